//! What was answered at a stage: a small bar around neutral for each question, the lowest scores first.

use super::backing::{counted, weakest};
use super::block::{Block, Frame, Part};
use super::cells::{Cell, Content};
use crate::figures::{Backing, QuestionFigures, ScoreFigures, Split};
use crate::layout::map::Map;
use crate::layout::pen::{CHIP, Run, Style};
use crate::layout::survey::told;
use crate::layout::{Question, Subject};
use crate::model::journey::{LaneKind, ScoreKind};
use crate::words::{self, picture, survey};

/// The lane of answers.
pub struct Survey;

/// How far the longest bars of the map reach to each side of neutral.
fn reach(map: &Map<'_>) -> (f64, f64) {
    let own = map.input.survey().questions.iter().filter(|question| !question.whole);
    let reaches = own.map(|question| question.split.reach());
    reaches.fold((0.0, 0.0), |most, own| (f64::max(most.0, own.0), f64::max(most.1, own.1)))
}

/// A score as short as it is written beside a bar.
fn value(map: &Map<'_>, score: &ScoreFigures) -> String {
    let numbers = map.input.numbers;
    let said = score.value.map(|value| match score.kind {
        ScoreKind::Nps => picture::points(value, numbers),
        _ if score.is_share() => numbers.percent(value, 0),
        _ => numbers.decimal(value, 1),
    });
    said.unwrap_or_else(|| map.words.no_answers.to_owned())
}

fn block(map: &Map<'_>, question: &QuestionFigures, score: &ScoreFigures, reach: (f64, f64)) -> Block {
    let theme = map.input.theme;
    let (mut name, label, tip) = told(&map.input, question);
    if question.touchpoint.is_none() && score.label.is_none() {
        // which stage it is stands over the column
        name = survey::scale(score.kind, score.scale, map.input.lang, map.input.numbers);
    }
    let Split { under, middle, over, .. } = question.split;
    let figure = Run::new(value(map, score), CHIP.bold(), theme.ink);
    // without answers only the line of neutral
    let parts = vec![
        Part::Tail(Run::new(name.clone(), CHIP, theme.ink), figure),
        Part::Around([under, middle, over], reach, score.n < 5),
    ];
    let subject = Subject::Question(Question {
        stage: question.stage,
        touchpoint: question.touchpoint,
        score: question.score,
        persona: None,
    });
    let said = words::score(score, map.input.lang, map.input.numbers);
    let said = said.map_or_else(|| name.clone(), |said| format!("{name}: {said}"));
    Block { own: Some((subject, label, tip)), ..Block::new(Frame::Plain, parts, said) }
}

impl Content for Survey {
    fn kind(&self) -> LaneKind {
        LaneKind::Survey
    }

    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let (figures, reach) = (map.input.figures, reach(map));
        let survey = map.input.survey();
        let order = figures.order(survey, true).into_iter().filter_map(|at| survey.questions.get(at));
        let asked = order.filter(|question| question.stage == stage);
        let scored = asked.filter_map(|question| Some((question, figures.score_of(question)?)));
        let scored: Vec<_> = scored.collect();
        let backing = weakest(scored.iter().take(self.most(false)).map(|(_, score)| counted(score.n)));
        let block =
            |(question, score): &(&QuestionFigures, &ScoreFigures)| block(map, question, score, reach);
        Cell { blocks: scored.iter().map(block).collect(), backing: backing.unwrap_or(Backing::Assumption) }
    }

    fn first(&self) -> (Style, f64) {
        (CHIP, 0.0)
    }

    fn nothing(&self, map: &Map<'_>) -> &'static str {
        map.words.no_answers
    }
}
