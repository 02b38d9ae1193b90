//! Numbers and dates by the browser's `Intl`.

use crate::model::time::Time;
use crate::words::Numbers;
use core::cell::RefCell;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// How numbers are written in one locale; formats are made once.
pub struct Local {
    locale: String,
    formats: RefCell<Vec<((bool, u8), Function)>>,
    day: RefCell<Option<Function>>,
}

impl Local {
    /// For a BCP 47 tag that the page's side found to be one; empty: the browser's own.
    pub fn new(locale: &str) -> Self {
        Self { locale: locale.to_owned(), formats: RefCell::default(), day: RefCell::default() }
    }

    fn locales(&self) -> Array {
        if self.locale.is_empty() { Array::new() } else { Array::of1(&JsValue::from_str(&self.locale)) }
    }

    fn write(&self, number: f64, percent: bool, digits: u8) -> String {
        let digits = digits.min(6);
        let mut formats = self.formats.borrow_mut();
        let at = formats.iter().position(|(key, _)| *key == (percent, digits)).unwrap_or_else(|| {
            let options = options([
                ("style", JsValue::from_str(if percent { "percent" } else { "decimal" })),
                ("minimumFractionDigits", JsValue::from(digits)),
                ("maximumFractionDigits", JsValue::from(digits)),
            ]);
            formats.push(((percent, digits), Intl::NumberFormat::new(&self.locales(), &options).format()));
            formats.len() - 1
        });
        let text = formats
            .get(at)
            .and_then(|(_, format)| format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number)).ok())
            .and_then(|text| text.as_string())
            .unwrap_or_else(|| number.to_string());
        tidy(&text, percent)
    }
}

/// A minus is U+2212, and no space stands before the percent sign.
fn tidy(text: &str, percent: bool) -> String {
    text.chars()
        .filter(|c| !(percent && c.is_whitespace()))
        .map(|c| if c == '-' { '\u{2212}' } else { c })
        .collect()
}

fn options<const N: usize>(pairs: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    object
}

impl Numbers for Local {
    fn decimal(&self, number: f64, digits: u8) -> String {
        self.write(number, false, digits)
    }

    fn percent(&self, share: f64, digits: u8) -> String {
        self.write(share, true, digits)
    }

    fn date(&self, time: Time) -> String {
        let mut day = self.day.borrow_mut();
        let format = day.get_or_insert_with(|| {
            let options = options([
                ("day", JsValue::from_str("numeric")),
                ("month", JsValue::from_str("short")),
                ("year", JsValue::from_str("numeric")),
                ("timeZone", JsValue::from_str("UTC")),
            ]);
            Intl::DateTimeFormat::new(&self.locales(), &options).format()
        });
        let date = Date::new(&JsValue::from_f64((time / 1_000) as f64));
        format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}
