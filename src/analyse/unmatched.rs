//! Events that belong to no step, stage or touchpoint: what a proposal left out, or a journey forgot.
//!
//! Must never know: words, how they are shown.

use super::matching::Matcher;
use super::people::Row;
use super::places::Places;
use super::placing::texts;
use crate::error::Error;
use crate::model::journey::Journey;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Table};

/// An event that no rule of the journey matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Id of the source.
    pub source: String,
    /// Its name as the rows have it.
    pub event: String,
    /// Rows of it that match nothing.
    pub count: u64,
}

/// The events of all tables that have rows which match nothing: the commonest first, equal ones by source and name.
pub fn unmatched(journey: &Journey, tables: &[&Table]) -> Result<Vec<Unmatched>, Error> {
    let steps = Matcher::new(tables, journey.funnel.steps.iter().map(|step| step.any.as_slice()))?;
    let places = Places::new(journey, tables)?;
    let mut found = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let Some(events) = texts(table, Role::Event) else { continue };
        let mut counts = vec![0_u64; events.entries()];
        for (row, code) in events.codes.iter().enumerate().filter(|(_, code)| **code != BLANK) {
            let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
            let seen = Row { time: 0, mask: steps.mask(at, row), table: number(at), row: number(row) };
            let matched = seen.mask != 0
                || places.stages(&seen).next().is_some()
                || places.touchpoints(&seen).next().is_some();
            if let Some(count) = counts.get_mut(*code as usize).filter(|_| !matched) {
                *count = count.saturating_add(1);
            }
        }
        let named = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        found.extend(named.map(|(code, count)| Unmatched {
            source: table.source.clone(),
            event: events.entry(u32::try_from(code).unwrap_or(BLANK)).to_owned(),
            count,
        }));
    }
    found.sort_by(|a, b| {
        b.count.cmp(&a.count).then_with(|| (&a.source, &a.event).cmp(&(&b.source, &b.event)))
    });
    Ok(found)
}
