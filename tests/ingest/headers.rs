//! Headers of several rows, and dates that leave their year to something else.

use super::*;

fn headers(text: &str) -> Vec<String> {
    let report = read(text.as_bytes(), any()).unwrap().report;
    report.columns.into_iter().map(|column| column.header).collect()
}

#[test]
fn groups_over_columns_name_what_would_be_the_same() {
    let text = "Bulan,Web,,Aplikasi,\n,Kunjungan,Pesanan,Kunjungan,Pesanan\n2026-01,120,8,300,21\n2026-02,130,9,310,22\n";
    assert_eq!(
        headers(text),
        ["Bulan", "Web [Kunjungan]", "Web [Pesanan]", "Aplikasi [Kunjungan]", "Aplikasi [Pesanan]"]
    );
    let read = read(text.as_bytes(), any()).unwrap();
    assert_eq!((read.report.header_rows, read.report.rows), (2, 2));
    // a name that is the only one stays what it is, so that it is recognised
    let text = "Pelanggan,Kejadian,\n,Event,Waktu\nani,lihat,2026-01-02\nbudi,bayar,2026-01-03\n";
    assert_eq!(headers(text), ["Pelanggan", "Event", "Waktu"]);
}

#[test]
fn groups_that_are_few_are_no_title() {
    let text = "Laporan Januari,,,,\n\n,,2025,,2026,\nToko,Kota,Masuk,Beli,Masuk,Beli\nA,Solo,10,2,12,3\nB,Bogor,20,4,22,5\n";
    assert_eq!(headers(text), ["Toko", "Kota", "2025 [Masuk]", "2025 [Beli]", "2026 [Masuk]", "2026 [Beli]"]);
    let three = "Toko,2025,,,\n,H1,,H2,\n,Masuk,Beli,Masuk,Beli\nA,10,2,12,3\n";
    assert_eq!(headers(three), ["Toko", "H1 [Masuk]", "H1 [Beli]", "H2 [Masuk]", "H2 [Beli]"]);
}

#[test]
fn one_row_of_names_stays_one() {
    for text in [
        // the first row of data has no figure, and a cell of the header is blank
        "user,,event\na,x,view\nb,1,pay\n",
        "user,event,event\na,view,x\nb,pay,y\n",
        // a title
        "Report\nuser,event,event\na,view,2\nb,pay,3\n",
        "user,event,time\nuser,view,2026-01-01\nb,pay,2026-01-02\n",
    ] {
        assert_eq!(read(text.as_bytes(), any()).unwrap().report.header_rows, 1, "{text}");
    }
    assert_eq!(read(b"user,,event\na,x,view\nb,1,pay\n", any()).unwrap().report.rows, 2);
}

fn days(text: &str, plan: Plan) -> Vec<String> {
    let read = read(text.as_bytes(), plan).unwrap();
    times(&read.table).iter().map(|time| jejak::model::time::iso(*time)).collect()
}

#[test]
fn dates_without_a_year_take_it_from_the_range_above_or_from_whoever_knows() {
    const ROWS: &str = "Date,Video Views\n30 December,5\n31 December,7\n1 January,9\n29 February,1\n";
    // over New Year; 29 February waits for a year that has one
    let wanted =
        ["2027-12-30T00:00:00Z", "2027-12-31T00:00:00Z", "2028-01-01T00:00:00Z", "2028-02-29T00:00:00Z"];
    for above in [
        "# Start date: 20271201\n# End date: 20280301\n",
        "# 20271201-20280301\n",
        "Report,2027-12-01 to 2028-03-01\n\n",
    ] {
        let above = above.replace("Report,", "Report ");
        assert_eq!(days(&format!("{above}{ROWS}"), any()), wanted, "{above}");
    }
    let year = Plan { since: Plan::first_of(2028), ..any() };
    assert_eq!(days(ROWS, year)[0], "2028-12-30T00:00:00Z");
    // nobody says: it is asked, and nothing is made up; one date above is that of the export
    for above in ["", "Exported on 2026-11-28\n"] {
        let read = read(format!("{above}{ROWS}").as_bytes(), any()).unwrap();
        assert_eq!(issue(&read, Code::Ambiguous).1[0].1, "Date");
        assert!(read.table.role(Role::Time).is_none());
    }
}

#[test]
fn numbered_days_count_from_the_start_of_their_report() {
    let text =
        "# Start date: 20231029\n# End date: 20231125\nNth day,Active users\n0000,12\n0001,15\n0027,9\n";
    assert_eq!(days(text, any()), ["2023-10-29T00:00:00Z", "2023-10-30T00:00:00Z", "2023-11-25T00:00:00Z"]);
}
