//! The lanes of the journey view: one file a lane, all of one trait.

use super::Subject;
use super::map::Map;
use super::pen::{LABEL, Pen};
use crate::geom::{Point, Rect};
use crate::model::journey::{LaneKind, Layer};
use crate::scene::Pane;
use crate::words::picture;
use cells::Cells;

pub(super) use cells::Cell;

mod answers;
mod backing;
mod block;
mod blueprint;
mod cells;
mod curves;
mod emotion;
mod groups;
mod labels;
mod metrics;
mod opportunities;
mod order;
mod pains;
mod people;
mod points;
mod priority;
mod survey;
mod texts;
mod time;
mod touchpoints;
mod triggers;

pub(super) use curves::{curves, drawn, stroke};
pub use order::lane_states;
pub(super) use order::{Row, place_bar, place_border, rows, shown, sign};
pub(super) use touchpoints::channel as touchpoint_channel;
pub(super) use triggers::of as triggers_of;

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
    /// Lines that the label may take at most.
    fn label_lines(&self) -> usize {
        3
    }
    /// Height it needs; a multiple of 8. Nothing where it has nothing to show: such a lane is left out.
    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64>;
    /// Its marks, from `top` down; body and label pane.
    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64);
    /// True where it shows something of a stage in a card.
    fn is_filled(&self, map: &Map<'_>, stage: usize) -> bool {
        let _ = (map, stage);
        false
    }
    /// What it shows of a stage in a card, in the width of `frame` and from its top down, under a caption whose
    /// line ends 4 px above; gives the y below.
    fn card(&self, map: &Map<'_>, pen: &mut Pen<'_>, stage: usize, frame: Rect) -> f64 {
        let _ = (map, pen, stage);
        frame.y0
    }
    /// Its rows of the table twin: a label and one text a stage.
    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)>;
    /// True when a rule parts it from the lane above.
    fn ruled(&self) -> bool {
        true
    }
}

/// The lanes in their order of reading; what has no kind follows the lane that it belongs to.
pub(super) fn all() -> Vec<Box<dyn Lane>> {
    let mut lanes: Vec<Box<dyn Lane>> = vec![
        Box::new(people::People),
        Box::new(groups::Groups),
        Box::new(emotion::Emotion),
        Box::new(answers::Answers),
        Box::new(priority::Priority),
    ];
    lanes.extend(order::ORDER.into_iter().filter_map(of));
    lanes
}

/// What stands after the open lanes, whichever these are: what moves people on, and the ways back.
fn tail() -> Vec<Box<dyn Lane>> {
    vec![Box::new(triggers::Triggers), Box::new(super::loops::Loops)]
}

/// The lane of cells of a kind. The emotion lane is no lane of cells, and documents hold no free rows of text.
fn of(kind: LaneKind) -> Option<Box<dyn Lane>> {
    Some(match kind {
        LaneKind::Actions
        | LaneKind::Thoughts
        | LaneKind::Needs
        | LaneKind::Expectations
        | LaneKind::Quotes => Box::new(Cells::of(texts::Texts(kind))),
        LaneKind::Touchpoints => Box::new(Cells::of(touchpoints::Touchpoints)),
        LaneKind::Pains => Box::new(Cells::of(pains::Pains)),
        LaneKind::Opportunities => Box::new(Cells::of(opportunities::Opportunities)),
        LaneKind::Metrics => Box::new(Cells::of(metrics::Metrics)),
        LaneKind::Time => Box::new(Cells::of(time::Times)),
        LaneKind::Frontstage => Box::new(Cells::of(blueprint::Blueprint(Layer::Frontstage))),
        LaneKind::Backstage => Box::new(Cells::of(blueprint::Blueprint(Layer::Backstage))),
        LaneKind::Support => Box::new(Cells::of(blueprint::Blueprint(Layer::Support))),
        LaneKind::Survey => Box::new(Cells::of(survey::Survey)),
        LaneKind::Emotion | LaneKind::Text => return None,
    })
}

/// The lines of a label.
fn label(lane: &dyn Lane, map: &Map<'_>, pen: &Pen<'_>) -> Vec<String> {
    pen.lines(&lane.label(map), LABEL, map.input.labels() - GUTTER, lane.label_lines())
}

/// How high a lane is: as it needs, and never less than its label.
fn height(lane: &dyn Lane, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
    let own = lane.measure(map, pen)?;
    let named = lane.label_top() + LABEL.line * label(lane, map, pen).len() as f64 + 4.0;
    Some(own.max((named / 8.0).ceil() * 8.0))
}

/// The lane's label in the label pane; where the lane can be folded, with a small sign before it.
pub(super) fn place_label(lane: &dyn Lane, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
    pen.pane = Pane::Label;
    pen.plain();
    let (muted, left, top) = (pen.theme.muted, map.input.margin(), top + lane.label_top());
    let (name, lines) = (lane.label(map), label(lane, map, pen));
    let Some(kind) = lane.kind() else {
        pen.para(left, top, &lines, LABEL, muted);
        pen.pane = Pane::Body;
        return;
    };
    let words = picture::frame(map.input.lang);
    let said = format!("{name}: {}", words.open);
    pen.item(Subject::Lane(kind), said, vec![name, words.press_to_fold.to_owned()]);
    let height = pen.para(left, top, &lines, LABEL, muted);
    // the sign hangs in the margin: names stand under each other whether they have one or not
    sign(pen, Point::new(left - 11.0, top + 8.5), 3.0, false);
    // at least 24 px high, and wide enough for a finger
    let rect = Rect {
        x0: left - 18.0,
        y0: top - 4.0,
        x1: map.columns.start - 8.0,
        y1: top + height.max(16.0) + 4.0,
    };
    pen.target(rect);
    pen.plain();
    pen.pane = Pane::Body;
}

/// Between a label and its lane.
const GUTTER: f64 = 8.0;
