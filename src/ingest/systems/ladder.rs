//! The last known status of an order → the steps that it must have passed: who was delivered to was shipped to.
//!
//! A status says how far an order came and not when, so the made events have no time: their order is that of trade.

use super::derive::origin;
use super::traps::more;
use crate::error::Code;
use crate::ingest::dictionary::Dictionary;
use crate::model::fold::small;
use crate::model::rule::Role;
use crate::model::table::{BLANK, Column, Data, Table, Texts};

/// Statuses of a rung, in English and Indonesian, in small letters; the rungs in the order of trade.
const RUNGS: [&str; 4] = [
    "placed|pending|new|created|open|opened|unpaid|on hold|pending payment|awaiting payment|received order|draft|ordered|baru|belum bayar|belum dibayar|menunggu pembayaran|dibuat|dipesan",
    "paid|processing|confirmed|authorized|ready to ship|to ship|awaiting shipment|packed|in progress|perlu dikirim|diproses|sudah dibayar|dibayar|lunas|dikemas|siap dikirim|pesanan diproses",
    "shipped|in transit|sent|fulfilled|dispatched|out for delivery|awaiting collection|on delivery|sedang dikirim|dikirim|dalam pengiriman|dalam perjalanan",
    "delivered|completed|complete|closed|done|solved|resolved|received|selesai|diterima|terkirim|sampai|tiba|pesanan selesai",
];

/// Statuses that end a way, with the last rung that was surely passed.
const ENDS: [(usize, &str); 3] = [
    (0, "cancelled|canceled|voided|expired|failed|dibatalkan|batal|kedaluwarsa|gagal"),
    (1, "refunded|partially refunded|refund|dana dikembalikan"),
    (3, "returned|return pending|return|dikembalikan|pengembalian|retur|diretur"),
];

/// The rung that an order with this status surely reached, and whether the status names the rung itself.
fn rung(status: &str) -> Option<(usize, bool)> {
    let word = small(status.trim()).replace(['_', '-'], " ");
    let is = |words: &str| words.split('|').any(|one| one == word);
    let own = RUNGS.iter().position(|words| is(words)).map(|rung| (rung, true));
    own.or_else(|| ENDS.iter().find(|(_, words)| is(words)).map(|(rung, _)| (*rung, false)))
}

/// Makes an event of every rung that a row's status has surely passed, named as the rows themselves name it.
///
/// `None` where the statuses are not those of trade: at least two rungs must occur, and nine in ten rows must be on one.
pub fn events(table: &Table) -> Option<Table> {
    let Data::Texts(statuses) = &table.role(Role::Status)?.data else { return None };
    let rungs: Vec<Option<(usize, bool)>> = (0..statuses.entries())
        .map(|code| rung(statuses.entry(u32::try_from(code).unwrap_or(BLANK))))
        .collect();
    let of = |code: &u32| rungs.get(*code as usize).copied().flatten();
    let known = statuses.codes.iter().filter(|code| of(code).is_some()).count();
    let names = names(statuses, &rungs);
    if names.iter().flatten().count() < 2 || known.saturating_mul(10) < statuses.codes.len().saturating_mul(9)
    {
        return None;
    }
    let mut events = Dictionary::new();
    let mut rows = Vec::new();
    for (row, code) in statuses.codes.iter().enumerate() {
        let reached = of(code).map_or(0, |(rung, _)| rung.saturating_add(1));
        let passed: Vec<&str> =
            names.iter().take(reached).flatten().map(|code| statuses.entry(*code)).collect();
        for event in if passed.is_empty() { &[""][..] } else { &passed[..] } {
            let code = events.code(event);
            events.texts.codes.push(code);
            rows.push(row);
        }
    }
    Some(made(table, events.texts, &rows))
}

/// By rung: its commonest status.
fn names(statuses: &Texts, rungs: &[Option<(usize, bool)>]) -> [Option<u32>; RUNGS.len()] {
    let mut times = vec![0_u64; statuses.entries()];
    for code in &statuses.codes {
        if let Some(times) = times.get_mut(*code as usize) {
            *times = times.saturating_add(1);
        }
    }
    core::array::from_fn(|wanted| {
        let own =
            rungs.iter().zip(&times).enumerate().filter(|(_, (rung, _))| **rung == Some((wanted, true)));
        // `max_by_key` takes the last of equals; of equals the first in the file is meant.
        let most = own.rev().max_by_key(|(_, (_, times))| **times);
        most.and_then(|(code, _)| u32::try_from(code).ok())
    })
}

/// A table without its cells.
fn about(table: &Table) -> Table {
    let Table { source, read, system, kind, .. } = table;
    Table { source: source.clone(), read: *read, system: system.clone(), kind: *kind, ..Table::default() }
}

fn made(table: &Table, events: Texts, rows: &[usize]) -> Table {
    let count = events.codes.iter().filter(|code| **code != BLANK).count();
    let carried = table.columns.iter().filter_map(|column| match &column.data {
        Data::Texts(texts) => {
            let codes = rows.iter().map(|row| texts.codes.get(*row).copied().unwrap_or(BLANK)).collect();
            Some(Column { data: Data::Texts(Texts { codes, ..texts.clone() }), ..column.clone() })
        }
        // The one time an order has is not that of its steps.
        Data::Times(_) | Data::Numbers(_) => None,
    });
    let mut columns: Vec<Column> = carried.filter(|column| column.role != Some(Role::Event)).collect();
    columns.push(Column { header: "event".to_owned(), role: Some(Role::Event), data: Data::Texts(events) });
    let mut issues = table.issues.clone();
    more(&mut issues, Code::DerivedEvents, count as u64);
    Table { columns, issues, origin: origin(rows), ..about(table) }
}
