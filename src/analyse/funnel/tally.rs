//! Adding persons up: levels, pending, seen, durations → the counts of a funnel.
//!
//! Must never know: rows, rates.

use super::best::Best;
use crate::analyse::parts::{at_one_go, in_runs, pause};
use crate::analyse::seconds::{Durations, quantiles};
use crate::model::evidence::{Exact, Funnel, StepCounts};
use crate::model::rule::Step;

/// The sums over some persons.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Everybody added.
    pub people: u64,
    /// By step: whose chain has it, enters there, or stopped there and may still go on.
    reached: Vec<u64>,
    entered: Vec<u64>,
    pending: Vec<u64>,
    seen: Vec<u64>,
    /// By level in any order (0 = none).
    any: Vec<u64>,
    /// By step: microseconds from the step before.
    durations: Vec<Vec<i64>>,
}

/// What is known of one person.
pub struct Person<'a> {
    /// How far they came, and when.
    pub best: &'a Best,
    /// Steps with a row at any time.
    pub seen: u64,
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
            reached: vec![0; steps],
            entered: vec![0; steps],
            pending: vec![0; steps],
            seen: vec![0; steps],
            any: vec![0; steps + 1],
            durations: vec![Vec::new(); steps],
        }
    }

    /// Adds one person.
    pub fn add(&mut self, person: &Person<'_>) {
        self.people += 1;
        let best = person.best;
        count(&mut self.any, best.any);
        if let Some(entry) = best.entry() {
            count(&mut self.entered, entry);
        }
        if let Some(furthest) = best.furthest().filter(|_| best.open) {
            count(&mut self.pending, furthest);
        }
        for (step, (seen, reached)) in self.seen.iter_mut().zip(&mut self.reached).enumerate() {
            *seen += person.seen >> step & 1;
            *reached += best.steps >> step & 1;
        }
        if person.timed {
            for (step, pair) in best.each_step().skip(1).zip(best.chain.windows(2)) {
                if let ([from, to], Some(durations)) = (pair, self.durations.get_mut(step)) {
                    // Within a grace the later step's row may come first: no time at all.
                    durations.push(to.time.saturating_sub(from.time).max(0));
                }
            }
        }
    }

    /// Adds so many people who came so many steps from the first, and had rows of these at any time.
    pub fn add_level(&mut self, level: usize, seen: u64, people: u64) {
        self.people += people;
        // In any order it is all that was seen.
        let any = if level == self.reached.len() { level } else { seen.count_ones() as usize };
        if let Some(any) = self.any.get_mut(any) {
            *any += people;
        }
        if let Some(entered) = self.entered.first_mut() {
            *entered += u64::from(level > 0) * people;
        }
        for (step, (of, reached)) in self.seen.iter_mut().zip(&mut self.reached).enumerate() {
            *of += (seen >> step & 1) * people;
            *reached += u64::from(step < level) * people;
        }
    }

    /// Adds how long somebody took to a step from the one before.
    #[inline]
    pub fn add_time(&mut self, step: usize, micros: i64) {
        if let Some(durations) = self.durations.get_mut(step) {
            durations.push(micros);
        }
    }

    /// The counts, and the exact quantiles of the durations.
    pub async fn finish(mut self, steps: &[Step]) -> (Funnel, Vec<Exact>) {
        let (mut seconds, mut exact) = (Vec::new(), Vec::new());
        for durations in &mut self.durations {
            let mut sums = Durations::default();
            in_runs(durations, |durations| durations.iter().for_each(|micros| sums.add(*micros))).await;
            seconds.push(sums.hist());
            exact.push(at_one_go(|| quantiles(durations)));
            pause().await;
        }
        let mut funnel = Funnel::default();
        for ((at, step), seconds) in steps.iter().enumerate().zip(seconds) {
            let of = |counts: &[u64]| counts.get(at).copied().unwrap_or(0);
            funnel.steps.push(StepCounts {
                id: step.id.clone(),
                name: step.name.clone(),
                people: of(&self.reached),
                entered: of(&self.entered),
                pending: of(&self.pending),
                seen: of(&self.seen),
                any_order: at_least(&self.any, at + 1),
                seconds,
                optional: step.optional,
                window: step.window,
            });
        }
        (funnel, exact)
    }
}
