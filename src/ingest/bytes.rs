//! What a file's first bytes say: its encoding, or that it is no text at all.

/// How the bytes of a text are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, the default.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first, behind a byte order mark.
    Utf16Le,
    /// UTF-16, high byte first, behind a byte order mark.
    Utf16Be,
}

impl Encoding {
    /// The encoding that the byte order mark names, and the mark's length.
    pub fn of(head: &[u8]) -> (Self, usize) {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8Bom, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            _ => (Self::Utf8, 0),
        }
    }

    /// Its name in the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
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

/// What the bytes seem to be if they are no text: the name of a format, or `binary`.
pub fn not_text(head: &[u8]) -> Option<&'static str> {
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
    let controls = head.iter().filter(|byte| control(**byte)).count();
    // A stray control byte in a comment is no reason to refuse a table; NULs and many of them are.
    (memchr::memchr(0, head).is_some() || controls.saturating_mul(50) > head.len()).then_some("binary")
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A byte that no text has, apart from blanks, line ends and the end marks that old programs append.
const fn control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B) || byte == 0x7F
}

/// UTF-16 in chunks → UTF-8; halves of units and of pairs wait for the next chunk.
#[derive(Debug)]
pub struct Utf16 {
    big: bool,
    half: Option<u8>,
    high: Option<u16>,
    /// Units that are no character, replaced so far.
    pub bad: u64,
}

impl Utf16 {
    /// A decoder of high-byte-first (`big`) or low-byte-first units.
    pub const fn new(big: bool) -> Self {
        Self { big, half: None, high: None, bad: 0 }
    }

    /// Adds the UTF-8 of `bytes` to `out`.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for &byte in bytes {
            let Some(first) = self.half.take() else {
                self.half = Some(byte);
                continue;
            };
            self.unit(
                if self.big { u16::from_be_bytes([first, byte]) } else { u16::from_le_bytes([first, byte]) },
                out,
            );
        }
    }

    /// Ends the text; what is left half is replaced.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        if self.half.take().is_some() | self.high.take().is_some() {
            self.replace(out);
        }
    }

    fn unit(&mut self, unit: u16, out: &mut Vec<u8>) {
        let decoded = match self.high.take() {
            Some(high) => match char::decode_utf16([high, unit]).next() {
                Some(Ok(char)) => Some(char),
                _ => {
                    self.replace(out);
                    return self.unit(unit, out);
                }
            },
            None if (0xD800..0xDC00).contains(&unit) => {
                self.high = Some(unit);
                return;
            }
            None => char::from_u32(u32::from(unit)),
        };
        match decoded {
            Some(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
            None => self.replace(out),
        }
    }

    fn replace(&mut self, out: &mut Vec<u8>) {
        self.bad = self.bad.saturating_add(1);
        out.extend_from_slice(char::REPLACEMENT_CHARACTER.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Trims blanks of any script, and the byte order marks that joined files leave inside.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || char == '\u{FEFF}')
}
