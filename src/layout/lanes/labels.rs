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
/// Between a label and what it must not touch.
const AIR: f64 = 3.0;
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
    pub fn between(&self, left: f64, right: f64) -> Self {
        let curves = self.curves.iter().filter(|point| point.x >= left && point.x <= right);
        let taken = self.taken.iter().filter(|rect| rect.x1 >= left && rect.x0 <= right);
        Self { curves: curves.copied().collect(), taken: taken.copied().collect(), bounds: self.bounds }
    }

    fn place(&self, wish: &Wish, reach: Reach) -> Option<Rect> {
        let (left, right) = wish.bounds;
        let x = |aside: f64| {
            (wish.anchor.x - wish.width / 2.0 + aside * wish.width).clamp(left, right - wish.width)
        };
        // what stands over each other there is looked for once, not at each height; at its bounds a shift is none
        let mut strips: Vec<Strip> = Vec::new();
        for x in ASIDE.map(x) {
            if !strips.iter().any(|known| known.x == x) {
                strips.push(Strip::of(self, x, wish.width));
            }
        }
        let mut behind = None;
        for up in [wish.up, !wish.up].into_iter().take(if reach == Reach::Side { 1 } else { 2 }) {
            for strip in &strips {
                for near in NEAR.map(|near| wish.clear + near) {
                    let y = if up { wish.anchor.y - near - wish.height } else { wish.anchor.y + near };
                    let rect = Rect::from_size(strip.x, y.round(), wish.width, wish.height);
                    if !strip.is_free(&rect) {
                        continue;
                    }
                    if self.is_near(&rect, wish.anchor) {
                        return Some(rect);
                    }
                    behind = behind.or(Some(rect));
                }
            }
        }
        // a place behind another curve only where there is none before it
        behind.filter(|_| reach == Reach::Beyond)
    }

    /// True when no curve passes between the label and its point.
    fn is_near(&self, rect: &Rect, anchor: Point) -> bool {
        let (y0, y1) =
            if rect.y1 <= anchor.y { (rect.y1, anchor.y - 8.0) } else { (anchor.y + 8.0, rect.y0) };
        let strip = Rect { x0: anchor.x - 3.0, y0, x1: anchor.x + 3.0, y1 };
        !self.curves.iter().any(|point| strip.contains(*point))
    }
}

/// The ground between the sides of a label, with air around it.
struct Strip {
    /// Left side of the label.
    x: f64,
    taken: Vec<Rect>,
    bounds: (f64, f64),
    /// The lowest and highest corner of a curve on each row of pixels, from `top` down.
    rows: Vec<(f64, f64)>,
    top: f64,
}

/// Rows of a strip, at most.
const ROWS: f64 = 4_096.0;

impl Strip {
    fn of(ground: &Ground, x: f64, width: f64) -> Self {
        let Ground { curves, taken, bounds } = ground.between(x - AIR, x + width + AIR);
        let top = (bounds.0 - AIR).floor();
        let rows = (bounds.1 + AIR - top).clamp(0.0, ROWS) as usize + 1;
        let mut rows = vec![(f64::INFINITY, f64::NEG_INFINITY); rows];
        for Point { y, .. } in curves.into_iter().filter(|point| point.y >= top) {
            if let Some((low, high)) = rows.get_mut((y - top) as usize) {
                (*low, *high) = (low.min(y), high.max(y));
            }
        }
        Self { x, taken, bounds, rows, top }
    }

    /// True when a label, which is higher than a row, touches nothing.
    fn is_free(&self, label: &Rect) -> bool {
        let air = label.grow(AIR);
        if label.y0 < self.bounds.0 || label.y1 > self.bounds.1 {
            return false;
        }
        let row = |y: f64| (y - self.top).max(0.0) as usize;
        let rows =
            self.rows.get(row(air.y0)..).unwrap_or_default().iter().take(row(air.y1) - row(air.y0) + 1);
        let mut met = rows.filter(|(low, high)| *high >= air.y0 && *low <= air.y1);
        met.next().is_none() && !self.taken.iter().any(|other| other.overlaps(&air))
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

    fn is_free(ground: &Ground, rect: &Rect) -> bool {
        let air = rect.grow(AIR);
        rect.y0 >= ground.bounds.0
            && rect.y1 <= ground.bounds.1
            && !ground.taken.iter().any(|other| other.overlaps(&air))
            && !ground.curves.iter().any(|point| air.contains(*point))
    }

    /// The place of a wish as it is described: each candidate after the other, all of the ground looked at.
    fn described(ground: &Ground, wish: &Wish, reach: Reach) -> Option<Rect> {
        let (left, right) = wish.bounds;
        let tries = if reach == Reach::Beyond { &[false, true][..] } else { &[false] };
        let sides = if reach == Reach::Side { &[false][..] } else { &[false, true] };
        for (beyond, other) in
            tries.iter().flat_map(|beyond| sides.iter().map(move |other| (*beyond, *other)))
        {
            for aside in ASIDE {
                for near in NEAR.map(|near| wish.clear + near) {
                    let x = (wish.anchor.x - wish.width / 2.0 + aside * wish.width)
                        .clamp(left, right - wish.width);
                    let up = wish.up != other;
                    let y = if up { wish.anchor.y - near - wish.height } else { wish.anchor.y + near };
                    let rect = Rect::from_size(x, y.round(), wish.width, wish.height);
                    if is_free(ground, &rect) && (beyond || ground.is_near(&rect, wish.anchor)) {
                        return Some(rect);
                    }
                }
            }
        }
        None
    }

    proptest! {
        #[test]
        fn a_label_has_the_place_that_is_described(
            heights in prop::collection::vec(20.0..180.0f64, 1..5),
            taken in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64, 4.0..50.0f64), 0..6),
            (x, y, width) in (70.0..130.0f64, 20.0..180.0f64, 10.0..118.0f64),
            (up, tall, reach) in (any::<bool>(), any::<bool>(), 0usize..3),
        ) {
            let curve = |high: &f64| {
                let high = *high;
                (0..=50).map(move |at| Point::new(f64::from(at) * 4.0, high + f64::from(at % 17)))
            };
            let ground = Ground {
                curves: heights.iter().flat_map(curve).collect(),
                taken: taken.into_iter().map(|(x, y, size)| Rect::from_size(x, y, size, 16.0)).collect(),
                bounds: (4.0, 196.0),
            };
            let anchor = Point::new(x, y);
            let height = if tall { 32.0 } else { 16.0 };
            let wish = Wish { anchor, up, width, height, clear: 12.0, bounds: (40.0, 160.0) };
            let reach = [Reach::Side, Reach::Near, Reach::Beyond][reach];
            prop_assert_eq!(ground.clone().find(&wish, reach), described(&ground, &wish, reach));
        }

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
