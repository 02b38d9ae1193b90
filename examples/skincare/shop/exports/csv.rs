//! Comma-separated values.

/// Adds one record; a cell is quoted where it must be, or `always`.
pub fn record<'c>(into: &mut String, cells: impl IntoIterator<Item = &'c str>, always: bool) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            into.push(',');
        }
        if always || cell.contains([',', '"', '\n']) {
            into.push('"');
            into.push_str(&cell.replace('"', "\"\""));
            into.push('"');
        } else {
            into.push_str(cell);
        }
    }
    into.push('\n');
}
