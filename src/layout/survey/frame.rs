//! What stands over the rows (order, key, axis) and the rows themselves, wide or stacked.

use super::bar::Axis;
use super::{View, keys, stacked, wide};
use crate::geom::{Color, Point, Rect};
use crate::layout::Subject;
use crate::layout::pen::{CAP, CHIP, LABEL, Pen};
use crate::scene::{Align, Pane, Shape};

/// Height of the row with the words of the axis, which stays while the rows scroll.
const AXIS: f64 = 28.0;

/// A stage and a row of it: what lights up with the stage.
pub type Band = (usize, Rect);

/// Places everything under the header; gives the y below and the rows by stage.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> (f64, Vec<Band>) {
    let input = &view.input;
    let (left, right) = (input.margin(), input.width - input.margin());
    let columns = wide::Columns::new(pen, view);
    let (from, to) = columns.as_ref().map_or((left, right), |columns| columns.bar);
    let axis = Axis::new(view.reach, from, to);
    let mut y = order(pen, view, top);
    y = keys::place(pen, view, (left, right), y);
    pen.scene.lead = y;
    pen.pane = Pane::Head;
    pen.plain();
    let above = LABEL.line * columns.as_ref().map_or(0, |columns| columns.lines.saturating_sub(1)) as f64;
    ends(pen, view, &axis, (from, to), y + 4.0 + above);
    if let Some(columns) = &columns {
        columns.heads(pen, view, y + 4.0);
    }
    let start = y + AXIS + above;
    let rule = pen.theme.rule;
    pen.rule(left, right, start - 1.0, rule);
    pen.scene.head = start;
    pen.pane = Pane::Body;
    let mut bands = Vec::new();
    let mut y = start;
    for (at, row) in view.rows.iter().enumerate() {
        let before = pen.scene.marks.len();
        let end = match &columns {
            Some(columns) => wide::row(pen, view, columns, &axis, at, y),
            None => stacked::row(pen, view, &axis, at, y),
        };
        let band = Rect { x0: 0.0, y0: y, x1: input.width, y1: end };
        let mut under = |rect: Rect, fill: Color| {
            pen.insert(before, Shape::Rect { rect, radius: 0.0, fill: Some(fill), stroke: None });
        };
        if columns.is_some() {
            let zero = axis.zero.round();
            under(Rect { x0: zero, x1: zero + 1.0, ..band }, input.theme.rule);
        }
        if input.selected == Some(row.stage) {
            under(band, input.theme.tint);
        }
        bands.push((row.stage, band));
        y = end;
    }
    pen.plain();
    let rule = pen.theme.rule;
    pen.rule(left, right, y, rule);
    (y, bands)
}

/// The buttons that choose the order: at the right of the personas where there is room, else below; gives the y after
/// them.
fn order(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> f64 {
    if view.own().take(2).count() < 2 {
        return top;
    }
    let input = &view.input;
    let (left, right) = (input.margin(), input.width - input.margin());
    let height = if input.small() { 44.0 } else { 32.0 };
    let buttons = [(false, view.words.by_journey), (true, view.words.by_score)];
    let wide = |pen: &Pen<'_>, name: &str| (pen.width(name, CHIP.bold()) + 28.0).ceil().min(right - left);
    let all = buttons.iter().map(|(_, name)| wide(pen, name)).sum::<f64>() + 8.0;
    // the last persona's button
    let chips = pen.scene.targets.last().map(|target| target.rect);
    let beside = chips.filter(|chip| !input.small() && chip.x1 + 24.0 + all <= right);
    let (mut x, mut y) = beside.map_or((left, top), |chip| (right - all, chip.y0));
    pen.pane = Pane::Fixed;
    for (by_score, name) in buttons {
        let on = by_score == view.by_score;
        let style = if on { CHIP.bold() } else { CHIP };
        let width = wide(pen, name);
        let name = pen.fit(name, style, width - 28.0);
        if x > left && x + width > right + 0.5 {
            (x, y) = (left, y + height + 8.0);
        }
        pen.item(Subject::Order(by_score), name.clone(), Vec::new());
        let rect = Rect::from_size(x, y, width, height);
        let (edge, ink) =
            if on { (pen.theme.accent, pen.theme.accent) } else { (pen.theme.rule, pen.theme.ink) };
        pen.outline(rect, height / 2.0, edge, None);
        pen.text(rect.center().x, y + (height - CHIP.line) / 2.0, &name, style, ink, Align::Middle);
        pen.target(rect);
        x += width + 8.0;
    }
    pen.plain();
    if beside.is_some() { top } else { y + height + 12.0 }
}

/// The words at both sides of neutral, each with a small arrow; cut where they have no room.
fn ends(pen: &mut Pen<'_>, view: &View<'_>, axis: &Axis, (left, right): (f64, f64), top: f64) {
    let [low, high] = keys::ends(view);
    let muted = pen.theme.muted;
    let zero = axis.zero.round();
    let middle = top + CAP.line / 2.0;
    let arrow = |x: f64, dx: f64| {
        vec![Point::new(x, middle - 3.5), Point::new(x + dx, middle), Point::new(x, middle + 3.5)]
    };
    for (word, room, sign) in [(low, zero - left, -1.0), (high, right - zero, 1.0)] {
        let word = pen.fit(&word, LABEL, room - 16.0);
        if room < 40.0 || word.is_empty() {
            continue;
        }
        let width = pen.width(&word, LABEL);
        let align = if sign < 0.0 { Align::End } else { Align::Start };
        pen.text(zero + sign * 6.0, top, &word, LABEL, muted, align);
        pen.polygon(arrow(zero + sign * (width + 10.0), sign * 5.0), muted);
    }
}
