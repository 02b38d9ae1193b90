//! The rows of one table a block at a time: whose each is, which steps it matches, and when.
//!
//! What decides a row lies in columns of codes; a block of them is looked up at once, in loops without a branch.
//!
//! Must never know: order, what is counted.

use super::matching::Matcher;
use super::parts::pause;
use super::persons::Persons;
use crate::error::{Code, Error, Place};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use crate::model::time::Time;
use core::ops::Range;

/// Rows of one block: the look-ups of all stay in the first cache.
const BLOCK: usize = 1024;

/// Rows of one part: few, for an engine only runs a function that it has made fast when that is entered again.
const PART: usize = 1 << 15;

/// The columns that order needs.
#[derive(Clone, Copy)]
pub struct Columns<'t> {
    /// Persons.
    pub persons: &'t Texts,
    /// Times, where the table has some.
    pub times: Option<&'t [Time]>,
    /// Codes of events; none where the table has no such column.
    pub events: &'t [u32],
}

/// One block.
pub struct Block<'b> {
    /// The number of the first row.
    pub first: usize,
    /// Whose each row is.
    pub persons: Whose<'b>,
    /// Steps that each row matches.
    pub masks: &'b [u64],
    /// Times; [`NO_TIME`] for a row without one, 0 where the table has none.
    pub times: &'b [Time],
}

/// Numbers of persons; at least [`Persons::count`] for nobody. They are written down as codes, where a code is so much more
/// than the number.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'b> {
    codes: &'b [u32],
    more: u32,
}

impl<'b> Whose<'b> {
    /// How many.
    pub const fn len(self) -> usize {
        self.codes.len()
    }

    /// Each of them.
    #[inline(always)]
    pub fn each(self) -> impl Iterator<Item = u32> + 'b {
        self.codes.iter().map(move |code| code.wrapping_sub(self.more))
    }

    /// So many at a time.
    pub fn chunks(self, size: usize) -> impl Iterator<Item = Self> + 'b {
        self.codes.chunks(size).map(move |codes| Self { codes, ..self })
    }
}

impl Block<'_> {
    /// Person, mask and time of each row.
    pub fn rows(&self) -> impl Iterator<Item = (u32, u64, Time)> {
        let rows = self.persons.each().zip(self.masks).zip(self.times);
        rows.map(|((person, mask), time)| (person, *mask, *time))
    }
}

/// Reads the rows of table `table` until `work` says false.
pub fn each(
    table: usize,
    columns: &Columns<'_>,
    persons: &Persons<'_>,
    matcher: &Matcher<'_>,
    mut work: impl FnMut(&Block<'_>) -> bool,
) {
    part(table, columns, persons, Some(matcher), 0..columns.persons.codes.len(), &mut work);
}

/// As [`each`], of all rows and in parts; without a matcher no row matches any step.
pub async fn each_in_parts(
    table: usize,
    columns: &Columns<'_>,
    persons: &Persons<'_>,
    matcher: Option<&Matcher<'_>>,
    work: &mut dyn FnMut(&Block<'_>),
) {
    let rows = columns.persons.codes.len();
    for first in (0..rows).step_by(PART) {
        let all = |block: &Block<'_>| {
            work(block);
            true
        };
        part(table, columns, persons, matcher, first..rows.min(first.saturating_add(PART)), all);
        pause().await;
    }
}

#[inline(never)]
fn part(
    table: usize,
    columns: &Columns<'_>,
    persons: &Persons<'_>,
    matcher: Option<&Matcher<'_>>,
    rows: Range<usize>,
    mut work: impl FnMut(&Block<'_>) -> bool,
) {
    let start = rows.start;
    let mut numbers = [0_u32; BLOCK];
    let mut masks = [0_u64; BLOCK];
    let zeros: [Time; BLOCK] = [0; BLOCK];
    let mut missing = Vec::new();
    for (at, codes) in columns.persons.codes.get(rows).unwrap_or(&[]).chunks(BLOCK).enumerate() {
        let first = start.saturating_add(at.saturating_mul(BLOCK));
        let (Some(numbers), Some(masks)) = (numbers.get_mut(..codes.len()), masks.get_mut(..codes.len()))
        else {
            continue;
        };
        let whose = if persons.are_codes(table) {
            Whose { codes, more: 1 }
        } else {
            persons.fill(table, codes, numbers);
            Whose { codes: numbers, more: 0 }
        };
        if let Some(matcher) = matcher {
            matcher.fill(table, first, masks);
        }
        let times = match columns.times {
            None => zeros.get(..codes.len()).unwrap_or(&[]),
            Some(times) => times.get(first..first.saturating_add(codes.len())).unwrap_or_else(|| {
                // A column that ends too early is blank at its end.
                missing = times.get(first..).unwrap_or(&[]).to_vec();
                missing.resize(codes.len(), NO_TIME);
                &missing
            }),
        };
        if !work(&Block { first, persons: whose, masks, times }) {
            return;
        }
    }
}

/// Person and time columns of the tables that take part.
pub fn columns<'t>(tables: &[&'t Table], part: &[bool]) -> Result<Vec<Option<Columns<'t>>>, Error> {
    let mut found = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        if part.get(at) != Some(&true) {
            found.push(None);
            continue;
        }
        let Some(Data::Texts(persons)) = table.role(Role::Person).map(|column| &column.data) else {
            return Err(Error::new(Code::NoColumn, Role::Person.as_str()).at(source_place(at)));
        };
        let times = match table.role(Role::Time).map(|column| &column.data) {
            Some(Data::Times(times)) => Some(times.as_slice()),
            _ => None,
        };
        let events = match table.role(Role::Event).map(|column| &column.data) {
            Some(Data::Texts(texts)) => texts.codes.as_slice(),
            _ => &[],
        };
        found.push(Some(Columns { persons, times, events }));
    }
    let timed = found.iter().flatten().any(|columns: &Columns<'_>| columns.times.is_some());
    let untimed = found.iter().position(|c| c.as_ref().is_some_and(|columns| columns.times.is_none()));
    match untimed {
        // Rows without a time cannot be set between rows that have one.
        Some(at) if timed => Err(Error::new(Code::NoColumn, Role::Time.as_str()).at(source_place(at))),
        _ => Ok(found),
    }
}

/// The place of the source at `at`.
fn source_place(at: usize) -> Place {
    Place::Pointer(format!("/sources/{at}"))
}
