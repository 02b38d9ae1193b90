//! The third quarter of 2026 in Jakarta, in seconds from its first midnight.

/// An hour.
pub const HOUR: i64 = 3_600;
/// A day.
pub const DAY: i64 = 24 * HOUR;
/// Days of the quarter.
pub const DAYS: i64 = 92;
/// When the exports were made: the midnight after the last day.
pub const END: i64 = DAYS * DAY;
/// 2026-07-01 00:00 in Jakarta (UTC+7), in seconds since 1970.
const START: i64 = 1_782_838_800;

/// Month and day of the month; the quarter, and the promised days beyond it.
fn date(at: i64) -> (i64, i64) {
    let mut day = at.div_euclid(DAY);
    for (month, length) in [(7, 31), (8, 31), (9, 30), (10, 31)] {
        if day < length {
            return (month, day + 1);
        }
        day -= length;
    }
    (11, day + 1)
}

fn time(at: i64) -> (i64, i64, i64) {
    let of_day = at.rem_euclid(DAY);
    (of_day / HOUR, of_day / 60 % 60, of_day % 60)
}

/// `2026-07-05 14:02:11`, as shops write it.
pub fn iso(at: i64) -> String {
    let (hour, minute, second) = time(at);
    format!("{} {hour:02}:{minute:02}:{second:02}", day(at))
}

/// `2026-07-05 14:02`, as help desks write it.
pub fn minute(at: i64) -> String {
    let (hour, minute, _) = time(at);
    format!("{} {hour:02}:{minute:02}", day(at))
}

/// `2026-07-05`.
pub fn day(at: i64) -> String {
    let (month, day) = date(at);
    format!("2026-{month:02}-{day:02}")
}

/// `20260705`, the day in the property's zone.
pub fn compact(at: i64) -> String {
    let (month, day) = date(at);
    format!("2026{month:02}{day:02}")
}

/// Microseconds since 1970, as web analytics writes them.
pub fn micros(at: i64) -> String {
    format!("{}000000", START + at)
}

/// `2026/07/05 2:02:11 PM GMT+7`, as forms write it.
pub fn form(at: i64) -> String {
    let ((month, day), (hour, minute, second)) = (date(at), time(at));
    let (half, hour) = (if hour < 12 { "AM" } else { "PM" }, if hour % 12 == 0 { 12 } else { hour % 12 });
    format!("2026/{month:02}/{day:02} {hour}:{minute:02}:{second:02} {half} GMT+7")
}

/// `07/05/2026 14:02`, as social networks write it.
pub fn american(at: i64) -> String {
    let ((month, day), (hour, minute, _)) = (date(at), time(at));
    format!("{month:02}/{day:02}/2026 {hour:02}:{minute:02}")
}
