//! What a page asks the measuring module, and how it is told: JSON text → journeys and sources, lists → values.

use super::fault;
use crate::analyse::{Events, Export, Joined, Misnamed, Placed};
use crate::error::{Code, Error, Place};
use crate::ingest::Report;
use crate::model::journey::{Journey, Source};
use crate::model::read_journey;
use crate::model::table::Table;
use crate::value::{Value, map};
use crate::words::Lang;
use wasm_bindgen::JsValue;

/// A journey document from JSON text.
pub fn journey(text: &str, lang: Lang) -> Result<Journey, JsValue> {
    read(text).map_err(|error| fault::thrown(&error, lang))
}

fn read(text: &str) -> Result<Journey, Error> {
    of_value(&value(text)?)
}

fn value(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|error| {
        let place = Place::Line { line: error.line() as u64, column: error.column() as u64 };
        Error::new(Code::BadJson, "").at(place)
    })
}

fn of_value(value: &Value) -> Result<Journey, Error> {
    let (journey, problems) = read_journey(value);
    journey.ok_or_else(|| {
        problems.into_iter().next().map_or_else(|| Error::new(Code::Internal, ""), |problem| problem.error)
    })
}

/// A source as a page gives it before there is a journey: the keys of a journey's source; true: its kind was given.
pub fn reading(id: &str, text: &str, lang: Lang) -> Result<(Source, bool), JsValue> {
    source(id, text).map_err(|error| fault::thrown(&error, lang))
}

fn source(id: &str, text: &str) -> Result<(Source, bool), Error> {
    let Value::Map(mut pairs) = value(text)? else { return Err(Error::new(Code::BadJson, id)) };
    let kind = pairs.iter().any(|(key, _)| key == "kind");
    pairs.retain(|(key, _)| key != "id");
    pairs.push(("id".to_owned(), id.into()));
    if !kind {
        pairs.push(("kind".to_owned(), "events".into()));
    }
    let document = map([
        ("title", id.into()),
        ("stages", Value::List(vec!["1".into()])),
        ("sources", Value::List(vec![Value::Map(pairs)])),
    ]);
    let (journey, problems) = read_journey(&document);
    // What is wrong with it is an error here: the page has just asked it.
    if let Some(problem) = problems.into_iter().next() {
        return Err(problem.error);
    }
    let source = journey.and_then(|journey| journey.sources.into_iter().next());
    source.map(|source| (source, kind)).ok_or_else(|| Error::new(Code::Internal, id))
}

/// A proposed journey whose sources are read as they were read for it.
pub fn as_read(mut journey: Journey, readings: &[(Source, bool)]) -> Journey {
    for source in &mut journey.sources {
        let Some((given, kind)) = readings.iter().find(|(given, _)| given.id == source.id) else { continue };
        let mut given = given.clone();
        if !kind {
            given.kind = source.kind;
        }
        if given.scores.is_empty() {
            given.scores = core::mem::take(&mut source.scores);
        }
        given.format = given.format.or(source.format.take());
        given.within = given.within.or(source.within);
        *source = given;
    }
    journey
}

/// What is known of a file that was read.
pub fn export(table: &Table, file: &str, report: &Report) -> Export {
    Export {
        name: file.to_owned(),
        system: report.system.clone(),
        headers: report.columns.iter().map(|column| column.header.clone()).collect(),
        kind: Some(crate::analyse::kind_of(table)),
    }
}

/// The commonest events, each with the ids of where it belongs.
pub fn events(events: &Events, journey: &Journey) -> Value {
    let list = events.list.iter().map(|event| {
        let stage = |at: usize| journey.stages.get(at);
        let step = event.step.and_then(|at| journey.funnel.steps.get(at)).map(|step| step.id.as_str());
        let touchpoint = event
            .touchpoint
            .and_then(|(of, at)| stage(of)?.touchpoints.get(at))
            .map(|point| point.id.as_str());
        map_all([
            ("source", event.source.as_str().into()),
            ("event", event.event.as_str().into()),
            ("count", event.count.into()),
            ("people", event.people.map(|people| people as f64).into()),
            ("step", step.map(str::to_owned).into()),
            ("stage", event.stage.and_then(stage).map(|stage| stage.id.clone()).into()),
            ("touchpoint", touchpoint.map(str::to_owned).into()),
        ])
    });
    Value::List(list.collect())
}

/// The events that belong nowhere.
pub fn unmatched(events: &Events) -> Value {
    let list = events.unmatched().into_iter().map(|one| {
        map([("source", one.source.into()), ("event", one.event.into()), ("count", one.count.into())])
    });
    Value::List(list.collect())
}

/// Whom the sources have in common.
pub fn joined(joined: &Joined) -> Value {
    let sources = joined.sources.iter().map(|one| {
        map_all([
            ("source", one.source.as_str().into()),
            ("people", one.people.into()),
            ("shared", one.shared.into()),
            ("why", one.why.map(str::to_owned).into()),
        ])
    });
    map([
        ("people", joined.people.into()),
        ("shared", joined.shared.into()),
        ("alike", joined.alike.into()),
        ("sources", Value::List(sources.collect())),
    ])
}

/// How the answers of each source, and its comments beside no question, came to where they stand.
pub fn placed(placed: &[Placed]) -> Value {
    let cells = |cells: &[Misnamed]| {
        let cell =
            |one: &Misnamed| map([("cell", one.cell.as_str().into()), ("answers", one.answers.into())]);
        Value::List(cells.iter().map(cell).collect())
    };
    let source = |one: &Placed| {
        let counts = [
            ("told", one.told),
            ("last", one.last),
            ("past", one.past),
            ("unknown", one.unknown),
            ("several", one.several),
            ("free", one.free),
            ("no_time", one.no_time),
            ("nobody", one.nobody),
            ("too_long", one.too_long),
        ];
        let mut told: Vec<(String, Value)> =
            counts.into_iter().map(|(name, count)| (name.to_owned(), count.into())).collect();
        let more = [
            ("source", one.source.as_str().into()),
            ("comments", one.comments.into()),
            ("within", one.within.map(|within| within.to_string()).into()),
            ("touchpoints", one.touchpoints.into()),
            ("past_cells", cells(&one.past_cells)),
            ("unknown_cells", cells(&one.unknown_cells)),
            ("several_cells", cells(&one.several_cells)),
        ];
        told.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        Value::Map(told)
    };
    Value::List(placed.iter().map(source).collect())
}

/// As [`map`], which leaves out what is null: here a null is said.
fn map_all<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
