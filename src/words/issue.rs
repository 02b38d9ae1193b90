//! Rows and cells that could not be used, counted.

use super::numbers::Plain;
use super::{Lang, Numbers, fill, problem, quoted, short};
use crate::diag::{Issue, Sample};
use crate::error::{Code, Error};

/// How many rows or cells were unusable and why, with the first of them.
///
/// ```
/// # use jejak::{Code, Issue, Sample, words::{Lang, issue}};
/// let first = vec![Sample { line: 12, column: "Waktu".into(), value: "31/31/2020".into() }];
/// let bad = Issue { code: Code::BadTime, count: 1204, first };
/// assert_eq!(issue(&bad, Lang::En), "1,204 times could not be read; the first: line 12, “Waktu”, “31/31/2020”.");
/// assert_eq!(issue(&bad, Lang::Id), "1.204 waktu tidak bisa dibaca; yang pertama: baris 12, “Waktu”, “31/31/2020”.");
/// ```
pub fn issue(issue: &Issue, lang: Lang) -> String {
    let count = Plain(lang).decimal(issue.count as f64, 0);
    let mut text = match counted(issue.code) {
        Some([one, _, _]) if lang == Lang::En && issue.count == 1 => fill(one, &[&count]),
        Some([_, many, indonesian]) => fill(lang.pick(many, indonesian), &[&count]),
        None => {
            let sentence = problem(&Error::new(issue.code, ""), lang);
            format!("{count} × {}", sentence.trim_end_matches('.'))
        }
    };
    if let Some(sample) = issue.first.first().filter(|sample| sample.line > 0 || !sample.value.is_empty()) {
        text.push_str(lang.pick("; the first: ", "; yang pertama: "));
        text.push_str(&first(sample, lang));
    }
    text.push('.');
    text
}

/// Most events that are named.
const NAMED: usize = 8;

/// Which events belong to no stage or step, the commonest first, with their rows.
///
/// ```
/// # use jejak::words::{Lang, unmatched};
/// let events = [("scroll", 1204), ("share", 7)];
/// assert_eq!(unmatched(events.into_iter(), Lang::En), "Events of no stage: “scroll” (1,204), “share” (7).");
/// assert_eq!(unmatched(events.into_iter(), Lang::Id), "Peristiwa di luar tahap: “scroll” (1.204), “share” (7).");
/// ```
pub fn unmatched<'a>(events: impl Iterator<Item = (&'a str, u64)>, lang: Lang) -> String {
    let mut named: Vec<String> = events
        .map(|(event, count)| format!("{} ({})", quoted(event), Plain(lang).decimal(count as f64, 0)))
        .collect();
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    if more > 0 {
        named.push(fill(lang.pick("{0} more", "{0} lainnya"), &[&more.to_string()]));
    }
    format!("{}: {}.", lang.pick("Events of no stage", "Peristiwa di luar tahap"), named.join(", "))
}

/// Where the sample stands and what it held.
fn first(sample: &Sample, lang: Lang) -> String {
    let mut parts = Vec::new();
    if sample.line > 0 {
        parts.push(fill(lang.pick("line {0}", "baris {0}"), &[&sample.line.to_string()]));
    }
    if !sample.column.is_empty() {
        parts.push(quoted(&sample.column));
    }
    if !short(&sample.value).is_empty() {
        parts.push(quoted(&sample.value));
    }
    parts.join(", ")
}

/// English for one, English for several, Indonesian.
fn counted(code: Code) -> Option<[&'static str; 3]> {
    Some(match code {
        Code::RaggedRow => [
            "{0} row has fewer or more cells than the header",
            "{0} rows have fewer or more cells than the header",
            "{0} baris jumlah selnya tidak sama dengan judul kolom",
        ],
        Code::BadTime => {
            ["{0} time could not be read", "{0} times could not be read", "{0} waktu tidak bisa dibaca"]
        }
        Code::BadNumber => {
            ["{0} number could not be read", "{0} numbers could not be read", "{0} angka tidak bisa dibaca"]
        }
        Code::NoPerson => ["{0} row names no person", "{0} rows name no person", "{0} baris tanpa pelanggan"],
        Code::NoTime => ["{0} row has no time", "{0} rows have no time", "{0} baris tanpa waktu"],
        Code::NoEvent => {
            ["{0} row names no event", "{0} rows name no event", "{0} baris tanpa nama peristiwa"]
        }
        Code::MissingAnswer => [
            "{0} answer was blank or outside the scale and is left out",
            "{0} answers were blank or outside the scale and are left out",
            "{0} jawaban kosong atau di luar skala dan tidak dihitung",
        ],
        Code::BadBytes => [
            "{0} cell had characters that cannot be read",
            "{0} cells had characters that cannot be read",
            "{0} sel berisi karakter yang tidak bisa dibaca",
        ],
        Code::NotAnObject => [
            "{0} line or item of the JSON is no object",
            "{0} lines or items of the JSON are no objects",
            "{0} baris atau butir JSON bukan objek",
        ],
        Code::UnmatchedEvent => [
            "{0} event belongs to no stage or step",
            "{0} events belong to no stage or step",
            "{0} peristiwa tidak termasuk tahap atau langkah mana pun",
        ],
        Code::Ambiguous => [
            "{0} column can be read in two ways",
            "{0} columns can be read in two ways",
            "{0} kolom bisa dibaca dengan dua cara",
        ],
        Code::NotJoined => [
            "{0} person of this source is in no other source: ids differ, so nobody is joined",
            "{0} people of this source are in no other source: ids differ, so nobody is joined",
            "{0} orang di sumber ini tidak ada di sumber lain: id-nya berbeda, jadi tidak ada yang digabung",
        ],
        Code::SeveralStages => [
            "{0} answer names what could be several stages or touchpoints, so it stands nowhere",
            "{0} answers name what could be several stages or touchpoints, so they stand nowhere",
            "{0} jawaban menyebut nama yang cocok untuk beberapa tahap atau titik kontak, jadi tidak punya tempat di peta",
        ],
        Code::LeftOut => [
            "{0} row is no data by its system's own word (a test, unfinished, a total) and is left out",
            "{0} rows are no data by their system's own word (tests, unfinished, totals) and are left out",
            "{0} baris bukan data menurut sistemnya sendiri (uji coba, belum selesai, jumlah total) dan tidak dihitung",
        ],
        Code::DerivedEvents => [
            "{0} event was made of the times or the status in its row",
            "{0} events were made of the times or the status in their rows",
            "{0} peristiwa disusun dari waktu atau status di barisnya",
        ],
        Code::OtherTable => [
            "{0} more table is in the file and is not read",
            "{0} more tables are in the file and are not read",
            "{0} tabel lain di file ini tidak dibaca",
        ],
        Code::Rounded => [
            "{0} number has over 15 digits, so the workbook has rounded it: as an id it may be wrong",
            "{0} numbers have over 15 digits, so the workbook has rounded them: as ids they may be wrong",
            "{0} angka lebih dari 15 digit, jadi dibulatkan oleh buku kerja: sebagai id bisa keliru",
        ],
        Code::NoResult => [
            "{0} formula has no saved result; open the file in its program and save it again",
            "{0} formulas have no saved results; open the file in its program and save it again",
            "{0} rumus tanpa hasil tersimpan; buka file ini di programnya lalu simpan lagi",
        ],
        Code::BadText => {
            ["{0} text could not be read", "{0} texts could not be read", "{0} teks tidak bisa dibaca"]
        }
        _ => return None,
    })
}
