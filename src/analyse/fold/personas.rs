//! Personas: small ones are left out, and of the others the stages where they are small.

use super::{hide_answers, published};
use crate::model::evidence::{Answers, Evidence, Hist, PersonaEvidence, StageEvidence};
use std::collections::BTreeSet;

/// The ids of the personas that may not be told, `out` among them.
pub fn hidden(evidence: &Evidence, out: &BTreeSet<String>, min: u64) -> Vec<String> {
    let counts: Vec<Vec<u64>> = evidence.personas.iter().map(|one| vec![one.people]).collect();
    let out: Vec<bool> = evidence.personas.iter().map(|one| out.contains(&one.id)).collect();
    let shown = published(&counts, &[evidence.people], &out, min);
    let pairs = evidence.personas.iter().zip(shown);
    pairs.filter(|(_, shown)| !shown).map(|(persona, _)| persona.id.clone()).collect()
}

/// The personas that may be published: all but `hidden`.
pub fn fold(evidence: &Evidence, hidden: &BTreeSet<String>, min: u64) -> Vec<PersonaEvidence> {
    let out: Vec<bool> = evidence.personas.iter().map(|persona| hidden.contains(&persona.id)).collect();
    let mut personas = evidence.personas.clone();
    for stage in &evidence.stages {
        fold_stage(&mut personas, stage, &out, min);
    }
    personas.into_iter().zip(out).filter(|(_, out)| !out).map(|(persona, _)| persona).collect()
}

/// One stage of all personas; `out` are those of whom nothing is published.
fn fold_stage(personas: &mut [PersonaEvidence], all: &StageEvidence, out: &[bool], min: u64) {
    let of = |persona: &PersonaEvidence, count: fn(&StageEvidence) -> u64| {
        vec![persona.stages.iter().find(|stage| stage.id == all.id).map_or(0, count)]
    };
    let part = |personas: &[PersonaEvidence], out: &[bool], count: fn(&StageEvidence) -> u64| {
        let counts: Vec<Vec<u64>> = personas.iter().map(|persona| of(persona, count)).collect();
        published(&counts, &[count(all)], out, min)
    };
    let people = part(personas, out, |stage| stage.people);
    let out: Vec<bool> = people.iter().map(|shown| !shown).collect();
    let returned = part(personas, &out, |stage| stage.returned);
    let timed = part(personas, &out, |stage| stage.time_in.n);
    for (persona, out) in personas.iter_mut().zip(&out) {
        persona.stages.retain(|stage| stage.id != all.id || !out);
    }
    // Of a stage that stays, what is too small is left at nothing: no figure is made of it.
    for ((persona, returned), timed) in personas.iter_mut().zip(returned).zip(timed) {
        for stage in persona.stages.iter_mut().filter(|stage| stage.id == all.id) {
            if !returned {
                stage.returned = 0;
            }
            if !timed {
                stage.time_in = Hist::default();
            }
        }
    }
    let mut none: Vec<Vec<Answers>> = vec![Vec::new(); personas.len()];
    let mut answers: Vec<&mut Vec<Answers>> = personas
        .iter_mut()
        .zip(&mut none)
        .map(|(persona, none)| {
            let stage = persona.stages.iter_mut().find(|stage| stage.id == all.id);
            stage.map_or(none, |stage| &mut stage.answers)
        })
        .collect();
    hide_answers(&mut answers, &all.answers, &out, min);
}
