//! Starts of chains, of everybody and of every length, and the rows that move them.
//!
//! A start is kept as the number of its row, in four bytes: where rows lie in the order of time, a later row is a
//! later start, and a start lies within the window when its row comes after the last one that does not.
//!
//! Rows are taken in a loop without a branch on what is read: whose row it is and what it matches is as good as random,
//! and a branch that is guessed wrong costs more than all else about a row.
//!
//! Must never know: rates, blocks, what became of a row.

use crate::analyse::matching::NO_STEP;
use crate::model::table::NO_TIME;
use crate::model::time::Time;
use core::hint::select_unpredictable;
use core::ops::Range;

/// Nobody's number; persons are numbered from 1.
pub const NOBODY: u32 = 0;

/// The kind of a row that matches no step, in every table.
pub const NO_KIND: u32 = u32::MAX;

/// Of a slot: rows of its kind do not make a chain longer, but start one or do nothing.
const ALONE: u32 = 1 << 31;
/// Of a slot: rows of its kind match a step.
const STEP: u32 = 1 << 30;
/// Of a slot: which of a person's cells such rows set.
pub const CELL: u32 = STEP - 1;

/// Rows one after another: whose each is, and of what kind.
#[derive(Clone, Copy)]
pub struct Rows<'r> {
    /// By row: whose it is.
    pub persons: &'r [u32],
    /// By row: its kind, whose slot says what it does.
    pub kinds: &'r [u32],
    /// The number of the first.
    pub first: u32,
}

impl<'r> Rows<'r> {
    /// Some of them, by their places.
    pub fn part(&self, range: Range<usize>) -> Rows<'r> {
        Rows {
            persons: self.persons.get(range.clone()).unwrap_or(&[]),
            kinds: self.kinds.get(range.clone()).unwrap_or(&[]),
            first: self.first.wrapping_add(number(range.start)).wrapping_sub(1),
        }
    }
}

/// What rows of a step do.
pub fn slot(step: u8) -> u32 {
    match step {
        0 => ALONE | STEP | 1,
        1..NO_STEP => STEP | (u32::from(step) + 1),
        _ => ALONE,
    }
}

/// How rows of one block make chains longer, and how far back a start may lie.
pub struct Chains<'t> {
    /// Times of all rows.
    pub times: &'t [Time],
    /// Microseconds from the first step, inclusive.
    pub window: i64,
    /// How many cells a person has.
    pub stride: u32,
    /// By kind of row.
    pub slots: &'t [u32],
    /// Starts before this row lie too far back for all.
    pub sure: u32,
    /// Starts from this row on do so for none.
    pub near: u32,
}

impl Chains<'_> {
    /// The slot of a kind of rows.
    pub fn slot(&self, kind: u32) -> u32 {
        self.slots.get(kind as usize).copied().unwrap_or(ALONE)
    }

    /// True when no row of these kinds matches a later step than one after it.
    pub fn in_order_of_steps(&self, kinds: &[u32]) -> bool {
        let slots = kinds.iter().map(|kind| self.slot(*kind));
        slots.filter(|slot| slot & STEP != 0).is_sorted_by_key(|slot| slot & CELL)
    }

    /// Lets rows make chains longer; returns how many are of steps.
    pub fn grow(&self, since: &mut [u32], rows: Rows<'_>) -> u64 {
        let (mut next, mut matched) = (0, 0);
        loop {
            let rest = rows.part(next..rows.persons.len());
            let (done, steps) = self.grow_surely(since, rest);
            (next, matched) = (next.saturating_add(done).saturating_add(1), matched + u64::from(steps));
            let (Some(person), Some(kind)) = (rest.persons.get(done), rest.kinds.get(done)) else {
                return matched;
            };
            let row = rest.part(done..done).first;
            matched += u64::from(self.grow_one(since, *person, *kind, row));
        }
    }

    /// Lets rows make chains longer until one comes whose start may be too far back, or not; returns how many come
    /// before that, and how many of them are of steps.
    // By itself, and without a call: or else the loop has to share the registers of the processor with all around it.
    #[inline(never)]
    fn grow_surely(&self, since: &mut [u32], rows: Rows<'_>) -> (usize, u32) {
        let Self { stride, slots, sure, near, .. } = *self;
        let (unsure, mut steps) = (near.saturating_sub(sure), 0);
        let all = rows.persons.iter().zip(rows.kinds).zip(rows.first..);
        for (done, ((person, kind), row)) in all.enumerate() {
            let seen = person.wrapping_mul(stride);
            if let Some(last) = since.get_mut(seen.wrapping_add(1) as usize) {
                *last = row;
            }
            let slot = slots.get(*kind as usize).copied().unwrap_or(ALONE);
            let cell = (seen.wrapping_add(slot) & CELL) as usize;
            let Some([before, best]) = since.get_mut(cell..cell.saturating_add(2)) else { continue };
            let start = select_unpredictable(slot & ALONE != 0, row, *before);
            // Hardly ever.
            if start.wrapping_sub(sure) < unsure {
                return (done, steps);
            }
            steps += u32::from(slot & STEP != 0);
            // A chain that is a step shorter starts no earlier.
            *best = select_unpredictable(start >= near, start, *best);
        }
        (rows.persons.len(), steps)
    }

    /// As [`Chains::grow`], of one row by its number, whose start is looked at by its time.
    #[cold]
    #[inline(never)]
    fn grow_one(&self, since: &mut [u32], person: u32, kind: u32, row: u32) -> bool {
        let slot = self.slot(kind);
        let cell = (person.wrapping_mul(self.stride).wrapping_add(slot) & CELL) as usize;
        let Some([before, best]) = since.get_mut(cell..cell.saturating_add(2)) else { return false };
        let start = if slot & ALONE != 0 { row } else { *before };
        if near_enough(self.times, start, row, self.window) {
            *best = start;
        }
        slot & STEP != 0
    }
}

/// True where a row lies within the window after a start, both by their numbers. A row of an instant may have got the
/// number of one without a time, which lies in the instant of the row before.
fn near_enough(times: &[Time], start: u32, row: u32, window: i64) -> bool {
    let known = |time: &&Time| **time != NO_TIME;
    let time = |row: u32| times.get(..row as usize).and_then(|times| times.iter().rev().find(known));
    time(row).zip(time(start)).is_some_and(|(row, start)| row.saturating_sub(*start) <= window)
}

/// A row's number from 1.
pub fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1)
}
