//! A Mermaid `journey` → a journey, leniently, with the line of everything that is wrong.

use super::Diagram;
use super::draft::Draft;
use super::statement::{Statement, Statements, keyed};
use super::{entities, task};
use crate::error::{Code, Error, Place};
use crate::model::check::{MAX_PROBLEMS, Problem, Severity};
use crate::model::journey::Journey;
use crate::model::read_journey;

/// What was found wrong, at its line.
#[derive(Default)]
pub struct Found(Vec<Problem>);

impl Found {
    /// Something could not be used.
    pub fn error(&mut self, line: u64, code: Code, subject: &str) {
        self.add(Severity::Error, line, code, subject);
    }

    /// Used, but probably not what was meant.
    pub fn warning(&mut self, line: u64, code: Code, subject: &str) {
        self.add(Severity::Warning, line, code, subject);
    }

    fn add(&mut self, severity: Severity, line: u64, code: Code, subject: &str) {
        let error = match self.0.len() {
            MAX_PROBLEMS => Error::new(Code::TooMany, MAX_PROBLEMS.to_string()),
            n if n > MAX_PROBLEMS => return,
            _ => Error::new(code, subject),
        };
        self.0.push(Problem { severity, error: error.at(Place::Line { line, column: 0 }) });
    }
}

/// Reads a Mermaid `journey` diagram, and says what is wrong with it, each thing with its line.
///
/// Sections become stages in their order (one whose name comes again is a stage of its own), tasks become
/// touchpoints, actors personas. A score `s` is an emotion around the neutral 3: `(s − 3) / 2` below it, at least
/// −1; `(s − 3) / (h − 3)` above it, where `h` is the highest score of the text and at least 5. A task whose score
/// is no number has no emotion. `accDescr` becomes the scenario; `accTitle` is kept in `ext`, and is the title
/// where there is no other.
///
/// There is no journey where the text is another diagram (it is named), or has no section and no task.
///
/// ```
/// # use jejak::model::{journey::Emotion, mermaid::read_mermaid};
/// let text = "journey\n  title My working day\n  section Go to work\n    Make tea: 5: Me\n    Do work: 1: Me, Cat";
/// let (journey, problems) = read_mermaid(text);
/// let journey = journey.unwrap();
/// assert!(problems.is_empty());
/// assert_eq!((journey.title.as_str(), journey.personas.len()), ("My working day", 2));
/// assert_eq!(journey.stages[0].touchpoints[1].emotion, Some(Emotion::All(-1.0)));
///
/// let (journey, problems) = read_mermaid("%% a comment\nflowchart TD\n  A --> B");
/// assert_eq!(journey, None);
/// assert_eq!(problems[0].error.to_string(), "other_diagram (flowchart) at 2");
/// ```
pub fn read_mermaid(text: &str) -> (Option<Journey>, Vec<Problem>) {
    let mut found = Found::default();
    let journey = read(text, &mut found);
    (journey, found.0)
}

fn read(text: &str, found: &mut Found) -> Option<Journey> {
    let mut statements = Statements::new(text);
    let mut draft = Draft::default();
    let (mut begun, mut last) = (false, 1);
    while let Some((line, statement)) = statements.next() {
        last = line;
        match statement {
            Statement::Front(text) => front(text, line, &mut draft, found),
            Statement::Unclosed(block) => found.error(line, Code::Unclosed, block),
            Statement::Plain(text) if !begun => {
                begun = true;
                body(journey(text, line, found)?, line, &mut draft, found);
            }
            Statement::AccTitle(_) | Statement::AccDescr(_, _) if !begun => {
                found.error(line, Code::OtherDiagram, "");
                return None;
            }
            Statement::AccTitle(text) => draft.acc_title = Some(entities::decode(text)),
            Statement::AccDescr(text, more) => {
                if !more {
                    draft.acc_descr.clear();
                }
                draft.acc_descr.push(entities::decode(text));
            }
            Statement::Plain(text) => body(text, line, &mut draft, found),
        }
    }
    if draft.is_empty() {
        let code = if begun { Code::EmptyJourney } else { Code::OtherDiagram };
        found.error(last, code, "");
        return None;
    }
    let (journey, problems) = read_journey(&draft.document());
    // Nothing is left to be wrong; what were, would lose its line.
    found.0.extend(problems);
    journey
}

/// What follows the word `journey`; another diagram is named.
fn journey<'a>(text: &'a str, line: u64, found: &mut Found) -> Option<&'a str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if word.eq_ignore_ascii_case("journey") {
        return Some(rest.trim_start());
    }
    let subject = if Diagram::of(word).is_some() { word } else { "" };
    found.error(line, Code::OtherDiagram, subject);
    None
}

/// A title, a section or a task.
fn body(text: &str, line: u64, draft: &mut Draft, found: &mut Found) {
    if text.is_empty() {
        return;
    }
    let word = |keyword: &str| {
        let after = text.get(keyword.len()..)?;
        let alone = after.is_empty() || after.starts_with(char::is_whitespace);
        keyed(text, keyword).filter(|_| alone)
    };
    if let Some(title) = word("title") {
        draft.title = Some(entities::decode(title));
    } else if let Some(name) = word("section") {
        draft.section(name, line, found);
    } else {
        draft.task(&task::split(text), line, found);
    }
}

/// The title of a front matter, as YAML writes it on one line; its other keys are about looks.
fn front(text: &str, line: u64, draft: &mut Draft, found: &mut Found) {
    let Some(value) = text.strip_prefix("title").and_then(|after| after.trim_start().strip_prefix(':'))
    else {
        return;
    };
    let value = value.trim();
    if value.starts_with(['|', '>', '[', '{', '&', '*', '!']) {
        return found.warning(line, Code::BadText, value);
    }
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote));
    let title = match (quoted('"'), quoted('\'')) {
        (Some(inside), _) => unescaped(inside),
        (_, Some(inside)) => inside.replace("''", "'"),
        _ => value.split(" #").next().unwrap_or_default().trim_end().to_owned(),
    };
    draft.front_title = Some(title);
}

/// A YAML text between double quotes.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n' | 't') => ' ',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    out
}
