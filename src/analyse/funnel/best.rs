//! The best chain of one unit: over its parts, and over the steps where it may enter.
//!
//! Must never know: tables, columns.

use super::any::Any;
use super::ordered::Ordered;
use super::plan::{Limit, Plan};
use super::strict::Strict;
use super::{Link, Reached};
use crate::analyse::people::Row;
use crate::model::rule::Order;

/// What is known of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Best {
    /// Index of the step where the chain enters; 0 unless the funnel is open.
    pub entry: usize,
    /// Its length.
    pub level: usize,
    /// True when the last step was not reached and an attempt may still grow after the end of the data.
    pub open: bool,
    /// Distinct steps in any order.
    pub any: usize,
    /// Its rows, where asked for.
    pub chain: Vec<Link>,
}

/// Working space that is reused from unit to unit.
#[derive(Default)]
pub struct Work {
    ordered: Ordered,
    strict: Strict,
    any: Any,
}

impl Work {
    fn level(&mut self, rows: &[Row], plan: &Plan) -> Reached {
        match plan.order {
            Order::Ordered => self.ordered.level(rows, plan),
            Order::Strict => self.strict.level(rows, plan),
            Order::Any => self.any.level(rows, plan),
        }
    }

    /// The earliest chain of the level reached.
    fn chain(&mut self, rows: &[Row], plan: &Plan, reached: &Reached) -> Vec<Link> {
        match plan.order {
            _ if reached.level == 0 => Vec::new(),
            Order::Ordered => self.ordered.chain(rows, plan, reached),
            Order::Strict => Strict::chain(rows, plan, reached),
            Order::Any => self.any.chain(rows, plan, reached),
        }
    }

    /// The best chain of rows that may all be used together. `chains` says from which length on its rows are
    /// wanted.
    pub fn whole(&mut self, rows: &[Row], plan: &Plan, chains: usize) -> Best {
        let reached = self.level(rows, plan);
        let any = match plan.order {
            Order::Any => reached.level,
            // Nobody can do more in any order than everything.
            _ if reached.level == plan.steps => plan.steps,
            _ => self.any.level(rows, plan).level,
        };
        let mut best = if reached.level >= chains {
            let chain = self.chain(rows, plan, &reached);
            Best { chain, ..Best::default() }
        } else {
            Best::default()
        };
        (best.level, best.open, best.any) = (reached.level, reached.open, any);
        if plan.open {
            self.enter_later(rows, plan, chains, &mut best);
        }
        best
    }

    /// An open funnel: the chain may enter at any step; the longest counts, of equal ones the earliest step.
    fn enter_later(&mut self, rows: &[Row], plan: &Plan, chains: usize, best: &mut Best) {
        for entry in 1..plan.steps {
            let rest = Plan { steps: plan.steps - entry, limit: plan.limit.from(entry), ..plan.clone() };
            let rows: Vec<Row> = rows.iter().map(|row| Row { mask: row.mask >> entry, ..*row }).collect();
            let reached = self.level(&rows, &rest);
            best.open |= reached.open;
            if reached.level > best.level {
                (best.entry, best.level) = (entry, reached.level);
                best.chain = Vec::new();
                if reached.level >= chains {
                    best.chain = self.chain(&rows, &rest, &reached);
                }
            }
        }
        best.open &= best.entry + best.level < plan.steps;
    }

    /// The best chain over parts that chains may not cross: the longest, then the earliest to enter, then the
    /// one of earliest times.
    pub fn over(&mut self, rows: &[Row], parts: &[Vec<usize>], plan: &Plan, chains: usize) -> Best {
        let mut best: Option<Best> = None;
        let (mut any, mut open) = (0, false);
        for places in parts {
            let part: Vec<Row> = places.iter().filter_map(|at| rows.get(*at)).copied().collect();
            let mut here = self.whole(&part, plan, chains);
            for link in &mut here.chain {
                link.row = places.get(link.row).copied().unwrap_or(0);
            }
            any = any.max(here.any);
            open |= here.open;
            let key = |best: &Best| {
                let times: Vec<_> = best.chain.iter().map(|link| (link.time, link.row)).collect();
                (core::cmp::Reverse(best.level), best.entry, times)
            };
            if best.as_ref().is_none_or(|best| key(&here) < key(best)) {
                best = Some(here);
            }
        }
        let best = best.unwrap_or_default();
        let open = open && best.entry + best.level < plan.steps;
        Best { any, open, ..best }
    }
}

impl Limit {
    /// The limit of the steps from `step` on.
    fn from(&self, step: usize) -> Self {
        match self {
            Self::Each(limits) => Self::Each(limits.iter().skip(step).copied().collect()),
            other => other.clone(),
        }
    }
}
