//! Which item lies under a point of the window.

use crate::geom::{Point, Size};
use crate::scene::{Key, Scene};

/// What of a scene is visible: its size and how far it is scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Window {
    /// In CSS pixels.
    pub size: Size,
    /// In CSS pixels; sideways from where reading starts.
    pub scroll: Point,
}

/// The topmost target under `point` (in the window's own coordinates).
pub fn hit(scene: &Scene, window: &Window, point: Point) -> Option<Key> {
    scene
        .targets
        .iter()
        .rev()
        .find(|target| {
            let (seen, moved) = scene.through(target.pane, window.size, window.scroll);
            seen.contains(point) && target.rect.contains(Point::new(point.x - moved.x, point.y - moved.y))
        })
        .map(|target| target.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Rect;
    use crate::scene::{Pane, Target};

    fn scene() -> Scene {
        let target =
            |key, pane, x, y, w, h| Target { key: Key(key), pane, rect: Rect::from_size(x, y, w, h) };
        Scene {
            size: Size { width: 1_000.0, height: 800.0 },
            head: 100.0,
            lead: 40.0,
            label: 80.0,
            targets: vec![
                target(1, Pane::Head, 100.0, 60.0, 200.0, 40.0),
                target(2, Pane::Body, 100.0, 100.0, 200.0, 600.0),
                target(3, Pane::Body, 120.0, 200.0, 50.0, 20.0),
                target(4, Pane::Label, 0.0, 200.0, 80.0, 20.0),
                target(5, Pane::Fixed, 0.0, 10.0, 60.0, 20.0),
                target(6, Pane::Across, 0.0, 750.0, 1_000.0, 40.0),
            ],
            ..Scene::default()
        }
    }

    fn at(scroll: (f64, f64), point: (f64, f64)) -> u32 {
        let window =
            Window { size: Size { width: 400.0, height: 300.0 }, scroll: Point::new(scroll.0, scroll.1) };
        hit(&scene(), &window, Point::new(point.0, point.1)).map_or(0, |key| key.0)
    }

    #[test]
    fn the_topmost_wins() {
        assert_eq!([at((0.0, 0.0), (130.0, 210.0)), at((0.0, 0.0), (110.0, 210.0))], [3, 2]);
        assert_eq!(at((0.0, 0.0), (350.0, 210.0)), 0);
    }

    #[test]
    fn panes_move_as_they_are_painted() {
        assert_eq!(at((30.0, 50.0), (95.0, 155.0)), 3, "the body scrolls both ways");
        assert_eq!(at((30.0, 500.0), (80.0, 30.0)), 1, "heads stay, without their lead");
        assert_eq!(at((300.0, 50.0), (20.0, 160.0)), 4, "labels do not go sideways");
        assert_eq!(at((0.0, 30.0), (20.0, -10.0)), 0, "what is lifted out cannot be hit");
        assert_eq!(at((600.0, 500.0), (20.0, 260.0)), 6, "the footer keeps its side");
    }

    #[test]
    fn from_right_to_left_the_picture_hangs_at_the_right() {
        // the same scene in the mirror: 1,000 px wide, seen through 400
        let mut scene = scene();
        scene.rtl = true;
        for target in &mut scene.targets {
            target.rect = Rect { x0: 1_000.0 - target.rect.x1, x1: 1_000.0 - target.rect.x0, ..target.rect };
        }
        let mirrored = |scroll: (f64, f64), point: (f64, f64)| {
            let window =
                Window { size: Size { width: 400.0, height: 300.0 }, scroll: Point::new(scroll.0, scroll.1) };
            hit(&scene, &window, Point::new(400.0 - point.0, point.1)).map_or(0, |key| key.0)
        };
        for x in (0..40).map(|x| f64::from(x) * 10.0 + 3.0) {
            for (y, scroll) in
                [(20.0, (0.0, 0.0)), (80.0, (0.0, 30.0)), (205.0, (30.0, 50.0)), (280.0, (600.0, 500.0))]
            {
                assert_eq!(mirrored(scroll, (x, y)), at(scroll, (x, y)), "{x},{y} scrolled by {scroll:?}");
            }
        }
    }

    #[test]
    fn what_a_head_covers_is_not_hit() {
        assert_eq!(at((0.0, 150.0), (130.0, 50.0)), 1);
        assert_eq!(at((100.0, 0.0), (60.0, 250.0)), 0, "the body behind the labels");
    }
}
