//! Priority: people lost × dip, so that the stage to begin with can be named.

use super::{Measured, Priority, Reference, ScoreFigures};
use crate::model::journey::{ScoreKind, Target};

/// One stage as its priority needs it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ranked<'a> {
    /// People of the funnel's step here.
    pub people: u64,
    /// People lost here, pending left out; at the last step nobody.
    pub lost: u64,
    /// The last step of the funnel: nobody can be lost after it.
    pub last: bool,
    /// No step of the funnel: no priority, but its score still counts for the reference.
    pub no_step: bool,
    /// Measured emotion.
    pub measured: Option<Measured>,
    /// The source of most of its answers: stages of one source share a reference.
    pub source: &'a str,
    /// Target minus measured, on the axis, where a target is given for a question asked here.
    pub under_target: Option<f64>,
}

/// The priorities of all stages, in their order, and what the dips are measured against.
///
/// priority = lost × max(0, reference − measured); the reference is the target where one is given, else
/// neutral (0) when some stage of that source lies below it, else the people-weighted mean over the stages of
/// that source. The last stage is ranked apart, by people × dip.
///
/// ```
/// # use jejak::figures::{Measured, Reference, priority::{Ranked, priorities}};
/// let at = |people, lost, value| Ranked {
///     people, lost, measured: Some(Measured { value, interval: None, n: 300 }), source: "survey", ..Ranked::default()
/// };
/// let (found, reference) = priorities(&[at(4820, 916, 0.2), at(3046, 1950, -0.45), at(1096, 444, -0.28)]);
/// assert_eq!(reference, Reference::Neutral);
/// let values: Vec<_> = found.iter().map(|p| p.unwrap().value.round()).collect();
/// assert_eq!(values, [0.0, 878.0, 124.0]); // 1,950 × 0.45 and 444 × 0.28
///
/// // None below neutral: the reference is their mean, weighted by people.
/// let (found, reference) = priorities(&[at(300, 100, 0.6), at(100, 50, 0.2)]);
/// assert_eq!(reference, Reference::Mean(0.5));
/// assert!((found[1].unwrap().value - 15.0).abs() < 1e-9);
/// ```
pub fn priorities(stages: &[Ranked]) -> (Vec<Option<Priority>>, Reference) {
    let found = stages.iter().map(|stage| priority(stage, stages)).collect();
    let ranked = |stage: &&Ranked| !stage.no_step && stage.measured.is_some();
    let reference = if stages.iter().filter(ranked).any(|stage| stage.under_target.is_some()) {
        Reference::Target
    } else {
        let worst = stages.iter().filter(ranked).max_by_key(|stage| stage.lost);
        worst.map_or(Reference::Neutral, |stage| reference(stage.source, stages))
    };
    (found, reference)
}

fn priority(stage: &Ranked, stages: &[Ranked]) -> Option<Priority> {
    let measured = stage.measured.filter(|_| !stage.no_step)?;
    let below = stage.under_target.unwrap_or_else(|| match reference(stage.source, stages) {
        Reference::Mean(mean) => mean - measured.value,
        Reference::Neutral | Reference::Target => -measured.value,
    });
    let dip = below.max(0.0);
    let people = if stage.last { stage.people } else { stage.lost };
    Some(Priority { value: people as f64 * dip, lost: people, dip, last: stage.last })
}

/// Neutral or the mean, of the stages of one source.
fn reference(source: &str, stages: &[Ranked]) -> Reference {
    let of_source =
        || stages.iter().filter(|stage| stage.source == source).filter_map(|s| Some((s, s.measured?)));
    if of_source().any(|(_, measured)| measured.value < 0.0) {
        return Reference::Neutral;
    }
    // Without people anywhere (a survey alone) the answers weigh.
    let counted = of_source().any(|(stage, _)| stage.people > 0);
    let weight = |stage: &Ranked, measured: &Measured| if counted { stage.people } else { measured.n } as f64;
    let sum: f64 = of_source().map(|(stage, measured)| weight(stage, &measured)).sum();
    let dot: f64 = of_source().map(|(stage, measured)| weight(stage, &measured) * measured.value).sum();
    if sum > 0.0 { Reference::Mean(dot / sum) } else { Reference::Neutral }
}

/// How far a score lies under its target, on the axis: negative where it is reached.
///
/// The target's own question is compared with it, in its own unit: NPS points/100, half the scale of a CES
/// mean, and 2 × the share of satisfied answers (a share of 0…1 stretched over the axis's −1…+1). Of several
/// questions, the one with most answers.
///
/// ```
/// # use jejak::figures::{priority::under_target, scores::score};
/// # use jejak::model::{evidence::Answers, journey::{ScoreKind, Target}};
/// let nps = score(&Answers {
///     source: "survey".into(), kind: ScoreKind::Nps, scale: (0.0, 10.0), label: None, method: ScoreKind::Nps.method(), flip: false, line: false,
///     counts: vec![(3.0, 20), (7.0, 30), (9.0, 50)], missing: 0, n: 100, weights: None,
/// });
/// let target = Target { nps: Some(50.0), ..Target::default() };
/// assert!((under_target(&target, &[nps.clone()]).unwrap() - 0.2).abs() < 1e-12);
/// assert_eq!(under_target(&Target { csat: Some(0.8), ..Target::default() }, &[nps]), None);
/// ```
pub fn under_target(target: &Target, scores: &[ScoreFigures]) -> Option<f64> {
    let below = |score: &ScoreFigures| match score.kind {
        ScoreKind::Nps => Some((target.nps? - score.value?) / 100.0),
        ScoreKind::Csat => Some(2.0 * (target.csat? - score.share?)),
        ScoreKind::Ces => Some(2.0 * (target.ces? - score.mean?) / (score.scale.1 - score.scale.0)),
        ScoreKind::Rating => None,
    };
    let mut most: Option<(u64, f64)> = None;
    for score in scores {
        if let Some(below) =
            below(score).filter(|below| below.is_finite() && most.is_none_or(|(n, _)| score.n > n))
        {
            most = Some((score.n, below));
        }
    }
    most.map(|(_, below)| below)
}
