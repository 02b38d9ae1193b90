//! Durations: log-bucket histograms that merge by adding, and exact quantiles of the rows at hand.
//!
//! Must never know: whose durations they are.

use crate::model::evidence::{Exact, Hist};

/// 2^(1/8) … 2^(7/8): where an octave of the histogram is cut.
const CUTS: [f64; 7] = [
    1.090_507_732_665_257_7,
    1.189_207_115_002_721,
    1.296_839_554_651_009_6,
    core::f64::consts::SQRT_2,
    1.542_210_825_407_940_7,
    1.681_792_830_507_429,
    1.834_008_086_409_342_4,
];

/// The bucket of a duration in microseconds: `floor(8·log2(ms + 0.5))`.
///
/// Taken from the exponent and seven constants, not from a logarithm, so that every machine gives the same.
/// Source: `measures.md`, "log-bucket histogram".
///
/// ```
/// # use jejak::analyse::seconds::bucket;
/// assert_eq!(bucket(0), -8); // 8·log2(0.5)
/// assert_eq!(bucket(500), 0); // 8·log2(1)
/// assert_eq!(bucket(2_450_000), 90); // 8·log2(2450.5) = 90.07
/// assert_eq!(bucket(52_959_000), 125); // 8·log2(52959.5) = 125.54
/// ```
pub fn bucket(micros: i64) -> i32 {
    let value = micros.max(0) as f64 / 1000.0 + 0.5;
    let bits = value.to_bits();
    // Eleven bits of exponent, biased by 1023; the value is at least 0.5, so it is never subnormal.
    let exponent = i32::try_from(bits >> 52 & 0x7ff).unwrap_or(0) - 1023;
    let mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 1023 << 52);
    let cuts = CUTS.iter().filter(|cut| mantissa >= **cut).count();
    exponent * 8 + i32::try_from(cuts).unwrap_or(0)
}

/// Adds one duration in microseconds to a histogram; its sum is kept in whole milliseconds.
pub fn add(hist: &mut Hist, micros: i64) {
    let micros = micros.max(0);
    let count = hist.buckets.entry(bucket(micros)).or_insert(0);
    *count = count.saturating_add(1);
    hist.n = hist.n.saturating_add(1);
    let millis = micros.unsigned_abs().saturating_add(500) / 1000;
    hist.sum = hist.sum.saturating_add(millis);
}

/// The histogram of some durations in microseconds.
pub fn hist(durations: &[i64]) -> Hist {
    let mut hist = Hist::default();
    for micros in durations {
        add(&mut hist, *micros);
    }
    hist
}

/// Exact quantiles in seconds of durations in microseconds: p25, median, p75, p90; sorts the durations.
///
/// Type 7: with x sorted from 0, h = (n−1)·p and x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋+1] − x[⌊h⌋]).
/// Source: Hyndman and Fan 1996, definition 7.
///
/// ```
/// # use jejak::analyse::seconds::quantiles;
/// let mut durations = [4_000_000, 1_000_000, 3_000_000, 2_000_000];
/// assert_eq!(quantiles(&mut durations), Some([1.75, 2.5, 3.25, 3.7]));
/// assert_eq!(quantiles(&mut []), None);
/// ```
pub fn quantiles(durations: &mut [i64]) -> Exact {
    durations.sort_unstable();
    let last = durations.len().checked_sub(1)?;
    let at = |p: f64| {
        let h = last as f64 * p;
        let low = h.floor();
        let value = |index: usize| durations.get(index.min(last)).copied().unwrap_or(0) as f64 / 1e6;
        // `low` lies between 0 and `last`.
        let index = low as usize;
        value(index) + (h - low) * (value(index + 1) - value(index))
    };
    Some([at(0.25), at(0.5), at(0.75), at(0.9)])
}
