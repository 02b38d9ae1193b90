//! [`Value`] → plain JavaScript.

use crate::value::{Value, is_refused};
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// Writes a value as plain JavaScript. Keys that would touch a prototype are left out.
///
/// It crosses the border as one JSON text: value by value takes ten times as long.
pub fn write(value: &Value) -> JsValue {
    let mut text = String::new();
    json(value, &mut text);
    JSON::parse(&text).unwrap_or(JsValue::NULL)
}

fn json(value: &Value, out: &mut String) {
    match value {
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) if number.is_finite() => out.push_str(&number.to_string()),
        Value::Null | Value::Number(_) => out.push_str("null"),
        Value::Text(text) => quoted(text, out),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                json(item, out);
            }
            out.push(']');
        }
        Value::Map(pairs) => {
            out.push('{');
            let kept = pairs.iter().filter(|(key, _)| !is_refused(key));
            for (index, (key, value)) in kept.enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                quoted(key, out);
                out.push(':');
                json(value, out);
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        // such a byte is a character of its own
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + 1;
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            _ => out.push_str(&format!("\\u{byte:04x}")),
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.push('"');
}
