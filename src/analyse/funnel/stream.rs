//! Rows in the order of time, as they come: of each person the latest start of a chain of every length.
//!
//! A start is kept as the number of its row, in four bytes: where rows lie in the order of time, a later row is a
//! later start, and a start lies within the window when its row comes after the last one that does not.
//!
//! Rows are taken a block at a time, in loops without a branch on what is read: whose row it is and what it matches
//! is as good as random, and a branch that is guessed wrong costs more than all else about a row.
//!
//! Must never know: rates, chains.

use crate::analyse::blocks::Columns;
use crate::analyse::matching::{Matcher, NO_STEP, SEVERAL};
use crate::analyse::people::Usable;
use crate::analyse::persons::{NOBODY, Persons};
use crate::model::table::{NO_TIME, Texts};
use crate::model::time::Time;
use core::ops::Range;

/// Rows of one block, where no instant has more: all that is known of them stays in the first cache.
const BLOCK: usize = 1024;

/// One row of a step.
#[derive(Clone, Copy, Default)]
struct Hit {
    /// Its number, from 1: 0 is none.
    row: u32,
    /// Person and step: the place of that step among all steps of all persons.
    cell: u32,
    /// All bits where the row may start a chain, else none.
    fresh: u32,
}

/// The rows of one block: whose each is, its step, and when.
#[derive(Default)]
struct Block {
    persons: Vec<u32>,
    steps: Vec<u8>,
    times: Vec<Time>,
    hits: Vec<Hit>,
    /// Steps and persons of one instant, to be set in order.
    instant: Vec<(u8, u32)>,
}

/// What has been read.
pub struct Stream<'t> {
    /// First and last usable time.
    pub first: Option<Time>,
    /// See `first`.
    pub last: Time,
    /// False: rows are not in the order of time, or one matches several steps.
    pub fits: bool,
    /// By person: true with a usable row.
    pub known: Vec<bool>,
    /// What became of the rows.
    pub usable: Usable,
    /// By person and step: the row of the latest start of a chain so long; 0 where there is none.
    pub since: Vec<u32>,
    steps: u32,
    window: i64,
    persons: &'t Texts,
    times: &'t [Time],
    /// The latest time of all rows, somebody's or not.
    latest: Option<Time>,
    /// How many rows lie more than a window before the last row that was taken.
    far: usize,
}

impl<'t> Stream<'t> {
    /// Nothing yet, of `count` persons; `None` when there are too many, or rows end without a time.
    pub fn new(count: usize, steps: usize, window: i64, columns: &Columns<'t>) -> Option<Self> {
        let cells = count.checked_mul(steps)?;
        let times = columns.times?.get(..columns.persons.codes.len())?;
        u32::try_from(cells).and(u32::try_from(times.len().checked_add(1)?)).ok()?;
        Some(Self {
            first: None,
            last: Time::MIN,
            fits: true,
            known: vec![false; count],
            usable: Usable::default(),
            since: vec![0; cells],
            steps: u32::try_from(steps).ok()?,
            window,
            persons: columns.persons,
            times,
            latest: None,
            far: 0,
        })
    }

    /// Reads the rows of table `table`, as far as they fit.
    pub fn read(&mut self, table: usize, persons: &Persons<'_>, matcher: &Matcher<'_>) {
        let (mut block, mut end) = (Block::default(), 0);
        while self.fits && end < self.times.len() {
            let rows = end..self.whole(end);
            let (from, length) = (end, rows.len());
            end = rows.end;
            block.persons.resize(length, NOBODY);
            block.steps.resize(length, NO_STEP);
            persons.fill(table, self.persons.codes.get(rows.clone()).unwrap_or(&[]), &mut block.persons);
            matcher.fill_steps(table, from, &mut block.steps);
            self.fits &= block.steps.iter().fold(0, |all, step| all | step) < SEVERAL;
            self.take(rows, &mut block);
        }
    }

    /// Where a block from row `start` on ends, so that whole instants are in it.
    fn whole(&self, start: usize) -> usize {
        // A row without a time may stand within an instant.
        let parts = |at: &usize| match self.times.get(at.wrapping_sub(1)..at.saturating_add(1)) {
            Some([before, after]) => before != after && *before != NO_TIME && *after != NO_TIME,
            _ => true,
        };
        let (end, all) = (start.saturating_add(BLOCK).min(self.times.len()), self.times.len());
        let within = (start.saturating_add(1)..=end).rev().find(parts);
        within.or_else(|| (end..=all).find(parts)).unwrap_or(all)
    }

    /// Takes the rows of a block.
    fn take(&mut self, rows: Range<usize>, block: &mut Block) {
        let times = self.times.get(rows.clone()).unwrap_or(&[]);
        let count = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let nobody = block.persons.iter().fold(0, |most, person| most.max(*person)) >= count;
        let never = times.iter().fold(false, |found, time| found | (*time == NO_TIME));
        let (mut mended, mut rejected) = (core::mem::take(&mut block.times), 0);
        let times = if nobody || never {
            rejected = self.mend(times, count, block, &mut mended);
            mended.as_slice()
        } else {
            self.first = self.first.or(times.first().copied());
            self.last = times.last().copied().unwrap_or(self.last);
            times
        };
        self.fits &= self.latest.is_none_or(|latest| times.first().is_some_and(|first| latest <= *first));
        // The difference of times that lie further apart than a number can say is taken for one that is less.
        let pairs = times.iter().zip(times.get(1..).unwrap_or(&[]));
        self.fits &= pairs.fold(0, |all, (before, after)| all | after.wrapping_sub(*before)) >= 0;
        self.latest = times.last().copied().or(self.latest);
        if self.fits {
            set_in_order(block, times);
            let hits = self.hits(&rows, block);
            if let Some(last) = times.last() {
                self.grow(block.hits.get(..hits).unwrap_or(&[]), *last);
            }
            self.usable.rejected += rejected as u64;
            self.usable.matched += hits as u64;
            self.usable.unmatched += (rows.len() - hits - rejected) as u64;
        }
        block.times = mended;
    }

    /// Takes steps and names from rows that are nobody's, or have no time; those get the time of the row before, so
    /// that order can be seen. Returns how many there are.
    fn mend(&mut self, times: &[Time], count: u32, block: &mut Block, mended: &mut Vec<Time>) -> usize {
        mended.clear();
        let first = times.iter().copied().find(|time| *time != NO_TIME);
        // Where nothing has a time yet, there is nothing to see; and what has none before the first time is no part of
        // its instant.
        let Some(mut before) = self.latest.or(first.map(|first| first.saturating_sub(1))) else {
            block.persons.fill(NOBODY);
            block.steps.fill(NO_STEP);
            return times.len();
        };
        let mut rejected = 0;
        for ((time, person), step) in times.iter().zip(&mut block.persons).zip(&mut block.steps) {
            before = if *time == NO_TIME { before } else { *time };
            mended.push(before);
            if *person < count && *time != NO_TIME {
                self.first.get_or_insert(*time);
                self.last = *time;
                continue;
            }
            (*person, *step) = (NOBODY, NO_STEP);
            rejected += 1;
        }
        rejected
    }

    /// Finds the rows of steps, and who has a row at all; returns how many rows of steps there are.
    fn hits(&mut self, rows: &Range<usize>, block: &mut Block) -> usize {
        if block.hits.len() < rows.len() {
            block.hits.resize(rows.len(), Hit::default());
        }
        let (mut next, hits) = (0, block.hits.as_mut_slice());
        for ((person, step), row) in block.persons.iter().zip(&block.steps).zip(number(rows.start)..) {
            if let Some(known) = self.known.get_mut(*person as usize) {
                *known = true;
            }
            let cell = person.wrapping_mul(self.steps).wrapping_add(u32::from(*step));
            if let Some(hit) = hits.get_mut(next) {
                *hit = Hit { row, cell, fresh: u32::from(*step == 0).wrapping_neg() };
            }
            next += usize::from(*step < NO_STEP);
        }
        next
    }

    /// Lets rows of steps make chains longer, none of them later than `last`.
    fn grow(&mut self, hits: &[Hit], last: Time) {
        // Rows before `sure` lie too far before all of these, rows from `near` on before none of them.
        let sure = number(self.far);
        let rest = self.times.get(self.far..).unwrap_or(&[]);
        let bound = last.saturating_sub(self.window);
        self.far += rest.iter().position(|time| *time >= bound && *time != NO_TIME).unwrap_or(rest.len());
        let near = number(self.far);
        let unsure = near.saturating_sub(sure);
        let (since, times, window) = (self.since.as_mut_slice(), self.times, self.window);
        for hit in hits {
            let cell = hit.cell as usize;
            let before = since.get(cell.wrapping_sub(1)).copied().unwrap_or(0);
            let start = (before & !hit.fresh) | (hit.row & hit.fresh);
            let mut within = start >= near;
            // Hardly ever.
            if start.wrapping_sub(sure) < unsure {
                within = near_enough(times, start, hit.row, window);
            }
            if let Some(best) = since.get_mut(cell) {
                // As the larger of both, or what was there: written so that it is no branch.
                let start = start & u32::from(within).wrapping_neg();
                *best = best.wrapping_add(start.saturating_sub(*best));
            }
        }
    }

    /// The number of the first row, from 1, that is so late that an attempt which it starts may still grow after the
    /// end.
    pub fn open_from(&self) -> u32 {
        let open = |time: &Time| *time != NO_TIME && self.last < time.saturating_add(self.window);
        // Later rows that are nobody's may have moved the window further than it is for others.
        let from = if self.latest == Some(self.last) { self.far } else { 0 };
        let rest = self.times.get(from..).unwrap_or(&[]);
        match rest.iter().position(open).filter(|_| self.window != i64::MAX) {
            Some(at) => number(from.saturating_add(at)),
            None => u32::MAX,
        }
    }
}

/// True where a row lies within the window after a start, both by their numbers.
#[cold]
#[inline(never)]
fn near_enough(times: &[Time], start: u32, row: u32, window: i64) -> bool {
    // Set in order, a row may have got the number of one that has no time and stands within the same instant.
    let time = |row: u32| {
        let before = times.get(..row as usize).unwrap_or(&[]).iter().rev();
        before.copied().find(|time| *time != NO_TIME).unwrap_or(NO_TIME)
    };
    time(row).saturating_sub(time(start)) <= window
}

/// A row's number from 1.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1)
}

/// Sets the rows of each instant in the order of their steps: which of them has which number is all the same.
fn set_in_order(block: &mut Block, times: &[Time]) {
    let Block { persons, steps, instant, .. } = block;
    let mut at = 0;
    while let Some(turned) = turned(times, steps, at) {
        let now = times.get(turned).copied().unwrap_or(NO_TIME);
        let before = times.get(..turned).unwrap_or(&[]).iter().rev();
        let start = turned - before.take_while(|time| **time == now).count();
        let rest = times.get(turned..).unwrap_or(&[]).iter();
        at = turned + rest.take_while(|time| **time == now).count();
        let (Some(steps), Some(persons)) = (steps.get_mut(start..at), persons.get_mut(start..at)) else {
            return;
        };
        instant.clear();
        instant.extend(steps.iter().copied().zip(persons.iter().copied()));
        instant.sort_unstable_by_key(|(step, _)| *step);
        for ((step, person), now) in steps.iter_mut().zip(persons).zip(&*instant) {
            (*step, *person) = *now;
        }
    }
}

/// The first row from `at` on that stands at the same instant before a row of a lower step.
fn turned(times: &[Time], steps: &[u8], at: usize) -> Option<usize> {
    let (times, steps) = (times.get(at..)?, steps.get(at..)?);
    let pairs = times.iter().zip(times.get(1..)?).zip(steps.iter().zip(steps.get(1..)?));
    let mut found = pairs.map(|((a, b), (step, next))| (a == b) & (step > next));
    found.position(|turned| turned).map(|turned| at + turned)
}
