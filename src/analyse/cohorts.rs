//! Retention: people by the period in which they started, and how many of them were active in each later one.
//!
//! Must never know: rates, intervals.

use super::parts::pause_at;
use super::people::Row;
use super::survey::Context;
use crate::model::evidence::Cohort;
use crate::model::order::set_of;
use crate::model::zone::zone;
use std::collections::BTreeMap;

/// A cohort is followed over so many periods.
const MOST_AGES: i64 = 60;
/// Of more cohorts the youngest.
const MOST_COHORTS: usize = 10_000;

/// The cohorts of a journey, oldest first; none where rows have no times.
///
/// A person starts with the first row of the stage that the journey's `cohorts` name, else of any stage, and is
/// active in a period with a row, from then on, of the stage it names, else of any. Periods are days, weeks from
/// Monday (the default) or months, in the zone of the first source that says one, else UTC. A period is counted once
/// it is over: when the data reach its last day.
///
/// Source: `measures.md`, "Stages and time". Worked value: with weeks, rows on Monday the 6th and Wednesday the
/// 15th, and data to Sunday the 19th: one person who started in the week of the 6th, active in it and in the next.
pub async fn cohorts(context: &Context<'_>) -> Vec<Cohort> {
    let (journey, people) = (context.journey, context.people);
    let times = || people.each().flatten().map(|row| row.time);
    let last = people.period.map(|period| period.1).or_else(|| times().max());
    let Some(end) = last.filter(|_| people.timed && !journey.stages.is_empty()) else { return Vec::new() };
    let minutes = journey.sources.iter().find_map(|source| zone(source.zone.as_deref()?)).unwrap_or(0);
    let every = journey.cohorts.every;
    let stage = |id: &Option<String>| {
        id.as_deref().and_then(|id| journey.stages.iter().position(|stage| stage.id == id))
    };
    let (start, active) = (stage(&journey.cohorts.start), stage(&journey.cohorts.active));
    let meets = |row: &Row, wanted: Option<usize>| {
        context.places.stages(row).any(|stage| wanted.is_none_or(|wanted| wanted == stage))
    };
    let over = every.over(end, minutes);
    let mut sums: BTreeMap<i64, (u64, BTreeMap<i64, u64>)> = BTreeMap::new();
    for (person, rows) in people.each().enumerate() {
        pause_at(person).await;
        let Some(first) = rows.iter().position(|row| meets(row, start)) else { continue };
        let rows = rows.get(first..).unwrap_or_default();
        let cohort = rows.first().map_or(0, |row| every.period(row.time, minutes));
        let active = rows.iter().filter(|row| meets(row, active));
        let periods = set_of(active.map(|row| every.period(row.time, minutes)));
        let (size, ages) = sums.entry(cohort).or_default();
        *size = size.saturating_add(1);
        for period in periods {
            let count = ages.entry(period.saturating_sub(cohort)).or_insert(0);
            *count = count.saturating_add(1);
        }
    }
    let skip = sums.len().saturating_sub(MOST_COHORTS);
    let one = |(cohort, (size, ages)): (i64, (u64, BTreeMap<i64, u64>))| {
        let known = over.saturating_sub(cohort).saturating_add(1).clamp(0, MOST_AGES);
        let active = (0..known).map(|age| ages.get(&age).copied().unwrap_or(0)).collect();
        Cohort { start: every.label(cohort, minutes), size, active }
    };
    sums.into_iter().skip(skip).map(one).collect()
}
