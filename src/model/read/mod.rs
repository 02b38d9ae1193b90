//! Checked documents → typed data, with every default filled in.

mod evidence;
mod grid;
mod journey;
mod rules;
mod sources;
mod stages;

pub use evidence::{read_evidence, read_exact, renew_evidence};
pub use grid::read_table;
pub use journey::read_journey;

pub(super) use rules::step_of;
pub(super) use stages::{named, rules_of_stage};

use super::check::{Check, Problem};
use super::fold::small;
use super::ids::Ids;
use super::time::Duration;
use crate::error::Code;
use crate::value::{Value, is_refused};
use std::collections::{BTreeMap, BTreeSet};

fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_text).map(str::to_owned)
}

fn number(object: &Value, key: &str) -> Option<f64> {
    object.get(key).and_then(Value::as_number)
}

fn count(object: &Value, key: &str) -> Option<u64> {
    number(object, key).map(|number| number as u64)
}

fn flag(object: &Value, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn word<T>(object: &Value, key: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
    object.get(key).and_then(Value::as_text).and_then(of)
}

fn duration(object: &Value, key: &str) -> Option<Duration> {
    word(object, key, Duration::parse)
}

fn pair(value: &Value) -> Option<(f64, f64)> {
    Some((value.at(0)?.as_number()?, value.at(1)?.as_number()?))
}

/// The items of a list, with the gaps that unusable ones left.
fn items<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_list).unwrap_or_default()
}

fn pairs<'a>(object: &'a Value, key: &str) -> &'a [(String, Value)] {
    object.get(key).and_then(Value::as_map).unwrap_or_default()
}

fn texts(object: &Value, key: &str) -> Vec<String> {
    items(object, key).iter().filter_map(Value::as_text).map(str::to_owned).collect()
}

/// Does something at every usable item of a list, at its pointer.
fn each<T>(
    check: &mut Check,
    object: &Value,
    key: &str,
    mut inside: impl FnMut(&mut Check, &Value) -> Option<T>,
) -> Vec<T> {
    let mut done = Vec::new();
    at_each(check, object, key, &mut |check, item| done.extend(inside(check, item)));
    done
}

/// The walk itself, once for all kinds of items: each kind of its own would be compiled by a page that waits for it.
#[inline(never)]
fn at_each(check: &mut Check, object: &Value, key: &str, inside: &mut dyn FnMut(&mut Check, &Value)) {
    check.at(key, |check| {
        for (i, item) in items(object, key).iter().enumerate().filter(|(_, item)| **item != Value::Null) {
            check.nth(i, |check| inside(check, item));
        }
    });
}

/// Ids and names of things that can be referred to.
struct Known {
    ids: BTreeSet<String>,
    /// Folded name → id; of equal names the first.
    names: BTreeMap<String, String>,
}

impl Known {
    fn of<'a>(things: impl Iterator<Item = (&'a String, &'a String)>) -> Self {
        let (mut ids, mut names) = (BTreeSet::new(), BTreeMap::new());
        for (id, name) in things {
            ids.insert(id.clone());
            names.entry(small(name.trim())).or_insert_with(|| id.clone());
        }
        Self { ids, names }
    }

    /// The id that `word` means: an id, or a name in any case; a problem where it means nothing.
    fn find(&self, check: &mut Check, word: &str) -> Option<String> {
        let found = self.seek(word);
        if found.is_none() {
            let ids: Vec<_> = self.ids.iter().map(String::as_str).collect();
            check.unknown(Code::UnknownId, word, &ids);
        }
        found
    }

    fn seek(&self, word: &str) -> Option<String> {
        self.ids.get(word).or_else(|| self.names.get(&small(word.trim()))).cloned()
    }

    /// The id under `key`, if it is given and known.
    fn under(&self, check: &mut Check, object: &Value, key: &str) -> Option<String> {
        let word = object.get(key)?.as_text()?;
        check.at(key, |check| self.find(check, word))
    }
}

/// Takes the ids that are written at `key`; a repeated or refused one is a problem and is left for making.
fn take_ids(check: &mut Check, object: &Value, key: &str, ids: &mut Ids) -> Vec<Option<String>> {
    each(check, object, key, |check, item| {
        let id = item.get("id").and_then(Value::as_text).filter(|id| !id.is_empty());
        let taken = id.filter(|id| ids.take(id)).map(str::to_owned);
        if let (Some(id), None) = (id, &taken) {
            let code = if is_refused(id) { Code::RefusedKey } else { Code::DuplicateId };
            check.at("id", |check| check.error(code, id));
        }
        Some(taken)
    })
}

/// The id and shown name of a thing: each is made from the other where it is missing.
fn id_and_name(
    check: &mut Check,
    item: &Value,
    taken: Option<String>,
    other: &str,
    ids: &mut Ids,
) -> (String, String) {
    let name = item.get("name").and_then(Value::as_text);
    let written = item.get("id").and_then(Value::as_text);
    let from = name.or(written);
    if from.is_none() {
        check.error(Code::MissingKey, "name");
    }
    let id = taken.unwrap_or_else(|| ids.made(written.or(from).unwrap_or(""), other));
    let name = from.map_or_else(|| id.clone(), str::to_owned);
    (id, name)
}

/// A finished reading: what could be made, and what was wrong.
type Reading<T> = (Option<T>, Vec<Problem>);
