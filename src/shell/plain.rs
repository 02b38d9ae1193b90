//! [`Value`] → plain JavaScript.

use crate::value::Value;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

/// Keys that would change an object's prototype when written back.
pub const REFUSED: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// Writes a value as plain JavaScript. Keys that would touch a prototype are left out.
pub fn write(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(bool) => JsValue::from_bool(*bool),
        Value::Number(number) => JsValue::from_f64(*number),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(items) => items.iter().map(write).collect::<Array>().into(),
        Value::Map(pairs) => {
            let object = Object::new();
            for (key, value) in pairs.iter().filter(|(key, _)| !REFUSED.contains(&key.as_str())) {
                // setting an own key of a fresh plain object cannot fail
                let _ = Reflect::set(&object, &JsValue::from_str(key), &write(value));
            }
            object.into()
        }
    }
}
