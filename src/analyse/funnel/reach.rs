//! Which runs of steps the rows of one instant can serve, each row at most once.
//!
//! Rows at one instant may stand in any order, so steps j+1…k can all be met there exactly when the rows can be
//! matched to those steps one to one (a bipartite matching, grown by augmenting paths).
//!
//! Must never know: time, persons.

/// Rows that steps can be matched to, at most as many of one kind as can ever be of use.
#[derive(Default)]
pub struct Seats {
    /// Step mask of each seat, and the row it stands for.
    seats: Vec<(u64, usize)>,
    /// Step that sits on each seat.
    taken: Vec<Option<usize>>,
    /// Kinds of rows and how many seats each has.
    kinds: std::collections::BTreeMap<u64, u32>,
    tried: Vec<bool>,
}

impl Seats {
    /// Forgets all rows.
    pub fn clear(&mut self) {
        self.seats.clear();
        self.taken.clear();
        self.kinds.clear();
        self.tried.clear();
    }

    /// Offers a row; false when it can be of no use (it matches no step, or enough of its kind are there).
    pub fn offer(&mut self, mask: u64, row: usize) -> bool {
        let kind = self.kinds.entry(mask).or_insert(0);
        // A row that matches two steps is of no use a third time: that is what keeps crowds cheap.
        if *kind >= mask.count_ones() {
            return false;
        }
        *kind += 1;
        self.seats.push((mask, row));
        self.taken.push(None);
        true
    }

    /// Gives `step` a seat, moving others where that helps; false when there is none.
    pub fn seat(&mut self, step: usize) -> bool {
        self.tried.clear();
        self.tried.resize(self.seats.len(), false);
        self.augment(step)
    }

    fn augment(&mut self, step: usize) -> bool {
        for seat in 0..self.seats.len() {
            let fits = self.seats.get(seat).is_some_and(|(mask, _)| mask >> step & 1 == 1);
            let fresh = self.tried.get(seat).is_some_and(|tried| !tried);
            if !fits || !fresh {
                continue;
            }
            if let Some(tried) = self.tried.get_mut(seat) {
                *tried = true;
            }
            let free = match self.taken.get(seat).copied().flatten() {
                None => true,
                Some(other) => self.augment(other),
            };
            if free {
                if let Some(taken) = self.taken.get_mut(seat) {
                    *taken = Some(step);
                }
                return true;
            }
        }
        false
    }

    /// Takes the seat of `step` away.
    pub fn leave(&mut self, step: usize) {
        if let Some(taken) = self.taken.iter_mut().find(|taken| **taken == Some(step)) {
            *taken = None;
        }
    }

    /// The row that `step` sits on.
    pub fn row_of(&self, step: usize) -> Option<usize> {
        let seat = self.taken.iter().position(|taken| *taken == Some(step))?;
        self.seats.get(seat).map(|(_, row)| *row)
    }

    /// The largest number of steps (of the first `steps`) that the rows can serve together.
    pub fn most(&mut self, steps: usize) -> usize {
        self.taken.fill(None);
        (0..steps).filter(|step| self.seat(*step)).count()
    }

    /// For each j: the largest k such that steps j+1…k can all be served (k = j when none).
    pub fn reach(&mut self, steps: usize, reach: &mut Vec<usize>) {
        self.taken.fill(None);
        reach.clear();
        let mut end = 0;
        for start in 0..steps {
            end = end.max(start);
            while end < steps && self.seat(end) {
                end += 1;
            }
            reach.push(end);
            if end > start {
                self.leave(start);
            }
        }
    }
}
