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

impl Numbers for Plain {
    fn decimal(&self, number: f64, digits: u8) -> String {
        if !number.is_finite() {
            return "–".to_owned();
        }
        let written = format!("{:.*}", usize::from(digits), number.abs());
        let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
        let (group, point) = match self.0 {
            Lang::En => (',', '.'),
            Lang::Id => ('.', ','),
        };
        let mut text = String::with_capacity(written.len() + 8);
        if number < 0.0 && written.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
            text.push('\u{2212}');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push(group);
            }
            text.push(digit);
        }
        if !part.is_empty() {
            text.push(point);
            text.push_str(part);
        }
        text
    }

    fn percent(&self, share: f64, digits: u8) -> String {
        let mut text = self.decimal(share * 100.0, digits);
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
