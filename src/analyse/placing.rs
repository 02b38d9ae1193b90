//! Which place a row of a source belongs to: an answer, a comment, a parcel, a social figure.
//!
//! Must never know: means, intervals, words of comments.

use super::people::Row;
use super::places::{self, Called, Stages};
use super::survey::{Context, Place};
use crate::model::journey::{Journey, Score, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use crate::model::time::Duration;

/// The texts of a column with a role.
pub fn texts(table: &Table, role: Role) -> Option<&Texts> {
    match table.role(role).map(|column| &column.data) {
        Some(Data::Texts(texts)) => Some(texts),
        _ => None,
    }
}

/// Why a row, or its answer, belongs where it does, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its own cell names the place.
    Cell,
    /// Its score declares it.
    Declared,
    /// A rule of a stage or touchpoint takes the row.
    Rule,
    /// The person's last contact before it.
    Last,
    /// Its source is about one thing.
    Source,
    /// Nowhere: its cell, of this code in this column, is no stage of the journey, or could be `several`.
    Misnamed { column: usize, code: u32, several: bool },
    /// Nowhere: nothing is declared, and no time within which a contact counts, or nobody whose contact it could be.
    Free,
    /// Nowhere: its row has no time, or events have none.
    NoTime,
    /// Nowhere: its person has no event.
    Nobody,
    /// Nowhere: its person has no contact so shortly before it.
    TooLong,
}

/// What the cells of a column name.
struct Cells<'a> {
    texts: &'a Texts,
    places: Vec<Called<Place>>,
}

impl Cells<'_> {
    fn code(&self, row: usize) -> u32 {
        self.texts.codes.get(row).copied().unwrap_or(0)
    }

    fn place(&self, row: usize) -> Called<Place> {
        self.places.get(self.code(row) as usize).copied().unwrap_or(Called::Nothing)
    }
}

/// The places of one table's rows; each distinct text is looked up once.
///
/// In this order: the row's own cells (role touchpoint, then stage); what its score declares; the rules of
/// touchpoints and stages; the person's last contact at most `within` before it; and, for sources that are one
/// thing each (social figures, parcels, tickets), the touchpoint or stage that the source's id names.
///
/// The last contact is the last touchpoint. Where the journey has none, it is the last row that belongs to a stage; then
/// an answer whose own cell names another place than the journey has stays nowhere.
pub struct Placing<'c, 'a> {
    context: &'c Context<'a>,
    table: &'a Table,
    number: usize,
    columns: Vec<Cells<'a>>,
    persons: Option<&'a Texts>,
    ruled: bool,
    named: Option<Place>,
    /// The journey has no touchpoints.
    stages_only: bool,
}

impl<'c, 'a> Placing<'c, 'a> {
    /// For table `number` of the context.
    pub fn new(context: &'c Context<'a>, number: usize, table: &'a Table) -> Self {
        let journey = context.journey;
        let stages = Stages::new(journey);
        let column = |role: Role, find: &dyn Fn(&str) -> Called<Place>| {
            let texts = texts(table, role)?;
            let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
            let places = (0..texts.entries()).map(|code| find(entry(code))).collect();
            Some(Cells { texts, places })
        };
        let columns = [
            column(Role::Touchpoint, &|cell| touchpoint(journey, cell)),
            column(Role::Stage, &|cell| stages.called(cell).map(Place::Stage)),
        ];
        let kind = journey.sources.iter().find(|source| source.id == table.source).map(|source| source.kind);
        let one = matches!(kind, Some(SourceKind::Social | SourceKind::Shipments | SourceKind::Tickets));
        let named = || touchpoint(journey, &table.source).one().or_else(|| stage(journey, &table.source));
        Self {
            context,
            table,
            number,
            columns: columns.into_iter().flatten().collect(),
            persons: texts(table, Role::Person),
            ruled: context.places.applies(number),
            named: if one { named() } else { None },
            stages_only: journey.stages.iter().all(|stage| stage.touchpoints.is_empty()),
        }
    }

    /// The number of the person of a row, where that person has events.
    pub fn person(&self, row: usize) -> Option<usize> {
        self.persons.and_then(|persons| self.context.people.find(self.number, persons, row))
    }

    /// The place of a row, or of its answer to `score`.
    pub fn place(&self, row: usize, score: Option<&Score>) -> Option<Place> {
        self.found(row, score).0
    }

    /// As [`Placing::place`], and why.
    #[inline(never)] // one of it is enough for all who ask
    pub fn found(&self, row: usize, score: Option<&Score>) -> (Option<Place>, Why) {
        let named = self.columns.iter().find_map(|cells| cells.place(row).one());
        if named.is_some() {
            return (named, Why::Cell);
        }
        let declared = score.and_then(|score| declared(self.context.journey, score));
        if declared.is_some() {
            return (declared, Why::Declared);
        }
        let ruled = self.ruled(row);
        if ruled.is_some() {
            return (ruled, Why::Rule);
        }
        match (score.map_or(Err(Why::Free), |score| self.last(row, score)), self.named) {
            (Ok(place), _) => (Some(place), Why::Last),
            (_, Some(place)) => (Some(place), Why::Source),
            (Err(why), None) => (None, self.misnamed(row).unwrap_or(why)),
        }
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

    /// A cell that names a place and no one place of the journey.
    fn misnamed(&self, row: usize) -> Option<Why> {
        self.columns.iter().enumerate().find_map(|(column, cells)| {
            let (code, called) = (cells.code(row), cells.place(row));
            let several = called == Called::Several;
            (several || called == Called::Unknown).then_some(Why::Misnamed { column, code, several })
        })
    }

    /// The person's last contact before the answer.
    fn last(&self, row: usize, score: &Score) -> Result<Place, Why> {
        let within = score.within.filter(|_| self.persons.is_some()).ok_or(Why::Free)?;
        if self.stages_only {
            if let Some(why) = self.misnamed(row) {
                return Err(why);
            }
            let stage = |known: &Row| self.context.places.first_stage(known);
            return self.before(row, within, stage).map(Place::Stage);
        }
        let touchpoint = |known: &Row| self.context.places.touchpoints(known).next();
        self.before(row, within, touchpoint).map(|(stage, at)| Place::Touchpoint(stage, at))
    }

    /// What `place` finds in the person's last row at most `within` before the answer in which it finds anything.
    fn before<P>(&self, row: usize, within: Duration, place: impl Fn(&Row) -> Option<P>) -> Result<P, Why> {
        let people = self.context.people;
        let before = people.rows(self.person(row).ok_or(Why::Nobody)?);
        let Some(Data::Times(times)) = self.table.role(Role::Time).map(|column| &column.data) else {
            return Err(Why::NoTime);
        };
        let time = times.get(row).copied().filter(|time| *time != NO_TIME && people.timed);
        let time = time.ok_or(Why::NoTime)?;
        let end = before.partition_point(|known| known.time <= time);
        let near = |known: &&Row| time.saturating_sub(known.time) <= within.micros;
        let mut near = before.get(..end).unwrap_or_default().iter().rev().take_while(near);
        near.find_map(place).ok_or(Why::TooLong)
    }

    /// The text of a cell that a [`Why`] speaks of, and whether it could be several stages.
    pub fn cell(&self, column: usize, code: usize) -> (&'a str, bool) {
        let Some(cells) = self.columns.get(column) else { return ("", false) };
        let text = cells.texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
        (text, cells.places.get(code) == Some(&Called::Several))
    }

    /// True where the journey has no touchpoints.
    pub fn stages_only(&self) -> bool {
        self.stages_only
    }
}

/// A row as rules see it.
pub fn as_row(table: usize, row: usize) -> Option<Row> {
    let (table, row) = (u16::try_from(table).ok()?, u32::try_from(row).ok()?);
    Some(Row { time: 0, mask: 0, row, table, event: Row::FAR })
}

fn touchpoint(journey: &Journey, word: &str) -> Called<Place> {
    let spot = places::touchpoint(journey, word).map(|(stage, at)| Place::Touchpoint(stage, at));
    let nothing = if word.trim().is_empty() { Called::Nothing } else { Called::Unknown };
    spot.map_or(nothing, Called::One)
}

fn stage(journey: &Journey, word: &str) -> Option<Place> {
    places::stage(journey, word).map(Place::Stage)
}

fn declared(journey: &Journey, score: &Score) -> Option<Place> {
    let touchpoint = score.touchpoint.as_deref().and_then(|id| touchpoint(journey, id).one());
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
