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

/// Rows of one block, where no instant has more: all that is known of them stays in the nearest caches.
const BLOCK: usize = 2048;

/// Rows that are looked at together for equal times: few enough that most have none.
const NEIGHBOURS: usize = 64;

/// The rows of one block: whose each is, its step, and when.
#[derive(Default)]
struct Block {
    persons: Vec<u32>,
    steps: Vec<u8>,
    times: Vec<Time>,
    /// Rows that have the time of the next one, by their place in the block.
    ties: Vec<u32>,
    /// Rows of steps, by their place in the block; in each instant in the order of their steps.
    hits: Vec<u32>,
}

/// What is kept of a block that was read: enough to tell blocks that lie within the window from those that do not.
struct Edge {
    /// The number of its first row.
    row: u32,
    first: Time,
    last: Time,
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
    /// By person and step: the row of the latest start of a chain so long; 0 where there is none. One that means
    /// nothing stands before all, so that everyone has one before.
    since: Vec<u32>,
    steps: u32,
    window: i64,
    persons: &'t Texts,
    times: &'t [Time],
    /// The latest time of all rows, somebody's or not.
    latest: Option<Time>,
    /// The blocks that were read.
    edges: Vec<Edge>,
    /// How many of them lie more than a window before every row of the last.
    far: usize,
    /// How many of them begin more than a window before the end of the last.
    early: usize,
}

impl<'t> Stream<'t> {
    /// Nothing yet, of `count` persons; `None` when there are too many, or rows end without a time.
    pub fn new(count: usize, steps: usize, window: i64, columns: &Columns<'t>) -> Option<Self> {
        let cells = count.checked_mul(steps)?;
        let times = columns.times?.get(..columns.persons.codes.len())?;
        // The difference of two rows has a sign.
        u32::try_from(cells).and(i32::try_from(times.len().checked_add(1)?).map(i32::cast_unsigned)).ok()?;
        Some(Self {
            first: None,
            last: Time::MIN,
            fits: true,
            known: vec![false; count],
            usable: Usable::default(),
            since: vec![0; cells.checked_add(1)?],
            steps: u32::try_from(steps).ok()?,
            window,
            persons: columns.persons,
            times,
            latest: None,
            edges: Vec::new(),
            far: 0,
            early: 0,
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
        let (mut mended, mut rejected) = (core::mem::take(&mut block.times), 0);
        let times = if all_below(&block.persons, count) && in_order(times, &mut block.ties) {
            self.first = self.first.or(times.first().copied());
            self.last = times.last().copied().unwrap_or(self.last);
            times
        } else {
            rejected = self.mend(times, count, block, &mut mended);
            self.fits &= in_order(&mended, &mut block.ties);
            mended.as_slice()
        };
        self.fits &= self.latest.is_none_or(|latest| times.first().is_some_and(|first| latest <= *first));
        self.latest = times.last().copied().or(self.latest);
        if self.fits {
            let hits = mark(block, &mut self.known);
            if let (Some(first), Some(last)) = (times.first(), times.last()) {
                self.edges.push(Edge { row: number(rows.start), first: *first, last: *last });
                set_in_order(
                    block.hits.get_mut(..hits).unwrap_or_default(),
                    &block.ties,
                    times,
                    &block.steps,
                );
                self.grow(&rows, block, hits);
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

    /// Lets the first `hits` rows of steps of a block make chains longer.
    fn grow(&mut self, rows: &Range<usize>, block: &Block, hits: usize) {
        let Some((sure, near)) = self.window(number(rows.end)) else { return };
        let chains = Chains { times: self.times, window: self.window, steps: self.steps, sure, near };
        let hits = block.hits.get(..hits).unwrap_or(&[]);
        chains.grow(&mut self.since, hits, block, number(rows.start));
    }

    /// The rows between which a start may lie within the window of some rows of the last block, and not of others:
    /// before the first it is too far for all, from the second on for none. `end` is the row after the block.
    fn window(&mut self, end: u32) -> Option<(u32, u32)> {
        let block = self.edges.last()?;
        let (from, to) = (block.first.saturating_sub(self.window), block.last.saturating_sub(self.window));
        let all = self.edges.as_slice();
        let rest = |at: usize| all.get(at..).unwrap_or(&[]).iter();
        self.far += rest(self.far).take_while(|edge| edge.last < from).count();
        self.early += rest(self.early).take_while(|edge| edge.first < to).count();
        let row = |at: usize| all.get(at).map_or(end, |edge| edge.row);
        Some((row(self.far), row(self.early)))
    }

    /// By person: the row of the latest start of a chain of every length, as far as there is one.
    pub fn starts(&self) -> impl Iterator<Item = &[u32]> {
        self.since.get(1..).unwrap_or(&[]).chunks_exact(self.steps as usize)
    }

    /// The number of the first row, from 1, that is so late that an attempt which it starts may still grow after the
    /// end.
    pub fn open_from(&self) -> u32 {
        let open = |time: Time| self.last < time.saturating_add(self.window);
        let edge = self.edges.iter().find(|edge| open(edge.last)).filter(|_| self.window != i64::MAX);
        let Some(edge) = edge else { return u32::MAX };
        let before = edge.row.saturating_sub(1);
        let rest = self.times.get(before as usize..).unwrap_or(&[]).iter();
        let closed = rest.take_while(|time| **time == NO_TIME || !open(**time)).count();
        edge.row.saturating_add(u32::try_from(closed).unwrap_or(u32::MAX))
    }
}

/// How far back a start may lie for the rows of one block.
struct Chains<'t> {
    times: &'t [Time],
    window: i64,
    steps: u32,
    /// Starts before this row lie too far back for all.
    sure: u32,
    /// Starts from this row on do so for none.
    near: u32,
}

impl Chains<'_> {
    /// Lets rows of steps make chains longer; the first row of the block has the number `first`.
    // By itself, or else the loop has to share the registers of the processor with all that stands around it.
    #[inline(never)]
    fn grow(&self, since: &mut [u32], hits: &[u32], block: &Block, first: u32) {
        let Self { times, window, steps, sure, near } = *self;
        let unsure = near.saturating_sub(sure);
        for hit in hits {
            let place = *hit as usize;
            let (Some(person), Some(step)) = (block.persons.get(place), block.steps.get(place)) else {
                continue;
            };
            let cell = person.wrapping_mul(steps).wrapping_add(u32::from(*step)) as usize;
            let Some([before, best]) = since.get_mut(cell..cell.saturating_add(2)) else { continue };
            // What is kept before a first step is a start of somebody else's, no later than this row: the larger number
            // is the row's own. So no branch is needed, nor where a start is too far back: then all bits are set.
            let row = first.wrapping_add(*hit);
            let own = row & u32::from(*step == 0).wrapping_neg();
            let start = own.max(*before);
            let mut far = (start.wrapping_sub(near).cast_signed() >> 31).cast_unsigned();
            // Hardly ever.
            if start.wrapping_sub(sure) < unsure {
                far = u32::from(!near_enough(times, start, row, window)).wrapping_neg();
            }
            // A chain that is a step shorter starts no earlier.
            *best ^= (*best ^ start) & !far;
        }
    }
}

/// True where a row lies within the window after a start, both by their numbers.
#[cold]
#[inline(never)]
fn near_enough(times: &[Time], start: u32, row: u32, window: i64) -> bool {
    let time = |row: u32| times.get((row as usize).wrapping_sub(1)).copied().unwrap_or(NO_TIME);
    time(row).saturating_sub(time(start)) <= window
}

/// A row's number from 1.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1)
}

/// True when all numbers are below `count`.
#[inline(never)]
fn all_below(numbers: &[u32], count: u32) -> bool {
    let last = count.wrapping_sub(1);
    // A number above `last` shows in the highest bit, be it its own or that of the difference.
    let bits = numbers.iter().fold(count, |bits, number| bits | number | last.wrapping_sub(*number));
    bits < 1 << 31 || numbers.iter().all(|number| *number < count)
}

/// True when times never fall, and no row is without one; `ties` gets the places of the rows that have the time of
/// the next one. False also where times lie so far from 1970 that a difference may be too large for a number.
#[inline(never)]
fn in_order(times: &[Time], ties: &mut Vec<u32>) -> bool {
    // Below 0 for what is too far away: its two highest bits differ. So do those of no time.
    let odd = |time: Time| time ^ (time << 1);
    ties.clear();
    let mut all = times.last().map_or(0, |last| odd(*last));
    let next = times.get(1..).unwrap_or(&[]).chunks(NEIGHBOURS);
    for ((times, next), nth) in times.chunks(NEIGHBOURS).zip(next).zip(0_u32..) {
        let mut tied = 0;
        for (time, next) in times.iter().zip(next) {
            let later = next.wrapping_sub(*time);
            all |= odd(*time) | later;
            tied |= later.wrapping_sub(1);
        }
        if tied < 0 {
            let first = nth.saturating_mul(NEIGHBOURS as u32);
            let pairs = times.iter().zip(next).zip(first..);
            ties.extend(pairs.filter(|((time, next), _)| time == next).map(|(_, place)| place));
        }
    }
    all >= 0
}

/// Finds the rows of steps, and who has a row at all; returns how many rows of steps there are.
#[inline(never)]
fn mark(block: &mut Block, known: &mut [bool]) -> usize {
    if block.hits.len() < block.steps.len() {
        block.hits.resize(block.steps.len(), 0);
    }
    let (mut next, hits) = (0, block.hits.as_mut_slice());
    for ((person, step), place) in block.persons.iter().zip(&block.steps).zip(0..) {
        if let Some(known) = known.get_mut(*person as usize) {
            *known = true;
        }
        if let Some(hit) = hits.get_mut(next) {
            *hit = place;
        }
        next += usize::from(*step < NO_STEP);
    }
    next
}

/// Sets the rows of each instant in the order of their steps.
fn set_in_order(hits: &mut [u32], ties: &[u32], times: &[Time], steps: &[u8]) {
    let mut done = 0;
    for tie in ties {
        let start = *tie as usize;
        if start < done {
            continue;
        }
        let rest = times.get(start..).unwrap_or(&[]);
        done = start.saturating_add(rest.iter().take_while(|time| Some(*time) == rest.first()).count());
        let from = hits.partition_point(|hit| (*hit as usize) < start);
        let of = hits.get_mut(from..).unwrap_or_default();
        let count = of.iter().take_while(|hit| (**hit as usize) < done).count();
        let now = of.get_mut(..count).unwrap_or_default();
        now.sort_unstable_by_key(|hit| steps.get(*hit as usize).copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tie_one_fall_and_one_row_without_a_time_are_seen_wherever_they_stand() {
        let mut ties = vec![7];
        for length in [1, 2, 63, 64, 65, 128, 129, 200] {
            let rising: Vec<Time> = (0..length).map(|at| at * 10 + 5).collect();
            assert!(in_order(&rising, &mut ties) && ties.is_empty(), "{length}");
            for place in 0..rising.len() {
                let with = |time: Time| {
                    let mut times = rising.clone();
                    times.iter_mut().skip(place).take(1).for_each(|one| *one = time);
                    times
                };
                assert!(!in_order(&with(NO_TIME), &mut ties), "{place} of {length}");
                assert!(!in_order(&with(1 << 62), &mut ties), "{place} of {length}");
                let Some(before) = place.checked_sub(1).and_then(|before| rising.get(before)) else {
                    continue;
                };
                assert!(!in_order(&with(before - 1), &mut ties), "{place} of {length}");
                assert!(in_order(&with(*before), &mut ties), "{place} of {length}");
                assert_eq!(ties, [u32::try_from(place - 1).unwrap_or_default()], "{place} of {length}");
            }
        }
    }

    #[test]
    fn one_number_that_is_too_large_is_seen() {
        for (number, below) in [(6, true), (7, false), (NOBODY, false), (1 << 31, false)] {
            assert_eq!(all_below(&[0, number, 3], 7), below, "{number}");
        }
        let many = (1 << 31) + 5;
        assert!(all_below(&[many - 1], many) && !all_below(&[many], many) && !all_below(&[0], 0));
    }
}
