//! How the figures of a stage, touchpoint or step changed against an earlier evidence.

use super::{About, Block, Part, View};
use crate::figures::{At, Was};
use crate::words::compare;

impl View<'_> {
    /// Everything that changed at a stage: who goes on, answers, emotion, shares, people lost, time.
    pub(super) fn changes(&self, stage: usize) -> Option<Part> {
        let figures = self.figures(stage)?;
        let now = Was { people: figures.people, lost: figures.lost, median: figures.to_next.median };
        let was = self.input.figures.changes.as_ref()?.stages.get(stage)?;
        let next = figures.step.map(|step| step.saturating_add(1));
        self.changed(&now, was, |at| match at {
            At::Step(step, _) => Some(step) == next,
            At::Score(at, None, _) | At::Emotion(at, None) | At::Measure(at, _) => at == stage,
            _ => false,
        })
    }

    /// What changed at a touchpoint.
    pub(super) fn changes_of(&self, stage: usize, touchpoint: usize) -> Option<Part> {
        let measures = &self.figures(stage)?.measures;
        self.changed(&Was::default(), &Was::default(), |at| match at {
            At::Score(at, Some(which), _) | At::Emotion(at, Some(which)) => {
                (at, which) == (stage, touchpoint)
            }
            At::Measure(at, which) => {
                let own = measures.get(which).and_then(|measure| measure.touchpoint);
                at == stage && own == Some(touchpoint)
            }
            _ => false,
        })
    }

    /// What changed at a step of the funnel.
    pub(super) fn changes_at(&self, step: usize) -> Option<Part> {
        let steps = &self.input.figures.funnel.as_ref()?.steps;
        let (own, was) = (steps.get(step)?, self.input.figures.changes.as_ref()?.steps.get(step)?);
        let now = Was { people: Some(own.people), lost: Some(own.dropped), median: own.seconds.median };
        self.changed(&now, was, |at| matches!(at, At::Step(at, _) if at == step))
    }

    fn changed(&self, now: &Was, was: &Was, here: impl Fn(At) -> bool) -> Option<Part> {
        let (input, lang, numbers) = (self.input, self.input.lang, self.input.numbers);
        let changes = input.figures.changes.as_ref()?;
        let list = changes.list.iter().filter(|change| here(change.at));
        let mut blocks: Vec<Block> = list
            .filter_map(|change| {
                let (name, unit) = compare::figure(change.at, input.journey, input.figures, lang)?;
                Some(Block::Text(compare::sentence(&name, change, unit, lang, numbers)))
            })
            .collect();
        let note = (!blocks.is_empty()).then(|| compare::tested(changes, lang, numbers));
        blocks.extend(
            compare::not_tested(now, was, input.figures.unit, self.words, lang, numbers)
                .into_iter()
                .map(Block::Text),
        );
        let unlike = changes.unlike.iter().map(|why| compare::unlike(*why, input.figures, lang));
        blocks.extend(note.into_iter().chain(unlike).map(Block::Note));
        Part::new(About::Changes, &compare::against(changes, lang, numbers), blocks)
    }
}
