//! The rows of everybody, each person's in the order of time.
//!
//! Equal times are ordered by step index, then event name, then row content, so that shuffling a file changes
//! nothing. Where no table has times, the order of the file is taken.
//!
//! Must never know: steps' rules, scores.

use super::blocks::{self, Block, Columns};
use super::districts::Districts;
use super::lifecycle::Lifecycles;
use super::matching::Matcher;
use super::parts::{PEOPLE, ROWS, apart, at_once, at_one_go, pause};
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
    /// Index of the row in its table.
    pub row: u32,
    /// Index of the table.
    pub table: u16,
    /// The code of its event, 0 where there is none; [`Row::FAR`] where that is too large. Asked for by row, the codes
    /// of a million rows lie all over the memory.
    pub event: u16,
}

impl Row {
    /// A row whose event is to be looked up.
    pub const FAR: u16 = u16::MAX;

    /// The code of its event, whose column has these codes.
    #[inline]
    pub fn event(&self, codes: &[u32]) -> usize {
        if self.event == Self::FAR {
            return codes.get(self.row as usize).map_or(0, |code| *code as usize);
        }
        self.event.into()
    }
}

/// So many tables are taken together.
const MOST_TABLES: usize = 1 << 15;

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
        if tables.len() > MOST_TABLES {
            return Err(Error::new(Code::TooMany, MOST_TABLES.to_string()));
        }
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
        let counts = apart(people.count_rows(&columns, matcher)).await?;
        let rows = people.number(counts, &texts);
        apart(people.make_room(rows)).await;
        let of = u32::try_from(rows).ok();
        let mut districts = of.and_then(|rows| Districts::new(&people.ranges, rows, tables.len()));
        apart(people.place(&columns, matcher, districts.as_mut())).await;
        apart(people.sort(tables, Lifecycles::new(tables).as_ref(), districts.as_ref())).await;
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
    async fn count_rows(
        &mut self,
        columns: &[Option<Columns<'_>>],
        matcher: &Matcher<'_>,
    ) -> Result<Vec<u32>, Error> {
        let mut counts = vec![0_u32; self.persons.count()];
        for (table, columns) in columns.iter().enumerate() {
            let (Some(columns), Some(usable)) = (columns, self.usable.get_mut(table)) else { continue };
            number(columns.persons.codes.len())?;
            let mut period = (Time::MAX, Time::MIN);
            let mut count = |block: &Block<'_>| count_block(block, &mut counts, usable, &mut period);
            blocks::each_in_parts(table, columns, &self.persons, matcher, &mut count).await;
            let period = Some(period).filter(|(first, last)| first <= last);
            if let Some((first, last)) = period.filter(|_| self.timed && matcher.applies(table)) {
                let (earliest, latest) = self.period.unwrap_or((first, last));
                self.period = Some((earliest.min(first), latest.max(last)));
            }
        }
        let all = self.usable.iter().map(|usable| usable.matched + usable.unmatched).sum::<u64>();
        number(usize::try_from(all).unwrap_or(usize::MAX))?;
        Ok(counts)
    }

    /// Leaves those who have rows; how many these are.
    fn number(&mut self, mut counts: Vec<u32>, texts: &[Option<&'t Texts>]) -> usize {
        if counts.contains(&0) {
            let kept: Vec<bool> = counts.iter().map(|count| *count > 0).collect();
            self.persons.keep(texts, &kept);
            counts.retain(|count| *count > 0);
        }
        let mut start = 0_u32;
        self.ranges.reserve_exact(counts.len());
        for count in counts {
            self.ranges.push((start, start));
            start = start.saturating_add(count);
        }
        start as usize
    }

    /// Makes room for all rows: the system hands over new memory slowly.
    async fn make_room(&mut self, rows: usize) {
        self.rows.reserve_exact(rows);
        while self.rows.len() < rows {
            let now = self.rows.len().saturating_add(ROWS).min(rows);
            self.rows.resize(now, Row { time: 0, mask: 0, row: 0, table: 0, event: 0 });
            pause().await;
        }
    }

    /// Puts every usable row to its person's, or into its district; their order is that of the file.
    async fn place(
        &mut self,
        columns: &[Option<Columns<'_>>],
        matcher: &Matcher<'_>,
        mut districts: Option<&mut Districts>,
    ) {
        let mut running: Time = 0;
        for (table, columns) in columns.iter().enumerate() {
            let Some(columns) = columns else { continue };
            let timed = columns.times.is_some();
            let of = u16::try_from(table).unwrap_or(u16::MAX);
            let (ranges, rows) = (self.ranges.as_mut_slice(), self.rows.as_mut_slice());
            let mut place = |block: &Block<'_>| {
                let events = columns.events.get(block.first..).unwrap_or(&[]);
                let first = u32::try_from(block.first).unwrap_or(u32::MAX);
                // What all of its rows have in common, and the time of the first where no row has any.
                let start = Row { time: running, mask: 0, row: first, table: of, event: 0 };
                running = match &mut districts {
                    Some(districts) => spread_block(block, timed, start, events, districts, rows),
                    None => place_block(block, timed, start, events, ranges, rows),
                };
            };
            blocks::each_in_parts(table, columns, &self.persons, matcher, &mut place).await;
        }
    }

    /// Brings rows from their district to their person, sorts each person's by time, ties by what the rows hold; sets aside
    /// one row of every start and complete pair.
    async fn sort(
        &mut self,
        tables: &[&Table],
        lifecycles: Option<&Lifecycles<'_>>,
        districts: Option<&Districts>,
    ) {
        let mut held = Vec::new();
        let many = districts.map_or(PEOPLE, Districts::each);
        for (district, ranges) in self.ranges.chunks_mut(many).enumerate() {
            at_one_go(|| {
                if let Some(districts) = districts {
                    districts.settle(district, ranges, &mut self.rows, &mut held);
                }
                sort(ranges, &mut self.rows, tables, lifecycles);
            });
            pause().await;
        }
    }
}

/// Sorts the rows of some people.
#[inline(never)]
fn sort(ranges: &mut [(u32, u32)], rows: &mut [Row], tables: &[&Table], lifecycles: Option<&Lifecycles<'_>>) {
    for (start, end) in ranges {
        let Some(rows) = rows.get_mut(*start as usize..*end as usize) else { continue };
        // Mostly a file is in the order of time, and no two rows of a person are of one instant.
        if !rows.is_sorted_by(|a, b| a.time < b.time) {
            order(rows, tables);
        }
        if let Some(lifecycles) = lifecycles {
            let kept = u32::try_from(lifecycles.once(rows, tables)).unwrap_or(u32::MAX);
            *end = start.saturating_add(kept);
        }
    }
}

/// Counts the rows of a block: by person, by what became of them, and from when to when they are.
#[inline(never)]
fn count_block(block: &Block<'_>, counts: &mut [u32], usable: &mut Usable, period: &mut (Time, Time)) {
    let (mut kept, mut matched, (mut first, mut last)) = (0_u64, 0_u64, *period);
    for (person, mask, time) in block.rows() {
        let Some(count) = counts.get_mut(person as usize).filter(|_| time != NO_TIME) else { continue };
        *count = count.saturating_add(1);
        kept += 1;
        matched += u64::from(mask != 0);
        (first, last) = (first.min(time), last.max(time));
    }
    usable.matched += matched;
    usable.unmatched += kept - matched;
    usable.rejected += block.persons.len() as u64 - kept;
    *period = (first, last);
}

/// Puts the rows of a block to their persons'; returns the number of the next row where none has a time.
#[inline(never)]
fn place_block(
    block: &Block<'_>,
    timed: bool,
    start: Row,
    events: &[u32],
    ranges: &mut [(u32, u32)],
    rows: &mut [Row],
) -> Time {
    let mut running = start.time;
    for ((person, mask, time), at) in block.rows().zip(0_u32..) {
        let Some((_, end)) = ranges.get_mut(person as usize).filter(|_| time != NO_TIME) else { continue };
        if let Some(place) = rows.get_mut(*end as usize) {
            let code = events.get(at as usize).copied().unwrap_or(0);
            let event = u16::try_from(code).unwrap_or(Row::FAR);
            let time = if timed { time } else { running };
            *place = Row { time, mask, row: start.row.saturating_add(at), event, ..start };
        }
        *end = end.saturating_add(1);
        running = running.saturating_add(1);
    }
    running
}

/// As [`place_block`], to the districts of the persons.
#[inline(never)]
fn spread_block(
    block: &Block<'_>,
    timed: bool,
    start: Row,
    events: &[u32],
    districts: &mut Districts,
    rows: &mut [Row],
) -> Time {
    let mut running = start.time;
    for ((person, mask, time), at) in block.rows().zip(0_u32..) {
        let next = if time == NO_TIME { None } else { districts.next(person, start.table) };
        let Some((place, table)) = next else { continue };
        if let Some(place) = rows.get_mut(place as usize) {
            let code = events.get(at as usize).copied().unwrap_or(0);
            let event = u16::try_from(code).unwrap_or(Row::FAR);
            let time = if timed { time } else { running };
            *place = Row { time, mask, row: start.row.saturating_add(at), table, event };
        }
        running = running.saturating_add(1);
    }
    running
}

/// Sorts rows of one person by time, ties by what they hold.
fn order(rows: &mut [Row], tables: &[&Table]) {
    if !rows.is_sorted_by_key(|row| row.time) {
        rows.sort_by_key(|row| row.time);
    }
    for tied in rows.chunk_by_mut(|a, b| a.time == b.time) {
        if tied.len() > 1 {
            tied.sort_by(|a, b| tie(a, b, tables));
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
