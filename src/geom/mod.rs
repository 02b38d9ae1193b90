//! Points and rectangles in CSS pixels (f64), text measure, scales and themes.
//!
//! Must never know: customers, stages, plotters.

pub mod curve;
pub mod digits;
pub mod kept;
pub mod scale;
mod script;
#[cfg(not(target_arch = "wasm32"))]
mod table;
pub mod text;
pub mod theme;

/// A point in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// How far another point is, in the same unit.
    ///
    /// The root of the sum of squares: sides of more than 10^154 px would be endless, and there are none.
    ///
    /// ```
    /// use jejak::geom::Point;
    /// assert_eq!(Point::new(1.0, 2.0).to(Point::new(4.0, 6.0)), 5.0);
    /// ```
    pub fn to(self, other: Self) -> f64 {
        let (x, y) = (other.x - self.x, other.y - self.y);
        (x * x + y * y).sqrt()
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// An upright rectangle, `x0 ≤ x1`, `y0 ≤ y1`.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Rect {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Rect {
    /// From corner and size.
    pub fn from_size(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x0: x, y0: y, x1: x + width, y1: y + height }
    }
    /// x1 − x0.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }
    /// y1 − y0.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }
    /// The middle.
    pub fn center(&self) -> Point {
        Point::new((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }
    /// True when the point is in it, edges included.
    pub fn contains(&self, point: Point) -> bool {
        point.x >= self.x0 && point.x <= self.x1 && point.y >= self.y0 && point.y <= self.y1
    }
    /// True when both share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }
    /// The same, `dx` px further to the right.
    #[must_use]
    pub fn aside(&self, dx: f64) -> Self {
        Self { x0: self.x0 + dx, x1: self.x1 + dx, ..*self }
    }
    /// What both cover; of negative size where they do not meet.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }
    /// The smallest box that holds both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
    /// Grown by `by` on every side.
    #[must_use]
    pub fn grow(&self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }
}

/// An opaque colour with an alpha 0…1.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: f64,
}

impl Color {
    /// From `0xRRGGBB`, opaque.
    pub const fn hex(rgb: u32) -> Self {
        Self { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 1.0 }
    }
    /// The same colour at another alpha.
    #[must_use]
    pub const fn alpha(self, a: f64) -> Self {
        Self { a, ..self }
    }

    /// This colour laid over an opaque one.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let mix =
            |top: u8, low: u8| (f64::from(top) * self.a + f64::from(low) * (1.0 - self.a)).round() as u8;
        Self { r: mix(self.r, ground.r), g: mix(self.g, ground.g), b: mix(self.b, ground.b), a: 1.0 }
    }
}
