//! Priority: people lost × dip, one bar on one scale, the product written out.

use super::Lane;
use crate::figures::{Priority as Figure, StageFigures};
use crate::geom::Rect;
use crate::layout::map::Map;
use crate::layout::pen::{CAP, Pen, Run, STAGE};
use crate::scene::Align;
use crate::words::picture;

/// The row of priorities.
pub struct Priority;

fn shown(stage: &StageFigures) -> Option<Figure> {
    stage.priority.filter(|priority| priority.value > 0.0)
}

/// The largest that is ranked: the last stage stands apart.
fn most(map: &Map<'_>) -> f64 {
    map.stages().iter().filter_map(shown).filter(|p| !p.last).map(|p| p.value).fold(0.0, f64::max)
}

fn product(map: &Map<'_>, priority: &Figure) -> (String, String) {
    let numbers = map.input.numbers;
    let lost = picture::count(priority.lost, numbers);
    (numbers.decimal(priority.value, 0), format!("= {lost} × {}", picture::dip(priority, numbers)))
}

impl Lane for Priority {
    fn label(&self, map: &Map<'_>) -> String {
        map.words.priority.to_owned()
    }

    fn label_top(&self) -> f64 {
        10.0
    }

    fn measure(&self, map: &Map<'_>, _: &Pen<'_>) -> Option<f64> {
        map.stages().iter().any(|stage| stage.priority.is_some()).then_some(40.0)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let most = most(map);
        let theme = pen.theme;
        for (at, stage) in map.stages().iter().enumerate() {
            let cell = map.cell(at, top, top);
            let Some(priority) = shown(stage) else {
                let text = match (stage.priority, stage.measured) {
                    (Some(_), _) => map.words.not_below,
                    (None, None) => map.words.no_answers,
                    (None, Some(_)) => "",
                };
                let text = pen.fit(text, CAP, cell.width());
                pen.text(cell.x0, top + 10.0, &text, CAP, theme.muted, Align::Start);
                continue;
            };
            let first = !priority.last && priority.value >= most;
            let (value, product) = product(map, &priority);
            let color = if first { theme.pain } else { theme.ink };
            let mut runs = vec![Run::new(value, STAGE, color), Run::new(product, CAP, theme.muted)];
            if pen.runs_width(&runs, 4.0) > cell.width() {
                runs.truncate(1);
            }
            pen.runs(cell.x0, top + 7.0, &runs, 4.0, STAGE, Align::Start);
            if !priority.last && most > 0.0 {
                let width = (cell.width() * priority.value / most).max(2.0);
                let bar = Rect::from_size(cell.x0, top + 29.0, width, 3.0);
                pen.rect(bar, if first { theme.pain_mark } else { theme.hatch });
            }
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let cell = |stage: &StageFigures| match stage.priority {
            Some(priority) if priority.value > 0.0 => {
                let (value, product) = product(map, &priority);
                format!("{value} {product}")
            }
            Some(_) => map.words.not_below.to_owned(),
            None => String::new(),
        };
        vec![(map.words.priority.to_owned(), map.stages().iter().map(cell).collect())]
    }
}
