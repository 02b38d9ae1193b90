//! Bytes in any of the known encodings, in chunks cut anywhere → UTF-8.

use super::bytes::Encoding;
use super::marks;

/// Makes UTF-8 of the bytes behind the byte order mark.
#[derive(Debug)]
pub enum Decoder {
    /// They are UTF-8 already.
    Plain,
    /// They were ASCII so far: the first bytes beyond it decide. The beginning of a sequence waits for its end.
    Open(Vec<u8>),
    /// windows-1252.
    Single,
    /// UTF-16.
    Double(Utf16),
}

impl Decoder {
    /// The decoder of an encoding; `ascii`: nothing beyond ASCII has been seen yet.
    pub const fn new(encoding: Encoding, ascii: bool) -> Self {
        match encoding {
            Encoding::Utf8 if ascii => Self::Open(Vec::new()),
            Encoding::Utf8 | Encoding::Utf8Bom => Self::Plain,
            Encoding::Windows1252 => Self::Single,
            Encoding::Utf16Le => Self::Double(Utf16::new(false)),
            Encoding::Utf16Be => Self::Double(Utf16::new(true)),
        }
    }

    /// Units that are no character, replaced so far.
    pub const fn bad(&self) -> u64 {
        match self {
            Self::Double(utf16) => utf16.bad,
            _ => 0,
        }
    }

    /// True once bytes that were open turned out to be windows-1252.
    pub const fn is_single(&self) -> bool {
        matches!(self, Self::Single)
    }

    /// The UTF-8 of `bytes`: themselves, or what was written into `room`.
    pub fn decode<'a>(&mut self, bytes: &'a [u8], room: &'a mut Vec<u8>) -> &'a [u8] {
        room.clear();
        match self {
            Self::Plain => return bytes,
            Self::Single => single(bytes, room),
            Self::Double(utf16) => utf16.push(bytes, room),
            Self::Open(held) => {
                if held.is_empty() && is_ascii(bytes) {
                    return bytes;
                }
                let mut all = core::mem::take(held);
                all.extend_from_slice(bytes);
                self.settle(&all, false, room);
            }
        }
        room
    }

    /// Ends the text; what is left half is replaced.
    pub fn finish(&mut self, room: &mut Vec<u8>) {
        room.clear();
        match self {
            Self::Double(utf16) => utf16.finish(room),
            Self::Open(held) => {
                let held = core::mem::take(held);
                self.settle(&held, true, room);
            }
            Self::Plain | Self::Single => {}
        }
    }

    /// Decides by the first bytes beyond ASCII.
    fn settle(&mut self, bytes: &[u8], end: bool, room: &mut Vec<u8>) {
        let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
        let (ascii, rest) = bytes.split_at(first);
        room.extend_from_slice(ascii);
        let sequence = rest.get(..rest.len().min(4)).unwrap_or(rest);
        match core::str::from_utf8(sequence) {
            Ok("") => {}
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() && !end => {
                *self = Self::Open(rest.to_vec());
            }
            Err(error) if error.valid_up_to() == 0 => {
                *self = Self::Single;
                single(rest, room);
            }
            _ => {
                *self = Self::Plain;
                room.extend_from_slice(rest);
            }
        }
    }
}

/// As the standard library says, which looks at one word of the machine at a time.
#[inline(never)] // a loop over all of the head: whoever calls it is not made fast for it
pub fn is_ascii(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<{ marks::BLOCK }>();
    blocks.iter().all(marks::is_ascii) && rest.is_ascii()
}

/// What windows-1252 has at 80 to 9F; its other bytes are the first characters of Unicode. The five places that
/// Windows leaves empty are control characters, as browsers read them.
const MIDDLE: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn single(bytes: &[u8], out: &mut Vec<u8>) {
    for &byte in bytes {
        let char = match byte {
            0x80..0xA0 => {
                MIDDLE.get(usize::from(byte & 0x1F)).copied().unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => char::from(byte),
        };
        out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// UTF-16 in chunks → UTF-8; halves of units and of pairs wait for the next chunk.
#[derive(Debug)]
pub struct Utf16 {
    big: bool,
    half: Option<u8>,
    high: Option<u16>,
    /// Units that are no character, replaced so far.
    bad: u64,
}

impl Utf16 {
    /// A decoder of high-byte-first (`big`) or low-byte-first units.
    const fn new(big: bool) -> Self {
        Self { big, half: None, high: None, bad: 0 }
    }

    /// Adds the UTF-8 of `bytes` to `out`.
    fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
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
    fn finish(&mut self, out: &mut Vec<u8>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_windows_1252_is_the_character_that_the_standard_says() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let mut out = Vec::new();
        single(&bytes, &mut out);
        let (expected, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        assert_eq!(core::str::from_utf8(&out), Ok(&*expected));
    }

    #[test]
    fn the_first_bytes_beyond_ascii_decide_wherever_they_are_cut() {
        for (text, encoding) in [
            (&b"Solo, caf\xe9"[..], Encoding::Windows1252),
            ("Solo, café".as_bytes(), Encoding::Utf8),
            ("Solo 👍 caf\u{e9}".as_bytes(), Encoding::Utf8),
            (b"\xf0\x9f\x98!", Encoding::Windows1252),
        ] {
            let expected = match encoding {
                Encoding::Utf8 => String::from_utf8(text.to_vec()).unwrap(),
                _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(text).0.into_owned(),
            };
            for cut in 0..=text.len() {
                let (mut decoder, mut all, mut room) =
                    (Decoder::new(Encoding::Utf8, true), Vec::new(), Vec::new());
                for part in [&text[..cut], &text[cut..]] {
                    all.extend_from_slice(decoder.decode(part, &mut room));
                }
                decoder.finish(&mut room);
                all.extend_from_slice(&room);
                assert_eq!(String::from_utf8(all).as_deref(), Ok(expected.as_str()), "cut at {cut}");
                assert_eq!(decoder.is_single(), encoding == Encoding::Windows1252);
            }
        }
    }
}
