//! Bytes → rows: decoding, splitting, recognising columns, typed tables.
//!
//! Must never know: pixels, what will be drawn.
