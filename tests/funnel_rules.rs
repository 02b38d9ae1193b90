//! The divergence table, each switch by a small case of its own, and what must not go wrong with any of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::funnel::{Counted, count};
use jejak::model::evidence::Funnel;
use jejak::model::rule::{At, Entry, Exclusion, FunnelRule, Order, Role, Test, Ties, Unit, Window};
use jejak::model::table::{Data, Table};
use jejak::model::time::Duration;
use reference::Happening;
use reference::clickhouse::{Mode, window_funnel};
use reference::table::{events, field, funnel, header, letters, people, role, texts};

const TEN: Duration = Duration::seconds(10);

/// `0a 5b 10c`: times and events.
fn rows(line: &str) -> Vec<Happening> {
    let row = |row: &str| {
        let (time, event) = row.split_at(row.len() - 1);
        Happening { time: time.parse().unwrap(), event: event.chars().next().unwrap() }
    };
    line.split_whitespace().map(row).collect()
}

/// One line a person.
fn table(lines: &[&str]) -> Table {
    let all: Vec<(String, i64, String)> = lines
        .iter()
        .enumerate()
        .flat_map(|(at, line)| {
            rows(line).into_iter().map(move |row| (at.to_string(), row.time, row.event.to_string()))
        })
        .collect();
    let all: Vec<(&str, i64, &str)> = all.iter().map(|(p, t, e)| (p.as_str(), *t, e.as_str())).collect();
    events(&all)
}

fn counted(lines: &[&str], rule: &FunnelRule) -> Counted {
    count(&[&table(lines)], rule).unwrap()
}

fn reached(lines: &[&str], rule: &FunnelRule) -> Vec<u64> {
    people(&counted(lines, rule).funnel)
}

fn pending(funnel: &Funnel) -> Vec<u64> {
    funnel.steps.iter().map(|step| step.pending).collect()
}

/// Steps a, b, c …; a `?` behind a letter makes the step optional.
fn steps(line: &str) -> FunnelRule {
    let names: Vec<String> = line.chars().filter(|c| *c != '?').map(String::from).collect();
    let mut rule = funnel(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let marks = line.char_indices().filter(|(_, c)| *c != '?');
    for (step, (at, _)) in rule.steps.iter_mut().zip(marks) {
        step.optional = line[at + 1..].starts_with('?');
    }
    rule
}

fn excluded(event: &str, between: (usize, usize)) -> Exclusion {
    Exclusion { rule: field("event", Test::Equals(event.to_owned())), between }
}

/// The table of `measures.md`: rows of one person, and the level under each rule. Steps a, b, c.
const DIVERGENCE: [(&str, [usize; 9]); 12] = [
    // ordered, ties forbidden, strict, any, per-step window, no window and ties forbidden, first entry only,
    // ClickHouse's strict_order and its deduplication
    ("0a 5b 10c", [3, 3, 3, 3, 3, 3, 3, 3, 3]),
    ("0a 5b 11c", [2, 2, 2, 2, 3, 3, 2, 2, 2]),
    ("0a 8a 12b 17c", [3, 3, 3, 3, 3, 3, 1, 3, 3]),
    ("0b 1a 2c", [1, 1, 1, 3, 1, 1, 1, 1, 1]),
    ("0a 0b 0c", [3, 1, 3, 3, 3, 1, 3, 3, 3]),
    ("0a 1x 2b 3c", [3, 3, 1, 3, 3, 3, 3, 1, 3]),
    ("0a 1x 2a 3b 4c", [3, 3, 3, 3, 3, 3, 3, 1, 3]),
    ("0a 1c 2b", [2, 2, 1, 3, 2, 2, 2, 1, 2]),
    ("0b 1c", [0, 0, 0, 2, 0, 0, 0, 0, 0]),
    ("0a 1a 2b 3b 4c", [3, 3, 3, 3, 3, 3, 3, 3, 2]),
    ("0a 1b 20a 21b 22c", [3, 3, 3, 3, 3, 3, 2, 3, 2]),
    ("0a 1b 9a 12c", [2, 2, 2, 2, 2, 3, 2, 2, 2]),
];

#[test]
fn the_divergence_table_is_equal_in_every_column() {
    let abc = steps("abc");
    let within = FunnelRule { window: Window::First(TEN), ..abc.clone() };
    let rules = [
        within.clone(),
        FunnelRule { ties: Ties::Forbid, ..within.clone() },
        FunnelRule { order: Order::Strict, ..within.clone() },
        FunnelRule { order: Order::Any, ..within.clone() },
        FunnelRule { window: Window::Each(TEN), ..abc.clone() },
        FunnelRule { ties: Ties::Forbid, ..abc },
        FunnelRule { entry: Entry::First, ..within },
    ];
    for (journey, levels) in DIVERGENCE {
        let ours = rules.iter().map(|rule| reached(&[journey], rule).iter().sum::<u64>() as usize);
        // The last two have no switch in jejak: by the test's own reference, which `funnel_cases` holds against
        // the figures of ClickHouse itself.
        let theirs = [Mode::StrictOrder, Mode::Deduplication]
            .map(|mode| window_funnel(&rows(journey), &['a', 'b', 'c'], Some(10), mode));
        assert_eq!(ours.chain(theirs).collect::<Vec<_>>(), levels, "{journey}");
    }
}

#[test]
fn within_a_grace_either_row_may_come_first() {
    let rule = |seconds| FunnelRule { ties: Ties::Grace(Duration::seconds(seconds)), ..steps("abc") };
    let close = ["0b 2a 3c", "0b 3a 3c", "0c 1b 2a", "0c 2b 4a"];
    assert_eq!(reached(&close, &rule(2)), [4, 3, 2]);
    assert_eq!(reached(&close, &rule(3)), [4, 4, 3]);
    // Not step by step backwards: c lies 4 s before a.
    assert_eq!(reached(&close[3..], &rule(2)), [1, 1, 0]);
    // One row never serves twice, whichever comes first.
    let aab = FunnelRule { ties: Ties::Grace(Duration::seconds(2)), ..steps("aab") };
    assert_eq!(reached(&["0b 1a", "0b 1a 2a", "0a 1b 3a"], &aab), [3, 2, 2]);
    // No time is negative.
    let times = counted(&["0b 2a", "0a 2b"], &FunnelRule { ties: rule(2).ties, ..steps("ab") });
    assert_eq!(times.exact.steps[1], Some([0.5, 1.0, 1.5, 1.8]));
}

#[test]
fn an_excluded_row_ends_what_stands_between_its_steps() {
    let rule = |between| FunnelRule { exclude: vec![excluded("x", between)], ..steps("abc") };
    let lines = ["0a 1x 2b 3c", "0a 1b 2x 3c", "0a 1b 3c 4x", "0x 1a 2b 3c", "0a 1x 2a 3b 4c", "0a 0x 0b 0c"];
    assert_eq!(reached(&lines, &rule((1, 2))), [6, 5, 5]);
    assert_eq!(reached(&lines, &rule((2, 3))), [6, 6, 5]);
    assert_eq!(reached(&lines, &rule((1, 3))), [6, 5, 4]);
    // At the instant of step i it ends, at that of step j no longer.
    assert_eq!(
        reached(&["0a 0x 1b", "0a 1x 1b"], &FunnelRule { exclude: rule((1, 2)).exclude, ..steps("ab") }),
        [2, 1]
    );
    // Who is ended is pending no more.
    let window = FunnelRule { window: Window::First(TEN), ..rule((1, 2)) };
    assert_eq!(pending(&counted(&["0a", "0a 1x"], &window).funnel), [1, 0, 0]);
    // Excluded rows of a table that no step is in count, too.
    let mut refunds = events(&[("p", 1, "refund"), ("q", 9, "refund")]);
    refunds.source = "refunds".to_owned();
    let visits = events(&[("p", 0, "a"), ("p", 2, "b"), ("q", 0, "a"), ("q", 2, "b")]);
    let is_refund = field("event", Test::Equals("refund".to_owned()));
    let here = jejak::model::rule::Rule::Field {
        source: Some("refunds".to_owned()),
        field: "event".to_owned(),
        test: Test::Equals("refund".to_owned()),
        not: false,
    };
    for rule in [is_refund, here] {
        let exclude = vec![Exclusion { rule, between: (1, 2) }];
        let mut ab = FunnelRule { exclude, ..steps("ab") };
        for (step, name) in ab.steps.iter_mut().zip(["a", "b"]) {
            step.any = vec![jejak::model::rule::Rule::Field {
                source: Some("events".to_owned()),
                field: "event".to_owned(),
                test: Test::Equals(name.to_owned()),
                not: false,
            }];
        }
        assert_eq!(people(&count(&[&visits, &refunds], &ab).unwrap().funnel), [2, 1]);
    }
}

#[test]
fn an_optional_step_counts_between_its_neighbours_only() {
    let lines = ["0a 1b 2c", "0a 2c", "0b 1a 2c", "0a 1c 2b", "0a 1b"];
    let all = counted(&lines, &steps("ab?c"));
    assert_eq!(people(&all.funnel), [5, 1, 4]);
    assert_eq!(all.funnel.steps.iter().map(|step| step.optional).collect::<Vec<_>>(), [false, true, false]);
    // c is 2, 2, 1, 1 s behind the step that was met before it: b, a, a, a.
    assert_eq!(all.exact.steps[2].map(|exact| exact[1]), Some(1.0));
    // The longer chain counts, though it ends later.
    assert_eq!(reached(&["0a 1c 2b 3c"], &steps("ab?c")), [1, 1, 1]);
    // Behind the last required step, and before the first.
    assert_eq!(reached(&lines, &steps("abc?")), [5, 3, 1]);
    let enters = counted(&["0a 1b", "0b", "0a"], &steps("a?b"));
    assert_eq!(people(&enters.funnel), [1, 2]);
    assert_eq!(enters.funnel.steps.iter().map(|step| step.entered).collect::<Vec<_>>(), [1, 1]);
    // Several in a row, any of them.
    assert_eq!(reached(&["0a 1b 2c 3d", "0a 1c 3d", "0a 3d", "0a 1b 2c"], &steps("ab?c?d")), [4, 1, 2, 3]);
    // Strictly, a row of a step that is left out still lies between.
    let strict = FunnelRule { order: Order::Strict, ..steps("ab?c") };
    assert_eq!(reached(&["0a 1b 2c", "0a 2c", "0a 1x 2c", "0a 1b 2x 3c"], &strict), [4, 1, 2]);
}

#[test]
fn rates_behind_an_optional_step_refer_to_the_last_required_one() {
    let mut lines = vec!["0a 1b 2c"; 30];
    lines.extend(vec!["0a 2c"; 20]);
    lines.extend(vec!["0a 1b"; 10]);
    let all = counted(&lines, &steps("ab?c"));
    assert_eq!(people(&all.funnel), [60, 30, 50]);
    let shown = jejak::figures::funnel::figures(&all.funnel, all.people, Some(&all.exact.steps));
    let rates: Vec<_> = shown.steps.iter().map(|step| step.of_previous).collect();
    assert_eq!(rates, [None, Some(0.5), Some(50.0 / 60.0)]);
    // All ten are lost after a; nobody at b.
    assert_eq!(shown.steps.iter().map(|step| step.dropped).collect::<Vec<_>>(), [10, 0, 0]);
    assert_eq!((shown.worst_by_people, shown.worst_by_rate), (Some(0), Some(2)));
    assert!(jejak::figures::funnel::order_matters(&shown.steps).is_empty());
    // Who enters an open funnel at the optional step did not come from a.
    let mut lines = vec!["0a 2c"; 30];
    lines.extend(vec!["0b 1c"; 10]);
    lines.extend(vec!["0a"; 10]);
    let open = counted(&lines, &FunnelRule { open: true, ..steps("ab?c") });
    let entered = jejak::figures::funnel::figures(&open.funnel, open.people, None);
    assert_eq!(entered.steps[2].of_previous, Some(0.75));
    assert_eq!(entered.steps[0].dropped, 10);
    // Nor do they count as such where groups are compared: 30 of 40 against 20 of 40.
    let others = lines.len();
    lines.extend(vec!["0a 1b 2c"; 20]);
    lines.extend(vec!["0a"; 20]);
    let device = |at: usize| if at < others { "tv" } else { "web" };
    let devices =
        lines.iter().enumerate().flat_map(|(at, line)| rows(line).into_iter().map(move |_| device(at)));
    let mut table = table(&lines);
    table.columns.push(header("device", texts(devices)));
    let by = FunnelRule { by: Some("device".to_owned()), at: At::First, open: true, ..steps("ab?c") };
    let segments = jejak::figures::compare::segments(&count(&[&table], &by).unwrap().segments.unwrap(), None);
    assert_eq!(segments.groups.iter().map(|group| group.value.as_str()).collect::<Vec<_>>(), ["tv", "web"]);
    let last = segments.groups[0].differences.iter().filter(|difference| difference.step == 2);
    let last: Vec<f64> = last.map(|difference| difference.value).collect();
    assert_eq!(last[0], 0.25);
    let written = jejak::figures::write_funnel(&shown);
    let optional = |at| written.get("steps")?.at(at)?.get("optional").cloned();
    assert_eq!((optional(0), optional(1)), (None, Some(jejak::Value::Bool(true))));
}

#[test]
fn attempts_are_disjoint_and_each_is_counted() {
    let attempts = |lines: &[&str], rule: FunnelRule| {
        let counted = counted(lines, &FunnelRule { unit: Unit::Attempt, ..rule });
        (counted.people, people(&counted.funnel))
    };
    // Converted twice, and a third that only began; what lies before or between belongs to none.
    assert_eq!(attempts(&["0b 1a 2a 3b 4b 5a 6b 7a"], steps("ab")), (3, vec![3, 2]));
    // Without a window an attempt never ends by itself.
    assert_eq!(attempts(&["0a 99a 999a"], steps("ab")), (1, vec![1, 0]));
    let window = FunnelRule { window: Window::First(TEN), ..steps("abc") };
    assert_eq!(attempts(&["0a 5a 10b 11a 12b 13c"], window.clone()), (2, vec![2, 2, 1]));
    let each = FunnelRule { window: Window::Each(Duration::seconds(3)), ..steps("abc") };
    assert_eq!(attempts(&["0a 3b 5a 7a 9b 10c"], each), (2, vec![2, 2, 1]));
    let spoiled = FunnelRule { exclude: vec![excluded("x", (1, 3))], ..window.clone() };
    assert_eq!(attempts(&["0a 1b 2x 3c 4a 5b 6c"], spoiled), (2, vec![2, 2, 1]));
    let strict = FunnelRule { order: Order::Strict, ..steps("ab") };
    assert_eq!(attempts(&["0a 1x 2a 2b 3a 4a"], strict), (3, vec![3, 1]));
    // In any order, a row of any step begins one.
    let any = FunnelRule { order: Order::Any, ..steps("ab") };
    assert_eq!(attempts(&["0b 1a 2b 3b"], any), (2, vec![2, 1]));
    assert_eq!(attempts(&["0x"], steps("ab")), (0, vec![0, 0]));
    // Only the last may be pending; first entry leaves one.
    let many = counted(&["0a 11a 12b", "0x 20x"], &FunnelRule { unit: Unit::Attempt, ..window.clone() });
    assert_eq!((people(&many.funnel), pending(&many.funnel)), (vec![2, 1, 0], vec![0, 1, 0]));
    let first = FunnelRule { entry: Entry::First, ..window };
    assert_eq!(attempts(&["0a 1b 2c 3a 4b 5c"], first), (1, vec![1, 1, 1]));
    // Sixty-four rows are looked at first, but never a part of an instant: the last step is reached at the
    // instant of the excluded row, however many rows lie before.
    for fill in 0..70 {
        let line = format!("0a 1b {}2a 2c 3a", "1y ".repeat(fill));
        let rule = FunnelRule { exclude: vec![excluded("a", (2, 3))], ..steps("abc") };
        assert_eq!(attempts(&[&line], rule), (2, vec![2, 1, 1]), "{fill}");
    }
    // A person of many attempts costs their rows, not the square of them.
    let busy: Vec<String> = (0..20_000).map(|at| format!("{at}{}", ["a", "x", "b"][at % 3])).collect();
    assert_eq!(attempts(&[&busy.join(" ")], steps("ab")), (6_667, vec![6_667, 6_666]));
}

#[test]
fn windows_of_single_steps_count_beside_the_whole() {
    let mut rule = FunnelRule { window: Window::First(TEN), ..steps("abc") };
    rule.steps[1].window = Some(Duration::seconds(2));
    assert_eq!(reached(&["0a 2b 10c", "0a 3b 4c", "0a 2b 11c", "0a 9a 10b 19c"], &rule), [4, 3, 2]);
    rule.window = Window::Each(TEN);
    assert_eq!(reached(&["0a 2b 12c", "0a 3b 4c", "0a 2b 13c"], &rule), [3, 2, 1]);
    rule.order = Order::Any;
    assert_eq!(reached(&["0c 10a 12b", "0c 10a 13b", "0b 11a"], &rule), [3, 2, 1]);
    // A row that is too late for one of its steps may still be that step as the first of a set.
    let mut first = FunnelRule { order: Order::Any, ..letters(&["a", "ab"]) };
    for (step, seconds) in first.steps.iter_mut().zip([0, 9]) {
        step.window = Some(Duration::seconds(seconds));
    }
    assert_eq!(reached(&["0b 5a 6b"], &first), [1, 1]);
    // Sixty-four steps, each in its window, in any order.
    let names: Vec<String> = (0..64).map(|at| format!("s{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let all: Vec<(&str, i64, &str)> =
        names.iter().rev().zip(0..).map(|(name, at)| ("p", at * 10, *name)).collect();
    let each = FunnelRule { order: Order::Any, window: Window::Each(TEN), ..funnel(&names) };
    assert_eq!(people(&count(&[&events(&all)], &each).unwrap().funnel).iter().sum::<u64>(), 64);
}

#[test]
fn the_first_entry_counts_whatever_the_order_and_wherever_one_may_enter() {
    let first = |rule: FunnelRule| FunnelRule { entry: Entry::First, window: Window::First(TEN), ..rule };
    let any = FunnelRule { order: Order::Any, ..steps("abc") };
    assert_eq!(reached(&["0c 20a 21b 22c"], &first(any.clone())), [1, 0, 0]);
    assert_eq!(reached(&["0c 20a 21b 22c"], &FunnelRule { entry: Entry::Best, ..first(any) }), [1, 1, 1]);
    let open = FunnelRule { open: true, ..steps("abc") };
    assert_eq!(reached(&["0b 20a 21b 22c"], &first(open.clone())), [0, 1, 0]);
    assert_eq!(reached(&["0b 20a 21b 22c"], &FunnelRule { entry: Entry::Best, ..first(open) }), [1, 1, 1]);
}

#[test]
fn a_held_value_parts_the_rows_whatever_the_order() {
    let mut table = table(&["0a 1a 2b 3b", "0a 1x 2b", "0a 1x 2b"]);
    table.columns.push(header("held", texts(["1", "2", "1", "2", "1", "2", "1", "1", "", "1"])));
    let hold = |rule: FunnelRule| FunnelRule { hold: Some("held".to_owned()), ..rule };
    let people = |rule: &FunnelRule| people(&count(&[&table], rule).unwrap().funnel);
    // Strictly, a row of another value is not looked at; a blank one is in no part.
    assert_eq!(people(&hold(FunnelRule { order: Order::Strict, ..steps("ab") })), [3, 3]);
    // An excluded row ends chains of its own value, and where it says none, of all.
    let excluded = FunnelRule { exclude: vec![excluded("x", (1, 2))], ..steps("ab") };
    assert_eq!(people(&hold(excluded)), [3, 2]);
}

#[test]
fn of_two_parts_the_one_with_more_required_steps_counts() {
    let mut table = table(&["0c 1d 2a 3b 4c"]);
    table.columns.push(header("held", texts(["1", "1", "2", "2", "2"])));
    let hold = FunnelRule { hold: Some("held".to_owned()), ..steps("a?b?cd") };
    assert_eq!(people(&count(&[&table], &hold).unwrap().funnel), [0, 0, 1, 1]);
}

#[test]
fn of_several_rows_at_one_instant_the_first_is_read_whatever_counts() {
    let mut table = table(&["0b 0a 1c"]);
    table.columns.push(header("same", texts(["1", "1", "1"])));
    let base = FunnelRule { by: Some("event".to_owned()), at: At::First, ..letters(&["ab", "c", "b"]) };
    for rule in [
        FunnelRule { open: true, ..base.clone() },
        FunnelRule { exclude: vec![excluded("x", (1, 2))], ..base.clone() },
        FunnelRule { ties: Ties::Grace(Duration::seconds(0)), ..base.clone() },
        FunnelRule { unit: Unit::Attempt, ..base.clone() },
        FunnelRule { hold: Some("same".to_owned()), ..base.clone() },
        base,
    ] {
        let groups = count(&[&table], &rule).unwrap().segments.unwrap().groups;
        let groups: Vec<_> =
            groups.iter().map(|group| (group.value.as_str(), people(&group.funnel))).collect();
        assert_eq!(groups, [("a", vec![1, 1, 0])], "{rule:?}");
    }
}

#[test]
fn a_breakdown_at_a_step_that_was_left_out_reads_the_one_before() {
    let mut table = table(&["0a 1b 2c", "0a 2c", "0x"]);
    table.columns.push(header("device", texts(["tv", "web", "app", "tv", "app", "radio"])));
    let groups = |at| {
        let rule = FunnelRule { by: Some("device".to_owned()), at, ..steps("ab?c") };
        let groups = count(&[&table], &rule).unwrap().segments.unwrap().groups;
        groups.into_iter().map(|group| (group.value, people(&group.funnel))).collect::<Vec<_>>()
    };
    let group = |value: &str, people: [u64; 3]| (value.to_owned(), people.to_vec());
    assert_eq!(
        groups(At::Step(2)),
        [group("radio", [0; 3]), group("tv", [1, 0, 1]), group("web", [1, 1, 1])]
    );
    assert_eq!(groups(At::Last), [group("app", [2, 1, 2]), group("radio", [0; 3])]);
}

/// Every switch by itself, on steps that overlap.
fn switched(base: &FunnelRule) -> Vec<FunnelRule> {
    let second = Duration::seconds(1);
    let with = |change: fn(&mut FunnelRule)| {
        let mut rule = base.clone();
        change(&mut rule);
        rule
    };
    vec![
        with(|_| {}),
        with(|rule| rule.order = Order::Strict),
        with(|rule| rule.order = Order::Any),
        with(|rule| rule.ties = Ties::Forbid),
        FunnelRule { ties: Ties::Grace(second), ..base.clone() },
        FunnelRule { ties: Ties::Grace(second), order: Order::Strict, ..base.clone() },
        FunnelRule { window: Window::First(second), ..base.clone() },
        FunnelRule { window: Window::Each(second), ..base.clone() },
        FunnelRule { window: Window::Each(second), order: Order::Any, ..base.clone() },
        FunnelRule { window: Window::Each(second), order: Order::Strict, ..base.clone() },
        with(|rule| rule.window = Window::Session),
        with(|rule| rule.unit = Unit::Session),
        with(|rule| rule.unit = Unit::Attempt),
        with(|rule| (rule.unit, rule.order) = (Unit::Attempt, Order::Strict)),
        with(|rule| (rule.unit, rule.order) = (Unit::Attempt, Order::Any)),
        with(|rule| rule.entry = Entry::First),
        with(|rule| rule.open = true),
        with(|rule| rule.steps.iter_mut().skip(1).step_by(2).for_each(|step| step.optional = true)),
        FunnelRule { exclude: vec![excluded("x", (1, 2)), excluded("a", (2, 4))], ..base.clone() },
    ]
}

#[test]
fn thirty_rows_at_one_instant_blow_nothing_up_under_any_switch() {
    // (What blows up would not end.) Thirty different rows, each matching about half of eight steps, and a thousand of them; then three hundred over ten instants.
    let sets: Vec<String> = (0..8)
        .map(|step: u32| {
            ('A'..='~').take(30).filter(|c| ((*c as u32 * 37 + step * 11) % 97).is_multiple_of(2)).collect()
        })
        .collect();
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let names: Vec<String> = ('A'..='~').take(30).map(String::from).collect();
    for (many, spread) in [(30, 1), (1_000, 1), (300, 10)] {
        let all: Vec<(&str, i64, &str)> =
            (0..many).map(|at| ("p", at % spread, names[at as usize % 30].as_str())).collect();
        let table = events(&all);
        for rule in switched(&letters(&sets)) {
            let counted = count(&[&table], &FunnelRule { by: Some("person".to_owned()), ..rule.clone() });
            let counted = counted.unwrap_or_else(|error| panic!("{many} rows: {error:?}\n{rule:?}"));
            let level = people(&counted.funnel)[0];
            assert!(level >= 1, "{many} rows: {rule:?}");
            let ordered = rule.order == Order::Ordered && rule.ties != Ties::Forbid;
            if spread == 1 && ordered && rule.exclude.is_empty() && rule.unit != Unit::Attempt {
                assert_eq!(people(&counted.funnel), [1; 8], "{many} rows: {rule:?}");
            }
        }
    }
}

#[test]
fn nothing_in_gives_zeros_under_any_switch() {
    for table in [events(&[]), events(&[("p", 0, "z")])] {
        for rule in switched(&steps("abcd")) {
            let counted = count(&[&table], &rule).unwrap();
            assert_eq!(
                (people(&counted.funnel), pending(&counted.funnel)),
                (vec![0; 4], vec![0; 4]),
                "{rule:?}"
            );
            let shown = jejak::figures::funnel::figures(&counted.funnel, counted.people, None);
            let step =
                |step: &jejak::figures::StepFigures| (step.of_previous, step.of_first, step.seconds.median);
            assert!(shown.steps.iter().all(|shown| step(shown) == (None, None, None)), "{rule:?}");
        }
    }
}

#[test]
fn long_windows_late_times_and_long_ids_are_exact_under_any_switch() {
    // Ids that differ beyond 2^53; times of 10^14 s are 10^20 µs and cannot be held: 10^14 ms and µs can.
    let ids = ["9007199254740992", "9007199254740993", "9007199254740994"];
    for unit in [1, 1_000] {
        let base = 100_000_000_000_000 * unit;
        let year = 1_000_000_000 * 1_000_000;
        let mut table = events(&[("", 0, ""); 7]);
        table.columns = vec![
            role(Role::Person, texts([ids[0], ids[0], ids[1], ids[1], ids[2], ids[0], ids[1]])),
            role(Role::Event, texts(["a", "b", "a", "b", "b", "c", "c"])),
            role(
                Role::Time,
                Data::Times(vec![base, base + year, base, base + year + 1, base, base + year, base]),
            ),
        ];
        let billion = Duration::seconds(1_000_000_000);
        let with = |rule: FunnelRule| people(&count(&[&table], &rule).unwrap().funnel);
        assert_eq!(with(FunnelRule { window: Window::First(billion), ..steps("abc") }), [2, 1, 1]);
        assert_eq!(with(FunnelRule { window: Window::Each(billion), ..steps("abc") }), [2, 1, 1]);
        assert_eq!(with(FunnelRule { window: Window::First(billion), ..steps("ab?c") }), [2, 1, 2]);
        let grace = FunnelRule { ties: Ties::Grace(billion), window: Window::First(billion), ..steps("abc") };
        assert_eq!(with(grace), [2, 1, 1]);
        let attempts = FunnelRule { unit: Unit::Attempt, window: Window::First(billion), ..steps("abc") };
        assert_eq!(with(attempts), [2, 1, 1]);
    }
    // At the ends of what a time can be, nothing overflows.
    let mut table = table(&["0a 1b", "0b 1a"]);
    table.columns[2].data = Data::Times(vec![i64::MIN + 1, i64::MAX, i64::MAX - 1, i64::MAX]);
    for mut rule in switched(&steps("abab")) {
        rule.session_gap = Some(Duration { micros: i64::MAX });
        for window in
            [Window::First(Duration { micros: i64::MAX }), Window::Each(Duration { micros: 0 }), rule.window]
        {
            let grace = Ties::Grace(Duration { micros: i64::MAX });
            for ties in [rule.ties, grace] {
                let counted = count(&[&table], &FunnelRule { window, ties, ..rule.clone() }).unwrap();
                assert!(counted.people >= 2, "{rule:?}");
            }
        }
    }
}
