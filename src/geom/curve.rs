//! Monotone cubic curves through points, flattened to polylines.

use super::Point;

/// Tangents (dy/dx) of the Fritsch–Carlson monotone cubic through `points`, whose x must rise.
///
/// Source: F. N. Fritsch, R. E. Carlson, *Monotone Piecewise Cubic Interpolation*, SIAM J. Numer. Anal. 17 (1980).
/// Between two points the curve never leaves the range of their y: it has no overshoot.
pub fn tangents(points: &[Point]) -> Vec<f64> {
    let slopes: Vec<f64> = points.windows(2).map(slope).collect();
    let (Some(first), Some(last)) = (slopes.first(), slopes.last()) else {
        return vec![0.0; points.len()];
    };
    let mut out = vec![*first];
    out.extend(slopes.windows(2).map(|pair| match pair {
        [a, b] if a * b > 0.0 => (a + b) / 2.0,
        _ => 0.0,
    }));
    out.push(*last);
    for (at, slope) in slopes.iter().enumerate() {
        let Some([a, b]) = out.get_mut(at..at + 2) else { continue };
        if *slope == 0.0 {
            (*a, *b) = (0.0, 0.0);
            continue;
        }
        let (p, q) = (*a / slope, *b / slope);
        let length = Point::new(p, q).to(Point::default());
        if length > 3.0 {
            (*a, *b) = (3.0 / length * p * slope, 3.0 / length * q * slope);
        }
    }
    out
}

fn slope(pair: &[Point]) -> f64 {
    match pair {
        [a, b] if b.x > a.x => (b.y - a.y) / (b.x - a.x),
        _ => 0.0,
    }
}

/// The monotone cubic through `points` as a polyline with a corner at least every `step` px of x.
///
/// One list of corners for each stretch between two neighbours, both ends included, so that a caller can
/// draw stretches in different ways.
pub fn stretches(points: &[Point], step: f64) -> Vec<Vec<Point>> {
    let tangents = tangents(points);
    let ends = points.windows(2).zip(tangents.windows(2));
    ends.map(|(p, m)| match (p, m) {
        ([a, b], [ma, mb]) => stretch(*a, *b, *ma, *mb, step),
        _ => Vec::new(),
    })
    .collect()
}

fn stretch(a: Point, b: Point, ma: f64, mb: f64, step: f64) -> Vec<Point> {
    let width = b.x - a.x;
    let count = (width / step.max(0.25)).ceil().clamp(1.0, 2000.0);
    let (low, high) = (a.y.min(b.y), a.y.max(b.y));
    let mut out = Vec::with_capacity(count as usize + 1);
    for at in 0..count as u32 {
        let t = f64::from(at) / count;
        let (t2, t3) = (t * t, t * t * t);
        let y = (2.0 * t3 - 3.0 * t2 + 1.0) * a.y
            + (t3 - 2.0 * t2 + t) * width * ma
            + (3.0 * t2 - 2.0 * t3) * b.y
            + (t3 - t2) * width * mb;
        // rounding may leave the range by an ulp; the law is exact
        out.push(Point::new(a.x + t * width, y.clamp(low, high)));
    }
    out.push(b);
    out
}

/// So many corners of a polyline are left out at a time, however straight it is: each is looked at again for the next.
const RUN: usize = 16;

/// The corners of a polyline that are seen: between two of them no other is further than `off` px from the line.
///
/// Both ends stay. Corners of a flattened curve stand as close as its sharpest bend needs; where it is nearly straight a pen would
/// draw three where one looks the same.
///
/// ```
/// # use jejak::geom::{Point, curve::seen};
/// let points: Vec<Point> = [(0.0, 0.0), (4.0, 0.0), (8.0, 0.03), (12.0, 0.0), (16.0, 3.0)].map(|(x, y)| Point::new(x, y)).into();
/// assert_eq!(seen(&points, 0.05), [points[0], points[3], points[4]]);
/// ```
pub fn seen(points: &[Point], off: f64) -> Vec<Point> {
    let Some((first, rest)) = points.split_first() else { return Vec::new() };
    let mut out = vec![*first];
    let (mut from, mut kept) = (*first, 0);
    for (at, pair) in rest.windows(2).enumerate() {
        let [here, next] = pair else { continue };
        let (wide, high) = (next.x - from.x, next.y - from.y);
        let most = off * from.to(*next);
        let near = |p: &Point| ((p.x - from.x) * high - (p.y - from.y) * wide).abs() <= most;
        // a corner where a line turns back is far from none of its ends
        let on = (here.x - from.x) * (next.x - here.x) + (here.y - from.y) * (next.y - here.y) > 0.0;
        if !on || at - kept >= RUN || !rest.get(kept..=at).is_some_and(|passed| passed.iter().all(near)) {
            out.push(*here);
            (from, kept) = (*here, at + 1);
        }
    }
    out.extend(rest.last());
    out
}

/// The whole curve as one polyline.
pub fn monotone(points: &[Point], step: f64) -> Vec<Point> {
    let mut out: Vec<Point> = points.first().copied().into_iter().collect();
    for part in stretches(points, step) {
        out.extend(part.into_iter().skip(1));
    }
    out
}

/// The smoothstep 3t² − 2t³ on 0…1.
pub fn ease(t: f64) -> f64 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Corners of half a bend, at most.
const HALF: u8 = 7;
/// The same of a line of one pixel, whose own width hides more; one more for each `WIDE` px that the bend runs along.
const HAIR: u8 = 4;
const WIDE: f64 = 75.0;

/// How far along and how far over each corner of a bend lies, by how many corners half of it has: a picture has thousands
/// of bends of few kinds.
#[derive(Clone, Debug)]
pub struct Bends {
    hair: bool,
    known: [Vec<(f64, f64)>; HALF as usize + 1],
}

impl Bends {
    /// Of bands.
    pub fn broad() -> Self {
        Self { hair: false, known: Default::default() }
    }

    /// Of lines of one pixel.
    pub fn hair() -> Self {
        Self { hair: true, known: Default::default() }
    }
}

/// Adds the corners of a bend that leaves `from` and reaches `to` level, by [`ease`], without `from` and `to`
/// themselves: more of them where it is high, and closer together towards its ends, where it turns.
///
/// The curve is less than half a pixel from the lines between them, from those of a line of one pixel less than three
/// quarters; where it is higher than 200 px, up to twice that.
///
/// ```
/// # use jejak::geom::{Point, curve::{Bends, bend}};
/// let (from, mut corners, mut bends) = (Point::new(0.0, 0.0), Vec::new(), Bends::broad());
/// bend(from, Point::new(40.0, 2.0), &mut bends, &mut corners);
/// assert_eq!(corners, [Point::new(20.0, 1.0)]);
/// bend(from, Point::new(40.0, 90.0), &mut bends, &mut corners);
/// assert_eq!(corners.len(), 1 + 13);
/// bend(from, Point::new(40.0, 90.0), &mut Bends::hair(), &mut corners);
/// assert_eq!(corners.len(), 1 + 13 + 7);
/// ```
pub fn bend(from: Point, to: Point, bends: &mut Bends, corners: &mut Vec<Point>) {
    // evenly apart n corners of a half would be 0.19 · height / n² off, so spaced 0.13
    let most = if bends.hair { f64::from(HAIR) + ((to.x - from.x) / WIDE).floor() } else { f64::from(HALF) };
    let half = ((to.y - from.y).abs() / 2.0).sqrt().ceil().clamp(1.0, most.clamp(1.0, f64::from(HALF))) as u8;
    let Some(known) = bends.known.get_mut(usize::from(half)) else { return };
    if known.is_empty() {
        let count = 2 * half;
        for at in 1..count {
            let near = f64::from(at.min(count - at)) / f64::from(half);
            let near = 0.5 * near * near.sqrt();
            let along = if 2 * at > count { 1.0 - near } else { near };
            known.push((along, ease(along)));
        }
    }
    let (wide, high) = (to.x - from.x, to.y - from.y);
    for (along, over) in known {
        corners.push(Point::new(from.x + wide * *along, from.y + high * *over));
    }
}

/// The point on a circle, `turn` whole turns clockwise from the right.
///
/// The system's sine reduces angles of any size by tables of pi, which no circle on a page needs.
///
/// ```
/// # use jejak::geom::{Point, curve::around};
/// let low = around(Point::new(10.0, 10.0), 2.0, 0.25);
/// assert!((low.x - 10.0).abs() < 1e-12 && (low.y - 12.0).abs() < 1e-12);
/// ```
pub fn around(center: Point, radius: f64, turn: f64) -> Point {
    // the nearest eighth of a turn is left over for the series, which then converges at once
    let quarters = (turn * 4.0).round();
    let angle = (turn * 4.0 - quarters) * core::f64::consts::FRAC_PI_2;
    let (mut sine, mut cosine) = (0.0, 0.0);
    let mut term = 1.0;
    for n in 0..18_u8 {
        match n % 4 {
            0 => cosine += term,
            1 => sine += term,
            2 => cosine -= term,
            _ => sine -= term,
        }
        term *= angle / f64::from(n + 1);
    }
    let (x, y) = match quarters as i64 & 3 {
        0 => (cosine, sine),
        1 => (-sine, cosine),
        2 => (-cosine, -sine),
        _ => (sine, -cosine),
    };
    Point::new(center.x + radius * x, center.y + radius * y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_round() {
        for step in -100..300 {
            let turn = f64::from(step) / 96.0;
            let angle = turn * core::f64::consts::TAU;
            let point = around(Point::new(1.0, -2.0), 5.0, turn);
            assert!((point.x - 1.0 - 5.0 * angle.cos()).abs() < 1e-11, "{turn}");
            assert!((point.y + 2.0 - 5.0 * angle.sin()).abs() < 1e-11, "{turn}");
        }
    }
    use proptest::prelude::*;

    /// How far the curve is from the lines between its corners.
    fn off(from: Point, to: Point, mut bends: Bends) -> f64 {
        let mut corners = vec![from];
        bend(from, to, &mut bends, &mut corners);
        corners.push(to);
        let of = |x: f64| from.y + (to.y - from.y) * ease((x - from.x) / (to.x - from.x));
        let pairs = corners.windows(2).flat_map(|pair| {
            let (a, b) = (pair[0], pair[1]);
            let length = (b.x - a.x).hypot(b.y - a.y);
            (1..16).map(move |step| {
                let x = a.x + (b.x - a.x) * f64::from(step) / 16.0;
                ((x - a.x) * (b.y - a.y) - (of(x) - a.y) * (b.x - a.x)).abs() / length
            })
        });
        pairs.fold(0.0, f64::max)
    }

    #[test]
    fn a_bend_stays_near_its_curve() {
        for width in [24.0, 36.0, 80.0, 160.0] {
            for (height, broad, hair) in [
                (1.0, 0.2, 0.2),
                (8.0, 0.3, 0.3),
                (-30.0, 0.3, 0.3),
                (90.0, 0.3, 0.5),
                (-200.0, 0.5, 0.75),
                (2_000.0, 0.9, 1.5),
            ] {
                for (bends, most) in [(Bends::broad(), broad), (Bends::hair(), hair)] {
                    let found = off(Point::new(10.0, 5.0), Point::new(10.0 + width, 5.0 + height), bends);
                    assert!(found <= most, "{width} × {height}: {found}");
                }
            }
        }
    }

    fn points() -> impl Strategy<Value = Vec<Point>> {
        prop::collection::vec((1.0..300.0f64, -200.0..200.0f64), 2..14).prop_map(|steps| {
            let mut x = 0.0;
            steps
                .into_iter()
                .map(|(dx, y)| {
                    x += dx;
                    Point::new(x, (y / 20.0).round() * 20.0)
                })
                .collect()
        })
    }

    #[test]
    fn a_plateau_stays_flat_and_the_middle_of_a_rise_is_its_mean() {
        let points =
            [Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(20.0, 8.0), Point::new(30.0, 8.0)];
        let curve = monotone(&points, 5.0);
        assert!(curve.iter().filter(|p| p.x <= 10.0).all(|p| p.y == 0.0));
        assert_eq!(curve.iter().find(|p| p.x == 15.0).map(|p| p.y), Some(4.0));
    }

    proptest! {
        #[test]
        fn what_is_not_seen_of_a_line_is_left_out(points in points(), turn in 0usize..40, off in 0.02..2.0f64) {
            // there and back, as a band is
            let mut line = monotone(&points, 4.0);
            let back: Vec<Point> = line.iter().rev().skip(turn).map(|p| Point::new(p.x, p.y + 3.0)).collect();
            line.extend(back);
            let seen = seen(&line, off);
            prop_assert!(seen.first() == line.first() && seen.last() == line.last());
            let mut rest = line.iter();
            for pair in seen.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let length = (b.x - a.x).hypot(b.y - a.y);
                prop_assert!(rest.clone().any(|p| *p == b), "not in the order of the line");
                for p in rest.by_ref().take_while(|p| **p != b) {
                    let away = ((p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x)).abs() / length.max(1e-9);
                    prop_assert!(away <= off + 1e-9, "{:?} is {} from {:?}", p, away, pair);
                }
            }
            let level: Vec<Point> = (0..100).map(|at| Point::new(f64::from(at), 1.0)).collect();
            prop_assert!(super::seen(&level, off).len() < 10);
        }

        #[test]
        fn the_curve_passes_its_points_and_never_leaves_their_range(points in points()) {
            // the formula alone, before rounding is cut off
            let tangents = tangents(&points);
            for (pair, m) in points.windows(2).zip(tangents.windows(2)) {
                let (a, b, width) = (pair[0], pair[1], pair[1].x - pair[0].x);
                let (low, high) = (a.y.min(b.y), a.y.max(b.y));
                for k in 0..=40 {
                    let t = f64::from(k) / 40.0;
                    let (t2, t3) = (t * t, t * t * t);
                    let y = (2.0 * t3 - 3.0 * t2 + 1.0) * a.y + (t3 - 2.0 * t2 + t) * width * m[0]
                        + (3.0 * t2 - 2.0 * t3) * b.y + (t3 - t2) * width * m[1];
                    prop_assert!(y >= low - 1e-9 && y <= high + 1e-9, "{} outside {}…{}", y, low, high);
                }
            }
            let curve = monotone(&points, 4.0);
            for point in &points {
                prop_assert!(curve.contains(point));
            }
            prop_assert!(curve.windows(2).all(|pair| pair[1].x > pair[0].x));
        }
    }
}
