//! Words of the map's frame: lanes that fold, lines of a blueprint, personas, triggers, ways back, the plan.

use super::words;
use crate::figures::{Interval, PersonaFigures, StageFigures};
use crate::model::rule::Unit;
use crate::model::time::parse_iso;
use crate::words::terms;
use crate::words::{Lang, Numbers, fill, short};

/// Labels of the frame, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Frame {
    pub folded: &'static str,
    pub open: &'static str,
    pub press_to_open: &'static str,
    pub press_to_fold: &'static str,
    pub interaction: &'static str,
    pub visibility: &'static str,
    pub goal: &'static str,
    pub state: &'static str,
    pub goals: &'static str,
    pub needs: &'static str,
    pub frustrations: &'static str,
    pub too_few: &'static str,
    pub triggers: &'static str,
    pub trigger: &'static str,
    pub back: &'static str,
    pub skipped: &'static str,
    pub returned: &'static str,
}

const EN: Frame = Frame {
    folded: "folded",
    open: "open",
    press_to_open: "Press to open",
    press_to_fold: "Press to fold",
    interaction: "line of interaction",
    visibility: "line of visibility",
    goal: "Goal",
    state: "to be",
    goals: "Goals",
    needs: "Needs",
    frustrations: "Frustrations",
    too_few: "too few people",
    triggers: "Triggers",
    trigger: "trigger",
    back: "Ways back",
    skipped: "skipped this stage",
    returned: "came back here",
};

const ID: Frame = Frame {
    folded: "dilipat",
    open: "terbuka",
    press_to_open: "Tekan untuk membuka",
    press_to_fold: "Tekan untuk melipat",
    interaction: "garis interaksi",
    visibility: "garis keterlihatan",
    goal: "Tujuan",
    state: "keadaan yang dituju",
    goals: "Tujuan",
    needs: "Kebutuhan",
    frustrations: "Yang mengganggu",
    too_few: "terlalu sedikit orang",
    triggers: "Pemicu",
    trigger: "pemicu",
    back: "Kembali lagi",
    skipped: "melewatkan tahap ini",
    returned: "kembali ke sini",
};

/// The frame's labels of a language.
pub const fn frame(lang: Lang) -> &'static Frame {
    match lang {
        Lang::En => &EN,
        Lang::Id => &ID,
    }
}

/// How many items a folded lane holds.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::items};
/// assert_eq!(items(12, Lang::En, &Plain(Lang::En)), "12 items");
/// assert_eq!(items(1, Lang::En, &Plain(Lang::En)), "1 item");
/// assert_eq!(items(12, Lang::Id, &Plain(Lang::Id)), "12 butir");
/// ```
pub fn items(n: usize, lang: Lang, numbers: &dyn Numbers) -> String {
    let english = if n == 1 { "{0} item" } else { "{0} items" };
    fill(lang.pick(english, "{0} butir"), &[&numbers.decimal(n as f64, 0)])
}

/// `n` people, in the language's word.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::people};
/// assert_eq!(people(1096, Lang::Id, &Plain(Lang::Id)), "1.096 orang");
/// assert_eq!(people(1, Lang::En, &Plain(Lang::En)), "1 person");
/// ```
pub fn people(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    counted(n, Unit::Person, lang, numbers)
}

/// The same of whatever a funnel counts.
pub fn counted(n: u64, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    format!("{} {}", numbers.decimal(n as f64, 0), terms::unit(unit, n, lang))
}

/// Beside a count of those who came in.
pub fn came(unit: Unit, lang: Lang) -> String {
    fill(lang.pick("{0} came in", "{0} masuk"), &[terms::unit(unit, 2, lang)])
}

/// How often: `3 times`, `once`.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::often};
/// assert_eq!(often(1, Lang::En, &Plain(Lang::En)), "once");
/// assert_eq!(often(1200, Lang::Id, &Plain(Lang::Id)), "1.200 kali");
/// ```
pub fn often(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    if n == 1 {
        return lang.pick("once", "satu kali").to_owned();
    }
    fill(lang.pick("{0} times", "{0} kali"), &[&numbers.decimal(n as f64, 0)])
}

/// `n` comments, in the language's word.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::comments};
/// assert_eq!(comments(74, Lang::Id, &Plain(Lang::Id)), "74 komentar");
/// ```
pub fn comments(n: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let english = if n == 1 { "{0} comment" } else { "{0} comments" };
    fill(lang.pick(english, "{0} komentar"), &[&numbers.decimal(n as f64, 0)])
}

/// Who keeps the map and when it was changed: `Team · updated 2 Oct 2026`; either may be missing.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::credit};
/// let plain = Plain(Lang::En);
/// assert_eq!(credit(Some("Team"), None, Lang::En, &plain), "Team");
/// assert_eq!(credit(None, Some("spring"), Lang::En, &plain), "updated spring");
/// ```
pub fn credit(owner: Option<&str>, updated: Option<&str>, lang: Lang, numbers: &dyn Numbers) -> String {
    let date = updated.map(|text| parse_iso(text).map_or_else(|| text.to_owned(), |time| numbers.date(time)));
    let date = date.filter(|date| !date.trim().is_empty());
    let date = date.map(|date| fill(lang.pick("updated {0}", "diperbarui {0}"), &[&date]));
    let owner = owner.filter(|owner| !owner.trim().is_empty()).map(str::to_owned);
    [owner, date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How many customers a persona stands for: counted where there is data, else what the author assumes. Nothing
/// is said of a persona of too few people.
///
/// ```
/// # use jejak::figures::PersonaFigures;
/// # use jejak::words::{Lang, numbers::Plain, picture::persona_share};
/// let counted = PersonaFigures { people: Some(3470), share: Some(0.72), ..PersonaFigures::default() };
/// let say = |figures| persona_share(figures, Some(0.65), Lang::En, &Plain(Lang::En));
/// assert_eq!(say(Some(&counted)), Some(("72% of people, n\u{a0}3,470".to_owned(), true)));
/// assert_eq!(say(None), Some(("65% of people, assumed".to_owned(), false)));
/// ```
pub fn persona_share(
    figures: Option<&PersonaFigures>,
    assumed: Option<f64>,
    lang: Lang,
    numbers: &dyn Numbers,
) -> Option<(String, bool)> {
    if figures.is_some_and(|figures| figures.small) {
        return None;
    }
    let n = figures.and_then(|figures| figures.people).filter(|n| *n > 0);
    match (n, figures.and_then(|figures| figures.share), assumed) {
        (Some(n), Some(share), _) => {
            let n = numbers.decimal(n as f64, 0);
            let words = lang.pick("{0} of people, n\u{a0}{1}", "{0} dari semua orang, n\u{a0}{1}");
            Some((fill(words, &[&numbers.percent(share, 0), &n]), true))
        }
        (Some(n), None, _) => Some((people(n, lang, numbers), true)),
        (None, _, Some(share)) => {
            let words = lang.pick("{0} of people, assumed", "{0} dari semua orang, asumsi");
            Some((fill(words, &[&numbers.percent(share, 0)]), false))
        }
        (None, _, None) => None,
    }
}

/// A way back: its label, or where it leads, and how many people took it where they were counted.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::way_back};
/// let say = |label, people| way_back(label, "Purchase", people, Lang::En, &Plain(Lang::En));
/// assert_eq!(say(Some("Buying again"), Some(241)), "Buying again · 241 people");
/// assert_eq!(say(None, None), "back to Purchase");
/// ```
pub fn way_back(
    label: Option<&str>,
    to: &str,
    taken: Option<u64>,
    lang: Lang,
    numbers: &dyn Numbers,
) -> String {
    let label = label.filter(|label| !label.trim().is_empty());
    let mut text =
        label.map_or_else(|| fill(lang.pick("back to {0}", "kembali ke {0}"), &[to]), str::to_owned);
    if let Some(n) = taken.filter(|n| *n > 0) {
        text.push_str(" · ");
        text.push_str(&people(n, lang, numbers));
    }
    text
}

/// People who left out a stage, or came back to it, of those who met any stage.
pub fn of_met(n: u64, met: u64, what: &str, lang: Lang, numbers: &dyn Numbers) -> String {
    let share =
        if met > 0 { format!(", {}", numbers.percent(n as f64 / met as f64, 0)) } else { String::new() };
    format!("{} {what}{share}", people(n, lang, numbers))
}

/// How people kept to the planned order, in one sentence: out of order, the stage most left out, the stage most
/// came back to. Under half a percent is not said.
///
/// ```
/// # use jejak::figures::{Figures, PlannedFigures, StageFigures};
/// # use jejak::words::{Lang, numbers::Plain, picture::plan_kept};
/// let stage = |name: &str, skipped, returned| StageFigures {
///     name: name.into(), skipped: Some(skipped), returned, ..StageFigures::default()
/// };
/// let plan = PlannedFigures { met: 4820, out_of_order: 578, share: Some(578.0 / 4820.0), interval: None };
/// let figures = Figures {
///     planned: Some(plan),
///     stages: vec![stage("Find", 12, 0), stage("Choose", 1446, 3), stage("Return", 0, 1060)],
///     ..Figures::default()
/// };
/// assert_eq!(
///     plan_kept(&figures, Lang::En, &Plain(Lang::En)).unwrap(),
///     "Of 4,820 people, 12% met stages out of order; 30% skipped Choose; 22% came back to Return."
/// );
/// ```
pub fn plan_kept(figures: &crate::figures::Figures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let plan = figures.planned.as_ref().filter(|plan| plan.met > 0)?;
    let mut parts = Vec::new();
    if let Some(share) = plan.share.filter(|share| *share >= 0.005) {
        let interval = plan.interval.map_or_else(String::new, |interval| said(interval, lang, numbers));
        let words = lang.pick("{0} met stages out of order{1}", "{0} menempuh tahap di luar urutan{1}");
        parts.push(fill(words, &[&numbers.percent(share, 0), &interval]));
    }
    let most = |of: &dyn Fn(&StageFigures) -> u64| {
        // the first of equals
        let top = figures.stages.iter().rev().max_by_key(|stage| of(stage))?;
        let share = of(top) as f64 / plan.met as f64;
        (share >= 0.005).then(|| (numbers.percent(share, 0), short(&top.name)))
    };
    if let Some((share, name)) = most(&|stage| stage.skipped.unwrap_or(0)) {
        parts.push(fill(lang.pick("{0} skipped {1}", "{0} melewatkan {1}"), &[&share, &name]));
    }
    if let Some((share, name)) = most(&|stage| stage.returned) {
        parts.push(fill(lang.pick("{0} came back to {1}", "{0} kembali ke {1}"), &[&share, &name]));
    }
    if parts.is_empty() {
        return None;
    }
    let of = people(plan.met, lang, numbers);
    Some(fill(lang.pick("Of {0}, {1}.", "Dari {0}, {1}."), &[&of, &parts.join("; ")]))
}

fn said(interval: Interval, lang: Lang, numbers: &dyn Numbers) -> String {
    format!(" ({} {})", words(lang).interval, super::shares(interval, numbers))
}

/// Said where answers are all there is.
pub const fn answers_only(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "These are answers only: who came, went on or was lost was not counted.",
        Lang::Id => "Ini jawaban saja: siapa yang datang, lanjut, atau hilang tidak dihitung.",
    }
}

/// Said where a persona is in focus beside figures of all.
pub const fn of_everyone(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "People, priority, measures and comments count everyone, not only the persona in focus.",
        Lang::Id => {
            "Orang, prioritas, ukuran, dan komentar menghitung semua orang, bukan hanya persona yang dipilih."
        }
    }
}
