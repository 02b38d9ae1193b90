//! How wide text is, and how it is broken into lines and cut, in every writing system.
//!
//! Width comes through a trait, so that the browser and the native table serve the same layout code.

use super::kept::Kept;
pub use super::script::{
    GRAPHEMES, ONWARDS, clean, clean_to, cleaned, is_clean, is_leftward_language, reads_leftwards,
};
use super::script::{is_combining, is_tied, is_unspaced};
#[cfg(not(target_arch = "wasm32"))]
pub use super::table::Table;
use core::cell::RefCell;
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

    /// Where texts that were set are kept, if anywhere; to be emptied when widths are others.
    fn settings(&self) -> Option<&Settings> {
        None
    }
}

/// How a text was asked to be set: size, weight, width of a line, and how many lines.
type Asked = (u64, Weight, u64, usize);
/// Cut to one line.
const CUT: usize = usize::MAX;

/// Texts that were set: most texts of a picture stand in the next one as they are.
#[derive(Default)]
pub struct Settings(RefCell<Kept<Asked, Vec<String>>>);

/// Most texts that are kept.
const KEPT: usize = 5_000;

impl Settings {
    /// Forgets all of them.
    pub fn forget(&self) {
        self.0.take();
    }

    /// The lines as they were set before, or as `set` sets them.
    fn lines(&self, text: &str, asked: Asked, set: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if let Some(lines) = self.0.borrow().get(text, &asked) {
            return lines.clone();
        }
        let lines = set();
        let mut kept = self.0.borrow_mut();
        if kept.size() >= KEPT {
            *kept = Kept::default();
        }
        kept.put(text, asked, lines.clone());
        lines
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
    let ends = breaks(measure, text);
    let mut rest = ends.as_slice();
    let guess = Guess::new(measure, text, rest, font);
    while let Some((first, others)) = rest.split_first() {
        if lines.len() >= count {
            return lines;
        }
        let taken = guess.fitting(&line, text.get(from..).unwrap_or_default(), rest, from, max);
        if let Some(end) = taken.checked_sub(1).and_then(|last| rest.get(last)) {
            line.push_str(text.get(from..*end).unwrap_or_default());
            (from, rest) = (*end, rest.get(taken..).unwrap_or_default());
            continue;
        }
        if !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
            continue;
        }
        // the piece alone is wider than a line
        line.clear();
        let piece = text.get(from..*first).unwrap_or_default();
        (from, rest) = (*first, others);
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

/// Finds how much of a text fits on a line with few measurements: by how wide its beginning is.
struct Guess<'a> {
    measure: &'a dyn TextMeasure,
    font: Font,
    /// Px a byte, about.
    unit: f64,
}

impl<'a> Guess<'a> {
    /// Bytes whose width tells enough.
    const SAMPLE: usize = 64;

    fn new(measure: &'a dyn TextMeasure, text: &str, ends: &[usize], font: Font) -> Self {
        let end = ends.iter().copied().take_while(|end| *end <= Self::SAMPLE).last();
        let sample = text.get(..end.or(ends.first().copied()).unwrap_or(0)).unwrap_or_default().trim_end();
        let unit = measure.width(sample, font) / sample.len().max(1) as f64;
        Self { measure, font, unit }
    }

    /// How many pieces of `rest`, which end at `ends` counted from `from` on, fit on the line that `line` begins.
    fn fitting(&self, line: &str, rest: &str, ends: &[usize], from: usize, max: f64) -> usize {
        let fits = |pieces: usize| {
            let end = pieces.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |end| end - from);
            let joined = [line, rest.get(..end).unwrap_or_default()].concat();
            self.measure.width(joined.trim_end(), self.font) <= max
        };
        let reach = |end: &&usize| (line.len() + **end - from) as f64 * self.unit <= max;
        let mut pieces = ends.iter().take_while(reach).count().max(1).min(ends.len());
        if fits(pieces) {
            while pieces < ends.len() && fits(pieces + 1) {
                pieces += 1;
            }
        } else {
            pieces -= 1;
            while pieces > 0 && !fits(pieces) {
                pieces -= 1;
            }
        }
        pieces
    }
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
    let set = || clamped(measure, text, font, max, count);
    match measure.settings() {
        Some(known) => known.lines(text, (font.size.to_bits(), font.weight, max.to_bits(), count), set),
        None => set(),
    }
}

fn clamped(measure: &dyn TextMeasure, text: &str, font: Font, max: f64, count: usize) -> Vec<String> {
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
    if measure.width(text, font) <= max {
        return text.to_owned();
    }
    let cut = || vec![elide(measure, text, font, max)];
    let lines = match measure.settings() {
        Some(known) => known.lines(text, (font.size.to_bits(), font.weight, max.to_bits(), CUT), cut),
        None => cut(),
    };
    lines.into_iter().next().unwrap_or_default()
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
