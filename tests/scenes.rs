//! Scenes of the sample shop as text, numbers to 0.1 px: a picture that changed is a review.

mod sample;

use jejak::figures;
use jejak::geom::text::{Table, Weight};
use jejak::geom::theme::Theme;
use jejak::geom::{Color, Point, Rect};
use jejak::layout::{self, Input, Laid};
use jejak::scene::{Align, Shape, Stroke};
use jejak::words::{Lang, numbers::Plain};
use std::fmt::Write;

fn one(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0 + 0.0)
}

fn color(color: Color) -> String {
    let alpha = if color.a < 1.0 { format!("/{}", color.a) } else { String::new() };
    format!("#{:02X}{:02X}{:02X}{alpha}", color.r, color.g, color.b)
}

fn paint(fill: &Option<Color>, stroke: &Option<Stroke>) -> String {
    let fill = fill.map(|fill| format!(" {}", color(fill))).unwrap_or_default();
    let line = |s: &Stroke| format!(" line {} {} {:?}", color(s.color), one(s.width), s.dash);
    format!("{fill}{}", stroke.as_ref().map(line).unwrap_or_default())
}

fn at(point: &Point) -> String {
    format!("{},{}", one(point.x), one(point.y))
}

fn rect(rect: &Rect) -> String {
    format!("{},{} {}×{}", one(rect.x0), one(rect.y0), one(rect.width()), one(rect.height()))
}

/// One line a mark; long curves by their ends and their count of corners.
fn written(laid: &Laid) -> String {
    let scene = &laid.scene;
    let mut out = format!(
        "{}×{} head {} lead {} label {} snaps {:?}\n",
        one(scene.size.width),
        one(scene.size.height),
        one(scene.head),
        one(scene.lead),
        one(scene.label),
        scene.snaps
    );
    for mark in &scene.marks {
        let _ = write!(out, "{:?} {} ", mark.pane, mark.key.0);
        let _ = match &mark.shape {
            Shape::Rect { rect: r, radius, fill, stroke } => {
                writeln!(out, "rect {} r{}{}", rect(r), one(*radius), paint(fill, stroke))
            }
            Shape::Circle { center, radius, fill, stroke } => {
                writeln!(out, "circle {} r{}{}", at(center), one(*radius), paint(fill, stroke))
            }
            Shape::Path { points, closed, fill, stroke } => {
                let kind = if *closed { "polygon" } else { "line" };
                let ends: Vec<String> = if points.len() > 8 {
                    let middle = points.len() / 2;
                    [0, middle, points.len() - 1].iter().filter_map(|i| points.get(*i)).map(at).collect()
                } else {
                    points.iter().map(at).collect()
                };
                writeln!(out, "{kind} {} {}{}", points.len(), ends.join(" "), paint(fill, stroke))
            }
            Shape::Hatch { rect: r, gap, stroke } => {
                writeln!(out, "hatch {} {}{}", rect(r), one(*gap), paint(&None, &Some(stroke.clone())))
            }
            Shape::Text { at: p, text, font, color: c, align, width, rtl } => {
                let bold = if font.weight == Weight::Semibold { " bold" } else { "" };
                let align = match align {
                    Align::Start => "",
                    Align::Middle => " middle",
                    Align::End => " end",
                };
                let (size, c) = (one(font.size), color(*c));
                let bold = if *rtl { format!("{bold} rtl") } else { bold.to_owned() };
                writeln!(out, "text {} {size}{bold}{align} {c} w{} {text:?}", at(p), one(*width))
            }
        };
    }
    for item in &laid.items {
        let home = laid.home(item.key).map(|(_, home)| rect(&home)).unwrap_or_default();
        let _ = writeln!(out, "item {} {:?} {home}: {}", item.key.0, item.subject, item.label);
    }
    let _ = writeln!(out, "name {}\nsummary {}", laid.name, laid.summary);
    for row in std::iter::once(&laid.twin.header).chain(&laid.twin.rows) {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

fn shot(view: &str, width: f64, lang: Lang, theme: &Theme, measured: bool) -> String {
    let indonesian = lang == Lang::Id;
    let (journey, evidence) = match view.starts_with("survey") {
        true => (sample::journey(indonesian), sample::asked(indonesian)),
        false => (sample::journey(indonesian), sample::evidence(indonesian)),
    };
    let evidence = measured.then_some(&evidence);
    let shown = figures::derive(&journey, evidence, None);
    let input = Input {
        journey: &journey,
        figures: &shown,
        evidence,
        width,
        height: None,
        lang,
        theme,
        text: &Table,
        numbers: &Plain(lang),
        persona: None,
        selected: None,
        card: 2,
        lanes: None,
        beside: false,
    };
    written(&match view {
        "funnel" => layout::funnel(&input),
        "survey" => layout::survey(&input, false),
        "survey by score" => layout::survey(&input, true),
        _ => layout::journey(&input),
    })
}

#[test]
fn the_scenes_of_the_sample_are_as_reviewed() {
    insta::assert_snapshot!("funnel-960-en", shot("funnel", 960.0, Lang::En, &Theme::light(), true));
    insta::assert_snapshot!("funnel-360-id", shot("funnel", 360.0, Lang::Id, &Theme::light(), true));
    insta::assert_snapshot!("journey-1280-id", shot("journey", 1280.0, Lang::Id, &Theme::light(), true));
    insta::assert_snapshot!("journey-1280-en-dark", shot("journey", 1280.0, Lang::En, &Theme::dark(), true));
    insta::assert_snapshot!("journey-360-id", shot("journey", 360.0, Lang::Id, &Theme::light(), true));
    insta::assert_snapshot!(
        "journey-768-en-assumed",
        shot("journey", 768.0, Lang::En, &Theme::light(), false)
    );
}

#[test]
fn the_scenes_of_the_survey_are_as_reviewed() {
    insta::assert_snapshot!("survey-1280-en", shot("survey", 1280.0, Lang::En, &Theme::light(), true));
    insta::assert_snapshot!("survey-360-id-dark", shot("survey", 360.0, Lang::Id, &Theme::dark(), true));
    insta::assert_snapshot!(
        "survey-768-en-score",
        shot("survey by score", 768.0, Lang::En, &Theme::light(), true)
    );
}

#[test]
fn a_scene_is_the_same_every_time() {
    let first = shot("journey", 1024.0, Lang::En, &Theme::light(), true);
    assert!((0..20).all(|_| shot("journey", 1024.0, Lang::En, &Theme::light(), true) == first));
}

/// Every figure of the funnel stands in the table twin, for readers and for copying.
#[test]
fn the_table_holds_every_figure_of_the_funnel() {
    let (journey, evidence) = (sample::journey(false), sample::evidence(false));
    let shown = figures::derive(&journey, Some(&evidence), None);
    let input = Input {
        journey: &journey,
        figures: &shown,
        evidence: Some(&evidence),
        width: 960.0,
        height: None,
        lang: Lang::En,
        theme: &Theme::light(),
        text: &Table,
        numbers: &Plain(Lang::En),
        persona: None,
        selected: None,
        card: 0,
        lanes: None,
        beside: false,
    };
    let twin = layout::funnel(&input).twin;
    assert_eq!(twin.rows.len(), 10, "five steps, two groups");
    let paid = twin.rows.iter().find(|row| row[0] == "Retention" && row[1] == "Phone").unwrap();
    let want = ["612", "17.6%", "16–19%", "27.9%", "26–30%", "1,580", "0"];
    for figure in want {
        assert!(paid.iter().any(|cell| cell == figure), "{figure} in {paid:?}");
    }
    let map = layout::journey(&input).twin;
    let cell = |name: &str, stage: usize| {
        map.rows
            .iter()
            .find(|row| row[0].starts_with(name))
            .map(|row| row[stage + 1].clone())
            .unwrap_or_default()
    };
    assert_eq!((cell("People", 2).as_str(), cell("Lost", 2).as_str()), ("3,046", "1,950"));
    assert!(cell("Go on", 2).starts_with("36.0% (95% interval 34–38%)"), "{}", cell("Go on", 2));
    assert!(cell("Emotion, Everyone, measured", 2).starts_with('\u{2212}'));
    assert!(cell("Touchpoints", 0).contains("Reels (Instagram)"));
}

/// The same shop with moves that add up, returns among them, and what the lost did next.
fn paths_shot(width: f64, lang: Lang, theme: &Theme, level: &str) -> String {
    use jejak::model::evidence::{After, Link, Moves, Next};
    let indonesian = lang == Lang::Id;
    let (journey, mut evidence) = (sample::journey(indonesian), sample::evidence(indonesian));
    let moves = |level: &str, links: &[(&str, &str, u64, f64)]| Moves {
        unit: "person".into(),
        level: level.into(),
        total: 4_820,
        links: links
            .iter()
            .map(|(from, to, n, seconds)| {
                let seconds = if *seconds > 0.0 { sample::times(*n, *seconds) } else { Default::default() };
                Link { from: (*from).into(), to: (*to).into(), people: *n, times: *n, seconds }
            })
            .collect(),
    };
    let ids: Vec<String> = journey.stages.iter().map(|stage| stage.id.clone()).collect();
    let [find, weigh, buy, stay, tell] = [0, 1, 2, 3, 4].map(|at| ids.get(at).map_or("", String::as_str));
    let stages = [
        ("", find, 4_820, 0.0),
        (find, weigh, 4_102, 700.0),
        (find, "", 718, 0.0),
        (weigh, buy, 3_046, 2_400.0),
        (weigh, stay, 120, 40_000.0),
        (weigh, "", 1_346, 0.0),
        (buy, stay, 1_096, 200_000.0),
        (buy, "", 2_010, 0.0),
        (stay, weigh, 410, 900.0),
        (stay, buy, 60, 900_000.0),
        (stay, tell, 394, 400_000.0),
        (stay, "", 352, 0.0),
        (tell, "", 394, 0.0),
        (buy, buy, 77, 0.0),
    ];
    let events = [
        ("", "view", 4_000, 0.0),
        ("", "search", 820, 0.0),
        ("view", "cart", 2_500, 0.0),
        ("search", "view", 700, 0.0),
        ("view", "search", 300, 0.0),
        ("search", "", 420, 0.0),
        ("cart", "pay", 1_900, 0.0),
        ("cart", "view", 400, 0.0),
        ("view", "", 2_300, 0.0),
        ("cart", "", 200, 0.0),
        ("pay", "", 1_900, 0.0),
    ];
    evidence.moves = vec![moves("stage", &stages), moves("event", &events)];
    let next = |to: &str, people| Next { to: to.into(), people };
    let step = evidence.funnel.as_ref().and_then(|funnel| funnel.steps.get(2)).map(|step| step.id.clone());
    let step = step.unwrap_or_default();
    let list = vec![next("", 1_500), next(weigh, 320), next("other", 130)];
    evidence.after =
        vec![After { step, unit: "person".into(), level: "stage".into(), people: 1_950, next: list }];
    let shown = figures::derive(&journey, Some(&evidence), None);
    let input = Input {
        journey: &journey,
        figures: &shown,
        evidence: Some(&evidence),
        width,
        height: None,
        lang,
        theme,
        text: &Table,
        numbers: &Plain(lang),
        persona: None,
        selected: None,
        card: 2,
        lanes: None,
        beside: false,
    };
    written(&layout::paths(&input, layout::Choice { level, ..layout::Choice::default() }, true))
}

#[test]
fn the_scenes_of_paths_are_as_reviewed() {
    insta::assert_snapshot!("paths-1280-en", paths_shot(1280.0, Lang::En, &Theme::light(), "stage"));
    insta::assert_snapshot!("paths-960-id-dark-event", paths_shot(960.0, Lang::Id, &Theme::dark(), "event"));
    insta::assert_snapshot!("paths-360-id", paths_shot(360.0, Lang::Id, &Theme::light(), "stage"));
}
