//! Merging documents: what is refused, with its place, and what `jejak merge` writes and says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{Options, measure, merge};
use jejak::ingest::{Plan, Reader};
use jejak::model::evidence::{Cohort, Evidence, SourceRows, Weights};
use jejak::model::rule::Order;
use jejak::model::time::Duration;
use jejak::{Value, analyse, model};

const JOURNEY: &str = r#"{"title": "Shop", "lang": "en",
    "stages": [{"id": "look", "name": "Look"}, {"id": "buy", "name": "Buy"}],
    "funnel": {"window": "7d"},
    "sources": [{"id": "shop", "kind": "events"},
        {"id": "forms", "kind": "survey", "scores": [{"column": "score", "kind": "csat", "stage": "buy", "comment": "why"}]}]}"#;
const FORMS: &str = "score,why\n5,Kurir ramah\n4,Kurir ramah\n2,Ongkir mahal\n5,Kurir ramah\n4,Ongkir\n";

/// `n` customers of one shop, of whom every second buys.
fn events(shop: &str, n: usize) -> String {
    let mut rows = "user,time,event\n".to_owned();
    for at in 0..n {
        rows += &format!("{shop}{at},2026-07-{:02}T10:00:00Z,look\n", 1 + at % 20);
        if at % 2 == 0 {
            rows += &format!("{shop}{at},2026-07-{:02}T11:00:00Z,buy\n", 1 + at % 20);
        }
    }
    rows
}

fn measured(files: &[(&str, &str)]) -> Evidence {
    let (journey, problems) = model::read_journey(&serde_json::from_str(JOURNEY).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    let journey = journey.unwrap();
    let read = |(id, text): &(&str, &str)| {
        let source = journey.sources.iter().find(|source| source.id == *id).unwrap();
        let mut reader =
            Reader::new(Plan::of(source, analyse::keep(&journey, id), &analyse::shared(&journey)));
        reader.push(text.as_bytes()).unwrap();
        reader.finish().unwrap().table
    };
    measure(
        &journey,
        files.iter().map(read).collect(),
        &Options { min_group: 0, comments: true, events: false },
    )
    .unwrap()
    .0
}

fn part(shop: &str, n: usize) -> Evidence {
    measured(&[("shop", &events(shop, n)), ("forms", FORMS)])
}

/// Why two documents are not merged: which, and what.
fn refused(a: &Evidence, b: &Evidence, disjoint: bool) -> (usize, String) {
    let refusal = merge(&[a.clone(), b.clone()], disjoint).unwrap_err();
    (refusal.part, refusal.error.to_string())
}

#[test]
fn what_differs_is_refused_with_its_place() {
    let known = part("a", 20);
    let change = |change: &dyn Fn(&mut Evidence)| {
        let mut other = part("b", 20);
        change(&mut other);
        refused(&known, &other, true)
    };
    let said = |at: &str| (1, at.to_owned());
    assert_eq!(change(&|e| e.min_group = 5), said("folded (5) at /min_group"));
    assert_eq!(change(&|e| e.journey = Some("Toko".into())), said("cannot_merge (Toko) at /journey"));
    assert_eq!(change(&|e| e.rule.order = Order::Any), said("cannot_merge (order) at /rule/order"));
    assert_eq!(change(&|e| e.rule.open = true), said("cannot_merge (open) at /rule/open"));
    let step = |e: &mut Evidence| e.funnel.as_mut().unwrap().steps[1].id = "pay".into();
    assert_eq!(change(&step), said("cannot_merge (pay) at /funnel/steps/1"));
    let optional = |e: &mut Evidence| e.funnel.as_mut().unwrap().steps[1].optional = true;
    assert_eq!(change(&optional), said("cannot_merge (optional) at /funnel/steps/1/optional"));
    let limited = |e: &mut Evidence| e.funnel.as_mut().unwrap().steps[1].window = Some(Duration::seconds(60));
    assert_eq!(change(&limited), said("cannot_merge (window) at /funnel/steps/1/window"));
    assert_eq!(change(&|e| e.stages[0].id = "see".into()), said("cannot_merge (see) at /stages/0"));
    assert_eq!(change(&|e| drop(e.stages.pop())), said("cannot_merge (buy) at /stages"));
    assert_eq!(
        change(&|e| e.stages[1].answers[0].scale = (1.0, 7.0)),
        said("cannot_merge (forms) at /stages/1/answers/0/scale")
    );
    let weighted = |e: &mut Evidence| e.stages[1].answers[0].weights = Some(Weights::default());
    assert_eq!(change(&weighted), said("cannot_merge (forms) at /stages/1/answers/0/kind"));
    assert_eq!(refused(&Evidence { min_group: 1, ..known.clone() }, &known, true).0, 0);
    assert!(merge(&[known, part("b", 20)], true).is_ok());
    assert_eq!(merge(&[], false).unwrap(), Evidence::default());
}

#[test]
fn people_and_rows_that_may_be_the_same_are_refused_unless_said() {
    let (january, july) = (part("a", 20), part("b", 10));
    assert_eq!(refused(&january, &july, false), (1, "overlap (people) at /people".to_owned()));
    // Another source may know the same people.
    let renamed = |evidence: &Evidence| {
        let rows = evidence
            .rows
            .iter()
            .map(|rows| SourceRows { source: format!("x{}", rows.source), ..rows.clone() });
        Evidence { rows: rows.collect(), ..evidence.clone() }
    };
    assert_eq!(refused(&january, &renamed(&july), false).1, "overlap (people) at /people");
    // Answers alone count nobody: of another source, or of another time, they are others.
    let forms = measured(&[("forms", FORMS)]);
    assert_eq!(forms.people, 0);
    assert_eq!(refused(&january, &forms, false).1, "overlap (forms) at /rows/0");
    assert!(merge(&[january.clone(), renamed(&forms)], false).is_ok());
    let later = Evidence { period: january.period.map(|(_, to)| (to + 1, to + 2)), ..forms.clone() };
    assert_eq!(merge(&[january.clone(), later.clone()], false).unwrap().people, january.people);
    let touching = Evidence { period: january.period.map(|(_, to)| (to, to + 2)), ..later };
    assert_eq!(refused(&january, &touching, false).1, "overlap (forms) at /rows/0");
    // The third is held against both before it.
    let all = [forms.clone(), renamed(&forms), renamed(&forms)];
    assert_eq!(merge(&all, false).unwrap_err().part, 2);
}

#[test]
fn periods_widen_and_rows_add_up_by_source() {
    let (mut a, mut b) = (part("a", 20), part("b", 10));
    (a.period, a.data_end) = (Some((10, 20)), Some(20));
    (b.period, b.data_end) = (Some((5, 30)), Some(15));
    a.rows[0].system = Some("shopify".into());
    let merged = merge(&[a.clone(), b.clone()], true).unwrap();
    assert_eq!((merged.period, merged.data_end), (Some((5, 30)), Some(20)));
    let rows: Vec<_> =
        merged.rows.iter().map(|rows| (rows.source.as_str(), rows.system.as_deref(), rows.used)).collect();
    assert_eq!(rows, [("shop", Some("shopify"), 30), ("forms", None, 10), ("shop", None, 15)]);
    // Cohorts of one start whose people were followed less far stay apart.
    let cohort = |active: &[u64]| Cohort { start: "2026-W27Z".into(), size: 9, active: active.to_vec() };
    (a.cohorts, b.cohorts) = (vec![cohort(&[9, 4])], vec![cohort(&[9])]);
    assert_eq!(merge(&[a.clone(), b.clone()], true).unwrap().cohorts, [cohort(&[9, 4]), cohort(&[9])]);
    b.cohorts = a.cohorts.clone();
    let twice = Cohort { size: 18, active: vec![18, 8], ..cohort(&[]) };
    assert_eq!(merge(&[a, b], true).unwrap().cohorts, [twice]);
}

#[cfg(feature = "cli")]
mod command {
    use super::*;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};

    /// A folder of this test with the journey and two shops, and a call inside.
    fn folder(name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("merge").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let file = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        file("journey.json", JOURNEY);
        file("a.csv", &events("a", 40));
        file("b.csv", &events("b", 24));
        file("all.csv", &(events("a", 40) + events("b", 24).split_once('\n').unwrap().1));
        file("forms.csv", FORMS);
        file("twice.csv", &(FORMS.to_owned() + FORMS.split_once('\n').unwrap().1));
        folder
    }

    fn jejak(folder: &Path, call: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command.current_dir(folder).env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
        command.args(call.split(' ')).output().unwrap()
    }

    fn done(output: &Output) -> String {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{error}");
        error
    }

    fn read(folder: &Path, name: &str) -> String {
        std::fs::read_to_string(folder.join(name)).unwrap()
    }

    #[test]
    fn what_is_measured_apart_and_merged_is_what_is_measured_together() {
        let folder = folder("together");
        let measure = |shop: &str, forms: &str, more: &str| {
            format!(
                "measure journey.json --comments --source shop={shop}.csv --source forms={forms}.csv {more}"
            )
        };
        for shop in ["a", "b"] {
            let loud = done(&jejak(&folder, &measure(shop, "forms", &format!("--unfolded -o {shop}.json"))));
            assert!(loud.contains("NOT TO BE PUBLISHED"), "{loud}");
        }
        let merged = jejak(&folder, "merge a.json b.json --disjoint --comments -o merged.json");
        assert_eq!(done(&merged), "");
        let table = String::from_utf8(merged.stdout).unwrap();
        let cells: Vec<Vec<&str>> =
            table.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
        let people = |line: &Vec<&str>| line[line.len() - 3..].join(" ");
        assert_eq!(
            cells.iter().map(people).collect::<Vec<_>>(),
            ["40 20 65", "24 12 41", "64 32 106"],
            "{table}"
        );
        done(&jejak(&folder, &measure("all", "twice", "-o all.json")));
        assert_eq!(read(&folder, "merged.json"), read(&folder, "all.json"));
        // As one object, and without the comments unless they are asked for.
        let json = jejak(&folder, "merge a.json b.json --disjoint --json");
        done(&json);
        let value: Value = serde_json::from_slice(&json.stdout).unwrap();
        assert_eq!((value.get("min_group"), value.get("comments")), (Some(&Value::from(5_u64)), None));
        assert!(read(&folder, "all.json").contains("\"comments\""));
    }

    #[test]
    fn parts_that_end_apart_are_told() {
        let folder = folder("ends");
        std::fs::write(folder.join("b.csv"), events("b", 12)).unwrap();
        for shop in ["a", "b"] {
            done(&jejak(
                &folder,
                &format!(
                    "measure journey.json --source shop={shop}.csv --source forms=forms.csv --unfolded -o {shop}.json"
                ),
            ));
        }
        let said = done(&jejak(&folder, "merge a.json b.json --disjoint -o merged.json"));
        assert!(
            said.contains("do not end together (12 Jul 2026 to 20 Jul 2026): who still waited"),
            "{said}"
        );
        let said = done(&jejak(&folder, "merge b.json a.json --disjoint --lang id -o merged.json"));
        assert!(said.contains("tidak berakhir bersamaan (12 Jul 2026 sampai 20 Jul 2026)"), "{said}");
        // it is true: of all rows at once nobody of the second shop waits any more
        let pending = |name: &str| {
            let evidence: Value = serde_json::from_str(&read(&folder, name)).unwrap();
            let step = evidence.get("funnel").and_then(|funnel| funnel.get("steps")?.at(0).cloned()).unwrap();
            step.get("pending").and_then(Value::as_number).unwrap()
        };
        let all = events("a", 40) + events("b", 12).split_once('\n').unwrap().1;
        std::fs::write(folder.join("all.csv"), all).unwrap();
        done(&jejak(
            &folder,
            "measure journey.json --source shop=all.csv --source forms=twice.csv -o all.json",
        ));
        assert!(
            pending("merged.json") > pending("all.json"),
            "{} {}",
            pending("merged.json"),
            pending("all.json")
        );
    }

    #[test]
    fn what_is_published_has_a_minimum_of_five_and_no_comments() {
        let folder = folder("defaults");
        let call = "measure journey.json --source shop=a.csv --source forms=forms.csv --json";
        let output = jejak(&folder, call);
        assert_eq!(done(&output), "");
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((value.get("min_group"), value.get("comments")), (Some(&Value::from(5_u64)), None));
        // The same input, the same bytes.
        assert_eq!(jejak(&folder, call).stdout, output.stdout);
        // What folds nothing says so, and what does not exist is refused.
        assert!(done(&jejak(&folder, &format!("{call} --min-group 1"))).contains("NOT TO BE PUBLISHED"));
        assert_eq!(jejak(&folder, &format!("{call} --min-group 0")).status.code(), Some(2));
        assert_eq!(jejak(&folder, &format!("{call} --min-group 9 --unfolded")).status.code(), Some(2));
    }

    #[test]
    fn refusals_name_the_file_the_reason_and_the_place() {
        let folder = folder("refusals");
        let measure = |shop: &str, more: &str| {
            format!("measure journey.json --source shop={shop}.csv --source forms=forms.csv {more}")
        };
        done(&jejak(&folder, &measure("a", "--unfolded -o a.json")));
        done(&jejak(&folder, &measure("b", "--unfolded -o b.json")));
        done(&jejak(&folder, &measure("b", "-o folded.json")));
        let said = |call: &str| {
            let output = jejak(&folder, call);
            assert_eq!(output.status.code(), Some(1), "{call}");
            assert_eq!(output.stdout.len(), 0);
            String::from_utf8(output.stderr).unwrap()
        };
        assert_eq!(
            said("merge a.json b.json"),
            "b.json: The same people may be in two of these documents and would count twice; if not, say --disjoint (at /people).\n"
        );
        assert_eq!(
            said("merge a.json folded.json --disjoint --lang id"),
            "folded.json: Kelompok di bawah 5 orang sudah digabung di sini; gabungkan hasil “jejak measure --unfolded” (di /min_group).\n"
        );
        assert!(said("merge a.json gone.json").starts_with("gone.json: "));
        let report = jejak(&folder, "merge a.json b.json --json");
        let value: Value = serde_json::from_slice(&report.stdout).unwrap();
        let error = value.get("error").unwrap();
        assert_eq!((error.get("code"), error.get("file")), (Some(&"overlap".into()), Some(&"b.json".into())));
        assert_eq!(jejak(&folder, "merge").status.code(), Some(2));
    }
}
