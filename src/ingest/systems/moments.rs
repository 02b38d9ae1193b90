//! Columns that say when something happened to an order, a ticket or a parcel: `Paid at`, `Waktu Pesanan Selesai`.
//!
//! A table with several of them and no column of event names holds events all the same, one a filled cell.

use crate::ingest::synonyms::normal;

/// A column of times, and what happened at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its header.
    pub header: String,
    /// Name of the event, of the header's own words.
    pub event: String,
}

/// Words of a header that say no more than that it is a time.
const TIME_WORDS: [&str; 14] = [
    "at",
    "on",
    "date",
    "time",
    "timestamp",
    "datetime",
    "waktu",
    "tanggal",
    "tgl",
    "jam",
    "utc",
    "wib",
    "gmt",
    "pada",
];

/// Words of times at which nothing happened, or nobody knows what.
const NO_EVENT: [&str; 28] = [
    "initially",
    "updated",
    "update",
    "modified",
    "due",
    "required",
    "promised",
    "deadline",
    "estimated",
    "expected",
    "estimasi",
    "tenggat",
    "batas",
    "birth",
    "lahir",
    "expiry",
    "expires",
    "valid",
    "scheduled",
    "planned",
    "last",
    "next",
    "terakhir",
    "diperbarui",
    "diubah",
    "dijanjikan",
    "export",
    "exported",
];

/// The event that a column of times stands for: its header without the words for time; `None` where that is no
/// event, and where nothing is left (`Tanggal`).
///
/// ```text
/// Paid at → paid · Waktu Pesanan Dibuat → pesanan dibuat · shippedDate → shipped · Due date → none
/// ```
pub fn name_of(header: &str) -> Option<String> {
    let name = normal(header);
    let words: Vec<&str> = name.split(' ').filter(|word| !TIME_WORDS.contains(word)).collect();
    let none = words.is_empty() || words.len() > 5 || words.iter().any(|word| NO_EVENT.contains(word));
    (!none).then(|| words.join(" "))
}

/// True where the header itself says time: what it names is one even while no row has it.
pub fn says_time(header: &str) -> bool {
    normal(header).split(' ').any(|word| TIME_WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_named_by_the_words_of_the_header() {
        for (header, event) in [
            ("Paid at", Some("paid")),
            ("Waktu Pesanan Dibuat", Some("pesanan dibuat")),
            ("shippedDate", Some("shipped")),
            ("Created Time", Some("created")),
            ("order_date", Some("order")),
            ("Due date", None),
            ("Updated at", None),
            ("Tanggal", None),
            ("requiredDate", None),
        ] {
            assert_eq!(name_of(header).as_deref(), event, "{header}");
        }
        assert!(says_time("Cancelled at") && !says_time("Status"));
    }
}
