//! The hospital's log: a start row and a complete row an activity.

use super::log::{self, Meant, is};
use super::shared;
use jejak::analyse::funnel::count;
use jejak::ingest::{Need, Plan};
use jejak::model::rule::{FunnelRule, Role, Rule, Step};
use jejak::model::table::Table;
use serde_json::{Map, Value, json};

fn named(name: &str) -> Rule {
    is("event", name)
}

fn started(name: &str) -> Rule {
    Rule::All(vec![named(name), is("registration_type", "start")])
}

/// The log, with its column of starts and completions as what it is, or as any other column (it is recognised by
/// itself, and then one row of each pair is set aside).
fn table(lifecycle: bool) -> Option<Table> {
    let mut columns = vec![
        (Role::Person, "patient".to_owned()),
        (Role::Event, "handling".to_owned()),
        (Role::Time, "time".to_owned()),
    ];
    let role = if lifecycle { Role::Lifecycle } else { Role::Segment };
    columns.push((role, "registration_type".to_owned()));
    let keep = vec!["registration_type".to_owned()];
    let plan = Plan { source: "hospital".to_owned(), need: Need::Events, columns, keep, ..Plan::default() };
    shared::table("hospital_patients.csv", plan)
}

/// From the start row of an activity to its complete row: a funnel of two steps.
fn duration(plain: &Table, name: &str) -> Value {
    let of = |word: &str| Step {
        id: word.to_owned(),
        name: word.to_owned(),
        any: vec![Rule::All(vec![named(name), is("registration_type", word)])],
        optional: false,
        window: None,
    };
    let rule = FunnelRule { steps: vec![of("start"), of("complete")], ..FunnelRule::default() };
    let counted = count(&[plain], &rule).unwrap();
    let hist = &counted.funnel.steps[1].seconds;
    let mean = hist.sum as f64 / hist.n as f64 / 1000.0;
    json!({"n": hist.n, "median": counted.exact.steps[1].unwrap()[1], "mean": mean})
}

pub fn ours(expected: &Value) -> Option<Value> {
    let (once, plain) = (table(true)?, table(false)?);
    let events: Vec<String> = expected["activities"].as_object().unwrap().keys().cloned().collect();
    let rule = log::rule(events.iter().map(String::as_str), named);
    let counted = count(&[&once], &rule).unwrap();
    let activities: Map<String, Value> =
        counted.funnel.steps.iter().map(|step| (step.id.clone(), step.seen.into())).collect();
    let part = |table: &Table, expected: &Value, meant: Meant| {
        json!({
            "funnel": log::funnel(table, &expected["funnel"], meant),
            "transitions": log::transitions(table, &events, &expected["transitions"], meant),
        })
    };
    let durations = events.iter().map(|name| (name.clone(), duration(&plain, name)));
    Some(json!({
        "rows": once.read,
        "cases": counted.people,
        "activities": activities,
        // Without the lifecycle column nothing is set aside, and rules choose the start rows.
        "use_start_rows": part(&plain, &expected["use_start_rows"], started),
        // With it each activity counts once, at its completion.
        "use_complete_rows": part(&once, &expected["use_complete_rows"], named),
        "activity_duration_s": Value::Object(durations.collect()),
    }))
}
