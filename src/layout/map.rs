//! What all lanes of the journey view look at: the columns, the lit stage, and the lines of emotion.

use super::{Input, LaneState, Memory, lanes};
use crate::figures::{Figures, Finding, Gap, Measured, Moment, StageFigures};
use crate::geom::scale::Band;
use crate::geom::{Color, Rect, text};
use crate::model::journey::{LaneKind, Persona};
use crate::model::rule::Unit;
use crate::words::picture::{Words, words};
use core::cell::{Cell, OnceCell};

/// One line of emotion: everyone's or a persona's.
pub struct Line {
    /// Full name.
    pub name: String,
    /// Name before a comma, for the end of the line.
    pub short: String,
    /// Persona's index, which gives its marker; `None` = everyone.
    pub persona: Option<usize>,
    /// Colour.
    pub color: Color,
    /// One a stage.
    pub measured: Vec<Option<Measured>>,
    /// One a stage.
    pub assumed: Vec<Option<f64>>,
    /// One a stage.
    pub gaps: Vec<Option<Gap>>,
    /// One a stage: its moments of truth.
    pub moments: Vec<Vec<Moment>>,
}

impl Line {
    /// True when answers were given anywhere.
    pub fn is_measured(&self) -> bool {
        self.measured.iter().any(Option::is_some)
    }
    /// True when the author assumed anything.
    pub fn is_assumed(&self) -> bool {
        self.assumed.iter().any(Option::is_some)
    }
}

/// The stage that a map opens at: the one its finding names. `None` where it names none.
pub fn opening(figures: &Figures) -> Option<usize> {
    let stage = match figures.finding {
        Finding::Priority { stage, .. } | Finding::Lowest { stage, .. } | Finding::Assumed { stage, .. } => {
            stage
        }
        // a loss of steps that are no stages is none of the map's
        Finding::Loss { stage, .. } if figures.stages.iter().any(|stage| stage.step.is_some()) => stage,
        _ => return None,
    };
    (stage < figures.stages.len()).then_some(stage)
}

/// The journey view's frame.
pub struct Map<'a> {
    /// What is drawn.
    pub input: Input<'a>,
    /// Labels.
    pub words: &'static Words,
    /// Columns of the stages.
    pub columns: Band,
    /// Stage whose head is solid and whose column is tinted.
    pub lit: Option<usize>,
    /// The line in focus.
    pub hero: Line,
    /// Other lines, drawn thin.
    pub others: Vec<Line>,
    /// What is wanted, one a stage; everybody's.
    pub to_be: Vec<Option<f64>>,
    /// Which lanes are open, folded and hidden, in their order.
    pub lanes: Vec<LaneState>,
    /// What was laid out before.
    pub memory: Option<&'a Memory>,
    /// The height of the window, where lanes under it are left for later.
    pub window: Option<f64>,
    /// Some were left, and nothing has a sentence.
    pub rest: Cell<bool>,
    /// One a stage: what its sentences say of its emotion, once it was written.
    pub emotions: OnceCell<Vec<Vec<String>>>,
}

impl<'a> Map<'a> {
    /// The frame for an input whose width is bounded.
    pub fn new(input: &Input<'a>, columns: Band) -> Self {
        let figures = input.figures;
        let lit = input.selected.filter(|at| *at < figures.stages.len()).or_else(|| opening(figures));
        let words = words(input.lang);
        let focus = input.persona.filter(|at| *at < figures.personas.len());
        let mut others: Vec<Line> = (0..figures.personas.len())
            .filter(|at| Some(*at) != focus)
            .filter_map(|at| persona(input, at))
            .filter(Line::is_measured)
            .collect();
        let hero = focus.and_then(|at| persona(input, at)).unwrap_or_else(|| everyone(input, words));
        // beside a persona that is only assumed stands what all others answered
        let all = everyone(input, words);
        if hero.persona.is_some() && !hero.is_measured() && all.is_measured() {
            others.insert(0, Line { color: input.theme.accent, short: words.all.to_owned(), ..all });
        }
        others.truncate(5);
        let to_be = figures.stages.iter().map(|stage| stage.to_be).collect();
        let lanes =
            input.lanes.map_or_else(|| lanes::lane_states(input.journey, figures), <[LaneState]>::to_vec);
        let (memory, window, rest, emotions) = (None, None, Cell::new(false), OnceCell::new());
        Self {
            input: *input,
            words,
            columns,
            lit,
            hero,
            others,
            to_be,
            lanes,
            memory,
            window,
            rest,
            emotions,
        }
    }

    /// Figures of the stages.
    pub fn stages(&self) -> &'a [StageFigures] {
        &self.input.figures.stages
    }

    /// The persona in focus with its index, small or not.
    pub fn chosen(&self) -> Option<(usize, &'a Persona)> {
        let at = self.input.persona?;
        self.input.journey.personas.get(at).map(|persona| (at, persona))
    }

    /// True where a persona has fewer people than may be shown: its name stands, nothing else.
    pub fn is_small(&self, persona: usize) -> bool {
        self.input.figures.personas.get(persona).is_some_and(|figures| figures.small)
    }

    /// True when anybody was counted anywhere.
    pub fn counts_people(&self) -> bool {
        self.stages().iter().any(|stage| stage.people.is_some_and(|n| n > 0))
    }

    /// What the people of a stage are: of a step of the funnel what that counts.
    pub fn unit(&self, stage: &StageFigures) -> Unit {
        if stage.step.is_some() { self.input.figures.unit } else { Unit::Person }
    }

    /// The hero first, then the others.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        core::iter::once(&self.hero).chain(&self.others)
    }

    /// The inner box of a cell between two heights.
    pub fn cell(&self, stage: usize, y0: f64, y1: f64) -> Rect {
        let pad = self.input.pad();
        Rect { x0: self.columns.left(stage) + pad, y0, x1: self.columns.right(stage) - pad, y1 }
    }

    /// Right end of the last column.
    pub fn right(&self) -> f64 {
        self.columns.left(self.stages().len())
    }

    /// The author's title of a lane, or ours.
    pub fn title(&self, kind: LaneKind, ours: &'static str) -> String {
        let own = self.input.journey.lanes.iter().find(|lane| lane.kind == kind);
        own.and_then(|lane| lane.title.clone()).unwrap_or_else(|| ours.to_owned())
    }

    /// The five words of the emotion axis, worst first.
    pub fn levels(&self) -> [String; 5] {
        let ours = self.words.levels.map(str::to_owned);
        self.input.journey.scale.labels.clone().unwrap_or(ours)
    }

    /// Ground under a column: tinted where it is lit.
    pub fn ground(&self, stage: usize) -> Color {
        if self.lit == Some(stage) { self.input.theme.tint } else { self.input.theme.ground }
    }
}

fn everyone(input: &Input<'_>, words: &'static Words) -> Line {
    let stages = &input.figures.stages;
    let split = input.figures.personas.iter().any(|p| p.stages.iter().any(|s| s.measured.is_some()));
    Line {
        name: words.everyone.to_owned(),
        short: if split { words.all.to_owned() } else { String::new() },
        persona: None,
        color: if split { input.theme.accent } else { input.theme.persona(0) },
        measured: stages.iter().map(|stage| stage.measured).collect(),
        assumed: stages.iter().map(|stage| stage.assumed).collect(),
        gaps: stages.iter().map(|stage| stage.gap).collect(),
        moments: drawn(stages.iter().map(|stage| stage.moments.clone()).collect()),
    }
}

fn persona(input: &Input<'_>, at: usize) -> Option<Line> {
    let figures = input.figures.personas.get(at).filter(|figures| !figures.small)?;
    let name = persona_name(input, at);
    let measured: Vec<Option<Measured>> = figures.stages.iter().map(|stage| stage.measured).collect();
    Some(Line {
        short: name.split(',').next().unwrap_or(&name).trim().to_owned(),
        name,
        persona: Some(at),
        color: input.theme.persona(at),
        moments: drawn(moments(&measured)),
        measured,
        assumed: figures.stages.iter().map(|stage| stage.assumed).collect(),
        gaps: figures.stages.iter().map(|stage| stage.gap).collect(),
    })
}

/// A persona's name, or its number where there is none that can be drawn.
pub fn persona_name(input: &Input<'_>, at: usize) -> String {
    let name = input.journey.personas.get(at).map(|persona| text::clean(&persona.name)).unwrap_or_default();
    if name.is_empty() { format!("Persona {}", at + 1) } else { name }
}

/// Trough, end and peak of a persona's own line; none on a line without extent.
fn moments(measured: &[Option<Measured>]) -> Vec<Vec<Moment>> {
    let known: Vec<(usize, f64)> =
        measured.iter().enumerate().filter_map(|(at, m)| m.map(|m| (at, m.value))).collect();
    let mut out = vec![Vec::new(); measured.len()];
    let low = known.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let high = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(low), Some(high), Some(last)) = (low, high, known.last()) else { return out };
    if low.1 == high.1 {
        return out;
    }
    for (at, moment) in [(low.0, Moment::Trough), (last.0, Moment::End), (high.0, Moment::Peak)] {
        if let Some(list) = out.get_mut(at) {
            list.push(moment);
        }
    }
    out
}

/// At most three moments are drawn, in the order trough, importance, end, peak; the end only where it says
/// something that trough and peak do not.
fn drawn(mut moments: Vec<Vec<Moment>>) -> Vec<Vec<Moment>> {
    for list in &mut moments {
        if list.contains(&Moment::Trough) || list.contains(&Moment::Peak) {
            list.retain(|moment| *moment != Moment::End);
        }
    }
    // three places, not three words: a trough that also matters most is one place
    let mut places: Vec<usize> = Vec::new();
    for kind in [Moment::Trough, Moment::Importance, Moment::End, Moment::Peak] {
        for (at, list) in moments.iter_mut().enumerate() {
            if !list.contains(&kind) || places.contains(&at) {
                continue;
            }
            if places.len() < 3 {
                places.push(at);
            } else {
                list.retain(|moment| *moment != kind);
            }
        }
    }
    moments
}

#[cfg(test)]
mod tests {
    use super::*;
    use Moment::{End, Importance, Peak, Trough};

    #[test]
    fn three_places_are_marked_in_the_order_of_what_matters() {
        // the trough also matters: the peak at the end still has its place
        let moments = vec![vec![], vec![Trough, Importance], vec![Importance], vec![End, Peak]];
        assert_eq!(drawn(moments), [vec![], vec![Trough, Importance], vec![Importance], vec![Peak]]);
        // a fourth place is left out
        let moments = vec![vec![Importance], vec![Peak], vec![Trough], vec![Importance], vec![End]];
        assert_eq!(drawn(moments), [vec![Importance], vec![], vec![Trough], vec![Importance], vec![]]);
    }

    #[test]
    fn a_persona_without_extent_has_no_moments() {
        let same = Measured { value: 0.2, interval: None, n: 3 };
        assert!(moments(&[Some(same), None, Some(same)]).iter().all(Vec::is_empty));
    }
}
