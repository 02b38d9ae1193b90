//! Where rows of carts and of orders were met: what decides at which place, and of which source, their measure is.
//!
//! Must never know: rates, what may be published.

use super::order::Ranks;
use super::people::Row;
use super::placing;
use super::survey::{Context, Place};
use crate::model::evidence::{Evidence, Measure, MeasureKind, Met};
use crate::model::order::arrange;
use core::cmp::Reverse;
use std::collections::BTreeMap;

/// Counts rows by table and place.
#[derive(Default)]
pub struct Spots {
    rows: BTreeMap<(usize, Option<Place>), u64>,
    /// Where rows were last counted, and how many: mostly the next is of the same place.
    here: Option<((usize, Option<Place>), u64)>,
}

impl Spots {
    /// Counts a row at a place.
    pub fn add(&mut self, row: &Row, place: Option<Place>) {
        let at = (row.table as usize, place);
        match &mut self.here {
            Some((here, rows)) if *here == at => *rows += 1,
            _ => {
                self.settle();
                self.here = Some((at, 1));
            }
        }
    }

    /// Counts so many rows of a table at a place.
    pub fn add_rows(&mut self, table: usize, place: Option<Place>, rows: u64) {
        let known = self.rows.entry((table, place)).or_insert(0);
        *known = known.saturating_add(rows);
    }

    fn settle(&mut self) {
        if let Some((at, rows)) = self.here.take() {
            *self.rows.entry(at).or_insert(0) += rows;
        }
    }

    /// What was counted, by the ids of evidence; and `bought`, rows of purchases by table.
    pub fn finish(mut self, context: &Context<'_>, bought: &[u64]) -> Vec<Met> {
        self.settle();
        let mut met = Vec::new();
        let source = |table: usize| context.tables.get(table).map(|table| table.source.clone());
        for ((table, place), rows) in self.rows {
            let at =
                place.and_then(|place| placing::id(context.journey, place)).unwrap_or_default().to_owned();
            add(&mut met, source(table).map(|source| Met { at, source, rows, bought: 0 }));
        }
        for (table, bought) in bought.iter().copied().enumerate().filter(|(_, bought)| *bought > 0) {
            add(&mut met, source(table).map(|source| Met { source, bought, ..Met::default() }));
        }
        met
    }
}

/// Adds rows to those of the same place and source.
fn add(met: &mut Vec<Met>, more: Option<Met>) {
    let Some(more) = more else { return };
    match met.iter_mut().find(|known| (&known.at, &known.source) == (&more.at, &more.source)) {
        Some(known) => {
            known.rows = known.rows.saturating_add(more.rows);
            known.bought = known.bought.saturating_add(more.bought);
        }
        None => met.push(more),
    }
}

/// Adds what another part met.
pub fn join(met: &mut Vec<Met>, more: &[Met]) {
    more.iter().for_each(|more| add(met, Some(more.clone())));
}

/// Puts measures where most of their rows were met, of equals at the first of the journey; and to the source of most
/// of them, of equals to the first by name.
pub fn settle(evidence: &mut Evidence) {
    let Evidence { stages, touchpoints, measures, .. } = evidence;
    let ranks = Ranks::new(stages, touchpoints);
    for measure in measures.iter_mut().filter(|measure| !measure.met.is_empty()) {
        arrange(&mut measure.met, |a, b| {
            ranks.of(&a.at).cmp(&ranks.of(&b.at)).then_with(|| (&a.at, &a.source).cmp(&(&b.at, &b.source)))
        });
        let most = |of: fn(&Met) -> &str| {
            let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
            for met in &measure.met {
                let rows = rows.entry(of(met)).or_insert(0);
                *rows = rows.saturating_add(met.rows);
            }
            let named = rows.into_iter().filter(|(id, _)| !id.is_empty());
            named
                .max_by_key(|(id, rows)| (*rows, Reverse(ranks.of(id)), Reverse(*id)))
                .map(|(id, _)| id.to_owned())
        };
        let (at, source) = (most(|met| &met.at), most(|met| &met.source));
        measure.at = at.unwrap_or_default();
        measure.source = source.unwrap_or_default();
    }
}

/// Of whole evidence's measures those that can be told of everybody, without what only decided it.
pub fn told(measures: &mut Vec<Measure>) {
    measures.retain(|one| {
        one.known() && (one.kind != MeasureKind::Abandoned || one.of > 0) && !one.at.is_empty()
    });
    measures.iter_mut().for_each(|one| one.met.clear());
}
