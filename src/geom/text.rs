//! How wide text is, and how it is broken into lines and cut, in every writing system.
//!
//! Width comes through a trait, so that the browser and the native table serve the same layout code.

pub use super::script::{GRAPHEMES, ONWARDS, clean, clean_to, is_leftward_language, reads_leftwards};
use super::script::{is_combining, is_tied, is_unspaced};
#[cfg(not(target_arch = "wasm32"))]
pub use super::table::Table;
use unicode_linebreak::linebreaks;

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

    /// Where the words of a text without blanks (Thai, Lao, Khmer, Myanmar) begin, in bytes, ascending. The browser
    /// has dictionaries; without one a line may end after any sign that is not tied to the next.
    fn words(&self, text: &str) -> Vec<usize> {
        self.signs(text)
    }
}

/// Breaks a text into lines no wider than `max`: where Unicode allows a line to break (UAX 14), between words
/// where a script has no blanks, and inside a word only when the word alone is wider than the line. A sign is
/// never broken.
pub fn wrap(measure: &dyn TextMeasure, text: &str, font: Font, max: f64) -> Vec<String> {
    wrap_to(measure, text, font, max, usize::MAX)
}

/// The first lines of [`wrap`], at most `count`: what is not shown is not measured.
fn wrap_to(measure: &dyn TextMeasure, text: &str, font: Font, max: f64, count: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut from = 0;
    for end in breaks(measure, text) {
        if lines.len() >= count {
            return lines;
        }
        let Some(piece) = text.get(from..end) else { continue };
        from = end;
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
    lines.truncate(count);
    lines
}

/// Where a line may end, in bytes, ascending up to the text's own end; blanks stay at the end of their line.
fn breaks(measure: &dyn TextMeasure, text: &str) -> Vec<usize> {
    // what is mandatory is only the end: `clean` has taken line ends away
    let mut ends: Vec<usize> = linebreaks(text).map(|(at, _)| at).collect();
    if text.is_ascii() {
        return ends;
    }
    let around = |at: usize| {
        let (before, after) = text.split_at_checked(at)?;
        Some((before.chars().next_back()?, after.chars().next()?))
    };
    if text.chars().any(is_unspaced) {
        let word = |at: &usize| {
            around(*at)
                .is_some_and(|(a, b)| is_unspaced(a) && is_unspaced(b) && !is_combining(b) && !is_tied(a, b))
        };
        ends.extend(measure.words(text).into_iter().filter(word));
        ends.sort_unstable();
        ends.dedup();
    }
    // where both rules are unlike: a mark in a strange place (a Thai one after an emoji), scripts of scholars
    let rare = |c: char| matches!(u32::from(c), 0x1_0A00..0x1_B000 | 0x1_D000..0x1_F000);
    let strange =
        |a: char, b: char| is_combining(b) || is_unspaced(b) && !is_unspaced(a) || rare(a) || rare(b);
    let doubtful = |at: usize| around(at).is_some_and(|(a, b)| !a.is_whitespace() && strange(a, b));
    if ends.iter().any(|at| doubtful(*at)) {
        let signs = measure.signs(text);
        ends.retain(|at| *at == text.len() || signs.binary_search(at).is_ok());
    }
    ends
}

/// At most `count` lines; when there is more, the last one ends in an ellipsis. Every line goes the way of the
/// whole text: where its own first letter would turn it, it begins with an invisible sign that does not let it.
pub fn clamp(measure: &dyn TextMeasure, text: &str, font: Font, max: f64, count: usize) -> Vec<String> {
    let mut lines = wrap_to(measure, text, font, max, count.saturating_add(1));
    if lines.len() > count {
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            *last = elide(measure, last, font, max);
        }
    }
    let leftwards = reads_leftwards(text);
    for line in lines.iter_mut().skip(1).filter(|line| reads_leftwards(line) != leftwards) {
        let [rightwards, back] = ONWARDS;
        line.insert(0, if leftwards { back } else { rightwards });
    }
    lines
}

/// One line no wider than `max`: cut between signs and ended with `…` where it is too long. The cut is at the end of
/// what is read, which in Arabic and Hebrew is the left.
pub fn fit(measure: &dyn TextMeasure, text: &str, font: Font, max: f64) -> String {
    if measure.width(text, font) <= max { text.to_owned() } else { elide(measure, text, font, max) }
}

/// What is taken away before an ellipsis.
const LOOSE: [char; 17] =
    ['…', ' ', ',', '.', ';', ':', '-', '–', '、', '。', '，', '．', '：', '；', '،', '؛', '।'];

fn elide(measure: &dyn TextMeasure, text: &str, font: Font, max: f64) -> String {
    let text = text.trim_end_matches(['…', ' ']);
    let mut ends = measure.signs(text);
    ends.push(text.len());
    let cut = |count: usize| {
        let head = ends.get(count).and_then(|end| text.get(..*end)).unwrap_or("");
        format!("{}…", head.trim_end_matches(LOOSE))
    };
    // widths rise with length, so the longest that fits is found by halving; where joined letters break that
    // rule, what is found still fits
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
mod tests;
