//! How many of those who started came back, by the age of their cohort.

use super::{About, Block, Part, View};
use crate::words::{capital, cohorts, panel as say};

/// Ages that are listed.
const AGES: usize = 12;

impl View<'_> {
    /// Retention, at the stage that it is about: the one whose rows count as coming back, else the one that is called
    /// so, else the last.
    pub(super) fn retention(&self, at: usize) -> Option<Part> {
        let (input, lang, numbers) = (self.input, self.input.lang, self.input.numbers);
        let shown = input.figures.retention.as_ref()?;
        let (journey, last) = (input.journey, input.figures.stages.len().checked_sub(1)?);
        let named = |id: &str| journey.stages.iter().position(|stage| stage.id == id);
        let own = journey.cohorts.active.as_deref().and_then(named).or_else(|| named("retention"));
        // in the period of their start all are active, unless another stage counts
        let told = shown.ages.iter().filter(|age| age.age > 0 || age.active < age.of);
        let mut rows: Vec<_> = told
            .filter_map(|age| {
                let name = capital(&cohorts::after(age.age, shown.every, lang, numbers));
                self.share(name, age.share?, age.interval, age.of, false)
            })
            .collect();
        if own.unwrap_or(last) != at || rows.is_empty() {
            return None;
        }
        let all = rows.len();
        rows.truncate(AGES);
        let mut blocks = vec![Block::Plots { rows, ends: None, neutral: None }];
        if all > AGES {
            blocks.push(Block::Note(say::first_of(AGES as u64, all as u64, lang, numbers)));
        }
        blocks.extend(cohorts::rule(shown, journey, lang, numbers).map(Block::Note));
        Part::new(About::Retention, cohorts::title(lang), blocks)
    }
}
