//! What is printed: JSON and tables to standard output, messages to standard error.

use jejak::Value;
use jejak::words::Lang;
use std::io::{Write, stderr, stdout};

/// One JSON object, on one line. A reader that went away (a closed pipe) is no fault.
pub fn object(value: &Value) {
    let mut out = stdout().lock();
    let written = serde_json::to_writer(&mut out, value).is_ok();
    let _ = written && writeln!(out).is_ok();
}

/// A document as files hold it: indented, with a line end.
pub fn document(value: &Value) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

/// Text to standard output.
pub fn text(text: &str) {
    let _ = stdout().lock().write_all(text.as_bytes());
}

/// A line to standard output.
pub fn line(text: &str) {
    let _ = writeln!(stdout().lock(), "{text}");
}

/// A line to standard error.
pub fn message(text: &str) {
    let _ = writeln!(stderr().lock(), "{text}");
}

/// One of two texts.
pub fn pick<'a>(lang: Lang, english: &'a str, indonesian: &'a str) -> &'a str {
    match lang {
        Lang::En => english,
        Lang::Id => indonesian,
    }
}

/// Columns of the terminal that is written to: as its environment says, else as it says itself; nothing where the
/// table goes to a file or to another program.
fn room() -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    told.or_else(|| {
        let terminal = console::Term::stdout();
        terminal.is_term().then(|| terminal.size_checked()).flatten().map(|(_, columns)| columns.into())
    })
}

/// Rows as columns, the first row their head; `sides` says of each column whether it stands left (`l`) or right.
/// Columns that no row fills are left out. What is too wide for the terminal goes on below, with its names again.
pub fn table(sides: &str, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |row: &Vec<String>, column: usize| row.get(column).map_or(0, |cell| cell.chars().count());
    let filled = |column: &usize| rows.iter().skip(1).any(|row| wide(row, *column) > 0);
    let width = |column: usize| rows.iter().map(|row| wide(row, column)).max().unwrap_or(0);
    let shown = (0..columns).filter(|column| *column == 0 || rows.len() == 1 || filled(column));
    let shown: Vec<Column> =
        shown.map(|at| Column { at, width: width(at), left: sides.chars().nth(at) == Some('l') }).collect();
    for (at, part) in parts(&shown, room()).into_iter().enumerate() {
        if at > 0 {
            line("");
        }
        print_part(&part, rows);
    }
}

/// A column of a table.
#[derive(Clone, Copy)]
struct Column {
    /// Its place in the rows.
    at: usize,
    width: usize,
    /// Its cells stand left: names.
    left: bool,
}

/// Blank between two columns.
const GAP: usize = 2;

/// The columns in parts that fit the room, each with the names in front; one part where there is room for all.
fn parts(columns: &[Column], room: Option<usize>) -> Vec<Vec<Column>> {
    let names = columns.iter().take_while(|column| column.left).count().max(1);
    let (names, figures) = columns.split_at(names.min(columns.len()));
    let wide = |column: &Column| column.width.saturating_add(GAP);
    let front = names.iter().map(wide).fold(0, usize::saturating_add);
    let room = room.map_or(usize::MAX, |room| room.saturating_add(GAP));
    let mut parts = vec![names.to_vec()];
    let mut used = front;
    for column in figures {
        used = used.saturating_add(wide(column));
        let alone = parts.last().is_none_or(|part| part.len() == names.len());
        if used > room && !alone {
            parts.push(names.to_vec());
            used = front.saturating_add(wide(column));
        }
        if let Some(part) = parts.last_mut() {
            part.push(*column);
        }
    }
    parts
}

fn print_part(columns: &[Column], rows: &[Vec<String>]) {
    for (at, row) in rows.iter().enumerate() {
        print_row(columns, |column| row.get(column.at).cloned().unwrap_or_default());
        if at == 0 {
            print_row(columns, |column| "─".repeat(column.width));
        }
    }
}

fn print_row(columns: &[Column], cell: impl Fn(&Column) -> String) {
    let mut text = String::new();
    for column in columns {
        let cell = cell(column);
        let space = " ".repeat(column.width.saturating_sub(cell.chars().count()));
        let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let (before, after) = if column.left { ("", space.as_str()) } else { (space.as_str(), "") };
        text.push_str(&format!("{before}{cell}{after}{:GAP$}", ""));
    }
    line(text.trim_end());
}
