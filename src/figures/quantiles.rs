//! Quantiles of durations: from the log-bucket histogram of the evidence, or exact where rows are at hand.

use super::{Quantiles, caution};
use crate::model::evidence::{Exact, Hist};

/// The bucket of everything under a twentieth of a millisecond: `floor(8·log2(0 + 0.5))`.
const ZERO: i32 = -8;
/// No duration of 64-bit milliseconds lies above this bucket.
const HIGHEST: i32 = 512;

/// The geometric middle of a bucket, in seconds: (2^((b + ½)/8) − ½) ms; the bucket of zero is 0.
///
/// ```
/// # use jejak::figures::quantiles::middle;
/// assert_eq!(middle(-8), 0.0);
/// // 52.959 s lies in bucket floor(8·log2(52959.5)) = 125
/// assert!((middle(125) / 52.959 - 1.0).abs() < 0.044);
/// ```
pub fn middle(bucket: i32) -> f64 {
    if bucket <= ZERO {
        return 0.0;
    }
    ((((f64::from(bucket.min(HIGHEST)) + 0.5) / 8.0).exp2() - 0.5) / 1000.0).max(0.0)
}

/// The quantiles of a histogram: type 7 over the buckets' middles, so the median of an even n takes both middle ranks.
///
/// Rank h = (n − 1)·p counted from 0; the value is x⌊h⌋ + (h − ⌊h⌋)(x⌊h⌋₊₁ − x⌊h⌋). Seconds; ±4.4 %.
/// Source: Hyndman and Fan, *Sample quantiles in statistical packages*, The American Statistician 50 (1996).
///
/// ```
/// # use jejak::figures::quantiles::{middle, of};
/// # use jejak::model::evidence::Hist;
/// let hist = Hist { buckets: [(-8, 1), (90, 1), (100, 2)].into(), n: 4, sum: 0 };
/// let shown = of(&hist);
/// assert_eq!(shown.n, 4);
/// assert_eq!(shown.median, Some((middle(90) + middle(100)) / 2.0)); // both middle ranks
/// assert_eq!(shown.p25, Some(middle(90) * 0.75)); // rank 0.75, between 0 s and bucket 90
/// assert_eq!(of(&Hist::default()).median, None);
/// ```
pub fn of(hist: &Hist) -> Quantiles {
    let n = hist.buckets.values().fold(0_u64, |n, count| n.saturating_add(*count));
    let [p25, median, p75, p90] = values(hist, n);
    let caution = caution::of(hist, median);
    Quantiles { n, p25, median, p75, p90, exact: false, caution }
}

/// The exact quantiles where they are known, else those of the histogram.
pub fn shown(hist: &Hist, exact: Option<&Exact>) -> Quantiles {
    match exact {
        Some(Some([p25, median, p75, p90])) if [p25, median, p75, p90].iter().all(|q| q.is_finite()) => {
            let [p25, median, p75, p90] = [p25, median, p75, p90].map(|q| Some(*q));
            let caution = caution::of(hist, median);
            Quantiles { n: hist.n, p25, median, p75, p90, exact: true, caution }
        }
        _ => of(hist),
    }
}

/// The quantiles, as numerator and denominator.
const ASKED: [(u64, u64); 4] = [(1, 4), (1, 2), (3, 4), (9, 10)];

/// The four quantiles of `n` values, in one walk over the buckets; whole-number ranks, so that no rounding moves one.
fn values(hist: &Hist, n: u64) -> [Option<f64>; 4] {
    let Some(last) = n.checked_sub(1) else { return [None; 4] };
    // the rank below each, and how far it is from there to the next, in parts of the denominator
    let places = ASKED.map(|(numerator, denominator)| {
        let over = last % denominator * numerator;
        (last / denominator * numerator + over / denominator, over % denominator)
    });
    let mut around: [[Option<f64>; 2]; 4] = Default::default();
    let mut passed = 0_u64;
    for (bucket, count) in &hist.buckets {
        let before = passed;
        passed = passed.saturating_add(*count);
        let holds = |rank: u64| before <= rank && rank < passed;
        for (found, (rank, _)) in around.iter_mut().zip(places) {
            for (found, rank) in found.iter_mut().zip([rank, rank.saturating_add(1)]) {
                if holds(rank) {
                    *found = Some(middle(*bucket));
                }
            }
        }
    }
    let mut out = [None; 4];
    for (out, ((found, (_, part)), (_, denominator))) in
        out.iter_mut().zip(around.into_iter().zip(places).zip(ASKED))
    {
        *out = match found {
            [low, _] if part == 0 => low,
            [Some(low), Some(high)] => Some(low + part as f64 / denominator as f64 * (high - low)),
            _ => None,
        };
    }
    out
}
