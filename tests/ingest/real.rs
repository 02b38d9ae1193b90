//! Files of others, read in place where they are present.

use super::*;

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

/// Files of many systems: most are for later, but none may panic, hang, or be read without a word.
#[test]
fn every_export_is_read_or_refused_clearly() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("SKIPPED: ../shared/data/formats is not here");
        return;
    };
    let expected = [
        ("eventlog_mini.xes", Ok(2)),
        ("eventlog_pm4py_running_example.csv", Ok(42)),
        ("eventlog_semicolon_real.csv", Ok(25)),
        ("excel_id_semicolon_cp1252.csv", Ok(3)),
        ("excel_id_sep_line.csv", Ok(4)),
        ("ga4_bigquery_events.jsonl", Ok(6)),
        ("google_forms_id.csv", Ok(4)),
        ("instagram_insights_metric_utf16le.csv", Ok(4)),
        ("limesurvey_code_and_text.csv", Ok(3)),
        ("matomo_report_utf16le.csv", Ok(2)),
        ("meta_content_posts.csv", Ok(2)),
        ("plausible_imported_visitors_20230209_20230215.csv", Ok(7)),
        ("posthog_funnel.csv", Ok(2)),
        ("shopee_orders_id.csv", Ok(3)),
        ("shopify_orders.csv", Ok(4)),
        ("tiktok_studio_overview.csv", Ok(3)),
        ("tiktok_tokopedia_shop_orders_id.csv", Ok(3)),
        ("typeform.csv", Ok(3)),
        ("umami_events.csv", Ok(4)),
        ("woocommerce_orders.csv", Ok(4)),
        ("x_account_overview.csv", Ok(3)),
        ("zendesk_tickets.csv", Ok(3)),
    ];
    let mut seen = 0;
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).unwrap();
        for plan in [any(), events(), Plan { need: Need::Scores, ..any() }] {
            if let Ok(read) = read(&bytes, plan) {
                assert!(
                    read.table.columns.iter().all(|column| length(&column.data) <= read.table.read as usize
                        || !read.table.origin.is_empty()),
                    "{name}"
                );
                assert_eq!(read.report.rows, read.table.read);
            }
        }
        let rows = read(&bytes, any()).map(|read| read.table.read).map_err(|error| error.code);
        if let Some((_, expected)) = expected.iter().find(|(known, _)| *known == name) {
            assert_eq!(rows, *expected, "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, expected.len());
}

#[test]
fn exports_mean_what_their_notes_say() {
    let Some(bytes) = shared("formats/ga4_bigquery_events.jsonl") else { return };
    let ga4 = read(&bytes, events()).unwrap();
    let mut people = texts(&ga4.table, "person");
    people.sort();
    people.dedup();
    assert_eq!(people.len(), 2);
    let header = |read: &Read, role| read.table.role(role).map(|column| column.header.clone());
    assert_eq!(header(&ga4, Role::Time).as_deref(), Some("event_timestamp"));
    assert_eq!(header(&ga4, Role::Event).as_deref(), Some("event_name"));

    let forms = read(&shared("formats/google_forms_id.csv").unwrap(), any()).unwrap();
    let clock = times(&forms.table);
    assert_eq!(clock[0], at("2025-10-24 11:46") + 43_000_000);
    assert_eq!((clock[2], clock[3]), (at("2025-10-24 17:05"), at("2025-10-25 05:30")));

    let orders = read(&shared("formats/shopify_orders.csv").unwrap(), any()).unwrap();
    assert!(times(&orders.table).contains(&at("2026-05-14 04:20")));

    let shop = read(&shared("formats/tiktok_tokopedia_shop_orders_id.csv").unwrap(), any()).unwrap();
    assert_eq!(times(&shop.table)[0], at("2026-08-03 11:27") + 18_000_000);

    let shopee = read(&shared("formats/shopee_orders_id.csv").unwrap(), any()).unwrap();
    assert_eq!(numbers(&shopee.table, "amount"), [360_000.0, 75_000.0, 210_500.0]);

    let excel = read(&shared("formats/excel_id_semicolon_cp1252.csv").unwrap(), any()).unwrap();
    assert_eq!(
        times(&excel.table),
        [at("2026-10-05 14:05"), at("2026-10-13 09:30") + 15_000_000, at("2026-10-31 23:59") + 59_000_000]
    );
    assert_eq!(numbers(&excel.table, "amount"), [1_250_000.5, 75_000.0, 0.0]);

    let counts = read(&shared("formats/excel_id_sep_line.csv").unwrap(), any()).unwrap();
    assert_eq!(numbers(&counts.table, "count"), [90_400.0, 45_200.0, 6_030.0, 452.0]);

    let log = read(&shared("formats/eventlog_pm4py_running_example.csv").unwrap(), events()).unwrap();
    assert_eq!(header(&log, Role::Person).as_deref(), Some("case:concept:name"));
    assert_eq!(header(&log, Role::Event).as_deref(), Some("concept:name"));
    assert_eq!(times(&log.table)[0], at("2010-12-30 13:32"));

    let umami = read(&shared("formats/umami_events.csv").unwrap(), events()).unwrap();
    assert_eq!(header(&umami, Role::Person).as_deref(), Some("session_id"));
}

#[test]
fn headers_of_several_rows_are_no_data() {
    for (name, rows, header_rows, header) in [
        ("qualtrics_3_header_rows.csv", 4, 3, "Q2_NPS_GROUP"),
        ("qualtrics_real_de.csv", 1, 3, "ResponseId"),
        ("qualtrics_legacy_real.csv", 1, 2, "This is a free text question."),
        ("surveymonkey.csv", 3, 2, "How satisfied are you with each step? [Delivery]"),
    ] {
        let Some(bytes) = shared(&format!("formats/{name}")) else { return };
        let read = read(&bytes, any()).unwrap();
        assert_eq!((read.table.read, read.report.header_rows), (rows, header_rows), "{name}");
        assert!(
            read.report.columns.iter().any(|column| column.header == header),
            "{name}: {:?}",
            read.report.columns
        );
    }
}
