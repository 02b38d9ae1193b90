//! The events of all sources: how often each occurs, where it belongs, and which belong to no step, stage or
//! touchpoint, because a proposal left them out or a journey forgot them.
//!
//! Must never know: words, how they are shown.

use super::matching::Matcher;
use super::parts::{at_once, in_runs};
use super::people::Row;
use super::places::{Places, Spot};
use super::placing::{as_row, texts};
use crate::error::Error;
use crate::model::journey::Journey;
use crate::model::order::arrange;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Table, Texts};

/// Bits that are spent on telling people apart, event by event: 8 MB.
const BITS: usize = 1 << 26;

/// An event that no rule of the journey matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Id of the source.
    pub source: String,
    /// Its name as the rows have it.
    pub event: String,
    /// Rows of it that match nothing.
    pub count: u64,
}

/// An event of a source, and where the journey puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Id of the source.
    pub source: String,
    /// Its name as the rows have it.
    pub event: String,
    /// Its rows.
    pub count: u64,
    /// Who has any of them; `None` where there are no persons, or too many to tell apart for this event.
    pub people: Option<u64>,
    /// Its rows that match no step, stage or touchpoint.
    pub unmatched: u64,
    /// The first step that any of its rows matches.
    pub step: Option<usize>,
    /// The first stage.
    pub stage: Option<usize>,
    /// The first touchpoint.
    pub touchpoint: Option<Spot>,
}

/// The commonest events of all sources.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Events {
    /// The commonest first, equal ones by source and name.
    pub list: Vec<Event>,
    /// How many more there are.
    pub more: u64,
    /// Rows of those.
    pub more_rows: u64,
}

/// The events of all tables that have rows which match nothing: the commonest first, equal ones by source and name.
pub fn unmatched(journey: &Journey, tables: &[&Table]) -> Result<Vec<Unmatched>, Error> {
    Ok(events(journey, tables, usize::MAX)?.unmatched())
}

impl Events {
    /// Those with rows that match nothing, by how many.
    pub fn unmatched(&self) -> Vec<Unmatched> {
        let left = self.list.iter().filter(|event| event.unmatched > 0);
        let mut found: Vec<Unmatched> = left
            .map(|event| Unmatched {
                source: event.source.clone(),
                event: event.event.clone(),
                count: event.unmatched,
            })
            .collect();
        arrange(&mut found, |a, b| {
            b.count.cmp(&a.count).then_with(|| (&a.source, &a.event).cmp(&(&b.source, &b.event)))
        });
        found
    }
}

/// The `most` commonest events of all tables, each with where it belongs.
pub fn events(journey: &Journey, tables: &[&Table], most: usize) -> Result<Events, Error> {
    at_once(events_in_parts(journey, tables, most))
}

/// As [`events`], in parts.
pub async fn events_in_parts(journey: &Journey, tables: &[&Table], most: usize) -> Result<Events, Error> {
    let steps = Matcher::new(tables, journey.funnel.steps.iter().map(|step| step.any.as_slice()))?;
    let places = Places::new(journey, tables)?;
    // The number of rows, the table, the code.
    let mut all: Vec<(u64, usize, u32)> = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let Some(events) = texts(table, Role::Event) else { continue };
        let mut counts = vec![[0_u64; 4]; events.entries()];
        in_runs(&events.codes, |codes| tell(codes, &mut counts)).await;
        let counts = counts.into_iter().map(|four| four.into_iter().fold(0, u64::saturating_add));
        let counted = (0..).zip(counts).filter(|(code, count)| *code != BLANK && *count > 0);
        all.extend(counted.map(|(code, count)| (count, at, code)));
    }
    let name = |at: usize, code: u32| {
        let table = tables.get(at)?;
        Some((table.source.as_str(), texts(table, Role::Event)?.entry(code)))
    };
    arrange(&mut all, |a, b| b.0.cmp(&a.0).then_with(|| name(a.1, a.2).cmp(&name(b.1, b.2))));
    let rest = all.split_off(most.min(all.len()));
    let mut list: Vec<Event> = all
        .iter()
        .map(|(count, at, code)| {
            let (source, event) = name(*at, *code).unwrap_or_default();
            Event {
                source: source.to_owned(),
                event: event.to_owned(),
                count: *count,
                people: None,
                unmatched: 0,
                step: None,
                stage: None,
                touchpoint: None,
            }
        })
        .collect();
    for (at, table) in tables.iter().enumerate() {
        let Some(events) = texts(table, Role::Event) else { continue };
        let own = all.iter().zip(&mut list).filter(|((_, of, _), _)| *of == at);
        let mut own: Vec<(u32, &mut Event)> = own.map(|((.., code), event)| (*code, event)).collect();
        place(&mut own, at, events, &steps, &places).await;
        if let Some(persons) = texts(table, Role::Person) {
            count_people(&mut own, events, persons).await;
        }
    }
    let more_rows = rest.iter().map(|(count, ..)| count).sum();
    Ok(Events { list, more: rest.len() as u64, more_rows })
}

/// The place of each code in the list, [`usize::MAX`] for one that is not in it.
fn slots(own: &[(u32, &mut Event)], events: &Texts) -> Vec<usize> {
    let mut slots = vec![usize::MAX; events.entries()];
    for (slot, (code, _)) in own.iter().enumerate() {
        if let Some(known) = slots.get_mut(*code as usize) {
            *known = slot;
        }
    }
    slots
}

/// Where the events of table `at` belong. Where the event's name alone decides, one row of each tells.
async fn place(
    own: &mut [(u32, &mut Event)],
    at: usize,
    events: &Texts,
    steps: &Matcher<'_>,
    places: &Places<'_>,
) {
    let slots = slots(own, events);
    let by_name = steps.follows(at, &events.codes) && places.follows(at, &events.codes);
    // How many events are still to be told where one row of each tells.
    let mut left = own.len();
    let mut row = 0..;
    in_runs(&events.codes, |codes| {
        if left == 0 {
            return;
        }
        for (code, row) in codes.iter().zip(row.by_ref()) {
            let slot = slots.get(*code as usize).copied().unwrap_or(usize::MAX);
            let Some((_, event)) = own.get_mut(slot) else { continue };
            if by_name && (event.unmatched > 0 || event.step.is_some() || event.stage.is_some()) {
                continue;
            }
            let Some(known) = as_row(at, row) else { return };
            let seen = Row { mask: steps.mask(at, row), ..known };
            let step = (seen.mask != 0).then(|| seen.mask.trailing_zeros() as usize);
            let (stage, touchpoint) = (places.stages_of(&seen).next(), places.touchpoints(&seen).next());
            let first = |known: Option<usize>, now: Option<usize>| known.into_iter().chain(now).min();
            event.step = first(event.step, step);
            event.stage = first(event.stage, stage.or(touchpoint.map(|(stage, _)| stage)));
            event.touchpoint = event.touchpoint.into_iter().chain(touchpoint).min();
            if step.is_none() && stage.is_none() && touchpoint.is_none() {
                event.unmatched = if by_name { event.count } else { event.unmatched.saturating_add(1) };
            }
            left = left.saturating_sub(usize::from(by_name));
            if left == 0 {
                return;
            }
        }
    })
    .await;
}

/// Who has each event: a bit a person, for as many of the commonest events as there is room for.
async fn count_people(own: &mut [(u32, &mut Event)], events: &Texts, persons: &Texts) {
    let words = persons.entries().div_ceil(64);
    let told = own.len().min(BITS / 64 / words.max(1));
    let slots = slots(own.get(..told).unwrap_or_default(), events);
    let mut seen = vec![0_u64; told * words];
    let starts: Vec<usize> = slots.iter().map(|slot| slot.saturating_mul(words)).collect();
    let mut people = persons.codes.as_slice();
    in_runs(&events.codes, |codes| {
        let (now, later) = people.split_at(codes.len().min(people.len()));
        see(codes, now, &starts, &mut seen);
        people = later;
    })
    .await;
    for ((_, event), people) in own.iter_mut().zip(seen.chunks_mut(words.max(1))) {
        // Nobody has the first of all codes.
        if let Some(first) = people.first_mut() {
            *first &= u64::MAX << 1;
        }
        event.people = Some(people.iter().map(|word| u64::from(word.count_ones())).sum());
    }
}

/// Counts rows by their code, each of four neighbours apart: a processor waits where it adds to what it has just added to.
#[inline(never)] // a loop by itself, see `super::parts`
fn tell(codes: &[u32], counts: &mut [[u64; 4]]) {
    let mut add = |code: u32, at: usize| {
        if let Some(count) = counts.get_mut(code as usize).and_then(|four| four.get_mut(at)) {
            *count = count.wrapping_add(1); // there are fewer rows
        }
    };
    let (fours, last) = codes.as_chunks::<4>();
    for [a, b, c, d] in fours {
        add(*a, 0);
        add(*b, 1);
        add(*c, 2);
        add(*d, 3);
    }
    last.iter().for_each(|code| add(*code, 0));
}

/// Sets the bit of each row's person among those of its event, which start there by code.
#[inline(never)]
fn see(codes: &[u32], people: &[u32], starts: &[usize], seen: &mut [u64]) {
    for (code, person) in codes.iter().zip(people) {
        let Some(start) = starts.get(*code as usize) else { continue };
        if let Some(word) = seen.get_mut(start.saturating_add(*person as usize / 64)) {
            *word |= 1 << (person % 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read_journey;
    use crate::model::table::{Column, Data};
    use crate::value::{Value, map};

    fn texts_of(cells: &[&str]) -> Texts {
        let mut texts = Texts::new();
        for cell in cells {
            let known = (0..texts.entries() as u32).find(|code| texts.entry(*code) == *cell);
            let code = known.unwrap_or_else(|| texts.push_entry(cell));
            texts.codes.push(code);
        }
        texts
    }

    fn shop(events: &[&str], persons: &[&str], devices: &[&str]) -> Table {
        let column = |header: &str, role, cells: &[&str]| Column {
            header: header.into(),
            role,
            data: Data::Texts(texts_of(cells)),
        };
        Table {
            source: "shop".into(),
            columns: vec![
                column("user", Some(Role::Person), persons),
                column("event", Some(Role::Event), events),
                column("device", None, devices),
            ],
            ..Table::default()
        }
    }

    fn journey(rule: Vec<(&str, Value)>) -> Journey {
        let rule = Value::Map(rule.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        let cart = map([("name", "Cart".into()), ("match", Value::List(vec![rule]))]);
        let document = map([("title", "Shop".into()), ("stages", Value::List(vec!["view".into(), cart]))]);
        read_journey(&document).0.unwrap()
    }

    const EVENTS: [&str; 7] = ["view", "view", "add", "add", "add", "ping", ""];
    const PERSONS: [&str; 7] = ["a", "a", "a", "b", "", "b", "c"];
    const DEVICES: [&str; 7] = ["phone", "desk", "phone", "desk", "phone", "desk", "desk"];

    #[test]
    fn each_event_has_its_rows_its_people_and_its_stage() {
        let table = shop(&EVENTS, &PERSONS, &DEVICES);
        let journey = journey(vec![("field", "event".into()), ("equals", "add".into())]);
        let found = events(&journey, &[&table], 10).unwrap();
        let told: Vec<_> = found
            .list
            .iter()
            .map(|event| (event.event.as_str(), event.count, event.people, event.stage, event.unmatched))
            .collect();
        assert_eq!(
            told,
            [
                ("add", 3, Some(2), Some(1), 0),
                ("view", 2, Some(1), Some(0), 0),
                ("ping", 1, Some(1), None, 1)
            ]
        );
        assert_eq!((found.more, found.more_rows), (0, 0));
        let short = events(&journey, &[&table], 1).unwrap();
        assert_eq!((short.list.len(), short.more, short.more_rows), (1, 2, 3));
    }

    #[test]
    fn a_rule_on_another_column_is_tried_row_by_row() {
        let table = shop(&EVENTS, &PERSONS, &DEVICES);
        let event = map([("field", "event".into()), ("equals", "add".into())]);
        let desk = map([("field", "device".into()), ("equals", "desk".into())]);
        let journey = journey(vec![("all", Value::List(vec![event, desk]))]);
        let found = events(&journey, &[&table], 10).unwrap();
        let add = &found.list[0];
        assert_eq!((add.stage, add.unmatched), (Some(1), 2));
        let left: Vec<_> = found.unmatched().into_iter().map(|one| (one.event, one.count)).collect();
        assert_eq!(left, [("add".to_owned(), 2), ("ping".to_owned(), 1)]);
    }
}
