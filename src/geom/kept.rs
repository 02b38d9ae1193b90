//! What is known of texts, found by the text and how it was asked for.

/// A table from texts and some key to values. It is asked thousands of times a layout: one pass over the text and hardly
/// ever more than one comparison, where a tree compares at each of its levels.
pub struct Kept<K, V> {
    slots: Vec<Vec<Entry<K, V>>>,
    count: usize,
}

struct Entry<K, V> {
    text: Box<str>,
    key: K,
    value: V,
}

/// Slots of a table; a power of two.
const SLOTS: usize = 1024;

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self { slots: Vec::new(), count: 0 }
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// FNV-1a: short, and texts of a map are short too.
    fn slot(text: &str) -> usize {
        let hash = text
            .bytes()
            .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (hash ^ hash >> 15) as usize & (SLOTS - 1)
    }

    /// What is known.
    pub fn get(&self, text: &str, key: &K) -> Option<&V> {
        let slot = self.slots.get(Self::slot(text))?;
        slot.iter().find(|entry| entry.key == *key && *entry.text == *text).map(|entry| &entry.value)
    }

    /// Keeps what was not known.
    pub fn put(&mut self, text: &str, key: K, value: V) {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, Vec::new);
        }
        if let Some(slot) = self.slots.get_mut(Self::slot(text)) {
            slot.push(Entry { text: text.into(), key, value });
            self.count = self.count.saturating_add(1);
        }
    }

    /// How many are kept.
    pub const fn size(&self) -> usize {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_finds_what_a_map_finds(asked in prop::collection::vec(("[ab]{0,3}", 0..3u8), 0..80)) {
            let (mut kept, mut map) = (Kept::default(), BTreeMap::new());
            for (at, (text, key)) in asked.into_iter().enumerate() {
                prop_assert_eq!(kept.get(&text, &key), map.get(&(text.clone(), key)));
                if map.insert((text.clone(), key), at).is_none() {
                    kept.put(&text, key, at);
                } else {
                    map.insert((text.clone(), key), *kept.get(&text, &key).unwrap());
                }
            }
            prop_assert_eq!(kept.size(), map.len());
        }
    }
}
