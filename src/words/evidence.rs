//! Words about evidence documents: what may not be published, and what was merged.

use super::Lang;

/// Said loudly beside evidence whose small groups are not folded.
pub fn not_for_publishing(lang: Lang) -> &'static str {
    lang.pick(
        "NOT TO BE PUBLISHED: nothing is folded in this evidence. It holds counts of single people and every word of \
         their comments; keep it where the rows are, and publish what “jejak merge” or “jejak measure” make without \
         --unfolded.",
        "JANGAN DIPUBLIKASIKAN: tidak ada kelompok yang digabung di bukti ini. Isinya hitungan orang satu per satu dan \
         semua kata dari komentar mereka; simpan di tempat data aslinya, dan publikasikan hasil “jejak merge” atau \
         “jejak measure” tanpa --unfolded.",
    )
}

/// Head of the table of merged documents: document, period, people, at the last step, rows used.
pub fn merged_head(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["evidence", "period", "people", "at the last step", "rows used"],
        Lang::Id => ["bukti", "periode", "orang", "di langkah terakhir", "baris terpakai"],
    }
}

/// The row of all documents together.
pub fn all(lang: Lang) -> &'static str {
    lang.pick("together", "seluruhnya")
}
