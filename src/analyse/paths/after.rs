//! What the units did next whom the funnel loses at a step.
//!
//! Must never know: how far a unit came, windows.

use super::things::Things;
use crate::analyse::people::Row;
use crate::model::evidence::{After, Next};
use crate::model::order::arrange;
use crate::model::rule::{Step, Unit};
use std::collections::BTreeMap;

/// Sums over the lost, by step and by what followed.
pub struct Lost<'p, 'a> {
    levels: Vec<&'p Things<'a>>,
    /// By level, step and node.
    sums: BTreeMap<(usize, usize, usize), u64>,
}

impl<'p, 'a> Lost<'p, 'a> {
    /// Nobody yet; what followed is looked up at each of these levels.
    pub fn new(levels: impl Iterator<Item = &'p Things<'a>>) -> Self {
        Self { levels: levels.collect(), sums: BTreeMap::new() }
    }

    /// Adds a unit that was lost at `step`: its rows, and those that come after it. It left with its last row that
    /// has a step of `mask`; the first row after that of another thing is what it did next.
    pub fn add(&mut self, step: usize, mask: u64, rows: &[Row], rest: &[Row]) {
        let Some(left) = rows.iter().rposition(|row| row.mask & mask != 0) else { return };
        let later = rows.get(left.saturating_add(1)..).unwrap_or_default();
        for (level, things) in self.levels.iter().enumerate() {
            let here = rows.get(left).map_or(0, |row| things.node(row));
            let mut nodes = later.iter().chain(rest).map(|row| things.node(row));
            let next = nodes.find(|node| *node != 0 && *node != here).unwrap_or(0);
            let sum = self.sums.entry((level, step, next)).or_insert(0);
            *sum = sum.saturating_add(1);
        }
    }

    /// One entry a step and level at which anybody is lost.
    pub fn finish(self, steps: &[Step], unit: Unit) -> Vec<After> {
        let mut found: Vec<After> = Vec::new();
        let mut last = None;
        for ((level, step, node), people) in &self.sums {
            let (Some(things), Some(known)) = (self.levels.get(*level), steps.get(*step)) else { continue };
            if last != Some((level, step)) {
                let (unit, level) = (unit.word().to_owned(), things.word.to_owned());
                found.push(After { step: known.id.clone(), unit, level, people: 0, next: Vec::new() });
            }
            last = Some((level, step));
            if let Some(after) = found.last_mut() {
                after.people = after.people.saturating_add(*people);
                let to = things.ids.get(*node).cloned().unwrap_or_default();
                after.next.push(Next { to, people: *people });
            }
        }
        found.iter_mut().for_each(|after| sort(&mut after.next));
        found
    }
}

/// Most people first, of equals by id.
pub fn sort(next: &mut [Next]) {
    arrange(next, |a, b| b.people.cmp(&a.people).then_with(|| a.to.cmp(&b.to)));
}
