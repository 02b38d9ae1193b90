//! Every figure of `expected.json`, beside the repository: computed by other programs, computed here, compared.
//!
//! What jejak gives is built up as a tree of the same shape. A key of the file that is not in that tree fails the
//! test, so nothing is skipped in silence. Figures that jejak shows come from it; the few that it does not show
//! (variants, lengths, total times, standard deviations, the plain normal interval) are made here from its rows or counts,
//! so that at least the reading is held against them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "expected/airport.rs"]
mod airport;
#[path = "expected/compare.rs"]
mod compare;
#[path = "expected/hospital.rs"]
mod hospital;
#[path = "expected/log.rs"]
mod log;
#[path = "expected/orders.rs"]
mod orders;
#[path = "reference/shared.rs"]
#[allow(dead_code)]
mod shared;
#[path = "expected/shop.rs"]
mod shop;

use serde_json::{Map, Value};

/// A file's figures as jejak gives them; `None` where the file is not there.
type Ours = fn(&Value) -> Option<Value>;

/// The parts of the file, each with what answers for it.
const PARTS: [(&str, Ours); 5] = [
    ("simple_onlineshop.csv", shop::ours),
    ("sfo_survey_2017.csv", airport::ours),
    ("hospital_patients.csv", hospital::ours),
    ("northwind_orders.csv", orders::northwind),
    ("jaffle_shop_orders.csv", orders::jaffle),
];

fn check(file: &str, ours: Ours) {
    let Some(expected) = shared::json("expected.json") else { return };
    let Some(ours) = ours(&expected[file]) else { return };
    let found = compare::differences(&expected[file], &ours);
    assert!(found.is_empty(), "{file}: {} differ\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_part_of_the_file_is_left_out() {
    let Some(expected) = shared::json("expected.json") else { return };
    let mut known: Map<String, Value> =
        PARTS.iter().map(|(name, _)| ((*name).to_owned(), Value::Null)).collect();
    known.insert("definitions".to_owned(), Value::Null);
    let named = expected.as_object().unwrap().keys().collect::<Vec<_>>();
    assert_eq!(named, known.keys().collect::<Vec<_>>());
    assert!(expected["definitions"].as_str().unwrap().contains("Independent reference computations"));
}

#[test]
fn the_online_shop() {
    check(PARTS[0].0, PARTS[0].1);
}

#[test]
fn the_airport_survey() {
    check(PARTS[1].0, PARTS[1].1);
}

#[test]
fn the_hospital() {
    check(PARTS[2].0, PARTS[2].1);
}

#[test]
fn the_northwind_orders() {
    check(PARTS[3].0, PARTS[3].1);
}

#[test]
fn the_jaffle_shop() {
    check(PARTS[4].0, PARTS[4].1);
}
