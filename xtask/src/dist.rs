//! What ships: the page's scripts as few small files beside the modules, in the folder `dist`.

use crate::build::{self, Mode};
use crate::{command, repo};
use anyhow::{Result, bail};
use std::process::Command;

/// Builds the modules and makes `dist`.
pub fn run() -> Result<()> {
    build::all(Mode::Release)?;
    make()?;
    println!("dist holds what ships; put all of it on any static host");
    Ok(())
}

/// Makes `dist` of what `www` and `www/pkg` hold.
pub fn make() -> Result<()> {
    let (Some(node), true) = (command::find(&["node", "node.exe"]), build::packages()) else {
        bail!(
            "the scripts are bundled with Node and the packages of tests/browser: install Node, then run this again"
        );
    };
    let mut bundle = Command::new(node);
    bundle.arg(repo::root().join("xtask/dist.mjs")).arg(repo::www()).arg(repo::dist());
    command::run(bundle.arg(env!("CARGO_PKG_VERSION")))
}
