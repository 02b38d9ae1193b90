//! Every figure on the map equals what `jejak figures` prints for the same documents: the picture, its tooltips, its
//! table and its details are searched for numbers, and each must be among the figures of the place where it stands,
//! written as its kind is written, or be one of the few forms below that documents alone give.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

#[path = "truth/allowed.rs"]
mod allowed;
mod sample;
#[path = "truth/texts.rs"]
mod texts;

use allowed::Truth;
use jejak::figures::{self, Figures};
use jejak::model::evidence::{After, Evidence, Hist, Link, Moves, Next};
use jejak::model::journey::Journey;
use jejak::model::{read_evidence, read_journey};
use jejak::words::Lang;
use std::collections::BTreeSet;
use std::path::Path;

/// Documents with their figures.
struct Documents {
    name: String,
    journey: Journey,
    evidence: Option<Evidence>,
    figures: Figures,
    lang: Lang,
}

impl Documents {
    fn new(name: &str, journey: Journey, evidence: Option<Evidence>, lang: Lang) -> Self {
        Self::compared(name, journey, evidence, None, lang)
    }

    fn compared(
        name: &str,
        journey: Journey,
        evidence: Option<Evidence>,
        earlier: Option<&Evidence>,
        lang: Lang,
    ) -> Self {
        let mut figures = figures::derive(&journey, evidence.as_ref(), None);
        if let (Some(evidence), Some(earlier)) = (&evidence, earlier) {
            figures.changes = Some(figures::changes(&journey, &figures, evidence, earlier));
        }
        Self { name: name.to_owned(), journey, evidence, figures, lang }
    }
}

fn read(path: &str) -> jejak::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn documents() -> Vec<Documents> {
    let mut out = Vec::new();
    for (lang, word) in [(Lang::En, "en"), (Lang::Id, "id")] {
        let indonesian = lang == Lang::Id;
        let (journey, evidence) = (sample::journey(indonesian), sample::evidence(indonesian));
        out.push(Documents::new(&format!("sample {word}"), journey.clone(), Some(evidence), lang));
        out.push(Documents::new(&format!("sample {word}, assumed"), journey, None, lang));
        let journey = read_journey(&read(&format!("examples/skincare/journey.{word}.json"))).0.unwrap();
        let evidence = read_evidence(&read(&format!("examples/skincare/evidence.{word}.json"))).0.unwrap();
        let earlier = read_evidence(&read("tests/data/compare/earlier.json")).0.unwrap();
        out.push(Documents::compared(
            &format!("skincare {word}, compared"),
            journey.clone(),
            Some(evidence.clone()),
            Some(&earlier),
            lang,
        ));
        if indonesian {
            out.push(Documents::new("skincare id", journey, Some(evidence), lang));
        }
    }
    out
}

#[test]
fn every_figure_is_one_of_jejak_figures() {
    let (mut wrong, mut kinds) = (Vec::new(), BTreeSet::new());
    let mut figures = 0;
    for documents in documents() {
        let truth = Truth::new(&documents);
        for said in texts::all(&documents) {
            figures += said.text.chars().any(|c| c.is_ascii_digit()) as usize;
            if let Err(left) = truth.check(&said) {
                // one of a kind is enough to see what is wrong
                let kind: String = said.text.chars().filter(|c| !c.is_ascii_digit()).collect();
                if !kinds.insert((documents.name.clone(), kind)) {
                    continue;
                }
                wrong.push(format!(
                    "{}: {} at {:?}: {:?} leaves {left:?}",
                    documents.name, said.from, said.stage, said.text
                ));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(figures > 2_000, "only {figures} texts with figures were looked at");
    let shown: Vec<&str> = wrong.iter().take(60).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), shown.join("\n"));
}

/// Two steps, of which the first loses most, and nothing else: nobody is told of but whom the funnel counts.
fn counted(unit: &str, people: [u64; 2], lang: Lang) -> Documents {
    let journey =
        r#"{"title": "Shop", "stages": ["View", "Pay"], "funnel": {"unit": "UNIT", "window": "7d"}}"#;
    let evidence = r#"{"schema": "jejak.evidence/1", "people": FIRST, "rule": {"unit": "UNIT", "window": "7d"}, "period": ["2026-01-01", "2026-02-01"],
        "funnel": {"steps": [{"id": "view", "name": "View", "people": FIRST, "pending": 1, "seen": FIRST, "any_order": FIRST},
            {"id": "pay", "name": "Pay", "people": LAST, "seen": LAST, "any_order": LAST}]},
        "stages": [{"id": "view", "people": FIRST}, {"id": "pay", "people": LAST}]}"#;
    let [first, last] = people;
    let all = [("UNIT", unit.to_owned()), ("FIRST", first.to_string()), ("LAST", last.to_string())];
    let filled = |text: &str| {
        let text = all.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
        serde_json::from_str::<jejak::Value>(&text).unwrap()
    };
    let (journey, problems) = read_journey(&filled(journey));
    assert!(problems.is_empty(), "{problems:?}");
    let (evidence, problems) = read_evidence(&filled(evidence));
    assert!(problems.is_empty(), "{problems:?}");
    Documents::new(unit, journey.unwrap(), evidence, lang)
}

#[test]
fn what_is_counted_is_called_by_its_name() {
    let names = [
        ("person", ["people", "orang"]),
        ("session", ["sessions or orders", "sesi atau pesanan"]),
        ("attempt", ["attempts", "percobaan"]),
    ];
    for (unit, own) in names {
        for (at, lang) in Lang::ALL.into_iter().enumerate() {
            // enough to be ranked, and too few
            for people in [[400, 120], [12, 4]] {
                let documents = counted(unit, people, lang);
                let words = |text: &str| {
                    // whose figures they are: everyone's, and no persona's
                    format!(
                        " {} ",
                        text.to_lowercase()
                            .replace("semua orang", "")
                            .replace(|c: char| !c.is_alphabetic(), " ")
                    )
                };
                // of the details the word by which a part is known to programs stays
                let part = |said: &texts::Said| said.from == "details" && said.text == "people";
                let all = texts::all(&documents).into_iter().chain(texts::funnel(&documents));
                let mut said: Vec<String> =
                    all.filter(|said| !part(said)).map(|said| words(&said.text)).collect();
                let summary = jejak::words::summary(
                    &documents.figures,
                    &documents.journey,
                    lang,
                    &jejak::words::numbers::Plain(lang),
                );
                said.push(words(&summary));
                let of = |name: &str| said.iter().filter(|text| text.contains(&format!(" {name} "))).count();
                assert!(of(own[at]) > 8, "{unit} {lang:?}: {} of\n{}", of(own[at]), said.join("\n"));
                for other in ["people", "person", "orang", "orangnya"] {
                    let wrong: Vec<_> =
                        said.iter().filter(|text| text.contains(&format!(" {other} "))).collect();
                    assert!(unit == "person" || wrong.is_empty(), "{unit} {lang:?}, {people:?}: {wrong:#?}");
                }
            }
        }
    }
}

/// Whoever is counted goes from view to pay, comes back, repeats, leaves; of those who are lost at view some do something else.
fn moving(unit: &str, lang: Lang) -> Documents {
    let mut documents = counted(unit, [400, 120], lang);
    let link = |from: &str, to: &str, people: u64, times: u64| Link {
        from: from.to_owned(),
        to: to.to_owned(),
        people,
        times,
        seconds: Hist { buckets: [(100, people)].into(), n: people, sum: 6_000 * people },
    };
    let links = vec![
        link("", "view", 400, 400),
        link("view", "pay", 130, 150),
        link("pay", "view", 30, 30),
        link("view", "view", 20, 25),
        link("view", "", 280, 280),
        link("pay", "", 120, 120),
    ];
    let evidence = documents.evidence.as_mut().unwrap();
    let unit = unit.to_owned();
    evidence.moves = vec![Moves { unit: unit.clone(), level: "stage".into(), total: 400, links }];
    let next = [("", 250), ("pay", 30)].map(|(to, people)| Next { to: to.to_owned(), people });
    evidence.after =
        vec![After { step: "view".into(), unit, level: "stage".into(), people: 280, next: next.into() }];
    let Documents { name, journey, evidence, .. } = documents;
    Documents::new(&name, journey, evidence, lang)
}

#[test]
fn what_moves_is_called_by_its_name_in_the_paths() {
    let names = [("person", ["people", "orang"]), ("session", ["sessions or orders", "sesi atau pesanan"])];
    for (unit, own) in names {
        for (at, lang) in Lang::ALL.into_iter().enumerate() {
            // of the details the word by which a part is known to programs stays
            let part = |said: &texts::Said| said.from == "details" && said.text == "people";
            let said = texts::paths(&moving(unit, lang)).into_iter().filter(|said| !part(said));
            let words = said.map(|said| {
                // a heading asks where people go, whatever of theirs is counted
                let text = said
                    .text
                    .replace("Where people", "")
                    .replace("Ke mana orang pergi", "")
                    .replace("semua orang", "");
                (said.from, format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphabetic(), " ")))
            });
            let words: Vec<_> = words.collect();
            let with = |name: &str| {
                let has = |(_, text): &&(&str, String)| text.contains(&format!(" {name} "));
                words.iter().filter(has).map(|(from, text)| format!("{from}: {text}")).collect::<Vec<_>>()
            };
            // the picture, the list of a phone, what is told of marks, the table and the details, each
            for from in ["paths:", "path's item:", "paths' table:", "summary of paths:", "details:"] {
                let told = with(own[at]).iter().any(|text| text.starts_with(from));
                assert!(told, "{unit} {lang:?}, {from} {words:#?}");
            }
            for other in ["people", "person", "orang", "orangnya"] {
                let wrong = with(other);
                assert!(unit == "person" || wrong.is_empty(), "{unit} {lang:?}: {wrong:#?}");
            }
        }
    }
}

/// Each digit on the map, one up, is a planted wrong figure: nearly all must be found. Not all can be: a neighbour's
/// figure at the same stage may happen to be the planted one.
#[test]
fn a_planted_wrong_figure_is_found() {
    let documents =
        documents().into_iter().find(|documents| documents.name == "skincare en, compared").unwrap();
    let truth = Truth::new(&documents);
    let (mut planted, mut missed) = (0, Vec::new());
    // every text once, and of those each fifth; of comments there are so many that most days and scores occur
    let mut seen = BTreeSet::new();
    let texts = texts::all(&documents).into_iter().filter(|said| said.from != "details");
    let texts = texts.filter(|said| said.text.chars().any(|c| c.is_ascii_digit()));
    let texts = texts.filter(|said| seen.insert((said.stage, said.text.clone())));
    for said in texts.step_by(5) {
        for (at, digit) in said.text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let up = char::from(b'0' + (digit as u8 - b'0' + 1) % 10);
            let text = format!("{}{up}{}", &said.text[..at], &said.text[at + 1..]);
            planted += 1;
            if truth.check(&texts::Said { text: text.clone(), ..said.clone() }).is_ok() {
                missed.push(format!("{} → {text}", said.text));
            }
        }
    }
    assert!(planted > 700, "{planted}");
    let share = missed.len() as f64 / planted as f64;
    let shown: Vec<&str> = missed.iter().step_by(missed.len() / 30 + 1).map(String::as_str).collect();
    assert!(share < 0.18, "{share:.3} of {planted} were not found:\n{}", shown.join("\n"));
}
