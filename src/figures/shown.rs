//! The figures that layouts and tables show; plain data.

use crate::model::evidence::MeasureKind;
use crate::model::journey::{ScoreKind, ScoreMethod};
use crate::model::period::Every;
use crate::model::rule::Unit;
use crate::model::time::{Duration, Time};
use std::sync::OnceLock;

/// An interval, lower and upper bound.
pub type Interval = (f64, f64);

/// Everything derived from a journey and its evidence.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Figures {
    /// Everybody seen; `None` without evidence.
    pub people: Option<u64>,
    /// What `people` of the funnel and of all are: people, or what else its rule counts.
    pub unit: Unit,
    /// First and last time of the data.
    pub period: Option<(Time, Time)>,
    /// The funnel, when there is one.
    pub funnel: Option<FunnelFigures>,
    /// Breakdowns of the funnel.
    pub segments: Vec<SegmentFigures>,
    /// One a stage of the journey, in its order.
    pub stages: Vec<StageFigures>,
    /// One a persona, in the journey's order: the same stages, from that persona's answers.
    pub personas: Vec<PersonaFigures>,
    /// One line of emotion a source, and one for each question that draws its own.
    pub lines: Vec<LineFigures>,
    /// One a channel, in the journey's order.
    pub channels: Vec<ChannelFigures>,
    /// The one sentence over the picture, as data.
    pub finding: Finding,
    /// Which sources' answers make the emotion line, for the footer.
    pub methods: Vec<Method>,
    /// All valid answers and all missing ones.
    pub answers: (u64, u64),
    /// The reference of the priority (0 = neutral, a target, or a mean).
    pub reference: Reference,
    /// Steps (indices) at which ordered and any-order counts differ by more than 10 %.
    pub order_matters: Vec<usize>,
    /// Planned against actual order of stages.
    pub planned: Option<PlannedFigures>,
    /// How many came back, by the age of their cohort.
    pub retention: Option<RetentionFigures>,
    /// Some question was answered, or left out by somebody.
    pub asked: bool,
    /// Answers, question by question; nothing until they are asked for ([`Figures::survey`]).
    pub survey: OnceLock<super::SurveyFigures>,
    /// Now against an earlier evidence, where there is one.
    pub changes: Option<super::Changes>,
}

/// Retention of all cohorts together.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RetentionFigures {
    /// Days, weeks or months.
    pub every: Every,
    /// Zone of the calendar, as the evidence writes it: `+07:00`, `Z`.
    pub zone: String,
    /// People of all cohorts, those that are too young for any age included.
    pub people: u64,
    /// By age; 0 is the period in which they started.
    pub ages: Vec<RetentionAge>,
}

/// Retention at one age.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct RetentionAge {
    /// Periods after the first.
    pub age: u64,
    /// People who were active then.
    pub active: u64,
    /// People of the cohorts that are old enough.
    pub of: u64,
    /// active / of.
    pub share: Option<f64>,
    /// Wilson 95 %.
    pub interval: Option<Interval>,
}

/// How people kept to the planned order of stages.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PlannedFigures {
    /// People who met at least one stage.
    pub met: u64,
    /// Of those, how many met stages out of order.
    pub out_of_order: u64,
    /// out_of_order / met.
    pub share: Option<f64>,
    /// Wilson 95 %.
    pub interval: Option<Interval>,
}

/// A funnel, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FunnelFigures {
    /// One a step.
    pub steps: Vec<StepFigures>,
    /// Index of the step *after which* most people are lost (at least 30 entrants).
    pub worst_by_people: Option<usize>,
    /// Index of the step with the lowest `of_previous` (at least 30 entrants).
    pub worst_by_rate: Option<usize>,
}

/// One step, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StepFigures {
    /// Step id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// People who reached it.
    pub people: u64,
    /// People whose chain starts here.
    pub entered: u64,
    /// People at this step who may still reach the next.
    pub pending: u64,
    /// People at this step who did not reach the next required one and are not pending; 0 at the last, and at
    /// optional steps, where nobody stops.
    pub dropped: u64,
    /// People with such a row at any time.
    pub seen: u64,
    /// People with this many steps in any order.
    pub any_order: u64,
    /// people / (people at the required step before − pending there); `None` at the first step or with n = 0.
    pub of_previous: Option<f64>,
    /// people / people at the first step, without those pending before it.
    pub of_first: Option<f64>,
    /// people / everybody seen.
    pub of_all: Option<f64>,
    /// Wilson 95 %.
    pub interval_of_previous: Option<Interval>,
    /// Wilson 95 %.
    pub interval_of_first: Option<Interval>,
    /// From the step before, of those who reached this one.
    pub seconds: Quantiles,
    /// Under 30 entrants at the step before: not ranked.
    pub too_few: bool,
    /// May be left out: nobody is lost at it, and rates behind it refer to the last required step.
    pub optional: bool,
}

/// Quantiles of durations in seconds; all `None` when n = 0.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Quantiles {
    pub n: u64,
    pub p25: Option<f64>,
    pub median: Option<f64>,
    pub p75: Option<f64>,
    pub p90: Option<f64>,
    /// True where they come from the rows themselves; false where a histogram of ±4.4 % is all there is.
    pub exact: bool,
    /// Why they may say less than they seem to.
    pub caution: Option<Caution>,
}

/// Why a median time may mean less than it seems to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Half or more took no time at all: both rows are written at one instant.
    AtOnce,
    /// All times are whole days, hours or minutes, and the median is under two of these.
    Coarse(Grain),
    /// The median is longer than the pause that ends a session, which is given: many came back on another visit.
    Visits(Duration),
}

/// The unit that times are known in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Grain {
    Day,
    Hour,
    Minute,
}

/// A breakdown, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SegmentFigures {
    /// The column.
    pub field: String,
    /// Largest first as in the evidence.
    pub groups: Vec<GroupFigures>,
    /// How many differences were tested: what Holm's adjustment is over.
    pub tests: u64,
}

/// Which rate two groups are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Of {
    /// `of_previous`.
    #[default]
    Previous,
    /// `of_first`, at the last step.
    First,
}

/// The rate of a group minus that of the rest.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Difference {
    /// Index of the step.
    pub step: usize,
    /// Which rate.
    pub of: Of,
    /// Group minus rest, −1…1.
    pub value: f64,
    /// Newcombe 95 %.
    pub interval: Interval,
    /// Fisher's exact test, or pooled z where every expected count is 5 or more; `None` where either side has
    /// under 30 entrants.
    pub p: Option<f64>,
    /// The same after Holm, over all that are tested.
    pub adjusted_p: Option<f64>,
}

impl Difference {
    /// True where the adjusted p is under 0.05.
    pub fn is_sure(&self) -> bool {
        self.adjusted_p.is_some_and(|p| p < super::who::SURE)
    }
}

/// One group, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GroupFigures {
    /// The value; empty text = blank.
    pub value: String,
    /// People of the group.
    pub people: u64,
    /// Its funnel.
    pub funnel: FunnelFigures,
    /// Against the rest: each step, and the last against the first.
    pub differences: Vec<Difference>,
}

/// How well a cell is backed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Backing {
    /// n ≥ 30, or n ≥ 10 with half-width ≤ 0.15 on the axis.
    Data,
    /// Some rows.
    Partial,
    /// None: the author's word only.
    #[default]
    Assumption,
}

/// A score of one question at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreFigures {
    /// Source id.
    pub source: String,
    /// Question's label, if any.
    pub label: Option<String>,
    /// Kind.
    pub kind: ScoreKind,
    /// Declared scale.
    pub scale: (f64, f64),
    /// What `value` is; of no account for NPS.
    pub method: ScoreMethod,
    /// True where answers are weighted.
    pub weighted: bool,
    /// Kish's effective n: what the intervals are made with; n itself where answers have no weights.
    pub effective: f64,
    /// NPS in −100…100; else the mean, or the share of favourable answers 0…1: as `method` says.
    pub value: Option<f64>,
    /// 95 %.
    pub interval: Option<Interval>,
    /// Mean of the answers on their own scale.
    pub mean: Option<f64>,
    /// Student t 95 % of the mean; `None` under 5 answers or when all are equal.
    pub mean_interval: Option<Interval>,
    /// Share of the favourable answers (promoters, top two, 5–7).
    pub share: Option<f64>,
    /// Wilson 95 % of that share.
    pub share_interval: Option<Interval>,
    /// On the axis −1…+1.
    pub axis: Option<f64>,
    /// 95 % on the axis; `None` under 5 answers or when all are equal.
    pub axis_interval: Option<Interval>,
    /// Valid answers.
    pub n: u64,
    /// Left out: blank, declared missing or outside the scale.
    pub missing: u64,
    /// Value → count.
    pub counts: Vec<(f64, u64)>,
    /// Five-level distribution on the axis (angry … delighted), counts.
    pub levels: [u64; 5],
}

impl ScoreFigures {
    /// True where the value is a share 0…1.
    pub fn is_share(&self) -> bool {
        self.kind != ScoreKind::Nps && self.method == ScoreMethod::Share
    }
}

/// The measured emotion of a stage or touchpoint: one point of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// On the axis −1…+1.
    pub value: f64,
    /// 95 %; `None` under 5 answers (drawn hollow) or when all answers are equal: no band.
    pub interval: Option<Interval>,
    /// Answers.
    pub n: u64,
}

/// Where the author's assumption lies outside the measured interval and at least 0.25 away, with n ≥ 5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Assumed, on the axis.
    pub assumed: f64,
    /// Measured, on the axis.
    pub measured: f64,
    /// assumed − measured: positive = the map was too hopeful.
    pub size: f64,
}

/// People lost × dip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Priority {
    /// lost × dip; at the last stage people × dip (ranked apart).
    pub value: f64,
    /// People lost here (people of the last stage there).
    pub lost: u64,
    /// Reference − measured, not below 0.
    pub dip: f64,
    /// The last stage is ranked apart.
    pub last: bool,
}

/// A moment of truth; at most three are drawn, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The lowest measured point.
    Trough,
    /// Importance − performance ≥ 0.25.
    Importance,
    /// The last measured point.
    End,
    /// The highest measured point.
    Peak,
}

/// One stage, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StageFigures {
    /// Stage id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Index of the funnel's step of this stage, if it is one.
    pub step: Option<usize>,
    /// Funnel's people here; else people seen here.
    pub people: Option<u64>,
    /// Funnel's people lost here (to the next step).
    pub lost: Option<u64>,
    /// Still in the window here.
    pub pending: u64,
    /// Share that went on to the next step, with its interval (pending left out).
    pub went_on: Option<(f64, Interval)>,
    /// Median and others: to the next step of the funnel, else first row here to first row of the next stage.
    pub to_next: Quantiles,
    /// First row here to first row of the next stage reached, of everybody who reached one.
    pub time_in: Quantiles,
    /// Measured emotion: all answers here pooled on the axis.
    pub measured: Option<Measured>,
    /// Assumed emotion, on the axis.
    pub assumed: Option<f64>,
    /// Wanted emotion, on the axis.
    pub to_be: Option<f64>,
    /// Set where the map is wrong.
    pub gap: Option<Gap>,
    /// `None` without a score.
    pub priority: Option<Priority>,
    /// Moments of truth at this stage.
    pub moments: Vec<Moment>,
    /// How well the stage is backed.
    pub backing: Backing,
    /// Scores declared for the stage or pooled from its touchpoints, one a question.
    pub scores: Vec<ScoreFigures>,
    /// Its touchpoints in their order.
    pub touchpoints: Vec<TouchpointFigures>,
    /// Comments kept in the evidence for this stage.
    pub comments: u64,
    /// Mean score of the comments here on the axis, where they had scores.
    pub comment_mean: Option<f64>,
    /// What comments here name, most named first; `of` is all comments here.
    pub themes: Vec<ThemeFigures>,
    /// Shares and sums that are no answers.
    pub measures: Vec<MeasureFigures>,
    /// Where people went directly from here, most people first; everybody who left here once or more.
    pub onward: Vec<Onward>,
    /// People who came back to this stage after another one.
    pub returned: u64,
    /// People who met a later stage without this one, where the planned order is known.
    pub skipped: Option<u64>,
}

/// A theme of comments, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ThemeFigures {
    /// The word or phrase.
    pub text: String,
    /// Comments that name it.
    pub count: u64,
    /// Comments at this place.
    pub of: u64,
    /// Mean score of those comments on the axis, where they had scores.
    pub mean: Option<f64>,
}

/// A share or a sum that is no answer, derived.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureFigures {
    /// What it counts.
    pub kind: MeasureKind,
    /// Touchpoint (index in the stage) it was counted at; `None` = the stage.
    pub touchpoint: Option<usize>,
    /// Source id.
    pub source: String,
    /// How many.
    pub count: u64,
    /// Of how many; 0 where it is no share.
    pub of: u64,
    /// count / of.
    pub share: Option<f64>,
    /// Wilson 95 %.
    pub interval: Option<Interval>,
}

/// Where people went next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Onward {
    /// Stage index; `None` = they were not seen again.
    pub to: Option<usize>,
    /// People who made this move.
    pub people: u64,
    /// How often it was made.
    pub times: u64,
    /// From the last row before it to the first row after it; nobody is timed who was not seen again.
    pub seconds: Quantiles,
}

/// One touchpoint, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TouchpointFigures {
    /// Touchpoint id.
    pub id: String,
    /// People with a row here; `None` without evidence.
    pub people: Option<u64>,
    /// Measured emotion here.
    pub measured: Option<Measured>,
    /// Scores of this touchpoint.
    pub scores: Vec<ScoreFigures>,
    /// How well it is backed.
    pub backing: Backing,
    /// Assumed emotion, on the axis, where the author gave the touchpoint one of its own.
    pub assumed: Option<f64>,
    /// Set where the map is wrong about it.
    pub gap: Option<Gap>,
    /// Importance minus performance, both 0…1; the answers of its stage stand in where it has none.
    pub importance_gap: Option<f64>,
    /// [`Moment::Importance`] where it matters much more than it performs.
    pub moments: Vec<Moment>,
    /// What comments here name, most named first.
    pub themes: Vec<ThemeFigures>,
}

/// What one source alone says of emotion, stage by stage.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct LineFigures {
    /// Source id.
    pub source: String,
    /// The question, where it draws a line of its own.
    pub label: Option<String>,
    /// One a stage of the journey; `None` where nobody was asked.
    pub points: Vec<Option<Measured>>,
}

/// One channel, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ChannelFigures {
    /// Channel id.
    pub id: String,
    /// People with a row of it; `None` where they are not counted.
    pub people: Option<u64>,
    /// Measured emotion: the answers of all its touchpoints pooled on the axis.
    pub measured: Option<Measured>,
    /// Scores of its touchpoints, one a question.
    pub scores: Vec<ScoreFigures>,
}

/// One persona, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PersonaFigures {
    /// Persona id.
    pub id: String,
    /// People; `None` without evidence of them.
    pub people: Option<u64>,
    /// Share of all people, where both are counted.
    pub share: Option<f64>,
    /// Fewer people than the evidence's minimum group: shown by name only, no line, no figure.
    pub small: bool,
    /// One a stage: measured point and assumed value of this persona, and the gap.
    pub stages: Vec<PersonaStage>,
}

/// One persona at one stage.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PersonaStage {
    /// People of this persona at this stage.
    pub people: Option<u64>,
    /// Measured emotion.
    pub measured: Option<Measured>,
    /// Assumed emotion.
    pub assumed: Option<f64>,
    /// Set where the map is wrong.
    pub gap: Option<Gap>,
    /// Scores of this persona, one a question.
    pub scores: Vec<ScoreFigures>,
}

/// How a line was made: kind, scale, n.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Method {
    pub source: String,
    pub kind: ScoreKind,
    pub scale: (f64, f64),
    pub n: u64,
    pub missing: u64,
    pub weighted: bool,
}

/// What dips are measured against.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Reference {
    /// Neutral, 0: some stage lies below it.
    #[default]
    Neutral,
    /// The people-weighted mean over the stages: none lies below neutral.
    Mean(f64),
    /// The targets of the stages, where given.
    Target,
}

/// The one sentence over the picture, as data; words make the sentence.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Finding {
    /// No stage has anything to say.
    #[default]
    Nothing,
    /// Highest priority: stage index, people lost, times the next priority, theme (text, count, of).
    Priority {
        /// Stage index.
        stage: usize,
        /// People lost there.
        lost: u64,
        /// How many times the next priority, when there is a next above 0.
        times: Option<f64>,
        /// Top theme there: text, comments naming it, comments.
        theme: Option<(String, u64, u64)>,
    },
    /// No priorities: the largest loss.
    Loss {
        /// Stage index (or step index where there are no stages).
        stage: usize,
        /// People lost.
        lost: u64,
        /// Of how many, without pending.
        of: u64,
    },
    /// A funnel of too few people to rank its steps, and no score.
    TooFew {
        /// People at the first step.
        people: u64,
    },
    /// Scores but no loss: the lowest measured stage.
    Lowest {
        /// Stage index.
        stage: usize,
        /// On the axis.
        value: f64,
        /// Answers.
        n: u64,
    },
    /// No data: the lowest point the author assumes.
    Assumed {
        /// Stage index.
        stage: usize,
        /// On the axis.
        value: f64,
    },
}
