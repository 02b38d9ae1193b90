//! Rows as they are kept: half as large as those that are counted, which are made of them a few at a time.
//!
//! Must never know: who is whose, the order of rows.

use super::blocks::{Block, Columns};
use super::matching::Matcher;
use super::people::Row;
use crate::model::table::NO_TIME;
use crate::model::time::Time;

/// So many neighbours in a file count their time from one start; no more than a block has.
pub const RUN: usize = 1 << 8;

/// A row as it is kept: where it stands, and what cannot be asked there without waiting for the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Brief<S> {
    /// Microseconds from the start of its run.
    pub since: S,
    /// Index of the row in its table.
    pub row: u32,
    /// Index of the table.
    pub table: u16,
    /// As in a [`Row`].
    pub event: u16,
}

/// What a time is kept in: four bytes, or eight where neighbours in a file lie far apart.
pub trait Since: Copy + Default + Into<Time> {
    /// Of so many microseconds.
    fn of(micros: Time) -> Self;
}

impl Since for u32 {
    #[inline(always)]
    fn of(micros: Time) -> Self {
        micros as Self
    }
}

impl Since for Time {
    #[inline(always)]
    fn of(micros: Time) -> Self {
        micros
    }
}

/// What the rows of one table have in common.
#[derive(Clone, Copy, Debug, Default)]
struct Common<'b> {
    /// Codes of events.
    events: &'b [u32],
    /// By code of an event: the steps that its rows match, where that alone decides.
    masks: Option<&'b [u64]>,
    timed: bool,
    /// The times from which its runs of rows count start here, among those of all tables.
    first: usize,
    /// From when to when its rows are: one less than the first time, and the last one, as far as they were learnt.
    span: Span,
}

/// From when to when rows are; nobody's, of no rows.
#[derive(Clone, Copy, Debug)]
struct Span(Time, Time);

impl Default for Span {
    fn default() -> Self {
        Self(Time::MAX, NO_TIME)
    }
}

/// What makes rows of briefs.
#[derive(Clone, Default)]
pub struct Briefs<'p> {
    tables: Vec<Common<'p>>,
    /// From which time each run of rows counts, table by table.
    starts: Vec<Time>,
    matcher: Option<&'p Matcher<'p>>,
    /// Four bytes do not hold how far a time is from the start of its run.
    pub far: bool,
}

impl<'p> Briefs<'p> {
    /// For rows of these columns, no row of which is known yet.
    pub fn new(columns: &[Option<Columns<'p>>], matcher: &'p Matcher<'p>) -> Self {
        let mut first = 0_usize;
        let common = |(table, columns): (usize, &Option<Columns<'p>>)| {
            let Some(columns) = columns else { return Common::default() };
            let Columns { events, times, persons } = *columns;
            let masks = matcher.masks(table, events);
            let runs = persons.codes.len().div_ceil(RUN);
            first = first.saturating_add(runs);
            let (timed, first) = (times.is_some(), first.saturating_sub(runs));
            Common { events, masks, timed, first, span: Span::default() }
        };
        let tables = columns.iter().enumerate().map(common).collect();
        Self { tables, starts: Vec::with_capacity(first), matcher: Some(matcher), far: false }
    }

    /// Learns from when to when the rows of a block are, and says it where all of them have a time; blocks come one after the
    /// other, table by table.
    #[inline(never)]
    pub fn learn(&mut self, table: usize, block: &Block<'_>) -> Option<(Time, Time)> {
        let timed = self.tables.get(table).is_some_and(|common| common.timed);
        let (mut all, mut span) = ((Time::MAX, NO_TIME), Span::default());
        for times in block.times.chunks(RUN) {
            // No time is the smallest of all numbers; the one before it is the largest.
            let (mut before, mut last, mut least) = (Time::MAX, NO_TIME, Time::MAX);
            for time in times {
                (before, last) = (before.min(time.wrapping_sub(1)), last.max(*time));
                least = least.min(*time);
            }
            let first = before.wrapping_add(1);
            self.far |= last != NO_TIME && last.wrapping_sub(first).cast_unsigned() > u32::MAX.into();
            let number = self.starts.len().saturating_mul(RUN);
            self.starts.push(if timed { first } else { Time::try_from(number).unwrap_or(Time::MAX) });
            all = (all.0.min(least), all.1.max(last));
            span = Span(span.0.min(before), all.1);
        }
        if let Some(common) = self.tables.get_mut(table).filter(|_| timed) {
            common.span = Span(common.span.0.min(span.0), common.span.1.max(span.1));
        }
        Some(all).filter(|(first, _)| *first != NO_TIME)
    }

    /// First and last time of the rows of a table that were learnt, be they nobody's.
    pub fn span(&self, table: usize) -> Option<(Time, Time)> {
        let Span(before, last) = self.tables.get(table)?.span;
        (last != NO_TIME).then(|| (before.wrapping_add(1), last))
    }

    /// How many rows of a block match any step, where their event alone decides.
    #[inline(never)]
    pub fn matched(&self, table: usize, block: &Block<'_>) -> Option<u64> {
        let Common { events, masks: Some(masks), .. } = self.tables.get(table)? else { return None };
        let events = events.get(block.first..)?.get(..block.persons.len())?;
        let matches = |code: &&u32| masks.get(**code as usize).is_some_and(|mask| *mask != 0);
        Some(events.iter().filter(matches).count() as u64)
    }

    /// Gives the brief of each row of a block that [`Briefs::learn`] knows, and its person, which may be nobody.
    #[inline(always)]
    pub fn each_of<S: Since>(&self, table: usize, block: &Block<'_>, mut give: impl FnMut(u32, Brief<S>)) {
        let Some(Common { events, timed, first, .. }) = self.tables.get(table).copied() else { return };
        let mut events = events.get(block.first..).unwrap_or(&[]).chunks(RUN);
        let starts = self.starts.get(first.saturating_add(block.first / RUN)..).unwrap_or_default();
        let runs = block.persons.chunks(RUN).zip(block.times.chunks(RUN)).zip(starts);
        // How far each row of a run is from its start where no row has a time: they are in the order of the file.
        let in_order: [Time; RUN] = if timed { [0; RUN] } else { core::array::from_fn(|at| at as Time) };
        let mut row = u32::try_from(block.first).unwrap_or(u32::MAX);
        let table = u16::try_from(table).unwrap_or(u16::MAX);
        for ((persons, times), start) in runs {
            let events = events.next().unwrap_or_default();
            let (times, start) = if timed { (times, *start) } else { (in_order.as_slice(), 0) };
            for (at, (person, time)) in persons.each().zip(times).enumerate() {
                let code = events.get(at).copied().unwrap_or(0);
                let event = if code < u32::from(Row::FAR) { code as u16 } else { Row::FAR };
                let since = S::of(time.wrapping_sub(start));
                if *time != NO_TIME {
                    give(person, Brief { since, row, table, event });
                }
                row = row.wrapping_add(1);
            }
        }
    }

    /// Where all rows are of one table: from which time its runs count.
    fn only(&self) -> Option<(&Common<'p>, &[Time])> {
        let [common] = self.tables.as_slice() else { return None };
        Some((common, &self.starts))
    }

    /// These, where all rows are of one table.
    pub fn near<'b>(&'b self, briefs: &'b [Brief<u32>]) -> Option<Near<'b>> {
        self.only().map(|(_, starts)| Near { briefs, starts })
    }

    /// The time of a row.
    #[inline(always)]
    fn time<S: Since>(&self, brief: &Brief<S>) -> Time {
        let first = self.tables.get(usize::from(brief.table)).map_or(0, |common| common.first);
        time(self.starts.get(first..).unwrap_or_default(), brief)
    }

    /// True where each of these rows is later than the one before.
    #[inline(always)]
    pub fn are_in_order<S: Since>(&self, briefs: &[Brief<S>]) -> bool {
        match self.only() {
            Some((_, starts)) => rise(briefs, |brief| time(starts, brief)),
            None => rise(briefs, |brief| self.time(brief)),
        }
    }

    /// Rows of briefs, in their order, in the place of those that were there.
    pub fn unfold<S: Since>(&self, briefs: &[Brief<S>], rows: &mut Vec<Row>) {
        // It only grows: to clear it again and again takes longer than to write it.
        if rows.len() < briefs.len() {
            rows.resize(briefs.len(), Row { time: 0, mask: 0, row: 0, table: 0, event: 0 });
        }
        if let Some((Common { masks: Some(masks), .. }, starts)) = self.only()
            && masks.len() <= usize::from(Row::FAR)
        {
            return unfold(briefs, starts, masks, rows);
        }
        for (row, brief) in rows.iter_mut().zip(briefs) {
            *row = self.row(brief);
        }
    }

    /// The row of a brief.
    fn row<S: Since>(&self, brief: &Brief<S>) -> Row {
        let Brief { row, table, event, .. } = *brief;
        let masks = self.tables.get(usize::from(table)).and_then(|common| common.masks);
        let mask = match masks {
            Some(masks) if event != Row::FAR => masks.get(usize::from(event)).copied().unwrap_or(0),
            _ => self.matcher.map_or(0, |matcher| matcher.mask(table.into(), row as usize)),
        };
        Row { time: self.time(brief), mask, row, table, event }
    }

    /// The briefs of rows, in their order.
    pub fn fold<S: Since>(&self, rows: &[Row], briefs: &mut [Brief<S>]) {
        for (brief, row) in briefs.iter_mut().zip(rows) {
            let Row { row, table, event, time, .. } = *row;
            *brief = Brief { since: S::default(), row, table, event };
            brief.since = S::of(time.wrapping_sub(self.time(brief)));
        }
    }
}

/// Rows of one table as they are kept.
#[derive(Clone, Copy)]
pub struct Near<'b> {
    /// One a row.
    pub briefs: &'b [Brief<u32>],
    starts: &'b [Time],
}

impl Near<'_> {
    /// The time of one of them.
    #[inline(always)]
    pub fn time(&self, brief: &Brief<u32>) -> Time {
        time(self.starts, brief)
    }
}

/// The time of a row of a table whose runs count from these times.
#[inline(always)]
fn time<S: Since>(starts: &[Time], brief: &Brief<S>) -> Time {
    let start = starts.get(brief.row as usize / RUN).copied().unwrap_or(0);
    start.wrapping_add(brief.since.into())
}

#[inline(always)]
fn rise<S: Since>(briefs: &[Brief<S>], time: impl Fn(&Brief<S>) -> Time) -> bool {
    let Some((first, others)) = briefs.split_first() else { return true };
    let mut last = time(first);
    others.iter().all(|brief| {
        let time = time(brief);
        core::mem::replace(&mut last, time) < time
    })
}

/// As [`Briefs::unfold`], of one table whose events tell the steps.
#[inline(never)] // a loop by itself, see `super::parts`
fn unfold<S: Since>(briefs: &[Brief<S>], starts: &[Time], masks: &[u64], rows: &mut [Row]) {
    for (of, brief) in rows.iter_mut().zip(briefs) {
        let Brief { row, table, event, .. } = *brief;
        let mask = masks.get(usize::from(event)).copied().unwrap_or(0);
        *of = Row { time: time(starts, brief), mask, row, table, event };
    }
}
