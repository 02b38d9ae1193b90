//! The readers, on small files of one issue each and on real ones.

use jejak::ingest::{Need, Plan, Read, Reader};
use jejak::model::rule::Role;
use jejak::model::table::{Data, NO_TIME, Table};
use jejak::{Code, Error};
use std::path::PathBuf;

fn events() -> Plan {
    Plan { source: "test".into(), need: Need::Events, ..Plan::default() }
}

fn any() -> Plan {
    Plan { source: "test".into(), ..Plan::default() }
}

fn read(bytes: &[u8], plan: Plan) -> Result<Read, Error> {
    let mut reader = Reader::new(plan);
    reader.push(bytes)?;
    reader.finish()
}

fn texts(table: &Table, field: &str) -> Vec<String> {
    let column = table.column(field).unwrap_or_else(|| panic!("no column {field}"));
    match &column.data {
        Data::Texts(texts) => (0..texts.codes.len()).map(|row| texts.row(row).to_owned()).collect(),
        other => panic!("{field} is {other:?}"),
    }
}

fn times(table: &Table) -> &[i64] {
    match &table.role(Role::Time).expect("a time column").data {
        Data::Times(times) => times,
        other => panic!("times are {other:?}"),
    }
}

fn numbers(table: &Table, field: &str) -> Vec<f64> {
    match &table.column(field).unwrap_or_else(|| panic!("no column {field}")).data {
        Data::Numbers(numbers) => numbers.clone(),
        other => panic!("{field} is {other:?}"),
    }
}

/// Data of others, read in place where it is present.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            println!("SKIPPED: ../shared/data/{name} is not here");
            None
        }
    }
}

#[test]
fn the_shop_file_has_its_rows_times_and_events() {
    let Some(bytes) = shared("simple_onlineshop.csv") else { return };
    let read = read(&bytes, events()).unwrap();
    assert_eq!(read.table.read, 35_381);
    assert!(read.table.issues.is_empty(), "{:?}", read.table.issues);
    let times = times(&read.table);
    assert_eq!(times.first(), Some(&1_572_631_153_273_932)); // 2019-11-01 17:59:13.273932
    assert_eq!(times.last(), Some(&1_588_164_487_595_390)); // 2020-04-29 12:48:07.595390
    let Data::Texts(people) = &read.table.role(Role::Person).unwrap().data else { panic!() };
    assert_eq!(people.entries() - 1, 3_751);
    let events = texts(&read.table, "event");
    assert_eq!(events.iter().filter(|event| *event == "catalog").count(), 14_518);
    assert_eq!(events.iter().filter(|event| *event == "payment_cash").count(), 197);
}

#[test]
fn the_survey_keeps_only_what_was_asked() {
    let Some(bytes) = shared("sfo_survey_2017.csv") else { return };
    let plan = Plan {
        columns: vec![(Role::Score, "NETPRO".into())],
        keep: vec!["Q7ALL".into(), "WEIGHT".into()],
        numbers: vec!["WEIGHT".into()],
        need: Need::Scores,
        ..any()
    };
    let read = read(&bytes, plan).unwrap();
    assert_eq!(read.table.read, 2_831);
    assert_eq!(read.report.columns.len(), 97);
    assert!(
        read.table.columns.len() < 10,
        "{:?}",
        read.table.columns.iter().map(|c| &c.header).collect::<Vec<_>>()
    );
    let scores = texts(&read.table, "NETPRO");
    let count = |from: i32, to: i32| {
        scores.iter().filter(|s| s.parse::<i32>().is_ok_and(|s| s >= from && s <= to)).count()
    };
    assert_eq!((count(9, 10), count(7, 8), count(0, 6), count(0, 10)), (1_436, 968, 342, 2_746));
    let weights = numbers(&read.table, "WEIGHT");
    assert!((weights[0] - 0.284_717_714_3).abs() < 1e-9);
}

#[test]
fn ragged_rows_of_northwind_are_kept_and_told() {
    let Some(bytes) = shared("northwind_orders.csv") else { return };
    let read = read(&bytes, any()).unwrap();
    assert_eq!(read.table.read, 830);
    assert_eq!(read.table.issues.count(Code::RaggedRow), 176);
    let ragged = read.table.issues.iter().find(|issue| issue.code == Code::RaggedRow).unwrap();
    assert_eq!(ragged.first[0].line, 4);
    assert!(ragged.first[0].value.contains("10250"), "{:?}", ragged.first[0]);
    assert_eq!(times(&read.table).iter().filter(|time| **time != NO_TIME).count(), 830);
    let Data::Times(shipped) = &read.table.role(Role::Delivered).unwrap().data else { panic!() };
    assert_eq!(shipped.iter().filter(|time| **time != NO_TIME).count(), 809);
}

#[test]
fn every_other_file_has_its_rows() {
    for (name, rows) in
        [("hospital_patients.csv", 5_442), ("jaffle_shop_orders.csv", 99), ("jaffle_shop_payments.csv", 113)]
    {
        let Some(bytes) = shared(name) else { continue };
        let read = read(&bytes, any()).unwrap();
        assert_eq!(read.table.read, rows, "{name}");
        assert!(read.table.issues.is_empty(), "{name}: {:?}", read.table.issues);
    }
}

#[test]
fn start_and_complete_rows_are_known_as_such() {
    let Some(bytes) = shared("hospital_patients.csv") else { return };
    let read = read(&bytes, events()).unwrap();
    let header = |role| read.table.role(role).map(|column| column.header.as_str());
    assert_eq!(header(Role::Person), Some("patient"));
    assert_eq!(header(Role::Event), Some("handling"));
    assert_eq!(header(Role::Time), Some("time"));
    assert_eq!(header(Role::Lifecycle), Some("registration_type"));
}

#[test]
fn an_order_list_takes_its_status_for_the_event() {
    let Some(bytes) = shared("jaffle_shop_orders.csv") else { return };
    let read = read(&bytes, events()).unwrap();
    let header = |role| read.table.role(role).map(|column| column.header.as_str());
    assert_eq!((header(Role::Person), header(Role::Event)), (Some("user_id"), Some("status")));
}
