//! The earliest chain of those that hold the most: lexicographically smallest t1…tk, and the rows that make it.
//!
//! It is built row by row: always the earliest row from which the rest is still possible. Chains of the same
//! times so far that differ in the optional steps they have are carried along together; in the end the one with
//! the earlier steps is taken.
//!
//! Must never know: tables, columns.

use super::Link;
use super::plan::bit;
use super::reach::Seats;
use super::walk::{Chain, Score, Starts, Walk};
use crate::error::Error;
use crate::model::time::Time;
use std::collections::BTreeMap;

/// A chain under construction.
#[derive(Clone)]
struct Part {
    /// The group and the step where it stands, and as the walk sees it.
    at: usize,
    step: usize,
    chain: Chain,
    /// By the strict rule: the last of the rows behind it, one by one, that repeat its step at the same instant. A chain
    /// that stands at one of them can do nothing that this one cannot.
    through: usize,
    /// Its steps and the times of their rows.
    rows: Vec<(usize, Time)>,
}

impl Part {
    fn new(at: usize, step: usize, chain: Chain, rows: Vec<(usize, Time)>) -> Self {
        Self { at, step, chain, through: at, rows }
    }

    /// True where this part stands for a chain at `at` of the same times, too.
    fn stands_for(&mut self, at: usize) -> bool {
        if self.through.checked_add(1) == Some(at) {
            self.through = at;
        }
        self.through >= at
    }
}

/// True where a part of `found` does whatever a chain that stands at `step` in group `at` can do.
fn known(found: &mut [Part], at: usize, step: usize, chain: &Chain, single: bool) -> bool {
    if single {
        // Rows come one by one: only the last of the same kind can reach as far.
        let last = found.iter_mut().rev().find(|part| part.step == step && part.chain.is_like(chain));
        return last.is_some_and(|part| part.stands_for(at));
    }
    found.iter().any(|part| (part.at, part.step) == (at, step) && part.chain == *chain)
}

impl Walk<'_> {
    /// The earliest chain that holds `goal`, as steps and rows; no chain that holds as much ends before `at`.
    pub fn earliest(&mut self, starts: Starts, goal: Score, at: Time) -> Result<Vec<(usize, Link)>, Error> {
        let since = self.plan.since_first().map_or(Time::MIN, |limit| at.saturating_sub(limit));
        let mut parts = self.first(starts, goal, since)?;
        while !parts.is_empty() {
            let done = |part: &&Part| self.arrived(part.step, &part.chain).is_some_and(|score| score >= goal);
            if let Some(part) = parts.iter().find(done) {
                return Ok(self.served(&part.rows));
            }
            let near = self.in_pool(&parts, goal)?;
            parts = if near.is_empty() { self.later(&parts, goal)? } else { near };
        }
        Ok(Vec::new())
    }

    /// The earliest rows that may start.
    fn first(&mut self, starts: Starts, goal: Score, since: Time) -> Result<Vec<Part>, Error> {
        let trail = self.trail;
        let mut found: Vec<Part> = Vec::new();
        for (at, group) in trail.groups.iter().enumerate() {
            if found.first().is_some_and(|part| part.rows.iter().any(|(_, time)| *time < group.time)) {
                break;
            }
            if group.time < since || !bit(group.mask, self.entry) || !starts.allow(at, group.time) {
                continue;
            }
            let Some(chain) = self.started(group) else { continue };
            let known = known(&mut found, at, self.entry, &chain, self.plan.is_single());
            if !known && self.can_reach(at, self.entry, &chain, goal)? {
                found.push(Part::new(at, self.entry, chain, vec![(self.entry, group.time)]));
            }
        }
        Ok(found)
    }

    /// The next rows from the pool of the group where the chains stand.
    fn in_pool(&mut self, parts: &[Part], goal: Score) -> Result<Vec<Part>, Error> {
        let trail = self.trail;
        let group = parts.first().and_then(|part| trail.groups.get(part.at));
        let Some(group) = group.filter(|_| self.pools()) else { return Ok(Vec::new()) };
        let kinds = trail.kinds.get(group.pool.clone()).unwrap_or(&[]);
        let mut found = Vec::new();
        for instant in kinds.chunk_by(|a, b| a.time == b.time) {
            let mask = instant.iter().fold(0, |mask, kind| mask | kind.mask);
            let Some(time) = instant.first().map(|kind| kind.time) else { continue };
            for part in parts {
                for step in self.after(part.step).filter(|step| bit(mask, *step)) {
                    self.extend(part, (part.at, step, time), goal, &mut found)?;
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        Ok(sorted(found))
    }

    /// The next rows from a later instant.
    fn later(&mut self, parts: &[Part], goal: Score) -> Result<Vec<Part>, Error> {
        if self.plan.is_single() {
            return self.one_by_one(parts, goal);
        }
        let trail = self.trail;
        let mut found: Vec<Part> = Vec::new();
        let here = parts.first().map_or(0, |part| part.at);
        for (at, group) in trail.groups.iter().enumerate().skip(here + 1) {
            for part in parts {
                for step in self.after(part.step).filter(|step| bit(group.mask, *step)) {
                    if self.fits(&part.chain, part.step, step, group.time) {
                        self.extend(part, (at, step, group.time), goal, &mut found)?;
                    }
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        Ok(sorted(found))
    }

    /// The next rows by the strict rule, from the run of rows behind each part that repeat its step.
    fn one_by_one(&mut self, parts: &[Part], goal: Score) -> Result<Vec<Part>, Error> {
        // By time: group, part and step.
        let mut next: BTreeMap<Time, Vec<(usize, usize, usize)>> = BTreeMap::new();
        for (part, found) in parts.iter().enumerate() {
            self.behind(found, |time, at, step| next.entry(time).or_default().push((at, part, step)));
        }
        let mut found = Vec::new();
        for (time, mut next) in next {
            next.sort_unstable();
            for (at, part, step) in next {
                if let Some(part) = parts.get(part) {
                    self.extend(part, (at, step, time), goal, &mut found)?;
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        Ok(sorted(found))
    }

    /// Every row (time, group, step) that may follow a part by the strict rule.
    fn behind(&self, part: &Part, mut each: impl FnMut(Time, usize, usize)) {
        for (at, group) in self.trail.groups.iter().enumerate().skip(part.at + 1) {
            for step in self.after(part.step).filter(|step| bit(group.mask, *step)) {
                if self.fits(&part.chain, part.step, step, group.time) {
                    each(group.time, at, step);
                }
            }
            // A row that does not repeat the step ends the chain.
            if !bit(group.mask, part.step) {
                break;
            }
        }
    }

    /// Adds `part` with one more row (its group, step and time), if the rest is possible from there.
    fn extend(
        &mut self,
        part: &Part,
        (at, step, time): (usize, usize, Time),
        goal: Score,
        found: &mut Vec<Part>,
    ) -> Result<(), Error> {
        let Some(chain) = self.taken(at, &part.chain, step, time) else { return Ok(()) };
        let known = known(found, at, step, &chain, self.plan.is_single());
        if !known && self.can_reach(at, step, &chain, goal)? {
            let rows = part.rows.iter().copied().chain([(step, time)]).collect();
            found.push(Part::new(at, step, chain, rows));
        }
        Ok(())
    }

    /// The rows that serve steps at given times: at each instant the first that can be matched.
    fn served(&self, steps: &[(usize, Time)]) -> Vec<(usize, Link)> {
        let mut seats = Seats::default();
        let mut chain = Vec::with_capacity(steps.len());
        for (step, time) in steps {
            let instant = |other: &&(usize, Time)| other.1 == *time;
            seats.clear();
            let first = self.trail.kinds.partition_point(|kind| kind.time < *time);
            let kinds = self.trail.kinds.iter().skip(first).take_while(|kind| kind.time == *time);
            let mut places: Vec<(usize, u64)> =
                kinds.flat_map(|kind| kind.places.iter().map(|place| (*place, kind.mask))).collect();
            places.sort_unstable();
            for (place, mask) in places {
                seats.offer(mask, place);
            }
            for (step, _) in steps.iter().filter(instant) {
                seats.seat(*step);
            }
            if let Some(row) = seats.row_of(*step) {
                chain.push((*step, Link { time: *time, row }));
            }
        }
        chain
    }
}

/// The chains of earlier steps first.
fn sorted(mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by(|a, b| (&a.rows, a.at).cmp(&(&b.rows, b.at)));
    parts
}
