//! Which answers belong to which stage or touchpoint of a journey.
//!
//! An answer belongs by its own column (role touchpoint or stage), else by the declared touchpoint or stage, else
//! to the person's last touchpoint at most `within` before it.
//!
//! Must never know: means, intervals.

use super::answers::{Gathered, Question, Reading};
use super::people::{People, Row};
use super::personas::Personas;
use super::places::{self, Places};
use crate::error::Error;
use crate::model::evidence::Answers;
use crate::model::journey::{Journey, Score, Source};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use std::collections::BTreeMap;

/// Where an answer belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A stage as a whole.
    Stage(usize),
    /// A touchpoint of a stage.
    Touchpoint(usize, usize),
}

/// All that assigning answers needs.
pub struct Context<'a> {
    /// The journey.
    pub journey: &'a Journey,
    /// All tables.
    pub tables: &'a [&'a Table],
    /// People with events.
    pub people: &'a People,
    /// Stages and touchpoints of rows.
    pub places: &'a Places<'a>,
    /// Personas of people.
    pub personas: &'a Personas<'a>,
}

/// Persona (`None` = everybody), place, and question: table and score.
type Asked = (Option<usize>, Place, (usize, usize));

/// Answers by persona, place and question.
#[derive(Default)]
pub struct Surveyed {
    gathered: BTreeMap<Asked, Gathered>,
    /// By table: rows with an answer, or a missing one, that belongs somewhere.
    pub used: Vec<Vec<bool>>,
}

fn texts(table: &Table, role: Role) -> Option<&Texts> {
    match table.role(role).map(|column| &column.data) {
        Some(Data::Texts(texts)) => Some(texts),
        _ => None,
    }
}

/// The question that a score of a source asks.
pub fn question(source: &Source, score: &Score) -> Question {
    let of = |column: &String| *column == score.column;
    let missing = source.missing.iter().filter(|(column, _)| of(column));
    Question {
        score: score.clone(),
        valid: source.valid.iter().find(|(column, _)| of(column)).map(|(_, range)| *range),
        missing: missing.flat_map(|(_, values)| values.clone()).collect(),
        by: None,
        decimal: source.decimal,
    }
}

impl Surveyed {
    /// Reads and assigns the answers of all sources.
    pub fn new(context: &Context<'_>) -> Result<Self, Error> {
        let tables = context.tables;
        let used = tables.iter().map(|_| Vec::new()).collect();
        let mut surveyed = Self { used, ..Self::default() };
        for (at, table) in tables.iter().enumerate() {
            let source = context.journey.sources.iter().find(|source| source.id == table.source);
            let Some(source) = source else { continue };
            for (number, score) in source.scores.iter().enumerate() {
                let reading = Reading::new(table, &question(source, score))?;
                surveyed.add(context, at, number, score, &reading);
            }
        }
        Ok(surveyed)
    }

    fn add(&mut self, context: &Context<'_>, at: usize, number: usize, score: &Score, reading: &Reading<'_>) {
        let Some(table) = context.tables.get(at) else { return };
        let own = Own::new(context.journey, table);
        let declared = declared(context.journey, score);
        let persons = texts(table, Role::Person);
        if let Some(used) = self.used.get_mut(at) {
            used.resize(reading.rows(), false);
        }
        for row in 0..reading.rows() {
            let person = persons.and_then(|persons| context.people.find(persons.row(row)));
            let place =
                own.place(row).or(declared).or_else(|| last_touchpoint(context, table, row, person, score));
            let Some(place) = place else { continue };
            if let Some(used) = self.used.get_mut(at).and_then(|used| used.get_mut(row)) {
                *used = true;
            }
            let answer = reading.answer(row);
            let persona = persona(context, at, row, person);
            self.gathered.entry((None, place, (at, number))).or_default().add(answer);
            if persona.is_some() {
                self.gathered.entry((persona, place, (at, number))).or_default().add(answer);
            }
        }
    }

    /// The answers at one place, one entry a question; of everybody or of a persona.
    pub fn at(&self, context: &Context<'_>, persona: Option<usize>, place: Place) -> Vec<Answers> {
        let first = (persona, place, (0, 0));
        let last = (persona, place, (usize::MAX, usize::MAX));
        let here = self.gathered.range(first..=last);
        here.filter_map(|((.., (table, number)), gathered)| {
            let table = context.tables.get(*table)?;
            let source = context.journey.sources.iter().find(|source| source.id == table.source)?;
            Some(gathered.clone().finish(table, source.scores.get(*number)?))
        })
        .collect()
    }

    /// The answers of a stage: those to the stage itself, else those to its touchpoints, question by question.
    pub fn of_stage(&self, context: &Context<'_>, persona: Option<usize>, stage: usize) -> Vec<Answers> {
        let declared = self.at(context, persona, Place::Stage(stage));
        if declared.iter().any(|answers| answers.n > 0) {
            return declared;
        }
        let count = context.journey.stages.get(stage).map_or(0, |stage| stage.touchpoints.len());
        let mut pooled: Vec<Answers> = declared;
        for touchpoint in 0..count {
            for answers in self.at(context, persona, Place::Touchpoint(stage, touchpoint)) {
                match pooled.iter_mut().find(|known| same_question(known, &answers)) {
                    Some(known) => pool(known, answers),
                    None => pooled.push(answers),
                }
            }
        }
        pooled
    }
}

fn same_question(a: &Answers, b: &Answers) -> bool {
    (&a.source, a.kind, a.scale, &a.label, a.flip, a.line, a.weights.is_some())
        == (&b.source, b.kind, b.scale, &b.label, b.flip, b.line, b.weights.is_some())
}

/// Adds `more` to `answers`.
fn pool(answers: &mut Answers, more: Answers) {
    add_counts(&mut answers.counts, more.counts, |count, more| *count = count.saturating_add(more));
    answers.missing = answers.missing.saturating_add(more.missing);
    answers.n = answers.n.saturating_add(more.n);
    if let (Some(weights), Some(more)) = (&mut answers.weights, more.weights) {
        add_counts(&mut weights.counts, more.counts, |sum, more| *sum += more);
        weights.sum2 += more.sum2;
    }
}

fn add_counts<N>(counts: &mut Vec<(f64, N)>, more: Vec<(f64, N)>, add: impl Fn(&mut N, N)) {
    for (value, count) in more {
        match counts.binary_search_by(|(known, _)| known.total_cmp(&value)) {
            Ok(at) => {
                if let Some((_, known)) = counts.get_mut(at) {
                    add(known, count);
                }
            }
            Err(at) => counts.insert(at, (value, count)),
        }
    }
}

/// The place that a row's own cells name; each distinct text looked up once.
struct Own<'t> {
    columns: Vec<(&'t [u32], Vec<Option<Place>>)>,
}

impl<'t> Own<'t> {
    fn new(journey: &Journey, table: &'t Table) -> Self {
        let touchpoint =
            |word: &str| places::touchpoint(journey, word).map(|(stage, at)| Place::Touchpoint(stage, at));
        let stage = |word: &str| places::stage(journey, word).map(Place::Stage);
        let column = |role: Role, find: &dyn Fn(&str) -> Option<Place>| {
            let texts = texts(table, role)?;
            let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
            Some((texts.codes.as_slice(), (0..texts.entries()).map(|code| find(entry(code))).collect()))
        };
        let columns = [column(Role::Touchpoint, &touchpoint), column(Role::Stage, &stage)];
        Self { columns: columns.into_iter().flatten().collect() }
    }

    fn place(&self, row: usize) -> Option<Place> {
        self.columns
            .iter()
            .find_map(|(codes, places)| places.get(*codes.get(row)? as usize).copied().flatten())
    }
}

fn declared(journey: &Journey, score: &Score) -> Option<Place> {
    let touchpoint = score.touchpoint.as_deref().and_then(|id| places::touchpoint(journey, id));
    let stage = || score.stage.as_deref().and_then(|id| places::stage(journey, id)).map(Place::Stage);
    touchpoint.map(|(stage, at)| Place::Touchpoint(stage, at)).or_else(stage)
}

/// The person's last touchpoint at most `within` before the answer.
fn last_touchpoint(
    context: &Context<'_>,
    table: &Table,
    row: usize,
    person: Option<usize>,
    score: &Score,
) -> Option<Place> {
    let within = score.within?;
    let Some(Data::Times(times)) = table.role(Role::Time).map(|column| &column.data) else { return None };
    let time = times.get(row).copied().filter(|time| *time != NO_TIME && context.people.timed)?;
    let before = context.people.rows(person?);
    let end = before.partition_point(|known| known.time <= time);
    let near = |known: &&Row| time.saturating_sub(known.time) <= within.micros;
    let mut near = before.get(..end)?.iter().rev().take_while(near);
    let (stage, at) = near.find_map(|known| context.places.touchpoints(known).next())?;
    Some(Place::Touchpoint(stage, at))
}

/// The persona of an answer: by its own row, else by the person's events.
fn persona(context: &Context<'_>, at: usize, row: usize, person: Option<usize>) -> Option<usize> {
    if context.personas.is_empty() {
        return None;
    }
    let (table, row) = (u32::try_from(at).ok()?, u32::try_from(row).ok()?);
    let own = context.personas.of(&[Row { time: 0, mask: 0, table, row }]);
    own.or_else(|| context.personas.of(context.people.rows(person?)))
}
