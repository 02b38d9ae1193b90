//! Dashes: one line with gaps becomes many lines without.

use crate::geom::Point;

/// Most pieces one line may become; past it the rest is drawn solid.
const PIECES: usize = 4_000;

/// The solid pieces of a polyline under an on-off pattern that starts with "on".
///
/// A pattern that is empty, not finite or not positive leaves the line whole.
pub fn pieces(points: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    let total: f64 = pattern.iter().sum();
    let usable = total.is_finite() && total > 0.01 && pattern.iter().all(|length| *length >= 0.0);
    let (Some(first), true) = (points.first(), usable) else {
        return vec![points.to_vec()];
    };
    let mut lengths = pattern.iter().copied().cycle();
    let mut left = lengths.next().unwrap_or(total);
    let mut on = true;
    let mut out = Vec::new();
    let mut piece = vec![*first];
    let mut from = *first;
    for to in points.iter().skip(1) {
        let mut rest = from.to(*to);
        while rest > left && out.len() < PIECES {
            let share = left / rest;
            from = Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
            rest -= left;
            left = lengths.next().unwrap_or(total);
            if on {
                piece.push(from);
                out.push(core::mem::take(&mut piece));
            } else {
                piece = vec![from];
            }
            on = !on;
        }
        left -= rest;
        from = *to;
        if on {
            piece.push(*to);
        }
    }
    if on && piece.len() > 1 {
        out.push(piece);
    }
    out
}

/// The 45° lines, `gap` apart, cut to the box from `(x0, y0)` to `(x1, y1)`.
pub fn hatch(x0: f64, y0: f64, x1: f64, y1: f64, gap: f64) -> Vec<[Point; 2]> {
    let step = gap.max(1.0) * core::f64::consts::SQRT_2;
    let mut out = Vec::new();
    // lines x + y = c; c runs on a grid fixed to the origin, so that hatches of neighbours join
    let mut c = ((x0 + y0) / step).ceil() * step;
    while c < x1 + y1 && out.len() < PIECES {
        let left = Point::new(x0.max(c - y1), (c - x0).min(y1));
        let right = Point::new(x1.min(c - y0), (c - x1).max(y0));
        if right.x > left.x {
            out.push([left, right]);
        }
        c += step;
    }
    out
}
