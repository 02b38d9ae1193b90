//! How figures were made, for the footer: methods, formulas, what was left out.

use super::picture::counted;
use super::{Lang, Numbers, fill, quoted, signed, terms};
use crate::figures::{Caution, Figures, FunnelFigures, Grain, Method, Reference, StepFigures};
use crate::model::journey::ScoreKind;
use crate::model::rule::Unit;

/// How an emotion line was made: kind, scale, formula, interval, n, what was left out.
///
/// ```
/// # use jejak::figures::Method;
/// # use jejak::{model::journey::ScoreKind, words::{Lang, method, numbers::Plain}};
/// let csat = Method {
///     source: "survey".into(), kind: ScoreKind::Csat, scale: (1.0, 5.0), n: 1409, missing: 4, weighted: false,
/// };
/// assert_eq!(
///     method(&csat, Lang::En, &Plain(Lang::En)),
///     "CSAT 1–5, (mean − 3) / 2, 95% Student t, n 1,409 answers, 4 left out"
/// );
/// assert_eq!(
///     method(&csat, Lang::Id, &Plain(Lang::Id)),
///     "CSAT 1–5, (rerata − 3) / 2, 95% Student t, n 1.409 jawaban, 4 tidak dihitung"
/// );
/// ```
pub fn method(method: &Method, lang: Lang, numbers: &dyn Numbers) -> String {
    let (low, high) = method.scale;
    let mut parts = vec![
        format!("{} {}–{}", terms::score(method.kind, lang), number(low, numbers), number(high, numbers)),
        axis(method.kind, method.scale, lang, numbers),
        match method.kind {
            ScoreKind::Nps => lang.pick("95% adjusted Wald", "95% Wald yang disesuaikan"),
            _ => "95% Student t",
        }
        .to_owned(),
    ];
    if method.weighted {
        parts.push(lang.pick("weighted", "berbobot").to_owned());
    }
    let answers = match (lang, method.n) {
        (Lang::En, 1) => "n {0} answer",
        (Lang::En, _) => "n {0} answers",
        (Lang::Id, _) => "n {0} jawaban",
    };
    parts.push(fill(answers, &[&numbers.decimal(method.n as f64, 0)]));
    if method.missing > 0 {
        let missing = numbers.decimal(method.missing as f64, 0);
        parts.push(fill(lang.pick("{0} left out", "{0} tidak dihitung"), &[&missing]));
    }
    parts.join(", ")
}

/// From the score to the axis −1…+1.
pub(super) fn axis(kind: ScoreKind, (low, high): (f64, f64), lang: Lang, numbers: &dyn Numbers) -> String {
    if kind == ScoreKind::Nps {
        return "NPS / 100".to_owned();
    }
    let middle = number((low + high) / 2.0, numbers);
    let half = (high - low) / 2.0;
    let mean = lang.pick("mean", "rerata");
    if half == 1.0 {
        format!("{mean} − {middle}")
    } else {
        format!("({mean} − {middle}) / {}", number(half, numbers))
    }
}

/// A number of a scale with the few decimals it has.
pub(super) fn number(number: f64, numbers: &dyn Numbers) -> String {
    let fits = |digits: &u8| (number * 10_f64.powi(i32::from(*digits))).fract() == 0.0;
    numbers.decimal(number, (0..=2).find(fits).unwrap_or(2))
}

/// Where the order changes the count by more than 10 %: the step with the largest difference, the first one only
/// where no other differs (there, "any order" is everybody with any step at all); `None` when nowhere.
///
/// ```
/// # use jejak::figures::{Figures, FunnelFigures, StepFigures};
/// # use jejak::words::{Lang, numbers::Plain, order_matters};
/// let step = StepFigures { name: "cart".into(), people: 1109, any_order: 1493, ..StepFigures::default() };
/// let funnel = Some(FunnelFigures { steps: vec![step], ..FunnelFigures::default() });
/// let figures = Figures { funnel, order_matters: vec![0], ..Figures::default() };
/// assert_eq!(
///     order_matters(&figures, Lang::En, &Plain(Lang::En)).unwrap(),
///     "The order matters: 1,109 people reached “cart” in order, 1,493 people took as many steps in any order"
/// );
/// ```
pub fn order_matters(figures: &Figures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let steps = &figures.funnel.as_ref()?.steps;
    let differing = figures.order_matters.iter().filter_map(|at| Some((*at > 0, steps.get(*at)?)));
    let more = |step: &StepFigures| step.any_order.saturating_sub(step.people);
    let (_, step) = differing.max_by_key(|(later, step)| (*later, more(step)))?;
    let count = |n: u64| counted(n, figures.unit, lang, numbers);
    Some(fill(
        lang.pick(
            "The order matters: {1} reached {0} in order, {2} took as many steps in any order",
            "Urutan berpengaruh: {1} mencapai {0} secara berurutan, {2} menempuh langkah sebanyak itu dalam urutan apa pun",
        ),
        &[&quoted(&step.name), &count(step.people), &count(step.any_order)],
    ))
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

/// Why a median time says less than it seems to.
///
/// ```
/// # use jejak::{figures::{Caution, Grain}, model::time::Duration, words::{Lang, numbers::Plain, method::caution}};
/// let pause = Caution::Visits(Duration::seconds(1_800));
/// assert_eq!(
///     caution(pause, Lang::En, &Plain(Lang::En)),
///     "Half or more took longer than the pause of 30 minutes that ends a visit: a count by visits would miss many of them."
/// );
/// assert_eq!(
///     caution(Caution::Coarse(Grain::Day), Lang::Id, &Plain(Lang::Id)),
///     "Waktunya hanya diketahui sampai harinya, jadi median di bawah dua hari tidak banyak berarti."
/// );
/// ```
pub fn caution(caution: Caution, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match caution {
        Caution::AtOnce => lang.pick(
            "Half or more took no time at all: both rows were written at one instant, so this tells nothing of a wait.",
            "Separuh atau lebih tidak memakan waktu: kedua barisnya dicatat pada saat yang sama, jadi ini bukan lama menunggu.",
        ),
        Caution::Coarse(Grain::Day) => lang.pick(
            "Times are known to the day only, so a median under two days says little.",
            "Waktunya hanya diketahui sampai harinya, jadi median di bawah dua hari tidak banyak berarti.",
        ),
        Caution::Coarse(Grain::Hour) => lang.pick(
            "Times are known to the hour only, so a median under two hours says little.",
            "Waktunya hanya diketahui sampai jamnya, jadi median di bawah dua jam tidak banyak berarti.",
        ),
        Caution::Coarse(Grain::Minute) => lang.pick(
            "Times are known to the minute only, so a median under two minutes says little.",
            "Waktunya hanya diketahui sampai menitnya, jadi median di bawah dua menit tidak banyak berarti.",
        ),
        Caution::Visits(pause) => {
            let said = lang.pick(
                "Half or more took longer than the pause of {0} that ends a visit: a count by visits would miss many of them.",
                "Separuh atau lebih butuh lebih lama dari jeda {0} yang mengakhiri satu kunjungan: hitungan per kunjungan akan melewatkan banyak dari mereka.",
            );
            return fill(said, &[&super::exact(pause, lang, numbers)]);
        }
    };
    sentence.to_owned()
}

/// What is to be said of the times of a funnel: whose they are, and where a median says less than it seems to; each
/// caution once, with the steps that it is about. Nothing where no step has a time.
///
/// ```
/// # use jejak::figures::{Caution, FunnelFigures, Quantiles, StepFigures};
/// # use jejak::words::{Lang, numbers::Plain, method::times};
/// let step = |name: &str, median, caution| StepFigures {
///     name: name.into(), seconds: Quantiles { median, caution, ..Quantiles::default() }, ..StepFigures::default()
/// };
/// let steps = vec![step("view", None, None), step("cart", Some(0.0), Some(Caution::AtOnce)), step("pay", Some(9.0), None)];
/// let said = times(&FunnelFigures { steps, ..FunnelFigures::default() }, Lang::En, &Plain(Lang::En));
/// assert_eq!(said[0], "Times are of those who went on.");
/// assert!(said[1].starts_with("“cart”: Half or more took no time at all"));
/// assert_eq!(said.len(), 2);
/// ```
pub fn times(funnel: &FunnelFigures, lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    if funnel.steps.iter().all(|step| step.seconds.median.is_none()) {
        return Vec::new();
    }
    let mut found: Vec<(Caution, Vec<String>)> = Vec::new();
    for step in &funnel.steps {
        let Some(caution) = step.seconds.caution else { continue };
        match found.iter_mut().find(|(known, _)| *known == caution) {
            Some((_, names)) => names.push(quoted(&step.name)),
            None => found.push((caution, vec![quoted(&step.name)])),
        }
    }
    let whose = lang.pick("Times are of those who went on.", "Waktu dihitung dari mereka yang lanjut.");
    let said = found
        .iter()
        .map(|(known, names)| format!("{}: {}", names.join(", "), caution(*known, lang, numbers)));
    core::iter::once(whose.to_owned()).chain(said).collect()
}

/// How many people, or what else is counted, and in which period.
pub fn sample(n: u64, unit: Unit, period: Option<(i64, i64)>, lang: Lang, numbers: &dyn Numbers) -> String {
    let n = counted(n, unit, lang, numbers).replace(' ', "\u{a0}");
    let dates = period.map(|(from, to)| {
        // a date is never broken over two lines
        format!("{}–{}", numbers.date(from), numbers.date(to)).replace(' ', "\u{a0}")
    });
    dates.map_or_else(|| format!("n\u{a0}{n}."), |dates| format!("{dates}, n\u{a0}{n}."))
}

/// How many people are still in the window.
pub fn pending_note(n: u64, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    let are = if n == 1 { "is" } else { "are" };
    let n = counted(n, unit, lang, numbers);
    match lang {
        Lang::En => {
            format!("{n} {are} still in the window: neither converted nor lost, and in no rate.")
        }
        Lang::Id => {
            format!(
                "{n} masih berjalan: belum lanjut, belum dianggap hilang, dan tidak masuk hitungan persentase."
            )
        }
    }
}

/// What the rate of the first step is of where people may enter at any step.
pub const fn open_rate(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "“Of the first step” is of everybody who had entered by that step, without those still in the window before it."
        }
        Lang::Id => {
            "“Dari langkah pertama” dihitung dari semua orang yang sudah masuk sampai langkah itu, tanpa yang masih berjalan sebelumnya."
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
    let (unused, read) = (numbers.decimal(unused as f64, 0), numbers.decimal(read as f64, 0));
    match lang {
        Lang::En => format!("{unused} of {read} rows could not be used."),
        Lang::Id => format!("{unused} dari {read} baris tidak dapat dipakai."),
    }
}

/// How the priority is made.
pub fn priority_rule(reference: Reference, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    let below = match (reference, lang) {
        (Reference::Neutral, Lang::En) => "dip of all answers below neutral".to_owned(),
        (Reference::Neutral, Lang::Id) => "jarak semua jawaban di bawah netral".to_owned(),
        (Reference::Mean(mean), Lang::En) => format!("dip below the mean {}", signed(mean, 2, numbers)),
        (Reference::Mean(mean), Lang::Id) => format!("jarak di bawah rerata {}", signed(mean, 2, numbers)),
        (Reference::Target, Lang::En) => "dip below the target".to_owned(),
        (Reference::Target, Lang::Id) => "jarak di bawah target".to_owned(),
    };
    match lang {
        Lang::En => format!("Priority = {} lost × {below}.", terms::unit(unit, 2, lang)),
        Lang::Id => format!("Prioritas = {} hilang × {below}.", terms::unit(unit, 2, lang)),
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
