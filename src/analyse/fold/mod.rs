//! Folding of small groups: what of evidence may be published.
//!
//! Protected is how many people a group of a breakdown has and loses; not how the answers or times of a group that
//! may be published are spread, nor how many of it still wait. The overall funnel and the stages as wholes are no
//! breakdowns.
//!
//! Must never know: rows, rates, files.

mod comments;
mod moves;
mod personas;
mod segments;
mod small;
mod touchpoints;

pub use small::published;

use crate::model::evidence::{Answers, Evidence};
use crate::model::journey::Journey;

/// Evidence as it may be published: groups under `min_group` are folded or left out, so that totals still add up
/// and (moves apart) nothing under it can be got back by subtraction. Nothing changes where `min_group` is 0 or 1, and folding
/// what is folded changes nothing.
///
/// | breakdown | small groups |
/// | --- | --- |
/// | segments | are added to the group `other`; without a second one big enough the breakdown is left out |
/// | personas | are left out; at a stage where they are small, that stage of theirs |
/// | touchpoints, channels | are left out; at touchpoints also answers that could be got by subtraction |
/// | moves | become one, from `other` to `other` |
/// | themes, comments, measures | are left out |
pub fn fold(journey: &Journey, evidence: &Evidence) -> Evidence {
    let mut folded = evidence.clone();
    let min = evidence.min_group;
    if min <= 1 {
        return folded;
    }
    folded.segments = segments::fold(evidence, min);
    folded.personas = personas::fold(evidence, min);
    folded.touchpoints = touchpoints::fold(journey, evidence, min);
    folded.channels.retain(|channel| !(1..min).contains(&channel.people));
    folded.moves = evidence.moves.iter().filter_map(|one| moves::fold(one, min)).collect();
    folded.themes = comments::themes(journey, &evidence.themes, min);
    folded.comments = comments::comments(&evidence.comments, min);
    folded.measures.retain(|measure| {
        let people = if measure.of > 0 { measure.of } else { measure.count };
        !(1..min).contains(&people)
    });
    folded
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
