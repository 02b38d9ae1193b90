//! One sample file, read as a page would read it, and what its figures are.

use jejak::analyse::{self, Options, funnel};
use jejak::figures;
use jejak::ingest::{Need, Plan, Read, Reader};
use jejak::model::journey::Journey;
use jejak::model::rule::{FunnelRule, Role, Unit};
use jejak::model::table::{Data, NO_TIME, Table};
use jejak::model::{read_journey, steps, time};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The folder of samples, or `None` and a loud line.
pub fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: ../shared/data/formats is not there, so no export format was checked");
    None
}

pub struct Look {
    bytes: Vec<u8>,
    /// As read when somebody drops the file.
    pub read: Read,
}

fn read(bytes: &[u8], plan: Plan) -> Read {
    let mut reader = Reader::new(Plan { source: "file".to_owned(), ..plan });
    for chunk in bytes.chunks(97) {
        reader.push(chunk).unwrap();
    }
    reader.finish().unwrap()
}

fn texts<'t>(table: &'t Table, field: &str) -> Vec<&'t str> {
    let column = table.column(field).unwrap_or_else(|| panic!("no {field}"));
    let Data::Texts(texts) = &column.data else { panic!("{field} is no text") };
    (0..texts.codes.len()).map(|row| texts.row(row)).collect()
}

impl Look {
    pub fn at(name: &str) -> Self {
        Self::of(std::fs::read(folder().unwrap().join(name)).unwrap())
    }

    fn of(bytes: Vec<u8>) -> Self {
        let read = read(&bytes, Plan { need: Need::Picture, ..Plan::default() });
        Self { bytes, read }
    }

    /// The same file with other words in it.
    pub fn changed(&self, from: &str, to: &str) -> Self {
        Self::of(String::from_utf8(self.bytes.clone()).unwrap().replace(from, to).into_bytes())
    }

    /// Rows as they stand, with these columns kept.
    fn plain(&self, keep: &[&str], numbers: bool) -> Table {
        let keep: Vec<String> = keep.iter().map(|&header| header.to_owned()).collect();
        let numbers = if numbers { keep.clone() } else { Vec::new() };
        read(&self.bytes, Plan { keep, numbers, ..Plan::default() }).table
    }

    pub fn rows(&self) -> u64 {
        self.read.report.rows
    }

    /// Rows that are data.
    pub fn kept(&self) -> usize {
        let table = self.plain(&[], false);
        match &table.columns[0].data {
            Data::Texts(texts) => texts.codes.len(),
            Data::Times(times) => times.len(),
            Data::Numbers(numbers) => numbers.len(),
        }
    }

    /// The line of the header, as issues of whole columns tell it.
    pub fn header_line(&self) -> u64 {
        let wish = vec!["nobody has this".to_owned()];
        let read = read(&self.bytes, Plan { wish, ..Plan::default() });
        read.table.issues.iter().find(|issue| issue.code.as_str() == "unknown_column").unwrap().first[0].line
    }

    /// Lines above the header that are comments.
    pub fn comments(&self) -> usize {
        let text = String::from_utf8_lossy(&self.bytes);
        text.lines().take(self.header_line() as usize - 1).filter(|line| line.starts_with('#')).count()
    }

    /// The table that is read, and those that are told.
    pub fn tables(&self) -> u64 {
        1 + self
            .read
            .table
            .issues
            .iter()
            .filter(|issue| issue.code.as_str() == "other_table")
            .map(|i| i.count)
            .sum::<u64>()
    }

    fn cells(&self, header: &str) -> Vec<Option<f64>> {
        let table = self.plain(&[header], true);
        let column = table.columns.iter().find(|column| column.header == header).unwrap();
        let Data::Numbers(numbers) = &column.data else { panic!("{header} is no number") };
        numbers.iter().map(|number| Some(*number).filter(|number| !number.is_nan())).collect()
    }

    pub fn numbers(&self, header: &str) -> Value {
        json!(self.cells(header))
    }

    pub fn scaled(&self, header: &str, by: f64) -> Value {
        json!(self.cells(header).into_iter().map(|cell| cell.map(|cell| cell / by)).collect::<Vec<_>>())
    }

    pub fn sum(&self, header: &str) -> f64 {
        self.cells(header).into_iter().flatten().sum()
    }

    pub fn distinct(&self, role: &str) -> usize {
        texts(&self.read.table, role).into_iter().collect::<BTreeSet<_>>().len()
    }

    pub fn filled(&self, header: &str) -> usize {
        texts(&self.plain(&[header], false), header).iter().filter(|cell| !cell.is_empty()).count()
    }

    pub fn tally(&self, field: &str) -> BTreeMap<String, u64> {
        let mut tally = BTreeMap::new();
        for cell in texts(&self.plain(&[field], false), field) {
            *tally.entry(cell.to_owned()).or_default() += 1;
        }
        tally
    }

    /// Cases with this cell in a column.
    pub fn orders_with(&self, header: &str, cell: &str) -> usize {
        let table = self.plain(&[header], false);
        let pairs = texts(&table, "session").into_iter().zip(texts(&table, header));
        pairs.filter(|(_, known)| *known == cell).map(|(order, _)| order).collect::<BTreeSet<_>>().len()
    }

    /// Events of this name that were made.
    pub fn events_of(&self, name: &str) -> usize {
        texts(&self.read.table, "event").into_iter().filter(|event| *event == name).count()
    }

    fn counted(&self, line: &str, cases: bool) -> funnel::Counted {
        let unit = if cases { Unit::Session } else { Unit::Person };
        let rule = FunnelRule { steps: steps::parse(line).unwrap(), unit, ..FunnelRule::default() };
        funnel::count(&[&self.read.table], &rule).unwrap()
    }

    pub fn steps(&self, line: &str, cases: bool) -> Vec<u64> {
        self.counted(line, cases).funnel.steps.iter().map(|step| step.people).collect()
    }

    pub fn median_hours(&self, line: &str) -> f64 {
        self.counted(line, true).exact.steps[1].unwrap()[1] / 3_600.0
    }

    fn proposed(&self) -> (Journey, jejak::model::evidence::Evidence) {
        let journey = analyse::propose(&[&self.read.table]).unwrap();
        let options = Options { min_group: 0, comments: false, events: false };
        let (evidence, _) = analyse::measure(&journey, vec![self.read.table.clone()], &options).unwrap();
        (journey, evidence)
    }

    /// The people of the proposed journey's steps.
    pub fn funnel(&self) -> Vec<u64> {
        self.proposed().1.funnel.unwrap().steps.iter().map(|step| step.people).collect()
    }

    /// The same of one group.
    pub fn group(&self, value: &str) -> Vec<u64> {
        let evidence = self.proposed().1;
        let group = evidence.segments[0].groups.iter().find(|group| group.value == value).unwrap();
        group.funnel.steps.iter().map(|step| step.people).collect()
    }

    /// The answers to one question of the proposed journey.
    fn answers(&self, header: &str) -> jejak::model::evidence::Answers {
        let (journey, evidence) = self.proposed();
        let score = journey.sources[0].scores.iter().find(|score| score.column == header);
        let stage = score.unwrap_or_else(|| panic!("{header} is not asked")).stage.clone().unwrap();
        evidence.stages.iter().find(|known| known.id == stage).unwrap().answers[0].clone()
    }

    /// NPS in points with its parts; those that the file's own expectations name.
    pub fn nps(&self, header: &str) -> Value {
        let answers = self.answers(header);
        let of = |low: f64, high: f64| -> u64 {
            answers.counts.iter().filter(|(value, _)| (low..=high).contains(value)).map(|(_, n)| n).sum()
        };
        let nps = figures::scores::score(&answers).value.unwrap();
        json!({"promoters": of(9.0, 10.0), "passives": of(7.0, 8.0), "detractors": of(0.0, 6.0), "n": answers.n, "nps": nps})
    }

    pub fn mean(&self, header: &str) -> f64 {
        figures::scores::score(&self.answers(header)).mean.unwrap()
    }

    /// Share of the satisfied among the rated, in percent, of a journey that asks for it.
    pub fn csat(&self, header: &str) -> f64 {
        let journey = json!({"title": "Help", "stages": ["Help"], "sources": [{"id": "file", "kind": "tickets",
            "scores": [{"column": header, "kind": "csat", "scale": [0, 1], "stage": "Help"}]}]});
        let (journey, problems) = read_journey(&serde_json::from_value(journey).unwrap());
        let journey = journey.unwrap_or_else(|| panic!("{problems:?}"));
        let keep = analyse::keep(&journey, "file");
        let table = read(&self.bytes, Plan::of(&journey.sources[0], keep, &[])).table;
        let options = Options { min_group: 0, comments: false, events: false };
        let (evidence, _) = analyse::measure(&journey, vec![table], &options).unwrap();
        100.0 * figures::scores::score(&evidence.stages[0].answers[0]).value.unwrap()
    }

    pub fn satisfaction(&self) -> Value {
        let table = self.plain(&["Satisfaction Score"], false);
        let cells = texts(&table, "score");
        let of = |answer: &str| cells.iter().filter(|cell| **cell == answer).count();
        json!({"Good": of("1"), "Bad": of("0"), "Not Offered": of("")})
    }

    fn instant(&self, header: &str, row: usize) -> i64 {
        let mut plan = Plan::default();
        plan.columns.push((Role::Time, header.to_owned()));
        let table = read(&self.bytes, plan).table;
        let Data::Times(times) = &table.role(Role::Time).unwrap().data else { panic!() };
        assert_ne!(times[row], NO_TIME);
        times[row]
    }

    pub fn time(&self, header: &str, row: usize) -> String {
        time::iso(self.instant(header, row))
    }

    /// A time without zone, as the clock on the wall showed it.
    pub fn local(&self, header: &str, row: usize) -> String {
        self.time(header, row).trim_end_matches('Z').to_owned()
    }

    /// How times are written, where each has its milliseconds.
    pub fn millis(&self, header: &str) -> String {
        let first = self.instant(header, 0);
        assert_eq!(first % 1_000, 0);
        assert_eq!(self.local(header, 0), "2014-10-22T11:15:41");
        "YYYY/MM/DD HH:MM:SS.mmm".to_owned()
    }

    pub fn separator(&self, header: &str) -> Value {
        let table = self.plain(&[header], false);
        let several = texts(&table, header)[0].to_owned();
        assert_eq!(several, "/ Instagram / Shop");
        json!(" / ")
    }

    pub fn bom(&self) -> bool {
        self.read.report.encoding == "utf-8-bom"
    }

    pub fn encoding(&self) -> &str {
        match self.read.report.encoding.as_str() {
            "utf-16le" => "UTF-16LE with BOM",
            other => other,
        }
    }

    pub fn delimiter(&self) -> Option<char> {
        self.read.report.delimiter
    }

    /// The decimal sign of a column.
    pub fn decimal(&self, header: &str) -> &str {
        let column = self.read.report.columns.iter().find(|column| column.header == header).unwrap();
        if column.format.as_deref() == Some("1.234,5") { "," } else { "." }
    }

    pub fn newline(&self) -> &str {
        if self.bytes.windows(2).any(|pair| pair == b"\r\n") { "CRLF" } else { "LF" }
    }
}
