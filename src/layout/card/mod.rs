//! One stage a card, under 600 px: the line of the whole journey in small, the stage bar, and what is known.

mod emotion;
mod ways;

use super::icons;
use super::lanes::{self, Lane};
use super::map::Map;
use super::pen::{BODY, CAP, CHIP, H2, LABEL, NUM, Pen, Run, STAGE, dashed, solid};
use super::{LaneShown, Subject, sentences};
use crate::figures::StageFigures;
use crate::geom::scale::Linear;
use crate::geom::{Point, Rect};
use crate::model::journey::LaneKind;
use crate::scene::{Align, Key, Pane};
use crate::words::terms;
use crate::words::{self, picture};

/// Height of the small line.
const MINI: f64 = 64.0;
/// Height of the stage bar.
const BAR: f64 = 56.0;
/// A touch target is never smaller.
const TOUCH: f64 = 44.0;

/// The card as it is placed.
struct Card<'a, 'b> {
    map: &'b Map<'a>,
    at: usize,
    figures: &'a StageFigures,
    left: f64,
    right: f64,
}

/// A figure is never cut: where it is too wide it goes without its word, then smaller.
fn tighten(pen: &Pen<'_>, runs: &mut Vec<Run>, room: f64) {
    if pen.runs_width(runs, 8.0) > room {
        runs.truncate(1);
    }
    if pen.runs_width(runs, 8.0) > room {
        runs.iter_mut().for_each(|run| run.style = STAGE);
    }
}

/// Places the card of the chosen stage; gives the y of the footer and the columns (of the small line).
pub fn place(pen: &mut Pen<'_>, map: &Map<'_>, top: f64) -> (f64, Vec<Rect>) {
    let last = map.stages().len().saturating_sub(1);
    let at = map.input.card.min(last);
    let Some(figures) = map.stages().get(at) else { return (top, Vec::new()) };
    let margin = map.input.margin();
    let card = Card { map, at, figures, left: margin, right: map.input.width - margin };
    pen.pane = Pane::Fixed;
    let mini = map.lines().any(|line| line.is_measured() || line.is_assumed());
    let mut y = top;
    if mini {
        card.mini(pen, y);
        y += MINI;
    }
    let key = card.bar(pen, y);
    y += BAR;
    pen.scene.head = y;
    y += 16.0;
    let start = y;
    pen.pane = Pane::Body;
    // the whole card answers for its stage, under everything else in it
    let under = pen.scene.targets.len();
    y = card.people(pen, y);
    y = card.triggers(pen, y);
    for (shown, group) in lanes::shown(map) {
        for lane in group {
            y = card.lane(pen, lane.as_ref(), shown, y);
        }
    }
    y = card.back(pen, y);
    y = card.persona(pen, y);
    let rect = Rect { x0: 0.0, y0: start - 16.0, x1: map.input.width, y1: y };
    pen.scene.targets.insert(under, crate::scene::Target { key, pane: Pane::Body, rect });
    y = card.dots(pen, y);
    let y = super::journey::evidence_key(pen, map, y);
    (y, Vec::new())
}

impl Card<'_, '_> {
    /// The x of a stage's middle in the small line.
    fn middle(&self, stage: usize) -> f64 {
        let width = (self.right - self.left) / self.map.stages().len().max(1) as f64;
        self.left + width * (stage as f64 + 0.5)
    }

    fn mini(&self, pen: &mut Pen<'_>, top: f64) {
        let map = self.map;
        let theme = pen.theme;
        let width = (self.right - self.left) / map.stages().len().max(1) as f64;
        let y = Linear::new((-1.0, 1.0), (top + MINI - 9.0, top + 9.0));
        let lit = Rect::from_size((self.middle(self.at) - width / 2.0).round(), top, width.round(), MINI);
        pen.plain();
        pen.rect(lit, theme.accent_tint);
        pen.rule(self.left, self.right, y.at(0.0), theme.rule);
        let curves = lanes::curves(&map.hero, &|at| self.middle(at), &y, 16.0, true);
        for band in curves.bands {
            pen.polygon(band, map.hero.color.alpha(theme.band));
        }
        pen.line(lanes::drawn(&curves.assumed), dashed(map.hero.color, 1.5, [6.0, 4.0]));
        lanes::stroke(pen, curves.measured, &map.hero, 2.5);
        for stage in 0..map.stages().len() {
            let edge = if stage == self.at { theme.accent_tint } else { theme.ground };
            let Some(m) = map.hero.measured.get(stage).copied().flatten() else {
                if let (false, Some(value)) =
                    (map.hero.is_measured(), map.hero.assumed.get(stage).copied().flatten())
                {
                    let c = Point::new(self.middle(stage), y.at(value));
                    pen.circle(c, 3.5, Some(edge), Some(solid(map.hero.color, 1.5)));
                }
                continue;
            };
            let c = Point::new(self.middle(stage), y.at(m.value));
            let moment = map.hero.moments.get(stage).is_some_and(|moments| !moments.is_empty());
            let hollow = m.interval.is_none();
            if moment {
                icons::diamond(pen, c, 8.0, map.hero.color, Some(edge));
            } else {
                let glyph = map.hero.persona.unwrap_or(0);
                icons::glyph(pen, glyph, c, 4.5, map.hero.color, Some(edge), hollow);
            }
        }
    }

    /// The bar with the stage's name between two arrows; gives the key of the stage.
    fn bar(&self, pen: &mut Pen<'_>, top: f64) -> Key {
        let map = self.map;
        let theme = pen.theme;
        let (width, middle) = (map.input.width, map.input.width / 2.0);
        pen.plain();
        pen.rect(Rect::from_size(0.0, top, width, BAR), theme.accent);
        let stages = map.stages().len();
        if self.at > 0 {
            self.turn(pen, top, false);
        }
        let (label, tip) = sentences::stage(map, self.at);
        let key = pen.item(Subject::Stage(self.at), label, tip);
        let room = width - 2.0 * (self.left + TOUCH);
        let name = pen.fit(&self.figures.name, H2, room);
        pen.text(middle, top + 8.0, &name, H2, theme.on_accent, Align::Middle);
        let place = picture::card(self.at + 1, stages, map.input.lang);
        let seconds = self.figures.to_next.median;
        let time = seconds.map(|s| words::duration(s, map.input.lang, map.input.numbers));
        let mut captions: Vec<String> = Vec::new();
        if let Some(time) = time {
            captions.push(format!("{place} · {time} {}", map.words.to_next));
            captions.push(format!("{place} · {time}"));
        }
        let fits = captions.into_iter().find(|caption| pen.width(caption, CAP) <= room);
        let caption = fits.unwrap_or_else(|| pen.fit(&place, CAP, room));
        pen.text(middle, top + 32.0, &caption, CAP, theme.on_accent, Align::Middle);
        pen.target(Rect { x0: self.left + TOUCH, y0: top, x1: self.right - TOUCH, y1: top + BAR });
        if self.at + 1 < stages {
            self.turn(pen, top, true);
        }
        key
    }

    fn turn(&self, pen: &mut Pen<'_>, top: f64, next: bool) {
        let w = self.map.words;
        let to = if next { self.at + 1 } else { self.at.saturating_sub(1) };
        let name = self.map.stages().get(to).map_or("", |stage| &stage.name);
        let label = format!("{}: {name}", if next { w.next_stage } else { w.previous_stage });
        pen.item(Subject::Turn(next), label.clone(), vec![label]);
        let x = if next { self.right - 7.0 } else { self.left + 7.0 };
        let c = Point::new(x, top + BAR / 2.0);
        let color = pen.theme.on_accent;
        icons::arrow(pen, c, next, color);
        pen.target(Rect { x0: c.x - 22.0, y0: c.y - 22.0, x1: c.x + 22.0, y1: c.y + 22.0 });
        pen.plain();
    }

    /// A caption that opens a part of the card.
    fn caption(&self, pen: &mut Pen<'_>, y: f64, text: &str) -> f64 {
        let muted = pen.theme.muted;
        pen.plain();
        let text = pen.fit(text, LABEL, self.right - self.left - 24.0);
        pen.text(self.left, y, &text, LABEL, muted, Align::Start);
        y + 20.0
    }

    /// A rule that closes a part of the card.
    fn close(&self, pen: &mut Pen<'_>, y: f64) -> f64 {
        let rule = pen.theme.rule;
        pen.plain();
        pen.rule(self.left, self.right, y + 12.0, rule);
        y + 25.0
    }

    fn people(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let (map, theme) = (self.map, pen.theme);
        let (w, numbers) = (map.words, map.input.numbers);
        // a survey alone has no people who came or went
        let Some(n) = self.figures.people.filter(|_| map.counts_people()) else { return top };
        let mut y = self.caption(pen, top, &terms::units(map.unit(self.figures), map.input.lang));
        let mut left = vec![Run::new(picture::count(n, numbers), NUM, theme.ink)];
        left.push(Run::new(picture::came(map.unit(self.figures), map.input.lang), BODY, theme.muted));
        let lost = self.figures.lost.filter(|_| self.figures.went_on.is_some());
        let mut right = Vec::new();
        if let Some(lost) = lost.filter(|lost| *lost > 0) {
            right.push(Run::new(picture::minus(lost, numbers), NUM, theme.pain));
            right.push(Run::new(w.lost, BODY, theme.pain));
        }
        if pen.runs_width(&left, 8.0) + 16.0 + pen.runs_width(&right, 8.0) > self.right - self.left {
            left.truncate(1);
        }
        for runs in [&mut left, &mut right] {
            tighten(pen, runs, self.right - self.left);
        }
        pen.runs(self.left, y, &left, 8.0, NUM, Align::Start);
        if pen.runs_width(&left, 8.0) + 16.0 + pen.runs_width(&right, 8.0) > self.right - self.left {
            y += NUM.line;
        }
        pen.runs(self.right, y, &right, 8.0, NUM, Align::End);
        y += 28.0;
        if let Some((share, interval)) = self.figures.went_on {
            let room = self.right - self.left;
            let all = n.max(1) as f64;
            let on = n.saturating_sub(lost.unwrap_or(0)).saturating_sub(self.figures.pending);
            let reached = (room * on as f64 / all).round();
            let pending = (room * self.figures.pending as f64 / all).round();
            pen.rect(Rect::from_size(self.left, y, reached, 12.0), theme.accent);
            if pending >= 1.0 {
                let rect = Rect::from_size(self.left + reached, y, pending, 12.0);
                let stroke = solid(theme.hatch, 1.25);
                pen.shape(crate::scene::Shape::Hatch { rect, gap: 4.0, stroke });
            }
            let from = self.left + reached + pending + 2.0;
            if self.right - from > 3.0 {
                pen.rect(Rect { x0: from, y0: y, x1: self.right, y1: y + 12.0 }, theme.wedge);
                pen.rect(Rect { x0: self.right - 2.0, y0: y, x1: self.right, y1: y + 12.0 }, theme.pain_mark);
            }
            y += 16.0;
            let on = format!("{} {}, {}", picture::count(on, numbers), w.went_on, numbers.percent(share, 0));
            let interval = format!("95%: {}", picture::shares(interval, numbers));
            let mut runs = vec![Run::new(on, CHIP.bold(), theme.ink), Run::new(interval, CAP, theme.muted)];
            let below = if pen.runs_width(&runs, 8.0) > room { runs.pop() } else { None };
            pen.runs(self.left, y, &runs, 8.0, CHIP, Align::Start);
            y += 16.0;
            if let Some(run) = below {
                pen.text(self.left, y, &run.text, run.style, run.color, Align::Start);
                y += 16.0;
            }
        }
        if self.figures.pending > 0 {
            let text = format!("{} {}", picture::count(self.figures.pending, numbers), w.pending);
            pen.text(self.left, y, &text, CAP, theme.muted, Align::Start);
            y += 16.0;
        }
        self.close(pen, y)
    }

    fn priority(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let (map, theme) = (self.map, pen.theme);
        let numbers = map.input.numbers;
        let Some(priority) = self.figures.priority.filter(|priority| priority.value > 0.0) else {
            return top;
        };
        let y = self.caption(pen, top, map.words.priority);
        let product =
            format!("= {} × {}", picture::count(priority.lost, numbers), picture::dip(&priority, numbers));
        let first = map.lit == Some(self.at);
        let color = if first { theme.pain } else { theme.ink };
        let mut runs = vec![Run::new(numbers.decimal(priority.value, 0), STAGE, color)];
        runs.push(Run::new(product, CAP, theme.muted));
        let below = if pen.runs_width(&runs, 6.0) > self.right - self.left { runs.pop() } else { None };
        pen.runs(self.left, y, &runs, 6.0, STAGE, Align::Start);
        let mut y = y + STAGE.line;
        if let Some(run) = below {
            pen.text(self.left, y, &run.text, run.style, run.color, Align::Start);
            y += CAP.line;
        }
        self.close(pen, y)
    }

    /// A lane as a part of the card with a caption that folds it, or, folded, as a bar that opens it.
    fn lane(&self, pen: &mut Pen<'_>, lane: &dyn Lane, shown: LaneShown, top: f64) -> f64 {
        // people come first in every card; answers and priority go with the emotion
        let Some(kind) = lane.kind() else { return self.always(pen, lane, top) };
        if shown == LaneShown::Folded {
            return self.folded(pen, lane, kind, top);
        }
        if kind == LaneKind::Emotion {
            let y = self.emotion(pen, top);
            return self.priority(pen, y);
        }
        if !lane.is_filled(self.map, self.at) {
            return top;
        }
        let (name, words) = (lane.label(self.map), picture::frame(self.map.input.lang));
        let muted = pen.theme.muted;
        let said = format!("{name}: {}", words.open);
        pen.item(Subject::Lane(kind), said, vec![name.clone(), words.press_to_fold.to_owned()]);
        let text = pen.fit(&name, LABEL, self.right - self.left - 40.0);
        let width = pen.text(self.left, top, &text, LABEL, muted, Align::Start);
        lanes::sign(pen, Point::new(self.left + width + 9.0, top + 8.5), 3.0, false);
        pen.target(Rect { x0: self.left - 4.0, y0: top - 12.0, x1: self.right + 4.0, y1: top + 14.0 });
        pen.plain();
        let frame = Rect { x0: self.left, y0: top + 20.0, x1: self.right, y1: top + 20.0 };
        let bottom = lane.card(self.map, pen, self.at, frame);
        self.close(pen, bottom)
    }

    /// A lane that cannot be folded, where it has something of this stage.
    fn always(&self, pen: &mut Pen<'_>, lane: &dyn Lane, top: f64) -> f64 {
        if !lane.is_filled(self.map, self.at) {
            return top;
        }
        let y = self.caption(pen, top, &lane.label(self.map));
        let frame = Rect { x0: self.left, y0: y, x1: self.right, y1: y };
        let bottom = lane.card(self.map, pen, self.at, frame);
        self.close(pen, bottom)
    }

    /// The bar of a folded lane.
    fn folded(&self, pen: &mut Pen<'_>, lane: &dyn Lane, kind: LaneKind, top: f64) -> f64 {
        let (map, words) = (self.map, picture::frame(self.map.input.lang));
        let count = picture::items(lane.count(map), map.input.lang, map.input.numbers);
        let (name, muted) = (lane.label(map), pen.theme.muted);
        let said = format!("{name}: {count}, {}", words.folded);
        pen.item(
            Subject::Lane(kind),
            said,
            vec![name.clone(), count.clone(), words.press_to_open.to_owned()],
        );
        // the rule above is the last part's own: the bar lies between two rules
        let (from, to) = (top - 12.0, top - 12.0 + TOUCH);
        let y = from + (TOUCH - CAP.line) / 2.0;
        let end = self.right - 24.0;
        let used = pen.text(end, y, &count, CAP, muted, Align::End);
        let name = pen.fit(&name, LABEL, end - used - 12.0 - self.left);
        pen.text(self.left, y, &name, LABEL, muted, Align::Start);
        lanes::sign(pen, Point::new(self.right - 6.0, from + TOUCH / 2.0), 4.0, true);
        pen.target(Rect { x0: self.left - 4.0, y0: from, x1: self.right + 4.0, y1: to });
        self.close(pen, to - 12.0)
    }

    /// Where this card stands among all.
    fn dots(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let stages = self.map.stages().len();
        let theme = pen.theme;
        pen.plain();
        if !(2..=15).contains(&stages) {
            return top;
        }
        let width = 18.0 * (stages - 1) as f64 + 16.0;
        let mut x = self.map.input.width / 2.0 - width / 2.0;
        for at in 0..stages {
            if at == self.at {
                let rect = Rect::from_size(x, top + 4.0, 16.0, 6.0);
                pen.shape(crate::scene::Shape::Rect {
                    rect,
                    radius: 3.0,
                    fill: Some(theme.accent),
                    stroke: None,
                });
                x += 28.0 - 4.0;
            } else {
                pen.circle(Point::new(x + 3.0, top + 7.0), 3.0, Some(theme.rule), None);
                x += 18.0 - 4.0;
            }
        }
        top + 28.0
    }
}
