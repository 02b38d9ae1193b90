//! What the rows of people come to, stage by stage, as states: from one row to the next there is one look-up, and what follows
//! from it is reckoned when it is first met. Most people go through the same few hundred of them.
//!
//! Must never know: tables, columns, what is counted of a state.

use super::matching::MOST_STEPS;
use super::paths::Gathered;
use crate::model::time::Time;

/// So many states are known at most; where there are more of them they lie in no near cache.
pub const MOST: usize = 1 << 12;

/// What somebody has done so far, a bit a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Come {
    /// Stages that were met.
    pub met: u64,
    /// Stages that were visited again.
    pub again: u64,
    /// A stage was first visited after a later one.
    pub late: bool,
    /// Where each stage is the next step: so many steps, each as soon as it came.
    pub level: u16,
    /// The stage at hand, and those that no visit of a later one has followed yet.
    here: u64,
    open: u64,
}

impl Come {
    /// The stages that end with a row of a stage, from 1; none with the end of a person.
    fn ends(self, node: u16) -> u64 {
        if node == 0 { 0 } else { self.open & (bit(node) - 1) }
    }

    /// Goes on to a row of a stage, or to the next person.
    fn go_on(self, node: u16, steps: u16) -> Self {
        if node == 0 {
            return Self::default();
        }
        let bit = bit(node);
        let (before, known) = (bit - 1, self.met & bit);
        Self {
            met: self.met | bit,
            again: self.again | if self.here == bit { 0 } else { known },
            late: self.late | ((known == 0) & (self.met > bit)),
            level: self.level + u16::from(self.level < steps && node == self.level + 1),
            here: bit,
            open: (self.open | (bit ^ known)) & !before,
        }
    }
}

/// The bit of a stage, from 1.
fn bit(node: u16) -> u64 {
    1 << (node.wrapping_sub(1) % MOST_STEPS as u16)
}

/// A step from one state to another, in a word: the state, and what happens.
const STATE: u32 = (1 << 16) - 1;
/// It is known.
const KNOWN: u32 = 1 << 16;
/// The stage is met for the first time.
const FIRST: u32 = 17;
/// Stages end.
const ENDS: u32 = 18;
/// The next step of the funnel is taken.
const TAKEN: u32 = 19;

/// The states that were met, and who came to each.
pub struct Course {
    /// One more than there are stages.
    width: usize,
    /// So many stages are steps.
    steps: u16,
    most: usize,
    states: Vec<Come>,
    /// Their numbers, in the order of what they are.
    order: Vec<u16>,
    /// By state and stage from 1, 0 being the end: the step to the next.
    next: Vec<u32>,
    /// How many people ended in each state.
    people: Vec<u64>,
    /// There is no room for more.
    full: bool,
    few: Few,
}

/// Working space for the people at hand.
#[derive(Default)]
struct Few {
    /// In which state each row is met.
    states: Vec<u16>,
    /// Rows with which stages end, and where it is kept when their person's were first met.
    ended: Vec<(u32, u32)>,
    /// Rows with which the next step is taken.
    taken: Vec<u32>,
    /// By person and stage: when it was first met.
    since: Vec<Time>,
}

/// How far some people have been followed.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    row: usize,
    state: usize,
    first: usize,
    ended: usize,
    taken: usize,
}

impl Course {
    /// Through so many stages, so many of which are the steps of a funnel; no more states than `most` are told apart.
    pub fn new(stages: usize, steps: usize, most: usize) -> Self {
        let mut course = Self {
            width: stages.saturating_add(1),
            steps: u16::try_from(steps).unwrap_or(0),
            most: most.min(STATE as usize),
            states: Vec::new(),
            order: Vec::new(),
            next: Vec::new(),
            people: Vec::new(),
            full: false,
            few: Few::default(),
        };
        course.number(Come::default());
        course
    }

    /// Follows a few people by which of their rows are of a stage, from 1, and when. Is told how long each stage lasted that ended,
    /// and how long each step took that follows another. False where there are too many states: nothing is told then, and nobody
    /// is counted.
    pub fn add(
        &mut self,
        stages: &Gathered,
        ended: impl FnMut(usize, Time),
        taken: impl FnMut(usize, Time),
    ) -> bool {
        if self.full {
            return false;
        }
        let (nodes, times) = (stages.nodes(), stages.times());
        self.few.make_room(nodes.len(), stages.people(), self.width);
        let mut place = Place::default();
        loop {
            place = follow(&self.next, self.width, nodes, times, &mut self.few, place);
            let Some(node) = nodes.get(place.row) else { break };
            if !self.learn(place.state, *node) {
                self.full = true;
                return false;
            }
        }
        self.end(place.ended, stages, ended);
        self.take(place.taken, times, taken);
        for end in stages.ends() {
            let state = self.few.states.get(*end).map_or(0, |state| usize::from(*state));
            if let Some(people) = self.people.get_mut(state) {
                *people += 1;
            }
        }
        true
    }

    /// What each of the people that were added last has done.
    pub fn last(&self, stages: &Gathered) -> impl Iterator<Item = &Come> {
        stages.ends().iter().filter_map(|end| self.states.get(usize::from(*self.few.states.get(*end)?)))
    }

    /// What people have done, and how many of them.
    pub fn all(&self) -> impl Iterator<Item = (&Come, u64)> {
        self.states.iter().zip(self.people.iter().copied())
    }

    /// The number of a state.
    fn number(&mut self, come: Come) -> Option<u16> {
        let of = |number: &u16| self.states.get(usize::from(*number));
        let place = match self.order.binary_search_by(|number| of(number).cmp(&Some(&come))) {
            Ok(known) => return self.order.get(known).copied(),
            Err(place) => place,
        };
        let number =
            u16::try_from(self.states.len()).ok().filter(|number| usize::from(*number) < self.most)?;
        self.order.insert(place, number);
        self.states.push(come);
        self.people.push(0);
        self.next.resize(self.next.len().saturating_add(self.width), 0);
        Some(number)
    }

    /// Reckons a step that is not known yet; false where there is no room for it.
    #[inline(never)]
    fn learn(&mut self, state: usize, node: u16) -> bool {
        let Some(come) = self.states.get(state).copied() else { return false };
        let next = come.go_on(node, self.steps);
        let Some(number) = self.number(next) else { return false };
        let flag = |is: bool, bit: u32| u32::from(is) << bit;
        let met = next.met.count_ones() > come.met.count_ones();
        let step = u32::from(number)
            | KNOWN
            | flag(met, FIRST)
            | flag(come.ends(node) != 0, ENDS)
            | flag(next.level > come.level, TAKEN);
        let place = state.saturating_mul(self.width).saturating_add(node.into());
        self.next.get_mut(place).is_some_and(|of| {
            *of = step;
            true
        })
    }

    /// The state in which a row is met.
    #[inline(always)]
    fn before(&self, row: u32) -> Come {
        let state = self.few.states.get(row as usize).map_or(0, |state| usize::from(*state));
        self.states.get(state).copied().unwrap_or_default()
    }

    /// Tells how long stages lasted.
    #[inline(never)]
    fn end(&self, many: usize, stages: &Gathered, mut tell: impl FnMut(usize, Time)) {
        let (nodes, times) = (stages.nodes(), stages.times());
        for (row, first) in self.few.ended.iter().take(many) {
            let at = *row as usize;
            let (Some(node), Some(time)) = (nodes.get(at), times.get(at)) else { continue };
            let mut ended = self.before(*row).ends(*node);
            while ended != 0 {
                let stage = ended.trailing_zeros() as usize;
                ended &= ended - 1;
                let since = self.few.since.get((*first as usize).wrapping_add(stage).wrapping_add(1));
                tell(stage, time.saturating_sub(since.copied().unwrap_or(0)));
            }
        }
    }

    /// Tells how long steps took. A person's are one behind the other.
    #[inline(never)]
    fn take(&self, many: usize, times: &[Time], mut tell: impl FnMut(usize, Time)) {
        let mut since = 0;
        for row in self.few.taken.iter().take(many) {
            let level = self.before(*row).level;
            let time = times.get(*row as usize).copied().unwrap_or(0);
            if level > 0 {
                tell(level.into(), time.saturating_sub(since).max(0));
            }
            since = time;
        }
    }
}

impl Few {
    /// It only grows: to clear it again and again takes longer than to write it.
    fn make_room(&mut self, rows: usize, people: usize, width: usize) {
        if self.states.len() < rows {
            self.states.resize(rows, 0);
            self.ended.resize(rows, (0, 0));
            self.taken.resize(rows, 0);
        }
        let since = people.saturating_mul(width);
        if self.since.len() < since {
            self.since.resize(since, 0);
        }
    }
}

/// Follows people from a place on, to their end or to a step that is not known. No branch depends on what a row is, or whose:
/// most of it nobody could foretell.
#[inline(never)]
fn follow(steps: &[u32], width: usize, nodes: &[u16], times: &[Time], few: &mut Few, place: Place) -> Place {
    let (states, since) = (few.states.as_mut_slice(), few.since.as_mut_slice());
    let (ended, taken) = (few.ended.as_mut_slice(), few.taken.as_mut_slice());
    let Place { row, mut state, mut first, ended: mut ends, taken: mut takes } = place;
    let rows = nodes.iter().zip(times).zip(states).zip(0_u32..).skip(row);
    for (((node, time), before), row) in rows {
        let node = usize::from(*node);
        let step = steps.get(state.wrapping_mul(width).wrapping_add(node)).copied().unwrap_or(0);
        if step & KNOWN == 0 {
            return Place { row: row as usize, state, first, ended: ends, taken: takes };
        }
        *before = state as u16;
        // The first place is nobody's.
        let met = if step >> FIRST & 1 == 1 { node } else { 0 };
        if let Some(since) = since.get_mut(first.wrapping_add(met)) {
            *since = *time;
        }
        if let Some(next) = ended.get_mut(ends) {
            *next = (row, first as u32);
        }
        ends += (step >> ENDS & 1) as usize;
        if let Some(next) = taken.get_mut(takes) {
            *next = row;
        }
        takes += (step >> TAKEN & 1) as usize;
        first += if node == 0 { width } else { 0 };
        state = (step & STATE) as usize;
    }
    Place { row: nodes.len(), state, first, ended: ends, taken: takes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// What people have done, as it is said in words: how many have done the same, how long stages lasted, how long steps took.
    type Told = (BTreeMap<(u64, u64, bool, u16), u64>, Vec<(usize, Time)>, Vec<(usize, Time)>);

    /// Said of one person after the other.
    fn told(people: &[Vec<(u16, Time)>], steps: u16) -> Told {
        let (mut all, mut ended, mut taken) = Told::default();
        for rows in people {
            let stages: Vec<u16> = rows.iter().map(|row| row.0).collect();
            let mut visits = stages.clone();
            visits.dedup();
            let first = |stage: u16| stages.iter().position(|of| *of == stage);
            let (mut met, mut again, mut late) = (0, 0, false);
            for stage in 1..=64 {
                let Some(at) = first(stage) else { continue };
                met |= bit(stage);
                again |= if visits.iter().filter(|of| **of == stage).count() > 1 { bit(stage) } else { 0 };
                late |= stages[..at].iter().any(|before| *before > stage);
                if let Some((_, time)) = rows[at..].iter().find(|row| row.0 > stage) {
                    ended.push((usize::from(stage) - 1, time - rows[at].1));
                }
            }
            let (mut level, mut since) = (0, 0);
            for (stage, time) in rows {
                if level < steps && *stage == level + 1 {
                    if level > 0 {
                        taken.push((level.into(), time - since));
                    }
                    (level, since) = (level + 1, *time);
                }
            }
            *all.entry((met, again, late, level)).or_insert(0) += 1;
        }
        ended.sort_unstable();
        taken.sort_unstable();
        (all, ended, taken)
    }

    proptest! {
        #[test]
        fn people_come_to_what_is_said_of_each(
            blocks in prop::collection::vec(
                prop::collection::vec(prop::collection::vec((0_u16..7, 0_i64..9), 0..12), 0..9), 0..4,
            ),
            stages in prop_oneof![1_u16..7, Just(64)],
            steps in 0_u16..7,
            most in prop_oneof![1_usize..40, Just(MOST)],
        ) {
            let steps = steps.min(stages);
            let mut course = Course::new(stages.into(), steps.into(), most);
            let (mut ended, mut taken, mut added, mut full) = (Vec::new(), Vec::new(), Vec::new(), false);
            for people in blocks {
                let in_order = |rows: Vec<(u16, Time)>| {
                    let mut time = 0;
                    let row = |(stage, later): (u16, Time)| {
                        time += later;
                        // The last stages are those of the highest bits.
                        (stages - stage % stages.min(7), time)
                    };
                    rows.into_iter().map(row).collect::<Vec<_>>()
                };
                let people: Vec<_> = people.into_iter().map(in_order).collect();
                let gathered = Gathered::of_people(&people);
                let told_of = |list: &mut Vec<(usize, Time)>, one| list.push(one);
                let followed = course.add(
                    &gathered,
                    |stage, micros| told_of(&mut ended, (stage, micros)),
                    |step, micros| told_of(&mut taken, (step, micros)),
                );
                prop_assert!(!(full && followed));
                full |= !followed;
                prop_assert!(followed || most < MOST);
                if followed {
                    let last: Vec<u16> = course.last(&gathered).map(|come| come.level).collect();
                    let levels = people.iter().map(|rows| told(core::slice::from_ref(rows), steps).0);
                    let levels: Vec<u16> = levels.filter_map(|all| all.keys().next().map(|come| come.3)).collect();
                    prop_assert_eq!(last, levels);
                    added.extend(people);
                }
            }
            let mut all = BTreeMap::new();
            for (come, people) in course.all().filter(|(_, people)| *people > 0) {
                *all.entry((come.met, come.again, come.late, come.level)).or_insert(0) += people;
            }
            ended.sort_unstable();
            taken.sort_unstable();
            prop_assert_eq!((all, ended, taken), told(&added, steps));
        }
    }
}
