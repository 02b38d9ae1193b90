//! What the exports of real systems hold beside events: sums without persons, properties with a time, fields that
//! only one source has.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{self, Options};
use jejak::ingest::{Plan, Read, Reader};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::{Value, model};

fn journey(text: &str) -> Journey {
    let value: Value = serde_json::from_str(text).unwrap();
    let (journey, problems) = model::read_journey(&value);
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

fn read(journey: &Journey, source: &str, file: &str) -> Read {
    let declared = journey.sources.iter().find(|known| known.id == source).unwrap();
    let keep = analyse::keep(journey, source);
    let mut reader = Reader::new(Plan::of(declared, keep, &analyse::shared(journey)));
    reader.push(file.as_bytes()).unwrap();
    reader.finish().unwrap()
}

fn measured(journey: &Journey, files: &[(&str, &str)]) -> Evidence {
    let tables = files.iter().map(|(source, file)| read(journey, source, file).table).collect();
    analyse::measure(journey, tables, &Options { min_group: 1, comments: false, events: false }).unwrap().0
}

const SHOP: &str = r#"{
    "title": "Shop",
    "personas": [{"id": "rani", "name": "Rani", "segment": {"field": "user_properties.style", "equals": "alone"}}],
    "stages": [
        {"id": "find", "name": "Find", "touchpoints": [
            {"id": "reel", "name": "Reel", "match": [
                {"source": "web", "field": "event", "equals": "visit"},
                {"source": "social", "field": "Post type", "equals": "IG reel"}]}]},
        {"id": "buy", "name": "Buy", "match": [{"source": "orders", "field": "status", "equals": "paid"}]}],
    "funnel": {"by": "device.category"},
    "sources": [
        {"id": "web", "kind": "events", "columns": {"person": "user_id", "time": "event_timestamp", "event": "event_name"}},
        {"id": "orders", "kind": "orders", "columns": {"person": "customer", "time": "date", "status": "status"}},
        {"id": "social", "kind": "social", "columns": {"time": "Publish time", "count": "Reach"}, "date_order": "mdy"}]
}"#;

const WEB: &str = r#"{"event_timestamp": "1782838800000000", "event_name": "visit", "user_id": "1", "user_properties": [{"key": "style", "value": {"string_value": "alone", "int_value": null, "set_timestamp_micros": "1782838800000000"}}], "device": {"category": "mobile"}}
{"event_timestamp": "1782838801000000", "event_name": "visit", "user_id": "2", "user_properties": [{"key": "style", "value": {"string_value": "helped", "int_value": null, "set_timestamp_micros": "1782838800000000"}}], "device": {"category": "desktop"}}
"#;

const ORDERS: &str = "customer,date,status\n1,2026-07-02 10:00:00,paid\n2,2026-07-02 11:00:00,failed\n";

const SOCIAL: &str =
    "Post type,Publish time,Reach\nIG reel,07/01/2026 12:00,1200\nIG image,07/02/2026 12:00,300\n";

#[test]
fn a_property_is_its_value_and_not_when_it_was_set() {
    let evidence = measured(&journey(SHOP), &[("web", WEB), ("orders", ORDERS), ("social", SOCIAL)]);
    assert_eq!(evidence.personas[0].people, 1);
}

#[test]
fn orders_need_no_event_column_and_posts_no_person() {
    let journey = journey(SHOP);
    let evidence = measured(&journey, &[("web", WEB), ("orders", ORDERS), ("social", SOCIAL)]);
    let funnel = evidence.funnel.unwrap();
    assert_eq!(funnel.steps.iter().map(|step| step.people).collect::<Vec<_>>(), [2, 1]);
    // The failed order and the picture are nobody's step; the reel belongs to its touchpoint.
    let rows: Vec<_> = evidence.rows.iter().map(|r| (r.read, r.used, r.unmatched, r.rejected)).collect();
    assert_eq!(rows, [(2, 2, 0, 0), (2, 1, 1, 0), (2, 1, 1, 0)]);
    assert_eq!(evidence.people, 2);
}

#[test]
fn a_breakdown_that_one_source_has_is_missed_in_no_other() {
    let journey = journey(SHOP);
    for (source, file) in [("orders", ORDERS), ("social", SOCIAL)] {
        let issues: Vec<_> =
            read(&journey, source, file).table.issues.iter().map(|i| i.code.as_str()).collect();
        assert!(issues.is_empty(), "{source}: {issues:?}");
    }
    // A field that a rule names for this very source is missed, still.
    let renamed = SOCIAL.replace("Post type", "Kind");
    let issues: Vec<_> =
        read(&journey, "social", &renamed).table.issues.iter().map(|i| i.code.as_str()).collect();
    assert_eq!(issues, ["unknown_column"]);
}
