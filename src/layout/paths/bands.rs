//! Bands between bars, returns under the ranks, stubs of those who leave, enter or go a smaller way.

use super::View;
use super::place::{BAR, End, Plan, STUB, WORST, Way, at};
use super::tracks::{ROWS, Track};
use crate::geom::curve::{around, ease};
use crate::geom::{Color, Point, Rect};
use crate::layout::pen::{CHIP, Pen, solid};
use crate::layout::{Flow, icons};
use crate::model::order::{arrange, arrange_by};
use crate::scene::{Align, Key, Pane, Shape, Target};

/// A return is never drawn broader than this, however many take it.
const BROAD: f64 = 24.0;
/// Corners of a bend.
const STEPS: u32 = 10;
/// Returns that are labelled.
const LABELLED: usize = 5;
/// Least room for the label of a return.
const ROOM: f64 = 24.0;

/// What is covered already, for labels that look for a free place.
pub type Covered = Vec<Rect>;

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

/// Draws every link; gives the y under the returns.
pub fn place(
    pen: &mut Pen<'_>,
    view: &View<'_>,
    plan: &Plan,
    keys: &Keys,
    flows: &mut Vec<Flow>,
    covered: &mut Covered,
) -> f64 {
    let (turns, labelled, bottom) = turns(view, plan);
    let links = &view.paths.links;
    let mut order: Vec<usize> = (0..links.len()).collect();
    arrange_by(&mut order, |link| (core::cmp::Reverse(links.get(*link).map_or(0, |link| link.times)), *link));
    let (flow, back) =
        (pen.theme.flow.alpha(0.78), pen.theme.accent.alpha(if pen.theme.dark { 0.34 } else { 0.24 }));
    let mut slices: Vec<Target> = Vec::new();
    for link in order {
        let Some(((figures, way), (start, end))) =
            links.get(link).zip(plan.ways.get(link)).zip(plan.ends.get(link))
        else {
            continue;
        };
        let key = at(&keys.links, link);
        let (bars, ranks) = ((plan.bars.get(figures.from), plan.bars.get(figures.to)), &plan.ranks);
        let (Some(from), Some(to)) = bars else { continue };
        let from_slices = slices.len();
        let points = match way {
            Way::On(lanes) => {
                let height = start.height.max(1.0);
                let flat = at(ranks, at(&plan.rank_of, figures.from)).flat;
                let mut line = vec![Point::new(from.x1, inside(start, from))];
                let mut leave = from.x1 + flat;
                for (rank, y) in lanes {
                    let rank = at(ranks, *rank);
                    bend(&mut line, leave, rank.x - STUB + 8.0, *y);
                    leave = rank.x + BAR + rank.flat;
                }
                bend(&mut line, leave, to.x0 - STUB + 8.0, inside(end, to));
                line.push(Point::new(to.x0, inside(end, to)));
                cut(&mut slices, key, &line, height);
                band(&line, height)
            }
            Way::Under(_) => {
                let turn = at(&turns, link);
                cut_turn(&mut slices, key, &turn, (from, start), (to, end));
                around_turn(&turn, (from, start), (to, end))
            }
        };
        covered.extend(slices.get(from_slices..).into_iter().flatten().map(|slice| slice.rect));
        let color = if matches!(way, Way::On(_)) { flow } else { back };
        let mark = pen.scene.marks.len();
        pen.key = key;
        pen.polygon(points, color);
        if matches!(way, Way::Under(_)) {
            pen.plain();
            arrows(pen, &at(&turns, link));
        }
        let ends = (at(&keys.nodes, figures.from), at(&keys.nodes, figures.to));
        flows.push(Flow { mark, key, from: ends.0, to: ends.1, under: matches!(way, Way::Under(_)) });
    }
    pen.plain();
    for link in labelled {
        label(pen, view, &turns, link);
    }
    slices.retain(|slice| slice.key != Key(0));
    pen.scene.targets.extend(slices);
    bottom
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
fn bend(line: &mut Vec<Point>, x0: f64, x1: f64, y: f64) {
    let Some(last) = line.last().copied() else { return };
    let (x0, x1) = (x0.min(x1 - 1.0), x1);
    line.push(Point::new(x0, last.y));
    if (last.y - y).abs() > 0.05 {
        for step in 1..STEPS {
            let along = f64::from(step) / f64::from(STEPS);
            line.push(Point::new(x0 + (x1 - x0) * along, last.y + (y - last.y) * ease(along)));
        }
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
fn cut(slices: &mut Vec<Target>, key: Key, line: &[Point], height: f64) {
    for (at, pair) in line.windows(2).enumerate() {
        let half = if at == 0 { height / 2.0 } else { (height / 2.0).max(1.5) };
        if let [a, b] = pair
            && b.x > a.x
        {
            let rect = Rect { x0: a.x, y0: a.y.min(b.y) - half, x1: b.x, y1: a.y.max(b.y) + half };
            slices.push(Target { key, pane: Pane::Body, rect });
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
    let thick = |link: usize| plan.ends.get(link).map_or(1.0, |ends| ends.0.height).clamp(1.0, BROAD);
    for gap in 0..=plan.ranks.len() {
        let (from, to) = zone(plan, gap);
        let mut down: Vec<_> = under.iter().filter(|(_, track)| track.out + 1 == gap).collect();
        let mut up: Vec<_> = under.iter().filter(|(_, track)| track.into == gap).collect();
        arrange_by(&mut down, |(link, track)| (track.row, *link));
        arrange_by(&mut up, |(link, track)| (core::cmp::Reverse(track.row), core::cmp::Reverse(*link)));
        let step = (to - from) / (down.len() + up.len()).max(1) as f64;
        let x = |place: usize| from + step * (place as f64 + 0.5);
        let narrow = |turn: &mut Turn, link: usize| {
            let own = if turn.thick > 0.0 { turn.thick } else { thick(link) };
            turn.thick = own.min(step * 0.8).max(1.0);
        };
        let n = down.len();
        for (place, (link, track)) in down.into_iter().enumerate() {
            if let Some(turn) = turns.get_mut(*link) {
                (turn.right, turn.row) = (x(place), track.row);
                narrow(turn, *link);
            }
        }
        for (place, (link, _)) in up.into_iter().enumerate() {
            if let Some(turn) = turns.get_mut(*link) {
                turn.left = x(n + place);
                narrow(turn, *link);
            }
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
    let before =
        gap.checked_sub(1).and_then(|rank| plan.ranks.get(rank)).map(|rank| rank.x + BAR + rank.flat);
    match (before, next) {
        (Some(from), Some(to)) => (from, to.max(from + 4.0)),
        (None, Some(to)) => (to - 22.0, to),
        (Some(from), None) => (from + 4.0, from + 36.0),
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

/// The outline of a return: out at the right, down, back, up, and in at the left.
fn around_turn(turn: &Turn, (from, start): (&Rect, &End), (to, end): (&Rect, &End)) -> Vec<Point> {
    let half = turn.thick / 2.0;
    let (y0, y1) = (lowered(start, from, turn.thick), lowered(end, to, turn.thick));
    let r = radius(turn, y0, y1);
    // every corner turns to the right
    let corners = [
        (Point::new(turn.right - r, y0 + r), 0.75),
        (Point::new(turn.right - r, turn.y - r), 0.0),
        (Point::new(turn.left + r, turn.y - r), 0.25),
        (Point::new(turn.left + r, y1 + r), 0.5),
    ];
    let side = |radius: f64| {
        corners.iter().flat_map(move |(center, from)| {
            (0..=8).map(move |step| around(*center, radius.max(0.0), from + f64::from(step) / 32.0))
        })
    };
    let (high, low) = (
        |end: &End, bar: &Rect| inside(end, bar) - end.height.max(1.0) / 2.0,
        |end: &End, bar: &Rect| inside(end, bar) + end.height.max(1.0) / 2.0,
    );
    let mut points = vec![Point::new(from.x1, high(start, from)), Point::new(from.x1 + 8.0, y0 - half)];
    points.extend(side(r + half));
    points.extend([Point::new(to.x0 - 8.0, y1 - half), Point::new(to.x0, high(end, to))]);
    points.extend([Point::new(to.x0, low(end, to)), Point::new(to.x0 - 8.0, y1 + half)]);
    let inner: Vec<Point> = side(r - half).collect();
    points.extend(inner.into_iter().rev());
    points.extend([Point::new(from.x1 + 8.0, y0 + half), Point::new(from.x1, low(start, from))]);
    points
}

/// Boxes along a return.
fn cut_turn(
    slices: &mut Vec<Target>,
    key: Key,
    turn: &Turn,
    (from, start): (&Rect, &End),
    (to, end): (&Rect, &End),
) {
    let half = (turn.thick / 2.0).max(1.5);
    let (y0, y1) = (lowered(start, from, turn.thick), lowered(end, to, turn.thick));
    let port = |x0: f64, end: &End, bar: &Rect, x1: f64| {
        let (y, tall) = (inside(end, bar), end.height.max(1.0) / 2.0);
        Rect { x0, y0: y - tall, x1, y1: y + tall }
    };
    let boxes = [
        Rect { x0: from.x1 + 26.0, y0: y0 - half, x1: turn.right + half, y1: y0 + half },
        Rect { x0: turn.right - half, y0: y0 - half, x1: turn.right + half, y1: turn.y + half },
        Rect { x0: turn.left - half, y0: turn.y - half, x1: turn.right + half, y1: turn.y + half },
        Rect { x0: turn.left - half, y0: y1 - half, x1: turn.left + half, y1: turn.y + half },
        Rect { x0: turn.left - half, y0: y1 - half, x1: to.x0, y1: y1 + half },
        port(from.x1, start, from, from.x1 + 26.0),
        port(to.x0 - 8.0, end, to, to.x0),
    ];
    slices.extend(boxes.map(|rect| Target { key, pane: Pane::Body, rect }));
}

/// Heads against the reading direction along a return.
fn arrows(pen: &mut Pen<'_>, turn: &Turn) {
    let (from, to) = (turn.left + turn.thick / 2.0 + 14.0, turn.right - turn.thick / 2.0 - 14.0);
    if turn.thick < 2.5 || to <= from {
        return;
    }
    let n = ((to - from) / 96.0).floor().clamp(1.0, 24.0);
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
    let to = view.paths.nodes.get(figures.to).map(|node| view.name(node)).unwrap_or_default();
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
    let said = view.way_back(figures, &to);
    let Some(text) = said.into_iter().find(|text| pen.width(text, CHIP) <= room) else { return };
    let muted = pen.theme.muted;
    pen.text(best.0.round(), turn.y + turn.thick / 2.0 + 4.0, &text, CHIP, muted, Align::Start);
}

/// What leaves, enters and goes smaller ways at the sides of the bars.
pub fn stubs(pen: &mut Pen<'_>, view: &View<'_>, plan: &Plan, keys: &Keys, covered: &mut Covered) {
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
            covered.push(rect);
        }
        if sides.entries.height > 0.0 && at(&plan.rank_of, node) > 0 {
            let rect = Rect { x0: bar.x0 - 14.0, x1: bar.x0, ..right(bar, &sides.entries, 0.0) };
            pen.rect(rect, theme.accent_tint);
            pen.rect(Rect { x1: rect.x0 + 2.0, ..grown(rect) }, theme.accent);
            covered.push(rect);
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

/// The label beside the stub of the node at which most leave, where nothing else is.
pub fn worst(pen: &mut Pen<'_>, view: &View<'_>, plan: &Plan, covered: &Covered) -> bool {
    let Some((at, node)) = view.paths.worst.and_then(|at| Some((at, view.paths.nodes.get(at)?))) else {
        return false;
    };
    let Some((bar, sides)) = plan.bars.get(at).zip(plan.sides.get(at)) else { return false };
    let (count, said) = view.leave(node);
    let (big, small) = (crate::layout::pen::STAGE, CHIP);
    let width = pen.width(&count, big).max(pen.width(&said, small));
    let height = big.line + small.line;
    let x = bar.x1 + WORST;
    let y = (sides.exits.y - height / 2.0).round();
    let rect = Rect { x0: x - 6.0, y0: y, x1: x + width + 4.0, y1: y + height };
    let labels = plan
        .labels
        .iter()
        .zip(&plan.bars)
        .map(|(label, bar)| Rect::from_size(bar.x0, label.top, label.width, label.height));
    let taken = |other: &Rect| other.overlaps(&rect);
    if sides.exits.height < 20.0
        || rect.x1 > plan.right
        || covered.iter().any(taken)
        || plan.bars.iter().any(taken)
        || labels.into_iter().any(|label| taken(&label))
    {
        return false;
    }
    let pain = pen.theme.pain;
    pen.text(x, y, &count, big, pain, Align::Start);
    pen.text(x, y + big.line, &said, small, pain, Align::Start);
    true
}

/// A small head that points on, or back, for a row of a list.
pub fn head(pen: &mut Pen<'_>, tip: Point, back: bool, color: Color) {
    icons::head(pen, tip, (if back { -1.0 } else { 1.0 }, 0.0), color);
}
