//! Rows → typed columns: the part that every format shares.

use super::bytes::trim;
use super::cells::{Cells, ends_of};
use super::dictionary::Dictionary;
use super::numbers::{self, Decimal, Unit, Writing};
use super::plan::Need;
use super::profile::is_blank;
use super::records::Records;
use super::roles::Kind;
use super::times::{Format, TimeCells, Zone};
use crate::diag::{Issues, Sample};
use crate::error::{Code, Error};
use crate::model::journey::DateOrder;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Column, Data, NO_TIME, Table, Texts};
use core::fmt::Write;

/// Room for fewer cells is little: what one piece of a file may hold.
const ROOM: usize = 1 << 15;

/// The cells of a column that is being read.
#[derive(Debug)]
enum Kept {
    Texts(Box<Dictionary>),
    Times(Box<TimeCells>),
    Numbers(Vec<f64>, Writing),
}

/// A column that is being read.
#[derive(Debug)]
struct Building {
    header: String,
    role: Option<Role>,
    cells: Kept,
    /// What could not be used of it.
    issues: Issues,
}

impl Building {
    /// Reads cells, one a row; `line` gives the line of each. Each kind of column has a function of its own: an engine makes
    /// fast what a file needs, and no more.
    fn read(&mut self, cells: Cells<'_>, line: impl Fn(usize) -> u64, need: Need, plain: bool) {
        match &self.cells {
            Kept::Texts(_) => self.read_texts(cells, line, need),
            Kept::Times(_) => self.read_times(cells, line),
            Kept::Numbers(..) => self.read_digits(cells, line, plain),
        }
    }

    #[inline(never)]
    fn read_texts(&mut self, cells: Cells<'_>, line: impl Fn(usize) -> u64, need: Need) {
        let Self { header, role, issues, cells: Kept::Texts(dictionary) } = self else { return };
        let sample = |at: usize, value: &[u8]| sample(header, line(at), value);
        let from = dictionary.texts.codes.len();
        dictionary.read(cells, |dictionary, at, raw| {
            new_text(dictionary, raw, *role, || issues.add(Code::BadBytes, || sample(at, raw)))
        });
        let nobody = match role {
            Some(Role::Person) if need == Need::Events => Code::NoPerson,
            Some(Role::Event) if need == Need::Events => Code::NoEvent,
            _ => return,
        };
        let codes = dictionary.texts.codes.get(from..).unwrap_or_default();
        if !any_blank(codes) {
            return;
        }
        for (at, (_, raw)) in
            codes.iter().zip(cells.iter()).enumerate().filter(|(_, (code, _))| **code == BLANK)
        {
            issues.add(nobody, || sample(at, raw));
        }
    }

    #[inline(never)]
    fn read_times(&mut self, cells: Cells<'_>, line: impl Fn(usize) -> u64) {
        let Self { header, role, issues, cells: Kept::Times(times) } = self else { return };
        times.times.reserve(cells.len());
        let mut next = 0;
        while next < cells.len() {
            next = times.read_usual(cells, next);
            if next >= cells.len() {
                break;
            }
            let (at, raw) = (next, cells.get(next));
            next = next.saturating_add(1);
            if !times.push(raw, line(at)) {
                let missing = *role == Some(Role::Time);
                let code = if blank(raw) { missing.then_some(Code::NoTime) } else { Some(Code::BadTime) };
                if let Some(code) = code {
                    issues.add(code, || sample(header, line(at), raw));
                }
            }
            if times.ripe() {
                let order = times.leaning().unwrap_or(DateOrder::Dmy);
                lose(times, order, header, issues);
            }
        }
    }

    #[inline(never)]
    fn read_digits(&mut self, cells: Cells<'_>, line: impl Fn(usize) -> u64, plain: bool) {
        let Self { header, role, issues, cells: Kept::Numbers(numbers, writing) } = self else { return };
        let decimal = if plain { Decimal::Point } else { writing.decimal };
        let writing = Writing { decimal, ..*writing };
        // A count is a count.
        let most = if *role == Some(Role::Count) { 0.0..=MOST } else { f64::MIN..=f64::MAX };
        for (at, raw) in cells.iter().enumerate() {
            let number = number(raw, writing).filter(|number| most.contains(number));
            if number.is_none() && !blank(raw) {
                issues.add(Code::BadNumber, || sample(header, line(at), raw));
            }
            numbers.push(number.unwrap_or(f64::NAN));
        }
    }

    /// As [`Self::read`], but NUL bytes in cells are left out, and counted.
    #[inline(never)]
    fn read_without_nuls(&mut self, cells: Cells<'_>, line: impl Fn(usize) -> u64, need: Need) {
        for (at, raw) in cells.iter().enumerate() {
            let line = line(at);
            let plain: Vec<u8> = raw.iter().copied().filter(|byte| *byte != 0).collect();
            if plain.len() < raw.len() {
                let Self { header, issues, .. } = self;
                let sample = || Sample { line, column: header.clone(), value: shown(&plain) };
                issues.add(Code::BadBytes, sample);
            }
            self.read(Cells::one(&plain, &ends_of((0, plain.len()))), |_| line, need, false);
        }
    }

    /// Reads ready texts, a code a row: each text is read once, but where every row of it has an issue.
    fn read_codes(&mut self, codes: &[u32], entries: &[String], need: Need) {
        let mut known = vec![BLANK; entries.len()];
        for (at, code) in codes.iter().enumerate() {
            let code = *code as usize;
            if let (Kept::Texts(dictionary), Some(known)) = (&mut self.cells, known.get(code))
                && *known != BLANK
            {
                dictionary.texts.codes.push(*known);
                continue;
            }
            let text = entries.get(code).map_or("", |entry| trim(entry));
            self.read(Cells::one(text.as_bytes(), &ends_of((0, text.len()))), |_| line(at), need, false);
            if let (Kept::Texts(dictionary), Some(known)) = (&self.cells, known.get_mut(code)) {
                *known = dictionary.texts.codes.last().copied().unwrap_or(BLANK);
            }
        }
    }

    /// Reads ready numbers as if they were written in digits; those that are no number are blank.
    fn read_numbers(&mut self, numbers: &[f64], need: Need) {
        let mut digits = String::new();
        for (at, number) in numbers.iter().enumerate() {
            let whole = (number.is_sign_positive() && *number < WHOLE && number.fract() == 0.0)
                .then_some(*number as u64);
            let taken = match (&mut self.cells, whole) {
                (Kept::Times(times), Some(whole)) => times.push_whole(whole),
                (Kept::Numbers(cells, writing), Some(_)) if writing.unit != Unit::Percent => {
                    cells.push(*number);
                    true
                }
                _ => false,
            };
            if taken {
                continue;
            }
            digits.clear();
            // Writing into a String cannot fail.
            let _ = match whole {
                Some(whole) => write!(digits, "{whole}"),
                None if number.is_finite() => write!(digits, "{number}"),
                None => Ok(()),
            };
            self.read(Cells::one(digits.as_bytes(), &ends_of((0, digits.len()))), |_| line(at), need, true);
        }
    }

    /// Makes room for so many rows in all.
    fn make_room(&mut self, rows: usize) {
        match &mut self.cells {
            Kept::Texts(dictionary) => make_room(&mut dictionary.texts.codes, rows),
            Kept::Times(times) => make_room(&mut times.times, rows),
            Kept::Numbers(numbers, _) => make_room(numbers, rows),
        }
    }

    fn len(&self) -> usize {
        match &self.cells {
            Kept::Texts(dictionary) => dictionary.texts.codes.len(),
            Kept::Times(times) => times.times.len(),
            Kept::Numbers(numbers, _) => numbers.len(),
        }
    }
}

/// The kept columns of a file that is being read, and what could not be used of them.
#[derive(Debug)]
pub struct Rows {
    columns: Vec<Building>,
    /// Rows read.
    pub rows: usize,
    /// What could not be used of whole rows so far; each column has its own.
    pub issues: Issues,
    need: Need,
    max: u64,
}

/// Kept columns of a finished table whose times turned out to be written this way, in this zone.
pub type Formats = Vec<(String, Format, Option<String>)>;

/// Whole numbers below have at most fifteen digits, which is how far they are read as they stand.
const WHOLE: f64 = 1e15;

/// The largest count: every whole number up to here is itself.
const MOST: f64 = 9_007_199_254_740_992.0;

impl Rows {
    /// No columns and no rows.
    pub fn new(need: Need, max: u64) -> Self {
        Self { columns: Vec::new(), rows: 0, issues: Issues::default(), need, max }
    }

    /// Keeps a column; returns its place. Rows that were read before are blank in it.
    pub fn keep(&mut self, header: &str, role: Option<Role>, kind: Kind, zone: Zone) -> usize {
        let cells = match kind {
            Kind::Text => {
                let mut dictionary = Box::new(Dictionary::new());
                dictionary.texts.codes.resize(self.rows, BLANK);
                Kept::Texts(dictionary)
            }
            Kind::Time(format) => {
                let mut times = TimeCells::new(format, zone);
                times.times.resize(self.rows, NO_TIME);
                Kept::Times(Box::new(times))
            }
            Kind::Number(writing, _) => Kept::Numbers(vec![f64::NAN; self.rows], writing),
        };
        self.columns.push(Building { header: header.to_owned(), role, cells, issues: Issues::default() });
        self.columns.len().saturating_sub(1)
    }

    /// Sets the cell of the open row; the first one counts where a row names a column twice.
    ///
    /// `plain`: the cell is a number as JSON writes it, with a point whatever the texts of the column use.
    pub fn set(&mut self, column: usize, raw: &[u8], plain: bool, line: u64) {
        let (rows, need) = (self.rows, self.need);
        if let Some(building) = self.columns.get_mut(column).filter(|building| building.len() == rows) {
            building.read(Cells::one(raw, &ends_of((0, raw.len()))), |_| line, need, plain);
        }
    }

    /// Makes room for so many rows in all: without it a column that is full is copied to one of twice its size.
    pub fn make_room(&mut self, rows: usize) {
        self.columns.iter_mut().for_each(|building| building.make_room(rows));
    }

    /// Reads a batch of rows at once: for each column its cells.
    pub fn read(&mut self, records: Records<'_>, kept: &[(usize, usize)]) -> Result<(), Error> {
        let mut places = Vec::with_capacity(records.len());
        for (from, column) in kept {
            let cells = records.column(*from, &mut places);
            let need = self.need;
            let Some(building) = self.columns.get_mut(*column) else { continue };
            if records.nuls {
                building.read_without_nuls(cells, |at| records.line(at), need);
            } else {
                building.read(cells, |at| records.line(at), need, false);
            }
        }
        self.rows = self.rows.saturating_add(records.len());
        self.full()
    }

    /// Reads a whole column of ready texts, where no row was read before: a code a row into `entries`.
    pub fn read_codes(&mut self, column: usize, codes: &[u32], entries: &[String]) {
        let need = self.need;
        if let Some(building) = self.columns.get_mut(column) {
            building.read_codes(codes, entries, need);
        }
    }

    /// Reads a whole column of ready numbers, where no row was read before.
    pub fn read_numbers(&mut self, column: usize, numbers: &[f64]) {
        let need = self.need;
        if let Some(building) = self.columns.get_mut(column) {
            building.read_numbers(numbers, need);
        }
    }

    /// Ends rows whose columns were read whole.
    pub fn end_rows(&mut self, rows: usize) -> Result<(), Error> {
        self.rows = self.rows.saturating_add(rows);
        self.full()
    }

    /// Ends the open row; columns it did not name are blank in it.
    pub fn end_row(&mut self, line: u64) -> Result<(), Error> {
        for column in 0..self.columns.len() {
            if self.columns.get(column).is_some_and(|building| building.len() == self.rows) {
                self.set(column, b"", false, line);
            }
        }
        self.rows = self.rows.saturating_add(1);
        self.full()
    }

    fn full(&self) -> Result<(), Error> {
        if self.rows as u64 > self.max {
            Err(Error::new(Code::TooManyRows, self.max.to_string()))
        } else {
            Ok(())
        }
    }

    /// The finished table; `line` is the header's, for issues of whole columns.
    pub fn finish(self, source: &str, line: u64) -> (Table, Formats) {
        // A column whose dates tell nothing is read as the other columns of the same file are.
        let known = self.columns.iter().find_map(|building| match &building.cells {
            Kept::Times(times) => times.leaning(),
            _ => None,
        });
        let mut formats = Vec::new();
        let mut columns = Vec::new();
        let mut issues = vec![self.issues];
        for mut building in self.columns {
            let data = match building.cells {
                // Only trimmed texts come into it, see `new_text`.
                Kept::Texts(dictionary) => Data::Texts(Texts { distinct: true, ..dictionary.texts }),
                Kept::Numbers(numbers, _) => Data::Numbers(numbers),
                Kept::Times(mut times) => {
                    let open = times.undecided()
                        && known.is_none()
                        && times.times.iter().any(|time| *time != NO_TIME);
                    if open {
                        building.issues.add(Code::Ambiguous, || Sample {
                            line,
                            column: building.header.clone(),
                            value: "dd/mm/yyyy".to_owned(),
                        });
                        formats.push((building.header.clone(), times.format, times.zone()));
                    }
                    let order = times.leaning().or(known).unwrap_or(DateOrder::Dmy);
                    lose(&mut times, order, &building.header, &mut building.issues);
                    if !open {
                        formats.push((building.header.clone(), times.format, times.zone()));
                    }
                    Data::Times(times.times)
                }
            };
            issues.push(building.issues);
            columns.push(Column { header: building.header, role: building.role, data });
        }
        let issues = Issues::together(issues);
        let (source, read) = (source.to_owned(), self.rows as u64);
        let table = Table { source, columns, read, issues, ..Table::default() };
        (table, formats)
    }
}

/// Makes room for so many cells in all, where there is little left. Where there is not so much memory, it may still be
/// enough for what comes.
fn make_room<T>(cells: &mut Vec<T>, rows: usize) {
    let left = cells.capacity().saturating_sub(cells.len());
    if left < ROOM && rows > cells.capacity() {
        // A little more than is promised, so that towards the end a better promise does not move the whole column.
        let _ = cells.try_reserve_exact(rows.saturating_add(rows / 64).saturating_sub(cells.len()));
    }
}

/// Settles the order of day and month; the cells that lose are unreadable times.
fn lose(times: &mut TimeCells, order: DateOrder, header: &str, issues: &mut Issues) {
    for lost in times.settle(order) {
        issues.add(Code::BadTime, || Sample {
            line: lost.line,
            column: header.to_owned(),
            value: lost.value.clone(),
        });
    }
}

/// True where any code is that of no text, two looked at at once: mostly none is.
#[inline(never)] // a loop by itself, see `Building::read`
fn any_blank(codes: &[u32]) -> bool {
    let (pairs, last) = codes.as_chunks::<2>();
    let low = 1 << u32::BITS | 1_u64;
    // A half that is nothing takes its highest bit from the half above; none does before one is nothing.
    let blank = pairs.iter().fold(0, |blank, [one, other]| {
        let both = u64::from(*other) << u32::BITS | u64::from(*one);
        blank | (both.wrapping_sub(low) & !both)
    });
    blank & (low << (u32::BITS - 1)) != 0 || last.contains(&BLANK)
}

/// The code of a text that the dictionary does not know as it stands.
#[inline(never)]
fn new_text(dictionary: &mut Dictionary, raw: &[u8], role: Option<Role>, bad: impl FnOnce()) -> u32 {
    // A person called NULL is nobody: all of them together would be one person of a thousand rows.
    let nobody = |text: &str| role == Some(Role::Person) && is_blank(text);
    match core::str::from_utf8(raw) {
        Ok(whole) => match trim(whole) {
            text if nobody(text) => BLANK,
            text if text.len() == whole.len() => dictionary.add(text),
            text => dictionary.code(text),
        },
        Err(_) => {
            bad();
            let replaced = String::from_utf8_lossy(raw);
            let text = trim(&replaced);
            if nobody(text) { BLANK } else { dictionary.code(text) }
        }
    }
}

fn blank(raw: &[u8]) -> bool {
    core::str::from_utf8(raw).is_ok_and(|text| is_blank(trim(text)))
}

/// The line of a row of ready columns.
fn line(row: usize) -> u64 {
    (row as u64).saturating_add(1)
}

fn number(raw: &[u8], writing: Writing) -> Option<f64> {
    let text = core::str::from_utf8(raw).ok()?;
    if writing.unit != Unit::Percent && text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 15 {
        return text.parse::<u64>().ok().map(|number| number as f64);
    }
    numbers::read(text, writing)
}

/// A cell that an issue shows.
fn sample(header: &str, line: u64, value: &[u8]) -> Sample {
    Sample { line, column: header.to_owned(), value: shown(value) }
}

/// A cell as samples of issues show it: its first characters.
fn shown(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw.get(..raw.len().min(400)).unwrap_or(raw)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_among_codes_is_found_wherever_it_stands() {
        for other in [1, 2, 1 << 16, 1 << 31, (1 << 31) + 1, u32::MAX] {
            for many in 0..9 {
                let mut codes = vec![other; many];
                assert!(!any_blank(&codes), "{codes:?}");
                for place in 0..many {
                    codes[place] = BLANK;
                    assert!(any_blank(&codes), "{codes:?}");
                    codes[place] = other;
                }
            }
        }
    }
}
