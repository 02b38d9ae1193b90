//! Tables of pages, and the workbooks that are pages.

use super::*;

/// What many a shop calls a workbook: a page with a layout around the data, titles over it, and no end tags.
const FAKE: &str = r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<style>td { mso-number-format: "\@"; } table td {}</style><script>document.write("<table><tr><td>no</table>")</script></head><body>
<table width=100%><tr><td>Menu</td><td>
<table border=1>
<tr><th colspan=3>Pesanan Caf&eacute; Melati</th></tr>
<tr><th>No. Pesanan<th>Waktu<br>Pesanan<th>Total</tr>
<tr><td>1<td>05/10/2026 14:05<td>Rp&nbsp;75.000
<tr><td rowspan=2>2<td>13/10/2026 09:30<td>Rp 120.000</td></tr>
<tr><td>31/10/2026 23:59<td>Rp 1.000<!-- </table> --></tr>
</table>
</td></tr></table>
<table><tr><td>Kontak</td><td>Telepon</td></tr></table>
</body></html>"#;

#[test]
fn the_table_of_rows_is_read_and_its_cells_are_in_their_columns() {
    let read = read(FAKE.as_bytes(), &["No. Pesanan", "Waktu Pesanan", "Total"]);
    assert_eq!((read.report.format.as_str(), read.report.rows), ("html", 3));
    assert_eq!(column(&read, "No. Pesanan"), ["1", "2", "2"]);
    assert_eq!(column(&read, "Total"), ["75000", "120000", "1000"]);
    assert_eq!(column(&read, "Waktu Pesanan")[2], "2026-10-31T23:59:00Z");
    let (count, others) = told(&read, Code::OtherTable);
    assert_eq!((count, others), (2, vec!["2: Menu".to_owned(), "3: Kontak, Telepon".to_owned()]));
}

#[test]
fn however_it_is_cut_and_written_the_same_is_read() {
    same_for_every_cut(FAKE.as_bytes());
    let whole = inspected(FAKE.as_bytes(), Plan::default()).unwrap();
    let single: Vec<u8> = FAKE.replace("&eacute;", "é").chars().map(|char| char as u8).collect();
    let single = inspected(&single, Plan::default()).unwrap();
    assert_eq!(single.table, whole.table);
}

#[test]
fn a_bare_table_is_a_file_too() {
    let read = read(b"\n <table><tr><th>Step<th>Users<tr><td>Home<td>1200<tr><td>Pay<td>90</table>", &[]);
    assert_eq!(
        (column(&read, "Step"), column(&read, "Users")),
        (vec!["Home".to_owned(), "Pay".to_owned()], vec!["1200".to_owned(), "90".to_owned()])
    );
}

#[test]
fn an_encoding_that_is_not_read_is_told_where_it_matters() {
    let page = |charset: &str| {
        let mut page =
            format!("<html><meta charset='{charset}'><table><tr><td>a<td>b<tr><td>1<td>").into_bytes();
        page.extend([0xCF, 0xF0, 0xE8]);
        inspected(&page, Plan::default()).map(|_| ()).map_err(|error| (error.code, error.subject))
    };
    assert_eq!(page("windows-1251"), Err((Code::BadEncoding, "windows-1251".to_owned())));
    assert_eq!(page("iso-8859-1"), Ok(()));
}
