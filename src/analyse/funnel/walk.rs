//! The general rule, exact under every switch at once: chains are followed through the groups of a
//! [`Trail`], and of all chains that stand at a step only those are kept that another does not cover.
//!
//! A chain is one row of its own for each of its steps, in the order of steps; it may pass over optional steps.
//! Its *clock* is the latest of its rows so far. A further row may lie after the clock, or before it by at most
//! the grace (without one: at the same instant, unless ties are forbidden). Windows from the first row, windows
//! from the clock, excluded rows and the strict rule say until when a chain may go on.
//!
//! Which row serves which step is left open as long as a row could serve several: a chain only claims "a row of
//! this span for this step", and a matching ([`super::reach`]) shows that all claims can be met together. That
//! is what keeps crowds at one instant cheap.
//!
//! Must never know: tables, columns, units.

use super::plan::{Plan, bit, bits_from};
use super::reach::Seats;
use super::trail::{Group, Trail};
use crate::error::{Code, Error};
use crate::model::rule::Order;
use crate::model::time::Time;
use core::ops::Range;

/// The largest number of chains that are followed at once at one step; further ones are refused, not guessed.
const MOST_CHAINS: usize = 4_096;

/// A row between two instants, inclusive, that matches a step: still open which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Claim {
    step: usize,
    from: Time,
    to: Time,
}

/// A chain that stands at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its first row.
    start: Time,
    /// Its latest row.
    clock: Time,
    /// How many optional steps it has.
    optional: u32,
    /// Rows that later steps could want, too.
    claims: Vec<Claim>,
}

impl Chain {
    /// True where only rows that later steps could want make a difference.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.start, self.clock, self.optional) == (other.start, other.clock, other.optional)
    }
}

/// How much a chain holds: required steps first, then optional ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Score {
    /// Required steps.
    pub required: u32,
    /// Optional steps.
    pub optional: u32,
}

/// Where chains may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starts {
    /// In every group.
    Everywhere,
    /// At one instant.
    At(Time),
    /// In one group.
    Group(usize),
}

impl Starts {
    /// True where a chain may start in group `at`.
    pub fn allow(self, at: usize, time: Time) -> bool {
        match self {
            Self::Everywhere => true,
            Self::At(instant) => time == instant,
            Self::Group(group) => group == at,
        }
    }
}

/// The chains of one unit that enter at one step.
pub struct Walk<'a> {
    pub(super) trail: &'a Trail,
    pub(super) plan: &'a Plan,
    /// The step where chains enter.
    pub(super) entry: usize,
    /// By step: the chains that stand there.
    chains: Vec<Vec<Chain>>,
    /// By step: the chains that arrived in the present group.
    fresh: Vec<Vec<Chain>>,
    seats: Seats,
    /// The most that any chain held so far where it arrived.
    pub(super) score: Score,
    /// When that was.
    pub(super) at: Time,
    /// The furthest step that any chain stood at.
    pub(super) furthest: Option<usize>,
}

impl<'a> Walk<'a> {
    /// No chain yet.
    pub fn new(trail: &'a Trail, plan: &'a Plan, entry: usize) -> Self {
        let none = || vec![Vec::new(); plan.steps];
        Self {
            trail,
            plan,
            entry,
            chains: none(),
            fresh: none(),
            seats: Seats::default(),
            score: Score::default(),
            at: Time::MIN,
            furthest: None,
        }
    }

    /// Forgets all chains.
    pub(super) fn clear(&mut self) {
        self.chains.iter_mut().chain(&mut self.fresh).for_each(Vec::clear);
        (self.score, self.at, self.furthest) = (Score::default(), Time::MIN, None);
    }

    /// The most that a chain which enters here can hold.
    pub fn most(&self) -> Score {
        self.score_at(self.plan.steps.saturating_sub(1), u32::MAX)
    }

    /// What a chain at `step` holds that has `optional` optional steps.
    pub(super) fn score_at(&self, step: usize, optional: u32) -> Score {
        let left_out = (self.entry..=step).filter(|step| self.plan.is_optional(*step)).count();
        let all = (step + 1).saturating_sub(self.entry);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Score { required: count(all - left_out.min(all)), optional: optional.min(count(left_out)) }
    }

    /// The score of a chain, where it has arrived: at a required step, or behind the last of them. Who stops at
    /// an optional step before stands at the required one before that.
    pub(super) fn arrived(&self, step: usize, chain: &Chain) -> Option<Score> {
        let arrives = !self.plan.is_optional(step) || self.plan.completes(step);
        arrives.then(|| self.score_at(step, chain.optional))
    }

    /// Follows all chains through all groups, as long as more than the score reached is possible.
    pub fn run(&mut self, starts: Starts) -> Result<(), Error> {
        self.clear();
        let most = self.most();
        for (at, group) in self.trail.groups.iter().enumerate() {
            self.enter(at, starts.allow(at, group.time))?;
            if self.score == most {
                break;
            }
        }
        Ok(())
    }

    /// True when `chain`, which stands at `step` in group `at`, can still come to hold `goal`.
    pub(super) fn can_reach(
        &mut self,
        at: usize,
        step: usize,
        chain: &Chain,
        goal: Score,
    ) -> Result<bool, Error> {
        self.clear();
        if let Some(fresh) = self.fresh.get_mut(step) {
            fresh.push(chain.clone());
        }
        self.close(at)?;
        self.settle(at)?;
        for (at, group) in self.trail.groups.iter().enumerate().skip(at + 1) {
            if self.score >= goal || !self.may_go_on(group.time) {
                break;
            }
            self.enter(at, false)?;
        }
        Ok(self.score >= goal)
    }

    /// Takes the rows of group `at`: chains go on, and one starts where `start` allows it.
    pub(super) fn enter(&mut self, at: usize, start: bool) -> Result<(), Error> {
        let Some(group) = self.trail.groups.get(at) else { return Ok(()) };
        for step in 0..self.plan.steps {
            let here = self.chains.get_mut(step).map(core::mem::take).unwrap_or_default();
            for next in self.after(step).filter(|next| bit(group.mask, *next)) {
                for chain in &here {
                    if !self.fits(chain, step, next, group.time) {
                        continue;
                    }
                    let taken = take(&mut self.seats, self.trail, self.plan, chain, next, group, group.time);
                    self.arrive(next, taken)?;
                }
            }
            if let Some(chains) = self.chains.get_mut(step) {
                *chains = here;
            }
        }
        if start && bit(group.mask, self.entry) {
            let taken = self.started(group);
            self.arrive(self.entry, taken)?;
        }
        self.close(at)?;
        self.settle(at)
    }

    /// A chain that starts in `group`.
    pub(super) fn started(&mut self, group: &Group) -> Option<Chain> {
        let (start, clock) = (group.time, group.time);
        let blank = Chain { start, clock, optional: 0, claims: Vec::new() };
        take(&mut self.seats, self.trail, self.plan, &blank, self.entry, group, group.time)
    }

    /// `chain` with a row of `time` for `step`, in group `at`; `None` where there is none left.
    pub(super) fn taken(&mut self, at: usize, chain: &Chain, step: usize, time: Time) -> Option<Chain> {
        let group = self.trail.groups.get(at)?;
        take(&mut self.seats, self.trail, self.plan, chain, step, group, time)
    }

    /// The steps that may follow `step`: the next, and those behind optional ones.
    pub(super) fn after(&self, step: usize) -> Range<usize> {
        let from = step + 1;
        let required = (from..self.plan.steps).find(|step| !self.plan.is_optional(*step));
        from..required.map_or(self.plan.steps, |step| step + 1)
    }

    /// True where `chain`, at `step`, may take a row of `next` at `time`, which is its clock or later.
    pub(super) fn fits(&self, chain: &Chain, step: usize, next: usize, time: Time) -> bool {
        (!self.plan.forbid || time > chain.clock) && self.in_time(chain, step, next, time)
    }

    /// True where no window has closed, and no row between ends the chain.
    fn in_time(&self, chain: &Chain, step: usize, next: usize, time: Time) -> bool {
        let within = |since: Time, limit: Option<i64>| limit.is_none_or(|l| time.saturating_sub(since) <= l);
        within(chain.start, self.plan.since_first())
            && within(chain.clock, self.plan.since_before(next))
            && time <= self.trail.deadline(self.plan, step, chain.clock)
    }

    /// True where any chain may take a row at `time` or later, if there is one.
    pub(super) fn may_go_on(&self, time: Time) -> bool {
        let may = |step, chain| self.after(step).any(|next| self.in_time(chain, step, next, time));
        self.standing().any(|(step, chain)| may(step, chain))
    }

    /// True where an attempt may still grow after the end of the data: only with a window that has an end.
    pub(super) fn is_open(&self) -> bool {
        let Some(end) = self.plan.data_end else { return false };
        self.standing().any(|(step, chain)| {
            let whole = self.plan.since_first().map(|limit| chain.start.saturating_add(limit));
            self.after(step).any(|next| {
                let gap = self.plan.since_before(next).map(|limit| chain.clock.saturating_add(limit));
                let until = whole.into_iter().chain(gap).min();
                let last = self.trail.deadline(self.plan, step, chain.clock);
                until.is_some_and(|until| end < until.min(last))
            })
        })
    }

    /// All chains, with the steps where they stand.
    fn standing(&self) -> impl Iterator<Item = (usize, &Chain)> {
        self.chains
            .iter()
            .enumerate()
            .flat_map(|(step, chains)| chains.iter().map(move |chain| (step, chain)))
    }

    /// True where no chain is left.
    pub(super) fn is_empty(&self) -> bool {
        self.chains.iter().all(Vec::is_empty)
    }

    /// True where a chain may take several rows of one pool.
    pub(super) fn pools(&self) -> bool {
        !self.plan.forbid && !self.plan.is_single()
    }

    fn arrive(&mut self, step: usize, chain: Option<Chain>) -> Result<(), Error> {
        match (chain, self.fresh.get_mut(step)) {
            (Some(chain), Some(fresh)) => keep(fresh, chain, self.plan, Time::MIN),
            _ => Ok(()),
        }
    }

    /// Lets the chains that arrived in group `at` take more of its pool.
    fn close(&mut self, at: usize) -> Result<(), Error> {
        let Some(group) = self.trail.groups.get(at).filter(|_| self.pools()) else { return Ok(()) };
        let pool = kinds(self.trail, &group.pool).iter().fold(0, |mask, kind| mask | kind.mask);
        for step in 0..self.plan.steps {
            let here = self.fresh.get_mut(step).map(core::mem::take).unwrap_or_default();
            for next in self.after(step).filter(|next| bit(pool, *next)) {
                for chain in &here {
                    let since = group.time.saturating_sub(self.plan.grace.unwrap_or(0));
                    let span = Claim { step: next, from: since, to: group.time };
                    let taken = claim(&mut self.seats, self.trail, self.plan, chain, span, group);
                    self.arrive(next, taken)?;
                }
            }
            if let Some(fresh) = self.fresh.get_mut(step) {
                *fresh = here;
            }
        }
        Ok(())
    }

    /// Moves what arrived in group `at` to the chains that go on.
    fn settle(&mut self, at: usize) -> Result<(), Error> {
        let Some(group) = self.trail.groups.get(at) else { return Ok(()) };
        let single = self.plan.is_single();
        for step in 0..self.plan.steps {
            let fresh = self.fresh.get_mut(step).map(core::mem::take).unwrap_or_default();
            let best = fresh.iter().filter_map(|chain| self.arrived(step, chain)).max();
            if let Some(best) = best.filter(|best| *best > self.score) {
                (self.score, self.at) = (best, group.time);
            }
            let Some(chains) = self.chains.get_mut(step) else { continue };
            if single && !bit(group.mask, step) {
                // Strictly, only the next step and the same step again may follow.
                chains.clear();
            }
            if fresh.is_empty() {
                continue;
            }
            self.furthest = self.furthest.max(Some(step));
            if single && self.plan.forbid {
                // Which of two chains covers the other depends on the instant, which may have passed.
                for chain in core::mem::take(chains) {
                    keep(chains, chain, self.plan, group.time)?;
                }
            }
            for chain in fresh {
                keep(chains, chain, self.plan, group.time)?;
            }
        }
        Ok(())
    }
}

/// Adds a chain, unless another covers it; drops those that it covers.
fn keep(chains: &mut Vec<Chain>, chain: Chain, plan: &Plan, now: Time) -> Result<(), Error> {
    if chains.iter().any(|other| covers(other, &chain, plan, now)) {
        return Ok(());
    }
    chains.retain(|other| !covers(&chain, other, plan, now));
    if chains.len() >= MOST_CHAINS {
        return Err(Error::new(Code::TooMany, MOST_CHAINS.to_string()));
    }
    chains.push(chain);
    Ok(())
}

/// True where whatever `b` can still do, `a` can, too.
fn covers(a: &Chain, b: &Chain, plan: &Plan, now: Time) -> bool {
    let longer = plan.since_first().is_none() || a.start >= b.start;
    let strict = plan.order == Order::Strict;
    let clock = plan.limits_gaps() || !plan.exclude.is_empty() || (strict && plan.grace.is_some());
    // Where times must increase and rows are single, a chain whose row lies at this instant must wait.
    let waits = plan.forbid && strict && a.clock != b.clock && a.clock >= now;
    longer
        && (!clock || a.clock >= b.clock)
        && !waits
        && a.optional >= b.optional
        && a.claims.iter().all(|claim| b.claims.contains(claim))
}

fn kinds<'t>(trail: &'t Trail, range: &Range<usize>) -> &'t [super::trail::Kind] {
    trail.kinds.get(range.clone()).unwrap_or(&[])
}

/// `chain` with a row at `time` for `step`.
fn take(
    seats: &mut Seats,
    trail: &Trail,
    plan: &Plan,
    chain: &Chain,
    step: usize,
    group: &Group,
    time: Time,
) -> Option<Chain> {
    claim(seats, trail, plan, chain, Claim { step, from: time, to: time }, group)
}

/// `chain` with one more claim, in `group`; `None` where not all its claims can be met.
fn claim(
    seats: &mut Seats,
    trail: &Trail,
    plan: &Plan,
    chain: &Chain,
    claim: Claim,
    group: &Group,
) -> Option<Chain> {
    let pool = kinds(trail, &group.pool);
    let mut claims = Vec::new();
    if contested(&chain.claims, pool, claim.step) {
        claims.clone_from(&chain.claims);
    }
    claims.push(claim);
    if !met(seats, trail, &claims, group) {
        return None;
    }
    if !contested(&claims, pool, claim.step + 1) {
        claims.clear();
    }
    let optional = chain.optional + u32::from(plan.is_optional(claim.step));
    Some(Chain { start: chain.start, clock: group.time, optional, claims })
}

/// True where a row of the pool could meet one of the claims, or a step from `step` on.
fn contested(claims: &[Claim], pool: &[super::trail::Kind], step: usize) -> bool {
    let wanted = |kind: &super::trail::Kind| claims.iter().any(|claim| meets(kind, claim));
    !claims.is_empty() && pool.iter().any(|kind| bits_from(kind.mask, step) != 0 && wanted(kind))
}

fn meets(kind: &super::trail::Kind, claim: &Claim) -> bool {
    claim.from <= kind.time && kind.time <= claim.to && bit(kind.mask, claim.step)
}

/// True where every claim can have a row of its own.
fn met(seats: &mut Seats, trail: &Trail, claims: &[Claim], group: &Group) -> bool {
    let since = claims.iter().map(|claim| claim.from).min().unwrap_or(Time::MIN);
    let first = trail.kinds.partition_point(|kind| kind.time < since);
    let kinds = kinds(trail, &(first..group.pool.end));
    if let [only] = claims {
        return kinds.iter().any(|kind| meets(kind, only));
    }
    seats.clear();
    for (at, kind) in kinds.iter().enumerate() {
        let of = claims.iter().enumerate().filter(|(_, claim)| meets(kind, claim));
        let mask = of.fold(0, |mask, (claim, _)| mask | 1 << claim);
        for _ in &kind.places {
            if !seats.offer(mask, at) {
                break;
            }
        }
    }
    seats.most(claims.len()) == claims.len()
}
