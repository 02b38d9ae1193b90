//! How wide text is: a trait, so that the browser and the native table give the same layout code their widths.

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
}
