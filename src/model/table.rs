//! Rows as typed columns: what readers hand to the analysis.
//!
//! A table is one source. Text is kept once in a dictionary and as a number a row, so that a million rows of
//! a dozen event names cost four bytes each. Columns are of equal length.

use super::journey::SourceKind;
use super::rule::Role;
use super::time::Time;
use crate::diag::Issues;

/// A time that was blank or could not be read (it was counted as an issue).
pub const NO_TIME: Time = Time::MIN;
/// The code of a blank text cell; it is always the first entry of a dictionary.
pub const BLANK: u32 = 0;

/// Text cells: one code a row into a dictionary whose entry 0 is the empty text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Texts {
    /// One a row.
    pub codes: Vec<u32>,
    /// All distinct texts, by code, back to back.
    pub bytes: String,
    /// End of each text in `bytes`.
    pub ends: Vec<usize>,
    /// True where whoever made the dictionary knows that its texts are trimmed and no two of them alike; false says
    /// nothing.
    pub distinct: bool,
}

impl Texts {
    /// A column with no rows; the blank text is known.
    pub fn new() -> Self {
        Self { codes: Vec::new(), bytes: String::new(), ends: vec![0], distinct: false }
    }

    /// Adds a text to the dictionary without looking whether it is there; returns its code.
    pub fn push_entry(&mut self, text: &str) -> u32 {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        self.distinct = false;
        u32::try_from(self.ends.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Makes the capitals of e-mail addresses small: those that differ only in them are the same text then, under codes of
    /// their own.
    pub fn fold_addresses(&mut self) {
        let mut start = 0;
        let mut bytes = core::mem::take(&mut self.bytes).into_bytes();
        for end in &self.ends {
            if let Some(text) = bytes.get_mut(start..*end).filter(|text| text.contains(&b'@')) {
                text.make_ascii_lowercase();
            }
            start = *end;
        }
        // Small letters for capitals leave what was text one.
        self.bytes = String::from_utf8(bytes).unwrap_or_default();
        self.distinct = false;
    }

    /// How many distinct texts, the blank one included.
    pub fn entries(&self) -> usize {
        self.ends.len()
    }

    /// The text of `code`; empty for a code nobody gave.
    pub fn entry(&self, code: u32) -> &str {
        let code = code as usize;
        let end = self.ends.get(code).copied().unwrap_or(0);
        let start = code.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.bytes.get(start..end).unwrap_or("")
    }

    /// The text of row `row`; empty past the end.
    pub fn row(&self, row: usize) -> &str {
        self.codes.get(row).map_or("", |code| self.entry(*code))
    }
}

/// The cells of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Text, and ids always.
    Texts(Texts),
    /// Instants; [`NO_TIME`] where there is none.
    Times(Vec<Time>),
    /// Numbers; NaN where there is none (never leaves this layer).
    Numbers(Vec<f64>),
}

/// One column: its header, its meaning, its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// As in the file, trimmed; made unique (`name (2)`) where repeated.
    pub header: String,
    /// Its recognised or given meaning.
    pub role: Option<Role>,
    /// Its cells.
    pub data: Data,
}

/// The rows of one source.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// Id of the source in the journey, or the file's name.
    pub source: String,
    /// Columns of equal length.
    pub columns: Vec<Column>,
    /// Rows read from the file, usable or not.
    pub read: u64,
    /// What could not be used, counted.
    pub issues: Issues,
    /// The system that made the file, where it is known by its layout.
    pub system: Option<String>,
    /// What its rows seem to be, where that is known.
    pub kind: Option<SourceKind>,
    /// Row → row of the file, from 0, where one row of the file became several; else empty.
    pub origin: Vec<u32>,
    /// Header → answer and its word, of columns whose answers were words and are numbers now; ascending by answer.
    pub words: Vec<(String, Vec<(f64, String)>)>,
}

impl Table {
    /// The column with a role, or else with a header.
    pub fn column(&self, field: &str) -> Option<&Column> {
        let role = Role::parse(field);
        self.columns
            .iter()
            .find(|column| role.is_some() && column.role == role)
            .or_else(|| self.columns.iter().find(|column| column.header == field))
    }

    /// The row of the file that a row came from.
    pub fn origin(&self, row: usize) -> usize {
        self.origin.get(row).map_or(row, |origin| *origin as usize)
    }

    /// The column with a role.
    pub fn role(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }
}
