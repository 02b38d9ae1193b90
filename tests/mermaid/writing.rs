//! Writing: what is held, how, and what is said of the rest.

use super::{clean, emotions};
use jejak::model::journey::Journey;
use jejak::model::mermaid::{Dropped, read_mermaid, write_mermaid};
use jejak::model::read_journey;
use jejak::words::{Lang, dropped};

fn journey(text: &str) -> Journey {
    let (journey, problems) = read_journey(&serde_json::from_str(text).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

fn kinds(list: &[Dropped]) -> Vec<(&str, u64)> {
    list.iter().map(|item| (item.key.as_str(), item.count)).collect()
}

#[test]
fn a_whole_journey_in_mermaids_words() {
    let written = write_mermaid(&journey(
        r#"{"title": "Toko Melati", "scenario": "Rani mencari\nlalu membeli", "personas": ["Rani", "Bu Trudi"],
            "ext": {"accTitle": "Peta toko"},
            "stages": [{"name": "Cari", "touchpoints": [{"name": "Reel", "emotion": 2, "personas": ["rani"]},
                {"name": "Tanya", "emotion": -1, "personas": ["rani", "bu-trudi"]}]},
                {"name": "Beli", "touchpoints": [{"name": "Bayar", "emotion": 0.5}]}]}"#,
    ));
    let expected = "journey
    title Toko Melati
    accTitle: Peta toko
    accDescr: Rani mencari#10;lalu membeli
    section Cari
      Reel: 5: Rani
      Tanya: 2: Rani, Bu Trudi
    section Beli
      Bayar: 3.5
";
    assert_eq!(written.text, expected);
    assert_eq!(kinds(&written.dropped), []);
}

#[test]
fn an_empty_scenario_has_no_line() {
    let written = write_mermaid(&journey(r#"{"title": "x", "scenario": "", "stages": [{"name": "a"}]}"#));
    assert!(!written.text.contains("accDescr"), "{}", written.text);
    assert_eq!(kinds(&written.dropped), []);
}

#[test]
fn what_the_grammar_takes_for_itself_stands_as_a_code() {
    let document = r##"{"title": "a; b #1", "personas": ["Rani, S.E.", "A：B"], "stages": [{"name": "Beli: %%x",
        "touchpoints": [{"name": "Title deed", "emotion": 1, "personas": ["Rani, S.E.", "A：B"]},
            {"name": " section ", "emotion": 1}, {"name": "journey #x;", "emotion": 1}]}]}"##;
    let expected = "journey
    title a#59; b #35;1
    section Beli#58; #37;%x
      #84;itle deed: 4: Rani#44; S.E., A#65306;B
      #32;#115;ection#32;: 4
      #106;ourney #35;x#59;: 4
";
    let journey = journey(document);
    let written = write_mermaid(&journey);
    assert_eq!(written.text, expected);
    let again = clean(&written.text);
    assert_eq!((again.title, again.personas), (journey.title, journey.personas));
    let names = |stage: &jejak::model::journey::Stage| {
        stage.touchpoints.iter().map(|item| item.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&again.stages[0]), names(&journey.stages[0]));
}

#[test]
fn what_cannot_be_held_is_counted_and_said() {
    let written = write_mermaid(&journey(
        r#"{"title": "Toko", "lang": "id", "goal": "g", "personas": [{"name": "Rani", "goals": ["a", "b"]}, "Budi"],
            "channels": ["web", "app"], "scale": {"min": -2, "max": 2, "labels": ["a", "b", "c", "d", "e"]},
            "stages": [{"name": "Cari", "goal": "h", "emotion": -1, "planned": "2d", "touchpoints": [
                {"name": "Reel", "thoughts": ["x", "y", "z"], "personas": ["rani"]},
                {"name": "Tanya", "emotion": {"rani": 1, "budi": 0}, "pains": ["slow"]}]},
                {"id": "B1", "name": "Beli", "match": [{"field": "event", "equals": "buy"}]},
                {"name": "Pakai", "emotion": 2}]}"#,
    ));
    assert_eq!(
        kinds(&written.dropped),
        [
            ("lang", 1),
            ("goals", 4),
            ("labels", 1),
            ("channels", 2),
            ("planned", 1),
            ("emotion of stage", 2),
            ("thoughts", 3),
            ("emotion by persona", 1),
            ("pains", 1),
            ("match", 1),
            ("personas", 1),
            ("ids", 1),
        ]
    );
    // the stage's own emotion at the task that has none, the mean of personas, a task for a stage that has none
    assert!(written.text.contains("Reel: 2: Rani\n      Tanya: 3.5\n"), "{}", written.text);
    assert!(written.text.ends_with("section Beli\n    section Pakai\n      Pakai: 5\n"), "{}", written.text);
    let english = dropped(&written.dropped, Lang::En).unwrap();
    assert!(
        english
            .starts_with("Mermaid cannot hold everything; left out or changed: the language (1); goals (4);")
    );
    let indonesian = dropped(&written.dropped, Lang::Id).unwrap();
    assert!(indonesian.contains("titik kesulitan (1)"), "{indonesian}");
    for text in [english, indonesian] {
        assert!(!text.contains('“'), "every kind has words: {text}");
    }
}

#[test]
fn a_task_without_an_emotion_is_neutral_and_said_to_be() {
    let written = write_mermaid(&journey(
        r#"{"title": "T", "stages": [{"name": "A", "touchpoints": ["x", "y"]}, "B"]}"#,
    ));
    assert_eq!(written.text, "journey\n    title T\n    section A\n      x: 3\n      y: 3\n    section B\n");
    assert_eq!(kinds(&written.dropped), [("no emotion", 2)]);
}

#[test]
fn a_diagram_with_higher_scores_keeps_them() {
    let text = "journey\n    section A\n      x: 10\n      y: 6.5\n      z: 2\n";
    let read = clean(text);
    assert_eq!(write_mermaid(&read).text, text);
    // without the highest one they are told on the usual scale, and mean the same
    let mut less = read.clone();
    less.stages[0].touchpoints.remove(0);
    let written = write_mermaid(&less);
    assert!(written.text.contains("y: 4\n"), "{}", written.text);
    assert_eq!(emotions(&clean(&written.text)), emotions(&less));
}

#[test]
fn the_worked_examples_are_written_and_read() {
    for name in [
        "skincare/journey.id.json",
        "skincare/journey.en.json",
        "airport/journey.json",
        "assumptions/journey.json",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        let journey =
            read_journey(&serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()).0.unwrap();
        let written = write_mermaid(&journey);
        let (again, problems) = read_mermaid(&written.text);
        let again = again.unwrap();
        assert!(problems.is_empty(), "{name}: {problems:?}");
        assert_eq!((&again.title, again.stages.len()), (&journey.title, journey.stages.len()), "{name}");
        let sentence = dropped(&written.dropped, Lang::En).unwrap();
        assert!(!sentence.contains('“'), "every kind has words: {sentence}");
        assert!(sentence.contains("pain points ("), "{name}: {sentence}");
    }
}
