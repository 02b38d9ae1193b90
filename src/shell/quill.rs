//! plotters' canvas backend, where it says the same thing again and again: paths of many corners cross into JavaScript
//! at once, and a colour or a font is set only where it is another one. Everything else is the backend's own.

use core::cell::{Cell, RefCell};
use core::fmt;
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontTransform,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

#[wasm_bindgen(module = "/src/shell/trace.js")]
extern "C" {
    fn trace(context: &CanvasRenderingContext2d, corners: &[i32], filled: bool);
}

/// A colour as it can be compared.
type Ink = ((u8, u8, u8), u64);

/// What a context was told last and still knows.
#[derive(Default)]
pub struct Said {
    fill: Cell<Option<Ink>>,
    stroke: Cell<Option<(Ink, u32)>>,
    font: RefCell<String>,
}

impl Said {
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
    corners: Vec<i32>,
}

impl<'a> Quill<'a> {
    /// Draws on a canvas with its context; `said` is forgotten by whoever else draws there.
    pub fn new(
        canvas: &HtmlCanvasElement,
        context: &'a CanvasRenderingContext2d,
        said: &'a Said,
    ) -> Option<Self> {
        let canvas = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self { canvas, context, said, corners: Vec::new() })
    }

    /// Leaves a drawing to the backend, which sets styles of its own.
    fn leave<E: std::error::Error + Send + Sync>(
        &mut self,
        draw: impl FnOnce(&mut CanvasBackend) -> Result<(), DrawingErrorKind<E>>,
    ) -> Drawn {
        self.said.forget();
        draw(&mut self.canvas).map_err(|error| refused(&error))
    }

    fn fill(&self, color: BackendColor) {
        let ink = (color.rgb, color.alpha.to_bits());
        if self.said.fill.replace(Some(ink)) != Some(ink) {
            self.context.set_fill_style_str(&css(color));
        }
    }

    fn stroke(&self, color: BackendColor, width: u32) {
        let ink = ((color.rgb, color.alpha.to_bits()), width);
        if self.said.stroke.replace(Some(ink)) != Some(ink) {
            self.context.set_stroke_style_str(&css(color));
            self.context.set_line_width(f64::from(width));
        }
    }

    fn font<S: BackendTextStyle>(&self, style: &S) {
        let css = format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str());
        let mut font = self.said.font.borrow_mut();
        if font.is_empty() {
            self.context.set_text_baseline("bottom");
            self.context.set_text_align("start");
        }
        if *font != css {
            self.context.set_font(&css);
            *font = css;
        }
    }

    /// One path; a single corner is none.
    fn path(&mut self, path: impl IntoIterator<Item = BackendCoord>, filled: bool) -> Drawn {
        self.corners.clear();
        self.corners.extend(path.into_iter().flat_map(|(x, y)| [x, y]));
        if self.corners.len() > 2 {
            trace(self.context, &self.corners, filled);
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
        self.leave(|canvas| canvas.draw_circle(center, radius, style, fill))
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
        self.font(style);
        self.fill(style.color());
        let drawn = self.context.fill_text(text, f64::from(at.0), f64::from(at.1));
        drawn.map_err(|_| DrawingErrorKind::DrawingError(Refused(String::from("text"))))
    }
}

fn refused(error: &dyn std::error::Error) -> DrawingErrorKind<Refused> {
    DrawingErrorKind::DrawingError(Refused(error.to_string()))
}

fn css(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> String {
    format!("rgba({r},{g},{b},{alpha})")
}
