//! Lanes of the map ↔ rows of the store, which knows them by number only.

use crate::interact::{Row, Seen};
use crate::layout::{LaneShown, LaneState};
use crate::model::journey::LaneKind;

/// The number of a lane: its place among the words of documents.
pub fn number(kind: LaneKind) -> u32 {
    LaneKind::WORDS.iter().position(|word| *word == kind.word()).unwrap_or(0) as u32
}

fn kind(number: u32) -> Option<LaneKind> {
    LaneKind::WORDS.get(number as usize).and_then(|word| LaneKind::of(word))
}

/// Rows for lanes.
pub fn rows(lanes: &[LaneState]) -> Vec<Row> {
    let seen = |shown| match shown {
        LaneShown::Open => Seen::Open,
        LaneShown::Folded => Seen::Folded,
        LaneShown::Hidden => Seen::Hidden,
    };
    lanes.iter().map(|lane| Row { number: number(lane.kind), seen: seen(lane.shown) }).collect()
}

/// Lanes for rows.
pub fn states(rows: &[Row]) -> Vec<LaneState> {
    let shown = |seen| match seen {
        Seen::Open => LaneShown::Open,
        Seen::Folded => LaneShown::Folded,
        Seen::Hidden => LaneShown::Hidden,
    };
    let state = |row: &Row| Some(LaneState { kind: kind(row.number)?, shown: shown(row.seen) });
    rows.iter().filter_map(state).collect()
}

/// The word of the page for how much is seen.
pub const fn word(shown: LaneShown) -> &'static str {
    match shown {
        LaneShown::Open => "open",
        LaneShown::Folded => "folded",
        LaneShown::Hidden => "hidden",
    }
}

/// The same from the page.
pub fn seen(word: &str) -> Option<Seen> {
    Some(match word {
        "open" => Seen::Open,
        "folded" => Seen::Folded,
        "hidden" => Seen::Hidden,
        _ => return None,
    })
}
