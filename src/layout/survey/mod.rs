//! The survey view: one row a question, its answers around neutral, its score at the right.

use super::header::{self, Chip, Header};
use super::pen::{BODY, Pen};
use super::{Input, Laid, Question, Subject, mirror};
use crate::figures::survey::range;
use crate::figures::{AnsweredBy, QuestionFigures, ScoreFigures, Split};
use crate::geom::{Rect, Size, text};
use crate::scene::Pane;
use crate::words::survey::{self as say, Survey};
use crate::words::{self};

mod bar;
mod frame;
mod keys;
mod rows;
mod stacked;
mod tell;
mod wide;

pub use bar::shade;

/// A very wide page shows it no wider than this.
const WIDEST: f64 = 1600.0;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A stage's name over its questions; no question itself.
    Head,
    /// A stage that is a question itself, or made of those below it.
    Stage,
    /// A question.
    Question,
    /// A persona's answers to the question above.
    Group,
}

/// One row, from the top down.
struct Row<'a> {
    kind: Kind,
    stage: usize,
    question: Option<&'a QuestionFigures>,
    group: Option<&'a AnsweredBy>,
    /// What is asked, or of what.
    name: String,
    /// Where, where the name does not say it.
    caption: String,
}

/// What all parts of the view look at.
struct View<'a> {
    input: Input<'a>,
    words: &'static Survey,
    rows: Vec<Row<'a>>,
    /// All scores are of one kind, method and scale.
    one: bool,
    /// By score, the lowest first.
    by_score: bool,
    /// How far the longest bars reach to each side of neutral.
    reach: (f64, f64),
}

/// Lays out the survey view; `by_score` puts the lowest score first, else questions stand as the journey has them.
pub fn survey(input: &Input<'_>, by_score: bool) -> Laid {
    let whole = input.bounded();
    let input = Input { width: whole.width.min(WIDEST), ..whole };
    let view = View::new(&input, by_score);
    let mut pen = Pen::new(input.theme, input.text);
    let finding = view.finding();
    let title = say::title(&input.journey.title, input.lang);
    let head = Header {
        title: title.clone(),
        about: header::About::default(),
        finding: finding.clone(),
        chips: view.chips(),
        note: String::new(),
        keys: Vec::new(),
        hero: input.theme.accent,
    };
    let top = header::place(&mut pen, &input, &head);
    let (bottom, bands) = if view.rows.is_empty() {
        pen.scene.lead = top;
        pen.pane = Pane::Across;
        let lines = pen.lines(view.words.none, BODY, input.width - 2.0 * input.margin(), 4);
        let muted = pen.theme.muted;
        (top + pen.para(input.margin(), top, &lines, BODY, muted), Vec::new())
    } else {
        frame::place(&mut pen, &view, top)
    };
    let end = header::footer(&mut pen, &input, bottom + 16.0, &view.small_print());
    pen.scene.size = Size { width: input.width, height: (end + 24.0).ceil() };
    let aside = ((whole.width - input.width) / 2.0).floor().max(0.0);
    pen.scene.shift(aside);
    pen.scene.size.width = whole.width;
    let laid = Laid {
        scene: pen.scene,
        items: pen.items,
        twin: view.twin(&title),
        name: title,
        summary: [finding.0, finding.1, view.sample()].join(" ").trim().to_owned(),
        bands: bands.into_iter().map(|(stage, band): (usize, Rect)| (stage, band.aside(aside))).collect(),
        ..Laid::default()
    };
    mirror::by_language(laid, input.journey)
}

/// What a question is called, and what is said of it: for the map's lane.
pub fn told(input: &Input<'_>, question: &QuestionFigures) -> (String, String, Vec<String>) {
    let view = View {
        input: *input,
        words: say::survey(input.lang),
        rows: Vec::new(),
        one: true,
        by_score: false,
        reach: (0.0, 0.0),
    };
    let (name, caption) = (rows::name(&view, question), String::new());
    let row = Row {
        kind: Kind::Question,
        stage: question.stage,
        question: Some(question),
        group: None,
        name,
        caption,
    };
    let (label, tip) = tell::row(&view, &row);
    (row.name, label, tip)
}

impl<'a> View<'a> {
    fn new(input: &Input<'a>, by_score: bool) -> Self {
        let figures = input.figures;
        let mut view = Self {
            input: *input,
            words: say::survey(input.lang),
            rows: Vec::new(),
            one: figures.one_scale(input.survey()),
            by_score,
            reach: (0.0, 0.0),
        };
        view.rows = rows::rows(&view);
        let reaches = view.rows.iter().filter_map(Row::split).map(Split::reach);
        view.reach = reaches.fold((0.0, 0.0), |most, own| (f64::max(most.0, own.0), f64::max(most.1, own.1)));
        view
    }

    fn score(&self, row: &Row<'a>) -> Option<&'a ScoreFigures> {
        let question = row.question?;
        match row.group {
            Some(group) => self.input.figures.score_by(question, group),
            None => self.input.figures.score_of(question),
        }
    }

    /// Personas who answered, as buttons: one in focus is compared alone.
    fn chips(&self) -> Vec<Chip> {
        let questions = &self.input.survey().questions;
        let answered = |persona: usize| {
            questions.iter().flat_map(|question| &question.groups).any(|group| group.persona == persona)
        };
        let chip = |at: usize| {
            let name = super::map::persona_name(&self.input, at);
            Chip {
                subject: Subject::Persona(at),
                label: name.clone(),
                tip: vec![name.clone()],
                name,
                tag: String::new(),
                glyph: Some(at),
                color: self.input.theme.persona(at),
                on: self.input.persona == Some(at),
            }
        };
        (0..self.input.journey.personas.len()).filter(|at| answered(*at)).map(chip).collect()
    }

    /// Questions, each once.
    fn own(&self) -> impl Iterator<Item = &'a QuestionFigures> {
        self.input.survey().questions.iter().filter(|question| !question.whole)
    }

    /// The lowest and the highest score of those with five answers and more.
    fn finding(&self) -> (String, String) {
        let (figures, lang, numbers) = (self.input.figures, self.input.lang, self.input.numbers);
        let survey = self.input.survey();
        let known = figures.order(survey, true).into_iter().filter_map(|at| {
            let question = survey.questions.get(at)?;
            let score = figures.score_of(question).filter(|score| score.n >= 5 && score.value.is_some())?;
            Some((rows::name(self, question), score))
        });
        let known: Vec<(String, &ScoreFigures)> = known.collect();
        let said = |(name, score): &'_ (String, &'a ScoreFigures)| (name.clone(), *score);
        let Some((low, lowest)) = known.first().map(said) else { return (String::new(), String::new()) };
        let high = known.last().map(said).filter(|(_, score)| range(score) > range(lowest));
        let high = high.as_ref().map(|(name, score)| (name.as_str(), *score));
        say::finding((&low, lowest), high, lang, numbers)
    }

    fn sample(&self) -> String {
        let scores = self.own().filter_map(|question| self.input.figures.score_of(question));
        let n = scores.fold(0, |sum: u64, score| sum.saturating_add(score.n));
        let period = self.input.figures.period;
        say::sample(self.own().count(), n, period, self.input.lang, self.input.numbers)
    }

    /// How scores and bars are made, what is left out, what is compared: the sentences of the footer.
    fn small_print(&self) -> Vec<String> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        if self.rows.is_empty() {
            return Vec::new();
        }
        let scores: Vec<&ScoreFigures> = self.rows.iter().filter_map(|row| self.score(row)).collect();
        let mut out: Vec<String> = Vec::new();
        for score in &scores {
            let plain = ScoreFigures { weighted: false, ..(*score).clone() };
            let name = say::scale(score.kind, score.scale, lang, numbers);
            let said = format!("{name}: {}.", words::score_method(&plain, lang, numbers));
            if !out.contains(&said) {
                out.push(said);
            }
        }
        out.push(say::around(lang).to_owned());
        let any = |test: fn(&ScoreFigures) -> bool| scores.iter().any(|score| test(score));
        if any(|score| score.missing > 0) {
            out.push(say::left_out(lang).to_owned());
        }
        if any(|score| (1..5).contains(&score.n)) {
            out.push(say::hollow(lang).to_owned());
        }
        if any(|score| score.weighted) {
            out.push(say::weighted(lang).to_owned());
        }
        if self.by_score && !self.one {
            out.push(say::several(lang).to_owned());
        }
        if self.rows.iter().any(|row| row.group.is_some()) && self.input.survey().tests > 0 {
            out.push(say::compared(self.input.survey().tests, lang, numbers));
        }
        out.push(self.sample());
        out.extend(self.input.change_notes());
        out.extend(super::funnel::unused(&self.input));
        out
    }
}

impl<'a> Row<'a> {
    fn split(&self) -> Option<&'a Split> {
        self.group.map(|group| &group.split).or(self.question.map(|question| &question.split))
    }

    /// What pressing it opens.
    fn subject(&self) -> Subject {
        let Some(question) = self.question else { return Subject::Stage(self.stage) };
        Subject::Question(Question {
            stage: question.stage,
            touchpoint: question.touchpoint,
            score: question.score,
            persona: self.group.map(|group| group.persona),
        })
    }
}

/// A text of a document on one line, or another where it is empty.
fn named(text: &str, other: impl FnOnce() -> String) -> String {
    let text = text::clean(text);
    if text.is_empty() { other() } else { text }
}
