//! Numbers, percent and dates without a browser.

use super::{Lang, Numbers};
use crate::model::time::{Time, civil};

/// Writes numbers by a small table: English 1,234.5 · Indonesian 1.234,5.
///
/// ```
/// # use jejak::words::{Lang, Numbers, numbers::Plain};
/// assert_eq!(Plain(Lang::En).decimal(-1234.5, 1), "−1,234.5");
/// assert_eq!(Plain(Lang::Id).decimal(1234567.0, 0), "1.234.567");
/// assert_eq!(Plain(Lang::Id).percent(0.532816, 1), "53,3%");
/// assert_eq!(Plain(Lang::En).decimal(-0.001, 2), "0.00");
/// assert_eq!(Plain(Lang::En).decimal(1.005, 2), "1.01"); // as `Intl` does: half of what is written goes up
/// assert_eq!(Plain(Lang::En).date(1_782_864_000_000_000), "1 Jul 2026");
/// assert_eq!(Plain(Lang::Id).date(1_786_752_000_000_000), "15 Agu 2026");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Plain(pub Lang);

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_ID: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

impl Plain {
    /// The number times 10^`shift`, with so many digits after the point, in groups of three.
    fn write(self, number: f64, shift: usize, digits: u8) -> String {
        if !number.is_finite() {
            return "–".to_owned();
        }
        let (whole, part) = rounded(number.abs(), shift, usize::from(digits));
        let (group, point) = match self.0 {
            Lang::En => (',', '.'),
            Lang::Id => ('.', ','),
        };
        let mut text = String::with_capacity(whole.len() + part.len() + 8);
        if number < 0.0 && whole.iter().chain(&part).any(|digit| *digit != 0) {
            text.push('\u{2212}');
        }
        let sign = |digit: &u8| char::from(digit.saturating_add(b'0'));
        for (index, digit) in whole.iter().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push(group);
            }
            text.push(sign(digit));
        }
        if !part.is_empty() {
            text.push(point);
            text.extend(part.iter().map(sign));
        }
        text
    }
}

/// The digits before and after the point of a number that is not negative, times 10^`shift`: its shortest
/// writing, cut to `digits` after the point, where a half goes up. `Intl` rounds the same writing.
fn rounded(number: f64, shift: usize, digits: usize) -> (Vec<u8>, Vec<u8>) {
    near(number, shift, digits).unwrap_or_else(|| cut(number, shift, digits))
}

/// The same by arithmetic, where it cannot matter how the number is written: far from a half, and not too large.
fn near(number: f64, shift: usize, digits: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let scaled = number * 10.0_f64.powi(i32::try_from(shift + digits).ok()?);
    let off = (scaled - scaled.floor() - 0.5).abs();
    if scaled > 1e9 || off < 1e-6 {
        return None;
    }
    let mut left = scaled.round() as u32;
    let mut all = Vec::new();
    while left > 0 || all.len() <= digits {
        all.push((left % 10) as u8);
        left /= 10;
    }
    all.reverse();
    let part = all.split_off(all.len() - digits);
    Some((all, part))
}

/// The same by the number's own digits.
fn cut(number: f64, shift: usize, digits: usize) -> (Vec<u8>, Vec<u8>) {
    let written = number.to_string();
    let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
    let figures = whole.bytes().chain(part.bytes()).chain(core::iter::repeat(b'0'));
    let kept = whole.len() + shift + digits;
    let mut all: Vec<u8> = figures.take(kept + 1).map(|byte| byte.saturating_sub(b'0')).collect();
    let mut carry = all.pop().is_some_and(|digit| digit >= 5);
    for digit in all.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == 9;
        *digit = if carry { 0 } else { digit.saturating_add(1) };
    }
    if carry {
        all.insert(0, 1);
    }
    let part = all.split_off(all.len().saturating_sub(digits));
    let zeros = all.iter().take(all.len().saturating_sub(1)).take_while(|digit| **digit == 0).count();
    (all.split_off(zeros), part)
}

impl Numbers for Plain {
    fn decimal(&self, number: f64, digits: u8) -> String {
        self.write(number, 0, digits)
    }

    fn percent(&self, share: f64, digits: u8) -> String {
        let mut text = self.write(share, 2, digits);
        if share.is_finite() {
            text.push('%');
        }
        text
    }

    fn date(&self, time: Time) -> String {
        let (year, month, day) = civil(time.div_euclid(DAY));
        let months = match self.0 {
            Lang::En => MONTHS_EN,
            Lang::Id => MONTHS_ID,
        };
        let month = months.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
        format!("{day} {month} {year}")
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, near};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn arithmetic_gives_the_digits_of_the_writing(
            number in prop_oneof![
                0.0..2.0_f64,
                0.0..1e8_f64,
                (0..2_000_000_u32).prop_map(f64::from),
                // halves, which are seldom written as the nearest float lies
                (0..100_000_u32, 1..5).prop_map(|(n, tens)| (f64::from(n) + 0.5) / 10.0_f64.powi(tens)),
            ],
            shift in prop_oneof![Just(0_usize), Just(2)],
            digits in 0..4_usize,
        ) {
            if let Some(digits_of) = near(number, shift, digits) {
                prop_assert_eq!(digits_of, cut(number, shift, digits));
            }
        }
    }
}
