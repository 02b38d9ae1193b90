//! The emotion of a stage: measured from answers, assumed by the author, and where the two part.

use super::sample::{LEAST, Sample};
use super::scores::{fill_axis, score};
use super::{Backing, Gap, Measured, ScoreFigures};
use crate::model::evidence::Answers;
use crate::model::journey::{Stage, Touchpoint};

/// Assumed and measured values nearer than this are no gap, on the axis −1…+1.
pub const GAP: f64 = 0.25;
/// Differences that binary fractions make are none.
const ROUNDING: f64 = 1e-12;

/// The measured emotion of one place: all its answers pooled on the axis.
///
/// One question keeps its own interval (adjusted Wald for NPS, Student t of the mean else). Several are pooled
/// answer by answer, each at its place on the axis (promoters +1, passives 0, detractors −1), with Student t.
///
/// ```
/// # use jejak::figures::emotion::measured;
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// let asked = |kind: ScoreKind, counts: Vec<(f64, u64)>| Answers {
///     source: "survey".into(), kind, scale: kind.scale(), label: None, method: kind.method(), flip: false, line: false,
///     n: counts.iter().map(|(_, n)| n).sum(), counts, missing: 0, weights: None,
/// };
/// let nps = asked(ScoreKind::Nps, vec![(3.0, 20), (7.0, 30), (9.0, 50)]);
/// let alone = measured(&[nps.clone()]).unwrap();
/// assert!((alone.value - 0.3).abs() < 1e-12 && (alone.interval.unwrap().1 - 0.442013).abs() < 1e-6);
/// // 100 answers at +0.3 on average and 50 at −0.5: (100·0.3 − 50·0.5)/150
/// let both = measured(&[nps, asked(ScoreKind::Csat, vec![(2.0, 50)])]).unwrap();
/// assert!((both.value - 5.0 / 150.0).abs() < 1e-12 && both.n == 150);
/// ```
pub fn measured(answers: &[Answers]) -> Option<Measured> {
    let scores: Vec<ScoreFigures> = answers.iter().map(score).collect();
    pooled(answers, &scores, &|_| true)
}

/// The same of some of the answers, where the score of each is known.
pub(super) fn pooled(
    answers: &[Answers],
    scores: &[ScoreFigures],
    some: &dyn Fn(&Answers) -> bool,
) -> Option<Measured> {
    let own: Vec<_> = answers.iter().zip(scores).filter(|(answers, _)| some(answers)).collect();
    let mut placed = own.iter().filter(|(_, score)| score.axis.is_some());
    let (_, only) = placed.next()?;
    if placed.next().is_none() {
        return only.axis.map(|value| Measured { value, interval: only.axis_interval, n: only.n });
    }
    let mut sample = Sample::default();
    for (question, _) in &own {
        fill_axis(&mut sample, question);
    }
    Some(Measured { value: sample.mean()?, interval: sample.interval((-1.0, 1.0)), n: sample.n() })
}

/// What the author assumes of a stage: its own emotion, else the mean of its touchpoints' emotions.
pub fn assumed(stage: &Stage, persona: Option<&str>) -> Option<f64> {
    if let Some(emotion) = &stage.emotion {
        return emotion.of(persona);
    }
    let met = |touchpoint: &&Touchpoint| match persona {
        Some(id) => touchpoint.personas.is_empty() || touchpoint.personas.iter().any(|p| p == id),
        None => true,
    };
    let written: Vec<f64> =
        stage.touchpoints.iter().filter(met).filter_map(|t| t.emotion.as_ref()?.of(persona)).collect();
    (!written.is_empty()).then(|| written.iter().sum::<f64>() / written.len() as f64)
}

/// The gap: assumed lies outside the measured interval *and* at least 0.25 away *and* n ≥ 5.
///
/// Where all answers are equal there is no interval: the value itself stands for it.
///
/// ```
/// # use jejak::figures::{Measured, emotion::gap};
/// let measured = Measured { value: -0.56, interval: Some((-0.63, -0.49)), n: 296 };
/// assert!((gap(Some(0.5), Some(measured)).unwrap().size - 1.06).abs() < 1e-12);
/// assert_eq!(gap(Some(-0.4), Some(measured)), None); // outside, but only 0.16 away
/// let wide = Measured { value: 0.0, interval: Some((-0.5, 0.5)), n: 6 };
/// assert_eq!(gap(Some(0.4), Some(wide)), None); // 0.4 away, but inside
/// assert_eq!(gap(Some(1.0), Some(Measured { n: 4, ..measured })), None); // too few answers
/// ```
pub fn gap(assumed: Option<f64>, measured: Option<Measured>) -> Option<Gap> {
    let (assumed, measured) = (assumed?, measured?);
    let (low, high) = measured.interval.unwrap_or((measured.value, measured.value));
    let size = assumed - measured.value;
    let outside = assumed < low || assumed > high;
    (measured.n >= LEAST && outside && size.abs() >= GAP - ROUNDING).then_some(Gap {
        assumed,
        measured: measured.value,
        size,
    })
}

/// How well a place is backed: data = n ≥ 30 answers, or n ≥ 10 with half-width ≤ 0.15 on the axis; partial =
/// some rows; assumption = none.
///
/// ```
/// # use jejak::figures::{Backing, Measured, emotion::backing};
/// let answers = |n, half: f64| Some(Measured { value: 0.0, interval: Some((-half, half)), n });
/// assert_eq!(backing(answers(30, 0.4), 0), Backing::Data);
/// assert_eq!(backing(answers(10, 0.15), 0), Backing::Data);
/// assert_eq!(backing(answers(10, 0.16), 0), Backing::Partial);
/// assert_eq!(backing(None, 4820), Backing::Partial);
/// assert_eq!(backing(None, 0), Backing::Assumption);
/// ```
pub fn backing(measured: Option<Measured>, rows: u64) -> Backing {
    let n = measured.map_or(0, |measured| measured.n);
    let narrow = measured
        .and_then(|measured| measured.interval)
        .is_some_and(|(low, high)| (high - low) / 2.0 <= 0.15 + ROUNDING);
    match n {
        30.. => Backing::Data,
        10.. if narrow => Backing::Data,
        0 if rows == 0 => Backing::Assumption,
        _ => Backing::Partial,
    }
}
