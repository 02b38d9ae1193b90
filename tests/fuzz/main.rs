//! The parsers under hostile bytes, on stable: kept inputs are replayed, and seeded changes of them tried.
//!
//! `cargo xtask fuzz --minutes 5` runs the ignored test below for longer, and watches the time and the memory of each
//! input; `fuzz/` holds the same targets for libFuzzer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods
)] // a test stops at the first surprise, and the long run looks at the clock
#![cfg(all(feature = "measure", feature = "sheets"))]

mod mutate;
mod run;
mod targets;

use mutate::{Dice, mutate};
use peak_alloc::PeakAlloc;
use std::path::{Path, PathBuf};
use targets::{LONG, TARGETS, Target};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Changed inputs a target in the ordinary run: a second or two without optimisation.
const CHANGES: u64 = 300;

/// The kept inputs of a target, in the order of their names.
fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn replay((name, target): Target) {
    let kept = corpus(name);
    assert!(kept.len() >= 5, "{name} has {} inputs", kept.len());
    for (path, bytes) in kept {
        println!("{}", path.display());
        target(&bytes);
    }
}

fn change((name, target): Target) {
    // Long ones take long; they are replayed, and changed in the long run.
    let short = |bytes: &Vec<u8>| bytes.first() != Some(&LONG);
    let mut pool: Vec<Vec<u8>> = corpus(name).into_iter().map(|(_, bytes)| bytes).filter(short).collect();
    let mut dice = Dice::new(20_261_128);
    let mut seen = std::collections::BTreeSet::new();
    for n in 0..CHANGES {
        let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
        let bytes = mutate(&mut dice, &pool[one], &pool[other]);
        if !short(&bytes) {
            continue;
        }
        let caught = std::panic::catch_unwind(|| target(&bytes));
        let Ok(sign) = caught else { panic!("change {n} of {name}: {:?}", String::from_utf8_lossy(&bytes)) };
        if seen.insert(sign) {
            pool.push(bytes);
        }
    }
    println!("{name}: {} different outcomes", seen.len());
    assert!(seen.len() > 10, "{name}: the changes reach only {} outcomes", seen.len());
}

#[test]
fn kept_inputs_hold() {
    TARGETS.into_iter().for_each(replay);
}

#[test]
fn changed_tables_hold() {
    change(TARGETS[0]);
}

#[test]
fn changed_cells_hold() {
    change(TARGETS[1]);
}

#[test]
fn changed_json_holds() {
    change(TARGETS[2]);
}

#[test]
fn changed_diagrams_hold() {
    change(TARGETS[3]);
}

#[test]
fn changed_journeys_hold() {
    change(TARGETS[4]);
}

#[test]
fn changed_pages_and_logs_hold() {
    change(TARGETS[5]);
}

#[test]
fn changed_workbooks_hold() {
    change(TARGETS[6]);
}

/// `JEJAK_FUZZ=target,seconds,seed` says what and how long; `cargo xtask fuzz` sets it.
#[test]
#[ignore = "runs for minutes; cargo xtask fuzz calls it"]
fn long() {
    let asked = std::env::var("JEJAK_FUZZ").expect("JEJAK_FUZZ=target,seconds,seed");
    let parts: Vec<&str> = asked.split(',').collect();
    let [name, seconds, seed] = parts.as_slice() else { panic!("JEJAK_FUZZ=target,seconds,seed") };
    let target = TARGETS.into_iter().find(|(known, _)| known == name).expect("a known target");
    let kept = corpus(name).into_iter().map(|(_, bytes)| bytes).collect();
    let faults = run::run(target, kept, seconds.parse().unwrap(), seed.parse().unwrap(), &MEMORY);
    assert_eq!(faults, 0, "inputs that fail are in target/fuzz");
}
