//! Segments: small groups become one, `other`.

use super::{PERSONA, published};
use crate::model::evidence::{Evidence, Funnel, Group, Segments};
use std::collections::BTreeSet;

/// The value of the group of all folded ones.
const OTHER: &str = "other";

/// The breakdowns of the funnel that have anything left to tell; in one by persona `hidden` are hidden.
pub fn fold(evidence: &Evidence, hidden: &BTreeSet<String>, min: u64) -> Vec<Segments> {
    let none = BTreeSet::new();
    let of = |one: &Segments| {
        let hidden = if one.field == PERSONA { hidden } else { &none };
        breakdown(one, evidence.funnel.as_ref(), hidden, min)
    };
    evidence.segments.iter().filter_map(of).collect()
}

/// The values of the groups that may not be told by themselves, `out` among them.
pub fn hidden(segments: &Segments, all: Option<&Funnel>, out: &BTreeSet<String>, min: u64) -> Vec<String> {
    let pairs = segments.groups.iter().zip(shown(segments, all, out, min));
    pairs.filter(|(_, shown)| !shown).map(|(group, _)| group.value.clone()).collect()
}

/// By group: true where it stays a group.
fn shown(segments: &Segments, all: Option<&Funnel>, out: &BTreeSet<String>, min: u64) -> Vec<bool> {
    let counts: Vec<Vec<u64>> = segments.groups.iter().map(|one| counts(one.people, &one.funnel)).collect();
    // People of no group would be told by subtraction as those of a group are.
    let people = segments.groups.iter().fold(0_u64, |sum, one| sum.saturating_add(one.people));
    let total = all.map(|all| self::counts(people, all)).unwrap_or_default();
    let is_out = |one: &Group| out.contains(&one.value);
    // A group that is called so already is a part of it.
    let folding = segments.groups.iter().any(|group| small(group, min) || is_out(group));
    let out: Vec<bool> =
        segments.groups.iter().map(|one| is_out(one) || (folding && one.value == OTHER)).collect();
    published(&counts, &total, &out, min)
}

fn small(group: &Group, min: u64) -> bool {
    counts(group.people, &group.funnel).iter().any(|n| (1..min).contains(n))
}

fn breakdown(
    segments: &Segments,
    all: Option<&Funnel>,
    hidden: &BTreeSet<String>,
    min: u64,
) -> Option<Segments> {
    let mut groups = Vec::new();
    let mut other: Option<Group> = None;
    for (group, shown) in segments.groups.iter().zip(shown(segments, all, hidden, min)) {
        if shown {
            groups.push(group.clone());
            continue;
        }
        match &mut other {
            Some(other) => add(other, group),
            None => other = Some(Group { value: OTHER.to_owned(), ..group.clone() }),
        }
    }
    let too_few = other.as_ref().is_some_and(|other| groups.is_empty() || small(other, min));
    if too_few {
        return None;
    }
    groups.extend(other);
    Some(Segments { field: segments.field.clone(), groups })
}

/// What is protected of a group: people; at each step those who reached it, entered, were seen, met so many steps in
/// any order, took a known time, still wait there, did not go on, and of these are lost.
fn counts(people: u64, funnel: &Funnel) -> Vec<u64> {
    let mut counts = vec![people];
    for (at, step) in funnel.steps.iter().enumerate() {
        counts.extend([step.people, step.entered, step.seen, step.any_order, step.seconds.n, step.pending]);
        if let Some(next) = funnel.steps.get(at.saturating_add(1)) {
            let stayed = step.people.saturating_sub(next.people.saturating_sub(next.entered));
            counts.extend([stayed, stayed.saturating_sub(step.pending)]);
        }
    }
    counts
}

/// Adds the counts of a group to those of another.
fn add(other: &mut Group, group: &Group) {
    other.people = other.people.saturating_add(group.people);
    for (sum, step) in other.funnel.steps.iter_mut().zip(&group.funnel.steps) {
        sum.add(step);
    }
}
