//! Folding of small groups: what of evidence may be published.
//!
//! Protected is how many people a group of a breakdown has, how many of it still wait and how many it loses; not how
//! the answers or times of a group that may be published are spread. The overall funnel and the stages as wholes are
//! no breakdowns.
//!
//! Must never know: rows, rates, files.

mod channels;
mod cohorts;
mod comments;
pub mod flows;
mod moves;
mod personas;
mod segments;
mod small;
mod touchpoints;
mod ways;

pub use small::published;

use super::parts::at_one_go;
use super::themes::chosen;
use super::{met, order, paths};
use crate::model::evidence::{Answers, Evidence};
use std::collections::BTreeSet;

/// The field of the breakdown whose groups are the personas.
const PERSONA: &str = "persona";

/// Evidence with everything in it (`min_group` 0: as measured for merging, or merged) as it may be published: of its
/// words those worth saying, and no group under `min_group`.
pub fn publish(evidence: &Evidence, min_group: u64) -> Evidence {
    let mut told = Evidence { min_group, ..evidence.clone() };
    if evidence.min_group == 0 {
        told.themes = chosen(&told.themes);
        channels::told(&mut told.channels);
        met::told(&mut told.measures);
        paths::chosen(&mut told);
        order::sort(&mut told);
    }
    fold(&told)
}

/// Evidence as it may be published: groups under `min_group` are folded or left out, so that totals still add up
/// and nothing under it can be got back by subtraction. Nothing changes where `min_group` is 0 or 1, and folding
/// what is folded changes nothing.
///
/// | breakdown | small groups |
/// | --- | --- |
/// | segments | are added to the group `other`; without a second one big enough the breakdown is left out |
/// | personas | are left out; at a stage where they are small, that stage of theirs |
/// | channels | have no people where these are few or would tell what is hidden of touchpoints; no answers that could be got by subtraction |
/// | touchpoints | have no people or no answers, as many others as hide them neither |
/// | moves | are led over `other`, with as many others as hide them |
/// | sequences | are left out, with as many others as hide them |
/// | what followed a step | is added to `other` |
/// | cohorts | are added up with their neighbours |
/// | themes, comments, measures | are left out |
pub fn fold(evidence: &Evidence) -> Evidence {
    let mut folded = evidence.clone();
    let min = evidence.min_group;
    if min <= 1 {
        return folded;
    }
    let hidden = hidden_personas(evidence, min);
    // Each as code of its own: an engine makes all of a function fast for one loop in it.
    folded.segments = at_one_go(|| segments::fold(evidence, &hidden, min));
    folded.personas = at_one_go(|| personas::fold(evidence, &hidden, min));
    folded.touchpoints = at_one_go(|| touchpoints::fold(evidence, min));
    folded.channels = at_one_go(|| channels::fold(evidence, &folded.touchpoints, min));
    folded.moves = at_one_go(|| moves::fold(evidence, min));
    folded.sequences = at_one_go(|| ways::sequences(evidence, &folded.moves, min));
    folded.after = at_one_go(|| ways::after(evidence, min));
    folded.cohorts = at_one_go(|| cohorts::fold(&evidence.cohorts, min));
    (folded.themes, folded.comments) = at_one_go(|| comments::fold(evidence, min));
    folded.measures.retain(|measure| {
        let people = if measure.of > 0 { measure.of } else { measure.count };
        !(1..min).contains(&people)
    });
    order::sort(&mut folded);
    folded
}

/// The personas of whom nothing may be told: those that are hidden as personas or as groups of a breakdown by
/// persona are hidden in both, since each would tell what the other hides.
fn hidden_personas(evidence: &Evidence, min: u64) -> BTreeSet<String> {
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    loop {
        let known = hidden.len();
        hidden.extend(personas::hidden(evidence, &hidden, min));
        for segments in evidence.segments.iter().filter(|segments| segments.field == PERSONA) {
            hidden.extend(segments::hidden(segments, evidence.funnel.as_ref(), &hidden, min));
        }
        if hidden.len() == known {
            return hidden;
        }
    }
}

/// True when two lists of answers are answers to the same question.
fn same_question(a: &Answers, b: &Answers) -> bool {
    (&a.source, &a.label, a.kind, a.scale, a.flip) == (&b.source, &b.label, b.kind, b.scale, b.flip)
}

/// How many answered a question.
fn answered(list: &[Answers], question: &Answers) -> u64 {
    list.iter().filter(|one| same_question(one, question)).fold(0, |n, one| n.saturating_add(one.n))
}

/// Leaves those answers out of some groups that are too few, or that subtraction from `all` would tell; `out` says
/// of which groups nothing is published. Of several groups' answers the first count is their own.
fn hide_answers(groups: &mut [&mut Vec<Answers>], all: &[Answers], out: &[bool], min: u64) {
    let mut asked: Vec<Answers> = Vec::new();
    for question in groups.iter().flat_map(|group| group.iter()) {
        if !asked.iter().any(|known| same_question(known, question)) {
            asked.push(question.clone());
        }
    }
    for question in asked {
        let counts: Vec<Vec<u64>> = groups.iter().map(|group| vec![answered(group, &question)]).collect();
        let total = answered(all, &question);
        let shown = published(&counts, &[total], out, min);
        for (group, _) in groups.iter_mut().zip(shown).filter(|(_, shown)| !shown) {
            group.retain(|one| !same_question(one, &question));
        }
    }
}
