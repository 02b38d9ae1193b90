//! Event logs that write a start row and a complete row for one happening: it is counted once.
//!
//! A complete row closes the latest open start row of the same person and event; the start row is then set
//! aside and the happening counts at its completion. A start that is never completed counts by itself. The other
//! states of such logs (scheduled, assigned, suspended …) are set aside where the log has completions at all.
//!
//! Must never know: steps, windows.

use super::people::{Row, event};
use crate::model::fold::small;
use crate::model::rule::Role;
use crate::model::table::{Data, Table};

/// What a lifecycle word says of its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Start,
    Complete,
    Between,
    /// No word, or none that is known: a row of its own.
    Whole,
}

impl Phase {
    fn of(word: &str) -> Self {
        match small(word.trim()).as_str() {
            "start" | "started" | "begin" | "mulai" => Self::Start,
            "complete" | "completed" | "end" | "finish" | "finished" | "selesai" => Self::Complete,
            "schedule" | "assign" | "reassign" | "suspend" | "resume" => Self::Between,
            _ => Self::Whole,
        }
    }
}

/// The lifecycle columns of some tables, each distinct word read once.
pub struct Lifecycles<'t> {
    tables: Vec<Option<(&'t [u32], Vec<Phase>)>>,
}

impl<'t> Lifecycles<'t> {
    /// Reads the columns; `None` when no table has both completions and something that comes before them.
    pub fn new(tables: &[&'t Table]) -> Option<Self> {
        let tables: Vec<_> = tables.iter().map(|table| phases(table)).collect();
        tables.iter().any(Option::is_some).then_some(Self { tables })
    }

    fn phase(&self, row: &Row) -> Option<Phase> {
        let (codes, phases) = self.tables.get(row.table as usize)?.as_ref()?;
        phases.get(*codes.get(row.row as usize)? as usize).copied()
    }

    /// Moves the rows that count to the front, in their order, and returns how many there are.
    pub fn once(&self, rows: &mut [Row], tables: &[&Table]) -> usize {
        let mut order: Vec<(usize, Phase)> = rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| self.phase(row).map(|phase| (at, phase)))
            .collect();
        // Of rows at one instant a start comes before a completion, whatever their order.
        order.sort_by_key(|(at, phase)| (rows.get(*at).map(|row| row.time), *phase == Phase::Complete));
        let mut open: Vec<(&str, usize)> = Vec::new();
        let mut aside = vec![false; rows.len()];
        for (at, phase) in order {
            let Some(row) = rows.get(at) else { continue };
            let name = tables.get(row.table as usize).map_or("", |table| event(table, row.row));
            let gone = match phase {
                Phase::Start => {
                    open.push((name, at));
                    None
                }
                Phase::Complete => {
                    let found = open.iter().rposition(|(started, _)| *started == name);
                    found.map(|found| open.remove(found).1)
                }
                Phase::Between => Some(at),
                Phase::Whole => None,
            };
            if let Some(aside) = gone.and_then(|gone| aside.get_mut(gone)) {
                *aside = true;
            }
        }
        let mut kept = 0;
        for (at, aside) in aside.into_iter().enumerate() {
            if !aside {
                rows.swap(kept, at);
                kept += 1;
            }
        }
        kept
    }
}

fn phases(table: &Table) -> Option<(&[u32], Vec<Phase>)> {
    let Some(Data::Texts(texts)) = table.role(Role::Lifecycle).map(|column| &column.data) else {
        return None;
    };
    let phases: Vec<Phase> = (0..texts.entries())
        .map(|code| Phase::of(texts.entry(u32::try_from(code).unwrap_or(u32::MAX))))
        .collect();
    let pairs = phases.contains(&Phase::Complete)
        && phases.iter().any(|phase| matches!(phase, Phase::Start | Phase::Between));
    pairs.then_some((texts.codes.as_slice(), phases))
}
