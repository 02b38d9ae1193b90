//! Moves: small ones are led over `other`, so that every thing still is left as often as it is come to.

use super::flows::{Ends, Flows, Written};
use crate::model::evidence::{Evidence, Link, Moves, OTHER};
use std::collections::BTreeMap;

/// Between more things than these small moves are not hidden one by one.
const MOST: usize = 100;

/// Two stages, or one twice.
type Pair = (String, String);
/// Moves that are not told by themselves: true for small ones.
type Gone = BTreeMap<Pair, bool>;

/// The moves of each level that may be published.
///
/// A touchpoint's moves add up to those of its stage: what is hidden there is hidden here. Where nothing may be told
/// of the stages, nothing finer is. Of events nobody can tell here which stage they are of: beside stages they are told
/// only where nothing has to be hidden.
pub fn fold(evidence: &Evidence, min: u64) -> Vec<Moves> {
    let mut told: Vec<Moves> = Vec::new();
    let mut hidden = Gone::new();
    let stages = evidence.moves.iter().any(|moves| moves.level == "stage");
    let any = evidence.moves.iter().any(|moves| has_small(moves, min));
    for moves in &evidence.moves {
        let nothing = stages && moves.level != "stage" && told.is_empty();
        if nothing || (stages && any && moves.level == "event") {
            continue;
        }
        let classes = Classes::new(evidence, moves, &hidden);
        let Some((shown, gone)) = level(moves, &classes, min) else { continue };
        if moves.level == "stage" {
            hidden = gone;
        }
        told.push(shown);
    }
    told
}

fn few(people: u64, times: u64, min: u64) -> bool {
    (1..min).contains(&people) || (1..min).contains(&times)
}

fn has_small(moves: &Moves, min: u64) -> bool {
    moves.links.iter().any(|link| few(link.people, link.times, min))
}

/// What is known of the things of a level from a coarser one.
struct Classes<'e> {
    /// By thing: its stage.
    of: BTreeMap<&'e str, &'e str>,
    /// Moves between stages that are not told.
    hidden: &'e Gone,
}

impl<'e> Classes<'e> {
    /// The stages of touchpoints, where moves between stages are told too; entry and exit are one of their own.
    fn new(evidence: &'e Evidence, moves: &Moves, hidden: &'e Gone) -> Self {
        let mut of = BTreeMap::new();
        if moves.level == "touchpoint" && evidence.moves.iter().any(|other| other.level == "stage") {
            let stage = |one: &'e crate::model::evidence::TouchpointEvidence| one.stage.as_deref();
            of.extend(evidence.touchpoints.iter().filter_map(|one| Some((one.id.as_str(), stage(one)?))));
            of.insert("", "");
        }
        Self { of, hidden }
    }

    /// The stages that a move leads between.
    fn pair(&self, link: &Link) -> Option<Pair> {
        let of = |id: &str| self.of.get(id).map(|stage| (*stage).to_owned());
        Some((of(&link.from)?, of(&link.to)?))
    }

    /// Whether the moves between these stages are not told, and if, whether they are small.
    fn hides(&self, link: &Link) -> Option<bool> {
        self.hidden.get(&self.pair(link)?).copied()
    }
}

/// The moves of one level that may be published, and those that are hidden; none where that would tell a small one.
///
/// Hidden are small moves and what was folded before, and with them as many others, of the smallest, as it takes until
/// (1) the hidden moves are at least `min` in all, from each thing, to each thing, of each pair of stages and to itself, or
/// all that there are, and (2) none of the small ones can be worked out from these sums ([`Flows`]).
fn level(moves: &Moves, classes: &Classes<'_>, min: u64) -> Option<(Moves, Gone)> {
    if !has_small(moves, min) && !moves.links.iter().any(|link| classes.hides(link).is_some()) {
        return Some((moves.clone(), Gone::new()));
    }
    let mut hiding = Hiding::new(moves, classes, min)?;
    while hiding.sums() || hiding.free()? {}
    let links = hiding.written()?;
    let gone = moves.links.iter().zip(&hiding.hidden).filter(|(_, hidden)| **hidden);
    let pair = |link: &Link| ((link.from.clone(), link.to.clone()), few(link.people, link.times, min));
    let gone = gone.map(|(link, _)| pair(link)).collect();
    Some((Moves { links, ..moves.clone() }, gone))
}

/// The moves while it is found out which are hidden.
struct Hiding<'m> {
    links: &'m [Link],
    /// By link: its ends as numbers, 0 is entry and exit.
    ends: Vec<Ends>,
    /// By ends: the link.
    at: BTreeMap<Ends, usize>,
    hidden: Vec<bool>,
    things: usize,
    /// By thing: its class. Sums over the moves between two classes are known.
    class: Vec<usize>,
    /// Links whose sum is known, a list each.
    known: Vec<Vec<usize>>,
    flows: Flows,
    /// Links that are small, and not yet seen to be free; what is free stays free.
    unsure: Vec<usize>,
    min: u64,
}

impl<'m> Hiding<'m> {
    /// The small ones are hidden, what was folded before, and what is hidden of the stages.
    fn new(moves: &'m Moves, classes: &Classes<'_>, min: u64) -> Option<Self> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::from([("", 0)]);
        let mut number = |id: &'m str| {
            let next = numbers.len();
            *numbers.entry(id).or_insert(next)
        };
        let links = moves.links.as_slice();
        let ends: Vec<Ends> = links.iter().map(|link| (number(&link.from), number(&link.to))).collect();
        let things = numbers.len();
        if things > MOST {
            return None;
        }
        let mut words: BTreeMap<&str, usize> = BTreeMap::new();
        let mut class = vec![0; things];
        for (id, at) in numbers.iter().filter(|_| !classes.of.is_empty()) {
            let word = classes.of.get(id).copied().unwrap_or(id);
            let next = words.len();
            if let Some(class) = class.get_mut(*at) {
                *class = *words.entry(word).or_insert(next);
            }
        }
        let at = ends.iter().copied().enumerate().map(|(at, ends)| (ends, at)).collect();
        let (known, flows) = (Vec::new(), Flows::new(things));
        let hidden = vec![false; links.len()];
        let mut hiding =
            Self { links, ends, at, hidden, things, class, known, flows, unsure: Vec::new(), min };
        hiding.known = hiding.known_sums();
        for (at, link) in links.iter().enumerate() {
            let small = few(link.people, link.times, min);
            if small || classes.hides(link).is_some() || link.from == OTHER || link.to == OTHER {
                hiding.hide(at);
            } else if let Some(ends) = hiding.ends.get(at) {
                hiding.flows.set(*ends, Written::Shown);
            }
            // A small move between stages cannot be worked out, so what is in it cannot either.
            if small && classes.hides(link) != Some(true) {
                hiding.unsure.push(at);
            }
        }
        hiding.unsure.reverse();
        Some(hiding)
    }

    /// The lists of links whose sums a reader knows.
    #[inline(never)]
    fn known_sums(&self) -> Vec<Vec<usize>> {
        let of = |keep: &dyn Fn(&Ends) -> bool| -> Vec<usize> {
            let kept = self.ends.iter().enumerate().filter(|(_, ends)| keep(ends));
            kept.map(|(at, _)| at).collect()
        };
        let out = |thing: usize| of(&|ends| ends.0 == thing && ends.1 != thing);
        let into = |thing: usize| of(&|ends| ends.1 == thing && ends.0 != thing);
        let mut known: Vec<Vec<usize>> = (0..self.things).map(out).collect();
        known.extend((0..self.things).map(into));
        known.extend([of(&|ends| ends.0 == ends.1), of(&|_| true)]);
        let class = |thing: usize| self.class.get(thing).copied().unwrap_or(0);
        let classes = self.class.iter().max().map_or(0, |most| most.saturating_add(1));
        if classes > 1 {
            for (a, b) in (0..classes).flat_map(|a| (0..classes).map(move |b| (a, b))) {
                known.push(of(&|ends| (class(ends.0), class(ends.1)) == (a, b)));
            }
        }
        known.retain(|links| !links.is_empty());
        known
    }

    /// Hides one more where the hidden ones of a sum are too few; false where none is.
    #[inline(never)]
    fn sums(&mut self) -> bool {
        let next = self.known.iter().find_map(|all| {
            let hidden = all.iter().filter(|at| self.hidden.get(**at) == Some(&true));
            let links = hidden.filter_map(|at| self.links.get(*at));
            let (people, times) = links.fold((0_u64, 0_u64), |(people, times), link| {
                (people.saturating_add(link.people), times.saturating_add(link.times))
            });
            self.smallest(all).filter(|_| few(people, times, self.min))
        });
        if let Some(next) = next {
            self.hide(next);
        }
        next.is_some()
    }

    /// The one with fewest people among some that are not hidden.
    fn smallest(&self, some: &[usize]) -> Option<usize> {
        let shown = some.iter().copied().filter(|at| self.hidden.get(*at) == Some(&false));
        shown.min_by_key(|at| {
            self.links.get(*at).map(|link| (link.people, link.times, core::cmp::Reverse(*at)))
        })
    }

    fn hide(&mut self, at: usize) {
        if let (Some(hidden), Some(ends)) = (self.hidden.get_mut(at), self.ends.get(at)) {
            *hidden = true;
            self.flows.set(*ends, Written::Hidden);
        }
    }

    fn same_class(&self, a: usize, b: usize) -> bool {
        self.class.get(a) == self.class.get(b)
    }

    /// Hides more where a small move could be worked out; `Some(false)` where none could, `None` where nothing helps.
    #[inline(never)]
    fn free(&mut self) -> Option<bool> {
        while let Some(ends) = self.unsure.last().and_then(|at| self.ends.get(*at)).copied() {
            // Changes of moves from one class, or to one class, leave the sums between classes as they are.
            let from = |thing: usize| self.same_class(thing, ends.0);
            let to = |thing: usize| self.same_class(thing, ends.1);
            let free = self.flows.is_free(ends, &from, &|_| true) || self.flows.is_free(ends, &|_| true, &to);
            if ends.0 == ends.1 {
                if let Some(at) = self.beside_own(ends.0) {
                    self.hide(at);
                    return Some(true);
                }
            } else if !free {
                for at in self.beside(ends)? {
                    self.hide(at);
                }
                return Some(true);
            }
            self.unsure.pop();
        }
        Some(false)
    }

    /// The repeats to hide, of a thing of the same class, so that those of `thing` are not what is left of the class.
    fn beside_own(&self, thing: usize) -> Option<usize> {
        let others = || (1..self.things).filter(|other| *other != thing && self.same_class(*other, thing));
        if others().any(|other| self.flows.get(other, other) != Written::Shown) {
            return None;
        }
        self.smallest(&others().filter_map(|other| self.at.get(&(other, other)).copied()).collect::<Vec<_>>())
    }

    /// The links to hide, fewest people first, so that a move from `s` to `t` is in a square with a move from `u` to
    /// `v`: one more of both is one less of `s` to `v` and of `u` to `t`, or the other way round.
    #[inline(never)]
    fn beside(&self, (s, t): Ends) -> Option<Vec<usize>> {
        let link = |ends: Ends| self.at.get(&ends).copied();
        let mut best: Option<(u64, Vec<usize>)> = None;
        for u in (0..self.things).filter(|u| *u != s && *u != t) {
            let known = |v: &usize| self.same_class(u, s) || self.same_class(*v, t);
            for v in (0..self.things).filter(|v| *v != s && *v != t && *v != u).filter(known) {
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

    /// The moves as they are written: hidden ones lead to `other` and from it, and a thing of which nothing is told is
    /// a part of it. None where nothing is left.
    #[inline(never)]
    fn written(&self) -> Option<Vec<Link>> {
        let pairs = || self.links.iter().zip(&self.ends).zip(&self.hidden);
        let mut told = vec![false; self.things];
        for ((_, ends), _) in pairs().filter(|((_, ends), hidden)| !**hidden && ends.0 != ends.1) {
            for thing in [ends.0, ends.1] {
                told.get_mut(thing).map(|told| *told = true)?;
            }
        }
        if !told.contains(&true) {
            return None;
        }
        told.first_mut().map(|told| *told = true)?;
        let told = |thing: usize| told.get(thing) == Some(&true);
        let mut links = Vec::new();
        for ((link, (from, to)), hidden) in pairs() {
            let lead = |from: &str, to: &str| Link { from: from.into(), to: to.into(), ..link.clone() };
            match (told(*from), told(*to)) {
                (true, true) if !hidden => links.push(link.clone()),
                (true, true) if from != to => {
                    links.extend([lead(&link.from, OTHER), lead(OTHER, &link.to)]);
                }
                (true, false) => links.push(lead(&link.from, OTHER)),
                (false, true) => links.push(lead(OTHER, &link.to)),
                // How much goes on inside `other`, or is repeated there, would tell of one level what another hides.
                _ => {}
            }
        }
        Some(crate::analyse::paths::renamed(&links, &|_| false))
    }
}
