//! Cohorts by hand: which period, which rows, and when a period is over.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::{Options, measure};
use jejak::figures;
use jejak::model::evidence::{Cohort, Evidence};
use jejak::model::{self, time::parse_iso};
use reference::table::events;

fn measured(cohorts: &str, rows: &[(&str, &str, &str)]) -> Evidence {
    let text = format!(
        r#"{{"title": "Shop", "stages": ["Look", "Buy"], "cohorts": {cohorts},
            "sources": [{{"id": "events", "kind": "events", "zone": "WIB"}}]}}"#
    );
    let (journey, problems) = model::read_journey(&serde_json::from_str(&text).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    let rows: Vec<(&str, i64, &str)> =
        rows.iter().map(|(who, time, what)| (*who, parse_iso(time).unwrap() / 1_000_000, *what)).collect();
    measure(&journey.unwrap(), vec![events(&rows)], &Options { min_group: 1, comments: false, events: false })
        .unwrap()
        .0
}

fn cohort(start: &str, size: u64, active: &[u64]) -> Cohort {
    Cohort { start: start.to_owned(), size, active: active.to_vec() }
}

/// Monday is 2026-07-06; in Jakarta it begins at 17:00 UTC on Sunday.
const ROWS: [(&str, &str, &str); 8] = [
    ("a", "2026-07-05T16:59:00Z", "look"),
    ("a", "2026-07-08T10:00:00Z", "buy"),
    ("b", "2026-07-05T17:00:00Z", "look"),
    ("b", "2026-07-14T10:00:00Z", "look"),
    ("b", "2026-07-15T10:00:00Z", "nothing"),
    ("c", "2026-07-13T10:00:00Z", "buy"),
    ("x", "2026-07-07T10:00:00Z", "nothing"),
    ("c", "2026-07-20T10:00:00Z", "buy"),
];

#[test]
fn weeks_begin_on_monday_in_the_zone_of_the_sources() {
    let evidence = measured("{}", &ROWS);
    // The week of the 20th is not over, and nobody who met no stage started.
    let weeks = [("W27", &[1, 1, 0][..]), ("W28", &[1, 1]), ("W29", &[1])];
    assert_eq!(
        evidence.cohorts,
        weeks.map(|(week, active)| cohort(&format!("2026-{week}+07:00"), 1, active))
    );
    let shown = figures::derive(
        &model::read_journey(&serde_json::from_str(r#"{"title": "", "stages": ["Look", "Buy"]}"#).unwrap())
            .0
            .unwrap(),
        Some(&evidence),
        None,
    );
    let ages: Vec<_> = shown.retention.unwrap().ages.iter().map(|age| (age.active, age.of)).collect();
    assert_eq!(ages, [(3, 3), (2, 2), (0, 1)]);
}

#[test]
fn stages_say_who_starts_and_who_comes_back() {
    // a starts on the 8th, c on the 13th; b never bought. The 20th is over: the data reach it.
    let evidence = measured(r#"{"every": "month", "start": "buy"}"#, &ROWS);
    assert_eq!(evidence.cohorts, [cohort("2026-07+07:00", 2, &[])]);
    let days = measured(r#"{"every": "day", "start": "buy", "active": "look"}"#, &ROWS);
    assert_eq!(
        days.cohorts.iter().map(|one| (one.start.as_str(), one.size, one.active.len())).collect::<Vec<_>>(),
        [("2026-07-08+07:00", 1, 13), ("2026-07-13+07:00", 1, 8)]
    );
    assert!(days.cohorts.iter().all(|one| one.active.iter().all(|active| *active == 0)));
    let bought = measured(r#"{"start": "buy", "active": "buy"}"#, &ROWS);
    assert_eq!(bought.cohorts, [cohort("2026-W28+07:00", 1, &[1, 0]), cohort("2026-W29+07:00", 1, &[1])]);
}

#[test]
fn each_period_between_the_first_and_the_last_is_told() {
    let rows = [
        ("a", "2026-07-06T10:00:00Z", "look"),
        ("a", "2026-07-14T10:00:00Z", "nothing"),
        ("a", "2026-07-21T10:00:00Z", "buy"),
        ("a", "2026-07-22T10:00:00Z", "look"),
        ("a", "2026-08-05T10:00:00Z", "buy"),
        ("b", "2026-07-07T10:00:00Z", "look"),
        ("b", "2026-07-15T10:00:00Z", "buy"),
        ("b", "2026-07-23T10:00:00Z", "look"),
        ("x", "2026-08-16T10:00:00Z", "nothing"),
    ];
    let of = |cohorts: &str| measured(cohorts, &rows).cohorts;
    assert_eq!(of("{}"), [cohort("2026-W28+07:00", 2, &[2, 1, 2, 0, 1, 0])]);
    assert_eq!(of(r#"{"active": "buy"}"#), [cohort("2026-W28+07:00", 2, &[0, 1, 1, 0, 1, 0])]);
}
