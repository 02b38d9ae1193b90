//! How many people came how far, and no more: no times, no chains, no order-free counts.
//!
//! Rows that lie in the order of time are counted as they come: one pass, and of each person the latest start of
//! a chain of every length. Others are packed and set in order first.
//!
//! Must never know: rates, chains.

use super::packed::{Met, Packed, Ready};
use super::single;
use super::starts::{Grouping, Start};
use super::stream::Stream;
use super::{FunnelRule, Matcher, count};
use crate::analyse::people::Usable;
use crate::error::Error;
use crate::model::rule::Unit;
use crate::model::table::{NO_TIME, Table};
use crate::model::time::Time;

/// How many people came how far: of the counts of a funnel those that need no second look.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Levels {
    /// Everybody seen in the funnel's sources.
    pub people: u64,
    /// By step: whose best attempt has it.
    pub reached: Vec<u64>,
    /// By step: who stopped there and may still go on after the end of the data.
    pub pending: Vec<u64>,
    /// First and last time of the funnel's sources.
    pub period: Option<(Time, Time)>,
    /// One a table: what became of its rows.
    pub usable: Vec<Usable>,
}

/// Counts levels by the same rules as [`count`], and with the same results.
///
/// Costs least where every row matches one step at most, the switches of the rule are the usual ones (in order,
/// ties allowed, best attempt, no window or one from the first step), and the rows of one table lie in the order of
/// time: then a row costs two look-ups and one comparison.
///
/// ```
/// use jejak::analyse::funnel::{count, levels};
/// # use jejak::model::rule::{FunnelRule, Role, Rule, Step, Test};
/// # use jejak::model::table::{Column, Data, Table, Texts};
/// # let texts = |cells: &[&str]| {
/// #     let mut texts = Texts::new();
/// #     for cell in cells { let code = texts.push_entry(cell); texts.codes.push(code); }
/// #     Data::Texts(texts)
/// # };
/// # let column = |role: Role, data| Column { header: role.as_str().to_owned(), role: Some(role), data };
/// // p sees and pays, q pays first
/// let table = Table {
///     columns: vec![
///         column(Role::Person, texts(&["p", "q", "q", "p"])),
///         column(Role::Event, texts(&["see", "pay", "see", "pay"])),
///         column(Role::Time, Data::Times(vec![1, 2, 3, 4])),
///     ],
///     ..Table::default()
/// };
/// # let step = |name: &str| Step {
/// #     id: name.to_owned(), name: name.to_owned(), optional: false, window: None,
/// #     any: vec![Rule::Field { source: None, field: "event".to_owned(), test: Test::Equals(name.to_owned()), not: false }],
/// # };
/// let rule = FunnelRule { steps: vec![step("see"), step("pay")], ..FunnelRule::default() };
/// let levels = levels(&[&table], &rule)?;
/// assert_eq!((levels.people, levels.reached), (2, vec![2, 1]));
/// # Ok::<(), jejak::Error>(())
/// ```
///
/// # Errors
/// As [`count`].
pub fn levels(tables: &[&Table], rule: &FunnelRule) -> Result<Levels, Error> {
    let matcher = Matcher::new(tables, rule.steps.iter().map(|step| step.any.as_slice()))?;
    matcher.complain()?;
    let window = single::window(rule).filter(|_| rule.unit == Unit::Person);
    if let Some(window) = window
        && let Some(ready) = Ready::new(tables, &matcher)?
    {
        let way = Way { steps: rule.steps.len(), window: window.unsigned_abs(), limited: window != i64::MAX };
        if let Some(levels) = in_time(&ready, &way).or_else(|| in_order(&ready, &way)) {
            return Ok(levels);
        }
    }
    let counted = count(tables, &FunnelRule { by: None, ..rule.clone() })?;
    let steps = counted.funnel.steps.iter();
    Ok(Levels {
        people: counted.people,
        reached: steps.clone().map(|step| step.people).collect(),
        pending: steps.map(|step| step.pending).collect(),
        period: counted.period,
        usable: counted.usable,
    })
}

/// What every person's rows are held against.
struct Way {
    steps: usize,
    /// Microseconds from the first step, inclusive.
    window: u64,
    limited: bool,
}

/// People by how far they came, and those who may still go on.
struct Sums {
    at: Vec<u64>,
    open: Vec<u64>,
}

impl Sums {
    fn new(steps: usize) -> Self {
        Self { at: vec![0; steps + 1], open: vec![0; steps + 1] }
    }

    /// Adds a person by how far they came, and whether an attempt of theirs may still grow.
    fn add(&mut self, level: usize, open: bool) {
        let last = self.at.len().saturating_sub(1);
        if let (Some(at), Some(pending)) = (self.at.get_mut(level), self.open.get_mut(level)) {
            *at += 1;
            *pending += u64::from(open && level > 0 && level < last);
        }
    }

    fn finish(self, met: Met) -> Levels {
        let further = |level: usize| self.at.iter().skip(level).sum();
        Levels {
            people: met.people,
            reached: (1..self.at.len()).map(further).collect(),
            pending: self.open.into_iter().skip(1).collect(),
            period: met.period,
            usable: met.usable,
        }
    }
}

/// The start of a chain that a row of `step` at `time` makes longer, by the starts known; 0 where it makes none.
///
/// `cell` is where the start of the row's own step stands among all; that of the step before stands before it.
fn grow(since: &mut [u64], cell: usize, time: u64, step: u32, window: u64) {
    let before = since.get(cell.saturating_sub(1)).copied().unwrap_or(0);
    let from = if step == 0 { time } else { before };
    if let Some(best) = since.get_mut(cell) {
        let near = from >= time.saturating_sub(window).max(1);
        *best = if near { from.max(*best) } else { *best };
    }
}

/// With fewer groups of rows than these within the window, its edge lies within that of a start too often.
const FEW_GROUPS: u64 = 256;

/// Bytes of all starts by their rows that the caches of most processors hold; what they hold is quick as it is.
const CACHED: usize = 8 << 20;

/// Says that starts were at the edge of the window too often to keep them by groups of rows.
#[derive(Debug, PartialEq, Eq)]
struct TooNear;

/// Rows of one table that lie in the order of time; `None` when they do not, or a row matches several steps.
fn in_time(ready: &Ready<'_, '_>, way: &Way) -> Option<Levels> {
    let (_, columns) = ready.tables().next()?;
    let cells = ready.persons.count().saturating_mul(way.steps.saturating_add(1));
    let many = cells > CACHED / size_of::<u32>();
    let grouping = if many { grouping(columns.times?, way) } else { None };
    let by_groups = grouping.map(|grouping| by_starts::<u16>(ready, way, grouping));
    match by_groups.unwrap_or(Err(TooNear)) {
        Ok(levels) => levels,
        Err(TooNear) => by_starts::<u32>(ready, way, Grouping::EACH).unwrap_or(None),
    }
}

/// Which rows are one group, so that two bytes tell groups apart; `None` for a window that has too few of them.
fn grouping(times: &[Time], way: &Way) -> Option<Grouping> {
    let rows = u32::try_from(times.len()).ok()?;
    let grouping = Grouping::in_two_bytes(rows)?;
    let known = |time: &&Time| **time != NO_TIME;
    let (first, last) = times.iter().find(known).zip(times.iter().rev().find(known))?;
    let span = last.abs_diff(*first) / u64::from(grouping.of(rows));
    (way.window / FEW_GROUPS >= span).then_some(grouping)
}

/// As [`in_time`], with starts kept as `S`.
fn by_starts<S: Start>(
    ready: &Ready<'_, '_>,
    way: &Way,
    grouping: Grouping,
) -> Result<Option<Levels>, TooNear> {
    let mut tables = ready.tables();
    let (Some((table, columns)), None) = (tables.next(), tables.next()) else { return Ok(None) };
    let window = if way.limited { i64::try_from(way.window).unwrap_or(i64::MAX) } else { i64::MAX };
    let stream = Stream::<S>::new(ready.persons.count(), way.steps, window, columns, grouping);
    let Some(mut stream) = stream else { return Ok(None) };
    stream.read(table, &ready.persons, ready.matcher);
    let period = stream.first.map(|first| (first, stream.last));
    if !stream.fits || stream.is_lost() {
        return if stream.fits { Err(TooNear) } else { Ok(None) };
    }
    let mut met = Met { people: 0, period, usable: vec![Usable::default(); ready.columns.len()] };
    if let Some(usable) = met.usable.get_mut(table) {
        *usable = stream.usable;
    }
    let (mut sums, open_from, none) = (Sums::new(way.steps), stream.open_from(), S::default());
    for (cells, person) in stream.people().zip(1..) {
        let Some((seen, starts)) = cells.split_first() else { continue };
        let level = starts.iter().filter(|start| **start != none).count();
        let first = starts.first().copied().unwrap_or_default();
        met.people += u64::from(*seen != none);
        sums.add(level, stream.is_open(person, first.into(), open_from));
    }
    if stream.is_lost() { Err(TooNear) } else { Ok(Some(sums.finish(met))) }
}

/// Rows in any order.
fn in_order(ready: &Ready<'_, '_>, way: &Way) -> Option<Levels> {
    let mut packed = Packed::new(ready, way.steps)?;
    let met = core::mem::take(&mut packed.met);
    let bits = packed.bits();
    let mut sums = Sums::new(way.steps);
    let mut since = vec![0_u64; way.steps];
    let (first, last) = met.period.unwrap_or((0, 0));
    let end = last.abs_diff(first).saturating_add(1);
    packed.each(|keys| {
        since.fill(0);
        for key in keys {
            let (step, time) = Packed::open(*key, bits);
            grow(&mut since, step as usize, time + 1, step, way.window);
        }
        let level = since.iter().filter(|start| **start != 0).count();
        let start = since.first().copied().unwrap_or(0);
        sums.add(level, way.limited && end < start.saturating_add(way.window));
    });
    Some(sums.finish(met))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::rule::{Role, Rule, Step, Test, Window};
    use crate::model::table::{Column, Data, Texts};
    use crate::model::time::Duration;

    const STEPS: [&str; 3] = ["a", "b", "c"];

    /// Small numbers that are the same in every run.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: u32) -> u32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) % u64::from(limit)) as u32
        }
    }

    /// Rows of who, what and when, as columns: who is a code from 1, and 0 or one too large is nobody.
    fn table(persons: u32, rows: &[(u32, &str, Time)]) -> Table {
        let (mut who, mut what) = (Texts::new(), Texts::new());
        (1..=persons).for_each(|person| {
            who.push_entry(&format!("p{person}"));
        });
        who.distinct = true;
        who.codes = rows.iter().map(|row| row.0).collect();
        for (_, event, _) in rows {
            let code = what.push_entry(event);
            what.codes.push(code);
        }
        let column = |role: Role, data| Column { header: role.as_str().to_owned(), role: Some(role), data };
        let times = Data::Times(rows.iter().map(|row| row.2).collect());
        let columns = vec![
            column(Role::Person, Data::Texts(who)),
            column(Role::Event, Data::Texts(what)),
            column(Role::Time, times),
        ];
        Table { columns, read: rows.len() as u64, ..Table::default() }
    }

    /// By how many rows are one group, what is counted; and what is, by rows that are set in order first.
    type Told = (Vec<Result<Option<Levels>, TooNear>>, Option<Levels>);

    fn told(table: &Table, window: Option<u64>, groups: &[u32]) -> Told {
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
        let micros = window.map(|window| Duration { micros: window.cast_signed() });
        let window = micros.map_or(Window::None, Window::First);
        let rule = FunnelRule { steps: STEPS.iter().map(step).collect(), window, ..FunnelRule::default() };
        let matcher = Matcher::new(&[table], rule.steps.iter().map(|step| step.any.as_slice())).unwrap();
        let ready = Ready::new(&[table], &matcher).unwrap().unwrap();
        let window = single::window(&rule).unwrap();
        let way = Way { steps: STEPS.len(), window: window.unsigned_abs(), limited: micros.is_some() };
        let by = |shift: &u32| by_starts::<u16>(&ready, &way, Grouping(*shift));
        let mut all: Vec<_> = groups.iter().map(by).collect();
        all.push(by_starts::<u32>(&ready, &way, Grouping::EACH));
        (all, in_order(&ready, &way))
    }

    /// Expects the same of all, and that groups did not fail.
    fn same(persons: u32, rows: &[(u32, &str, Time)], window: u64, groups: &[u32]) -> Levels {
        let (all, plain) = told(&table(persons, rows), Some(window), groups);
        assert!(plain.is_some());
        for (nth, levels) in all.iter().enumerate() {
            assert_eq!(levels.as_ref(), Ok(&plain), "{nth} of {groups:?}, window {window}");
        }
        plain.unwrap()
    }

    #[test]
    fn starts_by_groups_of_rows_count_what_starts_by_rows_do() {
        let mut numbers = Numbers(40);
        let (mut done, mut lost, mut open) = (0, 0, 0);
        for turn in 0..3_000 {
            let persons = [1, 2, 3, 9][numbers.below(4) as usize];
            let length = [1, 9, 60, 200, 700][numbers.below(5) as usize];
            let (ties, blank) = (numbers.below(4) + 1, numbers.below(2));
            let window = [None, Some(0), Some(3), Some(20), Some(90), Some(200)][numbers.below(6) as usize];
            let mut now = 0;
            let rows: Vec<(u32, &str, Time)> = (0..length)
                .map(|_| {
                    now += Time::from(numbers.below(ties));
                    let time = if blank == 1 && numbers.below(15) == 0 { NO_TIME } else { now };
                    let event = ["a", "a", "b", "c", "x"][numbers.below(5) as usize];
                    (numbers.below(persons + 2), event, time)
                })
                .collect();
            let (all, plain) = told(&table(persons, &rows), window, &[0, 1, 2, 3, 5]);
            for (nth, levels) in all.into_iter().enumerate() {
                let grouped = (1..=4).contains(&nth);
                done += usize::from(grouped);
                lost += usize::from(levels.is_err());
                match levels {
                    Ok(levels) => assert_eq!(levels, plain, "turn {turn}, {nth}, window {window:?}"),
                    Err(TooNear) => assert!(grouped, "turn {turn}: a row by itself is never too near"),
                }
            }
            open += plain.map_or(0, |levels| levels.pending.iter().sum::<u64>());
        }
        assert!(lost > 100 && lost * 3 < done && open > 1_000, "{lost} of {done}, {open} open");
    }

    #[test]
    fn the_edge_of_the_window_may_lie_within_the_group_of_a_start() {
        // Rows of others fill the group; ten later is within the window of the second start, and not of the first.
        for (start, reached) in [(0, 0), (1, 1), (2, 1), (3, 1)] {
            let mut rows: Vec<(u32, &str, Time)> = (0..4).map(|time| (2, "x", time)).collect();
            rows.iter_mut().skip(start).take(1).for_each(|row| (row.0, row.1) = (1, "a"));
            rows.extend([(2, "x", 10), (1, "b", 11), (2, "x", 12), (2, "x", 12)]);
            let levels = same(2, &rows, 10, &[0, 2]);
            assert_eq!(levels.reached, [1, reached, 0], "{start}");
        }
    }

    #[test]
    fn two_starts_of_a_person_may_lie_in_one_group_on_both_sides_of_the_edge() {
        // Of a group of four: the chain of two steps is the first start's, and that of one the second's.
        let between = |event| [(1, "a", 0), (1, event, 1), (1, "a", 2), (2, "x", 3)];
        let rows = |event, last| [between(event).to_vec(), vec![(1, "b", 11), (1, "c", last)]].concat();
        // The second start has its b at 11, and what is too late for the first is not for it.
        assert_eq!(same(2, &rows("b", 11), 10, &[0, 2]).reached, [1, 1, 1]);
        assert_eq!(same(2, &rows("x", 12), 10, &[0, 2]).reached, [1, 1, 1]);
        assert_eq!(same(2, &rows("b", 13), 10, &[0, 2]).reached, [1, 1, 0]);
        // Without a b after the second start, c at 11 is too late for the chain of two steps.
        let rows = [between("b").to_vec(), vec![(2, "x", 10), (1, "c", 11)]].concat();
        assert_eq!(same(2, &rows, 10, &[0, 2]).reached, [1, 1, 0]);
        assert_eq!(same(2, &rows, 11, &[0, 2]).reached, [1, 1, 1]);
    }

    #[test]
    fn a_group_may_lie_in_two_blocks_on_both_sides_of_the_edge() {
        // An instant lies where the first block would end, so that the next begins within a group, with its first row;
        // and the row of b is the first of the third block, of which that start lies at the very edge of the window.
        for first in 2_041..2_048 {
            let time = |row: i64| if row < first { row } else { 3_000 + (row - 2_050).max(0) };
            for start in [first - 1, first, 2_050, 2_051] {
                let mut rows: Vec<(u32, &str, Time)> =
                    (0..first + 2_048).map(|row| (2, "x", time(row))).collect();
                rows[usize::try_from(start).unwrap()] = (1, "a", time(start));
                rows.push((1, "b", 13_000));
                for (window, latest) in [(10_000, first), (9_999, 2_051)] {
                    let reached = same(2, &rows, window, &[0, 3, 5]).reached;
                    assert_eq!(reached, [1, u64::from(start >= latest), 0], "{first} {start} {window}");
                }
            }
        }
    }

    #[test]
    fn an_instant_may_lie_in_two_groups() {
        // Of the instant 5, b stands before a, in the group before it; both groups have rows of it.
        let rows = [(2, "x", 1), (1, "b", 5), (1, "a", 5), (2, "x", 6), (2, "x", 14), (1, "c", 15)];
        for window in [9, 10] {
            let reached = same(2, &rows, window, &[0, 1, 2]).reached;
            assert_eq!(reached, [1, 1, u64::from(window == 10)], "{window}");
        }
    }

    #[test]
    fn an_attempt_may_be_open_whose_group_has_rows_of_closed_ones() {
        // The data end at 12: what starts at 3 may grow until then, what starts at 2 may not.
        let rows = |time| [(2, "x", 0), (1, "a", time), (3, "a", 3), (2, "x", 3), (2, "x", 12)];
        assert_eq!(same(3, &rows(2), 10, &[0, 2]).pending, [1, 0, 0]);
        assert_eq!(same(3, &rows(3), 10, &[0, 2]).pending, [2, 0, 0]);
    }

    #[test]
    fn a_window_that_is_short_for_groups_is_counted_by_rows() {
        let way = |window| Way { steps: 2, window, limited: true };
        let times: Vec<Time> = (0..65_536).collect();
        // 1,024 groups of 64 rows, which have 63 whole moments between their first and last.
        assert_eq!(grouping(&times, &way(16_128)), Some(Grouping(6)));
        assert_eq!(grouping(&times, &way(16_127)), None);
        assert_eq!(grouping(&[], &way(1)), None);
        // Each row of b has its start in the group that has the edge of the window.
        let rows: Vec<(u32, &str, Time)> =
            (0..900).map(|row| (1, if row % 2 == 0 { "a" } else { "b" }, row)).collect();
        let (all, plain) = told(&table(1, &rows), Some(2), &[6]);
        assert_eq!(all, [Err(TooNear), Ok(plain)]);
    }
}
