//! Themes, measures, moves and the plan as JSON values.

use super::write::{index, interval, object};
use super::{MeasureFigures, Onward, PlannedFigures, StageFigures, ThemeFigures};
use crate::value::Value;

/// A theme of comments.
pub fn theme(theme: &ThemeFigures) -> Value {
    object([
        ("text", theme.text.as_str().into()),
        ("count", theme.count.into()),
        ("of", theme.of.into()),
        ("mean", theme.mean.into()),
    ])
}

/// A share or a sum, with the id of its touchpoint.
pub fn measure(measure: &MeasureFigures, stage: &StageFigures) -> Value {
    let at = measure.touchpoint.and_then(|at| stage.touchpoints.get(at));
    object([
        ("kind", measure.kind.word().into()),
        ("touchpoint", at.map(|touchpoint| touchpoint.id.clone()).into()),
        ("source", measure.source.as_str().into()),
        ("count", measure.count.into()),
        ("of", measure.of.into()),
        ("share", measure.share.into()),
        ("interval", interval(measure.interval)),
    ])
}

/// A move; `to` is the index of a stage, null = not seen again.
pub fn onward(onward: &Onward) -> Value {
    object([("to", index(onward.to)), ("people", onward.people.into()), ("times", onward.times.into())])
}

/// How the plan was kept.
pub fn planned(planned: &PlannedFigures) -> Value {
    object([
        ("met", planned.met.into()),
        ("out_of_order", planned.out_of_order.into()),
        ("share", planned.share.into()),
        ("interval", interval(planned.interval)),
    ])
}
