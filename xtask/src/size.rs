//! What a page loads, against the budgets.

use crate::{dist, repo};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A part that is loaded as a whole: where its scripts start, its wasm, and what it may weigh.
struct Part {
    name: &'static str,
    starts: &'static [&'static str],
    wasm: &'static str,
    /// What it may weigh in the end: bytes after brotli.
    budget: usize,
    /// What it weighed when it was last made smaller. Only ever lowered, so that no change makes a page heavier
    /// unseen; a hundredth more is let pass.
    mark: usize,
}

/// How the parts stand.
#[derive(Default)]
pub struct Verdict {
    /// Parts over their marks: a fault of the last change.
    pub grown: Vec<String>,
    /// Parts over their budgets: known, and not reached yet.
    pub over: Vec<String>,
}

const PARTS: [Part; 4] = [
    Part {
        name: "show: the whole of first paint",
        starts: &["jejak.js"],
        wasm: "jejak_bg.wasm",
        budget: 100_000,
        mark: 302_700,
    },
    Part {
        name: "whole: loaded with paths, a survey, details",
        starts: &["jejak-whole.js"],
        wasm: "jejak-whole_bg.wasm",
        budget: 350_000,
        mark: 357_000,
    },
    Part {
        name: "measure: loaded when rows are read",
        starts: &["jejak-measure.js", "jejak-worker.js"],
        wasm: "jejak-measure_bg.wasm",
        budget: 120_000,
        mark: 448_000,
    },
    Part {
        name: "sheets: loaded with a workbook, a page or a log",
        starts: &["jejak-book.js"],
        wasm: "jejak-sheets_bg.wasm",
        budget: 120_000,
        mark: 150_300,
    },
];

/// The most bytes of code that one function of the module of a first picture may have. An engine compiles a function when it
/// is first called, while the page waits: one that holds what another view needs as well is waited for in vain.
const LONGEST: usize = 32_000;

/// Builds the modules, prints the table, and fails when a part is over its budget.
pub fn run() -> Result<()> {
    dist::run()?;
    let Verdict { over, .. } = table()?;
    if !over.is_empty() {
        bail!("over budget: {}", over.join("; "));
    }
    Ok(())
}

/// Prints the sizes of what ships, and judges them.
pub fn table() -> Result<Verdict> {
    let dist = repo::dist();
    let mut verdict = Verdict::default();
    println!("{:<40} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli");
    let mut counted = BTreeSet::new();
    for part in &PARTS {
        let mut files = scripts(&dist, part.starts)?;
        files.insert(dist.join(part.wasm));
        // What first paint has loaded already is not loaded again.
        let new: Vec<PathBuf> = files.difference(&counted).cloned().collect();
        let mut sum = [0; 3];
        for file in &new {
            let sizes = sizes(file)?;
            row(&file.strip_prefix(&dist)?.display().to_string(), sizes);
            sum.iter_mut().zip(sizes).for_each(|(sum, size)| *sum += size);
        }
        counted.extend(new);
        row(part.name, sum);
        let weight = sum[2];
        let word = if weight <= part.budget { "within" } else { "OVER" };
        println!("  {word} the budget of {} bytes brotli; its mark is {}\n", part.budget, part.mark);
        let line = |limit: usize| format!("{}: {weight} bytes brotli, of {limit}", part.name);
        if weight > part.budget {
            verdict.over.push(line(part.budget));
        }
        let most = part.mark + part.mark / 100;
        if weight > most {
            verdict.grown.push(line(most));
        }
    }
    let longest = longest(&fs::read(dist.join(PARTS[0].wasm))?)?;
    println!("{:<40} {longest:>9}, at most {LONGEST}\n", "the longest function of a first picture");
    if longest > LONGEST {
        verdict.grown.push(format!("a function of {}: {longest} bytes, of {LONGEST}", PARTS[0].wasm));
    }
    Ok(verdict)
}

/// How many bytes the longest function of a module has.
fn longest(module: &[u8]) -> Result<usize> {
    let mut longest = 0;
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        if let wasmparser::Payload::CodeSectionEntry(body) = payload? {
            longest = longest.max(body.range().len());
        }
    }
    Ok(longest)
}

fn row(name: &str, [raw, gzip, brotli]: [usize; 3]) {
    println!("{name:<40} {raw:>9} {gzip:>9} {brotli:>9}");
}

fn sizes(file: &Path) -> Result<[usize; 3]> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &brotli::enc::BrotliEncoderParams::default())?;
    Ok([bytes.len(), gzip.finish()?.len(), brotli.len()])
}

/// The scripts that load when one of `starts` loads: itself and all it imports statically.
fn scripts(dist: &Path, starts: &[&str]) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open: Vec<PathBuf> =
        starts.iter().map(|start| dist.join(start)).filter(|file| file.is_file()).collect();
    while let Some(file) = open.pop() {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let folder = file.parent().unwrap_or(dist).to_path_buf();
        for import in imports(&text) {
            let next = plain(&folder.join(import));
            if !found.contains(&next) {
                open.push(next);
            }
        }
        found.insert(file);
    }
    Ok(found)
}

/// The relative addresses that a module imports before it runs.
fn imports(text: &str) -> Vec<&str> {
    let quoted = |rest: &'_ str| -> Option<usize> { rest.find(['\'', '"', '\n', ';']) };
    let mut found = Vec::new();
    for (at, _) in text.match_indices(['\'', '"']) {
        let before = text[..at].trim_end();
        let rest = &text[at + 1..];
        let statement = before.ends_with(" from")
            || before.ends_with("}from")
            || before.ends_with("\nimport")
            || before == "import";
        if let (true, Some(end)) = (statement, quoted(rest)) {
            found.push(&rest[..end]);
        }
    }
    found.retain(|address| address.starts_with('.'));
    found
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_imports_are_followed_and_dynamic_ones_are_not() {
        let text = "import './a.js';\nimport { b } from \"../b.js\";\nexport {\n c\n} from './c.js';\nimport d from 'elsewhere';\nconst e = await import('./e.js');";
        assert_eq!(imports(text), ["./a.js", "../b.js", "./c.js"]);
    }

    #[test]
    fn the_longest_function_is_found() {
        // two functions: nothing, and three times nothing
        let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0\x0a\x0a\x02\x02\0\x0b\x05\0\x01\x01\x01\x0b";
        assert_eq!(longest(module).unwrap(), 5);
        assert!(longest(b"no module").is_err());
    }

    #[test]
    fn paths_are_made_plain() {
        assert_eq!(plain(Path::new("/www/pkg/.././b.js")), Path::new("/www/b.js"));
    }
}
