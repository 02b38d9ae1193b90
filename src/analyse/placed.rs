//! How the answers of each source, and its comments beside no question, came to where they stand, counted: what is said of
//! them beside the evidence.
//!
//! Must never know: means, words.

use super::placing::{Placing, Stray, Why, longest, said_within};
use super::survey::Context;
use crate::diag::Issue;
use crate::error::Code;
use crate::model::time::Duration;
use core::cmp::Reverse;
use std::collections::BTreeMap;

/// Most cells that are named.
const NAMED: usize = 8;

/// The answers of one table, or its comments: how many are where they are for which reason.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    told: u64,
    last: u64,
    past: u64,
    unknown: u64,
    several: u64,
    free: u64,
    no_time: u64,
    nobody: u64,
    too_long: u64,
    /// By whether they stand somewhere all the same, column and code: answers beside a cell that names no one place.
    cells: BTreeMap<(bool, usize, usize), u64>,
}

impl Tally {
    /// Adds an answer.
    pub fn add(&mut self, why: Why) {
        let count = match why {
            Why::Cell | Why::Declared | Why::Rule | Why::Source => &mut self.told,
            Why::Last => &mut self.last,
            Why::Free => &mut self.free,
            Why::NoTime => &mut self.no_time,
            Why::Nobody => &mut self.nobody,
            Why::TooLong => &mut self.too_long,
            Why::Past(cell) => {
                self.last = self.last.saturating_add(1);
                self.beside(true, cell);
                &mut self.past
            }
            Why::Misnamed(cell) => {
                self.beside(false, cell);
                if cell.several { &mut self.several } else { &mut self.unknown }
            }
        };
        *count = count.saturating_add(1);
    }

    fn beside(&mut self, somewhere: bool, cell: Stray) {
        let cell = self.cells.entry((somewhere, cell.column, cell.code as usize)).or_default();
        *cell = cell.saturating_add(1);
    }

    /// True where there is no answer.
    pub fn is_empty(&self) -> bool {
        self.told == 0 && self.last == 0 && self.nowhere() == 0
    }

    fn nowhere(&self) -> u64 {
        let counts = [self.unknown, self.several, self.free, self.no_time, self.nobody, self.too_long];
        counts.iter().fold(0, |sum: u64, count| sum.saturating_add(*count))
    }
}

/// A cell that names no one place of the journey, and how many answers stand beside it.
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
    /// Of its comments beside no question, instead of its answers.
    pub comments: bool,
    /// By a cell of their row, by what their score declares, by a rule, or because their source is about one thing.
    pub told: u64,
    /// At their person's last contact before them.
    pub last: u64,
    /// Of these, whose own cell names a place that the journey does not have.
    pub past: u64,
    /// The commonest of those cells.
    pub past_cells: Vec<Misnamed>,
    /// The longest time from that contact to the answer which counts, where one is given.
    pub within: Option<Duration>,
    /// The last contact is a touchpoint; else, where the journey has none, an event of a stage.
    pub touchpoints: bool,
    /// Nowhere: their cells name no place of the journey.
    pub unknown: u64,
    /// The commonest of those cells.
    pub unknown_cells: Vec<Misnamed>,
    /// Nowhere: their cells could be several places.
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
    /// Of the answers of all tables, or of their comments beside no question.
    pub fn all(context: &Context<'_>, tallies: &[Tally], comments: bool) -> Vec<Self> {
        let told = tallies.iter().enumerate().filter(|(_, tally)| !tally.is_empty());
        told.filter_map(|(at, tally)| Self::of(context, at, tally, comments)).collect()
    }

    /// Of table `at`.
    fn of(context: &Context<'_>, at: usize, tally: &Tally, comments: bool) -> Option<Self> {
        let table = context.tables.get(at)?;
        let source = context.journey.sources.iter().find(|source| source.id == table.source)?;
        let placing = Placing::new(context, at, table);
        let (mut unknown_cells, mut several_cells, mut past_cells) = (Vec::new(), Vec::new(), Vec::new());
        // The commonest first: one after another, since few are wanted.
        let mut cells: Vec<_> = tally.cells.iter().map(|(cell, answers)| (*answers, *cell)).collect();
        for _ in 0..NAMED {
            let most = cells.iter().enumerate().max_by_key(|(at, (answers, _))| (*answers, Reverse(*at)));
            let Some(next) = most.map(|(at, _)| at) else { break };
            let (answers, (somewhere, column, code)) = cells.remove(next);
            let (cell, several) = placing.cell(column, code);
            let list = match (somewhere, several) {
                (true, _) => &mut past_cells,
                (false, true) => &mut several_cells,
                (false, false) => &mut unknown_cells,
            };
            list.push(Misnamed { cell: cell.trim().to_owned(), answers });
        }
        Some(Self {
            source: table.source.clone(),
            comments,
            within: if comments { said_within(source) } else { longest(source) },
            touchpoints: !placing.stages_only(),
            told: tally.told,
            last: tally.last,
            past: tally.past,
            past_cells,
            unknown: tally.unknown,
            unknown_cells,
            several: tally.several,
            several_cells,
            free: tally.free,
            no_time: tally.no_time,
            nobody: tally.nobody,
            too_long: tally.too_long,
        })
    }
}

/// Said in the evidence where cells could be several places: how many answers stand nowhere for that.
pub fn unclear(tally: Option<&Tally>) -> Option<Issue> {
    let count = tally.map_or(0, |tally| tally.several);
    // No sample: a cell may hold anything, and evidence is published.
    (count > 0).then(|| Issue { code: Code::SeveralStages, count, first: Vec::new() })
}
