//! Which format the times of a column are written in, from a sample of its cells.

use super::{Format, date, read};
use crate::ingest::numbers::has_digit;
use crate::model::journey::{DateOrder, TimeUnit};

/// A format and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The format.
    pub format: Format,
    /// Share of cells that it reads.
    pub rate: f64,
}

/// The format that reads most of the cells, twice: where plain numbers are taken for times only if every one lies in the
/// years 1990 to 2100 of some unit, and where they are taken at all (the header says time, or the role was given).
#[inline(never)] // see `Profile::of`
pub fn guess<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    unit: Option<TimeUnit>,
    order: Option<DateOrder>,
    since: Option<i64>,
) -> (Option<Guess>, Option<Guess>) {
    let all = count(cells.clone()) as f64;
    let cells = cells.filter(|cell| has_digit(cell) && may_be_time(cell));
    let most = count(cells.clone());
    if most == 0 {
        return (None, None);
    }
    let reads = |format: Format| count_read(cells.clone(), format);
    let mut best = Best { all, ..Best::default() };
    if let Some(unit) = unit {
        best.offer(Format::Epoch(unit), reads(Format::Epoch(unit)), false);
    }
    for format in [Format::Iso, Format::Named, Format::Compact] {
        let read = reads(format);
        best.offer(format, read, true);
        if read == most {
            return (best.surely, best.by_name); // no other can read more
        }
    }
    if let Some(since) = since {
        best.offer(Format::Yearless(since), reads(Format::Yearless(since)), true);
    }
    let (order, read) = numeric(cells.clone(), order);
    best.offer(Format::Numeric(order), read, true);
    if let Some((unit, sure)) = magnitude(cells.clone()) {
        best.offer(Format::Epoch(unit), reads(Format::Epoch(unit)), sure);
    }
    (best.surely, best.by_name)
}

#[inline(never)] // see `Profile::of`
fn count<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    cells.count()
}

/// How many cells a format reads.
#[inline(never)] // see `Profile::of`
fn count_read<'a>(cells: impl Iterator<Item = &'a str>, format: Format) -> usize {
    cells.filter(|cell| read(cell, format).is_some()).count()
}

/// False of most texts that no format reads: they neither begin with a number nor name a month.
#[inline(never)] // see `Profile::of`
fn may_be_time(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '-' | '+')) || date::may_name(text)
}

/// The best of the formats that were tried; the first of equals.
#[derive(Default)]
struct Best {
    /// Cells, those that no format can read among them.
    all: f64,
    surely: Option<Guess>,
    by_name: Option<Guess>,
}

impl Best {
    /// A format that reads so many cells; `surely`: whatever the header says.
    fn offer(&mut self, format: Format, reads: usize, surely: bool) {
        if reads == 0 {
            return;
        }
        let offered = Guess { format, rate: reads as f64 / self.all };
        let better = |best: &Option<Guess>| best.is_none_or(|best| offered.rate > best.rate);
        if better(&self.by_name) {
            self.by_name = Some(offered);
        }
        if surely && better(&self.surely) {
            self.surely = Some(offered);
        }
    }
}

/// Day or month first, as the cells themselves tell by numbers over 12; and how many can be read.
#[inline(never)] // see `Profile::of`
fn numeric<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    given: Option<DateOrder>,
) -> (Option<DateOrder>, usize) {
    let given = given.filter(|order| *order != DateOrder::Ymd);
    let (mut day_first, mut month_first) = (0usize, 0usize);
    for (first, second, _, _) in cells.clone().filter_map(date::parts) {
        day_first += usize::from(first > 12 && second <= 12);
        month_first += usize::from(second > 12 && first <= 12);
    }
    let order = given.or(match day_first.cmp(&month_first) {
        core::cmp::Ordering::Greater => Some(DateOrder::Dmy),
        core::cmp::Ordering::Less => Some(DateOrder::Mdy),
        core::cmp::Ordering::Equal => None,
    });
    (order, count_read(cells, Format::Numeric(order)))
}

/// The unit by the size of the middle number of the column, and whether all of them are plausible instants.
#[inline(never)] // see `Profile::of`
fn magnitude<'a>(cells: impl Iterator<Item = &'a str>) -> Option<(TimeUnit, bool)> {
    let mut seconds: Vec<i64> = Vec::new();
    for cell in cells {
        let whole = cell.split('.').next().unwrap_or(cell);
        seconds.extend(whole.parse::<i64>());
    }
    seconds.sort_unstable();
    let middle = *seconds.get(seconds.len() / 2)?;
    let (unit, scale) = match middle.unsigned_abs() {
        0..100_000_000_000 => (TimeUnit::Seconds, 1),
        100_000_000_000..100_000_000_000_000 => (TimeUnit::Millis, 1_000),
        _ => (TimeUnit::Micros, 1_000_000),
    };
    // 1990 to 2100: numbers in between are hardly ever anything else, but only when all are.
    let sure = seconds.len() > 1
        && seconds.iter().all(|number| (631_152_000..4_102_444_800).contains(&(number / scale)));
    Some((unit, sure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_first_look_says_nothing_else_than_reading(
            text in "[ -~]{0,12}|[ ,/.-]?[0-9]{1,4}[-/. ][0-9JanFebMei]{1,4}[-/. ][0-9]{2,4}|[+-]?[0-9]{1,14}",
        ) {
            let formats = [
                Format::Iso,
                Format::Named,
                Format::Compact,
                Format::Numeric(Some(DateOrder::Dmy)),
                Format::Numeric(Some(DateOrder::Mdy)),
                Format::Yearless(0),
                Format::Epoch(TimeUnit::Seconds),
            ];
            for format in formats {
                prop_assert!(read(&text, format).is_none() || may_be_time(&text), "{text:?} {format:?}");
            }
            prop_assert!(magnitude([text.as_str()].into_iter()).is_none() || may_be_time(&text), "{text:?}");
        }
    }
}
