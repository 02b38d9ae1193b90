//! The `jejak` command line: thin, over the same core.

fn main() {}
