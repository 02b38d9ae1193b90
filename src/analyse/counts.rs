//! Counts that are ready: a row a step (and a group), as analytics services export their funnels.
//!
//! Nobody's rows are seen, so nothing is counted here: the numbers are taken as they stand. Where a step has more
//! people than the one before, so many at least entered there. Times and any-order counts are not known.
//!
//! Must never know: rates, intervals.

use super::matching::Matcher;
use super::sources::held;
use crate::error::{Code, Error, Place};
use crate::model::evidence::{Funnel, Group, Segments, StepCounts};
use crate::model::fold::small;
use crate::model::journey::{Journey, SourceKind};
use crate::model::number;
use crate::model::order::arrange;
use crate::model::rule::Role;
use crate::model::table::{Column, Data, Table};
use std::collections::BTreeMap;

/// Words that systems write in the row of all groups together.
const TOTALS: [&str; 7] = ["", "total", "grand total", "all", "all users", "semua", "jumlah"];

/// A funnel that was counted elsewhere.
#[derive(Debug, Default)]
pub struct Ready {
    /// Everybody at the first step, and those who entered later.
    pub people: u64,
    /// The counts.
    pub funnel: Funnel,
    /// The breakdown, where the rule asks for the column that the counts are split by.
    pub segments: Option<Segments>,
    /// Table and row of what was used.
    pub used: Vec<(usize, usize)>,
}

/// Counts by group, a number a step; `None` where no row spoke of it.
type ByGroup = BTreeMap<String, Vec<Option<u64>>>;

/// True for a source of ready counts.
pub fn is_ready(journey: &Journey, table: &Table) -> bool {
    let mut sources = journey.sources.iter().filter(|source| source.id == table.source);
    sources.any(|source| source.kind == SourceKind::Counts)
}

/// The funnel of the tables that are ready counts; `None` where there are none with a step.
///
/// Several rows of one step and group add up. A name that several steps have (`$pageview`, `$pageview`) is theirs in
/// their order. A source of counts without a column of counts is refused.
pub fn funnel(journey: &Journey, tables: &[&Table], steps: &Matcher<'_>) -> Result<Option<Ready>, Error> {
    let rule = &journey.funnel;
    let (mut by, mut used) = (ByGroup::new(), Vec::new());
    let mut field = None;
    for (at, table) in tables.iter().enumerate().filter(|(_, table)| is_ready(journey, table)) {
        let Some(column) = table.role(Role::Count) else {
            return Err(
                Error::new(Code::NoColumn, Role::Count.as_str()).at(Place::Pointer(format!("/sources/{at}")))
            );
        };
        let split = table.role(Role::Segment);
        field = field.or_else(|| asked(split, rule.by.as_deref()));
        let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
        for row in 0..held(table) {
            let Some(count) = whole(column, row) else { continue };
            let group = split.map_or("", |column| text(column, row));
            let mask = steps.mask(at, row);
            let met = seen.entry(group).or_default();
            let next = if mask & !*met == 0 { mask } else { mask & !*met };
            let step = next.trailing_zeros() as usize;
            let counts = by.entry(group.to_owned()).or_insert_with(|| vec![None; rule.steps.len()]);
            let Some(known) = counts.get_mut(step).filter(|_| next != 0) else { continue };
            *known = Some(known.unwrap_or(0).saturating_add(count));
            *met |= next & next.wrapping_neg();
            used.push((at, row));
        }
    }
    if used.is_empty() {
        return Ok(None);
    }
    steps.complain()?;
    let made = |counts: &[u64]| {
        let mut before = None;
        let steps = rule.steps.iter().zip(counts).map(|(step, people)| {
            let entered = people.saturating_sub(before.replace(*people).unwrap_or(0));
            StepCounts {
                id: step.id.clone(),
                name: step.name.clone(),
                people: *people,
                entered,
                seen: *people,
                any_order: *people,
                ..StepCounts::default()
            }
        });
        Funnel { steps: steps.collect() }
    };
    let everybody =
        |funnel: &Funnel| funnel.steps.iter().fold(0, |sum: u64, step| sum.saturating_add(step.entered));
    let funnel = made(&totals(&by, rule.steps.len()));
    let segments = field.map(|field| Segments { field, groups: groups(by, made) });
    Ok(Some(Ready { people: everybody(&funnel), funnel, segments, used }))
}

/// The breakdown's field, where the rule asks for this column.
fn asked(column: Option<&Column>, by: Option<&str>) -> Option<String> {
    let (column, by) = (column?, by?);
    (by == column.header || by == Role::Segment.as_str()).then(|| by.to_owned())
}

fn is_total(group: &str) -> bool {
    TOTALS.contains(&small(group.trim()).as_str())
}

/// All groups together: the source's own total of a step, else the sum of its groups.
fn totals(by: &ByGroup, steps: usize) -> Vec<u64> {
    let sum = |step: usize, total: bool| {
        let groups = by.iter().filter(|(group, _)| is_total(group) == total);
        let counts = groups.filter_map(|(_, counts)| counts.get(step).copied().flatten());
        counts.reduce(u64::saturating_add)
    };
    (0..steps).map(|step| sum(step, true).or_else(|| sum(step, false)).unwrap_or(0)).collect()
}

/// The groups, largest first, equal ones by value.
fn groups(by: ByGroup, made: impl Fn(&[u64]) -> Funnel) -> Vec<Group> {
    let groups = by.into_iter().filter(|(value, _)| !is_total(value));
    let mut groups: Vec<Group> = groups
        .map(|(value, counts)| {
            let counts: Vec<u64> = counts.into_iter().map(Option::unwrap_or_default).collect();
            let people = counts.first().copied().unwrap_or(0);
            Group { value, people, funnel: made(&counts) }
        })
        .collect();
    arrange(&mut groups, |a, b| b.people.cmp(&a.people).then_with(|| a.value.cmp(&b.value)));
    groups
}

/// A count: finite, not negative, rounded to whole ones.
fn whole(column: &Column, row: usize) -> Option<u64> {
    let number = match &column.data {
        Data::Numbers(cells) => cells.get(row).copied(),
        Data::Texts(texts) => number::parse(texts.row(row).trim()),
        Data::Times(_) => None,
    };
    // A float beyond 2^64 becomes the largest count.
    number.filter(|number| number.is_finite() && *number >= 0.0).map(|number| number.round() as u64)
}

fn text(column: &Column, row: usize) -> &str {
    match &column.data {
        Data::Texts(texts) => texts.row(row),
        Data::Times(_) | Data::Numbers(_) => "",
    }
}
