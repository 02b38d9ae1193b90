//! Text that means harm or makes no sense: messages with lines, in time that grows with the text and no faster.

#![allow(clippy::disallowed_methods)] // the clock of the test of time

use super::{names, said};
use jejak::Code;
use jejak::error::Place;
use jejak::model::check::MAX_PROBLEMS;
use jejak::model::mermaid::read_mermaid;
use jejak::words::{Lang, problem};
use std::time::Instant;

#[test]
fn what_cannot_be_used_is_told_with_its_line() {
    let text = "journey\nsection\n: 5: Me\n:\nx: 5\naccDescr { never closed\ny: ∞\n\u{0}: 3\n::::\n";
    let (journey, problems) = read_mermaid(text);
    assert_eq!(
        said(&problems),
        [
            "warning: missing_key (name) at 2",
            "error: missing_key (name) at 3",
            "error: missing_key (name) at 4",
            "error: unclosed (accDescr {) at 6",
            "warning: bad_number (∞) at 7",
            "warning: no_score (::) at 9",
        ]
    );
    assert_eq!(names(&journey.unwrap()), [("", vec!["x", "y", "\u{0}", "::"])]);
    for found in &problems {
        for (lang, word) in [(Lang::En, "line"), (Lang::Id, "baris")] {
            assert!(problem(&found.error, lang).contains(&format!("({word} ")), "{found:?}");
        }
    }
}

#[test]
fn a_score_that_no_scale_has_is_told_and_left_out() {
    let (journey, problems) =
        read_mermaid("journey\nsection A\nx: 18446744073709551616\ny: 1000001\nz: 1000000");
    assert_eq!(said(&problems), ["warning: out_of_range (1…5) at 3", "warning: out_of_range (1…5) at 4"]);
    let journey = journey.unwrap();
    assert_eq!(super::emotions(&journey), [None, None, Some(1.0)]);
    assert_eq!(journey.scale.max, 1e6);
}

#[test]
fn a_front_matter_without_an_end_is_told_and_the_rest_is_read() {
    let (journey, problems) = read_mermaid("---\njourney\nsection A\nx: 5");
    assert_eq!(said(&problems), ["error: unclosed (---) at 1"]);
    assert_eq!(names(&journey.unwrap()), [("A", vec!["x"])]);
}

#[test]
fn names_that_browsers_would_take_for_something_else() {
    let text = "journey\nsection __proto__\nconstructor: 5: __proto__, prototype\nsection __proto__\n<script>alert(1)</script>: 4";
    let (journey, problems) = read_mermaid(text);
    let journey = journey.unwrap();
    assert!(problems.is_empty());
    let ids = journey
        .stages
        .iter()
        .map(|stage| &stage.id)
        .chain(journey.personas.iter().map(|persona| &persona.id));
    for id in ids {
        assert!(!["__proto__", "constructor", "prototype"].contains(&id.as_str()), "{id}");
    }
    assert_eq!(journey.stages[1].touchpoints[0].name, "<script>alert(1)</script>");
}

#[test]
fn there_is_an_end_to_stages_touchpoints_personas_and_problems() {
    let many = |n: usize, line: &dyn Fn(usize) -> String| (0..n).map(line).collect::<Vec<_>>().join("\n");
    let (journey, problems) =
        read_mermaid(&format!("journey\n{}", many(1_003, &|n| format!("section S{n}\nx: 5"))));
    assert_eq!(journey.unwrap().stages.len(), 1_000);
    // told once, with the line of the first that is too many; its tasks go with it
    assert_eq!(said(&problems), ["error: too_many (1000) at 2002"]);
    let (journey, problems) =
        read_mermaid(&format!("journey\nsection A\n{}", many(1_003, &|n| format!("x{n}: 5"))));
    assert_eq!(journey.unwrap().stages[0].touchpoints.len(), 1_000);
    assert_eq!(said(&problems), ["error: too_many (1000) at 1003"]);
    let (journey, problems) =
        read_mermaid(&format!("journey\nsection A\n{}", many(103, &|n| format!("x: 5: P{n}"))));
    let journey = journey.unwrap();
    assert_eq!((journey.personas.len(), journey.stages[0].touchpoints.len()), (100, 103));
    assert_eq!(said(&problems), ["error: too_many (100) at 103"]);
    let (_, problems) = read_mermaid(&format!("journey\nsection A\n{}", many(900, &|n| format!("x{n}"))));
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(problems[MAX_PROBLEMS].error.code, Code::TooMany);
    assert_eq!(problems[MAX_PROBLEMS].error.place, Place::Line { line: 503, column: 0 });
}

/// Each of these is the kind of text that makes a careless reader look at the rest again and again.
#[test]
fn time_grows_with_the_text_and_no_faster() {
    let shapes: [(&str, &str); 11] = [
        ("journey\n", "%%{\n"),
        ("journey\n", "accDescr {\n"),
        ("journey\n", "accDescr { }\n"),
        ("journey\nsection A\nx", ":5"),
        ("journey\nsection A\nx", "#a"),
        ("journey\nsection A\nx", "#1;"),
        ("journey\nsection A\n", "x: 5: a"),
        ("journey\nsection A\nx: 5: ", "a,"),
        ("journey\n", ";"),
        ("---\n", "---x\n"),
        ("journey\nsection A\nx: 5: a\n", "y <br <br"),
    ];
    for (start, piece) in shapes {
        let text = format!("{start}{}", piece.repeat(50_000));
        let begin = Instant::now();
        let (_, problems) = read_mermaid(&text);
        let took = begin.elapsed().as_secs_f64();
        assert!(problems.len() <= MAX_PROBLEMS + 1);
        // A tenth of a second; a reader that looks back takes a minute.
        assert!(took < 5.0, "{piece:?}: {took} s");
    }
}
