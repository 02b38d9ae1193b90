//! Columns that are ready: typed arrays and lists of a page, one a header.
//!
//! Must never know: how JavaScript holds them.

use super::flatten::{Cell, Sink};
use super::json::{Items, Look};
use super::plan::Plan;
use super::reader::Read;
use crate::diag::Sample;
use crate::error::{Code, Error};
use core::fmt::Write;

/// The cells of one ready column.
#[derive(Clone, Debug, PartialEq)]
pub enum Ready {
    /// Numbers; NaN is a blank.
    Numbers(Vec<f64>),
    /// One code a row into a list of texts; a code beyond the list is a blank.
    Texts {
        /// One a row.
        codes: Vec<u32>,
        /// The distinct texts.
        entries: Vec<String>,
    },
}

impl Ready {
    fn rows(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }

    /// Gives the cell of `row` to `sink`; `number` is working space.
    fn give(&self, header: &str, row: usize, number: &mut String, sink: &mut Sink<'_>) {
        match self {
            Self::Numbers(numbers) => {
                let Some(cell) = numbers.get(row).filter(|cell| cell.is_finite()) else { return };
                number.clear();
                // Writing into a String cannot fail.
                let _ = write!(number, "{cell}");
                sink(header, Cell::Number(number));
            }
            Self::Texts { codes, entries } => {
                let entry = codes.get(row).and_then(|code| entries.get(*code as usize));
                if let Some(entry) = entry {
                    sink(header, Cell::Text(entry));
                }
            }
        }
    }
}

/// Reads columns that are ready, by the same roles, formats and issues as a file; lines are the rows' numbers,
/// from 1. A column that is shorter than the longest is blank at its end, and each such row is a `ragged_row`.
///
/// ```
/// use jejak::ingest::{Plan, Ready, read_columns};
/// let events = Ready::Texts { codes: vec![0, 1, 0], entries: vec!["view".into(), "pay".into()] };
/// let columns = vec![
///     ("user_id".to_owned(), Ready::Numbers(vec![7.0, 7.0, 8.0])),
///     ("event".to_owned(), events),
///     ("time".to_owned(), Ready::Numbers(vec![1.6e9, 1.6e9 + 5.0, 1.6e9 + 9.0])),
/// ];
/// let read = read_columns(&columns, Plan::default())?;
/// assert_eq!(read.table.read, 3);
/// assert_eq!(read.report.format, "columns");
/// # Ok::<(), jejak::Error>(())
/// ```
pub fn read_columns(columns: &[(String, Ready)], plan: Plan) -> Result<Read, Error> {
    let rows = columns.iter().map(|(_, cells)| cells.rows()).max().unwrap_or(0);
    if rows == 0 {
        return Err(Error::new(Code::EmptyFile, ""));
    }
    let mut number = String::new();
    let mut look = Look::default();
    // Every header is known, even where the first rows are blank in it.
    for (header, _) in columns {
        look.cell(header, Cell::Text(""));
    }
    for row in 0..rows {
        if !look.sample.has_room() {
            break;
        }
        for (header, cells) in columns {
            cells.give(header, row, &mut number, &mut |path, cell| look.cell(path, cell));
        }
        look.sample.rows = look.sample.rows.saturating_add(1);
    }
    let mut items = Items::of(look.sample, look.columns, &plan, false)?;
    if even(columns, rows) {
        read_whole(columns, rows, &mut items)?;
    } else {
        read_rows(columns, rows, &mut items)?;
    }
    let mut read = items.finish(&plan)?;
    read.report.format = "columns".to_owned();
    Ok(read)
}

/// True where every column has as many rows as the longest, and no header stands twice.
fn even(columns: &[(String, Ready)], rows: usize) -> bool {
    let mut headers: Vec<&str> = columns.iter().map(|(header, _)| header.as_str()).collect();
    headers.sort_unstable();
    let twice = headers.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
    !twice && columns.iter().all(|(_, cells)| cells.rows() == rows)
}

/// Reads one column after another.
fn read_whole(columns: &[(String, Ready)], rows: usize, items: &mut Items) -> Result<(), Error> {
    for (header, cells) in columns {
        let (places, into) = items.column(header);
        for place in places {
            match cells {
                Ready::Numbers(numbers) => into.read_numbers(*place, numbers),
                Ready::Texts { codes, entries } => into.read_codes(*place, codes, entries),
            }
        }
    }
    items.frame.rows.end_rows(rows)
}

/// Reads one row after another.
fn read_rows(columns: &[(String, Ready)], rows: usize, items: &mut Items) -> Result<(), Error> {
    let mut number = String::new();
    for (row, line) in (0..rows).zip(1u64..) {
        if let Some((header, _)) = columns.iter().find(|(_, cells)| cells.rows() <= row) {
            let sample = || Sample { line, column: header.clone(), value: String::new() };
            items.frame.rows.issues.add(Code::RaggedRow, sample);
        }
        items.row(line, b"", |sink| {
            for (header, cells) in columns {
                cells.give(header, row, &mut number, sink);
            }
            Ok(true)
        })?;
    }
    Ok(())
}
