//! Text cells → codes: every distinct text is kept once.

use crate::model::table::{BLANK, Texts};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use std::hash::Hasher;

/// The end of a chain of entries with one hash.
const NONE: u32 = u32::MAX;

/// A column of text that is being read.
#[derive(Debug)]
pub struct Dictionary {
    /// Codes and entries so far.
    pub texts: Texts,
    /// Hash of a text → the latest code with that hash.
    heads: FxHashMap<u64, u32>,
    /// Code → an earlier code with the same hash.
    earlier: Vec<u32>,
    last: u32,
}

impl Dictionary {
    /// A column with no rows.
    pub fn new() -> Self {
        Self {
            texts: Texts::new(),
            heads: FxHashMap::with_hasher(FxBuildHasher),
            earlier: vec![NONE],
            last: BLANK,
        }
    }

    /// The code of `raw` if it is known; blank bytes are [`BLANK`].
    pub fn find(&mut self, raw: &[u8]) -> Option<u32> {
        if raw.is_empty() {
            return Some(BLANK);
        }
        // Rows of one person, or one event after another, often repeat: one comparison settles them.
        if self.texts.entry(self.last).as_bytes() == raw {
            return Some(self.last);
        }
        let mut code = self.heads.get(&hash(raw)).copied().unwrap_or(NONE);
        while code != NONE {
            if self.texts.entry(code).as_bytes() == raw {
                self.last = code;
                return Some(code);
            }
            code = self.earlier.get(code as usize).copied().unwrap_or(NONE);
        }
        None
    }

    /// The code of `text`, which is added if it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.find(text.as_bytes()) {
            return code;
        }
        let code = self.texts.push_entry(text);
        self.earlier.push(self.heads.insert(hash(text.as_bytes()), code).unwrap_or(NONE));
        self.last = code;
        code
    }
}

fn hash(raw: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(raw);
    hasher.finish()
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
    fn ten_thousand_texts_keep_their_codes() {
        let mut dictionary = Dictionary::new();
        for round in 0..2 {
            for number in 0..10_000u32 {
                assert_eq!(dictionary.code(&number.to_string()), number + 1, "round {round}");
            }
        }
    }
}
