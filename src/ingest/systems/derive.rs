//! A row an order → a row an event: what happened to each order, ticket or parcel, and when.

use super::moments::Moment;
use super::traps::more;
use crate::error::Code;
use crate::ingest::dictionary::Dictionary;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Column, Data, NO_TIME, Table, Texts};
use crate::model::time::Time;

/// The header of the events that are made.
const EVENT: &str = "event";
/// The header of their times.
const TIME: &str = "time";

/// Where the rows of a made table come from: the old row of each new one.
struct Made {
    rows: Vec<usize>,
    events: Texts,
    times: Vec<Time>,
}

/// Makes events of the columns of times `moments`; every other column is carried along. An amount stands with the
/// first event of its row only, so that no sum counts it twice. A row without any time stays one row without event.
///
/// A row without a person is its case's: an order of a guest is an order.
pub fn events(mut table: Table, moments: &[Moment]) -> Table {
    let length = table.columns.iter().map(|column| length(&column.data)).max().unwrap_or(0);
    let made = made(&table, moments, length);
    let count = made.events.codes.iter().filter(|code| **code != BLANK).count();
    guests(&mut table);
    let mut columns: Vec<Column> = table
        .columns
        .into_iter()
        .filter(|column| !moments.iter().any(|moment| moment.header == column.header))
        .map(|column| Column { data: carried(column.data, column.role, &made.rows), ..column })
        .collect();
    columns.push(Column {
        header: free(EVENT, &columns),
        role: Some(Role::Event),
        data: Data::Texts(made.events),
    });
    columns.push(Column {
        header: free(TIME, &columns),
        role: Some(Role::Time),
        data: Data::Times(made.times),
    });
    table.columns = columns;
    table.origin = origin(&made.rows);
    more(&mut table.issues, Code::DerivedEvents, count as u64);
    table
}

/// Row of the file by row.
pub fn origin(rows: &[usize]) -> Vec<u32> {
    rows.iter().map(|row| u32::try_from(*row).unwrap_or(u32::MAX)).collect()
}

fn made(table: &Table, moments: &[Moment], length: usize) -> Made {
    let columns: Vec<(&[Time], &str)> = moments
        .iter()
        .filter_map(|moment| {
            let column = table.columns.iter().find(|column| column.header == moment.header)?;
            match &column.data {
                Data::Times(times) => Some((times.as_slice(), moment.event.as_str())),
                Data::Texts(_) | Data::Numbers(_) => None,
            }
        })
        .collect();
    let mut names = Dictionary::new();
    let mut made = Made { rows: Vec::new(), events: Texts::new(), times: Vec::new() };
    let mut of_row: Vec<(Time, &str)> = Vec::new();
    for row in 0..length {
        of_row.clear();
        let filled = columns.iter().filter_map(|(times, event)| Some((*times.get(row)?, *event)));
        of_row.extend(filled.filter(|(time, _)| *time != NO_TIME));
        // Equal times stay in the order of the columns.
        of_row.sort_by_key(|(time, _)| *time);
        if of_row.is_empty() {
            of_row.push((NO_TIME, ""));
        }
        for (time, event) in &of_row {
            let code = names.code(event);
            names.texts.codes.push(code);
            made.rows.push(row);
            made.times.push(*time);
        }
    }
    made.events = names.texts;
    made
}

/// Cells of `rows`, which stand in order; amounts only where a row comes first.
fn carried(data: Data, role: Option<Role>, rows: &[usize]) -> Data {
    match data {
        Data::Texts(texts) => {
            let codes = rows.iter().map(|row| texts.codes.get(*row).copied().unwrap_or(BLANK)).collect();
            Data::Texts(Texts { codes, ..texts })
        }
        Data::Times(times) => {
            Data::Times(rows.iter().map(|row| times.get(*row).copied().unwrap_or(NO_TIME)).collect())
        }
        Data::Numbers(numbers) => {
            let once = matches!(role, Some(Role::Amount | Role::Count));
            let mut before = None;
            let cells = rows.iter().map(|row| {
                let again = once && before == Some(*row);
                before = Some(*row);
                if again { f64::NAN } else { numbers.get(*row).copied().unwrap_or(f64::NAN) }
            });
            Data::Numbers(cells.collect())
        }
    }
}

/// Names the rows without a person by their case.
fn guests(table: &mut Table) {
    let Some(cases) = table.role(Role::Session).map(|column| column.data.clone()) else { return };
    let person = table.columns.iter_mut().find(|column| column.role == Some(Role::Person));
    if let (Data::Texts(cases), Some(Column { data: Data::Texts(people), .. })) = (cases, person) {
        let mut guests: Vec<Option<u32>> = vec![None; cases.entries()];
        for row in 0..people.codes.len() {
            let case = cases.codes.get(row).copied().unwrap_or(BLANK);
            if people.codes.get(row) != Some(&BLANK) || case == BLANK {
                continue;
            }
            let Some(slot) = guests.get_mut(case as usize) else { continue };
            let code = *slot.get_or_insert_with(|| people.push_entry(cases.entry(case)));
            if let Some(cell) = people.codes.get_mut(row) {
                *cell = code;
            }
        }
    }
}

/// A header that no column has.
fn free(wanted: &str, columns: &[Column]) -> String {
    let mut header = wanted.to_owned();
    while columns.iter().any(|column| column.header == header) {
        header.push('\'');
    }
    header
}

fn length(data: &Data) -> usize {
    match data {
        Data::Texts(texts) => texts.codes.len(),
        Data::Times(times) => times.len(),
        Data::Numbers(numbers) => numbers.len(),
    }
}
