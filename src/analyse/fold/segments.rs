//! Segments: small groups become one, `other`.

use super::published;
use crate::model::evidence::{Evidence, Funnel, Group, Segments};

/// The value of the group of all folded ones.
const OTHER: &str = "other";

/// The breakdowns of the funnel that have anything left to tell.
pub fn fold(evidence: &Evidence, min: u64) -> Vec<Segments> {
    evidence.segments.iter().filter_map(|one| breakdown(one, evidence.funnel.as_ref(), min)).collect()
}

fn breakdown(segments: &Segments, all: Option<&Funnel>, min: u64) -> Option<Segments> {
    let counts: Vec<Vec<u64>> = segments.groups.iter().map(|one| counts(one.people, &one.funnel)).collect();
    // People of no group would be told by subtraction as those of a group are.
    let people = segments.groups.iter().fold(0_u64, |sum, one| sum.saturating_add(one.people));
    let total = all.map(|all| self::counts(people, all)).unwrap_or_default();
    // A group that is called so already is a part of it.
    let small =
        |group: &Group| self::counts(group.people, &group.funnel).iter().any(|n| (1..min).contains(n));
    let folding = segments.groups.iter().any(small);
    let out: Vec<bool> = segments.groups.iter().map(|one| folding && one.value == OTHER).collect();
    let shown = published(&counts, &total, &out, min);
    let mut groups = Vec::new();
    let mut other: Option<Group> = None;
    for (group, shown) in segments.groups.iter().zip(shown) {
        if shown {
            groups.push(group.clone());
            continue;
        }
        match &mut other {
            Some(other) => add(other, group),
            None => other = Some(Group { value: OTHER.to_owned(), ..group.clone() }),
        }
    }
    if groups.is_empty() && other.is_some() {
        return None;
    }
    if let Some(other) = &other
        && small(other)
    {
        return None;
    }
    groups.extend(other);
    Some(Segments { field: segments.field.clone(), groups })
}

/// What is protected of a group: people; at each step those who reached it, entered, were seen, met so many steps in
/// any order, and those who did not go on. How many of these still wait is not: in every group some came last.
fn counts(people: u64, funnel: &Funnel) -> Vec<u64> {
    let mut counts = vec![people];
    for (at, step) in funnel.steps.iter().enumerate() {
        counts.extend([step.people, step.entered, step.seen, step.any_order, step.seconds.n]);
        if let Some(next) = funnel.steps.get(at.saturating_add(1)) {
            counts.push(step.people.saturating_sub(next.people.saturating_sub(next.entered)));
        }
    }
    counts
}

fn add(other: &mut Group, group: &Group) {
    other.people = other.people.saturating_add(group.people);
    for (sum, step) in other.funnel.steps.iter_mut().zip(&group.funnel.steps) {
        sum.people = sum.people.saturating_add(step.people);
        sum.entered = sum.entered.saturating_add(step.entered);
        sum.pending = sum.pending.saturating_add(step.pending);
        sum.seen = sum.seen.saturating_add(step.seen);
        sum.any_order = sum.any_order.saturating_add(step.any_order);
        sum.seconds.merge(&step.seconds);
    }
}
