//! Rows → evidence: sufficient statistics.
//!
//! Must never know: rates, colours, sizes, words.

pub mod answers;
mod blocks;
mod carts;
mod channels;
mod comments;
mod counts;
pub mod fold;
pub mod funnel;
mod joining;
mod keep;
mod lifecycle;
pub mod mask;
pub mod matching;
mod measure;
mod measures;
pub mod people;
pub mod periods;
mod personas;
mod persons;
mod places;
mod placing;
mod propose;
pub mod seconds;
mod sources;
pub mod stops;
mod survey;
mod themes;
mod unmatched;
mod visits;
mod way;

pub use fold::fold;
pub use keep::{keep, shared};
pub use measure::{Options, measure};
pub use propose::propose;
pub use unmatched::{Unmatched, unmatched};
