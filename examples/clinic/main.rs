//! Writes the answers of Harbour Clinic, the example of a survey alone, as its form would export them.
//!
//! `cargo run --example clinic -- target/clinic.csv`, then
//! `jejak measure www/examples/survey.journey.json --source survey=target/clinic.csv` gives the evidence beside it.
//! Everything is invented and drawn from one seed: the same bytes on every machine, at any time.

mod form;

use std::process::ExitCode;

fn main() -> ExitCode {
    let file = std::env::args().nth(1).unwrap_or_else(|| "target/clinic.csv".to_owned());
    match std::fs::write(&file, form::answers()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}
