//! Paths that somebody asks for: at one level, from, to and between chosen things, after drop-off at a step.
//!
//! Must never know: rates, words.

use super::{Clip, Level, Lost, Things, Units, things};
use crate::analyse::funnel::{LostUnit, count_people};
use crate::analyse::joining;
use crate::analyse::matching::Matcher;
use crate::analyse::parts::at_once;
use crate::analyse::people::{People, Usable};
use crate::analyse::personas::Personas;
use crate::analyse::places::{self, Names, Places};
use crate::analyse::placing;
use crate::analyse::survey::Context;
use crate::analyse::visits::Visits;
use crate::error::{Code, Error};
use crate::model::evidence::{After, Moves, Planned, Sequences};
use crate::model::journey::Journey;
use crate::model::nearest;
use crate::model::rule::Step;
use crate::model::table::Table;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask<'q> {
    /// `stage`, `touchpoint`, `channel` or `event`.
    pub level: &'q str,
    /// Only the part of each way from the first visit of this, by id or name.
    pub from: Option<&'q str>,
    /// Only the part of each way to the first visit of this, after `from` where both are given.
    pub to: Option<&'q str>,
    /// What the people lost at this step of the funnel did next.
    pub after: Option<&'q str>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Everybody seen.
    pub people: u64,
    /// The moves, with their times where rows have any.
    pub moves: Moves,
    /// All ways.
    pub sequences: Sequences,
    /// Of the step that was asked about; `None` where nobody is lost there.
    pub after: Option<After>,
    /// Planned against actual, where the journey has stages.
    pub planned: Option<Planned>,
    /// What became of the rows of each table.
    pub usable: Vec<Usable>,
}

/// Counts the paths through the rows of some tables, which are taken together.
///
/// Unlike evidence nothing is left out or folded, and moves of every level have times. An error where the journey has
/// no such level, or nothing that is called as `from`, `to` or `after`.
pub fn asked(journey: &Journey, tables: &[&Table], ask: &Ask<'_>) -> Result<Asked, Error> {
    let rule = &journey.funnel;
    let steps = Matcher::new(tables, rule.steps.iter().map(|step| step.any.as_slice()))?;
    let places = Places::new(journey, tables)?;
    let ruled = !rule.steps.is_empty() || !journey.stages.is_empty();
    let part = joining::part(journey, tables, |at| !ruled || steps.applies(at) || places.applies(at));
    let people = at_once(People::of(tables, &steps, &part))?;
    let personas = Personas::new(&[], tables);
    let context = Context { journey, tables, people: &people, places: &places, personas: &personas };
    let units = Units::new(&context)?;
    if units.word() == "session" && !people.timed && !units.named() && people.count() > 0 {
        return Err(Error::new(Code::NoColumn, "time"));
    }
    let things = match ask.level {
        things::STAGE => Things::stages(journey, tables, &places),
        things::TOUCHPOINT => Things::touchpoints(journey, &places),
        things::CHANNEL => Things::channels(&context),
        _ => Some(at_once(Things::events(tables, &people))),
    };
    let things = things.ok_or_else(|| Error::new(Code::MissingKey, format!("{}s", ask.level)))?;
    let node = |word: Option<&str>| word.map(|word| node(journey, &things, word)).transpose();
    let clip = Clip { from: node(ask.from)?, to: node(ask.to)? };
    let mut level = Level::new(&things, people.timed, people.count());
    at_once(people.each_in_parts(&mut |rows| units.each_of(rows, &mut |rows| level.add(rows, Some(&clip)))));
    at_once(level.finish(usize::MAX));
    let after = match ask.after {
        Some(word) => after(&context, &steps, &things, word)?,
        None => None,
    };
    let planned = (!journey.stages.is_empty()).then(|| {
        let mut visits = Visits::new(journey.stages.len(), people.timed);
        at_once(people.each_in_parts(&mut |rows| visits.add(rows, &places)));
        visits.planned(journey)
    });
    let moves = level.moves(units.word());
    let sequences = level.into_ways(units.word()).sequences(usize::MAX);
    Ok(Asked {
        people: people.count() as u64,
        moves,
        sequences,
        after,
        planned,
        usable: people.usable.clone(),
    })
}

/// The node that a word names: an id, or a name in any case.
fn node(journey: &Journey, things: &Things<'_>, word: &str) -> Result<usize, Error> {
    let called = |names: Names| names.called(word).one().and_then(|place| placing::id(journey, place));
    let id = match things.word {
        things::STAGE => called(Names::stages(journey)),
        things::TOUCHPOINT => called(Names::touchpoints(journey)),
        things::CHANNEL => {
            let mut channels = journey.channels.iter();
            channels.find(|channel| places::named(word, &channel.id, &channel.name)).map(|c| c.id.as_str())
        }
        _ => None,
    };
    let exact = things.ids.iter().position(|known| known == id.unwrap_or(word));
    let folded = || things.ids.iter().position(|known| places::named(word, known, known));
    exact.or_else(folded).filter(|node| *node > 0).ok_or_else(|| {
        let known: Vec<&str> = things.ids.iter().skip(1).map(String::as_str).collect();
        Error::new(Code::UnknownId, word).nearest(nearest(word, &known).map(str::to_owned))
    })
}

fn after(
    context: &Context<'_>,
    steps: &Matcher<'_>,
    things: &Things<'_>,
    word: &str,
) -> Result<Option<After>, Error> {
    let rule = &context.journey.funnel;
    let called = |step: &Step| places::named(word, &step.id, &step.name);
    let Some(asked) = rule.steps.iter().position(called) else {
        let known: Vec<&str> = rule.steps.iter().map(|step| step.name.as_str()).collect();
        return Err(Error::new(Code::UnknownId, word).nearest(nearest(word, &known).map(str::to_owned)));
    };
    steps.complain()?;
    let mut lost = Lost::new(core::iter::once(things));
    let mut of = |one: &LostUnit<'_>| {
        if one.step == asked {
            lost.add(one.step, one.mask, one.rows, one.rest);
        }
    };
    at_once(count_people(context.tables, context.people, rule, None, &mut of))?;
    Ok(lost.finish(&rule.steps, rule.unit).pop())
}
