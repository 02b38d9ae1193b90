//! Themes and comments: small ones are left out, and those of touchpoints that could be got by subtraction.

use super::published;
use crate::model::evidence::{Comment, Evidence, Theme, TouchpointEvidence};
use std::collections::{BTreeMap, BTreeSet};

/// The themes and comments that may be published.
///
/// How many comments a place has can be read from its themes and counted in its comments, so a place is told by both
/// or by neither. Of a place whose comments are published, what they say can be read and is not protected.
pub fn fold(evidence: &Evidence, min: u64) -> (Vec<Theme>, Vec<Comment>) {
    let counts = counts(&evidence.comments);
    let mut hidden: BTreeSet<&str> = BTreeSet::new();
    for stage in &evidence.stages {
        hidden.extend(hidden_in(evidence, &stage.id, &counts, min));
    }
    let themes = themes(evidence, &hidden, min);
    let enough = |at: &str| counts.get(at).is_some_and(|n| *n >= min);
    let stays = |comment: &&Comment| enough(&comment.at) && !hidden.contains(comment.at.as_str());
    (themes, evidence.comments.iter().filter(stays).cloned().collect())
}

/// Comments by place.
fn counts(comments: &[Comment]) -> BTreeMap<&str, u64> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for comment in comments {
        let count = counts.entry(&comment.at).or_insert(0);
        *count = count.saturating_add(1);
    }
    counts
}

/// The touchpoints of a stage that have themes of their own: an id that a stage has means the stage.
fn places<'e>(evidence: &'e Evidence, stage: &str) -> Vec<&'e str> {
    let of_stage = |id: &str| evidence.stages.iter().any(|stage| stage.id == id);
    let here = |one: &&TouchpointEvidence| one.stage.as_deref() == Some(stage) && !of_stage(&one.id);
    evidence.touchpoints.iter().filter(here).map(|one| one.id.as_str()).collect()
}

/// The entry of all comments at a place.
fn all<'e>(themes: &'e [Theme], at: &str) -> Option<&'e Theme> {
    themes.iter().find(|theme| theme.at == at && theme.text.is_empty())
}

/// The places of a stage, itself among them, of whose comments nothing is said: they are too few, or the number of
/// them could be got from those of the others.
fn hidden_in<'e>(
    evidence: &'e Evidence,
    stage: &'e str,
    comments: &BTreeMap<&str, u64>,
    min: u64,
) -> Vec<&'e str> {
    let own = comments.get(stage).map(|count| (stage, vec![*count]));
    let counted = |place: &'e str| {
        let told = all(&evidence.themes, place).map(|all| all.count);
        told.or_else(|| comments.get(place).copied()).map(|count| (place, vec![count]))
    };
    let known = places(evidence, stage).into_iter().filter_map(counted);
    let (known, counts): (Vec<&str>, Vec<Vec<u64>>) = own.into_iter().chain(known).unzip();
    let total: Vec<u64> = all(&evidence.themes, stage).map(|all| all.count).into_iter().collect();
    let pairs = known.into_iter().zip(published(&counts, &total, &[], min));
    pairs.filter(|(_, shown)| !shown).map(|(place, _)| place).collect()
}

/// The themes in enough comments of places with enough comments.
fn themes(evidence: &Evidence, hidden: &BTreeSet<&str>, min: u64) -> Vec<Theme> {
    let themes = evidence.themes.as_slice();
    let mut shown: Vec<Theme> = themes.to_vec();
    let of_stage = |at: &str| evidence.stages.iter().any(|stage| stage.id == at);
    let touchpoint = |at: &str| evidence.touchpoints.iter().find(|one| one.id == at);
    // Nothing tells what the themes of a touchpoint add up to where its stage is not known.
    let placed =
        |at: &str| of_stage(at) || touchpoint(at).and_then(|one| one.stage.as_deref()).is_some_and(of_stage);
    // Hidden comments of a stage itself are still among the themes of the whole stage.
    let gone = |at: &str| !of_stage(at) && hidden.contains(at);
    shown.retain(|theme| theme.count >= min && placed(&theme.at) && !gone(&theme.at));
    for stage in &evidence.stages {
        let places = places(evidence, &stage.id);
        let own: Vec<String> =
            shown.iter().filter(|theme| theme.at == stage.id).map(|theme| theme.text.clone()).collect();
        for text in own {
            one(&mut shown, &places, (&stage.id, &text), themes, min);
        }
    }
    let told: BTreeSet<String> =
        shown.iter().filter(|theme| theme.text.is_empty()).map(|theme| theme.at.clone()).collect();
    // Without its comments a theme is a share of nothing.
    shown.retain(|theme| told.contains(&theme.at) || all(themes, &theme.at).is_none());
    for theme in &mut shown {
        if (1..min).contains(&theme.scored) {
            (theme.scored, theme.sum) = (0, 0.0);
        }
    }
    shown
}

/// One theme of a stage among its touchpoints: neither its comments nor those with a score may be told.
fn one(shown: &mut Vec<Theme>, places: &[&str], (stage, text): (&str, &str), all: &[Theme], min: u64) {
    let is = |theme: &Theme, at: &str| theme.at == at && theme.text == text;
    let Some(total) = all.iter().find(|theme| is(theme, stage)) else { return };
    let here: Vec<&str> =
        places.iter().copied().filter(|place| shown.iter().any(|theme| is(theme, place))).collect();
    let count =
        |place: &&str, of: fn(&Theme) -> u64| vec![shown.iter().find(|theme| is(theme, place)).map_or(0, of)];
    let counts: Vec<Vec<u64>> = here.iter().map(|place| count(place, |theme| theme.count)).collect();
    let scored: Vec<Vec<u64>> = here.iter().map(|place| count(place, |theme| theme.scored)).collect();
    let by_count = published(&counts, &[total.count], &[], min);
    let by_score = published(&scored, &[total.scored], &[], min);
    for ((place, count), score) in here.iter().zip(by_count).zip(by_score) {
        if !count {
            shown.retain(|theme| !is(theme, place));
        } else if !score {
            for theme in shown.iter_mut().filter(|theme| is(theme, place)) {
                (theme.scored, theme.sum) = (0, 0.0);
            }
        }
    }
}
