//! Small letters, for names that mean the same.

/// The text in small letters: Latin, Greek, Cyrillic, Armenian and wide letters; other writings have no
/// capitals that people type, or keep them.
///
/// The standard library's tables know every old script and weigh more than all the sentences of a language.
///
/// ```
/// # use jejak::model::fold::small;
/// assert_eq!(small("Checkout ÉTÉ Москва ΟΔΟΣ"), "checkout été москва οδοσ");
/// ```
pub fn small(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(letter).collect()
}

/// One letter made small; what has no small form stays.
pub fn letter(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = u32::from(c);
    let up = match code {
        0xD7 | 0x130 | 0x3A2 | 0x1E9E => 0,
        0xC0..=0xDE | 0x391..=0x3AB | 0x410..=0x42F | 0xFF21..=0xFF3A => 32,
        // where capital and small letter take turns
        0x100..=0x137
        | 0x14A..=0x177
        | 0x460..=0x481
        | 0x48A..=0x4BF
        | 0x4D0..=0x52F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF
        | 0x370..=0x373 => 1 - code % 2,
        0x139..=0x148 | 0x179..=0x17E | 0x4C1..=0x4CE => code % 2,
        0x400..=0x40F => 80,
        0x531..=0x556 => 48,
        0x386 => 38,
        0x388..=0x38A => 37,
        0x38C => 64,
        0x38E | 0x38F => 63,
        0x178 => return 'ÿ',
        0x4C0 => return '\u{4CF}',
        // the sigma at the end of a word is the same letter
        0x3C2 => return 'σ',
        _ => 0,
    };
    char::from_u32(code + up).unwrap_or(c)
}

/// The text with a capital first letter.
///
/// ```
/// # use jejak::model::fold::capital;
/// assert_eq!(capital("élan"), "Élan");
/// ```
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(large).into_iter().chain(letters).collect()
}

/// The capital that [`letter`] makes `c` of.
fn large(c: char) -> char {
    let back = |up: &u32| char::from_u32(u32::from(c).checked_sub(*up)?).filter(|large| letter(*large) == c);
    [32, 1, 80, 48, 37, 38, 63, 64].iter().find_map(back).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{capital, letter};

    #[test]
    fn the_first_letter_is_made_large_where_it_has_a_large_form() {
        for (text, large) in [
            ("a b", "A b"),
            ("Ab", "Ab"),
            ("ž", "Ž"),
            ("ж", "Ж"),
            ("ј", "Ј"),
            ("ώ", "Ώ"),
            ("1a", "1a"),
            ("", ""),
        ] {
            assert_eq!(capital(text), large);
        }
        for c in
            (0..0x580).filter_map(char::from_u32).filter(|c| letter(*c) != *c && !['ς', 'Ÿ', 'Ӏ'].contains(c))
        {
            assert_eq!(capital(&letter(c).to_string()), c.to_string());
        }
    }

    #[test]
    fn letters_are_the_standard_librarys_in_the_writings_named() {
        let ranges = [0..0x180, 0x370..0x3E0, 0x400..0x590, 0x1E00..0x1F00, 0xFF00..0xFFF0];
        for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
            if ['İ', 'ς', 'ẞ', 'Ϗ', 'Ϙ', 'Ϛ', 'Ϝ', 'Ϟ', 'Ͷ', 'Ϳ'].contains(&c) {
                continue;
            }
            assert_eq!(c.to_lowercase().collect::<String>(), letter(c).to_string(), "U+{:04X}", u32::from(c));
        }
    }
}
