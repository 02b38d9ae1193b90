//! Laws of evidence, on random people: what the order of rows, more people and merging may change, and what not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::{Options, fold, measure, merge, publish};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::model::rule::Role;
use jejak::model::table::{Data, Table};
use jejak::{Value, model};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestCaseError};
use reference::table::{header, role, texts};

const JOURNEY: &str = r#"{"title": "Shop",
    "personas": [{"id": "p", "name": "P", "segment": {"field": "kind", "equals": "p"}},
        {"id": "q", "name": "Q", "segment": {"field": "kind", "equals": "q"}}],
    "channels": [{"id": "web", "name": "Web", "kind": "web"}, {"id": "shop", "name": "Shop", "kind": "store"}],
    "stages": [
        {"id": "a", "name": "A", "touchpoints": [{"id": "a1", "name": "A1", "channel": "web"}, {"id": "a2", "name": "A2"}]},
        {"id": "b", "name": "B", "touchpoints": [{"id": "b1", "name": "B1", "channel": "shop"}, {"id": "b2", "name": "B2"}, {"id": "cart", "name": "Cart"}]},
        {"id": "c", "name": "C", "touchpoints": [{"id": "ordered", "name": "Ordered"}, {"id": "basket", "name": "Basket"}]}],
    "funnel": {"by": "device", "window": "each:3d"},
    "cohorts": {"every": "day"},
    "sources": [{"id": "web", "kind": "events", "zone": "+07:00"},
        {"id": "asked", "kind": "survey", "scores": [{"column": "score", "kind": "csat", "comment": "why"}]},
        {"id": "felt", "kind": "survey", "scores": [
            {"column": "ease", "kind": "ces", "weight": "weight", "stage": "c", "comment": "note", "label": "Easy?"},
            {"column": "again", "kind": "nps", "stage": "b"}]},
        {"id": "parcels", "kind": "shipments"},
        {"id": "shop", "kind": "orders", "zone": "+07:00"},
        {"id": "posts", "kind": "social"}]}"#;

fn journey() -> Journey {
    let (journey, problems) = model::read_journey(&serde_json::from_str(JOURNEY).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

const HOUR: i64 = 3_600_000_000;
/// When the data end: somebody comes back then in every part.
const END: i64 = 24 * 20;
const KINDS: [&str; 4] = ["p", "q", "r", ""];
const DEVICES: [&str; 4] = ["phone", "desk", "tablet", ""];
const EVENTS: [&str; 9] = ["a1", "a2", "b1", "b2", "c", "nothing", "A", "cart", "basket"];
const WORDS: [&str; 6] =
    ["ongkir mahal", "ongkir mahal sekali", "kurir tidak ramah", "mahal", "kurir lambat, ongkir", ""];

/// One person's rows.
#[derive(Clone, Debug)]
struct Person {
    kind: usize,
    device: usize,
    /// Event and hour.
    events: Vec<(usize, i64)>,
    /// Touchpoint, score 0…6, words.
    asked: Option<(usize, usize, usize)>,
    /// Ease, again, weight, words.
    felt: Option<(usize, usize, usize, usize)>,
    /// Touchpoint, hours late.
    parcel: Option<(usize, i64)>,
    /// Hours of orders.
    orders: Vec<i64>,
    /// Touchpoint of a post, how many saw it.
    post: Option<(usize, u64)>,
}

fn person() -> impl Strategy<Value = Person> {
    let few = |most: usize| prop_oneof![6 => 0..2_usize, 1 => 0..most];
    (
        few(4),
        few(4),
        prop::collection::vec((0..9_usize, 0..END), 1..6),
        prop::option::of((0..4_usize, 0..7_usize, 0..6_usize)),
        prop::option::of((0..9_usize, 0..11_usize, 0..4_usize, 0..6_usize)),
        prop::option::of((0..4_usize, -9..9_i64)),
        prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(0..END, 1..4)],
        prop::option::of((0..4_usize, 0..900_u64)),
    )
        .prop_map(|(kind, device, events, asked, felt, parcel, orders, post)| Person {
            kind,
            device,
            events,
            asked,
            felt,
            parcel,
            orders,
            post,
        })
}

fn people(most: usize) -> impl Strategy<Value = Vec<Person>> {
    prop::collection::vec(person(), 1..most)
}

/// Somebody whose row is at the end of the data, so that all parts end together.
fn last() -> Person {
    let (events, orders) = (vec![(0, END)], Vec::new());
    Person { kind: 0, device: 0, events, asked: None, felt: None, parcel: None, orders, post: None }
}

/// Weights whose sums are exact.
const EXACT: [&str; 4] = ["1", "0.5", "2", "1.5"];
/// Weights whose sums depend on their order.
const ODD: [&str; 4] = ["0.1", "0.7", "1", "1.3"];

/// The tables of people, who are called by their place and `name`; `order` shuffles the rows of each table.
fn tables(people: &[Person], name: &str, weights: [&str; 4], order: &[u32]) -> Vec<Table> {
    let id = |at: usize| format!("{name}{at}");
    let shuffled = |len: usize| {
        let mut rows: Vec<usize> = (0..len).collect();
        rows.sort_by_key(|row| order.get(row % order.len().max(1)).map(|key| key.rotate_left(*row as u32)));
        rows
    };
    let table = |source: &str, len: usize, columns: &dyn Fn(&[usize]) -> Vec<model::table::Column>| Table {
        source: source.to_owned(),
        read: len as u64,
        columns: columns(&shuffled(len)),
        ..Table::default()
    };
    let web: Vec<(usize, &Person, (usize, i64))> = people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| person.events.iter().map(move |event| (at, person, *event)))
        .collect();
    let some = |has: fn(&Person) -> bool| -> Vec<(usize, &Person)> {
        people.iter().enumerate().filter(|(_, person)| has(person)).collect()
    };
    let asked = some(|person| person.asked.is_some());
    let felt = some(|person| person.felt.is_some());
    let parcels = some(|person| person.parcel.is_some());
    let posts = some(|person| person.post.is_some());
    let orders: Vec<(usize, i64)> = people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| person.orders.iter().map(move |hour| (at, *hour)))
        .collect();
    let persons = |rows: &[usize], of: &[(usize, &Person)]| {
        role(Role::Person, texts(rows.iter().map(|row| id(of[*row].0))))
    };
    vec![
        table("web", web.len(), &|rows| {
            vec![
                role(Role::Person, texts(rows.iter().map(|row| id(web[*row].0)))),
                role(Role::Time, Data::Times(rows.iter().map(|row| web[*row].2.1 * HOUR).collect())),
                role(Role::Event, texts(rows.iter().map(|row| EVENTS[web[*row].2.0]))),
                header("kind", texts(rows.iter().map(|row| KINDS[web[*row].1.kind]))),
                header("device", texts(rows.iter().map(|row| DEVICES[web[*row].1.device]))),
            ]
        }),
        table("asked", asked.len(), &|rows| {
            let of = |row: &usize| asked[*row].1.asked.unwrap();
            vec![
                persons(rows, &asked),
                role(Role::Touchpoint, texts(rows.iter().map(|row| EVENTS[of(row).0]))),
                header("score", texts(rows.iter().map(|row| of(row).1.to_string()))),
                header("why", texts(rows.iter().map(|row| WORDS[of(row).2]))),
            ]
        }),
        table("felt", felt.len(), &|rows| {
            let of = |row: &usize| felt[*row].1.felt.unwrap();
            vec![
                persons(rows, &felt),
                header("ease", texts(rows.iter().map(|row| of(row).0.to_string()))),
                header("again", texts(rows.iter().map(|row| of(row).1.to_string()))),
                header("weight", texts(rows.iter().map(|row| weights[of(row).2]))),
                header("note", texts(rows.iter().map(|row| WORDS[of(row).3]))),
            ]
        }),
        table("parcels", parcels.len(), &|rows| {
            let of = |row: &usize| parcels[*row].1.parcel.unwrap();
            let time = |hours: i64| (24 * 5 + hours) * HOUR;
            vec![
                persons(rows, &parcels),
                role(Role::Touchpoint, texts(rows.iter().map(|row| EVENTS[of(row).0]))),
                role(Role::Promised, Data::Times(rows.iter().map(|_| time(1)).collect())),
                role(Role::Delivered, Data::Times(rows.iter().map(|row| time(1 + of(row).1)).collect())),
            ]
        }),
        table("shop", orders.len(), &|rows| {
            vec![
                role(Role::Person, texts(rows.iter().map(|row| id(orders[*row].0)))),
                role(Role::Time, Data::Times(rows.iter().map(|row| orders[*row].1 * HOUR).collect())),
                role(Role::Event, texts(rows.iter().map(|_| "ordered"))),
            ]
        }),
        table("posts", posts.len(), &|rows| {
            let of = |row: &usize| posts[*row].1.post.unwrap();
            vec![
                role(Role::Touchpoint, texts(rows.iter().map(|row| EVENTS[of(row).0]))),
                role(Role::Count, Data::Numbers(rows.iter().map(|row| of(row).1 as f64).collect())),
            ]
        }),
    ]
}

fn measured(tables: Vec<Table>, min_group: u64) -> Evidence {
    measure(&journey(), tables, &Options { min_group, comments: true, events: false }).unwrap().0
}

/// As whole evidence is read back from its document: the rule without its steps.
fn whole(people: &[Person], name: &str) -> Evidence {
    let written = model::write_evidence(&measured(tables(people, name, EXACT, &[]), 0));
    let (evidence, problems) = model::read_evidence(&written);
    assert!(problems.is_empty(), "{problems:?}");
    evidence.unwrap()
}

fn bytes(evidence: &Evidence) -> String {
    serde_json::to_string_pretty(&model::write_evidence(evidence)).unwrap()
}

/// Two documents must be the same; else the first line that is not.
fn same(a: &str, b: &str) -> Result<(), TestCaseError> {
    let place = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(usize::MAX);
    let around =
        |text: &str| text.lines().skip(place.saturating_sub(8)).take(12).collect::<Vec<_>>().join("\n");
    if a == b {
        Ok(())
    } else {
        Err(TestCaseError::fail(format!("{}\n--- is not ---\n{}", around(a), around(b))))
    }
}

/// Every number of two documents, with its place; what is no count is left out.
fn numbers(value: &Value, place: &str, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => found.push((place.to_owned(), *number)),
        Value::List(items) => {
            items.iter().enumerate().for_each(|(at, item)| numbers(item, &format!("{place}/{at}"), found));
        }
        Value::Map(pairs) => {
            let counts =
                pairs.iter().filter(|(key, _)| !["scale", "min_group", "comments"].contains(&key.as_str()));
            counts.for_each(|(key, item)| numbers(item, &format!("{place}/{key}"), found));
        }
        _ => {}
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(5),
        ..ProptestConfig::default()
    }
}

/// The random people have everything that the laws are about: every measure, and each in more than one part of them.
#[test]
fn random_people_have_every_measure() {
    let mut runner = proptest::test_runner::TestRunner::new(config(0));
    let mut met = std::collections::BTreeMap::new();
    for _ in 0..60 {
        let people = people(40).new_tree(&mut runner).unwrap().current();
        for measure in whole(&people, "u").measures.iter().filter(|measure| measure.count > 0) {
            *met.entry(measure.kind.word()).or_insert(0) += 1;
        }
    }
    assert_eq!(met.keys().copied().collect::<Vec<_>>(), ["abandoned", "on_time", "reach", "repeat"]);
    assert!(met.values().all(|times| *times > 30), "{met:?}");
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn shuffling_rows_changes_no_byte(people in people(40), order in prop::collection::vec(any::<u32>(), 1..60)) {
        let straight = measured(tables(&people, "u", ODD, &[]), 0);
        let shuffled = measured(tables(&people, "u", ODD, &order), 0);
        same(&bytes(&shuffled), &bytes(&straight))?;
        let published = |evidence: &Evidence| bytes(&publish(evidence, 5));
        same(&published(&shuffled), &published(&straight))?;
    }

    #[test]
    fn doubling_every_person_doubles_every_count(people in people(40)) {
        let twice: Vec<Person> = people.iter().chain(&people).cloned().collect();
        let (mut once, mut double) = (Vec::new(), Vec::new());
        numbers(&model::write_evidence(&whole(&people, "u")), "", &mut once);
        numbers(&model::write_evidence(&whole(&twice, "u")), "", &mut double);
        prop_assert!(once.len() > 20);
        let doubled: Vec<(String, f64)> = once.into_iter().map(|(place, n)| (place, 2.0 * n)).collect();
        prop_assert_eq!(double, doubled);
    }

    #[test]
    fn who_never_meets_step_1_changes_no_ordered_count(people in people(40), others in people(20)) {
        let mut all = people.clone();
        all.push(last());
        let before = whole(&all, "u");
        let strangers = others.into_iter().map(|mut person| {
            person.events.iter_mut().for_each(|(event, _)| *event = [3, 4, 2, 3, 4, 5, 5, 7, 8][*event]);
            person
        });
        all.extend(strangers);
        let after = whole(&all, "u");
        let counts = |evidence: &Evidence| -> Vec<_> {
            let steps = evidence.funnel.iter().flat_map(|funnel| funnel.steps.clone());
            steps.map(|step| (step.people, step.entered, step.pending, step.seconds)).collect()
        };
        prop_assert!(after.people > before.people);
        prop_assert_eq!(counts(&after), counts(&before));
    }

    #[test]
    fn evidence_of_a_union_is_the_merge(parts in prop::collection::vec(people(30), 1..4)) {
        let name = |at: usize| ["u", "v", "w"][at].to_owned();
        let parts: Vec<Vec<Person>> =
            parts.into_iter().map(|part| part.into_iter().chain([last()]).collect()).collect();
        let apart: Vec<Evidence> = parts.iter().enumerate().map(|(at, part)| whole(part, &name(at))).collect();
        let all: Vec<Person> = parts.concat();
        let union = whole(&all, "u");
        let merged = merge(&apart, true).unwrap();
        same(&bytes(&merged), &bytes(&union))?;
        // In any order, and step by step.
        let mut backwards = apart.clone();
        backwards.reverse();
        same(&bytes(&merge(&backwards, true).unwrap()), &bytes(&union))?;
        if let [first, more @ ..] = apart.as_slice() {
            let steps = more.iter().try_fold(first.clone(), |sum, part| merge(&[sum, part.clone()], true));
            same(&bytes(&steps.unwrap()), &bytes(&union))?;
        }
        // Folding what is merged is what is published of everybody.
        let published = bytes(&publish(&merged, 5));
        same(&published, &bytes(&publish(&union, 5)))?;
        same(&published, &bytes(&fold(&measured(tables(&all, "u", EXACT, &[]), 5))))?;
    }
}
