//! The one sentence over the picture, as data.

use super::sample::LEAST;
use super::themes::complaint;
use super::{Figures, Finding, StageFigures, funnel::FEW};
use crate::model::order::ascending;

/// By rule: the stage of highest priority; else the largest loss; else the lowest measured stage; else the
/// lowest that the author assumes. Scores of fewer than five answers and steps of fewer than 30 people carry none.
pub(super) fn finding(figures: &Figures) -> Finding {
    priority(figures)
        .or_else(|| loss(figures))
        .or_else(|| lowest(figures))
        .or_else(|| too_few(figures))
        .or_else(|| assumed(figures))
        .unwrap_or_default()
}

fn priority(figures: &Figures) -> Option<Finding> {
    let sure = |stage: &StageFigures| stage.measured.is_some_and(|measured| measured.n >= LEAST);
    let sure_ones: Vec<(usize, f64, u64)> = figures
        .stages
        .iter()
        .enumerate()
        .filter(|(_, stage)| sure(stage))
        .filter_map(|(at, stage)| stage.priority.map(|priority| (at, priority)))
        .filter(|(_, priority)| !priority.last && priority.value > 0.0)
        .map(|(at, priority)| (at, priority.value, priority.lost))
        .collect();
    // Of equals the earlier stage comes first.
    let mut ranked =
        ascending(sure_ones.iter().map(|one| -one.1)).into_iter().filter_map(|at| sure_ones.get(at));
    let (stage, value, lost) = ranked.next().copied()?;
    let times = ranked.next().map(|(_, next, _)| value / next).filter(|times| times.is_finite());
    Some(Finding::Priority { stage, lost, times, theme: theme(figures, stage) })
}

fn theme(figures: &Figures, stage: usize) -> Option<(String, u64, u64)> {
    let stage = figures.stages.get(stage)?;
    let theme = complaint(&stage.themes, stage.comment_mean)?;
    Some((theme.text.clone(), theme.count, theme.of))
}

fn loss(figures: &Figures) -> Option<Finding> {
    let funnel = figures.funnel.as_ref()?;
    let mut worst: Option<(usize, u64, u64)> = None;
    let mut offer = |at: usize, step: usize| {
        let step = funnel.steps.get(step)?;
        let of = step.people.saturating_sub(step.pending);
        if of >= FEW && step.dropped > worst.map_or(0, |(_, lost, _)| lost) {
            worst = Some((at, step.dropped, of));
        }
        Some(())
    };
    if figures.stages.iter().any(|stage| stage.step.is_some()) {
        for (at, stage) in figures.stages.iter().enumerate() {
            stage.step.and_then(|step| offer(at, step));
        }
    } else {
        for at in 0..funnel.steps.len() {
            offer(at, at);
        }
    }
    worst.map(|(stage, lost, of)| Finding::Loss { stage, lost, of })
}

fn lowest(figures: &Figures) -> Option<Finding> {
    let mut found: Option<(usize, f64, u64)> = None;
    for (at, stage) in figures.stages.iter().enumerate() {
        if let Some(point) = stage.measured.filter(|point| point.n >= LEAST)
            && found.is_none_or(|(_, lowest, _)| point.value < lowest)
        {
            found = Some((at, point.value, point.n));
        }
    }
    found.map(|(stage, value, n)| Finding::Lowest { stage, value, n })
}

/// People were counted and lost, but too few to rank.
fn too_few(figures: &Figures) -> Option<Finding> {
    let funnel = figures.funnel.as_ref()?;
    let people = funnel.steps.first()?.people;
    let ranked = funnel.steps.iter().any(|step| step.people.saturating_sub(step.pending) >= FEW);
    (!ranked).then_some(Finding::TooFew { people })
}

fn assumed(figures: &Figures) -> Option<Finding> {
    let mut found: Option<(usize, f64)> = None;
    for (at, stage) in figures.stages.iter().enumerate() {
        if let Some(value) = stage.assumed
            && found.is_none_or(|(_, lowest)| value < lowest)
        {
            found = Some((at, value));
        }
    }
    // Only where nothing was counted or measured: an assumption beside data is no finding.
    (figures.people.is_none()).then_some(found)?.map(|(stage, value)| Finding::Assumed { stage, value })
}
