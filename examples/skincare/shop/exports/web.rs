//! Web events as Google Analytics 4 exports them to BigQuery: one object a line, in no order, numbers as texts.

use super::super::clock::{compact, micros};
use super::super::customers::{Customer, Device, Style};
use super::super::facts::{Hit, Quarter};
use super::super::random::Random;
use std::fmt::Write;

/// One line an event.
pub fn events(quarter: &Quarter) -> String {
    let mut lines: Vec<(u64, String)> = Vec::new();
    for (at, hit) in quarter.hits.iter().enumerate() {
        if let Some(customer) = quarter.customers.get(hit.customer) {
            let place = Random::of(5, at as u64).below(1 << 40);
            lines.push((place, line(hit, customer)));
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A parameter or property: a key, and one of several kinds of value.
fn pair(key: &str, value: &str) -> String {
    format!(
        r#"{{"key": "{key}", "value": {{"string_value": "{value}", "int_value": null, "float_value": null, "double_value": null}}}}"#
    )
}

fn line(hit: &Hit, customer: &Customer) -> String {
    // The browser's own number; the shop's number is only there where tracking is allowed.
    let browser = format!("{}.{}", 1_000_000 + customer.number * 7, 1_780_000_000 + customer.came / 60);
    let user = if customer.consents { format!("\"{}\"", customer.number) } else { "null".to_owned() };
    let device = match customer.device {
        Device::Phone => "mobile",
        Device::Computer => "desktop",
    };
    let mut params = vec![pair("ga_session_id", &(1_780_000_000 + hit.at / 1_800).to_string())];
    if let Some(page) = hit.page {
        params.push(pair("page_location", &format!("https://tokomelati.example{page}")));
    }
    if let Some(payment) = hit.payment {
        params.push(pair("payment_type", payment));
    }
    let style = match customer.style {
        Style::Alone => Some("mandiri"),
        Style::Helped => Some("didampingi"),
        Style::Unknown => None,
    };
    let properties = style.map(|style| {
        format!(
            r#"{{"key": "gaya_belanja", "value": {{"string_value": "{style}", "int_value": null, "float_value": null, "double_value": null, "set_timestamp_micros": "{}"}}}}"#,
            micros(customer.came)
        )
    });
    let from = match hit.from {
        Some((source, medium)) => format!(
            r#"{{"manual_campaign_name": null, "manual_source": "{source}", "manual_medium": "{medium}"}}"#
        ),
        None => "null".to_owned(),
    };
    let mut line = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(
        line,
        r#"{{"event_date": "{}", "event_timestamp": "{}", "event_name": "{}", "event_params": [{}], "user_id": {user}, "user_pseudo_id": "{browser}", "user_properties": [{}], "device": {{"category": "{device}", "language": "id-id"}}, "geo": {{"country": "Indonesia", "region": "{}"}}, "collected_traffic_source": {from}, "platform": "WEB"}}"#,
        compact(hit.at),
        micros(hit.at),
        hit.name,
        params.join(", "),
        properties.unwrap_or_default(),
        customer.town.1,
    );
    line
}
