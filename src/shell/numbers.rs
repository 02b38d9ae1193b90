//! Numbers and dates as the browser's `Intl` writes them.
//!
//! The first format that `Intl` makes loads its tables: a fifth of the time until the first picture. The two
//! languages that we speak are therefore written by our own table, which gives the same text (a browser test
//! compares them); all others, and days in further regions, are written by `Intl`.

use crate::model::time::Time;
use crate::words::numbers::Plain;
use crate::words::{Lang, Numbers};
use core::cell::RefCell;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// How numbers are written in one locale; formats are made once.
pub struct Local {
    locale: String,
    plain: Option<Plain>,
    formats: RefCell<Vec<((bool, u8), Function)>>,
    day: RefCell<Option<Function>>,
}

impl Local {
    /// For a BCP 47 tag that the page's side found to be one; empty: the browser's own.
    pub fn new(locale: &str) -> Self {
        let plain = match locale {
            "en" | "en-US" | "en-GB" => Some(Plain(Lang::En)),
            "id" | "id-ID" => Some(Plain(Lang::Id)),
            _ => None,
        };
        Self { locale: locale.to_owned(), plain, formats: RefCell::default(), day: RefCell::default() }
    }

    /// For this very tag.
    pub fn is_of(&self, locale: &str) -> bool {
        self.locale == locale
    }

    fn locales(&self) -> Array {
        if self.locale.is_empty() { Array::new() } else { Array::of1(&JsValue::from_str(&self.locale)) }
    }

    fn write(&self, number: f64, percent: bool, digits: u8) -> String {
        let digits = digits.min(6);
        if let Some(plain) = self.plain {
            return if percent { plain.percent(number, digits) } else { plain.decimal(number, digits) };
        }
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
        if let Some(plain) = self.plain.filter(|_| self.locale != "en-GB") {
            let day = plain.date(time);
            return match (
                plain,
                day.split_once(' ').and_then(|(day, rest)| Some((day, rest.split_once(' ')?))),
            ) {
                (Plain(Lang::En), Some((day, (month, year)))) => format!("{month} {day}, {year}"),
                _ => day,
            };
        }
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
