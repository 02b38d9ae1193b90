//! Rows that a reader folds, hides and moves. What they are is somebody else's matter: here they are numbers.

/// How much of a row is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Seen {
    /// All of it.
    #[default]
    Open,
    /// A bar.
    Folded,
    /// Nothing.
    Hidden,
}

/// A row and how much of it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which row.
    pub number: u32,
    /// How much of it.
    pub seen: Seen,
}

/// A folded row opens, any other folds.
pub(super) fn toggle(rows: &mut [Row], number: u32) {
    if let Some(row) = rows.iter_mut().find(|row| row.number == number) {
        row.seen = if row.seen == Seen::Folded { Seen::Open } else { Seen::Folded };
    }
}

/// Shows a row as wanted.
pub(super) fn show(rows: &mut [Row], number: u32, seen: Seen) {
    if let Some(row) = rows.iter_mut().find(|row| row.number == number) {
        row.seen = seen;
    }
}

/// Moves a row one place up or down, within the list.
pub(super) fn shift(rows: &mut [Row], number: u32, down: bool) {
    let Some(at) = rows.iter().position(|row| row.number == number) else { return };
    let to = if down { at.saturating_add(1) } else { at.saturating_sub(1) };
    if to < rows.len() {
        rows.swap(at, to);
    }
}

/// Puts the wanted rows first, in their order; all others are hidden and keep theirs. Rows that are not there
/// are passed over.
pub(super) fn arrange(rows: &mut Vec<Row>, wanted: &[Row]) {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    for row in wanted {
        let known = rows.iter().any(|one| one.number == row.number);
        if known && !out.iter().any(|one| one.number == row.number) {
            out.push(*row);
        }
    }
    let rest: Vec<Row> =
        rows.iter().filter(|row| !out.iter().any(|one| one.number == row.number)).copied().collect();
    out.extend(rest.into_iter().map(|row| Row { seen: Seen::Hidden, ..row }));
    *rows = out;
}

#[cfg(test)]
mod tests {
    use super::*;
    use Seen::{Folded, Hidden, Open};

    fn rows(seen: &[Seen]) -> Vec<Row> {
        seen.iter().zip(10..).map(|(seen, number)| Row { number, seen: *seen }).collect()
    }

    fn said(rows: &[Row]) -> Vec<(u32, Seen)> {
        rows.iter().map(|row| (row.number, row.seen)).collect()
    }

    #[test]
    fn rows_fold_open_move_and_stay_within_the_list() {
        let mut list = rows(&[Open, Folded, Hidden]);
        toggle(&mut list, 10);
        toggle(&mut list, 11);
        toggle(&mut list, 99);
        assert_eq!(said(&list), [(10, Folded), (11, Open), (12, Hidden)]);
        show(&mut list, 12, Open);
        shift(&mut list, 12, false);
        shift(&mut list, 10, false);
        shift(&mut list, 11, true);
        assert_eq!(said(&list), [(10, Folded), (12, Open), (11, Open)]);
    }

    #[test]
    fn what_is_wanted_comes_first_and_the_rest_is_hidden() {
        let mut list = rows(&[Open, Folded, Hidden]);
        let wanted = |number, seen| Row { number, seen };
        arrange(&mut list, &[wanted(12, Open), wanted(99, Open), wanted(10, Folded), wanted(12, Folded)]);
        assert_eq!(said(&list), [(12, Open), (10, Folded), (11, Hidden)]);
        arrange(&mut list, &[]);
        assert_eq!(said(&list), [(12, Hidden), (10, Hidden), (11, Hidden)]);
    }
}
