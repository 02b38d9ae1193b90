//! What comments name, as shares of the comments at a place.
//!
//! Must never know: the comments themselves, languages.

use super::ThemeFigures;
use crate::model::evidence::{Evidence, Theme};
use crate::model::journey::{Stage, Touchpoint};
use crate::model::order::arrange_by;

/// Fewer comments than this carry no theme.
const LEAST: u64 = 5;

/// The themes of a stage, most named first, and the mean score of its comments: as counted for it, else those of its
/// touchpoints added up.
///
/// ```
/// # use jejak::figures::themes::of_stage;
/// # use jejak::model::{evidence::{Evidence, Theme}, journey::Stage};
/// let theme = |text: &str, count, sum| Theme { at: "buy".into(), text: text.into(), count, scored: count, sum };
/// let evidence = Evidence { themes: vec![theme("", 160, -84.8), theme("ongkir", 89, -64.0)], ..Evidence::default() };
/// let (shown, mean) = of_stage(&Stage { id: "buy".into(), ..Stage::default() }, &evidence);
/// assert_eq!((shown[0].text.as_str(), shown[0].count, shown[0].of), ("ongkir", 89, 160));
/// assert!((shown[0].mean.unwrap() + 0.7191).abs() < 5e-5); // −64/89
/// assert!((mean.unwrap() + 0.53).abs() < 1e-12); // −84.8/160
/// ```
pub fn of_stage(stage: &Stage, evidence: &Evidence) -> (Vec<ThemeFigures>, Option<f64>) {
    let own = here(evidence, &stage.id);
    if own.iter().any(|theme| !theme.text.is_empty()) {
        return shown(&own, comments(evidence, stage));
    }
    let mut added: Vec<Theme> = Vec::new();
    let parts = stage.touchpoints.iter().flat_map(|touchpoint| here(evidence, &touchpoint.id));
    for theme in own.into_iter().chain(parts) {
        match added.iter_mut().find(|known| known.text == theme.text) {
            Some(known) => {
                known.count = known.count.saturating_add(theme.count);
                known.scored = known.scored.saturating_add(theme.scored);
                known.sum += theme.sum;
            }
            None => added.push(theme.clone()),
        }
    }
    shown(&added.iter().collect::<Vec<_>>(), comments(evidence, stage))
}

/// The themes of a touchpoint, most named first. An id that a stage has too means the stage.
pub fn of_touchpoint(touchpoint: &Touchpoint, stages: &[Stage], evidence: &Evidence) -> Vec<ThemeFigures> {
    if stages.iter().any(|stage| stage.id == touchpoint.id) {
        return Vec::new();
    }
    shown(&here(evidence, &touchpoint.id), at(evidence, &touchpoint.id)).0
}

/// Comments kept in the evidence for one id.
pub fn at(evidence: &Evidence, id: &str) -> u64 {
    evidence.comments.iter().filter(|comment| comment.at == id).count() as u64
}

fn here<'e>(evidence: &'e Evidence, at: &str) -> Vec<&'e Theme> {
    evidence.themes.iter().filter(|theme| theme.at == at).collect()
}

/// Comments kept in the evidence for a stage and its touchpoints.
pub fn comments(evidence: &Evidence, stage: &Stage) -> u64 {
    let here = |at: &str| at == stage.id || stage.touchpoints.iter().any(|touchpoint| touchpoint.id == at);
    evidence.comments.iter().filter(|comment| here(&comment.at)).count() as u64
}

/// What the themes of one place are shares of: the one with the empty text, else the comments that were kept.
/// A theme in more comments than there are is left out.
fn shown(themes: &[&Theme], kept: u64) -> (Vec<ThemeFigures>, Option<f64>) {
    let all = themes.iter().find(|theme| theme.text.is_empty());
    let of = all.map_or(kept, |all| all.count);
    let named = themes.iter().filter(|theme| !theme.text.is_empty() && (1..=of).contains(&theme.count));
    let mut shown: Vec<ThemeFigures> = named
        .map(|theme| ThemeFigures { text: theme.text.clone(), count: theme.count, of, mean: mean(theme) })
        .collect();
    arrange_by(&mut shown, |theme| core::cmp::Reverse(theme.count));
    (shown, all.and_then(|all| mean(all)))
}

fn mean(theme: &Theme) -> Option<f64> {
    let mean = theme.sum / theme.scored as f64;
    (theme.scored > 0 && mean.is_finite()).then(|| mean.clamp(-1.0, 1.0))
}

/// The theme that says why people are unhappy here: the most named of those in at least five comments and a fifth
/// of them, that are said with lower scores than comments here are on the whole (`overall`). Where comments have
/// no scores, the most named.
///
/// Each language names the same thing by its own word; the share is of all comments, whatever their language, so
/// that no word is made larger than it is.
///
/// ```
/// # use jejak::figures::{ThemeFigures, themes::complaint};
/// let theme = |text: &str, count, mean| ThemeFigures { text: text.into(), count, of: 100, mean };
/// let themes = [theme("produk", 60, Some(0.4)), theme("ongkir", 30, Some(-0.7)), theme("hp", 19, Some(-0.9))];
/// assert_eq!(complaint(&themes, Some(-0.2)).unwrap().text, "ongkir"); // "produk" is praised, "hp" in fewer than a fifth
/// assert_eq!(complaint(&themes[..1], Some(-0.2)), None);
/// ```
pub fn complaint(themes: &[ThemeFigures], overall: Option<f64>) -> Option<&ThemeFigures> {
    let enough = |theme: &&ThemeFigures| theme.of >= LEAST && theme.count.saturating_mul(5) >= theme.of;
    let unhappy = |theme: &&ThemeFigures| match (theme.mean, overall) {
        (Some(mean), Some(overall)) => mean < overall,
        _ => true,
    };
    themes.iter().filter(enough).find(unhappy)
}
