//! Moves, ways and what followed a step, against a second count of the same people by other means; and what must add
//! up whatever people do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "paths/counted.rs"]
mod counted;
mod reference;

use counted::{Counted, Log, Row};
use jejak::analyse::paths::{Ask, asked};
use jejak::analyse::{Options, fold, measure, publish};
use jejak::model;
use jejak::model::evidence::{Evidence, Link, Moves};
use jejak::model::journey::Journey;
use jejak::model::rule::{Role, Rule, Test};
use jejak::model::table::{Data, Table};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use reference::table::{role, texts};
use std::collections::BTreeMap;

/// What a row can say, with its stage, its touchpoint and that one's channel.
const EVENTS: [(&str, &str, &str, &str); 8] = [
    ("a1", "a", "a1", "web"),
    ("a2", "a", "a2", "shop"),
    ("A", "a", "", ""),
    ("b1", "b", "b1", "web"),
    ("b2", "b", "b2", "app"),
    ("c1", "c", "c1", "shop"),
    ("nothing", "", "", ""),
    ("", "", "", ""),
];

fn journey(funnel: &str) -> Journey {
    let text = format!(
        r#"{{"title": "Shop", "channels": [{{"id": "web", "name": "Web", "kind": "web"}},
            {{"id": "shop", "name": "Shop", "kind": "store"}}, {{"id": "app", "name": "App", "kind": "app"}}],
        "stages": [{{"id": "a", "name": "A", "touchpoints": [{{"id": "a1", "name": "A1", "channel": "web"}}, {{"id": "a2", "name": "A2", "channel": "shop"}}]}},
            {{"id": "b", "name": "B", "touchpoints": [{{"id": "b1", "name": "B1", "channel": "web"}}, {{"id": "b2", "name": "B2", "channel": "app"}}]}},
            {{"id": "c", "name": "C", "touchpoints": [{{"id": "c1", "name": "C1", "channel": "shop"}}]}}],
        "funnel": {funnel}, "sources": [{{"id": "log", "kind": "events"}}]}}"#
    );
    let (journey, problems) = model::read_journey(&serde_json::from_str(&text).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

const MINUTE: i64 = 60_000_000;

fn table(log: &Log) -> Table {
    let rows: Vec<(usize, Row)> =
        log.iter().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, *row))).collect();
    Table {
        source: "log".into(),
        read: rows.len() as u64,
        columns: vec![
            role(Role::Person, texts(rows.iter().map(|(person, _)| format!("u{person}")))),
            role(Role::Time, Data::Times(rows.iter().map(|(_, row)| row.0 * MINUTE).collect())),
            role(Role::Event, texts(rows.iter().map(|(_, row)| EVENTS[row.1].0))),
        ],
        ..Table::default()
    }
}

fn measured(journey: &Journey, log: &Log, min_group: u64) -> Evidence {
    let options = Options { min_group, comments: false, events: true };
    measure(journey, vec![table(log)], &options).unwrap().0
}

/// The thing of an event at a level; empty where it has none.
fn thing(level: &str, event: usize) -> &'static str {
    let (name, stage, touchpoint, channel) = EVENTS[event];
    match level {
        "stage" => stage,
        "touchpoint" => touchpoint,
        "channel" => channel,
        _ => name,
    }
}

/// What evidence says of a level, as the second count has it.
fn said(evidence: &Evidence, level: &str) -> Counted {
    let mut said = Counted::default();
    let Some(moves) = evidence.moves.iter().find(|moves| moves.level == level) else { return said };
    said.total = moves.total;
    for link in &moves.links {
        let known = said.links.insert((link.from.clone(), link.to.clone()), (link.people, link.times));
        assert_eq!(known, None, "twice: {link:?}");
    }
    for sequences in evidence.sequences.iter().filter(|one| one.level == level) {
        assert_eq!(sequences.total, moves.total);
        for one in &sequences.top {
            assert_eq!(said.ways.insert((one.path.clone(), one.more), one.people), None);
        }
    }
    for after in evidence.after.iter().filter(|one| one.level == level) {
        assert_eq!(after.next.iter().map(|next| next.people).sum::<u64>(), after.people);
        let next = after.next.iter().map(|next| (next.to.clone(), next.people));
        assert_eq!(said.after.insert(after.step.clone(), next.collect()), None);
    }
    said
}

/// A small generator of its own: the same logs on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// People with up to 14 rows, no two of one person at one time.
    fn log(&mut self, people: usize) -> Log {
        let mut person = || {
            let mut time = self.below(20_000) as i64;
            let row = |random: &mut Self| {
                time += [1, 3, 20, 31, 200, 2_000][random.below(6) as usize];
                // the later the row, the further, most of the time
                let event = if random.below(3) == 0 { random.below(8) } else { random.below(5) };
                (time, event as usize)
            };
            let rows = self.below(15);
            let mut made = Vec::new();
            let mut row = row;
            for _ in 0..rows {
                made.push(row(self));
            }
            made
        };
        (0..people).map(|_| person()).collect()
    }
}

/// The funnel as the document says it, and as the second count takes it: window in minutes, sessions.
const RULES: [(&str, Option<i64>, bool); 4] = [
    (r#"{}"#, None, false),
    (r#"{"window": "60m"}"#, Some(60), false),
    (r#"{"unit": "session"}"#, None, true),
    (r#"{"unit": "session", "window": "20m"}"#, Some(20), true),
];

#[test]
fn a_second_count_of_twenty_thousand_people_says_the_same() {
    let mut random = Random(20_261_128);
    let (mut people, mut longest, mut after) = (0, 0, 0);
    for round in 0..100 {
        let log = random.log(220);
        people += log.len();
        let (funnel, window, sessions) = RULES[round % RULES.len()];
        let journey = journey(funnel);
        let evidence = measured(&journey, &log, 0);
        for level in ["stage", "touchpoint", "channel", "event"] {
            let mut known = counted::count(&log, sessions, &|event| thing(level, event));
            if level == "stage" || level == "touchpoint" {
                let step = |event: usize| "abc".find(EVENTS[event].1).filter(|_| !EVENTS[event].1.is_empty());
                known.after = counted::after(&log, sessions, window, &step, &|event| thing(level, event));
                after += known.after.values().flat_map(|next| next.values()).sum::<u64>();
            } else {
                known.ways.clear();
            }
            let said = said(&evidence, level);
            longest = longest.max(said.ways.keys().map(|way| way.0.len()).max().unwrap_or(0));
            assert_eq!(said, known, "{level}, round {round}");
        }
    }
    assert!(people >= 20_000 && longest == 10 && after > 5_000, "{people} {longest} {after}");
}

/// Each thing is left as often as it is come to; those who enter leave, and are the total.
fn adds_up(moves: &Moves) {
    let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for link in &moves.links {
        assert!(link.people <= link.times && link.people > 0, "{link:?}");
        if link.from != link.to {
            sums.entry(&link.from).or_default().0 += link.times;
            sums.entry(&link.to).or_default().1 += link.times;
        }
    }
    for (id, (out, into)) in &sums {
        assert_eq!(out, into, "{} at {id:?}: {:?}", moves.level, moves.links);
    }
    let edge = |link: &&Link| link.from.is_empty() || link.to.is_empty();
    assert!(moves.links.iter().filter(edge).all(|link| link.people == link.times));
    assert_eq!(sums.get("").copied().unwrap_or_default().0, moves.total, "{}", moves.level);
}

fn log() -> impl Strategy<Value = Log> {
    let rows = prop::collection::btree_map(0..30_000_i64, 0..8_usize, 0..12);
    prop::collection::vec(rows.prop_map(|rows| rows.into_iter().collect()), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150, failure_persistence: None, rng_seed: RngSeed::Fixed(11), ..ProptestConfig::default()
    })]

    #[test]
    fn everything_adds_up(log in log(), rule in 0..4_usize) {
        let (funnel, _, sessions) = RULES[rule];
        let journey = journey(funnel);
        let whole = measured(&journey, &log, 0);
        for evidence in [&whole, &publish(&whole, 5), &measured(&journey, &log, 1), &fold(&measured(&journey, &log, 9))] {
            evidence.moves.iter().for_each(adds_up);
            for one in &evidence.sequences {
                prop_assert!(one.top.iter().map(|way| way.people).sum::<u64>() <= one.total);
            }
        }
        // The funnel loses whom `after` tells of, at each step but the last.
        let figures = jejak::figures::derive(&journey, Some(&whole), None);
        let steps = figures.funnel.iter().flat_map(|funnel| &funnel.steps);
        for step in steps.filter(|step| step.dropped > 0) {
            let told = whole.after.iter().filter(|after| after.step == step.id);
            prop_assert_eq!(told.clone().count(), 3 - 1);
            for after in told {
                prop_assert_eq!(after.people, step.dropped);
                prop_assert_eq!(after.unit.as_str(), if sessions { "session" } else { "person" });
            }
        }
        // Who went through a stage by the ways is who is seen there by the funnel; the rule is the same.
        let Some(ways) = whole.sequences.iter().find(|one| one.level == "stage") else { return Ok(()) };
        for (step, stage) in whole.funnel.iter().flat_map(|funnel| &funnel.steps).zip(&whole.stages) {
            let here = ways.top.iter().filter(|way| way.path.contains(&step.id));
            prop_assert_eq!(here.map(|way| way.people).sum::<u64>(), step.seen, "{}", step.id);
            prop_assert!(sessions || stage.people == step.seen);
        }
    }

    #[test]
    fn a_part_of_the_ways_is_what_is_asked_for(log in log(), from in 0..6_usize, to in 0..6_usize) {
        let journey = journey("{}");
        let table = table(&log);
        let ask = |from: Option<&str>, to: Option<&str>| {
            asked(&journey, &[&table], &Ask { level: "event", from, to, after: None }).unwrap()
        };
        let all = ask(None, None);
        prop_assert_eq!(all.people, log.iter().filter(|rows| !rows.is_empty()).count() as u64);
        let (from, to) = (EVENTS[from].0, EVENTS[to].0);
        for (from, to) in [(Some(from), None), (None, Some(to)), (Some(from), Some(to))] {
            let named = |name: Option<&str>| {
                name.is_none_or(|name| all.moves.links.iter().any(|link| link.to == name))
            };
            if !named(from) || !named(to) {
                continue;
            }
            let clipped: Log = log.iter().map(|rows| counted::clip(rows, from, to, &|event| EVENTS[event].0)).collect();
            let known = counted::count(&clipped, false, &|event| EVENTS[event].0);
            let part = ask(from, to);
            let evidence = Evidence {
                moves: vec![part.moves.clone()], sequences: vec![part.sequences.clone()], ..Evidence::default()
            };
            adds_up(&part.moves);
            prop_assert_eq!(said(&evidence, "event"), known, "{:?} {:?}", from, to);
        }
    }
}

#[test]
fn events_are_told_where_nobody_met_a_touchpoint_or_they_are_asked_for() {
    let levels = |log: &Log, events: bool| -> Vec<String> {
        let options = Options { min_group: 0, comments: false, events };
        let evidence = measure(&journey("{}"), vec![table(log)], &options).unwrap().0;
        evidence.moves.iter().map(|moves| moves.level.clone()).collect()
    };
    let met = vec![vec![(0, 0), (5, 4)]];
    assert_eq!(levels(&met, false), ["stage", "touchpoint", "channel"]);
    assert_eq!(levels(&met, true), ["stage", "touchpoint", "channel", "event"]);
    // The stage A is met, none of its touchpoints.
    assert_eq!(levels(&vec![vec![(0, 2), (5, 6)]], false), ["stage", "event"]);
}

#[test]
fn of_many_events_the_rare_ones_are_one() {
    // Event n is met n + 1 times: of 1,100 events 101 with fewest rows are one.
    let names: Vec<String> = (0..1_100).flat_map(|n| vec![format!("e{n:04}"); n + 1]).collect();
    let rows = names.len();
    let table = Table {
        source: "log".into(),
        columns: vec![
            role(Role::Person, texts((0..rows).map(|row| format!("u{row}")))),
            role(Role::Time, Data::Times((0..rows).map(|row| row as i64 * MINUTE).collect())),
            role(Role::Event, texts(names)),
        ],
        ..Table::default()
    };
    let mut journey = journey("{}");
    journey.stages[0].rules =
        vec![Rule::Field { source: None, field: "event".into(), test: Test::Prefix("e".into()), not: false }];
    let options = Options { min_group: 0, comments: false, events: false };
    let whole = measure(&journey, vec![table], &options).unwrap().0;
    let events = |evidence: &Evidence| -> BTreeMap<String, u64> {
        let moves = evidence.moves.iter().find(|moves| moves.level == "event").unwrap();
        adds_up(moves);
        let entries = moves.links.iter().filter(|link| link.from.is_empty());
        entries.map(|link| (link.to.clone(), link.people)).collect()
    };
    let known = events(&whole);
    assert_eq!((known.len(), known["other"]), (1_000, (1..=101).sum::<u64>()));
    // What is published tells sixty of them.
    let told = events(&publish(&whole, 5));
    assert_eq!(told.len(), 61);
    assert_eq!((told["e1099"], told.get("e1039")), (1_100, None));
    assert_eq!(told.values().sum::<u64>(), rows as u64);
}
