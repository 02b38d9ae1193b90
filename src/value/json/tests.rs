use super::*;
use proptest::prelude::*;

/// The numbers of the tests are read by the standard library.
fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-1e6..1e6).prop_map(|number: f64| Value::Number((number * 1e4).round() / 1e4)),
        any::<i32>().prop_map(|number| Value::Number(f64::from(number))),
        "[^\\p{Cc}]*[\\n\\r\\t\"\\\\]?".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 60, 6, |inner| {
        let pairs = prop::collection::btree_map("[^\\p{Cc}]*", inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::List),
            pairs.prop_map(|pairs| Value::Map(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_another_writer_wrote_is_read_as_it_was(value in value()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(read(&text, number), Some(value));
    }
}

#[test]
fn escapes_are_what_they_stand_for() {
    let text = read(r#""a\n\t\r\"\\b""#, number).unwrap();
    assert_eq!(text.as_text(), Some("a\n\t\r\"\\b"));
}

#[test]
fn what_is_odd_is_not_read() {
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    assert!(read(&deep(MAX_DEPTH), number).is_some());
    assert_eq!(read(&deep(MAX_DEPTH + 1), number), None);
    for odd in [
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        r#"{"a"}"#,
        r#"{"a":1,}"#,
        "{a:1}",
        "1 2",
        "12-3",
        r#""a"#,
        r#""\x""#,
        r#""\u0007""#,
        "tru",
        "1e3",
        "0.123456789012345678901",
        r#"{"__proto__":1}"#,
        r#"[{"constructor":1}]"#,
    ] {
        assert_eq!(read(odd, number), None, "{odd}");
    }
}
