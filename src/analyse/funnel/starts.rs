//! Starts of chains, of everybody and of every length, and the rows that move them.
//!
//! A start is kept as the number of its row, or of a group of neighbouring rows that its row lies in: where rows lie in
//! the order of time, a later one is a later start, and a start lies within the window when it comes after the last one
//! that does not. Where one group has rows on both sides of that edge, [`Past`] is asked.
//!
//! Rows are taken in a loop without a branch on what is read: whose row it is and what it matches is as good as random,
//! and a branch that is guessed wrong costs more than all else about a row.
//!
//! Must never know: rates, blocks, what became of a row.

use super::past::Past;
use crate::analyse::matching::NO_STEP;
use core::hint::select_unpredictable;
use core::ops::Range;

/// Nobody's number; persons are numbered from 1.
pub const NOBODY: u32 = 0;

/// The kind of a row that matches no step, in every table.
pub const NO_KIND: u32 = u32::MAX;

/// What stands where a person was seen.
const SEEN: u32 = 1;

/// Persons whose cells are fetched together: enough that one wait serves many, and few enough for the nearest cache.
const AHEAD: usize = 128;

/// Rows of a group, as a power of two, where not each is one: with fewer, there would be too much to do between groups.
const FEWEST: u32 = 6;

/// Of a slot: rows of its kind do not make a chain longer, but start one or do nothing.
pub const ALONE: u32 = 1 << 31;
/// Of a slot: rows of its kind match a step.
pub const STEP: u32 = 1 << 30;
/// Of a slot: which of a person's cells such rows set.
pub const CELL: u32 = STEP - 1;

/// What is kept of a start: the number of its group of rows, 0 for none.
pub trait Start: Copy + Default + PartialEq + Into<u32> {
    /// True where each row is a group.
    const EACH: bool;

    /// Of a group, whose number is no larger than is kept.
    fn of(group: u32) -> Self;
}

/// For people whose cells a processor's caches hold: least to do.
impl Start for u32 {
    const EACH: bool = true;

    fn of(group: u32) -> Self {
        group
    }
}

/// For people whose cells come from memory: least to wait for.
impl Start for u16 {
    const EACH: bool = false;

    fn of(group: u32) -> Self {
        group as u16
    }
}

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

/// How many neighbouring rows are one group, as a power of two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grouping(pub u32);

impl Grouping {
    /// Each row is a group.
    pub const EACH: Self = Self(0);

    /// The group of a row, both by their numbers from 1.
    pub fn of(self, row: u32) -> u32 {
        (row.saturating_sub(1) >> self.0).saturating_add(1)
    }

    /// The first group without a row before this one.
    pub fn from(self, row: u32) -> u32 {
        let before = row.saturating_sub(1);
        before.div_ceil(1 << self.0).saturating_add(1)
    }

    /// The smallest groups of which two bytes tell those of so many rows apart.
    pub fn in_two_bytes(rows: u32) -> Option<Self> {
        let mut all = (FEWEST..u32::BITS).map(Self);
        all.find(|grouping| grouping.of(rows) <= u32::from(u16::MAX))
    }

    /// The places of a group's rows, in a table that has enough.
    pub fn places(self, group: u32) -> Range<usize> {
        let first = (group.saturating_sub(1) as usize) << self.0;
        first..first.saturating_add(1 << self.0)
    }
}

/// How rows of one block make chains longer, and how far back a start may lie.
pub struct Chains<'c, 't> {
    /// All rows, to look back at.
    pub past: &'c Past<'t>,
    /// How many cells a person has.
    pub stride: u32,
    /// Starts before this group lie too far back for all.
    pub sure: u32,
    /// Starts from this group on do so for none.
    pub near: u32,
}

impl Chains<'_, '_> {
    /// True when no row of these kinds matches a later step than one after it.
    pub fn in_order_of_steps(&self, kinds: &[u32]) -> bool {
        let slots = kinds.iter().map(|kind| self.past.slot(*kind));
        slots.filter(|slot| slot & STEP != 0).is_sorted_by_key(|slot| slot & CELL)
    }

    /// Lets rows make chains longer; returns how many are of steps.
    pub fn grow<S: Start>(&self, since: &mut [S], rows: Rows<'_>) -> u64 {
        let (all, mut next, mut end, mut matched) = (rows.persons.len(), 0, 0, 0);
        while next < all {
            let row = rows.part(next..next).first;
            let group = self.past.grouping.of(row);
            if next >= end {
                end = if S::EACH { all } else { all.min(next.saturating_add(self.together(row, group))) };
                self.see(since, rows.part(next..end).persons);
            }
            let part = rows.part(next..end);
            let (done, steps) = self.grow_surely(since, part, group);
            (next, matched) = (next.saturating_add(done), matched + steps);
            if let (Some(person), Some(kind)) = (part.persons.get(done), part.kinds.get(done)) {
                let row = part.part(done..done).first;
                matched += u64::from(self.grow_one(since, *person, *kind, row));
                next = next.saturating_add(1);
            }
        }
        matched
    }

    /// How many rows from this one on are of its group, and few enough for their cells to be fetched together.
    fn together(&self, row: u32, group: u32) -> usize {
        let end = self.past.grouping.places(group).end;
        AHEAD.min(end.saturating_add(1).saturating_sub(row as usize))
    }

    /// Writes down that these persons were seen, where that is not done by row. A processor does not wait for what it
    /// writes, so the cells of all of them come from memory at once, and what is done then finds them in its caches.
    #[inline(never)]
    fn see<S: Start>(&self, since: &mut [S], persons: &[u32]) {
        let persons = if S::EACH { &[] } else { persons };
        for person in persons {
            if let Some(seen) = since.get_mut(person.wrapping_mul(self.stride).wrapping_add(1) as usize) {
                *seen = S::of(SEEN);
            }
        }
    }

    /// Lets rows make chains longer until one comes whose start may be too far back, or not; returns how many come
    /// before that, and how many of them are of steps. All are of this group, or each is one and this is the first.
    // By itself, and without a call: or else the loop has to share the registers of the processor with all around it.
    #[inline(never)]
    fn grow_surely<S: Start>(&self, since: &mut [S], rows: Rows<'_>, group: u32) -> (usize, u64) {
        let Self { stride, sure, near, .. } = *self;
        let slots = self.past.slots.as_slice();
        let (unsure, mut steps) = (near.saturating_sub(sure), 0);
        let each = u32::from(S::EACH);
        let (all, mut group) = (rows.persons.len(), group.wrapping_sub(each));
        let mut rest = rows.persons.iter().zip(rows.kinds);
        while let Some((person, kind)) = rest.next() {
            group = group.wrapping_add(each);
            let seen = person.wrapping_mul(stride);
            if S::EACH
                && let Some(last) = since.get_mut(seen.wrapping_add(1) as usize)
            {
                *last = S::of(group);
            }
            let slot = slots.get(*kind as usize).copied().unwrap_or(ALONE);
            let cell = (seen.wrapping_add(slot) & CELL) as usize;
            let Some([before, best]) = since.get_mut(cell..cell.saturating_add(2)) else { continue };
            let start = select_unpredictable(slot & ALONE != 0, group, (*before).into());
            // Hardly ever.
            if start.wrapping_sub(sure) < unsure {
                return (all.saturating_sub(rest.len()).saturating_sub(1), steps / u64::from(STEP));
            }
            steps += u64::from(slot & STEP);
            // A chain that is a step shorter starts no earlier.
            *best = select_unpredictable(start >= near, S::of(start), *best);
        }
        (all, steps / u64::from(STEP))
    }

    /// As [`Chains::grow`], of one row by its number, whose start is looked at by its time; that its person was seen is
    /// written down.
    #[cold]
    #[inline(never)]
    fn grow_one<S: Start>(&self, since: &mut [S], person: u32, kind: u32, row: u32) -> bool {
        let slot = self.past.slot(kind);
        let cell = (person.wrapping_mul(self.stride).wrapping_add(slot) & CELL) as usize;
        let Some([before, best]) = since.get_mut(cell..cell.saturating_add(2)) else { return false };
        if slot & ALONE != 0 {
            *best = S::of(self.past.grouping.of(row));
        } else if self.past.near(person, slot & CELL, (*before).into(), row) {
            *best = *before;
        }
        slot & STEP != 0
    }
}

/// A row's number from 1.
pub fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_as_small_as_their_numbers_let_them_be() {
        let of = Grouping::in_two_bytes;
        for (rows, shift) in [(0, 6), (65_536, 6), (64 * 65_535, 6), (64 * 65_535 + 1, 7)] {
            assert_eq!(of(rows), Some(Grouping(shift)), "{rows}");
        }
        assert_eq!(of(10_000_000), Some(Grouping(8)));
    }

    #[test]
    fn a_group_has_the_rows_of_its_places() {
        for shift in [0, 1, 3] {
            let grouping = Grouping(shift);
            for row in 1..100 {
                let places = grouping.places(grouping.of(row));
                assert!(places.contains(&(row as usize - 1)), "{row} in {places:?}");
                // The first group of which no row comes before this one.
                let from = grouping.places(grouping.from(row)).start;
                assert!(from + 1 >= row as usize && from + 1 < row as usize + (1 << shift), "{row}: {from}");
            }
        }
    }
}
