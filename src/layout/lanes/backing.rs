//! How well a cell is backed: the one rule of the evidence marks.

use crate::figures::Backing;
use crate::layout::map::Map;

/// What kind of statement a cell makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// That something happens here, or hurts, or was said: rows can back it.
    Seen,
    /// What goes on in a head, or what should be done: rows show that people are here, no more.
    Believed,
}

/// How well a cell is backed by the touchpoints (indices) that its items come from.
///
/// - *Seen* (touchpoints, pains, quotes): data when every one of them is, assumption when none has a row, else
///   partial.
/// - *Believed* (actions, thoughts, needs, expectations, opportunities): the author's word, so never data;
///   partial where one of them has rows, else assumption.
pub fn backing(map: &Map<'_>, stage: usize, of: &[usize], claim: Claim) -> Backing {
    let Some(figures) = map.stages().get(stage) else { return Backing::Assumption };
    let each = || of.iter().filter_map(|at| figures.touchpoints.get(*at)).map(|t| t.backing);
    match claim {
        _ if each().all(|b| b == Backing::Assumption) => Backing::Assumption,
        Claim::Seen if each().all(|b| b == Backing::Data) => Backing::Data,
        Claim::Seen | Claim::Believed => Backing::Partial,
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
