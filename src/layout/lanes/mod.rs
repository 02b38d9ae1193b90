//! The lanes of the journey view: one file a lane, all of one trait.

use super::map::Map;
use super::pen::{LABEL, Pen};
use crate::model::journey::LaneKind;
use crate::scene::Pane;

mod answers;
mod curves;
mod emotion;
mod labels;
mod people;
mod priority;
mod touchpoints;

pub(super) use curves::{curves, stroke};
pub(super) use touchpoints::{
    backing as touchpoints_backing, channel as touchpoint_channel, of as touchpoints_of,
};

/// A lane: a row over all stages.
pub(super) trait Lane {
    /// Its kind, where a reader may fold, hide or move it; `None` = it belongs to the one above (answers and
    /// priority to the emotion) or always stands (people).
    fn kind(&self) -> Option<LaneKind> {
        None
    }
    /// How many items it holds in all: what its bar says while it is folded.
    fn count(&self, map: &Map<'_>) -> usize {
        let _ = map;
        0
    }
    /// Its name at the left.
    fn label(&self, map: &Map<'_>) -> String;
    /// How far below the lane's top the label's line begins, so that first baselines agree.
    fn label_top(&self) -> f64;
    /// Height it needs; a multiple of 8. Nothing where it has nothing to show: such a lane is left out.
    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64>;
    /// Its marks, from `top` down; body and label pane.
    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64);
    /// Its rows of the table twin: a label and one text a stage.
    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)>;
    /// True when a rule parts it from the lane above.
    fn ruled(&self) -> bool {
        true
    }
}

/// The lanes in their order of reading.
pub(super) fn all() -> Vec<Box<dyn Lane>> {
    vec![
        Box::new(people::People),
        Box::new(emotion::Emotion),
        Box::new(answers::Answers),
        Box::new(priority::Priority),
        Box::new(touchpoints::Touchpoints),
    ]
}

/// The lane's label in the label pane.
pub(super) fn place_label(lane: &dyn Lane, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
    pen.pane = Pane::Label;
    pen.plain();
    let muted = pen.theme.muted;
    let room = map.input.labels() - 16.0;
    let lines = pen.lines(&lane.label(map), LABEL, room, 3);
    pen.para(map.input.margin(), top + lane.label_top(), &lines, LABEL, muted);
    pen.pane = Pane::Body;
}
