//! The strict rule: an attempt at level k survives the person's next row only if that row matches step k+1 (in
//! the window) or repeats step k; otherwise it dies; a step-1 row starts a new one.
//!
//! Rows at one instant are taken in their fixed order. A chain is then: rows r1…rk where every row strictly
//! between ri and ri+1 matches step i, within the window; times must increase where ties are forbidden.
//!
//! Must never know: tables, columns.

use super::plan::{Limit, Plan};
use super::{Link, Reached};
use crate::analyse::people::Row;
use crate::model::table::NO_TIME;
use crate::model::time::Time;

/// Working space that is reused from person to person.
#[derive(Default)]
pub struct Strict {
    /// By level: latest first row of an attempt whose last step was met before this instant …
    before: Vec<Time>,
    /// … and at this instant.
    now: Vec<Time>,
}

fn matches(rows: &[Row], at: usize, step: usize) -> bool {
    rows.get(at).is_some_and(|row| row.mask >> step & 1 == 1)
}

impl Strict {
    /// The furthest level of a person's rows, when it was first reached, and whether an attempt is still open.
    pub fn level(&mut self, rows: &[Row], plan: &Plan) -> Reached {
        for times in [&mut self.before, &mut self.now] {
            times.clear();
            times.resize(plan.steps + 2, NO_TIME);
        }
        let mut reached = Reached::default();
        let mut entry = None;
        let mut instant = NO_TIME;
        for row in rows {
            if row.time != instant {
                instant = row.time;
                for (before, now) in self.before.iter_mut().zip(&mut self.now) {
                    *before = (*before).max(*now);
                    *now = NO_TIME;
                }
            }
            if row.mask & 1 == 1 && entry.is_none() {
                entry = Some(row.time);
            }
            let may_start = !plan.first_entry || entry == Some(row.time);
            let level = self.advance(row, may_start, plan);
            if level > reached.level {
                (reached.level, reached.at) = (level, row.time);
            }
            if reached.level == plan.steps {
                return reached;
            }
        }
        reached.open = self.open(plan);
        reached
    }

    /// Takes one row; returns the highest level that an attempt just reached.
    fn advance(&mut self, row: &Row, may_start: bool, plan: &Plan) -> usize {
        let mut highest = 0;
        // From high to low: level k is written after level k+1 has read it.
        for level in (1..=plan.steps).rev() {
            let repeats = row.mask >> (level - 1) & 1 == 1;
            let since = if level == 1 {
                (repeats && may_start).then_some(row.time)
            } else {
                repeats.then(|| self.since(level - 1, row.time, plan)).flatten()
            };
            if let Some(before) = self.before.get_mut(level).filter(|_| !repeats) {
                *before = NO_TIME;
            }
            if let Some(now) = self.now.get_mut(level) {
                if !repeats {
                    *now = NO_TIME;
                }
                if let Some(since) = since {
                    *now = since.max(*now);
                    highest = highest.max(level);
                }
            }
        }
        highest
    }

    /// First row of the attempt at `level` that may take a row at `time`.
    fn since(&self, level: usize, time: Time, plan: &Plan) -> Option<Time> {
        let before = self.before.get(level).copied().unwrap_or(NO_TIME);
        let now = self.now.get(level).copied().unwrap_or(NO_TIME);
        let since = if plan.forbid { before } else { before.max(now) };
        let within = match plan.limit {
            Limit::First(limit) => time.saturating_sub(since) <= limit,
            _ => true,
        };
        (since != NO_TIME && within).then_some(since)
    }

    fn open(&self, plan: &Plan) -> bool {
        let (Some(end), Limit::First(limit)) = (plan.data_end, &plan.limit) else { return false };
        let open = |since: &Time| *since != NO_TIME && end < since.saturating_add(*limit);
        self.before.iter().any(open) || self.now.iter().any(open)
    }

    /// The earliest chain of the level reached: lexicographically smallest t1…tk.
    ///
    /// A row that matches nothing ends every attempt, so the earliest chain lies in the first stretch of
    /// matching rows that holds one.
    pub fn chain(rows: &[Row], plan: &Plan, reached: &Reached) -> Vec<Link> {
        let entry = rows.iter().find(|row| row.mask & 1 == 1).map(|row| row.time);
        let mut place = 0;
        for stretch in rows.chunk_by(|a, b| (a.mask == 0) == (b.mask == 0)) {
            let here = place;
            place += stretch.len();
            let search = Search::new(stretch, plan, reached.level);
            let chain = search.chain(entry.filter(|_| plan.first_entry));
            if !chain.is_empty() {
                return chain.into_iter().map(|link| Link { row: link.row + here, ..link }).collect();
            }
        }
        Vec::new()
    }
}

/// The search for the earliest chain in one stretch of rows.
struct Search<'r> {
    rows: &'r [Row],
    plan: &'r Plan,
    goal: usize,
    /// By row and level − 1: earliest end of a chain whose row of that step is this one.
    ends: Vec<Option<Time>>,
}

impl<'r> Search<'r> {
    fn new(rows: &'r [Row], plan: &'r Plan, goal: usize) -> Self {
        let mut search = Self { rows, plan, goal, ends: vec![None; rows.len() * goal] };
        // Earliest end from where an attempt stands before the next row, by level − 1: `free` to take that row;
        // `held` where the row of its last step lies at the same instant, which matters if ties are forbidden.
        let (mut free, mut held) = (vec![None; goal], vec![None; goal]);
        let get = |ends: &[Option<Time>], level: usize| ends.get(level - 1).copied().flatten();
        for at in (0..rows.len()).rev() {
            let time = rows.get(at).map(|row| row.time);
            let first_of_instant = at == 0 || rows.get(at - 1).map(|row| row.time) != time;
            for level in (1..=goal).filter(|level| matches(rows, at, level - 1)) {
                let end = if level == goal { time } else { get(&held, level) };
                if let Some(slot) = search.ends.get_mut(at * goal + level - 1) {
                    *slot = end;
                }
            }
            for level in 1..=goal {
                let repeats = matches(rows, at, level - 1);
                let take = if level < goal { search.end(at, level + 1) } else { None };
                let pass = get(&free, level).filter(|_| repeats);
                let now_free = take.into_iter().chain(pass).min();
                let now_held = if plan.forbid && !first_of_instant {
                    get(&held, level).filter(|_| repeats)
                } else {
                    now_free
                };
                if let (Some(free), Some(held)) = (free.get_mut(level - 1), held.get_mut(level - 1)) {
                    (*free, *held) = (now_free, now_held);
                }
            }
        }
        search
    }

    /// Earliest end of a chain whose row of step `level` is row `at`.
    fn end(&self, at: usize, level: usize) -> Option<Time> {
        self.ends.get(at * self.goal + level - 1).copied().flatten()
    }

    fn time(&self, at: usize) -> Time {
        self.rows.get(at).map_or(Time::MAX, |row| row.time)
    }

    /// The earliest chain; empty when this stretch holds none.
    fn chain(&self, entry: Option<Time>) -> Vec<Link> {
        let deadline = |start: Time| match self.plan.limit {
            Limit::First(limit) => start.saturating_add(limit),
            _ => Time::MAX,
        };
        let starts = |at: &usize| {
            let start = self.time(*at);
            entry.is_none_or(|entry| entry == start)
                && self.end(*at, 1).is_some_and(|end| end <= deadline(start))
        };
        let Some(first) = (0..self.rows.len()).find(starts) else { return Vec::new() };
        let deadline = deadline(self.time(first));
        // All rows of the earliest instant that can be the row of this step, each with the row before it.
        let same = |at: &usize| self.time(*at) == self.time(first);
        let mut layers: Vec<Vec<(usize, usize)>> =
            vec![(first..self.rows.len()).take_while(same).filter(starts).map(|at| (at, at)).collect()];
        for level in 1..self.goal {
            let last = layers.last().map_or(&[][..], Vec::as_slice);
            layers.push(self.next(last, level, deadline));
        }
        let mut chain = Vec::with_capacity(self.goal);
        let mut wanted = layers.last().and_then(|layer| layer.first()).map(|(at, _)| *at);
        for layer in layers.iter().rev() {
            let found = layer.iter().find(|(at, _)| Some(*at) == wanted);
            let Some((at, before)) = found else { return Vec::new() };
            chain.push(Link { time: self.time(*at), row: *at });
            wanted = Some(*before);
        }
        chain.reverse();
        chain
    }

    /// The rows that can follow `last` (rows of step `level`) at the earliest possible instant.
    fn next(&self, last: &[(usize, usize)], level: usize, deadline: Time) -> Vec<(usize, usize)> {
        let mut next: Vec<(usize, usize)> = Vec::new();
        let mut best = Time::MAX;
        let mut passed = 0;
        // A row inside the run of repeats behind an earlier one can be followed by nothing else than that one.
        for (from, _) in last {
            if *from < passed {
                continue;
            }
            for at in from + 1..self.rows.len() {
                passed = at;
                let time = self.time(at);
                if time > best {
                    passed = self.rows.len();
                    break;
                }
                let later = !self.plan.forbid || time > self.time(*from);
                if later && self.end(at, level + 1).is_some_and(|end| end <= deadline) {
                    if time < best {
                        next.clear();
                    }
                    best = time;
                    next.push((at, *from));
                }
                if !matches(self.rows, at, level - 1) {
                    break;
                }
            }
        }
        next.sort_unstable();
        next.dedup_by_key(|(at, _)| *at);
        next
    }
}
