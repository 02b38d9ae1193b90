//! Rules, steps and the switches of a funnel.

use super::{flag, list, pair, text};
use crate::model::rule::*;
use crate::model::switches;
use crate::value::{Value, map};

pub(super) fn rules(rules: &[Rule]) -> Value {
    list(rules, rule)
}

pub(super) fn rule(rule: &Rule) -> Value {
    let Rule::Field { source, field, test, not } = (match rule {
        Rule::All(all) => return map([("all", rules(all))]),
        field => field,
    }) else {
        return Value::Null;
    };
    let (key, value) = match test {
        Test::Equals(value) => ("equals", value.as_str().into()),
        Test::In(values) | Test::Named(values) => {
            ("in", Value::List(values.iter().map(|v| v.as_str().into()).collect()))
        }
        Test::Prefix(value) => ("prefix", value.as_str().into()),
        Test::Contains(value) => ("contains", value.as_str().into()),
        Test::AtLeast(bound) => ("gte", (*bound).into()),
        Test::AtMost(bound) => ("lte", (*bound).into()),
    };
    let fold = flag(matches!(test, Test::Named(_)));
    map([
        ("source", text(source)),
        ("field", field.as_str().into()),
        (key, value),
        ("fold", fold),
        ("not", flag(*not)),
    ])
}

/// The switches of a funnel as documents write them, without its steps; what is as usual is left out.
///
/// ```
/// # use jejak::model::{self, rule::{FunnelRule, Window}, time::Duration};
/// let rule = FunnelRule { window: Window::First(Duration::seconds(86_400)), ..FunnelRule::default() };
/// assert_eq!(model::write_rule(&rule).get("window"), Some(&"1d".into()));
/// ```
pub fn write_rule(rule: &FunnelRule) -> Value {
    // What a product sets is written where the rule differs from it, so that it reads back.
    let base = rule.like.as_deref().and_then(switches::like).unwrap_or_default();
    let unless = |same: bool, word: String| if same { Value::Null } else { Value::Text(word) };
    map([
        ("order", unless(rule.order == base.order, rule.order.word().to_owned())),
        ("window", unless(rule.window == base.window, rule.window.to_string())),
        ("unit", unless(rule.unit == base.unit, rule.unit.word().to_owned())),
        ("session_gap", rule.session_gap.map(|gap| gap.to_string()).into()),
        ("ties", unless(rule.ties == base.ties, rule.ties.to_string())),
        ("entry", unless(rule.entry == base.entry, rule.entry.word().to_owned())),
        ("open", flag(rule.open)),
        (
            "exclude",
            list(&rule.exclude, |exclusion| {
                let between = (exclusion.between.0 as u64, exclusion.between.1 as u64);
                map([("match", self::rule(&exclusion.rule)), ("between", pair(between))])
            }),
        ),
        ("hold", text(&rule.hold)),
        ("by", text(&rule.by)),
        ("at", unless(rule.at == base.at, rule.at.to_string())),
        ("like", text(&rule.like)),
    ])
}

pub(super) fn step(step: &Step) -> Value {
    map([
        ("id", step.id.as_str().into()),
        ("name", step.name.as_str().into()),
        ("any", rules(&step.any)),
        ("optional", flag(step.optional)),
        ("window", step.window.map(|window| window.to_string()).into()),
    ])
}

/// The step of a stage (`own`) that has switches or a name of its own.
pub(super) fn staged(step: &Step, own: &Step) -> Value {
    map([
        ("stage", own.id.as_str().into()),
        ("name", if step.name == own.name { Value::Null } else { step.name.as_str().into() }),
        ("optional", flag(step.optional)),
        ("window", step.window.map(|window| window.to_string()).into()),
    ])
}
