//! The rows that end chains: rules of exclusions → one flag an exclusion for each row.
//!
//! Must never know: steps, chains.

use crate::analyse::matching::Matcher;
use crate::analyse::people::Row;
use crate::error::Error;
use crate::model::rule::FunnelRule;
use crate::model::table::Table;

/// The exclusions of a rule, compiled for some tables.
pub struct Excluded<'t>(Option<Matcher<'t>>);

impl<'t> Excluded<'t> {
    /// An error where an exclusion names a source or a field that is not there.
    pub fn new(tables: &[&'t Table], rule: &FunnelRule) -> Result<Self, Error> {
        if rule.exclude.is_empty() {
            return Ok(Self(None));
        }
        let rules = rule.exclude.iter().map(|exclusion| core::slice::from_ref(&exclusion.rule));
        let matcher = Matcher::new(tables, rules)?;
        matcher.complain()?;
        Ok(Self(Some(matcher)))
    }

    /// True when rows of `table` can end a chain.
    pub fn applies(&self, table: usize) -> bool {
        self.0.as_ref().is_some_and(|matcher| matcher.applies(table))
    }

    /// Row by row, the exclusions it belongs to, bit 0 the first; nothing at all where there are none.
    pub fn of(&self, rows: &[Row]) -> Vec<u64> {
        let Some(matcher) = &self.0 else { return Vec::new() };
        rows.iter().map(|row| matcher.mask(row.table as usize, row.row as usize)).collect()
    }
}
