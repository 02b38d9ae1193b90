//! Where the marks of a CSV stand: 64 bytes at a time, as bits.

/// Bytes that are looked at together.
pub const BLOCK: usize = 64;

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;

/// Delimiter, line end and quote, each spread over a word.
#[derive(Clone, Copy, Debug)]
pub struct Marks([u64; 3]);

impl Marks {
    /// The marks of a file.
    pub const fn new(delimiter: u8, terminator: u8) -> Self {
        Self([ONES * delimiter as u64, ONES * terminator as u64, ONES * b'"' as u64])
    }

    /// A bit for every byte of the block that is a mark; the first byte is the lowest bit.
    #[inline]
    pub fn of(self, block: &[u8; BLOCK]) -> u64 {
        let (words, _) = block.as_chunks::<8>();
        let mut bits = 0;
        for word in words.iter().rev() {
            bits = bits << 8 | self.word(u64::from_le_bytes(*word));
        }
        bits
    }

    /// Eight bits for eight bytes.
    #[inline(always)]
    const fn word(self, word: u64) -> u64 {
        let [delimiter, terminator, quote] = self.0;
        let hits = zero(word ^ delimiter) | zero(word ^ terminator) | zero(word ^ quote);
        // The high bit of each byte → one bit each, in order.
        (hits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

/// The high bit of every byte that is zero, exactly.
#[inline(always)]
const fn zero(word: u64) -> u64 {
    !(((word & LOW) + LOW) | word | LOW)
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
                let expected = if matches!(byte, b';' | b'\n' | b'"') { 1 << place } else { 0 };
                assert_eq!(marks.of(&block), expected, "{byte} at {place}");
            }
        }
        assert_eq!(marks.of(&[b'"'; BLOCK]), u64::MAX);
    }
}
