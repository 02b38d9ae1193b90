//! The rows of a few people, which are made of what is kept of them when somebody asks.
//!
//! Must never know: what is counted.

use super::briefs::{Brief, Briefs, Near};
use super::people::Row;
use crate::model::time::Time;
use core::ops::Range;

/// A few people's rows. They lie in the nearest cache once they are made.
pub struct Few<'f> {
    briefs: &'f Briefs<'f>,
    part: Part<'f>,
    people: &'f [Range<usize>],
    rows: &'f mut Vec<Row>,
    made: bool,
}

/// What is kept of the rows between two places.
#[derive(Clone, Copy)]
pub enum Part<'f> {
    /// Of neighbours in the file that lie close.
    Near(&'f [Brief<u32>]),
    /// Of others.
    Far(&'f [Brief<Time>]),
}

impl Part<'_> {
    fn len(self) -> usize {
        match self {
            Self::Near(kept) => kept.len(),
            Self::Far(kept) => kept.len(),
        }
    }

    /// Makes the rows, in the place of those that were there; how many.
    pub fn unfold(self, briefs: &Briefs<'_>, rows: &mut Vec<Row>) -> usize {
        match self {
            Self::Near(kept) => briefs.unfold(kept, rows),
            Self::Far(kept) => briefs.unfold(kept, rows),
        }
        self.len()
    }
}

impl<'f> Few<'f> {
    /// Of people each of whose rows stand between two places of this part; `rows` is room for them.
    pub fn new(
        briefs: &'f Briefs<'f>,
        part: Part<'f>,
        people: &'f [Range<usize>],
        rows: &'f mut Vec<Row>,
    ) -> Self {
        Self { briefs, part, people, rows, made: false }
    }

    /// Where each person's rows stand among all.
    pub fn people(&self) -> &'f [Range<usize>] {
        self.people
    }

    /// The rows of all, and those between that count for nobody.
    pub fn rows(&mut self) -> &[Row] {
        if !self.made {
            self.part.unfold(self.briefs, self.rows);
            self.made = true;
        }
        self.rows.get(..self.part.len()).unwrap_or_default()
    }

    /// The rows of each person in turn.
    pub fn each(&mut self) -> impl Iterator<Item = &[Row]> {
        let people = self.people;
        let rows = self.rows();
        people.iter().filter_map(|places| rows.get(places.clone()))
    }

    /// What is kept of the rows, where that says of which event each is, and when it was, without their being made: of one table
    /// with so many different events.
    pub fn near(&self, events: usize) -> Option<Near<'f>> {
        let Part::Near(kept) = self.part else { return None };
        self.briefs.near(kept).filter(|_| events <= usize::from(Row::FAR))
    }
}
