//! The best chain of one unit: over its parts, and over the steps where it may enter.
//!
//! Must never know: tables, columns.

use super::Link;
use super::any::Any;
use super::attempts::{self, Attempt, group_of};
use super::ordered::Ordered;
use super::parts::Part;
use super::plan::{Plan, bit};
use super::strict::Strict;
use super::trail::Trail;
use super::walk::{Score, Starts, Walk};
use crate::analyse::people::Row;
use crate::error::Error;
use crate::model::rule::Order;
use core::cmp::Reverse;
use core::ops::Range;

/// What is known of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Best {
    /// The steps that its chain has, bit 0 the first; in any order, as many as it has.
    pub steps: u64,
    /// True when something required was not reached and an attempt may still grow after the end of the data.
    pub open: bool,
    /// Distinct steps in any order.
    pub any: usize,
    /// Its rows, one a step, where asked for.
    pub chain: Vec<Link>,
}

impl Best {
    /// A chain of steps that follow each other from the first.
    pub fn run(level: usize) -> u64 {
        u32::try_from(level).ok().and_then(|level| 1_u64.checked_shl(level)).map_or(u64::MAX, |bit| bit - 1)
    }

    /// How many steps.
    pub fn level(&self) -> usize {
        self.steps.count_ones() as usize
    }

    /// The step where it enters; `None` for an empty chain.
    pub fn entry(&self) -> Option<usize> {
        (self.steps != 0).then(|| self.steps.trailing_zeros() as usize)
    }

    /// Its furthest step; `None` for an empty chain.
    pub fn furthest(&self) -> Option<usize> {
        self.steps.checked_ilog2().map(|step| step as usize)
    }

    /// The steps in order.
    pub fn each_step(&self) -> impl Iterator<Item = usize> + use<> {
        let mut left = self.steps;
        core::iter::from_fn(move || {
            let step = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left.wrapping_sub(1);
            Some(step)
        })
    }

    /// The last required step of a chain that ends there for good; `None` where it may go on, or has come through.
    pub fn lost(&self, plan: &Plan) -> Option<usize> {
        let furthest = self.furthest().filter(|_| !self.open && !self.complete(plan))?;
        (0..=furthest).rev().find(|step| !plan.is_optional(*step))
    }

    /// True where nothing that is required is left.
    fn complete(&self, plan: &Plan) -> bool {
        self.furthest().is_some_and(|step| plan.completes(step))
    }

    /// Which of two comes first: more required steps, more optional ones, the earlier to enter, earlier rows.
    fn key(&self, plan: &Plan) -> impl Ord + use<> {
        let times: Vec<_> = self.chain.iter().map(|link| link.time).collect();
        let rows: Vec<_> = self.chain.iter().map(|link| link.row).collect();
        let required = (self.steps & !plan.optional).count_ones();
        let steps: Vec<_> = self.each_step().collect();
        (Reverse((required, self.level())), self.entry(), times, steps, rows)
    }
}

/// The rows of a unit, and which exclusions each belongs to (none at all where a rule has none).
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// In their order.
    pub rows: &'a [Row],
    /// Row by row.
    pub excluded: &'a [u64],
}

impl<'a> Rows<'a> {
    /// Some of them.
    pub fn slice(self, range: Range<usize>) -> Self {
        let rows = self.rows.get(range.clone()).unwrap_or(&[]);
        Self { rows, excluded: self.excluded.get(range).unwrap_or(&[]) }
    }
}

/// Working space that is reused from unit to unit.
#[derive(Default)]
pub struct Work {
    ordered: Ordered,
    strict: Strict,
    any: Any,
}

impl Work {
    /// The best chain of rows that may all be used together. `chains` says from which length on its rows are
    /// wanted.
    pub fn whole(&mut self, rows: Rows<'_>, plan: &Plan, chains: usize) -> Result<Best, Error> {
        if plan.order == Order::Any || plan.plain() {
            return Ok(self.plain(rows.rows, plan, chains, plan.first_entry));
        }
        let trail = Trail::new(rows.rows, rows.excluded, plan);
        let entries = plan.entries();
        let starts = match trail.groups.iter().find(|group| group.mask & entries != 0) {
            Some(first) if plan.first_entry => Starts::At(first.time),
            _ => Starts::Everywhere,
        };
        let mut best = walked(&trail, plan, entries, starts, chains)?;
        best.any = self.any_order(rows.rows, plan, &best);
        Ok(best)
    }

    /// The rule without the switches that need a [`Walk`].
    fn plain(&mut self, rows: &[Row], plan: &Plan, chains: usize, first: bool) -> Best {
        let reached = match plan.order {
            Order::Ordered => self.ordered.level(rows, plan),
            Order::Strict => self.strict.level(rows, plan),
            Order::Any => self.any.level(rows, plan, first),
        };
        let mut best = Best { steps: Best::run(reached.level), open: reached.open, ..Best::default() };
        best.any = match plan.order {
            Order::Any => reached.level,
            _ => self.any_order(rows, plan, &best),
        };
        if reached.level >= chains {
            best.chain = match plan.order {
                _ if reached.level == 0 => Vec::new(),
                Order::Ordered => self.ordered.chain(rows, plan, &reached),
                Order::Strict => Strict::chain(rows, plan, &reached),
                Order::Any => self.any.chain(rows, plan, &reached, first),
            };
        }
        best
    }

    /// Distinct steps in any order, whichever row comes first; never fewer than in order, and nobody can do more
    /// than everything.
    fn any_order(&mut self, rows: &[Row], plan: &Plan, best: &Best) -> usize {
        let level = best.level();
        if level == plan.steps { level } else { self.any.level(rows, plan, false).level.max(level) }
    }

    /// The disjoint attempts of rows that may all be used together, with the places of their rows.
    pub fn attempts(
        &mut self,
        rows: Rows<'_>,
        plan: &Plan,
        chains: usize,
    ) -> Result<Vec<(Range<usize>, Best)>, Error> {
        let mut found = Vec::new();
        let mut since = 0;
        loop {
            let next = match plan.order {
                Order::Any => self.any.next_attempt(rows.rows, since, plan),
                _ => attempts::next(rows.rows, rows.excluded, since, plan)?,
            };
            let Some(attempt) = next else { return Ok(found) };
            since = attempt.rows.end;
            found.push(self.attempt(rows, attempt, plan, chains)?);
            if plan.first_entry {
                return Ok(found);
            }
        }
    }

    /// The rows of one attempt and its best chain.
    fn attempt(
        &mut self,
        rows: Rows<'_>,
        attempt: Attempt,
        plan: &Plan,
        chains: usize,
    ) -> Result<(Range<usize>, Best), Error> {
        let Attempt { rows: mut range, since, entry, open } = attempt;
        if plan.order == Order::Any {
            let own = rows.slice(range.clone());
            let mut best = self.plain(own.rows, plan, chains, true);
            best.open &= open;
            return Ok((range, best));
        }
        let reach = rows.slice(since..range.end);
        let trail = Trail::new(reach.rows, reach.excluded, plan);
        let start = group_of(&trail, range.start.saturating_sub(since));
        let mut best = walked(&trail, plan, 1 << entry, Starts::Group(start), chains)?;
        best.open = open;
        // With a grace, rows of the chain may lie before its first.
        let earliest = best.chain.iter().map(|link| since + link.row).min();
        range.start = earliest.map_or(range.start, |earliest| earliest.min(range.start));
        for link in &mut best.chain {
            link.row = (since + link.row).saturating_sub(range.start);
        }
        best.any = self.any_order(rows.slice(range.clone()).rows, plan, &best);
        Ok((range, best))
    }

    /// The best chain over parts that chains may not cross.
    pub fn over(
        &mut self,
        rows: Rows<'_>,
        parts: &[Part],
        plan: &Plan,
        chains: usize,
    ) -> Result<Best, Error> {
        let mut best: Option<Best> = None;
        let (mut any, mut open) = (0, false);
        for part in parts {
            let (part_rows, excluded) = part.rows(rows);
            let mut here = self.whole(Rows { rows: &part_rows, excluded: &excluded }, plan, chains)?;
            for link in &mut here.chain {
                link.row = part.place(link.row);
            }
            any = any.max(here.any);
            open |= here.open;
            if best.as_ref().is_none_or(|best| here.key(plan) < best.key(plan)) {
                best = Some(here);
            }
        }
        let best = best.unwrap_or_default();
        let open = open && !best.complete(plan);
        Ok(Best { any, open, ..best })
    }
}

/// The best chain of a trail that enters at one of some steps: the earliest of those that give the most.
fn walked(trail: &Trail, plan: &Plan, entries: u64, starts: Starts, chains: usize) -> Result<Best, Error> {
    let mut open = false;
    let mut most: Option<(Score, Walk<'_>)> = None;
    for entry in (0..plan.steps).filter(|entry| bit(entries, *entry)) {
        let mut walk = Walk::new(trail, plan, entry);
        walk.run(starts)?;
        let done = walk.score.required == walk.most().required;
        open |= !done && walk.is_open();
        let score = walk.score;
        if most.as_ref().is_none_or(|(best, _)| score > *best) {
            most = Some((score, walk));
        }
        if most.as_ref().is_some_and(|(best, walk)| *best == walk.most()) {
            break;
        }
    }
    let Some((score, mut walk)) = most.filter(|(score, _)| *score > Score::default()) else {
        return Ok(Best { open, ..Best::default() });
    };
    let mut best = Best::default();
    let level = (score.required + score.optional) as usize;
    // Without optional steps a chain is a run of steps; with them, its rows say which it has.
    if plan.optional == 0 {
        best.steps = Best::run(level).checked_shl(u32::try_from(walk.entry).unwrap_or(0)).unwrap_or(0);
    }
    if level >= chains || plan.optional != 0 {
        let at = walk.at;
        let chain = walk.earliest(starts, score, at)?;
        best.steps = chain.iter().fold(0, |steps, (step, _)| steps | 1 << step);
        best.chain = chain.into_iter().map(|(_, link)| link).collect();
    }
    best.open = open && !best.complete(plan);
    Ok(best)
}
