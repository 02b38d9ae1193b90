//! Rules, steps and the switches of a funnel.

use super::{Known, duration, each, flag, number, pair, text, texts, word};
use crate::error::Code;
use crate::model::check::Check;
use crate::model::fold::small;
use crate::model::journey::{Ids, Stage};
use crate::model::rule::*;
use crate::model::switches;
use crate::value::Value;

use super::stages::named;

/// The rules under `key`; any of them makes a row match.
pub(super) fn rules(check: &mut Check, object: &Value, key: &str, sources: Option<&Known>) -> Vec<Rule> {
    each(check, object, key, |check, item| rule(check, item, sources))
}

/// One rule; `None` with a problem where it compares nothing, or two things.
pub(super) fn rule(check: &mut Check, item: &Value, sources: Option<&Known>) -> Option<Rule> {
    if item.get("all").is_some() {
        let all = rules(check, item, "all", sources);
        if all.is_empty() {
            check.error(Code::MissingKey, "all");
            return None;
        }
        return Some(Rule::All(all));
    }
    let fold = flag(item, "fold");
    let folded = |value: String| small(value.trim());
    let mut tests = Vec::new();
    let values = |list: Vec<String>| {
        if fold { Test::Named(list.into_iter().map(folded).collect()) } else { Test::In(list) }
    };
    tests.extend(
        text(item, "equals").map(
            |value| {
                if fold { Test::Named(vec![folded(value)]) } else { Test::Equals(value) }
            },
        ),
    );
    tests.extend(item.get("in").map(|_| values(texts(item, "in"))));
    tests.extend(text(item, "prefix").map(Test::Prefix));
    tests.extend(text(item, "contains").map(Test::Contains));
    tests.extend(number(item, "gte").map(Test::AtLeast));
    tests.extend(number(item, "lte").map(Test::AtMost));
    let Some(field) = text(item, "field") else {
        check.error(Code::MissingKey, "field");
        return None;
    };
    if tests.len() > 1 {
        check.error(Code::Conflict, "equals, in, prefix, contains, gte, lte");
        return None;
    }
    let Some(test) = tests.pop() else {
        check.error(Code::MissingKey, "equals");
        return None;
    };
    let source = match item.get("source") {
        Some(_) => Some(match sources {
            Some(sources) => sources.under(check, item, "source")?,
            None => text(item, "source")?,
        }),
        None => None,
    };
    Some(Rule::Field { source, field, test, not: flag(item, "not") })
}

/// A funnel's steps and switches. Without `stages` (in evidence) there are no steps.
pub(super) fn funnel(
    check: &mut Check,
    item: &Value,
    stages: Option<&[Stage]>,
    sources: Option<&Known>,
) -> FunnelRule {
    let base = word(item, "like", switches::like).unwrap_or_default();
    let window = word(item, "window", switches::window).unwrap_or(base.window);
    let at = match item.get("at") {
        Some(Value::Number(step)) => switches::at(&step.to_string()),
        _ => word(item, "at", switches::at),
    };
    let mut rule = FunnelRule {
        steps: stages.map(|stages| all_steps(check, item, stages, sources)).unwrap_or_default(),
        order: word(item, "order", Order::of).unwrap_or(base.order),
        window: switches::window_like(window, base.like.as_deref()),
        unit: word(item, "unit", Unit::of).unwrap_or(base.unit),
        session_gap: duration(item, "session_gap"),
        ties: word(item, "ties", switches::ties).unwrap_or(base.ties),
        entry: word(item, "entry", Entry::of).unwrap_or(base.entry),
        open: flag(item, "open"),
        exclude: each(check, item, "exclude", |check, item| exclusion(check, item, sources)),
        hold: text(item, "hold"),
        by: text(item, "by"),
        at: at.unwrap_or(base.at),
        like: base.like,
    };
    if stages.is_some() {
        within_steps(check, &mut rule);
    }
    rule
}

/// Drops what refers to steps that are not there.
fn within_steps(check: &mut Check, rule: &mut FunnelRule) {
    let steps = rule.steps.len();
    let wrong = |check: &mut Check, key| {
        check.at(key, |check| check.error(Code::OutOfRange, &format!("1…{steps}")));
    };
    let before = rule.exclude.len();
    rule.exclude.retain(|exclusion| exclusion.between.1 <= steps);
    if rule.exclude.len() < before {
        wrong(check, "exclude");
    }
    if matches!(rule.at, At::Step(step) if step > steps) {
        wrong(check, "at");
        rule.at = At::First;
    }
}

fn exclusion(check: &mut Check, item: &Value, sources: Option<&Known>) -> Option<Exclusion> {
    let rule = check.at("match", |check| rule(check, item.get("match")?, sources))?;
    let (i, j) = pair(item.get("between")?)?;
    if i.fract() != 0.0 || j.fract() != 0.0 || i >= j {
        check.at("between", |check| check.error(Code::OutOfRange, "i < j"));
        return None;
    }
    Some(Exclusion { rule, between: (i as usize, j as usize) })
}

/// The step of a stage.
pub(in crate::model) fn step_of(stage: &Stage) -> Step {
    Step {
        id: stage.id.clone(),
        name: stage.name.clone(),
        any: stage.rules.clone(),
        optional: false,
        window: None,
    }
}

fn all_steps(check: &mut Check, item: &Value, stages: &[Stage], sources: Option<&Known>) -> Vec<Step> {
    if item.get("steps").is_none() {
        return stages.iter().map(step_of).collect();
    }
    let known = Known::of(stages.iter().map(|stage| (&stage.id, &stage.name)));
    let mut ids = Ids::default();
    for stage in stages {
        ids.take(&stage.id);
    }
    let mut used = Ids::default();
    each(check, item, "steps", |check, item| {
        let word = item.as_text();
        if word.is_none() && item.get("stage").is_none() {
            return step(check, item, sources, &mut ids);
        }
        let id = match word {
            Some(word) => known.find(check, word)?,
            None => known.under(check, item, "stage")?,
        };
        let stage = stages.iter().find(|stage| stage.id == id)?;
        let mut step = if word.is_some() { step_of(stage) } else { staged(check, item, stage) };
        if !used.take(&step.id) {
            step.id = ids.made(&step.id, "step");
        }
        Some(step)
    })
}

/// The step of a stage with switches of its own; whose rows it counts is said by the stage alone.
fn staged(check: &mut Check, item: &Value, stage: &Stage) -> Step {
    for key in ["any", "id"] {
        if item.get(key).is_some() {
            check.at(key, |check| check.error(Code::Conflict, &format!("stage, {key}")));
        }
    }
    let own = step_of(stage);
    Step {
        name: text(item, "name").unwrap_or(own.name),
        optional: flag(item, "optional"),
        window: duration(item, "window"),
        ..own
    }
}

fn step(check: &mut Check, item: &Value, sources: Option<&Known>, ids: &mut Ids) -> Option<Step> {
    let any = rules(check, item, "any", sources);
    // A step of a stage without a name has none either; its rules say what it is.
    let name = text(item, "name").or_else(|| values(&any));
    let Some(name) = name.filter(|name| !any.is_empty() || !name.trim().is_empty()) else {
        check.error(Code::MissingKey, "any");
        return None;
    };
    let written = text(item, "id");
    if let Some(id) = &written
        && ids.has(id)
    {
        check.at("id", |check| check.error(Code::DuplicateId, id));
    }
    Some(Step {
        id: match written {
            Some(id) if ids.take(&id) => id,
            Some(id) => ids.made(&id, "step"),
            None => ids.made(&name, "step"),
        },
        any: if any.is_empty() { named(&[&name]) } else { any },
        name,
        optional: flag(item, "optional"),
        window: duration(item, "window"),
    })
}

/// The values that rules look for, as a name: `cart | wishlist`.
fn values(rules: &[Rule]) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    for rule in rules {
        let rule = match rule {
            Rule::All(all) => all.first()?,
            one => one,
        };
        let Rule::Field { test, .. } = rule else { continue };
        match test {
            Test::Equals(value) | Test::Prefix(value) | Test::Contains(value) => found.push(value),
            Test::In(values) | Test::Named(values) => found.extend(values.iter().map(String::as_str)),
            Test::AtLeast(_) | Test::AtMost(_) => {}
        }
    }
    (!found.is_empty()).then(|| found.join(" | "))
}
