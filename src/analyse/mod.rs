//! Rows → evidence: sufficient statistics.
//!
//! Must never know: rates, colours, sizes, words.

pub mod funnel;
mod lifecycle;
pub mod matching;
pub mod people;
pub mod personas;
pub mod seconds;
