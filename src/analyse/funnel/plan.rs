//! The switches of a rule, checked: what can be counted exactly is kept, the rest is refused by name.
//!
//! Must never know: rows.

use crate::analyse::matching::MOST_STEPS;
use crate::error::{Code, Error};
use crate::model::rule::{Entry, FunnelRule, Order, Ties, Unit, Window};
use crate::model::time::Time;

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

/// What the counting of one person needs to know.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many steps.
    pub steps: usize,
    /// In which order.
    pub order: Order,
    /// How long.
    pub limit: Limit,
    /// Times must increase.
    pub forbid: bool,
    /// Only rows at the instant of the person's first step-1 row may start a chain.
    pub first_entry: bool,
    /// A chain may enter at any step.
    pub open: bool,
    /// Latest time of the data, where there is one.
    pub data_end: Option<Time>,
}

/// A setting that is defined but not counted by this version: never a wrong count.
fn not_yet(setting: impl Into<String>) -> Error {
    Error::new(Code::NotYet, setting)
}

impl Plan {
    /// Checks every switch of `rule`.
    pub fn new(rule: &FunnelRule, data_end: Option<Time>) -> Result<Self, Error> {
        if rule.steps.len() > MOST_STEPS {
            return Err(Error::new(Code::TooMany, MOST_STEPS.to_string()));
        }
        refuse(rule)?;
        let limit = limit(rule)?;
        if matches!(limit, Limit::Each(_)) && rule.order != Order::Ordered {
            return Err(not_yet("window each, order strict or any"));
        }
        if matches!(limit, Limit::Each(_)) && rule.steps.len() > super::any::MOST_EACH {
            return Err(not_yet(format!("window each, more than {} steps", super::any::MOST_EACH)));
        }
        if rule.entry == Entry::First && rule.order == Order::Any {
            return Err(not_yet("entry first, order any"));
        }
        Ok(Self {
            steps: rule.steps.len(),
            order: rule.order,
            limit,
            forbid: rule.ties == Ties::Forbid,
            first_entry: rule.entry == Entry::First,
            open: rule.open,
            data_end,
        })
    }
}

/// Refuses what this version does not count.
fn refuse(rule: &FunnelRule) -> Result<(), Error> {
    if rule.unit == Unit::Attempt {
        return Err(not_yet("unit attempt"));
    }
    if let Ties::Grace(_) = rule.ties {
        return Err(not_yet("ties grace"));
    }
    if rule.open && rule.order == Order::Any {
        return Err(not_yet("open, order any"));
    }
    if rule.open && rule.entry == Entry::First {
        return Err(not_yet("open, entry first"));
    }
    if !rule.exclude.is_empty() {
        return Err(not_yet("exclude"));
    }
    // Whether a row of another value ends a strict attempt is not defined.
    if rule.hold.is_some() && rule.order == Order::Strict {
        return Err(not_yet("hold, order strict"));
    }
    if rule.steps.iter().any(|step| step.optional) {
        return Err(not_yet("optional step"));
    }
    Ok(())
}

fn limit(rule: &FunnelRule) -> Result<Limit, Error> {
    let own = rule.steps.iter().any(|step| step.window.is_some());
    let each = |all: Option<i64>| {
        Limit::Each(rule.steps.iter().map(|step| step.window.map(|own| own.micros).or(all)).collect())
    };
    match rule.window {
        Window::None | Window::Session if own => Ok(each(None)),
        Window::None | Window::Session => Ok(Limit::None),
        Window::Each(window) => Ok(each(Some(window.micros))),
        Window::First(_) if own => Err(not_yet("window from the first step and a step's own window")),
        Window::First(window) => Ok(Limit::First(window.micros)),
    }
}
