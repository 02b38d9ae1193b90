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
        /// Its letters are read from right to left, wherever it is aligned.
        rtl: bool,
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
    /// Where a sideways scroll snaps: each stage's distance from the side where reading starts.
    pub snaps: Vec<f64>,
    /// Laid out from right to left: labels stand at the right, and scrolling goes to the left.
    pub rtl: bool,
    /// Which marks, `from..to`, are pieces of one phrase on one line.
    pub phrases: Vec<(usize, usize)>,
}

impl Scene {
    /// What a window of `size` shows of a pane, and how far the pane's marks are moved into it. `scroll.x` counts
    /// from the side where reading starts.
    ///
    /// ```
    /// # use jejak::geom::{Point, Size};
    /// # use jejak::scene::{Pane, Scene};
    /// let size = Size { width: 1_000.0, height: 500.0 };
    /// let scene = Scene { size, label: 80.0, rtl: true, ..Scene::default() };
    /// let window = Size { width: 400.0, height: 300.0 };
    /// let (seen, moved) = scene.through(Pane::Body, window, Point::new(50.0, 0.0));
    /// assert_eq!((seen.x0, seen.x1, moved.x), (0.0, 320.0, -550.0));
    /// ```
    pub fn through(&self, pane: Pane, size: Size, scroll: Point) -> (Rect, Point) {
        let (w, h) = (size.width.max(0.0), size.height.max(0.0));
        let Point { x, y } = scroll;
        // the first `lead` pixels of the head scroll away, the rest of it stays
        let lifted = y.clamp(0.0, self.lead.max(0.0));
        let (label, head) = (self.label.clamp(0.0, w), (self.head - lifted).clamp(0.0, h));
        let (slid, still) = (-x, 0.0);
        let (left, top, right, bottom, dx, dy) = match pane {
            Pane::Body => (label, head, w, h, slid, -y),
            Pane::Head => (label, 0.0, w, head, slid, -lifted),
            Pane::Label => (0.0, head, label, h, still, -y),
            Pane::Across => (0.0, head, w, h, still, -y),
            Pane::Fixed => (0.0, 0.0, w, h, still, -lifted),
        };
        if self.rtl {
            // the picture hangs at the right edge of the window
            let seen = Rect { x0: w - right, y0: top, x1: w - left, y1: bottom };
            return (seen, Point::new(w - self.size.width - dx, dy));
        }
        (Rect { x0: left, y0: top, x1: right, y1: bottom }, Point::new(dx, dy))
    }
}

impl Scene {
    /// The same panes with nothing in them.
    pub fn frame(&self) -> Self {
        let Self { size, background, head, lead, label, rtl, .. } = *self;
        Self { size, background, head, lead, label, rtl, ..Self::default() }
    }

    /// Moves everything `dx` px to the right; the pane of labels grows with it.
    pub fn shift(&mut self, dx: f64) {
        if dx == 0.0 {
            return;
        }
        for mark in &mut self.marks {
            mark.shape.shift(dx);
        }
        for target in &mut self.targets {
            target.rect = target.rect.aside(dx);
        }
        if self.label > 0.0 {
            self.label += dx;
        }
        for snap in &mut self.snaps {
            *snap += dx;
        }
    }
}

impl Shape {
    /// The same `dx` px further to the right.
    fn shift(&mut self, dx: f64) {
        match self {
            Self::Rect { rect, .. } | Self::Hatch { rect, .. } => *rect = rect.aside(dx),
            Self::Circle { center: at, .. } | Self::Text { at, .. } => at.x += dx,
            Self::Path { points, .. } => points.iter_mut().for_each(|point| point.x += dx),
        }
    }
}
