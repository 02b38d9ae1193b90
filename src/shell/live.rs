//! Live JavaScript values → [`Value`], by hand and with bounds.
//!
//! A page may hand over anything: a cycle, five thousand levels, getters that throw, a `__proto__` key. The
//! walk stops at the first of these with the pointer of the place; nothing of it reaches the core.

use crate::error::{Code, Error, Place};
use crate::model::number;
use crate::value::{MAX_DEPTH, MAX_VALUES, Value, is_refused, json};
use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a live value, or the text of one, as a document. `www/crossing.js` writes the text of what is plain: a document has
/// thousands of values, and each question asked across the border costs as much as reading ten of them here. What
/// is odd in a text is looked for in the value that it was written of, where the place of each fault is known.
pub fn read(live: &JsValue) -> Result<Value, Error> {
    let Some(text) = live.dyn_ref::<Uint8Array>() else { return walked(live) };
    let text = String::from_utf8(text.to_vec()).ok();
    match text.and_then(|text| json::read(&text, number::parse)) {
        Some(value) => Ok(value),
        None => walked(&Reflect::get(live, &JsValue::from_str("value")).unwrap_or(JsValue::NULL)),
    }
}

fn walked(live: &JsValue) -> Result<Value, Error> {
    let mut walk = Walk { above: Vec::new(), pointer: Vec::new(), left: MAX_VALUES };
    walk.value(live)
}

struct Walk {
    /// The objects this value lies in: meeting one of them again is a cycle.
    above: Vec<JsValue>,
    pointer: Vec<String>,
    left: usize,
}

impl Walk {
    fn fault(&self, code: Code, subject: &str) -> Error {
        let mut pointer = String::new();
        for key in &self.pointer {
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        }
        Error::new(code, subject).at(Place::Pointer(pointer))
    }

    fn value(&mut self, live: &JsValue) -> Result<Value, Error> {
        self.left = self.left.checked_sub(1).ok_or_else(|| self.fault(Code::TooMany, "2000000"))?;
        if live.is_null() || live.is_undefined() {
            return Ok(Value::Null);
        }
        if let Some(bool) = live.as_bool() {
            return Ok(Value::Bool(bool));
        }
        if let Some(number) = live.as_f64() {
            return if number.is_finite() {
                Ok(Value::Number(number))
            } else {
                Err(self.fault(Code::WrongType, "number"))
            };
        }
        if let Some(text) = live.dyn_ref::<JsString>() {
            return Ok(Value::Text(String::from(text)));
        }
        if !live.is_object() {
            return Err(self.fault(Code::WrongType, "JSON"));
        }
        if self.above.len() >= MAX_DEPTH {
            return Err(self.fault(Code::TooDeep, "64"));
        }
        if self.above.contains(live) {
            return Err(self.fault(Code::TooDeep, "↺"));
        }
        self.above.push(live.clone());
        let read = match live.dyn_ref::<Array>() {
            Some(list) => self.list(list),
            None => self.map(live),
        };
        self.above.pop();
        read
    }

    fn list(&mut self, list: &Array) -> Result<Value, Error> {
        let mut items = Vec::new();
        for index in 0..list.length() {
            self.pointer.push(index.to_string());
            items.push(self.value(&list.get(index))?);
            self.pointer.pop();
        }
        Ok(Value::List(items))
    }

    fn map(&mut self, live: &JsValue) -> Result<Value, Error> {
        let object: &Object = live.unchecked_ref();
        let mut pairs = Vec::new();
        for key in Object::keys(object).iter() {
            let name = key.as_string().unwrap_or_default();
            self.pointer.push(name.clone());
            if is_refused(&name) {
                return Err(self.fault(Code::RefusedKey, &name));
            }
            // a getter may throw
            let held = Reflect::get(live, &key).map_err(|_| self.fault(Code::CannotRead, &name))?;
            if !held.is_undefined() {
                let value = self.value(&held)?;
                pairs.push((name, value));
            }
            self.pointer.pop();
        }
        Ok(Value::Map(pairs))
    }
}
