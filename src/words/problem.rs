//! One plain sentence for every error, with its place.

#[cfg(feature = "measure")]
use super::mermaid;
use super::{Lang, fill, quoted, short, subject};
use crate::error::{Code, Error, Place};
use crate::model::fold::capital;

/// What is wrong, where, and (where it is known) what was probably meant: one sentence.
///
/// ```
/// # use jejak::{Code, Error, Place, words::{Lang, problem}};
/// let error = Error::new(Code::UnknownKey, "stgaes").at(Place::Pointer("/stgaes".into())).nearest(Some("stages".into()));
/// assert_eq!(problem(&error, Lang::En), "The key “stgaes” is not known (at /stgaes); did you mean “stages”?");
/// let error = Error::new(Code::UnclosedQuote, "").at(Place::Line { line: 12, column: 3 });
/// assert_eq!(problem(&error, Lang::Id), "Ada tanda kutip yang dibuka tetapi tidak ditutup (baris 12, kolom 3).");
/// ```
pub fn problem(error: &Error, lang: Lang) -> String {
    let (subject, [english, indonesian, bare_english, bare_indonesian]) = sentence(error, lang);
    let sentence = if error.subject.trim().is_empty() {
        lang.pick(bare_english, bare_indonesian)
    } else {
        lang.pick(english, indonesian)
    };
    let mut text = capital(&fill(sentence, &[&subject]));
    text.push_str(&place(&error.place, lang));
    match error.nearest.as_deref().filter(|name| !name.trim().is_empty()) {
        Some(name) => {
            text.push_str(&fill(
                lang.pick("; did you mean {0}?", "; apakah maksud Anda {0}?"),
                &[&quoted(name)],
            ));
        }
        None => text.push('.'),
    }
    text
}

/// The place in brackets; nothing for the whole file.
fn place(place: &Place, lang: Lang) -> String {
    match place {
        Place::Whole => String::new(),
        Place::Pointer(pointer) if pointer.is_empty() => {
            lang.pick(" (at the top level)", " (di tingkat teratas)").to_owned()
        }
        Place::Pointer(pointer) => fill(lang.pick(" (at {0})", " (di {0})"), &[&short(pointer)]),
        Place::Line { line, column: 0 } => {
            fill(lang.pick(" (line {0})", " (baris {0})"), &[&line.to_string()])
        }
        Place::Line { line, column } => fill(
            lang.pick(" (line {0}, column {1})", " (baris {0}, kolom {1})"),
            &[&line.to_string(), &column.to_string()],
        ),
    }
}

/// What stands in the sentence for the subject, and the sentences: English and Indonesian, then both for an
/// error that names no subject.
fn sentence(error: &Error, lang: Lang) -> (String, [&'static str; 4]) {
    let subject = match error.code {
        Code::NoColumn => subject::role(&error.subject, lang),
        Code::WrongType => subject::expected(&error.subject, lang),
        Code::NotText => subject::looks(&error.subject, lang),
        Code::NotYet | Code::Conflict => quoted(&subject::setting(&error.subject, lang)),
        Code::OutOfRange => subject::range(&error.subject, lang),
        Code::CannotRead | Code::CannotWrite => subject::system(&error.subject, lang),
        #[cfg(feature = "measure")]
        Code::OtherDiagram => mermaid::diagram(&error.subject, lang),
        Code::Overlap => subject::overlap(&error.subject, lang),
        Code::NotATable
        | Code::Folded
        | Code::NoTable
        | Code::TooLarge
        | Code::Damaged
        | Code::TooDeep
        | Code::TooMany
        | Code::TooManyRows
        | Code::Internal => short(&error.subject),
        _ => quoted(&error.subject),
    };
    let sentence = file(error.code).or_else(|| cell(error.code));
    // Only the module that reads Mermaid has such errors.
    #[cfg(feature = "measure")]
    let sentence = sentence.or_else(|| mermaid::sentence(error.code));
    (subject, sentence.unwrap_or_else(|| document(error.code)))
}

/// The file as a whole, and running.
fn file(code: Code) -> Option<[&'static str; 4]> {
    Some(match code {
        Code::EmptyFile => {
            ["The file {0} is empty", "File {0} kosong", "The file is empty", "File ini kosong"]
        }
        Code::NotText => [
            "This is no table or text file; it looks like {0}",
            "Ini bukan file tabel atau teks; isinya tampak seperti {0}",
            "This is no table or text file",
            "Ini bukan file tabel atau teks",
        ],
        Code::NotATable => [
            "There is no table of rows in this {0} file",
            "Tidak ada tabel berisi baris di dalam file {0} ini",
            "There is no table of rows in this file",
            "Tidak ada tabel berisi baris di dalam file ini",
        ],
        Code::BadJson => [
            "The JSON stops or breaks here: {0}",
            "JSON terputus atau rusak di sini: {0}",
            "The JSON stops or breaks",
            "JSON terputus atau rusak",
        ],
        Code::RecordTooLong => [
            "A row or cell is longer than 1 MiB, so this is probably no table: {0}",
            "Ada baris atau sel yang lebih panjang dari 1 MiB, jadi ini mungkin bukan tabel: {0}",
            "A row or cell is longer than 1 MiB, so this is probably no table",
            "Ada baris atau sel yang lebih panjang dari 1 MiB, jadi ini mungkin bukan tabel",
        ],
        Code::TooManyRows => [
            "The file has more rows than can be read here ({0})",
            "Jumlah baris di file ini melebihi batas yang bisa dibaca di sini ({0})",
            "The file has more rows than can be read here",
            "Jumlah baris di file ini melebihi batas yang bisa dibaca di sini",
        ],
        Code::UnclosedQuote => [
            "A quotation mark was opened and never closed: {0}",
            "Ada tanda kutip yang dibuka tetapi tidak ditutup: {0}",
            "A quotation mark was opened and never closed",
            "Ada tanda kutip yang dibuka tetapi tidak ditutup",
        ],
        Code::NoColumn => [
            "No column can serve as {0}; say which column it is",
            "Tidak ada kolom yang bisa dipakai sebagai {0}; sebutkan kolom yang mana",
            "No column of this file can be used; say which column is which",
            "Tidak ada kolom yang bisa dipakai di file ini; sebutkan kolom mana untuk apa",
        ],
        Code::UnknownColumn => [
            "There is no column {0} in the file",
            "Tidak ada kolom {0} di file ini",
            "A column that was named is not in the file",
            "Kolom yang disebut tidak ada di file ini",
        ],
        Code::BadEncoding => [
            "The encoding {0} cannot be read here; save the file as UTF-8",
            "Pengodean karakter {0} tidak bisa dibaca di sini; simpan file sebagai UTF-8",
            "The file's encoding cannot be read here; save it as UTF-8",
            "Pengodean karakter file ini tidak bisa dibaca di sini; simpan sebagai UTF-8",
        ],
        Code::NoTable => [
            "There is no table number {0} in this file",
            "Tidak ada tabel nomor {0} di file ini",
            "The table that was asked for is not in this file",
            "Tabel yang diminta tidak ada di file ini",
        ],
        // Only what opens such files has these errors.
        #[cfg(feature = "sheets")]
        Code::Damaged => [
            "The file is damaged or incomplete: {0} cannot be read",
            "File ini rusak atau tidak lengkap: {0} tidak bisa dibaca",
            "The file is damaged or incomplete",
            "File ini rusak atau tidak lengkap",
        ],
        #[cfg(feature = "sheets")]
        Code::TooLarge => [
            "Unpacked, this file would be larger than {0}, so it is not read",
            "Setelah dibuka, file ini akan lebih besar dari {0}, jadi tidak dibaca",
            "Unpacked, this file would be too large to be read",
            "Setelah dibuka, file ini terlalu besar untuk dibaca",
        ],
        #[cfg(feature = "sheets")]
        Code::RefusedDoctype => [
            "This XML declares its own abbreviations (DOCTYPE), which is refused: {0}",
            "XML ini mendefinisikan singkatannya sendiri (DOCTYPE), jadi ditolak: {0}",
            "This XML declares its own abbreviations (DOCTYPE), which is refused",
            "XML ini mendefinisikan singkatannya sendiri (DOCTYPE), jadi ditolak",
        ],
        Code::CannotRead => [
            "The file or address could not be read: {0}",
            "File atau alamat tidak bisa dibaca: {0}",
            "The file or address could not be read",
            "File atau alamat tidak bisa dibaca",
        ],
        Code::CannotWrite => [
            "The file could not be written: {0}",
            "File tidak bisa ditulis: {0}",
            "The file could not be written",
            "File tidak bisa ditulis",
        ],
        #[cfg(not(target_arch = "wasm32"))]
        Code::NoFont => [
            "The file {0} holds no font",
            "File {0} tidak berisi fon",
            "No font was found on this computer to draw the text with; install one or give its file",
            "Tidak ada fon di komputer ini untuk menggambar teksnya; pasang satu atau berikan filenya",
        ],
        Code::Cancelled => [
            "Reading was stopped: {0}",
            "Pembacaan dihentikan: {0}",
            "Reading was stopped",
            "Pembacaan dihentikan",
        ],
        Code::Internal => [
            "Something went wrong inside jejak; please report it: {0}",
            "Terjadi kesalahan di dalam jejak; mohon laporkan: {0}",
            "Something went wrong inside jejak; please report it",
            "Terjadi kesalahan di dalam jejak; mohon laporkan",
        ],
        _ => return None,
    })
}

/// Rows and cells.
fn cell(code: Code) -> Option<[&'static str; 4]> {
    Some(match code {
        Code::RaggedRow => [
            "The row {0} has fewer or more cells than the header",
            "Jumlah sel di baris {0} tidak sama dengan judul kolom",
            "A row has fewer or more cells than the header",
            "Jumlah sel di sebuah baris tidak sama dengan judul kolom",
        ],
        Code::BadTime => [
            "{0} cannot be read as a time",
            "{0} tidak bisa dibaca sebagai waktu",
            "A time cannot be read",
            "Ada waktu yang tidak bisa dibaca",
        ],
        Code::BadNumber => [
            "{0} cannot be read as a number",
            "{0} tidak bisa dibaca sebagai angka",
            "A number cannot be read",
            "Ada angka yang tidak bisa dibaca",
        ],
        Code::NoPerson => [
            "A row names no person: {0}",
            "Ada baris tanpa pelanggan: {0}",
            "A row names no person",
            "Ada baris tanpa pelanggan",
        ],
        Code::NoTime => [
            "A row has no time: {0}",
            "Ada baris tanpa waktu: {0}",
            "A row has no time",
            "Ada baris tanpa waktu",
        ],
        Code::NoEvent => [
            "A row names no event: {0}",
            "Ada baris tanpa nama peristiwa: {0}",
            "A row names no event",
            "Ada baris tanpa nama peristiwa",
        ],
        Code::MissingAnswer => [
            "{0} is no answer on the scale",
            "{0} bukan jawaban dalam skala",
            "An answer is blank or outside the scale",
            "Ada jawaban yang kosong atau di luar skala",
        ],
        Code::BadBytes => [
            "Characters that cannot be read were replaced: {0}",
            "Karakter yang tidak bisa dibaca telah diganti: {0}",
            "Characters that cannot be read were replaced",
            "Karakter yang tidak bisa dibaca telah diganti",
        ],
        Code::NotAnObject => [
            "A line or item of the JSON is no object: {0}",
            "Ada baris atau butir JSON yang bukan objek: {0}",
            "A line or item of the JSON is no object",
            "Ada baris atau butir JSON yang bukan objek",
        ],
        Code::UnmatchedEvent => [
            "The event {0} belongs to no stage or step",
            "Peristiwa {0} tidak termasuk tahap atau langkah mana pun",
            "An event belongs to no stage or step",
            "Ada peristiwa yang tidak termasuk tahap atau langkah mana pun",
        ],
        Code::Ambiguous => [
            "The column {0} can be read in two ways; say which one is meant",
            "Kolom {0} bisa dibaca dengan dua cara; sebutkan yang dimaksud",
            "A column can be read in two ways; say which one is meant",
            "Ada kolom yang bisa dibaca dengan dua cara; sebutkan yang dimaksud",
        ],
        Code::Rounded => [
            "The workbook has rounded the number {0}, so as an id it may be wrong",
            "Buku kerja membulatkan angka {0}, jadi sebagai id bisa keliru",
            "The workbook has rounded a number, so as an id it may be wrong",
            "Buku kerja membulatkan sebuah angka, jadi sebagai id bisa keliru",
        ],
        Code::NoResult => [
            "The result of the formula {0} is not in the file",
            "Hasil rumus {0} tidak tersimpan di file ini",
            "The result of a formula is not in the file",
            "Hasil sebuah rumus tidak tersimpan di file ini",
        ],
        Code::LeftOut => [
            "A row is no data by its system's own word: {0}",
            "Ada baris yang menurut sistemnya bukan data: {0}",
            "A row is no data by its system's own word",
            "Ada baris yang menurut sistemnya bukan data",
        ],
        Code::DerivedEvents => [
            "An event was made of the times or the status in its row: {0}",
            "Ada peristiwa yang disusun dari waktu atau status di barisnya: {0}",
            "An event was made of the times or the status in its row",
            "Ada peristiwa yang disusun dari waktu atau status di barisnya",
        ],
        Code::NotJoined => [
            "The people of {0} are in no other source, so they are counted apart",
            "Orang di {0} tidak ada di sumber lain, jadi dihitung terpisah",
            "The people of a source are in no other source, so they are counted apart",
            "Orang di satu sumber tidak ada di sumber lain, jadi dihitung terpisah",
        ],
        Code::SeveralStages => [
            "{0} could be several stages or touchpoints",
            "{0} cocok untuk beberapa tahap atau titik kontak",
            "A name could be several stages or touchpoints",
            "Ada nama yang cocok untuk beberapa tahap atau titik kontak",
        ],
        Code::OtherTable => [
            "Another table in this file is not read: {0}",
            "Ada tabel lain di file ini yang tidak dibaca: {0}",
            "Another table in this file is not read",
            "Ada tabel lain di file ini yang tidak dibaca",
        ],
        _ => return None,
    })
}

/// Documents; a code of neither group above is of this one.
fn document(code: Code) -> [&'static str; 4] {
    match code {
        Code::WrongSchema => [
            "This is another document or version: {0}",
            "Ini dokumen atau versi lain: {0}",
            "The schema is another document or version",
            "Skemanya adalah dokumen atau versi lain",
        ],
        Code::MissingKey => {
            ["The key {0} is missing", "Kunci {0} belum ada", "A key is missing", "Ada kunci yang belum ada"]
        }
        Code::UnknownKey => [
            "The key {0} is not known",
            "Kunci {0} tidak dikenal",
            "A key is not known",
            "Ada kunci yang tidak dikenal",
        ],
        Code::WrongType => [
            "Here {0} is expected",
            "Di sini seharusnya ada {0}",
            "Something else is expected here",
            "Di sini seharusnya ada jenis isi yang lain",
        ],
        Code::OutOfRange => [
            "A number here does not fit; expected: {0}",
            "Ada angka di sini yang tidak sesuai; seharusnya: {0}",
            "A number lies outside its range",
            "Ada angka di luar rentangnya",
        ],
        Code::UnknownChoice => [
            "{0} is not one of the choices",
            "{0} bukan salah satu pilihan",
            "This is not one of the choices",
            "Ini bukan salah satu pilihan",
        ],
        Code::DuplicateId => [
            "The id {0} is used twice",
            "Id {0} dipakai dua kali",
            "An id is used twice",
            "Ada id yang dipakai dua kali",
        ],
        Code::UnknownId => [
            "The id {0} refers to nothing",
            "Id {0} tidak merujuk ke apa pun",
            "An id refers to nothing",
            "Ada id yang tidak merujuk ke apa pun",
        ],
        Code::BadText => [
            "{0} cannot be read",
            "{0} tidak bisa dibaca",
            "The text cannot be read",
            "Teksnya tidak bisa dibaca",
        ],
        Code::TooDeep => [
            "The document is nested more than {0} levels deep",
            "Dokumen bersarang lebih dari {0} tingkat",
            "The document is nested too deep",
            "Dokumen bersarang terlalu dalam",
        ],
        Code::TooMany => [
            "There are more than {0} of them",
            "Jumlahnya lebih dari {0}",
            "There are too many of them",
            "Jumlahnya terlalu banyak",
        ],
        Code::RefusedKey => {
            ["The key {0} is refused", "Kunci {0} ditolak", "A key is refused", "Ada kunci yang ditolak"]
        }
        Code::Conflict => [
            "These settings exclude each other: {0}",
            "Pengaturan ini tidak bisa dipakai bersama: {0}",
            "Two settings exclude each other",
            "Ada dua pengaturan yang tidak bisa dipakai bersama",
        ],
        Code::NotYet => [
            "The setting {0} is not counted by this version yet",
            "Pengaturan {0} belum bisa dihitung oleh versi ini",
            "A setting is not counted by this version yet",
            "Ada pengaturan yang belum bisa dihitung oleh versi ini",
        ],
        Code::DuplicateKey => [
            "The key {0} stands here twice; the last one counts",
            "Kunci {0} ada dua kali di sini; yang terakhir dipakai",
            "A key stands here twice; the last one counts",
            "Ada kunci yang tertulis dua kali; yang terakhir dipakai",
        ],
        Code::RefusedLink => [
            "The link {0} is left out: only https, http, mailto and relative links are allowed",
            "Tautan {0} tidak dipakai: hanya https, http, mailto, dan tautan relatif yang diizinkan",
            "A link is left out: only https, http, mailto and relative links are allowed",
            "Ada tautan yang tidak dipakai: hanya https, http, mailto, dan tautan relatif yang diizinkan",
        ],
        Code::OtherStages => [
            "The evidence was made for other stages: {0}",
            "Buktinya dibuat untuk tahap yang lain: {0}",
            "The evidence was made for other stages",
            "Buktinya dibuat untuk tahap yang lain",
        ],
        Code::CannotMerge => [
            "This evidence cannot be added to the first: it differs in {0}",
            "Bukti ini tidak bisa dijumlahkan dengan yang pertama: {0} berbeda",
            "This evidence cannot be added to the first: it differs",
            "Bukti ini tidak bisa dijumlahkan dengan yang pertama: isinya berbeda",
        ],
        Code::Folded => [
            "Groups under {0} people are folded here already; merge what “jejak measure --unfolded” writes",
            "Kelompok di bawah {0} orang sudah digabung di sini; gabungkan hasil “jejak measure --unfolded”",
            "Small groups are folded here already; merge what “jejak measure --unfolded” writes",
            "Kelompok kecil sudah digabung di sini; gabungkan hasil “jejak measure --unfolded”",
        ],
        Code::Overlap => [
            "The same {0} may be in two of these documents and would count twice; if not, say --disjoint",
            "{0} yang sama mungkin ada di dua dokumen ini dan akan terhitung dua kali; jika tidak, pakai --disjoint",
            "The same people may be in two of these documents and would count twice; if not, say --disjoint",
            "Orang yang sama mungkin ada di dua dokumen ini dan akan terhitung dua kali; jika tidak, pakai --disjoint",
        ],
        _ => ["{0}", "{0}", "Something is wrong", "Ada yang tidak beres"],
    }
}
