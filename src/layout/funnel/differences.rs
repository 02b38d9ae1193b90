//! Rows of differences under the funnel: two groups against each other, everybody against an earlier period.

use super::View;
use super::bars::Grid;
use crate::figures::{At, Interval, Of};
use crate::geom::{Color, Point, Rect};
use crate::layout::changes::Weight;
use crate::layout::pen::{BODY, CAP, CHIP, LABEL, Pen, Run};
use crate::scene::{Align, Pane};
use crate::words::compare::{self, Unit};

/// One row: what is taken from what, and the difference at each step.
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What is taken from what, in which unit.
    pub about: String,
    /// The name in a narrow picture.
    short: String,
    /// One a step; the first has none.
    marks: Vec<Option<Mark>>,
}

#[derive(Clone, Copy)]
struct Mark {
    value: f64,
    interval: Interval,
    weight: Weight,
}

impl View<'_> {
    /// The rows that there are: of two groups the first minus the second, of everybody now minus then.
    pub(super) fn differences(&self) -> Vec<Row> {
        let (input, lang, numbers) = (&self.input, self.input.lang, self.input.numbers);
        let mut rows = Vec::new();
        let steps = 0..self.steps.len();
        let segments = input.figures.segments.first();
        if let (Some([one, _]), [first, second]) =
            (segments.map(|segments| segments.groups.as_slice()), self.groups.as_slice())
        {
            let mark = |step| {
                let found = one.differences.iter().find(|d| d.step == step && d.of == Of::Previous)?;
                let weight = Weight { sure: found.is_sure(), worse: found.value < 0.0 };
                Some(Mark { value: found.value, interval: found.interval, weight })
            };
            let about = compare::in_points(&compare::minus(&first.name, &second.name), lang);
            let (name, short) = (compare::difference(lang), compare::minus(&first.name, &second.name));
            rows.push(Row { name, short, about, marks: steps.clone().map(mark).collect() });
        }
        if let Some(changes) = &input.figures.changes {
            let mark = |step| {
                let change = changes.of(At::Step(step, Of::Previous))?;
                Some(Mark { value: change.value, interval: change.interval?, weight: input.weight(change) })
            };
            let about = compare::in_points(&compare::against(changes, lang, numbers), lang);
            let (name, short) = (compare::change(lang), compare::change(lang).to_owned());
            rows.push(Row { name, short, about, marks: steps.map(mark).collect() });
        }
        rows.retain(|row| row.marks.iter().any(Option::is_some));
        rows
    }
}

impl Row {
    fn runs(&self, pen: &Pen<'_>, view: &View<'_>, step: usize) -> Option<(Run, Run)> {
        let mark = self.marks.get(step).copied().flatten()?;
        let (lang, numbers) = (view.input.lang, view.input.numbers);
        let theme = pen.theme;
        let color = if mark.weight.sure { mark.weight.ink(theme) } else { theme.ink };
        let style = if mark.weight.sure { BODY.bold() } else { BODY };
        let value = Run::new(Unit::Share.signed(mark.value, numbers), style, color);
        Some((value, Run::new(Unit::Share.span(mark.interval, lang, numbers), CAP, theme.muted)))
    }

    /// The widest of its figures, one under the other.
    pub fn widest(&self, pen: &Pen<'_>, view: &View<'_>) -> f64 {
        let width = |run: &Run| pen.width(&run.text, run.style);
        let each = (0..self.marks.len()).filter_map(|step| self.runs(pen, view, step));
        each.map(|(value, span)| width(&value).max(width(&span))).fold(0.0, f64::max).ceil()
    }

    /// The lines of its label.
    fn labels(&self, pen: &Pen<'_>, room: f64) -> (Vec<String>, Vec<String>) {
        (pen.lines(self.name, LABEL, room, 1), pen.lines(&self.about, CAP, room, 5))
    }

    /// Its height.
    pub fn height(&self, pen: &Pen<'_>, view: &View<'_>) -> f64 {
        let labels = self.labels(pen, view.input.labels() - 16.0).1.len() as f64;
        (24.0 + labels * CAP.line + 8.0).max(84.0)
    }

    /// In one line of a narrow picture: name, value, interval; gives the y after it.
    pub fn line(&self, pen: &mut Pen<'_>, view: &View<'_>, step: usize, top: f64) -> f64 {
        let Some((value, span)) = self.runs(pen, view, step) else { return top };
        let (margin, muted) = (view.input.margin(), pen.theme.muted);
        let value = Run { style: if value.style == BODY { CHIP } else { CHIP.bold() }, ..value };
        let rest = pen.width(&value.text, value.style) + pen.width(&span.text, CAP) + 16.0;
        // names of groups may be of any length
        let name = pen.fit(&self.short, CAP, view.input.width - 2.0 * margin - rest);
        let runs = [Run::new(name, CAP, muted), value, span];
        pen.runs(margin, top, &runs, 8.0, CHIP, Align::Start);
        top + CHIP.line
    }

    /// Name at the left; at each step the value, its interval, and both on one axis, the same for all steps.
    pub fn place(&self, pen: &mut Pen<'_>, view: &View<'_>, grid: &Grid, top: f64) {
        let (x, room) = (view.input.margin(), view.input.labels() - 16.0);
        let (name, about) = self.labels(pen, room);
        let muted = pen.theme.muted;
        pen.pane = Pane::Label;
        pen.plain();
        pen.para(x, top + 9.0, &name, LABEL, muted);
        pen.para(x, top + 25.0, &about, CAP, muted);
        pen.pane = Pane::Body;
        let ends = self.marks.iter().flatten().map(|mark| mark.interval);
        let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end.0), high.max(end.1)));
        let least = self.widest(pen, view);
        for step in 0..self.marks.len() {
            let (Some(mark), Some((value, span))) =
                (self.marks.get(step).copied().flatten(), self.runs(pen, view, step))
            else {
                continue;
            };
            let (left, right) = grid.span(step, view.groups.len(), least);
            let middle = ((left + right) / 2.0).round();
            pen.text(middle, top + 7.0, &value.text, value.style, value.color, Align::Middle);
            pen.text(middle, top + 25.0, &span.text, span.style, span.color, Align::Middle);
            if high > low {
                // room for whiskers' ends and for the nought under an end of the axis
                let along = |value: f64| left + 4.0 + (value - low) / (high - low) * (right - left - 8.0);
                plot(pen, &mark, (left, right), along, top + 50.0);
            }
        }
    }
}

/// The value with its interval on a line, and where nought lies.
fn plot(pen: &mut Pen<'_>, mark: &Mark, (left, right): (f64, f64), along: impl Fn(f64) -> f64, y: f64) {
    let theme = pen.theme;
    let hot = mark.weight.sure && mark.weight.worse;
    let color: Color = if hot { theme.pain_mark } else { theme.ink };
    pen.rule(left, right, y, theme.rule);
    let nought = along(0.0).round();
    pen.rect(Rect { x0: nought, y0: y - 5.0, x1: nought + 1.0, y1: y + 7.0 }, theme.muted);
    pen.text(nought, y + 8.0, "0", CAP, theme.muted, Align::Middle);
    let (from, to) = (along(mark.interval.0), along(mark.interval.1));
    pen.rect(Rect { x0: from, y0: y - 0.5, x1: to, y1: y + 1.5 }, color);
    pen.circle(Point::new(along(mark.value), y + 0.5), 3.5, Some(color), None);
}
