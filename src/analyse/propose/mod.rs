//! A journey proposed from rows alone: for files that somebody drops without having written a journey.
//!
//! What is proposed is an ordinary document: its stages carry the rules (`match`) that were guessed, so that a
//! correction is made there and kept.
//!
//! Must never know: languages, pixels. It proposes only what the rows show; the author corrects it.

mod answers;
mod counts;
mod events;
mod membership;

use super::parts::at_once;
use crate::error::{Code, Error};
use crate::model::fold::capital;
use crate::model::journey::{Journey, SourceKind};
use crate::model::read_journey;
use crate::model::rule::Role;
use crate::model::table::{Column, Data, Table, Texts};
use crate::value::{Value, map};

/// Most stages that are proposed.
const STAGES: usize = 6;

/// The longest time, in a proposal, from somebody's last event to their answer or comment which counts: long enough for a form that is
/// sent once the parcel is there, too short for most people's next order.
const WITHIN: &str = "30d";

/// What a table gives to a proposal.
struct Proposed {
    /// In their order.
    stages: Vec<Value>,
    source: Value,
    /// Switches of the funnel.
    funnel: Vec<(&'static str, Value)>,
}

/// Proposes a journey for the tables of some files.
///
/// One file gives the stages: of events (those that most people have, in the order in which people first meet them,
/// without side steps that most of those who go further leave out), else of ready counts (a stage a step), else of
/// lists of people (a stage a file, the longest first), else of columns of answers. The other files are sources of the
/// same journey; answers and comments beside events go to the stage of their person's last event in the 30 days before them,
/// where their own row names no stage.
///
/// Tables with none of these are refused: [`Code::NoColumn`].
pub fn propose(tables: &[&Table]) -> Result<Journey, Error> {
    at_once(propose_in_parts(tables))
}

/// As [`propose`], in parts.
pub async fn propose_in_parts(tables: &[&Table]) -> Result<Journey, Error> {
    let made = [counts::of, answers::of];
    // Events that were recorded say more than those that were made of an order's dates.
    let (recorded, derived): (Vec<_>, Vec<_>) =
        tables.iter().enumerate().partition(|(_, table)| table.origin.is_empty());
    let all = || recorded.iter().chain(&derived);
    let mut main = None;
    for (at, table) in all() {
        if main.is_none() {
            main = events::of(table).await.map(|proposed| (*at, proposed));
        }
    }
    let events = main.is_some();
    let main =
        main.or_else(|| made.iter().find_map(|of| all().find_map(|(at, table)| Some((*at, of(table)?)))));
    let (stages, sources, funnel) = match (membership::of(tables), main) {
        (Some((stages, sources)), _) => (stages, sources, Vec::new()),
        (None, Some((at, Proposed { stages, source, funnel }))) => {
            let others = tables
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, table)| beside(table, events));
            (stages, core::iter::once(source).chain(others).collect(), funnel)
        }
        (None, None) => return Err(Error::new(Code::NoColumn, wanting(tables).as_str())),
    };
    let title = tables.first().map(|table| table.source.clone()).unwrap_or_default();
    let mut document =
        vec![("title", title.into()), ("stages", Value::List(stages)), ("sources", Value::List(sources))];
    if !funnel.is_empty() {
        document.push(("funnel", pairs(funnel)));
    }
    let (journey, problems) = read_journey(&pairs(document));
    journey.ok_or_else(|| {
        problems
            .into_iter()
            .next()
            .map_or_else(|| Error::new(Code::Internal, "propose"), |problem| problem.error)
    })
}

/// What tables that nothing can be proposed of want most: of events nobody is told by, the people.
fn wanting(tables: &[&Table]) -> Role {
    let nobodys = |table: &&Table| table.role(Role::Event).is_some() && table.role(Role::Person).is_none();
    if tables.iter().any(nobodys) { Role::Person } else { Role::Event }
}

/// A source beside the one that gives the stages, which may be `events`.
fn beside(table: &Table, events: bool) -> Value {
    let kind = kind(table);
    let within = Some(WITHIN).filter(|_| events);
    if let Some(proposed) = answers::of(table).filter(|_| kind == SourceKind::Survey) {
        return answers::anywhere(&proposed.source, within);
    }
    // What people wrote without having been asked for a score follows them as answers do.
    let said =
        matches!(kind, SourceKind::Survey | SourceKind::Tickets) && table.role(Role::Comment).is_some();
    let within = within.filter(|_| said);
    map([("id", table.source.clone().into()), ("kind", kind.word().into()), ("within", within.into())])
}

/// What the rows of a table seem to be.
pub fn kind(table: &Table) -> SourceKind {
    let has = |role: Role| table.role(role).is_some();
    match table.kind {
        // Rows that were made into events are events.
        _ if !table.origin.is_empty() => SourceKind::Events,
        Some(kind) => kind,
        None if has(Role::Event) && has(Role::Person) => SourceKind::Events,
        None if has(Role::Step) && has(Role::Count) => SourceKind::Counts,
        None if has(Role::Promised) && has(Role::Delivered) => SourceKind::Shipments,
        None if has(Role::Score) => SourceKind::Survey,
        None if has(Role::Amount) => SourceKind::Orders,
        None if has(Role::Count) => SourceKind::Social,
        // A case has a number, or how far it came; else somebody was asked what they think.
        None if has(Role::Comment) && (has(Role::Session) || has(Role::Status)) => SourceKind::Tickets,
        None if has(Role::Comment) => SourceKind::Survey,
        None => SourceKind::Membership,
    }
}

fn pairs(pairs: Vec<(&'static str, Value)>) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn texts(column: &Column) -> Option<&Texts> {
    match &column.data {
        Data::Texts(texts) => Some(texts),
        Data::Times(_) | Data::Numbers(_) => None,
    }
}

/// A stage whose rows are those of `table` with this value in a field.
fn stage(table: &Table, field: &str, value: &str) -> Value {
    let rule =
        map([("source", table.source.clone().into()), ("field", field.into()), ("equals", value.into())]);
    map([("name", spoken(value).into()), ("match", Value::List(vec![rule]))])
}

/// `payment_done` → `Payment done`.
fn spoken(name: &str) -> String {
    let text: String = name.trim().chars().map(|c| if c == '_' { ' ' } else { c }).take(60).collect();
    capital(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

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
        let journey = propose(&[&table]).unwrap();
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
        let journey = propose(&[&table]).unwrap();
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
        names(&propose(&[table]).unwrap()).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn columns_of_answers_become_stages_with_their_scale() {
        let mut table = Table { source: "s".into(), ..Table::default() };
        table.columns = vec![
            column("NETPRO", Role::Score, &["10", "0", "11", ""]),
            column("Q1", Role::Score, &["1", "5", "6", "0"]),
        ];
        let journey = propose(&[&table]).unwrap();
        let scores: Vec<_> =
            journey.sources[0].scores.iter().map(|score| (score.scale, score.stage.clone())).collect();
        assert_eq!(
            scores,
            [((0.0, 10.0), Some("question-1".into())), ((1.0, 5.0), Some("question-2".into()))]
        );
    }

    #[test]
    fn many_questions_are_all_taken_a_stage_a_grid_or_one_for_all() {
        let form = |headers: &[String]| {
            let columns = headers.iter().map(|header| column(header, Role::Score, &["1", "5", "3"]));
            let table = Table { source: "form".into(), columns: columns.collect(), ..Table::default() };
            let journey = propose(&[&table]).unwrap();
            let stages = journey.stages.iter().map(|stage| (stage.name.clone(), stage.touchpoints.len()));
            (stages.collect::<Vec<_>>(), journey.sources[0].scores.len(), journey)
        };
        let plain = |n: usize| (1..=n).map(|at| format!("Question {at}?")).collect::<Vec<_>>();
        let (stages, scores, _) = form(&plain(12));
        assert_eq!((stages.len(), scores), (12, 12));
        let (stages, scores, journey) = form(&plain(30));
        assert_eq!((stages, scores), (vec![("Form".to_owned(), 30)], 30));
        assert_eq!(journey.sources[0].scores[29].touchpoint.as_deref(), Some("answer-30"));
        let grids =
            ["Order", "Parcel"].iter().flat_map(|grid| (1..=8).map(move |at| format!("{grid} [Part {at}]")));
        let (stages, scores, journey) = form(&grids.chain(["Anything?".to_owned()]).collect::<Vec<_>>());
        let known = [("Order".to_owned(), 8), ("Parcel".to_owned(), 8), ("Anything?".to_owned(), 0)];
        assert_eq!((stages.as_slice(), scores), (&known[..], 17));
        assert_eq!(journey.stages[1].touchpoints[0].name, "Part 1");
        assert_eq!(journey.sources[0].scores[16].stage.as_deref(), Some("question-17"));
    }

    #[test]
    fn what_people_wrote_stands_beside_the_question_before_it() {
        let mut table = Table { source: "s".into(), ..Table::default() };
        table.columns = vec![
            column("Saran", Role::Comment, &["mahal", "-"]),
            column("Q1", Role::Score, &["1", "5"]),
            column("Why?", Role::Comment, &["slow", ""]),
            column("Q2", Role::Score, &["2", "4"]),
            column("Q3", Role::Score, &["3", "3"]),
            column("Anything else?", Role::Comment, &["no", "yes"]),
        ];
        let journey = propose(&[&table]).unwrap();
        let said: Vec<_> = journey.sources[0].scores.iter().map(|score| score.comment.as_deref()).collect();
        assert_eq!(said, [Some("Saran"), None, Some("Anything else?")]);
        table.columns.remove(0);
        let journey = propose(&[&table]).unwrap();
        assert_eq!(journey.sources[0].scores[0].comment.as_deref(), Some("Why?"));
    }

    #[test]
    fn a_table_with_nothing_to_count_is_refused() {
        let table = Table { columns: vec![column("colour", Role::Comment, &["red"])], ..Table::default() };
        let refused =
            |table: &Table| propose(&[table]).map_err(|error| (error.code, error.subject)).unwrap_err();
        assert_eq!(refused(&table), (Code::NoColumn, "event".into()));
        let nobodys = Table { columns: vec![column("what", Role::Event, &["view"])], ..Table::default() };
        assert_eq!(refused(&nobodys), (Code::NoColumn, "person".into()));
        assert_eq!(refused(&Table::default()), (Code::NoColumn, "event".into()));
    }
}
