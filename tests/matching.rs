//! Which rows a rule matches, and which answers count.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reference;

use jejak::analyse::answers::{self, By, Question};
use jejak::analyse::matching::Matcher;
use jejak::model::journey::{Score, ScoreKind};
use jejak::model::rule::{Role, Rule, Test};
use jejak::model::table::{Data, Table};
use reference::table::{field, header, role, texts};

fn table() -> Table {
    Table {
        source: "shop".to_owned(),
        columns: vec![
            role(Role::Event, texts(["View", " view ", "buy", "buy", "", "VIEW cart"])),
            header("device", texts(["mobile", "desk", "mobile", "", "mobile", "desk"])),
            header("price", Data::Numbers(vec![1.0, 2.5, 10.0, f64::NAN, 3.0, 2.5])),
            header("grade", texts(["7", "07", "x", "", "6.5", "1e1"])),
        ],
        ..Table::default()
    }
}

fn not(rule: Rule) -> Rule {
    match rule {
        Rule::Field { source, field, test, not } => Rule::Field { source, field, test, not: !not },
        all => all,
    }
}

fn of(source: &str, rule: Rule) -> Rule {
    match rule {
        Rule::Field { field, test, not, .. } => {
            Rule::Field { source: Some(source.to_owned()), field, test, not }
        }
        all => all,
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// The rows that match one rule.
fn rows(rule: Rule) -> Vec<usize> {
    let table = table();
    let matcher = Matcher::new(&[&table], [core::slice::from_ref(&rule)]).unwrap();
    (0..6).filter(|row| matcher.mask(0, *row) == 1).collect()
}

#[test]
fn every_comparison_does_what_it_says() {
    assert_eq!(rows(field("event", Test::Equals(text("view")))), [1]);
    assert_eq!(rows(field("event", Test::In(vec![text("View"), text(" buy")]))), [0, 2, 3]);
    assert_eq!(rows(field("event", Test::Named(vec![text(" VIEW")]))), [0, 1]);
    assert_eq!(rows(field("event", Test::Prefix(text("V")))), [0, 5]);
    assert_eq!(rows(field("event", Test::Contains(text("iew")))), [0, 1]);
    assert_eq!(rows(field("grade", Test::AtLeast(7.0))), [0, 1, 5]);
    assert_eq!(rows(field("grade", Test::AtMost(6.5))), [4]);
    assert_eq!(rows(field("price", Test::AtLeast(2.5))), [1, 2, 4, 5]);
    assert_eq!(rows(field("price", Test::Equals(text("2.5")))), [1, 5]);
}

#[test]
fn not_turns_the_comparison_round_and_a_blank_is_not_the_value() {
    assert_eq!(rows(not(field("device", Test::Equals(text("mobile"))))), [1, 3, 5]);
    assert_eq!(rows(not(field("price", Test::AtMost(2.5)))), [2, 3, 4]);
}

#[test]
fn all_is_and_over_columns_of_any_kind() {
    let buy = || field("event", Test::Equals(text("buy")));
    let mobile = || field("device", Test::Equals(text("mobile")));
    let dear = || field("price", Test::AtLeast(5.0));
    assert_eq!(rows(Rule::All(vec![buy(), mobile()])), [2]);
    assert_eq!(rows(Rule::All(vec![buy(), not(mobile())])), [3]);
    assert_eq!(rows(Rule::All(vec![mobile(), Rule::All(vec![dear()])])), [2]);
}

#[test]
fn a_rule_for_another_source_or_a_field_that_is_not_there_matches_nothing() {
    let buy = || field("event", Test::Equals(text("buy")));
    assert_eq!(rows(of("shop", buy())), [2, 3]);
    assert_eq!(rows(of("other", buy())), [0; 0]);
    assert_eq!(rows(not(field("colour", Test::Equals(text("red"))))), [0; 0]);
}

#[test]
fn seventy_alternatives_of_two_columns_still_decide_each_row() {
    // More conjunctions than one word holds: only the last one is about rows of this table.
    let pair = |event: &str| {
        Rule::All(vec![
            field("event", Test::Equals(text(event))),
            field("device", Test::Equals(text("mobile"))),
        ])
    };
    let mut any: Vec<Rule> = (0..70).map(|at| pair(&format!("never {at}"))).collect();
    any.push(pair("buy"));
    let table = table();
    let other = [field("event", Test::Named(vec![text("view")]))];
    let matcher = Matcher::new(&[&table], [&other[..], any.as_slice()]).unwrap();
    let masks: Vec<u64> = (0..6).map(|row| matcher.mask(0, row)).collect();
    assert_eq!(masks, [1, 1, 2, 0, 0, 0]);
}

fn question(kind: ScoreKind) -> Question {
    Question {
        score: Score {
            column: "answer".to_owned(),
            kind,
            scale: kind.scale(),
            method: kind.method(),
            stage: None,
            touchpoint: None,
            label: None,
            comment: None,
            flip: false,
            weight: None,
            within: None,
            line: false,
        },
        valid: None,
        missing: Vec::new(),
        by: None,
        decimal: None,
    }
}

fn asked(cells: &[&str]) -> Table {
    Table { columns: vec![header("answer", texts(cells))], ..Table::default() }
}

#[test]
fn answers_are_whole_numbers_of_the_scale_with_or_without_their_label() {
    let cells = [
        "5",
        "5 - Sangat puas",
        "4 = puas",
        "3)ok",
        " 4.0 ",
        "4,5",
        "5-7 times",
        "4/5",
        "six",
        "",
        "N/A",
        "-1",
    ];
    let answers = answers::count(&asked(&cells), &question(ScoreKind::Csat)).unwrap().remove(0).1;
    assert_eq!(answers.counts, [(3.0, 1), (4.0, 2), (4.5, 1), (5.0, 2)]);
    assert_eq!((answers.n, answers.missing), (6, 6));
    let points = Question { decimal: Some('.'), ..question(ScoreKind::Csat) };
    let answers = answers::count(&asked(&cells), &points).unwrap().remove(0).1;
    assert_eq!((answers.n, answers.missing), (5, 7));
}

#[test]
fn declared_missing_values_and_a_narrower_range_are_left_out_and_counted() {
    let cells = ["0", "1", "5", "6", "6.0", "7", "-0"];
    let question = Question {
        valid: Some((1.0, 6.0)),
        missing: vec![text("6")],
        score: Score { scale: (0.0, 7.0), ..question(ScoreKind::Rating).score },
        ..question(ScoreKind::Rating)
    };
    let answers = answers::count(&asked(&cells), &question).unwrap().remove(0).1;
    assert_eq!((answers.counts, answers.missing), (vec![(1.0, 1), (5.0, 1)], 5));
    let zero = answers::count(&asked(&["0", "-0", "-0.0"]), &self::question(ScoreKind::Nps)).unwrap();
    assert_eq!(zero[0].1.counts, [(0.0, 3)]);
}

#[test]
fn a_column_splits_answers_largest_group_first() {
    let mut table = asked(&["9", "10", "0", "x", "7"]);
    table.columns.push(header("city", texts(["Solo", "Bogor", "Bogor", "Solo", ""])));
    let question = Question { by: Some(By::Column(text("city"))), ..question(ScoreKind::Nps) };
    let groups = answers::count(&table, &question).unwrap();
    let said: Vec<_> = groups.iter().map(|(value, a)| (value.as_str(), a.n, a.missing)).collect();
    assert_eq!(said, [("", 4, 1), ("Bogor", 2, 0), ("", 1, 0), ("Solo", 1, 1)]);
    let error =
        answers::count(&table, &Question { by: Some(By::Column(text("citty"))), ..question }).unwrap_err();
    assert_eq!((error.code.as_str(), error.nearest.as_deref()), ("unknown_column", Some("city")));
}

#[test]
fn weights_are_summed_and_an_answer_without_one_is_missing() {
    let mut table = asked(&["5", "5", "1", "3", "4"]);
    table.columns.push(header("w", texts(["0.5", "1.5", "-2", "", &"9".repeat(300)])));
    let mut question = question(ScoreKind::Csat);
    question.score.weight = Some(text("w"));
    let answers = answers::count(&table, &question).unwrap().remove(0).1;
    let weights = answers.weights.unwrap();
    assert_eq!((answers.counts, answers.n, answers.missing), (vec![(5.0, 2)], 2, 3));
    assert_eq!((weights.counts, weights.sum2), (vec![(5.0, 2.0)], 2.5));
}
