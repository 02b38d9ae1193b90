//! Figures as one JSON value: everything, under stable names.

use super::{FunnelFigures, Interval, Quantiles, ScoreFigures, StepFigures};
use crate::model::journey::ScoreKind;
use crate::value::Value;

/// A map that keeps its empty values, so that every object of a kind has the same keys.
fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn interval(bounds: Option<Interval>) -> Value {
    bounds.map_or(Value::Null, |(low, high)| vec![low, high].into())
}

fn quantiles(shown: &Quantiles) -> Value {
    object([
        ("n", shown.n.into()),
        ("p25", shown.p25.into()),
        ("median", shown.median.into()),
        ("p75", shown.p75.into()),
        ("p90", shown.p90.into()),
    ])
}

fn index(at: Option<usize>) -> Value {
    at.map_or(Value::Null, |at| (at as u64).into())
}

fn step(step: &StepFigures) -> Value {
    object([
        ("id", step.id.as_str().into()),
        ("name", step.name.as_str().into()),
        ("people", step.people.into()),
        ("entered", step.entered.into()),
        ("pending", step.pending.into()),
        ("dropped", step.dropped.into()),
        ("seen", step.seen.into()),
        ("any_order", step.any_order.into()),
        ("of_previous", step.of_previous.into()),
        ("of_first", step.of_first.into()),
        ("of_all", step.of_all.into()),
        ("interval_of_previous", interval(step.interval_of_previous)),
        ("interval_of_first", interval(step.interval_of_first)),
        ("seconds", quantiles(&step.seconds)),
        ("too_few", step.too_few.into()),
    ])
}

/// A funnel: `steps`, `worst_by_people`, `worst_by_rate`.
pub fn write_funnel(funnel: &FunnelFigures) -> Value {
    object([
        ("steps", funnel.steps.iter().map(step).collect::<Vec<_>>().into()),
        ("worst_by_people", index(funnel.worst_by_people)),
        ("worst_by_rate", index(funnel.worst_by_rate)),
    ])
}

/// The word of a kind of score in documents.
fn kind(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::Nps => "nps",
        ScoreKind::Csat => "csat",
        ScoreKind::Ces => "ces",
        ScoreKind::Rating => "rating",
    }
}

/// What `value` and `interval` of a score are, as a stable word.
fn method(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::Nps => "adjusted_wald",
        ScoreKind::Csat => "top_2_wilson",
        ScoreKind::Ces | ScoreKind::Rating => "mean_student_t",
    }
}

/// An answer as the key of its count: `4`, `4.5`.
fn key(answer: f64) -> String {
    format!("{answer}")
}

/// One score: `kind`, `method`, `value`, `interval`, `n`, `missing`, `counts` and the rest.
pub fn write_score(score: &ScoreFigures) -> Value {
    let counts = score.counts.iter().map(|(answer, count)| (key(*answer), (*count).into())).collect();
    object([
        ("source", score.source.as_str().into()),
        ("label", score.label.clone().into()),
        ("kind", kind(score.kind).into()),
        ("method", method(score.kind).into()),
        ("scale", interval(Some(score.scale))),
        ("value", score.value.into()),
        ("interval", interval(score.interval)),
        ("mean", score.mean.into()),
        ("mean_interval", interval(score.mean_interval)),
        ("share", score.share.into()),
        ("share_interval", interval(score.share_interval)),
        ("axis", score.axis.into()),
        ("axis_interval", interval(score.axis_interval)),
        ("n", score.n.into()),
        ("missing", score.missing.into()),
        ("counts", Value::Map(counts)),
        ("levels", score.levels.to_vec().into()),
    ])
}

/// Everything, as `jejak figures` prints it.
pub fn write(figures: &super::Figures) -> Value {
    object([
        ("people", figures.people.into()),
        ("funnel", figures.funnel.as_ref().map_or(Value::Null, write_funnel)),
    ])
}
