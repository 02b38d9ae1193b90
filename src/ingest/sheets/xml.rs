//! XML in pieces cut anywhere → its tags and texts, by quick-xml.
//!
//! Entities beyond the five of XML are not expanded, and a text that declares its own is refused.

use crate::error::{Code, Error, Place};
use crate::ingest::{MAX_DEPTH, MAX_RECORD};
use memchr::{memchr_iter, memrchr};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// One thing of an XML text.
#[derive(Debug)]
pub enum Mark<'a> {
    /// A tag begins, and at once ends where it is empty.
    Open(Tag<'a>),
    /// The tag of this name ends.
    Close(&'a str),
    /// A part of a text.
    Text(&'a str),
}

/// A tag with its attributes.
#[derive(Debug)]
pub struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// Its name without the prefix of a namespace.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Gives every attribute, by its name without a prefix.
    pub fn each(&self, mut take: impl FnMut(&str, Cow<'_, str>)) {
        let mut attributes = self.0.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let value = match attribute.value.contains('&') {
                true => unescaped(&attribute.value),
                false => Cow::Borrowed(attribute.value.as_ref()),
            };
            take(attribute.key.local_name().into_inner(), value);
        }
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut found = None;
        self.each(|key, value| {
            if key == name && found.is_none() {
                found = Some(value.into_owned());
            }
        });
        found
    }
}

/// Takes each thing and the line it stands on.
pub type Sink<'a> = dyn FnMut(Mark<'_>, u64) -> Result<(), Error> + 'a;

/// An XML text that is being read.
#[derive(Debug)]
pub struct Xml {
    /// What is read: a name for errors.
    part: String,
    /// The beginning of something whose end has not come yet.
    held: Vec<u8>,
    /// Open tags.
    depth: usize,
    line: u64,
}

impl Xml {
    /// A text of which nothing has been read; `part` names it in errors.
    pub fn new(part: &str) -> Self {
        Self { part: part.to_owned(), held: Vec::new(), depth: 0, line: 1 }
    }

    /// Takes the next bytes; `end`: they are the last.
    pub fn push(&mut self, bytes: &[u8], end: bool, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut held = core::mem::take(&mut self.held);
        held.extend_from_slice(bytes);
        // What begins behind the last bracket may be unfinished.
        let cut = if end { held.len() } else { memrchr(b'<', &held).unwrap_or(0) };
        let (ready, _) = held.split_at(cut.min(held.len()));
        let used = match core::str::from_utf8(ready) {
            Ok(text) => self.read(text, end, sink)?,
            Err(_) => {
                let text = String::from_utf8_lossy(ready).into_owned();
                let used = self.read(&text, end, sink)?;
                // Only comments are ever left over, and they may be cut.
                if used == text.len() { cut } else { used.min(cut) }
            }
        };
        held.drain(..used.min(held.len()));
        if held.len() > MAX_RECORD {
            return Err(self.error(Code::RecordTooLong));
        }
        self.held = held;
        if end && self.depth > 0 {
            return Err(self.error(Code::Damaged));
        }
        Ok(())
    }

    fn error(&self, code: Code) -> Error {
        let subject = if code == Code::TooDeep { MAX_DEPTH.to_string() } else { self.part.clone() };
        Error::new(code, subject).at(Place::Line { line: self.line, column: 0 })
    }

    /// Reads a text; returns how many of its bytes are used up.
    fn read(&mut self, text: &str, end: bool, sink: &mut Sink<'_>) -> Result<usize, Error> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        loop {
            let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = match reader.read_event() {
                Ok(Event::Eof) => return Ok(text.len()),
                Ok(event) => event,
                Err(quick_xml::Error::Syntax(_)) if !end => return Ok(before),
                Err(_) => return Err(self.error(Code::Damaged)),
            };
            self.take(&event, sink)?;
            let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let seen = text.as_bytes().get(before..after).unwrap_or(b"");
            self.line = self.line.saturating_add(memchr_iter(b'\n', seen).count() as u64);
        }
    }

    fn take(&mut self, event: &Event<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let line = self.line;
        match event {
            Event::Start(tag) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > MAX_DEPTH {
                    return Err(self.error(Code::TooDeep));
                }
                sink(Mark::Open(Tag(tag)), line)
            }
            Event::Empty(tag) => {
                sink(Mark::Open(Tag(tag)), line)?;
                sink(Mark::Close(tag.local_name().into_inner()), line)
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                sink(Mark::Close(tag.local_name().into_inner()), line)
            }
            Event::Text(text) => sink(Mark::Text(text), line),
            Event::CData(text) => sink(Mark::Text(text), line),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", &**name);
                sink(Mark::Text(&unescaped(&reference)), line)
            }
            Event::DocType(_) => Err(self.error(Code::RefusedDoctype)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }
}

/// A text with the five entities of XML and numbers of characters put in; others stay as they are written.
fn unescaped(raw: &str) -> Cow<'_, str> {
    match quick_xml::escape::unescape(raw) {
        Ok(text) => text,
        Err(_) => Cow::Borrowed(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, cut: usize) -> Result<String, Code> {
        let mut out = String::new();
        let mut xml = Xml::new("test");
        let mut sink = |mark: Mark<'_>, line: u64| {
            match mark {
                Mark::Open(tag) => {
                    out.push_str(&format!("{line}<{}", tag.name()));
                    tag.each(|key, value| out.push_str(&format!(" {key}={value}")));
                    out.push('>');
                }
                Mark::Close(name) => out.push_str(&format!("/{name}>")),
                Mark::Text(text) => out.push_str(text),
            }
            Ok(())
        };
        let (head, tail) = text.as_bytes().split_at(cut);
        let done = xml.push(head, false, &mut sink).and_then(|()| xml.push(tail, true, &mut sink));
        done.map(|()| out).map_err(|error| error.code)
    }

    #[test]
    fn wherever_it_is_cut_the_same_is_seen() {
        let text = "<?xml version='1.0'?>\n<a b='1 &gt; 0'>x &amp; y<!-- < -->\n<c:d/><![CDATA[<é>]]>&#233;&no;</a>\n";
        let whole = "\n2<a b=1 > 0>x & y\n3<d>/d><é>é&no;/a>\n";
        for cut in 0..=text.len() {
            assert_eq!(seen(text, cut).as_deref(), Ok(whole), "{cut}");
        }
    }

    #[test]
    fn what_could_hurt_is_refused() {
        assert_eq!(seen("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 3), Err(Code::RefusedDoctype));
        assert_eq!(seen(&"<a>".repeat(65), 3), Err(Code::TooDeep));
        assert_eq!(seen("<a><b></b>", 3), Err(Code::Damaged));
        assert_eq!(
            seen(&format!("<a b='{}'/>", "x".repeat(MAX_RECORD)), MAX_RECORD + 6),
            Err(Code::RecordTooLong)
        );
    }
}
