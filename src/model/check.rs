//! The one validator: walks a document along its shape, collects problems, and returns what is usable.
//!
//! Must never know: what a field means. It is one interpreter over tables rather than code a field: that
//! keeps the browser's module small and the JSON Schema, the messages and the checks of one mind
//! (`docs/adr/0002-one-shape-table.md`).

use super::nearest::nearest;
use super::shape::{Object, Shape, WHOLE};
use crate::error::{Code, Error, Place};
use crate::value::{MAX_DEPTH, Value, is_refused};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many problems are kept; one more says that there were others.
pub const MAX_PROBLEMS: usize = 500;

/// Most items of a list that may be written as one of them.
const MANY: usize = 10_000;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something could not be used as it stands.
    Error,
    /// Used, but probably not what was meant.
    Warning,
}

impl Severity {
    /// The word that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong in a document, with its pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad.
    pub severity: Severity,
    /// What and where; the place is a JSON pointer.
    pub error: Error,
}

/// A walk through one document: where it is, what was wrong, which unknown keys are kept.
#[derive(Default)]
pub(super) struct Check {
    /// In the order of the document.
    pub problems: Vec<Problem>,
    /// Unknown keys: of the top level by name, deeper ones by JSON pointer.
    pub ext: Vec<(String, Value)>,
    pointer: String,
    depth: usize,
}

impl Check {
    /// The usable part of a whole document, which is mostly all of it; `None` where it is no object.
    pub fn document<'v>(&mut self, object: &'static Object, value: &'v Value) -> Option<Cow<'v, Value>> {
        match value {
            Value::Map(pairs) if sound_object(object, pairs, 0) => Some(Cow::Borrowed(value)),
            Value::Map(pairs) => Some(Cow::Owned(self.object(object, pairs).0)),
            _ => {
                self.error(Code::WrongType, "object");
                None
            }
        }
    }

    /// True, with a problem, where a document says that it is another one than `name`.
    pub fn schema(&mut self, document: &Value, name: &'static str) -> bool {
        match document.get("schema") {
            Some(Value::Text(schema)) if schema != name => {
                self.at("schema", |check| check.unknown(Code::WrongSchema, schema, &[name]));
                true
            }
            _ => false,
        }
    }

    /// Adds an error here.
    pub fn error(&mut self, code: Code, subject: &str) {
        self.add(Severity::Error, Error::new(code, subject));
    }

    /// Adds a warning here.
    pub fn warning(&mut self, code: Code, subject: &str) {
        self.add(Severity::Warning, Error::new(code, subject));
    }

    /// Adds an error about a word that is not one of `known`.
    pub fn unknown(&mut self, code: Code, word: &str, known: &[&str]) {
        let near = if self.problems.len() < MAX_PROBLEMS { nearest(word, known) } else { None };
        self.add(Severity::Error, Error::new(code, word).nearest(near.map(str::to_owned)));
    }

    fn add(&mut self, severity: Severity, error: Error) {
        let error = match self.problems.len() {
            MAX_PROBLEMS => Error::new(Code::TooMany, MAX_PROBLEMS.to_string()),
            n if n > MAX_PROBLEMS => return,
            _ => error.at(Place::Pointer(self.pointer.clone())),
        };
        self.problems.push(Problem { severity, error });
    }

    /// Does something at a key or index below.
    pub fn at<T>(&mut self, key: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.enter(key);
        let done = inside(self);
        self.leave(length);
        done
    }

    /// Does something at the item of a list.
    pub fn nth<T>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.enter_nth(index);
        let done = inside(self);
        self.leave(length);
        done
    }

    // apart from what is done there, which is other code at every key
    #[inline(never)]
    fn enter(&mut self, key: &str) -> usize {
        let length = self.pointer.len();
        self.pointer.push('/');
        // thousands of keys are walked, and hardly one needs escaping
        if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.pointer.push_str(key);
        }
        self.depth = self.depth.saturating_add(1);
        length
    }

    #[inline(never)]
    fn enter_nth(&mut self, index: usize) -> usize {
        let length = self.pointer.len();
        self.pointer.push('/');
        digits(index, &mut self.pointer);
        self.depth = self.depth.saturating_add(1);
        length
    }

    /// The pointer is cut to its `length` again.
    #[inline(never)]
    fn leave(&mut self, length: usize) {
        self.depth = self.depth.saturating_sub(1);
        self.pointer.truncate(length);
    }

    /// The usable part of an object, and whether everything it must have is there.
    fn object(&mut self, object: &'static Object, pairs: &[(String, Value)]) -> (Value, bool) {
        let mut usable: Vec<(String, Value)> = Vec::with_capacity(pairs.len());
        for ((key, value), again) in pairs.iter().zip(superseded(pairs)) {
            if !self.key(key, again) || *value == Value::Null {
                continue;
            }
            match object.fields.iter().find(|field| field.name == key) {
                Some(field) => {
                    if let Some(value) = self.at(key, |check| check.value(field.shape, value)) {
                        usable.push((key.clone(), value));
                    }
                }
                None => self.unknown_key(object, key, value),
            }
        }
        let mut whole = true;
        for field in object.fields.iter().filter(|field| field.required) {
            if !usable.iter().any(|(key, _)| key == field.name) {
                whole = false;
                // A value that is there but wrong has its own problem already.
                if !pairs.iter().any(|(key, value)| key == field.name && *value != Value::Null) {
                    self.error(Code::MissingKey, field.name);
                }
            }
        }
        (Value::Map(usable), whole)
    }

    /// False for a key that must not be used: refused, or written again later on.
    fn key(&mut self, key: &str, again: bool) -> bool {
        if is_refused(key) {
            self.at(key, |check| check.error(Code::RefusedKey, key));
            return false;
        }
        if again {
            self.at(key, |check| check.warning(Code::DuplicateKey, key));
            return false;
        }
        true
    }

    fn unknown_key(&mut self, object: &'static Object, key: &str, value: &Value) {
        let known: Vec<_> = object.fields.iter().map(|field| field.name).collect();
        let near = nearest(key, &known).map(str::to_owned);
        let top = self.depth == 0;
        self.at(key, |check| {
            check.add(Severity::Warning, Error::new(Code::UnknownKey, key).nearest(near));
            if let Some(value) = check.value(&Shape::Any, value) {
                let name = if top { key.to_owned() } else { check.pointer.clone() };
                check.ext.push((name, value));
            }
        });
    }

    /// The usable part of a value, or `None` with a problem that says why not.
    fn value(&mut self, shape: &'static Shape, value: &Value) -> Option<Value> {
        if self.depth > MAX_DEPTH {
            self.error(Code::TooDeep, "64");
            return None;
        }
        match (shape, value) {
            (Shape::Any, _) => self.any(value),
            (Shape::Either(shapes), _) => match shapes.iter().find(|shape| fits(shape, value)) {
                Some(shape) => self.value(shape, value),
                None => self.wrong_type(shape),
            },
            (Shape::Text, Value::Text(_)) | (Shape::Bool, Value::Bool(_)) => Some(value.clone()),
            (Shape::Scalar, Value::Text(_) | Value::Number(_) | Value::Bool(_)) => {
                scalar(value).map(Value::Text)
            }
            (Shape::Form(form), Value::Text(text)) => {
                if (form.fits)(text) {
                    return Some(value.clone());
                }
                self.add(form.wrong.0, Error::new(form.wrong.1, text.as_str()));
                None
            }
            (Shape::Choice(words), Value::Text(text)) => {
                if words.contains(&text.as_str()) {
                    return Some(value.clone());
                }
                self.unknown(Code::UnknownChoice, text, words);
                None
            }
            (Shape::Number(low, high), Value::Number(number)) => self.number(*number, *low, *high, false),
            (Shape::Count, Value::Number(number)) => self.number(*number, 0.0, WHOLE, true),
            (Shape::List(item, most), Value::List(items)) => Some(self.list(item, items, *most)),
            (Shape::Many(item), Value::List(items)) => Some(self.list(item, items, MANY)),
            (Shape::Many(item), _) if fits(item, value) => {
                self.value(item, value).map(|value| Value::List(vec![value]))
            }
            (Shape::Pair(item), Value::List(items)) if items.len() == 2 => {
                let pair = self.list(item, items, 2);
                pair.as_list().is_some_and(|pair| !pair.contains(&Value::Null)).then_some(pair)
            }
            (Shape::Map(item), Value::Map(pairs)) => Some(self.map(item, pairs, |_| true)),
            (Shape::Numbered(item, words), Value::Map(pairs)) => {
                Some(self.map(item, pairs, |key| numbered(key, words)))
            }
            (Shape::Object(object) | Shape::Short(object, _), Value::Map(pairs)) => {
                let (usable, whole) = self.object(object, pairs);
                whole.then_some(usable)
            }
            (Shape::Short(_, key), Value::Text(_)) => {
                Some(Value::Map(vec![((*key).to_owned(), value.clone())]))
            }
            _ => self.wrong_type(shape),
        }
    }

    fn wrong_type(&mut self, shape: &'static Shape) -> Option<Value> {
        self.error(Code::WrongType, kind(shape));
        None
    }

    fn number(&mut self, number: f64, low: f64, high: f64, whole: bool) -> Option<Value> {
        if within(number, low, high, whole) {
            return Some(Value::Number(number));
        }
        let bound = |bound: f64| match bound {
            WHOLE => "2^53".to_owned(),
            1e15 => "10^15".to_owned(),
            -1e15 => "−10^15".to_owned(),
            other => other.to_string(),
        };
        self.error(Code::OutOfRange, &format!("{}…{}", bound(low), bound(high)));
        None
    }

    fn list(&mut self, shape: &'static Shape, items: &[Value], most: usize) -> Value {
        if items.len() > most {
            self.error(Code::TooMany, &most.to_string());
        }
        let mut usable = Vec::with_capacity(items.len().min(most));
        for (i, item) in items.iter().take(most).enumerate() {
            // What is not usable leaves a gap, so that the others keep their pointers.
            usable.push(self.nth(i, |check| check.value(shape, item)).unwrap_or_default());
        }
        Value::List(usable)
    }

    fn map(
        &mut self,
        shape: &'static Shape,
        pairs: &[(String, Value)],
        fits: impl Fn(&str) -> bool,
    ) -> Value {
        let mut usable = Vec::with_capacity(pairs.len());
        for ((key, value), again) in pairs.iter().zip(superseded(pairs)) {
            if !self.key(key, again) || *value == Value::Null {
                continue;
            }
            self.at(key, |check| match fits(key) {
                true => usable.extend(check.value(shape, value).map(|value| (key.clone(), value))),
                false => check.error(Code::BadNumber, key),
            });
        }
        Value::Map(usable)
    }

    /// Anything, as long as it is shallow, finite and without refused keys.
    fn any(&mut self, value: &Value) -> Option<Value> {
        match value {
            Value::List(items) => Some(self.list(&Shape::Any, items, usize::MAX)),
            Value::Map(pairs) => Some(self.map(&Shape::Any, pairs, |_| true)),
            Value::Number(number) => Some(Value::from(*number)),
            other => Some(other.clone()),
        }
    }
}

/// Writes a number without a detour over a text of its own: lists have thousands of items.
fn digits(number: usize, out: &mut String) {
    if number > 9 {
        digits(number / 10, out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// True for a value that is used as it stands: nothing in it is wrong, empty, written twice or in short. Such a document
/// need not be copied. Where it is false nothing is said: the walk finds out what there is to say.
fn sound(shape: &Shape, value: &Value, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let all = |item: &Shape, items: &[Value], most: usize| {
        items.len() <= most && items.iter().all(|one| sound(item, one, depth + 1))
    };
    match (shape, value) {
        (Shape::Either(shapes), _) => {
            shapes.iter().find(|shape| fits(shape, value)).is_some_and(|shape| sound(shape, value, depth))
        }
        (Shape::Text | Shape::Scalar, Value::Text(_)) | (Shape::Bool, Value::Bool(_)) => true,
        (Shape::Form(form), Value::Text(text)) => (form.fits)(text),
        (Shape::Choice(words), Value::Text(text)) => words.contains(&text.as_str()),
        (Shape::Number(low, high), Value::Number(number)) => within(*number, *low, *high, false),
        (Shape::Count, Value::Number(number)) => within(*number, 0.0, WHOLE, true),
        (Shape::List(item, most), Value::List(items)) => all(item, items, *most),
        (Shape::Many(item), Value::List(items)) => all(item, items, MANY),
        (Shape::Pair(item), Value::List(items)) => items.len() == 2 && all(item, items, 2),
        (Shape::Map(item), Value::Map(pairs)) => {
            sound_keys(pairs) && pairs.iter().all(|(_, value)| sound(item, value, depth + 1))
        }
        (Shape::Numbered(item, words), Value::Map(pairs)) => {
            let inside =
                |(key, value): &(String, Value)| numbered(key, words) && sound(item, value, depth + 1);
            sound_keys(pairs) && pairs.iter().all(inside)
        }
        (Shape::Object(object) | Shape::Short(object, _), Value::Map(pairs)) => {
            sound_object(object, pairs, depth)
        }
        _ => false,
    }
}

/// The same of an object: it has what it must have and no key that is not known.
fn sound_object(object: &Object, pairs: &[(String, Value)], depth: usize) -> bool {
    let has = |name: &str| pairs.iter().any(|(key, _)| key == name);
    let known = |(key, value): &(String, Value)| {
        let field = object.fields.iter().find(|field| field.name == key);
        field.is_some_and(|field| sound(field.shape, value, depth + 1))
    };
    sound_keys(pairs)
        && pairs.iter().all(known)
        && object.fields.iter().all(|field| !field.required || has(field.name))
}

/// No key is refused or written twice.
fn sound_keys(pairs: &[(String, Value)]) -> bool {
    if pairs.iter().any(|(key, _)| is_refused(key)) {
        return false;
    }
    // most objects have a few keys, which are compared sooner than a set of them is made
    if pairs.len() > 8 {
        return !superseded(pairs).contains(&true);
    }
    let mut rest = pairs;
    while let Some(((key, _), others)) = rest.split_first() {
        if others.iter().any(|(other, _)| other == key) {
            return false;
        }
        rest = others;
    }
    true
}

fn within(number: f64, low: f64, high: f64, whole: bool) -> bool {
    number >= low && number <= high && (!whole || number.fract() == 0.0)
}

/// A key of a map with numbers as keys: a number, or one of these words.
fn numbered(key: &str, words: &[(&str, &str)]) -> bool {
    let digits = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()) && key.len() < 20;
    digits || words.iter().any(|(word, _)| *word == key) || super::number::parse(key).is_some()
}

/// A scalar as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}

/// True when the kind of JSON is one that the shape takes.
fn fits(shape: &Shape, value: &Value) -> bool {
    match (shape, value) {
        (_, Value::Null) => false,
        (Shape::Any, _) | (Shape::Many(_) | Shape::List(..) | Shape::Pair(_), Value::List(_)) => true,
        (Shape::Many(item), _) => fits(item, value),
        (Shape::Either(shapes), _) => shapes.iter().any(|shape| fits(shape, value)),
        (_, Value::Text(_)) => matches!(
            shape,
            Shape::Text | Shape::Form(_) | Shape::Choice(_) | Shape::Scalar | Shape::Short(..)
        ),
        (_, Value::Number(_)) => matches!(shape, Shape::Number(..) | Shape::Count | Shape::Scalar),
        (_, Value::Bool(_)) => matches!(shape, Shape::Bool | Shape::Scalar),
        (_, Value::Map(_)) => {
            matches!(shape, Shape::Map(_) | Shape::Numbered(..) | Shape::Object(_) | Shape::Short(..))
        }
        (_, Value::List(_)) => false,
    }
}

/// For each pair, true when its key is written again later on.
fn superseded(pairs: &[(String, Value)]) -> Vec<bool> {
    // most objects are small, or their keys are numbers that rise: then no two of those are the same
    let rises = pairs.iter().zip(pairs.iter().skip(1));
    let rises = rises.take_while(|((a, _), (b, _))| (a.len(), a.as_str()) < (b.len(), b.as_str())).count();
    let rest = pairs.get(rises + 1..).unwrap_or_default();
    if rest.len() <= FEW {
        let later = |at: usize| rest.get(at.saturating_sub(rises)..).unwrap_or_default();
        let again =
            |(at, (key, _)): (usize, &(String, Value))| later(at).iter().any(|(other, _)| other == key);
        return pairs.iter().enumerate().map(again).collect();
    }
    let mut later = BTreeSet::new();
    let mut found: Vec<bool> = pairs.iter().rev().map(|(key, _)| !later.insert(key.as_str())).collect();
    found.reverse();
    found
}

/// Keys that are compared each with each.
const FEW: usize = 12;

/// The kind of value that was expected, as problems name it.
fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Choice(_) => "text",
        Shape::Form(form) => form.name,
        Shape::Bool => "true or false",
        Shape::Number(..) => "number",
        Shape::Count => "count",
        Shape::Scalar => "text or number",
        Shape::List(..) => "list",
        Shape::Many(_) => "list",
        Shape::Pair(_) => "list of two",
        Shape::Map(_) | Shape::Numbered(..) => "map",
        Shape::Object(_) => "object",
        Shape::Short(..) => "object or text",
        Shape::Either(shapes) => shapes.first().map_or("value", kind),
        Shape::Any => "value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_that_is_written_again_is_found(keys in prop::collection::vec("[0-3]{1,3}|[a-c]", 0..60), sort in any::<bool>()) {
            let mut keys = keys;
            if sort {
                keys.sort_by_key(|key| (key.len(), key.clone()));
                keys.dedup();
                keys.push("1".to_owned());
            }
            let pairs: Vec<(String, Value)> = keys.iter().map(|key| (key.clone(), Value::Null)).collect();
            let again = |at: usize| keys.iter().skip(at + 1).any(|key| *key == keys[at]);
            prop_assert_eq!(superseded(&pairs), (0..keys.len()).map(again).collect::<Vec<_>>());
        }
    }
}
