//! Dates in four dresses: year first, day or month first, months by name, digits alone.

use super::clock::{clock, number};
use super::{DAY, Wall, civil, days};
use crate::model::journey::DateOrder;

/// Months in English and Indonesian; the first three letters tell them apart, whole words are checked.
const MONTHS: [(&[&str], i64); 12] = [
    (&["jan", "january", "januari"], 1),
    (&["feb", "february", "februari", "pebruari", "peb"], 2),
    (&["mar", "march", "maret"], 3),
    (&["apr", "april"], 4),
    (&["may", "mei"], 5),
    (&["jun", "june", "juni"], 6),
    (&["jul", "july", "juli"], 7),
    (&["aug", "august", "agustus", "agu", "agt", "ags"], 8),
    (&["sep", "sept", "september"], 9),
    (&["oct", "october", "oktober", "okt"], 10),
    (&["nov", "november", "nopember", "nop"], 11),
    (&["dec", "december", "desember", "des"], 12),
];

/// Days of the week in English and Indonesian.
const WEEKDAYS: [&str; 30] = [
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "sen",
    "senin",
    "sel",
    "selasa",
    "rab",
    "rabu",
    "kam",
    "kamis",
    "jum",
    "jumat",
    "sab",
    "sabtu",
    "minggu",
];

fn wall(date: i64, behind: &str) -> Option<Wall> {
    let (of_day, offset) = clock(behind)?;
    Some(Wall { micros: date.checked_mul(DAY)?.checked_add(of_day)?, offset })
}

/// Year, month, day, then perhaps a clock.
pub fn iso(text: &str) -> Option<Wall> {
    if let Some(wall) = plain(text.as_bytes()) {
        return Some(wall);
    }
    let (year, rest) = four(text)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let (month, rest) = number(rest.strip_prefix(mark)?, 2)?;
    let (day, rest) = number(rest.strip_prefix(mark)?, 2)?;
    wall(days(year, month, day)?, rest)
}

/// The usual `yyyy-mm-dd hh:mm:ss[.ffffff][Z]` without looking for anything else.
fn plain(bytes: &[u8]) -> Option<Wall> {
    let digit =
        |at: usize| bytes.get(at).map(|byte| i64::from(byte.wrapping_sub(b'0'))).filter(|digit| *digit < 10);
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let (Some(b'-'), Some(b'-'), Some(b' ' | b'T'), Some(b':'), Some(b':')) =
        (bytes.get(4), bytes.get(7), bytes.get(10), bytes.get(13), bytes.get(16))
    else {
        return None;
    };
    let date = days(two(0)? * 100 + two(2)?, two(5)?, two(8)?)?;
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let mut fraction = 0;
    let mut at = 19;
    if bytes.get(at) == Some(&b'.') {
        let mut unit = 100_000;
        at += 1;
        while let Some(digit) = digit(at) {
            fraction += digit * unit;
            unit /= 10;
            at += 1;
        }
        if at == 20 {
            return None;
        }
    }
    let offset = match bytes.get(at..) {
        Some([]) => None,
        Some([b'Z']) => Some(0),
        _ => return None,
    };
    Some(Wall { micros: date * DAY + ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction, offset })
}

fn four(text: &str) -> Option<(i64, &str)> {
    let (year, rest) = number(text, 4)?;
    (text.len() - rest.len() == 4).then_some((year, rest))
}

/// Day and month in `order`, then the year, then perhaps a clock.
pub fn numeric(text: &str, order: DateOrder) -> Option<Wall> {
    let (first, second, year, rest) = parts(text)?;
    let (day, month) = if order == DateOrder::Mdy { (second, first) } else { (first, second) };
    wall(days(year, month, day)?, rest)
}

/// The two numbers before the year, the year, and what follows.
pub fn parts(text: &str) -> Option<(i64, i64, i64, &str)> {
    let (first, rest) = number(text, 2)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let (second, rest) = number(rest.strip_prefix(mark)?, 2)?;
    let rest = rest.strip_prefix(mark)?;
    let (year, behind) = number(rest, 4)?;
    let year = match rest.len() - behind.len() {
        4 => year,
        // Two digits: 1970 to 2069.
        2 if year < 70 => 2000 + year,
        2 => 1900 + year,
        _ => return None,
    };
    Some((first, second, year, behind))
}

/// A date with its month by name; the day of the week before it is read over. Where a day is given to count from, one
/// without a year is the first such day from there on.
pub fn named(text: &str, since: Option<i64>) -> Option<Wall> {
    if may_name(text) { with_name(text, since) } else { None }
}

/// True where three letters follow each other with which the name of a month begins: false of most words.
pub fn may_name(text: &str) -> bool {
    let mut three = text.as_bytes().windows(3).filter_map(<[u8]>::first_chunk::<3>);
    three.any(|letters| {
        matches!(
            &letters.map(|letter| letter.to_ascii_lowercase()),
            b"jan"
                | b"feb"
                | b"peb"
                | b"mar"
                | b"apr"
                | b"may"
                | b"mei"
                | b"jun"
                | b"jul"
                | b"aug"
                | b"agu"
                | b"agt"
                | b"ags"
                | b"sep"
                | b"oct"
                | b"okt"
                | b"nov"
                | b"nop"
                | b"dec"
                | b"des"
        )
    })
}

#[inline(never)] // most texts are asked by `may_name` alone
fn with_name(text: &str, since: Option<i64>) -> Option<Wall> {
    let mut rest = text;
    let (mut month, mut day, mut year) = (None, None, None);
    while month.is_none() || day.is_none() || year.is_none() {
        rest = rest.trim_start_matches([' ', ',', '-', '/', '.']);
        if let (Some(since), Some(month), Some(day), "") = (since, month, day, rest) {
            return wall(first_from(since, month, day)?, "");
        }
        if rest.starts_with(|char: char| char.is_ascii_digit()) {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, behind) = number(rest, 4)?;
            rest = behind;
            match digits {
                4 if year.is_none() => year = Some(number),
                1 | 2 if day.is_none() => {
                    day = Some(number);
                    rest = ["st", "nd", "rd", "th"]
                        .into_iter()
                        .find_map(|end| rest.strip_prefix(end))
                        .unwrap_or(rest);
                }
                _ => return None,
            }
        } else {
            let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (word, behind) = rest.split_at_checked(letters)?;
            if letters < 3 {
                return None; // no name of a month or a day is so short
            }
            let word = word.to_ascii_lowercase();
            rest = behind;
            match MONTHS.iter().find(|(names, _)| names.contains(&word.as_str())) {
                Some((_, number)) if month.is_none() => month = Some(*number),
                _ if month.is_none() && day.is_none() && WEEKDAYS.contains(&word.as_str()) => {}
                _ => return None,
            }
        }
    }
    wall(days(year?, month?, day?)?, rest)
}

/// The first such day from `since` on; 29 February waits for its year.
fn first_from(since: i64, month: i64, day: i64) -> Option<i64> {
    let (year, ..) = civil(since);
    (year..year.saturating_add(9)).filter_map(|year| days(year, month, day)).find(|day| *day >= since)
}

/// The first day of the range that a text names by two days or more, as `yyyymmdd` or `yyyy-mm-dd`. One day alone is
/// rather the one on which somebody exported the file.
pub fn first_day(text: &str) -> Option<i64> {
    let words = text.split(|char: char| !char.is_ascii_digit() && char != '-');
    let mut days: Vec<i64> = Vec::new();
    for word in words {
        match iso(word) {
            Some(wall) => days.push(wall.micros.div_euclid(DAY)),
            None => days.extend(word.split('-').filter_map(compact).map(|wall| wall.micros.div_euclid(DAY))),
        }
    }
    days.iter().copied().min().filter(|_| days.len() > 1)
}

/// `yyyymmdd`, `yyyymmddhhmm` or `yyyymmddhhmmss`.
pub fn compact(text: &str) -> Option<Wall> {
    if !matches!(text.len(), 8 | 12 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part =
        |from: usize, to: usize| text.get(from..to).map_or(Some(0), |digits| digits.parse::<i64>().ok());
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    if !(1900..=2100).contains(&year) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let of_day = ((hour * 60 + minute) * 60 + second) * 1_000_000;
    Some(Wall { micros: days(year, month, day)? * DAY + of_day, offset: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_month_may_be_one_and_most_words_are_none() {
        for (names, number) in MONTHS {
            for name in names {
                for text in [format!("5 {name} 2026"), format!("{} 05, 2026", name.to_uppercase())] {
                    let day = days(2026, number, 5).unwrap();
                    assert_eq!(named(&text, None).map(|wall| wall.micros), Some(day * DAY), "{text}");
                    assert!(may_name(&text), "{text}");
                }
            }
        }
        for text in ["", "ja", "/p/serum-120", "view_item", "Rabu", "senin 5", "j-an", "é"] {
            assert!(!may_name(text), "{text}");
        }
    }
}
