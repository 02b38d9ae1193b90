//! `Journey` → `jejak.journey/1`.

use super::rules::{rules, staged, step, write_rule};
use super::{flag, keyed, list, pair, text, texts};
use crate::model::journey::*;
use crate::model::read::{named, rules_of_stage, step_of};
use crate::model::rule::Rule;
use crate::value::{Value, map};

/// Writes a journey so that reading it gives the same journey; what is as usual is left out.
///
/// ```
/// # use jejak::{model, value};
/// let document = value::map([("title", "My shop".into()), ("stages", "acpra".into())]);
/// let journey = model::read_journey(&document).0.unwrap();
/// assert_eq!(model::read_journey(&model::write_journey(&journey)).0, Some(journey));
/// ```
pub fn write_journey(journey: &Journey) -> Value {
    let scale = &journey.scale;
    map([
        ("schema", "jejak.journey/1".into()),
        ("title", journey.title.as_str().into()),
        ("lang", text(&journey.lang)),
        ("scenario", text(&journey.scenario)),
        ("goal", text(&journey.goal)),
        ("owner", text(&journey.owner)),
        ("updated", text(&journey.updated)),
        ("state", if journey.to_be { "to_be".into() } else { Value::Null }),
        ("scale", self::scale(scale)),
        ("personas", list(&journey.personas, persona)),
        ("channels", list(&journey.channels, channel)),
        ("stages", Value::List(journey.stages.iter().map(|item| stage(item, scale)).collect())),
        (
            "loop",
            list(&journey.loops, |item| {
                map([
                    ("from", item.from.as_str().into()),
                    ("to", item.to.as_str().into()),
                    ("label", text(&item.label)),
                ])
            }),
        ),
        (
            "lanes",
            list(&journey.lanes, |lane| {
                map([
                    ("type", lane.kind.word().into()),
                    ("title", text(&lane.title)),
                    ("collapsed", flag(lane.collapsed)),
                ])
            }),
        ),
        ("funnel", funnel(journey)),
        ("cohorts", cohorts(&journey.cohorts)),
        ("sources", list(&journey.sources, source)),
        ("ext", keyed(journey.ext.iter().map(|(key, value)| (key, value.clone())))),
    ])
}

fn cohorts(cohorts: &Cohorts) -> Value {
    if *cohorts == Cohorts::default() {
        return Value::Null;
    }
    map([
        ("every", cohorts.every.word().into()),
        ("start", text(&cohorts.start)),
        ("active", text(&cohorts.active)),
    ])
}

fn scale(scale: &Scale) -> Value {
    if *scale == Scale::default() {
        return Value::Null;
    }
    map([
        ("min", scale.min.into()),
        ("neutral", scale.neutral.into()),
        ("max", scale.max.into()),
        ("labels", scale.labels.as_ref().map_or(Value::Null, |labels| texts(labels))),
    ])
}

/// The hand-written score of a value on the axis: the shortest decimal that reads back as that value.
pub(in crate::model) fn score(scale: &Scale, axis: f64) -> f64 {
    let half = if axis < 0.0 { scale.neutral - scale.min } else { scale.max - scale.neutral };
    let raw = scale.neutral + axis * half;
    // Beyond the scale everything reads as its end.
    let back = |score: &f64| (scale.min..=scale.max).contains(score) && scale.axis(*score) == axis;
    let short = (0..=12).map(|digits| {
        let ten = 10_f64.powi(digits);
        (raw * ten).round() / ten
    });
    let near = [raw, raw.next_up(), raw.next_down(), raw.next_up().next_up(), raw.next_down().next_down()];
    short.chain(near).find(back).unwrap_or(raw)
}

fn emotion(emotion: &Option<Emotion>, scale: &Scale) -> Value {
    match emotion {
        None => Value::Null,
        Some(Emotion::All(value)) => score(scale, *value).into(),
        Some(Emotion::Personas(list)) => {
            keyed(list.iter().map(|(id, value)| (id, score(scale, *value).into())))
        }
    }
}

fn persona(persona: &Persona) -> Value {
    let segment = persona.segment.as_ref().map_or(Value::Null, |segment| {
        map([("field", segment.field.as_str().into()), ("in", texts(&segment.values))])
    });
    map([
        ("id", persona.id.as_str().into()),
        ("name", persona.name.as_str().into()),
        ("quote", text(&persona.quote)),
        ("goals", texts(&persona.goals)),
        ("needs", texts(&persona.needs)),
        ("frustrations", texts(&persona.frustrations)),
        ("share", persona.share.into()),
        ("segment", segment),
    ])
}

fn channel(channel: &Channel) -> Value {
    map([
        ("id", channel.id.as_str().into()),
        ("name", channel.name.as_str().into()),
        ("kind", channel.kind.word().into()),
        ("owned", channel.owned.into()),
    ])
}

/// Rules, or nothing where they are what would be filled in.
fn unless(written: &[Rule], filled_in: &[Rule]) -> Value {
    if written == filled_in { Value::Null } else { rules(written) }
}

fn stage(stage: &Stage, scale: &Scale) -> Value {
    let target = &stage.target;
    let target = map([
        ("nps", target.nps.into()),
        ("csat", target.csat.into()),
        ("ces", target.ces.into()),
        ("conversion", target.conversion.into()),
    ]);
    map([
        ("id", stage.id.as_str().into()),
        ("name", stage.name.as_str().into()),
        ("goal", text(&stage.goal)),
        ("planned", stage.planned.map(|planned| planned.to_string()).into()),
        ("emotion", emotion(&stage.emotion, scale)),
        ("to_be", stage.to_be.map_or(Value::Null, |to_be| score(scale, to_be).into())),
        ("target", if target == Value::Map(Vec::new()) { Value::Null } else { target }),
        ("match", unless(&stage.rules, &rules_of_stage(stage))),
        ("touchpoints", list(&stage.touchpoints, |item| touchpoint(item, scale))),
    ])
}

fn touchpoint(item: &Touchpoint, scale: &Scale) -> Value {
    map([
        ("id", item.id.as_str().into()),
        ("name", item.name.as_str().into()),
        ("channel", text(&item.channel)),
        ("personas", texts(&item.personas)),
        ("layer", if item.layer == Layer::default() { Value::Null } else { item.layer.word().into() }),
        ("importance", item.importance.into()),
        ("actions", texts(&item.actions)),
        ("thoughts", texts(&item.thoughts)),
        ("needs", texts(&item.needs)),
        ("expectations", texts(&item.expectations)),
        ("quotes", texts(&item.quotes)),
        ("trigger", text(&item.trigger)),
        ("emotion", emotion(&item.emotion, scale)),
        (
            "pains",
            list(&item.pains, |pain| {
                map([
                    ("text", pain.text.as_str().into()),
                    ("severity", pain.severity.into()),
                    ("owner", text(&pain.owner)),
                ])
            }),
        ),
        ("opportunities", list(&item.opportunities, opportunity)),
        ("match", unless(&item.rules, &named(&[&item.id, &item.name]))),
    ])
}

fn opportunity(item: &Opportunity) -> Value {
    map([
        ("text", item.text.as_str().into()),
        ("impact", item.impact.into()),
        ("effort", item.effort.into()),
        ("status", if item.status == Status::default() { Value::Null } else { item.status.word().into() }),
        ("owner", text(&item.owner)),
        ("url", text(&item.url)),
    ])
}

/// Switches and steps; a step that is a stage is written as its id, with what it has of its own.
fn funnel(journey: &Journey) -> Value {
    let rule = &journey.funnel;
    let usual: Vec<_> = journey.stages.iter().map(step_of).collect();
    let mut pairs = Vec::new();
    if rule.steps != usual {
        let steps = rule.steps.iter().map(|item| {
            match usual.iter().find(|own| own.id == item.id && own.any == item.any) {
                Some(own) if own == item => item.id.as_str().into(),
                Some(own) => staged(item, own),
                None => step(item),
            }
        });
        pairs.push(("steps".to_owned(), Value::List(steps.collect())));
    }
    if let Value::Map(switches) = write_rule(rule) {
        pairs.extend(switches);
    }
    if pairs.is_empty() { Value::Null } else { Value::Map(pairs) }
}

fn source(source: &Source) -> Value {
    map([
        ("id", source.id.as_str().into()),
        ("kind", source.kind.word().into()),
        ("url", text(&source.url)),
        ("format", text(&source.format)),
        (
            "columns",
            keyed(source.columns.iter().map(|(role, header)| (role.as_str(), header.as_str().into()))),
        ),
        ("ignore", texts(&source.ignore)),
        ("fold", flag(source.fold)),
        ("scores", list(&source.scores, answers)),
        ("within", source.within.map(|within| within.to_string()).into()),
        ("valid", keyed(source.valid.iter().map(|(column, range)| (column, pair(*range))))),
        (
            "missing",
            keyed(source.missing.iter().map(|(column, values)| {
                (column, Value::List(values.iter().map(|value| value.as_str().into()).collect()))
            })),
        ),
        ("time_unit", source.time_unit.map(TimeUnit::word).into()),
        ("date_order", source.date_order.map(DateOrder::word).into()),
        ("decimal", source.decimal.map(String::from).into()),
        ("zone", text(&source.zone)),
        ("year", source.year.map(u64::from).into()),
        ("table", source.table.map(u64::from).into()),
    ])
}

fn answers(score: &Score) -> Value {
    map([
        ("column", score.column.as_str().into()),
        ("kind", score.kind.word().into()),
        ("scale", if score.scale == score.kind.scale() { Value::Null } else { pair(score.scale) }),
        (
            "method",
            if score.method == score.kind.method() { Value::Null } else { score.method.word().into() },
        ),
        ("stage", text(&score.stage)),
        ("touchpoint", text(&score.touchpoint)),
        ("label", text(&score.label)),
        ("comment", text(&score.comment)),
        ("flip", flag(score.flip)),
        ("weight", text(&score.weight)),
        ("within", score.within.map(|within| within.to_string()).into()),
        ("line", flag(score.line)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_score_is_not_rounded_over_the_scale() {
        let scale = Scale { min: 1.0, neutral: 3.0, max: 5.28, labels: None };
        assert_eq!(score(&scale, 1.0), 5.28);
        assert_eq!(score(&Scale { min: -1.28, ..Scale::default() }, -1.0), -1.28);
    }
}
