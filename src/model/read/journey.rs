//! `jejak.journey/1` → `Journey`.

use super::stages::{implied_channels, stages};
use super::{Known, Reading, each, flag, id_and_name, number, rules, sources, take_ids, text, texts, word};
use crate::error::Code;
use crate::model::check::Check;
use crate::model::journey::*;
use crate::model::period::Every;
use crate::model::shapes::JOURNEY;
use crate::value::Value;
use std::collections::BTreeSet;

/// Reads a journey, with every default filled in, and says what is wrong with it.
///
/// Whatever can be used is used: a mistake in one touchpoint leaves the others as they are. There is no
/// journey only where nothing could be drawn: no object, another document, or no stages.
///
/// ```
/// # use jejak::{model, value, Value};
/// let document = value::map([("title", "My shop".into()), ("stages", vec!["Find", "Buy"].into())]);
/// let (journey, problems) = model::read_journey(&document);
/// let journey = journey.unwrap();
/// assert!(problems.is_empty());
/// assert_eq!((journey.stages[1].id.as_str(), journey.funnel.steps.len()), ("buy", 2));
/// ```
pub fn read_journey(document: &Value) -> Reading<Journey> {
    let mut check = Check::default();
    if check.schema(document, "jejak.journey/1") {
        return (None, check.problems);
    }
    let journey = check.document(&JOURNEY, document).and_then(|usable| journey(&mut check, &usable));
    (journey, check.problems)
}

fn journey(check: &mut Check, document: &Value) -> Option<Journey> {
    let source_ids = sources::ids(check, document);
    let known_sources = Known::of(source_ids.iter().map(|id| (id, id)));
    let personas = personas(check, document);
    let known_personas = Known::of(personas.iter().map(|p| (&p.id, &p.name)));
    let mut channels = channels(check, document);
    implied_channels(document, &mut channels);
    let known_channels = Known::of(channels.iter().map(|c| (&c.id, &c.name)));
    let scale = scale(check, document);
    let about =
        Context { scale: &scale, personas: known_personas, channels: known_channels, sources: known_sources };
    let stages = stages(check, document, &about)?;
    let known_stages = Known::of(stages.iter().map(|s| (&s.id, &s.name)));
    let touchpoints = stages.iter().flat_map(|stage| &stage.touchpoints);
    let known_touchpoints = Known::of(touchpoints.map(|t| (&t.id, &t.name)));
    let funnel = check.at("funnel", |check| {
        rules::funnel(
            check,
            document.get("funnel").unwrap_or(&Value::Null),
            Some(&stages),
            Some(&about.sources),
        )
    });
    let cohorts = cohorts(check, document, &known_stages);
    let sources = sources::sources(check, document, &source_ids, &known_stages, &known_touchpoints);
    let mut ext: Vec<_> = document.get("ext").and_then(Value::as_map).unwrap_or_default().to_vec();
    let found = core::mem::take(&mut check.ext);
    let mut again = BTreeSet::new();
    again.extend(found.iter().map(|(key, _)| key.clone()));
    ext.retain(|(key, _)| !again.contains(key));
    ext.extend(found);
    Some(Journey {
        title: text(document, "title").unwrap_or_default(),
        lang: text(document, "lang"),
        scenario: text(document, "scenario"),
        goal: text(document, "goal"),
        owner: text(document, "owner"),
        updated: text(document, "updated"),
        to_be: text(document, "state").is_some_and(|state| state == "to_be"),
        personas,
        channels,
        loops: loops(check, document, &known_stages),
        lanes: lanes(check, document),
        stages,
        funnel,
        cohorts,
        sources,
        ext,
        scale,
    })
}

/// What stages are read against.
pub(super) struct Context<'a> {
    pub scale: &'a Scale,
    pub personas: Known,
    pub channels: Known,
    pub sources: Known,
}

fn scale(check: &mut Check, document: &Value) -> Scale {
    let read = || {
        let scale = document.get("scale")?;
        let (min, max) = (number(scale, "min")?, number(scale, "max")?);
        let neutral = number(scale, "neutral").unwrap_or(min / 2.0 + max / 2.0);
        let labels = <[String; 5]>::try_from(texts(scale, "labels")).ok();
        Some((Scale { min, neutral, max, labels }, scale.get("labels").is_some()))
    };
    let Some((mut scale, labelled)) = read() else { return Scale::default() };
    check.at("scale", |check| {
        if labelled && scale.labels.is_none() {
            check.at("labels", |check| check.error(Code::WrongType, "five texts"));
        }
        if !(scale.min < scale.max && scale.min <= scale.neutral && scale.neutral <= scale.max) {
            check.error(Code::OutOfRange, "min ≤ neutral ≤ max");
            scale = Scale { labels: scale.labels.take(), ..Scale::default() };
        }
    });
    scale
}

fn personas(check: &mut Check, document: &Value) -> Vec<Persona> {
    let mut ids = Ids::default();
    let mut taken = take_ids(check, document, "personas", &mut ids).into_iter();
    each(check, document, "personas", |check, item| {
        let (id, name) = id_and_name(check, item, taken.next().flatten(), "persona", &mut ids);
        Some(Persona {
            id,
            name,
            quote: text(item, "quote"),
            goals: texts(item, "goals"),
            needs: texts(item, "needs"),
            frustrations: texts(item, "frustrations"),
            share: number(item, "share"),
            segment: item.get("segment").and_then(|item| check.at("segment", |check| segment(check, item))),
        })
    })
}

fn segment(check: &mut Check, item: &Value) -> Option<Segment> {
    let mut values = texts(item, "in");
    values.extend(text(item, "equals"));
    if values.is_empty() {
        check.error(Code::MissingKey, "equals");
        return None;
    }
    Some(Segment { field: text(item, "field")?, values })
}

fn channels(check: &mut Check, document: &Value) -> Vec<Channel> {
    let mut ids = Ids::default();
    let mut taken = take_ids(check, document, "channels", &mut ids).into_iter();
    each(check, document, "channels", |check, item| {
        let (id, name) = id_and_name(check, item, taken.next().flatten(), "channel", &mut ids);
        let kind = word(item, "kind", ChannelKind::of);
        let kind = kind.or_else(|| ChannelKind::of(&id)).unwrap_or_default();
        Some(Channel { id, name, kind, owned: item.get("owned").and_then(Value::as_bool) })
    })
}

fn loops(check: &mut Check, document: &Value, stages: &Known) -> Vec<Loop> {
    each(check, document, "loop", |check, item| {
        let (from, to) = (stages.under(check, item, "from"), stages.under(check, item, "to"));
        Some(Loop { from: from?, to: to?, label: text(item, "label") })
    })
}

fn cohorts(check: &mut Check, document: &Value, stages: &Known) -> Cohorts {
    let item = document.get("cohorts").unwrap_or(&Value::Null);
    check.at("cohorts", |check| Cohorts {
        every: word(item, "every", Every::of).unwrap_or_default(),
        start: stages.under(check, item, "start"),
        active: stages.under(check, item, "active"),
    })
}

fn lanes(check: &mut Check, document: &Value) -> Vec<Lane> {
    each(check, document, "lanes", |_, item| {
        Some(Lane {
            kind: word(item, "type", LaneKind::of)?,
            title: text(item, "title"),
            collapsed: flag(item, "collapsed"),
        })
    })
}
