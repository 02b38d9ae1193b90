//! `jejak figures`: everything that is derived from a journey and its evidence.

use super::args;
use super::{Done, Manner, Stop, changes, files, rates, retention, say, scores, stages};
use jejak::figures::paths::{self, PathFigures, PathLink};
use jejak::figures::{self, Figures};
use jejak::model::evidence::{Evidence, SourceRows};
use jejak::model::journey::Journey;
use jejak::words::{self, Lang, Numbers, numbers::Plain};
use jejak::{Code, Error, Value};
use std::process::ExitCode;

/// Moves of a level that are told in lines; JSON has all.
const MOVES: usize = 12;

pub fn run(args: &args::Figures, manner: Manner) -> Done {
    let (journey, evidence) = both(&args.journey, args.evidence.as_deref(), manner)?;
    let shown = derived(&journey, evidence.as_ref(), args.compare.as_deref(), manner)?;
    let moved = moved(&journey, evidence.as_ref());
    if manner.json {
        let mut all = figures::write(&shown, shown.survey(&journey, evidence.as_ref()));
        if let (Value::Map(pairs), false) = (&mut all, moved.is_empty()) {
            let levels: Vec<Value> = moved.iter().map(paths::write).collect();
            pairs.push(("paths".to_owned(), levels.into()));
        }
        say::object(&all);
    } else {
        print(&journey, evidence.as_ref(), &shown, manner.lang);
        for level in &moved {
            print_moves(level, &journey, &shown, manner.lang);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Moves of every level that was counted.
fn moved(journey: &Journey, evidence: Option<&Evidence>) -> Vec<PathFigures> {
    let of = |evidence| {
        paths::levels(Some(evidence)).into_iter().filter_map(|level| paths::of(journey, evidence, level))
    };
    evidence.into_iter().flat_map(of).collect()
}

/// A level of moves: the largest moves, by whom, and how long they take; then what stands out.
fn print_moves(moved: &PathFigures, journey: &Journey, shown: &Figures, lang: Lang) {
    let (numbers, w) = (Plain(lang), words::paths::paths(lang));
    let stage = |at: Option<usize>| at.filter(|_| moved.level == "stage").and_then(|at| shown.stages.get(at));
    let name = |at: usize| {
        let node = moved.nodes.get(at);
        let stage = stage(node.and_then(|node| node.stage)).map(|stage| stage.name.clone());
        stage.or(node.map(|node| node.name.clone())).unwrap_or_default()
    };
    let level = paths::LEVELS.iter().position(|level| *level == moved.level);
    say::line("");
    say::line(&words::paths::caption(
        &words::paths::title(&journey.title, lang),
        level.and_then(|at| w.levels.get(at)).copied().unwrap_or_default(),
    ));
    let mut links: Vec<&PathLink> = moved.links.iter().collect();
    links.sort_by_key(|link| (core::cmp::Reverse(link.times), link.from, link.to));
    let units = words::terms::units(words::paths::unit(moved), lang);
    let mut rows = vec![[w.from, w.to, &units, w.times, w.share, w.median].map(str::to_owned).to_vec()];
    for link in links.iter().take(MOVES) {
        let count = |n: u64| numbers.decimal(n as f64, 0);
        let median = link.median.map(|seconds| words::duration(seconds, lang, &numbers));
        rows.push(vec![
            name(link.from),
            name(link.to),
            link.people.map(count).unwrap_or_default(),
            count(link.times),
            numbers.percent(link.share, 1),
            median.unwrap_or_default(),
        ]);
    }
    say::table("ll", &rows);
    if let Some(more) = links.len().checked_sub(MOVES).filter(|more| *more > 0) {
        say::line(&words::paths::more_moves(more, lang, &numbers));
    }
    let (head, rest) = words::paths::finding(moved, &name, lang, &numbers);
    [head, rest].iter().filter(|said| !said.is_empty()).for_each(|said| say::line(said));
}

/// A journey and its evidence, which must be about the same stages.
pub fn both(
    journey: &str,
    evidence: Option<&str>,
    manner: Manner,
) -> Result<(Journey, Option<Evidence>), Stop> {
    let read = files::journey(journey, manner.lang)?;
    let Some(path) = evidence else { return Ok((read, None)) };
    let evidence = files::evidence(path, manner.lang)?;
    if let Some(other) = other_stages(&read, &evidence) {
        return Err(Stop::input(path, Error::new(Code::OtherStages, other)));
    }
    Ok((read, Some(evidence)))
}

/// Everything that is derived, with an earlier evidence beside it where one is given.
pub fn derived(
    journey: &Journey,
    evidence: Option<&Evidence>,
    compare: Option<&str>,
    manner: Manner,
) -> Result<Figures, Stop> {
    let mut shown = figures::derive(journey, evidence, None);
    if let Some((evidence, path)) = evidence.zip(compare) {
        let earlier = files::evidence(path, manner.lang)?;
        if let Some(other) = other_stages(journey, &earlier) {
            return Err(Stop::input(path, Error::new(Code::OtherStages, other)));
        }
        shown.changes = Some(figures::changes(journey, &shown, evidence, &earlier));
    }
    Ok(shown)
}

/// The first stage or step of the evidence that the journey does not have.
fn other_stages(journey: &Journey, evidence: &Evidence) -> Option<String> {
    let stage = |id: &str| journey.stages.iter().any(|stage| stage.id == id);
    let step = |id: &str| journey.funnel.steps.iter().any(|step| step.id == id);
    let other_stage = evidence.stages.iter().find(|item| !stage(&item.id)).map(|item| item.id.clone());
    let steps = || evidence.funnel.iter().flat_map(|funnel| &funnel.steps);
    other_stage.or_else(|| steps().find(|item| !step(&item.id)).map(|item| item.id.clone()))
}

/// Everything but the moves, from what is found to how it was counted.
fn print(journey: &Journey, evidence: Option<&Evidence>, shown: &Figures, lang: Lang) {
    let numbers = Plain(lang);
    say::line(&words::finding(shown, journey, lang, &numbers));
    if let Some(funnel) = &shown.funnel {
        say::line("");
        rates::steps(funnel, shown.unit, lang);
        rates::notes(&words::counted(journey, evidence, lang), shown, lang)
            .iter()
            .for_each(|said| say::line(said));
    }
    for segments in &shown.segments {
        let name = |value: &str| group(value, &segments.field, journey, lang);
        rates::groups(
            segments,
            shown.unit,
            &words::capital(&words::terms::field(&segments.field, lang)),
            &name,
            lang,
        );
    }
    stages::print(shown, journey, lang);
    scores::questions(shown, shown.survey(journey, evidence), journey, lang);
    scores::channels(&shown.channels, journey, lang);
    if let Some(shown) = &shown.retention {
        retention::print(shown, journey, lang);
    }
    if let Some(changes) = &shown.changes {
        changes::print(changes, journey, shown, lang);
    }
    let notes = notes(evidence, shown, lang);
    if !notes.is_empty() {
        say::line("");
    }
    notes.iter().for_each(|said| say::line(said));
}

/// A group's value as people call it: a persona by its name, a blank as such.
fn group(value: &str, field: &str, journey: &Journey, lang: Lang) -> String {
    let persona = journey.personas.iter().find(|persona| field == "persona" && persona.id == value);
    match persona {
        _ if value.is_empty() => words::picture::words(lang).blank.to_owned(),
        Some(persona) => persona.name.clone(),
        None => words::terms::value(value, lang),
    }
}

/// How many people, how emotion and priority are made, what a gap is, and what is not known.
fn notes(evidence: Option<&Evidence>, shown: &Figures, lang: Lang) -> Vec<String> {
    let numbers = Plain(lang);
    let labels = words::picture::words(lang);
    let mut said = Vec::new();
    if let Some(n) = shown.people.filter(|n| *n > 0) {
        said.push(words::method::sample(n, shown.unit, shown.period, lang, &numbers));
    }
    for method in &shown.methods {
        said.push(format!("{}: {}.", labels.emotion, words::method(method, lang, &numbers)));
    }
    if shown.stages.iter().any(|stage| stage.priority.is_some()) {
        said.push(words::method::priority_rule(shown.reference, shown.unit, lang, &numbers));
    }
    if shown.stages.iter().any(|stage| stage.gap.is_some()) {
        said.push(words::method::gap_rule(lang).to_owned());
    }
    let measured = shown.stages.iter().any(|stage| stage.measured.is_some());
    let counted = shown.stages.iter().any(|stage| stage.people.is_some_and(|n| n > 0));
    if shown.people.is_none() && !measured {
        said.push(words::method::assumed_only(lang).to_owned());
    } else if !counted && measured {
        said.push(words::picture::answers_only(lang).to_owned());
    }
    let rows = evidence.map(|evidence| evidence.rows.as_slice()).unwrap_or_default();
    let sum = |of: fn(&SourceRows) -> u64| rows.iter().map(of).fold(0, u64::saturating_add);
    let unused = sum(|rows| rows.rejected);
    if unused > 0 {
        said.push(words::method::unused_rows(unused, sum(|rows| rows.read), lang, &numbers));
    }
    said
}
