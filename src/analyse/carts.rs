//! Carts that were left behind: who put something into a cart, and who of them bought.
//!
//! Must never know: rates, steps of a funnel.

use super::met::Spots;
use super::paths::{Gathered, Things};
use super::people::Row;
use super::places::bits;
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
    /// By table: where a row belongs follows from its event.
    told: Vec<bool>,
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
            told: vec![false; context.tables.len()],
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
        if let (Some(Some((_, known))), Some(told)) = (self.events.get_mut(table), self.told.get_mut(table)) {
            (*known, *told) = (marks, true);
        }
    }

    /// The events of each table that tell where rows belong; of others none.
    fn by_event(&self) -> Vec<Vec<Event>> {
        let event = |mark: &u8| Event { mark: *mark, rows: 0, place: None };
        let tables = self.events.iter().zip(&self.told);
        let marks = tables.map(|(events, told)| events.as_ref().filter(|_| *told).map(|(_, marks)| marks));
        marks.map(|marks| marks.into_iter().flatten().map(event).collect()).collect()
    }

    /// The mark of each of these events by its node, and where its rows belong; none where a row says more than its event.
    fn by_node(&self, context: &Context<'_>, events: &Things<'_>) -> Option<(Vec<u8>, Vec<Option<Place>>)> {
        let (codes, nodes) = events.by_event()?;
        let ([Some((own, by_name))], [false]) = (self.events.as_slice(), self.orders.as_slice()) else {
            return None;
        };
        let stages = context.places.masks(0, codes).filter(|_| core::ptr::eq(*own, codes))?;
        let mut known = vec![None; events.ids.len()];
        for ((node, mark), stages) in nodes.iter().zip(by_name).zip(stages) {
            let of_stages = bits(*stages).filter_map(|stage| self.stages.get(stage));
            let mark = match *mark & (IN_CART | BOUGHT) {
                0 => of_stages.fold(0, |all, mark| all | mark),
                by_name => by_name,
            };
            // Where it belongs is only asked of carts.
            let place = bits(*stages).next().filter(|_| mark & IN_CART != 0).map(Place::Stage);
            let of = known.get_mut(usize::from(*node))?;
            // Events of one node have to say the same, and those of none nothing.
            if of.is_some_and(|of| of != (mark, place)) || (*node == 0 && mark != 0) {
                return None;
            }
            *of = Some((mark, place));
        }
        Some(known.into_iter().map(Option::unwrap_or_default).unzip())
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

/// People with a cart row, those of them who have no purchase row, and where the rows of both were met, while people are
/// added.
pub struct Carts<'c, 'a> {
    context: &'c Context<'a>,
    marks: Marks<'a>,
    /// By table whose events tell where rows belong: what was met of each event.
    events: Vec<Vec<Event>>,
    /// Where one table's events say all: the mark of each, by its node, and where its rows belong. Else of none.
    by_node: (Vec<u8>, Vec<Option<Place>>),
    spots: Spots,
    bought_in: Vec<u64>,
    with_cart: u64,
    without_purchase: u64,
}

impl<'c, 'a> Carts<'c, 'a> {
    /// Nobody yet; none where no row can have to do with a cart.
    ///
    /// `whole`: purchases are told where there is no cart, too; another part may have the carts.
    pub fn new(context: &'c Context<'a>, whole: bool) -> Option<Self> {
        let marks = Marks::new(context);
        if marks.none(if whole { IN_CART | BOUGHT } else { IN_CART }) {
            return None;
        }
        let bought_in = vec![0_u64; context.tables.len()];
        let (spots, events) = (Spots::default(), marks.by_event());
        let by_node = Default::default();
        Some(Self { context, marks, events, by_node, spots, bought_in, with_cart: 0, without_purchase: 0 })
    }

    /// Learns what each of these events says of its rows, where that is all there is to ask.
    pub fn learn(&mut self, events: &Things<'_>) {
        self.by_node = self.marks.by_node(self.context, events).unwrap_or_default();
    }

    /// True where [`Carts::add_few`] knows enough.
    pub fn knows_events(&self) -> bool {
        !self.by_node.0.is_empty()
    }

    /// Adds a few people by the events of their rows, which were [learnt](Carts::learn). No branch depends on what a row is, or
    /// whose: nobody could foretell it.
    #[inline(never)]
    pub fn add_few(&mut self, events: &Gathered) {
        let marks = self.by_node.0.as_slice();
        let (mut met, mut with_cart, mut without_purchase) = (0, 0_u32, 0_u32);
        for node in events.nodes() {
            met |= marks.get(usize::from(*node)).copied().unwrap_or(0);
            let end = *node == 0;
            with_cart += u32::from(end & (met & IN_CART != 0));
            without_purchase += u32::from(end & (met == IN_CART));
            met = if end { 0 } else { met };
        }
        self.with_cart += u64::from(with_cart);
        self.without_purchase += u64::from(without_purchase);
    }

    /// Adds the rows of events that were learnt: how many are of each.
    pub fn add_rows(&mut self, rows: &[u64]) {
        let (marks, places) = &self.by_node;
        for ((rows, mark), place) in rows.iter().zip(marks).zip(places).filter(|((rows, _), _)| **rows > 0) {
            if mark & IN_CART != 0 {
                self.spots.add_rows(0, *place, *rows);
            } else if let Some(bought) = self.bought_in.first_mut().filter(|_| mark & BOUGHT != 0) {
                *bought = bought.saturating_add(*rows);
            }
        }
    }

    /// Adds the rows of one person.
    #[inline(never)]
    pub fn add(&mut self, rows: &[Row]) {
        let mut met = 0;
        for row in rows {
            let context = self.context;
            if let Some(event) = self.event(row) {
                if event.rows == 0 {
                    event.place = place(context, row);
                }
                event.rows = event.rows.saturating_add(1);
                met |= event.mark;
                continue;
            }
            let mark = self.marks.of(row, self.context);
            met |= mark;
            if mark & IN_CART != 0 {
                self.spots.add(row, place(self.context, row));
            } else if mark & BOUGHT != 0 {
                add(&mut self.bought_in, row);
            }
        }
        self.with_cart += u64::from(met & IN_CART != 0);
        self.without_purchase += u64::from(met & IN_CART != 0 && met & BOUGHT == 0);
    }

    /// The event of a row, where it says all.
    #[inline]
    fn event(&mut self, row: &Row) -> Option<&mut Event> {
        let table = usize::from(row.table);
        let events = self.events.get_mut(table)?;
        let codes = self.marks.events.get(table)?.as_ref()?.0;
        events.get_mut(row.event(codes)).filter(|event| event.mark != 0)
    }

    /// The measure; none where no such row was met.
    pub fn finish(mut self) -> Option<Measure> {
        for (table, events) in self.events.iter().enumerate() {
            for event in events.iter().filter(|event| event.rows > 0) {
                if event.mark & IN_CART != 0 {
                    self.spots.add_rows(table, event.place, event.rows);
                } else if let Some(bought) =
                    self.bought_in.get_mut(table).filter(|_| event.mark & BOUGHT != 0)
                {
                    *bought = bought.saturating_add(event.rows);
                }
            }
        }
        let met = self.spots.finish(self.context, &self.bought_in);
        let (at, source, kind) = (String::new(), String::new(), MeasureKind::Abandoned);
        Some(Measure { at, kind, source, count: self.without_purchase, of: self.with_cart, met })
            .filter(|one| !one.met.is_empty())
    }
}

/// Rows of one event: which of them are cart and purchase rows is not asked before all are counted, for which it is of a row
/// nobody could foretell.
#[derive(Clone)]
struct Event {
    mark: u8,
    rows: u64,
    /// Where all of them belong.
    place: Option<Place>,
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
