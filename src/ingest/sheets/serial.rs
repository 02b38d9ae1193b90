//! Numbers of cells as texts: dates by the format of their cell, everything else without regard to any locale.

use crate::model::time::civil;

/// What the format of a cell makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shown {
    /// A number.
    #[default]
    Plain,
    /// A date, perhaps with a clock.
    Date,
    /// A clock alone.
    Clock,
    /// Hours that may be more than a day.
    Elapsed,
}

impl Shown {
    /// By the number of one of the formats that every workbook has.
    pub const fn built_in(id: u64) -> Self {
        match id {
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::Date,
            18..=21 | 32 | 33 | 45 | 47 => Self::Clock,
            46 => Self::Elapsed,
            _ => Self::Plain,
        }
    }

    /// By the code of a format, such as `dd/mm/yyyy hh:mm`.
    ///
    /// Texts in quotes, escaped characters, colours and languages say nothing; `[h]` is time that has passed, and `m`
    /// is a month, or minutes where hours or seconds stand without a date.
    pub fn of(code: &str) -> Self {
        let (mut date, mut clock, mut month) = (false, false, false);
        let mut chars = code.chars();
        while let Some(char) = chars.next() {
            match char {
                '"' => drop(chars.by_ref().find(|char| *char == '"')),
                '\\' | '_' | '*' => drop(chars.next()),
                '[' => {
                    let inner: String = chars.by_ref().take_while(|char| *char != ']').collect();
                    let inner = inner.to_ascii_lowercase();
                    if matches!(inner.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                        return Self::Elapsed;
                    }
                }
                ';' => break,
                'y' | 'Y' | 'd' | 'D' => date = true,
                'h' | 'H' | 's' | 'S' => clock = true,
                'm' | 'M' => month = true,
                // `General`, in any case.
                'G' | 'g'
                    if chars.as_str().get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("eneral")) =>
                {
                    let _ = chars.nth(5);
                }
                _ => {}
            }
        }
        match (date, clock, month) {
            (true, ..) | (false, false, true) => Self::Date,
            (false, true, _) => Self::Clock,
            _ => Self::Plain,
        }
    }
}

/// Days from 1970-01-01 to the day before the first of either calendar: 1900's counts a 29 February that never was.
const SINCE_1900: i64 = 25_569;
const SINCE_1904: i64 = 24_107;
/// The day after the last that spreadsheets know, 9999-12-31.
const LAST: f64 = 2_958_466.0;

/// The text of a number in a cell that is shown so.
pub fn text(value: f64, shown: Shown, from_1904: bool) -> String {
    if !value.is_finite() || shown == Shown::Plain || !(0.0..LAST).contains(&value) {
        return number(value);
    }
    let mut day = value.floor();
    let mut millis = ((value - day) * 86_400_000.0).round() as i64;
    if millis >= 86_400_000 {
        (day, millis) = (day + 1.0, 0);
    }
    let day = day as i64;
    let clock = |hours: i64| {
        let (minutes, rest) = (millis / 60_000, millis % 60_000);
        let mut text = format!("{:02}:{:02}:{:02}", hours, minutes % 60, rest / 1_000);
        if rest % 1_000 > 0 {
            text.push_str(&format!(".{:03}", rest % 1_000));
        }
        text
    };
    let hour = millis / 3_600_000;
    match shown {
        Shown::Elapsed => clock(day.saturating_mul(24).saturating_add(hour)),
        Shown::Clock if day == 0 => clock(hour),
        _ => {
            let since = match from_1904 {
                true => day.saturating_sub(SINCE_1904),
                false => day.saturating_sub(SINCE_1900).saturating_add(i64::from(day < 60)),
            };
            let (year, month, date) = civil(since);
            let date = format!("{year:04}-{month:02}-{date:02}");
            if millis == 0 { date } else { format!("{date}T{}", clock(hour)) }
        }
    }
}

/// A number with a decimal point, to the fifteen digits that spreadsheets keep.
///
/// Exactly three digits behind the point could be thousands, so a fourth is written.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    let mut text = rounded.to_string();
    if text.split_once('.').is_some_and(|(_, behind)| behind.len() == 3) {
        text.push('0');
    }
    text
}

/// True for a whole number with more digits than spreadsheets keep: as an id it is wrong.
pub fn is_rounded(value: f64) -> bool {
    value.abs() >= 1e15 && value.fract() == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        for (code, shown) in [
            ("General", Shown::Plain),
            ("GENERAL", Shown::Plain),
            ("#,##0.00", Shown::Plain),
            ("[$Rp-421]#,##0;[Red]-[$Rp-421]#,##0", Shown::Plain),
            ("0.00E+00", Shown::Plain),
            ("\"days\" 0", Shown::Plain),
            ("0 \\d", Shown::Plain),
            ("@", Shown::Plain),
            ("dd/mm/yyyy", Shown::Date),
            ("[$-421]dd mmmm yyyy;@", Shown::Date),
            ("mmm", Shown::Date),
            ("yyyy\\-mm\\-dd\\ hh:mm:ss", Shown::Date),
            ("h:mm AM/PM", Shown::Clock),
            ("mm:ss.0", Shown::Clock),
            ("[h]:mm:ss", Shown::Elapsed),
        ] {
            assert_eq!(Shown::of(code), shown, "{code}");
        }
    }

    #[test]
    fn dates_of_both_calendars() {
        // 2026-11-28 is day 46354 of the calendar of 1900; that of 1904 began 1462 days later.
        assert_eq!(text(46_354.0, Shown::Date, false), "2026-11-28");
        assert_eq!(text(46_354.0 - 1_462.0, Shown::Date, true), "2026-11-28");
        assert_eq!(text(46_354.604_166_666_67, Shown::Date, false), "2026-11-28T14:30:00");
        assert_eq!(text(1.0, Shown::Date, false), "1900-01-01");
        assert_eq!(text(59.0, Shown::Date, false), "1900-02-28");
        assert_eq!(text(61.0, Shown::Date, false), "1900-03-01");
        assert_eq!(text(0.0, Shown::Date, true), "1904-01-01");
        assert_eq!(text(0.5, Shown::Clock, false), "12:00:00");
        assert_eq!(text(1.5, Shown::Elapsed, false), "36:00:00");
        // half a millisecond before midnight is midnight
        assert_eq!(text(46_353.999_999_999_99, Shown::Date, false), "2026-11-28");
        assert_eq!(text(-1.0, Shown::Date, false), "-1");
        assert_eq!(text(1e300, Shown::Date, false).len(), 301);
    }

    #[test]
    fn numbers_have_fifteen_digits_and_no_locale() {
        assert_eq!(number(75_000.0), "75000");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number("19.989999999999998".parse().unwrap_or(0.0)), "19.99");
        assert_eq!(number(75.125), "75.1250");
        assert_eq!(number(1e-7), "0.0000001");
        assert_eq!(number(5.9e17), "590000000000000000");
        assert!(is_rounded(5.9e17) && !is_rounded(999_999_999_999_999.0));
    }
}
