//! Workbooks, pages, XES logs and archives: each with at least one place where such a file misleads, and the hostile ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "sheets")]

mod hostile;
mod log;
mod page;
mod workbook;
mod zip;

use jejak::ingest::{Plan, Read, Reader};
use jejak::model::rule::Role;
use jejak::model::table::Data;
use jejak::model::time;
use jejak::{Code, Error};

/// A file as read for an inspection, in one piece.
fn inspected(bytes: &[u8], plan: Plan) -> Result<Read, Error> {
    cut(bytes, plan, bytes.len().max(1))
}

fn cut(bytes: &[u8], plan: Plan, size: usize) -> Result<Read, Error> {
    let mut reader = Reader::new(plan);
    for piece in bytes.chunks(size) {
        reader.push(piece)?;
    }
    reader.finish()
}

/// Every column is kept as it is written.
fn read(bytes: &[u8], keep: &[&str]) -> Read {
    let keep = keep.iter().map(|&header| header.to_owned()).collect();
    inspected(bytes, Plan { keep, ..Plan::default() }).unwrap()
}

/// The cells of a column as texts.
fn column(read: &Read, header: &str) -> Vec<String> {
    let column = read.table.columns.iter().find(|column| column.header == header);
    match &column.unwrap_or_else(|| panic!("no column {header}")).data {
        Data::Texts(texts) => (0..texts.codes.len()).map(|row| texts.row(row).to_owned()).collect(),
        Data::Times(times) => times.iter().map(|at| time::iso(*at)).collect(),
        Data::Numbers(numbers) => numbers.iter().map(f64::to_string).collect(),
    }
}

fn role(read: &Read, header: &str) -> Option<Role> {
    read.report.columns.iter().find(|column| column.header == header).unwrap().role
}

/// Count and first values of what is told.
fn told(read: &Read, code: Code) -> (u64, Vec<String>) {
    let issue = read.report.issues.iter().find(|issue| issue.code == code);
    issue
        .map(|issue| (issue.count, issue.first.iter().map(|one| one.value.clone()).collect()))
        .unwrap_or_default()
}

/// However a file is cut, the same is read.
fn same_for_every_cut(bytes: &[u8]) {
    // As texts: a blank number is not equal to itself.
    let whole = format!("{:?}", inspected(bytes, Plan::default()));
    for size in [1, 2, 7, 64, 1_000] {
        assert_eq!(format!("{:?}", cut(bytes, Plan::default(), size)), whole, "pieces of {size}");
    }
}
