//! Three answers under the picture: what those who left did next, which ways are longest, where people return to.

use super::View;
use crate::figures::paths as figures;
use crate::geom::text::clean;
use crate::geom::{Color, Rect};
use crate::layout::pen::{BODY, CAP, CHIP, Pen};
use crate::model::evidence::OTHER;
use crate::scene::{Align, Pane};
use crate::words::{self, paths as say, terms};

/// Rows of an answer.
const ROWS: usize = 4;
/// Space between two answers.
const GAP: f64 = 48.0;

/// A row: name, figure, addition, length of its bar 0…1, colour.
struct Row {
    name: String,
    figure: String,
    addition: String,
    share: f64,
    color: Color,
}

/// One answer.
struct Fact {
    title: String,
    note: String,
    rows: Vec<Row>,
}

/// Places the answers side by side, or under each other where there is no room; gives the y under them.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> f64 {
    let facts: Vec<Fact> = [after(view), slowest(view), returned(view)].into_iter().flatten().collect();
    if facts.is_empty() {
        return top;
    }
    let (left, right) = (view.input.margin(), view.input.width - view.input.margin());
    pen.pane = Pane::Across;
    pen.plain();
    let rule = pen.theme.rule;
    pen.rule(left, right, top + 20.0, rule);
    let top = top + 36.0;
    if view.input.small() {
        let mut y = top;
        for fact in &facts {
            y = fact.place(pen, left, right, y) + 24.0;
        }
        return y - 8.0;
    }
    let n = facts.len() as f64;
    let gap = if view.input.width < 900.0 { GAP / 2.0 } else { GAP };
    let width = ((right - left - gap * (n - 1.0)) / n).min(400.0);
    let mut bottom = top;
    for (at, fact) in facts.iter().enumerate() {
        let x = left + (width + gap) * at as f64;
        bottom = bottom.max(fact.place(pen, x, x + width, top));
    }
    bottom + 8.0
}

impl Fact {
    fn place(&self, pen: &mut Pen<'_>, x0: f64, x1: f64, top: f64) -> f64 {
        let (ink, muted, hair) = (pen.theme.ink, pen.theme.muted, pen.theme.hair);
        let lines = pen.lines(&self.title, BODY.bold(), x1 - x0, 2);
        let mut y = top + pen.para(x0, top, &lines, BODY.bold(), ink);
        let lines = pen.lines(&self.note, CAP, x1 - x0, 2);
        y += pen.para(x0, y, &lines, CAP, muted) + 6.0;
        let addition = self.rows.iter().map(|row| pen.width(&row.addition, CHIP)).fold(0.0, f64::max);
        let addition = if addition > 0.0 { addition + 16.0 } else { 0.0 };
        for row in &self.rows {
            pen.text(x1, y, &row.addition, CHIP, muted, Align::End);
            let figure = pen.text(x1 - addition, y, &row.figure, CHIP.bold(), ink, Align::End);
            let lines = pen.lines(&row.name, CHIP, x1 - x0 - addition - figure - 16.0, 2);
            y += pen.para(x0, y, &lines, CHIP, ink).max(CHIP.line) + 2.0;
            pen.rect(Rect { x0, y0: y, x1, y1: y + 3.0 }, hair);
            let end = x0 + (x1 - x0) * row.share.clamp(0.0, 1.0);
            pen.rect(Rect { x0, y0: y, x1: end, y1: y + 3.0 }, row.color);
            y += 9.0;
        }
        y
    }
}

/// What the people whom the funnel loses most of did next.
fn after(view: &View<'_>) -> Option<Fact> {
    let (input, theme) = (&view.input, view.input.theme);
    let (lang, numbers) = (input.lang, input.numbers);
    let after = figures::after(input.figures, input.evidence?)?;
    let steps = &input.figures.funnel.as_ref()?.steps;
    let step = steps.iter().find(|step| step.id == after.step)?;
    let of = after.people.max(1) as f64;
    let row = |name: String, n: u64, color: Color| {
        let share = n as f64 / of;
        Row { name, figure: view.count(n), addition: say::share(share, numbers), share, color }
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut rest = 0_u64;
    for next in &after.next {
        let other = next.to == OTHER;
        if other || rows.len() >= ROWS {
            rest = rest.saturating_add(next.people);
        } else if next.to.is_empty() {
            rows.push(row(view.words.nothing_more.to_owned(), next.people, theme.pain_mark));
        } else {
            let name = figures::name_of(input.journey, &after.level, &next.to);
            let stage = (after.level == "stage").then(|| terms::stage(&next.to, lang)).flatten();
            rows.push(row(stage.map_or(clean(&name), str::to_owned), next.people, theme.hatch));
        }
    }
    if rest > 0 {
        rows.push(row(words::picture::words(lang).other.to_owned(), rest, theme.hatch));
    }
    let [title, note] =
        say::after(&clean(&step.name), after.people, step.pending, input.figures.unit, lang, numbers);
    (!rows.is_empty()).then_some(Fact { title, note, rows })
}

/// The links with the longest median times.
fn slowest(view: &View<'_>) -> Option<Fact> {
    let (input, theme) = (&view.input, view.input.theme);
    let found = figures::longest(&view.paths, ROWS - 1);
    let most = found.first().and_then(|link| link.median).filter(|most| *most > 0.0)?;
    let rows = found.iter().filter_map(|link| {
        let median = link.median?;
        let name = say::pair(&view.named(link.from), &view.named(link.to), input.lang);
        let figure = words::duration(median, input.lang, input.numbers);
        Some(Row { name, figure, addition: String::new(), share: median / most, color: theme.accent })
    });
    let note = words::capital(words::picture::words(input.lang).median);
    Some(Fact { title: view.words.slowest.to_owned(), note, rows: rows.collect() })
}

/// The nodes that most returns lead to.
fn returned(view: &View<'_>) -> Option<Fact> {
    let theme = view.input.theme;
    let found = figures::most_returned(&view.paths, ROWS - 1);
    let rows: Vec<Row> = found
        .iter()
        .map(|node| {
            let share = node.returns as f64 / node.arrivals.max(1) as f64;
            let addition = say::share(share, view.input.numbers);
            Row {
                name: view.name(node),
                figure: view.count(node.returns),
                addition,
                share,
                color: theme.accent,
            }
        })
        .collect();
    let note = say::of_arrivals(view.input.lang).to_owned();
    (!rows.is_empty()).then_some(Fact { title: view.words.returned.to_owned(), note, rows })
}
