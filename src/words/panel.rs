//! Words of the details panel: titles of its parts, and the sentences between its figures.

use super::picture::{counted, dip, often, people};
use super::{Lang, Numbers, fill, signed, terms};
use crate::figures::{Gap, Priority, Quantiles, ScoreFigures};
use crate::model::journey::ScoreKind;
use crate::model::rule::Unit;

/// Titles and short labels of the panel, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Panel {
    pub came: &'static str,
    pub seen_here: &'static str,
    pub lost: &'static str,
    pub reached: &'static str,
    pub onward: &'static str,
    pub not_seen: &'static str,
    pub directly: &'static str,
    pub emotion: &'static str,
    pub wanted: &'static str,
    pub assumed: &'static str,
    pub scores: &'static str,
    pub measures: &'static str,
    pub time: &'static str,
    pub median: &'static str,
    pub middle: &'static str,
    pub ninety: &'static str,
    pub planned: &'static str,
    pub comments: &'static str,
    pub opportunities: &'static str,
    pub trigger: &'static str,
    pub pending: &'static str,
    pub counted: &'static str,
    pub owner: &'static str,
    pub importance: &'static str,
    pub all: &'static str,
    pub everyone: &'static str,
    pub difference: &'static str,
    pub nothing: &'static str,
    pub loop_back: &'static str,
}

const EN: Panel = Panel {
    came: "came in",
    seen_here: "seen here",
    lost: "lost",
    reached: "reached this step",
    onward: "Where people went next",
    not_seen: "not seen again",
    directly: "Directly after this stage, whenever that was; the funnel counts by its own rule.",
    emotion: "Emotion",
    wanted: "Wanted",
    assumed: "Assumed",
    scores: "Scores",
    measures: "Measures",
    time: "Time to the next stage",
    median: "Median",
    middle: "Middle half",
    ninety: "Nine in ten within",
    planned: "Planned",
    comments: "Comments",
    opportunities: "What to do",
    trigger: "What sets it off",
    pending: "Still in the window",
    counted: "How this is counted",
    owner: "Owner",
    importance: "Importance",
    all: "All",
    everyone: "everyone",
    difference: "Groups against the rest",
    nothing: "Nothing is known here yet.",
    loop_back: "People who went back",
};

const ID: Panel = Panel {
    came: "masuk",
    seen_here: "terlihat di sini",
    lost: "hilang",
    reached: "mencapai langkah ini",
    onward: "Ke mana orang pergi berikutnya",
    not_seen: "tidak terlihat lagi",
    directly: "Langsung setelah tahap ini, kapan pun itu; corong menghitung menurut aturannya sendiri.",
    emotion: "Emosi",
    wanted: "Diinginkan",
    assumed: "Asumsi",
    scores: "Skor",
    measures: "Ukuran",
    time: "Waktu ke tahap berikutnya",
    median: "Median",
    middle: "Separuh di tengah",
    ninety: "Sembilan dari sepuluh dalam",
    planned: "Rencana",
    comments: "Komentar",
    opportunities: "Yang dapat dilakukan",
    trigger: "Pemicu",
    pending: "Masih berjalan",
    counted: "Cara menghitung",
    owner: "Penanggung jawab",
    importance: "Kepentingan",
    all: "Semua",
    everyone: "semua orang",
    difference: "Kelompok dibanding sisanya",
    nothing: "Belum ada yang diketahui di sini.",
    loop_back: "Orang yang kembali",
};

/// The panel's labels of a language.
pub const fn panel(lang: Lang) -> &'static Panel {
    match lang {
        Lang::En => &EN,
        Lang::Id => &ID,
    }
}

fn count(n: u64, numbers: &dyn Numbers) -> String {
    numbers.decimal(n as f64, 0)
}

/// Where a stage or step stands, who is looked at, and when: `Stage 3 of 5, everyone, 1 Jul 2026–30 Sep 2026`.
pub fn place(step: bool, at: usize, of: usize, who: &str, dates: Option<&str>, lang: Lang) -> String {
    let place = match (step, lang) {
        (false, Lang::En) => format!("Stage {at} of {of}, {who}"),
        (true, Lang::En) => format!("Step {at} of {of}, {who}"),
        (false, Lang::Id) => format!("Tahap {at} dari {of}, {who}"),
        (true, Lang::Id) => format!("Langkah {at} dari {of}, {who}"),
    };
    dates.map_or_else(|| place.clone(), |dates| format!("{place}, {dates}"))
}

/// How many went on, and how many of those who came in that is.
pub fn went_on(went: u64, of: u64, next: &str, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "{0} of {1} went on to {2}, with Wilson 95% interval",
            "{0} dari {1} lanjut ke {2}, dengan interval Wilson 95%",
        ),
        &[&count(went, numbers), &count(of, numbers), next],
    )
}

/// How many are neither lost nor gone on.
pub fn pending(n: u64, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        match (lang, n) {
            (Lang::En, 1) => "{0} is still in the window: neither lost nor gone on, and in no rate here.",
            (Lang::En, _) => "{0} are still in the window: neither lost nor gone on, and in no rate here.",
            (Lang::Id, _) => {
                "{0} masih berjalan: belum hilang, belum lanjut, dan tidak dihitung dalam tingkat di sini."
            }
        },
        &[&counted(n, unit, lang, numbers)],
    )
}

/// How many came back after another stage, and how many went past.
pub fn returned(returned: u64, skipped: Option<u64>, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let back = (returned > 0).then(|| {
        fill(
            lang.pick(
                "{0} came back here after another stage.",
                "{0} orang kembali ke sini setelah tahap lain.",
            ),
            &[&count(returned, numbers)],
        )
    });
    let past = skipped.filter(|n| *n > 0).map(|n| {
        fill(
            lang.pick(
                "{0} met a later stage without this one.",
                "{0} orang bertemu tahap berikutnya tanpa tahap ini.",
            ),
            &[&count(n, numbers)],
        )
    });
    let said: Vec<String> = back.into_iter().chain(past).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What the author assumed, what was measured, and how far they part.
pub fn gap(gap: &Gap, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match (lang, gap.size > 0.0) {
        (Lang::En, true) => "The author assumed {0}; measured is {1}: {2} too hopeful.",
        (Lang::En, false) => "The author assumed {0}; measured is {1}: {2} too gloomy.",
        (Lang::Id, true) => "Penulis mengira {0}; yang terukur {1}: {2} terlalu optimistis.",
        (Lang::Id, false) => "Penulis mengira {0}; yang terukur {1}: {2} terlalu pesimistis.",
    };
    let size = numbers.decimal(gap.size.abs(), 2);
    fill(sentence, &[&signed(gap.assumed, 2, numbers), &signed(gap.measured, 2, numbers), &size])
}

/// How the answers spread over the five levels.
pub fn levels(n: u64, mean: Option<f64>, lang: Lang, numbers: &dyn Numbers) -> String {
    let answers = fill(
        match (lang, n) {
            (Lang::En, 1) => "{0} answer from worst to best",
            (Lang::En, _) => "{0} answers from worst to best",
            (Lang::Id, _) => "{0} jawaban dari terburuk sampai terbaik",
        },
        &[&count(n, numbers)],
    );
    let Some(mean) = mean else { return answers };
    let mean = signed(mean, 2, numbers);
    format!("{answers}{}", fill(lang.pick(", mean {0}", ", rerata {0}"), &[&mean]))
}

/// How a score and its interval are made, and how it comes to lie on the axis of emotion.
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// # use jejak::words::{Lang, numbers::Plain, panel::method};
/// let answers = Answers {
///     source: "survey".into(), counts: vec![(4.0, 20)], kind: ScoreKind::Csat, scale: (1.0, 5.0), n: 20,
///     missing: 0, label: None, method: ScoreKind::Csat.method(), flip: false, line: false, weights: None,
/// };
/// assert_eq!(
///     method(&score(&answers), Lang::En, &Plain(Lang::En)),
///     "Share of the answers 4 and 5, Wilson 95%; mean with Student t 95%; on the axis (mean − 3) / 2."
/// );
/// ```
pub fn method(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match score.kind {
        ScoreKind::Nps => lang.pick(
            "Share of 9 and 10 minus share of 0 to 6, in points; adjusted Wald 95%; on the axis {1}.",
            "Bagian nilai 9 dan 10 dikurangi bagian 0 sampai 6, dalam poin; Wald yang disesuaikan 95%; pada sumbu {1}.",
        ),
        _ if score.is_share() => lang.pick(
            "Share of {0}, Wilson 95%; mean with Student t 95%; on the axis {1}.",
            "Bagian {0}, Wilson 95%; rerata dengan Student t 95%; pada sumbu {1}.",
        ),
        _ => lang.pick(
            "Mean of the answers, Student t 95%; on the axis {1}.",
            "Rerata jawaban, Student t 95%; pada sumbu {1}.",
        ),
    };
    let axis = super::method::axis(score.kind, score.scale, lang, numbers);
    fill(sentence, &[&super::favourable(score, lang, numbers), &axis])
}

/// Where times come from.
pub fn times(seconds: &Quantiles, lang: Lang, numbers: &dyn Numbers) -> String {
    let n = count(seconds.n, numbers);
    let sentence = if seconds.exact {
        lang.pick(
            "Of the {0} who went on; exact, from the rows.",
            "Dari {0} orang yang lanjut; tepat, dari barisnya.",
        )
    } else {
        lang.pick(
            "Of the {0} who went on; from a histogram, ±{1}.",
            "Dari {0} orang yang lanjut; dari histogram, ±{1}.",
        )
    };
    fill(sentence, &[&n, &numbers.percent(0.044, 1)])
}

/// A theme's mean score.
pub fn theme_mean(mean: f64, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(lang.pick("mean {0}", "rerata {0}"), &[&signed(mean, 2, numbers)])
}

/// The score that a comment came with.
pub fn theme_score(score: f64, lang: Lang, numbers: &dyn Numbers) -> String {
    let digits = u8::from(score.fract() != 0.0);
    fill(lang.pick("score {0}", "skor {0}"), &[&numbers.decimal(score, digits)])
}

/// How many comments there are.
pub fn comments(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match (lang, n) {
        (Lang::En, 1) => "{0} comment",
        (Lang::En, _) => "{0} comments",
        (Lang::Id, _) => "{0} komentar",
    };
    fill(sentence, &[&count(n, numbers)])
}

/// The button that shows the rest of a long list.
pub fn all_of(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(lang.pick("All {0}", "Semua {0}"), &[&count(n, numbers)])
}

/// Said over a list that is cut.
pub fn first_of(shown: u64, of: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let parts = [count(shown, numbers), count(of, numbers)];
    let [shown, of] = &parts;
    fill(lang.pick("The first {0} of {1}.", "{0} pertama dari {1}."), &[shown, of])
}

/// A degree of five: `Impact 5 of 5`.
pub fn degree(name: &str, value: f64, lang: Lang, numbers: &dyn Numbers) -> String {
    let digits = u8::from(value.fract() != 0.0);
    fill(lang.pick("{0} {1} of 5", "{0} {1} dari 5"), &[name, &numbers.decimal(value, digits)])
}

/// The priority with the numbers it is made of: `Priority 878 = 1,950 lost × 0.45 below`.
///
/// ```
/// # use jejak::{figures::Priority, model::rule::Unit::Person, words::{Lang, numbers::Plain, panel::priority}};
/// let known = Priority { value: 877.5, lost: 1950, dip: 0.45, last: false };
/// assert_eq!(priority(&known, Person, Lang::En, &Plain(Lang::En)), "Priority 878 = 1,950 people lost × a dip of 0.45.");
/// let last = Priority { last: true, ..known };
/// assert_eq!(priority(&last, Person, Lang::Id, &Plain(Lang::Id)), "Prioritas 878 = 1.950 orang × jarak 0,45; tahap terakhir diperingkat tersendiri.");
/// ```
pub fn priority(priority: &Priority, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match (lang, priority.last) {
        (Lang::En, false) => "Priority {0} = {1} lost × a dip of {2}.",
        (Lang::En, true) => "Priority {0} = {1} × a dip of {2}; the last stage is ranked apart.",
        (Lang::Id, false) => "Prioritas {0} = {1} hilang × jarak {2}.",
        (Lang::Id, true) => "Prioritas {0} = {1} × jarak {2}; tahap terakhir diperingkat tersendiri.",
    };
    fill(
        sentence,
        &[
            &numbers.decimal(priority.value, 0),
            &counted(priority.lost, unit, lang, numbers),
            &dip(priority, numbers),
        ],
    )
}

/// Who a group of people with a persona's traits is seen here.
pub fn seen_of(personas: &[(String, u64)], lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let each: Vec<String> =
        personas.iter().map(|(name, n)| format!("{name} {}", count(*n, numbers))).collect();
    let said = each.join("; ");
    (!each.is_empty()).then(|| fill(lang.pick("Seen here: {0}.", "Terlihat di sini: {0}."), &[&said]))
}

/// A kind of score with its question, for a heading.
pub fn question(score: &ScoreFigures, lang: Lang) -> String {
    let name = terms::score(score.kind, lang);
    let own = score.label.as_deref().filter(|label| !label.is_empty()).unwrap_or(&score.source);
    format!("{name}, {own}")
}

/// What of a score was left out.
pub fn left_out(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> String {
    let parts = [count(score.n, numbers), count(score.missing, numbers)];
    let [n, missing] = &parts;
    fill(lang.pick("n {0}, {1} left out", "n {0}, {1} tidak dihitung"), &[n, missing])
}

/// A way back: from one stage to an earlier one.
pub fn way_back(from: &str, to: &str, lang: Lang) -> String {
    fill(lang.pick("From {0} back to {1}", "Dari {0} kembali ke {1}"), &[from, to])
}

/// How many made a move, and how often.
pub fn moves(people: u64, times: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick("{0} went this way, {1} in all.", "{0} menempuh jalan ini, {1} seluruhnya."),
        &[&self::people(people, lang, numbers), &often(times, lang, numbers)],
    )
}
