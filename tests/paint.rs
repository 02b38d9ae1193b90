//! Scene → plotters, on a backend that only writes down what it is told.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

use core::convert::Infallible;
use jejak::geom::text::{Font, Weight};
use jejak::geom::{Color, Point, Rect, Size};
use jejak::paint::{Surface, Units, View, plotters};
use jejak::scene::{Align, Key, Mark, Pane, Scene, Shape, Stroke};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use proptest::prelude::*;

#[derive(Debug, Clone, PartialEq)]
enum Call {
    Box(BackendCoord, BackendCoord),
    Polygon(Vec<BackendCoord>),
    Line(Vec<BackendCoord>, u32),
    Circle(BackendCoord, u32),
    Text(String, BackendCoord, f64, String),
}

#[derive(Default)]
struct Pen(Vec<Call>);
type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Pen {
    type ErrorType = Infallible;
    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }
    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }
    fn present(&mut self) -> Done {
        Ok(())
    }
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        panic!("nothing may fall back to single pixels");
    }
    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, _: &S, fill: bool) -> Done {
        assert!(fill, "a stroked rectangle is never crisp");
        self.0.push(Call::Box(a, b));
        Ok(())
    }
    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Done {
        panic!("draw_line shifts by half a pixel");
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, s: &S) -> Done {
        self.0.push(Call::Line(path.into_iter().collect(), s.stroke_width()));
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Done {
        self.0.push(Call::Polygon(path.into_iter().collect()));
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, r: u32, _: &S, _: bool) -> Done {
        self.0.push(Call::Circle(at, r));
        Ok(())
    }
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Done {
        self.0.push(Call::Text(text.to_owned(), at, style.size(), style.family().as_str().to_owned()));
        Ok(())
    }
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        _: &str,
        _: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        panic!("plotters must never measure text");
    }
}

/// Writes down clips; text hangs 2 of 10 below its baseline.
#[derive(Default)]
struct Clips {
    scale: f64,
    open: i32,
    clips: Vec<Units>,
}

impl Surface for Clips {
    fn begin(&mut self, scale: f64) {
        self.scale = scale;
    }
    fn end(&mut self) {
        assert_eq!(self.open, 0, "every save has its restore");
    }
    fn save(&mut self) {
        self.open += 1;
    }
    fn clip(&mut self, rect: Units) {
        self.clips.push(rect);
    }
    fn restore(&mut self) {
        self.open -= 1;
        assert!(self.open >= 0);
    }
    fn descent(&mut self, font: Font) -> f64 {
        font.size / 5.0
    }
}

const INK: Color = Color::hex(0x1B2430);

fn mark(pane: Pane, shape: Shape) -> Mark {
    Mark { key: Key(0), pane, shape }
}

fn scene(marks: Vec<Mark>) -> Scene {
    Scene {
        size: Size { width: 1_000.0, height: 500.0 },
        head: 50.0,
        label: 100.0,
        marks,
        ..Scene::default()
    }
}

fn rule(x0: f64, y0: f64, x1: f64, y1: f64, width: f64, dash: &[f64]) -> Shape {
    Shape::Path {
        points: vec![Point::new(x0, y0), Point::new(x1, y1)],
        closed: false,
        fill: None,
        stroke: Some(Stroke { color: INK, width, dash: dash.to_vec() }),
    }
}

fn drawn(scene: &Scene, ratio: f64, scroll: Point) -> (Vec<Call>, Clips) {
    let (mut pen, mut clips) = (Pen::default(), Clips::default());
    let view = View { size: Size { width: 400.0, height: 300.0 }, ratio, scroll };
    plotters(scene, &view, None, "Inter, sans-serif", &mut pen, &mut clips).unwrap();
    (pen.0, clips)
}

#[test]
fn a_rule_is_whole_device_pixels_at_every_ratio_and_scroll() {
    for ratio in [1.0, 1.5, 2.0, 3.0] {
        for (y, scroll) in [(100.0, 0.0), (100.5, 0.3), (101.25, 7.77)] {
            let scene = scene(vec![
                mark(Pane::Body, rule(120.0, y, 380.0, y, 1.0, &[])),
                mark(Pane::Body, rule(200.3, 80.0, 200.3, 250.0, 1.0, &[])),
            ]);
            let (calls, _) = drawn(&scene, ratio, Point::new(scroll, scroll));
            assert_eq!(calls.len(), 2);
            let thick = ratio.round() as i32 * 8;
            for (call, upright) in calls.iter().zip([false, true]) {
                let Call::Box(a, b) = call else { panic!("{call:?} is not a filled box") };
                for v in [a.0, a.1, b.0, b.1] {
                    assert_eq!(v % 8, 0, "edge between pixels at ratio {ratio}: {call:?}");
                }
                assert_eq!(if upright { b.0 - a.0 } else { b.1 - a.1 }, thick, "ratio {ratio}");
            }
        }
    }
}

#[test]
fn filled_boxes_and_borders_have_their_edges_on_device_pixels() {
    let shape = Shape::Rect {
        rect: Rect { x0: 120.2, y0: 60.4, x1: 200.6, y1: 60.6 },
        radius: 0.0,
        fill: Some(INK),
        stroke: Some(Stroke { color: INK, width: 1.0, dash: vec![] }),
    };
    for ratio in [1.0, 1.5, 2.0, 3.0] {
        let (calls, _) = drawn(&scene(vec![mark(Pane::Body, shape.clone())]), ratio, Point::default());
        assert!(!calls.is_empty());
        for call in calls {
            let Call::Box(a, b) = call else { panic!("{call:?}") };
            assert!([a.0, a.1, b.0, b.1].iter().all(|v| v % 8 == 0));
            assert!(b.1 - a.1 >= 8, "thinner than a pixel is still seen");
        }
    }
}

#[test]
fn panes_scroll_and_clip_each_their_own_way() {
    let at = |pane| mark(pane, rule(150.0, 40.0, 180.0, 90.0, 2.0, &[]));
    let marks = vec![at(Pane::Fixed), at(Pane::Body), at(Pane::Head)];
    let (calls, clips) = drawn(&scene(marks), 1.0, Point::new(30.0, 20.0));
    let first = |i: usize| match &calls[i] {
        Call::Line(points, 16) => points[0],
        other => panic!("{other:?}"),
    };
    assert_eq!(first(0), (150 * 8, 40 * 8));
    assert_eq!(first(1), (120 * 8, 20 * 8));
    assert_eq!(first(2), (120 * 8, 40 * 8));
    let px = |x0, y0, x1, y1| Units { x0: x0 * 8, y0: y0 * 8, x1: x1 * 8, y1: y1 * 8 };
    assert_eq!(clips.clips, [px(0, 0, 400, 300), px(100, 50, 400, 300), px(100, 0, 400, 50)]);
    assert_eq!(clips.scale, 0.125);
}

#[test]
fn labels_stay_while_the_map_scrolls_sideways() {
    let label = mark(Pane::Label, rule(10.0, 100.0, 90.0, 120.0, 1.0, &[]));
    let (calls, _) = drawn(&scene(vec![label]), 1.0, Point::new(300.0, 20.0));
    assert_eq!(calls, [Call::Line(vec![(80, 640), (720, 800)], 8)]);
}

#[test]
fn the_lead_of_the_head_scrolls_away_and_the_footer_keeps_its_side() {
    let at = |pane| mark(pane, rule(150.0, 60.0, 180.0, 90.0, 1.0, &[]));
    let panes = [Pane::Head, Pane::Fixed, Pane::Across];
    let mut scene = scene(panes.map(at).to_vec());
    (scene.head, scene.lead) = (100.0, 30.0);
    let (calls, clips) = drawn(&scene, 1.0, Point::new(20.0, 10.0));
    let first = |i: usize| match &calls[i] {
        Call::Line(points, _) => (points[0].0 / 8, points[0].1 / 8),
        other => panic!("{other:?}"),
    };
    assert_eq!([first(0), first(1)], [(130, 50), (150, 50)]);
    assert_eq!(clips.clips[0].y1, 90 * 8);
    scene.marks = vec![mark(Pane::Across, rule(20.0, 160.0, 40.0, 200.0, 1.0, &[])), at(Pane::Head)];
    let (calls, clips) = drawn(&scene, 1.0, Point::new(20.0, 50.0));
    assert_eq!(calls[0], Call::Line(vec![(160, 880), (320, 1200)], 8));
    assert_eq!(calls[1], Call::Line(vec![(1040, 240), (1280, 480)], 8), "never more than the lead");
    assert_eq!((clips.clips[0].x0, clips.clips[0].y0), (0, 70 * 8));
}

/// How far a place is from a path of corners, in units.
fn distance(at: (f64, f64), path: &[BackendCoord]) -> f64 {
    let far = path.windows(2).map(|pair| {
        let [a, b] = [pair[0], pair[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        let along = ((at.0 - a.0) * (b.0 - a.0) + (at.1 - a.1) * (b.1 - a.1))
            / ((b.0 - a.0).powi(2) + (b.1 - a.1).powi(2)).max(1e-9);
        let along = along.clamp(0.0, 1.0);
        (at.0 - a.0 - along * (b.0 - a.0)).hypot(at.1 - a.1 - along * (b.1 - a.1))
    });
    far.fold(f64::INFINITY, f64::min)
}

/// How often a polygon goes around a place.
fn winding(at: (f64, f64), corners: &[BackendCoord]) -> i32 {
    let next = corners.iter().cycle().skip(1);
    let edges = corners.iter().zip(next).map(|(a, b)| [*a, *b].map(|(x, y)| (f64::from(x), f64::from(y))));
    edges
        .map(|[a, b]| {
            let side = (b.0 - a.0) * (at.1 - a.1) - (at.0 - a.0) * (b.1 - a.1);
            i32::from(a.1 <= at.1 && b.1 > at.1 && side > 0.0)
                - i32::from(a.1 > at.1 && b.1 <= at.1 && side < 0.0)
        })
        .sum()
}

proptest! {
    #[test]
    fn corners_that_nobody_sees_are_left_out_and_what_is_seen_stays(
        corners in proptest::collection::vec((-300.0..1_300.0f64, -300.0..800.0f64), 3..40),
        (x, y) in (0.0..500.0f64, 0.0..200.0f64),
        closed in any::<bool>(),
        width in 1.0..30.0f64,
        places in proptest::collection::vec((100.0..400.0f64, 50.0..300.0f64), 60),
    ) {
        let points: Vec<Point> = corners.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let stroke = (!closed).then(|| Stroke { color: INK, width, dash: vec![] });
        let shape = Shape::Path { points, closed, fill: closed.then_some(INK), stroke };
        let (calls, _) = drawn(&scene(vec![mark(Pane::Body, shape)]), 1.0, Point::new(x, y));
        let units = |v: f64| (v * 8.0 + 0.5).floor() as i32;
        let all: Vec<BackendCoord> = corners.iter().map(|(a, b)| (units(a - x.round()), units(b - y.round()))).collect();
        let (seen, reach) = match calls.as_slice() {
            [Call::Line(seen, wide)] => (seen.clone(), f64::from(*wide) / 2.0),
            [Call::Polygon(seen)] => (seen.clone(), 0.0),
            [] => (Vec::new(), width * 4.0),
            other => panic!("{other:?}"),
        };
        prop_assert!(seen.len() <= all.len());
        for at in places.into_iter().map(|(x, y)| (x * 8.0 + 0.3, y * 8.0 + 0.3)) {
            if closed {
                prop_assert_eq!(winding(at, &seen), winding(at, &all), "{:?} of {:?}", seen, all);
            } else {
                let [now, before] = [&seen, &all].map(|path| distance(at, path).min(reach));
                prop_assert!((now - before).abs() < 1e-6, "{at:?}: {now} for {before}");
            }
        }
    }
}

#[test]
fn of_a_path_that_goes_on_outside_few_corners_are_drawn() {
    let points =
        (0..=100).map(|at| Point::new(150.0 + f64::from(at), 200.0 + 20.0 * f64::from(at))).collect();
    let path = |closed, fill, stroke| mark(Pane::Body, Shape::Path { points, closed, fill, stroke });
    let line = path(false, None, Some(Stroke { color: INK, width: 1.0, dash: vec![] }));
    let (calls, _) = drawn(&scene(vec![line]), 1.0, Point::default());
    let [Call::Line(corners, _)] = calls.as_slice() else { panic!("{calls:?}") };
    // five in the window, the next one and the last
    assert_eq!(corners.len(), 8, "{corners:?}");
    assert_eq!(corners.last(), Some(&(250 * 8, 2_200 * 8)));
}

#[test]
fn what_is_scrolled_away_is_not_drawn() {
    let far = mark(Pane::Body, rule(700.0, 100.0, 900.0, 120.0, 1.0, &[]));
    assert!(drawn(&scene(vec![far.clone()]), 1.0, Point::default()).0.is_empty());
    assert_eq!(drawn(&scene(vec![far]), 1.0, Point::new(500.0, 0.0)).0.len(), 1);
}

#[test]
fn dashes_become_pieces_of_the_right_length() {
    let dashed = mark(Pane::Body, rule(120.0, 100.0, 153.0, 100.0, 1.0, &[6.0, 4.0]));
    let (calls, _) = drawn(&scene(vec![dashed]), 1.0, Point::default());
    let spans: Vec<_> = calls
        .iter()
        .map(|call| match call {
            Call::Box(a, b) => (a.0 / 8, b.0 / 8),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(spans, [(120, 126), (130, 136), (140, 146), (150, 153)]);
}

#[test]
fn dashes_of_a_curve_are_as_heavy_where_it_is_level() {
    let shape = |closed| Shape::Path {
        points: [(120.0, 120.5), (150.0, 100.5), (180.0, 100.5), (180.0, 120.5)]
            .map(|(x, y)| Point::new(x, y))
            .into(),
        closed,
        fill: None,
        stroke: Some(Stroke { color: INK, width: 1.5, dash: vec![2.0, 4.0] }),
    };
    let (calls, _) = drawn(&scene(vec![mark(Pane::Body, shape(false))]), 1.0, Point::default());
    assert!(calls.len() > 10);
    assert!(calls.iter().all(|call| matches!(call, Call::Line(_, 12))), "{calls:?}");
    // borders are crisp
    let (calls, _) = drawn(&scene(vec![mark(Pane::Body, shape(true))]), 1.0, Point::default());
    assert!(calls.iter().any(|call| matches!(call, Call::Box(..))), "{calls:?}");
}

#[test]
fn dashes_run_on_around_corners() {
    let points = vec![Point::new(120.0, 100.0), Point::new(128.0, 108.0), Point::new(136.0, 100.0)];
    let whole = 2.0 * 128f64.sqrt();
    let shape = Shape::Path {
        points,
        closed: false,
        fill: None,
        stroke: Some(Stroke { color: INK, width: 1.5, dash: vec![10.0, 4.0] }),
    };
    let (calls, _) = drawn(&scene(vec![mark(Pane::Body, shape)]), 1.0, Point::default());
    let long = |call: &Call| match call {
        Call::Line(points, 12) => points
            .windows(2)
            .map(|w| f64::from(w[1].0 - w[0].0).hypot(f64::from(w[1].1 - w[0].1)) / 8.0)
            .sum::<f64>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(calls.len(), 2);
    assert!((long(&calls[0]) - 10.0).abs() < 0.2);
    assert!((long(&calls[1]) - (whole - 14.0)).abs() < 0.2);
}

#[test]
fn hatching_stays_in_its_box() {
    let rect = Rect { x0: 120.0, y0: 100.0, x1: 176.0, y1: 110.0 };
    let hatch = Shape::Hatch { rect, gap: 4.0, stroke: Stroke { color: INK, width: 1.0, dash: vec![] } };
    let (calls, _) = drawn(&scene(vec![mark(Pane::Body, hatch)]), 1.0, Point::default());
    assert!(calls.len() > 8, "{}", calls.len());
    for call in calls {
        let Call::Line(ends, _) = call else { panic!("{call:?}") };
        for (x, y) in &ends {
            assert!((120 * 8..=176 * 8).contains(x) && (100 * 8..=110 * 8).contains(y), "{ends:?}");
        }
        assert_eq!((ends[1].0 - ends[0].0).abs(), (ends[1].1 - ends[0].1).abs(), "45 degrees");
    }
}

#[test]
fn text_is_placed_by_its_measured_width_on_its_baseline() {
    let text = |align| Shape::Text {
        at: Point::new(200.0, 100.0),
        text: "4.820\u{7}".into(),
        font: Font { size: 14.0, weight: Weight::Semibold },
        color: INK,
        align,
        width: 37.5,
        rtl: false,
    };
    for (align, x) in [(Align::Start, 200.0), (Align::Middle, 181.25), (Align::End, 162.5)] {
        let (calls, _) = drawn(&scene(vec![mark(Pane::Body, text(align))]), 1.5, Point::default());
        let size = 14.0 * 1.5 * 8.0;
        let lower = (100.0f64 * 12.0 + size / 5.0).round() as i32;
        let at = ((x * 12.0f64).round() as i32, lower);
        assert_eq!(calls, [Call::Text("4.820".into(), at, size, "Inter, sans-serif".into())]);
    }
}

#[test]
fn numbers_that_are_not_numbers_are_left_out_and_huge_ones_are_clamped() {
    let bad = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    let mut marks = Vec::new();
    for v in bad {
        marks.push(mark(Pane::Fixed, rule(v, 10.0, 20.0, 30.0, 1.0, &[])));
        marks.push(mark(Pane::Fixed, rule(1.0, 10.0, 20.0, v, 1.0, &[4.0, 4.0])));
        marks.push(mark(
            Pane::Fixed,
            Shape::Circle { center: Point::new(5.0, v), radius: 4.0, fill: Some(INK), stroke: None },
        ));
        marks.push(mark(
            Pane::Fixed,
            Shape::Rect {
                rect: Rect::from_size(0.0, 0.0, v, 5.0),
                radius: 2.0,
                fill: Some(INK),
                stroke: None,
            },
        ));
    }
    assert_eq!(drawn(&scene(marks), 2.0, Point::default()).0, []);
    let huge = mark(Pane::Fixed, rule(-1e308, -1e300, 1e308, 1e300, 1e300, &[]));
    let (calls, _) = drawn(&scene(vec![huge]), 2.0, Point::default());
    let Call::Line(points, width) = &calls[0] else { panic!("{calls:?}") };
    assert!(points.iter().all(|(x, y)| x.abs() <= 1 << 20 && y.abs() <= 1 << 20));
    assert!(*width <= 1 << 20);
    let endless = mark(Pane::Fixed, rule(0.0, 10.0, 1e9, 11.0, 1.0, &[1e-9, 0.02]));
    assert!(drawn(&scene(vec![endless]), 1.0, Point::default()).0.len() < 10_000);
}

#[test]
fn an_odd_view_is_survived() {
    let scene = scene(vec![mark(Pane::Body, rule(120.0, 100.0, 380.0, 140.0, 1.0, &[]))]);
    for ratio in [f64::NAN, 0.0, -3.0, f64::INFINITY] {
        for scroll in [f64::NAN, f64::INFINITY, -1e308] {
            drawn(&scene, ratio, Point::new(scroll, scroll));
        }
    }
}

#[test]
fn a_part_of_the_window_is_painted_and_nothing_beside_it() {
    let at = |x, y| mark(Pane::Body, rule(x, y, x + 40.0, y + 30.0, 2.0, &[]));
    let marks = vec![at(120.0, 80.0), at(220.0, 80.0), at(220.0, 200.0)];
    let scene = Scene { background: INK, ..scene(marks) };
    let (mut pen, mut clips) = (Pen::default(), Clips::default());
    let view = View { size: Size { width: 400.0, height: 300.0 }, ratio: 2.0, scroll: Point::default() };
    let part = Rect { x0: 210.0, y0: 60.0, x1: 300.0, y1: 140.0 };
    plotters(&scene, &view, Some(part), "Inter", &mut pen, &mut clips).unwrap();
    let device = |x: i32, y: i32| (x * 16, y * 16);
    // the ground of the part, then the one mark that lies in it
    assert_eq!(pen.0[0], Call::Box(device(210, 60), device(300, 140)));
    assert!(matches!(&pen.0[1..], [Call::Line(points, _)] if points[0] == device(220, 80)), "{:?}", pen.0);
    assert_eq!(clips.clips, [Units { x0: 210 * 16, y0: 60 * 16, x1: 300 * 16, y1: 140 * 16 }]);
}
