//! Whole sentences of the items of the journey view: every figure, for readers and tooltips.

use super::lanes::touchpoint_channel;
use super::map::Map;
use crate::figures::{At, Measured, Of};
use crate::words::{self, picture};

fn joined(place: &str, parts: &[String]) -> String {
    if parts.is_empty() { format!("{place}.") } else { format!("{place}: {}.", parts.join("; ")) }
}

/// A value on the axis with its interval and n.
fn measured(map: &Map<'_>, name: &str, m: &Measured) -> String {
    let (w, lang, numbers) = (map.words, map.input.lang, map.input.numbers);
    let interval = m.interval.map(|i| format!("{} {}, ", w.interval, picture::span(i, lang, numbers)));
    let value = picture::signed(m.value, numbers);
    let n = picture::count(m.n, numbers);
    format!("{name} {value} ({}n\u{a0}{n})", interval.unwrap_or_default())
}

/// What is known of a stage.
pub fn stage(map: &Map<'_>, at: usize) -> (String, Vec<String>) {
    let Some(figures) = map.stages().get(at) else { return (String::new(), Vec::new()) };
    let (w, lang, numbers) = (map.words, map.input.lang, map.input.numbers);
    let mut parts = Vec::new();
    if let Some(n) = figures.people.filter(|_| map.counts_people()) {
        parts.push(picture::counted(n, map.unit(figures), lang, numbers));
    }
    if let Some((share, interval)) = figures.went_on {
        let lost = picture::count(figures.lost.unwrap_or(0), numbers);
        parts.push(format!("{lost} {}", w.lost));
        let share = numbers.percent(share, 1);
        let interval = picture::shares(interval, numbers);
        parts.push(format!("{share} {} ({} {interval})", w.went_on, w.interval));
        let next = figures.step.map(|step| At::Step(step.saturating_add(1), Of::Previous));
        parts.extend(next.and_then(|at| map.input.changed(at)));
    }
    if figures.pending > 0 {
        parts.push(format!("{} {}", picture::count(figures.pending, numbers), w.pending));
    }
    let frame = picture::frame(lang);
    let met = map.input.figures.planned.as_ref().map_or(0, |plan| plan.met);
    if let Some(n) = figures.skipped.filter(|n| *n > 0) {
        parts.push(picture::of_met(n, met, frame.skipped, lang, numbers));
    }
    if figures.returned > 0 {
        parts.push(picture::of_met(figures.returned, met, frame.returned, lang, numbers));
    }
    for trigger in super::lanes::triggers_of(map, at) {
        parts.push(format!("{}: {trigger}", frame.trigger));
    }
    if let Some(time) = words::median(&figures.to_next, lang, numbers) {
        parts.push(format!("{time} {}", w.to_next));
    }
    parts.extend(emotion_parts(map, at));
    parts.extend(figures.scores.iter().filter_map(|score| words::score(score, lang, numbers)));
    if let Some(priority) = figures.priority.filter(|priority| priority.value > 0.0) {
        let lost = picture::count(priority.lost, numbers);
        let value = numbers.decimal(priority.value, 0);
        let dip = picture::dip(&priority, numbers);
        parts.push(format!("{} {value} = {lost} × {dip}", w.priority.to_ascii_lowercase()));
    }
    let place = picture::card(at + 1, map.stages().len(), lang);
    let label = joined(&format!("{}, {place}", figures.name), &parts);
    let mut tip = vec![figures.name.clone()];
    tip.extend(parts);
    (label, tip)
}

/// Measured, assumed and gap of every line at a stage: the sentence of the stage and that of its point both say it.
fn emotion_parts(map: &Map<'_>, at: usize) -> Vec<String> {
    let said = || (0..map.stages().len()).map(|at| felt(map, at)).collect();
    map.emotions.get_or_init(said).get(at).cloned().unwrap_or_default()
}

fn felt(map: &Map<'_>, at: usize) -> Vec<String> {
    let (w, numbers) = (map.words, map.input.numbers);
    let mut parts = Vec::new();
    for line in map.lines() {
        let name = if line.persona.is_some() { line.name.as_str() } else { "" };
        let name = if name.is_empty() { w.emotion.to_ascii_lowercase() } else { name.to_owned() };
        if let Some(m) = line.measured.get(at).copied().flatten() {
            parts.push(measured(map, &name, &m));
            let everyone = line.persona.is_none().then_some(At::Emotion(at, None));
            parts.extend(everyone.and_then(|at| map.input.changed(at)));
        }
    }
    if let Some(value) = map.hero.assumed.get(at).copied().flatten() {
        parts.push(format!("{} {}", w.assumed, picture::signed(value, numbers)));
    }
    if let Some(gap) = map.hero.gaps.get(at).copied().flatten() {
        parts.push(format!("{} {}", w.gap.to_ascii_lowercase(), numbers.decimal(gap.size.abs(), 2)));
    }
    if let Some(value) = map.to_be.get(at).copied().flatten() {
        parts.push(format!("{} {}", w.to_be, picture::signed(value, numbers)));
    }
    for moment in map.hero.moments.get(at).into_iter().flatten() {
        parts.push(w.moment(*moment).to_owned());
    }
    parts
}

/// The emotion at a stage.
pub fn emotion(map: &Map<'_>, at: usize) -> (String, Vec<String>) {
    let name = map.stages().get(at).map_or("", |stage| &stage.name);
    let parts = emotion_parts(map, at);
    let title = format!("{}, {}", map.words.emotion, name);
    let label = joined(&title, &parts);
    let mut tip = vec![title];
    tip.extend(parts);
    (label, tip)
}

/// A touchpoint.
pub fn touchpoint(map: &Map<'_>, stage: usize, at: usize) -> (String, Vec<String>) {
    let Some(own) = map.input.journey.stages.get(stage) else { return (String::new(), Vec::new()) };
    let Some(touchpoint) = own.touchpoints.get(at) else { return (String::new(), Vec::new()) };
    let (w, numbers) = (map.words, map.input.numbers);
    let mut parts = Vec::new();
    if let Some(channel) = touchpoint_channel(map, touchpoint).filter(|channel| !channel.name.is_empty()) {
        parts.push(channel.name.clone());
    }
    if let Some(figures) = map.stages().get(stage).and_then(|stage| stage.touchpoints.get(at)) {
        if let Some(n) = figures.people.filter(|n| *n > 0) {
            parts.push(picture::people(n, map.input.lang, numbers));
        }
        if let Some(m) = &figures.measured {
            parts.push(measured(map, &w.emotion.to_ascii_lowercase(), m));
            parts.extend(map.input.changed(At::Emotion(stage, Some(at))));
        }
        parts.push(format!("{} {}", w.evidence.to_ascii_lowercase(), w.backing(figures.backing)));
    }
    let title = format!("{}, {}", touchpoint.name, own.name);
    let label = joined(&title, &parts);
    let mut tip = vec![title];
    tip.extend(parts);
    (label, tip)
}
