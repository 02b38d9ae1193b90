//! Of everything that was counted what is worth telling: the things that are met most, the ways that most take.
//!
//! Must never know: rows, what may be published.

use super::after;
use crate::model::evidence::{Evidence, Link, Moves, Next, OTHER};
use crate::model::order::{arrange_by, set_of};
use std::collections::BTreeMap;

/// So many things of a level are told, the others are one.
const THINGS: usize = 60;
/// So many ways of a level.
pub const WAYS: usize = 20;
/// So many things that followed a step.
const FOLLOWING: usize = 12;

/// Leaves the things that are met most, the ways that most take, and what followed most; what is left out of moves and
/// of what followed is [`OTHER`], so that sums stay.
pub fn chosen(evidence: &mut Evidence) {
    evidence.moves.iter_mut().for_each(fewer);
    evidence.sequences.iter_mut().for_each(|one| one.top.truncate(WAYS));
    for after in &mut evidence.after {
        let mut kept: Vec<Next> = Vec::new();
        let (mut rest, mut few) = (0_u64, 0_usize);
        for next in after.next.drain(..) {
            if next.to != OTHER && few < FOLLOWING {
                few = few.saturating_add(1);
                kept.push(next);
            } else {
                rest = rest.saturating_add(next.people);
            }
        }
        if rest > 0 {
            kept.push(Next { to: OTHER.to_owned(), people: rest });
        }
        after::sort(&mut kept);
        after.next = kept;
    }
}

/// Makes one of all things but those that are met most; of equals the first by id stays.
fn fewer(moves: &mut Moves) {
    let mut visits: BTreeMap<&str, u64> = BTreeMap::new();
    for link in moves.links.iter().filter(|link| link.from != link.to && !link.to.is_empty()) {
        let sum = visits.entry(&link.to).or_insert(0);
        *sum = sum.saturating_add(link.times);
    }
    visits.remove(OTHER);
    if visits.len() <= THINGS {
        return;
    }
    let mut most: Vec<(&str, u64)> = visits.into_iter().collect();
    arrange_by(&mut most, |(_, times)| core::cmp::Reverse(*times));
    let rare = set_of(most.iter().skip(THINGS).map(|(id, _)| (*id).to_owned()));
    moves.links = renamed(&moves.links, &|id| rare.contains(id));
}

/// Moves in which some things are [`OTHER`]; those between the same two are added up.
pub fn renamed(links: &[Link], rare: &dyn Fn(&str) -> bool) -> Vec<Link> {
    let name = |id: &str| if rare(id) { OTHER.to_owned() } else { id.to_owned() };
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut sums: Vec<Link> = Vec::new();
    for link in links {
        let ends = (name(&link.from), name(&link.to));
        match places.get(&ends).and_then(|at| sums.get_mut(*at)) {
            Some(sum) => {
                sum.people = sum.people.saturating_add(link.people);
                sum.times = sum.times.saturating_add(link.times);
                sum.seconds.merge(&link.seconds);
            }
            None => {
                places.insert(ends.clone(), sums.len());
                sums.push(Link { from: ends.0, to: ends.1, ..link.clone() });
            }
        }
    }
    sums
}
