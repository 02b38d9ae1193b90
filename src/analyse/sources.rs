//! What became of the rows of each source: read = used + unmatched + rejected.
//!
//! Must never know: scores, rates.

use super::people::Row;
use super::survey::{Context, Surveyed};
use crate::model::evidence::SourceRows;
use crate::model::journey::SourceKind;
use crate::model::table::{Data, Table};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Rejected,
    Unmatched,
    Used,
}

/// The kind of the source that a table belongs to.
pub fn kind(context: &Context<'_>, table: &Table) -> SourceKind {
    let source = context.journey.sources.iter().find(|source| source.id == table.source);
    source.map_or(SourceKind::Events, |source| source.kind)
}

/// One entry a table. A row is *used* when a step, a stage or a touchpoint matches it, or an answer in it (or a
/// missing one) belongs to a place; *unmatched* when it is usable and nothing does; else *rejected*. `part` says
/// which tables' rows are events: those need a person, and a time where the table has times.
pub fn rows(context: &Context<'_>, part: &[bool], surveyed: &Surveyed) -> Vec<SourceRows> {
    let mut fates: Vec<Vec<Fate>> = Vec::new();
    for (table, part) in context.tables.iter().zip(part) {
        fates.push(vec![if *part { Fate::Rejected } else { Fate::Unmatched }; held(table)]);
    }
    let mut set = |table: usize, row: usize, fate: Fate| {
        if let Some(known) = fates.get_mut(table).and_then(|fates| fates.get_mut(row)) {
            *known = fate;
        }
    };
    for row in context.people.all() {
        let matched = row.mask != 0 || at_a_place(context, row);
        set(row.table as usize, row.row as usize, if matched { Fate::Used } else { Fate::Unmatched });
    }
    for (at, table) in
        context.tables.iter().enumerate().filter(|(_, table)| kind(context, table) == SourceKind::Social)
    {
        // Sums belong to the touchpoint that their row names, whoever saw it.
        for row in 0..held(table) {
            let (table, row) =
                (u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(row).unwrap_or(u32::MAX));
            if at_a_place(context, &Row { time: 0, mask: 0, table, row }) {
                set(table as usize, row as usize, Fate::Used);
            }
        }
    }
    for (table, used) in surveyed.used.iter().enumerate() {
        for (row, _) in used.iter().enumerate().filter(|(_, used)| **used) {
            set(table, row, Fate::Used);
        }
    }
    let sources = context.tables.iter().zip(&fates);
    sources
        .map(|(table, fates)| {
            let count = |wanted: Fate| fates.iter().filter(|fate| **fate == wanted).count() as u64;
            let unread = table.read.saturating_sub(fates.len() as u64);
            SourceRows {
                source: table.source.clone(),
                kind: kind(context, table),
                system: None,
                read: fates.len() as u64 + unread,
                used: count(Fate::Used),
                unmatched: count(Fate::Unmatched),
                rejected: count(Fate::Rejected) + unread,
                issues: table.issues.iter().cloned().collect(),
            }
        })
        .collect()
}

/// True when a stage or a touchpoint matches the row.
fn at_a_place(context: &Context<'_>, row: &Row) -> bool {
    context.places.touchpoints(row).next().is_some() || context.places.stages(row).next().is_some()
}

/// How many rows a table holds.
fn held(table: &Table) -> usize {
    let length = |data: &Data| match data {
        Data::Texts(texts) => texts.codes.len(),
        Data::Times(times) => times.len(),
        Data::Numbers(cells) => cells.len(),
    };
    table.columns.iter().map(|column| length(&column.data)).max().unwrap_or(0)
}
