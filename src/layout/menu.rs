//! The lanes of a map as a menu lists them: by name, in their order, with how much of each is seen.

use super::{Input, LaneShown, LaneState, lane_states};
use crate::geom::text::clean;
use crate::model::journey::LaneKind;
use crate::words::picture;

/// The name of a lane: its author's, or ours.
pub fn lane_name(input: &Input<'_>, kind: LaneKind) -> String {
    let own = input.journey.lanes.iter().find(|lane| lane.kind == kind);
    let title = own.and_then(|lane| lane.title.as_deref()).map(clean).unwrap_or_default();
    if title.is_empty() { picture::lane(kind, input.lang).to_owned() } else { title }
}

/// Every lane that has content, also those that are hidden.
pub fn lanes(input: &Input<'_>) -> Vec<(LaneState, String)> {
    let ours = || lane_states(input.journey, input.figures);
    let states = input.lanes.map_or_else(ours, <[LaneState]>::to_vec);
    states.into_iter().map(|state| (state, lane_name(input, state.kind))).collect()
}

/// Lanes as a page writes them: those that are seen, in their order, a folded one with `:folded` after it. What
/// is not named is hidden; words that are no lanes are passed over.
///
/// ```
/// # use jejak::layout::{LaneShown, read_lanes, write_lanes};
/// # use jejak::model::journey::LaneKind;
/// let lanes = read_lanes("emotion, pains:folded, nonsense");
/// assert_eq!(lanes.iter().map(|lane| lane.kind).collect::<Vec<_>>(), [LaneKind::Emotion, LaneKind::Pains]);
/// assert_eq!(lanes[1].shown, LaneShown::Folded);
/// assert_eq!(write_lanes(&lanes), "emotion,pains:folded");
/// ```
pub fn read_lanes(text: &str) -> Vec<LaneState> {
    let lane = |word: &str| {
        let (word, shown) = match word.trim().split_once(':') {
            Some((word, "folded")) => (word, LaneShown::Folded),
            Some(_) => return None,
            None => (word.trim(), LaneShown::Open),
        };
        Some(LaneState { kind: LaneKind::of(word.trim())?, shown })
    };
    text.split(',').filter_map(lane).collect()
}

/// The same, written.
pub fn write_lanes(lanes: &[LaneState]) -> String {
    let word = |lane: &LaneState| match lane.shown {
        LaneShown::Open => Some(lane.kind.word().to_owned()),
        LaneShown::Folded => Some(format!("{}:folded", lane.kind.word())),
        LaneShown::Hidden => None,
    };
    lanes.iter().filter_map(word).collect::<Vec<_>>().join(",")
}
