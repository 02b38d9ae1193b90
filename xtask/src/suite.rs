//! Every check in one order, each with a name, a limit on time, and a place in the closing count.

use crate::browsers::Browsers;
use crate::build::{self, MODULES, Mode, WASM};
use crate::report::Counts;
use crate::{command, dist, repo, size};
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// The packages of the workspace, and the features with which they are whole.
const PACKAGES: [(&str, &str); 2] = [("jejak", "cli"), ("xtask", "")];

const MOST_CRATES: usize = 60;

/// Where proptest takes its seed from.
const SEED: &str = "PROPTEST_RNG_SEED";

const MINUTE: Duration = Duration::from_secs(60);

/// A run of checks: what failed, what was skipped, and the count.
#[derive(Default)]
struct Suite {
    counts: Counts,
    failed: Vec<String>,
    skipped: Vec<String>,
}

impl Suite {
    /// A check that holds or does not: a linter, a build.
    fn gate(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        let start = began(name);
        match work() {
            Ok(()) => self.counts.passed += 1,
            Err(error) => self.fail(name, &error.to_string()),
        }
        ended(name, start);
    }

    /// A linter or a compiler, as a gate.
    fn program(&mut self, name: &str, mut command: Command) {
        self.gate(name, || command::run(&mut command));
    }

    /// A test runner, whose own counts are taken over.
    fn tests(&mut self, name: &str, mut command: Command, limit: Duration) {
        let start = began(name);
        match command::counted(&mut command, limit) {
            Ok((status, counts)) => {
                self.counts += counts;
                if !status.success() || counts.failed > 0 {
                    // A runner that broke before its closing line still failed.
                    self.counts.failed -= counts.failed.min(1);
                    self.fail(name, &format!("{status}, {counts}"));
                } else if counts == Counts::default() {
                    self.fail(name, "ran no test");
                }
            }
            Err(error) => self.fail(name, &error.to_string()),
        }
        ended(name, start);
    }

    fn fail(&mut self, name: &str, why: &str) {
        self.counts.failed += 1;
        self.failed.push(format!("{name}: {why}"));
    }

    fn skip(&mut self, name: &str, why: &str) {
        println!("\n!!! SKIPPED {name}: {why}");
        self.counts.skipped += 1;
        self.skipped.push(format!("{name}: {why}"));
    }

    fn close(self) -> Result<()> {
        println!();
        self.skipped.iter().for_each(|line| println!("SKIPPED {line}"));
        self.failed.iter().for_each(|line| println!("FAILED {line}"));
        println!("{}", self.counts);
        if self.counts.failed > 0 {
            bail!("{} failed", self.counts.failed);
        }
        Ok(())
    }
}

fn began(name: &str) -> Instant {
    println!("\n=== {name}");
    Instant::now()
}

fn ended(name: &str, start: Instant) {
    println!("--- {name}: {:.1} s", start.elapsed().as_secs_f64());
}

/// Sets everything up and runs every test.
pub fn test() -> Result<()> {
    let mut suite = Suite::default();
    suite.gate("the wasm target is there", build::add_target);
    lints(&mut suite);
    host_tests(&mut suite);
    let browsers = Browsers::ready();
    let packages = build::packages();
    wasm_tests(&mut suite, &browsers);
    suite.gate("the schemas in www/schema are the crate's own", schemas_are_current);
    suite.gate("both modules build for release", || build::all(Mode::Release));
    shipped(&mut suite, packages);
    end_to_end(&mut suite, &browsers, packages);
    suite.close()
}

/// The quick gate before a commit.
pub fn check() -> Result<()> {
    let mut suite = Suite::default();
    suite.gate("the wasm target is there", build::add_target);
    lints(&mut suite);
    host_tests(&mut suite);
    match command::find(&["cargo-deny"]) {
        // Advisories need a database from elsewhere; licences, bans and sources do not.
        Some(_) => suite.program(
            "cargo deny",
            cargo(&["deny", "--offline", "--workspace", "check", "licenses", "bans", "sources"]),
        ),
        None => suite.skip("cargo deny", "not installed; `cargo install cargo-deny`"),
    }
    suite.gate("both modules build for release", || build::all(Mode::Release));
    let packages = build::packages();
    shipped(&mut suite, packages);
    suite.close()
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = command::cargo();
    command.args(arguments);
    command
}

fn lints(suite: &mut Suite) {
    suite.program("format", cargo(&["fmt", "--all", "--check"]));
    // One package at a time: together their features would mix, and everything below xtask be built twice.
    for (package, features) in PACKAGES {
        let host =
            ["clippy", "--package", package, "--features", features, "--all-targets", "--", "-D", "warnings"];
        suite.program(&format!("clippy on the host, {package}"), cargo(&host));
    }
    for module in MODULES {
        let wasm = ["clippy", "--package", "jejak", "--lib", "--target", WASM, "--no-default-features"];
        let mut command = cargo(&wasm);
        command.args(["--features", module, "--", "-D", "warnings"]);
        suite.program(&format!("clippy on wasm, module {module}"), command);
    }
    let mut doc = cargo(&["doc", "--no-deps", "--package", "jejak", "--features", "cli"]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    suite.program("documentation", doc);
    suite.gate("few crates in the wasm tree", few_crates);
}

/// Each crate that ships is one more to trust.
fn few_crates() -> Result<()> {
    let tree = ["tree", "--package", "jejak", "--target", WASM, "--edges", "no-dev", "--prefix", "none"];
    let answer = cargo(&tree).output()?;
    let text = String::from_utf8(answer.stdout)?;
    let names: BTreeSet<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    println!("{} crates, of at most {MOST_CRATES}", names.len());
    if !answer.status.success() || names.is_empty() || names.len() > MOST_CRATES {
        bail!("{} crates in the wasm tree, {MOST_CRATES} are allowed", names.len());
    }
    Ok(())
}

fn host_tests(suite: &mut Suite) {
    for (package, features) in PACKAGES {
        let mut tests = cargo(&["test", "--tests", "--no-fail-fast", "--package", package]);
        tests.args(["--features", features]);
        // the suite judges a change, so its random tests draw the same cases each time; `cargo test` draws new ones
        if std::env::var_os(SEED).is_none() {
            tests.env(SEED, "20261128");
        }
        if package == "jejak" {
            // Shown, because a test whose data is missing says so and returns. (Those of xtask print closing
            // lines of runners, which must not be counted.)
            tests.args(["--", "--show-output"]);
        }
        suite.tests(&format!("host tests, {package}"), tests, 15 * MINUTE);
    }
    let doc = cargo(&["test", "--doc", "--package", "jejak", "--features", "cli"]);
    suite.tests("examples in the documentation", doc, 10 * MINUTE);
}

fn wasm_tests(suite: &mut Suite, browsers: &Browsers) {
    let name = "wasm tests in headless Chromium";
    if browsers.chromium.is_none() || browsers.chromedriver.is_none() {
        return suite.skip(name, "Chromium or its driver is not installed");
    }
    let mut tests = cargo(&["test", "--package", "jejak", "--target", WASM, "--test", "web"]);
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    browsers.tell(&mut tests);
    suite.tests(name, tests, 10 * MINUTE);
}

fn end_to_end(suite: &mut Suite, browsers: &Browsers, packages: bool) {
    let name = "end to end in Chromium and Firefox";
    let (Some(node), true) = (command::find(&["node", "node.exe"]), packages) else {
        return suite.skip(name, "Node or the packages of tests/browser are not installed");
    };
    if browsers.chromium.is_none() {
        suite.skip("end to end in Chromium", "Chromium is not installed");
    }
    if browsers.firefox.is_none() {
        suite.skip("end to end in Firefox", "Firefox is not installed");
    }
    let mut tests = Command::new(node);
    // One file at a time: two browsers at once on a small machine only make each other late.
    tests.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).current_dir(repo::browser_tests());
    browsers.tell(&mut tests);
    suite.tests(name, tests, 30 * MINUTE);
}

fn schemas_are_current() -> Result<()> {
    let (made, kept) = (repo::target().join("schema"), repo::www().join("schema"));
    build::schemas(&made)?;
    for entry in fs::read_dir(&made)? {
        let file = entry?.file_name();
        if fs::read(made.join(&file))? != fs::read(kept.join(&file)).unwrap_or_default() {
            bail!(
                "www/schema/{} is not what the crate's types say; `cargo xtask build` writes it",
                file.display()
            );
        }
    }
    Ok(())
}

/// What ships is made of what was built, and weighed.
fn shipped(suite: &mut Suite, packages: bool) {
    if !packages || command::find(&["node", "node.exe"]).is_none() {
        return suite.skip("dist and its sizes", "Node or the packages of tests/browser are not installed");
    }
    suite.gate("dist holds what ships", dist::make);
    sizes(suite);
}

/// A part that grew is a fault. One that never reached its budget is said loudly and counted as skipped.
fn sizes(suite: &mut Suite) {
    let mut over = Vec::new();
    suite.gate("no module is heavier than before", || {
        let verdict = size::table()?;
        over = verdict.over;
        if !verdict.grown.is_empty() {
            bail!("grown: {}", verdict.grown.join("; "));
        }
        Ok(())
    });
    over.iter().for_each(|line| suite.skip("size within the budget, not reached yet", line));
}
