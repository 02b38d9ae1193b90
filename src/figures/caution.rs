//! When a median time says less than it seems to.

use super::{Caution, Figures, Grain, Quantiles};
use crate::model::evidence::Hist;
use crate::model::time::Duration;

/// The pause that ends a session where nothing else is said.
const PAUSE: Duration = Duration::seconds(1_800);
/// Of fewer durations nobody can tell whether they are whole days by nature or by chance.
const LEAST: u64 = 5;
/// The units that times may be known in, with their milliseconds.
const GRAINS: [(Grain, u64); 3] =
    [(Grain::Day, 86_400_000), (Grain::Hour, 3_600_000), (Grain::Minute, 60_000)];

/// What durations themselves tell: that half or more are nothing at all, or that they are known in a unit too large for
/// their median (seconds).
///
/// Durations are whole days (hours, minutes) where their sum is and each lies in a bucket that a whole number of days
/// lies in; the median then says little under two of them. Fewer than five durations tell nothing.
///
/// ```
/// # use jejak::figures::{Caution, Grain, caution::of, quantiles};
/// # use jejak::model::evidence::Hist;
/// let hist = |days: &[f64]| {
///     let mut hist = Hist::default();
///     days.iter().for_each(|days| hist.add((days * 86_400e6) as i64));
///     quantiles::of(&hist).caution
/// };
/// assert_eq!(hist(&[0.0, 0.0, 0.0, 2.5, 3.0]), Some(Caution::AtOnce));
/// assert_eq!(hist(&[0.0, 1.0, 1.0, 2.0, 9.0]), Some(Caution::Coarse(Grain::Day)));
/// assert_eq!(hist(&[0.0, 3.0, 4.0, 5.0, 9.0]), None); // whole days, but many
/// assert_eq!(hist(&[0.01, 1.0, 1.0, 2.0, 9.0]), None); // one is no whole day
/// ```
pub fn of(hist: &Hist, median: Option<f64>) -> Option<Caution> {
    let median = median?;
    let n = hist.buckets.values().fold(0_u64, |n, count| n.saturating_add(*count));
    let none = Hist::bucket(0.0);
    let at_once = hist.buckets.range(..=none).fold(0_u64, |n, (_, count)| n.saturating_add(*count));
    if at_once.saturating_mul(2) >= n {
        return Some(Caution::AtOnce);
    }
    let whole = |(_, ms): &&(Grain, u64)| {
        let some = hist.sum > 0 && hist.sum.is_multiple_of(*ms);
        some && hist.buckets.keys().all(|bucket| *bucket <= none || holds(*bucket, *ms as f64))
    };
    let (grain, ms) = GRAINS.iter().find(whole).filter(|_| n >= LEAST)?;
    (median * 1000.0 < 2.0 * *ms as f64).then_some(Caution::Coarse(*grain))
}

/// True where a whole number of units lies in a bucket: the one nearest its middle, or a neighbour.
fn holds(bucket: i32, unit: f64) -> bool {
    let middle = (Hist::middle(bucket) / unit).round();
    let fits = |times: f64| times >= 1.0 && Hist::bucket(times * unit) == bucket;
    [middle - 1.0, middle, middle + 1.0].into_iter().any(fits)
}

/// Marks every median that is longer than the pause that ends a session (30 minutes where none is given), where
/// nothing worse is said of it already.
///
/// ```
/// # use jejak::figures::{Caution, Figures, Quantiles, StageFigures, caution::visits};
/// # use jejak::model::time::Duration;
/// let to_next = Quantiles { n: 9, median: Some(2_000.0), ..Quantiles::default() };
/// let stage = StageFigures { to_next, ..StageFigures::default() };
/// let mut figures = Figures { stages: vec![stage], ..Figures::default() };
/// visits(&mut figures, Some(Duration::seconds(3_600)));
/// assert_eq!(figures.stages[0].to_next.caution, None);
/// visits(&mut figures, None);
/// assert_eq!(figures.stages[0].to_next.caution, Some(Caution::Visits(Duration::seconds(1_800))));
/// ```
pub fn visits(figures: &mut Figures, gap: Option<Duration>) {
    let pause = gap.unwrap_or(PAUSE);
    let long = |seconds: &Quantiles| seconds.median.is_some_and(|median| median * 1e6 > pause.micros as f64);
    let mark = |seconds: &mut Quantiles| {
        if seconds.caution.is_none() && long(seconds) {
            seconds.caution = Some(Caution::Visits(pause));
        }
    };
    let groups = figures.segments.iter_mut().flat_map(|segment| &mut segment.groups);
    let funnels = figures.funnel.iter_mut().chain(groups.map(|group| &mut group.funnel));
    funnels.flat_map(|funnel| &mut funnel.steps).for_each(|step| mark(&mut step.seconds));
    for stage in &mut figures.stages {
        mark(&mut stage.to_next);
        mark(&mut stage.time_in);
        stage.onward.iter_mut().for_each(|onward| mark(&mut onward.seconds));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_units_always_lie_in_buckets_that_hold_them(times in 1_u32..400_000, at in 0_usize..3) {
            let unit = GRAINS[at].1 as f64;
            prop_assert!(holds(Hist::bucket(f64::from(times) * unit), unit));
        }

        #[test]
        fn durations_that_are_no_whole_minutes_are_not_called_coarse(seconds in prop::collection::vec(1_i64..2_000, 5..30)) {
            let mut hist = Hist::default();
            seconds.iter().for_each(|seconds| hist.add(seconds * 1_000_000));
            let whole = seconds.iter().sum::<i64>() % 60 == 0;
            let coarse = matches!(super::super::quantiles::of(&hist).caution, Some(Caution::Coarse(_)));
            prop_assert!(whole || !coarse);
        }
    }
}
