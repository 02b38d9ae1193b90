//! The counting rule of a funnel: its steps and its switches.

use super::time::Duration;

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names are those of `documents.md`, one word each
pub enum Role {
    Person,
    Time,
    End,
    Event,
    Channel,
    Score,
    Comment,
    Stage,
    Touchpoint,
    Segment,
    Session,
    Amount,
    Status,
    Lifecycle,
    Promised,
    Delivered,
    Count,
    Step,
}

impl Role {
    /// All roles, in the order of `documents.md`.
    pub const ALL: [Self; 18] = [
        Self::Person,
        Self::Time,
        Self::End,
        Self::Event,
        Self::Channel,
        Self::Score,
        Self::Comment,
        Self::Stage,
        Self::Touchpoint,
        Self::Segment,
        Self::Session,
        Self::Amount,
        Self::Status,
        Self::Lifecycle,
        Self::Promised,
        Self::Delivered,
        Self::Count,
        Self::Step,
    ];

    /// The word that documents use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Time => "time",
            Self::End => "end",
            Self::Event => "event",
            Self::Channel => "channel",
            Self::Score => "score",
            Self::Comment => "comment",
            Self::Stage => "stage",
            Self::Touchpoint => "touchpoint",
            Self::Segment => "segment",
            Self::Session => "session",
            Self::Amount => "amount",
            Self::Status => "status",
            Self::Lifecycle => "lifecycle",
            Self::Promised => "promised",
            Self::Delivered => "delivered",
            Self::Count => "count",
            Self::Step => "step",
        }
    }

    /// The role that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// How a condition compares a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The cell is this text (exact after trimming; events fold case only for default matches).
    Equals(String),
    /// The cell is one of these.
    In(Vec<String>),
    /// The cell starts with this.
    Prefix(String),
    /// The cell contains this.
    Contains(String),
    /// The cell is a number ≥ this.
    AtLeast(f64),
    /// The cell is a number ≤ this.
    AtMost(f64),
    /// As `In`, but case-folded and blank-trimmed: the default match of a stage by its names.
    Named(Vec<String>),
}

/// One condition on one row, or several that must all hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// One condition.
    Field {
        /// Only rows of this source, if given.
        source: Option<String>,
        /// A role's word or a header; the role wins.
        field: String,
        /// The comparison.
        test: Test,
        /// True: the comparison must fail.
        not: bool,
    },
    /// All of these (AND).
    All(Vec<Rule>),
}

/// One step of a funnel: any of its rules makes a row match.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Stable id: the stage's id, or made from the name.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// OR over rules.
    pub any: Vec<Rule>,
    /// May be left out between its neighbours.
    pub optional: bool,
    /// Own window from the step before, where the funnel's is `each`.
    pub window: Option<Duration>,
}

/// In which order the steps must happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// In order, anything between (the default).
    #[default]
    Ordered,
    /// In order, nothing between.
    Strict,
    /// In any order.
    Any,
}

/// How long a chain may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Window {
    /// No limit (the default).
    #[default]
    None,
    /// From the first step, inclusive.
    First(Duration),
    /// From the step before, inclusive.
    Each(Duration),
    /// Within one session.
    Session,
}

/// What counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unit {
    /// A person (the default).
    #[default]
    Person,
    /// A session.
    Session,
    /// A disjoint attempt.
    Attempt,
}

/// What happens with rows at the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ties {
    /// Equal times count as in order (the default).
    #[default]
    Allow,
    /// Times must increase.
    Forbid,
    /// Rows this close count in either order.
    Grace(Duration),
}

/// Which first-step rows may start a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Entry {
    /// Any; the best attempt counts (the default).
    #[default]
    Best,
    /// Only the person's first.
    First,
}

/// At which row of the chain the breakdown column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum At {
    /// The first step's row (the default); for people who never entered, their first row.
    #[default]
    First,
    /// The furthest step's row.
    Last,
    /// The row of step N, from 1.
    Step(usize),
}

/// Rows that spoil a chain between two steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Exclusion {
    /// Which rows.
    pub rule: Rule,
    /// Steps i and j, from 1.
    pub between: (usize, usize),
}

/// The steps and every switch of a funnel.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FunnelRule {
    /// In their order. Empty in a journey: its stages.
    pub steps: Vec<Step>,
    /// Order of steps.
    pub order: Order,
    /// Time limit.
    pub window: Window,
    /// What is counted.
    pub unit: Unit,
    /// Gap that ends a session where rows have no session id; default 30 min.
    pub session_gap: Option<Duration>,
    /// Equal times.
    pub ties: Ties,
    /// Start rows.
    pub entry: Entry,
    /// People may enter at any step.
    pub open: bool,
    /// Spoiling rows.
    pub exclude: Vec<Exclusion>,
    /// Column constant along the chain.
    pub hold: Option<String>,
    /// Breakdown column, or `persona`.
    pub by: Option<String>,
    /// Where the breakdown is read.
    pub at: At,
    /// The product whose preset was taken.
    pub like: Option<String>,
}
