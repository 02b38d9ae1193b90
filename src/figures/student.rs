//! Student's t: the 97.5 % quantile, and how likely a larger t is.

use super::rates::Z;

/// Degrees of freedom from which on the expansion alone is near enough.
const LARGE: f64 = 60.0;

/// The 97.5 % quantile of Student's t with `nu` > 0 degrees of freedom (which need not be whole).
///
/// From 60 degrees of freedom on the first five terms of Cornish and Fisher's expansion, which is off by 1.4·10⁻¹¹ there and
/// ever less; below that they are where Newton's method on [`two_sided`] begins. Error under 1e-9 from ν = 1 on (held against reference values).
/// Source: Student, *The probable error of a mean*, Biometrika 6 (1908); expansion: Abramowitz, Stegun, 26.7.5;
/// its fifth term: R. A. Fisher, E. A. Cornish, Technometrics 2 (1960).
///
/// ```
/// # use jejak::figures::student::quantile;
/// assert!((quantile(9.0).unwrap() - 2.262157162798205).abs() < 1e-9);
/// assert!((quantile(4.0).unwrap() - 2.7764451051977934).abs() < 1e-9);
/// assert!(quantile(0.0).is_none());
/// ```
pub fn quantile(nu: f64) -> Option<f64> {
    if !(nu.is_finite() && nu >= 1.0) {
        return None;
    }
    let z = Z;
    let square = z * z;
    let terms = [
        (square + 1.0) / 4.0,
        (square * (5.0 * square + 16.0) + 3.0) / 96.0,
        (square * (square * (3.0 * square + 19.0) + 17.0) - 15.0) / 384.0,
        (square * (square * (square * (79.0 * square + 776.0) + 1482.0) - 1920.0) - 945.0) / 92_160.0,
        (square * (square * (square * (square * (27.0 * square + 339.0) + 930.0) - 1782.0) - 765.0)
            + 17_955.0)
            / 368_640.0,
    ];
    let mut t = z + z * terms.iter().rev().fold(0.0, |sum, term| (sum + term) / nu);
    if nu >= LARGE {
        return Some(t);
    }
    let constant = constant(nu);
    for _ in 0..30 {
        let step = (two_sided(t, nu)? - 0.05) / (2.0 * constant * kernel(t, nu));
        t += step;
        // each step has twice as many digits right as the one before
        if step.abs() <= 1e-8 * t {
            break;
        }
    }
    Some(t)
}

/// The probability of |T| ≥ |t| with `nu` ≥ 1 degrees of freedom.
///
/// It is the regularised incomplete beta function at x = ν/(ν + t²) with a = ν/2, b = ½, by its continued fraction
/// (at 1 − x with a and b exchanged where that converges faster); beyond 10⁸ degrees of freedom the normal
/// distribution's at t(1 − (t² + 1)/4ν). Source: M. Abramowitz, I. Stegun, *Handbook of Mathematical Functions*, 26.7.1 and 26.5.8.
///
/// ```
/// # use jejak::figures::student::two_sided;
/// assert!((two_sided(2.262157162798205, 9.0).unwrap() - 0.05).abs() < 1e-12);
/// assert_eq!(two_sided(0.0, 9.0), Some(1.0));
/// assert_eq!(two_sided(1.0, 0.5), None);
/// ```
pub fn two_sided(t: f64, nu: f64) -> Option<f64> {
    let (t, half) = (t.abs(), nu / 2.0);
    if !(t.is_finite() && nu.is_finite() && nu >= 1.0) {
        return None;
    }
    if nu > 1e8 {
        return Some(super::compare::two_sided(t * (1.0 - (t * t + 1.0) / (4.0 * nu))));
    }
    let x = nu / (nu + t * t);
    let front = 2.0 * constant(nu) * kernel(t, nu) * t;
    let p = if x < (half + 1.0) / (half + 2.5) {
        front / nu * fraction(half, 0.5, x)
    } else {
        1.0 - front * fraction(0.5, half, t * t / (nu + t * t))
    };
    Some(p.clamp(0.0, 1.0))
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let solid = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut d = 1.0 / solid(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut found) = (1.0, d);
    for m in 1..20_000_u32 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = found;
        for term in [even, odd] {
            d = 1.0 / solid(1.0 + term * d);
            c = solid(1.0 + term / c);
            found *= c * d;
        }
        if (found - before).abs() <= 1e-15 * found.abs() {
            break;
        }
    }
    found
}

/// The density without its constant: (1 + x²/ν)^(−(ν+1)/2).
fn kernel(x: f64, nu: f64) -> f64 {
    (-(nu + 1.0) / 2.0 * (x * x / nu).ln_1p()).exp()
}

/// Γ((ν+1)/2) / (Γ(ν/2) √(πν)): the asymptotic series of the quotient, shifted to ν ≥ 40 by its recurrence. Source: F. Tricomi,
/// A. Erdélyi, *The asymptotic expansion of a ratio of gamma functions*, Pacific Journal of Mathematics 1 (1951).
fn constant(nu: f64) -> f64 {
    let mut shifted = nu;
    let mut factor = 1.0;
    // Γ((ν+1)/2)/Γ(ν/2) = Γ((ν+3)/2)/Γ((ν+2)/2) · ν/(ν+1)
    while shifted < 40.0 {
        factor *= shifted / (shifted + 1.0);
        shifted += 2.0;
    }
    let r = 1.0 / shifted;
    let series = 1.0
        + r * (-1.0 / 4.0
            + r * (1.0 / 32.0 + r * (5.0 / 128.0 + r * (-21.0 / 2048.0 + r * (-399.0 / 8192.0)))));
    factor * (shifted / 2.0).sqrt() * series / (core::f64::consts::PI * nu).sqrt()
}
