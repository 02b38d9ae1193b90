//! The screenshots in docs/gallery, made from the served page by a browser.

use crate::browsers::{self, Browsers};
use crate::build::{self, Mode};
use crate::{command, repo, serve};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// All pictures together may weigh this much, so that a clone stays small.
const MOST_BYTES: u64 = 10_500_000;

/// The families the pictures are set in, and the Debian packages they come in.
const FONTS: [(&str, &str); 4] = [
    ("Inter", "fonts-inter"),
    ("Noto Sans Arabic", "fonts-noto-core"),
    ("Noto Sans Thai", "fonts-noto-core"),
    ("Noto Sans CJK JP", "fonts-noto-cjk"),
];

/// What is asked for.
#[derive(clap::Args)]
pub struct Options {
    /// Draw with what www/pkg holds, without building.
    #[arg(long)]
    built: bool,
    /// Only the pictures whose names contain this.
    #[arg(long, default_value = "")]
    only: String,
    /// Where the pictures go, instead of docs/gallery.
    #[arg(long)]
    folder: Option<std::path::PathBuf>,
}

/// Builds the page and makes every picture anew.
pub fn run(options: &Options) -> Result<()> {
    if !options.built {
        build::all(Mode::Release)?;
    }
    let (Some(node), true) = (command::find(&["node", "node.exe"]), build::packages()) else {
        bail!("the pictures are made by a browser that Node drives: install Node, then run this again");
    };
    fonts();
    let folder = options.folder.clone().unwrap_or_else(|| repo::root().join("docs/gallery"));
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let mut script = Command::new(node);
    script.arg("gallery.mjs").arg(&folder).arg(&options.only).current_dir(repo::browser_tests());
    script.env("JEJAK_URL", serve::in_background()?);
    Browsers::ready().tell(&mut script);
    command::run(&mut script)?;
    fewer_colours(&folder)?;
    let mut bytes = 0;
    for entry in fs::read_dir(&folder)? {
        bytes += entry?.metadata()?.len();
    }
    println!("{bytes} bytes in {}", folder.display());
    if bytes > MOST_BYTES {
        bail!("the gallery is over {MOST_BYTES} bytes");
    }
    Ok(())
}

/// Installs the fonts that are missing; a picture in other fonts is no picture of the gallery.
fn fonts() {
    let lacking = || -> Vec<(&str, &str)> {
        let list = Command::new("fc-list").args([":", "family"]).output();
        let list =
            list.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned()).unwrap_or_default();
        let there = |family: &str| list.lines().any(|line| line.split(',').any(|name| name.trim() == family));
        FONTS.into_iter().filter(|(family, _)| !there(family)).collect()
    };
    let mut packages: Vec<&str> = lacking().iter().map(|(_, package)| *package).collect();
    packages.dedup();
    if !packages.is_empty() {
        browsers::install("a font", &packages);
    }
    for (family, _) in lacking() {
        println!("!!! {family} is not installed: pictures will show another font, or boxes");
    }
}

/// True where a PNG has its colours in a table: it was made small before, and again it would only get worse. The
/// colour type is the byte after signature, length, name, sides and depth.
fn has_palette(file: &Path) -> Result<bool> {
    Ok(fs::read(file)?.get(25) == Some(&3))
}

/// A picture of text and flat fills has few colours: 256 of them weigh a third.
fn fewer_colours(folder: &Path) -> Result<()> {
    if command::find(&["pngquant"]).is_none() {
        browsers::install("pngquant", &["pngquant"]);
    }
    let Some(pngquant) = command::find(&["pngquant"]) else {
        println!("!!! pngquant is not installed: the pictures stay three times as large");
        return Ok(());
    };
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|end| end == "png") && !has_palette(&file)? {
            // 98 and 99: it would be no smaller, or not good enough; the picture stays as it is.
            let mut small = Command::new(&pngquant);
            small.args(["--force", "--skip-if-larger", "--quality", "70-98", "--speed", "1", "--strip"]);
            let status = small.args(["--ext", ".png", "256"]).arg(&file).status()?;
            if !status.success() && !matches!(status.code(), Some(98 | 99)) {
                bail!("pngquant ended with {status} on {}", file.display());
            }
        }
    }
    Ok(())
}
