//! What a problem is about, in words: roles, expected types, settings, kinds of file.

use super::{Lang, fill, quoted, short};
use crate::model::rule::Role;

/// A role of a column, as a person calls it.
pub(super) fn role(word: &str, lang: Lang) -> String {
    let Some(role) = Role::parse(word) else { return quoted(word) };
    let (english, indonesian) = match role {
        Role::Person => ("the person (customer or user id)", "pelanggan (id pelanggan atau pengguna)"),
        Role::Time => ("the time", "waktu"),
        Role::End => ("the end time", "waktu selesai"),
        Role::Event => ("the event", "peristiwa (event)"),
        Role::Channel => ("the channel", "saluran"),
        Role::Score => ("the score", "skor jawaban"),
        Role::Comment => ("the comment", "komentar"),
        Role::Stage => ("the stage", "tahap"),
        Role::Touchpoint => ("the touchpoint", "titik kontak (touchpoint)"),
        Role::Segment => ("the segment", "segmen"),
        Role::Session => ("the session", "sesi"),
        Role::Amount => ("the amount", "nilai uang"),
        Role::Status => ("the status", "keadaan pesanan"),
        Role::Lifecycle => ("the start or completion of an activity", "mulai atau selesainya kegiatan"),
        Role::Promised => ("the promised date", "tanggal yang dijanjikan"),
        Role::Delivered => ("the delivery date", "tanggal diterima"),
        Role::Count => ("the count", "jumlah"),
        Role::Step => ("the step", "langkah"),
    };
    lang.pick(english, indonesian).to_owned()
}

/// What may be in two documents: people, or the rows of a source.
pub(super) fn overlap(subject: &str, lang: Lang) -> String {
    match subject {
        "people" => lang.pick("people", "orang").to_owned(),
        source => fill(lang.pick("rows of {0}", "baris dari {0}"), &[&quoted(source)]),
    }
}

/// What a document should hold at a place; an unknown word is quoted.
pub(super) fn expected(word: &str, lang: Lang) -> String {
    let (english, indonesian) = match word {
        "text" | "string" => ("text", "teks"),
        "number" => ("a number", "angka"),
        "count" => ("a whole number, 0 or more", "bilangan bulat, 0 atau lebih"),
        "true or false" => ("true or false", "true atau false"),
        "text or number" => ("text or a number", "teks atau angka"),
        "number or text" => ("a number or text", "angka atau teks"),
        "list" => ("a list", "daftar"),
        "list of two" => ("a list of two", "daftar berisi dua"),
        "map" => ("names with values", "nama dengan nilainya"),
        "object" => ("an object { … }", "objek { … }"),
        "object or text" => ("an object { … } or text", "objek { … } atau teks"),
        "value" => ("a value", "nilai"),
        "five texts" => ("five texts", "lima teks"),
        "duration" => ("a duration such as 7d", "lama waktu, misalnya 7d"),
        "date" => ("a date such as 2026-07-01", "tanggal, misalnya 2026-07-01"),
        "JSON" => ("plain JSON", "JSON biasa"),
        _ => return quoted(word),
    };
    lang.pick(english, indonesian).to_owned()
}

/// A setting as documents write it; what is said of it beside its own words is translated.
pub(super) fn setting(subject: &str, lang: Lang) -> String {
    const PHRASES: [(&str, &str); 11] = [
        ("no persona has a segment", "belum ada persona yang punya segmen"),
        ("source kind counts", "sumber berjenis counts"),
        (
            "in any order people enter at any step as it is",
            "dalam urutan apa pun orang memang bisa masuk di langkah mana pun",
        ),
        (
            "in any order nothing lies between two steps",
            "dalam urutan apa pun tidak ada yang terletak di antara dua langkah",
        ),
        (
            "in any order no step stands before another",
            "dalam urutan apa pun tidak ada langkah yang mendahului langkah lain",
        ),
        ("at least one step must be required", "setidaknya satu langkah harus wajib"),
        ("optional step", "langkah opsional"),
        (": a column of times", ": kolom waktu"),
        ("more than ", "lebih dari "),
        ("lowest", "terendah"),
        ("highest", "tertinggi"),
    ];
    let mut text = short(subject);
    if lang == Lang::Id {
        for (english, indonesian) in PHRASES {
            text = text.replace(english, indonesian);
        }
        if let Some(steps) = text.strip_suffix(" steps") {
            text = format!("{steps} langkah");
        }
    }
    text
}

/// A range, with a true minus before its numbers.
pub(super) fn range(subject: &str, lang: Lang) -> String {
    setting(subject, lang).replace('-', "\u{2212}")
}

/// Why the system could not read or write; a message nobody knows stays as the system gave it.
pub(super) fn system(message: &str, lang: Lang) -> String {
    let known = [
        ("no such file", "there is no such file", "filenya tidak ada"),
        ("not found", "it was not found", "tidak ditemukan"),
        ("404", "it was not found", "tidak ditemukan"),
        ("permission denied", "there is no permission", "tidak ada izin"),
        ("is a directory", "it is a folder", "itu sebuah folder"),
        ("failed to fetch", "the address does not answer", "alamatnya tidak menjawab"),
        ("networkerror", "the address does not answer", "alamatnya tidak menjawab"),
        ("no space left", "the disk is full", "disknya penuh"),
    ];
    let lower = message.to_ascii_lowercase();
    match known.into_iter().find(|(part, ..)| lower.contains(part)) {
        Some((_, english, indonesian)) => lang.pick(english, indonesian).to_owned(),
        None => short(message),
    }
}

/// What a file seems to be, instead of text.
pub(super) fn looks(word: &str, lang: Lang) -> String {
    let name = word.trim().to_ascii_lowercase();
    let upper = name.to_ascii_uppercase();
    let (english, indonesian) = match name.as_str() {
        "png" | "jpeg" | "jpg" | "gif" | "webp" | "bmp" | "tiff" | "heic" => {
            ("a picture ({0})", "gambar ({0})")
        }
        "pdf" => ("a PDF", "PDF"),
        "zip" | "gzip" | "gz" | "7z" | "rar" | "zstd" | "xz" | "bzip2" => {
            ("a packed archive ({0}), which must be unpacked first", "arsip ({0}) yang harus dibuka dulu")
        }
        "xlsx" | "xls" | "ods" => (
            "a workbook ({0}), which must be saved as CSV first",
            "buku kerja ({0}) yang harus disimpan dulu sebagai CSV",
        ),
        "docx" | "pptx" => ("an Office document ({0})", "dokumen Office ({0})"),
        "parquet" | "sqlite" => (
            "a database file ({0}), which must be saved as CSV first",
            "file basis data ({0}) yang harus disimpan dulu sebagai CSV",
        ),
        "webassembly" | "wasm" | "elf" => ("a program ({0})", "program ({0})"),
        "mp3" | "ogg" | "wav" | "mp4" => ("sound or video ({0})", "suara atau video ({0})"),
        "binary" => ("binary data", "data biner"),
        _ => return quoted(word),
    };
    fill(lang.pick(english, indonesian), &[&upper])
}
