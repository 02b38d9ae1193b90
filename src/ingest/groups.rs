//! Headers of two or three rows: names of groups over the names of their columns.

use super::dialect::Seen;
use super::tables::is_figure;

/// Where the header really begins that is seen at record `at`, and how many rows it has: rows of groups above it were
/// taken for titles, and rows of names may stand below it.
pub fn find(rows: &[Seen], at: usize) -> (usize, usize) {
    for count in [3, 2] {
        for first in at.saturating_add(1).saturating_sub(count)..=at {
            let Some(block) = rows.get(first..first.saturating_add(count)) else { continue };
            let (last, behind) = (block.last(), rows.get(first.saturating_add(count)));
            let last = last.map_or(&[][..], |row| row.texts.as_slice());
            // Names below are only names where figures come right behind them; groups above only matter where columns
            // would have the same name without them.
            let sure = if first.saturating_add(count - 1) > at {
                behind.is_some_and(|behind| figures_under(last, &behind.texts))
            } else {
                repeats(last)
            };
            if sure && is_header(block) {
                return (first, count);
            }
        }
    }
    (at, 1)
}

/// Whether each row names groups of the columns that the next one names.
fn is_header(block: &[Seen]) -> bool {
    let text = |row: &Seen, index: usize| row.texts.get(index).is_some_and(|cell| !cell.is_empty());
    let width = block.iter().map(|row| row.texts.len()).max().unwrap_or(0);
    let together = block.iter().skip(1).all(|row| !row.apart) && block.iter().all(|row| !row.comment);
    let covered = (0..width).all(|index| block.iter().any(|row| text(row, index)));
    let pairs =
        block.windows(2).all(|pair| matches!(pair, [groups, names] if heads(&groups.texts, &names.texts)));
    together && covered && pairs
}

/// Whether one row may name groups of the columns that the other names.
fn heads(groups: &[String], names: &[String]) -> bool {
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    // A title stands alone at the beginning of its row.
    let title = filled(groups) == 1 && groups.first().is_some_and(|first| !first.is_empty());
    let group = |index: usize| groups.get(index).map_or("", String::as_str);
    let spread = (1..names.len()).any(|index| {
        let named = names.get(index).is_some_and(|name| !name.is_empty());
        named && (group(index).is_empty() || group(index) == group(index.saturating_sub(1)))
    });
    // A row of data has no such pattern: names that come again, a column whose name stands above, or in both rows.
    let above = |(index, name): (usize, &String)| {
        !group(index).is_empty() && (name.is_empty() || name == group(index))
    };
    let patterned = repeats(names) || names.iter().enumerate().any(above);
    let words =
        |row: &[String], years: bool| row.iter().all(|cell| !is_value(cell) || (years && is_year(cell)));
    !title
        && spread
        && patterned
        && filled(groups) > 0
        && filled(names) > 1
        && words(groups, true)
        && words(names, false)
}

/// A name of a column is a word, and below it is a figure.
fn figures_under(names: &[String], row: &[String]) -> bool {
    names.iter().zip(row).any(|(name, cell)| !name.is_empty() && is_value(cell))
}

/// A figure, or a time: `2026-11-01T10:00` has a letter in it.
fn is_value(cell: &str) -> bool {
    is_figure(cell.as_bytes()) || cell.starts_with(|char: char| char.is_ascii_digit())
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u32>().is_ok_and(|year| (1900..=2100).contains(&year))
}

fn repeats(names: &[String]) -> bool {
    names
        .iter()
        .enumerate()
        .any(|(index, name)| !name.is_empty() && names.iter().take(index).any(|known| known == name))
}

/// One name a column: its own, with its groups before it where another column has the same one.
///
/// `Visits` under `Web` is `Visits` where it is the only one, else `Web [Visits]`.
pub fn join(rows: &[Vec<String>]) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let Some((names, groups)) = rows.split_last() else { return Vec::new() };
    let mut joined = names.clone();
    joined.resize(width, String::new());
    for groups in groups.iter().rev() {
        let mut group = String::new();
        let mut sorted: Vec<&String> = joined.iter().collect();
        sorted.sort_unstable();
        let many = |name: &String| {
            sorted.partition_point(|one| *one <= name)
                > sorted.partition_point(|one| *one < name).saturating_add(1)
        };
        let same: Vec<bool> = joined.iter().map(many).collect();
        for (index, (name, same)) in joined.iter_mut().zip(same).enumerate() {
            let own = groups.get(index).map_or("", String::as_str);
            if !own.is_empty() {
                group = own.to_owned();
            }
            if name.is_empty() {
                own.clone_into(name);
            } else if same && !group.is_empty() && group != *name {
                *name = format!("{group} [{name}]");
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn names_have_their_groups_where_they_need_them() {
        assert_eq!(
            join(&rows("Date,Web,,App,\n,Visits,Orders,Visits,Refunds")),
            ["Date", "Web [Visits]", "Orders", "App [Visits]", "Refunds"]
        );
        let three = "Region,2025,,,\n,H1,,H2,\n,A,B,A,B";
        assert_eq!(join(&rows(three)), ["Region", "H1 [A]", "H1 [B]", "H2 [A]", "H2 [B]"]);
        // merged cells repeat their text in every row
        assert_eq!(join(&rows("User,Event,\nUser,name,time")), ["User", "name", "time"]);
        assert_eq!(
            join(&rows("x,desktop,desktop,mobile\nx,Users,Sessions,Users")),
            ["x", "desktop [Users]", "Sessions", "mobile [Users]"]
        );
    }
}
