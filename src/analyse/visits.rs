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

/// Rows of one stage without another stage between.
#[derive(Clone, Copy, Debug)]
struct Visit {
    stage: usize,
    first: Time,
}

/// Sums over the visits of some persons.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    stages: Vec<StageSums>,
    met: u64,
    out_of_order: u64,
    timed: bool,
    /// Those of the person at hand.
    visits: Vec<Visit>,
}

#[derive(Clone, Debug, Default)]
struct StageSums {
    people: u64,
    returned: u64,
    skipped: u64,
    time_in: Durations,
    /// The last person with a row of it, and with a visit of it, by their number from 1.
    met_by: u64,
    visited_by: u64,
}

impl Visits {
    /// Nobody yet; `timed` where rows have times.
    pub fn new(stages: usize, timed: bool) -> Self {
        Self { stages: vec![StageSums::default(); stages], timed, ..Self::default() }
    }

    /// Adds the rows of one person.
    pub fn add(&mut self, rows: &[Row], places: &Places<'_>) {
        let mut visits = core::mem::take(&mut self.visits);
        visits.clear();
        let person = self.met + 1;
        let mut furthest = None;
        for row in rows {
            let mut first = None;
            places.each_stage(row, |at| {
                first = first.or(Some(at));
                if let Some(sums) = self.stages.get_mut(at) {
                    sums.met_by = person;
                }
                furthest = furthest.max(Some(at));
            });
            let Some(stage) = first else { continue };
            if visits.last().is_none_or(|visit| visit.stage != stage) {
                visits.push(Visit { stage, first: row.time });
            }
        }
        if let Some(furthest) = furthest {
            self.met = person;
            self.add_stages(&visits, furthest);
        }
        self.visits = visits;
    }

    /// Adds the visits of the person at hand, whose furthest stage is given.
    fn add_stages(&mut self, visits: &[Visit], furthest: usize) {
        let person = self.met;
        for (at, sums) in self.stages.iter_mut().enumerate() {
            if sums.met_by != person {
                sums.skipped += u64::from(at < furthest);
                continue;
            }
            sums.people += 1;
            let mut here = visits.iter().enumerate().filter(|(_, visit)| visit.stage == at);
            let Some((place, first)) = here.next() else { continue };
            sums.returned += u64::from(here.next().is_some());
            let next = visits.iter().skip(place + 1).find(|visit| visit.stage > at);
            if let Some(next) = next.filter(|_| self.timed) {
                sums.time_in.add(next.first.saturating_sub(first.first));
            }
        }
        // A stage first met after a later one.
        let (mut furthest, mut late) = (0, false);
        for visit in visits {
            if let Some(sums) = self.stages.get_mut(visit.stage) {
                late |= visit.stage < furthest && sums.visited_by != person;
                sums.visited_by = person;
            }
            furthest = furthest.max(visit.stage);
        }
        self.out_of_order += u64::from(late);
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
