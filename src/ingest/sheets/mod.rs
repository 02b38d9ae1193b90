//! Files that are no text of rows (workbooks, pages, XES logs, archives) → CSV or JSON lines that [`Reader`] takes.
//!
//! [`Sheets`] takes the file in chunks and gives text in chunks: what flows can be read as it comes, a workbook waits for
//! its end, where its directory is. What is a browser's third module is called by [`Reader`] itself natively.
//!
//! Must never know: what the columns mean, but for the choice among several tables.
//!
//! [`Reader`]: super::Reader

mod book;
mod choose;
mod html;
mod rows;
mod serial;
mod sheet;
mod xes;
mod xml;
mod zip;

use super::bytes::{Encoding, not_text};
use super::decode::Decoder;
use crate::diag::{Issues, Sample};
use crate::error::{Code, Error};
use book::{Book, Named};
use rows::Rows;
use sheet::Sheet;
use xes::Xes;
use xml::Xml;
use zip::{Member, Unpack};

/// Bytes that are looked at before it is decided what a text is.
const HEAD: usize = 1 << 14;
/// Rows of a sheet that are looked at before one is chosen.
const LOOK: u64 = 20;

/// What a file was, and what is told of it beside its rows.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Made {
    /// `xlsx`, `html`, `xes` or `zip`.
    pub format: &'static str,
    /// Tables that were not read, numbers that were rounded, and the like.
    pub issues: Issues,
}

/// A file that is being made into text.
#[derive(Debug)]
pub struct Sheets {
    /// The table that is asked for, from 1.
    asked: Option<usize>,
    made: Made,
    state: State,
    /// Text that is ready.
    out: Vec<u8>,
    /// Some text was taken out.
    given: bool,
}

#[derive(Debug)]
enum State {
    /// Nothing is decided yet.
    Head(Vec<u8>),
    /// An archive is collected.
    Archive(Vec<u8>),
    /// A page is collected.
    Page(Decoder, Vec<u8>),
    /// A log flows.
    Log(Decoder, Box<Xml>, Box<Xes>),
    /// A sheet of a workbook is read: the file, what its sheets share, the sheet, bytes that may still be unpacked.
    Sheet(Vec<u8>, Box<Book>, Box<Sheet>, u64),
    /// A member of an archive is unpacked.
    Member(Vec<u8>, Box<Unpack>, u64),
    Done,
}

impl Sheets {
    /// A file of which nothing has been seen; `asked`: the sheet, table or member that is wanted, from 1.
    pub fn new(asked: Option<usize>) -> Self {
        Self { asked, made: Made::default(), state: State::Head(Vec::new()), out: Vec::new(), given: false }
    }

    /// True for the first bytes of what may be such a file: an archive, or a text that begins with a tag.
    pub fn begins(head: &[u8]) -> bool {
        if head.starts_with(b"PK\x03\x04") {
            return true;
        }
        let start = head.get(..head.len().min(512)).unwrap_or(head);
        let (encoding, mark) = Encoding::of(start);
        let raw = start.get(mark..).unwrap_or(b"");
        let mut room = Vec::new();
        let text = Decoder::new(encoding, false).decode(raw, &mut room);
        let text = text.trim_ascii_start();
        text.first() == Some(&b'<')
            && text.get(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'))
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.state {
            State::Head(head) => {
                // Never more, so that the answer does not depend on the size of chunks.
                let (now, later) = bytes.split_at(HEAD.saturating_sub(head.len()).min(bytes.len()));
                head.extend_from_slice(now);
                if head.len() < HEAD {
                    return Ok(());
                }
                self.open()?;
                self.push(later)
            }
            State::Archive(all) => {
                all.extend_from_slice(bytes);
                Ok(())
            }
            State::Page(decoder, page) => {
                page.extend_from_slice(decoder.decode(bytes, &mut Vec::new()));
                Ok(())
            }
            State::Log(decoder, xml, log) => {
                let mut room = Vec::new();
                let text = decoder.decode(bytes, &mut room);
                xml.push(text, false, &mut |mark, line| log.take(&mark, line))?;
                self.out.append(&mut log.out);
                Ok(())
            }
            State::Sheet(..) | State::Member(..) | State::Done => Ok(()),
        }
    }

    /// Ends the file; [`Self::more`] gives what is left of its text.
    pub fn end(&mut self) -> Result<(), Error> {
        if matches!(self.state, State::Head(_)) {
            self.open()?;
        }
        match core::mem::replace(&mut self.state, State::Done) {
            State::Archive(all) => self.archive(all),
            State::Page(mut decoder, mut page) => {
                let mut room = Vec::new();
                decoder.finish(&mut room);
                page.append(&mut room);
                self.page(&page)
            }
            State::Log(mut decoder, mut xml, mut log) => {
                let mut room = Vec::new();
                decoder.finish(&mut room);
                xml.push(&room, true, &mut |mark, line| log.take(&mark, line))?;
                self.out.append(&mut log.out);
                self.made.issues = Issues::together([
                    core::mem::take(&mut self.made.issues),
                    core::mem::take(&mut log.issues),
                ]);
                self.anything()
            }
            other => {
                self.state = other;
                Ok(())
            }
        }
    }

    /// After the end: reads on; false where there is no more.
    pub fn more(&mut self) -> Result<bool, Error> {
        match &mut self.state {
            State::Sheet(bytes, book, sheet, budget) => {
                if sheet.step(bytes, book, budget)? {
                    self.out.append(&mut sheet.rows.take());
                    return Ok(true);
                }
                self.out.append(&mut sheet.rows.take());
                self.made.issues = Issues::together([
                    core::mem::take(&mut self.made.issues),
                    core::mem::take(&mut sheet.issues),
                ]);
            }
            State::Member(bytes, unpack, budget) => {
                if let Some(piece) = unpack.next(bytes, budget)? {
                    self.out.extend_from_slice(piece);
                    return Ok(true);
                }
            }
            _ => return Ok(false),
        }
        self.state = State::Done;
        self.anything().map(|()| true)
    }

    /// Refuses a file without a single row.
    fn anything(&self) -> Result<(), Error> {
        let kind = self.made.format.to_ascii_uppercase();
        if self.given || !self.out.is_empty() { Ok(()) } else { Err(Error::new(Code::NotATable, kind)) }
    }

    /// Takes out the text that is ready.
    pub fn take(&mut self) -> Vec<u8> {
        self.given |= !self.out.is_empty();
        core::mem::take(&mut self.out)
    }

    /// Bytes of text that are ready.
    pub const fn ready(&self) -> usize {
        self.out.len()
    }

    /// True where the text is CSV between commas, whatever stands in its cells.
    pub fn is_csv(&self) -> bool {
        matches!(self.made.format, "xlsx" | "html")
    }

    /// What the file was.
    pub const fn made(&self) -> &Made {
        &self.made
    }

    /// Decides by the head what the file is.
    fn open(&mut self) -> Result<(), Error> {
        let State::Head(head) = &mut self.state else { return Ok(()) };
        let head = core::mem::take(head);
        if head.starts_with(b"PK\x03\x04") {
            self.state = State::Archive(head);
            return Ok(());
        }
        let (encoding, mark) = Encoding::of(&head);
        let raw = head.get(mark..).unwrap_or(b"");
        let mut decoder = Decoder::new(encoding, raw.is_ascii());
        let mut room = Vec::new();
        let text = decoder.decode(raw, &mut room);
        if let Some(kind) = not_text(text) {
            return Err(Error::new(Code::NotText, kind));
        }
        let start =
            String::from_utf8_lossy(text.get(..text.len().min(HEAD)).unwrap_or(text)).to_ascii_lowercase();
        readable(&start, encoding)?;
        if start.contains("<log") && !start.contains("<html") {
            self.made.format = "xes";
            let (mut xml, mut log) = (Box::new(Xml::new("XES")), Box::<Xes>::default());
            xml.push(text, false, &mut |mark, line| log.take(&mark, line))?;
            self.out.append(&mut log.out);
            self.state = State::Log(decoder, xml, log);
        } else if [
            "<html",
            "<!doctype html",
            "<table",
            "<meta",
            "<head",
            "<body",
            "<div",
            "<style",
            "<center",
        ]
        .iter()
        .any(|tag| start.contains(tag))
        {
            self.made.format = "html";
            let page = text.to_vec();
            self.state = State::Page(decoder, page);
        } else {
            return Err(Error::new(Code::NotATable, if start.contains("<svg") { "SVG" } else { "XML" }));
        }
        Ok(())
    }

    /// Chooses a table of a page and writes it.
    fn page(&mut self, page: &[u8]) -> Result<(), Error> {
        let tables = html::tables(&String::from_utf8_lossy(page))?;
        let mut looks = Vec::new();
        for table in &tables {
            looks.push(table.look()?);
        }
        let chosen = self.choose(looks, "HTML")?;
        let mut rows = Rows::default();
        if let Some(table) = tables.get(chosen) {
            table.write(&mut rows, u32::MAX)?;
        }
        self.out = rows.take();
        Ok(())
    }

    /// The table that is asked for, else the weightiest, the first of equals; the others are told.
    fn choose(&mut self, looks: Vec<(String, u64)>, kind: &str) -> Result<usize, Error> {
        let best = (0..looks.len()).rev().max_by_key(|at| looks.get(*at).map(|(_, weight)| *weight));
        let Some(best) = best else { return Err(Error::new(Code::NotATable, kind)) };
        let chosen = match self.asked {
            Some(asked) => {
                let at = asked.checked_sub(1).filter(|at| *at < looks.len());
                at.ok_or_else(|| Error::new(Code::NoTable, asked.to_string()))?
            }
            None => best,
        };
        for (at, (first, weight)) in looks.into_iter().enumerate() {
            // Blank sheets are nothing that one would miss.
            if at != chosen && weight > 0 {
                let value = format!("{}: {first}", at.saturating_add(1));
                self.made.issues.add(Code::OtherTable, || Sample { line: 0, column: String::new(), value });
            }
        }
        Ok(chosen)
    }

    /// Opens an archive: a workbook, or files of rows.
    fn archive(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let members = zip::members(&bytes)?;
        let mut budget = zip::budget();
        let holds = |start: &str| members.iter().any(|member| member.name.starts_with(start));
        let other =
            [("word/", "DOCX"), ("ppt/", "PPTX"), ("content.xml", "ODS"), ("xl/workbook.bin", "XLSB")];
        if let Some((_, kind)) = other.into_iter().find(|(start, _)| holds(start)) {
            return Err(Error::new(Code::NotText, kind));
        }
        if holds("[Content_Types].xml") {
            self.made.format = "xlsx";
            let book = book::open(&bytes, &members, &mut budget)?;
            return self.workbook(bytes, book, budget);
        }
        self.made.format = "zip";
        let files: Vec<&Member> = members.iter().filter(|member| is_rows(&member.name)).collect();
        let looks = files.iter().map(|member| (member.name.clone(), member.size)).collect();
        let chosen = self.choose(looks, "ZIP")?;
        if let Some(member) = files.get(chosen) {
            let unpack = Unpack::new(&bytes, member)?;
            self.state = State::Member(bytes, Box::new(unpack), budget);
        }
        Ok(())
    }

    /// Chooses a sheet of a workbook and begins it; a hidden one only where no other has rows.
    fn workbook(&mut self, bytes: Vec<u8>, book: Book, mut budget: u64) -> Result<(), Error> {
        let mut looks = Vec::new();
        for named in &book.sheets {
            let hidden = if named.hidden { " (hidden)" } else { "" };
            let (roles, first) = match first_rows(&bytes, named, &book, &mut budget) {
                Ok(look) => look,
                // What is wrong with it is told if it is the one that is read.
                Err(error) => (0, error.code.as_str().to_owned()),
            };
            let weight = match (first.is_empty(), named.hidden) {
                (true, _) => 0,
                (false, true) => 1,
                // A cell takes some twenty bytes.
                (false, false) => choose::weight(named.member.size / 20 + 1, roles).saturating_add(1),
            };
            looks.push((format!("{}{hidden}: {first}", named.name), weight));
        }
        let chosen = self.choose(looks, "XLSX")?;
        let Some(named) = book.sheets.get(chosen) else { return Ok(()) };
        let merges = sheet::merges(&bytes, named, &mut budget)?;
        let sheet = Sheet::new(&bytes, named, merges)?;
        self.state = State::Sheet(bytes, Box::new(book), Box::new(sheet), budget);
        Ok(())
    }
}

/// How many roles the headers of a sheet suggest, and its first row.
fn first_rows(bytes: &[u8], named: &Named, book: &Book, budget: &mut u64) -> Result<(usize, String), Error> {
    let mut sheet = Sheet::new(bytes, named, Vec::new())?;
    while sheet.rows.row() < LOOK && sheet.step(bytes, book, budget)? {}
    Ok(choose::look(&sheet.rows.out))
}

/// A file of rows by its name; what programs put beside it is none.
fn is_rows(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let end = file.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let rows = matches!(end.as_str(), "csv" | "tsv" | "tab" | "txt" | "json" | "jsonl" | "ndjson");
    rows && !file.starts_with('.') && !name.starts_with("__MACOSX/")
}

/// Refuses a text that says it is in an encoding that is not read here, where that matters.
fn readable(start: &str, encoding: Encoding) -> Result<(), Error> {
    let named = ["charset=", "encoding="].into_iter().find_map(|key| Some(start.split_once(key)?.1));
    let named = named.unwrap_or("").trim_start_matches(['"', '\'']);
    let name = named.split(['"', '\'', ';', '>', ' ', '?', '/']).next().unwrap_or("");
    let known = [
        "",
        "utf-8",
        "utf8",
        "utf-16",
        "us-ascii",
        "ascii",
        "windows-1252",
        "iso-8859-1",
        "latin1",
        "unicode",
        "x-user-defined",
    ];
    if encoding == Encoding::Windows1252 && !known.contains(&name) {
        return Err(Error::new(Code::BadEncoding, name));
    }
    Ok(())
}
