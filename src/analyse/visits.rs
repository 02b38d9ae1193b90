//! Visits of stages: who came, who came back, how long it took, and how the plan was kept.
//!
//! Rows of one stage that follow each other are one visit. A row of several stages belongs, in the order of
//! visits, to the first of them.
//!
//! Must never know: scores, rates.

use super::course::Come;
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
    /// The visits of the person at hand, stage (as a bit) and beginning; by stage, when the first began. Where a word holds
    /// all stages.
    visits: Vec<(u64, Time)>,
    since: Vec<Time>,
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

/// What one person has done, a bit a stage.
struct Seen {
    met: u64,
    /// Visited again.
    again: u64,
    /// A stage was first visited after a later one.
    late: bool,
}

impl Visits {
    /// Nobody yet; `timed` where rows have times.
    pub fn new(stages: usize, timed: bool) -> Self {
        Self {
            stages: vec![StageSums::default(); stages],
            since: vec![0; stages.saturating_add(1)],
            timed,
            ..Self::default()
        }
    }

    /// Adds the rows of one person.
    #[inline(never)]
    pub fn add(&mut self, rows: &[Row], places: &Places<'_>) {
        if places.in_a_word() { self.add_bits(rows, places) } else { self.add_each(rows, places) }
    }

    /// As [`Visits::add`], where a word holds all stages.
    fn add_bits(&mut self, rows: &[Row], places: &Places<'_>) {
        let (met, visits) = self.gather(rows, places);
        if met != 0 {
            let (again, late) = self.follow(visits);
            self.sum(Seen { met, again, late }, 1);
        }
    }

    /// Adds how long a stage lasted, from its first visit to that of a later one.
    #[inline]
    pub fn add_time(&mut self, stage: usize, micros: Time) {
        if let Some(sums) = self.stages.get_mut(stage) {
            sums.time_in.add(micros);
        }
    }

    /// Adds so many people who have done the same.
    pub fn add_people(&mut self, come: &Come, people: u64) {
        let Come { met, again, late, .. } = *come;
        if met != 0 {
            self.sum(Seen { met, again, late }, people);
        }
    }

    /// Adds what so many people have done.
    fn sum(&mut self, Seen { met, again, late }: Seen, people: u64) {
        self.met += people;
        self.out_of_order += u64::from(late) * people;
        let skipped = !met & (1_u64 << met.checked_ilog2().unwrap_or(0)).wrapping_sub(1);
        for (stage, sums) in self.stages.iter_mut().enumerate() {
            sums.people += (met >> stage & 1) * people;
            sums.returned += (again >> stage & 1) * people;
            sums.skipped += (skipped >> stage & 1) * people;
        }
    }

    /// Gathers the visits of a person, and says which stages they met, and how many visits there are. No branch depends on what a row is: most of it nobody
    /// could foretell.
    fn gather(&mut self, rows: &[Row], places: &Places<'_>) -> (u64, usize) {
        // It only grows: to clear it for everybody takes longer than to write it.
        if self.visits.len() < rows.len() {
            self.visits.resize(rows.len(), (0, 0));
        }
        let (visits, mut many) = (self.visits.as_mut_slice(), 0_usize);
        let (mut met, mut here) = (0_u64, 0_u64);
        for row in rows {
            let stages = places.bits(row);
            met |= stages;
            let first = stages & stages.wrapping_neg();
            if let Some(next) = visits.get_mut(many) {
                *next = (first, row.time);
            }
            many += usize::from((first != 0) & (first != here));
            here = if first != 0 { first } else { here };
        }
        (met, many)
    }

    /// Follows the visits at hand: the stages that were visited again, and whether one was first visited after a later one.
    fn follow(&mut self, many: usize) -> (u64, bool) {
        let Self { visits, since, .. } = self;
        // Stages that were visited; those that no visit of a later one has followed yet.
        let (mut visited, mut open, mut again, mut late) = (0_u64, 0_u64, 0_u64, false);
        for (stage, time) in visits.iter_mut().take(many) {
            let (bit, before) = (*stage, *stage - 1);
            let known = visited & bit;
            late |= (known == 0) & (visited > bit);
            again |= known;
            if let Some(since) = since.get_mut(bit.trailing_zeros() as usize) {
                *since = if known == 0 { *time } else { *since };
            }
            // From here on it says which stages end with the visit.
            *stage = open & before;
            open = (open | (bit ^ known)) & !before;
            visited |= bit;
        }
        self.end(many);
        (again, late)
    }

    /// Adds the times of the stages that ended.
    fn end(&mut self, many: usize) {
        let Self { stages, visits, since, .. } = self;
        for (ended, time) in visits.iter().take(many).filter(|_| self.timed) {
            let mut ended = *ended;
            while ended != 0 {
                let stage = ended.trailing_zeros() as usize;
                ended &= ended - 1;
                if let (Some(sums), Some(since)) = (stages.get_mut(stage), since.get(stage)) {
                    sums.time_in.add(time.saturating_sub(*since));
                }
            }
        }
    }

    /// As [`Visits::add`], of any number of stages.
    #[inline(never)] // most journeys have few stages
    fn add_each(&mut self, rows: &[Row], places: &Places<'_>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read_journey;
    use crate::value::{Value, map};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_of_stages_says_what_each_of_them_does(
            people in prop::collection::vec(prop::collection::vec((0_u64..16, 0_i64..9), 0..12), 0..9),
            timed in any::<bool>(),
        ) {
            let stages = Value::List(["a", "b", "c", "d"].map(Value::from).to_vec());
            let journey = read_journey(&map([("title", "x".into()), ("stages", stages)])).0.unwrap();
            let places = Places::new(&journey, &[]).unwrap();
            let (mut word, mut each) = (Visits::new(4, timed), Visits::new(4, timed));
            for steps in people {
                let mut time = 0;
                let row = |(mask, later): (u64, Time)| {
                    time += later;
                    Row { time, mask, row: 0, table: 0, event: 0 }
                };
                let rows: Vec<Row> = steps.into_iter().map(row).collect();
                word.add_bits(&rows, &places);
                each.add_each(&rows, &places);
            }
            prop_assert_eq!(word.stages(&journey), each.stages(&journey));
            prop_assert_eq!(word.planned(&journey), each.planned(&journey));
        }
    }
}
