//! What became of the rows of each source: read = used + unmatched + rejected.
//!
//! Must never know: scores, rates.

use super::joining;
use super::survey::{Context, Surveyed};
use crate::diag::Issue;
use crate::error::Code;
use crate::model::evidence::SourceRows;
use crate::model::table::{Data, Table};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Fate {
    Rejected,
    Unmatched,
    Used,
}

/// One entry a table. A row is *used* when a step, a stage or a touchpoint matches it, or something in it (an answer,
/// a missing one, a comment, a parcel's times, a reach) belongs to a place; *unmatched* when it is usable and nothing does; else *rejected*. `part` says
/// which tables' rows are events: those need a person, and a time where the table has times.
pub fn rows(context: &Context<'_>, part: &[bool], surveyed: &Surveyed<'_>) -> Vec<SourceRows> {
    let mut fates: Vec<Vec<Fate>> = Vec::new();
    for (table, part) in context.tables.iter().zip(part) {
        fates.push(vec![if *part { Fate::Rejected } else { Fate::Unmatched }; of_file(table)]);
    }
    let mut set = |at: usize, row: usize, fate: Fate| {
        let row = context.tables.get(at).map_or(row, |table| table.origin(row));
        if let Some(known) = fates.get_mut(at).and_then(|fates| fates.get_mut(row)) {
            // A row of the file that became several events is used where one of them is.
            if fate > *known || context.tables.get(at).is_none_or(|table| table.origin.is_empty()) {
                *known = fate;
            }
        }
    };
    for row in context.people.all() {
        let matched = row.mask != 0
            || context.places.touchpoints(row).next().is_some()
            || context.places.stages(row).next().is_some();
        set(row.table as usize, row.row as usize, if matched { Fate::Used } else { Fate::Unmatched });
    }
    for (table, used) in surveyed.used.iter().enumerate() {
        for (row, _) in used.iter().enumerate().filter(|(_, used)| **used) {
            set(table, row, Fate::Used);
        }
    }
    let sources = context.tables.iter().zip(&fates).zip(joining::apart(context, part));
    sources
        .map(|((table, fates), apart)| {
            let count = |wanted: Fate| fates.iter().filter(|fate| **fate == wanted).count() as u64;
            let unread = table.read.saturating_sub(fates.len() as u64);
            SourceRows {
                source: table.source.clone(),
                kind: joining::kind(context.journey, table),
                system: table.system.clone(),
                read: fates.len() as u64 + unread,
                used: count(Fate::Used),
                unmatched: count(Fate::Unmatched),
                rejected: count(Fate::Rejected) + unread,
                issues: table.issues.iter().cloned().chain(not_joined(apart)).collect(),
            }
        })
        .collect()
}

/// Said where a source has people of whom none is in any other.
fn not_joined(apart: u64) -> Option<Issue> {
    (apart > 0).then(|| Issue { code: Code::NotJoined, count: apart, first: Vec::new() })
}

/// How many rows of the file are in a table.
fn of_file(table: &Table) -> usize {
    let last = table.origin.iter().max().map(|row| (*row as usize).saturating_add(1));
    last.unwrap_or_else(|| held(table))
}

/// How many rows a table holds.
pub fn held(table: &Table) -> usize {
    let length = |data: &Data| match data {
        Data::Texts(texts) => texts.codes.len(),
        Data::Times(times) => times.len(),
        Data::Numbers(cells) => cells.len(),
    };
    table.columns.iter().map(|column| length(&column.data)).max().unwrap_or(0)
}
