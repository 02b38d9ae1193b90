//! Disjoint attempts: one starts at a row of a step where one may enter when none is open, and ends when the last
//! step is reached, when no window lets it go on, when an excluded row ends it or, by the strict rule, when
//! another row does.
//!
//! Must never know: tables, columns.

use super::plan::{Plan, bit};
use super::trail::Trail;
use super::walk::{Score, Starts, Walk};
use crate::analyse::people::Row;
use crate::error::Error;
use core::ops::Range;

/// How many rows are looked at first; doubled until the attempt ends among them.
const LOOK: usize = 64;

/// One attempt.
pub struct Attempt {
    /// The places of its rows, from its first to where it ends.
    pub rows: Range<usize>,
    /// The place from which its rows may be taken: with a grace they may lie before its first.
    pub since: usize,
    /// The step where it enters.
    pub entry: usize,
    /// True where it was still open at the end of the data.
    pub open: bool,
}

/// How an attempt that enters at one step went.
struct Course {
    entry: usize,
    score: Score,
    /// The place behind its last row; `None` where it did not end among the rows.
    end: Option<usize>,
    open: bool,
}

/// The next attempt among `rows` (a unit's, in order), none of whose rows lies before `since`.
pub fn next(rows: &[Row], excluded: &[u64], since: usize, plan: &Plan) -> Result<Option<Attempt>, Error> {
    let entries = plan.entries();
    let Some(first) = (since..rows.len()).find(|at| rows.get(*at).is_some_and(|row| row.mask & entries != 0))
    else {
        return Ok(None);
    };
    let mut look = LOOK;
    loop {
        let mut until = first.saturating_add(look).min(rows.len());
        // Never part of an instant.
        while until < rows.len() && same_instant(rows, until) {
            until += 1;
        }
        let (here, excluded) =
            (rows.get(since..until).unwrap_or(&[]), excluded.get(since..until).unwrap_or(&[]));
        let course = course(here, excluded, first - since, plan)?;
        match course.end {
            Some(end) => {
                return Ok(Some(Attempt {
                    rows: first..since + end,
                    since,
                    entry: course.entry,
                    open: false,
                }));
            }
            None if until == rows.len() => {
                return Ok(Some(Attempt {
                    rows: first..until,
                    since,
                    entry: course.entry,
                    open: course.open,
                }));
            }
            None => look = look.saturating_mul(2),
        }
    }
}

/// True where the row at `at` lies at the instant of the one before.
fn same_instant(rows: &[Row], at: usize) -> bool {
    let time = |at: usize| rows.get(at).map(|row| row.time);
    at > 0 && time(at) == time(at - 1)
}

/// The course of the attempt that starts at row `first`: of the entry that gives the most, the earliest of equals.
fn course(rows: &[Row], excluded: &[u64], first: usize, plan: &Plan) -> Result<Course, Error> {
    let trail = Trail::new(rows, excluded, plan);
    let start = group_of(&trail, first);
    let mask = trail.groups.get(start).map_or(0, |group| group.mask);
    let mut best: Option<Course> = None;
    for entry in (0..plan.steps).filter(|entry| bit(mask & plan.entries(), *entry)) {
        let mut walk = Walk::new(&trail, plan, entry);
        let course = walk.follow(rows, excluded, start)?;
        if best.as_ref().is_none_or(|best| course.score > best.score) {
            best = Some(course);
        }
    }
    Ok(best.unwrap_or(Course { entry: 0, score: Score::default(), end: Some(rows.len()), open: false }))
}

/// The group of the row at `place`.
pub fn group_of(trail: &Trail, place: usize) -> usize {
    trail.groups.partition_point(|group| group.places.end <= place)
}

impl Walk<'_> {
    /// Follows the one attempt that starts in group `start`, until it ends.
    fn follow(&mut self, rows: &[Row], excluded: &[u64], start: usize) -> Result<Course, Error> {
        self.clear();
        let trail = self.trail;
        let last = self.plan.steps.saturating_sub(1);
        let mut end = None;
        for (at, group) in trail.groups.iter().enumerate().skip(start) {
            if at > start {
                let before = trail.groups.get(at - 1).map_or(group.time, |group| group.time);
                let spoiled = self.spoiled(before).filter(|time| *time < group.time);
                if let Some(time) = spoiled {
                    end = Some(rows.partition_point(|row| row.time <= time));
                } else if !self.may_go_on(group.time) {
                    end = Some(group.places.start);
                }
                if end.is_some() {
                    break;
                }
            }
            self.enter(at, at == start)?;
            if self.is_empty() {
                // Strictly, this row has ended it, and may start another.
                end = Some(group.places.start);
                break;
            }
            if self.furthest == Some(last) {
                end = Some(self.converted(rows, excluded, start, group.places.clone())?);
                break;
            }
        }
        if end.is_none() {
            let latest = trail.groups.last().map_or(0, |group| group.time);
            end = self.spoiled(latest).map(|time| rows.partition_point(|row| row.time <= time));
        }
        let completed = self.score.required == self.most().required;
        let (entry, score) = (self.entry, self.score);
        Ok(Course { entry, score, end, open: end.is_none() && !completed && self.is_open() })
    }

    /// The excluded row, from `since` on, that ends the attempt where it stands.
    fn spoiled(&self, since: crate::model::time::Time) -> Option<crate::model::time::Time> {
        self.trail.spoiled(self.plan, self.furthest?, since)
    }

    /// The place behind the row with which the last step was reached: the fewest rows that are enough.
    fn converted(
        &self,
        rows: &[Row],
        excluded: &[u64],
        start: usize,
        group: Range<usize>,
    ) -> Result<usize, Error> {
        let (mut few, mut enough) = (group.start, group.end);
        while enough - few > 1 {
            let middle = few + (enough - few) / 2;
            let rows = rows.get(..middle).unwrap_or(&[]);
            let trail = Trail::new(rows, excluded.get(..middle).unwrap_or(&[]), self.plan);
            let mut walk = Walk::new(&trail, self.plan, self.entry);
            walk.run(Starts::Group(start))?;
            if walk.furthest == Some(self.plan.steps.saturating_sub(1)) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        Ok(enough)
    }
}
