//! A journey and its evidence → everything that is shown.

use super::emotion::{assumed, backing, gap, pooled};
use super::moments::{importance_gap, important, moments};
use super::priority::{Ranked, priorities, under_target};
use super::scores::{score, valid};
use super::{
    Figures, FunnelFigures, MeasureFigures, Method, Onward, PersonaFigures, PersonaStage, ScoreFigures,
    SegmentFigures, StageFigures, ThemeFigures, TouchpointFigures, caution, channels, cohorts, compare,
    finding::finding, flow, funnel, lines, quantiles, rates, survey, themes,
};
use crate::model::evidence::{Answers, Evidence, ExactTimes, StageEvidence};
use crate::model::journey::{Journey, Persona, Stage, Touchpoint};
use crate::model::rule::{Entry, FunnelRule, Order, Ties};

/// Everything that is shown of a journey; without evidence only what its author assumes.
///
/// `exact` are the quantiles of the rows at hand; without them the histograms of the evidence speak.
///
/// ```
/// # use jejak::figures::{Finding, derive};
/// # use jejak::model::journey::{Emotion, Journey, Stage};
/// let stage = |id: &str, value| Stage { id: id.into(), emotion: Some(Emotion::All(value)), ..Stage::default() };
/// let journey = Journey { stages: vec![stage("find", 0.5), stage("buy", -0.5)], ..Journey::default() };
/// let figures = derive(&journey, None, None);
/// assert_eq!(figures.finding, Finding::Assumed { stage: 1, value: -0.5 });
/// assert_eq!(figures.people, None);
/// ```
pub fn derive(journey: &Journey, evidence: Option<&Evidence>, exact: Option<&ExactTimes>) -> Figures {
    let mut figures = Figures::default();
    if let Some(evidence) = evidence {
        figures.funnel = evidence.funnel.as_ref().map(|counts| {
            funnel::figures(counts, evidence.people, exact.map(|exact| exact.steps.as_slice()))
        });
        figures.segments = segments(evidence, exact);
    }
    on_funnel(figures, journey, evidence, &mut Kept::nothing())
}

/// What a funnel and its groups follow from.
const COUNTED: [&str; 5] = ["people", "funnel", "segments", "rule", "min_group"];

/// The same after some parts of the evidence were `renewed`, by their keys: what follows from none of them is taken from the
/// figures `before`, which were reckoned without exact quantiles.
pub fn derive_again(
    journey: &Journey,
    evidence: &Evidence,
    before: &mut Figures,
    renewed: &dyn Fn(&str) -> bool,
) -> Figures {
    if COUNTED.into_iter().any(renewed) {
        return derive(journey, Some(evidence), None);
    }
    let (funnel, segments) = (before.funnel.take(), core::mem::take(&mut before.segments));
    let mut kept = Kept::of(core::mem::take(before), renewed);
    on_funnel(Figures { funnel, segments, ..Figures::default() }, journey, Some(evidence), &mut kept)
}

/// What follows from the evidence where its funnel and its groups are reckoned.
fn on_funnel(
    mut figures: Figures,
    journey: &Journey,
    evidence: Option<&Evidence>,
    kept: &mut Kept,
) -> Figures {
    figures.people = evidence.map(|evidence| evidence.people);
    figures.unit = evidence.map_or(journey.funnel.unit, |evidence| evidence.rule.unit);
    figures.period = evidence.and_then(|evidence| evidence.period);
    if let Some(funnel) = figures.funnel.as_ref().filter(|_| evidence.is_some_and(|e| order_alone(&e.rule))) {
        figures.order_matters = funnel::order_matters(&funnel.steps);
    }
    let asked: Vec<Vec<Answers>> = journey.stages.iter().map(|stage| answers_of(stage, evidence)).collect();
    let lines = line_of(&asked);
    figures.stages = journey
        .stages
        .iter()
        .zip(asked.iter().zip(&lines))
        .map(|(stage, answers)| {
            self::stage(journey, stage, evidence, answers, figures.funnel.as_ref(), kept.stage(&stage.id))
        })
        .collect();
    rank(&mut figures, journey, &lines);
    mark(&mut figures.stages, journey);
    figures.personas = personas(journey, evidence);
    let scores: Vec<&[ScoreFigures]> = figures.stages.iter().map(|stage| stage.scores.as_slice()).collect();
    figures.lines = lines::scored(&asked, &scores);
    figures.channels = evidence.map(|e| channels::channels(journey, e)).unwrap_or_default();
    figures.methods = methods(&lines);
    figures.answers = figures.methods.iter().fold((0, 0), |(n, missing), method| {
        (n.saturating_add(method.n), missing.saturating_add(method.missing))
    });
    figures.retention = evidence.and_then(cohorts::retention);
    figures.planned = evidence.and_then(|evidence| evidence.planned.as_ref()).map(flow::planned);
    figures.finding = finding(&figures);
    if let Some(evidence) = evidence {
        figures.asked = survey::any(journey, evidence);
        caution::visits(&mut figures, evidence.rule.session_gap);
    }
    figures
}

/// Figures before that follow from no part of the evidence that is another one; each is taken once.
struct Kept {
    stages: Vec<StageFigures>,
    /// Answers and comments of touchpoints are as they were.
    touchpoints: bool,
    /// So are themes and comments.
    said: bool,
    measures: bool,
    moves: bool,
}

/// The same of a stage.
#[derive(Default)]
struct KeptStage {
    touchpoints: Option<Vec<TouchpointFigures>>,
    said: Option<(Vec<ThemeFigures>, Option<f64>, u64)>,
    measures: Option<Vec<MeasureFigures>>,
    onward: Option<Vec<Onward>>,
}

impl Kept {
    fn nothing() -> Self {
        Self::of(Figures::default(), &|_| true)
    }

    fn of(before: Figures, renewed: &dyn Fn(&str) -> bool) -> Self {
        let stay = |keys: &[&str]| !keys.iter().any(|key| renewed(key));
        Self {
            stages: before.stages,
            touchpoints: stay(&["touchpoints", "themes", "comments"]),
            said: stay(&["themes", "comments"]),
            measures: stay(&["measures"]),
            moves: stay(&["moves"]),
        }
    }

    fn stage(&mut self, id: &str) -> KeptStage {
        let Some(at) = self.stages.iter().position(|stage| stage.id == id) else {
            return KeptStage::default();
        };
        let stage = self.stages.swap_remove(at);
        KeptStage {
            touchpoints: self.touchpoints.then_some(stage.touchpoints),
            said: self.said.then_some((stage.themes, stage.comment_mean, stage.comments)),
            measures: self.measures.then_some(stage.measures),
            onward: self.moves.then_some(stage.onward),
        }
    }
}

/// True where nothing but the order of rows can make a count differ from that in any order: that one asks for the first
/// step, and knows neither exclusions nor which rows may begin.
fn order_alone(rule: &FunnelRule) -> bool {
    let usual = rule.order == Order::Ordered && rule.entry == Entry::Best && rule.ties != Ties::Forbid;
    usual && !rule.open && rule.exclude.is_empty()
}

fn segments(evidence: &Evidence, exact: Option<&ExactTimes>) -> Vec<SegmentFigures> {
    // Exact times are those of the first breakdown only.
    let exact = |index: usize| exact.filter(|_| index == 0).map(|exact| exact.groups.as_slice());
    evidence.segments.iter().enumerate().map(|(at, counts)| compare::segments(counts, exact(at))).collect()
}

/// The answers of a stage: as counted for it, else those of its touchpoints.
pub(super) fn answers_of(stage: &Stage, evidence: Option<&Evidence>) -> Vec<Answers> {
    let Some(evidence) = evidence else { return Vec::new() };
    let own = evidence.stages.iter().find(|counted| counted.id == stage.id).map(|counted| &counted.answers);
    if let Some(own) = own.filter(|own| !own.is_empty()) {
        return own.clone();
    }
    let here = |id: &str| stage.touchpoints.iter().any(|touchpoint| touchpoint.id == id);
    evidence.touchpoints.iter().filter(|counted| here(&counted.id)).flat_map(|t| t.answers.clone()).collect()
}

/// For each stage the answers that make the one line: questions that draw a line of their own stay out of it,
/// unless there are no others at all.
pub(super) fn lines(journey: &Journey, evidence: Option<&Evidence>) -> Vec<Vec<Answers>> {
    let asked: Vec<Vec<Answers>> = journey.stages.iter().map(|stage| answers_of(stage, evidence)).collect();
    line_of(&asked).into_iter().map(|line| line.into_iter().cloned().collect()).collect()
}

/// The same, of all answers of each stage.
fn line_of(asked: &[Vec<Answers>]) -> Vec<Vec<&Answers>> {
    let apart = asked.iter().flatten().any(|answers| !answers.line);
    asked.iter().map(|stage| stage.iter().filter(|answers| !(apart && answers.line)).collect()).collect()
}

fn stage(
    journey: &Journey,
    stage: &Stage,
    evidence: Option<&Evidence>,
    (asked, line): (&Vec<Answers>, &Vec<&Answers>),
    funnel: Option<&FunnelFigures>,
    kept: KeptStage,
) -> StageFigures {
    let counted = evidence.and_then(|e| e.stages.iter().find(|counted| counted.id == stage.id));
    let steps = funnel.map(|funnel| funnel.steps.as_slice()).unwrap_or_default();
    let step = steps.iter().position(|step| step.id == stage.id);
    let here = step.and_then(|step| steps.get(step));
    // The next required step: an optional one is passed, and nobody is lost at it.
    let optional = |at: usize| steps.get(at).is_some_and(|step| step.optional);
    let next = step.and_then(|step| steps.get(funnel::next(step, steps.len(), optional)?));
    let scores: Vec<ScoreFigures> = asked.iter().map(score).collect();
    // the line is made of all of them, or of those that draw none of their own
    let all = line.len() == asked.len();
    let measured = pooled(asked, &scores, &|answers| all || !answers.line);
    let assumed = assumed(stage, None);
    let people = here.map(|step| step.people).or(counted.map(|counted| counted.people));
    let touchpoints = || stage.touchpoints.iter().map(|t| touchpoint(t, &journey.stages, evidence)).collect();
    let time_in = counted.map(|counted| quantiles::of(&counted.time_in)).unwrap_or_default();
    let rows = people.unwrap_or(0).max(counted.map_or(0, |counted| counted.people));
    let said = || {
        let (themes, mean) = evidence.map(|e| themes::of_stage(stage, e)).unwrap_or_default();
        (themes, mean, evidence.map_or(0, |evidence| themes::comments(evidence, stage)))
    };
    let (themes, comment_mean, comments) = kept.said.unwrap_or_else(said);
    StageFigures {
        id: stage.id.clone(),
        name: stage.name.clone(),
        step,
        people,
        lost: here.and_then(|step| next.map(|_| step.dropped)),
        pending: here.map_or(0, |step| step.pending),
        went_on: next.and_then(|next| next.of_previous.zip(next.interval_of_previous)),
        to_next: next.map_or(time_in, |next| next.seconds),
        time_in,
        measured,
        assumed,
        to_be: stage.to_be,
        gap: gap(assumed, measured),
        priority: None,
        moments: Vec::new(),
        backing: backing(measured, rows),
        scores,
        touchpoints: kept.touchpoints.unwrap_or_else(touchpoints),
        comments,
        comment_mean,
        themes,
        measures: kept.measures.unwrap_or_else(|| {
            evidence.map(|evidence| flow::measures(journey, evidence, stage)).unwrap_or_default()
        }),
        onward: kept.onward.unwrap_or_else(|| {
            evidence.map(|evidence| flow::onward(journey, evidence, stage)).unwrap_or_default()
        }),
        returned: counted.map_or(0, |counted| counted.returned),
        skipped: evidence.and_then(|evidence| flow::skipped(evidence, stage)),
    }
}

fn touchpoint(touchpoint: &Touchpoint, stages: &[Stage], evidence: Option<&Evidence>) -> TouchpointFigures {
    let counted = evidence.and_then(|e| e.touchpoints.iter().find(|counted| counted.id == touchpoint.id));
    let answers = counted.map(|counted| counted.answers.as_slice()).unwrap_or_default();
    let scores: Vec<ScoreFigures> = answers.iter().map(score).collect();
    let measured = pooled(answers, &scores, &|_| true);
    let assumed = touchpoint.emotion.as_ref().and_then(|emotion| emotion.of(None));
    TouchpointFigures {
        id: touchpoint.id.clone(),
        people: counted.map(|counted| counted.people),
        measured,
        scores,
        backing: backing(measured, counted.map_or(0, |counted| counted.people)),
        assumed,
        gap: gap(assumed, measured),
        importance_gap: None,
        moments: Vec::new(),
        themes: evidence.map(|e| themes::of_touchpoint(touchpoint, stages, e)).unwrap_or_default(),
    }
}

/// Fills in the priorities and what they are measured against.
fn rank(figures: &mut Figures, journey: &Journey, lines: &[Vec<&Answers>]) {
    let last = figures.funnel.as_ref().and_then(|funnel| funnel.steps.len().checked_sub(1));
    let ranked: Vec<Ranked> = figures
        .stages
        .iter()
        .zip(&journey.stages)
        .zip(lines)
        .map(|((stage, written), line)| Ranked {
            people: stage.people.unwrap_or(0),
            lost: stage.lost.unwrap_or(0),
            last: stage.step.is_some() && stage.step == last,
            no_step: stage.step.is_none(),
            measured: stage.measured,
            source: line.iter().max_by_key(|answers| answers.n).map_or("", |answers| answers.source.as_str()),
            under_target: under_target(&written.target, &stage.scores),
        })
        .collect();
    let (priorities, reference) = priorities(&ranked);
    figures.reference = reference;
    for (stage, priority) in figures.stages.iter_mut().zip(priorities) {
        stage.priority = priority;
    }
}

/// Fills in the moments of truth of stages and touchpoints.
fn mark(stages: &mut [StageFigures], journey: &Journey) {
    for (stage, written) in stages.iter_mut().zip(&journey.stages) {
        for (touchpoint, written) in stage.touchpoints.iter_mut().zip(&written.touchpoints) {
            touchpoint.moments.clear();
            // Without answers of its own, a touchpoint is judged by those of its stage.
            let measured = touchpoint.measured.or(stage.measured);
            touchpoint.importance_gap =
                written.importance.zip(measured).map(|(mark, point)| importance_gap(mark, point.value));
            if important(written.importance, measured) {
                touchpoint.moments.push(super::Moment::Importance);
            }
        }
    }
    let points: Vec<_> = stages.iter().map(|stage| stage.measured).collect();
    let important: Vec<_> =
        stages.iter().map(|s| s.touchpoints.iter().any(|t| !t.moments.is_empty())).collect();
    for (stage, found) in stages.iter_mut().zip(moments(&points, &important)) {
        stage.moments = found;
    }
}

fn personas(journey: &Journey, evidence: Option<&Evidence>) -> Vec<PersonaFigures> {
    journey.personas.iter().map(|one| persona(journey, one, evidence)).collect()
}

/// What is known of a persona; of one that is under the evidence's smallest group only that it is.
fn persona(journey: &Journey, persona: &Persona, evidence: Option<&Evidence>) -> PersonaFigures {
    let counted = evidence.and_then(|e| e.personas.iter().find(|counted| counted.id == persona.id));
    let stages: &[StageEvidence] = counted.map(|counted| counted.stages.as_slice()).unwrap_or_default();
    // Of a survey alone the answers are what there is of people.
    let answers = stages.iter().flat_map(|stage| &stage.answers).map(|answers| answers.n).max();
    let size = counted.map_or(0, |counted| counted.people).max(answers.unwrap_or(0));
    let small = size > 0 && evidence.is_some_and(|evidence| size < evidence.min_group);
    let known = |stage: &Stage| stages.iter().find(|s| s.id == stage.id).filter(|_| !small);
    let one = |stage: &Stage| {
        let line: &[Answers] = known(stage).map(|known| known.answers.as_slice()).unwrap_or_default();
        let scores: Vec<ScoreFigures> = line.iter().map(score).collect();
        let some = line.iter().any(|answers| !answers.line);
        let measured = pooled(line, &scores, &|answers| !(some && answers.line));
        let assumed = assumed(stage, Some(&persona.id));
        PersonaStage {
            people: known(stage).map(|known| known.people),
            measured,
            assumed,
            gap: gap(assumed, measured),
            scores,
        }
    };
    let people = counted.map(|counted| counted.people).filter(|_| !small);
    PersonaFigures {
        id: persona.id.clone(),
        people,
        share: people.zip(evidence).and_then(|(people, evidence)| rates::share(people, evidence.people)),
        small,
        stages: journey.stages.iter().map(one).collect(),
    }
}

/// One a source, kind and scale among the answers of the line, in the order in which they are met.
fn methods(lines: &[Vec<&Answers>]) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    for answers in lines.iter().flatten() {
        let same = |method: &&mut Method| {
            method.source == answers.source && method.kind == answers.kind && method.scale == answers.scale
        };
        let (n, missing) = valid(answers);
        let weighted = answers.weights.is_some();
        match methods.iter_mut().find(same) {
            Some(method) => {
                method.n = method.n.saturating_add(n);
                method.missing = method.missing.saturating_add(missing);
                method.weighted |= weighted;
            }
            None => methods.push(Method {
                source: answers.source.clone(),
                kind: answers.kind,
                scale: answers.scale,
                n,
                missing,
                weighted,
            }),
        }
    }
    methods
}
