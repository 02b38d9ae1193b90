//! The switches of a rule, checked and made ready for counting; two that contradict each other are refused.
//!
//! What each combination means stands in `docs/adr/0009-every-switch-with-every-other.md`.
//!
//! Must never know: rows.

use crate::analyse::matching::MOST_STEPS;
use crate::error::{Code, Error};
use crate::model::rule::{Entry, FunnelRule, Order, Ties, Unit, Window};
use crate::model::time::{Duration, Time};

/// How long a chain may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// No limit.
    None,
    /// Microseconds from the first row, inclusive.
    First(i64),
    /// Microseconds from the row before, inclusive, one a step; `None` where a step has no limit.
    Each(Vec<Option<i64>>),
}

/// What the counting of one unit needs to know.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many steps.
    pub steps: usize,
    /// In which order.
    pub order: Order,
    /// How long.
    pub limit: Limit,
    /// Microseconds from the first row, inclusive, where steps have windows of their own beside it.
    pub whole: Option<i64>,
    /// Times must increase.
    pub forbid: bool,
    /// Rows at most so many microseconds apart count in either order.
    pub grace: Option<i64>,
    /// Only rows at the instant of the first row of a step where one may enter may start a chain.
    pub first_entry: bool,
    /// A chain may enter at any step.
    pub open: bool,
    /// Steps that may be left out, bit 0 the first.
    pub optional: u64,
    /// By exclusion: the steps, from 0, between which its rows end a chain.
    pub exclude: Vec<(usize, usize)>,
    /// Disjoint attempts are counted.
    pub attempts: bool,
    /// Latest time of the data, where there is one.
    pub data_end: Option<Time>,
}

impl Plan {
    /// Checks every switch of `rule`.
    pub fn new(rule: &FunnelRule, data_end: Option<Time>) -> Result<Self, Error> {
        let steps = rule.steps.len();
        if steps > MOST_STEPS {
            return Err(Error::new(Code::TooMany, MOST_STEPS.to_string()));
        }
        contradictions(rule)?;
        let (limit, whole) = limits(rule)?;
        let grace = match rule.ties {
            Ties::Grace(grace) => Some(not_negative(grace, "ties")?),
            Ties::Allow | Ties::Forbid => None,
        };
        let optional = rule.steps.iter().enumerate().filter(|(_, step)| step.optional);
        let between = |(i, j): (usize, usize)| {
            let fits = 1 <= i && i < j && j <= steps;
            let places = i.checked_sub(1).zip(j.checked_sub(1)).filter(|_| fits);
            places.ok_or_else(|| Error::new(Code::OutOfRange, format!("1…{steps}")))
        };
        let exclude = rule.exclude.iter().map(|exclusion| between(exclusion.between));
        Ok(Self {
            steps,
            order: rule.order,
            limit,
            whole,
            forbid: rule.ties == Ties::Forbid,
            grace: grace.filter(|_| rule.order != Order::Any),
            first_entry: rule.entry == Entry::First,
            open: rule.open,
            optional: optional.fold(0, |mask, (at, _)| mask | 1 << at),
            exclude: exclude.collect::<Result<_, _>>()?,
            attempts: rule.unit == Unit::Attempt,
            data_end,
        })
    }

    /// True where a person's best chain is one run of steps from the first, and rows are compared by time alone:
    /// no grace, optional step, exclusion or open entry, and one kind of window.
    pub fn plain(&self) -> bool {
        let windows = self.whole.is_none() && (self.order != Order::Strict || !self.has_each());
        self.grace.is_none() && self.optional == 0 && self.exclude.is_empty() && !self.open && windows
    }

    fn has_each(&self) -> bool {
        matches!(self.limit, Limit::Each(_))
    }

    /// Microseconds from a chain's first row.
    pub fn since_first(&self) -> Option<i64> {
        match self.limit {
            Limit::First(limit) => Some(limit),
            _ => self.whole,
        }
    }

    /// Microseconds from the row before to the row of `step`.
    pub fn since_before(&self, step: usize) -> Option<i64> {
        match &self.limit {
            Limit::Each(limits) => limits.get(step).copied().flatten(),
            _ => None,
        }
    }

    /// True where any step has a window from the step before.
    pub fn limits_gaps(&self) -> bool {
        self.has_each()
    }

    /// True for the strict rule where it follows rows one by one, in their fixed order.
    pub fn is_single(&self) -> bool {
        self.order == Order::Strict && self.grace.is_none()
    }

    /// True for a step that may be left out.
    pub fn is_optional(&self, step: usize) -> bool {
        bit(self.optional, step)
    }

    /// True where no required step follows `step`: who came here has done everything that is required.
    pub fn completes(&self, step: usize) -> bool {
        (step + 1..self.steps).all(|later| self.is_optional(later))
    }

    /// Steps where a chain may enter, as bits: all, or those up to the first that is required.
    pub fn entries(&self) -> u64 {
        let first = (0..self.steps).find(|step| !self.is_optional(*step)).unwrap_or(0);
        let last = if self.open { self.steps.saturating_sub(1) } else { first };
        (0..self.steps).filter(|step| *step <= last).fold(0, |mask, step| mask | 1 << step)
    }
}

/// True where `mask` has the bit of `step`.
pub fn bit(mask: u64, step: usize) -> bool {
    u32::try_from(step).ok().and_then(|step| mask.checked_shr(step)).unwrap_or(0) & 1 == 1
}

/// The bits of `mask` from `step` on.
pub fn bits_from(mask: u64, step: usize) -> u64 {
    u32::try_from(step).ok().and_then(|step| mask.checked_shr(step)).unwrap_or(0)
}

/// Refuses switches that cannot mean anything together, and says why.
fn contradictions(rule: &FunnelRule) -> Result<(), Error> {
    let conflict = |what: &str| Err(Error::new(Code::Conflict, what));
    if rule.order == Order::Any {
        if rule.open {
            return conflict("open, order any: in any order people enter at any step as it is");
        }
        if !rule.exclude.is_empty() {
            return conflict("exclude, order any: in any order nothing lies between two steps");
        }
        if rule.steps.iter().any(|step| step.optional) {
            return conflict("optional step, order any: in any order no step stands before another");
        }
    }
    if !rule.steps.is_empty() && rule.steps.iter().all(|step| step.optional) {
        return conflict("optional step: at least one step must be required");
    }
    Ok(())
}

/// Windows and graces are never negative.
fn not_negative(duration: Duration, what: &str) -> Result<i64, Error> {
    if duration.micros < 0 { Err(Error::new(Code::OutOfRange, what)) } else { Ok(duration.micros) }
}

/// The windows: one kind, or one from the first row beside those of steps.
fn limits(rule: &FunnelRule) -> Result<(Limit, Option<i64>), Error> {
    let own = rule.steps.iter().any(|step| step.window.is_some());
    let each = |all: Option<Duration>| -> Result<Limit, Error> {
        let of = |step: &crate::model::rule::Step| {
            step.window.or(all).map(|window| not_negative(window, "window")).transpose()
        };
        Ok(Limit::Each(rule.steps.iter().map(of).collect::<Result<_, _>>()?))
    };
    Ok(match rule.window {
        Window::None | Window::Session if own => (each(None)?, None),
        Window::None | Window::Session => (Limit::None, None),
        Window::Each(window) => (each(Some(window))?, None),
        Window::First(window) if own => (each(None)?, Some(not_negative(window, "window")?)),
        Window::First(window) => (Limit::First(not_negative(window, "window")?), None),
    })
}
