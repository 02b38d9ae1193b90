//! Orders and payments of the two demo shops.

use super::shared;
use jejak::analyse::matching::Matcher;
use jejak::analyse::people::{People, Row};
use jejak::analyse::{self, Options};
use jejak::figures;
use jejak::ingest::{Plan, Reader};
use jejak::model::evidence::MeasureKind;
use jejak::model::journey::Journey;
use jejak::model::rule::Role;
use jejak::model::table::{Data, NO_TIME, Table};
use jejak::model::time::DAY;
use jejak::{Code, model};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn journey(document: Value) -> Journey {
    let (journey, problems) = model::read_journey(&serde_json::from_value(document).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

/// A source of a journey as a table.
fn table(journey: &Journey, source: &str, file: &str) -> Option<Table> {
    let declared = journey.sources.iter().find(|known| known.id == source).unwrap();
    let plan = Plan::of(declared, analyse::keep(journey, source), &analyse::shared(journey));
    let mut reader = Reader::new(plan);
    reader.push(&shared::bytes(file)?).unwrap();
    Some(reader.finish().unwrap().table)
}

fn times(table: &Table, role: Role) -> &[i64] {
    let Some(Data::Times(times)) = table.role(role).map(|column| &column.data) else { panic!("no {role:?}") };
    times
}

/// How often each text of a column stands there.
fn counted(table: &Table, field: &str) -> BTreeMap<String, u64> {
    let Some(Data::Texts(texts)) = table.column(field).map(|column| &column.data) else {
        panic!("no {field}")
    };
    let mut counts = BTreeMap::new();
    for code in &texts.codes {
        *counts.entry(texts.entry(*code).to_owned()).or_insert(0) += 1;
    }
    counts
}

fn object(counts: &BTreeMap<String, u64>) -> Value {
    Value::Object(counts.iter().map(|(name, n)| (name.clone(), (*n).into())).collect::<Map<_, _>>())
}

fn days(micros: f64) -> f64 {
    micros / DAY as f64
}

/// Median, mean and largest of durations, in days.
fn spread(micros: &mut [i64]) -> (f64, f64, i64) {
    let median = analyse::seconds::quantiles(micros).unwrap()[1] * 1e6;
    let mean = micros.iter().map(|m| *m as f64).sum::<f64>() / micros.len() as f64;
    (days(median), days(mean), micros.iter().max().unwrap() / DAY)
}

pub fn northwind(expected: &Value) -> Option<Value> {
    const FILE: &str = "northwind_orders.csv";
    let columns = json!({"person": "customerID", "time": "orderDate", "promised": "requiredDate", "delivered": "shippedDate"});
    let journey = journey(json!({
        "title": "Northwind",
        "stages": [
            {"id": "order", "name": "Order", "match": [{"source": "orders", "field": "orderID", "not": true, "equals": ""}]},
            {"id": "shipping", "name": "Shipping", "match": [
                {"source": "shipping", "field": "orderID", "not": true, "equals": ""}]}],
        "sources": [
            {"id": "orders", "kind": "orders", "columns": {"person": "customerID", "time": "orderDate"}},
            {"id": "shipping", "kind": "shipments", "columns": columns}],
    }));
    let tables = vec![table(&journey, "orders", FILE)?, table(&journey, "shipping", FILE)?];
    let (orders, parcels) = (&tables[0], &tables[1]);
    let ragged: u64 =
        orders.issues.iter().filter(|issue| issue.code == Code::RaggedRow).map(|issue| issue.count).sum();
    let shipped: Vec<(i64, i64)> = times(parcels, Role::Time)
        .iter()
        .zip(times(parcels, Role::Delivered))
        .filter(|(_, shipped)| **shipped != NO_TIME)
        .map(|(ordered, shipped)| (*ordered, *shipped))
        .collect();
    let mut to_ship: Vec<i64> = shipped.iter().map(|(ordered, shipped)| shipped - ordered).collect();
    let (median, mean, max) = spread(&mut to_ship);

    let rules = &journey.stages[0].rules;
    let matcher = Matcher::new(&[orders], [rules.as_slice()]).unwrap();
    let people = People::new(&[orders], &matcher).unwrap();
    let between =
        |rows: Vec<Row>| rows.windows(2).map(|pair| pair[1].time - pair[0].time).collect::<Vec<_>>();
    let mut between: Vec<i64> = people.each().flat_map(between).collect();

    let placed = times(orders, Role::Time).iter().filter(|time| **time != NO_TIME).count();
    let read = orders.read;
    let measured =
        analyse::measure(&journey, tables.clone(), &Options { min_group: 1, comments: false, events: false });
    let evidence = measured.unwrap().0;
    let shown = figures::derive(&journey, Some(&evidence), None);
    let measure = |kind: MeasureKind| {
        shown.stages.iter().flat_map(|stage| &stage.measures).find(|measure| measure.kind == kind).unwrap()
    };
    let (on_time, repeat) = (measure(MeasureKind::OnTime), measure(MeasureKind::Repeat));
    assert_eq!(on_time.of, shipped.len() as u64);
    Some(json!({
        "rows": read,
        "ragged_rows": ragged,
        "ragged_note": expected["ragged_note"],
        "customers": repeat.of,
        "ordered": placed,
        "shipped": on_time.of,
        "not_shipped_NULL": placed - shipped.len(),
        "order_to_ship_days": {"median": median, "mean": mean, "max": max},
        "shipped_late": on_time.of - on_time.count,
        "repeat_customers": repeat.count,
        "orders_per_customer_mean": placed as f64 / repeat.of as f64,
        "days_between_orders_median": spread(&mut between).0,
    }))
}

pub fn jaffle(_: &Value) -> Option<Value> {
    let journey = journey(json!({
        "title": "Jaffle shop",
        "stages": [{"id": "order", "name": "Order", "match": [
            {"source": "orders", "field": "status", "not": true, "equals": ""},
            {"source": "payments", "field": "payment_method", "not": true, "equals": ""}]}],
        "sources": [
            {"id": "orders", "kind": "orders", "columns": {"person": "user_id", "time": "order_date", "status": "status"}},
            {"id": "payments", "kind": "orders", "columns": {"person": "order_id", "amount": "amount"}}],
    }));
    let orders = table(&journey, "orders", "jaffle_shop_orders.csv")?;
    let payments = table(&journey, "payments", "jaffle_shop_payments.csv")?;
    let Some(Data::Numbers(amounts)) = payments.role(Role::Amount).map(|column| &column.data) else {
        panic!()
    };
    let paid: BTreeSet<String> = counted(&payments, "person").into_keys().collect();
    let measured = analyse::measure(
        &journey,
        vec![orders.clone()],
        &Options { min_group: 1, comments: false, events: false },
    );
    let evidence = measured.unwrap().0;
    Some(json!({
        "orders": orders.read,
        "customers": evidence.people,
        "status": object(&counted(&orders, "status")),
        "payments": payments.read,
        "payment_methods": object(&counted(&payments, "payment_method")),
        "amount_sum_cents": amounts.iter().sum::<f64>() as i64,
        "orders_with_payment": paid.len(),
    }))
}
