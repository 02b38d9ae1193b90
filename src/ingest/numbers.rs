//! Numbers as people write them, one decimal mark a column.

use crate::model::number;

/// Which mark stands before the fraction; the other one groups thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

impl Decimal {
    /// From the plan's `,` or `.`.
    pub const fn of(mark: char) -> Self {
        if mark == ',' { Self::Comma } else { Self::Point }
    }

    /// How the report shows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Point => "1,234.5",
            Self::Comma => "1.234,5",
        }
    }

    const fn mark(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }
}

/// Currency words and signs that may stand before or behind a number.
const MONEY: [&str; 10] = ["Rp.", "Rp", "IDR", "USD", "EUR", "US$", "$", "€", "£", "¥"];

/// The number without its currency, sign and blanks: `(negative, digits and marks)`.
fn bare(text: &str) -> (bool, &str) {
    let blank = |char: char| char.is_whitespace();
    let mut rest = text.trim_matches(blank);
    let mut negative = false;
    for _ in 0..2 {
        if let Some(behind) = rest.strip_prefix(['-', '\u{2212}']) {
            negative = !negative;
            rest = behind.trim_start_matches(blank);
        } else if let Some(behind) = rest.strip_prefix('+') {
            rest = behind;
        }
        if let Some(behind) = MONEY.into_iter().find_map(|money| rest.strip_prefix(money)) {
            rest = behind.trim_start_matches(blank);
        }
        if let Some(before) = MONEY.into_iter().find_map(|money| rest.strip_suffix(money)) {
            rest = before.trim_end_matches(blank);
        }
    }
    (negative, rest)
}

/// Reads a number; `None` if it is none in this writing.
pub fn read(text: &str, decimal: Decimal) -> Option<f64> {
    let (negative, bare) = bare(text);
    let mut plain = String::with_capacity(bare.len());
    let mut fraction = false;
    let mut group: Option<usize> = None;
    for (at, char) in bare.char_indices() {
        match char {
            '0'..='9' => {
                plain.push(char);
                if !fraction && let Some(digits) = &mut group {
                    *digits += 1;
                }
            }
            'e' | 'E' if at > 0 => {
                // An exponent is for the machine's own notation, which the parser below checks.
                plain.push_str(bare.get(at..)?);
                break;
            }
            mark if mark == char::from(decimal.mark()) && !fraction => {
                fraction = true;
                plain.push('.');
            }
            '.' | ',' | '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{202f}' if !fraction => {
                // Thousands: one to three digits, then groups of three.
                if plain.is_empty()
                    || plain.starts_with('0')
                    || group.map_or(plain.len() > 3, |digits| digits != 3)
                {
                    return None;
                }
                group = Some(0);
            }
            _ => return None,
        }
    }
    if group.is_some_and(|digits| digits != 3)
        || !plain.starts_with(|char: char| char.is_ascii_digit() || char == '.')
    {
        return None;
    }
    let number = number::parse(&plain)?;
    Some(if negative { -number } else { number })
}

/// The decimal mark of a column and whether its cells leave it open; `None` if they are no numbers.
///
/// `semicolon`: the file separates cells by semicolons, as programs do where the comma is the decimal mark.
pub fn decide<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    semicolon: bool,
) -> Option<(Decimal, bool, f64)> {
    let all = cells.clone().count();
    let reads = |decimal: Decimal| cells.clone().filter(|cell| read(cell, decimal).is_some()).count();
    let (point, comma) = (reads(Decimal::Point), reads(Decimal::Comma));
    if all == 0 || point.max(comma) == 0 {
        return None;
    }
    let rate = |count: usize| count as f64 / all as f64;
    if point != comma {
        let decimal = if point > comma { Decimal::Point } else { Decimal::Comma };
        return Some((decimal, false, rate(point.max(comma))));
    }
    // Both read every cell: only `90.400`-like cells differ.
    let marked = |mark: char| cells.clone().filter(move |cell| cell.contains(mark)).count();
    let (points, commas) = (marked('.'), marked(','));
    let decimal = match (points, commas) {
        (0, 0) => return Some((if semicolon { Decimal::Comma } else { Decimal::Point }, false, rate(point))),
        // Every mark is followed by exactly three digits: it groups thousands.
        (_, 0) => Decimal::Comma,
        (0, _) => Decimal::Point,
        _ if semicolon => Decimal::Comma,
        _ => Decimal::Point,
    };
    Some((decimal, true, rate(point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_both_writings() {
        for (text, point, comma) in [
            ("1234", Some(1234.0), Some(1234.0)),
            ("1,234.5", Some(1234.5), None),
            ("1.234,5", None, Some(1234.5)),
            ("Rp 1.250.000,50", None, Some(1_250_000.5)),
            ("-0.5", Some(-0.5), None),
            ("90.400", Some(90.4), Some(90400.0)),
            ("1.5E+3", Some(1500.0), None),
            ("12 345,67", None, Some(12345.67)),
            ("$ -3.20", Some(-3.2), None),
            ("15,000", Some(15000.0), Some(15.0)),
            ("1,23,456", None, None),
            ("1234.567", Some(1234.567), None),
            ("0.308", Some(0.308), None),
            ("", None, None),
            ("abc", None, None),
            ("1e999", None, None),
            ("NaN", None, None),
            ("inf", None, None),
            (".5", Some(0.5), None),
            ("1.2.3", None, None),
        ] {
            assert_eq!(read(text, Decimal::Point), point, "{text} with a point");
            assert_eq!(read(text, Decimal::Comma), comma, "{text} with a comma");
        }
    }

    #[test]
    fn the_column_decides_its_decimal_mark() {
        let decide = |cells: &[&str], semicolon| {
            decide(cells.iter().copied(), semicolon).map(|(mark, open, _)| (mark, open))
        };
        assert_eq!(decide(&["1.5", "2.250"], false), Some((Decimal::Point, false)));
        assert_eq!(decide(&["4,5", "2,0", "3,25"], true), Some((Decimal::Comma, false)));
        assert_eq!(decide(&["90.400", "45.200", "452"], true), Some((Decimal::Comma, true)));
        assert_eq!(decide(&["340.000", "75.000"], false), Some((Decimal::Comma, true)));
        assert_eq!(decide(&["0.308", "1.465"], false), Some((Decimal::Point, false)));
        assert_eq!(decide(&["1", "2"], false), Some((Decimal::Point, false)));
        assert_eq!(decide(&["a"], false), None);
    }
}
