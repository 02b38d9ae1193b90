//! Which tables a CSV holds: programs write several into one file, with blank lines and comments between.

use super::records::{Record, Records};
use super::split::Splitter;

/// One table of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The record that is its header, from 0.
    pub header: usize,
    /// The line of its header.
    pub line: u64,
    /// The header as it stands there.
    pub title: String,
    /// Rows below the header, as far as was looked.
    pub rows: usize,
    /// The record at which it ends; `None`: it goes on to the end of the file.
    pub end: Option<usize>,
    /// Cells of the header.
    cells: usize,
    /// Rows with as many.
    same: usize,
    /// Columns, all of whose filled cells so far are figures.
    figures: Vec<Option<bool>>,
}

/// The tables in the head of a file, from the record `skip` on; there is always the first one, if there is a record.
pub fn find(head: &[u8], delimiter: u8, terminator: u8, skip: usize, whole: bool) -> Vec<Found> {
    let mut look = Look { delimiter, at: 0, skip, loose: None, found: Vec::new() };
    let mut splitter = Splitter::new(delimiter, terminator);
    let mut sink = |records: Records<'_>| {
        records.iter().for_each(|record| look.take(&record));
        Ok(())
    };
    // A broken end is told by the real reading; here it only ends the look.
    if splitter.push(head, &mut sink).is_ok() && whole {
        let _ = splitter.finish(&mut sink);
    }
    look.drop_unsure();
    look.found
}

/// The table that is asked for (from 1), or else the one with the most rows, the first of equals.
pub fn choose(found: &[Found], asked: Option<usize>) -> Option<usize> {
    match asked {
        Some(asked) => asked.checked_sub(1).filter(|index| *index < found.len()),
        None => (0..found.len()).rev().max_by_key(|index| found.get(*index).map(|table| table.rows)),
    }
}

struct Look {
    delimiter: u8,
    /// The record that comes next.
    at: usize,
    skip: usize,
    /// The first comment, title or empty record since the last row.
    loose: Option<usize>,
    found: Vec<Found>,
}

impl Look {
    fn take(&mut self, record: &Record<'_>) {
        let at = self.at;
        self.at = at.saturating_add(1);
        if at < self.skip {
            return;
        }
        let filled = (0..record.len()).filter(|index| !record.cell(*index).is_empty()).count();
        let Some(table) = self.found.last_mut() else { return self.start(record, at) };
        let apart = record.apart || self.loose.is_some();
        let comment = match record.cell(0) {
            [b'#'] => filled == 1,
            [b'#', b' ' | b'-' | b'#' | b'\t', ..] => true,
            _ => false,
        };
        let title = filled == 1 && table.cells > 1 && apart;
        if comment || title || filled == 0 {
            self.loose.get_or_insert(at);
        } else if apart && heads(record, table) {
            table.end = Some(self.loose.unwrap_or(at));
            self.drop_unsure();
            self.start(record, at);
        } else {
            table.rows = table.rows.saturating_add(1);
            table.same = table.same.saturating_add(usize::from(record.len() == table.cells));
            self.loose = None;
            for (index, figures) in table.figures.iter_mut().enumerate() {
                let cell = record.cell(index);
                // What has a word is no column of figures any more, and most columns have one at once.
                if !cell.is_empty() && *figures != Some(false) {
                    *figures = Some(is_figure(cell));
                }
            }
        }
    }

    fn start(&mut self, record: &Record<'_>, header: usize) {
        self.loose = None;
        let title = record.shown(self.delimiter);
        let (line, cells) = (record.line, record.len());
        self.found.push(Found {
            header,
            line,
            title,
            rows: 0,
            end: None,
            cells,
            same: 0,
            figures: vec![None; cells],
        });
    }

    /// A header behind another table whose rows are none or other ones is a line of that table.
    fn drop_unsure(&mut self) {
        if let [.., before, last] = self.found.as_mut_slice()
            && last.same.saturating_mul(2) <= last.rows
        {
            before.end = last.end;
            before.rows = before.rows.saturating_add(1).saturating_add(last.rows);
            self.found.pop();
        }
    }
}

/// A record behind a gap begins a table of its own: words only, where the table before has figures or other columns.
fn heads(record: &Record<'_>, table: &Found) -> bool {
    let cells = || (0..record.len()).map(|index| record.cell(index));
    let unlike = |(cell, figures): (&[u8], &Option<bool>)| !cell.is_empty() && *figures == Some(true);
    !cells().any(is_figure) && (record.len() != table.cells || cells().zip(&table.figures).any(unlike))
}

/// A number, an amount, a date: digits and marks.
pub fn is_figure(cell: &[u8]) -> bool {
    cell.iter().any(u8::is_ascii_digit) && !cell.iter().any(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> Vec<(u64, usize, Option<usize>)> {
        let found = find(text.as_bytes(), b',', b'\n', 0, true);
        found.into_iter().map(|table| (table.line, table.rows, table.end)).collect()
    }

    #[test]
    fn blank_lines_and_comments_part_tables_where_a_header_follows() {
        assert_eq!(tables("a,b\nx,1\n\nc,d\ny,2\nz,3\n"), [(1, 1, Some(2)), (4, 2, None)]);
        assert_eq!(tables("a,b\nx,1\n# second\n# table\nc,d,e\ny,2,3\n"), [(1, 1, Some(2)), (5, 1, None)]);
        assert_eq!(tables("a,b,\nx,1,\n,,\nCities,,\nc,d,e\ny,2,3\n"), [(1, 1, Some(2)), (5, 1, None)]);
    }

    #[test]
    fn rows_with_blank_lines_between_are_one_table() {
        assert_eq!(tables("a,b\n\nx,1\n\ny,2\n"), [(1, 2, None)]);
        assert_eq!(tables("a,b\nx,1\n\nTotal,1\n"), [(1, 2, None)]);
        assert_eq!(tables("a,b\nx,1\n\nMade by hand,on Monday,in Solo\n"), [(1, 2, None)]);
        assert_eq!(tables("a,b\nx,1\ny,z\n\nw,v\n"), [(1, 3, None)]);
    }

    #[test]
    fn the_largest_is_taken_or_the_one_asked_for() {
        let found = find(b"a,b\nx,1\n\nc,d\ny,2\nz,3\n\ne,f\n1,2\n3,4\n", b',', b'\n', 0, true);
        assert_eq!(found.len(), 3);
        assert_eq!(choose(&found, None), Some(1));
        assert_eq!(choose(&found, Some(3)), Some(2));
        assert_eq!((choose(&found, Some(4)), choose(&found, Some(0))), (None, None));
    }
}
