//! Carts that were left behind: who put something into a cart, and who of them bought.
//!
//! Must never know: rates, steps of a funnel.

use super::met::Spots;
use super::parts::each;
use super::people::Row;
use super::placing::as_row;
use super::survey::{Context, Place};
use super::way::spelled;
use crate::model::evidence::{Measure, MeasureKind};
use crate::model::journey::{Journey, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{BLANK, Data, Table};
use std::collections::BTreeMap;

/// Names of a cart row, as [`spelled`] splits them: those that web analytics recommend, and Indonesian ones.
const CART: &str = "add to cart|added to cart|view cart|viewed cart|cart|shopping cart|add to basket|basket|\
    add to bag|keranjang|tambah keranjang|tambah ke keranjang|masuk keranjang|masukkan keranjang|lihat keranjang";
/// Names of a purchase row.
const PURCHASE: &str = "purchase|purchased|order|order paid|order completed|order placed|paid|payment done|\
    payment success|payment succeeded|payment completed|checkout completed|transaction|bought|pembelian|beli|pesanan|\
    pesanan dibayar|pembayaran berhasil|lunas|sudah dibayar";

const IN_CART: u8 = 1;
const BOUGHT: u8 = 2;
/// Whatever else there is to ask has been asked.
const TOLD: u8 = 4;

/// What a name says of its rows.
fn mark(name: &str) -> u8 {
    let name = spelled(name).join(" ");
    let among = |names: &str| names.split('|').any(|known| known.trim_start() == name);
    if among(CART) {
        IN_CART
    } else if among(PURCHASE) {
        BOUGHT
    } else {
        0
    }
}

/// How rows are told: by their event's name, by the stage or touchpoint they belong to, or as rows of orders.
struct Marks<'a> {
    /// By table: codes of the event column, and the mark of each code.
    events: Vec<Option<(&'a [u32], Vec<u8>)>>,
    /// By table: rows that belong anywhere are purchases.
    orders: Vec<bool>,
    stages: Vec<u8>,
    touchpoints: BTreeMap<(usize, usize), u8>,
}

impl<'a> Marks<'a> {
    fn new(context: &Context<'a>) -> Self {
        let journey = context.journey;
        let orders = |table: &&Table| {
            let mut sources = journey.sources.iter();
            sources.any(|source| source.id == table.source && source.kind == SourceKind::Orders)
        };
        // A stage called "Purchase" holds more than purchases; only a stage that is the cart counts.
        let stages: Vec<u8> =
            journey.stages.iter().map(|stage| named(&stage.id, &stage.name) & IN_CART).collect();
        let mut marks = Self {
            events: context.tables.iter().map(|table| events(table)).collect(),
            orders: context.tables.iter().map(orders).collect(),
            stages,
            touchpoints: touchpoints(journey),
        };
        for table in 0..context.tables.len() {
            marks.tell(table, context);
        }
        marks
    }

    /// Marks the events of a table by where their rows belong, too, where one row of an event speaks for all of them.
    fn tell(&mut self, table: usize, context: &Context<'a>) {
        let Some(Some((codes, by_name))) = self.events.get(table) else { return };
        if self.orders.get(table) == Some(&true) || !context.places.follows(table, codes) {
            return;
        }
        let mut marks = by_name.clone();
        // Mostly no event is blank, and no row would ever be found.
        let mut left = marks.iter().skip(1).filter(|mark| **mark == 0).count();
        for (row, code) in codes.iter().enumerate().filter(|(_, code)| **code != BLANK) {
            if left == 0 {
                break;
            }
            let Some(mark) = marks.get_mut(*code as usize).filter(|mark| **mark == 0) else { continue };
            let Some(row) = as_row(table, row) else { break };
            *mark = TOLD | self.of_place(context.places.stages_of(&row), &row, context);
            left = left.saturating_sub(1);
        }
        if let Some(Some((_, known))) = self.events.get_mut(table) {
            *known = marks;
        }
    }

    /// What the stages of a row say, else its touchpoints.
    fn of_place(&self, stages: impl Iterator<Item = usize>, row: &Row, context: &Context<'_>) -> u8 {
        let mark = stages.filter_map(|stage| self.stages.get(stage)).fold(0, |all, mark| all | mark);
        if mark != 0 || self.touchpoints.is_empty() {
            return mark;
        }
        let spots = context.places.touchpoints(row);
        spots.filter_map(|spot| self.touchpoints.get(&spot)).fold(0, |all, mark| all | mark)
    }

    /// True when no row can have one of these marks: nothing to count then.
    fn none(&self, marks: u8) -> bool {
        if marks & BOUGHT != 0 && self.orders.contains(&true) {
            return false;
        }
        let in_events = self.events.iter().flatten().flat_map(|(_, marks)| marks);
        let all = in_events.chain(&self.stages).chain(self.touchpoints.values());
        !all.copied().any(|mark| mark & marks != 0)
    }

    fn of(&self, row: &Row, context: &Context<'_>) -> u8 {
        let table = row.table as usize;
        let event = || {
            let (codes, marks) = self.events.get(table)?.as_ref()?;
            marks.get(row.event(codes)).copied()
        };
        let mark = event().unwrap_or(0);
        if mark != 0 {
            return mark;
        }
        let mark = self.of_place(context.places.stages(row), row, context);
        let order = mark == 0 && self.orders.get(table) == Some(&true);
        let placed = || row.mask != 0 || context.places.stages(row).next().is_some();
        if order && placed() { BOUGHT } else { mark }
    }
}

fn events(table: &Table) -> Option<(&[u32], Vec<u8>)> {
    let Some(Data::Texts(texts)) = table.role(Role::Event).map(|column| &column.data) else { return None };
    let marks = (0..texts.entries()).map(|code| mark(texts.entry(u32::try_from(code).unwrap_or(u32::MAX))));
    Some((texts.codes.as_slice(), marks.collect()))
}

fn named(id: &str, name: &str) -> u8 {
    let by_id = mark(id);
    if by_id == 0 { mark(name) } else { by_id }
}

fn touchpoints(journey: &Journey) -> BTreeMap<(usize, usize), u8> {
    let mut marks = BTreeMap::new();
    for (at, stage) in journey.stages.iter().enumerate() {
        for (spot, touchpoint) in stage.touchpoints.iter().enumerate() {
            let mark = named(&touchpoint.id, &touchpoint.name);
            if mark != 0 {
                marks.insert((at, spot), mark);
            }
        }
    }
    marks
}

/// People with a cart row, those of them who have no purchase row, and where the rows of both were met.
///
/// `whole`: purchases are told where there is no cart, too; another part may have the carts.
pub async fn abandoned(context: &Context<'_>, whole: bool) -> Option<Measure> {
    let marks = Marks::new(context);
    if marks.none(if whole { IN_CART | BOUGHT } else { IN_CART }) {
        return None;
    }
    let mut spots = Spots::default();
    let mut bought_in = vec![0_u64; context.tables.len()];
    let (mut with_cart, mut without_purchase) = (0_u64, 0_u64);
    each(context.people.each(), |rows| {
        let mut met = 0;
        for row in rows {
            let mark = marks.of(row, context);
            met |= mark;
            if mark & IN_CART != 0 {
                spots.add(row, place(context, row));
            } else if mark & BOUGHT != 0 {
                add(&mut bought_in, row);
            }
        }
        with_cart += u64::from(met & IN_CART != 0);
        without_purchase += u64::from(met & IN_CART != 0 && met & BOUGHT == 0);
    })
    .await;
    let met = spots.finish(context, &bought_in);
    let (at, source) = (String::new(), String::new());
    let kind = MeasureKind::Abandoned;
    Some(Measure { at, kind, source, count: without_purchase, of: with_cart, met })
        .filter(|one| !one.met.is_empty())
}

/// Counts a row by its table.
fn add(tables: &mut [u64], row: &Row) {
    if let Some(rows) = tables.get_mut(usize::from(row.table)) {
        *rows += 1;
    }
}

/// The first touchpoint of a row, else its first stage.
fn place(context: &Context<'_>, row: &Row) -> Option<Place> {
    let touchpoint = context.places.touchpoints(row).next().map(|(stage, at)| Place::Touchpoint(stage, at));
    touchpoint.or_else(|| context.places.first_stage(row).map(Place::Stage))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carts_and_purchases_are_known_by_their_names() {
        for name in ["add_to_cart", "addToCart", "View cart", "Keranjang", "tambah_ke_keranjang"] {
            assert_eq!(mark(name), IN_CART, "{name}");
        }
        for name in ["purchase", "Order paid", "payment_done", "pembelian"] {
            assert_eq!(mark(name), BOUGHT, "{name}");
        }
        for name in ["remove_from_cart", "cart reminder", "begin_checkout", "order cancelled", ""] {
            assert_eq!(mark(name), 0, "{name}");
        }
    }
}
