//! The breakdown of a funnel by a column, or by persona.
//!
//! Must never know: rates, differences.

use super::tally::{Person, Tally};
use crate::analyse::answers::cell;
use crate::analyse::matching::no_such_field;
use crate::analyse::people::Row;
use crate::analyse::personas::Personas;
use crate::error::{Code, Error};
use crate::model::evidence::{Exact, Group, Segments};
use crate::model::order::arrange_by;
use crate::model::rule::{At, Step};
use crate::model::table::{Data, Table};
use std::collections::BTreeMap;

/// The largest number of groups of a breakdown.
pub const MOST_GROUPS: usize = 1_000;

/// What a funnel is broken down by.
pub enum By<'a> {
    /// A column, read at a row of the chain.
    Column {
        /// A role's word or a header.
        field: &'a str,
        /// Which row.
        at: At,
    },
    /// The journey's personas.
    Personas(&'a Personas<'a>),
}

impl<'a> By<'a> {
    /// By a column.
    pub fn column(field: &'a str, at: At) -> Self {
        Self::Column { field, at }
    }
}

/// The groups while persons are added.
pub struct Groups<'a> {
    by: By<'a>,
    /// One a table: its cells of the column.
    cells: Vec<Option<&'a Data>>,
    tallies: BTreeMap<String, Tally>,
}

impl<'a> Groups<'a> {
    /// No group yet; an error when no table has the column.
    pub fn new(tables: &[&'a Table], by: By<'a>) -> Result<Self, Error> {
        let cells: Vec<Option<&Data>> = match &by {
            By::Column { field, .. } => {
                tables.iter().map(|table| table.column(field).map(|column| &column.data)).collect()
            }
            By::Personas(_) => Vec::new(),
        };
        match &by {
            By::Column { field, .. } if !tables.is_empty() && cells.iter().all(Option::is_none) => {
                Err(no_such_field(field, tables))
            }
            By::Column { field, .. } if cells.iter().flatten().any(|data| matches!(data, Data::Times(_))) => {
                Err(Error::new(Code::NotYet, format!("by {field}: a column of times")))
            }
            _ => Ok(Self { by, cells, tallies: BTreeMap::new() }),
        }
    }

    /// Adds one person to their group.
    #[inline(never)]
    pub fn add(&mut self, rows: &[Row], person: &Person<'_>, steps: usize) -> Result<(), Error> {
        let value = match &self.by {
            By::Personas(personas) => personas.id(rows).to_owned(),
            By::Column { at, .. } => {
                // People who never came as far as the row asked for: their furthest, else their first row. Where an
                // optional step was left out, the row of the step before it.
                let chain = &person.best.chain;
                let link = match at {
                    At::First => chain.first(),
                    At::Last => chain.last(),
                    At::Step(step) => {
                        let steps = person.best.each_step().zip(chain);
                        let before = steps.take_while(|(at, _)| at < step).last();
                        before.map(|(_, link)| link).or(chain.first())
                    }
                };
                let row = rows.get(link.map_or(0, |link| link.row));
                row.map(|row| self.cell(row)).unwrap_or_default()
            }
        };
        if !self.tallies.contains_key(&value) && self.tallies.len() >= MOST_GROUPS {
            return Err(Error::new(Code::TooMany, MOST_GROUPS.to_string()));
        }
        self.tallies.entry(value).or_insert_with(|| Tally::new(steps)).add(person);
        Ok(())
    }

    fn cell(&self, row: &Row) -> String {
        let data = self.cells.get(row.table as usize).copied().flatten();
        data.map(|data| cell(data, row.row as usize)).unwrap_or_default()
    }

    /// The groups, largest first, equal ones by value; and the exact quantiles of each.
    pub async fn finish(self, steps: &[Step]) -> (Segments, Vec<Vec<Exact>>) {
        let mut groups: Vec<(String, Tally)> = self.tallies.into_iter().collect();
        arrange_by(&mut groups, |(_, tally)| core::cmp::Reverse(tally.people));
        let field = match &self.by {
            By::Column { field, .. } => (*field).to_owned(),
            By::Personas(_) => "persona".to_owned(),
        };
        let mut segments = Segments { field, groups: Vec::new() };
        let mut exact = Vec::new();
        for (value, tally) in groups {
            let people = tally.people;
            let (funnel, times) = tally.finish(steps).await;
            segments.groups.push(Group { value, people, funnel });
            exact.push(times);
        }
        (segments, exact)
    }
}
