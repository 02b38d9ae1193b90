//! What each part of measuring takes, natively: `cargo bench --bench whole -- FILE` (a CSV with the columns of the benchmark's
//! shop; `cargo xtask bench --only drop` leaves some in `target/bench`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // here time is the subject

use cpu_time::ThreadTime;
use jejak::analyse::parts::at_once;
use jejak::analyse::{self, Options};
use jejak::ingest::{Need, Plan, Reader};
use jejak::model::{self, journey::Journey};
use jejak::value::{Value, map};

/// Does something, and says how long the thread worked.
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = ThreadTime::now();
    let done = work();
    println!("{what:<20} {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    done
}

fn main() {
    // `--bench` is cargo's own.
    let Some(file) = std::env::args().skip(1).find(|word| !word.starts_with("--")) else {
        println!("no file: cargo bench --bench whole -- FILE");
        return;
    };
    let bytes = std::fs::read(file).unwrap();
    let stages = ["view_item", "add_to_cart", "begin_checkout", "purchase"].map(Value::from).to_vec();
    let source = map([("id", "shop".into()), ("kind", "events".into())]);
    let document =
        map([("title", "B".into()), ("stages", Value::List(stages)), ("sources", Value::List(vec![source]))]);
    let journey: Journey = model::read_journey(&document).0.unwrap();
    let options = Options { min_group: 5, comments: true, events: false };
    for _ in 0..2 {
        for need in [Need::Picture, Need::Events] {
            let read = timed("read", || {
                let mut reader = Reader::new(Plan { source: "shop".into(), need, ..Plan::default() });
                for chunk in bytes.chunks(1 << 20) {
                    reader.push(chunk).unwrap();
                }
                reader.finish().unwrap()
            });
            println!("{:?}", read.table.columns.iter().map(|c| &c.header).collect::<Vec<_>>());
            let tables = vec![&read.table];
            timed("propose", || analyse::propose(&tables).unwrap());
            timed("events", || analyse::events(&journey, &tables, 500).unwrap());
            timed("joined", || analyse::joined(&journey, &tables));
            let (evidence, ..) = timed("measure", || {
                at_once(analyse::measure_in_parts(&journey, tables.clone(), &options)).unwrap()
            });
            timed("levels", || analyse::funnel::levels(&tables, &journey.funnel).unwrap());
            let published = timed("fold", || analyse::fold(&evidence));
            timed("write", || (model::write_evidence(&evidence), model::write_evidence(&published)));
        }
    }
}
