//! Files that are made to hurt: each ends with its code, soon and in little memory.

use super::zip::{Workbook, plain, zip};
use super::*;

fn code(bytes: &[u8]) -> Code {
    inspected(bytes, Plan::default()).expect_err("it is refused").code
}

fn book(sheet: &str) -> Vec<u8> {
    Workbook { sheets: &[("x", "", sheet)], ..Workbook::default() }.bytes()
}

#[test]
fn what_unpacks_without_end_is_stopped() {
    // A hundred million blanks are a hundred kilobytes: shared texts of half a gigabyte are over their cap.
    let blanks = vec![b' '; 1 << 20];
    let mut strings = b"<sst>".to_vec();
    for _ in 0..600 {
        strings.extend(b"<si><t>");
        strings.extend(&blanks[..(1 << 20) - 40]);
        strings.extend(b"</t></si>");
    }
    let parts = Workbook { sheets: &[("x", "", "<sheetData/>")], ..Workbook::default() }.parts();
    let parts = parts.iter().map(|(name, text)| match name.as_str() {
        "xl/sharedStrings.xml" => (name.as_str(), strings.as_slice()),
        _ => (name.as_str(), text.as_bytes()),
    });
    let bytes = zip(&parts.collect::<Vec<_>>());
    assert!(bytes.len() < 8 << 20, "{}", bytes.len());
    assert_eq!(code(&bytes), Code::TooLarge);
}

#[test]
fn xml_that_declares_entities_or_is_too_deep_is_refused() {
    let lol = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><log><trace>&lol2;</trace></log>"#;
    assert_eq!(code(lol.as_bytes()), Code::RefusedDoctype);
    assert_eq!(code(format!("<log>{}", "<trace>".repeat(70)).as_bytes()), Code::TooDeep);
    assert_eq!(code(&book(&format!("{}{}", "<a>".repeat(70), "</a>".repeat(70)))), Code::TooDeep);
    assert_eq!(code("<table><tr><td>".repeat(70).as_bytes()), Code::TooDeep);
}

#[test]
fn sizes_that_nobody_means_are_refused_or_ignored() {
    assert_eq!(code(&book("<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>")), Code::TooMany);
    assert_eq!(
        code(&book(&format!("<sheetData><row><c><v>{}</v></c></row></sheetData>", "1".repeat(2 << 20)))),
        Code::RecordTooLong
    );
    assert_eq!(code(format!("<table><tr>{}", "<td colspan=1000>x".repeat(20)).as_bytes()), Code::TooMany);
    // A row that is said to be far away is the next one.
    let far = "<sheetData><row r=\"1\"><c t=\"str\"><v>user</v></c><c t=\"str\"><v>event</v></c></row><row r=\"4000000000\"><c><v>1</v></c><c t=\"str\"><v>go</v></c></row></sheetData>";
    assert_eq!(inspected(&book(far), Plan::default()).unwrap().report.rows, 1);
    let tall = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>user</v></c><c t=\"str\"><v>event</v></c></row><row r=\"9\"><c r=\"B9\" t=\"str\"><v>go</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:A18446744073709551615\"/></mergeCells>";
    assert_eq!(inspected(&book(tall), Plan::default()).unwrap().report.rows, 8);
}

#[test]
fn what_breaks_off_is_damaged_at_every_byte() {
    let rows = plain(&[&["user_id", "event"], &["a", "view"], &["b", "pay"]]);
    let bytes = book(&rows);
    assert!(inspected(&bytes, Plan::default()).is_ok());
    // The last record of an archive is 22 bytes.
    for end in (4..bytes.len() - 22).step_by(7) {
        let code = code(&bytes[..end]);
        assert!(matches!(code, Code::Damaged | Code::NotATable), "{end}: {code:?}");
    }
    let log = b"<log><trace><event><string key='concept:name' value='a'/></event></trace></log>";
    for end in 6..log.len() {
        assert_eq!(code(&log[..end]), Code::Damaged, "{end}");
    }
}

#[test]
fn other_files_of_the_same_form_are_named() {
    let subject = |bytes: &[u8]| {
        inspected(bytes, Plan::default()).map_err(|error| (error.code, error.subject)).unwrap_err()
    };
    let of = |name: &str| zip(&[("[Content_Types].xml", b"<Types/>"), (name, b"<x/>")]);
    assert_eq!(subject(&of("word/document.xml")), (Code::NotText, "DOCX".to_owned()));
    assert_eq!(subject(&of("xl/workbook.bin")), (Code::NotText, "XLSB".to_owned()));
    assert_eq!(subject(&zip(&[("a.png", b"x")])), (Code::NotATable, "ZIP".to_owned()));
    assert_eq!(subject(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), (Code::NotATable, "SVG".to_owned()));
    assert_eq!(subject(b"<html><body>no table"), (Code::NotATable, "HTML".to_owned()));
    assert_eq!(subject(b"<?xml version='1.0'?><feed/>"), (Code::NotATable, "XML".to_owned()));
}
