//! An earlier evidence beside the current one: every difference that is shown.

use super::compare::{adjust, counts, newcombe, newcombe_shares, pooled, tested};
use super::derive::{answers_of, lines};
use super::emotion::measured;
use super::funnel::FEW;
use super::rates::share;
use super::sample::Sample;
use super::scores::{fill_axis, groups, liked, sample, score};
use super::welch::{Tested, nps_difference, welch};
use super::{At, Change, Changes, Figures, MeasureFigures, Of, StageFigures, Test, Unlike, Was, derive};
use crate::model::evidence::{Answers, Evidence};
use crate::model::journey::{Journey, ScoreKind, ScoreMethod};
use crate::model::rule::FunnelRule;

/// Now against `earlier`, both as evidence of one journey; `now` are the figures of `evidence`.
///
/// ```
/// # use jejak::figures::{At, Of, Test, changes, derive};
/// # use jejak::model::evidence::{Evidence, Funnel, StepCounts};
/// # use jejak::model::journey::Journey;
/// let step = |people| StepCounts { people, ..StepCounts::default() };
/// let counted = |people, bought| Evidence {
///     funnel: Some(Funnel { steps: vec![step(people), step(bought)] }), people, ..Evidence::default()
/// };
/// let (journey, now, then) = (Journey::default(), counted(70, 56), counted(80, 48));
/// let found = changes(&journey, &derive(&journey, Some(&now), None), &now, &then);
/// let change = found.of(At::Step(1, Of::Previous)).unwrap();
/// assert!((change.value - 0.2).abs() < 1e-12 && (change.before, change.n) == (0.6, (80, 70)));
/// let (low, high) = change.interval.unwrap();
/// assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5);
/// assert_eq!((change.test, found.tests), (Some(Test::Z), 1));
/// assert_eq!((found.steps[0].lost, found.steps[1].people), (Some(32), Some(48)));
/// ```
pub fn changes(journey: &Journey, now: &Figures, evidence: &Evidence, earlier: &Evidence) -> Changes {
    let then = derive(journey, Some(earlier), None);
    let changes = Changes { period: earlier.period, people: earlier.people, ..Changes::default() };
    let mut periods = Periods { changes, made: Vec::new(), same: Vec::new() };
    periods.overlap(evidence);
    let comparable = periods.steps(now, &then, same_rule(evidence, earlier));
    periods.other_stages(journey, earlier);
    let lines = [lines(journey, Some(evidence)), lines(journey, Some(earlier))];
    for (at, (stage, own)) in now.stages.iter().zip(&journey.stages).enumerate() {
        let Some(was) = then.stages.get(at) else { continue };
        let untold = stage.step.is_some() && !comparable;
        periods.changes.stages.push(if untold { Was::default() } else { was_stage(was) });
        periods.made.clear();
        let line = lines.each_ref().map(|line| line.get(at).map(Vec::as_slice).unwrap_or_default());
        let asked = [evidence, earlier].map(|of| answers_of(own, Some(of)));
        periods.answers((at, None), asked.each_ref().map(Vec::as_slice), line);
        for (which, touchpoint) in own.touchpoints.iter().enumerate() {
            let asked = [evidence, earlier].map(|of| {
                let counted = of.touchpoints.iter().find(|counted| counted.id == touchpoint.id);
                counted.map(|counted| counted.answers.as_slice()).unwrap_or_default()
            });
            periods.answers((at, Some(which)), asked, asked);
        }
        periods.measures(at, stage, was);
    }
    periods.adjusted()
}

/// Answers of two groups of people to one question, the second of which is everybody else: their difference, as that of
/// two periods is found. Not adjusted.
pub(super) fn against(own: &Answers, rest: &Answers) -> Option<Change> {
    let mut one = Periods { changes: Changes::default(), made: Vec::new(), same: Vec::new() };
    one.score(At::Score(0, None, 0), own, rest);
    one.changes.list.pop()
}

fn was_stage(stage: &StageFigures) -> Was {
    Was { people: stage.people, lost: stage.lost, median: stage.to_next.median }
}

/// True where two funnels count alike; how they are broken down and what they are called is no matter.
fn same_rule(one: &Evidence, other: &Evidence) -> bool {
    let steps = |evidence: &Evidence| {
        let steps = evidence.funnel.iter().flat_map(|funnel| &funnel.steps);
        steps.map(|step| (step.optional, step.window)).collect::<Vec<_>>()
    };
    let alike = steps(one) == steps(other);
    let (one, other) = (&one.rule, &other.rule);
    let key = |rule: &FunnelRule| (rule.order, rule.window, rule.unit, rule.ties, rule.entry, rule.open);
    alike
        && key(one) == key(other)
        && one.session_gap == other.session_gap
        && one.hold == other.hold
        && one.exclude == other.exclude
}

/// Whether two questions are one, asked twice.
fn same_question(one: &Answers, other: &Answers) -> bool {
    one.source == other.source
        && one.label == other.label
        && (one.kind, one.method, one.scale, one.flip) == (other.kind, other.method, other.scale, other.flip)
}

/// Whether all of the questions are among the others.
fn among(one: &[Answers], other: &[Answers]) -> bool {
    one.iter().all(|one| other.iter().any(|other| same_question(one, other)))
}

/// Everything as it is put together; of each pair now comes first.
struct Periods {
    changes: Changes,
    /// Changes of the stage at hand by what they were made of: a figure that is made of the very same is no test
    /// of its own.
    made: Vec<Made>,
    /// Which change (index) is the same test as which other.
    same: Vec<(usize, usize)>,
}

struct Made {
    index: usize,
    /// The mean on the axis of a question whose score is a share.
    axis: bool,
    of: [Vec<Answers>; 2],
}

impl Periods {
    fn unlike(&mut self, why: Unlike) {
        if !self.changes.unlike.contains(&why) {
            self.changes.unlike.push(why);
        }
    }

    fn overlap(&mut self, evidence: &Evidence) {
        let Some(((from, to), (start, end))) = self.changes.period.zip(evidence.period) else { return };
        if from > end {
            self.unlike(Unlike::Later);
        } else if to >= start {
            self.unlike(Unlike::Overlap);
        }
    }

    fn other_stages(&mut self, journey: &Journey, earlier: &Evidence) {
        let known = |id: &str| earlier.stages.iter().any(|stage| stage.id == id);
        let own = |id: &str| journey.stages.iter().any(|stage| stage.id == id);
        let gone = earlier.stages.iter().any(|stage| !own(&stage.id));
        if gone || !earlier.stages.is_empty() && journey.stages.iter().any(|stage| !known(&stage.id)) {
            self.unlike(Unlike::Stages);
        }
    }

    /// A difference with its interval; tested where there are enough on both sides.
    fn push(&mut self, at: At, [now, before]: [f64; 2], n: [u64; 2], found: Tested, test: Option<Test>) {
        let Tested { value, interval, p } = found;
        let test = test.filter(|_| n[0].min(n[1]) >= FEW);
        let (p, n) = (test.map(|_| p), (n[1], n[0]));
        let (interval, adjusted_p) = (Some(interval), None);
        self.changes.list.push(Change { at, before, now, value, interval, n, test, p, adjusted_p });
    }

    /// Two shares as counts.
    fn shares(&mut self, at: At, now: (u64, u64), then: (u64, u64)) {
        let shares = share(now.0, now.1).zip(share(then.0, then.1));
        let both = newcombe(now, then).zip(tested(now, then)).zip(shares);
        if let Some((((value, interval), (p, test)), (share, before))) = both {
            self.push(at, [share, before], [now.1, then.1], Tested { value, interval, p }, Some(test));
        }
    }

    /// False where the funnels cannot be compared.
    fn steps(&mut self, now: &Figures, then: &Figures, same_rule: bool) -> bool {
        let (Some(now), Some(then)) = (&now.funnel, &then.funnel) else { return true };
        let ids = now.steps.iter().map(|step| &step.id);
        if !same_rule || !ids.eq(then.steps.iter().map(|step| &step.id)) {
            self.unlike(Unlike::Rule);
            return false;
        }
        let last = then.steps.len().saturating_sub(1);
        for (at, step) in then.steps.iter().enumerate() {
            let lost = (at < last).then_some(step.dropped);
            self.changes.steps.push(Was { people: Some(step.people), lost, median: step.seconds.median });
            // at the second step both rates are one
            for of in [Of::Previous, Of::First].into_iter().take(at.min(2)) {
                if let Some((now, then)) = counts(&now.steps, at, of).zip(counts(&then.steps, at, of)) {
                    self.shares(At::Step(at, of), now, then);
                }
            }
        }
        true
    }

    /// Scores of one place, and its emotion; `line` are the answers that make the emotion.
    fn answers(&mut self, at: (usize, Option<usize>), [now, then]: [&[Answers]; 2], line: [&[Answers]; 2]) {
        let alike = among(now, then) && among(then, now);
        if !(alike || now.is_empty() || then.is_empty()) {
            self.unlike(Unlike::Questions(at.0));
        }
        for (index, own) in now.iter().enumerate() {
            // one question may stand several times: a stage without answers of its own has its touchpoints'
            let nth = now.iter().take(index).filter(|other| same_question(own, other)).count();
            let was = then.iter().filter(|other| same_question(own, other)).nth(nth);
            if let Some(was) = was {
                let length = self.changes.list.len();
                self.score(At::Score(at.0, at.1, index), own, was);
                self.made_of(length, false, [own, was].map(core::slice::from_ref));
            }
        }
        if among(line[0], line[1]) && among(line[1], line[0]) {
            let length = self.changes.list.len();
            self.emotion(At::Emotion(at.0, at.1), line);
            let share =
                |answers: &Answers| answers.kind != ScoreKind::Nps && answers.method == ScoreMethod::Share;
            let share = line[0].iter().any(share);
            self.made_of(length, share, line);
        }
    }

    /// Notes what a change was made of, if there is one, or of which other it is a copy.
    fn made_of(&mut self, index: usize, axis: bool, of: [&[Answers]; 2]) {
        if index >= self.changes.list.len() {
            return;
        }
        match self.made.iter().find(|made| made.axis == axis && made.of == of) {
            Some(made) => self.same.push((index, made.index)),
            None => self.made.push(Made { index, axis, of: of.map(<[Answers]>::to_vec) }),
        }
    }

    fn score(&mut self, at: At, now: &Answers, then: &Answers) {
        let (shown, was) = (score(now), score(then));
        let Some((value, before)) = shown.value.zip(was.value) else { return };
        let both = [value, before];
        let n = [shown.n, was.n];
        let of = [now, then].map(sample);
        match (now.kind, now.method) {
            (ScoreKind::Nps, _) => self.nps(at, both, n, &of, 1.0),
            (_, ScoreMethod::Mean) => self.means(at, both, n, &of, now.scale.1 - now.scale.0),
            _ if now.weights.is_none() && then.weights.is_none() => {
                self.shares(at, (liked(now), n[0]), (liked(then), n[1]));
            }
            _ => {
                let [now, then] = [(value, of[0].effective()), (before, of[1].effective())];
                let p = pooled(now, then);
                if let Some((value, interval)) = newcombe_shares(now, then) {
                    let found = Tested { value, interval, p: p.unwrap_or(1.0) };
                    self.push(at, both, n, found, p.map(|_| Test::Z));
                }
            }
        }
    }

    fn emotion(&mut self, at: At, line: [&[Answers]; 2]) {
        let [Some(now), Some(then)] = line.map(measured) else { return };
        let (n, both) = ([now.n, then.n], [now.value, then.value]);
        let of = line.map(|answers| {
            let mut sample = Sample::default();
            answers.iter().for_each(|answers| fill_axis(&mut sample, answers));
            sample
        });
        match line[0] {
            [only] if only.kind == ScoreKind::Nps => {
                self.nps(at, both, n, &line.map(|line| line.first().map(sample).unwrap_or_default()), 100.0)
            }
            _ => self.means(at, both, n, &of, 2.0),
        }
    }

    /// Two Net Promoter Scores, on a scale of ±100 / `unit`.
    fn nps(&mut self, at: At, both: [f64; 2], n: [u64; 2], of: &[Sample; 2], unit: f64) {
        if let Some(found) = nps_difference(groups(&of[0]), groups(&of[1])) {
            let interval = (found.interval.0 / unit, found.interval.1 / unit);
            let found = Tested { value: found.value / unit, interval, ..found };
            self.push(at, both, n, found, Some(Test::Wald));
        }
    }

    /// Two means; without an interval of each there is none of the difference.
    fn means(&mut self, at: At, both: [f64; 2], n: [u64; 2], of: &[Sample; 2], most: f64) {
        let [now, before] = both;
        let value = now - before;
        let side = |sample: &Sample| Some((sample.mean()?, sample.squared_error()?, sample.effective()));
        match side(&of[0]).zip(side(&of[1])).and_then(|(one, other)| welch(one, other)) {
            Some(Tested { interval: (low, high), p, .. }) => {
                let interval = (low.max(-most), high.min(most));
                self.push(at, both, n, Tested { value, interval, p }, Some(Test::Welch));
            }
            None => {
                let (interval, test, p, adjusted_p, n) = (None, None, None, None, (n[1], n[0]));
                self.changes.list.push(Change { at, before, now, value, interval, n, test, p, adjusted_p });
            }
        }
    }

    fn measures(&mut self, at: usize, now: &StageFigures, then: &StageFigures) {
        let same = |one: &MeasureFigures, other: &MeasureFigures| {
            (one.kind, one.touchpoint) == (other.kind, other.touchpoint) && one.source == other.source
        };
        for (index, own) in now.measures.iter().enumerate() {
            if let Some(was) = then.measures.iter().find(|was| same(was, own)) {
                self.shares(At::Measure(at, index), (own.count, own.of), (was.count, was.of));
            }
        }
    }

    /// All tests as one family; what is the same test as another has its p.
    fn adjusted(self) -> Changes {
        let Self { mut changes, same, .. } = self;
        let own = |at: usize| !same.iter().any(|(copy, _)| *copy == at);
        let list = changes.list.iter_mut().enumerate().filter(|(at, _)| own(*at));
        changes.tests = adjust(list.map(|(_, change)| (change.p, &mut change.adjusted_p)));
        for (copy, of) in same {
            let found = changes.list.get(of).map(|of| (of.p, of.adjusted_p));
            if let (Some(change), Some((p, adjusted_p))) = (changes.list.get_mut(copy), found) {
                (change.p, change.adjusted_p) = (p, adjusted_p);
            }
        }
        changes
    }
}
