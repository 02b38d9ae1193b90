//! The repository's own commands; `cargo xtask --help` lists them.

// The clock and threads are forbidden to the widget's core; these commands run natively.
#![allow(clippy::disallowed_methods)]

mod bench;
mod bench_analysis;
mod bench_readers;
mod browsers;
mod build;
mod command;
mod dist;
mod fuzz;
mod gallery;
mod repo;
mod report;
mod serve;
mod size;
mod suite;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves and tests jejak")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build the wasm modules into www/pkg and the JSON Schemas into www/schema.
    Build {
        /// Quick: no link-time optimisation, no wasm-opt.
        #[arg(long)]
        dev: bool,
        /// Only this module: `show`, `measure` or `sheets`.
        #[arg(long)]
        module: Option<String>,
        /// Keep the names of functions, for a profiler.
        #[arg(long)]
        names: bool,
    },
    /// Set everything up, build, and serve the playground on this machine.
    Serve {
        /// The port; without it the first free one from 8080.
        #[arg(long)]
        port: Option<u16>,
        /// Quick: no link-time optimisation, no wasm-opt.
        #[arg(long)]
        dev: bool,
    },
    /// Set everything up and run every test: host, wasm in a browser, end to end.
    Test,
    /// The quick gate: format, lints on host and wasm, host tests, documentation.
    Check,
    /// Build, and put what ships into `dist`: small scripts, the modules, types, schemas, and their SHA-384 sums.
    Dist,
    /// Print raw, gzip and brotli sizes of the modules against their budgets.
    Size,
    /// Make the screenshots in docs/gallery.
    Gallery(gallery::Options),
    /// Measure, in a browser, how long a page works until the map is drawn and for a change, beside Mermaid.
    Bench(bench::Options),
    /// Try changed inputs on the parsers, each target for some minutes; inputs that fail are kept in target/fuzz.
    Fuzz(fuzz::Options),
    /// Measure how fast rows are read, natively and in a browser, beside papaparse and a reader made by hand.
    BenchReaders(bench_readers::Options),
    /// wasm-bindgen's test runner; cargo calls it for wasm tests.
    #[command(hide = true)]
    WasmTest {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Build { dev, module: None, names: false } => build::all(build::Mode::of(dev)),
        Verb::Build { dev, module, names } => build::some(module.as_deref(), build::Mode::of(dev), names),
        Verb::Serve { port, dev } => serve::run(port, build::Mode::of(dev)),
        Verb::Test => suite::test(),
        Verb::Check => suite::check(),
        Verb::Dist => dist::run(),
        Verb::Size => size::run(),
        Verb::Gallery(options) => gallery::run(&options),
        Verb::Bench(options) => bench::run(&options),
        Verb::Fuzz(options) => fuzz::run(&options),
        Verb::BenchReaders(options) => bench_readers::run(&options),
        Verb::WasmTest { arguments } => browsers::wasm_test(arguments),
    }
}
