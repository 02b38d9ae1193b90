//! Plain data that every layer shares: the journey, the counting rule, the evidence, and typed tables of rows.
//!
//! Must never know: files, pixels, the web.

pub mod evidence;
pub mod journey;
pub mod rule;
pub mod table;
pub mod time;
