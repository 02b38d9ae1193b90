//! Touchpoints: small ones are left out, and answers that could be got by subtraction from their stage's.

use super::hide_answers;
use crate::model::evidence::{Answers, Evidence, TouchpointEvidence};
use crate::model::journey::Journey;

/// The touchpoints that may be published. People may be at several, so theirs add up to nothing.
pub fn fold(journey: &Journey, evidence: &Evidence, min: u64) -> Vec<TouchpointEvidence> {
    let mut touchpoints = evidence.touchpoints.clone();
    touchpoints.retain(|touchpoint| !(1..min).contains(&touchpoint.people));
    for stage in &journey.stages {
        let here = |id: &str| stage.touchpoints.iter().any(|touchpoint| touchpoint.id == id);
        let all = evidence.stages.iter().find(|known| known.id == stage.id);
        let all: &[Answers] = all.map(|all| all.answers.as_slice()).unwrap_or_default();
        let known = touchpoints.iter_mut().filter(|touchpoint| here(&touchpoint.id));
        let mut answers: Vec<&mut Vec<Answers>> = known.map(|touchpoint| &mut touchpoint.answers).collect();
        hide_answers(&mut answers, all, &[], min);
    }
    touchpoints
}
