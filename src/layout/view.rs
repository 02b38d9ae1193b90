//! The views of a journey: one place that knows them by name and picks the layout.

use super::{Input, Laid, funnel, journey, journey_picture};

/// A view that can be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// The map: stages and their lanes.
    #[default]
    Journey,
    /// Where people leave.
    Funnel,
}

impl View {
    /// What pages and the command line call them, in the order of [`View::ALL`].
    pub const WORDS: [&'static str; 2] = ["journey", "funnel"];
    /// Every view.
    pub const ALL: [Self; 2] = [Self::Journey, Self::Funnel];

    /// The view of a name.
    ///
    /// ```
    /// # use jejak::layout::View;
    /// assert_eq!(View::of("funnel"), Some(View::Funnel));
    /// assert_eq!(View::of("pie"), None);
    /// ```
    pub fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().position(|known| *known == word).and_then(|at| Self::ALL.get(at)).copied()
    }

    /// Lays the view out; its table twin may be missing where it is not asked for.
    pub fn lay(self, input: &Input<'_>, twin: bool) -> Laid {
        match self {
            Self::Journey if twin => journey(input),
            Self::Journey => journey_picture(input),
            Self::Funnel => funnel(input),
        }
    }

    /// Its columns are steps of the funnel; otherwise they are stages.
    pub const fn has_steps(self) -> bool {
        matches!(self, Self::Funnel)
    }

    /// It has lanes that a reader folds, hides and moves.
    pub const fn has_lanes(self) -> bool {
        matches!(self, Self::Journey)
    }
}
