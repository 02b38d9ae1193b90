//! Small files of one issue each.

use super::*;

#[test]
fn ragged_rows_are_kept_and_told_with_their_line() {
    let read = read(&data("ragged.csv"), events()).unwrap();
    assert_eq!(texts(&read.table, "event"), ["view", "cart", "view", "cart"]);
    assert_eq!(times(&read.table)[1], NO_TIME);
    // The last row ends with an empty cell more: nothing is lost, nothing is told.
    let (count, first) = issue(&read, Code::RaggedRow);
    assert_eq!(count, 2);
    assert_eq!(first[0], (3, String::new(), "1,cart".into()));
    assert_eq!(first[1].0, 4);
}

#[test]
fn quotes_hold_delimiters_line_ends_and_quotes() {
    let plan = Plan { keep: vec!["comment".into()], ..events() };
    let read = read(&data("quotes.csv"), plan).unwrap();
    assert_eq!(texts(&read.table, "event"), ["view, again", "5\" pipe", "buy"]);
    assert_eq!(texts(&read.table, "comment"), ["two\nlines, and a \"word\"", "plain", ""]);
    assert!(read.table.issues.is_empty(), "{:?}", read.table.issues);
}

#[test]
fn every_line_end_and_delimiter_is_known() {
    for (name, delimiter, events_of) in [
        ("crlf.csv", ',', ["view", "buy\r\nnow"]),
        ("cr.csv", ',', ["view", "buy"]),
        ("tabs.tsv", '\t', ["view, then more", "buy"]),
        ("pipes.csv", '|', ["view, a", "buy"]),
        ("sep_line.csv", ';', ["view", "buy"]),
        ("comments.csv", ',', ["view", "buy"]),
        ("utf16.csv", ',', ["café 👍", "buy"]),
    ] {
        let read = read(&data(name), events()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.report.delimiter, Some(delimiter), "{name}");
        assert_eq!(texts(&read.table, "event"), events_of, "{name}");
        assert_eq!(times(&read.table), [at("2026-11-01"), at("2026-11-02")], "{name}");
        assert!(read.table.issues.is_empty(), "{name}: {:?}", read.table.issues);
    }
}

#[test]
fn an_indonesian_table_behind_a_mark_is_read_as_it_is_meant() {
    let plan = Plan { keep: vec!["amount".into()], ..events() };
    let read = read(&data("bom_semicolon.csv"), plan).unwrap();
    assert_eq!(read.report.encoding, "utf-8-bom");
    assert_eq!(texts(&read.table, "person"), ["Ani", "Budi"]);
    assert_eq!(texts(&read.table, "event"), ["lihat", "beli"]);
    assert_eq!(times(&read.table), [at("2026-11-01 14:05"), at("2026-11-13 09:30") + 15_000_000]);
    assert_eq!(numbers(&read.table, "amount"), [1250.5, 75.0]);
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_counted() {
    let read = read(&data("bad_bytes.csv"), events()).unwrap();
    assert_eq!(texts(&read.table, "event"), ["caf\u{FFFD}", "café", "caf\u{FFFD}"]);
    let (count, first) = issue(&read, Code::BadBytes);
    assert_eq!((count, first[0].0, first[1].0), (2, 2, 4));
}

#[test]
fn a_quote_that_swallows_lines_is_an_error_at_its_line() {
    assert_eq!(
        fails(&data("unclosed_quote.csv"), events()),
        (Code::UnclosedQuote, line(3, 0), String::new())
    );
    // One that only hurts the last line is an issue.
    let read = read(&data("unclosed_last_line.csv"), events()).unwrap();
    assert_eq!(times(&read.table), [at("2026-11-01"), at("2026-11-02")]);
    assert_eq!(issue(&read, Code::UnclosedQuote).1[0].0, 3);
}

#[test]
fn headers_are_made_unique() {
    let read = read(&data("repeated_headers.csv"), any()).unwrap();
    let headers: Vec<_> = read.report.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(headers, ["user", "column 2", "event", "event (2)", "column 5", "time"]);
}

#[test]
fn the_whole_column_decides_whether_day_or_month_is_first() {
    let day = read(&data("day_first.csv"), events()).unwrap();
    assert_eq!(times(&day.table), [at("2026-04-03 10:00"), at("2026-04-05 10:00"), at("2026-04-25 11:00")]);
    let month = read(&data("month_first.csv"), events()).unwrap();
    assert_eq!(times(&month.table), [at("2026-03-04 10:00"), at("2026-04-05 12:00"), at("2026-04-25 00:30")]);
    assert!(month.table.issues.is_empty(), "{:?}", month.table.issues);
    let open = read(&data("ambiguous_dates.csv"), events()).unwrap();
    assert_eq!(times(&open.table), [at("2026-04-03"), at("2026-06-05")]);
    assert_eq!(issue(&open, Code::Ambiguous), (1, vec![(1, "time".into(), "dd/mm/yyyy".into())]));
    let format = open.report.columns[2].format.clone().unwrap();
    assert!(format.contains("assumed"), "{format}");
    let told = Plan { date_order: Some(DateOrder::Mdy), ..events() };
    let told = read(&data("ambiguous_dates.csv"), told).unwrap();
    assert_eq!(times(&told.table), [at("2026-03-04"), at("2026-05-06")]);
    assert!(told.table.issues.is_empty());
}

#[test]
fn numbers_since_1970_are_read_by_their_size_or_as_told() {
    let read_ms = read(&data("epoch_ms.csv"), events()).unwrap();
    assert_eq!(times(&read_ms.table), [1_572_631_153_273_000, 1_572_631_154_000_000]);
    let told = Plan { time_unit: Some(TimeUnit::Micros), ..events() };
    let told = read(&data("epoch_ms.csv"), told).unwrap();
    assert_eq!(times(&told.table), [1_572_631_153_273, 1_572_631_154_000]);
}

#[test]
fn months_by_name_and_zones_are_read() {
    let named = read(&data("months_by_name.csv"), events()).unwrap();
    assert_eq!(times(&named.table), [at("2026-08-01"), at("2026-10-05 14:05")]);
    let zoned = Plan { zone: Some("Asia/Jakarta".into()), ..events() };
    let zoned = read(&data("months_by_name.csv"), zoned).unwrap();
    assert_eq!(times(&zoned.table)[0], at("2026-08-01") - 7 * 3_600_000_000);
    let unknown = Plan { zone: Some("Europe/Atlantis".into()), ..events() };
    assert_eq!(fails(&data("months_by_name.csv"), unknown).0, Code::NotYet);
}

#[test]
fn rows_without_person_event_or_time_are_kept_and_counted() {
    let read = read(&data("blanks.csv"), events()).unwrap();
    assert_eq!(read.table.read, 7);
    assert_eq!(texts(&read.table, "person"), ["", "2", "3", "", "5", "6", "6"]);
    let told =
        |code| issue(&read, code).1.into_iter().map(|(line, _, value)| (line, value)).collect::<Vec<_>>();
    assert_eq!(told(Code::NoPerson), [(2, "".into()), (5, "NULL".into())]);
    assert_eq!(told(Code::NoEvent), [(3, "".into())]);
    assert_eq!(told(Code::NoTime), [(4, "".into())]);
    assert_eq!(told(Code::BadTime), [(6, "soon".into())]);
}

#[test]
fn unreadable_numbers_are_counted_and_blank_ones_are_not() {
    let read = read(&data("numbers.csv"), any()).unwrap();
    let amounts = numbers(&read.table, "amount");
    assert_eq!(amounts[0], 1250.5);
    assert!(amounts[1].is_nan() && amounts[2].is_nan());
    assert_eq!(issue(&read, Code::BadNumber), (1, vec![(3, "amount".into(), "many".into())]));
}

#[test]
fn a_missing_column_is_named() {
    assert_eq!(
        fails(&data("no_person_column.csv"), events()),
        (Code::NoColumn, Place::Whole, "person".into())
    );
    let plan = Plan { columns: vec![(Role::Event, "evnt".into())], ..events() };
    let error = read(&data("ragged.csv"), plan).unwrap_err();
    assert_eq!(
        (error.code, error.subject.as_str(), error.nearest.as_deref()),
        (Code::UnknownColumn, "evnt", Some("event"))
    );
    // A kept column is asked for by its exact header later.
    let keep = Plan { keep: vec!["User_id".into()], ..events() };
    let error = read(&data("ragged.csv"), keep).unwrap_err();
    assert_eq!((error.code, error.nearest.as_deref()), (Code::UnknownColumn, Some("user_id")));
    let keep = Plan { keep: vec!["colour".into()], ..events() };
    assert_eq!(fails(&data("ragged.csv"), keep).0, Code::UnknownColumn);
    let wish = Plan { wish: vec!["colour".into()], ..events() };
    let read_wish = read(&data("ragged.csv"), wish).unwrap();
    assert_eq!(issue(&read_wish, Code::UnknownColumn).1[0].1, "colour");
    // Without a time column rows stay in the order of the file, which is said.
    let no_time = read(&data("no_time_column.csv"), events()).unwrap();
    assert!(no_time.table.role(Role::Time).is_none());
    assert_eq!(issue(&no_time, Code::NoColumn).1[0].1, "time");
}

#[test]
fn given_roles_win_over_every_guess() {
    let plan =
        Plan { columns: vec![(Role::Person, "event".into()), (Role::Event, "user_id".into())], ..events() };
    let read = read(&data("ragged.csv"), plan).unwrap();
    assert_eq!(texts(&read.table, "person"), ["view", "cart", "view", "cart"]);
    assert_eq!(texts(&read.table, "event"), ["1", "1", "2", "2"]);
}

#[test]
fn an_ignored_column_has_no_role_unless_it_is_given_one() {
    let two = "user_id,event,time,Created at,buyer\n1,view,2026-11-01,2026-11-05,a\n2,pay,2026-11-02,2026-11-06,b\n";
    let roles = |plan: Plan| {
        let read = read(two.as_bytes(), plan).unwrap();
        let roles = read.report.columns.into_iter().filter_map(|column| Some((column.role?, column.header)));
        roles.map(|(role, header)| format!("{} {header}", role.as_str())).collect::<Vec<_>>()
    };
    let ignoring = |headers: &[&str]| {
        let ignore = headers.iter().map(|header| (*header).to_owned()).collect();
        Plan { ignore, ..any() }
    };
    assert_eq!(roles(any()), ["person user_id", "event event", "time Created at"]);
    // The next best takes what is free, and a header is found in whatever case it is written.
    assert_eq!(roles(ignoring(&["CREATED AT ", "user_id"])), ["event event", "time time", "person buyer"]);
    assert_eq!(roles(ignoring(&["time", "Created at"])), ["person user_id", "event event"]);
    // A header that the next file does not have is nothing to speak of.
    assert_eq!(roles(ignoring(&["colour"])), roles(any()));
    let given = Plan { columns: vec![(Role::Person, "buyer".into())], ..ignoring(&["buyer", "time"]) };
    let given = roles(given);
    assert_eq!(given, ["event event", "time Created at", "person buyer"]);
    // A rule that names the column has its cells, not its meaning.
    let kept = Plan { keep: vec!["time".into()], ..ignoring(&["time", "Created at"]) };
    let kept = read(two.as_bytes(), kept).unwrap();
    assert_eq!(kept.table.role(Role::Time), None);
    assert_eq!(texts(&kept.table, "time"), ["2026-11-01", "2026-11-02"]);
    // Without its events a file of events is refused.
    let plan = Plan { ignore: vec!["event".into()], ..events() };
    assert_eq!(fails(two.as_bytes(), plan), (Code::NoColumn, Place::Whole, "event".into()));
}

#[test]
fn ignored_times_make_no_events() {
    let orders = "Order ID,Customer,Paid at,Shipped at,Delivered at\n1,a,2026-11-01,2026-11-02,2026-11-05\n2,b,2026-11-01,2026-11-02,\n";
    let made = |ignore: &[&str]| {
        let ignore = ignore.iter().map(|header| (*header).to_owned()).collect();
        let read = read(orders.as_bytes(), Plan { ignore, need: Need::Picture, ..Plan::default() }).unwrap();
        (texts(&read.table, "event").len(), read.table.role(Role::Session).is_some())
    };
    assert_eq!((made(&[]), made(&["Shipped at"])), ((5, true), (3, true)));
    assert_eq!(made(&["Order ID"]), (5, false), "and an order that is ignored is no case");
}

#[test]
fn json_lists_lines_and_wrapped_rows_are_read() {
    let plan = Plan { keep: vec!["late".into(), "tags".into()], ..events() };
    let list = read(&data("array.json"), plan).unwrap();
    // Ids beyond 2^53 keep every digit.
    assert_eq!(texts(&list.table, "person"), ["9007199254740993", "8", "9"]);
    assert_eq!(texts(&list.table, "event"), ["view", "büy \"now\" [}", "pay"]);
    assert_eq!(times(&list.table), [at("2026-11-01 10:00"), NO_TIME, at("2026-11-03 10:00")]);
    assert_eq!(texts(&list.table, "late"), ["", "1.5", ""]);
    assert_eq!(texts(&list.table, "tags"), ["", "", "a;b"]);
    assert_eq!(issue(&list, Code::NoTime).1[0].0, 3);

    let plan = Plan {
        keep: vec!["user.geo.city".into(), "event_params.page".into(), "event_params.session".into()],
        ..events()
    };
    let lines = read(&data("nested.jsonl"), plan).unwrap();
    assert_eq!(lines.report.format, "jsonl");
    assert_eq!(texts(&lines.table, "person"), ["7", "8"]);
    assert_eq!(times(&lines.table), [1_612_069_510_766_593, 1_612_069_510_766_594]);
    assert_eq!(texts(&lines.table, "user.geo.city"), ["Solo", ""]);
    assert_eq!(texts(&lines.table, "event_params.page"), ["Home", ""]);
    assert_eq!(texts(&lines.table, "event_params.session"), ["661", ""]);

    let wrapped = read(&data("wrapped.json"), events()).unwrap();
    assert_eq!(texts(&wrapped.table, "event"), ["view", "buy"]);
}

#[test]
fn broken_json_is_an_error_at_line_and_column() {
    assert_eq!(fails(&data("truncated.json"), events()), (Code::BadJson, line(3, 18), String::new()));
    let (code, place, _) = fails(&data("broken_item.json"), events());
    // `nope` begins like `null`; its second letter is where it breaks.
    assert_eq!((code, place), (Code::BadJson, line(3, 25)));
    assert_eq!(fails(&data("comma_missing.json"), events()), (Code::BadJson, line(1, 14), String::new()));
    assert_eq!(fails(b"[", any()).0, Code::BadJson);
    assert_eq!(fails(b"[{\"a\":1},]", any()).0, Code::BadJson);
    assert_eq!(fails(b"[{\"a\":1}] x", any()).0, Code::BadJson);
    assert_eq!(fails(b"{\"a\":1}\n{\"a\":", any()).0, Code::BadJson);
    assert_eq!(fails(b"{\"rows\":[{\"a\":1}]", any()).0, Code::BadJson);
}

#[test]
fn items_that_are_no_objects_are_counted() {
    let read = read(&data("not_objects.json"), events()).unwrap();
    assert_eq!(texts(&read.table, "event"), ["view", "buy"]);
    let (count, first) = issue(&read, Code::NotAnObject);
    assert_eq!((count, first[1].2.as_str()), (4, "\"two\""));
}

#[test]
fn what_is_no_table_is_told_by_name() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".as_slice();
    for (bytes, code, subject) in [
        (png, Code::NotText, "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Code::NotText, "PDF"),
        (b"PK\x03\x04\x14\0\x06\0photos/a.jpg", Code::Damaged, "ZIP"),
        (b"\x1f\x8b\x08\0\0\0", Code::NotText, "gzip"),
        (b"a,b\0\n1,2\n", Code::NotText, "binary"),
        (b"", Code::EmptyFile, ""),
        (b" \r\n\t\n", Code::EmptyFile, ""),
        (b"\xef\xbb\xbf", Code::EmptyFile, ""),
        (b"42", Code::NotATable, ""),
        (b"\"text\"", Code::NotATable, ""),
        (b"null\n", Code::NotATable, ""),
        (b"Just one line of prose", Code::NotATable, ""),
        (b"<!DOCTYPE html><html></html>", Code::NotATable, "HTML"),
        (b"<?xml version=\"1.0\"?><log xes.version=\"1.0\"></log>", Code::NotATable, "XES"),
    ] {
        assert_eq!(
            fails(bytes, any()),
            (code, Place::Whole, subject.into()),
            "{:?}",
            String::from_utf8_lossy(bytes)
        );
    }
    for name in ["scalars.json", "document.json"] {
        assert_eq!(fails(&data(name), any()).0, Code::NotATable, "{name}");
    }
    assert_eq!(fails(b"[]", any()).0, Code::NotATable);
}

#[test]
fn rows_over_the_cap_are_an_error() {
    let plan = Plan { max_rows: 2, ..any() };
    assert_eq!(fails(b"a,b\n1,2\n3,4\n5,6\n", plan.clone()), (Code::TooManyRows, Place::Whole, "2".into()));
    assert_eq!(read(b"a,b\n1,2\n3,4\n", plan).unwrap().table.read, 2);
}

#[test]
fn objects_from_javascript_are_rows() {
    let row = |user: f64, event: &str| {
        map([("user", user.into()), ("event", event.into()), ("time", "2026-11-01".into())])
    };
    let read = read_rows(vec![row(7.0, "view"), Value::from(3.0), row(1e10, "buy")], events()).unwrap();
    assert_eq!(texts(&read.table, "person"), ["7", "10000000000"]);
    assert_eq!(issue(&read, Code::NotAnObject).1[0].0, 2);
    assert_eq!(read_rows(Vec::new(), events()).unwrap_err().code, Code::EmptyFile);
    assert_eq!(read_rows(vec![Value::Null], events()).unwrap_err().code, Code::NotATable);
}

#[test]
fn the_report_is_written_as_the_documents_say() {
    let read = read(&data("bom_semicolon.csv"), any()).unwrap();
    let written = write_report(&read.report, "a.csv");
    let keys: Vec<_> = written.as_map().unwrap().iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["file", "system", "encoding", "delimiter", "header_rows", "rows", "columns", "issues"]);
    let time = written.get("columns").unwrap().at(2).unwrap();
    assert_eq!(time.get("role").unwrap().as_text(), Some("time"));
    assert_eq!(time.get("type").unwrap().as_text(), Some("time"));
    assert_eq!(time.get("examples").unwrap().at(0).unwrap().as_text(), Some("01/11/2026 14.05.00"));
    assert!(time.get("confidence").unwrap().as_number().unwrap() > 0.8);
}

#[test]
fn the_report_shows_the_first_rows_as_they_stand_and_asks_what_is_open() {
    let rows = "user,when,sum\n1,01/02/2026 10:00,1.234\n2,,NULL\n3, 03/02/2026 10:00,\n";
    let read = read(rows.as_bytes(), any()).unwrap();
    let written = write_report(&read.report, "a.csv");
    let column = |at| written.get("columns").unwrap().at(at).unwrap();
    let texts = |value: &Value| -> Vec<String> {
        value.as_list().unwrap().iter().map(|cell| cell.as_text().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(column(1).get("preview").unwrap()), ["01/02/2026 10:00", "", "03/02/2026 10:00"]);
    assert_eq!(texts(column(2).get("preview").unwrap()), ["1.234", "NULL", ""]);
    let asked = |at| -> Vec<String> {
        let questions = column(at).get("questions").unwrap().as_list().unwrap();
        questions.iter().map(|question| question.get("ask").unwrap().as_text().unwrap().to_owned()).collect()
    };
    assert_eq!(asked(0), [""; 0]);
    assert_eq!(asked(1), ["date_order", "zone"]);
    // Nine rows, and a key that only the last one has.
    let list: Vec<String> = (0..9)
        .map(|n| if n == 7 { format!(r#"{{"n":{n},"late":1}}"#) } else { format!(r#"{{"n":{n}}}"#) })
        .collect();
    let read = crate::read(list.join("\n").as_bytes(), any()).unwrap();
    let late = &read.report.columns[1];
    assert_eq!((late.header.as_str(), late.preview.join("|").as_str()), ("late", "|||||||1"));
}

#[test]
fn the_head_of_a_file_is_read_without_its_last_record() {
    let head = |bytes: &[u8]| {
        let mut reader = Reader::new(any());
        reader.push(bytes).unwrap();
        reader.so_far().unwrap()
    };
    let mut csv = "user,event\n".to_owned();
    let mut list = "[".to_owned();
    while csv.len().min(list.len()) < 300_000 {
        csv.push_str("someone,view\n");
        list.push_str("{\"user\": 1},\n");
    }
    csv.push_str("x,\"vi");
    list.push_str("{\"user\"");
    let rows = |text: &str| text.lines().count() as u64;
    let read = head(csv.as_bytes());
    assert_eq!((read.table.read, read.report.issues.is_empty()), (rows(&csv) - 2, true));
    assert_eq!(head(list.as_bytes()).table.read, rows(&list) - 1);
}

#[test]
fn numbers_of_json_keep_their_point_whatever_texts_use() {
    let amounts = |bytes: &[u8], plan: Plan| {
        let read = read(bytes, plan).unwrap();
        (numbers(&read.table, "amount"), read.table.issues.is_empty())
    };
    let native = b"[{\"user\":1,\"amount\":1.234},{\"user\":2,\"amount\":5.678}]";
    assert_eq!(amounts(native, any()), (vec![1.234, 5.678], true));
    let mixed = b"[{\"user\":1,\"amount\":\"1.234,5\"},{\"user\":2,\"amount\":5.678}]";
    assert_eq!(amounts(mixed, any()), (vec![1234.5, 5.678], true));
    let told = Plan { decimal: Some(','), ..any() };
    assert_eq!(amounts(native, told), (vec![1.234, 5.678], true));
}

/// Ready columns of what `shop` says in CSV below.
fn ready_shop() -> Vec<(String, Ready)> {
    let texts = |codes: &[u32], entries: &[&str]| Ready::Texts {
        codes: codes.to_vec(),
        entries: entries.iter().map(|entry| (*entry).to_owned()).collect(),
    };
    vec![
        ("user_id".to_owned(), texts(&[0, 1, 0, 2], &["u-1", "u-2", ""])),
        ("event".to_owned(), texts(&[0, 0, 1, 0], &["view", "pay"])),
        ("timestamp".to_owned(), Ready::Numbers(vec![1.6e9, 1_600_000_001.25, 1_600_000_002.0, f64::NAN])),
    ]
}

#[test]
fn ready_columns_are_read_as_the_same_rows_in_a_file() {
    let columns = read_columns(&ready_shop(), events()).unwrap();
    let file =
        b"user_id,event,timestamp\nu-1,view,1600000000\nu-2,view,1600000001.25\nu-1,pay,1600000002\n,view,\n";
    let file = read(file, events()).unwrap();
    assert_eq!(columns.table.columns, file.table.columns);
    assert_eq!(columns.table.read, 4);
    assert_eq!(columns.report.format, "columns");
    // The line of a row is its number here, and one more in a file with a header.
    assert_eq!(issue(&columns, Code::NoPerson).1[0].0, 4);
    assert_eq!(issue(&file, Code::NoPerson).1[0].0, 5);
}

#[test]
fn a_ready_column_that_ends_early_is_blank_and_said() {
    let mut columns = ready_shop();
    columns.push(("channel".to_owned(), Ready::Numbers(vec![1.0])));
    let read = read_columns(&columns, any()).unwrap();
    assert_eq!(read.table.read, 4);
    let (count, samples) = issue(&read, Code::RaggedRow);
    assert_eq!((count, samples[0].0, samples[0].1.as_str()), (3, 2, "channel"));
    assert_eq!(read_columns(&[], any()).unwrap_err().code, Code::EmptyFile);
}

/// Ready columns of anything: blank and padded texts, codes beyond the list, numbers that are none, or no times.
fn ready_anything(turn: u32) -> Vec<(String, Ready)> {
    let mut state = turn.wrapping_mul(2_654_435_761) | 1;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % limit
    };
    let rows = 1 + below(300);
    let names = ["u-1", "", " u-1 ", "NULL", "u-2", "a\0b", "\u{feff}u-2", "7", "3.5", "-", "n/a"];
    let unit = [1.0, 1e3, 1e6][turn as usize % 3];
    let odd = [f64::NAN, f64::INFINITY, -0.0, -3.25, 1e15, 9.1e15, 1e22, 0.1, 5e-324, f64::MAX];
    let texts = |codes: Vec<u32>| Ready::Texts { codes, entries: names.map(str::to_owned).to_vec() };
    let mut codes = || (0..rows).map(|_| below(names.len() + 1) as u32).collect::<Vec<u32>>();
    let (persons, scores, channels) = (codes(), codes(), codes());
    let mut numbers = |from: f64, times: f64| -> Vec<f64> {
        let cell = |at: usize| if at % 9 == 8 { odd[at % odd.len()] } else { (from + at as f64) * times };
        (0..rows).map(|_| cell(below(10_000))).collect()
    };
    let people = match turn % 2 {
        0 => texts(persons),
        _ => Ready::Numbers(numbers(1.0, 1.0)),
    };
    vec![
        ("user_id".to_owned(), people),
        ("event".to_owned(), texts(channels)),
        ("timestamp".to_owned(), Ready::Numbers(numbers(1.6e9, unit))),
        ("amount".to_owned(), Ready::Numbers(numbers(-5.0, if turn.is_multiple_of(5) { 0.25 } else { 1.0 }))),
        ("quantity".to_owned(), Ready::Numbers(numbers(0.0, 1.0))),
        ("score".to_owned(), texts(scores)),
    ]
}

#[test]
fn ready_columns_are_read_as_they_are_row_by_row() {
    let mut issues = 0;
    for turn in 0..120 {
        let columns = ready_anything(turn);
        let plan = if turn.is_multiple_of(4) { any() } else { events() };
        let whole = read_columns(&columns, plan.clone());
        // A column that ends early is read row by row, and all others with it.
        let mut uneven = columns;
        uneven.push(("zz".to_owned(), Ready::Numbers(Vec::new())));
        let rows = read_columns(&uneven, plan);
        let (whole, rows) = match (whole, rows) {
            (Ok(whole), Ok(rows)) => (whole, rows),
            (whole, rows) => {
                assert_eq!(whole.err(), rows.err(), "{turn}");
                continue;
            }
        };
        assert_eq!(format!("{:?}", whole.table.columns), format!("{:?}", rows.table.columns), "{turn}");
        let told = |read: &Read| -> Vec<Issue> {
            read.table.issues.iter().filter(|issue| issue.code != Code::RaggedRow).cloned().collect()
        };
        assert_eq!(told(&whole), told(&rows), "{turn}");
        issues += told(&whole).len();
        let formats = |read: &Read| {
            let known = read.report.columns.iter().filter(|column| column.header != "zz");
            known
                .map(|column| (column.header.clone(), column.format.clone(), column.zone.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(formats(&whole), formats(&rows), "{turn}");
    }
    assert!(issues > 200, "{issues}");
}
