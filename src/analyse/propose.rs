//! A journey proposed from rows alone: for a file that somebody drops without having written a journey.
//!
//! Must never know: languages, pixels. It proposes only what the rows show; the author corrects it.

use super::way;
use crate::error::{Code, Error};
use crate::model::fold::{capital, small};
use crate::model::journey::Journey;
use crate::model::number;
use crate::model::read_journey;
use crate::model::rule::Role;
use crate::model::table::{Column, Data, Table, Texts};
use crate::value::{Value, map};
use std::collections::BTreeMap;

/// Most stages that are proposed.
const STAGES: usize = 6;

/// Proposes a journey for one table: stages are its events that most people have, in the order in which people
/// first meet them, without side steps that most of those who go further leave out; without events, its columns
/// of answers.
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

/// How many events are looked at before the proposal is cut to [`STAGES`].
const LOOKED_AT: usize = 12;

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
    let mut met: BTreeMap<u32, u64> = BTreeMap::new();
    firsts.values().flatten().for_each(|what| *met.entry(*what).or_default() += 1);
    let mut most: Vec<(u32, u64)> = met.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(events.entry(a.0).cmp(events.entry(b.0))));
    let steps_only = most.iter().filter(|(what, _)| !way::is_end(events.entry(*what)));
    let mut named: Vec<(u32, &str)> = steps_only.map(|(what, _)| (*what, events.entry(*what))).collect();
    if named.is_empty() {
        named = most.iter().map(|(what, _)| (*what, events.entry(*what))).collect();
    }
    named.truncate(LOOKED_AT);
    let mut ways = way::Ways::new();
    for mut seen in firsts.into_values() {
        seen.retain(|what| named.iter().any(|(one, _)| one == what));
        *ways.entry(seen).or_default() += 1;
    }
    let way = way::steps(&named, &ways);
    // of a long way the stages that most people reach
    let kept: Vec<u32> =
        named.iter().map(|(what, _)| *what).filter(|what| way.contains(what)).take(STAGES).collect();
    let chosen: Vec<u32> = way.into_iter().filter(|what| kept.contains(what)).collect();
    if chosen.is_empty() {
        return None;
    }
    let stages = chosen.iter().map(|code| {
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
    let values =
        (1..texts.entries()).filter_map(|code| number::parse(texts.entry(u32::try_from(code).ok()?).trim()));
    let high = values.filter(|value| value.is_finite()).reduce(f64::max)?;
    let header = small(&column.header);
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
    capital(&text)
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
    fn the_other_branch_of_a_fork_and_an_end_marker_do_not_empty_the_funnel() {
        // half go x, half go y, never both; everybody ends with "lost"
        let (mut who, mut what) = (Vec::new(), Vec::new());
        let names: Vec<String> = (0..40).map(|n| format!("p{n}")).collect();
        for (at, name) in names.iter().enumerate() {
            for event in ["in", if at % 2 == 0 { "x" } else { "y" }, "out", "lost"] {
                who.push(name.as_str());
                what.push(event);
            }
        }
        let mut table = Table { source: "x".into(), ..Table::default() };
        table.columns = vec![column("u", Role::Person, &who), column("e", Role::Event, &what)];
        assert_eq!(names_of(&table), ["In", "X", "Out"]);
    }

    fn names_of(table: &Table) -> Vec<String> {
        names(&propose(table).unwrap()).into_iter().map(str::to_owned).collect()
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
