//! Where the rows of a system mislead: put right once the rows are read, column by column.

use super::Known;
use super::likert;
use super::table::Trap;
use crate::diag::{Issue, Issues};
use crate::error::Code;
use crate::ingest::dictionary::Dictionary;
use crate::model::fold::small;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Column, Data, NO_TIME, Table, Texts};
use crate::model::time::DAY;

/// Puts a read table right.
///
/// Rows that are no data (tests, previews, unfinished answers, totals) leave it; they stay counted as read and are
/// told by [`Code::LeftOut`].
pub fn mend(known: &Known, table: &mut Table) {
    for trap in known.system.traps {
        match trap {
            Trap::Drop(names, words) => leave_out(known, table, names, |cell| {
                if words.is_empty() { cell.is_empty() } else { words.contains(&cell) }
            }),
            Trap::Only(names, words) => leave_out(known, table, names, |cell| !words.contains(&cell)),
            Trap::Above(role) => each(table, *role, fill_down),
            Trap::Nothing(role, word) => each(table, *role, |texts| {
                rewrite(texts, |text| (text == *word).then(String::new));
            }),
            Trap::NoDay(day) => table.columns.iter_mut().for_each(|column| unstamp(column, *day)),
            Trap::Answers(pairs) => {
                each(table, Role::Score, |texts| rewrite(texts, |text| Some(answer(pairs, text))));
            }
            Trap::Coded => each(table, Role::Score, |texts| rewrite(texts, decoded)),
            Trap::Named(names) => name_events(known, table, names),
            Trap::Numbered => each(table, Role::Step, |texts| rewrite(texts, unnumbered)),
            Trap::Order(_) | Trap::Decimal(_) | Trap::Breakdown(_) | Trap::NotAsked(_) => {}
        }
    }
}

/// Every text column of a role.
fn each(table: &mut Table, role: Role, mut change: impl FnMut(&mut Texts)) {
    for column in table.columns.iter_mut().filter(|column| column.role == Some(role)) {
        if let Data::Texts(texts) = &mut column.data {
            change(texts);
        }
    }
}

/// The column that a trap names so.
fn named<'t>(known: &Known, table: &'t Table, names: &str) -> Option<&'t Column> {
    let header = &known.looked_at.iter().find(|one| one.names == names)?.header;
    table.columns.iter().find(|column| column.header == *header)
}

/// Leaves out the rows whose cell, in small letters, is so.
fn leave_out(known: &Known, table: &mut Table, names: &str, is_out: impl Fn(&str) -> bool) {
    let Some(column) = named(known, table, names) else { return };
    let out: Vec<bool> = match &column.data {
        Data::Texts(texts) => {
            let outs: Vec<bool> = entries(texts).map(|text| is_out(&small(text.trim()))).collect();
            texts.codes.iter().map(|code| outs.get(*code as usize).copied().unwrap_or(false)).collect()
        }
        // A time is there or not.
        Data::Times(times) => {
            times.iter().map(|time| is_out(if *time == NO_TIME { "" } else { "." })).collect()
        }
        Data::Numbers(cells) => cells
            .iter()
            .map(|cell| is_out(&if cell.is_nan() { String::new() } else { cell.to_string() }))
            .collect(),
    };
    let count = out.iter().filter(|out| **out).count() as u64;
    if count == 0 {
        return;
    }
    // Whoever is left out for having no time is not told a second time.
    let untimed = table.role(Role::Time).map_or(0, |column| match &column.data {
        Data::Times(times) => times.iter().zip(&out).filter(|(time, out)| **out && **time == NO_TIME).count(),
        Data::Texts(_) | Data::Numbers(_) => 0,
    });
    for column in &mut table.columns {
        match &mut column.data {
            Data::Texts(texts) => keep(&mut texts.codes, &out),
            Data::Times(times) => keep(times, &out),
            Data::Numbers(cells) => keep(cells, &out),
        }
    }
    less(&mut table.issues, Code::NoTime, untimed as u64);
    more(&mut table.issues, Code::LeftOut, count);
}

fn keep<T>(cells: &mut Vec<T>, out: &[bool]) {
    let mut out = out.iter();
    cells.retain(|_| !out.next().copied().unwrap_or(false));
}

/// Counts an issue so many times more.
pub fn more(issues: &mut Issues, code: Code, count: u64) {
    let known = issues.count(code);
    less(issues, code, known);
    if let Some(count) = known.checked_add(count).filter(|count| *count > 0) {
        issues.push(Issue { code, count, first: Vec::new() });
    }
}

/// Counts an issue so many times less.
fn less(issues: &mut Issues, code: Code, fewer: u64) {
    let mut kept = Issues::default();
    for issue in issues.iter() {
        let count = if issue.code == code { issue.count.saturating_sub(fewer) } else { issue.count };
        if count > 0 {
            kept.push(Issue { count, ..issue.clone() });
        }
    }
    *issues = kept;
}

fn fill_down(texts: &mut Texts) {
    let mut above = BLANK;
    for code in &mut texts.codes {
        if *code == BLANK {
            *code = above;
        }
        above = *code;
    }
}

/// Writes the distinct texts anew where `change` says so; texts that become equal are one.
fn rewrite(texts: &mut Texts, change: impl Fn(&str) -> Option<String>) {
    let mut new = Dictionary::new();
    let codes: Vec<u32> = entries(texts)
        .map(|text| match change(text) {
            Some(changed) => new.code(&changed),
            None => new.code(text),
        })
        .collect();
    let code = |old: &u32| codes.get(*old as usize).copied().unwrap_or(BLANK);
    *texts = Texts { codes: texts.codes.iter().map(code).collect(), ..new.texts };
}

/// Answers in words become the numbers of their levels; the words are kept beside them.
pub fn number_answers(table: &mut Table) {
    for column in table.columns.iter_mut().filter(|column| column.role == Some(Role::Score)) {
        let Data::Texts(texts) = &mut column.data else { continue };
        let Some(levels) = likert::numbers(entries(texts)) else { continue };
        let mut words: Vec<(f64, String)> = Vec::new();
        for (level, word) in levels.iter().zip(entries(texts)) {
            let Ok(level) = level.parse::<f64>() else { continue };
            match words.binary_search_by(|(known, _)| known.total_cmp(&level)) {
                Err(at) => words.insert(at, (level, word.trim().to_owned())),
                // of several spellings the first by its letters, whatever the order of rows
                Ok(at) => {
                    if let Some((_, known)) =
                        words.get_mut(at).filter(|(_, known)| word.trim() < known.as_str())
                    {
                        word.trim().clone_into(known);
                    }
                }
            }
        }
        let level = |text: &str| {
            let code = entries(texts).position(|known| known == text)?;
            levels.get(code).cloned()
        };
        let mut new = texts.clone();
        rewrite(&mut new, level);
        *texts = new;
        table.words.push((column.header.clone(), words));
    }
}

/// The distinct texts, by code.
fn entries(texts: &Texts) -> impl Iterator<Item = &str> {
    (0..texts.entries()).map(|code| texts.entry(u32::try_from(code).unwrap_or(BLANK)))
}

/// The number of an answer in words, of `good=1|bad=0`; any other word is no answer.
fn answer(pairs: &str, text: &str) -> String {
    let word = small(text.trim());
    let pair = pairs.split('|').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == word);
    pair.map_or(String::new(), |(_, number)| number.to_owned())
}

/// `A5` → `5`.
pub fn decoded(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('A')?;
    (digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty())
        .then(|| digits.to_owned())
}

/// `1. view_item` → `view_item`.
fn unnumbered(text: &str) -> Option<String> {
    let (number, name) = text.split_once(". ")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| name.trim().to_owned())
}

/// Times on `day` (days since 1970) are none.
fn unstamp(column: &mut Column, day: i64) {
    if let Data::Times(times) = &mut column.data {
        for time in times.iter_mut().filter(|time| time.div_euclid(DAY) == day) {
            *time = NO_TIME;
        }
    }
}

/// Names blank events by another column.
fn name_events(known: &Known, table: &mut Table, names: &str) {
    let Some(Data::Texts(others)) = named(known, table, names).map(|column| column.data.clone()) else {
        return;
    };
    let mut filled = 0;
    each(table, Role::Event, |texts| {
        let mut both = Dictionary::new();
        let own: Vec<u32> = entries(texts).map(|text| both.code(text)).collect();
        let other: Vec<u32> = entries(&others).map(|text| both.code(text)).collect();
        let of = |codes: &[u32], code: Option<&u32>| {
            code.and_then(|code| codes.get(*code as usize)).copied().unwrap_or(BLANK)
        };
        let rows = texts.codes.iter().enumerate();
        let codes = rows.map(|(row, code)| {
            let instead = of(&other, others.codes.get(row));
            if *code == BLANK && instead != BLANK {
                filled += 1;
                return instead;
            }
            of(&own, Some(code))
        });
        let codes = codes.collect();
        *texts = Texts { codes, ..both.texts };
    });
    less(&mut table.issues, Code::NoEvent, filled);
}
