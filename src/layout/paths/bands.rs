//! Bands between bars, returns under the ranks, stubs of those who leave, enter or go a smaller way.

use super::View;
use super::place::{BAR, End, Plan, STUB, WORST, Way, at};
use super::tracks::{ROWS, Track, breadth, fitting, shared, wanted};
use crate::geom::curve::{self, Bends, around};
use crate::geom::{Color, Point, Rect};
use crate::layout::pen::{CHIP, Pen, solid};
use crate::layout::{Flow, icons};
use crate::model::order::{arrange, arrange_by};
use crate::scene::{Align, Key, Pane, Shape, Target};

/// A band that is thinner is drawn as a line of one pixel.
const LINE: f64 = 1.25;
/// Returns that are labelled.
const LABELLED: usize = 5;
/// Within so far of its bar a return has come to the breadth it goes on with.
const SHOULDER: f64 = 20.0;
/// Least room for the label of a return.
const ROOM: f64 = 24.0;

/// The box in which the loss at the worst node would be told, and whether something lies there already.
#[derive(Default)]
pub struct Asked {
    wanted: Option<Rect>,
    taken: bool,
}

impl Asked {
    /// It is still free, so that what comes may take it.
    fn is_free(&self) -> bool {
        self.wanted.is_some() && !self.taken
    }

    /// Takes notice of what has been placed.
    fn see(&mut self, rect: &Rect) {
        self.taken |= self.wanted.is_some_and(|wanted| wanted.overlaps(rect));
    }
}

/// How the returns of a picture are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Returns {
    /// There are none.
    #[default]
    None,
    /// As broad as their shares of the bars.
    True,
    /// At least one is narrower between its ends.
    Narrowed,
}

/// A return, placed.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    /// Middle of the way down, right of the rank it leaves.
    right: f64,
    /// Middle of the way up, left of the rank it leads to.
    left: f64,
    /// Middle of the way back.
    y: f64,
    thick: f64,
    row: usize,
}

impl Turn {
    /// How it is drawn, of so high a share of its bars.
    fn drawn(&self, share: f64) -> Returns {
        if share - self.thick >= 1.0 { Returns::Narrowed } else { Returns::True }
    }
}

/// Draws every link; gives the y under the returns, and how they are drawn.
pub fn place(
    pen: &mut Pen<'_>,
    view: &View<'_>,
    plan: &Plan,
    keys: &Keys,
    flows: &mut Vec<Flow>,
    asked: &mut Asked,
) -> (f64, Returns) {
    let (turns, labelled, bottom) = turns(view, plan);
    let links = &view.paths.links;
    let (flow, back) =
        (pen.theme.flow.alpha(0.78), pen.theme.accent.alpha(if pen.theme.dark { 0.34 } else { 0.24 }));
    let mut slices: Vec<Target> = Vec::new();
    let (mut broad, mut hair) = (Bends::broad(), Bends::hair());
    let mut returns = Returns::None;
    for link in plan.order.iter().copied() {
        let Some(((figures, way), (start, end))) =
            links.get(link).zip(plan.ways.get(link)).zip(plan.ends.get(link))
        else {
            continue;
        };
        let key = at(&keys.links, link);
        let (bars, ranks) = ((plan.bars.get(figures.from), plan.bars.get(figures.to)), &plan.ranks);
        let (Some(from), Some(to)) = bars else { continue };
        // most bands of a crowd are met by no pointer and lie where nothing else would stand
        let met = key != Key(0) || asked.is_free();
        let mut slice = |rect: Rect| {
            asked.see(&rect);
            if key != Key(0) {
                slices.push(Target { key, pane: Pane::Body, rect });
            }
        };
        let mark = pen.scene.marks.len();
        pen.key = key;
        match way {
            Way::On(lanes) => {
                let height = start.height.max(1.0);
                let flat = at(ranks, at(&plan.rank_of, figures.from)).flat;
                let bends = if height < LINE { &mut hair } else { &mut broad };
                let mut line = Vec::with_capacity(16 * (lanes.len() + 1));
                line.push(Point::new(from.x1, inside(start, from)));
                let mut leave = from.x1 + flat;
                for (rank, y) in lanes {
                    let rank = at(ranks, *rank);
                    bend(&mut line, bends, leave, rank.x - STUB + 8.0, *y);
                    leave = rank.x + BAR + rank.flat;
                }
                bend(&mut line, bends, leave, to.x0 - STUB + 8.0, inside(end, to));
                line.push(Point::new(to.x0, inside(end, to)));
                if met {
                    cut(&mut slice, &line, height);
                }
                if height < LINE {
                    pen.line(line, solid(flow, 1.0));
                } else {
                    pen.polygon(band(&line, height), flow);
                }
            }
            Way::Under(_) => {
                let turn = at(&turns, link);
                returns = returns.max(turn.drawn(start.height));
                if met {
                    cut_turn(&turn, (from, start), (to, end)).iter().for_each(|rect| slice(*rect));
                }
                if turn.thick < LINE && start.height < LINE && end.height < LINE {
                    pen.line(turned_line(&turn, (from, start), (to, end)), solid(back, 1.0));
                } else {
                    pen.polygon(around_turn(&turn, &mut broad, (from, start), (to, end)), back);
                }
                pen.plain();
                arrows(pen, &turn);
            }
        }
        let ends = (at(&keys.nodes, figures.from), at(&keys.nodes, figures.to));
        flows.push(Flow { mark, key, from: ends.0, to: ends.1, under: matches!(way, Way::Under(_)) });
    }
    pen.plain();
    for link in labelled {
        label(pen, view, &turns, link);
    }
    pen.scene.targets.extend(slices);
    (bottom, returns)
}

/// The keys of nodes and links; 0 for what is too thin to be met.
pub struct Keys {
    pub nodes: Vec<Key>,
    pub links: Vec<Key>,
}

/// Middle of a band that is at least a pixel high, inside its bar.
fn inside(end: &End, bar: &Rect) -> f64 {
    let half = end.height.max(1.0) / 2.0;
    end.y.clamp(bar.y0 + half, (bar.y1 - half).max(bar.y0 + half))
}

/// Goes straight to `x0` and bends until `x1` to `y`.
fn bend(line: &mut Vec<Point>, bends: &mut Bends, x0: f64, x1: f64, y: f64) {
    let Some(last) = line.last().copied() else { return };
    let (x0, x1) = (x0.min(x1 - 1.0), x1);
    line.push(Point::new(x0, last.y));
    if (last.y - y).abs() > 0.05 {
        curve::bend(Point::new(x0, last.y), Point::new(x1, y), bends, line);
    }
    line.push(Point::new(x1, y));
}

/// The outline of a band along a line.
fn band(line: &[Point], height: f64) -> Vec<Point> {
    let half = height / 2.0;
    let upper = line.iter().map(|p| Point::new(p.x, p.y - half));
    let lower = line.iter().rev().map(|p| Point::new(p.x, p.y + half));
    upper.chain(lower).collect()
}

/// Boxes along a band that answer to the pointer: beside its bar no higher than it is, elsewhere at least 3 px.
fn cut(slice: &mut dyn FnMut(Rect), line: &[Point], height: f64) {
    for (at, pair) in line.windows(2).enumerate() {
        let half = if at == 0 { height / 2.0 } else { (height / 2.0).max(1.5) };
        if let [a, b] = pair
            && b.x > a.x
        {
            slice(Rect { x0: a.x, y0: a.y.min(b.y) - half, x1: b.x, y1: a.y.max(b.y) + half });
        }
    }
}

/// Places the returns: by link its turn, the links that are labelled, and the y under all.
fn turns(view: &View<'_>, plan: &Plan) -> (Vec<Turn>, Vec<usize>, f64) {
    let links = &view.paths.links;
    let mut turns = vec![Turn::default(); links.len()];
    let under: Vec<(usize, Track)> = plan
        .ways
        .iter()
        .enumerate()
        .filter_map(|(link, way)| match way {
            Way::Under(track) => Some((link, *track)),
            Way::On(_) => None,
        })
        .collect();
    if under.is_empty() {
        return (turns, Vec::new(), plan.bottom);
    }
    let share = |link: usize| plan.ends.get(link).map_or(1.0, |ends| ends.0.height);
    for gap in 0..=plan.ranks.len() {
        let (from, to) = zone(plan, gap);
        let mut down: Vec<_> = under.iter().filter(|(_, track)| track.out + 1 == gap).collect();
        let mut up: Vec<_> = under.iter().filter(|(_, track)| track.into == gap).collect();
        arrange_by(&mut down, |(link, track)| (track.row, *link));
        arrange_by(&mut up, |(link, track)| (core::cmp::Reverse(track.row), core::cmp::Reverse(*link)));
        let n = down.len();
        let here: Vec<_> = down.into_iter().chain(up).collect();
        let rooms = shared(&here.iter().map(|(link, _)| wanted(share(*link))).collect::<Vec<_>>(), to - from);
        let mut x = from;
        for (place, ((link, track), room)) in here.into_iter().zip(rooms).enumerate() {
            let Some(turn) = turns.get_mut(*link) else { continue };
            let middle = x + room / 2.0;
            x += room;
            if place < n {
                (turn.right, turn.row) = (middle, track.row);
            } else {
                turn.left = middle;
            }
            let own = if turn.thick > 0.0 { turn.thick } else { breadth(share(*link)) };
            turn.thick = fitting(own, room);
        }
    }
    let mut labelled: Vec<usize> = under.iter().map(|(link, _)| *link).collect();
    let times = |link: &usize| links.get(*link).map_or(0, |link| link.times);
    arrange_by(&mut labelled, |link| (core::cmp::Reverse(times(link)), *link));
    let several = |link: &usize| {
        let to = links.get(*link).and_then(|link| view.paths.nodes.get(link.to));
        to.is_some_and(|node| node.things > 1)
    };
    labelled.retain(|link| times(link).saturating_mul(100) >= view.paths.total && !several(link));
    // in the last row lie all that had no other place
    labelled.retain(|link| turns.get(*link).is_some_and(|turn| turn.row + 1 < ROWS));
    labelled.truncate(LABELLED);
    let rows = under.iter().map(|(_, track)| track.row + 1).max().unwrap_or(0);
    let mut y = plan.bottom + 18.0;
    for row in 0..rows {
        let here = || turns.iter().filter(|turn| turn.thick > 0.0 && turn.row == row);
        let broad = here().map(|turn| turn.thick).fold(0.0, f64::max);
        let told = labelled.iter().any(|link| turns.get(*link).is_some_and(|turn| turn.row == row));
        let middle = (y + broad / 2.0).round();
        for turn in turns.iter_mut().filter(|turn| turn.thick > 0.0 && turn.row == row) {
            turn.y = middle;
        }
        y = middle + broad / 2.0 + if told { 24.0 } else { 6.0 };
    }
    (turns, labelled, y)
}

/// Where returns go up and down between two columns: beyond all labels.
fn zone(plan: &Plan, gap: usize) -> (f64, f64) {
    let next = plan.ranks.get(gap).map(|rank| rank.x - STUB + 8.0);
    let last = gap.checked_sub(1).and_then(|rank| plan.ranks.get(rank)).map(|rank| rank.x + BAR + rank.flat);
    let [before, after] = plan.outside;
    match (last, next) {
        (Some(from), Some(to)) => (from, to.max(from + 4.0)),
        (None, Some(to)) => (to - before, to),
        (Some(from), None) => (from + 4.0, from + 4.0 + after),
        (None, None) => (0.0, 0.0),
    }
}

/// Radius of a corner's middle line.
fn radius(turn: &Turn, from: f64, to: f64) -> f64 {
    let room = ((turn.y - from.max(to)) / 2.0 - 0.5).max(turn.thick / 2.0 + 0.5);
    (turn.thick / 2.0 + 7.0).min(room)
}

/// Middle of a return where it has left its bar: the lower edges are on one line.
fn lowered(end: &End, bar: &Rect, thick: f64) -> f64 {
    inside(end, bar) + (end.height.max(1.0) - thick) / 2.0
}

/// The outline of a return: out at the right, down, back, up, and in at the left. Where it goes on narrower than it
/// left its bar, or comes to it, its upper edge bends as bands do.
fn around_turn(
    turn: &Turn,
    bends: &mut Bends,
    (from, start): (&Rect, &End),
    (to, end): (&Rect, &End),
) -> Vec<Point> {
    let half = turn.thick / 2.0;
    let (y0, y1) = (lowered(start, from, turn.thick), lowered(end, to, turn.thick));
    let (corners, r) = corners(turn, y0, y1);
    let side = |radius: f64| corners.into_iter().flat_map(move |corner| rounded(corner, radius));
    let high = |end: &End, bar: &Rect| inside(end, bar) - end.height.max(1.0) / 2.0;
    let out = Point::new((turn.right - r).min(from.x1 + SHOULDER).max(from.x1 + 1.0), y0 - half);
    let back = Point::new((turn.left + r).max(to.x0 - SHOULDER).min(to.x0 - 1.0), y1 - half);
    let mut points = Vec::with_capacity(64);
    shoulder(Point::new(from.x1, high(start, from)), out, bends, &mut points);
    points.extend(side(r + half));
    shoulder(back, Point::new(to.x0, high(end, to)), bends, &mut points);
    points.push(Point::new(to.x0, y1 + half));
    let inner: Vec<Point> = side(r - half).collect();
    points.extend(inner.into_iter().rev());
    points.push(Point::new(from.x1, y0 + half));
    points
}

/// An edge from one point to another, both with it.
#[inline(never)]
fn shoulder(from: Point, to: Point, bends: &mut Bends, points: &mut Vec<Point>) {
    points.push(from);
    if (from.y - to.y).abs() > 0.5 {
        curve::bend(from, to, bends, points);
    }
    points.push(to);
}

/// The middle line of a return that is as thin as a line.
fn turned_line(turn: &Turn, (from, start): (&Rect, &End), (to, end): (&Rect, &End)) -> Vec<Point> {
    let (y0, y1) = (inside(start, from), inside(end, to));
    let (corners, r) = corners(turn, y0, y1);
    let mut points = vec![Point::new(from.x1, y0)];
    points.extend(corners.into_iter().flat_map(|corner| rounded(corner, r)));
    points.push(Point::new(to.x0, y1));
    points
}

/// A corner of a return: the middle of its circle, and from where on the circle it turns to the right.
type Corner = (Point, f64);

/// The corners of a return whose ends are at `y0` and `y1`, and the radius of its middle line.
fn corners(turn: &Turn, y0: f64, y1: f64) -> ([Corner; 4], f64) {
    let r = radius(turn, y0, y1);
    let corners = [
        (Point::new(turn.right - r, y0 + r), 0.75),
        (Point::new(turn.right - r, turn.y - r), 0.0),
        (Point::new(turn.left + r, turn.y - r), 0.25),
        (Point::new(turn.left + r, y1 + r), 0.5),
    ];
    (corners, r)
}

/// A quarter of a circle, with corners a fifth of a pixel from it.
fn rounded((center, from): Corner, radius: f64) -> impl Iterator<Item = Point> {
    let radius = radius.max(0.0);
    // the arrow of an arc of 1/steps of a quarter turn is r (1 − cos(π / 4 steps)), about 0.31 r / steps²
    let steps = (radius * 1.6).sqrt().ceil().clamp(2.0, 12.0) as u32;
    (0..=steps).map(move |step| around(center, radius, from + f64::from(step) / f64::from(steps) / 4.0))
}

/// Boxes along a return.
fn cut_turn(turn: &Turn, (from, start): (&Rect, &End), (to, end): (&Rect, &End)) -> [Rect; 7] {
    let half = (turn.thick / 2.0).max(1.5);
    let (y0, y1) = (lowered(start, from, turn.thick), lowered(end, to, turn.thick));
    // beside a bar no higher than it is: two that are thinner than a pixel lie on each other there
    let port = |x0: f64, end: &End, x1: f64| {
        let tall = end.height / 2.0;
        Rect { x0, y0: end.y - tall, x1, y1: end.y + tall }
    };
    [
        Rect { x0: from.x1 + 26.0, y0: y0 - half, x1: turn.right + half, y1: y0 + half },
        Rect { x0: turn.right - half, y0: y0 - half, x1: turn.right + half, y1: turn.y + half },
        Rect { x0: turn.left - half, y0: turn.y - half, x1: turn.right + half, y1: turn.y + half },
        Rect { x0: turn.left - half, y0: y1 - half, x1: turn.left + half, y1: turn.y + half },
        Rect { x0: turn.left - half, y0: y1 - half, x1: to.x0, y1: y1 + half },
        port(from.x1, start, from.x1 + 26.0),
        port(to.x0 - 8.0, end, to.x0),
    ]
}

/// Heads against the reading direction along a return.
fn arrows(pen: &mut Pen<'_>, turn: &Turn) {
    let (from, to) = (turn.left + turn.thick / 2.0 + 14.0, turn.right - turn.thick / 2.0 - 14.0);
    // in the last row lie all that had no other place: heads there would lie on each other
    if turn.row + 1 >= ROWS || to <= from {
        return;
    }
    // one is enough for a line; the words under a broad one tell the rest
    let most = if turn.thick < 2.5 { 1.0 } else { 24.0 };
    let n = ((to - from) / 96.0).floor().clamp(1.0, most);
    let size = (turn.thick / 2.0 - 3.0).clamp(2.5, 5.0);
    let stroke = solid(pen.theme.accent, if turn.thick < 8.0 { 1.25 } else { 1.75 });
    for step in 0..n as u32 {
        let x = (from + (to - from) * (f64::from(step) + 0.5) / n).round();
        let tip = Point::new(x, turn.y);
        let ends = [-1.0, 1.0].map(|side| Point::new(x + size, turn.y + side * size));
        pen.line(vec![ends[0], tip, ends[1]], stroke.clone());
    }
}

/// What a return says, under it, where nothing crosses.
fn label(pen: &mut Pen<'_>, view: &View<'_>, turns: &[Turn], link: usize) {
    let (Some(figures), turn) = (view.paths.links.get(link), at(turns, link)) else { return };
    let (x0, x1) = (turn.left + turn.thick / 2.0 + 10.0, turn.right - turn.thick / 2.0 - 10.0);
    let deeper = turns.iter().filter(|other| other.thick > 0.0 && other.row > turn.row);
    let mut cuts: Vec<(f64, f64)> = deeper
        .flat_map(|other| {
            [other.left, other.right].map(|x| (x - other.thick / 2.0 - 6.0, x + other.thick / 2.0 + 6.0))
        })
        .filter(|(a, b)| *b > x0 && *a < x1)
        .collect();
    arrange(&mut cuts, |a, b| a.0.total_cmp(&b.0));
    cuts.push((x1, x1));
    let (mut best, mut left) = ((x0, x0), x0);
    for (from, to) in cuts {
        if from - left > best.1 - best.0 {
            best = (left, from);
        }
        left = left.max(to);
    }
    let room = best.1 - best.0;
    if room < ROOM {
        return;
    }
    let said = view.way_back(figures);
    let Some(text) = said.into_iter().find(|text| pen.width(text, CHIP) <= room) else { return };
    let muted = pen.theme.muted;
    pen.text(best.0.round(), turn.y + turn.thick / 2.0 + 4.0, &text, CHIP, muted, Align::Start);
}

/// What leaves, enters and goes smaller ways at the sides of the bars.
pub fn stubs(pen: &mut Pen<'_>, view: &View<'_>, plan: &Plan, keys: &Keys, asked: &mut Asked) {
    let theme = pen.theme;
    let right = |bar: &Rect, end: &End, width: f64| Rect {
        x0: bar.x1,
        y0: end.y - end.height / 2.0,
        x1: bar.x1 + width,
        y1: end.y + end.height / 2.0,
    };
    for (node, (bar, sides)) in plan.bars.iter().zip(&plan.sides).enumerate() {
        pen.key = at(&keys.nodes, node);
        let (fill, edge) = if view.paths.worst == Some(node) {
            (theme.wedge, theme.pain_mark)
        } else {
            (theme.lost, theme.hatch)
        };
        if sides.exits.height > 0.0 {
            let rect = right(bar, &sides.exits, 20.0);
            pen.rect(rect, fill);
            pen.rect(Rect { x0: rect.x1 - 3.0, ..grown(rect) }, edge);
            asked.see(&rect);
        }
        if sides.entries.height > 0.0 && at(&plan.rank_of, node) > 0 {
            let rect = Rect { x0: bar.x0 - 14.0, x1: bar.x0, ..right(bar, &sides.entries, 0.0) };
            pen.rect(rect, theme.accent_tint);
            pen.rect(Rect { x1: rect.x0 + 2.0, ..grown(rect) }, theme.accent);
            asked.see(&rect);
        }
        hatch(pen, right(bar, &sides.to_other, 14.0), theme.hatch);
        let into = right(bar, &sides.from_other, 0.0);
        hatch(pen, Rect { x0: bar.x0 - 14.0, x1: bar.x0, ..into }, theme.hatch);
    }
    pen.plain();
}

/// The same at least a pixel high.
fn grown(rect: Rect) -> Rect {
    Rect { y1: rect.y1.max(rect.y0 + 1.0), ..rect }
}

fn hatch(pen: &mut Pen<'_>, rect: Rect, color: Color) {
    if rect.height() >= 2.0 {
        pen.shape(Shape::Hatch { rect, gap: 4.0, stroke: solid(color, 1.0) });
    } else if rect.height() > 0.0 {
        pen.rect(rect, color.alpha(0.6));
    }
}

/// Asks for room beside the stub of the node at which most leave, where no bar and no label is.
pub fn ask(pen: &Pen<'_>, view: &View<'_>, plan: &Plan) -> Asked {
    let (worst, style) = (view.paths.worst, [crate::layout::pen::STAGE, CHIP]);
    let node = worst.and_then(|at| view.paths.nodes.get(at));
    let place = worst.and_then(|at| plan.bars.get(at).zip(plan.sides.get(at)));
    let Some((node, (bar, sides))) = node.zip(place) else { return Asked::default() };
    let (count, said) = view.leave(node);
    let width = pen.width(&count, style[0]).max(pen.width(&said, style[1]));
    let height = style[0].line + style[1].line;
    let y = (sides.exits.y - height / 2.0).round();
    let x = bar.x1 + WORST;
    let wanted = Rect { x0: x - 6.0, y0: y, x1: x + width + 4.0, y1: y + height };
    if sides.exits.height < 20.0 || wanted.x1 > plan.right {
        return Asked::default();
    }
    let mut asked = Asked { wanted: Some(wanted), taken: false };
    for (label, bar) in plan.labels.iter().zip(&plan.bars) {
        asked.see(bar);
        asked.see(&Rect::from_size(bar.x0, label.top, label.width, label.height));
    }
    asked
}

/// The label beside the stub of the node at which most leave, where nothing else is.
pub fn worst(pen: &mut Pen<'_>, view: &View<'_>, asked: &Asked) -> bool {
    let node = view.paths.worst.and_then(|at| view.paths.nodes.get(at));
    let Some((node, rect)) = node.zip(asked.wanted).filter(|_| !asked.taken) else { return false };
    let (count, said) = view.leave(node);
    let (big, small, pain) = (crate::layout::pen::STAGE, CHIP, pen.theme.pain);
    let (x, y) = (rect.x0 + 6.0, rect.y0);
    pen.text(x, y, &count, big, pain, Align::Start);
    pen.text(x, y + big.line, &said, small, pain, Align::Start);
    true
}

/// A small head that points on, or back, for a row of a list.
pub fn head(pen: &mut Pen<'_>, tip: Point, back: bool, color: Color) {
    icons::head(pen, tip, (if back { -1.0 } else { 1.0 }, 0.0), color);
}
