//! Mermaid's `journey` diagram, in and out.
//!
//! A section is a stage, a task is a touchpoint with its emotion, an actor is a persona; `accDescr` is the
//! scenario. Mermaid holds nothing else, so writing says what was left out. The grammar is that of Mermaid 11;
//! where people write more loosely than it allows, reading is lenient (`docs/adr/0017-forms-in-and-out.md`).
//!
//! Must never know: files, languages, the web.

mod diagrams;
mod draft;
mod entities;
mod read;
mod statement;
mod task;
mod write;

pub use diagrams::Diagram;
pub use read::read_mermaid;
pub use write::{Dropped, Written, write_mermaid};
