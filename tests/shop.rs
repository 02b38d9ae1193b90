//! Known true figures of real files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::answers::{self, Question};
use jejak::analyse::funnel::{Counted, count};
use jejak::analyse::propose;
use jejak::ingest::{Need, Plan};
use jejak::model::journey::{Score, ScoreKind};
use jejak::model::rule::{FunnelRule, Order, Window};
use jejak::model::table::Table;
use jejak::model::time::Duration;
use reference::shared;
use reference::table::{funnel, people};
use serde_json::Value;

fn events(source: &str, keep: &[&str]) -> Plan {
    let keep = keep.iter().map(|field| (*field).to_owned()).collect();
    Plan { source: source.to_owned(), need: Need::Events, keep, ..Plan::default() }
}

fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

fn steps(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|step| step.as_str().unwrap().to_owned()).collect()
}

/// Medians to the millisecond, as the expected figures are written.
fn medians(counted: &Counted) -> Vec<Option<f64>> {
    let round = |seconds: f64| (seconds * 1000.0).round() / 1000.0;
    counted.exact.steps.iter().map(|exact| exact.map(|exact| round(exact[1]))).collect()
}

fn check(table: &Table, expected: &Value, name: &str) {
    let steps = steps(&expected["steps"]);
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let rule = funnel(&steps);
    let counted = count(&[table], &rule).unwrap();
    assert_eq!(counted.people, expected["journeys"].as_u64().unwrap(), "{name}");
    assert_eq!(people(&counted.funnel), numbers(&expected["closed"]["counts"]), "{name}: ordered");
    let of = |count: fn(&jejak::model::evidence::StepCounts) -> u64| -> Vec<u64> {
        counted.funnel.steps.iter().map(count).collect()
    };
    assert_eq!(of(|step| step.seen), numbers(&expected["seen_per_step"]), "{name}: seen");
    if expected["any_order_counts"].is_array() {
        assert_eq!(of(|step| step.any_order), numbers(&expected["any_order_counts"]), "{name}: any order");
        let any = count(&[table], &FunnelRule { order: Order::Any, ..rule.clone() }).unwrap();
        assert_eq!(people(&any.funnel), numbers(&expected["any_order_counts"]), "{name}: order any");
    }
    if expected["strict_counts"].is_array() {
        let strict = count(&[table], &FunnelRule { order: Order::Strict, ..rule.clone() }).unwrap();
        assert_eq!(people(&strict.funnel), numbers(&expected["strict_counts"]), "{name}: strict");
    }
    for (seconds, within) in expected["closed_within_s"].as_object().unwrap() {
        let window = Window::First(Duration::seconds(seconds.parse().unwrap()));
        let counted = count(&[table], &FunnelRule { window, ..rule.clone() }).unwrap();
        assert_eq!(people(&counted.funnel), numbers(&within["counts"]), "{name}: within {seconds} s");
    }
    for (at, between) in expected["time_between"].as_array().unwrap().iter().enumerate().skip(1) {
        assert_eq!(counted.funnel.steps[at].seconds.n, between["n"].as_u64().unwrap(), "{name}: n of {at}");
        assert_eq!(medians(&counted)[at], between["median_s"].as_f64(), "{name}: median of {at}");
        let p90 = counted.exact.steps[at].unwrap()[3];
        let expected = between["p90_s_linear"].as_f64().unwrap();
        assert!((p90 - expected).abs() < 0.001, "{name}: p90 of {at}: {p90}, not {expected}");
    }
}

#[test]
fn the_shop_s_funnels_are_the_known_ones() {
    let Some(expected) = shared::json("expected.json") else { return };
    let Some(table) = shared::table("simple_onlineshop.csv", events("shop", &[])) else { return };
    let funnels = expected["simple_onlineshop.csv"]["by_user_id"]["funnels"].as_object().unwrap();
    assert!(funnels.contains_key("purchase") && funnels.contains_key("from_main"));
    for (name, expected) in funnels.iter().filter(|(_, expected)| expected["steps"].is_array()) {
        check(&table, expected, name);
    }
    let counted =
        count(&[&table], &funnel(&["catalog", "cart", "delivery_choice", "payment_choice", "payment_done"]))
            .unwrap();
    assert_eq!(people(&counted.funnel), [3611, 1924, 1356, 958, 653]);
    assert_eq!(medians(&counted), [None, Some(52.959), Some(2.45), Some(4.332), Some(2.708)]);
}

#[test]
fn start_and_complete_rows_of_the_hospital_count_once() {
    let Some(expected) = shared::json("expected.json") else { return };
    let mut plan = events("hospital", &["lifecycle"]);
    plan.columns = vec![
        (jejak::model::rule::Role::Person, "patient".to_owned()),
        (jejak::model::rule::Role::Event, "handling".to_owned()),
        (jejak::model::rule::Role::Lifecycle, "registration_type".to_owned()),
        (jejak::model::rule::Role::Time, "time".to_owned()),
    ];
    let Some(table) = shared::table("hospital_patients.csv", plan) else { return };
    let expected = &expected["hospital_patients.csv"]["use_complete_rows"]["funnel"];
    check(&table, expected, "hospital");
    // A start and its completion do not make two registrations.
    let twice = count(&[&table], &funnel(&["Registration", "Registration"])).unwrap();
    assert_eq!(people(&twice.funnel), [500, 0]);
}

#[test]
fn the_airport_s_promoters_are_the_known_ones() {
    let Some(expected) = shared::json("expected.json") else { return };
    let expected = &expected["sfo_survey_2017.csv"];
    let touchpoints = expected["touchpoints"].as_object().unwrap();
    let mut keep: Vec<&str> = touchpoints.keys().map(String::as_str).collect();
    keep.extend(["NETPRO", "WEIGHT"]);
    let keep = keep.into_iter().map(str::to_owned).collect();
    let plan = Plan { source: "sfo".to_owned(), need: Need::Scores, keep, ..Plan::default() };
    let Some(table) = shared::table("sfo_survey_2017.csv", plan) else { return };
    let question = |column: &str, kind: ScoreKind| Question {
        score: Score {
            column: column.to_owned(),
            kind,
            scale: kind.scale(),
            method: kind.method(),
            stage: None,
            touchpoint: None,
            label: None,
            comment: None,
            flip: false,
            weight: Some("WEIGHT".to_owned()),
            within: None,
            line: false,
        },
        valid: None,
        missing: Vec::new(),
        by: None,
        decimal: None,
    };
    let all = |question: &Question| answers::count(&table, question).unwrap().remove(0).1;
    let nps = all(&question("NETPRO", ScoreKind::Nps));
    let sum = |range: core::ops::RangeInclusive<i32>| -> u64 {
        nps.counts.iter().filter(|(value, _)| range.contains(&(*value as i32))).map(|(_, count)| count).sum()
    };
    assert_eq!((nps.n, sum(9..=10), sum(7..=8), sum(0..=6)), (2746, 1436, 968, 342));
    assert_eq!(((1436.0 - 342.0) / 2746.0 * 10_000.0_f64).round() / 100.0, 39.84);
    for (column, touchpoint) in touchpoints {
        let answers = all(&question(column, ScoreKind::Csat));
        assert_eq!(answers.n, touchpoint["n_valid"].as_u64().unwrap(), "{column}");
        assert_eq!(answers.missing, touchpoint["n_missing"].as_u64().unwrap(), "{column}");
        for (value, count) in &answers.counts {
            assert_eq!(Some(*count), touchpoint["counts"][&value.to_string()].as_u64(), "{column}: {value}");
        }
        let weights = answers.weights.unwrap();
        let (sum, product) =
            weights.counts.iter().fold((0.0, 0.0), |(sum, product), (v, w)| (sum + w, product + v * w));
        let expected = touchpoint["weighted_mean"].as_f64().unwrap();
        assert!((product / sum - expected).abs() < 1e-6, "{column}: {} not {expected}", product / sum);
    }
}

#[test]
fn the_funnel_proposed_for_the_shop_has_no_side_steps() {
    let Some(table) = shared::table("simple_onlineshop.csv", events("shop", &[])) else { return };
    let journey = propose(&[&table]).unwrap();
    let steps: Vec<&str> = journey.stages.iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(steps, ["Catalog", "Cart", "Delivery choice", "Payment choice", "Payment done"]);
    let counted = count(&[&table], &journey.funnel).unwrap();
    let people: Vec<u64> = counted.funnel.steps.iter().map(|step| step.people).collect();
    assert_eq!(people, [3611, 1924, 1356, 958, 653]);
}
