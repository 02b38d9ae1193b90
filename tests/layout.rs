//! Laws of the pictures: whatever the journey, its figures, the width, the language and the writing system, nothing
//! overlaps, nothing leaves its box, no type is under 11 px, and every mark answers for itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

#[path = "layout/case.rs"]
mod case;
#[path = "layout/laws.rs"]
mod laws;
mod sample;

use case::{Case, Plan};
use jejak::figures;
use jejak::geom::text::{Font, Table, TextMeasure};
use jejak::geom::theme::Theme;
use jejak::layout::{self, Input, Laid};
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::words::{Lang, numbers::Plain};
use proptest::prelude::*;

/// Both views of a case.
fn views(case: &Case, plan: &Plan) -> Vec<(&'static str, Laid)> {
    let (journey, evidence) = (&case.journey, case.evidence.as_ref());
    let mut shown = figures::derive(journey, evidence, None);
    if let Some((evidence, earlier)) = evidence.zip(case.earlier.as_ref()) {
        shown.changes = Some(figures::changes(journey, &shown, evidence, earlier));
    }
    let theme = if plan.dark { Theme::dark() } else { Theme::light() };
    let input = Input {
        journey,
        figures: &shown,
        evidence,
        width: plan.width,
        height: case.height,
        lang: plan.lang,
        theme: &theme,
        text: &Table,
        numbers: &Plain(plan.lang),
        persona: case.persona,
        selected: case.selected,
        card: case.card,
        lanes: case.lanes.as_deref(),
        beside: case.beside,
    };
    vec![("funnel", layout::funnel(&input)), ("journey", layout::journey(&input))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, max_shrink_iters: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_random_journeys(plan in case::plan()) {
        let case = case::case(&plan);
        let views = views(&case, &plan);
        for (view, laid) in &views {
            if let Err(broken) = laws::check(laid) {
                prop_assert!(false, "{} at {}: {}", view, plan.width, broken);
            }
            prop_assert_eq!(laid.scene.rtl, plan.rtl);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_same_input_gives_the_same_scene(plan in case::plan()) {
        let case = case::case(&plan);
        prop_assert!(views(&case, &plan) == views(&case::case(&plan), &plan));
    }
}

/// Counts how often text is measured: most of what a layout does, and the same on every machine.
#[derive(Default)]
struct Counting(std::cell::Cell<u64>);

impl TextMeasure for Counting {
    fn width(&self, text: &str, font: Font) -> f64 {
        self.0.set(self.0.get() + 1);
        Table.width(text, font)
    }

    fn signs(&self, text: &str) -> Vec<usize> {
        Table.signs(text)
    }
}

/// Hundreds of stages with a hundred touchpoints each.
#[test]
fn the_work_of_a_layout_grows_with_its_document() {
    let of = |stages: usize| {
        let touchpoint = |at: usize| Touchpoint {
            id: format!("t{at}"),
            name: format!("Point {at}"),
            ..Touchpoint::default()
        };
        let stage = |at: usize| Stage {
            id: format!("s{at}"),
            name: format!("Stage {at}"),
            emotion: Some(Emotion::All(if at.is_multiple_of(2) { 0.9 } else { -0.6 })),
            touchpoints: (0..100).map(touchpoint).collect(),
            ..Stage::default()
        };
        let journey =
            Journey { title: "Long".into(), stages: (0..stages).map(stage).collect(), ..Journey::default() };
        let answers = |at: usize| StageEvidence {
            id: format!("s{at}"),
            answers: vec![sample::csat(2.0 + (at % 3) as f64, 50)],
            ..StageEvidence::default()
        };
        let evidence =
            Evidence { people: 100, stages: (0..stages).map(answers).collect(), ..Evidence::default() };
        let counting = Counting::default();
        for width in [360.0, 1280.0] {
            let shown = figures::derive(&journey, Some(&evidence), None);
            let input = Input {
                journey: &journey,
                figures: &shown,
                evidence: Some(&evidence),
                width,
                height: None,
                lang: Lang::En,
                theme: &Theme::light(),
                text: &counting,
                numbers: &Plain(Lang::En),
                persona: None,
                selected: None,
                card: 1,
                lanes: None,
                beside: false,
            };
            layout::funnel(&input);
            assert!(!layout::journey(&input).items.is_empty());
        }
        counting.0.get()
    };
    let (small, large) = (of(60), of(600));
    assert!(small > 0 && large <= small * 12, "{small} texts measured, then {large}");
}
