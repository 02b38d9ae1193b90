//! One sheet of a workbook → rows of texts: what a cell shows, apart from its locale.

use super::book::{Book, Named};
use super::rows::Rows;
use super::serial::{self, Shown};
use super::xml::{Mark, Tag, Xml};
use super::zip::Unpack;
use crate::diag::{Issues, Sample};
use crate::error::{Code, Error};

/// The most merged ranges.
const MERGES: usize = 100_000;

/// A range of merged cells over several rows: its first and last row from 1, its column from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    column: usize,
    first: u64,
    last: u64,
}

/// A sheet that is being read.
#[derive(Debug)]
pub struct Sheet {
    unpack: Unpack,
    xml: Xml,
    cells: Cells,
    /// What is ready.
    pub rows: Rows,
    /// What is told of its cells.
    pub issues: Issues,
}

impl Sheet {
    /// Begins a sheet; cells of `merges` show the first of them on each of their rows.
    pub fn new(bytes: &[u8], named: &Named, merges: Vec<Merge>) -> Result<Self, Error> {
        Ok(Self {
            unpack: Unpack::new(bytes, &named.member)?,
            xml: Xml::new(&named.member.name),
            cells: Cells { merges, ..Cells::default() },
            rows: Rows::default(),
            issues: Issues::default(),
        })
    }

    /// Reads on; false at the end.
    pub fn step(&mut self, bytes: &[u8], book: &Book, budget: &mut u64) -> Result<bool, Error> {
        let Self { unpack, xml, cells, rows, issues } = self;
        let (piece, end) = match unpack.next(bytes, budget)? {
            Some(piece) => (piece, false),
            None => (&b""[..], true),
        };
        xml.push(piece, end, &mut |mark, _| cells.take(&mark, book, rows, issues))?;
        if end {
            cells.fill(usize::MAX, rows)?;
            rows.end();
        }
        Ok(!end)
    }
}

#[derive(Debug, Default)]
struct Cells {
    /// Merged cells that begin further down, and those whose first cell is read: the row they end on, and its text.
    merges: Vec<Merge>,
    open: Vec<(usize, u64, String)>,
    /// How many of those are written in the open row.
    filled: usize,
    row: u64,
    column: usize,
    /// Kind and style of the open cell.
    kind: String,
    style: usize,
    text: String,
    /// Inside a value or text of a cell; inside the reading of a Japanese word.
    inside: bool,
    reading: bool,
    formula: bool,
}

impl Cells {
    fn take(
        &mut self,
        mark: &Mark<'_>,
        book: &Book,
        rows: &mut Rows,
        issues: &mut Issues,
    ) -> Result<(), Error> {
        match mark {
            Mark::Open(tag) => match tag.name() {
                "row" => {
                    let number = tag.attribute("r").and_then(|row| row.parse().ok());
                    return self.start(number.unwrap_or(self.row.saturating_add(1)), rows);
                }
                "c" => self.cell(tag),
                "v" => self.inside = true,
                "t" => self.inside = !self.reading,
                "rPh" => self.reading = true,
                "f" => self.formula = true,
                _ => {}
            },
            Mark::Text(text) if self.inside => self.text.push_str(text),
            Mark::Text(_) => {}
            Mark::Close("v" | "t") => self.inside = false,
            Mark::Close("rPh") => self.reading = false,
            Mark::Close("c") => return self.end(book, rows, issues),
            Mark::Close(_) => {}
        }
        Ok(())
    }

    /// Begins a row; merged cells show themselves on rows that are left out, too.
    fn start(&mut self, number: u64, rows: &mut Rows) -> Result<(), Error> {
        self.fill(usize::MAX, rows)?;
        let number = rows.number(number);
        while self.open.iter().any(|(_, last, _)| *last > self.row) && self.row.saturating_add(1) < number {
            self.begin(self.row.saturating_add(1), rows);
            self.fill(usize::MAX, rows)?;
        }
        self.begin(number, rows);
        Ok(())
    }

    fn begin(&mut self, number: u64, rows: &mut Rows) {
        rows.start(number);
        self.row = number;
        self.open.retain(|(_, last, _)| *last >= number);
        (self.column, self.filled) = (0, 0);
    }

    /// Writes the open merged cells before `column`.
    fn fill(&mut self, column: usize, rows: &mut Rows) -> Result<(), Error> {
        while let Some((place, _, text)) = self.open.get(self.filled)
            && *place < column
        {
            rows.put(*place, text)?;
            self.filled = self.filled.saturating_add(1);
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        (self.style, self.formula) = (0, false);
        self.text.clear();
        self.kind.clear();
        tag.each(|key, value| match key {
            "r" => self.column = place(&value).0.unwrap_or(self.column),
            "s" => self.style = value.parse().unwrap_or(0),
            "t" => self.kind.push_str(&value),
            _ => {}
        });
    }

    fn end(&mut self, book: &Book, rows: &mut Rows, issues: &mut Issues) -> Result<(), Error> {
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1);
        let told = |value: &str| {
            let (column, value) = (letters(column), value.to_owned());
            move || Sample { line: row, column, value }
        };
        let raw = self.text.trim();
        let made;
        let text = match self.kind.as_str() {
            "s" => book.strings.get(raw.parse().unwrap_or(usize::MAX)),
            "b" => {
                if raw == "1" || raw == "true" {
                    "true"
                } else {
                    "false"
                }
            }
            "str" | "inlineStr" | "e" | "d" => self.text.as_str(),
            _ => match raw.parse::<f64>() {
                Ok(value) => {
                    let shown = book.styles.get(self.style).copied().unwrap_or(Shown::Plain);
                    made = serial::text(value, shown, book.from_1904);
                    if serial::is_rounded(value) {
                        issues.add(Code::Rounded, told(&made));
                    }
                    made.as_str()
                }
                Err(_) => raw,
            },
        };
        if self.formula && raw.is_empty() && self.kind != "str" {
            issues.add(Code::NoResult, told(""));
        }
        let escaped = text.contains("_x").then(|| unescaped(text));
        let text = escaped.as_deref().unwrap_or(text);
        let text = text.to_owned();
        // A blank cell in a merged range shows the range's text.
        self.fill(if text.is_empty() { self.column } else { column }, rows)?;
        if text.is_empty() {
            return Ok(());
        }
        rows.put(column, &text)?;
        if let Ok(at) = self.merges.binary_search_by_key(&(column, row), |merge| (merge.column, merge.first))
            && let Some(merge) = self.merges.get(at)
        {
            self.open.retain(|(known, ..)| *known != column);
            let at = self.open.partition_point(|(known, ..)| *known < column);
            self.open.insert(at, (column, merge.last, text));
            self.filled = at.saturating_add(1);
        }
        Ok(())
    }
}

/// Column (from 0) and row (from 1) of a reference such as `AB12`.
fn place(reference: &str) -> (Option<usize>, u64) {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, row) = reference.split_at(letters);
    let column = name.bytes().take(4).fold(0usize, |column, letter| {
        column
            .saturating_mul(26)
            .saturating_add(usize::from(letter.to_ascii_uppercase().saturating_sub(b'@')))
    });
    (column.checked_sub(1), row.parse().unwrap_or(0))
}

/// The name of a column: `A` for 0.
fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        let letter = rest.saturating_sub(1) % 26;
        name.insert(0, b'A'.saturating_add(letter as u8));
        rest = rest.saturating_sub(1) / 26;
    }
    String::from_utf8(name).unwrap_or_default()
}

/// `_x000D_` is the character of that number.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let code = behind.get(2..6).filter(|_| behind.as_bytes().get(6) == Some(&b'_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(char) => {
                out.push(char);
                rest = behind.get(7..).unwrap_or("");
            }
            None => {
                out.push_str("_x");
                rest = behind.get(2..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

/// The merged ranges of a sheet, which stand behind its rows: those over several rows, in order.
pub fn merges(bytes: &[u8], named: &Named, budget: &mut u64) -> Result<Vec<Merge>, Error> {
    const NAME: &[u8] = b"mergeCell ";
    let mut unpack = Unpack::new(bytes, &named.member)?;
    let finder = memchr::memmem::Finder::new(NAME);
    let (mut found, mut held): (Vec<Merge>, Vec<u8>) = Default::default();
    while let Some(piece) = unpack.next(bytes, budget)? {
        held.extend_from_slice(piece);
        let mut at = 0usize;
        while let Some(next) = held.get(at..).and_then(|rest| finder.find(rest)) {
            let start = at.saturating_add(next);
            let Some(length) = held.get(start..).and_then(|rest| memchr::memchr(b'>', rest)) else { break };
            at = start.saturating_add(length);
            found.extend(held.get(start..at).and_then(merge));
            if found.len() > MERGES {
                return Err(Error::new(Code::TooMany, MERGES.to_string()));
            }
        }
        // A tag is short; what may still become one is kept.
        let keep = at.max(held.len().saturating_sub(256));
        held.drain(..keep);
    }
    found.sort_unstable();
    Ok(found)
}

fn merge(tag: &[u8]) -> Option<Merge> {
    let text = core::str::from_utf8(tag).ok()?;
    let (_, behind) = text.split_once("ref=")?;
    let (from, to) = behind.split(['"', '\'']).nth(1)?.split_once(':')?;
    let ((column, first), (_, last)) = (place(from), place(to));
    Some(Merge { column: column?, first, last }).filter(|merge| merge.last > merge.first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!((letters(column).as_str(), place(&format!("{name}7"))), (name, (Some(column), 7)));
        }
        assert_eq!(place("7").0, None);
    }

    #[test]
    fn characters_by_number() {
        assert_eq!(unescaped("a_x000D_b_x005F_x0041_ _x12 _xzzzz_"), "a\rb_x0041_ _x12 _xzzzz_");
    }
}
