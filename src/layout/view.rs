//! The views of a journey: one place that knows them by name and picks the layout.

use super::{
    Input, Laid, Memory, Twin, funnel, journey_again, journey_first, journey_twin, paths, paths_say, survey,
};

/// A view that can be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// The map: stages and their lanes.
    #[default]
    Journey,
    /// Where people leave.
    Funnel,
    /// Where people go.
    Paths,
    /// What people answered.
    Survey,
}

/// The order of things that stand in one column of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeOrder {
    /// As the journey has them, also from left to right; what it does not name as evidence has it.
    Journey,
    /// Such that few bands cross.
    Crossings,
    /// What is met most on top.
    Size,
}

impl NodeOrder {
    /// What pages and the command line call them.
    pub const WORDS: [&'static str; 3] = ["journey", "crossings", "size"];

    /// What pages and the command line call it.
    ///
    /// ```
    /// # use jejak::layout::NodeOrder;
    /// assert_eq!(NodeOrder::of("size").map(NodeOrder::word), Some("size"));
    /// assert_eq!(NodeOrder::of("colour"), None);
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Crossings => "crossings",
            Self::Size => "size",
        }
    }

    /// The order of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Journey, Self::Crossings, Self::Size].into_iter().find(|order| order.word() == word)
    }
}

/// What a page or a call chooses of a view; each view looks at its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Choice<'a> {
    /// Paths: `stage`, `touchpoint`, `channel` or `event`; what there is not is the first there is.
    pub level: &'a str,
    /// Paths: what is met or done less often is folded; `None` = as much as is read at a glance.
    pub least: Option<u64>,
    /// Paths: the order of things in a column; `None` = the journey's where it has one for the level, else few crossings.
    pub order: Option<NodeOrder>,
    /// Survey: the lowest score first; else as the journey has its questions.
    pub by_score: bool,
    /// Paths: where there are hundreds of things, their sentences are left to [`View::say`].
    pub late: bool,
    /// Journey: what lies under the window is left for the next layout, see [`Laid::untold`].
    pub first: bool,
}

/// What there is to choose from in a view, and what is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Steering {
    /// Paths: levels with their names.
    pub levels: Vec<(&'static str, &'static str)>,
    /// The one that is shown.
    pub level: &'static str,
    /// The display limit.
    pub least: u64,
    /// The display limit as it is written.
    pub told: String,
    /// Arrivals of the largest node: a limit beyond it folds everything.
    pub most: u64,
    /// Paths: orders of things with their names; none where every column has one thing.
    pub orders: Vec<(&'static str, &'static str)>,
    /// The order in which they stand.
    pub order: &'static str,
}

impl View {
    /// What pages and the command line call them, in the order of [`View::ALL`].
    pub const WORDS: [&'static str; 4] = ["journey", "funnel", "paths", "survey"];
    /// Every view.
    pub const ALL: [Self; 4] = [Self::Journey, Self::Funnel, Self::Paths, Self::Survey];

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

    /// True where this build can lay it out; what a page sees first is in every build.
    pub const fn is_here(self) -> bool {
        cfg!(feature = "whole") || matches!(self, Self::Journey | Self::Funnel)
    }

    /// Lays the view out; its table twin may be missing where it is not asked for. A view that [is not here] is empty.
    ///
    /// [is not here]: View::is_here
    pub fn lay(self, input: &Input<'_>, choice: Choice<'_>, twin: bool) -> Laid {
        self.lay_again(input, choice, twin, &Memory::default())
    }

    /// The same, where what stands in `memory` as it is now is not laid out anew.
    pub fn lay_again(self, input: &Input<'_>, choice: Choice<'_>, twin: bool, memory: &Memory) -> Laid {
        match self {
            _ if !self.is_here() => Laid::default(),
            Self::Journey if choice.first && !twin => apart(|| journey_first(input, memory)),
            Self::Journey => apart(|| {
                let twin = if twin { journey_twin(input) } else { Twin::default() };
                Laid { twin, ..journey_again(input, memory) }
            }),
            Self::Funnel => apart(|| funnel(input)),
            Self::Paths => apart(|| paths(input, choice, twin)),
            Self::Survey => apart(|| survey(input, choice.by_score)),
        }
    }

    /// Adds the sentences that a layout was made without, with the same input and choice; to any other nothing.
    pub fn say(self, input: &Input<'_>, choice: Choice<'_>, laid: &mut Laid) {
        if self.is_here() && matches!(self, Self::Paths) && laid.untold {
            paths_say(input, choice, laid);
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

/// Keeps the code of a view in a function of its own: an engine compiles a function when it is first called, and a page
/// with one view should not wait for the others.
#[inline(never)]
fn apart(lay: impl FnOnce() -> Laid) -> Laid {
    lay()
}
