//! The cells of one column in some rows.

use core::ops::Range;

/// Where a cell lies in its text: its first byte, and the one behind its last.
pub type Span = (usize, usize);

/// Cells that lie in one piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    text: &'a [u8],
    lie: Lie<'a>,
    /// None of them ends in a NUL byte.
    no_nuls: bool,
}

/// Where cells lie. Loops over many of them are written once for both ways, see [`Spans`].
#[derive(Clone, Copy, Debug)]
pub enum Lie<'a> {
    /// There, each of them tidy.
    Listed(&'a [Span]),
    /// As far apart as others, as they stand in the file: what is not tidy has blanks around it, and no quotes.
    Evenly(Evenly<'a>),
}

/// Cells of one column of rows that have as many: so far lie their ends apart.
#[derive(Clone, Copy, Debug)]
pub struct Evenly<'a> {
    /// The end before the first cell, its own end, and others.
    ends: &'a [usize],
    width: usize,
    count: usize,
}

impl<'a> Evenly<'a> {
    /// So many, the first of which lies between the first two of these ends.
    pub const fn new(ends: &'a [usize], width: usize, count: usize) -> Self {
        Self { ends, width, count }
    }

    /// Where a cell lies, as it stands in the file.
    #[inline(always)]
    pub fn span(self, at: usize) -> Option<Span> {
        // No place is larger than the number of ends.
        let first = at.wrapping_mul(self.width);
        let (before, end) = (self.ends.get(first)?, self.ends.get(first.wrapping_add(1))?);
        (at < self.count).then_some((before.wrapping_add(1), *end))
    }
}

/// Gives the places of cells one after the other.
pub trait Spans: Copy {
    /// The next one.
    fn next(&mut self) -> Option<Span>;

    /// All but the first `count`.
    fn skip(self, count: usize) -> Self;
}

/// See [`Lie::Listed`].
#[derive(Clone, Copy)]
pub struct Listed<'a>(pub &'a [Span]);

impl Spans for Listed<'_> {
    #[inline(always)]
    fn next(&mut self) -> Option<Span> {
        let (span, others) = self.0.split_first()?;
        self.0 = others;
        Some(*span)
    }

    fn skip(self, count: usize) -> Self {
        Self(self.0.get(count..).unwrap_or_default())
    }
}

/// See [`Lie::Evenly`].
#[derive(Clone, Copy)]
pub struct Stepping<'a> {
    ends: &'a [usize],
    width: usize,
    /// The end before the next cell.
    at: usize,
}

impl<'a> Stepping<'a> {
    /// From the first cell on.
    pub const fn new(Evenly { ends, width, .. }: Evenly<'a>) -> Self {
        Self { ends, width, at: 0 }
    }
}

impl Spans for Stepping<'_> {
    #[inline(always)]
    fn next(&mut self) -> Option<Span> {
        let (before, end) = (self.ends.get(self.at)?, self.ends.get(self.at.wrapping_add(1))?);
        self.at = self.at.wrapping_add(self.width);
        Some((before.wrapping_add(1), *end))
    }

    fn skip(self, count: usize) -> Self {
        Self { at: self.at.wrapping_add(count.wrapping_mul(self.width)), ..self }
    }
}

/// Sixteen bytes of ones, then of nothing: from the right place on, the mask of a cell of any size up to sixteen.
const EDGE: [[u8; 16]; 2] = [[u8::MAX; 16], [0; 16]];

/// Sixteen bytes as two words, the first byte lowest.
pub type Sixteen = [u64; 2];

impl<'a> Cells<'a> {
    /// Tidy cells that lie there.
    pub const fn new(text: &'a [u8], spans: &'a [Span]) -> Self {
        Self { text, lie: Lie::Listed(spans), no_nuls: false }
    }

    /// Cells that lie so far apart.
    pub const fn evenly(text: &'a [u8], even: Evenly<'a>) -> Self {
        Self { text, lie: Lie::Evenly(even), no_nuls: false }
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
        match self.lie {
            Lie::Listed(spans) => spans.len(),
            Lie::Evenly(even) => even.count,
        }
    }

    /// Where a cell lies; nowhere past the end.
    #[inline]
    pub fn span(self, at: usize) -> Option<Span> {
        match self.lie {
            Lie::Listed(spans) => spans.get(at).copied(),
            Lie::Evenly(even) => {
                let mut span = even.span(at)?;
                if !is_tidy(self.text, span) {
                    tidied(self.text, &mut span, true);
                }
                Some(span)
            }
        }
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
    pub const fn lie(self) -> Lie<'a> {
        self.lie
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
