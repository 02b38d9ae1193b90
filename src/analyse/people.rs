//! The rows of everybody, each person's in the order of time.
//!
//! Equal times are ordered by step index, then event name, then row content, so that shuffling a file changes
//! nothing. Where no table has times, the order of the file is taken.
//!
//! Must never know: steps' rules, scores.

use super::blocks::{self, Block, Columns, Whose};
use super::briefs::{Brief, Briefs, Since};
use super::districts::{Districts, Held};
use super::few::{Few, Part};
use super::lifecycle::Lifecycles;
use super::matching::Matcher;
use super::parts::{PEOPLE, ROWS, apart, at_once, at_one_go, in_steps, pause};
use super::persons::Persons;
use crate::error::{Code, Error};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use crate::model::time::Time;
use core::cmp::Ordering;
use core::ops::Range;

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

/// So few people's rows are made of their briefs at once: then they lie in the nearest cache.
const FEW: usize = 1 << 6;
/// So few rows are, where nobody asks whose they are.
const MANY: usize = 1 << 9;

/// Everybody's rows.
#[derive(Clone, Default)]
pub struct People<'t> {
    rows: Kept,
    briefs: Briefs<'t>,
    /// Where each person's rows start; and where the last one's end.
    starts: Vec<u32>,
    /// Where each person's rows end, if any were set aside.
    ends: Vec<u32>,
    /// False: no table has times, the order is that of the file.
    pub timed: bool,
    /// One a table.
    pub usable: Vec<Usable>,
    /// First and last time among the tables that the steps' rules apply to.
    pub period: Option<(Time, Time)>,
    persons: Persons<'t>,
}

/// Rows as they are kept.
#[derive(Clone)]
enum Kept {
    /// Of neighbours in the file that lie close.
    Near(Vec<Brief<u32>>),
    Far(Vec<Brief<Time>>),
}

impl Default for Kept {
    fn default() -> Self {
        Self::Near(Vec::new())
    }
}

impl<'t> People<'t> {
    /// Groups the rows of all tables that `matcher` applies to by person, each person's in the order of time.
    pub fn new(tables: &[&'t Table], matcher: &'t Matcher<'t>) -> Result<Self, Error> {
        let part: Vec<bool> = (0..tables.len()).map(|at| matcher.applies(at)).collect();
        at_once(Self::of(tables, matcher, &part))
    }

    /// As [`People::new`], with the tables that take part given, and in parts.
    pub async fn of(tables: &[&'t Table], matcher: &'t Matcher<'t>, part: &[bool]) -> Result<Self, Error> {
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
            briefs: Briefs::new(&columns, matcher),
            ..Self::default()
        };
        pause().await;
        let counts = apart(people.count_rows(&columns, matcher)).await?;
        people.number(counts, &texts);
        people.rows = if people.briefs.far {
            Kept::Far(apart(people.put(&columns, tables)).await)
        } else {
            Kept::Near(apart(people.put(&columns, tables)).await)
        };
        Ok(people)
    }

    /// How many persons.
    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The rows of person `person`, in order.
    pub fn rows(&self, person: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let (start, end) = self.range(person);
        self.part(start..end).unfold(&self.briefs, &mut rows);
        rows
    }

    /// Everybody's rows, a list a person.
    pub fn each(&self) -> impl Iterator<Item = Vec<Row>> {
        (0..self.count()).map(|person| self.rows(person))
    }

    /// Does something with the rows of everybody, one person after the other, in parts.
    pub async fn each_in_parts(&self, work: &mut dyn FnMut(&[Row])) {
        self.few_in_parts(&mut |few| few.each().for_each(&mut *work)).await;
    }

    /// Does something with the rows of a few people, of everybody in turn, in parts.
    pub async fn few_in_parts(&self, work: &mut dyn FnMut(&mut Few<'_>)) {
        let (mut rows, mut people) = (Vec::new(), Vec::new());
        for first in (0..self.count()).step_by(PEOPLE) {
            self.some(first, &mut rows, &mut people, work);
            pause().await;
        }
    }

    /// The same with some of them; their rows are written to `rows` meanwhile.
    #[inline(never)]
    fn some(
        &self,
        first: usize,
        rows: &mut Vec<Row>,
        people: &mut Vec<Range<usize>>,
        work: &mut dyn FnMut(&mut Few<'_>),
    ) {
        let last = first.saturating_add(PEOPLE).min(self.count());
        for few in (first..last).step_by(FEW) {
            let behind = few.saturating_add(FEW).min(last);
            let (start, end) = (self.start(few), self.start(behind));
            people.clear();
            people.extend((few..behind).map(|person| {
                let (from, to) = self.range(person);
                from.wrapping_sub(start)..to.wrapping_sub(start)
            }));
            work(&mut Few::new(&self.briefs, self.part(start..end), people, rows));
        }
    }

    /// Does something with all usable rows, those that were set aside included, in no particular order and a few at a time,
    /// until it is false.
    pub async fn each_few(&self, work: &mut dyn FnMut(&[Row]) -> bool) {
        let mut rows = Vec::new();
        let all = self.start(self.count());
        for first in (0..all).step_by(ROWS) {
            let last = first.saturating_add(ROWS).min(all);
            let more = at_one_go(|| {
                (first..last).step_by(MANY).all(|few| {
                    let few = few..few.saturating_add(MANY).min(last);
                    let many = self.part(few).unfold(&self.briefs, &mut rows);
                    work(rows.get(..many).unwrap_or_default())
                })
            });
            if !more {
                return;
            }
            pause().await;
        }
    }

    /// What is kept of the rows between two places.
    fn part(&self, places: Range<usize>) -> Part<'_> {
        match &self.rows {
            Kept::Near(kept) => Part::Near(kept.get(places).unwrap_or_default()),
            Kept::Far(kept) => Part::Far(kept.get(places).unwrap_or_default()),
        }
    }

    /// First and last time of all rows of a table that takes part, be they nobody's.
    pub fn span(&self, table: usize) -> Option<(Time, Time)> {
        self.briefs.span(table)
    }

    fn start(&self, person: usize) -> usize {
        self.starts.get(person).map_or(0, |start| *start as usize)
    }

    fn range(&self, person: usize) -> (usize, usize) {
        let end = self.ends.get(person).map(|end| *end as usize);
        (self.start(person), end.unwrap_or_else(|| self.start(person.saturating_add(1))))
    }

    /// The number of the person that row `row` of table `table` is of, `persons` being the table's persons.
    pub fn find(&self, table: usize, persons: &Texts, row: usize) -> Option<usize> {
        let own = self.persons.number(table, *persons.codes.get(row)?) as usize;
        if own < self.count() { Some(own) } else { self.named(persons.row(row)) }
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
            let briefs = &mut self.briefs;
            let mut masks = Masks { matcher, table, room: Vec::new() };
            let mut count = |block: &Block<'_>| {
                match briefs.learn(table, block) {
                    // Mostly each row has a time and a person.
                    Some(times) if count_persons(block.persons, &mut counts) == block.persons.len() => {
                        period = (period.0.min(times.0), period.1.max(times.1));
                        let matched = briefs.matched(table, block);
                        let matched =
                            matched.unwrap_or_else(|| masks.of(block, |block| count_matched(block.masks)));
                        usable.matched += matched;
                        usable.unmatched += block.persons.len() as u64 - matched;
                    }
                    Some(_) => masks.of(block, |block| {
                        count_block(block, usable, &mut period, |person| {
                            counts.get(person as usize).is_some()
                        });
                    }),
                    None => masks.of(block, |block| {
                        count_block(block, usable, &mut period, |person| {
                            let count = counts.get_mut(person as usize);
                            count.map(|count| *count = count.saturating_add(1)).is_some()
                        });
                    }),
                }
            };
            blocks::each_in_parts(table, columns, &self.persons, None, &mut count).await;
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

    /// Leaves those who have rows, and says where these are to start.
    fn number(&mut self, mut counts: Vec<u32>, texts: &[Option<&'t Texts>]) {
        if at_one_go(|| counts.contains(&0)) {
            let kept: Vec<bool> = counts.iter().map(|count| *count > 0).collect();
            self.persons.keep(texts, &kept);
            counts.retain(|count| *count > 0);
        }
        let all = sum_up(&mut counts);
        counts.push(all);
        self.starts = counts;
    }

    /// Everybody's rows, in their order: brought to their person, sorted by time, ties by what the rows hold; one row of every
    /// start and complete pair is set aside.
    async fn put<S: Since>(&mut self, columns: &[Option<Columns<'_>>], tables: &[&Table]) -> Vec<Brief<S>> {
        let all = self.start(self.count());
        let mut rows = Vec::new();
        rows.reserve_exact(all);
        // The system hands over new memory slowly.
        in_steps(all, ROWS, &mut |to| rows.resize(to.end, Brief::default())).await;
        let rows_of = rows.as_mut_slice();
        let in_two = Districts::new(&self.starts, tables.len());
        let two = in_two.is_some();
        let mut districts = in_two.unwrap_or_else(|| Districts::of_one(&self.starts));
        let briefs = &self.briefs;
        let mut place =
            |table: usize, block: &Block<'_>| place(briefs, table, block, &mut districts, rows_of);
        apart(self.each_block(columns, &mut place)).await;

        let mut held = Held { rows: Vec::new(), ends: Vec::new() };
        let mut arranging = Arranging::new(tables);
        let many = if two { districts.each() } else { PEOPLE };
        let mut settle = |people: Range<usize>| {
            let starts = self.starts.get(people.start..=people.end).unwrap_or_default();
            if two {
                districts.settle(starts, rows_of, &mut held);
            }
            sort(starts, rows_of, briefs, &mut arranging);
        };
        in_steps(self.count(), many, &mut settle).await;
        let kept = arranging.kept.iter().zip(&self.starts);
        self.ends = kept.map(|(kept, start)| start.saturating_add(*kept)).collect();
        rows
    }

    /// Does something with the rows of all tables, block by block.
    async fn each_block(&self, columns: &[Option<Columns<'_>>], work: &mut dyn FnMut(usize, &Block<'_>)) {
        for (table, columns) in columns.iter().enumerate() {
            let Some(columns) = columns else { continue };
            let mut work = |block: &Block<'_>| work(table, block);
            blocks::each_in_parts(table, columns, &self.persons, None, &mut work).await;
        }
    }
}

/// Makes of each number the sum of those before it; that of all.
#[inline(never)] // a loop by itself, see `super::parts`
fn sum_up(counts: &mut [u32]) -> u32 {
    counts.iter_mut().fold(0, |sum, count| sum.saturating_add(core::mem::replace(count, sum)))
}

/// What arranges the rows of one person after the other.
struct Arranging<'a, 't> {
    tables: &'a [&'t Table],
    lifecycles: Option<Lifecycles<'t>>,
    /// How many rows of each person count, where some may not.
    kept: Vec<u32>,
    /// Working space.
    rows: Vec<Row>,
}

impl<'a, 't> Arranging<'a, 't> {
    fn new(tables: &'a [&'t Table]) -> Self {
        Self { tables, lifecycles: Lifecycles::new(tables), kept: Vec::new(), rows: Vec::new() }
    }

    /// Sorts the first rows of the working space, and sets aside those that do not count.
    #[inline(never)]
    fn arrange(&mut self, many: usize) {
        let rows = self.rows.get_mut(..many).unwrap_or_default();
        order(rows, self.tables);
        if let Some(lifecycles) = &self.lifecycles {
            self.kept.push(u32::try_from(lifecycles.once(rows, self.tables)).unwrap_or(u32::MAX));
        }
    }
}

/// Sorts the rows of some people.
#[inline(never)]
fn sort<S: Since>(
    starts: &[u32],
    rows: &mut [Brief<S>],
    briefs: &Briefs<'_>,
    arranging: &mut Arranging<'_, '_>,
) {
    for (start, end) in starts.iter().zip(starts.iter().skip(1)) {
        let Some(rows) = rows.get_mut(*start as usize..*end as usize) else { continue };
        // Mostly a file is in the order of time, and no two rows of a person are of one instant.
        if arranging.lifecycles.is_some() || !briefs.are_in_order(rows) {
            one(rows, briefs, arranging);
        }
    }
}

/// Arranges the rows of one person.
#[inline(never)]
fn one<S: Since>(kept: &mut [Brief<S>], briefs: &Briefs<'_>, arranging: &mut Arranging<'_, '_>) {
    briefs.unfold(kept, &mut arranging.rows);
    arranging.arrange(kept.len());
    briefs.fold(&arranging.rows, kept);
}

/// Counts rows by person; how many have one. A loop so short that the processor waits for many counts at once, which lie in no
/// near cache.
#[inline(never)]
fn count_persons(persons: Whose<'_>, counts: &mut [u32]) -> usize {
    let mut known = 0_usize;
    for person in persons.each() {
        if let Some(count) = counts.get_mut(person as usize) {
            // There are fewer rows than the number holds, or it is told later.
            *count = count.wrapping_add(1);
            known = known.wrapping_add(1);
        }
    }
    known
}

/// How many rows match a step.
fn count_matched(masks: &[u64]) -> u64 {
    masks.iter().filter(|mask| **mask != 0).count() as u64
}

/// What the rows of blocks match, which mostly nobody has to ask.
struct Masks<'m> {
    matcher: &'m Matcher<'m>,
    table: usize,
    room: Vec<u64>,
}

impl Masks<'_> {
    /// Does something with a block that knows it.
    #[inline(never)]
    fn of<T>(&mut self, block: &Block<'_>, work: impl FnOnce(&Block<'_>) -> T) -> T {
        self.room.resize(block.persons.len(), 0);
        self.matcher.fill(self.table, block.first, &mut self.room);
        work(&Block { masks: &self.room, ..*block })
    }
}

/// Counts the rows of a block: by what became of them, and from when to when they are. Of a row with a time it is asked, and may
/// be counted, whether it has a person.
#[inline(never)] // most files have no such rows
fn count_block(
    block: &Block<'_>,
    usable: &mut Usable,
    period: &mut (Time, Time),
    mut is_known: impl FnMut(u32) -> bool,
) {
    let (mut kept, mut matched, (mut first, mut last)) = (0_u64, 0_u64, *period);
    for (person, mask, time) in block.rows() {
        if time == NO_TIME || !is_known(person) {
            continue;
        }
        kept += 1;
        matched += u64::from(mask != 0);
        (first, last) = (first.min(time), last.max(time));
    }
    usable.matched += matched;
    usable.unmatched += kept - matched;
    usable.rejected += block.persons.len() as u64 - kept;
    *period = (first, last);
}

/// Puts the rows of a block into the districts of their persons.
#[inline(never)]
fn place<S: Since>(
    briefs: &Briefs<'_>,
    table: usize,
    block: &Block<'_>,
    districts: &mut Districts,
    rows: &mut [Brief<S>],
) {
    let mut places = districts.places();
    briefs.each_of(table, block, |person, brief: Brief<S>| {
        let Some((place, table)) = places(person, brief.table) else { return };
        if let Some(place) = rows.get_mut(place as usize) {
            *place = Brief { table, ..brief };
        }
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rule::{Rule, Test};
    use crate::model::table::Column;
    use std::collections::BTreeMap;

    /// Time, table and row of each row, by person.
    type Told<'t> = BTreeMap<&'t str, Vec<(Option<Time>, usize, usize)>>;

    const EVENTS: [&str; 4] = ["view", "pay", "", "ping"];

    /// A table whose rows are of a fifth as many people, turn by turn; so far lie two times apart, which are in no order.
    /// `names`: as many events are known that no row has.
    fn table(number: usize, rows: usize, apart: Option<Time>, names: usize) -> Table {
        let (mut who, mut what, mut when) = (Texts::new(), Texts::new(), Vec::new());
        for person in 0..rows / 5 {
            who.push_entry(&format!("p{person}"));
        }
        for name in 0..names {
            what.push_entry(&format!("e{name}"));
        }
        let codes = EVENTS.map(|event| if event.is_empty() { 0 } else { what.push_entry(event) });
        for row in 0..rows {
            who.codes.push((row * 7 % (rows / 5 + 1)) as u32);
            what.codes.push(codes[row * 5 % 4]);
            let time = (row * 7_919 % rows * 2 + number) as Time;
            when.push(if row % 13 == 5 { NO_TIME } else { time * apart.unwrap_or(0) });
        }
        let column = |role: Role, data| Column { header: role.as_str().to_owned(), role: Some(role), data };
        let mut columns =
            vec![column(Role::Person, Data::Texts(who)), column(Role::Event, Data::Texts(what))];
        if apart.is_some() {
            columns.push(column(Role::Time, Data::Times(when)));
        }
        Table { source: format!("s{number}"), columns, ..Table::default() }
    }

    fn texts(table: &Table, role: Role) -> &Texts {
        match table.role(role).map(|column| &column.data) {
            Some(Data::Texts(texts)) => texts,
            _ => panic!("no such column"),
        }
    }

    fn time(table: &Table, row: usize) -> Option<Time> {
        match table.role(Role::Time).map(|column| &column.data) {
            Some(Data::Times(times)) => Some(times[row]),
            _ => None,
        }
    }

    /// Whether rows are kept in sixteen bytes.
    fn check(rows: usize, many: usize, apart: Option<Time>, names: usize) -> bool {
        let tables: Vec<Table> = (0..many).map(|number| table(number, rows, apart, names)).collect();
        let tables: Vec<&Table> = tables.iter().collect();
        let rule = |event: &str| {
            let test = Test::Equals(event.to_owned());
            vec![Rule::Field { source: None, field: "event".to_owned(), test, not: false }]
        };
        let rules = [rule("pay"), rule("view")];
        let matcher = Matcher::new(&tables, rules.iter().map(Vec::as_slice)).unwrap();
        let people = People::new(&tables, &matcher).unwrap();

        let mut expected: Told<'_> = BTreeMap::new();
        for (number, table) in tables.iter().enumerate() {
            let who = texts(table, Role::Person);
            for row in (0..rows).filter(|row| who.codes[*row] != 0 && time(table, *row) != Some(NO_TIME)) {
                expected.entry(who.row(row)).or_default().push((time(table, row), number, row));
            }
        }
        expected.values_mut().for_each(|rows| rows.sort_unstable());
        let mut told: Told<'_> = BTreeMap::new();
        let (mut person, mut all) = (0, 0);
        at_once(people.each_in_parts(&mut |rows| {
            assert_eq!(people.rows(person), rows);
            person += 1;
            for row in rows {
                let (number, at) = (usize::from(row.table), row.row as usize);
                let (table, what) = (tables[number], texts(tables[number], Role::Event));
                assert_eq!(row.mask, matcher.mask(number, at));
                assert_eq!(row.event(&what.codes), what.codes[at] as usize);
                assert!(apart.is_none() || time(table, at) == Some(row.time));
                let name = texts(table, Role::Person).row(at);
                told.entry(name).or_default().push((time(table, at), number, at));
            }
            all += rows.len();
            assert!(rows.is_sorted_by(|a, b| a.time < b.time));
        }));
        assert_eq!(told, expected);
        at_once(people.each_few(&mut |rows| {
            all -= rows.len();
            true
        }));
        assert_eq!((all, person), (0, people.count()));
        for (number, table) in tables.iter().enumerate() {
            let times = (0..rows).filter_map(|row| time(table, row)).filter(|time| *time != NO_TIME);
            assert_eq!(people.span(number), times.clone().min().zip(times.max()));
        }
        matches!(people.rows, Kept::Far(_))
    }

    #[test]
    fn everybody_has_the_rows_that_the_columns_say() {
        let near = Some(1_000);
        for (rows, many) in [(300, 1), (300, 2), (40_000, 1), (25_000, 2)] {
            assert!(!check(rows, many, near, 0), "{rows}");
            assert!(check(rows, many, Some(1 << 40), 0), "{rows}");
            assert!(!check(rows, many, None, 0), "{rows}");
        }
        assert!(!check(600, 1, near, 70_000));
        assert!(!check(600, 2, near, 70_000));
    }

    #[test]
    fn who_has_a_start_and_its_completion_has_one_row() {
        let texts = |role: Role, cells: [&str; 4]| {
            let mut texts = Texts::new();
            for cell in cells {
                let known = (0..texts.entries() as u32).find(|code| texts.entry(*code) == cell);
                let code = known.unwrap_or_else(|| texts.push_entry(cell));
                texts.codes.push(code);
            }
            Column { header: role.as_str().to_owned(), role: Some(role), data: Data::Texts(texts) }
        };
        let columns = vec![
            texts(Role::Person, ["p", "p", "q", "q"]),
            texts(Role::Event, ["pay", "pay", "pay", "view"]),
            texts(Role::Lifecycle, ["start", "complete", "complete", "complete"]),
            Column { header: "t".to_owned(), role: Some(Role::Time), data: Data::Times(vec![1, 2, 3, 4]) },
        ];
        let table = Table { columns, ..Table::default() };
        let matcher = Matcher::new(&[&table], []).unwrap();
        let people = at_once(People::of(&[&table], &matcher, &[true])).unwrap();
        let of = |rows: Vec<Row>| rows.iter().map(|row| row.row).collect::<Vec<_>>();
        assert_eq!(people.each().map(of).collect::<Vec<_>>(), [vec![1], vec![2, 3]]);
        let (mut told, mut all) = (Vec::new(), 0);
        at_once(people.each_in_parts(&mut |rows| told.push(rows.len())));
        at_once(people.each_few(&mut |rows| {
            all += rows.len();
            true
        }));
        assert_eq!((told, all), (vec![1, 2], 4));
    }

    /// Four bytes hold so much and no more.
    #[test]
    fn times_that_lie_just_as_far_apart_as_four_bytes_hold_are_near() {
        // The times of 300 rows are multiples up to 598 of what lies between two.
        let most = Time::from(u32::MAX) / 598;
        assert!(!check(300, 1, Some(most), 0));
        assert!(check(300, 1, Some(most * 3), 0));
    }
}
