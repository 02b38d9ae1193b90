//! Answers: how many stand behind each point.

use super::Lane;
use crate::geom::Point;
use crate::layout::icons;
use crate::layout::map::Map;
use crate::layout::pen::{CAP, Pen};
use crate::scene::Align;
use crate::words::picture;

/// The row of n under the emotion lane.
pub struct Answers;

impl Lane for Answers {
    fn label(&self, map: &Map<'_>) -> String {
        map.words.answers.to_owned()
    }

    fn label_top(&self) -> f64 {
        4.0
    }

    fn measure(&self, map: &Map<'_>, _: &Pen<'_>) -> Option<f64> {
        map.lines().any(|line| line.is_measured()).then_some(24.0)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let muted = pen.theme.muted;
        for at in 0..map.stages().len() {
            let cell = map.cell(at, top, top);
            let mut x = cell.x0;
            let mut any = false;
            for line in map.lines() {
                let Some(measured) = line.measured.get(at).copied().flatten() else { continue };
                any = true;
                let text = picture::count(measured.n, map.input.numbers);
                let width = 11.0 + pen.width(&text, CAP);
                if x + width > cell.x1 {
                    break;
                }
                let c = Point::new(x + 3.0, top + 12.0);
                icons::glyph(pen, line.persona.unwrap_or(0), c, 3.25, line.color, None, false);
                pen.text(x + 11.0, top + 4.0, &text, CAP, muted, Align::Start);
                x += width + 10.0;
            }
            if !any {
                let text = pen.fit(map.words.no_answers, CAP, cell.width());
                pen.text(cell.x0, top + 4.0, &text, CAP, muted, Align::Start);
            }
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let n = |line: &crate::layout::map::Line, at: usize| {
            let measured = line.measured.get(at).copied().flatten();
            measured.map(|m| picture::count(m.n, map.input.numbers)).unwrap_or_default()
        };
        map.lines()
            .filter(|line| line.is_measured())
            .map(|line| {
                let cells = (0..map.stages().len()).map(|at| n(line, at)).collect();
                (format!("{}, {}", map.words.answers, line.name), cells)
            })
            .collect()
    }

    fn ruled(&self) -> bool {
        false
    }
}
