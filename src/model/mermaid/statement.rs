//! Mermaid text → statements with their lines: front matter, directives, comments and separators are taken out.

use super::entities;

/// What the text says, one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement<'a> {
    /// A line of the front matter.
    Front(&'a str),
    /// `accTitle: …`, not decoded.
    AccTitle(&'a str),
    /// A line of `accDescr: …` or of `accDescr { … }`, not decoded; true where it goes on from the line before.
    AccDescr(&'a str, bool),
    /// Anything else: a title, a section or a task.
    Plain(&'a str),
    /// A block that is opened here and never closed; its line is left out.
    Unclosed(&'static str),
}

/// The statements of a text, one after another.
pub struct Statements<'a> {
    lines: Vec<&'a str>,
    /// Index of the line that is read, and what is left of it.
    at: usize,
    rest: &'a str,
    /// Inside a block.
    block: Option<Block>,
    /// Nothing but comments came before.
    fresh: bool,
    /// The text stands in a Markdown fence.
    fenced: bool,
    /// Index from which on no `}%%` or no `}` follows, once that is known.
    open: [bool; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Front,
    Descr,
}

impl<'a> Statements<'a> {
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines: Vec<&str> = Vec::new();
        for line in text.split('\n') {
            lines.extend(line.strip_suffix('\r').unwrap_or(line).split('\r'));
        }
        let rest = lines.first().copied().unwrap_or_default();
        Self { lines, at: 0, rest, block: None, fresh: true, fenced: false, open: [false; 2] }
    }

    /// The next statement and the line it stands on, from 1.
    pub fn next(&mut self) -> Option<(u64, Statement<'a>)> {
        while self.at < self.lines.len() {
            let line = self.at as u64 + 1;
            if let Some(statement) = self.step() {
                return Some((line, statement));
            }
        }
        None
    }

    fn turn(&mut self) {
        self.at += 1;
        self.rest = self.lines.get(self.at).copied().unwrap_or_default();
    }

    /// Takes what is left of the line.
    fn line(&mut self) -> &'a str {
        let line = self.rest;
        self.turn();
        line
    }

    fn step(&mut self) -> Option<Statement<'a>> {
        match self.block {
            Some(Block::Front) => return self.front(),
            Some(Block::Descr) => return self.described(true),
            None => {}
        }
        self.rest = self.rest.trim_start();
        let rest = self.rest;
        if self.fresh && rest.starts_with("---") && rest.trim_end().bytes().all(|b| b == b'-') {
            self.turn();
            self.fresh = false;
            let closed = self.lines.iter().skip(self.at).any(|line| fence_of_front(line));
            self.block = closed.then_some(Block::Front);
            return (!closed).then_some(Statement::Unclosed("---"));
        }
        if rest.starts_with("```") && (self.fresh || self.fenced) {
            if self.fenced {
                self.at = self.lines.len();
            } else {
                self.fenced = true;
                self.turn();
            }
            return None;
        }
        if rest.starts_with("%%{") {
            return self.directive();
        }
        let comment = rest.starts_with('#') && entities::length(rest).is_none();
        if rest.is_empty() || rest.starts_with("%%") || comment {
            self.turn();
            return None;
        }
        if let Some(after) = rest.strip_prefix(';') {
            self.rest = after;
            return None;
        }
        self.fresh = false;
        self.statement(rest)
    }

    fn front(&mut self) -> Option<Statement<'a>> {
        let line = self.line();
        if fence_of_front(line) {
            self.block = None;
            return None;
        }
        Some(Statement::Front(line))
    }

    fn statement(&mut self, rest: &'a str) -> Option<Statement<'a>> {
        if let Some(value) = keyed(rest, "acctitle").and_then(|after| after.strip_prefix([':', '：'])) {
            self.turn();
            return Some(Statement::AccTitle(value));
        }
        if let Some(after) = keyed(rest, "accdescr") {
            if let Some(value) = after.strip_prefix([':', '：']) {
                self.turn();
                return Some(Statement::AccDescr(value, false));
            }
            if let Some(inside) = after.strip_prefix('{') {
                self.rest = inside;
                if self.closes("}", 1) {
                    return self.described(false);
                }
                self.rest = "";
                return Some(Statement::Unclosed("accDescr {"));
            }
        }
        let end = end_of(rest);
        let (plain, after) = rest.split_at(end);
        self.rest = after;
        Some(Statement::Plain(plain.trim_end()))
    }

    /// The next line of a description in braces.
    fn described(&mut self, more: bool) -> Option<Statement<'a>> {
        let (value, after) = match self.rest.split_once('}') {
            Some((value, after)) => (value, Some(after)),
            None => (self.rest, None),
        };
        match after {
            Some(after) => {
                self.rest = after;
                self.block = None;
            }
            None => {
                self.turn();
                self.block = Some(Block::Descr);
            }
        }
        Some(Statement::AccDescr(value, more))
    }

    /// Leaves a directive, `%%{ … }%%`, out; one that is never closed is a comment.
    fn directive(&mut self) -> Option<Statement<'a>> {
        if !self.closes("}%%", 0) {
            self.turn();
            return None;
        }
        while self.at < self.lines.len() {
            if let Some((_, after)) = self.rest.split_once("}%%") {
                self.rest = after;
                return None;
            }
            self.turn();
        }
        None
    }

    /// True where `end` follows from here on. Once it does not, it never does again, and nobody looks twice.
    fn closes(&mut self, end: &str, which: usize) -> bool {
        let known = self.open.get(which).copied().unwrap_or(true);
        let found = !known
            && (self.rest.contains(end)
                || self.lines.iter().skip(self.at + 1).any(|line| line.contains(end)));
        if let Some(open) = self.open.get_mut(which) {
            *open = !found;
        }
        found
    }
}

/// The line that ends the front matter.
fn fence_of_front(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|b| b == b'-')
}

/// What follows a keyword and blanks, where the text begins with it, in any case.
pub fn keyed<'a>(text: &'a str, keyword: &str) -> Option<&'a str> {
    let head = text.get(..keyword.len())?;
    let after = text.get(keyword.len()..)?;
    head.eq_ignore_ascii_case(keyword).then(|| after.trim_start())
}

/// Where a statement ends: at `;`, at a comment, or with the line.
fn end_of(text: &str) -> usize {
    let mut blank = false;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        match c {
            ';' => return at,
            '#' => match entities::length(rest) {
                Some(n) => skip = at + n,
                None => return at,
            },
            '%' if blank && rest.starts_with("%%") => return at,
            _ => {}
        }
        blank = c.is_whitespace();
    }
    text.len()
}
