//! A journey and its tables → evidence.
//!
//! Must never know: rates, colours, sizes, words.

use super::channels;
use super::funnel::{By, Counted, count_people};
use super::matching::Matcher;
use super::people::People;
use super::personas::Personas;
use super::places::Places;
use super::sources;
use super::survey::{Context, Place, Surveyed};
use super::visits::Visits;
use crate::error::{Code, Error};
use crate::model::evidence::{Evidence, ExactTimes, PersonaEvidence, StageEvidence, TouchpointEvidence};
use crate::model::journey::{Journey, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table};
use crate::model::time::Time;

/// How evidence is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Smallest group that may be published. Written into the evidence; this version does not fold smaller groups
    /// yet, and says so in `made_by`.
    pub min_group: u64,
    /// Comments are wanted. Not read by this version yet.
    pub comments: bool,
}

/// Measures a journey: rows of all its sources → evidence, and the exact times of the rows at hand.
///
/// A table belongs to the source whose id it carries. Sources whose rows can match a step, a stage or a touchpoint
/// need a person column; they are taken together. Sources that only hold answers need none.
pub fn measure(
    journey: &Journey,
    tables: Vec<Table>,
    options: &Options,
) -> Result<(Evidence, ExactTimes), Error> {
    let tables: Vec<&Table> = tables.iter().collect();
    let tables = tables.as_slice();
    let counts = |table: &&Table| {
        let mut sources = journey.sources.iter().filter(|source| source.id == table.source);
        sources.any(|source| source.kind == SourceKind::Counts)
    };
    if tables.iter().any(counts) {
        return Err(Error::new(Code::NotYet, "source kind counts"));
    }
    let rule = &journey.funnel;
    let steps = Matcher::new(tables, rule.steps.iter().map(|step| step.any.as_slice()))?;
    let places = Places::new(journey, tables)?;
    let part: Vec<bool> = (0..tables.len())
        .map(|at| holds_people(journey, tables, at) && (steps.applies(at) || places.applies(at)))
        .collect();
    let people = People::of(tables, &steps, &part)?;
    let personas = Personas::new(&journey.personas, tables);
    let counted = funnel(journey, tables, &steps, &people, &personas)?;
    let context = Context { journey, tables, people: &people, places: &places, personas: &personas };
    let surveyed = Surveyed::new(&context)?;

    let mut evidence = Evidence {
        journey: Some(journey.title.clone()).filter(|title| !title.is_empty()),
        period: period(tables),
        made_by: Some(made_by(options)),
        min_group: options.min_group,
        rule: rule.clone(),
        rows: sources::rows(&context, &part, &surveyed),
        people: people.count() as u64,
        channels: channels::count(&context),
        ..Evidence::default()
    };
    let mut exact = ExactTimes::default();
    if let Some(counted) = counted {
        // Sessions, where those are counted.
        evidence.people = counted.people;
        evidence.data_end = counted.data_end;
        evidence.funnel = Some(counted.funnel);
        evidence.segments = counted.segments.into_iter().collect();
        exact = counted.exact;
    }
    let everybody = visits(&context, None);
    evidence.stages = everybody.stages(journey);
    fill(&mut evidence.stages, &context, &surveyed, None);
    evidence.touchpoints = touchpoints(&context, &surveyed);
    evidence.personas = by_persona(&context, &surveyed);
    if people.count() > 0 && !journey.stages.is_empty() {
        evidence.moves = vec![everybody.moves(journey)];
        evidence.planned = Some(everybody.planned(journey));
    }
    Ok((evidence, exact))
}

/// False for sums such as the reach of a post: their rows are nobody's, and meet no stage as people do.
fn holds_people(journey: &Journey, tables: &[&Table], at: usize) -> bool {
    let id = tables.get(at).map_or("", |table| table.source.as_str());
    let mut sources = journey.sources.iter().filter(|source| source.id == id);
    !sources.any(|source| matches!(source.kind, SourceKind::Social | SourceKind::Counts))
}

/// Who made the evidence; says that small groups are not folded, which a reader could otherwise assume.
fn made_by(options: &Options) -> String {
    let folding = if options.min_group > 1 { " (groups under min_group are not folded)" } else { "" };
    format!("jejak {}{folding}", env!("CARGO_PKG_VERSION"))
}

/// The funnel, where any table has rows for its steps.
fn funnel(
    journey: &Journey,
    tables: &[&Table],
    steps: &Matcher<'_>,
    people: &People,
    personas: &Personas<'_>,
) -> Result<Option<Counted>, Error> {
    if journey.funnel.steps.is_empty() || !(0..tables.len()).any(|at| steps.applies(at)) {
        return Ok(None);
    }
    steps.complain()?;
    let by = match journey.funnel.by.as_deref() {
        Some("persona") if personas.is_empty() => {
            return Err(Error::new(Code::Conflict, "by persona: no persona has a segment"));
        }
        Some("persona") => Some(By::Personas(personas)),
        Some(field) => Some(By::column(field, journey.funnel.at)),
        None => None,
    };
    count_people(tables, people, &journey.funnel, by.as_ref()).map(Some)
}

/// First and last time among all sources.
fn period(tables: &[&Table]) -> Option<(Time, Time)> {
    let columns = tables.iter().filter_map(|table| match table.role(Role::Time).map(|column| &column.data) {
        Some(Data::Times(times)) => Some(times.iter().copied().filter(|time| *time != NO_TIME)),
        _ => None,
    });
    columns.flatten().fold(None, |period, time| match period {
        None => Some((time, time)),
        Some((first, last)) => Some((time.min(first), time.max(last))),
    })
}

/// The visits of everybody, or of one persona.
fn visits(context: &Context<'_>, persona: Option<usize>) -> Visits {
    let mut visits = Visits::new(context.journey.stages.len(), context.people.timed);
    for rows in context.people.each() {
        if persona.is_none() || context.personas.of(rows) == persona {
            visits.add(rows, context.places);
        }
    }
    visits
}

/// Adds the answers to what is known of each stage.
fn fill(stages: &mut [StageEvidence], context: &Context<'_>, surveyed: &Surveyed, persona: Option<usize>) {
    for (at, stage) in stages.iter_mut().enumerate() {
        stage.answers = surveyed.of_stage(context, persona, at);
    }
}

fn touchpoints(context: &Context<'_>, surveyed: &Surveyed) -> Vec<TouchpointEvidence> {
    let mut known = Vec::new();
    let people = channels::touchpoints(context);
    for (at, stage) in context.journey.stages.iter().enumerate() {
        for (spot, touchpoint) in stage.touchpoints.iter().enumerate() {
            known.push(TouchpointEvidence {
                id: touchpoint.id.clone(),
                people: people.get(&(at, spot)).copied().unwrap_or(0),
                answers: surveyed.at(context, None, Place::Touchpoint(at, spot)),
            });
        }
    }
    known
}

/// One entry for each persona that data can tell apart.
fn by_persona(context: &Context<'_>, surveyed: &Surveyed) -> Vec<PersonaEvidence> {
    let personas = context.journey.personas.iter().enumerate();
    personas
        .filter(|(_, persona)| persona.segment.is_some())
        .map(|(at, persona)| {
            let mut stages = visits(context, Some(at)).stages(context.journey);
            fill(&mut stages, context, surveyed, Some(at));
            let people = context.people.each().filter(|rows| context.personas.of(rows) == Some(at)).count();
            PersonaEvidence { id: persona.id.clone(), people: people as u64, stages }
        })
        .collect()
}
