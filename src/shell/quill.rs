//! plotters' canvas backend, where it says the same thing again and again: paths and texts of one look cross into
//! JavaScript at once, however many they are, and a colour or a font is set only where it is another one. Everything else
//! is the backend's own.

use super::canvas::SET;
use crate::paint::SUB;
use core::cell::{Cell, RefCell};
use core::fmt;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle, FontTransform,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

#[wasm_bindgen(module = "/src/shell/trace.js")]
extern "C" {
    fn trace(context: &CanvasRenderingContext2d, paths: &[i32], filled: bool, together: u32);
    #[wasm_bindgen(js_name = ink)]
    fn set_ink(context: &CanvasRenderingContext2d, color: &JsValue, fill: bool);
    fn write(context: &CanvasRenderingContext2d, lines: &str, places: &[i32], scale: f64);
}

/// Lines of one pixel that are one stroke of the browser's: it draws such a line piece by piece, so that the same pixels
/// come out at three quarters of the work. What is wider is outlined first, and that costs more the more there is, but for
/// dashes, which hardly have an outline.
const TOGETHER: u32 = 24;
/// Most corners of a dash.
const DASH: i32 = 4;

/// A colour as it can be compared.
type Ink = ((u8, u8, u8), u64);

/// A font as it can be compared: bold or not, family.
type Type = (bool, String);

/// Texts of one font, size and colour that wait.
struct Texts {
    font: Type,
    size: f64,
    color: BackendColor,
    /// One a line.
    lines: String,
    /// Two numbers a line.
    places: Vec<i32>,
}

/// What a context was told last and still knows, and the paths or texts that it was not told of yet.
#[derive(Default)]
pub struct Said {
    fill: Cell<Option<Ink>>,
    stroke: Cell<Option<(Ink, u32)>>,
    font: RefCell<Option<Type>>,
    /// Texts after the last path, by their look: a font that is set costs more than a text that is written, and no text
    /// lies on another.
    texts: RefCell<Vec<Texts>>,
    /// Paths of the present look: of each how many corners it has (and a 0), then these.
    paths: RefCell<Vec<[i32; 2]>>,
    /// They are filled, not stroked.
    filled: Cell<bool>,
    /// Colours as the context takes them: a picture sets the same few hundreds of times.
    inks: RefCell<Vec<(Ink, JsValue)>>,
}

impl Said {
    /// Draws the paths and writes the texts that wait; to be called before anything else is drawn or set.
    pub fn draw(&self, context: &CanvasRenderingContext2d) {
        self.trace(context);
        for texts in self.texts.take() {
            self.font(context, texts.font);
            self.fill(context, texts.color);
            write(context, &texts.lines, &texts.places, texts.size / SET);
        }
    }

    fn trace(&self, context: &CanvasRenderingContext2d) {
        let mut paths = self.paths.borrow_mut();
        if paths.is_empty() {
            return;
        }
        let hair = self.stroke.get().is_some_and(|(_, width)| width <= SUB as u32);
        let together = if hair || are_short(&paths) { TOGETHER } else { 1 };
        trace(context, paths.as_flattened(), self.filled.get(), together);
        paths.clear();
    }

    /// Sets the colour of fillings or lines.
    fn ink(&self, context: &CanvasRenderingContext2d, color: BackendColor, fill: bool) {
        let mut inks = self.inks.borrow_mut();
        let own = ink(color);
        match inks.iter().find(|(known, _)| *known == own) {
            Some((_, css)) => set_ink(context, css, fill),
            None => {
                let css = JsValue::from_str(&css(color));
                set_ink(context, &css, fill);
                inks.push((own, css));
            }
        }
    }

    fn fill(&self, context: &CanvasRenderingContext2d, color: BackendColor) {
        // texts that wait take a colour of their own: first they, then this
        if !self.texts.borrow().is_empty() {
            self.draw(context);
        }
        let ink = ink(color);
        if self.fill.get() != Some(ink) {
            self.draw(context);
            self.fill.set(Some(ink));
            self.ink(context, color, true);
        }
    }

    fn font(&self, context: &CanvasRenderingContext2d, font: Type) {
        let mut known = self.font.borrow_mut();
        if known.as_ref() == Some(&font) {
            return;
        }
        if known.is_none() {
            context.set_text_baseline("bottom");
            context.set_text_align("start");
        }
        let (bold, family) = &font;
        let style = if *bold { FontStyle::Bold } else { FontStyle::Normal };
        context.set_font(&format!("{} {SET}px {family}", style.as_str()));
        *known = Some(font);
    }

    /// One text more that waits.
    fn text<S: BackendTextStyle>(&self, text: &str, style: &S, at: BackendCoord) {
        let (bold, size, family) = (matches!(style.style(), FontStyle::Bold), style.size(), style.family());
        let color = style.color();
        let mut waiting = self.texts.borrow_mut();
        let known = waiting.iter_mut().find(|texts| {
            let (own, name) = &texts.font;
            (*own, texts.size, name.as_str(), ink(texts.color)) == (bold, size, family.as_str(), ink(color))
        });
        if let Some(texts) = known {
            texts.lines.push('\n');
            texts.lines.push_str(text);
            texts.places.extend([at.0, at.1]);
            return;
        }
        let (font, lines, places) = ((bold, family.as_str().to_owned()), text.to_owned(), vec![at.0, at.1]);
        waiting.push(Texts { font, size, color, lines, places });
    }

    /// The context may know something else by now.
    pub fn forget(&self) {
        self.fill.set(None);
        self.stroke.set(None);
        self.font.take();
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
    canvas: CanvasBackend,
    context: &'a CanvasRenderingContext2d,
    said: &'a Said,
}

impl<'a> Quill<'a> {
    /// Draws on a canvas with its context; `said` is forgotten by whoever else draws there.
    pub fn new(
        canvas: &HtmlCanvasElement,
        context: &'a CanvasRenderingContext2d,
        said: &'a Said,
    ) -> Option<Self> {
        let canvas = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self { canvas, context, said })
    }

    /// Leaves a drawing to the backend, which sets styles of its own.
    fn leave<E: std::error::Error + Send + Sync>(
        &mut self,
        draw: impl FnOnce(&mut CanvasBackend) -> Result<(), DrawingErrorKind<E>>,
    ) -> Drawn {
        self.said.draw(self.context);
        self.said.forget();
        draw(&mut self.canvas).map_err(|error| refused(&error))
    }

    fn fill(&self, color: BackendColor) {
        self.said.fill(self.context, color);
    }

    fn stroke(&self, color: BackendColor, width: u32) {
        let ink = (ink(color), width);
        if self.said.stroke.get() != Some(ink) {
            self.said.draw(self.context);
            let before = self.said.stroke.replace(Some(ink));
            self.said.ink(self.context, color, false);
            if before.is_none_or(|(_, known)| known != width) {
                self.context.set_line_width(f64::from(width));
            }
        }
    }

    /// One path more that waits; a single corner is none.
    fn path(&mut self, path: impl IntoIterator<Item = BackendCoord>, filled: bool) -> Drawn {
        if self.said.filled.get() != filled || !self.said.texts.borrow().is_empty() {
            self.said.draw(self.context);
            self.said.filled.set(filled);
        }
        let mut paths = self.said.paths.borrow_mut();
        let from = paths.len();
        paths.push([0, 0]);
        paths.extend(path.into_iter().map(<[i32; 2]>::from));
        let corners = paths.len() - from - 1;
        match paths.get_mut(from) {
            Some([count, _]) if corners > 1 => *count = corners as i32,
            _ => paths.truncate(from),
        }
        Ok(())
    }
}

impl DrawingBackend for Quill<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.canvas.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.leave(|canvas| canvas.draw_pixel(point, color))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if !fill {
            return self.leave(|canvas| canvas.draw_rect(upper_left, bottom_right, style, fill));
        }
        if style.color().alpha > 0.0 {
            self.fill(style.color());
            self.said.draw(self.context);
            let [x0, y0, x1, y1] =
                [upper_left.0, upper_left.1, bottom_right.0, bottom_right.1].map(f64::from);
            self.context.fill_rect(x0, y0, x1 - x0, y1 - y0);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        self.stroke(style.color(), style.stroke_width());
        self.path(path, false)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        self.fill(style.color());
        self.path(path, true)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        match fill {
            true => self.fill(style.color()),
            false => self.stroke(style.color(), style.stroke_width()),
        }
        self.said.draw(self.context);
        self.context.begin_path();
        let (x, y) = (f64::from(center.0), f64::from(center.1));
        let round = self.context.arc(x, y, f64::from(radius), 0.0, core::f64::consts::TAU);
        round.map_err(|_| DrawingErrorKind::DrawingError(Refused(String::from("circle"))))?;
        match fill {
            true => self.context.fill(),
            false => self.context.stroke(),
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let anchor = style.anchor();
        let usual = matches!((anchor.h_pos, anchor.v_pos), (HPos::Left, VPos::Bottom))
            && matches!(style.transform(), FontTransform::None);
        if !usual {
            return self.leave(|canvas| canvas.draw_text(text, style, at));
        }
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        self.said.trace(self.context);
        self.said.text(text, style, at);
        Ok(())
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

fn refused(error: &dyn std::error::Error) -> DrawingErrorKind<Refused> {
    DrawingErrorKind::DrawingError(Refused(error.to_string()))
}

fn ink(color: BackendColor) -> Ink {
    (color.rgb, color.alpha.to_bits())
}

fn css(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> String {
    format!("rgba({r},{g},{b},{alpha})")
}
