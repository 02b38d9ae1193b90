//! The 2D context as a surface, and as the ruler of text.

use super::quill::Said;
use crate::geom::digits::Digits;
use crate::geom::kept::Kept;
use crate::geom::text::{Font, Settings, TextMeasure, Weight};
use crate::paint::{Surface, Units};
use core::cell::{Cell, OnceCell, RefCell};
use js_sys::{Array, Function, Object, Reflect};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CanvasRenderingContext2d;

/// The size, in px, at which every text is measured and written, and scaled from there: making a font ready takes an engine as long as
/// measuring twenty texts, and a picture has eight sizes. It is a large one, for engines round the advance of each letter.
pub const SET: f64 = 128.0;
/// Most widths that are kept.
const KEPT: usize = 20_000;

/// What was measured in one family, at the size of [`SET`].
#[derive(Default)]
struct Known {
    widths: Kept<Weight, f64>,
    descents: Vec<(Weight, f64)>,
    digits: Digits<Weight>,
}

/// Measures text on a canvas context of its own, and remembers.
pub struct Ruler {
    context: CanvasRenderingContext2d,
    family: RefCell<String>,
    set: Cell<Option<Weight>>,
    /// What was measured in the present family, and in others.
    known: RefCell<Known>,
    others: RefCell<BTreeMap<String, Known>>,
    /// Texts that were set in the present family.
    settings: Settings,
    segmenters: [Segmenter; 2],
}

impl Ruler {
    /// A ruler on a context that nobody else uses.
    pub fn new(context: CanvasRenderingContext2d) -> Self {
        Self {
            context,
            family: RefCell::new(String::from("sans-serif")),
            set: Cell::new(None),
            known: RefCell::default(),
            others: RefCell::default(),
            settings: Settings::default(),
            segmenters: [Segmenter::new("grapheme"), Segmenter::new("word")],
        }
    }

    /// Where the parts of a text begin; where an old browser has no segmenter, characters are signs and words.
    fn parts(&self, text: &str, by: usize) -> Vec<usize> {
        let parts = self.segmenters.get(by).filter(|_| !text.is_ascii()).and_then(|by| by.starts(text));
        parts.unwrap_or_else(|| text.char_indices().map(|(at, _)| at).collect())
    }

    /// Measures in another family from now on.
    pub fn family(&self, family: &str) {
        if *self.family.borrow() != family {
            let mut others = self.others.borrow_mut();
            let known = self.known.replace(others.remove(family).unwrap_or_default());
            others.insert(self.family.replace(family.to_owned()), known);
            self.set.set(None);
            self.settings.forget();
        }
    }

    /// Forgets every width: a web font has arrived.
    pub fn forget(&self) {
        self.set.set(None);
        self.known.take();
        self.settings.forget();
        self.others.borrow_mut().clear();
    }

    fn font(&self, weight: Weight) {
        if self.set.get() != Some(weight) {
            let word = match weight {
                Weight::Regular => "normal",
                Weight::Semibold => "bold",
            };
            self.context.set_font(&format!("{word} {SET}px {}", self.family.borrow()));
            self.set.set(Some(weight));
        }
    }

    fn with<T>(&self, what: impl FnOnce(&mut Known) -> T) -> T {
        what(&mut self.known.borrow_mut())
    }

    /// How far the lower edge of text (`textBaseline = "bottom"`) lies below the baseline, at the size of [`SET`].
    fn below(&self, weight: Weight) -> f64 {
        let known = |known: &mut Known| known.descents.iter().find(|one| one.0 == weight).map(|one| one.1);
        if let Some(known) = self.with(known) {
            return known;
        }
        self.font(weight);
        let ascent = |baseline: &str| {
            self.context.set_text_baseline(baseline);
            self.context.measure_text("H").map_or(0.0, |measured| measured.actual_bounding_box_ascent())
        };
        let below = ascent("bottom") - ascent("alphabetic");
        self.with(|known| known.descents.push((weight, below)));
        below
    }

    /// The width of a text at the size of [`SET`].
    fn wide(&self, text: &str, weight: Weight) -> f64 {
        if let Some(known) = self.with(|known| known.widths.get(text, &weight).copied()) {
            return known;
        }
        let measured = |text: &str| {
            self.font(weight);
            self.context.measure_text(text).map_or(0.0, |measured| measured.width())
        };
        if let Some(added) = self.with(|known| known.digits.width(text, weight, measured)) {
            return added;
        }
        let width = measured(text);
        self.with(|known| {
            if known.widths.size() >= KEPT {
                *known = Known::default();
            }
            known.widths.put(text, weight, width);
        });
        width
    }
}

impl TextMeasure for Ruler {
    fn width(&self, text: &str, font: Font) -> f64 {
        if text.is_empty() { 0.0 } else { self.wide(text, font.weight) * font.size / SET }
    }

    fn signs(&self, text: &str) -> Vec<usize> {
        self.parts(text, 0)
    }

    fn words(&self, text: &str) -> Vec<usize> {
        self.parts(text, 1)
    }

    fn settings(&self) -> Option<&Settings> {
        Some(&self.settings)
    }
}

/// The browser's `Intl.Segmenter` of one granularity, made on first use.
struct Segmenter {
    granularity: &'static str,
    made: OnceCell<Option<(JsValue, Function)>>,
}

impl Segmenter {
    fn new(granularity: &'static str) -> Self {
        Self { granularity, made: OnceCell::new() }
    }

    fn make(granularity: &str) -> Result<(JsValue, Function), JsValue> {
        let class = get(&get(&js_sys::global(), "Intl")?, "Segmenter")?.dyn_into::<Function>()?;
        let options = Object::new();
        Reflect::set(&options, &JsValue::from_str("granularity"), &JsValue::from_str(granularity))?;
        let segmenter = Reflect::construct(&class, &Array::of2(&JsValue::UNDEFINED, &options))?;
        let segment = get(&segmenter, "segment")?.dyn_into::<Function>()?;
        Ok((segmenter, segment))
    }

    /// Where the segments begin, in bytes; `None` without a segmenter.
    fn starts(&self, text: &str) -> Option<Vec<usize>> {
        let made = self.made.get_or_init(|| Self::make(self.granularity).ok());
        let (segmenter, segment) = made.as_ref()?;
        let mut at = 0;
        let mut starts = Vec::new();
        for part in Array::from(&segment.call1(segmenter, &JsValue::from_str(text)).ok()?) {
            starts.push(at);
            at += get(&part, "segment").ok()?.as_string()?.len();
        }
        (at == text.len()).then_some(starts)
    }
}

fn get(object: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(key))
}

/// A context as the surface that plotters draws on.
pub struct Sheet<'a> {
    /// What is drawn on.
    pub context: &'a CanvasRenderingContext2d,
    /// Knows the fonts.
    pub ruler: &'a Ruler,
    /// What the context was told; it forgets with every `restore`.
    pub said: &'a Said,
    /// Where in the window the canvas begins, in device pixels.
    pub origin: (f64, f64),
}

impl Surface for Sheet<'_> {
    fn begin(&mut self, scale: f64) {
        self.said.draw(self.context);
        self.said.forget();
        self.context.save();
        // fails only on numbers that are not finite
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, -self.origin.0, -self.origin.1);
        self.context.set_line_join("round");
        self.context.set_line_cap("butt");
        self.context.set_global_alpha(1.0);
    }

    fn end(&mut self) {
        self.said.draw(self.context);
        self.context.restore();
    }

    fn save(&mut self) {
        self.said.draw(self.context);
        self.context.save();
    }

    fn clip(&mut self, rect: Units) {
        self.said.draw(self.context);
        self.context.begin_path();
        let (x, y) = (f64::from(rect.x0), f64::from(rect.y0));
        self.context.rect(x, y, f64::from(rect.x1) - x, f64::from(rect.y1) - y);
        self.context.clip();
    }

    fn restore(&mut self) {
        self.said.draw(self.context);
        self.said.forget();
        self.context.restore();
    }

    fn descent(&mut self, font: Font) -> f64 {
        self.ruler.below(font.weight) * font.size / SET
    }
}
