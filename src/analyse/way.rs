//! The one way that most people take through a file's events: which of them are steps, and in which order.
//!
//! Must never know: names of columns, what a journey looks like.

use crate::model::order::arrange_by;
use std::collections::BTreeMap;

/// The events of one person in the order of their first row → how many people went so.
pub type Ways = BTreeMap<Vec<u32>, u64>;

/// A stage that keeps fewer than one in this many of those before it is no stage of the same way.
const KEEPS: u64 = 20;
/// Of those who go further, at least these parts of a hundred pass a step: one that trade knows by its name,
/// and any other.
const PASSED: [u64; 2] = [50, 80];
/// Under so many steps, what half of those who go further pass is a step too.
const FEW: usize = 3;

/// The usual order of a trade, a family of words a rank; the words are English and Indonesian.
const TRADE: [&[&str]; 7] = [
    &["visit", "landing", "home", "main", "session", "open", "start", "kunjungan", "beranda"],
    &[
        "catalog",
        "catalogue",
        "view",
        "browse",
        "search",
        "product",
        "item",
        "katalog",
        "lihat",
        "produk",
        "cari",
    ],
    &["cart", "basket", "bag", "keranjang"],
    &["checkout", "delivery", "shipping", "address", "pengiriman", "alamat"],
    &["payment", "pay", "billing", "bayar", "pembayaran"],
    &[
        "purchase",
        "purchased",
        "order",
        "ordered",
        "paid",
        "done",
        "bought",
        "transaction",
        "beli",
        "pesan",
        "lunas",
    ],
    &["received", "delivered", "review", "recommend", "referral", "diterima", "ulasan"],
];
/// The events that GA4 recommends or collects of itself, in the order of a shop.
const RECOMMENDED: [&str; 24] = [
    "first_open",
    "first_visit",
    "session_start",
    "page_view",
    "screen_view",
    "view_promotion",
    "select_promotion",
    "search",
    "view_search_results",
    "view_item_list",
    "select_item",
    "view_item",
    "add_to_wishlist",
    "add_to_cart",
    "view_cart",
    "begin_checkout",
    "add_shipping_info",
    "add_payment_info",
    "purchase",
    "generate_lead",
    "qualify_lead",
    "working_lead",
    "close_convert_lead",
    "share",
];
/// What is collected of itself and says nothing of a way.
const NOISE: [&str; 16] = [
    "user_engagement",
    "scroll",
    "click",
    "file_download",
    "form_start",
    "form_submit",
    "video_start",
    "video_progress",
    "video_complete",
    "app_remove",
    "app_update",
    "os_update",
    "app_exception",
    "ad_impression",
    "remove_from_cart",
    "$autocapture",
];
/// What ends a way and is no step of it.
const ENDS: [&str; 24] = [
    "lost",
    "exit",
    "bounce",
    "churn",
    "churned",
    "abandon",
    "abandoned",
    "cancelled",
    "canceled",
    "cancel",
    "logout",
    "refund",
    "refunded",
    "returned",
    "voided",
    "failed",
    "expired",
    "batal",
    "dibatalkan",
    "pembatalan",
    "dikembalikan",
    "pengembalian",
    "gagal",
    "kedaluwarsa",
];

/// The words of an event's name: `addToCart`, `add_to_cart` and `Add to cart` are the same.
pub fn spelled(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(crate::model::fold::letter(c));
        }
        small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The rank of an event in its trade: of several words the last family counts (`payment_done` is done).
fn rank(name: &str) -> Option<usize> {
    let words = spelled(name);
    TRADE.iter().rposition(|family| words.iter().any(|word| family.contains(&word.as_str())))
}

/// True for what ends a way without being a step of it, and for what is no step of any: `lost`, `exit`, `scroll`.
pub fn is_end(name: &str) -> bool {
    NOISE.contains(&name) || spelled(name).iter().any(|word| ENDS.contains(&word.as_str()))
}

/// The place of an event among those that GA4 recommends.
fn recommended(name: &str) -> Option<usize> {
    RECOMMENDED.iter().position(|known| *known == name)
}

/// An event that may be a step.
struct Event {
    what: u32,
    /// Among those that GA4 recommends.
    place: Option<usize>,
    /// In its trade.
    rank: Option<usize>,
    /// The trade knows it, and no event of its family has more people.
    named: bool,
}

/// The steps among `most` (events, most people first), in their order.
///
/// Ordered by the trade's own order where both names are known, else by what most people meet first. A step that
/// most of those who go further leave out is a side step: four in five must pass it, or half where the trade
/// knows it and no event of its family has more people.
pub fn steps(most: &[(u32, &str)], ways: &Ways) -> Vec<u32> {
    let mut families: Vec<usize> = Vec::new();
    let known: Vec<Event> = most
        .iter()
        .map(|(what, name)| {
            let rank = rank(name);
            // a visit may be everybody's door or not: only what follows is a step by its name
            let first = rank.is_some_and(|rank| rank > 0 && !families.contains(&rank));
            families.extend(rank);
            Event { what: *what, place: recommended(name), rank, named: first }
        })
        .collect();
    let ordered = in_order(&known, ways);
    let need = |what: u32, least: u64| {
        let named = known.iter().any(|event| event.what == what && event.named);
        if named { least.min(PASSED[0]) } else { least }
    };
    let way = without_side_steps(&ordered, ways, &|what| need(what, PASSED[1]));
    let way =
        if way.len() < FEW { without_side_steps(&ordered, ways, &|what| need(what, PASSED[0])) } else { way };
    one_way(&way, ways)
}

fn place(way: &[u32], what: u32) -> Option<usize> {
    way.iter().position(|one| *one == what)
}

/// Events by how many others come after them; more people first where that is equal.
fn in_order(known: &[Event], ways: &Ways) -> Vec<u32> {
    let before = |a: &Event, b: &Event| {
        if let (Some(a), Some(b)) = (a.place, b.place) {
            return a < b;
        }
        if let (Some(a), Some(b)) = (a.rank, b.rank)
            && a != b
        {
            return a < b;
        }
        let both = ways.iter().filter_map(|(way, n)| Some((place(way, a.what)?, place(way, b.what)?, *n)));
        let (first, second) = both.fold((0_u64, 0_u64), |(first, second), (a, b, n)| {
            if a < b { (first.saturating_add(n), second) } else { (first, second.saturating_add(n)) }
        });
        first > second
    };
    let mut ranked: Vec<(usize, u32)> = known
        .iter()
        .map(|a| (known.iter().filter(|b| a.what != b.what && before(a, b)).count(), a.what))
        .collect();
    // stable: more people stand first
    arrange_by(&mut ranked, |(after, _)| core::cmp::Reverse(*after));
    ranked.into_iter().map(|(_, what)| what).collect()
}

/// Leaves out, the most skipped first, what too few of those who go further have passed.
fn without_side_steps(ordered: &[u32], ways: &Ways, need: &dyn Fn(u32) -> u64) -> Vec<u32> {
    let mut kept = ordered.to_vec();
    loop {
        let share = |at: usize, what: u32| {
            let later = kept.get(at.saturating_add(1)..).unwrap_or_default();
            let further = |way: &Vec<u32>| later.iter().filter_map(|one| place(way, *one)).max();
            let (mut all, mut passed) = (0_u64, 0_u64);
            for (way, n) in ways {
                let Some(end) = further(way) else { continue };
                all = all.saturating_add(*n);
                if place(way, what).is_some_and(|place| place < end) {
                    passed = passed.saturating_add(*n);
                }
            }
            // nobody went further: nothing was skipped
            passed.saturating_mul(100).checked_div(all).unwrap_or(100)
        };
        let skipped = kept.iter().enumerate().map(|(at, what)| (share(at, *what), *what));
        let worst = skipped.filter(|(share, what)| *share < need(*what)).min();
        let Some((_, worst)) = worst else { return kept };
        kept.retain(|what| *what != worst);
    }
}

/// Leaves out what hardly anybody has who has all before it: the other branch of a fork.
fn one_way(ordered: &[u32], ways: &Ways) -> Vec<u32> {
    let mut still: Vec<(&Vec<u32>, u64)> = ways.iter().map(|(way, n)| (way, *n)).collect();
    let people = |ways: &[(&Vec<u32>, u64)]| ways.iter().fold(0_u64, |sum, (_, n)| sum.saturating_add(*n));
    let mut chosen = Vec::new();
    for what in ordered {
        let next: Vec<(&Vec<u32>, u64)> =
            still.iter().copied().filter(|(way, _)| way.contains(what)).collect();
        if !next.is_empty() && people(&next).saturating_mul(KEEPS) >= people(&still) {
            still = next;
            chosen.push(*what);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_their_words() {
        assert_eq!(rank("addToCart"), rank("keranjang"));
        assert_eq!((rank("payment_done"), rank("payment_choice")), (Some(5), Some(4)));
        assert_eq!((rank("product1"), rank("Display")), (Some(1), None));
        assert!(is_end("lost") && is_end("Cart abandoned") && !is_end("glostrup"));
    }

    #[test]
    fn the_order_is_what_most_meet_first_where_the_trade_knows_none() {
        let ways: Ways = [(vec![1, 2, 3], 6), (vec![2, 1, 3], 3)].into();
        assert_eq!(steps(&[(3, "c"), (2, "b"), (1, "a")], &ways), [1, 2, 3]);
    }

    #[test]
    fn the_events_that_ga4_recommends_stand_in_the_order_of_a_shop_whatever_the_data_say() {
        // a tag fires the item's view before the page's
        let ways: Ways = [(vec![2, 1, 4, 3], 9), (vec![1, 2], 1)].into();
        let most = [(1, "page_view"), (2, "view_item"), (3, "purchase"), (4, "begin_checkout")];
        assert_eq!(steps(&most, &ways), [1, 2, 4, 3]);
        assert!(is_end("user_engagement") && is_end("Pesanan dibatalkan") && !is_end("page_view"));
    }

    #[test]
    fn a_step_that_most_who_go_further_skip_is_a_side_step() {
        // ten look, one looks at a product first; eight put into the cart, six pay
        let ways: Ways = [(vec![1, 2, 3, 4], 1), (vec![1, 3, 4], 5), (vec![1, 3], 2), (vec![1, 2], 2)].into();
        assert_eq!(steps(&[(1, "catalog"), (3, "cart"), (4, "paid"), (2, "product1")], &ways), [1, 3, 4]);
    }
}
