//! What may be published: no group under the minimum, none that subtraction gives back, totals kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{Options, fold, measure};
use jejak::model::evidence::{Answers, Evidence, Funnel, StageEvidence, Theme};
use jejak::model::journey::Journey;
use jejak::model::table::{Column, Data, Table, Texts};
use jejak::model::{self, rule::Role};
use proptest::prelude::*;
use std::collections::BTreeMap;

const MIN: u64 = 5;

fn journey() -> Journey {
    let text = r#"{"title": "Shop",
        "personas": [{"id": "p", "name": "P", "segment": {"field": "kind", "equals": "p"}}, {"id": "q", "name": "Q", "segment": {"field": "kind", "equals": "q"}},
            {"id": "r", "name": "R", "segment": {"field": "kind", "equals": "r"}}],
        "channels": [{"id": "web", "name": "Web", "kind": "web"}, {"id": "shop", "name": "Shop", "kind": "store"}],
        "stages": [{"id": "a", "name": "A", "touchpoints": [{"id": "a1", "name": "A1", "channel": "web"}, {"id": "a2", "name": "A2", "channel": "shop"}, {"id": "a3", "name": "A3"}]},
            {"id": "b", "name": "B", "touchpoints": [{"id": "b1", "name": "B1"}, {"id": "b2", "name": "B2"}]}, {"id": "c", "name": "C"}],
        "funnel": {"by": "device"},
        "sources": [{"id": "web", "kind": "events"}, {"id": "asked", "kind": "survey", "scores": [{"column": "score", "kind": "csat", "comment": "why"}]}]}"#;
    let (journey, problems) = model::read_journey(&serde_json::from_str(text).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

fn texts<'a>(cells: impl Iterator<Item = &'a str>) -> Data {
    let mut texts = Texts::new();
    let mut codes: BTreeMap<&str, u32> = [("", 0)].into();
    for cell in cells {
        let code = *codes.entry(cell).or_insert_with(|| texts.push_entry(cell));
        texts.codes.push(code);
    }
    Data::Texts(texts)
}

fn column(header: &str, role: Option<Role>, data: Data) -> Column {
    Column { header: header.to_owned(), role, data }
}

/// A person: which of three personas (or none), which device, which events one after the other, and an answer.
type Person = (usize, usize, Vec<usize>, Option<(usize, usize, usize)>);

const KINDS: [&str; 5] = ["p", "q", "r", "s", ""];
const DEVICES: [&str; 5] = ["phone", "desk", "tablet", "other", ""];
const EVENTS: [&str; 6] = ["a1", "a2", "a3", "b1", "b2", "c"];
const WORDS: [&str; 4] = ["ongkir", "ongkir mahal", "telat", ""];

fn measured(people: &[Person]) -> Evidence {
    let rows: Vec<(String, i64, &Person, usize)> = people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| {
            person.2.iter().enumerate().map(move |(n, event)| (format!("u{at}"), n as i64, person, *event))
        })
        .collect();
    let web = Table {
        source: "web".into(),
        read: rows.len() as u64,
        columns: vec![
            column("user", Some(Role::Person), texts(rows.iter().map(|row| row.0.as_str()))),
            column(
                "time",
                Some(Role::Time),
                Data::Times(rows.iter().map(|row| row.1 * 60_000_000).collect()),
            ),
            column("event", Some(Role::Event), texts(rows.iter().map(|row| EVENTS[row.3]))),
            column("kind", None, texts(rows.iter().map(|row| KINDS[row.2.0]))),
            column("device", None, texts(rows.iter().map(|row| DEVICES[row.2.1]))),
        ],
        ..Table::default()
    };
    let asked: Vec<(String, (usize, usize, usize))> = people
        .iter()
        .enumerate()
        .filter_map(|(at, person)| person.3.map(|answer| (format!("u{at}"), answer)))
        .collect();
    let scores: Vec<String> = asked.iter().map(|(_, (_, score, _))| score.to_string()).collect();
    let survey = Table {
        source: "asked".into(),
        read: asked.len() as u64,
        columns: vec![
            column("user", Some(Role::Person), texts(asked.iter().map(|(user, _)| user.as_str()))),
            column(
                "touchpoint",
                Some(Role::Touchpoint),
                texts(asked.iter().map(|(_, (at, ..))| EVENTS[*at])),
            ),
            column("score", None, texts(scores.iter().map(String::as_str))),
            column("why", None, texts(asked.iter().map(|(_, (.., word))| WORDS[*word]))),
        ],
        ..Table::default()
    };
    measure(&journey(), vec![web, survey], &Options { min_group: MIN, comments: true }).unwrap().0
}

fn person() -> impl Strategy<Value = Person> {
    let few = |most: usize| prop_oneof![12 => 0..2_usize, 1 => 0..most];
    (
        few(5),
        few(5),
        prop::collection::vec(0..6_usize, 1..5),
        prop::option::of((0..5_usize, 0..7_usize, 0..4_usize)),
    )
}

fn small(count: u64) -> bool {
    (1..MIN).contains(&count)
}

/// People of each step, and what is lost to the next.
fn counts(funnel: &Funnel) -> Vec<u64> {
    let mut counts = Vec::new();
    for (at, step) in funnel.steps.iter().enumerate() {
        counts.extend([step.people, step.entered, step.seen, step.any_order]);
        if let Some(next) = funnel.steps.get(at + 1) {
            counts.push(step.people - next.people);
        }
    }
    counts
}

fn n(list: &[Answers]) -> u64 {
    list.iter().map(|answers| answers.n).sum()
}

fn segments_hold(before: &Evidence, after: &Evidence) {
    let all = counts(before.funnel.as_ref().unwrap());
    for segments in &after.segments {
        let mut rest = all.clone();
        let mut people = before.segments[0].groups.iter().map(|group| group.people).sum::<u64>();
        for group in &segments.groups {
            let counts = counts(&group.funnel);
            assert!(!small(group.people) && !counts.iter().any(|count| small(*count)), "{group:?}");
            rest.iter_mut().zip(counts).for_each(|(rest, count)| *rest -= count);
            people -= group.people;
        }
        // Totals add up: nobody is left, so that nobody can be got by subtraction.
        assert!(people == 0 && rest.iter().all(|rest| *rest == 0), "{rest:?}");
    }
}

fn personas_hold(before: &Evidence, after: &Evidence) {
    let shown: u64 = after.personas.iter().map(|persona| persona.people).sum();
    assert!(
        (shown == 0 || !small(before.people - shown))
            && after.personas.iter().all(|persona| !small(persona.people))
    );
    for stage in &before.stages {
        let cells = || after.personas.iter().flat_map(|p| &p.stages).filter(|cell| cell.id == stage.id);
        let of: [fn(&StageEvidence) -> u64; 4] = [
            |stage| stage.people,
            |stage| stage.returned,
            |stage| stage.time_in.n,
            |stage| n(&stage.answers),
        ];
        for count in of {
            let sum: u64 = cells().map(count).sum();
            assert!(cells().all(|cell| !small(count(cell))), "{stage:?}");
            // Where nothing is shown, the stage of everybody tells nothing of anybody.
            assert!(sum == 0 || !small(count(stage) - sum), "{stage:?}: {sum}");
        }
    }
}

fn touchpoints_hold(before: &Evidence, after: &Evidence) {
    assert!(after.touchpoints.iter().all(|t| !small(t.people) && !small(n(&t.answers))));
    assert!(after.channels.iter().all(|channel| !small(channel.people)));
    for stage in &journey().stages {
        let all =
            before.stages.iter().find(|known| known.id == stage.id).map_or(0, |stage| n(&stage.answers));
        let here = |id: &str| stage.touchpoints.iter().any(|touchpoint| touchpoint.id == id);
        let shown: u64 = after.touchpoints.iter().filter(|t| here(&t.id)).map(|t| n(&t.answers)).sum();
        assert!(shown == 0 || !small(all - shown), "{}: {all} − {shown}", stage.id);
    }
}

fn moves_hold(before: &Evidence, after: &Evidence) {
    let sum = |evidence: &Evidence| -> (u64, u64) {
        let links = evidence.moves.iter().flat_map(|moves| &moves.links);
        links.fold((0, 0), |sum, link| (sum.0 + link.people, sum.1 + link.times))
    };
    for link in after.moves.iter().flat_map(|moves| &moves.links) {
        assert!(!small(link.people) && !small(link.times), "{link:?}");
    }
    assert!(after.moves.is_empty() || sum(after) == sum(before));
}

fn themes_hold(before: &Evidence, after: &Evidence) {
    for theme in &after.themes {
        assert!(theme.count >= MIN && !small(theme.scored), "{theme:?}");
        assert!(after.themes.iter().any(|all| all.at == theme.at && all.text.is_empty()), "{theme:?}");
    }
    for stage in &journey().stages {
        let of = |list: &[Theme], at: &str, text: &str| {
            list.iter()
                .find(|theme| theme.at == at && theme.text == text)
                .map(|theme| (theme.count, theme.scored))
        };
        for theme in before.themes.iter().filter(|theme| theme.at == stage.id) {
            let Some(all) = of(&after.themes, &stage.id, &theme.text) else { continue };
            let parts = stage.touchpoints.iter().filter_map(|t| of(&after.themes, &t.id, &theme.text));
            let shown = parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
            assert!(shown.0 == 0 || !small(all.0 - shown.0), "{theme:?} {shown:?}");
            assert!(all.1 == 0 || shown.1 == 0 || !small(all.1 - shown.1), "{theme:?} {shown:?}");
        }
    }
    let mut comments: BTreeMap<&str, u64> = BTreeMap::new();
    after.comments.iter().for_each(|comment| *comments.entry(&comment.at).or_default() += 1);
    assert!(comments.values().all(|count| *count >= MIN));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_under_the_minimum_is_published_or_told(people in prop::collection::vec(person(), 1..150)) {
        let before = measured(&people);
        let after = fold(&journey(), &before);
        segments_hold(&before, &after);
        personas_hold(&before, &after);
        touchpoints_hold(&before, &after);
        moves_hold(&before, &after);
        themes_hold(&before, &after);
        // What is no breakdown stays: the funnel and the stages of everybody.
        prop_assert_eq!((&after.funnel, &after.stages, after.people), (&before.funnel, &before.stages, before.people));
        prop_assert_eq!(&fold(&journey(), &after), &after);
        let open = Evidence { min_group: 1, ..before.clone() };
        prop_assert_eq!(&fold(&journey(), &open), &open);
    }

    #[test]
    fn big_groups_are_all_published(people in prop::collection::vec(person(), 1..12)) {
        // Everybody five times over: no count is small.
        let people: Vec<Person> = people.iter().flat_map(|one| vec![one.clone(); MIN as usize]).collect();
        let before = measured(&people);
        let after = fold(&journey(), &before);
        prop_assert_eq!(after, before);
    }
}

#[test]
fn folded_groups_are_the_group_other() {
    let one = |device: usize, events: &[usize]| (4, device, events.to_vec(), None);
    let mut people = vec![one(0, &[0, 3, 5]); 20];
    people.extend(vec![one(0, &[0]); 20]);
    // Desks: ten come, four go on, so that four could be told: folded with the tablets.
    people.extend(vec![one(1, &[0, 3, 5]); 4]);
    people.extend(vec![one(1, &[0]); 6]);
    people.extend(vec![one(2, &[0, 3, 5]); 4]);
    let before = measured(&people);
    let shown = |evidence: &Evidence| -> Vec<(String, u64, Vec<u64>)> {
        let groups = evidence.segments.iter().flat_map(|segments| &segments.groups);
        groups
            .map(|group| {
                (group.value.clone(), group.people, group.funnel.steps.iter().map(|s| s.people).collect())
            })
            .collect()
    };
    let group = |value: &str, people, steps: &[u64]| (value.to_owned(), people, steps.to_vec());
    assert_eq!(
        shown(&before),
        [group("phone", 40, &[40, 20, 20]), group("desk", 10, &[10, 4, 4]), group("tablet", 4, &[4, 4, 4])]
    );
    assert_eq!(
        shown(&fold(&journey(), &before)),
        [group("phone", 40, &[40, 20, 20]), group("other", 14, &[14, 8, 8])]
    );
    // Without the tablets nobody is left to fold the desks with but the phones: nothing to compare.
    assert!(fold(&journey(), &measured(&people[..50])).segments.is_empty());
}

#[test]
fn a_group_that_loses_too_few_is_folded() {
    let one = |device: usize, events: &[usize]| (4, device, events.to_vec(), None);
    let mut people = vec![one(0, &[0, 3, 5]); 20];
    people.extend(vec![one(0, &[0]); 20]);
    // Of twelve two do not go on: every number of people is big, and the two could be told.
    people.extend(vec![one(1, &[0, 3, 5]); 10]);
    people.extend(vec![one(1, &[0]); 2]);
    people.extend(vec![one(2, &[0, 3, 5]); 6]);
    people.extend(vec![one(2, &[0]); 8]);
    let folded = fold(&journey(), &measured(&people));
    let values: Vec<_> =
        folded.segments[0].groups.iter().map(|group| (group.value.as_str(), group.people)).collect();
    assert_eq!(values, [("phone", 40), ("other", 26)]);
}

#[test]
fn folded_moves_are_one() {
    let one = |events: &[usize]| (4, 0, events.to_vec(), None);
    let mut people = vec![one(&[0, 3, 5]); 10];
    people.extend(vec![one(&[0, 5]); 3]);
    let links = |evidence: &Evidence| -> Vec<(String, String, u64)> {
        let links = evidence.moves.iter().flat_map(|moves| &moves.links);
        links.map(|link| (link.from.clone(), link.to.clone(), link.people)).collect()
    };
    let link = |from: &str, to: &str, people| (from.to_owned(), to.to_owned(), people);
    let before = measured(&people);
    let all = [("", "a", 13), ("a", "b", 10), ("a", "c", 3), ("b", "c", 10), ("c", "", 13)];
    let mut known = links(&before);
    known.sort();
    assert_eq!(known, all.map(|(from, to, people)| link(from, to, people)));
    // Three from A to C are too few alone; the last of the next smallest goes with them.
    let mut known = links(&fold(&journey(), &before));
    known.sort();
    let all = [("", "a", 13), ("a", "b", 10), ("c", "", 13), ("other", "other", 13)];
    assert_eq!(known, all.map(|(from, to, people)| link(from, to, people)));
}

#[test]
fn written_evidence_says_its_minimum_and_nothing_else() {
    let evidence = measured(&[(0, 0, vec![0], None)]);
    assert_eq!(
        (evidence.min_group, evidence.made_by.as_deref()),
        (5, Some(concat!("jejak ", env!("CARGO_PKG_VERSION"))))
    );
}
