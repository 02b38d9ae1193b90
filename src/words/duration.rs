//! How long something took or may take.

use super::{Lang, Numbers};
use crate::model::time::Duration;

/// A measured time in the unit that reads best: `52.9 s`, `6 min`, `28 h`, `31 d`; `6 menit`, `28 jam`, `31 hari`.
///
/// Milliseconds under a second, seconds under a minute, minutes under an hour, hours under two days, then days;
/// one decimal where the number is under 10 or in seconds, and none where it would be a zero.
///
/// ```
/// # use jejak::words::{Lang, duration, numbers::Plain};
/// let en = |seconds| duration(seconds, Lang::En, &Plain(Lang::En));
/// let id = |seconds| duration(seconds, Lang::Id, &Plain(Lang::Id));
/// assert_eq!([en(52.94), en(2.708), en(0.25), en(0.0)], ["52.9 s", "2.7 s", "250 ms", "0 s"]);
/// assert_eq!([en(360.0), en(100_800.0), en(2_678_400.0), en(59.97)], ["6 min", "28 h", "31 d", "1 min"]);
/// assert_eq!([id(360.0), id(100_800.0), id(2_678_400.0), id(52.94)], ["6 menit", "28 jam", "31 hari", "52,9 detik"]);
/// ```
pub fn duration(seconds: f64, lang: Lang, numbers: &dyn Numbers) -> String {
    if !seconds.is_finite() {
        return "–".to_owned();
    }
    let seconds = seconds.max(0.0);
    // (unit in seconds, below this many of it, decimals for all of it, names)
    let units = [
        (0.001, 1000.0, false, ["ms", "milidetik"]),
        (1.0, 60.0, true, ["s", "detik"]),
        (60.0, 60.0, false, ["min", "menit"]),
        (3600.0, 48.0, false, ["h", "jam"]),
        (86_400.0, f64::INFINITY, false, ["d", "hari"]),
    ];
    // Nothing at all is "0 s".
    let smallest = usize::from(seconds < 0.0005);
    for (unit, below, fine, names) in units.into_iter().skip(smallest) {
        let number = seconds / unit;
        let tenths = (number * 10.0).round() / 10.0;
        let decimal = (fine || tenths < 10.0) && unit >= 1.0 && tenths.fract() != 0.0;
        let rounded = if decimal { tenths } else { number.round() };
        // What rounds up to the next unit is written in it.
        if rounded < below {
            let [english, indonesian] = names;
            return format!(
                "{} {}",
                numbers.decimal(rounded, u8::from(decimal)),
                lang.pick(english, indonesian)
            );
        }
    }
    String::new()
}

/// A measured time that is known exactly: under a minute its seconds with up to three decimals, above as
/// [`duration`].
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, precise};
/// let en = |seconds| precise(seconds, Lang::En, &Plain(Lang::En));
/// assert_eq!([en(52.959), en(2.45), en(0.25), en(7.0), en(360.0)], ["52.959 s", "2.45 s", "0.25 s", "7 s", "6 min"]);
/// assert_eq!(precise(4.332, Lang::Id, &Plain(Lang::Id)), "4,332 detik");
/// ```
pub fn precise(seconds: f64, lang: Lang, numbers: &dyn Numbers) -> String {
    let thousandths = (seconds * 1000.0).round();
    if !(0.0..60_000.0).contains(&thousandths) {
        return duration(seconds, lang, numbers);
    }
    let digits = [(1000.0, 0), (100.0, 1), (10.0, 2)].into_iter().find(|(unit, _)| thousandths % unit == 0.0);
    let digits = digits.map_or(3, |(_, digits)| digits);
    format!("{} {}", numbers.decimal(thousandths / 1000.0, digits), lang.pick("s", "detik"))
}

/// A given time, exactly, in its largest whole unit: `7 days`, `90 seconds`; `7 hari`, `90 detik`.
///
/// ```
/// # use jejak::{model::time::Duration, words::{Lang, exact, numbers::Plain}};
/// assert_eq!(exact(Duration::seconds(604_800), Lang::En, &Plain(Lang::En)), "7 days");
/// assert_eq!(exact(Duration::seconds(86_400), Lang::En, &Plain(Lang::En)), "24 hours");
/// assert_eq!(exact(Duration::seconds(90), Lang::Id, &Plain(Lang::Id)), "90 detik");
/// ```
pub fn exact(time: Duration, lang: Lang, numbers: &dyn Numbers) -> String {
    const UNITS: [(i64, [&str; 3]); 6] = [
        (86_400_000_000, ["day", "days", "hari"]),
        (3_600_000_000, ["hour", "hours", "jam"]),
        (60_000_000, ["minute", "minutes", "menit"]),
        (1_000_000, ["second", "seconds", "detik"]),
        (1_000, ["millisecond", "milliseconds", "milidetik"]),
        (1, ["microsecond", "microseconds", "mikrodetik"]),
    ];
    let fits = |size: &i64| time.micros.checked_rem(*size) == Some(0);
    // Nobody says "1 day" of a window: 24 hours cannot be mistaken for a calendar day.
    let whole = |(size, _): &&(i64, [&str; 3])| match *size {
        86_400_000_000 => fits(size) && time.micros > *size,
        1_000_000 => fits(size) || time.micros == 0,
        _ => fits(size) && time.micros != 0,
    };
    let Some((size, [one, many, indonesian])) = UNITS.iter().find(whole) else {
        return String::new();
    };
    let count = time.micros.checked_div(*size).unwrap_or(0);
    let english = if count == 1 { one } else { many };
    format!("{} {}", numbers.decimal(count as f64, 0), lang.pick(english, indonesian))
}
