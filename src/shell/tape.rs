//! Moves that were written as columns on JavaScript's side: one list of numbers, and their names as one text in UTF-8.

use crate::model::evidence::{Link, Moves};
use js_sys::{Float64Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The moves that `www/columns.js` has written: names, then of each level its unit, what is between, its total and its
/// moves. None where they do not hold together.
pub fn moves(live: &JsValue) -> Option<Vec<Moves>> {
    let (numbers, text) = parts(live)?;
    let mut tape = Tape { numbers, at: 0, text: &text };
    let count = tape.number()? as usize;
    let lengths: Vec<f64> = (0..count).map(|_| tape.number()).collect::<Option<_>>()?;
    let names: Vec<String> = lengths.into_iter().map(|units| tape.cut(units)).collect::<Option<_>>()?;
    let levels = tape.number()? as usize;
    let moves = (0..levels).map(|_| tape.level(&names)).collect::<Option<_>>()?;
    (tape.at == tape.numbers.len() && tape.text.is_empty()).then_some(moves)
}

/// The numbers and the text of a tape.
fn parts(live: &JsValue) -> Option<(Vec<f64>, String)> {
    let numbers = live.dyn_ref::<Float64Array>()?;
    let text = Reflect::get(live, &JsValue::from_str("text")).ok()?.dyn_into::<Uint8Array>().ok()?;
    Some((numbers.to_vec(), String::from_utf8(text.to_vec()).ok()?))
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

    /// The moves of a level.
    fn level(&mut self, names: &[String]) -> Option<Moves> {
        let word = |words: &[&str], at: f64| words.get(at as usize).map(|word| (*word).to_owned());
        let unit = word(&["person", "session"], self.number()?)?;
        let level = word(&["stage", "touchpoint", "channel", "event"], self.number()?)?;
        let (total, count) = (self.number()? as u64, self.number()? as usize);
        let mut links = Vec::with_capacity(count.min(self.numbers.len()));
        for _ in 0..count {
            let [from, to] = [self.number()?, self.number()?].map(|at| names.get(at as usize).cloned());
            let (people, times) = (self.number()? as u64, self.number()? as u64);
            links.push(Link { from: from?, to: to?, people, times, ..Link::default() });
        }
        Some(Moves { unit, level, total, links })
    }

    /// A text by its length in JavaScript's units.
    fn cut(&mut self, mut units: f64) -> Option<String> {
        let mut end = 0;
        // of ASCII a unit is a byte
        let bytes = units as usize;
        if bytes as f64 == units && self.text.get(..bytes).is_some_and(str::is_ascii) {
            (end, units) = (bytes, 0.0);
        }
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
}
