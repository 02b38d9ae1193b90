//! Orders as a WooCommerce export plugin writes them, newest first.

use super::super::clock::iso;
use super::super::facts::Quarter;
use super::csv::record;

const HEADER: [&str; 20] = [
    "order_id",
    "order_number",
    "order_date",
    "paid_date",
    "status",
    "shipping_total",
    "tax_total",
    "discount_total",
    "order_total",
    "order_subtotal",
    "order_currency",
    "payment_method",
    "payment_method_title",
    "shipping_method",
    "customer_id",
    "customer_email",
    "billing_city",
    "billing_state",
    "billing_country",
    "customer_note",
];

/// One row an order.
pub fn orders(quarter: &Quarter) -> String {
    let mut orders: Vec<_> = quarter.orders.iter().collect();
    orders.sort_by_key(|order| (order.at, order.customer));
    let mut out = String::new();
    record(&mut out, HEADER, false);
    for (at, order) in orders.iter().enumerate().rev() {
        let Some(customer) = quarter.customers.get(order.customer) else { continue };
        let (town, province, _, postage) = customer.town;
        let number = (20_400 + at).to_string();
        let (goods, postage) = (order.goods, postage * 1_000);
        let cells = [
            number.clone(),
            number,
            iso(order.at),
            order.paid.map(iso).unwrap_or_default(),
            order.status.to_owned(),
            postage.to_string(),
            "0".to_owned(),
            "0".to_owned(),
            (goods + postage).to_string(),
            goods.to_string(),
            "IDR".to_owned(),
            order.method.0.to_owned(),
            order.method.1.to_owned(),
            "Reguler".to_owned(),
            customer.known_as(""),
            format!("pelanggan{}@example.com", customer.number),
            town.to_owned(),
            province.to_owned(),
            "ID".to_owned(),
            String::new(),
        ];
        record(&mut out, cells.iter().map(String::as_str), false);
    }
    out
}
