//! Which answers belong to which stage or touchpoint of a journey.
//!
//! An answer belongs where [`Placing`] puts its row; a comment belongs where its answer does.
//!
//! Must never know: means, intervals.

use super::answers::{Gathered, Question, Reading};
use super::channels::Channels;
use super::comments::{Beside, Comments, Said};
use super::people::People;
use super::personas::Personas;
use super::placed::Tally;
use super::places::Places;
use super::placing::{Placing, as_row};
use crate::error::Error;
use crate::model::axis;
use crate::model::evidence::Answers;
use crate::model::journey::{Journey, Score, Source};
use crate::model::order::arrange;
use crate::model::table::Table;
use std::collections::{BTreeMap, BTreeSet};

/// Where an answer belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A stage as a whole.
    Stage(usize),
    /// A touchpoint of a stage.
    Touchpoint(usize, usize),
}

impl Place {
    /// The stage that it is, or that it belongs to.
    pub fn stage(self) -> usize {
        match self {
            Self::Stage(stage) | Self::Touchpoint(stage, _) => stage,
        }
    }

    /// What sorts places as the journey has them: a stage, then its touchpoints.
    pub fn order(self) -> (usize, usize) {
        match self {
            Self::Stage(stage) => (stage, 0),
            Self::Touchpoint(stage, at) => (stage, at.saturating_add(1)),
        }
    }
}

/// All that assigning answers needs.
pub struct Context<'a> {
    /// The journey.
    pub journey: &'a Journey,
    /// All tables.
    pub tables: &'a [&'a Table],
    /// People with events.
    pub people: &'a People<'a>,
    /// Stages and touchpoints of rows.
    pub places: &'a Places<'a>,
    /// Personas of people.
    pub personas: &'a Personas<'a>,
}

/// Persona (`None` = everybody), place, and question: table and score.
type Asked = (Option<usize>, Place, (usize, usize));

/// Answers by persona, place and question; comments by place.
#[derive(Default)]
pub struct Surveyed<'a> {
    gathered: BTreeMap<Asked, Gathered>,
    /// By channel of the journey and question.
    by_channel: BTreeMap<(usize, (usize, usize)), Gathered>,
    /// Some answer names its channel itself.
    pub own_channels: bool,
    /// Comments that belong somewhere, by place, time and text.
    pub said: Vec<Said<'a>>,
    /// By table and column: comments that were heard beside another score.
    heard: BTreeMap<(usize, &'a str), BTreeSet<(usize, Place)>>,
    /// By table: rows with something (an answer, a missing one, a comment, a share) that belongs somewhere.
    pub used: Vec<Vec<bool>>,
    /// By table: why its answers are where they are.
    pub placed: Vec<Tally>,
    /// By table: the same of its comments beside no answer.
    pub said_placed: Vec<Tally>,
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

impl<'a> Surveyed<'a> {
    /// Reads and assigns the answers and comments of all sources.
    pub fn new(context: &Context<'a>) -> Result<Self, Error> {
        let tables = context.tables;
        let used = tables.iter().map(|_| Vec::new()).collect();
        let placed = vec![Tally::default(); tables.len()];
        let mut surveyed = Self { used, said_placed: placed.clone(), placed, ..Self::default() };
        let channels = Some(Channels::new(context)).filter(|_| !context.journey.channels.is_empty());
        for (at, table) in tables.iter().copied().enumerate() {
            let source = context.journey.sources.iter().find(|source| source.id == table.source);
            let Some(source) = source else { continue };
            let comments = Comments::new(source, table);
            if source.scores.is_empty() && comments.is_empty() {
                continue;
            }
            let placing = Placing::new(context, at, table);
            for (number, score) in source.scores.iter().enumerate() {
                let reading = Reading::new(table, &question(source, score))?;
                surveyed.add(context, (at, number), &placing, score, &reading, comments.beside(score));
                if let Some(channels) = &channels {
                    surveyed.add_channels(channels, (at, number), &placing, score, &reading);
                }
            }
            surveyed.add_comments(at, &placing, &comments);
        }
        arrange(&mut surveyed.said, Said::order);
        Ok(surveyed)
    }

    fn add(
        &mut self,
        context: &Context<'a>,
        (at, number): (usize, usize),
        placing: &Placing<'_, 'a>,
        score: &Score,
        reading: &Reading<'_>,
        comments: Option<&Beside<'a>>,
    ) {
        let once = comments.map(Beside::header);
        let mut heard: BTreeSet<(usize, Place)> = BTreeSet::new();
        if let Some(header) = once {
            heard = self.heard.remove(&(at, header)).unwrap_or_default();
        }
        for row in 0..reading.rows() {
            let answer = reading.answer(row);
            let (place, why) = placing.found(row, Some(score));
            if let Some(tally) = self.placed.get_mut(at).filter(|_| answer.is_some()) {
                tally.add(why);
            }
            let Some(place) = place else { continue };
            self.mark(at, row, reading.rows());
            let persona = persona(context, at, row, placing.person(row));
            self.gathered.entry((None, place, (at, number))).or_default().add(answer);
            if persona.is_some() {
                self.gathered.entry((persona, place, (at, number))).or_default().add(answer);
            }
            let said =
                comments.and_then(|comments| comments.said(row, place, answer.map(|(value, _)| value)));
            if let Some(mut said) = said.filter(|_| heard.insert((row, place))) {
                said.axis = said.score.and_then(|v| axis::answer(score.kind, score.scale, score.flip, v));
                self.said.push(said);
            }
        }
        if let Some(header) = once {
            self.heard.insert((at, header), heard);
        }
    }

    /// The channels of the answers to one score.
    fn add_channels(
        &mut self,
        channels: &Channels<'a>,
        (at, number): (usize, usize),
        placing: &Placing<'_, 'a>,
        score: &Score,
        reading: &Reading<'_>,
    ) {
        for row in 0..reading.rows() {
            let Some((place, known)) = placing.place(row, Some(score)).zip(as_row(at, row)) else { continue };
            let own = channels.own(&known);
            self.own_channels |= own.is_some();
            if let Some(channel) = own.or_else(|| channels.of(place)) {
                self.by_channel.entry((channel, (at, number))).or_default().add(reading.answer(row));
            }
        }
    }

    /// The comments that stand beside no answer.
    fn add_comments(&mut self, at: usize, placing: &Placing<'_, 'a>, comments: &Comments<'a>) {
        let Some(alone) = comments.alone() else { return };
        for row in 0..alone.rows() {
            if alone.is_blank(row) {
                continue;
            }
            let (place, why) = placing.said(row);
            if let Some(tally) = self.said_placed.get_mut(at) {
                tally.add(why);
            }
            if let Some(said) = place.and_then(|place| alone.said(row, place, None)) {
                self.mark(at, row, alone.rows());
                self.said.push(said);
            }
        }
    }

    /// A row is used.
    pub fn mark(&mut self, table: usize, row: usize, rows: usize) {
        let Some(used) = self.used.get_mut(table) else { return };
        if used.len() < rows {
            used.resize(rows, false);
        }
        if let Some(used) = used.get_mut(row) {
            *used = true;
        }
    }

    /// The answers at one place, one entry a question; of everybody or of a persona.
    pub fn at(&self, context: &Context<'_>, persona: Option<usize>, place: Place) -> Vec<Answers> {
        let first = (persona, place, (0, 0));
        let last = (persona, place, (usize::MAX, usize::MAX));
        let here = self.gathered.range(first..=last);
        here.filter_map(|((.., asked), gathered)| self.finished(context, *asked, gathered)).collect()
    }

    /// The answers of a channel, one entry a question.
    pub fn of_channel(&self, context: &Context<'_>, channel: usize) -> Vec<Answers> {
        let (first, last) = ((channel, (0, 0)), (channel, (usize::MAX, usize::MAX)));
        let here = self
            .by_channel
            .range(first..=last)
            .filter_map(|((_, asked), gathered)| self.finished(context, *asked, gathered));
        Answers::pooled(&here.collect::<Vec<_>>())
    }

    /// The answers to a question of a table.
    fn finished(&self, context: &Context<'_>, asked: (usize, usize), gathered: &Gathered) -> Option<Answers> {
        let table = context.tables.get(asked.0)?;
        let source = context.journey.sources.iter().find(|source| source.id == table.source)?;
        Some(gathered.clone().finish(table, source.scores.get(asked.1)?))
    }

    /// The answers of a stage: those to the stage itself, else those to its touchpoints, question by question. Of a
    /// persona the same ones as of everybody, so that personas add up to their stage.
    pub fn of_stage(&self, context: &Context<'_>, persona: Option<usize>, stage: usize) -> Vec<Answers> {
        let declared = self.at(context, persona, Place::Stage(stage));
        let whole = Place::Stage(stage);
        let everybody = self.gathered.range((None, whole, (0, 0))..=(None, whole, (usize::MAX, usize::MAX)));
        if everybody.into_iter().any(|(_, gathered)| gathered.n > 0) {
            return declared;
        }
        let count = context.journey.stages.get(stage).map_or(0, |stage| stage.touchpoints.len());
        let asked = |touchpoint| self.at(context, persona, Place::Touchpoint(stage, touchpoint));
        let all: Vec<Answers> = declared.into_iter().chain((0..count).flat_map(asked)).collect();
        Answers::pooled(&all)
    }
}

/// The persona of an answer: by its own row, else by the person's events.
fn persona(context: &Context<'_>, at: usize, row: usize, person: Option<usize>) -> Option<usize> {
    if context.personas.is_empty() {
        return None;
    }
    let own = context.personas.of(&[as_row(at, row)?]);
    own.or_else(|| context.personas.of(&context.people.rows(person?)))
}
