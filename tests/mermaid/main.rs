//! Mermaid's journey diagram, in and out: every rule of reading, what cannot be held, and that both ways agree.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test stops at the first surprise
#![cfg(all(feature = "measure", feature = "show"))]

mod diagrams;
mod hostile;
mod laws;
mod reading;
mod writing;

use jejak::model::check::Problem;
use jejak::model::journey::{Emotion, Journey, Touchpoint};
use jejak::model::mermaid::read_mermaid;

/// A text that reads without a word.
fn clean(text: &str) -> Journey {
    let (journey, problems) = read_mermaid(text);
    assert!(problems.is_empty(), "{:?}", said(&problems));
    journey.unwrap()
}

fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {}", problem.severity.as_str(), problem.error)).collect()
}

fn names(journey: &Journey) -> Vec<(&str, Vec<&str>)> {
    let stages = journey.stages.iter();
    stages
        .map(|stage| (stage.name.as_str(), stage.touchpoints.iter().map(|item| item.name.as_str()).collect()))
        .collect()
}

fn emotions(journey: &Journey) -> Vec<Option<f64>> {
    let touchpoints = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    touchpoints.map(|item| item.emotion.as_ref().and_then(|emotion: &Emotion| emotion.of(None))).collect()
}

fn people<'j>(journey: &'j Journey, touchpoint: &Touchpoint) -> Vec<&'j str> {
    let named =
        |id: &String| journey.personas.iter().find(|persona| persona.id == *id).unwrap().name.as_str();
    touchpoint.personas.iter().map(named).collect()
}
