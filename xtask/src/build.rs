//! The wasm modules of the crate, each its own build with its own features, and the JSON Schemas.

use crate::{command, repo};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The target the widget runs on.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The modules: the name of the feature is the name of the module.
pub const MODULES: [&str; 4] = ["show", "whole", "measure", "sheets"];

/// How each module is optimised. What every page loads is made small (a sixth smaller than by speed);
/// what reads a million rows in a worker is made small only where that costs no loops.
fn level(module: &str) -> &'static str {
    if draws(module) { "z" } else { "s" }
}

/// What a page loads for a picture.
fn draws(module: &str) -> bool {
    matches!(module, "show" | "whole")
}

/// An engine compiles a function when it is first called, while the page waits. Left to itself wasm-opt draws whatever has
/// one caller into it: then the first picture waits for the code of every view.
const APART: &str = "--one-caller-inline-max-function-size=200";

/// An engine runs the fast form of a function only when it is entered again, and makes all of it fast or nothing: the loops
/// over rows are functions of their own, and stay so.
const LOOPS_APART: &str = "--one-caller-inline-max-function-size=20";

/// What a module may use beyond the first WebAssembly. The reader of rows looks at sixteen bytes at once: every browser
/// has had that since March 2023, and only a page that reads rows loads it.
fn instructions(module: &str) -> Option<&'static str> {
    (module == "measure").then_some("-Ctarget-feature=+simd128")
}

/// How much is done to make the modules small.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build.
    Dev,
    /// What ships.
    Release,
}

impl Mode {
    /// `--dev` or not.
    pub fn of(dev: bool) -> Self {
        if dev { Self::Dev } else { Self::Release }
    }
}

/// Builds everything that `www` needs and git does not hold.
pub fn all(mode: Mode) -> Result<()> {
    add_target()?;
    if mode == Mode::Release {
        packages();
    }
    for module in MODULES {
        wasm(module, mode, false)?;
    }
    sample()?;
    schemas(&repo::www().join("schema"))
}

/// Builds one module or all, if asked with the names of its functions, which do not ship.
pub fn some(wanted: Option<&str>, mode: Mode, names: bool) -> Result<()> {
    for module in MODULES.into_iter().filter(|module| wanted.is_none_or(|wanted| wanted == *module)) {
        wasm(module, mode, names)?;
    }
    sample()
}

/// Puts the documents of the worked example beside the page, which shows them on arrival. Their one place in the
/// repository is examples/skincare.
fn sample() -> Result<()> {
    let (from, to) = (repo::root().join("examples/skincare"), repo::www().join("sample"));
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))? {
        let file = entry?.path();
        if let (Some("json"), Some(name)) = (file.extension().and_then(|end| end.to_str()), file.file_name())
        {
            fs::copy(&file, to.join(name))?;
        }
    }
    Ok(())
}

/// Adds the wasm target to the toolchain where it is missing.
pub fn add_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let answer = Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]).output()?;
    let folder = PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim());
    if answer.status.success() && folder.is_dir() {
        return Ok(());
    }
    println!("adding the target {WASM}");
    command::run(Command::new("rustup").args(["target", "add", WASM]))
        .context("the wasm target is missing and rustup could not add it")
}

/// Installs the npm packages of the browser tests, wasm-opt among them; tells whether they are there.
///
/// Without Node the demo still builds and runs, it is only larger.
pub fn packages() -> bool {
    packages_in(&repo::browser_tests())
}

/// Installs the npm packages that a folder's lockfile names, unless they are there already; tells whether they are.
pub fn packages_in(folder: &Path) -> bool {
    let name = folder.strip_prefix(repo::root()).unwrap_or(folder).display().to_string();
    if !folder.join("package-lock.json").is_file() {
        return false;
    }
    let installed = folder.join("node_modules/.package-lock.json");
    let newer = |a: &Path, b: &Path| {
        Some(fs::metadata(a).ok()?.modified().ok()? >= fs::metadata(b).ok()?.modified().ok()?)
    };
    if newer(&installed, &folder.join("package-lock.json")) == Some(true) {
        return true;
    }
    let Some(npm) = command::find(&["npm", "npm.cmd"]) else {
        println!("note: npm is not installed, so the packages of {name} are missing");
        return false;
    };
    let mut install = Command::new(npm);
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    // What a verb prints may be read by a program; what npm says is for people.
    install.stdout(std::io::stderr());
    match command::run(&mut install) {
        Ok(()) => true,
        Err(error) => {
            println!("note: the packages of {name} could not be installed: {error}");
            false
        }
    }
}

fn wasm(module: &str, mode: Mode, names: bool) -> Result<()> {
    // A quick build shares what the tests have compiled; what ships is built on its own.
    let folder = if mode == Mode::Dev { repo::target() } else { repo::target().join(module) };
    let mut build = command::cargo();
    // As an rlib too, which the manifest asks for, the crate would be built without link-time optimisation.
    build.args(["rustc", "--lib", "--crate-type", "cdylib", "--package", "jejak", "--target", WASM]);
    build.arg("--no-default-features");
    build.args(["--features", module]).arg("--target-dir").arg(&folder);
    if mode == Mode::Release {
        build.arg("--release").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level(module));
        build.env("CARGO_ENCODED_RUSTFLAGS", same_bytes_anywhere(instructions(module)));
    }
    println!("building the module {module}");
    command::run(&mut build)?;
    let profile = if mode == Mode::Release { "release" } else { "debug" };
    let built = folder.join(WASM).join(profile).join("jejak.wasm");
    bindgen(&built, module, mode == Mode::Dev || names)?;
    let file = repo::www().join("pkg").join(format!("{module}_bg.wasm"));
    if mode == Mode::Release {
        optimise(&file, module, names)?;
    }
    println!("{:>9} bytes  www/pkg/{module}_bg.wasm", fs::metadata(&file)?.len());
    Ok(())
}

/// Panic messages hold source paths; without this they would tell where the module was built, and two
/// clones of one commit would differ.
fn same_bytes_anywhere(more: Option<&str>) -> String {
    let mut flags: Vec<String> = more.into_iter().map(str::to_owned).collect();
    flags.push(format!("--remap-path-prefix={}=jejak", repo::root().display()));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    flags.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    flags.join("\u{1f}")
}

fn bindgen(built: &Path, module: &str, names: bool) -> Result<()> {
    let out = repo::www().join("pkg");
    let text = |path: &Path| path.display().to_string();
    let mut arguments = vec!["wasm-bindgen".to_owned(), text(built)];
    let mut add = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
    add(&["--target", "web", "--out-name", module, "--out-dir", &text(&out)]);
    if !names {
        add(&["--remove-name-section", "--remove-producers-section"]);
    }
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)
}

/// Runs wasm-opt where it is installed, and keeps its result only if an engine accepts it.
fn optimise(file: &Path, module: &str, names: bool) -> Result<()> {
    let script = repo::browser_tests().join("node_modules/binaryen/bin/wasm-opt");
    let (Some(node), true) = (command::find(&["node", "node.exe"]), script.is_file()) else {
        println!(
            "note: {} is not optimised: wasm-opt comes with Node and `npm ci` in tests/browser",
            file.display()
        );
        return Ok(());
    };
    let smaller = file.with_extension("opt.wasm");
    // No feature flags: the file's own target-features section says what may be used. The lowest KB of memory is the
    // last of the stack, which no address in the code names.
    let mut options = vec!["-Oz", "--low-memory-unused"];
    match module {
        "sheets" => {}
        "measure" => options.push(LOOPS_APART),
        _ => options.push(APART),
    }
    options.extend(names.then_some("-g"));
    command::run(Command::new(&node).arg(&script).arg(file).args(options).arg("-o").arg(&smaller))?;
    let compile = "WebAssembly.compile(require('fs').readFileSync(process.argv[1])).catch(e => { console.error(e); process.exit(1) })";
    let verdict = Command::new(&node).args(["-e", compile]).arg(&smaller).stdout(Stdio::null()).status()?;
    if !verdict.success() {
        bail!("wasm-opt wrote a file that no engine accepts: {}", smaller.display());
    }
    fs::rename(&smaller, file)?;
    Ok(())
}

/// Writes the JSON Schemas of the documents into a folder, made from the crate's own types.
pub fn schemas(folder: &Path) -> Result<()> {
    let mut example = command::cargo();
    // The features of the host tests, so that nothing is compiled twice.
    example.args(["run", "--quiet", "--package", "jejak", "--features", "cli", "--example", "schema", "--"]);
    command::run(example.arg(folder))
}
