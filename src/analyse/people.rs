//! The rows of everybody, each person's in the order of time.
//!
//! Equal times are ordered by step index, then event name, then row content, so that shuffling a file changes
//! nothing. Where no table has times, the order of the file is taken.
//!
//! Must never know: steps' rules, scores.

use super::lifecycle::Lifecycles;
use super::matching::Matcher;
use crate::error::{Code, Error, Place};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use crate::model::time::Time;
use core::cmp::Ordering;
use core::ops::Range;
use rustc_hash::FxHashMap;

/// One usable row: when, which steps it matches, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its time; the running number of the row where no table has times.
    pub time: Time,
    /// The steps it matches, bit 0 the first.
    pub mask: u64,
    /// Index of the table.
    pub table: u32,
    /// Index of the row in it.
    pub row: u32,
}

/// What became of one table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Usable {
    /// Rows of a known person (and time) that match at least one step.
    pub matched: u64,
    /// Rows of a known person (and time) that match none.
    pub unmatched: u64,
    /// Rows without a person or, where the table has times, without a time.
    pub rejected: u64,
}

/// Everybody's rows.
#[derive(Clone, Debug, Default)]
pub struct People {
    rows: Vec<Row>,
    ranges: Vec<Range<usize>>,
    /// False: no table has times, the order is that of the file.
    pub timed: bool,
    /// One a table.
    pub usable: Vec<Usable>,
    /// First and last time among the tables that the steps' rules apply to.
    pub period: Option<(Time, Time)>,
    index: FxHashMap<String, usize>,
}

/// The columns that order needs.
struct Columns<'t> {
    persons: &'t Texts,
    times: Option<&'t [Time]>,
}

impl People {
    /// Groups the rows of all tables that `matcher` applies to by person, each person's in the order of time.
    pub fn new(tables: &[&Table], matcher: &Matcher<'_>) -> Result<Self, Error> {
        let part: Vec<bool> = (0..tables.len()).map(|at| matcher.applies(at)).collect();
        Self::of(tables, matcher, &part)
    }

    /// As [`People::new`], with the tables that take part given.
    pub fn of(tables: &[&Table], matcher: &Matcher<'_>, part: &[bool]) -> Result<Self, Error> {
        let columns = columns(tables, part)?;
        let timed = columns.iter().flatten().any(|columns| columns.times.is_some());
        let mut people = Self { timed, usable: vec![Usable::default(); tables.len()], ..Self::default() };
        let (owners, rows) = people.collect(&columns, matcher)?;
        people.place(&owners, &rows);
        people.sort(tables, Lifecycles::new(tables).as_ref());
        if timed {
            let times =
                || people.rows.iter().filter(|row| matcher.applies(row.table as usize)).map(|row| row.time);
            people.period = times().min().zip(times().max());
        }
        Ok(people)
    }

    /// How many persons.
    pub fn count(&self) -> usize {
        self.ranges.len()
    }

    /// The rows of person `person`, in order.
    pub fn rows(&self, person: usize) -> &[Row] {
        self.ranges.get(person).and_then(|range| self.rows.get(range.clone())).unwrap_or(&[])
    }

    /// Everybody's rows, one slice a person.
    pub fn each(&self) -> impl Iterator<Item = &[Row]> {
        self.ranges.iter().map(|range| self.rows.get(range.clone()).unwrap_or(&[]))
    }

    /// All usable rows, those that were set aside included, in no particular order.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// The number of the person that a source calls `name`.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.index.get(name.trim()).copied()
    }

    /// All usable rows in file order, with the number of their person.
    fn collect(
        &mut self,
        columns: &[Option<Columns<'_>>],
        matcher: &Matcher<'_>,
    ) -> Result<(Vec<u32>, Vec<Row>), Error> {
        let (mut owners, mut rows) = (Vec::new(), Vec::new());
        for (table, columns) in columns.iter().enumerate() {
            let (Some(columns), Some(usable)) = (columns, self.usable.get_mut(table)) else { continue };
            let mut known: Vec<Option<u32>> = vec![None; columns.persons.entries()];
            for (row, code) in columns.persons.codes.iter().enumerate() {
                let name = columns.persons.entry(*code).trim();
                let running = Time::try_from(rows.len()).unwrap_or(Time::MAX);
                let time = columns.times.map_or(running, |times| times.get(row).copied().unwrap_or(NO_TIME));
                if name.is_empty() || time == NO_TIME {
                    usable.rejected += 1;
                    continue;
                }
                let Some(slot) = known.get_mut(*code as usize) else { continue };
                let person = match *slot {
                    Some(person) => person,
                    None => {
                        let next = self.index.len();
                        let person = number(*self.index.entry(name.to_owned()).or_insert(next))?;
                        *slot = Some(person);
                        person
                    }
                };
                let mask = matcher.mask(table, row);
                if mask == 0 {
                    usable.unmatched += 1;
                } else {
                    usable.matched += 1;
                }
                owners.push(person);
                rows.push(Row { time, mask, table: number(table)?, row: number(row)? });
            }
        }
        number(rows.len())?;
        Ok((owners, rows))
    }

    /// Counting sort by person; the order inside a person stays that of the file.
    fn place(&mut self, owners: &[u32], rows: &[Row]) {
        let mut next = vec![0_usize; self.index.len()];
        for owner in owners {
            if let Some(count) = next.get_mut(*owner as usize) {
                *count += 1;
            }
        }
        let mut start = 0;
        for count in &mut next {
            self.ranges.push(start..start + *count);
            start += *count;
            *count = start - *count;
        }
        self.rows = vec![Row { time: 0, mask: 0, table: 0, row: 0 }; rows.len()];
        for (owner, row) in owners.iter().zip(rows) {
            if let Some(at) = next.get_mut(*owner as usize) {
                if let Some(place) = self.rows.get_mut(*at) {
                    *place = *row;
                }
                *at += 1;
            }
        }
    }

    /// Sorts each person's rows by time, ties by what the rows hold; sets aside one row of every start and
    /// complete pair.
    fn sort(&mut self, tables: &[&Table], lifecycles: Option<&Lifecycles<'_>>) {
        for range in &mut self.ranges {
            let Some(rows) = self.rows.get_mut(range.clone()) else { continue };
            if !rows.is_sorted_by_key(|row| row.time) {
                rows.sort_by_key(|row| row.time);
            }
            for tied in rows.chunk_by_mut(|a, b| a.time == b.time) {
                if tied.len() > 1 {
                    tied.sort_by(|a, b| tie(a, b, tables));
                }
            }
            if let Some(lifecycles) = lifecycles {
                range.end = range.start + lifecycles.once(rows, tables);
            }
        }
    }
}

/// A number that fits the four bytes a row keeps.
fn number(of: usize) -> Result<u32, Error> {
    u32::try_from(of).map_err(|_| Error::new(Code::TooManyRows, u32::MAX.to_string()))
}

/// Person and time columns of the tables that take part.
fn columns<'t>(tables: &[&'t Table], part: &[bool]) -> Result<Vec<Option<Columns<'t>>>, Error> {
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
        found.push(Some(Columns { persons, times }));
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

/// Which of two rows at one instant comes first: lowest step (no step last), event name, then all cells.
fn tie(a: &Row, b: &Row, tables: &[&Table]) -> Ordering {
    let step = |row: &Row| row.mask.trailing_zeros();
    step(a).cmp(&step(b)).then_with(|| {
        let (Some(ta), Some(tb)) = (tables.get(a.table as usize), tables.get(b.table as usize)) else {
            return Ordering::Equal;
        };
        event(ta, a.row).cmp(event(tb, b.row)).then_with(|| ta.source.cmp(&tb.source)).then_with(|| {
            ta.columns
                .iter()
                .zip(&tb.columns)
                .map(|(ca, cb)| cells(&ca.data, a.row as usize, &cb.data, b.row as usize))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        })
    })
}

/// The event name of a row, empty where the table has none.
pub fn event(table: &Table, row: u32) -> &str {
    match table.role(Role::Event).map(|column| &column.data) {
        Some(Data::Texts(texts)) => texts.row(row as usize),
        _ => "",
    }
}

fn cells(a: &Data, at: usize, b: &Data, bt: usize) -> Ordering {
    match (a, b) {
        (Data::Texts(a), Data::Texts(b)) => a.row(at).cmp(b.row(bt)),
        (Data::Times(a), Data::Times(b)) => a.get(at).cmp(&b.get(bt)),
        (Data::Numbers(a), Data::Numbers(b)) => {
            let cell = |cells: &[f64], row: usize| cells.get(row).copied().unwrap_or(f64::NAN);
            cell(a, at).total_cmp(&cell(b, bt))
        }
        _ => Ordering::Equal,
    }
}
