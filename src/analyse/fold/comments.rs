//! Themes and comments: small ones are left out, and themes of touchpoints that could be got by subtraction.

use super::published;
use crate::model::evidence::{Comment, Theme};
use crate::model::journey::Journey;
use std::collections::BTreeMap;

/// The comments of places that have enough of them.
pub fn comments(comments: &[Comment], min: u64) -> Vec<Comment> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for comment in comments {
        *counts.entry(&comment.at).or_insert(0) += 1;
    }
    let enough = |comment: &&Comment| counts.get(comment.at.as_str()).is_some_and(|n| *n >= min);
    comments.iter().filter(enough).cloned().collect()
}

/// The themes in enough comments of places with enough comments.
pub fn themes(journey: &Journey, themes: &[Theme], min: u64) -> Vec<Theme> {
    let mut shown: Vec<Theme> = themes.to_vec();
    shown.retain(|theme| theme.count >= min);
    for stage in &journey.stages {
        let mut places: Vec<&str> =
            stage.touchpoints.iter().map(|touchpoint| touchpoint.id.as_str()).collect();
        places.retain(|place| *place != stage.id);
        // Of a touchpoint whose comments are too few in all nothing is said, nor of one that the others would tell.
        let all = |at: &str| themes.iter().find(|theme| theme.at == at && theme.text.is_empty());
        let known = places.iter().filter_map(|place| all(place).map(|all| (*place, vec![all.count])));
        let (known, counts): (Vec<&str>, Vec<Vec<u64>>) = known.unzip();
        let total: Vec<u64> = all(&stage.id).map(|all| all.count).into_iter().collect();
        for (place, _) in known.iter().zip(published(&counts, &total, &[], min)).filter(|(_, shown)| !shown) {
            shown.retain(|theme| theme.at != *place);
        }
        let own: Vec<String> =
            shown.iter().filter(|theme| theme.at == stage.id).map(|theme| theme.text.clone()).collect();
        for text in own {
            one(&mut shown, &places, (&stage.id, &text), themes, min);
        }
    }
    let all: Vec<String> =
        shown.iter().filter(|theme| theme.text.is_empty()).map(|theme| theme.at.clone()).collect();
    // Without its comments a theme is a share of nothing.
    let told = |at: &String| themes.iter().any(|theme| theme.at == *at && theme.text.is_empty());
    shown.retain(|theme| all.contains(&theme.at) || !told(&theme.at));
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
