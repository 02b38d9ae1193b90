//! Cells by row and column → CSV that is read without guessing: commas, line ends between rows only.

use crate::error::{Code, Error};
use crate::ingest::profile::MAX_COLUMNS;

/// The most bytes that a file may become.
pub const MOST: u64 = 2 << 30;
/// The greatest gap between rows: a sheet has as many rows.
const LONGEST: u64 = 1 << 20;

/// Rows that are being written. The line of a row is its number in the sheet.
#[derive(Debug, Default)]
pub struct Rows {
    /// CSV that is ready.
    pub out: Vec<u8>,
    /// The row that is open, from 1; 0 before the first.
    row: u64,
    /// The column that comes next, from 0.
    column: usize,
    /// Cells of the widest row so far: shorter ones behind it are filled up.
    width: usize,
    /// A cell was written.
    begun: bool,
    /// Bytes that were taken out before.
    taken: u64,
}

impl Rows {
    /// The number of a row that is said to be `number`: one that is not behind the last, or far behind it, is the next.
    pub const fn number(&self, number: u64) -> u64 {
        let next = self.row.saturating_add(1);
        if number >= next && number < next.saturating_add(LONGEST) { number } else { next }
    }

    /// Begins a row.
    pub fn start(&mut self, number: u64) {
        self.fill();
        let number = self.number(number);
        // Row 1 is on line 1.
        let ends = number.saturating_sub(self.row.max(1));
        self.out.extend((0..ends).map(|_| b'\n'));
        self.row = number;
        self.column = 0;
    }

    /// The row that is open.
    pub const fn row(&self) -> u64 {
        self.row
    }

    /// Writes a cell; one in a column that is passed already is left out.
    pub fn put(&mut self, column: usize, text: &str) -> Result<(), Error> {
        if column >= MAX_COLUMNS {
            return Err(Error::new(Code::TooMany, format!("{MAX_COLUMNS} columns")));
        }
        if text.is_empty() || column < self.column {
            return Ok(());
        }
        let before = self.column.saturating_sub(1);
        self.out.extend((before..column).map(|_| b','));
        // Quotes at the very beginning say that this is CSV, whatever the cell holds.
        let quotes =
            !self.begun || text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r' | b'\t'));
        if quotes {
            self.out.push(b'"');
        }
        for byte in text.bytes() {
            match byte {
                b'"' => self.out.extend_from_slice(b"\"\""),
                b'\n' | b'\r' | b'\t' => self.out.push(b' '),
                byte => self.out.push(byte),
            }
        }
        if quotes {
            self.out.push(b'"');
        }
        self.begun = true;
        self.column = column.saturating_add(1);
        let written = self.taken.saturating_add(self.out.len() as u64);
        if written > MOST { Err(too_large()) } else { Ok(()) }
    }

    fn fill(&mut self) {
        self.width = self.width.max(self.column);
        if self.column > 0 {
            self.out.extend((self.column..self.width).map(|_| b','));
        }
    }

    /// Ends the last row.
    pub fn end(&mut self) {
        self.fill();
        if self.row > 0 {
            self.out.push(b'\n');
        }
    }

    /// Takes out what is ready.
    pub fn take(&mut self) -> Vec<u8> {
        self.taken = self.taken.saturating_add(self.out.len() as u64);
        core::mem::take(&mut self.out)
    }
}

/// The error of a file that would become too large.
pub fn too_large() -> Error {
    Error::new(Code::TooLarge, format!("{} GiB", MOST >> 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_end_is_stopped() {
        let mut rows = Rows { taken: MOST - 20, ..Rows::default() };
        rows.start(1);
        let put = |rows: &mut Rows, column| {
            rows.put(column, "0123456789").map_err(|error| (error.code, error.subject))
        };
        assert_eq!(put(&mut rows, 0), Ok(()));
        assert_eq!(put(&mut rows, 1), Err((Code::TooLarge, "2 GiB".to_owned())));
    }

    #[test]
    fn rows_behind_the_widest_are_filled_up() {
        let mut rows = Rows::default();
        for (row, column, text) in [(1, 0, "title"), (3, 2, "a,b"), (4, 0, "x\n\"y\""), (9, 1, "z")] {
            rows.start(row);
            rows.put(column, text).unwrap_or(());
        }
        rows.end();
        let text = String::from_utf8(rows.take()).unwrap_or_default();
        assert_eq!(text, "\"title\"\n\n,,\"a,b\"\n\"x \"\"y\"\"\",,\n\n\n\n\n,z,\n");
    }
}
