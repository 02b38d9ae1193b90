//! Links that lead to an earlier rank or stay in theirs: each on a track under the ranks, short ones above.

use super::place::at;
use crate::figures::paths::PathFigures;
use crate::model::order::arrange_by;

/// A link's track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Track {
    /// Rank that it leaves, at the right.
    pub out: usize,
    /// Rank that it leads to, at the left.
    pub into: usize,
    /// 0 = the uppermost.
    pub row: usize,
}

/// Rows that are told apart; what has no place in them lies in the last.
pub const ROWS: usize = 40;

/// By link its track; nothing for one that leads on.
pub fn tracks(paths: &PathFigures, rank_of: &[usize]) -> Vec<Option<Track>> {
    let track = |link: &crate::figures::paths::PathLink| {
        let (out, into) = (at(rank_of, link.from), at(rank_of, link.to));
        (into <= out).then_some(Track { out, into, row: 0 })
    };
    let mut tracks: Vec<Option<Track>> = paths.links.iter().map(track).collect();
    let mut order: Vec<usize> =
        (0..tracks.len()).filter(|link| tracks.get(*link).is_some_and(Option::is_some)).collect();
    let length =
        |link: &usize| tracks.get(*link).copied().flatten().map_or(0, |track| track.out - track.into);
    // among those of one length the broad ones lie above
    arrange_by(&mut order, |link| {
        let times = paths.links.get(*link).map_or(0, |link| link.times);
        (length(link), core::cmp::Reverse(times), *link)
    });
    let mut rows: Vec<Vec<(usize, usize)>> = Vec::new();
    for link in order {
        let Some(Some(track)) = tracks.get_mut(link) else { continue };
        let meets = |(into, out): &(usize, usize)| *into <= track.out + 1 && track.into <= *out + 1;
        // below every row on which something lies over it, so that inner returns stay inside
        let row = rows.iter().rposition(|row| row.iter().any(meets)).map_or(0, |row| row + 1).min(ROWS - 1);
        if row == rows.len() {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.get_mut(row) {
            row.push((track.into, track.out));
        }
        track.row = row;
    }
    tracks
}
