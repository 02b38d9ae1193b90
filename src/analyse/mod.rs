//! Rows → evidence: sufficient statistics.
//!
//! Must never know: rates, colours, sizes, words.

pub mod answers;
mod channels;
pub mod funnel;
mod keep;
mod lifecycle;
pub mod matching;
mod measure;
pub mod people;
mod personas;
mod places;
mod propose;
pub mod seconds;
mod sources;
mod survey;
mod visits;
mod way;

pub use keep::{keep, shared};
pub use measure::{Options, measure};
pub use propose::propose;
