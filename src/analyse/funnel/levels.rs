//! How many people came how far, and no more: no times, no chains, no order-free counts.
//!
//! Rows that lie in the order of time are counted as they come: one pass, and of each person the latest start of
//! a chain of every length. Others are packed and set in order first.
//!
//! Must never know: rates, chains.

use super::packed::{Met, Packed, Ready};
use super::single;
use super::stream::Stream;
use super::{FunnelRule, Matcher, count};
use crate::analyse::people::Usable;
use crate::error::Error;
use crate::model::rule::Unit;
use crate::model::table::Table;
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

/// Rows of one table that lie in the order of time; `None` when they do not, or a row matches several steps.
fn in_time(ready: &Ready<'_, '_>, way: &Way) -> Option<Levels> {
    let mut tables = ready.tables();
    let (Some((table, columns)), None) = (tables.next(), tables.next()) else { return None };
    let window = if way.limited { i64::try_from(way.window).ok()? } else { i64::MAX };
    let mut stream = Stream::new(ready.persons.count(), way.steps, window, columns)?;
    stream.read(table, &ready.persons, ready.matcher);
    let period = stream.first.map(|first| (first, stream.last));
    if !stream.fits {
        return None;
    }
    let mut met = Met { people: 0, period, usable: vec![Usable::default(); ready.columns.len()] };
    if let Some(usable) = met.usable.get_mut(table) {
        *usable = stream.usable;
    }
    let (mut sums, open_from) = (Sums::new(way.steps), stream.open_from());
    for person in stream.people() {
        let Some((seen, starts)) = person.split_first() else { continue };
        let level = starts.iter().filter(|start| **start != 0).count();
        let open = starts.first().is_some_and(|start| *start >= open_from);
        met.people += u64::from(*seen != 0);
        sums.add(level, open);
    }
    Some(sums.finish(met))
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
