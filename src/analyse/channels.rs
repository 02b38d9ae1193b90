//! People by channel and by touchpoint.
//!
//! Must never know: scores, rates.

use super::people::Row;
use super::places::{Places, Spot, named};
use super::survey::{Context, Place, Surveyed};
use crate::model::evidence::ChannelEvidence;
use crate::model::rule::Role;
use crate::model::table::{Data, Table};
use std::collections::BTreeMap;

/// People with a row of each touchpoint.
pub async fn touchpoints(context: &Context<'_>) -> BTreeMap<Spot, u64> {
    let places = context.places;
    let count = context.journey.stages.iter().map(|stage| stage.touchpoints.len()).sum();
    let people = each_once(context, count, &|row, meet| places.numbers(row).for_each(meet)).await;
    people.iter().enumerate().filter_map(|(at, people)| Some((places.spot(at)?, *people))).collect()
}

/// Is told of each thing of a row.
type Meet<'m> = &'m mut dyn FnMut(usize);

/// How many people meet each of some things; `of` gives those of a row.
async fn each_once(context: &Context<'_>, count: usize, of: &dyn Fn(&Row, Meet<'_>)) -> Vec<u64> {
    let mut people = vec![0_u64; count];
    if count == 0 {
        return people;
    }
    // The last person who met it, from 1.
    let mut last = vec![0_usize; count];
    let mut person = 0_usize;
    let mut each = |rows: &[Row]| {
        person = person.saturating_add(1);
        for row in rows {
            of(row, &mut |at| {
                if let (Some(people), Some(last)) = (people.get_mut(at), last.get_mut(at)) {
                    *people += u64::from(*last != person);
                    *last = person;
                }
            });
        }
    };
    context.people.each_in_parts(&mut each).await;
    people
}

/// People with a row on each channel, and its answers: as the row's own channel cell says, else as its touchpoints do.
/// Where no answer has such a cell, those of the touchpoints say it all; what is to be merged has them all the same,
/// since in another part they may.
pub async fn count(context: &Context<'_>, surveyed: &Surveyed<'_>, whole: bool) -> Vec<ChannelEvidence> {
    let journey = context.journey;
    let channels = Channels::new(context);
    let people = match journey.channels.len() {
        0 => Vec::new(),
        count => each_once(context, count, &|row, meet| channels.each(row, meet)).await,
    };
    let ids = journey.channels.iter().map(|channel| channel.id.clone());
    let own = surveyed.own_channels;
    let answers = |at| if own || whole { surveyed.of_channel(context, at) } else { Vec::new() };
    let channel = |(at, (id, people))| ChannelEvidence { id, people, answers: answers(at), own };
    ids.zip(people).enumerate().map(channel).collect()
}

/// The channels of rows: as the row's own channel cell says, else as its touchpoints do.
pub struct Channels<'a> {
    places: &'a Places<'a>,
    /// By table.
    cells: Vec<Option<Cells<'a>>>,
    /// By touchpoint of the journey.
    of_touchpoints: Vec<Option<usize>>,
}

impl<'a> Channels<'a> {
    /// Looks up each cell and each touchpoint once.
    pub fn new(context: &Context<'a>) -> Self {
        let journey = context.journey;
        let known = |word: &str| journey.channels.iter().position(|c| named(word, &c.id, &c.name));
        let touchpoints = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
        Self {
            places: context.places,
            cells: context.tables.iter().map(|table| cells(table, &known)).collect(),
            of_touchpoints: touchpoints
                .map(|touchpoint| touchpoint.channel.as_deref().and_then(known))
                .collect(),
        }
    }

    /// Gives each channel of a row, by its place in the journey.
    pub fn each(&self, row: &Row, give: impl FnMut(usize)) {
        match self.own(row) {
            Some(channel) => core::iter::once(channel).for_each(give),
            None => self.of_touchpoints(row).for_each(give),
        }
    }

    /// The first channel of a row.
    pub fn first(&self, row: &Row) -> Option<usize> {
        self.own(row).or_else(|| self.of_touchpoints(row).next())
    }

    /// The channel of answers at a place, where that is a touchpoint on one.
    pub fn of(&self, place: Place) -> Option<usize> {
        let Place::Touchpoint(stage, at) = place else { return None };
        self.of_touchpoints.get(self.places.number((stage, at))?).copied().flatten()
    }

    /// The channel that a row names itself.
    pub fn own(&self, row: &Row) -> Option<usize> {
        let (codes, channels) = self.cells.get(row.table as usize)?.as_ref()?;
        channels.get(*codes.get(row.row as usize)? as usize).copied().flatten()
    }

    fn of_touchpoints(&self, row: &Row) -> impl Iterator<Item = usize> {
        self.places.numbers(row).filter_map(|at| self.of_touchpoints.get(at).copied().flatten())
    }
}

/// The codes of a channel column, and the channel of each code.
type Cells<'t> = (&'t [u32], Vec<Option<usize>>);

fn cells<'t>(table: &'t Table, known: &dyn Fn(&str) -> Option<usize>) -> Option<Cells<'t>> {
    let Some(Data::Texts(texts)) = table.role(Role::Channel).map(|column| &column.data) else { return None };
    let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX));
    Some((texts.codes.as_slice(), (0..texts.entries()).map(|code| known(entry(code))).collect()))
}
