//! Channels: the answers that name them, else those of their touchpoints, pooled.
//!
//! Must never know: rows, which person used which channel.

use super::emotion::pooled;
use super::scores::score;
use super::{ChannelFigures, ScoreFigures};
use crate::model::evidence::{Answers, Evidence};
use crate::model::journey::Journey;

/// One a channel of the journey, in its order: people as counted, and its answers, question by question; a question
/// that draws a line of its own stays out of the point. Where the evidence has answers by channel those are meant: rows
/// have named their channel. Else they are the answers of all touchpoints that the journey puts on that channel.
///
/// ```
/// # use jejak::figures::channels::channels;
/// # use jejak::model::{evidence::{Answers, Evidence, TouchpointEvidence}, journey::*};
/// let touchpoint = |id: &str| Touchpoint { id: id.into(), channel: Some("chat".into()), ..Touchpoint::default() };
/// let journey = Journey {
///     channels: vec![Channel { id: "chat".into(), ..Channel::default() }],
///     stages: vec![Stage { touchpoints: vec![touchpoint("ask"), touchpoint("help")], ..Stage::default() }],
///     ..Journey::default()
/// };
/// let asked = |id: &str, value, n| TouchpointEvidence { id: id.into(), people: n, stage: None, channel: None, answers: vec![Answers {
///     source: "survey".into(), kind: ScoreKind::Csat, scale: (1.0, 5.0), method: ScoreKind::Csat.method(), label: None,
///     flip: false, line: false, counts: vec![(value, n)], missing: 0, n, weights: None,
/// }] };
/// let evidence = Evidence { touchpoints: vec![asked("ask", 5.0, 30), asked("help", 1.0, 10)], ..Evidence::default() };
/// let shown = channels(&journey, &evidence);
/// assert_eq!((shown[0].scores.len(), shown[0].scores[0].value), (1, Some(0.75))); // 30 of 40
/// assert_eq!(shown[0].measured.unwrap().value, 0.5); // mean 4 on 1–5
/// ```
pub fn channels(journey: &Journey, evidence: &Evidence) -> Vec<ChannelFigures> {
    let named = evidence.channels.iter().any(|channel| channel.own || !channel.answers.is_empty());
    let one = |id: &String| {
        let known = evidence.channels.iter().find(|known| known.id == *id);
        let touchpoints = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
        let here = touchpoints.filter(|touchpoint| touchpoint.channel.as_ref() == Some(id));
        let counted = here.filter_map(|t| evidence.touchpoints.iter().find(|counted| counted.id == t.id));
        let own = known.filter(|_| named).map(|known| known.answers.clone());
        let together = || Answers::pooled(counted.flat_map(|counted| &counted.answers));
        let answers = if named { own.unwrap_or_default() } else { together() };
        let scores: Vec<ScoreFigures> = answers.iter().map(score).collect();
        ChannelFigures {
            id: id.clone(),
            // nobody is also said where telling would give a small group away
            people: known.map(|known| known.people).filter(|people| *people > 0),
            measured: pooled(&answers, &scores, &|answers| !answers.line),
            scores,
        }
    };
    journey.channels.iter().map(|channel| one(&channel.id)).collect()
}
