//! Scales: from a value to a pixel.

/// A straight scale from a domain to a range; a domain without extent maps to the start of the range.
///
/// ```
/// # use jejak::geom::scale::Linear;
/// let scale = Linear::new((-1.0, 1.0), (200.0, 0.0));
/// assert_eq!(scale.at(0.5), 50.0);
/// assert_eq!(scale.at(7.0), 0.0); // clamped: nothing is drawn outside its box
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// A scale; both ends may fall or rise.
    pub const fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// The pixel of `value`, clamped to the range; what is no number maps to the start.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.range.0 + share * (self.range.1 - self.range.0)
    }
}

/// Columns of one width beside each other.
///
/// ```
/// # use jejak::geom::scale::Band;
/// let band = Band { start: 168.0, width: 216.0 };
/// assert_eq!((band.left(2), band.middle(2), band.right(2)), (600.0, 708.0, 816.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Band {
    /// Left edge of the first column.
    pub start: f64,
    /// Width of a column.
    pub width: f64,
}

impl Band {
    /// Left edge of column `at`.
    pub fn left(&self, at: usize) -> f64 {
        self.start + self.width * at as f64
    }
    /// Middle of column `at`.
    pub fn middle(&self, at: usize) -> f64 {
        self.start + self.width * (at as f64 + 0.5)
    }
    /// Right edge of column `at`.
    pub fn right(&self, at: usize) -> f64 {
        self.left(at + 1)
    }
}
