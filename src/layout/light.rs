//! The overlay: the column under the pointer and the ring around the focus.

use super::{Laid, Subject};
use crate::geom::Color;
use crate::geom::theme::Theme;
use crate::scene::{Key, Mark, Pane, Scene, Shape, Stroke};

/// What the overlay shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Light {
    /// Item under the pointer.
    pub hover: Option<Key>,
    /// Column lit from another view of the group.
    pub column: Option<usize>,
    /// Item with the keyboard's focus.
    pub focus: Option<Key>,
}

/// A scene of the same size with nothing but the light; its background is transparent.
pub fn highlight(laid: &Laid, theme: &Theme, light: &Light) -> Scene {
    let mut scene = Scene { marks: Vec::new(), targets: Vec::new(), ..laid.scene.clone() };
    scene.background = Color { a: 0.0, ..theme.ground };
    let mut add = |pane, shape| scene.marks.push(Mark { key: Key(0), pane, shape });
    let hovered = light.hover.and_then(|key| laid.item(key));
    let column = hovered.and_then(super::Item::column).or(light.column);
    if let Some(rect) = column.and_then(|at| laid.columns.get(at)) {
        let fill = Some(theme.accent.alpha(if theme.dark { 0.10 } else { 0.06 }));
        add(Pane::Body, Shape::Rect { rect: *rect, radius: 0.0, fill, stroke: None });
    }
    // a part of a column gets an edge of its own
    if let Some((pane, rect)) = hovered.and_then(|item| laid.home(item.key))
        && !matches!(hovered.map(|item| &item.subject), Some(Subject::Stage(_) | Subject::Step(_)))
    {
        let stroke = Some(Stroke { color: theme.accent, width: 1.0, dash: Vec::new() });
        add(pane, Shape::Rect { rect, radius: 3.0, fill: None, stroke });
    }
    if let Some((pane, rect)) = light.focus.and_then(|key| laid.home(key)) {
        // two tones, so that it is seen on any ground
        let ring = |color, width| Some(Stroke { color, width, dash: Vec::new() });
        let inner = Shape::Rect { rect, radius: 4.0, fill: None, stroke: ring(theme.ground, 4.0) };
        add(pane, inner);
        add(pane, Shape::Rect { rect, radius: 4.0, fill: None, stroke: ring(theme.ink, 2.0) });
    }
    scene
}
