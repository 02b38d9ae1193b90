//! Rows → evidence: sufficient statistics.
//!
//! Must never know: rates, colours, sizes, words.
