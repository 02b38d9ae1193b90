//! Moves: small ones go through `other`.

use crate::model::evidence::{Link, Moves};
use std::collections::BTreeMap;

/// What folded moves go through.
const OTHER: &str = "other";

/// The moves that may be published; none where all are small.
///
/// As many come to a stage as leave it: a single move that is missing would be told by the others. So moves are
/// folded, the smallest first, until those that are folded at a stage are none or at least `min`, in and out.
/// Where something is called `other` itself, folded moves are left out.
pub fn fold(moves: &Moves, min: u64) -> Option<Moves> {
    let named = moves.links.iter().any(|link| link.from == OTHER || link.to == OTHER);
    let itself = |link: &Link| link.from == link.to;
    let small = |link: &Link| (1..min).contains(&link.people) || (1..min).contains(&link.times);
    // Rows that repeat a stage are no way to another: they add up to nothing.
    let links: Vec<&Link> = moves.links.iter().filter(|link| !(itself(link) && small(link))).collect();
    let mut shown: Vec<bool> = links.iter().map(|link| !small(link)).collect();
    loop {
        let next = ends(&links, &shown, min).and_then(|(end, out)| smallest(&links, &shown, &end, out));
        match next.and_then(|at| shown.get_mut(at)) {
            Some(shown) => *shown = false,
            None => break,
        }
    }
    let mut kept: Vec<Link> = Vec::new();
    let mut folded: BTreeMap<(String, String), Link> = BTreeMap::new();
    for (link, shown) in links.into_iter().zip(shown) {
        if shown {
            kept.push(link.clone());
            continue;
        }
        for (from, to) in [(link.from.as_str(), OTHER), (OTHER, link.to.as_str())] {
            let sum = folded.entry((from.to_owned(), to.to_owned())).or_insert_with(|| Link {
                from: from.to_owned(),
                to: to.to_owned(),
                ..Link::default()
            });
            sum.people = sum.people.saturating_add(link.people);
            sum.times = sum.times.saturating_add(link.times);
            sum.seconds.merge(&link.seconds);
        }
    }
    if kept.is_empty() && !folded.is_empty() {
        return None;
    }
    if !named {
        kept.extend(folded.into_values().filter(|link| !small(link)));
    }
    Some(Moves { links: kept, ..moves.clone() })
}

/// An end of which the folded moves are too few, and whether it is where they come from.
fn ends(links: &[&Link], shown: &[bool], min: u64) -> Option<(String, bool)> {
    let mut hidden: BTreeMap<(&str, bool), u64> = BTreeMap::new();
    for (link, _) in links.iter().zip(shown).filter(|(_, shown)| !**shown) {
        for end in [(link.from.as_str(), true), (link.to.as_str(), false)] {
            let sum = hidden.entry(end).or_insert(0);
            *sum = sum.saturating_add(link.people);
        }
    }
    let mut few = hidden.into_iter().filter(|(_, people)| (1..min).contains(people));
    few.find(|((end, out), _)| smallest(links, shown, end, *out).is_some())
        .map(|((end, out), _)| (end.to_owned(), out))
}

/// The smallest move that is shown at an end.
fn smallest(links: &[&Link], shown: &[bool], end: &str, out: bool) -> Option<usize> {
    let here =
        |link: &Link| link.from != link.to && end == if out { link.from.as_str() } else { link.to.as_str() };
    let pairs = links.iter().zip(shown).enumerate();
    let visible = pairs.filter(|(_, (link, shown))| **shown && here(link));
    visible.min_by_key(|(at, (link, _))| (link.people, link.times, *at)).map(|(at, _)| at)
}
