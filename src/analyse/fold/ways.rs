//! The ways that most take, and what followed a step: small ones are left out or added up.

use super::published;
use crate::model::evidence::{After, Evidence, Moves, Next, OTHER, Sequence, Sequences};
use std::collections::BTreeMap;

/// The ways that may be published: each has at least `min` people, and so have all others together, those that begin
/// alike, that end alike, that make the same move, or that pass the same stages in the same order.
///
/// `moves` are those that are published; of a level of which they tell nothing no ways are told.
pub fn sequences(evidence: &Evidence, moves: &[Moves], min: u64) -> Vec<Sequences> {
    let mut told: Vec<Sequences> = Vec::new();
    for sequences in &evidence.sequences {
        let Some(moves) = moves.iter().find(|moves| moves.level == sequences.level) else { continue };
        let mut totals = sums(moves);
        totals.insert(None, sequences.total);
        let stages = told.iter().find(|one| one.level == "stage" && sequences.level == "touchpoint");
        let mut top = sequences.top.clone();
        let mut parts = |one: &Sequence| {
            let mut parts = made(one);
            if let Some((key, people)) = stages.and_then(|stages| of_stages(evidence, stages, one)) {
                totals.insert(key.clone(), people);
                parts.push(key);
            }
            parts
        };
        let mut keys: Vec<Vec<Key>> = top.iter().map(&mut parts).collect();
        while let Some(at) = hide(&top, &keys, &totals, min) {
            top.remove(at);
            keys.remove(at);
        }
        told.push(Sequences { top, ..sequences.clone() });
    }
    told.retain(|one| !one.top.is_empty());
    told
}

/// What ways are added up by: nothing (all of them), a move, or the stages that they pass.
type Key = Option<Vec<String>>;

/// The moves that a way makes.
fn made(one: &Sequence) -> Vec<Key> {
    let mut ends: Vec<&str> = core::iter::once("").chain(one.path.iter().map(String::as_str)).collect();
    if !one.more {
        ends.push("");
    }
    let moves = ends.windows(2).map(|pair| Some(pair.iter().map(|id| (*id).to_owned()).collect()));
    core::iter::once(None).chain(moves).collect()
}

/// How often each move is made that is told by itself.
fn sums(moves: &Moves) -> BTreeMap<Key, u64> {
    let told = moves.links.iter().filter(|link| link.from != OTHER && link.to != OTHER);
    told.map(|link| (Some(vec![link.from.clone(), link.to.clone()]), link.times)).collect()
}

/// The way through stages that a way through touchpoints is a part of, where that is told.
fn of_stages(evidence: &Evidence, stages: &Sequences, one: &Sequence) -> Option<(Key, u64)> {
    let of = |id: &String| evidence.touchpoints.iter().find(|t| t.id == *id)?.stage.clone();
    let mut path: Vec<String> = one.path.iter().map(of).collect::<Option<_>>()?;
    path.dedup();
    let way = stages.top.iter().find(|way| way.path == path && !way.more && !one.more)?;
    // No move has so many ends.
    path.insert(0, "stages".to_owned());
    path.push(String::new());
    Some((Some(path), way.people))
}

/// The next way to leave out: a small one, or the smallest of those whose sum would tell that a few others are left.
fn hide(top: &[Sequence], keys: &[Vec<Key>], totals: &BTreeMap<Key, u64>, min: u64) -> Option<usize> {
    let small = |n: u64| (1..min).contains(&n);
    let smallest = |some: &dyn Fn(usize, &Sequence) -> bool| {
        let some = top.iter().enumerate().filter(|(at, one)| some(*at, one));
        some.min_by_key(|(at, one)| (one.people, core::cmp::Reverse(*at))).map(|(at, _)| at)
    };
    if let Some(at) = smallest(&|_, one| small(one.people)) {
        return Some(at);
    }
    totals.iter().find_map(|(key, total)| {
        let times =
            |at: usize| keys.get(at).map_or(0, |keys| keys.iter().filter(|one| *one == key).count() as u64);
        let shown = top.iter().enumerate();
        let shown =
            shown.fold(0_u64, |sum, (at, one)| sum.saturating_add(times(at).saturating_mul(one.people)));
        if small(total.saturating_sub(shown)) { smallest(&|at, _| times(at) > 0) } else { None }
    })
}

/// What followed each step, small groups added up in `other`; a step is left out where nothing else is left of it.
/// Beside stages events are told only where nothing has to be hidden.
pub fn after(evidence: &Evidence, min: u64) -> Vec<After> {
    let small = |one: &After| one.next.iter().any(|next| (1..min).contains(&next.people));
    let stages = evidence.after.iter().any(|one| one.level == "stage");
    let events = !stages || !evidence.after.iter().any(small);
    let told = evidence.after.iter().filter(|one| events || one.level != "event");
    told.filter_map(|one| step(one, min)).collect()
}

fn step(after: &After, min: u64) -> Option<After> {
    let counts: Vec<Vec<u64>> = after.next.iter().map(|next| vec![next.people]).collect();
    let folding = after.next.iter().any(|next| (1..min).contains(&next.people));
    let out: Vec<bool> = after.next.iter().map(|next| folding && next.to == OTHER).collect();
    let shown = published(&counts, &[after.people], &out, min);
    let (mut next, mut rest) = (Vec::new(), 0_u64);
    for (one, shown) in after.next.iter().zip(shown) {
        if shown {
            next.push(one.clone());
        } else {
            rest = rest.saturating_add(one.people);
        }
    }
    if next.is_empty() {
        return None;
    }
    if rest > 0 {
        next.push(Next { to: OTHER.to_owned(), people: rest });
    }
    crate::analyse::paths::sort_next(&mut next);
    Some(After { next, ..after.clone() })
}
