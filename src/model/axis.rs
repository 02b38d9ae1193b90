//! Answers on the emotion axis −1…+1.
//!
//! Must never know: means of many answers, intervals (those are `figures`).

use super::journey::ScoreKind;

/// A value of a scale on the emotion axis: (value − middle)/(half the range), clamped; `None` where the scale has
/// no width.
///
/// ```
/// # use jejak::model::axis::place;
/// assert_eq!(place(4.0, (1.0, 5.0)), Some(0.5)); // CSAT (mean − 3)/2
/// assert_eq!(place(2.5, (1.0, 7.0)), Some(-0.5)); // CES (mean − 4)/3
/// assert_eq!(place(3.0, (3.0, 3.0)), None);
/// ```
pub fn place(value: f64, scale: (f64, f64)) -> Option<f64> {
    let half = (scale.1 - scale.0) / 2.0;
    let place = (value - (scale.0 + scale.1) / 2.0) / half;
    (half > 0.0 && place.is_finite()).then(|| place.clamp(-1.0, 1.0))
}

/// True where NPS is defined: on 0–10 (or 1–10) only; on another scale its groups do not exist.
pub fn nps_scale(scale: (f64, f64)) -> bool {
    scale.1 == 10.0 && (0.0..=1.0).contains(&scale.0)
}

/// The group of an answer to an NPS question: promoters (9–10) +1, passives 0, detractors (0–6) −1.
pub fn nps_group(answer: f64) -> f64 {
    if answer >= 9.0 {
        1.0
    } else if answer <= 6.0 {
        -1.0
    } else {
        0.0
    }
}

/// One answer on the axis; where high is bad (`flip`) it is turned round on its scale first.
///
/// ```
/// # use jejak::model::{axis::answer, journey::ScoreKind::{Ces, Csat, Nps}};
/// assert_eq!(answer(Csat, (1.0, 5.0), false, 2.0), Some(-0.5));
/// assert_eq!(answer(Nps, (0.0, 10.0), false, 8.0), Some(0.0));
/// assert_eq!(answer(Ces, (1.0, 7.0), true, 7.0), Some(-1.0)); // great effort
/// ```
pub fn answer(kind: ScoreKind, scale: (f64, f64), flip: bool, value: f64) -> Option<f64> {
    let value = if flip { scale.0 + scale.1 - value } else { value };
    match kind {
        ScoreKind::Nps => nps_scale(scale).then(|| nps_group(value)),
        _ => place(value, scale),
    }
}
