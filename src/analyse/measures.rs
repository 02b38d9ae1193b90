//! Counts that are no answers: parcels on time, carts left behind, orders repeated, reach.
//!
//! | kind | of which sources | count | of |
//! | --- | --- | --- | --- |
//! | `on_time` | shipments with the roles promised and delivered | rows delivered at or before the promise | rows with both times |
//! | `abandoned` | events | people with a cart row and no purchase row | people with a cart row |
//! | `repeat` | orders | people with two or more orders | people with an order |
//! | `reach` | social | the sum of the role count | 0 |
//!
//! Must never know: rates, intervals.

use super::carts::Carts;
use super::met::Spots;
use super::people::Row;
use super::placing::{self, Placing};
use super::sources::held;
use super::survey::{Context, Place, Surveyed};
use crate::model::evidence::{Measure, MeasureKind};
use crate::model::journey::{Source, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table};
use crate::model::time::{DAY, Time};
use crate::model::zone::zone;
use std::collections::BTreeMap;

/// Count and of by place.
type Counts = BTreeMap<Place, (u64, u64)>;

/// All measures of all sources, in the order of the tables; marks the rows that they use. Carts and orders still have
/// to be put to their places ([`super::met::settle`]).
///
/// `carts`: everybody's.
pub async fn measures(
    context: &Context<'_>,
    surveyed: &mut Surveyed<'_>,
    carts: Option<Carts<'_, '_>>,
) -> Vec<Measure> {
    let mut found = Vec::new();
    for (at, table) in context.tables.iter().copied().enumerate() {
        let source = context.journey.sources.iter().find(|source| source.id == table.source);
        let Some(source) = source else { continue };
        let (kind, counts) = match source.kind {
            SourceKind::Shipments => (MeasureKind::OnTime, on_time(context, at, table, source, surveyed)),
            SourceKind::Social => (MeasureKind::Reach, reach(context, at, table, surveyed)),
            SourceKind::Orders => {
                found.extend(repeat(context, at, &table.source).await);
                continue;
            }
            _ => continue,
        };
        add(&mut found, context, table, kind, counts);
    }
    found.extend(carts.and_then(Carts::finish));
    found
}

/// Adds what was counted; a source that comes in several files is one source.
fn add(
    found: &mut Vec<Measure>,
    context: &Context<'_>,
    table: &Table,
    kind: MeasureKind,
    counts: impl IntoIterator<Item = (Place, (u64, u64))>,
) {
    for (place, (count, of)) in counts {
        let Some(at) = placing::id(context.journey, place) else { continue };
        let same =
            |known: &&mut Measure| known.at == at && known.kind == kind && known.source == table.source;
        match found.iter_mut().find(same) {
            Some(known) => {
                known.count = known.count.saturating_add(count);
                known.of = known.of.saturating_add(of);
            }
            None => {
                let source = table.source.clone();
                found.push(Measure { at: at.to_owned(), kind, source, count, of, met: Vec::new() });
            }
        }
    }
}

fn times(table: &Table, role: Role) -> Option<&[Time]> {
    match table.role(role).map(|column| &column.data) {
        Some(Data::Times(times)) => Some(times),
        _ => None,
    }
}

/// Parcels with both times, and those delivered at or before the promised one. A promise that is a day is kept
/// until that day ends.
fn on_time(
    context: &Context<'_>,
    at: usize,
    table: &Table,
    source: &Source,
    surveyed: &mut Surveyed<'_>,
) -> Counts {
    let mut counts = Counts::new();
    let (Some(promised), Some(delivered)) = (times(table, Role::Promised), times(table, Role::Delivered))
    else {
        return counts;
    };
    let placing = Placing::new(context, at, table);
    let grace = grace(promised, source.zone.as_deref());
    for (row, (promised, delivered)) in promised.iter().zip(delivered).enumerate() {
        if *promised == NO_TIME || *delivered == NO_TIME {
            continue;
        }
        let Some(place) = placing.place(row, None) else { continue };
        surveyed.mark(at, row, held(table));
        let (count, of) = counts.entry(place).or_default();
        *of += 1;
        *count += u64::from(*delivered <= promised.saturating_add(grace));
    }
    counts
}

/// How long after its instant a promise still holds: to the end of the day where all promises are days (midnights
/// of the source's zone), else not at all.
fn grace(promised: &[Time], name: Option<&str>) -> Time {
    let offset = Time::from(name.and_then(zone).unwrap_or(0)) * (DAY / 1_440);
    let mut known = promised.iter().filter(|time| **time != NO_TIME);
    if known.all(|time| time.saturating_add(offset).rem_euclid(DAY) == 0) { DAY - 1 } else { 0 }
}

/// The sum of the role count.
fn reach(context: &Context<'_>, at: usize, table: &Table, surveyed: &mut Surveyed<'_>) -> Counts {
    let mut counts = Counts::new();
    let Some(column) = table.role(Role::Count) else { return counts };
    let placing = Placing::new(context, at, table);
    for row in 0..held(table) {
        let number = match &column.data {
            Data::Numbers(cells) => cells.get(row).copied(),
            Data::Texts(texts) => crate::model::number::parse(texts.row(row).trim()),
            Data::Times(_) => None,
        };
        let Some(number) = number.filter(|number| number.is_finite() && *number >= 0.0) else { continue };
        let Some(place) = placing.place(row, None) else { continue };
        surveyed.mark(at, row, held(table));
        let (count, _) = counts.entry(place).or_default();
        // Whole people; a float beyond 2^64 becomes the largest count.
        *count = count.saturating_add(number.round() as u64);
    }
    counts
}

/// People with orders and with several, of all tables of a source, counted at its first.
///
/// Rows of one person at one instant are one order: shops write a line an article.
async fn repeat(context: &Context<'_>, at: usize, source: &str) -> Option<Measure> {
    let of: Vec<bool> = context.tables.iter().map(|table| table.source == source).collect();
    if of.iter().position(|of| *of) != Some(at) {
        return None;
    }
    let mut spots = Spots::default();
    let (mut ordered, mut several) = (0_u64, 0_u64);
    let mut each = |rows: &[Row]| {
        let mut orders = 0_u64;
        let mut last = None;
        for row in rows.iter().filter(|row| of.get(row.table as usize) == Some(&true)) {
            let mut met = false;
            for stage in context.places.stages(row) {
                spots.add(row, Some(Place::Stage(stage)));
                met = true;
            }
            if met && last != Some(row.time) {
                orders += 1;
                last = Some(row.time);
            }
        }
        ordered += u64::from(orders > 0);
        several += u64::from(orders > 1);
    };
    context.people.each_in_parts(&mut each).await;
    let met = spots.finish(context, &[]);
    let (kind, source) = (MeasureKind::Repeat, source.to_owned());
    (ordered > 0).then_some(Measure { at: String::new(), kind, source, count: several, of: ordered, met })
}
