//! What a call says that asks for what there is not: its reason, the switch, and what may be given instead.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use jejak::Value;
use jejak::model::presets::PRODUCTS;
use jejak::model::rule::Role;
use std::path::PathBuf;
use std::process::Command;

const VISITS: &str = "tests/data/cli/visits.csv";

/// Exit code, standard output and standard error of a call.
fn run(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jejak"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LANG", "en_GB.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn people(args: &[&str]) -> Vec<u64> {
    let (code, out, err) = run(&[&["funnel", VISITS], args, &["--json"]].concat());
    assert_eq!(code, 0, "{args:?}: {err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let steps = report.get("steps").and_then(Value::as_list).unwrap();
    steps.iter().map(|step| step.get("people").unwrap().as_number().unwrap() as u64).collect()
}

/// A folder of this test's own with these files.
fn given(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("jejak-calls-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_wrong_switch_is_named_with_its_choices() {
    let steps = ["funnel", VISITS, "--steps", "view,cart"];
    let calls: [(&[&str], &[&str]); 11] = [
        (&["--window", "30min"], &["--window: “30min”", "It may be: none, session, 7d"]),
        (&["--ties", "never"], &["--ties: “never”", "allow, forbid"]),
        (&["--order", "orderd"], &["--order: “orderd”", "ordered, strict, any"]),
        (&["--like", "excel"], &["--like: “excel”", "posthog, mixpanel"]),
        (&["--columns", "who=x"], &["--columns: “who”", "person, time"]),
        (&["--at", "99", "--by", "device"], &["--at: ", "1…2"]),
        (&["--exclude", "x@1-3"], &["--exclude: ", "1…2"]),
        (&["--step-window", "3=2h"], &["--step-window: ", "2…2"]),
        (&["--step-window", "1=2h"], &["--step-window: ", "2…2"]),
        (&["--step-window", "2=soon"], &["--step-window: “2=soon”", "N=30m"]),
        (&["--session-gap", "0s"], &["--session-gap: “0s”", "30m"]),
    ];
    for (call, said) in calls {
        let (code, out, err) = run(&[&steps[..], call].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{call:?}: {err}");
        for said in said {
            assert!(err.contains(said), "{call:?}: {err}");
        }
    }
    let (_, out, _) = run(&[&steps[..], &["--window", "30min", "--json"]].concat());
    let report: Value = serde_json::from_str(&out).unwrap();
    let error = report.get("error").unwrap();
    assert_eq!(error.get("switch").and_then(Value::as_text), Some("--window"));
    assert_eq!(error.get("choices").and_then(|list| list.at(0)?.as_text()), Some("none"));
}

#[test]
fn a_step_has_a_window_and_a_session_its_pause() {
    // 10 s, 20 s and a day to the second step; 30 s twice to the third
    let steps = ["--steps", "view,cart|wishlist,pay"];
    assert_eq!(people(&steps), [4, 3, 2]);
    assert_eq!(people(&[&steps[..], &["--step-window", "2=15s"]].concat()), [4, 1, 1]);
    assert_eq!(people(&[&steps[..], &["--step-window", "3=29s"]].concat()), [4, 3, 0]);
    assert_eq!(
        people(&[&steps[..], &["--step-window", "2=1h", "--step-window", "3=30s"]].concat()),
        [4, 2, 1]
    );
    let session = [&steps[..], &["--unit", "session"]].concat();
    let with = |gap| people(&[&session[..], &["--session-gap", gap]].concat());
    assert_eq!(people(&session), with("30m"), "half an hour is what is usual");
    assert_ne!(with("30m"), with("15s"));
    assert_ne!(with("30m"), with("3d"));
    let (_, out, _) = run(&[&["funnel", VISITS], &session[..], &["--session-gap", "15s"]].concat());
    assert!(out.contains("a session without an id ends after 15 seconds"), "{out}");
}

#[test]
fn help_names_every_product_every_role_and_every_view() {
    let help = |command: &str| run(&[command, "--help"]).1.split_whitespace().collect::<Vec<_>>().join(" ");
    let funnel = help("funnel");
    let named = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    let switch = |text: &str, from: &str, to: &str| {
        let rest = text.split_once(from).unwrap().1;
        rest.split_once(to).map_or(rest, |(own, _)| own).to_owned()
    };
    let like = switch(&funnel, "--like", "--columns");
    assert!(PRODUCTS.iter().all(|product| named(&like, product)), "{like}");
    for command in ["funnel", "paths", "survey", "inspect"] {
        let columns = switch(&help(command), "--columns <", "--time-unit");
        assert!(Role::WORDS.iter().all(|role| named(&columns, role)), "{command}: {columns}");
    }
    for command in ["draw", "embed"] {
        let view = switch(&help(command), "--view", "[default");
        assert!(
            ["journey", "funnel", "paths", "survey"].iter().all(|own| named(&view, own)),
            "{command}: {view}"
        );
    }
}

#[test]
fn a_journey_is_no_evidence() {
    let whole =
        r#"{"title": "T", "stages": [{"id": "a", "name": "A"}], "sources": [{"id": "s", "kind": "events"}]}"#;
    let bare = r#"{"stages": ["A", "B"]}"#;
    let evidence = r#"{"people": 3, "stages": [{"id": "a", "people": 3}]}"#;
    let folder = given("journey", &[("whole.json", whole), ("bare.json", bare), ("evidence.json", evidence)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (journey, good) = (path("whole.json"), path("evidence.json"));
    for wrong in [path("whole.json"), path("bare.json")] {
        let calls: [&[&str]; 4] = [
            &["figures", &journey, "--evidence", &wrong],
            &["figures", &journey, "--evidence", &good, "--compare", &wrong],
            &["draw", &journey, "--evidence", &wrong],
            &["embed", &journey, "--evidence", &wrong],
        ];
        for call in calls {
            let (code, out, err) = run(call);
            assert_eq!((code, out.as_str()), (1, ""), "{call:?}: {err}");
            assert!(
                err.contains(&wrong) && err.contains("another document or version: “jejak.journey/1”"),
                "{err}"
            );
        }
    }
    assert_eq!(run(&["figures", &journey, "--evidence", &good]).0, 0);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_column_without_an_answer_or_a_weight_is_told() {
    let rows = "user,channel,score,blank\nu1,Web,4,\nu2,WhatsApp,5,\n";
    let folder = given("survey", &[("rows.csv", rows)]);
    let rows = folder.join("rows.csv").to_str().unwrap().to_owned();
    let survey = |score: &str, rest: &[&str]| {
        run(&[&["survey", &rows, "--kind", "csat", "--score", score], rest].concat())
    };
    let (code, out, err) = survey("channel", &[]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(
        err.contains("--score: No cell of “channel” is an answer on the scale 1 to 5; the first is “Web”."),
        "{err}"
    );
    let (code, out, err) = survey("score", &["--weight", "channel"]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("--weight: The column “channel” holds no weight"), "{err}");
    let (code, _, err) = survey("channel", &["--lang", "id"]);
    assert!(
        code == 1 && err.contains("Tidak ada sel “channel” yang berupa jawaban pada skala 1 sampai 5"),
        "{err}"
    );
    let (code, out, err) = survey("blank", &[]);
    assert!(code == 0 && out.contains("CSAT") && err.contains("no row has an answer"), "{code} {err}");
    let (code, _, err) = survey("score", &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn an_exclusion_that_no_row_is_is_told() {
    let call = ["funnel", VISITS, "--steps", "view,pay", "--exclude"];
    let (code, _, err) = run(&[&call[..], &["wishlst@1-2"]].concat());
    assert_eq!(code, 0);
    assert!(
        err.contains("Nothing is excluded, since no row is “wishlst”; did you mean “wishlist”?"),
        "{err}"
    );
    let (_, _, err) = run(&[&call[..], &["wishlist@1-2"]].concat());
    assert!(!err.contains("excluded"), "{err}");
}

#[test]
fn a_picture_is_of_the_form_and_the_level_that_is_asked_for() {
    let journey = "examples/skincare/journey.en.json";
    let folder = given("draw", &[]);
    let picture = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (code, _, err) = run(&["draw", journey, "-o", &picture("x.pdf")]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("--output: “pdf”") && err.contains(".svg, .png"), "{err}");
    assert!(!folder.join("x.pdf").exists(), "nothing is written");
    assert_eq!(run(&["draw", journey, "-o", &picture("x.svg")]).0, 0);
    assert_eq!(run(&["draw", journey, "-o", &picture("picture")]).0, 0, "a name without an ending is an SVG");

    let evidence = std::fs::read_to_string("examples/skincare/evidence.en.json").unwrap();
    let mut evidence: serde_json::Value = serde_json::from_str(&evidence).unwrap();
    evidence["moves"].as_array_mut().unwrap().retain(|moves| moves["level"] != "touchpoint");
    std::fs::write(folder.join("evidence.json"), evidence.to_string()).unwrap();
    let counted = picture("evidence.json");
    let paths = ["draw", journey, "--evidence", &counted, "--view", "paths"];
    let (code, out, err) = run(&[&paths[..], &["--level", "touchpoint"]].concat());
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("“touchpoint” were counted") && err.contains("It may be: stage, channel"), "{err}");
    assert_eq!(run(&[&paths[..], &["--level", "channel"]].concat()).0, 0);
    std::fs::remove_dir_all(&folder).unwrap();
}
