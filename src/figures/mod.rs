//! Evidence → what is shown: rates, intervals, quantiles, scores, gaps, priority, moments. Numbers only.
//!
//! Must never know: rows, colours, sizes, languages, rounding for display.

pub mod caution;
pub mod changes;
pub mod channels;
pub mod cohorts;
pub mod compare;
mod derive;
pub mod emotion;
mod finding;
pub mod flow;
pub mod funnel;
pub mod lines;
pub mod moments;
pub mod paths;
pub mod periods;
pub mod priority;
pub mod quantiles;
pub mod rates;
pub mod sample;
pub mod scores;
pub mod shown;
pub mod student;
pub mod survey;
pub mod themes;
pub mod welch;
pub mod who;
mod write;
mod write_changes;
mod write_map;
mod write_survey;

pub use changes::{At, Change, Changes, Test, Unlike, Was};
pub use derive::{derive, derive_again};
pub use periods::changes;
pub use shown::*;
pub use survey::{AnsweredBy, QuestionFigures, Side, Split, SurveyFigures};
pub use write::{write, write_funnel, write_score, write_segments};
