//! How text is measured and broken without a browser: widths from a table, words from dictionaries.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use jejak::geom::text::{Font, Settings, Table, TextMeasure};

/// The table of widths, with what browsers have for scripts without blanks: Thai, Lao, Khmer and Burmese words.
#[derive(Default)]
pub struct Dictionary(Settings);

impl TextMeasure for Dictionary {
    fn width(&self, text: &str, font: Font) -> f64 {
        Table.width(text, font)
    }

    fn signs(&self, text: &str) -> Vec<usize> {
        Table.signs(text)
    }

    fn words(&self, text: &str) -> Vec<usize> {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        segmenter.segment_str(text).filter(|at| *at < text.len()).collect()
    }

    // the same texts are set again and again
    fn settings(&self) -> Option<&Settings> {
        Some(&self.0)
    }
}
