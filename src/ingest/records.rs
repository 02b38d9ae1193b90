//! Records that were cut: cells back to back in one piece of text.

use super::cells::{Cells, Span, ends_of, is_tidy, tidied};

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
    /// Where their cells end; of some that have a width, before them where the byte before the first of them is.
    pub ends: &'a [usize],
    /// As in a [`Record`].
    pub gap: usize,
    /// NUL bytes may be among the cells; without it there are none.
    pub nuls: bool,
    /// Cells of each, where it is known that all have as many, without quotes, and nothing lies between two records but one
    /// byte.
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

    /// Cell `index` of every record, as [`Record::cell`] gives it; `places` is working space.
    pub fn column<'s>(self, index: usize, places: &'s mut Vec<[usize; 2]>) -> Cells<'s>
    where
        'a: 's,
    {
        if let Some(cells) = self.evenly(index) {
            return cells.without_nuls(!self.nuls);
        }
        if places.len() < self.rows.len() {
            places.resize(self.rows.len(), [0; 2]);
        }
        let places = places.get_mut(..self.rows.len()).unwrap_or_default();
        self.lie(index, places);
        Cells::listed(self.text, places).without_nuls(!self.nuls)
    }

    /// Cell `index` of every record, where all have as many cells: so far their ends lie apart. Not where the first or the last
    /// has to be tidied, for then most have.
    fn evenly(self, index: usize) -> Option<Cells<'a>> {
        let width = self.width.filter(|width| index < *width && self.gap == 1)?;
        let first = self.rows.first()?.ends.0.checked_sub(1)?.checked_add(index)?;
        let cells = Cells::new(self.text, self.ends.get(first..)?, width, self.rows.len());
        let tidy = |at| {
            let span = cells.spans().skip(at).next();
            span.is_some_and(|span| span.0 == span.1 || is_tidy(self.text, span))
        };
        (tidy(0) && tidy(self.rows.len().saturating_sub(1))).then_some(cells)
    }

    /// Where cell `index` of every record lies.
    #[inline(never)] // a loop, see `Building::read`
    fn lie(self, index: usize, places: &mut [[usize; 2]]) {
        let Self { text, rows, ends, gap, .. } = self;
        for (place, row) in places.iter_mut().zip(rows) {
            let ends = ends.get(row.ends.0..row.ends.1).unwrap_or_default();
            *place = ends_of(cell(text, row.start, ends, gap, index));
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
