//! Rows of steps packed into eight bytes each, every person's together: time and step in one number that sorts.
//!
//! Rows that match no step, and where a row stands in its file, are not kept: enough for counts and times.
//!
//! Must never know: windows, chains.

use super::single::several;
use crate::analyse::blocks::{self, Columns};
use crate::analyse::lifecycle::Lifecycles;
use crate::analyse::matching::Matcher;
use crate::analyse::people::{Row, Usable};
use crate::analyse::persons::Persons;
use crate::error::Error;
use crate::model::table::{NO_TIME, Table, Texts};
use crate::model::time::Time;

/// The tables of a funnel, ready to be read.
pub struct Ready<'t, 'm> {
    /// Columns of the tables that take part.
    pub columns: Vec<Option<Columns<'t>>>,
    /// Numbers of their people.
    pub persons: Persons<'t>,
    /// Steps of their rows.
    pub matcher: &'m Matcher<'t>,
}

impl<'t, 'm> Ready<'t, 'm> {
    /// The tables that `matcher` applies to; `None` where only [`crate::analyse::people::People`] orders the rows:
    /// without times, or where start and complete rows are one happening.
    pub fn new(tables: &[&'t Table], matcher: &'m Matcher<'t>) -> Result<Option<Self>, Error> {
        let part: Vec<bool> = (0..tables.len()).map(|at| matcher.applies(at)).collect();
        let columns = blocks::columns(tables, &part)?;
        let timed = columns.iter().flatten().any(|columns| columns.times.is_some());
        let rows: usize = columns.iter().flatten().map(|columns| columns.persons.codes.len()).sum();
        if !timed || u32::try_from(rows).is_err() || Lifecycles::new(tables).is_some() {
            return Ok(None);
        }
        let texts: Vec<Option<&Texts>> = columns.iter().map(|c| c.as_ref().map(|c| c.persons)).collect();
        Ok(Some(Self { columns, persons: Persons::new(&texts, false), matcher }))
    }

    /// The tables that take part, each with its number.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Columns<'t>)> {
        self.columns.iter().enumerate().filter_map(|(at, columns)| Some((at, columns.as_ref()?)))
    }
}

/// What is known of rows before they are set in order.
#[derive(Default)]
pub struct Met {
    /// People with a usable row.
    pub people: u64,
    /// First and last time of usable rows.
    pub period: Option<(Time, Time)>,
    /// One a table: what became of its rows.
    pub usable: Vec<Usable>,
}

/// Everybody's rows of steps.
pub struct Packed {
    /// What is known of all rows.
    pub met: Met,
    /// Where each person's rows end; they start where those of the person before end.
    ends: Vec<u32>,
    keys: Vec<u64>,
    /// The lowest bits of a key are the step.
    bits: u32,
}

impl Packed {
    /// Packs the rows of `steps` steps; `None` when a row matches several of them, or the times lie too far apart.
    pub fn new(ready: &Ready<'_, '_>, steps: usize) -> Option<Self> {
        let (met, counts) = count(ready)?;
        let bits = usize::BITS - steps.saturating_sub(1).leading_zeros();
        let (first, last) = met.period.unwrap_or((0, 0));
        if last.checked_sub(first)?.leading_zeros() <= bits {
            return None;
        }
        let mut ends = counts;
        let mut start = 0_u32;
        for end in &mut ends {
            start = start.saturating_add(core::mem::replace(end, start));
        }
        let mut keys = vec![0_u64; start as usize];
        for (table, columns) in ready.tables() {
            blocks::each(table, columns, &ready.persons, ready.matcher, |block| {
                for (person, mask, time) in block.rows().filter(|(_, mask, _)| *mask != 0) {
                    let Some(end) = ends.get_mut(person as usize).filter(|_| time != NO_TIME) else {
                        continue;
                    };
                    if let Some(key) = keys.get_mut(*end as usize) {
                        *key = (time.abs_diff(first)) << bits | u64::from(mask.trailing_zeros());
                    }
                    *end = end.saturating_add(1);
                }
                true
            });
        }
        Some(Self { met, ends, keys, bits })
    }

    /// Sets each person's rows in the order of time, equal times in that of steps, and hands them over.
    pub fn each(&mut self, mut work: impl FnMut(&[u64])) {
        let mut rest = self.keys.as_mut_slice();
        let mut start = 0;
        for end in &self.ends {
            let Some((keys, after)) = rest.split_at_mut_checked((*end - start) as usize) else { return };
            (rest, start) = (after, *end);
            if !keys.is_sorted() {
                keys.sort_unstable();
            }
            work(keys);
        }
    }

    /// Step and time of a key, the time in microseconds from the first of all.
    pub fn open(key: u64, bits: u32) -> (u32, u64) {
        // A step is less than 64.
        ((key & ((1 << bits) - 1)) as u32, key >> bits)
    }

    /// How many bits of a key are the step.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// A key as the row it was made of, as far as it is kept.
    pub fn row(key: u64, bits: u32, first: Time) -> Row {
        let (step, time) = Self::open(key, bits);
        Row { time: first.saturating_add_unsigned(time), mask: 1 << step, row: 0, table: 0, event: 0 }
    }
}

/// Everything about the rows but their order, and how many rows of steps each person has.
fn count(ready: &Ready<'_, '_>) -> Option<(Met, Vec<u32>)> {
    let mut met = Met { usable: vec![Usable::default(); ready.columns.len()], ..Met::default() };
    let mut counts = vec![0_u32; ready.persons.count()];
    let mut known = vec![false; ready.persons.count()];
    let mut all_single = true;
    for (table, columns) in ready.tables() {
        let usable = met.usable.get_mut(table)?;
        let (mut first, mut last) = met.period.unwrap_or((Time::MAX, Time::MIN));
        blocks::each(table, columns, &ready.persons, ready.matcher, |block| {
            for (person, mask, time) in block.rows() {
                let person = person as usize;
                let (Some(count), Some(known), true) =
                    (counts.get_mut(person), known.get_mut(person), time != NO_TIME)
                else {
                    usable.rejected += 1;
                    continue;
                };
                *known = true;
                *count += u32::from(mask != 0);
                usable.matched += u64::from(mask != 0);
                usable.unmatched += u64::from(mask == 0);
                all_single &= !several(mask);
                (first, last) = (first.min(time), last.max(time));
            }
            all_single
        });
        met.period = (first <= last).then_some((first, last)).or(met.period);
    }
    met.people = known.iter().filter(|known| **known).count() as u64;
    all_single.then_some((met, counts))
}
