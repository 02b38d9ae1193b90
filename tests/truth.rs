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
use jejak::model::evidence::Evidence;
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
