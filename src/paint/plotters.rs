//! Scene → any plotters backend.
//!
//! plotters is the pen: whole units, no clip, no dash, no baseline. Here everything is made of what it can
//! do: filled boxes on device pixels, polygons, polylines, circles, single lines of text whose width is
//! already known. It is never asked to measure text. Every coordinate is finite and clamped before it.

use super::dash;
use super::grid::{Grid, SUB};
use super::surface::{Surface, Units};
use crate::error::{Code, Error};
use crate::geom::curve::around;
use crate::geom::text::{Font, Weight};
use crate::geom::{Color, Point, Rect, Size};
use crate::scene::{Align, Mark, Pane, Scene, Shape, Stroke};
use plotters::prelude::{DrawingBackend, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Longest text that reaches the backend, in characters.
const LONGEST: usize = 500;

/// Begins a stretch that is read from right to left (RLE), and ends it (PDF).
pub(super) const LEFTWARDS: char = '\u{202B}';
pub(super) const AS_BEFORE: char = '\u{202C}';

/// The window through which a scene is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// What is visible, in CSS pixels.
    pub size: Size,
    /// Device pixels in a CSS pixel.
    pub ratio: f64,
    /// How far the scene is scrolled, in CSS pixels; sideways from where reading starts.
    pub scroll: Point,
}

/// Paints what `view` shows of `scene` with `pen`, in the type `family` (a CSS list).
///
/// Marks whose numbers are not finite are left out; marks outside the window are skipped. With a `part` of the window
/// (whole CSS pixels) nothing outside of it is touched, and inside it comes out as if all had been painted.
pub fn plotters<B: DrawingBackend>(
    scene: &Scene,
    view: &View,
    part: Option<Rect>,
    family: &str,
    pen: &mut B,
    surface: &mut dyn Surface,
) -> Result<(), Error> {
    let ratio = if view.ratio.is_finite() { view.ratio.clamp(0.25, 8.0) } else { 1.0 };
    let view = View { ratio, ..*view };
    surface.begin(1.0 / SUB);
    let window = Rect::from_size(0.0, 0.0, view.size.width, view.size.height);
    let part = part.map_or(window, |part| part.and(&window));
    let grid = Grid::new(ratio, 0.0, 0.0);
    let (near, corners) = (Rect::default(), Vec::new());
    let mut brush =
        Brush { view, part, family, pen, surface, pane: None, through: None, grid, near, corners };
    let done = brush.scene(scene);
    if brush.pane.is_some() {
        brush.surface.restore();
    }
    surface.end();
    done
}

/// Where a shape lies, or `None` when a number in it is not finite.
pub(super) fn bounds(shape: &Shape) -> Option<Rect> {
    let rect = match shape {
        Shape::Rect { rect, .. } | Shape::Hatch { rect, .. } => *rect,
        Shape::Circle { center, radius, stroke, .. } => {
            let reach = radius + stroke.as_ref().map_or(0.0, |s| s.width);
            Rect { x0: center.x, y0: center.y, x1: center.x, y1: center.y }.grow(reach)
        }
        Shape::Path { points, stroke, .. } => {
            let first = points.first()?;
            let mut rect = Rect { x0: first.x, y0: first.y, x1: first.x, y1: first.y };
            for p in points {
                // f64::min would swallow a NaN
                if !(p.x.is_finite() && p.y.is_finite()) {
                    return None;
                }
                // compared, where `min` and `max` are calls: pictures have tens of thousands of corners
                if p.x < rect.x0 {
                    rect.x0 = p.x;
                } else if p.x > rect.x1 {
                    rect.x1 = p.x;
                }
                if p.y < rect.y0 {
                    rect.y0 = p.y;
                } else if p.y > rect.y1 {
                    rect.y1 = p.y;
                }
            }
            rect.grow(stroke.as_ref().map_or(0.0, |s| s.width))
        }
        Shape::Text { at, font, align, width, .. } => {
            let x0 = start(at.x, *align, *width);
            Rect { x0, y0: at.y - 1.5 * font.size, x1: x0 + width, y1: at.y + font.size }
        }
    };
    [rect.x0, rect.y0, rect.x1, rect.y1].iter().all(|v| v.is_finite()).then_some(rect)
}

/// Where a line of text starts.
fn start(x: f64, align: Align, width: f64) -> f64 {
    match align {
        Align::Start => x,
        Align::Middle => x - width / 2.0,
        Align::End => x - width,
    }
}

struct Brush<'a, B: DrawingBackend> {
    view: View,
    /// What of the window is painted.
    part: Rect,
    family: &'a str,
    pen: &'a mut B,
    surface: &'a mut dyn Surface,
    /// The pane whose clip is set.
    pane: Option<Pane>,
    /// What is seen of the pane of the last mark, and how far it is moved.
    through: Option<(Pane, Rect, Point)>,
    grid: Grid,
    /// What is seen of it, where its marks have their places.
    near: Rect,
    /// Corners of the present path: one list for all paths.
    corners: Vec<(i32, i32)>,
}

impl<B: DrawingBackend> Brush<'_, B> {
    fn scene(&mut self, scene: &Scene) -> Result<(), Error> {
        if scene.background.a > 0.0 {
            let device = self.grid.snap(&self.part);
            self.fill_device(device, scene.background)?;
        }
        for mark in &scene.marks {
            self.mark(mark, scene)?;
        }
        Ok(())
    }

    fn mark(&mut self, mark: &Mark, scene: &Scene) -> Result<(), Error> {
        let (seen, offset) = match self.through {
            Some((pane, seen, offset)) if pane == mark.pane => (seen, offset),
            _ => scene.through(mark.pane, self.view.size, self.view.scroll),
        };
        self.through = Some((mark.pane, seen, offset));
        let Some(mut bounds) = bounds(&mark.shape) else { return Ok(()) };
        bounds.x0 += offset.x;
        bounds.x1 += offset.x;
        bounds.y0 += offset.y;
        bounds.y1 += offset.y;
        // one pixel of slack: a rule has no height of its own
        if !bounds.grow(1.0).overlaps(&seen.and(&self.part)) {
            return Ok(());
        }
        if self.pane != Some(mark.pane) {
            self.enter(mark.pane, &seen, offset);
        }
        self.shape(&mark.shape)
    }

    fn enter(&mut self, pane: Pane, seen: &Rect, offset: Point) {
        if self.pane.is_some() {
            self.surface.restore();
        }
        self.pane = Some(pane);
        let device = Grid::new(self.view.ratio, 0.0, 0.0);
        let [x0, y0, x1, y1] = device.snap(&seen.and(&self.part)).map(Grid::fine);
        self.surface.save();
        self.surface.clip(Units { x0, y0, x1, y1 });
        let Rect { x0, y0, x1, y1 } = seen.and(&self.part);
        self.near = Rect { x0: x0 - offset.x, y0: y0 - offset.y, x1: x1 - offset.x, y1: y1 - offset.y };
        self.grid = Grid::new(self.view.ratio, offset.x, offset.y);
    }

    fn shape(&mut self, shape: &Shape) -> Result<(), Error> {
        match shape {
            Shape::Rect { rect, radius, fill, stroke } => self.rect(rect, *radius, *fill, stroke.as_ref()),
            Shape::Circle { center, radius, fill, stroke } => {
                self.circle(*center, *radius, *fill, stroke.as_ref())
            }
            Shape::Path { points, closed, fill, stroke } => {
                if let Some(color) = fill {
                    self.polygon(points, *color)?;
                }
                match stroke {
                    Some(stroke) => self.line(points, *closed, stroke),
                    None => Ok(()),
                }
            }
            Shape::Hatch { rect, gap, stroke } => self.hatch(rect, *gap, stroke),
            Shape::Text { at, text, font, color, align, width, rtl } => {
                self.text(Point::new(start(at.x, *align, *width), at.y), text, *rtl, *font, *color)
            }
        }
    }

    fn rect(
        &mut self,
        rect: &Rect,
        radius: f64,
        fill: Option<Color>,
        stroke: Option<&Stroke>,
    ) -> Result<(), Error> {
        let device = self.grid.snap(rect);
        let round = (radius * self.view.ratio).clamp(0.0, 4_096.0);
        if let Some(color) = fill {
            if round < 0.5 {
                self.fill_device(device, color)?;
            } else {
                let corners = rounded(device, round, 0.0);
                self.pen.fill_polygon(corners.iter().copied(), &style(color, 1, true)).map_err(refused)?;
            }
        }
        let Some(stroke) = stroke else { return Ok(()) };
        let width = self.grid.whole(stroke.width);
        if round < 0.5 && stroke.dash.is_empty() {
            return self.frame(device, width, stroke.color);
        }
        if stroke.dash.is_empty() {
            let mut corners = rounded(device, round, width / 2.0);
            corners.extend(corners.first().copied());
            let style = style(stroke.color, Grid::fine(width).unsigned_abs(), false);
            return self.pen.draw_path(corners.iter().copied(), &style).map_err(refused);
        }
        let (x0, y0, x1, y1) = (rect.x0, rect.y0, rect.x1, rect.y1);
        let corners = [Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)];
        self.line(&corners, true, stroke)
    }

    /// A border inside a device box, as four filled boxes.
    fn frame(&mut self, [x0, y0, x1, y1]: [f64; 4], width: f64, color: Color) -> Result<(), Error> {
        let (w, h) = (width.min(x1 - x0), width.min(y1 - y0));
        self.fill_device([x0, y0, x1, y0 + h], color)?;
        self.fill_device([x0, y1 - h, x1, y1], color)?;
        self.fill_device([x0, y0 + h, x0 + w, y1 - h], color)?;
        self.fill_device([x1 - w, y0 + h, x1, y1 - h], color)
    }

    fn circle(
        &mut self,
        center: Point,
        radius: f64,
        fill: Option<Color>,
        stroke: Option<&Stroke>,
    ) -> Result<(), Error> {
        let middle = self.grid.point(center);
        let reach = self.grid.length(radius);
        if let Some(color) = fill {
            self.pen.draw_circle(middle, reach, &style(color, 1, true), true).map_err(refused)?;
        }
        let Some(stroke) = stroke else { return Ok(()) };
        if stroke.dash.is_empty() {
            let width = self.grid.length(stroke.width);
            return self
                .pen
                .draw_circle(middle, reach, &style(stroke.color, width, false), false)
                .map_err(refused);
        }
        let ring: Vec<Point> = (0..48).map(|i| around(center, radius, f64::from(i) / 48.0)).collect();
        self.line(&ring, true, stroke)
    }

    /// A polyline: upright pieces as boxes on device pixels, slanted ones as paths.
    fn line(&mut self, points: &[Point], closed: bool, stroke: &Stroke) -> Result<(), Error> {
        if !closed && stroke.dash.is_empty() {
            return self.piece(points, stroke);
        }
        let mut points = points.to_vec();
        if closed {
            points.extend(points.first().copied());
        }
        if stroke.dash.is_empty() {
            return self.piece(&points, stroke);
        }
        let pieces = dash::pieces(&points, &stroke.dash);
        if points.len() > 2 && !closed {
            // of a curve some are level: on device pixels they would be heavier than the others
            let width = self.grid.length(stroke.width);
            return pieces.iter().try_for_each(|piece| self.path(piece, width, stroke.color));
        }
        pieces.iter().try_for_each(|piece| self.piece(piece, stroke))
    }

    /// A solid piece of a polyline.
    fn piece(&mut self, piece: &[Point], stroke: &Stroke) -> Result<(), Error> {
        if let [from, to] = piece
            && let Some(device) = self.grid.rule(*from, *to, stroke.width)
        {
            return self.fill_device(device, stroke.color);
        }
        if piece.len() < 2 {
            return Ok(());
        }
        self.path(piece, self.grid.length(stroke.width), stroke.color)
    }

    fn hatch(&mut self, rect: &Rect, gap: f64, stroke: &Stroke) -> Result<(), Error> {
        for [from, to] in dash::hatch(rect.x0, rect.y0, rect.x1, rect.y1, gap) {
            self.path(&[from, to], self.grid.length(stroke.width), stroke.color)?;
        }
        Ok(())
    }

    fn text(
        &mut self,
        baseline: Point,
        text: &str,
        rtl: bool,
        font: Font,
        color: Color,
    ) -> Result<(), Error> {
        // control characters have no shape; a canvas would draw blanks or boxes for them
        let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        // the canvas itself stays left-to-right: what is read the other way says so itself
        let text = if rtl { format!("{LEFTWARDS}{text}{AS_BEFORE}") } else { text };
        if text.is_empty() || !font.size.is_finite() || font.size <= 0.0 {
            return Ok(());
        }
        let size = font.size.clamp(1.0, 400.0) * self.view.ratio * SUB;
        let below = self.surface.descent(Font { size, ..font });
        let (x, y) = self.grid.point(baseline);
        let y =
            y.saturating_add(if below.is_finite() { below.clamp(0.0, 4.0 * size).round() as i32 } else { 0 });
        let weight = match font.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Semibold => FontStyle::Bold,
        };
        let color = ink(color);
        let style = TextStyle::from(FontDesc::new(FontFamily::Name(self.family), size, weight))
            .color(&color)
            .pos(Pos::new(HPos::Left, VPos::Bottom));
        self.pen.draw_text(&text, &style, (x, y)).map_err(refused)
    }

    fn fill_device(&mut self, device: [f64; 4], color: Color) -> Result<(), Error> {
        let [x0, y0, x1, y1] = device.map(Grid::fine);
        if x1 <= x0 || y1 <= y0 {
            return Ok(());
        }
        self.pen.draw_rect((x0, y0), (x1, y1), &style(color, 1, true), true).map_err(refused)
    }

    fn polygon(&mut self, points: &[Point], color: Color) -> Result<(), Error> {
        if points.len() < 3 {
            return Ok(());
        }
        self.met(points, 0);
        self.pen.fill_polygon(self.corners.iter().copied(), &style(color, 1, true)).map_err(refused)
    }

    fn path(&mut self, points: &[Point], width: u32, color: Color) -> Result<(), Error> {
        self.met(points, width);
        self.pen.draw_path(self.corners.iter().copied(), &style(color, width, false)).map_err(refused)
    }

    /// The corners of a path on the grid. Of those that lie one after the other beyond the same edge of what is seen only
    /// the first and the last: what lies between them is beyond it too. What is seen is taken wider by `air` and a little.
    fn met(&mut self, points: &[Point], air: u32) {
        self.corners.clear();
        let near = self.near.grow(SUB + f64::from(air));
        let (mut before, mut last) = (0, 0);
        for point in points {
            let beyond = u8::from(point.x < near.x0)
                | u8::from(point.x > near.x1) << 1
                | u8::from(point.y < near.y0) << 2
                | u8::from(point.y > near.y1) << 3;
            if before & last & beyond == 0 {
                before = last;
            } else {
                self.corners.pop();
            }
            last = beyond;
            self.corners.push(self.grid.point(*point));
        }
    }
}

/// The corners of a device box with round corners, moved inwards by `inset`, in units.
fn rounded([x0, y0, x1, y1]: [f64; 4], radius: f64, inset: f64) -> Vec<(i32, i32)> {
    const STEPS: u32 = 8;
    let (x0, y0, x1, y1) = (x0 + inset, y0 + inset, x1 - inset, y1 - inset);
    let r = (radius - inset).min((x1 - x0) / 2.0).min((y1 - y0) / 2.0).max(0.0);
    let middles =
        [(x1 - r, y0 + r, 3.0), (x1 - r, y1 - r, 0.0), (x0 + r, y1 - r, 1.0), (x0 + r, y0 + r, 2.0)];
    let mut out = Vec::with_capacity(40);
    for (cx, cy, quarter) in middles {
        for step in 0..=STEPS {
            let turn = (quarter + f64::from(step) / f64::from(STEPS)) / 4.0;
            let corner = around(Point::new(cx, cy), r, turn);
            out.push((Grid::fine(corner.x), Grid::fine(corner.y)));
        }
    }
    out
}

fn ink(color: Color) -> RGBAColor {
    let a = if color.a.is_finite() { color.a.clamp(0.0, 1.0) } else { 1.0 };
    RGBAColor(color.r, color.g, color.b, a)
}

fn style(color: Color, width: u32, filled: bool) -> ShapeStyle {
    ShapeStyle { color: ink(color), filled, stroke_width: width }
}

fn refused<E: core::fmt::Display>(error: E) -> Error {
    Error::new(Code::Internal, error.to_string())
}
