//! Emotion: measured, assumed and wanted on the axis from angry to delighted, and how the answers spread.

use super::{About, Block, Part, Plot, View};
use crate::figures::{Backing, Gap, Measured, ScoreFigures, TouchpointFigures};
use crate::geom::Color;
use crate::model::journey::Touchpoint;
use crate::model::order::arrange_by;
use crate::words::{self, panel as say, picture};

/// The axis −1…+1 as 0…1.
fn along(value: f64) -> f64 {
    ((value + 1.0) / 2.0).clamp(0.0, 1.0)
}

impl View<'_> {
    /// Emotion of a stage: everyone, each persona with answers, what the author assumed and wants.
    pub(super) fn emotion(&self, at: usize) -> Option<Part> {
        let figures = self.figures(at)?;
        let (input, focus) = (self.input, self.input.persona);
        let theme = input.theme;
        let mut rows = Vec::new();
        let personas = || input.figures.personas.iter().enumerate().filter(|(_, persona)| !persona.small);
        let split =
            personas().any(|(_, persona)| persona.stages.iter().any(|stage| stage.measured.is_some()));
        let everyone = if split { theme.accent } else { theme.persona(0) };
        let all = figures.measured.map(|m| self.measured(self.words.all.to_owned(), None, &m, everyone));
        let mut known: Vec<(usize, Plot)> = personas()
            .filter_map(|(which, persona)| {
                let m = persona.stages.get(at)?.measured?;
                Some((which, self.measured(self.short(which), Some(which), &m, theme.persona(which))))
            })
            .collect();
        // the persona in focus comes first
        arrange_by(&mut known, |(which, _)| Some(*which) != focus);
        let own = focus.and_then(|which| input.figures.personas.get(which)?.stages.get(at));
        let first = usize::from(own.is_some_and(|own| own.measured.is_some()));
        let mut known = known.into_iter().map(|(_, plot)| plot);
        rows.extend(known.by_ref().take(first));
        let assumed = own.map_or(figures.assumed, |own| own.assumed);
        rows.extend(all.filter(|_| first == 0));
        let hue = own.and(focus).map_or(everyone, |which| theme.persona(which));
        rows.extend(assumed.map(|value| self.drawn(self.words.assumed, value, hue)));
        rows.extend(figures.to_be.map(|value| self.drawn(self.words.wanted, value, theme.muted)));
        rows.extend(known);
        if first > 0 {
            rows.extend(
                figures.measured.map(|m| self.measured(self.words.all.to_owned(), None, &m, theme.accent)),
            );
        }
        let gap = own.map_or(figures.gap, |own| own.gap);
        let moments: Vec<&str> =
            figures.moments.iter().map(|moment| picture::words(input.lang).moment(*moment)).collect();
        let mut blocks = self.axis(rows, gap);
        if !moments.is_empty() && own.is_none() {
            let name = picture::words(input.lang).moment;
            blocks.push(Block::Note(format!("{}: {}.", words::capital(name), moments.join(", "))));
        }
        blocks.extend(self.spread(&figures.scores, figures.measured.as_ref()));
        Part::new(About::Emotion, self.words.emotion, blocks).map(|part| part.backed(figures.backing))
    }

    /// Emotion of a touchpoint.
    pub(super) fn emotion_of(
        &self,
        touchpoint: &Touchpoint,
        figures: Option<&TouchpointFigures>,
    ) -> Option<Part> {
        let hue = self.input.theme.accent;
        let measured = figures.and_then(|figures| figures.measured);
        let mut rows = Vec::new();
        rows.extend(measured.map(|m| self.measured(self.words.all.to_owned(), None, &m, hue)));
        let persona = self.input.persona.and_then(|at| self.input.journey.personas.get(at));
        let assumed = touchpoint.emotion.as_ref();
        let assumed = assumed.and_then(|emotion| emotion.of(persona.map(|persona| persona.id.as_str())));
        rows.extend(assumed.map(|value| self.drawn(self.words.assumed, value, hue)));
        let mut blocks = self.axis(rows, None);
        let own = picture::words(self.input.lang);
        for moment in figures.into_iter().flat_map(|figures| &figures.moments) {
            blocks.push(Block::Note(format!("{}: {}.", words::capital(own.moment), own.moment(*moment))));
        }
        if let Some(importance) = touchpoint.importance {
            let (lang, numbers) = (self.input.lang, self.input.numbers);
            blocks.push(Block::Note(say::degree(self.words.importance, importance, lang, numbers)));
        }
        if let Some(figures) = figures {
            blocks.extend(self.spread(&figures.scores, figures.measured.as_ref()));
        }
        let backing = figures.map_or(Backing::Assumption, |figures| figures.backing);
        Part::new(About::Emotion, self.words.emotion, blocks).map(|part| part.backed(backing))
    }

    /// Rows on the axis with its words, and the gap in words.
    fn axis(&self, rows: Vec<Plot>, gap: Option<Gap>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        let ours = picture::words(self.input.lang).levels.map(str::to_owned);
        let [low, _, _, _, high] = self.input.journey.scale.labels.clone().unwrap_or(ours);
        let mut blocks = vec![Block::Plots { rows, ends: Some([low, high]), neutral: Some(0.5) }];
        blocks.extend(gap.map(|gap| Block::Text(say::gap(&gap, self.input.lang, self.input.numbers))));
        blocks
    }

    fn measured(&self, name: String, persona: Option<usize>, m: &Measured, color: Color) -> Plot {
        let numbers = self.input.numbers;
        Plot {
            name,
            persona,
            at: Some(along(m.value)),
            span: m.interval.map(|(low, high)| (along(low), along(high))),
            color,
            // under five answers a point is hollow
            hollow: m.interval.is_none() && m.n < 5,
            stands_out: false,
            figures: [
                picture::signed(m.value, numbers),
                m.interval.map(|interval| self.width(m.value, interval)).unwrap_or_default(),
                format!("n\u{a0}{}", picture::count(m.n, numbers)),
            ],
        }
    }

    /// An interval around its value: as its half width where it lies even, else by its ends.
    fn width(&self, value: f64, (low, high): (f64, f64)) -> String {
        let (numbers, half) = (self.input.numbers, (high - low) / 2.0);
        let even = (high - value - half).abs() < 0.005;
        if even {
            format!("±{}", numbers.decimal(half, 2))
        } else {
            format!("{}…{}", picture::signed(low, numbers), picture::signed(high, numbers))
        }
    }

    /// What nobody measured: a ring.
    fn drawn(&self, name: &str, value: f64, color: Color) -> Plot {
        Plot {
            name: name.to_owned(),
            persona: None,
            at: Some(along(value)),
            span: None,
            color,
            hollow: true,
            stands_out: false,
            figures: [picture::signed(value, self.input.numbers), String::new(), String::new()],
        }
    }

    /// How the answers that make the point spread over the five levels.
    fn spread(&self, scores: &[ScoreFigures], measured: Option<&Measured>) -> Vec<Block> {
        let Some(measured) = measured else { return Vec::new() };
        let mut counts = [0_u64; 5];
        for score in scores {
            for (count, more) in counts.iter_mut().zip(score.levels) {
                *count = count.saturating_add(more);
            }
        }
        let n = counts.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
        // a question with a line of its own is not in the point: then its answers are told with its score
        if n == 0 || n != measured.n {
            return Vec::new();
        }
        let (lang, numbers, theme) = (self.input.lang, self.input.numbers, self.input.theme);
        let share = |count: u64| count as f64 / n as f64;
        let split = counts.iter().enumerate().map(|(at, count)| (share(*count), theme.level(at)));
        let ours = picture::words(lang).levels.map(str::to_owned);
        let names = self.input.journey.scale.labels.clone().unwrap_or(ours);
        let each = names.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(name, count)| {
            format!("{name} {} ({})", picture::count(count, numbers), numbers.percent(share(count), 0))
        });
        vec![
            Block::Split(split.filter(|(share, _)| *share > 0.0).collect()),
            Block::Note(each.collect::<Vec<_>>().join(" · ")),
            Block::Note(format!("{}.", say::levels(n, Some(measured.value), lang, numbers))),
        ]
    }
}
