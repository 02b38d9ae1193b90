//! Headers that people and systems give to a column, in English and Indonesian, with how much each says.

use crate::model::fold;
use crate::model::rule::Role;

/// Role, how sure the words are, and the words as [`normal`] writes them, separated by `|`.
const WORDS: [(Role, f64, &str); 42] = [
    (
        Role::Person,
        0.95,
        "user id|userid|user pseudo id|client id|clientid|customer id|customerid|cust id|case concept name|case id|caseid|visitor id|person id|distinct id|anonymous id|member id|patient id|respondent id|respnum|id pelanggan|id pengguna|id responden|id pasien|id anggota|full visitor id|requester id|buyer id|subscriber id|contact id|passenger id|user uuid|uid|customer number|customer no|member number|no pelanggan|nomor anggota",
    ),
    (
        Role::Person,
        0.9,
        "user|customer|case|patient|respondent|visitor|person|member|client|pelanggan|pengguna|responden|pasien|pembeli|username pembeli|anggota|buyer|pengunjung|nasabah|requester|subscriber|passenger",
    ),
    (
        Role::Person,
        0.7,
        "email|e mail|email address|customer email|requester email|contact email|alamat email|response id|nomor pelanggan|nama pelanggan|buyer username|no hp|nomor hp|phone|id respon|customer user|network id|username|account id",
    ),
    (
        Role::Time,
        0.95,
        "timestamp|time timestamp|time stamp|event time|event timestamp|datetime|date time|cap waktu|occurred at|created at|created time|waktu kejadian|tanggal waktu|stempel waktu|complete timestamp|event datetime",
    ),
    (
        Role::Time,
        0.9,
        "time|waktu|ts|date|tanggal|tgl|event date|created|order date|purchase date|waktu pesanan dibuat|tanggal pesanan|submitted at|submit date|submitdate|recorded date|waktu dibuat|tanggal order|visit time|when|date submitted|jam tanggal|start timestamp|waktu transaksi|tanggal transaksi",
    ),
    (
        Role::Time,
        0.7,
        "start date|start time|startdate|publish time|updated at|interview date|survey date|datestamp|t|waktu mulai|tanggal mulai|date created|ended at",
    ),
    (
        Role::End,
        0.85,
        "end time|end date|enddate|end timestamp|finished at|finish time|waktu selesai|tanggal selesai|solved at|closed at|completed at",
    ),
    (
        Role::Event,
        0.95,
        "event|event name|eventname|activity|activity name|concept name|peristiwa|kejadian|aktivitas|nama peristiwa|nama event|event action",
    ),
    (Role::Event, 0.85, "action|aksi|tindakan|handling|task|kegiatan|event type|nama aktivitas|action name"),
    (
        Role::Event,
        0.5,
        "page path|page|url path|page location|halaman|screen|screen name|page title|verb|operation",
    ),
    (
        Role::Channel,
        0.9,
        "channel|kanal|saluran|kanal penjualan|sales channel|distribution channel|default channel group|channel group",
    ),
    (
        Role::Channel,
        0.6,
        "via|medium|utm medium|utm source|source|platform|sumber|traffic source|referrer domain",
    ),
    (
        Role::Score,
        0.9,
        "nps|csat|ces|score|rating|skor|nps score|csat score|ces score|skor nps|skor csat|skor ces|satisfaction score|net promoter score|netpro|penilaian|nilai kepuasan|kepuasan|satisfaction|bintang|stars|likelihood to recommend",
    ),
    (Role::Score, 0.5, "nilai|answer|jawaban|total skor|value rating"),
    (
        Role::Comment,
        0.9,
        "comment|comments|komentar|feedback|saran|masukan|review|ulasan|kritik dan saran|remarks|verbatim|any other comments|open ended response|umpan balik|testimoni",
    ),
    (Role::Stage, 0.9, "stage|tahap|tahapan|fase|phase|journey stage|tahap perjalanan|lifecycle stage"),
    (Role::Touchpoint, 0.9, "touchpoint|touch point|titik kontak|touchpoint id|titik sentuh"),
    (
        Role::Segment,
        0.9,
        "segment|segmen|persona|customer segment|segmen pelanggan|customer type|jenis pelanggan|tipe pelanggan|cohort|kelompok|group name",
    ),
    (Role::Session, 0.95, "session id|sessionid|session|sesi|id sesi|ga session id|visit id|id kunjungan"),
    (
        Role::Amount,
        0.9,
        "amount|revenue|order total|total pembayaran|nilai belanja|order amount|omzet|purchase value|grand total|total price|jumlah bayar|total belanja|nilai transaksi|total harga|pendapatan",
    ),
    (Role::Amount, 0.6, "total|price|harga|value|subtotal|biaya|cost|costs"),
    (Role::Status, 0.9, "status|order status|status pesanan|financial status|ticket status|state|keadaan"),
    (Role::Status, 0.6, "fulfillment status|response type|payment status|order substatus|status pembayaran"),
    (
        Role::Lifecycle,
        0.95,
        "lifecycle|lifecycle transition|registration type|lifecycle id|transition|siklus",
    ),
    (
        Role::Promised,
        0.9,
        "promised|promised at|required date|due date|estimated delivery|estimated delivery date|promised date|estimasi tiba|batas waktu|tenggat|tanggal dijanjikan|deadline|expected delivery",
    ),
    (
        Role::Delivered,
        0.9,
        "delivered|delivered at|delivered time|delivery date|delivered date|delivery time|tanggal tiba|waktu tiba|tanggal terkirim|diterima|waktu diterima",
    ),
    (
        Role::Delivered,
        0.7,
        "shipped date|shipped at|shipped time|tanggal kirim|waktu pengiriman|waktu pesanan selesai|fulfilled at",
    ),
    (
        Role::Count,
        0.9,
        "count|users|active users|total users|visitors|people|persons|customers|jumlah pengguna|jumlah pengunjung|jumlah orang|jumlah pelanggan|unique visitors|nb uniq visitors|event count",
    ),
    (Role::Count, 0.6, "n|jumlah|pengguna|pengunjung|total count|frequency|frekuensi|quantity|banyaknya"),
    (Role::Step, 0.9, "step|langkah|funnel step|step name|nama langkah"),
    // In exports of orders the row is the order, and its own number is the last resort for a person.
    (Role::Person, 0.5, "order id|no pesanan|order number|id pesanan|ticket id"),
    (
        Role::Time,
        0.6,
        "paid at|paid date|waktu pembayaran dilakukan|waktu|hari|day|nth day|hari ke|bulan|month|week",
    ),
    (Role::Session, 0.6, "visit|kunjungan"),
    (Role::Comment, 0.7, "subject|catatan|note|notes|alasan|reason|keterangan|pesan|message|text"),
    (
        Role::Segment,
        0.6,
        "device category|device|country|negara|region|kota|city|gender|jenis kelamin|usia|age|perangkat",
    ),
    (Role::Event, 0.45, "event category|type|tipe|jenis"),
    (Role::Touchpoint, 0.6, "touchpoints|interaction|interaksi"),
    (Role::Stage, 0.6, "journey step|funnel stage"),
    (Role::Delivered, 0.5, "received at|received"),
    (Role::Amount, 0.5, "nilai pesanan|payment|pembayaran|sku subtotal after discount"),
    (Role::End, 0.6, "selesai|finished|end"),
    (Role::Status, 0.5, "resolution|hasil|outcome"),
];

/// How sure a question is to be answered in words, by its own words.
pub const ASKED_FOR: f64 = 0.55;

/// Words inside a question that ask for a score.
const ASKED: [&str; 14] = [
    "recommend",
    "rekomendasi",
    "satisf",
    "puas",
    "how likely",
    "seberapa mungkin",
    "seberapa besar",
    "rate ",
    "nilai",
    "how easy",
    "mudah",
    "rating",
    "experience",
    "pengalaman",
];

/// Words inside a question that ask for an answer in the customer's own words.
const TOLD: [&str; 31] = [
    "saran",
    "masukan",
    "komentar",
    "kritik",
    "alasan",
    "mengapa",
    "kenapa",
    "ceritakan",
    "jelaskan",
    "perlu diperbaiki",
    "kami perbaiki",
    "kesan",
    "comment",
    "comments",
    "suggestions",
    "feedback",
    "reason",
    "why",
    "tell us",
    "describe",
    "could we improve",
    "can we improve",
    "we could improve",
    "we can improve",
    "be improved",
    "we do better",
    "be better",
    "tingkatkan",
    "ditingkatkan",
    "lakukan lebih baik",
    "agar lebih baik",
];

/// A header in small letters, its words separated by one blank: `userID`, `user_id` and `User ID` are the same.
pub fn normal(header: &str) -> String {
    let mut out = String::with_capacity(header.len().saturating_add(4));
    let mut before = ' ';
    let mut chars = header.chars().peekable();
    while let Some(char) = chars.next() {
        if !char.is_alphanumeric() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            let next_small = chars.peek().is_some_and(|next| next.is_lowercase());
            let bend =
                char.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_small));
            if bend && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push(fold::letter(char));
        }
        before = char;
    }
    out.truncate(out.trim_end().len());
    for zone in [" utc", " wib", " gmt"] {
        if let Some(shorter) = out.strip_suffix(zone) {
            out.truncate(shorter.len());
        }
    }
    out
}

/// What a header alone says: roles with a confidence of 0…1.
pub fn by_header(header: &str) -> Vec<(Role, f64)> {
    let name = normal(header);
    let mut said: Vec<(Role, f64)> = Vec::new();
    let words = name.split(' ').count();
    for (role, weight, list) in WORDS {
        let mut best = 0.0f64;
        for word in list.split('|') {
            if word == name {
                best = best.max(weight);
            } else if words <= 5 && weight >= 0.85 && word.len() > 3 && ends_with_word(&name, word) {
                best = best.max(weight * 0.7);
            }
        }
        if best > 0.0 {
            said.push((role, best));
        }
    }
    if words > 3 && ASKED.iter().any(|part| name.contains(part)) {
        said.push((Role::Score, 0.6));
    }
    if words >= 2
        && !said.iter().any(|(role, _)| *role == Role::Comment)
        && TOLD.iter().any(|part| has_words(&name, part))
    {
        said.push((Role::Comment, ASKED_FOR));
    }
    let person = said.iter().any(|(role, _)| *role == Role::Person);
    if words <= 4 && !person && (name == "id" || name.strip_suffix(" id").is_some_and(|of| !is_thing(of))) {
        said.push((Role::Person, 0.45));
    }
    // A nested key says as much as its last part, a little less.
    if let Some((path, last)) = header.rsplit_once('.')
        && !path.contains(' ')
        && !last.contains(' ')
    {
        for (role, sure) in by_header(last) {
            match said.iter_mut().find(|(known, _)| *known == role) {
                Some((_, known)) => *known = known.max(sure * 0.97),
                None => said.push((role, sure * 0.97)),
            }
        }
    }
    said
}

/// Headers of what a row of orders, tickets or parcels is about.
const CASES: &str = "order id|order number|order no|order|id pesanan|no pesanan|nomor pesanan|kode pesanan|id order|no order|invoice|invoice id|invoice number|no invoice|nomor invoice|ticket id|ticket number|ticket|id tiket|no tiket|nomor tiket|shipment id|tracking number|tracking id|no resi|nomor resi|resi|awb|waybill|case number|booking id|id";

/// True where a header names the case that a row is about: an order, a ticket, a parcel.
pub fn is_case(header: &str) -> bool {
    let name = normal(header);
    CASES.split('|').any(|case| case == name)
}

/// True where a header names a ticket of a help desk.
pub fn is_ticket(header: &str) -> bool {
    const TICKETS: [&str; 7] =
        ["ticket id", "ticket number", "ticket no", "ticket", "id tiket", "no tiket", "nomor tiket"];
    TICKETS.contains(&normal(header).as_str())
}

/// True for the names of things whose ids are no persons.
fn is_thing(name: &str) -> bool {
    const THINGS: [&str; 28] = [
        "event",
        "sequence",
        "transaction",
        "item",
        "product",
        "sku",
        "page",
        "action",
        "website",
        "campaign",
        "tracking",
        "package",
        "post",
        "collector",
        "employee",
        "store",
        "handling",
        "job",
        "tweet",
        "batch",
        "set",
        "run",
        "produk",
        "barang",
        "toko",
        "resource",
        "visit",
        "session",
    ];
    name.rsplit(' ').next().is_some_and(|last| THINGS.contains(&last))
}

/// True where these words stand in a name one behind the other, whole; `-nya` may hang on the last.
fn has_words(name: &str, words: &str) -> bool {
    name.match_indices(words).any(|(at, _)| {
        let before = name.get(..at).unwrap_or_default();
        let after = name.get(at.saturating_add(words.len())..).unwrap_or_default();
        let after = after.strip_prefix("nya").unwrap_or(after);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

fn ends_with_word(name: &str, word: &str) -> bool {
    name.strip_suffix(word).is_some_and(|before| before.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_all_their_dresses() {
        for (header, words) in [
            ("userID", "user id"),
            ("user_id", "user id"),
            ("case:concept:name", "case concept name"),
            ("Username (Pembeli)", "username pembeli"),
            ("RESPNUM", "respnum"),
            ("HTTPStatus", "http status"),
            ("Submit Date (UTC)", "submit date"),
            ("  Cap  waktu ", "cap waktu"),
        ] {
            assert_eq!(normal(header), words);
        }
    }

    #[test]
    fn every_synonym_is_written_as_normal_writes_it() {
        for (role, _, list) in WORDS {
            for word in list.split('|') {
                assert_eq!(normal(word), word, "{role:?}");
            }
        }
    }

    #[test]
    fn the_order_of_an_order_id_is_not_a_customer() {
        let best = |header: &str| by_header(header).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(best("customerID"), (Role::Person, 0.95));
        assert!(best("orderID").1 < 0.6);
        assert_eq!(best("Waktu Pesanan Dibuat").0, Role::Time);
        assert_eq!(best("nama_peristiwa").0, Role::Event);
    }

    #[test]
    fn a_question_that_asks_for_words_is_a_comment_and_a_part_of_a_word_is_not() {
        let comment = |header: &str| by_header(header).iter().any(|(role, _)| *role == Role::Comment);
        for header in [
            "Ada saran untuk kami?",
            "Apa alasan utamanya?",
            "Ceritakan alasannya",
            "What is the main reason?",
            "Anything else you would like to tell us?",
            "Why did you give this score?",
            "Is there anything we could improve?",
            "Apa yang bisa kami tingkatkan?",
            "What could we do better?",
            "What should be improved?",
            "How could your visit have been better? What would be better?",
            "Apa yang perlu ditingkatkan?",
            "Apa yang bisa kami lakukan lebih baik?",
        ] {
            assert!(comment(header), "{header}");
        }
        for header in [
            "Sarana transportasi ke toko",
            "Pesanan ke berapa?",
            "Recommended by",
            "Reasonable price",
            "Better price",
            "Barang lebih baik",
        ] {
            assert!(!comment(header), "{header}");
        }
    }
}
