//! Encodings, NUL bytes, gaps and several tables in one file.

use super::*;

/// The text in an encoding, with or without its mark.
fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    match encoding {
        "utf-8" => text.as_bytes().to_vec(),
        "utf-8-bom" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "utf-16le" => units(u16::to_le_bytes),
        "utf-16be" => units(u16::to_be_bytes),
        "utf-16le and mark" => [&b"\xff\xfe"[..], &units(u16::to_le_bytes)].concat(),
        "utf-16be and mark" => [&b"\xfe\xff"[..], &units(u16::to_be_bytes)].concat(),
        _ => {
            let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
            assert!(!lost);
            bytes.into_owned()
        }
    }
}

const ENCODINGS: [&str; 7] =
    ["utf-8", "utf-8-bom", "utf-16le", "utf-16be", "utf-16le and mark", "utf-16be and mark", "windows-1252"];

#[test]
fn a_text_is_the_same_in_every_encoding_with_every_line_end_and_delimiter() {
    for encoding in ENCODINGS {
        for end in ["\n", "\r\n", "\r"] {
            for delimiter in [',', ';', '\t', '|'] {
                let text = "user,event,time\n7,“café” – €5,2026-11-01\n8,\"señor\nMüller\",2026-11-02\n"
                    .replace(',', &delimiter.to_string())
                    .replace('\n', end);
                let bytes = encoded(&text, encoding);
                let what = format!("{encoding}, {end:?}, {delimiter:?}");
                let whole = read(&bytes, events()).unwrap_or_else(|error| panic!("{what}: {error}"));
                assert_eq!(whole.report.encoding, encoding.split(' ').next().unwrap(), "{what}");
                let event = texts(&whole.table, "event");
                assert_eq!(event, ["“café” – €5".to_owned(), format!("señor{end}Müller")], "{what}");
                assert_eq!(times(&whole.table), [at("2026-11-01"), at("2026-11-02")], "{what}");
                assert!(whole.table.issues.is_empty(), "{what}: {:?}", whole.table.issues);
                // The files of the folder are cut at every byte too, with other marks.
                let cuts = if (end, delimiter) == ("\r\n", ';') { bytes.len() } else { 0 };
                for cut in 0..=cuts {
                    let mut reader = Reader::new(events());
                    let (head, tail) = bytes.split_at(cut);
                    reader.push(head).and_then(|()| reader.push(tail)).unwrap();
                    assert!(reader.finish().unwrap() == whole, "{what} cut at {cut}");
                }
            }
        }
    }
}

#[test]
fn json_is_read_in_every_encoding_too() {
    for encoding in ENCODINGS {
        let text = "[{\"user\":7,\"event\":\"café €\",\"time\":\"2026-11-01\"}]";
        let read =
            read(&encoded(text, encoding), events()).unwrap_or_else(|error| panic!("{encoding}: {error}"));
        assert_eq!(texts(&read.table, "event"), ["café €"], "{encoding}");
        assert_eq!(read.report.encoding, encoding.split(' ').next().unwrap());
    }
}

/// The first bytes beyond ASCII may stand far behind the head that is looked at.
#[test]
fn the_encoding_is_decided_where_the_first_letter_beyond_ascii_stands() {
    let mut ascii = b"user,event,time\n".to_vec();
    for row in 0..11_000 {
        ascii.extend_from_slice(format!("{row},view,2026-11-01 10:00\n").as_bytes());
    }
    assert!(ascii.len() > 256 * 1024);
    for (end, encoding, event) in [
        (&b"x,caf\xe9,2026-11-01\ny,\xc4\xd6,2026-11-01\n"[..], "windows-1252", ["café", "ÄÖ"]),
        ("x,café,2026-11-01\ny,ÄÖ,2026-11-01\n".as_bytes(), "utf-8", ["café", "ÄÖ"]),
    ] {
        let bytes = [&ascii, end].concat();
        let whole = read(&bytes, events()).unwrap();
        assert_eq!(whole.report.encoding, encoding);
        assert_eq!(texts(&whole.table, "event")[11_000..], event);
        assert!(whole.table.issues.is_empty());
        for cut in ascii.len() + 4..ascii.len() + 9 {
            let mut reader = Reader::new(events());
            let (head, tail) = bytes.split_at(cut);
            reader.push(head).and_then(|()| reader.push(tail)).unwrap();
            assert!(reader.finish().unwrap() == whole, "{encoding} cut at {cut}");
        }
    }
}

#[test]
fn nul_bytes_are_blanks_at_the_ends_of_cells_and_told_inside() {
    let mut bytes = b"us\0er,event,time\n".to_vec();
    for row in 0..50 {
        bytes.extend_from_slice(format!("{row},view the page,2026-11-01 10:00\n").as_bytes());
    }
    bytes.extend_from_slice(b"51,pay\0\0\0,2026-11-02\n52,p\0ay,2026-11-0\x003\n\0\0\0\n");
    bytes.extend_from_slice(&[0; 4_000]);
    let read_nuls = read(&bytes, events()).unwrap();
    assert_eq!(read_nuls.table.read, 52);
    assert_eq!(texts(&read_nuls.table, "event")[50..], ["pay", "pay"]);
    assert_eq!(times(&read_nuls.table)[50..], [at("2026-11-02"), at("2026-11-03")]);
    assert_eq!(
        issue(&read_nuls, Code::BadBytes),
        (2, vec![(53, "event".into(), "pay".into()), (53, "time".into(), "2026-11-03".into())])
    );
    // Where they are many, it is no text.
    assert_eq!(fails(&[0; 100], any()).2, "binary");
    assert_eq!(fails(b"a\0\0\0b,c\0,d\n1,2,3\n", any()).2, "binary");
}

#[test]
fn of_several_tables_the_largest_is_read_or_the_one_asked_for() {
    let bytes = data("several_tables.csv");
    let read_largest = read(&bytes, any()).unwrap();
    assert_eq!(read_largest.table.read, 3);
    let headers =
        |read: &Read| read.report.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>();
    assert_eq!(headers(&read_largest), ["City", "Active users"]);
    assert_eq!(texts(&read_largest.table, "City"), ["Solo", "Medan", "Ambon"]);
    assert_eq!(
        issue(&read_largest, Code::OtherTable),
        (
            2,
            vec![
                (6, String::new(), "Country,Active users".into()),
                (15, String::new(), "Day,Users,New users".into())
            ]
        )
    );
    assert_eq!(read_largest.table.issues.iter().count(), 1);
    for (number, header, rows) in [(1, "Country", 1), (2, "City", 3), (3, "Day", 2)] {
        let read = read(&bytes, Plan { table: Some(number), ..any() }).unwrap();
        assert_eq!((headers(&read)[0].as_str(), read.table.read), (header, rows));
        assert_eq!(issue(&read, Code::OtherTable).0, 2);
    }
    let asked = |number| fails(&bytes, Plan { table: Some(number), ..any() });
    assert_eq!(asked(4), (Code::NoTable, Place::Whole, "4".into()));
    assert_eq!(asked(0).0, Code::NoTable);
}

#[test]
fn blank_lines_titles_and_comments_before_a_table_are_no_rows() {
    let read = read(&data("preamble.csv"), events()).unwrap();
    assert_eq!(texts(&read.table, "event"), ["view", "buy"]);
    assert!(read.table.issues.is_empty(), "{:?}", read.table.issues);
}
