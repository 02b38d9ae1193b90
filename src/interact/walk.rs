//! One step by keyboard: by direction, to an end, or by column.

use super::Spot;
use crate::geom::Point;
use crate::scene::Key;

/// Steps by keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Step {
    Left,
    Right,
    Up,
    Down,
    /// First item in reading order.
    Home,
    /// Last item in reading order.
    End,
    /// Same row, column before.
    PreviousColumn,
    /// Same row, column after.
    NextColumn,
}

impl Step {
    /// The step that a key of the keyboard means.
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::Home,
            "End" => Self::End,
            "PageUp" => Self::PreviousColumn,
            "PageDown" => Self::NextColumn,
            _ => return None,
        })
    }
}

/// Where a step leads; without a place to start from, to the first item.
pub(super) fn from(spots: &[Spot], from: Option<&Spot>, step: Step) -> Option<Key> {
    let Some(here) = from else { return spots.first().map(|spot| spot.key) };
    let others = spots.iter().filter(|spot| spot.key != here.key);
    let middle = here.home.center();
    let near = match step {
        Step::Home => spots.first(),
        Step::End => spots.last(),
        Step::PreviousColumn | Step::NextColumn => {
            let forward = step == Step::NextColumn;
            let column = others
                .clone()
                .filter_map(|spot| spot.column)
                .filter(|to| here.column.is_none_or(|from| if forward { *to > from } else { *to < from }))
                .reduce(|a, b| if forward { a.min(b) } else { a.max(b) })?;
            nearest(others.filter(|spot| spot.column == Some(column)), |to| {
                (to.y - middle.y).abs() + (to.x - middle.x).abs() / 100.0
            })
        }
        _ => {
            let way = |to: Point| match step {
                Step::Left => (middle.x - to.x, (to.y - middle.y).abs()),
                Step::Right => (to.x - middle.x, (to.y - middle.y).abs()),
                Step::Up => (middle.y - to.y, (to.x - middle.x).abs()),
                _ => (to.y - middle.y, (to.x - middle.x).abs()),
            };
            // more ahead than aside, then the nearest, with what lies aside counted double
            let ahead = others.filter(|spot| {
                let (along, aside) = way(spot.home.center());
                along > 1.0 && along >= aside
            });
            nearest(ahead, |to| {
                let (along, aside) = way(to);
                along + 2.0 * aside
            })
        }
    };
    near.map(|spot| spot.key).filter(|key| *key != here.key)
}

fn nearest<'a>(spots: impl Iterator<Item = &'a Spot>, cost: impl Fn(Point) -> f64) -> Option<&'a Spot> {
    spots.min_by(|a, b| cost(a.home.center()).total_cmp(&cost(b.home.center())))
}
