//! The overlay: the column under the pointer and the ring around the focus.

use super::{Flow, Laid, Subject};
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
    let mut scene = Scene { background: Color { a: 0.0, ..theme.ground }, ..laid.scene.frame() };
    let mut add = |pane, shape| scene.marks.push(Mark { key: Key(0), pane, shape });
    let hovered = light.hover.and_then(|key| laid.item(key));
    let column = hovered.and_then(super::Item::column).or(light.column);
    let bands = laid.bands.iter().filter(|(stage, _)| Some(*stage) == column).map(|(_, band)| band);
    for rect in column.and_then(|at| laid.columns.get(at)).into_iter().chain(bands) {
        let fill = Some(theme.accent.alpha(if theme.dark { 0.10 } else { 0.06 }));
        add(Pane::Body, Shape::Rect { rect: *rect, radius: 0.0, fill, stroke: None });
    }
    if let Some(item) = hovered.filter(|_| !laid.flows.is_empty()) {
        for flow in through(laid, item.key) {
            let shape = laid.scene.marks.get(flow.mark).map(|mark| &mark.shape);
            if let Some(Shape::Path { points, closed, fill, stroke }) = shape {
                let color = theme.accent.alpha(if theme.dark { 0.5 } else { 0.42 });
                let stroke = stroke.as_ref().map(|stroke| Stroke { color, ..stroke.clone() });
                let (points, closed, fill) = (points.clone(), *closed, fill.map(|_| color));
                add(Pane::Body, Shape::Path { points, closed, fill, stroke });
            }
        }
    }
    // a part of a column gets an edge of its own
    if let Some((pane, rect)) = hovered.and_then(|item| laid.home(item.key))
        && !matches!(
            hovered.map(|item| &item.subject),
            Some(Subject::Stage(_) | Subject::Step(_) | Subject::Move(..))
        )
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

/// Bands beyond which only those at a thing light up: among so many nearly everything leads to everything, and a
/// picture that is lit all over says nothing of the thing.
const FOLLOWED: usize = 240;

/// What passes through an item: the band itself or the bands at it, everything that leads to them, and everything that
/// they lead to. Returns are followed one step only: else all would light up wherever there is a way round.
fn through(laid: &Laid, key: Key) -> Vec<&Flow> {
    let own = laid.flows.iter().find(|flow| flow.key == key);
    let size = laid.items.len() + 1;
    let (mut before, mut after) = (vec![false; size], vec![false; size]);
    let set = |list: &mut Vec<bool>, key: Key| {
        let place = list.get_mut(key.0 as usize);
        place.is_some_and(|known| !core::mem::replace(known, true))
    };
    let is = |list: &Vec<bool>, key: Key| list.get(key.0 as usize) == Some(&true);
    match own {
        Some(flow) if flow.under => return vec![flow],
        Some(flow) => {
            set(&mut before, flow.from);
            set(&mut after, flow.to);
        }
        None => {
            set(&mut before, key);
            set(&mut after, key);
        }
    }
    while laid.flows.len() <= FOLLOWED {
        let mut more = false;
        for flow in laid.flows.iter().filter(|flow| !flow.under) {
            more |= is(&after, flow.from) && set(&mut after, flow.to);
            more |= is(&before, flow.to) && set(&mut before, flow.from);
        }
        if !more {
            break;
        }
    }
    let lit = |flow: &&Flow| {
        own == Some(*flow)
            || !flow.under && (is(&after, flow.from) || is(&before, flow.to))
            || flow.under && own.is_none() && (flow.from == key || flow.to == key)
    };
    laid.flows.iter().filter(lit).collect()
}
