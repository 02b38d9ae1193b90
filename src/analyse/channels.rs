//! People by channel and by touchpoint.
//!
//! Must never know: scores, rates.

use super::people::Row;
use super::places::{Spot, named};
use super::survey::Context;
use crate::model::evidence::ChannelEvidence;
use crate::model::order::set_of;
use crate::model::rule::Role;
use crate::model::table::{Data, Table};
use std::collections::{BTreeMap, BTreeSet};

/// People with a row of each touchpoint.
pub fn touchpoints(context: &Context<'_>) -> BTreeMap<Spot, u64> {
    let mut people: BTreeMap<Spot, u64> = BTreeMap::new();
    for rows in context.people.each() {
        let met: BTreeSet<Spot> = set_of(rows.iter().flat_map(|row| context.places.touchpoints(row)));
        for spot in met {
            *people.entry(spot).or_insert(0) += 1;
        }
    }
    people
}

/// People with a row on each channel: as the row's own channel cell says, else as its touchpoints do.
pub fn count(context: &Context<'_>) -> Vec<ChannelEvidence> {
    let journey = context.journey;
    let known = |word: &str| journey.channels.iter().position(|c| named(word, &c.id, &c.name));
    let cells: Vec<Option<Cells<'_>>> = context.tables.iter().map(|table| cells(table, &known)).collect();
    let own = |row: &Row| {
        let (codes, channels) = cells.get(row.table as usize)?.as_ref()?;
        channels.get(*codes.get(row.row as usize)? as usize).copied().flatten()
    };
    let of_spot = |(stage, at): Spot| {
        let touchpoint = journey.stages.get(stage)?.touchpoints.get(at)?;
        touchpoint.channel.as_deref().and_then(known)
    };
    let mut people = vec![0_u64; journey.channels.len()];
    for rows in context.people.each().filter(|_| !journey.channels.is_empty()) {
        let mut met = BTreeSet::new();
        for row in rows {
            match own(row) {
                Some(channel) => {
                    met.insert(channel);
                }
                None => met.extend(context.places.touchpoints(row).filter_map(of_spot)),
            }
        }
        for channel in met {
            if let Some(people) = people.get_mut(channel) {
                *people += 1;
            }
        }
    }
    let ids = journey.channels.iter().map(|channel| channel.id.clone());
    ids.zip(people).map(|(id, people)| ChannelEvidence { id, people }).collect()
}

/// The codes of a channel column, and the channel of each code.
type Cells<'t> = (&'t [u32], Vec<Option<usize>>);

fn cells<'t>(table: &'t Table, known: &dyn Fn(&str) -> Option<usize>) -> Option<Cells<'t>> {
    let Some(Data::Texts(texts)) = table.role(Role::Channel).map(|column| &column.data) else { return None };
    let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
    Some((texts.codes.as_slice(), (0..texts.entries()).map(|code| known(entry(code))).collect()))
}
