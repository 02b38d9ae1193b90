//! The display limit: what is smaller becomes part of "other", and everything still adds up.

use super::order::by_flow;
use super::{PathFigures, PathLink, PathNode, finish};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Nodes and links that are still read at a glance.
const NODES: usize = 24;
const LINKS: usize = 48;

/// What is shown one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Things that were come to at least so often.
    pub nodes: u64,
    /// Moves that were made at least so often.
    pub links: u64,
}

impl Limits {
    /// The same limit for both; 1 shows everything.
    pub const fn of(least: u64) -> Self {
        Self { nodes: least, links: least }
    }

    /// The smallest limits at which there are at most 24 things, and then at most 48 moves between them.
    pub fn read_at_a_glance(paths: &PathFigures, stages: usize) -> Self {
        let nodes = over(paths.nodes.iter().map(|node| node.arrivals).collect(), NODES);
        let fewer = if nodes > 1 { Some(folded(paths, Self { nodes, links: 1 }, stages)) } else { None };
        let links = &fewer.as_deref().unwrap_or(paths).links;
        Self { nodes, links: over(links.iter().map(|link| link.times).collect(), LINKS) }
    }
}

/// The least size that no more than `most` have.
fn over(mut sizes: Vec<u64>, most: usize) -> u64 {
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.get(most).map_or(1, |size| size.saturating_add(1))
}

/// The same moves, where things under the limit are one node a stage, and moves under it are `from_other` and
/// `to_other` of the nodes that they join. Where nothing is under the limits they are the very same.
pub fn folded(paths: &PathFigures, limits: Limits, stages: usize) -> Cow<'_, PathFigures> {
    let small = |node: &PathNode| node.arrivals < limits.nodes;
    // a single small thing is shown as it is: a node of one saves nothing
    let mut of_stage: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for node in paths.nodes.iter().filter(|node| small(node)) {
        let count = of_stage.entry(node.stage).or_insert(0);
        *count = count.saturating_add(1);
    }
    let merges = |node: &PathNode| small(node) && of_stage.get(&node.stage).is_some_and(|count| *count > 1);
    if !paths.nodes.iter().any(merges) && paths.links.iter().all(|link| link.times >= limits.links) {
        return Cow::Borrowed(paths);
    }
    let mut out = PathFigures { nodes: Vec::new(), links: Vec::new(), hidden: 0, ..paths.clone() };
    // the node of the small ones stands after the others of its stage
    let mut place = vec![0_usize; paths.nodes.len()];
    let mut open: Option<(Option<usize>, Vec<usize>)> = None;
    let close = |out: &mut PathFigures, place: &mut Vec<usize>, open: Option<(Option<usize>, Vec<usize>)>| {
        let Some((stage, members)) = open.filter(|(_, members)| !members.is_empty()) else { return };
        let number = usize::MAX - stage.map_or(0, |stage| stage.saturating_add(1));
        let mut node = PathNode { stage, number, things: members.len(), ..PathNode::default() };
        for at in &members {
            if let (Some(one), Some(place)) = (paths.nodes.get(*at), place.get_mut(*at)) {
                *place = out.nodes.len();
                join(&mut node, one);
            }
        }
        out.nodes.push(node);
    };
    for (at, node) in paths.nodes.iter().enumerate() {
        if open.as_ref().is_none_or(|(stage, _)| *stage != node.stage) {
            close(&mut out, &mut place, open.take());
            open = Some((node.stage, Vec::new()));
        }
        if merges(node) {
            if let Some((_, members)) = &mut open {
                members.push(at);
            }
            continue;
        }
        if let Some(place) = place.get_mut(at) {
            *place = out.nodes.len();
        }
        out.nodes.push(node.clone());
    }
    close(&mut out, &mut place, open);
    links(paths, limits.links, &place, &mut out);
    if !out.is_ordered() {
        by_flow(&mut out);
    }
    finish(&mut out, stages);
    Cow::Owned(out)
}

/// Adds a small thing to the node of the small ones. Who met several of them is not known.
fn join(node: &mut PathNode, one: &PathNode) {
    let pairs = [
        (&mut node.entries, one.entries),
        (&mut node.exits, one.exits),
        (&mut node.from_other, one.from_other),
        (&mut node.to_other, one.to_other),
        (&mut node.repeats.0, one.repeats.0),
        (&mut node.repeats.1, one.repeats.1),
    ];
    for (sum, more) in pairs {
        *sum = sum.saturating_add(more);
    }
}

/// Brings the links to the nodes there are now; those of the same ends are one.
fn links(paths: &PathFigures, least: u64, place: &[usize], out: &mut PathFigures) {
    let mut ends: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut joined: Vec<PathLink> = Vec::new();
    for link in &paths.links {
        let (Some(from), Some(to)) = (place.get(link.from).copied(), place.get(link.to).copied()) else {
            continue;
        };
        if from == to {
            // between two small things: neither comes into their node nor leaves it
            if let Some(node) = out.nodes.get_mut(from) {
                node.repeats.1 = node.repeats.1.saturating_add(link.times);
            }
            continue;
        }
        match ends.get(&(from, to)).and_then(|at| joined.get_mut(*at)) {
            Some(known) => {
                known.times = known.times.saturating_add(link.times);
                (known.people, known.median) = (None, None);
            }
            None => {
                ends.insert((from, to), joined.len());
                joined.push(PathLink { from, to, ..link.clone() });
            }
        }
    }
    for link in joined {
        if link.times >= least {
            out.links.push(link);
            continue;
        }
        out.hidden = out.hidden.saturating_add(1);
        if let Some(node) = out.nodes.get_mut(link.from) {
            node.to_other = node.to_other.saturating_add(link.times);
        }
        if let Some(node) = out.nodes.get_mut(link.to) {
            node.from_other = node.from_other.saturating_add(link.times);
        }
    }
}
