//! Tables and rules by hand.

use jejak::model::rule::{FunnelRule, Role, Rule, Step, Test};
use jejak::model::table::{Column, Data, Table, Texts};
use std::collections::HashMap;

/// One text column.
pub fn texts<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> Data {
    let mut texts = Texts::new();
    let mut codes: HashMap<String, u32> = HashMap::from([(String::new(), 0)]);
    for cell in cells {
        let cell = cell.as_ref();
        let code = codes.get(cell).copied().unwrap_or_else(|| {
            let code = texts.push_entry(cell);
            codes.insert(cell.to_owned(), code);
            code
        });
        texts.codes.push(code);
    }
    Data::Texts(texts)
}

/// A column with a role.
pub fn role(role: Role, data: Data) -> Column {
    Column { header: role.as_str().to_owned(), role: Some(role), data }
}

/// A column with a header only.
pub fn header(header: &str, data: Data) -> Column {
    Column { header: header.to_owned(), role: None, data }
}

/// A table of `(person, time in seconds, event)`.
pub fn events(rows: &[(&str, i64, &str)]) -> Table {
    Table {
        source: "events".to_owned(),
        read: rows.len() as u64,
        columns: vec![
            role(Role::Person, texts(rows.iter().map(|row| row.0))),
            role(Role::Event, texts(rows.iter().map(|row| row.2))),
            role(Role::Time, Data::Times(rows.iter().map(|row| row.1 * 1_000_000).collect())),
        ],
        ..Table::default()
    }
}

/// A condition on a field.
pub fn field(field: &str, test: Test) -> Rule {
    Rule::Field { source: None, field: field.to_owned(), test, not: false }
}

/// A step that some rules match.
pub fn step(name: &str, any: Vec<Rule>) -> Step {
    Step { id: name.to_owned(), name: name.to_owned(), any, optional: false, window: None }
}

/// A step of one event.
pub fn of(event: &str) -> Step {
    step(event, vec![field("event", Test::Equals(event.to_owned()))])
}

/// The ordered rule over events.
pub fn funnel(events: &[&str]) -> FunnelRule {
    FunnelRule { steps: events.iter().map(|event| of(event)).collect(), ..FunnelRule::default() }
}

/// The ordered rule over steps that are sets of letters.
pub fn letters(steps: &[&str]) -> FunnelRule {
    let step = |letters: &&str| {
        let letters = letters.chars().map(String::from).collect();
        step("letters", vec![field("event", Test::In(letters))])
    };
    FunnelRule { steps: steps.iter().map(step).collect(), ..FunnelRule::default() }
}

/// People by step.
pub fn people(funnel: &jejak::model::evidence::Funnel) -> Vec<u64> {
    funnel.steps.iter().map(|step| step.people).collect()
}
