//! Two shares compared; segments compared: each with the rest, step by step.

use super::funnel::{self, FEW};
use super::rates::{share, wilson_share};
use super::{Difference, GroupFigures, Interval, Of, SegmentFigures, StepFigures, Test};
use crate::model::evidence::{Exact, Group, Segments};
use crate::model::order::ascending;

/// Past 2^52 people a count is no longer a whole number here; nobody has them.
const MOST: u64 = 1 << 52;

/// The difference of two shares x₁/n₁ − x₂/n₂ with Newcombe's hybrid interval (95 %); `None` where an n is 0.
///
/// With Wilson's [l, u] of each: lower = d − √((p₁−l₁)² + (u₂−p₂)²), upper = d + √((u₁−p₁)² + (p₂−l₂)²).
/// Source: R. G. Newcombe, *Interval estimation for the difference between independent proportions*,
/// Statistics in Medicine 17 (1998), method 10.
///
/// ```
/// # use jejak::figures::compare::newcombe;
/// let (difference, (low, high)) = newcombe((56, 70), (48, 80)).unwrap();
/// assert!((difference - 0.2).abs() < 1e-12);
/// assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5);
/// assert_eq!(newcombe((0, 0), (1, 2)), None);
/// ```
pub fn newcombe(one: (u64, u64), other: (u64, u64)) -> Option<(f64, Interval)> {
    newcombe_shares((share(one.0, one.1)?, one.1 as f64), (share(other.0, other.1)?, other.1 as f64))
}

/// As [`newcombe`], of two shares among effective n that need not be whole (weighted answers).
///
/// ```
/// # use jejak::figures::compare::{newcombe, newcombe_shares};
/// assert_eq!(newcombe_shares((0.8, 70.0), (0.6, 80.0)), newcombe((56, 70), (48, 80)));
/// ```
pub fn newcombe_shares((p, n): (f64, f64), (q, m): (f64, f64)) -> Option<(f64, Interval)> {
    let ((low_p, high_p), (low_q, high_q)) = (wilson_share(p, n)?, wilson_share(q, m)?);
    let difference = p - q;
    let low = difference - root(p - low_p, high_q - q);
    let high = difference + root(high_p - p, q - low_q);
    Some((difference, (low.max(-1.0), high.min(1.0))))
}

/// The root of the sum of two squares; of shares, so that neither is too large.
fn root(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

/// The two-sided p value for x₁/n₁ and x₂/n₂ being one share: Fisher's exact test where an expected count is
/// under 5, else the pooled z test. `None` where an n is 0.
///
/// ```
/// # use jejak::figures::compare::p_value;
/// assert!((p_value((6, 7), (2, 7)).unwrap() - 0.1026).abs() < 5e-5);
/// assert_eq!(p_value((0, 7), (0, 7)), Some(1.0));
/// assert_eq!(p_value((0, 0), (1, 2)), None);
/// ```
pub fn p_value(one: (u64, u64), other: (u64, u64)) -> Option<f64> {
    tested(one, other).map(|(p, _)| p)
}

/// As [`p_value`], with the name of the test.
pub fn tested(one: (u64, u64), other: (u64, u64)) -> Option<(f64, Test)> {
    let shares = ((share(one.0, one.1)?, one.1 as f64), (share(other.0, other.1)?, other.1 as f64));
    if one.1.max(other.1) > MOST {
        return None;
    }
    let z = pooled(shares.0, shares.1).map(|p| (p, Test::Z));
    Some(z.unwrap_or_else(|| (fisher(one, other), Test::Fisher)))
}

/// The pooled z test of two shares among n and m; `None` where an expected count is under 5.
///
/// z = (p − q)/√(s(1 − s)(1/n + 1/m)) with s = (pn + qm)/(n + m); p value 2(1 − Φ(|z|)).
///
/// ```
/// # use jejak::figures::compare::pooled;
/// assert!((pooled((0.8, 70.0), (0.6, 80.0)).unwrap() - 0.0080).abs() < 5e-5);
/// assert_eq!(pooled((6.0 / 7.0, 7.0), (2.0 / 7.0, 7.0)), None);
/// ```
pub fn pooled((p, n): (f64, f64), (q, m): (f64, f64)) -> Option<f64> {
    let pooled = (p * n + q * m) / (n + m);
    let least = n.min(m) * pooled.min(1.0 - pooled);
    let z = (p - q) / (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    (least >= 5.0).then(|| two_sided(z))
}

/// 2(1 − Φ(|z|)).
pub(super) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / core::f64::consts::SQRT_2).clamp(0.0, 1.0)
}

/// Fisher's exact test: the probability, margins fixed, of all tables no likelier than this one.
///
/// Source: R. A. Fisher, *Statistical Methods for Research Workers* (1934). Probabilities are relative to the
/// likeliest table and found by their ratios, so no factorial is ever formed.
fn fisher(one: (u64, u64), other: (u64, u64)) -> f64 {
    let (n, m) = (one.1 as f64, other.1 as f64);
    let hits = one.0 as f64 + other.0 as f64;
    let (lowest, highest) = ((hits - m).max(0.0), n.min(hits));
    let mode = ((n + 1.0) * (hits + 1.0) / (n + m + 2.0)).floor().clamp(lowest, highest);
    // Table with x hits in the first row, against the one with x + 1.
    let up = |x: f64| (n - x) * (hits - x) / ((x + 1.0) * (m - hits + x + 1.0));
    let mut weights = vec![(mode, 1.0)];
    let (mut x, mut weight) = (mode, 1.0);
    while x < highest && weight > 0.0 {
        weight *= up(x);
        x += 1.0;
        weights.push((x, weight));
    }
    (x, weight) = (mode, 1.0);
    while x > lowest && weight > 0.0 {
        x -= 1.0;
        weight /= up(x);
        weights.push((x, weight));
    }
    let seen = weights.iter().find(|(x, _)| *x == one.0 as f64).map_or(0.0, |(_, weight)| *weight);
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    // Tables as likely as this one count, whatever rounding says.
    let rarer: f64 =
        weights.iter().map(|(_, weight)| weight).filter(|weight| **weight <= seen * (1.0 + 1e-7)).sum();
    (rarer / all).clamp(0.0, 1.0)
}

/// Holm's adjustment of p values: the i-th smallest of m times (m − i + 1), never under the one before, at most 1.
///
/// Source: S. Holm, *A simple sequentially rejective multiple test procedure*, Scand. J. Statistics 6 (1979).
///
/// ```
/// # use jejak::figures::compare::holm;
/// assert_eq!(holm(&[0.25, 0.0625, 0.125]), [0.25, 0.1875, 0.25]);
/// ```
pub fn holm(values: &[f64]) -> Vec<f64> {
    let mut adjusted = values.to_vec();
    let mut least = 0.0_f64;
    for (rank, at) in ascending(values.iter().copied()).into_iter().enumerate() {
        if let Some(p) = adjusted.get_mut(at) {
            least = least.max(*p * (values.len() - rank) as f64).min(1.0);
            *p = least;
        }
    }
    adjusted
}

/// A breakdown, derived: each group's funnel, and each group compared with the rest.
///
/// `exact` has one list a group, in their order. A group's `of_all` is of the group's people. A difference of which
/// either side has under 30 entrants has its interval and no p: it is not tested, nor counted among the tests.
///
/// ```
/// # use jejak::figures::compare::segments;
/// # use jejak::model::evidence::{Funnel, Group, Segments, StepCounts};
/// let step = |people| StepCounts { people, ..StepCounts::default() };
/// let group = |value: &str, people, bought| Group {
///     value: value.into(), people, funnel: Funnel { steps: vec![step(people), step(bought)] },
/// };
/// let counted = Segments { field: "device".into(), groups: vec![group("phone", 70, 56), group("desk", 80, 48)] };
/// let shown = segments(&counted, None);
/// let (low, high) = shown.groups[0].differences[0].interval;
/// assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5);
/// assert_eq!(shown.tests, 1); // two groups mirror each other
/// ```
pub fn segments(counted: &Segments, exact: Option<&[Vec<Exact>]>) -> SegmentFigures {
    let group = |(at, group): (usize, &Group)| {
        let exact = exact.and_then(|groups| groups.get(at)).map(Vec::as_slice);
        GroupFigures {
            value: group.value.clone(),
            people: group.people,
            funnel: funnel::figures(&group.funnel, group.people, exact),
            differences: Vec::new(),
        }
    };
    let mut groups: Vec<GroupFigures> = counted.groups.iter().enumerate().map(group).collect();
    let tests = compare(&mut groups);
    SegmentFigures { field: counted.field.clone(), groups, tests }
}

/// Compares every group with the rest: `of_previous` at each step, `of_first` at the last of three and more.
/// Returns how many tests Holm's adjustment is over. Two groups mirror each other and are tested once.
fn compare(groups: &mut [GroupFigures]) -> u64 {
    let tested = if groups.len() == 2 { 1 } else { groups.len() };
    let mut found: Vec<Vec<Difference>> = (0..tested).map(|at| differences(groups, at)).collect();
    let tests = adjust(found.iter_mut().flatten().map(|found| (found.p, &mut found.adjusted_p)));
    if groups.len() == 2 {
        found.extend(found.first().map(|one| one.iter().map(mirrored).collect()));
    }
    for (group, differences) in groups.iter_mut().zip(found) {
        group.differences = differences;
    }
    tests
}

/// Adjusts all p values that there are together, and says how many.
pub(super) fn adjust<'p>(family: impl Iterator<Item = (Option<f64>, &'p mut Option<f64>)>) -> u64 {
    let tested: Vec<(f64, &mut Option<f64>)> = family.filter_map(|(p, to)| Some((p?, to))).collect();
    let values: Vec<f64> = tested.iter().map(|(p, _)| *p).collect();
    for ((_, to), adjusted) in tested.into_iter().zip(holm(&values)) {
        *to = Some(adjusted);
    }
    values.len() as u64
}

/// The same difference, seen from the other group.
fn mirrored(one: &Difference) -> Difference {
    let (low, high) = one.interval;
    Difference { value: -one.value, interval: (-high, -low), ..*one }
}

fn differences(groups: &[GroupFigures], at: usize) -> Vec<Difference> {
    // The steps that every group has: all of them, in evidence that jejak made.
    let steps = groups.iter().map(|group| group.funnel.steps.len()).min().unwrap_or(0);
    let last = steps.checked_sub(1).filter(|last| *last > 1);
    let asked = (1..steps).map(|step| (step, Of::Previous)).chain(last.map(|last| (last, Of::First)));
    asked.filter_map(|(step, of)| difference(groups, at, step, of)).collect()
}

fn difference(groups: &[GroupFigures], at: usize, step: usize, of: Of) -> Option<Difference> {
    let (mut one, mut rest) = ((0_u64, 0_u64), (0_u64, 0_u64));
    for (index, group) in groups.iter().enumerate() {
        let (x, n) = counts(&group.funnel.steps, step, of)?;
        let sum = if index == at { &mut one } else { &mut rest };
        *sum = (sum.0.saturating_add(x), sum.1.saturating_add(n));
    }
    let (value, interval) = newcombe(one, rest)?;
    let p = p_value(one, rest).filter(|_| one.1.min(rest.1) >= FEW);
    Some(Difference { step, of, value, interval, p, adjusted_p: None })
}

/// How many came, of how many: the pending are in no n.
pub(super) fn counts(steps: &[StepFigures], at: usize, of: Of) -> Option<(u64, u64)> {
    let (step, before) = (steps.get(at)?, steps.get(..at)?);
    let first = before.first()?;
    Some(match of {
        Of::Previous => {
            let required = funnel::previous(at, |at| steps.get(at).is_some_and(|step| step.optional))?;
            let previous = steps.get(required)?;
            let entered = steps.get(required.saturating_add(1)..=at)?;
            let entered = entered.iter().fold(0_u64, |sum, step| sum.saturating_add(step.entered));
            (step.people.saturating_sub(entered), previous.people.saturating_sub(previous.pending))
        }
        Of::First => {
            let entered =
                steps.get(1..=at)?.iter().fold(first.people, |sum, step| sum.saturating_add(step.entered));
            let pending = before.iter().fold(0_u64, |sum, step| sum.saturating_add(step.pending));
            (step.people, entered.saturating_sub(pending))
        }
    })
}
