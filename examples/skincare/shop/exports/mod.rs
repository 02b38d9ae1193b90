//! The quarter as seven exports of six systems, each in the manner of its system.

mod csv;
mod orders;
mod parcels;
mod social;
mod surveys;
mod tickets;
mod web;

use super::{Lang, Quarter};

/// File names and contents.
pub fn exports(quarter: &Quarter, lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("web.jsonl", web::events(quarter)),
        ("orders.csv", orders::orders(quarter)),
        ("survey.csv", surveys::satisfaction(quarter, lang)),
        ("nps.csv", surveys::recommendation(quarter, lang)),
        ("tickets.csv", tickets::tickets(quarter, lang)),
        ("shipments.csv", parcels::parcels(quarter)),
        ("social.csv", social::posts(lang)),
    ]
}
