//! The example of a survey alone, from the answers to what its map says: nobody was followed, so nobody is counted.
//!
//! After a change that is meant, `CLINIC_EVIDENCE=write cargo test --test clinic` writes the evidence anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../examples/clinic/form.rs"]
mod form;

use jejak::analyse::{self, Options};
use jejak::figures::{self, Finding};
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::ingest::{Plan, Reader};
use jejak::layout::{self, Input, Laid};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::scene::Shape;
use jejak::words::{Lang, numbers::Plain, picture};
use jejak::{Value, model};
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/examples").join(name)
}

fn document(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path(name)).unwrap()).unwrap()
}

fn journey() -> Journey {
    let (journey, problems) = model::read_journey(&document("survey.journey.json"));
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

/// What the answers give.
fn measured(journey: &Journey) -> Evidence {
    let plan = Plan::of(&journey.sources[0], analyse::keep(journey, "survey"), &analyse::shared(journey));
    let mut reader = Reader::new(plan);
    reader.push(form::answers().as_bytes()).unwrap();
    let options = Options { min_group: 5, comments: false, events: false };
    let tables = vec![reader.finish().unwrap().table];
    analyse::fold(&analyse::measure(journey, tables, &options).unwrap().0)
}

#[test]
fn the_committed_evidence_is_what_the_answers_give() {
    let made = serde_json::to_string_pretty(&model::write_evidence(&measured(&journey()))).unwrap() + "\n";
    let path = path("survey.evidence.json");
    if std::env::var("CLINIC_EVIDENCE").is_ok_and(|what| what == "write") {
        std::fs::write(&path, &made).unwrap();
    }
    assert!(
        made == std::fs::read_to_string(&path).unwrap(),
        "survey.evidence.json is not what its answers give; where that is meant: \
         CLINIC_EVIDENCE=write cargo test --test clinic"
    );
}

#[test]
fn nobody_is_counted_and_the_map_says_so() {
    let journey = journey();
    let evidence = model::read_evidence(&document("survey.evidence.json")).0.unwrap();
    let figures = figures::derive(&journey, Some(&evidence), None);
    assert_eq!(figures.people.unwrap_or(0), 0);
    assert!(matches!(figures.finding, Finding::Lowest { stage: 2, .. }), "{:?}", figures.finding);
    for lang in Lang::ALL {
        for width in [360.0, 768.0, 1280.0] {
            let theme = Theme::light();
            let laid = layout::journey(&Input {
                journey: &journey,
                figures: &figures,
                evidence: Some(&evidence),
                width,
                height: None,
                lang,
                theme: &theme,
                text: &Table,
                numbers: &Plain(lang),
                persona: None,
                selected: None,
                card: 0,
                lanes: None,
                beside: false,
            });
            let said = said(&laid);
            assert!(said.contains(picture::answers_only(lang)), "{lang:?} {width}: {said}");
            let nobody = ["0 people", "0 orang"][usize::from(lang == Lang::Id)];
            for text in laid.items.iter().flat_map(|item| item.tip.iter().chain([&item.label])) {
                assert!(!text.contains(nobody), "{lang:?} {width}: {text}");
            }
            let visitors = form::VISITORS.to_string();
            assert!(!said.split(' ').any(|word| word == visitors), "{lang:?} {width}: {said}");
        }
    }
}

/// All that stands in the picture, line after line.
fn said(laid: &Laid) -> String {
    let text = |shape: &Shape| match shape {
        Shape::Text { text, .. } => Some(text.clone()),
        _ => None,
    };
    laid.scene.marks.iter().filter_map(|mark| text(&mark.shape)).collect::<Vec<_>>().join(" ")
}
