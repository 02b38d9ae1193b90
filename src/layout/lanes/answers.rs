//! Answers: how many stand behind each point.

use super::Lane;
use crate::figures::Measured;
use crate::geom::Point;
use crate::layout::icons;
use crate::layout::map::{Line, Map};
use crate::layout::pen::{CAP, Pen};
use crate::scene::Align;
use crate::words::picture;

/// The row of n under the emotion lane.
pub struct Answers;

/// Where one count stands (x within the cell, row), what it says, and whose it is.
type Count<'a> = (f64, usize, String, &'a Line);

/// Left of a count: its line's marker.
const MARK: f64 = 11.0;
/// Between two counts.
const GAP: f64 = 10.0;

/// The counts of a stage on as many lines as they need: how far from the left, on which line.
fn counts<'a>(map: &'a Map<'_>, pen: &Pen<'_>, at: usize, exact: bool) -> Vec<Count<'a>> {
    let room = map.columns.width - 2.0 * map.input.pad();
    let (mut x, mut row) = (0.0, 0);
    let mut out = Vec::new();
    for (nth, line) in map.lines().enumerate() {
        let Some(measured) = line.measured.get(at).copied().flatten() else { continue };
        let text = pen.fit(&said(map, &measured, exact && nth == 0), CAP, room - MARK);
        let width = MARK + pen.width(&text, CAP);
        if x > 0.0 && x + width > room {
            (x, row) = (0.0, row + 1);
        }
        out.push((x, row, text, line));
        x += width + GAP;
    }
    out
}

/// How many answers, and for the hero how far the interval reaches to each side of the point.
fn said(map: &Map<'_>, measured: &Measured, exact: bool) -> String {
    let n = picture::count(measured.n, map.input.numbers);
    match measured.interval.filter(|_| exact) {
        Some((low, high)) => format!("{n}\u{a0} ±{}", map.input.numbers.decimal((high - low) / 2.0, 2)),
        None => n,
    }
}

/// One rhythm for the row: the interval of the hero is written at every stage, or at none where it would make the
/// row higher.
fn exact(map: &Map<'_>, pen: &Pen<'_>) -> bool {
    (0..map.stages().len()).all(|at| counts(map, pen, at, true).last().is_none_or(|(_, row, ..)| *row == 0))
}

impl Lane for Answers {
    fn label(&self, map: &Map<'_>) -> String {
        map.words.answers.to_owned()
    }

    fn label_top(&self) -> f64 {
        4.0
    }

    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
        let exact = exact(map, pen);
        let rows = |at: usize| counts(map, pen, at, exact).last().map_or(0, |(_, row, ..)| *row);
        let most = (0..map.stages().len()).map(rows).max().unwrap_or(0);
        map.lines().any(Line::is_measured).then_some(24.0 + CAP.line * most as f64)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let muted = pen.theme.muted;
        let exact = exact(map, pen);
        for at in 0..map.stages().len() {
            let cell = map.cell(at, top, top);
            let counts = counts(map, pen, at, exact);
            for (x, row, text, line) in &counts {
                let (x, y) = (cell.x0 + x, top + CAP.line * *row as f64);
                let c = Point::new(x + 3.0, y + 12.0);
                icons::glyph(pen, line.persona.unwrap_or(0), c, 3.25, line.color, None, false);
                pen.text(x + MARK, y + 4.0, text, CAP, muted, Align::Start);
            }
            if counts.is_empty() {
                let text = pen.fit(map.words.no_answers, CAP, cell.width());
                pen.text(cell.x0, top + 4.0, &text, CAP, muted, Align::Start);
            }
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let n = |line: &Line, at: usize| {
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
