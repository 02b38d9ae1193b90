//! Every sentence in English and Indonesian, and how numbers are written.
//!
//! Must never know: pixels, the web.

#[cfg(feature = "show")]
pub mod cohorts;
#[cfg(feature = "show")]
pub mod compare;
pub mod duration;
pub mod evidence;
#[cfg(feature = "show")]
pub mod finding;
pub mod issue;
#[cfg(feature = "measure")]
mod mermaid;
#[cfg(feature = "show")]
pub mod method;
pub mod numbers;
#[cfg(feature = "show")]
pub mod panel;
#[cfg(feature = "show")]
pub mod paths;
#[cfg(feature = "show")]
pub mod picture;
pub mod problem;
#[cfg(feature = "show")]
mod ready;
pub mod rule;
#[cfg(feature = "show")]
pub mod score;
mod subject;
#[cfg(feature = "show")]
pub mod summary;
#[cfg(feature = "show")]
pub mod survey;
pub mod terms;

pub use crate::model::fold::capital;
pub use duration::{duration, exact, precise};
#[cfg(feature = "show")]
pub use finding::{finding, finding_parts, leave, loss};
pub use issue::{issue, unmatched};
#[cfg(feature = "measure")]
pub use mermaid::{dropped, dropped_kind};
#[cfg(feature = "show")]
pub use method::{method, order_matters};
pub use problem::problem;
#[cfg(feature = "show")]
pub use ready::counted;
pub use rule::rule;
#[cfg(feature = "show")]
pub use score::{favourable, median, score, score_method};
#[cfg(feature = "show")]
pub use summary::summary;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Indonesian.
    Id,
}

impl Lang {
    /// Every language, for tests and menus.
    pub const ALL: [Self; 2] = [Self::En, Self::Id];

    /// From a BCP 47 tag: `id`, `id-ID` and `in` are Indonesian, anything else English.
    pub fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        match tag.split(['-', '_']).next() {
            Some("id" | "in") => Self::Id,
            _ => Self::En,
        }
    }

    /// One of two texts.
    const fn pick<'a>(self, english: &'a str, indonesian: &'a str) -> &'a str {
        match self {
            Self::En => english,
            Self::Id => indonesian,
        }
    }
}

/// Writes numbers in a language; the browser stands behind it with `Intl`, natively a small table does.
pub trait Numbers {
    /// A number with a fixed count of fraction digits and grouped thousands; minus is U+2212.
    fn decimal(&self, number: f64, digits: u8) -> String;
    /// A share 0…1 as percent, no space before the sign.
    fn percent(&self, share: f64, digits: u8) -> String;
    /// A date (UTC), `day month year` in short form.
    fn date(&self, time: crate::model::time::Time) -> String;
}

/// Puts the parts into the places `{0}`, `{1}` … of a sentence; what the parts hold is never looked at again.
fn fill(sentence: &str, parts: &[&str]) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let part = place.parse::<usize>().ok().and_then(|place| parts.get(place));
        text.push_str(part.copied().unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A text from data inside a sentence: control characters gone, at most 120 characters, in quotation marks.
fn quoted(text: &str) -> String {
    format!("“{}”", short(text))
}

/// A text from data, on one line and cut after 120 characters.
fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    match line.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// A number with its sign: `+0.50`, `−0.56`, `0.00`.
#[cfg(feature = "show")]
fn signed(number: f64, digits: u8, numbers: &dyn Numbers) -> String {
    let text = numbers.decimal(number, digits);
    if number > 0.0 && text != numbers.decimal(0.0, digits) { format!("+{text}") } else { text }
}
