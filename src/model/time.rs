//! Instants and durations in microseconds, and how documents write them.

use core::fmt;

/// Microseconds since 1970-01-01T00:00:00Z.
pub type Time = i64;

/// An elapsed time in microseconds, never negative in documents: `90s`, `30m`, `24h`, `7d`, `500ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    /// Microseconds.
    pub micros: i64,
}

/// Units of a duration, largest first: what stands behind the number, and how many microseconds it is.
const UNITS: [(&str, i64); 7] = [
    ("w", 604_800_000_000),
    ("d", 86_400_000_000),
    ("h", 3_600_000_000),
    ("m", 60_000_000),
    ("s", 1_000_000),
    ("ms", 1_000),
    ("us", 1),
];

impl Duration {
    /// A whole number of seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self { micros: seconds.saturating_mul(1_000_000) }
    }

    /// Reads `90s`, `30m`, `24h`, `7d`, `1.5h`, `500ms`; also several in a row: `1d12h`.
    ///
    /// ```
    /// # use jejak::model::time::Duration;
    /// assert_eq!(Duration::parse("1d12h"), Some(Duration::seconds(129_600)));
    /// assert_eq!(Duration::parse("1.5h"), Some(Duration::seconds(5_400)));
    /// assert_eq!(Duration::parse("7 days"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let mut micros: i64 = 0;
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (number, after) = rest.split_at(digits);
            let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (unit, next) = after.split_at(letters);
            let (_, size) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
            micros = micros.checked_add(scaled(number, size)?)?;
            rest = next;
        }
        Some(Self { micros })
    }
}

/// `number` × `size`, exact for whole numbers and decimals that come out whole.
fn scaled(number: &str, size: i64) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || part.len() > 9 || part.contains('.') {
        return None;
    }
    let mut micros = whole.parse::<i64>().ok()?.checked_mul(size)?;
    if !part.is_empty() {
        let ten = 10_i64.checked_pow(u32::try_from(part.len()).ok()?)?;
        let part = i128::from(part.parse::<i64>().ok()?).checked_mul(i128::from(size))?;
        micros = micros.checked_add(i64::try_from(part.checked_div(i128::from(ten))?).ok()?)?;
    }
    Some(micros)
}

impl fmt::Display for Duration {
    /// As documents write it, in the largest unit that is exact: `7d`, `36h`, `90s`, `1500ms`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.micros == 0 {
            return f.write_str("0s");
        }
        let days = UNITS.into_iter().skip(1); // weeks are read, but written in days
        match days.into_iter().find(|(_, size)| self.micros.checked_rem(*size) == Some(0)) {
            Some((unit, size)) => write!(f, "{}{unit}", self.micros.checked_div(size).unwrap_or(0)),
            None => write!(f, "{}us", self.micros),
        }
    }
}

/// A day in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// The civil date of a day counted from 1970-01-01 (proleptic Gregorian): year, month 1–12, day 1–31.
///
/// ```
/// assert_eq!(jejak::model::time::civil(0), (1970, 1, 1));
/// assert_eq!(jejak::model::time::civil(18_201), (2019, 11, 1));
/// ```
pub fn civil(day: i64) -> (i64, u8, u8) {
    // Years run from March, so that the leap day is the last of its year; eras are 400 years.
    let shifted = day.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// The day, counted from 1970-01-01, of a civil date; `None` for a date that does not exist.
///
/// ```
/// assert_eq!(jejak::model::time::day_of(2019, 11, 1), Some(18_201));
/// assert_eq!(jejak::model::time::day_of(2023, 2, 29), None);
/// ```
pub fn day_of(year: i64, month: u8, day: u8) -> Option<i64> {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if day < 1 || day > last || !(-9_999..=9_999).contains(&year) {
        return None;
    }
    let from_march = if month > 2 { i64::from(month) - 3 } else { i64::from(month) + 9 };
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * from_march + 2) / 5 + i64::from(day) - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// An instant as documents write it, in UTC, with as many digits of the second as it has.
///
/// ```
/// # use jejak::model::time::iso;
/// assert_eq!(iso(1_572_631_153_273_932), "2019-11-01T17:59:13.273932Z");
/// assert_eq!(iso(0), "1970-01-01T00:00:00Z");
/// ```
pub fn iso(time: Time) -> String {
    let (year, month, day) = civil(time.div_euclid(DAY));
    let of_day = time.rem_euclid(DAY);
    let (seconds, micros) = (of_day / 1_000_000, of_day % 1_000_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if micros != 0 {
        let digits = format!(".{micros:06}");
        text.push_str(digits.trim_end_matches('0'));
    }
    text.push('Z');
    text
}

/// Reads `2019-11-01`, `2019-11-01T17:59`, with seconds, up to nine digits of a second, and `Z` or `+07:00`
/// (none means UTC). Digits under a microsecond are cut.
///
/// ```
/// # use jejak::model::time::{iso, parse_iso};
/// assert_eq!(parse_iso("2019-11-01T17:59:13.273932Z"), Some(1_572_631_153_273_932));
/// assert_eq!(parse_iso("1970-01-01 07:00+07:00"), Some(0));
/// assert_eq!(parse_iso("2023-02-29"), None);
/// ```
pub fn parse_iso(text: &str) -> Option<Time> {
    let text = text.trim();
    let (date, clock) = (text.get(..10)?, text.get(10..)?);
    if date.get(4..5)? != "-" || date.get(7..8)? != "-" {
        return None;
    }
    let month = u8::try_from(digits(date.get(5..7)?)?).ok()?;
    let day = u8::try_from(digits(date.get(8..10)?)?).ok()?;
    let day = day_of(digits(date.get(..4)?)?, month, day)?;
    if clock.is_empty() {
        return day.checked_mul(DAY);
    }
    let (mark, clock) = clock.split_at_checked(1)?;
    if !matches!(mark, "T" | "t" | " ") {
        return None;
    }
    // evidence has hundreds of instants, and each is looked at twice: signs are sought among bytes
    let split =
        clock.bytes().position(|sign| matches!(sign, b'Z' | b'z' | b'+' | b'-')).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at_checked(split)?;
    day.checked_mul(DAY)?.checked_add(micros_of_day(clock.trim_end())?)?.checked_sub(offset(zone)?)
}

fn digits(text: &str) -> Option<i64> {
    let number = |so_far: i64, digit: u8| match digit {
        b'0'..=b'9' => so_far.checked_mul(10)?.checked_add(i64::from(digit - b'0')),
        _ => None,
    };
    if text.is_empty() { None } else { text.bytes().try_fold(0, number) }
}

/// `HH:MM`, `HH:MM:SS`, `HH:MM:SS.ffffff` (comma allowed) in microseconds.
fn micros_of_day(clock: &str) -> Option<i64> {
    let (hour, rest) = around(clock, |sign| sign == b':')?;
    let (minute, seconds) = around(rest, |sign| sign == b':').unwrap_or((rest, "0"));
    let (second, part) = around(seconds, |sign| matches!(sign, b'.' | b',')).unwrap_or((seconds, "0"));
    let (hour, minute, second) = (digits(hour)?, digits(minute)?, digits(second)?);
    if hour > 23 || minute > 59 || second > 60 || part.len() > 9 {
        return None;
    }
    let shown = part.get(..6).unwrap_or(part);
    digits(part)?;
    let micros = (shown.len()..6).fold(digits(shown)?, |micros, _| micros * 10);
    Some((hour * 3_600 + minute * 60 + second) * 1_000_000 + micros)
}

/// What stands before and after the first of some sign.
fn around(text: &str, is: fn(u8) -> bool) -> Option<(&str, &str)> {
    let at = text.bytes().position(is)?;
    text.get(..at).zip(text.get(at.checked_add(1)?..))
}

/// `Z`, `+07:00`, `+0700`, `+07` in microseconds east; nothing is UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone == "Z" || zone == "z" {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, zone.strip_prefix('-')?),
    };
    let hours = digits(rest.get(..2)?)?;
    let minutes = rest.get(2..)?.trim_start_matches(':');
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes)? };
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some(sign * (hours * 3_600 + minutes * 60) * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_that_cannot_be_read() {
        for text in ["", "7", "d", "7x", "-1d", "1.d.", ".5h", "9999999999999d", "1d junk", "1.1234567890s"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_written_in_the_largest_exact_unit() {
        for (text, written) in
            [("7d", "7d"), ("2w", "14d"), ("36h", "36h"), ("0.5s", "500ms"), ("60s", "1m"), ("0m", "0s")]
        {
            assert_eq!(Duration::parse(text).map(|d| d.to_string()).as_deref(), Some(written));
        }
    }

    #[test]
    fn times_that_cannot_be_read() {
        for text in [
            "",
            "2019-1-1",
            "2019-11-01T",
            "2019-11-01T25:00",
            "2019-11-01T10",
            "x019-11-01",
            "2019-11-01T10:00+1",
        ] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_written_time_reads_back(time in -60_000_000_000_000_000_i64..250_000_000_000_000_000) {
            prop_assert_eq!(parse_iso(&iso(time)), Some(time));
        }

        #[test]
        fn a_written_duration_reads_back(micros in 0_i64..10_000_000_000_000_000) {
            let duration = Duration { micros };
            prop_assert_eq!(Duration::parse(&duration.to_string()), Some(duration));
        }

        #[test]
        fn civil_and_day_agree(day in -4_000_000_i64..2_900_000) {
            let (year, month, date) = civil(day);
            prop_assert_eq!(day_of(year, month, date), Some(day));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = (parse_iso(&text), Duration::parse(&text));
        }
    }
}
