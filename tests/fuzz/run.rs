//! The long run: new inputs until the time is over, each with a limit on its own time and memory.

use super::mutate::{Dice, mutate};
use super::targets::Target;
use peak_alloc::PeakAlloc;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// An input that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(10);
/// Memory an input may take: so much, and so much for each of its bytes.
const MEMORY: usize = 64 << 20;
const MEMORY_A_BYTE: usize = 2_048;
/// The most inputs that are kept for further changes.
const POOL: usize = 4_000;

/// The input that is looked at, and since when.
type Current = Arc<Mutex<Option<(Instant, Vec<u8>)>>>;

/// Runs a target for so many seconds, prints what it did, keeps every input that fails in `target/fuzz`, and returns
/// how many did.
pub fn run((name, target): Target, kept: Vec<Vec<u8>>, seconds: u64, seed: u64, memory: &PeakAlloc) -> usize {
    let (mut dice, begin) = (Dice::new(seed), Instant::now());
    let current: Current = Arc::default();
    watch(name, Arc::clone(&current));
    std::panic::set_hook(Box::new(|_| {}));
    let (mut pool, mut seen, mut faults) = (kept, BTreeSet::new(), BTreeSet::new());
    let (mut tried, mut longest, mut largest) = (0_u64, Duration::ZERO, 0);
    while begin.elapsed().as_secs() < seconds {
        let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
        let bytes = mutate(&mut dice, &pool[one], &pool[other]);
        let start = Instant::now();
        *current.lock().unwrap() = Some((start, bytes.clone()));
        let before = memory.current_usage();
        memory.reset_peak_usage();
        let caught = std::panic::catch_unwind(|| target(&bytes));
        let taken = memory.peak_usage().saturating_sub(before);
        *current.lock().unwrap() = None;
        (longest, largest, tried) = (longest.max(start.elapsed()), largest.max(taken), tried + 1);
        if taken > MEMORY + bytes.len() * MEMORY_A_BYTE && faults.insert("memory".to_owned()) {
            println!("{name}: {taken} bytes of memory: {}", keep(name, "memory", &bytes).display());
        }
        match caught {
            Err(panic) => {
                let said = panic.downcast_ref::<String>().cloned();
                let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
                let said: String = said.unwrap_or_default().chars().take(60).collect();
                if faults.len() < 20 && faults.insert(said.clone()) {
                    println!("{name}: panic: {said}: {}", keep(name, "panic", &bytes).display());
                }
            }
            Ok(sign) if pool.len() < POOL && seen.insert(sign) => pool.push(bytes),
            Ok(_) => {}
        }
    }
    let _ = std::panic::take_hook();
    println!(
        "{name}: {tried} inputs in {seconds} s, {} outcomes, longest {} ms, largest {} KiB, {} faults",
        seen.len(),
        longest.as_millis(),
        largest >> 10,
        faults.len()
    );
    faults.len()
}

/// Ends the process where one input hangs, and keeps it.
fn watch(name: &'static str, current: Current) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let hangs = current.lock().unwrap().clone().filter(|(since, _)| since.elapsed() > PATIENCE);
            if let Some((_, bytes)) = hangs {
                println!("{name}: hangs: {}", keep(name, "hang", &bytes).display());
                std::process::exit(1);
            }
        }
    });
}

/// Writes an input that fails to `target/fuzz`.
fn keep(name: &str, what: &str, bytes: &[u8]) -> PathBuf {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    let path = folder.join(format!("{name}-{what}-{sum:016x}"));
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes)).unwrap();
    path
}
