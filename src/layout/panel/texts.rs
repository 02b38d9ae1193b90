//! What the author wrote, whole: touchpoints, pains, opportunities, and the lanes of texts.

use super::{About, Block, Entries, Entry, Part, View, persona_name};
use crate::geom::text;
use crate::layout::menu::lane_name;
use crate::model::journey::{LaneKind, Touchpoint};
use crate::model::order::arrange;
use crate::words::{panel as say, picture, terms};

impl View<'_> {
    /// Name of a touchpoint's channel, or of its kind.
    pub(super) fn channel(&self, touchpoint: &Touchpoint) -> String {
        let Some(id) = touchpoint.channel.as_deref() else { return String::new() };
        let known = self.input.journey.channels.iter().find(|channel| channel.id == id);
        let name = known.map(|channel| text::clean(&channel.name)).unwrap_or_default();
        match (name.is_empty(), known) {
            (true, Some(channel)) => terms::channel(channel.kind, self.input.lang).to_owned(),
            _ => name,
        }
    }

    /// Names of the personas a touchpoint is for; nothing where it is for all.
    pub(super) fn personas_of(&self, touchpoint: &Touchpoint) -> String {
        let personas = self.input.journey.personas.iter().enumerate();
        let own = personas.filter(|(_, persona)| touchpoint.personas.contains(&persona.id));
        own.map(|(at, _)| persona_name(self.input, at)).collect::<Vec<_>>().join("; ")
    }

    /// Where a text stands: its touchpoint and for whom. A touchpoint's own panel need not say its name.
    fn source(&self, touchpoint: &Touchpoint, alone: bool) -> Vec<String> {
        let mut parts = Vec::new();
        if !alone {
            parts.push(text::clean(&touchpoint.name));
        }
        parts.push(self.personas_of(touchpoint));
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() { Vec::new() } else { vec![parts.join(" · ")] }
    }

    /// The touchpoints of a stage with their channels and how many people met them.
    pub(super) fn touchpoints(&self, at: usize) -> Option<Part> {
        let (stage, figures) = (self.stage(at)?, self.figures(at)?);
        let words = picture::words(self.input.lang);
        let entry = |(which, touchpoint): (usize, &Touchpoint)| {
            let known = figures.touchpoints.get(which);
            let mut parts = vec![self.channel(touchpoint)];
            parts.extend(
                known
                    .and_then(|known| known.people)
                    .filter(|n| *n > 0)
                    .map(|n| picture::people(n, self.input.lang, self.input.numbers)),
            );
            parts.extend(known.and_then(|known| known.measured).map(|m| {
                let (value, n) =
                    (picture::signed(m.value, self.input.numbers), picture::count(m.n, self.input.numbers));
                format!("{value} (n\u{a0}{n})")
            }));
            parts.push(self.personas_of(touchpoint));
            parts.extend(known.map(|known| words.backing(known.backing).to_owned()));
            parts.retain(|part| !part.is_empty());
            let lines = if parts.is_empty() { Vec::new() } else { vec![parts.join(" · ")] };
            Entry { text: text::clean(&touchpoint.name), lines, ..Entry::default() }
        };
        let list: Vec<Entry> = stage.touchpoints.iter().enumerate().map(entry).collect();
        self.list(About::Touchpoints, &lane_name(self.input, LaneKind::Touchpoints), list)
    }

    fn list(&self, about: About, title: &str, list: Vec<Entry>) -> Option<Part> {
        let some = !list.is_empty();
        let blocks = some.then(|| Block::Entries(Entries::new(list, self.input)));
        Part::new(about, title, blocks.into_iter().collect())
    }

    /// Pains, the severest first.
    pub(super) fn pains(&self, touchpoints: &[&Touchpoint]) -> Option<Part> {
        let (lang, numbers, alone) = (self.input.lang, self.input.numbers, touchpoints.len() == 1);
        let mut list: Vec<(f64, Entry)> = Vec::new();
        for touchpoint in touchpoints {
            for pain in &touchpoint.pains {
                let mut lines = Vec::new();
                let mut said = Vec::new();
                said.extend(
                    pain.severity
                        .map(|degree| say::degree(picture::severity(degree, lang), degree, lang, numbers)),
                );
                said.extend(pain.owner.as_ref().map(|owner| format!("{}: {owner}", self.words.owner)));
                if !said.is_empty() {
                    lines.push(said.join(" · "));
                }
                lines.extend(self.source(touchpoint, alone));
                let severity = pain.severity.map(|degree| (degree / 5.0).clamp(0.0, 1.0));
                let entry = Entry { text: text::clean(&pain.text), lines, severity, ..Entry::default() };
                list.push((pain.severity.unwrap_or(0.0), entry));
            }
        }
        arrange(&mut list, |a, b| b.0.total_cmp(&a.0));
        self.list(
            About::Pains,
            &lane_name(self.input, LaneKind::Pains),
            list.into_iter().map(|(_, entry)| entry).collect(),
        )
    }

    /// Opportunities: the most impact for the least effort first.
    pub(super) fn opportunities(&self, touchpoints: &[&Touchpoint]) -> Option<Part> {
        let (lang, numbers, alone) = (self.input.lang, self.input.numbers, touchpoints.len() == 1);
        let mut list: Vec<(f64, Entry)> = Vec::new();
        for touchpoint in touchpoints {
            for chance in &touchpoint.opportunities {
                let mut said = vec![picture::status(chance.status, lang).to_owned()];
                said.extend(chance.owner.as_ref().map(|owner| format!("{}: {owner}", self.words.owner)));
                let mut lines = vec![said.join(" · ")];
                lines.extend(self.source(touchpoint, alone));
                let of_five = |word: &str, degree: Option<f64>| {
                    degree.map(|d| (say::degree(word, d, lang, numbers), d.round().clamp(0.0, 5.0) as u8))
                };
                let [impact, effort] = picture::impact_and_effort(lang);
                let ticks = [of_five(impact, chance.impact), of_five(effort, chance.effort)];
                let entry = Entry {
                    text: text::clean(&chance.text),
                    lines,
                    ticks: ticks.into_iter().flatten().collect(),
                    url: chance.url.clone(),
                    ..Entry::default()
                };
                list.push((chance.impact.unwrap_or(0.0) - chance.effort.unwrap_or(0.0), entry));
            }
        }
        arrange(&mut list, |a, b| b.0.total_cmp(&a.0));
        let list = list.into_iter().map(|(_, entry)| entry).collect();
        self.list(About::Opportunities, self.words.opportunities, list)
    }

    /// Every lane of texts, whole.
    pub(super) fn texts(&self, touchpoints: &[&Touchpoint]) -> Vec<Part> {
        type Texts = fn(&Touchpoint) -> Vec<&String>;
        let lanes: [(LaneKind, bool, Texts); 6] = [
            (LaneKind::Actions, false, |t| t.actions.iter().collect()),
            (LaneKind::Thoughts, true, |t| t.thoughts.iter().collect()),
            (LaneKind::Needs, false, |t| t.needs.iter().collect()),
            (LaneKind::Expectations, false, |t| t.expectations.iter().collect()),
            (LaneKind::Quotes, true, |t| t.quotes.iter().collect()),
            (LaneKind::Text, false, |t| t.trigger.iter().collect()),
        ];
        let alone = touchpoints.len() == 1;
        let part = |(kind, quoted, texts): (LaneKind, bool, Texts)| {
            let own = || lane_name(self.input, kind);
            let title = if kind == LaneKind::Text { self.words.trigger.to_owned() } else { own() };
            let entry = |touchpoint: &&Touchpoint| {
                let lines = self.source(touchpoint, alone);
                let one = |said: &String| Entry {
                    text: text::clean(said),
                    quoted,
                    lines: lines.clone(),
                    ..Entry::default()
                };
                texts(touchpoint).into_iter().map(one).collect::<Vec<_>>()
            };
            self.list(About::Texts(kind), &title, touchpoints.iter().flat_map(entry).collect())
        };
        lanes.into_iter().filter_map(part).collect()
    }
}
