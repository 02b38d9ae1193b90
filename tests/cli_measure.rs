//! `jejak measure` on files that are no text: the same rows as a workbook, a page and a log come to what the CSV comes to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use jejak::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "sheets/zip.rs"]
#[allow(dead_code)] // other tests make more of it
mod zip;

const JOURNEY: &str = r#"{"title": "Shop", "stages": [
  {"name": "Look", "touchpoints": ["view"]}, {"name": "Choose", "touchpoints": ["cart", "wishlist"]}, {"name": "Buy", "touchpoints": ["pay"]}],
  "sources": [{"id": "web", "kind": "events"}]}"#;

/// A folder of this test's own, and the rows of the shop: customer, event, time, device.
fn given(name: &str) -> (PathBuf, Vec<Vec<String>>) {
    let folder = std::env::temp_dir().join(format!("jejak-measure-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("journey.json"), JOURNEY).unwrap();
    let csv = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli/visits.csv");
    let text = std::fs::read_to_string(csv).unwrap();
    std::fs::write(folder.join("rows.csv"), &text).unwrap();
    (folder, text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

/// The people of the steps, and how many rows were read and used.
fn measured(folder: &Path, file: &str) -> (Vec<f64>, [f64; 2]) {
    let source = format!("web={}", folder.join(file).display());
    let output = Command::new(env!("CARGO_BIN_EXE_jejak"))
        .args(["measure", "journey.json", "--source", &source, "--min-group", "1", "-o", "evidence.json"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
    let evidence: Value =
        serde_json::from_slice(&std::fs::read(folder.join("evidence.json")).unwrap()).unwrap();
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_number).unwrap();
    let steps = evidence.get("funnel").and_then(|funnel| funnel.get("steps")).unwrap();
    let rows = evidence.get("rows").and_then(|rows| rows.at(0)).unwrap();
    let people = (0..3).map(|at| number(steps.at(at).unwrap(), "people")).collect();
    (people, [number(rows, "read"), number(rows, "used")])
}

fn comes_to_the_same(name: &str, file: &str, made: impl Fn(&[Vec<String>]) -> Vec<u8>) {
    let (folder, rows) = given(name);
    std::fs::write(folder.join(file), made(&rows)).unwrap();
    let plain = measured(&folder, "rows.csv");
    assert_eq!(plain.0, [4.0, 3.0, 2.0]);
    assert_eq!(measured(&folder, file), plain, "{file}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_page() {
    comes_to_the_same("page", "rows.html", |rows| {
        let mut page = "<!doctype html><title>Visits</title><p>By hand<table>".to_owned();
        for (at, row) in rows.iter().enumerate() {
            let cell = if at == 0 { "th" } else { "td" };
            write!(page, "<tr><{cell}>{}", row.join(&format!("</{cell}><{cell}>"))).unwrap();
        }
        (page + "</table>").into_bytes()
    });
}

#[test]
fn a_workbook() {
    comes_to_the_same("workbook", "rows.xlsx", |rows| {
        let mut sheet = "<sheetData>".to_owned();
        for (at, row) in (1..).zip(rows) {
            write!(sheet, r#"<row r="{at}">"#).unwrap();
            for (column, cell) in ('A'..).zip(row) {
                write!(sheet, r#"<c r="{column}{at}" t="inlineStr"><is><t>{cell}</t></is></c>"#).unwrap();
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData>");
        zip::Workbook { sheets: &[("Visits", "visible", &sheet)], ..zip::Workbook::default() }.bytes()
    });
}

#[test]
fn a_log() {
    comes_to_the_same("log", "rows.xes", |rows| {
        let mut log = r#"<?xml version="1.0"?><log xes.version="1.0">"#.to_owned();
        for row in rows.iter().skip(1) {
            let time = row[2].replace(' ', "T");
            write!(
                log,
                r#"<trace><string key="concept:name" value="{}"/><event><string key="concept:name" value="{}"/><date key="time:timestamp" value="{time}Z"/></event></trace>"#,
                row[0], row[1]
            )
            .unwrap();
        }
        (log + "</log>").into_bytes()
    });
}

#[test]
fn a_column_that_a_journey_ignores_is_not_read_for_what_it_looks_like() {
    let (folder, _) = given("ignored");
    let rows = "customer,visitor,event,time\nana,1,view,2026-11-01 10:00\nana,2,cart,2026-11-01 10:01\nana,2,pay,2026-11-01 10:02\n";
    std::fs::write(folder.join("two.csv"), rows).unwrap();
    assert_eq!(measured(&folder, "two.csv").0, [1.0, 1.0, 1.0]);
    let kind = r#""kind": "events""#;
    let ignoring = JOURNEY.replace(kind, &format!(r#"{kind}, "ignore": ["customer"]"#));
    std::fs::write(folder.join("journey.json"), ignoring).unwrap();
    assert_eq!(measured(&folder, "two.csv").0, [1.0, 0.0, 0.0], "the visitors are the people");
    std::fs::remove_dir_all(&folder).unwrap();
}
