//! Tickets as Zendesk exports them: a summation column first, `-` where there is nothing.

use super::super::Lang;
use super::super::clock::{HOUR, minute};
use super::super::comments::subject;
use super::super::facts::{Matter, Quarter};
use super::csv::record;

const HEADER: [&str; 28] = [
    "Summation column",
    "Id",
    "Requester",
    "Requester id",
    "Requester external id",
    "Requester email",
    "Requester domain",
    "Submitter",
    "Assignee",
    "Group",
    "Subject",
    "Tags",
    "Status",
    "Priority",
    "Via",
    "Ticket type",
    "Created at",
    "Updated at",
    "Assigned at",
    "Organization",
    "Due date",
    "Initially assigned at",
    "Solved at",
    "Resolution time",
    "Satisfaction Score",
    "Group stations",
    "Assignee stations",
    "Reopens",
];

/// One row a ticket.
pub fn tickets(quarter: &Quarter, lang: Lang) -> String {
    let mut tickets: Vec<_> = quarter.tickets.iter().collect();
    tickets.sort_by_key(|ticket| (ticket.at, ticket.customer));
    let mut out = String::new();
    record(&mut out, HEADER, false);
    for (at, ticket) in tickets.iter().enumerate() {
        let Some(customer) = quarter.customers.get(ticket.customer) else { continue };
        let (tag, via, kind, score) = match ticket.matter {
            Matter::Late => {
                ("pengiriman", "WhatsApp", "Problem", if ticket.words % 3 == 0 { "Bad" } else { "Offered" })
            }
            Matter::Product => ("produk", "WhatsApp", "Question", "Good"),
            Matter::Payment => ("pembayaran", "Web Form", "Incident", "Offered"),
        };
        let nothing = || "-".to_owned();
        let taken = ticket.solved.map(|solved| (solved - ticket.at) * 100 / HOUR);
        let cells = [
            "1".to_owned(),
            (35_400 + at).to_string(),
            format!("Pelanggan {}", customer.number),
            (20_978_000 + customer.number).to_string(),
            customer.known_as("-"),
            format!("pelanggan{}@example.com", customer.number),
            "example.com".to_owned(),
            format!("Pelanggan {}", customer.number),
            "Sari".to_owned(),
            "CS Melati".to_owned(),
            subject(ticket.matter, ticket.words, lang).to_owned(),
            tag.to_owned(),
            if ticket.solved.is_some() { "Solved" } else { "Open" }.to_owned(),
            "Normal".to_owned(),
            via.to_owned(),
            kind.to_owned(),
            minute(ticket.at),
            minute(ticket.solved.unwrap_or(ticket.at)),
            minute(ticket.at),
            nothing(),
            nothing(),
            minute(ticket.at),
            ticket.solved.map_or_else(nothing, minute),
            taken.map_or_else(nothing, |taken| format!("{}.{:02}", taken / 100, taken % 100)),
            score.to_owned(),
            "1".to_owned(),
            "1".to_owned(),
            "0".to_owned(),
        ];
        record(&mut out, cells.iter().map(String::as_str), false);
    }
    out
}
