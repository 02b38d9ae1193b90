//! The any-order rule once more, from its definition: every way to give steps a row of their own is tried.

use super::Happening;
use super::chains::{Best, Law};

/// A set of rows that follow one first row: the places of its rows, and the steps that each may be.
struct Set {
    start: i64,
    latest: i64,
    rows: Vec<(usize, Vec<usize>)>,
}

impl Law<'_> {
    fn steps_of(&self, row: &Happening) -> Vec<usize> {
        (0..self.steps.len()).filter(|step| self.matches(*step, row)).collect()
    }

    /// True when a row of `step` at `time` can be part of the set.
    fn joins(&self, set: &Set, step: usize, time: i64) -> bool {
        self.first.is_none_or(|window| time - set.start <= window)
            && self.each[step].is_none_or(|window| time - set.latest <= window)
    }

    /// The set that starts at row `first` of `rows`, which are in order.
    fn set(&self, rows: &[Happening], first: usize) -> Set {
        let start = rows[first].time;
        let mut set = Set { start, latest: start, rows: Vec::new() };
        for (at, row) in rows.iter().enumerate().skip(first) {
            let may: Vec<usize> =
                self.steps_of(row).into_iter().filter(|step| self.joins(&set, *step, row.time)).collect();
            if !may.is_empty() {
                set.latest = row.time;
                set.rows.push((at, may));
            }
        }
        set
    }

    /// The most steps that can have a row of their own, and the earliest times of rows that make them.
    fn assigned(&self, rows: &[Happening], set: &Set) -> Vec<i64> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for step in 0..self.steps.len() {
            let mut more = all.clone();
            for taken in &all {
                for (at, may) in &set.rows {
                    if may.contains(&step) && !taken.contains(at) {
                        more.push(taken.iter().copied().chain([*at]).collect());
                    }
                }
            }
            all = more;
        }
        let times = |places: &Vec<usize>| {
            let mut times: Vec<i64> = places.iter().map(|at| rows[*at].time).collect();
            times.sort_unstable();
            times
        };
        all.iter().map(times).min_by_key(|times| (core::cmp::Reverse(times.len()), times.clone())).unwrap()
    }

    fn set_grows(&self, set: &Set, end: i64) -> bool {
        (0..self.steps.len())
            .any(|step| (self.first.is_some() || self.each[step].is_some()) && self.joins(set, step, end + 1))
    }

    /// The best of one unit in any order; `first`: only what begins with the first row of any step.
    pub fn any_order(&self, rows: &[Happening], first: bool, end: i64) -> Best {
        let rows = self.in_order(rows);
        let starts = (0..rows.len()).filter(|at| !self.steps_of(&rows[*at]).is_empty());
        let sets: Vec<Set> =
            starts.take(if first { 1 } else { usize::MAX }).map(|at| self.set(&rows, at)).collect();
        let all = sets.iter().map(|set| self.assigned(&rows, set));
        let times =
            all.min_by_key(|times| (core::cmp::Reverse(times.len()), times.clone())).unwrap_or_default();
        let open = times.len() < self.steps.len() && sets.iter().any(|set| self.set_grows(set, end));
        Best { steps: (0..times.len()).collect(), times, pending: open }
    }

    /// The disjoint attempts of one unit in any order: for each, the time of its first row and its best.
    pub fn any_attempts(&self, rows: &[Happening], end: i64) -> Vec<(i64, Best)> {
        let rows = self.in_order(rows);
        let mut found = Vec::new();
        let mut since = 0;
        while let Some(first) = (since..rows.len()).find(|at| !self.steps_of(&rows[*at]).is_empty()) {
            let mut until = rows.len();
            let mut ended = false;
            for at in first + 1..=rows.len() {
                let own = &rows[first..at];
                let set = self.set(own, 0);
                let expired = |next: &Happening| {
                    !self.steps_of(next).is_empty()
                        && !(0..self.steps.len()).any(|step| self.joins(&set, step, next.time))
                };
                if self.assigned(own, &set).len() == self.steps.len() || rows.get(at).is_some_and(expired) {
                    (until, ended) = (at, true);
                    break;
                }
            }
            let mut best = self.any_order(&rows[first..until], true, end);
            best.pending &= !ended;
            found.push((rows[first].time, best));
            since = until;
            if self.first_entry {
                break;
            }
        }
        found
    }
}
