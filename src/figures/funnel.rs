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
        let next = funnel.steps.get(index.saturating_add(1));
        let exact = exact.and_then(|list| list.get(index));
        steps.push(step(counts, before, next, first, everybody, exact));
    }
    let mut shown = FunnelFigures { steps, ..FunnelFigures::default() };
    shown.worst_by_people = worst_by_people(&shown.steps);
    shown.worst_by_rate = worst_by_rate(&shown.steps);
    shown
}

/// Pending people, never more than there are.
fn pending(counts: &StepCounts) -> u64 {
    counts.pending.min(counts.people)
}

fn step(
    counts: &StepCounts,
    before: Option<&StepCounts>,
    next: Option<&StepCounts>,
    first: u64,
    everybody: u64,
    exact: Option<&Exact>,
) -> StepFigures {
    let n = before.map(|before| before.people.saturating_sub(pending(before)));
    let came = counts.people.saturating_sub(counts.entered);
    let pending = pending(counts);
    let dropped = next.map_or(0, |next| {
        let went = next.people.saturating_sub(next.entered);
        counts.people.saturating_sub(pending).saturating_sub(went)
    });
    StepFigures {
        id: counts.id.clone(),
        name: counts.name.clone(),
        people: counts.people,
        entered: counts.entered,
        pending: if next.is_some() { pending } else { 0 },
        dropped,
        seen: counts.seen,
        any_order: counts.any_order,
        of_previous: n.and_then(|n| share(came, n)),
        of_first: share(counts.people, first),
        of_all: share(counts.people, everybody),
        interval_of_previous: n.and_then(|n| wilson(came, n)),
        interval_of_first: before.and_then(|_| wilson(counts.people, first)),
        seconds: quantiles::shown(&counts.seconds, exact),
        too_few: n.is_some_and(|n| n < FEW),
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
        let rate = step.of_previous.filter(|_| !step.too_few);
        if let Some(rate) = rate.filter(|rate| worst.is_none_or(|(_, lowest)| *rate < lowest)) {
            worst = Some((index, rate));
        }
    }
    worst.map(|(index, _)| index)
}

/// Steps (indices) at which any-order counts exceed the ordered ones by more than 10 %.
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
    let differs = |step: &StepFigures| {
        let more = u128::from(step.any_order.saturating_sub(step.people));
        more * 10 > u128::from(step.people)
    };
    steps.iter().enumerate().filter(|(_, step)| differs(step)).map(|(index, _)| index).collect()
}
