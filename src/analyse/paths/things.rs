//! Which thing of a level a row is of.
//!
//! Must never know: persons, order, time.

use crate::analyse::channels::Channels;
use crate::analyse::parts::in_runs;
use crate::analyse::people::Row;
use crate::analyse::places::Places;
use crate::analyse::survey::Context;
use crate::model::evidence::OTHER;
use crate::model::journey::Journey;
use crate::model::order::arrange_by;
use crate::model::rule::Role;
use crate::model::table::{Data, Table};
use std::collections::BTreeMap;

/// The words of levels.
pub const STAGE: &str = "stage";
/// See [`STAGE`].
pub const TOUCHPOINT: &str = "touchpoint";
/// See [`STAGE`].
pub const CHANNEL: &str = "channel";
/// See [`STAGE`].
pub const EVENT: &str = "event";

/// More different things of a level are not told apart: the rarer events, and the later of all others, are one.
pub const MOST: usize = 1_000;

/// How a row's thing is found.
enum Of<'a> {
    /// The first of its stages.
    Stages(&'a Places<'a>),
    /// The first of its touchpoints; the node of each touchpoint of the journey.
    Touchpoints(&'a Places<'a>, Vec<usize>),
    Channels(Channels<'a>),
    /// By table: the codes of the event column, and the node of each code.
    Events(Vec<(&'a [u32], Vec<usize>)>),
}

/// The things of one level as nodes; 0 is none of them.
pub struct Things<'a> {
    /// What they are: `stage`, `touchpoint`, `channel`, `event`.
    pub word: &'static str,
    /// The id of each node; that of 0, entry and exit, is empty.
    pub ids: Vec<String>,
    of: Of<'a>,
}

impl<'a> Things<'a> {
    /// The stages of a journey that has some. A row of several is of the first.
    pub fn stages(journey: &Journey, places: &'a Places<'a>) -> Option<Self> {
        let ids = named(journey.stages.iter().map(|stage| stage.id.as_str()));
        (!journey.stages.is_empty()).then_some(Self { word: STAGE, ids, of: Of::Stages(places) })
    }

    /// The touchpoints of a journey that has some. A row of several is of the first; those of one id are one.
    pub fn touchpoints(journey: &Journey, places: &'a Places<'a>) -> Option<Self> {
        let all = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
        let mut ids = vec![String::new()];
        let mut nodes = Vec::new();
        for touchpoint in all {
            let id = if ids.len() < MOST { touchpoint.id.as_str() } else { OTHER };
            let known = ids.iter().position(|known| known == id);
            nodes.push(known.unwrap_or(ids.len()));
            if known.is_none() {
                ids.push(id.to_owned());
            }
        }
        (!nodes.is_empty()).then_some(Self { word: TOUCHPOINT, ids, of: Of::Touchpoints(places, nodes) })
    }

    /// The channels of a journey that has some. A row's own cell decides, else its touchpoints.
    pub fn channels(context: &Context<'a>) -> Option<Self> {
        let channels = &context.journey.channels;
        let ids = named(channels.iter().map(|channel| channel.id.as_str()));
        (!channels.is_empty()).then(|| Self { word: CHANNEL, ids, of: Of::Channels(Channels::new(context)) })
    }

    /// The names of events in some rows; a table without an event column is one thing, called as its source. Of more
    /// than [`MOST`] names those with fewer rows (of equals the later by name) are [`OTHER`].
    pub async fn events(tables: &[&'a Table], rows: &[Row]) -> Self {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let mut by_code: Vec<Vec<u64>> = tables.iter().map(|table| vec![0; names(table).max(1)]).collect();
        in_runs(rows, |rows| {
            for row in rows {
                let code = row.event(codes(tables.get(usize::from(row.table)).copied()));
                let counts = by_code.get_mut(usize::from(row.table));
                if let Some(count) = counts.and_then(|counts| counts.get_mut(code)) {
                    *count += 1;
                }
            }
        })
        .await;
        for (table, by_code) in tables.iter().zip(&by_code) {
            for (code, n) in by_code.iter().enumerate().filter(|(_, n)| **n > 0) {
                let sum = counts.entry(name(table, code)).or_insert(0);
                *sum += n;
            }
        }
        counts.remove("");
        let mut most: Vec<(&str, u64)> = counts.into_iter().collect();
        if most.len() > MOST {
            // of equals the first by name stays
            arrange_by(&mut most, |(_, n)| core::cmp::Reverse(*n));
            most.truncate(MOST.saturating_sub(1));
            most.push((OTHER, 0));
            arrange_by(&mut most, |(name, _)| *name);
            most.dedup_by_key(|(name, _)| *name);
        }
        let ids = named(most.iter().map(|(name, _)| *name));
        let other = ids.iter().position(|id| id == OTHER).unwrap_or(0);
        let node = |name: &str| match name {
            "" => 0,
            name => most.binary_search_by(|(known, _)| (*known).cmp(name)).map_or(other, |at| at + 1),
        };
        let of = tables.iter().map(|table| {
            (codes(Some(table)), (0..names(table).max(1)).map(|code| node(name(table, code))).collect())
        });
        Self { word: EVENT, ids, of: Of::Events(of.collect()) }
    }

    /// The nodes of some rows; what they are of is asked once.
    pub fn fill(&self, rows: &[Row], nodes: &mut Vec<u16>) {
        nodes.clear();
        // There are few more things than `MOST`.
        let short = |node: usize| u16::try_from(node).unwrap_or(0);
        match &self.of {
            Of::Stages(places) => {
                let last = self.ids.len().saturating_sub(1);
                let node = |row: &Row| places.first_stage(row).map_or(0, |at| (at + 1).min(last));
                nodes.extend(rows.iter().map(|row| short(node(row))));
            }
            Of::Events(tables) => {
                let node = |row: &Row| {
                    let (codes, nodes) = tables.get(usize::from(row.table))?;
                    nodes.get(row.event(codes)).copied()
                };
                nodes.extend(rows.iter().map(|row| short(node(row).unwrap_or(0))));
            }
            _ => nodes.extend(rows.iter().map(|row| short(self.node(row)))),
        }
    }

    /// The node of a row; 0 where it is of nothing.
    pub fn node(&self, row: &Row) -> usize {
        let last = self.ids.len().saturating_sub(1);
        match &self.of {
            Of::Stages(places) => places.first_stage(row).map_or(0, |at| (at + 1).min(last)),
            Of::Touchpoints(places, nodes) => {
                places.numbers(row).next().and_then(|at| nodes.get(at)).copied().unwrap_or(0)
            }
            Of::Channels(channels) => channels.first(row).map_or(0, |at| (at + 1).min(last)),
            Of::Events(tables) => {
                let Some((codes, nodes)) = tables.get(usize::from(row.table)) else { return 0 };
                nodes.get(row.event(codes)).copied().unwrap_or(0)
            }
        }
    }
}

fn named<'n>(ids: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut ids: Vec<String> = core::iter::once("").chain(ids).map(str::to_owned).collect();
    if ids.len() > MOST + 1 {
        ids.truncate(MOST);
        ids.push(OTHER.to_owned());
    }
    ids
}

/// The codes of the event column; none where there is none.
fn codes(table: Option<&Table>) -> &[u32] {
    match table.and_then(|table| table.role(Role::Event)).map(|column| &column.data) {
        Some(Data::Texts(texts)) => &texts.codes,
        _ => &[],
    }
}

/// How many different events a table names.
fn names(table: &Table) -> usize {
    match table.role(Role::Event).map(|column| &column.data) {
        Some(Data::Texts(texts)) => texts.entries(),
        _ => 0,
    }
}

/// The event of a code; the source where the table has none.
fn name(table: &Table, code: usize) -> &str {
    match table.role(Role::Event).map(|column| &column.data) {
        Some(Data::Texts(texts)) => texts.entry(u32::try_from(code).unwrap_or(u32::MAX)).trim(),
        _ => &table.source,
    }
}
