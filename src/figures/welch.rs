//! Means and Net Promoter Scores of two sets of answers compared.

use super::compare::two_sided;
use super::rates::Z;
use super::scores::nps_parts;
use super::{Interval, student};

/// The difference of two values, its interval (95 %) and the two-sided p value of there being none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// One minus the other.
    pub value: f64,
    /// 95 %.
    pub interval: Interval,
    /// Two-sided.
    pub p: f64,
}

/// Welch's t test of two means: mean, squared standard error s²/n and (effective) n of each.
///
/// d = x̄ − ȳ, e² = s₁²/n + s₂²/m, t = d/e with ν = e⁴/((s₁²/n)²/(n − 1) + (s₂²/m)²/(m − 1)) degrees of freedom;
/// interval d ± t(0.975, ν)·e. `None` where an n is not over 1 or nothing varies.
/// Source: B. L. Welch, *The generalization of "Student's" problem when several different population variances are
/// involved*, Biometrika 34 (1947).
///
/// ```
/// # use jejak::figures::welch::welch;
/// // 5,5,4,4,4,3,2,5,1,4 (mean 3.7, s² 1.7889) against 3,2,4,3,3,2,1,4,3,3 (mean 2.8, s² 0.8444)
/// let found = welch((3.7, 0.17889, 10.0), (2.8, 0.08444, 10.0)).unwrap();
/// assert!((found.value - 0.9).abs() < 1e-12 && (found.p - 0.09865).abs() < 5e-6);
/// assert!((found.interval.0 + 0.1881).abs() < 5e-4 && (found.interval.1 - 1.9881).abs() < 5e-4);
/// assert_eq!(welch((3.0, 0.0, 9.0), (4.0, 0.0, 9.0)), None);
/// ```
pub fn welch(one: (f64, f64, f64), other: (f64, f64, f64)) -> Option<Tested> {
    let ((x, a, n), (y, b, m)) = (one, other);
    let (value, square) = (x - y, a + b);
    if !(n > 1.0 && m > 1.0 && square > 0.0) {
        return None;
    }
    let nu = square * square / (a * a / (n - 1.0) + b * b / (m - 1.0));
    let half = student::quantile(nu)? * square.sqrt();
    let p = student::two_sided(value / square.sqrt(), nu)?;
    Some(Tested { value, interval: (value - half, value + half), p })
}

/// The difference of two Net Promoter Scores, each as promoters, passives and detractors.
///
/// The raw scores are subtracted. The interval is that of the two adjusted-Wald estimates: 100·(m₁ − m₂ ±
/// z√(v₁/n₁' + v₂/n₂')), with m, v and n' of each as in [`super::scores::nps`], clamped to ±200 and widened to the
/// raw difference where that lies outside. p is two-sided, of the same m₁ − m₂ over the same error.
/// Source: variances of independent estimates add; the estimates: B. Rocks (2016).
///
/// ```
/// # use jejak::figures::welch::nps_difference;
/// let found = nps_difference((50.0, 30.0, 20.0), (30.0, 40.0, 30.0)).unwrap();
/// assert_eq!(found.value, 30.0);
/// assert!((found.interval.0 - 7.9143).abs() < 1e-4 && (found.interval.1 - 50.3381).abs() < 1e-4);
/// assert!((found.p - 0.0071).abs() < 5e-5);
/// assert_eq!(nps_difference((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), None);
/// ```
pub fn nps_difference(one: (f64, f64, f64), other: (f64, f64, f64)) -> Option<Tested> {
    let (x, centre_x, square_x) = nps_parts(one.0, one.1, one.2)?;
    let (y, centre_y, square_y) = nps_parts(other.0, other.1, other.2)?;
    let (value, centre) = (x - y, centre_x - centre_y);
    let error = (square_x + square_y).sqrt();
    let low = (100.0 * (centre - Z * error)).clamp(-200.0, value);
    let high = (100.0 * (centre + Z * error)).clamp(value, 200.0);
    Some(Tested { value, interval: (low, high), p: two_sided(centre / error) })
}
