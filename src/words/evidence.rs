//! Words about evidence documents: what may not be published, and what was merged.

use super::{Lang, Numbers, fill};
use crate::model::time::Time;

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

/// Said where the data of merged documents end at different times: the first of these ends, and the last.
///
/// ```
/// # use jejak::words::{Lang, evidence::ends_differ, numbers::Plain};
/// let said = ends_differ(0, 86_400_000_000, Lang::En, &Plain(Lang::En));
/// assert!(said.starts_with("The data of these documents do not end together (1 Jan 1970 to 2 Jan 1970):"));
/// ```
pub fn ends_differ(first: Time, last: Time, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "The data of these documents do not end together ({0} to {1}): who still waited when a document ended still waits \
             here. Measured from all rows at once, fewer may wait, and what those did next who did not go on may differ.",
            "Data dokumen-dokumen ini tidak berakhir bersamaan ({0} sampai {1}): yang masih berjalan saat sebuah dokumen \
             berakhir tetap dihitung masih berjalan. Jika diukur dari semua baris sekaligus, yang masih berjalan bisa lebih \
             sedikit, dan langkah selanjutnya dari mereka yang tidak lanjut bisa berbeda.",
        ),
        &[&numbers.date(first), &numbers.date(last)],
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
