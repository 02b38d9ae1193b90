//! Hides what names a person in a comment: e-mail addresses, and telephone, account and order numbers.
//!
//! Must never know: languages.

use std::borrow::Cow;

/// What stands for something hidden.
pub const HIDDEN: &str = "•••";
/// A run of so many digits is a number of somebody or something.
const RUN: usize = 6;

/// The text without e-mail addresses and without runs of six or more digits, however they are grouped: by blanks,
/// hyphens, brackets or dots, with a plus in front or not. Amounts of money (`150.000`) are no such runs.
///
/// ```
/// # use jejak::analyse::mask::mask;
/// assert_eq!(mask("balas ke rani.p@toko.co.id ya"), "balas ke ••• ya");
/// assert_eq!(mask("WA +62 812-3456-7890, resi JP00123456"), "WA •••, resi JP•••");
/// assert_eq!(mask("ongkir Rp150.000 utk 12345?"), "ongkir Rp150.000 utk 12345?");
/// ```
pub fn mask(text: &str) -> Cow<'_, str> {
    if !text.contains(['@', '＠']) && text.chars().filter(|c| is_digit(*c)).nth(RUN - 1).is_none() {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut hidden = vec![false; chars.len()];
    addresses(&chars, &mut hidden);
    numbers(&chars, &mut hidden);
    let mut masked = String::with_capacity(text.len());
    let mut before = false;
    for (c, hidden) in chars.iter().zip(hidden) {
        match (hidden, before) {
            (false, _) => masked.push(*c),
            (true, false) => masked.push_str(HIDDEN),
            (true, true) => {}
        }
        before = hidden;
    }
    Cow::Owned(masked)
}

fn hide(hidden: &mut [bool], from: usize, to: usize) {
    if let Some(hidden) = hidden.get_mut(from..to) {
        hidden.fill(true);
    }
}

/// Everything that hangs together around an `@` with something on both sides.
fn addresses(chars: &[char], hidden: &mut [bool]) {
    let part = |c: &char| !c.is_whitespace() && !"<>()[]{},;:\"'“”‘’|\\/!?".contains(*c);
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| **c == '@' || **c == '＠') {
        let before = chars.get(..at).unwrap_or_default().iter().rev().take_while(|c| part(c)).count();
        let after = chars.get(at + 1..).unwrap_or_default();
        let mut behind = after.iter().take_while(|c| part(c)).count();
        // The full stop of the sentence is not the address's.
        while behind > 0 && after.get(behind - 1) == Some(&'.') {
            behind -= 1;
        }
        if before > 0 && behind > 0 {
            hide(hidden, at - before, at + 1 + behind);
        }
    }
}

/// Digits of any script.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric())
}

/// What may stand between the digits of one number.
fn joins(c: char) -> bool {
    matches!(c, '-' | '.' | '(' | ')' | '+' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
        || (c.is_whitespace() && c != '\n')
}

fn numbers(chars: &[char], hidden: &mut [bool]) {
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if !is_digit(*c) {
            at += 1;
            continue;
        }
        let (end, groups) = run(chars, at);
        let digits: usize = groups.iter().sum();
        if digits >= RUN && !amount(chars, at, end, &groups) {
            let plus = at.checked_sub(1).filter(|before| chars.get(*before) == Some(&'+'));
            hide(hidden, plus.unwrap_or(at), end);
        }
        at = end;
    }
}

/// Where the run of digits that begins at `start` ends, and how long its groups are; up to three marks may stand
/// between two groups.
fn run(chars: &[char], start: usize) -> (usize, Vec<usize>) {
    let (mut at, mut groups) = (start, Vec::new());
    loop {
        let rest = chars.get(at..).unwrap_or_default();
        let digits = rest.iter().take_while(|c| is_digit(**c)).count();
        groups.push(digits);
        let end = at + digits;
        let behind = chars.get(end..).unwrap_or_default();
        let marks = behind.iter().take_while(|c| joins(**c)).count();
        if !(1..=3).contains(&marks) || !behind.get(marks).is_some_and(|c| is_digit(*c)) {
            return (end, groups);
        }
        at = end + marks;
    }
}

/// Thousands: one to three digits, no 0 in front, then groups of three behind full stops.
fn amount(chars: &[char], start: usize, end: usize, groups: &[usize]) -> bool {
    let [first, rest @ ..] = groups else { return false };
    let inside = chars.get(start..end).unwrap_or_default();
    let stops = inside.iter().filter(|c| !is_digit(**c)).all(|c| *c == '.');
    let marks = inside.len().saturating_sub(groups.iter().sum());
    !rest.is_empty()
        && (1..=3).contains(first)
        && inside.first() != Some(&'0')
        && rest.iter().all(|group| *group == 3)
        && stops
        && marks == rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_all_their_dresses_are_hidden() {
        for (text, masked) in [
            ("0812 3456 7890", "•••"),
            ("(021) 555-1234", "(•••"),
            ("+62-812-345-678 telp", "••• telp"),
            ("0812.345.678", "•••"),
            ("081.234.567", "•••"),
            ("1.234.567 rupiah", "1.234.567 rupiah"),
            ("12345", "12345"),
            ("123456", "•••"),
            ("٠١٢٣٤٥", "•••"),
            ("０８１２３４", "•••"),
            ("08\u{200b}12\u{200b}34", "•••"),
            ("12\n3456", "12\n3456"),
            ("kirim ke a@b.co.", "kirim ke •••."),
            ("@toko_rani keren", "@toko_rani keren"),
            ("budi＠mail.com", "•••"),
            ("<rani@toko.id>", "<•••>"),
            ("", ""),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_six_digits_stand_together_and_no_address(text in "[0-9a-z@ .+()-]{0,60}") {
            let masked = mask(&text);
            let mut together = 0;
            for c in masked.chars() {
                together = if c.is_ascii_digit() { together + 1 } else { 0 };
                prop_assert!(together < 6, "{text} → {masked}");
            }
            let around = |at: usize| {
                let side = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                side(masked[..at].chars().next_back()) && side(masked[at + 1..].chars().next())
            };
            prop_assert!(!masked.char_indices().any(|(at, c)| c == '@' && around(at)), "{text} → {masked}");
            prop_assert_eq!(mask(&masked), masked.clone());
        }
    }
}
