//! Bytes → CSV records, in chunks cut anywhere.
//!
//! A record is cut where it lies, by the bits of its marks; one whose quotes are more than a pair around a cell goes
//! through `csv-core`, which knows the rules.

use super::MAX_RECORD;
use super::marks::{BLOCK, Marks};
use crate::error::{Code, Error, Place};
use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter};

/// The most records that are handed over at once.
const BATCH: usize = 256;

/// One record: where it begins, and its cells back to back.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Line of the file, from 1.
    pub line: u64,
    /// True where a blank line stands before it.
    pub apart: bool,
    text: &'a [u8],
    start: usize,
    ends: &'a [usize],
    /// Bytes between two cells: the delimiter where cells lie in the file, nothing where they were unquoted.
    gap: usize,
}

impl<'a> Record<'a> {
    /// How many cells.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Cell `index`, without the blanks around it; empty past the end.
    #[inline]
    pub fn cell(&self, index: usize) -> &'a [u8] {
        let Some(&end) = self.ends.get(index) else { return b"" };
        let start = match index.checked_sub(1).and_then(|before| self.ends.get(before)) {
            Some(before) => before.saturating_add(self.gap),
            None => self.start,
        };
        match self.text.get(start..end) {
            Some(plain @ [first, .., last]) if *first > b' ' && *last > b' ' && *first != b'"' => plain,
            Some(raw) => tidy(raw, self.gap > 0),
            None => b"",
        }
    }

    /// The record as one line, for samples of issues.
    pub fn shown(&self, delimiter: u8) -> String {
        let cells: Vec<_> = (0..self.len()).map(|index| String::from_utf8_lossy(self.cell(index))).collect();
        cells.join(char::from(delimiter).encode_utf8(&mut [0; 4]))
    }
}

/// A cell without the blanks around it (old programs fill up with NUL bytes), `quotes`: and without its quotes.
fn tidy(raw: &[u8], quotes: bool) -> &[u8] {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let trim = |text: &'_ [u8]| {
        let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
        let end = text.iter().rposition(|byte| !blank(byte)).map_or(start, |last| last.saturating_add(1));
        start..end
    };
    let cell = raw.get(trim(raw)).unwrap_or(b"");
    match cell {
        [b'"', inner @ .., b'"'] if quotes => inner.get(trim(inner)).unwrap_or(b""),
        _ => cell,
    }
}

/// A record of a batch.
#[derive(Clone, Copy, Debug)]
struct Row {
    line: u64,
    apart: bool,
    start: usize,
    /// Its ends among those of the batch.
    ends: (usize, usize),
}

/// Records that lie behind one another in one piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    text: &'a [u8],
    rows: &'a [Row],
    ends: &'a [usize],
    gap: usize,
}

impl<'a> Records<'a> {
    /// How many.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether `byte` is in any of them.
    pub fn have(self, byte: u8) -> bool {
        let start = self.rows.first().map_or(0, |row| row.start);
        let end = self.rows.last().and_then(|row| self.ends.get(row.ends.1.saturating_sub(1))).copied();
        memchr(byte, self.text.get(start..end.unwrap_or(start)).unwrap_or(b"")).is_some()
    }

    /// All but the first `count`.
    pub fn skip(self, count: usize) -> Self {
        Self { rows: self.rows.get(count..).unwrap_or_default(), ..self }
    }

    /// The first `count`, or all.
    pub fn first(self, count: usize) -> Self {
        Self { rows: self.rows.get(..count).unwrap_or(self.rows), ..self }
    }

    /// In the order of the file.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Record<'a>> {
        self.rows.iter().map(move |row| Record {
            line: row.line,
            apart: row.apart,
            text: self.text,
            start: row.start,
            ends: self.ends.get(row.ends.0..row.ends.1).unwrap_or_default(),
            gap: self.gap,
        })
    }
}

/// What a sink says after records.
pub type Flow = Result<(), Error>;

/// Cuts a stream of bytes into records.
#[derive(Debug)]
pub struct Splitter {
    delimiter: u8,
    terminator: u8,
    marks: Marks,
    core: csv_core::Reader,
    /// True between the first bytes of a record that goes through `core` and its end.
    in_core: bool,
    /// Cells of that record so far.
    out: Vec<u8>,
    out_len: usize,
    ends_len: usize,
    /// Ends of cells, of either kind of record.
    ends: Vec<usize>,
    /// Whole records that were not handed over yet.
    rows: Vec<Row>,
    /// The beginning of a record whose end has not come yet.
    carry: Vec<u8>,
    /// Bytes of the open record in `core`.
    raw: usize,
    /// Line on which the open record begins.
    line: u64,
    /// Line ends inside the open record.
    inside: u64,
    /// The line before was blank.
    apart: bool,
    /// A quote that was never closed, on the last line of the file.
    pub unclosed: Option<u64>,
}

impl Splitter {
    /// A splitter at line 1; `terminator` is LF or CR.
    pub fn new(delimiter: u8, terminator: u8) -> Self {
        Self {
            delimiter,
            terminator,
            marks: Marks::new(delimiter, terminator),
            core: ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(terminator)).build(),
            in_core: false,
            out: vec![0; 1024],
            out_len: 0,
            ends_len: 0,
            ends: Vec::new(),
            rows: Vec::new(),
            carry: Vec::new(),
            raw: 0,
            line: 1,
            inside: 0,
            apart: false,
            unclosed: None,
        }
    }

    /// Takes the next bytes and gives every record that ends in them to `sink`.
    pub fn push(&mut self, chunk: &[u8], sink: &mut impl FnMut(Records<'_>) -> Flow) -> Flow {
        let mut rest = chunk;
        if self.in_core {
            rest = self.quoted(rest, false, sink)?;
        }
        if !self.carry.is_empty() {
            let Some(end) = memchr(self.terminator, rest) else { return self.keep(rest) };
            let (head, tail) = rest.split_at(end);
            self.keep(head)?;
            let mut carried = core::mem::take(&mut self.carry);
            carried.push(self.terminator);
            self.records(&carried, sink)?;
            carried.clear();
            self.carry = carried;
            rest = tail.get(1..).unwrap_or(b"");
            if self.in_core {
                rest = self.quoted(rest, false, sink)?;
            }
        }
        self.records(rest, sink)
    }

    /// Ends the file: gives the last record, if it had no line end.
    pub fn finish(&mut self, sink: &mut impl FnMut(Records<'_>) -> Flow) -> Flow {
        let mut carried = core::mem::take(&mut self.carry);
        if !carried.is_empty() {
            carried.push(self.terminator);
            self.records(&carried, sink)?;
        }
        if !self.in_core {
            return Ok(());
        }
        let last = self.out_len.checked_sub(1).and_then(|at| self.out.get(at));
        let swallowed = self.inside.saturating_sub(u64::from(last == Some(&self.terminator)));
        if self.still_quoted(sink)? {
            if swallowed > 0 {
                return Err(Error::new(Code::UnclosedQuote, "").at(self.place()));
            }
            // Only the last line is hurt: its row is kept, and told.
            self.unclosed = Some(self.line);
            self.quoted(b"", true, sink)?;
        }
        Ok(())
    }

    fn place(&self) -> Place {
        Place::Line { line: self.line, column: 0 }
    }

    /// Keeps bytes of a record whose end has not come yet.
    fn keep(&mut self, bytes: &[u8]) -> Flow {
        if self.carry.len().saturating_add(bytes.len()) > MAX_RECORD {
            return Err(Error::new(Code::RecordTooLong, "").at(self.place()));
        }
        self.carry.extend_from_slice(bytes);
        Ok(())
    }

    /// Cuts all records that begin in `bytes`; what is left open is kept.
    fn records(&mut self, bytes: &[u8], sink: &mut impl FnMut(Records<'_>) -> Flow) -> Flow {
        let mut rest = bytes;
        while !rest.is_empty() && !self.in_core {
            let (taken, odd) = self.cut(rest, sink)?;
            let behind = rest.get(taken..).unwrap_or(b"");
            if !odd {
                return self.keep(behind);
            }
            self.in_core = true;
            self.raw = 0;
            self.inside = 0;
            self.out_len = 0;
            self.ends_len = 0;
            rest = self.quoted(behind, false, sink)?;
        }
        Ok(())
    }

    /// Cuts records where they lie; returns where the first one begins that it cannot, and whether that one is more
    /// than unfinished: its quotes are for `core`.
    fn cut(
        &mut self,
        text: &[u8],
        sink: &mut impl FnMut(Records<'_>) -> Flow,
    ) -> Result<(usize, bool), Error> {
        let mut open = Open::default();
        self.ends.clear();
        let (blocks, tail) = text.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        if let Some(room) = last.get_mut(..tail.len()) {
            room.copy_from_slice(tail);
        }
        let tail = (!tail.is_empty()).then_some(&last);
        let mut odd = false;
        'text: for (index, block) in blocks.iter().chain(tail).enumerate() {
            let from = index.saturating_mul(BLOCK);
            let mut bits = self.marks.of(block);
            while bits != 0 {
                let offset = bits.trailing_zeros() as usize;
                bits &= bits.wrapping_sub(1);
                let at = from.saturating_add(offset);
                let byte = block.get(offset).copied().unwrap_or(0);
                if open.quote || byte == b'"' {
                    if self.quote(text, at, byte, &mut open) {
                        continue;
                    }
                    odd = true;
                    break 'text;
                }
                self.ends.push(at);
                open.cell = at.saturating_add(1);
                if byte == self.terminator {
                    if open.quotes && open.cell.saturating_sub(open.start) > MAX_RECORD {
                        odd = true;
                        break 'text;
                    }
                    self.end(text, at, &mut open)?;
                    if self.rows.len() >= BATCH {
                        self.hand_over(text, sink)?;
                        open.first = 0;
                    }
                }
            }
        }
        self.hand_over(text, sink)?;
        Ok((open.start, odd || open.quotes))
    }

    /// Takes a mark in or before quotes; false where they are more than a pair around a cell.
    fn quote(&self, text: &[u8], at: usize, byte: u8, open: &mut Open) -> bool {
        if !open.quote {
            open.quote = at == open.cell;
            open.quotes = true;
            return open.quote;
        }
        if byte != b'"' {
            open.inside = open.inside.saturating_add(u64::from(byte == self.terminator));
            return true;
        }
        open.quote = false;
        match text.get(at.saturating_add(1)..).unwrap_or(b"") {
            [b'\r', next, ..] => *next == self.terminator || self.terminator == b'\r',
            [next, ..] => *next == self.delimiter || *next == self.terminator,
            [] => false,
        }
    }

    /// Ends a record at its line end, unless it is blank.
    fn end(&mut self, text: &[u8], at: usize, open: &mut Open) -> Flow {
        let cells = (open.first, self.ends.len());
        let record = text.get(open.start..at).unwrap_or(b"");
        if record.len() > MAX_RECORD {
            return Err(Error::new(Code::RecordTooLong, "").at(self.place()));
        }
        if cells.1.saturating_sub(cells.0) == 1 && tidy(record, false).is_empty() {
            self.ends.truncate(cells.0);
            self.apart = true;
        } else {
            self.rows.push(Row { line: self.line, apart: self.apart, start: open.start, ends: cells });
            self.apart = false;
        }
        self.line = self.line.saturating_add(1).saturating_add(open.inside);
        *open = Open {
            start: at.saturating_add(1),
            cell: at.saturating_add(1),
            first: self.ends.len(),
            ..Open::default()
        };
        Ok(())
    }

    fn hand_over(&mut self, text: &[u8], sink: &mut impl FnMut(Records<'_>) -> Flow) -> Flow {
        if !self.rows.is_empty() {
            sink(Records { text, rows: &self.rows, ends: &self.ends, gap: 1 })?;
            self.rows.clear();
        }
        self.ends.clear();
        Ok(())
    }

    /// Feeds the open quoted record; returns what lies behind its end. `end`: nothing will follow.
    fn quoted<'a>(
        &mut self,
        bytes: &'a [u8],
        end: bool,
        sink: &mut impl FnMut(Records<'_>) -> Flow,
    ) -> Result<&'a [u8], Error> {
        let mut rest = bytes;
        while end || !rest.is_empty() {
            if self.ends.len() < self.ends_len.saturating_add(16) {
                self.ends.resize(self.ends_len.saturating_mul(2).saturating_add(64), 0);
            }
            // Never beyond the bound, so that the answer does not depend on the size of chunks.
            let bound = MAX_RECORD.saturating_add(1).saturating_sub(self.raw).min(rest.len());
            let (input, _) = rest.split_at(bound);
            let out = self.out.get_mut(self.out_len..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ends_len..).unwrap_or_default();
            let (result, taken, written, ended) = self.core.read_record(input, out, ends);
            let (seen, behind) = rest.split_at(taken.min(rest.len()));
            rest = behind;
            self.raw = self.raw.saturating_add(taken);
            self.inside = self.inside.saturating_add(memchr_iter(self.terminator, seen).count() as u64);
            self.out_len = self.out_len.saturating_add(written);
            self.ends_len = self.ends_len.saturating_add(ended);
            if self.raw > MAX_RECORD {
                return Err(self.too_long(result));
            }
            match result {
                ReadRecordResult::OutputFull => self.out.resize(self.out.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len().saturating_mul(2), 0),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.in_core = false;
                    let text = self.out.get(..self.out_len).unwrap_or(b"");
                    let row = Row { line: self.line, apart: self.apart, start: 0, ends: (0, self.ends_len) };
                    sink(Records { text, rows: &[row], ends: &self.ends, gap: 0 })?;
                    self.apart = false;
                    self.line = self.line.saturating_add(self.inside);
                    return Ok(rest);
                }
            }
        }
        Ok(rest)
    }

    /// Ends the open quoted record by a line end; true if that was swallowed by an open quote.
    fn still_quoted(&mut self, sink: &mut impl FnMut(Records<'_>) -> Flow) -> Result<bool, Error> {
        let end = [self.terminator];
        self.quoted(&end, false, sink)?;
        Ok(self.in_core)
    }

    /// A record over the bound: its quote was never closed, or it is just long.
    fn too_long(&mut self, result: ReadRecordResult) -> Error {
        let lines = self.inside;
        self.raw = 0;
        let open = result != ReadRecordResult::Record && self.still_quoted(&mut |_| Ok(())).unwrap_or(false);
        let code = if open && lines > 0 { Code::UnclosedQuote } else { Code::RecordTooLong };
        Error::new(code, "").at(self.place())
    }
}

/// The record that is being cut.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// Where it begins.
    start: usize,
    /// Where its open cell begins.
    cell: usize,
    /// Its first end among those of the batch.
    first: usize,
    /// Inside a quoted cell.
    quote: bool,
    /// It has quotes.
    quotes: bool,
    /// Line ends in its quotes.
    inside: u64,
}
