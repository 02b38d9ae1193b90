//! The cells of one column in some rows.

use core::ops::Range;

/// Where a cell lies in its text: its first byte, and the one behind its last.
pub type Span = (usize, usize);

/// Cells that lie in one piece of text, their ends as far apart among others. What is not tidy has blanks around it, and no quotes.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    text: &'a [u8],
    /// Where the byte before the first cell is, the end of that cell, and others.
    ends: &'a [usize],
    width: usize,
    count: usize,
    /// None of them ends in a NUL byte.
    no_nuls: bool,
}

/// The places of cells, one after the other: for loops, which have it as their own; what is handed in lies in memory.
#[derive(Clone, Copy, Debug)]
pub struct Spans<'a> {
    ends: &'a [usize],
    width: usize,
    /// The end before the next cell.
    at: usize,
}

impl Spans<'_> {
    /// The next one, as it stands in the text.
    #[inline(always)]
    pub fn next(&mut self) -> Option<Span> {
        let (before, end) = (self.ends.get(self.at)?, self.ends.get(self.at.wrapping_add(1))?);
        self.at = self.at.wrapping_add(self.width);
        Some((before.wrapping_add(1), *end))
    }

    /// All but the first `count`.
    pub const fn skip(self, count: usize) -> Self {
        // No place is larger than the number of ends.
        Self { at: self.at.wrapping_add(count.wrapping_mul(self.width)), ..self }
    }
}

/// Sixteen bytes of ones, then of nothing: from the right place on, the mask of a cell of any size up to sixteen.
const EDGE: [[u8; 16]; 2] = [[u8::MAX; 16], [0; 16]];

/// Sixteen bytes as two words, the first byte lowest.
pub type Sixteen = [u64; 2];

impl<'a> Cells<'a> {
    /// So many cells, of which the first lies between the first two of these ends, and each other so far behind the one before.
    pub const fn new(text: &'a [u8], ends: &'a [usize], width: usize, count: usize) -> Self {
        Self { text, ends, width, count, no_nuls: false }
    }

    /// Cells that lie there, each place being two ends: see [`ends_of`].
    pub const fn listed(text: &'a [u8], places: &'a [[usize; 2]]) -> Self {
        Self::new(text, places.as_flattened(), 2, places.len())
    }

    /// A text as a cell by itself.
    pub const fn one(text: &'a [u8], place: &'a [usize; 2]) -> Self {
        Self::new(text, place, 2, 1)
    }

    /// Says whether it is known that none of them ends in a NUL byte.
    pub const fn without_nuls(self, no_nuls: bool) -> Self {
        Self { no_nuls, ..self }
    }

    /// Whether that is known.
    pub const fn has_no_nuls(self) -> bool {
        self.no_nuls
    }

    /// How many.
    pub const fn len(self) -> usize {
        self.count
    }

    /// Where a cell lies; nowhere past the end.
    #[inline]
    pub fn span(self, at: usize) -> Option<Span> {
        let mut span = self.spans().skip(at).next().filter(|_| at < self.count)?;
        if !is_tidy(self.text, span) {
            tidied(self.text, &mut span, false);
        }
        Some(span)
    }

    /// The bytes of a cell; none past the end.
    #[inline]
    pub fn get(self, at: usize) -> &'a [u8] {
        self.span(at).and_then(|(start, end)| self.text.get(start..end)).unwrap_or(b"")
    }

    /// All cells.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a [u8]> {
        (0..self.len()).map(move |at| self.get(at))
    }

    /// Where they lie.
    pub const fn spans(self) -> Spans<'a> {
        Spans { ends: self.ends, width: self.width, at: 0 }
    }

    /// The text that they lie in.
    pub const fn text(self) -> &'a [u8] {
        self.text
    }
}

/// True where nothing has to be taken off at the ends of what stands there.
#[inline(always)]
pub fn is_tidy(text: &[u8], (start, end): Span) -> bool {
    let (first, last) = (text.get(start), text.get(end.wrapping_sub(1)));
    start < end
        && first.is_some_and(|first| *first > b' ' && *first != b'"')
        && last.is_some_and(|last| *last > b' ')
}

/// Takes off what does not belong to a cell. In place: what a call gives back would have to be copied.
#[inline(never)] // few cells need it
pub fn tidied(text: &[u8], span: &mut Span, quotes: bool) {
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

/// A place as the ends of two cells, the first of which is before it.
#[inline(always)]
pub const fn ends_of((start, end): Span) -> [usize; 2] {
    [start.wrapping_sub(1), end]
}

/// A piece of a text of up to sixteen bytes, and which bits of these belong to it; `None` where it is longer, or the text
/// ends too soon to take sixteen bytes at once.
#[inline(always)]
pub fn sixteen(text: &[u8], start: usize, end: usize) -> Option<(Sixteen, Sixteen)> {
    let bytes = text.get(start..)?.first_chunk::<16>()?;
    let unused = 16usize.checked_sub(end.wrapping_sub(start))?;
    let mask = EDGE.as_flattened().get(unused..)?.first_chunk::<16>()?;
    Some((two_words(bytes)?, two_words(mask)?))
}

/// Sixteen bytes, the first lowest.
#[inline(always)]
fn two_words(bytes: &[u8; 16]) -> Option<Sixteen> {
    let &[first, second] = bytes.as_chunks::<8>().0 else { return None };
    Some([u64::from_le_bytes(first), u64::from_le_bytes(second)])
}
