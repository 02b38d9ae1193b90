//! The fuzz targets of `tests/fuzz` for some minutes each, on stable.

use crate::command;
use anyhow::{Result, bail};
use std::process::Command;

/// The targets, as `tests/fuzz/targets.rs` names them.
const TARGETS: [&str; 7] = ["split", "cells", "json", "mermaid", "journey", "markup", "book"];

#[derive(clap::Args)]
pub struct Options {
    /// Minutes for each target.
    #[arg(long, default_value_t = 5.0)]
    minutes: f64,
    /// Only this target.
    #[arg(long, value_parser = TARGETS)]
    target: Option<String>,
    /// Other seeds give other inputs; the same gives the same, for as long as time allows.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// All targets at once, for a machine with as many processors.
    #[arg(long)]
    together: bool,
}

/// Runs the targets one after another, or at once; inputs that fail are kept in `target/fuzz`.
pub fn run(options: &Options) -> Result<()> {
    // Built before the first clock starts.
    command::run(long(None).arg("--no-run"))?;
    let seconds = (options.minutes * 60.0).round().max(1.0) as u64;
    let asked = |target: &&&str| options.target.as_deref().is_none_or(|name| name == **target);
    let mut running = Vec::new();
    let mut failed = Vec::new();
    for target in TARGETS.iter().filter(asked) {
        let mut command = long(Some(format!("{target},{seconds},{}", options.seed)));
        command.args(["--", "--ignored", "--exact", "long", "--nocapture"]);
        if options.together {
            running.push((target, command.spawn()?));
        } else if command::run(&mut command).is_err() {
            failed.push(*target);
        }
    }
    for (target, mut child) in running {
        if !child.wait()?.success() {
            failed.push(*target);
        }
    }
    if !failed.is_empty() {
        bail!("inputs that fail were found for: {}", failed.join(", "));
    }
    Ok(())
}

/// The test program of the targets, optimised but with every check of arithmetic in it.
fn long(asked: Option<String>) -> Command {
    let mut command = command::cargo();
    command.args([
        "test",
        "--package",
        "jejak",
        "--no-default-features",
        "--features",
        "measure,sheets",
        "--test",
        "fuzz",
    ]);
    command.env("CARGO_PROFILE_DEV_OPT_LEVEL", "2").env("CARGO_PROFILE_TEST_OPT_LEVEL", "2");
    command.envs(asked.map(|asked| ("JEJAK_FUZZ", asked)));
    command
}
