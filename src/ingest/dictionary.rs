//! Text cells → codes: every distinct text is kept once.

use super::cells::{Cells, Sixteen, sixteen};
use super::numbered::Numbered;
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
    /// Open addresses, a power of two: nothing (0), or the hash of a text with its code in place of the high bits, which say
    /// where its home is.
    slots: Vec<u32>,
    /// How many texts these are.
    hashed: usize,
    /// The words of each entry, or [`ELSEWHERE`]; of none where most have a place by their number.
    words: Vec<Sixteen>,
    /// The entries that are not among the slots.
    numbered: Numbered,
    batch: Batch,
}

/// Working space: the cells of a batch, the code in the likely slot of each, and which cells are other texts than these.
#[derive(Debug, Default)]
struct Batch {
    looks: Vec<Look>,
    codes: Vec<u32>,
    missed: Vec<u32>,
    /// Something of all that was only asked for: without it nobody would ask.
    touched: u64,
}

/// Slots of an empty column.
const LEAST: usize = 64;
/// So many slots, and the words of half as many texts, lie in a near cache.
const NEAR: usize = 1 << 11;

/// A text to be looked up.
#[derive(Clone, Copy, Debug)]
struct Look {
    /// The text with NUL bytes behind it, where it has up to sixteen bytes and does not end in such a byte; else [`LONG`].
    words: Sixteen,
    hash: u32,
}

/// The words of a cell that two words do not hold. No text has such bytes, and no entry these words: it is compared apart.
const LONG: Sixteen = [u64::MAX; 2];
/// The words of an entry that two words do not hold.
const ELSEWHERE: Sixteen = [u64::MAX, 0];

impl Look {
    /// Of a text that does not end in a NUL byte.
    #[inline(always)]
    fn at(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let ([first, second], mask) = sixteen(text, start, end)?;
        let words = [first & mask[0], second & mask[1]];
        Some(Self { words, hash: mixed(words) })
    }

    fn of(text: &[u8]) -> Self {
        match words(text) {
            Some(words) => Self { words, hash: mixed(words) },
            None => Self { words: LONG, hash: hash(text) },
        }
    }

    /// The words of an entry with this text.
    fn entry_words(self) -> Sixteen {
        if self.words == LONG { ELSEWHERE } else { self.words }
    }

    /// In place: what a call gives back would have to be copied.
    #[inline(never)] // most cells have up to sixteen bytes, and others behind them
    fn set(&mut self, text: &[u8]) {
        *self = Self::of(text);
    }
}

impl Batch {
    /// Looks for all cells; returns how many of them have missed.
    fn look(&mut self, cells: Cells<'_>, slots: &[u32], words: &[Sixteen], numbered: &Numbered) -> usize {
        let size = cells.len();
        if self.codes.len() < size {
            self.looks.resize(size, Look { words: LONG, hash: 0 });
            self.codes.resize(size, BLANK);
            self.missed.resize(size, 0);
        }
        let looks = self.looks.get_mut(..size).unwrap_or_default();
        let codes = self.codes.get_mut(..size).unwrap_or_default();
        if !numbered.is_empty() {
            return numbered.look(cells, codes, &mut self.missed);
        }
        // What is to be tidied is no entry as it stands: it is looked for again.
        if slots.len() <= NEAR && cells.has_no_nuls() {
            return near(cells, slots, words, codes, &mut self.missed);
        }
        look(cells, looks);
        self.touched |= u64::from(touch_homes(looks, slots));
        fetch(looks, slots, codes);
        self.touched |= touch_words(codes, words);
        compare(looks, codes, words, &mut self.missed)
    }
}

// Loops over what lies in registers: in WebAssembly a closure would fetch from memory, each time, what it holds on to.

/// All at once, where everything lies in a near cache: the code of each text, and which cells are other texts than those that
/// were found. None of them ends in a NUL byte.
#[inline(never)]
fn near(cells: Cells<'_>, slots: &[u32], known: &[Sixteen], codes: &mut [u32], missed: &mut [u32]) -> usize {
    let (text, mut spans, mut count) = (cells.text(), cells.spans(), 0_usize);
    let shift = shift(slots);
    let tag = tag(shift);
    for (at, code) in (0u32..).zip(codes) {
        let Some((start, end)) = spans.next() else { break };
        // A long text is other than any.
        let words =
            sixteen(text, start, end).map_or(LONG, |(words, mask)| [words[0] & mask[0], words[1] & mask[1]]);
        let hash = mixed(words);
        *code = slot_of(hash, slots, shift, tag) >> shift;
        let (Some([first, second]), Some(place)) = (known.get(*code as usize), missed.get_mut(count)) else {
            break;
        };
        *place = at;
        count = count.wrapping_add(usize::from((first ^ words[0]) | (second ^ words[1]) != 0));
    }
    count
}

/// What stands at the home of a hash. Where another text has taken the home of one it mostly stands beside it, so that this
/// place is looked at as well.
#[inline(always)]
fn slot_of(hash: u32, slots: &[u32], shift: u32, tag: u32) -> u32 {
    let home = (hash >> shift) as usize;
    let place = |at: usize| slots.get(at).copied().unwrap_or(0);
    let (first, second) = (place(home), place(home.wrapping_add(1)));
    if (first ^ hash) & tag == 0 { first } else { second }
}

#[inline(never)]
fn look(cells: Cells<'_>, looks: &mut [Look]) {
    let mut spans = cells.spans();
    let (text, no_nuls) = (cells.text(), cells.has_no_nuls());
    for look in looks {
        let Some((start, end)) = spans.next() else { return };
        match Look::at(text, start, end) {
            Some(found) if no_nuls => *look = found,
            _ => look.set(text.get(start..end).unwrap_or(b"")),
        }
    }
}

/// Asks for the home of every text: a loop so short that the processor waits for many places at once, which no cache holds.
#[inline(never)]
fn touch_homes(looks: &[Look], slots: &[u32]) -> u32 {
    let (shift, mut seen) = (shift(slots), 0);
    for look in looks {
        seen |= slots.get((look.hash >> shift) as usize).copied().unwrap_or(0);
    }
    seen
}

/// As [`touch_homes`], for the words of every text that was found.
#[inline(never)]
fn touch_words(codes: &[u32], words: &[Sixteen]) -> u64 {
    let mut seen = 0;
    for code in codes {
        seen |= words.get(*code as usize).map_or(0, |[first, _]| *first);
    }
    seen
}

/// The code in the home of every text.
#[inline(never)]
fn fetch(looks: &[Look], slots: &[u32], codes: &mut [u32]) {
    let shift = shift(slots);
    let tag = tag(shift);
    for (code, look) in codes.iter_mut().zip(looks) {
        *code = slot_of(look.hash, slots, shift, tag) >> shift;
    }
}

/// Which cells are other texts than those that were found: a loop without a branch that could be guessed wrong.
#[inline(never)]
fn compare(looks: &[Look], codes: &[u32], words: &[Sixteen], missed: &mut [u32]) -> usize {
    let mut count = 0usize;
    for (at, (look, code)) in (0u32..).zip(looks.iter().zip(codes)) {
        let (Some([first, second]), Some(place)) = (words.get(*code as usize), missed.get_mut(count)) else {
            break;
        };
        *place = at;
        let other = (first ^ look.words[0]) | (second ^ look.words[1]);
        count = count.wrapping_add(usize::from(other != 0));
    }
    count
}

impl Dictionary {
    /// A column with no rows.
    pub fn new() -> Self {
        Self {
            texts: Texts::new(),
            slots: vec![0; LEAST],
            hashed: 0,
            words: vec![[0; 2]],
            numbered: Numbered::default(),
            batch: Batch::default(),
        }
    }

    /// Adds the codes of a batch of cells; `new` gives the code of one that is not known as it stands.
    pub fn read(&mut self, cells: Cells<'_>, new: impl FnMut(&mut Self, usize, &[u8]) -> u32) {
        let mut batch = core::mem::take(&mut self.batch);
        let missed = batch.look(cells, &self.slots, &self.words, &self.numbered);
        let from = self.texts.codes.len();
        self.texts.codes.extend_from_slice(batch.codes.get(..cells.len()).unwrap_or_default());
        self.add_missed(cells, batch.missed.get(..missed).unwrap_or_default(), from, new);
        self.batch = batch;
    }

    /// Looks for the cells of a batch that were not found at once, whose codes stand from `from` on.
    #[inline(never)]
    fn add_missed(
        &mut self,
        cells: Cells<'_>,
        missed: &[u32],
        from: usize,
        mut new: impl FnMut(&mut Self, usize, &[u8]) -> u32,
    ) {
        for at in missed.iter().map(|at| *at as usize) {
            let (start, end) = cells.span(at).unwrap_or_default();
            let raw = cells.text().get(start..end).unwrap_or(b"");
            let code = match self.numbered_or_new(cells.text(), start, end, raw).or_else(|| self.find(raw)) {
                Some(code) => code,
                None => new(self, at, raw),
            };
            if let Some(place) = self.texts.codes.get_mut(from.saturating_add(at)) {
                *place = code;
            }
        }
    }

    /// The code of a cell whose number has a place; a new one is added as it stands. For it begins as texts that were taken
    /// begin, and ends in a digit: nothing is to be trimmed or mended, nor is it a word for nobody.
    #[inline(always)]
    fn numbered_or_new(&mut self, text: &[u8], start: usize, end: usize, raw: &[u8]) -> Option<u32> {
        let place = self.numbered.place_at(text, start, end)?;
        if *place == BLANK {
            *place = self.texts.push_entry(core::str::from_utf8(raw).ok()?);
        }
        Some(*place)
    }

    /// The code of `raw` if it is known; no bytes are [`BLANK`].
    pub fn find(&self, raw: &[u8]) -> Option<u32> {
        if raw.is_empty() {
            return Some(BLANK);
        }
        match self.numbered.code(raw) {
            Some(BLANK) => None,
            None => self.find_hashed(raw, &Look::of(raw)),
            code => code,
        }
    }

    /// The code of `text`, which is added if it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        self.find(text.as_bytes()).unwrap_or_else(|| self.add(text))
    }

    /// The code of a text that is not known, nor blank.
    pub fn add(&mut self, text: &str) -> u32 {
        let code = self.texts.push_entry(text);
        if let Some(place) = self.numbered.place(text.as_bytes()) {
            *place = code;
            return code;
        }
        let look = Look::of(text.as_bytes());
        if self.numbered.is_empty() {
            self.words.push(look.entry_words());
        }
        if self.hashed.saturating_mul(2) >= self.slots.len() || code as usize >= self.slots.len() {
            self.arrange();
        } else {
            self.put(look.hash, code);
        }
        code
    }

    /// Gives every entry a place, by its number or among the slots, of which there are more then.
    #[inline(never)]
    fn arrange(&mut self) {
        let Self { texts, numbered, .. } = self;
        let codes = 1..u32::try_from(texts.entries()).unwrap_or(u32::MAX);
        numbered.make_places(codes.clone().map(|code| texts.entry(code)));
        let mut others = 0usize;
        for code in codes.clone() {
            match numbered.place(texts.entry(code).as_bytes()) {
                Some(place) => *place = code,
                None => others = others.saturating_add(1),
            }
        }
        if !numbered.is_empty() {
            self.words = Vec::new();
        }
        // A slot has room for every code there is.
        let slots = others.saturating_mul(4).max(texts.entries()).max(LEAST).next_power_of_two();
        self.slots = vec![0; slots];
        self.hashed = 0;
        for code in codes {
            let text = self.texts.entry(code).as_bytes();
            if self.numbered.code(text).is_none() {
                self.put(Look::of(text).hash, code);
            }
        }
    }

    fn find_hashed(&self, raw: &[u8], look: &Look) -> Option<u32> {
        let shift = shift(&self.slots);
        let tag = tag(shift);
        let mut at = (look.hash >> shift) as usize;
        loop {
            match self.slots.get(at) {
                Some(0) => return None,
                Some(&slot) if (slot ^ look.hash) & tag == 0 && self.is(slot >> shift, look, raw) => {
                    return Some(slot >> shift);
                }
                Some(_) => at = at.wrapping_add(1),
                None => at = 0,
            }
        }
    }

    /// Whether an entry is this text.
    #[inline(always)]
    fn is(&self, code: u32, look: &Look, raw: &[u8]) -> bool {
        match self.words.get(code as usize) {
            Some(words) if look.words != LONG => *words == look.words,
            _ => same(self.texts.entry(code).as_bytes(), raw),
        }
    }

    /// Puts a code into the first free place from its home on; half of all places are free.
    fn put(&mut self, hash: u32, code: u32) {
        self.hashed = self.hashed.saturating_add(1);
        let shift = shift(&self.slots);
        let mut at = (hash >> shift) as usize;
        loop {
            match self.slots.get_mut(at) {
                Some(slot) if *slot == 0 => {
                    *slot = (code << shift) | (hash & tag(shift));
                    return;
                }
                Some(_) => at = at.wrapping_add(1),
                None => at = 0,
            }
        }
    }
}

/// How many bits of a hash do not say where its home among so many is: from 26 bits on.
#[inline(always)]
const fn shift(slots: &[u32]) -> u32 {
    32u32.saturating_sub(slots.len().trailing_zeros())
}

/// These bits.
#[inline(always)]
const fn tag(shift: u32) -> u32 {
    u32::MAX.unbounded_shr(32u32.saturating_sub(shift))
}

/// A short text as two words, with NUL bytes behind it. So one that ends in such a byte has none: it would be the same as
/// the text without.
fn words(text: &[u8]) -> Option<Sixteen> {
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

/// Each bit of the words moves every bit above its own, the high ones of the hash, which say where a text's home is, among them.
#[inline(always)]
const fn mixed([first, second]: Sixteen) -> u32 {
    let mixed = first.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ second.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    (mixed >> 32) as u32
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
    use proptest::prelude::*;

    /// Ids and names as files have them, and what may be taken for another of them.
    fn texts() -> impl Strategy<Value = Vec<String>> {
        let text = prop_oneof![
            6 => (0u32..3_000).prop_map(|number| format!("u-{number:05}")),
            3 => (0u32..3_000).prop_map(|number| format!("u-{number}")),
            2 => (0u32..400).prop_map(|number| format!("{number}")),
            1 => (0u32..400).prop_map(|number| format!("v-{number:05}")),
            // Cells are tidy: nothing of this kind stands at their ends.
            1 => "[a-c\\x000é]{0,20}".prop_map(|text| text.trim_matches('\0').to_owned()),
        ];
        prop::collection::vec(text, 0..1_500)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever their form, and wherever in a piece of text they lie.
        #[test]
        fn texts_have_the_codes_that_a_list_of_them_gives(
            texts in texts(),
            kinds in prop::collection::vec(any::<bool>(), 5),
            batch in 1usize..300,
            behind in 0usize..20,
        ) {
            // One kind of ids mostly, so that their numbers lie close.
            let starts = ["u-0", "u-", "1", "v", "a"];
            let texts: Vec<&String> =
                texts.iter().filter(|text| {
                    let kind = starts.iter().position(|start| text.starts_with(start)).unwrap_or(0);
                    kinds[kind]
                }).collect();
            let mut dictionary = Dictionary::new();
            for texts in texts.chunks(batch) {
                let (mut bytes, mut spans) = (Vec::new(), Vec::new());
                for text in texts {
                    spans.push(crate::ingest::cells::ends_of((bytes.len(), bytes.len() + text.len())));
                    bytes.extend_from_slice(text.as_bytes());
                    bytes.push(b',');
                }
                bytes.extend(vec![b'7'; behind]);
                let nuls = bytes.contains(&0);
                dictionary.read(Cells::listed(&bytes, &spans).without_nuls(!nuls), |dictionary, _, raw| {
                    dictionary.add(core::str::from_utf8(raw).unwrap())
                });
            }
            let mut known: Vec<&str> = vec![""];
            for (text, code) in texts.iter().zip(&dictionary.texts.codes) {
                let expected = known.iter().position(|one| one == text).unwrap_or_else(|| {
                    known.push(text);
                    known.len() - 1
                });
                prop_assert_eq!(*code as usize, expected, "{:?}", text);
                prop_assert_eq!(dictionary.find(text.as_bytes()), Some(*code), "{:?}", text);
            }
            prop_assert_eq!(dictionary.texts.entries(), known.len());
        }
    }

    #[test]
    fn ids_that_are_numbers_have_places_and_others_have_none() {
        let mut dictionary = Dictionary::new();
        // The largest first: so all have a place before there are many.
        for number in (0..1_000).rev() {
            dictionary.code(&format!("u-{number:04}"));
        }
        assert!(dictionary.numbered.code(b"u-0012").is_some(), "then the other tests say little");
        assert!(dictionary.words.is_empty());
        for other in ["u-12", "u-00012", "v-0012", "u_0012", "u-001x", "u-0012 ", "u-99999999", ""] {
            assert_eq!(dictionary.numbered.code(other.as_bytes()), None, "{other}");
        }
        // Codes are larger than there are slots for these few.
        for (number, code) in (0..40).zip(1_001..) {
            assert_eq!(dictionary.code(&format!("other {number}")), code);
            assert_eq!(dictionary.find(b"other 0"), Some(1_001), "beside {number} others");
        }
        let mut names = Dictionary::new();
        for number in 0..1_000 {
            names.code(&format!("{number:x}-of"));
        }
        assert!(names.numbered.is_empty());
        let mut sparse = Dictionary::new();
        for number in 0..1_000 {
            sparse.code(&format!("{}", 541_312_140 + number * 7_919));
        }
        assert!(sparse.numbered.is_empty());
    }

    /// Two texts of one hash, which differ behind their eighth byte: only their words tell them apart.
    #[test]
    fn texts_of_one_hash_are_two() {
        let mut known = std::collections::HashMap::new();
        let mut seed = 1_u64;
        let same = (0..1_000_000).find_map(|_| {
            seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            let text = format!("abcdefgh{:07x}", seed >> 36);
            let other = known.insert(Look::of(text.as_bytes()).hash, text.clone());
            other.filter(|other| *other != text).map(|other| (other, text))
        });
        let (one, two) = same.expect("of so many some have one hash");
        let text = format!("{one},{two},{one},and something behind them");
        let places = [0, 16, 32].map(|from| [usize::wrapping_sub(from, 1), from + 15]);
        let mut dictionary = Dictionary::new();
        dictionary.code(&one);
        let cells = Cells::listed(text.as_bytes(), &places).without_nuls(true);
        dictionary.read(cells, |dictionary, _, raw| dictionary.add(core::str::from_utf8(raw).unwrap()));
        assert_eq!(dictionary.texts.codes, [1, 2, 1]);
    }

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
                let look = Look::of(format!("{stem}{number:07}").as_bytes());
                homes[(look.hash >> 20) as usize] += 1;
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
