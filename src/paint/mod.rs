//! Scene → pixels: plotters on any backend, and an own SVG writer.
//!
//! Must never know: funnels and journeys; it sees marks only.

mod damage;
mod dash;
mod grid;
mod plotters;
mod surface;
mod svg;

pub use damage::{covered, damage};
pub use grid::SUB;
pub use plotters::{View, plotters};
pub use surface::{Surface, Units};
pub use svg::{escape, svg};
