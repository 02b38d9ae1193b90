//! NPS, CSAT, CES and ratings with their intervals, and the emotion axis.

use super::rates::{Z, wilson_share};
use super::sample::{LEAST, Sample};
use super::{Interval, ScoreFigures};
pub use crate::model::axis::place;
use crate::model::axis::{nps_group, nps_scale};
use crate::model::evidence::Answers;
use crate::model::journey::{ScoreKind, ScoreMethod};

/// The score of one question: value, interval, place on the emotion axis, distribution.
///
/// | kind and method | value | interval |
/// | --- | --- | --- |
/// | NPS | 100·(promoters 9–10 − detractors 0–6)/n | adjusted Wald ([`nps`]) |
/// | `share`: CSAT as a rule | share of the two best answers; CES: of those over the middle (5–7 of 1–7) | Wilson |
/// | `mean`: CES and ratings as a rule | mean | Student t |
///
/// Mean and share are both given, whichever of them the value is. The two best answers are those from the highest
/// minus 1 on, as far as they lie over the middle.
///
/// With `flip` (high is bad) every answer is turned round on its scale first: x → lowest + highest − x; the
/// counts stay as they were given. Answers outside the scale are missing. Weights: Kish's effective n.
/// The axis is NPS/100, else (mean − middle)/(half the range).
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::Answers, journey::{ScoreKind, ScoreMethod}};
/// let answers = Answers {
///     source: "survey".into(), kind: ScoreKind::Csat, scale: (1.0, 5.0), label: None, method: ScoreKind::Csat.method(), flip: false, line: false,
///     counts: vec![(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 4), (5.0, 3)], missing: 0, n: 10, weights: None,
/// };
/// let csat = score(&answers);
/// assert_eq!((csat.value, csat.mean), (Some(0.7), Some(3.7)));
/// let (low, high) = csat.mean_interval.unwrap();
/// assert!(((high - low) / 2.0 - 0.9568).abs() < 5e-5);
/// assert!((csat.axis.unwrap() - 0.35).abs() < 1e-12);
/// assert_eq!(csat.levels, [1, 1, 1, 4, 3]);
/// // The method is an option.
/// let mean = score(&Answers { method: ScoreMethod::Mean, ..answers });
/// assert_eq!((mean.value, mean.interval, mean.share), (Some(3.7), csat.mean_interval, Some(0.7)));
/// ```
pub fn score(answers: &Answers) -> ScoreFigures {
    let mut valid = answers.counts.clone();
    valid.retain(|(answer, _)| inside(*answer, answers));
    let sample = sample(answers);
    let n = sample.n();
    let share = sample.share(&|answer| favourable(answer, answers));
    let share_interval = share.and_then(|share| wilson_share(share, sample.effective()));
    let mean = sample.mean();
    let mean_interval = sample.interval(answers.scale);
    let (value, interval) = match (answers.kind, answers.method) {
        (ScoreKind::Nps, _) => nps_of(&sample, answers),
        (_, ScoreMethod::Share) => (share, share_interval),
        (_, ScoreMethod::Mean) => (mean, mean_interval),
    };
    let (axis, axis_interval) = match answers.kind {
        ScoreKind::Nps => {
            (value.map(|nps| nps / 100.0), interval.map(|(low, high)| (low / 100.0, high / 100.0)))
        }
        _ => (
            mean.and_then(|mean| place(mean, answers.scale)),
            mean_interval
                .and_then(|(low, high)| Some((place(low, answers.scale)?, place(high, answers.scale)?))),
        ),
    };
    ScoreFigures {
        source: answers.source.clone(),
        label: answers.label.clone(),
        kind: answers.kind,
        scale: answers.scale,
        method: answers.method,
        weighted: answers.weights.is_some(),
        effective: sample.effective(),
        value,
        interval,
        mean,
        mean_interval,
        share,
        share_interval,
        axis,
        axis_interval: axis_interval.filter(|_| n >= LEAST),
        n,
        missing: answers.missing.saturating_add(outside(answers)),
        levels: levels(&valid, answers),
        counts: valid,
    }
}

/// How many answers count, and how many are missing: those of [`score`].
pub(super) fn valid(answers: &Answers) -> (u64, u64) {
    (sample(answers).n(), answers.missing.saturating_add(outside(answers)))
}

/// Net promoter score from promoters, passives and detractors, with its adjusted-Wald interval (95 %).
///
/// 100·(p − d)/n is shown. The interval adds three answers as (¾, 1½, ¾): with n' = n + 3,
/// m = (p' − d')/n' and v = (p' + d')/n' − m², it is 100·(m ± z√(v/n')), clamped to ±100 and, where one answer
/// alone would leave it outside, widened to the value shown.
/// Source: B. Rocks, *Interval estimation for the Net Promoter Score*, The American Statistician 70 (2016).
///
/// ```
/// # use jejak::figures::scores::nps;
/// let (value, (low, high)) = nps(50.0, 30.0, 20.0).unwrap();
/// assert_eq!(value, 30.0);
/// assert!((low - (29.1262 - 15.0751)).abs() < 1e-4 && (high - (29.1262 + 15.0751)).abs() < 1e-4);
/// let (value, (low, high)) = nps(30.0, 0.0, 0.0).unwrap();
/// assert_eq!((value, high), (100.0, 100.0));
/// assert!((low - (90.9091 - 12.2114)).abs() < 1e-4);
/// assert_eq!(nps(0.0, 0.0, 0.0), None);
/// // San Francisco's airport, 2017; taking its coded blank 11 (84 rows) for promoters would give 41.63
/// assert!((nps(1436.0, 968.0, 342.0).unwrap().0 - 39.84).abs() < 5e-3);
/// assert!((nps(1436.0 + 84.0, 968.0, 342.0).unwrap().0 - 41.63).abs() < 5e-3);
/// ```
pub fn nps(promoters: f64, passives: f64, detractors: f64) -> Option<(f64, Interval)> {
    let (value, centre, square) = nps_parts(promoters, passives, detractors)?;
    let half = Z * square.sqrt();
    let low = (100.0 * (centre - half)).clamp(-100.0, value);
    let high = (100.0 * (centre + half)).clamp(value, 100.0);
    Some((value, (low, high)))
}

/// The raw score, the adjusted estimate m of the mean, and its squared error v/n'.
pub(super) fn nps_parts(promoters: f64, passives: f64, detractors: f64) -> Option<(f64, f64, f64)> {
    let n = promoters + passives + detractors;
    if !(n.is_finite() && n > 0.0) {
        return None;
    }
    let value = (100.0 * (promoters - detractors) / n).clamp(-100.0, 100.0);
    let more = n + 3.0;
    let centre = (promoters - detractors) / more;
    let spread = ((promoters + detractors + 1.5) / more - centre * centre).max(0.0);
    Some((value, centre, spread / more))
}

/// The valid answers, turned round where high is bad.
pub fn sample(answers: &Answers) -> Sample {
    let mut sample = Sample::default();
    fill(&mut sample, answers, &Some);
    sample
}

/// Adds the valid answers of one question to `sample` as places on the emotion axis; promoters are +1,
/// passives 0, detractors −1, so that the mean is NPS/100.
pub fn fill_axis(sample: &mut Sample, answers: &Answers) {
    fill(sample, answers, &|answer| match answers.kind {
        ScoreKind::Nps => nps_scale(answers.scale).then(|| nps_group(answer)),
        _ => place(answer, answers.scale),
    });
}

fn fill(sample: &mut Sample, answers: &Answers, to: &dyn Fn(f64) -> Option<f64>) {
    match &answers.weights {
        None => {
            for (answer, count) in &answers.counts {
                if let Some(value) = to(turned(*answer, answers)).filter(|_| inside(*answer, answers)) {
                    sample.add(value, *count);
                }
            }
        }
        Some(weights) => {
            for (answer, weight) in weights.counts.iter().filter(|(answer, _)| inside(*answer, answers)) {
                if let Some(value) = to(turned(*answer, answers)) {
                    sample.add_weight(value, *weight);
                }
            }
            sample.weighted(total(answers, &|answer| inside(answer, answers)), weights.sum2);
        }
    }
}

fn inside(answer: f64, answers: &Answers) -> bool {
    (answers.scale.0..=answers.scale.1).contains(&answer)
}

/// How many gave an answer that is meant.
fn total(answers: &Answers, meant: &dyn Fn(f64) -> bool) -> u64 {
    let counts = answers.counts.iter().filter(|(answer, _)| meant(*answer));
    counts.fold(0, |sum, (_, count)| sum.saturating_add(*count))
}

/// How many answers lie outside the scale.
fn outside(answers: &Answers) -> u64 {
    total(answers, &|answer| !inside(answer, answers))
}

fn turned(answer: f64, answers: &Answers) -> f64 {
    if answers.flip { answers.scale.0 + answers.scale.1 - answer } else { answer }
}

/// Promoters, the two best answers, or (CES) those over the middle; never the middle itself or less.
fn favourable(answer: f64, answers: &Answers) -> bool {
    let over = answer > (answers.scale.0 + answers.scale.1) / 2.0;
    match answers.kind {
        ScoreKind::Ces => over,
        _ => over && answer >= answers.scale.1 - 1.0,
    }
}

/// How many answers within the scale are favourable.
pub(super) fn liked(answers: &Answers) -> u64 {
    total(answers, &|answer| inside(answer, answers) && favourable(turned(answer, answers), answers))
}

fn nps_of(sample: &Sample, answers: &Answers) -> (Option<f64>, Option<Interval>) {
    let (promoters, passives, detractors) = groups(sample);
    match nps_scale(answers.scale).then(|| nps(promoters, passives, detractors)).flatten() {
        Some((value, interval)) => (Some(value), Some(interval)),
        None => (None, None),
    }
}

/// Promoters, passives and detractors among the effective n.
pub(super) fn groups(sample: &Sample) -> (f64, f64, f64) {
    let n = sample.effective();
    let share =
        |group: f64| sample.share(&|answer| nps_group(answer) == group).map_or(0.0, |share| share * n);
    (share(1.0), share(0.0), share(-1.0))
}

/// Answers in five levels, worst first: fifths of the axis; for NPS 0–3, 4–6, 7–8, 9, 10, so that the two
/// low levels are the detractors and the two high ones the promoters.
fn levels(valid: &[(f64, u64)], answers: &Answers) -> [u64; 5] {
    let mut levels = [0_u64; 5];
    for (answer, count) in valid {
        let answer = turned(*answer, answers);
        let (value, bounds) = match answers.kind {
            ScoreKind::Nps if nps_scale(answers.scale) => (answer, [3.0, 6.0, 8.0, 9.0]),
            // Binary fractions stand just off the fifths: a bound counts as inside.
            _ => (
                place(answer, answers.scale).unwrap_or(0.0),
                [-0.6 - 1e-9, -0.2 - 1e-9, 0.2 + 1e-9, 0.6 + 1e-9],
            ),
        };
        let level = bounds.iter().filter(|bound| value > **bound).count();
        if let Some(level) = levels.get_mut(level) {
            *level = level.saturating_add(*count);
        }
    }
    levels
}
