//! The funnel against an exhaustive reference, the divergence table, and what must not go wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::funnel::{Counted, count};
use jejak::model::rule::{At, Entry, Exclusion, FunnelRule, Order, Role, Test, Ties, Window};
use jejak::model::table::{Data, Table};
use jejak::model::time::Duration;
use reference::table::{events, field, funnel, header, letters, people, role, texts};
use reference::{Clock, Happening, Random};
use std::collections::BTreeMap;

/// What the crate says of one person.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    entry: usize,
    level: usize,
    any: usize,
    seen: Vec<bool>,
    pending: Vec<bool>,
    times: Vec<i64>,
}

/// Random people: `ties` lets rows share times.
fn crowd(random: &mut Random, how_many: usize, ties: bool) -> Vec<Vec<Happening>> {
    let person = |random: &mut Random| {
        let rows = random.below(9) as usize;
        let span = if ties { 5 } else { 16 };
        let mut taken = Vec::new();
        let mut person: Vec<Happening> = Vec::new();
        while person.len() < rows {
            let time = random.below(span) as i64;
            if !ties && taken.contains(&time) {
                continue;
            }
            taken.push(time);
            let event = ['a', 'a', 'b', 'b', 'c', 'c', 'x'][random.below(7) as usize];
            person.push(Happening { time, event });
        }
        person
    };
    (0..how_many).map(|_| person(random)).collect()
}

/// A table of all people. `mark` is person and time in one cell, so that a breakdown by it shows which row of a
/// chain was read.
fn table(crowd: &[Vec<Happening>]) -> Table {
    let rows: Vec<(usize, Happening)> =
        crowd.iter().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, *row))).collect();
    Table {
        source: "crowd".to_owned(),
        columns: vec![
            role(Role::Person, texts(rows.iter().map(|(person, _)| person.to_string()))),
            role(Role::Event, texts(rows.iter().map(|(_, row)| row.event.to_string()))),
            role(Role::Time, Data::Times(rows.iter().map(|(_, row)| row.time * 1_000_000).collect())),
            header("mark", texts(rows.iter().map(|(person, row)| format!("{person}/{}", row.time)))),
            header("held", texts(rows.iter().map(|(_, row)| held(row)))),
        ],
        ..Table::default()
    }
}

/// Something to hold: a blank, or one of two values.
fn held(row: &Happening) -> &'static str {
    match (row.event, row.time % 3, row.time % 2) {
        ('c', 0, _) => "",
        (_, _, 0) => "even",
        _ => "odd",
    }
}

/// What the crate says of everybody, by person.
fn said(table: &Table, rule: &FunnelRule) -> BTreeMap<usize, Said> {
    let mut all: BTreeMap<usize, Said> = BTreeMap::new();
    for step in 1..=rule.steps.len() {
        let rule = FunnelRule { by: Some("mark".to_owned()), at: At::Step(step), ..rule.clone() };
        let counted = count(&[table], &rule).unwrap();
        for group in counted.segments.unwrap().groups {
            assert_eq!(group.people, 1, "a mark is one person's");
            let (person, time) = group.value.split_once('/').unwrap();
            let steps = &group.funnel.steps;
            let said = all.entry(person.parse().unwrap()).or_insert(Said {
                entry: steps.iter().position(|step| step.entered == 1).unwrap_or(0),
                level: people(&group.funnel).iter().sum::<u64>() as usize,
                any: steps.iter().map(|step| step.any_order).sum::<u64>() as usize,
                seen: steps.iter().map(|step| step.seen == 1).collect(),
                pending: steps.iter().map(|step| step.pending == 1).collect(),
                times: Vec::new(),
            });
            if step > said.entry && step <= said.entry + said.level {
                said.times.push(time.parse().unwrap());
            }
        }
    }
    all
}

fn expected(order: Order, rows: &[Happening], steps: &[&str], clock: &Clock, end: i64) -> Said {
    let (level, times, open) = match order {
        Order::Ordered => {
            let (level, times) = reference::ordered(rows, steps, clock);
            (level, times, reference::ordered_pending(rows, steps, clock, end))
        }
        Order::Strict => reference::strict(rows, steps, clock, end),
        Order::Any => reference::any(rows, steps, clock, end),
    };
    let pending = (1..=steps.len()).map(|step| open && step == level).collect();
    let any = reference::any(rows, steps, clock, end).0;
    Said { entry: 0, level, any, seen: reference::seen(rows, steps), pending, times }
}

fn rule(order: Order, steps: &[&str], clock: &Clock) -> FunnelRule {
    let window = match (clock.first, clock.each) {
        (Some(window), _) => Window::First(Duration::seconds(window)),
        (_, Some(window)) => Window::Each(Duration::seconds(window)),
        _ => Window::None,
    };
    FunnelRule {
        order,
        window,
        ties: if clock.forbid { Ties::Forbid } else { Ties::Allow },
        entry: if clock.first_entry { Entry::First } else { Entry::Best },
        ..letters(steps)
    }
}

/// Compares the crate with the reference for `how_many` random people and one rule; returns how many.
fn compare(
    random: &mut Random,
    how_many: usize,
    order: Order,
    steps: &[&str],
    clock: &Clock,
    ties: bool,
) -> usize {
    let crowd = crowd(random, how_many, ties);
    let said = said(&table(&crowd), &rule(order, steps, clock));
    let end = crowd.iter().flatten().map(|row| row.time).max().unwrap();
    let mut compared = 0;
    for (person, rows) in crowd.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        let expected = expected(order, rows, steps, clock, end);
        assert_eq!(said[&person], expected, "{order:?} {steps:?} {clock:?}\n{rows:?}");
        compared += 1;
    }
    compared
}

const STEPS: [&[&str]; 6] = [
    &["a", "b", "c"],
    &["a", "a", "b"],
    &["a", "b", "a"],
    &["a", "b", "a", "b"],
    &["ab", "b", "ac"],
    &["abc", "ab", "a", "bc"],
];

#[test]
fn ordered_any_and_strict_equal_the_exhaustive_reference() {
    let mut random = Random(20_260_401);
    let mut people = 0;
    for order in [Order::Ordered, Order::Strict, Order::Any] {
        for steps in STEPS {
            for first in [None, Some(0), Some(2), Some(5)] {
                for (ties, forbid) in [(false, false), (true, false), (true, true)] {
                    let clock = Clock { first, forbid, ..Clock::default() };
                    people += compare(&mut random, 150, order, steps, &clock, ties);
                }
            }
        }
    }
    assert!(people >= 20_000, "only {people} people were compared");
}

#[test]
fn windows_from_each_step_and_first_entry_equal_the_exhaustive_reference() {
    let mut random = Random(7);
    for steps in STEPS {
        for (ties, forbid) in [(false, false), (true, false), (true, true)] {
            for each in [0, 1, 3] {
                let clock = Clock { each: Some(each), forbid, ..Clock::default() };
                compare(&mut random, 150, Order::Ordered, steps, &clock, ties);
                let clock = Clock { first_entry: true, ..clock };
                compare(&mut random, 100, Order::Ordered, steps, &clock, ties);
            }
            for first in [None, Some(3)] {
                let clock = Clock { first, forbid, first_entry: true, ..Clock::default() };
                compare(&mut random, 150, Order::Ordered, steps, &clock, ties);
                compare(&mut random, 150, Order::Strict, steps, &clock, ties);
            }
        }
    }
}

/// The best of several things said of parts of one person's rows: longest, then earliest to enter, then earliest.
fn best(parts: Vec<Said>, rows: &[Happening], steps: &[&str]) -> Said {
    let any = parts.iter().map(|said| said.any).max().unwrap_or(0);
    let open = parts.iter().any(|said| said.pending.contains(&true));
    let earlier = |a: &Said| (core::cmp::Reverse(a.level), a.entry, a.times.clone());
    let best = parts.into_iter().min_by_key(earlier);
    let (entry, level, times) = best.map_or((0, 0, Vec::new()), |best| (best.entry, best.level, best.times));
    let last = entry + level;
    let pending =
        (1..=steps.len()).map(|step| open && level > 0 && last < steps.len() && step == last).collect();
    Said { entry, level, any, seen: reference::seen(rows, steps), pending, times }
}

/// Rows between which no gap is longer than `gap`.
fn sessions(rows: &[Happening], gap: i64) -> Vec<Vec<Happening>> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.time);
    rows.chunk_by(|a, b| b.time - a.time <= gap).map(<[Happening]>::to_vec).collect()
}

#[test]
fn sessions_and_held_values_equal_the_exhaustive_reference() {
    let mut random = Random(11);
    for steps in STEPS {
        for (ties, forbid) in [(false, false), (true, false), (true, true)] {
            for (order, hold) in
                [(Order::Ordered, false), (Order::Strict, false), (Order::Any, false), (Order::Ordered, true)]
            {
                let clock = Clock { first: hold.then_some(3), forbid, ..Clock::default() };
                let mut rule =
                    FunnelRule { session_gap: Some(Duration::seconds(1)), ..rule(order, steps, &clock) };
                if hold {
                    rule.hold = Some("held".to_owned());
                } else {
                    rule.window = Window::Session;
                }
                let crowd = crowd(&mut random, 120, ties);
                let end = crowd.iter().flatten().map(|row| row.time).max().unwrap();
                let said = said(&table(&crowd), &rule);
                for (person, rows) in crowd.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
                    let parts = if hold {
                        let of =
                            |value: &str| rows.iter().filter(|row| held(row) == value).copied().collect();
                        vec![of("even"), of("odd")]
                    } else {
                        sessions(rows, 1)
                    };
                    let parts =
                        parts.iter().map(|part: &Vec<Happening>| expected(order, part, steps, &clock, end));
                    let expected = best(parts.collect(), rows, steps);
                    assert_eq!(
                        said[&person], expected,
                        "{order:?} {steps:?} {clock:?} hold {hold}\n{rows:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_open_funnel_equals_the_exhaustive_reference() {
    let mut random = Random(12);
    for steps in STEPS {
        for first in [None, Some(3)] {
            for order in [Order::Ordered, Order::Strict] {
                let clock = Clock { first, ..Clock::default() };
                let rule = FunnelRule { open: true, ..rule(order, steps, &clock) };
                // Equal times are ordered by the steps of the whole funnel, which strict chains of a later start see.
                let crowd = crowd(&mut random, 150, first.is_some() && order == Order::Ordered);
                let end = crowd.iter().flatten().map(|row| row.time).max().unwrap();
                let said = said(&table(&crowd), &rule);
                for (person, rows) in crowd.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
                    let from = |entry: usize| {
                        let said = expected(order, rows, &steps[entry..], &clock, end);
                        Said { entry, any: reference::any(rows, steps, &clock, end).0, ..said }
                    };
                    let expected = best((0..steps.len()).map(from).collect(), rows, steps);
                    assert_eq!(said[&person], expected, "{order:?} {steps:?} {clock:?}\n{rows:?}");
                }
            }
        }
    }
}

#[test]
fn a_session_can_be_what_is_counted() {
    let mut table = events(&[
        ("p", 0, "a"),
        ("p", 1_800, "b"),
        ("p", 3_601, "a"),
        ("q", 0, "a"),
        ("q", 9_000, "b"),
        ("r", 0, "b"),
    ]);
    let rule = FunnelRule { unit: jejak::model::rule::Unit::Session, ..funnel(&["a", "b"]) };
    let counted = count(&[&table], &rule).unwrap();
    assert_eq!((counted.people, people(&counted.funnel)), (5, vec![3, 1]));
    // With session ids, q's rows are one session, however far apart.
    table.columns.push(role(Role::Session, texts(["1", "1", "2", "3", "3", ""])));
    let counted = count(&[&table], &rule).unwrap();
    assert_eq!((counted.people, people(&counted.funnel)), (4, vec![3, 2]));
}

fn level(counted: &Counted) -> usize {
    people(&counted.funnel).iter().sum::<u64>() as usize
}

#[test]
fn shuffling_a_file_changes_nothing() {
    let mut random = Random(99);
    let crowd = crowd(&mut random, 300, true);
    let mut shuffled: Vec<(usize, Happening)> =
        crowd.iter().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, *row))).collect();
    for order in [Order::Ordered, Order::Strict, Order::Any] {
        let rule = FunnelRule { order, by: Some("mark".to_owned()), at: At::Last, ..letters(STEPS[4]) };
        let before = count(&[&table(&crowd)], &rule).unwrap();
        for last in (1..shuffled.len()).rev() {
            shuffled.swap(last, random.below(last as u64 + 1) as usize);
        }
        let mut again: Vec<Vec<Happening>> = vec![Vec::new(); crowd.len()];
        shuffled.iter().for_each(|(person, row)| again[*person].push(*row));
        assert_eq!(count(&[&table(&again)], &rule).unwrap(), before);
    }
}

#[test]
fn a_crowd_at_one_instant_does_not_blow_up() {
    // 30 rows at one instant, each matching four of eight steps; then 20,000 of them.
    for many in [30, 20_000] {
        let letters_of = ["abcdefgh", "bcde", "aceg", "bdfh", "abgh", "cdef", "h", "ah"];
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let rows: Vec<(&str, i64, &str)> = (0..many).map(|at| ("p", 5, names[at % 8])).collect();
        for order in [Order::Ordered, Order::Strict, Order::Any] {
            for ties in [Ties::Allow, Ties::Forbid] {
                let window = Window::First(Duration::seconds(1));
                let rule = FunnelRule { order, ties, window, ..letters(&letters_of) };
                let expected = match (order, ties) {
                    (Order::Any, _) | (Order::Ordered, Ties::Allow) => Some(8),
                    (_, Ties::Forbid) => Some(1),
                    // In the fixed order of equal times.
                    _ => None,
                };
                let level = level(&count(&[&events(&rows)], &rule).unwrap());
                assert!(expected.is_none_or(|expected| expected == level), "{order:?} {ties:?}: {level}");
            }
        }
    }
}

#[test]
fn times_near_the_ends_of_the_range_and_huge_windows_are_counted() {
    let mut table = events(&[("p", 0, "a"), ("p", 0, "b"), ("q", 0, "a"), ("q", 0, "b")]);
    table.columns[2].data = Data::Times(vec![i64::MIN + 1, i64::MAX, i64::MAX - 1, i64::MAX]);
    let huge = Window::First(Duration::seconds(1_000_000_000));
    let counted = count(&[&table], &FunnelRule { window: huge, ..funnel(&["a", "b"]) }).unwrap();
    assert_eq!(people(&counted.funnel), [2, 1]);
    let counted = count(&[&table], &funnel(&["a", "b"])).unwrap();
    assert_eq!(people(&counted.funnel), [2, 2]);
    let near = events(&[("p", 0, "a"), ("p", 1_000_000_000, "b")]);
    let counted = count(&[&near], &FunnelRule { window: huge, ..funnel(&["a", "b"]) }).unwrap();
    assert_eq!(people(&counted.funnel), [1, 1]);
}

#[test]
fn nothing_in_gives_zeros() {
    let counted = count(&[&events(&[])], &funnel(&["a", "b"])).unwrap();
    assert_eq!((people(&counted.funnel), counted.people, counted.data_end), (vec![0, 0], 0, None));
    let counted = count(&[&events(&[("p", 0, "x")])], &funnel(&["a"])).unwrap();
    assert_eq!((people(&counted.funnel), counted.people), (vec![0], 1));
    let counted = count(&[&events(&[("p", 0, "x")])], &FunnelRule::default());
    assert!(counted.unwrap().funnel.steps.is_empty());
}

#[test]
fn without_times_the_order_of_the_file_counts_and_a_window_is_refused() {
    let mut table = events(&[("p", 0, "a"), ("q", 0, "b"), ("p", 0, "b"), ("q", 0, "a")]);
    table.columns.pop();
    let counted = count(&[&table], &funnel(&["a", "b"])).unwrap();
    assert_eq!(people(&counted.funnel), [2, 1]);
    assert_eq!(
        (counted.funnel.steps[1].seconds.n, counted.exact.steps[1], counted.data_end),
        (0, None, None)
    );
    let window = FunnelRule { window: Window::First(Duration::seconds(5)), ..funnel(&["a", "b"]) };
    let error = count(&[&table], &window).unwrap_err();
    assert_eq!((error.code.as_str(), error.subject.as_str()), ("no_column", "time"));
}

#[test]
fn times_between_steps_are_exact_and_zero_counts() {
    let rows = [("p", 0, "a"), ("p", 4, "b"), ("q", 0, "a"), ("q", 0, "b"), ("r", 0, "a"), ("r", 2, "b")];
    let counted = count(&[&events(&rows)], &funnel(&["a", "b"])).unwrap();
    assert_eq!(counted.exact.steps, [None, Some([1.0, 2.0, 3.0, 3.6])]);
    let seconds = &counted.funnel.steps[1].seconds;
    assert_eq!((seconds.n, seconds.sum), (3, 6_000));
    assert_eq!(
        seconds.buckets.iter().map(|(b, n)| (*b, *n)).collect::<Vec<_>>(),
        [(-8, 1), (87, 1), (95, 1)]
    );
}

#[test]
fn a_breakdown_reads_the_row_it_is_told_to_and_adds_up() {
    let mut table = events(&[
        ("p", 0, "x"),
        ("p", 1, "a"),
        ("p", 2, "b"),
        ("q", 0, "x"),
        ("q", 1, "a"),
        ("r", 0, "x"),
        ("r", 1, "x"),
    ]);
    table.columns.push(header("device", texts(["tv", "web", "app", "tv", "web", "tv", "web"])));
    let groups = |at: At| {
        let rule = FunnelRule { by: Some("device".to_owned()), at, ..funnel(&["a", "b"]) };
        let segments = count(&[&table], &rule).unwrap().segments.unwrap();
        assert_eq!(segments.groups.iter().map(|group| group.people).sum::<u64>(), 3);
        segments.groups.iter().map(|g| (g.value.clone(), people(&g.funnel))).collect::<Vec<_>>()
    };
    let web = ("web".to_owned(), vec![2, 1]);
    assert_eq!(groups(At::First), [web, ("tv".to_owned(), vec![0, 0])]);
    let last = ["app", "tv", "web"].map(str::to_owned).into_iter().zip([vec![1, 1], vec![0, 0], vec![1, 0]]);
    assert_eq!(groups(At::Last), last.clone().collect::<Vec<_>>());
    assert_eq!(groups(At::Step(2)), last.collect::<Vec<_>>());
    let rule = FunnelRule { by: Some("Device".to_owned()), ..funnel(&["a"]) };
    let error = count(&[&table], &rule).unwrap_err();
    assert_eq!((error.code.as_str(), error.nearest.as_deref()), ("unknown_column", Some("device")));
}

#[test]
fn pending_people_are_those_whose_latest_attempt_is_still_in_the_window() {
    let rows = [
        ("p", 0, "a"),
        ("q", 5, "a"),
        ("r", 0, "a"),
        ("r", 6, "a"),
        ("s", 0, "a"),
        ("s", 7, "b"),
        ("t", 10, "x"),
    ];
    let rule = FunnelRule { window: Window::First(Duration::seconds(7)), ..funnel(&["a", "b"]) };
    let counted = count(&[&events(&rows)], &rule).unwrap();
    // The data ends at 10: p's window closed at 7; q's is open until 12, r's second one until 13; s is through.
    assert_eq!(people(&counted.funnel), [4, 1]);
    assert_eq!(counted.funnel.steps.iter().map(|step| step.pending).collect::<Vec<_>>(), [2, 0]);
    // A window that ends exactly where the data end has been seen whole.
    let rule = FunnelRule { window: Window::First(Duration::seconds(5)), ..funnel(&["a", "b"]) };
    let counted = count(&[&events(&rows)], &rule).unwrap();
    assert_eq!(counted.funnel.steps.iter().map(|step| step.pending).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn several_tables_are_taken_together() {
    let visits = events(&[("p", 0, "a"), ("q", 9, "a")]);
    let mut orders = events(&[("p", 5, "b"), ("q", 5, "b"), ("r", 5, "b"), ("", 5, "b")]);
    orders.source = "orders".to_owned();
    let counted = count(&[&visits, &orders], &funnel(&["a", "b"])).unwrap();
    assert_eq!((people(&counted.funnel), counted.people), (vec![2, 1], 3));
    assert_eq!((counted.usable[1].matched, counted.usable[1].rejected), (3, 1));
}

#[test]
fn start_and_complete_rows_count_once() {
    let log = |rows: &[(i64, &str, &str)]| {
        let mut table = events(&rows.iter().map(|row| ("p", row.0, row.1)).collect::<Vec<_>>());
        table.columns.push(role(Role::Lifecycle, texts(rows.iter().map(|row| row.2))));
        table
    };
    let twice = funnel(&["x-ray", "x-ray"]);
    let once = log(&[(0, "x-ray", "start"), (5, "x-ray", "complete")]);
    assert_eq!(people(&count(&[&once], &twice).unwrap().funnel), [1, 0]);
    let two = log(&[
        (0, "x-ray", "START"),
        (5, "x-ray", "complete"),
        (9, "x-ray", "start"),
        (9, "x-ray", "complete"),
    ]);
    assert_eq!(people(&count(&[&two], &funnel(&["x-ray"; 3])).unwrap().funnel), [1, 1, 0]);
    // Counted at completion; a start that never ends counts by itself.
    let counted = count(&[&two], &twice).unwrap();
    assert_eq!(counted.exact.steps[1].map(|exact| exact[1]), Some(4.0));
    let open = log(&[(0, "x-ray", "start"), (5, "x-ray", "complete"), (9, "x-ray", "start")]);
    assert_eq!(people(&count(&[&open], &twice).unwrap().funnel), [1, 1]);
}

#[test]
fn switches_that_contradict_each_other_are_refused_and_say_why() {
    let abc = funnel(&["a", "b", "c"]);
    let any = FunnelRule { order: Order::Any, ..abc.clone() };
    let mut optional = any.clone();
    optional.steps[1].optional = true;
    let mut nothing = abc.clone();
    nothing.steps.iter_mut().for_each(|step| step.optional = true);
    let spoil = |between| Exclusion { rule: reference::table::of("x").any[0].clone(), between };
    let conflicts = [
        (
            FunnelRule { open: true, ..any.clone() },
            "open, order any: in any order people enter at any step as it is",
        ),
        (
            FunnelRule { exclude: vec![spoil((1, 2))], ..any },
            "exclude, order any: in any order nothing lies between two steps",
        ),
        (optional, "optional step, order any: in any order no step stands before another"),
        (nothing, "optional step: at least one step must be required"),
    ];
    let table = events(&[("p", 0, "a"), ("p", 0, "x")]);
    for (rule, why) in conflicts {
        let error = count(&[&table], &rule).unwrap_err();
        assert_eq!((error.code.as_str(), error.subject.as_str()), ("conflict", why));
    }
    let range = |rule: FunnelRule| {
        let error = count(&[&table], &rule).unwrap_err();
        assert_eq!(error.code.as_str(), "out_of_range");
        error.subject
    };
    for between in [(0, 1), (2, 2), (3, 2), (1, 4)] {
        assert_eq!(range(FunnelRule { exclude: vec![spoil(between)], ..abc.clone() }), "1…3");
    }
    let before = Duration { micros: -1 };
    assert_eq!(range(FunnelRule { window: Window::First(before), ..abc.clone() }), "window");
    assert_eq!(range(FunnelRule { window: Window::Each(before), ..abc.clone() }), "window");
    assert_eq!(range(FunnelRule { ties: Ties::Grace(before), ..abc.clone() }), "ties");
    let nowhere = Exclusion { rule: field("refunded", Test::Equals("x".to_owned())), between: (1, 2) };
    let error = count(&[&table], &FunnelRule { exclude: vec![nowhere], ..abc }).unwrap_err();
    assert_eq!((error.code.as_str(), error.subject.as_str()), ("unknown_column", "refunded"));
}

#[test]
fn more_steps_than_a_mask_holds_and_columns_that_are_not_there_are_refused() {
    let many: Vec<String> = (0..65).map(|at| at.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let table = events(&[("p", 0, "0")]);
    assert_eq!(count(&[&table], &funnel(&many)).unwrap_err().code.as_str(), "too_many");
    assert_eq!(level(&count(&[&table], &funnel(&many[..64])).unwrap()), 1);
    let mut nameless = table.clone();
    nameless.columns.remove(1);
    let error = count(&[&nameless], &funnel(&["a"])).unwrap_err();
    assert_eq!((error.code.as_str(), error.subject.as_str()), ("no_column", "event"));
    let mut nobody = table;
    nobody.columns.remove(0);
    let error = count(&[&nobody], &funnel(&["a"])).unwrap_err();
    assert_eq!((error.code.as_str(), error.subject.as_str()), ("no_column", "person"));
}
