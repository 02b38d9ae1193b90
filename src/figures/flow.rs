//! Where people went from stage to stage, how the plan was kept, and counts that are no answers.
//!
//! Must never know: rows, event names.

use super::rates::{share, wilson};
use super::{MeasureFigures, Onward, PlannedFigures, quantiles};
use crate::model::evidence::{Evidence, Planned};
use crate::model::journey::{Journey, Stage};
use crate::model::order::arrange_by;

/// The moves out of a stage, most people first (of equals in the journey's order); moves to itself are no moves.
/// Small moves that were folded into "other" stay out.
pub fn onward(journey: &Journey, evidence: &Evidence, stage: &Stage) -> Vec<Onward> {
    let moves = evidence.moves.iter().find(|moves| moves.level == "stage");
    let links = moves.iter().flat_map(|moves| &moves.links);
    let out = links.filter(|link| link.from == stage.id && link.to != stage.id);
    let mut onward: Vec<Onward> = out
        .filter_map(|link| {
            let to = journey.stages.iter().position(|known| known.id == link.to);
            let known = to.is_some() || link.to.is_empty();
            known.then_some(Onward {
                to,
                people: link.people,
                times: link.times,
                seconds: quantiles::of(&link.seconds),
            })
        })
        .collect();
    arrange_by(&mut onward, |one| (core::cmp::Reverse(one.people), one.to.is_none(), one.to));
    onward
}

/// People who left a stage out although they met a later one; `None` where the order was not looked at.
pub fn skipped(evidence: &Evidence, stage: &Stage) -> Option<u64> {
    let planned = evidence.planned.as_ref()?;
    Some(planned.skipped.iter().find(|(id, _)| *id == stage.id).map_or(0, |(_, people)| *people))
}

/// How many met stages out of order, of all who met any, with Wilson's interval.
///
/// ```
/// # use jejak::{figures::flow::planned, model::evidence::Planned};
/// let shown = planned(&Planned { met: 20, out_of_order: 0, ..Planned::default() });
/// assert_eq!(shown.share, Some(0.0));
/// assert!((shown.interval.unwrap().1 - 0.16113).abs() < 5e-6); // 0/20 → 0…0.16113
/// ```
pub fn planned(counted: &Planned) -> PlannedFigures {
    PlannedFigures {
        met: counted.met,
        out_of_order: counted.out_of_order,
        share: share(counted.out_of_order, counted.met),
        interval: share(counted.out_of_order, counted.met).and(wilson(counted.out_of_order, counted.met)),
    }
}

/// The measures of a stage and its touchpoints, as in the evidence: a share with Wilson's interval, or a sum. An id
/// that a stage has too means the stage.
///
/// ```
/// # use jejak::figures::flow::measures;
/// # use jejak::model::{evidence::{Evidence, Measure, MeasureKind}, journey::{Journey, Stage}};
/// let stage = Stage { id: "delivery".into(), ..Stage::default() };
/// let journey = Journey { stages: vec![stage.clone()], ..Journey::default() };
/// let on_time = Measure { at: stage.id.clone(), kind: MeasureKind::OnTime, source: "courier".into(), count: 42, of: 50, met: vec![] };
/// let shown = measures(&journey, &Evidence { measures: vec![on_time], ..Evidence::default() }, &stage);
/// let (low, high) = shown[0].interval.unwrap();
/// assert_eq!(shown[0].share, Some(0.84));
/// assert!((low - 0.71486).abs() < 5e-6 && (high - 0.91663).abs() < 5e-6);
/// ```
pub fn measures(journey: &Journey, evidence: &Evidence, stage: &Stage) -> Vec<MeasureFigures> {
    let of_stage = |at: &str| journey.stages.iter().any(|known| known.id == at);
    let place = |at: &str| {
        if at == stage.id {
            return Some(None);
        }
        let touchpoint = || stage.touchpoints.iter().position(|touchpoint| touchpoint.id == at);
        if of_stage(at) { None } else { touchpoint().map(Some) }
    };
    let known = evidence.measures.iter().filter(|measure| measure.known());
    let shown = known.filter_map(|measure| {
        let share = share(measure.count, measure.of);
        Some(MeasureFigures {
            kind: measure.kind,
            touchpoint: place(&measure.at)?,
            source: measure.source.clone(),
            count: measure.count,
            of: measure.of,
            share,
            interval: share.and(wilson(measure.count, measure.of)),
        })
    });
    shown.collect()
}
