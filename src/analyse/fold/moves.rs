//! Moves: small ones become one, from `other` to `other`.

use crate::model::evidence::{Link, Moves};

/// Both ends of the folded moves.
const OTHER: &str = "other";

/// The moves that may be published; none where all are small.
///
/// Small moves are added up, with the next smallest until they are at least `min`, so that all moves together stay
/// what they were. As many come to a stage as leave it: where every other move of a stage is published, a reader can
/// still work out how many went by the folded ones; hiding large moves for that would hide where everybody went.
pub fn fold(moves: &Moves, min: u64) -> Option<Moves> {
    let small = |link: &Link| (1..min).contains(&link.people) || (1..min).contains(&link.times);
    let mut kept = moves.links.clone();
    let mut other = Link { from: OTHER.to_owned(), to: OTHER.to_owned(), ..Link::default() };
    loop {
        let few = (1..min).contains(&other.people);
        let next = kept.iter().position(small).or_else(|| if few { smallest(&kept) } else { None });
        let Some(link) = next.map(|at| kept.remove(at)) else { break };
        other.people = other.people.saturating_add(link.people);
        other.times = other.times.saturating_add(link.times);
        other.seconds.merge(&link.seconds);
    }
    if other.people == 0 {
        return Some(moves.clone());
    }
    if kept.is_empty() || small(&other) {
        return None;
    }
    // A stage that is called so would get moves that are not its own.
    if !kept.iter().any(|link| link.from == OTHER && link.to == OTHER) {
        kept.push(other);
    }
    Some(Moves { links: kept, ..moves.clone() })
}

/// The move with fewest people, of equals the last.
fn smallest(links: &[Link]) -> Option<usize> {
    let pairs = links.iter().enumerate();
    pairs.min_by_key(|(at, link)| (link.people, link.times, core::cmp::Reverse(*at))).map(|(at, _)| at)
}
