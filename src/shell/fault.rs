//! Errors as JavaScript sees them: `{code, message, where}` with the sentence in the page's language.

use super::plain;
use crate::error::Error;
use crate::value::{Value, map};
use crate::words::{self, Lang};
use wasm_bindgen::JsValue;

/// An error as a document value.
pub fn value(error: &Error, lang: Lang) -> Value {
    map([
        ("code", Value::from(error.code.as_str())),
        ("message", Value::from(words::problem(error, lang))),
        ("where", Value::from(error.place.to_string())),
    ])
}

/// An error as the thing that is thrown.
pub fn thrown(error: &Error, lang: Lang) -> JsValue {
    plain::write(&value(error, lang))
}
