//! Evidence of which only some keys have changed: renewed by them it is as if it had been read whole.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

use jejak::Value;
use jejak::figures::{derive, derive_again};
use jejak::model::{read_evidence, read_journey, renew_evidence, schema};

type Pairs = Vec<(String, Value)>;

/// A document with every key, and another value for each of them.
fn both() -> (Pairs, Pairs) {
    let path = format!("{}/tests/data/evidence/every_key.json", env!("CARGO_MANIFEST_DIR"));
    let document: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let Value::Map(pairs) = document else { panic!("no object") };
    let time = |text: &str| Value::from(text.to_owned());
    let other = |key: &str, value: &Value| match (key, value) {
        ("period", _) => Value::List(vec![time("2026-01-01T00:00:00Z"), time("2026-01-02T00:00:00Z")]),
        ("data_end", _) => time("2026-01-02T00:00:00Z"),
        (_, Value::Map(_)) => Value::Null,
        (_, Value::List(items)) => Value::List(items.iter().skip(1).cloned().collect()),
        (_, Value::Number(number)) => Value::Number(number + 3.0),
        (_, Value::Text(text)) => Value::Text(format!("{text}!")),
        _ => panic!("{key} has no other value here"),
    };
    let others = pairs.iter().map(|(key, value)| (key.clone(), other(key, value))).collect();
    (pairs, others)
}

#[test]
fn key_by_key_it_is_as_if_it_was_read_whole() {
    let (first, second) = both();
    let schema = schema::evidence();
    let known: Vec<&String> =
        schema.get("properties").and_then(Value::as_map).unwrap().iter().map(|(key, _)| key).collect();
    for key in &known {
        assert!(first.iter().any(|(own, _)| own == *key), "{key} is missing in every_key.json");
    }
    for (at, (key, changed)) in second.iter().enumerate().filter(|(_, (key, _))| key != "schema") {
        let mut mixed = first.clone();
        mixed[at].1 = changed.clone();
        let whole = read_evidence(&Value::Map(mixed)).0.unwrap();
        let mut kept = read_evidence(&Value::Map(first.clone())).0.unwrap();
        assert_ne!(kept, whole, "{key} makes no difference here");
        let (done, problems) =
            renew_evidence(&mut kept, &Value::Map(vec![(key.clone(), changed.clone())]), false);
        assert!(done && problems.is_empty(), "{key}: {problems:?}");
        assert_eq!(kept, whole, "{key}");
    }
}

/// Figures that follow from what has not changed are kept, and are what they would be if all were reckoned anew.
#[test]
fn figures_of_renewed_evidence_are_those_of_the_whole() {
    let sample = |name: &str| -> Value {
        let path = format!("{}/examples/skincare/{name}.en.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let journey = read_journey(&sample("journey")).0.unwrap();
    let (mut different, none) = (0, ["journey", "made_by", "rows", "words", "data_end", "sequences"]);
    let (every, _) = both();
    for document in [sample("evidence"), Value::Map(every)] {
        let first = read_evidence(&document).0.unwrap();
        let Value::Map(pairs) = document else { panic!("no object") };
        for (key, value) in pairs.iter().filter(|(key, _)| key != "schema") {
            for changed in others(key, value) {
                let mut kept = first.clone();
                let mut before = derive(&journey, Some(&first), None);
                before.survey(&journey, Some(&first)); // of what was, nothing may stay
                let was = before.clone();
                let (done, _) = renew_evidence(&mut kept, &Value::Map(vec![(key.clone(), changed)]), false);
                assert!(done, "{key}");
                let again = derive_again(&journey, &kept, &mut before, &|renewed| renewed == key);
                let whole = derive(&journey, Some(&kept), None);
                for derived in [&again, &whole] {
                    derived.survey(&journey, Some(&kept));
                }
                assert!(again == whole, "{key}");
                different += usize::from(whole != was);
                assert!(whole == was || !none.contains(&key.as_str()), "{key} makes a difference");
            }
        }
    }
    assert!(different > 20, "{different} changes made a difference");
}

/// Other values of a key: one less in its lists, other numbers, a rule that ends sessions sooner.
fn others(key: &str, value: &Value) -> Vec<Value> {
    fn more(value: &Value) -> Value {
        match value {
            Value::Number(number) if number.fract() == 0.0 && *number > 1.0 => Value::Number(number + 3.0),
            Value::List(items) => Value::List(items.iter().map(more).collect()),
            Value::Map(pairs) => {
                Value::Map(pairs.iter().map(|(key, value)| (key.clone(), more(value))).collect())
            }
            other => other.clone(),
        }
    }
    let text = |text: &str| Value::from(text.to_owned());
    match (key, value) {
        ("rule", _) => vec![
            jejak::value::map([("order", text("any"))]),
            jejak::value::map([("session_gap", text("1s"))]),
        ],
        ("period" | "data_end", _) => Vec::new(),
        (_, Value::List(items)) => vec![more(value), Value::List(items.iter().skip(1).cloned().collect())],
        _ => vec![more(value)],
    }
}

#[test]
fn parts_of_another_document_change_nothing() {
    let before = read_evidence(&Value::Map(both().0)).0.unwrap();
    let journey =
        vec![("schema".to_owned(), "jejak.journey/1".to_owned().into()), ("people".to_owned(), 7.0.into())];
    for parts in [Value::Null, Value::Map(journey)] {
        let mut kept = before.clone();
        let (done, problems) = renew_evidence(&mut kept, &parts, false);
        assert!(!done && !problems.is_empty());
        assert_eq!(kept, before);
    }
}

/// Stages that come without their times keep those at their places; where anything is odd, nothing changes.
#[test]
fn times_stand_where_stages_come_without_them() {
    let path = format!("{}/examples/skincare/evidence.en.json", env!("CARGO_MANIFEST_DIR"));
    let document: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let first = read_evidence(&document).0.unwrap();
    assert!(
        first
            .stages
            .iter()
            .chain(first.personas.iter().flat_map(|of| &of.stages))
            .any(|stage| stage.time_in.n > 0)
    );
    let of = |key: &str| (key.to_owned(), altered(document.get(key).unwrap(), true));
    let bare = |key: &str| (key.to_owned(), altered(document.get(key).unwrap(), false));
    for keys in [&["stages"][..], &["personas"], &["stages", "personas"]] {
        let (mut whole, mut kept) = (first.clone(), first.clone());
        let parts = Value::Map(keys.iter().map(|key| of(key)).collect());
        assert!(renew_evidence(&mut whole, &parts, false).0);
        let parts = Value::Map(keys.iter().map(|key| bare(key)).collect());
        assert_eq!(renew_evidence(&mut kept, &parts, true), (true, Vec::new()));
        assert_eq!(kept, whole, "{keys:?}");
        assert_ne!(kept, first, "{keys:?}");
        // without that they are gone
        assert!(renew_evidence(&mut kept, &parts, false).0);
        assert_ne!(kept, whole, "{keys:?}");
    }
    let less = |(key, value): (String, Value)| {
        let Value::List(mut items) = value else { panic!("no list") };
        items.pop();
        (key, Value::List(items))
    };
    let odd = |(key, value): (String, Value)| {
        let Value::List(mut items) = value else { panic!("no list") };
        items[0] = jejak::value::map([("id", 7.0.into())]);
        (key, Value::List(items))
    };
    let inner = |(key, value): (String, Value)| {
        let Value::List(mut items) = value else { panic!("no list") };
        let Value::Map(pairs) = &mut items[0] else { panic!("no persona") };
        let (_, stages) = pairs.iter_mut().find(|(key, _)| key == "stages").unwrap();
        let Value::List(stages) = stages else { panic!("no stages") };
        stages.pop();
        (key, Value::List(items))
    };
    for part in [
        less(bare("stages")),
        less(bare("personas")),
        inner(bare("personas")),
        odd(bare("stages")),
        odd(bare("personas")),
    ] {
        let mut kept = first.clone();
        let parts = Value::Map(vec![part]);
        assert!(!renew_evidence(&mut kept, &parts, true).0, "{parts:?}");
        assert_eq!(kept, first);
        assert!(renew_evidence(&mut kept, &parts, false).0);
    }
}

/// Other answers everywhere, and the times of stages only where they are wanted.
fn altered(value: &Value, times: bool) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| altered(item, times)).collect()),
        Value::Map(pairs) => Value::Map(
            pairs
                .iter()
                .filter(|(key, _)| times || key != "time_in")
                .map(|(key, value)| match (key.as_str(), value) {
                    ("time_in", value) => (key.clone(), value.clone()),
                    ("missing", Value::Number(number)) => (key.clone(), Value::Number(number + 1.0)),
                    (_, value) => (key.clone(), altered(value, times)),
                })
                .collect(),
        ),
        other => other.clone(),
    }
}
