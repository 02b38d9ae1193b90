//! Shares and their Wilson interval.

use super::Interval;

/// The 97.5 % quantile of the standard normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// `x` of `n` as a share; `None` at n = 0 or where more happened than could.
///
/// ```
/// # use jejak::figures::rates::share;
/// assert_eq!(share(1, 4), Some(0.25));
/// assert_eq!(share(0, 0), None);
/// ```
pub fn share(x: u64, n: u64) -> Option<f64> {
    (n > 0 && x <= n).then(|| x as f64 / n as f64)
}

/// Wilson's score interval (95 %) of the share x/n: 0 at x = 0, 1 at x = n, `None` at n = 0.
///
/// With z = 1.959963984540054 and p = x/n: c = (p + z²/2n)/(1 + z²/n),
/// h = z√(p(1−p)/n + z²/4n²)/(1 + z²/n), [c − h, c + h].
/// Source: E. B. Wilson, *Probable inference*, JASA 22 (1927).
///
/// ```
/// # use jejak::figures::rates::wilson;
/// let near = |(x, n), (low, high): (f64, f64)| {
///     let (a, b) = wilson(x, n).unwrap();
///     assert!((a - low).abs() < 5e-6 && (b - high).abs() < 5e-6, "{x}/{n}: {a} … {b}");
/// };
/// near((81, 263), (0.25529, 0.36621));
/// near((0, 20), (0.0, 0.16113));
/// near((1, 1), (0.20655, 1.0));
/// near((42, 50), (0.71486, 0.91663));
/// near((420, 500), (0.80529, 0.86952));
/// assert_eq!(wilson(0, 20).unwrap().0, 0.0);
/// assert_eq!(wilson(1, 1).unwrap().1, 1.0);
/// assert_eq!(wilson(0, 0), None);
/// ```
pub fn wilson(x: u64, n: u64) -> Option<Interval> {
    wilson_share(share(x, n)?, n as f64)
}

/// As [`wilson`], of a share `p` among an effective `n` that need not be whole (weighted answers).
///
/// ```
/// # use jejak::figures::rates::{wilson, wilson_share};
/// assert_eq!(wilson_share(0.84, 50.0), wilson(42, 50));
/// assert_eq!(wilson_share(0.84, 0.0), None);
/// ```
pub fn wilson_share(p: f64, n: f64) -> Option<Interval> {
    if !(n.is_finite() && n > 0.0 && (0.0..=1.0).contains(&p)) {
        return None;
    }
    let zz = Z * Z / n;
    let centre = (p + zz / 2.0) / (1.0 + zz);
    let half = Z * (p * (1.0 - p) / n + zz / (4.0 * n)).sqrt() / (1.0 + zz);
    // The ends are exact by the formula; only rounding would move them.
    let low = if p == 0.0 { 0.0 } else { (centre - half).clamp(0.0, p) };
    let high = if p == 1.0 { 1.0 } else { (centre + half).clamp(p, 1.0) };
    Some((low, high))
}
