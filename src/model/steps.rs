//! Steps written on one line: `view,cart|wishlist,checkout[device=mobile],pay?`.
//!
//! `,` parts steps, `|` is or, `[column=value]` filters (several are and), `?` at the end of a step makes it
//! optional, and a backslash takes the next character literally.

use super::journey::Ids;
use super::rule::{Exclusion, Rule, Step, Test};
use crate::error::{Code, Error, Place};

/// Reads steps written on one line.
///
/// ```
/// # use jejak::model::steps;
/// let steps = steps::parse(r"view,cart|wishlist,checkout[device=mobile],rate\, us?").unwrap();
/// let names: Vec<_> = steps.iter().map(|step| step.name.as_str()).collect();
/// assert_eq!(names, ["view", "cart|wishlist", "checkout[device=mobile]", "rate, us"]);
/// assert!(steps[3].optional);
/// ```
///
/// # Errors
/// `bad_text` with the column, where a step is empty, or a bracket is open, empty or out of place.
pub fn parse(line: &str) -> Result<Vec<Step>, Error> {
    let mut reader = Reader { rest: line.chars().peekable(), column: 0 };
    let mut ids = Ids::default();
    let mut steps = Vec::new();
    loop {
        let (mut step, more) = reader.step()?;
        step.id = ids.made(&step.name, "step");
        steps.push(step);
        if !more {
            return Ok(steps);
        }
    }
}

/// Steps from a text with one event name a line, each taken literally; blank lines are left out.
///
/// ```
/// # use jejak::model::steps;
/// assert_eq!(steps::literal("view\n\ncart, then pay?\n").len(), 2);
/// ```
pub fn literal(text: &str) -> Vec<Step> {
    let mut ids = Ids::default();
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty());
    names.map(|name| Step { id: ids.made(name, "step"), ..named(name) }).collect()
}

/// Reads an exclusion, `refund@2-3`: no such row between steps 2 and 3.
///
/// # Errors
/// `bad_text` where it is not of this form.
pub fn exclusion(text: &str) -> Result<Exclusion, Error> {
    let read = || {
        let (name, between) = text.rsplit_once('@')?;
        let (i, j) = between.split_once('-')?;
        let between: (usize, usize) = (i.trim().parse().ok()?, j.trim().parse().ok()?);
        let name = name.trim();
        (!name.is_empty() && between.0 >= 1 && between.0 < between.1)
            .then(|| Exclusion { rule: event(name), between })
    };
    read().ok_or_else(|| Error::new(Code::BadText, text))
}

/// The step of one event name.
pub(super) fn named(name: &str) -> Step {
    Step { id: String::new(), name: name.to_owned(), any: vec![event(name)], optional: false, window: None }
}

fn event(name: &str) -> Rule {
    equals("event", name)
}

fn equals(field: &str, value: &str) -> Rule {
    Rule::Field { source: None, field: field.to_owned(), test: Test::Equals(value.to_owned()), not: false }
}

struct Reader<'a> {
    rest: core::iter::Peekable<core::str::Chars<'a>>,
    column: u64,
}

impl Reader<'_> {
    /// The next character, and whether a backslash made it literal.
    fn next(&mut self) -> Option<(char, bool)> {
        self.column = self.column.saturating_add(1);
        let c = self.rest.next()?;
        if c != '\\' {
            return Some((c, false));
        }
        self.column = self.column.saturating_add(1);
        Some((self.rest.next().unwrap_or('\\'), true))
    }

    fn wrong(&self, subject: impl Into<String>) -> Error {
        Error::new(Code::BadText, subject).at(Place::Line { line: 1, column: self.column })
    }

    /// One step, and whether another follows.
    fn step(&mut self) -> Result<(Step, bool), Error> {
        let mut step = Step { any: Vec::new(), ..named("") };
        let mut name = String::new();
        let mut filters = Vec::new();
        loop {
            let next = self.next();
            match next {
                Some(('[', false)) => {
                    let (column, value) = self.filter()?;
                    step.name.push_str(&format!("[{column}={value}]"));
                    filters.push(equals(&column, &value));
                    continue;
                }
                Some(('?', false)) if matches!(self.rest.peek(), None | Some(',')) => {
                    step.optional = true;
                    continue;
                }
                Some(('|' | ',', false)) | None => {
                    step.any.push(self.rule(name.trim(), core::mem::take(&mut filters))?);
                    name.clear();
                    if let Some(('|', _)) = next {
                        step.name.push('|');
                        continue;
                    }
                    step.name = step.name.trim().to_owned();
                    return Ok((step, next.is_some()));
                }
                Some((c, _)) if filters.is_empty() || c == ' ' => {
                    name.push(c);
                    step.name.push(c);
                }
                Some((c, _)) => return Err(self.wrong(c)),
            }
        }
    }

    /// The rest of `[column=value]`.
    fn filter(&mut self) -> Result<(String, String), Error> {
        let mut column: Option<String> = None;
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(self.wrong("[")),
                Some((']', false)) => break,
                Some(('=', false)) if column.is_none() => column = Some(core::mem::take(&mut text)),
                Some((c, _)) => text.push(c),
            }
        }
        match column.map(|column| column.trim().to_owned()) {
            Some(column) if !column.is_empty() => Ok((column, text.trim().to_owned())),
            _ => Err(self.wrong(format!("[{text}]"))),
        }
    }

    fn rule(&self, name: &str, mut filters: Vec<Rule>) -> Result<Rule, Error> {
        if !name.is_empty() {
            if filters.is_empty() {
                return Ok(event(name));
            }
            filters.insert(0, event(name));
        }
        match (filters.len(), filters.pop()) {
            (1, Some(only)) => Ok(only),
            (_, Some(last)) => {
                filters.push(last);
                Ok(Rule::All(filters))
            }
            (_, None) => Err(self.wrong("")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn or_filters_and_optional() {
        let steps = parse("a , b|c[x=1][y = 2]?,[z=3]").unwrap();
        assert_eq!(steps[0].any, [event("a")]);
        let both = Rule::All(vec![event("c"), equals("x", "1"), equals("y", "2")]);
        assert_eq!(steps[1].any, [event("b"), both]);
        assert!(steps[1].optional && !steps[0].optional);
        assert_eq!(steps[2].any, [equals("z", "3")]);
    }

    #[test]
    fn a_repeated_step_gets_its_own_id() {
        let ids: Vec<_> = parse("a,a,b").unwrap().into_iter().map(|step| step.id).collect();
        assert_eq!(ids, ["a", "a-2", "b"]);
    }

    #[test]
    fn a_question_mark_inside_a_name_is_a_letter() {
        let steps = parse("why?not,b").unwrap();
        assert_eq!((steps[0].name.as_str(), steps[0].optional), ("why?not", false));
    }

    #[test]
    fn wrong_steps_say_where() {
        for (line, column) in [
            ("", 1),
            ("a,", 3),
            ("a,,b", 3),
            ("a[x", 4),
            ("a[x]", 4),
            ("a[=1]", 5),
            ("a[x=1]b", 7),
            ("a||b", 3),
        ] {
            let error = parse(line).expect_err(line);
            assert_eq!(error.code, Code::BadText, "{line}");
            assert_eq!(error.place, Place::Line { line: 1, column }, "{line}");
        }
    }

    #[test]
    fn exclusions() {
        assert_eq!(exclusion("refund@2-3").unwrap().between, (2, 3));
        for text in ["refund", "@1-2", "a@2-1", "a@0-1", "a@1"] {
            assert!(exclusion(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn escaped_names_read_back(names in prop::collection::vec("[a-c,|?\\[\\]=\\\\é]{1,6}", 1..5)) {
            let escape = |name: &String| name.chars().flat_map(|c| ['\\', c]).collect::<String>();
            let line = names.iter().map(escape).collect::<Vec<_>>().join(",");
            let read: Vec<_> = parse(&line).unwrap().into_iter().map(|step| step.name).collect();
            prop_assert_eq!(read, names);
        }

        #[test]
        fn any_line_is_read_or_refused(line in ".{0,40}") {
            let _ = parse(&line);
        }
    }
}
