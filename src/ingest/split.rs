//! Bytes → CSV records, in chunks cut anywhere.
//!
//! A record is cut where it lies, by the bits of its marks; one whose quotes are more than a pair around a cell goes
//! through `csv-core`, which knows the rules.

use super::MAX_RECORD;
use super::cells::tidy;
use super::marks::{BLOCK, Bits, Marks};
use super::records::{Records, Row};
use crate::error::{Code, Error, Place};
use core::hint::select_unpredictable;
use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter};

/// Records after which they are handed over: these and what ends in the same block.
const BATCH: usize = 256;
/// Ends of cells after which they are, be the records however few.
const MANY: usize = 1 << 16;

/// What a sink says after records.
pub type Flow = Result<(), Error>;

/// Takes records. They come by hundreds, and there is one code for all who take them: what looked at the head has already
/// made it fast for the rows.
pub type Sink<'a> = dyn FnMut(Records<'_>) -> Flow + 'a;

/// Cuts a stream of bytes into records.
#[derive(Debug)]
pub struct Splitter {
    delimiter: u8,
    terminator: u8,
    marks: Marks,
    /// Made when it is needed: its table of states takes longer to fill than the head of a file to cut.
    core: Option<Box<csv_core::Reader>>,
    /// True between the first bytes of a record that goes through `core` and its end.
    in_core: bool,
    /// Cells of that record so far.
    out: Vec<u8>,
    out_len: usize,
    ends_len: usize,
    /// Ends of cells, of either kind of record, and room for more.
    ends: Vec<usize>,
    /// Ends of records that are cut where they lie.
    found: usize,
    /// Whole records that were not handed over yet, and room for more.
    rows: Vec<Row>,
    /// How many these are.
    whole: usize,
    /// All of them have as many cells, and no blank line lies between.
    even: bool,
    /// Cells of the last record.
    width: usize,
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
    /// A NUL byte was seen since records were handed over.
    nuls: bool,
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
            core: None,
            in_core: false,
            out: vec![0; 1024],
            out_len: 0,
            ends_len: 0,
            ends: Vec::new(),
            found: 0,
            rows: Vec::new(),
            whole: 0,
            even: true,
            width: 0,
            carry: Vec::new(),
            raw: 0,
            line: 1,
            inside: 0,
            apart: false,
            nuls: false,
            unclosed: None,
        }
    }

    /// Takes the next bytes and gives every record that ends in them to `sink`.
    pub fn push(&mut self, chunk: &[u8], sink: &mut Sink<'_>) -> Flow {
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
    pub fn finish(&mut self, sink: &mut Sink<'_>) -> Flow {
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
    fn records(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Flow {
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
    fn cut(&mut self, text: &[u8], sink: &mut Sink<'_>) -> Result<(usize, bool), Error> {
        let mut open = Open { first: 1, ..Open::default() };
        self.begin(0);
        let (blocks, tail) = text.as_chunks::<BLOCK>();
        let mut last = [b'x'; BLOCK];
        if let Some(room) = last.get_mut(..tail.len()) {
            room.copy_from_slice(tail);
        }
        let all = blocks.len().saturating_add(usize::from(!tail.is_empty()));
        let (mut odd, mut index) = (false, 0usize);
        while index < all && !odd {
            let mut nuls = false;
            let (reached, lines) = self.usual(blocks, index, &mut open);
            index = reached;
            // A block of which some lines were taken is brought to its end first.
            if index < all && (lines.is_some() || !self.is_full(&open)) {
                let bits = self.marks.of(blocks.get(index).unwrap_or(&last));
                nuls = bits.nuls != 0;
                self.nuls |= nuls;
                let bits = Bits { lines: lines.unwrap_or(bits.lines), ..bits };
                odd = self.any(text, bits, index.saturating_mul(BLOCK), &mut open)?;
                index = index.saturating_add(1);
            }
            if self.is_full(&open) {
                self.hand_over(text, &mut open, sink)?;
                self.nuls = nuls; // it may stand behind these
            }
        }
        self.hand_over(text, &mut open, sink)?;
        Ok((open.start, odd || open.quotes))
    }

    /// True when records are to be handed over.
    fn is_full(&self, open: &Open) -> bool {
        self.whole >= BATCH || open.first >= MANY
    }

    /// Makes room for the marks of one more block.
    fn make_room(&mut self) {
        if self.ends.len() < self.found.saturating_add(BLOCK) {
            self.ends.resize(self.ends.len().saturating_mul(2).saturating_add(4 * BLOCK), 0);
        }
        if self.rows.len() < self.whole.saturating_add(BLOCK) {
            self.rows.resize(self.whole.saturating_mul(2).saturating_add(BATCH), Row::default());
        }
    }

    /// Takes blocks as most are, from `index` on, until records are to be handed over. Returns the first that is left to
    /// [`Self::any`], and of one in which a record has other cells than the one before, the line ends that are left.
    ///
    /// A loop of its own: what it counts stays in registers. Nothing in it can overflow, as all of it is less than there are
    /// bytes.
    #[inline(never)]
    fn usual(&mut self, blocks: &[[u8; BLOCK]], index: usize, open: &mut Open) -> (usize, Option<u64>) {
        self.make_room();
        if self.apart || open.quotes || open.quote || self.width < 2 {
            return (index, None);
        }
        let (marks, width) = (self.marks, self.width);
        let (ends, rows) = (self.ends.as_mut_slice(), self.rows.as_mut_slice());
        let (mut found, mut whole, mut line) = (self.found, self.whole, self.line);
        let Open { mut start, mut first, .. } = *open;
        let (mut at, mut left) = (index, None);
        for block in blocks.get(index..).unwrap_or_default() {
            let (bits, from) = (marks.of(block), at.wrapping_mul(BLOCK));
            let Some(room) = ends.get_mut(found..).and_then(<[usize]>::first_chunk_mut) else { break };
            if (bits.quotes | bits.nuls) != 0 || from.wrapping_sub(start) > MAX_RECORD - 2 * BLOCK {
                break;
            }
            write(bits.ends, from, room);
            // Whether a line ends in a block nobody could foretell: it is written down as if one did.
            let lines = bits.lines;
            let before = bits.ends & (lines ^ lines.wrapping_sub(1));
            let behind = found.wrapping_add(before.count_ones() as usize);
            let Some(row) = rows.get_mut(whole) else { break };
            *row = Row { line, apart: false, start, ends: (first, behind) };
            let ended = lines != 0;
            if ended & (behind.wrapping_sub(first) != width) {
                left = Some(lines);
                break;
            }
            (whole, line) = (whole.wrapping_add(usize::from(ended)), line.wrapping_add(u64::from(ended)));
            first = select_unpredictable(ended, behind, first);
            let next = from.wrapping_add(lines.trailing_zeros() as usize).wrapping_add(1);
            start = select_unpredictable(ended, next, start);
            let mut lines = lines & lines.wrapping_sub(1);
            while lines != 0 {
                let before = bits.ends & (lines ^ lines.wrapping_sub(1));
                let behind = found.wrapping_add(before.count_ones() as usize);
                let Some(row) = rows.get_mut(whole) else { break };
                if behind.wrapping_sub(first) != width {
                    break;
                }
                *row = Row { line, apart: false, start, ends: (first, behind) };
                (whole, line, first) = (whole.wrapping_add(1), line.wrapping_add(1), behind);
                start = from.wrapping_add(lines.trailing_zeros() as usize).wrapping_add(1);
                lines &= lines.wrapping_sub(1);
            }
            if lines != 0 {
                left = Some(lines);
                break;
            }
            found = found.wrapping_add(bits.ends.count_ones() as usize);
            at = at.wrapping_add(1);
            if whole >= BATCH || first >= MANY {
                break;
            }
        }
        (self.found, self.whole, self.line) = (found, whole, line);
        (open.start, open.first) = (start, first);
        (at, left)
    }

    /// Takes the marks of any block, which begins at `from`; true where a record ends in it that is for `core`.
    fn any(&mut self, text: &[u8], bits: Bits, from: usize, open: &mut Open) -> Result<bool, Error> {
        self.make_room();
        if bits.quotes == 0 && !open.quote {
            self.plain(text, from, bits, open)
        } else {
            self.with_quotes(text, from, bits, open)
        }
    }

    /// Takes the marks of a block without quotes; true where a record ends that is for `core`.
    fn plain(&mut self, text: &[u8], from: usize, bits: Bits, open: &mut Open) -> Result<bool, Error> {
        let before = self.found;
        if let Some(room) = self.ends.get_mut(before..).and_then(<[usize]>::first_chunk_mut) {
            write(bits.ends, from, room);
        }
        self.found = before.saturating_add(bits.ends.count_ones() as usize);
        let mut lines = bits.lines;
        while lines != 0 {
            let cells = (bits.ends & (lines ^ lines.wrapping_sub(1))).count_ones() as usize;
            let at = from.saturating_add(lines.trailing_zeros() as usize);
            lines &= lines.wrapping_sub(1);
            if self.end(text, at, before.saturating_add(cells), open)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// As [`Self::plain`], with quotes in the block or around it.
    fn with_quotes(&mut self, text: &[u8], from: usize, bits: Bits, open: &mut Open) -> Result<bool, Error> {
        let mut left = bits.ends | bits.quotes;
        while left != 0 {
            let at = from.saturating_add(left.trailing_zeros() as usize);
            left &= left.wrapping_sub(1);
            let byte = text.get(at).copied().unwrap_or(0);
            if open.quote || byte == b'"' {
                let last = self.ends.get(open.first..self.found).and_then(<[usize]>::last);
                let cell = last.map_or(open.start, |end| end.saturating_add(1));
                if !self.quote(text, at, byte, cell, open) {
                    return Ok(true);
                }
                continue;
            }
            if let Some(end) = self.ends.get_mut(self.found) {
                *end = at;
            }
            self.found = self.found.saturating_add(1);
            if byte == self.terminator && self.end(text, at, self.found, open)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes a mark in or before quotes, whose cell begins at `cell`; false where they are more than a pair around it.
    fn quote(&self, text: &[u8], at: usize, byte: u8, cell: usize, open: &mut Open) -> bool {
        if !open.quote {
            open.quote = at == cell;
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

    /// Ends a record at its line end, unless it is blank; `found`: its cells and all before. True where it is for `core`.
    #[inline(always)]
    fn end(&mut self, text: &[u8], at: usize, found: usize, open: &mut Open) -> Result<bool, Error> {
        let record = text.get(open.start..at).unwrap_or(b"");
        if record.len() >= MAX_RECORD {
            if open.quotes {
                return Ok(true);
            }
            if record.len() > MAX_RECORD {
                return Err(Error::new(Code::RecordTooLong, "").at(self.place()));
            }
        }
        if found.saturating_sub(open.first) == 1 && tidy(record, false).is_empty() {
            self.apart = true;
        } else {
            let row =
                Row { line: self.line, apart: self.apart, start: open.start, ends: (open.first, found) };
            if let Some(place) = self.rows.get_mut(self.whole) {
                *place = row;
            }
            self.whole = self.whole.saturating_add(1);
            (self.apart, self.even, self.width) = (false, false, found.saturating_sub(open.first));
        }
        self.line = self.line.saturating_add(1).saturating_add(open.inside);
        *open = Open { start: at.saturating_add(1), first: found, ..Open::default() };
        Ok(false)
    }

    /// Hands over the whole records; the ends of the open one are the first ones then.
    fn hand_over(&mut self, text: &[u8], open: &mut Open, sink: &mut Sink<'_>) -> Flow {
        if self.whole > 0 {
            let rows = self.rows.get(..self.whole).unwrap_or_default();
            let width = self.even.then_some(self.width);
            sink(Records { text, rows, ends: &self.ends, gap: 1, nuls: self.nuls, width })?;
            (self.whole, self.even) = (0, true);
        }
        self.nuls = false;
        let left = open.first.min(self.found)..self.found;
        let many = left.len();
        self.ends.copy_within(left, 1);
        self.begin(open.start);
        self.found = many.saturating_add(1);
        open.first = 1;
        Ok(())
    }

    /// Writes before all ends where the byte before the first record is, as if a cell ended there.
    fn begin(&mut self, start: usize) {
        self.make_room();
        if let Some(before) = self.ends.first_mut() {
            *before = start.wrapping_sub(1);
        }
        self.found = 1;
    }

    /// Feeds the open quoted record; returns what lies behind its end. `end`: nothing will follow.
    fn quoted<'a>(&mut self, bytes: &'a [u8], end: bool, sink: &mut Sink<'_>) -> Result<&'a [u8], Error> {
        let mut core = self.core.take().unwrap_or_else(|| core_of(self.delimiter, self.terminator));
        let done = self.quoted_by(&mut core, bytes, end, sink);
        self.core = Some(core);
        done
    }

    fn quoted_by<'a>(
        &mut self,
        core: &mut csv_core::Reader,
        bytes: &'a [u8],
        end: bool,
        sink: &mut Sink<'_>,
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
            let (result, taken, written, ended) = core.read_record(input, out, ends);
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
                    let nuls = memchr(0, text).is_some();
                    sink(Records { text, rows: &[row], ends: &self.ends, gap: 0, nuls, width: None })?;
                    self.apart = false;
                    self.line = self.line.saturating_add(self.inside);
                    return Ok(rest);
                }
            }
        }
        Ok(rest)
    }

    /// Ends the open quoted record by a line end; true if that was swallowed by an open quote.
    fn still_quoted(&mut self, sink: &mut Sink<'_>) -> Result<bool, Error> {
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

fn core_of(delimiter: u8, terminator: u8) -> Box<csv_core::Reader> {
    Box::new(ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(terminator)).build())
}

/// Writes down where the marks of a block stand.
#[inline(always)]
fn write(marks: u64, from: usize, ends: &mut [usize; BLOCK]) {
    let mut left = marks;
    let mut next = || {
        let end = from.wrapping_add(left.trailing_zeros() as usize);
        left &= left.wrapping_sub(1);
        end
    };
    // Eight at once, whether they are there or not: to guess how many there are takes longer. Written out: a build that is
    // made small has no loops that are.
    let [a, b, c, d, e, f, g, h, others @ ..] = ends;
    (*a, *b, *c, *d) = (next(), next(), next(), next());
    (*e, *f, *g, *h) = (next(), next(), next(), next());
    if left != 0 {
        write_others(left, from, others);
    }
}

#[inline(never)]
fn write_others(marks: u64, from: usize, ends: &mut [usize]) {
    let mut left = marks;
    for end in ends {
        if left == 0 {
            return;
        }
        *end = from.wrapping_add(left.trailing_zeros() as usize);
        left &= left.wrapping_sub(1);
    }
}

/// The record that is being cut.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// Where it begins.
    start: usize,
    /// Its first end among those of the batch.
    first: usize,
    /// Inside a quoted cell.
    quote: bool,
    /// It has quotes.
    quotes: bool,
    /// Line ends in its quotes.
    inside: u64,
}
