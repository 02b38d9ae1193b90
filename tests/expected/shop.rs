//! The online shop's clicks.

use super::log::{self, is};
use super::shared;
use jejak::analyse::funnel::count;
use jejak::analyse::people::event;
use jejak::ingest::{Need, Plan};
use jejak::model::rule::{FunnelRule, Role, Rule, Unit};
use jejak::model::table::{Data, Table};
use jejak::model::time::iso;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn named(name: &str) -> Rule {
    is("event", name)
}

/// A time as the file writes it.
fn written(time: i64) -> String {
    let text = iso(time).trim_end_matches('Z').replace('T', " ");
    let (second, part) = text.split_once('.').unwrap_or((text.as_str(), ""));
    format!("{second}.{part:0<6}")
}

/// Rows as texts: person, time, event.
fn rows(table: &Table) -> Vec<(String, i64, String)> {
    let Some(Data::Texts(persons)) = table.role(Role::Person).map(|column| &column.data) else { panic!() };
    let Some(Data::Times(times)) = table.role(Role::Time).map(|column| &column.data) else { panic!() };
    let row = |at: usize| (persons.row(at).to_owned(), times[at], event(table, at as u32).to_owned());
    (0..times.len()).map(row).collect()
}

pub fn ours(expected: &Value) -> Option<Value> {
    let plan = Plan { source: "shop".to_owned(), need: Need::Events, ..Plan::default() };
    let table = shared::table("simple_onlineshop.csv", plan)?;
    let rows = rows(&table);
    let events: BTreeSet<&String> = rows.iter().map(|row| &row.2).collect();
    let events: Vec<String> = events.into_iter().cloned().collect();
    let rule = log::rule(events.iter().map(String::as_str), named);
    let counted = count(&[&table], &rule).unwrap();
    let (first, last) = counted.period.unwrap();
    let happened = |name: &String| (name.clone(), rows.iter().filter(|row| row.2 == *name).count().into());
    let seen = counted.funnel.steps.iter().map(|step| (step.id.clone(), step.seen.into()));
    let funnels = expected["by_user_id"]["funnels"].as_object().unwrap();
    let mut ours: serde_json::Map<String, Value> = funnels
        .iter()
        .filter(|(_, expected)| expected["steps"].is_array())
        .map(|(name, expected)| (name.clone(), log::funnel(&table, expected, named)))
        .collect();
    assert_eq!(ours.len(), 2);
    ours.insert("definition_note".to_owned(), funnels["definition_note"].clone());
    let sessions = count(&[&table], &FunnelRule { unit: Unit::Session, ..rule }).unwrap();
    let distinct: BTreeSet<&(String, i64, String)> = rows.iter().collect();
    let moments: BTreeSet<(&String, i64)> = rows.iter().map(|row| (&row.0, row.1)).collect();
    Some(json!({
        "rows": table.read,
        "exact_duplicate_rows": rows.len() - distinct.len(),
        "rows_tied_on_journey_and_time": rows.len() - moments.len(),
        "first": written(first),
        "last": written(last),
        "event_counts": Value::Object(events.iter().map(happened).collect()),
        "users_per_event": Value::Object(seen.collect()),
        "by_user_id": {
            "journeys": counted.people,
            "funnels": ours,
            "transitions": log::transitions(&table, &events, &expected["by_user_id"]["transitions"], named),
        },
        "sessions_30min_gap": sessions.people,
        // What the publisher says of its file is no figure.
        "note_lost": expected["note_lost"],
    }))
}
