//! Touchpoints: small ones are left out, and answers that could be got by subtraction from their stage's.

use super::hide_answers;
use crate::model::evidence::{Answers, Evidence, TouchpointEvidence};

/// The touchpoints that may be published. People may be at several, so theirs add up to nothing; answers add up to
/// those of their stage, and where it is not said which that is, they are left out.
pub fn fold(evidence: &Evidence, min: u64) -> Vec<TouchpointEvidence> {
    let mut touchpoints = evidence.touchpoints.clone();
    touchpoints.retain(|touchpoint| !(1..min).contains(&touchpoint.people));
    for stage in &evidence.stages {
        let here = |touchpoint: &&mut TouchpointEvidence| touchpoint.stage.as_deref() == Some(&stage.id);
        let known = touchpoints.iter_mut().filter(here);
        let mut answers: Vec<&mut Vec<Answers>> = known.map(|touchpoint| &mut touchpoint.answers).collect();
        hide_answers(&mut answers, &stage.answers, &[], min);
    }
    let known = |id: &str| evidence.stages.iter().any(|stage| stage.id == id);
    for touchpoint in touchpoints.iter_mut().filter(|one| !one.stage.as_deref().is_some_and(known)) {
        touchpoint.answers.clear();
    }
    touchpoints
}
