//! Touchpoints: what is small of them is left out, and what subtraction from their stage would tell.

use super::{hide_answers, published};
use crate::model::evidence::{Answers, Evidence, TouchpointEvidence};

/// The touchpoints with what may be published of each. People and answers may be of others: who met it may not have
/// answered, and who answered may not have been seen there. Answers add up to those of their stage, and where it is not
/// said which that is, they are left out.
pub fn fold(evidence: &Evidence, min: u64) -> Vec<TouchpointEvidence> {
    let mut touchpoints = evidence.touchpoints.clone();
    for stage in &evidence.stages {
        let here = |touchpoint: &&mut TouchpointEvidence| touchpoint.stage.as_deref() == Some(&stage.id);
        let mut known: Vec<&mut TouchpointEvidence> = touchpoints.iter_mut().filter(here).collect();
        hide_people(&mut known, stage.people, min);
        let mut answers: Vec<&mut Vec<Answers>> =
            known.into_iter().map(|touchpoint| &mut touchpoint.answers).collect();
        hide_answers(&mut answers, &stage.answers, &[], min);
    }
    let known = |id: &str| evidence.stages.iter().any(|stage| stage.id == id);
    for touchpoint in touchpoints.iter_mut().filter(|one| !one.stage.as_deref().is_some_and(known)) {
        touchpoint.answers.clear();
        if (1..min).contains(&touchpoint.people) {
            touchpoint.people = 0;
        }
    }
    touchpoints
}

/// Leaves people of a stage's touchpoints at nothing where they are few, or few of the stage would be left beside them.
///
/// A person may be at several touchpoints, so that these may be more people than the stage: then nothing is left to
/// tell. As soon as they are fewer, at least the difference is at others, and exactly so where nobody is at two.
fn hide_people(touchpoints: &mut [&mut TouchpointEvidence], people: u64, min: u64) {
    let counts: Vec<Vec<u64>> = touchpoints.iter().map(|one| vec![one.people]).collect();
    let shown = published(&counts, &[people], &[], min);
    for (one, _) in touchpoints.iter_mut().zip(shown).filter(|(_, shown)| !shown) {
        one.people = 0;
    }
}
