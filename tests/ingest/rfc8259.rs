//! JSON accepted and refused as RFC 8259 says, in the manner of the public test suite: `y` must be accepted, `n`
//! must be refused, `i` is ours to choose, and what we chose is written down.

use super::*;

/// The cell that a value becomes in the only row of a list, or the code it is refused with.
fn value(json: &[u8]) -> Result<String, Code> {
    let bytes = [b"[{\"k\":", json, b",\"end\":\"x\"}]"].concat();
    let plan = Plan { keep: vec!["k".into(), "end".into()], ..any() };
    let whole = read(&bytes, plan.clone());
    for at in 0..=bytes.len() {
        let mut reader = Reader::new(plan.clone());
        let (head, tail) = bytes.split_at(at);
        let cut = reader.push(head).and_then(|()| reader.push(tail)).and_then(|()| reader.finish());
        assert_eq!(format!("{cut:?}"), format!("{whole:?}"), "cut at {at}");
    }
    let read = whole.map_err(|error| error.code)?;
    assert_eq!(texts(&read.table, "end"), ["x"], "{}", String::from_utf8_lossy(json));
    Ok(texts(&read.table, "k")[0].clone())
}

#[test]
fn y_values_are_accepted() {
    for (json, cell) in [
        ("0", "0"),
        ("-0", "-0"),
        ("-1", "-1"),
        ("1.5", "1.5"),
        ("1e2", "100"),
        ("1E+2", "100"),
        ("12e-1", "1.2"),
        ("9007199254740993", "9007199254740993"),
        ("18446744073709551615", "18446744073709551615"),
        ("true", "true"),
        ("false", "false"),
        ("\"\"", ""),
        ("\"a\"", "a"),
        ("\"\\\"\\\\\\/\"", "\"\\/"),
        ("\"a\\tb\\nc\"", "a\tb\nc"),
        ("\"\\u00e9\"", "é"),
        ("\"\\ud83d\\udc4d\"", "👍"),
        ("\"é 👍\"", "é 👍"),
        ("\"\u{7f}\"", "\u{7f}"),
        ("\"\u{2028}\"", ""),
        ("\"[{,:\\\"\"", "[{,:\""),
        (" \t\r\n 1 \t\r\n ", "1"),
        ("[]", ""),
        ("[1,\"b\",null,true]", "1;b;true"),
        ("[ ]", ""),
        ("{}", ""),
        ("null", ""),
    ] {
        let told = if json.starts_with('[') || json == "{}" || json == "null" {
            // No cell comes of these; the column is there all the same where another row has it.
            let bytes = format!("[{{\"k\":\"first\"}},{{\"k\":{json}}}]");
            let plan = Plan { keep: vec!["k".into()], ..any() };
            texts(&read(bytes.as_bytes(), plan).unwrap().table, "k")[1].clone()
        } else {
            value(json.as_bytes()).unwrap_or_else(|code| panic!("{json}: {code:?}"))
        };
        assert_eq!(told, cell, "{json}");
    }
}

#[test]
fn n_values_are_refused() {
    for json in [
        "",
        "01",
        "-01",
        "1.",
        ".5",
        "-",
        "+1",
        "--1",
        "1e",
        "1e+",
        "1.e1",
        "0x1",
        "1_000",
        "1 2",
        "١",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "nul",
        "nulll",
        "True",
        "TRUE",
        "tru",
        "undefined",
        "a",
        "'a'",
        "\"a",
        "\"\\a\"",
        "\"\\x41\"",
        "\"\\u00e\"",
        "\"\\u00zz\"",
        "\"\\\"",
        "\"a\tb\"",
        "\"a\nb\"",
        "\"a\u{1}b\"",
        "\"a\" \"b\"",
        "[1",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "[1 2]",
        "[1:2]",
        "[,]",
        "{\"a\":1",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,,\"b\":2}",
        "{a:1}",
        "{1:2}",
        "{'a':1}",
        "{null:1}",
        "{\"a\"::1}",
        "/**/1",
        "1 // one",
        "#1",
        "\u{a0}1",
        "\u{c}1",
        "\u{feff}1",
        "[}",
        "{]",
        "]",
        "}",
        "1]",
        "{\"a\":[}",
    ] {
        let refused = value(json.as_bytes());
        // So small a text with a control character is told to be no text at all.
        let control = refused == Err(Code::NotText) && json.contains('\u{1}');
        assert!(control || refused == Err(Code::BadJson), "{json:?} is {refused:?}");
    }
}

#[test]
fn n_texts_are_refused() {
    for json in [
        "[",
        "[{",
        "[{}",
        "[{\"a\":1}",
        "[{\"a\":1},",
        "[{\"a\":1},]",
        "[,{\"a\":1}]",
        "[{\"a\":1},,{\"a\":2}]",
        "[{\"a\":1}{\"a\":2}]",
        "[{\"a\":1}]]",
        "[{\"a\":1}]}",
        "[{\"a\":1}] x",
        "[{\"a\":1}],[{\"a\":1}]",
        "[{\"a\":1}]{\"a\":1}",
        "{\"a\":1}}",
        "{\"a\":1}]",
        "{\"a\":1},{\"a\":2}",
        "{\"a\":1",
        "{\"a\":1}\n{\"a\":",
        "{\"a\":1}\n{\"a\" 2}",
        "{\"rows\":[{\"a\":1}]",
        "{\"rows\":[{\"a\":1}]}}",
        "{\"rows\":[{\"a\":1},]}",
    ] {
        let refused = read(json.as_bytes(), any()).map(|read| read.table.read).map_err(|error| error.code);
        assert_eq!(refused, Err(Code::BadJson), "{json:?}");
    }
}

#[test]
fn y_texts_are_accepted() {
    for (json, rows) in [
        ("[{\"a\":1}]", 1),
        (" \t\r\n[ {\"a\":1} , {\"a\":2} ] \n", 2),
        ("{\"a\":1}", 1),
        ("{\"a\":1}\n{\"a\":2}\n", 2),
        ("{\"a\":1}\r\n\r\n{\"a\":2}", 2),
        ("{\"a\":1} {\"a\":2}{\"a\":3}", 3),
        ("\u{feff}[{\"a\":1}]", 1),
        ("{\"rows\":[{\"a\":1},{\"a\":2}],\"total\":{\"n\":[2]}}", 2),
        ("[{\"a\":1},2,\"x\",null,[3],true,{}]", 2),
    ] {
        let read = read(json.as_bytes(), any()).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(read.table.read, rows, "{json}");
    }
}

/// What the standard leaves open.
#[test]
fn i_cases_are_as_we_chose() {
    // A number beyond what 64 bits can say is refused; one too small is zero; a long integer is rounded.
    for json in ["1e400", "-1e400", "123123e100000"] {
        assert_eq!(value(json.as_bytes()), Err(Code::BadJson), "{json}");
    }
    assert_eq!(value(b"1e-400").as_deref(), Ok("0"));
    assert_eq!(value(b"123456789012345678901234567890").as_deref(), Ok("123456789012345680000000000000"));
    // Half a pair of surrogates is no character.
    for json in ["\"\\ud800\"", "\"\\udc4d\"", "\"\\ud800\\ud800\"", "\"\\ud83dx\""] {
        assert_eq!(value(json.as_bytes()), Err(Code::BadJson), "{json}");
    }
    // Bytes that are no UTF-8 are windows-1252, as in other files.
    assert_eq!(value(b"\"caf\xe9\"").as_deref(), Ok("café"));
    // Of a key that stands twice the first counts, in a table: its column has one cell a row.
    let twice = read(b"[{\"k\":\"a\",\"k\":\"b\"}]", Plan { keep: vec!["k".into()], ..any() }).unwrap();
    assert_eq!(texts(&twice.table, "k"), ["a"]);
    // Up to 64 levels.
    let nested = |levels: usize| {
        let inner = levels - 1;
        [b"[{\"k\":1,\"n\":".to_vec(), b"[".repeat(inner), b"]".repeat(inner), b"}]".to_vec()].concat()
    };
    assert_eq!(read(&nested(64), any()).unwrap().table.read, 1);
    let error = read(&nested(65), any()).unwrap_err();
    assert_eq!((error.code, error.subject.as_str(), error.place), (Code::TooDeep, "64", line(1, 2)));
}
