//! A line of emotion, flattened: what is measured, how sure that is, what was assumed.

use crate::figures::Measured;
use crate::geom::scale::Linear;
use crate::geom::{Point, curve};
use crate::layout::map::Line;
use crate::layout::pen::{Pen, dashed, solid};

/// Corners of a flattened curve stand this far apart: labels look for them.
const STEP: f64 = 4.0;
/// Of those are drawn as many as keep the line within so many px of them.
const OFF: f64 = 0.05;

/// A line, flattened.
pub struct Curves {
    /// Stretches of the measured line; true = bridged over a stage without answers.
    pub measured: Vec<(Vec<Point>, bool)>,
    /// Bands between neighbours that both have an interval.
    pub bands: Vec<Vec<Point>>,
    /// The assumed line.
    pub assumed: Vec<Point>,
}

/// Flattens a line: `x` gives the middle of a stage, `y` the height of a value; a line of one value reaches `half` to
/// both sides. Lines beside the hero's have no bands.
pub fn curves(line: &Line, x: &dyn Fn(usize) -> f64, y: &Linear, half: f64, bands: bool) -> Curves {
    let known: Vec<(usize, Measured)> =
        line.measured.iter().enumerate().filter_map(|(at, m)| m.map(|m| (at, m))).collect();
    let points = |value: &dyn Fn(&Measured) -> f64| -> Vec<Point> {
        known.iter().map(|(at, m)| Point::new(x(*at), y.at(value(m)))).collect()
    };
    let middle = curve::stretches(&points(&|m| m.value), STEP);
    let assumed: Vec<Point> = line
        .assumed
        .iter()
        .enumerate()
        .filter_map(|(at, value)| value.map(|value| Point::new(x(at), y.at(value))))
        .collect();
    let assumed = match assumed.as_slice() {
        [only] => lone(*only, half),
        _ => curve::monotone(&assumed, STEP),
    };
    let far = |at: usize| known.get(at).zip(known.get(at + 1)).is_some_and(|(a, b)| b.0 - a.0 > 1);
    let edge = |value: &dyn Fn((f64, f64)) -> f64| {
        curve::stretches(&points(&|m| m.interval.map_or(m.value, value)), STEP)
    };
    let bands = match bands {
        true => self::bands(&known, &middle, &[edge(&|i| i.1), edge(&|i| i.0)], x, y),
        false => Vec::new(),
    };
    let measured = middle.into_iter().enumerate().map(|(at, middle)| (middle, far(at))).collect();
    Curves { measured, bands, assumed }
}

/// The bands of a line between its upper and lower `edges`; a point that none touches has one of its own.
fn bands(
    known: &[(usize, Measured)],
    middle: &[Vec<Point>],
    [high, low]: &[Vec<Vec<Point>>; 2],
    x: &dyn Fn(usize) -> f64,
    y: &Linear,
) -> Vec<Vec<Point>> {
    let next = |at: usize| known.get(at).zip(known.get(at + 1));
    let sure = |at: usize| {
        next(at).is_some_and(|(a, b)| b.0 - a.0 == 1 && a.1.interval.is_some() && b.1.interval.is_some())
    };
    let mut out = Vec::new();
    for (at, ((middle, high), low)) in middle.iter().zip(high).zip(low).enumerate() {
        if !sure(at) {
            continue;
        }
        // the band always holds its line, whatever three curves do between their points
        let upper = high.iter().zip(middle).map(|(h, m)| Point::new(h.x, h.y.min(m.y)));
        let lower = low.iter().zip(middle).map(|(l, m)| Point::new(l.x, l.y.max(m.y)));
        let mut band: Vec<Point> = upper.collect();
        band.extend(lower.rev());
        out.push(band);
    }
    for (at, (stage, m)) in known.iter().enumerate() {
        let Some((low, high)) = m.interval.filter(|_| !sure(at) && !at.checked_sub(1).is_some_and(sure))
        else {
            continue;
        };
        let (x, y0, y1) = (x(*stage), y.at(high), y.at(low));
        let corner = |dx, y| Point::new(x + dx, y);
        out.push(vec![corner(-4.0, y0), corner(4.0, y0), corner(4.0, y1), corner(-4.0, y1)]);
    }
    out
}

/// The corners of a curve that a pen needs.
pub fn drawn(points: &[Point]) -> Vec<Point> {
    curve::seen(points, OFF)
}

/// Half of a line of one value, as a share of its column: so much is a line, and not a few loose dots.
pub const LONE: f64 = 0.3;

/// A line of one point only: a level stroke through it.
pub fn lone(point: Point, half: f64) -> Vec<Point> {
    curve::monotone(&[Point::new(point.x - half, point.y), Point::new(point.x + half, point.y)], STEP)
}

/// Stretches of a measured line; the bridge over a stage without answers is thin and dashed.
pub fn stroke(pen: &mut Pen<'_>, stretches: Vec<(Vec<Point>, bool)>, line: &Line, width: f64) {
    let mut solid_part: Vec<Point> = Vec::new();
    for (points, bridged) in stretches {
        if bridged {
            pen.line(core::mem::take(&mut solid_part), solid(line.color, width));
            pen.line(drawn(&points), dashed(line.color, 1.0, [3.0, 3.0]));
        } else {
            let skip = usize::from(!solid_part.is_empty());
            solid_part.extend(drawn(&points).into_iter().skip(skip));
        }
    }
    pen.line(solid_part, solid(line.color, width));
}
