//! Calendar periods: which day, week, month, quarter or year a time lies in.
//!
//! Must never know: whose times they are.

use crate::model::period::Every;
use crate::model::time::{DAY, Time, civil};

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A calendar day.
    Day,
    /// A week from Monday, numbered as ISO 8601 does.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Period {
    /// The words of the command line, in their order.
    pub const WORDS: &'static [&'static str] = &["day", "week", "month", "quarter", "year"];

    /// The period that `word` names.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            _ => return None,
        })
    }

    /// The period that a time lies in, in UTC; labels of one length sort as their times do from the year 0 to 9999.
    ///
    /// The week is that of ISO 8601: from Monday, and of the year that its Thursday lies in.
    ///
    /// ```
    /// # use jejak::{analyse::periods::Period, model::time::parse_iso};
    /// let new_year = parse_iso("2027-01-01T10:00:00Z").unwrap();
    /// let label = |period: Period| period.label(new_year);
    /// assert_eq!(label(Period::Day), "2027-01-01");
    /// assert_eq!(label(Period::Week), "2026-W53"); // a Friday, in the week of 28 December
    /// assert_eq!([label(Period::Month), label(Period::Quarter), label(Period::Year)], ["2027-01", "2027-Q1", "2027"]);
    /// ```
    pub fn label(self, time: Time) -> String {
        let plain = |every: Every| every.plain(every.period(time, 0));
        match self {
            Self::Day => plain(Every::Day),
            Self::Week => plain(Every::Week),
            Self::Month => plain(Every::Month),
            Self::Quarter => {
                let (year, month, _) = civil(time.div_euclid(DAY));
                format!("{year:04}-Q{}", month.saturating_sub(1) / 3 + 1)
            }
            Self::Year => format!("{:04}", civil(time.div_euclid(DAY)).0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::parse_iso;
    use proptest::prelude::*;

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (date, week) in [
            ("2005-01-01", "2004-W53"),
            ("2005-01-03", "2005-W01"),
            ("2007-01-01", "2007-W01"),
            ("2008-12-29", "2009-W01"),
            ("2010-01-03", "2009-W53"),
            ("2026-07-05", "2026-W27"),
            ("2026-07-06", "2026-W28"),
            ("1969-12-28", "1969-W52"),
        ] {
            assert_eq!(Period::Week.label(parse_iso(date).unwrap()), week, "{date}");
        }
    }

    proptest! {
        #[test]
        fn a_later_time_is_in_no_earlier_period(a in 0_i64..200_000_000_000_000_000, more in 0_i64..90 * DAY) {
            for word in Period::WORDS {
                let period = Period::of(word).unwrap();
                prop_assert!(period.label(a) <= period.label(a + more));
            }
        }
    }
}
