//! What people wrote: themes with their shares, and the comments themselves where the evidence holds any.

use super::{About, Bar, Block, Entries, Entry, MOST, Part, View};
use crate::figures::ThemeFigures;
use crate::geom::text;
use crate::model::journey::Stage;
use crate::words::{panel as say, picture};

/// Themes that are listed; the evidence may hold more.
const THEMES: usize = 8;

impl View<'_> {
    /// Where comments of a stage are kept: at the stage and at each touchpoint, with the touchpoint's name.
    pub(super) fn places<'s>(&self, stage: &'s Stage) -> Vec<(&'s str, String)> {
        let own = core::iter::once((stage.id.as_str(), String::new()));
        own.chain(stage.touchpoints.iter().map(|t| (t.id.as_str(), text::clean(&t.name)))).collect()
    }

    /// Themes and comments of some places.
    pub(super) fn comments(&self, themes: &[ThemeFigures], places: &[(&str, String)]) -> Option<Part> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let comments = self.input.evidence.map(|evidence| evidence.comments.as_slice()).unwrap_or_default();
        let here = |at: &str| places.iter().find(|(id, _)| *id == at).map(|(_, name)| name);
        let found: Vec<_> =
            comments.iter().filter_map(|comment| Some((comment, here(&comment.at)?))).collect();
        let of = themes.iter().map(|theme| theme.of).max().unwrap_or(0);
        let total = of.max(found.len() as u64);
        if total == 0 {
            return None;
        }
        let mut blocks = vec![Block::Text(say::comments(total, lang, numbers))];
        let bars: Vec<Bar> =
            themes.iter().take(THEMES).enumerate().map(|(at, theme)| self.theme(theme, at == 0)).collect();
        if !bars.is_empty() {
            blocks.push(Block::Bars(bars));
        }
        if found.len() > MOST {
            blocks.push(Block::Note(say::first_of(MOST as u64, found.len() as u64, lang, numbers)));
        }
        let entry = |(comment, place): &(&crate::model::evidence::Comment, &String)| {
            let mut parts = Vec::new();
            parts.extend(Some((*place).clone()).filter(|place| !place.is_empty()));
            parts.extend(comment.score.map(|score| say::theme_score(score, lang, numbers)));
            parts.extend(comment.time.map(|time| numbers.date(time)));
            let lines = if parts.is_empty() { Vec::new() } else { vec![parts.join(", ")] };
            Entry { text: text::clean(&comment.text), quoted: true, lines, ..Entry::default() }
        };
        let list: Vec<Entry> = found.iter().take(MOST).map(entry).collect();
        if !list.is_empty() {
            blocks.push(Block::Entries(Entries::new(list, self.input)));
        }
        Part::new(About::Comments, self.words.comments, blocks)
    }

    fn theme(&self, theme: &ThemeFigures, first: bool) -> Bar {
        let (numbers, colors) = (self.input.numbers, self.input.theme);
        let share = if theme.of > 0 { theme.count as f64 / theme.of as f64 } else { 0.0 };
        let mut figures = vec![picture::count(theme.count, numbers)];
        if theme.of > 0 {
            figures.push(numbers.percent(share, 0));
        }
        figures.extend(theme.mean.map(|mean| say::theme_mean(mean, self.input.lang, numbers)));
        Bar {
            name: text::clean(&theme.text),
            figures,
            share: share.clamp(0.0, 1.0),
            color: if first { colors.pain_mark } else { colors.hatch },
        }
    }
}
