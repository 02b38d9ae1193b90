//! Rows → evidence: sufficient statistics.
//!
//! Must never know: rates, colours, sizes, words.

pub mod answers;
mod blocks;
mod briefs;
mod carts;
mod channels;
mod cohorts;
mod comments;
mod counts;
mod course;
mod districts;
mod everybody;
mod exports;
mod few;
pub mod fold;
pub mod funnel;
mod joining;
mod keep;
mod lifecycle;
pub mod mask;
pub mod matching;
mod measure;
mod measures;
pub mod merge;
mod met;
mod order;
pub mod parts;
pub mod paths;
pub mod people;
pub mod periods;
mod personas;
mod persons;
mod placed;
mod places;
mod placing;
mod propose;
pub mod seconds;
mod sources;
pub mod stops;
mod survey;
pub mod themes;
mod unmatched;
mod visits;
mod way;

pub use exports::{Clue, Export, match_sources};
pub use fold::{fold, publish};
pub use joining::{Joined, Joining, joined};
pub use keep::{keep, shared};
pub use measure::{Options, measure, measure_in_parts};
pub use merge::merge;
pub use placed::{Misnamed, Placed};
pub use propose::{kind as kind_of, propose, propose_in_parts};
pub use unmatched::{Event, Events, Unmatched, events, events_in_parts, unmatched};
