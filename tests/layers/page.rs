//! What the page's own files may not do: make markup from text, store anything, send anything. And what a
//! document may not do: link to nothing.

use crate::source::Fault;
use std::path::Path;

/// Words that turn text into markup or code, whatever the text.
const SINKS: [&str; 13] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "createContextualFragment",
    "setHTMLUnsafe",
    "DOMParser",
    "srcdoc",
    "eval(",
    "new Function",
    "document.write",
    "<style",
    "style=\"",
    "setAttribute('style'",
];

/// Words by which a page keeps or sends what is not its own to keep or send.
const LEAKS: [&str; 6] =
    ["localStorage", "sessionStorage", "indexedDB", "document.cookie", "sendBeacon", "XMLHttpRequest"];

/// The one file that keeps something, and by which word: an edited journey, in its tab. `tests/browser/play.test.mjs`
/// looks at what it keeps.
const KEEPS: (&str, &str) = ("play/kept.js", "sessionStorage");

/// Every such word in a file of the page.
pub fn faults(file: &str, text: &str) -> Vec<Fault> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in SINKS.iter().chain(&LEAKS) {
            if has(line, word) && !(file.ends_with(KEEPS.0) && *word == KEEPS.1) {
                found.push(Fault { file: file.to_owned(), line: number + 1, what: format!("says `{word}`") });
            }
        }
    }
    found
}

/// The word itself, not the end of a longer one: `medieval(` is no `eval(`.
fn has(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-')
    })
}

/// Every relative link of a Markdown file that leads to no file below `root`.
pub fn dead_links(file: &str, text: &str, root: &Path) -> Vec<Fault> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for after in line.split("](").skip(1) {
            let link = after.split([')', '#', ' ']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains(':') && !root.join(link).exists() {
                found.push(Fault {
                    file: file.to_owned(),
                    line: number + 1,
                    what: format!("no file {link}"),
                });
            }
        }
    }
    found
}
