//! What may be published: no group under the minimum, none that subtraction gives back, totals kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "fold/adversary.rs"]
mod adversary;

use adversary::Adversary;
use jejak::analyse::{Options, fold, measure};
use jejak::model::evidence::{
    Answers, ChannelEvidence, Cohort, Evidence, Funnel, Link, Moves, Sequence, StageEvidence, Theme,
    TouchpointEvidence,
};
use jejak::model::journey::Journey;
use jejak::model::table::{Column, Data, Table, Texts};
use jejak::model::{self, rule::Role};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::RngSeed;
use std::collections::{BTreeMap, BTreeSet};

const MIN: u64 = 5;

fn journey() -> Journey {
    journey_by("device")
}

fn journey_by(by: &str) -> Journey {
    let text = r#"{"title": "Shop",
        "personas": [{"id": "p", "name": "P", "segment": {"field": "kind", "equals": "p"}}, {"id": "q", "name": "Q", "segment": {"field": "kind", "equals": "q"}},
            {"id": "r", "name": "R", "segment": {"field": "kind", "equals": "r"}}],
        "channels": [{"id": "web", "name": "Web", "kind": "web"}, {"id": "shop", "name": "Shop", "kind": "store"}],
        "stages": [{"id": "a", "name": "A", "touchpoints": [{"id": "a1", "name": "A1", "channel": "web"}, {"id": "a2", "name": "A2", "channel": "shop"}, {"id": "a3", "name": "A3"}]},
            {"id": "b", "name": "B", "touchpoints": [{"id": "b1", "name": "B1"}, {"id": "b2", "name": "B2"}]}, {"id": "c", "name": "C", "touchpoints": [{"id": "c1", "name": "C"}]}],
        "funnel": {"by": "device"},
        "sources": [{"id": "web", "kind": "events"}, {"id": "asked", "kind": "survey", "scores": [{"column": "score", "kind": "csat", "comment": "why"}]}]}"#;
    let text = text.replace("device", by);
    let (journey, problems) = model::read_journey(&serde_json::from_str(&text).unwrap());
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

/// Minutes from one row of a person to the next: five days, so that whoever comes on comes back in another week.
const LATER: i64 = 5 * 24 * 60;

/// When a person's first row is, in minutes: in one of three weeks, the same for the same person again.
fn began(person: &Person) -> i64 {
    let (kind, device, events, _) = person;
    let week = (kind + 2 * device + events.iter().sum::<usize>()) % 3;
    week as i64 * 7 * 24 * 60
}

fn measured(people: &[Person]) -> Evidence {
    measured_by(people, "device")
}

fn measured_by(people: &[Person], by: &str) -> Evidence {
    let rows: Vec<(String, i64, &Person, usize)> = people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| {
            let start = began(person);
            person
                .2
                .iter()
                .enumerate()
                .map(move |(n, event)| (format!("u{at}"), start + n as i64 * LATER, person, *event))
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
                texts(asked.iter().map(|(_, (at, ..))| if *at < 5 { EVENTS[*at] } else { "" })),
            ),
            column(
                "stage",
                Some(Role::Stage),
                texts(asked.iter().map(|(_, (at, ..))| if *at < 5 { "" } else { "b" })),
            ),
            column("score", None, texts(scores.iter().map(String::as_str))),
            column("why", None, texts(asked.iter().map(|(_, (.., word))| WORDS[*word]))),
        ],
        ..Table::default()
    };
    measure(&journey_by(by), vec![web, survey], &Options { min_group: MIN, comments: true, events: false })
        .unwrap()
        .0
}

fn person() -> impl Strategy<Value = Person> {
    let few = |most: usize| prop_oneof![12 => 0..2_usize, 1 => 0..most];
    (
        few(5),
        few(5),
        prop::collection::vec(0..6_usize, 1..5),
        prop::option::of((0..6_usize, 0..7_usize, 0..4_usize)),
    )
}

/// The same at one touchpoint of each stage only: then the touchpoints add up to their stage.
fn at_one_of_a_stage(mut person: Person) -> Person {
    let stage = |event: usize| [0, 0, 0, 1, 1, 2][event];
    let mut met = BTreeMap::new();
    person.2.iter_mut().for_each(|event| *event = *met.entry(stage(*event)).or_insert(*event));
    person
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
        let asked: u64 = before.touchpoints.iter().filter(|t| here(&t.id)).map(|t| n(&t.answers)).sum();
        if asked != all {
            // Asked about the stage itself: what its touchpoints were asked adds up to nothing.
            continue;
        }
        let shown: u64 = after.touchpoints.iter().filter(|t| here(&t.id)).map(|t| n(&t.answers)).sum();
        assert!(shown == 0 || !small(all - shown), "{}: {all} − {shown}", stage.id);
    }
}

fn moves_hold(before: &Evidence, after: &Evidence) {
    for shown in &after.moves {
        let all = before.moves.iter().find(|known| known.level == shown.level).unwrap();
        assert_eq!(all.total, shown.total);
        for link in &shown.links {
            assert!(!small(link.people) && !small(link.times), "{}: {link:?}", shown.level);
        }
        adds_up(shown);
        let sides: [fn(&Link) -> &str; 2] = [|link| &link.from, |link| &link.to];
        for side in sides {
            let sum = |moves: &Moves, id: &str| -> u64 {
                let here = moves.links.iter().filter(|link| side(link) == id && link.from != link.to);
                here.map(|link| link.times).sum()
            };
            for id in shown.links.iter().map(side).filter(|id| *id != "other") {
                assert_eq!(sum(shown, id), sum(all, id), "{} at {id:?}", shown.level);
            }
        }
        for link in shown.links.iter().filter(|link| link.from != "other" && link.to != "other") {
            assert!(all.links.contains(link), "{}: {link:?}", shown.level);
        }
    }
}

/// The ways and what followed a step: no small group, nor a small rest.
fn ways_hold(before: &Evidence, after: &Evidence) {
    for shown in &after.sequences {
        let all = before.sequences.iter().find(|known| known.level == shown.level).unwrap();
        let sum = |count: &dyn Fn(&Sequence) -> u64| -> u64 {
            shown.top.iter().map(|one| count(one) * one.people).sum()
        };
        assert!(shown.top.iter().all(|one| !small(one.people) && all.top.contains(one)));
        assert!(!small(all.total - sum(&|_| 1)), "{} are left of {}", all.total - sum(&|_| 1), all.total);
        let moves = after.moves.iter().find(|moves| moves.level == shown.level).unwrap();
        for link in moves.links.iter().filter(|link| link.from != "other" && link.to != "other") {
            let made = |one: &Sequence| {
                let ends = [[String::new()].as_slice(), &one.path, &[String::new()]].concat();
                ends.windows(2).filter(|pair| pair[0] == link.from && pair[1] == link.to).count() as u64
            };
            assert!(link.from == link.to || !small(link.times - sum(&made)), "{link:?} {:?}", shown.top);
        }
    }
    let level = |word: &str| after.sequences.iter().find(|one| one.level == word);
    if let (Some(stages), Some(touchpoints)) = (level("stage"), level("touchpoint")) {
        let stage =
            |id: &String| before.touchpoints.iter().find(|t| t.id == *id).unwrap().stage.clone().unwrap();
        for way in &stages.top {
            let same = touchpoints.top.iter().filter(|one| {
                let mut path: Vec<String> = one.path.iter().map(stage).collect();
                path.dedup();
                path == way.path
            });
            assert!(!small(way.people - same.map(|one| one.people).sum::<u64>()), "{way:?}");
        }
    }
    for shown in &after.after {
        let all =
            before.after.iter().find(|all| (&all.step, &all.level) == (&shown.step, &shown.level)).unwrap();
        assert_eq!(shown.people, all.people);
        assert_eq!(shown.next.iter().map(|next| next.people).sum::<u64>(), all.people);
        assert!(
            shown
                .next
                .iter()
                .all(|next| !small(next.people) && (next.to == "other" || all.next.contains(next)))
        );
    }
}

/// Each thing is left as often as it is come to, and as many enter as leave.
fn adds_up(moves: &Moves) {
    let mut sums: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for link in moves.links.iter().filter(|link| link.from != link.to) {
        sums.entry(&link.from).or_default()[0] += link.times;
        sums.entry(&link.to).or_default()[1] += link.times;
    }
    for (id, [out, into]) in &sums {
        assert_eq!(out, into, "{} at {id:?}: {:?}", moves.level, moves.links);
    }
    assert_eq!(sums.get("").map_or(0, |sums| sums[0]), moves.total, "{}", moves.level);
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

/// What is counted of a group of the funnel, by name.
fn counted(people: u64, funnel: &Funnel) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::from([("people".to_owned(), people)]);
    for (at, step) in funnel.steps.iter().enumerate() {
        for (what, count) in [
            ("reached", step.people),
            ("entered", step.entered),
            ("seen", step.seen),
            ("any", step.any_order),
            ("timed", step.seconds.n),
            ("pending", step.pending),
        ] {
            counts.insert(format!("{at}/{what}"), count);
        }
    }
    counts
}

/// Reads the breakdown of the funnel; the names of all groups are known, those of hidden ones too.
fn reads_segments(adversary: &mut Adversary, before: &Evidence, after: &Evidence) {
    let Some((all, total)) = before.segments.first().zip(after.funnel.as_ref()) else { return };
    let steps = total.steps.len();
    let name = |group: &str, what: &str| format!("segment/{}/{group}/{what}", all.field);
    for (what, total) in counted(after.people, total) {
        let groups: Vec<_> = all.groups.iter().map(|group| (1, name(&group.value, &what))).collect();
        adversary.equals(&groups, total as i64);
    }
    for (at, pair) in total.steps.windows(2).enumerate() {
        let lost = pair[0].people + pair[1].entered - pair[1].people - pair[0].pending;
        let groups = all.groups.iter().map(|group| (1, name(&group.value, &format!("{at}/lost"))));
        adversary.equals(&groups.collect::<Vec<_>>(), lost as i64);
    }
    for group in &all.groups {
        for at in 1..steps {
            let of = |at: usize, what: &str| name(&group.value, &format!("{at}/{what}"));
            let lost = [(1, of(at - 1, "lost")), (1, of(at - 1, "pending")), (1, of(at, "reached"))];
            let rest = [(-1, of(at - 1, "reached")), (-1, of(at, "entered"))];
            adversary.equals(&[lost.as_slice(), &rest].concat(), 0);
        }
    }
    let Some(shown) = after.segments.first() else { return };
    let is_shown = |value: &str| shown.groups.iter().any(|group| group.value == value);
    let mut hidden: Vec<&str> =
        all.groups.iter().map(|group| group.value.as_str()).filter(|value| !is_shown(value)).collect();
    if !hidden.is_empty() {
        hidden.extend(all.groups.iter().map(|group| group.value.as_str()).filter(|value| *value == "other"));
    }
    for group in &shown.groups {
        for (what, count) in counted(group.people, &group.funnel) {
            if group.value == "other" && !hidden.is_empty() {
                let groups: Vec<_> = hidden.iter().map(|group| (1, name(group, &what))).collect();
                adversary.equals(&groups, count as i64);
            } else {
                adversary.reads(&name(&group.value, &what), count);
            }
        }
    }
}

/// A count of a stage.
type Cell = fn(&StageEvidence) -> u64;

/// What is counted of a persona at a stage. What is left at nothing may have been hidden.
const CELLS: [(&str, Cell); 4] = [
    ("people", |stage| stage.people),
    ("returned", |stage| stage.returned),
    ("timed", |stage| stage.time_in.n),
    ("answers", |stage| n(&stage.answers)),
];

fn reads_personas(adversary: &mut Adversary, before: &Evidence, after: &Evidence) {
    // Where the funnel is broken down by persona, its groups are the personas.
    let by_persona = before.segments.first().is_some_and(|one| one.field == "persona");
    let name = |persona: &str, what: &str| match what.strip_suffix("people") {
        Some("") if by_persona => format!("segment/persona/{persona}/people"),
        Some(stage) if by_persona => {
            let at = before.stages.iter().position(|known| stage == format!("{}/", known.id));
            format!("segment/persona/{persona}/{}/seen", at.unwrap())
        }
        _ => format!("persona/{persona}/{what}"),
    };
    let sum = |what: &str| -> Vec<(i64, String)> {
        let ids = before.personas.iter().map(|persona| persona.id.as_str());
        ids.chain([""]).map(|id| (1, name(id, what))).collect()
    };
    adversary.equals(&sum("people"), after.people as i64);
    for stage in &after.stages {
        for (what, of) in CELLS {
            let known = before.personas.iter().flat_map(|p| &p.stages).filter(|cell| cell.id == stage.id);
            // Answers to a stage itself may be of one persona, those to its touchpoints of another.
            if known.map(of).sum::<u64>() <= of(stage) {
                adversary.equals(&sum(&format!("{}/{what}", stage.id)), of(stage) as i64);
            }
        }
    }
    for persona in &after.personas {
        adversary.reads(&name(&persona.id, "people"), persona.people);
        for stage in &persona.stages {
            for (what, of) in CELLS.iter().filter(|(what, of)| *what == "people" || of(stage) > 0) {
                adversary.reads(&name(&persona.id, &format!("{}/{what}", stage.id)), of(stage));
            }
        }
    }
}

/// People of touchpoints and channels, where none of a whole was at two of its parts.
fn reads_people(adversary: &mut Adversary, before: &Evidence, after: &Evidence) {
    let met = |id: &str| format!("met/{id}");
    let wholes = after.stages.iter().map(|stage| (true, &stage.id, stage.people));
    let told = after.channels.iter().filter(|channel| channel.people > 0);
    let wholes = wholes.chain(told.map(|channel| (false, &channel.id, channel.people)));
    for (stage, id, total) in wholes {
        let of =
            |one: &&TouchpointEvidence| (if stage { &one.stage } else { &one.channel }).as_ref() == Some(id);
        let parts: Vec<_> = before.touchpoints.iter().filter(of).collect();
        if parts.iter().map(|one| one.people).sum::<u64>() == total {
            let all: Vec<_> = parts.iter().map(|one| (1, met(&one.id))).collect();
            adversary.equals(&all, total as i64);
        }
    }
    for touchpoint in after.touchpoints.iter().filter(|one| one.people > 0) {
        adversary.reads(&met(&touchpoint.id), touchpoint.people);
    }
    if before.channels.iter().map(|channel| channel.people).sum::<u64>() == after.people {
        let all: Vec<_> = before.channels.iter().map(|channel| (1, met(&channel.id))).collect();
        adversary.equals(&all, after.people as i64);
    }
    for channel in after.channels.iter().filter(|channel| channel.people > 0) {
        adversary.reads(&met(&channel.id), channel.people);
    }
}

/// Answers of touchpoints, themes and comments.
fn reads_places(adversary: &mut Adversary, before: &Evidence, after: &Evidence) {
    for stage in &after.stages {
        let here = || before.touchpoints.iter().filter(|t| t.stage.as_ref() == Some(&stage.id));
        let answers = |id: &str| format!("answers/{id}");
        if here().map(|t| n(&t.answers)).sum::<u64>() == n(&stage.answers) {
            let all: Vec<_> = here().map(|t| (1, answers(&t.id))).collect();
            adversary.equals(&all, n(&stage.answers) as i64);
        }
        for touchpoint in after.touchpoints.iter().filter(|t| here().any(|known| known.id == t.id)) {
            if n(&touchpoint.answers) > 0 {
                adversary.reads(&answers(&touchpoint.id), n(&touchpoint.answers));
            }
        }
        let name = |at: &str, text: &str, what: &str| format!("theme/{at}/{text}/{what}");
        for theme in after.themes.iter().filter(|theme| theme.at == stage.id) {
            for (what, count) in [("count", theme.count), ("scored", theme.scored)] {
                let places = here().map(|t| (1, name(&t.id, &theme.text, what)));
                let own = (1, name("itself", &format!("{}/{}", stage.id, theme.text), what));
                if what == "count" || count > 0 {
                    adversary.equals(&places.chain([own]).collect::<Vec<_>>(), count as i64);
                }
            }
        }
        for theme in after.themes.iter().filter(|theme| here().any(|t| t.id == theme.at)) {
            adversary.reads(&name(&theme.at, &theme.text, "count"), theme.count);
            if theme.scored > 0 {
                adversary.reads(&name(&theme.at, &theme.text, "scored"), theme.scored);
            }
        }
        let comments = |at: &str| after.comments.iter().filter(|comment| comment.at == at).count() as u64;
        for touchpoint in here().filter(|t| comments(&t.id) > 0) {
            adversary.reads(&name(&touchpoint.id, "", "count"), comments(&touchpoint.id));
        }
        if comments(&stage.id) > 0 {
            adversary.reads(&name("itself", &format!("{}/", stage.id), "count"), comments(&stage.id));
        }
    }
}

/// True where a move between two things belongs to a side of a third.
type Side = fn((&str, &str), &str) -> bool;

/// Moves of one level: any two things may have one that is not published; of what is led over `other` the reader knows
/// how much leaves each thing and comes to it.
fn reads_moves(adversary: &mut Adversary, before: &Evidence, after: &Evidence, moves: &Moves) {
    let all = before.moves.iter().find(|known| known.level == moves.level).unwrap();
    let ends = |moves: &Moves| -> BTreeSet<String> {
        moves.links.iter().flat_map(|link| [link.from.clone(), link.to.clone()]).collect()
    };
    let (ids, shown) = (ends(all), ends(moves));
    let name = |from: &str, to: &str| format!("move/{}/{from}/{to}", moves.level);
    let pairs = || {
        let all = ids.iter().flat_map(|from| ids.iter().map(move |to| (from.as_str(), to.as_str())));
        all.filter(|(from, to)| !(from.is_empty() && to.is_empty()))
    };
    let published = |from: &str, to: &str| moves.links.iter().find(|link| link.from == from && link.to == to);
    for link in moves.links.iter().filter(|link| link.from != "other" && link.to != "other") {
        adversary.reads(&name(&link.from, &link.to), link.times);
    }
    for id in &ids {
        let sides: [Side; 2] = [|ends, id| ends.0 == id, |ends, id| ends.1 == id];
        let side = |own: usize| -> Vec<(i64, String)> {
            pairs().filter(|(a, b)| a != b && sides[own]((a, b), id)).map(|(a, b)| (1, name(a, b))).collect()
        };
        let (out, into) = (side(0), side(1));
        if shown.contains(id) {
            for (own, terms) in [(0, &out), (1, &into)] {
                let here = moves.links.iter().filter(|link| link.from != link.to);
                let here = here.filter(|link| sides[own]((&link.from, &link.to), id));
                adversary.equals(terms, here.map(|link| link.times as i64).sum());
            }
        } else {
            let back: Vec<_> = into.iter().map(|(_, name)| (-1, name.clone())).collect();
            adversary.equals(&[out.as_slice(), &back].concat(), 0);
        }
        let stage = after.stages.iter().find(|stage| stage.id == *id && moves.level == "stage");
        if let Some(stage) = stage.filter(|stage| stage.returned == 0) {
            adversary.equals(&into, stage.people as i64);
        }
    }
    if let Some(other) = published("other", "other") {
        let unseen = |id: &str| !shown.contains(id);
        let inside = |(a, b): &(&str, &str)| {
            if a == b { published(a, b).is_none() } else { unseen(a) && unseen(b) }
        };
        let terms: Vec<_> = pairs().filter(inside).map(|(a, b)| (1, name(a, b))).collect();
        adversary.equals(&terms, other.times as i64);
    }
}

/// The moves between two stages are those between their touchpoints.
fn reads_stages_of_touchpoints(adversary: &mut Adversary, before: &Evidence) {
    let level = |word: &str| before.moves.iter().find(|moves| moves.level == word);
    let (Some(stages), Some(touchpoints)) = (level("stage"), level("touchpoint")) else { return };
    let of = |id: &str| -> String {
        let known = before.touchpoints.iter().find(|touchpoint| touchpoint.id == id);
        known.map_or(String::new(), |touchpoint| touchpoint.stage.clone().unwrap())
    };
    let ids = |moves: &Moves| -> BTreeSet<String> {
        moves.links.iter().flat_map(|link| [link.from.clone(), link.to.clone()]).collect()
    };
    for from in ids(stages) {
        for to in ids(stages).iter().filter(|to| !(to.is_empty() && from.is_empty())) {
            let inner = ids(touchpoints);
            let mut terms = vec![(-1, format!("move/stage/{from}/{to}"))];
            for a in inner.iter().filter(|a| of(a) == from) {
                for b in inner.iter().filter(|b| of(b) == *to) {
                    terms.push((1, format!("move/touchpoint/{a}/{b}")));
                }
            }
            adversary.equals(&terms, 0);
        }
    }
}

/// What the adversary finds must be true (else the equations are wrong) and not small.
fn nothing_is_told(before: &Evidence, after: &Evidence) {
    let mut adversary = Adversary::default();
    reads_segments(&mut adversary, before, after);
    reads_personas(&mut adversary, before, after);
    reads_people(&mut adversary, before, after);
    reads_places(&mut adversary, before, after);
    after.moves.iter().for_each(|moves| reads_moves(&mut adversary, before, after, moves));
    reads_stages_of_touchpoints(&mut adversary, before);
    let truth = truth(before);
    let (found, sums) = adversary.finds();
    let small = |n: i128| (1..i128::from(MIN)).contains(&n);
    for (name, value) in &found {
        if let Some(known) = truth.get(name) {
            assert_eq!(*value, i128::from(*known), "{name} is worked out wrongly");
        }
        let whole = adversary.sums.iter().any(|names| names.len() == 1 && names.contains(name));
        assert!(!small(*value) || whole, "{name} = {value} can be worked out");
    }
    // A whole total that is small is published as it is: it is no group of a breakdown. Sums of moves over several
    // stages are not protected, those of one are: `moves_hold`.
    let nil = |name: &&String| found.get(*name) != Some(&0);
    let wholes: BTreeSet<Vec<&String>> =
        adversary.sums.iter().map(|names| names.iter().filter(nil).collect()).collect();
    for (names, value) in sums.iter().filter(|(names, _)| !names[0].starts_with("move/")) {
        let whole = wholes.contains(&names.iter().filter(nil).collect::<Vec<_>>());
        assert!(!small(*value) || whole, "{names:?} = {value} together");
    }
}

/// Some of what the adversary is after, as it is.
fn truth(before: &Evidence) -> BTreeMap<String, u64> {
    let mut truth = BTreeMap::new();
    for segments in &before.segments {
        for group in &segments.groups {
            for (what, count) in counted(group.people, &group.funnel) {
                truth.insert(format!("segment/{}/{}/{what}", segments.field, group.value), count);
            }
        }
    }
    for persona in &before.personas {
        truth.insert(format!("persona/{}/people", persona.id), persona.people);
        for stage in &persona.stages {
            for (what, of) in CELLS {
                truth.insert(format!("persona/{}/{}/{what}", persona.id, stage.id), of(stage));
            }
        }
    }
    for touchpoint in &before.touchpoints {
        truth.insert(format!("answers/{}", touchpoint.id), n(&touchpoint.answers));
        truth.insert(format!("met/{}", touchpoint.id), touchpoint.people);
    }
    for channel in &before.channels {
        truth.insert(format!("met/{}", channel.id), channel.people);
    }
    for moves in &before.moves {
        for link in &moves.links {
            truth.insert(format!("move/{}/{}/{}", moves.level, link.from, link.to), link.times);
        }
    }
    truth
}

fn cohorts_hold(before: &Evidence, after: &Evidence) {
    for cohort in &after.cohorts {
        assert!(!small(cohort.size), "{cohort:?}");
        assert!(cohort.active.iter().all(|n| !small(*n) && !small(cohort.size - n)), "{cohort:?}");
    }
    let size = |evidence: &Evidence| evidence.cohorts.iter().map(|cohort| cohort.size).sum::<u64>();
    assert!(after.cohorts.is_empty() || size(after) == size(before));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_under_the_minimum_is_published_or_told(
        people in prop::collection::vec(person(), 1..150), by in 0..2_usize, once in any::<bool>()
    ) {
        let people: Vec<Person> = if once { people.into_iter().map(at_one_of_a_stage).collect() } else { people };
        let before = measured_by(&people, ["device", "persona"][by]);
        let after = fold(&before);
        segments_hold(&before, &after);
        personas_hold(&before, &after);
        touchpoints_hold(&before, &after);
        moves_hold(&before, &after);
        ways_hold(&before, &after);
        themes_hold(&before, &after);
        cohorts_hold(&before, &after);
        nothing_is_told(&before, &after);
        // What is no breakdown stays: the funnel and the stages of everybody.
        prop_assert_eq!((&after.funnel, &after.stages, after.people), (&before.funnel, &before.stages, before.people));
        prop_assert_eq!(&fold(&after), &after);
        let open = Evidence { min_group: 1, ..before.clone() };
        prop_assert_eq!(&fold(&open), &open);
    }

    #[test]
    fn big_groups_are_all_published(people in prop::collection::vec(person(), 1..12)) {
        // Everybody five times over: no count is small.
        let people: Vec<Person> = people.iter().flat_map(|one| vec![one.clone(); MIN as usize]).collect();
        let before = measured(&people);
        let after = fold(&before);
        prop_assert_eq!(after, before);
    }
}

/// What [`cohorts_hold`] looks at is there: cohorts of several weeks, some of them too small, some left after folding.
#[test]
fn random_people_have_cohorts_to_fold() {
    let seed = proptest::test_runner::Config { rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(seed);
    let people = prop::collection::vec(person(), 1..150);
    let (mut unlike, mut told) = (0, 0);
    for _ in 0..100 {
        let people = people.new_tree(&mut runner).unwrap().current();
        let before = measured(&people);
        let few = |cohort: &Cohort| {
            small(cohort.size) || cohort.active.iter().any(|n| small(*n) || small(cohort.size - n))
        };
        let after = fold(&before);
        unlike += usize::from(before.cohorts.len() > 1 && before.cohorts.iter().any(few));
        told += usize::from(after.cohorts.iter().any(|cohort| cohort.active.len() > 1));
    }
    assert!(unlike > 40 && told > 40, "{unlike} with small cohorts, {told} with any left that are followed");
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
    assert_eq!(shown(&fold(&before)), [group("phone", 40, &[40, 20, 20]), group("other", 14, &[14, 8, 8])]);
    // Without the tablets nobody is left to fold the desks with but the phones: nothing to compare.
    assert!(fold(&measured(&people[..50])).segments.is_empty());
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
    let folded = fold(&measured(&people));
    let values: Vec<_> =
        folded.segments[0].groups.iter().map(|group| (group.value.as_str(), group.people)).collect();
    assert_eq!(values, [("phone", 40), ("other", 26)]);
}

#[test]
fn folded_moves_are_led_over_other() {
    let one = |events: &[usize]| (4, 0, events.to_vec(), None);
    let mut people = vec![one(&[0, 3, 5]); 10];
    people.extend(vec![one(&[0, 5]); 3]);
    let links = |evidence: &Evidence| -> Vec<(String, String, u64)> {
        let links =
            evidence.moves.iter().filter(|moves| moves.level == "stage").flat_map(|moves| &moves.links);
        links.map(|link| (link.from.clone(), link.to.clone(), link.people)).collect()
    };
    let link = |from: &str, to: &str, people| (from.to_owned(), to.to_owned(), people);
    let before = measured(&people);
    let all = [("", "a", 13), ("a", "b", 10), ("a", "c", 3), ("b", "c", 10), ("c", "", 13)];
    let mut known = links(&before);
    known.sort();
    assert_eq!(known, all.map(|(from, to, people)| link(from, to, people)));
    // Three from A to C are what 13 from A and 10 to B leave, whatever else is hidden: there is no other way.
    assert_eq!(links(&fold(&before)), []);
    // Where people leave after A and enter at B, what few did goes with those who leave after A and those who go from B to C.
    people.extend(vec![one(&[0]); 7]);
    people.extend(vec![one(&[3, 5]); 6]);
    let mut known = links(&fold(&measured(&people)));
    known.sort();
    let all = [
        ("", "a", 20),
        ("", "b", 6),
        ("a", "b", 10),
        ("a", "other", 10),
        ("b", "other", 16),
        ("c", "", 19),
        ("other", "", 7),
        ("other", "c", 19),
    ];
    assert_eq!(known, all.map(|(from, to, people)| link(from, to, people)));
}

/// Twenty people of no persona, fifty of R, ten of Q, three of P: the funnel hides P with Q in `other`, and Q beside
/// them, as a persona, would tell P.
#[test]
fn a_persona_that_is_a_group_of_the_funnel_is_hidden_in_both() {
    let mut people = Vec::new();
    for (kind, n) in [(4, 20), (2, 50), (1, 10), (0, 3)] {
        people.extend(vec![(kind, 0, vec![0, 3, 5], None); n]);
    }
    let before = measured_by(&people, "persona");
    let after = fold(&before);
    let groups: Vec<_> =
        after.segments[0].groups.iter().map(|one| (one.value.as_str(), one.people)).collect();
    assert_eq!(groups, [("r", 50), ("", 20), ("other", 13)]);
    assert_eq!(after.personas.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["r"]);
    nothing_is_told(&before, &after);
}

/// A hundred at A1 and three at A2, all on the web: the stage less those of A1 would tell the three, and so would the
/// channel.
#[test]
fn few_people_of_a_touchpoint_are_not_told_by_its_stage_or_channel() {
    let counted = |people: &[Person]| {
        let mut before = measured(people);
        before
            .touchpoints
            .iter_mut()
            .filter(|one| one.id == "a2")
            .for_each(|one| one.channel = Some("web".into()));
        before.channels =
            vec![ChannelEvidence { id: "web".into(), people: before.people, ..Default::default() }];
        before
    };
    let one = |at: usize| (4, 0, vec![at], Some((at, 5, 3)));
    let people = [vec![one(0); 100], vec![one(1); 3]].concat();
    let before = counted(&people);
    let after = fold(&before);
    let of = |evidence: &Evidence| -> Vec<(String, u64, u64)> {
        let known = evidence.touchpoints.iter().filter(|one| one.id.starts_with('a') && one.id != "a3");
        known.map(|one| (one.id.clone(), one.people, n(&one.answers))).collect()
    };
    assert_eq!(of(&before), [("a1".to_owned(), 100, 100), ("a2".to_owned(), 3, 3)]);
    let none = |id: &str| (id.to_owned(), 0, 0);
    assert_eq!(of(&after), [none("a1"), none("a2")], "answers of three would be told as well");
    nothing_is_told(&before, &after);
    assert_eq!(after.channels[0].people, 0, "a hundred and three less a hundred");
    // Who answered nothing leaves the answers of A1 where they are.
    let people = [vec![one(0); 100], vec![(4, 0, vec![1], None); 3]].concat();
    assert_eq!(of(&fold(&counted(&people))), [("a1".to_owned(), 0, 100), none("a2")]);
    // Enough at both: all are told.
    let people = [vec![one(0); 100], vec![one(1); 5]].concat();
    assert_eq!(of(&fold(&counted(&people))), [("a1".to_owned(), 100, 100), ("a2".to_owned(), 5, 5)]);
}

/// Ninety on the web, seven in the shop, three on neither: what is left of the shop's touchpoint tells the three. Where
/// people are on both, neither is anything less the other.
#[test]
fn channels_that_would_tell_few_are_left_out() {
    let one = |events: &[usize]| (4, 0, events.to_vec(), None);
    let known = |people: &[Person]| -> Vec<(String, u64)> {
        let told = fold(&measured(people)).channels.into_iter().filter(|channel| channel.people > 0);
        told.map(|channel| (channel.id, channel.people)).collect()
    };
    let mut people = [vec![one(&[0]); 90], vec![one(&[1]); 7], vec![one(&[2]); 3]].concat();
    assert_eq!(known(&people), []);
    people.extend(vec![one(&[0, 1]); 5]);
    assert_eq!(known(&people), [("web".to_owned(), 95), ("shop".to_owned(), 12)]);
}

/// Ten, seven and three comments of three touchpoints: the themes hide the seven with the three, and the comments
/// themselves can be counted.
#[test]
fn a_place_whose_themes_are_hidden_keeps_its_comments_back() {
    let mut people = Vec::new();
    for (at, n) in [(0, 10), (1, 7), (2, 3)] {
        people.extend(vec![(4, 0, vec![at], Some((at, 5, 0))); n]);
    }
    let before = measured(&people);
    let after = fold(&before);
    let places: BTreeSet<&str> = after.comments.iter().map(|comment| comment.at.as_str()).collect();
    assert_eq!(places.into_iter().collect::<Vec<_>>(), ["a1"]);
    nothing_is_told(&before, &after);
}

#[test]
fn written_evidence_says_its_minimum_and_nothing_else() {
    let evidence = measured(&[(0, 0, vec![0], None)]);
    assert_eq!(
        (evidence.min_group, evidence.made_by.as_deref()),
        (5, Some(concat!("jejak ", env!("CARGO_PKG_VERSION"))))
    );
}
