//! Text cells → codes: every distinct text is kept once.

use crate::model::table::{BLANK, Texts};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A column of text that is being read.
///
/// A million rows of a hundred thousand people are looked up in memory that no cache holds. So a batch of cells is
/// hashed first and every one's place is asked for at once, and only then the texts are compared.
#[derive(Debug)]
pub struct Dictionary {
    /// Codes and entries so far.
    pub texts: Texts,
    /// Open addresses, a power of two: nothing (0), or the hash of a text (high half) and its code (low half).
    slots: Vec<u64>,
    /// Hash and first slot of each cell of a batch.
    homes: Vec<(u32, u64)>,
}

impl Dictionary {
    /// A column with no rows.
    pub fn new() -> Self {
        Self { texts: Texts::new(), slots: vec![0; 64], homes: Vec::new() }
    }

    /// Adds the codes of a batch of cells; `new` gives the code of one that is not known as it stands.
    pub fn read(&mut self, cells: &[&[u8]], mut new: impl FnMut(&mut Self, usize, &[u8]) -> u32) {
        let mut homes = core::mem::take(&mut self.homes);
        homes.clear();
        homes.extend(cells.iter().map(|cell| {
            let hash = hash(cell);
            (hash, self.slots.get(self.home(hash)).copied().unwrap_or(0))
        }));
        for (at, (cell, (hash, slot))) in cells.iter().zip(&homes).enumerate() {
            let first = slot_code(*slot);
            let code = if cell.is_empty() {
                BLANK
            } else if slot_hash(*slot) == *hash && self.is(first, cell) {
                first
            } else {
                match self.find_by(cell, *hash) {
                    Some(code) => code,
                    None => new(self, at, cell),
                }
            };
            self.texts.codes.push(code);
        }
        self.homes = homes;
    }

    /// The code of `raw` if it is known; no bytes are [`BLANK`].
    pub fn find(&self, raw: &[u8]) -> Option<u32> {
        if raw.is_empty() { Some(BLANK) } else { self.find_by(raw, hash(raw)) }
    }

    /// The code of `text`, which is added if it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.find(text.as_bytes()) {
            return code;
        }
        if self.texts.entries().saturating_mul(2) > self.slots.len() {
            let slots = vec![0; self.slots.len().saturating_mul(2)];
            for slot in core::mem::replace(&mut self.slots, slots) {
                if slot != 0 {
                    self.put(slot);
                }
            }
        }
        let code = self.texts.push_entry(text);
        self.put(u64::from(hash(text.as_bytes())) << 32 | u64::from(code));
        code
    }

    #[inline(always)]
    fn home(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().saturating_sub(1)
    }

    #[inline(always)]
    fn is(&self, code: u32, raw: &[u8]) -> bool {
        let ends = &self.texts.ends;
        let (Some(before), Some(end)) = (ends.get((code as usize).wrapping_sub(1)), ends.get(code as usize))
        else {
            return false;
        };
        self.texts.bytes.as_bytes().get(*before..*end).is_some_and(|known| same(known, raw))
    }

    fn find_by(&self, raw: &[u8], hash: u32) -> Option<u32> {
        let mut at = self.home(hash);
        loop {
            match self.slots.get(at) {
                Some(0) | None => return None,
                Some(&slot) if slot_hash(slot) == hash && self.is(slot_code(slot), raw) => {
                    return Some(slot_code(slot));
                }
                Some(_) => at = at.wrapping_add(1) & self.slots.len().saturating_sub(1),
            }
        }
    }

    /// Puts a slot into the first free place behind its home; half of all places are free.
    fn put(&mut self, new: u64) {
        let mut at = self.home(slot_hash(new));
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == 0 {
                *slot = new;
                return;
            }
            at = at.wrapping_add(1) & self.slots.len().saturating_sub(1);
        }
    }
}

const fn slot_hash(slot: u64) -> u32 {
    (slot >> 32) as u32
}

const fn slot_code(slot: u64) -> u32 {
    slot as u32
}

/// Equal bytes, by words: WebAssembly has no comparison of memory but one that goes byte by byte.
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    match (a.first_chunk::<8>(), a.last_chunk::<8>(), b.first_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(a_first), Some(a_last), Some(b_first), Some(b_last)) => {
            a_first == b_first && a_last == b_last && (a.len() <= 16 || a == b)
        }
        _ => a.iter().zip(b).all(|(a, b)| a == b),
    }
}

/// The high half is as good as the low one where words have 64 bits, and there is no high half where they have 32.
#[inline]
fn hash(raw: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(raw);
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_whatever_lies_between() {
        let mut dictionary = Dictionary::new();
        let codes = ["a", "b", "", "a", "a", "c", "b"].map(|text| dictionary.code(text));
        assert_eq!(codes, [1, 2, BLANK, 1, 1, 3, 2]);
        assert_eq!(dictionary.texts.entries(), 4);
        assert_eq!(dictionary.texts.entry(3), "c");
    }

    #[test]
    fn texts_of_any_length_differ_by_one_byte() {
        for length in 1..40usize {
            let text = "x".repeat(length);
            for at in 0..length {
                let mut other = text.clone().into_bytes();
                other[at] = b'y';
                assert!(
                    same(text.as_bytes(), text.as_bytes()) && !same(text.as_bytes(), &other),
                    "{length}, {at}"
                );
            }
        }
        assert!(same(b"", b"") && !same(b"a", b"ab"));
    }

    #[test]
    fn ten_thousand_texts_keep_their_codes() {
        let mut dictionary = Dictionary::new();
        for round in 0..2 {
            for number in 0..10_000u32 {
                assert_eq!(dictionary.code(&number.to_string()), number + 1, "round {round}");
            }
        }
    }
}
