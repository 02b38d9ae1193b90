//! What to show, fully resolved: marks in CSS pixels with final colours and single lines of text.
//!
//! Must never know: where the numbers came from, plotters.

use crate::geom::text::Font;
use crate::geom::{Color, Point, Rect, Size};

/// Tells which subject a mark belongs to; an opaque number that the layout gives out. 0 = none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(pub u32);

/// Which part of the picture stays while it scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Pane {
    /// Scrolls both ways.
    #[default]
    Body,
    /// Stage heads: stay at the top, scroll sideways.
    Head,
    /// Lane labels: stay at the left, scroll up and down.
    Label,
    /// Stays where it is (title, chips, corner), save that the first `lead` px scroll away upwards.
    Fixed,
    /// Scrolls up and down only, over the whole width (footer).
    Across,
}

/// Where a line of text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Align {
    #[default]
    Start,
    Middle,
    End,
}

/// A stroke; flattened dashes are made in `paint`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Stroke {
    pub color: Color,
    pub width: f64,
    /// On and off lengths; empty = solid.
    pub dash: Vec<f64>,
}

/// The shapes there are.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled and/or outlined rectangle with rounded corners (radius 0 = square).
    Rect {
        /// Box.
        rect: Rect,
        /// Corner radius.
        radius: f64,
        /// Inside.
        fill: Option<Color>,
        /// Outline, drawn inside the box.
        stroke: Option<Stroke>,
    },
    /// A filled and/or outlined circle.
    Circle {
        /// Middle.
        center: Point,
        /// Radius.
        radius: f64,
        /// Inside.
        fill: Option<Color>,
        /// Outline.
        stroke: Option<Stroke>,
    },
    /// A polyline or polygon; curves are flattened by the layout.
    Path {
        /// Corners.
        points: Vec<Point>,
        /// Last joins first.
        closed: bool,
        /// Inside.
        fill: Option<Color>,
        /// Line.
        stroke: Option<Stroke>,
    },
    /// 45° lines cut to a rectangle.
    Hatch {
        /// Box.
        rect: Rect,
        /// Distance of lines.
        gap: f64,
        /// Line.
        stroke: Stroke,
    },
    /// One line of text.
    Text {
        /// Where the baseline starts, is centred, or ends.
        at: Point,
        /// The text.
        text: String,
        /// Size and weight.
        font: Font,
        /// Colour.
        color: Color,
        /// Alignment.
        align: Align,
        /// Measured width, so that boxes are known without a measure.
        width: f64,
    },
}

/// A shape with its subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Subject; `Key(0)` = decoration.
    pub key: Key,
    /// Pane.
    pub pane: Pane,
    /// Shape.
    pub shape: Shape,
}

/// A box that answers to the pointer and the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Subject.
    pub key: Key,
    /// Pane.
    pub pane: Pane,
    /// Where.
    pub rect: Rect,
}

/// A whole picture. Marks are painted in order; later ones lie on top.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scene {
    /// Size of everything, scrolled parts included.
    pub size: Size,
    /// Ground.
    pub background: Color,
    /// Height of the pane that stays at the top (0 = none), from y = 0.
    pub head: f64,
    /// How much of the head (title, chips) scrolls away upwards before the rest of it stays: `Head` and
    /// `Fixed` marks move up by `min(scroll, lead)`.
    pub lead: f64,
    /// Width of the pane that stays at the left (0 = none).
    pub label: f64,
    /// What is painted.
    pub marks: Vec<Mark>,
    /// What answers, topmost last. The first target of a key is where its focus item lies.
    pub targets: Vec<Target>,
    /// Where a sideways scroll snaps: x of each stage.
    pub snaps: Vec<f64>,
}
