//! Lists of people, a file a step → a stage a file, the longest list first.

use super::{kind, spoken, texts};
use crate::model::journey::SourceKind;
use crate::model::order::{arrange_by, set_of};
use crate::model::rule::Role;
use crate::model::table::{BLANK, Table};
use crate::value::{Value, map};

/// Stages and sources, where there are several tables and each is a list of people.
pub fn of(tables: &[&Table]) -> Option<(Vec<Value>, Vec<Value>)> {
    let mut lists: Vec<(usize, &Table)> = Vec::new();
    for table in tables {
        let people = texts(table.role(Role::Person)?)?;
        if table.role(Role::Event).is_some() || kind(table) != SourceKind::Membership {
            return None;
        }
        let people = set_of(people.codes.iter().copied().filter(|code| *code != BLANK));
        lists.push((people.len(), table));
    }
    if lists.len() < 2 {
        return None;
    }
    // Stable: lists of one length stay as they were given.
    arrange_by(&mut lists, |(people, _)| core::cmp::Reverse(*people));
    let stages = lists.iter().map(|(_, table)| {
        let somebody = map([
            ("source", table.source.clone().into()),
            ("field", Role::Person.as_str().into()),
            ("equals", "".into()),
            ("not", true.into()),
        ]);
        map([("name", spoken(stem(&table.source)).into()), ("match", Value::List(vec![somebody]))])
    });
    let sources = lists.iter().map(|(_, table)| {
        map([("id", table.source.clone().into()), ("kind", SourceKind::Membership.word().into())])
    });
    Some((stages.collect(), sources.collect()))
}

/// A file's name without folder, ending and the number that sorts it: `data/02_trial.csv` → `trial`.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let named = stem.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ' | '.'));
    if named.is_empty() { stem } else { named }
}
