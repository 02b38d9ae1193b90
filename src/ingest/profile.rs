//! What the first rows of a file hold, column by column.

use super::numbers::{self, Decimal, Writing};
use super::plan::Plan;
use super::times::{self, Guess};
use crate::error::{Code, Error};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rows that are looked at before columns are decided.
const SAMPLE_ROWS: usize = 2_000;
/// Cells that are looked at: a wide table needs fewer rows.
const SAMPLE_CELLS: usize = 60_000;
/// Rows that a preview shows.
const PREVIEW: usize = 8;
/// Columns a table may have: as many as a spreadsheet has.
pub const MAX_COLUMNS: usize = 16_384;

/// 1990-01-01T00:00:00Z.
const MODERN: i64 = 631_152_000_000_000;

/// The first rows; blank cells and the words programs write for them are left out.
#[derive(Debug, Default)]
pub struct Sample {
    text: String,
    /// Header, and where its cells stand in `text`.
    columns: Vec<(String, Vec<(usize, usize)>)>,
    /// Of each column the cells of the first rows, blank ones too.
    first: Vec<Vec<String>>,
    /// Cells that are numbers as JSON writes them, by column.
    plain: Vec<usize>,
    /// Header → column.
    places: FxHashMap<String, usize>,
    /// Header → how often it was given.
    repeated: FxHashMap<String, usize>,
    /// Rows seen.
    pub rows: usize,
    /// The first cells of the lines above the header, a line each.
    pub above: String,
    /// The questions that some survey systems write below the names of their columns.
    pub questions: Vec<String>,
}

impl Sample {
    /// The question below a header.
    pub fn question(&self, column: usize) -> Option<&str> {
        self.questions.get(column).map(String::as_str).filter(|question| !question.is_empty())
    }

    /// Adds a column; its header is made unique.
    pub fn add_column(&mut self, header: &str) -> Result<usize, Error> {
        let index = self.columns.len();
        if index >= MAX_COLUMNS {
            return Err(Error::new(Code::TooMany, format!("{MAX_COLUMNS} columns")));
        }
        let plain =
            if header.is_empty() { format!("column {}", index.saturating_add(1)) } else { header.to_owned() };
        let mut unique = plain.clone();
        while self.places.contains_key(&unique) {
            let times = self.repeated.entry(plain.clone()).or_insert(1);
            *times = times.saturating_add(1);
            unique = format!("{plain} ({times})");
        }
        self.places.insert(unique.clone(), index);
        self.columns.push((unique, Vec::new()));
        self.first.push(Vec::new());
        self.plain.push(0);
        Ok(index)
    }

    /// True while more rows are looked at.
    pub fn has_room(&self) -> bool {
        self.rows < SAMPLE_ROWS && self.rows.saturating_mul(self.columns.len()) < SAMPLE_CELLS
    }

    /// The column with exactly this header.
    pub fn find(&self, header: &str) -> Option<usize> {
        self.places.get(header).copied()
    }

    /// Adds a cell.
    pub fn add_cell(&mut self, column: usize, cell: &str) {
        if self.rows < PREVIEW
            && let Some(first) = self.first.get_mut(column)
        {
            // Rows that had no such cell are blank in it; the first cell counts where a row has it twice.
            if first.len() <= self.rows {
                first.resize(self.rows, String::new());
                first.push(cell.chars().take(80).collect());
            }
        }
        let Some((_, cells)) = self.columns.get_mut(column) else { return };
        if is_blank(cell) {
            return;
        }
        let start = self.text.len();
        self.text.push_str(cell);
        cells.push((start, self.text.len()));
    }

    /// Adds a number as JSON writes it.
    pub fn add_number(&mut self, column: usize, number: &str) {
        self.add_cell(column, number);
        if let Some(plain) = self.plain.get_mut(column) {
            *plain = plain.saturating_add(1);
        }
    }

    /// True when every filled cell is a number as JSON writes it.
    fn is_plain(&self, column: usize) -> bool {
        let filled = self.columns.get(column).map_or(0, |(_, cells)| cells.len());
        filled > 0 && self.plain.get(column) == Some(&filled)
    }

    /// All headers, in file order.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.columns.iter().map(|(header, _)| header.as_str())
    }

    /// The cells of a column in the first rows, as they stand there.
    pub fn preview(&self, column: usize) -> Vec<String> {
        let mut cells = self.first.get(column).cloned().unwrap_or_default();
        cells.resize(self.rows.min(PREVIEW), String::new());
        cells
    }

    /// The filled cells of a column.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        let cells = self.columns.get(column).map(|(_, cells)| cells.as_slice()).unwrap_or_default();
        cells.iter().filter_map(|(start, end)| self.text.get(*start..*end))
    }
}

/// Blank, or one of the words that programs write where there is nothing.
pub fn is_blank(cell: &str) -> bool {
    matches!(
        cell,
        "" | "-"
            | "--"
            | "NULL"
            | "null"
            | "Null"
            | "NaN"
            | "nan"
            | "NaT"
            | "None"
            | "N/A"
            | "n/a"
            | "NA"
            | "#N/A"
            | "undefined"
            | "(not set)"
            | "\\N"
    )
}

/// What the cells of one column look like.
#[derive(Debug)]
pub struct Profile {
    /// Rows of the sample.
    pub rows: usize,
    /// Filled cells.
    pub filled: usize,
    /// Distinct filled cells.
    pub distinct: usize,
    /// As times, where any can be read; plain numbers only where they are surely times.
    pub time: Option<Guess>,
    /// As times, plain numbers of any size included: for columns whose header says time.
    pub time_by_name: Option<Guess>,
    /// As numbers: how they are written, whether their mark is left open, share that can be read.
    pub number: Option<(Writing, bool, f64)>,
    /// Up to three distinct values.
    pub examples: Vec<String>,
    /// All cells are words of a lifecycle; both a start and an end are among them.
    pub lifecycle: (bool, bool),
    /// The first time is after 1990: a date before is often only the shell of a clock (`12/31/1899 09:30:00 AM`).
    pub modern: bool,
    /// All numbers are whole.
    pub whole: bool,
}

impl Profile {
    /// Looks at the cells of one column. Each loop is a function of its own: all of them as one an engine would make fast as
    /// a whole, which takes longer than they run.
    pub fn of(sample: &Sample, column: usize, plan: &Plan, semicolon: bool) -> Self {
        let cells = sample.cells(column);
        let Different { filled, distinct, examples } = different(cells.clone());
        let given =
            if sample.is_plain(column) { Some(Decimal::Point) } else { plan.decimal.map(Decimal::of) };
        let number = match given {
            Some(decimal) => {
                let writing = Writing { decimal, unit: numbers::unit(cells.clone()) };
                let read = numbers_among(cells.clone(), writing);
                (read > 0).then(|| (writing, false, read as f64 / filled as f64))
            }
            None => numbers::decide(cells.clone(), semicolon),
        };
        let whole = number.is_none_or(|(writing, ..)| all_whole(cells.clone(), writing));
        let (time, time_by_name) = times::guess(cells.clone(), plan.time_unit, plan.date_order, plan.since);
        let modern = time.is_some_and(|guess| is_modern(cells.clone(), guess.format));
        Self {
            rows: sample.rows,
            filled,
            distinct,
            time,
            modern,
            time_by_name,
            number,
            examples,
            lifecycle: lifecycle(cells),
            whole,
        }
    }

    /// Share of cells that are numbers.
    pub fn number_rate(&self) -> f64 {
        self.number.map_or(0.0, |(_, _, rate)| rate)
    }

    /// Share of cells that are times.
    pub fn time_rate(&self) -> f64 {
        self.time.map_or(0.0, |guess| guess.rate)
    }
}

/// How many cells there are, how many different ones, and the first of these.
struct Different {
    filled: usize,
    distinct: usize,
    examples: Vec<String>,
}

#[inline(never)]
fn different<'a>(cells: impl Iterator<Item = &'a str>) -> Different {
    // Room for all: a table that grows is filled again each time.
    let mut known: FxHashSet<&str> = FxHashSet::with_capacity_and_hasher(
        SAMPLE_ROWS.min(cells.size_hint().1.unwrap_or(0)),
        Default::default(),
    );
    let mut examples = Vec::new();
    let mut filled = 0usize;
    for cell in cells {
        filled = filled.saturating_add(1);
        if known.insert(cell) && examples.len() < 3 {
            examples.push(cell.chars().take(80).collect());
        }
    }
    Different { filled, distinct: known.len(), examples }
}

/// How many cells are numbers.
#[inline(never)]
fn numbers_among<'a>(cells: impl Iterator<Item = &'a str>, writing: Writing) -> usize {
    cells.filter(|cell| numbers::read(cell, writing).is_some()).count()
}

/// Whether the first time of all is late enough.
#[inline(never)]
fn is_modern<'a>(mut cells: impl Iterator<Item = &'a str>, format: times::Format) -> bool {
    let first = cells.find_map(|cell| times::read(cell, format));
    first.is_some_and(|first| first.micros > MODERN)
}

/// True where every number among the cells is whole.
#[inline(never)]
fn all_whole<'a>(cells: impl Iterator<Item = &'a str>, writing: Writing) -> bool {
    cells
        .filter_map(|cell| numbers::read(cell, writing))
        .fold(true, |whole, read| whole & (read.fract() == 0.0))
}

/// Whether all cells are lifecycle words (of XES and of bupaR), and whether both ends of an activity occur.
#[inline(never)]
fn lifecycle<'a>(cells: impl Iterator<Item = &'a str>) -> (bool, bool) {
    let (mut start, mut end, mut any) = (false, false, false);
    for cell in cells {
        let word = cell.to_ascii_lowercase();
        any = true;
        match word.as_str() {
            "start" | "started" | "begin" | "mulai" => start = true,
            "complete" | "completed" | "end" | "finish" | "finished" | "selesai" => end = true,
            "schedule" | "assign" | "reassign" | "suspend" | "resume" | "withdraw" | "manualskip"
            | "autoskip" | "ate_abort" | "pi_abort" => {}
            _ => return (false, false),
        }
    }
    (any, start && end)
}
