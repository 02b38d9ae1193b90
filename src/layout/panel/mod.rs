//! The details panel: everything that is known of a stage, a step or a touchpoint, as structured plain data.
//!
//! Must never know: how it is drawn. Plots are numbers from 0 to 1, colours are those of the theme.

mod changes;
mod counted;
mod emotion;
mod paths;
mod people;
mod question;
mod retention;
mod said;
mod scores;
mod step;
mod texts;
mod write;

use super::map::persona_name;
use super::{Input, Subject};
use crate::figures::{Backing, StageFigures};
use crate::geom::{Color, text};
use crate::model::journey::{LaneKind, Stage, Touchpoint};
use crate::words::panel as say;

pub use write::write;

/// What is known of one subject.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Panel {
    /// Its name.
    pub title: String,
    /// Where it stands, who is looked at, and when.
    pub note: String,
    /// In the order of reading.
    pub parts: Vec<Part>,
}

/// What a part is about; also the name by which it can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum About {
    People,
    Groups,
    Changes,
    Onward,
    Emotion,
    Scores,
    Measures,
    Retention,
    Time,
    Comments,
    Touchpoints,
    Pains,
    Opportunities,
    Texts(LaneKind),
    Pending,
    Counted,
}

/// A titled part of the panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is about.
    pub about: About,
    /// Its title.
    pub title: String,
    /// How well it is backed, where that can be said.
    pub backing: Option<Backing>,
    /// From the top down.
    pub blocks: Vec<Block>,
}

/// One block of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Large figures side by side.
    Big(Vec<Big>),
    /// One bar made of shares that sum to 1.
    Split(Vec<(f64, Color)>),
    /// A row each: a name, a value on one common axis with its interval, figures.
    Plots {
        /// Rows.
        rows: Vec<Plot>,
        /// Words at the left and the right end of the axis, where it has any.
        ends: Option<[String; 2]>,
        /// Where neutral lies, where it lies inside.
        neutral: Option<f64>,
    },
    /// A row each: a name, figures, a bar under them.
    Bars(Vec<Bar>),
    /// A column each: how often an answer was given.
    Columns(Vec<Column>),
    /// A name and a text each.
    Pairs(Vec<[String; 2]>),
    /// A heading inside a part.
    Heading(String),
    /// A sentence.
    Text(String),
    /// A small sentence: how something was made.
    Note(String),
    /// Texts of people or of the author.
    Entries(Entries),
}

/// A large figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Big {
    /// The figure.
    pub value: String,
    /// What it counts.
    pub word: String,
    /// True where it is a loss.
    pub loss: bool,
}

/// A value with its interval on an axis from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Whose it is.
    pub name: String,
    /// Index of the persona, which gives the marker; `None` = a plain dot.
    pub persona: Option<usize>,
    /// Where the value lies.
    pub at: Option<f64>,
    /// Where the interval lies.
    pub span: Option<(f64, f64)>,
    /// Colour of the marker.
    pub color: Color,
    /// True for what is assumed or wanted: a ring.
    pub hollow: bool,
    /// True where it stands out.
    pub stands_out: bool,
    /// Value, interval, n.
    pub figures: [String; 3],
}

/// A figure with a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is counted.
    pub name: String,
    /// The count first.
    pub figures: Vec<String>,
    /// Length of the bar, 0…1.
    pub share: f64,
    /// Its colour.
    pub color: Color,
}

/// How often an answer was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The answer.
    pub name: String,
    /// How often.
    pub count: String,
    /// Height, 0…1.
    pub share: f64,
    /// Its colour.
    pub color: Color,
}

/// A list of texts; more than `first` are shown when asked for.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Entries {
    /// The texts.
    pub list: Vec<Entry>,
    /// How many stand there at first.
    pub first: usize,
    /// What the button says that shows them all.
    pub all: String,
}

/// A text with what is known of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Entry {
    /// The text, whole.
    pub text: String,
    /// In quotation marks.
    pub quoted: bool,
    /// Small lines under it.
    pub lines: Vec<String>,
    /// Severity of a pain, 0…1.
    pub severity: Option<f64>,
    /// Impact and effort of an opportunity: word and ticks of five.
    pub ticks: Vec<(String, u8)>,
    /// Only https, http, mailto or relative.
    pub url: Option<String>,
}

/// How many texts stand there at first, and the most that are handed out.
const FIRST: usize = 20;
const MOST: usize = 500;

impl Entries {
    fn new(list: Vec<Entry>, input: &Input<'_>) -> Self {
        let all = say::all_of(list.len() as u64, input.lang, input.numbers);
        Self { list, first: FIRST, all }
    }
}

impl Part {
    fn new(about: About, title: &str, blocks: Vec<Block>) -> Option<Self> {
        (!blocks.is_empty()).then(|| Self { about, title: title.to_owned(), backing: None, blocks })
    }

    fn backed(self, backing: Backing) -> Self {
        Self { backing: Some(backing), ..self }
    }
}

/// What every part looks at.
struct View<'a> {
    input: &'a Input<'a>,
    words: &'static say::Panel,
}

impl<'a> View<'a> {
    fn figures(&self, stage: usize) -> Option<&'a StageFigures> {
        self.input.figures.stages.get(stage)
    }

    fn stage(&self, stage: usize) -> Option<&'a Stage> {
        self.input.journey.stages.get(stage)
    }

    /// Name of a stage that can be written.
    fn name(&self, stage: usize) -> String {
        let name = self.figures(stage).map(|stage| text::clean(&stage.name)).unwrap_or_default();
        if name.is_empty() { format!("{}", stage + 1) } else { name }
    }

    /// A persona's name without what stands after a comma: `Rani, 27` is Rani.
    fn short(&self, persona: usize) -> String {
        let name = persona_name(self.input, persona);
        name.split(',').next().unwrap_or(&name).trim().to_owned()
    }

    /// Who is looked at.
    fn who(&self) -> String {
        let known = self.input.persona.filter(|at| *at < self.input.journey.personas.len());
        known.map_or_else(|| self.words.everyone.to_owned(), |at| persona_name(self.input, at))
    }

    fn note(&self, step: bool, at: usize, of: usize) -> String {
        let numbers = self.input.numbers;
        let dates =
            self.input.figures.period.map(|(from, to)| {
                format!("{}–{}", numbers.date(from), numbers.date(to)).replace(' ', "\u{a0}")
            });
        say::place(step, at + 1, of, &self.who(), dates.as_deref(), self.input.lang)
    }
}

/// What is known of a subject: the parts of its stage, step or touchpoint, and first of them the one that was
/// pressed. `None` for what has no details (buttons, chips, lanes) or is not there.
pub fn panel(input: &Input<'_>, subject: &Subject) -> Option<Panel> {
    let view = View { input, words: say::panel(input.lang) };
    let (mut panel, first) = match *subject {
        Subject::Stage(at) => (view.of_stage(at)?, None),
        Subject::Emotion(at) => (view.of_stage(at)?, Some(About::Emotion)),
        Subject::Cell(kind, at) => (view.of_stage(at)?, Some(about(kind))),
        Subject::Touchpoint(stage, at) => (view.of_touchpoint(stage, at)?, None),
        Subject::Step(at) => (view.of_step(at, None)?, None),
        Subject::Bar(at, group) => (view.of_step(at, Some(group))?, Some(About::Groups)),
        Subject::Loop(at) => (view.of_loop(at)?, None),
        Subject::Node(level, number, _) => (view.of_node(level, number)?, None),
        Subject::Move(level, from, to) => (view.of_move(level, from, to)?, None),
        Subject::Question(asked) => (view.of_question(&asked)?, None),
        Subject::Persona(_) | Subject::Group(_) | Subject::Turn(_) | Subject::Lane(_) | Subject::Order(_) => {
            return None;
        }
    };
    if let Some(at) = first.and_then(|first| panel.parts.iter().position(|part| part.about == first)) {
        let part = panel.parts.remove(at);
        panel.parts.insert(0, part);
    }
    if panel.parts.is_empty() {
        let nothing = vec![Block::Text(view.words.nothing.to_owned())];
        panel.parts.extend(Part::new(About::People, &view.units(false), nothing));
    }
    Some(panel)
}

/// The part that holds what a lane's cell shows.
const fn about(kind: LaneKind) -> About {
    match kind {
        LaneKind::Emotion => About::Emotion,
        LaneKind::Touchpoints | LaneKind::Frontstage | LaneKind::Backstage | LaneKind::Support => {
            About::Touchpoints
        }
        LaneKind::Pains => About::Pains,
        LaneKind::Opportunities => About::Opportunities,
        LaneKind::Metrics => About::Measures,
        LaneKind::Survey => About::Scores,
        LaneKind::Time => About::Time,
        LaneKind::Actions
        | LaneKind::Thoughts
        | LaneKind::Needs
        | LaneKind::Expectations
        | LaneKind::Quotes
        | LaneKind::Text => About::Texts(kind),
    }
}

impl View<'_> {
    fn of_stage(&self, at: usize) -> Option<Panel> {
        let (figures, stage) = (self.figures(at)?, self.stage(at)?);
        let all: Vec<&Touchpoint> = stage.touchpoints.iter().collect();
        let mut parts = Vec::new();
        parts.extend(self.people(at));
        parts.extend(self.groups(figures.step, None));
        parts.extend(self.changes(at));
        parts.extend(self.onward(at));
        parts.extend(self.emotion(at));
        parts.extend(self.scores(&figures.scores, self.words.scores));
        parts.extend(self.measures(&figures.measures, stage));
        parts.extend(self.retention(at));
        parts.extend(self.time(&figures.to_next, stage.planned));
        parts.extend(self.comments(&figures.themes, &self.places(stage)));
        parts.extend(self.touchpoints(at));
        parts.extend(self.pains(&all));
        parts.extend(self.opportunities(&all));
        parts.extend(self.texts(&all));
        parts.extend(self.pending(figures.pending));
        parts.extend(self.counted(Some(at)));
        let note = self.note(false, at, self.input.figures.stages.len());
        let note = match stage.goal.as_deref().filter(|goal| !goal.is_empty()) {
            Some(goal) => format!("{note}. {goal}"),
            None => note,
        };
        Some(Panel { title: self.name(at), note, parts })
    }

    fn of_touchpoint(&self, stage: usize, at: usize) -> Option<Panel> {
        let (figures, own) = (self.figures(stage)?, self.stage(stage)?);
        let touchpoint = own.touchpoints.get(at)?;
        let known = figures.touchpoints.get(at);
        let one = [touchpoint];
        let mut parts = Vec::new();
        parts.extend(known.and_then(|known| self.people_of(known.people)));
        parts.extend(self.emotion_of(touchpoint, known));
        parts.extend(known.and_then(|known| self.scores(&known.scores, self.words.scores)));
        let measures: Vec<_> =
            figures.measures.iter().filter(|m| m.touchpoint == Some(at)).cloned().collect();
        parts.extend(self.measures(&measures, own));
        parts.extend(self.changes_of(stage, at));
        let themes = known.map(|known| known.themes.as_slice()).unwrap_or_default();
        parts.extend(self.comments(themes, &[(touchpoint.id.as_str(), String::new())]));
        parts.extend(self.pains(&one));
        parts.extend(self.opportunities(&one));
        parts.extend(self.texts(&one));
        parts.extend(self.counted(None));
        let note = [self.name(stage), self.channel(touchpoint), self.personas_of(touchpoint)];
        let note: Vec<String> = note.into_iter().filter(|part| !part.is_empty()).collect();
        Some(Panel { title: text::clean(&touchpoint.name), note: note.join(", "), parts })
    }

    fn of_loop(&self, at: usize) -> Option<Panel> {
        let back = self.input.journey.loops.get(at)?;
        let stages = &self.input.journey.stages;
        let place = |id: &str| stages.iter().position(|stage| stage.id == id);
        let (from, to) = (place(&back.from)?, place(&back.to)?);
        let mut blocks = Vec::new();
        blocks.extend(back.label.as_ref().map(|label| Block::Text(label.clone())));
        let moved = self.figures(from)?.onward.iter().find(|onward| onward.to == Some(to));
        blocks.extend(moved.map(|moved| {
            Block::Text(say::moves(moved.people, moved.times, self.input.lang, self.input.numbers))
        }));
        let mut parts = Vec::new();
        parts.extend(Part::new(About::Onward, self.words.loop_back, blocks));
        parts.extend(self.onward(from));
        Some(Panel {
            title: say::way_back(&self.name(from), &self.name(to), self.input.lang),
            note: self.note(false, from, stages.len()),
            parts,
        })
    }
}
