//! What the units did next whom the funnel loses at a step.
//!
//! Must never know: how far a unit came, windows.

use super::gathered::Gathered;
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
            count(things, sums, step, next);
        }
    }

    /// Adds a unit that was lost at `step`: what it did next, level by level; 0 is nothing.
    pub fn add_next(&mut self, step: usize, next: [u16; 2]) {
        for ((things, sums), next) in self.levels.iter().zip(&mut self.sums).zip(next) {
            count(things, sums, step, next.into());
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

/// Counts one who did `next` after `step`.
fn count(things: &Things<'_>, sums: &mut Vec<u64>, step: usize, next: usize) {
    let place = step.saturating_mul(things.ids.len()).saturating_add(next);
    if place >= sums.len() {
        sums.resize(step.saturating_add(1).saturating_mul(things.ids.len()), 0);
    }
    if let Some(sum) = sums.get_mut(place) {
        *sum = sum.saturating_add(1);
    }
}

/// What a few people met next after their last row of each stage.
#[derive(Default)]
pub struct Nexts {
    /// By person and stage from 1.
    next: Vec<u16>,
    each: usize,
}

impl Nexts {
    /// Looks at what was met, `stages` being the stage of each node. What was met after the last row of a stage is written over
    /// what was after one before.
    #[inline(never)]
    pub fn look(&mut self, met: &Gathered, stages: &[u16]) {
        self.each = stages.iter().max().map_or(1, |last| usize::from(*last).saturating_add(1));
        let room = met.people().saturating_mul(self.each);
        if self.next.len() < room {
            self.next.resize(room, 0);
        }
        let (next, each) = (self.next.as_mut_slice(), self.each);
        let (mut first, mut here) = (0_usize, 0_u16);
        for node in met.nodes() {
            // Whatever is behind a row of the same is behind this one, too, and is written next.
            let stage = stages.get(usize::from(here)).map_or(0, |stage| usize::from(*stage));
            if let Some(next) = next.get_mut(first.wrapping_add(stage)) {
                *next = *node;
            }
            first += if *node == 0 { each } else { 0 };
            here = *node;
        }
    }

    /// What a person met next after their last row of a stage, from 1.
    pub fn after(&self, person: usize, stage: usize) -> u16 {
        self.next.get(person.wrapping_mul(self.each).wrapping_add(stage)).copied().unwrap_or(0)
    }
}

/// Most people first, of equals by id.
pub fn sort(next: &mut [Next]) {
    arrange(next, |a, b| b.people.cmp(&a.people).then_with(|| a.to.cmp(&b.to)));
}
