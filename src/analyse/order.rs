//! In which order evidence lists what it holds: that of the journey, then a fixed one, so that neither the order of
//! rows nor that of merged documents reaches a byte.
//!
//! Must never know: rows, what may be published.

use super::paths;
use crate::model::evidence::{Comment, Evidence, Link, MeasureKind, StageEvidence, TouchpointEvidence};
use crate::model::order::{arrange, arrange_by};
use core::cmp::Ordering;
use std::collections::BTreeMap;

/// Where stages and touchpoints stand: a stage, then its touchpoints; an id that a stage has means the stage.
pub struct Ranks<'e>(BTreeMap<&'e str, (usize, usize)>);

impl<'e> Ranks<'e> {
    /// Of the stages and touchpoints of evidence.
    pub fn new(stages: &'e [StageEvidence], touchpoints: &'e [TouchpointEvidence]) -> Self {
        let mut ranks: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (at, stage) in stages.iter().enumerate() {
            ranks.entry(&stage.id).or_insert((at, 0));
        }
        let of: Vec<Option<usize>> = touchpoints
            .iter()
            .map(|one| one.stage.as_deref().and_then(|id| ranks.get(id)).map(|rank| rank.0))
            .collect();
        for (nth, (touchpoint, stage)) in touchpoints.iter().zip(of).enumerate() {
            let rank = (stage.unwrap_or(usize::MAX), nth.saturating_add(1));
            ranks.entry(&touchpoint.id).or_insert(rank);
        }
        Self(ranks)
    }

    /// The place of an id; of one that is not known behind all others.
    pub fn of(&self, id: &str) -> (usize, usize) {
        self.0.get(id).copied().unwrap_or((usize::MAX, usize::MAX))
    }

    /// The place of an end of a move; entry and exit stand before all stages.
    fn end(&self, id: &str) -> (bool, (usize, usize)) {
        (!id.is_empty(), self.of(id))
    }

    fn link(&self, a: &Link, b: &Link) -> Ordering {
        let key = |link: &Link| (self.end(&link.from), self.end(&link.to));
        key(a).cmp(&key(b)).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    }

    fn comment(&self, a: &Comment, b: &Comment) -> Ordering {
        let key = |one: &Comment| (self.of(&one.at), one.time.is_none(), one.time);
        let number = |score: Option<f64>| score.unwrap_or(f64::NAN);
        let text = || a.at.cmp(&b.at).then_with(|| a.text.cmp(&b.text));
        key(a).cmp(&key(b)).then_with(text).then_with(|| number(a.score).total_cmp(&number(b.score)))
    }
}

/// The order of levels.
const LEVELS: [&str; 4] = ["stage", "touchpoint", "channel", "event"];

/// Sorts what evidence lists by place: moves, what followed a step, themes, comments, measures; and the ways by people. What is listed in the order of the journey
/// (stages, touchpoints, personas, channels) or of the sources stays as it is.
pub fn sort(evidence: &mut Evidence) {
    let Evidence { funnel, stages, touchpoints, moves, sequences, after, themes, comments, measures, .. } =
        evidence;
    let ranks = Ranks::new(stages, touchpoints);
    let level = |word: &str| LEVELS.iter().position(|known| *known == word);
    arrange_by(moves, |one| level(&one.level));
    arrange_by(sequences, |one| level(&one.level));
    sequences.iter_mut().for_each(|one| paths::sort_ways(&mut one.top));
    let step = |id: &str| funnel.iter().flat_map(|funnel| &funnel.steps).position(|step| step.id == id);
    arrange_by(after, |one| (level(&one.level), step(&one.step)));
    after.iter_mut().for_each(|one| paths::sort_next(&mut one.next));
    for one in moves {
        arrange(&mut one.links, |a, b| ranks.link(a, b));
    }
    arrange(themes, |a, b| {
        let place = ranks.of(&a.at).cmp(&ranks.of(&b.at)).then_with(|| a.at.cmp(&b.at));
        let inside = || b.text.is_empty().cmp(&a.text.is_empty()).then(b.count.cmp(&a.count));
        place.then_with(inside).then_with(|| a.text.cmp(&b.text))
    });
    arrange(comments, |a, b| ranks.comment(a, b));
    let kind = |kind: MeasureKind| kind as u8;
    arrange(measures, |a, b| {
        let place = ranks.of(&a.at).cmp(&ranks.of(&b.at)).then_with(|| a.at.cmp(&b.at));
        place.then_with(|| kind(a.kind).cmp(&kind(b.kind))).then_with(|| a.source.cmp(&b.source))
    });
}
