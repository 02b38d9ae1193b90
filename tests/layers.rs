//! The layers import one way, only `paint` knows plotters, only `shell` knows the web, and the core is total.
//!
//! `cargo test --test layers` reads every file of `src` and `www`. The second half of this file gives the
//! checks bad files and sees each refused.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "layers/page.rs"]
mod page;
#[path = "layers/source.rs"]
mod source;

use source::{Fault, Name, Source};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, and the layers it may import beside itself.
const LAYERS: [(&str, &[&str]); 14] = [
    ("error", &[]),
    ("diag", &["error"]),
    ("value", &["error", "diag"]),
    ("model", &["error", "diag", "value"]),
    ("ingest", &["error", "diag", "value", "model"]),
    ("analyse", &["error", "diag", "value", "model"]),
    ("figures", &["error", "diag", "value", "model"]),
    ("words", &["error", "diag", "value", "model", "figures"]),
    ("geom", &["error"]),
    ("scene", &["error", "geom"]),
    ("layout", &["error", "diag", "value", "model", "figures", "words", "geom", "scene"]),
    ("paint", &["error", "geom", "scene"]),
    ("interact", &["error", "geom", "scene"]),
    // The two ends: the web and the command line see everything, and nothing sees them.
    ("shell", &ALL),
];

const ALL: [&str; 13] = [
    "error", "diag", "value", "model", "ingest", "analyse", "figures", "words", "geom", "scene", "layout",
    "paint", "interact",
];

/// Files that stand above the layers: the crate's front page and the command line.
const ABOVE: [&str; 3] = ["lib", "main", "cli"];

const WEB: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "serde_wasm_bindgen", "plotters_canvas"];
const PLOTTERS: [&str; 2] = ["plotters", "plotters_backend"];

/// Code that may end a page, and what to say about it.
const ENDS: [(&[&str], &str); 12] = [
    (&["super", ":", ":", "super"], "`super::super`: name it from `crate`"),
    (&["unsafe"], "`unsafe`"),
    (&[".", "unwrap", "("], "`unwrap`: return an Error"),
    (&[".", "expect", "("], "`expect`: return an Error"),
    (&[".", "unwrap_err", "("], "`unwrap_err`: return an Error"),
    (&["panic", "!"], "`panic!`: return an Error"),
    (&["unreachable", "!"], "`unreachable!`: return an Error"),
    (&["todo", "!"], "`todo!`"),
    (&["unimplemented", "!"], "`unimplemented!`"),
    (&["allow", "(", "unsafe_code"], "switches a lint off"),
    (&["allow", "(", "clippy", ":", ":", "unwrap_used"], "switches a lint off"),
    (&["allow", "(", "clippy", ":", ":", "indexing_slicing"], "switches a lint off"),
];

/// What would make two runs on the same data differ; the command line may use a clock for its progress bar.
const RUNS_DIFFER: [(&[&str], &str); 5] = [
    (&["Instant", ":", ":", "now"], "a clock: time is passed in"),
    (&["SystemTime", ":", ":", "now"], "a clock: time is passed in"),
    (&["thread", ":", ":", "spawn"], "a thread"),
    (&["HashMap"], "`HashMap`: its order differs from run to run; BTreeMap, or FxHashMap in a hot loop"),
    (&["HashSet"], "`HashSet`: its order differs from run to run; BTreeSet, or FxHashSet in a hot loop"),
];

/// Everything wrong with one file of `src`.
fn faults(source: &Source, re_exports: &BTreeMap<String, String>) -> Vec<Fault> {
    let layer = source.layer();
    let mut found = Vec::new();
    let mut say = |line: usize, what: String| found.push(Fault { file: source.file.clone(), line, what });
    if !ABOVE.contains(&layer) {
        match LAYERS.iter().find(|(name, _)| *name == layer) {
            None => say(0, format!("`{layer}` is no layer that tests/layers.rs knows")),
            Some((_, allowed)) => {
                for Name { text, line } in source.imports() {
                    let named = re_exports.get(&text).map_or(text.as_str(), String::as_str);
                    if named != layer && !allowed.contains(&named) {
                        say(line, format!("`{layer}` imports `{named}`"));
                    }
                }
            }
        }
    }
    for Name { text, line } in source.crates(&WEB) {
        if layer != "shell" {
            say(line, format!("`{text}` outside of shell"));
        }
    }
    for Name { text, line } in source.crates(&PLOTTERS) {
        if layer != "shell" && layer != "paint" {
            say(line, format!("`{text}` outside of paint and shell"));
        }
    }
    let ends = ENDS.iter();
    let differ = RUNS_DIFFER.iter().filter(|_| !ABOVE.contains(&layer));
    for (words, what) in ends.chain(differ) {
        source.places(words).into_iter().for_each(|line| say(line, (*what).to_owned()));
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with one of these endings: its path below `folder`, and its text.
fn files(folder: &Path, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                open.push(path);
            } else if endings.contains(&ending) {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

#[test]
fn every_file_of_the_crate_keeps_the_house_rules() {
    let sources: Vec<Source> = files(&root().join("src"), &["rs"])
        .iter()
        .map(|(file, text)| Source::read(file, text).unwrap())
        .collect();
    assert!(sources.len() > 20, "only {} files were found", sources.len());
    let front = sources.iter().find(|source| source.file == "lib.rs").unwrap();
    let re_exports = front.re_exports();
    assert_eq!(re_exports.get("Error").map(String::as_str), Some("error"));
    let found: Vec<Fault> = sources.iter().flat_map(|source| faults(source, &re_exports)).collect();
    assert!(found.is_empty(), "{}", list(&found));
}

#[test]
fn every_layer_says_what_it_must_never_know() {
    for (layer, _) in LAYERS.iter().filter(|(layer, _)| *layer != "shell" && *layer != "diag") {
        let (file, folder) = (format!("src/{layer}.rs"), format!("src/{layer}/mod.rs"));
        let text = fs::read_to_string(root().join(file))
            .or_else(|_| fs::read_to_string(root().join(folder)))
            .unwrap();
        assert!(text.contains("//! Must never know: "), "src/{layer} does not say what it must never know");
    }
}

#[test]
fn the_page_makes_no_markup_from_text_and_keeps_nothing() {
    let www = root().join("www");
    if !www.is_dir() {
        panic!("there is no www");
    }
    let pages = files(&www, &["js", "mjs", "html"]);
    let found: Vec<Fault> = pages.iter().flat_map(|(file, text)| page::faults(file, text)).collect();
    assert!(found.is_empty(), "{}", list(&found));
}

#[test]
fn what_the_documents_link_to_is_there() {
    let found: Vec<Fault> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .iter()
        .flat_map(|file| page::dead_links(file, &fs::read_to_string(root().join(file)).unwrap(), &root()))
        .collect();
    assert!(found.is_empty(), "{}", list(&found));
}

// ── The checks themselves ───────────────────────────────────────────────────────────────────────────────

/// What is said about `text` if it were the file `file`.
fn said(file: &str, text: &str) -> Vec<String> {
    let front = Source::read("lib.rs", "pub use error::{Code, Error}; pub use value::Value;").unwrap();
    let source = Source::read(file, text).unwrap();
    faults(&source, &front.re_exports())
        .into_iter()
        .map(|fault| format!("{}: {}", fault.line, fault.what))
        .collect()
}

#[test]
fn an_import_upwards_is_refused_however_it_is_written() {
    let upwards = ["1: `figures` imports `layout`"];
    assert_eq!(said("figures/rates.rs", "use crate::layout::Laid;"), upwards);
    assert_eq!(said("figures/rates.rs", "use crate :: { model::{evidence, rule}, layout::Laid };"), upwards);
    assert_eq!(said("figures/rates.rs", "fn f(x: &crate::layout::Laid) {}"), upwards);
    assert_eq!(
        said("figures/rates.rs", "fn f() -> String { format!(\"{}\", crate::layout::name()) }"),
        upwards
    );
    assert_eq!(said("figures/mod.rs", "use super::layout::Laid;"), upwards);
    assert_eq!(said("figures/mod.rs", "pub(in crate::layout) fn f() {}"), upwards);
    assert_eq!(said("geom/mod.rs", "use crate::Value;"), ["1: `geom` imports `value`"]);
    assert_eq!(said("helpers/mod.rs", ""), ["0: `helpers` is no layer that tests/layers.rs knows"]);
}

#[test]
fn imports_downwards_and_of_the_own_layer_pass() {
    assert!(
        said("figures/rates.rs", "use crate::{model::evidence::{Hist, Funnel}, figures::shown, Error};")
            .is_empty()
    );
    assert!(said("figures/rates.rs", "use super::layout; use self::layout::x;").is_empty());
    assert!(said("layout/lanes/mod.rs", "use crate::words::Lang;\n// use crate::ingest\n").is_empty());
    assert!(said("geom/mod.rs", "/// See [`crate::layout`].\nconst A: &str = \"crate::layout\";").is_empty());
}

#[test]
fn the_web_and_plotters_stay_where_they_belong() {
    assert_eq!(said("words/mod.rs", "use js_sys::Intl;"), ["1: `js_sys` outside of shell"]);
    assert_eq!(
        said("paint/mod.rs", "use plotters_canvas::CanvasBackend;"),
        ["1: `plotters_canvas` outside of shell"]
    );
    assert_eq!(
        said("scene/mod.rs", "use plotters::style::RGBColor;"),
        ["1: `plotters` outside of paint and shell"]
    );
    assert_eq!(said("layout/mod.rs", "fn f() { ::web_sys::window(); }"), ["1: `web_sys` outside of shell"]);
    assert_eq!(said("layout/mod.rs", "use js_sys as j;"), ["1: `js_sys` outside of shell"]);
    assert!(
        said("shell/show.rs", "use web_sys::Window; use crate::layout; use plotters::prelude::*;").is_empty()
    );
    assert!(
        said("paint/mod.rs", "use plotters_backend::DrawingBackend; use crate::paint::plotters::paint;")
            .is_empty()
    );
}

#[test]
fn what_may_end_a_page_is_refused_outside_of_tests() {
    let bad = "fn f(x: Option<u8>) -> u8 {\n x.unwrap()\n}\nfn g() { panic!(\"no\") }\nunsafe fn h() {}";
    assert_eq!(
        said("model/mod.rs", bad),
        ["2: `unwrap`: return an Error", "4: `panic!`: return an Error", "5: `unsafe`"]
    );
    assert_eq!(said("model/mod.rs", "fn f() { vec![x.expect(\"one\")]; }"), ["1: `expect`: return an Error"]);
    assert_eq!(said("model/a.rs", "use super::super::value;"), ["1: `super::super`: name it from `crate`"]);
    assert_eq!(said("model/a.rs", "#![allow(clippy::unwrap_used)]"), ["1: switches a lint off"]);
    let fine =
        "fn f(x: Option<u8>) -> u8 { x.unwrap_or(1) }\n#[cfg(test)]\nmod tests { fn t() { x.unwrap() } }";
    assert!(said("model/mod.rs", fine).is_empty());
    let after = "#[cfg(test)]\nmod tests { fn t() { x.unwrap() } }\nfn f() { y.unwrap() }";
    assert_eq!(said("model/mod.rs", after), ["3: `unwrap`: return an Error"]);
    let not_test = "#[cfg(not(test))]\nfn f() { y.unwrap() }";
    assert_eq!(said("model/mod.rs", not_test), ["2: `unwrap`: return an Error"]);
}

#[test]
fn what_makes_two_runs_differ_is_refused_below_the_command_line() {
    assert_eq!(
        said("ingest/mod.rs", "let t = std::time::Instant::now();"),
        ["1: a clock: time is passed in"]
    );
    assert_eq!(said("analyse/mod.rs", "use std::collections::HashMap;").len(), 1);
    assert!(said("analyse/mod.rs", "use rustc_hash::FxHashMap;").is_empty());
    assert!(said("main.rs", "let t = std::time::Instant::now();").is_empty());
}

#[test]
fn markup_from_text_is_seen_in_a_page() {
    let bad = "a.textContent = b;\na.innerHTML = b;\neval(c)\n<p style=\"color: red\">\nnew  Map();";
    let lines: Vec<usize> = page::faults("a.js", bad).into_iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 4]);
    let kept = "globalThis.sessionStorage; localStorage";
    assert_eq!((page::faults("play/kept.js", kept).len(), page::faults("play/keep.js", kept).len()), (1, 2));
    assert!(page::faults("a.js", "medieval(1); el.style.left = '1px'; font-style=\"x\"").is_empty());
}

#[test]
fn a_dead_link_is_seen_in_a_document() {
    let text = "[a](README.md) [b](https://jejak.example/c)\n![d](docs/no_such_picture.png)";
    let faults = page::dead_links("README.md", text, &root());
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2]);
}
