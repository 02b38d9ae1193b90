//! Where people went: visits of stages, moves between them, and how the plan was kept.
//!
//! Rows of one stage that follow each other are one visit. A row of several stages belongs, in the order of
//! visits, to the first of them.
//!
//! Must never know: scores, rates.

use super::people::Row;
use super::places::Places;
use super::seconds;
use crate::model::evidence::{Hist, Link, Moves, Planned, StageEvidence};
use crate::model::journey::{Journey, Stage};
use crate::model::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one stage without another stage between.
#[derive(Clone, Copy, Debug)]
struct Visit {
    stage: usize,
    first: Time,
    last: Time,
    rows: u64,
}

/// From and to by index; `None` is entry or exit.
type Ends = (Option<usize>, Option<usize>);

/// Sums over the visits of some persons.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    stages: Vec<StageSums>,
    /// People, times, durations.
    moves: BTreeMap<Ends, (u64, u64, Hist)>,
    met: u64,
    out_of_order: u64,
    timed: bool,
}

#[derive(Clone, Debug, Default)]
struct StageSums {
    people: u64,
    returned: u64,
    skipped: u64,
    time_in: Hist,
}

impl Visits {
    /// Nobody yet; `timed` where rows have times.
    pub fn new(stages: usize, timed: bool) -> Self {
        Self { stages: vec![StageSums::default(); stages], timed, ..Self::default() }
    }

    /// Adds the rows of one person.
    pub fn add(&mut self, rows: &[Row], places: &Places<'_>) {
        let mut visits: Vec<Visit> = Vec::new();
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for row in rows {
            let mut stages = places.stages(row);
            let Some(stage) = stages.next() else { continue };
            met.insert(stage);
            met.extend(stages);
            match visits.last_mut() {
                Some(visit) if visit.stage == stage => {
                    visit.last = row.time;
                    visit.rows += 1;
                }
                _ => visits.push(Visit { stage, first: row.time, last: row.time, rows: 1 }),
            }
        }
        if met.is_empty() {
            return;
        }
        self.met += 1;
        self.add_stages(&visits, &met);
        self.add_moves(&visits);
    }

    fn add_stages(&mut self, visits: &[Visit], met: &BTreeSet<usize>) {
        let furthest = met.last().copied().unwrap_or(0);
        for (at, sums) in self.stages.iter_mut().enumerate() {
            if !met.contains(&at) {
                sums.skipped += u64::from(at < furthest);
                continue;
            }
            sums.people += 1;
            let mut here = visits.iter().enumerate().filter(|(_, visit)| visit.stage == at);
            let Some((place, first)) = here.next() else { continue };
            sums.returned += u64::from(here.next().is_some());
            let next = visits.iter().skip(place + 1).find(|visit| visit.stage > at);
            if let Some(next) = next.filter(|_| self.timed) {
                seconds::add(&mut sums.time_in, next.first.saturating_sub(first.first));
            }
        }
        // A stage first met after a later one.
        let mut before: BTreeSet<usize> = BTreeSet::new();
        let late = visits.iter().any(|visit| {
            let ahead = before.last().is_some_and(|furthest| *furthest > visit.stage);
            before.insert(visit.stage) && ahead
        });
        self.out_of_order += u64::from(late);
    }

    /// Entry, moves, exit; rows of one stage after each other are counted apart, as a move to itself.
    fn add_moves(&mut self, visits: &[Visit]) {
        let mut here: BTreeMap<Ends, u64> = BTreeMap::new();
        let mut before: Option<&Visit> = None;
        for visit in visits {
            let from = before.map(|visit| visit.stage);
            *here.entry((from, Some(visit.stage))).or_insert(0) += 1;
            if visit.rows > 1 {
                *here.entry((Some(visit.stage), Some(visit.stage))).or_insert(0) += visit.rows - 1;
            }
            if let Some(before) = before.filter(|_| self.timed) {
                let sums = self.moves.entry((from, Some(visit.stage))).or_default();
                seconds::add(&mut sums.2, visit.first.saturating_sub(before.last));
            }
            before = Some(visit);
        }
        *here.entry((before.map(|visit| visit.stage), None)).or_insert(0) += 1;
        for (link, times) in here {
            let sums = self.moves.entry(link).or_default();
            sums.0 += 1;
            sums.1 += times;
        }
    }

    /// What is known of each stage, without answers.
    pub fn stages(&self, journey: &Journey) -> Vec<StageEvidence> {
        let known = |(stage, sums): (&Stage, &StageSums)| StageEvidence {
            id: stage.id.clone(),
            people: sums.people,
            returned: sums.returned,
            time_in: sums.time_in.clone(),
            answers: Vec::new(),
        };
        journey.stages.iter().zip(&self.stages).map(known).collect()
    }

    /// The moves between stages; `""` is entry and exit.
    pub fn moves(&self, journey: &Journey) -> Moves {
        let id = |at: Option<usize>| {
            at.and_then(|at| journey.stages.get(at)).map(|stage| stage.id.clone()).unwrap_or_default()
        };
        let links = self.moves.iter().map(|((from, to), (people, times, seconds))| Link {
            from: id(*from),
            to: id(*to),
            people: *people,
            times: *times,
            seconds: seconds.clone(),
        });
        let (unit, level) = ("person".to_owned(), "stage".to_owned());
        Moves { unit, level, total: self.met, links: links.collect() }
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
