//! What the units did next whom the funnel loses at a step.
//!
//! Must never know: how far a unit came, windows.

use super::things::Things;
use crate::analyse::people::Row;
use crate::model::evidence::{After, Next};
use crate::model::order::arrange;
use crate::model::rule::{Step, Unit};

/// Sums over the lost, by step and by what followed.
pub struct Lost<'p, 'a> {
    levels: Vec<&'p Things<'a>>,
    /// By level; there by step and node.
    sums: Vec<Vec<u64>>,
}

impl<'p, 'a> Lost<'p, 'a> {
    /// Nobody yet; what followed is looked up at each of these levels.
    pub fn new(levels: impl Iterator<Item = &'p Things<'a>>) -> Self {
        let levels: Vec<_> = levels.collect();
        Self { sums: vec![Vec::new(); levels.len()], levels }
    }

    /// Adds a unit that was lost at `step`: its rows, and those that come after it. It left with its last row that
    /// has a step of `mask`; the first row after that of another thing is what it did next.
    pub fn add(&mut self, step: usize, mask: u64, rows: &[Row], rest: &[Row]) {
        let Some(left) = rows.iter().rposition(|row| row.mask & mask != 0) else { return };
        let later = rows.get(left.saturating_add(1)..).unwrap_or_default();
        for (things, sums) in self.levels.iter().zip(&mut self.sums) {
            let here = rows.get(left).map_or(0, |row| things.node(row));
            let mut nodes = later.iter().chain(rest).map(|row| things.node(row));
            let next = nodes.find(|node| *node != 0 && *node != here).unwrap_or(0);
            let place = step.saturating_mul(things.ids.len()).saturating_add(next);
            if place >= sums.len() {
                sums.resize(step.saturating_add(1).saturating_mul(things.ids.len()), 0);
            }
            if let Some(sum) = sums.get_mut(place) {
                *sum = sum.saturating_add(1);
            }
        }
    }

    /// One entry a step and level at which anybody is lost.
    pub fn finish(self, steps: &[Step], unit: Unit) -> Vec<After> {
        let mut found: Vec<After> = Vec::new();
        for (things, sums) in self.levels.iter().zip(&self.sums) {
            for (step, people) in steps.iter().zip(sums.chunks(things.ids.len().max(1))) {
                let met = things.ids.iter().zip(people).filter(|(_, people)| **people > 0);
                let next: Vec<Next> =
                    met.map(|(to, people)| Next { to: to.clone(), people: *people }).collect();
                if !next.is_empty() {
                    found.push(After {
                        step: step.id.clone(),
                        unit: unit.word().to_owned(),
                        level: things.word.to_owned(),
                        people: next.iter().fold(0, |sum, next| sum.saturating_add(next.people)),
                        next,
                    });
                }
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
