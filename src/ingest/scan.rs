//! Bytes of JSON → its items, in chunks cut anywhere: only brackets, strings and commas are looked at.

use super::{MAX_DEPTH, MAX_RECORD};
use crate::error::{Code, Error, Place};
use memchr::memchr2;

/// One item: its bytes, and where it begins.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// A whole JSON value, unless it is broken inside.
    pub bytes: &'a [u8],
    /// Line, from 1.
    pub line: u64,
    /// Column in bytes, from 1.
    pub column: u64,
}

/// How items lie in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One behind the other, blanks between: JSON lines.
    Lines,
    /// In one list.
    List,
    /// In a list inside an object, which goes on behind it.
    Wrapped,
}

/// What may come next outside of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    /// The bracket of the list.
    Open,
    /// An item, or the end of a list that has none.
    First,
    /// An item.
    Item,
    /// A comma or the end of the list.
    Comma,
    /// Blanks only (or, in a wrapped list, the rest of its object).
    Nothing,
}

/// Finds the items of a JSON text.
#[derive(Debug)]
pub struct Scanner {
    layout: Layout,
    expect: Expect,
    /// True inside an item (or inside the rest of a wrapping object).
    inside: bool,
    /// Open brackets of the item.
    depth: usize,
    string: bool,
    escape: bool,
    /// It is nested deeper than is read.
    deep: bool,
    /// The item is a bare word or number: it ends before the next mark.
    bare: bool,
    /// The beginning of the item, where it lies in an earlier chunk.
    carry: Vec<u8>,
    line: u64,
    column: u64,
    start: (u64, u64),
}

impl Scanner {
    /// A scanner that stands at `line` and `column`.
    pub fn new(layout: Layout, line: u64, column: u64) -> Self {
        let expect = if layout == Layout::Lines { Expect::Item } else { Expect::Open };
        Self {
            layout,
            expect,
            inside: false,
            depth: 0,
            string: false,
            escape: false,
            deep: false,
            bare: false,
            carry: Vec::new(),
            line,
            column,
            start: (line, column),
        }
    }

    /// Takes the next bytes and gives every item that ends in them to `sink`.
    pub fn push(
        &mut self,
        chunk: &[u8],
        sink: &mut impl FnMut(Item<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut rest = chunk;
        while !rest.is_empty() {
            if !self.inside {
                rest = self.between(rest)?;
                continue;
            }
            let (length, ended) = self.within(rest);
            let (piece, behind) = rest.split_at(length.min(rest.len()));
            if self.deep {
                let place = Place::Line { line: self.start.0, column: self.start.1 };
                return Err(Error::new(Code::TooDeep, MAX_DEPTH.to_string()).at(place));
            }
            self.count(piece);
            if self.expect == Expect::Nothing {
                // The rest of the wrapping object: it only has to end.
                self.inside = !ended;
            } else if self.carry.len().saturating_add(piece.len()) > MAX_RECORD {
                return Err(Error::new(Code::RecordTooLong, "")
                    .at(Place::Line { line: self.start.0, column: self.start.1 }));
            } else if ended {
                self.end(piece, sink)?;
            } else {
                self.carry.extend_from_slice(piece);
            }
            rest = behind;
        }
        Ok(())
    }

    /// Ends the text: a bare last item is given, anything open is a break.
    pub fn finish(&mut self, sink: &mut impl FnMut(Item<'_>) -> Result<(), Error>) -> Result<(), Error> {
        if self.inside && self.bare {
            self.end(b"", sink)?;
        }
        let done = match self.layout {
            Layout::Lines => !self.inside,
            Layout::List | Layout::Wrapped => !self.inside && self.expect == Expect::Nothing,
        };
        if done { Ok(()) } else { Err(self.broken()) }
    }

    fn broken(&self) -> Error {
        Error::new(Code::BadJson, "").at(Place::Line { line: self.line, column: self.column })
    }

    fn end(
        &mut self,
        piece: &[u8],
        sink: &mut impl FnMut(Item<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.inside = false;
        self.bare = false;
        self.expect = if self.layout == Layout::Lines { Expect::Item } else { Expect::Comma };
        let (line, column) = self.start;
        if self.carry.is_empty() {
            return sink(Item { bytes: piece, line, column });
        }
        self.carry.extend_from_slice(piece);
        let done = sink(Item { bytes: &self.carry, line, column });
        self.carry.clear();
        done
    }

    /// Steps over blanks, commas and the brackets of the list; stops where an item begins.
    fn between<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], Error> {
        let mut rest = bytes;
        while let Some((&byte, behind)) = rest.split_first() {
            match (byte, self.expect) {
                (b' ' | b'\t' | b'\r', _) => self.column = self.column.saturating_add(1),
                (b'\n', _) => {
                    self.line = self.line.saturating_add(1);
                    self.column = 1;
                }
                (b'[', Expect::Open) => self.step(Expect::First),
                (b',', Expect::Comma) => self.step(Expect::Item),
                (b']', Expect::First | Expect::Comma) if self.layout != Layout::Lines => {
                    self.step(Expect::Nothing);
                    if self.layout == Layout::Wrapped {
                        self.inside = true;
                        self.depth = 1;
                        return Ok(behind);
                    }
                }
                (b',' | b']' | b'}' | b':', _) | (_, Expect::Open | Expect::Comma | Expect::Nothing) => {
                    return Err(self.broken());
                }
                (_, Expect::First | Expect::Item) => {
                    self.inside = true;
                    self.depth = 0;
                    self.bare = !matches!(byte, b'{' | b'[' | b'"');
                    self.start = (self.line, self.column);
                    return Ok(rest);
                }
            }
            rest = behind;
        }
        Ok(rest)
    }

    fn step(&mut self, expect: Expect) {
        self.expect = expect;
        self.column = self.column.saturating_add(1);
    }

    /// How many of `bytes` belong to the open item, and whether it ends with them.
    fn within(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0usize;
        while let Some(&byte) = bytes.get(at) {
            if self.escape {
                self.escape = false;
            } else if self.string {
                if byte != b'"' && byte != b'\\' {
                    // Straight to the end of the string.
                    let ahead = bytes.get(at..).unwrap_or(b"");
                    let length = memchr2(b'"', b'\\', ahead).unwrap_or(ahead.len());
                    at = at.saturating_add(length);
                    continue;
                }
                self.escape = byte == b'\\';
                self.string = byte != b'"';
                if !self.string && self.depth == 0 {
                    return (at.saturating_add(1), true);
                }
            } else {
                match byte {
                    b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if self.bare => return (at, true),
                    b'"' if !self.bare => self.string = true,
                    b'{' | b'[' if !self.bare => {
                        self.depth = self.depth.saturating_add(1);
                        self.deep |= self.depth > MAX_DEPTH;
                    }
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return (at.saturating_add(1), true);
                        }
                    }
                    _ => {}
                }
            }
            at = at.saturating_add(1);
        }
        (at, false)
    }

    fn count(&mut self, bytes: &[u8]) {
        let lines = memchr::memchr_iter(b'\n', bytes).count();
        if let (true, Some(last)) = (lines > 0, memchr::memrchr(b'\n', bytes)) {
            self.line = self.line.saturating_add(lines as u64);
            self.column = bytes.len().saturating_sub(last) as u64;
        } else {
            self.column = self.column.saturating_add(bytes.len() as u64);
        }
    }
}

/// What a text that begins with a brace or bracket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seems {
    /// Items in this layout, beginning at this byte.
    Items(Layout, usize),
    /// A document, no list of rows.
    Document,
    /// Not JSON.
    Other,
    /// The head is too short to tell.
    More,
}

/// Names under which programs wrap their rows.
const WRAPS: [&[u8]; 16] = [
    b"rows",
    b"data",
    b"items",
    b"results",
    b"result",
    b"records",
    b"events",
    b"responses",
    b"values",
    b"value",
    b"hits",
    b"orders",
    b"tickets",
    b"cases",
    b"messages",
    b"entries",
];

/// Tells rows from documents by the head of a text; `whole`: nothing follows it.
pub fn look(head: &[u8], whole: bool) -> Seems {
    let after =
        |at: usize| head.get(at..).unwrap_or(b"").iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let Some(first) = head.iter().position(|byte| !byte.is_ascii_whitespace()) else { return Seems::More };
    match (head.get(first), after(first.saturating_add(1))) {
        (
            Some(b'['),
            None | Some(b'{' | b'[' | b']' | b',' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n'),
        ) => Seems::Items(Layout::List, first),
        (Some(b'{'), None | Some(b'"' | b'}')) => object(head, first, whole),
        _ => Seems::Other,
    }
}

/// An object may be the first line of many, a wrapper of rows, a single row, or a document.
fn object(head: &[u8], first: usize, whole: bool) -> Seems {
    let (mut depth, mut at, mut key) = (0usize, first, &b""[..]);
    // Lists of objects directly in the object: known name or not, and where.
    let mut lists: Vec<(bool, usize)> = Vec::new();
    let mut nested = false;
    let mut end = None;
    while let Some(&byte) = head.get(at) {
        match byte {
            b'"' => {
                let close = string_end(head, at);
                if depth == 1 {
                    key = head.get(at.saturating_add(1)..close).unwrap_or(b"");
                }
                at = close;
            }
            b'{' | b'[' => {
                if depth == 1 {
                    nested = true;
                    let inner = head.get(at.saturating_add(1)..).unwrap_or(b"");
                    let inner = inner.iter().copied().find(|byte| !byte.is_ascii_whitespace());
                    if byte == b'[' && inner == Some(b'{') {
                        lists.push((WRAPS.contains(&key), at));
                    }
                }
                depth = depth.saturating_add(1);
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end = Some(at);
                    break;
                }
            }
            _ => {}
        }
        at = at.saturating_add(1);
    }
    let known = lists.iter().find(|(known, _)| *known);
    let Some(end) = end else {
        return match known.or(lists.first()) {
            Some((_, at)) if !whole => Seems::Items(Layout::Wrapped, *at),
            None if !whole => Seems::More,
            _ => Seems::Items(Layout::Lines, first),
        };
    };
    let follows =
        head.get(end.saturating_add(1)..).unwrap_or(b"").iter().any(|byte| !byte.is_ascii_whitespace());
    let lines = head.get(first..end).is_some_and(|object| memchr::memchr(b'\n', object).is_some());
    match (known, lists.as_slice()) {
        _ if follows || !whole => Seems::Items(Layout::Lines, first),
        (Some((_, at)), _) => Seems::Items(Layout::Wrapped, *at),
        (None, [(_, at)]) if lines => Seems::Items(Layout::Wrapped, *at),
        _ if lines && nested => Seems::Document,
        _ => Seems::Items(Layout::Lines, first),
    }
}

/// Where the string that begins at `at` ends.
fn string_end(head: &[u8], at: usize) -> usize {
    let mut at = at.saturating_add(1);
    while let Some(next) = head.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at = at.saturating_add(next);
        if head.get(at) == Some(&b'"') {
            return at;
        }
        at = at.saturating_add(2);
    }
    head.len()
}
