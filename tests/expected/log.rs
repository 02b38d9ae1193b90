//! Event logs: funnels, moves, variants.

use jejak::analyse::funnel::{Counted, count};
use jejak::analyse::matching::Matcher;
use jejak::analyse::people::{People, Row};
use jejak::analyse::{self, Options};
use jejak::figures::funnel::figures;
use jejak::figures::rates::share;
use jejak::model::evidence::{Evidence, Moves, StepCounts};
use jejak::model::journey::{Journey, Stage};
use jejak::model::rule::{FunnelRule, Order, Rule, Step, Test, Window};
use jejak::model::table::Table;
use jejak::model::time::Duration;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A condition on a field.
pub fn is(field: &str, value: &str) -> Rule {
    Rule::Field { source: None, field: field.to_owned(), test: Test::Equals(value.to_owned()), not: false }
}

/// Which rows of a log are meant by an event's name.
pub type Meant = fn(&str) -> Rule;

fn step(name: &str, meant: Meant) -> Step {
    Step { id: name.to_owned(), name: name.to_owned(), any: vec![meant(name)], optional: false, window: None }
}

/// The ordered rule over events.
pub fn rule<'a>(steps: impl IntoIterator<Item = &'a str>, meant: Meant) -> FunnelRule {
    FunnelRule { steps: steps.into_iter().map(|name| step(name, meant)).collect(), ..FunnelRule::default() }
}

/// Texts of a list.
pub fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn counts(counted: &Counted, of: fn(&StepCounts) -> u64) -> Vec<u64> {
    counted.funnel.steps.iter().map(of).collect()
}

/// People by step, their rates, and who is lost to the next; `whole`: rates of everybody, the pending included, as the
/// other program has them.
fn closed(counted: &Counted) -> Value {
    let people = counts(counted, |step| step.people);
    let shown = figures(&counted.funnel, counted.people, None);
    let pending = counted.funnel.steps.iter().any(|step| step.pending > 0);
    let rate = |of: usize, at: usize| share(people[at], people[of]);
    let each = 0..people.len();
    let (previous, first): (Vec<_>, Vec<_>) = if pending {
        // jejak leaves them out of its rates; the other program does not know them.
        each.map(|at| (at.checked_sub(1).and_then(|before| rate(before, at)), rate(0, at))).unzip()
    } else {
        shown.steps.iter().map(|step| (step.of_previous, step.of_first)).unzip()
    };
    let dropped: Vec<u64> = people.windows(2).map(|pair| pair[0] - pair[1]).collect();
    if !pending {
        assert!(shown.steps.iter().zip(&dropped).all(|(step, dropped)| step.dropped == *dropped));
    }
    json!({"counts": people, "step_rate": previous, "overall_rate": first, "dropped_to_next": dropped})
}

/// Seconds from the first step to the last, on each person's earliest chain: not shown by jejak, made of its rows.
fn total(table: &Table, rule: &FunnelRule) -> Value {
    let matcher = Matcher::new(&[table], rule.steps.iter().map(|step| step.any.as_slice())).unwrap();
    let people = People::new(&[table], &matcher).unwrap();
    let mut found: Vec<i64> = Vec::new();
    for rows in people.each() {
        let mut times: Vec<i64> = Vec::new();
        for row in rows {
            if times.len() < rule.steps.len() && row.mask & 1 << times.len() != 0 {
                times.push(row.time);
            }
        }
        if times.len() == rule.steps.len() {
            found.push(times[times.len() - 1] - times[0]);
        }
    }
    let median = analyse::seconds::quantiles(&mut found).unwrap()[1];
    json!({"n": found.len(), "median_s": median})
}

/// A funnel as the file has it; windows are those that are asked for.
pub fn funnel(table: &Table, expected: &Value, meant: Meant) -> Value {
    let rule = rule(texts(&expected["steps"]), meant);
    let with = |rule: FunnelRule| count(&[table], &rule).unwrap();
    let counted = with(rule.clone());
    let any = with(FunnelRule { order: Order::Any, ..rule.clone() });
    let strict = with(FunnelRule { order: Order::Strict, ..rule.clone() });
    assert_eq!(counts(&counted, |step| step.any_order), counts(&any, |step| step.people));
    let windows = expected["closed_within_s"].as_object().unwrap().keys().map(|seconds| {
        let window = Window::First(Duration::seconds(seconds.parse().unwrap()));
        (seconds.clone(), closed(&with(FunnelRule { window, ..rule.clone() })))
    });
    let between =
        counted.funnel.steps.iter().zip(&counted.exact.steps).enumerate().map(|(at, (step, exact))| {
            let exact = exact.filter(|_| at > 0)?;
            let mean = step.seconds.sum as f64 / step.seconds.n as f64 / 1000.0;
            // The sum is of whole milliseconds, each rounded.
            let mean = (mean * 1000.0).round() / 1000.0;
            Some(json!({"n": step.seconds.n, "median_s": exact[1], "mean_s": mean, "p90_s_linear": exact[3]}))
        });
    json!({
        "steps": expected["steps"],
        "journeys": counted.people,
        "closed": closed(&counted),
        "closed_within_s": Value::Object(windows.collect()),
        "time_between": between.collect::<Vec<_>>(),
        "total_time": total(table, &rule),
        "seen_per_step": counts(&counted, |step| step.seen),
        "any_order_counts": counts(&any, |step| step.people),
        "strict_counts": counts(&strict, |step| step.people),
    })
}

/// A journey with a stage an event.
fn stages(table: &Table, events: &[String], meant: Meant) -> Evidence {
    let stage = |name: &String| Stage {
        id: name.clone(),
        name: name.clone(),
        rules: vec![meant(name)],
        ..Stage::default()
    };
    let journey = Journey { stages: events.iter().map(stage).collect(), ..Journey::default() };
    let options = Options { min_group: 1, comments: false, events: false };
    analyse::measure(&journey, vec![table.clone()], &options).unwrap().0
}

/// Everybody's events in their order.
fn ways(table: &Table, events: &[String], meant: Meant) -> Vec<Vec<usize>> {
    let rules: Vec<Vec<Rule>> = events.iter().map(|event| vec![meant(event)]).collect();
    let matcher = Matcher::new(&[table], rules.iter().map(Vec::as_slice)).unwrap();
    let people = People::new(&[table], &matcher).unwrap();
    let way = |rows: &[Row]| {
        rows.iter().filter(|row| row.mask != 0).map(|row| row.mask.trailing_zeros() as usize).collect()
    };
    people.each().map(|rows| way(&rows)).collect()
}

/// The first of a list by count that the file has, in the file's own order where counts are equal; nothing that is
/// left out may be larger.
fn top<K: Ord + Clone>(
    counts: &BTreeMap<K, u64>,
    expected: &Value,
    key: impl Fn(&Value) -> K,
    show: impl Fn(&K, u64) -> Value,
) -> Value {
    let wanted: Vec<K> = expected.as_array().unwrap().iter().map(key).collect();
    let least = wanted.iter().map(|key| counts.get(key).copied().unwrap_or(0)).min().unwrap();
    let left = counts.iter().filter(|(key, _)| !wanted.contains(key));
    assert!(left.map(|(_, n)| *n).max().unwrap_or(0) <= least, "something larger is left out");
    wanted.iter().map(|key| show(key, counts.get(key).copied().unwrap_or(0))).collect()
}

/// Moves, first and last events; lengths and variants, which jejak does not show, of its rows.
pub fn transitions(table: &Table, events: &[String], expected: &Value, meant: Meant) -> Value {
    let evidence = stages(table, events, meant);
    let moves = &evidence.moves[0];
    // Between the events themselves, as they are told of a journey without touchpoints, it is the same.
    let told = evidence.moves.iter().find(|moves| moves.level == "event").unwrap();
    let counts = |moves: &Moves| -> Vec<_> {
        let counts = moves.links.iter().map(|l| (l.from.clone(), l.to.clone(), l.people, l.times));
        let mut counts: Vec<_> = counts.collect();
        counts.sort();
        counts
    };
    // Where of each event's rows only some are meant, all others are moves too.
    if matches!(meant(""), Rule::Field { .. }) {
        assert_eq!((told.total, counts(told)), (moves.total, counts(moves)));
    }
    let mut links: BTreeMap<(String, String), u64> = BTreeMap::new();
    let (mut first, mut last) = (Map::new(), Map::new());
    for link in &moves.links {
        match (link.from.as_str(), link.to.as_str()) {
            ("", to) => drop(first.insert(to.to_owned(), link.people.into())),
            (from, "") => drop(last.insert(from.to_owned(), link.people.into())),
            (from, to) => drop(links.insert((from.to_owned(), to.to_owned()), link.times)),
        }
    }
    let text = |value: &Value, key: &str| value[key].as_str().unwrap().to_owned();
    let top10 = top(
        &links,
        &expected["top10"],
        |one| (text(one, "from"), text(one, "to")),
        |(from, to), n| json!({"from": from, "to": to, "n": n}),
    );
    let ways = ways(table, events, meant);
    assert_eq!(ways.len() as u64, moves.total);
    let mut variants: BTreeMap<String, u64> = BTreeMap::new();
    for way in &ways {
        let names: Vec<&str> = way.iter().map(|at| events[*at].as_str()).collect();
        *variants.entry(names.join(" > ")).or_insert(0) += 1;
    }
    let top5 = top(
        &variants,
        &expected["top5_variants"],
        |one| text(one, "path"),
        |path, n| json!({"path": path, "n": n}),
    );
    let mut lengths: Vec<i64> = ways.iter().map(|way| way.len() as i64 * 1_000_000).collect();
    let median = analyse::seconds::quantiles(&mut lengths).unwrap()[1];
    let length = |micros: i64| micros / 1_000_000;
    json!({
        "n_pairs_total": links.values().sum::<u64>(),
        "distinct_pairs": links.len(),
        "top10": top10,
        "first_event": first,
        "last_event": last,
        "journey_length": {
            "mean": (lengths.iter().map(|l| length(*l) as f64).sum::<f64>() / lengths.len() as f64),
            "median": median,
            "max": length(*lengths.iter().max().unwrap()),
            "min": length(*lengths.iter().min().unwrap()),
        },
        "distinct_variants": variants.len(),
        "top5_variants": top5,
    })
}
