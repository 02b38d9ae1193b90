//! How a CSV is written: its delimiter, its line ends, where its header stands.

use super::groups;
use super::records::{Record, Records};
use super::split::Splitter;
use super::tables;
use crate::error::{Code, Error};

/// Delimiters that are tried, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are looked at for it.
const LOOK: usize = 200;

/// How a CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells.
    pub delimiter: u8,
    /// LF (a CR before it is a blank) or CR.
    pub terminator: u8,
    /// Records before the header: comments, titles, a `sep=` line.
    pub skip: usize,
    /// Records that make up the header: survey systems write two or three.
    pub header_rows: usize,
    /// They are names of groups over names of columns.
    pub grouped: bool,
    /// The record at which the table ends, where another one follows it.
    pub end: Option<usize>,
}

/// How a CSV is written, and the other tables in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Of the table that is read.
    pub dialect: Dialect,
    /// Tables that are not read: line and text of their headers.
    pub others: Vec<(u64, String)>,
}

/// Looks at the head of a file; `whole`: nothing follows it. `asked`: the table that is wanted, from 1; `delimiter`:
/// where it is known.
pub fn look(head: &[u8], whole: bool, asked: Option<usize>, delimiter: Option<u8>) -> Result<Looked, Error> {
    let terminator = terminator(head);
    let named = delimiter.or_else(|| named(head));
    let mut best = (f64::MIN, b',', 0);
    for delimiter in DELIMITERS {
        if named.is_some_and(|named| named != delimiter) {
            continue;
        }
        let (score, skip) = shape(head, delimiter, terminator, whole);
        if score > best.0 {
            best = (score, delimiter, skip);
        }
    }
    let (_, delimiter, skip) = best;
    let mut found = tables::find(head, delimiter, terminator, skip, whole);
    let plain = Dialect { delimiter, terminator, skip, header_rows: 1, grouped: false, end: None };
    let Some(index) = tables::choose(&found, asked) else {
        return match asked {
            Some(asked) if !found.is_empty() => Err(Error::new(Code::NoTable, asked.to_string())),
            _ => Ok(Looked { dialect: plain, others: Vec::new() }),
        };
    };
    let table = found.remove(index);
    let rows = seen(head, delimiter, terminator, whole, table.header.saturating_add(4));
    let mut dialect = Dialect { skip: table.header, end: table.end, ..plain };
    if let Some([header, body @ ..]) = rows.get(table.header..) {
        dialect.header_rows = header_rows(header, body);
        if dialect.header_rows == 1 {
            (dialect.skip, dialect.header_rows) = groups::find(&rows, table.header);
            dialect.grouped = dialect.header_rows > 1;
        }
    }
    Ok(Looked { dialect, others: found.into_iter().map(|table| (table.line, table.title)).collect() })
}

/// The first line end outside quotes decides: files of old programs end lines with CR alone.
fn terminator(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut bytes = head.iter().peekable();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return b'\n',
            b'\r' if !quoted && bytes.peek().is_some_and(|next| **next != b'\n') => return b'\r',
            _ => {}
        }
    }
    if memchr::memchr(b'\n', head).is_none() && memchr::memchr(b'\r', head).is_some() { b'\r' } else { b'\n' }
}

/// The delimiter that a first line `sep=;` names.
fn named(head: &[u8]) -> Option<u8> {
    let rest = head.strip_prefix(b"sep=").or_else(|| head.strip_prefix(b"\"sep="))?;
    rest.first().copied().filter(|byte| DELIMITERS.contains(byte))
}

/// How well the head can be cut by a delimiter, and how many records stand before the header.
fn shape(head: &[u8], delimiter: u8, terminator: u8, whole: bool) -> (f64, usize) {
    let start = head.get(..head.len().min(1 << 16)).unwrap_or(head);
    let rows = seen(start, delimiter, terminator, whole && start.len() == head.len(), LOOK);
    let usual = usual(rows.iter().filter(|row| !row.comment).map(|row| row.cells));
    let wanted = usual.div_ceil(2).max(usual.min(2));
    let header = rows.iter().position(|row| {
        !row.comment && !row.sep && row.filled >= wanted.min(row.cells).max(1) && row.cells >= wanted
    });
    let skip = header.unwrap_or(0);
    let Some(header) = rows.get(skip) else { return (0.0, 0) };
    let body = rows.get(skip.saturating_add(1)..).unwrap_or_default();
    let same = body.iter().filter(|row| row.cells == usual).count();
    let share = if body.is_empty() { 1.0 } else { same as f64 / body.len() as f64 };
    // One cell a row is no evidence of a delimiter; more cells and steadier rows are.
    let cut = if header.cells < 2 { 0.0 } else { 1.0 - 0.5 / header.cells as f64 };
    let fits = if header.cells == usual { 1.0 } else { 0.7 };
    (cut * share * fits, skip)
}

/// The first records of a head.
fn seen(head: &[u8], delimiter: u8, terminator: u8, whole: bool, most: usize) -> Vec<Seen> {
    let mut rows: Vec<Seen> = Vec::new();
    let mut splitter = Splitter::new(delimiter, terminator);
    let mut sink = |records: Records<'_>| {
        let room = most.saturating_sub(rows.len());
        rows.extend(records.iter().take(room).map(|record| Seen::of(&record)));
        if rows.len() < most { Ok(()) } else { Err(Error::new(Code::Cancelled, "")) }
    };
    // A broken end is told by the real reading; here it only ends the look.
    if splitter.push(head, &mut sink).is_ok() && whole {
        let _ = splitter.finish(&mut sink);
    }
    rows
}

/// How many records the header takes. Qualtrics ends its header with a row of import ids (or, in older files,
/// writes the names below `V1, V2 …`); SurveyMonkey writes the rows of a question below it.
fn header_rows(header: &Seen, body: &[Seen]) -> usize {
    let first = body.first();
    if let Some(at) = body.iter().take(2).position(|row| row.import_id) {
        return at.saturating_add(2);
    }
    let legacy = header.first == "V1" && first.is_some_and(|row| row.first == "ResponseID");
    let monkey = header.first == "Respondent ID" && first.is_some_and(|row| row.first.is_empty());
    if legacy || monkey { 2 } else { 1 }
}

/// What matters of a record here.
pub struct Seen {
    /// The beginnings of its cells.
    pub texts: Vec<String>,
    /// A blank line stands before it.
    pub apart: bool,
    cells: usize,
    filled: usize,
    /// A comment, which belongs to no table.
    pub comment: bool,
    sep: bool,
    import_id: bool,
    first: String,
}

impl Seen {
    fn of(record: &Record<'_>) -> Self {
        let first = record.cell(0);
        let filled = (0..record.len()).filter(|index| !record.cell(*index).is_empty()).count();
        // `#` alone is also the header of a number column.
        let comment = match first {
            [b'#'] => filled == 1,
            [b'#', b' ' | b'-' | b'#' | b'\t', ..] => true,
            _ => false,
        };
        let import_id = (0..record.len()).any(|index| record.cell(index).starts_with(b"{\"ImportId\""));
        let sep = first.starts_with(b"sep=");
        let first = String::from_utf8_lossy(first.get(..first.len().min(64)).unwrap_or(first)).into_owned();
        // Names are short, and no header is wider than this and has groups.
        let text = |index: usize| {
            let cell = record.cell(index);
            String::from_utf8_lossy(cell.get(..cell.len().min(64)).unwrap_or(cell)).into_owned()
        };
        let texts = (0..record.len().min(256)).map(text).collect();
        Self { texts, apart: record.apart, cells: record.len(), filled, comment, sep, import_id, first }
    }
}

/// The commonest number, the greater one of two equally common.
fn usual(counts: impl Iterator<Item = usize>) -> usize {
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for count in counts {
        match seen.iter_mut().find(|(known, _)| *known == count) {
            Some((_, times)) => *times = times.saturating_add(1),
            None => seen.push((count, 1)),
        }
    }
    seen.into_iter().max_by_key(|(count, times)| (*times, *count)).map_or(1, |(count, _)| count)
}
