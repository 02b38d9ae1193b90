//! People: a flow whose height is how many; what is lost stands as a wedge beside it.

use super::Lane;
use crate::figures::StageFigures;
use crate::geom::curve::ease;
use crate::geom::{Point, Rect};
use crate::layout::map::Map;
use crate::layout::pen::{CAP, CHIP, Pen, Run, STAGE, solid};
use crate::scene::Align;
use crate::words::picture;
use crate::words::terms;

/// The band of people.
pub struct People;

/// How the figures over the flow are written, widest first.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Lost, rate and its word on the line of the people.
    Words,
    /// Lost and rate there.
    Bare,
    /// On a second line.
    Below,
}

fn ranked(map: &Map<'_>) -> Option<usize> {
    let funnel = map.input.figures.funnel.as_ref()?;
    let worst = funnel.worst_by_people?;
    map.stages().iter().position(|stage| stage.step == Some(worst))
}

/// Lost, share that went on, pending: what stands at the right edge.
fn figures(map: &Map<'_>, at: usize, stage: &StageFigures, form: Form) -> Vec<Run> {
    let (theme, w, numbers) = (map.input.theme, map.words, map.input.numbers);
    let hot = ranked(map) == Some(at);
    let color = if hot { theme.pain } else { theme.muted };
    let weight = |style: crate::layout::pen::Style| if hot { style.bold() } else { style };
    let mut runs = Vec::new();
    if let Some((share, _)) = stage.went_on {
        let lost = picture::minus(stage.lost.unwrap_or(0), numbers);
        runs.push(Run::new(lost, if hot && form != Form::Below { STAGE } else { weight(CHIP) }, color));
        let share = numbers.percent(share, 0);
        let text = if form == Form::Bare { share } else { format!("{share} {}", w.went_on) };
        runs.push(Run::new(text, weight(CAP), color));
    } else if let Some(pending) = waiting(map, at) {
        let n = picture::count(pending, numbers);
        let text = if form == Form::Bare { n } else { format!("{n} {}", w.may_come) };
        runs.push(Run::new(text, CAP, theme.muted));
    }
    runs
}

/// People who may still come to the stage at which the flow ends.
fn waiting(map: &Map<'_>, at: usize) -> Option<u64> {
    let before = at.checked_sub(1).and_then(|before| map.stages().get(before));
    before.map(|stage| stage.pending).filter(|pending| *pending > 0)
}

fn people(map: &Map<'_>, stage: &StageFigures) -> String {
    stage.people.map(|n| picture::count(n, map.input.numbers)).unwrap_or_default()
}

fn form(map: &Map<'_>, pen: &Pen<'_>) -> Form {
    let room = map.columns.width - 2.0 * map.input.pad();
    let fits = |form: Form| {
        map.stages().iter().enumerate().all(|(at, stage)| {
            let left = pen.width(&people(map, stage), STAGE);
            let right = pen.runs_width(&figures(map, at, stage, form), 6.0);
            left + 12.0 + right <= room
        })
    };
    [Form::Words, Form::Bare].into_iter().find(|form| fits(*form)).unwrap_or(Form::Below)
}

fn band_top(form: Form) -> f64 {
    if form == Form::Below { 46.0 } else { 30.0 }
}

impl Lane for People {
    fn label(&self, map: &Map<'_>) -> String {
        terms::units(map.input.figures.unit, map.input.lang)
    }

    fn label_top(&self) -> f64 {
        9.0
    }

    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
        let any = map.stages().iter().any(|stage| stage.people.is_some_and(|n| n > 0));
        any.then(|| if form(map, pen) == Form::Below { 112.0 } else { 96.0 })
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let form = form(map, pen);
        let height = if form == Form::Below { 112.0 } else { 96.0 };
        let base = (top + height - 8.0).round();
        let most = map.stages().iter().filter_map(|stage| stage.people).max().unwrap_or(0).max(1) as f64;
        let tall = base - top - band_top(form);
        let high = |n: u64| tall * n as f64 / most;
        let theme = pen.theme;
        // one outline for neighbours that are counted, so that no seam shows between columns
        let mut outline: Vec<Point> = Vec::new();
        for (at, stage) in map.stages().iter().enumerate() {
            let Some(n) = stage.people else {
                flow(pen, core::mem::take(&mut outline), base);
                continue;
            };
            let next = map.stages().get(at + 1).and_then(|next| next.people);
            // the flow falls only along the funnel; people merely seen stand as a block
            let to = next.map_or(n, |next| if stage.went_on.is_some() { next.min(n) } else { n });
            let (x0, x1) = (map.columns.left(at), map.columns.right(at));
            let (a, b) = (high(n), high(to));
            let fall = x0 + map.columns.width * 0.62;
            let edge = (0..=16).map(|k| {
                let t = f64::from(k) / 16.0;
                Point::new(fall + (x1 - fall) * t, base - a + (a - b) * ease(t))
            });
            let edge: Vec<Point> = edge.collect();
            if b < a {
                let worst = ranked(map) == Some(at);
                let mut wedge = vec![Point::new(fall, base - a), Point::new(x1, base - a)];
                wedge.extend(edge.iter().rev());
                pen.polygon(wedge, if worst { theme.wedge } else { theme.lost });
            }
            outline.push(Point::new(x0, base - a));
            outline.extend(edge);
        }
        flow(pen, outline, base);
        for (at, stage) in map.stages().iter().enumerate() {
            self.write(map, pen, (at, stage), form, top);
        }
        pen.rule(map.columns.start, map.right(), base, theme.rule);
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let (w, numbers) = (map.words, map.input.numbers);
        let each = |cell: &dyn Fn(&StageFigures) -> String| map.stages().iter().map(cell).collect();
        let mut rows = vec![(self.label(map), each(&|stage| people(map, stage)))];
        if map.stages().iter().any(|stage| stage.went_on.is_some()) {
            let lost =
                |stage: &StageFigures| stage.lost.map(|n| picture::count(n, numbers)).unwrap_or_default();
            rows.push((w.lost.to_owned(), each(&lost)));
            let on = |stage: &StageFigures| match stage.went_on {
                Some((share, interval)) => format!(
                    "{} ({} {})",
                    numbers.percent(share, 1),
                    w.interval,
                    picture::shares(interval, numbers)
                ),
                None => String::new(),
            };
            rows.push((w.went_on.to_owned(), each(&on)));
            rows.push((w.pending.to_owned(), each(&|stage| picture::count(stage.pending, numbers))));
        }
        rows
    }

    fn ruled(&self) -> bool {
        false
    }
}

/// The body of the flow and its edge.
fn flow(pen: &mut Pen<'_>, outline: Vec<Point>, base: f64) {
    let (Some(first), Some(last)) = (outline.first().copied(), outline.last().copied()) else { return };
    let mut body = vec![Point::new(first.x, base)];
    body.extend(&outline);
    body.push(Point::new(last.x, base));
    let theme = pen.theme;
    pen.polygon(body, theme.flow);
    pen.line(outline, solid(theme.accent, 1.5));
}

impl People {
    fn write(&self, map: &Map<'_>, pen: &mut Pen<'_>, at: (usize, &StageFigures), form: Form, top: f64) {
        let cell: Rect = map.cell(at.0, top, top);
        let ink = pen.theme.ink;
        pen.text(cell.x0, top + 6.0, &people(map, at.1), STAGE, ink, Align::Start);
        let mut runs = figures(map, at.0, at.1, form);
        if form != Form::Below {
            let rest = cell.width() - pen.width(&people(map, at.1), STAGE) - 12.0;
            let words = figures(map, at.0, at.1, Form::Words);
            if pen.runs_width(&words, 6.0) <= rest && at.1.went_on.is_none() {
                runs = words;
            }
            pen.runs(cell.x1, top + 6.0, &runs, 6.0, STAGE, Align::End);
            return;
        }
        if pen.runs_width(&runs, 6.0) > cell.width() {
            runs = figures(map, at.0, at.1, Form::Bare);
        }
        if let Some(run) = runs.last_mut() {
            run.text = pen.fit(&run.text, run.style, cell.width());
        }
        pen.runs(cell.x0, top + 25.0, &runs, 6.0, CHIP, Align::Start);
    }
}
