//! Retention: how many of those who started came back, by the age of their cohort.

use super::rates::{share, wilson};
use super::{RetentionAge, RetentionFigures};
use crate::model::evidence::Evidence;
use crate::model::period::Every;

/// The retention of all cohorts together; `None` without any.
///
/// At age k: Σ active / Σ size over the cohorts whose k-th period after the first was over when the data ended; a
/// younger one is in neither sum. Age 0 is the period in which they started. Interval: Wilson 95 %.
///
/// Source: `measures.md`, "Stages and time".
///
/// ```
/// # use jejak::figures::cohorts::retention;
/// # use jejak::model::evidence::{Cohort, Evidence};
/// let cohort = |week: &str, size, active: &[u64]| Cohort { start: format!("2026-{week}+07:00"), size, active: active.into() };
/// let cohorts = vec![cohort("W27", 60, &[60, 30, 12]), cohort("W28", 40, &[40, 12]), cohort("W29", 50, &[])];
/// let shown = retention(&Evidence { cohorts, ..Evidence::default() }).unwrap();
/// assert_eq!((shown.people, shown.zone.as_str()), (150, "+07:00"));
/// let ages: Vec<_> = shown.ages.iter().map(|age| (age.active, age.of, age.share)).collect();
/// assert_eq!(ages, [(100, 100, Some(1.0)), (42, 100, Some(0.42)), (12, 60, Some(0.2))]);
/// let (low, high) = shown.ages[1].interval.unwrap();
/// assert!((low - 0.32801).abs() < 5e-5 && (high - 0.51790).abs() < 5e-5, "{low} {high}");
/// ```
pub fn retention(evidence: &Evidence) -> Option<RetentionFigures> {
    let cohorts = &evidence.cohorts;
    let (every, zone) = cohorts.iter().find_map(|one| Every::read(&one.start))?;
    let ages = cohorts.iter().map(|one| one.active.len()).max().unwrap_or(0);
    let age = |age: usize| {
        let old = cohorts.iter().filter_map(|one| Some((one.size, *one.active.get(age)?)));
        let (of, active) = old.fold((0_u64, 0_u64), |(of, active), one| {
            (of.saturating_add(one.0), active.saturating_add(one.1))
        });
        RetentionAge { age: age as u64, active, of, share: share(active, of), interval: wilson(active, of) }
    };
    Some(RetentionFigures {
        every,
        zone: zone.to_owned(),
        people: cohorts.iter().fold(0_u64, |sum, one| sum.saturating_add(one.size)),
        ages: (0..ages).map(age).collect(),
    })
}
