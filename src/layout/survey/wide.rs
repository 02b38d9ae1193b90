//! A row on a wide page: what was asked at the left, the bar, the figures at the right.

use super::bar::{self, Axis, total};
use super::{Kind, Row, View, tell};
use crate::figures::{At, ScoreFigures};
use crate::geom::{Color, Point, Rect};
use crate::layout::icons;
use crate::layout::pen::{BODY, CAP, CHIP, LABEL, Pen, Run, STAGE, Style};
use crate::model::journey::ScoreKind;
use crate::scene::Align;
use crate::words::compare::Unit;
use crate::words::picture;

/// A bar is never narrower, else rows are stacked.
const LEAST: f64 = 220.0;
/// Between two columns.
const GAP: f64 = 20.0;
/// A question's text has no more lines.
pub const LINES: usize = 4;

/// The figures of a row as they are written.
#[derive(Default)]
pub struct Figures {
    pub value: String,
    /// How it changed, with its weight.
    pub change: Option<Run>,
    /// What it is, where rows are of several kinds.
    pub method: String,
    pub interval: String,
    pub rest: Option<Run>,
    pub n: String,
    pub missing: String,
}

impl Figures {
    /// Of a row (index); everything empty for a head.
    pub fn of(view: &View<'_>, at: usize) -> Self {
        let (lang, numbers) = (view.input.lang, view.input.numbers);
        let Some(row) = view.rows.get(at) else { return Self::default() };
        let Some((question, score)) = row.question.zip(view.score(row)) else { return Self::default() };
        // said where it is another than that of the question above
        let above = view.rows.get(..at).unwrap_or_default().iter().rev().find_map(|row| view.score(row));
        let key = |score: &ScoreFigures| (score.kind, score.method, score.scale);
        let same = view.one || row.group.is_some() || above.map(key) == Some(key(score));
        let theme = view.input.theme;
        let mark = |value: f64, sure: bool| {
            let ink = match (sure, value < 0.0) {
                (true, true) => theme.pain,
                (true, false) => theme.ink,
                _ => theme.muted,
            };
            Run::new(Unit::of(score).mark(value, numbers), if sure { LABEL } else { CAP }, ink)
        };
        let change = view.input.change(At::Score(question.stage, question.touchpoint, question.score));
        let change =
            change.filter(|_| row.group.is_none()).map(|(change, _)| mark(change.value, change.is_sure()));
        let rest = row.group.and_then(|group| group.difference.as_ref());
        Self {
            value: score.value.map(|value| value_of(view, score, value)).unwrap_or_default(),
            change,
            method: if same { String::new() } else { picture::method(score, lang, numbers) },
            interval: match (score.n, score.interval) {
                (1..5, _) => view.words.few.to_owned(),
                (_, Some(interval)) => view.interval(score, interval),
                _ => String::new(),
            },
            rest: rest.map(|change| mark(change.value, change.is_sure())),
            n: picture::count(score.n, numbers),
            missing: picture::count(score.missing, numbers),
        }
    }
}

fn value_of(view: &View<'_>, score: &ScoreFigures, value: f64) -> String {
    let numbers = view.input.numbers;
    match score.kind {
        ScoreKind::Nps => picture::points(value, numbers),
        _ if score.is_share() => numbers.percent(value, 0),
        _ => numbers.decimal(value, 2),
    }
}

impl View<'_> {
    /// The interval of a score as it stands beside it.
    pub fn interval(&self, score: &ScoreFigures, interval: (f64, f64)) -> String {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        match score.kind {
            ScoreKind::Nps => picture::range(interval, 0, lang, numbers),
            _ if score.is_share() => picture::shares(interval, numbers),
            _ => picture::range(interval, 2, lang, numbers),
        }
    }
}

/// A column of figures: its head, its right edge, its width.
struct Column {
    head: Vec<String>,
    right: f64,
    width: f64,
}

/// Where everything stands.
pub struct Columns {
    /// Left and right edge of what was asked.
    label: (f64, f64),
    /// Of the longest bars.
    pub bar: (f64, f64),
    value: Column,
    interval: Column,
    rest: Option<Column>,
    n: Column,
    missing: Option<Column>,
    /// Lines of the tallest head.
    pub lines: usize,
}

impl Columns {
    /// As wide as their figures; `None` where no room is left for bars.
    pub fn new(pen: &Pen<'_>, view: &View<'_>) -> Option<Self> {
        let input = &view.input;
        if input.small() {
            return None;
        }
        let (left, right) = (input.margin(), input.width - input.margin());
        let figures: Vec<Figures> = (0..view.rows.len()).map(|at| Figures::of(view, at)).collect();
        // on a page of middle width heads go over two lines
        let tight = input.width < 900.0;
        let (gap, most) = if tight { (16.0, 2) } else { (GAP, 1) };
        let widest = |head: &str, of: &dyn Fn(&Figures) -> f64| {
            let whole = pen.width(head, LABEL);
            let word = head.split(' ').map(|word| pen.width(word, LABEL)).fold(0.0, f64::max);
            let head = if tight { word.max(0.55 * whole) } else { whole };
            figures.iter().map(of).fold(head, f64::max).ceil()
        };
        let run = |run: &Option<Run>| run.as_ref().map_or(0.0, |run| 6.0 + pen.width(&run.text, run.style));
        let value = widest(view.words.score, &|f| {
            (pen.width(&f.value, BODY.bold()) + run(&f.change)).max(pen.width(&f.method, CAP).min(120.0))
        });
        let w = view.words;
        let mut x = right;
        let mut column = |head: &str, width: f64| {
            let column = Column { head: pen.lines(head, LABEL, width + 0.5, most), right: x, width };
            x -= width + gap;
            column
        };
        let any = |test: &dyn Fn(&Figures) -> bool| figures.iter().any(test);
        let left_out = view.rows.iter().filter_map(|row| view.score(row)).any(|score| score.missing > 0);
        let missing = left_out.then(|| column(w.missing, widest(w.missing, &|f| pen.width(&f.missing, CAP))));
        let n = column(w.n, widest(w.n, &|f| pen.width(&f.n, CAP)));
        let rest = any(&|f| f.rest.is_some()).then(|| column(w.rest, widest(w.rest, &|f| run(&f.rest))));
        let interval = column(w.interval, widest(w.interval, &|f| pen.width(&f.interval, CAP)));
        let value = column(w.score, value);
        // as wide as what was asked needs, and never so wide that bars have no room
        let name = |row: &Row<'_>| {
            let (inset, style) = style(row.kind);
            inset + pen.width(&row.name, style).max(pen.width(&row.caption, CAP))
        };
        let asked = view.rows.iter().map(name).fold(0.0, f64::max).ceil();
        let label = asked.min(((x - left) * 0.4).min(420.0)).max(140.0).round();
        let bar = (left + label + gap, x.round());
        let some = [&value, &interval, &n].into_iter().chain(&rest).chain(&missing);
        let lines = some.map(|column| column.head.len()).max().unwrap_or(1);
        let label = (left, left + label);
        (bar.1 - bar.0 >= LEAST).then_some(Self { label, bar, value, interval, rest, n, missing, lines })
    }

    fn all(&self) -> impl Iterator<Item = &Column> {
        let some = [&self.value, &self.interval, &self.n].into_iter();
        some.chain(&self.rest).chain(&self.missing)
    }

    /// The names of the columns.
    pub fn heads(&self, pen: &mut Pen<'_>, view: &View<'_>, top: f64) {
        let muted = pen.theme.muted;
        for column in self.all() {
            let first = self.lines.saturating_sub(column.head.len());
            for (line, head) in column.head.iter().enumerate() {
                let y = top + LABEL.line * (first + line) as f64;
                pen.text(column.right, y, head, LABEL, muted, Align::End);
            }
        }
        let top = top + LABEL.line * self.lines.saturating_sub(1) as f64;
        let head = if view.one { one_method(view) } else { String::new() };
        let head = pen.fit(&head, LABEL, self.label.1 - self.label.0);
        pen.text(self.label.0, top, &head, LABEL, muted, Align::Start);
    }
}

/// What all scores are, where they are of one kind.
fn one_method(view: &View<'_>) -> String {
    let score = view.rows.iter().find_map(|row| view.score(row));
    score
        .map(|score| crate::words::capital(&picture::method(score, view.input.lang, view.input.numbers)))
        .unwrap_or_default()
}

/// How far a row's text stands inside, and how it is set.
pub fn style(kind: Kind) -> (f64, Style) {
    match kind {
        Kind::Head | Kind::Stage => (0.0, STAGE),
        Kind::Question => (0.0, BODY),
        Kind::Group => (14.0, CHIP),
    }
}

/// Lines of a text, and of its caption, in a width; true where some was cut.
pub fn texts(pen: &Pen<'_>, view: &View<'_>, row: &Row<'_>, room: f64) -> (Vec<String>, Vec<String>, bool) {
    let (inset, style) = style(row.kind);
    let room = (room - inset).max(40.0);
    if row.kind == Kind::Group {
        return (vec![pen.fit(&row.name, style, room)], Vec::new(), false);
    }
    let cut = |lines: &[String], text: &str| {
        lines.last().is_some_and(|last| last.ends_with('…')) && !text.trim_end().ends_with('…')
    };
    let name = pen.lines(&row.name, style, room, LINES);
    let mut caption = row.caption.clone();
    if let Some(comments) = row.question.map(|question| question.comments).filter(|n| *n > 0) {
        let said = picture::comments(comments, view.input.lang, view.input.numbers);
        caption = if caption.is_empty() { said } else { format!("{caption} · {said}") };
    }
    let lines = pen.lines(&caption, CAP, room, LINES);
    let more = cut(&name, &row.name) || cut(&lines, &caption);
    (name, lines, more)
}

/// Places a row from `top` down; gives the y below it.
pub fn row(pen: &mut Pen<'_>, view: &View<'_>, columns: &Columns, axis: &Axis, at: usize, top: f64) -> f64 {
    let Some(row) = view.rows.get(at) else { return top };
    let group = row.kind == Kind::Group;
    let (inset, style) = style(row.kind);
    let (x0, x1) = (columns.label.0, columns.label.1);
    let air = match row.kind {
        Kind::Group => 6.0,
        Kind::Head | Kind::Stage if at > 0 => 14.0,
        // personas belong to the row above them
        _ if at > 0 && view.rows.get(at - 1).is_some_and(|row| row.kind == Kind::Group) => 14.0,
        _ => 10.0,
    };
    let (name, caption, more) = texts(pen, view, row, x1 - x0);
    let theme = pen.theme;
    if at > 0 && matches!(row.kind, Kind::Head | Kind::Stage) {
        pen.plain();
        pen.rule(x0, view.input.width - view.input.margin(), top, theme.rule);
    }
    let (label, tip) = tell::row(view, row);
    pen.item(row.subject(), label, tip);
    let ink = if matches!(row.kind, Kind::Head | Kind::Stage) { theme.accent } else { theme.ink };
    let mut y = top + air;
    if let Some(group) = row.group {
        let middle = Point::new(x0 + 4.0, y + CHIP.line / 2.0);
        icons::glyph(pen, group.persona, middle, 3.5, theme.persona(group.persona), None, false);
    }
    y += pen.para(x0 + inset, y, &name, style, ink);
    y += pen.para(x0 + inset, y, &caption, CAP, theme.muted);
    if more {
        let accent = theme.accent;
        pen.text(x0 + inset, y, &picture::left_out(0, view.input.lang), CAP, accent, Align::Start);
        y += CAP.line;
    }
    // bar and figures on the middle of the first line
    let line = top + air + style.line / 2.0;
    let high = if group { 16.0 } else { 20.0 };
    let figures = Figures::of(view, at);
    if let Some(split) = row.split() {
        if total(split) > 0 {
            bar::place(pen, view, axis, split, (line - high / 2.0).round(), high);
        } else {
            let x = axis.zero.round() + 8.0;
            let text = pen.fit(view.words.no_answers, CAP, columns.bar.1 - x);
            pen.text(x, line - CAP.line / 2.0, &text, CAP, theme.muted, Align::Start);
        }
        y = y.max(line + high / 2.0);
        y = y.max(numbers(pen, columns, &figures, row, line));
    }
    let bottom = (y + if group { 6.0 } else { air.min(10.0) }).round();
    let rect = Rect { x0: x0 - 4.0, y0: top, x1: view.input.width - view.input.margin() + 4.0, y1: bottom };
    pen.target(rect);
    pen.plain();
    bottom
}

/// The figures of a row on one baseline, the method under the score; gives the y below them.
fn numbers(pen: &mut Pen<'_>, columns: &Columns, figures: &Figures, row: &Row<'_>, line: f64) -> f64 {
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    let base = if row.kind == Kind::Group { CHIP } else { BODY.bold() };
    let top = (line - base.line / 2.0).round();
    let small = top + base.baseline() - CAP.baseline();
    let mut value = vec![Run::new(figures.value.clone(), base, ink)];
    value.extend(figures.change.clone());
    value.retain(|run| !run.text.is_empty());
    pen.runs(columns.value.right, top, &value, 6.0, base, Align::End);
    let mut put = |column: Option<&Column>, text: &str, style: Style, color: Color| {
        if let Some(column) = column {
            pen.text(column.right, small, text, style, color, Align::End);
        }
    };
    put(Some(&columns.interval), &figures.interval, CAP, muted);
    if let Some(rest) = &figures.rest {
        put(columns.rest.as_ref(), &rest.text, rest.style, rest.color);
    }
    put(Some(&columns.n), &figures.n, CAP, muted);
    put(columns.missing.as_ref(), &figures.missing, CAP, muted);
    if figures.method.is_empty() || row.kind == Kind::Group {
        return top + base.line;
    }
    let method = pen.fit(&figures.method, CAP, columns.value.width);
    pen.text(columns.value.right, top + base.line - 1.0, &method, CAP, muted, Align::End);
    top + base.line + CAP.line - 1.0
}

/// How many stand behind a row and how many were left out, in words: for stacked rows.
pub fn behind(view: &View<'_>, figures: &Figures, missing: u64) -> Vec<String> {
    let n = format!("n\u{a0}{}", figures.n);
    let left_out = (missing > 0).then(|| format!("{} {}", figures.missing, view.words.missing));
    core::iter::once(n).chain(left_out).collect()
}
