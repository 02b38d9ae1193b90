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
    /// The corners between two x that were asked for last: one label is tried in several ways.
    column: Option<Column>,
}

/// Of `known` corners those between two x.
#[derive(Clone, Debug)]
struct Column {
    sides: (f64, f64),
    known: usize,
    curves: Vec<Point>,
}

/// Distance from the mark of a point to its label, nearest first.
const NEAR: [f64; 9] = [0.0, 4.0, 8.0, 14.0, 20.0, 28.0, 36.0, 46.0, 56.0];
/// Between a label and what it must not touch.
const AIR: f64 = 3.0;
/// Sideways shifts as shares of the label's width.
const ASIDE: [f64; 5] = [0.0, 0.3, -0.3, 0.6, -0.6];

impl Ground {
    /// Nothing between a top and a bottom.
    pub fn within(bounds: (f64, f64)) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// The first free place of a wish within reach; it is then taken.
    pub fn find(&mut self, wish: &Wish, reach: Reach) -> Option<Rect> {
        let (left, right) = wish.bounds;
        if wish.width > right - left {
            return None;
        }
        self.look(left - 8.0, right + 8.0);
        let place = self.place(wish, reach)?;
        self.taken.push(place);
        Some(place)
    }

    /// The part of the ground between two x.
    pub fn between(&self, left: f64, right: f64) -> Self {
        let curves = self.curves.iter().filter(|point| point.x >= left && point.x <= right);
        let taken = self.taken.iter().filter(|rect| rect.x1 >= left && rect.x0 <= right);
        let (curves, taken) = (curves.copied().collect(), taken.copied().collect());
        Self { curves, taken, bounds: self.bounds, column: None }
    }

    /// A wish never leaves its column: what lies elsewhere is not asked again and again.
    fn look(&mut self, left: f64, right: f64) {
        let (sides, known) = ((left, right), self.curves.len());
        if self.column.as_ref().is_some_and(|column| column.sides == sides && column.known == known) {
            return;
        }
        let curves = self.curves.iter().filter(|point| point.x >= left && point.x <= right);
        self.column = Some(Column { sides, known, curves: curves.copied().collect() });
    }

    /// The corners in the column that is looked at.
    fn here(&self) -> &[Point] {
        self.column.as_ref().map(|column| column.curves.as_slice()).unwrap_or_default()
    }

    fn place(&self, wish: &Wish, reach: Reach) -> Option<Rect> {
        let (left, right) = wish.bounds;
        let x = |aside: f64| {
            (wish.anchor.x - wish.width / 2.0 + aside * wish.width).clamp(left, right - wish.width)
        };
        // what stands over each other there is looked for once, not at each height, and only where no place before it is
        // free; at its bounds a shift is none
        let mut strips: Vec<Strip> = Vec::new();
        let passing = self.passing(wish.anchor);
        let mut behind = None;
        for up in [wish.up, !wish.up].into_iter().take(if reach == Reach::Side { 1 } else { 2 }) {
            let mut tried = 0;
            for x in ASIDE.map(x) {
                let at = strips.iter().position(|known| known.x == x).unwrap_or_else(|| {
                    strips.push(Strip::of(self, x, wish.width));
                    strips.len() - 1
                });
                if at < tried {
                    continue;
                }
                tried = at + 1;
                let Some(strip) = strips.get(at) else { continue };
                for near in NEAR.map(|near| wish.clear + near) {
                    let y = if up { wish.anchor.y - near - wish.height } else { wish.anchor.y + near };
                    let rect = Rect::from_size(strip.x, y.round(), wish.width, wish.height);
                    if !strip.is_free(&rect) {
                        continue;
                    }
                    if is_near(&rect, wish.anchor, &passing) {
                        return Some(rect);
                    }
                    behind = behind.or(Some(rect));
                }
            }
        }
        // a place behind another curve only where there is none before it
        behind.filter(|_| reach == Reach::Beyond)
    }

    /// How high curves pass over a point and under it.
    fn passing(&self, anchor: Point) -> Vec<f64> {
        let over = |point: &&Point| point.x >= anchor.x - 3.0 && point.x <= anchor.x + 3.0;
        self.here().iter().filter(over).map(|point| point.y).collect()
    }
}

/// True when no curve passes between the label and its point.
fn is_near(label: &Rect, anchor: Point, passing: &[f64]) -> bool {
    let (y0, y1) = if label.y1 <= anchor.y { (label.y1, anchor.y - 8.0) } else { (anchor.y + 8.0, label.y0) };
    !passing.iter().any(|y| *y >= y0 && *y <= y1)
}

/// The ground between the sides of a label, with air around it.
struct Strip {
    /// Left side of the label.
    x: f64,
    taken: Vec<Rect>,
    bounds: (f64, f64),
    /// For each row of pixels from `top` down, whether a curve has a corner on it or on its lower edge.
    rows: Vec<bool>,
    top: f64,
}

/// Rows of a strip, at most.
const ROWS: f64 = 4_096.0;

impl Strip {
    fn of(ground: &Ground, x: f64, width: f64) -> Self {
        let (bounds, left, right) = (ground.bounds, x - AIR, x + width + AIR);
        let taken = ground.taken.iter().filter(|rect| rect.x1 >= left && rect.x0 <= right).copied().collect();
        let top = (bounds.0 - AIR).floor();
        let mut rows = vec![false; (bounds.1 + AIR - top).clamp(0.0, ROWS) as usize + 1];
        let within = |point: &&Point| point.x >= left && point.x <= right && point.y >= top;
        for point in ground.here().iter().filter(within) {
            let y = point.y - top;
            let row = y as usize;
            // a corner between two rows is met by both
            let over = if row as f64 == y { row.saturating_sub(1) } else { row };
            if let Some(met) = rows.get_mut(over..=row) {
                met.fill(true);
            }
        }
        Self { x, taken, bounds, rows, top }
    }

    /// True when a label, whose edges lie between rows, touches nothing.
    fn is_free(&self, label: &Rect) -> bool {
        let outside = label.y0 < self.bounds.0 || label.y1 > self.bounds.1;
        let air = label.grow(AIR);
        if outside || self.taken.iter().any(|other| other.overlaps(&air)) {
            return false;
        }
        let [first, last] = [air.y0, air.y1].map(|y| (y - self.top).max(0.0) as usize);
        !self.rows.get(first..last).unwrap_or_default().contains(&true)
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
        let mut ground = Ground::within((0.0, 100.0));
        assert_eq!(ground.find(&wish, Reach::Beyond).map(|r| r.y1), Some(38.0));
        let across = (0..=25).map(|at| Point::new(f64::from(at) * 4.0, 34.0)).collect();
        let mut ground = Ground { curves: across, ..Ground::within((0.0, 100.0)) };
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
        let passing = ground.passing(wish.anchor);
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
                    if is_free(ground, &rect) && (beyond || is_near(&rect, wish.anchor, &passing)) {
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
                ..Ground::within((4.0, 196.0))
            };
            let anchor = Point::new(x, y);
            let height = if tall { 32.0 } else { 16.0 };
            let wish = Wish { anchor, up, width, height, clear: 12.0, bounds: (40.0, 160.0) };
            let reach = [Reach::Side, Reach::Near, Reach::Beyond][reach];
            let mut column = ground.clone();
            column.look(40.0 - 8.0, 160.0 + 8.0);
            prop_assert_eq!(ground.clone().find(&wish, reach), described(&column, &wish, reach));
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
