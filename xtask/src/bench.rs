//! The benchmarks: the picture in a browser (how long the page's main thread works until the map is drawn, and for a
//! change), and analysis alone.

use crate::browsers::Browsers;
use crate::{build, command, dist, repo};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// One of the benchmarks.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// The map beside Mermaid.
    Picture,
    /// The paths beside ECharts, Chart.js and Plotly.
    Paths,
    /// Funnels of up to ten million rows beside JavaScript by hand and DuckDB.
    Analysis,
    /// Files of up to ten million events that are dropped on a page, beside JavaScript by hand and papaparse.
    Drop,
}

/// What is asked for.
#[derive(clap::Args)]
pub struct Options {
    /// Only this benchmark; without it all.
    #[arg(long)]
    only: Option<Part>,
    /// Of the analysis and of dropped files: numbers of rows, parted by commas.
    #[arg(long)]
    rows: Option<String>,
    /// How often each subject is measured, in a fresh page each time.
    #[arg(long, default_value_t = 9)]
    runs: u32,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
    /// Also write where the time goes, as .cpuprofile files, into this folder.
    #[arg(long)]
    profile: Option<PathBuf>,
    /// Measure what dist holds, without building.
    #[arg(long)]
    built: bool,
}

/// Builds what ships, and runs the benchmarks.
pub fn run(options: &Options) -> Result<()> {
    // With --json standard output is for the one object of each benchmark.
    if !options.built && options.json {
        command::run(Command::new(std::env::current_exe()?).arg("dist").stdout(std::io::stderr()))?;
    } else if !options.built {
        dist::run()?;
    }
    let wanted = |part: Part| options.only.is_none_or(|only| only == part);
    if wanted(Part::Picture) {
        in_browser("bench.mjs", options)?;
    }
    if wanted(Part::Paths) {
        in_browser("paths.mjs", options)?;
    }
    if wanted(Part::Analysis) {
        crate::bench_analysis::run(options.runs, options.rows.as_deref(), options.json)?;
    }
    if wanted(Part::Drop) {
        crate::bench_readers::drop(options.runs, options.rows.as_deref(), options.json)?;
    }
    Ok(())
}

/// A benchmark that a browser runs.
fn in_browser(script: &str, options: &Options) -> Result<()> {
    let folder = repo::bench();
    let (Some(node), true) = (command::find(&["node", "node.exe"]), build::packages_in(&folder)) else {
        bail!("the benchmark needs Node and the packages of bench/: install Node, then run this again");
    };
    let mut driver = Command::new(node);
    driver.arg(script).arg(format!("--runs={}", options.runs)).current_dir(&folder);
    if options.json {
        driver.arg("--json");
    }
    if let Some(profile) = options.profile.as_ref().filter(|_| script == "bench.mjs") {
        std::fs::create_dir_all(profile)?;
        driver.arg("--profile").arg(profile.canonicalize()?);
    }
    Browsers::ready().tell(&mut driver);
    command::run(&mut driver)
}
