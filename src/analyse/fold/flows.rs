//! What of the flow between things could be worked out, although it is not written.
//!
//! As many visits of a thing begin as end, and how many hidden moves leave it and come to it is written: they are led
//! over `other`. So a reader knows these sums, though not between which things the hidden moves are.
//!
//! Must never know: names of things, seconds.

/// Moves by number of what is left and what follows; 0 is entry and exit.
pub type Ends = (usize, usize);

/// What is written of a move between two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Written {
    /// Nothing: it may have been made or not.
    #[default]
    Nothing,
    /// Only in sums; it was made.
    Hidden,
    /// Its own count.
    Shown,
}

/// Some of the moves between so many things.
pub struct Flows {
    things: usize,
    /// By thing left and thing that follows.
    moves: Vec<Written>,
}

impl Flows {
    /// No move is written of yet.
    pub fn new(things: usize) -> Self {
        Self { things, moves: vec![Written::Nothing; things.saturating_mul(things)] }
    }

    /// Says what is written of a move.
    pub fn set(&mut self, (from, to): Ends, written: Written) {
        if let Some(at) = self.moves.get_mut(from.saturating_mul(self.things).saturating_add(to)) {
            *at = written;
        }
    }

    /// What is written of a move.
    pub fn get(&self, from: usize, to: usize) -> Written {
        let at = from.saturating_mul(self.things).saturating_add(to);
        self.moves.get(at).copied().unwrap_or_default()
    }

    /// True where a reader cannot work out how often a hidden move was made: another number of times is possible
    /// with the same sums of all things, and without a move that is written.
    ///
    /// Sums stay the same along a closed walk that adds to moves from things to things and takes from hidden ones in
    /// turn; the move is free when such a walk adds to it, or takes from it. Only moves from things that `from` allows
    /// and to things that `to` allows change: where sums over several things are known too, these must stay.
    ///
    /// ```
    /// # use jejak::analyse::fold::flows::{Flows, Written};
    /// let flows = |hidden: &[(usize, usize)], shown: &[(usize, usize)]| {
    ///     let mut flows = Flows::new(5);
    ///     hidden.iter().for_each(|ends| flows.set(*ends, Written::Hidden));
    ///     shown.iter().for_each(|ends| flows.set(*ends, Written::Shown));
    ///     flows.is_free((1, 3), &|_| true, &|_| true)
    /// };
    /// // From 1 and from 2 to 3 and to 4: one more from 1 to 3 is one less from 1 to 4, one more from 2 to 4 …
    /// assert!(flows(&[(1, 3), (1, 4), (2, 3)], &[]));
    /// // … which it cannot be where that is written, or where from 1 there is nothing else.
    /// assert!(!flows(&[(1, 3), (1, 4), (2, 3)], &[(2, 4)]));
    /// assert!(!flows(&[(1, 3), (2, 3)], &[]));
    /// ```
    pub fn is_free(&self, (s, t): Ends, from: &dyn Fn(usize) -> bool, to: &dyn Fn(usize) -> bool) -> bool {
        let may = |a: usize, b: usize| (a, b) != (s, t) && from(a) && to(b);
        let takes = |a: usize, b: usize| may(a, b) && a != b && self.get(a, b) == Written::Hidden;
        let adds = |a: usize, b: usize| may(a, b) && a != b && self.get(a, b) != Written::Shown;
        // Adding to the move: a walk from its end back to its start that takes and adds in turn.
        self.walk(t, s, &|at, next| takes(next, at), &|at, next| adds(at, next))
            || self.walk(s, t, &|at, next| adds(at, next), &|at, next| takes(next, at))
    }

    /// True where a walk leads from `start` to `end`, which is of the other side: by `there` from the first side to
    /// the other, by `back` from the other to the first, each from where one is to the next.
    fn walk(
        &self,
        start: usize,
        end: usize,
        there: &dyn Fn(usize, usize) -> bool,
        back: &dyn Fn(usize, usize) -> bool,
    ) -> bool {
        let mut open = vec![start];
        let (mut seen_first, mut seen_other) = (vec![false; self.things], vec![false; self.things]);
        let first_time = |seen: &mut Vec<bool>, at: usize| {
            seen.get_mut(at).is_some_and(|seen| !core::mem::replace(seen, true))
        };
        first_time(&mut seen_first, start);
        while let Some(at) = open.pop() {
            for next in (0..self.things).filter(|next| there(at, *next)) {
                if next == end {
                    return true;
                }
                if !first_time(&mut seen_other, next) {
                    continue;
                }
                for again in (0..self.things).filter(|again| back(next, *again)) {
                    if first_time(&mut seen_first, again) {
                        open.push(again);
                    }
                }
            }
        }
        false
    }
}
