//! Events of an invented shop, the same on every machine: what the benchmarks count.
//!
//! One person has ten rows in the mean (1 to about 100), in visits that lie hours to days apart; twelve event
//! names; five of them are the steps, repeated often; one row in a hundred shares its time with the row before.
//! Persons start anywhere in 90 days; times are in whole milliseconds. Codes are given as a reader gives them: in
//! the order in which the texts are first met.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::model::rule::{FunnelRule, Role, Rule, Step, Test, Window};
use jejak::model::table::{Column, Data, Table, Texts};
use jejak::model::time::Duration;
use std::collections::HashMap;

/// The event names; the first five are the steps.
pub const EVENTS: [&str; 12] = [
    "view", "product", "cart", "checkout", "pay", "search", "wishlist", "login", "logout", "share", "review",
    "help",
];
/// How many of them are steps.
pub const STEPS: usize = 5;
/// The window in days, from the first step.
pub const DAYS: i64 = 7;

/// Small random numbers from a seed (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// In which order the rows lie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// As a log is written.
    InTime,
    /// In no order at all.
    Shuffled,
}

/// Ready columns: one cell a row.
pub struct Columns {
    /// Codes of persons, from 1 in the order of first mention.
    pub persons: Vec<u32>,
    /// Index into [`EVENTS`].
    pub events: Vec<u8>,
    /// Microseconds since 1970.
    pub times: Vec<i64>,
}

/// `rows` rows.
pub fn columns(rows: usize, lie: Lie) -> Columns {
    let mut random = Random(20_261_128);
    let mut all: Vec<(i64, u32, u8)> = Vec::with_capacity(rows);
    let mut person = 0;
    while all.len() < rows {
        person += 1;
        visits(&mut random, person, rows, &mut all);
    }
    match lie {
        Lie::InTime => all.sort_by_key(|row| row.0),
        Lie::Shuffled => {
            for at in (1..all.len()).rev() {
                all.swap(at, random.below(at as u64 + 1) as usize);
            }
        }
    }
    let mut codes = vec![0_u32; person as usize + 1];
    let mut next = 0;
    let mut code = |person: u32| {
        let code = &mut codes[person as usize];
        if *code == 0 {
            next += 1;
            *code = next;
        }
        *code
    };
    Columns {
        persons: all.iter().map(|row| code(row.1)).collect(),
        events: all.iter().map(|row| row.2).collect(),
        times: all.iter().map(|row| row.0).collect(),
    }
}

/// The rows of one person.
fn visits(random: &mut Random, person: u32, rows: usize, all: &mut Vec<(i64, u32, u8)>) {
    const SECOND: u64 = 1_000;
    const DAY: u64 = 86_400 * SECOND;
    // Milliseconds since the first of January 2026.
    let mut time = 1_767_225_600 * SECOND + random.below(90 * DAY);
    let mut reached = 0;
    loop {
        let event = match random.below(100) {
            // On to the next step; where all are done, from the first again.
            0..38 => {
                reached = if reached == STEPS as u64 { 1 } else { reached + 1 };
                reached - 1
            }
            // A step that was taken before, or the first.
            38..60 => random.below(reached.max(1)),
            _ => STEPS as u64 + random.below((EVENTS.len() - STEPS) as u64),
        };
        all.push(((time * 1_000) as i64, person, event as u8));
        // One row in ten is the last: ten in the mean.
        if all.len() == rows || random.below(10) == 0 {
            return;
        }
        time += match random.below(100) {
            0 => 0,
            1..80 => SECOND + random.below(600 * SECOND),
            80..95 => 3_600 * SECOND + random.below(DAY),
            _ => DAY + random.below(9 * DAY),
        };
    }
}

/// The columns as the analysis takes them.
pub fn table(columns: &Columns) -> Table {
    let mut persons = Texts::new();
    let most = columns.persons.iter().copied().max().unwrap_or(0);
    for code in 1..=most {
        // An odd factor: every name is another.
        persons.push_entry(&format!("u{:08x}", code.wrapping_mul(2_654_435_761)));
    }
    persons.codes.clone_from(&columns.persons);
    // As a reader knows, who has looked every name up.
    persons.distinct = true;
    let mut events = Texts::new();
    let mut known: HashMap<u8, u32> = HashMap::new();
    for event in &columns.events {
        let code = *known.entry(*event).or_insert_with(|| events.push_entry(EVENTS[*event as usize]));
        events.codes.push(code);
    }
    let column = |role: Role, data| Column { header: role.as_str().to_owned(), role: Some(role), data };
    Table {
        source: "shop".to_owned(),
        columns: vec![
            column(Role::Person, Data::Texts(persons)),
            column(Role::Event, Data::Texts(events)),
            column(Role::Time, Data::Times(columns.times.clone())),
        ],
        read: columns.persons.len() as u64,
        ..Table::default()
    }
}

/// Five steps in order, anything between, within seven days of the first.
pub fn rule() -> FunnelRule {
    let step = |name: &&str| Step {
        id: (*name).to_owned(),
        name: (*name).to_owned(),
        any: vec![Rule::Field {
            source: None,
            field: "event".to_owned(),
            test: Test::Equals((*name).to_owned()),
            not: false,
        }],
        optional: false,
        window: None,
    };
    FunnelRule {
        steps: EVENTS[..STEPS].iter().map(step).collect(),
        window: Window::First(Duration::seconds(DAYS * 86_400)),
        ..FunnelRule::default()
    }
}
