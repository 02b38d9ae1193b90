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
mod gathered;
mod level;
mod things;

pub use after::{Lost, Nexts, sort as sort_next};
pub use asked::{Ask, Asked, asked};
pub use chosen::{WAYS, chosen, renamed};
pub use gathered::Gathered;
pub use level::{Clip, Level, Ways, sort as sort_ways};
pub use things::Things;

use super::few::Few;
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
    all.extend(Things::stages(context.journey, context.tables, context.places));
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
    /// By level: the rows of a few people that are of something; none where sessions move.
    gathered: Vec<Gathered>,
    both: Option<Both<'a>>,
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
        let units = Units::new(context)?;
        let both = Both::new(things);
        let own = things.iter().filter(|_| units.sessions.is_none());
        let gathered = own.map(|things| Gathered::new(timed(things))).collect();
        Ok(Self { things, levels, units, gathered, both })
    }

    /// Adds a few people by their rows.
    pub fn add_few(&mut self, few: &mut Few<'_>) {
        let Self { things, levels, units, gathered, both } = self;
        match (both, gathered.as_mut_slice()) {
            (_, []) => few.each().for_each(|rows| {
                units.each_of(rows, &mut |rows| levels.iter_mut().for_each(|level| level.add(rows, None)));
            }),
            (Some(both), [one, other]) => Gathered::both([one, other], (both.codes, &both.nodes), few),
            (_, each) => {
                let (people, rows) = (few.people(), few.rows());
                things.iter().zip(each).for_each(|(things, gathered)| gathered.gather(things, rows, people));
            }
        }
        levels.iter_mut().zip(gathered).for_each(|(level, gathered)| level.add_few(gathered));
    }

    /// Which of those rows are of a stage, the first of their stages; none where nobody has asked.
    pub fn stages(&self) -> Option<&Gathered> {
        let at = self.things.iter().position(|things| things.word == things::STAGE)?;
        self.gathered.get(at)
    }

    /// The names of events, where one table's say all, and [`Paths::events`] says which rows are of them.
    pub fn things_of_events(&self) -> Option<&'p Things<'a>> {
        self.both.as_ref().filter(|_| !self.gathered.is_empty()).and_then(|_| self.things.last())
    }

    /// Which of the rows that were added last are of an event, as [`Paths::things_of_events`] has them.
    pub fn events(&self) -> Option<&Gathered> {
        self.both.as_ref().and_then(|_| self.gathered.last())
    }

    /// How many rows are of each of these events.
    pub fn rows_of_events(&self) -> Option<Vec<u64>> {
        self.events().and_then(|_| self.levels.last()).map(Level::rows)
    }

    /// True where [`Paths::nexts`] knows what was met.
    pub fn knows_nexts(&self) -> bool {
        !self.gathered.is_empty() && self.both.as_ref().is_some_and(|both| both.stages.is_some())
    }

    /// Looks up what the people that were added last met next after each stage, at the level of stages and at that of events.
    pub fn nexts(&self, nexts: &mut [Nexts; 2]) {
        let stages = self.both.iter().filter_map(|both| both.stages.as_ref()).flatten();
        for ((nexts, met), stages) in nexts.iter_mut().zip(&self.gathered).zip(stages) {
            nexts.look(met, stages);
        }
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

/// What events say of stages and events, where there are no other levels and one table's events say all.
struct Both<'a> {
    /// The codes of its column; the nodes of each code.
    codes: &'a [u32],
    nodes: Vec<[u16; 2]>,
    /// By node of a stage, and by node of an event: the node of its stage. None where one event is of several.
    stages: Option<[Vec<u16>; 2]>,
}

impl<'a> Both<'a> {
    fn new(things: &[Things<'a>]) -> Option<Self> {
        let [one, other] = things else { return None };
        if (one.word, other.word) != (things::STAGE, things::EVENT) {
            return None;
        }
        let ((codes, stages), (others, events)) = (one.by_event()?, other.by_event()?);
        let nodes: Vec<[u16; 2]> = stages.iter().zip(events).map(|(one, other)| [*one, *other]).collect();
        let of_events = stages_of_events(&nodes, other.ids.len());
        let stages = of_events.map(|events| [(0..).take(one.ids.len()).collect(), events]);
        core::ptr::eq(codes, others).then_some(Self { codes, nodes, stages })
    }
}

/// The stage of each event, where all of its codes say the same, and what is of a stage is an event.
fn stages_of_events(nodes: &[[u16; 2]], events: usize) -> Option<Vec<u16>> {
    let mut of: Vec<Option<u16>> = vec![None; events];
    for [stage, event] in nodes {
        let known = of.get_mut(usize::from(*event))?;
        let same = known.is_none_or(|known| known == *stage) && (*event != 0 || *stage == 0);
        *known = Some(*stage).filter(|_| same);
        known.as_ref()?;
    }
    Some(of.into_iter().map(Option::unwrap_or_default).collect())
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
