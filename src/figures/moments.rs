//! Moments of truth by rule: trough, importance gap, end, peak.

use super::sample::LEAST;
use super::{Measured, Moment};

/// An importance gap is at least this, on 0…1.
pub const IMPORTANCE: f64 = 0.25;

/// Importance (1…5) minus performance (the axis −1…+1), both brought to 0…1.
///
/// ```
/// # use jejak::figures::moments::importance_gap;
/// assert_eq!(importance_gap(5.0, 0.0), 0.5); // as important as can be, and only neutral
/// assert_eq!(importance_gap(1.0, 1.0), -1.0);
/// ```
pub fn importance_gap(importance: f64, axis: f64) -> f64 {
    ((importance - 1.0) / 4.0).clamp(0.0, 1.0) - ((axis + 1.0) / 2.0).clamp(0.0, 1.0)
}

/// True where something matters much more than it performs: the gap is 0.25 or more, from at least five answers.
pub fn important(importance: Option<f64>, measured: Option<Measured>) -> bool {
    match (importance, measured) {
        (Some(importance), Some(measured)) if measured.n >= LEAST => {
            importance_gap(importance, measured.value) >= IMPORTANCE - 1e-12
        }
        _ => false,
    }
}

/// The moments of a row of places, in the order in which they are drawn: the lowest measured point, an
/// importance gap, the last measured point, the highest. Points of fewer than five answers are none of these,
/// and one point alone is neither low nor high.
///
/// ```
/// # use jejak::figures::{Measured, Moment, moments::moments};
/// let at = |value| Some(Measured { value, interval: None, n: 40 });
/// let found = moments(&[at(0.3), at(-0.56), None, at(0.68)], &[false, true, false, false]);
/// assert_eq!(found, [vec![], vec![Moment::Trough, Moment::Importance], vec![], vec![Moment::End, Moment::Peak]]);
/// ```
pub fn moments(points: &[Option<Measured>], important: &[bool]) -> Vec<Vec<Moment>> {
    let sure: Vec<(usize, f64)> = points
        .iter()
        .enumerate()
        .filter_map(|(at, point)| point.filter(|point| point.n >= LEAST).map(|point| (at, point.value)))
        .collect();
    let lowest = extreme(&sure, |value, so_far| value < so_far);
    let highest = extreme(&sure, |value, so_far| value > so_far);
    let several = matches!((lowest, highest), (Some((_, low)), Some((_, high))) if low < high);
    let is = |found: Option<(usize, f64)>, at: usize| several && found.is_some_and(|(index, _)| index == at);
    let last = sure.last().copied();
    (0..points.len())
        .map(|at| {
            [
                (is(lowest, at), Moment::Trough),
                (important.get(at).copied().unwrap_or(false), Moment::Importance),
                (is(last, at), Moment::End),
                (is(highest, at), Moment::Peak),
            ]
            .into_iter()
            .filter_map(|(holds, moment)| holds.then_some(moment))
            .collect()
        })
        .collect()
}

/// The first of the most extreme points.
fn extreme(points: &[(usize, f64)], beyond: impl Fn(f64, f64) -> bool) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    for point in points {
        if found.is_none_or(|(_, so_far)| beyond(point.1, so_far)) {
            found = Some(*point);
        }
    }
    found
}
