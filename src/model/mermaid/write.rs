//! A journey → a Mermaid `journey`, and what of it Mermaid cannot hold.

use super::draft::{BEST, NEUTRAL, WORST};
use super::entities::encode;
use super::read_mermaid;
use crate::model::journey::{Emotion, Journey, Scale, Stage, Touchpoint};
use crate::model::order::set_of;
use crate::model::{number, score, write_journey};
use crate::value::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What Mermaid cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// A key of the journey document, such as `thoughts`; or one of `emotion by persona` (a task has one score:
    /// the mean is written), `emotion of stage` (it is written at those of its tasks that have none, or at one of its
    /// own), `no emotion` (neutral is written), `names alike` (they become one persona), `ids` (reading makes other ones).
    pub key: String,
    /// How many things of that kind.
    pub count: u64,
}

/// A journey as Mermaid text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The diagram, with a line end at its end.
    pub text: String,
    /// What was left out or changed, in the order of the document. What is not listed reads back as it is.
    pub dropped: Vec<Dropped>,
}

/// Writes a journey as a Mermaid `journey` diagram that Mermaid draws and
/// [`read_mermaid`](super::read_mermaid) reads back.
///
/// Stages become sections, touchpoints tasks, personas actors, the scenario `accDescr`. Emotions are written as
/// scores 1…5; where the journey came from a diagram with higher scores, up to its highest. A score that stands
/// nowhere in the journey is that of the stage, else the neutral 3: Mermaid cannot draw a task without one. What
/// the grammar would take for itself in a name stands as an entity code, `#58;` for a colon.
///
/// ```
/// # use jejak::{model::{self, mermaid::write_mermaid}, value};
/// let text = r#"{"title": "Shop", "stages": [{"name": "Buy", "touchpoints": [{"name": "Pay: cash", "emotion": 1, "thoughts": ["Hm"]}]}]}"#;
/// let journey = model::read_journey(&serde_json::from_str(text).unwrap()).0.unwrap();
/// let written = write_mermaid(&journey);
/// assert_eq!(written.text, "journey\n    title Shop\n    section Buy\n      Pay#58; cash: 4\n");
/// assert_eq!((written.dropped[0].key.as_str(), written.dropped[0].count), ("thoughts", 1));
/// ```
pub fn write_mermaid(journey: &Journey) -> Written {
    let mut out = String::from("journey\n");
    // Writing into a String cannot fail.
    let mut line = |indent: usize, text: &str| {
        let _ = writeln!(out, "{:indent$}{text}", "");
    };
    if !journey.title.is_empty() {
        line(4, &format!("title {}", encode(&journey.title, &[], false)));
    }
    if let Some(Value::Text(title)) = ext(journey, "accTitle") {
        line(4, &format!("accTitle: {}", encode(title, &[], false)));
    }
    if let Some(scenario) = journey.scenario.as_ref().filter(|scenario| !scenario.is_empty()) {
        line(4, &format!("accDescr: {}", encode(scenario, &[], false)));
    }
    let scale = scale(journey);
    for stage in &journey.stages {
        line(4, &format!("section {}", encode(&name(&stage.name), &[':', '：'], false)));
        if stage.touchpoints.is_empty() && stage.emotion.is_some() {
            line(6, &task(&stage.name, axis(&stage.emotion), &scale, ""));
        }
        for touchpoint in &stage.touchpoints {
            let axis = axis(&touchpoint.emotion).or(axis(&stage.emotion));
            line(6, &task(&touchpoint.name, axis, &scale, &actors(journey, touchpoint)));
        }
    }
    let dropped = dropped(journey, &out);
    Written { text: out, dropped }
}

/// One value for all.
fn axis(emotion: &Option<Emotion>) -> Option<f64> {
    emotion.as_ref()?.of(None)
}

fn task(text: &str, axis: Option<f64>, scale: &Scale, actors: &str) -> String {
    let score = score(scale, axis.unwrap_or(0.0));
    let name = encode(&name(text), &[':', '：'], true);
    if actors.is_empty() { format!("{name}: {score}") } else { format!("{name}: {score}: {actors}") }
}

/// A name that Mermaid can hold: a dash where there is none.
fn name(name: &str) -> String {
    if name.is_empty() { "–".to_owned() } else { name.to_owned() }
}

fn actors(journey: &Journey, touchpoint: &Touchpoint) -> String {
    let person = |id: &String| journey.personas.iter().find(|persona| persona.id == *id);
    let names = touchpoint.personas.iter().filter_map(person);
    let names: Vec<_> = names.map(|persona| encode(&name(&persona.name), &[',', ':', '：'], false)).collect();
    names.join(", ")
}

fn ext<'j>(journey: &'j Journey, key: &str) -> Option<&'j Value> {
    journey.ext.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Scores 1…5, or up to the highest one of the diagram the journey came from, if a task still has it.
fn scale(journey: &Journey) -> Scale {
    let own = &journey.scale;
    let reads_back = || number::parse(&own.max.to_string()) == Some(own.max);
    let highest = |emotion: &Option<Emotion>| axis(emotion) == Some(1.0);
    let reached = |stage: &Stage| stage.touchpoints.iter().any(|touchpoint| highest(&touchpoint.emotion));
    let mermaid = own.min == WORST && own.neutral == NEUTRAL && own.max > BEST;
    let max = if mermaid && reads_back() && journey.stages.iter().any(reached) { own.max } else { BEST };
    Scale { min: WORST, neutral: NEUTRAL, max, labels: None }
}

/// Keys that a diagram holds, by the place where they stand.
const HELD: [&str; 11] = [
    "/schema",
    "/title",
    "/scenario",
    "/ext/accTitle",
    "/personas/id",
    "/personas/name",
    "/stages/id",
    "/stages/name",
    "/stages/touchpoints/id",
    "/stages/touchpoints/name",
    "/stages/touchpoints/personas",
];

/// Everything of the document that the text does not hold.
fn dropped(journey: &Journey, text: &str) -> Vec<Dropped> {
    let mut list = Vec::new();
    walk(&write_journey(journey), "", &mut list);
    unwritten(journey, &mut list);
    let persons = list.iter().any(|dropped| dropped.key == "personas" || dropped.key == "names alike");
    if !read_mermaid(text).0.is_some_and(|read| same_ids(journey, &read, !persons)) {
        add(&mut list, "ids", 1);
    }
    list
}

fn add(list: &mut Vec<Dropped>, key: &str, count: usize) {
    let count = count as u64;
    match list.iter_mut().find(|dropped| dropped.key == key) {
        _ if count == 0 => {}
        Some(dropped) => dropped.count = dropped.count.saturating_add(count),
        None => list.push(Dropped { key: key.to_owned(), count }),
    }
}

/// Counts what is written in a document and not held, whatever keys documents may come to have.
fn walk(value: &Value, at: &str, list: &mut Vec<Dropped>) {
    match value {
        Value::Map(pairs) => {
            for (key, value) in pairs {
                let here = format!("{at}/{key}");
                match (here.as_str(), value) {
                    (held, _) if HELD.contains(&held) => {}
                    ("/scale", scale) => add(list, "labels", usize::from(scale.get("labels").is_some())),
                    ("/ext" | "/personas" | "/stages" | "/stages/touchpoints", inside) => {
                        walk(inside, &here, list)
                    }
                    ("/stages/emotion", _) => add(list, "emotion of stage", 1),
                    ("/stages/touchpoints/emotion", Value::Map(_)) => add(list, "emotion by persona", 1),
                    ("/stages/touchpoints/emotion", _) => {}
                    (_, Value::List(items)) => add(list, plural(key), items.len()),
                    _ => add(list, if at == "/ext" { "ext" } else { plural(key) }, 1),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| walk(item, at, list)),
        _ => {}
    }
}

/// One key for what stands once in one place and several times in another.
fn plural(key: &str) -> &str {
    match key {
        "goal" => "goals",
        "quote" => "quotes",
        key => key,
    }
}

/// What is missing in the document and cannot be missing in a diagram, and personas that no task names.
fn unwritten(journey: &Journey, list: &mut Vec<Dropped>) {
    let touchpoints = || journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    let blank = |name: &String| name.is_empty();
    let names = journey.stages.iter().map(|stage| &stage.name).chain(touchpoints().map(|item| &item.name));
    add(list, "name", names.filter(|name| blank(name)).count());
    let neutral = journey.stages.iter().filter(|stage| axis(&stage.emotion).is_none());
    let neutral = neutral.flat_map(|stage| &stage.touchpoints).filter(|item| axis(&item.emotion).is_none());
    add(list, "no emotion", neutral.count());
    let used = set_of(touchpoints().flat_map(|item| &item.personas));
    let (mut unused, mut alike, mut seen) = (0, 0, BTreeSet::new());
    for persona in &journey.personas {
        if !used.contains(&persona.id) {
            unused += 1;
        } else if blank(&persona.name) || !seen.insert(&persona.name) {
            alike += 1;
        }
    }
    let repeated = |item: &Touchpoint| item.personas.len() - set_of(&item.personas).len();
    alike += touchpoints().map(repeated).sum::<usize>();
    add(list, "personas", unused);
    add(list, "names alike", alike);
}

/// True where reading gives every stage and touchpoint its id again, and personas too if they are all there.
fn same_ids(journey: &Journey, read: &Journey, persons: bool) -> bool {
    let ids = |journey: &Journey| set_of(journey.personas.iter().map(|persona| persona.id.clone()));
    let points = |stage: &Stage| stage.touchpoints.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    journey.stages.len() == read.stages.len()
        && (!persons || ids(journey) == ids(read))
        && journey.stages.iter().zip(&read.stages).all(|(one, other)| {
            one.id == other.id && (one.touchpoints.is_empty() || points(one) == points(other))
        })
}
