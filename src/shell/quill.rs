//! plotters' canvas backend, where it says the same thing again and again: whatever is drawn crosses into JavaScript together, and
//! a colour or a font is set only where it is another one. Texts that do not hang at the left end of their lower edge are the
//! backend's own.

use super::canvas::SET;
use crate::paint::SUB;
use core::cell::RefCell;
use core::fmt;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle, FontTransform,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

#[wasm_bindgen(module = "/src/shell/trace.js")]
extern "C" {
    fn play(context: &CanvasRenderingContext2d, calls: &[i32], words: &str);
}

/// Lines of one pixel that are one stroke of the browser's: it draws such a line piece by piece, so that the same pixels
/// come out at three quarters of the work. What is wider is outlined first, and that costs more the more there is, but for
/// dashes, which hardly have an outline.
const TOGETHER: i32 = 24;
/// Most corners of a dash.
const DASH: i32 = 4;

// What is called, as `trace.js` knows it.
const BOX: i32 = 0;
const FILL: i32 = 1;
const STROKE: i32 = 2;
const WIDTH: i32 = 3;
const PATHS: i32 = 4;
const CIRCLE: i32 = 5;
const FONT: i32 = 6;
const TEXTS: i32 = 7;

/// A colour as it crosses: its parts in one number, and its alpha in millionths.
type Ink = [i32; 2];

/// A font as it can be compared: bold or not, family.
type Type = (bool, String);

/// Texts of one font, size and colour that wait.
struct Texts {
    font: Type,
    size: f64,
    ink: Ink,
    /// One a line.
    lines: String,
    /// Two numbers a line.
    places: Vec<i32>,
}

/// What a context was told last and still knows, and what it was not told of yet. Calls cross into JavaScript together,
/// however many they are: each on its own costs more than the browser's own work on it.
#[derive(Default)]
pub struct Said(RefCell<Calls>);

impl Said {
    /// Draws and writes what waits; to be called before anybody else draws or sets anything.
    pub fn draw(&self, context: &CanvasRenderingContext2d) {
        let mut calls = self.0.borrow_mut();
        calls.settle();
        if !calls.list.is_empty() {
            play(context, &calls.list, &calls.words);
            calls.list.clear();
            calls.words.clear();
        }
    }

    /// The context may know something else by now.
    pub fn forget(&self) {
        let mut calls = self.0.borrow_mut();
        (calls.fill, calls.stroke, calls.font) = (None, None, None);
    }
}

#[derive(Default)]
struct Calls {
    /// What the context knows when these calls are done.
    fill: Option<Ink>,
    stroke: Option<(Ink, u32)>,
    font: Option<Type>,
    /// Calls that wait, and the words of those that have any, one a line.
    list: Vec<i32>,
    words: String,
    /// Texts after the last path, by their look: a font that is set costs more than a text that is written, and no text
    /// lies on another.
    texts: Vec<Texts>,
    /// Paths of the present look: of each how many corners it has (and a 0), then these.
    paths: Vec<[i32; 2]>,
    /// They are filled, not stroked.
    filled: bool,
}

impl Calls {
    /// Paths and texts that wait become calls, in this order.
    fn settle(&mut self) {
        self.trace();
        for Texts { font, size, ink, lines, places } in core::mem::take(&mut self.texts) {
            self.set_font(font);
            self.set_fill(ink);
            let scale = (size / SET).to_bits();
            let (low, high) = (scale as u32 as i32, (scale >> 32) as u32 as i32);
            self.list.extend_from_slice(&[TEXTS, (places.len() / 2) as i32, low, high]);
            self.list.extend_from_slice(&places);
            self.say(&lines);
        }
    }

    fn say(&mut self, lines: &str) {
        self.words.push_str(lines);
        self.words.push('\n');
    }

    fn trace(&mut self) {
        if self.paths.is_empty() {
            return;
        }
        let hair = self.stroke.is_some_and(|(_, width)| width <= SUB as u32);
        let together = match self.filled {
            true => 0,
            false if hair || are_short(&self.paths) => TOGETHER,
            false => 1,
        };
        self.list.extend_from_slice(&[PATHS, self.paths.len() as i32 * 2, together]);
        self.list.extend_from_slice(self.paths.as_flattened());
        self.paths.clear();
    }

    /// One box, circle or other thing that is filled; texts that wait take a colour of their own: first they, then this.
    fn filling(&mut self, color: BackendColor) {
        if !self.texts.is_empty() {
            self.settle();
        }
        self.set_fill(ink(color));
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.trace();
            self.fill = Some(ink);
            self.list.extend_from_slice(&[FILL, ink[0], ink[1]]);
        }
    }

    fn stroking(&mut self, color: BackendColor, width: u32) {
        let ink = ink(color);
        if self.stroke != Some((ink, width)) {
            self.settle();
            let before = self.stroke.replace((ink, width));
            if before.is_none_or(|(known, _)| known != ink) {
                self.list.extend_from_slice(&[STROKE, ink[0], ink[1]]);
            }
            if before.is_none_or(|(_, known)| known != width) {
                self.list.extend_from_slice(&[WIDTH, width as i32]);
            }
        }
    }

    fn set_font(&mut self, font: Type) {
        if self.font.as_ref() == Some(&font) {
            return;
        }
        let (bold, family) = &font;
        let style = if *bold { FontStyle::Bold } else { FontStyle::Normal };
        let said = format!("{} {SET}px {family}", style.as_str());
        self.list.push(FONT);
        self.say(&said);
        self.font = Some(font);
    }

    /// One path more that waits; a single corner is none.
    fn path(&mut self, path: impl IntoIterator<Item = BackendCoord>, filled: bool) {
        if self.filled != filled || !self.texts.is_empty() {
            self.settle();
            self.filled = filled;
        }
        let from = self.paths.len();
        self.paths.push([0, 0]);
        self.paths.extend(path.into_iter().map(<[i32; 2]>::from));
        let corners = self.paths.len() - from - 1;
        match self.paths.get_mut(from) {
            Some([count, _]) if corners > 1 => *count = corners as i32,
            _ => self.paths.truncate(from),
        }
    }

    /// One text more that waits.
    fn text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) {
        self.trace();
        let (bold, size, family) = (matches!(style.style(), FontStyle::Bold), style.size(), style.family());
        let ink = ink(style.color());
        let known = self.texts.iter_mut().find(|texts| {
            let (own, name) = &texts.font;
            (*own, texts.size, name.as_str(), texts.ink) == (bold, size, family.as_str(), ink)
        });
        if let Some(texts) = known {
            texts.lines.push('\n');
            texts.lines.push_str(text);
            texts.places.extend_from_slice(&[at.0, at.1]);
            return;
        }
        let (font, lines, places) = ((bold, family.as_str().to_owned()), text.to_owned(), vec![at.0, at.1]);
        self.texts.push(Texts { font, size, ink, lines, places });
    }
}

/// What the canvas refused.
#[derive(Debug)]
pub struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

type Drawn = Result<(), DrawingErrorKind<Refused>>;

/// A canvas that plotters draws on.
pub struct Quill<'a> {
    canvas: &'a HtmlCanvasElement,
    context: &'a CanvasRenderingContext2d,
    said: &'a Said,
}

impl<'a> Quill<'a> {
    /// Draws on a canvas with its context by what is `said` to it, which is forgotten by whoever else draws there.
    pub fn new(canvas: &'a HtmlCanvasElement, context: &'a CanvasRenderingContext2d, said: &'a Said) -> Self {
        Self { canvas, context, said }
    }

    /// Leaves a text to the backend, which sets styles of its own; made for it, since hardly any picture has one.
    fn leave<S: BackendTextStyle>(&self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.said.draw(self.context);
        self.said.forget();
        let refused = |why: String| DrawingErrorKind::DrawingError(Refused(why));
        let backend = CanvasBackend::with_canvas_object(self.canvas.clone());
        let mut backend = backend.ok_or_else(|| refused(String::from("canvas")))?;
        backend.draw_text(text, style, at).map_err(|error| refused(error.to_string()))
    }
}

impl DrawingBackend for Quill<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        (self.canvas.width(), self.canvas.height())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.fill_box(color, [point.0, point.1, 1, 1]);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((x0, y0), (x1, y1)) = (upper_left, bottom_right);
        if !fill {
            return self.draw_path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], style);
        }
        self.fill_box(style.color(), [x0, y0, x1 - x0, y1 - y0]);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let mut calls = self.said.0.borrow_mut();
            calls.stroking(style.color(), style.stroke_width());
            calls.path(path, false);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let mut calls = self.said.0.borrow_mut();
            calls.filling(style.color());
            calls.path(path, true);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let mut calls = self.said.0.borrow_mut();
            match fill {
                true => calls.filling(style.color()),
                false => calls.stroking(style.color(), style.stroke_width()),
            }
            calls.settle();
            calls.list.extend_from_slice(&[CIRCLE, center.0, center.1, radius as i32, i32::from(fill)]);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let anchor = style.anchor();
        let usual = matches!((anchor.h_pos, anchor.v_pos), (HPos::Left, VPos::Bottom))
            && matches!(style.transform(), FontTransform::None);
        if !usual {
            return self.leave(text, style, at);
        }
        if style.color().alpha > 0.0 {
            self.said.0.borrow_mut().text(text, style, at);
        }
        Ok(())
    }
}

impl Quill<'_> {
    fn fill_box(&mut self, color: BackendColor, place: [i32; 4]) {
        if color.alpha > 0.0 {
            let mut calls = self.said.0.borrow_mut();
            calls.filling(color);
            calls.settle();
            calls.list.push(BOX);
            calls.list.extend_from_slice(&place);
        }
    }
}

/// True where all paths of a list are no longer than a dash.
fn are_short(paths: &[[i32; 2]]) -> bool {
    let mut rest = paths;
    while let Some(([corners, _], after)) = rest.split_first() {
        if *corners > DASH {
            return false;
        }
        rest = after.get(*corners as usize..).unwrap_or_default();
    }
    true
}

fn ink(color: BackendColor) -> Ink {
    let (r, g, b) = color.rgb;
    [i32::from(r) << 16 | i32::from(g) << 8 | i32::from(b), (color.alpha * 1e6).round() as i32]
}
