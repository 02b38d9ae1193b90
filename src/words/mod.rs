//! Every sentence in English and Indonesian, and how numbers are written.
//!
//! Must never know: pixels, the web.

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
    /// From a BCP 47 tag: `id`, `id-ID` and `in` are Indonesian, anything else English.
    pub fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        match tag.split(['-', '_']).next() {
            Some("id" | "in") => Self::Id,
            _ => Self::En,
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
