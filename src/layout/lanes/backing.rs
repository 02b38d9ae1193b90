//! How well a cell is backed: the one rule of the evidence marks.

use crate::figures::Backing;
use crate::layout::map::Map;

/// What kind of statement a cell makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// That people come here: rows are the proof.
    Met,
    /// What goes on in a head, what hurts, what was said, what should be done: rows of the place show that
    /// people are there, no more.
    Written,
}

/// How well a cell is backed by the touchpoints (indices) that its items come from.
///
/// - *Met* (touchpoints of every layer): data when every one of them is, assumption when none has a row, else
///   partial.
/// - *Written* (actions, thoughts, needs, expectations, quotes, pains, opportunities): the author's word, so
///   partial at most: where one of the touchpoints has rows. Only a pain can have more, by comments that name it.
pub fn backing(map: &Map<'_>, stage: usize, of: &[usize], claim: Claim) -> Backing {
    let Some(figures) = map.stages().get(stage) else { return Backing::Assumption };
    let each = || of.iter().filter_map(|at| figures.touchpoints.get(*at)).map(|t| t.backing);
    match claim {
        _ if each().all(|b| b == Backing::Assumption) => Backing::Assumption,
        Claim::Met if each().all(|b| b == Backing::Data) => Backing::Data,
        Claim::Met | Claim::Written => Backing::Partial,
    }
}

/// How well a figure is backed: data from 30 on, partial below, assumption where nothing was counted.
pub const fn counted(n: u64) -> Backing {
    match n {
        0 => Backing::Assumption,
        1..30 => Backing::Partial,
        _ => Backing::Data,
    }
}

/// The weaker of some; `None` of none.
pub fn weakest(of: impl Iterator<Item = Backing>) -> Option<Backing> {
    of.max_by_key(|backing| match backing {
        Backing::Data => 0,
        Backing::Partial => 1,
        Backing::Assumption => 2,
    })
}
