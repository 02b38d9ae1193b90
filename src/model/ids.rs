//! Ids made from names, unique within their document.

use crate::value::is_refused;
use std::collections::{BTreeMap, BTreeSet};

/// The ids that are taken.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
    /// Slug → the number to try next, so that a hundred thousand equal names stay cheap.
    next: BTreeMap<String, u64>,
}

impl Ids {
    /// Takes `id`; false when it is taken already, or refused.
    pub fn take(&mut self, id: &str) -> bool {
        !is_refused(id) && self.taken.insert(id.to_owned())
    }

    /// True when `id` is taken.
    pub fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// Makes a free id from a name: lower case, runs of other characters become `-`; `other` where nothing is
    /// left; a number is added where it is taken.
    ///
    /// ```
    /// # use jejak::model::journey::Ids;
    /// let mut ids = Ids::default();
    /// assert_eq!(ids.made("Beli, lalu bayar!", "stage"), "beli-lalu-bayar");
    /// assert_eq!(ids.made("beli lalu BAYAR", "stage"), "beli-lalu-bayar-2");
    /// assert_eq!(ids.made("☂", "stage"), "stage");
    /// ```
    pub fn made(&mut self, name: &str, other: &str) -> String {
        let mut slug = String::new();
        for c in name.chars().take(60).map(super::fold::letter) {
            if c.is_alphanumeric() || c == '_' {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        let slug = if slug.is_empty() { other } else { slug };
        if self.take(slug) {
            return slug.to_owned();
        }
        // The set is finite, so some number is free.
        let mut n = self.next.get(slug).copied().unwrap_or(2);
        let mut id = format!("{slug}-{n}");
        while !self.take(&id) {
            n = n.saturating_add(1);
            id = format!("{slug}-{n}");
        }
        self.next.insert(slug.to_owned(), n.saturating_add(1));
        id
    }
}
