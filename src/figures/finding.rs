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
    let sure = |stage: &StageFigures| stage.measured.filter(|point| point.n >= LEAST);
    let measured = figures.stages.iter().filter(|stage| stage.measured.is_some()).count();
    // the only score there is is told as it stands
    let stage = low(figures, |stage| sure(stage).map(|point| point.value), measured == 1)?;
    let point = figures.stages.get(stage).and_then(sure)?;
    Some(Finding::Lowest { stage, value: point.value, n: point.n })
}

/// The first stage of the lowest value. Values that are all the same have no lowest, and neither has one `alone`,
/// unless it may.
fn low(figures: &Figures, value: impl Fn(&StageFigures) -> Option<f64>, alone: bool) -> Option<usize> {
    let known = || figures.stages.iter().enumerate().filter_map(|(at, stage)| value(stage).map(|v| (at, v)));
    let (stage, lowest) = known().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (alone || known().any(|(_, value)| value > lowest)).then_some(stage)
}

/// People were counted and lost, but too few to rank.
fn too_few(figures: &Figures) -> Option<Finding> {
    let funnel = figures.funnel.as_ref()?;
    let people = funnel.steps.first()?.people;
    let ranked = funnel.steps.iter().any(|step| step.people.saturating_sub(step.pending) >= FEW);
    (!ranked).then_some(Finding::TooFew { people })
}

fn assumed(figures: &Figures) -> Option<Finding> {
    // Only where nothing was counted or measured: an assumption beside data is no finding.
    let measured = figures.stages.iter().any(|stage| stage.measured.is_some());
    if figures.people.is_some() || measured {
        return None;
    }
    let stage = low(figures, |stage| stage.assumed, false)?;
    let value = figures.stages.get(stage)?.assumed?;
    Some(Finding::Assumed { stage, value })
}
