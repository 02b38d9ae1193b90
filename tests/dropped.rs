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
    let options = Options { min_group: 5, comments: false, events: false };
    let (evidence, _) = analyse::measure(&again.unwrap(), tables, &options).unwrap();
    (exports, journey, evidence)
}

/// The people of the first two steps, and of each source what its rows were.
#[test]
fn each_export_is_named_counted_and_said_not_to_be_joined() {
    for lang in Lang::ALL {
        let (exports, journey, evidence) = dropped(lang);
        let names = |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect::<Vec<_>>();
        let dropped = names(&mut exports.iter().map(|(name, _)| name.split('.').next().unwrap()));
        assert_eq!(dropped.len(), 7);
        assert_eq!(names(&mut journey.sources.iter().map(|source| source.id.as_str())), dropped);
        let word = lang.word();
        for ((name, text), rows) in exports.iter().zip(&evidence.rows) {
            assert_eq!(rows.source, name.split('.').next().unwrap(), "{word}");
            let header = usize::from(rows.source != "web");
            assert_eq!(rows.read as usize, text.lines().count() - header, "{word} {name}");
        }
        let of = |id: &str| evidence.rows.iter().find(|rows| rows.source == id).unwrap();
        // The tickets have left out their type, so they are read by their words.
        let systems = ["web", "orders", "survey", "nps", "social"].map(|id| of(id).system.clone());
        let wanted =
            ["GA4 BigQuery export", "WooCommerce", "Google Forms", "Google Forms", "Meta Business Suite"];
        assert_eq!(systems, wanted.map(|system| Some(system.to_owned())), "{word}");
        // The web's events give the stages, whatever the order of the files.
        assert!(of("web").used > 15_000 && evidence.people == 3_060, "{word}: {}", of("web").used);
        // Devices, mail addresses, numbers of accounts and parcels: each source has its own, and says so.
        let not_joined =
            |id: &str| of(id).issues.iter().filter(|issue| issue.code == Code::NotJoined).count();
        for id in ["orders", "tickets", "shipments"] {
            assert_eq!(not_joined(id), 1, "{word} {id}");
        }
        assert_eq!(journey.sources.iter().filter(|source| source.kind == SourceKind::Survey).count(), 2);
    }
}

/// The same files, and the sample's journey, which says in which column the customer's number is.
#[test]
fn people_are_joined_where_their_ids_allow() {
    for lang in Lang::ALL {
        let file = format!("{}/examples/skincare/journey.{}.json", env!("CARGO_MANIFEST_DIR"), lang.word());
        let document = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let journey = model::read_journey(&document).0.unwrap();
        let exports = shop::exports(&Quarter::simulated(), lang);
        let table = |source: &model::journey::Source| {
            let plan = Plan::of(source, analyse::keep(&journey, &source.id), &analyse::shared(&journey));
            let (_, text) =
                exports.iter().find(|(name, _)| name.split('.').next() == Some(&source.id)).unwrap();
            let mut reader = Reader::new(plan);
            reader.push(text.as_bytes()).unwrap();
            reader.finish().unwrap().table
        };
        let tables = journey.sources.iter().map(table).collect();
        let options = Options { min_group: 5, comments: false, events: false };
        let (evidence, _) = analyse::measure(&journey, tables, &options).unwrap();
        assert_eq!(evidence.rows.len(), 7);
        for rows in &evidence.rows {
            assert!(
                rows.used > 0 && rows.issues.iter().all(|issue| issue.code != Code::NotJoined),
                "{}",
                rows.source
            );
        }
    }
}
