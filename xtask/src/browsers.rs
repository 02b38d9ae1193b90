//! The browsers the tests run in: found, or installed where that needs no question.

use crate::command;
use anyhow::{Result, anyhow};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

const PACKAGES: [&str; 4] = ["chromium", "chromium-driver", "firefox-esr", "fonts-liberation"];

/// What is installed.
pub struct Browsers {
    /// Chromium itself.
    pub chromium: Option<PathBuf>,
    /// The driver the wasm tests speak to.
    pub chromedriver: Option<PathBuf>,
    /// Firefox.
    pub firefox: Option<PathBuf>,
}

impl Browsers {
    fn found() -> Self {
        Self {
            chromium: command::find(&[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ]),
            chromedriver: command::find(&["chromedriver"]),
            firefox: command::find(&["firefox-esr", "firefox"]),
        }
    }

    fn complete(&self) -> bool {
        self.chromium.is_some() && self.chromedriver.is_some() && self.firefox.is_some()
    }

    /// Finds the browsers; installs them on Debian as root, and otherwise prints the one command that does.
    pub fn ready() -> Self {
        let found = Self::found();
        if found.complete() {
            return found;
        }
        install("a browser", &PACKAGES);
        Self::found()
    }

    /// Tells the tests where the browsers are.
    pub fn tell(&self, command: &mut Command) {
        let said = [
            ("JEJAK_CHROMIUM", &self.chromium),
            ("CHROMEDRIVER", &self.chromedriver),
            ("JEJAK_FIREFOX", &self.firefox),
        ];
        for (name, path) in said {
            if let Some(path) = path {
                command.env(name, path);
            }
        }
    }
}

/// Installs Debian packages where that needs no question; elsewhere it prints the one command that does.
pub fn install(missing: &str, packages: &[&str]) {
    let command = format!("apt-get update && apt-get install -y {}", packages.join(" "));
    if command::find(&["apt-get"]).is_none() || !is_root() {
        println!("note: {missing} is missing. On Debian or Ubuntu: sudo sh -c '{command}'");
        return;
    }
    println!("installing {missing}: {command}");
    let mut shell = Command::new("sh");
    shell.args(["-c", &command]).env("DEBIAN_FRONTEND", "noninteractive");
    if let Err(error) = command::run(&mut shell) {
        println!("note: {missing} could not be installed: {error}");
    }
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

/// wasm-bindgen's own test runner, as cargo calls it for each wasm test binary.
pub fn wasm_test(arguments: Vec<OsString>) -> Result<()> {
    let mut all: Vec<OsString> = vec!["wasm-bindgen-test-runner".into()];
    all.extend(arguments);
    // Without a driver in the environment the runner tries each it can think of and says little.
    if std::env::var_os("CHROMEDRIVER").is_none() {
        let driver = command::find(&["chromedriver"])
            .ok_or_else(|| anyhow!("chromedriver is not installed; `cargo xtask test` says how"))?;
        let mut again = Command::new(std::env::current_exe()?);
        again.arg("wasm-test").args(&all[1..]).env("CHROMEDRIVER", driver);
        return command::run(&mut again);
    }
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(all)
}
