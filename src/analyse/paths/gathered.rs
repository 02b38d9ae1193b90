//! The rows of a few people that are of something at one level, gathered at once.
//!
//! Must never know: what is counted of them.

use super::things::Things;
use crate::analyse::few::Few;
use crate::analyse::people::Row;
use crate::model::time::Time;
use core::ops::Range;

/// What the rows of a few people are of: of each person those rows that are of something, in their order, and behind them one
/// 0. Whoever goes through them sees by that where the next person begins, and has no loop that ends where nobody could
/// foretell it.
#[derive(Default)]
pub struct Gathered {
    timed: bool,
    nodes: Vec<u16>,
    /// When each was; none where nobody asks.
    times: Vec<Time>,
    /// Where the 0 of each person stands.
    ends: Vec<usize>,
}

impl Gathered {
    /// Of nobody yet; `timed`: times are asked for.
    pub fn new(timed: bool) -> Self {
        Self { timed, ..Self::default() }
    }

    /// Gathers those of the rows of some people that are of some of `things`, in the place of those that were there.
    pub fn gather(&mut self, things: &Things<'_>, rows: &[Row], people: &[Range<usize>]) {
        self.make_room(rows.len(), people);
        things.each_node(rows, people, self);
    }

    /// Of people whose rows are of these nodes, at these times.
    #[cfg(test)]
    pub fn of_people(people: &[Vec<(u16, Time)>]) -> Self {
        let mut gathered = Self::new(true);
        for rows in people {
            gathered.nodes.extend(rows.iter().map(|row| row.0).chain([0]));
            gathered.times.extend(rows.iter().map(|row| row.1).chain([0]));
            gathered.ends.push(gathered.nodes.len() - 1);
        }
        gathered
    }

    fn make_room(&mut self, rows: usize, people: &[Range<usize>]) {
        let most = rows.saturating_add(people.len());
        // It only grows: to clear it again and again takes longer than to write it.
        if self.nodes.len() < most {
            self.nodes.resize(most, 0);
            self.times.resize(if self.timed { most } else { 0 }, 0);
        }
        self.ends.clear();
    }

    /// Gathers them by what each is of.
    #[inline(always)]
    pub fn by(&mut self, rows: &[Row], people: &[Range<usize>], node: impl Fn(&Row) -> u16) {
        let Self { nodes, times, ends, .. } = self;
        let mut next = Next { nodes, times, many: 0 };
        for places in people {
            for row in rows.get(places.clone()).unwrap_or_default() {
                next.write(node(row), row.time);
            }
            ends.push(next.end());
        }
    }

    /// Gathers those of two levels at once, where an event, by its code, says what its rows are of at both.
    pub fn both(levels: [&mut Self; 2], (codes, nodes): (&[u32], &[[u16; 2]]), few: &mut Few<'_>) {
        let people = few.people();
        match few.near(nodes.len()) {
            Some(near) => each_of_both(levels, nodes, near.briefs, people, |brief| {
                (usize::from(brief.event), near.time(brief))
            }),
            None => each_of_both(levels, nodes, few.rows(), people, |row| (row.event(codes), row.time)),
        }
    }

    /// How many people.
    pub fn people(&self) -> usize {
        self.ends.len()
    }

    /// Where the 0 of each person stands.
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// All of them.
    pub fn nodes(&self) -> &[u16] {
        let all = self.ends.last().map_or(0, |end| end.saturating_add(1));
        self.nodes.get(..all).unwrap_or_default()
    }

    /// The times of all of them; behind each person is one that says nothing.
    pub fn times(&self) -> &[Time] {
        self.times.get(..self.nodes().len()).unwrap_or_default()
    }

    /// Where those of one person are among all.
    pub fn of(&self, person: usize) -> Range<usize> {
        let before = person.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |end| end.saturating_add(1))..self.ends.get(person).copied().unwrap_or(0)
    }

    /// Leaves, of the only person, those between two places.
    pub fn leave(&mut self, part: Range<usize>) {
        let (start, end) = (part.start, part.len());
        let all = self.nodes.len();
        self.nodes.copy_within(start.min(all)..part.end.min(all), 0);
        let all = self.times.len();
        self.times.copy_within(start.min(all)..part.end.min(all), 0);
        if let Some(last) = self.nodes.get_mut(end) {
            *last = 0;
        }
        self.ends.clear();
        self.ends.push(end);
    }
}

/// As [`Gathered::both`], of what has an event and a time.
#[inline(never)]
fn each_of_both<T>(
    [one, other]: [&mut Gathered; 2],
    nodes: &[[u16; 2]],
    rows: &[T],
    people: &[Range<usize>],
    of: impl Fn(&T) -> (usize, Time),
) {
    one.make_room(rows.len(), people);
    other.make_room(rows.len(), people);
    let (first, second) = (&mut one.ends, &mut other.ends);
    let mut one = Next { nodes: &mut one.nodes, times: &mut one.times, many: 0 };
    let mut other = Next { nodes: &mut other.nodes, times: &mut other.times, many: 0 };
    for places in people {
        for row in rows.get(places.clone()).unwrap_or_default() {
            let (event, time) = of(row);
            let [here, there] = nodes.get(event).copied().unwrap_or_default();
            one.write(here, time);
            other.write(there, time);
        }
        first.push(one.end());
        second.push(other.end());
    }
}

/// Where the next is written.
struct Next<'g> {
    nodes: &'g mut [u16],
    times: &'g mut [Time],
    many: usize,
}

impl Next<'_> {
    /// Each is written, and what is of nothing written over: which rows these are nobody could foretell, and a branch would
    /// mostly be a wrong one.
    #[inline(always)]
    fn write(&mut self, node: u16, time: Time) {
        if let Some(next) = self.nodes.get_mut(self.many) {
            *next = node;
        }
        if let Some(next) = self.times.get_mut(self.many) {
            *next = time;
        }
        self.many = self.many.wrapping_add(usize::from(node != 0));
    }

    /// Ends a person: where that is.
    #[inline(always)]
    fn end(&mut self) -> usize {
        let end = self.many;
        if let Some(next) = self.nodes.get_mut(end) {
            *next = 0;
        }
        self.many = end.wrapping_add(1);
        end
    }
}
