//! What happened in the quarter, before any system wrote it down.

use super::comments::Said;
use super::customers::Customer;

/// Everything that happened.
#[derive(Clone, Debug, Default)]
pub struct Quarter {
    /// Everybody who came, numbered from 0.
    pub customers: Vec<Customer>,
    /// What they did on the web.
    pub hits: Vec<Hit>,
    /// What they ordered, paid or not.
    pub orders: Vec<Order>,
    /// What was sent.
    pub parcels: Vec<Parcel>,
    /// What they wrote to the help desk.
    pub tickets: Vec<Ticket>,
    /// What they answered about one part of the way.
    pub answers: Vec<Answer>,
    /// Whether they would recommend the shop.
    pub recommendations: Vec<Answer>,
}

/// Something done on the web.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Index of the customer.
    pub customer: usize,
    /// When.
    pub at: i64,
    /// Event name.
    pub name: &'static str,
    /// Where a session came from.
    pub from: Option<(&'static str, &'static str)>,
    /// Which page.
    pub page: Option<&'static str>,
    /// How it is paid.
    pub payment: Option<&'static str>,
}

/// An order.
#[derive(Clone, Debug)]
pub struct Order {
    /// Index of the customer.
    pub customer: usize,
    /// When it was placed.
    pub at: i64,
    /// When it was paid.
    pub paid: Option<i64>,
    /// Status of the shop.
    pub status: &'static str,
    /// Code and name of the payment method.
    pub method: (&'static str, &'static str),
    /// Goods in rupiah.
    pub goods: u64,
}

/// A parcel.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Index of the customer.
    pub customer: usize,
    /// When the order was placed.
    pub ordered: i64,
    /// When the courier fetched it.
    pub fetched: i64,
    /// The end of the day it was promised for.
    pub promised: i64,
    /// When it arrived.
    pub delivered: Option<i64>,
    /// Status of the courier, and since when.
    pub status: (&'static str, i64),
}

/// What a ticket is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A late parcel.
    Late,
    /// How to use the product.
    Product,
    /// A payment.
    Payment,
}

/// A ticket.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Index of the customer.
    pub customer: usize,
    /// When it was written.
    pub at: i64,
    /// When it was solved.
    pub solved: Option<i64>,
    /// What it is about.
    pub matter: Matter,
    /// A number for the choice of words.
    pub words: u64,
}

/// An answer in a form.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Index of the customer.
    pub customer: usize,
    /// When.
    pub at: i64,
    /// True where the link carried the customer's number.
    pub named: bool,
    /// Id of the touchpoint that was asked about; empty for "something else".
    pub touchpoint: &'static str,
    /// The answer; none where the question was left open.
    pub score: Option<u64>,
    /// Why.
    pub comment: Option<Said>,
}
