//! Answers: one row a question at each place, its answers split around neutral, and personas beside everybody.
//!
//! Must never know: rows of a file, words of the interface, colours.

use super::compare::adjust;
use super::periods::against;
use super::themes;
use super::{Change, Figures, PersonaFigures, ScoreFigures, StageFigures};
use crate::model::axis::nps_scale;
use crate::model::evidence::{Answers, Evidence};
use crate::model::journey::{Journey, ScoreKind, Stage};
use crate::model::order::ascending;

/// More points of a scale than this are taken together in five levels.
const POINTS: f64 = 11.0;

/// What was answered, question by question.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SurveyFigures {
    /// In the order of the journey: of each stage first what was answered to it as a whole, then its touchpoints.
    pub questions: Vec<QuestionFigures>,
    /// How many differences of personas were tested: what Holm's adjustment is over.
    pub tests: u64,
}

/// One question at one place. Its score is among those of the place.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct QuestionFigures {
    /// Stage (index).
    pub stage: usize,
    /// Touchpoint (index in the stage); `None` = the stage.
    pub touchpoint: Option<usize>,
    /// Its place among the scores there.
    pub score: usize,
    /// True for a stage whose answers are those of two or more of its touchpoints, which have questions of their own here:
    /// it is no further question.
    pub whole: bool,
    /// High is bad.
    pub flip: bool,
    /// Words of the answers, where the source had words instead of numbers; ascending by answer.
    pub words: Vec<(f64, String)>,
    /// The answers around neutral.
    pub split: Split,
    /// Personas who answered it, in the journey's order.
    pub groups: Vec<AnsweredBy>,
    /// Comments at its place.
    pub comments: u64,
}

/// A persona's answers to a question of a stage.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AnsweredBy {
    /// Persona (index).
    pub persona: usize,
    /// Its place among the persona's scores at the stage.
    pub score: usize,
    /// The answers around neutral.
    pub split: Split,
    /// The persona minus everybody else (`before` in it is everybody else); `None` where nobody else answered.
    pub difference: Option<Change>,
}

/// On which side of neutral an answer lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Side {
    /// Unfavourable.
    Under,
    /// Neither.
    #[default]
    Middle,
    /// Favourable.
    Over,
}

/// Answers of one kind: one point of a scale, or several that are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Step {
    /// Lowest answer in it.
    pub from: f64,
    /// Highest answer in it.
    pub to: f64,
    /// How many gave it.
    pub count: u64,
    /// Where it stands.
    pub side: Side,
    /// How far from neutral, −1…1; ±0.5 where its side has no other.
    pub place: f64,
}

/// Answers around neutral: shares of 1 that sum to 1, or nothing where nobody answered.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Split {
    /// From the worst to the best, those that nobody gave too.
    pub steps: Vec<Step>,
    /// Share of the unfavourable answers.
    pub under: f64,
    /// Share of those that are neither.
    pub middle: f64,
    /// Share of the favourable answers.
    pub over: f64,
}

impl Split {
    /// How far a bar of length 1 reaches to each side of neutral: the answers in the middle lie on both sides, half and
    /// half.
    pub fn reach(&self) -> (f64, f64) {
        (self.under + self.middle / 2.0, self.over + self.middle / 2.0)
    }

    /// How many on a side.
    pub fn count(&self, side: Side) -> u64 {
        let here = self.steps.iter().filter(|step| step.side == side);
        here.fold(0, |sum: u64, step| sum.saturating_add(step.count))
    }
}

/// The answers of a question around neutral, the worst first.
///
/// | scale | steps | neutral |
/// | --- | --- | --- |
/// | NPS | detractors 0–6, passives 7–8, promoters 9–10 | the passives, half on each side |
/// | whole numbers, odd count up to 11 points | one a point | the middle point, half on each side |
/// | whole numbers, even count up to 10 points | one a point | between the two middle points |
/// | any other | fifths of the scale | the middle fifth, half on each side |
///
/// Source: R. M. Heiberger, N. B. Robbins, *Design of Diverging Stacked Bar Charts for Likert Scales and Other
/// Applications*, Journal of Statistical Software 57(5), 2014: a neutral category is split in half, and without one the
/// line stands between the two sides. NPS treats its passives as such a category, since the score does.
///
/// Where high is bad (`flip`) the highest answer is the worst. Counts are those of the answers, weighted or not.
///
/// ```
/// # use jejak::figures::{scores::score, survey::{Side, split}};
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// let on = |kind: ScoreKind, scale, counts: &[(f64, u64)]| split(&score(&Answers {
///     source: "survey".into(), kind, scale, method: kind.method(), label: None, flip: false, line: false,
///     counts: counts.to_vec(), missing: 0, n: counts.iter().map(|(_, n)| n).sum(), weights: None,
/// }), false);
/// let five = on(ScoreKind::Csat, (1.0, 5.0), &[(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 4), (5.0, 3)]);
/// assert_eq!((five.under, five.middle, five.over), (0.2, 0.1, 0.7));
/// assert_eq!(five.reach(), (0.25, 0.75));
/// let four = on(ScoreKind::Rating, (1.0, 4.0), &[(2.0, 3), (4.0, 1)]);
/// assert_eq!((four.reach(), four.steps.len()), ((0.75, 0.25), 4));
/// let nps = on(ScoreKind::Nps, (0.0, 10.0), &[(0.0, 20), (8.0, 30), (10.0, 50)]);
/// assert_eq!(nps.steps.iter().map(|step| step.count).collect::<Vec<_>>(), [20, 30, 50]);
/// assert_eq!((nps.reach(), nps.steps[1].side), ((0.35, 0.65), Side::Middle));
/// ```
pub fn split(score: &ScoreFigures, flip: bool) -> Split {
    let (low, high) = score.scale;
    let count = |from: f64, to: f64| {
        let within = score.counts.iter().filter(|(answer, _)| (from..=to).contains(answer));
        within.fold(0, |sum: u64, (_, count)| sum.saturating_add(*count))
    };
    let whole = low.fract() == 0.0 && score.counts.iter().all(|(answer, _)| answer.fract() == 0.0);
    let points = high - low + 1.0;
    let mut steps: Vec<Step> = if score.kind == ScoreKind::Nps && nps_scale(score.scale) {
        let groups = [(low, 6.0), (7.0, 8.0), (9.0, high)];
        groups.into_iter().map(|(from, to)| step(from, to, count(from, to))).collect()
    } else if whole && high.fract() == 0.0 && (2.0..=POINTS).contains(&points) {
        (0..points as usize).map(|at| low + at as f64).map(|at| step(at, at, count(at, at))).collect()
    } else {
        // the worst level is the lowest fifth of the scale, or the highest where high is bad
        let fifth = (high - low) / 5.0;
        let levels = (0..5).map(|at| if flip { 4 - at } else { at });
        let of = levels.filter_map(|at| score.levels.get(at).copied()).enumerate();
        of.map(|(at, n)| step(low + fifth * at as f64, low + fifth * (at as f64 + 1.0), n)).collect()
    };
    if flip {
        steps.reverse();
    }
    let last = steps.len().saturating_sub(1);
    let side = steps.len() / 2;
    for (at, step) in steps.iter_mut().enumerate() {
        let mirrored = last.saturating_sub(at);
        (step.side, step.place) = match at.cmp(&mirrored) {
            core::cmp::Ordering::Less => (Side::Under, -along(side.saturating_sub(at), side)),
            core::cmp::Ordering::Equal => (Side::Middle, 0.0),
            core::cmp::Ordering::Greater => (Side::Over, along(side.saturating_sub(mirrored), side)),
        };
    }
    let mut split = Split { steps, ..Split::default() };
    let n = split.steps.iter().fold(0, |sum: u64, step| sum.saturating_add(step.count));
    if n > 0 {
        let share = |side| split.count(side) as f64 / n as f64;
        (split.under, split.middle, split.over) =
            (share(Side::Under), share(Side::Middle), share(Side::Over));
    }
    split
}

fn step(from: f64, to: f64, count: u64) -> Step {
    Step { from, to, count, ..Step::default() }
}

/// How far the step of a rank stands from neutral among those of its side; alone it stands halfway.
fn along(rank: usize, of: usize) -> f64 {
    if of > 1 { rank as f64 / of as f64 } else { 0.5 }
}

impl Figures {
    /// Answers, question by question. They are derived when they are asked for first: no map shows them unless its lane is
    /// open, and they are half of what follows from other answers.
    pub fn survey(&self, journey: &Journey, evidence: Option<&Evidence>) -> &SurveyFigures {
        let derived = |evidence| survey(journey, evidence, &self.stages, &self.personas);
        self.survey.get_or_init(|| evidence.map(derived).unwrap_or_default())
    }

    /// The score of a question.
    pub fn score_of(&self, question: &QuestionFigures) -> Option<&ScoreFigures> {
        let stage = self.stages.get(question.stage)?;
        match question.touchpoint {
            Some(at) => stage.touchpoints.get(at)?.scores.get(question.score),
            None => stage.scores.get(question.score),
        }
    }

    /// The score of a persona's answers to a question.
    pub fn score_by(&self, question: &QuestionFigures, group: &AnsweredBy) -> Option<&ScoreFigures> {
        self.personas.get(group.persona)?.stages.get(question.stage)?.scores.get(group.score)
    }

    /// True where all scores of the survey are of one kind, method and scale, so that their values compare.
    pub fn one_scale(&self, survey: &SurveyFigures) -> bool {
        let mut scores = survey.questions.iter().filter_map(|question| self.score_of(question));
        let key = |score: &ScoreFigures| (score.kind, score.method, score.scale);
        let first = scores.next().map(key);
        scores.all(|score| Some(key(score)) == first)
    }

    /// Which questions (indices) in which order: as the journey has them, or the lowest score first. By score no question
    /// is told twice, so that a stage made of its touchpoints is left out; scores of several kinds are compared by where they
    /// lie between the lowest and the highest possible; questions that nobody answered stand last, equals as in the
    /// journey.
    pub fn order(&self, survey: &SurveyFigures, by_score: bool) -> Vec<usize> {
        let questions = &survey.questions;
        if !by_score {
            return (0..questions.len()).collect();
        }
        let key =
            |question: &QuestionFigures| self.score_of(question).and_then(range).unwrap_or(f64::INFINITY);
        let order = ascending(questions.iter().map(key));
        let own = |at: &usize| questions.get(*at).is_some_and(|question| !question.whole);
        order.into_iter().filter(own).collect()
    }
}

/// Where the value of a score lies between the lowest and the highest possible, 0…1; `None` without an answer.
///
/// ```
/// # use jejak::figures::{scores::score, survey::range};
/// # use jejak::model::{evidence::Answers, journey::{ScoreKind, ScoreMethod}};
/// let of = |kind: ScoreKind, method, scale, counts: &[(f64, u64)]| range(&score(&Answers {
///     source: "survey".into(), kind, scale, method, label: None, flip: false, line: false,
///     counts: counts.to_vec(), missing: 0, n: counts.iter().map(|(_, n)| n).sum(), weights: None,
/// }));
/// assert_eq!(of(ScoreKind::Csat, ScoreMethod::Share, (1.0, 5.0), &[(1.0, 1), (5.0, 3)]), Some(0.75));
/// assert_eq!(of(ScoreKind::Ces, ScoreMethod::Mean, (1.0, 7.0), &[(4.0, 9)]), Some(0.5));
/// assert_eq!(of(ScoreKind::Nps, ScoreMethod::Mean, (0.0, 10.0), &[(0.0, 1), (9.0, 3)]), Some(0.75)); // NPS 50
/// assert_eq!(of(ScoreKind::Nps, ScoreMethod::Mean, (0.0, 10.0), &[]), None);
/// ```
pub fn range(score: &ScoreFigures) -> Option<f64> {
    let (low, high) = match score.kind {
        ScoreKind::Nps => (-100.0, 100.0),
        _ if score.is_share() => (0.0, 1.0),
        _ => score.scale,
    };
    score.value.map(|value| (value - low) / (high - low)).filter(|range| range.is_finite())
}

/// Whether anybody was asked anything at a place of a journey.
pub(super) fn any(journey: &Journey, evidence: &Evidence) -> bool {
    journey.stages.iter().any(|stage| {
        let touchpoints = stage.touchpoints.iter();
        let of_touchpoints =
            touchpoints.flat_map(|touchpoint| of_touchpoint(journey, evidence, &touchpoint.id));
        of_stage(evidence, stage).iter().chain(of_touchpoints).any(asked)
    })
}

/// The answers that were counted for a stage itself.
fn of_stage<'e>(evidence: &'e Evidence, stage: &Stage) -> &'e [Answers] {
    let counted = evidence.stages.iter().find(|counted| counted.id == stage.id);
    counted.map(|counted| counted.answers.as_slice()).unwrap_or_default()
}

/// Those of a touchpoint.
fn of_touchpoint<'e>(journey: &Journey, evidence: &'e Evidence, id: &str) -> &'e [Answers] {
    // an id that a stage has too means the stage
    if journey.stages.iter().any(|stage| stage.id == id) {
        return &[];
    }
    let counted = evidence.touchpoints.iter().find(|counted| counted.id == id);
    counted.map(|counted| counted.answers.as_slice()).unwrap_or_default()
}

/// Every question of a journey, from what was derived of its places.
pub fn survey(
    journey: &Journey,
    evidence: &Evidence,
    stages: &[StageFigures],
    personas: &[PersonaFigures],
) -> SurveyFigures {
    let mut questions = Vec::new();
    for (at, (stage, figures)) in journey.stages.iter().zip(stages).enumerate() {
        let place = Place { journey, evidence, stage, figures, at, personas };
        place.questions(&mut questions);
    }
    let changes = questions.iter_mut().flat_map(|row: &mut QuestionFigures| &mut row.groups);
    let changes = changes.filter_map(|group| group.difference.as_mut());
    let tests = adjust(changes.map(|change| (change.p, &mut change.adjusted_p)));
    for question in &mut questions {
        if let [one, other] = question.groups.as_mut_slice()
            && let (Some(first), Some(second)) = (&one.difference, &mut other.difference)
            && first.n == (second.n.1, second.n.0)
        {
            (second.test, second.p, second.adjusted_p) = (first.test, first.p, first.adjusted_p);
        }
    }
    SurveyFigures { questions, tests }
}

/// One stage with all that is known of it.
struct Place<'a> {
    journey: &'a Journey,
    evidence: &'a Evidence,
    stage: &'a Stage,
    figures: &'a StageFigures,
    at: usize,
    personas: &'a [PersonaFigures],
}

impl Place<'_> {
    fn questions(&self, out: &mut Vec<QuestionFigures>) {
        let own = of_stage(self.evidence, self.stage);
        let touchpoints = self.stage.touchpoints.iter();
        let touchpoints: Vec<&[Answers]> =
            touchpoints.map(|t| of_touchpoint(self.journey, self.evidence, &t.id)).collect();
        // whose groups a touchpoint's question has: it alone makes up the stage
        let mut alone: Vec<(usize, usize, usize)> = Vec::new();
        for (score, answers) in own.iter().enumerate().filter(|(_, answers)| asked(answers)) {
            let parts = touchpoints.iter().enumerate().flat_map(|(t, list)| {
                let same =
                    list.iter().enumerate().filter(|(_, other)| asked(other) && other.same_question(answers));
                same.map(move |(index, other)| (t, index, other.n))
            });
            let parts: Vec<(usize, usize, u64)> = parts.collect();
            let n = parts.iter().fold(0, |sum: u64, part| sum.saturating_add(part.2));
            let whole = n == answers.n && !parts.is_empty();
            match parts.as_slice() {
                [(t, index, _)] if whole => alone.push((*t, *index, score)),
                _ => {
                    let groups = self.groups(answers);
                    out.extend(self.row(None, score, answers, whole, groups));
                }
            }
        }
        for (t, list) in touchpoints.iter().enumerate() {
            for (score, answers) in list.iter().enumerate().filter(|(_, answers)| asked(answers)) {
                let of_stage = alone.iter().any(|(touchpoint, index, _)| (*touchpoint, *index) == (t, score));
                let groups = if of_stage { self.groups(answers) } else { Vec::new() };
                out.extend(self.row(Some(t), score, answers, false, groups));
            }
        }
    }

    fn row(
        &self,
        touchpoint: Option<usize>,
        score: usize,
        answers: &Answers,
        whole: bool,
        groups: Vec<AnsweredBy>,
    ) -> Option<QuestionFigures> {
        let own = touchpoint.and_then(|at| self.figures.touchpoints.get(at));
        let shown = own.map_or(&self.figures.scores, |own| &own.scores).get(score)?;
        let (themes, kept) = match own {
            Some(own) => (&own.themes, themes::at(self.evidence, &own.id)),
            None => (&self.figures.themes, self.figures.comments),
        };
        Some(QuestionFigures {
            stage: self.at,
            touchpoint,
            score,
            whole,
            flip: answers.flip,
            words: self.evidence.words_of(answers),
            split: split(shown, answers.flip),
            groups,
            comments: themes.iter().map(|theme| theme.of).max().unwrap_or(0).max(kept),
        })
    }

    /// The personas who were asked this at the stage. Two who together are everybody are each other's rest: that is
    /// one test.
    fn groups(&self, answers: &Answers) -> Vec<AnsweredBy> {
        let mut groups: Vec<AnsweredBy> = Vec::new();
        let mut sum = 0_u64;
        for (persona, figures) in self.personas.iter().enumerate().filter(|(_, persona)| !persona.small) {
            let counted = self.evidence.personas.iter().find(|counted| counted.id == figures.id);
            let stages = counted.map(|counted| counted.stages.as_slice()).unwrap_or_default();
            let Some(stage) = stages.iter().find(|stage| stage.id == self.stage.id) else { continue };
            let same = |other: &Answers| asked(other) && other.same_question(answers);
            let Some(score) = stage.answers.iter().position(same) else { continue };
            let shown = figures.stages.get(self.at).and_then(|stage| stage.scores.get(score));
            let (Some(own), Some(shown)) = (stage.answers.get(score), shown) else { continue };
            let difference = rest(answers, own).and_then(|rest| against(own, &rest));
            sum = sum.saturating_add(own.n);
            groups.push(AnsweredBy { persona, score, split: split(shown, answers.flip), difference });
        }
        if let [_, second] = groups.as_mut_slice()
            && sum == answers.n
            && let Some(difference) = &mut second.difference
        {
            // the first has it
            (difference.test, difference.p) = (None, None);
        }
        groups
    }
}

fn asked(answers: &Answers) -> bool {
    answers.n > 0 || answers.missing > 0
}

/// Everybody's answers without those of a group; `None` where nobody else answered, or the group is not among them.
fn rest(all: &Answers, group: &Answers) -> Option<Answers> {
    let mut rest = all.clone();
    rest.n = all.n.checked_sub(group.n).filter(|n| *n > 0)?;
    rest.missing = all.missing.saturating_sub(group.missing);
    for (answer, count) in &mut rest.counts {
        let own = group.counts.iter().find(|(own, _)| own == answer).map_or(0, |(_, count)| *count);
        *count = count.checked_sub(own)?;
    }
    if let Some(weights) = &mut rest.weights {
        let own = group.weights.as_ref()?;
        for (answer, sum) in &mut weights.counts {
            let less = own.counts.iter().find(|(own, _)| own == answer).map_or(0.0, |(_, sum)| *sum);
            *sum = (*sum - less).max(0.0);
        }
        weights.sum2 = (weights.sum2 - own.sum2).max(0.0);
    }
    Some(rest)
}
