//! Visits of stages: who came, who came back, how long it took, and how the plan was kept.
//!
//! Rows of one stage that follow each other are one visit. A row of several stages belongs, in the order of
//! visits, to the first of them.
//!
//! Must never know: scores, rates.

use super::people::Row;
use super::places::Places;
use super::seconds::Durations;
use crate::model::evidence::{Planned, StageEvidence};
use crate::model::journey::{Journey, Stage};
use crate::model::time::Time;

/// Sums over the visits of some persons.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    stages: Vec<StageSums>,
    met: u64,
    out_of_order: u64,
    timed: bool,
    /// Stages whose first visit by the person at hand no visit of a later stage has followed yet, and when it began. Each is
    /// before those under it: a visit ends all that are before its own stage.
    open: Vec<(usize, Time)>,
}

#[derive(Clone, Debug, Default)]
struct StageSums {
    people: u64,
    returned: u64,
    skipped: u64,
    time_in: Durations,
    /// The last person with a row of it, with a visit of it, and with a second one, by their number from 1.
    met_by: u64,
    visited_by: u64,
    returned_by: u64,
}

impl Visits {
    /// Nobody yet; `timed` where rows have times.
    pub fn new(stages: usize, timed: bool) -> Self {
        Self { stages: vec![StageSums::default(); stages], timed, ..Self::default() }
    }

    /// Adds the rows of one person.
    pub fn add(&mut self, rows: &[Row], places: &Places<'_>) {
        let person = self.met + 1;
        // The furthest stage that was met, and that was visited; the stage of the visit at hand.
        let (mut furthest, mut reached, mut here) = (None, 0, None);
        let mut late = false;
        self.open.clear();
        for row in rows {
            let mut first = None;
            places.each_stage(row, |at| {
                first = first.or(Some(at));
                furthest = furthest.max(Some(at));
                if let Some(sums) = self.stages.get_mut(at) {
                    sums.people += u64::from(sums.met_by != person);
                    sums.met_by = person;
                }
            });
            let Some(stage) = first.filter(|stage| here != Some(*stage)) else { continue };
            here = first;
            // A stage first met after a later one.
            late |= self.visit(stage, row.time, person) && stage < reached;
            reached = reached.max(stage);
        }
        let Some(furthest) = furthest else { return };
        self.met = person;
        self.out_of_order += u64::from(late);
        for sums in self.stages.iter_mut().take(furthest) {
            sums.skipped += u64::from(sums.met_by != person);
        }
    }

    /// Adds a visit of the person at hand; true where it is the first of its stage.
    fn visit(&mut self, stage: usize, time: Time, person: u64) -> bool {
        while let Some((before, since)) = self.open.pop_if(|(before, _)| *before < stage) {
            if let Some(sums) = self.stages.get_mut(before).filter(|_| self.timed) {
                sums.time_in.add(time.saturating_sub(since));
            }
        }
        let Some(sums) = self.stages.get_mut(stage) else { return false };
        if sums.visited_by == person {
            sums.returned += u64::from(sums.returned_by != person);
            sums.returned_by = person;
            return false;
        }
        sums.visited_by = person;
        self.open.push((stage, time));
        true
    }

    /// What is known of each stage, without answers.
    pub fn stages(&self, journey: &Journey) -> Vec<StageEvidence> {
        let known = |(stage, sums): (&Stage, &StageSums)| StageEvidence {
            id: stage.id.clone(),
            people: sums.people,
            returned: sums.returned,
            time_in: sums.time_in.hist(),
            answers: Vec::new(),
        };
        journey.stages.iter().zip(&self.stages).map(known).collect()
    }

    /// Planned against actual: people who left out a stage before their furthest one, came back to one, or first
    /// met one after a later one.
    pub fn planned(&self, journey: &Journey) -> Planned {
        let by = |count: fn(&StageSums) -> u64| {
            let counts = journey.stages.iter().zip(&self.stages);
            counts.map(|(stage, sums)| (stage.id.clone(), count(sums))).filter(|(_, n)| *n > 0).collect()
        };
        Planned {
            met: self.met,
            skipped: by(|sums| sums.skipped),
            repeated: by(|sums| sums.returned),
            out_of_order: self.out_of_order,
        }
    }
}
