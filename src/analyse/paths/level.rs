//! Moves and ways between the things of one level, added up over units.
//!
//! Must never know: tables, columns, what may be published.

use super::things::Things;
use crate::analyse::parts::pause;
use crate::analyse::people::Row;
use crate::analyse::seconds::Durations;
use crate::model::evidence::{Link, Moves, Sequence, Sequences};
use crate::model::order::{arrange, arrange_by};
use crate::model::time::Time;

/// So many things of a way are told.
pub const LONGEST: usize = 10;
/// Half of them.
const HALF: usize = LONGEST / 2;
/// So many bits a thing has in the key of a way: there are at most [`super::things::MOST`] of them.
const BITS: u32 = 10;
/// In so many lists ways are kept; a power of two.
const LISTS: usize = 64;

/// How often a move was made.
#[derive(Clone, Copy, Default)]
struct Cell {
    times: u32,
    people: u32,
    /// The last unit that made it, by its number from 1.
    unit: u32,
    /// Which of the level's durations are its, from 1; 0: none yet.
    seconds: u32,
}

impl Cell {
    /// Counts so many moves of unit `unit`.
    #[inline]
    fn count(&mut self, times: u32, unit: u32) {
        self.times = self.times.saturating_add(times);
        self.people = self.people.saturating_add(u32::from(self.unit != unit));
        self.unit = unit;
    }

    /// Adds how long a move took, which was counted.
    #[inline]
    fn time(&mut self, micros: i64, seconds: &mut Vec<Durations>) {
        if self.seconds == 0 {
            seconds.push(Durations::default());
            self.seconds = u32::try_from(seconds.len()).unwrap_or(0);
        }
        if let Some(seconds) = seconds.get_mut((self.seconds as usize).wrapping_sub(1)) {
            seconds.add(micros);
        }
    }
}

/// The part of a unit's way that is looked at, by nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Clip {
    /// From the first visit of this; who never came there is left out.
    pub from: Option<usize>,
    /// To the first visit of this after that; who never came there is left out.
    pub to: Option<usize>,
}

/// The sums of one level.
pub struct Level<'a> {
    /// What moves lead between.
    pub things: Things<'a>,
    /// By node left and node met.
    cells: Vec<Cell>,
    timed: bool,
    /// Of the cells that were met, where times are wanted.
    seconds: Vec<Durations>,
    /// A key a unit, its way, in [`LISTS`] lists: each is sorted by itself, in a cache and in little time.
    ways: Vec<Vec<u128>>,
    /// The ways, each once, and who took it.
    taken: Vec<(u128, u64)>,
    /// By node: its place among all by id, from 1.
    ranks: Vec<u64>,
    total: u32,
    /// The visits of the unit at hand: node, first and last time, rows.
    visits: Vec<(usize, Time, Time, u32)>,
    /// The nodes of its rows.
    nodes: Vec<u16>,
}

impl<'a> Level<'a> {
    /// Nobody yet; `timed` asks for how long moves take.
    pub fn new(things: Things<'a>, timed: bool) -> Self {
        let cells = vec![Cell::default(); things.ids.len().saturating_mul(things.ids.len())];
        let mut by_id: Vec<(&str, usize)> = things.ids.iter().map(String::as_str).zip(0..).collect();
        arrange_by(&mut by_id, |(id, _)| *id);
        let mut ranks = vec![0; things.ids.len()];
        for ((_, node), rank) in by_id.iter().zip(0..) {
            if let Some(of) = ranks.get_mut(*node) {
                *of = rank;
            }
        }
        let (seconds, taken, visits) = (Vec::new(), Vec::new(), Vec::new());
        let ways = vec![Vec::new(); LISTS];
        Self { things, cells, timed, seconds, ways, taken, ranks, total: 0, visits, nodes: Vec::new() }
    }

    /// Units that met anything.
    pub fn total(&self) -> u64 {
        self.total.into()
    }

    /// Adds the rows of one unit, in their order.
    pub fn add(&mut self, rows: &[Row], clip: Option<&Clip>) {
        self.visits.clear();
        self.things.fill(rows, &mut self.nodes);
        for (row, node) in rows.iter().zip(&self.nodes).filter(|(_, node)| **node != 0) {
            let node = usize::from(*node);
            match self.visits.last_mut() {
                Some(visit) if visit.0 == node => (visit.2, visit.3) = (row.time, visit.3.saturating_add(1)),
                _ => self.visits.push((node, row.time, row.time, 1)),
            }
        }
        if clip.is_some_and(|clip| !clipped(&mut self.visits, clip)) || self.visits.is_empty() {
            return;
        }
        self.total = self.total.saturating_add(1);
        let Self { cells, seconds, things, total, timed, .. } = self;
        let width = things.ids.len();
        let place = |from: usize, to: usize| from.saturating_mul(width).saturating_add(to);
        let mut before = (0, 0);
        for (node, first, last, rows) in &self.visits {
            if let Some(cell) = cells.get_mut(place(before.0, *node)) {
                cell.count(1, *total);
                if *timed && before.0 != 0 {
                    cell.time(first.saturating_sub(before.1), seconds);
                }
            }
            if *rows > 1
                && let Some(cell) = cells.get_mut(place(*node, *node))
            {
                cell.count(rows.saturating_sub(1), *total);
            }
            before = (*node, *last);
        }
        if let Some(cell) = cells.get_mut(place(before.0, 0)) {
            cell.count(1, *total);
        }
        let way = self.way();
        if let Some(list) = self.ways.get_mut(list(way)) {
            list.push(way);
        }
    }

    /// The way of the visits at hand as one number: the ranks of its things, the first highest, then whether it is cut off.
    /// Numbers stand in the order in which ways stand by the ids of their things.
    fn way(&self) -> u128 {
        let rank = |visit: &(usize, Time, Time, u32)| self.ranks.get(visit.0).copied().unwrap_or(0);
        // In two halves: an engine takes several steps for what is longer than a word.
        let half = |visits: &[(usize, Time, Time, u32)]| {
            let way = visits.iter().fold(0, |way, visit| way << BITS | rank(visit));
            way.unbounded_shl(BITS * (HALF.saturating_sub(visits.len()) as u32))
        };
        let (first, rest) = self.visits.split_at(self.visits.len().min(HALF));
        let second = half(rest.get(..rest.len().min(HALF)).unwrap_or_default());
        let more = u64::from(self.visits.len() > LONGEST);
        u128::from(half(first)) << (BITS * (HALF as u32 + 1)) | u128::from(second << BITS | more)
    }

    fn id(&self, node: usize) -> String {
        self.things.ids.get(node).cloned().unwrap_or_default()
    }

    /// The moves that were made.
    pub fn moves(&self, unit: &str) -> Moves {
        let width = self.things.ids.len().max(1);
        let made = self.cells.iter().enumerate().filter(|(_, cell)| cell.times > 0);
        let links = made.map(|(place, cell)| Link {
            from: self.id(place / width),
            to: self.id(place % width),
            people: cell.people.into(),
            times: cell.times.into(),
            seconds: (cell.seconds as usize)
                .checked_sub(1)
                .and_then(|at| self.seconds.get(at))
                .map(Durations::hist)
                .unwrap_or_default(),
        });
        Moves {
            unit: unit.to_owned(),
            level: self.things.word.to_owned(),
            total: self.total.into(),
            links: links.collect(),
        }
    }

    /// Counts who took each way, and leaves so many that most take: nobody is added any more.
    pub async fn finish(&mut self, most: usize) {
        for mut ways in core::mem::take(&mut self.ways) {
            count_ways(&mut ways, &mut self.taken);
            // No other list has the same ways.
            if self.taken.len() / 2 > most {
                leave(&mut self.taken, most);
            }
            pause().await;
        }
    }

    /// The ways that were taken, without what they were counted in.
    /// The level must have been [finished](Level::finish).
    pub fn into_ways(self, unit: &str) -> Ways {
        let Self { things, taken, ranks, total, .. } = self;
        Ways { unit: unit.to_owned(), level: things.word, total, ids: things.ids, taken, ranks }
    }
}

/// The ways of one level, who took them, and nothing of the rows that told it.
pub struct Ways {
    unit: String,
    level: &'static str,
    total: u32,
    /// By node.
    ids: Vec<String>,
    taken: Vec<(u128, u64)>,
    /// As in [`Level`].
    ranks: Vec<u64>,
}

impl Ways {
    /// At most so many of them, most people first, of equals in the order of ids.
    pub fn sequences(self, most: usize) -> Sequences {
        let mut by_rank = vec![""; self.ids.len()];
        for (rank, id) in self.ranks.iter().zip(&self.ids) {
            if let Some(of) = usize::try_from(*rank).ok().and_then(|rank| by_rank.get_mut(rank)) {
                *of = id;
            }
        }
        let mut taken = self.taken;
        leave(&mut taken, most);
        arrange_by(&mut taken, before);
        let top = taken.iter().map(|(way, people)| sequence(&by_rank, *way, *people)).collect();
        Sequences { unit: self.unit, level: self.level.to_owned(), total: self.total.into(), top }
    }
}

/// A way by its key; the ids of things by their ranks.
fn sequence(by_rank: &[&str], way: u128, people: u64) -> Sequence {
    let shifts = (1..=LONGEST).rev().map(|at| BITS.saturating_mul(u32::try_from(at).unwrap_or(0)));
    let ranks = shifts.map(|shift| (way >> shift & ((1 << BITS) - 1)) as usize).filter(|rank| *rank > 0);
    // All ways are told at once: none takes more room than it needs.
    let mut path = Vec::with_capacity(ranks.clone().count());
    path.extend(ranks.map(|rank| by_rank.get(rank).copied().unwrap_or("").to_owned()));
    Sequence { path, people, more: way & 1 == 1 }
}

/// Most people first, of equals the first way.
fn before((way, people): &(u128, u64)) -> (core::cmp::Reverse<u64>, u128) {
    (core::cmp::Reverse(*people), *way)
}

/// Leaves so many ways.
fn leave(taken: &mut Vec<(u128, u64)>, most: usize) {
    if most < taken.len() {
        taken.select_nth_unstable_by_key(most, before);
        taken.truncate(most);
    }
}

/// The list of a way: any, as long as the same way comes to the same one.
fn list(way: u128) -> usize {
    let mixed = (way ^ way >> 64) as u64;
    mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) as usize >> (usize::BITS - LISTS.trailing_zeros())
}

/// Counts the ways of one list.
#[inline(never)]
fn count_ways(ways: &mut [u128], taken: &mut Vec<(u128, u64)>) {
    ways.sort_unstable();
    let same = ways.chunk_by(|a, b| a == b);
    taken.extend(same.filter_map(|run| Some((*run.first()?, run.len() as u64))));
}

/// Most people first, of equals in the order of ids.
pub fn sort(top: &mut [Sequence]) {
    arrange(top, |a, b| {
        b.people.cmp(&a.people).then_with(|| a.path.cmp(&b.path)).then_with(|| a.more.cmp(&b.more))
    });
}

/// Leaves the part of a way that is asked for; false where the unit has none.
fn clipped(visits: &mut Vec<(usize, Time, Time, u32)>, clip: &Clip) -> bool {
    if let Some(from) = clip.from {
        let Some(at) = visits.iter().position(|visit| visit.0 == from) else { return false };
        visits.drain(..at);
    }
    if let Some(to) = clip.to {
        // From a thing back to itself is a way of its own.
        let start = usize::from(clip.from == clip.to);
        let Some(at) = visits.iter().skip(start).position(|visit| visit.0 == to) else { return false };
        visits.truncate(at.saturating_add(start).saturating_add(1));
    }
    true
}
