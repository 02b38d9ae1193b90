//! Triggers: what moves people on, at the edge to the next stage.

use super::Lane;
use crate::geom::Point;
use crate::layout::map::Map;
use crate::layout::pen::{CAP, Pen, solid};
use crate::scene::Align;
use crate::words::picture;

/// The row of triggers.
pub struct Triggers;

/// Lines of a trigger that are drawn; the stage's panel holds all.
const LINES: usize = 2;
/// Right of the text: the arrow.
const ARROW: f64 = 18.0;

/// What moves people on from a stage, as its touchpoints say.
pub fn of<'a>(map: &Map<'a>, stage: usize) -> Vec<&'a str> {
    let stage = map.input.journey.stages.get(stage);
    let persona = map.chosen().map(|(_, persona)| &persona.id);
    let touchpoints = stage.map_or(&[][..], |stage| &stage.touchpoints).iter();
    touchpoints
        .filter(|t| t.personas.is_empty() || persona.is_none_or(|id| t.personas.contains(id)))
        .filter_map(|touchpoint| touchpoint.trigger.as_deref())
        .filter(|trigger| !trigger.trim().is_empty())
        .collect()
}

fn lines(map: &Map<'_>, pen: &Pen<'_>, stage: usize) -> Vec<String> {
    let of = of(map, stage);
    let Some(first) = of.first() else { return Vec::new() };
    let more = if of.len() > 1 { format!(" +{}", of.len() - 1) } else { String::new() };
    let room = map.columns.width - map.input.pad() - ARROW - 4.0;
    let mut lines = pen.lines(first, CAP, room, LINES);
    // lines of like length: no single word is left alone on the second
    if lines.len() == LINES && pen.width(first, CAP) <= room * 1.9 {
        let narrower = (0..8).map(|step| room * (0.6 + 0.05 * f64::from(step)));
        let even = narrower.map(|room| pen.lines(first, CAP, room, LINES + 1)).find(|l| l.len() <= LINES);
        lines = even.unwrap_or(lines);
    }
    if let Some(last) = lines.last_mut().filter(|_| !more.is_empty()) {
        *last = pen.fit(last, CAP, room - pen.width(&more, CAP) - 4.0);
        last.push_str(&more);
    }
    lines
}

impl Lane for Triggers {
    fn label(&self, map: &Map<'_>) -> String {
        picture::frame(map.input.lang).triggers.to_owned()
    }

    fn label_top(&self) -> f64 {
        8.0
    }

    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
        let most = (0..map.stages().len()).map(|stage| lines(map, pen, stage).len()).max().unwrap_or(0);
        (most > 0).then_some(16.0 + CAP.line * most as f64)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let (muted, color) = (pen.theme.muted, pen.theme.hatch);
        for stage in 0..map.stages().len() {
            let lines = lines(map, pen, stage);
            if lines.is_empty() {
                continue;
            }
            let edge = map.columns.right(stage);
            for (at, line) in lines.iter().enumerate() {
                let y = top + 8.0 + CAP.line * at as f64;
                pen.text(edge - ARROW, y, line, CAP, muted, Align::End);
            }
            // the arrow points over the edge to the next stage
            let c = Point::new(edge - 1.0, top + 16.0);
            let at = |dx, dy| Point::new(c.x + dx, c.y + dy);
            pen.line(vec![at(-11.0, 0.0), at(0.0, 0.0)], solid(color, 1.25));
            pen.line(vec![at(-4.0, -3.5), at(0.0, 0.0), at(-4.0, 3.5)], solid(color, 1.25));
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let cells = (0..map.stages().len()).map(|stage| of(map, stage).join("; ")).collect();
        vec![(self.label(map), cells)]
    }
}
