//! A row on a narrow page: what was asked, the bar under it, the figures under the bar.

use super::bar::{self, Axis, total};
use super::wide::{Figures, behind, style, texts};
use super::{Kind, View, tell};
use crate::geom::{Point, Rect};
use crate::layout::icons;
use crate::layout::pen::{BODY, CAP, CHIP, Pen, Run};
use crate::scene::{Align, Shape};
use crate::words::picture;

/// Places a row from `top` down; gives the y below it.
pub fn row(pen: &mut Pen<'_>, view: &View<'_>, axis: &Axis, at: usize, top: f64) -> f64 {
    let Some(row) = view.rows.get(at) else { return top };
    let (x0, x1) = (view.input.margin(), view.input.width - view.input.margin());
    let theme = pen.theme;
    let group = row.kind == Kind::Group;
    let (inset, style) = style(row.kind);
    let heads = matches!(row.kind, Kind::Head | Kind::Stage);
    if at > 0 && !group {
        pen.plain();
        let last = matches!(view.rows.get(at - 1).map(|row| row.kind), Some(Kind::Head));
        if !last {
            pen.rule(x0, x1, top, if heads { theme.rule } else { theme.hair });
        }
    }
    let (label, tip) = tell::row(view, row);
    pen.item(row.subject(), label, tip);
    let air = if group { 4.0 } else { 12.0 };
    let mut y = top + air;
    let (name, caption, more) = texts(pen, view, row, x1 - x0);
    if let Some(group) = row.group {
        let middle = Point::new(x0 + 4.0, y + CHIP.line / 2.0);
        icons::glyph(pen, group.persona, middle, 3.5, theme.persona(group.persona), None, false);
    }
    y += pen.para(x0 + inset, y, &name, style, if heads { theme.accent } else { theme.ink });
    y += pen.para(x0 + inset, y, &caption, CAP, theme.muted);
    if more {
        let accent = theme.accent;
        pen.text(x0 + inset, y, &picture::left_out(0, view.input.lang), CAP, accent, Align::Start);
        y += CAP.line;
    }
    if let Some(split) = row.split() {
        y += 4.0;
        let high = if group { 16.0 } else { 20.0 };
        let n = total(split);
        if n > 0 {
            let zero = axis.zero.round();
            let before = pen.scene.marks.len();
            bar::place(pen, view, axis, split, y, high);
            // a short line of neutral, seen over and under the bar
            let rect = Rect { x0: zero, y0: y - 3.0, x1: zero + 1.0, y1: y + high + 3.0 };
            pen.insert(before, Shape::Rect { rect, radius: 0.0, fill: Some(theme.hatch), stroke: None });
            y += high + 5.0;
        }
        y = numbers(pen, view, at, (x0, x1), y, n);
    }
    let bottom = (y + if group { 8.0 } else { 10.0 }).round().max(top + 24.0);
    pen.target(Rect { x0: x0 - 8.0, y0: top, x1: x1 + 8.0, y1: bottom });
    pen.plain();
    bottom
}

/// Score, interval and difference at the left, how many at the right; on a further line what does not fit.
fn numbers(pen: &mut Pen<'_>, view: &View<'_>, at: usize, (x0, x1): (f64, f64), top: f64, n: u64) -> f64 {
    let Some(row) = view.rows.get(at) else { return top };
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    let base = if row.kind == Kind::Group { CHIP } else { BODY.bold() };
    let figures = Figures::of(view, at);
    let missing = view.score(row).map_or(0, |score| score.missing);
    let mut left: Vec<Run> = Vec::new();
    if n == 0 {
        left.push(Run::new(view.words.no_answers, CAP, muted));
    }
    left.push(Run::new(figures.value.clone(), base, ink));
    left.extend(figures.change.clone());
    left.push(Run::new(figures.method.clone(), CAP, muted));
    left.push(Run::new(figures.interval.clone(), CAP, muted));
    if let Some(rest) = &figures.rest {
        left.push(rest.clone());
        left.push(Run::new(view.words.rest, CAP, muted));
    }
    left.retain(|run| !run.text.is_empty());
    let right = behind(view, &figures, missing).join(" · ");
    let mut y = top;
    // whole pieces go on to the next line; each is cut only where it alone is too wide
    let mut line: Vec<Run> = Vec::new();
    for run in left {
        let run = Run { text: pen.fit(&run.text, run.style, x1 - x0), ..run };
        let mut longer = line.clone();
        longer.push(run.clone());
        if !line.is_empty() && pen.runs_width(&longer, 6.0) > x1 - x0 {
            pen.runs(x0, y, &line, 6.0, base, Align::Start);
            (line, y) = (vec![run], y + base.line);
        } else {
            line = longer;
        }
    }
    let right = pen.fit(&right, CAP, x1 - x0);
    if pen.runs_width(&line, 6.0) + 16.0 + pen.width(&right, CAP) > x1 - x0 {
        pen.runs(x0, y, &line, 6.0, base, Align::Start);
        y += base.line;
        pen.text(x0, y, &right, CAP, muted, Align::Start);
        return y + CAP.line;
    }
    pen.runs(x0, y, &line, 6.0, base, Align::Start);
    pen.text(x1, y + base.baseline() - CAP.baseline(), &right, CAP, muted, Align::End);
    y + base.line
}
