//! A picture for those who read from right to left: the finished scene in a mirror.
//!
//! One pass over what was laid out: boxes, lines, targets and columns change sides, what began at the left begins at
//! the right. Letters and figures are not mirrored, and neither is the order of the pieces of one phrase that is
//! written from left to right: `878 = 1,950 × 0.45` stays a sentence.

use super::Laid;
use crate::geom::text::{is_leftward_language, reads_leftwards};
use crate::geom::{Point, Rect};
use crate::model::journey::Journey;
use crate::scene::{Align, Mark, Scene, Shape};

/// Turns a laid-out view round, from left-to-right to right-to-left; a second time turns it back.
///
/// ```
/// # use jejak::layout::{Laid, mirror};
/// # use jejak::geom::{Rect, Size};
/// # use jejak::scene::Scene;
/// let size = Size { width: 100.0, height: 10.0 };
/// let column = Rect { x0: 10.0, y0: 0.0, x1: 30.0, y1: 10.0 };
/// let mut laid = Laid { scene: Scene { size, ..Scene::default() }, columns: vec![column], ..Laid::default() };
/// mirror(&mut laid);
/// assert!(laid.scene.rtl);
/// assert_eq!((laid.columns[0].x0, laid.columns[0].x1), (70.0, 90.0));
/// ```
pub fn mirror(laid: &mut Laid) {
    let scene = &mut laid.scene;
    let width = scene.size.width;
    scene.rtl = !scene.rtl;
    let mut kept = vec![false; scene.marks.len()];
    for (from, to) in scene.phrases.clone() {
        if keep(scene, width, from, to)
            && let Some(kept) = kept.get_mut(from..to)
        {
            kept.fill(true);
        }
    }
    for (mark, _) in scene.marks.iter_mut().zip(kept).filter(|(_, kept)| !kept) {
        turn(mark, width);
    }
    for target in &mut scene.targets {
        target.rect = across(&target.rect, width);
    }
    for column in laid.columns.iter_mut().chain(laid.bands.iter_mut().map(|(_, band)| band)) {
        *column = across(column, width);
    }
}

/// The view as its journey's language is written.
pub(super) fn by_language(mut laid: Laid, journey: &Journey) -> Laid {
    if journey.lang.as_deref().is_some_and(is_leftward_language) {
        mirror(&mut laid);
    }
    laid
}

/// Moves a phrase that reads from left to right to the other side as a whole; false where it does not read so.
fn keep(scene: &mut Scene, width: f64, from: usize, to: usize) -> bool {
    let Some(marks) = scene.marks.get_mut(from..to) else { return false };
    let (mut x0, mut x1, mut said) = (f64::INFINITY, f64::NEG_INFINITY, String::new());
    for mark in marks.iter() {
        let Shape::Text { at, align: Align::Start, width, text, .. } = &mark.shape else { return false };
        (x0, x1) = (x0.min(at.x), x1.max(at.x + width));
        said.push_str(text);
    }
    if reads_leftwards(&said) || !x0.is_finite() {
        return false;
    }
    for mark in marks {
        if let Shape::Text { at, .. } = &mut mark.shape {
            at.x += width - x1 - x0;
        }
    }
    true
}

fn turn(mark: &mut Mark, width: f64) {
    match &mut mark.shape {
        Shape::Rect { rect, .. } | Shape::Hatch { rect, .. } => *rect = across(rect, width),
        Shape::Circle { center, .. } => center.x = width - center.x,
        Shape::Path { points, .. } => {
            for point in points {
                *point = Point::new(width - point.x, point.y);
            }
        }
        Shape::Text { at, align, .. } => {
            at.x = width - at.x;
            *align = match align {
                Align::Start => Align::End,
                Align::Middle => Align::Middle,
                Align::End => Align::Start,
            };
        }
    }
}

fn across(rect: &Rect, width: f64) -> Rect {
    Rect { x0: width - rect.x1, x1: width - rect.x0, ..*rect }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::text::Font;
    use crate::geom::{Color, Size};
    use crate::scene::{Key, Pane};

    fn text(x: f64, said: &str, align: Align) -> Mark {
        let shape = Shape::Text {
            at: Point::new(x, 10.0),
            text: said.to_owned(),
            font: Font::default(),
            color: Color::default(),
            align,
            width: 20.0,
            rtl: false,
        };
        Mark { key: Key(0), pane: Pane::Body, shape }
    }

    fn places(laid: &Laid) -> Vec<(f64, Align)> {
        let place = |mark: &Mark| match &mark.shape {
            Shape::Text { at, align, .. } => Some((at.x, *align)),
            _ => None,
        };
        laid.scene.marks.iter().filter_map(place).collect()
    }

    fn laid(marks: Vec<Mark>, phrases: Vec<(usize, usize)>) -> Laid {
        let size = Size { width: 200.0, height: 20.0 };
        Laid { scene: Scene { size, marks, phrases, ..Scene::default() }, ..Laid::default() }
    }

    #[test]
    fn a_phrase_from_left_to_right_keeps_its_order_and_another_does_not() {
        let start = Align::Start;
        let pair = |second: &str| vec![text(10.0, "878", start), text(36.0, second, start)];
        let mut sum = laid(pair("= 1,950 × 0.45"), vec![(0, 2)]);
        mirror(&mut sum);
        assert_eq!(places(&sum), [(144.0, Align::Start), (170.0, Align::Start)]);
        let mut arabic = laid(pair("دقيقة"), vec![(0, 2)]);
        mirror(&mut arabic);
        assert_eq!(places(&arabic), [(190.0, Align::End), (164.0, Align::End)]);
    }

    #[test]
    fn twice_in_the_mirror_is_the_picture_itself() {
        let middle = text(100.0, "نعم", Align::Middle);
        let mut twice =
            laid(vec![text(10.0, "a", Align::Start), middle, text(90.0, "b", Align::End)], vec![(0, 1)]);
        let before = twice.clone();
        mirror(&mut twice);
        assert_ne!(twice, before);
        mirror(&mut twice);
        assert_eq!(twice, before);
    }
}
