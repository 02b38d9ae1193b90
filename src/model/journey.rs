//! The journey document `jejak.journey/1`: what a person knows or believes about their customers' way.

pub use super::ids::Ids;
use super::period::Every;
use super::rule::{FunnelRule, Role, Rule};
use super::time::Duration;
use crate::value::Value;

/// A journey, checked and with every default filled in.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)] // the fields are those of `documents.md`
pub struct Journey {
    pub title: String,
    /// BCP 47.
    pub lang: Option<String>,
    pub scenario: Option<String>,
    pub goal: Option<String>,
    pub owner: Option<String>,
    pub updated: Option<String>,
    pub to_be: bool,
    pub scale: Scale,
    pub personas: Vec<Persona>,
    pub channels: Vec<Channel>,
    pub stages: Vec<Stage>,
    pub loops: Vec<Loop>,
    pub lanes: Vec<Lane>,
    /// Steps are filled in from the stages where the document gives none.
    pub funnel: FunnelRule,
    pub cohorts: Cohorts,
    pub sources: Vec<Source>,
    /// Keys nobody knows, kept.
    pub ext: Vec<(String, Value)>,
}

/// The scale of hand-written emotions.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Scale {
    pub min: f64,
    pub neutral: f64,
    pub max: f64,
    /// Five words from worst to best, where the author has own ones.
    pub labels: Option<[String; 5]>,
}

impl Default for Scale {
    fn default() -> Self {
        Self { min: -2.0, neutral: 0.0, max: 2.0, labels: None }
    }
}

impl Scale {
    /// A hand-written score on the axis −1…+1, piecewise linear around neutral, clamped.
    ///
    /// ```
    /// # use jejak::model::journey::Scale;
    /// let scale = Scale { min: 1.0, neutral: 3.0, max: 5.0, labels: None };
    /// assert_eq!(scale.axis(4.0), 0.5);
    /// assert_eq!(Scale::default().axis(-2.0), -1.0);
    /// ```
    pub fn axis(&self, score: f64) -> f64 {
        let half = if score < self.neutral { self.neutral - self.min } else { self.max - self.neutral };
        if half > 0.0 { ((score - self.neutral) / half).clamp(-1.0, 1.0) } else { 0.0 }
    }
}

/// A type of customer.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Persona {
    pub id: String,
    pub name: String,
    pub quote: Option<String>,
    pub goals: Vec<String>,
    pub needs: Vec<String>,
    pub frustrations: Vec<String>,
    /// 0…1.
    pub share: Option<f64>,
    pub segment: Option<Segment>,
}

/// Which rows are a persona's: a field with one of some values.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Segment {
    pub field: String,
    pub values: Vec<String>,
}

/// The kinds of channel, each with an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum ChannelKind {
    Web,
    App,
    Email,
    Chat,
    Phone,
    Store,
    Social,
    Search,
    Ads,
    Review,
    Mail,
    Courier,
    Event,
    #[default]
    Other,
}

/// A medium.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Channel {
    pub id: String,
    pub name: String,
    pub kind: ChannelKind,
    pub owned: Option<bool>,
}

/// An emotion that the author writes: one for all, or one a persona. Already on the axis −1…+1.
#[derive(Clone, Debug, PartialEq)]
pub enum Emotion {
    /// One for all.
    All(f64),
    /// Persona id and value.
    Personas(Vec<(String, f64)>),
}

impl Emotion {
    /// The value for a persona, or for all: the mean over personas where only theirs are written.
    pub fn of(&self, persona: Option<&str>) -> Option<f64> {
        match (self, persona) {
            (Self::All(value), _) => Some(*value),
            (Self::Personas(list), Some(id)) => list.iter().find(|(p, _)| p == id).map(|(_, v)| *v),
            (Self::Personas(list), None) if list.is_empty() => None,
            (Self::Personas(list), None) => {
                Some(list.iter().map(|(_, v)| v).sum::<f64>() / list.len() as f64)
            }
        }
    }
}

/// What a stage should reach.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Target {
    pub nps: Option<f64>,
    pub csat: Option<f64>,
    pub ces: Option<f64>,
    pub conversion: Option<f64>,
}

/// A stage of the journey.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Stage {
    pub id: String,
    pub name: String,
    pub goal: Option<String>,
    pub planned: Option<Duration>,
    /// Assumed by the author, on the axis.
    pub emotion: Option<Emotion>,
    /// Wanted, on the axis.
    pub to_be: Option<f64>,
    pub target: Target,
    /// OR. Filled in from the names where the document gives none.
    pub rules: Vec<Rule>,
    pub touchpoints: Vec<Touchpoint>,
}

/// Front of or behind the line of visibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Layer {
    #[default]
    Customer,
    Frontstage,
    Backstage,
    Support,
}

/// One contact between a customer and the brand.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Touchpoint {
    pub id: String,
    pub name: String,
    /// Channel id.
    pub channel: Option<String>,
    /// Persona ids; empty = all.
    pub personas: Vec<String>,
    pub layer: Layer,
    /// 1…5.
    pub importance: Option<f64>,
    pub actions: Vec<String>,
    pub thoughts: Vec<String>,
    pub needs: Vec<String>,
    pub expectations: Vec<String>,
    pub quotes: Vec<String>,
    pub trigger: Option<String>,
    pub emotion: Option<Emotion>,
    pub pains: Vec<Pain>,
    pub opportunities: Vec<Opportunity>,
    /// OR. Filled in from the names where the document gives none.
    pub rules: Vec<Rule>,
}

/// What hurts.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Pain {
    pub text: String,
    /// 1…5.
    pub severity: Option<f64>,
    pub owner: Option<String>,
}

/// State of an opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Status {
    #[default]
    Idea,
    Planned,
    Doing,
    Done,
}

/// What could be better.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Opportunity {
    pub text: String,
    /// 1…5.
    pub impact: Option<f64>,
    /// 1…5.
    pub effort: Option<f64>,
    pub status: Status,
    pub owner: Option<String>,
    /// Only https, http, mailto or relative; anything else was dropped with a warning.
    pub url: Option<String>,
}

/// A way back from one stage to an earlier one.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Loop {
    pub from: String,
    pub to: String,
    pub label: Option<String>,
}

/// The kinds of lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum LaneKind {
    Emotion,
    Actions,
    Touchpoints,
    Thoughts,
    Needs,
    Expectations,
    Quotes,
    Pains,
    Opportunities,
    Metrics,
    Survey,
    Time,
    Frontstage,
    Backstage,
    Support,
    Text,
}

/// One lane of the map.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Lane {
    pub kind: LaneKind,
    pub title: Option<String>,
    pub collapsed: bool,
}

/// Who is followed by retention, and by which calendar.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cohorts {
    /// Days, weeks or months.
    pub every: Every,
    /// Id of the stage whose first row starts a person; else any stage.
    pub start: Option<String>,
    /// Id of the stage whose rows count as active; else any stage.
    pub active: Option<String>,
}

/// What the rows of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum SourceKind {
    #[default]
    Events,
    Orders,
    Survey,
    Tickets,
    Social,
    Shipments,
    Membership,
    Counts,
}

/// The kinds of score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ScoreKind {
    Nps,
    Csat,
    Ces,
    Rating,
}

impl ScoreKind {
    /// The usual scale: NPS 0–10, CSAT 1–5, CES 1–7, rating 1–5.
    pub const fn scale(self) -> (f64, f64) {
        match self {
            Self::Nps => (0.0, 10.0),
            Self::Csat | Self::Rating => (1.0, 5.0),
            Self::Ces => (1.0, 7.0),
        }
    }

    /// The usual method: CSAT is a share, CES and ratings are means; NPS has its own formula and no choice.
    pub const fn method(self) -> ScoreMethod {
        match self {
            Self::Csat => ScoreMethod::Share,
            Self::Nps | Self::Ces | Self::Rating => ScoreMethod::Mean,
        }
    }
}

/// What the value of a score is; both are always derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoreMethod {
    /// The mean of the answers, with Student's t interval.
    Mean,
    /// The share of the favourable answers, with Wilson's interval.
    Share,
}

/// A column of answers.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Score {
    pub column: String,
    pub kind: ScoreKind,
    pub scale: (f64, f64),
    /// What its value is; of no account for NPS.
    pub method: ScoreMethod,
    pub stage: Option<String>,
    pub touchpoint: Option<String>,
    pub label: Option<String>,
    pub comment: Option<String>,
    /// High is bad (an effort question).
    pub flip: bool,
    pub weight: Option<String>,
    /// An answer belongs to the person's last touchpoint at most this long before; in a journey without touchpoints, to
    /// the stage of their last event.
    pub within: Option<Duration>,
    /// Draws a line of its own.
    pub line: bool,
}

/// How times without a unit are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TimeUnit {
    Seconds,
    Millis,
    Micros,
}

/// Order of day, month and year in numeric dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

/// Where rows come from and how they are to be read.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Source {
    pub id: String,
    pub kind: SourceKind,
    pub url: Option<String>,
    pub format: Option<String>,
    /// Role → header, as given; what is not given is recognised.
    pub columns: Vec<(Role, String)>,
    /// Headers of columns that have no role, whatever they look like; one that is given in `columns` has it.
    pub ignore: Vec<String>,
    /// E-mail addresses of people that differ only in capitals are one person.
    pub fold: bool,
    pub scores: Vec<Score>,
    /// As [`Score::within`], for answers whose score says none, and for what is said beside no question; default for that: the
    /// longest of the scores.
    pub within: Option<Duration>,
    /// Column → inclusive range of valid answers.
    pub valid: Vec<(String, (f64, f64))>,
    /// Column → values that mean "no answer".
    pub missing: Vec<(String, Vec<String>)>,
    pub time_unit: Option<TimeUnit>,
    pub date_order: Option<DateOrder>,
    /// `,` or `.`.
    pub decimal: Option<char>,
    pub zone: Option<String>,
    /// The year of dates without one.
    pub year: Option<u16>,
    /// Which table, sheet or member of the file, from 1.
    pub table: Option<u16>,
}
