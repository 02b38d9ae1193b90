//! The survey as JSON values.

use super::survey::Step;
use super::write::{interval, list, object, write_score};
use super::write_changes::test;
use super::{AnsweredBy, Change, Figures, QuestionFigures, Side, Split, SurveyFigures};
use crate::value::Value;

/// Every question in the journey's order, and how many differences of personas were tested.
pub fn survey(figures: &Figures, survey: &SurveyFigures) -> Value {
    let questions = &survey.questions;
    object([("questions", list(questions, |one| question(figures, one))), ("tests", survey.tests.into())])
}

fn question(figures: &Figures, question: &QuestionFigures) -> Value {
    let stage = figures.stages.get(question.stage);
    let touchpoint = stage.and_then(|stage| stage.touchpoints.get(question.touchpoint?));
    let words = question.words.iter().map(|(answer, word)| (format!("{answer}"), word.as_str().into()));
    let score = figures.score_of(question).map_or(Value::Null, write_score);
    let mut pairs = vec![
        ("stage".to_owned(), stage.map(|stage| stage.id.clone()).into()),
        ("touchpoint".to_owned(), touchpoint.map(|touchpoint| touchpoint.id.clone()).into()),
        ("whole".to_owned(), question.whole.into()),
        ("flip".to_owned(), question.flip.into()),
        ("words".to_owned(), Value::Map(words.collect())),
        ("score".to_owned(), score),
    ];
    pairs.extend(split(&question.split));
    pairs.push(("comments".to_owned(), question.comments.into()));
    pairs.push(("groups".to_owned(), list(&question.groups, |one| group(figures, question, one))));
    Value::Map(pairs)
}

/// What was answered, from the worst to the best, and the shares on each side of neutral.
fn split(split: &Split) -> [(String, Value); 4] {
    let side = |side| match side {
        Side::Under => "under",
        Side::Middle => "middle",
        Side::Over => "over",
    };
    let step = |step: &Step| {
        object([
            ("from", step.from.into()),
            ("to", step.to.into()),
            ("count", step.count.into()),
            ("side", side(step.side).into()),
        ])
    };
    [
        ("steps".to_owned(), list(&split.steps, step)),
        ("under".to_owned(), split.under.into()),
        ("middle".to_owned(), split.middle.into()),
        ("over".to_owned(), split.over.into()),
    ]
}

fn group(figures: &Figures, question: &QuestionFigures, group: &AnsweredBy) -> Value {
    let persona = figures.personas.get(group.persona);
    let mut pairs = vec![
        ("persona".to_owned(), persona.map(|persona| persona.id.clone()).into()),
        ("score".to_owned(), figures.score_by(question, group).map_or(Value::Null, write_score)),
    ];
    pairs.extend(split(&group.split));
    pairs.push(("difference".to_owned(), group.difference.as_ref().map_or(Value::Null, difference)));
    Value::Map(pairs)
}

/// A persona minus everybody else.
fn difference(change: &Change) -> Value {
    object([
        ("rest", change.before.into()),
        ("value", change.value.into()),
        ("interval", interval(change.interval)),
        ("n", change.n.1.into()),
        ("of", change.n.0.into()),
        ("test", change.test.map(test).into()),
        ("p", change.p.into()),
        ("adjusted_p", change.adjusted_p.into()),
    ])
}
