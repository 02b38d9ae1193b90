//! One native subject of the benchmark of analysis alone, once; `analysis.mjs` calls it beside its peers.
//!
//! `analysis columns FOLDER ROWS time|shuffled` writes the columns and, for databases, the same as CSV; `analysis run FOLDER ROWS ORDER SUBJECT` reads
//! them, counts once to warm up and once measured, and prints one JSON object.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // a benchmark has a clock

mod shop;

use cpu_time::ThreadTime;
use jejak::analyse::{self, Options, funnel};
use jejak::model::journey::{Journey, Source, SourceKind, Stage};
use jejak::model::table::Table;
use peak_alloc::PeakAlloc;
use shop::{Columns, Lie};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["columns", folder, rows, order] => write(Path::new(folder), rows.parse().unwrap(), order),
        ["run", folder, rows, order, subject] => {
            run(Path::new(folder), rows.parse().unwrap(), order, subject)
        }
        _ => panic!("columns FOLDER ROWS time|shuffled, or run FOLDER ROWS time|shuffled SUBJECT"),
    }
}

fn file(folder: &Path, rows: usize, order: &str, column: &str) -> PathBuf {
    folder.join(format!("{rows}-{order}.{column}"))
}

fn write(folder: &Path, rows: usize, order: &str) {
    let columns = shop::columns(rows, if order == "time" { Lie::InTime } else { Lie::Shuffled });
    fs::create_dir_all(folder).unwrap();
    let put = |column: &str, bytes: Vec<u8>| fs::write(file(folder, rows, order, column), bytes).unwrap();
    put("persons", columns.persons.iter().flat_map(|cell| cell.to_le_bytes()).collect());
    put("times", columns.times.iter().flat_map(|cell| cell.to_le_bytes()).collect());
    let mut lines = BufWriter::new(fs::File::create(file(folder, rows, order, "csv")).unwrap());
    for ((person, event), time) in columns.persons.iter().zip(&columns.events).zip(&columns.times) {
        writeln!(lines, "{person},{event},{time}").unwrap();
    }
    lines.flush().unwrap();
    put("events", columns.events);
}

fn read(folder: &Path, rows: usize, order: &str) -> Table {
    let get = |column: &str| fs::read(file(folder, rows, order, column)).unwrap();
    let words =
        |bytes: &[u8]| bytes.chunks(4).map(|cell| u32::from_le_bytes(cell.try_into().unwrap())).collect();
    let times =
        |bytes: &[u8]| bytes.chunks(8).map(|cell| i64::from_le_bytes(cell.try_into().unwrap())).collect();
    let columns =
        Columns { persons: words(&get("persons")), events: get("events"), times: times(&get("times")) };
    shop::table(&columns)
}

/// What a journey of these steps asks for: stages, moves, the funnel, everything.
fn journey() -> Journey {
    let funnel = shop::rule();
    let stages = funnel.steps.iter().map(|step| Stage {
        id: step.id.clone(),
        name: step.name.clone(),
        rules: step.any.clone(),
        ..Stage::default()
    });
    Journey {
        title: "Shop".to_owned(),
        stages: stages.collect(),
        sources: vec![Source { id: "shop".to_owned(), kind: SourceKind::Events, ..Source::default() }],
        funnel,
        ..Journey::default()
    }
}

fn run(folder: &Path, rows: usize, order: &str, subject: &str) {
    let table = read(folder, rows, order);
    let reached = |funnel: &jejak::model::evidence::Funnel| -> Vec<u64> {
        funnel.steps.iter().map(|step| step.people).collect()
    };
    let mut counts = Vec::new();
    let mut taken = (0.0, 0.0);
    let mut bytes = 0;
    let journey = journey();
    let mut given = Some(vec![table]);
    for _ in 0..2 {
        let tables = given.take().unwrap();
        let tables_again = if subject == "measure" { Some(tables.clone()) } else { None };
        MEMORY.reset_peak_usage();
        let start = MEMORY.current_usage();
        let (wall, work) = (Instant::now(), ThreadTime::now());
        let kept;
        match subject {
            "levels" => {
                counts = funnel::levels(&[&tables[0]], &journey.funnel).unwrap().reached;
                kept = Some(tables);
            }
            "full" => {
                counts = reached(&funnel::count(&[&tables[0]], &journey.funnel).unwrap().funnel);
                kept = Some(tables);
            }
            "measure" => {
                let made = analyse::measure(&journey, tables, &Options::default()).unwrap();
                counts = reached(&made.0.funnel.unwrap());
                kept = tables_again;
            }
            _ => panic!("no such subject: {subject}"),
        }
        taken = (wall.elapsed().as_secs_f64() * 1e3, work.elapsed().as_secs_f64() * 1e3);
        bytes = MEMORY.peak_usage().saturating_sub(start);
        given = kept;
    }
    println!(
        "{{\"wall\":{:.3},\"cpu\":{:.3},\"bytes\":{:.2},\"counts\":{counts:?}}}",
        taken.0,
        taken.1,
        bytes as f64 / rows as f64
    );
}
