//! The readers, on small files of one issue each and on real ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::diag::{Issue, Issues};
use jejak::ingest::{Need, Plan, Read, Reader, Ready, read_columns, read_rows, write_report};
use jejak::model::journey::{DateOrder, TimeUnit};
use jejak::model::rule::Role;
use jejak::model::table::{Data, NO_TIME, Table};
use jejak::value::{Value, map};
use jejak::{Code, Error, Place};
use std::path::PathBuf;

mod bytes;
mod chunks;
mod columns;
mod headers;
mod laws;
mod real;
mod rfc4180;
mod rfc8259;
mod small;

fn events() -> Plan {
    Plan { source: "test".into(), need: Need::Events, ..Plan::default() }
}

fn any() -> Plan {
    Plan { source: "test".into(), ..Plan::default() }
}

fn read(bytes: &[u8], plan: Plan) -> Result<Read, Error> {
    let mut reader = Reader::new(plan);
    reader.push(bytes)?;
    reader.finish()
}

fn texts(table: &Table, field: &str) -> Vec<String> {
    let column = table.column(field).unwrap_or_else(|| panic!("no column {field}"));
    match &column.data {
        Data::Texts(texts) => (0..texts.codes.len()).map(|row| texts.row(row).to_owned()).collect(),
        other => panic!("{field} is {other:?}"),
    }
}

fn times(table: &Table) -> &[i64] {
    match &table.role(Role::Time).expect("a time column").data {
        Data::Times(times) => times,
        other => panic!("times are {other:?}"),
    }
}

fn numbers(table: &Table, field: &str) -> Vec<f64> {
    match &table.column(field).unwrap_or_else(|| panic!("no column {field}")).data {
        Data::Numbers(numbers) => numbers.clone(),
        other => panic!("{field} is {other:?}"),
    }
}

/// Data of others, read in place where it is present.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            println!("SKIPPED: ../shared/data/{name} is not here");
            None
        }
    }
}

fn data(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn issue(read: &Read, code: Code) -> (u64, Vec<(u64, String, String)>) {
    let issue = read.table.issues.iter().find(|issue| issue.code == code);
    issue.map_or((0, Vec::new()), |issue| {
        (issue.count, issue.first.iter().map(|s| (s.line, s.column.clone(), s.value.clone())).collect())
    })
}

/// `yyyy-mm-dd hh:mm` in microseconds, by counting days one by one: an oracle that shares nothing with the reader.
fn at(text: &str) -> i64 {
    let number =
        |from: usize, to: usize| text.get(from..to).map_or(0, |digits| digits.parse::<i64>().unwrap());
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut days: i64 = (1970..number(0, 4)).map(|year| 365 + i64::from(leap(year))).sum();
    for month in 1..number(5, 7) {
        days += match month {
            2 => 28 + i64::from(leap(number(0, 4))),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
    }
    days += number(8, 10) - 1;
    ((days * 24 + number(11, 13)) * 60 + number(14, 16)) * 60_000_000
}

fn fails(bytes: &[u8], plan: Plan) -> (Code, Place, String) {
    let error = read(bytes, plan).expect_err("an error");
    (error.code, error.place, error.subject)
}

fn line(line: u64, column: u64) -> Place {
    Place::Line { line, column }
}

fn length(data: &Data) -> usize {
    match data {
        Data::Texts(texts) => texts.codes.len(),
        Data::Times(times) => times.len(),
        Data::Numbers(numbers) => numbers.len(),
    }
}
