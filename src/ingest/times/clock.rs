//! The clock behind a date, and zones.

use super::MINUTE;
pub use crate::model::zone::{number, zone};

/// What stands behind a date: microseconds of the day, and minutes east of UTC where a zone is named.
pub fn clock(text: &str) -> Option<(i64, Option<i32>)> {
    let rest = text.trim_start_matches([' ', ',', 'T', 't', '\u{a0}', '\u{202f}']);
    let rest = ["pukul ", "jam ", "at "].into_iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if rest.is_empty() {
        // A date alone is its midnight, but `T` promises a clock.
        return (!text.ends_with(['T', 't'])).then_some((0, None));
    }
    if rest.len() == text.len() {
        return None;
    }
    let (hour, rest) = number(rest, 2)?;
    let (minute, rest) = number(rest.strip_prefix([':', '.'])?, 2)?;
    let (second, rest) = match rest.strip_prefix([':', '.']) {
        Some(rest) => number(rest, 2)?,
        None => (0, rest),
    };
    let (fraction, rest) = fraction(rest);
    let (hour, rest) = half_of_day(hour, rest)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = zone_behind(rest)?;
    Some((((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction, offset))
}

/// `.273932` or `,5` → microseconds; digits beyond the sixth are cut.
fn fraction(text: &str) -> (i64, &str) {
    let Some(rest) = text.strip_prefix(['.', ',']) else { return (0, text) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return (0, text);
    }
    let mut micros = 0;
    for at in 0..6 {
        let digit = if at < digits { rest.as_bytes().get(at).copied().unwrap_or(b'0') } else { b'0' };
        micros = micros * 10 + i64::from(digit.saturating_sub(b'0'));
    }
    (micros, rest.get(digits..).unwrap_or(""))
}

/// AM and PM, with or without dots.
fn half_of_day(hour: i64, rest: &str) -> Option<(i64, &str)> {
    let behind = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let mut letters = behind.bytes().filter(|byte| *byte != b'.').map(|byte| byte.to_ascii_lowercase());
    let half = match (letters.next(), letters.next()) {
        (Some(half @ (b'a' | b'p')), Some(b'm')) => half,
        _ => return Some((hour, rest)),
    };
    let length = if behind.as_bytes().get(1) == Some(&b'.') { 3 } else { 2 };
    let behind = behind.get(length..)?;
    let behind = behind.strip_prefix('.').unwrap_or(behind);
    if !(1..=12).contains(&hour) {
        return None;
    }
    Some((hour % 12 + if half == b'p' { 12 } else { 0 }, behind))
}

/// A zone at the end of a cell; `Some(None)` where there is none, `None` where something else stands there.
fn zone_behind(text: &str) -> Option<Option<i32>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { zone(text).map(Some) }
}

/// Microseconds of `minutes`.
pub const fn minutes(minutes: i32) -> i64 {
    minutes as i64 * MINUTE
}
