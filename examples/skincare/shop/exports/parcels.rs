//! Parcels as a courier's dashboard exports them.

use super::super::clock::{iso, minute};
use super::super::facts::Quarter;
use super::csv::record;

const HEADER: [&str; 12] = [
    "AWB",
    "Order Ref",
    "Customer Ref",
    "Service",
    "Origin",
    "Destination",
    "Pickup Time",
    "Promised Until",
    "Delivered At",
    "Status",
    "Status Time",
    "Weight (kg)",
];

/// One row a parcel.
pub fn parcels(quarter: &Quarter) -> String {
    let mut parcels: Vec<_> = quarter.parcels.iter().collect();
    parcels.sort_by_key(|parcel| (parcel.fetched, parcel.customer));
    let mut out = String::new();
    record(&mut out, HEADER, false);
    for (at, parcel) in parcels.iter().enumerate() {
        let Some(customer) = quarter.customers.get(parcel.customer) else { continue };
        let cells = [
            format!("MLT{:08}", 71_000_000 + at * 37),
            format!("W{}", 40_000 + parcel.ordered / 60 % 60_000),
            customer.known_as("-"),
            "REG".to_owned(),
            "Sleman".to_owned(),
            customer.town.0.to_owned(),
            minute(parcel.fetched),
            iso(parcel.promised),
            parcel.delivered.map_or_else(|| "-".to_owned(), iso),
            parcel.status.0.to_owned(),
            iso(parcel.status.1),
            "0.3".to_owned(),
        ];
        record(&mut out, cells.iter().map(String::as_str), false);
    }
    out
}
