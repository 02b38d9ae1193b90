//! Where everything stands: ranks, bars, labels, lanes of links that pass a rank, and where links end on their bars.
//!
//! A column of a rank holds bars with their labels over them, and lanes for links that pass it; all of these have
//! their own heights, and between two columns links bend only beyond the labels. So no label meets a band.

use super::View;
use super::order;
use super::tracks::{self, Track};
use crate::figures::paths::PathFigures;
use crate::geom::Rect;
use crate::layout::Input;
use crate::layout::pen::{BODY, CHIP, Pen, Run, STAGE};
use crate::model::order::{Groups, arrange, ascending};

/// Width of a bar.
pub const BAR: f64 = 12.0;
/// Least height of a bar.
const THIN: f64 = 3.0;
/// Of the tallest column's bars and lanes together.
const HEIGHT: f64 = 300.0;
/// Between two ranks, at least and at most.
pub const PITCH: [f64; 2] = [132.0, 280.0];
/// Width of the widest label.
const LABEL: f64 = 136.0;
/// Room for the stub of those who leave, right of a bar, and of those who enter, left of it.
pub const STUB: f64 = 28.0;
/// Between a bar and what is said beside its stub.
pub const WORST: f64 = 30.0;
/// Between a bar and the label of the one under it, and around lanes.
const GAP: f64 = 16.0;
/// Least room for returns before the first rank, or after the last.
const SPARE: f64 = 22.0;
/// Ranks that things of one stage may take.
const DEEP: usize = 4;

/// A band's end on a bar: middle and height.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct End {
    pub y: f64,
    pub height: f64,
}

/// A label: its lines, and where they begin.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Label {
    pub name: Vec<String>,
    /// The line under the figures, where there is one.
    pub small: String,
    /// Arrivals, and people who leave.
    pub runs: Vec<Run>,
    /// Lines that the figures take.
    pub figures: usize,
    pub top: f64,
    pub height: f64,
    pub width: f64,
}

/// What a bar has at its sides besides links, from the top down after them.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Sides {
    pub exits: End,
    pub to_other: End,
    pub entries: End,
    pub from_other: End,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Rank {
    /// Left edge of its bars.
    pub x: f64,
    /// Up to where links leave in a straight line, right of the bars.
    pub flat: f64,
    /// Its stage.
    pub stage: Option<usize>,
}

/// How a link goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// To a later rank, by lanes through those between: (rank, middle).
    On(Vec<(usize, f64)>),
    /// Under the ranks.
    Under(Track),
}

/// Everything placed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Plan {
    pub ranks: Vec<Rank>,
    /// By node.
    pub rank_of: Vec<usize>,
    pub bars: Vec<Rect>,
    pub labels: Vec<Label>,
    pub sides: Vec<Sides>,
    /// By link.
    pub ways: Vec<Way>,
    pub ends: Vec<(End, End)>,
    /// Links in the order in which they are drawn: those that most take first.
    pub order: Vec<usize>,
    /// px for one arrival.
    pub scale: f64,
    /// Under all bars and lanes.
    pub bottom: f64,
    /// Right edge of everything.
    pub right: f64,
    /// Between two ranks.
    pub pitch: f64,
    /// Room for the returns that turn before the first rank, and after the last.
    pub outside: [f64; 2],
}

/// Value at a place, or nothing at all.
pub fn at<T: Copy + Default>(list: &[T], place: usize) -> T {
    list.get(place).copied().unwrap_or_default()
}

/// How many ranks are drawn where things could as well share one.
pub fn fitting(input: &Input<'_>) -> usize {
    // half as many more are worth a scroll
    let seen = ((input.width - 2.0 * input.margin() - 60.0) / PITCH[0]).floor().max(1.0);
    (seen * 1.5).floor() as usize
}

/// The rank of each node: of a stage after those of the stages before; inside, after whatever a tenth or more of its
/// arrivals come from. Where `most` ranks are not enough, stages inside which people move least get fewer.
pub fn ranks(paths: &PathFigures, most: usize) -> Vec<usize> {
    let stages = paths.nodes.iter().filter_map(|node| node.stage).max().map_or(0, |last| last + 1);
    let mut deep = vec![DEEP; if paths.is_ordered() { stages } else { 0 }];
    let mut inside = vec![0_u64; stages];
    let stage = |node: usize| paths.nodes.get(node).and_then(|node| node.stage);
    for link in paths.links.iter().filter(|link| stage(link.from) == stage(link.to)) {
        if let Some(sum) = stage(link.from).and_then(|at| inside.get_mut(at)) {
            *sum = sum.saturating_add(link.times);
        }
    }
    loop {
        let ranks = ranked(paths, &deep);
        let depth = |stage: usize| {
            let own = || paths.nodes.iter().zip(&ranks).filter(move |(node, _)| node.stage == Some(stage));
            let (low, high) = (own().map(|(_, rank)| *rank).min(), own().map(|(_, rank)| *rank).max());
            low.zip(high).map_or(0, |(low, high)| high - low + 1)
        };
        let flat = deep.iter().enumerate().filter(|(_, deep)| **deep > 1);
        let flat = flat.map(|(stage, deep)| (stage, depth(stage).min(*deep))).filter(|(_, depth)| *depth > 1);
        let next = flat.min_by_key(|(stage, _)| at(&inside, *stage));
        let Some((stage, depth)) = next.filter(|_| ranks.iter().max().is_some_and(|last| *last >= most))
        else {
            return ranks;
        };
        if let Some(deep) = deep.get_mut(stage) {
            *deep = depth - 1;
        }
    }
}

/// Ranks, of each stage at most so many.
fn ranked(paths: &PathFigures, deep: &[usize]) -> Vec<usize> {
    let mut rank = vec![0; paths.nodes.len()];
    let (mut start, mut most, mut stage) = (0, 0, None);
    let mut links = paths.links.iter().peekable();
    for (node, figures) in paths.nodes.iter().enumerate() {
        if node > 0 && figures.stage != stage {
            start = most + 1;
        }
        stage = figures.stage;
        let own = match stage.and_then(|stage| deep.get(stage)) {
            Some(deep) => at(&rank, node).clamp(start, start + deep.saturating_sub(1)),
            None => at(&rank, node).max(start),
        };
        if let Some(rank) = rank.get_mut(node) {
            *rank = own;
        }
        most = most.max(own);
        while let Some(link) = links.next_if(|link| link.from <= node) {
            let Some(to) = paths.nodes.get(link.to).filter(|to| to.stage == stage) else { continue };
            if link.to > node
                && link.times.saturating_mul(10) >= to.arrivals
                && let Some(rank) = rank.get_mut(link.to)
            {
                *rank = own.saturating_add(1).max(*rank);
            }
        }
    }
    // ranks without a bar are none
    let mut used: Vec<usize> = rank.clone();
    used.sort_unstable();
    used.dedup();
    rank.iter().map(|rank| used.binary_search(rank).unwrap_or(0)).collect()
}

/// A piece of a column, from the top down.
#[derive(Clone, Copy)]
enum Cell {
    Bar(usize),
    Lane(usize),
}

/// Places everything under `top`.
pub fn plan(view: &View<'_>, pen: &Pen<'_>, top: f64) -> Plan {
    let paths = &view.paths;
    let mut plan = Plan { rank_of: view.ranks.clone(), ..Plan::default() };
    let columns = plan.rank_of.iter().max().map_or(0, |last| last + 1);
    let tracks = tracks::tracks(paths, &plan.rank_of);
    let cells = columns_of(view, &plan, columns, &tracks);
    let weight = |cell: &Cell| match cell {
        Cell::Bar(node) => paths.nodes.get(*node).map_or(0, |node| node.arrivals),
        Cell::Lane(link) => paths.links.get(*link).map_or(0, |link| link.times),
    };
    let heaviest = cells
        .iter()
        .map(|column| column.iter().map(|cell| weight(cell) as f64).sum::<f64>())
        .fold(1.0, f64::max);
    plan.scale = HEIGHT / heaviest;
    across(view, pen, &mut plan, columns, &tracks);
    label(view, pen, &mut plan);
    // the figures of all first labels stand on one line
    let firsts = || cells.iter().filter_map(|column| column.first());
    let lowered =
        firsts().any(|cell| matches!(cell, Cell::Bar(node) if !view.small_of(&plan, *node).is_empty()));
    let high = |cell: &Cell| match cell {
        Cell::Bar(node) => {
            let empty = lowered && view.small_of(&plan, *node).is_empty();
            plan.labels.get(*node).map_or(0.0, |label| label.height) + if empty { CHIP.line } else { 0.0 }
        }
        Cell::Lane(_) => 0.0,
    };
    let tops = top + firsts().map(high).fold(0.0, f64::max) + 6.0;
    plan.bars = vec![Rect::default(); paths.nodes.len()];
    let mut lanes: Vec<Vec<(usize, f64)>> = vec![Vec::new(); paths.links.len()];
    plan.bottom = tops;
    for (rank, column) in cells.iter().enumerate() {
        let mut y = tops.round();
        let mut before = None;
        for cell in column {
            let height = weight(cell) as f64 * plan.scale;
            match cell {
                Cell::Bar(node) => {
                    if before.is_some() {
                        y += GAP + plan.labels.get(*node).map_or(0.0, |label| label.height) + 6.0;
                    }
                    y = y.round();
                    let x = at(&plan.ranks, rank).x;
                    let bar = Rect::from_size(x, y, BAR, height.max(THIN));
                    if let Some(label) = plan.labels.get_mut(*node) {
                        let empty = before.is_none() && lowered && label.small.is_empty();
                        label.top = y - 6.0 - label.height - if empty { CHIP.line } else { 0.0 };
                    }
                    y = bar.y1;
                    if let Some(place) = plan.bars.get_mut(*node) {
                        *place = bar;
                    }
                }
                Cell::Lane(link) => {
                    if matches!(before, Some(Cell::Bar(_))) {
                        y += GAP / 2.0;
                    }
                    if let Some(lanes) = lanes.get_mut(*link) {
                        lanes.push((rank, y + height / 2.0));
                    }
                    y += height;
                }
            }
            before = Some(*cell);
        }
        plan.bottom = plan.bottom.max(y);
    }
    plan.bottom = plan.bottom.ceil();
    plan.ways = tracks
        .into_iter()
        .zip(lanes)
        .map(|(track, lanes)| track.map_or(Way::On(lanes), Way::Under))
        .collect();
    ports(paths, &mut plan);
    plan.order = ascending(paths.links.iter().map(|link| -(link.times as f64)));
    plan
}

/// Where the ranks stand from left to right.
fn across(view: &View<'_>, pen: &Pen<'_>, plan: &mut Plan, columns: usize, tracks: &[Option<Track>]) {
    let (left, right) = (view.input.margin(), view.input.width - view.input.margin());
    let last = columns.saturating_sub(1);
    let gaps = last.max(1) as f64;
    // returns that turn outside of all columns want room for their breadths, but leave the picture its own
    let most = ((right - left) / (gaps + 2.0) / 2.0).max(SPARE);
    let turning = |side: &dyn Fn(&Track) -> bool| {
        let links = view.paths.links.iter().zip(tracks);
        let here = links.filter(|(_, track)| track.as_ref().is_some_and(side));
        let all: f64 = here.map(|(link, _)| tracks::wanted(link.times as f64 * plan.scale)).sum();
        if all > 0.0 { all.clamp(SPARE, most).round() } else { 0.0 }
    };
    plan.outside = [turning(&|track| track.into == 0), turning(&|track| track.out == last)];
    let [before, after] = plan.outside;
    let before = STUB - 8.0 + if before > 0.0 { before + 2.0 } else { 0.0 };
    let after = if after > 0.0 { after + 16.0 } else { 0.0 };
    let told = view.paths.worst.and_then(|at| view.paths.nodes.get(at)).map_or(0.0, |node| {
        let (count, said) = view.leave(node);
        WORST + pen.width(&count, STAGE).max(pen.width(&said, CHIP)) + 8.0
    });
    let room = right - left - before - after - BAR;
    // the last column's labels are as wide as those of any other
    let pitch = ((room - 24.0) / (gaps + 0.55)).clamp(PITCH[0], PITCH[1]).floor();
    let bend = (pitch * 0.4).max(56.0);
    let flat = (pitch - bend - BAR).min(LABEL);
    let mut crowd = vec![0; columns];
    for rank in &plan.rank_of {
        if let Some(n) = crowd.get_mut(*rank) {
            *n += 1;
        }
    }
    for (rank, n) in crowd.iter().enumerate() {
        let node = plan.rank_of.iter().position(|of| *of == rank).and_then(|node| view.paths.nodes.get(node));
        let x = (left + before + pitch * rank as f64).round();
        // a single bar has no label that a bending link could meet
        let flat = if *n > 1 { flat.max(STUB) } else { STUB };
        plan.ranks.push(Rank { x, flat, stage: node.and_then(|node| node.stage) });
    }
    let end = plan.ranks.last().map_or(left, |rank| rank.x + BAR + flat.max(STUB) + after);
    plan.right = end;
    // beside the stub at which most leave stands what that is
    if let Some(rank) = view.paths.worst.map(|node| at(&plan.rank_of, node))
        && let Some(rank) = plan.ranks.get_mut(rank)
        && told + bend <= pitch - BAR
    {
        rank.flat = rank.flat.max(told);
    }
    let width = |rank: &usize| {
        let alone = at(&crowd, *rank) == 1 && *rank != last;
        Label { width: if alone { pitch - 14.0 } else { flat + BAR }, ..Label::default() }
    };
    plan.labels = plan.rank_of.iter().map(width).collect();
    plan.pitch = pitch;
}

/// Wraps every label to its width.
fn label(view: &View<'_>, pen: &Pen<'_>, plan: &mut Plan) {
    for (at, (node, label)) in view.paths.nodes.iter().zip(&mut plan.labels).enumerate() {
        if !view.heads_name(node) {
            let name = view.name(node);
            // a raw name like `payment_done` breaks after its underscore, not inside a word
            let name =
                if pen.width(&name, BODY) > label.width { name.replace('_', "_\u{200B}") } else { name };
            let lines = pen.lines(&name, BODY, label.width, 3);
            label.name = lines.into_iter().map(|line| line.replace('\u{200B}', "")).collect();
        }
        label.small = view.small(pen, node, label.width);
        label.runs = view.runs(pen, node, view.paths.worst == Some(at));
        label.figures = View::figure_lines(pen, &label.runs, label.width);
        label.height = LINE * label.name.len() as f64
            + CHIP.line * label.figures as f64
            + if label.small.is_empty() { 0.0 } else { CHIP.line };
    }
}

/// Height of a line of a name.
pub const LINE: f64 = 16.0;

/// The pieces of each column: bars in their order, lanes between those that their link runs between.
fn columns_of(view: &View<'_>, plan: &Plan, columns: usize, tracks: &[Option<Track>]) -> Vec<Vec<Cell>> {
    let paths = &view.paths;
    let mut bars: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (node, rank) in plan.rank_of.iter().enumerate() {
        if let Some(column) = bars.get_mut(*rank) {
            column.push(node);
        }
    }
    order::order(&mut bars, paths, &plan.rank_of, view.order);
    let mut middle = vec![0.0; paths.nodes.len()];
    bars.iter().for_each(|column| order::stack(column, paths, &mut middle));
    let mut lanes: Vec<Vec<(usize, f64, usize)>> = vec![Vec::new(); columns];
    for (link, figures) in
        paths.links.iter().enumerate().filter(|(at, _)| tracks.get(*at).is_some_and(Option::is_none))
    {
        let (from, to) = (at(&plan.rank_of, figures.from), at(&plan.rank_of, figures.to));
        let (start, end) = (at(&middle, figures.from), at(&middle, figures.to));
        for rank in from + 1..to {
            let along = (rank - from) as f64 / (to - from) as f64;
            let y = start + (end - start) * along;
            let above = |node: &&usize| at(&middle, **node) < y;
            // never over the first bar: all columns begin at one height
            let slot = bars.get(rank).map_or(0, |bars| bars.iter().filter(above).count().max(1));
            if let Some(lanes) = lanes.get_mut(rank) {
                lanes.push((slot, y, link));
            }
        }
    }
    let both = bars.into_iter().zip(lanes);
    both.map(|(bars, mut lanes)| {
        arrange(&mut lanes, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut lanes = lanes.into_iter().peekable();
        let mut cells = Vec::new();
        for (slot, node) in bars.into_iter().enumerate() {
            cells.push(Cell::Bar(node));
            while let Some((_, _, link)) = lanes.next_if(|lane| lane.0 <= slot + 1) {
                cells.push(Cell::Lane(link));
            }
        }
        cells
    })
    .collect()
}

/// Where every link ends on its bars, and what else a bar has at its sides.
fn ports(paths: &PathFigures, plan: &mut Plan) {
    plan.ends = vec![(End::default(), End::default()); paths.links.len()];
    plan.sides = vec![Sides::default(); paths.nodes.len()];
    let middle = |node: usize| plan.bars.get(node).map_or(0.0, |bar| bar.center().y);
    // how far down a link leaves its bar, and reaches the other; returns below everything else, those of the lowest
    // track first
    let heights: Vec<(f64, f64)> = paths
        .links
        .iter()
        .zip(&plan.ways)
        .map(|(link, way)| match way {
            Way::On(lanes) => (
                lanes.first().map_or(middle(link.to), |lane| lane.1),
                lanes.last().map_or(middle(link.from), |lane| lane.1),
            ),
            Way::Under(track) => (BELOW - track.row as f64, BELOW - track.row as f64),
        })
        .collect();
    let out = Groups::of(paths.nodes.len(), paths.links.iter().map(|link| link.from));
    let into = Groups::of(paths.nodes.len(), paths.links.iter().map(|link| link.to));
    let Plan { bars, sides, ends, ways, scale, .. } = plan;
    for (at, ((node, bar), sides)) in paths.nodes.iter().zip(bars).zip(sides).enumerate() {
        let mut side = Side { y: bar.y0, scale: *scale, paths, ways };
        let links = ordered(out.get(at), |link| heights.get(link).map_or(0.0, |heights| heights.0));
        side.links(&links, false, ends, |ends| &mut ends.0);
        sides.exits = side.take(if node.ends { 0 } else { node.exits });
        sides.to_other = side.take(node.to_other);
        side.links(&links, true, ends, |ends| &mut ends.0);
        side.y = bar.y0;
        let links = ordered(into.get(at), |link| heights.get(link).map_or(0.0, |heights| heights.1));
        side.links(&links, false, ends, |ends| &mut ends.1);
        sides.entries = side.take(node.entries);
        sides.from_other = side.take(node.from_other);
        side.links(&links, true, ends, |ends| &mut ends.1);
    }
}

/// Lower than anything that stands in a picture.
const BELOW: f64 = 1e9;

/// Links at a side of a bar, which stand in their own order, in that of their heights.
fn ordered(links: &[usize], height: impl Fn(usize) -> f64) -> Vec<usize> {
    let order = ascending(links.iter().map(|link| height(*link)));
    order.iter().filter_map(|at| links.get(*at).copied()).collect()
}

/// One of the two ends of a link.
type One = fn(&mut (End, End)) -> &mut End;

/// A side of a bar, filled from the top down.
struct Side<'a> {
    y: f64,
    scale: f64,
    paths: &'a PathFigures,
    ways: &'a [Way],
}

impl Side<'_> {
    /// The next part of it, of so many.
    fn take(&mut self, n: u64) -> End {
        let height = n as f64 * self.scale;
        self.y += height;
        End { y: self.y - height / 2.0, height }
    }

    /// The next parts are the ends of links, of returns or of the others.
    fn links(&mut self, links: &[usize], under: bool, ends: &mut [(End, End)], one: One) {
        for link in links {
            if matches!(self.ways.get(*link), Some(Way::Under(_))) == under
                && let Some(ends) = ends.get_mut(*link)
            {
                *one(ends) = self.take(self.paths.links.get(*link).map_or(0, |link| link.times));
            }
        }
    }
}
