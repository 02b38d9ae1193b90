//! The seven rules of RFC 4180, and the twelve cases of csv-spectrum by name, with content of our own.
//!
//! Where we read more than the standard says, it is said here: line ends may be LF or CR, records may be ragged (and
//! are told), lines of blanks are no records, and blanks around a cell are not part of it.

use super::*;

/// Every cell of a file as text; the same by single bytes, and cut in two at every byte.
fn cells(bytes: &[u8], headers: &[&str]) -> Vec<Vec<String>> {
    let plan = Plan { keep: headers.iter().map(|header| (*header).to_owned()).collect(), ..any() };
    let whole = read(bytes, plan.clone()).unwrap_or_else(|error| panic!("{error}"));
    let mut single = Reader::new(plan.clone());
    bytes.iter().for_each(|byte| single.push(&[*byte]).unwrap());
    assert!(single.finish().unwrap() == whole, "byte by byte");
    for at in 0..=bytes.len() {
        let mut reader = Reader::new(plan.clone());
        let (head, tail) = bytes.split_at(at);
        reader.push(head).and_then(|()| reader.push(tail)).unwrap();
        assert!(reader.finish().unwrap() == whole, "cut at {at}");
    }
    let found: Vec<_> = whole.report.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(found, headers);
    let columns: Vec<_> = headers.iter().map(|header| texts(&whole.table, header)).collect();
    (0..whole.table.read as usize)
        .map(|row| columns.iter().map(|column| column[row].clone()).collect())
        .collect()
}

#[test]
fn the_seven_rules_of_rfc_4180() {
    let three = [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]];
    for (rule, text) in [
        ("1: a record is a line, ended by CRLF", "x,y,z\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"),
        ("2: the last line may have no end", "x,y,z\r\naaa,bbb,ccc\r\nzzz,yyy,xxx"),
        ("3: the first line may be a header", "x,y,z\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"),
        ("5: a field may be quoted", "x,y,z\r\n\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx\r\n"),
        ("ours: LF", "x,y,z\naaa,bbb,ccc\nzzz,yyy,xxx\n"),
        ("ours: CR", "x,y,z\raaa,bbb,ccc\rzzz,yyy,xxx\r"),
        ("ours: lines of blanks", "x,y,z\r\n\r\naaa,bbb,ccc\r\n   \r\nzzz,yyy,xxx\r\n\r\n"),
        ("ours: blanks around cells", "x, y,z\r\n aaa,bbb ,\tccc\r\n zzz , yyy,\" xxx \"\r\n"),
    ] {
        assert_eq!(cells(text.as_bytes(), &["x", "y", "z"]), three, "{rule}");
    }
    // 4: records have as many fields; those that have not are kept and told. The last field has no comma behind it.
    let ragged = read(b"x,y,z\r\n1,2\r\n1,2,3,4\r\n1,2,3,\r\n1,2,3\r\n", any()).unwrap();
    assert_eq!((ragged.table.read, issue(&ragged, Code::RaggedRow).0), (4, 2));
    // 6: line ends, quotes and commas in quotes.
    let text = "x,y,z\r\n\"aaa\",\"b\r\nbb\",\"c,c\"\r\nzzz,\"y\"\"yy\",xxx";
    assert_eq!(
        cells(text.as_bytes(), &["x", "y", "z"]),
        [["aaa", "b\r\nbb", "c,c"], ["zzz", "y\"yy", "xxx"]]
    );
    // 7: a quote in quotes is written twice; outside of quotes it is a letter.
    let text = "x,y,z\n\"\"\"\",\"a\"\"b\",\"\"\"\"\"\"\n5\" pipe,a\"b,\"\"\n";
    assert_eq!(cells(text.as_bytes(), &["x", "y", "z"]), [["\"", "a\"b", "\"\""], ["5\" pipe", "a\"b", ""]]);
}

#[test]
fn the_twelve_cases_of_csv_spectrum() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let check = |name: &str, text: &str, headers: &[&str], rows: &[&[&str]]| {
        assert_eq!(cells(text.as_bytes(), headers), rows, "{name}");
    };
    let text = "given,family,street,city,post\nRani,Putri,Jl. Melati 12,\"Solo, Jawa Tengah\",57123\n";
    let row = ["Rani", "Putri", "Jl. Melati 12", "Solo, Jawa Tengah", "57123"];
    check("comma_in_quotes", text, &["given", "family", "street", "city", "post"], &[&row]);
    let empty = "x,y,z\n1,\"\",\"\"\n2,3,4\n";
    let rows: [&[&str]; 2] = [&["1", "", ""], &["2", "3", "4"]];
    check("empty", empty, &["x", "y", "z"], &rows);
    check("empty_crlf", &crlf(empty), &["x", "y", "z"], &rows);
    check(
        "escaped_quotes",
        "x,y\n1,\"oh \"\"so\"\" good\"\n3,4\n",
        &["x", "y"],
        &[&["1", "oh \"so\" good"], &["3", "4"]],
    );
    let json = "x,y\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [110.8, -7.5]}\"\n";
    check("json", json, &["x", "y"], &[&["1", "{\"type\": \"Point\", \"at\": [110.8, -7.5]}"]]);
    let place = "7°33′58″S 110°49′54″E, alun-alun";
    check("location_coordinates", &format!("x,y\n1,\"{place}\"\n"), &["x", "y"], &[&["1", place]]);
    let lines = "x,y,z\n1,2,3\n\"Once \nupon a time\",5,6\n7,8,9\n";
    let rows = |end: &str| ["1,2,3".to_owned(), format!("Once {end}upon a time,5,6"), "7,8,9".to_owned()];
    let split = |rows: &[String]| {
        rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect::<Vec<Vec<_>>>()
    };
    assert_eq!(cells(lines.as_bytes(), &["x", "y", "z"]), split(&rows("\n")), "newlines");
    assert_eq!(cells(crlf(lines).as_bytes(), &["x", "y", "z"]), split(&rows("\r\n")), "newlines_crlf");
    let both = "x,y\n1,\"oh \n\"\"so\"\" \ngood\"\n3,4\n";
    check("quotes_and_newlines", both, &["x", "y"], &[&["1", "oh \n\"so\" \ngood"], &["3", "4"]]);
    check("simple", "x,y,z\n1,2,3\n", &["x", "y", "z"], &[&["1", "2", "3"]]);
    check("simple_crlf", "x,y,z\r\n1,2,3\r\n", &["x", "y", "z"], &[&["1", "2", "3"]]);
    check(
        "utf8",
        "x,y,z\n1,2,3\n4,5,ꦱꦭ ʤ 👍\n",
        &["x", "y", "z"],
        &[&["1", "2", "3"], &["4", "5", "ꦱꦭ ʤ 👍"]],
    );
}
