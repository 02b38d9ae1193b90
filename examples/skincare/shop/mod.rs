//! Toko Melati, an invented skincare shop: one simulated quarter, and the exports its systems would give of it.
//!
//! What is planted, so that the map can be judged by it: the postage is shown only at the end and loses buyers on
//! phones; late parcels sour retention; those who stay are delighted. Nothing else decides who goes on.

mod clock;
mod comments;
mod customers;
mod exports;
mod facts;
mod opinions;
mod random;
mod story;

pub use exports::exports;
pub use facts::Quarter;

/// The language of headers, answers and comments; the numbers are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// Its BCP 47 tag.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The text of this language.
    pub const fn of<'t>(self, texts: &(&'t str, &'t str)) -> &'t str {
        match self {
            Self::Id => texts.0,
            Self::En => texts.1,
        }
    }
}
