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

/// What all numbers of a column are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that is said.
    None,
    /// Hundredths: `12.5 %` is 0.125.
    Percent,
    /// Money of one currency, by its code.
    Money(&'static str),
}

/// How the numbers of one column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Its decimal mark.
    pub decimal: Decimal,
    /// Its unit, which cells may leave out, but not exchange.
    pub unit: Unit,
}

impl Writing {
    /// As machines write.
    pub const PLAIN: Self = Self::of(Decimal::Point);

    /// Numbers of nothing in particular.
    pub const fn of(decimal: Decimal) -> Self {
        Self { decimal, unit: Unit::None }
    }

    /// How the report shows it: `1,234.5`, `IDR 1.234,5`, `1,234.5 %`.
    pub fn shown(self) -> String {
        let number = self.decimal.as_str();
        match self.unit {
            Unit::None => number.to_owned(),
            Unit::Percent => format!("{number} %"),
            Unit::Money(code) => format!("{code} {number}"),
        }
    }
}

/// What may stand before or behind a number: longer words first where one begins another.
const UNITS: [(&str, Unit); 26] = [
    ("Rp.", Unit::Money("IDR")),
    ("Rp", Unit::Money("IDR")),
    ("RP", Unit::Money("IDR")),
    ("rp", Unit::Money("IDR")),
    ("IDR", Unit::Money("IDR")),
    ("USD", Unit::Money("USD")),
    ("US$", Unit::Money("USD")),
    ("SGD", Unit::Money("SGD")),
    ("S$", Unit::Money("SGD")),
    ("AUD", Unit::Money("AUD")),
    ("A$", Unit::Money("AUD")),
    ("MYR", Unit::Money("MYR")),
    ("RM", Unit::Money("MYR")),
    ("EUR", Unit::Money("EUR")),
    ("€", Unit::Money("EUR")),
    ("GBP", Unit::Money("GBP")),
    ("£", Unit::Money("GBP")),
    ("JPY", Unit::Money("JPY")),
    ("CNY", Unit::Money("CNY")),
    ("¥", Unit::Money("JPY")),
    ("INR", Unit::Money("INR")),
    ("₹", Unit::Money("INR")),
    ("CHF", Unit::Money("CHF")),
    ("$", Unit::Money("USD")),
    ("%", Unit::Percent),
    ("\u{ff05}", Unit::Percent),
];

/// The number without its unit, sign and blanks: `(negative, digits and marks, unit)`.
///
/// ` (1,250.00)` is what accountants write for a negative amount.
fn bare(text: &str) -> (bool, &str, Unit) {
    let blank = |char: char| char.is_whitespace();
    let mut rest = text.trim_matches(blank);
    let mut negative = false;
    let mut unit = Unit::None;
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        negative = true;
        rest = inner.trim_matches(blank);
    }
    for _ in 0..2 {
        if let Some(behind) = rest.strip_prefix(['-', '\u{2212}']) {
            negative = !negative;
            rest = behind.trim_start_matches(blank);
        } else if let Some(behind) = rest.strip_prefix('+') {
            rest = behind;
        }
        if unit != Unit::None
            || rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        {
            continue;
        }
        let (first, last) = (rest.bytes().next(), rest.bytes().next_back());
        for (word, of) in UNITS {
            // Hardly any cell begins or ends as a unit does: one byte tells before the words are compared.
            if word.bytes().next() == first
                && let Some(behind) = rest.strip_prefix(word)
            {
                (rest, unit) = (behind.trim_start_matches(blank), of);
            } else if word.bytes().next_back() == last
                && let Some(before) = rest.strip_suffix(word)
            {
                (rest, unit) = (before.trim_end_matches(blank), of);
            }
            if unit != Unit::None {
                break;
            }
        }
    }
    (negative, rest, unit)
}

/// Reads a number; `None` if it is none in this writing.
pub fn read(text: &str, writing: Writing) -> Option<f64> {
    let (negative, bare, unit) = bare(text);
    if unit != Unit::None && unit != writing.unit {
        return None;
    }
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
            mark if mark == char::from(writing.decimal.mark()) && !fraction => {
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
    let number = if writing.unit == Unit::Percent { number / 100.0 } else { number };
    Some(if negative { -number } else { number })
}

/// Without a digit a cell is neither number nor time, whatever else is in it.
#[inline(never)] // see `Profile::of`
pub fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// True of most texts that are no number: a byte is in them that no number has, in any writing, of any unit.
#[inline(never)] // see `Profile::of`
fn is_other(text: &str) -> bool {
    let other =
        |byte| matches!(byte, b'/' | b':' | b'_' | b'@' | b'a'..=b'd' | b'f'..=b'o' | b'q' | b's'..=b'z');
    text.bytes().any(other)
}

/// True where a unit may stand beside a number: hardly any other text has a byte of those that every unit has one of.
#[inline(never)] // see `Profile::of`
fn may_name_unit(text: &str) -> bool {
    let of_unit = |byte| {
        matches!(
            byte,
            b'$' | b'%' | b'R' | b'I' | b'U' | b'S' | b'A' | b'M' | b'E' | b'G' | b'J' | b'C' | 0x80..
        )
    };
    text.bytes().any(of_unit) || text.as_bytes().windows(2).any(|pair| pair == b"rp")
}

/// The unit that most of the cells with a unit name.
pub fn unit<'a>(cells: impl Iterator<Item = &'a str>) -> Unit {
    let mut seen: Vec<(Unit, usize)> = Vec::new();
    for cell in cells.filter(|cell| may_name_unit(cell)) {
        let (_, bare, unit) = bare(cell);
        if unit == Unit::None || !bare.starts_with(|char: char| char.is_ascii_digit() || char == '.') {
            continue;
        }
        match seen.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, times)) => *times += 1,
            None => seen.push((unit, 1)),
        }
    }
    // The first of equals.
    seen.into_iter().rev().max_by_key(|(_, times)| *times).map_or(Unit::None, |(unit, _)| unit)
}

/// How the numbers of a column are written and whether its cells leave the decimal mark open; `None` if they are no
/// numbers.
///
/// `semicolon`: the file separates cells by semicolons, as programs do where the comma is the decimal mark.
pub fn decide<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    semicolon: bool,
) -> Option<(Writing, bool, f64)> {
    let any = cells.clone().any(|cell| has_digit(cell) && !is_other(cell));
    if any { decide_among(cells, semicolon) } else { None }
}

#[inline(never)] // see `Profile::of`
fn decide_among<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    semicolon: bool,
) -> Option<(Writing, bool, f64)> {
    let all = cells.clone().count();
    let cells = cells.filter(|cell| has_digit(cell));
    let unit = unit(cells.clone());
    let of = |decimal: Decimal| Writing { decimal, unit };
    let likely = cells.clone().filter(|cell| !is_other(cell));
    let reads = |decimal: Decimal| likely.clone().filter(|cell| read(cell, of(decimal)).is_some()).count();
    let (point, comma) = (reads(Decimal::Point), reads(Decimal::Comma));
    if all == 0 || point.max(comma) == 0 {
        return None;
    }
    let rate = |count: usize| count as f64 / all as f64;
    if point != comma {
        let decimal = if point > comma { Decimal::Point } else { Decimal::Comma };
        return Some((of(decimal), false, rate(point.max(comma))));
    }
    // Both read every cell: only `90.400`-like cells differ.
    let marked = |mark: char| cells.clone().filter(move |cell| bare(cell).1.contains(mark)).count();
    let (points, commas) = (marked('.'), marked(','));
    let usual = if semicolon { Decimal::Comma } else { Decimal::Point };
    let decimal = match (points, commas) {
        (0, 0) => return Some((of(usual), false, rate(point))),
        // Every mark is followed by exactly three digits: it groups thousands. Rupiah have no decimals in use.
        (_, 0) => Decimal::Comma,
        (0, _) => Decimal::Point,
        _ => usual,
    };
    let open = unit != Unit::Money("IDR");
    Some((of(decimal), open, rate(point)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            assert_eq!(
                read(text, Writing { unit: unit([text].into_iter()), ..Writing::PLAIN }),
                point,
                "{text} with a point"
            );
            assert_eq!(
                read(text, Writing { unit: unit([text].into_iter()), ..Writing::of(Decimal::Comma) }),
                comma,
                "{text} with a comma"
            );
        }
    }

    proptest! {
        #[test]
        fn a_first_look_says_nothing_else_than_reading(text in "[ -~€£¥₹\u{ff05}]{0,9}|[0-9., rpRSDe%$€/:-]{0,9}") {
            let (_, _, found) = bare(&text);
            prop_assert!(found == Unit::None || may_name_unit(&text), "{text}");
            for decimal in [Decimal::Point, Decimal::Comma] {
                let read = read(&text, Writing { decimal, unit: found });
                prop_assert!(read.is_none() || !is_other(&text), "{text}");
            }
        }
    }

    #[test]
    fn every_unit_is_seen_at_a_first_look() {
        for (word, unit) in UNITS {
            let text = format!("{word} 5");
            assert!(may_name_unit(&text) && bare(&text).2 == unit && !is_other(&text), "{word}");
        }
    }

    #[test]
    fn the_column_decides_its_decimal_mark() {
        let decide = |cells: &[&str], semicolon| {
            decide(cells.iter().copied(), semicolon).map(|(writing, open, _)| (writing.decimal, open))
        };
        assert_eq!(decide(&["1.5", "2.250"], false), Some((Decimal::Point, false)));
        assert_eq!(decide(&["4,5", "2,0", "3,25"], true), Some((Decimal::Comma, false)));
        assert_eq!(decide(&["90.400", "45.200", "452"], true), Some((Decimal::Comma, true)));
        assert_eq!(decide(&["340.000", "75.000"], false), Some((Decimal::Comma, true)));
        assert_eq!(decide(&["0.308", "1.465"], false), Some((Decimal::Point, false)));
        assert_eq!(decide(&["1", "2"], false), Some((Decimal::Point, false)));
        assert_eq!(decide(&["a"], false), None);
    }

    #[test]
    fn one_unit_a_column() {
        let writing = |cells: &[&str]| {
            decide(cells.iter().copied(), false).map(|(writing, open, _)| (writing.shown(), open))
        };
        assert_eq!(writing(&["Rp 1.250.000", "Rp75.000", "0"]), Some(("IDR 1.234,5".into(), false)));
        assert_eq!(writing(&["12.5%", "3 %", "0"]), Some(("1,234.5 %".into(), false)));
        assert_eq!(writing(&["$5.00", "€5.00", "$7.50", "(3.00)"]), Some(("USD 1,234.5".into(), false)));
        assert_eq!(writing(&["1.250", "2.000"]), Some(("1.234,5".into(), true)));
        let dollars = Writing { unit: Unit::Money("USD"), ..Writing::PLAIN };
        for (text, number) in [
            ("$5.25", Some(5.25)),
            ("USD 5.25", Some(5.25)),
            ("5.25 US$", Some(5.25)),
            ("-$5.25", Some(-5.25)),
            ("($5.25)", Some(-5.25)),
            ("5.25", Some(5.25)),
            ("€5.25", None),
            ("5.25%", None),
        ] {
            assert_eq!(read(text, dollars), number, "{text}");
        }
        let percent = Writing { unit: Unit::Percent, ..Writing::PLAIN };
        assert_eq!(
            (read("12.5 %", percent), read("50", percent), read("$1", percent)),
            (Some(0.125), Some(0.5), None)
        );
        assert_eq!(read("12.5%", Writing::PLAIN), None);
    }
}
