//! Two trees of figures, compared leaf by leaf.

use serde_json::{Value, json};

/// Every place where `ours` is not what is expected; a key or an item that ours does not have is one.
pub fn differences(expected: &Value, ours: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(expected, ours, "", &mut found);
    found
}

fn walk(expected: &Value, ours: &Value, at: &str, found: &mut Vec<String>) {
    match (expected, ours) {
        (Value::Object(pairs), Value::Object(known)) => {
            for (key, expected) in pairs {
                match known.get(key) {
                    Some(ours) => walk(expected, ours, &format!("{at}/{key}"), found),
                    None => found.push(format!("{at}/{key} is not handled")),
                }
            }
        }
        (Value::Array(items), Value::Array(known)) if items.len() == known.len() => {
            for (index, (expected, ours)) in items.iter().zip(known).enumerate() {
                walk(expected, ours, &format!("{at}/{index}"), found);
            }
        }
        (Value::Number(_), Value::Number(_)) if near(expected, ours) => {}
        _ if expected == ours => {}
        _ => found.push(format!("{at}: {ours}, not {expected}")),
    }
}

/// Whole numbers are equal; others to half of the last digit that is written, at least three of them.
fn near(expected: &Value, ours: &Value) -> bool {
    if let (Some(expected), Some(ours)) = (expected.as_i64(), ours.as_i64()) {
        return expected == ours;
    }
    let written = expected.to_string();
    let digits = written.split_once('.').map_or(0, |(_, part)| part.len()).max(3);
    let (expected, ours) = (expected.as_f64().unwrap(), ours.as_f64().unwrap());
    (expected - ours).abs() <= 0.5001 * 10_f64.powi(-i32::try_from(digits).unwrap()) + expected.abs() * 1e-9
}

#[test]
fn what_is_missing_or_differs_is_found() {
    let expected = json!({"a": 1, "b": [0.5, null], "c": {"d": "x"}, "e": 2.45});
    assert!(differences(&expected, &expected).is_empty());
    let more = json!({"a": 1, "b": [0.5, null], "c": {"d": "x"}, "e": 2.4501, "f": 1});
    assert!(differences(&expected, &more).is_empty());
    for (wrong, said) in [
        (json!({"a": 2, "b": [0.5, null], "c": {"d": "x"}, "e": 2.45}), "/a: 2, not 1"),
        (json!({"a": 1, "b": [0.5], "c": {"d": "x"}, "e": 2.45}), "/b: [0.5], not [0.5,null]"),
        (json!({"a": 1, "b": [0.5, null], "c": {}, "e": 2.45}), "/c/d is not handled"),
        (json!({"a": 1, "b": [0.5, null], "c": {"d": "x"}, "e": 2.451}), "/e: 2.451, not 2.45"),
    ] {
        assert_eq!(differences(&expected, &wrong), [said]);
    }
}
