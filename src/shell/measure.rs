//! What JavaScript calls to measure: bytes of each source in, one JSON text out.

use super::counting::{Counted, Job};
use super::{asked, fault, speak_of_panics};
use crate::analyse::{self, parts};
use crate::diag::{Issue, Issues, Sample};
use crate::error::{Code, Error};
use crate::ingest::{Need, Plan, Read, Reader, Ready, Report, read_columns, write_report};
use crate::model::journey::{Journey, Source};
use crate::model::order::arrange_by;
use crate::model::table::Table;
use crate::value::{Value, map};
use crate::words::Lang;
use core::future::Future;
use core::pin::Pin;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A journey (or none: then one is proposed), sources one after another, the result; again and again, where only the journey
/// changes.
#[wasm_bindgen]
pub struct Measure {
    lang: Lang,
    journey: Option<Journey>,
    /// How sources are read that the journey does not speak of, and the kinds that were given for them.
    readings: Vec<(Source, bool)>,
    open: Option<Opened>,
    ready: Vec<(String, Ready)>,
    /// The tables of the sources read so far, each with its file, how it was read and what was recognised.
    tables: Vec<Table>,
    known: Vec<(String, Plan, Report)>,
    /// What is being counted; it has the tables.
    counting: Option<Pin<Box<dyn Future<Output = Counted>>>>,
}

/// A source that is being read.
struct Opened {
    reader: Reader,
    file: String,
    plan: Plan,
}

#[wasm_bindgen]
impl Measure {
    /// Starts with a journey document as JSON text; empty text means that there is none yet.
    #[wasm_bindgen(constructor)]
    pub fn new(journey: &str, lang: &str) -> Result<Measure, JsValue> {
        speak_of_panics();
        let mut measure = Self {
            lang: Lang::of(lang),
            journey: None,
            readings: Vec::new(),
            open: None,
            ready: Vec::new(),
            tables: Vec::new(),
            known: Vec::new(),
            counting: None,
        };
        measure.ask(journey, lang)?;
        Ok(measure)
    }

    /// Takes another journey; the sources that were read stay.
    pub fn ask(&mut self, journey: &str, lang: &str) -> Result<(), JsValue> {
        if self.counting.take().is_some() {
            self.known.clear(); // it was left, and its tables with it
        }
        self.lang = Lang::of(lang);
        self.readings.clear();
        self.journey = if journey.is_empty() { None } else { Some(asked::journey(journey, self.lang)?) };
        Ok(())
    }

    /// How the source `id` is to be read where the journey does not speak of it: JSON text with the keys of a journey's
    /// source.
    pub fn reading(&mut self, id: &str, source: &str) -> Result<(), JsValue> {
        self.readings.push(asked::reading(id, source, self.lang)?);
        Ok(())
    }

    /// True where the source `id` was read before, as the journey wants it read.
    pub fn keeps(&self, id: &str) -> bool {
        let at = self.tables.iter().position(|table| table.source == id);
        at.and_then(|at| self.known.get(at)).is_some_and(|(_, plan, _)| *plan == self.plan(id))
    }

    /// Lets go of every source but these, and puts them into this order.
    pub fn only(&mut self, ids: Vec<String>) {
        let place = |table: &Table| ids.iter().position(|id| *id == table.source);
        let tables = core::mem::take(&mut self.tables).into_iter().zip(core::mem::take(&mut self.known));
        let mut kept: Vec<_> = tables.filter(|(table, _)| place(table).is_some()).collect();
        arrange_by(&mut kept, |(table, _)| place(table));
        (self.tables, self.known) = kept.into_iter().unzip();
    }

    /// Opens the source `id`, which comes from `file`; returns which of the tables of a file is asked for, from 1, or 0.
    pub fn open(&mut self, id: &str, file: &str) -> u32 {
        self.let_go(id);
        let plan = self.plan(id);
        let table = plan.table.and_then(|table| u32::try_from(table).ok()).unwrap_or(0);
        self.open = Some(Opened { reader: Reader::new(plan.clone()), file: file.to_owned(), plan });
        table
    }

    /// Says before the first bytes that they are made of a file of another form; `csv`: between commas.
    pub fn expect(&mut self, csv: bool) {
        if let Some(open) = &mut self.open {
            open.reader.expect_text(csv);
        }
    }

    /// Takes what the module that made the bytes has told of the file.
    pub fn say_made(&mut self, told: Vec<String>) {
        let Some((format, samples)) = told.split_first() else { return };
        let mut issues = Issues::default();
        for sample in samples.chunks_exact(5) {
            let [code, count, line, column, value] = sample else { continue };
            let Some(code) = Code::parse(code) else { continue };
            let first = vec![Sample {
                line: line.parse().unwrap_or(0),
                column: column.clone(),
                value: value.clone(),
            }];
            // Each sample says how many there are of its kind.
            let count = if issues.count(code) > 0 { 0 } else { count.parse().unwrap_or(1) };
            issues = Issues::together([issues, Issues::of(Issue { code, count, first })]);
        }
        if let Some(open) = &mut self.open {
            open.reader.say_made(format, issues);
        }
    }

    fn plan(&self, id: &str) -> Plan {
        let of = |source: &&Source| source.id == id;
        let known = self.journey.as_ref().and_then(|journey| journey.sources.iter().find(of));
        let given = self.readings.iter().map(|(source, _)| source).find(of);
        let plain = Plan { source: id.to_owned(), ..Plan::default() };
        match (&self.journey, known) {
            (Some(journey), Some(source)) => {
                Plan::of(source, analyse::keep(journey, id), &analyse::shared(journey))
            }
            // a source that the journey does not speak of holds its events
            (Some(journey), None) => {
                let plan = given.map_or(plain, |source| Plan::of(source, Vec::new(), &[]));
                Plan { wish: analyse::keep(journey, id), need: Need::Events, ..plan }
            }
            (None, _) => {
                let plan = given.map_or(plain, |source| Plan::of(source, Vec::new(), &[]));
                Plan { need: Need::Picture, ..plan }
            }
        }
    }

    /// Takes a ready column of numbers for the next [`Self::columns`]; NaN is a blank.
    pub fn numbers(&mut self, header: &str, cells: Vec<f64>) {
        self.ready.push((header.to_owned(), Ready::Numbers(cells)));
    }

    /// Takes a ready column of texts for the next [`Self::columns`]: a code a row into the distinct texts.
    pub fn texts(&mut self, header: &str, codes: Vec<u32>, entries: Vec<String>) {
        self.ready.push((header.to_owned(), Ready::Texts { codes, entries }));
    }

    /// Reads the ready columns as the source `id`, which comes from `file`.
    pub fn columns(&mut self, id: &str, file: &str) -> Result<(), JsValue> {
        self.let_go(id);
        let columns = core::mem::take(&mut self.ready);
        let plan = self.plan(id);
        let read = read_columns(&columns, plan.clone()).map_err(|error| fault::thrown(&error, self.lang))?;
        self.keep(read, file.to_owned(), plan);
        Ok(())
    }

    /// Forgets the rows of a source that is read again: both would not have to fit.
    fn let_go(&mut self, id: &str) {
        if let Some(at) = self.tables.iter().position(|known| known.source == id) {
            self.tables.remove(at);
            if at < self.known.len() {
                self.known.remove(at);
            }
        }
    }

    fn keep(&mut self, Read { table, report }: Read, file: String, plan: Plan) {
        self.tables.push(table);
        self.known.push((file, plan, report));
    }

    /// Takes the next bytes of the open source.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let pushed = self.open.as_mut().map_or(Ok(()), |open| open.reader.push(bytes));
        pushed.map_err(|error| fault::thrown(&error, self.lang))
    }

    /// Says which share of the open source was read, from 0 to 1.
    pub fn expect_share(&mut self, share: f64) {
        if let Some(open) = &mut self.open {
            open.reader.expect_share(share);
        }
    }

    /// Rows read of the open source so far.
    pub fn rows(&self) -> f64 {
        self.open.as_ref().map_or(0.0, |open| open.reader.rows_so_far() as f64)
    }

    /// Rows of a source that was read.
    pub fn rows_of(&self, id: &str) -> f64 {
        self.tables.iter().find(|table| table.source == id).map_or(0.0, |table| table.read as f64)
    }

    /// Ends the open source.
    pub fn close(&mut self) -> Result<(), JsValue> {
        let Some(Opened { reader, file, plan }) = self.open.take() else { return Ok(()) };
        let read = reader.finish().map_err(|error| fault::thrown(&error, self.lang))?;
        self.keep(read, file, plan);
        Ok(())
    }

    /// Ends the open source of which only the head was given.
    pub fn close_head(&mut self) -> Result<(), JsValue> {
        let Some(Opened { reader, file, plan }) = self.open.take() else { return Ok(()) };
        let read = reader.so_far().map_err(|error| fault::thrown(&error, self.lang))?;
        self.keep(read, file, plan);
        Ok(())
    }

    /// Of the sources read so far: everybody, then how many reach each step of the journey's funnel. Counts only, for
    /// a page that wants no more; the evidence is not made.
    pub fn levels(&self) -> Result<Vec<f64>, JsValue> {
        let tables: Vec<&Table> = self.tables.iter().collect();
        let rule = self.journey.as_ref().map(|journey| journey.funnel.clone()).unwrap_or_default();
        let levels = analyse::funnel::levels(&tables, &rule);
        let levels = levels.map_err(|error| fault::thrown(&error, self.lang))?;
        Ok(core::iter::once(levels.people).chain(levels.reached).map(|people| people as f64).collect())
    }

    /// What the sources were, as the JSON text of `jejak inspect`.
    pub fn reports(&self) -> Result<String, JsValue> {
        self.text(&map([("files", self.files())]))
    }

    fn files(&self) -> Value {
        let files = self.tables.iter().zip(&self.known).map(|(table, (file, _, report))| {
            let mut told = write_report(report, file);
            if let Value::Map(pairs) = &mut told {
                pairs.push(("source".to_owned(), table.source.as_str().into()));
                pairs.push(("kind".to_owned(), analyse::kind_of(table).word().into()));
            }
            told
        });
        Value::List(files.collect())
    }

    /// Which of the files that were read (each as a source of its own, without a journey) is which source of `journey`: a
    /// list of `[id, clue]` or null, one a file, as JSON text.
    pub fn matched(&self, journey: &str) -> Result<String, JsValue> {
        let journey = asked::journey(journey, self.lang)?;
        let known = self.tables.iter().zip(&self.known);
        let files: Vec<_> =
            known.map(|(table, (file, _, report))| asked::export(table, file, report)).collect();
        let found = analyse::match_sources(&journey, &files).into_iter().map(|found| {
            let source = found.and_then(|(at, clue)| journey.sources.get(at).map(|source| (source, clue)));
            source.map_or(Value::Null, |(source, clue)| {
                Value::List(vec![source.id.as_str().into(), clue.as_str().into()])
            })
        });
        self.text(&Value::List(found.collect()))
    }

    fn text(&self, value: &Value) -> Result<String, JsValue> {
        serde_json::to_string(value)
            .map_err(|error| fault::thrown(&Error::new(Code::Internal, error.to_string()), self.lang))
    }

    /// Counts, and returns `{journey, evidence, published, exact, issues, files, events, more_events, unmatched, joined}` as
    /// JSON text; `issues` are sentences, one list a source. `evidence` is for the screen of whoever has the rows: with
    /// comments, nothing folded. `published` may leave it: groups under `min_group` folded, comments only where they are
    /// asked for. The sources stay.
    pub fn finish(&mut self, min_group: u32, comments: bool) -> Result<String, JsValue> {
        self.begin(min_group, comments);
        let counted = self.counting.take().map(parts::at_once);
        self.made(counted).map(Option::unwrap_or_default)
    }

    /// Begins what [`Measure::finish`] does in one go: [`Measure::go_on`] does it part by part. Sources that are opened
    /// before its end are lost with it.
    pub fn begin(&mut self, min_group: u32, comments: bool) {
        let job = Job {
            lang: self.lang,
            journey: self.journey.clone(),
            readings: self.readings.clone(),
            files: self.files(),
            tables: core::mem::take(&mut self.tables),
            min_group,
            comments,
        };
        self.counting = Some(Box::pin(job.run()));
    }

    /// The next part of counting: the text where it was the last, else nothing.
    pub fn go_on(&mut self) -> Result<Option<String>, JsValue> {
        let Some(work) = &mut self.counting else { return Ok(None) };
        let Some(counted) = parts::go_on(work.as_mut()) else { return Ok(None) };
        self.counting = None;
        self.made(Some(counted))
    }

    /// Takes the tables back; the text of what was counted.
    fn made(&mut self, counted: Option<Counted>) -> Result<Option<String>, JsValue> {
        let Some((tables, made)) = counted else { return Ok(None) };
        self.tables = tables;
        let made = made.map_err(|error| fault::thrown(&error, self.lang))?;
        self.text(&made).map(Some)
    }
}
