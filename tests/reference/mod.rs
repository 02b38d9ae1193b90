//! The funnel rules once more, by exhaustive and obvious search: no state, no pruning, no code shared with the
//! crate. A row is a time and one letter; a step is the letters that match it.

#![allow(dead_code)] // each test file uses its part

use chains::Law;

pub mod chains;
pub mod clickhouse;
pub mod sets;
pub mod shared;
pub mod table;

/// One row of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    pub time: i64,
    pub event: char,
}

/// How chains are limited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// From the first row, inclusive.
    pub first: Option<i64>,
    /// From the row before, inclusive.
    pub each: Option<i64>,
    /// Times must increase.
    pub forbid: bool,
    /// Only the person's first step-1 rows may start.
    pub first_entry: bool,
}

fn matches(steps: &[&str], step: usize, row: &Happening) -> bool {
    steps[step].contains(row.event)
}

/// All chains of exactly `length` rows, as the places of their rows: row i matches step i, no row twice, times do
/// not decrease (increase, where ties are forbidden), all within the window.
fn chains(rows: &[Happening], steps: &[&str], clock: &Clock, length: usize) -> Vec<Vec<usize>> {
    let mut chains = vec![Vec::new()];
    let entry = rows.iter().filter(|row| matches(steps, 0, row)).map(|row| row.time).min();
    for step in 0..length {
        let mut longer = Vec::new();
        for chain in &chains {
            for (at, row) in rows.iter().enumerate() {
                if chain.contains(&at) || !matches(steps, step, row) {
                    continue;
                }
                let fits = match (chain.first(), chain.last()) {
                    (Some(first), Some(last)) => {
                        let (start, before) = (rows[*first].time, rows[*last].time);
                        (if clock.forbid { row.time > before } else { row.time >= before })
                            && clock.first.is_none_or(|window| row.time - start <= window)
                            && clock.each.is_none_or(|window| row.time - before <= window)
                    }
                    _ => !clock.first_entry || Some(row.time) == entry,
                };
                if fits {
                    let mut next: Vec<usize> = chain.clone();
                    next.push(at);
                    longer.push(next);
                }
            }
        }
        chains = longer;
    }
    chains
}

/// The level by the ordered rule, and the lexicographically smallest times of a chain that long.
pub fn ordered(rows: &[Happening], steps: &[&str], clock: &Clock) -> (usize, Vec<i64>) {
    for length in (1..=steps.len()).rev() {
        let found = chains(rows, steps, clock, length);
        let times = |chain: &Vec<usize>| -> Vec<i64> { chain.iter().map(|at| rows[*at].time).collect() };
        if let Some(earliest) = found.iter().map(times).min() {
            return (length, earliest);
        }
    }
    (0, Vec::new())
}

/// Pending by the ordered rule: the last step was not reached, and an attempt may still grow after `end`.
pub fn ordered_pending(rows: &[Happening], steps: &[&str], clock: &Clock, end: i64) -> bool {
    if ordered(rows, steps, clock).0 == steps.len() {
        return false;
    }
    (1..steps.len()).any(|length| {
        chains(rows, steps, clock, length).iter().any(|chain| {
            let (first, last) = (rows[chain[0]].time, rows[chain[length - 1]].time);
            clock.first.is_some_and(|window| end < first + window)
                || clock.each.is_some_and(|window| end < last + window)
        })
    })
}

/// Rows in the fixed order of equal times: lowest step that matches (none: last), then the event's name.
fn in_order(rows: &[Happening], steps: &[&str]) -> Vec<Happening> {
    let mut rows = rows.to_vec();
    let step =
        |row: &Happening| (0..steps.len()).find(|step| matches(steps, *step, row)).unwrap_or(usize::MAX);
    rows.sort_by_key(|row| (row.time, step(row), row.event));
    rows
}

/// One attempt of the strict rule, followed through every choice it has: `chain` are the times of its steps so
/// far and `at` is the person's next row. Calls `stop` with every chain on the way, and whether it is alive
/// after the last row.
fn attempt(
    rows: &[Happening],
    steps: &[&str],
    clock: &Clock,
    chain: &[i64],
    at: usize,
    stop: &mut dyn FnMut(&[i64], bool),
) {
    let level = chain.len();
    stop(chain, at == rows.len());
    let Some(row) = rows.get(at) else { return };
    if level < steps.len() && matches(steps, level, row) {
        let in_time = clock.first.is_none_or(|window| row.time - chain[0] <= window);
        if in_time && !(clock.forbid && row.time == chain[level - 1]) {
            let mut next = chain.to_vec();
            next.push(row.time);
            attempt(rows, steps, clock, &next, at + 1, stop);
        }
    }
    if matches(steps, level - 1, row) {
        attempt(rows, steps, clock, chain, at + 1, stop);
    }
}

/// The level by the strict rule, the earliest times, and whether an attempt is open after `end`.
pub fn strict(rows: &[Happening], steps: &[&str], clock: &Clock, end: i64) -> (usize, Vec<i64>, bool) {
    let rows = in_order(rows, steps);
    let (mut best, mut open): (Vec<i64>, bool) = (Vec::new(), false);
    let entry = rows.iter().find(|row| matches(steps, 0, row)).map(|row| row.time);
    let may_start =
        |row: &Happening| matches(steps, 0, row) && (!clock.first_entry || Some(row.time) == entry);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| may_start(row)) {
        attempt(&rows, steps, clock, &[row.time], at + 1, &mut |chain, alive| {
            let earlier = chain.len() == best.len() && chain < best.as_slice();
            if chain.len() > best.len() || earlier {
                best = chain.to_vec();
            }
            open |= alive && clock.first.is_some_and(|window| end < chain[0] + window);
        });
    }
    (best.len(), best.clone(), open && best.len() < steps.len())
}

/// The level in any order, the lexicographically smallest times of rows that make it, and whether it is pending.
pub fn any(rows: &[Happening], steps: &[&str], clock: &Clock, end: i64) -> (usize, Vec<i64>, bool) {
    let law = Law { first: clock.first, each: vec![clock.each; steps.len()], ..Law::of(steps) };
    let best = law.any_order(rows, false, end);
    (best.times.len(), best.times, best.pending)
}

/// How many steps have a row at any time, one flag a step.
pub fn seen(rows: &[Happening], steps: &[&str]) -> Vec<bool> {
    (0..steps.len()).map(|step| rows.iter().any(|row| matches(steps, step, row))).collect()
}

/// Small random numbers from a seed (xorshift64*): the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}
