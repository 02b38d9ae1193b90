//! Where people went: moves between stages, touchpoints, channels or events, the ways that most take, and what
//! those did next whom the funnel lost at a step.
//!
//! A unit's rows of one thing that follow each other are one visit of it; their repeats are counted apart. Rows that
//! are of nothing at a level are passed over there.
//!
//! Must never know: scores, rates.

mod after;
mod asked;
mod chosen;
mod level;
mod things;

pub use after::{Lost, sort as sort_next};
pub use asked::{Ask, Asked, asked};
pub use chosen::{WAYS, chosen, renamed};
pub use level::{Clip, Level, Ways, sort as sort_ways};
pub use things::Things;

use super::funnel::Parts;
use super::parts::each;
use super::people::Row;
use super::survey::Context;
use crate::error::Error;
use crate::model::evidence::Moves;
use crate::model::rule::{FunnelRule, Unit};

/// Everybody's moves and ways, a level after the other.
pub struct Paths<'a> {
    levels: Vec<Level<'a>>,
    unit: &'static str,
}

/// So many different ways are kept, those with most people.
const MOST_WAYS: usize = 100_000;

impl<'a> Paths<'a> {
    /// Those between stages, touchpoints and channels, and between events where nobody met a touchpoint or `events`
    /// asks for them; of persons, or of sessions where the funnel counts those.
    pub async fn new(context: &Context<'a>, events: bool) -> Result<Self, Error> {
        let units = Units::new(context)?;
        let timed = context.people.timed;
        let mut levels = Vec::new();
        if context.people.count() > 0 {
            let stages = Things::stages(context.journey, context.places);
            levels.extend(stages.map(|things| Level::new(things, timed)));
            let touchpoints = Things::touchpoints(context.journey, context.places);
            levels.extend(touchpoints.map(|things| Level::new(things, false)));
            let channels = Things::channels(context).filter(|things| things.ids.len() > 2);
            levels.extend(channels.map(|things| Level::new(things, false)));
        }
        units.each(context, &mut |rows| levels.iter_mut().for_each(|level| level.add(rows, None))).await;
        for level in levels.iter_mut().filter(|level| level.things.word != things::CHANNEL) {
            level.finish(MOST_WAYS).await;
        }
        // A journey's stages are told of even where nobody met one.
        levels.retain(|level| level.things.word == things::STAGE || level.total() > 0);
        let fine = levels.iter().any(|level| level.things.word == things::TOUCHPOINT);
        if context.people.count() > 0 && (events || !fine) {
            let mut level = Level::new(Things::events(context.tables, context.people.all()).await, false);
            units.each(context, &mut |rows| level.add(rows, None)).await;
            level.finish(MOST_WAYS).await;
            levels.push(level);
        }
        Ok(Self { levels, unit: units.word() })
    }

    /// One entry a level.
    pub fn moves(&self) -> Vec<Moves> {
        self.levels.iter().map(|level| level.moves(self.unit)).collect()
    }

    /// The things that may follow a step: stages, and the finest that are known without asking.
    pub fn things(&self) -> impl Iterator<Item = &Things<'a>> {
        self.told().map(|level| &level.things)
    }

    /// One entry a level that somebody met: of stages, and of the finest that is known without asking.
    pub fn into_ways(self) -> Vec<Ways> {
        let told: Vec<&str> =
            self.told().filter(|level| level.total() > 0).map(|level| level.things.word).collect();
        let levels = self.levels.into_iter().filter(|level| told.contains(&level.things.word));
        levels.map(|level| level.into_ways(self.unit)).collect()
    }

    fn told(&self) -> impl Iterator<Item = &Level<'a>> {
        let of = |word: &str| self.levels.iter().find(|level| level.things.word == word);
        let fine = of(things::TOUCHPOINT).or_else(|| of(things::EVENT));
        of(things::STAGE).into_iter().chain(fine)
    }
}

/// What moves: persons, or their sessions.
pub struct Units<'t> {
    sessions: Option<Parts<'t>>,
}

impl<'t> Units<'t> {
    /// As the funnel of the journey counts; the attempts of a person are still that person's.
    pub fn new(context: &Context<'t>) -> Result<Self, Error> {
        let rule = FunnelRule { hold: None, ..context.journey.funnel.clone() };
        let sessions = (rule.unit == Unit::Session).then(|| Parts::new(context.tables, &rule)).transpose()?;
        Ok(Self { sessions })
    }

    /// True where no times are needed to tell sessions apart.
    pub fn named(&self) -> bool {
        self.sessions.as_ref().is_some_and(Parts::named)
    }

    /// The word of documents.
    pub fn word(&self) -> &'static str {
        if self.sessions.is_some() { "session" } else { "person" }
    }

    /// Does something with the rows of each.
    pub async fn each(&self, context: &Context<'_>, with: &mut dyn FnMut(&[Row])) {
        each(context.people.each(), |rows| {
            let Some(parts) = &self.sessions else { return with(rows) };
            for session in parts.sessions(rows) {
                with(&session.iter().filter_map(|at| rows.get(*at)).copied().collect::<Vec<_>>());
            }
        })
        .await;
    }
}
