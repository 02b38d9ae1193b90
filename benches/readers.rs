//! How fast the readers are: bytes of a made-up shop's events → typed columns, natively.
//!
//! `cargo bench --bench readers -- [--rows N] [--runs N] [--json] [--write FILE] [--kind csv|quoted|sessions|jsonl]`. The rows
//! are made as they are needed and the same on every machine; `--write` puts them into a file instead, for the
//! readers in a browser (`cargo xtask bench-readers` runs both). Of the six columns three are kept (`sessions`: four,
//! the fourth with half a million texts). Counted is
//! the processor time of the thread: other programs on the machine are not in it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // here time is the subject

use cpu_time::ThreadTime;
use jejak::ingest::{Need, Plan, Read, Reader};
use jejak::model::rule::Role;
use jejak::model::table::Data;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

/// Bytes a chunk, as the page hands them over.
const CHUNK: usize = 1 << 20;

const EVENTS: [&str; 8] = [
    "view_item",
    "view_item",
    "view_item",
    "add_to_cart",
    "begin_checkout",
    "purchase",
    "search",
    "wishlist",
];
const DEVICES: [&str; 3] = ["mobile", "desktop", "tablet"];

/// Rows of events, one after another.
struct Rows {
    next: u64,
    rows: u64,
    kind: Kind,
    random: u64,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Csv,
    Quoted,
    Sessions,
    Jsonl,
}

impl Rows {
    fn new(rows: u64, kind: Kind) -> Self {
        Self { next: 0, rows, kind, random: 0x9E37_79B9_7F4A_7C15 }
    }

    /// The next number of a small generator that every machine counts alike.
    fn random(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    /// Fills `out` with about a chunk of whole rows; false where none is left.
    fn fill(&mut self, out: &mut String) -> bool {
        out.clear();
        if self.next == 0 && self.kind != Kind::Jsonl {
            let last = if self.kind == Kind::Sessions { "session_id" } else { "referrer" };
            let _ = writeln!(out, "user_id,event,timestamp,page,device,{last}");
        }
        while self.next < self.rows && out.len() < CHUNK {
            let random = self.random();
            let user = random % 150_000;
            let event = EVENTS[(random >> 20) as usize % EVENTS.len()];
            let device = DEVICES[(user % 3) as usize];
            let page = (random >> 30) % 400;
            let at = self.next * 3 / 4;
            let (day, second) = (at / 86_400 % 28 + 1, at % 86_400);
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            let micros = (random >> 40) % 1_000_000;
            let month = at / 86_400 / 28 % 12 + 1;
            let session = user * 7 + (random >> 50) % 3;
            let _ = match self.kind {
                Kind::Csv | Kind::Sessions => writeln!(
                    out,
                    "u-{user:07},{event},2026-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{micros:06},/p/serum-{page},{device},s-{session:08}"
                ),
                Kind::Quoted => writeln!(
                    out,
                    "\"u-{user:07}\",\"{event}\",\"2026-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{micros:06}\",\"/p/serum-{page}\",\"{device}\",\"s-{session:08}\""
                ),
                Kind::Jsonl => writeln!(
                    out,
                    "{{\"user_id\":\"u-{user:07}\",\"event\":\"{event}\",\"timestamp\":\"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z\",\"page\":\"/p/serum-{page}\",\"device\":\"{device}\",\"session_id\":\"s-{session:08}\"}}"
                ),
            };
            self.next += 1;
        }
        !out.is_empty()
    }
}

/// What two readers must agree on.
#[derive(Debug, PartialEq)]
struct Digest {
    rows: u64,
    people: usize,
    events: Vec<(String, u64)>,
    /// Sum of all times in microseconds, modulo 2^53.
    times: u64,
}

fn digest(read: &Read) -> Digest {
    let texts = |role| match &read.table.role(role).expect("the column").data {
        Data::Texts(texts) => texts,
        other => panic!("{role:?} is {other:?}"),
    };
    let Data::Times(times) = &read.table.role(Role::Time).expect("times").data else { panic!("no times") };
    let events = texts(Role::Event);
    let mut counts = vec![0u64; events.entries()];
    for code in &events.codes {
        counts[*code as usize] += 1;
    }
    let mut events: Vec<_> =
        (1..events.entries()).map(|code| (events.entry(code as u32).to_owned(), counts[code])).collect();
    events.sort();
    let times = times.iter().fold(0u64, |sum, time| (sum + *time as u64) % (1 << 53));
    Digest { rows: read.table.read, people: texts(Role::Person).entries() - 1, events, times }
}

struct Options {
    rows: u64,
    runs: usize,
    kind: Kind,
    json: bool,
    write: Option<String>,
}

fn options() -> Options {
    let mut options = Options { rows: 1_000_000, runs: 5, kind: Kind::Csv, json: false, write: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_default();
        match word.as_str() {
            "--rows" => options.rows = next().parse().expect("--rows N"),
            "--runs" => options.runs = next().parse().expect("--runs N"),
            "--json" => options.json = true,
            "--write" => options.write = Some(next()),
            "--kind" => {
                options.kind = match next().as_str() {
                    "quoted" => Kind::Quoted,
                    "sessions" => Kind::Sessions,
                    "jsonl" => Kind::Jsonl,
                    _ => Kind::Csv,
                }
            }
            _ => {} // `--bench` is cargo's own
        }
    }
    options
}

fn main() {
    let options = options();
    let mut chunk = String::with_capacity(CHUNK + 1024);
    if let Some(file) = &options.write {
        let mut rows = Rows::new(options.rows, options.kind);
        let mut file = std::io::BufWriter::new(std::fs::File::create(file).expect("the file"));
        while rows.fill(&mut chunk) {
            file.write_all(chunk.as_bytes()).expect("room");
        }
        return;
    }
    let plan = Plan { source: "bench".into(), need: Need::Events, ..Plan::default() };
    let mut seconds = Vec::new();
    let mut told = None;
    let mut bytes = 0;
    for _ in 0..options.runs.max(1) {
        let mut rows = Rows::new(options.rows, options.kind);
        let mut reader = Reader::new(plan.clone());
        let mut sum = Duration::ZERO;
        bytes = 0;
        // Making the rows is not counted.
        while rows.fill(&mut chunk) {
            bytes += chunk.len();
            let before = ThreadTime::now();
            reader.push(chunk.as_bytes()).expect("rows");
            sum += before.elapsed();
        }
        let before = ThreadTime::now();
        let read = reader.finish().expect("a table");
        sum += before.elapsed();
        seconds.push(sum.as_secs_f64());
        let digest = digest(&read);
        assert!(told.as_ref().is_none_or(|told| *told == digest), "two runs differ");
        told = Some(digest);
    }
    let first = seconds.first().copied().unwrap_or(f64::NAN);
    let mut sorted = seconds.clone();
    sorted.sort_by(f64::total_cmp);
    let (least, middle) = (sorted[0], sorted[sorted.len() / 2]);
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let told = told.expect("a run");
    if options.json {
        let events: serde_json::Map<_, _> =
            told.events.iter().map(|(name, count)| (name.clone(), (*count).into())).collect();
        println!(
            "{}",
            serde_json::json!({"bytes": bytes, "seconds": seconds, "rows": told.rows, "people": told.people,
                "events": events, "times": told.times})
        );
    } else {
        println!(
            "{} rows, {:.1} MB: first {:.0} MB/s, median {:.0} MB/s, best {:.0} MB/s ({:.0} ms)",
            told.rows,
            bytes as f64 / 1e6,
            rate(first),
            rate(middle),
            rate(least),
            least * 1e3
        );
        println!("{told:?}");
    }
}
