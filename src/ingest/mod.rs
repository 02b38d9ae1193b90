//! Bytes → rows: decoding, splitting, recognising columns, typed tables.
//!
//! A [`Reader`] takes a file in chunks of any size, looks at its head once, decides every column's meaning and
//! format, and keeps only the columns that were asked for. The result does not depend on how the bytes were cut.
//!
//! Must never know: pixels, what will be drawn.

mod bytes;
mod cells;
mod columns;
mod csv;
mod decode;
mod dialect;
mod dictionary;
mod flatten;
mod frame;
mod groups;
mod json;
mod marks;
mod numbered;
mod numbers;
mod plan;
mod profile;
mod reader;
mod records;
mod report;
mod roles;
mod rows;
mod scan;
#[cfg(feature = "sheets")]
mod sheets;
mod split;
mod synonyms;
mod systems;
mod tables;
mod times;

pub use columns::{Ready, read_columns};
pub use json::read_rows;
pub use plan::{Need, Plan};
pub use reader::{Read, Reader};
pub use report::{ColumnReport, Report, write_report};
#[cfg(feature = "sheets")]
pub use sheets::{Made, Sheets};

/// The longest field or record, in bytes: 1 MiB.
pub const MAX_RECORD: usize = 1 << 20;
/// How deep an item of JSON may be nested.
pub const MAX_DEPTH: usize = 64;
/// The most rows a source may have unless the plan says otherwise.
pub const MAX_ROWS: u64 = 10_000_000;
