//! Every cap has a code that an input reaches, and a sentence in both languages that names the cap.
//!
//! The list below is held against the source: a refusal by size that is new in a file fails the first test until an
//! input for it stands here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code)]
#[path = "sheets/zip.rs"]
mod zip;

use jejak::analyse::funnel;
use jejak::ingest::{MAX_RECORD, Plan, Reader};
use jejak::model::check::MAX_PROBLEMS;
use jejak::model::mermaid::read_mermaid;
use jejak::model::rule::FunnelRule;
use jejak::model::{read_journey, steps};
use jejak::words::{Lang, problem};
use jejak::{Error, Place};
use std::collections::BTreeSet;
use std::path::Path;
use zip::{Workbook, plain};

/// Codes that refuse something for its size.
const CODES: [&str; 6] = ["TooMany", "TooManyRows", "TooDeep", "RecordTooLong", "TooLarge", "UnclosedQuote"];

/// File below `src`, code, and what the sentence must name of the cap; with an input that reaches it.
type Cap = (&'static str, &'static str, &'static str, fn() -> Error);

const CAPS: [Cap; 27] = [
    ("ingest/split.rs", "RecordTooLong", "1 MiB", || rows(&format!("a,b\n{},1\n", "x".repeat(MAX_RECORD)))),
    ("ingest/split.rs", "UnclosedQuote", "", || rows("a,b\n\"x,1\ny,2\n")),
    ("ingest/rows.rs", "TooManyRows", "2", || {
        asked(b"a,b\n1,2\n3,4\n5,6\n", Plan { max_rows: 2, ..Plan::default() })
    }),
    ("ingest/profile.rs", "TooMany", "16384", || rows(&format!("{}\n", "a,".repeat(20_000)))),
    ("ingest/json.rs", "TooMany", "16384", || {
        let late = (0..20_000).map(|n| format!("\"k{n}\":1")).collect::<Vec<_>>().join(",");
        rows(&format!("{}{{{late}}}\n", "{\"user\":1,\"event\":\"view\"}\n".repeat(3_000)))
    }),
    ("ingest/scan.rs", "TooDeep", "64", || {
        rows(&format!("[{{\"a\":{}1{}}}]", "[".repeat(80), "]".repeat(80)))
    }),
    ("ingest/scan.rs", "RecordTooLong", "1 MiB", || {
        rows(&format!("[{{\"a\":\"{}\"}}]", "x".repeat(MAX_RECORD)))
    }),
    ("ingest/sheets/xml.rs", "TooDeep", "64", || rows(&format!("<log>{}", "<trace>".repeat(80)))),
    ("ingest/sheets/xml.rs", "RecordTooLong", "1 MiB", || {
        rows(&format!("<log a='{}'>", "x".repeat(MAX_RECORD + 9)))
    }),
    ("ingest/sheets/html.rs", "TooDeep", "64", || rows(&"<table><tr><td>".repeat(80))),
    ("ingest/sheets/html.rs", "TooMany", "16384", || {
        rows(&format!("<table><tr>{}", "<td colspan=1000>x".repeat(20)))
    }),
    ("ingest/sheets/html.rs", "TooMany", "4000000", || {
        rows(&format!("<table><tr>{}{}", "<td rowspan=0>x".repeat(9_000), "<tr>".repeat(9_000)))
    }),
    ("ingest/sheets/rows.rs", "TooMany", "16384", || {
        sheet("<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>")
    }),
    ("ingest/sheets/sheet.rs", "TooMany", "100000", || {
        sheet(&format!(
            "{}{}",
            plain(&[&["a", "b"], &["1", "2"]]),
            "<mergeCell ref=\"A1:A2\"/>".repeat(100_001)
        ))
    }),
    ("ingest/sheets/book.rs", "TooMany", "100000", || {
        let formats = vec!["0"; 100_001];
        read(
            &Workbook { sheets: &[("x", "", "<sheetData/>")], formats: &formats, ..Workbook::default() }
                .bytes(),
        )
    }),
    ("ingest/sheets/book.rs", "TooLarge", "512 MiB", || {
        let (blanks, mut strings) = (" ".repeat((1 << 20) - 40), b"<sst>".to_vec());
        (0..520).for_each(|_| strings.extend(format!("<si><t>{blanks}</t></si>").as_bytes()));
        let parts = Workbook { sheets: &[("x", "", "<sheetData/>")], ..Workbook::default() }.parts();
        let parts = parts.iter().map(|(name, text)| match name.as_str() {
            "xl/sharedStrings.xml" => (name.as_str(), strings.as_slice()),
            _ => (name.as_str(), text.as_bytes()),
        });
        read(&zip::zip(&parts.collect::<Vec<_>>()))
    }),
    ("ingest/sheets/zip.rs", "TooMany", "10000", || {
        let names: Vec<String> = (0..10_001).map(|n| format!("{n}.csv!")).collect();
        read(&zip::zip(&names.iter().map(|name| (name.as_str(), &b"a"[..])).collect::<Vec<_>>()))
    }),
    ("model/check.rs", "TooMany", "1000", || journey(&format!("[{}]", vec!["\"a\""; 1_001].join(",")))),
    ("model/check.rs", "TooMany", "500", || {
        journey(&format!(
            "[\"a\"], {}",
            (0..600).map(|n| format!("\"k{n}\": 1")).collect::<Vec<_>>().join(",")
        ))
    }),
    ("model/check.rs", "TooDeep", "64", || {
        journey(&format!("[\"a\"], \"notes\": {}1{}", "[".repeat(70), "]".repeat(70)))
    }),
    ("model/mermaid/draft.rs", "TooMany", "1000", || {
        diagram(&(0..1_001).map(|n| format!("section S{n}\nx: 5\n")).collect::<String>())
    }),
    ("model/mermaid/read.rs", "TooMany", "500", || {
        diagram(&format!("section A\n{}", "x\n".repeat(MAX_PROBLEMS + 9)))
    }),
    ("analyse/funnel/plan.rs", "TooMany", "64", || counted(&["a"; 65].join(","), None, 1)),
    ("analyse/matching.rs", "TooMany", "64", || {
        let table = events(1);
        let rule = FunnelRule { steps: steps::parse(&["a"; 65].join(",")).unwrap(), ..FunnelRule::default() };
        funnel::levels(&[&table], &rule).map(|_| ()).unwrap_err()
    }),
    ("analyse/people.rs", "TooMany", "32768", || {
        let table = events(1);
        let rule = FunnelRule {
            steps: steps::parse("a,b").unwrap(),
            by: Some("group".to_owned()),
            ..FunnelRule::default()
        };
        funnel::count(&vec![&table; 32_769], &rule).map(|_| ()).expect_err("so many tables")
    }),
    ("analyse/funnel/groups.rs", "TooMany", "1000", || counted("a,b", Some("group"), 1_100)),
    ("ingest/csv.rs", "UnclosedQuote", "", || {
        let mut reader = Reader::new(Plan::default());
        reader.push(b"a,b\n1,\"x\n").unwrap();
        let read = reader.finish().unwrap();
        let issue = read.report.issues.iter().find(|issue| issue.code.as_str() == "unclosed_quote").unwrap();
        Error::new(issue.code, "").at(Place::Line { line: issue.first[0].line, column: 0 })
    }),
];

/// What no input of a test reaches, and where it is held instead.
const ELSEWHERE: [(&str, &str, &str); 7] = [
    ("ingest/sheets/rows.rs", "TooLarge", "a unit test there: 2 GiB are too long for every run"),
    (
        "analyse/people.rs",
        "TooManyRows",
        "more rows than 32 bits count: no machine of today's tests holds them",
    ),
    (
        "shell/live.rs",
        "TooMany",
        "tests/browser/draw.test.mjs and web.rs: live values exist in a browser only",
    ),
    ("shell/live.rs", "TooDeep", "tests/web.rs"),
    ("cli/files.rs", "TooDeep", "tests/cli.rs, a_wrong_file_gives_one_sentence_in_both_languages"),
    ("cli/png.rs", "TooMany", "a unit test there"),
    (
        "analyse/funnel/walk.rs",
        "TooMany",
        "nowhere: no input is known that reaches it, since covered chains are dropped",
    ),
];

fn read(bytes: &[u8]) -> Error {
    asked(bytes, Plan::default())
}

fn asked(bytes: &[u8], plan: Plan) -> Error {
    let mut reader = Reader::new(plan);
    reader.push(bytes).and_then(|()| reader.finish()).expect_err("it is refused")
}

fn rows(text: &str) -> Error {
    read(text.as_bytes())
}

fn sheet(inside: &str) -> Error {
    read(&Workbook { sheets: &[("x", "", inside)], ..Workbook::default() }.bytes())
}

/// The error by which a journey with these stages (and whatever follows them) is refused for its size.
fn journey(stages: &str) -> Error {
    let value = serde_json::from_str(&format!("{{\"title\": \"x\", \"stages\": {stages}}}")).unwrap();
    sized(read_journey(&value).1.into_iter().map(|problem| problem.error))
}

fn diagram(text: &str) -> Error {
    sized(read_mermaid(&format!("journey\n{text}")).1.into_iter().map(|problem| problem.error))
}

fn sized(errors: impl Iterator<Item = Error>) -> Error {
    errors.into_iter().find(|error| error.code.as_str().starts_with("too_")).expect("a size is told")
}

/// Events `a` of one person, each with a group of its own.
fn events(count: usize) -> jejak::model::table::Table {
    let rows: String = (0..count).map(|n| format!("1,a,2026-01-01T00:00:00Z,g{n}\n")).collect();
    let mut reader = Reader::new(Plan { keep: vec!["group".to_owned()], ..Plan::default() });
    reader
        .push(format!("user_id,event,timestamp,group\n{rows}2,b,2026-01-02T00:00:00Z,z\n").as_bytes())
        .unwrap();
    reader.finish().unwrap().table
}

fn counted(line: &str, group: Option<&str>, count: usize) -> Error {
    let mut table = events(count);
    let rule = FunnelRule {
        steps: steps::parse(line).unwrap(),
        by: group.map(str::to_owned),
        ..FunnelRule::default()
    };
    if group.is_some() {
        // A group is a person's own: everybody is somebody else.
        let rows: String = (0..count).map(|n| format!("{n},a,2026-01-01T00:00:00Z,g{n}\n")).collect();
        let mut reader = Reader::new(Plan { keep: vec!["group".to_owned()], ..Plan::default() });
        reader.push(format!("user_id,event,timestamp,group\n{rows}").as_bytes()).unwrap();
        table = reader.finish().unwrap().table;
    }
    funnel::count(&[&table], &rule).map(|_| ()).expect_err(&format!("{line} {group:?}"))
}

/// Each refusal by size in the source: file and code.
fn written() -> BTreeSet<(String, String)> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeSet<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for code in CODES {
                    let named = format!("Code::{code}");
                    let at = line.find(&named).map(|at| line.as_bytes().get(at + named.len()).copied());
                    if at.is_some_and(|next| !next.is_some_and(|next| next.is_ascii_alphanumeric()))
                        && !line.contains("== Code::")
                    {
                        found.insert((name.clone(), code.to_owned()));
                    }
                }
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    walk(&root, &root, &mut found);
    found.retain(|(name, _)| name != "error.rs" && !name.starts_with("words/"));
    found
}

#[test]
fn every_refusal_by_size_in_the_source_is_listed() {
    let listed = CAPS.iter().map(|(file, code, ..)| (*file, *code));
    let listed = listed.chain(ELSEWHERE.iter().map(|(file, code, _)| (*file, *code)));
    let listed: BTreeSet<_> = listed.map(|(file, code)| (file.to_owned(), code.to_owned())).collect();
    let written = written();
    let missing: Vec<_> = written.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&written).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:?}; no longer there: {gone:?}");
}

#[test]
fn each_is_reached_and_told_in_one_sentence_of_both_languages() {
    for (file, code, cap, reach) in CAPS {
        let error = reach();
        assert_eq!(format!("{:?}", error.code), code, "{file}: {error:?}");
        let [english, indonesian] = [Lang::En, Lang::Id].map(|lang| problem(&error, lang));
        assert_ne!(english, indonesian, "{file}");
        for sentence in [english, indonesian] {
            assert!(sentence.ends_with('.') && sentence.contains(cap), "{file}: {sentence}");
        }
    }
}
