//! The rows of everybody, each person's in the order of time.
//!
//! Equal times are ordered by step index, then event name, then row content, so that shuffling a file changes
//! nothing. Where no table has times, the order of the file is taken.
//!
//! Must never know: steps' rules, scores.

use super::blocks::{self, Columns};
use super::lifecycle::Lifecycles;
use super::matching::Matcher;
use super::parts::{at_once, pause};
use super::persons::Persons;
use crate::error::{Code, Error};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use crate::model::time::Time;
use core::cmp::Ordering;

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
pub struct People<'t> {
    rows: Vec<Row>,
    /// Where each person's rows start and end.
    ranges: Vec<(u32, u32)>,
    /// False: no table has times, the order is that of the file.
    pub timed: bool,
    /// One a table.
    pub usable: Vec<Usable>,
    /// First and last time among the tables that the steps' rules apply to.
    pub period: Option<(Time, Time)>,
    persons: Persons<'t>,
}

impl<'t> People<'t> {
    /// Groups the rows of all tables that `matcher` applies to by person, each person's in the order of time.
    pub fn new(tables: &[&'t Table], matcher: &Matcher<'_>) -> Result<Self, Error> {
        let part: Vec<bool> = (0..tables.len()).map(|at| matcher.applies(at)).collect();
        at_once(Self::of(tables, matcher, &part))
    }

    /// As [`People::new`], with the tables that take part given, and in parts.
    pub async fn of(tables: &[&'t Table], matcher: &Matcher<'_>, part: &[bool]) -> Result<Self, Error> {
        let columns = blocks::columns(tables, part)?;
        let texts: Vec<Option<&Texts>> = columns.iter().map(|c| c.as_ref().map(|c| c.persons)).collect();
        let timed = columns.iter().flatten().any(|columns| columns.times.is_some());
        let mut people = Self {
            timed,
            usable: vec![Usable::default(); tables.len()],
            persons: Persons::new(&texts, tables.len() > 1),
            ..Self::default()
        };
        pause().await;
        let counts = people.count_rows(&columns, matcher)?;
        pause().await;
        people.place(&columns, matcher, counts, &texts);
        pause().await;
        people.sort(tables, Lifecycles::new(tables).as_ref());
        Ok(people)
    }

    /// How many persons.
    pub fn count(&self) -> usize {
        self.ranges.len()
    }

    /// The rows of person `person`, in order.
    pub fn rows(&self, person: usize) -> &[Row] {
        self.ranges.get(person).map_or(&[], |range| self.slice(*range))
    }

    /// Everybody's rows, one slice a person.
    pub fn each(&self) -> impl Iterator<Item = &[Row]> {
        self.ranges.iter().map(|range| self.slice(*range))
    }

    fn slice(&self, (start, end): (u32, u32)) -> &[Row] {
        self.rows.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// All usable rows, those that were set aside included, in no particular order.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// The number of the person that row `row` of table `table` is of, `persons` being the table's persons.
    pub fn find(&self, table: usize, persons: &Texts, row: usize) -> Option<usize> {
        let own = self.persons.number(table, *persons.codes.get(row)?) as usize;
        if own < self.ranges.len() { Some(own) } else { self.named(persons.row(row)) }
    }

    /// The number of the person that a source calls `name`; known where there are several tables.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.persons.named(name).map(|number| number as usize)
    }

    /// How many usable rows each person has; what became of the rows of each table; the period.
    fn count_rows(
        &mut self,
        columns: &[Option<Columns<'_>>],
        matcher: &Matcher<'_>,
    ) -> Result<Vec<u32>, Error> {
        let mut counts = vec![0_u32; self.persons.count()];
        for (table, columns) in columns.iter().enumerate() {
            let (Some(columns), Some(usable)) = (columns, self.usable.get_mut(table)) else { continue };
            number(columns.persons.codes.len())?;
            let mut period: Option<(Time, Time)> = None;
            blocks::each(table, columns, &self.persons, matcher, |block| {
                for (person, mask, time) in block.rows() {
                    let Some(count) = counts.get_mut(person as usize).filter(|_| time != NO_TIME) else {
                        usable.rejected += 1;
                        continue;
                    };
                    *count = count.saturating_add(1);
                    usable.matched += u64::from(mask != 0);
                    usable.unmatched += u64::from(mask == 0);
                    let (first, last) = period.unwrap_or((time, time));
                    period = Some((first.min(time), last.max(time)));
                }
                true
            });
            if let Some((first, last)) = period.filter(|_| self.timed && matcher.applies(table)) {
                let (earliest, latest) = self.period.unwrap_or((first, last));
                self.period = Some((earliest.min(first), latest.max(last)));
            }
        }
        let all = self.usable.iter().map(|usable| usable.matched + usable.unmatched).sum::<u64>();
        number(usize::try_from(all).unwrap_or(usize::MAX))?;
        Ok(counts)
    }

    /// Puts every usable row to its person's; their order is that of the file.
    fn place(
        &mut self,
        columns: &[Option<Columns<'_>>],
        matcher: &Matcher<'_>,
        mut counts: Vec<u32>,
        texts: &[Option<&'t Texts>],
    ) {
        if counts.contains(&0) {
            let kept: Vec<bool> = counts.iter().map(|count| *count > 0).collect();
            self.persons.keep(texts, &kept);
            counts.retain(|count| *count > 0);
        }
        let mut start = 0_u32;
        for count in counts {
            self.ranges.push((start, start));
            start = start.saturating_add(count);
        }
        self.rows = vec![Row { time: 0, mask: 0, table: 0, row: 0 }; start as usize];
        let mut running: Time = 0;
        for (table, columns) in columns.iter().enumerate() {
            let Some(columns) = columns else { continue };
            let timed = columns.times.is_some();
            let of = u32::try_from(table).unwrap_or(u32::MAX);
            blocks::each(table, columns, &self.persons, matcher, |block| {
                let first = u32::try_from(block.first).unwrap_or(u32::MAX);
                for (row, (person, mask, time)) in (first..=u32::MAX).zip(block.rows()) {
                    let Some((_, end)) = self.ranges.get_mut(person as usize).filter(|_| time != NO_TIME)
                    else {
                        continue;
                    };
                    if let Some(place) = self.rows.get_mut(*end as usize) {
                        *place = Row { time: if timed { time } else { running }, mask, table: of, row };
                    }
                    *end = end.saturating_add(1);
                    running = running.saturating_add(1);
                }
                true
            });
        }
    }

    /// Sorts each person's rows by time, ties by what the rows hold; sets aside one row of every start and
    /// complete pair.
    fn sort(&mut self, tables: &[&Table], lifecycles: Option<&Lifecycles<'_>>) {
        for (start, end) in &mut self.ranges {
            let Some(rows) = self.rows.get_mut(*start as usize..*end as usize) else { continue };
            if !rows.is_sorted_by_key(|row| row.time) {
                rows.sort_by_key(|row| row.time);
            }
            for tied in rows.chunk_by_mut(|a, b| a.time == b.time) {
                if tied.len() > 1 {
                    tied.sort_by(|a, b| tie(a, b, tables));
                }
            }
            if let Some(lifecycles) = lifecycles {
                let kept = u32::try_from(lifecycles.once(rows, tables)).unwrap_or(u32::MAX);
                *end = start.saturating_add(kept);
            }
        }
    }
}

/// A number that fits the four bytes a row keeps.
fn number(of: usize) -> Result<u32, Error> {
    u32::try_from(of).map_err(|_| Error::new(Code::TooManyRows, u32::MAX.to_string()))
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
