//! Retention: people by the period in which they started, and how many of them were active in each later one.
//!
//! Must never know: rates, intervals.

use super::paths::Gathered;
use super::people::Row;
use super::places::Places;
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

/// The cohorts of a journey while people are added.
///
/// A person starts with the first row of the stage that the journey's `cohorts` name, else of any stage, and is
/// active in a period with a row, from then on, of the stage it names, else of any. Periods are days, weeks from
/// Monday (the default) or months, in the zone of the first source that says one, else UTC. A period is counted once
/// it is over: when the data reach its last day.
///
/// Source: `measures.md`, "Stages and time". Worked value: with weeks, rows on Monday the 6th and Wednesday the
/// 15th, and data to Sunday the 19th: one person who started in the week of the 6th, active in it and in the next.
pub struct Cohorts<'a> {
    places: &'a Places<'a>,
    /// The stages where a person starts and is active, where not any.
    start: Option<usize>,
    active: Option<usize>,
    calendar: Calendar,
    /// The last period that is over.
    over: i64,
    numbers: BTreeMap<i64, usize>,
    sums: Vec<Sums>,
    /// That of the person before: mostly this one is of the same.
    known: Option<(i64, usize)>,
    /// Working space: when the person at hand was active.
    times: Vec<Time>,
}

impl<'a> Cohorts<'a> {
    /// Nobody yet; none where rows have no times, or there are no stages.
    pub fn new(context: &Context<'a>) -> Option<Self> {
        let (journey, people) = (context.journey, context.people);
        let last = people
            .period
            .map(|period| period.1)
            .or_else(|| people.each().flatten().map(|row| row.time).max());
        let end = last.filter(|_| people.timed && !journey.stages.is_empty())?;
        let minutes = journey.sources.iter().find_map(|source| zone(source.zone.as_deref()?)).unwrap_or(0);
        let every = journey.cohorts.every;
        let stage = |id: &Option<String>| {
            id.as_deref().and_then(|id| journey.stages.iter().position(|stage| stage.id == id))
        };
        Some(Self {
            places: context.places,
            start: stage(&journey.cohorts.start),
            active: stage(&journey.cohorts.active),
            calendar: Calendar::new(every, minutes, people.period),
            over: every.over(end, minutes),
            numbers: BTreeMap::new(),
            sums: Vec::new(),
            known: None,
            times: Vec::new(),
        })
    }

    /// True where [`Cohorts::add_few`] says all.
    pub fn of_any_stage(&self) -> bool {
        self.start.is_none() && self.active.is_none()
    }

    /// Adds a few people by when their rows of any stage were.
    #[inline(never)]
    pub fn add_few(&mut self, stages: &Gathered) {
        for person in 0..stages.people() {
            let times = stages.times().get(stages.of(person)).unwrap_or_default();
            if let Some(start) = times.first() {
                self.person(*start, times);
            }
        }
    }

    /// Adds the rows of one person, in their order.
    #[inline(never)]
    pub fn add(&mut self, rows: &[Row]) {
        let Some(first) = rows.iter().position(|row| self.places.meets(row, self.start)) else { return };
        let rows = rows.get(first..).unwrap_or_default();
        let start = rows.first().map_or(0, |row| row.time);
        let mut times = core::mem::take(&mut self.times);
        times.clear();
        times.extend(rows.iter().filter(|row| self.places.meets(row, self.active)).map(|row| row.time));
        self.person(start, &times);
        self.times = times;
    }

    /// Adds somebody who started then and was active at these times.
    #[inline]
    fn person(&mut self, start: Time, times: &[Time]) {
        let cohort = self.calendar.period(start).0;
        // Mostly somebody is active with the row that they start with.
        let period = |time: Time| if time == start { cohort } else { self.calendar.period(time).0 };
        // Times stand in their order: a period is not met again after another. Mostly there are no others between the first
        // and the last.
        let periods = times.first().zip(times.last()).map(|(first, last)| [period(*first), period(*last)]);
        let Some(sums) = self.of(cohort) else { return };
        sums.size = sums.size.saturating_add(1);
        let Some([first, last]) = periods else { return };
        sums.met(cohort, first);
        if first != last {
            sums.met(cohort, last);
        }
        if last.saturating_sub(first) > 1 {
            self.between(times, cohort, [first, last]);
        }
    }

    /// The periods with a time between two.
    #[inline(never)]
    fn between(&mut self, times: &[Time], cohort: i64, [first, last]: [i64; 2]) {
        let (mut known, mut end) = (first, Time::MIN);
        for time in times {
            if *time < end {
                continue;
            }
            let (period, until) = self.calendar.period(*time);
            if period != known
                && period != last
                && let Some(sums) = self.of(cohort)
            {
                sums.met(cohort, period);
            }
            (known, end) = (period, until);
        }
    }

    /// The sums of a cohort, which are made where there are none.
    fn of(&mut self, cohort: i64) -> Option<&mut Sums> {
        let Self { numbers, sums, known, .. } = self;
        let number = match known {
            Some((of, number)) if *of == cohort => *number,
            _ => {
                let number = looked_up(numbers, sums, cohort);
                *known = Some((cohort, number));
                number
            }
        };
        sums.get_mut(number)
    }

    /// The cohorts, oldest first.
    pub fn finish(self) -> Vec<Cohort> {
        let Self { calendar, over, numbers, sums, .. } = self;
        let skip = numbers.len().saturating_sub(MOST_COHORTS);
        let one = |(cohort, number): (i64, usize)| {
            let Sums { size, active } = sums.get(number)?;
            let known = usize::try_from(over.saturating_sub(cohort).saturating_add(1)).unwrap_or(0);
            let active = active.iter().copied().take(known).collect();
            Some(Cohort { start: calendar.every.label(cohort, calendar.minutes), size: *size, active })
        };
        numbers.into_iter().skip(skip).filter_map(one).collect()
    }
}

/// The number of a cohort, which is made where there is none.
#[inline(never)] // mostly the cohort is that of the person before
fn looked_up(numbers: &mut BTreeMap<i64, usize>, sums: &mut Vec<Sums>, cohort: i64) -> usize {
    let number = *numbers.entry(cohort).or_insert(sums.len());
    if number == sums.len() {
        sums.push(NOBODY);
    }
    number
}

/// A cohort, and how many of it were active at each age.
struct Sums {
    size: u64,
    active: [u64; MOST_AGES],
}

impl Sums {
    /// Counts somebody who was active in a period.
    fn met(&mut self, cohort: i64, period: i64) {
        let age = usize::try_from(period.saturating_sub(cohort)).unwrap_or(MOST_AGES);
        if let Some(count) = self.active.get_mut(age) {
            *count = count.saturating_add(1);
        }
    }
}

const NOBODY: Sums = Sums { size: 0, active: [0; MOST_AGES] };

/// So many days have their periods looked up: 179 years.
const DAYS: i64 = 1 << 16;

/// Periods of instants, worked out once a day.
struct Calendar {
    every: Every,
    minutes: i32,
    /// Where the first day starts on the clock, and the periods from it on, each with an instant up to which it surely lasts.
    start: Time,
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
        Self { every, minutes, start: first.saturating_mul(DAY), periods }
    }

    /// The period of an instant, and until when it surely lasts.
    #[inline]
    fn period(&self, time: Time) -> (i64, Time) {
        // What is before the first day is later than all others.
        let since = local(time, self.minutes).wrapping_sub(self.start).cast_unsigned();
        let known = whole_days(since).and_then(|day| self.periods.get(day));
        known.copied().unwrap_or_else(|| (self.every.period(time, self.minutes), Time::MIN))
    }
}

fn local(time: Time, minutes: i32) -> Time {
    time.saturating_add(Time::from(minutes).saturating_mul(60_000_000))
}

/// Of a time that is cut into spans of so many bits, each of which is shorter than a day, this many of 2^32 days are one.
const SPAN: u32 = 36;
const SHARE: u64 = ((1_u128 << (SPAN + u32::BITS)) / DAY as u128) as u64;

/// How many whole days a time has, of no more than [`DAYS`]: a division takes longer than all else that is asked of a person.
#[inline(always)]
fn whole_days(micros: u64) -> Option<usize> {
    let spans = micros >> SPAN;
    if spans > (DAYS as u64 + 1) * 2 {
        return None;
    }
    // Rounded down it is the day in which the span starts; or the one before, where it starts seconds after midnight, and then
    // it ends before the next: a span is nineteen hours.
    let day = (spans * SHARE) >> u32::BITS;
    usize::try_from(day + u64::from(micros >= (day + 1) * DAY.cast_unsigned())).ok()
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

    #[test]
    fn days_are_whole_at_every_edge() {
        let day = DAY.cast_unsigned();
        let edges =
            (0..=DAYS.cast_unsigned()).map(|days| days * day).chain((0..100_000).map(|span| span << SPAN));
        for micros in edges.flat_map(|edge| [edge.saturating_sub(1), edge, edge + 1]) {
            if let Some(days) = whole_days(micros) {
                assert_eq!(days as u64, micros / day, "{micros}");
            } else {
                assert!(micros / day > DAYS.cast_unsigned(), "{micros}");
            }
        }
    }

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
