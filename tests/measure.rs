//! A journey and its tables → evidence, checked by hand on a small shop.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::{Options, keep, measure};
use jejak::model::evidence::{Answers, Evidence, ExactTimes};
use jejak::model::journey::Journey;
use jejak::model::rule::{FunnelRule, Role, Rule};
use jejak::model::table::{Data, Table};
use jejak::{Error, Value, model};
use reference::table::{events, header, people, role, texts};

fn journey(text: &str) -> Journey {
    let value: Value = serde_json::from_str(text).unwrap();
    let (journey, problems) = model::read_journey(&value);
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

const SHOP: &str = r#"{
    "title": "Shop",
    "personas": [
        {"id": "new", "name": "New", "segment": {"field": "kind", "equals": "new"}},
        {"id": "old", "name": "Old", "segment": {"field": "kind", "in": ["old", "very old"]}}
    ],
    "channels": [{"id": "web", "name": "Web", "kind": "web"}, {"id": "shop", "name": "The shop", "kind": "store"}],
    "stages": [
        {"id": "find", "name": "Find", "touchpoints": [
            {"id": "advert", "name": "Advert", "channel": "web"}, {"id": "window", "name": "Shop window"}]},
        {"id": "buy", "name": "Buy", "touchpoints": [{"id": "till", "name": "Till", "channel": "shop"}]},
        {"id": "love", "name": "Love", "touchpoints": [{"id": "letter", "name": "Letter"}]}
    ],
    "sources": [
        {"id": "events", "kind": "events"},
        {"id": "survey", "kind": "survey", "scores": [
            {"column": "till", "kind": "csat", "touchpoint": "till", "label": "How was the till?"},
            {"column": "all", "kind": "nps", "stage": "love"}],
         "valid": {"till": [1, 4]}, "missing": {"till": ["3"]}},
        {"id": "asked", "kind": "survey", "scores": [{"column": "score", "kind": "csat", "within": "10s"}]}
    ]
}"#;

fn shop() -> Table {
    let mut table = events(&[
        ("p", 0, "advert"),
        ("p", 1, "window"),
        ("p", 5, "buy"),
        ("p", 9, "love"),
        ("q", 0, "BUY"),
        ("q", 3, "advert"),
        ("q", 8, "till"),
        ("r", 2, "advert"),
        ("s", 2, "nothing"),
        ("", 2, "advert"),
    ]);
    table.columns.push(header("kind", texts(["new", "", "", "", "", "very old", "", "old", "new", "new"])));
    table.columns.push(role(Role::Channel, texts(["", "", "web", "", "", "the SHOP", "", "", "", ""])));
    table
}

fn survey() -> Table {
    Table {
        source: "survey".to_owned(),
        read: 7,
        columns: vec![
            role(Role::Person, texts(["p", "q", "r", "?", "", ""])),
            header("till", texts(["4", "1", "5", "3", "N/A", " 2 "])),
            header("all", texts(["10", "0", "11", "", "7", "10"])),
        ],
        ..Table::default()
    }
}

/// Long: one answer a row, with its place in a column; else the last touchpoint within ten seconds.
fn asked() -> Table {
    Table {
        source: "asked".to_owned(),
        read: 4,
        columns: vec![
            role(Role::Person, texts(["p", "p", "q", "x"])),
            role(Role::Time, Data::Times([3, 30, 12, 12].map(|s| s * 1_000_000).to_vec())),
            role(Role::Touchpoint, texts(["", "", "", "LETTER"])),
            header("score", texts(["5", "5", "2", "1"])),
        ],
        ..Table::default()
    }
}

fn measured(journey: &Journey, tables: Vec<Table>) -> Result<(Evidence, ExactTimes), Error> {
    measure(journey, tables, &Options { min_group: 5, comments: false, events: false })
}

/// The column, how often each value was given, and how many cells held no answer.
type Column<'a> = (&'a str, Vec<(f64, u64)>, u64);

fn counts(answers: &[Answers]) -> Vec<Column<'_>> {
    answers.iter().map(|a| (a.source.as_str(), a.counts.clone(), a.missing)).collect()
}

#[test]
fn a_small_shop_is_measured_as_by_hand() {
    let journey = journey(SHOP);
    let (evidence, exact) = measured(&journey, vec![shop(), survey(), asked()]).unwrap();
    assert_eq!(evidence.people, 4);
    assert_eq!(evidence.period, Some((0, 30_000_000)));
    assert_eq!(evidence.data_end, Some(9_000_000));
    let funnel = evidence.funnel.as_ref().unwrap();
    assert_eq!(people(funnel), [3, 2, 1]);
    assert_eq!(funnel.steps.iter().map(|step| step.seen).collect::<Vec<_>>(), [3, 2, 1]);
    // p: 0 → 5 → 9; q: 3 → 8.
    assert_eq!(exact.steps, [None, Some([5.0, 5.0, 5.0, 5.0]), Some([4.0, 4.0, 4.0, 4.0])]);

    let stages: Vec<_> = evidence.stages.iter().map(|s| (s.id.as_str(), s.people, s.returned)).collect();
    assert_eq!(stages, [("find", 3, 0), ("buy", 2, 1), ("love", 1, 0)]);
    let time_in: Vec<_> = evidence.stages.iter().map(|s| (s.time_in.n, s.time_in.sum)).collect();
    // find: p 0 → 5 and q 3 → 8; buy: p 5 → 9 (q never went further); love: nowhere to go.
    assert_eq!(time_in, [(2, 10_000), (1, 4_000), (0, 0)]);
    let touchpoints: Vec<_> = evidence.touchpoints.iter().map(|t| (t.id.as_str(), t.people)).collect();
    assert_eq!(touchpoints, [("advert", 3), ("window", 1), ("till", 1), ("letter", 0)]);
    let channels: Vec<_> = evidence.channels.iter().map(|c| (c.id.as_str(), c.people)).collect();
    // web: p and r by the advert, p's purchase by its own cell; q's advert was in the shop, and so was the till.
    assert_eq!(channels, [("web", 2), ("shop", 1)]);
    let planned = evidence.planned.as_ref().unwrap();
    assert_eq!((planned.met, planned.out_of_order), (3, 1));
    assert_eq!(planned.repeated, [("buy".to_owned(), 1)]);
    assert!(planned.skipped.is_empty());
}

#[test]
fn moves_add_up_and_repeats_are_counted_apart() {
    let (evidence, _) = measured(&journey(SHOP), vec![shop()]).unwrap();
    let moves = &evidence.moves[0];
    assert_eq!((moves.unit.as_str(), moves.level.as_str(), moves.total), ("person", "stage", 3));
    let mut links: Vec<_> = moves
        .links
        .iter()
        .map(|link| (link.from.as_str(), link.to.as_str(), link.people, link.times, link.seconds.sum))
        .collect();
    links.sort_unstable();
    assert_eq!(
        links,
        [
            ("", "buy", 1, 1, 0),
            ("", "find", 2, 2, 0),
            ("buy", "", 1, 1, 0),
            ("buy", "find", 1, 1, 3_000),
            ("buy", "love", 1, 1, 4_000),
            ("find", "", 1, 1, 0),
            // p from the window at 1 s to 5 s, q from 3 s to 8 s.
            ("find", "buy", 2, 2, 9_000),
            ("find", "find", 1, 1, 0),
            ("love", "", 1, 1, 0),
        ]
    );
    let times = |pick: fn(&(&str, &str, u64, u64, u64)) -> bool| -> u64 {
        links.iter().filter(|link| pick(link)).map(|link| link.3).sum()
    };
    assert_eq!((times(|link| link.0.is_empty()), times(|link| link.1.is_empty())), (3, 3));
}

#[test]
fn answers_go_where_they_belong_and_missing_ones_are_counted() {
    let (evidence, _) = measured(&journey(SHOP), vec![shop(), survey(), asked()]).unwrap();
    let till = &evidence.touchpoints[2].answers;
    // Valid are 1…4 without 3; 5, 3 and N/A are missing. q's 2 came 4 s after the till.
    let wide = ("survey", vec![(1.0, 1), (2.0, 1), (4.0, 1)], 3);
    assert_eq!(counts(till), [wide.clone(), ("asked", vec![(2.0, 1)], 0)]);
    assert_eq!(till[0].label.as_deref(), Some("How was the till?"));
    // A stage without answers of its own has those of its touchpoints.
    assert_eq!(counts(&evidence.stages[1].answers), [wide, ("asked", vec![(2.0, 1)], 0)]);
    // p's 5 at 3 s belongs to the window at 1 s, not to the advert before it.
    assert_eq!(counts(&evidence.touchpoints[0].answers), []);
    assert_eq!(counts(&evidence.touchpoints[1].answers), [("asked", vec![(5.0, 1)], 0)]);
    assert_eq!(counts(&evidence.touchpoints[3].answers), [("asked", vec![(1.0, 1)], 0)]);
    // Love was asked itself: 11 is no answer on 0–10, and a blank is none.
    assert_eq!(counts(&evidence.stages[2].answers), [("survey", vec![(0.0, 1), (7.0, 1), (10.0, 2)], 2)]);
}

#[test]
fn every_row_is_used_unmatched_or_rejected() {
    let (evidence, _) = measured(&journey(SHOP), vec![shop(), survey(), asked()]).unwrap();
    let rows: Vec<_> = evidence
        .rows
        .iter()
        .map(|rows| (rows.source.as_str(), rows.read, rows.used, rows.unmatched, rows.rejected))
        .collect();
    // One of seven survey rows never became a row; p's answer at 30 s is too late for any touchpoint.
    assert_eq!(rows, [("events", 10, 8, 1, 1), ("survey", 7, 6, 0, 1), ("asked", 4, 3, 1, 0)]);
}

#[test]
fn personas_are_told_by_the_first_non_empty_value() {
    let mut journey = journey(SHOP);
    journey.funnel.by = Some("persona".to_owned());
    let (evidence, exact) = measured(&journey, vec![shop(), survey()]).unwrap();
    let groups: Vec<_> = evidence.segments[0]
        .groups
        .iter()
        .map(|group| (group.value.as_str(), group.people, people(&group.funnel)))
        .collect();
    assert_eq!(groups, [("new", 2, vec![1, 1, 1]), ("old", 2, vec![2, 1, 0])]);
    assert_eq!(exact.groups.len(), 2);
    let new = &evidence.personas[0];
    assert_eq!((new.id.as_str(), new.people), ("new", 2));
    assert_eq!(new.stages.iter().map(|stage| stage.people).collect::<Vec<_>>(), [1, 1, 1]);
    // p is new by the events; the survey itself does not say.
    assert_eq!(counts(&new.stages[1].answers), [("survey", vec![(4.0, 1)], 0)]);
    assert_eq!(counts(&evidence.personas[1].stages[1].answers), [("survey", vec![(1.0, 1)], 1)]);
}

#[test]
fn a_survey_alone_needs_no_persons() {
    let mut table = survey();
    table.columns.remove(0);
    let (evidence, exact) = measured(&journey(SHOP), vec![table]).unwrap();
    assert_eq!((evidence.people, evidence.funnel, exact), (0, None, ExactTimes::default()));
    assert_eq!(evidence.stages[2].answers[0].n, 4);
    assert_eq!((evidence.moves.len(), evidence.planned), (0, None));
}

#[test]
fn a_journey_without_tables_has_empty_evidence() {
    let (evidence, _) = measured(&journey(SHOP), Vec::new()).unwrap();
    assert_eq!((evidence.people, evidence.funnel, evidence.period), (0, None, None));
    assert_eq!(evidence.stages.len(), 3);
}

#[test]
fn what_is_wrong_with_a_source_is_said() {
    let said = |journey: &Journey, tables: Vec<Table>| {
        let error = measured(journey, tables).unwrap_err();
        (error.code.as_str(), error.subject, error.place.to_string())
    };
    let mut nobody = shop();
    nobody.columns.remove(0);
    let no_person = ("no_column", "person".to_owned(), "/sources/0".to_owned());
    assert_eq!(said(&journey(SHOP), vec![nobody]), no_person);
    let mut columnless = survey();
    columnless.columns.remove(1);
    assert_eq!(said(&journey(SHOP), vec![columnless]).0, "unknown_column");
    let mut by = journey(SHOP);
    by.funnel.by = Some("device".to_owned());
    assert_eq!(said(&by, vec![shop()]).0, "unknown_column");
    let mut elsewhere = journey(SHOP);
    let Rule::Field { source, .. } = &mut elsewhere.funnel.steps[0].any[0] else { panic!() };
    *source = Some("orders".to_owned());
    assert_eq!(said(&elsewhere, vec![shop()]), ("unknown_id", "orders".to_owned(), String::new()));
    let mut counts = journey(SHOP);
    counts.sources[0].kind = model::journey::SourceKind::Counts;
    let no_count = ("no_column", "count".to_owned(), "/sources/0".to_owned());
    assert_eq!(said(&counts, vec![shop()]), no_count);
}

#[test]
fn written_evidence_is_read_back_the_same() {
    let (evidence, _) = measured(&journey(SHOP), vec![shop(), survey(), asked()]).unwrap();
    let (again, problems) = model::read_evidence(&model::write_evidence(&evidence));
    assert!(problems.is_empty(), "{problems:?}");
    // The rule travels as its switches; the steps are those of the funnel.
    let rule = FunnelRule { steps: Vec::new(), ..evidence.rule };
    assert_eq!(again.unwrap(), Evidence { rule, ..evidence });
}

#[cfg(feature = "show")]
#[test]
fn the_rule_in_words_is_the_same_from_the_written_evidence() {
    use jejak::words::{self, Lang};
    let mut journey = journey(SHOP);
    journey.funnel.steps[1].optional = true;
    journey.funnel.steps[2].window = Some(model::time::Duration::seconds(86_400));
    let (evidence, _) = measured(&journey, vec![shop(), survey(), asked()]).unwrap();
    let (again, problems) = model::read_evidence(&model::write_evidence(&evidence));
    assert_eq!(problems, []);
    for lang in [Lang::En, Lang::Id] {
        let said = words::counted(&journey, again.as_ref(), lang);
        assert_eq!(said, words::rule(&journey.funnel, lang));
        assert!(said.contains("Buy") && said.contains("Love"), "{said}");
    }
}

#[test]
fn a_source_keeps_what_its_journey_reads() {
    let journey = journey(SHOP);
    assert_eq!(keep(&journey, "events"), ["channel", "event", "kind"]);
    assert_eq!(
        keep(&journey, "survey"),
        ["all", "channel", "comment", "event", "kind", "stage", "till", "touchpoint"]
    );
}

#[test]
fn the_end_of_the_data_is_that_of_the_funnel_s_sources() {
    let journey = journey(
        r#"{"title": "Shop", "stages": [
            {"id": "find", "name": "Find"},
            {"id": "buy", "name": "Buy"},
            {"id": "help", "name": "Help", "match": [{"source": "tickets", "field": "what", "equals": "ticket"}]}],
           "funnel": {"steps": ["find", "buy"], "window": "10s"},
           "sources": [{"id": "events", "kind": "events"}, {"id": "tickets", "kind": "tickets"}]}"#,
    );
    let mut tickets = events(&[("p", 100, "ticket"), ("z", 100, "ticket")]);
    tickets.source = "tickets".to_owned();
    // The tickets have no event column that a step could mean: only the stage's own rule reads it.
    tickets.columns[1] = header("what", texts(["ticket", "ticket"]));
    let tables = vec![events(&[("p", 0, "find"), ("q", 5, "find")]), tickets];
    let (evidence, _) = measured(&journey, tables).unwrap();
    let funnel = evidence.funnel.unwrap();
    assert_eq!((evidence.data_end, evidence.people), (Some(5_000_000), 3));
    assert_eq!((people(&funnel), funnel.steps[0].pending), (vec![2, 0], 2));
    assert_eq!(evidence.stages.iter().map(|stage| stage.people).collect::<Vec<_>>(), [2, 0, 2]);
}
