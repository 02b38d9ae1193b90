//! What holds for a whole column: its unit, its decimal mark, its zone; never decided cell by cell.

use super::*;

fn amounts(text: &str, plan: Plan) -> (Vec<f64>, Option<String>, Vec<(Code, u64)>) {
    let read = read(text.as_bytes(), plan).unwrap();
    let column = read.report.columns.iter().find(|column| column.header == "amount").unwrap();
    let issues = read.table.issues.iter().map(|issue| (issue.code, issue.count)).collect();
    (numbers(&read.table, "amount"), column.format.clone(), issues)
}

#[test]
fn a_column_has_one_currency_or_percent_and_one_decimal_mark() {
    let (values, format, issues) =
        amounts("user;amount\n1;Rp 1.250.000\n2;Rp75.000\n3;0\n4;-Rp 500\n", any());
    assert_eq!((values, issues), (vec![1_250_000.0, 75_000.0, 0.0, -500.0], vec![]));
    assert_eq!(format.as_deref(), Some("IDR 1.234,5"));
    let (values, format, issues) = amounts("user,amount\n1,12.5%\n2,3 %\n3,0\n4,100%\n", any());
    assert_eq!((values, issues), (vec![0.125, 0.03, 0.0, 1.0], vec![]));
    assert_eq!(format.as_deref(), Some("1,234.5 %"));
    // Another currency is no number of this column: sums of both would mean nothing.
    let (values, format, issues) = amounts("user,amount\n1,$5.00\n2,$7.50\n3,€9.00\n4,USD 2\n", any());
    assert_eq!((&values[..2], values[2].is_nan(), values[3]), (&[5.0, 7.5][..], true, 2.0));
    assert_eq!((format.as_deref(), issues), (Some("USD 1,234.5"), vec![(Code::BadNumber, 1)]));
    // Every cell can be read in two ways: that is said, unless it was told which.
    let open = "user,amount\n1,1.250\n2,75.000\n";
    let (values, format, issues) = amounts(open, any());
    assert_eq!((values, format.as_deref()), (vec![1_250.0, 75_000.0], Some("1.234,5")));
    assert_eq!(issues, [(Code::Ambiguous, 1)]);
    let (values, _, issues) = amounts(open, Plan { decimal: Some('.'), ..any() });
    assert_eq!((values, issues), (vec![1.25, 75.0], vec![]));
}

#[test]
fn a_count_is_a_count() {
    let text = "step,count\na,9007199254740992\nb,-1\nc,9007199254740994\nd,0\ne,inf\n";
    let read = read(text.as_bytes(), any()).unwrap();
    let counts = numbers(&read.table, "count");
    assert_eq!((counts[0], counts[3]), (9_007_199_254_740_992.0, 0.0));
    assert!([1, 2, 4].into_iter().all(|row| counts[row].is_nan()));
    assert_eq!(issue(&read, Code::BadNumber).0, 3);
}

#[test]
fn the_zone_of_times_is_said_and_where_it_is_from() {
    let zone = |header: &str, cells: [&str; 2], plan: Plan| {
        let text = format!("user,event,{header}\n1,view,{}\n2,buy,{}\n", cells[0], cells[1]);
        let plan = Plan { columns: vec![(Role::Time, header.to_owned())], ..plan };
        let read = read(text.as_bytes(), plan).unwrap();
        (read.report.columns[2].zone.clone().unwrap(), times(&read.table)[0])
    };
    let (plain, hour) = (["2026-11-01 10:00", "2026-11-02 11:00"], 3_600_000_000);
    let ten = at("2026-11-01 10:00");
    assert_eq!(zone("time", plain, events()), ("UTC assumed".into(), ten));
    assert_eq!(zone("Start Date (UTC)", plain, events()), ("UTC header".into(), ten));
    assert_eq!(zone("Waktu (GMT+7)", plain, events()), ("+07:00 header".into(), ten - 7 * hour));
    assert_eq!(zone("time WITA", plain, events()), ("+08:00 header".into(), ten - 8 * hour));
    let given = || Plan { zone: Some("Asia/Jayapura".into()), ..events() };
    assert_eq!(zone("time (UTC)", plain, given()), ("+09:00 given".into(), ten - 9 * hour));
    let named = ["2026-11-01 10:00 GMT+7", "2026-11-02 11:00 +0700"];
    assert_eq!(zone("time", named, events()), ("cells".into(), ten - 7 * hour));
    let mixed = ["2026-11-01 10:00:00Z", "2026-11-02 11:00:00"];
    assert_eq!(zone("time (GMT+7)", mixed, events()), ("cells, else +07:00 header".into(), ten));
    assert_eq!(zone("time", ["1572631153", "1572631154"], given()).0, "UTC epoch");
}
