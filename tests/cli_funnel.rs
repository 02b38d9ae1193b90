//! Every switch of `jejak funnel` as people write it, on rows from the standard input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use jejak::Value;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Three people; `d` is a device, `s` a session.
const ROWS: &str = "user,time,event,d,s\n\
    1,2026-03-01T10:00:00Z,view,phone,x\n\
    1,2026-03-01T10:00:05Z,cart,phone,x\n\
    1,2026-03-01T10:00:09Z,refund,phone,x\n\
    1,2026-03-01T10:00:20Z,pay,phone,x\n\
    1,2026-03-02T10:00:00Z,view,desk,y\n\
    1,2026-03-02T10:00:05Z,pay,desk,y\n\
    2,2026-03-01T10:00:01Z,cart,phone,z\n\
    2,2026-03-01T10:00:02Z,view,phone,z\n\
    2,2026-03-01T10:00:03Z,pay,phone,z\n\
    3,2026-03-01T10:00:00Z,\"rate, us?\",desk,w\n\
    3,2026-03-01T10:00:00Z,view,phone,w\n\
    3,2026-03-01T10:00:00Z,cart,desk,w\n";

fn run(args: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jejak"))
        .args(["funnel", "-"])
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
    let _ = child.stdin.take().unwrap().write_all(ROWS.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = run(&[args, &["--json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// People by step, and the rule in words.
fn counted(args: &[&str]) -> (Vec<u64>, String) {
    let all = json(args);
    let steps = all.get("steps").unwrap().as_list().unwrap();
    let people = steps.iter().map(|step| step.get("people").unwrap().as_number().unwrap() as u64).collect();
    (people, all.get("rule").and_then(|rule| rule.get("words")?.as_text()).unwrap().to_owned())
}

#[test]
fn every_switch_is_counted_and_said_in_words() {
    let cases: [(&[&str], &[u64], &str); 13] = [
        (&[], &[3, 2, 1], "Counted in order, each person once: no time limit"),
        (&["--order", "strict"], &[3, 2, 0], "no other event may lie between"),
        (&["--order", "any", "--entry", "first"], &[3, 3, 2], "only the first event of any step starts"),
        (&["--window", "each:5s"], &[3, 2, 0], "the next step within 5 seconds of the one before"),
        (&["--window", "session"], &[3, 2, 1], "all steps within one session"),
        (&["--ties", "1s"], &[3, 3, 2], "events at most 1 second apart count in either order"),
        (&["--ties", "forbid"], &[3, 1, 1], "equal times do not count"),
        (&["--unit", "session"], &[4, 2, 1], "each session once"),
        (&["--unit", "attempt"], &[4, 2, 1], "each attempt on its own"),
        (&["--open"], &[2, 3, 2], "people may enter at any step"),
        (&["--exclude", "refund@2-3"], &[3, 2, 0], "whoever has “refund” between steps 2 and 3"),
        (&["--hold", "d"], &[3, 1, 1], "“d” stays the same throughout"),
        (&["--like", "mixpanel"], &[3, 3, 2], "set as in Mixpanel"),
    ];
    for (switches, people, words) in cases {
        let (counted, rule) = counted(&[&["--steps", "view,cart,pay"], switches].concat());
        assert_eq!(counted, people, "{switches:?}");
        assert!(rule.contains(words), "{switches:?}: {rule}");
    }
}

#[test]
fn optional_steps_filters_and_escapes_are_read() {
    let (people, words) = counted(&["--steps", "view,cart?,pay"]);
    assert_eq!(people, [3, 1, 2]);
    assert!(words.contains("“cart” may be left out"), "{words}");
    assert_eq!(counted(&["--steps", r"rate\, us\?,view[d=phone]|pay,cart[d=desk]"]).0, [1, 1, 1]);
    let all = json(&["--steps", "view,cart?,pay"]);
    let steps = all.get("steps").unwrap();
    // pay is measured against view, the last required step before it.
    let of = |at: usize, key: &str| steps.at(at).and_then(|step| step.get(key)?.as_number());
    assert_eq!(
        (of(2, "of_previous"), of(0, "dropped"), of(1, "dropped")),
        (Some(2.0 / 3.0), Some(1.0), Some(0.0))
    );
    let table = text(&run(&["--steps", "view,cart?,pay"]).stdout);
    assert!(table.contains("cart (may be left out)"), "{table}");
}

#[test]
fn a_contradiction_is_refused_and_says_why() {
    let output = run(&["--steps", "view,pay", "--order", "any", "--open"]);
    assert_ne!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    assert!(said.contains("in any order people enter at any step as it is"), "{said}");
    let output = run(&["--steps", "view,pay", "--exclude", "x@1-3"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
}
