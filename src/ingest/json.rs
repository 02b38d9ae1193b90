//! JSON that is being read: a list of objects, JSON lines, or objects that JavaScript hands over.

use super::bytes::{Encoding, trim};
use super::flatten::{self, Cell, Sink};
use super::frame::Frame;
use super::plan::Plan;
use super::profile::{MAX_COLUMNS, Sample};
use super::reader::Read;
use super::rows::Rows;
use super::scan::{Item, Layout, Scanner};
use crate::diag;
use crate::error::{Code, Error, Place};
use crate::value::Value;
use rustc_hash::FxHashMap;

/// Rows of cells with a path each.
#[derive(Debug)]
pub struct Items {
    /// The decided columns and the rows so far.
    pub frame: Frame,
    /// Path → column of the file; grows when later rows have keys of their own.
    columns: FxHashMap<String, usize>,
    /// Column of the file → its columns of the table.
    places: Vec<Vec<usize>>,
}

impl Items {
    /// Decides the columns; `more`: rows beyond the sample may have further keys.
    pub fn of(
        sample: Sample,
        columns: FxHashMap<String, usize>,
        plan: &Plan,
        more: bool,
    ) -> Result<Self, Error> {
        let mut places = vec![Vec::new(); columns.len()];
        let frame = Frame::of(sample, plan, 1, false, more)?;
        for (column, place) in &frame.kept {
            if let Some(places) = places.get_mut(*column) {
                places.push(*place);
            }
        }
        Ok(Self { frame, columns, places })
    }

    /// Reads one row, whose cells `fill` gives; false from it: the item is no object.
    pub fn row(
        &mut self,
        line: u64,
        shown: &[u8],
        fill: impl FnOnce(&mut Sink<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let Self { frame, columns, places } = self;
        let object = fill(&mut |path, cell| {
            let column = match columns.get(path) {
                Some(column) => *column,
                None => {
                    let column = places.len();
                    columns.insert(path.to_owned(), column);
                    places.push(frame.late_column(path).into_iter().collect());
                    column
                }
            };
            for place in places.get(column).into_iter().flatten() {
                let plain = matches!(cell, Cell::Number(_));
                frame.rows.set(*place, trim(cell.text()).as_bytes(), plain, line);
            }
        })?;
        if columns.len() > MAX_COLUMNS {
            return Err(Error::new(Code::TooMany, format!("{MAX_COLUMNS} columns")));
        }
        if object {
            return frame.rows.end_row(line);
        }
        let value = String::from_utf8_lossy(shown.get(..shown.len().min(400)).unwrap_or(shown)).into_owned();
        frame.rows.issues.add(Code::NotAnObject, || diag::Sample { line, column: String::new(), value });
        Ok(())
    }

    /// Where the cells of a path go, and the rows that they are put into.
    pub fn column(&mut self, path: &str) -> (&[usize], &mut Rows) {
        let column = self.columns.get(path).and_then(|column| self.places.get(*column));
        (column.map_or(&[], Vec::as_slice), &mut self.frame.rows)
    }

    /// Ends the rows.
    pub fn finish(mut self, plan: &Plan) -> Result<Read, Error> {
        if self.frame.rows.rows == 0 {
            return Err(Error::new(Code::NotATable, "JSON"));
        }
        self.frame.late_missing()?;
        Ok(self.frame.finish(plan, 1, 0))
    }
}

/// The sample of the first rows, and its columns by path.
#[derive(Default)]
pub struct Look {
    /// The first rows.
    pub sample: Sample,
    /// Path → column.
    pub columns: FxHashMap<String, usize>,
}

impl Look {
    /// Takes a cell of the row that is looked at.
    pub fn cell(&mut self, path: &str, cell: Cell<'_>) {
        let column = match self.columns.get(path) {
            Some(column) => *column,
            None => match self.sample.add_column(path) {
                Ok(column) => {
                    self.columns.insert(path.to_owned(), column);
                    column
                }
                Err(_) => return,
            },
        };
        match cell {
            Cell::Text(text) => self.sample.add_cell(column, trim(text)),
            Cell::Number(number) => self.sample.add_number(column, number),
        }
    }
}

/// A JSON text whose columns are decided.
#[derive(Debug)]
pub struct Json {
    scanner: Scanner,
    layout: Layout,
    /// Bytes before the list.
    skip: usize,
    items: Items,
}

impl Json {
    /// Looks at the head and decides the columns; `None` where not one item has ended.
    pub fn open(
        head: &[u8],
        layout: Layout,
        skip: usize,
        whole: bool,
        last: bool,
        plan: &Plan,
    ) -> Result<Option<Self>, Error> {
        let (before, text) = head.split_at(skip.min(head.len()));
        let line = (memchr::memchr_iter(b'\n', before).count() as u64).saturating_add(1);
        let column =
            memchr::memrchr(b'\n', before).map_or(skip, |at| skip.saturating_sub(at.saturating_add(1)));
        let start = || Scanner::new(layout, line, (column as u64).saturating_add(1));
        let mut look = Look::default();
        let mut seen = 0usize;
        let mut scanner = start();
        let mut sink = |item: Item<'_>| {
            seen = seen.saturating_add(1);
            if look.sample.has_room() && parse(item, &mut |path, cell| look.cell(path, cell))? {
                look.sample.rows = look.sample.rows.saturating_add(1);
            }
            Ok(())
        };
        scanner.push(text, &mut sink)?;
        if whole {
            scanner.finish(&mut sink)?;
        } else if seen == 0 && !last {
            return Ok(None);
        }
        if look.sample.rows == 0 && (whole || last) {
            return Err(Error::new(Code::NotATable, "JSON"));
        }
        let more = !whole || !look.sample.has_room();
        let items = Items::of(look.sample, look.columns, plan, more)?;
        Ok(Some(Self { scanner: start(), layout, skip, items }))
    }

    /// Rows read so far.
    pub fn rows(&self) -> u64 {
        self.items.frame.rows.rows as u64
    }

    /// Makes room for so many rows in all.
    pub fn make_room(&mut self, rows: usize) {
        self.items.frame.rows.make_room(rows);
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let now = self.skip.min(bytes.len());
        self.skip = self.skip.saturating_sub(now);
        let Self { scanner, items, .. } = self;
        scanner.push(bytes.get(now..).unwrap_or(b""), &mut |item| {
            items.row(item.line, item.bytes, |sink| parse(item, sink))
        })
    }

    /// Ends the text.
    pub fn finish(mut self, plan: &Plan, encoding: Encoding) -> Result<Read, Error> {
        let Self { scanner, items, .. } = &mut self;
        scanner.finish(&mut |item| items.row(item.line, item.bytes, |sink| parse(item, sink)))?;
        self.so_far(plan, encoding)
    }

    /// Ends the reading of a head: an item that has not ended is left out.
    pub fn so_far(self, plan: &Plan, encoding: Encoding) -> Result<Read, Error> {
        let mut read = self.items.finish(plan)?;
        read.report.format = if self.layout == Layout::Lines { "jsonl" } else { "json" }.to_owned();
        read.report.encoding = encoding.as_str().to_owned();
        Ok(read)
    }
}

fn parse(item: Item<'_>, sink: &mut Sink<'_>) -> Result<bool, Error> {
    flatten::item(item.bytes, sink).map_err(|error| {
        let below = (error.line() as u64).saturating_sub(1);
        let column = error.column() as u64;
        let column = if below == 0 { item.column.saturating_add(column).saturating_sub(1) } else { column };
        Error::new(Code::BadJson, "").at(Place::Line { line: item.line.saturating_add(below), column })
    })
}

/// Reads objects that JavaScript hands over; lines are the rows' numbers, from 1.
///
/// ```
/// use jejak::ingest::{Plan, read_rows};
/// use jejak::value::{Value, map};
/// let row = map([("user", "7".into()), ("event", "pay".into())]);
/// let read = read_rows(vec![row], Plan::default())?;
/// assert_eq!(read.table.read, 1);
/// # Ok::<(), jejak::Error>(())
/// ```
pub fn read_rows(rows: Vec<Value>, plan: Plan) -> Result<Read, Error> {
    if rows.is_empty() {
        return Err(Error::new(Code::EmptyFile, ""));
    }
    let mut look = Look::default();
    for row in &rows {
        if !look.sample.has_room() {
            break;
        }
        if flatten::value(row, &mut |path, cell| look.cell(path, cell)) {
            look.sample.rows = look.sample.rows.saturating_add(1);
        }
    }
    if look.sample.rows == 0 {
        return Err(Error::new(Code::NotATable, "JSON"));
    }
    let mut items = Items::of(look.sample, look.columns, &plan, true)?;
    for (row, line) in rows.into_iter().zip(1u64..) {
        items.row(line, b"", |sink| Ok(flatten::value(&row, sink)))?;
    }
    let mut read = items.finish(&plan)?;
    read.report.format = "rows".to_owned();
    Ok(read)
}
