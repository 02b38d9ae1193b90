//! The emotion of one stage as rows.

use super::Card;
use crate::geom::scale::Linear;
use crate::geom::{Point, Rect};
use crate::layout::map::Line;
use crate::layout::pen::{CAP, CHIP, LABEL, Pen, Style, solid};
use crate::layout::{Subject, icons, sentences};
use crate::scene::Align;
use crate::words::{self, picture};

impl Card<'_, '_> {
    /// Rows *label | plot | value | interval | n*: nothing is written over the plot.
    pub(super) fn emotion(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let (map, theme) = (self.map, pen.theme);
        let (w, numbers) = (map.words, map.input.numbers);
        let rows: Vec<Row<'_>> = self.rows();
        if rows.is_empty() {
            return top;
        }
        if let Some(gap) = map.hero.gaps.get(self.at).copied().flatten() {
            let x = self.left + pen.width(w.emotion, LABEL) + 16.0;
            icons::flag(pen, x.round(), top + 3.0);
            let text = format!("{} {}", w.gap, numbers.decimal(gap.size.abs(), 2));
            pen.text(x + 12.0, top, &text, LABEL, theme.pain, Align::Start);
        }
        let y = self.caption(pen, top, w.emotion);
        let (label, tip) = sentences::emotion(map, self.at);
        let width = self.right - self.left;
        // a persona's name may be cut, a word of ours is not
        let most = |row: &Row<'_>| if row.own { width } else { (width * 0.24).max(64.0) };
        let names = rows.iter().map(|row| pen.width(&row.name, CHIP).min(most(row)));
        let name = names.fold(0.0, f64::max) + 8.0;
        let texts: Vec<[String; 3]> = rows.iter().map(|row| self.figures_of(row)).collect();
        let wide = |at: usize, style: Style| {
            texts.iter().filter_map(|t| t.get(at)).map(|t| pen.width(t, style)).fold(0.0, f64::max)
        };
        let (n, interval) = (wide(2, CAP), wide(1, CAP));
        let ends = [self.right - n - interval - 18.0, self.right - n - 10.0, self.right];
        let figures = n + interval + 18.0 + wide(0, CHIP.bold()) + 12.0;
        let (from, to) = (self.left + name, (self.right - figures).max(self.left + name + 40.0));
        let scale = Linear::new((-1.0, 1.0), (from.round(), to.round()));
        let height = 24.0 * rows.len() as f64;
        for at in 0..5 {
            let value = f64::from(at) / 2.0 - 1.0;
            let x = scale.at(value).round();
            let color = if value == 0.0 { theme.rule } else { theme.hair };
            pen.rect(Rect { x0: x, y0: y, x1: x + 1.0, y1: y + height }, color);
        }
        pen.item(Subject::Emotion(self.at), label, tip);
        for (at, row) in rows.iter().enumerate() {
            self.row(pen, row, y + 24.0 * at as f64, name - 8.0, &scale);
            if let Some([value, interval, n]) = texts.get(at) {
                let y = y + 24.0 * at as f64 + 4.0;
                let [a, b, c] = ends;
                pen.text(a, y, value, CHIP.bold(), theme.ink, Align::End);
                pen.text(b, y, interval, CAP, theme.muted, Align::End);
                pen.text(c, y, n, CAP, theme.muted, Align::End);
            }
        }
        pen.target(Rect { x0: self.left, y0: y, x1: self.right, y1: y + height });
        pen.plain();
        let levels = map.levels();
        let [worst, .., best] = &levels;
        // the words may reach past the plot: no figure stands in their line
        let wanted = from + pen.width(worst, CAP) + 12.0 + pen.width(best, CAP);
        let end = to.max(wanted).min(self.right);
        let room = if wanted <= end { end - from } else { (end - from) / 2.0 - 6.0 };
        let (worst, best) = (pen.fit(worst, CAP, room), pen.fit(best, CAP, room));
        pen.text(from, y + height + 2.0, &worst, CAP, theme.muted, Align::Start);
        pen.text(end, y + height + 2.0, &best, CAP, theme.muted, Align::End);
        self.close(pen, y + height + 18.0)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let map = self.map;
        let mut rows = Vec::new();
        for (nth, line) in map.lines().enumerate() {
            if let Some(m) = line.measured.get(self.at).copied().flatten() {
                let short = &line.short;
                let name = if short.is_empty() { words::capital(map.words.measured) } else { short.clone() };
                let own = line.persona.is_none();
                rows.push(Row { name, own, value: m.value, measured: Some(m), wanted: false, line });
            }
            if let (0, Some(value)) = (nth, line.assumed.get(self.at).copied().flatten()) {
                let name = words::capital(map.words.assumed);
                rows.push(Row { name, own: true, value, measured: None, wanted: false, line });
            }
        }
        if let Some(value) = map.to_be.get(self.at).copied().flatten() {
            let name = words::capital(map.words.to_be);
            rows.push(Row { name, own: true, value, measured: None, wanted: true, line: &map.hero });
        }
        rows
    }

    fn row(&self, pen: &mut Pen<'_>, row: &Row<'_>, y: f64, room: f64, scale: &Linear) {
        let (map, theme) = (self.map, pen.theme);
        let name = pen.fit(&row.name, CHIP, room);
        pen.text(self.left, y + 4.0, &name, CHIP, theme.ink, Align::Start);
        let c = Point::new(scale.at(row.value), y + 12.0);
        let color = row.line.color;
        match row.measured {
            Some(m) => {
                if let Some((low, high)) = m.interval {
                    let band = Rect { x0: scale.at(low), y0: y + 8.0, x1: scale.at(high), y1: y + 16.0 };
                    pen.rect(band, color.alpha(0.28));
                }
                let hollow = m.interval.is_none();
                icons::glyph(pen, row.line.persona.unwrap_or(0), c, 3.5, color, None, hollow);
            }
            // what is wanted is a mark to reach, not a point of a line
            None if row.wanted => pen.rect(Rect::from_size(c.x.round() - 1.0, y + 6.0, 2.0, 12.0), color),
            None => pen.circle(c, 4.0, Some(map.input.theme.ground), Some(solid(color, 1.5))),
        }
    }

    /// Value, half of the interval, n.
    fn figures_of(&self, row: &Row<'_>) -> [String; 3] {
        let numbers = self.map.input.numbers;
        let interval = row.measured.and_then(|m| m.interval);
        let interval = interval.map(|(low, high)| format!("±{}", numbers.decimal((high - low) / 2.0, 2)));
        let n = row.measured.map(|m| format!("n\u{a0}{}", picture::count(m.n, numbers)));
        [picture::signed(row.value, numbers), interval.unwrap_or_default(), n.unwrap_or_default()]
    }
}

/// A row of the emotion part.
struct Row<'a> {
    name: String,
    /// The name is a word of ours.
    own: bool,
    value: f64,
    measured: Option<crate::figures::Measured>,
    /// What the stage should reach.
    wanted: bool,
    line: &'a Line,
}
