//! Times that say less than they seem to: `jejak funnel` says so, in both languages and in its object.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

fn funnel(rows: &str, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.args(["funnel", "-", "--steps", "view,cart"]).args(more);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(rows.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// Six people who look on 1 July at `from` and put something into the cart at each of `to`.
fn rows(from: &str, to: [&str; 6]) -> String {
    let mut rows = "user,event,time\n".to_owned();
    for (at, to) in to.iter().enumerate() {
        rows += &format!("u{at},view,2026-07-01{from}\nu{at},cart,{to}\n");
    }
    rows
}

/// The word of the object for the second step, and the median.
fn told(rows: &str) -> (Option<String>, f64) {
    let shown: Value = serde_json::from_str(&funnel(rows, &["--json"])).unwrap();
    let step = &shown["steps"][1];
    (step["time_caution"].as_str().map(str::to_owned), step["seconds"]["median"].as_f64().unwrap())
}

#[test]
fn days_minutes_instants_and_visits_are_told_apart() {
    let day = "2026-07-01";
    let days = rows("", [day, "2026-07-02", "2026-07-02", "2026-07-02", "2026-07-03", "2026-07-09"]);
    assert_eq!(told(&days), (Some("whole_days".to_owned()), 86_400.0));
    let later =
        rows("", ["2026-07-03", "2026-07-04", "2026-07-05", "2026-07-05", "2026-07-06", "2026-07-30"]);
    assert_eq!(told(&later), (Some("several_visits".to_owned()), 4.0 * 86_400.0));
    let at = |clock: [&str; 6]| clock.map(|clock| format!("{day} {clock}"));
    let told_at = |clock: [&str; 6]| {
        let at = at(clock);
        told(&rows(" 10:00:00", [&at[0], &at[1], &at[2], &at[3], &at[4], &at[5]]))
    };
    let minutes = ["10:01:00", "10:01:00", "10:01:00", "10:01:00", "10:02:00", "10:07:00"];
    assert_eq!(told_at(minutes), (Some("whole_minutes".to_owned()), 60.0));
    let once = ["10:00:00", "10:00:00", "10:00:00", "10:00:05", "10:02:00", "10:07:11"];
    assert_eq!(told_at(once), (Some("at_once".to_owned()), 2.5));
    let visits = ["10:20:00", "10:25:30", "10:31:01", "10:32:00", "10:35:00", "11:00:00"];
    assert_eq!(told_at(visits), (Some("several_visits".to_owned()), 1_890.5));
    let fine = ["10:00:20", "10:00:31", "10:01:01", "10:02:00", "10:05:00", "11:00:00"];
    assert_eq!(told_at(fine), (None, 90.5));
}

#[test]
fn the_table_says_whose_times_they_are_and_what_is_wrong_with_them() {
    let days = rows("", ["2026-07-01", "2026-07-02", "2026-07-02", "2026-07-02", "2026-07-03", "2026-07-09"]);
    let english = funnel(&days, &[]);
    assert!(english.contains("Times are of those who went on."), "{english}");
    assert!(
        english.contains("“cart”: Times are known to the day only, so a median under two days says little."),
        "{english}"
    );
    let indonesian = funnel(&days, &["--lang", "id"]);
    assert!(indonesian.contains("“cart”: Waktunya hanya diketahui sampai harinya"), "{indonesian}");
}
