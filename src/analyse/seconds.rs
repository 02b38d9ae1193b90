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
    bucket_of(half_more(micros.max(0)))
}

/// Milliseconds, and half of one. A signed number: it becomes a float in one step.
#[inline(always)]
fn half_more(micros: i64) -> f64 {
    micros as f64 / 1000.0 + 0.5
}

/// The sixteenths of an octave: how many cuts are before each, and the cut inside of it, where there is one.
const SIXTEENTHS: [(i32, f64); 16] = {
    let [a, b, c, d, e, f, g] = CUTS;
    let none = f64::INFINITY;
    [
        (0, none),
        (0, a),
        (1, none),
        (1, b),
        (2, c),
        (3, none),
        (3, d),
        (4, none),
        (4, e),
        (5, none),
        (5, f),
        (6, none),
        (6, none),
        (6, g),
        (7, none),
        (7, none),
    ]
};

/// The bucket of a duration of which [`half_more`] is known.
#[inline(always)]
fn bucket_of(value: f64) -> i32 {
    let bits = value.to_bits();
    // Eleven bits of exponent, biased by 1023; the value is at least 0.5, so it is never subnormal.
    let exponent = (bits >> 52) as i32 - 1023;
    let mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 1023 << 52);
    let (before, cut) = SIXTEENTHS.get((bits >> 48 & 15) as usize).copied().unwrap_or((0, f64::INFINITY));
    exponent * 8 + before + i32::from(mantissa >= cut)
}

/// Seventeen years: of what is shorter [`half_more`], cut, is whole milliseconds, rounded. It rounds twice, each time by less than
/// an eight-thousandth of a millisecond, and what is not just half of one more lies a thousandth or further from a whole one.
const SHORT: i64 = 1 << 49;

/// Whole milliseconds, rounded. Below 2^53 a float divides exactly enough: what is not a multiple of 1000 lies further from one
/// than it rounds; and in a browser it divides faster.
fn millis(micros: u64) -> u64 {
    let up = micros.saturating_add(500);
    if up < 1 << 53 { (up as f64 / 1000.0) as u64 } else { up / 1000 }
}

/// A histogram that is being made: one cell a bucket from the lowest to the highest that was met. A tree of buckets, which
/// evidence has, is looked up for every duration; this is not.
#[derive(Clone, Debug, Default)]
pub struct Durations {
    /// The bucket of the first cell.
    lowest: i32,
    cells: Vec<u64>,
    sum: u64,
}

impl Durations {
    /// Adds one duration in microseconds; its sum is kept in whole milliseconds.
    #[inline]
    pub fn add(&mut self, micros: i64) {
        let micros = micros.max(0);
        let more = half_more(micros);
        let place = self.place(bucket_of(more));
        if let Some(count) = self.cells.get_mut(place) {
            *count = count.saturating_add(1);
        }
        let millis =
            if micros < SHORT { (more as i64).cast_unsigned() } else { millis(micros.cast_unsigned()) };
        self.sum = self.sum.saturating_add(millis);
    }

    /// The cell of a bucket, which is made where there is none.
    #[inline]
    fn place(&mut self, bucket: i32) -> usize {
        // Below the lowest this is larger than any place.
        let place = bucket.wrapping_sub(self.lowest).cast_unsigned() as usize;
        if place < self.cells.len() { place } else { self.widen(bucket) }
    }

    #[inline(never)]
    fn widen(&mut self, bucket: i32) -> usize {
        if self.cells.is_empty() {
            self.lowest = bucket;
        }
        let below = usize::try_from(self.lowest.saturating_sub(bucket)).unwrap_or(0);
        self.cells.splice(0..0, core::iter::repeat_n(0, below));
        self.lowest = self.lowest.min(bucket);
        let place = usize::try_from(bucket.saturating_sub(self.lowest)).unwrap_or(0);
        if place >= self.cells.len() {
            self.cells.resize(place.saturating_add(1), 0);
        }
        place
    }

    /// As evidence has it.
    pub fn hist(&self) -> Hist {
        let met = (self.lowest..).zip(&self.cells).filter(|(_, count)| **count > 0);
        let n = self.cells.iter().fold(0_u64, |n, count| n.saturating_add(*count));
        let mut hist = Hist { n, sum: self.sum, ..Hist::default() };
        hist.buckets.extend(met.map(|(bucket, count)| (bucket, *count)));
        hist
    }
}

/// The histogram of some durations in microseconds.
pub fn hist(durations: &[i64]) -> Hist {
    let mut sums = Durations::default();
    for micros in durations {
        sums.add(*micros);
    }
    sums.hist()
}

/// Exact quantiles in seconds of durations in microseconds: p25, median, p75, p90; moves the durations.
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
    let last = durations.len().checked_sub(1)?;
    let seconds = |micros: i64| micros as f64 / 1e6;
    let mut rest = durations;
    // How many durations stand before `rest`, none of them longer than any in it.
    let mut before = 0_usize;
    let mut found = [0.0; 4];
    for (found, p) in found.iter_mut().zip([0.25, 0.5, 0.75, 0.9]) {
        let h = last as f64 * p;
        let low = h.floor();
        // `low` lies between 0 and `last`.
        let index = (low as usize).saturating_sub(before);
        if index < rest.len() {
            rest.select_nth_unstable(index);
        }
        rest = rest.get_mut(index..)?;
        before = before.saturating_add(index);
        let (at, above) = rest.split_first()?;
        let next = above.iter().min().unwrap_or(at);
        *found = seconds(*at) + (h - low) * (seconds(*next) - seconds(*at));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn milliseconds_are_rounded_exactly(micros in prop_oneof![0_u64..10_000, 0_u64..1 << 49, (1_u64 << 49) - 9_999..1 << 49, 0_u64..1 << 53, any::<u64>()]) {
            let whole = micros / 1000 * 1000;
            for near in [micros, whole.saturating_add(499), whole.saturating_add(500)] {
                let rounded = near.saturating_add(500) / 1000;
                prop_assert_eq!(millis(near), rounded);
                if near < SHORT.unsigned_abs() {
                    prop_assert_eq!(half_more(near.cast_signed()) as u64, rounded);
                }
            }
        }

        #[test]
        fn a_bucket_is_told_by_all_cuts_before_it(
            micros in prop_oneof![0_i64..100_000, any::<i64>()],
            octave in 0_u32..44,
            cut in 0_usize..7,
            off in -3_i64..4,
        ) {
            let near = ((CUTS[cut] * f64::from(octave).exp2() - 0.5) * 1000.0) as i64;
            for micros in [micros.max(0), near.saturating_add(off).max(0)] {
                let value = micros as f64 / 1000.0 + 0.5;
                let octave = value.log2().floor();
                // A whole power of two may lie beside its logarithm.
                let octave = if value < octave.exp2() { octave - 1.0 } else { octave };
                let cuts = CUTS.iter().filter(|cut| value / octave.exp2() >= **cut).count();
                prop_assert_eq!(bucket(micros), octave as i32 * 8 + cuts as i32, "{}", micros);
            }
        }

        #[test]
        fn a_histogram_in_cells_is_the_one_in_a_tree(
            durations in prop::collection::vec(prop_oneof![-9_i64..9, 0_i64..1 << 40, any::<i64>()], 0..60),
        ) {
            let mut tree = Hist::default();
            for micros in &durations {
                let micros = (*micros).max(0);
                *tree.buckets.entry(bucket(micros)).or_insert(0) += 1;
                tree.n += 1;
                tree.sum = tree.sum.saturating_add(micros.unsigned_abs().saturating_add(500) / 1000);
            }
            prop_assert_eq!(hist(&durations), tree);
        }

        #[test]
        fn quantiles_are_those_of_the_sorted(mut durations in prop::collection::vec(any::<i32>(), 1..50)) {
            let mut micros: Vec<i64> = durations.iter().map(|n| i64::from(*n)).collect();
            durations.sort_unstable();
            let last = durations.len() - 1;
            let at = |p: f64| {
                let h = last as f64 * p;
                let value = |index: usize| f64::from(durations[index.min(last)]) / 1e6;
                let low = h.floor() as usize;
                value(low) + (h - h.floor()) * (value(low + 1) - value(low))
            };
            prop_assert_eq!(quantiles(&mut micros), Some([0.25, 0.5, 0.75, 0.9].map(at)));
        }
    }
}
