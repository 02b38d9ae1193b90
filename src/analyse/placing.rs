//! Which place a row of a source belongs to: an answer, a comment, a parcel, a social figure.
//!
//! Must never know: means, intervals, words of comments.

use super::people::Row;
use super::places;
use super::survey::{Context, Place};
use crate::model::journey::{Journey, Score, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};

/// The texts of a column with a role.
pub fn texts(table: &Table, role: Role) -> Option<&Texts> {
    match table.role(role).map(|column| &column.data) {
        Some(Data::Texts(texts)) => Some(texts),
        _ => None,
    }
}

/// The places of one table's rows; each distinct text is looked up once.
///
/// In this order: the row's own cells (role touchpoint, then stage); what its score declares; the rules of
/// touchpoints and stages; the person's last touchpoint at most `within` before it; and, for sources that are one
/// thing each (social figures, parcels, tickets), the touchpoint or stage that the source's id names.
pub struct Placing<'c, 'a> {
    context: &'c Context<'a>,
    table: &'a Table,
    number: usize,
    columns: Vec<(&'a [u32], Vec<Option<Place>>)>,
    persons: Option<&'a Texts>,
    ruled: bool,
    named: Option<Place>,
}

impl<'c, 'a> Placing<'c, 'a> {
    /// For table `number` of the context.
    pub fn new(context: &'c Context<'a>, number: usize, table: &'a Table) -> Self {
        let journey = context.journey;
        let column = |role: Role, find: fn(&Journey, &str) -> Option<Place>| {
            let texts = texts(table, role)?;
            let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
            let places = (0..texts.entries()).map(|code| find(journey, entry(code))).collect();
            Some((texts.codes.as_slice(), places))
        };
        let columns = [column(Role::Touchpoint, touchpoint), column(Role::Stage, stage)];
        let kind = journey.sources.iter().find(|source| source.id == table.source).map(|source| source.kind);
        let one = matches!(kind, Some(SourceKind::Social | SourceKind::Shipments | SourceKind::Tickets));
        let named = || touchpoint(journey, &table.source).or_else(|| stage(journey, &table.source));
        Self {
            context,
            table,
            number,
            columns: columns.into_iter().flatten().collect(),
            persons: texts(table, Role::Person),
            ruled: context.places.applies(number),
            named: if one { named() } else { None },
        }
    }

    /// The number of the person of a row, where that person has events.
    pub fn person(&self, row: usize) -> Option<usize> {
        self.persons.and_then(|persons| self.context.people.find(self.number, persons, row))
    }

    /// The place of a row, or of its answer to `score`.
    pub fn place(&self, row: usize, score: Option<&Score>) -> Option<Place> {
        let declared = || score.and_then(|score| declared(self.context.journey, score));
        let last = || score.and_then(|score| self.last_touchpoint(row, score));
        let own = || self.columns.iter().find_map(|(codes, places)| *places.get(*codes.get(row)? as usize)?);
        own().or_else(declared).or_else(|| self.ruled(row)).or_else(last).or(self.named)
    }

    /// The first touchpoint, else the first stage, whose rules the row meets.
    fn ruled(&self, row: usize) -> Option<Place> {
        if !self.ruled {
            return None;
        }
        let places = self.context.places;
        let row = as_row(self.number, row)?;
        let touchpoint = places.touchpoints(&row).next().map(|(stage, at)| Place::Touchpoint(stage, at));
        touchpoint.or_else(|| places.stages_of(&row).next().map(Place::Stage))
    }

    /// The person's last touchpoint at most `within` before the answer.
    fn last_touchpoint(&self, row: usize, score: &Score) -> Option<Place> {
        let within = score.within?;
        let Some(Data::Times(times)) = self.table.role(Role::Time).map(|column| &column.data) else {
            return None;
        };
        let people = self.context.people;
        let time = times.get(row).copied().filter(|time| *time != NO_TIME && people.timed)?;
        let before = people.rows(self.person(row)?);
        let end = before.partition_point(|known| known.time <= time);
        let near = |known: &&Row| time.saturating_sub(known.time) <= within.micros;
        let mut near = before.get(..end)?.iter().rev().take_while(near);
        let (stage, at) = near.find_map(|known| self.context.places.touchpoints(known).next())?;
        Some(Place::Touchpoint(stage, at))
    }
}

/// A row as rules see it.
pub fn as_row(table: usize, row: usize) -> Option<Row> {
    let (table, row) = (u16::try_from(table).ok()?, u32::try_from(row).ok()?);
    Some(Row { time: 0, mask: 0, row, table, event: Row::FAR })
}

fn touchpoint(journey: &Journey, word: &str) -> Option<Place> {
    places::touchpoint(journey, word).map(|(stage, at)| Place::Touchpoint(stage, at))
}

fn stage(journey: &Journey, word: &str) -> Option<Place> {
    places::stage(journey, word).map(Place::Stage)
}

fn declared(journey: &Journey, score: &Score) -> Option<Place> {
    let touchpoint = score.touchpoint.as_deref().and_then(|id| touchpoint(journey, id));
    touchpoint.or_else(|| score.stage.as_deref().and_then(|id| stage(journey, id)))
}

/// The id of a place, as evidence names it.
pub fn id(journey: &Journey, place: Place) -> Option<&str> {
    match place {
        Place::Stage(stage) => journey.stages.get(stage).map(|stage| stage.id.as_str()),
        Place::Touchpoint(stage, at) => {
            journey.stages.get(stage)?.touchpoints.get(at).map(|touchpoint| touchpoint.id.as_str())
        }
    }
}
