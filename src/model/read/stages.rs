//! Stages and their touchpoints.

use super::journey::Context;
use super::rules::rules;
use super::{Known, duration, each, id_and_name, items, number, take_ids, text, texts, word};
use crate::error::Code;
use crate::model::check::Check;
use crate::model::fold::small;
use crate::model::journey::*;
use crate::model::presets;
use crate::model::rule::{Rule, Test};
use crate::value::{Value, map};

/// The stages, or `None` where the document has none at all.
pub(super) fn stages(check: &mut Check, document: &Value, about: &Context<'_>) -> Option<Vec<Stage>> {
    let preset;
    let document = match document.get("stages")? {
        Value::Text(name) => {
            preset = map([("stages", from_preset(name, document))]);
            &preset
        }
        _ => document,
    };
    if items(document, "stages").is_empty() {
        check.at("stages", |check| check.error(Code::OutOfRange, "1…1000"));
    }
    let mut ids = Ids::default();
    let taken = take_ids(check, document, "stages", &mut ids);
    let mut taken = taken.into_iter();
    let named = each(check, document, "stages", |check, item| {
        Some(id_and_name(check, item, taken.next().flatten(), "stage", &mut ids))
    });
    let mut points = Points::taken(check, document, ids);
    let mut named = named.into_iter();
    Some(each(check, document, "stages", |check, item| {
        let (id, name) = named.next()?;
        Some(stage(check, item, (id, name), about, &mut points))
    }))
}

fn from_preset(name: &str, document: &Value) -> Value {
    let lang = small(document.get("lang").and_then(Value::as_text).unwrap_or(""));
    let indonesian = matches!(lang.split(['-', '_']).next(), Some("id" | "in"));
    let stages = presets::stages(name, indonesian).into_iter();
    Value::List(stages.map(|(id, name)| map([("id", id.into()), ("name", name.into())])).collect())
}

/// Adds a channel for every kind of channel that a touchpoint names and no channel is: `"channel": "email"`.
pub(super) fn implied_channels(document: &Value, channels: &mut Vec<Channel>) {
    let mut known = Known::of(channels.iter().map(|c| (&c.id, &c.name)));
    for stage in items(document, "stages") {
        for word in items(stage, "touchpoints").iter().filter_map(|item| text(item, "channel")) {
            if let (None, Some(kind)) = (known.seek(&word), ChannelKind::of(&small(&word))) {
                let id = kind.word().to_owned();
                channels.push(Channel { id, name: word, kind, owned: None });
                known = Known::of(channels.iter().map(|c| (&c.id, &c.name)));
            }
        }
    }
}

/// The ids of touchpoints: one set over all stages, and where they are made, none that a stage has.
struct Points {
    written: std::vec::IntoIter<Option<String>>,
    ids: Ids,
}

impl Points {
    fn taken(check: &mut Check, document: &Value, stages: Ids) -> Self {
        let mut own = Ids::default();
        let written = each(check, document, "stages", |check, stage| {
            Some(take_ids(check, stage, "touchpoints", &mut own))
        });
        let written: Vec<_> = written.into_iter().flatten().collect();
        let mut ids = stages;
        for id in written.iter().flatten() {
            ids.take(id);
        }
        Self { written: written.into_iter(), ids }
    }
}

fn stage(
    check: &mut Check,
    item: &Value,
    (id, name): (String, String),
    about: &Context<'_>,
    points: &mut Points,
) -> Stage {
    let target = |key| item.get("target").and_then(|target| number(target, key));
    let mut stage = Stage {
        id,
        name,
        goal: text(item, "goal"),
        planned: duration(item, "planned"),
        emotion: emotion(check, item, about),
        to_be: number(item, "to_be").map(|to_be| check.at("to_be", |check| axis(check, to_be, about.scale))),
        target: Target {
            nps: target("nps"),
            csat: target("csat"),
            ces: target("ces"),
            conversion: target("conversion"),
        },
        rules: rules(check, item, "match", Some(&about.sources)),
        touchpoints: each(check, item, "touchpoints", |check, item| {
            Some(touchpoint(check, item, about, points))
        }),
    };
    if stage.rules.is_empty() {
        stage.rules = rules_of_stage(&stage);
    }
    stage
}

/// Rows of a stage by default: the event is its id, its name, or that of one of its touchpoints; and what its
/// touchpoints match by rules of their own.
pub(in crate::model) fn rules_of_stage(stage: &Stage) -> Vec<Rule> {
    let mut names = vec![stage.id.as_str(), stage.name.as_str()];
    let mut own = Vec::new();
    for touchpoint in &stage.touchpoints {
        names.extend([touchpoint.id.as_str(), touchpoint.name.as_str()]);
        if touchpoint.rules != named(&[&touchpoint.id, &touchpoint.name]) {
            own.extend(touchpoint.rules.iter().cloned());
        }
    }
    let mut rules = named(&names);
    rules.append(&mut own);
    rules
}

/// The event is one of these names, in any case.
pub(in crate::model) fn named(names: &[&str]) -> Vec<Rule> {
    let mut folded: Vec<String> = Vec::new();
    for name in names.iter().map(|name| small(name.trim())) {
        if !name.is_empty() && !folded.contains(&name) {
            folded.push(name);
        }
    }
    let test = Test::Named(folded);
    vec![Rule::Field { source: None, field: "event".to_owned(), test, not: false }]
}

fn touchpoint(check: &mut Check, item: &Value, about: &Context<'_>, points: &mut Points) -> Touchpoint {
    let written = points.written.next().flatten();
    let (id, name) = id_and_name(check, item, written, "touchpoint", &mut points.ids);
    let mut rules = rules(check, item, "match", Some(&about.sources));
    if rules.is_empty() {
        rules = named(&[&id, &name]);
    }
    Touchpoint {
        id,
        name,
        channel: about.channels.under(check, item, "channel"),
        personas: each(check, item, "personas", |check, word| about.personas.find(check, word.as_text()?)),
        layer: word(item, "layer", Layer::of).unwrap_or_default(),
        importance: number(item, "importance"),
        actions: texts(item, "actions"),
        thoughts: texts(item, "thoughts"),
        needs: texts(item, "needs"),
        expectations: texts(item, "expectations"),
        quotes: texts(item, "quotes"),
        trigger: text(item, "trigger"),
        emotion: emotion(check, item, about),
        pains: each(check, item, "pains", |_, item| {
            Some(Pain {
                text: text(item, "text")?,
                severity: number(item, "severity"),
                owner: text(item, "owner"),
            })
        }),
        opportunities: each(check, item, "opportunities", |_, item| {
            Some(Opportunity {
                text: text(item, "text")?,
                impact: number(item, "impact"),
                effort: number(item, "effort"),
                status: word(item, "status", Status::of).unwrap_or_default(),
                owner: text(item, "owner"),
                url: text(item, "url"),
            })
        }),
        rules,
    }
}

fn emotion(check: &mut Check, item: &Value, about: &Context<'_>) -> Option<Emotion> {
    check.at("emotion", |check| match item.get("emotion")? {
        Value::Number(score) => Some(Emotion::All(axis(check, *score, about.scale))),
        Value::Map(scores) => {
            let mut list: Vec<(String, f64)> = Vec::new();
            for (persona, score) in scores {
                check.at(persona, |check| {
                    let (Some(id), Some(score)) = (about.personas.find(check, persona), score.as_number())
                    else {
                        return;
                    };
                    let value = axis(check, score, about.scale);
                    list.retain(|(other, _)| *other != id);
                    list.push((id, value));
                });
            }
            (!list.is_empty()).then_some(Emotion::Personas(list))
        }
        _ => None,
    })
}

/// A score on the axis; one outside the scale is drawn at its end, and said.
fn axis(check: &mut Check, score: f64, scale: &Scale) -> f64 {
    if score < scale.min || score > scale.max {
        check.warning(Code::OutOfRange, &format!("{}…{}", scale.min, scale.max));
    }
    scale.axis(score)
}
