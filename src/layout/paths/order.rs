//! The order of bars in a column: as the journey has them, the largest first, or such that few bands cross.

use super::place::at;
use crate::figures::paths::{PathFigures, PathLink};
use crate::layout::NodeOrder;
use crate::model::order::{Groups, arrange, ascending};

/// Times that all columns are gone over, there and back.
const ROUNDS: usize = 4;
/// Neighbours in a column that one pass may change.
const PASSES: usize = 64;

/// Brings the bars of each column, which stand in the order of the figures, into the order that is wanted. Where none
/// is asked for, that of the journey stands; things that have none come under those that lead to them.
pub fn order(bars: &mut [Vec<usize>], paths: &PathFigures, rank_of: &[usize], wanted: Option<NodeOrder>) {
    match wanted {
        // so the figures stand already, where that is asked for
        Some(NodeOrder::Journey) => {}
        Some(NodeOrder::Size) => bars.iter_mut().for_each(|column| {
            let size = |node: &usize| paths.nodes.get(*node).map_or(0.0, |node| node.arrivals as f64);
            let order = ascending(column.iter().map(|node| -size(node)));
            *column = order.into_iter().filter_map(|at| column.get(at).copied()).collect();
        }),
        Some(NodeOrder::Crossings) => fewest(bars, paths, rank_of),
        None if paths.is_ordered() => {}
        None => {
            let mut middle = middles(bars, paths);
            let into = Side::Before.links(bars.len(), paths, rank_of);
            for column in 0..bars.len() {
                settle(bars, column, paths, rank_of, (Side::Before, &into), &mut middle);
            }
        }
    }
}

/// From which side a bar is pulled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Side {
    /// Links by the column of the bars that they pull.
    fn links(self, columns: usize, paths: &PathFigures, rank_of: &[usize]) -> Groups {
        let pulled = |link: &PathLink| if self == Self::Before { link.to } else { link.from };
        Groups::of(columns, paths.links.iter().map(|link| at(rank_of, pulled(link))))
    }
}

/// Goes over the columns there and back, and keeps the order with the fewest crossings; of equals the first.
fn fewest(bars: &mut [Vec<usize>], paths: &PathFigures, rank_of: &[usize]) {
    let mut best = (crossings(bars, paths, rank_of), bars.to_vec());
    let mut middle = middles(bars, paths);
    let sides = [Side::Before, Side::After].map(|side| (side, side.links(bars.len(), paths, rank_of)));
    for _ in 0..ROUNDS {
        for (side, links) in &sides {
            for step in 0..bars.len() {
                let column = if *side == Side::Before { step } else { bars.len() - 1 - step };
                settle(bars, column, paths, rank_of, (*side, links), &mut middle);
            }
            let found = crossings(bars, paths, rank_of);
            if found < best.0 {
                best = (found, bars.to_vec());
            }
        }
    }
    bars.clone_from_slice(&best.1);
}

/// The middle of each bar, in arrivals from the top of its column.
fn middles(bars: &[Vec<usize>], paths: &PathFigures) -> Vec<f64> {
    let mut middle = vec![0.0; paths.nodes.len()];
    bars.iter().for_each(|column| stack(column, paths, &mut middle));
    middle
}

/// Writes down the middles of a column's bars.
pub fn stack(column: &[usize], paths: &PathFigures, middle: &mut [f64]) {
    let mut y = 0.0;
    for node in column {
        let own = paths.nodes.get(*node).map_or(0.0, |node| node.arrivals as f64);
        if let Some(middle) = middle.get_mut(*node) {
            *middle = y + own / 2.0;
        }
        y += own;
    }
}

/// Brings bars of a column beside those that lead to them, or that they lead to. Neighbours change places only where
/// it is clear: a count that is a little other leaves the order as it is.
fn settle(
    bars: &mut [Vec<usize>],
    column: usize,
    paths: &PathFigures,
    rank_of: &[usize],
    (side, links): (Side, &Groups),
    middle: &mut [f64],
) {
    let Some(order) = bars.get_mut(column) else { return };
    let mut pull = vec![(0.0, 0.0); paths.nodes.len()];
    for link in links.get(column).iter().filter_map(|link| paths.links.get(*link)) {
        let (own, other) = if side == Side::Before { (link.to, link.from) } else { (link.from, link.to) };
        let (here, there) = (at(rank_of, own), at(rank_of, other));
        let leads = if side == Side::Before { there < here } else { there > here };
        if leads && let Some((sum, weight)) = pull.get_mut(own) {
            *sum += at(middle, other) * link.times as f64;
            *weight += link.times as f64;
        }
    }
    let of = |node: usize| match at(&pull, node) {
        (sum, weight) if weight > 0.0 => sum / weight,
        _ => f64::INFINITY,
    };
    let clear = paths.total as f64 / 20.0;
    for _ in 0..order.len().min(PASSES) {
        let mut moved = false;
        for pair in 1..order.len() {
            let (above, below) = (at(order, pair - 1), at(order, pair));
            if of(above) > of(below) + clear {
                order.swap(pair - 1, pair);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    stack(order, paths, middle);
}

/// A band: its two columns, and its places in them.
type Band = ((usize, usize), (usize, usize));

/// How many pairs of bands cross that lead from one column to one other.
fn crossings(bars: &[Vec<usize>], paths: &PathFigures, rank_of: &[usize]) -> u64 {
    let mut place = vec![0_usize; paths.nodes.len()];
    for column in bars {
        for (y, node) in column.iter().enumerate() {
            if let Some(place) = place.get_mut(*node) {
                *place = y;
            }
        }
    }
    let mut bands: Vec<Band> = Vec::with_capacity(paths.links.len());
    for link in &paths.links {
        let (from, to) = (at(rank_of, link.from), at(rank_of, link.to));
        if from < to {
            bands.push(((from, to), (at(&place, link.from), at(&place, link.to))));
        }
    }
    arrange(&mut bands, |a, b| a.cmp(b));
    bands.chunk_by(|a, b| a.0 == b.0).map(inversions).fold(0, u64::saturating_add)
}

/// Of bands that ascend by where they begin: pairs of which one begins above the other and ends under it.
fn inversions(bands: &[Band]) -> u64 {
    let ends = bands.iter().map(|(_, (_, end))| end + 1).max().unwrap_or(0);
    // how many have ended at each place or in the run of places before it that its lowest bit spans (Fenwick, 1994)
    let mut tree = vec![0_u64; ends + 1];
    let mut found = 0_u64;
    for (seen, (_, (_, end))) in bands.iter().enumerate() {
        let (mut at, mut above) = (end + 1, 0_u64);
        while at > 0 {
            above += tree.get(at).copied().unwrap_or(0);
            at &= at - 1;
        }
        found = found.saturating_add((seen as u64).saturating_sub(above));
        let mut at = end + 1;
        while let Some(count) = tree.get_mut(at) {
            *count += 1;
            at += at & at.wrapping_neg();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::inversions;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_that_cross_are_counted_once(mut places in prop::collection::vec((0..6_usize, 0..6_usize), 0..40)) {
            places.sort();
            let over = |(at, a): (usize, &(usize, usize))| places[..at].iter().filter(|b| b.0 < a.0 && b.1 > a.1).count();
            let crossed: usize = places.iter().enumerate().map(over).sum();
            let bands: Vec<_> = places.iter().map(|places| ((0, 1), *places)).collect();
            prop_assert_eq!(inversions(&bands), crossed as u64);
        }
    }
}
