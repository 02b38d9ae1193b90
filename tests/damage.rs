//! What is painted again when one scene takes the place of another: all that looks other, and little else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test stops at the first surprise

use jejak::geom::text::{Font, Weight};
use jejak::geom::{Color, Point, Rect, Size};
use jejak::paint::{View, covered, damage};
use jejak::scene::{Align, Key, Mark, Pane, Scene, Shape, Stroke};
use proptest::prelude::*;

const WINDOW: Size = Size { width: 640.0, height: 480.0 };

fn view(x: f64, y: f64) -> View {
    View { size: WINDOW, ratio: 1.0, scroll: Point::new(x, y) }
}

fn scene(marks: Vec<Mark>) -> Scene {
    let size = Size { width: 1_000.0, height: 900.0 };
    Scene {
        size,
        background: Color::hex(0xFFFFFF),
        head: 60.0,
        lead: 20.0,
        label: 80.0,
        marks,
        ..Scene::default()
    }
}

fn mark() -> impl Strategy<Value = Mark> {
    let pane = prop_oneof![Just(Pane::Body), Just(Pane::Head), Just(Pane::Label), Just(Pane::Fixed)];
    let place = (-20.0..1_000.0f64, -20.0..900.0f64, 1.0..120.0f64, 1.0..60.0f64);
    (pane, place, 0..3u8, 0..4u32).prop_map(|(pane, (x, y, w, h), kind, tone)| {
        let color = Color::hex(tone * 0x2040);
        let rect = Rect::from_size(x, y, w, h);
        let shape = match kind {
            0 => Shape::Rect { rect, radius: 0.0, fill: Some(color), stroke: None },
            1 => Shape::Text {
                at: Point::new(x, y),
                text: format!("{tone} people"),
                font: Font { size: 13.0, weight: Weight::Regular },
                color,
                align: Align::Start,
                width: w,
                rtl: false,
            },
            _ => Shape::Path {
                points: vec![Point::new(x, y), Point::new(x + w, y + h)],
                closed: false,
                fill: None,
                stroke: Some(Stroke { color, width: 2.0, dash: Vec::new() }),
            },
        };
        Mark { key: Key(tone), pane, shape }
    })
}

/// The box of a mark in the window, as far as it is seen; none where it is not.
fn seen(scene: &Scene, mark: &Mark, view: &View) -> Option<Rect> {
    seen_with(scene, mark, view, 0.0)
}

/// The same of a box that is larger by `air` on every side.
fn seen_with(scene: &Scene, mark: &Mark, view: &View, air: f64) -> Option<Rect> {
    let (pane, by) = scene.through(mark.pane, view.size, view.scroll);
    let rect = match &mark.shape {
        Shape::Rect { rect, .. } => *rect,
        Shape::Text { at, width, .. } => Rect { x0: at.x, y0: at.y - 10.0, x1: at.x + width, y1: at.y + 3.0 },
        Shape::Path { points, .. } => {
            Rect { x0: points[0].x, y0: points[0].y, x1: points[1].x, y1: points[1].y }.grow(1.0)
        }
        _ => unreachable!(),
    };
    let moved = Rect { x0: rect.x0 + by.x, y0: rect.y0 + by.y, x1: rect.x1 + by.x, y1: rect.y1 + by.y };
    let moved = moved.grow(air).and(&pane);
    (moved.width() > 0.0 && moved.height() > 0.0).then_some(moved)
}

/// One change of a list of marks.
#[derive(Clone, Debug)]
enum Change {
    Goes(usize),
    Comes(usize, Mark),
    Turns(usize, Mark),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<usize>().prop_map(Change::Goes),
        (any::<usize>(), mark()).prop_map(|(at, mark)| Change::Comes(at, mark)),
        (any::<usize>(), mark()).prop_map(|(at, mark)| Change::Turns(at, mark)),
    ]
}

proptest! {
    #[test]
    fn whatever_changed_is_painted_again(
        marks in proptest::collection::vec(mark(), 0..60),
        changes in proptest::collection::vec(change(), 0..6),
        x in 0.0..300.0f64,
        y in 0.0..300.0f64,
    ) {
        let (mut later, mut touched) = (marks.clone(), Vec::new());
        for change in changes {
            match change {
                Change::Goes(at) if !later.is_empty() => {
                    let at = at % later.len();
                    touched.push(later.remove(at));
                }
                Change::Comes(at, mark) => {
                    touched.push(mark.clone());
                    let at = at % (later.len() + 1);
                    later.insert(at, mark);
                }
                Change::Turns(at, mark) if !later.is_empty() => {
                    let at = at % later.len();
                    touched.push(core::mem::replace(&mut later[at], mark.clone()));
                    touched.push(mark);
                }
                _ => {}
            }
        }
        let (before, after, view) = (scene(marks), scene(later), view(x, y));
        let Some(parts) = damage(&before, &after, &view) else { return Ok(()) };
        prop_assert!(parts.len() <= 10, "{} parts", parts.len());
        // a mark that came and went again has changed nothing; every other one lies whole in one part
        let count = |scene: &Scene, mark: &Mark| scene.marks.iter().filter(|each| each.pane == mark.pane && each.shape == mark.shape).count();
        for mark in touched.iter().filter(|mark| count(&before, mark) != count(&after, mark)) {
            if let Some(rect) = seen(&before, mark, &view) {
                let whole = |part: &Rect| part.and(&rect) == rect;
                prop_assert!(parts.iter().any(whole), "{rect:?} is not in {parts:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_covered_holds_all_marks_that_are_seen_and_no_more(
        marks in proptest::collection::vec(mark(), 0..5),
        x in 0.0..300.0f64,
        y in 0.0..300.0f64,
    ) {
        let (scene, view) = (scene(marks), view(x, y));
        let all: Vec<Rect> = scene.marks.iter().filter_map(|mark| seen(&scene, mark, &view)).collect();
        let Some(covered) = covered(&scene, &view, 32.0) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        prop_assert!(all.iter().all(|rect| covered.and(rect) == *rect), "{covered:?} of {all:?}");
        for (edge, last) in [(covered.x0, WINDOW.width), (covered.x1, WINDOW.width), (covered.y0, WINDOW.height), (covered.y1, WINDOW.height)] {
            prop_assert!((0.0..=last).contains(&edge) && (edge % 32.0 == 0.0 || edge == last), "{covered:?}");
        }
        // letters reach some px over their line, lines over their ends
        let near = scene.marks.iter().filter_map(|mark| seen_with(&scene, mark, &view, 24.0));
        let around = near.reduce(|all, one| all.with(&one)).unwrap_or_default().grow(32.0);
        prop_assert!(around.and(&covered) == covered, "{covered:?} around {around:?}");
    }
}

fn plain(x: f64, y: f64, rgb: u32) -> Mark {
    let rect = Rect::from_size(x, y, 20.0, 10.0);
    let shape = Shape::Rect { rect, radius: 0.0, fill: Some(Color::hex(rgb)), stroke: None };
    Mark { key: Key(1), pane: Pane::Body, shape }
}

#[test]
fn nothing_is_painted_where_nothing_changed_and_all_where_the_frame_did() {
    let before = scene((0..40).map(|at| plain(100.0 + 10.0 * f64::from(at), 100.0, 0x336699)).collect());
    assert_eq!(damage(&before, &before, &view(0.0, 0.0)), Some(vec![]));
    // whom a mark stands for is not seen
    let mut renamed = before.clone();
    renamed.marks[3].key = Key(9);
    assert_eq!(damage(&before, &renamed, &view(0.0, 0.0)), Some(vec![]));
    for other in [
        Scene { head: 61.0, ..before.clone() },
        Scene { rtl: true, ..before.clone() },
        Scene { background: Color::hex(0x12161C), ..before.clone() },
    ] {
        assert_eq!(damage(&before, &other, &view(0.0, 0.0)), None);
    }
}

#[test]
fn one_mark_in_between_costs_its_own_place() {
    let before = scene((0..40).map(|at| plain(100.0, 100.0 + 12.0 * f64::from(at), 0x336699)).collect());
    let mut after = before.clone();
    after.marks.insert(20, plain(300.0, 200.0, 0x99AABB));
    let parts = damage(&before, &after, &view(0.0, 0.0)).unwrap();
    assert_eq!(parts, [Rect { x0: 297.0, y0: 197.0, x1: 323.0, y1: 213.0 }]);
    // and marks that stand outside of the window cost nothing
    after.marks.insert(3, plain(900.0, 850.0, 0));
    assert_eq!(damage(&before, &after, &view(0.0, 0.0)).unwrap(), parts);
}

#[test]
fn a_picture_that_is_other_in_most_places_is_painted_at_once() {
    let before = scene(Vec::new());
    let rect = Rect::from_size(80.0, 60.0, 560.0, 400.0);
    let all = Shape::Rect { rect, radius: 0.0, fill: Some(Color::hex(0)), stroke: None };
    let after = scene(vec![Mark { key: Key(0), pane: Pane::Body, shape: all }]);
    assert_eq!(damage(&before, &after, &view(0.0, 0.0)), None);
}

#[test]
fn a_box_that_ends_lower_costs_what_it_grew_by() {
    let column = |bottom: f64| {
        let rect = Rect { x0: 200.0, y0: 100.0, x1: 300.0, y1: bottom };
        let shape = Shape::Rect { rect, radius: 0.0, fill: Some(Color::hex(0x336699)), stroke: None };
        let tint = Mark { key: Key(0), pane: Pane::Body, shape };
        scene(vec![plain(100.0, 100.0, 0x336699), tint, plain(220.0, 120.0, 0x99AABB)])
    };
    let at = |before, after| damage(&column(before), &column(after), &view(0.0, 0.0)).unwrap();
    assert_eq!(at(500.0, 880.0), []);
    let strip = [Rect { x0: 197.0, y0: 297.0, x1: 303.0, y1: 403.0 }];
    assert_eq!((at(300.0, 400.0), at(400.0, 300.0)), (strip.to_vec(), strip.to_vec()));
    // how high all of it is cannot be seen
    let high = Scene { size: Size { width: 1_000.0, height: 2_000.0 }, ..column(500.0) };
    assert_eq!(damage(&column(500.0), &high, &view(0.0, 0.0)), Some(vec![]));
}
