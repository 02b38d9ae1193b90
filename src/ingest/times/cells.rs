//! A column of times that is being read.

use super::usual::Tens;
use super::{DAY, Format, Wall, Zone, civil, clock::minutes, date, days, read, usual};
use crate::ingest::cells::{Cells, Spans};
use crate::model::journey::DateOrder;
use crate::model::table::NO_TIME;
use crate::model::time::Time;

/// Telling cells after which the order of day and month is settled.
const ENOUGH: usize = 100;

/// So often in a batch what the time before began with is looked for in vain, found in less than so many behind one another.
const TRIES: usize = 8;
const ALIKE: usize = 4;

/// A cell that only one order of day and month can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    row: usize,
    /// Its line, for the issue if it loses.
    pub line: u64,
    /// Its text, for the issue if it loses.
    pub value: String,
    order: DateOrder,
}

/// A column of times: instants, and what is not settled about their format.
///
/// While no cell has told whether day or month comes first, cells are kept as day first; when the column turns out
/// to be month first, day and month are exchanged. So the whole column decides, in one pass.
#[derive(Debug)]
pub struct TimeCells {
    /// One a row.
    pub times: Vec<Time>,
    /// How cells are read.
    pub format: Format,
    zone: Zone,
    /// Cells that name a zone, and cells that do not.
    named: (bool, bool),
    telling: Vec<Telling>,
    /// Rows whose cell names another offset than the column's zone, while the order is open.
    offsets: Vec<(usize, i32)>,
    /// The latest date in `yyyy-mm-dd`, and its midnight.
    date: ([u8; 10], i64),
    /// What the latest time began with that was read by its clock.
    tens: Tens,
}

impl TimeCells {
    /// A column with no rows.
    pub fn new(format: Format, zone: Zone) -> Self {
        Self {
            times: Vec::new(),
            format,
            zone,
            named: (false, false),
            telling: Vec::new(),
            offsets: Vec::new(),
            date: ([0; 10], 0),
            tens: Tens::NONE,
        }
    }

    /// Reads cells from `at` on that are written in the usual shape, up to the first that is not; returns where that is.
    pub fn read_usual(&mut self, cells: Cells<'_>, at: usize) -> usize {
        if self.format != Format::Iso {
            return at;
        }
        let from = self.times.len();
        self.times.resize(from.saturating_add(cells.len().saturating_sub(at)), NO_TIME);
        // What is to be tidied has not the usual shape.
        let read = self.read_all(cells.text(), cells.spans().skip(at), from);
        self.times.truncate(from.saturating_add(read));
        at.saturating_add(read)
    }

    /// Reads cells for the times from `from` on; returns how many.
    fn read_all(&mut self, text: &[u8], spans: Spans<'_>, from: usize) -> usize {
        let all = self.times.len().saturating_sub(from);
        let (mut read, mut tries) = (0_usize, TRIES);
        loop {
            if tries > 0 {
                let times = self.times.get_mut(from.saturating_add(read)..).unwrap_or_default();
                let alike = self.tens.read(text, spans.skip(read), times);
                tries = if alike < ALIKE { tries.saturating_sub(1) } else { tries };
                read = read.saturating_add(alike);
            }
            // The next one by its clock, or all that are left.
            let few = if tries > 0 { 1 } else { all };
            let more = self.read_clocks(text, spans.skip(read), from.saturating_add(read), few);
            read = read.saturating_add(more);
            if more == 0 || read >= all {
                return read;
            }
        }
    }

    /// Reads a few cells for the times from `from` on, each by its clock; returns how many.
    #[inline(never)] // a loop, see `Building::read`
    fn read_clocks(&mut self, text: &[u8], spans: Spans<'_>, from: usize, few: usize) -> usize {
        let mut spans = spans; // its own: what is handed in lies in memory
        let zone = minutes(self.zone.minutes);
        let (mut today, mut midnight) = self.date;
        let (mut named, mut read) = (self.named, 0usize);
        for time in self.times.get_mut(from..).unwrap_or_default().iter_mut().take(few) {
            let Some((start, end)) = spans.next() else { break };
            let Some(day) = text.get(start..).and_then(<[u8]>::first_chunk::<10>) else { break };
            if *day != today {
                let Some(known) = midnight_of(day) else { break };
                (today, midnight) = (*day, known);
            }
            let zulu = text.get(end.wrapping_sub(1)) == Some(&b'Z');
            let behind = end.wrapping_sub(usize::from(zulu));
            let Some(micros) = usual::clock(text, start.wrapping_add(10), behind) else { break };
            *time = midnight.wrapping_add(micros).wrapping_sub(if zulu { 0 } else { zone });
            named = (named.0 | zulu, named.1 | !zulu);
            read = read.wrapping_add(1);
            if few == 1 {
                self.tens = Tens::of(text, start, zulu, *time);
            }
        }
        (self.date, self.named) = ((today, midnight), named);
        read
    }

    /// Reads the next cell; false if it is no time (then the row has none).
    pub fn push(&mut self, raw: &[u8], line: u64) -> bool {
        let time = self.read(raw, line);
        self.times.push(time.unwrap_or(NO_TIME));
        time.is_some()
    }

    /// Reads the next cell, a whole number that is not negative, as [`Self::push`] reads its digits; false where the column
    /// is no count of units, or the number no time.
    pub fn push_whole(&mut self, number: u64) -> bool {
        let Format::Epoch(unit) = self.format else { return false };
        let Some(time) = i64::try_from(number).ok().and_then(|number| number.checked_mul(super::scale(unit)))
        else {
            return false;
        };
        self.named.0 = true;
        self.times.push(time);
        true
    }

    fn read(&mut self, raw: &[u8], line: u64) -> Option<Time> {
        if self.format == Format::Iso
            && let Some(time) = self.plain(raw)
        {
            return Some(time);
        }
        let text = core::str::from_utf8(raw).ok()?;
        if self.format != Format::Numeric(None) {
            let wall = read(text, self.format)?;
            return self.instant(wall);
        }
        let day_first = read(text, Format::Numeric(Some(DateOrder::Dmy)));
        let month_first = read(text, Format::Numeric(Some(DateOrder::Mdy)));
        let row = self.times.len();
        let (wall, order) = match (day_first, month_first) {
            (Some(wall), Some(_)) => (wall, None),
            (Some(wall), None) => (wall, Some(DateOrder::Dmy)),
            (None, Some(wall)) => (wall, Some(DateOrder::Mdy)),
            (None, None) => return None,
        };
        if let Some(offset) = wall.offset {
            self.offsets.push((row, offset));
        }
        if let Some(order) = order {
            self.telling.push(Telling { row, line, value: text.to_owned(), order });
        }
        self.instant(wall)
    }

    fn instant(&mut self, wall: Wall) -> Option<Time> {
        let named = wall.offset.is_some();
        self.named = (self.named.0 | named, self.named.1 | !named);
        wall.instant(self.zone.minutes)
    }

    /// The zone of the clocks and where it is from; `None` where no time was read.
    pub fn zone(&self) -> Option<String> {
        let own = self.zone.shown();
        match (self.format, self.named) {
            (_, (false, false)) => None,
            (Format::Epoch(_), _) => Some("UTC epoch".to_owned()),
            (_, (true, false)) => Some("cells".to_owned()),
            (_, (false, true)) => Some(own),
            (_, (true, true)) => Some(format!("cells, else {own}")),
        }
    }

    /// `yyyy-mm-dd hh:mm:ss` and a fraction: rows in a file mostly share their date with the row before.
    fn plain(&mut self, raw: &[u8]) -> Option<Time> {
        let (date, behind) = raw.split_first_chunk::<10>()?;
        if *date != self.date.0 {
            self.date = (*date, midnight_of(date)?);
        }
        let [b' ' | b'T', h0, h1, b':', m0, m1, b':', s0, s1, fraction @ ..] = behind else { return None };
        let two = |tens: u8, ones: u8| {
            let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
            (tens < 10 && ones < 10).then_some(i64::from(tens) * 10 + i64::from(ones))
        };
        let (hour, minute, second) = (two(*h0, *h1)?, two(*m0, *m1)?, two(*s0, *s1)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let (fraction, zulu) = match fraction {
            [head @ .., b'Z'] => (head, true),
            all => (all, false),
        };
        let mut micros = 0;
        if let [b'.', digits @ ..] = fraction {
            micros = match digits {
                [a, b, c, d, e, f] => (two(*a, *b)? * 100 + two(*c, *d)?) * 100 + two(*e, *f)?,
                _ => micros_of(digits)?,
            };
        } else if !fraction.is_empty() {
            return None;
        }
        let zone = if zulu { 0 } else { self.zone.minutes };
        self.named = (self.named.0 | zulu, self.named.1 | !zulu);
        Some(self.date.1 + ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros - minutes(zone))
    }

    /// True when enough cells have told the order: settling now keeps the lists short.
    pub fn ripe(&self) -> bool {
        self.telling.len() >= ENOUGH || self.offsets.len() >= ENOUGH * ENOUGH
    }

    /// True while nothing has told the order of day and month.
    pub fn undecided(&self) -> bool {
        self.format == Format::Numeric(None) && self.telling.is_empty()
    }

    /// The order that the majority of telling cells has, if there are any.
    pub fn leaning(&self) -> Option<DateOrder> {
        let month_first = self.telling.iter().filter(|cell| cell.order == DateOrder::Mdy).count();
        match self.format {
            Format::Numeric(Some(order)) => Some(order),
            Format::Numeric(None) if self.telling.is_empty() => None,
            Format::Numeric(None) if month_first * 2 > self.telling.len() => Some(DateOrder::Mdy),
            Format::Numeric(None) => Some(DateOrder::Dmy),
            _ => None,
        }
    }

    /// Settles the order; returns the cells that it cannot read: their rows have no time.
    pub fn settle(&mut self, order: DateOrder) -> Vec<Telling> {
        if self.format != Format::Numeric(None) {
            return Vec::new();
        }
        self.format = Format::Numeric(Some(order));
        let telling = core::mem::take(&mut self.telling);
        let offsets = core::mem::take(&mut self.offsets);
        if order == DateOrder::Mdy {
            let mut told = telling.iter().map(|cell| cell.row).peekable();
            let mut named = offsets.iter().peekable();
            for (row, time) in self.times.iter_mut().enumerate() {
                let zone =
                    named.next_if(|(at, _)| *at == row).map_or(self.zone.minutes, |(_, offset)| *offset);
                if told.next_if_eq(&row).is_none() && *time != NO_TIME {
                    *time = exchanged(*time, zone);
                }
            }
        }
        let lost: Vec<Telling> = telling.into_iter().filter(|cell| cell.order != order).collect();
        for cell in &lost {
            if let Some(time) = self.times.get_mut(cell.row) {
                *time = NO_TIME;
            }
        }
        lost
    }
}

/// The midnight of a `yyyy-mm-dd`.
#[inline(never)] // once a day
fn midnight_of(date: &[u8; 10]) -> Option<i64> {
    date::iso(core::str::from_utf8(date).ok()?).map(|wall| wall.micros)
}

/// The instant with day and month exchanged on the clock of `zone`.
fn exchanged(time: Time, zone: i32) -> Time {
    let wall = time.saturating_add(minutes(zone));
    let (year, month, day) = civil(wall.div_euclid(DAY));
    match days(year, day, month) {
        Some(days) => days * DAY + wall.rem_euclid(DAY) - minutes(zone),
        None => time,
    }
}

/// The digits behind the point of a second, as microseconds; those beyond the sixth are cut.
fn micros_of(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let six = digits.iter().copied().chain([b'0'; 6]).take(6);
    Some(six.fold(0, |micros, digit| micros * 10 + i64::from(digit.wrapping_sub(b'0'))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cells::ends_of;
    use proptest::prelude::*;

    /// Times as files have them: each a little after the one before, and now and then something else.
    fn cells() -> impl Strategy<Value = Vec<String>> {
        let later = prop_oneof![6 => 0_i64..900_000, 1 => 0_i64..40_000_000, 1 => 0_i64..90_000_000_000];
        let other = prop_oneof![30 => Just(None), 1 => (0_usize..28, "[0-9 .:TZx-]").prop_map(Some)];
        let cell = (later, prop_oneof![8 => Just(6_usize), 4 => 0_usize..8], other);
        (prop::collection::vec(cell, 0..60), any::<bool>(), "[ T]", prop_oneof![Just(0_u32), 0_u32..9])
            .prop_map(|(cells, zulu, between, noughts)| {
                let mut time = 1_790_000_000_000_000;
                let write = |(later, digits, other): (i64, usize, Option<(usize, String)>)| {
                    time += later / 10_i64.pow(noughts) * 10_i64.pow(noughts);
                    let (year, month, day) = civil(time.div_euclid(DAY));
                    let (second, micros) = (time.rem_euclid(DAY) / 1_000_000, time.rem_euclid(1_000_000));
                    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
                    let mut text =
                        format!("{year}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}");
                    if digits > 0 {
                        text += &format!(".{:.digits$}", format!("{micros:06}"));
                    }
                    text += if zulu { "Z" } else { "" };
                    if let Some((place, sign)) = other.filter(|(place, _)| *place < text.len()) {
                        text.replace_range(place..=place, &sign);
                    }
                    text
                };
                cells.into_iter().map(write).collect()
            })
    }

    proptest! {
        /// However a batch is read: all by clocks, or as the one before begins; and wherever it lies.
        #[test]
        fn times_that_begin_as_the_one_before_are_read_as_any(texts in cells(), behind in 0_usize..40, zone in -700_i32..700) {
            let (mut whole, mut ends, mut spans) = (String::new(), vec![usize::MAX], Vec::new());
            for text in &texts {
                spans.push(ends_of((whole.len(), whole.len() + text.len())));
                whole += text;
                ends.push(whole.len());
                whole += ",x\n";
                ends.push(whole.len() - 1);
            }
            whole += &"9".repeat(behind);
            let even = Cells::new(whole.as_bytes(), &ends, 2, texts.len());
            for cells in [Cells::listed(whole.as_bytes(), &spans), even] {
                let mut column = TimeCells::new(Format::Iso, Zone { minutes: zone, from: "given" });
                let mut at = 0;
                while at < texts.len() {
                    at = column.read_usual(cells, at);
                    if at < texts.len() {
                        column.push(cells.get(at), 2);
                        at += 1;
                    }
                }
                let known = |text: &String| read(text.trim(), Format::Iso).and_then(|wall| wall.instant(zone));
                let all: Vec<Time> = texts.iter().map(|text| known(text).unwrap_or(NO_TIME)).collect();
                prop_assert_eq!(&column.times, &all, "{:?}", texts);
                let mut slow = TimeCells::new(Format::Iso, Zone { minutes: zone, from: "given" });
                texts.iter().for_each(|text| {
                    slow.push(text.trim().as_bytes(), 2);
                });
                prop_assert_eq!(column.zone(), slow.zone());
            }
        }
    }

    fn column(cells: &[&str], zone: i32) -> TimeCells {
        let mut column = TimeCells::new(Format::Numeric(None), Zone { minutes: zone, from: "given" });
        for (row, cell) in cells.iter().enumerate() {
            column.push(cell.as_bytes(), row as u64 + 2);
        }
        column
    }

    fn iso(text: &str) -> Time {
        read(text, Format::Iso).unwrap().instant(0).unwrap()
    }

    #[test]
    fn a_later_cell_decides_for_all_before_it() {
        let mut column = column(&["03/04/2026 23:30", "05/06/2026", "12/31/2026 01:00"], 420);
        assert_eq!(column.leaning(), Some(DateOrder::Mdy));
        assert_eq!(column.settle(DateOrder::Mdy), []);
        let zone = 420 * 60_000_000;
        assert_eq!(
            column.times,
            [iso("2026-03-04 23:30") - zone, iso("2026-05-06") - zone, iso("2026-12-31 01:00") - zone]
        );
    }

    #[test]
    fn the_majority_decides_and_the_rest_has_no_time() {
        let mut column = column(&["13/01/2026", "14/01/2026", "01/15/2026", "02/03/2026"], 0);
        assert_eq!(column.leaning(), Some(DateOrder::Dmy));
        let lost = column.settle(DateOrder::Dmy);
        assert_eq!(
            lost.iter().map(|cell| (cell.line, cell.value.as_str())).collect::<Vec<_>>(),
            [(4, "01/15/2026")]
        );
        assert_eq!(column.times, [iso("2026-01-13"), iso("2026-01-14"), NO_TIME, iso("2026-03-02")]);
    }

    #[test]
    fn the_fast_way_reads_as_the_long_one() {
        let mut column = TimeCells::new(Format::Iso, Zone { minutes: 420, from: "given" });
        for text in [
            "2019-11-01 17:59:13.273932",
            "2019-11-01T17:59:13Z",
            "2019-11-01 17:59:13",
            "2019-11-02 00:00:00+07:00",
            "2019-11-02 1:00",
            "2019-11-01 17:59:13.5",
            "2019-11-01 17:59:13.0000019Z",
            "2019-11-01 17:59:13.12345678901234567890123",
        ] {
            assert!(column.push(text.as_bytes(), 2), "{text}");
            assert_eq!(column.times.last().copied(), read(text, Format::Iso).unwrap().instant(420), "{text}");
        }
        for text in [
            "2019-11-31 17:59:13",
            "2019-11-01 24:59:13",
            "2019-11-01 17:59:13.",
            "2019-11-01 17:59:13.x",
            "2019-11-01 17:59:13.12345x",
            "2019-11-01 17:59:13.1234567x",
            "2019-11-01 17:59:1",
        ] {
            assert_eq!(column.push(text.as_bytes(), 2), read(text, Format::Iso).is_some(), "{text}");
        }
    }
}
