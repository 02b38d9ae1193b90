//! Words of the map's frame: lanes that fold, lines of a blueprint, personas, ways back.

use crate::words::{Lang, Numbers, fill};

/// Labels of the frame, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Frame {
    pub folded: &'static str,
    pub open: &'static str,
    pub press_to_open: &'static str,
    pub press_to_fold: &'static str,
    pub interaction: &'static str,
    pub visibility: &'static str,
}

const EN: Frame = Frame {
    folded: "folded",
    open: "open",
    press_to_open: "Press to open",
    press_to_fold: "Press to fold",
    interaction: "line of interaction",
    visibility: "line of visibility",
};

const ID: Frame = Frame {
    folded: "dilipat",
    open: "terbuka",
    press_to_open: "Tekan untuk membuka",
    press_to_fold: "Tekan untuk melipat",
    interaction: "garis interaksi",
    visibility: "garis keterlihatan",
};

/// The frame's labels of a language.
pub const fn frame(lang: Lang) -> &'static Frame {
    match lang {
        Lang::En => &EN,
        Lang::Id => &ID,
    }
}

/// How many items a folded lane holds.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::items};
/// assert_eq!(items(12, Lang::En, &Plain(Lang::En)), "12 items");
/// assert_eq!(items(1, Lang::En, &Plain(Lang::En)), "1 item");
/// assert_eq!(items(12, Lang::Id, &Plain(Lang::Id)), "12 butir");
/// ```
pub fn items(n: usize, lang: Lang, numbers: &dyn Numbers) -> String {
    let english = if n == 1 { "{0} item" } else { "{0} items" };
    fill(lang.pick(english, "{0} butir"), &[&numbers.decimal(n as f64, 0)])
}
