//! All ways to count a funnel give the same: rows as they come, rows packed, people's rows a step at a time, and
//! the general rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::funnel::{Counted, Levels, count, levels};
use jejak::ingest::{Plan, Reader};
use jejak::model::rule::{FunnelRule, Role, Ties, Unit, Window};
use jejak::model::table::{Data, NO_TIME, Table, Texts};
use jejak::model::time::Duration;
use reference::Random;
use reference::table::{header, letters, people, role, texts};
use std::collections::BTreeSet;

/// How the tables of one case are made.
#[derive(Clone, Copy, Debug)]
struct Case {
    tables: usize,
    rows: usize,
    persons: u64,
    /// Times lie below this: few give many ties, and the most cannot be packed.
    span: u64,
    in_time: bool,
    /// Rows of nobody lie anywhere, the others in the order of time.
    stray: bool,
    lifecycle: bool,
    /// The dictionary has a name twice, and one with blanks at its ends.
    untidy: bool,
}

fn case(random: &mut Random) -> Case {
    let pick = |random: &mut Random, of: &[u64]| of[random.below(of.len() as u64) as usize];
    Case {
        tables: pick(random, &[1, 1, 1, 2, 3]) as usize,
        rows: pick(random, &[0, 1, 30, 200, 200, 1_024, 3_000, 9_000]) as usize,
        persons: pick(random, &[1, 5, 40, 300]),
        span: pick(random, &[1, 6, 50, 50, 100_000, 2_000_000_000]),
        in_time: random.below(2) == 0,
        stray: random.below(5) == 0,
        lifecycle: random.below(6) == 0,
        untidy: random.below(3) == 0,
    }
}

/// Names by code; the reader gives each text once, an author's own table may not.
fn names(case: &Case) -> Texts {
    let mut names = Texts::new();
    for person in 0..case.persons {
        names.push_entry(&format!("p{person}"));
    }
    if case.untidy {
        for odd in ["p0", " p0 ", "p1", " "] {
            names.push_entry(odd);
        }
    }
    names
}

/// Some time; of the longest span more than sixty bits.
fn time(random: &mut Random, case: &Case) -> i64 {
    let unit = if case.span > 1_000_000_000 { 4_000_000_000 } else { 1_000_000 };
    random.below(case.span) as i64 * unit - 3_000_000
}

fn table(random: &mut Random, case: &Case, at: usize) -> Table {
    let mut persons = names(case);
    let entries = persons.entries() as u64;
    let mut times: Vec<i64> = Vec::new();
    let (mut events, mut phases) = (Vec::new(), Vec::new());
    for _ in 0..case.rows {
        // Code 0 is nobody, and so is a code beyond the dictionary.
        let beyond = random.below(200) == 0;
        persons.codes.push(if beyond { entries as u32 + 5 } else { random.below(entries) as u32 });
        times.push(time(random, case));
        events.push(["a", "b", "c", "d", "e", "x", "y"][random.below(7) as usize]);
        phases.push(["start", "complete", ""][random.below(3) as usize]);
    }
    if case.in_time {
        times.sort_unstable();
    }
    for (time, code) in times.iter_mut().zip(&persons.codes) {
        if case.stray && (*code == 0 || *code as u64 >= entries) {
            *time = self::time(random, case);
        }
        if random.below(40) == 0 {
            *time = NO_TIME;
        }
    }
    let mut columns = vec![
        role(Role::Person, Data::Texts(persons)),
        role(Role::Event, texts(events)),
        role(Role::Time, Data::Times(times)),
        header("same", texts((0..case.rows).map(|_| "all"))),
        header("mark", texts((0..case.rows).map(|row| (row % 7).to_string()))),
    ];
    if case.lifecycle {
        columns.push(role(Role::Lifecycle, texts(phases)));
    }
    Table { source: format!("t{at}"), columns, read: case.rows as u64, ..Table::default() }
}

fn rule(random: &mut Random) -> FunnelRule {
    let steps: [&[&str]; 7] = [
        &["a", "b", "c", "d", "e"],
        &["a", "b", "c"],
        &["b", "a"],
        &["a"],
        &["ab", "c", "de"],
        // A row matches several steps: the quick ways are not for these.
        &["a", "b", "a"],
        &["ab", "b", "c"],
    ];
    let windows = [None, Some(0), Some(2), Some(30), Some(40_000)];
    let window = windows[random.below(5) as usize];
    FunnelRule {
        window: window.map_or(Window::None, |window| Window::First(Duration::seconds(window))),
        ties: if random.below(8) == 0 { Ties::Forbid } else { Ties::Allow },
        unit: if random.below(6) == 0 { Unit::Session } else { Unit::Person },
        ..letters(steps[random.below(7) as usize])
    }
}

/// By the general rules: rows of one held value, the same in all rows, may all be used together.
fn general(tables: &[&Table], rule: &FunnelRule) -> Counted {
    count(tables, &FunnelRule { hold: Some("same".to_owned()), ..rule.clone() }).unwrap()
}

/// Expects the same of levels, of counts and of what the general rules count, which is returned.
fn same(tables: &[&Table], rule: &FunnelRule, about: &str) -> Counted {
    let expected = general(tables, rule);
    assert_eq!(count(tables, rule).unwrap(), expected, "{about}");
    let said = Levels {
        people: expected.people,
        reached: people(&expected.funnel),
        pending: expected.funnel.steps.iter().map(|step| step.pending).collect(),
        period: expected.period,
        usable: expected.usable.clone(),
    };
    assert_eq!(levels(tables, rule).unwrap(), said, "{about}");
    expected
}

#[test]
fn every_way_to_count_gives_the_same() {
    let mut random = Random(20_261_129);
    let (mut reached, mut open, mut timed, mut several) = (0, 0, 0, 0);
    for turn in 0..700 {
        let case = case(&mut random);
        let rule = rule(&mut random);
        let tables: Vec<Table> = (0..case.tables).map(|at| table(&mut random, &case, at)).collect();
        let tables: Vec<&Table> = tables.iter().collect();
        let about = format!("turn {turn}: {case:?} {:?} {:?} {:?}", rule.window, rule.unit, rule.ties);
        let expected = same(&tables, &rule, &about);

        let by = FunnelRule { by: Some("mark".to_owned()), ..rule.clone() };
        assert_eq!(count(&tables, &by).unwrap(), general(&tables, &by), "{about}");

        let steps = &expected.funnel.steps;
        reached += steps.last().unwrap().people;
        open += steps.iter().map(|step| step.pending).sum::<u64>();
        timed += steps.iter().map(|step| step.seconds.n).sum::<u64>();
        several += usize::from(case.tables > 1 && case.rows > 0);
    }
    // The cases hold what they are to hold.
    assert!(
        reached > 5_000 && open > 2_000 && timed > 8_000 && several > 200,
        "{reached} {open} {timed} {several}"
    );
}

/// A table of so many names that levels keep starts by groups of neighbouring rows: everybody has a, twice, then b and c,
/// whose distance from a is the window give or take a few rows; so many rows have one time.
fn crowd(random: &mut Random, tied: i64) -> (Table, FunnelRule) {
    let (mut persons, mut events) = (Texts::new(), Vec::new());
    (0..600_000).for_each(|person| {
        persons.push_entry(&format!("p{person}"));
    });
    for (event, rows) in [("a", 0..30_000_u64), ("b", 30_000..60_000), ("c", 60_000..90_000)] {
        for row in rows {
            // Three have their a, and then the same three once more; of c most have one or none.
            let near = if event == "a" { row } else { row + random.below(160) };
            let stray = random.below(9) < if event == "c" { 7 } else { 1 };
            persons.codes.push((near % 30_000 / 6 * 3 + near % 3 + 1) as u32);
            events.push(if stray { "x" } else { event });
        }
    }
    let times = (0..90_000).map(|row| if row % 50 == 49 { NO_TIME } else { row / tied * 1_000_000 });
    let columns = vec![
        role(Role::Person, Data::Texts(persons)),
        role(Role::Event, texts(events)),
        role(Role::Time, Data::Times(times.collect())),
        header("same", texts((0..90_000).map(|_| "all"))),
    ];
    let window = Window::First(Duration::seconds(59_920 / tied));
    (Table { columns, read: 90_000, ..Table::default() }, FunnelRule { window, ..letters(&["a", "b", "c"]) })
}

#[test]
fn a_crowd_at_the_edge_of_the_window_gives_the_same_every_way() {
    let mut random = Random(65_536);
    for tied in [1, 3, 40] {
        let (table, rule) = crowd(&mut random, tied);
        let reached = people(&same(&[&table], &rule, &format!("{tied}")).funnel);
        assert!(reached[1] > 10_000 && (1_000..10_000).contains(&reached[2]), "{tied}: {reached:?} reached");
    }
}

/// Rows of `who`, `what` and when, as they lie in a file.
fn lying(rows: &[(&str, &str, i64)]) -> Table {
    let columns = vec![
        role(Role::Person, texts(rows.iter().map(|row| row.0))),
        role(Role::Event, texts(rows.iter().map(|row| row.1))),
        role(Role::Time, Data::Times(rows.iter().map(|row| row.2).collect())),
        header("same", texts(rows.iter().map(|_| "all"))),
    ];
    Table { columns, read: rows.len() as u64, ..Table::default() }
}

/// Levels of steps a and b within ten microseconds, as levels and as the general rules count them.
fn told(rows: &[(&str, &str, i64)]) -> [(Vec<u64>, Vec<u64>); 2] {
    let table = lying(rows);
    let window = Window::First(Duration { micros: 10 });
    let rule = FunnelRule { window, ..letters(&["a", "b"]) };
    let quick = levels(&[&table], &rule).unwrap();
    let slow = general(&[&table], &rule).funnel;
    let pending = slow.steps.iter().map(|step| step.pending).collect();
    [(quick.reached, quick.pending), (people(&slow), pending)]
}

#[test]
fn a_row_without_a_time_before_all_others_is_no_part_of_their_instant() {
    let [quick, slow] = told(&[("q", "x", NO_TIME), ("p", "b", 0), ("p", "a", 0), ("q", "x", 100)]);
    assert_eq!((&quick, &slow.0), (&slow, &vec![1, 1]));
}

#[test]
fn a_last_row_without_a_time_is_nobodys() {
    let [quick, slow] = told(&[("p", "a", 5), ("p", "b", NO_TIME)]);
    assert_eq!((&quick, &slow.0), (&slow, &vec![1, 0]));
}

#[test]
fn rows_of_nobody_after_the_end_of_the_data_close_no_attempt() {
    let [quick, slow] = told(&[("p", "a", 0), ("", "x", 1_000)]);
    assert_eq!((&quick, &slow.1), (&slow, &vec![1, 0]));
}

#[test]
fn texts_that_a_reader_calls_distinct_are_trimmed_and_no_two_are_alike() {
    let file = "user_id,event,time\n ann ,a,2026-01-01\n\"ann\",b,2026-01-02\nann\u{feff},a,2026-01-03\n\
                \u{a0}bo\u{a0},a,2026-01-04\nbo,b,2026-01-05\nNULL,a,2026-01-06\n,b,2026-01-07\n\u{3000},a,2026-01-08\n";
    let mut reader = Reader::new(Plan::default());
    reader.push(file.as_bytes()).unwrap();
    let table = reader.finish().unwrap().table;
    let mut seen = 0;
    for column in &table.columns {
        let Data::Texts(texts) = &column.data else { continue };
        let all: Vec<&str> = (0..texts.entries()).map(|code| texts.entry(code as u32)).collect();
        let names: BTreeSet<&str> = all.iter().map(|text| text.trim()).collect();
        assert!(texts.distinct && names.len() == all.len(), "{}: {all:?}", column.header);
        assert!(all.iter().all(|text| text.trim() == *text), "{}: {all:?}", column.header);
        seen += all.len();
    }
    assert_eq!(seen, 3 + 3, "two people and two events, and what is blank");
    let Data::Texts(texts) = &table.role(Role::Person).unwrap().data else { panic!() };
    let mut more = texts.clone();
    more.push_entry(" ann");
    assert!(!more.distinct, "nobody has looked whether it is there");
}
