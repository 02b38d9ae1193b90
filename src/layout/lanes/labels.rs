//! Labels of a curve: each finds a free place near its point, or is left out; never on a line.

use crate::geom::{Point, Rect};

/// A label that wants a place.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its point.
    pub anchor: Point,
    /// Above rather than below.
    pub up: bool,
    /// Width of its box.
    pub width: f64,
    /// Height of its box.
    pub height: f64,
    /// It stays between these two x.
    pub bounds: (f64, f64),
}

/// What labels must not touch.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// Corners of all curves.
    pub curves: Vec<Point>,
    /// Boxes of marks and of labels that have their place.
    pub taken: Vec<Rect>,
    /// Top and bottom.
    pub bounds: (f64, f64),
}

/// Distance from a point to its label, nearest first.
const NEAR: [f64; 9] = [12.0, 16.0, 20.0, 26.0, 32.0, 40.0, 48.0, 58.0, 68.0];
/// Sideways shifts as shares of the label's width.
const ASIDE: [f64; 5] = [0.0, 0.3, -0.3, 0.6, -0.6];

impl Ground {
    /// The first free place of a wish; it is then taken.
    pub fn find(&mut self, wish: &Wish) -> Option<Rect> {
        let (left, right) = wish.bounds;
        if wish.width > right - left {
            return None;
        }
        // first where no other curve lies between the label and its point
        for beyond in [false, true] {
            for up in [wish.up, !wish.up] {
                for aside in ASIDE {
                    for near in NEAR {
                        let x = (wish.anchor.x - wish.width / 2.0 + aside * wish.width)
                            .clamp(left, right - wish.width);
                        let y = if up { wish.anchor.y - near - wish.height } else { wish.anchor.y + near };
                        let rect = Rect::from_size(x, y.round(), wish.width, wish.height);
                        if self.is_free(&rect) && (beyond || self.is_near(&rect, wish.anchor)) {
                            self.taken.push(rect);
                            return Some(rect);
                        }
                    }
                }
            }
        }
        None
    }

    /// True when no curve passes between the label and its point.
    fn is_near(&self, rect: &Rect, anchor: Point) -> bool {
        let (y0, y1) =
            if rect.y1 <= anchor.y { (rect.y1, anchor.y - 8.0) } else { (anchor.y + 8.0, rect.y0) };
        let strip = Rect { x0: anchor.x - 3.0, y0, x1: anchor.x + 3.0, y1 };
        !self.curves.iter().any(|point| strip.contains(*point))
    }

    /// True when nothing is touched.
    pub fn is_free(&self, rect: &Rect) -> bool {
        let air = rect.grow(3.0);
        rect.y0 >= self.bounds.0
            && rect.y1 <= self.bounds.1
            && !self.taken.iter().any(|other| other.overlaps(&air))
            && !self.curves.iter().any(|point| air.contains(*point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_goes_to_the_other_side_when_its_own_is_taken() {
        let wish = Wish {
            anchor: Point::new(50.0, 50.0),
            up: true,
            width: 40.0,
            height: 16.0,
            bounds: (0.0, 100.0),
        };
        let mut ground = Ground { bounds: (0.0, 100.0), ..Ground::default() };
        assert_eq!(ground.find(&wish).map(|r| r.y1), Some(38.0));
        let across = (0..=25).map(|at| Point::new(f64::from(at) * 4.0, 34.0)).collect();
        let mut ground = Ground { curves: across, bounds: (0.0, 100.0), ..Ground::default() };
        assert_eq!(ground.find(&wish).map(|r| r.y0), Some(62.0));
        ground.bounds = (0.0, 60.0);
        assert_eq!(ground.find(&wish).map(|r| r.y1), Some(30.0));
    }
}
