//! A journey proposed from rows alone: for a file that somebody drops without having written a journey.
//!
//! Must never know: languages, pixels. It proposes only what the rows show; the author corrects it.

use crate::error::{Code, Error};
use crate::model::journey::Journey;
use crate::model::read_journey;
use crate::model::rule::Role;
use crate::model::table::{Column, Data, Table, Texts};
use crate::value::{Value, map};
use std::collections::BTreeMap;

/// Most stages that are proposed.
const STAGES: usize = 6;

/// Proposes a journey for one table: stages are its events that most people have, in the order in which people
/// first meet them; without events, its columns of answers.
///
/// A table with neither is refused: [`Code::NoColumn`].
pub fn propose(table: &Table) -> Result<Journey, Error> {
    let proposed = match (table.role(Role::Person), table.role(Role::Event)) {
        (Some(person), Some(event)) => from_events(table, person, event),
        _ => from_answers(table),
    };
    let document = proposed.ok_or_else(|| Error::new(Code::NoColumn, Role::Event.as_str()))?;
    let (journey, problems) = read_journey(&document);
    journey.ok_or_else(|| {
        problems
            .into_iter()
            .next()
            .map_or_else(|| Error::new(Code::Internal, "propose"), |problem| problem.error)
    })
}

fn texts(column: &Column) -> Option<&Texts> {
    match &column.data {
        Data::Texts(texts) => Some(texts),
        Data::Times(_) | Data::Numbers(_) => None,
    }
}

/// What is known of one event: how many people have it, and the sum of the ranks at which they first did.
#[derive(Default)]
struct Met {
    people: u64,
    ranks: u64,
}

fn from_events(table: &Table, person: &Column, event: &Column) -> Option<Value> {
    let (people, events) = (texts(person)?, texts(event)?);
    let mut order: Vec<usize> = (0..events.codes.len()).collect();
    if let Some(Data::Times(times)) = table.role(Role::Time).map(|column| &column.data) {
        order.sort_by_key(|row| times.get(*row).copied());
    }
    // the events of each person in the order of their first row
    let mut firsts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in order {
        let (Some(&who), Some(&what)) = (people.codes.get(row), events.codes.get(row)) else { continue };
        let seen = firsts.entry(who).or_default();
        if what != 0 && seen.len() < 64 && !seen.contains(&what) {
            seen.push(what);
        }
    }
    let mut met: BTreeMap<u32, Met> = BTreeMap::new();
    for seen in firsts.values() {
        for (rank, what) in (0_u64..).zip(seen) {
            let met = met.entry(*what).or_default();
            met.people = met.people.saturating_add(1);
            met.ranks = met.ranks.saturating_add(rank);
        }
    }
    let mut most: Vec<(u32, Met)> = met.into_iter().collect();
    most.sort_by(|a, b| b.1.people.cmp(&a.1.people).then(events.entry(a.0).cmp(events.entry(b.0))));
    most.truncate(STAGES);
    most.sort_by(|a, b| {
        (a.1.ranks as f64 / a.1.people as f64).total_cmp(&(b.1.ranks as f64 / b.1.people as f64))
    });
    if most.is_empty() {
        return None;
    }
    let stages = most.iter().map(|(code, _)| {
        let name = events.entry(*code);
        let rule = map([("field", "event".into()), ("equals", name.into())]);
        map([("name", spoken(name).into()), ("match", Value::List(vec![rule]))])
    });
    let source = map([("id", table.source.clone().into()), ("kind", "events".into())]);
    Some(map([
        ("title", table.source.clone().into()),
        ("stages", Value::List(stages.collect())),
        ("sources", Value::List(vec![source])),
    ]))
}

fn from_answers(table: &Table) -> Option<Value> {
    let answers: Vec<(&Column, Asked)> = table
        .columns
        .iter()
        .filter(|column| column.role == Some(Role::Score))
        .filter_map(|column| Some((column, asked(column)?)))
        .take(STAGES)
        .collect();
    if answers.is_empty() {
        return None;
    }
    let id = |at: usize| format!("question-{}", at.saturating_add(1));
    let stages = answers
        .iter()
        .enumerate()
        .map(|(at, (column, _))| map([("id", id(at).into()), ("name", spoken(&column.header).into())]));
    let scores = answers.iter().enumerate().map(|(at, (column, asked))| {
        map([
            ("column", column.header.clone().into()),
            ("kind", asked.kind.into()),
            ("scale", Value::List(vec![asked.low.into(), asked.high.into()])),
            ("stage", id(at).into()),
        ])
    });
    let source = map([
        ("id", table.source.clone().into()),
        ("kind", "survey".into()),
        ("scores", Value::List(scores.collect())),
    ]);
    Some(map([
        ("title", table.source.clone().into()),
        ("stages", Value::List(stages.collect())),
        ("sources", Value::List(vec![source])),
    ]))
}

/// What a column of answers seems to ask.
struct Asked {
    kind: &'static str,
    low: f64,
    high: f64,
}

/// The scale that a column's values fit: a code for "no answer" one above or below the scale is left out.
fn asked(column: &Column) -> Option<Asked> {
    let texts = texts(column)?;
    let values = (1..texts.entries())
        .filter_map(|code| texts.entry(u32::try_from(code).ok()?).trim().parse::<f64>().ok());
    let high = values.filter(|value| value.is_finite()).reduce(f64::max)?;
    let header = column.header.to_lowercase();
    let named = |words: &[&str]| words.iter().any(|word| header.contains(word));
    Some(if named(&["nps", "netpro", "recommend", "rekomendasi"]) || high > 7.0 {
        Asked { kind: "nps", low: 0.0, high: 10.0 }
    } else if high > 6.0 {
        Asked { kind: "ces", low: 1.0, high: 7.0 }
    } else if named(&["csat", "satisf", "puas"]) {
        Asked { kind: "csat", low: 1.0, high: 5.0 }
    } else {
        Asked { kind: "rating", low: 1.0, high: 5.0 }
    })
}

/// `payment_done` → `Payment done`.
fn spoken(name: &str) -> String {
    let text: String = name.trim().chars().map(|c| if c == '_' { ' ' } else { c }).take(60).collect();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str, role: Role, cells: &[&str]) -> Column {
        let mut texts = Texts::new();
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        for cell in cells {
            let code = *known.entry(cell).or_insert_with(|| texts.push_entry(cell));
            texts.codes.push(code);
        }
        Column { header: header.into(), role: Some(role), data: Data::Texts(texts) }
    }

    fn names(journey: &Journey) -> Vec<&str> {
        journey.stages.iter().map(|stage| stage.name.as_str()).collect()
    }

    #[test]
    fn events_become_stages_in_the_order_people_meet_them() {
        let mut table = Table { source: "shop".into(), ..Table::default() };
        table.columns = vec![
            column("user", Role::Person, &["a", "a", "b", "b", "a", "c"]),
            column("event", Role::Event, &["pay_now", "visit", "visit", "cart", "cart", "visit"]),
            Column { header: "t".into(), role: Some(Role::Time), data: Data::Times(vec![9, 1, 1, 2, 3, 1]) },
        ];
        let journey = propose(&table).unwrap();
        assert_eq!(names(&journey), ["Visit", "Cart", "Pay now"]);
        assert_eq!(journey.funnel.steps.len(), 3);
    }

    #[test]
    fn only_the_events_of_most_people_are_taken() {
        let cells: Vec<String> = (0..20).map(|n| format!("e{n}")).collect();
        let mut who = vec!["a"; 20];
        let mut what: Vec<&str> = cells.iter().map(String::as_str).collect();
        who.push("b");
        what.push("e19");
        let mut table = Table { source: "x".into(), ..Table::default() };
        table.columns = vec![column("u", Role::Person, &who), column("e", Role::Event, &what)];
        let journey = propose(&table).unwrap();
        assert_eq!(journey.stages.len(), STAGES);
        assert!(names(&journey).contains(&"E19"));
    }

    #[test]
    fn columns_of_answers_become_stages_with_their_scale() {
        let mut table = Table { source: "s".into(), ..Table::default() };
        table.columns = vec![
            column("NETPRO", Role::Score, &["10", "0", "11", ""]),
            column("Q1", Role::Score, &["1", "5", "6", "0"]),
        ];
        let journey = propose(&table).unwrap();
        let scores: Vec<_> =
            journey.sources[0].scores.iter().map(|score| (score.scale, score.stage.clone())).collect();
        assert_eq!(
            scores,
            [((0.0, 10.0), Some("question-1".into())), ((1.0, 5.0), Some("question-2".into()))]
        );
    }

    #[test]
    fn a_table_with_nothing_to_count_is_refused() {
        let table = Table { columns: vec![column("colour", Role::Comment, &["red"])], ..Table::default() };
        assert_eq!(propose(&table).map_err(|error| error.code), Err(Code::NoColumn));
        assert_eq!(propose(&Table::default()).map_err(|error| error.code), Err(Code::NoColumn));
    }
}
