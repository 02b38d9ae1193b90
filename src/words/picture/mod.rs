//! The labels of the views, in English and Indonesian.
//!
//! Must never know: pixels, the web.

mod frame;
mod lanes;
mod sentences;

pub use frame::*;
pub use lanes::*;
pub use sentences::*;

use super::{Lang, terms};
use crate::figures::{Backing, Moment};

/// Short labels, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Words {
    pub lost: &'static str,
    pub went_on: &'static str,
    pub pending: &'static str,
    pub may_come: &'static str,
    pub interval: &'static str,
    pub measured: &'static str,
    pub assumed: &'static str,
    pub assumption: &'static str,
    pub to_be: &'static str,
    pub moment: &'static str,
    pub levels: [&'static str; 5],
    pub emotion: &'static str,
    pub answers: &'static str,
    pub score: &'static str,
    pub priority: &'static str,
    pub touchpoints: &'static str,
    pub not_below: &'static str,
    pub no_answers: &'static str,
    pub of_first: &'static str,
    pub of_previous: &'static str,
    pub median: &'static str,
    pub lost_here: &'static str,
    pub share: &'static str,
    pub share_own: &'static str,
    pub end: &'static str,
    pub to_next: &'static str,
    pub evidence: &'static str,
    pub data: &'static str,
    pub partial: &'static str,
    pub gap: &'static str,
    pub peak: &'static str,
    pub trough: &'static str,
    pub last: &'static str,
    pub importance: &'static str,
    pub everyone: &'static str,
    pub all: &'static str,
    pub scenario: &'static str,
    pub step: &'static str,
    pub stage: &'static str,
    pub group: &'static str,
    pub blank: &'static str,
    pub other: &'static str,
    pub seen: &'static str,
    pub any_order: &'static str,
    pub too_few: &'static str,
    pub previous_stage: &'static str,
    pub next_stage: &'static str,
    pub funnel_name: &'static str,
    pub journey_name: &'static str,
    pub nothing: &'static str,
    pub no_touchpoints: &'static str,
    pub comments: &'static str,
    pub target: &'static str,
    pub more: &'static str,
}

const EN: Words = Words {
    lost: "lost",
    went_on: "go on",
    pending: "still in the window",
    may_come: "may still come",
    interval: "95% interval",
    measured: "measured",
    assumed: "assumed",
    assumption: "author’s assumption",
    to_be: "wanted",
    moment: "moment of truth",
    levels: terms::levels(Lang::En),
    emotion: "Emotion",
    answers: "Answers",
    score: "Score",
    priority: "Priority",
    touchpoints: "Touchpoints and channels",
    not_below: "not below neutral",
    no_answers: "no answers",
    of_first: "Of the first step",
    of_previous: "Of the step before",
    median: "Median time",
    lost_here: "lost at this step",
    share: "Share of the first step",
    share_own: "Share of each group’s own first step",
    end: "end of the journey",
    to_next: "to the next stage",
    evidence: "Evidence:",
    data: "data",
    partial: "partial",
    gap: "Gap",
    peak: "peak",
    trough: "lowest point",
    last: "last impression",
    importance: "important, falls short",
    everyone: "Everyone",
    all: "All",
    scenario: "Scenario:",
    step: "Step",
    stage: "Stage",
    group: "Group",
    blank: "(blank)",
    other: "other",
    seen: "Seen",
    any_order: "In any order",
    too_few: "too few to rank",
    previous_stage: "Previous stage",
    next_stage: "Next stage",
    funnel_name: "Funnel",
    journey_name: "Customer journey",
    nothing: "Nothing has been counted yet.",
    no_touchpoints: "none yet",
    comments: "comments",
    target: "target",
    more: "more",
};

const ID: Words = Words {
    lost: "hilang",
    went_on: "lanjut",
    pending: "masih berjalan",
    may_come: "masih bisa menyusul",
    interval: "interval 95%",
    measured: "terukur",
    assumed: "asumsi",
    assumption: "asumsi penulis",
    to_be: "yang diinginkan",
    moment: "momen penentu",
    levels: terms::levels(Lang::Id),
    emotion: "Emosi",
    answers: "Jawaban",
    score: "Skor",
    priority: "Prioritas",
    touchpoints: "Titik kontak dan saluran",
    not_below: "tidak di bawah netral",
    no_answers: "belum ada jawaban",
    of_first: "Dari langkah pertama",
    of_previous: "Dari langkah sebelumnya",
    median: "Waktu median",
    lost_here: "hilang di langkah ini",
    share: "Bagian dari langkah pertama",
    share_own: "Bagian dari langkah pertama tiap kelompok",
    end: "akhir perjalanan",
    to_next: "ke tahap berikut",
    evidence: "Bukti:",
    data: "data",
    partial: "sebagian",
    gap: "Selisih",
    peak: "puncak",
    trough: "titik terendah",
    last: "kesan terakhir",
    importance: "penting, belum memuaskan",
    everyone: "Semua orang",
    all: "Semua",
    scenario: "Skenario:",
    step: "Langkah",
    stage: "Tahap",
    group: "Kelompok",
    blank: "(kosong)",
    other: "lainnya",
    seen: "Terlihat",
    any_order: "Dalam urutan apa pun",
    too_few: "terlalu sedikit untuk diperingkat",
    previous_stage: "Tahap sebelumnya",
    next_stage: "Tahap berikutnya",
    funnel_name: "Corong",
    journey_name: "Perjalanan pelanggan",
    nothing: "Belum ada yang dihitung.",
    no_touchpoints: "belum ada",
    comments: "komentar",
    target: "target",
    more: "lainnya",
};

/// The labels of a language.
pub const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Id => &ID,
    }
}

impl Words {
    /// The name of a moment of truth.
    pub const fn moment(&self, moment: Moment) -> &'static str {
        match moment {
            Moment::Trough => self.trough,
            Moment::Importance => self.importance,
            Moment::End => self.last,
            Moment::Peak => self.peak,
        }
    }

    /// The name of an evidence level.
    pub const fn backing(&self, backing: Backing) -> &'static str {
        match backing {
            Backing::Data => self.data,
            Backing::Partial => self.partial,
            Backing::Assumption => self.assumed,
        }
    }

    /// The word of the level next to a value on the axis.
    pub fn level(&self, axis: f64) -> &'static str {
        let at = ((axis.clamp(-1.0, 1.0) + 1.0) * 2.0).round() as usize;
        self.levels.get(at).copied().unwrap_or("")
    }
}
