//! The pen of all layouts: styles of type, and marks placed on the grid.

use super::{Item, Subject};
use crate::geom::text::{self, Font, TextMeasure, Weight};
use crate::geom::theme::Theme;
use crate::geom::{Color, Point, Rect};
use crate::scene::{Align, Key, Mark, Pane, Scene, Shape, Stroke, Target};

/// A style of type: size, line height, weight. Nothing is under 11 px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Size in CSS px.
    pub size: f64,
    /// Height of a line.
    pub line: f64,
    /// Weight.
    pub weight: Weight,
}

const fn style(size: f64, line: f64, weight: Weight) -> Style {
    Style { size, line, weight }
}

/// Titles.
pub const TITLE: Style = style(20.0, 28.0, Weight::Semibold);
/// Titles of cards.
pub const H2: Style = style(16.0, 24.0, Weight::Semibold);
/// Titles under 600 px.
pub const SMALL_TITLE: Style = style(18.0, 24.0, Weight::Semibold);
/// Stage names and figures of the flow.
pub const STAGE: Style = style(14.0, 20.0, Weight::Semibold);
/// The finding sentence.
pub const FINDING: Style = style(14.0, 20.0, Weight::Regular);
/// Big figures.
pub const NUM: Style = style(18.0, 24.0, Weight::Semibold);
/// Cells.
pub const BODY: Style = style(13.0, 18.0, Weight::Regular);
/// Chips and legends.
pub const CHIP: Style = style(12.0, 16.0, Weight::Regular);
/// Captions and small print.
pub const CAP: Style = style(11.0, 16.0, Weight::Regular);
/// Lane labels.
pub const LABEL: Style = style(11.0, 16.0, Weight::Semibold);

impl Style {
    /// The same at weight 600.
    pub const fn bold(self) -> Self {
        Self { weight: Weight::Semibold, ..self }
    }
    /// The font.
    pub const fn font(self) -> Font {
        Font { size: self.size, weight: self.weight }
    }
    /// From the top of the line's box to its baseline.
    pub fn baseline(self) -> f64 {
        (self.line / 2.0 + 0.3638 * self.size).round()
    }
}

/// Signs of a sentence for readers of the page: every figure of a stage has room in it.
const SAID: usize = 4_000;

/// A text made clean; one that is clean stays the very same.
fn told(text: String, most: usize) -> String {
    if text::is_clean(&text, most) { text } else { text::clean_to(&text, most) }
}

/// A piece of a line in its own style and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What it says.
    pub text: String,
    /// How.
    pub style: Style,
    /// In which colour.
    pub color: Color,
}

impl Run {
    /// A piece of a line.
    pub fn new(text: impl Into<String>, style: Style, color: Color) -> Self {
        Self { text: text.into(), style, color }
    }
}

/// Places marks; every text passes through `clean`.
pub struct Pen<'a> {
    /// Colours.
    pub theme: &'a Theme,
    measure: &'a dyn TextMeasure,
    /// What has been placed.
    pub scene: Scene,
    /// Focus items so far.
    pub items: Vec<Item>,
    /// The pane new marks go to.
    pub pane: Pane,
    /// The subject of new marks.
    pub key: Key,
}

impl<'a> Pen<'a> {
    /// An empty scene.
    pub fn new(theme: &'a Theme, measure: &'a dyn TextMeasure) -> Self {
        let scene = Scene { background: theme.ground, ..Scene::default() };
        Self { theme, measure, scene, items: Vec::new(), pane: Pane::Body, key: Key(0) }
    }

    /// Adds a shape.
    pub fn shape(&mut self, shape: Shape) {
        self.scene.marks.push(Mark { key: self.key, pane: self.pane, shape });
    }

    /// Adds a decoration under the marks from `at` on.
    pub fn insert(&mut self, at: usize, shape: Shape) {
        let at = at.min(self.scene.marks.len());
        self.scene.marks.insert(at, Mark { key: Key(0), pane: self.pane, shape });
        for (from, to) in self.scene.phrases.iter_mut().filter(|(from, _)| *from >= at) {
            (*from, *to) = (*from + 1, *to + 1);
        }
    }

    /// A filled rectangle.
    pub fn rect(&mut self, rect: Rect, fill: Color) {
        if rect.width() > 0.0 && rect.height() > 0.0 {
            self.shape(Shape::Rect { rect, radius: 0.0, fill: Some(fill), stroke: None });
        }
    }

    /// An outlined rectangle with round corners, filled with `fill` if given.
    pub fn outline(&mut self, rect: Rect, radius: f64, color: Color, fill: Option<Color>) {
        let stroke = Some(solid(color, 1.0));
        self.shape(Shape::Rect { rect, radius, fill, stroke });
    }

    /// A 1-px rule across, on whole pixels.
    pub fn rule(&mut self, x0: f64, x1: f64, y: f64, color: Color) {
        self.rect(Rect { x0, y0: y.round(), x1, y1: y.round() + 1.0 }, color);
    }

    /// A circle.
    pub fn circle(&mut self, center: Point, radius: f64, fill: Option<Color>, stroke: Option<Stroke>) {
        self.shape(Shape::Circle { center, radius, fill, stroke });
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: Vec<Point>, fill: Color) {
        if points.len() > 2 {
            self.shape(Shape::Path { points, closed: true, fill: Some(fill), stroke: None });
        }
    }

    /// A polyline.
    pub fn line(&mut self, points: Vec<Point>, stroke: Stroke) {
        if points.len() > 1 {
            self.shape(Shape::Path { points, closed: false, fill: None, stroke: Some(stroke) });
        }
    }

    /// Width of a text in a style.
    pub fn width(&self, text: &str, style: Style) -> f64 {
        self.measure.width(&text::cleaned(text), style.font())
    }

    /// The text, cut with an ellipsis where it is wider than `max`.
    pub fn fit(&self, text: &str, style: Style, max: f64) -> String {
        text::fit(self.measure, &text::cleaned(text), style.font(), max)
    }

    /// Lines no wider than `max`, at most `count`.
    pub fn lines(&self, text: &str, style: Style, max: f64, count: usize) -> Vec<String> {
        text::clamp(self.measure, &text::cleaned(text), style.font(), max, count)
    }

    /// One line of text; `top` is the top of its line box. Gives its width.
    pub fn text(&mut self, x: f64, top: f64, text: &str, style: Style, color: Color, align: Align) -> f64 {
        let text = text::cleaned(text);
        if text.is_empty() {
            return 0.0;
        }
        let (font, width) = (style.font(), self.measure.width(&text, style.font()));
        let (at, rtl) = (Point::new(x, top + style.baseline()), text::reads_leftwards(&text));
        self.shape(Shape::Text { at, text: text.into_owned(), font, color, align, width, rtl });
        width
    }

    /// Lines of text one under the other; gives their height.
    pub fn para(&mut self, x: f64, top: f64, lines: &[String], style: Style, color: Color) -> f64 {
        for (at, line) in lines.iter().enumerate() {
            self.text(x, top + style.line * at as f64, line, style, color, Align::Start);
        }
        style.line * lines.len() as f64
    }

    /// Width of several pieces on one line with `gap` between them.
    pub fn runs_width(&self, runs: &[Run], gap: f64) -> f64 {
        let gaps = gap * runs.len().saturating_sub(1) as f64;
        runs.iter().map(|run| self.width(&run.text, run.style)).sum::<f64>() + gaps
    }

    /// Several pieces on the baseline that `base` has at `top`, with `gap` px between them.
    pub fn runs(&mut self, x: f64, top: f64, runs: &[Run], gap: f64, base: Style, align: Align) -> f64 {
        let width = self.runs_width(runs, gap);
        let mut left = match align {
            Align::Start => x,
            Align::Middle => x - width / 2.0,
            Align::End => x - width,
        };
        let from = self.scene.marks.len();
        for run in runs {
            let shift = base.baseline() - run.style.baseline();
            left += self.text(left, top + shift, &run.text, run.style, run.color, Align::Start) + gap;
        }
        self.scene.phrases.push((from, self.scene.marks.len()));
        width
    }

    /// A new focus item; its key becomes the subject of the marks that follow.
    pub fn item(&mut self, subject: Subject, label: String, tip: Vec<String>) -> Key {
        let key = Key(u32::try_from(self.items.len()).unwrap_or(u32::MAX - 1) + 1);
        // a thing without a name is still told by its figures
        let label = told(label, SAID);
        let label = match label.strip_prefix([',', ':', ' ']) {
            Some(rest) => rest.trim_start_matches([',', ':', ' ']).to_owned(),
            None => label,
        };
        let mut tip = tip;
        for line in &mut tip {
            *line = told(core::mem::take(line), text::GRAPHEMES);
        }
        tip.retain(|line| !line.is_empty());
        if tip.is_empty() {
            tip.push(label.clone());
        }
        self.items.push(Item { key, subject, label, tip });
        self.key = key;
        key
    }

    /// A box that answers for the present subject.
    pub fn target(&mut self, rect: Rect) {
        self.scene.targets.push(Target { key: self.key, pane: self.pane, rect });
    }

    /// What follows is decoration.
    pub fn plain(&mut self) {
        self.key = Key(0);
    }
}

/// A solid stroke.
pub fn solid(color: Color, width: f64) -> Stroke {
    Stroke { color, width, dash: Vec::new() }
}

/// A dashed stroke.
pub fn dashed(color: Color, width: f64, dash: [f64; 2]) -> Stroke {
    Stroke { color, width, dash: dash.to_vec() }
}
