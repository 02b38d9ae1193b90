//! A funnel's counts → rates, intervals, times, worst steps.

use super::rates::{share, wilson};
use super::{FunnelFigures, StepFigures, quantiles};
use crate::model::evidence::{Exact, Funnel, StepCounts};

/// Steps with fewer entrants are "too few" and are not ranked.
pub const FEW: u64 = 30;

/// A funnel, derived: rates with Wilson 95 %, people lost, quantiles, worst steps.
///
/// `of_previous` = came / (people before − pending before), `of_first` = people / (people of the first step −
/// all pending before), `of_all` = people / `everybody`. Who is still in the window is in no n. In an open
/// funnel those who entered at the step did not come from the one before, and count as a start of their own.
/// "Before" is the last required step: optional ones are passed, and nobody is lost at them.
///
/// ```
/// # use jejak::figures::funnel::figures;
/// # use jejak::model::evidence::{Funnel, StepCounts};
/// let people = [3611, 1924, 1356, 958, 653];
/// let step = |people: &u64| StepCounts { people: *people, ..StepCounts::default() };
/// let shop = figures(&Funnel { steps: people.iter().map(step).collect() }, 3751, None);
/// assert!((shop.steps[1].of_previous.unwrap() - 0.532816).abs() < 1e-6);
/// assert!((shop.steps[4].of_first.unwrap() - 0.180836).abs() < 1e-6);
/// assert_eq!(shop.steps.iter().map(|step| step.dropped).collect::<Vec<_>>(), [1687, 568, 398, 305, 0]);
/// assert_eq!((shop.worst_by_people, shop.worst_by_rate), (Some(0), Some(1)));
/// ```
pub fn figures(funnel: &Funnel, everybody: u64, exact: Option<&[Exact]>) -> FunnelFigures {
    let mut steps: Vec<StepFigures> = Vec::with_capacity(funnel.steps.len());
    let mut first = 0_u64;
    for (index, counts) in funnel.steps.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| funnel.steps.get(before));
        first = match before {
            None => counts.people,
            Some(before) => first.saturating_add(counts.entered).saturating_sub(pending(before)),
        };
        let exact = exact.and_then(|list| list.get(index));
        steps.push(step(funnel, index, counts, first, everybody, exact));
    }
    let mut shown = FunnelFigures { steps, ..FunnelFigures::default() };
    shown.worst_by_people = worst_by_people(&shown.steps);
    shown.worst_by_rate = worst_by_rate(&shown.steps);
    shown
}

/// The last required step before `at`: what its rate refers to.
///
/// ```
/// # use jejak::figures::funnel::{next, previous};
/// // view, cart, coupon (optional), pay
/// let optional = |at: usize| at == 2;
/// assert_eq!([1, 2, 3].map(|at| previous(at, optional)), [Some(0), Some(1), Some(1)]);
/// assert_eq!([0, 1, 2, 3].map(|at| next(at, 4, optional)), [Some(1), Some(3), None, None]);
/// ```
pub fn previous(at: usize, optional: impl Fn(usize) -> bool) -> Option<usize> {
    (0..at).rev().find(|before| !optional(*before))
}

/// The next required step behind the required step `at`, of `steps`; `None` behind an optional one, where nobody is
/// lost, and where only optional steps follow.
pub fn next(at: usize, steps: usize, optional: impl Fn(usize) -> bool) -> Option<usize> {
    (at.saturating_add(1)..steps).find(|next| !optional(*next)).filter(|_| !optional(at))
}

/// Pending people, never more than there are.
fn pending(counts: &StepCounts) -> u64 {
    counts.pending.min(counts.people)
}

/// People of step `at` whose chain has a required step before it.
fn came(funnel: &Funnel, at: usize, before: usize) -> u64 {
    let later = funnel.steps.iter().take(at.saturating_add(1)).skip(before.saturating_add(1));
    let entered = later.fold(0_u64, |sum, step| sum.saturating_add(step.entered));
    funnel.steps.get(at).map_or(0, |step| step.people.saturating_sub(entered))
}

fn step(
    funnel: &Funnel,
    at: usize,
    counts: &StepCounts,
    first: u64,
    everybody: u64,
    exact: Option<&Exact>,
) -> StepFigures {
    let optional = |at: usize| funnel.steps.get(at).is_some_and(|step| step.optional);
    let before = previous(at, optional);
    let n = before.and_then(|before| funnel.steps.get(before));
    let n = n.map(|before| before.people.saturating_sub(pending(before)));
    let arrived = before.map_or(0, |before| came(funnel, at, before));
    let pending = pending(counts);
    let next = next(at, funnel.steps.len(), optional);
    let dropped =
        next.map_or(0, |next| counts.people.saturating_sub(pending).saturating_sub(came(funnel, next, at)));
    StepFigures {
        id: counts.id.clone(),
        name: counts.name.clone(),
        people: counts.people,
        entered: counts.entered,
        pending: if next.is_some() { pending } else { 0 },
        dropped,
        seen: counts.seen,
        any_order: counts.any_order,
        of_previous: n.and_then(|n| share(arrived, n)),
        of_first: share(counts.people, first),
        of_all: share(counts.people, everybody),
        interval_of_previous: n.and_then(|n| wilson(arrived, n)),
        interval_of_first: if at > 0 { wilson(counts.people, first) } else { None },
        seconds: quantiles::shown(&counts.seconds, exact),
        too_few: n.is_some_and(|n| n < FEW),
        optional: counts.optional,
    }
}

/// The step after which most people are lost, the first of equals.
fn worst_by_people(steps: &[StepFigures]) -> Option<usize> {
    let mut worst: Option<(usize, u64)> = None;
    for (index, step) in steps.iter().enumerate() {
        let enough = step.people.saturating_sub(step.pending) >= FEW;
        if enough && step.dropped > worst.map_or(0, |(_, lost)| lost) {
            worst = Some((index, step.dropped));
        }
    }
    worst.map(|(index, _)| index)
}

/// The step with the lowest rate, the first of equals.
fn worst_by_rate(steps: &[StepFigures]) -> Option<usize> {
    let mut worst: Option<(usize, f64)> = None;
    for (index, step) in steps.iter().enumerate() {
        // To leave an optional step out is no loss.
        let rate = step.of_previous.filter(|_| !step.too_few && !step.optional);
        if let Some(rate) = rate.filter(|rate| worst.is_none_or(|(_, lowest)| *rate < lowest)) {
            worst = Some((index, rate));
        }
    }
    worst.map(|(index, _)| index)
}

/// Steps (indices) at which any-order counts exceed the ordered ones by more than 10 %; none where steps may be left
/// out, since any order counts how many steps a person has, not which.
///
/// ```
/// # use jejak::figures::funnel::order_matters;
/// # use jejak::figures::StepFigures;
/// let step = |people, any_order| StepFigures { people, any_order, ..StepFigures::default() };
/// // the shop's main, catalog, cart, payment_done
/// let steps = [step(2385, 3751), step(2015, 2845), step(1109, 1493), step(396, 484)];
/// assert_eq!(order_matters(&steps), [0, 1, 2, 3]);
/// assert_eq!(order_matters(&[step(100, 110), step(0, 1)]), [1]);
/// ```
pub fn order_matters(steps: &[StepFigures]) -> Vec<usize> {
    if steps.iter().any(|step| step.optional) {
        return Vec::new();
    }
    let differs = |step: &StepFigures| {
        let more = u128::from(step.any_order.saturating_sub(step.people));
        more * 10 > u128::from(step.people)
    };
    steps.iter().enumerate().filter(|(_, step)| differs(step)).map(|(index, _)| index).collect()
}
