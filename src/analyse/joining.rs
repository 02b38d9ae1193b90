//! Which tables' people are taken together, and which share nobody with the others.
//!
//! Must never know: steps, scores.

use super::people::Row;
use super::placing::texts;
use super::survey::Context;
use crate::model::journey::{Journey, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, Table, Texts};

/// Which tables take part as events: those whose rows rules can match (`applies`).
///
/// Rows of events and orders are somebody's, at some time; without these columns they are refused elsewhere. Social
/// figures are sums, nobody's, whatever their columns are called. Any other source (a survey without names, insights of a network, parcels by number) then only gives what needs
/// nobody: its answers, comments, shares and sums.
pub fn part(journey: &Journey, tables: &[&Table], applies: impl Fn(usize) -> bool) -> Vec<bool> {
    let must = |table: &Table| matches!(kind(journey, table), SourceKind::Events | SourceKind::Orders);
    let has_person = |table: &Table| persons(journey, table).is_some();
    let has_time =
        |table: &Table| matches!(table.role(Role::Time).map(|column| &column.data), Some(Data::Times(_)));
    let mut part: Vec<bool> = tables
        .iter()
        .enumerate()
        .map(|(at, table)| applies(at) && (must(table) || has_person(table)))
        .collect();
    let timed = tables.iter().zip(&part).any(|(table, part)| *part && has_time(table));
    for (table, part) in tables.iter().zip(&mut part) {
        *part = *part && (must(table) || !timed || has_time(table));
    }
    part
}

/// The kind of the source that a table belongs to.
pub fn kind(journey: &Journey, table: &Table) -> SourceKind {
    let source = journey.sources.iter().find(|source| source.id == table.source);
    source.map_or(SourceKind::Events, |source| source.kind)
}

/// The persons of a table; sums have none.
fn persons<'t>(journey: &Journey, table: &'t Table) -> Option<&'t Texts> {
    let sums = matches!(kind(journey, table), SourceKind::Social | SourceKind::Counts);
    if sums { None } else { texts(table, Role::Person) }
}

/// By table: how many people it has, where it has some and none of them is in another table of people.
pub fn apart(context: &Context<'_>, part: &[bool]) -> Vec<u64> {
    let persons: Vec<_> = context.tables.iter().map(|table| persons(context.journey, table)).collect();
    let mut apart = vec![0; context.tables.len()];
    if persons.iter().flatten().count() < 2 {
        return apart;
    }
    let tables = tables_of(context, part, &persons);
    for (at, (persons, apart)) in persons.iter().zip(&mut apart).enumerate() {
        let Some(persons) = persons else { continue };
        let of = |name: &str| context.people.named(name).and_then(|person| tables.get(person)).copied();
        let mut people = 0;
        let met = names(persons).any(|name| {
            people += 1;
            of(name).is_some_and(|of| of & !bit(at) != 0)
        });
        // Where nobody else has people with events, nobody could be met.
        let others = part.iter().enumerate().any(|(other, part)| other != at && *part);
        *apart = if met || !others { 0 } else { people };
    }
    apart
}

/// The persons of a column, each once; blank is nobody.
fn names(persons: &Texts) -> impl Iterator<Item = &str> {
    let entries = (1..persons.entries()).map(|code| persons.entry(u32::try_from(code).unwrap_or(u32::MAX)));
    entries.map(str::trim).filter(|name| !name.is_empty())
}

/// The bit of a table; tables beyond the 64th have none.
fn bit(table: usize) -> u64 {
    u32::try_from(table).ok().and_then(|table| 1_u64.checked_shl(table)).unwrap_or(0)
}

/// By person with events: the tables that know them.
fn tables_of(context: &Context<'_>, part: &[bool], persons: &[Option<&Texts>]) -> Vec<u64> {
    let of = |rows: &[Row]| rows.iter().fold(0, |bits, row| bits | bit(row.table as usize));
    let mut tables: Vec<u64> = context.people.each().map(of).collect();
    for (at, persons) in persons.iter().enumerate().filter(|(at, _)| part.get(*at) != Some(&true)) {
        for name in persons.iter().flat_map(|persons| names(persons)) {
            if let Some(tables) = context.people.named(name).and_then(|person| tables.get_mut(person)) {
                *tables |= bit(at);
            }
        }
    }
    tables
}
