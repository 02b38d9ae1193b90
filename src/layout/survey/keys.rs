//! What the colours stand for, once for each scale, and the words at the ends of the axis.

use super::bar::shade;
use super::{View, tell};
use crate::figures::{QuestionFigures, ScoreFigures, Split};
use crate::geom::Rect;
use crate::layout::pen::{CAP, LABEL, Pen};
use crate::model::journey::ScoreKind;
use crate::scene::{Align, Pane};
use crate::words::survey as say;

/// More scales than this have no key: their answers are told where a row is.
const MOST: usize = 4;
/// A step: its colour, and the name of its answers.
type Step = (f64, String);

/// Scales with their steps, each once.
fn scales(view: &View<'_>) -> Vec<(String, Vec<Step>)> {
    let mut scales: Vec<(String, Vec<Step>)> = Vec::new();
    let scored = |question: &'_ &QuestionFigures| view.input.figures.score_of(question).is_some();
    for question in view.own().filter(scored) {
        let Some(score) = view.input.figures.score_of(question) else { continue };
        let name = say::scale(score.kind, score.scale, view.input.lang, view.input.numbers);
        let steps = steps(view, question, &question.split);
        if !scales.iter().any(|(known, own)| *known == name && *own == steps) {
            scales.push((name, steps));
        }
    }
    scales
}

fn steps(view: &View<'_>, question: &QuestionFigures, split: &Split) -> Vec<Step> {
    let step =
        |at: usize| split.steps.get(at).map(|step| (step.place, tell::answer(view, question, split, at)));
    (0..split.steps.len()).filter_map(step).collect()
}

/// The words at the left and the right of neutral: those of the answers where all questions have the same, else those of
/// their kind.
pub fn ends(view: &View<'_>) -> [String; 2] {
    let outer = |question: &QuestionFigures| {
        let word = |at: Option<&crate::figures::survey::Step>| {
            let at = at?;
            question.words.iter().find(|(answer, _)| *answer == at.from).map(|(_, word)| word.clone())
        };
        Some([word(question.split.steps.first())?, word(question.split.steps.last())?])
    };
    let mut all = view.own().map(outer);
    let first = all.next().flatten();
    if let Some(words) = first.filter(|first| all.all(|other| other.as_ref() == Some(first))) {
        return words.map(|word| crate::geom::text::clean(&word));
    }
    let kinds = |score: &ScoreFigures| score.kind;
    let mut kinds = view.own().filter_map(|question| view.input.figures.score_of(question)).map(kinds);
    let kind: Option<ScoreKind> = kinds.next().filter(|first| kinds.all(|other| other == *first));
    say::ends(kind, view.input.lang).map(str::to_owned)
}

/// Places the key between two edges from `top` down; gives the y after it.
pub fn place(pen: &mut Pen<'_>, view: &View<'_>, (left, right): (f64, f64), top: f64) -> f64 {
    let scales = scales(view);
    if scales.len() > MOST {
        return top;
    }
    pen.pane = Pane::Fixed;
    pen.plain();
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    let mut y = top;
    for (name, steps) in scales {
        let name = pen.fit(&name, LABEL, right - left);
        let mut x = left + pen.text(left, y, &name, LABEL, muted, Align::Start) + 12.0;
        for (place, name) in steps {
            let name = pen.fit(&name, CAP, right - left - 16.0);
            let width = 14.0 + pen.width(&name, CAP);
            if x + width > right {
                (x, y) = (left, y + CAP.line + 2.0);
            }
            let color = shade(pen.theme, place);
            pen.rect(Rect::from_size(x, y + 3.0, 10.0, 10.0), color);
            x += 14.0 + pen.text(x + 14.0, y, &name, CAP, ink, Align::Start) + 14.0;
        }
        y += CAP.line + 4.0;
    }
    y + 8.0
}
