//! What JavaScript calls for Mermaid diagrams: text in, JSON text out.

use super::{asked, fault, speak_of_panics};
use crate::error::{Code, Error, Place};
use crate::model::check::{Problem, Severity};
use crate::model::mermaid::{read_mermaid, write_mermaid};
use crate::model::write_journey;
use crate::value::{Value, map};
use crate::words::{self, Lang};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A Mermaid `journey` → `{journey, problems}` as JSON text, each problem with its sentence and its line. A text that is no journey is an error.
#[wasm_bindgen]
pub fn import_mermaid(text: &str, lang: &str) -> Result<String, JsValue> {
    speak_of_panics();
    let lang = Lang::of(lang);
    let (journey, mut problems) = read_mermaid(text);
    let Some(journey) = journey else {
        let at = problems.iter().position(|problem| problem.severity == Severity::Error).unwrap_or(0);
        let worst = (at < problems.len()).then(|| problems.swap_remove(at).error);
        return Err(fault::thrown(&worst.unwrap_or_else(|| Error::new(Code::EmptyJourney, "")), lang));
    };
    let problems = problems.iter().map(|problem| told(problem, lang)).collect();
    text_of(&map([("journey", write_journey(&journey)), ("problems", Value::List(problems))]), lang)
}

/// A journey document as JSON text → `{text, left_out}`; what a diagram cannot hold is one phrase and a count each.
#[wasm_bindgen]
pub fn export_mermaid(journey: &str, lang: &str) -> Result<String, JsValue> {
    speak_of_panics();
    let lang = Lang::of(lang);
    let written = write_mermaid(&asked::journey(journey, lang)?);
    let left_out = written.dropped.iter().map(|item| {
        map([("what", words::dropped_kind(&item.key, lang).into()), ("count", item.count.into())])
    });
    let left_out = Value::List(left_out.collect());
    let sentence = words::dropped(&written.dropped, lang);
    text_of(
        &map([("text", written.text.into()), ("left_out", left_out), ("sentence", sentence.into())]),
        lang,
    )
}

fn told(problem: &Problem, lang: Lang) -> Value {
    let mut told = fault::value(&problem.error, lang);
    if let Value::Map(pairs) = &mut told {
        let line = match problem.error.place {
            Place::Line { line, .. } => line.into(),
            _ => Value::Null,
        };
        pairs.push(("line".to_owned(), line));
        pairs.push(("severity".to_owned(), problem.severity.as_str().into()));
    }
    told
}

fn text_of(value: &Value, lang: Lang) -> Result<String, JsValue> {
    serde_json::to_string(value)
        .map_err(|error| fault::thrown(&Error::new(Code::Internal, error.to_string()), lang))
}
