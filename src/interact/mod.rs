//! Hits, keys and the one store of a group of widgets.
//!
//! Must never know: the DOM; time is passed in.
