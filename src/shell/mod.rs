//! The only place that knows the web: what JavaScript can call, the canvas, live values, `Intl`.
//!
//! Must never know: any computation worth a test. Exports hold no borrow while they call into JavaScript that
//! is not the engine's own, and errors leave as `{code, message, where}`.

mod fault;
mod plain;

#[cfg(feature = "show")]
mod canvas;
#[cfg(feature = "show")]
mod documents;
#[cfg(feature = "show")]
mod lanes;
#[cfg(feature = "show")]
mod live;
#[cfg(feature = "show")]
pub mod numbers;
#[cfg(feature = "show")]
mod outline;
#[cfg(feature = "show")]
mod quill;
#[cfg(feature = "show")]
pub mod show;
#[cfg(feature = "show")]
mod tape;

#[cfg(feature = "measure")]
mod asked;
#[cfg(feature = "measure")]
mod counting;
#[cfg(feature = "measure")]
pub mod measure;
#[cfg(feature = "measure")]
pub mod mermaid;
#[cfg(feature = "sheets")]
pub mod sheets;

use crate::error::{Code, Error, Place};
use crate::words::Lang;
use std::sync::Once;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// One plain sentence for an error that JavaScript noticed itself: `{code, message, where}`.
#[wasm_bindgen]
pub fn sentence(code: &str, subject: &str, line: f64, column: f64, lang: &str) -> JsValue {
    let place = if line >= 1.0 {
        Place::Line { line: line as u64, column: column.max(0.0) as u64 }
    } else {
        Place::Whole
    };
    let code = Code::parse(code).unwrap_or(Code::Internal);
    fault::thrown(&Error::new(code, subject).at(place), Lang::of(lang))
}

/// A panic leaves as an exception with its message: the guard in JavaScript then replaces the instance.
fn speak_of_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string()))));
}
