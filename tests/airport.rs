//! The map of an airport's passenger survey, measured from the real answers where they are at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::{self, Options};
use jejak::figures::{self, ScoreFigures};
use jejak::ingest::Plan;
use jejak::model::journey::{Journey, Layer, ScoreKind};
use jejak::{Value, model};
use reference::shared;

fn journey(file: &str) -> Journey {
    let path = format!("{}/examples/{file}", env!("CARGO_MANIFEST_DIR"));
    let value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (journey, problems) = model::read_journey(&value);
    assert!(problems.is_empty(), "{file}: {problems:?}");
    journey.unwrap()
}

#[test]
fn the_airport_s_touchpoints_score_as_the_reference_says() {
    let Some(expected) = shared::json("expected.json") else { return };
    let expected = &expected["sfo_survey_2017.csv"];
    let journey = journey("airport/journey.json");
    let source = &journey.sources[0];
    let plan = Plan::of(source, analyse::keep(&journey, &source.id), &analyse::shared(&journey));
    let Some(table) = shared::table("sfo_survey_2017.csv", plan) else { return };
    let rows = table.read;
    let options = Options { min_group: 5, comments: false, events: false };
    let (evidence, _) = analyse::measure(&journey, vec![table], &options).unwrap();
    let figures = figures::derive(&journey, Some(&evidence), None);

    let touchpoints: Vec<_> = figures.stages.iter().flat_map(|stage| &stage.touchpoints).collect();
    let score = |id: &str| -> &ScoreFigures {
        let touchpoint = touchpoints.iter().find(|touchpoint| touchpoint.id == id).unwrap();
        assert_eq!(touchpoint.scores.len(), 1, "{id}");
        &touchpoint.scores[0]
    };
    let mut means = 0;
    for asked in &source.scores {
        let id = asked.touchpoint.as_deref().unwrap();
        let found = score(id);
        if asked.kind == ScoreKind::Nps {
            assert_eq!((found.value.unwrap() * 100.0).round() / 100.0, 39.84);
            assert_eq!((found.n, found.missing), (2746, rows - 2746));
            continue;
        }
        let wanted = &expected["touchpoints"][&asked.column];
        let mean = wanted["mean"].as_f64().unwrap();
        assert!((found.mean.unwrap() - mean).abs() < 1e-6, "{}: {:?} not {mean}", asked.column, found.mean);
        let top = wanted["top2box_pct"].as_f64().unwrap();
        assert!((found.share.unwrap() * 100.0 - top).abs() < 1e-4, "{}: {:?}", asked.column, found.share);
        assert_eq!(Some(found.n), wanted["n_valid"].as_u64(), "{}", asked.column);
        means += 1;
    }
    assert_eq!(means, expected["touchpoints"].as_object().unwrap().len());
    // Answers only: nobody is counted, lost or waiting.
    assert!(figures.funnel.is_none() && figures.stages.iter().all(|stage| stage.measured.is_some()));
    assert_eq!(evidence.rows[0].used, evidence.rows[0].read);
}

#[test]
fn the_map_without_data_has_every_lane_and_a_line_at_every_stage() {
    for file in ["assumptions/journey.json", "assumptions/journey.en.json"] {
        let journey = journey(file);
        let figures = figures::derive(&journey, None, None);
        assert!(
            figures.stages.iter().all(|stage| stage.assumed.is_some() && stage.measured.is_none()),
            "{file}"
        );
        assert!(matches!(figures.finding, figures::Finding::Assumed { stage: 3, .. }), "{file}");
        for stage in &journey.stages {
            let has = |what: fn(&model::journey::Touchpoint) -> bool| stage.touchpoints.iter().any(what);
            let full = [
                has(|t| !t.actions.is_empty()),
                has(|t| !t.thoughts.is_empty()),
                has(|t| !t.needs.is_empty()),
                has(|t| !t.expectations.is_empty()),
                has(|t| !t.pains.is_empty()),
                has(|t| !t.opportunities.is_empty()),
                stage.planned.is_some(),
            ];
            assert_eq!(full, [true; 7], "{file}: {}", stage.id);
        }
        let layers =
            |layer: Layer| journey.stages.iter().flat_map(|s| &s.touchpoints).any(|t| t.layer == layer);
        assert!([Layer::Frontstage, Layer::Backstage, Layer::Support].into_iter().all(layers), "{file}");
    }
}
