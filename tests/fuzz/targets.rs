//! What is fuzzed: each target takes any bytes, asserts what must hold of them, and returns a number that stands for
//! what happened, so that a runner without coverage can tell something new from something old.

use jejak::ingest::{Need, Plan, Read, Reader};
use jejak::model::check::Problem;
use jejak::model::journey::{DateOrder, Journey, TimeUnit};
use jejak::model::mermaid::{read_mermaid, write_mermaid};
use jejak::model::rule::Role;
use jejak::model::{self, number, time};
use jejak::{Error, Value};

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]) -> u64);

/// All targets.
pub const TARGETS: [Target; 5] =
    [("split", split), ("cells", cells), ("json", json), ("mermaid", mermaid), ("journey", journey)];

/// An input that begins with this byte has a long file put before it, so that rows are read as they come.
pub const LONG: u8 = 255;

/// CSV: any bytes as a file, whole and cut anywhere, give the same. The first two bytes say how it is cut.
pub fn split(bytes: &[u8]) -> u64 {
    let Some((how, file)) = bytes.split_at_checked(2) else { return 0 };
    let long = how.first() == Some(&LONG);
    let file = if long { [long_table().as_bytes(), file].concat() } else { file.to_vec() };
    cut_anywhere(&file, how, if how.iter().any(|how| how % 2 == 1) { Need::Events } else { Need::Picture })
}

/// JSON: any bytes as rows, and as a document, where the standard reader says which texts are JSON.
pub fn json(bytes: &[u8]) -> u64 {
    let Some((how, file)) = bytes.split_at_checked(2) else { return 0 };
    let ours = serde_json::from_slice::<Value>(file);
    let theirs = serde_json::from_slice::<serde_json::Value>(file);
    match (&ours, &theirs) {
        (Ok(_), Err(problem)) => panic!("taken, though it is no JSON: {problem}"),
        (Err(problem), Ok(_)) => {
            let problem = problem.to_string();
            let known = ["recursion limit", "deep", "number", "refused"];
            assert!(
                known.iter().any(|known| problem.contains(known)),
                "refused, though it is JSON: {problem}"
            );
        }
        _ => {}
    }
    if let Ok(value) = &ours {
        let text = serde_json::to_string(value).expect("a value is written");
        assert_eq!(serde_json::from_str::<Value>(&text).ok().as_ref(), Some(value));
    }
    let long = how.first() == Some(&LONG);
    let lines = "{\"user\": 1, \"event\": \"view\", \"time\": \"2026-11-01\"}\n".repeat(6_000);
    let file = if long { [lines.as_bytes(), file].concat() } else { file.to_vec() };
    cut_anywhere(&file, how, Need::Any) ^ u64::from(ours.is_ok())
}

/// Numbers and times: any text as cells of a column, read in every way a plan can ask for.
pub fn cells(bytes: &[u8]) -> u64 {
    let Some((how, text)) = bytes.split_at_checked(1) else { return 0 };
    let how = how.first().copied().unwrap_or(0);
    let text = String::from_utf8_lossy(text);
    let mut file = String::from("user,when,amount,event\n");
    for (row, cell) in text.lines().enumerate() {
        let cell = cell.replace('"', "\"\"");
        file.push_str(&format!("{row},\"{cell}\",\"{cell}\",view\n"));
        single(&cell);
    }
    let plan = Plan {
        columns: vec![(Role::Time, "when".to_owned())],
        numbers: vec!["amount".to_owned()],
        keep: vec!["amount".to_owned()],
        date_order: [None, Some(DateOrder::Dmy), Some(DateOrder::Mdy), Some(DateOrder::Ymd)]
            [usize::from(how & 3)],
        time_unit: [None, Some(TimeUnit::Seconds), Some(TimeUnit::Millis), Some(TimeUnit::Micros)]
            [usize::from(how >> 2 & 3)],
        decimal: [None, Some(','), Some('.'), None][usize::from(how >> 4 & 3)],
        zone: [None, Some("WIB".to_owned()), Some("+05:30".to_owned()), None][usize::from(how >> 6)].clone(),
        need: Need::Events,
        ..Plan::default()
    };
    let read = read(file.as_bytes(), &[file.len()], &plan);
    if let Ok(read) = &read {
        assert_eq!(read.table.read, text.lines().count() as u64, "every row is counted");
    }
    outcome(&read)
}

/// One cell, by the readers that documents use.
fn single(cell: &str) {
    if let (Some(ours), Ok(theirs)) = (number::parse(cell), cell.parse::<f64>()) {
        let off = (ours - theirs).abs();
        assert!(off <= theirs.abs() * 1e-14 || off < 1e-300, "{cell}: {ours}, not {theirs}");
    }
    if let Some(duration) = time::Duration::parse(cell) {
        assert_eq!(time::Duration::parse(&duration.to_string()), Some(duration), "{cell}");
    }
    if let Some(instant) = time::parse_iso(cell) {
        assert_eq!(time::parse_iso(&time::iso(instant)), Some(instant), "{cell}");
    }
}

/// Mermaid: any text is read or told at one of its lines; what was read is written, and read again.
pub fn mermaid(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let (journey, problems) = read_mermaid(&text);
    assert!(journey.is_some() || !problems.is_empty());
    let lines = text.split(['\n', '\r']).count() as u64;
    for problem in &problems {
        let at = &problem.error.place;
        assert!(matches!(at, jejak::Place::Line { line, .. } if (1..=lines).contains(line)), "{problem:?}");
    }
    let mut sign = sign_of(&problems);
    if let Some(journey) = &journey {
        sign ^= again(journey);
        round(journey);
    }
    sign
}

/// A Mermaid text of any journey reads without a problem, stage for stage.
fn round(journey: &Journey) {
    if journey.stages.is_empty() {
        return;
    }
    let written = write_mermaid(journey);
    let (read, problems) = read_mermaid(&written.text);
    assert_eq!(problems, [], "{}", written.text);
    assert_eq!(read.map(|read| read.stages.len()), Some(journey.stages.len()), "{}", written.text);
}

/// Journey documents (and evidence): what can be used of any JSON is written, and read again as the same.
pub fn journey(bytes: &[u8]) -> u64 {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return 0 };
    let (journey, problems) = model::read_journey(&value);
    let mut sign = sign_of(&problems);
    if let Some(journey) = &journey {
        sign ^= again(journey);
        round(journey);
    }
    let (evidence, problems) = model::read_evidence(&value);
    sign = sign.rotate_left(7) ^ sign_of(&problems);
    if let Some(evidence) = evidence {
        let (read, problems) = model::read_evidence(&model::write_evidence(&evidence));
        assert_eq!((read.as_ref(), problems), (Some(&evidence), vec![]));
    }
    sign
}

/// What is written of a journey reads as the same; returns how large it is, roughly.
fn again(journey: &Journey) -> u64 {
    let (read, _) = model::read_journey(&model::write_journey(journey));
    assert_eq!(read.as_ref(), Some(journey));
    let size = |n: usize| u64::from(usize::BITS - n.leading_zeros());
    let points: usize = journey.stages.iter().map(|stage| stage.touchpoints.len()).sum();
    size(journey.stages.len())
        ^ size(points) << 8
        ^ size(journey.personas.len()) << 16
        ^ size(journey.sources.len()) << 24
}

fn sign_of(problems: &[Problem]) -> u64 {
    problems.iter().fold(0, |sign, problem| sign | 1 << (problem.error.code as u64 % 64))
}

/// A table of more than a reader looks at before it decides.
fn long_table() -> String {
    let mut table = String::from("user,event,time\n");
    for row in 0..12_000 {
        table.push_str(if row % 2 == 0 { "7,view,2026-11-01 10:00\n" } else { "8,\"a b\",2026-11-02\n" });
    }
    table
}

/// Reads a file whole and in pieces; both must give the same.
fn cut_anywhere(file: &[u8], how: &[u8], need: Need) -> u64 {
    let plan = Plan { need, max_rows: 20_000, ..Plan::default() };
    let whole = read(file, &[file.len().max(1)], &plan);
    let sizes: Vec<usize> = match how {
        [first, second] => vec![usize::from(*first) + 1, usize::from(*second) * 97 + 1, 1, 70_000],
        _ => vec![1],
    };
    let cut = read(file, &sizes, &plan);
    // Blanks among numbers are NaN, which is not equal to itself.
    if whole != cut {
        assert_eq!(format!("{whole:?}"), format!("{cut:?}"), "cut by {sizes:?}");
    }
    outcome(&whole)
}

fn read(file: &[u8], sizes: &[usize], plan: &Plan) -> Result<Read, Error> {
    let mut reader = Reader::new(plan.clone());
    let mut rest = file;
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, after) = rest.split_at((*size).clamp(1, rest.len()));
        reader.push(piece)?;
        rest = after;
    }
    reader.finish()
}

/// What happened: the error, or which kinds of columns and issues there are.
fn outcome(read: &Result<Read, Error>) -> u64 {
    match read {
        Err(error) => 1 << (error.code as u64 % 64),
        Ok(read) => {
            let issues =
                read.table.issues.iter().fold(0_u64, |sign, issue| sign | 1 << (issue.code as u64 % 64));
            let kinds = read.report.columns.iter().fold(0_u64, |sign, column| {
                let text = format!("{:?}{:?}", column.role, column.format);
                text.bytes().fold(sign.rotate_left(5), |sign, byte| {
                    (sign ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
                })
            });
            issues ^ kinds ^ 1 << 63
        }
    }
}
