//! Live JavaScript values → [`Value`], by hand and with bounds.
//!
//! A page may hand over anything: a cycle, five thousand levels, getters that throw, a `__proto__` key. The
//! walk stops at the first of these with the pointer of the place; nothing of it reaches the core.

use super::plain::REFUSED;
use crate::error::{Code, Error, Place};
use crate::value::{MAX_DEPTH, Value};
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Most values one document may hold.
const MAX_VALUES: usize = 2_000_000;
/// Reads a live value, or the tape of one, as a document.
pub fn read(live: &JsValue) -> Result<Value, Error> {
    if let Some(value) = super::tape::read(live) {
        return Ok(value);
    }
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
            if REFUSED.contains(&name.as_str()) {
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
