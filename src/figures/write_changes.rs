//! The comparison with an earlier evidence as a JSON value.

use super::write::{index, interval, list, object};
use super::{At, Change, Changes, Of, Test, Unlike, Was};
use crate::model::time::iso;
use crate::value::Value;

/// `period`, `people`, `steps` and `stages` as they were, `list` of every difference, `tests`, `unlike`.
pub fn changes(changes: &Changes) -> Value {
    object([
        ("period", changes.period.map_or(Value::Null, |(from, to)| vec![iso(from), iso(to)].into())),
        ("people", changes.people.into()),
        ("steps", list(&changes.steps, was)),
        ("stages", list(&changes.stages, was)),
        ("list", list(&changes.list, change)),
        ("tests", changes.tests.into()),
        ("unlike", list(&changes.unlike, unlike)),
    ])
}

fn was(was: &Was) -> Value {
    object([("people", was.people.into()), ("lost", was.lost.into()), ("median", was.median.into())])
}

/// What it is of: `figure`, and the indices that lead to it; those that do not are null.
fn change(change: &Change) -> Value {
    let (figure, step, stage, touchpoint, at) = match change.at {
        At::Step(step, Of::Previous) => ("of_previous", Some(step), None, None, None),
        At::Step(step, Of::First) => ("of_first", Some(step), None, None, None),
        At::Score(stage, touchpoint, at) => ("score", None, Some(stage), touchpoint, Some(at)),
        At::Emotion(stage, touchpoint) => ("emotion", None, Some(stage), touchpoint, None),
        At::Measure(stage, at) => ("measure", None, Some(stage), None, Some(at)),
    };
    object([
        ("figure", figure.into()),
        ("step", index(step)),
        ("stage", index(stage)),
        ("touchpoint", index(touchpoint)),
        ("at", index(at)),
        ("before", change.before.into()),
        ("now", change.now.into()),
        ("value", change.value.into()),
        ("interval", interval(change.interval)),
        ("n_before", change.n.0.into()),
        ("n", change.n.1.into()),
        ("test", change.test.map(test).into()),
        ("p", change.p.into()),
        ("adjusted_p", change.adjusted_p.into()),
    ])
}

pub(super) const fn test(test: Test) -> &'static str {
    match test {
        Test::Fisher => "fisher",
        Test::Z => "z",
        Test::Wald => "adjusted_wald",
        Test::Welch => "welch",
    }
}

fn unlike(unlike: &Unlike) -> Value {
    let (what, stage) = match unlike {
        Unlike::Rule => ("rule", None),
        Unlike::Stages => ("stages", None),
        Unlike::Questions(stage) => ("questions", Some(*stage)),
        Unlike::Overlap => ("overlap", None),
        Unlike::Later => ("later", None),
    };
    object([("what", what.into()), ("stage", index(stage))])
}
