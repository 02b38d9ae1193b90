//! Who goes on: the rate of each group of the breakdown, stage by stage.

use super::Lane;
use crate::figures::{GroupFigures, who};
use crate::geom::Rect;
use crate::layout::map::Map;
use crate::layout::pen::{CAP, LABEL, Pen, Run};
use crate::model::order::arrange_by;
use crate::scene::Align;
use crate::words::{picture, terms};

/// The row of rates by group, under the people.
pub struct Groups;

/// More groups than these are not told apart on one line.
const MOST: usize = 4;
const GAP: f64 = 10.0;

/// The groups of a stage in the order of the evidence; at most four, and the one that stands out among them.
fn of<'a>(map: &Map<'a>, stage: usize) -> Vec<(bool, &'a GroupFigures, f64)> {
    let figures = map.input.figures;
    let groups = who::went_on(figures, stage);
    let found = who::lost(figures, stage);
    let worst = found.and_then(|found| figures.segments.first()?.groups.get(found.group));
    let marked = groups.into_iter().map(|(group, rate)| {
        let stands_out = worst.is_some_and(|worst| worst.value == group.value);
        (stands_out, group, rate)
    });
    let mut list: Vec<_> = marked.collect();
    if let Some(at) = list.iter().position(|one| one.0).filter(|at| *at >= MOST) {
        list.swap(MOST - 1, at);
    }
    list.truncate(MOST);
    list
}

/// A group's name as people call it.
fn name(map: &Map<'_>, group: &GroupFigures) -> String {
    if group.value.is_empty() {
        map.words.blank.to_owned()
    } else {
        terms::value(&group.value, map.input.lang)
    }
}

/// Name and rate of one group as pieces of a line; a name wider than `room` is cut.
fn runs(map: &Map<'_>, pen: &Pen<'_>, one: &(bool, &GroupFigures, f64), room: f64) -> [Run; 2] {
    let (theme, numbers) = (map.input.theme, map.input.numbers);
    let (stands_out, group, rate) = one;
    let color = if *stands_out { theme.pain } else { theme.muted };
    let style = if *stands_out { CAP.bold() } else { CAP };
    let rate = Run::new(numbers.percent(*rate, 0), style, color);
    let name = pen.fit(&name(map, group), style, (room - 4.0 - pen.width(&rate.text, style)).max(0.0));
    [Run::new(name, style, color), rate]
}

impl Lane for Groups {
    fn label(&self, map: &Map<'_>) -> String {
        let field = map.input.figures.segments.first().map_or("", |segment| &segment.field);
        picture::on_by(&terms::field(field, map.input.lang), map.input.lang)
    }

    fn label_top(&self) -> f64 {
        2.0
    }

    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
        // a header of the file can be a long name
        let lines = pen.lines(&self.label(map), LABEL, map.input.labels() - 16.0, 3).len().max(1);
        let height = LABEL.line * lines as f64 + 8.0;
        (0..map.stages().len()).any(|stage| of(map, stage).len() > 1).then_some(height)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        for stage in 0..map.stages().len() {
            let cell = map.cell(stage, top, top);
            let mut list = of(map, stage);
            // the one that stands out has its place first
            arrange_by(&mut list, |one| !one.0);
            let mut x = cell.x0;
            for one in &list {
                let pieces = runs(map, pen, one, cell.width());
                let width = pen.runs_width(&pieces, 4.0);
                if x > cell.x0 && x + width > cell.x1 {
                    break;
                }
                pen.runs(x, top + 2.0, &pieces, 4.0, CAP, Align::Start);
                x += width + GAP;
            }
        }
    }

    fn is_filled(&self, map: &Map<'_>, stage: usize) -> bool {
        of(map, stage).len() > 1
    }

    fn card(&self, map: &Map<'_>, pen: &mut Pen<'_>, stage: usize, frame: Rect) -> f64 {
        let mut y = frame.y0;
        for one in of(map, stage) {
            let [name, rate] = runs(map, pen, &one, frame.width());
            pen.runs(frame.x0, y, &[name], 0.0, CAP, Align::Start);
            pen.runs(frame.x1, y, &[rate], 0.0, CAP, Align::End);
            y += CAP.line + 2.0;
        }
        y
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let cell = |stage: usize| {
            let each = of(map, stage).into_iter().map(|(_, group, rate)| {
                format!("{} {}", name(map, group), map.input.numbers.percent(rate, 1))
            });
            each.collect::<Vec<_>>().join("; ")
        };
        vec![(self.label(map), (0..map.stages().len()).map(cell).collect())]
    }

    fn ruled(&self) -> bool {
        false
    }
}
