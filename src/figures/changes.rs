//! Two periods compared: what is shown now against an earlier evidence.
//!
//! Shares by Newcombe's interval with Fisher's or the z test, Net Promoter Scores by two adjusted-Wald estimates,
//! means by Welch's t test; one Holm adjustment over everything that is tested. People lost and median times are
//! put beside each other and not tested: how many are lost depends on how many came, and an evidence holds no
//! order of times. `docs/adr/0012-comparison.md` has the reasons.

use super::who::SURE;
use super::{Figures, Interval, Of};
use crate::model::evidence::MeasureKind;
use crate::model::time::Time;

/// What is shown now against an earlier evidence.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Changes {
    /// First and last time of the earlier data.
    pub period: Option<(Time, Time)>,
    /// Everybody seen then.
    pub people: u64,
    /// One a step of the funnel as it was; empty where the funnels cannot be compared.
    pub steps: Vec<Was>,
    /// One a stage as it was, in the journey's order.
    pub stages: Vec<Was>,
    /// Every difference, in the order of steps and stages.
    pub list: Vec<Change>,
    /// How many of them were tested: what Holm's adjustment is over.
    pub tests: u64,
    /// What was not compared, or only with care, and why.
    pub unlike: Vec<Unlike>,
}

/// What a step or stage was like; none of it is tested.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Was {
    /// People here then.
    pub people: Option<u64>,
    /// People lost here then.
    pub lost: Option<u64>,
    /// Median seconds: of a step from the one before, of a stage to the next.
    pub median: Option<f64>,
}

/// Which figure changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// A rate of a step (index).
    Step(usize, Of),
    /// A score: stage, touchpoint in it (`None` = the stage), its place among the scores there.
    Score(usize, Option<usize>, usize),
    /// The measured emotion of a stage or touchpoint, on the axis.
    Emotion(usize, Option<usize>),
    /// A share that is no answer: stage, and its place among the measures there.
    Measure(usize, usize),
}

/// How a difference was tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Fisher's exact test of two shares.
    Fisher,
    /// The pooled z test of two shares.
    Z,
    /// Two adjusted-Wald estimates of a Net Promoter Score.
    Wald,
    /// Welch's t test of two means.
    Welch,
}

/// Now minus then, in the unit of the figure: shares 0…1, NPS points, the scale of a mean, the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Which figure.
    pub at: At,
    /// What it was.
    pub before: f64,
    /// What it is.
    pub now: f64,
    /// Now minus then.
    pub value: f64,
    /// 95 %; `None` where either side has none (under five answers, or all equal).
    pub interval: Option<Interval>,
    /// How many stand behind it, then and now.
    pub n: (u64, u64),
    /// How it was tested; `None` where either side has under 30.
    pub test: Option<Test>,
    /// Two-sided.
    pub p: Option<f64>,
    /// After Holm, over everything that is tested.
    pub adjusted_p: Option<f64>,
}

impl Change {
    /// True where the adjusted p is under 0.05.
    pub fn is_sure(&self) -> bool {
        self.adjusted_p.is_some_and(|p| p < SURE)
    }
}

/// Why something was not compared, or must be read with care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// Another counting rule, or other steps: no step is compared.
    Rule,
    /// Other stages: only those of both are compared.
    Stages,
    /// Other questions, or another scale, at this stage: they are not compared.
    Questions(usize),
    /// The periods overlap: whoever is in both is taken for two people.
    Overlap,
    /// The evidence to compare with is the later one.
    Later,
}

impl Figures {
    /// True where a change is one for the worse: less of everything is, but of carts that were left behind more.
    pub fn is_worse(&self, change: &Change) -> bool {
        let less_is_better = match change.at {
            At::Measure(stage, at) => {
                let measure = self.stages.get(stage).and_then(|stage| stage.measures.get(at));
                measure.is_some_and(|measure| measure.kind == MeasureKind::Abandoned)
            }
            _ => false,
        };
        if less_is_better { change.value > 0.0 } else { change.value < 0.0 }
    }
}

impl Changes {
    /// The change of a figure, where it was compared.
    pub fn of(&self, at: At) -> Option<&Change> {
        self.list.iter().find(|change| change.at == at)
    }
}
