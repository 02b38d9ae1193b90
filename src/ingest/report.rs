//! What was recognised in a file: the answer of `inspect`.

use crate::diag::Issues;
use crate::error::Code;
use crate::model::rule::Role;
use crate::value::Value;

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Report {
    /// The program that made the file, where it is known by its layout.
    pub system: Option<String>,
    /// `csv`, `json`, `jsonl` or `rows`.
    pub format: String,
    /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `windows-1252`.
    pub encoding: String,
    /// Between the cells of a CSV.
    pub delimiter: Option<char>,
    /// Rows that make up the header.
    pub header_rows: u64,
    /// Rows read, usable or not.
    pub rows: u64,
    /// In file order.
    pub columns: Vec<ColumnReport>,
    /// What could not be used, counted.
    pub issues: Issues,
}

/// What one column turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// Its header, made unique.
    pub header: String,
    /// Its meaning, recognised or given.
    pub role: Option<Role>,
    /// 0…1; 1 where the role was given.
    pub confidence: f64,
    /// `text`, `time` or `number`.
    pub kind: &'static str,
    /// How times or numbers are written, e.g. `yyyy-mm-dd hh:mm:ss`, `epoch ms`, `1.234,5`.
    pub format: Option<String>,
    /// Of a kept column of times: the zone of its clocks and where that is from (`given`, `header`, `cells`, `epoch`,
    /// or `assumed` where nothing said one), e.g. `+07:00 header`.
    pub zone: Option<String>,
    /// Up to three values.
    pub examples: Vec<String>,
    /// The cells of up to eight first rows as they stand in the file, blank ones too.
    pub preview: Vec<String>,
}

/// What a reader could not decide about a column: the key of a journey's source that answers it, what was assumed, and
/// the likeliest answers.
type Question = (&'static str, String, &'static [&'static str]);

/// The questions that reading a column left open: the order of day and month, the decimal mark, the zone of its clocks.
fn questions(report: &Report, column: &ColumnReport) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let format = column.format.clone().unwrap_or_default();
    let open = report.issues.iter().filter(|issue| issue.code == Code::Ambiguous);
    if open.flat_map(|issue| &issue.first).any(|sample| sample.column == column.header) {
        questions.push(match column.kind {
            "number" => {
                let assumed = if format.rfind(',') > format.rfind('.') { "," } else { "." };
                ("decimal", assumed.to_owned(), &[",", "."])
            }
            _ => ("date_order", "dmy".to_owned(), &["dmy", "mdy"]),
        });
    }
    if let Some(zone) = column.zone.as_deref().and_then(|zone| zone.strip_suffix(" assumed")) {
        questions.push(("zone", zone.to_owned(), &["UTC", "+07:00", "+08:00", "+09:00"]));
    }
    questions
}

fn pairs<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Issues as documents write them: code, count, first samples.
fn write_issues(issues: &Issues) -> Value {
    Value::List(
        issues
            .iter()
            .map(|issue| {
                let first = issue.first.iter().map(|sample| {
                    pairs([
                        ("line", sample.line.into()),
                        ("column", sample.column.clone().into()),
                        ("value", sample.value.clone().into()),
                    ])
                });
                pairs([
                    ("code", issue.code.as_str().into()),
                    ("count", issue.count.into()),
                    ("first", Value::List(first.collect())),
                ])
            })
            .collect(),
    )
}

/// A question as documents write it.
fn asked((ask, assumed, choices): Question) -> Value {
    let choices = choices.iter().map(|choice| Value::from(*choice)).collect();
    pairs([("ask", ask.into()), ("assumed", assumed.into()), ("choices", Value::List(choices))])
}

/// One entry of the `files` of `jejak inspect`.
pub fn write_report(report: &Report, file: &str) -> Value {
    let columns = report.columns.iter().map(|column| {
        pairs([
            ("header", column.header.clone().into()),
            ("role", column.role.map(Role::as_str).into()),
            ("confidence", column.confidence.into()),
            ("type", column.kind.into()),
            ("format", column.format.clone().into()),
            ("zone", column.zone.clone().into()),
            ("examples", column.examples.clone().into()),
            ("preview", column.preview.clone().into()),
            ("questions", Value::List(questions(report, column).into_iter().map(asked).collect())),
        ])
    });
    pairs([
        ("file", file.into()),
        ("system", report.system.clone().into()),
        ("encoding", report.encoding.clone().into()),
        ("delimiter", report.delimiter.map(String::from).into()),
        ("header_rows", report.header_rows.into()),
        ("rows", report.rows.into()),
        ("columns", Value::List(columns.collect())),
        ("issues", write_issues(&report.issues)),
    ])
}
