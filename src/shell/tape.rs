//! A plain live value that was written to a tape on JavaScript's side, back as a [`Value`].
//!
//! A document has thousands of values, and each question asked across the border costs as much as reading ten of
//! them there. `www/tape.js` writes what is plain as one list of numbers and one text in UTF-8; whatever is odd it leaves
//! to the careful walk of [`super::live`], which knows the place of each fault.

use crate::value::{MAX_DEPTH, Value};
use js_sys::{Float64Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The document on a tape, or `None` when this is none or does not hold together.
pub fn read(live: &JsValue) -> Option<Value> {
    let numbers = live.dyn_ref::<Float64Array>()?;
    let text = Reflect::get(live, &JsValue::from_str("text")).ok()?.dyn_into::<Uint8Array>().ok()?;
    let text = String::from_utf8(text.to_vec()).ok()?;
    let mut tape = Tape { numbers: numbers.to_vec(), at: 0, text: &text };
    let value = tape.value(0)?;
    (tape.at == tape.numbers.len() && tape.text.is_empty()).then_some(value)
}

struct Tape<'a> {
    numbers: Vec<f64>,
    at: usize,
    /// What is not read yet.
    text: &'a str,
}

impl Tape<'_> {
    fn number(&mut self) -> Option<f64> {
        let number = *self.numbers.get(self.at)?;
        self.at += 1;
        Some(number)
    }

    /// A text by its length in JavaScript's units.
    fn text(&mut self) -> Option<String> {
        let mut units = self.number()?;
        let mut end = 0;
        for c in self.text.chars() {
            if units <= 0.0 {
                break;
            }
            units -= c.len_utf16() as f64;
            end += c.len_utf8();
        }
        let (text, rest) = self.text.split_at_checked(end).filter(|_| units == 0.0)?;
        self.text = rest;
        Some(text.to_owned())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self.number()? as u8 {
            0 => Value::Null,
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(self.number().filter(|number| number.is_finite())?),
            4 => Value::Text(self.text()?),
            5 => {
                let count = self.number()? as usize;
                Value::List((0..count).map(|_| self.value(depth + 1)).collect::<Option<_>>()?)
            }
            6 => {
                let count = self.number()? as usize;
                let pair = |_| Some((self.text()?, self.value(depth + 1)?));
                Value::Map((0..count).map(pair).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}
