//! Reads a Rust file as tokens, so that comments and texts never count and whitespace never hides anything.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// One thing that a file does and may not do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: String,
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// A name with the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub line: usize,
}

/// The tokens of a file that ship: code under `#[cfg(test)]` is left out.
pub struct Source {
    /// The path below `src`, with `/`.
    pub file: String,
    tokens: Vec<Token>,
}

/// A flat token: groups are opened into their brackets, so that a path in a macro is seen like any other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

impl Source {
    /// Reads the text of the file at `file`, a path below `src`.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        let stream = TokenStream::from_str(text).map_err(|error| Fault {
            file: file.to_owned(),
            line: 0,
            what: format!("cannot be read: {error}"),
        })?;
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        Ok(Self { file: file.to_owned(), tokens })
    }

    /// The layer the file belongs to: the first folder below `src`, or the file's own name.
    pub fn layer(&self) -> &str {
        let first = self.file.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The modules of the crate's root that this file names, by `crate::` or by a `super::` that leads there.
    pub fn imports(&self) -> Vec<Name> {
        let mut found = Vec::new();
        for at in 0..self.tokens.len() {
            let from_root = self.path(at, &["crate"]) && self.text(at.wrapping_sub(1)) != "$";
            if from_root || self.is_layer_root() && self.path(at, &["super"]) {
                self.heads(at + 3, &mut found);
            }
        }
        found
    }

    /// What the names re-exported at the crate's root stand for: `pub use error::Code` gives `Code → error`.
    pub fn re_exports(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for at in 0..self.tokens.len() {
            if self.text(at) != "pub" || self.text(at + 1) != "use" || self.text(at + 3) != ":" {
                continue;
            }
            let rest = self.tokens.iter().skip(at + 5).take_while(|token| token.text != ";");
            for token in rest.filter(|token| token.text.starts_with(|c: char| c.is_alphabetic())) {
                found.insert(token.text.clone(), self.text(at + 2).to_owned());
            }
        }
        found
    }

    /// The other crates, of those in `known`, that this file names.
    pub fn crates(&self, known: &[&str]) -> Vec<Name> {
        let named = |at: usize| {
            let back = |n: usize| at.checked_sub(n).map_or("", |at| self.text(at));
            // `paint::plotters` is a module of ours; `plotters::style` and `::plotters` are the crate.
            let inside = back(1) == ":" && back(3).starts_with(|c: char| c.is_alphabetic());
            let used = self.text(at + 1) == ":" || matches!(back(1), "use" | "crate");
            known.contains(&self.text(at)) && used && !inside
        };
        (0..self.tokens.len()).filter(|at| named(*at)).map(|at| self.name(at)).collect()
    }

    /// Every place where these tokens follow one another.
    pub fn places(&self, words: &[&str]) -> Vec<usize> {
        let here = |at: &usize| words.iter().enumerate().all(|(n, word)| self.text(at + n) == *word);
        (0..self.tokens.len()).filter(here).map(|at| self.line(at)).collect()
    }

    fn is_layer_root(&self) -> bool {
        let parts: Vec<&str> = self.file.split('/').collect();
        matches!(parts.as_slice(), [_] | [_, "mod.rs"])
    }

    /// `words` joined by `::` and followed by one more `::` start at `at`.
    fn path(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| {
            self.text(at + 3 * n) == *word
                && self.text(at + 3 * n + 1) == ":"
                && self.text(at + 3 * n + 2) == ":"
        })
    }

    /// The first names of what follows a `crate::`: one, or each of those in braces.
    fn heads(&self, at: usize, found: &mut Vec<Name>) {
        if self.text(at) != "{" {
            return found.push(self.name(at));
        }
        let (mut depth, mut first) = (0, true);
        for at in at..self.tokens.len() {
            match self.text(at) {
                "{" => depth += 1,
                "}" => depth -= 1,
                "," if depth == 1 => first = true,
                _ if depth == 1 && first => {
                    found.push(self.name(at));
                    first = false;
                }
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn name(&self, at: usize) -> Name {
        Name { text: self.text(at).to_owned(), line: self.line(at) }
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    fn line(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(0, |token| token.line)
    }
}

fn flatten(stream: TokenStream, out: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        let line = tree.span().start().line;
        let mut push = |text: &str| out.push(Token { text: text.to_owned(), line });
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == '#' && is_test(trees.get(at + 1)) => {
                at = after_item(&trees, at + 2);
                continue;
            }
            TokenTree::Punct(mark) => push(&mark.as_char().to_string()),
            TokenTree::Ident(name) => push(&name.to_string()),
            // The text of a literal is never a path; that one stands here still separates its neighbours.
            TokenTree::Literal(_) => push("\"\""),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                push(open);
                flatten(group.stream(), out);
                out.push(Token { text: close.to_owned(), line: group.span_close().start().line });
            }
        }
        at += 1;
    }
}

/// `[cfg(test)]`, `[cfg(all(test, …))]` or `[test]`, the group after a `#`.
fn is_test(tree: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = tree else { return false };
    let text = group.stream().to_string().replace(' ', "");
    text == "test" || text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// Where the item that starts at `at` is over: after its braces, or after its semicolon.
fn after_item(trees: &[TokenTree], at: usize) -> usize {
    for (n, tree) in trees.iter().enumerate().skip(at) {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return n + 1,
            TokenTree::Punct(mark) if mark.as_char() == ';' => return n + 1,
            _ => {}
        }
    }
    trees.len()
}
