//! Figures and the journey → a scene, and the list that tells which subject each key is.
//!
//! Must never know: rows, plotters, pixel ratio, the mouse.

use crate::scene::{Key, Scene};

pub mod lanes;

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
}
