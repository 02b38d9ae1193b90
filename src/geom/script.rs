//! What must be known of characters to clean, break and turn text of any writing system: a few blocks, no tables.

use std::borrow::Cow;

/// Label text never has more signs than this.
pub const GRAPHEMES: usize = 500;

/// Combining marks kept after one letter: more would climb out of the line.
const MARKS: usize = 3;

/// Begins a line that goes from left to right, or from right to left, whatever its first letter.
pub const ONWARDS: [char; 2] = ['\u{200E}', '\u{200F}'];

/// Text that may be drawn: one line, no control characters, of direction characters at most one of [`ONWARDS`] at
/// its very start, at most [`GRAPHEMES`] signs,
/// no towers of combining marks and none without a letter. Of characters that join to one sign eight a sign are kept.
///
/// ```
/// # use jejak::geom::text::clean;
/// assert_eq!(clean("  two\n\tlines\u{202E} "), "two lines");
/// ```
pub fn clean(text: &str) -> String {
    clean_to(text, GRAPHEMES)
}

/// The same with at most `most` signs: what is read out may be longer than what is drawn.
pub fn clean_to(text: &str, most: usize) -> String {
    if is_clean(text, most) {
        return text.to_owned();
    }
    swept(text, most)
}

fn swept(text: &str, most: usize) -> String {
    let mut out = String::new();
    let (mut marks, mut signs, mut kept, mut joined) = (MARKS, 0, 0, false);
    for c in text.chars() {
        if is_direction(c) {
            if out.is_empty() && ONWARDS.contains(&c) {
                out.push(c);
            }
            continue;
        }
        signs += usize::from(!joined && !is_combining(c) && !is_joining(c));
        joined = c == JOINER;
        if signs > most || kept >= 8 * most {
            out.push('…');
            break;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') && !out.ends_with(ONWARDS) {
                out.push(if c == '\u{a0}' { c } else { ' ' });
            }
            // a mark needs a letter under it
            marks = MARKS;
        } else if is_combining(c) {
            marks += 1;
            if marks <= MARKS {
                out.push(c);
                kept += 1;
            }
        } else {
            // a joiner is no letter: a tower goes on over it
            marks = if is_joining(c) { marks } else { 0 };
            out.push(c);
            kept += 1;
        }
    }
    out.truncate(out.trim_end().len());
    if out.chars().all(|c| ONWARDS.contains(&c)) {
        out.clear();
    }
    out
}

/// True for most texts that [`clean_to`] leaves as they are.
pub fn is_clean(text: &str, most: usize) -> bool {
    text.len() <= most && is_plain(text)
}

/// The same as [`clean`], without a copy of what is clean already.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if is_clean(text, GRAPHEMES) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean(text))
}

/// Single blanks between letters and signs of Latin that stand for themselves: clean as it is, like most texts of most
/// maps.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        let plain = match byte {
            b' ' => before != b' ',
            b'!'..=b'~' => true,
            // within a character that was looked at
            0x80..0xC0 => continue,
            _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some('\u{a0}') => before != b' ',
                c => c.is_some_and(is_own_sign),
            },
        };
        if !plain {
            return false;
        }
        before = byte;
    }
    before != b' ' && !text.ends_with('\u{a0}') || text.is_empty()
}

/// A letter or sign beyond ASCII that stands for itself.
fn is_own_sign(c: char) -> bool {
    matches!(c, '¡'..='\u{2FF}' | '‐'..='‧' | '‰'..='⁞' | '₠'..='\u{20CF}' | '←'..='⯿')
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

/// Marks that stand over or under a letter and take no room of their own: the common ones of Latin, Cyrillic,
/// Hebrew, Arabic, Devanagari, Thai and Lao.
pub fn is_combining(c: char) -> bool {
    c >= '\u{300}'
        && matches!(u32::from(c),
        0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F
        | 0x591..=0x5BD | 0x5BF | 0x5C1 | 0x5C2 | 0x5C4 | 0x5C5 | 0x5C7
        | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7 | 0x6E8 | 0x6EA..=0x6ED | 0x8D3..=0x8E1 | 0x8E3..=0x8FF
        | 0x900..=0x902 | 0x93A | 0x93C | 0x941..=0x948 | 0x94D | 0x951..=0x957 | 0x962 | 0x963
        | 0xE31 | 0xE34..=0xE3A | 0xE47..=0xE4E | 0xEB1 | 0xEB4..=0xEBC | 0xEC8..=0xECE)
}

/// True for letters of Thai, Lao, Myanmar, Khmer and their kin: written without blanks, so that only a dictionary
/// knows their words (class SA of UAX 14).
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0xE01..=0xE3A | 0xE40..=0xE4E | 0xE81..=0xEDE | 0x1000..=0x103F | 0x1050..=0x108F | 0x109A..=0x109F
        | 0x1780..=0x17D3 | 0x1950..=0x19DF | 0x1A20..=0x1AAD | 0xA9E0..=0xA9EF | 0xAA60..=0xAADF)
}

/// True where Thai and Lao keep two letters together though no mark joins them: a vowel written before its
/// consonant, one written after it, and the signs of repetition and abbreviation.
pub fn is_tied(before: char, after: char) -> bool {
    matches!(before, 'เ'..='ไ' | 'ເ'..='ໄ')
        || matches!(after, 'ะ' | 'า' | 'ำ' | 'ๅ' | 'ๆ' | 'ฯ' | 'ະ' | 'າ' | 'ຳ' | 'ໆ' | 'ຯ')
}

/// True when a text is to be read from right to left: its first letter is of such a script. Digits, marks and
/// signs do not decide.
///
/// ```
/// # use jejak::geom::text::reads_leftwards;
/// assert!(reads_leftwards("45 دقيقة"));
/// assert!(!reads_leftwards("SMS برسالة") && !reads_leftwards("3.5"));
/// ```
pub fn reads_leftwards(text: &str) -> bool {
    text.chars().find_map(leftwards).unwrap_or(false)
}

/// Direction of a letter; `None` for what takes the direction of its neighbours.
fn leftwards(c: char) -> Option<bool> {
    match u32::from(c) {
        0x200E => Some(false),
        0x200F => Some(true),
        0x41..=0x5A | 0x61..=0x7A => Some(false),
        0..=0xBF | 0xD7 | 0xF7 | 0x300..=0x36F => None,
        0x591..=0x5C7
        | 0x600..=0x61F
        | 0x64B..=0x66D
        | 0x670
        | 0x6D6..=0x6E4
        | 0x6E7..=0x6ED
        | 0x6F0..=0x6F9 => None,
        0x5D0..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF => {
            Some(true)
        }
        0x2000..=0x2BFF | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFE00..=0xFE6F | 0xFF01..=0xFF20 => None,
        0x1_F000..=0x1_FFFF | 0xE_0000.. => None,
        _ => Some(false),
    }
}

/// True when a language is written from right to left, by its BCP 47 tag.
///
/// ```
/// # use jejak::geom::text::is_leftward_language;
/// assert!(is_leftward_language("ar-EG") && is_leftward_language("fa") && is_leftward_language("az-Arab"));
/// assert!(!is_leftward_language("id") && !is_leftward_language("arn") && !is_leftward_language("ur-Latn"));
/// ```
pub fn is_leftward_language(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    // a script that is named wins over the language's usual one
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg"),
        None => matches!(
            language,
            "ar" | "he"
                | "iw"
                | "fa"
                | "ur"
                | "ps"
                | "sd"
                | "ug"
                | "yi"
                | "dv"
                | "ckb"
                | "arz"
                | "syr"
                | "nqo"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_plain_is_left_as_sweeping_leaves_it(text in "[ab \u{a0}\tñ–\u{202E}\u{301}…]{0,12}") {
            prop_assert_eq!(clean(&text), swept(&text, GRAPHEMES));
            prop_assert_eq!(cleaned(&text), swept(&text, GRAPHEMES));
        }
    }
}
