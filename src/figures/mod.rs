//! Evidence → what is shown: rates, intervals, quantiles, scores, gaps, priority, moments. Numbers only.
//!
//! Must never know: rows, colours, sizes, languages, rounding for display.

pub mod shown;

pub use shown::*;
