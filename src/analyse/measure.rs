//! A journey and its tables → evidence.
//!
//! Must never know: rates, colours, sizes, words.

use super::everybody::Everybody;
use super::funnel::Excluded;
use super::matching::Matcher;
use super::measures::measures;
use super::parts::{apart, at_once, at_one_go, in_runs, pause};
use super::paths;
use super::people::{People, Row};
use super::personas::Personas;
use super::placed::Placed;
use super::places::{Places, Spot};
use super::survey::{Context, Place, Surveyed};
use super::themes::{chosen, themes};
use super::visits::Visits;
use super::{channels, comments, counts, joining, met, order, sources};
use crate::error::Error;
use crate::model::evidence::{
    AnswerWords, Evidence, ExactTimes, Funnel, PersonaEvidence, StageEvidence, TouchpointEvidence,
};
use crate::model::journey::{Journey, SourceKind};
use crate::model::order::arrange_by;
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table};
use crate::model::time::Time;
use std::collections::BTreeMap;

/// How evidence is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Smallest group that may be published: written into the evidence, applied by [`fold`](fn@super::fold). 0 makes evidence
    /// that others can be merged with: every word of comments is in it, see [`super::publish`].
    pub min_group: u64,
    /// Comments are wanted: masked, each at its place.
    pub comments: bool,
    /// Moves between events are wanted although touchpoints are met.
    pub events: bool,
}

/// Measures a journey: rows of all its sources → evidence, and the exact times of the rows at hand.
///
/// A table belongs to the source whose id it carries. Sources whose rows can match a step, a stage or a touchpoint
/// are taken together: one person is who has the same id in each. Events and orders need a person column; other
/// sources without one only give their answers, comments, shares and sums. A source none of whose people is in any
/// other is counted all the same and named with `not_joined` among its issues.
pub fn measure(
    journey: &Journey,
    tables: Vec<Table>,
    options: &Options,
) -> Result<(Evidence, ExactTimes), Error> {
    at_once(measure_in_parts(journey, tables.iter().collect(), options))
        .map(|(evidence, exact, _)| (evidence, exact))
}

/// As [`measure`], of tables that stay with the caller, and in parts; and how the answers of each source came to where
/// they stand.
pub async fn measure_in_parts(
    journey: &Journey,
    mut tables: Vec<&Table>,
    options: &Options,
) -> Result<(Evidence, ExactTimes, Vec<Placed>), Error> {
    if tables.iter().all(|table| joining::kind(journey, table) == SourceKind::Membership) {
        // Lists may have no times: who is in the list of an earlier step was there earlier.
        arrange_by(&mut tables, |table| journey.sources.iter().position(|source| source.id == table.source));
    }
    let tables = tables.as_slice();
    let rule = &journey.funnel;
    let (steps, places, part) = at_one_go(|| {
        let steps = Matcher::new(tables, rule.steps.iter().map(|step| step.any.as_slice()))?;
        let places = Places::new(journey, tables)?;
        // What is wrong with an exclusion is said where the funnel is counted.
        let excluded = Excluded::new(tables, rule).ok();
        let ends = |at| excluded.as_ref().is_some_and(|excluded| excluded.applies(at));
        let part = joining::part(journey, tables, |at| steps.applies(at) || places.applies(at) || ends(at));
        Ok::<_, Error>((steps, places, part))
    })?;
    pause().await;
    let people = apart(People::of(tables, &steps, &part)).await?;
    pause().await;
    let personas = Personas::new(&journey.personas, tables);
    let context = Context { journey, tables, people: &people, places: &places, personas: &personas };
    let whole = options.min_group == 0;
    let things = apart(paths::things(&context, options.events)).await;
    let counted = apart(Everybody::count(&context, &steps, &things, whole)).await?;
    let Everybody { paths, funnel, carts, cohorts, visits: everybody } = counted;
    let mut surveyed = at_one_go(|| Surveyed::new(&context))?;
    pause().await;
    let measures = apart(measures(&context, &mut surveyed, carts)).await;
    pause().await;
    let ready = if funnel.is_none() { at_one_go(|| counts::funnel(journey, tables, &steps))? } else { None };
    for (at, row) in ready.iter().flat_map(|ready| &ready.used) {
        surveyed.mark(*at, *row, tables.get(*at).map_or(0, |table| sources::held(table)));
    }

    let heard = at_one_go(|| themes(journey, &surveyed.said));
    pause().await;
    let rows = apart(sources::rows(&context, &part, &surveyed)).await;
    pause().await;
    let period = apart(period(tables, &people, &part)).await;
    let known = apart(by_persona(&context, &surveyed)).await;
    let channels = apart(channels::count(&context, &surveyed, whole)).await;
    let met = apart(channels::touchpoints(&context)).await;
    pause().await;
    let (mut evidence, exact) = at_one_go(|| {
        let heard = if whole { heard } else { chosen(&heard) };
        let mut evidence = Evidence {
            journey: Some(journey.title.clone()).filter(|title| !title.is_empty()),
            period,
            made_by: Some(concat!("jejak ", env!("CARGO_PKG_VERSION")).to_owned()),
            min_group: options.min_group,
            rule: rule.clone(),
            rows,
            people: people.count() as u64,
            channels,
            cohorts,
            themes: heard,
            comments: if options.comments { comments::written(journey, &surveyed.said) } else { Vec::new() },
            measures,
            ..Evidence::default()
        };
        let mut exact = ExactTimes::default();
        if let Some((counted, after)) = funnel {
            // Sessions, where those are counted.
            evidence.people = counted.people;
            evidence.data_end = counted.data_end;
            evidence.funnel = Some(counted.funnel);
            evidence.segments = counted.segments.into_iter().collect();
            exact = counted.exact;
            evidence.after = after;
        }
        evidence.moves = paths.moves();
        evidence.stages = everybody.stages(journey);
        fill(&mut evidence.stages, &context, &surveyed, None);
        if let Some(ready) = ready {
            count_stages(&mut evidence.stages, &ready.funnel);
            evidence.people = ready.people;
            evidence.funnel = Some(ready.funnel);
            evidence.segments = ready.segments.into_iter().collect();
        }
        evidence.touchpoints = touchpoints(&context, &surveyed, &met);
        evidence.personas = known;
        if people.count() > 0 && !journey.stages.is_empty() {
            evidence.planned = Some(everybody.planned(journey));
        }
        evidence.words = words(journey, tables);
        Ok::<_, Error>((evidence, exact))
    })?;
    let mut placed = Placed::all(&context, &surveyed.placed, false);
    placed.extend(Placed::all(&context, &surveyed.said_placed, true));
    // All ways may be a hundred thousand lists of texts: by then no row is needed any more.
    let ways = paths.into_ways();
    drop(things);
    drop(people);
    pause().await;
    at_one_go(|| {
        let most = if whole { usize::MAX } else { paths::WAYS };
        evidence.sequences = ways.into_iter().map(|ways| ways.sequences(most)).collect();
        met::settle(&mut evidence);
        if options.min_group > 0 {
            met::told(&mut evidence.measures);
        }
        order::sort(&mut evidence);
        if options.min_group > 0 {
            paths::chosen(&mut evidence);
            order::sort(&mut evidence);
        }
        Ok((evidence, exact, placed))
    })
}

/// What the answers to declared questions are called, where a file has words for them.
fn words(journey: &Journey, tables: &[&Table]) -> Vec<AnswerWords> {
    let mut list = Vec::new();
    for table in tables {
        let source = journey.sources.iter().find(|source| source.id == table.source);
        for score in source.iter().flat_map(|source| &source.scores) {
            let header = table.column(&score.column).map(|column| &column.header);
            let words = table.words.iter().find(|(known, _)| Some(known) == header);
            if let Some((_, words)) = words {
                let (source, label) = (table.source.clone(), score.label.clone());
                AnswerWords::add(&mut list, &AnswerWords { source, label, words: words.clone() });
            }
        }
    }
    list
}

/// Of ready counts a stage has the people of the step of its name.
fn count_stages(stages: &mut [StageEvidence], funnel: &Funnel) {
    for stage in stages {
        if let Some(step) = funnel.steps.iter().find(|step| step.id == stage.id) {
            stage.people = step.people;
        }
    }
}

/// First and last time among all sources.
async fn period(tables: &[&Table], people: &People<'_>, part: &[bool]) -> Option<(Time, Time)> {
    let mut period: Option<(Time, Time)> = None;
    for (at, table) in tables.iter().enumerate() {
        let Some(Data::Times(times)) = table.role(Role::Time).map(|column| &column.data) else { continue };
        let own = if part.get(at) == Some(&true) { people.span(at) } else { span(times).await };
        if let Some((first, last)) = own {
            period = Some(period.map_or((first, last), |known| (first.min(known.0), last.max(known.1))));
        }
    }
    period
}

/// First and last of these times.
async fn span(times: &[Time]) -> Option<(Time, Time)> {
    let (mut before, mut last) = (Time::MAX, NO_TIME);
    in_runs(times, |times| {
        // No time is the smallest of all numbers; the one before it would be the largest.
        last = times.iter().fold(last, |last, time| last.max(*time));
        before = times.iter().fold(before, |first, time| first.min(time.wrapping_sub(1)));
    })
    .await;
    (last != NO_TIME).then(|| (before.wrapping_add(1), last))
}

/// The visits of one persona.
async fn visits(context: &Context<'_>, persona: usize) -> Visits {
    let mut visits = Visits::new(context.journey.stages.len(), context.people.timed);
    let mut each = |rows: &[Row]| {
        if context.personas.of(rows) == Some(persona) {
            visits.add(rows, context.places);
        }
    };
    context.people.each_in_parts(&mut each).await;
    visits
}

/// Adds the answers to what is known of each stage.
fn fill(
    stages: &mut [StageEvidence],
    context: &Context<'_>,
    surveyed: &Surveyed<'_>,
    persona: Option<usize>,
) {
    for (at, stage) in stages.iter_mut().enumerate() {
        stage.answers = surveyed.of_stage(context, persona, at);
    }
}

fn touchpoints(
    context: &Context<'_>,
    surveyed: &Surveyed<'_>,
    people: &BTreeMap<Spot, u64>,
) -> Vec<TouchpointEvidence> {
    let mut known = Vec::new();
    for (at, stage) in context.journey.stages.iter().enumerate() {
        for (spot, touchpoint) in stage.touchpoints.iter().enumerate() {
            known.push(TouchpointEvidence {
                id: touchpoint.id.clone(),
                stage: Some(stage.id.clone()),
                channel: touchpoint.channel.clone(),
                people: people.get(&(at, spot)).copied().unwrap_or(0),
                answers: surveyed.at(context, None, Place::Touchpoint(at, spot)),
            });
        }
    }
    known
}

/// One entry for each persona that data can tell apart.
async fn by_persona(context: &Context<'_>, surveyed: &Surveyed<'_>) -> Vec<PersonaEvidence> {
    let mut known = Vec::new();
    let personas = context.journey.personas.iter().enumerate();
    for (at, persona) in personas.filter(|(_, persona)| persona.segment.is_some()) {
        let mut stages = visits(context, at).await.stages(context.journey);
        fill(&mut stages, context, surveyed, Some(at));
        let mut people = 0_u64;
        context
            .people
            .each_in_parts(&mut |rows| people += u64::from(context.personas.of(rows) == Some(at)))
            .await;
        known.push(PersonaEvidence { id: persona.id.clone(), people, stages });
    }
    known
}
