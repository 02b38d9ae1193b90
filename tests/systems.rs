//! Exports of known systems, a hand-written file each with at least one place where such a file misleads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{self, Options};
use jejak::ingest::{Need, Plan, Read, Reader};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::model::rule::Role;
use jejak::model::table::{Data, Table};
use jejak::model::{read_journey, time, write_journey};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/systems/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn with(name: &str, plan: Plan) -> Read {
    let mut reader = Reader::new(Plan { source: name.to_owned(), ..plan });
    reader.push(&bytes(name)).unwrap();
    reader.finish().unwrap()
}

/// As read when somebody drops it.
fn dropped(name: &str) -> Read {
    with(name, Plan { need: Need::Picture, ..Plan::default() })
}

/// The journey that is proposed, and what the rows say of it when they are read again by the written journey.
fn proposed(names: &[&str]) -> (Journey, Evidence) {
    let tables: Vec<Table> = names.iter().map(|name| dropped(name).table).collect();
    let journey = analyse::propose(&tables.iter().collect::<Vec<_>>()).unwrap();
    let options = Options { min_group: 0, comments: false, events: false };
    let (evidence, _) = analyse::measure(&journey, tables, &options).unwrap();
    let (again, problems) = read_journey(&write_journey(&journey));
    let again = again.unwrap_or_else(|| panic!("{problems:?}"));
    let tables = again.sources.iter().map(|source| {
        let keep = analyse::keep(&again, &source.id);
        with(&source.id, Plan::of(source, keep, &analyse::shared(&again))).table
    });
    let (kept, _) = analyse::measure(&again, tables.collect(), &options).unwrap();
    assert_eq!(kept.funnel, evidence.funnel, "{names:?}: a kept proposal counts the same");
    assert_eq!(kept.stages, evidence.stages, "{names:?}");
    (journey, evidence)
}

/// The steps of the proposed funnel.
fn funnel(name: &str) -> Vec<(String, u64)> {
    let (_, evidence) = proposed(&[name]);
    evidence.funnel.unwrap().steps.into_iter().map(|step| (step.name, step.people)).collect()
}

fn steps(steps: &[(&str, u64)]) -> Vec<(String, u64)> {
    steps.iter().map(|(name, people)| ((*name).to_owned(), *people)).collect()
}

/// The answers to the first question of the proposed journey, by value.
fn answers(name: &str, question: usize) -> Vec<(f64, u64)> {
    proposed(&[name]).1.stages[question].answers[0].counts.clone()
}

fn issue(read: &Read, code: &str) -> u64 {
    read.table.issues.iter().filter(|issue| issue.code.as_str() == code).map(|issue| issue.count).sum()
}

fn texts(table: &Table, role: Role) -> Vec<String> {
    let Data::Texts(texts) = &table.role(role).unwrap().data else { panic!("{role:?} is no text") };
    (0..texts.codes.len()).map(|row| texts.row(row).to_owned()).collect()
}

fn times(table: &Table) -> Vec<String> {
    let Data::Times(times) = &table.role(Role::Time).unwrap().data else { panic!("no times") };
    times.iter().map(|at| time::iso(*at)).collect()
}

/// File, system, `role=header` of some columns.
const RECOGNISED: [(&str, &str, &str); 28] = [
    ("ga4_funnel.csv", "GA4 funnel exploration", "step=Step,segment=Device category,count=Active users"),
    ("ga4_report.csv", "GA4 report", "count=Sessions"),
    ("ga4_free_form.csv", "GA4 free form exploration", "time=Date,count=Active users"),
    (
        "ga4_bigquery.jsonl",
        "GA4 BigQuery export",
        "person=user_pseudo_id,event=event_name,session=event_params.ga_session_id",
    ),
    ("google_forms.csv", "Google Forms", "time=Timestamp,score=How satisfied are you with our stall?"),
    ("google_forms_grid.csv", "Google Forms", "time=Cap waktu,score=Layanan [Kasir],comment=Saran"),
    ("typeform.csv", "Typeform", "person=#,time=Submit Date (UTC)"),
    ("surveymonkey.csv", "SurveyMonkey", "person=Respondent ID,time=End Date"),
    ("qualtrics.csv", "Qualtrics", "person=ResponseId,time=RecordedDate,score=Q7"),
    ("limesurvey.csv", "LimeSurvey", "person=id,time=submitdate"),
    (
        "shopify.csv",
        "Shopify",
        "session=Name,person=Email,time=Created at,status=Financial Status,amount=Total",
    ),
    (
        "google_forms_saran.csv",
        "Google Forms",
        "time=Cap waktu,person=Nomor pelanggan,comment=Ada saran untuk kami?",
    ),
    ("woocommerce.csv", "WooCommerce", "session=order_id,person=customer_user,time=order_date,status=status"),
    ("shopee.csv", "Shopee", "session=No. Pesanan,person=Username (Pembeli),amount=Total Pembayaran"),
    (
        "tiktok_shop.csv",
        "TikTok Shop / Tokopedia",
        "time=Created Time,status=Order Status,amount=Order Amount",
    ),
    ("instagram.csv", "Instagram insights", "time=Date,count=Primary"),
    ("meta.csv", "Meta Business Suite", "time=Publish time,count=Reach"),
    ("tiktok_studio.csv", "TikTok Studio", "count=Followers"),
    ("tiktok_studio_overview.csv", "TikTok Studio", "count=Video Views"),
    ("x.csv", "X", "time=Date,count=Impressions"),
    ("x_posts.csv", "X", "time=Date,count=Impressions"),
    (
        "zendesk.csv",
        "Zendesk",
        "session=Id,person=Requester id,time=Created at,end=Solved at,score=Satisfaction Score",
    ),
    ("posthog.csv", "PostHog funnel", "step=name,count=count,segment=breakdown_value"),
    ("matomo.csv", "Matomo", "channel=label,count=nb_uniq_visitors"),
    ("plausible.csv", "Plausible", "time=date,count=visitors"),
    ("umami.csv", "Umami", "person=session_id,session=visit_id,event=event_name,time=created_at"),
    ("pm4py.csv", "XES event log as CSV", "person=case:concept:name,event=concept:name,time=time:timestamp"),
    ("bupar.csv", "bupaR event log", "person=patient,event=handling,time=time,lifecycle=registration_type"),
];

#[test]
fn every_system_is_in_the_page_about_files_in_both_languages() {
    for page in ["formats.md", "formats.id.md"] {
        let text = std::fs::read_to_string(format!("{}/docs/{page}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let told: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.starts_with("| system") && !line.starts_with("| sistem"))
            .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
            .flat_map(|names| names.split(", "))
            .collect();
        for (_, system, _) in RECOGNISED {
            assert!(told.contains(&system), "{page}: {system} is not in {told:?}");
        }
    }
}

#[test]
fn systems_are_recognised_and_their_columns_need_no_mapping() {
    for (name, system, columns) in RECOGNISED {
        let report = with(name, Plan::default()).report;
        assert_eq!(report.system.as_deref(), Some(system), "{name}");
        for (role, header) in columns.split(',').map(|pair| pair.split_once('=').unwrap()) {
            let column = report.columns.iter().find(|column| column.header == header).unwrap();
            assert_eq!(column.role.map(Role::as_str), Some(role), "{name}: {header}");
        }
    }
    let report = with("disco.csv", Plan::default()).report;
    assert_eq!(report.system.as_deref(), Some("Disco or ProM event log"));
}

#[test]
fn what_is_given_wins_over_the_table_and_a_format_over_the_headers() {
    let columns = vec![(Role::Person, "Source".to_owned()), (Role::Time, "Paid at".to_owned())];
    let read = with("shopify.csv", Plan { columns, ..Plan::default() });
    let role = |header: &str| read.report.columns.iter().find(|column| column.header == header).unwrap().role;
    assert_eq!((role("Source"), role("Paid at")), (Some(Role::Person), Some(Role::Time)));
    assert_eq!((role("Email"), role("Created at")), (None, None));
    let format = Some("matomo".to_owned());
    let read = with("plausible.csv", Plan { format, ..Plan::default() });
    assert_eq!(read.report.system.as_deref(), Some("Matomo"));
}

#[test]
fn orders_alone_are_a_funnel_of_orders() {
    // one order has two lines, one no customer, and one was cancelled at a time of its own
    assert_eq!(funnel("shopify.csv"), steps(&[("Created", 3), ("Paid", 1), ("Fulfilled", 1)]));
    assert_eq!(issue(&dropped("shopify.csv"), "derived_events"), 7);
    // a guest is customer 0, and no two guests are one
    assert_eq!(funnel("woocommerce.csv"), steps(&[("Order", 3), ("Paid", 2)]));
    let people = texts(&dropped("woocommerce.csv").table, Role::Person);
    assert_eq!(people.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{people:?}");
    let shopee = [("Pesanan dibuat", 2), ("Pembayaran dilakukan", 1), ("Pesanan selesai", 1)];
    assert_eq!(funnel("shopee.csv"), steps(&shopee));
    let Data::Numbers(paid) = &dropped("shopee.csv").table.role(Role::Amount).unwrap().data.clone() else {
        panic!()
    };
    assert_eq!(paid.iter().filter(|paid| !paid.is_nan()).collect::<Vec<_>>(), [&75_000.0, &120_000.0]);
    assert_eq!(issue(&dropped("shopee.csv"), "ambiguous"), 0);
    // a TAB keeps spreadsheets from rounding the ids
    assert_eq!(funnel("tiktok_shop.csv"), steps(&[("Created", 2), ("Shipped", 2), ("Delivered", 1)]));
    let people = texts(&dropped("tiktok_shop.csv").table, Role::Person);
    assert_eq!(people[0], "590000000000000011");
    assert_eq!(times(&dropped("tiktok_shop.csv").table)[0], "2026-04-03T11:00:00Z");
}

#[test]
fn a_declared_source_of_orders_stays_a_row_an_order() {
    let journey =
        r#"{"title": "Shop", "stages": ["Buy"], "sources": [{"id": "shopify.csv", "kind": "orders"}]}"#;
    let (journey, _) = read_journey(&serde_json::from_str(journey).unwrap());
    let journey = journey.unwrap();
    let read = with("shopify.csv", Plan::of(&journey.sources[0], Vec::new(), &[]));
    assert_eq!((read.table.origin.len(), issue(&read, "derived_events")), (0, 0));
    assert_eq!(texts(&read.table, Role::Person).len(), 4);
}

#[test]
fn tickets_and_parcels_alone_are_funnels() {
    // neither the time a resolution took nor a due date is an event
    assert_eq!(funnel("zendesk.csv"), steps(&[("Created", 3), ("Assigned", 3), ("Solved", 2)]));
    let scores = texts(&with("zendesk.csv", Plan::default()).table, Role::Score);
    assert_eq!(scores, ["1", "", "0"]);
    // of a help desk that is not known the type of a ticket is what it is about, and whoever asks is somebody
    assert_eq!(funnel("tickets.csv"), steps(&[("Created", 3), ("Resolved", 2), ("Closed", 1)]));
    let mut asked = texts(&dropped("tickets.csv").table, Role::Person);
    asked.dedup();
    assert_eq!(asked, ["budi@example.com", "siti@example.com", "budi@example.com"]);
    // a promise is no event, nor is the last update
    assert_eq!(funnel("parcels.csv"), steps(&[("Dibuat", 3), ("Dikirim", 2), ("Diterima", 1)]));
}

#[test]
fn a_status_proves_the_steps_before_it_and_no_time() {
    let (_, evidence) = proposed(&["statuses.csv"]);
    let made: Vec<(String, u64)> =
        evidence.funnel.unwrap().steps.iter().map(|step| (step.name.clone(), step.people)).collect();
    // the cancelled order was placed and no more is known; the returned one had arrived
    assert_eq!(made, steps(&[("Menunggu pembayaran", 5), ("Dikirim", 3), ("Selesai", 2)]));
    assert_eq!(evidence.period, None);
    assert_eq!((evidence.rows[0].read, evidence.rows[0].used), (5, 5));
}

#[test]
fn ready_counts_are_taken_as_they_stand() {
    assert_eq!(funnel("counts.csv"), steps(&[("Beranda", 1_200), ("Keranjang", 350), ("Bayar", 90)]));
    // a blank step is the one above; the total is no group
    let (journey, evidence) = proposed(&["ga4_funnel.csv"]);
    assert_eq!(journey.funnel.by.as_deref(), Some("Device category"));
    assert_eq!(evidence.people, 900);
    let groups = &evidence.segments[0].groups;
    let groups: Vec<_> =
        groups.iter().map(|g| (g.value.as_str(), g.people, g.funnel.steps[1].people)).collect();
    assert_eq!(groups, [("mobile", 600, 240), ("desktop", 300, 210)]);
    assert_eq!(funnel("ga4_funnel.csv"), steps(&[("View item", 900), ("Purchase", 450)]));
    // two steps of one name; without a total the groups are summed
    assert_eq!(funnel("posthog.csv"), steps(&[("$pageview", 60), ("$pageview", 18)]));
}

#[test]
fn lists_of_people_are_a_funnel_the_longest_first() {
    let (_, evidence) = proposed(&["2_ordered.csv", "1_registered.csv"]);
    let made: Vec<(String, u64)> =
        evidence.funnel.unwrap().steps.iter().map(|step| (step.name.clone(), step.people)).collect();
    // z ordered without having registered
    assert_eq!(made, steps(&[("Registered", 3), ("Ordered", 1)]));
}

#[test]
fn totals_and_blank_rows_of_reports_are_no_data() {
    for (name, kept) in [("ga4_free_form.csv", 2), ("ga4_report.csv", 2)] {
        let read = with(name, Plan::default());
        assert_eq!((read.table.read, issue(&read, "left_out")), (3, 1), "{name}");
        let Data::Numbers(counts) = &read.table.role(Role::Count).unwrap().data else { panic!() };
        assert_eq!(counts.len(), kept, "{name}");
    }
}

#[test]
fn events_come_in_the_order_of_a_shop_and_noise_is_none_of_them() {
    // the file is not sorted, and its numbers are texts
    assert_eq!(funnel("ga4_bigquery.jsonl"), steps(&[("View item", 2), ("Purchase", 1)]));
    let table = dropped("ga4_bigquery.jsonl").table;
    let journey = analyse::propose(&[&table]).unwrap();
    let left = analyse::unmatched(&journey, &[&table]).unwrap();
    assert_eq!(
        left.iter().map(|one| (one.event.as_str(), one.count)).collect::<Vec<_>>(),
        [("user_engagement", 1)]
    );
    // an event without a name of its own is its page
    assert_eq!(texts(&dropped("umami.csv").table, Role::Event), ["/", "pesan", "/"]);
    assert_eq!(issue(&with("umami.csv", Plan { need: Need::Events, ..Plan::default() }), "no_event"), 0);
    // a start and a completion are one happening
    assert_eq!(funnel("bupar.csv"), steps(&[("Intake", 2), ("Scan", 1)]));
    assert_eq!(funnel("pm4py.csv"), steps(&[("Register", 2), ("Decide", 1)]));
    assert_eq!(funnel("disco.csv"), steps(&[("Intake", 2), ("Scan", 1)]));
}

#[test]
fn answers_are_those_of_people_who_finished() {
    // a preview and one that is half done; the question stands below the column's name
    assert_eq!(answers("qualtrics.csv", 0), [(9.0, 1)]);
    assert_eq!(issue(&dropped("qualtrics.csv"), "left_out"), 2);
    // codes of answers; 1980 is no time
    assert_eq!(answers("limesurvey.csv", 0), [(2.0, 1), (4.0, 1)]);
    let times = dropped("limesurvey.csv").table;
    let Data::Times(times) = &times.role(Role::Time).unwrap().data else { panic!() };
    assert!(times.iter().all(|at| *at == jejak::model::table::NO_TIME), "{times:?}");
    // two people of one office are two
    assert_eq!(texts(&dropped("typeform.csv").table, Role::Person), ["aa01", "aa02"]);
    assert_eq!(answers("typeform.csv", 0), [(3.0, 1), (9.0, 1)]);
}

#[test]
fn a_question_to_choose_an_answer_of_is_no_comment_whatever_its_words() {
    let report = with("google_forms_saran.csv", Plan::default()).report;
    let column = report.columns.iter().find(|column| column.header.starts_with("Boleh")).unwrap();
    assert_eq!(column.role, None);
}

#[test]
fn answers_in_words_are_counted_and_a_quizs_own_columns_are_not() {
    assert_eq!(answers("surveymonkey.csv", 0), [(4.0, 1), (5.0, 1)]);
    assert_eq!(answers("surveymonkey.csv", 2), [(0.0, 1), (10.0, 1)]);
    // day and month are not told by the dates, but by the system
    assert_eq!(times(&dropped("surveymonkey.csv").table)[0], "2026-04-05T10:03:00Z");
    assert_eq!(answers("google_forms_grid.csv", 0), [(3.0, 1), (4.0, 1), (5.0, 1)]);
    // "Tidak puas" is below "Kurang puas"
    assert_eq!(answers("google_forms_grid.csv", 1), [(1.0, 1), (2.0, 1)]);
    let (journey, _) = proposed(&["google_forms.csv"]);
    assert_eq!(journey.stages.len(), 1, "{:?}", journey.stages);
    assert_eq!(times(&dropped("google_forms.csv").table)[1], "2026-04-02T14:10:00Z");
}

#[test]
fn figures_of_networks_are_numbers_and_their_words_are_nobodys() {
    let counts = |name: &str| {
        let Data::Numbers(counts) = with(name, Plan::default()).table.role(Role::Count).unwrap().data.clone()
        else {
            panic!("{name}")
        };
        counts
    };
    assert_eq!(counts("instagram.csv"), [310.0, 95.0]);
    assert_eq!(counts("meta.csv"), [1_050.0, 80.0]);
    assert_eq!(times(&with("meta.csv", Plan::default()).table)[0], "2026-04-05T06:00:00Z");
    assert_eq!(counts("x.csv"), [300.0, 120.0]);
    assert_eq!(counts("x_posts.csv"), [310.0]);
    assert_eq!(counts("matomo.csv"), [30.0, 12.0]);
    assert_eq!(counts("plausible.csv"), [40.0, 31.0]);
    assert_eq!(counts("tiktok_studio_overview.csv"), [140.0, 210.0]);
    assert_eq!(counts("tiktok_studio.csv")[0], 810.0);
    assert!(counts("tiktok_studio.csv")[1].is_nan(), "`undefined` is no number");
    // "Comments" and "Replies" are counts, not what customers wrote, and an account is no customer
    for name in ["meta.csv", "x.csv", "tiktok_studio_overview.csv"] {
        let table = with(name, Plan::default()).table;
        assert!(table.role(Role::Comment).is_none() && table.role(Role::Person).is_none(), "{name}");
    }
}
