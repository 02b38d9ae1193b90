//! Scores with their method, interval, n and distribution; shares that are no answers; times.

use super::{About, Big, Block, Column, Part, View};
use crate::figures::{Interval, MeasureFigures, Quantiles, ScoreFigures};
use crate::geom::{Color, text};
use crate::model::journey::{ScoreKind, Stage};
use crate::model::time::Duration;
use crate::words::{self, panel as say, picture};

/// More different answers than this are no columns.
const ANSWERS: usize = 12;

impl View<'_> {
    /// Every question that was asked here.
    pub(super) fn scores(&self, scores: &[ScoreFigures], title: &str) -> Option<Part> {
        let blocks = scores.iter().flat_map(|score| self.score(score)).collect();
        Part::new(About::Scores, title, blocks)
    }

    pub(super) fn score(&self, score: &ScoreFigures) -> Vec<Block> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let mut blocks = vec![Block::Heading(text::clean(&say::question(score, lang)))];
        if let Some(value) = score.value {
            let share = score.is_share();
            let shown = if share { numbers.percent(value, 1) } else { numbers.decimal(value, 2) };
            let word = score.interval.map(|interval| self.interval(interval, share)).unwrap_or_default();
            blocks.push(Block::Big(vec![Big { value: shown, word, loss: false }]));
        }
        if let Some(said) = words::score(score, lang, numbers) {
            blocks.push(Block::Text(format!("{said}.")));
        } else {
            blocks.push(Block::Text(format!("{}.", say::left_out(score, lang, numbers))));
        }
        blocks.extend(self.distribution(score));
        blocks.push(Block::Note(say::method(score, lang, numbers)));
        blocks
    }

    fn interval(&self, interval: Interval, share: bool) -> String {
        let (numbers, name) = (self.input.numbers, picture::words(self.input.lang).interval);
        if share {
            return format!("{name} {}", picture::shares(interval, numbers));
        }
        format!("{name} {}–{}", numbers.decimal(interval.0, 2), numbers.decimal(interval.1, 2))
    }

    /// How often each answer was given.
    fn distribution(&self, score: &ScoreFigures) -> Option<Block> {
        let counts = &score.counts;
        let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
        if counts.len() > ANSWERS {
            return None;
        }
        let column = |(answer, count): &(f64, u64)| Column {
            name: self.input.numbers.decimal(*answer, u8::from(answer.fract() != 0.0)),
            count: picture::count(*count, self.input.numbers),
            share: *count as f64 / most as f64,
            color: self.shade(score, *answer),
        };
        Some(Block::Columns(counts.iter().map(column).collect()))
    }

    /// The colour of the level of emotion next to an answer.
    fn shade(&self, score: &ScoreFigures, answer: f64) -> Color {
        let (low, high) = score.scale;
        let along = if high > low { ((answer - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        // a question on which high is bad has its answers the other way round on the axis
        let flipped = score.mean.zip(score.axis).is_some_and(|(mean, axis)| {
            let own = (mean - (low + high) / 2.0) * axis;
            own < 0.0 && score.kind != ScoreKind::Nps
        });
        let along = if flipped { 1.0 - along } else { along };
        self.input.theme.level((along * 4.0).round() as usize)
    }

    /// Shares and sums that are no answers.
    pub(super) fn measures(&self, measures: &[MeasureFigures], stage: &Stage) -> Option<Part> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let (mut rows, mut pairs) = (Vec::new(), Vec::new());
        for measure in measures {
            let own = measure.touchpoint.and_then(|at| stage.touchpoints.get(at));
            let name = words::capital(picture::measure(measure.kind, lang));
            let name = own.map_or_else(|| name.clone(), |own| format!("{name}, {}", text::clean(&own.name)));
            match measure.share {
                Some(share) => rows.extend(self.share(name, share, measure.interval, measure.of, false)),
                None => pairs.push([name, picture::count(measure.count, numbers)]),
            }
        }
        let mut blocks = Vec::new();
        if !rows.is_empty() {
            blocks.push(Block::Plots { rows, ends: None, neutral: None });
        }
        if !pairs.is_empty() {
            blocks.push(Block::Pairs(pairs));
        }
        Part::new(About::Measures, self.words.measures, blocks)
    }

    /// How long it took those who went on.
    pub(super) fn time(&self, seconds: &Quantiles, planned: Option<Duration>) -> Option<Part> {
        let (lang, numbers, own) = (self.input.lang, self.input.numbers, self.words);
        let exact = seconds.exact;
        let said = |seconds: f64| {
            if exact {
                words::precise(seconds, lang, numbers)
            } else {
                words::duration(seconds, lang, numbers)
            }
        };
        let mut pairs = Vec::new();
        let mut pair = |name: &str, value: Option<String>| {
            pairs.extend(value.map(|value| [name.to_owned(), value]));
        };
        pair(own.median, seconds.median.map(said));
        let middle = seconds.p25.zip(seconds.p75);
        pair(own.middle, middle.map(|(low, high)| format!("{}–{}", said(low), said(high))));
        pair(own.ninety, seconds.p90.map(said));
        pair(own.planned, planned.map(|time| words::exact(time, lang, numbers)));
        let mut blocks = Vec::new();
        if !pairs.is_empty() {
            blocks.push(Block::Pairs(pairs));
        }
        let kept = planned.and_then(|planned| picture::Kept::of(seconds, planned));
        blocks.extend(kept.map(|kept| Block::Text(format!("{}: {}.", own.planned, kept.said(lang)))));
        if seconds.median.is_some() {
            blocks.push(Block::Note(say::times(seconds, lang, numbers)));
            let caution = seconds.caution.map(|caution| words::method::caution(caution, lang, numbers));
            blocks.extend(caution.map(Block::Note));
        }
        Part::new(About::Time, own.time, blocks)
    }
}
