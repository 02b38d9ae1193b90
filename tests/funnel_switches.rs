//! Every switch of a funnel with every other, against an exhaustive reference: random people, random rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::funnel::count;
use jejak::model::rule::{At, Entry, Exclusion, FunnelRule, Order, Role, Test, Ties, Unit, Window};
use jejak::model::table::{Data, Table};
use jejak::model::time::Duration;
use reference::chains::{Best, Close, Law};
use reference::table::{field, header, letters, role, texts};
use reference::{Happening, Random};
use std::collections::{BTreeMap, BTreeSet};

const STEPS: [&[&str]; 7] = [
    &["a", "b", "c"],
    &["a", "a", "b"],
    &["a", "b", "a"],
    &["a", "b", "a", "b"],
    &["a", "b", "c", "d"],
    &["ab", "b", "ac"],
    &["abc", "ab", "a", "bc"],
];

/// The first five are those that the promise names.
const NAMED: usize = 5;

/// A session ends after a longer gap.
const GAP: i64 = 1;

/// One random rule: what judges a chain, and what units and parts there are.
#[derive(Clone, Debug)]
struct Case {
    law: Law<'static>,
    order: Order,
    unit: Unit,
    session: bool,
    hold: bool,
    /// Rows may have the id of a session.
    ids: bool,
}

impl Case {
    fn random(random: &mut Random) -> Self {
        let mut one_in = |n: u64| random.below(n) == 0;
        let (open, first_entry, hold, session) = (one_in(4), one_in(4), one_in(5), one_in(6));
        let ids = one_in(3);
        let (some_optional, some_excluded, own) = (one_in(3), one_in(3), one_in(5));
        let steps = STEPS[random.below(7) as usize].to_vec();
        let order = [Order::Ordered, Order::Ordered, Order::Strict, Order::Any][random.below(4) as usize];
        let any = order == Order::Any;
        let mut optional = vec![false; steps.len()];
        if some_optional && !any {
            optional.iter_mut().for_each(|optional| *optional = random.below(2) == 0);
            let required = random.below(steps.len() as u64) as usize;
            optional[required] = false;
        }
        let mut exclude = Vec::new();
        for _ in 0..if some_excluded && !any { 1 + random.below(2) } else { 0 } {
            let i = random.below(steps.len() as u64 - 1) as usize;
            let j = i + 1 + random.below((steps.len() - i - 1) as u64) as usize;
            // A row of a step may be an excluded one, too.
            let letter = ['x', 'y', if hold || session { 'x' } else { 'c' }][random.below(3) as usize];
            exclude.push((letter, i, j));
        }
        let mut each = vec![None; steps.len()];
        let mut first = None;
        match random.below(3) {
            _ if session => {}
            0 => first = Some(random.below(7) as i64),
            1 => each.fill(Some(random.below(5) as i64)),
            _ => {}
        }
        if own {
            let step = random.below(steps.len() as u64) as usize;
            each[step] = Some(random.below(5) as i64);
        }
        let close = match random.below(4) {
            0 => Close::Forbid,
            1 => Close::Grace(random.below(3) as i64),
            _ => Close::Allow,
        };
        let unit = [Unit::Person, Unit::Person, Unit::Session, Unit::Attempt][random.below(4) as usize];
        let strict = order == Order::Strict;
        let open = open && !any;
        let law = Law { steps, strict, first, each, close, optional, exclude, first_entry, open };
        Self { law, order, unit, session, hold, ids }
    }

    fn rule(&self) -> FunnelRule {
        let seconds = Duration::seconds;
        let law = &self.law;
        let mut rule = letters(&law.steps);
        let same = law.each.iter().all(|window| *window == law.each[0]);
        rule.window = match (self.session, law.first, law.each[0]) {
            (true, ..) => Window::Session,
            (_, Some(window), _) => Window::First(seconds(window)),
            (_, None, Some(window)) if same => Window::Each(seconds(window)),
            _ => Window::None,
        };
        for (step, (window, optional)) in rule.steps.iter_mut().zip(law.each.iter().zip(&law.optional)) {
            step.optional = *optional;
            if !matches!(rule.window, Window::Each(_)) {
                step.window = window.map(seconds);
            }
        }
        let exclusion = |(letter, i, j): &(char, usize, usize)| Exclusion {
            rule: field("event", Test::Equals(letter.to_string())),
            between: (i + 1, j + 1),
        };
        rule.exclude = law.exclude.iter().map(exclusion).collect();
        rule.ties = match law.close {
            Close::Allow => Ties::Allow,
            Close::Forbid => Ties::Forbid,
            Close::Grace(grace) => Ties::Grace(seconds(grace)),
        };
        rule.entry = if law.first_entry { Entry::First } else { Entry::Best };
        rule.hold = self.hold.then(|| "held".to_owned());
        (rule.order, rule.unit, rule.open) = (self.order, self.unit, law.open);
        rule.session_gap = Some(seconds(GAP));
        rule
    }

    /// All units of one person: the time of the first row of each, and its best chain.
    fn units(&self, rows: &[Happening], end: i64) -> Vec<(i64, Best)> {
        let units = if self.unit == Unit::Session { self.sessions(rows) } else { vec![rows.to_vec()] };
        units.iter().flat_map(|unit| self.unit(unit, end)).collect()
    }

    fn unit(&self, rows: &[Happening], end: i64) -> Vec<(i64, Best)> {
        let law = &self.law;
        let any = self.order == Order::Any;
        let parts = self.parts(rows);
        if self.unit == Unit::Attempt {
            let of = |part: &Vec<Happening>| {
                if any { law.any_attempts(part, end) } else { law.attempts(part, end) }
            };
            return parts.iter().flat_map(of).collect();
        }
        let of = |part: &Vec<Happening>| {
            if any { law.any_order(part, law.first_entry, end) } else { law.unit(part, end) }
        };
        let all: Vec<Best> = parts.iter().map(of).collect();
        let optional = |best: &Best| best.steps.iter().filter(|step| law.optional[**step]).count();
        let best = all.iter().min_by_key(|best| {
            let score = (best.steps.len() - optional(best), best.steps.len());
            (core::cmp::Reverse(score), best.steps.first().copied(), best.times.clone(), best.steps.clone())
        });
        let mut best = best.cloned().unwrap_or_default();
        let left = best.steps.last().is_none_or(|last| law.optional[last + 1..].contains(&false));
        best.pending = all.iter().any(|best| best.pending) && left;
        vec![(rows.iter().map(|row| row.time).min().unwrap(), best)]
    }

    /// The parts that a chain may not cross. Excluded rows that say nothing of theirs belong to all.
    fn parts(&self, rows: &[Happening]) -> Vec<Vec<Happening>> {
        let excluded = |row: &Happening| self.law.exclude.iter().any(|(letter, ..)| *letter == row.event);
        let divided = self.session && self.unit != Unit::Session;
        let sessions = if divided { self.sessions(rows) } else { vec![rows.to_vec()] };
        let mut parts = Vec::new();
        for session in &sessions {
            for value in if self.hold { vec!["even", "odd"] } else { vec![""] } {
                let own = |row: &Happening| !self.hold || held(row) == value;
                if !session.iter().any(own) {
                    continue;
                }
                // An excluded row without a session id belongs to every session.
                let foreign = |row: &Happening| {
                    let here = session.contains(row) || (divided && self.id(row).is_empty());
                    let concerns = !self.hold || held(row).is_empty() || held(row) == value;
                    excluded(row) && here && concerns && !(session.contains(row) && own(row))
                };
                let mine = session.iter().filter(|row| own(row));
                parts.push(mine.chain(rows.iter().filter(|row| foreign(row))).copied().collect());
            }
        }
        parts
    }

    /// The id of a row's session: mostly none.
    fn id(&self, row: &Happening) -> &'static str {
        match (self.ids, row.event, row.time % 4) {
            (true, 'a' | 'd', 0) | (true, 'b' | 'x', 1 | 2) => "s",
            (true, 'c' | 'a', 3) | (true, 'y', 0) => "t",
            _ => "",
        }
    }

    /// Rows of one id, and rows without one between which no gap is longer.
    fn sessions(&self, rows: &[Happening]) -> Vec<Vec<Happening>> {
        let of = |id: &str| rows.iter().filter(|row| self.id(row) == id).copied().collect::<Vec<_>>();
        let mut rest = of("");
        rest.sort_by_key(|row| row.time);
        let mut sessions = vec![of("s"), of("t")];
        sessions.extend(rest.chunk_by(|a, b| b.time - a.time <= GAP).map(<[Happening]>::to_vec));
        sessions.retain(|session| !session.is_empty());
        sessions
    }
}

/// Something to hold: a blank, or one of two values.
fn held(row: &Happening) -> &'static str {
    match (row.event, row.time % 3, row.time % 2) {
        ('c' | 'x', 0, _) => "",
        (_, _, 0) => "even",
        _ => "odd",
    }
}

fn crowd(random: &mut Random) -> Vec<Vec<Happening>> {
    let span = [3, 6, 14][random.below(3) as usize];
    let person = |random: &mut Random| {
        let row = |random: &mut Random| Happening {
            time: random.below(span) as i64,
            event: ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'x', 'y'][random.below(9) as usize],
        };
        (0..=random.below(7)).map(|_| row(random)).collect()
    };
    (0..40).map(|_| person(random)).collect()
}

/// A table of all people. `mark` is person and time in one cell: a breakdown by it shows which rows were read.
fn table(crowd: &[Vec<Happening>], case: &Case) -> Table {
    let rows: Vec<(usize, Happening)> =
        crowd.iter().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, *row))).collect();
    let mut table = Table {
        source: "crowd".to_owned(),
        columns: vec![
            role(Role::Person, texts(rows.iter().map(|(person, _)| person.to_string()))),
            role(Role::Event, texts(rows.iter().map(|(_, row)| row.event.to_string()))),
            role(Role::Time, Data::Times(rows.iter().map(|(_, row)| row.time * 1_000_000).collect())),
            header("mark", texts(rows.iter().map(|(person, row)| mark(*person, row.time)))),
            header("held", texts(rows.iter().map(|(_, row)| held(row)))),
        ],
        ..Table::default()
    };
    if case.ids {
        table.columns.push(role(Role::Session, texts(rows.iter().map(|(_, row)| case.id(row)))));
    }
    table
}

fn mark(person: usize, time: i64) -> String {
    format!("{person}/{time}")
}

/// By mark: units, then by step people, entered and pending.
type Counts = BTreeMap<String, (u64, Vec<[u64; 3]>)>;

/// What the crate says, its groups told apart by the row of step `at` (from 0).
fn said(table: &Table, case: &Case, at: usize) -> Counts {
    let rule = FunnelRule { by: Some("mark".to_owned()), at: At::Step(at + 1), ..case.rule() };
    let groups =
        count(&[table], &rule).unwrap_or_else(|error| panic!("{case:?}: {error:?}")).segments.unwrap().groups;
    let of = |step: &jejak::model::evidence::StepCounts| [step.people, step.entered, step.pending];
    groups
        .into_iter()
        .map(|group| (group.value, (group.people, group.funnel.steps.iter().map(of).collect())))
        .collect()
}

/// What the reference says.
fn expected(units: &[(usize, (i64, Best))], steps: usize, at: usize) -> Counts {
    let mut counts = Counts::new();
    for (person, (first, best)) in units {
        let before = best.steps.iter().zip(&best.times).take_while(|(step, _)| **step <= at).last();
        let read = before.map(|(_, time)| time).or(best.times.first()).unwrap_or(first);
        let (units, by_step) = counts.entry(mark(*person, *read)).or_insert_with(|| (0, vec![[0; 3]; steps]));
        *units += 1;
        for (place, step) in best.steps.iter().enumerate() {
            by_step[*step][0] += 1;
            by_step[*step][1] += u64::from(place == 0);
            by_step[*step][2] += u64::from(best.pending && place + 1 == best.steps.len());
        }
    }
    counts
}

/// Compares one random rule over some random people; returns the rule, and how many people.
fn compare(random: &mut Random) -> (Case, usize) {
    let case = Case::random(random);
    let crowd = crowd(random);
    let table = table(&crowd, &case);
    let end = crowd.iter().flatten().map(|row| row.time).max().unwrap();
    let of = |(person, rows): (usize, &Vec<Happening>)| {
        case.units(rows, end).into_iter().map(move |unit| (person, unit)).collect::<Vec<_>>()
    };
    let units: Vec<(usize, (i64, Best))> = crowd.iter().enumerate().flat_map(of).collect();
    for at in 0..case.law.steps.len() {
        let said = said(&table, &case, at);
        let expected = expected(&units, case.law.steps.len(), at);
        for mark in said.keys().chain(expected.keys()) {
            let person: usize = mark.split('/').next().unwrap().parse().unwrap();
            let all: Vec<_> = units.iter().filter(|(of, _)| *of == person).collect();
            let mut rows = crowd[person].clone();
            rows.sort_by_key(|row| row.time);
            let rows: Vec<String> = rows.iter().map(|row| format!("{}{}", row.time, row.event)).collect();
            assert_eq!(
                said.get(mark),
                expected.get(mark),
                "step {at} of {mark}, end {end}: {}\n{case:?}\n{all:?}",
                rows.join(" ")
            );
        }
    }
    (case, crowd.len())
}

/// How a rule is set, switch by switch.
fn set(case: &Case) -> Vec<String> {
    let law = &case.law;
    let own = law.each.iter().any(|window| *window != law.each[0]);
    let window = match (case.session, law.first, law.each[0]) {
        (true, ..) => "session",
        (_, Some(_), _) => "first",
        (_, _, Some(_)) if !own => "each",
        _ => "none",
    };
    let close = match law.close {
        Close::Allow => "allow",
        Close::Forbid => "forbid",
        Close::Grace(_) => "grace",
    };
    vec![
        format!("order {:?}", case.order),
        format!("unit {:?}", case.unit),
        format!("window {window}"),
        format!("own windows {own}"),
        format!("ties {close}"),
        format!("open {}", law.open),
        format!("first entry {}", law.first_entry),
        format!("optional {}", law.optional.contains(&true)),
        format!("excluded {}", !law.exclude.is_empty()),
        format!("hold {}", case.hold),
        format!("session ids {}", case.ids),
    ]
}

/// How many values of switches there are in [`set`]: 3 orders, 3 units, 4 windows, 3 ties, and 7 that are on or off.
const SETTINGS: usize = 3 + 3 + 4 + 3 + 2 * 7;

/// Fifty thousand people on the five lists of steps that the promise names, abc, aab, aba, abab and abcd, and some more on
/// the others; each list under every setting of every switch.
#[test]
fn every_switch_with_every_other_equals_the_exhaustive_reference() {
    let mut random = Random(20_261_128);
    let mut people = [0; STEPS.len()];
    let mut met: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    while people[..NAMED].iter().sum::<usize>() < 50_000 {
        let (case, count) = compare(&mut random);
        let list = STEPS.iter().position(|steps| *steps == case.law.steps.as_slice()).unwrap();
        people[list] += count;
        met.entry(list).or_default().extend(set(&case));
    }
    for (list, steps) in STEPS.iter().enumerate() {
        assert!(people[list] > 8_000, "{steps:?}: {} people", people[list]);
        assert_eq!(met[&list].len(), SETTINGS, "{steps:?}: {:?}", met[&list]);
    }
}

#[test]
fn shuffling_a_file_changes_nothing_under_any_switch() {
    let mut random = Random(5);
    for _ in 0..150 {
        let case = Case::random(&mut random);
        let people = crowd(&mut random);
        let rule = FunnelRule { by: Some("mark".to_owned()), at: At::Last, ..case.rule() };
        let mut rows: Vec<(usize, Happening)> =
            people.iter().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, *row))).collect();
        for last in (1..rows.len()).rev() {
            rows.swap(last, random.below(last as u64 + 1) as usize);
        }
        let mut shuffled: Vec<Vec<Happening>> = vec![Vec::new(); people.len()];
        rows.iter().for_each(|(person, row)| shuffled[*person].push(*row));
        // Persons in another order, too.
        let mut turned = table(&shuffled, &case);
        for column in &mut turned.columns {
            match &mut column.data {
                Data::Texts(texts) => texts.codes.reverse(),
                Data::Times(times) => times.reverse(),
                Data::Numbers(numbers) => numbers.reverse(),
            }
        }
        let (before, after) =
            (count(&[&table(&people, &case)], &rule).unwrap(), count(&[&turned], &rule).unwrap());
        assert_eq!(before, after, "{case:?}");
    }
}
