//! A step of the funnel: who reached it, from where, how fast; and what is known of the stage it stands for.

use super::{About, Block, Panel, Part, View};
use crate::figures::StepFigures;
use crate::geom::text;
use crate::model::journey::Touchpoint;
use crate::words::{self, panel as say, picture};

impl View<'_> {
    /// The panel of a step; `group` is the one whose bar was pressed.
    pub(super) fn of_step(&self, at: usize, group: Option<usize>) -> Option<Panel> {
        let steps = &self.input.figures.funnel.as_ref()?.steps;
        let step = steps.get(at)?;
        let stage = self.input.figures.stages.iter().position(|stage| stage.step == Some(at));
        let mut parts = Vec::new();
        parts.extend(self.reached(steps, at));
        parts.extend(self.groups(at.checked_sub(1), group));
        parts.extend(self.changes_at(at));
        parts.extend(stage.and_then(|stage| self.onward(stage)));
        if let Some((at, figures, own)) = stage.and_then(|at| Some((at, self.figures(at)?, self.stage(at)?)))
        {
            let all: Vec<&Touchpoint> = own.touchpoints.iter().collect();
            parts.extend(self.emotion(at));
            parts.extend(self.scores(&figures.scores, self.words.scores));
            parts.extend(self.comments(&figures.themes, &self.places(own)));
            parts.extend(self.pains(&all));
            parts.extend(self.opportunities(&all));
        }
        parts.extend(self.pending(step.pending));
        parts.extend(self.counted(stage));
        let name = text::clean(&step.name);
        let title = if name.is_empty() { format!("{}", at + 1) } else { name };
        Some(Panel { title, note: self.note(true, at, steps.len()), parts })
    }

    /// People of a step: shares of the step before, of the first and of everybody, and the time it took.
    fn reached(&self, steps: &[StepFigures], at: usize) -> Option<Part> {
        let (input, step) = (self.input, steps.get(at)?);
        let (lang, numbers, own) = (input.lang, input.numbers, picture::words(input.lang));
        let before = at.checked_sub(1).and_then(|before| steps.get(before));
        let mut big = vec![self.big(picture::count(step.people, numbers), self.words.reached, false)];
        if steps.len() > at.saturating_add(1) {
            big.push(self.big(picture::minus(step.dropped, numbers), self.words.lost, step.dropped > 0));
        }
        let mut blocks = vec![Block::Big(big)];
        if steps.len() > at.saturating_add(1) {
            let pending = step.pending.min(step.people);
            let went = step.people.saturating_sub(pending).saturating_sub(step.dropped);
            blocks.extend(self.split(step.people, went, pending, step.dropped));
        }
        let mut rows = Vec::new();
        if let Some(before) = before {
            let n = before.people.saturating_sub(before.pending);
            let share = |share: Option<f64>, interval, name: &str, n: u64| {
                share.and_then(|share| self.share(name.to_owned(), share, interval, n, false))
            };
            rows.extend(share(step.of_previous, step.interval_of_previous, own.of_previous, n));
            // whoever was pending before is in no n
            let pending = steps.iter().take(at).fold(0, |sum: u64, step| sum.saturating_add(step.pending));
            let entered =
                steps.iter().skip(1).take(at).fold(0, |sum: u64, step| sum.saturating_add(step.entered));
            let first = steps.first().map_or(0, |step| step.people);
            let n = first.saturating_add(entered).saturating_sub(pending);
            rows.extend(share(step.of_first, step.interval_of_first, own.of_first, n));
        }
        if !rows.is_empty() {
            blocks.push(Block::Plots { rows, ends: None, neutral: None });
        }
        let mut pairs: Vec<[String; 2]> = Vec::new();
        let mut pair = |name: &str, value: String| pairs.push([words::capital(name), value]);
        if let Some(time) = words::median(&step.seconds, lang, numbers) {
            pair(own.median, time);
        }
        if step.any_order != step.people {
            pair(own.any_order, picture::count(step.any_order, numbers));
        }
        if step.seen > 0 {
            pair(own.seen, picture::count(step.seen, numbers));
        }
        if !pairs.is_empty() {
            blocks.push(Block::Pairs(pairs));
        }
        if step.too_few {
            blocks.push(Block::Note(words::capital(own.too_few)));
        }
        if step.pending > 0 {
            blocks.push(Block::Note(say::pending(step.pending, input.figures.unit, lang, numbers)));
        }
        Part::new(About::People, &self.units(true), blocks)
    }
}
