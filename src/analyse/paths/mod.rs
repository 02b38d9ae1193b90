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
use super::people::Row;
use super::survey::Context;
use crate::error::Error;
use crate::model::evidence::Moves;
use crate::model::rule::{FunnelRule, Unit};

/// The things of each level that is counted: stages, touchpoints that anybody met, channels; and events where nobody met a
/// touchpoint or `events` asks for them.
pub async fn things<'a>(context: &Context<'a>, events: bool) -> Vec<Things<'a>> {
    let mut all = Vec::new();
    if context.people.count() == 0 {
        return all;
    }
    all.extend(Things::stages(context.journey, context.places));
    let mut fine = Things::touchpoints(context.journey, context.places);
    if fine.is_some() && !any_touchpoint(context).await {
        fine = None;
    }
    let events = events || fine.is_none();
    all.extend(fine);
    all.extend(Things::channels(context).filter(|things| things.ids.len() > 2));
    if events {
        all.push(Things::events(context.tables, context.people).await);
    }
    all
}

/// True where anybody met a touchpoint.
async fn any_touchpoint(context: &Context<'_>) -> bool {
    let mut any = false;
    let meets = |row: &Row| context.places.numbers(row).next().is_some();
    let mut few = |rows: &[Row]| {
        any = rows.iter().any(meets);
        !any
    };
    context.people.each_few(&mut few).await;
    any
}

/// The things that may follow a step: stages, and the finest that are known without asking.
pub fn told<'p, 'a>(things: &'p [Things<'a>]) -> impl Iterator<Item = &'p Things<'a>> {
    let of = |word: &str| things.iter().find(|things| things.word == word);
    let fine = of(things::TOUCHPOINT).or_else(|| of(things::EVENT));
    of(things::STAGE).into_iter().chain(fine)
}

/// Everybody's moves and ways, level by level.
pub struct Paths<'p, 'a> {
    things: &'p [Things<'a>],
    levels: Vec<Level<'p, 'a>>,
    units: Units<'a>,
}

/// So many different ways are kept, those with most people.
const MOST_WAYS: usize = 100_000;

impl<'p, 'a> Paths<'p, 'a> {
    /// Nobody's yet, between these things; of persons, or of sessions where the funnel counts those. Only moves between
    /// stages have times.
    pub fn new(context: &Context<'a>, things: &'p [Things<'a>]) -> Result<Self, Error> {
        let timed = |things: &Things<'_>| context.people.timed && things.word == things::STAGE;
        let levels =
            things.iter().map(|things| Level::new(things, timed(things), context.people.count())).collect();
        Ok(Self { things, levels, units: Units::new(context)? })
    }

    /// Adds the rows of one person.
    pub fn add(&mut self, rows: &[Row]) {
        let Self { levels, units, .. } = self;
        units.each_of(rows, &mut |rows| levels.iter_mut().for_each(|level| level.add(rows, None)));
    }

    /// Nobody is added any more; `whole`: all ways are wanted, else those that are told.
    pub async fn finish(&mut self, whole: bool) {
        let most = if whole { MOST_WAYS } else { WAYS };
        for level in self.levels.iter_mut().filter(|level| level.things.word != things::CHANNEL) {
            level.finish(most).await;
        }
        self.levels.retain(|level| level.things.word != things::CHANNEL || level.total() > 0);
    }

    /// One entry a level.
    pub fn moves(&self) -> Vec<Moves> {
        self.levels.iter().map(|level| level.moves(self.units.word())).collect()
    }

    /// One entry a level that somebody met: of stages, and of the finest that is known without asking.
    pub fn into_ways(self) -> Vec<Ways> {
        let (told, unit): (Vec<&str>, _) =
            (told(self.things).map(|things| things.word).collect(), self.units.word());
        let levels = self.levels.into_iter().filter(|level| level.total() > 0);
        levels.filter(|level| told.contains(&level.things.word)).map(|level| level.into_ways(unit)).collect()
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

    /// Does something with the rows of each of a person's.
    pub fn each_of(&self, rows: &[Row], with: &mut dyn FnMut(&[Row])) {
        let Some(parts) = &self.sessions else { return with(rows) };
        for session in parts.sessions(rows) {
            with(&session.iter().filter_map(|at| rows.get(*at)).copied().collect::<Vec<_>>());
        }
    }
}
