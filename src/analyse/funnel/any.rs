//! Any order: the largest number of distinct rows that can be matched to distinct steps within one window.
//!
//! Must never know: tables, columns.

use super::plan::{Limit, Plan};
use super::reach::Seats;
use super::{Link, Reached};
use crate::analyse::people::Row;
use crate::model::time::Time;
use std::collections::{BTreeMap, VecDeque};

/// With a window from each step, sets of steps are followed one by one: only for so many steps.
pub const MOST_EACH: usize = 12;

/// Working space that is reused from person to person.
#[derive(Default)]
pub struct Any {
    seats: Seats,
    window: VecDeque<(Time, u64)>,
    kinds: BTreeMap<u64, usize>,
    sets: BTreeMap<u64, Time>,
}

impl Any {
    /// The level in any order, when it was first reached, and whether it may still grow after the end of the
    /// data. Order plays no part, so ties are always allowed.
    pub fn level(&mut self, rows: &[Row], plan: &Plan) -> Reached {
        if let Limit::Each(limits) = &plan.limit {
            return self.level_each(rows, plan.steps, limits);
        }
        let limit = match plan.limit {
            Limit::First(limit) => limit,
            _ => i64::MAX,
        };
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
        let until = match plan.limit {
            Limit::First(limit) => latest.map(|latest| latest.saturating_add(limit)),
            _ => None,
        };
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

    /// With a window from each step: a set of steps is met when its rows follow each other within the windows.
    /// For each set the latest last row is kept, which is what the next row is measured from.
    fn level_each(&mut self, rows: &[Row], steps: usize, limits: &[Option<i64>]) -> Reached {
        self.sets.clear();
        let mut reached = Reached::default();
        let longest =
            limits.iter().copied().collect::<Option<Vec<i64>>>().and_then(|all| all.into_iter().max());
        for row in rows.iter().filter(|row| row.mask != 0) {
            let time = row.time;
            if let Some(longest) = longest {
                self.sets.retain(|_, last| time.saturating_sub(*last) <= longest);
            }
            let mut grown: Vec<u64> = Vec::new();
            for (step, limit) in (0..steps).zip(limits).filter(|(step, _)| row.mask >> step & 1 == 1) {
                grown.push(1 << step);
                let free = self.sets.iter().filter(|(set, last)| {
                    **set >> step & 1 == 0 && limit.is_none_or(|limit| time.saturating_sub(**last) <= limit)
                });
                grown.extend(free.map(|(set, _)| set | 1 << step));
            }
            for set in grown {
                self.sets.insert(set, time);
                let level = set.count_ones() as usize;
                if level > reached.level {
                    (reached.level, reached.at) = (level, time);
                }
            }
            if reached.level == steps {
                break;
            }
        }
        reached
    }

    /// The earliest rows that make the level: lexicographically smallest times.
    ///
    /// No such set ends before `reached.at`, so none starts before `reached.at` − window; from the first matching
    /// row after that, each next row is taken if a seat can be found for it (sets of rows that can be seated
    /// together form a matroid, so the greedy choice is the earliest).
    pub fn chain(&mut self, rows: &[Row], plan: &Plan, reached: &Reached) -> Vec<Link> {
        let earliest = match plan.limit {
            Limit::First(limit) => reached.at.saturating_sub(limit),
            _ => Time::MIN,
        };
        let mut chain = Vec::with_capacity(reached.level);
        let mut taken: Vec<u64> = Vec::with_capacity(reached.level);
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.mask != 0 && row.time >= earliest) {
            if taken.len() >= reached.level {
                break;
            }
            taken.push(row.mask);
            if self.seated(&taken, plan.steps) {
                chain.push(Link { time: row.time, row: at });
            } else {
                taken.pop();
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
}
