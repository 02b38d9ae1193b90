//! One unit's rows made ready for [`super::walk`]: groups of rows that are taken together, and the times after
//! which a chain may not go on.
//!
//! A group is an instant; by the strict rule, which follows rows one by one, it is a single row. Rows of one
//! instant that match the same steps are of one kind, and no more of a kind are kept than it matches steps.
//!
//! Must never know: tables, columns.

use super::plan::{Plan, bit};
use crate::analyse::people::Row;
use crate::model::rule::Order;
use crate::model::time::Time;
use core::ops::Range;

/// Rows of one instant that match the same steps.
pub struct Kind {
    /// Their time.
    pub time: Time,
    /// The steps they match.
    pub mask: u64,
    /// Their places among the unit's rows, in order, at most as many as steps.
    pub places: Vec<usize>,
}

/// Rows that are taken together.
pub struct Group {
    /// Their time.
    pub time: Time,
    /// The steps that any of them matches.
    pub mask: u64,
    /// The kinds that a chain which stands here may use: its own and those of the grace before.
    pub pool: Range<usize>,
    /// The places of its rows.
    pub places: Range<usize>,
}

/// The rows of one unit.
pub struct Trail {
    /// In the order of time.
    pub kinds: Vec<Kind>,
    /// In the order of time.
    pub groups: Vec<Group>,
    /// By exclusion: the times of its rows.
    spoils: Vec<Vec<Time>>,
    /// By step, where the strict rule has a grace: the times of rows that do not match it.
    strays: Vec<Vec<Time>>,
}

impl Trail {
    /// The rows of a unit, in their order; `excluded` says, row by row, which exclusions it belongs to.
    pub fn new(rows: &[Row], excluded: &[u64], plan: &Plan) -> Self {
        let mut trail =
            Self { kinds: Vec::new(), groups: Vec::new(), spoils: Vec::new(), strays: Vec::new() };
        let strict = plan.order == Order::Strict;
        let single = plan.is_single();
        let mut place = 0;
        for rows in rows.chunk_by(|a, b| !single && a.time == b.time) {
            let here = place;
            place += rows.len();
            let mask = rows.iter().fold(0, |mask, row| mask | row.mask);
            if mask != 0 || single {
                trail.push(rows, here, mask);
            }
        }
        for exclusion in 0..plan.exclude.len() {
            let of = rows.iter().zip(excluded).filter(|(_, excluded)| bit(**excluded, exclusion));
            trail.spoils.push(of.map(|(row, _)| row.time).collect());
        }
        if let Some(grace) = plan.grace {
            trail.pools(grace);
            let strays = |step| rows.iter().filter(move |row| !bit(row.mask, step)).map(|row| row.time);
            let steps = if strict { plan.steps } else { 0 };
            trail.strays = (0..steps).map(|step| strays(step).collect()).collect();
        }
        trail
    }

    fn push(&mut self, rows: &[Row], place: usize, mask: u64) {
        let first = self.kinds.len();
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.mask != 0) {
            let known = self.kinds.iter_mut().skip(first).find(|kind| kind.mask == row.mask);
            match known {
                Some(kind) => {
                    if kind.places.len() < kind.mask.count_ones() as usize {
                        kind.places.push(place + at);
                    }
                }
                None => {
                    self.kinds.push(Kind { time: row.time, mask: row.mask, places: vec![place + at] });
                }
            }
        }
        let time = rows.first().map_or(0, |row| row.time);
        let kinds = first..self.kinds.len();
        let places = place..place + rows.len();
        self.groups.push(Group { time, mask, pool: kinds, places });
    }

    /// Widens every pool by the grace.
    fn pools(&mut self, grace: i64) {
        for group in &mut self.groups {
            let since = group.time.saturating_sub(grace);
            group.pool.start = self.kinds.partition_point(|kind| kind.time < since);
        }
    }

    /// The latest time at which a chain whose last step is `step` and whose latest row is at `clock` may go on,
    /// windows aside.
    pub fn deadline(&self, plan: &Plan, step: usize, clock: Time) -> Time {
        let mut until = self.spoiled(plan, step, clock).unwrap_or(Time::MAX);
        if let (Some(grace), Some(strays)) = (plan.grace, self.strays.get(step)) {
            let between = clock.saturating_add(grace);
            if let Some(stray) = strays.get(strays.partition_point(|time| *time <= between)) {
                until = until.min(stray.saturating_add(grace));
            }
        }
        until
    }

    /// The first excluded row, from `clock` on, that ends a chain whose last step is `step`.
    pub fn spoiled(&self, plan: &Plan, step: usize, clock: Time) -> Option<Time> {
        let of = plan.exclude.iter().zip(&self.spoils).filter(|((i, j), _)| *i <= step && step < *j);
        of.filter_map(|(_, times)| times.get(times.partition_point(|time| *time < clock))).min().copied()
    }
}
