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

/// Rows as columns, the first row their head; `sides` says of each column whether it stands left (`l`) or right.
pub fn table(sides: &str, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |cell: &str| cell.chars().count();
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| wide(cell)).max().unwrap_or(0))
        .collect();
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    for (at, row) in rows.iter().enumerate() {
        print_row(row, &widths, sides);
        if at == 0 {
            print_row(&rule, &widths, sides);
        }
    }
}

fn print_row(row: &[String], widths: &[usize], sides: &str) {
    let mut text = String::new();
    for ((cell, width), side) in row.iter().zip(widths).zip(sides.chars().chain(core::iter::repeat('r'))) {
        let space = " ".repeat(width.saturating_sub(cell.chars().count()));
        let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match side {
            'l' => text.push_str(&format!("{cell}{space}  ")),
            _ => text.push_str(&format!("{space}{cell}  ")),
        }
    }
    line(text.trim_end());
}
