//! The clock of a time in the usual shape, eight signs at once.

use crate::ingest::cells::{Spans, sixteen};

/// Sizes of ` hh:mm:ss` and of `.f` to `.ffffff` behind it, a bit each; a point alone is no fraction.
const SIZES: u32 = 1 << 9 | 0b11_1111 << 11;
/// Each sign of ` hh:mm:ss.ffffff` that is no digit, and a nought for each digit.
const FIRST: u64 = u64::from_le_bytes(*b" 00:00:0");
const SECOND: u64 = u64::from_le_bytes(*b"0.000000");
/// Added to what is left of `hh:mm:ss`, and of `.ffffff`, these set the high bit of a byte over nine, and in place of a mark of
/// one that is not nothing.
const CLOCK: u64 = u64::from_le_bytes([0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F, 0x76, 0x76]);
const FRACTION: u64 = u64::from_le_bytes([0x7F, 0x76, 0x76, 0x76, 0x76, 0x76, 0x76, 0]);
const HIGH: u64 = 0x8080_8080_8080_8080;

/// ` hh:mm:ss[.ffffff]` with a blank or a `T`, from one place of a text to another → microseconds of the day. `None` where it
/// is written in another way, or is no time, or has less than sixteen bytes to look at: then a slower look tells.
#[inline(always)]
pub fn clock(text: &[u8], start: usize, end: usize) -> Option<i64> {
    let size = end.wrapping_sub(start);
    if size > 16 || SIZES >> size & 1 == 0 {
        return None;
    }
    let (words, mask) = sixteen(text, start, end)?;
    // What digits count; what does not belong to the cell counts nothing.
    let (first, second) = ((words[0] ^ FIRST) & mask[0], (words[1] ^ SECOND) & mask[1]);
    let (clock, fraction) = (first >> 8 | second << 56, second >> 8);
    let over = clock.wrapping_add(CLOCK) | clock | fraction.wrapping_add(FRACTION) | fraction;
    let (blank, t) = (first & 0xFF == 0, first & 0xFF == u64::from(b'T' ^ b' '));
    if over & HIGH != 0 || !(blank || t) {
        return None;
    }
    // Tens and ones together, in place of the tens.
    let (pairs, parts) = (clock * 10 + (clock >> 8), fraction * 10 + (fraction >> 8));
    let (hour, minute, second) = (pairs & 0xFF, pairs >> 24 & 0xFF, pairs >> 48 & 0xFF);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let micros = (parts >> 8 & 0xFF) * 10_000 + (parts >> 24 & 0xFF) * 100 + (parts >> 40 & 0xFF);
    Some((((hour * 60 + minute) * 60 + second) * 1_000_000 + micros) as i64)
}

/// Sizes of `s` and of `s.f` to `s.ffffff`, a bit each.
const SECONDS: u32 = 1 << 1 | 0b11_1111 << 3;
/// As [`CLOCK`], for `s.ffffff`.
const BEHIND: u64 = u64::from_le_bytes([0x76, 0x7F, 0x76, 0x76, 0x76, 0x76, 0x76, 0x76]);

/// `yyyy-mm-dd hh:mm:s`: what rows behind one another in a file mostly share.
#[derive(Clone, Copy, Debug)]
pub struct Tens {
    /// These eighteen signs, those from the eighth and the tenth on twice.
    signs: [u64; 3],
    /// A `Z` stands at the end.
    zulu: bool,
    /// The first instant that begins so.
    first: i64,
}

impl Tens {
    /// What no text begins with: it has no such bytes.
    pub const NONE: Self = Self { signs: [u64::MAX; 3], zulu: false, first: 0 };

    /// What stands at a place of a text, where that is this instant; a clock differs from it by whole minutes.
    pub fn of(text: &[u8], start: usize, zulu: bool, instant: i64) -> Self {
        let Some(signs) = signs(text, start) else { return Self::NONE };
        Self { signs, zulu, first: instant.wrapping_sub(instant.rem_euclid(10_000_000)) }
    }

    /// Reads cells that begin like this one and are written in the usual shape, up to the first that is not; returns how many
    /// these are. Nothing else is in the loop: what it needs stays in registers.
    #[inline(never)]
    pub fn read(&self, text: &[u8], spans: Spans<'_>, times: &mut [i64]) -> usize {
        let mut spans = spans; // its own: what is handed in lies in memory
        let (Self { signs: [one, two, three], zulu, first }, mut read) = (*self, 0_usize);
        let mark = usize::from(zulu);
        for time in times {
            let Some((start, end)) = spans.next() else { break };
            let Some(all) = text.get(start..).and_then(<[u8]>::first_chunk::<26>) else { break };
            let other = (word(all, 0) ^ one) | (word(all, 8) ^ two) | (word(all, 10) ^ three);
            let size = end.wrapping_sub(start).wrapping_sub(mark).wrapping_sub(18);
            if other != 0 || size > 8 || SECONDS >> size & 1 == 0 {
                break;
            }
            if zulu && text.get(end.wrapping_sub(1)) != Some(&b'Z') {
                break;
            }
            // What does not belong to the cell counts nothing.
            let bits = 64u32.wrapping_sub((size as u32).wrapping_mul(8));
            let behind = (word(all, 18) ^ SECOND) & u64::MAX.unbounded_shr(bits);
            if (behind.wrapping_add(BEHIND) | behind) & HIGH != 0 {
                break;
            }
            let fraction = behind >> 16;
            let parts = fraction * 10 + (fraction >> 8);
            let micros = (parts & 0xFF) * 10_000 + (parts >> 16 & 0xFF) * 100 + (parts >> 32 & 0xFF);
            *time = first.wrapping_add(((behind & 0xFF) * 1_000_000 + micros) as i64);
            read = read.wrapping_add(1);
        }
        read
    }
}

/// Eight signs from a place on.
#[inline(always)]
fn word(all: &[u8; 26], from: usize) -> u64 {
    all.get(from..).and_then(<[u8]>::first_chunk).map_or(0, |word| u64::from_le_bytes(*word))
}

/// The eighteen signs from a place of a text on; `None` near its end.
fn signs(text: &[u8], start: usize) -> Option<[u64; 3]> {
    let all = text.get(start..)?.first_chunk::<26>()?;
    Some([word(all, 0), word(all, 8), word(all, 10)])
}

#[cfg(test)]
mod tests {
    use crate::ingest::times::{Format, read};
    use proptest::prelude::*;

    /// With other text around it, as in a file.
    fn clock(text: &str) -> Option<i64> {
        let whole = format!("x{text},9,view,another cell of the row");
        super::clock(whole.as_bytes(), 1, 1 + text.len())
    }

    /// As the long way reads it on the first day of all.
    fn long(text: &str) -> Option<i64> {
        read(&format!("1970-01-01{text}"), Format::Iso).map(|wall| wall.micros)
    }

    #[test]
    fn every_sign_at_every_place() {
        let usual = " 17:59:13.273932";
        assert_eq!(clock(usual), long(usual));
        for size in 0..=usual.len() {
            let text = &usual[..size];
            assert_eq!(clock(text).is_some(), size == 9 || size > 10, "{text}");
        }
        for place in 0..usual.len() {
            for sign in (0..128).map(char::from) {
                let mut text = usual.to_owned();
                text.replace_range(place..=place, &sign.to_string());
                match clock(&text) {
                    Some(micros) => assert_eq!(Some(micros), long(&text), "{text}"),
                    // Other ways to write it are for the long way.
                    None => assert!(!sign.is_ascii_digit() || long(&text).is_none(), "{text}"),
                }
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_read_at_once_is_what_the_long_way_reads(
            text in "[ T][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,6})?|[ T0-9:.,Zé/]{9,16}",
        ) {
            let read = clock(&text);
            prop_assert!(read.is_none() || read == long(&text), "{:?}", text);
            let usual = text.is_ascii() && text.as_bytes()[1..].iter().enumerate().all(|(at, byte)| match at {
                2 | 5 => *byte == b':',
                8 => *byte == b'.',
                _ => byte.is_ascii_digit(),
            });
            prop_assert!(!usual || read == long(&text), "{:?}", text);
        }
    }
}
