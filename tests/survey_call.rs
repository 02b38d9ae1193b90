//! `jejak survey` with each of its switches, on ten answers whose figures are known.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli"));
    command.env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.args(["survey", "ratings.csv"]).args(args).output().unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = run(&[args, &["--json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn printed(args: &[&str]) -> String {
    String::from_utf8(run(args).stdout).unwrap()
}

/// Exit code and the code of the problem.
fn refused(args: &[&str]) -> (i32, String) {
    let output = run(&[args, &["--json"]].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code().unwrap(), report["error"]["code"].as_str().unwrap().to_owned())
}

#[track_caller]
fn near(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - expected).abs() < 5e-5, "{value}, not {expected}");
}

#[track_caller]
fn both_near(interval: &Value, low: f64, high: f64) {
    near(&interval[0], low);
    near(&interval[1], high);
}

const CSAT: [&str; 4] = ["--score", "satisfied", "--kind", "csat"];

#[test]
fn the_object_has_the_keys_of_the_contract_in_their_order() {
    let score = json(&[&CSAT[..], &["--by", "branch"]].concat());
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let of = ["kind", "method", "value", "interval", "n", "missing", "counts"];
    // serde_json keeps keys in alphabetical order: their order is read from the text.
    let mut sorted = of.to_vec();
    sorted.push("groups");
    sorted.sort_unstable();
    assert_eq!(keys(&score), sorted);
    let text = printed(&[&CSAT[..], &["--json"]].concat());
    let places: Vec<usize> = of.iter().map(|key| text.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
    let mut sorted = of.to_vec();
    sorted.push("group");
    sorted.sort_unstable();
    assert_eq!(keys(&score["groups"][0]), sorted);
    assert_eq!(json(&CSAT)["groups"], Value::Array(Vec::new()));
}

#[test]
fn satisfaction_is_a_share_or_a_mean_as_asked() {
    let share = json(&CSAT);
    assert_eq!((share["n"].as_u64(), share["missing"].as_u64()), (Some(10), Some(2)));
    assert_eq!(share["counts"], serde_json::json!({"1": 1, "2": 1, "3": 1, "4": 4, "5": 3}));
    assert_eq!((&share["kind"], &share["method"]), (&"csat".into(), &"top_2_wilson".into()));
    near(&share["value"], 0.7);
    both_near(&share["interval"], 0.396_78, 0.892_21);
    let mean = json(&[&CSAT[..], &["--method", "mean"]].concat());
    assert_eq!(mean["method"], "mean_student_t");
    near(&mean["value"], 3.7);
    both_near(&mean["interval"], 3.7 - 0.9568, 3.7 + 0.9568);
}

#[test]
fn effort_is_turned_round_and_its_share_lies_over_the_middle() {
    let asked = |more: &[&str]| json(&[&["--score", "effort", "--kind", "ces"], more].concat());
    near(&asked(&[])["value"], 3.8);
    near(&asked(&["--flip"])["value"], 4.2);
    let (share, flipped) = (asked(&["--method", "share"]), asked(&["--method", "share", "--flip"]));
    assert_eq!(share["method"], "over_middle_wilson");
    near(&share["value"], 0.4);
    near(&flipped["value"], 0.5);
    assert_eq!(share["counts"], flipped["counts"], "counts stay as they were given");
}

#[test]
fn any_scale_can_be_declared_and_narrowed() {
    let own = ["--score", "own", "--kind", "rating", "--scale", "0..100"];
    let mean = json(&own);
    // −5 and 101 lie outside; N/A and a blank are none.
    assert_eq!((mean["n"].as_u64(), mean["missing"].as_u64()), (Some(8), Some(4)));
    near(&mean["value"], 63.0625);
    near(&json(&[&own[..], &["--method", "share"]].concat())["value"], 0.25);
    let narrower = json(&[&own[..], &["--valid", "1..99", "--missing", "40,60"]].concat());
    assert_eq!((narrower["n"].as_u64(), narrower["missing"].as_u64()), (Some(4), Some(8)));
    near(&narrower["value"], (80.0 + 75.5 + 50.0 + 99.0) / 4.0);
}

#[test]
fn weights_count_and_the_interval_is_of_the_effective_number() {
    let weighted = json(&[&CSAT[..], &["--weight", "weight"]].concat());
    assert_eq!(weighted["n"].as_u64(), Some(10));
    near(&weighted["value"], 0.8);
    // Kish: 10² / 11.5 = 8.696 answers.
    both_near(&weighted["interval"], 0.468_34, 0.947_82);
    near(&json(&[&CSAT[..], &["--weight", "weight", "--method", "mean"]].concat())["value"], 3.85);
    assert!(printed(&[&CSAT[..], &["--weight", "weight"]].concat()).contains("effective n 8.7 (Kish)"));
}

#[test]
fn groups_are_the_values_of_a_column_or_periods() {
    let groups = |more: &[&str]| {
        let score = json(&[&CSAT[..], more].concat());
        let list = score["groups"].as_array().unwrap().clone();
        let of = |g: &Value| {
            (
                g["group"].as_str().unwrap().to_owned(),
                g["n"].as_u64().unwrap(),
                g["missing"].as_u64().unwrap(),
            )
        };
        list.iter().map(of).collect::<Vec<_>>()
    };
    let named = |list: &[(&str, u64, u64)]| {
        list.iter().map(|(name, n, missing)| ((*name).to_owned(), *n, *missing)).collect::<Vec<_>>()
    };
    assert_eq!(groups(&["--by", "branch"]), named(&[("North", 4, 0), ("South", 4, 2), ("", 2, 0)]));
    let months = [("2026-05", 3, 0), ("2026-06", 4, 0), ("2026-07", 2, 2), ("", 1, 0)];
    assert_eq!(groups(&["--per", "month"]), named(&months));
    assert_eq!(groups(&["--per", "week"])[0].0, "2026-W19");
    assert_eq!(
        groups(&["--per", "quarter", "--columns", "time=answered_at"]),
        named(&[("2026-Q2", 7, 0), ("2026-Q3", 2, 2), ("", 1, 0)])
    );
    assert_eq!(refused(&[&CSAT[..], &["--per", "fortnight"]].concat()), (2, "unknown_choice".to_owned()));
}

#[test]
fn what_cannot_be_scored_is_refused() {
    let recommend = ["--score", "satisfied", "--kind", "nps"];
    assert_eq!(refused(&[&recommend[..], &["--scale", "1..5"]].concat()), (2, "out_of_range".to_owned()));
    assert_eq!(refused(&[&recommend[..], &["--method", "mean"]].concat()), (2, "conflict".to_owned()));
    assert_eq!(refused(&["--score", "satisfied", "--kind", "smiles"]), (2, "unknown_choice".to_owned()));
    assert_eq!(refused(&[&CSAT[..], &["--method", "median"]].concat()), (2, "unknown_choice".to_owned()));
    assert_eq!(refused(&[&CSAT[..], &["--scale", "5..1"]].concat()), (2, "bad_text".to_owned()));
    assert_eq!(refused(&["--score", "satisfaction", "--kind", "csat"]).0, 1);
}

#[test]
fn the_table_says_how_the_value_is_made_in_both_languages() {
    let english = printed(&[&CSAT[..], &["--by", "branch"]].concat());
    assert!(english.contains("70.0%") && english.contains("39.7% … 89.2%"), "{english}");
    assert!(english.contains("CSAT 1–5: share of the answers 4 and 5; 95% Wilson"), "{english}");
    let indonesian = printed(&["--score", "effort", "--kind", "ces", "--flip", "--lang", "id"]);
    assert!(indonesian.contains("rerata; 95% Student t; nilai tinggi berarti buruk"), "{indonesian}");
    assert!(indonesian.contains("4,20"), "{indonesian}");
}
