//! Laws of the paths view: whatever moves there are, they add up, nothing overlaps, every band ends on its bars, every
//! mark answers for itself, and a count that changes a little leaves the order as it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

#[path = "layout/laws.rs"]
#[allow(dead_code)]
mod laws;
#[path = "paths_layout/moves.rs"]
mod moves;
mod sample;

use jejak::figures::paths::{self, Limits, PathFigures};
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::geom::{Point, Rect};
use jejak::interact::{Window, hit};
use jejak::layout::{self, Choice, Input, Laid, Light, NodeOrder, Subject};
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::scene::Shape;
use jejak::words::{Lang, numbers::Plain};
use moves::{Plan, documents};
use proptest::prelude::*;

/// Lays a case out.
fn laid(
    journey: &Journey,
    evidence: &Evidence,
    width: f64,
    level: &str,
    least: Option<u64>,
    lang: Lang,
) -> Laid {
    laid_in(journey, evidence, width, Choice { level, least, ..Choice::default() }, lang)
}

/// Lays a case out as it is chosen.
fn laid_in(journey: &Journey, evidence: &Evidence, width: f64, choice: Choice<'_>, lang: Lang) -> Laid {
    with(journey, evidence, width, lang, |input| layout::paths(input, choice, true))
}

/// Does something with what a layout of a case is made of.
fn with<T>(
    journey: &Journey,
    evidence: &Evidence,
    width: f64,
    lang: Lang,
    what: impl FnOnce(&Input<'_>) -> T,
) -> T {
    let shown = jejak::figures::derive(journey, Some(evidence), None);
    let input = Input {
        journey,
        figures: &shown,
        evidence: Some(evidence),
        width,
        height: None,
        lang,
        theme: &Theme::light(),
        text: &Table,
        numbers: &Plain(lang),
        persona: None,
        selected: None,
        card: 0,
        lanes: None,
        beside: false,
    };
    what(&input)
}

/// Sentences that come later are those that would have been there, of the same picture.
#[test]
fn sentences_may_come_later() {
    let crowd = |things: u64| {
        let name = |at: u64| format!("page {}", at % things);
        let link = |from: u64, by: u64| Link {
            from: name(from),
            to: name(from * 7 + by),
            people: 3 + from % 5 + by,
            times: 3 + from % 5 + by,
            ..Link::default()
        };
        let links = (0..things).flat_map(|from| (1..5).map(move |by| link(from, by))).collect();
        let moves = Moves { unit: "person".into(), level: "event".into(), total: 9, links };
        Evidence { moves: vec![moves], ..Evidence::default() }
    };
    let journey = Journey::default();
    for (things, late) in [(80, true), (12, false)] {
        let evidence = crowd(things);
        for (width, lang) in [(1_280.0, Lang::En), (1_280.0, Lang::Id), (420.0, Lang::En)] {
            let choice = Choice { least: Some(1), late: true, ..Choice::default() };
            let full = laid(&journey, &evidence, width, "event", Some(1), lang);
            let (before, after) = with(&journey, &evidence, width, lang, |input| {
                let before = layout::paths(input, choice, true);
                let mut after = before.clone();
                layout::View::Paths.say(input, choice, &mut after);
                (before, after)
            });
            assert_eq!(before.untold, late, "{things} things");
            let silent = before.items.iter().filter(|item| item.label.is_empty()).count();
            assert_eq!(silent > 70, late, "{silent} of {} items are silent", before.items.len());
            assert_eq!(before.scene, full.scene);
            assert_eq!(after, full);
        }
    }
}

fn bounds(points: &[Point]) -> Rect {
    let start = Rect { x0: f64::INFINITY, y0: f64::INFINITY, x1: f64::NEG_INFINITY, y1: f64::NEG_INFINITY };
    points.iter().fold(start, |rect, p| Rect {
        x0: rect.x0.min(p.x),
        y0: rect.y0.min(p.y),
        x1: rect.x1.max(p.x),
        y1: rect.y1.max(p.y),
    })
}

/// The bars of the nodes that have one, by key: the first filled rectangle 12 px wide. A list has none; what is 12 px
/// long there is so by chance.
fn bars(laid: &Laid) -> Vec<(u32, Rect)> {
    if laid.scene.size.width < 600.0 {
        return Vec::new();
    }
    let node = |key| matches!(laid.item(key).map(|item| &item.subject), Some(Subject::Node(..)));
    let bar = |mark: &jejak::scene::Mark| match &mark.shape {
        Shape::Rect { rect, fill: Some(_), .. } if (rect.width() - 12.0).abs() < 1e-9 => {
            Some((mark.key.0, *rect))
        }
        _ => None,
    };
    laid.scene.marks.iter().filter(|mark| node(mark.key)).filter_map(bar).collect()
}

/// Everything that holds of a picture with bars.
fn check(laid: &Laid) -> Result<(), String> {
    if laid.scene.rtl {
        hits(laid)?;
        let mut turned = laid.clone();
        layout::mirror(&mut turned);
        return check(&turned);
    }
    laws::in_the_scene(laid)?;
    laws::legible(laid)?;
    laws::no_two_labels_overlap(laid)?;
    laws::panes_are_kept(laid)?;
    laws::items_are_whole(laid)?;
    let bars = bars(laid);
    for (at, (key, bar)) in bars.iter().enumerate() {
        for (other, rect) in &bars[at + 1..] {
            if bar.overlaps(rect) {
                return Err(format!("bars {key} and {other} overlap: {bar:?} {rect:?}"));
            }
        }
    }
    let labels = laws::labels(laid);
    for label in &labels {
        if let Some((key, bar)) = bars.iter().find(|(_, bar)| bar.overlaps(&label.rect)) {
            return Err(format!("label {:?} {:?} lies on bar {key} {bar:?}", label.text, label.rect));
        }
    }
    if !bars.is_empty() {
        ends(laid, &bars)?;
        free_labels(laid, &labels)?;
    }
    hits(laid)
}

/// The outline of a band; one that is drawn as a line is as high as that is wide.
fn outline(shape: &Shape) -> Option<Vec<Point>> {
    match shape {
        Shape::Path { points, closed: true, fill: Some(_), stroke: None } => Some(points.clone()),
        Shape::Path { points, closed: false, fill: None, stroke: Some(stroke) } if points.len() > 1 => {
            let half = stroke.width / 2.0;
            let upper = points.iter().map(|p| Point::new(p.x, p.y - half));
            Some(upper.chain(points.iter().rev().map(|p| Point::new(p.x, p.y + half))).collect())
        }
        _ => None,
    }
}

/// Every band begins and ends inside the side of its bar, and those of a side do not exceed it together.
fn ends(laid: &Laid, bars: &[(u32, Rect)]) -> Result<(), String> {
    let bar = |key: jejak::scene::Key| bars.iter().find(|(known, _)| *known == key.0).map(|(_, bar)| *bar);
    let mut sums = std::collections::BTreeMap::<(u32, bool), f64>::new();
    for flow in &laid.flows {
        let Some(points) = outline(&laid.scene.marks[flow.mark].shape) else {
            return Err(format!("no band: {flow:?}"));
        };
        let (Some(from), Some(to)) = (bar(flow.from), bar(flow.to)) else {
            return Err(format!("no bars: {flow:?}"));
        };
        for (rect, x, out) in [(from, from.x1, true), (to, to.x0, false)] {
            let key = if out { flow.from.0 } else { flow.to.0 };
            let ys: Vec<f64> = points.iter().filter(|p| (p.x - x).abs() < 1e-6).map(|p| p.y).collect();
            let (low, high) = (
                ys.iter().copied().fold(f64::INFINITY, f64::min),
                ys.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            );
            if ys.len() < 2 || low < rect.y0 - 1e-6 || high > rect.y1 + 1e-6 {
                return Err(format!("a band of {flow:?} ends at {low}…{high}, its bar is {rect:?}"));
            }
            // what is thinner than a pixel is drawn a pixel thick
            let height = if high - low <= 1.0 + 1e-9 { 0.0 } else { high - low };
            let sum = sums.entry((key, out)).or_default();
            *sum += height;
            if *sum > rect.height() + 1e-6 {
                return Err(format!("the bands at {key} are {sum} px high, the bar {}", rect.height()));
            }
        }
    }
    Ok(())
}

/// No label lies on a band: bands bend beyond the labels, and pass a rank in lanes of their own.
fn free_labels(laid: &Laid, labels: &[laws::Label]) -> Result<(), String> {
    // of thousands of bands some hundreds are enough to see a fault
    for flow in laid.flows.iter().step_by(1 + laid.flows.len() / 300) {
        let Shape::Path { points, closed, .. } = &laid.scene.marks[flow.mark].shape else { continue };
        let around = bounds(points);
        for label in labels.iter().filter(|label| label.rect.overlaps(&around)) {
            let inner = Rect {
                x0: label.rect.x0 + 1.0,
                x1: label.rect.x1 - 1.0,
                y0: label.rect.y0 + 1.0,
                y1: label.rect.y1 - 1.0,
            };
            if !closed {
                if let Some(met) = along(points).find(|point| inner.contains(*point)) {
                    return Err(format!("a line {flow:?} crosses {:?} at {met:?}", label.text));
                }
                continue;
            }
            let steps = (inner.width() / 4.0).ceil().max(1.0) as u32;
            for step in 0..=steps {
                let x = inner.x0 + inner.width() * f64::from(step) / f64::from(steps);
                for y in [inner.y0, inner.center().y, inner.y1] {
                    if inside(points, Point::new(x, y)) {
                        return Err(format!("a band {flow:?} crosses {:?} at {x}, {y}", label.text));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Points along a line, half a pixel apart.
fn along(points: &[Point]) -> impl Iterator<Item = Point> + '_ {
    points.windows(2).flat_map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let steps = (2.0 * (b.x - a.x).hypot(b.y - a.y)).ceil().max(1.0);
        (0..=steps as u32).map(move |step| {
            let t = f64::from(step) / steps;
            Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
        })
    })
}

/// Even and odd crossings of a ray to the right.
fn inside(points: &[Point], at: Point) -> bool {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).fold(false, |inside, (a, b)| {
        let crosses = (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x;
        inside != crosses
    })
}

/// The middle of every item's home answers with that item; so does the middle of every bar.
fn hits(laid: &Laid) -> Result<(), String> {
    let window = Window { size: laid.scene.size, scroll: Point::default() };
    let answer = |point: Point| hit(&laid.scene, &window, point).map(|key| key.0);
    for item in &laid.items {
        let (_, home) = laid.home(item.key).ok_or(format!("no home: {item:?}"))?;
        let found = answer(home.center());
        if found != Some(item.key.0) {
            let found = found.and_then(|key| laid.item(jejak::scene::Key(key))).map(|item| &item.subject);
            return Err(format!("{found:?} is hit in the middle of {:?} at {:?}", item.subject, home));
        }
    }
    for (key, bar) in bars(laid) {
        if answer(bar.center()) != Some(key) {
            return Err(format!("{:?} is hit in the middle of bar {key} {bar:?}", answer(bar.center())));
        }
    }
    Ok(())
}

/// All that comes into a node goes out of it, and entries and exits are everybody.
fn add_up(paths: &PathFigures) -> Result<(), String> {
    for (at, node) in paths.nodes.iter().enumerate() {
        let sum = |side: &dyn Fn(&paths::PathLink) -> usize| -> u64 {
            paths.links.iter().filter(|link| side(link) == at).map(|link| link.times).sum()
        };
        let into = sum(&|link| link.to) + node.entries + node.from_other;
        let out = sum(&|link| link.from) + node.exits + node.to_other;
        if (into, out) != (node.arrivals, node.arrivals) {
            return Err(format!("{into} in, {out} out, {} arrivals: {node:?}", node.arrivals));
        }
    }
    let entries: u64 = paths.nodes.iter().map(|node| node.entries).sum();
    let exits: u64 = paths.nodes.iter().map(|node| node.exits).sum();
    if (entries + paths.beyond.0, exits + paths.beyond.1) != (paths.total, paths.total) {
        return Err(format!("{entries} and {exits} of {}", paths.total));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_random_moves(plan in moves::plan(), width in 240.0..2200.0f64, least in prop::option::of(1..40_u64), order in 0..4_usize) {
        let (journey, evidence) = documents(&plan);
        let order = NodeOrder::WORDS.get(order).and_then(|word| NodeOrder::of(word));
        for level in paths::LEVELS {
            let laid = laid_in(&journey, &evidence, width, Choice { level, least, order, ..Choice::default() }, Lang::En);
            if let Err(broken) = check(&laid) {
                prop_assert!(false, "{} at {}: {}", level, width, broken);
            }
        }
    }

    #[test]
    fn whatever_is_folded_it_adds_up_to_the_people_counted(plan in moves::plan(), least in 1..60_u64) {
        let (journey, evidence) = documents(&plan);
        for level in paths::levels(Some(&evidence)) {
            let whole = paths::of(&journey, &evidence, level).unwrap();
            let limits = [Limits::of(1), Limits::of(least), Limits::read_at_a_glance(&whole, journey.stages.len())];
            let before: u64 = whole.nodes.iter().map(|node| node.arrivals + node.repeats.1).sum();
            for limits in limits {
                let shown = paths::folded(&whole, limits, journey.stages.len());
                if let Err(broken) = add_up(&shown) {
                    prop_assert!(false, "{} {:?}: {}", level, limits, broken);
                }
                // what is no arrival any more is a move inside a node
                let now: u64 = shown.nodes.iter().map(|node| node.arrivals + node.repeats.1).sum();
                prop_assert_eq!(now, before);
                prop_assert!(shown.links.iter().all(|link| link.times >= limits.links));
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_scene(plan in moves::plan()) {
        let draw = || {
            let (journey, evidence) = documents(&plan);
            laid(&journey, &evidence, 1100.0, "touchpoint", None, Lang::Id)
        };
        prop_assert!(draw() == draw());
    }

    /// Who asks for few crossings gets no more of them than the journey's order has.
    #[test]
    fn few_crossings_are_not_more_than_in_the_journeys_order(plan in moves::plan()) {
        let (journey, evidence) = documents(&plan);
        let found = |order| {
            let choice = Choice { level: "touchpoint", least: Some(1), order: Some(order), ..Choice::default() };
            crossings(&laid_in(&journey, &evidence, 1280.0, choice, Lang::En))
        };
        let (own, few) = (found(NodeOrder::Journey), found(NodeOrder::Crossings));
        prop_assert!(few <= own, "{} of {}", few, own);
    }

    /// Things of the journey stand in its order, whatever is counted.
    #[test]
    fn a_count_that_changes_a_little_leaves_the_order(plan in moves::plan(), which in any::<prop::sample::Index>(), up in any::<bool>()) {
        let (journey, evidence) = documents(&plan);
        let mut other = evidence.clone();
        for moves in &mut other.moves {
            let at = which.index(moves.links.len());
            let link = &mut moves.links[at];
            let by = (link.times / 100).max(1);
            link.times = if up { link.times + by } else { link.times.saturating_sub(by).max(1) };
        }
        for level in ["stage", "touchpoint"] {
            let (before, after) = (places(&journey, &evidence, level), places(&journey, &other, level));
            prop_assert_eq!(before.len(), after.len());
            for (at, (name, one)) in before.iter().enumerate() {
                prop_assert_eq!(name, &after[at].0, "{}", level);
                for (then, (_, two)) in before.iter().enumerate().skip(at + 1) {
                    let (a, b) = (after[at].1, after[then].1);
                    // a thing may go to another rank of its stage; beside each other the order stays, as do the stages
                    if one.x == two.x && a.x == b.x {
                        prop_assert!(one.y < two.y && a.y < b.y, "{}: {} and {}", level, before[at].0, before[then].0);
                    }
                    if level == "stage" {
                        prop_assert!(one.x < two.x && a.x < b.x);
                    }
                }
            }
        }
    }
}

/// How many pairs of bands that lead on between the same two columns change sides on their way.
fn crossings(laid: &Laid) -> usize {
    let bars: std::collections::BTreeMap<u32, Rect> = bars(laid).into_iter().collect();
    let on = laid.flows.iter().filter(|flow| !flow.under);
    let ends: Vec<(Rect, Rect)> = on.map(|flow| (bars[&flow.from.0], bars[&flow.to.0])).collect();
    let cross = |a: &(Rect, Rect), b: &(Rect, Rect)| {
        a.0.x0 == b.0.x0 && a.1.x0 == b.1.x0 && a.0.y0 < b.0.y0 && a.1.y0 > b.1.y0
    };
    ends.iter().map(|a| ends.iter().filter(|b| cross(a, b)).count()).sum()
}

/// A move that so many people make once.
fn link(from: &str, to: &str, people: u64) -> Link {
    Link { from: from.into(), to: to.into(), people, times: people, ..Link::default() }
}

/// The three orders of things in a column, and that without a choice the journey's stands.
#[test]
fn things_of_a_column_stand_as_it_is_chosen() {
    let point = |id: &str| Touchpoint { id: id.into(), name: id.into(), ..Touchpoint::default() };
    let stage = |id: &str, points: [&str; 3]| Stage {
        id: id.into(),
        name: id.into(),
        touchpoints: points.map(point).to_vec(),
        ..Stage::default()
    };
    let journey = Journey {
        stages: vec![stage("find", ["a", "b", "c"]), stage("buy", ["x", "y", "z"])],
        ..Journey::default()
    };
    let ways = [("a", "z", 50), ("b", "y", 20), ("c", "x", 90)];
    let walk = |(from, to, n)| [link("", from, n), link(from, to, n), link(to, "", n)];
    let links = ways.into_iter().flat_map(walk).collect();
    let moves = Moves { unit: "person".into(), level: "touchpoint".into(), total: 160, links };
    let evidence = Evidence { moves: vec![moves], ..Evidence::default() };
    let stand = |order| {
        let choice = Choice { level: "touchpoint", least: Some(1), order, ..Choice::default() };
        let laid = laid_in(&journey, &evidence, 1100.0, choice, Lang::En);
        let name = |key: u32| laid.item(jejak::scene::Key(key)).unwrap().tip[0].clone();
        let mut found = bars(&laid);
        found.sort_by(|(_, a), (_, b)| a.x0.total_cmp(&b.x0).then(a.y0.total_cmp(&b.y0)));
        let names: Vec<String> = found.into_iter().map(|(key, _)| name(key)).collect();
        let names: String = names.iter().map(|name| &name[..1]).collect();
        let steering = laid.steering.clone().unwrap();
        (names, steering.order, steering.orders.len(), crossings(&laid))
    };
    assert_eq!(stand(None), ("abcxyz".to_owned(), "journey", 3, 3));
    assert_eq!(stand(Some(NodeOrder::Journey)), ("abcxyz".to_owned(), "journey", 3, 3));
    assert_eq!(stand(Some(NodeOrder::Crossings)), ("abczyx".to_owned(), "crossings", 3, 0));
    assert_eq!(stand(Some(NodeOrder::Size)), ("cabxzy".to_owned(), "size", 3, 0));
}

/// How broad the returns of a picture are on their way back, the uppermost first.
fn breadths(laid: &Laid) -> Vec<f64> {
    let under = laid.flows.iter().filter(|flow| flow.under);
    let shapes = under.filter_map(|flow| outline(&laid.scene.marks[flow.mark].shape));
    let mut returns: Vec<(f64, f64)> = shapes
        .map(|points| {
            let around = bounds(&points);
            let above = |step: u32| Point::new(around.center().x, around.y1 - 0.01 - f64::from(step) / 10.0);
            let steps = (0..1_000).take_while(|step| inside(&points, above(*step))).count();
            (around.y1, steps as f64 / 10.0)
        })
        .collect();
    returns.sort_by(|a, b| a.0.total_cmp(&b.0));
    returns.into_iter().map(|(_, breadth)| breadth).collect()
}

/// Before the first column and after the last the room grows with the returns that turn there.
#[test]
fn returns_to_the_beginning_are_as_broad_as_their_shares() {
    let stage = |id: &&str| Stage { id: (*id).into(), name: (*id).into(), ..Stage::default() };
    let journey =
        Journey { stages: ["a", "b", "c", "d", "e"].iter().map(stage).collect(), ..Journey::default() };
    let ways = [
        ("", "a", 3_600),
        ("a", "b", 2_841),
        ("b", "c", 1_686),
        ("c", "d", 1_107),
        ("d", "e", 706),
        ("b", "a", 500),
        ("c", "a", 322),
        ("d", "a", 206),
        ("e", "a", 235),
        ("a", "", 2_022),
    ];
    let links = ways.into_iter().map(|(from, to, n)| link(from, to, n)).collect();
    let moves = Moves { unit: "person".into(), level: "stage".into(), total: 3_600, links };
    let evidence = Evidence { moves: vec![moves], ..Evidence::default() };
    let drawn = |width| laid(&journey, &evidence, width, "stage", None, Lang::En);
    let wide = drawn(1_280.0);
    let scale = bars(&wide).iter().map(|(_, bar)| bar.height()).fold(0.0, f64::max) / 4_863.0;
    for (breadth, n) in breadths(&wide).into_iter().zip([500.0, 322.0, 206.0, 235.0]) {
        assert!((breadth - n * scale).abs() <= 0.6, "{n} are {breadth} px, of {}", n * scale);
    }
    assert!(wide.scene.marks.iter().any(
        |mark| matches!(&mark.shape, Shape::Text { text, .. } if text.contains("Ways back run below."))
    ));
    // where there is less room the thin ones keep theirs
    let narrow = breadths(&drawn(900.0));
    assert!(narrow[0] > narrow[2] + 1.0 && narrow[2] > 206.0 * scale - 0.3, "{narrow:?}");
}

/// Channels stand from left to right as the journey has them, where that is asked for; else so that few lead back.
#[test]
fn channels_go_from_left_to_right_as_the_journey_has_them() {
    let channel = |id: &str| Channel { id: id.into(), name: id.into(), ..Channel::default() };
    let journey = Journey { channels: ["web", "store", "ads"].map(channel).to_vec(), ..Journey::default() };
    let links = [("", "ads"), ("ads", "web"), ("web", "store"), ("store", "")];
    let links = links.map(|(from, to)| link(from, to, 40)).to_vec();
    let moves = Moves { unit: "person".into(), level: "channel".into(), total: 40, links };
    let evidence = Evidence { moves: vec![moves], ..Evidence::default() };
    let under = |order| {
        let choice = Choice { level: "channel", least: Some(1), order, ..Choice::default() };
        let laid = laid_in(&journey, &evidence, 1100.0, choice, Lang::En);
        assert!(laid.steering.as_ref().unwrap().orders.is_empty() || order.is_some());
        laid.flows.iter().filter(|flow| flow.under).count()
    };
    assert_eq!((under(None), under(Some(NodeOrder::Journey))), (0, 1));
}

/// The corners of all bars with the names of their things, in the order of the items.
fn places(journey: &Journey, evidence: &Evidence, level: &str) -> Vec<(String, Point)> {
    let mut laid = laid(journey, evidence, 1100.0, level, Some(1), Lang::En);
    if laid.scene.rtl {
        layout::mirror(&mut laid);
    }
    let name = |key: u32| laid.item(jejak::scene::Key(key)).unwrap().tip[0].clone();
    let mut found = bars(&laid);
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(key, bar)| (name(key), Point::new(bar.x0, bar.y0))).collect()
}

/// Two hundred things that lead to each other, to themselves and back.
#[test]
fn a_graph_of_two_hundred_with_loops_draws_in_bounds() {
    let plan = Plan { things: 200, people: 2_500, seed: 11, back: 30, again: 12, stages: 1, least: 1 };
    let (journey, evidence) = documents(&plan);
    let links = &evidence.moves.iter().find(|moves| moves.level == "event").unwrap().links;
    let ends = |a: &str, b: &str| links.iter().any(|link| link.from == a && link.to == b);
    assert!(links.iter().any(|link| link.from == link.to), "itself");
    assert!(links.iter().any(|link| link.from < link.to && ends(&link.to, &link.from)), "there and back");
    assert!(links.len() > 1_500, "{}", links.len());
    for (width, least) in
        [(1280.0, Some(1)), (1280.0, None), (360.0, None), (360.0, Some(1)), (2560.0, Some(20))]
    {
        let laid = laid(&journey, &evidence, width, "event", least, Lang::En);
        check(&laid).unwrap_or_else(|broken| panic!("{width} {least:?}: {broken}"));
        assert!(width < 600.0 || least != Some(1) || bars(&laid).len() == 200);
        assert!(width < 600.0 || laid.flows.len() > 10);
    }
}

/// What passes through a thing lights up with it, and nothing else.
#[test]
fn the_light_follows_what_passes() {
    let (journey, mut evidence) = (sample::journey(false), sample::evidence(false));
    // two ways that meet in c and part again, and one apart
    let links = vec![
        link("", "a", 90),
        link("", "b", 60),
        link("", "x", 40),
        link("a", "c", 90),
        link("b", "c", 60),
        link("c", "d", 80),
        link("c", "e", 70),
        link("x", "y", 40),
        link("d", "", 80),
        link("e", "", 70),
        link("y", "", 40),
    ];
    evidence.moves = vec![Moves { unit: "person".into(), level: "event".into(), total: 190, links }];
    let laid = laid(&journey, &evidence, 1280.0, "event", Some(1), Lang::En);
    let key = |name: &str| laid.items.iter().find(|item| item.tip[0] == name).map(|item| item.key);
    let lit = |name: &str| {
        let light = Light { hover: key(name), ..Light::default() };
        assert!(light.hover.is_some(), "{name}");
        let scene = layout::highlight(&laid, &Theme::light(), &light);
        scene.marks.iter().filter(|mark| matches!(mark.shape, Shape::Path { .. })).count()
    };
    assert_eq!([lit("a"), lit("c"), lit("d"), lit("x"), lit("a to c"), lit("x to y")], [3, 4, 3, 1, 3, 1]);
}

/// Among hundreds of bands nearly all lead to all: there a thing lights its own bands only, and all of them.
#[test]
fn in_a_crowd_only_the_own_bands_light() {
    let plan = Plan { things: 200, people: 2_500, seed: 11, back: 30, again: 12, stages: 1, least: 1 };
    let (journey, evidence) = documents(&plan);
    let laid = laid(&journey, &evidence, 1280.0, "event", Some(1), Lang::En);
    assert!(laid.flows.len() > 1_500);
    for (key, _) in bars(&laid).into_iter().step_by(37) {
        let own = laid.flows.iter().filter(|flow| flow.from.0 == key || flow.to.0 == key).count();
        let light = Light { hover: Some(jejak::scene::Key(key)), ..Light::default() };
        let scene = layout::highlight(&laid, &Theme::light(), &light);
        let lit = scene.marks.iter().filter(|mark| matches!(mark.shape, Shape::Path { .. })).count();
        assert!(own > 1 && lit == own, "{key}: {lit} of {own}");
    }
}

#[test]
fn without_moves_it_says_so() {
    let (journey, mut evidence) = (sample::journey(false), sample::evidence(false));
    evidence.moves.clear();
    for (lang, said) in
        [(Lang::En, "No moves have been counted yet."), (Lang::Id, "Belum ada perpindahan yang dihitung.")]
    {
        let laid = laid(&journey, &evidence, 960.0, "", None, lang);
        laws::check(&laid).unwrap();
        assert!(laws::labels(&laid).iter().any(|label| label.text == said));
        assert!(laid.flows.is_empty() && laid.steering.is_none());
    }
}

/// The order of things without an order of their own: a cycle is cut where fewest go back.
#[test]
fn things_without_an_order_are_ranked_by_how_people_go() {
    let links = vec![
        link("pay", "", 50),
        link("cart", "pay", 60),
        link("pay", "view", 10),
        link("view", "cart", 90),
        link("cart", "view", 20),
        link("", "view", 100),
        link("cart", "", 10),
        link("view", "", 40),
    ];
    let evidence = Evidence {
        moves: vec![Moves { unit: "person".into(), level: "event".into(), total: 100, links }],
        ..Evidence::default()
    };
    let found = paths::of(&Journey::default(), &evidence, "event").unwrap();
    let names: Vec<&str> = found.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["view", "cart", "pay"]);
    assert_eq!(found.nodes[0].returns, 30);
    assert!(add_up(&found).is_ok());
}
