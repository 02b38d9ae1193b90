//! How a figure changed, beside the figure: which words, how strong, in which colour.

use super::Input;
use crate::figures::{At, Change};
use crate::geom::Color;
use crate::geom::theme::Theme;
use crate::words::compare::{self, Unit};

/// Whether a difference is sure, and whether it is one for the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// p after Holm is under 0.05.
    pub sure: bool,
    /// In the direction that nobody wants.
    pub worse: bool,
}

impl Weight {
    /// The colour of its text: sure and for the worse as a pain, sure as a figure, else quiet.
    pub fn ink(self, theme: &Theme) -> Color {
        match self {
            Self { sure: true, worse: true } => theme.pain,
            Self { sure: true, .. } => theme.ink,
            _ => theme.muted,
        }
    }
}

impl<'a> Input<'a> {
    /// The change of a figure with the unit in which it is said, where there is an earlier evidence.
    pub(super) fn change(&self, at: At) -> Option<(&'a Change, Unit)> {
        let change = self.figures.changes.as_ref()?.of(at)?;
        Some((change, compare::figure(at, self.journey, self.figures, self.lang)?.1))
    }

    /// Its weight.
    pub(super) fn weight(&self, change: &Change) -> Weight {
        Weight { sure: change.is_sure(), worse: self.figures.is_worse(change) }
    }

    /// The change in words, for a tooltip.
    pub(super) fn changed(&self, at: At) -> Option<String> {
        let (change, unit) = self.change(at)?;
        let changes = self.figures.changes.as_ref()?;
        Some(compare::changed(change, unit, changes, self.lang, self.numbers))
    }

    /// What the marks say, and what is not compared: for the footer.
    pub(super) fn change_notes(&self) -> Vec<String> {
        let Some(changes) = &self.figures.changes else { return Vec::new() };
        let marks = compare::marks(changes, self.lang, self.numbers);
        let unlike = changes.unlike.iter().map(|why| compare::unlike(*why, self.figures, self.lang));
        core::iter::once(marks).filter(|_| !changes.list.is_empty()).chain(unlike).collect()
    }
}
