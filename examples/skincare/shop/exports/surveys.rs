//! The two forms, as Google Forms exports their answers: everything quoted, the time first.

use super::super::Lang;
use super::super::clock::form;
use super::super::facts::{Answer, Quarter};
use super::csv::record;

type Text = (&'static str, &'static str);

const TIME: Text = ("Cap waktu", "Timestamp");
const NUMBER: Text = ("Nomor pelanggan", "Customer number");

/// The parts that the form offers, in the words of the journey's touchpoints.
const PARTS: [(&str, Text); 15] = [
    ("reels", ("Iklan Reels", "Reels ad")),
    ("search", ("Hasil pencarian", "Search result")),
    ("article", ("Artikel jurnal", "Journal article")),
    ("friend_link", ("Tautan dari teman", "A friend’s link")),
    ("product_page", ("Halaman produk", "Product page")),
    ("guide", ("Kuis dan panduan", "Quiz and guide")),
    ("brand", ("Cerita merek", "Brand story")),
    ("ask", ("Tanya lewat WhatsApp", "Question on WhatsApp")),
    ("cart", ("Keranjang", "Cart")),
    ("checkout", ("Alamat dan ongkir", "Address and shipping")),
    ("pay_online", ("Bayar online", "Online payment")),
    ("pay_cash", ("Bayar di tempat", "Cash on delivery")),
    ("delivery", ("Paket", "Parcel")),
    ("mail", ("E-mail perawatan", "Care e-mail")),
    ("loyalty", ("Poin Melati", "Melati points")),
];

/// One row an answer about one part of the way.
pub fn satisfaction(quarter: &Quarter, lang: Lang) -> String {
    let header = [
        TIME,
        NUMBER,
        ("Bagian mana yang baru Anda alami?", "Which part have you just been through?"),
        ("Seberapa puas Anda dengan bagian itu? (1–5)", "How satisfied are you with that part? (1–5)"),
        ("Ceritakan alasannya", "Tell us why"),
    ];
    answers(quarter, &quarter.answers, &header, lang, true)
}

/// One row an answer of those who review, invite and show.
pub fn recommendation(quarter: &Quarter, lang: Lang) -> String {
    let header = [
        TIME,
        NUMBER,
        (
            "Seberapa besar kemungkinan Anda merekomendasikan Toko Melati? (0–10)",
            "How likely are you to recommend Toko Melati? (0–10)",
        ),
        ("Apa alasan utamanya?", "What is the main reason?"),
    ];
    answers(quarter, &quarter.recommendations, &header, lang, false)
}

fn answers(quarter: &Quarter, answers: &[Answer], header: &[Text], lang: Lang, parts: bool) -> String {
    let mut sorted: Vec<&Answer> = answers.iter().collect();
    sorted.sort_by_key(|answer| (answer.at, answer.customer));
    let mut out = String::new();
    record(&mut out, header.iter().map(|both| lang.of(both)), true);
    for answer in sorted {
        let customer = quarter.customers.get(answer.customer).filter(|_| answer.named);
        let mut cells =
            vec![form(answer.at), customer.map(|customer| customer.known_as("")).unwrap_or_default()];
        if parts {
            let part = PARTS.iter().find(|(id, _)| *id == answer.touchpoint);
            cells.push(
                part.map_or(lang.of(&("Lainnya", "Something else")), |(_, both)| lang.of(both)).to_owned(),
            );
        }
        cells.push(answer.score.map(|score| score.to_string()).unwrap_or_default());
        cells.push(answer.comment.map(|said| said.words(lang)).unwrap_or_default());
        record(&mut out, cells.iter().map(String::as_str), true);
    }
    out
}
