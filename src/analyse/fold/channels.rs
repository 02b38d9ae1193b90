//! Channels: people and answers that are few are left out, and what subtraction would tell.

use super::{published, same_question};
use crate::model::evidence::{Answers, ChannelEvidence, Evidence, TouchpointEvidence};

/// Where no answer names its channel, those of the touchpoints say it all.
pub fn told(channels: &mut [ChannelEvidence]) {
    if !channels.iter().any(|channel| channel.own) {
        channels.iter_mut().for_each(|channel| channel.answers.clear());
    }
}

/// The channels that may be published. Answers to a question add up to all there are, which stages and touchpoints
/// tell; and a touchpoint's lie on its channel where rows name none, so that a question is left out of all channels
/// when some touchpoint's answers to it are: `touchpoints` are those that are published.
pub fn fold(evidence: &Evidence, touchpoints: &[TouchpointEvidence], min: u64) -> Vec<ChannelEvidence> {
    let out = hidden(evidence, touchpoints, min);
    let mut channels = evidence.channels.clone();
    for (channel, _) in channels.iter_mut().zip(&out).filter(|(_, out)| **out) {
        channel.people = 0;
    }
    let mut asked: Vec<Answers> = Vec::new();
    for question in evidence.channels.iter().flat_map(|channel| &channel.answers) {
        if !asked.iter().any(|known| same_question(known, question)) {
            asked.push(question.clone());
        }
    }
    for question in asked {
        let places =
            |places: &[TouchpointEvidence]| sum(places.iter().map(|place| &place.answers), &question);
        let hidden = places(&evidence.touchpoints) != places(touchpoints);
        let stages = sum(evidence.stages.iter().map(|stage| &stage.answers), &question);
        let totals = [stages, places(&evidence.touchpoints)].concat();
        let count = |channel: &ChannelEvidence| asked_of(&channel.answers, &question).repeat(2);
        let counts: Vec<Vec<u64>> = evidence.channels.iter().map(count).collect();
        let shown = published(&counts, &totals, &[], min);
        for (channel, _) in channels.iter_mut().zip(shown).filter(|(_, shown)| hidden || !shown) {
            channel.answers.retain(|one| !same_question(one, &question));
        }
    }
    channels
}

/// By channel: whether its people are not told. Where nobody is on two channels they add up to everybody, and those that
/// are told would tell those that are not: then none is.
fn hidden(evidence: &Evidence, touchpoints: &[TouchpointEvidence], min: u64) -> Vec<bool> {
    let channels = &evidence.channels;
    let out: Vec<bool> = channels.iter().map(|channel| tells(channel, evidence, touchpoints, min)).collect();
    let all = channels.iter().fold(0_u64, |sum, channel| sum.saturating_add(channel.people));
    if out.contains(&true) && all <= evidence.people {
        return vec![true; channels.len()];
    }
    let counts: Vec<Vec<u64>> = channels.iter().map(|channel| vec![channel.people]).collect();
    published(&counts, &[evidence.people], &out, min).into_iter().map(|shown| !shown).collect()
}

/// True where people of a channel are few, or less those of its touchpoints would tell few or hidden ones.
fn tells(channel: &ChannelEvidence, evidence: &Evidence, shown: &[TouchpointEvidence], min: u64) -> bool {
    let sum = |touchpoints: &[TouchpointEvidence]| {
        let here = touchpoints.iter().filter(|one| one.channel.as_ref() == Some(&channel.id));
        here.fold(0_u64, |sum, one| sum.saturating_add(one.people))
    };
    let visible = sum(shown);
    let small = |count: u64| (1..min).contains(&count);
    visible < sum(&evidence.touchpoints)
        || small(channel.people)
        || small(channel.people.saturating_sub(visible))
}

/// How many answered a question, and how many were asked: who gave no answer is a group as well.
fn asked_of(answers: &[Answers], question: &Answers) -> [u64; 2] {
    let here = answers.iter().filter(|one| same_question(one, question));
    here.fold([0, 0], |[n, all], one| {
        [n.saturating_add(one.n), all.saturating_add(one.n).saturating_add(one.missing)]
    })
}

/// The same at some places together.
fn sum<'a>(places: impl Iterator<Item = &'a Vec<Answers>>, question: &Answers) -> [u64; 2] {
    let all = places.map(|answers| asked_of(answers, question));
    all.fold([0, 0], |[n, all], [more, asked]| [n.saturating_add(more), all.saturating_add(asked)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journey::ScoreKind;

    fn asked(n: u64) -> Vec<Answers> {
        vec![Answers {
            source: "survey".into(),
            kind: ScoreKind::Csat,
            scale: (1.0, 5.0),
            method: ScoreKind::Csat.method(),
            label: None,
            flip: false,
            line: false,
            counts: vec![(4.0, n)],
            missing: 0,
            n,
            weights: None,
        }]
    }

    /// Answers that are told of each channel; `all` answered, of whom so many on each.
    fn told_of(all: u64, channels: &[u64], touchpoints: &[(u64, bool)]) -> Vec<u64> {
        let channel =
            |n: &u64| ChannelEvidence { answers: asked(*n), own: true, ..ChannelEvidence::default() };
        let place = |n: u64| TouchpointEvidence { answers: asked(n), ..TouchpointEvidence::default() };
        let stage = crate::model::evidence::StageEvidence { answers: asked(all), ..Default::default() };
        let evidence = Evidence {
            stages: vec![stage],
            channels: channels.iter().map(channel).collect(),
            touchpoints: touchpoints.iter().map(|(n, _)| place(*n)).collect(),
            ..Evidence::default()
        };
        let kept: Vec<_> = touchpoints.iter().filter(|(_, kept)| *kept).map(|(n, _)| place(*n)).collect();
        let folded = fold(&evidence, &kept, 5);
        folded.iter().map(|channel| channel.answers.first().map_or(0, |one| one.n)).collect()
    }

    #[test]
    fn small_answers_and_what_would_tell_them_are_left_out() {
        assert_eq!(told_of(40, &[20, 20], &[]), [20, 20]);
        // three of forty are told by 40 − 30 − 7: the seven go too
        assert_eq!(told_of(40, &[30, 7, 3], &[]), [30, 0, 0]);
        // so are three who named no channel
        assert_eq!(told_of(40, &[30, 7], &[]), [30, 0]);
        // at a touchpoint three are hidden, whose channel they may be on
        assert_eq!(told_of(40, &[20, 20], &[(37, true), (3, true)]), [20, 20]);
        assert_eq!(told_of(40, &[20, 20], &[(37, true), (3, false)]), [0, 0]);
    }

    #[test]
    fn few_who_gave_no_answer_are_a_small_group_too() {
        let channel = |n, missing| {
            let mut answers = asked(n);
            answers.iter_mut().for_each(|one| one.missing = missing);
            ChannelEvidence { answers, own: true, ..ChannelEvidence::default() }
        };
        let told = |evidence: &Evidence| -> Vec<usize> {
            fold(evidence, &[], 5).iter().map(|channel| channel.answers.len()).collect()
        };
        let of = |channels| Evidence { channels, ..Evidence::default() };
        assert_eq!(told(&of(vec![channel(0, 3), channel(20, 2)])), [0, 1]);
        assert_eq!(told(&of(vec![channel(0, 7), channel(20, 2)])), [1, 1]);
    }
}
