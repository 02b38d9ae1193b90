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
    /// Space that its point's own mark takes.
    pub clear: f64,
    /// It stays between these two x.
    pub bounds: (f64, f64),
}

/// How far from its point a label may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Its own side, and no curve between the two.
    Side,
    /// Either side, and no curve between the two.
    Near,
    /// Behind another curve too, where there is no nearer place.
    Beyond,
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

/// Distance from the mark of a point to its label, nearest first.
const NEAR: [f64; 9] = [0.0, 4.0, 8.0, 14.0, 20.0, 28.0, 36.0, 46.0, 56.0];
/// Sideways shifts as shares of the label's width.
const ASIDE: [f64; 5] = [0.0, 0.3, -0.3, 0.6, -0.6];

impl Ground {
    /// The first free place of a wish within reach; it is then taken.
    pub fn find(&mut self, wish: &Wish, reach: Reach) -> Option<Rect> {
        let (left, right) = wish.bounds;
        if wish.width > right - left {
            return None;
        }
        // a wish never leaves its column: what lies elsewhere is not asked again and again
        let near_by = self.between(left - 8.0, right + 8.0);
        let place = near_by.place(wish, reach)?;
        self.taken.push(place);
        Some(place)
    }

    /// The part of the ground between two x.
    fn between(&self, left: f64, right: f64) -> Self {
        let curves = self.curves.iter().filter(|point| point.x >= left && point.x <= right);
        let taken = self.taken.iter().filter(|rect| rect.x1 >= left && rect.x0 <= right);
        Self { curves: curves.copied().collect(), taken: taken.copied().collect(), bounds: self.bounds }
    }

    fn place(&self, wish: &Wish, reach: Reach) -> Option<Rect> {
        let (left, right) = wish.bounds;
        // first where no other curve lies between the label and its point
        let tries = if reach == Reach::Beyond { &[false, true][..] } else { &[false] };
        let sides = [wish.up, !wish.up];
        for beyond in tries.iter().copied() {
            for up in sides.iter().copied().take(if reach == Reach::Side { 1 } else { 2 }) {
                for aside in ASIDE {
                    for near in NEAR.map(|near| wish.clear + near) {
                        let x = (wish.anchor.x - wish.width / 2.0 + aside * wish.width)
                            .clamp(left, right - wish.width);
                        let y = if up { wish.anchor.y - near - wish.height } else { wish.anchor.y + near };
                        let rect = Rect::from_size(x, y.round(), wish.width, wish.height);
                        if self.is_free(&rect) && (beyond || self.is_near(&rect, wish.anchor)) {
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

/// Moves sorted values apart until neighbours are `gap` from each other, each group around its own middle.
pub fn spread(wanted: &[f64], gap: f64) -> Vec<f64> {
    // groups of values that touch: sum of (wanted − place in the group), count
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for value in wanted {
        let mut group = (*value, 1usize);
        while let Some(before) = groups.last().copied() {
            let end = before.0 / before.1 as f64 + gap * before.1 as f64;
            if end <= group.0 / group.1 as f64 {
                break;
            }
            groups.pop();
            let shift = gap * before.1 as f64 * group.1 as f64;
            group = (before.0 + group.0 - shift, before.1 + group.1);
        }
        groups.push(group);
    }
    let places = |(sum, count): (f64, usize)| (0..count).map(move |at| sum / count as f64 + gap * at as f64);
    groups.into_iter().flat_map(places).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_label_goes_to_the_other_side_when_its_own_is_taken() {
        let wish = Wish {
            anchor: Point::new(50.0, 50.0),
            up: true,
            width: 40.0,
            height: 16.0,
            clear: 12.0,
            bounds: (0.0, 100.0),
        };
        let mut ground = Ground { bounds: (0.0, 100.0), ..Ground::default() };
        assert_eq!(ground.find(&wish, Reach::Beyond).map(|r| r.y1), Some(38.0));
        let across = (0..=25).map(|at| Point::new(f64::from(at) * 4.0, 34.0)).collect();
        let mut ground = Ground { curves: across, bounds: (0.0, 100.0), ..Ground::default() };
        assert_eq!(ground.clone().find(&wish, Reach::Side), None);
        assert_eq!(ground.find(&wish, Reach::Near).map(|r| r.y0), Some(62.0));
        // where only a place behind the curve is left, a wish for a near one has none
        ground.bounds = (0.0, 60.0);
        assert_eq!(ground.find(&wish, Reach::Near), None);
        assert_eq!(ground.find(&wish, Reach::Beyond).map(|r| r.y1), Some(30.0));
    }

    #[test]
    fn names_at_the_ends_part_around_their_middle() {
        assert_eq!(spread(&[10.0, 12.0, 80.0], 16.0), [3.0, 19.0, 80.0]);
        assert_eq!(spread(&[0.0, 0.0, 0.0], 16.0), [-16.0, 0.0, 16.0]);
    }

    proptest! {
        #[test]
        fn spread_values_never_touch(mut wanted in prop::collection::vec(0.0..200.0f64, 0..7)) {
            wanted.sort_by(f64::total_cmp);
            let out = spread(&wanted, 16.0);
            prop_assert_eq!(out.len(), wanted.len());
            for pair in out.windows(2) {
                prop_assert!(pair[1] - pair[0] >= 16.0 - 1e-9, "{:?}", out);
            }
        }
    }
}
