//! A CSV that is being read.

use super::bytes::{Encoding, trim};
use super::dialect::{self, Dialect, Looked};
use super::frame::Frame;
use super::groups;
use super::plan::Plan;
use super::profile::Sample;
use super::reader::Read;
use super::records::{Record, Records};
use super::split::Splitter;
use crate::diag::{self, Issues};
use crate::error::{Code, Error};
use std::borrow::Cow;

/// A CSV whose columns are decided.
#[derive(Debug)]
pub struct Csv {
    splitter: Splitter,
    dialect: Dialect,
    span: Span,
    /// Cells of the header.
    width: usize,
    /// Line of the header.
    line: u64,
    frame: Frame,
}

impl Csv {
    /// Looks at the head and decides the columns; `None` where not even the header has ended.
    ///
    /// `whole`: nothing follows the head. `last`: a longer head will not be asked for.
    pub fn open(head: &[u8], whole: bool, last: bool, plan: &Plan) -> Result<Option<Self>, Error> {
        let Looked { dialect, others } = dialect::look(head, whole, plan.table, plan.delimiter)?;
        let mut sample = Sample::default();
        let (mut at, mut width, mut line) = (0usize, 0usize, 0u64);
        let mut header: Vec<String> = Vec::new();
        let mut names: Vec<Vec<String>> = Vec::new();
        let rows_from = dialect.skip.saturating_add(dialect.header_rows);
        let mut splitter = Splitter::new(dialect.delimiter, dialect.terminator);
        let mut look = |records: Records<'_>| {
            let above = records.len().min(rows_from.saturating_sub(at));
            for record in records.first(above).iter() {
                if at < dialect.skip && sample.above.len() < 4096 {
                    sample.above.push_str(trim(&String::from_utf8_lossy(record.cell(0))));
                    sample.above.push('\n');
                }
                if at >= dialect.skip {
                    if at == dialect.skip {
                        line = record.line;
                    }
                    if at == dialect.skip.saturating_add(1) && dialect.header_rows == 3 {
                        let name =
                            |index: usize| trim(&String::from_utf8_lossy(record.cell(index))).to_owned();
                        sample.questions = (0..record.len()).map(name).collect();
                    }
                    join_header(&mut header, &record);
                    names.push(
                        (0..record.len()).map(|index| plain(record.cell(index)).into_owned()).collect(),
                    );
                }
                at = at.saturating_add(1);
                if at == rows_from {
                    if dialect.grouped {
                        header = groups::join(&names);
                    }
                    width = header.len();
                    for name in header.drain(..) {
                        sample.add_column(&name)?;
                    }
                }
            }
            let rows = records.skip(above);
            let left = dialect.end.map_or(usize::MAX, |end| end.saturating_sub(at));
            add_rows(&mut sample, rows.first(left), width);
            at = at.saturating_add(rows.len());
            Ok(())
        };
        splitter.push(head, &mut look)?;
        if whole {
            splitter.finish(&mut look)?;
        }
        if width == 0 {
            return if last { Err(Error::new(Code::NotATable, "")) } else { Ok(None) };
        }
        if whole && width == 1 && sample.rows == 0 {
            // One word or one line of prose.
            return Err(Error::new(Code::NotATable, ""));
        }
        let mut frame = Frame::of(sample, plan, line, dialect.delimiter == b';', false)?;
        for (line, value) in others {
            frame.rows.issues.add(Code::OtherTable, || diag::Sample { line, column: String::new(), value });
        }
        let splitter = Splitter::new(dialect.delimiter, dialect.terminator);
        let left = dialect.end.map(|end| end.saturating_sub(rows_from));
        Ok(Some(Self { splitter, dialect, span: Span { skip: rows_from, left }, width, line, frame }))
    }

    /// Rows read so far.
    pub fn rows(&self) -> u64 {
        self.frame.rows.rows as u64
    }

    /// Makes room for so many rows in all.
    pub fn make_room(&mut self, rows: usize) {
        self.frame.rows.make_room(rows);
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Self { splitter, dialect, span, width, frame, .. } = self;
        splitter.push(bytes, &mut |records| take(span.part(records), *dialect, *width, frame))
    }

    /// Ends the file.
    pub fn finish(mut self, plan: &Plan, encoding: Encoding, bad: u64) -> Result<Read, Error> {
        let Self { splitter, dialect, span, width, frame, .. } = &mut self;
        splitter.finish(&mut |records| take(span.part(records), *dialect, *width, frame))?;
        if let Some(line) = self.splitter.unclosed {
            let sample = || diag::Sample { line, column: String::new(), value: "\"".to_owned() };
            self.frame.rows.issues.add(Code::UnclosedQuote, sample);
        }
        Ok(self.read(plan, encoding, bad))
    }

    /// Ends the reading of a head: a record that has not ended is left out.
    pub fn so_far(self, plan: &Plan, encoding: Encoding) -> Read {
        self.read(plan, encoding, 0)
    }

    fn read(self, plan: &Plan, encoding: Encoding, bad: u64) -> Read {
        let mut read = self.frame.finish(plan, self.line, bad);
        read.report.format = "csv".to_owned();
        read.report.encoding = encoding.as_str().to_owned();
        read.report.delimiter = Some(char::from(self.dialect.delimiter));
        read.report.header_rows = self.dialect.header_rows as u64;
        read
    }
}

/// Which records are still to come of the table that is read.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// Records that still stand before the first row.
    skip: usize,
    /// Rows that are left, where another table follows.
    left: Option<usize>,
}

impl Span {
    /// Those of the next records that are rows.
    fn part<'a>(&mut self, records: Records<'a>) -> Records<'a> {
        let head = records.len().min(self.skip);
        self.skip = self.skip.saturating_sub(head);
        let rows = records.skip(head);
        let Some(left) = &mut self.left else { return rows };
        let rows = rows.first(*left);
        *left = left.saturating_sub(rows.len());
        rows
    }
}

/// Adds rows to a sample, as long as it has room.
#[inline(never)] // see `Profile::of`
fn add_rows(sample: &mut Sample, rows: Records<'_>, width: usize) {
    for record in rows.iter() {
        if !sample.has_room() {
            return;
        }
        for index in 0..width {
            sample.add_cell(index, &plain(record.cell(index)));
        }
        sample.rows = sample.rows.saturating_add(1);
    }
}

/// Adds a record of the header to those before it.
fn join_header(header: &mut Vec<String>, record: &Record<'_>) {
    let name = |index: usize| plain(record.cell(index)).into_owned();
    if header.is_empty() {
        header.extend((0..record.len()).map(name));
        return;
    }
    let legacy = header.first().is_some_and(|first| first == "V1");
    let monkey = header.first().is_some_and(|first| first == "Respondent ID");
    let mut question = String::new();
    for (index, above) in header.iter_mut().enumerate() {
        let below = name(index);
        if legacy {
            *above = below;
        } else if monkey {
            // A question stands over its first row only; `Response` is the row of a question without rows.
            if !above.is_empty() {
                question.clone_from(above);
            }
            let only = matches!(below.as_str(), "" | "Response" | "Open-Ended Response");
            *above = if only { question.clone() } else { format!("{question} [{below}]") };
        }
    }
}

/// A cell of the head as text.
fn plain(cell: &[u8]) -> Cow<'_, str> {
    match core::str::from_utf8(cell) {
        Ok(text) if !cell.contains(&0) => trim(text).into(),
        _ => trim(&String::from_utf8_lossy(cell)).replace('\0', "").into(),
    }
}

/// Records → rows.
fn take(records: Records<'_>, dialect: Dialect, width: usize, frame: &mut Frame) -> Result<(), Error> {
    if !records.all_have(width) {
        for record in records.iter().filter(|record| record.len() != width) {
            tell_ragged(&record, dialect, width, &mut frame.rows.issues);
        }
    }
    frame.rows.read(records, &frame.kept)
}

/// Tells of a record that has other cells than the header.
#[inline(never)] // see `Building::read`
fn tell_ragged(record: &Record<'_>, dialect: Dialect, width: usize, issues: &mut Issues) {
    let cells = record.len();
    // Cells beyond the header matter where they hold something: many programs end every row with a delimiter.
    if cells < width || (width..cells).any(|index| !record.cell(index).is_empty()) {
        issues.add(Code::RaggedRow, || diag::Sample {
            line: record.line,
            column: String::new(),
            value: record.shown(dialect.delimiter),
        });
    }
}
