//! The funnel as upright bars: what is left, what was lost, what may still come; figures hang below.

use super::{Placed, View, median};
use crate::figures::{At, Of, StepFigures};
use crate::geom::scale::Band;
use crate::geom::{Color, Rect};
use crate::layout::Subject;
use crate::layout::header::whisker;
use crate::layout::heads::{self, Head};
use crate::layout::pen::{BODY, CAP, CHIP, LABEL, Pen, Style, solid};
use crate::scene::{Align, Key, Pane, Shape};
use crate::words::picture;
use crate::words::terms;

/// Height of a bar of 100 %.
const HEIGHT: f64 = 240.0;

/// Where the columns and bars stand.
pub struct Grid {
    columns: Band,
    slot: f64,
    bar: f64,
    pad: f64,
    /// Between the bars of one step.
    gap: f64,
    /// Value of a bar at full height.
    full: f64,
    bottom: f64,
}

impl Grid {
    fn x(&self, step: usize, group: usize) -> f64 {
        let slot = self.columns.left(step) + self.pad + (self.slot + self.gap) * group as f64;
        // figures may be wider than bars: both share their middle
        (slot + (self.slot - self.bar) / 2.0).round()
    }
    fn middle(&self, step: usize, group: usize) -> f64 {
        self.x(step, group) + (self.bar / 2.0).round()
    }
    /// Where the bars of a step begin and end; the whole column where they are narrower than `least`.
    pub fn span(&self, step: usize, groups: usize, least: f64) -> (f64, f64) {
        let (left, last) = (self.columns.left(step) + self.pad, groups.saturating_sub(1) as f64);
        let right = left + (self.slot + self.gap) * last + self.slot;
        (left, if right - left < least { self.columns.right(step) - self.pad } else { right })
    }
    fn height(&self, share: f64) -> f64 {
        HEIGHT * (share / self.full).clamp(0.0, 1.0)
    }
}

/// The view where nothing has been counted: one sentence, no empty frame.
pub fn nothing(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> Placed {
    pen.pane = Pane::Across;
    let muted = pen.theme.muted;
    pen.text(view.input.margin(), top, view.words.nothing, BODY, muted, Align::Start);
    Placed { bottom: top + BODY.line, right: view.input.width, columns: Vec::new() }
}

/// Places heads, bars and the table below them.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> Placed {
    let input = &view.input;
    let (margin, labels) = (input.margin(), input.labels());
    let groups = view.groups.len().max(1) as f64;
    let room = input.width - 2.0 * margin - labels;
    let free = (room / view.steps.len().max(1) as f64).floor();
    // the least air that still parts two figures, before the picture scrolls sideways
    let airs = [(input.pad(), 8.0, 6.0), (8.0, 8.0, 4.0), (4.0, 6.0, 2.0)];
    let differences = view.differences();
    let least = differences.iter().map(|row| row.widest(pen, view)).fold(0.0, f64::max);
    let needs = |(pad, gap, air): (f64, f64, f64)| {
        let bars = groups * (widest_text(pen, view, pad < 8.0) + air) + gap * (groups - 1.0);
        2.0 * pad + bars.max(least)
    };
    let air = airs.into_iter().find(|air| needs(*air) <= free).unwrap_or((input.pad(), 8.0, 6.0));
    let (pad, gap, slot) = (air.0, air.1, widest_text(pen, view, air.0 < 8.0) + air.2);
    let width = free.max(needs(air).max(112.0).ceil());
    let columns = Band { start: margin + labels, width };
    let heads = heads_of(view);
    let head = heads::height(pen, &heads, &columns);
    let free = (width - 2.0 * pad - gap * (groups - 1.0)) / groups;
    let widest: f64 = if view.broken_down() { 64.0 } else { 96.0 };
    let grid = Grid {
        columns,
        slot: free.min(widest.max(slot)).floor(),
        bar: free.min(widest).floor(),
        pad,
        gap,
        full: full(view),
        bottom: (top + head + 24.0 + HEIGHT).round(),
    };
    let right = columns.right(view.steps.len().saturating_sub(1)) + margin;
    let mut bottom = grid.bottom + table_height(view);
    let mut tops = Vec::new();
    for row in &differences {
        tops.push(bottom);
        bottom += row.height(pen, view);
    }
    let column = |at: usize| Rect { x0: columns.left(at), y0: top + head, x1: columns.right(at), y1: bottom };
    if let Some(lit) = view.lit {
        pen.pane = Pane::Body;
        let tint = pen.theme.tint;
        pen.rect(column(lit), tint);
    }
    let keys = heads::place(pen, input, heads, &columns, top, view.lit);
    for (at, key) in keys.iter().enumerate() {
        (pen.pane, pen.key) = (Pane::Body, *key);
        pen.target(column(at));
    }
    labels_of(pen, view, &grid);
    rules(pen, view, &grid, right - margin, tops.iter().copied().chain([bottom]));
    for (row, top) in differences.iter().zip(&tops) {
        row.place(pen, view, &grid, *top);
    }
    for step in 0..view.steps.len() {
        for group in 0..view.groups.len() {
            let key = keys.get(step).copied().unwrap_or_default();
            place_bar(pen, view, &grid, (step, group), key, bottom);
        }
    }
    pen.plain();
    pen.scene.head = top + head;
    pen.scene.label = margin + labels;
    pen.scene.snaps = (0..view.steps.len()).map(|at| columns.left(at)).collect();
    Placed { bottom, right, columns: (0..view.steps.len()).map(column).collect() }
}

fn heads_of(view: &View<'_>) -> Vec<Head> {
    let head = |(at, step): (usize, &StepFigures)| {
        let people =
            picture::counted(step.people, view.input.figures.unit, view.input.lang, view.input.numbers);
        let (label, tip) = if view.broken_down() {
            let each: Vec<String> = (0..view.groups.len()).map(|group| view.sentence(group, at).0).collect();
            let changed = view.input.changed(At::Step(at, Of::Previous));
            let label = each.into_iter().chain(changed.clone().map(|changed| format!("{changed}.")));
            let tip = [step.name.clone(), people.clone()].into_iter().chain(changed);
            (label.collect::<Vec<_>>().join(" "), tip.collect())
        } else {
            view.sentence(0, at)
        };
        let short = picture::count(step.people, view.input.numbers);
        Head { subject: Subject::Step(at), name: step.name.clone(), caption: vec![people, short], label, tip }
    };
    view.steps.iter().enumerate().map(head).collect()
}

/// The tallest stack of any group: more than 1 only where people may enter later.
fn full(view: &View<'_>) -> f64 {
    let mut full: f64 = 1.0;
    for group in 0..view.groups.len() {
        for step in 0..view.steps.len() {
            full = full.max(stack(view, step, group).iter().sum());
        }
    }
    full
}

/// Shares of the group's first step: reached, pending before it, lost before it.
fn stack(view: &View<'_>, step: usize, group: usize) -> [f64; 3] {
    let base = view.base(group);
    let Some(now) = view.step(group, step) else { return [0.0; 3] };
    let before = step.checked_sub(1).and_then(|at| view.step(group, at));
    let (pending, dropped) = before.map_or((0, 0), |before| (before.pending, before.dropped));
    [now.people as f64 / base, pending as f64 / base, dropped as f64 / base]
}

/// What stands under a bar.
struct Texts {
    first: String,
    people: String,
    previous: String,
    interval: String,
    median: String,
    lost: String,
}

fn texts(view: &View<'_>, step: usize, group: usize) -> Texts {
    let numbers = view.input.numbers;
    let now = view.step(group, step);
    let before = step.checked_sub(1).and_then(|at| view.step(group, at));
    let share = |share: Option<f64>| share.map(|share| numbers.percent(share, 1)).unwrap_or_default();
    Texts {
        first: match (step, now) {
            (0, Some(now)) if now.people > 0 => numbers.percent(1.0, 1),
            _ => share(now.and_then(|now| now.of_first)),
        },
        people: now.map(|now| picture::count(now.people, numbers)).unwrap_or_default(),
        previous: share(now.and_then(|now| now.of_previous).filter(|_| before.is_some())),
        interval: now
            .and_then(|now| now.interval_of_previous)
            .filter(|_| before.is_some())
            .map(|interval| picture::shares(interval, numbers))
            .unwrap_or_default(),
        median: now.filter(|_| before.is_some()).map(|now| median(view, now)).unwrap_or_default(),
        lost: before
            .filter(|before| before.dropped > 0)
            .map(|before| picture::minus(before.dropped, numbers))
            .unwrap_or_default(),
    }
}

/// The widest figure of all that stand under bars.
fn widest_text(pen: &Pen<'_>, view: &View<'_>, tight: bool) -> f64 {
    let mut widest: f64 = 40.0;
    for step in 0..view.steps.len() {
        for group in 0..view.groups.len() {
            let t = texts(view, step, group);
            for (text, style) in [
                (&t.first, BODY.bold()),
                (&t.people, CHIP),
                (&t.previous, BODY.bold()),
                (&t.interval, CAP),
                (&t.median, if tight { CAP } else { CHIP }),
                (&t.lost, LABEL),
            ] {
                widest = widest.max(pen.width(text, style));
            }
        }
    }
    widest.ceil()
}

fn has_times(view: &View<'_>) -> bool {
    view.groups.iter().flat_map(|group| &group.funnel.steps).any(|step| step.seconds.median.is_some())
}

fn has_rates(view: &View<'_>) -> bool {
    view.steps.len() > 1
}

fn table_height(view: &View<'_>) -> f64 {
    56.0 + if has_rates(view) { 56.0 } else { 0.0 } + if has_times(view) { 40.0 } else { 0.0 }
}

fn labels_of(pen: &mut Pen<'_>, view: &View<'_>, grid: &Grid) {
    pen.pane = Pane::Label;
    pen.plain();
    let (x, room) = (view.input.margin(), view.input.labels() - 16.0);
    let (muted, w) = (pen.theme.muted, view.words);
    let share = if view.broken_down() { w.share_own } else { w.share };
    let lines = pen.lines(share, LABEL, room, 4);
    pen.para(x, grid.bottom - HEIGHT, &lines, LABEL, muted);
    let mut y = grid.bottom;
    let two = |pen: &mut Pen<'_>, y: f64, first: &str, second: &str| {
        let lines = pen.lines(first, LABEL, room, 2);
        // a label of two lines takes the place of the second caption
        let used = pen.para(x, y + 9.0, &lines, LABEL, muted);
        if used <= LABEL.line {
            let lines = pen.lines(second, CAP, room, 1);
            pen.para(x, y + 29.0, &lines, CAP, muted);
        }
    };
    two(pen, y, w.of_first, &terms::units(view.input.figures.unit, view.input.lang));
    y += 56.0;
    if has_rates(view) {
        two(pen, y, w.of_previous, w.interval);
        y += 56.0;
    }
    if has_times(view) {
        let lines = pen.lines(w.median, LABEL, room, 1);
        pen.para(x, y + 12.0, &lines, LABEL, muted);
    }
}

fn rules(pen: &mut Pen<'_>, view: &View<'_>, grid: &Grid, right: f64, below: impl Iterator<Item = f64>) {
    let color = pen.theme.rule;
    let mut ys = vec![grid.bottom];
    if has_rates(view) {
        ys.push(grid.bottom + 56.0);
    }
    if has_times(view) {
        ys.push(grid.bottom + if has_rates(view) { 112.0 } else { 56.0 });
    }
    ys.extend(below);
    for y in ys {
        pen.pane = Pane::Label;
        pen.rule(view.input.margin(), grid.columns.start, y, color);
        pen.pane = Pane::Body;
        pen.rule(grid.columns.start, right, y, color);
    }
}

fn place_bar(pen: &mut Pen<'_>, view: &View<'_>, grid: &Grid, at: (usize, usize), key: Key, end: f64) {
    let (step, group) = at;
    pen.pane = Pane::Body;
    if view.broken_down() {
        let (label, tip) = view.sentence(group, step);
        pen.item(Subject::Bar(step, group), label, tip);
    } else {
        pen.key = key;
    }
    let hot = view.hot(group, step);
    let x = grid.x(step, group) - ((grid.slot - grid.bar) / 2.0).round();
    let top = block(pen, view, grid, at, hot);
    let t = texts(view, step, group);
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    let strong = if hot { pen.theme.pain } else { ink };
    let middle = grid.middle(step, group);
    let mut put = |y: f64, text: &str, style: Style, color: Color| {
        pen.text(middle, y, text, style, color, Align::Middle);
    };
    let mut y = grid.bottom;
    put(y + 8.0, &t.first, BODY.bold(), ink);
    put(y + 30.0, &t.people, CHIP, muted);
    y += 56.0;
    if has_rates(view) {
        put(y + 8.0, &t.previous, BODY.bold(), strong);
        put(y + 28.0, &t.interval, CAP, muted);
        y += 56.0;
    }
    if has_times(view) {
        put(y + 12.0, &t.median, if grid.pad < 8.0 { CAP } else { CHIP }, ink);
    }
    if view.broken_down() {
        pen.target(Rect {
            x0: x - grid.gap / 2.0,
            y0: top.min(grid.bottom - 24.0),
            x1: x + grid.slot + grid.gap / 2.0,
            y1: end,
        });
    }
    pen.plain();
}

/// The bar with what was lost and what is pending on it; gives the top of everything.
fn block(pen: &mut Pen<'_>, view: &View<'_>, grid: &Grid, at: (usize, usize), hot: bool) -> f64 {
    let (step, group) = at;
    let [reached, pending, lost] = stack(view, step, group);
    let (x, bottom) = (grid.x(step, group), grid.bottom);
    let upright = |y0: f64, y1: f64| Rect { x0: x, y0, x1: x + grid.bar, y1 };
    let top = (bottom - grid.height(reached)).round();
    let hatched = (bottom - grid.height(reached + pending)).round();
    let highest = (bottom - grid.height(reached + pending + lost)).round();
    let theme = pen.theme;
    let color = view.groups.get(group).map_or(theme.accent, |group| group.color);
    if highest < hatched {
        let (fill, edge) = if hot { (theme.wedge, theme.pain_mark) } else { (theme.lost, theme.hatch) };
        pen.rect(upright(highest, hatched), fill);
        pen.rule(x, x + grid.bar, highest, edge);
    }
    if hatched < top {
        let stroke = solid(theme.hatch, 1.25);
        pen.shape(Shape::Hatch { rect: upright(hatched, top), gap: 4.0, stroke });
    }
    pen.rect(upright(top, bottom), color);
    let whiskers = whiskers(pen, view, grid, at);
    let text = texts(view, step, group).lost;
    let (style, ink) = if hot { (LABEL, theme.pain) } else { (CAP, theme.muted) };
    let width = pen.width(&text, style);
    // inside its block where the whisker leaves room, else above everything
    let free = hatched.min(whiskers) - highest;
    let inside = free >= 16.0 && width + 4.0 <= grid.bar;
    let y =
        if inside { highest + 1.0 + (free - CAP.line) / 2.0 } else { highest.min(whiskers) - CAP.line - 1.0 };
    let written = pen.text(x + (grid.bar / 2.0).round(), y.round(), &text, style, ink, Align::Middle);
    let top = highest.min(whiskers - 3.0);
    if written > 0.0 { top.min(y.round()) } else { top }
}

/// The interval of `of_first` at the bar's end; gives its top.
fn whiskers(pen: &mut Pen<'_>, view: &View<'_>, grid: &Grid, (step, group): (usize, usize)) -> f64 {
    let now = view.step(group, step).filter(|_| step > 0);
    let Some((now, interval, share)) = now.and_then(|now| Some((now, now.interval_of_first?, now.of_first?)))
    else {
        return f64::INFINITY;
    };
    // the rate leaves pending people out, the bar does not: the interval is drawn in the bar's units
    let units = if share > 0.0 { now.people as f64 / view.base(group) / share } else { 1.0 };
    let top = grid.bottom - grid.height(interval.1 * units);
    let bottom = grid.bottom - grid.height(interval.0 * units);
    if bottom - top < 1.0 {
        return f64::INFINITY;
    }
    let x = grid.middle(step, group);
    let (ground, ink) = (pen.theme.ground, pen.theme.ink);
    // a halo of the ground, so that it is seen on the bar as well as over it
    let (y0, y1) = (top.round(), bottom.round().max(top.round() + 1.0));
    pen.rect(Rect { x0: x - 1.0, y0: y0 - 1.0, x1: x + 2.0, y1: y1 + 1.0 }, ground);
    for y in [y0, y1 - 1.0] {
        pen.rect(Rect { x0: x - 4.0, y0: y - 1.0, x1: x + 5.0, y1: y + 2.0 }, ground);
    }
    whisker(pen, x, top, bottom, ink);
    top
}
