//! Any order: the largest number of distinct rows that can be matched to distinct steps within one window.
//!
//! With windows from each step the rows of a set follow each other: each row of a step lies within its window of
//! the row of any step before it, and a step that is met again carries the set on. (If only the rows that are
//! counted could carry it on, the largest set could not be found in reasonable time.)
//!
//! Must never know: tables, columns.

use super::attempts::Attempt;
use super::plan::Plan;
use super::reach::Seats;
use super::{Link, Reached};
use crate::analyse::people::Row;
use crate::model::time::Time;
use std::collections::{BTreeMap, VecDeque};

/// Working space that is reused from person to person.
#[derive(Default)]
pub struct Any {
    seats: Seats,
    window: VecDeque<(Time, u64)>,
    kinds: BTreeMap<u64, usize>,
}

/// The rows that one first row brings with it.
struct Set {
    start: Time,
    latest: Time,
    /// Place of each row, and the steps that it may be.
    rows: Vec<(usize, u64)>,
    /// The place of the first row that lies outside of every window.
    end: Option<usize>,
}

impl Any {
    /// The level in any order, when it was first reached, and whether it may still grow after the end of the
    /// data; `first`: only sets that begin with the first row of any step. Order plays no part, so ties are always
    /// allowed.
    pub fn level(&mut self, rows: &[Row], plan: &Plan, first: bool) -> Reached {
        if first || plan.limits_gaps() {
            return self.level_of_sets(rows, plan, first);
        }
        let limit = plan.since_first().unwrap_or(i64::MAX);
        self.window.clear();
        self.kinds.clear();
        let mut reached = Reached::default();
        let mut latest = None;
        for row in rows.iter().filter(|row| row.mask != 0) {
            latest = Some(row.time);
            while let Some((time, mask)) = self.window.front().copied() {
                if row.time.saturating_sub(time) <= limit {
                    break;
                }
                self.window.pop_front();
                if let Some(count) = self.kinds.get_mut(&mask) {
                    *count -= 1;
                    if *count == 0 {
                        self.kinds.remove(&mask);
                    }
                }
            }
            self.window.push_back((row.time, row.mask));
            *self.kinds.entry(row.mask).or_insert(0) += 1;
            let count = self.kinds.get(&row.mask).copied().unwrap_or(0);
            // One more row of a kind that was already plentiful changes nothing.
            if count <= row.mask.count_ones() as usize {
                let level = self.matched(reached.level, plan.steps);
                if level > reached.level {
                    (reached.level, reached.at) = (level, row.time);
                }
            }
            if reached.level == plan.steps {
                return reached;
            }
        }
        let until = plan.since_first().zip(latest).map(|(limit, latest)| latest.saturating_add(limit));
        reached.open = until.zip(plan.data_end).is_some_and(|(until, end)| end < until);
        reached
    }

    /// The matching of the rows now in the window; `known` when it cannot be more.
    fn matched(&mut self, known: usize, steps: usize) -> usize {
        let union = self.kinds.keys().fold(0, |union, mask| union | mask);
        let most = (union.count_ones() as usize).min(self.window.len());
        if most <= known {
            return known;
        }
        if self.kinds.keys().all(|mask| mask.count_ones() == 1) {
            return most;
        }
        self.seats.clear();
        for (mask, count) in &self.kinds {
            for _ in 0..*count {
                if !self.seats.offer(*mask, 0) {
                    break;
                }
            }
        }
        self.seats.most(steps)
    }

    /// The level where sets of rows are told apart by the row they start at.
    fn level_of_sets(&mut self, rows: &[Row], plan: &Plan, first: bool) -> Reached {
        let mut reached = Reached::default();
        let mut open = false;
        for set in sets(rows, plan, first) {
            let level = self.most(&set, plan.steps);
            reached.level = reached.level.max(level);
            open |= set.is_open(plan);
            if level == plan.steps {
                break;
            }
        }
        reached.open = open && reached.level < plan.steps;
        reached
    }

    fn most(&mut self, set: &Set, steps: usize) -> usize {
        self.seats.clear();
        for (at, mask) in &set.rows {
            self.seats.offer(*mask, *at);
        }
        self.seats.most(steps)
    }

    /// The earliest rows that make the level: lexicographically smallest times.
    pub fn chain(&mut self, rows: &[Row], plan: &Plan, reached: &Reached, first: bool) -> Vec<Link> {
        if first || plan.limits_gaps() {
            return self.chain_of_sets(rows, plan, reached.level, first);
        }
        // No such set ends before `reached.at`, so none starts before `reached.at` − window.
        let earliest = plan.since_first().map_or(Time::MIN, |limit| reached.at.saturating_sub(limit));
        let of = rows.iter().enumerate().filter(|(_, row)| row.mask != 0 && row.time >= earliest);
        self.greedy(rows, of.map(|(at, row)| (at, row.mask)), reached.level, plan.steps)
    }

    /// Of all sets, the one whose rows are earliest.
    fn chain_of_sets(&mut self, rows: &[Row], plan: &Plan, level: usize, first: bool) -> Vec<Link> {
        let mut best: Option<Vec<Link>> = None;
        for set in sets(rows, plan, first) {
            let chain = self.greedy(rows, set.rows.iter().copied(), level, plan.steps);
            let times = |chain: &[Link]| -> Vec<Time> { chain.iter().map(|link| link.time).collect() };
            let earlier = best.as_ref().is_none_or(|best| times(&chain) < times(best));
            if chain.len() == level && earlier {
                best = Some(chain);
            }
        }
        best.unwrap_or_default()
    }

    /// Each next row is taken if a seat can be found for it: sets of rows that can be seated together form a
    /// matroid, so the greedy choice is the earliest.
    fn greedy(
        &mut self,
        rows: &[Row],
        of: impl Iterator<Item = (usize, u64)>,
        level: usize,
        steps: usize,
    ) -> Vec<Link> {
        let mut chain = Vec::with_capacity(level);
        let mut taken: Vec<u64> = Vec::with_capacity(level);
        for (at, mask) in of {
            if taken.len() >= level {
                break;
            }
            taken.push(mask);
            match rows.get(at).filter(|_| self.seated(&taken, steps)) {
                Some(row) => chain.push(Link { time: row.time, row: at }),
                None => {
                    taken.pop();
                }
            }
        }
        chain
    }

    /// True when every row of `masks` can have a step of its own.
    fn seated(&mut self, masks: &[u64], steps: usize) -> bool {
        self.seats.clear();
        for (at, mask) in masks.iter().enumerate() {
            if !self.seats.offer(*mask, at) {
                return false;
            }
        }
        self.seats.most(steps) == masks.len()
    }

    /// The next attempt: it starts at a row of any step when none is open.
    pub fn next_attempt(&mut self, rows: &[Row], since: usize, plan: &Plan) -> Option<Attempt> {
        let first = (since..rows.len()).find(|at| rows.get(*at).is_some_and(|row| row.mask != 0))?;
        let set = set(rows, first, plan);
        self.seats.clear();
        for (at, mask) in &set.rows {
            if self.seats.offer(*mask, *at) && self.seats.most(plan.steps) == plan.steps {
                return Some(Attempt { rows: first..at + 1, since: first, entry: 0, open: false });
            }
        }
        let open = set.end.is_none() && set.is_open(plan);
        Some(Attempt { rows: first..set.end.unwrap_or(rows.len()), since: first, entry: 0, open })
    }
}

/// The sets of a unit's rows that are not part of one that started earlier.
fn sets(rows: &[Row], plan: &Plan, first: bool) -> impl Iterator<Item = Set> {
    let mut part = vec![false; rows.len()];
    let many = if first { 1 } else { usize::MAX };
    let starts = (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| row.mask != 0));
    let found = starts.filter_map(move |first| {
        if part.get(first) == Some(&true) {
            return None;
        }
        let set = set(rows, first, plan);
        // With a window from the first row, a later start reaches further.
        for (at, mask) in set.rows.iter().filter(|_| plan.since_first().is_none()) {
            // A row that may not be every step it matches may be more as the first.
            let whole = rows.get(*at).is_some_and(|row| row.mask == *mask);
            if let Some(part) = part.get_mut(*at).filter(|_| whole) {
                *part = true;
            }
        }
        Some(set)
    });
    found.take(many)
}

/// The rows that follow row `first` within the windows.
fn set(rows: &[Row], first: usize, plan: &Plan) -> Set {
    let start = rows.get(first).map_or(0, |row| row.time);
    let mut set = Set { start, latest: start, rows: Vec::new(), end: None };
    let gaps: Vec<i64> = (0..plan.steps).map(|step| plan.since_before(step).unwrap_or(i64::MAX)).collect();
    let longest = gaps.iter().copied().max().unwrap_or(i64::MAX);
    for (at, row) in rows.iter().enumerate().skip(first).filter(|(_, row)| row.mask != 0) {
        let gap = row.time.saturating_sub(set.latest);
        let outside = plan.since_first().is_some_and(|limit| row.time.saturating_sub(start) > limit);
        if outside || gap > longest {
            set.end = Some(at);
            break;
        }
        let within = gaps.iter().enumerate().filter(|(_, limit)| gap <= **limit);
        let mask = within.fold(0, |mask, (step, _)| mask | 1 << step) & row.mask;
        if mask != 0 {
            set.rows.push((at, mask));
            set.latest = row.time;
        }
    }
    set
}

impl Set {
    /// True when one more row after the end of the data could be part of it.
    fn is_open(&self, plan: &Plan) -> bool {
        let whole = plan.since_first().map(|limit| self.start.saturating_add(limit));
        let gap = |step| plan.since_before(step).map(|limit| self.latest.saturating_add(limit));
        let until = |step| whole.into_iter().chain(gap(step)).min();
        let open = |step| until(step).zip(plan.data_end).is_some_and(|(until, end)| end < until);
        (0..plan.steps).any(open)
    }
}
