//! What must be known of characters to clean, break and turn text of any writing system: a few blocks, no tables.

/// Label text never has more signs than this.
pub const GRAPHEMES: usize = 500;

/// Combining marks kept after one letter: more would climb out of the line.
const MARKS: usize = 3;

/// Characters kept of one text, whatever they join to.
const CHARACTERS: usize = 8 * GRAPHEMES;

/// Text that may be drawn: one line, no control or direction characters, at most [`GRAPHEMES`] signs,
/// no towers of combining marks and none without a letter.
///
/// ```
/// # use jejak::geom::text::clean;
/// assert_eq!(clean("  two\n\tlines\u{202E} "), "two lines");
/// ```
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    let (mut marks, mut signs, mut kept, mut joined) = (MARKS, 0, 0, false);
    for c in text.chars() {
        if is_direction(c) {
            continue;
        }
        signs += usize::from(!joined && !is_combining(c) && !is_joining(c));
        joined = c == JOINER;
        if signs > GRAPHEMES || kept >= CHARACTERS {
            out.push('…');
            break;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
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

/// Marks that stand over or under a letter and take no room of their own: the common ones of Latin, Cyrillic,
/// Hebrew, Arabic, Devanagari, Thai and Lao.
pub fn is_combining(c: char) -> bool {
    matches!(u32::from(c),
        0x300..0x370 | 0x483..0x48A | 0x1AB0..0x1B00 | 0x1DC0..0x1E00 | 0x20D0..0x2100 | 0xFE20..0xFE30
        | 0x591..0x5BE | 0x5BF | 0x5C1 | 0x5C2 | 0x5C4 | 0x5C5 | 0x5C7
        | 0x610..0x61B | 0x64B..0x660 | 0x670 | 0x6D6..0x6DD | 0x6DF..0x6E5 | 0x6E7 | 0x6E8 | 0x6EA..0x6EE | 0x8D3..0x8E2 | 0x8E3..0x900
        | 0x900..0x903 | 0x93A | 0x93C | 0x941..0x949 | 0x94D | 0x951..0x958 | 0x962 | 0x963
        | 0xE31 | 0xE34..0xE3B | 0xE47..0xE4F | 0xEB1 | 0xEB4..0xEBD | 0xEC8..0xECF)
}

/// True for letters of Thai, Lao, Myanmar, Khmer and their kin: written without blanks, so that only a dictionary
/// knows their words (class SA of UAX 14).
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0xE01..0xE3B | 0xE40..0xE4F | 0xE81..0xEDF | 0x1000..0x1040 | 0x1050..0x1090 | 0x109A..0x10A0
        | 0x1780..0x17D4 | 0x1950..0x19E0 | 0x1A20..0x1AAE | 0xA9E0..0xA9F0 | 0xAA60..0xAAE0)
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
        0x41..0x5B | 0x61..0x7B => Some(false),
        0..0xC0 | 0xD7 | 0xF7 | 0x300..0x370 => None,
        0x591..0x5C8 | 0x600..0x620 | 0x64B..0x66E | 0x670 | 0x6D6..0x6E5 | 0x6E7..0x6EE | 0x6F0..0x6FA => {
            None
        }
        0x5D0..0x900 | 0xFB1D..0xFE00 | 0xFE70..0xFF00 | 0x1_0800..0x1_1000 | 0x1_E800..0x1_F000 => {
            Some(true)
        }
        0x2000..0x2C00 | 0x3000..0x3005 | 0x3008..0x3021 | 0xFE00..0xFE70 | 0xFF01..0xFF21 => None,
        0x1_F000..0x2_0000 | 0xE_0000.. => None,
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
