//! Where the marks of a CSV stand: 64 bytes at a time, as bits.

/// Bytes that are looked at together.
pub const BLOCK: usize = 64;

/// Delimiter, line end and quote.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    delimiter: u8,
    terminator: u8,
}

/// Where marks stand in a block; the first byte is the lowest bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    /// Delimiters and line ends.
    pub ends: u64,
    /// Line ends.
    pub lines: u64,
    /// Quotes.
    pub quotes: u64,
    /// NUL bytes.
    pub nuls: u64,
}

impl Marks {
    /// The marks of a file.
    pub const fn new(delimiter: u8, terminator: u8) -> Self {
        Self { delimiter, terminator }
    }
}

pub use lanes::is_ascii;

/// Sixteen bytes at once, where the build may use such instructions.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use super::{BLOCK, Bits, Marks};
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128, v128_any_true, v128_or};

    /// True where no byte of a block is beyond ASCII.
    #[inline(always)]
    pub fn is_ascii(block: &[u8; BLOCK]) -> bool {
        Lanes::of(block).is_none_or(|bytes| u8x16_bitmask(bytes.any()) == 0)
    }

    impl Marks {
        /// The marks in a block.
        #[inline(always)]
        pub fn of(self, block: &[u8; BLOCK]) -> Bits {
            let Some(bytes) = Lanes::of(block) else { return Bits::default() };
            let (line, quote, nul) = (bytes.equal(self.terminator), bytes.equal(b'"'), bytes.equal(0));
            let lines = line.bits();
            let ends = bytes.equal(self.delimiter).bits() | lines;
            // Hardly any block has one of these.
            if !v128_any_true(v128_or(quote.any(), nul.any())) {
                return Bits { ends, lines, quotes: 0, nuls: 0 };
            }
            Bits { ends, lines, quotes: quote.bits(), nuls: nul.bits() }
        }
    }

    /// A block.
    #[derive(Clone, Copy)]
    struct Lanes(v128, v128, v128, v128);

    impl Lanes {
        #[inline(always)]
        fn of(block: &[u8; BLOCK]) -> Option<Self> {
            let (a, b, c, d) = match block.as_chunks::<16>().0 {
                &[a, b, c, d] => (a, b, c, d),
                _ => return None,
            };
            // As one number: of two of eight bytes each a compiler makes two loads. Written out: a build that is made small
            // would go through arrays in memory.
            let lane = |bytes| {
                let all = u128::from_le_bytes(bytes);
                u64x2(all as u64, (all >> 64) as u64)
            };
            Some(Self(lane(a), lane(b), lane(c), lane(d)))
        }

        #[inline(always)]
        fn equal(self, byte: u8) -> Self {
            let byte = u8x16_splat(byte);
            Self(
                u8x16_eq(self.0, byte),
                u8x16_eq(self.1, byte),
                u8x16_eq(self.2, byte),
                u8x16_eq(self.3, byte),
            )
        }

        #[inline(always)]
        fn any(self) -> v128 {
            v128_or(v128_or(self.0, self.1), v128_or(self.2, self.3))
        }

        #[inline(always)]
        fn bits(self) -> u64 {
            let bits = |lanes: v128| u64::from(u8x16_bitmask(lanes));
            bits(self.0) | bits(self.1) << 16 | bits(self.2) << 32 | bits(self.3) << 48
        }
    }
}

/// Eight bytes at once, as a word.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes {
    use super::{BLOCK, Bits, Marks};

    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;

    /// True where no byte of a block is beyond ASCII.
    #[inline(always)]
    pub fn is_ascii(block: &[u8; BLOCK]) -> bool {
        let words = block.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word));
        words.fold(0, |all, word| all | word) & !LOW == 0
    }

    impl Marks {
        /// The marks in a block.
        #[inline(always)]
        pub fn of(self, block: &[u8; BLOCK]) -> Bits {
            let spread = |byte: u8| ONES * u64::from(byte);
            let (delimiter, terminator, quote) =
                (spread(self.delimiter), spread(self.terminator), spread(b'"'));
            let mut found = Bits::default();
            let mut rare = 0;
            let (words, _) = block.as_chunks::<8>();
            for word in words.iter().rev().map(|word| u64::from_le_bytes(*word)) {
                let line = zero(word ^ terminator);
                found.lines = found.lines << 8 | bits(line);
                found.ends = found.ends << 8 | bits(line | zero(word ^ delimiter));
                rare |= zero(word ^ quote) | zero(word);
            }
            if rare != 0 {
                // Hardly any block has one of these.
                for word in words.iter().rev().map(|word| u64::from_le_bytes(*word)) {
                    found.quotes = found.quotes << 8 | bits(zero(word ^ quote));
                    found.nuls = found.nuls << 8 | bits(zero(word));
                }
            }
            found
        }
    }

    /// The high bit of each byte → one bit each, in order.
    #[inline(always)]
    const fn bits(hits: u64) -> u64 {
        (hits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }

    /// The high bit of every byte that is zero, exactly.
    #[inline(always)]
    const fn zero(word: u64) -> u64 {
        !(((word & LOW) + LOW) | word | LOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        let marks = Marks::new(b';', b'\n');
        for place in 0..BLOCK {
            for byte in 0..=u8::MAX {
                let mut block = [b'x'; BLOCK];
                block[place] = byte;
                let bit = |hit: bool| if hit { 1 << place } else { 0 };
                let expected = Bits {
                    ends: bit(matches!(byte, b';' | b'\n')),
                    lines: bit(byte == b'\n'),
                    quotes: bit(byte == b'"'),
                    nuls: bit(byte == 0),
                };
                assert_eq!(marks.of(&block), expected, "{byte} at {place}");
                assert_eq!(is_ascii(&block), byte.is_ascii(), "{byte} at {place}");
            }
        }
        assert_eq!(marks.of(&[b'"'; BLOCK]), Bits { quotes: u64::MAX, ..Bits::default() });
    }
}
