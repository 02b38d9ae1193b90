//! Bytes → CSV records, in chunks cut anywhere.
//!
//! A record without a quote is cut where it lies; one with a quote goes through `csv-core`, which knows the rules.

use super::MAX_RECORD;
use crate::error::{Code, Error, Place};
use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter, memchr3_iter};

/// One record: where it begins, and its cells back to back.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Line of the file, from 1.
    pub line: u64,
    text: &'a [u8],
    ends: &'a [usize],
    /// Bytes between two cells: the delimiter where cells lie in the file, nothing where they were unquoted.
    gap: usize,
}

impl<'a> Record<'a> {
    /// How many cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Cell `index`, without the blanks around it; empty past the end.
    pub fn cell(&self, index: usize) -> &'a [u8] {
        let Some(&end) = self.ends.get(index) else { return b"" };
        let start = match index.checked_sub(1).and_then(|before| self.ends.get(before)) {
            Some(before) => before.saturating_add(self.gap),
            None => 0,
        };
        self.text.get(start..end).unwrap_or(b"").trim_ascii()
    }

    /// The record as one line, for samples of issues.
    pub fn shown(&self, delimiter: u8) -> String {
        let cells: Vec<_> = (0..self.len()).map(|index| String::from_utf8_lossy(self.cell(index))).collect();
        cells.join(char::from(delimiter).encode_utf8(&mut [0; 4]))
    }
}

/// What a sink says after a record.
pub type Flow = Result<(), Error>;

/// Cuts a stream of bytes into records.
#[derive(Debug)]
pub struct Splitter {
    delimiter: u8,
    terminator: u8,
    core: csv_core::Reader,
    /// True between the first bytes of a quoted record and its end.
    in_core: bool,
    /// Cells of the quoted record so far.
    out: Vec<u8>,
    out_len: usize,
    /// Ends of cells, of either kind of record.
    ends: Vec<usize>,
    ends_len: usize,
    /// The beginning of a record without a quote whose end has not come yet.
    carry: Vec<u8>,
    /// Bytes of the open quoted record.
    raw: usize,
    /// Line on which the open record begins.
    line: u64,
    /// Line ends inside the open quoted record.
    inside: u64,
    /// A quote that was never closed, on the last line of the file.
    pub unclosed: Option<u64>,
}

impl Splitter {
    /// A splitter at line 1; `terminator` is LF or CR.
    pub fn new(delimiter: u8, terminator: u8) -> Self {
        Self {
            delimiter,
            terminator,
            core: ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(terminator)).build(),
            in_core: false,
            out: vec![0; 1024],
            out_len: 0,
            ends: vec![0; 64],
            ends_len: 0,
            carry: Vec::new(),
            raw: 0,
            line: 1,
            inside: 0,
            unclosed: None,
        }
    }

    /// Takes the next bytes and gives every record that ends in them to `sink`.
    pub fn push(&mut self, chunk: &[u8], sink: &mut impl FnMut(Record<'_>) -> Flow) -> Flow {
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
    pub fn finish(&mut self, sink: &mut impl FnMut(Record<'_>) -> Flow) -> Flow {
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
    fn records(&mut self, bytes: &[u8], sink: &mut impl FnMut(Record<'_>) -> Flow) -> Flow {
        let mut rest = bytes;
        while !rest.is_empty() && !self.in_core {
            self.ends.clear();
            let mut quote = false;
            let mut base = 0;
            for at in memchr3_iter(self.delimiter, self.terminator, b'"', rest) {
                match rest.get(at) {
                    Some(&byte) if byte == self.delimiter => self.ends.push(at.saturating_sub(base)),
                    Some(b'"') => {
                        quote = true;
                        rest = rest.get(base..).unwrap_or(b"");
                        break;
                    }
                    _ => {
                        let text = rest.get(base..at).unwrap_or(b"");
                        self.ends.push(text.len());
                        if text.len() > MAX_RECORD {
                            return Err(Error::new(Code::RecordTooLong, "").at(self.place()));
                        }
                        let blank = self.ends.len() == 1 && text.trim_ascii().is_empty();
                        if !blank {
                            sink(Record { line: self.line, text, ends: &self.ends, gap: 1 })?;
                        }
                        self.line = self.line.saturating_add(1);
                        self.ends.clear();
                        base = at.saturating_add(1);
                    }
                }
            }
            if !quote {
                return self.keep(rest.get(base..).unwrap_or(b""));
            }
            self.in_core = true;
            self.raw = 0;
            self.inside = 0;
            self.out_len = 0;
            self.ends_len = 0;
            rest = self.quoted(rest, false, sink)?;
        }
        Ok(())
    }

    /// Feeds the open quoted record; returns what lies behind its end. `end`: nothing will follow.
    fn quoted<'a>(
        &mut self,
        bytes: &'a [u8],
        end: bool,
        sink: &mut impl FnMut(Record<'_>) -> Flow,
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
                    let ends = self.ends.get(..self.ends_len).unwrap_or_default();
                    sink(Record { line: self.line, text, ends, gap: 0 })?;
                    self.line = self.line.saturating_add(self.inside);
                    return Ok(rest);
                }
            }
        }
        Ok(rest)
    }

    /// Ends the open quoted record by a line end; true if that was swallowed by an open quote.
    fn still_quoted(&mut self, sink: &mut impl FnMut(Record<'_>) -> Flow) -> Result<bool, Error> {
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
