//! How the answers of each source came to where they stand, counted: what is said of them beside the evidence.
//!
//! Must never know: means, words.

use super::placing::{Placing, Why};
use super::survey::Context;
use crate::diag::Issue;
use crate::error::Code;
use crate::model::order::arrange;
use crate::model::time::Duration;
use std::collections::BTreeMap;

/// Most cells that are named.
const NAMED: usize = 8;

/// The answers of one table: how many are where they are for which reason.
pub type Tally = BTreeMap<Why, u64>;

/// A cell that names no one stage, and how many answers stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misnamed {
    /// As it is written.
    pub cell: String,
    /// How many answers.
    pub answers: u64,
}

/// How the answers of a source came to where they stand. What is missing (blank, outside the scale) is not among them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Placed {
    /// Id of the source.
    pub source: String,
    /// By a cell of their row, by what their score declares, by a rule, or because their source is about one thing.
    pub told: u64,
    /// At their person's last contact before them.
    pub last: u64,
    /// The longest time from that contact to the answer which counts, where one is given.
    pub within: Option<Duration>,
    /// The last contact is a touchpoint; else, where the journey has none, an event of a stage.
    pub touchpoints: bool,
    /// Nowhere: their cells name no stage of the journey.
    pub unknown: u64,
    /// The commonest of those cells.
    pub unknown_cells: Vec<Misnamed>,
    /// Nowhere: their cells could be several stages.
    pub several: u64,
    /// The commonest of those cells.
    pub several_cells: Vec<Misnamed>,
    /// Nowhere: nothing says to which stage they belong.
    pub free: u64,
    /// Nowhere: they, or the events, have no time.
    pub no_time: u64,
    /// Nowhere: their person has no event.
    pub nobody: u64,
    /// Nowhere: their person has no contact so shortly before them.
    pub too_long: u64,
}

impl Placed {
    /// Of the answers of table `at`.
    pub fn of(context: &Context<'_>, at: usize, tally: &Tally) -> Option<Self> {
        let table = context.tables.get(at)?;
        let source = context.journey.sources.iter().find(|source| source.id == table.source)?;
        let placing = Placing::new(context, at, table);
        let mut placed = Self {
            source: table.source.clone(),
            within: source.scores.iter().filter_map(|score| score.within).max_by_key(|within| within.micros),
            touchpoints: !context.journey.stages.iter().all(|stage| stage.touchpoints.is_empty()),
            ..Self::default()
        };
        let misnamed = |column: &usize, code: &u32, answers: u64| Misnamed {
            cell: placing.cell(*column, *code).trim().to_owned(),
            answers,
        };
        for (why, answers) in tally {
            let count = match why {
                Why::Cell | Why::Declared | Why::Rule | Why::Source => &mut placed.told,
                Why::Last => &mut placed.last,
                Why::Free => &mut placed.free,
                Why::NoTime => &mut placed.no_time,
                Why::Nobody => &mut placed.nobody,
                Why::TooLong => &mut placed.too_long,
                Why::Unknown(column, code) => {
                    placed.unknown_cells.push(misnamed(column, code, *answers));
                    &mut placed.unknown
                }
                Why::Several(column, code) => {
                    placed.several_cells.push(misnamed(column, code, *answers));
                    &mut placed.several
                }
            };
            *count = count.saturating_add(*answers);
        }
        for cells in [&mut placed.unknown_cells, &mut placed.several_cells] {
            arrange(cells, |a, b| b.answers.cmp(&a.answers).then_with(|| a.cell.cmp(&b.cell)));
            cells.truncate(NAMED);
        }
        Some(placed)
    }

    /// How many answers stand nowhere.
    pub fn nowhere(&self) -> u64 {
        [self.unknown, self.several, self.free, self.no_time, self.nobody, self.too_long]
            .iter()
            .fold(0, |sum: u64, count| sum.saturating_add(*count))
    }
}

/// Said in the evidence where cells could be several stages: how many answers stand nowhere for that.
pub fn unclear(tally: Option<&Tally>) -> Option<Issue> {
    let several = tally?.iter().filter(|(why, _)| matches!(why, Why::Several(..)));
    let count = several.fold(0, |sum: u64, (_, answers)| sum.saturating_add(*answers));
    // No sample: a cell may hold anything, and evidence is published.
    (count > 0).then(|| Issue { code: Code::SeveralStages, count, first: Vec::new() })
}
