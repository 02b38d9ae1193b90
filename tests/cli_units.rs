//! What is counted is called by its name wherever the command line prints it: people, sessions (which may be orders), attempts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use std::path::PathBuf;
use std::process::Command;

/// Three people in four sessions; one comes back to view, one has no view first.
const ROWS: &str = "user,time,event,session\n\
    1,2026-03-01T10:00:00Z,view,x\n1,2026-03-01T10:00:05Z,view,x\n1,2026-03-01T10:00:09Z,cart,x\n\
    1,2026-03-01T10:00:20Z,help,x\n1,2026-03-02T10:00:00Z,view,y\n\
    2,2026-03-01T10:00:01Z,cart,z\n2,2026-03-01T10:00:02Z,view,z\n2,2026-03-01T10:00:03Z,pay,z\n\
    3,2026-03-01T10:00:00Z,view,w\n3,2026-03-01T10:00:10Z,cart,w\n3,2026-03-01T10:00:40Z,pay,w\n";

/// Each unit with its words in both languages.
const UNITS: [(&str, [&str; 2]); 3] = [
    ("person", ["people", "orang"]),
    ("session", ["sessions or orders", "sesi atau pesanan"]),
    ("attempt", ["attempts", "percobaan"]),
];

/// A file of this test.
fn file(name: &str, text: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("units");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn printed(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.args(args).env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The lines in which a word for what is counted stands, of `word` alone.
fn lines<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let plain = |line: &str| {
        format!(" {} ", line.to_lowercase().split(|c: char| !c.is_alphabetic()).collect::<Vec<_>>().join(" "))
    };
    text.lines().filter(|line| plain(line).contains(&format!(" {word} "))).collect()
}

/// Names what is counted in at least `least` lines, and as nothing else but in lines that hold one of `other`.
fn called(what: &str, text: &str, own: &str, lang: usize, least: usize, other: &[&str]) {
    let named = lines(text, own);
    assert!(named.len() >= least, "{what}: {own} {named:?} in\n{text}");
    let words = UNITS.iter().map(|(_, words)| words[lang]).chain(["person", "orangnya"]);
    for word in words.filter(|word| *word != own) {
        let mut wrong = lines(text, word);
        wrong.retain(|line| !other.iter().any(|allowed| line.contains(allowed)));
        assert!(own == UNITS[0].1[lang] || wrong.is_empty(), "{what}: {word} {wrong:#?} in\n{text}");
    }
}

#[test]
fn a_funnel_and_its_figures_say_what_is_counted() {
    let rows = file("rows.csv", ROWS);
    // the plan, and how long a stage takes, are of people whatever the funnel counts
    let people = ["came back here", "met stages", "first row", "kembali ke", "menempuh tahap"];
    for (unit, words) in UNITS {
        let journey = format!(
            r#"{{"title": "Shop", "stages": ["View", "Cart", "Pay"], "sources": [{{"id": "log", "kind": "events"}}],
                "funnel": {{"unit": "{unit}", "window": "7d"}}}}"#
        );
        let journey = file(&format!("{unit}.journey.json"), &journey);
        let evidence = file(&format!("{unit}.evidence.json"), "");
        printed(&["measure", &journey, "--source", &format!("log={rows}"), "-o", &evidence]);
        for (at, lang) in ["en", "id"].into_iter().enumerate() {
            let steps = ["--steps", "view,cart,pay", "--window", "7d"];
            let funnel = [&["funnel", &rows, "--unit", unit, "--lang", lang], &steps[..]].concat();
            // Indonesian has no word for whom the shares of times are
            called(&format!("funnel {unit} {lang}"), &printed(&funnel), words[at], at, [4, 3][at], &[]);
            let figures = ["figures", &journey, "--evidence", &evidence, "--lang", lang];
            called(&format!("figures {unit} {lang}"), &printed(&figures), words[at], at, [7, 5][at], &people);
        }
    }
}

#[test]
fn moves_ways_and_what_the_lost_did_next_say_what_is_counted() {
    let rows = file("ways.csv", ROWS);
    for (unit, words) in UNITS.into_iter().take(2) {
        for (at, lang) in ["en", "id"].into_iter().enumerate() {
            let plain = ["paths", &rows, "--unit", unit, "--lang", lang];
            called(&format!("paths {unit} {lang}"), &printed(&plain), words[at], at, 2, &[]);
            let after = [&plain[..], &["--steps", "view,cart,pay", "--after", "cart"]].concat();
            // the plan is of people whatever moves
            let plan = ["Planned against actual", "Rencana dan kenyataan"];
            called(&format!("after {unit} {lang}"), &printed(&after), words[at], at, 3, &plan);
        }
    }
}
