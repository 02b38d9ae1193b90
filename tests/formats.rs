//! The sample of every export format beside the repository, against `formats/expected.json`.
//!
//! What jejak gives is built up as a tree of the same shape; a key of the file that is not in it fails the test, so
//! nothing is skipped in silence. `quirk` is prose.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "formats/look.rs"]
mod look;

use look::Look;
use serde_json::{Map, Value, json};

/// The system that the README of the samples names, by file; `None` where it names no program.
const SYSTEMS: [(&str, Option<&str>); 34] = [
    ("eventlog_pm4py_running_example.csv", Some("XES event log as CSV")),
    ("eventlog_semicolon_real.csv", Some("Disco or ProM event log")),
    ("excel_id_semicolon_cp1252.csv", None),
    ("excel_id_sep_line.csv", None),
    ("ga4_bigquery_events.jsonl", Some("GA4 BigQuery export")),
    ("ga4_free_form.csv", Some("GA4 free form exploration")),
    ("ga4_funnel_exploration.csv", Some("GA4 funnel exploration")),
    ("ga4_funnel_exploration_breakdown.csv", Some("GA4 funnel exploration")),
    ("ga4_report_multi_section.csv", Some("GA4 report")),
    ("google_forms_id.csv", Some("Google Forms")),
    ("google_forms_quiz_header_id.csv", Some("Google Forms")),
    ("instagram_insights_metric_utf16le.csv", Some("Instagram insights")),
    ("limesurvey_code_and_text.csv", Some("LimeSurvey")),
    ("matomo_report_utf16le.csv", Some("Matomo")),
    ("meta_content_posts.csv", Some("Meta Business Suite")),
    ("plausible_imported_visitors_20230209_20230215.csv", Some("Plausible")),
    ("posthog_funnel.csv", Some("PostHog funnel")),
    ("qualtrics_3_header_rows.csv", Some("Qualtrics")),
    ("qualtrics_legacy_real.csv", Some("Qualtrics")),
    ("qualtrics_real_de.csv", Some("Qualtrics")),
    ("shopee_orders_id.csv", Some("Shopee")),
    ("shopify_orders.csv", Some("Shopify")),
    ("surveymonkey.csv", Some("SurveyMonkey")),
    ("tiktok_studio_followers.csv", Some("TikTok Studio")),
    ("tiktok_studio_overview.csv", Some("TikTok Studio")),
    ("tiktok_tokopedia_shop_orders_id.csv", Some("TikTok Shop / Tokopedia")),
    ("typeform.csv", Some("Typeform")),
    ("umami_events.csv", Some("Umami")),
    ("woocommerce_orders.csv", Some("WooCommerce")),
    ("x_account_overview.csv", Some("X")),
    ("x_content.csv", Some("X")),
    ("x_tweet_activity_legacy.csv", Some("X")),
    ("zendesk_tickets.csv", Some("Zendesk")),
    ("eventlog_mini.xes", Some("XES")),
];

#[test]
fn every_file_is_recognised_as_its_readme_says() {
    let Some(folder) = look::folder() else { return };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") || name.ends_with(".json") {
            continue;
        }
        let (_, system) =
            SYSTEMS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name} is new"));
        let look = Look::at(&name);
        assert_eq!(look.read.report.system.as_deref(), *system, "{name}");
        seen += 1;
    }
    assert_eq!(seen, SYSTEMS.len());
}

/// What jejak gives for a file, under the keys of `expected.json`.
fn ours(name: &str) -> Value {
    let look = Look::at(name);
    match name {
        "ga4_funnel_exploration.csv" => json!({
            "comment_lines": look.comments(),
            "header_line": look.header_line(),
            "rows": look.rows(),
            "active_users": look.numbers("Active users"),
            "elapsed_s_if_microseconds": look.scaled("Elapsed time", 1e6),
        }),
        "ga4_funnel_exploration_breakdown.csv" => {
            let group = |value: &str| look.group(value);
            json!({"tables": look.tables(), "totals": look.funnel(), "mobile": group("mobile"), "desktop": group("desktop")})
        }
        "ga4_free_form.csv" => json!({"data_rows_without_grand_total": look.kept()}),
        "ga4_bigquery_events.jsonl" => json!({
            "events": look.rows(),
            "users": look.distinct("person"),
            "closed_funnel page_view>view_item>add_to_cart>purchase":
                look.steps("page_view,view_item,add_to_cart,purchase", false),
        }),
        "google_forms_id.csv" => json!({
            "rows": look.rows(),
            "nps": look.nps("Seberapa besar kemungkinan Anda merekomendasikan kami? (0-10)"),
            "csat_mean": look.mean("Seberapa puas Anda dengan proses pemesanan?"),
            "first_utc": look.time("Cap waktu", 0),
            "third_utc": look.time("Cap waktu", 2),
            "fourth_utc": look.time("Cap waktu", 3),
        }),
        "typeform.csv" => json!({
            "rows": look.rows(),
            "nps": look.nps("How likely is it that you would recommend us to a friend, a colleague or family?"),
            "multi_select_separator": look.separator("Which channels did you use?"),
        }),
        "surveymonkey.csv" => json!({
            "header_rows": look.read.report.header_rows,
            "rows": look.rows(),
            "nps": look.nps("How likely is it that you would recommend us?"),
        }),
        "qualtrics_3_header_rows.csv" => json!({
            "header_rows": look.read.report.header_rows,
            "rows": look.rows(),
            "rows_without_previews": look.changed(",False,", ",True,").kept(),
            "finished_non_preview": look.kept(),
            "nps_finished_non_preview": look.nps("Q2"),
        }),
        "limesurvey_code_and_text.csv" => json!({"rows": look.rows(), "completed": look.kept()}),
        "shopify_orders.csv" => json!({
            "csv_rows": look.rows(),
            "orders": look.distinct("session"),
            "line_items": look.filled("Lineitem name"),
            "customers": look.distinct("person"),
            "created>paid>fulfilled": look.steps("created,paid,fulfilled", true),
            "refunded": look.orders_with("Financial Status", "refunded"),
            "first_created_utc": look.time("Created at", 0),
        }),
        "woocommerce_orders.csv" => json!({
            "orders": look.distinct("session"),
            "paid_date_present": look.events_of("paid"),
            "status": look.tally("status"),
        }),
        "tiktok_tokopedia_shop_orders_id.csv" => json!({
            "bom": look.bom(),
            "orders": look.distinct("person"),
            "created>shipped>delivered": look.steps("created,shipped,delivered", false),
            "first_created_local": look.local("Created Time", 0),
        }),
        "shopee_orders_id.csv" => json!({
            "orders": look.distinct("session"),
            "created>paid>done": look.steps("pesanan dibuat,pembayaran dilakukan,pesanan selesai", true),
            "total_paid_idr": look.numbers("Total Pembayaran"),
        }),
        "instagram_insights_metric_utf16le.csv" => {
            json!({"encoding": look.encoding(), "rows": look.rows(), "sum": look.sum("Primary")})
        }
        "meta_content_posts.csv" => json!({"rows": look.rows(), "views": look.numbers("Views")}),
        "tiktok_studio_overview.csv" => {
            json!({"rows": look.rows(), "video_views_sum": look.sum("Video Views")})
        }
        "tiktok_studio_followers.csv" => json!({"rows": look.rows()}),
        "x_account_overview.csv" => json!({"rows": look.rows(), "impressions_sum": look.sum("Impressions")}),
        "zendesk_tickets.csv" => json!({
            "rows": look.rows(),
            "satisfaction": look.satisfaction(),
            "csat_pct_good_of_rated": look.csat("Satisfaction Score"),
            "solved": look.events_of("solved"),
            "median_resolution_h": look.median_hours("created,solved"),
        }),
        "posthog_funnel.csv" => {
            json!({"rows": look.rows(), "newline": look.newline(), "counts": look.funnel()})
        }
        "matomo_report_utf16le.csv" => {
            json!({"encoding": look.encoding(), "rows": look.rows(), "visits_sum": look.sum("nb_visits")})
        }
        "plausible_imported_visitors_20230209_20230215.csv" => json!({
            "rows": look.rows(),
            "visitors_sum": look.sum("visitors"),
            "pageviews_sum": look.sum("pageviews"),
        }),
        "umami_events.csv" => json!({
            "rows": look.rows(),
            "sessions": look.distinct("person"),
            "closed_funnel /, /produk, event beli (by session)": look.steps("/,/produk,beli", false),
        }),
        "excel_id_semicolon_cp1252.csv" => {
            let times = [0, 1, 2].map(|row| look.local("Tanggal", row));
            json!({
                "encoding": look.encoding(),
                "delimiter": look.delimiter(),
                "decimal": look.decimal("Skor CSAT"),
                "rows": look.rows(),
                "csat": look.numbers("Skor CSAT"),
                "amount": look.numbers("Nilai belanja"),
                "times_local": times,
            })
        }
        "excel_id_sep_line.csv" => json!({
            "bom": look.bom(),
            "delimiter": look.delimiter(),
            "counts": look.funnel(),
        }),
        "eventlog_semicolon_real.csv" => json!({
            "rows": look.rows(),
            "delimiter": look.delimiter(),
            "time": look.millis("Complete Timestamp"),
        }),
        "eventlog_pm4py_running_example.csv" => {
            json!({"rows": look.rows(), "cases": look.distinct("person")})
        }
        _ => panic!("{name} is expected, and nothing answers for it"),
    }
}

/// `expected.json` says nothing of the log; it is the first two events of the running example, as its README says.
#[test]
fn the_log_in_xes_is_the_beginning_of_the_one_in_csv() {
    if look::folder().is_none() {
        return;
    }
    let (log, csv) = (Look::at("eventlog_mini.xes"), Look::at("eventlog_pm4py_running_example.csv"));
    assert_eq!((log.rows(), log.distinct("person")), (2, 1));
    for header in ["concept:name", "org:resource", "case:concept:name"] {
        let tally = log.tally(header);
        assert!(
            tally.iter().all(|(cell, count)| csv.tally(header).get(cell) >= Some(count)),
            "{header}: {tally:?}"
        );
    }
    assert_eq!(log.time("time:timestamp", 0), "2010-12-30T13:32:00Z");
    assert_eq!(log.steps("register request,examine casually", false), [1, 1]);
}

/// Every key of `wanted` that `ours` has not, or has otherwise.
fn differences(at: &str, wanted: &Value, ours: &Value, found: &mut Vec<String>) {
    match (wanted, ours) {
        (Value::Object(wanted), Value::Object(ours)) => {
            for (key, wanted) in wanted.iter().filter(|(key, _)| *key != "quirk") {
                match ours.get(key) {
                    Some(ours) => differences(&format!("{at}/{key}"), wanted, ours, found),
                    None => found.push(format!("{at}/{key}: nothing answers for it")),
                }
            }
        }
        (Value::Number(wanted), Value::Number(ours)) => {
            let (wanted, ours) = (wanted.as_f64().unwrap(), ours.as_f64().unwrap());
            if (wanted - ours).abs() > 1e-4_f64.max(wanted.abs() * 1e-9) {
                found.push(format!("{at}: {ours} instead of {wanted}"));
            }
        }
        (Value::Array(wanted), Value::Array(ours)) if wanted.len() == ours.len() => {
            for (n, (wanted, ours)) in wanted.iter().zip(ours).enumerate() {
                differences(&format!("{at}/{n}"), wanted, ours, found);
            }
        }
        (wanted, ours) if wanted == ours => {}
        (wanted, ours) => found.push(format!("{at}: {ours} instead of {wanted}")),
    }
}

#[test]
fn what_is_expected_of_each_file_comes_out() {
    let Some(folder) = look::folder() else { return };
    let expected: Map<String, Value> =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    for (name, wanted) in &expected {
        differences(name, wanted, &ours(name), &mut found);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(expected.len() >= 26, "{} files", expected.len());
}

#[test]
fn a_key_that_nothing_answers_for_is_a_difference() {
    let mut found = Vec::new();
    let ours = json!({"rows": 3, "counts": [1, 2]});
    differences("f", &json!({"rows": 3, "counts": [1, 2], "quirk": "prose"}), &ours, &mut found);
    assert!(found.is_empty(), "{found:?}");
    differences("f", &json!({"rows": 4, "counts": [1], "more": 1}), &ours, &mut found);
    assert_eq!(found.len(), 3, "{found:?}");
}
