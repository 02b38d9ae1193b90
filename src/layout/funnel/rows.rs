//! The funnel under 600 px: one row a step, bars lying.

use super::{Placed, View, median};
use crate::figures::StepFigures;
use crate::geom::Rect;
use crate::layout::Subject;
use crate::layout::pen::{BODY, CAP, CHIP, Pen, Run, STAGE, solid};
use crate::scene::{Align, Pane, Shape};
use crate::words::picture;

/// Places the steps one under the other.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> Placed {
    let input = &view.input;
    let mut y = top;
    let mut columns = Vec::new();
    pen.pane = Pane::Body;
    for at in 0..view.steps.len() {
        let end = step(pen, view, at, y);
        columns.push(Rect { x0: 0.0, y0: y, x1: input.width, y1: end });
        y = end;
    }
    pen.plain();
    pen.scene.lead = 0.0;
    Placed { bottom: y, right: input.width, columns }
}

fn step(pen: &mut Pen<'_>, view: &View<'_>, at: usize, top: f64) -> f64 {
    let input = &view.input;
    let (x0, x1) = (input.margin(), input.width - input.margin());
    let Some(figures) = view.steps.get(at) else { return top };
    // the tint lies under the marks, and its height is known only after them
    let mark = pen.scene.marks.len();
    let (label, tip) = if view.broken_down() {
        let each: Vec<String> = (0..view.groups.len()).map(|group| view.sentence(group, at).0).collect();
        (each.join(" "), vec![figures.name.clone()])
    } else {
        view.sentence(0, at)
    };
    let key = pen.item(Subject::Step(at), label, tip);
    let (ink, accent, muted) = (pen.theme.ink, pen.theme.accent, pen.theme.muted);
    let mut y = top + 12.0;
    let people = picture::count(figures.people, input.numbers);
    let right = pen.text(x1, y, &people, STAGE, ink, Align::End);
    let lines = pen.lines(&figures.name, STAGE, x1 - x0 - right - 16.0, 2);
    y += pen.para(x0, y, &lines, STAGE, accent).max(STAGE.line) + 4.0;
    for group in 0..view.groups.len() {
        pen.key = key;
        y = bar(pen, view, at, group, y) + if view.broken_down() { 8.0 } else { 4.0 };
    }
    pen.key = key;
    for row in view.differences() {
        y = row.line(pen, view, at, y);
    }
    let end = (y + 8.0).round();
    let rect = Rect { x0: 0.0, y0: top, x1: input.width, y1: end };
    // first in the list of this item, so that bars lie on top
    let first = pen.scene.targets.iter().position(|t| t.key > key).unwrap_or(pen.scene.targets.len());
    pen.scene.targets.insert(first, crate::scene::Target { key, pane: Pane::Body, rect });
    pen.plain();
    if view.lit == Some(at) {
        let fill = Some(pen.theme.tint);
        let shape = Shape::Rect { rect, radius: 0.0, fill, stroke: None };
        pen.insert(mark, shape);
    }
    let _ = muted;
    let rule = pen.theme.rule;
    pen.rule(x0, x1, end, rule);
    end + 1.0
}

/// A lying bar with its figures below; gives the y after it.
fn bar(pen: &mut Pen<'_>, view: &View<'_>, at: usize, group: usize, top: f64) -> f64 {
    let input = &view.input;
    let (x0, x1) = (input.margin(), input.width - input.margin());
    let Some(now) = view.step(group, at) else { return top };
    let before = at.checked_sub(1).and_then(|at| view.step(group, at));
    let theme = pen.theme;
    let hot = view.hot(group, at);
    let mut y = top;
    let color = view.groups.get(group).map_or(theme.accent, |group| group.color);
    if view.broken_down() {
        let (label, tip) = view.sentence(group, at);
        pen.item(Subject::Bar(at, group), label, tip);
        let people = picture::count(now.people, input.numbers);
        let width = pen.text(x1, y, &people, CHIP, theme.muted, Align::End);
        let name = view.groups.get(group).map_or("", |group| group.name.as_str());
        let name = pen.fit(name, CHIP, x1 - x0 - width - 16.0);
        pen.text(x0, y, &name, CHIP, theme.ink, Align::Start);
        y += 18.0;
    }
    let scale = (x1 - x0) / view.base(group).max(before.map_or(0.0, whole));
    let end = |n: f64| (x0 + n * scale).clamp(x0, x1).round();
    let reached = end(now.people as f64);
    let flat = |from: f64, to: f64| Rect { x0: from, y0: y, x1: to, y1: y + 12.0 };
    if let Some(before) = before {
        let pending = end((now.people + before.pending) as f64);
        let lost = end((now.people + before.pending + before.dropped) as f64);
        let (fill, edge) = if hot { (theme.wedge, theme.pain_mark) } else { (theme.lost, theme.hatch) };
        pen.rect(flat(pending, lost), fill);
        if lost - pending >= 3.0 {
            pen.rect(flat(lost - 2.0, lost), edge);
        }
        if pending > reached {
            pen.shape(Shape::Hatch {
                rect: flat(reached, pending),
                gap: 4.0,
                stroke: solid(theme.hatch, 1.25),
            });
        }
    }
    pen.rect(flat(x0, reached), color);
    y += 16.0;
    y = captions(pen, view, now, before, hot, y);
    if view.broken_down() {
        pen.target(Rect { x0, y0: top, x1, y1: y });
    }
    y
}

fn whole(step: &StepFigures) -> f64 {
    step.people as f64
}

/// Rate with interval and time at the left, loss at the right; a second line where both do not fit.
fn captions(
    pen: &mut Pen<'_>,
    view: &View<'_>,
    now: &StepFigures,
    before: Option<&StepFigures>,
    hot: bool,
    top: f64,
) -> f64 {
    let Some(before) = before else { return top };
    let (input, w) = (&view.input, view.words);
    let theme = pen.theme;
    let (x0, x1) = (input.margin(), input.width - input.margin());
    let strong = if hot { theme.pain } else { theme.ink };
    let mut left = Vec::new();
    if let Some(share) = now.of_previous {
        left.push(Run::new(input.numbers.percent(share, 1), CHIP.bold(), strong));
    }
    if let Some(interval) = now.interval_of_previous {
        left.push(Run::new(format!("95%: {}", picture::shares(interval, input.numbers)), CAP, theme.muted));
    }
    let time = median(view, now);
    if !time.is_empty() {
        left.push(Run::new(time, CAP, theme.muted));
    }
    let mut right = Vec::new();
    if before.dropped > 0 {
        let lost = picture::minus(before.dropped, input.numbers);
        right.push(Run::new(lost, CHIP.bold(), if hot { theme.pain } else { theme.muted }));
        right.push(Run::new(w.lost, CAP, if hot { theme.pain } else { theme.muted }));
    }
    let mut y = top;
    let widths = pen.runs_width(&left, 8.0) + 16.0 + pen.runs_width(&right, 4.0);
    pen.runs(x0, y, &left, 8.0, CHIP, Align::Start);
    if widths > x1 - x0 {
        y += CHIP.line;
    }
    pen.runs(x1, y, &right, 4.0, CHIP, Align::End);
    y += CHIP.line;
    if before.pending > 0 {
        let text = format!("{} {}", picture::count(before.pending, input.numbers), w.pending);
        pen.text(x1, y, &text, CAP, theme.muted, Align::End);
        y += CAP.line;
    }
    let _ = BODY;
    y
}
