//! The reader: bytes in chunks of any size → a table and a report.

use super::bytes::{self, Encoding, not_text};
use super::csv::Csv;
use super::decode::{Decoder, is_ascii};
use super::json::Json;
use super::plan::Plan;
use super::report::Report;
use super::scan::{self, Seems};
#[cfg(feature = "sheets")]
use super::sheets::Sheets;
use crate::diag::Issues;
use crate::error::{Code, Error};
use crate::model::table::Table;

/// Bytes that are looked at before anything is decided; more only while not one record has ended.
const HEAD: usize = 256 * 1024;
/// Where looking ends: well over the longest record.
const LONGEST_HEAD: usize = 2 * 1024 * 1024;
/// How much of a file tells of the rest.
const LEAST_SHARE: f64 = 1.0 / 64.0;

/// What came out of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The kept columns.
    pub table: Table,
    /// What was recognised.
    pub report: Report,
}

/// Takes a file in chunks of any size; the result does not depend on how it was cut.
///
/// ```
/// use jejak::ingest::{Need, Plan, Reader};
/// let mut reader = Reader::new(Plan { need: Need::Events, ..Plan::default() });
/// reader.push(b"user_id,event,timestamp\n7,cart,2026-11-0")?;
/// reader.push(b"1 10:00\n8,pay,2026-11-02\n")?;
/// let read = reader.finish()?;
/// assert_eq!(read.table.read, 2);
/// assert_eq!(read.table.columns[1].header, "event");
/// # Ok::<(), jejak::Error>(())
/// ```
#[derive(Debug)]
pub struct Reader {
    plan: Plan,
    state: State,
    encoding: Encoding,
    decoder: Decoder,
    decoded: Vec<u8>,
    /// The format of the file that the text was made of, and what is told of it.
    made: Option<(String, Issues)>,
}

#[derive(Debug)]
enum State {
    /// Collecting the head, up to so many bytes.
    Head(Vec<u8>, usize),
    Csv(Box<Csv>),
    Json(Box<Json>),
    /// A workbook, a page or a log, and the reader of the text that is made of it.
    #[cfg(feature = "sheets")]
    Sheets(Box<(Sheets, Reader)>),
    /// An error was given.
    Failed(Error),
}

impl Reader {
    /// A reader that has seen nothing.
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            state: State::Head(Vec::new(), HEAD),
            encoding: Encoding::Utf8,
            decoder: Decoder::Plain,
            decoded: Vec::new(),
            made: None,
        }
    }

    /// Says before the first bytes that they were made of a file of another form: `csv` where between commas. Which
    /// of its tables is read was decided there.
    pub fn expect_text(&mut self, csv: bool) {
        self.plan.table = None;
        self.plan.delimiter = csv.then_some(b',');
    }

    /// Says which format the file had that the bytes were made of, and what is told of it.
    pub fn say_made(&mut self, format: &str, issues: Issues) {
        self.made = Some((format.to_owned(), issues));
    }

    /// Takes the next bytes. After an error every call gives the same error.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let done = self.take(bytes);
        self.remember(done)
    }

    /// Rows read so far.
    pub fn rows_so_far(&self) -> u64 {
        match &self.state {
            State::Csv(csv) => csv.rows(),
            State::Json(json) => json.rows(),
            #[cfg(feature = "sheets")]
            State::Sheets(both) => both.1.rows_so_far(),
            State::Head(..) | State::Failed(_) => 0,
        }
    }

    /// Says that this share of the file was read: it tells how many rows will come, and so how much room they need. A
    /// short beginning tells nothing yet.
    pub fn expect_share(&mut self, share: f64) {
        if !(LEAST_SHARE..1.0).contains(&share) {
            return;
        }
        // Rows are fewer than a float can tell apart.
        let rows = (self.rows_so_far() as f64 / share) as usize;
        match &mut self.state {
            State::Csv(csv) => csv.make_room(rows),
            State::Json(json) => json.make_room(rows),
            #[cfg(feature = "sheets")]
            State::Sheets(both) => both.1.expect_share(share),
            State::Head(..) | State::Failed(_) => {}
        }
    }

    /// Ends the reading of a file's head: as [`Self::finish`], but a record that has not ended is left out, and nothing is
    /// said of it.
    ///
    /// ```
    /// use jejak::ingest::{Plan, Reader};
    /// let mut reader = Reader::new(Plan::default());
    /// reader.push(b"[{\"user\": 1}, {\"us")?;
    /// assert_eq!(reader.so_far()?.table.read, 1);
    /// # Ok::<(), jejak::Error>(())
    /// ```
    pub fn so_far(mut self) -> Result<Read, Error> {
        if matches!(self.state, State::Head(..)) {
            self.open(false)?;
        }
        let mut read = match self.state {
            State::Csv(csv) => Ok(csv.so_far(&self.plan, self.encoding)),
            State::Json(json) => json.so_far(&self.plan, self.encoding),
            #[cfg(feature = "sheets")]
            State::Sheets(both) => both.1.so_far(),
            // Not one record has ended.
            State::Head(..) | State::Failed(_) => return self.finish(),
        }?;
        if let Some((format, issues)) = self.made {
            read.say_made(format, issues);
        }
        Ok(read)
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<Read, Error> {
        if matches!(self.state, State::Head(..)) {
            self.open(true)?;
        }
        let mut decoded = core::mem::take(&mut self.decoded);
        self.decoder.finish(&mut decoded);
        self.feed(&decoded)?;
        if self.decoder.is_single() {
            self.encoding = Encoding::Windows1252;
        }
        let bad = self.decoder.bad();
        let mut read = match self.state {
            State::Csv(csv) => csv.finish(&self.plan, self.encoding, bad),
            State::Json(json) => json.finish(&self.plan, self.encoding),
            #[cfg(feature = "sheets")]
            State::Sheets(both) => finish_sheets(*both),
            State::Failed(error) => Err(error),
            State::Head(..) => Err(Error::new(Code::EmptyFile, "")),
        }?;
        if let Some((format, issues)) = self.made {
            read.say_made(format, issues);
        }
        Ok(read)
    }

    fn remember(&mut self, done: Result<(), Error>) -> Result<(), Error> {
        if let Err(error) = &done {
            self.state = State::Failed(error.clone());
        }
        done
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut rest = bytes;
        while let State::Head(head, limit) = &mut self.state {
            let (now, later) = rest.split_at(limit.saturating_sub(head.len()).min(rest.len()));
            head.extend_from_slice(now);
            rest = later;
            if head.len() < *limit {
                return Ok(());
            }
            self.open(false)?;
        }
        let mut room = core::mem::take(&mut self.decoded);
        let mut decoder = core::mem::replace(&mut self.decoder, Decoder::Plain);
        let done = self.feed(decoder.decode(rest, &mut room));
        self.decoder = decoder;
        self.decoded = room;
        done
    }

    fn feed(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.state {
            State::Csv(csv) => csv.push(bytes),
            State::Json(json) => json.push(bytes),
            #[cfg(feature = "sheets")]
            State::Sheets(both) => {
                let (sheets, inner) = &mut **both;
                sheets.push(bytes)?;
                inner.push(&sheets.take())
            }
            State::Failed(error) => Err(error.clone()),
            State::Head(..) => Ok(()),
        }
    }

    /// Decides on the head what the file is; `whole`: nothing follows it.
    fn open(&mut self, whole: bool) -> Result<(), Error> {
        let State::Head(head, limit) = &mut self.state else { return Ok(()) };
        let head = core::mem::take(head);
        let limit = *limit;
        let last = whole || limit >= LONGEST_HEAD;
        #[cfg(feature = "sheets")]
        if Sheets::begins(&head) {
            return self.open_sheets(&head);
        }
        if let Some(kind) = bytes::known(&head) {
            return Err(Error::new(Code::NotText, kind));
        }
        let (encoding, mark) = Encoding::of(&head);
        let raw = head.get(mark..).unwrap_or(b"");
        let mut decoder = Decoder::new(encoding, is_ascii(raw));
        let mut room = Vec::new();
        let text = decoder.decode(raw, &mut room);
        if let Some(kind) = not_text(text) {
            return Err(Error::new(Code::NotText, kind));
        }
        let opened = match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            None if last => return Err(Error::new(Code::EmptyFile, "")),
            None => None,
            Some(b'<') => return Err(Error::new(Code::NotATable, markup(text))),
            Some(_) => match scan::look(text, whole) {
                Seems::Document => return Err(Error::new(Code::NotATable, "JSON")),
                Seems::More if !last => None,
                Seems::Items(layout, skip) => Json::open(text, layout, skip, whole, last, &self.plan)?
                    .map(|json| State::Json(Box::new(json))),
                Seems::Other | Seems::More => {
                    Csv::open(text, whole, last, &self.plan)?.map(|csv| State::Csv(Box::new(csv)))
                }
            },
        };
        self.encoding = encoding;
        match opened {
            Some(state) => {
                self.state = state;
                self.decoder = decoder;
                self.feed(text)
            }
            None => {
                self.state = State::Head(head, limit.saturating_mul(2));
                Ok(())
            }
        }
    }
}

#[cfg(feature = "sheets")]
impl Reader {
    /// Begins a file that text is made of.
    fn open_sheets(&mut self, head: &[u8]) -> Result<(), Error> {
        let mut inner = Self::new(self.plan.clone());
        let sheets = Sheets::new(self.plan.table);
        inner.plan.table = None;
        self.state = State::Sheets(Box::new((sheets, inner)));
        self.feed(head)
    }
}

/// Ends a file that text is made of.
#[cfg(feature = "sheets")]
fn finish_sheets((mut sheets, mut inner): (Sheets, Reader)) -> Result<Read, Error> {
    sheets.end()?;
    if matches!(inner.state, State::Head(ref head, _) if head.is_empty()) {
        inner.expect_text(sheets.is_csv());
    }
    loop {
        inner.push(&sheets.take())?;
        if !sheets.more()? {
            break;
        }
    }
    let made = sheets.made().clone();
    inner.say_made(made.format, made.issues);
    inner.finish()
}

impl Read {
    /// What was read was made of a file of another format.
    fn say_made(&mut self, format: String, issues: Issues) {
        if format == "xes" {
            let system = Some("XES".to_owned());
            (self.table.system, self.report.system) = (system.clone(), system);
        }
        if matches!(format.as_str(), "xlsx" | "html") {
            self.report.delimiter = None;
        }
        self.report.format = format;
        self.table.issues = Issues::together([core::mem::take(&mut self.table.issues), issues]);
        self.report.issues = self.table.issues.clone();
    }
}

/// The kind of markup that a text begins with.
fn markup(text: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(text.get(..text.len().min(1024)).unwrap_or(text)).to_ascii_lowercase();
    if head.contains("<html") || head.contains("<!doctype html") {
        "HTML"
    } else if head.contains("<svg") {
        "SVG"
    } else if head.contains("<log") && head.contains("xes") {
        "XES"
    } else {
        "XML"
    }
}
