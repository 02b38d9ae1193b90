//! The cells of one column in some rows.

/// Where a cell lies in its text: its first byte, and the one behind its last.
pub type Span = (usize, usize);

/// Cells that lie in one piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    text: &'a [u8],
    spans: &'a [Span],
    /// None of them ends in a NUL byte.
    no_nuls: bool,
}

/// Sixteen bytes of ones, then of nothing: from the right place on, the mask of a cell of any size up to sixteen.
const EDGE: [[u8; 16]; 2] = [[u8::MAX; 16], [0; 16]];

/// Sixteen bytes as two words, the first byte lowest.
pub type Sixteen = [u64; 2];

impl<'a> Cells<'a> {
    /// Cells that lie there.
    pub const fn new(text: &'a [u8], spans: &'a [Span]) -> Self {
        Self { text, spans, no_nuls: false }
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
        self.spans.len()
    }

    /// The bytes of a cell; none past the end.
    #[inline]
    pub fn get(self, at: usize) -> &'a [u8] {
        self.spans.get(at).and_then(|(start, end)| self.text.get(*start..*end)).unwrap_or(b"")
    }

    /// All cells.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a [u8]> {
        self.spans.iter().map(move |(start, end)| self.text.get(*start..*end).unwrap_or(b""))
    }

    /// Where they lie.
    pub const fn spans(self) -> &'a [Span] {
        self.spans
    }

    /// The text that they lie in.
    pub const fn text(self) -> &'a [u8] {
        self.text
    }
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
