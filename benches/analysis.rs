//! Pieces.
fn main() {}
