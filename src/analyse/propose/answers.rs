//! Columns of answers → a stage a question, each with its scale; of many questions a stage a grid, or one for all.

use super::{Proposed, pairs, spoken, texts};
use crate::model::fold::small;
use crate::model::number;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Column, Table};
use crate::value::{Value, map};

/// Most stages that rows may name, or questions be: more are no stages.
const MOST_NAMED: usize = 12;

/// Most questions that are taken.
const QUESTIONS: usize = 200;

/// The proposal, where the table has columns of answers.
pub fn of(table: &Table) -> Option<Proposed> {
    let answers: Vec<(&Column, Asked)> = table
        .columns
        .iter()
        .filter(|column| column.role == Some(Role::Score))
        .filter_map(|column| Some((column, asked(column)?)))
        .take(QUESTIONS)
        .collect();
    if answers.is_empty() {
        return None;
    }
    let said = said_beside(table, &answers);
    if let Some(proposed) = at_own_stages(table, &answers, &said) {
        return Some(proposed);
    }
    let headers: Vec<&str> = answers.iter().map(|(column, _)| column.header.as_str()).collect();
    let (stages, places) = staged(&headers, &table.source);
    let scores = answers.iter().zip(places).enumerate().map(|(at, ((column, asked), place))| {
        let mut score = score(column, asked, said.get(at).copied().flatten());
        score.push(place);
        pairs(score)
    });
    let source = survey(table, scores.collect());
    Some(Proposed { stages, source, funnel: Vec::new() })
}

/// Where a question's answers go: the key `stage` or `touchpoint`, and its id.
type Place = (&'static str, Value);

/// The stages of questions in their order, and the place of each: a stage each; of more than [`MOST_NAMED`] a stage each
/// grid or question of its own; where that are too many, one stage, called like the file, with a touchpoint each.
fn staged(headers: &[&str], file: &str) -> (Vec<Value>, Vec<Place>) {
    let name = |at: usize, name: &str| {
        vec![("id", Value::from(format!("question-{}", at.saturating_add(1)))), ("name", spoken(name).into())]
    };
    let alone = |at: usize| ("stage", Value::from(format!("question-{}", at.saturating_add(1))));
    let mut grids: Vec<(usize, &str, Vec<usize>)> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let grid = if headers.len() > MOST_NAMED { of_grid(header).map(|(grid, _)| grid) } else { None };
        match grids.last_mut() {
            Some((_, last, rows)) if grid == Some(*last) => rows.push(at),
            _ => grids.push((at, grid.unwrap_or(header), vec![at])),
        }
    }
    if grids.len() > MOST_NAMED {
        grids = vec![(0, file, (0..headers.len()).collect())];
    }
    let (mut stages, mut places) = (Vec::new(), Vec::new());
    for (first, called, rows) in &grids {
        let mut stage = name(*first, called);
        if rows.len() < 2 {
            places.push(alone(*first));
        } else {
            let touchpoints = rows.iter().map(|at| {
                let header = headers.get(*at).copied().unwrap_or_default();
                let own = of_grid(header).filter(|(grid, _)| grid == called).map_or(header, |(_, row)| row);
                places.push(("touchpoint", format!("answer-{}", at.saturating_add(1)).into()));
                map([("id", format!("answer-{}", at.saturating_add(1)).into()), ("name", spoken(own).into())])
            });
            stage.push(("touchpoints", Value::List(touchpoints.collect())));
        }
        stages.push(pairs(stage));
    }
    (stages, places)
}

/// A row of a grid: `Layanan [Kasir]` is `Kasir` of `Layanan`.
fn of_grid(header: &str) -> Option<(&str, &str)> {
    let (grid, row) = header.strip_suffix(']')?.rsplit_once('[')?;
    let (grid, row) = (grid.trim(), row.trim());
    (!grid.is_empty() && !row.is_empty()).then_some((grid, row))
}

/// A proposal whose stages are those that the rows themselves name, each answer at its row's stage.
fn at_own_stages(table: &Table, answers: &[(&Column, Asked)], said: &[Option<&str>]) -> Option<Proposed> {
    let named = texts(table.role(Role::Stage)?)?;
    let mut order: Vec<u32> = Vec::new();
    for code in named.codes.iter().filter(|code| **code != BLANK) {
        if !order.contains(code) {
            order.push(*code);
        }
        if order.len() > MOST_NAMED {
            return None;
        }
    }
    let stages = order.iter().map(|code| map([("name", named.entry(*code).into())])).collect();
    let scores = answers.iter().enumerate();
    let scores =
        scores.map(|(at, (column, asked))| pairs(score(column, asked, said.get(at).copied().flatten())));
    let scores = scores.collect();
    (order.len() > 1).then(|| Proposed { stages, source: survey(table, scores), funnel: Vec::new() })
}

/// For each question the column of comments that follows it, before the next question: that is what people wrote about
/// it. Comments before the first question are about that one.
fn said_beside<'a>(table: &'a Table, answers: &[(&Column, Asked)]) -> Vec<Option<&'a str>> {
    let mut said = vec![None; answers.len()];
    let mut asked = 0_usize;
    for column in &table.columns {
        if answers.iter().any(|(answer, _)| answer.header == column.header) {
            asked = asked.saturating_add(1);
        } else if column.role == Some(Role::Comment)
            && let Some(beside) = said.get_mut(asked.saturating_sub(1))
        {
            beside.get_or_insert(column.header.as_str());
        }
    }
    said
}

fn score(column: &Column, asked: &Asked, comment: Option<&str>) -> Vec<(&'static str, Value)> {
    let mut score = vec![
        ("column", column.header.clone().into()),
        ("kind", asked.kind.into()),
        ("scale", Value::List(vec![asked.low.into(), asked.high.into()])),
    ];
    score.extend(comment.map(|header| ("comment", header.into())));
    score
}

fn survey(table: &Table, scores: Vec<Value>) -> Value {
    map([("id", table.source.clone().into()), ("kind", "survey".into()), ("scores", Value::List(scores))])
}

/// The source of a proposal whose answers belong to no stage of their own: each to its person's last contact `within` so long
/// before it.
pub fn anywhere(source: &Value, within: Option<&str>) -> Value {
    let mut source = source.clone();
    if let Value::Map(pairs) = &mut source
        && let Some((_, Value::List(scores))) = pairs.iter_mut().find(|(key, _)| key == "scores")
    {
        for score in scores {
            if let Value::Map(pairs) = score {
                pairs.retain(|(key, _)| key != "stage" && key != "touchpoint");
                pairs.extend(within.map(|within| ("within".to_owned(), within.into())));
            }
        }
    }
    source
}

/// `10 - Extremely likely` → `10`.
fn unlabelled(answer: &str) -> &str {
    answer
        .split_once([' ', '-'])
        .filter(|(number, _)| !number.is_empty())
        .map_or(answer, |(number, _)| number)
        .trim()
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
    let values = (1..texts.entries()).filter_map(|code| {
        number::parse(&unlabelled(texts.entry(u32::try_from(code).ok()?)).replace(',', "."))
    });
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
