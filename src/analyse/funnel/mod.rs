//! The funnel: rows → how many persons reach each step, by the rules of `measures.md`.
//!
//! Must never know: rates, intervals, words.

mod any;
mod attempts;
mod best;
mod counting;
mod earliest;
mod excluded;
mod groups;
mod levels;
mod ordered;
mod packed;
mod parts;
mod past;
mod plan;
mod reach;
mod single;
mod starts;
mod stream;
mod strict;
mod tally;
mod trail;
mod walk;

pub use counting::{Counting, LostUnit};
pub use excluded::Excluded;
pub use groups::By;
pub use levels::{Levels, levels};
pub use parts::Parts;

use super::matching::Matcher;
use super::parts::at_once;
use super::people::{People, Usable};
use crate::error::Error;
use crate::model::evidence::{ExactTimes, Funnel, Segments};
use crate::model::rule::{FunnelRule, Unit};
use crate::model::table::Table;
use crate::model::time::Time;
use packed::{Packed, Ready};
use single::Single;
use tally::{Person, Tally};

/// How far one person came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Reached {
    /// The furthest level: 0 = never entered.
    pub level: usize,
    /// When a chain that long was first complete.
    pub at: Time,
    /// True when the last step was not reached and an attempt may still grow after the end of the data.
    pub open: bool,
}

/// One row of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its time.
    pub time: Time,
    /// Its place among the person's rows.
    pub row: usize,
}

/// A counted funnel.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Counted {
    /// Everybody seen in the funnel's sources.
    pub people: u64,
    /// First and last time of the funnel's sources.
    pub period: Option<(Time, Time)>,
    /// Latest time of the funnel's sources.
    pub data_end: Option<Time>,
    /// The counts.
    pub funnel: Funnel,
    /// The breakdown, where the rule asks for one: largest group first, equal ones by value.
    pub segments: Option<Segments>,
    /// Exact quantiles of the times between steps, overall and by group.
    pub exact: ExactTimes,
    /// One a table: what became of its rows.
    pub usable: Vec<Usable>,
}

/// Counts a funnel over the rows of some tables, which are taken together.
///
/// *Ordered* (the default): a person reaches step k if there is a chain of k distinct rows r1…rk, row i matching
/// step i, with non-decreasing times (ties allowed) and t(rk) − t(r1) ≤ window, inclusive. Other rows may lie
/// between; any later row of step 1 may start another attempt; the best attempt counts. *Strict* and *any
/// order*: see their modules. What every switch means beside every other stands in
/// `docs/adr/0009-every-switch-with-every-other.md`; two that contradict each other are refused with `conflict`.
///
/// Source: `measures.md`, "Funnel". Worked values (steps a, b, c, window 10) as ordered, strict and any order:
/// `0a 8a 12b 17c` → 3, 3, 3 · `0a 5b 11c` → 2, 2, 2 · `0a 1c 2b` → 2, 1, 3.
///
/// ```
/// use jejak::analyse::funnel::count;
/// use jejak::model::rule::{FunnelRule, Order, Role, Rule, Step, Test, Window};
/// use jejak::model::table::{Column, Data, Table, Texts};
/// use jejak::model::time::Duration;
///
/// let texts = |cells: &[&str]| {
///     let mut texts = Texts::new();
///     for cell in cells {
///         let code = texts.push_entry(cell);
///         texts.codes.push(code);
///     }
///     Data::Texts(texts)
/// };
/// let column = |role: Role, data| Column { header: role.as_str().to_owned(), role: Some(role), data };
/// let table = Table {
///     columns: vec![
///         column(Role::Person, texts(&["p", "p", "p", "p", "q", "q", "q", "r", "r", "r"])),
///         column(Role::Event, texts(&["a", "a", "b", "c", "a", "b", "c", "a", "c", "b"])),
///         column(Role::Time, Data::Times([0, 8, 12, 17, 0, 5, 11, 0, 1, 2].map(|s| s * 1_000_000).to_vec())),
///     ],
///     ..Table::default()
/// };
/// let step = |name: &str| Step {
///     id: name.to_owned(),
///     name: name.to_owned(),
///     any: vec![Rule::Field {
///         source: None,
///         field: "event".to_owned(),
///         test: Test::Equals(name.to_owned()),
///         not: false,
///     }],
///     optional: false,
///     window: None,
/// };
/// let rule = FunnelRule {
///     steps: vec![step("a"), step("b"), step("c")],
///     window: Window::First(Duration::seconds(10)),
///     ..FunnelRule::default()
/// };
/// for (order, people) in [(Order::Ordered, [3, 3, 1]), (Order::Strict, [3, 2, 1]), (Order::Any, [3, 3, 2])] {
///     let counted = count(&[&table], &FunnelRule { order, ..rule.clone() })?;
///     let steps: Vec<u64> = counted.funnel.steps.iter().map(|step| step.people).collect();
///     assert_eq!(steps, people);
/// }
/// # Ok::<(), jejak::Error>(())
/// ```
pub fn count(tables: &[&Table], rule: &FunnelRule) -> Result<Counted, Error> {
    let by = rule.by.as_deref().map(|field| By::column(field, rule.at));
    let matcher = Matcher::new(tables, rule.steps.iter().map(|step| step.any.as_slice()))?;
    matcher.complain()?;
    if let Some(counted) = count_packed(tables, &matcher, rule)? {
        return Ok(counted);
    }
    let people = if rule.exclude.is_empty() {
        People::new(tables, &matcher)?
    } else {
        let excluded = Excluded::new(tables, rule)?;
        let part = |at: usize| matcher.applies(at) || excluded.applies(at);
        let part: Vec<bool> = (0..tables.len()).map(part).collect();
        at_once(People::of(tables, &matcher, &part))?
    };
    at_once(count_people(tables, &people, rule, by, &mut |_| {}))
}

/// As [`count`], without anybody's rows as such, for the usual rules; `None` for others.
fn count_packed(
    tables: &[&Table],
    matcher: &Matcher<'_>,
    rule: &FunnelRule,
) -> Result<Option<Counted>, Error> {
    if rule.by.is_some() || rule.unit != Unit::Person || single::window(rule).is_none() {
        return Ok(None);
    }
    let Some(ready) = Ready::new(tables, matcher)? else { return Ok(None) };
    let Some(mut packed) = Packed::new(&ready, rule.steps.len()) else { return Ok(None) };
    let met = core::mem::take(&mut packed.met);
    let (first, data_end) = met.period.unzip();
    let Some(mut single) = Single::new(rule, data_end) else { return Ok(None) };
    let mut total = Tally::new(rule.steps.len());
    let (mut rows, bits) = (Vec::new(), packed.bits());
    packed.each(|keys| {
        rows.clear();
        rows.extend(keys.iter().map(|key| Packed::row(*key, bits, first.unwrap_or(0))));
        if let Some((best, seen)) = single.best(&rows, 2) {
            total.add(&Person { best, seen, timed: true });
        }
    });
    let mut counted = Counted { people: met.people, period: met.period, data_end, ..Counted::default() };
    (counted.funnel, counted.exact.steps) = at_once(total.finish(&rule.steps));
    counted.usable = met.usable;
    Ok(Some(counted))
}

/// As [`count`], for people whose rows are in order already, and in parts; `lost` is told of everybody who is lost at a
/// step.
pub async fn count_people(
    tables: &[&Table],
    people: &People<'_>,
    rule: &FunnelRule,
    by: Option<By<'_>>,
    lost: &mut dyn FnMut(&LostUnit<'_>),
) -> Result<Counted, Error> {
    let mut counting = Counting::new(tables, people, rule, by)?;
    people.each_in_parts(&mut |rows| counting.add(rows, lost)).await;
    counting.finish(people).await
}
