//! Laws of all documents, on random ones that are grown from the same tables that check them.

use super::check::Severity;
use super::journey::Journey;
#[cfg(feature = "measure")]
use super::mermaid::{read_mermaid, write_mermaid};
use super::shape::{Object, Shape};
use super::shapes::{EVIDENCE, JOURNEY};
use super::{read_evidence, read_journey, schema, write_evidence, write_journey};
use crate::model::order::arrange;
use crate::value::Value;
use proptest::prelude::*;

/// Random decisions, taken from a list of numbers; at its end every throw is 0, so that growing ends.
struct Dice(std::vec::IntoIter<u32>);

const NAMES: [&str; 8] = ["a", "b", "Find", "Buy it", "café", "buy-it", "__proto__", ""];

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0.next().unwrap_or(0) as usize % sides.max(1)
    }

    fn name(&mut self) -> Value {
        NAMES[self.throw(NAMES.len())].into()
    }

    fn object(&mut self, object: &'static Object, depth: usize) -> Value {
        let mut pairs = Vec::new();
        for field in object.fields {
            if field.required || self.throw(if depth > 8 { 1 } else { 2 }) == 1 {
                pairs.push((field.name.to_owned(), self.value(field.shape, depth)));
            }
        }
        if self.throw(12) == 11 {
            pairs.push(("nonsense".to_owned(), self.name()));
        }
        Value::Map(pairs)
    }

    fn list(&mut self, item: &'static Shape, depth: usize) -> Value {
        Value::List((0..self.throw(4)).map(|_| self.value(item, depth)).collect())
    }

    fn value(&mut self, shape: &'static Shape, depth: usize) -> Value {
        if self.throw(60) == 59 {
            return [Value::Null, Value::Bool(true), (-5.0).into(), 1e308.into(), "junk".into()]
                [self.throw(5)]
            .clone();
        }
        let depth = depth + 1;
        match shape {
            Shape::Text | Shape::Scalar | Shape::Any => self.name(),
            Shape::Form(form) => {
                let texts = [
                    "7d",
                    "90s",
                    "each:1d",
                    "forbid",
                    "last",
                    "2",
                    "2024-02-29",
                    "2024-02-29T10:00:00.5Z",
                    "a/b",
                    "x:y",
                ];
                let fitting: Vec<_> = texts.iter().filter(|text| (form.fits)(text)).collect();
                (**fitting[self.throw(fitting.len())]).into()
            }
            Shape::Choice(words) => words[self.throw(words.len())].into(),
            Shape::Bool => Value::Bool(self.throw(2) == 1),
            Shape::Number(low, high) => {
                let number = (self.throw(1_201) as f64 - 600.0) / 100.0;
                number.clamp(*low, *high).into()
            }
            Shape::Count => (self.throw(50) as u64).into(),
            Shape::List(item, _) => self.list(item, depth),
            Shape::Many(item) if self.throw(2) == 0 => self.list(item, depth),
            Shape::Many(item) => self.value(item, depth),
            Shape::Pair(item) => {
                let mut pair = vec![self.value(item, depth), self.value(item, depth)];
                if let [Value::Number(a), Value::Number(b)] = pair.as_slice()
                    && a > b
                {
                    pair.reverse();
                }
                Value::List(pair)
            }
            Shape::Map(item) => Value::Map(
                (0..self.throw(3))
                    .map(|i| (NAMES[(i + self.throw(3)) % 8].to_owned(), self.value(item, depth)))
                    .collect(),
            ),
            Shape::Numbered(item, _) => Value::Map(
                (0..self.throw(4)).map(|_| (self.throw(9).to_string(), self.value(item, depth))).collect(),
            ),
            Shape::Object(object) => self.object(object, depth),
            Shape::Short(_, _) if self.throw(3) == 0 => self.name(),
            Shape::Short(object, _) => self.object(object, depth),
            Shape::Either(shapes) => {
                let one = self.throw(shapes.len());
                self.value(&shapes[one], depth)
            }
        }
    }
}

fn grown(object: &'static Object) -> impl Strategy<Value = Value> {
    prop::collection::vec(any::<u32>(), 0..600).prop_map(move |dice| Dice(dice.into_iter()).object(object, 0))
}

/// The same document with a key that has nothing under it: nothing is said of it, but it has all walked and copied.
fn walked(document: &Value) -> Value {
    let mut document = document.clone();
    if let Value::Map(pairs) = &mut document {
        pairs.push(("nothing".to_owned(), Value::Null));
    }
    document
}

/// Takes a key away, at any depth: the `at`th that is met; none where there are fewer.
fn lose(value: &mut Value, at: &mut usize) {
    match value {
        Value::List(items) => items.iter_mut().for_each(|item| lose(item, at)),
        Value::Map(pairs) if *at < pairs.len() => {
            pairs.remove(*at);
            *at = usize::MAX;
        }
        Value::Map(pairs) => {
            *at -= pairs.len();
            pairs.iter_mut().for_each(|(_, value)| lose(value, at));
        }
        _ => {}
    }
}

fn errors(problems: &[super::check::Problem]) -> Vec<String> {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.error.to_string()).collect()
}

/// What every reader of a journey may rely on.
fn is_whole(journey: &Journey) {
    let mut ids: Vec<_> = journey.stages.iter().map(|stage| &stage.id).collect();
    let mut points: Vec<_> = journey.stages.iter().flat_map(|s| &s.touchpoints).map(|t| &t.id).collect();
    for list in [&mut ids, &mut points] {
        let all = list.len();
        list.sort();
        list.dedup();
        assert_eq!(list.len(), all, "ids are unique");
    }
    assert!(journey.stages.iter().all(|stage| !stage.id.is_empty() && !stage.rules.is_empty()));
    assert!(journey.loops.iter().all(|item| ids.contains(&&item.from) && ids.contains(&&item.to)));
    assert!(journey.funnel.steps.iter().all(|step| !step.any.is_empty()));
    let channels: Vec<_> = journey.channels.iter().map(|channel| &channel.id).collect();
    let touchpoints = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    assert!(touchpoints.filter_map(|t| t.channel.as_ref()).all(|id| channels.contains(&id)));
}

/// A journey on the axis alone, whatever scale it was written on, persons in the order of their ids.
#[cfg(feature = "measure")]
fn meaning(mut journey: Journey) -> Journey {
    journey.scale = super::journey::Scale::default();
    // an empty scenario says nothing, and has no line
    journey.scenario = journey.scenario.filter(|scenario| !scenario.is_empty());
    arrange(&mut journey.personas, |a, b| a.id.cmp(&b.id));
    for item in journey.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints) {
        if let Some(super::journey::Emotion::All(value)) = &mut item.emotion {
            *value = (*value * 1e9).round() / 1e9;
        }
    }
    journey
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_journey_that_is_written_reads_back(document in grown(&JOURNEY)) {
        let (journey, _) = read_journey(&document);
        if let Some(journey) = journey {
            is_whole(&journey);
            let written = write_journey(&journey);
            let (again, problems) = read_journey(&written);
            let empty = journey.stages.is_empty();
            prop_assert_eq!(errors(&problems).len(), usize::from(empty), "{:?}", problems);
            prop_assert_eq!(again.as_ref(), Some(&journey));
            prop_assert_eq!(write_journey(&journey), written);
        }
    }

    #[cfg(feature = "measure")]
    #[test]
    fn whatever_mermaid_is_not_told_to_drop_reads_back(document in grown(&JOURNEY)) {
        let (journey, _) = read_journey(&document);
        if let Some(journey) = journey.filter(|journey| !journey.stages.is_empty()) {
            let written = write_mermaid(&journey);
            let (read, problems) = read_mermaid(&written.text);
            prop_assert_eq!(problems, vec![], "{}", written.text);
            let read = read.unwrap();
            prop_assert_eq!(read.stages.len(), journey.stages.len());
            if written.dropped.is_empty() {
                prop_assert_eq!(meaning(read), meaning(journey), "{}", written.text);
            }
        }
    }

    #[test]
    fn evidence_that_is_written_reads_back(document in grown(&EVIDENCE)) {
        let (evidence, _) = read_evidence(&document);
        let evidence = evidence.unwrap_or_default();
        let written = write_evidence(&evidence);
        let (again, problems) = read_evidence(&written);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(again.as_ref(), Some(&evidence));
        let text = serde_json::to_string(&written).unwrap();
        let parsed: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&parsed).unwrap(), text);
    }

    #[test]
    fn a_sound_document_is_read_as_one_that_is_walked(
        mut evidence in grown(&EVIDENCE), mut journey in grown(&JOURNEY), mut lost in 0..200_usize
    ) {
        lose(&mut evidence, &mut lost);
        lose(&mut journey, &mut lost);
        prop_assert_eq!(read_evidence(&evidence), read_evidence(&walked(&evidence)));
        prop_assert_eq!(read_journey(&journey), read_journey(&walked(&journey)));
    }

    #[test]
    fn a_document_of_the_other_kind_is_no_trouble(document in grown(&EVIDENCE)) {
        let _ = read_journey(&document);
        let _ = read_evidence(&Value::List(vec![document]));
    }
}

#[test]
fn the_schemas_name_every_field_and_lead_somewhere() {
    for (schema, root) in [(schema::journey(), &JOURNEY), (schema::evidence(), &EVIDENCE)] {
        let text = serde_json::to_string(&schema).unwrap();
        for field in root.fields {
            assert!(schema.get("properties").unwrap().get(field.name).is_some(), "{}", field.name);
        }
        let defs = schema.get("$defs").unwrap();
        for part in text.split("#/$defs/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(defs.get(name).is_some(), "{name}");
        }
    }
}

#[test]
fn a_stage_without_a_name_may_be_a_step_twice() {
    let text = r#"{"title": "a", "stages": [{"id": "x", "name": ""}], "funnel": {"steps": ["x", "x"]}}"#;
    let (journey, _) = read_journey(&serde_json::from_str(text).unwrap());
    let journey = journey.unwrap();
    assert_eq!(journey.funnel.steps.len(), 2);
    assert_eq!(read_journey(&write_journey(&journey)).0, Some(journey));
}
