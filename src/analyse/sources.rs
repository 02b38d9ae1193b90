//! What became of the rows of each source: read = used + unmatched + rejected.
//!
//! Must never know: scores, rates.

use super::joining;
use super::people::Row;
use super::placed;
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
pub async fn rows(context: &Context<'_>, part: &[bool], surveyed: &Surveyed<'_>) -> Vec<SourceRows> {
    let mut fates: Vec<Fates> = Vec::new();
    for (at, (table, part)) in context.tables.iter().zip(part).enumerate() {
        let alone = *part && table.origin.is_empty() && surveyed.used.get(at).is_none_or(Vec::is_empty);
        fates.push(if alone { Fates::counted(context, at).await } else { Fates::each(table, *part) });
    }
    if fates.iter().any(|fates| matches!(fates, Fates::Each(_))) {
        let mut each = |rows: &[Row]| {
            for row in rows {
                let fate = if is_matched(context, row) { Fate::Used } else { Fate::Unmatched };
                set(&mut fates, context, row.table as usize, row.row as usize, fate);
            }
            true
        };
        context.people.each_few(&mut each).await;
        for (table, used) in surveyed.used.iter().enumerate() {
            for (row, _) in used.iter().enumerate().filter(|(_, used)| **used) {
                set(&mut fates, context, table, row, Fate::Used);
            }
        }
    }
    let sources = context.tables.iter().zip(&fates).zip(joining::apart(context, part)).enumerate();
    sources
        .map(|(at, ((table, fates), apart))| {
            let unclear = placed::unclear(surveyed.placed.get(at));
            let [used, unmatched, rejected] = fates.sums();
            let unread = table.read.saturating_sub(used + unmatched + rejected);
            SourceRows {
                source: table.source.clone(),
                kind: joining::kind(context.journey, table),
                system: table.system.clone(),
                read: used + unmatched + rejected + unread,
                used,
                unmatched,
                rejected: rejected + unread,
                issues: table.issues.iter().cloned().chain(not_joined(apart)).chain(unclear).collect(),
            }
        })
        .collect()
}

/// What became of one table's rows.
enum Fates {
    /// By row of the file, where several things may speak of it.
    Each(Vec<Fate>),
    /// How many are used, unmatched, rejected, where people's rows alone decide, each of them once.
    Sums([u64; 3]),
}

impl Fates {
    fn each(table: &Table, part: bool) -> Self {
        Self::Each(vec![if part { Fate::Rejected } else { Fate::Unmatched }; of_file(table)])
    }

    async fn counted(context: &Context<'_>, at: usize) -> Self {
        let mut usable = context.people.usable.get(at).copied().unwrap_or_default();
        if !context.places.as_steps() {
            let mut matched = 0;
            let mut each = |rows: &[Row]| {
                let own = rows.iter().filter(|row| usize::from(row.table) == at);
                matched += own.filter(|row| is_matched(context, row)).count() as u64;
                true
            };
            context.people.each_few(&mut each).await;
            usable.unmatched = (usable.matched + usable.unmatched).saturating_sub(matched);
            usable.matched = matched;
        }
        let held = context.tables.get(at).map_or(0, |table| held(table)) as u64;
        Self::Sums([usable.matched, usable.unmatched, held.saturating_sub(usable.matched + usable.unmatched)])
    }

    fn sums(&self) -> [u64; 3] {
        match self {
            Self::Sums(sums) => *sums,
            Self::Each(fates) => [Fate::Used, Fate::Unmatched, Fate::Rejected]
                .map(|wanted| fates.iter().filter(|fate| **fate == wanted).count() as u64),
        }
    }
}

/// True where a step, a touchpoint or a stage matches a row.
fn is_matched(context: &Context<'_>, row: &Row) -> bool {
    row.mask != 0
        || context.places.touchpoints(row).next().is_some()
        || context.places.stages(row).next().is_some()
}

/// Sets what became of a row.
fn set(fates: &mut [Fates], context: &Context<'_>, at: usize, row: usize, fate: Fate) {
    let Some(Fates::Each(fates)) = fates.get_mut(at) else { return };
    let row = context.tables.get(at).map_or(row, |table| table.origin(row));
    if let Some(known) = fates.get_mut(row) {
        // A row of the file that became several events is used where one of them is.
        if fate > *known || context.tables.get(at).is_none_or(|table| table.origin.is_empty()) {
            *known = fate;
        }
    }
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
