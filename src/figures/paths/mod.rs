//! Moves of one level → nodes and links that add up: arrivals, exits, returns, repeats, and what stands out.
//!
//! Counts are *times*: whoever comes twice counts twice, so that all that comes into a node goes out of it. People are
//! given beside them where they are known.

mod fold;
mod order;
#[cfg(feature = "cli")]
mod write;

use super::funnel::FEW;
use super::{Figures, quantiles};
use crate::model::evidence::{After, Evidence, Link, Moves, OTHER};
use crate::model::journey::Journey;
use crate::model::names::Names;
use crate::model::order::{Groups, arrange, arrange_by};

pub use fold::{Limits, folded};
#[cfg(feature = "cli")]
pub use write::write;

/// The levels at which moves are counted, in the order in which a menu offers them.
pub const LEVELS: [&str; 4] = ["stage", "touchpoint", "channel", "event"];

/// Fewer people have no median way that is told as the longest.
const ENOUGH: u64 = 5;

/// Moves between things of one level, derived.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PathFigures {
    /// `stage`, `touchpoint`, `channel` or `event`.
    pub level: String,
    /// `person` or `session`.
    pub unit: String,
    /// Units that met anything: all entries, and all exits.
    pub total: u64,
    /// In the order of the way: a link to an earlier node is a return.
    pub nodes: Vec<PathNode>,
    /// Ascending by `from`, then by `to`; no link leads to its own node.
    pub links: Vec<PathLink>,
    /// Entries and exits that evidence leads over moves it folds, and that no node shows.
    pub beyond: (u64, u64),
    /// The node after which most people are not seen again, of those that lead on and are not of the last stage.
    pub worst: Option<usize>,
    /// The node that most returns lead to.
    pub returned: Option<usize>,
    /// Links under the display limit that nodes hold as `from_other` and `to_other`: how many.
    pub hidden: usize,
}

/// A thing that people meet.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PathNode {
    /// Its id; empty where it stands for several.
    pub id: String,
    /// Its number among all things, whatever is folded: of several, from the largest number down.
    pub number: usize,
    /// Shown name; empty where it stands for several.
    pub name: String,
    /// The stage it belongs to (index in the journey).
    pub stage: Option<usize>,
    /// How many things it stands for.
    pub things: usize,
    /// People who met it, where that is known.
    pub people: Option<u64>,
    /// How often anybody came: entries, links and `from_other`. The same number goes on: exits, links and `to_other`.
    pub arrivals: u64,
    /// People who start here.
    pub entries: u64,
    /// People who are not seen after it.
    pub exits: u64,
    /// Exits here are the end of the way and no loss: it is of the journey's last stage, or leads nowhere.
    pub ends: bool,
    /// People who met it several times in a row, and how often they did so after the first.
    pub repeats: (u64, u64),
    /// Arrivals over small moves that are folded.
    pub from_other: u64,
    /// Moves on that are folded.
    pub to_other: u64,
    /// Arrivals by a return.
    pub returns: u64,
}

/// A move from one node directly to another.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PathLink {
    /// Node.
    pub from: usize,
    /// Another node.
    pub to: usize,
    /// People who made it; `None` where it stands for several and somebody may be in it twice.
    pub people: Option<u64>,
    /// How often it was made.
    pub times: u64,
    /// times / arrivals of `from`.
    pub share: f64,
    /// Median time in seconds from the last row at one to the first at the other, where times are known.
    pub median: Option<f64>,
    /// It leads to an earlier node; between touchpoints, to an earlier stage.
    pub back: bool,
}

impl PathFigures {
    /// The journey has an order for this level.
    pub fn is_ordered(&self) -> bool {
        matches!(self.level.as_str(), "stage" | "touchpoint")
    }
}

impl PathNode {
    /// exits / people where these are known, else exits / arrivals.
    pub fn leave(&self) -> f64 {
        self.exits as f64 / self.people.unwrap_or(self.arrivals).max(self.exits).max(1) as f64
    }
}

/// The links with the longest median times, longest first; of those with at least five people.
pub fn longest(paths: &PathFigures, most: usize) -> Vec<&PathLink> {
    let sure = |link: &&PathLink| link.median.is_some() && link.people.is_some_and(|people| people >= ENOUGH);
    let mut found: Vec<&PathLink> = paths.links.iter().filter(sure).collect();
    arrange(&mut found, |a, b| b.median.unwrap_or(0.0).total_cmp(&a.median.unwrap_or(0.0)));
    found.truncate(most);
    found
}

/// The things that most returns lead to, most first.
pub fn most_returned(paths: &PathFigures, most: usize) -> Vec<&PathNode> {
    let mut found: Vec<&PathNode> =
        paths.nodes.iter().filter(|node| node.returns > 0 && node.things == 1).collect();
    arrange_by(&mut found, |node| core::cmp::Reverse(node.returns));
    found.truncate(most);
    found
}

/// What the people did next whom the funnel loses at its worst step, where that was counted.
pub fn after<'e>(figures: &Figures, evidence: &'e Evidence) -> Option<&'e After> {
    let funnel = figures.funnel.as_ref()?;
    let step = funnel.worst_by_people.and_then(|at| funnel.steps.get(at))?;
    evidence.after.iter().find(|after| after.step == step.id && after.people > 0)
}

/// The name of a thing of a level; its id where the journey does not name it.
pub fn name_of(journey: &Journey, level: &str, id: &str) -> String {
    let mut stages = journey.stages.iter();
    let found = match level {
        "stage" => stages.find(|stage| stage.id == id).map(|stage| &stage.name),
        "touchpoint" => {
            stages.flat_map(|stage| &stage.touchpoints).find(|point| point.id == id).map(|point| &point.name)
        }
        "channel" => journey.channels.iter().find(|channel| channel.id == id).map(|channel| &channel.name),
        _ => None,
    };
    found.filter(|name| !name.is_empty()).map_or(id, String::as_str).to_owned()
}

/// The levels that evidence has moves of.
pub fn levels(evidence: Option<&Evidence>) -> Vec<&'static str> {
    let moves = evidence.map_or(&[][..], |evidence| &evidence.moves);
    let there = |level: &&&str| moves.iter().any(|moves| moves.level == **level && !moves.links.is_empty());
    LEVELS.iter().filter(there).copied().collect()
}

/// The moves of a level, in the journey's order where the level has one: of stages and touchpoints their own, of
/// anything else the order that makes fewest moves returns.
///
/// ```
/// # use jejak::figures::paths::of;
/// # use jejak::model::evidence::{Evidence, Link, Moves};
/// # use jejak::model::journey::Journey;
/// let link = |from: &str, to: &str, n| Link { from: from.into(), to: to.into(), people: n, times: n, ..Link::default() };
/// let links = vec![link("", "a", 9), link("a", "b", 7), link("b", "a", 2), link("a", "", 4), link("b", "", 5)];
/// let moves = Moves { unit: "person".into(), level: "event".into(), total: 9, links };
/// let paths = of(&Journey::default(), &Evidence { moves: vec![moves], ..Evidence::default() }, "event").unwrap();
/// assert_eq!(paths.nodes.iter().map(|node| node.arrivals).collect::<Vec<_>>(), [11, 7]); // 9 + 2 came to a, 7 + 4 left it
/// assert_eq!((paths.nodes[0].returns, paths.returned), (2, Some(0)));
/// assert!(paths.links[1].back);
/// ```
pub fn of(journey: &Journey, evidence: &Evidence, level: &str) -> Option<PathFigures> {
    of_in(journey, evidence, level, true)
}

/// The same; without `by_flow` things that the journey has no order for stay as they are listed: channels as in the
/// journey, events as in the moves.
pub fn of_in(journey: &Journey, evidence: &Evidence, level: &str, by_flow: bool) -> Option<PathFigures> {
    let moves = evidence.moves.iter().find(|moves| moves.level == level)?;
    let known = Known { journey, evidence, level };
    let (mut nodes, ends) = known.nodes(moves);
    let mut paths = PathFigures {
        level: level.to_owned(),
        unit: moves.unit.clone(),
        total: moves.total,
        ..PathFigures::default()
    };
    let mut links: Vec<PathLink> = Vec::with_capacity(moves.links.len());
    for (link, (from, to)) in moves.links.iter().zip(ends) {
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            let timed = !link.seconds.buckets.is_empty();
            let median = if timed { quantiles::of(&link.seconds).median } else { None };
            links.push(PathLink {
                from,
                to,
                people: Some(link.people),
                times: link.times,
                median,
                ..PathLink::default()
            });
            continue;
        }
        tally(&mut nodes, &mut paths.beyond, link, (from, to));
    }
    paths.nodes = nodes;
    paths.links = links;
    for (at, node) in paths.nodes.iter_mut().enumerate() {
        node.number = at;
    }
    if by_flow && !paths.is_ordered() {
        order::by_flow(&mut paths);
    }
    finish(&mut paths, journey.stages.len());
    Some(paths)
}

/// Takes a link in that is none between two nodes: entry, exit, repeat, or over what evidence folds.
fn tally(nodes: &mut [PathNode], beyond: &mut (u64, u64), link: &Link, ends: (Option<usize>, Option<usize>)) {
    let add = |sum: &mut u64| *sum = sum.saturating_add(link.times);
    match ends {
        (Some(from), Some(_)) => {
            if let Some(node) = nodes.get_mut(from) {
                node.repeats.0 = node.repeats.0.saturating_add(link.people);
                node.repeats.1 = node.repeats.1.saturating_add(link.times);
            }
        }
        (Some(from), None) => {
            if let Some(node) = nodes.get_mut(from) {
                add(if link.to.is_empty() { &mut node.exits } else { &mut node.to_other });
            }
        }
        (None, Some(to)) => {
            if let Some(node) = nodes.get_mut(to) {
                add(if link.from.is_empty() { &mut node.entries } else { &mut node.from_other });
            }
        }
        (None, None) if link.from.is_empty() => add(&mut beyond.0),
        (None, None) if link.to.is_empty() => add(&mut beyond.1),
        (None, None) => {}
    }
}

/// What follows from nodes and links: sums, shares, returns, what stands out.
fn finish(paths: &mut PathFigures, stages: usize) {
    let PathFigures { nodes, links, .. } = paths;
    by_ends(links, nodes.len());
    let mut out = vec![0_u64; nodes.len()];
    for node in nodes.iter_mut() {
        node.arrivals = node.entries.saturating_add(node.from_other);
        node.returns = 0;
    }
    for link in links.iter_mut() {
        link.back = before(nodes, link);
        if let Some(node) = nodes.get_mut(link.to) {
            node.arrivals = node.arrivals.saturating_add(link.times);
            node.returns = node.returns.saturating_add(if link.back { link.times } else { 0 });
        }
        if let Some(sum) = out.get_mut(link.from) {
            *sum = sum.saturating_add(link.times);
        }
    }
    for (node, out) in nodes.iter_mut().zip(&out) {
        // documents that nobody counted need not add up: the larger side stands, the smaller one is filled
        let gone = out.saturating_add(node.exits).saturating_add(node.to_other);
        node.to_other = node.to_other.saturating_add(node.arrivals.saturating_sub(gone));
        node.from_other = node.from_other.saturating_add(gone.saturating_sub(node.arrivals));
        node.arrivals = node.arrivals.max(gone);
        node.ends = out.saturating_add(node.to_other) == 0 || node.stage.is_some_and(|at| at + 1 == stages);
    }
    for link in links.iter_mut() {
        let of = nodes.get(link.from).map_or(1, |node| node.arrivals.max(1));
        link.share = link.times as f64 / of as f64;
    }
    let most = |of: &dyn Fn(&PathNode) -> u64, least: u64| {
        let mut best: Option<(usize, u64)> = None;
        for (at, node) in nodes.iter().enumerate() {
            let n = of(node);
            if n >= least && best.is_none_or(|(_, most)| n > most) {
                best = Some((at, n));
            }
        }
        best.map(|(at, _)| at)
    };
    paths.worst =
        most(&|node| if node.ends || node.things != 1 || node.arrivals < FEW { 0 } else { node.exits }, 1);
    paths.returned = most(&|node| if node.things == 1 { node.returns } else { 0 }, 1);
}

/// Brings links into the order of the nodes that they leave, and of those that they lead to.
fn by_ends(links: &mut Vec<PathLink>, nodes: usize) {
    if links.is_sorted_by_key(|link| (link.from, link.to)) {
        return;
    }
    let into = Groups::of(nodes, links.iter().map(|link| link.to));
    let from = into.members().iter().map(|at| links.get(*at).map_or(nodes, |link| link.from));
    let from = Groups::of(nodes, from);
    let order = from.members().iter().filter_map(|at| into.members().get(*at));
    *links = order.filter_map(|at| links.get_mut(*at).map(core::mem::take)).collect();
}

/// True for a link to an earlier node. Touchpoints of one stage have no order that a move could go against.
fn before(nodes: &[PathNode], link: &PathLink) -> bool {
    let stage = |at: usize| nodes.get(at).and_then(|node| node.stage);
    match (stage(link.from), stage(link.to)) {
        (Some(from), Some(to)) => to < from,
        _ => link.to < link.from,
    }
}

/// What a link leads from and to, by number; nothing where it enters, leaves, or leads over "other".
type Ends = (Option<usize>, Option<usize>);

/// The thing that an end of a move names, among those met so far.
fn thing<'m>(met: &mut Names<'m>, id: &'m str) -> Option<usize> {
    (!id.is_empty() && id != OTHER).then(|| met.number(id))
}

/// What documents say of the things of a level.
struct Known<'a> {
    journey: &'a Journey,
    evidence: &'a Evidence,
    level: &'a str,
}

impl Known<'_> {
    /// One node a thing: first those of the journey, in its order, then the rest as they come in the moves; and the
    /// nodes at the ends of each link.
    fn nodes(&self, moves: &Moves) -> (Vec<PathNode>, Vec<Ends>) {
        let mut met = Names::default();
        let ends: Vec<Ends> =
            moves.links.iter().map(|link| (thing(&mut met, &link.from), thing(&mut met, &link.to))).collect();
        let mut nodes = Vec::with_capacity(met.all().len());
        let mut place = vec![None; met.all().len()];
        let mut add = |number: Option<usize>, id: &str, name: &str, stage: Option<usize>| {
            if let Some(place) =
                number.and_then(|number| place.get_mut(number)).filter(|place| place.is_none())
            {
                *place = Some(nodes.len());
                let name = if name.is_empty() { id } else { name };
                let people = self.people(id);
                let (id, name) = (id.to_owned(), name.to_owned());
                nodes.push(PathNode { id, name, stage, things: 1, people, ..PathNode::default() });
            }
        };
        let number = |id: &str| met.find(id);
        let stages = self.journey.stages.iter().enumerate();
        match self.level {
            "stage" => {
                stages.for_each(|(at, stage)| add(number(&stage.id), &stage.id, &stage.name, Some(at)))
            }
            "touchpoint" => stages.for_each(|(at, stage)| {
                stage
                    .touchpoints
                    .iter()
                    .for_each(|point| add(number(&point.id), &point.id, &point.name, Some(at)));
            }),
            "channel" => self
                .journey
                .channels
                .iter()
                .for_each(|channel| add(number(&channel.id), &channel.id, &channel.name, None)),
            _ => {}
        }
        for (number, id) in met.all().iter().enumerate() {
            add(Some(number), id, "", None);
        }
        let node = |end: Option<usize>| end.and_then(|number| place.get(number).copied().flatten());
        (nodes, ends.into_iter().map(|(from, to)| (node(from), node(to))).collect())
    }

    fn people(&self, id: &str) -> Option<u64> {
        let evidence = self.evidence;
        match self.level {
            "stage" => evidence.stages.iter().find(|one| one.id == id).map(|one| one.people),
            // none where answers alone are known, or where telling would give a small group away
            "touchpoint" => {
                let known = evidence.touchpoints.iter().find(|one| one.id == id);
                known.map(|one| one.people).filter(|people| *people > 0)
            }
            "channel" => {
                let known = evidence.channels.iter().find(|one| one.id == id);
                known.map(|one| one.people).filter(|people| *people > 0)
            }
            _ => None,
        }
    }
}
