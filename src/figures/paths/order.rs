//! The order of things that have none of their own: such that few moves lead back.

use super::{PathFigures, PathLink};
use crate::model::order::Groups;

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
    let (from, to) = (
        Groups::of(n, paths.links.iter().map(|link| link.from)),
        Groups::of(n, paths.links.iter().map(|link| link.to)),
    );
    let times = |link: &PathLink| i64::try_from(link.times).unwrap_or(i64::MAX);
    let mut flows = vec![Flow::default(); n];
    for link in &paths.links {
        if let Some(flow) = flows.get_mut(link.from) {
            flow.sent = flow.sent.saturating_add(times(link));
        }
        if let Some(flow) = flows.get_mut(link.to) {
            flow.received = flow.received.saturating_add(times(link));
        }
    }
    let mut left: Vec<usize> = (0..n).collect();
    let (mut first, mut last) = (Vec::with_capacity(n), Vec::new());
    while !left.is_empty() {
        let (place, ends) = next(&left, &flows);
        let at = left.remove(place);
        if ends {
            last.push(at)
        } else {
            first.push(at)
        }
        for link in from.get(at).iter().filter_map(|link| paths.links.get(*link)) {
            if let Some(flow) = flows.get_mut(link.to) {
                flow.received = flow.received.saturating_sub(times(link));
            }
        }
        for link in to.get(at).iter().filter_map(|link| paths.links.get(*link)) {
            if let Some(flow) = flows.get_mut(link.from) {
                flow.sent = flow.sent.saturating_sub(times(link));
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
    let mut old = core::mem::take(&mut paths.nodes);
    paths.nodes = first.iter().filter_map(|at| old.get_mut(*at).map(core::mem::take)).collect();
    for link in &mut paths.links {
        let new = |at: usize| place.get(at).copied().unwrap_or(at);
        (link.from, link.to) = (new(link.from), new(link.to));
    }
}

/// What a thing still sends to others that are left, and receives from them.
#[derive(Clone, Copy, Default)]
struct Flow {
    sent: i64,
    received: i64,
}

/// Whose turn it is of those that are left, by its place, and whether it goes to the end.
fn next(left: &[usize], flows: &[Flow]) -> (usize, bool) {
    let (mut end, mut best) = (None, (0, i64::MIN));
    for (place, at) in left.iter().enumerate() {
        let Flow { sent, received } = flows.get(*at).copied().unwrap_or_default();
        if received <= 0 {
            return (place, false);
        }
        if sent <= 0 && end.is_none() {
            end = Some(place);
        }
        let more = sent.saturating_sub(received);
        if more > best.1 {
            best = (place, more);
        }
    }
    end.map_or((best.0, false), |place| (place, true))
}
