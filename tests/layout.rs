//! Laws of the pictures: whatever the journey, its figures, the width and the language, nothing overlaps,
//! nothing leaves its box, no type is under 11 px, and every figure is in the table.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

mod sample;

use jejak::figures;
use jejak::geom::text::{Font, Table, TextMeasure};
use jejak::geom::theme::Theme;
use jejak::geom::{Point, Rect};
use jejak::interact::{Window, hit};
use jejak::layout::{self, Input, Laid, Subject};
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::scene::{Align, Pane, Shape};
use jejak::words::{Lang, numbers::Plain};
use proptest::prelude::*;

/// Both views of a journey.
fn views(
    journey: &Journey,
    evidence: Option<&Evidence>,
    width: f64,
    lang: Lang,
    state: (Option<usize>, usize),
) -> Vec<(&'static str, Laid)> {
    views_by(&Table, journey, evidence, width, lang, state)
}

/// The same, with any measure of text.
fn views_by(
    text: &dyn TextMeasure,
    journey: &Journey,
    evidence: Option<&Evidence>,
    width: f64,
    lang: Lang,
    state: (Option<usize>, usize),
) -> Vec<(&'static str, Laid)> {
    let shown = figures::derive(journey, evidence, None);
    let theme = Theme::light();
    let input = Input {
        journey,
        figures: &shown,
        evidence,
        width,
        height: None,
        lang,
        theme: &theme,
        text,
        numbers: &Plain(lang),
        persona: state.0,
        selected: None,
        card: state.1,
        lanes: None,
        beside: false,
    };
    vec![("funnel", layout::funnel(&input)), ("journey", layout::journey(&input))]
}

/// Box of a line of text: from cap height to descender.
fn text_box(at: Point, size: f64, align: Align, width: f64) -> Rect {
    let x0 = match align {
        Align::Start => at.x,
        Align::Middle => at.x - width / 2.0,
        Align::End => at.x - width,
    };
    Rect { x0, y0: at.y - 0.74 * size, x1: x0 + width, y1: at.y + 0.2 * size }
}

fn texts(laid: &Laid) -> Vec<(Pane, Rect, String)> {
    let text = |mark: &jejak::scene::Mark| match &mark.shape {
        Shape::Text { at, text, font, align, width, .. } => {
            Some((mark.pane, text_box(*at, font.size, *align, *width), text.clone()))
        }
        _ => None,
    };
    laid.scene.marks.iter().filter_map(text).collect()
}

/// All corners of a shape with its strokes.
fn corners(shape: &Shape) -> Vec<Point> {
    let of = |rect: &Rect| vec![Point::new(rect.x0, rect.y0), Point::new(rect.x1, rect.y1)];
    match shape {
        Shape::Rect { rect, .. } | Shape::Hatch { rect, .. } => of(rect),
        Shape::Circle { center, radius, .. } => {
            of(&Rect { x0: center.x, y0: center.y, x1: center.x, y1: center.y }.grow(*radius))
        }
        Shape::Path { points, .. } => points.clone(),
        Shape::Text { at, font, align, width, .. } => of(&text_box(*at, font.size, *align, *width)),
    }
}

/// Every law of a laid-out view; `Err` says which is broken, and where.
fn check(laid: &Laid) -> Result<(), String> {
    let scene = &laid.scene;
    let all = Rect { x0: 0.0, y0: 0.0, x1: scene.size.width, y1: scene.size.height };
    for mark in &scene.marks {
        for p in corners(&mark.shape) {
            if !(p.x.is_finite() && p.y.is_finite()) {
                return Err(format!("not finite: {mark:?}"));
            }
            if !all.grow(0.6).contains(p) {
                return Err(format!("outside {:?}: {mark:?}", scene.size));
            }
        }
        if let Shape::Text { font, text, .. } = &mark.shape {
            if font.size < 11.0 {
                return Err(format!("{} px: {text}", font.size));
            }
            if ["NaN", "\u{202E}", "\n"].iter().any(|bad| text.contains(bad)) {
                return Err(format!("text: {text:?}"));
            }
        }
    }
    let texts = texts(laid);
    for (at, (pane, a, text)) in texts.iter().enumerate() {
        for (other, b, second) in &texts[at + 1..] {
            if pane == other && a.overlaps(b) {
                return Err(format!("overlap in {pane:?}: {text:?} {a:?} | {second:?} {b:?}"));
            }
        }
        if *pane == Pane::Label && a.x1 > scene.label {
            return Err(format!("cut by the label pane: {text:?}"));
        }
        if *pane == Pane::Body && scene.label > 0.0 && a.x0 < scene.label {
            return Err(format!("under the label pane: {text:?}"));
        }
        if matches!(pane, Pane::Body | Pane::Label | Pane::Across) && a.y0 < scene.head {
            return Err(format!("under the head: {text:?}"));
        }
    }
    // curves have many corners; straight strokes and icons have few
    for mark in scene.marks.iter().filter(|mark| mark.pane == Pane::Body) {
        let Shape::Path { points, closed: false, .. } = &mark.shape else { continue };
        if points.len() < 14 {
            continue;
        }
        for (pane, rect, text) in texts.iter().filter(|text| text.0 == Pane::Body) {
            if points.iter().any(|point| rect.contains(*point)) {
                return Err(format!("a line crosses {text:?} in {pane:?}"));
            }
        }
    }
    for (at, item) in laid.items.iter().enumerate() {
        if item.key.0 as usize != at + 1 {
            return Err(format!("key {:?} at {at}", item.key));
        }
        let Some((_, home)) = laid.home(item.key) else { return Err(format!("no home: {item:?}")) };
        if !(home.width() >= 24.0 && home.height() >= 24.0 && all.grow(6.0).contains(home.center())) {
            return Err(format!("home {home:?} of {item:?}"));
        }
        if item.label.is_empty() || item.tip.is_empty() {
            return Err(format!("no words: {item:?}"));
        }
    }
    // unscrolled, the middle of every home answers with its own key, or with a part of it that lies on top
    let window = Window { size: scene.size, scroll: Point::default() };
    for item in &laid.items {
        let Some((_, home)) = laid.home(item.key) else { continue };
        let found = hit(scene, &window, home.center()).and_then(|key| laid.item(key));
        let inside = |other: &&layout::Item| {
            other.key == item.key || other.column().is_some() && other.column() == item.column()
        };
        if found.filter(inside).is_none() {
            return Err(format!("{:?} is hit at {:?} of {item:?}", found.map(|f| &f.subject), home.center()));
        }
        let marks = matches!(item.subject, Subject::Emotion(_) | Subject::Persona(_) | Subject::Turn(_));
        if marks && found.is_none_or(|found| found.key != item.key) {
            return Err(format!("hidden: {item:?}"));
        }
    }
    if laid.twin.rows.iter().any(|row| row.len() != laid.twin.header.len()) {
        return Err(format!("ragged twin: {:?}", laid.twin));
    }
    Ok(())
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,11}( [a-z]{2,9}){0,3}",
        1 => "[A-Z][a-z]{30,60}",
        1 => "[顧客体験購入検討認知継続推奨]{2,24}",
        1 => "\\PC{0,40}",
        1 => Just("Z\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}a\u{202E}gro\n\tline".to_owned()),
        1 => Just("👨‍👩‍👧‍👦 <script>alert(1)</script>".to_owned()),
        1 => Just(String::new()),
    ]
}

fn people() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..20_000u64, 1 => 0..12u64, 1 => 1_000_000_000..9_007_199_254_740_992u64]
}

/// A step's people, share pending and lost are random, but a closed funnel never grows.
fn funnel_of(names: &[(String, String)], mut people: Vec<u64>, pending: u64) -> Funnel {
    people.sort_by(|a, b| b.cmp(a));
    let step = |(at, (id, name)): (usize, &(String, String))| {
        let n = people[at];
        let next = people.get(at + 1).copied();
        StepCounts {
            id: id.clone(),
            name: name.clone(),
            people: n,
            entered: if at == 0 { n } else { 0 },
            pending: next.map_or(0, |next| (n - next).min(pending)),
            seen: n,
            any_order: n,
            seconds: if at % 3 == 0 {
                Hist::default()
            } else {
                sample::times(n.min(5000), 60.0 * (at * at) as f64)
            },
        }
    };
    Funnel { steps: names.iter().enumerate().map(step).collect() }
}

#[derive(Debug, Clone)]
struct Case {
    journey: Journey,
    evidence: Option<Evidence>,
    width: f64,
    lang: Lang,
    persona: Option<usize>,
    card: usize,
}

fn case() -> impl Strategy<Value = Case> {
    (0usize..13, 0usize..4, 0usize..5)
        .prop_flat_map(|(stages, personas, groups)| {
            let stage = (
                hostile(),
                prop::option::of(-1.0..1.0f64),
                prop::collection::vec((hostile(), 0usize..4), 0..5),
            );
            let numbers = (
                prop::collection::vec(people(), stages),
                prop::collection::vec(prop::collection::vec(people(), stages), groups),
                prop::collection::vec(prop::option::of((1.0..5.0f64, 0u64..400)), stages * (personas + 1)),
                0u64..500,
                any::<bool>(),
            );
            (
                (
                    hostile(),
                    hostile(),
                    prop::collection::vec(stage, stages),
                    prop::collection::vec(hostile(), personas),
                ),
                prop::option::weighted(0.85, numbers),
                (
                    320.0..1600.0f64,
                    any::<bool>(),
                    prop::option::of(0..4usize),
                    0usize..14,
                    prop::collection::vec(hostile(), groups),
                ),
            )
        })
        .prop_map(
            |((title, scenario, stages, personas), numbers, (width, indonesian, persona, card, groups))| {
                let id = |kind: &str, at: usize| format!("{kind}{at}");
                let channels = (0..4)
                    .map(|at| Channel {
                        id: id("c", at),
                        name: ["web", "WhatsApp", "kurir ekspres antarpulau", ""][at].into(),
                        kind: ChannelKind::Chat,
                        owned: None,
                    })
                    .collect();
                let names: Vec<(String, String)> =
                    stages.iter().enumerate().map(|(at, stage)| (id("s", at), stage.0.clone())).collect();
                let journey = Journey {
                    title,
                    scenario: Some(scenario),
                    channels,
                    personas: personas
                        .iter()
                        .enumerate()
                        .map(|(at, name)| Persona {
                            id: id("p", at),
                            name: name.clone(),
                            ..Persona::default()
                        })
                        .collect(),
                    stages: stages
                        .iter()
                        .enumerate()
                        .map(|(at, (name, emotion, touchpoints))| Stage {
                            id: id("s", at),
                            name: name.clone(),
                            emotion: emotion.map(Emotion::All),
                            touchpoints: touchpoints
                                .iter()
                                .enumerate()
                                .map(|(nth, (name, channel))| Touchpoint {
                                    id: format!("t{at}-{nth}"),
                                    name: name.clone(),
                                    channel: Some(id("c", *channel)),
                                    ..Touchpoint::default()
                                })
                                .collect(),
                            ..Stage::default()
                        })
                        .collect(),
                    ..Journey::default()
                };
                let evidence = numbers.map(|(people, by, answers, pending, funnel)| {
                    let n = people.iter().max().copied().unwrap_or(0);
                    let at = |who: usize| {
                        (0..names.len())
                            .map(|stage| {
                                let answers = answers.get(who * names.len() + stage).copied().flatten();
                                StageEvidence {
                                    id: id("s", stage),
                                    people: n / 2,
                                    answers: answers
                                        .map(|(mean, n)| sample::csat(mean, n))
                                        .into_iter()
                                        .collect(),
                                    ..StageEvidence::default()
                                }
                            })
                            .collect::<Vec<_>>()
                    };
                    Evidence {
                        people: n,
                        funnel: (funnel && !names.is_empty()).then(|| funnel_of(&names, people, pending)),
                        segments: vec![Segments {
                            field: "device".into(),
                            groups: by
                                .into_iter()
                                .zip(&groups)
                                .map(|(people, name)| Group {
                                    value: name.clone(),
                                    people: people.iter().max().copied().unwrap_or(0),
                                    funnel: funnel_of(&names, people, pending),
                                })
                                .collect(),
                        }],
                        stages: at(0),
                        personas: (0..personas.len())
                            .map(|who| PersonaEvidence {
                                id: id("p", who),
                                people: n / 3,
                                stages: at(who + 1),
                            })
                            .collect(),
                        themes: vec![jejak::model::evidence::Theme {
                            at: id("s", 1),
                            text: "a theme of several long words that people wrote".into(),
                            count: 12,
                            scored: 12,
                            sum: -3.0,
                        }],
                        ..Evidence::default()
                    }
                });
                Case {
                    journey,
                    evidence,
                    width,
                    lang: if indonesian { Lang::Id } else { Lang::En },
                    persona,
                    card,
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_or_leaves_its_box(case in case()) {
        for (view, laid) in views(&case.journey, case.evidence.as_ref(), case.width, case.lang, (case.persona, case.card)) {
            if let Err(broken) = check(&laid) {
                prop_assert!(false, "{} at {}: {}", view, case.width, broken);
            }
        }
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
            for (view, laid) in views_by(&counting, &journey, Some(&evidence), width, Lang::En, (None, 1)) {
                assert!(view == "funnel" || !laid.items.is_empty());
            }
        }
        counting.0.get()
    };
    let (small, large) = (of(60), of(600));
    assert!(small > 0 && large <= small * 12, "{small} texts measured, then {large}");
}
