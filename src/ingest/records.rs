//! Records that were cut: cells back to back in one piece of text.

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
        cell(self.text, self.start, self.ends, self.gap, index)
    }

    /// The record as one line, for samples of issues.
    pub fn shown(&self, delimiter: u8) -> String {
        let cells: Vec<_> = (0..self.len()).map(|index| String::from_utf8_lossy(self.cell(index))).collect();
        cells.join(char::from(delimiter).encode_utf8(&mut [0; 4]))
    }
}

#[inline(always)]
fn cell<'a>(text: &'a [u8], start: usize, ends: &[usize], gap: usize, index: usize) -> &'a [u8] {
    let (start, end) = match index.checked_sub(1) {
        None => (start, ends.first()),
        Some(before) => match ends.get(before..) {
            Some([before, end, ..]) => (before.saturating_add(gap), Some(end)),
            _ => return b"",
        },
    };
    match end.and_then(|end| text.get(start..*end)) {
        Some(plain @ [first, .., last]) if *first > b' ' && *last > b' ' && *first != b'"' => plain,
        Some(raw) => tidy(raw, gap > 0),
        None => b"",
    }
}

/// A cell without the blanks around it (old programs fill up with NUL bytes), `quotes`: and without its quotes.
pub fn tidy(raw: &[u8], quotes: bool) -> &[u8] {
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
}

impl<'a> Records<'a> {
    /// How many.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// True where every record has so many cells.
    pub fn all_have(&self, width: usize) -> bool {
        self.rows.iter().all(|row| row.ends.1.saturating_sub(row.ends.0) == width)
    }

    /// The line of a record, by its place among these.
    pub fn line(self, at: usize) -> u64 {
        self.rows.get(at).map_or(0, |row| row.line)
    }

    /// Cell `index` of every record, as [`Record::cell`] gives it.
    pub fn column(self, index: usize, cells: &mut Vec<&'a [u8]>) {
        let Self { text, rows, ends, gap, .. } = self;
        cells.clear();
        cells.extend(rows.iter().map(|row| {
            let ends = ends.get(row.ends.0..row.ends.1).unwrap_or_default();
            cell(text, row.start, ends, gap, index)
        }));
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
