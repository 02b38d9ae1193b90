//! The worked example's exports dropped at once, as one would on a page: no journey, no mapping.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../examples/skincare/shop/mod.rs"]
mod shop;

use jejak::analyse::{self, Options};
use jejak::ingest::{Need, Plan, Reader};
use jejak::model::evidence::Evidence;
use jejak::model::journey::{Journey, SourceKind};
use jejak::{Code, model};
use shop::{Lang, Quarter};

/// Each export read by itself, a journey proposed of all, and everything measured by that journey as it is written.
fn dropped(lang: Lang) -> (Vec<(&'static str, String)>, Journey, Evidence) {
    let exports = shop::exports(&Quarter::simulated(), lang);
    let read = |name: &str, text: &str| {
        let source = name.split('.').next().unwrap().to_owned();
        let mut reader = Reader::new(Plan { source, need: Need::Picture, ..Plan::default() });
        text.as_bytes().chunks(1 << 16).for_each(|chunk| reader.push(chunk).unwrap());
        reader.finish().unwrap_or_else(|error| panic!("{name}: {error}")).table
    };
    let tables: Vec<_> = exports.iter().map(|(name, text)| read(name, text)).collect();
    let journey = analyse::propose(&tables.iter().collect::<Vec<_>>()).unwrap();
    let (again, problems) = model::read_journey(&model::write_journey(&journey));
    assert!(problems.is_empty(), "{problems:?}");
    let options = Options { min_group: 5, comments: false };
    let (evidence, _) = analyse::measure(&again.unwrap(), tables, &options).unwrap();
    (exports, journey, evidence)
}

#[test]
fn each_export_is_named_counted_and_joined_or_said_not_to_be() {
    for lang in Lang::ALL {
        let (exports, journey, evidence) = dropped(lang);
        assert_eq!(exports.len(), 7);
        assert_eq!(evidence.rows.len(), 7, "{:?}", journey.sources);
        for ((name, text), rows) in exports.iter().zip(&evidence.rows) {
            assert_eq!(name.split('.').next(), Some(rows.source.as_str()));
            let header = usize::from(rows.source != "web");
            assert_eq!(rows.read as usize, text.lines().count() - header, "{name}");
            println!("{lang:?} {name}: {} read, {} used, {:?}", rows.read, rows.used, rows.issues.iter().map(|issue| (issue.code.as_str(), issue.count)).collect::<Vec<_>>());
        }
        println!("{lang:?}: {} people; {:?}", evidence.people, journey.sources.iter().map(|one| (&one.id, one.kind)).collect::<Vec<_>>());
    }
}
