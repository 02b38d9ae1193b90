//! Lines of emotion: one a source, and one for each question that asks for its own.
//!
//! Must never know: colours, which of them are drawn.

use super::emotion::pooled;
use super::scores::score;
use super::{LineFigures, ScoreFigures};
use crate::model::evidence::Answers;

/// One line for each source, in the order in which its answers are met, and one for each question that draws a line of
/// its own (`line`); a point is what that source alone says at the stage. `stages` holds all answers of each stage.
///
/// ```
/// # use jejak::figures::lines::lines;
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// let asked = |source: &str, kind: ScoreKind, value, line| Answers {
///     source: source.into(), kind, scale: kind.scale(), method: kind.method(), label: None, flip: false, line,
///     counts: vec![(value, 9)], missing: 0, n: 9, weights: None,
/// };
/// let find = vec![asked("survey", ScoreKind::Csat, 5.0, false)];
/// let buy = vec![asked("survey", ScoreKind::Csat, 2.0, false), asked("nps", ScoreKind::Nps, 10.0, true)];
/// let shown = lines(&[find, buy]);
/// let values = |at: usize| shown[at].points.iter().map(|point| point.map(|point| point.value)).collect::<Vec<_>>();
/// assert_eq!((shown[0].source.as_str(), values(0)), ("survey", vec![Some(1.0), Some(-0.5)]));
/// assert_eq!((shown[1].source.as_str(), values(1)), ("nps", vec![None, Some(1.0)]));
/// ```
pub fn lines(stages: &[Vec<Answers>]) -> Vec<LineFigures> {
    let scores: Vec<Vec<ScoreFigures>> =
        stages.iter().map(|stage| stage.iter().map(score).collect()).collect();
    let scores: Vec<&[ScoreFigures]> = scores.iter().map(Vec::as_slice).collect();
    scored(stages, &scores)
}

/// The same, where the score of each of the answers is known.
pub(super) fn scored(stages: &[Vec<Answers>], scores: &[&[ScoreFigures]]) -> Vec<LineFigures> {
    let mut found: Vec<&Answers> = Vec::new();
    for answers in stages.iter().flatten() {
        if !found.iter().any(|known| same_line(known, answers)) {
            found.push(answers);
        }
    }
    let line = |of: &&Answers| LineFigures {
        source: of.source.clone(),
        label: of.label.clone().filter(|_| of.line),
        points: stages
            .iter()
            .zip(scores)
            .map(|(stage, scores)| pooled(stage, scores, &|answers| same_line(of, answers)))
            .collect(),
    };
    found.iter().map(line).collect()
}

/// All questions of a source make one line; one that draws its own is alone with itself.
fn same_line(a: &Answers, b: &Answers) -> bool {
    a.source == b.source && a.line == b.line && (!a.line || a.same_question(b))
}
