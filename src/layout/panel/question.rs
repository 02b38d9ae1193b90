//! A question: its answers with their words, its score and how it is made, who answers otherwise, what people wrote.

use super::{About, Bar, Block, Panel, Part, Plot, View};
use crate::figures::{Change, QuestionFigures, ScoreFigures, Split};
use crate::geom::text;
use crate::layout::Question;
use crate::layout::map::persona_name;
use crate::layout::survey::shade;
use crate::words::compare::{self, Unit};
use crate::words::{panel as say, picture, survey};

impl View<'_> {
    /// What is known of a question; of a persona's answers to it first what she answered.
    pub(super) fn of_question(&self, asked: &Question) -> Option<Panel> {
        let figures = self.input.figures;
        let same = |one: &&QuestionFigures| {
            (one.stage, one.touchpoint, one.score) == (asked.stage, asked.touchpoint, asked.score)
        };
        let question = self.input.survey().questions.iter().find(same)?;
        let (stage, score) = (self.stage(asked.stage)?, figures.score_of(question)?);
        let touchpoint = asked.touchpoint.and_then(|at| stage.touchpoints.get(at));
        let place =
            touchpoint.map_or_else(|| self.name(asked.stage), |touchpoint| text::clean(&touchpoint.name));
        let own = question.groups.iter().find(|group| Some(group.persona) == asked.persona);
        let mut blocks = Vec::new();
        if let Some((group, score)) = own.and_then(|group| Some((group, figures.score_by(question, group)?)))
        {
            blocks.push(Block::Heading(persona_name(self.input, group.persona)));
            blocks.extend(self.answered(question, score, &group.split));
            blocks.push(Block::Heading(self.words.all.to_owned()));
        }
        blocks.extend(self.answered(question, score, &question.split));
        blocks.push(Block::Note(say::method(score, self.input.lang, self.input.numbers)));
        blocks.push(Block::Note(survey::left_out(self.input.lang).to_owned()));
        let mut parts = Vec::new();
        parts.extend(Part::new(About::Scores, self.words.scores, blocks));
        parts.extend(self.compared(question));
        let known = figures.stages.get(asked.stage);
        parts.extend(match (touchpoint, asked.touchpoint.and_then(|at| known?.touchpoints.get(at))) {
            (Some(touchpoint), own) => {
                let themes = own.map(|own| own.themes.as_slice()).unwrap_or_default();
                self.comments(themes, &[(touchpoint.id.as_str(), String::new())])
            }
            _ => known.and_then(|known| self.comments(&known.themes, &self.places(stage))),
        });
        parts.extend(self.counted(None));
        let label = score.label.as_deref().map(text::clean).filter(|label| !label.is_empty());
        let note = match (&label, touchpoint) {
            (Some(_), Some(_)) => format!("{place}, {}", self.name(asked.stage)),
            (None, Some(_)) | (Some(_), None) => self.name(asked.stage),
            (None, None) => String::new(),
        };
        Some(Panel { title: label.unwrap_or(place), note, parts })
    }

    /// The score and its sentence, and how often each answer was given.
    fn answered(&self, question: &QuestionFigures, score: &ScoreFigures, split: &Split) -> Vec<Block> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let mut blocks = self.score(score);
        // the method stands once, under all
        blocks.pop();
        if question.words.is_empty() {
            return blocks;
        }
        blocks.retain(|block| !matches!(block, Block::Columns(_)));
        let most = split.steps.iter().map(|step| step.count).max().unwrap_or(0).max(1);
        let bar = |step: &crate::figures::survey::Step| {
            let number = survey::step(step.from, step.to, numbers);
            let word = question.words.iter().find(|(answer, _)| *answer == step.from);
            let share = if score.n > 0 { step.count as f64 / score.n as f64 } else { 0.0 };
            Bar {
                name: word.map_or(number.clone(), |(_, word)| format!("{number} {}", text::clean(word))),
                figures: vec![picture::count(step.count, numbers), numbers.percent(share, 0)],
                share: step.count as f64 / most as f64,
                color: shade(self.input.theme, step.place),
            }
        };
        let _ = lang;
        if score.n > 0 {
            blocks.push(Block::Bars(split.steps.iter().map(bar).collect()));
        }
        blocks
    }

    /// Every persona's score beside everybody's, and how it differs from the rest.
    fn compared(&self, question: &QuestionFigures) -> Option<Part> {
        let (figures, lang, numbers) = (self.input.figures, self.input.lang, self.input.numbers);
        let all = figures.score_of(question)?;
        let (low, high) = self.axis_of(all);
        let along =
            |value: f64| if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        let unit = Unit::of(all);
        let plot = |name: String, persona: Option<usize>, score: &ScoreFigures| Plot {
            name,
            persona,
            at: score.value.map(along),
            span: score.interval.filter(|_| score.n >= 5).map(|(low, high)| (along(low), along(high))),
            color: persona.map_or(self.input.theme.accent, |at| self.input.theme.persona(at)),
            hollow: score.n < 5,
            stands_out: false,
            figures: [
                score.value.map(|value| unit.value(value, numbers)).unwrap_or_default(),
                String::new(),
                format!("n\u{a0}{}", picture::count(score.n, numbers)),
            ],
        };
        let mut rows = Vec::new();
        let mut said = Vec::new();
        for group in &question.groups {
            let Some(score) = figures.score_by(question, group) else { continue };
            rows.push(plot(self.short(group.persona), Some(group.persona), score));
            let difference = |change: &Change| {
                let said = compare::against_others(change, unit, lang, numbers);
                Block::Note(format!("{}: {said}.", self.short(group.persona)))
            };
            said.extend(group.difference.as_ref().map(difference));
        }
        if rows.is_empty() {
            return None;
        }
        rows.push(plot(self.words.all.to_owned(), None, all));
        let mut blocks = vec![Block::Plots { rows, ends: None, neutral: None }];
        blocks.extend(said);
        if self.input.survey().tests > 0 {
            blocks.push(Block::Note(survey::compared(self.input.survey().tests, lang, numbers)));
        }
        Part::new(About::Groups, self.words.difference, blocks)
    }

    /// The ends of what a score may be.
    fn axis_of(&self, score: &ScoreFigures) -> (f64, f64) {
        match Unit::of(score) {
            Unit::Share => (0.0, 1.0),
            Unit::Nps => (-100.0, 100.0),
            Unit::Mean | Unit::Axis => score.scale,
        }
    }
}
