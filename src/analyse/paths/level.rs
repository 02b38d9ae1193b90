//! Moves and ways between the things of one level, added up over units.
//!
//! Must never know: tables, columns, what may be published.

use super::gathered::Gathered;
use super::things::Things;
use crate::analyse::parts::pause;
use crate::analyse::people::Row;
use crate::analyse::seconds::Durations;
use crate::model::evidence::{Link, Moves, Sequence, Sequences};
use crate::model::order::{arrange, arrange_by};
use crate::model::time::Time;
use core::ops::Range;

/// So many things of a way are told.
pub const LONGEST: usize = 10;
/// Half of them.
const HALF: usize = LONGEST / 2;
/// So many bits a thing has in the key of a way: there are at most [`super::things::MOST`] of them.
const BITS: u32 = 10;
/// So many where there are few things; then a way is a word.
const FEW_BITS: u32 = 6;
/// In so many lists ways are kept; a power of two.
const LISTS: usize = 64;

/// What is set in a word with a way that is longer than is told.
const MORE: u64 = 1 << 63;

/// How often a move was made.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// How often in the low half, and by how many in the high one: of both there are no more than rows, whose number is as long
    /// as a half.
    sums: u64,
    /// The last unit that made it, by its number from 1.
    unit: u32,
    /// Which of the level's durations are its, from 1; 0: none yet.
    seconds: u32,
}

impl Cell {
    /// Counts a move of unit `unit`.
    #[inline]
    fn count(&mut self, unit: u32) {
        self.sums = self.sums.wrapping_add(1 | u64::from(self.unit != unit) << u32::BITS);
        self.unit = unit;
    }

    fn times(&self) -> u64 {
        self.sums & u64::from(u32::MAX)
    }

    fn people(&self) -> u64 {
        self.sums >> u32::BITS
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
pub struct Level<'p, 'a> {
    /// What moves lead between.
    pub things: &'p Things<'a>,
    /// By node left and node met.
    cells: Vec<Cell>,
    timed: bool,
    /// Of the cells that were met, where times are wanted.
    seconds: Vec<Durations>,
    /// A key a unit, its way, in [`LISTS`] lists: each is counted by itself, in a cache and in little time. Where there are
    /// few things a key is a word, else it is two, the higher first.
    ways: Vec<Vec<u64>>,
    /// Bits of a thing in a key.
    bits: u32,
    /// The ways, each once, and who took it.
    taken: Vec<(u128, u64)>,
    /// By node: its place among all by id, from 1.
    ranks: Vec<u16>,
    /// Units that met anything; and all.
    total: u32,
    units: u32,
    /// The rows of the unit at hand that are of something, where they are not handed in.
    own: Gathered,
    /// Working space: the ways of the units at hand, as far as a word holds them: the ranks of their things, and [`MORE`] where
    /// one is longer than is told.
    followed: Vec<u64>,
    /// Working space: the places of moves whose times are to be added.
    moved: Vec<u32>,
}

impl<'p, 'a> Level<'p, 'a> {
    /// Nobody yet; `timed` asks for how long moves take. There will be about so many units.
    pub fn new(things: &'p Things<'a>, timed: bool, units: usize) -> Self {
        let cells = vec![Cell::default(); things.ids.len().saturating_mul(things.ids.len())];
        let mut by_id: Vec<(&str, usize)> = things.ids.iter().map(String::as_str).zip(0..).collect();
        arrange_by(&mut by_id, |(id, _)| *id);
        let mut ranks = vec![0; things.ids.len()];
        for ((_, node), rank) in by_id.iter().zip(0..) {
            if let Some(of) = ranks.get_mut(*node) {
                *of = rank;
            }
        }
        let bits = if things.ids.len() <= 1 << FEW_BITS { FEW_BITS } else { BITS };
        // Lists are mostly of a length; one that has to grow is copied.
        let room = units.saturating_mul(if bits == FEW_BITS { 1 } else { 2 }) / LISTS;
        let room = room.saturating_add(room / 8);
        Self {
            things,
            cells,
            timed,
            seconds: Vec::new(),
            ways: (0..LISTS).map(|_| Vec::with_capacity(room)).collect(),
            bits,
            taken: Vec::new(),
            ranks,
            total: 0,
            units: 1,
            own: Gathered::new(timed),
            followed: Vec::new(),
            moved: Vec::new(),
        }
    }

    /// Units that met anything.
    pub fn total(&self) -> u64 {
        self.total.into()
    }

    /// Adds the rows of one unit, in their order.
    pub fn add(&mut self, rows: &[Row], clip: Option<&Clip>) {
        let mut own = core::mem::take(&mut self.own);
        own.gather(self.things, rows, core::slice::from_ref(&(0..rows.len())));
        if let Some(clip) = clip {
            let part = clipped(own.nodes().get(own.of(0)).unwrap_or_default(), clip);
            own.leave(part.unwrap_or_default());
        }
        self.add_few(&own);
        self.own = own;
    }

    /// Adds a few units by what was gathered of their rows.
    pub fn add_few(&mut self, gathered: &Gathered) {
        self.count(gathered.nodes());
        if self.timed {
            self.time(gathered);
        }
        self.follow(gathered);
        self.keep(gathered);
    }

    /// Counts the moves to these nodes; from the last of a unit to nowhere, and from there to the first of the next. No branch
    /// depends on what a row is, or whose: most of it nobody could foretell.
    #[inline(never)]
    fn count(&mut self, nodes: &[u16]) {
        let (cells, width, mut unit) = (self.cells.as_mut_slice(), self.things.ids.len(), self.units);
        let mut from = 0_usize;
        for node in nodes {
            let node = usize::from(*node);
            if let Some(cell) = cells.get_mut(from.wrapping_mul(width).wrapping_add(node)) {
                cell.count(unit);
            }
            unit = unit.wrapping_add(u32::from(node == 0));
            from = node;
        }
        self.units = unit;
    }

    /// Adds how long moves took. Which rows are moves is written down first, each row as if it were one.
    #[inline(never)]
    fn time(&mut self, gathered: &Gathered) {
        let nodes = gathered.nodes();
        if self.moved.len() < nodes.len() {
            self.moved.resize(nodes.len(), 0);
        }
        let many = moves(nodes, &mut self.moved);
        let Self { cells, seconds, moved, .. } = self;
        let (width, times) = (self.things.ids.len(), gathered.times());
        for before in moved.iter().take(many) {
            let before = *before as usize;
            let (Some([from, to]), Some([since, time])) = (
                nodes.get(before..).and_then(<[u16]>::first_chunk),
                times.get(before..).and_then(<[Time]>::first_chunk),
            ) else {
                continue;
            };
            let place = usize::from(*from).wrapping_mul(width).wrapping_add((*to).into());
            if let Some(cell) = cells.get_mut(place) {
                // No row is before the last.
                let micros = time.wrapping_sub(*since).cast_unsigned();
                cell.time(i64::try_from(micros).unwrap_or(i64::MAX), seconds);
            }
        }
    }

    /// Follows the ways of the units. What is behind the longest way is told nowhere.
    #[inline(never)]
    fn follow(&mut self, gathered: &Gathered) {
        if self.followed.len() < gathered.people() {
            self.followed.resize(gathered.people(), 0);
        }
        let (ranks, followed) = (self.ranks.as_slice(), self.followed.as_mut_slice());
        let (mut way, mut here, mut place) = (0_u64, 0, 0_usize);
        for node in gathered.nodes() {
            let (end, other) = (*node == 0, *node != here);
            let rank = u64::from(ranks.get(usize::from(*node)).copied().unwrap_or(0));
            // No rank is nought.
            let full = way >> (FEW_BITS * (LONGEST as u32 - 1)) != 0;
            let longer = if full { way | MORE } else { way << FEW_BITS | rank };
            way = if other & !end { longer } else { way };
            if let Some(of) = followed.get_mut(place) {
                *of = way;
            }
            place += usize::from(end);
            way = if end { 0 } else { way };
            here = *node;
        }
    }

    /// Keeps each way as one number: the ranks of its things, the first highest, then whether it is cut off. Numbers stand in the
    /// order in which ways stand by the ids of their things.
    #[inline(never)]
    fn keep(&mut self, gathered: &Gathered) {
        if self.bits != FEW_BITS {
            return self.keep_long(gathered);
        }
        let Self { followed, ways, total, .. } = self;
        for way in followed.iter().take(gathered.people()).filter(|way| **way != 0) {
            *total = total.wrapping_add(1);
            let few = way & !MORE;
            // Where its first thing stands, of ten: in the highest six bits that any has.
            let unused = few.leading_zeros().saturating_sub(u64::BITS - FEW_BITS * LONGEST as u32);
            let low = few << (unused / FEW_BITS * FEW_BITS) << 1 | u64::from(*way != few);
            if let Some(list) = ways.get_mut(list(0, low)) {
                list.push(low);
            }
        }
    }

    /// As [`Level::keep`], where a word does not hold a way.
    #[inline(never)] // most levels have few things
    fn keep_long(&mut self, gathered: &Gathered) {
        for person in 0..gathered.people() {
            let nodes = gathered.nodes().get(gathered.of(person)).unwrap_or_default();
            let visits = nodes.chunk_by(|a, b| a == b).filter_map(|visit| visit.first());
            if nodes.is_empty() {
                continue;
            }
            self.total = self.total.wrapping_add(1);
            let (high, low) = self.halves(visits.clone());
            let low = low << 1 | u64::from(visits.count() > LONGEST);
            if let Some(list) = self.ways.get_mut(list(high, low)) {
                list.extend([high, low]);
            }
        }
    }

    /// The halves of a way, where a word does not hold it.
    fn halves<'n>(&self, visits: impl Iterator<Item = &'n u16>) -> (u64, u64) {
        let mut way = [0; LONGEST];
        for (of, node) in way.iter_mut().zip(visits) {
            *of = self.ranks.get(usize::from(*node)).copied().unwrap_or(0);
        }
        let half = |ranks: &[u16]| ranks.iter().fold(0_u64, |way, rank| way << BITS | u64::from(*rank));
        let (first, second) = way.split_at(HALF);
        (half(first), half(second))
    }

    fn id(&self, node: usize) -> String {
        self.things.ids.get(node).cloned().unwrap_or_default()
    }

    /// How many rows are of each node: each is where one move leads, be it from another row of the same.
    pub fn rows(&self) -> Vec<u64> {
        let mut rows = vec![0_u64; self.things.ids.len()];
        for cells in self.cells.chunks(rows.len().max(1)) {
            rows.iter_mut().zip(cells).for_each(|(rows, cell)| *rows = rows.saturating_add(cell.times()));
        }
        rows
    }

    /// The moves that were made.
    pub fn moves(&self, unit: &str) -> Moves {
        let width = self.things.ids.len().max(1);
        // The first is of those who met nothing.
        let made = self.cells.iter().enumerate().skip(1).filter(|(_, cell)| cell.times() > 0);
        let links = made.map(|(place, cell)| Link {
            from: self.id(place / width),
            to: self.id(place % width),
            people: cell.people(),
            times: cell.times(),
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
        let wide = self.bits != FEW_BITS;
        for ways in core::mem::take(&mut self.ways) {
            if wide {
                count_ways(ways.as_chunks::<2>().0, &mut self.taken);
            } else {
                count_ways(&ways, &mut self.taken);
            }
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
        let Self { things, taken, ranks, bits, total, .. } = self;
        Ways { unit: unit.to_owned(), level: things.word, total, ids: things.ids.clone(), taken, ranks, bits }
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
    ranks: Vec<u16>,
    bits: u32,
}

impl Ways {
    /// At most so many of them, most people first, of equals in the order of ids.
    pub fn sequences(self, most: usize) -> Sequences {
        let mut by_rank = vec![""; self.ids.len()];
        for (rank, id) in self.ranks.iter().zip(&self.ids) {
            if let Some(of) = by_rank.get_mut(usize::from(*rank)) {
                *of = id;
            }
        }
        let mut taken = self.taken;
        leave(&mut taken, most);
        arrange_by(&mut taken, before);
        let top = taken.iter().map(|(way, people)| sequence(&by_rank, self.bits, *way, *people)).collect();
        Sequences { unit: self.unit, level: self.level.to_owned(), total: self.total.into(), top }
    }
}

/// A way by its key, in which each thing has so many bits; the ids of things by their ranks.
fn sequence(by_rank: &[&str], bits: u32, way: u128, people: u64) -> Sequence {
    let (high, low) = ((way >> u64::BITS) as u64, way as u64 >> 1);
    let ranks = (0..LONGEST).rev().map(|at| {
        let (word, at) = if bits == FEW_BITS || at < HALF { (low, at) } else { (high, at - HALF) };
        let shift = bits.saturating_mul(u32::try_from(at).unwrap_or(0));
        (word >> shift & ((1 << bits) - 1)) as usize
    });
    let ranks = ranks.filter(|rank| *rank > 0);
    // All ways are told at once: none takes more room than it needs.
    let mut path = Vec::with_capacity(ranks.clone().count());
    path.extend(ranks.map(|rank| by_rank.get(rank).copied().unwrap_or("").to_owned()));
    Sequence { path, people, more: way & 1 == 1 }
}

/// Where each move between two of these nodes starts, so many of them.
#[inline(never)]
fn moves(nodes: &[u16], moved: &mut [u32]) -> usize {
    let mut many = 0_usize;
    let later = nodes.get(1..).unwrap_or_default();
    for ((from, to), place) in nodes.iter().zip(later).zip(0_u32..) {
        if let Some(next) = moved.get_mut(many) {
            *next = place;
        }
        many += usize::from((*from != 0) & (*to != 0) & (from != to));
    }
    many
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

/// A number in which each bit of a way has its part.
fn mixed(high: u64, low: u64) -> u64 {
    (high.rotate_left(32) ^ low).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The list of a way: any, as long as the same way comes to the same one.
fn list(high: u64, low: u64) -> usize {
    (mixed(high, low) >> (u64::BITS - LISTS.trailing_zeros())) as usize
}

/// So many slots a list has at first; a power of two.
const SLOTS: usize = 1 << 10;

/// A way as it is kept: a word, or two, the higher first.
trait Way: Copy + PartialEq {
    /// See [`mixed`].
    fn mixed(self) -> u64;
    /// As it is told.
    fn key(self) -> u128;
}

impl Way for u64 {
    fn mixed(self) -> u64 {
        mixed(0, self)
    }

    fn key(self) -> u128 {
        self.into()
    }
}

impl Way for [u64; 2] {
    fn mixed(self) -> u64 {
        let [high, low] = self;
        mixed(high, low)
    }

    fn key(self) -> u128 {
        let [high, low] = self.map(u128::from);
        high << u64::BITS | low
    }
}

/// Counts the ways of one list.
#[inline(never)]
fn count_ways<W: Way>(ways: &[W], taken: &mut Vec<(u128, u64)>) {
    let mut known: Vec<(W, u32)> = Vec::new();
    // By what is mixed of a way, or after it: its place among those that are known, from 1.
    let mut slots = vec![0_u32; SLOTS];
    for way in ways {
        let slot = slot(&slots, *way, &known);
        let place = slots.get(slot).copied().unwrap_or(0);
        if let Some((_, people)) = known.get_mut((place as usize).wrapping_sub(1)) {
            *people = people.saturating_add(1); // there are fewer people
            continue;
        }
        known.push((*way, 1));
        if let Some(slot) = slots.get_mut(slot) {
            *slot = u32::try_from(known.len()).unwrap_or(u32::MAX);
        }
        if known.len().saturating_mul(2) > slots.len() {
            slots = placed(&known, slots.len().saturating_mul(2));
        }
    }
    taken.extend(known.into_iter().map(|(way, people)| (way.key(), people.into())));
}

/// So many slots with the places of these ways.
#[inline(never)]
fn placed<W: Way>(known: &[(W, u32)], many: usize) -> Vec<u32> {
    let mut slots = vec![0; many];
    for ((way, _), place) in known.iter().zip(1_u32..) {
        let slot = slot(&slots, *way, known);
        if let Some(slot) = slots.get_mut(slot) {
            *slot = place;
        }
    }
    slots
}

/// The slot of a way, or the free one that is to be its.
#[inline]
fn slot<W: Way>(slots: &[u32], way: W, known: &[(W, u32)]) -> usize {
    // The highest bits are those of the list.
    let mixed = way.mixed() << LISTS.trailing_zeros();
    let mut at = mixed.unbounded_shr(u64::BITS - slots.len().trailing_zeros()) as usize;
    let last = slots.len().saturating_sub(1);
    while let Some(place) = slots.get(at).filter(|place| **place != 0) {
        if known.get((*place as usize).wrapping_sub(1)).is_some_and(|known| known.0 == way) {
            break;
        }
        at = at.wrapping_add(1) & last;
    }
    at
}

/// Most people first, of equals in the order of ids.
pub fn sort(top: &mut [Sequence]) {
    arrange(top, |a, b| {
        b.people.cmp(&a.people).then_with(|| a.path.cmp(&b.path)).then_with(|| a.more.cmp(&b.more))
    });
}

/// The part of a way that is asked for; none where the unit has none.
fn clipped(nodes: &[u16], clip: &Clip) -> Option<Range<usize>> {
    let of = |node: usize| move |met: &u16| usize::from(*met) == node;
    let (mut first, mut nodes, all) = (0, nodes, nodes.len());
    if let Some(from) = clip.from {
        first = nodes.iter().position(of(from))?;
        nodes = nodes.get(first..)?;
    }
    let Some(to) = clip.to else { return Some(first..all) };
    let visit = |from: usize| nodes.iter().skip(from).take_while(|met| of(to)(met)).count();
    // From a thing back to itself is a way of its own.
    let start = if clip.from == clip.to { visit(0) } else { 0 };
    let at = nodes.iter().skip(start).position(of(to))?.saturating_add(start);
    Some(first..first.saturating_add(at).saturating_add(visit(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn ways_are_counted_as_a_tree_does(
            kinds in 1_u64..3000,
            ways in prop::collection::vec(any::<u64>(), 0..4000),
            words in 1_usize..3,
        ) {
            let mut tree: BTreeMap<u128, u64> = BTreeMap::new();
            let mut list = Vec::new();
            for way in ways {
                let way = way % kinds;
                let halves = [(way % 7) << 40, way << 1];
                list.extend_from_slice(halves.get(2 - words..).unwrap());
                let key = if words == 1 { 0 } else { u128::from((way % 7) << 40) << 64 };
                *tree.entry(key | u128::from(way << 1)).or_default() += 1;
            }
            let before = (u128::MAX, 7);
            let mut taken = vec![before];
            match words {
                1 => count_ways(&list, &mut taken),
                _ => count_ways(list.as_chunks::<2>().0, &mut taken),
            }
            prop_assert_eq!(taken.remove(0), before);
            taken.sort_unstable();
            prop_assert_eq!(taken, tree.into_iter().collect::<Vec<_>>());
        }
    }
}
