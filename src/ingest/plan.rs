//! What a reader is asked for.

use super::MAX_ROWS;
use super::systems::STATUS;
use crate::model::journey::{DateOrder, Source, SourceKind, TimeUnit};
use crate::model::rule::Role;
use crate::model::time::day_of;

/// What the rows must be good for; without it a file is refused with `no_column`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Need {
    /// Nothing in particular: every recognised column is kept.
    #[default]
    Any,
    /// A person and an event a row.
    Events,
    /// The answer columns that are given.
    Scores,
    /// Whatever makes a picture, nothing being known: every recognised column is kept, and rows that are no events
    /// become events where their columns tell what happened.
    Picture,
}

/// How a source is to be read: what is given wins over every guess.
///
/// ```
/// use jejak::ingest::{Need, Plan};
/// let plan = Plan { source: "shop".into(), need: Need::Events, ..Plan::default() };
/// assert_eq!(plan.max_rows, 10_000_000);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Id of the source, becomes the table's name.
    pub source: String,
    /// Role → header, as given. A header that does not exist is an error.
    pub columns: Vec<(Role, String)>,
    /// Headers of columns that get no role by themselves; whoever names such a header still has its cells.
    pub ignore: Vec<String>,
    /// E-mail addresses of people that differ only in capitals are one person.
    pub fold: bool,
    /// Further headers or roles to keep. A header that does not exist is an error; a role nobody has is not.
    pub keep: Vec<String>,
    /// Headers or roles that are kept where they exist; a header that does not is an issue (`unknown_column`).
    pub wish: Vec<String>,
    /// As `wish`, but nothing is said where one does not exist: fields that any source of a journey may have.
    pub hope: Vec<String>,
    /// Headers among the kept ones that are read as numbers (weights); amounts and counts are anyway.
    pub numbers: Vec<String>,
    /// Unit of times that are plain numbers.
    pub time_unit: Option<TimeUnit>,
    /// Order of day and month in numeric dates.
    pub date_order: Option<DateOrder>,
    /// `,` or `.`.
    pub decimal: Option<char>,
    /// Zone of times without one: `+07:00`, `WIB`, `Asia/Jakarta`, `UTC` (the default).
    pub zone: Option<String>,
    /// The sign between the cells of a CSV, where it is known.
    pub delimiter: Option<u8>,
    /// The day, from 1970-01-01, from which dates without a year and numbered days are counted.
    pub since: Option<i64>,
    /// Which table of a file with several is read, from 1; otherwise the one with the most rows.
    pub table: Option<usize>,
    /// The system whose layout the file has, by its name, or `status`: the last known status of a row says which
    /// steps were passed. `None` and `auto`: it is recognised.
    pub format: Option<String>,
    /// What the rows must be good for.
    pub need: Need,
    /// Rows over this are `too_many_rows`.
    pub max_rows: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            source: String::new(),
            columns: Vec::new(),
            ignore: Vec::new(),
            fold: false,
            keep: Vec::new(),
            wish: Vec::new(),
            hope: Vec::new(),
            numbers: Vec::new(),
            time_unit: None,
            date_order: None,
            decimal: None,
            zone: None,
            delimiter: None,
            since: None,
            table: None,
            format: None,
            need: Need::Any,
            max_rows: MAX_ROWS,
        }
    }
}

impl Plan {
    /// True where a status may stand for the steps that were passed.
    pub fn wants_status(&self) -> bool {
        self.need == Need::Picture || self.format.as_deref() == Some(STATUS)
    }

    /// The first day of a year, for [`Self::since`].
    pub fn first_of(year: u16) -> Option<i64> {
        day_of(i64::from(year), 1, 1)
    }

    /// The plan of a journey's source; `keep` are the fields that its rules name (kept where they exist), `shared`
    /// those of them that any source may have and most have not.
    pub fn of(source: &Source, keep: Vec<String>, shared: &[String]) -> Self {
        let (hope, wish) = keep.into_iter().partition(|field| shared.contains(field));
        let mut plan = Self {
            source: source.id.clone(),
            columns: source.columns.clone(),
            ignore: source.ignore.clone(),
            fold: source.fold,
            wish,
            hope,
            time_unit: source.time_unit,
            date_order: source.date_order,
            decimal: source.decimal,
            zone: source.zone.clone(),
            since: source.year.and_then(Self::first_of),
            table: source.table.map(usize::from),
            format: source.format.clone(),
            need: match source.kind {
                SourceKind::Events => Need::Events,
                SourceKind::Survey => Need::Scores,
                _ => Need::Any,
            },
            ..Self::default()
        };
        for score in &source.scores {
            plan.keep.push(score.column.clone());
            plan.keep.extend(score.comment.clone());
            if let Some(weight) = &score.weight {
                plan.keep.push(weight.clone());
                plan.numbers.push(weight.clone());
            }
        }
        plan
    }
}
