//! Events → stages: those that most people have, in the order in which people first meet them.

use super::{Proposed, STAGES, pairs, stage, texts};
use crate::analyse::way;
use crate::model::order::arrange;
use crate::model::rule::{Role, Unit};
use crate::model::table::{Column, Data, Table};
use std::collections::BTreeMap;

/// How many events are looked at before the proposal is cut to [`STAGES`].
const LOOKED_AT: usize = 12;

/// The proposal, where the table has people and events.
pub fn of(table: &Table) -> Option<Proposed> {
    let (unit, units) = unit(table)?;
    let (people, events) = (texts(units)?, texts(table.role(Role::Event)?)?);
    let mut order: Vec<usize> = (0..events.codes.len()).collect();
    if let Some(Data::Times(times)) = table.role(Role::Time).map(|column| &column.data) {
        order.sort_by_key(|row| times.get(*row).copied());
    }
    // the events of each person in the order of their first row
    let mut firsts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in order {
        let (Some(&who), Some(&what)) = (people.codes.get(row), events.codes.get(row)) else { continue };
        let seen = firsts.entry(who).or_default();
        if what != 0 && seen.len() < 64 && !seen.contains(&what) {
            seen.push(what);
        }
    }
    let mut met: BTreeMap<u32, u64> = BTreeMap::new();
    firsts.values().flatten().for_each(|what| *met.entry(*what).or_default() += 1);
    let mut most: Vec<(u32, u64)> = met.into_iter().collect();
    arrange(&mut most, |a, b| b.1.cmp(&a.1).then(events.entry(a.0).cmp(events.entry(b.0))));
    let steps_only = most.iter().filter(|(what, _)| !way::is_end(events.entry(*what)));
    let mut named: Vec<(u32, &str)> = steps_only.map(|(what, _)| (*what, events.entry(*what))).collect();
    if named.is_empty() {
        named = most.iter().map(|(what, _)| (*what, events.entry(*what))).collect();
    }
    named.truncate(LOOKED_AT);
    let mut ways = way::Ways::new();
    for mut seen in firsts.into_values() {
        seen.retain(|what| named.iter().any(|(one, _)| one == what));
        *ways.entry(seen).or_default() += 1;
    }
    let way = way::steps(&named, &ways);
    // of a long way the stages that most people reach
    let kept: Vec<u32> =
        named.iter().map(|(what, _)| *what).filter(|what| way.contains(what)).take(STAGES).collect();
    let chosen: Vec<u32> = way.into_iter().filter(|what| kept.contains(what)).collect();
    if chosen.is_empty() {
        return None;
    }
    let stages = chosen.iter().map(|code| stage(table, Role::Event.as_str(), events.entry(*code))).collect();
    let mut source = vec![("id", table.source.clone().into()), ("kind", "events".into())];
    if !table.origin.is_empty() && table.role(Role::Time).is_none() {
        // Events that a status stands for are made again when the file is read again.
        source.push(("format", "status".into()));
    }
    let source = pairs(source);
    let funnel = if unit == Unit::Session { vec![("unit", unit.word().into())] } else { Vec::new() };
    Some(Proposed { stages, source, funnel })
}

/// What is counted, and its column: people; of orders, tickets and parcels that were made into events, each of these.
fn unit(table: &Table) -> Option<(Unit, &Column)> {
    let person = table.role(Role::Person)?;
    let case = table.role(Role::Session).filter(|_| !table.origin.is_empty());
    Some(case.map_or((Unit::Person, person), |case| (Unit::Session, case)))
}
