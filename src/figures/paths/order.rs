//! The order of things that have none of their own: such that few moves lead back.

use super::PathFigures;

/// Things beyond which the order stays as it was found: finding it costs the square of their number.
const MOST: usize = 1_000;

/// Puts the nodes into the order that the greedy heuristic of Eades, Lin and Smyth finds, in which few moves lead to
/// an earlier node; of equals the one that was first stays first.
///
/// Again and again: who only receives goes to the end, who only sends to the beginning; else whoever sends most more
/// than it receives goes to the beginning. Source: P. Eades, X. Lin, W. F. Smyth, *A fast and effective heuristic for
/// the feedback arc set problem*, Information Processing Letters 47 (1993).
pub(super) fn by_flow(paths: &mut PathFigures) {
    let n = paths.nodes.len();
    if n > MOST {
        return;
    }
    let mut around: Vec<Vec<(usize, i64, i64)>> = vec![Vec::new(); n];
    let (mut sent, mut received) = (vec![0_i64; n], vec![0_i64; n]);
    for link in &paths.links {
        let times = i64::try_from(link.times).unwrap_or(i64::MAX);
        let mut note = |at: usize, other: usize, out: i64, came: i64| {
            if let (Some(sum), Some(into), Some(list)) =
                (sent.get_mut(at), received.get_mut(at), around.get_mut(at))
            {
                *sum = sum.saturating_add(out);
                *into = into.saturating_add(came);
                list.push((other, out, came));
            }
        };
        note(link.from, link.to, times, 0);
        note(link.to, link.from, 0, times);
    }
    let mut left: Vec<usize> = (0..n).collect();
    let (mut first, mut last) = (Vec::with_capacity(n), Vec::new());
    while !left.is_empty() {
        let flow =
            |at: &usize| (sent.get(*at).copied().unwrap_or(0), received.get(*at).copied().unwrap_or(0));
        let end = left.iter().position(|at| flow(at).0 <= 0);
        let start = left.iter().position(|at| flow(at).1 <= 0);
        let mut best = (0, i64::MIN);
        for (place, at) in left.iter().enumerate() {
            let (out, came) = flow(at);
            if out.saturating_sub(came) > best.1 {
                best = (place, out.saturating_sub(came));
            }
        }
        let at = left.remove(start.or(end).unwrap_or(best.0));
        if start.is_none() && end.is_some() {
            last.push(at)
        } else {
            first.push(at)
        }
        for (other, out, came) in around.get(at).into_iter().flatten() {
            if let (Some(sum), Some(into)) = (sent.get_mut(*other), received.get_mut(*other)) {
                *sum = sum.saturating_sub(*came);
                *into = into.saturating_sub(*out);
            }
        }
    }
    first.extend(last.into_iter().rev());
    let mut place = vec![0; n];
    for (to, from) in first.iter().enumerate() {
        if let Some(place) = place.get_mut(*from) {
            *place = to;
        }
    }
    let old = core::mem::take(&mut paths.nodes);
    paths.nodes = first.iter().filter_map(|at| old.get(*at).cloned()).collect();
    for link in &mut paths.links {
        let new = |at: usize| place.get(at).copied().unwrap_or(at);
        (link.from, link.to) = (new(link.from), new(link.to));
    }
}
