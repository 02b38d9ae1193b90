//! What is kept of lanes from one layout to the next: a lane whose cells hold what they held stands as it stood.
//!
//! Whoever owns the memory forgets it when anything else is another one that a lane looks at: journey, theme, language,
//! type. Where a lane stands, and how wide, is looked at here.

use super::Item;
use super::lanes::Cell;
use super::map::Map;
use super::pen::Pen;
use crate::model::journey::LaneKind;
use crate::scene::{Key, Mark, Target};
use core::cell::RefCell;

/// The lanes of the last layout.
#[derive(Default)]
pub struct Memory {
    /// There is nothing to find in the first layout, and nobody may ask for a second: nothing is kept of it.
    used: core::cell::Cell<bool>,
    lanes: RefCell<Vec<Lane>>,
}

struct Lane {
    kind: LaneKind,
    cells: Vec<Cell>,
    frame: [f64; 4],
    height: Option<f64>,
    placed: Option<Placed>,
}

/// What a lane added to the picture.
struct Placed {
    top: f64,
    first: usize,
    marks: Vec<Mark>,
    items: Vec<Item>,
    targets: Vec<Target>,
    phrases: Vec<(usize, usize)>,
}

/// How much stands in a picture.
pub(super) struct Before {
    marks: usize,
    items: usize,
    targets: usize,
    phrases: usize,
}

impl Before {
    pub(super) fn of(pen: &Pen<'_>) -> Self {
        let scene = &pen.scene;
        Self {
            marks: scene.marks.len(),
            items: pen.items.len(),
            targets: scene.targets.len(),
            phrases: scene.phrases.len(),
        }
    }
}

fn frame(map: &Map<'_>) -> [f64; 4] {
    [map.columns.start, map.columns.width, map.input.pad(), map.input.labels()]
}

impl Memory {
    /// Forgets all lanes.
    pub fn forget(&self) {
        self.used.set(false);
        self.lanes.take();
    }

    /// One layout is done.
    pub(super) fn turn(&self) {
        self.used.set(true);
    }

    /// The height of a lane with these cells, if it is the one that was laid out last.
    pub(super) fn height(&self, map: &Map<'_>, kind: LaneKind, cells: &[Cell]) -> Option<Option<f64>> {
        let lanes = self.lanes.borrow();
        let lane = lanes.iter().find(|lane| lane.kind == kind)?;
        (lane.frame == frame(map) && lane.cells == cells).then_some(lane.height)
    }

    /// Keeps how high a lane with these cells is.
    pub(super) fn keep(&self, map: &Map<'_>, kind: LaneKind, cells: &[Cell], height: Option<f64>) {
        if !self.used.get() {
            return;
        }
        let mut lanes = self.lanes.borrow_mut();
        lanes.retain(|lane| lane.kind != kind);
        lanes.push(Lane { kind, cells: cells.to_vec(), frame: frame(map), height, placed: None });
    }

    /// Places a lane that holds what it held, if it stands where it stood; else nothing is done.
    pub(super) fn place(&self, kind: LaneKind, pen: &mut Pen<'_>, top: f64) -> bool {
        let lanes = self.lanes.borrow();
        let lane = lanes.iter().find(|lane| lane.kind == kind);
        let placed = lane.and_then(|lane| lane.placed.as_ref());
        let Some(placed) = placed.filter(|placed| placed.top == top && placed.first == pen.items.len())
        else {
            return false;
        };
        let marks = pen.scene.marks.len();
        pen.scene.marks.extend(placed.marks.iter().cloned());
        pen.items.extend(placed.items.iter().cloned());
        pen.scene.targets.extend(placed.targets.iter().cloned());
        pen.scene.phrases.extend(placed.phrases.iter().map(|(from, to)| (from + marks, to + marks)));
        pen.key = Key(0);
        true
    }

    /// Keeps what a lane has added since `before`.
    pub(super) fn placed(&self, kind: LaneKind, pen: &Pen<'_>, top: f64, before: &Before) {
        let mut lanes = self.lanes.borrow_mut();
        let Some(lane) = lanes.iter_mut().find(|lane| lane.kind == kind) else { return };
        let scene = &pen.scene;
        let phrases = scene.phrases.get(before.phrases..).unwrap_or_default().iter();
        lane.placed = Some(Placed {
            top,
            first: before.items,
            marks: scene.marks.get(before.marks..).unwrap_or_default().to_vec(),
            items: pen.items.get(before.items..).unwrap_or_default().to_vec(),
            targets: scene.targets.get(before.targets..).unwrap_or_default().to_vec(),
            phrases: phrases.map(|(from, to)| (from - before.marks, to - before.marks)).collect(),
        });
    }
}
