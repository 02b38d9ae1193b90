//! The number of each person, by the code of the person column: no name is looked at once a row.
//!
//! Must never know: rules, time.

use crate::model::table::Texts;
use core::hash::Hasher;
use rustc_hash::{FxHashMap, FxHasher};

/// The number that nobody has.
pub const NOBODY: u32 = u32::MAX;

/// How codes of one table become numbers.
#[derive(Clone, Debug)]
enum Numbers {
    /// The table takes no part.
    None,
    /// Every code but the blank one is a person of its own: the code before it is the number.
    Codes,
    /// One a code; [`NOBODY`] for a blank name.
    Given(Vec<u32>),
}

/// The numbers of the people of some tables: one is who has the same name, trimmed, in each.
#[derive(Clone, Debug, Default)]
pub struct Persons<'t> {
    tables: Vec<Numbers>,
    count: usize,
    /// Number by name, where names of several tables had to be brought together.
    names: FxHashMap<&'t str, u32>,
}

impl<'t> Persons<'t> {
    /// Numbers the people of these columns, in the order of tables and codes; `more` when other tables will be
    /// asked about too.
    pub fn new(columns: &[Option<&'t Texts>], more: bool) -> Self {
        let mut tables = columns.iter().flatten();
        if let (Some(only), None, false) = (tables.next(), tables.next(), more)
            && (only.distinct || all_differ(only))
        {
            let numbers = columns.iter().map(|column| column.map_or(Numbers::None, |_| Numbers::Codes));
            return Self {
                tables: numbers.collect(),
                count: only.entries().saturating_sub(1),
                names: FxHashMap::default(),
            };
        }
        let mut persons = Self::default();
        for column in columns {
            let numbers = column.map_or(Numbers::None, |texts| Numbers::Given(persons.given(texts)));
            persons.tables.push(numbers);
        }
        persons
    }

    /// The number of each code of `texts`.
    fn given(&mut self, texts: &'t Texts) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(texts.entries());
        for code in 0..texts.entries() {
            let name = texts.entry(u32::try_from(code).unwrap_or(u32::MAX)).trim();
            let next = u32::try_from(self.count).unwrap_or(NOBODY);
            let number = if name.is_empty() { NOBODY } else { *self.names.entry(name).or_insert(next) };
            self.count += usize::from(number == next && next != NOBODY);
            numbers.push(number);
        }
        numbers
    }

    /// One more than the largest number.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The number of the person with code `code` in table `table`; at least [`Persons::count`] for nobody.
    pub fn number(&self, table: usize, code: u32) -> u32 {
        match self.tables.get(table) {
            Some(Numbers::Codes) => code.wrapping_sub(1),
            Some(Numbers::Given(numbers)) => numbers.get(code as usize).copied().unwrap_or(NOBODY),
            Some(Numbers::None) | None => NOBODY,
        }
    }

    /// True when the number of everybody in table `table` is one less than their code.
    pub fn are_codes(&self, table: usize) -> bool {
        matches!(self.tables.get(table), Some(Numbers::Codes))
    }

    /// As [`Persons::number`], for many codes.
    pub fn fill(&self, table: usize, codes: &[u32], numbers: &mut [u32]) {
        for (number, code) in numbers.iter_mut().zip(codes) {
            *number = self.number(table, *code);
        }
    }

    /// The number of the person that a source calls `name`; known only where several tables were asked about.
    pub fn named(&self, name: &str) -> Option<u32> {
        self.names.get(name.trim()).copied()
    }

    /// Numbers only the people for whom `kept` says so anew, in the same order.
    pub fn keep(&mut self, columns: &[Option<&'t Texts>], kept: &[bool]) {
        let mut anew = Vec::with_capacity(kept.len());
        let mut next = 0;
        for kept in kept {
            anew.push(if *kept { next } else { NOBODY });
            next += u32::from(*kept);
        }
        let of = |number: u32| anew.get(number as usize).copied().unwrap_or(NOBODY);
        let tables = columns.iter().enumerate().map(|(table, column)| {
            column.map_or(Numbers::None, |texts| {
                let codes = (0..texts.entries()).map(|code| u32::try_from(code).unwrap_or(NOBODY));
                Numbers::Given(codes.map(|code| of(self.number(table, code))).collect())
            })
        });
        self.tables = tables.collect();
        self.names.retain(|_, number| {
            *number = of(*number);
            *number != NOBODY
        });
        self.count = next as usize;
    }
}

/// True when no two entries but the blank one are the same name, and none has blanks at its ends: found by their
/// hashes; two names whose hashes are alike may pass for the same.
fn all_differ(texts: &Texts) -> bool {
    let slots = texts.entries().saturating_mul(2).next_power_of_two();
    let mut taken = vec![0_u32; slots];
    let bytes = texts.bytes.as_bytes();
    let mut ends = texts.ends.iter();
    // The first entry is the blank one.
    let Some(mut start) = ends.next().copied().filter(|end| *end == 0) else { return false };
    for end in ends {
        let name = bytes.get(start..*end).filter(|name| is_bare(name));
        start = *end;
        let mut hasher = FxHasher::default();
        match name {
            Some(name) => hasher.write(name),
            None => return false,
        }
        if !put(&mut taken, hasher.finish()) {
            return false;
        }
    }
    true
}

/// Keeps the upper half of a hash at the place that the lower half says, or after it; false where the same half is
/// met on the way.
fn put(taken: &mut [u32], hash: u64) -> bool {
    let last = taken.len().saturating_sub(1);
    // 0 is a free slot.
    let half = u32::try_from(hash >> 32).unwrap_or(0) | 1;
    let mut at = hash as usize & last;
    while let Some(slot) = taken.get_mut(at) {
        if *slot == 0 {
            *slot = half;
            return true;
        }
        if *slot == half {
            return false;
        }
        at = (at + 1) & last;
    }
    false
}

/// True when trimming would take nothing away, and something is there.
fn is_bare(name: &[u8]) -> bool {
    let visible = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let trimmed = || core::str::from_utf8(name).is_ok_and(|text| !text.is_empty() && text.trim() == text);
    visible(name.first()) && visible(name.last()) || trimmed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(entries: &[&str]) -> Texts {
        let mut texts = Texts::new();
        for entry in entries {
            texts.push_entry(entry);
        }
        texts
    }

    fn numbers(persons: &Persons<'_>, table: usize, codes: u32) -> Vec<u32> {
        (0..codes).map(|code| persons.number(table, code)).collect()
    }

    #[test]
    fn names_that_all_differ_are_numbered_by_their_codes() {
        let one = texts(&["ann", "bo", "çem"]);
        let persons = Persons::new(&[Some(&one)], false);
        assert_eq!((numbers(&persons, 0, 4), persons.count()), (vec![NOBODY, 0, 1, 2], 3));
        assert!(persons.number(0, 4) as usize >= persons.count());
    }

    #[test]
    fn the_same_name_is_one_person() {
        for twice in ["ann", " ann", "ann\u{a0}"] {
            let one = texts(&["ann", "bo", twice, " "]);
            let persons = Persons::new(&[Some(&one)], false);
            assert_eq!(numbers(&persons, 0, 6), [NOBODY, 0, 1, 0, NOBODY, NOBODY], "{twice:?}");
            assert_eq!(persons.count(), 2);
        }
    }

    #[test]
    fn tables_share_their_people() {
        let (one, two) = (texts(&["ann", "bo"]), texts(&["cem", "bo"]));
        let mut persons = Persons::new(&[Some(&one), None, Some(&two)], false);
        assert_eq!(numbers(&persons, 2, 3), [NOBODY, 2, 1]);
        assert_eq!(
            (persons.named(" bo"), persons.named("dee"), persons.number(1, 1)),
            (Some(1), None, NOBODY)
        );
        persons.keep(&[Some(&one), None, Some(&two)], &[false, true, true]);
        assert_eq!(
            (numbers(&persons, 0, 3), numbers(&persons, 2, 3)),
            (vec![NOBODY, NOBODY, 0], vec![NOBODY, 1, 0])
        );
        assert_eq!((persons.count(), persons.named("ann"), persons.named("cem")), (2, None, Some(1)));
    }
}
