//! The labels of the views, in English and Indonesian.
//!
//! Must never know: pixels, the web.

use super::{Lang, Numbers};
use crate::figures::{Backing, FunnelFigures, Interval, Method, Moment, Reference, StepFigures};
use crate::model::journey::ScoreKind;

/// Short labels, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Words {
    pub people: &'static str,
    pub came: &'static str,
    pub lost: &'static str,
    pub went_on: &'static str,
    pub pending: &'static str,
    pub interval: &'static str,
    pub measured: &'static str,
    pub assumed: &'static str,
    pub assumption: &'static str,
    pub to_be: &'static str,
    pub moment: &'static str,
    pub levels: [&'static str; 5],
    pub emotion: &'static str,
    pub answers: &'static str,
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
    people: "People",
    came: "people came in",
    lost: "lost",
    went_on: "go on",
    pending: "still in the window",
    interval: "95% interval",
    measured: "measured",
    assumed: "assumed",
    assumption: "author’s assumption",
    to_be: "wanted",
    moment: "moment of truth",
    levels: ["Angry", "Disappointed", "Neutral", "Content", "Delighted"],
    emotion: "Emotion",
    answers: "Answers",
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
    importance: "matters, disappoints",
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
    people: "Orang",
    came: "orang masuk",
    lost: "hilang",
    went_on: "lanjut",
    pending: "masih berjalan",
    interval: "interval 95%",
    measured: "terukur",
    assumed: "asumsi",
    assumption: "asumsi penulis",
    to_be: "yang diinginkan",
    moment: "momen penentu",
    levels: ["Marah", "Kecewa", "Biasa saja", "Puas", "Senang sekali"],
    emotion: "Emosi",
    answers: "Jawaban",
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
    importance: "penting, mengecewakan",
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

/// A whole number.
pub fn count(n: u64, numbers: &dyn Numbers) -> String {
    numbers.decimal(n as f64, 0)
}

/// A loss: a true minus before the count; nothing lost has no sign.
pub fn minus(n: u64, numbers: &dyn Numbers) -> String {
    if n == 0 { count(0, numbers) } else { format!("\u{2212}{}", count(n, numbers)) }
}

/// A value on the axis with its sign, two digits.
pub fn signed(value: f64, numbers: &dyn Numbers) -> String {
    let text = numbers.decimal(value.abs(), 2);
    let zero = numbers.decimal(0.0, 2);
    match value {
        _ if text == zero => text,
        v if v < 0.0 => format!("\u{2212}{text}"),
        _ => format!("+{text}"),
    }
}

/// An interval of shares in whole percent, the sign once: `80–82%`; with one digit where both ends are the
/// same whole percent, or nothing but an end of the scale.
pub fn shares((low, high): Interval, numbers: &dyn Numbers) -> String {
    let narrow = (high - low) * 100.0 < 1.0;
    let digits = u8::from(narrow);
    format!("{}–{}", numbers.decimal(low * 100.0, digits), numbers.percent(high, digits))
}

/// An interval on the axis.
pub fn span((low, high): Interval, lang: Lang, numbers: &dyn Numbers) -> String {
    let to = match lang {
        Lang::En => "to",
        Lang::Id => "sampai",
    };
    format!("{} {to} {}", signed(low, numbers), signed(high, numbers))
}

/// Where a card stands among the stages.
pub fn card(at: usize, of: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("stage {at} of {of}"),
        Lang::Id => format!("tahap {at} dari {of}"),
    }
}

/// Which groups are not drawn.
pub fn groups_shown(shown: usize, of: usize, field: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("The {shown} largest of {of} groups by {field} are drawn; the table holds all."),
        Lang::Id => {
            format!("{shown} kelompok terbesar dari {of} menurut {field} digambar; tabel memuat semuanya.")
        }
    }
}

/// How many people and in which period.
pub fn sample(n: u64, period: Option<(i64, i64)>, lang: Lang, numbers: &dyn Numbers) -> String {
    let n = count(n, numbers);
    let dates = period.map(|(from, to)| {
        // a date is never broken over two lines
        format!("{}–{}", numbers.date(from), numbers.date(to)).replace(' ', "\u{a0}")
    });
    match (lang, dates) {
        (Lang::En, Some(dates)) => format!("{dates}, n\u{a0}{n} people."),
        (Lang::En, None) => format!("n\u{a0}{n} people."),
        (Lang::Id, Some(dates)) => format!("{dates}, n\u{a0}{n} orang."),
        (Lang::Id, None) => format!("n\u{a0}{n} orang."),
    }
}

/// How many people are still in the window.
pub fn pending_note(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let n = count(n, numbers);
    match lang {
        Lang::En => {
            format!("{n} people are still in the window: neither converted nor lost, and in no rate.")
        }
        Lang::Id => {
            format!(
                "{n} orang masih berjalan: belum konversi, belum hilang, dan tidak dihitung dalam tingkat."
            )
        }
    }
}

/// How the intervals are made.
pub const fn wilson(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Intervals: Wilson 95%.",
        Lang::Id => "Interval: Wilson 95%.",
    }
}

/// How many rows could not be used.
pub fn unused_rows(unused: u64, read: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let (unused, read) = (count(unused, numbers), count(read, numbers));
    match lang {
        Lang::En => format!("{unused} of {read} rows could not be used."),
        Lang::Id => format!("{unused} dari {read} baris tidak dapat dipakai."),
    }
}

/// What is known of a step, in parts that make a sentence or the lines of a tooltip.
pub fn step_parts(
    before: Option<&StepFigures>,
    step: &StepFigures,
    words: &Words,
    lang: Lang,
    numbers: &dyn Numbers,
) -> Vec<String> {
    let mut parts = vec![format!("{} {}", count(step.people, numbers), words.people.to_lowercase())];
    let mut rate = |name: &str, share: Option<f64>, interval: Option<Interval>| {
        if let Some(share) = share {
            let interval = interval.map(|i| format!(" ({} {})", words.interval, shares(i, numbers)));
            let share = numbers.percent(share, 1);
            parts.push(format!("{share} {}{}", lower(name), interval.unwrap_or_default()));
        }
    };
    if before.is_some() {
        rate(words.of_previous, step.of_previous, step.interval_of_previous);
        rate(words.of_first, step.of_first, step.interval_of_first);
    }
    if let Some(before) = before {
        parts.push(format!("{} {}", count(before.dropped, numbers), words.lost_here));
        if before.pending > 0 {
            parts.push(format!("{} {}", count(before.pending, numbers), words.pending));
        }
    }
    if let Some(seconds) = step.seconds.median {
        parts.push(format!("{} {}", lower(words.median), super::duration(seconds, lang, numbers)));
    }
    if step.any_order != step.people && before.is_some() {
        parts.push(format!("{} {}", count(step.any_order, numbers), lower(words.any_order)));
    }
    if step.too_few {
        parts.push(words.too_few.to_owned());
    }
    parts
}

/// The same with a capital first letter.
pub fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The same with a small first letter, for the middle of a sentence.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Where the funnel loses most people, in two parts as `finding_parts`; a plain sentence where nothing can be
/// ranked.
pub fn loss(funnel: Option<&FunnelFigures>, lang: Lang, numbers: &dyn Numbers) -> (String, String) {
    let steps = funnel.map_or(&[][..], |funnel| &funnel.steps);
    let worst = funnel.and_then(|funnel| funnel.worst_by_people);
    let pair = worst.and_then(|at| Some((steps.get(at)?, steps.get(at.saturating_add(1))?)));
    match (pair, steps.first(), steps.last()) {
        (Some((from, to)), ..) => {
            let of = from.people.saturating_sub(from.pending);
            let share = if of > 0 { from.dropped as f64 / of as f64 } else { 0.0 };
            let (lost, of) = (count(from.dropped, numbers), count(of, numbers));
            let (share, from, to) = (numbers.percent(share, 0), &from.name, &to.name);
            match lang {
                Lang::En => (
                    format!("Most are lost between {from} and {to}."),
                    format!("{lost} of {of} people leave there, {share}."),
                ),
                Lang::Id => (
                    format!("Paling banyak hilang antara {from} dan {to}."),
                    format!("{lost} dari {of} orang berhenti di sana, {share}."),
                ),
            }
        }
        (None, Some(first), Some(last)) if steps.len() > 1 && first.people > 0 => {
            let (n, of) = (count(last.people, numbers), count(first.people, numbers));
            match lang {
                Lang::En => (String::new(), format!("{n} of {of} people reached {}.", last.name)),
                Lang::Id => (String::new(), format!("{n} dari {of} orang mencapai {}.", last.name)),
            }
        }
        _ => (String::new(), String::new()),
    }
}

/// How a line of emotion was made.
pub fn method(method: &Method, lang: Lang, numbers: &dyn Numbers) -> String {
    let (low, high) = (numbers.decimal(method.scale.0, 0), numbers.decimal(method.scale.1, 0));
    let middle = (method.scale.0 + method.scale.1) / 2.0;
    let half = (method.scale.1 - method.scale.0) / 2.0;
    let digits = |v: f64| u8::from(v.fract() != 0.0);
    let (middle, half) = (numbers.decimal(middle, digits(middle)), numbers.decimal(half, digits(half)));
    let (n, missing) = (count(method.n, numbers), count(method.missing, numbers));
    let kind = match method.kind {
        ScoreKind::Nps => "NPS",
        ScoreKind::Csat => "CSAT",
        ScoreKind::Ces => "CES",
        ScoreKind::Rating if lang == Lang::Id => "nilai",
        ScoreKind::Rating => "rating",
    };
    let mean = if lang == Lang::Id { "rerata" } else { "mean" };
    let (formula, interval) = match method.kind {
        ScoreKind::Nps => ("NPS\u{a0}/\u{a0}100".to_owned(), "Wald"),
        _ => (format!("({mean}\u{a0}−\u{a0}{middle})\u{a0}/\u{a0}{half}"), "Student\u{a0}t"),
    };
    let weights = match (method.weighted, lang) {
        (false, _) => "",
        (true, Lang::En) => ", weighted",
        (true, Lang::Id) => ", berbobot",
    };
    match lang {
        Lang::En => {
            let left = if method.missing > 0 { format!(", {missing} left out") } else { String::new() };
            format!(
                "Emotion: {kind} {low}–{high}, {formula}{weights}, 95% interval {interval}, n\u{a0}{n} answers{left}."
            )
        }
        Lang::Id => {
            let left = if method.missing > 0 { format!(", {missing} tidak dihitung") } else { String::new() };
            format!(
                "Emosi: {kind} {low}–{high}, {formula}{weights}, interval 95% {interval}, n\u{a0}{n} jawaban{left}."
            )
        }
    }
}

/// How the priority is made.
pub fn priority_rule(reference: Reference, lang: Lang, numbers: &dyn Numbers) -> String {
    let below = match (reference, lang) {
        (Reference::Neutral, Lang::En) => "dip of all answers below neutral".to_owned(),
        (Reference::Neutral, Lang::Id) => "jarak semua jawaban di bawah netral".to_owned(),
        (Reference::Mean(mean), Lang::En) => format!("dip below the mean {}", signed(mean, numbers)),
        (Reference::Mean(mean), Lang::Id) => format!("jarak di bawah rerata {}", signed(mean, numbers)),
        (Reference::Target, Lang::En) => "dip below the target".to_owned(),
        (Reference::Target, Lang::Id) => "jarak di bawah target".to_owned(),
    };
    match lang {
        Lang::En => format!("Priority = people lost × {below}."),
        Lang::Id => format!("Prioritas = orang hilang × {below}."),
    }
}

/// What is flagged as a gap.
pub const fn gap_rule(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Gap: the assumption lies outside the measured interval.",
        Lang::Id => "Selisih: asumsi di luar interval terukur.",
    }
}

/// Said where nothing has been measured.
pub const fn assumed_only(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Nothing here is measured yet: it shows what the author assumes.",
        Lang::Id => "Belum ada yang terukur: ini asumsi penulis.",
    }
}
