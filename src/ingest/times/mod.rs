//! Times as people and programs write them, one format a column.

mod cells;
mod clock;
mod date;
mod guess;
mod usual;
mod zones;

pub use cells::TimeCells;
pub use clock::zone;
pub use date::first_day;
pub use guess::{Guess, guess};
pub use zones::{Zone, zone_in};

use crate::model::journey::{DateOrder, TimeUnit};
use crate::model::time::{self, Time};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// How the times of one column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `2026-11-21T18:00:00.000001+07:00`, with `-`, `/` or `.` between, `T` or a blank, any part of the clock.
    Iso,
    /// `21/11/2026 18:00`, day or month first; `None` while no cell has told which.
    Numeric(Option<DateOrder>),
    /// `21 November 2026`, `Nov 21, 2026`, `Sab, 21 Agustus 2026`.
    Named,
    /// `20261121`, `20261121180000`.
    Compact,
    /// `21 November` without a year: the first such day from this one on, in days since 1970.
    Yearless(i64),
    /// `0003`: so many days behind this one.
    Nth(i64),
    /// A number of seconds, milliseconds or microseconds since 1970.
    Epoch(TimeUnit),
}

impl Format {
    /// Its name in the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Iso => "yyyy-mm-dd hh:mm:ss",
            Self::Numeric(Some(DateOrder::Mdy)) => "mm/dd/yyyy hh:mm:ss",
            Self::Numeric(Some(_)) => "dd/mm/yyyy hh:mm:ss",
            Self::Numeric(None) => "dd/mm/yyyy hh:mm:ss (assumed)",
            Self::Named => "d mmmm yyyy hh:mm:ss",
            Self::Compact => "yyyymmddhhmmss",
            Self::Yearless(_) => "d mmmm (no year)",
            Self::Nth(_) => "nth day",
            Self::Epoch(TimeUnit::Seconds) => "epoch s",
            Self::Epoch(TimeUnit::Millis) => "epoch ms",
            Self::Epoch(TimeUnit::Micros) => "epoch us",
        }
    }
}

/// A time that was read: the wall clock, and the offset where the cell names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Microseconds since 1970-01-01 on that clock.
    pub micros: i64,
    /// Minutes east of UTC.
    pub offset: Option<i32>,
}

impl Wall {
    /// The instant; `zone` (minutes east) is for clocks that name none.
    pub fn instant(self, zone: i32) -> Option<Time> {
        self.micros.checked_sub(i64::from(self.offset.unwrap_or(zone)).checked_mul(MINUTE)?)
    }
}

/// Reads a cell in `format`; `None` if it is written in another way or is no time.
pub fn read(text: &str, format: Format) -> Option<Wall> {
    match format {
        Format::Iso => date::iso(text),
        Format::Numeric(order) => date::numeric(text, order.unwrap_or(DateOrder::Dmy)),
        Format::Named => date::named(text, None),
        Format::Yearless(since) => date::named(text, Some(since)),
        Format::Nth(since) => {
            let days = text.parse::<u32>().ok().filter(|days| *days < 100_000)?;
            Some(Wall { micros: since.checked_add(days.into())?.checked_mul(DAY)?, offset: None })
        }
        Format::Compact => date::compact(text),
        Format::Epoch(unit) => Some(Wall { micros: epoch(text, unit)?, offset: Some(0) }),
    }
}

/// Microseconds in a `unit`.
const fn scale(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Seconds => 1_000_000,
        TimeUnit::Millis => 1_000,
        TimeUnit::Micros => 1,
    }
}

/// A number of `unit`s since 1970, fractions included, as microseconds.
fn epoch(text: &str, unit: TimeUnit) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let scale = scale(unit);
    let mut part = 0;
    let mut unit = scale;
    for digit in fraction.bytes() {
        unit /= 10;
        part += i64::from(digit.saturating_sub(b'0')) * unit;
    }
    let micros = whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(part)?;
    // `i64::MIN` is the mark of a missing time, and nothing here comes near to it.
    micros.checked_mul(sign)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, years 0 to 9999; `None` if there is no such day.
pub fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let year = Some(year).filter(|year| (0..=9999).contains(year))?;
    time::day_of(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The date of a day number, as year, month and day: the inverse of [`days`].
pub fn civil(days: i64) -> (i64, i64, i64) {
    let (year, month, day) = time::civil(days);
    (year, month.into(), day.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, format: Format) -> Option<i64> {
        read(text, format)?.instant(0)
    }

    #[test]
    fn days_and_civil_are_inverse_over_eight_thousand_years() {
        for day in (-700_000..2_900_000).step_by(37) {
            let (year, month, date) = civil(day);
            if (0..=9999).contains(&year) {
                assert_eq!(days(year, month, date), Some(day), "{year}-{month}-{date}");
            }
        }
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(2000, 3, 1), Some(11_017));
        assert_eq!(days(2023, 2, 29), None);
        assert_eq!(days(1900, 2, 29), None);
    }

    #[test]
    fn iso_in_all_its_dresses() {
        let base = 1_572_631_153_000_000; // 2019-11-01T17:59:13Z
        for (text, micros) in [
            ("2019-11-01 17:59:13.273932", base + 273_932),
            ("2019-11-01T17:59:13Z", base),
            ("2019-11-01T17:59:13", base),
            ("2019/11/01 17:59:13.000", base),
            ("2019-11-01 17.59.13", base),
            ("2019-11-02T00:59:13+07:00", base),
            ("2019-11-02 00:59:13 +0700", base),
            ("2019-11-02 00:59:13+07", base),
            ("2019-11-02 00:59:13 WIB", base),
            ("2019-11-01T17:59:13.1234567890Z", base + 123_456),
            ("2019-11-01 17:59", base - 13_000_000),
            ("2019-11-01", base - 64_753_000_000),
            ("2019-11-1", base - 64_753_000_000),
            ("2019/11/02 12:59:13 AM GMT+7", base),
            ("2019/11/01 5:59:13 PM", base),
            ("2019-11-01T17:59:13,5Z", base + 500_000),
        ] {
            assert_eq!(at(text, Format::Iso), Some(micros), "{text}");
        }
        for text in [
            "",
            "2019-13-01",
            "2019-02-30",
            "2019-11-01 25:00:00",
            "2019-11-01x",
            "17:59:13",
            "2019-11-01 17:60",
            "2019-11-01 13:00 PM",
            "01/11/2019",
        ] {
            assert_eq!(at(text, Format::Iso), None, "{text}");
        }
    }

    #[test]
    fn dates_with_day_or_month_first() {
        let dmy = Format::Numeric(Some(DateOrder::Dmy));
        let mdy = Format::Numeric(Some(DateOrder::Mdy));
        assert_eq!(at("03/08/2026 11:27:18", dmy), at("2026-08-03 11:27:18", Format::Iso));
        assert_eq!(at("03/08/2026 11:27:18", mdy), at("2026-03-08 11:27:18", Format::Iso));
        assert_eq!(at("5/10/2026, 14.05.00", dmy), at("2026-10-05 14:05", Format::Iso));
        assert_eq!(at("31.12.2026 08:00", dmy), at("2026-12-31 08:00", Format::Iso));
        assert_eq!(at("12/31/1899 09:30:00 AM", mdy), at("1899-12-31 09:30", Format::Iso));
        assert_eq!(at("12/31/1899 12:00:00 AM", mdy), at("1899-12-31", Format::Iso));
        assert_eq!(at("31/12/26", dmy), at("2026-12-31", Format::Iso));
        assert_eq!(at("31/12/2026", mdy), None);
        assert_eq!(at("12/31/2026", dmy), None);
    }

    #[test]
    fn months_by_name_in_two_languages() {
        for text in [
            "Tue, Mar 10, 2026",
            "10 March 2026",
            "10 Maret 2026",
            "Selasa, 10 Maret 2026",
            "10-Mar-2026",
            "March 10th, 2026",
            "2026 Mar 10",
        ] {
            assert_eq!(at(text, Format::Named), at("2026-03-10", Format::Iso), "{text}");
        }
        assert_eq!(at("17 Agustus 2026 pukul 14.05", Format::Named), at("2026-08-17 14:05", Format::Iso));
        assert_eq!(at("Aug 17, 2026, 2:05 PM", Format::Named), at("2026-08-17 14:05", Format::Iso));
        assert_eq!(at("August 31", Format::Named), None);
        assert_eq!(at("10 Foo 2026", Format::Named), None);
    }

    #[test]
    fn numbers_since_1970_and_dates_without_marks() {
        assert_eq!(at("1572631153", Format::Epoch(TimeUnit::Seconds)), Some(1_572_631_153_000_000));
        assert_eq!(at("1572631153.273932", Format::Epoch(TimeUnit::Seconds)), Some(1_572_631_153_273_932));
        assert_eq!(at("1572631153273", Format::Epoch(TimeUnit::Millis)), Some(1_572_631_153_273_000));
        assert_eq!(at("1572631153273932", Format::Epoch(TimeUnit::Micros)), Some(1_572_631_153_273_932));
        assert_eq!(at("-1.5", Format::Epoch(TimeUnit::Seconds)), Some(-1_500_000));
        for text in
            ["99999999999999999999", "9223372036854775807", "-9223372036854775808", "1e9", ".", "-", ""]
        {
            assert_eq!(at(text, Format::Epoch(TimeUnit::Seconds)), None, "{text}");
        }
        assert_eq!(at("20261121", Format::Compact), at("2026-11-21", Format::Iso));
        assert_eq!(at("20261121180000", Format::Compact), at("2026-11-21 18:00", Format::Iso));
        assert_eq!(at("20261321", Format::Compact), None);
    }
}
