//! `jejak paths` as people call it: on the public shop's log with its known true figures, and on rows by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

#[path = "reference/shared.rs"]
#[allow(dead_code)]
mod shared;

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Three people; `where` is a channel, `s` a session.
const ROWS: &str = "user,time,event,channel,session\n\
    1,2026-03-01T10:00:00Z,view,web,x\n\
    1,2026-03-01T10:00:05Z,view,web,x\n\
    1,2026-03-01T10:00:09Z,cart,app,x\n\
    1,2026-03-01T10:00:20Z,help,app,x\n\
    1,2026-03-02T10:00:00Z,view,store,y\n\
    2,2026-03-01T10:00:01Z,cart,web,z\n\
    2,2026-03-01T10:00:02Z,view,web,z\n\
    2,2026-03-01T10:00:03Z,pay,web,z\n\
    3,2026-03-01T10:00:00Z,view,app,w\n\
    3,2026-03-01T10:00:10Z,cart,app,w\n\
    3,2026-03-01T10:00:40Z,pay,app,w\n";

fn run(args: &[&str], rows: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jejak"))
        .arg("paths")
        .args(args)
        .env("LANG", "en_GB.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A call that is refused may end before it has read anything.
    let _ = child.stdin.take().unwrap().write_all(rows.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = run(&[&["-", "--json"], args].concat(), ROWS);
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Moves as people make them, with times.
fn links(said: &Value) -> BTreeMap<(String, String), (u64, u64)> {
    let text = |link: &Value, key: &str| link[key].as_str().unwrap().to_owned();
    let count = |link: &Value, key: &str| link[key].as_u64().unwrap();
    let links = said["links"].as_array().unwrap().iter();
    links.map(|l| ((text(l, "from"), text(l, "to")), (count(l, "people"), count(l, "times")))).collect()
}

fn link(links: &BTreeMap<(String, String), (u64, u64)>, from: &str, to: &str) -> (u64, u64) {
    links.get(&(from.to_owned(), to.to_owned())).copied().unwrap_or_default()
}

/// The public figures: counted by other programs.
#[test]
fn the_shop_s_first_and_last_events_and_moves_are_the_known_ones() {
    let (Some(expected), Some(_)) = (shared::json("expected.json"), shared::bytes("simple_onlineshop.csv"))
    else {
        return;
    };
    let expected = &expected["simple_onlineshop.csv"]["by_user_id"];
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/simple_onlineshop.csv");
    let output = run(&[file.to_str().unwrap(), "--json"], "");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let links = links(&said);
    let edge = |pick: fn(&(String, String)) -> Option<&String>| -> BTreeMap<&str, u64> {
        links.iter().filter_map(|(ends, n)| Some((pick(ends)?.as_str(), n.0))).collect()
    };
    let known = |key: &str| -> BTreeMap<&str, u64> {
        let counts = expected["transitions"].get(key).or(expected.get(key)).unwrap().as_object().unwrap();
        counts.iter().map(|(event, n)| (event.as_str(), n.as_u64().unwrap())).collect()
    };
    assert_eq!(edge(|ends| ends.0.is_empty().then_some(&ends.1)), known("first_event"));
    assert_eq!(edge(|ends| ends.1.is_empty().then_some(&ends.0)), known("last_event"));
    let inner = || links.iter().filter(|((from, to), _)| !from.is_empty() && !to.is_empty());
    let count = |key: &str| expected["transitions"][key].as_u64().unwrap();
    assert_eq!(inner().map(|(_, n)| n.1).sum::<u64>(), count("n_pairs_total"));
    assert_eq!(inner().count() as u64, count("distinct_pairs"));
    for one in expected["transitions"]["top10"].as_array().unwrap() {
        let (from, to) = (one["from"].as_str().unwrap(), one["to"].as_str().unwrap());
        assert_eq!(link(&links, from, to).1, one["n"].as_u64().unwrap(), "{from} {to}");
    }
    assert_eq!(said["total"], expected["journeys"]);
}

/// The funnel loses whom `--after` tells of: 3,611 → 1,924 → 1,356 → 958 → 653, known true figures.
#[test]
fn whom_the_shop_loses_is_whom_after_tells_of() {
    let Some(expected) = shared::json("expected.json") else { return };
    let funnel = &expected["simple_onlineshop.csv"]["by_user_id"]["funnels"]["purchase"];
    let Some(steps) = funnel["steps"].as_array() else { panic!("no steps: {funnel}") };
    let steps: Vec<&str> = steps.iter().map(|step| step.as_str().unwrap()).collect();
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/simple_onlineshop.csv");
    let line = steps.join(",");
    for (step, lost) in steps.iter().zip(funnel["closed"]["dropped_to_next"].as_array().unwrap()) {
        let args = [file.to_str().unwrap(), "--steps", &line, "--after", step, "--json"];
        let said: Value = serde_json::from_slice(&run(&args, "").stdout).unwrap();
        assert_eq!(said["after"]["people"], *lost, "{step}");
        let next = said["after"]["next"].as_array().unwrap().iter();
        assert_eq!(next.map(|next| next["people"].as_u64().unwrap()).sum::<u64>(), lost.as_u64().unwrap());
    }
}

#[test]
fn every_switch_means_what_it_says() {
    let all = links(&json(&[]));
    assert_eq!(link(&all, "view", "view"), (1, 1));
    assert_eq!((link(&all, "", "view"), link(&all, "view", "cart")), ((2, 2), (2, 2)));
    // From the cart on: person 2 goes from there to view and pay.
    let from = json(&["--from", "cart"]);
    assert_eq!((from["total"].as_u64(), link(&links(&from), "", "cart")), (Some(3), (3, 3)));
    let to = json(&["--to", "pay"]);
    assert_eq!((to["total"].as_u64(), link(&links(&to), "pay", "")), (Some(2), (2, 2)));
    let between = json(&["--from", "view", "--to", "cart"]);
    assert_eq!((between["total"].as_u64(), link(&links(&between), "view", "cart")), (Some(2), (2, 2)));
    // Steps only: help is no step, so the cart is followed by view. Cart before view is out of order.
    let steps = json(&["--steps", "view,cart,pay", "--after", "cart"]);
    assert_eq!(link(&links(&steps), "cart", "view"), (2, 2));
    let next = &steps["after"]["next"];
    assert_eq!((next[0]["to"].as_str(), next[0]["people"].as_u64()), (Some("view"), Some(1)));
    let plan = &steps["planned"];
    assert_eq!((plan["met"].as_u64(), plan["out_of_order"]["people"].as_u64()), (Some(3), Some(1)));
    assert_eq!(plan["repeated"][0]["stage"].as_str(), Some("view"));
    assert!(plan["out_of_order"]["interval"][1].as_f64().unwrap() > 0.6);
    let sessions = json(&["--unit", "session"]);
    assert_eq!((sessions["total"].as_u64(), sessions["unit"].as_str()), (Some(4), Some("session")));
    assert_eq!(link(&links(&sessions), "help", ""), (1, 1));
    let channels = links(&json(&["--level", "channel"]));
    assert_eq!((link(&channels, "web", "app"), link(&channels, "app", "store")), ((1, 1), (1, 1)));
    let few = json(&["--top", "1"]);
    assert_eq!((few["sequences"].as_array().unwrap().len(), few["ways"].as_u64()), (1, Some(3)));
    // Nobody is lost at pay: nothing follows it.
    assert_eq!(json(&["--steps", "view,cart,pay", "--after", "pay"])["after"], Value::Null);
}

#[test]
fn a_journey_s_touchpoints_are_its_level() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("paths");
    std::fs::create_dir_all(&folder).unwrap();
    let journey = folder.join("journey.json");
    let document = r#"{"title": "Shop", "stages": [
        {"id": "look", "name": "Look", "touchpoints": [{"id": "shelf", "name": "View"}]},
        {"id": "buy", "name": "Buy", "touchpoints": [{"id": "basket", "name": "Cart"}, {"id": "till", "name": "Pay"}]}],
        "sources": [{"id": "log", "kind": "events"}]}"#;
    std::fs::write(&journey, document).unwrap();
    let journey = journey.to_str().unwrap();
    let said = json(&["--journey", journey, "--after", "look"]);
    assert_eq!(
        (said["level"].as_str(), link(&links(&said), "shelf", "basket")),
        (Some("touchpoint"), (2, 2))
    );
    let stages = json(&["--journey", journey, "--level", "stage"]);
    assert_eq!(link(&links(&stages), "buy", "look"), (2, 2));
    let table = text_of(&["-", "--journey", journey]);
    assert!(table.contains("View") && table.contains("Planned against actual"), "{table}");
    let wrong = run(&["x=-", "--journey", journey], ROWS);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong.stderr));
}

fn text_of(args: &[&str]) -> String {
    let output = run(args, ROWS);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn tables_add_up_and_speak_both_languages() {
    let table = text_of(&["-", "--top", "2", "--steps", "view,cart,pay", "--after", "cart"]);
    for said in
        ["From", "% of from", "(start)", "other moves", "other ways", "100.0%", "Did not go on from “cart”"]
    {
        assert!(table.contains(said), "{said}:\n{table}");
    }
    let table = text_of(&["-", "--lang", "id", "--steps", "view,cart,pay", "--after", "pay"]);
    for said in
        ["Dari", "(mulai)", "(selesai)", "Jalur", "Tidak ada yang hilang di “pay”", "Rencana dan kenyataan"]
    {
        assert!(table.contains(said), "{said}:\n{table}");
    }
}

#[test]
fn wrong_calls_say_what_is_wrong() {
    for (args, said) in [
        (["--from", "veiw"].as_slice(), "did you mean “view”"),
        (&["--steps", "view,cart", "--after", "crat"], "did you mean “cart”"),
        (&["--after", "cart"], "--steps"),
        (&["--level", "stage"], "--journey"),
        (&["--level", "stages"], "did you mean “stage”"),
        (&["--unit", "attempt"], "attempt"),
    ] {
        let output = run(&[&["-"], args].concat(), ROWS);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
        assert!(error.contains(said), "{args:?}: {error}");
    }
    let output = run(&["-", "--level", "channel"], "user,time,event\n1,2026-03-01T10:00:00Z,view\n");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
}
