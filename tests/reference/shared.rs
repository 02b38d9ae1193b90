//! The data beside the repository that known true figures are computed from. It is not part of the repository:
//! where it is not there, its tests say so and pass.

use jejak::ingest::{Plan, Reader};
use jejak::model::table::Table;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name)
}

/// The bytes of a file, or `None` and a loud line.
pub fn bytes(name: &str) -> Option<Vec<u8>> {
    let read = fs::read(path(name)).ok();
    if read.is_none() {
        eprintln!("SKIPPED: ../shared/data/{name} is not there; its known true figures were NOT checked");
    }
    read
}

/// A JSON file.
pub fn json(name: &str) -> Option<Value> {
    bytes(name).map(|bytes| serde_json::from_slice(&bytes).unwrap())
}

/// A file as a table.
pub fn table(name: &str, plan: Plan) -> Option<Table> {
    let bytes = bytes(name)?;
    let mut reader = Reader::new(plan);
    for chunk in bytes.chunks(65_536) {
        reader.push(chunk).unwrap();
    }
    Some(reader.finish().unwrap().table)
}
