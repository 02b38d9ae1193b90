//! What a critical look at the pictures found: each is held here, on the documents of the gallery, at every width.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

#[allow(dead_code)]
#[path = "layout/laws.rs"]
mod laws;

use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::geom::{Point, Rect};
use jejak::layout::{self, Input, Laid, LaneShown, LaneState, lane_states};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::scene::{Align, Key, Mark, Pane, Shape};
use jejak::words::{self, Lang, numbers::Plain, picture};
use jejak::{Value, figures, model};

const WIDTHS: [f64; 8] = [320.0, 360.0, 414.0, 600.0, 768.0, 960.0, 1280.0, 2560.0];

fn document(path: &str) -> Value {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A map of the gallery.
struct Kind {
    name: &'static str,
    journey: Journey,
    evidence: Option<Evidence>,
    lang: Lang,
}

fn kind(name: &'static str, journey: &str, evidence: Option<&str>) -> Kind {
    let journey = model::read_journey(&document(journey)).0.unwrap();
    let evidence = evidence.map(|path| model::read_evidence(&document(path)).0.unwrap());
    let lang = journey.lang.as_deref().map_or(Lang::En, Lang::of);
    Kind { name, journey, evidence, lang }
}

fn kinds() -> Vec<Kind> {
    vec![
        kind("sample-en", "examples/skincare/journey.en.json", Some("examples/skincare/evidence.en.json")),
        kind("sample-id", "examples/skincare/journey.id.json", Some("examples/skincare/evidence.id.json")),
        kind("survey-only", "www/examples/survey.journey.json", Some("www/examples/survey.evidence.json")),
        kind("assumptions-only", "examples/assumptions/journey.en.json", None),
        kind("twelve-stages", "examples/scripts/twelve_stages.journey.json", None),
        kind("one-stage", "examples/scripts/one_stage.journey.json", None),
        kind("right-to-left", "examples/scripts/arabic.journey.json", None),
        kind("japanese", "examples/scripts/japanese.journey.json", None),
        kind("thai", "examples/scripts/thai.journey.json", None),
    ]
}

#[derive(Clone, Copy, Default)]
struct Seen {
    width: f64,
    persona: Option<usize>,
    card: usize,
    open: bool,
}

fn laid(kind: &Kind, seen: Seen) -> Laid {
    let figures = figures::derive(&kind.journey, kind.evidence.as_ref(), None);
    let theme = Theme::light();
    let open: Vec<LaneState> = lane_states(&kind.journey, &figures)
        .into_iter()
        .map(|lane| LaneState { shown: LaneShown::Open, ..lane })
        .collect();
    layout::journey(&Input {
        journey: &kind.journey,
        figures: &figures,
        evidence: kind.evidence.as_ref(),
        width: seen.width,
        height: None,
        lang: kind.lang,
        theme: &theme,
        text: &Table,
        numbers: &Plain(kind.lang),
        persona: seen.persona,
        selected: None,
        card: seen.card,
        lanes: seen.open.then_some(&open[..]),
        beside: false,
    })
}

/// Every map of the gallery at every width; on a phone every card; folded and all open; everybody and each persona.
fn every(mut look: impl FnMut(&Kind, Seen, &Laid)) {
    for kind in kinds() {
        for width in WIDTHS {
            let cards = if width < 600.0 { kind.journey.stages.len() } else { 1 };
            let plain = Seen { width, ..Seen::default() };
            let mut all: Vec<Seen> = (0..cards).map(|card| Seen { card, open: true, ..plain }).collect();
            all.push(plain);
            all.extend((0..kind.journey.personas.len()).map(|at| Seen { persona: Some(at), ..plain }));
            for seen in all {
                look(&kind, seen, &laid(&kind, seen));
            }
        }
    }
}

fn texts(laid: &Laid) -> impl Iterator<Item = (Pane, Point, &str, f64)> {
    laid.scene.marks.iter().filter_map(|mark| match &mark.shape {
        Shape::Text { at, text, width, align, .. } => {
            let x = match align {
                Align::Start => at.x,
                Align::Middle => at.x - width / 2.0,
                Align::End => at.x - width,
            };
            Some((mark.pane, Point::new(x, at.y), text.as_str(), *width))
        }
        _ => None,
    })
}

#[test]
fn every_map_of_the_gallery_keeps_the_laws() {
    every(|kind, seen, laid| {
        if let Err(broken) = laws::check(laid) {
            panic!("{} at {} ({:?}): {broken}", kind.name, seen.width, seen.persona);
        }
    });
}

/// The laws themselves: a short stroke through a label is seen, and so is a mark of a head that answers for another.
#[test]
fn the_laws_find_what_is_broken() {
    let kind =
        kind("sample-en", "examples/skincare/journey.en.json", Some("examples/skincare/evidence.en.json"));
    let whole = laid(&kind, Seen { width: 1280.0, ..Seen::default() });
    let label = laws::labels(&whole).into_iter().find(|label| label.pane == Pane::Body).unwrap().rect;
    let (x, y) = (label.center().x, label.center().y);
    for points in [
        vec![Point::new(x, y - 40.0), Point::new(x, y + 40.0)],
        vec![Point::new(x, y), Point::new(x + 1.0, y)],
    ] {
        let mut broken = whole.clone();
        let shape = Shape::Path { points, closed: false, fill: None, stroke: None };
        broken.scene.marks.push(Mark { key: Key(0), pane: Pane::Body, shape });
        assert!(laws::check(&broken).is_err_and(|why| why.starts_with("a line crosses")));
    }
    let mut broken = whole.clone();
    let head =
        broken.scene.marks.iter_mut().find(|mark| mark.pane == Pane::Head && mark.key != Key(0)).unwrap();
    head.key = Key(head.key.0 + 1);
    assert!(laws::check(&broken).is_err());
    assert!(laws::check(&whole).is_ok());
}

/// The words of the map, each with a capital too.
fn own_words(lang: Lang) -> Vec<String> {
    let all = format!("{:?} {:?}", picture::words(lang), picture::frame(lang));
    let quoted = all.split('"').skip(1).step_by(2).filter(|word| !word.is_empty());
    quoted.flat_map(|word| [word.to_owned(), words::capital(word)]).collect()
}

#[test]
fn our_own_words_are_never_cut() {
    let mut asked = 0;
    every(|kind, seen, laid| {
        let own = own_words(kind.lang);
        for (.., text, _) in texts(laid) {
            let Some(stem) = text.strip_suffix('…').filter(|stem| stem.chars().count() > 3) else {
                continue;
            };
            asked += 1;
            let ours = own.iter().find(|word| word.starts_with(stem) && !word.ends_with('…'));
            assert!(ours.is_none(), "{} at {}: {text}", kind.name, seen.width);
        }
    });
    assert!(asked > 0);
}

#[test]
fn a_name_of_three_lines_is_whole_where_cells_have_four() {
    let kind = kind("twelve-stages", "examples/scripts/twelve_stages.journey.json", None);
    for width in WIDTHS.into_iter().filter(|width| *width >= 600.0) {
        for (.., text, _) in texts(&laid(&kind, Seen { width, ..Seen::default() })) {
            assert!(!text.ends_with('…'), "{width}: {text}");
        }
    }
}

/// What is read first stands first: from right to left at the right.
#[test]
fn the_scenario_comes_before_the_goal_at_every_width() {
    every(|kind, seen, laid| {
        let (words, frame) = (picture::words(kind.lang), picture::frame(kind.lang));
        if kind.journey.scenario.is_none() || kind.journey.goal.is_none() {
            return;
        }
        let of = |word: &str| {
            let found = texts(laid).find(|(pane, _, text, _)| *pane == Pane::Fixed && text.starts_with(word));
            found.unwrap_or_else(|| panic!("{} at {}: no {word}", kind.name, seen.width))
        };
        let (scenario, goal) = (of(words.scenario), of(frame.goal));
        assert!(scenario.1.y <= goal.1.y, "{} at {}", kind.name, seen.width);
        if scenario.1.y == goal.1.y {
            let first = if laid.scene.rtl { scenario.1.x > goal.1.x } else { scenario.1.x < goal.1.x };
            assert!(first, "{} at {}: {scenario:?} {goal:?}", kind.name, seen.width);
        }
    });
}

/// A chevron that follows another has a notch: no text comes nearer to it than four px.
#[test]
fn names_of_stages_keep_off_the_notch_before_them() {
    every(|kind, seen, laid| {
        for mark in laid.scene.marks.iter().filter(|mark| mark.pane == Pane::Head && !laid.scene.rtl) {
            let Shape::Path { points, closed: true, .. } = &mark.shape else { continue };
            let Some(notch) = points.get(5) else { continue };
            let (x0, x1) = (notch.x - 8.0, notch.x + 4.0);
            for (.., at, text, _) in texts(laid).filter(|(pane, ..)| *pane == Pane::Head) {
                let near = at.x > x0 && at.x < x1;
                assert!(!near, "{} at {}: {text} at {} beside {}", kind.name, seen.width, at.x, notch.x);
            }
        }
    });
}

/// A label behind another line would seem to be that line's: here there is room beside the ring of each gap.
#[test]
fn between_a_gap_and_its_words_passes_no_other_line() {
    let mut gaps = 0;
    for kind in kinds().iter().filter(|kind| kind.evidence.is_some()) {
        for width in [1280.0, 2560.0] {
            let laid = laid(kind, Seen { width, ..Seen::default() });
            let word = picture::words(kind.lang).gap;
            for label in laws::labels(&laid).iter().filter(|label| label.text.starts_with(word)) {
                let rings = laid.scene.marks.iter().filter_map(|mark| match &mark.shape {
                    Shape::Circle { center, radius: 4.0, fill: Some(_), .. } if mark.pane == Pane::Body => {
                        Some(*center)
                    }
                    _ => None,
                });
                let far = |ring: &Point| (ring.x - label.rect.center().x).abs();
                let ring = rings.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap();
                let (top, bottom) = (label.rect.y1.min(ring.y), label.rect.y0.max(ring.y));
                let (x0, x1) = (ring.x - 3.0, ring.x + 3.0);
                let strip = Rect { x0, x1, y0: top + 2.0, y1: bottom - 2.0 };
                let between = |shape: &Shape| match shape {
                    Shape::Path { points, closed: false, .. } if points.len() > 2 => {
                        points.iter().any(|p| strip.contains(*p) && (p.y - ring.y).abs() > 2.0)
                    }
                    _ => false,
                };
                let crossed = laid.scene.marks.iter().any(|mark| between(&mark.shape));
                assert!(!crossed, "{} at {width}: {} is cut off from its ring", kind.name, label.text);
                gaps += 1;
            }
        }
    }
    assert!(gaps >= 8, "{gaps}");
}

/// Of 16 points of its edge at least half are seen.
#[test]
fn no_mark_of_a_value_lies_under_another() {
    let mut marks = 0;
    every(|kind, seen, laid| {
        let values: Vec<&Mark> = laid.scene.marks.iter().filter(|mark| is_value(mark)).collect();
        for (at, mark) in values.iter().enumerate() {
            marks += 1;
            let seen_points = edge(&mark.shape);
            let over = &values[at + 1..];
            let open = seen_points.iter().filter(|p| !over.iter().any(|other| covers(&other.shape, **p)));
            let open = open.count();
            assert!(open >= 8, "{} at {} {:?}: {open} of {mark:?}", kind.name, seen.width, seen.persona);
        }
    });
    assert!(marks > 1_000, "{marks}");
}

/// A small filled shape of the body: the marker of a value.
fn is_value(mark: &Mark) -> bool {
    let small = |rect: Rect| rect.width() <= 24.0 && rect.width() > 7.0 && rect.height() > 4.0;
    mark.pane == Pane::Body
        && match &mark.shape {
            Shape::Circle { fill: Some(_), radius, .. } => *radius > 3.5,
            Shape::Path { points, closed: true, fill: Some(_), stroke: Some(_) } => small(around(points)),
            _ => false,
        }
}

fn around(points: &[Point]) -> Rect {
    let mut out = Rect { x0: f64::MAX, y0: f64::MAX, x1: f64::MIN, y1: f64::MIN };
    for p in points {
        out = Rect { x0: out.x0.min(p.x), y0: out.y0.min(p.y), x1: out.x1.max(p.x), y1: out.y1.max(p.y) };
    }
    out
}

/// 16 points of an edge, in equal steps of each of its sides.
fn edge(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Circle { center, radius, .. } => (0..16)
            .map(|at| {
                let (sin, cos) = (f64::from(at) * core::f64::consts::TAU / 16.0).sin_cos();
                Point::new(center.x + radius * cos, center.y + radius * sin)
            })
            .collect(),
        Shape::Path { points, .. } => (0..16)
            .map(|at| {
                let along = f64::from(at) / 16.0 * points.len() as f64;
                let (a, b) = (points[along as usize], points[(along as usize + 1) % points.len()]);
                let part = along.fract();
                Point::new(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn covers(shape: &Shape, p: Point) -> bool {
    match shape {
        Shape::Circle { center, radius, .. } => (p.x - center.x).hypot(p.y - center.y) < *radius,
        Shape::Path { points, .. } => {
            let sides = points.iter().zip(points.iter().cycle().skip(1));
            let crossed = sides.filter(|(a, b)| {
                (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)
            });
            crossed.count() % 2 == 1
        }
        _ => false,
    }
}
