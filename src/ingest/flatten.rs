//! One JSON object → cells: nested objects by dots, lists of plain values by semicolons.

use crate::value::Value;
use core::fmt::{self, Write};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;

/// The longest path of a cell, in bytes.
const LONGEST_PATH: usize = 4096;

/// Takes the path and the text of a cell.
pub type Sink<'a> = dyn FnMut(&str, Cell<'_>) + 'a;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text, to be read as people write.
    Text(&'a str),
    /// A number as JSON writes it, whatever marks the texts of its column use.
    Number(&'a str),
}

impl<'a> Cell<'a> {
    /// As text, either way.
    pub const fn text(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

/// Gives the cells of an object to `sink`; false if the item is none.
pub fn item(bytes: &[u8], sink: &mut Sink<'_>) -> Result<bool, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    if bytes.first() != Some(&b'{') {
        serde::Deserialize::deserialize(&mut json).map(|_: IgnoredAny| ())?;
        return json.end().map(|()| false);
    }
    let mut path = String::new();
    Node { path: &mut path, sink }.deserialize(&mut json)?;
    json.end().map(|()| true)
}

/// Gives the cells of a value from JavaScript to `sink`; false if it is no object.
pub fn value(value: &Value, sink: &mut Sink<'_>) -> bool {
    let Value::Map(_) = value else { return false };
    walk(value, &mut String::new(), sink);
    true
}

fn walk(value: &Value, path: &mut String, sink: &mut Sink<'_>) {
    match value {
        Value::Null => {}
        Value::Map(pairs) => {
            for (key, inner) in pairs {
                let before = enter(path, key);
                walk(inner, path, sink);
                path.truncate(before);
            }
        }
        Value::List(items) => {
            let mut list = List::default();
            for item in items {
                match item {
                    Value::Map(_) => {
                        let mut cells = Vec::new();
                        walk(item, &mut String::new(), &mut |path, cell| {
                            cells.push((path.to_owned(), cell.text().to_owned()))
                        });
                        list.object(cells);
                    }
                    Value::List(_) => {}
                    plain => cell_of(plain, &mut |cell| list.plain(cell.text())),
                }
            }
            list.give(path, sink);
        }
        plain => cell_of(plain, &mut |cell| sink(path, cell)),
    }
}

fn cell_of(value: &Value, take: &mut dyn FnMut(Cell<'_>)) {
    match value {
        Value::Text(text) => take(Cell::Text(text)),
        Value::Bool(true) => take(Cell::Text("true")),
        Value::Bool(false) => take(Cell::Text("false")),
        // Without `.0`: ids often come as numbers.
        Value::Number(number) => take(Cell::Number(&number.to_string())),
        Value::Null | Value::List(_) | Value::Map(_) => {}
    }
}

fn enter(path: &mut String, key: &str) -> usize {
    let before = path.len();
    if before > 0 {
        path.push('.');
    }
    path.push_str(key);
    before
}

/// The items of a list: plain ones are joined; `{key, value}` objects become cells of their own.
#[derive(Default)]
struct List {
    plain: Option<String>,
    cells: BTreeMap<String, String>,
}

impl List {
    fn plain(&mut self, text: &str) {
        match &mut self.plain {
            Some(plain) => {
                plain.push(';');
                plain.push_str(text);
            }
            None => self.plain = Some(text.to_owned()),
        }
    }

    fn object(&mut self, cells: Vec<(String, String)>) {
        let named = cells.iter().find(|(path, _)| path == "key").map(|(_, key)| key.clone());
        for (path, text) in cells {
            let path = match &named {
                Some(_) if path == "key" => continue,
                // When a property was set is no part of what it is set to.
                Some(key) if path == "value.set_timestamp_micros" => format!("{key}.set_timestamp_micros"),
                Some(key) if path == "value" || path.starts_with("value.") => key.clone(),
                Some(key) => format!("{key}.{path}"),
                None => path,
            };
            match self.cells.get_mut(&path) {
                Some(known) => {
                    known.push(';');
                    known.push_str(&text);
                }
                None => {
                    self.cells.insert(path, text);
                }
            }
        }
    }

    fn give(self, path: &mut String, sink: &mut Sink<'_>) {
        if let Some(plain) = &self.plain {
            sink(path, Cell::Text(plain));
        }
        for (key, text) in &self.cells {
            let before = enter(path, key);
            sink(path, Cell::Text(text));
            path.truncate(before);
        }
    }
}

/// A value at a path.
struct Node<'a, 'b> {
    path: &'a mut String,
    sink: &'a mut Sink<'b>,
}

impl Node<'_, '_> {
    fn number(self, number: impl fmt::Display) {
        let mut text = Digits::default();
        // Numbers are shorter than the buffer; one that is not is written the long way.
        if write!(text, "{number}").is_ok() {
            (self.sink)(self.path, Cell::Number(text.as_str()));
        } else {
            (self.sink)(self.path, Cell::Number(&number.to_string()));
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, bool: bool) -> Result<(), E> {
        (self.sink)(self.path, Cell::Text(if bool { "true" } else { "false" }));
        Ok(())
    }
    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.number(number);
        Ok(())
    }
    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.number(number);
        Ok(())
    }
    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.number(number);
        Ok(())
    }
    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        (self.sink)(self.path, Cell::Text(text));
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            let before = self.path.len();
            if map.next_key_seed(Key(self.path))?.is_none() {
                return Ok(());
            }
            map.next_value_seed(Node { path: self.path, sink: self.sink })?;
            self.path.truncate(before);
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut list = List::default();
        while seq.next_element_seed(Entry(&mut list))?.is_some() {}
        list.give(self.path, self.sink);
        Ok(())
    }
}

/// A key, added to the path.
struct Key<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        // Every cell below a key carries it in its path: long ones would be copied and hashed again and again.
        if self.0.len().saturating_add(key.len()) > LONGEST_PATH {
            return Err(E::custom("key too long"));
        }
        enter(self.0, key);
        Ok(())
    }
}

/// An item of a list.
struct Entry<'a>(&'a mut List);

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let mut cells: Vec<(String, String)> = Vec::new();
        let mut path = String::new();
        Node {
            path: &mut path,
            sink: &mut |path, cell| cells.push((path.to_owned(), cell.text().to_owned())),
        }
        .deserialize(json)?;
        match cells.as_slice() {
            [] => {}
            [(path, text)] if path.is_empty() => self.0.plain(text),
            _ => self.0.object(cells),
        }
        Ok(())
    }
}

/// Room for the digits of any number of 64 bits.
#[derive(Default)]
struct Digits {
    bytes: [u8; 32],
    length: usize,
}

impl Digits {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

impl Write for Digits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length.saturating_add(text.len());
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
