//! What JavaScript calls to measure: bytes of each source in, one JSON text out.

use super::{fault, speak_of_panics};
use crate::analyse::{self, Options, propose};
use crate::error::{Code, Error, Place};
use crate::ingest::{Need, Plan, Read, Reader, Ready, Report, read_columns, write_report};
use crate::model::evidence::SourceRows;
use crate::model::journey::Journey;
use crate::model::table::Table;
use crate::model::{read_journey, write_evidence, write_exact, write_journey};
use crate::value::{Value, map};
use crate::words::{self, Lang};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// One measuring: a journey (or none: then one is proposed), sources one after another, the result.
#[wasm_bindgen]
pub struct Measure {
    lang: Lang,
    journey: Option<Journey>,
    open: Option<(Reader, String)>,
    tables: Vec<Table>,
    ready: Vec<(String, Ready)>,
    reports: Vec<(Report, String)>,
}

#[wasm_bindgen]
impl Measure {
    /// Starts with a journey document as JSON text; empty text means that there is none yet.
    #[wasm_bindgen(constructor)]
    pub fn new(journey: &str, lang: &str) -> Result<Measure, JsValue> {
        speak_of_panics();
        let lang = Lang::of(lang);
        let journey = if journey.is_empty() {
            None
        } else {
            Some(parse(journey).map_err(|error| fault::thrown(&error, lang))?)
        };
        Ok(Self { lang, journey, open: None, tables: Vec::new(), ready: Vec::new(), reports: Vec::new() })
    }

    /// Opens the source `id`, which comes from `file`.
    pub fn open(&mut self, id: &str, file: &str) {
        self.open = Some((Reader::new(self.plan(id)), file.to_owned()));
    }

    fn plan(&self, id: &str) -> Plan {
        let known = self.journey.as_ref().and_then(|journey| journey.sources.iter().find(|one| one.id == id));
        match (&self.journey, known) {
            (Some(journey), Some(source)) => {
                Plan::of(source, analyse::keep(journey, id), &analyse::shared(journey))
            }
            // a source that the journey does not speak of holds its events
            (Some(journey), None) => Plan {
                source: id.to_owned(),
                wish: analyse::keep(journey, id),
                need: Need::Events,
                ..Plan::default()
            },
            (None, _) => Plan { source: id.to_owned(), need: Need::Picture, ..Plan::default() },
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
        let columns = core::mem::take(&mut self.ready);
        let read = read_columns(&columns, self.plan(id)).map_err(|error| fault::thrown(&error, self.lang))?;
        self.keep(read, file.to_owned());
        Ok(())
    }

    fn keep(&mut self, Read { table, report }: Read, file: String) {
        self.tables.push(table);
        self.reports.push((report, file));
    }

    /// Takes the next bytes of the open source.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let pushed = self.open.as_mut().map_or(Ok(()), |(reader, _)| reader.push(bytes));
        pushed.map_err(|error| fault::thrown(&error, self.lang))
    }

    /// Rows read of the open source so far.
    pub fn rows(&self) -> f64 {
        self.open.as_ref().map_or(0.0, |(reader, _)| reader.rows_so_far() as f64)
    }

    /// Ends the open source.
    pub fn close(&mut self) -> Result<(), JsValue> {
        let Some((reader, file)) = self.open.take() else { return Ok(()) };
        let read = reader.finish().map_err(|error| fault::thrown(&error, self.lang))?;
        self.keep(read, file);
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
        Value::List(self.reports.iter().map(|(report, file)| write_report(report, file)).collect())
    }

    fn text(&self, value: &Value) -> Result<String, JsValue> {
        serde_json::to_string(value)
            .map_err(|error| fault::thrown(&Error::new(Code::Internal, error.to_string()), self.lang))
    }

    /// Counts, and returns `{journey, evidence, published, exact, issues, files, unmatched}` as JSON text; `issues` are
    /// sentences, one list a source; `unmatched` are events that belong to no stage, `{source, event, count}`. `evidence` is for the screen of whoever has the rows: with comments, nothing
    /// folded. `published` may leave it: groups under `min_group` folded, comments only where they are asked for.
    pub fn finish(&mut self, min_group: u32, comments: bool) -> Result<String, JsValue> {
        let files = self.files();
        let made = self.made(min_group, comments).map_err(|error| fault::thrown(&error, self.lang))?;
        let [journey, evidence, published, exact, issues, unmatched] = made;
        self.text(&map([
            ("journey", journey),
            ("evidence", evidence),
            ("published", published),
            ("exact", exact),
            ("issues", issues),
            ("files", files),
            ("unmatched", unmatched),
        ]))
    }

    fn made(&mut self, min_group: u32, comments: bool) -> Result<[Value; 6], Error> {
        let tables = core::mem::take(&mut self.tables);
        let journey = match self.journey.take() {
            Some(journey) => journey,
            None => propose(&tables.iter().collect::<Vec<_>>())?,
        };
        let unmatched = analyse::unmatched(&journey, &tables.iter().collect::<Vec<_>>())?;
        let unmatched = unmatched.into_iter().map(|one| {
            map([("source", one.source.into()), ("event", one.event.into()), ("count", one.count.into())])
        });
        // 0 would hold every word of comments, which is for merging and not for a screen.
        let options = Options { min_group: u64::from(min_group).max(1), comments: true };
        let (evidence, exact) = analyse::measure(&journey, tables, &options)?;
        let mut published = analyse::fold(&evidence);
        if !comments {
            published.comments.clear();
        }
        let sentences = |rows: &SourceRows| {
            Value::List(rows.issues.iter().map(|one| words::issue(one, self.lang).into()).collect())
        };
        let issues = Value::List(evidence.rows.iter().map(sentences).collect());
        let (evidence, published) = (write_evidence(&evidence), write_evidence(&published));
        Ok([
            write_journey(&journey),
            evidence,
            published,
            write_exact(&exact),
            issues,
            Value::List(unmatched.collect()),
        ])
    }
}

/// A journey document from JSON text.
fn parse(text: &str) -> Result<Journey, Error> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let place = Place::Line { line: error.line() as u64, column: error.column() as u64 };
        Error::new(Code::BadJson, "").at(place)
    })?;
    let (journey, problems) = read_journey(&value);
    journey.ok_or_else(|| {
        problems.into_iter().next().map_or_else(|| Error::new(Code::Internal, ""), |problem| problem.error)
    })
}
