//! The worked example, from its exports to what its map says: made anew, measured, and held against what is
//! committed and against what was planted.
//!
//! After a change that is meant, `SKINCARE_EVIDENCE=write cargo test --test skincare` writes the evidence anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../examples/skincare/shop/mod.rs"]
mod shop;

use jejak::analyse::{self, Options};
use jejak::figures::{self, Figures, Finding, Of};
use jejak::ingest::{Plan, Read, Reader};
use jejak::model::evidence::{Evidence, MeasureKind, StepCounts};
use jejak::model::journey::Journey;
use jejak::model::rule::Role;
use jejak::model::table::{Data, Table};
use jejak::{Value, model};
use shop::{Lang, Quarter};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/skincare").join(name)
}

fn document(lang: Lang) -> Value {
    let path = path(&format!("journey.{}.json", lang.word()));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn journey(lang: Lang) -> Journey {
    let (journey, problems) = model::read_journey(&document(lang));
    assert!(problems.is_empty(), "{lang:?}: {problems:?}");
    journey.unwrap()
}

fn read(journey: &Journey, source: &str, text: &str) -> Read {
    let declared = journey.sources.iter().find(|known| known.id == source).unwrap();
    let plan = Plan::of(declared, analyse::keep(journey, source), &analyse::shared(journey));
    let mut reader = Reader::new(plan);
    for chunk in text.as_bytes().chunks(1 << 18) {
        reader.push(chunk).unwrap_or_else(|error| panic!("{source}: {error:?}"));
    }
    reader.finish().unwrap_or_else(|error| panic!("{source}: {error:?}"))
}

/// Everything that is known of one language's example.
struct Example {
    lang: Lang,
    exports: Vec<(&'static str, String)>,
    evidence: Evidence,
    figures: Figures,
    /// Tables by source.
    tables: BTreeMap<String, Table>,
}

fn made(lang: Lang) -> Example {
    let journey = journey(lang);
    let exports = shop::exports(&Quarter::simulated(), lang);
    let mut tables = BTreeMap::new();
    for source in &journey.sources {
        let (_, text) = exports.iter().find(|(name, _)| name.split('.').next() == Some(&source.id)).unwrap();
        tables.insert(source.id.clone(), read(&journey, &source.id, text).table);
    }
    let all = journey.sources.iter().map(|source| tables[&source.id].clone()).collect();
    let options = Options { min_group: 5, comments: true, events: false };
    let (evidence, _) = analyse::measure(&journey, all, &options).unwrap();
    // What a page shows is derived from the document that it reads, which holds no small groups.
    let evidence = analyse::fold(&evidence);
    let (evidence, problems) = model::read_evidence(&model::write_evidence(&evidence));
    assert!(problems.is_empty(), "{problems:?}");
    let evidence = evidence.unwrap();
    let figures = figures::derive(&journey, Some(&evidence), None);
    Example { lang, exports, evidence, figures, tables }
}

static EXAMPLES: LazyLock<[Example; 2]> = LazyLock::new(|| Lang::ALL.map(made));

fn stage<'e>(example: &'e Example, id: &str) -> &'e figures::StageFigures {
    example.figures.stages.iter().find(|stage| stage.id == id).unwrap()
}

fn steps(example: &Example) -> &[StepCounts] {
    &example.evidence.funnel.as_ref().unwrap().steps
}

#[test]
fn the_committed_evidence_is_what_the_exports_give() {
    for example in EXAMPLES.iter() {
        let path = path(&format!("evidence.{}.json", example.lang.word()));
        let made = serde_json::to_string_pretty(&model::write_evidence(&example.evidence)).unwrap() + "\n";
        assert!(made.len() < 200_000, "{} bytes are too many for a page", made.len());
        if std::env::var("SKINCARE_EVIDENCE").is_ok_and(|what| what == "write") {
            std::fs::write(&path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap();
        let line = made.lines().zip(committed.lines()).position(|(made, committed)| made != committed);
        assert!(
            made == committed,
            "evidence.{}.json differs from line {:?}; where that is meant: \
             SKINCARE_EVIDENCE=write cargo test --test skincare",
            example.lang.word(),
            line.map(|line| line + 1)
        );
    }
}

/// As the README says it.
#[cfg(feature = "cli")]
#[test]
fn the_command_line_makes_the_same_evidence_from_the_files() {
    for example in EXAMPLES.iter() {
        let lang = example.lang.word();
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("skincare").join(lang);
        std::fs::create_dir_all(&folder).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_jejak"));
        command
            .current_dir(&folder)
            .arg("measure")
            .arg(path(&format!("journey.{lang}.json")))
            .arg("--comments");
        for (name, text) in &example.exports {
            std::fs::write(folder.join(name), text).unwrap();
            command.arg("--source").arg(format!("{}={name}", name.split('.').next().unwrap()));
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let committed = std::fs::read(path(&format!("evidence.{lang}.json"))).unwrap();
        assert!(output.stdout == committed, "{lang}");
    }
}

#[test]
fn the_quarter_is_always_the_same() {
    for example in EXAMPLES.iter() {
        let again = shop::exports(&Quarter::simulated(), example.lang);
        assert!(again == example.exports, "{:?}", example.lang);
    }
}

#[test]
fn every_row_of_every_export_is_accounted_for() {
    for example in EXAMPLES.iter() {
        let sources: Vec<&str> = example.evidence.rows.iter().map(|rows| rows.source.as_str()).collect();
        assert_eq!(sources, ["web", "orders", "survey", "nps", "tickets", "shipments", "social"]);
        for rows in &example.evidence.rows {
            let name = &rows.source;
            assert_eq!(rows.used + rows.unmatched + rows.rejected, rows.read, "{name}");
            assert!(rows.used > 0, "{name}");
            let (_, text) = example.exports.iter().find(|(file, _)| file.starts_with(name.as_str())).unwrap();
            let header = usize::from(name != "web");
            assert_eq!(rows.read as usize, text.lines().count() - header, "{name}");
        }
        // Who refuses tracking is a guest without a number: the only rows that cannot be used.
        let rejected: Vec<u64> = example.evidence.rows.iter().map(|rows| rows.rejected).collect();
        let guests = |at: usize, sign: &str| example.exports[at].1.matches(sign).count() as u64;
        let (web, orders) = (guests(0, r#""user_id": null"#), guests(1, ",Reguler,,"));
        let (tickets, parcels) = (guests(4, ",-,pelanggan"), guests(5, ",-,REG"));
        assert!(web > 100 && orders > 0 && parcels > 0);
        assert_eq!(rejected[..4], [web, orders, 0, 0]);
        // A guest's ticket or parcel is nobody's step, but it still is a comment, or on time.
        assert!(rejected[4] <= tickets && rejected[5] <= parcels && rejected[6] == 0, "{rejected:?}");
        // So nobody is seen who never came by the web.
        assert_eq!(example.evidence.people, steps(example)[0].people);
    }
}

#[test]
fn the_funnel_has_the_size_of_a_real_shop() {
    for example in EXAMPLES.iter() {
        let people: Vec<u64> = steps(example).iter().map(|step| step.people).collect();
        for (people, about) in people.iter().zip([3_000.0, 2_400.0, 1_900.0, 700.0, 350.0]) {
            assert!((*people as f64 / about - 1.0).abs() < 0.15, "{people} is not about {about}");
        }
        let pending: u64 = steps(example).iter().map(|step| step.pending).sum();
        assert!((60..=100).contains(&pending), "{pending} pending");
        for stage in &example.figures.stages {
            let n = stage.measured.unwrap().n;
            assert!((100..=400).contains(&n), "{}: {n} answers", stage.id);
        }
    }
}

#[test]
fn most_are_lost_at_purchase_and_on_phones() {
    for example in EXAMPLES.iter() {
        let lost: Vec<u64> = example.figures.stages.iter().filter_map(|stage| stage.lost).collect();
        assert_eq!(lost.iter().max(), stage(example, "purchase").lost.as_ref());
        let priority = |id: &str| stage(example, id).priority.map_or(0.0, |priority| priority.value);
        let others = ["awareness", "consideration", "retention"].map(priority);
        assert!(others.iter().all(|other| priority("purchase") > 4.0 * other), "{others:?}");
        assert!(matches!(example.figures.finding, Finding::Priority { stage: 2, .. }));

        // Of those at the checkout fewer on phones go on than of the rest, and that is no chance.
        let segments = &example.figures.segments[0];
        assert_eq!(segments.field, "device.category");
        let retention = steps(example).iter().position(|step| step.id == "retention").unwrap();
        let of = |device: &str| {
            let group = segments.groups.iter().find(|group| group.value == device).unwrap();
            *group.differences.iter().find(|d| d.step == retention && d.of == Of::Previous).unwrap()
        };
        let (phone, computer) = (of("mobile"), of("desktop"));
        assert!(
            phone.value < -0.2 && phone.interval.1 < 0.0 && phone.adjusted_p.unwrap() < 0.001,
            "{phone:?}"
        );
        assert!(computer.value > 0.2 && computer.adjusted_p.unwrap() < 0.001, "{computer:?}");
    }
}

#[test]
fn the_author_hoped_for_too_much_at_purchase() {
    for example in EXAMPLES.iter() {
        let gaps: BTreeMap<&str, f64> = (example.figures.stages.iter())
            .filter_map(|stage| Some((stage.id.as_str(), stage.gap?.size)))
            .collect();
        assert!(gaps["purchase"] > 0.5, "{gaps:?}");
        assert!(gaps.iter().all(|(id, size)| *id == "purchase" || *size < gaps["purchase"]), "{gaps:?}");
        for right in ["awareness", "consideration", "advocacy"] {
            assert!(!gaps.contains_key(right), "{right}: {gaps:?}");
        }
    }
}

#[test]
fn rani_falls_hardest_at_purchase_and_bu_trudi_is_less_happy_before() {
    for example in EXAMPLES.iter() {
        let line = |id: &str| -> Vec<f64> {
            let persona = example.figures.personas.iter().find(|persona| persona.id == id).unwrap();
            persona.stages.iter().map(|stage| stage.measured.unwrap().value).collect()
        };
        let (rani, trudi) = (line("rani"), line("trudi"));
        assert!(trudi[0] < rani[0] - 0.25 && trudi[1] < rani[1] - 0.25, "{rani:?} {trudi:?}");
        assert!(rani[2] < trudi[2] - 0.25, "{rani:?} {trudi:?}");
        assert!(rani[1] - rani[2] > 0.5 && trudi[1] - trudi[2] < 0.25, "{rani:?} {trudi:?}");
    }
}

#[test]
fn comments_name_the_postage_and_the_late_parcels() {
    for example in EXAMPLES.iter() {
        let (postage, late) = match example.lang {
            Lang::Id => ("ongkir", "terlambat"),
            Lang::En => ("shipping", "late"),
        };
        for (at, word) in [("purchase", postage), ("retention", late)] {
            let here = example.evidence.themes.iter().filter(|theme| theme.at == at);
            let (all, named): (Vec<_>, Vec<_>) = here.partition(|theme| theme.text.is_empty());
            let first = named.iter().max_by_key(|theme| theme.count).unwrap();
            assert_eq!(first.text, word, "{at}");
            assert!(first.count * 2 > all[0].count, "{} of {} at {at}", first.count, all[0].count);
            assert!(first.sum < 0.0);
        }
    }
}

/// A text column by person.
fn by_person(table: &Table, column: &str) -> Vec<(String, String)> {
    let texts = |data: &Data| match data {
        Data::Texts(texts) => (0..texts.codes.len()).map(|row| texts.row(row).to_owned()).collect(),
        Data::Times(times) => times.iter().map(i64::to_string).collect(),
        Data::Numbers(numbers) => numbers.iter().map(f64::to_string).collect::<Vec<_>>(),
    };
    let persons = texts(&table.role(Role::Person).unwrap().data);
    persons.into_iter().zip(texts(&table.column(column).unwrap().data)).collect()
}

#[test]
fn late_parcels_sour_retention() {
    for example in EXAMPLES.iter() {
        let on_time = example.evidence.measures.iter().find(|m| m.kind == MeasureKind::OnTime).unwrap();
        let share = on_time.count as f64 / on_time.of as f64;
        assert!((0.5..0.65).contains(&share), "{share}");

        // The answers about parcels, by whether the customer's own parcel was late.
        let parcels = &example.tables["shipments"];
        let number = |text: &str| text.parse::<i64>().unwrap();
        let promised: Vec<i64> = by_person(parcels, "promised").iter().map(|(_, t)| number(t)).collect();
        let mut late: BTreeMap<String, bool> = BTreeMap::new();
        for ((person, delivered), promised) in by_person(parcels, "delivered").into_iter().zip(promised) {
            let delivered = number(&delivered);
            late.entry(person).or_insert(delivered != i64::MIN && delivered > promised);
        }
        let survey = &example.tables["survey"];
        let score = &journey(example.lang).sources[2].scores[0];
        let parts = by_person(survey, "touchpoint");
        let mut sums = BTreeMap::from([(true, (0.0, 0.0)), (false, (0.0, 0.0))]);
        for ((person, answer), (_, part)) in by_person(survey, &score.column).into_iter().zip(parts) {
            let of_parcel = ["Paket", "Parcel"].contains(&part.as_str());
            if let (true, Some(late), Ok(answer)) = (of_parcel, late.get(&person), answer.parse::<f64>()) {
                let (sum, n) = sums.get_mut(late).unwrap();
                *sum += answer;
                *n += 1.0;
            }
        }
        let mean = |late: bool| sums[&late].0 / sums[&late].1;
        assert!(sums[&true].1 > 30.0 && sums[&false].1 > 30.0);
        assert!(mean(true) < mean(false) - 1.0, "{} late, {} on time", mean(true), mean(false));
        assert!(stage(example, "retention").measured.unwrap().value < 0.0);
    }
}

#[test]
fn the_loyal_are_delighted() {
    for example in EXAMPLES.iter() {
        let nps = &stage(example, "advocacy").scores[0];
        assert!(nps.value.unwrap() > 30.0 && nps.interval.unwrap().0 > 0.0, "{:?}", nps.value);
        let peak = stage(example, "advocacy").measured.unwrap().value;
        assert!(example.figures.stages.iter().all(|stage| stage.measured.unwrap().value <= peak));
    }
}

#[test]
fn both_languages_tell_the_same_numbers() {
    let [id, en] = &*EXAMPLES;
    let counts = |example: &Example| -> Vec<[u64; 4]> {
        steps(example).iter().map(|step| [step.people, step.pending, step.seen, step.any_order]).collect()
    };
    assert_eq!(counts(id), counts(en));
    assert_eq!(id.evidence.measures, en.evidence.measures);
    let answers = |example: &Example| -> Vec<_> {
        example
            .evidence
            .stages
            .iter()
            .map(|stage| (stage.id.clone(), stage.answers[0].counts.clone()))
            .collect()
    };
    assert_eq!(answers(id), answers(en));
    let comments = |example: &Example| -> Vec<_> {
        example.evidence.comments.iter().map(|said| (said.at.clone(), said.score, said.time)).collect()
    };
    assert_eq!(comments(id).len(), comments(en).len());
}

/// Keys whose texts are no words of a language.
const SAME: [&str; 26] = [
    "schema",
    "id",
    "kind",
    "updated",
    "field",
    "equals",
    "in",
    "contains",
    "source",
    "planned",
    "channel",
    "personas",
    "status",
    "layer",
    "from",
    "to",
    "type",
    "window",
    "by",
    "time_unit",
    "date_order",
    "decimal",
    "zone",
    "stage",
    "touchpoint",
    "order",
];
/// Keys whose texts must be translated.
const WORDS: [&str; 9] =
    ["actions", "thoughts", "needs", "expectations", "quotes", "trigger", "text", "goal", "scenario"];

fn correspond(id: &Value, en: &Value, at: &str, key: &str) {
    match (id, en) {
        (Value::Map(id), Value::Map(en)) => {
            let keys = |map: &[(String, Value)]| map.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
            assert_eq!(keys(id), keys(en), "{at}");
            for ((key, id), (_, en)) in id.iter().zip(en) {
                correspond(id, en, &format!("{at}/{key}"), key);
            }
        }
        (Value::List(id), Value::List(en)) => {
            assert_eq!(id.len(), en.len(), "{at}");
            for (index, (id, en)) in id.iter().zip(en).enumerate() {
                // A list of touchpoints' personas is a list of ids; a list of objects is not.
                correspond(id, en, &format!("{at}/{index}"), key);
            }
        }
        (Value::Text(id), Value::Text(en)) => {
            assert!(!id.trim().is_empty() && !en.trim().is_empty(), "{at}");
            assert!(at.contains("/columns") || !SAME.contains(&key) || id == en, "{at}: {id} / {en}");
            assert!(!WORDS.contains(&key) || id != en, "{at}: {id} in both languages");
            assert!(id.chars().count() <= 76 && en.chars().count() <= 76, "{at}: too long for a cell");
        }
        _ => assert_eq!(id, en, "{at}"),
    }
}

#[test]
fn the_two_documents_correspond_place_by_place() {
    correspond(&document(Lang::Id), &document(Lang::En), "", "");
}
