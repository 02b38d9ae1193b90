//! Which thing of a level a row is of.
//!
//! Must never know: persons, order, time.

use super::gathered::Gathered;
use crate::analyse::channels::Channels;
use crate::analyse::people::{People, Row};
use crate::analyse::places::Places;
use crate::analyse::survey::Context;
use crate::model::evidence::OTHER;
use crate::model::journey::Journey;
use crate::model::order::arrange_by;
use crate::model::rule::Role;
use crate::model::table::{Data, Table};
use core::ops::Range;
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
    Events(Vec<(&'a [u32], Vec<u16>)>),
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
    pub fn stages(journey: &Journey, tables: &[&'a Table], places: &'a Places<'a>) -> Option<Self> {
        let ids = named(journey.stages.iter().map(|stage| stage.id.as_str()));
        let last = ids.len().saturating_sub(1);
        // Mostly an event's name tells the stage of its rows.
        let by_event = |(at, table): (usize, &&'a Table)| {
            let codes = codes(Some(table));
            let masks = places.masks(at, codes)?;
            let first = |mask: &u64| if *mask == 0 { 0 } else { mask.trailing_zeros() as usize + 1 };
            Some((codes, masks.iter().map(|mask| short(first(mask).min(last))).collect()))
        };
        let of: Option<Vec<_>> = tables.iter().enumerate().map(by_event).collect();
        let of = of.map_or(Of::Stages(places), Of::Events);
        (!journey.stages.is_empty()).then_some(Self { word: STAGE, ids, of })
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
    /// than `MOST` names those with fewer rows (of equals the later by name) are [`OTHER`].
    pub async fn events(tables: &[&'a Table], people: &People<'_>) -> Self {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let mut by_code: Vec<Vec<u64>> = tables.iter().map(|table| vec![0; names(table).max(1)]).collect();
        let columns: Vec<&[u32]> = tables.iter().map(|table| codes(Some(table))).collect();
        // Of few names it is enough to know which have rows: mostly the first rows tell.
        let all = by_code.iter().map(Vec::len).sum::<usize>();
        let mut left = if all > MOST { usize::MAX } else { tables.iter().map(|table| written(table)).sum() };
        let mut few = |rows: &[Row]| {
            for row in rows {
                if left == 0 {
                    return false;
                }
                let table = usize::from(row.table);
                let code = row.event(columns.get(table).copied().unwrap_or_default());
                let Some(count) = by_code.get_mut(table).and_then(|counts| counts.get_mut(code)) else {
                    continue;
                };
                if *count == 0 && tables.get(table).is_some_and(|table| !name(table, code).is_empty()) {
                    left = left.saturating_sub(1);
                }
                *count += 1;
            }
            true
        };
        people.each_few(&mut few).await;
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
            (
                codes(Some(table)),
                (0..names(table).max(1)).map(|code| short(node(name(table, code)))).collect(),
            )
        });
        Self { word: EVENT, ids, of: Of::Events(of.collect()) }
    }

    /// Where one table's events say all: the codes of its column, and the node of each code.
    pub fn by_event(&self) -> Option<(&'a [u32], &[u16])> {
        let Of::Events(tables) = &self.of else { return None };
        let [(codes, nodes)] = tables.as_slice() else { return None };
        Some((*codes, nodes))
    }

    /// Gathers the rows that are of something. How that is asked is decided once.
    #[inline(never)]
    pub fn each_node(&self, rows: &[Row], people: &[Range<usize>], gathered: &mut Gathered) {
        match self.by_event() {
            Some((codes, nodes)) => {
                gathered.by(rows, people, |row| nodes.get(row.event(codes)).copied().unwrap_or(0));
            }
            None => gathered.by(rows, people, |row| short(self.node(row))),
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
                nodes.get(row.event(codes)).map_or(0, |node| usize::from(*node))
            }
        }
    }
}

/// A node in two bytes: there are few more things than [`MOST`].
#[inline(always)]
fn short(node: usize) -> u16 {
    u16::try_from(node).unwrap_or(0)
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

/// How many of them are not blank.
fn written(table: &Table) -> usize {
    (0..names(table).max(1)).filter(|code| !name(table, *code).is_empty()).count()
}

/// The event of a code; the source where the table has none.
fn name(table: &Table, code: usize) -> &str {
    match table.role(Role::Event).map(|column| &column.data) {
        Some(Data::Texts(texts)) => texts.entry(u32::try_from(code).unwrap_or(u32::MAX)).trim(),
        _ => &table.source,
    }
}
