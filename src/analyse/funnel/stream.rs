//! Rows in the order of time, as they come: of each person the latest start of a chain of every length.
//!
//! A start is kept as the number of its row, in four bytes: where rows lie in the order of time, a later row is a
//! later start, and a start lies within the window when its row comes after the last one that does not.
//!
//! Must never know: rates, chains.

use super::single::several;
use crate::analyse::blocks::Block;
use crate::analyse::people::Usable;
use crate::model::table::NO_TIME;
use crate::model::time::Time;

/// One row of a step.
#[derive(Clone, Copy, Default)]
struct Hit {
    /// Its number, from 1: 0 is none.
    row: u32,
    /// Person and step: the place of that step among all steps of all persons.
    cell: u32,
    step: u32,
}

/// What has been read.
pub struct Stream<'t> {
    /// First and last usable time.
    pub first: Option<Time>,
    /// See `first`.
    pub last: Time,
    /// False: rows are not in the order of time, or one matches several steps.
    pub fits: bool,
    /// By person: true with a usable row.
    pub known: Vec<bool>,
    /// What became of the rows.
    pub usable: Usable,
    /// By person and step: the row of the latest start of a chain so long; 0 where there is none.
    pub since: Vec<u32>,
    steps: u32,
    window: i64,
    times: &'t [Time],
    /// The latest time of all rows, somebody's or not.
    latest: Time,
    /// Rows of steps that wait for the end of their instant.
    hits: Vec<Hit>,
    /// How many rows lie more than a window before the rows that are taken next.
    far: usize,
}

impl<'t> Stream<'t> {
    /// Nothing yet, of `count` persons and rows with these times; `None` when there are too many.
    pub fn new(count: usize, steps: usize, window: i64, times: &'t [Time]) -> Option<Self> {
        let cells = count.checked_mul(steps)?;
        u32::try_from(cells).and(u32::try_from(times.len().checked_add(1)?)).ok()?;
        Some(Self {
            first: None,
            last: Time::MIN,
            fits: true,
            known: vec![false; count],
            usable: Usable::default(),
            since: vec![0; cells],
            steps: u32::try_from(steps).ok()?,
            window,
            times,
            latest: Time::MIN,
            hits: Vec::new(),
            far: 0,
        })
    }

    /// Reads a block; false when the rows do not fit.
    pub fn read(&mut self, block: &Block<'_>) -> bool {
        let held = self.hits.len();
        self.hits.resize(held + block.masks.len(), Hit::default());
        self.fits &= !block.masks.iter().fold(false, |found, mask| found | several(*mask));
        let count = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let nobody = block.persons.iter().fold(false, |found, person| found | (*person >= count));
        let never = block.times.iter().fold(false, |found, time| found | (*time == NO_TIME));
        let next = if nobody || never { self.some(block, held) } else { self.all(block, held) };
        self.hits.truncate(next);
        self.usable.matched += (next - held) as u64;
        if self.fits {
            // Rows of one instant are taken together: the last instant may go on in the next block.
            let whole = self.hits.partition_point(|hit| self.time(hit) < self.latest);
            self.take(whole);
        }
        self.fits
    }

    /// Takes what still waits.
    pub fn finish(&mut self) {
        self.take(self.hits.len());
    }

    /// Reads a block all of whose rows are somebody's, at some time; returns where the hits end.
    fn all(&mut self, block: &Block<'_>, held: usize) -> usize {
        let (Some(earliest), Some(latest)) = (block.times.first(), block.times.last()) else { return held };
        self.first.get_or_insert(*earliest);
        let pairs = block.times.iter().zip(block.times.iter().skip(1));
        self.fits &= self.latest <= *earliest && pairs.fold(true, |sorted, (a, b)| sorted & (a <= b));
        (self.last, self.latest) = (*latest, *latest);
        for person in block.persons {
            if let Some(known) = self.known.get_mut(*person as usize) {
                *known = true;
            }
        }
        let (mut next, steps) = (held, self.steps);
        let hits = self.hits.as_mut_slice();
        for ((person, mask), row) in block.persons.iter().zip(block.masks).zip(number(block.first)..) {
            let step = mask.trailing_zeros();
            if let Some(hit) = hits.get_mut(next) {
                *hit = Hit { row, cell: person.wrapping_mul(steps).wrapping_add(step), step };
            }
            next += usize::from(*mask != 0);
        }
        self.usable.unmatched += (block.masks.len() - (next - held)) as u64;
        next
    }

    /// Reads a block some of whose rows are nobody's, or have no time.
    fn some(&mut self, block: &Block<'_>, held: usize) -> usize {
        let mut next = held;
        for ((person, mask, time), row) in block.rows().zip(number(block.first)..) {
            // Rows of nobody are in order too, or the number of a row would say nothing of its time.
            self.fits &= time == NO_TIME || self.latest <= time;
            self.latest = self.latest.max(time);
            let Some(known) = self.known.get_mut(person as usize).filter(|_| time != NO_TIME) else {
                self.usable.rejected += 1;
                continue;
            };
            *known = true;
            self.first.get_or_insert(time);
            self.last = time;
            let step = mask.trailing_zeros();
            if mask == 0 {
                self.usable.unmatched += 1;
            } else if let Some(hit) = self.hits.get_mut(next) {
                *hit = Hit { row, cell: person.wrapping_mul(self.steps).wrapping_add(step), step };
                next += 1;
            }
        }
        next
    }

    fn time(&self, hit: &Hit) -> Time {
        time(self.times, hit.row)
    }

    /// Takes the first `whole` of the rows that wait: whole instants.
    fn take(&mut self, whole: usize) {
        let mut waiting = core::mem::take(&mut self.hits);
        let hits = waiting.get_mut(..whole).unwrap_or_default();
        set_in_order(hits, self.times);
        if let (Some(first), Some(last)) = (hits.first(), hits.last()) {
            self.take_hits(hits, first, last);
        }
        waiting.drain(..whole);
        self.hits = waiting;
    }

    /// Takes rows of steps, the first and the last of which are given.
    fn take_hits(&mut self, hits: &[Hit], first: &Hit, last: &Hit) {
        let (from, to) = (time(self.times, first.row), time(self.times, last.row));
        // Rows before `sure` lie too far before all of these, rows from `near` on before none of them.
        self.far = self.after(from.saturating_sub(self.window));
        let near = number(self.after(to.saturating_sub(self.window)));
        let sure = number(self.far);
        let unsure = near.saturating_sub(sure);
        let (since, times, window) = (self.since.as_mut_slice(), self.times, self.window);
        for hit in hits {
            let before = since.get((hit.cell as usize).wrapping_sub(1)).copied().unwrap_or(0);
            let start = if hit.step == 0 { hit.row } else { before };
            let mut within = start >= near;
            // Hardly ever, and told by one comparison: a branch on what was just read would wait for it.
            if start.wrapping_sub(sure) < unsure {
                within = time(times, hit.row).saturating_sub(time(times, start)) <= window;
            }
            if let Some(best) = since.get_mut(hit.cell as usize) {
                *best = if within { start.max(*best) } else { *best };
            }
        }
    }

    /// The number of the first row, from 0, that is not before `bound`, none before `far`.
    fn after(&self, bound: Time) -> usize {
        let rest = self.times.get(self.far..).unwrap_or(&[]);
        self.far + rest.iter().position(|time| *time >= bound && *time != NO_TIME).unwrap_or(rest.len())
    }

    /// True when a start, by the number of its row, is so late that its attempt may still grow after the end.
    pub fn open(&self, start: u32) -> bool {
        self.window != i64::MAX && self.last < time(self.times, start).saturating_add(self.window)
    }
}

/// A row's number from 1.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1)
}

/// The time of a row by its number from 1.
fn time(times: &[Time], row: u32) -> Time {
    times.get((row as usize).wrapping_sub(1)).copied().unwrap_or(NO_TIME)
}

/// Sets the rows of each instant in the order of their steps.
fn set_in_order(hits: &mut [Hit], times: &[Time]) {
    let mut at = 0;
    while let Some(rest) = hits.get_mut(at..) {
        let turned = rest.windows(2).position(
            |pair| matches!(pair, [a, b] if (a.step > b.step) & (time(times, a.row) == time(times, b.row))),
        );
        let Some(now) = turned.and_then(|turned| rest.get(turned)).map(|hit| time(times, hit.row)) else {
            return;
        };
        let start = rest.partition_point(|hit| time(times, hit.row) < now);
        let end = rest.partition_point(|hit| time(times, hit.row) <= now);
        rest.get_mut(start..end).unwrap_or_default().sort_unstable_by_key(|hit| hit.step);
        at += end;
    }
}
