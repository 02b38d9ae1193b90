//! How wide text is, and how it is cleaned, broken into lines and cut.
//!
//! Width comes through a trait, so that the browser and the native table serve the same layout code.

use unicode_linebreak::{BreakOpportunity, linebreaks};

#[cfg(not(target_arch = "wasm32"))]
pub use super::table::Table;

/// Weight of type: only these two are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum Weight {
    #[default]
    Regular,
    Semibold,
}

/// A style of type: size in CSS px, weight.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Font {
    pub size: f64,
    pub weight: Weight,
}

/// Measures text.
pub trait TextMeasure {
    /// Width of one line in CSS px.
    fn width(&self, text: &str, font: Font) -> f64;

    /// Where the signs (grapheme clusters) of a text begin, in bytes, ascending from 0. The browser knows them;
    /// tables of them would be a tenth of the module.
    fn signs(&self, text: &str) -> Vec<usize>;
}

/// Label text never has more signs than this.
pub const GRAPHEMES: usize = 500;

/// Combining marks kept after one letter: more would climb out of the line.
const MARKS: usize = 3;

/// Text that may be drawn: one line, no control or direction characters, at most [`GRAPHEMES`] signs
/// and no towers of combining marks.
///
/// ```
/// # use jejak::geom::text::clean;
/// assert_eq!(clean("  two\n\tlines\u{202E} "), "two lines");
/// ```
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    let (mut marks, mut signs, mut joined) = (0, 0, false);
    for c in text.chars() {
        signs += usize::from(!joined && !is_combining(c) && !is_joining(c) && !is_direction(c));
        joined = c == JOINER;
        if signs > GRAPHEMES {
            out.push('…');
            break;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(if c == '\u{a0}' { c } else { ' ' });
            }
        } else if is_direction(c) {
        } else if is_combining(c) {
            marks += 1;
            if marks <= MARKS {
                out.push(c);
            }
        } else {
            marks = 0;
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Makes one sign of what stands before and after it.
const JOINER: char = '\u{200D}';

/// Belongs to the sign before it.
fn is_joining(c: char) -> bool {
    matches!(c, JOINER | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x300..0x370 | 0x483..0x48A | 0x1AB0..0x1B00 | 0x1DC0..0x1E00 | 0x20D0..0x2100 | 0xFE20..0xFE30)
}

/// Breaks a text into lines no wider than `max`: where Unicode allows a line to break (UAX 14), and inside a
/// word only when the word alone is wider than the line.
pub fn wrap(measure: &dyn TextMeasure, text: &str, font: Font, max: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let joined = format!("{line}{piece}");
        if measure.width(joined.trim_end(), font) <= max {
            line = joined;
            continue;
        }
        if !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        line = String::new();
        if measure.width(piece.trim_end(), font) <= max {
            line.push_str(piece);
            continue;
        }
        let signs = measure.signs(piece);
        let ends = signs.iter().skip(1).copied().chain([piece.len()]);
        for sign in signs.iter().zip(ends).filter_map(|(from, to)| piece.get(*from..to)) {
            let joined = format!("{line}{sign}");
            if !line.is_empty() && measure.width(joined.trim_end(), font) > max {
                // a blank that may not end a line by the rules can still stand where a long word is cut
                lines.push(line.trim_end().to_owned());
                line = sign.trim_start().to_owned();
            } else {
                line = joined;
            }
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Stretches of text between which a line may break; blanks stay at the end of theirs.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    linebreaks(text).filter_map(move |(at, kind)| {
        let piece = text.get(from..at);
        from = at;
        // what is mandatory is only the end: `clean` has taken line ends away
        let _: BreakOpportunity = kind;
        piece.filter(|piece| !piece.is_empty())
    })
}

/// At most `count` lines; when there is more, the last one ends in an ellipsis.
pub fn clamp(measure: &dyn TextMeasure, text: &str, font: Font, max: f64, count: usize) -> Vec<String> {
    let mut lines = wrap(measure, text, font, max);
    if lines.len() > count {
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            *last = elide(measure, &format!("{last} …"), font, max, true);
        }
    }
    lines
}

/// One line no wider than `max`: cut between graphemes and ended with `…` where it is too long.
pub fn fit(measure: &dyn TextMeasure, text: &str, font: Font, max: f64) -> String {
    if measure.width(text, font) <= max { text.to_owned() } else { elide(measure, text, font, max, true) }
}

fn elide(measure: &dyn TextMeasure, text: &str, font: Font, max: f64, mark: bool) -> String {
    let text = text.trim_end_matches(['…', ' ']);
    let mut ends = measure.signs(text);
    ends.push(text.len());
    let cut = |count: usize| {
        let head = ends.get(count).and_then(|end| text.get(..*end)).unwrap_or("");
        let head = head.trim_end_matches([' ', ',', '.', ';', ':', '-', '–']);
        if mark { format!("{head}…") } else { head.to_owned() }
    };
    // widths rise with length, so the longest that fits is found by halving
    let (mut low, mut high) = (0, ends.len().saturating_sub(1));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if measure.width(&cut(middle), font) <= max {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    cut(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BODY: Font = Font { size: 13.0, weight: Weight::Regular };

    #[test]
    fn the_table_knows_a_word() {
        // O 761, r 372, a 564, n 585, g 609 thousandths
        assert!((Table.width("Orang", BODY) - 2.891 * 13.0).abs() < 1e-9);
        assert_eq!(Table.width("顧客", BODY), 26.0);
    }

    #[test]
    fn lines_break_at_blanks_and_between_ideographs_and_long_words_inside() {
        assert_eq!(wrap(&Table, "Titik kontak dan saluran", BODY, 100.0), ["Titik kontak dan", "saluran"]);
        assert_eq!(wrap(&Table, "顧客の旅、地図", BODY, 40.0), ["顧客の", "旅、地", "図"]);
        assert_eq!(wrap(&Table, "a-very-long", BODY, 50.0), ["a-very-", "long"]);
        assert!(wrap(&Table, &"x".repeat(40), BODY, 50.0).len() > 3);
    }

    #[test]
    fn a_word_with_a_blank_inside_is_cut_without_it() {
        // UAX 14 lets no line end before a closing brace, so this is one piece of 9.3 em.
        let lines = wrap(&Table, "nnnnnnnn# }", BODY, 74.0);
        assert_eq!(lines, ["nnnnnnnn#", "}"]);
    }

    #[test]
    fn a_family_is_one_sign() {
        let cut = fit(&Table, "ab👨‍👩‍👧‍👦cdefgh", BODY, 80.0);
        assert!(cut == "ab…" || cut.starts_with("ab👨‍👩‍👧‍👦"), "{cut}");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_box(text in "\\PC{0,80}", max in 30.0..300.0f64) {
            let text = clean(&text);
            for line in clamp(&Table, &text, BODY, max, 4) {
                let one = Table.signs(&line).len() <= 2;
                prop_assert!(one || Table.width(&line, BODY) <= max, "{line}");
            }
            let cut = fit(&Table, &text, BODY, max);
            prop_assert!(cut.chars().count() <= 1 || Table.width(&cut, BODY) <= max);
        }

        #[test]
        fn wrapping_keeps_every_letter(text in "[a-z éß]{0,60}", max in 30.0..300.0f64) {
            let text = clean(&text);
            let back = wrap(&Table, &text, BODY, max).concat().replace(' ', "");
            prop_assert_eq!(back, text.replace(' ', ""));
        }
    }
}
