//! Typed data → documents: the same bytes for the same data, defaults left out.

mod evidence;
mod journey;
mod rules;

pub use evidence::{write_evidence, write_exact, write_rows};
#[cfg(feature = "measure")]
pub(super) use journey::score;
pub use journey::write_journey;
pub use rules::write_rule;

use crate::value::Value;

/// A list, or nothing where it is empty.
fn list<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    if items.is_empty() { Value::Null } else { Value::List(items.iter().map(write).collect()) }
}

fn texts(items: &[String]) -> Value {
    list(items, |item| item.as_str().into())
}

fn text(item: &Option<String>) -> Value {
    item.as_deref().map_or(Value::Null, Value::from)
}

/// True, or nothing.
fn flag(flag: bool) -> Value {
    if flag { Value::Bool(true) } else { Value::Null }
}

fn pair<T: Copy + Into<Value>>(pair: (T, T)) -> Value {
    Value::List(vec![pair.0.into(), pair.1.into()])
}

/// Keys and values, or nothing where there are none.
fn keyed<K: AsRef<str>>(pairs: impl Iterator<Item = (K, Value)>) -> Value {
    let pairs: Vec<_> = pairs.map(|(key, value)| (key.as_ref().to_owned(), value)).collect();
    if pairs.is_empty() { Value::Null } else { Value::Map(pairs) }
}
