//! Bytes cut anywhere, and sizes that hurt.

use super::*;

#[test]
fn a_quote_that_is_never_closed_ends_after_a_mebibyte() {
    let mut bytes = b"user,event,time\n1,view,2026-11-01\n2,\"buy,2026-11-02\n".to_vec();
    for _ in 0..100_000 {
        bytes.extend_from_slice(b"3,view,2026-11-03\n");
    }
    for chunk in [bytes.len(), 1 << 16] {
        let mut reader = Reader::new(events());
        let error = bytes.chunks(chunk).find_map(|chunk| reader.push(chunk).err()).expect("before the end");
        assert_eq!((error.code, error.place), (Code::UnclosedQuote, line(3, 0)), "chunks of {chunk}");
        assert_eq!(reader.push(b"x").unwrap_err().code, Code::UnclosedQuote, "the error stays");
    }
}

#[test]
fn a_record_over_a_mebibyte_is_an_error_at_its_line() {
    let five = vec![b'a'; 5_000_000];
    let mut long_cell = b"user,event,time\n1,view,2026-11-01\n2,".to_vec();
    long_cell.extend_from_slice(&five);
    let mut quoted = b"user,event,time\n1,view,2026-11-01\n2,\"".to_vec();
    quoted.extend_from_slice(&five);
    // A quote over so many lines is taken for one that was never closed, though this one is, later.
    let lines =
        [b"user,event,time\n1,\"".to_vec(), b"a\n".repeat(1_000_000), b"\",2026-11-01\n".to_vec()].concat();
    let code = |chunk: usize| {
        let mut reader = Reader::new(any());
        lines.chunks(chunk).find_map(|chunk| reader.push(chunk).err()).map(|error| (error.code, error.place))
    };
    for chunk in [lines.len(), 1_000_003, 4_096] {
        assert_eq!(code(chunk), Some((Code::UnclosedQuote, line(2, 0))), "many lines by {chunk}");
    }
    let mut ended = long_cell.clone();
    ended.extend_from_slice(b",2026-11-02\n3,view,2026-11-03\n");
    let mut item = b"[{\"user\":\"".to_vec();
    item.extend_from_slice(&five);
    item.extend_from_slice(b"\"}]");
    for (name, bytes, place) in [
        ("a single line", &five, line(1, 0)),
        ("a cell", &long_cell, line(3, 0)),
        ("a quoted cell", &quoted, line(3, 0)),
        ("a cell that ends", &ended, line(3, 0)),
        ("a JSON item", &item, line(1, 2)),
    ] {
        for chunk in [bytes.len(), 1_000_003, 4_096] {
            let mut reader = Reader::new(any());
            let error = bytes.chunks(chunk).find_map(|chunk| reader.push(chunk).err());
            let error = error.unwrap_or_else(|| reader.finish().unwrap_err());
            assert_eq!((error.code, error.place), (Code::RecordTooLong, place.clone()), "{name} by {chunk}");
        }
    }
}

#[test]
fn a_date_far_behind_the_head_still_decides() {
    // Sorted rows: the first 13,000 lie in days that could be months.
    let mut bytes = b"user,event,time\n".to_vec();
    for row in 0..40_000 {
        let day = row / 1_500 + 1;
        bytes.extend_from_slice(format!("{row},view,02/{:02}/2026 10:00:00\n", day.min(28)).as_bytes());
    }
    let read = read(&bytes, events()).unwrap();
    assert_eq!(times(&read.table)[3_000], at("2026-02-03 10:00"));
    assert_eq!(times(&read.table)[39_999], at("2026-02-27 10:00"));
    assert!(read.table.issues.is_empty(), "{:?}", read.table.issues);
    assert_eq!(read.report.columns[2].format.as_deref(), Some("mm/dd/yyyy hh:mm:ss"));
}

#[test]
fn keys_of_late_rows_find_their_columns() {
    let mut bytes = Vec::new();
    for row in 0..20_000 {
        let late = if row == 19_999 { ",\"plan\":\"gold\"" } else { "" };
        bytes.extend_from_slice(format!("{{\"user\":{row},\"event\":\"view\"{late}}}\n").as_bytes());
    }
    let plan = Plan { keep: vec!["plan".into()], ..events() };
    let read_late = read(&bytes, plan).unwrap();
    let plans = texts(&read_late.table, "plan");
    assert_eq!((plans.len(), plans[0].as_str(), plans[19_999].as_str()), (20_000, "", "gold"));
    let plan = Plan { columns: vec![(Role::Segment, "plam".into())], ..events() };
    let error = read(&bytes, plan).unwrap_err();
    assert_eq!(error.code, Code::UnknownColumn);
}

/// Every small file, cut at every byte into two, and into single bytes.
#[test]
fn where_the_bytes_are_cut_changes_nothing() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let bytes = std::fs::read(entry.path()).unwrap();
        for plan in [any(), events()] {
            let cut = |at: usize| {
                let mut reader = Reader::new(plan.clone());
                let (head, tail) = bytes.split_at(at);
                reader.push(head)?;
                reader.push(tail)?;
                reader.finish()
            };
            let whole = format!("{:?}", cut(0));
            for at in 1..=bytes.len() {
                assert_eq!(format!("{:?}", cut(at)), whole, "{:?} cut at {at}", entry.file_name());
            }
            let mut reader = Reader::new(plan.clone());
            let mut single = || {
                for byte in &bytes {
                    reader.push(&[*byte])?;
                    reader.push(&[])?;
                }
                core::mem::replace(&mut reader, Reader::new(any())).finish()
            };
            assert_eq!(format!("{:?}", single()), whole, "{:?} byte by byte", entry.file_name());
        }
        files += 1;
    }
    assert!(files >= 30, "{files} files");
}

/// A file well over the head that is looked at, with quotes, line ends in cells, blanks and every kind of issue.
fn large(rows: usize) -> Vec<u8> {
    let mut bytes = b"user_id,event,timestamp,note\n".to_vec();
    for row in 0..rows {
        let time = format!("2026-11-{:02} {:02}:{:02}:00", row % 28 + 1, row % 24, row % 60);
        let line = match row % 97 {
            3 => format!("{row},\"view, again\",{time},\"two\nlines \"\"{row}\"\"\"\n"),
            7 => format!("{row},view\n"),
            11 => format!(",view,{time},é\n\n"),
            13 => format!("{row},view,soon,x\n"),
            _ => format!("{},view {},{time},\n", row / 7, row % 5),
        };
        bytes.extend_from_slice(line.as_bytes());
        if row % 1_001 == 1_000 {
            bytes.extend_from_slice(b"9,caf\xe9,2026-11-01 10:00:00,\n");
        }
    }
    bytes
}

#[test]
fn the_size_of_chunks_changes_nothing_in_large_files() {
    let csv = large(30_000);
    let mut json = b"[\n".to_vec();
    for row in 0..12_000 {
        let comma = if row == 0 { "" } else { ",\n" };
        json.extend_from_slice(
            format!(
                "{comma}{{\"user\":{row},\"event\":\"v\\\"{}\",\"ts\":{}}}",
                row % 5,
                1_700_000_000 + row
            )
            .as_bytes(),
        );
    }
    json.extend_from_slice(b"\n]");
    for bytes in [csv, json] {
        assert!(bytes.len() > 300_000);
        let plan = Plan { wish: vec!["note".into()], ..events() };
        let whole = read(&bytes, plan.clone()).unwrap();
        for chunk in [1_000, 4_096, 65_537, 262_143, 262_144, 262_145, 500_000] {
            let mut reader = Reader::new(plan.clone());
            for chunk in bytes.chunks(chunk) {
                reader.push(chunk).unwrap();
            }
            assert!(reader.finish().unwrap() == whole, "chunks of {chunk}");
        }
    }
}

/// Rows are cut by hundreds, as most of them are; one that is other is cut apart, wherever it stands among them.
#[test]
fn rows_that_are_other_than_most_change_no_others() {
    let row = |row: usize| {
        let second = row % 60;
        format!("u-{},view {},2026-11-01 10:{:02}:{second:02}", row % 900, row % 5, row / 60 % 60)
    };
    let read = |every: usize, change: &dyn Fn(String) -> String| {
        let mut bytes = b"user_id,event,timestamp\n".to_vec();
        for at in 0..6_000 {
            let line = if at % every == every - 1 { change(row(at)) } else { row(at) };
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\n');
        }
        let mut reader = Reader::new(events());
        bytes.chunks(100_000).for_each(|chunk| reader.push(chunk).unwrap());
        let mut table = reader.finish().unwrap().table;
        table.issues = Issues::default();
        table
    };
    let plain = read(1, &|line| line);
    assert_eq!(texts(&plain, "user_id")[5_999], "u-599");
    let changes: [(&str, &dyn Fn(String) -> String); 5] = [
        ("a blank line", &|line| format!("{line}\n")),
        ("blanks", &|line| format!(" {}", line.replace(',', " , "))),
        ("one cell too many", &|line| format!("{line},x")),
        ("quotes", &|line| format!("\"{}\"", line.replace(',', "\",\""))),
        ("a NUL byte", &|line| format!("{line}\0")),
    ];
    for every in [3, 5, 17, 64, 101, 255, 256, 257, 1_000] {
        for (what, change) in &changes {
            assert!(read(every, change) == plain, "{what}, every {every} rows");
        }
    }
}

#[test]
fn rows_so_far_are_counted_while_reading() {
    let bytes = large(30_000);
    let mut reader = Reader::new(events());
    reader.push(&bytes[..bytes.len() / 2]).unwrap();
    let half = reader.rows_so_far();
    assert!((10_000..20_000).contains(&half), "{half}");
    assert_eq!(reader.finish().unwrap().table.read, half + 1);
}

/// Shapes that make careless readers slow: ten times the size may take about ten times the time.
#[test]
fn hostile_shapes_end_soon() {
    let commas = [b",".repeat(1 << 20), b"\n".to_vec()].concat();
    assert_eq!(fails(&commas, any()).0, Code::TooMany);
    let names = [b"a,".repeat(16_000), b"a\n1\n".to_vec()].concat();
    assert_eq!(read(&names, any()).unwrap().report.columns.len(), 16_001);
    let quotes = b"\"".repeat(1_000_000);
    assert!(read(&quotes, any()).is_err());
    let quoted_lines = [b"a,b\n1,\"".to_vec(), b"\n".repeat(900_000)].concat();
    assert_eq!(fails(&quoted_lines, any()).0, Code::UnclosedQuote);
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    assert!(read(&deep, any()).is_err());
    let deep = [b"{\"a\":".repeat(100_000), b"1".to_vec(), b"}".repeat(100_000)].concat();
    assert_eq!(fails(&deep, any()).0, Code::TooDeep);
    let mut keys = b"{\"user\":1,\"list\":[{".to_vec();
    keys.extend((0..60_000).map(|key| format!("\"k{key}\":1,")).collect::<String>().into_bytes());
    keys.extend_from_slice(b"\"z\":1}]}\n");
    assert_eq!(fails(&keys, any()).0, Code::TooMany);
    let key = [b"{\"".to_vec(), b"k".repeat(500_000), b"\":{\"a\":1}}".to_vec()].concat();
    assert_eq!(fails(&key, any()).0, Code::BadJson);
    let blank = b" \n".repeat(3_000_000);
    assert_eq!(fails(&blank, any()).0, Code::EmptyFile);
}

/// Whoever says how much of the file was read gets columns of about its rows, not of the next power of two.
#[test]
fn columns_take_the_room_that_the_rest_needs() {
    let rows: String = (0..140_000).map(|n| format!("u-{},view,2026-01-01T00:00:00Z\n", n % 9_000)).collect();
    let file = format!("user_id,event,timestamp\n{rows}");
    let read = |told: bool| {
        let mut reader = Reader::new(Plan::default());
        let mut so_far = 0;
        for chunk in file.as_bytes().chunks(1 << 16) {
            reader.push(chunk).unwrap();
            so_far += chunk.len();
            if told {
                reader.expect_share(so_far as f64 / file.len() as f64);
            }
        }
        reader.finish().unwrap().table
    };
    let room = |table: &Table| {
        let room = |data: &Data| match data {
            Data::Texts(texts) => texts.codes.capacity(),
            Data::Times(times) => times.capacity(),
            Data::Numbers(cells) => cells.capacity(),
        };
        table.columns.iter().map(|column| room(&column.data)).max().unwrap()
    };
    let (told, untold) = (read(true), read(false));
    assert_eq!(told, untold);
    assert!((140_000..150_000).contains(&room(&told)), "{}", room(&told));
    assert!(room(&untold) > 200_000, "{}: then this test says nothing", room(&untold));
}
