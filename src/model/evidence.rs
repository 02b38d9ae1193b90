//! The evidence document `jejak.evidence/1`: sufficient statistics only, which merge by adding.
//!
//! Must never know: rates, intervals, quantiles (those are `figures`), or anybody's rows.

use super::journey::{ScoreKind, ScoreMethod, SourceKind};
use super::rule::{FunnelRule, Step};
use super::time::{Duration, Time};
use crate::diag::Issue;
use std::collections::BTreeMap;

/// Everything that sources say about a journey.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)] // the fields are those of `documents.md`
pub struct Evidence {
    pub journey: Option<String>,
    /// First and last time among the sources.
    pub period: Option<(Time, Time)>,
    /// Latest time among the funnel's sources.
    pub data_end: Option<Time>,
    pub made_by: Option<String>,
    /// Smallest group of a breakdown that may be published. 0: nothing is folded and every word of comments is
    /// in it, for merging and not for publishing.
    pub min_group: u64,
    pub rule: FunnelRule,
    pub rows: Vec<SourceRows>,
    /// Everybody seen.
    pub people: u64,
    pub funnel: Option<Funnel>,
    pub segments: Vec<Segments>,
    pub stages: Vec<StageEvidence>,
    pub touchpoints: Vec<TouchpointEvidence>,
    pub personas: Vec<PersonaEvidence>,
    pub channels: Vec<ChannelEvidence>,
    /// One entry a level.
    pub moves: Vec<Moves>,
    /// The ways that most take, one entry a level.
    pub sequences: Vec<Sequences>,
    /// What the people lost at each step of the funnel did next.
    pub after: Vec<After>,
    pub planned: Option<Planned>,
    pub cohorts: Vec<Cohort>,
    pub themes: Vec<Theme>,
    pub comments: Vec<Comment>,
    /// Counts that are no answers: parcels on time, carts left, orders repeated, reach.
    pub measures: Vec<Measure>,
    /// What answers are called, where a source has words instead of numbers.
    pub words: Vec<AnswerWords>,
}

impl Evidence {
    /// The rule with its steps, as the counts tell of them: their names, which may be left out, limits of their own.
    /// What rows they match is not known here.
    ///
    /// ```
    /// # use jejak::model::evidence::{Evidence, Funnel, StepCounts};
    /// let step = StepCounts { id: "gift".into(), optional: true, ..StepCounts::default() };
    /// let evidence = Evidence { funnel: Some(Funnel { steps: vec![step] }), ..Evidence::default() };
    /// assert!(evidence.whole_rule().steps[0].optional);
    /// ```
    pub fn whole_rule(&self) -> FunnelRule {
        let steps = self.funnel.iter().flat_map(|funnel| &funnel.steps).map(|step| Step {
            id: step.id.clone(),
            name: step.name.clone(),
            any: Vec::new(),
            optional: step.optional,
            window: step.window,
        });
        FunnelRule { steps: steps.collect(), ..self.rule.clone() }
    }

    /// The words of a question's answers on its scale, ascending by answer.
    pub fn words_of(&self, answers: &Answers) -> Vec<(f64, String)> {
        let own = |words: &&AnswerWords| words.source == answers.source && words.label == answers.label;
        let inside = |(answer, _): &&(f64, String)| (answers.scale.0..=answers.scale.1).contains(answer);
        let words = self.words.iter().find(own).map(|words| words.words.iter().filter(inside));
        words.into_iter().flatten().cloned().collect()
    }
}

/// What the answers to a question are called: `1` is “Sangat tidak puas”.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AnswerWords {
    /// Source id.
    pub source: String,
    /// The question's label, as its answers have it.
    pub label: Option<String>,
    /// Answer → word, ascending by answer.
    pub words: Vec<(f64, String)>,
}

/// What became of the rows of one source.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct SourceRows {
    pub source: String,
    pub kind: SourceKind,
    pub system: Option<String>,
    pub read: u64,
    pub used: u64,
    /// Usable, but no stage or step matches.
    pub unmatched: u64,
    pub rejected: u64,
    pub issues: Vec<Issue>,
}

/// A funnel as counts.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Funnel {
    pub steps: Vec<StepCounts>,
}

/// One step's counts.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StepCounts {
    /// Step id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// People whose level reaches this step.
    pub people: u64,
    /// People whose chain starts here (closed funnel: only at the first step).
    pub entered: u64,
    /// People who stopped just before the *next* step but are still in the window.
    pub pending: u64,
    /// People with a row of this step at any time; not a funnel.
    pub seen: u64,
    /// People with this many distinct steps in any order within one window.
    pub any_order: u64,
    /// From the step before to this one, earliest chain.
    pub seconds: Hist,
    /// A step that may be left out: nobody is lost at it, and the next step's rate refers to the last required one.
    pub optional: bool,
    /// The step's own limit from the step before, where it had one.
    pub window: Option<Duration>,
}

impl StepCounts {
    /// Adds the counts of other people at the same step.
    pub fn add(&mut self, more: &Self) {
        self.people = self.people.saturating_add(more.people);
        self.entered = self.entered.saturating_add(more.entered);
        self.pending = self.pending.saturating_add(more.pending);
        self.seen = self.seen.saturating_add(more.seen);
        self.any_order = self.any_order.saturating_add(more.any_order);
        self.seconds.merge(&more.seconds);
    }
}

/// A histogram of durations in log buckets `floor(8·log2(ms + 0.5))`: each bucket is ±4.4 % wide.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Hist {
    /// Bucket → count.
    pub buckets: BTreeMap<i32, u64>,
    /// How many.
    pub n: u64,
    /// Sum in milliseconds, rounded each, so that adding is exact.
    pub sum: u64,
}

impl Hist {
    /// The bucket of a duration in milliseconds: `floor(8·log2(ms + 0.5))`; a negative one counts as 0.
    ///
    /// ```
    /// # use jejak::model::evidence::Hist;
    /// assert_eq!(Hist::bucket(0.0), -8);
    /// assert_eq!(Hist::bucket(1.0), 4);
    /// assert_eq!(Hist::bucket(52_959.0), 125);
    /// ```
    pub fn bucket(ms: f64) -> i32 {
        (8.0 * (ms.max(0.0) + 0.5).log2()).floor() as i32
    }

    /// The geometric middle of a bucket, in milliseconds: `2^((b + ½)/8) − ½`, within 4.4 % of what is in it.
    ///
    /// ```
    /// # use jejak::model::evidence::Hist;
    /// assert!((Hist::middle(125) / 52_959.0 - 1.0).abs() < 0.045);
    /// assert!(Hist::middle(-8) < 0.03);
    /// ```
    pub fn middle(bucket: i32) -> f64 {
        ((f64::from(bucket) + 0.5) / 8.0).exp2() - 0.5
    }

    /// Adds one duration in microseconds; a negative one counts as 0.
    pub fn add(&mut self, micros: i64) {
        let micros = micros.max(0);
        let count = self.buckets.entry(Self::bucket(micros as f64 / 1_000.0)).or_insert(0);
        *count = count.saturating_add(1);
        self.n = self.n.saturating_add(1);
        self.sum = self.sum.saturating_add((micros.unsigned_abs().saturating_add(500)) / 1_000);
    }

    /// Adds another histogram: the same as adding each of its durations.
    pub fn merge(&mut self, other: &Self) {
        for (bucket, more) in &other.buckets {
            let count = self.buckets.entry(*bucket).or_insert(0);
            *count = count.saturating_add(*more);
        }
        self.n = self.n.saturating_add(other.n);
        self.sum = self.sum.saturating_add(other.sum);
    }

    /// The bucket that holds the duration of rank `rank`, from 0 in ascending order.
    pub fn bucket_of_rank(&self, rank: u64) -> Option<i32> {
        let mut before: u64 = 0;
        self.buckets.iter().find_map(|(bucket, count)| {
            before = before.saturating_add(*count);
            (rank < before).then_some(*bucket)
        })
    }

    /// A quantile (type 7 over the middles of the buckets) in seconds; the median of an even number is
    /// halfway between both middle ranks. `None` when nothing was added.
    ///
    /// ```
    /// # use jejak::model::evidence::Hist;
    /// let mut hist = Hist::default();
    /// for ms in [1_000, 2_000, 4_000, 8_000] { hist.add(ms * 1_000); }
    /// let median = hist.quantile(0.5).unwrap();
    /// let halfway = (Hist::middle(Hist::bucket(2_000.0)) + Hist::middle(Hist::bucket(4_000.0))) / 2_000.0;
    /// assert!((median - halfway).abs() < 1e-9);
    /// assert_eq!(Hist::default().quantile(0.5), None);
    /// ```
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let n: u64 = self.buckets.values().fold(0, |sum, count| sum.saturating_add(*count));
        let at = share.clamp(0.0, 1.0) * n.checked_sub(1)? as f64;
        let low = Self::middle(self.bucket_of_rank(at.floor() as u64)?);
        let high = Self::middle(self.bucket_of_rank(at.ceil() as u64)?);
        Some((low + (high - low) * at.fract()) / 1_000.0)
    }
}

/// A breakdown of the funnel by one column.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Segments {
    pub field: String,
    pub groups: Vec<Group>,
}

/// One group of a breakdown.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Group {
    pub value: String,
    pub people: u64,
    pub funnel: Funnel,
}

/// Answers to one question at one place: how often each value was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Source id.
    pub source: String,
    /// Kind of score.
    pub kind: ScoreKind,
    /// Declared scale, inclusive.
    pub scale: (f64, f64),
    /// What the value of the score is; of no account for NPS.
    pub method: ScoreMethod,
    /// The question's label.
    pub label: Option<String>,
    /// High is bad.
    pub flip: bool,
    /// Draws a line of its own.
    pub line: bool,
    /// Value → count, ascending by value.
    pub counts: Vec<(f64, u64)>,
    /// Blank, declared missing, or outside the scale.
    pub missing: u64,
    /// Valid answers.
    pub n: u64,
    /// Where answers are weighted.
    pub weights: Option<Weights>,
}

/// Weighted counts.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Weights {
    /// Value → sum of weights, ascending by value.
    pub counts: Vec<(f64, f64)>,
    /// Sum of squared weights (Kish's effective n).
    pub sum2: f64,
}

/// What is known of a stage.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct StageEvidence {
    pub id: String,
    /// People with a row of this stage.
    pub people: u64,
    /// People who came back to it after another stage.
    pub returned: u64,
    /// First row of the stage to first row of the next stage reached.
    pub time_in: Hist,
    /// Declared for the stage, or pooled of its touchpoints.
    pub answers: Vec<Answers>,
}

/// What is known of a touchpoint.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct TouchpointEvidence {
    pub id: String,
    /// Id of its stage: what its answers and themes add up to. Without it they are not published.
    pub stage: Option<String>,
    /// Id of its channel, of whose people its own may be some.
    pub channel: Option<String>,
    pub people: u64,
    pub answers: Vec<Answers>,
}

/// What is known of a persona.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct PersonaEvidence {
    pub id: String,
    pub people: u64,
    pub stages: Vec<StageEvidence>,
}

/// What is known of a channel.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ChannelEvidence {
    /// Channel id.
    pub id: String,
    /// People with a row of it.
    pub people: u64,
    /// One a question: answers whose row names the channel, else those to its touchpoints. In evidence that may be
    /// published, only where `own` says so; elsewhere the answers of its touchpoints say the same.
    pub answers: Vec<Answers>,
    /// Answers name their channel themselves: some do, of whichever channel.
    pub own: bool,
}

/// The thing that small and rare ones are folded into, in moves and in what followed a step.
pub const OTHER: &str = "other";

/// Directly-follows moves between things of one level, of every unit.
///
/// As many moves come to a thing as leave it, moves to itself apart: those are repeats without anything between. As
/// many units enter as leave, and they are `total`. A move to or from [`OTHER`] stands for several: its `times` are
/// theirs added up, its `people` too, so that one person may be in them twice.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Moves {
    /// `person` or `session`.
    pub unit: String,
    /// `stage`, `touchpoint`, `channel` or `event`.
    pub level: String,
    /// Units that met anything of the level.
    pub total: u64,
    /// `""` is entry and exit.
    pub links: Vec<Link>,
}

/// One move.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Link {
    pub from: String,
    pub to: String,
    /// Units that made it.
    pub people: u64,
    pub times: u64,
    /// From the last row before to the first after; between stages only.
    pub seconds: Hist,
}

/// The ways that most units take through the things of one level.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Sequences {
    /// `person` or `session`.
    pub unit: String,
    /// As of [`Moves`].
    pub level: String,
    /// Units that met anything of the level; those of `top` are a part of them.
    pub total: u64,
    /// Most people first, equal ones in the order of their things.
    pub top: Vec<Sequence>,
}

/// One way from entry to exit, repeats collapsed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sequence {
    /// The things in order; at most ten.
    pub path: Vec<String>,
    /// Units that went exactly so.
    pub people: u64,
    /// True: they went on after the last thing of `path`.
    pub more: bool,
}

/// What the people whom the funnel loses at a step did next.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct After {
    /// Id of the step: the last that they reached.
    pub step: String,
    /// What the funnel counts: `person`, `session` or `attempt`.
    pub unit: String,
    /// As of [`Moves`].
    pub level: String,
    /// Lost at the step; who may still go on is not among them.
    pub people: u64,
    /// Where they add up to `people`; most people first, equal ones by id.
    pub next: Vec<Next>,
}

/// What followed a step.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Next {
    /// The first other thing after the unit's last row of the step; `""` nothing more, [`OTHER`] several.
    pub to: String,
    /// Units.
    pub people: u64,
}

/// Planned against actual order of stages.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Planned {
    /// People who met at least one stage.
    pub met: u64,
    pub skipped: Vec<(String, u64)>,
    pub repeated: Vec<(String, u64)>,
    pub out_of_order: u64,
}

/// People who started in one period, and how many were active in it and in each later one that is over.
///
/// Several cohorts may have the same start: people whose data end at different times.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cohort {
    /// The period with its zone: `2026-07-01+07:00` a day, `2026-W27+07:00` a week (from Monday), `2026-07+07:00` a
    /// month, `Z` is UTC; several periods together as the first and the last, `2026-W27Z/2026-W29Z`.
    pub start: String,
    /// People who started in it.
    pub size: u64,
    /// Of those, how many were active in that period (index 0) and in each one after it. A period that was not over
    /// when the data ended is not in the list: a cohort that is too young for an age stays out of its denominator.
    pub active: Vec<u64>,
}

/// A word or phrase of comments. The entry with the empty text counts all comments at its place: what the others
/// are shares of, also where comments themselves are not published.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Theme {
    /// Stage or touchpoint id.
    pub at: String,
    pub text: String,
    pub count: u64,
    /// Those of them that stand beside an answer.
    pub scored: u64,
    /// Sum of the scores of these, on the axis, each rounded to a millionth, so that adding is exact.
    pub sum: f64,
}

/// What a count that is no answer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// Parcels delivered at or before the promised time, of those with both times.
    OnTime,
    /// People with a cart row who have no purchase row, of people with a cart row.
    Abandoned,
    /// People with two or more orders, of people with an order.
    Repeat,
    /// Summed reach or views of social figures; of nothing.
    Reach,
}

/// A count of some out of all at a stage or touchpoint; merges by adding.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Measure {
    /// Stage or touchpoint id.
    pub at: String,
    pub kind: MeasureKind,
    /// Source id.
    pub source: String,
    pub count: u64,
    /// 0 where it is no share.
    pub of: u64,
    /// Where the rows of carts and of orders were met: what decides `at` and `source`. Only in whole evidence
    /// (`min_group` 0), since only all parts together can decide it.
    pub met: Vec<Met>,
}

impl Measure {
    /// False of carts of whose people nobody knows who bought: nobody with a cart did, and no source of carts has a
    /// purchase.
    pub fn known(&self) -> bool {
        let carts = |source: &str| self.met.iter().any(|met| met.source == source && met.rows > 0);
        let sold = || self.met.iter().any(|met| met.bought > 0 && carts(&met.source));
        self.kind != MeasureKind::Abandoned || self.met.is_empty() || self.count < self.of || sold()
    }
}

/// Rows of a measure at one place of one source.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Met {
    /// Stage or touchpoint id; empty for rows of no place, and for purchases.
    pub at: String,
    /// Source id.
    pub source: String,
    /// Of carts or of orders.
    pub rows: u64,
    /// Rows of purchases of the source, beside carts.
    pub bought: u64,
}

/// One masked comment; only where asked for.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Comment {
    pub at: String,
    pub text: String,
    pub score: Option<f64>,
    pub time: Option<Time>,
}

/// Exact quantiles of one step's durations in seconds (type 7): p25, median, p75, p90; `None` when nobody.
pub type Exact = Option<[f64; 4]>;

/// Exact quantiles of the rows at hand. Never written into evidence (they do not merge): they travel beside
/// it from the measuring module to the figures of the same page, so that the page shows what the rows say.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ExactTimes {
    /// One a step of the overall funnel.
    pub steps: Vec<Exact>,
    /// One list a group, in the order of `segments[0].groups`.
    pub groups: Vec<Vec<Exact>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hist(micros: &[i64]) -> Hist {
        let mut hist = Hist::default();
        micros.iter().for_each(|micros| hist.add(*micros));
        hist
    }

    proptest! {
        #[test]
        fn merging_is_adding(a in prop::collection::vec(0_i64..10_000_000_000, 0..40),
                             b in prop::collection::vec(0_i64..10_000_000_000, 0..40)) {
            let mut merged = hist(&a);
            merged.merge(&hist(&b));
            prop_assert_eq!(merged, hist(&[a, b].concat()));
        }

        #[test]
        fn a_middle_is_within_4_4_percent(ms in 10.0_f64..1e12) {
            let middle = Hist::middle(Hist::bucket(ms)) + 0.5;
            prop_assert!((middle / (ms + 0.5)).ln().abs() <= 1.0 / 16.0 * 2f64.ln() + 1e-12);
        }

        #[test]
        fn quantiles_grow(micros in prop::collection::vec(0_i64..10_000_000_000, 1..40)) {
            let hist = hist(&micros);
            let shown: Vec<_> = [0.0, 0.25, 0.5, 0.75, 0.9, 1.0].map(|q| hist.quantile(q).unwrap()).into();
            prop_assert!(shown.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }
}
