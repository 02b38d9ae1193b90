//! What a file's first bytes say: its encoding, or that it is no text at all.

use super::decode::is_ascii;

/// How the bytes of a text are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, the default.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// What Windows programs of Western Europe and Indonesia write without asking.
    Windows1252,
}

impl Encoding {
    /// The encoding of a text that begins so, and the length of its byte order mark.
    ///
    /// Without a mark, NUL bytes in every other place are UTF-16, and bytes that no UTF-8 has are windows-1252, unless
    /// the same head holds letters in UTF-8 as well: then single bytes of it are broken.
    pub fn of(head: &[u8]) -> (Self, usize) {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8Bom, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            _ => (utf16(head).unwrap_or_else(|| eight(head)), 0),
        }
    }

    /// Its name in the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// UTF-16 without a mark: digits, delimiters and line ends leave a NUL in every unit, always on the same side.
#[inline(never)] // as `not_text`
fn utf16(head: &[u8]) -> Option<Encoding> {
    let (units, _) = head.get(..head.len().min(4096)).unwrap_or(head).as_chunks::<2>();
    let (mut first, mut second) = (0usize, 0usize);
    for [a, b] in units {
        first = first.saturating_add(usize::from(*a == 0 && *b != 0));
        second = second.saturating_add(usize::from(*b == 0 && *a != 0));
    }
    let many = |nuls: usize, others: usize| {
        nuls > 3 && nuls.saturating_mul(4) > units.len() && others.saturating_mul(50) < nuls
    };
    match (many(first, second), many(second, first)) {
        (true, _) => Some(Encoding::Utf16Be),
        (_, true) => Some(Encoding::Utf16Le),
        _ => None,
    }
}

/// UTF-8 or windows-1252, by the bytes beyond ASCII; a sequence that the end cuts off says nothing.
#[inline(never)] // as `not_text`
fn eight(head: &[u8]) -> Encoding {
    if is_ascii(head) {
        return Encoding::Utf8;
    }
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in head.utf8_chunks() {
        good = good.saturating_add(chunk.valid().chars().filter(|char| !char.is_ascii()).count());
        bad = bad.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    let cut = core::str::from_utf8(head).is_err_and(|error| error.error_len().is_none());
    bad = bad.saturating_sub(usize::from(cut));
    if bad > good.saturating_mul(4) { Encoding::Windows1252 } else { Encoding::Utf8 }
}

/// First bytes of things that are no text, longest first where one begins another.
const MAGIC: [(&[u8], &str); 17] = [
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"SQLite format 3\0", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"\0asm", "WebAssembly"),
    (b"\x7fELF", "ELF"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
];

/// The name of a format that is no text and begins with bytes of its own.
pub fn known(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let start = head.get(..head.len().min(4096)).unwrap_or(head);
        let office = [
            (&b"xl/"[..], "XLSX"),
            (b"word/", "DOCX"),
            (b"ppt/", "PPTX"),
            (b"opendocument.spreadsheet", "ODS"),
        ];
        let inside = office.into_iter().find(|(part, _)| holds(start, part));
        // Office files begin with their table of content types; which of them comes a little later.
        return Some(match inside {
            Some((_, name)) => name,
            None if holds(start, b"[Content_Types].xml") => "XLSX",
            None => "ZIP",
        });
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some("WebP");
    }
    if let Some((_, name)) = MAGIC.into_iter().find(|(magic, _)| head.starts_with(magic)) {
        // `ID3` and `BZh` may begin a header of letters; binary files show other control bytes at once.
        let sure = name != "MP3" && name != "bzip2" && name != "GIF" && name != "Parquet";
        if sure || head.iter().take(64).any(|byte| control(*byte)) {
            return Some(name);
        }
    }
    None
}

/// `binary` where the (decoded) bytes are no text.
#[inline(never)] // a loop over all of the head: whoever calls it is not made fast for it
pub fn not_text(head: &[u8]) -> Option<&'static str> {
    // A stray control byte in a comment is no reason to refuse a table, nor is a tail of NULs; many of them are.
    let end = head.iter().rposition(|byte| *byte != 0).map_or(0, |last| last.saturating_add(1));
    let text = head.get(..end).unwrap_or(head);
    let controls = text.iter().filter(|byte| control(**byte)).count();
    let nothing = text.is_empty() && !head.is_empty();
    (nothing || controls.saturating_mul(50) > text.len()).then_some("binary")
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A byte that no text has, apart from blanks, line ends and the end marks that old programs append.
const fn control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
}

/// Trims blanks of any script, and the byte order marks that joined files leave inside.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || char == '\u{FEFF}')
}
