//! What of the flow between stages could be worked out, although it is not written.
//!
//! As many visits of a stage begin as end. Where nobody came back to it, they are as many as its people; everybody
//! enters once and leaves once. So a reader may know how many moves that are not written leave a stage and come to
//! one, though not between which stages they are.
//!
//! Must never know: names of stages, seconds.

use std::collections::{BTreeMap, BTreeSet};

/// Moves by number of what is left and what follows; 0 is entry and exit.
pub type Ends = (usize, usize);

/// Moves that are not written, and those that are.
pub struct Flows<'f> {
    /// Not written, with how often they were made.
    pub hidden: &'f BTreeMap<Ends, u64>,
    /// Written.
    pub shown: &'f BTreeMap<Ends, u64>,
}

impl Flows<'_> {
    /// True where a reader cannot work out how often a hidden move was made: another number of times is possible
    /// with the same sums of all stages, and without a move that is written.
    ///
    /// Sums stay the same along a closed walk that adds to moves from stages to stages and takes from hidden ones in
    /// turn; the move is free when such a walk adds to it, or takes from it.
    ///
    /// ```
    /// # use jejak::analyse::fold::flows::Flows;
    /// # use std::collections::BTreeMap;
    /// // From 1 and from 2 to 3 and to 4: one more from 1 to 3 is one less from 1 to 4, one more from 2 to 4 …
    /// let square = BTreeMap::from([((1, 3), 3), ((1, 4), 9), ((2, 3), 8)]);
    /// assert!(Flows { hidden: &square, shown: &BTreeMap::new() }.is_free((1, 3)));
    /// // … which it cannot be where that is written, or where from 1 there is nothing else.
    /// let written = BTreeMap::from([((2, 4), 30)]);
    /// assert!(!Flows { hidden: &square, shown: &written }.is_free((1, 3)));
    /// let line = BTreeMap::from([((1, 3), 3), ((2, 3), 8)]);
    /// assert!(!Flows { hidden: &line, shown: &BTreeMap::new() }.is_free((1, 3)));
    /// ```
    pub fn is_free(&self, (from, to): Ends) -> bool {
        let froms: BTreeSet<usize> = self.hidden.keys().map(|ends| ends.0).collect();
        let tos: BTreeSet<usize> = self.hidden.keys().map(|ends| ends.1).collect();
        let adds = |one: Ends| one != (from, to) && one.0 != one.1 && !self.shown.contains_key(&one);
        let takes = |one: Ends| one != (from, to) && self.hidden.contains_key(&one);
        // Adding to the move: a walk from its end back to its start that takes and adds in turn.
        walk(to, from, &tos, &froms, &|at, next| takes((next, at)), &|at, next| adds((at, next)))
            || walk(from, to, &froms, &tos, &|at, next| adds((at, next)), &|at, next| takes((next, at)))
    }
}

/// True where a walk leads from `start`, one of the first side, to `end`, one of the other side: by `there` from the
/// first side to the other, by `back` from the other to the first, each from where one is to the next.
fn walk(
    start: usize,
    end: usize,
    first: &BTreeSet<usize>,
    other: &BTreeSet<usize>,
    there: &dyn Fn(usize, usize) -> bool,
    back: &dyn Fn(usize, usize) -> bool,
) -> bool {
    let mut open = vec![start];
    let (mut seen_first, mut seen_other) = (BTreeSet::from([start]), BTreeSet::new());
    while let Some(at) = open.pop() {
        for next in other.iter().copied().filter(|next| there(at, *next)) {
            if next == end {
                return true;
            }
            if !seen_other.insert(next) {
                continue;
            }
            for again in first.iter().copied().filter(|again| back(next, *again)) {
                if seen_first.insert(again) {
                    open.push(again);
                }
            }
        }
    }
    false
}
