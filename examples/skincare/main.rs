//! Writes the exports of Toko Melati, the worked example: what its web analytics, shop, survey forms, help desk,
//! courier and Instagram account would give for the third quarter of 2026, in Indonesian and in English.
//!
//! `cargo run --example skincare -- target/skincare` writes `target/skincare/id/…` and `target/skincare/en/…`.
//! Everything is invented and drawn from one seed: the same bytes on every machine, at any time.

mod shop;

use std::process::ExitCode;
use std::{env, fs, io, path::Path};

fn write(folder: &Path) -> io::Result<()> {
    let quarter = shop::Quarter::simulated();
    for lang in shop::Lang::ALL {
        let folder = folder.join(lang.word());
        fs::create_dir_all(&folder)?;
        for (name, text) in shop::exports(&quarter, lang) {
            fs::write(folder.join(name), text)?;
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let folder = env::args().nth(1).unwrap_or_else(|| "target/skincare".to_owned());
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}
