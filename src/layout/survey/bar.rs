//! One bar around neutral, with its counts where they fit.

use super::View;
use crate::figures::Split;
use crate::figures::survey::Step;
use crate::geom::theme::{Theme, contrast};
use crate::geom::{Color, Rect};
use crate::layout::pen::{CAP, Pen};
use crate::scene::Align;
use crate::words::picture;

/// A part of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Left and right edge; the right one is the left one of the next.
    pub x: (f64, f64),
    /// The step (index).
    pub step: usize,
}

/// Where neutral stands and how long a whole bar is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Neutral.
    pub zero: f64,
    /// Px of a share of 1.
    pub whole: f64,
}

impl Axis {
    /// The longest bars reach from `left` to `right`.
    pub fn new(reach: (f64, f64), left: f64, right: f64) -> Self {
        // where nobody answered anything neutral stands in the middle
        let (under, over) = if reach.0 + reach.1 > 0.0 { reach } else { (0.5, 0.5) };
        let whole = ((right - left) / (under + over)).max(0.0);
        Self { zero: left + whole * under, whole }
    }

    /// The parts of a bar, from the worst answer to the best, on whole pixels; what nobody answered has none.
    pub fn parts(&self, split: &Split) -> Vec<Part> {
        let n = total(split);
        let start = self.zero - self.whole * split.reach().0;
        let (mut before, mut parts) = (0_u64, Vec::new());
        for (step, Step { count, .. }) in split.steps.iter().enumerate().filter(|(_, step)| step.count > 0) {
            let at = |count: u64| (start + self.whole * (count as f64 / n as f64)).round();
            let from = at(before);
            before = before.saturating_add(*count);
            parts.push(Part { x: (from, at(before)), step });
        }
        parts
    }
}

/// The colour of a place between worst and best, −1…1: between the levels of emotion.
pub fn shade(theme: &Theme, place: f64) -> Color {
    let along = (place.clamp(-1.0, 1.0) + 1.0) * 2.0;
    let level = along.floor();
    let next = theme.level(level as usize + 1);
    let own = theme.level(level as usize);
    if along <= level { own } else { next.alpha(along - level).over(own) }
}

/// The colour of type on a mark: the first of four that is read well (4.5 : 1). Black or white always is.
pub fn type_on(theme: &Theme, mark: Color) -> Color {
    let white = Color::hex(0xFF_FFFF);
    let inks = [white, theme.ink, theme.ground];
    inks.into_iter().find(|ink| contrast(*ink, mark) >= 4.5).unwrap_or(Color::hex(0))
}

/// How many answers a bar stands for.
pub fn total(split: &Split) -> u64 {
    split.steps.iter().fold(0, |sum: u64, step| sum.saturating_add(step.count))
}

/// Draws the bar of a row from `top` down; hollow where it stands for fewer than five answers.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, axis: &Axis, split: &Split, top: f64, height: f64) {
    let theme = pen.theme;
    let hollow = total(split) < 5;
    let parts = axis.parts(split);
    for Part { x: (x0, x1), step } in &parts {
        let Some(step) = split.steps.get(*step) else { continue };
        let color = shade(theme, step.place);
        // a hair of ground parts it from its neighbour, where there is room for one
        let gap =
            if parts.first().is_some_and(|first| first.x.0 < *x0) && x1 - x0 >= 3.0 { 1.0 } else { 0.0 };
        let rect = Rect { x0: x0 + gap, y0: top, x1: *x1, y1: top + height };
        if hollow && rect.width() >= 3.0 {
            pen.outline(rect, 0.0, color, None);
        } else {
            pen.rect(rect, color);
        }
        let count = picture::count(step.count, view.input.numbers);
        if height >= CAP.line && pen.width(&count, CAP) + 6.0 <= rect.width() {
            let ink = if hollow { theme.ink } else { type_on(theme, color) };
            let (x, y) = (rect.center().x, top + (height - CAP.line) / 2.0);
            pen.text(x, y, &count, CAP, ink, Align::Middle);
        }
    }
}
