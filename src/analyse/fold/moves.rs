//! Moves: small ones become one, from `other` to `other`.

use super::flows::{Ends, Flows};
use crate::model::evidence::{Link, Moves};
use std::collections::BTreeMap;

/// Both ends of the folded moves.
const OTHER: &str = "other";
/// Between more things than these small moves are not hidden one by one.
const MOST: usize = 100;

/// The moves that may be published; none where that would tell a small one.
///
/// Small moves are added up, so that all moves together stay what they were. With them go as many others, of the
/// smallest, as it takes until (1) the hidden moves are at least `min` in all, from each thing, to each thing and to
/// itself, or all that there are, and (2) none of the small ones can be worked out from these sums ([`Flows`]).
pub fn fold(moves: &Moves, min: u64) -> Option<Moves> {
    let few = |link: &Link| (1..min).contains(&link.people) || (1..min).contains(&link.times);
    if !moves.links.iter().any(few) {
        return Some(moves.clone());
    }
    let mut hiding = Hiding::new(moves, min)?;
    while hiding.sums() || hiding.free()? {}
    let mut kept = Vec::new();
    let mut other = Link { from: OTHER.to_owned(), to: OTHER.to_owned(), ..Link::default() };
    for (link, hidden) in moves.links.iter().zip(&hiding.hidden) {
        if !hidden {
            kept.push(link.clone());
            continue;
        }
        other.people = other.people.saturating_add(link.people);
        other.times = other.times.saturating_add(link.times);
        other.seconds.merge(&link.seconds);
    }
    if kept.is_empty() || few(&other) {
        return None;
    }
    kept.push(other);
    Some(Moves { links: kept, ..moves.clone() })
}

/// True where a move belongs to a sum of a thing.
type Side<'s> = &'s dyn Fn(&Ends, usize) -> bool;

/// The moves while it is found out which are hidden.
struct Hiding<'m> {
    links: &'m [Link],
    /// By link: its ends as numbers, 0 is entry and exit.
    ends: Vec<Ends>,
    /// By ends: the link.
    at: BTreeMap<Ends, usize>,
    hidden: Vec<bool>,
    things: usize,
    min: u64,
}

impl<'m> Hiding<'m> {
    /// The small ones are hidden, and what was folded before.
    fn new(moves: &'m Moves, min: u64) -> Option<Self> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::from([("", 0)]);
        let mut number = |id: &'m str| {
            let next = numbers.len();
            *numbers.entry(id).or_insert(next)
        };
        let links = moves.links.as_slice();
        let ends: Vec<Ends> = links.iter().map(|link| (number(&link.from), number(&link.to))).collect();
        let things = numbers.len();
        let at = ends.iter().copied().enumerate().map(|(at, ends)| (ends, at)).collect();
        let mut hiding = Self { links, ends, at, hidden: Vec::new(), things, min };
        hiding.hidden = links
            .iter()
            .map(|link| hiding.few(link.people, link.times) || (link.from == OTHER && link.to == OTHER))
            .collect();
        (things <= MOST).then_some(hiding)
    }

    fn few(&self, people: u64, times: u64) -> bool {
        (1..self.min).contains(&people) || (1..self.min).contains(&times)
    }

    /// Hides one more where the hidden ones of a sum are too few; false where none is.
    fn sums(&mut self) -> bool {
        let own = |ends: &Ends| ends.0 == ends.1;
        let sides: [Side<'_>; 4] = [
            &|ends, thing| ends.0 == thing && !own(ends),
            &|ends, thing| ends.1 == thing && !own(ends),
            &|ends, thing| thing == 0 && own(ends),
            &|_, thing| thing == 0,
        ];
        for side in sides {
            for thing in 0..self.things {
                let here = |at: &usize| self.ends.get(*at).is_some_and(|ends| side(ends, thing));
                let all: Vec<usize> = (0..self.links.len()).filter(here).collect();
                let (people, times) = self.sum(&all);
                if let Some(next) = self.smallest(&all).filter(|_| self.few(people, times)) {
                    self.hide(next);
                    return true;
                }
            }
        }
        false
    }

    /// People and times of the hidden ones among some.
    fn sum(&self, some: &[usize]) -> (u64, u64) {
        let hidden = some.iter().filter(|at| self.hidden.get(**at) == Some(&true));
        hidden.filter_map(|at| self.links.get(*at)).fold((0, 0), |(people, times), link| {
            (people.saturating_add(link.people), times.saturating_add(link.times))
        })
    }

    /// The one with fewest people among some that are not hidden.
    fn smallest(&self, some: &[usize]) -> Option<usize> {
        let shown = some.iter().copied().filter(|at| self.hidden.get(*at) == Some(&false));
        shown.min_by_key(|at| {
            self.links.get(*at).map(|link| (link.people, link.times, core::cmp::Reverse(*at)))
        })
    }

    fn hide(&mut self, at: usize) {
        if let Some(hidden) = self.hidden.get_mut(at) {
            *hidden = true;
        }
    }

    /// Hides more where a small move could be worked out; `Some(false)` where none could, `None` where nothing helps.
    fn free(&mut self) -> Option<bool> {
        let of = |wanted: bool| -> BTreeMap<Ends, u64> {
            let pairs = self.ends.iter().zip(self.links).zip(&self.hidden);
            pairs
                .filter(|((ends, _), hidden)| **hidden == wanted && ends.0 != ends.1)
                .map(|((ends, link), _)| (*ends, link.times))
                .collect()
        };
        let (hidden, shown) = (of(true), of(false));
        let flows = Flows { hidden: &hidden, shown: &shown };
        let small = |(ends, _): &(&Ends, &u64)| {
            let link = self.at.get(*ends).and_then(|at| self.links.get(*at));
            link.is_some_and(|link| self.few(link.people, link.times))
        };
        let Some((told, _)) = hidden.iter().filter(small).find(|(ends, _)| !flows.is_free(**ends)) else {
            return Some(false);
        };
        for at in self.beside(*told)? {
            self.hide(at);
        }
        Some(true)
    }

    /// The links to hide, fewest people first, so that a move from `s` to `t` is in a square with a move from `u` to
    /// `v`: one more of both is one less of `s` to `v` and of `u` to `t`, or the other way round.
    fn beside(&self, (s, t): Ends) -> Option<Vec<usize>> {
        let link = |ends: Ends| self.at.get(&ends).copied();
        let mut best: Option<(u64, Vec<usize>)> = None;
        for u in (0..self.things).filter(|u| *u != s && *u != t) {
            for v in (0..self.things).filter(|v| *v != s && *v != t && *v != u) {
                let (across, more) = ([link((s, v)), link((u, t))], link((u, v)));
                if more.is_none() && across.contains(&None) {
                    continue;
                }
                let known = across.into_iter().chain([more]).flatten();
                let shown: Vec<usize> = known.filter(|at| self.hidden.get(*at) == Some(&false)).collect();
                let people = shown.iter().filter_map(|at| self.links.get(*at)).map(|link| link.people);
                let cost = people.fold(0_u64, u64::saturating_add);
                if !shown.is_empty() && best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, shown));
                }
            }
        }
        best.map(|(_, shown)| shown)
    }
}
