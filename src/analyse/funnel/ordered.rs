//! The ordered rule: a chain of distinct rows, row i matching step i, times not decreasing, within the window.
//!
//! Rows are taken an instant at a time. Before an instant, the best chain of length j is the one whose limit
//! runs longest (latest first row; with a window from each step, latest last row): its rows all lie earlier, so
//! no row is used twice, and one candidate a level is enough. At the instant, a chain of length j grows to k
//! when the instant's rows can serve steps j+1…k ([`super::reach`]). That is exact for repeated steps, for rows
//! that match several steps and for crowds at one instant, and costs O(rows × steps) where no times are equal.
//!
//! Must never know: tables, columns.

use super::plan::{Limit, Plan};
use super::reach::Seats;
use super::{Link, Reached};
use crate::analyse::people::Row;
use crate::model::table::NO_TIME;
use crate::model::time::Time;

/// Working space that is reused from person to person.
#[derive(Default)]
pub struct Ordered {
    /// By level: latest first row (or last row, with a window from each step) of a chain that long.
    best: Vec<Time>,
    reach: Vec<usize>,
    seats: Seats,
}

/// The steps that the rows of one instant match.
fn union(instant: &[Row]) -> u64 {
    instant.iter().fold(0, |mask, row| mask | row.mask)
}

fn step(mask: u64, step: usize) -> bool {
    mask >> step & 1 == 1
}

impl Ordered {
    /// The furthest level of a person's rows, when it was first reached, and whether an attempt is still open.
    pub fn level(&mut self, rows: &[Row], plan: &Plan) -> Reached {
        self.best.clear();
        self.best.resize(plan.steps + 1, NO_TIME);
        let mut reached = Reached::default();
        let mut entry = None;
        for instant in rows.chunk_by(|a, b| a.time == b.time) {
            let mask = union(instant);
            let Some(time) = instant.first().map(|row| row.time).filter(|_| mask != 0) else { continue };
            if step(mask, 0) && entry.is_none() {
                entry = Some(time);
            }
            let may_start = !plan.first_entry || entry == Some(time);
            let level = if plan.forbid || instant.len() == 1 {
                self.singles(mask, time, may_start, plan)
            } else {
                self.crowd(instant, mask, time, may_start, plan)
            };
            if level > reached.level {
                (reached.level, reached.at) = (level, time);
            }
            if reached.level == plan.steps {
                return reached;
            }
        }
        reached.open = self.open(plan);
        reached
    }

    /// The first row (or last, with a window from each step) of a chain that grows from level `level` at `time`.
    fn from(&self, level: usize, time: Time, may_start: bool, plan: &Plan) -> Option<Time> {
        if level == 0 {
            return may_start.then_some(time);
        }
        let since = self.best.get(level).copied().filter(|since| *since != NO_TIME)?;
        let within = |limit: i64| time.saturating_sub(since) <= limit;
        match &plan.limit {
            Limit::None => Some(since),
            Limit::First(limit) => within(*limit).then_some(since),
            Limit::Each(limits) => limits.get(level).copied().flatten().is_none_or(within).then_some(time),
        }
    }

    fn keep(&mut self, level: usize, since: Time) {
        if let Some(best) = self.best.get_mut(level) {
            *best = since.max(*best);
        }
    }

    /// One row of this instant for each chain: levels from high to low, so that no chain grows twice.
    fn singles(&mut self, mask: u64, time: Time, may_start: bool, plan: &Plan) -> usize {
        let mut highest = 0;
        for level in (0..plan.steps).rev().filter(|level| step(mask, *level)) {
            if let Some(since) = self.from(level, time, may_start, plan) {
                self.keep(level + 1, since);
                highest = highest.max(level + 1);
            }
        }
        highest
    }

    /// Any number of this instant's rows for each chain.
    fn crowd(&mut self, instant: &[Row], mask: u64, time: Time, may_start: bool, plan: &Plan) -> usize {
        self.reach_of(instant, mask, plan);
        let mut highest = 0;
        for to in (1..=plan.steps).rev() {
            for from in (0..to).filter(|from| step(mask, *from)) {
                if self.reach.get(from).is_none_or(|reach| *reach < to) {
                    continue;
                }
                if let Some(since) = self.from(from, time, may_start, plan) {
                    self.keep(to, since);
                    highest = highest.max(to);
                }
            }
        }
        highest
    }

    /// Fills `reach`: how far a chain of each length can grow at this instant.
    fn reach_of(&mut self, instant: &[Row], mask: u64, plan: &Plan) {
        self.reach.clear();
        if plan.forbid || instant.len() == 1 {
            self.reach.extend((0..plan.steps).map(|from| from + usize::from(step(mask, from))));
        } else if instant.iter().all(|row| row.mask.count_ones() <= 1) {
            let run = |from: usize| (!(mask >> from)).trailing_zeros() as usize;
            self.reach.extend((0..plan.steps).map(|from| (from + run(from)).min(plan.steps)));
        } else {
            self.seats.clear();
            for (at, row) in instant.iter().enumerate() {
                self.seats.offer(row.mask, at);
            }
            self.seats.reach(plan.steps, &mut self.reach);
        }
    }

    /// True when an attempt may still grow after the end of the data.
    fn open(&self, plan: &Plan) -> bool {
        let Some(end) = plan.data_end else { return false };
        let since = |level: usize| self.best.get(level).copied().filter(|since| *since != NO_TIME);
        match &plan.limit {
            Limit::None => false,
            // The latest attempt of all is the one of the latest first-step row: no level has a later one.
            Limit::First(limit) => since(1).is_some_and(|since| end < since.saturating_add(*limit)),
            Limit::Each(limits) => limits.iter().enumerate().skip(1).any(|(level, limit)| {
                let until = since(level).zip(*limit).map(|(since, limit)| since.saturating_add(limit));
                until.is_some_and(|until| end < until)
            }),
        }
    }

    /// The earliest chain of the level reached: lexicographically smallest t1…tk.
    pub fn chain(&mut self, rows: &[Row], plan: &Plan, reached: &Reached) -> Vec<Link> {
        match &plan.limit {
            Limit::Each(limits) => self.chain_each(rows, plan, limits, reached.level),
            Limit::First(limit) => self.chain_first(rows, plan, reached, reached.at.saturating_sub(*limit)),
            Limit::None => self.chain_first(rows, plan, reached, Time::MIN),
        }
    }

    /// With one window from the first row: no chain this long ends before `reached.at`, so none starts before
    /// `earliest`; and whatever start lies between can take over the rest of the chain that ends there. From
    /// that start, taking as many steps as possible at every instant is earliest.
    fn chain_first(&mut self, rows: &[Row], plan: &Plan, reached: &Reached, earliest: Time) -> Vec<Link> {
        let mut chain = Vec::with_capacity(reached.level);
        let mut place = 0;
        let mut entered = false;
        for instant in rows.chunk_by(|a, b| a.time == b.time) {
            let here = place;
            place += instant.len();
            let mask = union(instant);
            let level = chain.len();
            if !step(mask, level) || (level == 0 && instant.first().is_some_and(|row| row.time < earliest)) {
                // A chain of the first entry only has that one start, however early.
                if !(plan.first_entry && step(mask, 0) && !entered) {
                    continue;
                }
            }
            entered = true;
            self.reach_of(instant, mask, plan);
            let to = self.reach.get(level).copied().unwrap_or(level).min(reached.level);
            self.serve(instant, here, level..to, &mut chain);
            if chain.len() >= reached.level {
                break;
            }
        }
        chain
    }

    /// Appends the rows that serve `steps` at this instant.
    fn serve(
        &mut self,
        instant: &[Row],
        place: usize,
        steps: core::ops::Range<usize>,
        chain: &mut Vec<Link>,
    ) {
        self.seats.clear();
        for (at, row) in instant.iter().enumerate() {
            self.seats.offer(row.mask, at);
        }
        for step in steps.clone() {
            self.seats.seat(step);
        }
        for step in steps {
            let row = self.seats.row_of(step).and_then(|at| Some((at, instant.get(at)?)));
            if let Some((at, row)) = row {
                chain.push(Link { time: row.time, row: place + at });
            }
        }
    }

    /// With a window from each step: from the last instant backwards, which levels can still be completed from
    /// there; then forwards, always to the earliest instant from which the rest is possible.
    fn chain_each(&mut self, rows: &[Row], plan: &Plan, limits: &[Option<i64>], goal: usize) -> Vec<Link> {
        let mut instants = Vec::new();
        let mut place = 0;
        for instant in rows.chunk_by(|a, b| a.time == b.time) {
            instants.push((place, instant));
            place += instant.len();
        }
        let entry = instants.iter().find(|(_, instant)| step(union(instant), 0)).map(|(place, _)| *place);
        let mut next: Vec<Option<Time>> = vec![None; plan.steps + 1];
        let good = |next: &[Option<Time>], level: usize, time: Time| {
            let limit = limits.get(level).copied().flatten();
            level == goal
                || next
                    .get(level)
                    .copied()
                    .flatten()
                    .is_some_and(|then| limit.is_none_or(|limit| then.saturating_sub(time) <= limit))
        };
        // By instant and level: how far to go there, 0 where the chain cannot be completed.
        let mut targets = vec![0_usize; instants.len() * plan.steps];
        for (at, (place, instant)) in instants.iter().enumerate().rev() {
            let mask = union(instant);
            let Some(time) = instant.first().map(|row| row.time).filter(|_| mask != 0) else { continue };
            self.reach_of(instant, mask, plan);
            let mut later = next.clone();
            for from in (0..goal.min(plan.steps)).filter(|from| step(mask, *from)) {
                if from == 0 && plan.first_entry && Some(*place) != entry {
                    continue;
                }
                let reach = self.reach.get(from).copied().unwrap_or(from).min(goal);
                let target = (from + 1..=reach).rev().find(|to| good(&next, *to, time));
                if let (Some(target), Some(slot)) = (target, targets.get_mut(at * plan.steps + from)) {
                    *slot = target;
                    if let Some(later) = later.get_mut(from) {
                        *later = Some(time);
                    }
                }
            }
            next = later;
        }
        let mut chain = Vec::with_capacity(goal);
        for (at, (place, instant)) in instants.iter().enumerate() {
            let level = chain.len();
            let target = targets.get(at * plan.steps + level).copied().unwrap_or(0);
            if level < goal && target > level {
                self.serve(instant, *place, level..target, &mut chain);
            }
        }
        chain
    }
}
