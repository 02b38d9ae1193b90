//! The device grid: CSS pixels → eighths of a device pixel, with edges snapped where lines must be crisp.

use crate::geom::{Point, Rect};

/// Units in a device pixel.
pub const SUB: f64 = 8.0;
/// No coordinate goes further out than this many device pixels.
const FAR: f64 = 65_536.0;

/// A device ratio and an offset in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    ratio: f64,
    dx: f64,
    dy: f64,
}

impl Grid {
    /// A grid at `ratio` device pixels a CSS pixel, everything moved by `(dx, dy)` CSS pixels.
    pub fn new(ratio: f64, dx: f64, dy: f64) -> Self {
        // a scroll that is not a whole device pixel would blur every rule
        let snap = |d: f64| (d * ratio).round() / ratio;
        Self { ratio, dx: snap(dx), dy: snap(dy) }
    }

    fn units(device: f64) -> i32 {
        // one instruction, where `round` is a call
        (device.clamp(-FAR, FAR) * SUB + 0.5).floor() as i32
    }

    /// A point, to the eighth.
    pub fn point(&self, point: Point) -> (i32, i32) {
        (Self::units((point.x + self.dx) * self.ratio), Self::units((point.y + self.dy) * self.ratio))
    }

    /// A length, to the eighth, never under one.
    pub fn length(&self, length: f64) -> u32 {
        Self::units(length.abs() * self.ratio).unsigned_abs().max(1)
    }

    /// A stroke's width in whole device pixels, never under one.
    pub fn whole(&self, width: f64) -> f64 {
        (width * self.ratio).round().clamp(1.0, FAR)
    }

    /// A box with its edges on device pixels; what is thinner than a pixel becomes one.
    pub fn snap(&self, rect: &Rect) -> [f64; 4] {
        let edge = |v: f64, d: f64| ((v + d) * self.ratio).clamp(-FAR, FAR).round();
        let (x0, y0) = (edge(rect.x0, self.dx), edge(rect.y0, self.dy));
        let (mut x1, mut y1) = (edge(rect.x1, self.dx), edge(rect.y1, self.dy));
        if rect.width() > 0.0 && x1 <= x0 {
            x1 = x0 + 1.0;
        }
        if rect.height() > 0.0 && y1 <= y0 {
            y1 = y0 + 1.0;
        }
        [x0, y0, x1, y1]
    }

    /// An upright line of `width` as the device box it fills; `None` when the line is slanted.
    pub fn rule(&self, from: Point, to: Point, width: f64) -> Option<[f64; 4]> {
        let thick = self.whole(width);
        let at = |v: f64, d: f64| ((v + d) * self.ratio).clamp(-FAR, FAR);
        if from.y == to.y {
            let top = (at(from.y, self.dy) - thick / 2.0).round();
            let (a, b) = (at(from.x, self.dx), at(to.x, self.dx));
            return Some([a.min(b).round(), top, a.max(b).round().max(a.min(b).round() + 1.0), top + thick]);
        }
        if from.x == to.x {
            let left = (at(from.x, self.dx) - thick / 2.0).round();
            let (a, b) = (at(from.y, self.dy), at(to.y, self.dy));
            return Some([
                left,
                a.min(b).round(),
                left + thick,
                a.max(b).round().max(a.min(b).round() + 1.0),
            ]);
        }
        None
    }

    /// Device pixels → units.
    pub fn fine(device: f64) -> i32 {
        Self::units(device)
    }
}
