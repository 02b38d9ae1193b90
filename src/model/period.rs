//! Calendar periods in a zone: days, weeks from Monday, months.
//!
//! Must never know: summer time; a zone is an offset.

use super::time::{DAY, Time, civil, day_of};

/// The unit of a calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Every {
    /// A day.
    Day,
    /// A week, from Monday (ISO 8601); the default.
    #[default]
    Week,
    /// A month.
    Month,
}

impl Every {
    /// The running number of the period of an instant; `minutes` east of UTC.
    ///
    /// ```
    /// # use jejak::model::period::Every;
    /// // 1970-01-01 was a Thursday: Monday the 5th began the next week, in Jakarta seven hours before UTC.
    /// let sunday_evening = (3 * 24 + 18) * 3_600_000_000;
    /// assert_eq!((Every::Week.period(sunday_evening, 0), Every::Week.period(sunday_evening, 420)), (0, 1));
    /// ```
    pub fn period(self, time: Time, minutes: i32) -> i64 {
        let day = local(time, minutes);
        match self {
            Self::Day => day,
            Self::Week => day.saturating_add(3).div_euclid(7),
            Self::Month => {
                let (year, month, _) = civil(day);
                year.saturating_mul(12).saturating_add(i64::from(month) - 1)
            }
        }
    }

    /// The last period that is over when the data end at `time`: those that the data reach the last day of.
    ///
    /// ```
    /// # use jejak::model::{period::Every, time::parse_iso};
    /// let end = parse_iso("2026-09-30T16:59:00Z").unwrap();
    /// let september = Every::Month.period(end, 420);
    /// assert_eq!(Every::Month.over(end, 420), september);
    /// assert_eq!(Every::Week.over(end, 420), Every::Week.period(end, 420) - 1); // a Wednesday
    /// ```
    pub fn over(self, time: Time, minutes: i32) -> i64 {
        self.period(time.saturating_add(DAY), minutes).saturating_sub(1)
    }

    /// A period as evidence writes it, with its zone.
    ///
    /// ```
    /// # use jejak::model::{period::Every, time::parse_iso};
    /// let new_year = parse_iso("2026-12-31T20:00:00Z").unwrap();
    /// let label = |every: Every, minutes| every.label(every.period(new_year, minutes), minutes);
    /// assert_eq!(label(Every::Day, 420), "2027-01-01+07:00");
    /// assert_eq!(label(Every::Week, 0), "2026-W53Z");
    /// assert_eq!(label(Every::Month, -210), "2026-12-03:30");
    /// ```
    pub fn label(self, period: i64, minutes: i32) -> String {
        self.plain(period) + &zone(minutes)
    }

    /// A period without its zone: `2026-12-31`, `2026-W53`, `2026-12`.
    ///
    /// ```
    /// # use jejak::model::{period::Every, time::parse_iso};
    /// let new_year = parse_iso("2027-01-01T10:00:00Z").unwrap(); // a Friday, in the week of 28 December
    /// assert_eq!(Every::Week.plain(Every::Week.period(new_year, 0)), "2026-W53");
    /// ```
    pub fn plain(self, period: i64) -> String {
        match self {
            Self::Day => {
                let (year, month, day) = civil(period);
                format!("{year:04}-{month:02}-{day:02}")
            }
            Self::Week => {
                // A week belongs to the year of its Thursday.
                let thursday = period.saturating_mul(7);
                let (year, ..) = civil(thursday);
                let first = day_of(year, 1, 1).unwrap_or(thursday);
                let week = thursday.saturating_sub(first).div_euclid(7).saturating_add(1);
                format!("{year:04}-W{week:02}")
            }
            Self::Month => {
                let (year, month) = (period.div_euclid(12), period.rem_euclid(12).saturating_add(1));
                format!("{year:04}-{month:02}")
            }
        }
    }

    /// The unit and the zone of a written period, or of the first of several.
    ///
    /// ```
    /// # use jejak::model::period::Every;
    /// assert_eq!(Every::read("2026-W27+07:00/2026-W29+07:00"), Some((Every::Week, "+07:00")));
    /// assert_eq!(Every::read("2026-12-03:30"), Some((Every::Month, "-03:30")));
    /// assert_eq!(Every::read("2026-12-03Z"), Some((Every::Day, "Z")));
    /// assert_eq!(Every::read("other"), None);
    /// ```
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let first = text.split('/').next()?;
        let zone = if first.ends_with('Z') { 1 } else { 6 };
        let (period, zone) = first.split_at_checked(first.len().checked_sub(zone)?)?;
        let written = |at: usize, c: u8| period.as_bytes().get(at) == Some(&c);
        let offset = zone == "Z" || (zone.starts_with(['+', '-']) && zone.as_bytes().get(3) == Some(&b':'));
        if !offset || !written(4, b'-') {
            return None;
        }
        match period.len() {
            7 => Some((Self::Month, zone)),
            8 if written(5, b'W') => Some((Self::Week, zone)),
            10 if written(7, b'-') => Some((Self::Day, zone)),
            _ => None,
        }
    }
}

/// The local day of an instant, counted from 1970-01-01.
fn local(time: Time, minutes: i32) -> i64 {
    time.saturating_add(Time::from(minutes).saturating_mul(60_000_000)).div_euclid(DAY)
}

/// `Z`, or hours and minutes east.
fn zone(minutes: i32) -> String {
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn labels_read_back_and_grow(time in 0_i64..4_000_000_000_000_000, minutes in -900_i32..900) {
            for every in [Every::Day, Every::Week, Every::Month] {
                let period = every.period(time, minutes);
                let label = every.label(period, minutes);
                let (read, zone) = Every::read(&label).unwrap();
                prop_assert_eq!((read, label.ends_with(zone)), (every, true));
                prop_assert!(label < every.label(period + 1, minutes));
                prop_assert!(every.over(time, minutes) <= period);
            }
        }
    }
}
