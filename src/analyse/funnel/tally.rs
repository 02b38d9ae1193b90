//! Adding persons up: levels, pending, seen, durations → the counts of a funnel.
//!
//! Must never know: rows, rates.

use super::{Link, Reached};
use crate::analyse::seconds;
use crate::model::evidence::{Exact, Funnel, StepCounts};
use crate::model::rule::Step;

/// The sums over some persons.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Everybody added.
    pub people: u64,
    /// By level (0 = never entered): how many.
    levels: Vec<u64>,
    pending: Vec<u64>,
    seen: Vec<u64>,
    any: Vec<u64>,
    /// By step: microseconds from the step before.
    durations: Vec<Vec<i64>>,
}

/// What is known of one person.
pub struct Person<'a> {
    /// The level by the rule.
    pub reached: &'a Reached,
    /// The level in any order.
    pub any: usize,
    /// Steps with a row at any time.
    pub seen: u64,
    /// The earliest chain.
    pub chain: &'a [Link],
    /// True where rows have times.
    pub timed: bool,
}

fn count(counts: &mut [u64], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

/// How many stand at `at` or further.
fn at_least(counts: &[u64], at: usize) -> u64 {
    counts.iter().skip(at).sum()
}

impl Tally {
    /// Nobody yet.
    pub fn new(steps: usize) -> Self {
        Self {
            people: 0,
            levels: vec![0; steps + 1],
            pending: vec![0; steps + 1],
            seen: vec![0; steps],
            any: vec![0; steps + 1],
            durations: vec![Vec::new(); steps],
        }
    }

    /// Adds one person.
    pub fn add(&mut self, person: &Person<'_>) {
        self.people += 1;
        count(&mut self.levels, person.reached.level);
        count(&mut self.any, person.any);
        if person.reached.open {
            count(&mut self.pending, person.reached.level);
        }
        for (step, seen) in self.seen.iter_mut().enumerate() {
            *seen += person.seen >> step & 1;
        }
        if person.timed {
            for (durations, pair) in self.durations.iter_mut().skip(1).zip(person.chain.windows(2)) {
                if let [from, to] = pair {
                    durations.push(to.time.saturating_sub(from.time));
                }
            }
        }
    }

    /// The counts, and the exact quantiles of the durations.
    pub fn finish(mut self, steps: &[Step]) -> (Funnel, Vec<Exact>) {
        let mut funnel = Funnel::default();
        for (at, step) in steps.iter().enumerate() {
            let people = at_least(&self.levels, at + 1);
            funnel.steps.push(StepCounts {
                id: step.id.clone(),
                name: step.name.clone(),
                people,
                entered: if at == 0 { people } else { 0 },
                pending: self.pending.get(at + 1).copied().unwrap_or(0),
                seen: self.seen.get(at).copied().unwrap_or(0),
                any_order: at_least(&self.any, at + 1),
                seconds: self.durations.get(at).map(|all| seconds::hist(all)).unwrap_or_default(),
            });
        }
        let exact = self.durations.iter_mut().map(|all| seconds::quantiles(all)).collect();
        (funnel, exact)
    }
}
