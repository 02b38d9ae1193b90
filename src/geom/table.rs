//! Widths of a sans face, so that text can be measured without a browser.

use super::script::is_combining;
use super::text::{Font, TextMeasure, Weight};
use unicode_segmentation::UnicodeSegmentation;

/// Advance widths of Inter in 1/1000 em for U+0020…U+007E; digits are tabular.
const REGULAR: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 648, 648, 648, 648, 648,
    648, 648, 648, 648, 648, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264,
    543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469,
    452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523,
    364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
];

/// The same at weight 600.
const SEMIBOLD: [u16; 95] = [
    248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 670, 670, 670, 670, 670,
    670, 670, 670, 670, 670, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724, 608, 586, 755, 744, 275,
    561, 677, 566, 906, 741, 775, 643, 776, 651, 649, 660, 734, 724, 1007, 690, 705, 653, 393, 379, 393, 481,
    468, 497, 575, 630, 577, 630, 593, 377, 625, 613, 261, 261, 569, 261, 898, 610, 608, 625, 625, 397, 549,
    380, 608, 576, 837, 562, 576, 562, 393, 358, 393, 673,
];

/// The native measure: a table of widths. In the browser `measure_text` takes its place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table;

impl TextMeasure for Table {
    fn width(&self, text: &str, font: Font) -> f64 {
        let thousandths: u64 = text.chars().map(|c| u64::from(advance(c, font.weight))).sum();
        thousandths as f64 * font.size / 1000.0
    }

    fn signs(&self, text: &str) -> Vec<usize> {
        text.grapheme_indices(true).map(|(at, _)| at).collect()
    }
}

fn advance(c: char, weight: Weight) -> u16 {
    let code = u32::from(c);
    let ascii = if weight == Weight::Semibold { &SEMIBOLD } else { &REGULAR };
    if let Some(width) = code.checked_sub(0x20).and_then(|at| ascii.get(at as usize)) {
        return *width;
    }
    let (regular, semibold) = other(c);
    if weight == Weight::Semibold { semibold } else { regular }
}

fn other(c: char) -> (u16, u16) {
    match c {
        c if is_combining(c) => (0, 0),
        '–' => (500, 500),
        '—' => (1000, 1000),
        '−' => (659, 673),
        '“' => (381, 408),
        '”' => (381, 407),
        '‘' => (199, 228),
        '’' => (185, 214),
        '·' => (276, 290),
        '×' => (659, 673),
        '→' => (955, 955),
        '…' => (821, 806),
        '≥' => (659, 673),
        '≤' => (659, 673),
        '±' => (659, 673),
        '▲' => (1009, 1035),
        '▼' => (1009, 1035),
        'é' => (582, 593),
        'Â' => (676, 724),
        _ => by_range(u32::from(c)),
    }
}

/// Typical widths of whole blocks: no mark at all, half, full width, other letters.
fn by_range(code: u32) -> (u16, u16) {
    match code {
        0..0x20 | 0x7F..0xA0 => (0, 0),
        0xA0 | 0x2000..0x200B => (281, 248),
        0x200B..0x2010 | 0x202A..0x202F | 0x2060..0x2070 | 0xFE00..0xFE10 => (0, 0),
        0x1100..0x1200 | 0x2E80..0xA4D0 | 0xAC00..0xD7A4 | 0xF900..0xFB00 | 0xFE30..0xFE70 => (1000, 1000),
        0xFF01..0xFF61 | 0xFFE0..0xFFE7 | 0x2_0000..0x4_0000 => (1000, 1000),
        0xFF61..0xFFE0 => (500, 500),
        0x1_F3FB..0x1_F400 | 0xE_0020..0xE_0080 => (0, 0),
        0x2600..0x27C0 | 0x1_F000..0x1_FB00 => (1360, 1360),
        0xC0..0xDF => (690, 710),
        0xDF..0x250 => (600, 610),
        _ => (660, 680),
    }
}
