//! Records that were cut: cells back to back in one piece of text.

use super::cells::{Cells, Span};
use core::ops::Range;

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
        let (start, end) = cell(self.text, self.start, self.ends, self.gap, index);
        self.text.get(start..end).unwrap_or(b"")
    }

    /// The record as one line, for samples of issues.
    pub fn shown(&self, delimiter: u8) -> String {
        let cells: Vec<_> = (0..self.len()).map(|index| String::from_utf8_lossy(self.cell(index))).collect();
        cells.join(char::from(delimiter).encode_utf8(&mut [0; 4]))
    }
}

/// Where a cell lies, without the blanks around it; nowhere past the end.
#[inline(always)]
fn cell(text: &[u8], start: usize, ends: &[usize], gap: usize, index: usize) -> Span {
    let mut span = match (index.checked_sub(1), ends) {
        (None, [end, ..]) => (start, *end),
        (Some(before), ends) => match ends.get(before..) {
            Some([before, end, ..]) => (before.saturating_add(gap), *end),
            _ => return (0, 0),
        },
        (None, []) => return (0, 0),
    };
    if !is_tidy(text, span) {
        tidied(text, &mut span, gap > 0);
    }
    span
}

/// True where nothing has to be taken off at the ends of what stands there.
#[inline(always)]
fn is_tidy(text: &[u8], (start, end): Span) -> bool {
    let (first, last) = (text.get(start), text.get(end.wrapping_sub(1)));
    start < end
        && first.is_some_and(|first| *first > b' ' && *first != b'"')
        && last.is_some_and(|last| *last > b' ')
}

/// Takes off what does not belong to a cell. In place: what a call gives back would have to be copied.
#[inline(never)] // few cells need it
fn tidied(text: &[u8], span: &mut Span, quotes: bool) {
    let Some(raw) = text.get(span.0..span.1) else {
        *span = (0, 0);
        return;
    };
    let range = tidy(raw, quotes);
    *span = (span.0.saturating_add(range.start), span.0.saturating_add(range.end));
}

/// What of a cell is not blanks around it (old programs fill up with NUL bytes), `quotes`: nor its quotes.
pub fn tidy(raw: &[u8], quotes: bool) -> Range<usize> {
    let whole = trimmed(raw, 0..raw.len());
    match raw.get(whole.clone()) {
        Some([b'"', .., b'"']) if quotes => {
            trimmed(raw, whole.start.saturating_add(1)..whole.end.saturating_sub(1))
        }
        _ => whole,
    }
}

/// A part of a text without the blanks around it.
fn trimmed(text: &[u8], part: Range<usize>) -> Range<usize> {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let bytes = text.get(part.clone()).unwrap_or(b"");
    let first = bytes.iter().position(|byte| !blank(byte)).unwrap_or(bytes.len());
    let last = bytes.iter().rposition(|byte| !blank(byte)).map_or(first, |last| last.saturating_add(1));
    part.start.saturating_add(first)..part.start.saturating_add(last)
}

/// A record of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Line of the file, from 1.
    pub line: u64,
    /// True where a blank line stands before it.
    pub apart: bool,
    /// Where it begins in the text.
    pub start: usize,
    /// Its ends among those of the batch.
    pub ends: (usize, usize),
}

/// Records that lie behind one another in one piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// What they lie in.
    pub text: &'a [u8],
    /// Where each of them is.
    pub rows: &'a [Row],
    /// Where their cells end.
    pub ends: &'a [usize],
    /// As in a [`Record`].
    pub gap: usize,
    /// NUL bytes may be among the cells; without it there are none.
    pub nuls: bool,
    /// Cells of each, where it is known that all have as many and nothing lies between two records but one byte.
    pub width: Option<usize>,
}

impl<'a> Records<'a> {
    /// How many.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// True where every record has so many cells.
    pub fn all_have(&self, width: usize) -> bool {
        self.width == Some(width)
            || self.rows.iter().all(|row| row.ends.1.saturating_sub(row.ends.0) == width)
    }

    /// The line of a record, by its place among these.
    pub fn line(self, at: usize) -> u64 {
        self.rows.get(at).map_or(0, |row| row.line)
    }

    /// Cell `index` of every record, as [`Record::cell`] gives it; `spans` is working space.
    pub fn column<'s>(self, index: usize, spans: &'s mut Vec<Span>) -> Cells<'s>
    where
        'a: 's,
    {
        if spans.len() < self.rows.len() {
            spans.resize(self.rows.len(), (0, 0));
        }
        let spans = spans.get_mut(..self.rows.len()).unwrap_or_default();
        match (self.width, spans.split_first_mut()) {
            (Some(width), Some((first, others))) if index < width => {
                self.first(1).lie(index, core::slice::from_mut(first));
                self.lie_evenly(index, width, others);
            }
            _ => self.lie(index, spans),
        }
        Cells::new(self.text, spans).without_nuls(!self.nuls)
    }

    /// Where cell `index` of every record lies.
    #[inline(never)] // a loop, see `Building::read`
    fn lie(self, index: usize, spans: &mut [Span]) {
        let Self { text, rows, ends, gap, .. } = self;
        for (span, row) in spans.iter_mut().zip(rows) {
            let ends = ends.get(row.ends.0..row.ends.1).unwrap_or_default();
            *span = cell(text, row.start, ends, gap, index);
        }
    }

    /// The same of all but the first record, where all have `width` cells: so far lie their ends apart.
    #[inline(never)]
    fn lie_evenly(self, index: usize, width: usize, spans: &mut [Span]) {
        let Self { text, rows, ends, gap, .. } = self;
        let mut at = rows.first().map_or(0, |row| row.ends.1).wrapping_add(index).wrapping_sub(1);
        for span in spans {
            let (Some(before), Some(end)) = (ends.get(at), ends.get(at.wrapping_add(1))) else { return };
            let whole = (before.wrapping_add(gap), *end);
            *span = whole;
            if !is_tidy(text, whole) {
                tidied(text, span, gap > 0);
            }
            at = at.wrapping_add(width);
        }
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
