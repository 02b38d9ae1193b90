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
pub const TARGETS: [Target; 7] = [
    ("split", split),
    ("cells", cells),
    ("json", json),
    ("mermaid", mermaid),
    ("journey", journey),
    ("markup", markup),
    ("book", book),
];

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

/// Pages and XES logs: any bytes behind a tag, whole and cut anywhere, give the same.
pub fn markup(bytes: &[u8]) -> u64 {
    let Some((how, text)) = bytes.split_at_checked(2) else { return 0 };
    let start = if how.first().is_some_and(|how| how % 2 == 0) { "<log>" } else { "<table>" };
    cut_anywhere(&[start.as_bytes(), text].concat(), how, Need::Any)
}

/// Workbooks: any bytes as the inside of a sheet, and as what lies behind the sheet in its archive.
pub fn book(bytes: &[u8]) -> u64 {
    let Some((how, text)) = bytes.split_at_checked(2) else { return 0 };
    let kind = |of: &str| format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{of}");
    let relation =
        |of: &str, to: &str| format!("<Relationship Id=\"a\" Type=\"{}\" Target=\"{to}\"/>", kind(of));
    let root = format!("<a>{}</a>", relation("officeDocument", "xl/workbook.xml"));
    let related = format!("<a>{}{}</a>", relation("worksheet", "s.xml"), relation("sharedStrings", "t.xml"));
    let sheet = [b"<worksheet><sheetData>", text, b"</sheetData></worksheet>"].concat();
    let files: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", b"<workbook><sheets><sheet name=\"a\" id=\"a\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", related.as_bytes()),
        ("xl/s.xml", &sheet),
        ("xl/t.xml", b"<sst><si><t>user</t></si><si><t>view</t></si></sst>"),
    ];
    let whole = stored(&files);
    let mut cut = whole.clone();
    // The archive itself is changed at a place that the bytes say.
    let at = how.iter().fold(0usize, |at, byte| at * 256 + usize::from(*byte)) % whole.len();
    if let Some(byte) = cut.get_mut(at.max(4)) {
        *byte = text.first().copied().unwrap_or(0);
    }
    let broken = cut_anywhere(&cut, &[200, 9], Need::Any);
    cut_anywhere(&whole, how, Need::Any) ^ broken.rotate_left(9)
}

/// Files as an archive that packs nothing.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut head = vec![0; 26];
        head[14..18].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        head[18..22].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        head[22..24].copy_from_slice(&(name.len() as u16).to_le_bytes());
        directory.extend(b"PK\x01\x02\0\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*bytes);
    }
    let start = out.len() as u32;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0");
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
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
