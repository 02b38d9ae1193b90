//! Plain data that every layer shares: the journey, the counting rule, the evidence, and typed tables of rows.
//!
//! Must never know: files, pixels, the web.

pub mod check;
mod choice;
pub mod evidence;
mod ids;
pub mod journey;
mod nearest;
pub mod rule;
pub mod steps;
pub mod table;
pub mod time;

pub use nearest::nearest;
