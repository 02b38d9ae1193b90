//! XLSX.

use super::zip::{Workbook, plain};
use super::*;

const ORDERS: &str = r#"<dimension ref="A1"/><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c></row>
<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="C3" t="s"><v>3</v></c><c r="D3" t="s"><v>4</v></c><c r="E3" t="s"><v>5</v></c></row>
<row r="4"><c r="A4" t="s"><v>6</v></c><c r="B4" s="1"><v>46327.4166666667</v></c><c r="C4" s="2"><v>75000.5</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="str"><f>A4&amp;"!"</f><v>cart</v></c></row>
<row r="5"><c r="A5" t="s"><v>6</v></c><c r="B5" s="1"><v>46328</v></c><c r="C5" s="2"><v>75.125</v></c><c r="D5" t="b"><v>0</v></c><c r="E5" t="inlineStr"><is><r><t>pa</t></r><r><t>y</t></r></is></c></row>
<row r="7"><c r="A7" t="s"><v>7</v></c><c r="B7" s="1"><v>46329.5</v></c><c r="C7"><f>C4*2</f></c><c r="E7" t="e"><v>#REF!</v></c></row>
</sheetData>"#;
const STRINGS: &str = r#"<si><t>Laporan Penjualan 2026</t></si><si><t>Customer
ID</t></si><si><t>Order date</t></si><si><t>Amount</t></si><si><t>Paid</t></si><si><t>Event</t></si><si><r><rPr><b/></rPr><t>an</t></r><r><t xml:space="preserve">i</t></r><rPh sb="0" eb="1"><t>READING</t></rPh></si><si><t>budi_x000D_ &amp; co</t></si>"#;

fn orders() -> Workbook<'static> {
    Workbook {
        sheets: &[("Orders", "visible", ORDERS)],
        strings: STRINGS,
        formats: &["dd/mm/yyyy hh:mm", "&quot;Rp&quot;#,##0"],
        from_1904: false,
    }
}

#[test]
fn cells_are_what_they_show_apart_from_any_locale() {
    let read = read(&orders().bytes(), &["Customer ID", "Order date", "Amount", "Paid", "Event"]);
    assert_eq!((read.report.format.as_str(), read.report.delimiter, read.report.rows), ("xlsx", None, 3));
    // two shared texts of several parts, one with a reading beside it and one with an escaped character
    assert_eq!(column(&read, "Customer ID"), ["ani", "ani", "budi  & co"]);
    assert_eq!(role(&read, "Customer ID"), Some(Role::Person));
    assert_eq!(
        column(&read, "Order date"),
        ["2026-11-01T10:00:00Z", "2026-11-02T00:00:00Z", "2026-11-03T12:00:00Z"]
    );
    // three digits behind the point are no thousands; a formula without a result is told
    assert_eq!(column(&read, "Amount"), ["75000.5", "75.125", "NaN"]);
    assert_eq!(told(&read, Code::NoResult).0, 1);
    assert_eq!(told(&read, Code::Ambiguous).0, 0);
    assert_eq!(column(&read, "Paid"), ["true", "false", ""]);
    assert_eq!(column(&read, "Event"), ["cart", "pay", "#REF!"]);
}

#[test]
fn lines_are_the_numbers_of_rows() {
    let plan = Plan { columns: vec![(Role::Time, "Event".to_owned())], ..Plan::default() };
    let read = inspected(&orders().bytes(), plan).unwrap();
    let issue = read.report.issues.iter().find(|issue| issue.code == Code::BadTime).unwrap();
    assert_eq!(issue.first.iter().map(|one| one.line).collect::<Vec<_>>(), [4, 5, 7]);
}

#[test]
fn a_workbook_of_1904_has_its_own_days() {
    let read = read(&Workbook { from_1904: true, ..orders() }.bytes(), &["Order date"]);
    assert_eq!(column(&read, "Order date")[1], "2030-11-03T00:00:00Z");
}

#[test]
fn of_several_sheets_the_recognisable_one_is_read_and_the_others_are_told() {
    let lists: String = (0..60)
        .map(|n| format!("<row><c t=\"inlineStr\"><is><t>kota {n}</t></is></c><c><v>{n}</v></c></row>"))
        .collect();
    let lists = format!("<sheetData>{lists}</sheetData>");
    let rows = plain(&[
        &["user_id", "event", "timestamp"],
        &["a", "view", "2026-11-01"],
        &["a", "pay", "2026-11-02"],
    ]);
    let old = plain(&[&["user_id", "event", "timestamp"][..]; 400]);
    let empty = "<sheetData/>";
    let book = Workbook {
        sheets: &[
            ("Kota", "visible", &lists),
            ("Kosong", "visible", empty),
            ("Data", "visible", &rows),
            ("Lama", "veryHidden", &old),
        ],
        ..Workbook::default()
    };
    let read = inspected(&book.bytes(), Plan::default()).unwrap();
    assert_eq!(
        read.report.columns.iter().map(|column| column.header.as_str()).collect::<Vec<_>>(),
        ["user_id", "event", "timestamp"]
    );
    assert_eq!(read.report.rows, 2);
    let (count, others) = told(&read, Code::OtherTable);
    assert_eq!(
        (count, others),
        (2, vec!["1: Kota: kota 0, 0".to_owned(), "4: Lama (hidden): user_id, event, timestamp".to_owned()])
    );
    // the one that is asked for, hidden or not
    let read = inspected(&book.bytes(), Plan { table: Some(4), ..Plan::default() }).unwrap();
    assert_eq!(read.report.rows, 399);
    let error = inspected(&book.bytes(), Plan { table: Some(5), ..Plan::default() }).unwrap_err();
    assert_eq!((error.code, error.subject.as_str()), (Code::NoTable, "5"));
}

#[test]
fn merged_cells_hold_on_every_row() {
    let sheet = r#"<sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>customer</t></is></c><c r="B1" t="inlineStr"><is><t>event</t></is></c><c r="C1" t="inlineStr"><is><t>time</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>ani</t></is></c><c r="B2" t="inlineStr"><is><t>view</t></is></c><c r="C2" s="1"><v>46000</v></c></row>
<row r="3"><c r="A3" s="1"/><c r="B3" t="inlineStr"><is><t>cart</t></is></c><c r="C3" s="1"><v>46001</v></c></row>
<row r="4"><c r="B4" t="inlineStr"><is><t>pay</t></is></c><c r="C4" s="1"><v>46002</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>budi</t></is></c><c r="B5" t="inlineStr"><is><t>view</t></is></c><c r="C5" s="1"><v>46003</v></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="E1:F1"/></mergeCells>"#;
    let book =
        Workbook { sheets: &[("x", "visible", sheet)], formats: &["yyyy-mm-dd"], ..Workbook::default() };
    let read = read(&book.bytes(), &[]);
    assert_eq!(column(&read, "customer"), ["ani", "ani", "ani", "budi"]);
    assert_eq!(told(&read, Code::RaggedRow).0, 0);
}

#[test]
fn ids_that_the_workbook_has_rounded_are_told() {
    let sheet = r#"<sheetData><row><c t="inlineStr"><is><t>order_id</t></is></c><c t="inlineStr"><is><t>event</t></is></c></row>
<row><c><v>5.9000000000000000E+17</v></c><c t="inlineStr"><is><t>pay</t></is></c></row><row><c><v>42</v></c><c t="inlineStr"><is><t>pay</t></is></c></row></sheetData>"#;
    let read = read(&Workbook { sheets: &[("x", "", sheet)], ..Workbook::default() }.bytes(), &["order_id"]);
    assert_eq!(column(&read, "order_id"), ["590000000000000000", "42"]);
    assert_eq!(told(&read, Code::Rounded), (1, vec!["590000000000000000".to_owned()]));
}

#[test]
fn cells_that_look_like_another_file_stay_cells() {
    let sheet = plain(&[
        &["{&quot;a&quot;: [1]}", "sep=;", "x;y"],
        &["&lt;html&gt;", "1,5", "a;b"],
        &["#", "2,5", "c;d"],
    ]);
    let read = read(&Workbook { sheets: &[("x", "", &sheet)], ..Workbook::default() }.bytes(), &["x;y"]);
    assert_eq!(read.report.columns.len(), 3);
    assert_eq!(column(&read, "x;y")[0], "a;b");
    // Semicolons in every row are steadier than the commas: the sign is told, not guessed.
    let sheet = plain(&[&["user", "x;y;z"], &["a", "1;2;3"], &["b", "4;5;6"], &["c", "7;8;9"]]);
    let read =
        super::read(&Workbook { sheets: &[("x", "", &sheet)], ..Workbook::default() }.bytes(), &["x;y;z"]);
    assert_eq!(column(&read, "x;y;z"), ["1;2;3", "4;5;6", "7;8;9"]);
}

#[test]
fn however_it_is_cut_the_same_is_read() {
    same_for_every_cut(&orders().bytes());
}

#[test]
fn an_archive_with_a_file_of_rows_is_that_file() {
    let csv = b"user_id,event,timestamp\n1,view,2026-11-01\n1,pay,2026-11-02\n".as_slice();
    let files = [
        ("Survei.csv/Survei.csv", csv),
        ("__MACOSX/._Survei.csv", b"xxxx".as_slice()),
        ("note.txt!", b"hello\n"),
        ("a.png", b"\x89PNG"),
    ];
    let read = inspected(&zip::zip(&files), Plan::default()).unwrap();
    assert_eq!((read.report.format.as_str(), read.report.rows, read.report.delimiter), ("zip", 2, Some(',')));
    assert_eq!(told(&read, Code::OtherTable), (1, vec!["2: note.txt".to_owned()]));
}
