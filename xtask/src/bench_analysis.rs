//! The benchmark of analysis alone: rows in memory → counts, natively and on a page, beside its peers.

use crate::browsers::Browsers;
use crate::{build, command, repo};
use anyhow::{Result, bail};
use std::process::Command;

/// Builds the native subject, installs the peers, and measures all in turns.
pub fn run(runs: u32, rows: Option<&str>, json: bool) -> Result<()> {
    let folder = repo::bench().join("analysis");
    let ready = build::packages_in(&repo::bench()) && build::packages_in(&folder);
    let (Some(node), true) = (command::find(&["node", "node.exe"]), ready) else {
        bail!(
            "the benchmark needs Node and the packages of bench/analysis: install Node, then run this again"
        );
    };
    let mut native = command::cargo();
    native.args(["build", "--release", "--package", "jejak", "--example", "analysis"]);
    native.args(["--no-default-features", "--features", "measure"]).stdout(std::io::stderr());
    command::run(&mut native)?;
    let target = repo::target();
    let mut driver = Command::new(node);
    driver.arg("analysis.mjs").arg(format!("--runs={runs}")).current_dir(&folder);
    driver
        .arg("--native")
        .arg(target.join("release/examples/analysis").with_extension(std::env::consts::EXE_EXTENSION));
    driver.arg("--folder").arg(target.join("bench"));
    if let Some(rows) = rows {
        driver.arg(format!("--rows={rows}"));
    }
    if json {
        driver.arg("--json");
    }
    Browsers::ready().tell(&mut driver);
    command::run(&mut driver)
}
