//! Retention: people by the period in which they started, and how many of them were active in each later one.
//!
//! Must never know: rates, intervals.

use super::parts::each;
use super::people::Row;
use super::survey::Context;
use crate::model::evidence::Cohort;
use crate::model::period::Every;
use crate::model::time::{DAY, Time};
use crate::model::zone::zone;
use std::collections::BTreeMap;

/// A cohort is followed over so many periods.
const MOST_AGES: usize = 60;
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
    let meets = |row: &Row, wanted: Option<usize>| context.places.meets(row, wanted);
    let over = every.over(end, minutes);
    let mut numbers: BTreeMap<i64, usize> = BTreeMap::new();
    let mut sums: Vec<Sums> = Vec::new();
    // That of the person before: mostly this one is of the same.
    let mut known: Option<(i64, usize)> = None;
    let calendar = Calendar::new(every, minutes, people.period);
    each(people.each(), |rows| {
        let Some(first) = rows.iter().position(|row| meets(row, start)) else { return };
        let rows = rows.get(first..).unwrap_or_default();
        let cohort = rows.first().map_or(0, |row| calendar.period(row.time).0);
        let number = match known {
            Some((of, number)) if of == cohort => number,
            _ => *numbers.entry(cohort).or_insert(sums.len()),
        };
        known = Some((cohort, number));
        if number == sums.len() {
            sums.push(NOBODY);
        }
        let Some(sums) = sums.get_mut(number) else { return };
        sums.size = sums.size.saturating_add(1);
        // Rows stand in the order of time: a period is not met again after another.
        let (mut last, mut end) = (None, Time::MIN);
        for row in rows {
            if row.time < end || !meets(row, active) {
                continue;
            }
            let (period, until) = calendar.period(row.time);
            if last != Some(period) {
                let age = usize::try_from(period.saturating_sub(cohort)).unwrap_or(MOST_AGES);
                if let Some(count) = sums.active.get_mut(age) {
                    *count = count.saturating_add(1);
                }
            }
            (last, end) = (Some(period), until);
        }
    })
    .await;
    let skip = numbers.len().saturating_sub(MOST_COHORTS);
    let one = |(cohort, number): (i64, usize)| {
        let Sums { size, active } = sums.get(number)?;
        let known = usize::try_from(over.saturating_sub(cohort).saturating_add(1)).unwrap_or(0);
        let active = active.iter().copied().take(known).collect();
        Some(Cohort { start: every.label(cohort, minutes), size: *size, active })
    };
    numbers.into_iter().skip(skip).filter_map(one).collect()
}

/// A cohort, and how many of it were active at each age.
struct Sums {
    size: u64,
    active: [u64; MOST_AGES],
}

const NOBODY: Sums = Sums { size: 0, active: [0; MOST_AGES] };

/// So many days have their periods looked up: 179 years.
const DAYS: i64 = 1 << 16;

/// Periods of instants, worked out once a day.
struct Calendar {
    every: Every,
    minutes: i32,
    /// The first day, and the periods from it on, each with an instant up to which it surely lasts.
    first: i64,
    periods: Vec<(i64, Time)>,
}

impl Calendar {
    /// For instants of a time.
    fn new(every: Every, minutes: i32, time: Option<(Time, Time)>) -> Self {
        let day = |time: Time| day(local(time, minutes));
        let (first, last) = time.map_or((0, -1), |(first, last)| (day(first), day(last)));
        let known = first..=last.min(first.saturating_add(DAYS));
        let start = |day: i64| day.saturating_mul(DAY).saturating_sub(local(0, minutes));
        let mut periods: Vec<(i64, Time)> =
            known.map(|day| (every.period(start(day), minutes), start(day.saturating_add(1)))).collect();
        let mut next: Option<(i64, Time)> = None;
        for (period, end) in periods.iter_mut().rev() {
            *end = next.filter(|(of, _)| of == period).map_or(*end, |(_, end)| end);
            next = Some((*period, *end));
        }
        Self { every, minutes, first, periods }
    }

    /// The period of an instant, and until when it surely lasts.
    #[inline]
    fn period(&self, time: Time) -> (i64, Time) {
        let day = day(local(time, self.minutes)).saturating_sub(self.first);
        let known = usize::try_from(day).ok().and_then(|day| self.periods.get(day));
        known.copied().unwrap_or_else(|| (self.every.period(time, self.minutes), Time::MIN))
    }
}

fn local(time: Time, minutes: i32) -> Time {
    time.saturating_add(Time::from(minutes).saturating_mul(60_000_000))
}

/// The day of a local instant. Below 2^53 a float divides exactly enough, and in a browser faster: what is not a whole day
/// lies further from one than it rounds.
#[inline]
fn day(local: Time) -> i64 {
    if local.unsigned_abs() < 1 << 53 {
        (local as f64 / DAY as f64).floor() as i64
    } else {
        local.div_euclid(DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_calendar_says_what_the_periods_are(
            time in prop_oneof![-4_000_000_000_000_000_i64..4_000_000_000_000_000, any::<i64>()],
            length in 0_i64..100_000_000_000_000,
            minutes in -900_i32..900,
        ) {
            for every in [Every::Day, Every::Week, Every::Month] {
                let calendar = Calendar::new(every, minutes, Some((time, time.saturating_add(length))));
                let midnight = local(time, minutes).div_euclid(DAY).saturating_mul(DAY).saturating_sub(local(0, minutes));
                for time in [time, time.saturating_add(length), midnight, midnight.saturating_sub(1), midnight.saturating_add(1)] {
                    let (period, end) = calendar.period(time);
                    prop_assert_eq!(period, every.period(time, minutes), "{} {:?}", time, every);
                    let last = end.saturating_sub(1).max(time);
                    prop_assert_eq!(period, every.period(last, minutes), "{} {:?} until {}", time, every, end);
                }
            }
        }
    }
}
