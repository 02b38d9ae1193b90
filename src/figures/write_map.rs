//! Themes, measures, moves and the plan as JSON values.

use super::write::{index, interval, measured, object, quantiles, write_score};
use super::{
    Caution, ChannelFigures, Grain, LineFigures, MeasureFigures, Onward, PlannedFigures, Quantiles,
    RetentionAge, RetentionFigures, StageFigures, ThemeFigures,
};
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
    object([
        ("to", index(onward.to)),
        ("people", onward.people.into()),
        ("times", onward.times.into()),
        ("seconds", quantiles(&onward.seconds)),
        ("time_caution", caution(&onward.seconds)),
    ])
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

/// Why a median time says less than it seems to, as a stable word; null where nothing is to be said.
pub fn caution(seconds: &Quantiles) -> Value {
    seconds.caution.map_or(Value::Null, |caution| {
        match caution {
            Caution::AtOnce => "at_once",
            Caution::Coarse(Grain::Day) => "whole_days",
            Caution::Coarse(Grain::Hour) => "whole_hours",
            Caution::Coarse(Grain::Minute) => "whole_minutes",
            Caution::Visits(_) => "several_visits",
        }
        .into()
    })
}

/// A line of emotion of one source: `source`, `label`, `points`.
pub fn line(line: &LineFigures) -> Value {
    object([
        ("source", line.source.as_str().into()),
        ("label", line.label.clone().into()),
        ("points", line.points.iter().map(|point| measured(*point)).collect::<Vec<_>>().into()),
    ])
}

/// A channel with the scores of its touchpoints.
pub fn channel(channel: &ChannelFigures) -> Value {
    object([
        ("id", channel.id.as_str().into()),
        ("people", channel.people.into()),
        ("measured", measured(channel.measured)),
        ("scores", channel.scores.iter().map(write_score).collect::<Vec<_>>().into()),
    ])
}

/// How many came back, by age.
pub fn retention(retention: &RetentionFigures) -> Value {
    let age = |age: &RetentionAge| {
        object([
            ("age", age.age.into()),
            ("active", age.active.into()),
            ("of", age.of.into()),
            ("share", age.share.into()),
            ("interval", interval(age.interval)),
        ])
    };
    object([
        ("every", retention.every.word().into()),
        ("zone", retention.zone.as_str().into()),
        ("people", retention.people.into()),
        ("ages", Value::List(retention.ages.iter().map(age).collect())),
    ])
}
