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

/// A return is never drawn broader than this between its ends, however many take it.
const BROAD: f64 = 40.0;
/// The part of its room beside others that a return takes.
const FILL: f64 = 0.8;

/// How broad a return is between its ends that takes so much of a bar.
pub fn breadth(share: f64) -> f64 {
    share.clamp(1.0, BROAD)
}

/// The room that it wants beside others.
pub fn wanted(share: f64) -> f64 {
    breadth(share) / FILL
}

/// How broad it can be in so much room.
pub fn fitting(breadth: f64, room: f64) -> f64 {
    breadth.min(room * FILL).max(1.0)
}

/// Shares out a room: none gets less than an even share but where it wants less, and what all leave is theirs alike.
pub fn shared(wanted: &[f64], room: f64) -> Vec<f64> {
    // who wants less than the present share raises that of the others; a few rounds are near enough
    let mut share = 0.0;
    for _ in 0..16 {
        let (mut left, mut open) = (room, 0.0);
        for want in wanted {
            if *want <= share {
                left -= want;
            } else {
                open += 1.0;
            }
        }
        if open == 0.0 {
            break; // everybody has what is wanted
        }
        share = left / open;
    }
    let all: f64 = wanted.iter().map(|want| want.min(share)).sum();
    let more = (room - all).max(0.0) / wanted.len() as f64;
    wanted.iter().map(|want| want.min(share) + more).collect()
}

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

#[cfg(test)]
mod tests {
    use super::shared;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_room_is_given_away_whole_and_nobody_has_less_than_an_even_share_or_its_wish(
            wanted in prop::collection::vec(1.25..50.0f64, 1..60),
            room in 4.0..400.0f64,
        ) {
            let (shares, even) = (shared(&wanted, room), room / wanted.len() as f64);
            prop_assert!((shares.iter().sum::<f64>() - room).abs() < 0.01 * room, "{shares:?} of {room}");
            for (share, want) in shares.iter().zip(&wanted) {
                prop_assert!(*share >= want.min(even) - 1e-9, "{share} of {want}, {even} each");
            }
            let enough = wanted.iter().sum::<f64>() <= room;
            prop_assert!(!enough || shares.iter().zip(&wanted).all(|(share, want)| share >= want), "{shares:?} of {wanted:?}");
        }
    }

    #[test]
    fn who_can_have_just_what_is_wanted_has_it() {
        for wanted in [vec![10.0, 30.0], vec![5.0, 5.0, 5.0], vec![2.0, 4.0, 34.0], vec![40.0]] {
            assert_eq!(shared(&wanted, wanted.iter().sum()), wanted);
        }
    }
}
