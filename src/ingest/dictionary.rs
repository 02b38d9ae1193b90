//! Text cells → codes: every distinct text is kept once.

use crate::model::table::{BLANK, Texts};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A column of text that is being read.
///
/// A million rows of a hundred thousand people are looked up in memory that no cache holds. So a batch of cells is
/// hashed first and every one's place is asked for at once, and only then they are compared: texts of up to sixteen
/// bytes, which ids and names of events mostly are, as two words.
#[derive(Debug)]
pub struct Dictionary {
    /// Codes and entries so far.
    pub texts: Texts,
    /// Open addresses, a power of two: nothing (0), or the hash of a text (high half) and its code (low half).
    slots: Vec<u64>,
    /// The words of each entry; of a longer one nothing.
    words: Vec<Words>,
    batch: Batch,
}

/// Working space: the cells of a batch, what lies in the likely slot of each, and the words of the entry there.
#[derive(Debug, Default)]
struct Batch {
    looks: Vec<Look>,
    firsts: Vec<u64>,
    known: Vec<Words>,
}

/// A text of up to sixteen bytes that does not end in a NUL byte.
type Words = [u64; 2];

/// A text to be looked up.
#[derive(Clone, Copy, Debug)]
struct Look {
    words: Words,
    /// Its lowest bit says whether the words are the whole text.
    hash: u32,
}

impl Look {
    #[inline(always)]
    fn at(text: &[u8]) -> Self {
        match words(text) {
            Some(words) => Self { words, hash: mixed(words) | 1 },
            None => Self { words: [0; 2], hash: hash(text) & !1 },
        }
    }

    #[inline(always)]
    const fn home(self, mask: usize) -> usize {
        (self.hash >> 1) as usize & mask
    }

    const fn is_whole(self) -> bool {
        self.hash & 1 == 1
    }
}

impl Batch {
    fn look(&mut self, cells: &[&[u8]]) {
        self.looks.clear();
        self.looks.extend(cells.iter().map(|cell| Look::at(cell)));
    }

    /// Loops that do nothing else: the processor waits for many places at once. Where another text has taken the home of one
    /// it mostly stands beside it, so that this place is looked at as well.
    fn fetch(&mut self, slots: &[u64], words: &[Words]) {
        let mask = slots.len().saturating_sub(1);
        let first = |look: &Look| {
            let home = look.home(mask);
            let slot = |at: usize| slots.get(at & mask).copied().unwrap_or(0);
            let (first, second) = (slot(home), slot(home.wrapping_add(1)));
            if slot_hash(first) == look.hash { first } else { second }
        };
        self.firsts.clear();
        self.firsts.extend(self.looks.iter().map(first));
        let known = |slot: &u64| words.get(slot_code(*slot) as usize).copied().unwrap_or_default();
        self.known.clear();
        self.known.extend(self.firsts.iter().map(known));
    }
}

impl Dictionary {
    /// A column with no rows.
    pub fn new() -> Self {
        Self { texts: Texts::new(), slots: vec![0; 64], words: vec![[0; 2]], batch: Batch::default() }
    }

    /// Adds the codes of a batch of cells; `new` gives the code of one that is not known as it stands.
    pub fn read(&mut self, cells: &[&[u8]], mut new: impl FnMut(&mut Self, usize, &[u8]) -> u32) {
        let mut batch = core::mem::take(&mut self.batch);
        batch.look(cells);
        batch.fetch(&self.slots, &self.words);
        for (at, (cell, (look, (slot, words)))) in
            cells.iter().zip(batch.looks.iter().zip(batch.firsts.iter().zip(&batch.known))).enumerate()
        {
            let code = if slot_hash(*slot) == look.hash && look.is_whole() && *words == look.words {
                slot_code(*slot)
            } else if cell.is_empty() {
                BLANK
            } else {
                match self.find_by(cell, look) {
                    Some(code) => code,
                    None => new(self, at, cell),
                }
            };
            self.texts.codes.push(code);
        }
        self.batch = batch;
    }

    /// The code of `raw` if it is known; no bytes are [`BLANK`].
    pub fn find(&self, raw: &[u8]) -> Option<u32> {
        if raw.is_empty() { Some(BLANK) } else { self.find_by(raw, &Look::at(raw)) }
    }

    /// The code of `text`, which is added if it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        self.find(text.as_bytes()).unwrap_or_else(|| self.add(text))
    }

    /// The code of a text that is not known, nor blank.
    pub fn add(&mut self, text: &str) -> u32 {
        if self.texts.entries().saturating_mul(2) > self.slots.len() {
            let slots = vec![0; self.slots.len().saturating_mul(2)];
            for slot in core::mem::replace(&mut self.slots, slots) {
                if slot != 0 {
                    self.put(slot);
                }
            }
        }
        let look = Look::at(text.as_bytes());
        let code = self.texts.push_entry(text);
        self.words.push(look.words);
        self.put(u64::from(look.hash) << 32 | u64::from(code));
        code
    }

    #[inline(always)]
    fn home(&self, hash: u32) -> usize {
        (hash >> 1) as usize & self.slots.len().saturating_sub(1)
    }

    /// Whether a text is the one that a slot tells of.
    #[inline(always)]
    fn is(&self, slot: u64, look: &Look, raw: &[u8]) -> bool {
        if slot_hash(slot) != look.hash {
            return false;
        }
        let code = slot_code(slot);
        if look.is_whole() {
            return self.words.get(code as usize) == Some(&look.words);
        }
        same(self.texts.entry(code).as_bytes(), raw)
    }

    fn find_by(&self, raw: &[u8], look: &Look) -> Option<u32> {
        let mut at = self.home(look.hash);
        loop {
            match self.slots.get(at) {
                Some(0) | None => return None,
                Some(&slot) if self.is(slot, look, raw) => return Some(slot_code(slot)),
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

/// A short text as two words, with NUL bytes behind it. So one that ends in such a byte has none: it would be the same as
/// the text without.
#[inline(always)]
fn words(text: &[u8]) -> Option<Words> {
    let size = text.len();
    if size > 16 || text.last() == Some(&0) {
        return None;
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let behind = u64::from_le_bytes(*last).unbounded_shr(unused(16, size));
        return Some([u64::from_le_bytes(*first), behind]);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let behind = u64::from(u32::from_le_bytes(*last).unbounded_shr(unused(8, size)));
        return Some([u64::from(u32::from_le_bytes(*first)) | behind << 32, 0]);
    }
    let word = text.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    Some([word, 0])
}

/// Bits of `room` bytes that `size` bytes leave.
#[inline(always)]
const fn unused(room: u32, size: usize) -> u32 {
    room.saturating_sub(size as u32).saturating_mul(8)
}

/// Each bit of the words moves every bit of the hash.
#[inline(always)]
const fn mixed([first, second]: Words) -> u32 {
    let mixed = first.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ second.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    ((mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as u32
}

/// Equal bytes: the ends of a long text mostly tell, and WebAssembly has no comparison of memory but one that goes byte by
/// byte.
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && a.first_chunk::<8>() == b.first_chunk::<8>()
        && a.last_chunk::<8>() == b.last_chunk::<8>()
        && a == b
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
        let mut dictionary = Dictionary::new();
        for length in 1..40usize {
            let text = "x".repeat(length);
            let code = dictionary.code(&text);
            for at in 0..length {
                for byte in [b'y', 0] {
                    let mut other = text.clone().into_bytes();
                    other[at] = byte;
                    let other = String::from_utf8(other).unwrap();
                    assert_eq!(dictionary.find(other.as_bytes()), None, "{length}, {at}");
                    let new = dictionary.code(&other);
                    assert_eq!(dictionary.find(other.as_bytes()), Some(new), "{length}, {at}");
                    assert_eq!(dictionary.texts.entry(new), other);
                }
            }
            assert_eq!(dictionary.find(text.as_bytes()), Some(code));
        }
    }

    #[test]
    fn ids_that_differ_little_are_spread() {
        for stem in ["", "u-", "user-000", "9f86d081"] {
            let mut homes = [0u32; 4096];
            for number in 0..4096 {
                let look = Look::at(format!("{stem}{number:07}").as_bytes());
                homes[(look.hash >> 1) as usize % 4096] += 1;
            }
            // By chance the fullest of 4096 places has six or seven.
            assert!(homes.iter().all(|times| *times < 12), "{stem}");
        }
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
