//! Who is lost: the group of a breakdown that goes on less often than the rest.

use super::funnel::next;
use super::{Figures, GroupFigures, Of};

/// The level of the adjusted p below which a difference is taken to be one.
pub const SURE: f64 = 0.05;

/// A group that goes on from a stage less often than everybody else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Who {
    /// Index of the breakdown.
    pub segment: usize,
    /// Index of its group.
    pub group: usize,
    /// Share of the group that went on, pending people left out.
    pub share: f64,
    /// The same share of the rest.
    pub rest: f64,
    /// People of the group who are lost here.
    pub lost: u64,
    /// p of the difference after Holm.
    pub adjusted_p: f64,
}

/// Rates of the groups of the first breakdown at a stage that is a step: share that went on, one a group.
pub fn went_on(figures: &Figures, stage: usize) -> Vec<(&GroupFigures, f64)> {
    let Some(step) = figures.stages.get(stage).and_then(|stage| stage.step) else { return Vec::new() };
    let groups = figures.segments.first().map_or(&[][..], |segment| &segment.groups);
    let rate = |group: &GroupFigures| {
        let steps = &group.funnel.steps;
        let optional = |at: usize| steps.get(at).is_some_and(|step| step.optional);
        steps.get(next(step, steps.len(), optional)?)?.of_previous
    };
    groups.iter().filter_map(|group| Some((group, rate(group)?))).collect()
}

/// Of the groups of the first breakdown whose share that went on is surely lower than the rest's (p after Holm
/// under 0.05) the one that lost most people; `None` where no group is, or the stage is no step.
///
/// ```
/// # use jejak::figures::{Figures, StageFigures, who};
/// # use jejak::figures::compare::segments;
/// # use jejak::model::evidence::{Funnel, Group, Segments, StepCounts};
/// let step = |people| StepCounts { people, ..StepCounts::default() };
/// let group = |value: &str, people, bought| Group {
///     value: value.into(), people, funnel: Funnel { steps: vec![step(people), step(bought)] },
/// };
/// let counted = Segments { field: "device".into(), groups: vec![group("phone", 200, 50), group("desk", 100, 60)] };
/// let stages = vec![StageFigures { step: Some(0), ..StageFigures::default() }];
/// let figures = Figures { stages, segments: vec![segments(&counted, None)], ..Figures::default() };
/// let found = who::lost(&figures, 0).unwrap();
/// assert_eq!((found.group, found.lost, found.share), (0, 150, 0.25));
/// assert!((found.rest - 0.6).abs() < 1e-12 && found.adjusted_p < 0.001);
/// assert_eq!(who::lost(&figures, 1), None);
/// ```
pub fn lost(figures: &Figures, stage: usize) -> Option<Who> {
    let step = figures.stages.get(stage)?.step?;
    let groups = &figures.segments.first()?.groups;
    let steps = groups.first().map_or(&[][..], |group| &group.funnel.steps);
    let required = next(step, steps.len(), |at| steps.get(at).is_some_and(|step| step.optional));
    let mut found: Option<Who> = None;
    for (at, group) in groups.iter().enumerate() {
        let differs = |d: &&super::Difference| {
            d.of == Of::Previous && Some(d.step) == required && d.value < 0.0 && d.is_sure()
        };
        let Some(difference) = group.differences.iter().find(differs) else { continue };
        let (Some(here), Some(next)) =
            (group.funnel.steps.get(step), group.funnel.steps.get(difference.step))
        else {
            continue;
        };
        let Some(share) = next.of_previous else { continue };
        if found.is_none_or(|found| here.dropped > found.lost) {
            let (rest, lost) = (share - difference.value, here.dropped);
            let adjusted_p = difference.adjusted_p.unwrap_or(1.0);
            found = Some(Who { segment: 0, group: at, share, rest, lost, adjusted_p });
        }
    }
    found
}
