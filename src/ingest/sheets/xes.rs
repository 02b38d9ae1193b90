//! XES, the event log of process mining → JSON lines, a line an event, on the lines where the events stand.
//!
//! Attributes of a trace are written with `case:` before their name, as programs write them into CSV. Nested attributes
//! have the names of those around them, with dots between.

use super::xml::{Mark, Tag};
use crate::diag::{Issues, Sample};
use crate::error::{Code, Error};
use std::borrow::Cow;

/// A log that is being read.
#[derive(Debug, Default)]
pub struct Xes {
    /// JSON lines that are ready.
    pub out: Vec<u8>,
    /// What is told of the log.
    pub issues: Issues,
    /// The line on which `out` ends.
    line: u64,
    /// The line on which the open event begins.
    begin: u64,
    /// Pairs of the open trace and of the open event, each as JSON and followed by a comma.
    trace: String,
    event: String,
    place: Place,
    in_trace: bool,
    /// The names of the attributes that are open.
    path: Vec<String>,
    /// Open tags inside what is not read: defaults and declarations.
    skipped: usize,
    /// Events of the open trace.
    events: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Log,
    Trace,
    Event,
}

impl Xes {
    /// Takes a thing of the XML text.
    pub fn take(&mut self, mark: &Mark<'_>, line: u64) -> Result<(), Error> {
        match mark {
            Mark::Open(tag) => self.open(tag, line),
            Mark::Close(name) => self.close(name, line),
            Mark::Text(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>, line: u64) {
        if self.skipped > 0 {
            self.skipped = self.skipped.saturating_add(1);
            return;
        }
        match tag.name() {
            "global" | "classifier" | "extension" => self.skipped = 1,
            "trace" => {
                self.place = Place::Trace;
                self.in_trace = true;
                self.trace.clear();
                self.events = 0;
            }
            "event" => {
                self.place = Place::Event;
                self.begin = line;
                self.event.clear();
            }
            "log" | "values" => {}
            kind => self.attribute(kind, tag),
        }
    }

    fn attribute(&mut self, kind: &str, tag: &Tag<'_>) {
        let (mut key, mut value) = (String::new(), None);
        tag.each(|name, text| match name {
            "key" => key = text.into_owned(),
            "value" => value = Some(text.into_owned()),
            _ => {}
        });
        self.path.push(key);
        let pairs = match self.place {
            Place::Log => return,
            Place::Trace => &mut self.trace,
            Place::Event => &mut self.event,
        };
        // A list has members and no value.
        let Some(value) = value else { return };
        let name = self.path.join(".");
        let name = if self.place == Place::Trace {
            Cow::Owned(format!("case:{name}"))
        } else {
            Cow::Borrowed(&name)
        };
        quote(&name, pairs);
        pairs.push(':');
        let bare = match kind {
            "boolean" => matches!(value.as_str(), "true" | "false"),
            "int" | "float" => is_json_number(&value),
            _ => false,
        };
        if bare {
            pairs.push_str(&value)
        } else {
            quote(&value, pairs)
        }
        pairs.push(',');
    }

    fn close(&mut self, name: &str, line: u64) {
        if self.skipped > 0 {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        match name {
            "event" if self.place == Place::Event => {
                self.write();
                self.events = self.events.saturating_add(1);
                // Events outside of traces are of no case.
                self.place = if self.in_trace { Place::Trace } else { Place::Log };
            }
            "trace" => {
                if self.events == 0 {
                    let value = self.trace.trim_end_matches(',').to_owned();
                    let sample = || Sample { line, column: String::new(), value };
                    self.issues.add(Code::NoEvent, sample);
                }
                self.place = Place::Log;
                self.in_trace = false;
                self.trace.clear();
            }
            "log" | "values" => {}
            _ => {
                self.path.pop();
            }
        }
    }

    /// Writes the open event on its line.
    fn write(&mut self) {
        self.line = self.line.max(1);
        let lines = self.begin.saturating_sub(self.line);
        self.out.extend((0..lines).map(|_| b'\n'));
        self.line = self.line.saturating_add(lines);
        self.out.push(b'{');
        self.out.extend_from_slice(self.trace.as_bytes());
        self.out.extend_from_slice(self.event.as_bytes());
        if self.out.last() == Some(&b',') {
            self.out.pop();
        }
        self.out.extend_from_slice(b"} ");
    }
}

/// Adds a text as JSON writes it.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            char if char < ' ' => out.push(' '),
            char => out.push(char),
        }
    }
    out.push('"');
}

/// A number as JSON writes it; `+7`, `.5` and `NaN` are none.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_at(digits.bytes().take_while(u8::is_ascii_digit).count());
    let plain = !whole.is_empty() && (whole == "0" || !whole.starts_with('0'));
    plain
        && (rest.is_empty()
            || (rest.len() > 1
                && text.parse::<f64>().is_ok_and(f64::is_finite)
                && !rest.ends_with('.')
                && !rest.starts_with(".e")
                && !rest.starts_with(".E")))
}
