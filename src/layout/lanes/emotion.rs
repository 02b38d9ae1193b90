//! Emotion: the measured line with its band, the assumed line, where they part, and the moments of truth.

use super::Lane;
use super::curves::{Curves, LONE, curves, drawn, lone, stroke};
use super::labels::{Ground, Reach, Wish};
use super::points::{ends, gap_lines, places, points};
use crate::figures::Moment;
use crate::geom::scale::Linear;
use crate::geom::{Point, Rect, curve};
use crate::layout::icons;
use crate::layout::map::Map;
use crate::layout::pen::{CAP, CHIP, Pen, dashed};
use crate::model::journey::LaneKind;
use crate::scene::{Align, Pane};
use crate::words::{self, picture};

/// The emotion lane, the hero of the picture.
pub struct Emotion;

const HEIGHT: f64 = 256.0;
const OVER: f64 = 40.0;
const UNDER: f64 = 32.0;
/// One label with its place.
struct Label {
    rect: Rect,
    stage: usize,
    first: String,
    second: String,
    flagged: bool,
}

impl Lane for Emotion {
    fn kind(&self) -> Option<LaneKind> {
        Some(LaneKind::Emotion)
    }

    fn count(&self, map: &Map<'_>) -> usize {
        let known = |at: usize| {
            map.lines().any(|line| line.measured.get(at).copied().flatten().is_some())
                || map.hero.assumed.get(at).copied().flatten().is_some()
        };
        (0..map.stages().len()).filter(|at| known(*at)).count()
    }

    fn label(&self, map: &Map<'_>) -> String {
        map.title(LaneKind::Emotion, map.words.emotion)
    }

    fn label_top(&self) -> f64 {
        8.0
    }

    fn label_lines(&self) -> usize {
        // the words of the axis stand close under it
        1
    }

    fn measure(&self, map: &Map<'_>, _: &Pen<'_>) -> Option<f64> {
        let any = map.lines().any(|line| line.is_measured() || line.is_assumed());
        (any || map.to_be.iter().any(Option::is_some)).then_some(HEIGHT)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let y = Linear::new((-1.0, 1.0), (top + HEIGHT - UNDER, top + OVER));
        axis(map, pen, &y);
        let x = |at: usize| map.columns.middle(at);
        let lone = map.columns.width * LONE;
        let hero = curves(&map.hero, &x, &y, lone, true);
        let others: Vec<Curves> = map.others.iter().map(|line| curves(line, &x, &y, lone, false)).collect();
        let to_be = wanted(map, &y);
        let mut ground = ground(map, &hero, &others, &y, top);
        ground.curves.extend(&to_be);
        let ends = ends(map, pen, &mut ground, &y);
        let labels = labels(map, pen, &mut ground, &y);
        // grid lines are broken behind labels: a box of the ground, under the curves
        for label in &labels {
            let fill = map.ground(label.stage);
            pen.rect(Rect { x0: label.rect.x0 - 4.0, x1: label.rect.x1 + 4.0, ..label.rect }, fill);
        }
        for (rect, _, stage) in &ends {
            let fill = map.ground(*stage);
            pen.rect(rect.grow(1.0), fill);
        }
        let theme = pen.theme;
        for band in hero.bands {
            pen.polygon(drawn(&band), map.hero.color.alpha(theme.band));
        }
        gap_lines(map, pen, &y);
        pen.line(drawn(&to_be), dashed(map.hero.color, 1.5, [2.0, 4.0]));
        pen.line(drawn(&hero.assumed), dashed(map.hero.color, 1.5, [6.0, 4.0]));
        for (line, curves) in map.others.iter().zip(others) {
            stroke(pen, curves.measured, line, 1.5);
        }
        stroke(pen, hero.measured, &map.hero, 2.5);
        points(map, pen, &y);
        for label in labels {
            write(map, pen, &label);
        }
        for (rect, line, _) in ends {
            let Some(line) = map.lines().nth(line) else { continue };
            let text = pen.fit(&line.short, CHIP.bold(), rect.width() + 0.5);
            pen.text(rect.x0, rect.y0, &text, CHIP.bold(), line.color, Align::Start);
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let (w, numbers, lang) = (map.words, map.input.numbers, map.input.lang);
        let stages = map.stages().len();
        let mut rows = Vec::new();
        for line in map.lines() {
            let cell = |at: usize| match line.measured.get(at).copied().flatten() {
                Some(m) => match m.interval {
                    Some(i) => format!(
                        "{} ({} {})",
                        picture::signed(m.value, numbers),
                        w.interval,
                        picture::span(i, lang, numbers)
                    ),
                    None => picture::signed(m.value, numbers),
                },
                None => String::new(),
            };
            if line.is_measured() {
                let name = format!("{}, {}, {}", w.emotion, line.name, w.measured);
                rows.push((name, (0..stages).map(cell).collect()));
            }
            // a line beside the hero's shows what was measured; the table also holds what was assumed
            if line.is_assumed() {
                let value = |at: usize| line.assumed.get(at).copied().flatten();
                let cells =
                    (0..stages).map(|at| value(at).map(|v| picture::signed(v, numbers)).unwrap_or_default());
                rows.push((format!("{}, {}, {}", w.emotion, line.name, w.assumed), cells.collect()));
            }
            if line.gaps.iter().any(Option::is_some) {
                let gap = |at: usize| line.gaps.get(at).copied().flatten();
                let cells = (0..stages)
                    .map(|at| gap(at).map(|gap| numbers.decimal(gap.size.abs(), 2)).unwrap_or_default());
                rows.push((format!("{}, {}", w.gap, line.name), cells.collect()));
            }
        }
        if map.to_be.iter().any(Option::is_some) {
            let value = |v: &Option<f64>| v.map(|v| picture::signed(v, numbers)).unwrap_or_default();
            rows.push((format!("{}, {}", w.emotion, w.to_be), map.to_be.iter().map(value).collect()));
        }
        rows
    }
}

/// The line of what is wanted.
fn wanted(map: &Map<'_>, y: &Linear) -> Vec<Point> {
    let point = |(at, value): (usize, &Option<f64>)| {
        value.map(|value| Point::new(map.columns.middle(at), y.at(value)))
    };
    let points: Vec<Point> = map.to_be.iter().enumerate().filter_map(point).collect();
    if let [only] = points.as_slice() {
        return lone(*only, map.columns.width * LONE);
    }
    curve::monotone(&points, 4.0)
}

/// The target of a journey that has one alone: stage and value.
fn lone_target(map: &Map<'_>) -> Option<(usize, f64)> {
    let mut known = map.to_be.iter().enumerate().filter_map(|(at, value)| value.map(|value| (at, value)));
    known.next().filter(|_| known.next().is_none())
}

/// Words, dots and grid lines of the five levels.
fn axis(map: &Map<'_>, pen: &mut Pen<'_>, y: &Linear) {
    let levels = map.levels();
    let theme = pen.theme;
    let x = map.columns.start;
    for (at, level) in levels.iter().enumerate() {
        let value = at as f64 / 2.0 - 1.0;
        let here = y.at(value);
        pen.pane = Pane::Label;
        let text = pen.fit(level, CAP, map.input.labels() - 22.0);
        pen.text(x - 20.0, here - 8.0, &text, CAP, theme.muted, Align::End);
        pen.circle(Point::new(x - 11.0, here), 3.0, Some(theme.level(at)), None);
        pen.pane = Pane::Body;
        pen.rule(x, map.right(), here, if value == 0.0 { theme.rule } else { theme.hair });
    }
}

/// Everything a label must not lie on.
fn ground(map: &Map<'_>, hero: &Curves, others: &[Curves], y: &Linear, top: f64) -> Ground {
    let mut out = Ground::within((top + 4.0, top + HEIGHT - 2.0));
    for curves in core::iter::once(hero).chain(others) {
        out.curves.extend(curves.measured.iter().flat_map(|(points, _)| points));
    }
    out.curves.extend(hero.bands.iter().flatten());
    out.curves.extend(&hero.assumed);
    for c in (0..map.stages().len()).flat_map(|at| places(map, y, at)).flatten() {
        out.taken.push(Rect { x0: c.x, y0: c.y, x1: c.x, y1: c.y }.grow(7.0));
    }
    for (at, gap) in map.hero.gaps.iter().enumerate() {
        if let Some(gap) = gap {
            let (x, a, b) = (map.columns.middle(at), y.at(gap.assumed), y.at(gap.measured));
            out.taken.push(Rect { x0: x - 2.0, y0: a.min(b), x1: x + 2.0, y1: a.max(b) });
        }
    }
    out
}

/// Gaps first, then moments, then what an assumed line says where nothing is measured.
fn labels(map: &Map<'_>, pen: &Pen<'_>, ground: &mut Ground, y: &Linear) -> Vec<Label> {
    let numbers = map.input.numbers;
    let w = map.words;
    let mut out = Vec::new();
    let mut put = |stage: usize, value: f64, up: bool, first: &str, second: &str, flagged, reach| {
        let flag = if flagged { 14.0 } else { 0.0 };
        let most = map.columns.width - 8.0;
        let second = pen.fit(second, CAP, most);
        let width = (pen.width(first, CHIP.bold()) + flag).max(pen.width(&second, CAP)).ceil();
        let wish = Wish {
            anchor: Point::new(map.columns.middle(stage), y.at(value)),
            up,
            width,
            height: if second.is_empty() { 16.0 } else { 32.0 },
            clear: if flagged { 8.0 } else { 12.0 },
            bounds: (map.columns.left(stage) + 4.0, map.columns.right(stage) - 4.0),
        };
        let found = ground.find(&wish, reach);
        if let Some(rect) = found {
            out.push(Label { rect, stage, first: first.to_owned(), second, flagged });
        }
        found.is_some()
    };
    for (at, gap) in map.hero.gaps.iter().enumerate() {
        let Some(gap) = gap else { continue };
        let first = format!("{} {}", w.gap, numbers.decimal(gap.size.abs(), 2));
        let second = format!("{} {}", w.assumed, picture::signed(gap.assumed, numbers));
        let up = gap.assumed > gap.measured;
        // behind another line a label would seem to be that line's
        let _ = [(Reach::Near, &*second), (Reach::Near, ""), (Reach::Beyond, &second), (Reach::Beyond, "")]
            .into_iter()
            .any(|(reach, second)| put(at, gap.assumed, up, &first, second, true, reach));
    }
    for (at, moments) in map.hero.moments.iter().enumerate() {
        let Some(measured) = map.hero.measured.get(at).copied().flatten() else { continue };
        let Some(moment) = moments.first().copied() else { continue };
        let (value, name) = (picture::signed(measured.value, numbers), w.moment(moment));
        let up = match moment {
            Moment::Trough | Moment::Importance => false,
            Moment::Peak => true,
            Moment::End => measured.value >= 0.0,
        };
        // on one line with its theme; where that has no place, in two lines, then the figure alone
        let both = format!("{value} {name}");
        let _ = [(&both, &*theme_of(map, at)), (&both, ""), (&value, name), (&value, "")]
            .into_iter()
            .any(|(first, second)| put(at, measured.value, up, first, second, false, Reach::Beyond));
    }
    // a target that no line leads to says what it is
    if let Some((at, value)) = lone_target(map) {
        let first = format!("{} {}", picture::signed(value, numbers), w.to_be);
        put(at, value, true, &first, "", false, Reach::Beyond);
    }
    let known = || map.hero.measured.iter().enumerate().filter_map(|(at, m)| m.map(|m| (at, m.value)));
    if let (Some((at, value)), 1) = (known().next(), known().count()) {
        let score = map.stages().get(at).and_then(|stage| stage.scores.first());
        let score = score.and_then(|score| words::score::value(score, map.input.lang, numbers));
        let (first, second) = (picture::signed(value, numbers), score.unwrap_or_default());
        put(at, value, value < 0.0, &first, &second, false, Reach::Beyond);
    }
    if !map.hero.is_measured() {
        let known =
            || map.hero.assumed.iter().enumerate().filter_map(|(at, value)| value.map(|value| (at, value)));
        let low = known().min_by(|a, b| a.1.total_cmp(&b.1));
        let high = known().max_by(|a, b| a.1.total_cmp(&b.1));
        if let (Some(low), Some(high)) = (low, high)
            && low.1 < high.1
        {
            for ((at, value), name, up) in [(low, w.trough, false), (high, w.peak, true)] {
                let first = format!("{} {name}", picture::signed(value, numbers));
                // on its own side without the second line sooner than on the other with it
                let _ = put(at, value, up, &first, w.assumption, false, Reach::Side)
                    || put(at, value, up, &first, "", false, Reach::Side)
                    || put(at, value, up, &first, w.assumption, false, Reach::Beyond);
            }
        } else if let Some((at, value)) = known().next_back() {
            // neither high nor low: one value says it all
            let first = picture::signed(value, numbers);
            put(at, value, value >= 0.0, &first, w.assumption, false, Reach::Beyond);
        }
    }
    out
}

/// The commonest theme of the comments at a stage, where at least five name it; else how many comments there are.
/// Comments are everybody's: under a persona's line they would be more than its answers.
fn theme_of(map: &Map<'_>, at: usize) -> String {
    let Some(stage) = map.stages().get(at).filter(|_| map.hero.persona.is_none()) else {
        return String::new();
    };
    let said = |n: u64| picture::comments(n, map.input.lang, map.input.numbers);
    // the first of equals, so that the order of the evidence decides
    let named = stage.themes.iter().filter(|theme| theme.count >= 5 && !theme.text.is_empty());
    match named.rev().max_by_key(|theme| theme.count) {
        Some(theme) => format!("{} · {}", theme.text, said(theme.count)),
        None if stage.comments > 0 => said(stage.comments),
        None => String::new(),
    }
}

fn write(map: &Map<'_>, pen: &mut Pen<'_>, label: &Label) {
    let theme = pen.theme;
    let middle = label.rect.center().x;
    let flag = if label.flagged { 14.0 } else { 0.0 };
    let color = if label.flagged { theme.pain } else { theme.ink };
    let width = pen.width(&label.first, CHIP.bold());
    let left = middle - (width + flag) / 2.0;
    if label.flagged {
        icons::flag(pen, left.round() + 1.0, label.rect.y0 + 3.0);
    }
    pen.text(left + flag, label.rect.y0, &label.first, CHIP.bold(), color, Align::Start);
    pen.text(middle, label.rect.y0 + 16.0, &label.second, CAP, theme.muted, Align::Middle);
    let _ = map;
}
