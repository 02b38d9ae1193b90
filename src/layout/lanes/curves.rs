//! A line of emotion, flattened: what is measured, how sure that is, what was assumed.

use crate::figures::Measured;
use crate::geom::scale::Linear;
use crate::geom::{Point, curve};
use crate::layout::map::Line;
use crate::layout::pen::{Pen, dashed, solid};

/// Corners of a flattened curve stand this far apart.
const STEP: f64 = 4.0;

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
/// both sides.
pub fn curves(line: &Line, x: &dyn Fn(usize) -> f64, y: &Linear, half: f64) -> Curves {
    let known: Vec<(usize, Measured)> =
        line.measured.iter().enumerate().filter_map(|(at, m)| m.map(|m| (at, m))).collect();
    let points = |value: &dyn Fn(&Measured) -> f64| -> Vec<Point> {
        known.iter().map(|(at, m)| Point::new(x(*at), y.at(value(m)))).collect()
    };
    let middle = curve::stretches(&points(&|m| m.value), STEP);
    let high = curve::stretches(&points(&|m| m.interval.map_or(m.value, |i| i.1)), STEP);
    let low = curve::stretches(&points(&|m| m.interval.map_or(m.value, |i| i.0)), STEP);
    let mut out = Curves { measured: Vec::new(), bands: Vec::new(), assumed: Vec::new() };
    for (at, middle) in middle.into_iter().enumerate() {
        let pair = known.get(at).zip(known.get(at + 1));
        let bridged = pair.is_some_and(|(a, b)| b.0 - a.0 > 1);
        let sure = pair.is_some_and(|(a, b)| a.1.interval.is_some() && b.1.interval.is_some());
        if let (true, false, Some(high), Some(low)) = (sure, bridged, high.get(at), low.get(at)) {
            // the band always holds its line, whatever three curves do between their points
            let upper = high.iter().zip(&middle).map(|(h, m)| Point::new(h.x, h.y.min(m.y)));
            let lower = low.iter().zip(&middle).map(|(l, m)| Point::new(l.x, l.y.max(m.y)));
            let mut band: Vec<Point> = upper.collect();
            band.extend(lower.rev());
            out.bands.push(band);
        }
        out.measured.push((middle, bridged));
    }
    let assumed: Vec<Point> = line
        .assumed
        .iter()
        .enumerate()
        .filter_map(|(at, value)| value.map(|value| Point::new(x(at), y.at(value))))
        .collect();
    out.assumed = match assumed.as_slice() {
        [only] => lone(*only, half),
        _ => curve::monotone(&assumed, STEP),
    };
    // a point that no band touches still shows its interval
    for (at, m) in &known {
        let Some((low, high)) = m.interval else { continue };
        let here = Point::new(x(*at), y.at(m.value));
        if !out.bands.iter().flatten().any(|point| (point.x - here.x).abs() < 0.01) {
            let (x0, x1, y0, y1) = (here.x - 4.0, here.x + 4.0, y.at(high), y.at(low));
            out.bands.push(vec![
                Point::new(x0, y0),
                Point::new(x1, y0),
                Point::new(x1, y1),
                Point::new(x0, y1),
            ]);
        }
    }
    out
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
            pen.line(points, dashed(line.color, 1.0, [3.0, 3.0]));
        } else {
            let skip = usize::from(!solid_part.is_empty());
            solid_part.extend(points.into_iter().skip(skip));
        }
    }
    pen.line(solid_part, solid(line.color, width));
}
