//! A second count of the same people, by other means: whole lists instead of sums, texts instead of numbers.

use std::collections::{BTreeMap, BTreeSet};

/// Minute and event.
pub type Row = (i64, usize);
/// The rows of each person, in order.
pub type Log = Vec<Vec<Row>>;
/// The name of the thing of an event; empty where it has none.
pub type Thing<'t> = &'t dyn Fn(usize) -> &'static str;

/// What was counted.
#[derive(Debug, Default, PartialEq)]
pub struct Counted {
    pub total: u64,
    /// People and times.
    pub links: BTreeMap<(String, String), (u64, u64)>,
    pub ways: BTreeMap<(Vec<String>, bool), u64>,
    pub after: BTreeMap<String, BTreeMap<String, u64>>,
}

/// Sessions of half an hour without anything, or the person whole.
fn units(rows: &[Row], sessions: bool) -> Vec<Vec<Row>> {
    if !sessions {
        return vec![rows.to_vec()];
    }
    rows.chunk_by(|a, b| b.0 - a.0 <= 30).map(<[Row]>::to_vec).collect()
}

pub fn count(log: &Log, sessions: bool, thing: Thing<'_>) -> Counted {
    let mut counted = Counted::default();
    for unit in log.iter().flat_map(|rows| units(rows, sessions)) {
        let all: Vec<&str> = unit.iter().map(|row| thing(row.1)).filter(|name| !name.is_empty()).collect();
        if all.is_empty() {
            continue;
        }
        counted.total += 1;
        // With an empty name before and behind, every pair of neighbours is a move, a repeat, an entry or an exit.
        let walk: Vec<&str> = [""].into_iter().chain(all.iter().copied()).chain([""]).collect();
        let pairs: Vec<(&str, &str)> = walk.windows(2).map(|pair| (pair[0], pair[1])).collect();
        for (from, to) in pairs.iter().collect::<BTreeSet<_>>() {
            let times = pairs.iter().filter(|pair| **pair == (*from, *to)).count() as u64;
            let sum = counted.links.entry(((*from).to_owned(), (*to).to_owned())).or_default();
            *sum = (sum.0 + 1, sum.1 + times);
        }
        let mut way: Vec<String> = all.iter().map(|name| (*name).to_owned()).collect();
        way.dedup();
        let more = way.len() > 10;
        way.truncate(10);
        *counted.ways.entry((way, more)).or_default() += 1;
    }
    counted
}

/// How many of three steps are reached in order from the row at `start`, each as soon as it comes.
fn reached(unit: &[Row], start: usize, window: Option<i64>, step: &dyn Fn(usize) -> Option<usize>) -> usize {
    let mut level = 0;
    for row in &unit[start..] {
        let near = window.is_none_or(|window| row.0 - unit[start].0 <= window);
        if near && step(row.1) == Some(level) {
            level += 1;
        }
    }
    level
}

/// By step: what those did next who are lost there.
pub fn after(
    log: &Log,
    sessions: bool,
    window: Option<i64>,
    step: &dyn Fn(usize) -> Option<usize>,
    thing: Thing<'_>,
) -> BTreeMap<String, BTreeMap<String, u64>> {
    let end = log.iter().flatten().map(|row| row.0).max().unwrap_or(0);
    let mut after: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for unit in log.iter().flat_map(|rows| units(rows, sessions)) {
        let starts: Vec<usize> = (0..unit.len()).filter(|at| step(unit[*at].1) == Some(0)).collect();
        let level = starts.iter().map(|at| reached(&unit, *at, window, step)).max().unwrap_or(0);
        let open =
            window.is_some_and(|window| starts.last().is_some_and(|start| end < unit[*start].0 + window));
        if level == 0 || level == 3 || open {
            continue;
        }
        let left = (0..unit.len()).filter(|at| step(unit[*at].1) == Some(level - 1)).max().unwrap();
        let here = thing(unit[left].1);
        let others = unit[left + 1..].iter().map(|row| thing(row.1));
        let next = others.filter(|name| !name.is_empty() && *name != here).collect::<Vec<_>>();
        let to = next.first().copied().unwrap_or("");
        let step = ["a", "b", "c"][level - 1].to_owned();
        *after.entry(step).or_default().entry(to.to_owned()).or_default() += 1;
    }
    after
}

/// The rows from the first of `from` to the first of `to` behind it, with the repeats of both; none where one is missing.
pub fn clip(rows: &[Row], from: Option<&str>, to: Option<&str>, thing: Thing<'_>) -> Vec<Row> {
    let rows: Vec<Row> = rows.iter().copied().filter(|row| !thing(row.1).is_empty()).collect();
    let visits: Vec<&[Row]> = rows.chunk_by(|a, b| thing(a.1) == thing(b.1)).collect();
    let first = |name: &str, after: usize| (after..visits.len()).find(|at| thing(visits[*at][0].1) == name);
    let start = from.map_or(Some(0), |name| first(name, 0));
    let Some(start) = start else { return Vec::new() };
    let end = match to {
        None => Some(visits.len()),
        Some(name) => first(name, start + usize::from(from == to)).map(|at| at + 1),
    };
    end.map_or(Vec::new(), |end| visits[start..end].concat())
}
