//! The paths under 600 px: a step under the other, each with bars for where people go on to.

use super::View;
use super::bands::head;
use crate::figures::paths::{PathLink, PathNode};
use crate::geom::{Color, Point, Rect};
use crate::layout::Subject;
use crate::layout::pen::{BODY, CAP, CHIP, Pen, STAGE};
use crate::model::order::arrange_by;
use crate::scene::{Align, Pane};
use crate::words::picture;
use crate::words::{self, paths as say};

/// Ways on that are shown one by one.
const WAYS: usize = 5;

/// Places the steps; gives the y under them, the right edge and the columns of the stages.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> (f64, f64, Vec<Rect>) {
    let (left, right) = (view.input.margin(), view.input.width - view.input.margin());
    let mut y = top;
    let mut columns = vec![Rect { x0: 0.0, y0: top, x1: 0.0, y1: top }; view.input.figures.stages.len()];
    let most = view.paths.nodes.iter().map(|node| node.arrivals).max().unwrap_or(1).max(1) as f64;
    let scale = (right - left) / most;
    pen.pane = Pane::Body;
    let mut stage = None;
    for (at, node) in view.paths.nodes.iter().enumerate() {
        let from = y;
        if node.stage != stage || at == 0 {
            stage = node.stage;
            y = heading(pen, view, node, y);
        }
        y = step(pen, view, (at, node), scale, y);
        if let Some(column) = stage.and_then(|stage| columns.get_mut(stage)) {
            let y0 = if column.x1 > 0.0 { column.y0 } else { from };
            *column = Rect { x0: 0.0, y0, x1: view.input.width, y1: y };
        }
    }
    pen.plain();
    pen.scene.lead = 0.0;
    (y, view.input.width, columns)
}

/// The stage that the following steps belong to; of stages themselves the step says it.
fn heading(pen: &mut Pen<'_>, view: &View<'_>, node: &PathNode, top: f64) -> f64 {
    let name =
        node.stage.filter(|_| view.paths.level != "stage").and_then(|at| view.input.figures.stages.get(at));
    let Some((at, figures)) = node.stage.zip(name) else { return top };
    let (left, right) = (view.input.margin(), view.input.width - view.input.margin());
    let (label, tip) = view.stage_sentence(at);
    pen.item(Subject::Stage(at), label, tip);
    let lit = view.lit() == Some(at);
    let (fill, ink) =
        if lit { (pen.theme.accent, pen.theme.on_accent) } else { (pen.theme.accent_tint, pen.theme.accent) };
    let rect = Rect { x0: left, y0: top + 12.0, x1: right, y1: top + 40.0 };
    pen.rect(rect, fill);
    let name = pen.fit(&figures.name, BODY.bold(), right - left - 20.0);
    pen.text(left + 10.0, top + 17.0, &name, BODY.bold(), ink, Align::Start);
    pen.target(rect);
    pen.plain();
    top + 44.0
}

/// A step: its name and arrivals, and where people go on to.
fn step(pen: &mut Pen<'_>, view: &View<'_>, (at, node): (usize, &PathNode), scale: f64, top: f64) -> f64 {
    let (left, right) = (view.input.margin(), view.input.width - view.input.margin());
    let (lang, numbers) = (view.input.lang, view.input.numbers);
    let theme = pen.theme;
    let key = view.item(pen, node);
    let mut y = top + 12.0;
    let arrivals = pen.text(right, y, &view.count(node.arrivals), STAGE, theme.ink, Align::End);
    let lines = pen.lines(&view.name(node), STAGE, right - left - arrivals - 16.0, 2);
    y += pen.para(left, y, &lines, STAGE, theme.accent).max(STAGE.line);
    if let Some(people) = node.people.filter(|people| *people < node.arrivals && *people > 0) {
        pen.text(
            right,
            y,
            &picture::counted(people, say::unit(&view.paths), lang, numbers),
            CAP,
            theme.muted,
            Align::End,
        );
        y += CAP.line;
    }
    let several = node.things > 1;
    let bar = Rect { x0: left, y0: y + 2.0, x1: left + (node.arrivals as f64 * scale).max(2.0), y1: y + 8.0 };
    pen.rect(bar, if several { theme.hatch } else { theme.accent });
    y += 14.0;
    pen.target(Rect { x0: 0.0, y0: top + 4.0, x1: view.input.width, y1: y });
    let mut ways: Vec<&PathLink> = view.paths.links.iter().filter(|link| link.from == at).collect();
    arrange_by(&mut ways, |link| (core::cmp::Reverse(link.times), link.to));
    let more = ways.split_off(ways.len().min(WAYS));
    let mut rows: Vec<Row> = Vec::new();
    for link in ways {
        let mut figure = say::share(link.share, numbers);
        if let Some(median) = link.median {
            figure = format!("{figure}, {}", words::duration(median, lang, numbers));
        }
        let color = if link.back { theme.hatch } else { theme.flow };
        rows.push(Row { name: view.named(link.to), times: link.times, figure, color, link: Some(link) });
    }
    let rest = more.iter().fold(node.to_other, |sum, link| sum.saturating_add(link.times));
    if rest > 0 {
        let figure = say::share(rest as f64 / node.arrivals.max(1) as f64, numbers);
        let name = view.words.folded.to_owned();
        rows.push(Row { name, times: rest, figure, color: theme.hatch, link: None });
    }
    if node.exits > 0 {
        let (said, color) = match (node.ends, view.paths.worst == Some(at)) {
            (true, _) => (view.words.end, theme.hatch),
            (false, true) => (view.words.gone, theme.pain_mark),
            (false, false) => (view.words.gone, theme.hatch),
        };
        let figure = say::leave_share(node, say::unit(&view.paths), lang, numbers);
        rows.push(Row { name: said.to_owned(), times: node.exits, figure, color, link: None });
    }
    // figures stand in two columns
    let wide = rows.iter().map(|row| pen.width(&row.figure, CHIP)).fold(0.0, f64::max);
    for row in &rows {
        if let Some(link) = row.link {
            view.link_item(pen, link);
        } else {
            pen.key = key;
        }
        y = row.place(pen, view, scale, wide, y);
    }
    pen.plain();
    let rule = theme.rule;
    pen.rule(left, right, y + 8.0, rule);
    y + 9.0
}

/// A way on: where to, how often, its share, and a bar in the scale of the arrivals.
struct Row<'a> {
    name: String,
    times: u64,
    figure: String,
    color: Color,
    link: Option<&'a PathLink>,
}

impl Row<'_> {
    /// Places it with its figures `wide` px wide; gives the y after it.
    fn place(&self, pen: &mut Pen<'_>, view: &View<'_>, scale: f64, wide: f64, top: f64) -> f64 {
        let (left, right) = (view.input.margin(), view.input.width - view.input.margin());
        let theme = pen.theme;
        let (x, y) = (left + 20.0, top + 4.0);
        let pain = self.color == theme.pain_mark;
        let (ink, muted) = if pain { (theme.pain, theme.pain) } else { (theme.ink, theme.muted) };
        let back = self.link.is_some_and(|link| link.back);
        if self.link.is_some() {
            let tip = if back { left + 4.0 } else { left + 12.0 };
            head(pen, Point::new(tip, y + 8.0), back, theme.accent);
        }
        pen.text(right, y, &self.figure, CHIP, muted, Align::End);
        let count = pen.text(right - wide - 12.0, y, &view.count(self.times), CHIP.bold(), ink, Align::End);
        let name = if back { format!("{} {}", view.words.back, self.name) } else { self.name.clone() };
        let name = pen.fit(&name, CHIP, right - x - wide - count - 28.0);
        pen.text(x, y, &name, CHIP, ink, Align::Start);
        let end = (x + (self.times as f64 * scale).max(1.0)).min(right);
        pen.rect(Rect { x0: x, y0: y + 18.0, x1: end, y1: y + 22.0 }, self.color);
        if self.link.is_some() {
            pen.target(Rect { x0: 0.0, y0: top, x1: view.input.width, y1: y + 24.0 });
        }
        y + 24.0
    }
}
