//! How fast the readers are, natively and in a browser, on made-up rows that are the same everywhere.

use crate::browsers::Browsers;
use crate::build::{self, Mode};
use crate::{command, repo};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is asked for.
#[derive(clap::Args)]
pub struct Options {
    /// Rows; ten times as many are read as a stream.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// How often each reader reads them.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Leave out the stream of ten times as many rows.
    #[arg(long)]
    short: bool,
    /// One JSON object of the browser's figures instead of tables.
    #[arg(long)]
    json: bool,
    /// Measure what www/pkg holds, without building.
    #[arg(long)]
    built: bool,
}

/// Makes the rows, reads them natively, then in a browser beside papaparse and a reader made by hand.
pub fn run(options: &Options) -> Result<()> {
    if !options.built {
        build::some(Some("measure"), Mode::Release, false)?;
    }
    let folder = repo::bench();
    let (Some(node), true) = (command::find(&["node", "node.exe"]), build::packages_in(&folder)) else {
        bail!("the benchmark needs Node and the packages of bench/: install Node, then run this again");
    };
    let rows = repo::target().join("bench");
    std::fs::create_dir_all(&rows)?;
    let file = made(&rows, options.rows)?;
    if !options.json {
        for kind in ["csv", "quoted", "sessions", "jsonl"] {
            println!("natively, {kind}:");
            let (rows, runs) = (options.rows.to_string(), options.runs.to_string());
            command::run(native().args(["--kind", kind, "--rows", &rows, "--runs", &runs]))?;
        }
    }
    let mut driver = Command::new(node);
    driver.arg("readers.mjs").arg(format!("--runs={}", options.runs)).arg("--file").arg(&file);
    if !options.short {
        driver.arg("--long").arg(made(&rows, options.rows.saturating_mul(10))?);
    }
    if options.json {
        driver.arg("--json");
    }
    Browsers::ready().tell(&mut driver);
    command::run(driver.current_dir(&folder))
}

/// Files of made-up events, dropped on a page of what ships.
pub fn drop(runs: u32, rows: Option<&str>, json: bool) -> Result<()> {
    let folder = repo::bench();
    let (Some(node), true) = (command::find(&["node", "node.exe"]), build::packages_in(&folder)) else {
        bail!("the benchmark needs Node and the packages of bench/: install Node, then run this again");
    };
    let made_in = repo::target().join("bench");
    std::fs::create_dir_all(&made_in)?;
    let mut driver = Command::new(node);
    driver.arg("drop.mjs").arg(format!("--runs={runs}"));
    for rows in rows.unwrap_or("100000,1000000,10000000").split(',') {
        driver.arg("--file").arg(made(&made_in, rows.trim().parse()?)?);
    }
    if json {
        driver.arg("--json");
    }
    Browsers::ready().tell(&mut driver);
    command::run(driver.current_dir(&folder))
}

/// The native reader, which also makes the rows.
fn native() -> Command {
    let mut cargo = command::cargo();
    cargo.args(["bench", "--quiet", "--package", "jejak", "--bench", "readers"]);
    cargo.args(["--no-default-features", "--features", "measure", "--"]);
    cargo
}

/// A file of so many rows; made once.
fn made(folder: &Path, rows: u64) -> Result<PathBuf> {
    let file = folder.join(format!("rows-{rows}.csv"));
    if !file.is_file() {
        command::run(native().args(["--rows", &rows.to_string(), "--write"]).arg(&file))?;
    }
    Ok(file)
}
