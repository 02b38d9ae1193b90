//! Sources and the scores in them.

use super::{Known, duration, each, flag, items, pair, pairs, take_ids, text, texts, word};
use crate::error::Code;
use crate::model::axis::nps_scale;
use crate::model::check::Check;
use crate::model::journey::*;
use crate::model::rule::Role;
use crate::value::Value;

/// The ids of the sources: written, or made from the address or the kind.
pub(super) fn ids(check: &mut Check, document: &Value) -> Vec<String> {
    let mut ids = Ids::default();
    let taken = take_ids(check, document, "sources", &mut ids);
    let sources = items(document, "sources").iter().filter(|item| **item != Value::Null);
    let made = sources.zip(taken).map(|(item, taken)| {
        let from = text(item, "id").or_else(|| text(item, "url").map(|url| stem(&url).to_owned()));
        let from = from.or_else(|| text(item, "kind")).unwrap_or_default();
        taken.unwrap_or_else(|| ids.made(&from, "source"))
    });
    made.collect()
}

/// The name of a file without its folder, query and endings.
fn stem(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file)
}

/// The sources, under the ids that were found before.
pub(super) fn sources(
    check: &mut Check,
    document: &Value,
    ids: &[String],
    stages: &Known,
    touchpoints: &Known,
) -> Vec<Source> {
    let mut ids = ids.iter();
    each(check, document, "sources", |check, item| {
        Some(Source {
            id: ids.next()?.clone(),
            kind: word(item, "kind", SourceKind::of)?,
            url: text(item, "url"),
            format: text(item, "format"),
            columns: columns(check, item),
            ignore: texts(item, "ignore"),
            fold: flag(item, "fold"),
            scores: each(check, item, "scores", |check, item| score(check, item, stages, touchpoints)),
            within: duration(item, "within"),
            valid: valid(check, item),
            missing: missing(item),
            time_unit: word(item, "time_unit", TimeUnit::of),
            date_order: word(item, "date_order", DateOrder::of),
            decimal: text(item, "decimal").and_then(|sign| sign.chars().next()),
            zone: text(item, "zone"),
            year: small(item, "year"),
            table: small(item, "table"),
        })
    })
}

/// A whole number within its range, as the shape has checked.
fn small(item: &Value, key: &str) -> Option<u16> {
    let number = item.get(key)?.as_number().filter(|number| number.fract() == 0.0)?;
    (0.0..=65_535.0).contains(&number).then_some(number as u16)
}

fn columns(check: &mut Check, item: &Value) -> Vec<(Role, String)> {
    let mut columns = Vec::new();
    check.at("columns", |check| {
        for (word, header) in pairs(item, "columns") {
            match (Role::parse(word), header.as_text()) {
                (Some(role), Some(header)) => columns.push((role, header.to_owned())),
                _ => check.at(word, |check| check.unknown(Code::UnknownChoice, word, Role::WORDS)),
            }
        }
    });
    columns
}

fn valid(check: &mut Check, item: &Value) -> Vec<(String, (f64, f64))> {
    let mut valid = Vec::new();
    check.at("valid", |check| {
        for (column, range) in pairs(item, "valid") {
            match pair(range).filter(|(low, high)| low <= high) {
                Some(range) => valid.push((column.clone(), range)),
                None => check.at(column, |check| check.error(Code::OutOfRange, "lowest ≤ highest")),
            }
        }
    });
    valid
}

fn missing(item: &Value) -> Vec<(String, Vec<String>)> {
    let values = |list: &Value| {
        let list = list.as_list().unwrap_or_default().iter();
        list.filter_map(Value::as_text).map(str::to_owned).collect()
    };
    pairs(item, "missing").iter().map(|(column, list)| (column.clone(), values(list))).collect()
}

fn score(check: &mut Check, item: &Value, stages: &Known, touchpoints: &Known) -> Option<Score> {
    let kind = word(item, "kind", ScoreKind::of)?;
    let scale = item.get("scale").and_then(pair).unwrap_or(kind.scale());
    if scale.0 >= scale.1 {
        check.at("scale", |check| check.error(Code::OutOfRange, "lowest < highest"));
        return None;
    }
    if kind == ScoreKind::Nps && !nps_scale(scale) {
        check.at("scale", |check| check.error(Code::OutOfRange, "nps: 0…10"));
        return None;
    }
    let method = word(item, "method", ScoreMethod::of);
    if kind == ScoreKind::Nps && method.is_some() {
        check.at("method", |check| check.warning(Code::Conflict, "nps, method"));
    }
    Some(Score {
        column: text(item, "column")?,
        kind,
        scale,
        method: method.unwrap_or(kind.method()),
        stage: stages.under(check, item, "stage"),
        touchpoint: touchpoints.under(check, item, "touchpoint"),
        label: text(item, "label"),
        comment: text(item, "comment"),
        flip: flag(item, "flip"),
        weight: text(item, "weight"),
        within: duration(item, "within"),
        line: flag(item, "line"),
    })
}
