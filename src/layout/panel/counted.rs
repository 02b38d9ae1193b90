//! How everything in the panel is counted, in words.

use super::{About, Block, Part, View};
use crate::layout::funnel::unused;
use crate::words::{self, method, panel as say};

impl View<'_> {
    /// The rule, the methods, and the priority with its numbers; of a stage also what belongs to it alone.
    pub(super) fn counted(&self, stage: Option<usize>) -> Option<Part> {
        let (input, lang, numbers) = (self.input, self.input.lang, self.input.numbers);
        let figures = input.figures;
        let own = stage.and_then(|at| self.figures(at));
        let mut said = Vec::new();
        if figures.funnel.is_some() {
            said.push(words::counted(input.journey, input.evidence, lang));
            said.push(method::wilson(lang).to_owned());
        }
        for known in &figures.methods {
            let line = format!("{}: {}.", self.words.emotion, method(known, lang, numbers));
            // a formula is never broken over two lines
            said.push(line.replace(" / ", "\u{a0}/\u{a0}").replace(" − ", "\u{a0}−\u{a0}"));
        }
        if let Some(priority) = own.and_then(|own| own.priority) {
            said.push(method::priority_rule(figures.reference, figures.unit, lang, numbers));
            said.push(say::priority(&priority, figures.unit, lang, numbers));
        }
        if own.is_some_and(|own| own.gap.is_some()) {
            said.push(method::gap_rule(lang).to_owned());
        }
        said.extend(unused(input));
        if figures.people.is_none() && figures.stages.iter().all(|stage| stage.measured.is_none()) {
            said.push(method::assumed_only(lang).to_owned());
        }
        Part::new(About::Counted, self.words.counted, said.into_iter().map(Block::Note).collect())
    }
}
