//! What plotters has no word for: clip, scale, and where a font's lower edge lies.

use crate::geom::text::Font;

/// A rectangle in the units a backend is given (eighths of a device pixel).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Units {
    pub x0: i32,
    pub y0: i32,
    pub x1: i32,
    pub y1: i32,
}

/// The part of a drawing surface that plotters does not reach. The shell implements it on a canvas context,
/// tests on a list.
pub trait Surface {
    /// Starts a picture: everything after is drawn at `scale` (1/8 on a canvas, so that eighths of a device
    /// pixel can be addressed), with round joins and flat ends.
    fn begin(&mut self, scale: f64);
    /// Ends the picture: the surface is as it was before `begin`.
    fn end(&mut self);
    /// Keeps the clip.
    fn save(&mut self);
    /// Nothing is drawn outside `rect` until `restore`.
    fn clip(&mut self, rect: Units);
    /// Takes back the last clip.
    fn restore(&mut self);
    /// How far below the baseline the lower edge of text lies in this font, in the font's own unit.
    /// plotters knows top, middle and bottom of text, but no baseline.
    fn descent(&mut self, font: Font) -> f64;
}
