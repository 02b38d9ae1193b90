//! Plain data that every layer shares: the journey, the counting rule, the evidence, and typed tables of rows.
//!
//! Must never know: files, pixels, the web.

mod answers;
pub mod axis;
pub mod check;
mod choice;
pub mod evidence;
pub mod fold;
mod ids;
pub mod journey;
#[cfg(test)]
mod laws;
#[cfg(feature = "measure")]
pub mod mermaid;
pub mod names;
mod nearest;
pub mod number;
pub mod order;
pub mod period;
pub mod presets;
mod read;
pub mod rule;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod shape;
mod shapes;
pub mod steps;
pub mod switches;
pub mod table;
pub mod time;
mod write;
pub mod zone;

pub use nearest::nearest;
pub use read::{read_evidence, read_exact, read_journey, read_table, renew_evidence};
pub use shapes::is_link;
#[cfg(feature = "measure")]
use write::score;
pub use write::{write_evidence, write_exact, write_journey, write_rows, write_rule};
