//! Rows in the order of time, as they come: of each person the latest start of a chain of every length.
//!
//! Columns are read as they stand where they can be; of each block it is seen first that its rows are in order, and
//! everybody's is known.
//!
//! Must never know: rates, chains.

use super::past::Past;
use super::starts::{CELL, Chains, Grouping, NO_KIND, NOBODY, Rows, Start, number, slot};
use crate::analyse::blocks::Columns;
use crate::analyse::matching::{Matcher, NO_STEP, SEVERAL};
use crate::analyse::people::Usable;
use crate::analyse::persons::Persons;
use crate::model::table::{NO_TIME, Texts};
use crate::model::time::Time;
use core::ops::Range;

/// Rows of one block, where no instant has more: what is looked at twice stays in the nearest caches.
const BLOCK: usize = 2048;

/// Rows that are looked at together for equal times: few enough that most have none.
const NEIGHBOURS: usize = 32;

/// Times lie less than this from 1970, so that no difference of two is too large for a number.
const FAR: Time = 1 << 62;

/// Rows that cannot be read as they stand.
#[derive(Default)]
struct Copies {
    persons: Vec<u32>,
    kinds: Vec<u32>,
    times: Vec<Time>,
}

/// What is written down about the rows of one block.
#[derive(Default)]
struct Scratch {
    /// Rows of which some are nobody's, or have no time.
    mended: Copies,
    /// Rows that have the time of the next one, by their place in the block.
    ties: Vec<u32>,
    /// Persons and kinds of the rows of one instant, in the order of steps.
    pairs: Vec<(u32, u32)>,
    instant: Copies,
}

/// What is kept of a block that was read: enough to tell blocks that lie within the window from those that do not.
struct Edge {
    /// The number of its first row.
    row: u32,
    first: Time,
    last: Time,
}

/// What has been read.
pub struct Stream<'t, S> {
    /// First and last usable time.
    pub first: Option<Time>,
    /// See `first`.
    pub last: Time,
    /// False: rows are not in the order of time, or one matches several steps.
    pub fits: bool,
    /// What became of the rows.
    pub usable: Usable,
    /// By person, nobody first: whether a row was seen, then by step the latest start of a chain so long; 0 where
    /// there is none. One that means nothing stands before all, so that every cell has one before.
    since: Vec<S>,
    /// How many cells a person has.
    stride: u32,
    /// How many persons there are.
    count: u32,
    window: i64,
    persons: &'t Texts,
    times: &'t [Time],
    /// What was read before.
    past: Past<'t>,
    /// The latest time of all rows, somebody's or not.
    latest: Option<Time>,
    /// The blocks that were read.
    edges: Vec<Edge>,
    /// How many of them lie more than a window before every row of the last.
    far: usize,
    /// How many of them begin more than a window before the end of the last.
    early: usize,
}

impl<'t, S: Start> Stream<'t, S> {
    /// Nothing yet, of `count` persons; `None` when there are too many, or rows end without a time.
    pub fn new(
        count: usize,
        steps: usize,
        window: i64,
        columns: &Columns<'t>,
        grouping: Grouping,
    ) -> Option<Self> {
        let stride = steps.checked_add(1)?;
        let cells = count.checked_add(1)?.checked_mul(stride)?.checked_add(1)?;
        let times = columns.times?.get(..columns.persons.codes.len())?;
        // What else a slot says stands above its cell; the difference of two rows has a sign.
        let fits = cells <= CELL as usize && i32::try_from(times.len().checked_add(1)?).is_ok();
        let past = Past::new(&columns.persons.codes, times, window, grouping);
        fits.then_some(Self {
            first: None,
            last: Time::MIN,
            fits: true,
            usable: Usable::default(),
            since: vec![S::default(); cells],
            stride: u32::try_from(stride).ok()?,
            count: u32::try_from(count).ok()?,
            window,
            persons: columns.persons,
            times,
            past,
            latest: None,
            edges: Vec::new(),
            far: 0,
            early: 0,
        })
    }

    /// Reads the rows of table `table`, as far as they fit.
    pub fn read(&mut self, table: usize, persons: &Persons<'_>, matcher: &Matcher<'t>) {
        let all = self.persons.codes.as_slice();
        let coded = matcher.by_code(table).filter(|(codes, _)| codes.len() >= all.len());
        self.past.slots = match coded {
            Some((_, steps)) => steps.iter().map(|step| slot(*step)).collect(),
            None => (0..=NO_STEP).map(slot).collect(),
        };
        self.fits &= coded.is_none_or(|(_, steps)| steps.iter().all(|step| *step < SEVERAL));
        match coded.filter(|_| persons.are_codes(table)) {
            Some((kinds, _)) => self.past.kinds = kinds,
            // Copies are of a block, and gone with it.
            None if self.past.grouping != Grouping::EACH => self.past.lose(),
            None => {}
        }
        let (mut copies, mut steps) = (Copies::default(), Vec::new());
        let (mut scratch, mut end) = (Scratch::default(), 0);
        while self.fits && !self.is_lost() && end < self.times.len() {
            let range = end..self.whole(end);
            end = range.end;
            let codes = all.get(range.clone()).unwrap_or(&[]);
            let mut rows = Rows { persons: codes, kinds: &[], first: number(range.start) };
            if !persons.are_codes(table) {
                copies.persons.resize(codes.len(), 0);
                persons.fill(table, codes, &mut copies.persons);
                // Nobody's number there is the largest.
                copies.persons.iter_mut().for_each(|person| *person = person.wrapping_add(1));
                rows.persons = &copies.persons;
            }
            if let Some((kinds, _)) = coded {
                rows.kinds = kinds.get(range.clone()).unwrap_or(&[]);
            } else {
                steps.resize(codes.len(), NO_STEP);
                matcher.fill_steps(table, range.start, &mut steps);
                self.fits &= steps.iter().fold(0, |all, step| all | step) < SEVERAL;
                copies.kinds.clear();
                copies.kinds.extend(steps.iter().map(|step| u32::from(*step)));
                rows.kinds = &copies.kinds;
            }
            self.take(rows, self.times.get(range).unwrap_or(&[]), &mut scratch);
        }
        let Usable { matched, rejected, .. } = self.usable;
        self.usable.unmatched = (end as u64).saturating_sub(matched.saturating_add(rejected));
    }

    /// Where a block from row `start` on ends, so that whole instants are in it.
    fn whole(&self, start: usize) -> usize {
        // A row without a time may stand within an instant.
        let parts = |at: &usize| match self.times.get(at.wrapping_sub(1)..at.saturating_add(1)) {
            Some([before, after]) => before != after && *before != NO_TIME && *after != NO_TIME,
            _ => true,
        };
        let (end, all) = (start.saturating_add(BLOCK).min(self.times.len()), self.times.len());
        let within = (start.saturating_add(1)..=end).rev().find(parts);
        within.or_else(|| (end..=all).find(parts)).unwrap_or(all)
    }

    /// Takes the rows of a block.
    fn take(&mut self, rows: Rows<'_>, times: &[Time], scratch: &mut Scratch) {
        let (mut rows, mut times) = (rows, times);
        let Scratch { mended, ties, pairs, instant } = scratch;
        if all_known(rows.persons, self.count) && in_order(times, ties) {
            self.first = self.first.or(times.first().copied());
            self.last = times.last().copied().unwrap_or(self.last);
        } else {
            self.mend(rows, times, mended);
            rows = Rows { persons: &mended.persons, kinds: &mended.kinds, ..rows };
            times = &mended.times;
            self.fits &= in_order(times, ties);
        }
        let (Some(first), Some(last)) = (times.first().copied(), times.last().copied()) else { return };
        self.fits &= self.latest.is_none_or(|latest| latest <= first);
        self.latest = Some(last);
        if !self.fits {
            return;
        }
        self.edges.push(Edge { row: rows.first, first, last });
        let all = rows.persons.len();
        let Some((sure, near)) = self.window(rows.part(all..all).first) else { return };
        let grouping = self.past.grouping;
        let (sure, near) = (grouping.of(sure), grouping.from(near));
        let chains = Chains { past: &self.past, stride: self.stride, sure, near };
        let mut done = 0;
        for range in instants(ties) {
            let tied = rows.part(range.clone());
            if chains.in_order_of_steps(tied.kinds) {
                continue;
            }
            self.usable.matched += chains.grow(&mut self.since, rows.part(done..range.start));
            pairs.clear();
            pairs.extend(tied.persons.iter().copied().zip(tied.kinds.iter().copied()));
            pairs.sort_unstable_by_key(|(_, kind)| chains.past.slot(*kind) & CELL);
            instant.persons.clear();
            instant.kinds.clear();
            instant.persons.extend(pairs.iter().map(|(person, _)| *person));
            instant.kinds.extend(pairs.iter().map(|(_, kind)| *kind));
            // Which row of an instant has which of its numbers means nothing.
            let sorted = Rows { persons: &instant.persons, kinds: &instant.kinds, ..tied };
            self.usable.matched += chains.grow(&mut self.since, sorted);
            done = range.end;
        }
        self.usable.matched += chains.grow(&mut self.since, rows.part(done..all));
    }

    /// Copies rows, and takes names and kinds from those that are nobody's, or have no time; these get the time of the
    /// row before, so that order can be seen.
    fn mend(&mut self, rows: Rows<'_>, times: &[Time], mended: &mut Copies) {
        mended.persons.clear();
        mended.kinds.clear();
        mended.times.clear();
        let first = times.iter().copied().find(|time| *time != NO_TIME);
        // Where nothing has a time yet, there is nothing to see; and what has none before the first time is no part of
        // its instant.
        let Some(mut before) = self.latest.or(first.map(|first| first.saturating_sub(1))) else {
            self.usable.rejected += times.len() as u64;
            return;
        };
        for ((time, person), kind) in times.iter().zip(rows.persons).zip(rows.kinds) {
            let usable = (1..=self.count).contains(person) && *time != NO_TIME;
            before = if *time == NO_TIME { before } else { *time };
            mended.times.push(before);
            mended.persons.push(if usable { *person } else { NOBODY });
            mended.kinds.push(if usable { *kind } else { NO_KIND });
            if usable {
                self.first.get_or_insert(*time);
                self.last = *time;
            }
            self.usable.rejected += u64::from(!usable);
        }
    }

    /// The rows between which a start may lie within the window of some rows of the last block, and not of others:
    /// before the first it is too far for all, from the second on for none. `end` is the row after the block.
    fn window(&mut self, end: u32) -> Option<(u32, u32)> {
        let block = self.edges.last()?;
        let (from, to) = (block.first.saturating_sub(self.window), block.last.saturating_sub(self.window));
        let all = self.edges.as_slice();
        let rest = |at: usize| all.get(at..).unwrap_or(&[]).iter();
        self.far += rest(self.far).take_while(|edge| edge.last < from).count();
        self.early += rest(self.early).take_while(|edge| edge.first < to).count();
        let row = |at: usize| all.get(at).map_or(end, |edge| edge.row);
        Some((row(self.far), row(self.early)))
    }

    /// True when starts at the edge of the window are so many that each has to be kept by its row.
    pub fn is_lost(&self) -> bool {
        self.past.is_lost()
    }

    /// By person, from number 1: whether a row was seen, then the latest start of a chain of every length; 0 for none.
    pub fn people(&self) -> impl Iterator<Item = &[S]> {
        self.since.get(1..).unwrap_or(&[]).chunks_exact(self.stride as usize).skip(1)
    }

    /// True for the time of a start whose attempt may still grow after the end.
    fn open(&self, time: Time) -> bool {
        self.window != i64::MAX && self.last < time.saturating_add(self.window)
    }

    /// True where a person's latest attempt may still grow, by the group of its start; `from` is the first row of which
    /// that is so.
    pub fn is_open(&self, person: u32, start: u32, from: u32) -> bool {
        let (edge, next) = (self.past.grouping.of(from), self.past.grouping.from(from));
        start >= next || (start == edge && start != 0 && self.past.any(person, start, |time| self.open(time)))
    }

    /// The number of the first row, from 1, that is so late that an attempt which it starts may still grow after the
    /// end.
    pub fn open_from(&self) -> u32 {
        let open = |time: Time| self.open(time);
        let edge = self.edges.iter().find(|edge| open(edge.last));
        let Some(edge) = edge else { return u32::MAX };
        let before = edge.row.saturating_sub(1);
        let rest = self.times.get(before as usize..).unwrap_or(&[]).iter();
        let closed = rest.take_while(|time| **time == NO_TIME || !open(**time)).count();
        edge.row.saturating_add(u32::try_from(closed).unwrap_or(u32::MAX))
    }
}

/// The instants of several rows, by the places of their rows; `ties` are those of rows with the time of the next.
fn instants(ties: &[u32]) -> impl Iterator<Item = Range<usize>> {
    ties.chunk_by(|before, after| before.checked_add(1) == Some(*after)).filter_map(|ties| {
        let (first, last) = (*ties.first()? as usize, *ties.last()? as usize);
        Some(first..last.saturating_add(2))
    })
}

/// True when all are persons, of whom there are `count`.
#[inline(never)]
fn all_known(persons: &[u32], count: u32) -> bool {
    // What is too large, or 0, shows in the highest bit, be it its own or that of a difference.
    let wrong = |person: &u32| person | person.wrapping_sub(1) | count.wrapping_sub(*person);
    let bits = persons.iter().fold(count, |bits, person| bits | wrong(person));
    bits < 1 << 31 || persons.iter().all(|person| (1..=count).contains(person))
}

/// True when times never fall, and no row is without one; `ties` gets the places of the rows that have the time of
/// the next one. False also where times lie very far from 1970 or from each other.
#[inline(never)]
fn in_order(times: &[Time], ties: &mut Vec<u32>) -> bool {
    ties.clear();
    let mut all = 0;
    let next = times.get(1..).unwrap_or(&[]).chunks(NEIGHBOURS);
    for ((times, next), nth) in times.chunks(NEIGHBOURS).zip(next).zip(0_u32..) {
        let mut tied = 0;
        for (time, next) in times.iter().zip(next) {
            let later = next.wrapping_sub(*time);
            all |= later;
            tied |= later.wrapping_sub(1);
        }
        if tied < 0 {
            let first = nth.saturating_mul(NEIGHBOURS as u32);
            let pairs = times.iter().zip(next).zip(first..);
            ties.extend(pairs.filter(|((time, next), _)| time == next).map(|(_, place)| place));
        }
    }
    // Differences that are small even all together hide neither a fall nor a time that is none.
    let rows = Time::try_from(times.len()).unwrap_or(Time::MAX);
    let small = all >= 0 && all.checked_mul(rows).is_some_and(|most| most < FAR);
    small && times.first().is_none_or(|first| (-FAR..FAR).contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tie_one_fall_and_one_row_without_a_time_are_seen_wherever_they_stand() {
        let mut ties = vec![7];
        for length in [1, 2, 63, 64, 65, 128, 129, 200] {
            let rising: Vec<Time> = (0..length).map(|at| at * 10 + 5).collect();
            assert!(in_order(&rising, &mut ties) && ties.is_empty(), "{length}");
            for place in 0..rising.len() {
                let with = |time: Time| {
                    let mut times = rising.clone();
                    times.iter_mut().skip(place).take(1).for_each(|one| *one = time);
                    times
                };
                assert!(!in_order(&with(NO_TIME), &mut ties), "{place} of {length}");
                assert!(!in_order(&with(1 << 62), &mut ties), "{place} of {length}");
                let Some(before) = place.checked_sub(1).and_then(|before| rising.get(before)) else {
                    continue;
                };
                assert!(!in_order(&with(before - 1), &mut ties), "{place} of {length}");
                assert!(in_order(&with(*before), &mut ties), "{place} of {length}");
                assert_eq!(ties, [u32::try_from(place - 1).unwrap_or_default()], "{place} of {length}");
            }
        }
    }

    #[test]
    fn one_row_that_is_nobodys_is_seen() {
        for (person, known) in [(1, true), (7, true), (8, false), (NOBODY, false), (1 << 31, false)] {
            assert_eq!(all_known(&[1, person, 3], 7), known, "{person}");
        }
        let many = (1 << 31) + 5;
        assert!(all_known(&[many], many) && !all_known(&[many + 1], many) && !all_known(&[1], 0));
    }

    #[test]
    fn times_that_fall_by_more_than_a_number_holds_are_seen() {
        let mut ties = Vec::new();
        for times in [[5, NO_TIME, -3, 7], [0, Time::MAX, -2, 1], [5, Time::MAX - 5, Time::MIN + 9, 9]] {
            assert!(!in_order(&times, &mut ties), "{times:?}");
        }
        assert!(!in_order(&[FAR], &mut ties) && in_order(&[-FAR, 3 - FAR], &mut ties));
    }

    #[test]
    fn instants_are_rows_of_one_time() {
        let of = |ties: &[u32]| instants(ties).collect::<Vec<_>>();
        assert_eq!(of(&[0, 1, 5, 8, 9]), [0..3, 5..7, 8..11]);
        assert!(of(&[]).is_empty());
    }
}
