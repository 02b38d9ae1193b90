//! Which place a row of a source belongs to: an answer, a comment, a parcel, a social figure.
//!
//! Must never know: means, intervals, words of comments.

use super::people::Row;
use super::places::{Called, Names};
use super::survey::{Context, Place};
use crate::model::journey::{Journey, Score, Source, SourceKind};
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
    /// The same; its own cell names a place that the journey does not have.
    Past(Stray),
    /// Its source is about one thing.
    Source,
    /// Nowhere: its own cell names no one place of the journey.
    Misnamed(Stray),
    /// Nowhere: nothing is declared, and no time within which a contact counts, or nobody whose contact it could be.
    Free,
    /// Nowhere: its row has no time, or events have none.
    NoTime,
    /// Nowhere: its person has no event.
    Nobody,
    /// Nowhere: its person has no contact so shortly before it.
    TooLong,
}

/// A cell that names a place and no one place of the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The number of its column.
    pub column: usize,
    /// Its code there.
    pub code: u32,
    /// It could be several places.
    pub several: bool,
    /// It keeps its answer from where the person was last.
    pub keeps: bool,
}

/// The columns of cells that name places, by their number.
const TOUCHPOINT: usize = 0;
const STAGE: usize = 1;

/// What the cells of a column name.
struct Cells<'a> {
    texts: &'a Texts,
    places: Vec<Called>,
}

impl Cells<'_> {
    fn code(&self, row: usize) -> u32 {
        self.texts.codes.get(row).copied().unwrap_or(0)
    }

    fn place(&self, row: usize) -> Called {
        self.places.get(self.code(row) as usize).copied().unwrap_or(Called::Nothing)
    }
}

/// The places of one table's rows; each distinct text is looked up once.
///
/// In this order: the row's own cells (role touchpoint, then stage); what its score declares; the rules of
/// touchpoints and stages; the person's last contact at most `within` before it; and, for sources that are one
/// thing each (social figures, parcels, tickets), the touchpoint or stage that the source's id names.
///
/// A touchpoint's cell that could be several is the one of the stage that the row, or its score, names.
///
/// The last contact is the last touchpoint. Where the journey has none, it is the last row that belongs to a stage; then
/// cells of touchpoints name stages, and an answer whose own stage the journey does not have stays nowhere. So does
/// everywhere one whose cell could be several places.
pub struct Placing<'c, 'a> {
    context: &'c Context<'a>,
    table: &'a Table,
    number: usize,
    columns: [Option<Cells<'a>>; 2],
    /// What the cells of touchpoints may name: touchpoints, or stages where there are none.
    names: Names,
    stages: Names,
    persons: Option<&'a Texts>,
    ruled: bool,
    named: Option<Place>,
    /// The journey has no touchpoints.
    stages_only: bool,
    /// For how long before it a contact counts, where no score says it.
    within: Option<Duration>,
    /// The same for what is said beside no question.
    said_within: Option<Duration>,
}

impl<'c, 'a> Placing<'c, 'a> {
    /// For table `number` of the context.
    pub fn new(context: &'c Context<'a>, number: usize, table: &'a Table) -> Self {
        let journey = context.journey;
        let stages_only = journey.stages.iter().all(|stage| stage.touchpoints.is_empty());
        let stages = Names::stages(journey);
        let names = if stages_only { Names::stages(journey) } else { Names::touchpoints(journey) };
        let column = |role: Role, names: &Names| {
            let texts = texts(table, role)?;
            let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
            let places = (0..texts.entries()).map(|code| names.called(entry(code))).collect();
            Some(Cells { texts, places })
        };
        let source = journey.sources.iter().find(|source| source.id == table.source);
        let kind = source.map(|source| source.kind);
        let one = matches!(kind, Some(SourceKind::Social | SourceKind::Shipments | SourceKind::Tickets));
        let called = |names: &Names| names.called(&table.source).one();
        let named = if one { called(&names).or_else(|| called(&stages)) } else { None };
        Self {
            context,
            table,
            number,
            columns: [column(Role::Touchpoint, &names), column(Role::Stage, &stages)],
            persons: texts(table, Role::Person),
            ruled: context.places.applies(number),
            named,
            stages_only,
            within: source.and_then(|source| source.within),
            said_within: source.and_then(said_within),
            names,
            stages,
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
    pub fn found(&self, row: usize, score: Option<&Score>) -> (Option<Place>, Why) {
        self.sought(row, score, score.and_then(|score| score.within.or(self.within)))
    }

    /// The place of what is said in a row beside no question, and why.
    pub fn said(&self, row: usize) -> (Option<Place>, Why) {
        self.sought(row, None, self.said_within)
    }

    #[inline(never)] // one of it is enough for all who ask
    fn sought(&self, row: usize, score: Option<&Score>, within: Option<Duration>) -> (Option<Place>, Why) {
        let named = self.named(row, score);
        if named.is_some() {
            return (named, Why::Cell);
        }
        let declared = score.and_then(|score| self.declared(score));
        if declared.is_some() {
            return (declared, Why::Declared);
        }
        let ruled = self.ruled(row);
        if ruled.is_some() {
            return (ruled, Why::Rule);
        }
        match (self.last(row, within), self.named) {
            (Ok(place), _) => (Some(place), self.misnamed(row).map_or(Why::Last, Why::Past)),
            (_, Some(place)) => (Some(place), Why::Source),
            (Err(why), None) => (None, self.misnamed(row).map_or(why, Why::Misnamed)),
        }
    }

    /// What a row's own cells name.
    fn named(&self, row: usize, score: Option<&Score>) -> Option<Place> {
        let [touchpoint, stage] = &self.columns;
        let stage = stage.as_ref().and_then(|cells| cells.place(row).one());
        let touchpoint = touchpoint.as_ref().and_then(|cells| match cells.place(row) {
            Called::Several => {
                let known = stage.or_else(|| self.declared(score?))?.stage();
                self.names.called_in(cells.texts.entry(cells.code(row)), Some(known)).one()
            }
            called => called.one(),
        });
        touchpoint.or(stage)
    }

    fn declared(&self, score: &Score) -> Option<Place> {
        let one = |names: &Names, id: &Option<String>| id.as_deref().and_then(|id| names.called(id).one());
        let touchpoint = if self.stages_only { None } else { one(&self.names, &score.touchpoint) };
        touchpoint.or_else(|| one(&self.stages, &score.stage))
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

    /// The row's cells that name a place and no one place of the journey: first what keeps its answer back. Of what could be
    /// several places none is known to be where the person was last, and a stage that a map of stages does not have is
    /// another than all of them; a touchpoint that it does not have may be in any.
    fn misnamed(&self, row: usize) -> Option<Stray> {
        let found = |column: usize| {
            let cells = self.columns.get(column)?.as_ref()?;
            let (code, called) = (cells.code(row), cells.place(row));
            let several = called == Called::Several;
            let keeps = several || (self.stages_only && column == STAGE);
            (several || called == Called::Unknown).then_some(Stray { column, code, several, keeps })
        };
        let [one, other] = [STAGE, TOUCHPOINT].map(found);
        one.filter(|one| one.keeps).or(other).or(one)
    }

    /// The person's last contact before the answer.
    fn last(&self, row: usize, within: Option<Duration>) -> Result<Place, Why> {
        let within = within.filter(|_| self.persons.is_some()).ok_or(Why::Free)?;
        if let Some(cell) = self.misnamed(row).filter(|cell| cell.keeps) {
            return Err(Why::Misnamed(cell));
        }
        if self.stages_only {
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
        let Some(Some(cells)) = self.columns.get(column) else { return ("", false) };
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

/// The longest time from a contact to an answer which counts in a source, where one is given.
pub fn longest(source: &Source) -> Option<Duration> {
    let answers = source.scores.iter().filter_map(|score| score.within.or(source.within));
    answers.max_by_key(|within| within.micros)
}

/// The same for what is said in it beside no question: where the source does not say it, as for its answers.
pub fn said_within(source: &Source) -> Option<Duration> {
    source.within.or_else(|| longest(source))
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
