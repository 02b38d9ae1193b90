//! The screenshots in docs/gallery, made from the served page by a browser.

use crate::browsers::Browsers;
use crate::build::{self, Mode};
use crate::{command, repo, serve};
use anyhow::{Result, bail};
use std::fs;
use std::process::Command;

/// All pictures together may weigh this much, so that a clone stays small.
const MOST_BYTES: u64 = 3_000_000;

/// Builds the page and makes every picture anew.
pub fn run() -> Result<()> {
    build::all(Mode::Release)?;
    let (Some(node), true) = (command::find(&["node", "node.exe"]), build::packages()) else {
        bail!("the pictures are made by a browser that Node drives: install Node, then run this again");
    };
    let folder = repo::root().join("docs/gallery");
    fs::create_dir_all(&folder)?;
    let mut script = Command::new(node);
    script.arg("gallery.mjs").arg(&folder).current_dir(repo::browser_tests());
    script.env("JEJAK_URL", serve::in_background()?);
    Browsers::ready().tell(&mut script);
    command::run(&mut script)?;
    let mut bytes = 0;
    for entry in fs::read_dir(&folder)? {
        bytes += entry?.metadata()?.len();
    }
    println!("{bytes} bytes in docs/gallery");
    if bytes > MOST_BYTES {
        bail!("docs/gallery is over {MOST_BYTES} bytes");
    }
    Ok(())
}
