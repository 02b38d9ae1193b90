//! Figures and the journey → a scene, and the list that tells which subject each key is.
//!
//! Must never know: rows, plotters, pixel ratio, the mouse.

use crate::figures::{Figures, SurveyFigures};
use crate::geom::Rect;
use crate::geom::text::TextMeasure;
use crate::geom::theme::Theme;
use crate::model::evidence::Evidence;
use crate::model::journey::{Journey, LaneKind};
use crate::scene::{Key, Pane, Scene};
use crate::words::{Lang, Numbers};

mod card;
mod changes;
mod funnel;
mod header;
mod heads;
mod icons;
mod journey;
mod lanes;
mod light;
mod loops;
mod map;
mod memory;
mod menu;
mod mirror;
mod notes;
pub mod panel;
mod paths;
mod pen;
mod personas;
mod sentences;
mod survey;
mod view;

pub use funnel::funnel;
pub use journey::{journey, journey_again, journey_first, journey_picture, journey_twin};
pub use lanes::lane_states;
pub use light::{Light, highlight};
pub use map::opening;
pub use memory::Memory;
pub use menu::{lane_name, lanes, read_lanes, write_lanes};
pub use mirror::mirror;
pub use panel::{Panel, panel};
pub use paths::paths;
use paths::say as paths_say;
pub use survey::survey;
pub use view::{Choice, NodeOrder, Steering, View};

/// Everything a layout needs.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The map.
    pub journey: &'a Journey,
    /// Derived from it and from the evidence.
    pub figures: &'a Figures,
    /// For rows, themes and the counting rule.
    pub evidence: Option<&'a Evidence>,
    /// Visible width in CSS px; under 240 it is laid out as 240.
    pub width: f64,
    /// Visible height, where it is fixed.
    pub height: Option<f64>,
    /// Language.
    pub lang: Lang,
    /// Colours.
    pub theme: &'a Theme,
    /// Measures text.
    pub text: &'a dyn TextMeasure,
    /// Writes numbers.
    pub numbers: &'a dyn Numbers,
    /// Persona in focus; `None` = everyone.
    pub persona: Option<usize>,
    /// Selected stage; `None` = the one the finding names.
    pub selected: Option<usize>,
    /// Stage shown under 600 px.
    pub card: usize,
    /// The reader's own order and choice of lanes; `None` = as the document says.
    pub lanes: Option<&'a [LaneState]>,
    /// A details panel stands beside the picture: its columns may be a little narrower.
    pub beside: bool,
}

/// How much of a lane is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LaneShown {
    /// Its cells.
    #[default]
    Open,
    /// A bar with its name and how many items it holds.
    Folded,
    /// Nothing.
    Hidden,
}

/// One lane in the order of the map, and how much of it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneState {
    /// Which lane.
    pub kind: LaneKind,
    /// How much of it.
    pub shown: LaneShown,
}

/// Under this width one stage is one card.
const SMALL: f64 = 600.0;

impl<'a> Input<'a> {
    /// Answers, question by question.
    fn survey(&self) -> &'a SurveyFigures {
        self.figures.survey(self.journey, self.evidence)
    }
    /// The same with a width that can be laid out.
    fn bounded(self) -> Self {
        let width = if self.width.is_finite() { self.width.clamp(240.0, 8192.0).floor() } else { 960.0 };
        Self { width, ..self }
    }
    /// Under 600 px.
    fn small(&self) -> bool {
        self.width < SMALL
    }
    /// Space at the left and the right.
    fn margin(&self) -> f64 {
        if self.small() { 16.0 } else { 32.0 }
    }
    /// Width of the column of lane labels with its gutter.
    fn labels(&self) -> f64 {
        match self.width {
            w if w < SMALL => 0.0,
            _ if self.beside => 96.0,
            w if w < 900.0 => 104.0,
            _ => 136.0,
        }
    }
    /// Space inside a cell, left and right.
    fn pad(&self) -> f64 {
        if self.width < 900.0 || self.beside { 8.0 } else { 12.0 }
    }
}

/// What a key stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A stage of the journey (index).
    Stage(usize),
    /// A step of the funnel (index).
    Step(usize),
    /// A touchpoint: stage index and its own.
    Touchpoint(usize, usize),
    /// The emotion point of a stage.
    Emotion(usize),
    /// A persona chip (index).
    Persona(usize),
    /// A segment chip (index of the group of the first breakdown).
    Group(usize),
    /// Group `.1` of step `.0` in a funnel with a breakdown.
    Bar(usize, usize),
    /// A button: previous (false) or next (true) stage card.
    Turn(bool),
    /// The bar or label of a lane: opens and folds it.
    Lane(LaneKind),
    /// The cell of a lane at a stage (index): actions, thoughts, pains …
    Cell(LaneKind, usize),
    /// A way back (index of the journey's loops).
    Loop(usize),
    /// A thing of paths: index of the level, its number, its stage.
    Node(usize, usize, Option<usize>),
    /// A move of paths: index of the level, number of the thing it leaves and of the one it leads to.
    Move(usize, usize, usize),
    /// What was answered to a question.
    Question(Question),
    /// A button: questions in the order of the journey (false) or by score (true).
    Order(bool),
}

/// A question of the survey, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Question {
    /// Stage (index).
    pub stage: usize,
    /// Touchpoint (index in the stage); `None` = the stage.
    pub touchpoint: Option<usize>,
    /// Its place among the scores there.
    pub score: usize,
    /// A persona's answers alone (index); `None` = everybody's.
    pub persona: Option<usize>,
}

/// One item for readers of the page: a focus item over a mark, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its mark's key.
    pub key: Key,
    /// What it stands for.
    pub subject: Subject,
    /// One sentence with every figure.
    pub label: String,
    /// Lines of the tooltip; the first is its title.
    pub tip: Vec<String>,
}

/// The table twin: a caption, a header row, rows.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Twin {
    pub caption: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Item {
    /// The stage (or step) this item belongs to, where it belongs to one.
    pub const fn column(&self) -> Option<usize> {
        match self.subject {
            Subject::Stage(at)
            | Subject::Step(at)
            | Subject::Touchpoint(at, _)
            | Subject::Emotion(at)
            | Subject::Cell(_, at)
            | Subject::Bar(at, _) => Some(at),
            Subject::Node(_, _, stage) => stage,
            Subject::Question(question) => Some(question.stage),
            Subject::Move(..)
            | Subject::Persona(_)
            | Subject::Group(_)
            | Subject::Turn(_)
            | Subject::Lane(_)
            | Subject::Loop(_)
            | Subject::Order(_) => None,
        }
    }
}

impl Laid {
    /// Where the focus item of `key` lies, and in which pane.
    pub fn home(&self, key: Key) -> Option<(Pane, Rect)> {
        self.scene.targets.iter().find(|target| target.key == key).map(|target| (target.pane, target.rect))
    }

    /// The item of `key`.
    pub fn item(&self, key: Key) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }
}

/// A laid-out view.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Laid {
    /// What to paint.
    pub scene: Scene,
    /// What can be focused, in reading order. `Key(n)` is `items[n − 1]`.
    pub items: Vec<Item>,
    /// The same content as a table.
    pub twin: Twin,
    /// Name of the figure.
    pub name: String,
    /// Summary sentence.
    pub summary: String,
    /// Columns of the picture (stages or steps), for the light under the pointer.
    pub columns: Vec<Rect>,
    /// Rows of a picture without columns, with the stage that each belongs to, for the same light.
    pub bands: Vec<(usize, Rect)>,
    /// The column that stands out at first, so that a wide picture can open where it is seen.
    pub lit: Option<usize>,
    /// Bands between things: what passes through one of them lights up with it.
    pub flows: Vec<Flow>,
    /// What a page can offer to choose from.
    pub steering: Option<Steering>,
    /// The items have no sentences yet; of a journey, what lies under the window is not laid out yet either.
    pub untold: bool,
}

/// A band from one item to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Flow {
    /// Its mark (index in the scene).
    pub mark: usize,
    /// Its own item; 0 where it has none.
    pub key: Key,
    /// The item that it leaves.
    pub from: Key,
    /// The item that it leads to.
    pub to: Key,
    /// It leads back, or to something beside it.
    pub under: bool,
}
