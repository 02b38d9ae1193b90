//! Which rows there are, in which order, and what they are called.

use super::{Kind, Row, View, named};
use crate::figures::{AnsweredBy, QuestionFigures};
use crate::layout::map::persona_name;
use crate::words::survey as say;

/// All rows from the top down.
pub fn rows<'a>(view: &View<'a>) -> Vec<Row<'a>> {
    let questions = &view.input.survey().questions;
    let order = view.input.figures.order(view.input.survey(), view.by_score);
    let order = order.into_iter().filter_map(|at| questions.get(at));
    let mut rows = Vec::new();
    let mut before: Option<usize> = None;
    for question in order {
        let first = !view.by_score && before != Some(question.stage);
        before = Some(question.stage);
        // a stage that was asked one thing itself is the head of its touchpoints
        let own = |other: &&QuestionFigures| other.stage == question.stage && other.touchpoint.is_none();
        let heads =
            !view.by_score && question.touchpoint.is_none() && questions.iter().filter(own).count() == 1;
        if first && !heads {
            rows.push(Row {
                kind: Kind::Head,
                stage: question.stage,
                question: None,
                group: None,
                name: stage_name(view, question.stage),
                caption: String::new(),
            });
        }
        rows.push(row(view, question, heads));
        rows.extend(groups(view, question).map(|group| Row {
            kind: Kind::Group,
            stage: question.stage,
            question: Some(question),
            group: Some(group),
            name: short(view, group.persona),
            caption: String::new(),
        }));
    }
    rows
}

/// The personas beside a question: the one in focus alone, else all.
fn groups<'a>(view: &View<'a>, question: &'a QuestionFigures) -> impl Iterator<Item = &'a AnsweredBy> {
    let known = |at: &usize| *at < view.input.journey.personas.len();
    let focus = view.input.persona.filter(known);
    question.groups.iter().filter(move |group| focus.is_none_or(|focus| group.persona == focus))
}

fn row<'a>(view: &View<'a>, question: &'a QuestionFigures, heads: bool) -> Row<'a> {
    let (place, stage) = (place(view, question), stage_name(view, question.stage));
    let label = label(view, question);
    let (kind, name) =
        if heads { (Kind::Stage, stage.clone()) } else { (Kind::Question, name(view, question)) };
    // what the name does not say
    let mut parts: Vec<String> = Vec::new();
    for part in [label.unwrap_or_default(), place, if view.by_score { stage } else { String::new() }] {
        if !part.is_empty() && part != name && !parts.contains(&part) {
            parts.push(part);
        }
    }
    Row {
        kind,
        stage: question.stage,
        question: Some(question),
        group: None,
        name,
        caption: parts.join(" · "),
    }
}

/// What a question is called: by its own words, else by where it was asked.
pub fn name(view: &View<'_>, question: &QuestionFigures) -> String {
    label(view, question).unwrap_or_else(|| place(view, question))
}

fn label(view: &View<'_>, question: &QuestionFigures) -> Option<String> {
    let label = view.input.figures.score_of(question)?.label.as_deref()?;
    Some(named(label, String::new)).filter(|label| !label.is_empty())
}

/// The touchpoint, or the stage, where it was asked. A stage that was asked several things without words is told apart
/// by their kinds.
fn place(view: &View<'_>, question: &QuestionFigures) -> String {
    let stage = view.input.journey.stages.get(question.stage);
    match question.touchpoint {
        Some(at) => {
            let touchpoint = stage.and_then(|stage| stage.touchpoints.get(at));
            named(touchpoint.map_or("", |touchpoint| &touchpoint.name), || format!("{}", at + 1))
        }
        None => {
            let of = &view.input.survey().questions;
            let own = |other: &&QuestionFigures| other.stage == question.stage && other.touchpoint.is_none();
            let score = view.input.figures.score_of(question).filter(|_| of.iter().filter(own).count() > 1);
            let kind =
                score.map(|score| say::scale(score.kind, score.scale, view.input.lang, view.input.numbers));
            let name = stage_name(view, question.stage);
            kind.map_or_else(|| name.clone(), |kind| format!("{name}, {kind}"))
        }
    }
}

/// A stage's name, or its number.
pub fn stage_name(view: &View<'_>, at: usize) -> String {
    named(view.input.figures.stages.get(at).map_or("", |stage| &stage.name), || format!("{}", at + 1))
}

/// A persona's name without what stands after a comma.
pub fn short(view: &View<'_>, persona: usize) -> String {
    let name = persona_name(&view.input, persona);
    name.split(',').next().unwrap_or(&name).trim().to_owned()
}
