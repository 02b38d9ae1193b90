//! Which format the times of a column are written in, from a sample of its cells.

use super::{Format, date, read};
use crate::model::journey::{DateOrder, TimeUnit};

/// A format and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The format.
    pub format: Format,
    /// Share of cells that it reads.
    pub rate: f64,
}

/// The format that reads most of the cells. Plain numbers are taken for times where `numbers` allows it (the
/// header says time, or the role was given) or where every one lies in the years 1990 to 2100 of some unit.
pub fn guess<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    numbers: bool,
    unit: Option<TimeUnit>,
    order: Option<DateOrder>,
    since: Option<i64>,
) -> Option<Guess> {
    let all = cells.clone().count();
    if all == 0 {
        return None;
    }
    let rate = |format: Format| {
        cells.clone().filter(|cell| read(cell, format).is_some()).count() as f64 / all as f64
    };
    let mut best: Option<Guess> = None;
    let mut offer = |format: Format, rate: f64| {
        if rate > 0.0 && best.is_none_or(|best| rate > best.rate) {
            best = Some(Guess { format, rate });
        }
    };
    if let Some(unit) = unit.filter(|_| numbers) {
        offer(Format::Epoch(unit), rate(Format::Epoch(unit)));
    }
    for format in [Format::Iso, Format::Named, Format::Compact] {
        offer(format, rate(format));
    }
    if let Some(since) = since {
        offer(Format::Yearless(since), rate(Format::Yearless(since)));
    }
    let (order, reads) = numeric(cells.clone(), order);
    offer(Format::Numeric(order), reads as f64 / all as f64);
    if let Some((unit, sure)) = magnitude(cells.clone())
        && (sure || numbers)
    {
        offer(Format::Epoch(unit), rate(Format::Epoch(unit)));
    }
    best
}

/// Day or month first, as the cells themselves tell by numbers over 12; and how many can be read.
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
    (order, cells.filter(|cell| read(cell, Format::Numeric(order)).is_some()).count())
}

/// The unit by the size of the middle number of the column, and whether all of them are plausible instants.
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
