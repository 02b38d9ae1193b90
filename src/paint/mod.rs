//! Scene → pixels: plotters on any backend, and an own SVG writer.
//!
//! Must never know: funnels and journeys; it sees marks only.
