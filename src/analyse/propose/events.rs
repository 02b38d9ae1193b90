//! Events → stages: those that most people have, in the order in which people first meet them.

use super::{Proposed, STAGES, pairs, stage, texts};
use crate::analyse::parts::{each, in_runs, pause};
use crate::analyse::way;
use crate::model::order::arrange;
use crate::model::rule::{Role, Unit};
use crate::model::table::{BLANK, Column, Data, NO_TIME, Table, Texts};
use crate::model::time::Time;

/// How many events are looked at before the proposal is cut to [`STAGES`].
const LOOKED_AT: usize = 12;

/// The proposal, where the table has people and events.
pub async fn of(table: &Table) -> Option<Proposed> {
    let (unit, units) = unit(table)?;
    let (people, events) = (texts(units)?, texts(table.role(Role::Event)?)?);
    let firsts = Firsts::of(table, people, events).await;
    pause().await;
    let mut met = vec![0_u64; events.entries()];
    each(firsts.each().flatten(), |what| {
        if let Some(people) = met.get_mut(*what as usize) {
            *people += 1;
        }
    })
    .await;
    let mut most: Vec<(u32, u64)> = (0..).zip(met).filter(|(_, people)| *people > 0).collect();
    arrange(&mut most, |a, b| b.1.cmp(&a.1).then(events.entry(a.0).cmp(events.entry(b.0))));
    let steps_only = most.iter().filter(|(what, _)| !way::is_end(events.entry(*what)));
    let mut named: Vec<(u32, &str)> = steps_only.map(|(what, _)| (*what, events.entry(*what))).collect();
    if named.is_empty() {
        named = most.iter().map(|(what, _)| (*what, events.entry(*what))).collect();
    }
    named.truncate(LOOKED_AT);
    let mut ways = way::Ways::new();
    let mut way: Vec<u32> = Vec::new();
    each(firsts.each(), |seen| {
        way.clear();
        way.extend(seen.iter().filter(|what| named.iter().any(|(one, _)| one == *what)));
        match ways.get_mut(&way) {
            Some(people) => *people += 1,
            None => drop(ways.insert(way.clone(), 1)),
        }
    })
    .await;
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

/// The events of each person, each once, in the order of their first row.
struct Firsts {
    events: Vec<u32>,
    /// Where each person's begin and end in `events`.
    ranges: Vec<(usize, usize)>,
}

/// How many different events of a person are looked at.
const DIFFERENT: usize = 64;

impl Firsts {
    /// Of a table: rows are brought to their people first, so that only a person's own have to be sorted.
    async fn of(table: &Table, people: &Texts, events: &Texts) -> Self {
        let times = match table.role(Role::Time).map(|column| &column.data) {
            Some(Data::Times(times)) => times.as_slice(),
            _ => &[],
        };
        let mut ranges = vec![(0, 0); people.entries()];
        in_runs(&people.codes, |people| {
            for who in people {
                if let Some((_, rows)) = ranges.get_mut(*who as usize) {
                    *rows += 1;
                }
            }
        })
        .await;
        let mut start = 0;
        for range in &mut ranges {
            let rows = range.1;
            *range = (start, start);
            start += rows;
        }
        pause().await;
        // When and what, the rows of a person one after another.
        let mut rows: Vec<(Time, u32)> = vec![(0, 0); start];
        let mut row = 0..;
        in_runs(&people.codes, |people| {
            for (who, row) in people.iter().zip(row.by_ref()) {
                let (Some(what), Some((_, end))) = (events.codes.get(row), ranges.get_mut(*who as usize))
                else {
                    continue;
                };
                if let Some(place) = rows.get_mut(*end) {
                    *place = (times.get(row).copied().unwrap_or(NO_TIME), *what);
                }
                *end += 1;
            }
        })
        .await;
        ranges.retain(|(start, end)| end > start);
        let mut firsts: Vec<u32> = Vec::new();
        each(ranges.iter_mut(), |(start, end)| {
            let own = rows.get_mut(*start..*end).unwrap_or_default();
            if !own.is_sorted_by_key(|(time, _)| *time) {
                own.sort_by_key(|(time, _)| *time);
            }
            let from = firsts.len();
            for (_, what) in own {
                let seen = firsts.get(from..).unwrap_or_default();
                if *what != BLANK && seen.len() < DIFFERENT && !seen.contains(what) {
                    firsts.push(*what);
                }
            }
            (*start, *end) = (from, firsts.len());
        })
        .await;
        Self { events: firsts, ranges }
    }

    /// One slice a person.
    fn each(&self) -> impl Iterator<Item = &[u32]> {
        self.ranges.iter().map(|(start, end)| self.events.get(*start..*end).unwrap_or_default())
    }
}

/// What is counted, and its column: people; of orders, tickets and parcels that were made into events, each of these.
fn unit(table: &Table) -> Option<(Unit, &Column)> {
    let person = table.role(Role::Person)?;
    let case = table.role(Role::Session).filter(|_| !table.origin.is_empty());
    Some(case.map_or((Unit::Person, person), |case| (Unit::Session, case)))
}
