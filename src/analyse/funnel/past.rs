//! Rows that were read before, where the group of a start does not tell whether it lies within the window.
//!
//! Starts of one group lie a moment apart, so that hardly ever one has the edge of the window between its rows. Then the
//! rows of the person in it are looked for; where some of these lie on both sides of the edge, all rows of the person
//! since then are counted again.
//!
//! Must never know: rates, blocks, what became of a row.

use super::starts::{ALONE, CELL, Grouping, STEP};
use crate::model::table::NO_TIME;
use crate::model::time::Time;
use core::cell::Cell;
use core::ops::Range;

/// For each row that is read, so many may be looked at again: beyond that it costs less to keep every start by its row.
const AGAIN: usize = 4;

/// The rows of a table as they stand.
pub struct Past<'t> {
    /// By row: whose it is.
    pub persons: &'t [u32],
    /// By row: its kind; none where kinds do not stand in a column.
    pub kinds: &'t [u32],
    /// By row: its time, never falling but for rows without one.
    pub times: &'t [Time],
    /// By kind: what rows of it do.
    pub slots: Vec<u32>,
    /// Microseconds from the first step, inclusive.
    pub window: i64,
    /// Which rows are one group.
    pub grouping: Grouping,
    /// How many rows may still be looked at; `None` when that were too many.
    left: Cell<Option<usize>>,
}

impl<'t> Past<'t> {
    /// Rows whose kinds and slots are not known yet.
    pub fn new(persons: &'t [u32], times: &'t [Time], window: i64, grouping: Grouping) -> Self {
        let left = Some(times.len().saturating_mul(AGAIN));
        Self { persons, kinds: &[], times, slots: Vec::new(), window, grouping, left: Cell::new(left) }
    }

    /// True when too much would have to be looked at: what was counted by groups means nothing.
    pub fn is_lost(&self) -> bool {
        self.left.get().is_none()
    }

    /// Says that rows do not stand as they are counted.
    pub fn lose(&self) {
        self.left.set(None);
    }

    /// What rows of a kind do.
    pub fn slot(&self, kind: u32) -> u32 {
        self.slots.get(kind as usize).copied().unwrap_or(ALONE)
    }

    /// True where a start of `group` lies within the window before a row, by its number: that of the latest chain of
    /// `person` which rows of this cell make longer.
    pub fn near(&self, person: u32, cell: u32, group: u32, row: u32) -> bool {
        let places = self.grouping.places(group);
        let Some(now) = self.time(row as usize).filter(|_| !self.is_lost()) else { return false };
        let within = |time: Time| now.saturating_sub(time) <= self.window;
        if self.time(places.start.saturating_add(1)).is_some_and(within) {
            return true;
        }
        if !self.time(places.end.min(self.times.len())).is_some_and(within) {
            return false;
        }
        let places = self.whole(places);
        let (mut some, mut all) = (false, true);
        for (time, _) in self.look(person, places.clone()).filter(|(_, slot)| *slot == (ALONE | STEP | 1)) {
            (some, all) = (some || within(time), all && within(time));
        }
        if some == all { some } else { self.latest(person, cell, places.start, now).is_some_and(within) }
    }

    /// True where the latest start of a person, which is of this group, is one that `open` says true of; what is true of
    /// a row is true of all later ones.
    pub fn any(&self, person: u32, group: u32, open: impl Fn(Time) -> bool) -> bool {
        if self.is_lost() {
            return false;
        }
        let places = self.whole(self.grouping.places(group));
        let mut rows = self.look(person, places);
        rows.any(|(time, slot)| slot == (ALONE | STEP | 1) && open(time))
    }

    /// The time of a row, by its number: where it has none, that of the row before, for it may have changed its number
    /// with one of the same instant.
    fn time(&self, row: usize) -> Option<Time> {
        let known = |time: &&Time| **time != NO_TIME;
        self.times.get(..row)?.iter().rev().find(known).copied()
    }

    /// These places with all others of the same instants, in whose order rows are counted by steps.
    fn whole(&self, places: Range<usize>) -> Range<usize> {
        let end = places.end.min(self.times.len());
        let (first, last) = (self.time(places.start.saturating_add(1)), self.time(end));
        let of = |time: &Time, other: Option<Time>| *time == NO_TIME || Some(*time) == other;
        let before = self.times.get(..places.start).unwrap_or(&[]).iter().rev();
        let after = self.times.get(end..).unwrap_or(&[]).iter();
        let before = before.take_while(|time| of(time, first)).count();
        let after = after.take_while(|time| of(time, last)).count();
        places.start.saturating_sub(before)..end.saturating_add(after)
    }

    /// Times and slots of a person's rows at these places.
    fn look(&self, person: u32, places: Range<usize>) -> impl Iterator<Item = (Time, u32)> {
        self.left.set(self.left.get().and_then(|left| left.checked_sub(places.len())));
        let places = if self.is_lost() { 0..0 } else { places };
        let persons = self.persons.get(places.clone()).unwrap_or(&[]).iter();
        let own = persons.zip(places).filter(move |(other, _)| **other == person);
        own.filter_map(|(_, place)| {
            let time = self.times.get(place).copied().filter(|time| *time != NO_TIME)?;
            Some((time, self.slot(self.kinds.get(place).copied()?)))
        })
    }

    /// The latest start of chains that begin at place `from` or later and that a row of `cell` would make longer, had
    /// it this time.
    fn latest(&self, person: u32, cell: u32, from: usize, now: Time) -> Option<Time> {
        let rest = self.times.get(from..).unwrap_or(&[]).iter();
        let until = rest.take_while(|time| **time == NO_TIME || **time <= now).count();
        let rows = self.look(person, from..from.saturating_add(until));
        let mut rows: Vec<(Time, u32)> = rows.filter(|(_, slot)| slot & STEP != 0).collect();
        rows.sort_by_key(|(time, slot)| (*time, slot & CELL));
        let mut starts = vec![None; cell as usize];
        for (time, slot) in rows.into_iter().take_while(|(time, slot)| (*time, slot & CELL) < (now, cell)) {
            let own = (slot & CELL) as usize;
            let before = starts.get(own.saturating_sub(1)).copied().flatten();
            let start = if slot & ALONE != 0 { Some(time) } else { before };
            // What is too far back now stays so.
            if let Some(best) = starts.get_mut(own) {
                *best = start;
            }
        }
        starts.last().copied().flatten()
    }
}
