//! Differences in words: groups against the rest, now against an earlier period.

use super::terms;
use super::{Lang, Numbers, fill, panel, picture, quoted, short, signed};
use crate::figures::{At, Change, Changes, Difference, Figures, Interval, Of, ScoreFigures, Unlike, Was};
use crate::model::journey::{Journey, ScoreKind};
use crate::model::rule::Unit as Counted;

/// In what a difference is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share 0…1, said in points of a hundred.
    Share,
    /// Net Promoter Scores, in points.
    Nps,
    /// A mean on its own scale.
    Mean,
    /// The axis of emotion: every value has its sign.
    Axis,
}

impl Unit {
    /// That of a score.
    pub fn of(score: &ScoreFigures) -> Self {
        match score.kind {
            ScoreKind::Nps => Self::Nps,
            _ if score.is_share() => Self::Share,
            _ => Self::Mean,
        }
    }

    /// A value in this unit: `64.1%`, `46.0`, `3.70`.
    pub fn value(self, value: f64, numbers: &dyn Numbers) -> String {
        match self {
            Self::Share => numbers.percent(value, 1),
            Self::Nps => numbers.decimal(value, 1),
            Self::Mean => numbers.decimal(value, 2),
            Self::Axis => signed(value, 2, numbers),
        }
    }

    /// A difference with its sign: `+11.2`, `−4.0`, `+0.31`.
    pub fn signed(self, value: f64, numbers: &dyn Numbers) -> String {
        match self {
            Self::Share => signed(value * 100.0, 1, numbers),
            Self::Nps => signed(value, 1, numbers),
            Self::Mean | Self::Axis => signed(value, 2, numbers),
        }
    }

    /// As short as it stands beside a figure: `+11`, `−4`, `+0.3`; one digit more where nought would be left.
    ///
    /// ```
    /// # use jejak::words::{Lang, compare::Unit, numbers::Plain};
    /// let mark = |unit: Unit, value| unit.mark(value, &Plain(Lang::En));
    /// assert_eq!([mark(Unit::Share, 0.112), mark(Unit::Share, -0.003)], ["+11", "−0.3"]);
    /// assert_eq!([mark(Unit::Nps, -4.2), mark(Unit::Mean, 0.31)], ["−4", "+0.3"]);
    /// assert_eq!(mark(Unit::Mean, 0.0), "0.0");
    /// ```
    pub fn mark(self, value: f64, numbers: &dyn Numbers) -> String {
        let (value, digits) = match self {
            Self::Share => (value * 100.0, 0),
            Self::Nps => (value, 0),
            Self::Mean => (value, 1),
            Self::Axis => (value, 2),
        };
        let short = signed(value, digits, numbers);
        let nought = short == numbers.decimal(0.0, digits) && value != 0.0;
        if nought { signed(value, digits + 1, numbers) } else { short }
    }

    /// A difference with its interval: `−5.9 points (−9.1 to −2.7)`.
    fn said(self, value: f64, interval: Option<Interval>, lang: Lang, numbers: &dyn Numbers) -> String {
        let mut out = self.signed(value, numbers);
        if matches!(self, Self::Share | Self::Nps) {
            out.push_str(lang.pick(" points", " poin"));
        }
        if let Some(interval) = interval {
            out.push_str(&format!(" ({})", self.span(interval, lang, numbers)));
        }
        out
    }

    /// An interval of a difference: `−9.1 to −2.7`.
    pub fn span(self, (low, high): Interval, lang: Lang, numbers: &dyn Numbers) -> String {
        let ends = [self.signed(low, numbers), self.signed(high, numbers)];
        ends.join(lang.pick(" to ", " sampai "))
    }
}

/// A p value as a table holds it.
pub fn p_cell(p: Option<f64>, numbers: &dyn Numbers) -> String {
    p.map(|p| p_value(p, numbers).trim_start_matches("=\u{a0}").to_owned()).unwrap_or_default()
}

/// A p value as it is said: three digits, and never nought.
fn p_value(p: f64, numbers: &dyn Numbers) -> String {
    let sign = if p < 0.001 { '<' } else { '=' };
    format!("{sign}\u{a0}{}", numbers.decimal(p.max(0.001), 3))
}

/// p and p after Holm; why there is none where there is none.
fn p_values(p: Option<f64>, adjusted: Option<f64>, lang: Lang, numbers: &dyn Numbers) -> String {
    match p.zip(adjusted) {
        Some((p, adjusted)) => fill(
            lang.pick("p\u{a0}{0}, after Holm p\u{a0}{1}", "p\u{a0}{0}, setelah Holm p\u{a0}{1}"),
            &[&p_value(p, numbers), &p_value(adjusted, numbers)],
        ),
        None => lang.pick("too few to test", "terlalu sedikit untuk diuji").to_owned(),
    }
}

/// A group against the rest without its name, for tooltips: the difference with its interval, and p.
pub fn against_rest(difference: &Difference, lang: Lang, numbers: &dyn Numbers) -> String {
    let said = Unit::Share.said(difference.value, Some(difference.interval), lang, numbers);
    let p = p_values(difference.p, difference.adjusted_p, lang, numbers);
    fill(lang.pick("{0} against the rest, {1}", "{0} dibanding sisanya, {1}"), &[&said, &p])
}

/// A persona's score against that of everybody else: the difference with its interval, and p.
pub fn against_others(change: &Change, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    let said = unit.said(change.value, change.interval, lang, numbers);
    let p = p_values(change.p, change.adjusted_p, lang, numbers);
    fill(lang.pick("{0} against the rest, {1}", "{0} dibanding sisanya, {1}"), &[&said, &p])
}

/// A group against the rest: the difference with its interval, p, and p after Holm.
///
/// ```
/// # use jejak::figures::{Difference, Of};
/// # use jejak::words::{Lang, numbers::Plain, compare::differs};
/// let difference = Difference {
///     step: 3, of: Of::Previous, value: -0.288, interval: (-0.325, -0.25), p: Some(0.0), adjusted_p: Some(0.0312),
/// };
/// assert_eq!(
///     differs("phone", &difference, Lang::En, &Plain(Lang::En)),
///     "“phone” goes on less often than the rest: −28.8 points (−32.5 to −25.0), p\u{a0}<\u{a0}0.001, after Holm \
///      p\u{a0}=\u{a0}0.031."
/// );
/// ```
pub fn differs(name: &str, difference: &Difference, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match (difference.of, difference.value < 0.0) {
        (Of::Previous, true) => lang.pick(
            "{0} goes on less often than the rest: {1}, {2}.",
            "{0} lebih jarang lanjut daripada sisanya: {1}, {2}.",
        ),
        (Of::Previous, false) => lang.pick(
            "{0} goes on more often than the rest: {1}, {2}.",
            "{0} lebih sering lanjut daripada sisanya: {1}, {2}.",
        ),
        (Of::First, true) => lang.pick(
            "{0} goes from the first step to the last less often than the rest: {1}, {2}.",
            "{0} lebih jarang sampai dari langkah pertama ke langkah terakhir daripada sisanya: {1}, {2}.",
        ),
        (Of::First, false) => lang.pick(
            "{0} goes from the first step to the last more often than the rest: {1}, {2}.",
            "{0} lebih sering sampai dari langkah pertama ke langkah terakhir daripada sisanya: {1}, {2}.",
        ),
    };
    let said = Unit::Share.said(difference.value, Some(difference.interval), lang, numbers);
    let p = p_values(difference.p, difference.adjusted_p, lang, numbers);
    fill(sentence, &[&quoted(name), &said, &p])
}

/// Over how many comparisons the p values are adjusted.
pub fn adjusted(tests: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match (lang, tests) {
        (Lang::En, 1) => {
            "95% intervals after Newcombe; p by Fisher’s or the z test, then after Holm over {0} test."
        }
        (Lang::En, _) => {
            "95% intervals after Newcombe; p by Fisher’s or the z test, then after Holm over {0} tests."
        }
        (Lang::Id, _) => {
            "Interval 95% menurut Newcombe; p dengan uji Fisher atau z, lalu setelah Holm atas {0} uji."
        }
    };
    fill(sentence, &[&numbers.decimal(tests as f64, 0)])
}

/// Why some differences have no p.
pub const fn no_test(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Not tested where either side has under 30 people.",
        Lang::Id => "Tidak diuji bila salah satu sisi kurang dari 30 orang.",
    }
}

/// How the differences of groups in a picture are made.
pub fn differences(tests: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "Differences: Newcombe 95%; bold where p after Holm over {0} tests is under {1}.",
            "Beda: Newcombe 95%; tebal bila p setelah Holm atas {0} uji di bawah {1}.",
        ),
        &[&numbers.decimal(tests as f64, 0), &numbers.decimal(0.05, 2)],
    )
}

/// Said where no group stands out.
pub fn no_difference(field: &str, p: f64, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "No group by {0} differs from the rest for sure (smallest p after Holm {1}).",
            "Tidak ada kelompok menurut {0} yang pasti berbeda dari sisanya (p terkecil setelah Holm {1}).",
        ),
        &[&quoted(field), &p_value(p, numbers)],
    )
}

/// How many groups are too small to be tested.
pub fn untested(small: u64, of: u64, field: &str, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "{0} of {1} groups by {2} not tested here: under 30 people on a side.",
            "{0} dari {1} kelompok menurut {2} tidak diuji di sini: kurang dari 30 orang di salah satu sisi.",
        ),
        &[&numbers.decimal(small as f64, 0), &numbers.decimal(of as f64, 0), &quoted(field)],
    )
}

/// The earlier period: its dates, else `the earlier evidence`.
pub fn earlier(changes: &Changes, lang: Lang, numbers: &dyn Numbers) -> String {
    match changes.period {
        // a date is never broken over two lines
        Some((from, to)) => format!("{}–{}", numbers.date(from), numbers.date(to)).replace(' ', "\u{a0}"),
        None => lang.pick("the earlier evidence", "bukti sebelumnya").to_owned(),
    }
}

/// The name of a difference between groups.
pub const fn difference(lang: Lang) -> &'static str {
    lang.pick("Difference", "Beda")
}

/// The name of a difference between periods.
pub const fn change(lang: Lang) -> &'static str {
    lang.pick("Change", "Perubahan")
}

/// One group minus another: `phone − computer`.
pub fn minus(one: &str, other: &str) -> String {
    format!("{} − {}", short(one), short(other))
}

/// With the unit of differences of shares.
pub fn in_points(what: &str, lang: Lang) -> String {
    fill(lang.pick("{0}, percentage points", "{0}, poin persentase"), &[what])
}

/// `Against 1 Apr 2026–30 Jun 2026`, as a title.
pub fn against(changes: &Changes, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(lang.pick("Against {0}", "Dibanding {0}"), &[&earlier(changes, lang, numbers)])
}

/// What changed, without its place, and in what it is said; `None` where the figures do not hold it.
pub fn figure(at: At, journey: &Journey, figures: &Figures, lang: Lang) -> Option<(String, Unit)> {
    let words = picture::words(lang);
    Some(match at {
        At::Step(step, of) => {
            let name = short(&figures.funnel.as_ref()?.steps.get(step)?.name);
            let first = || format!("{name}, {}", picture::lower(words.of_first));
            (if of == Of::First { first() } else { picture::on_to(&name, lang) }, Unit::Share)
        }
        At::Score(stage, touchpoint, score) => {
            let stage = figures.stages.get(stage)?;
            let score = match touchpoint {
                Some(touchpoint) => stage.touchpoints.get(touchpoint)?.scores.get(score)?,
                None => stage.scores.get(score)?,
            };
            (short(&panel::question(score, lang)), Unit::of(score))
        }
        At::Emotion(..) => (words.emotion.to_owned(), Unit::Axis),
        At::Measure(stage, measure) => {
            let own = figures.stages.get(stage)?.measures.get(measure)?;
            let place = journey.stages.get(stage).and_then(|stage| stage.touchpoints.get(own.touchpoint?));
            let name = picture::measure(own.kind, lang);
            (place.map_or_else(|| name.to_owned(), |at| format!("{name}, {}", short(&at.name))), Unit::Share)
        }
    })
}

/// One change for a tooltip: `−5.9 points (−9.1 to −2.7) against 1 Apr 2026–30 Jun 2026, p = 0.003, after Holm …`.
pub fn changed(change: &Change, unit: Unit, changes: &Changes, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick("{0} against {1}, {2}", "{0} dibanding {1}, {2}"),
        &[
            &unit.said(change.value, change.interval, lang, numbers),
            &earlier(changes, lang, numbers),
            &p_values(change.p, change.adjusted_p, lang, numbers),
        ],
    )
}

/// One change as a sentence: what it is, what it was, the difference with its interval, p, and p after Holm.
///
/// ```
/// # use jejak::figures::{At, Change, Of, Test};
/// # use jejak::words::{Lang, compare::{Unit, sentence}, numbers::Plain};
/// let change = Change {
///     at: At::Step(1, Of::Previous), before: 0.6, now: 0.8, value: 0.2, interval: Some((0.0524, 0.3339)),
///     n: (80, 70), test: Some(Test::Z), p: Some(0.008), adjusted_p: Some(0.024),
/// };
/// let said = |lang| sentence("go on to Pay", &change, Unit::Share, lang, &Plain(lang)).replace('\u{a0}', " ");
/// assert_eq!(
///     said(Lang::En),
///     "Go on to Pay: 80.0%, before 60.0%: +20.0 points (+5.2 to +33.4), p = 0.008, after Holm p = 0.024."
/// );
/// assert!(said(Lang::Id).contains("sebelumnya 60,0%: +20,0 poin (+5,2 sampai +33,4), p = 0,008, setelah Holm"));
/// ```
pub fn sentence(name: &str, change: &Change, unit: Unit, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick("{0}: {1}, before {2}: {3}, {4}.", "{0}: {1}, sebelumnya {2}: {3}, {4}."),
        &[
            &super::capital(name),
            &unit.value(change.now, numbers),
            &unit.value(change.before, numbers),
            &unit.said(change.value, change.interval, lang, numbers),
            &p_values(change.p, change.adjusted_p, lang, numbers),
        ],
    )
}

/// What is only put beside what it was: people lost (or what else is counted), and a median time where it is known of both.
pub fn not_tested(
    now: &Was,
    was: &Was,
    counted: Counted,
    words: &panel::Panel,
    lang: Lang,
    numbers: &dyn Numbers,
) -> Vec<String> {
    let count = |n: u64| numbers.decimal(n as f64, 0);
    let time = |seconds: f64| super::duration(seconds, lang, numbers);
    let name = fill(lang.pick("{0} lost", "{0} hilang"), &[&terms::units(counted, lang)]);
    let lost = now.lost.zip(was.lost).map(|(now, was)| (name.as_str(), count(now), count(was)));
    let median = now.median.zip(was.median).map(|(now, was)| (words.median, time(now), time(was)));
    let say = |(name, now, was): (&str, String, String)| {
        let sentence =
            lang.pick("{0}: {1}, before {2}; not tested.", "{0}: {1}, sebelumnya {2}; tidak diuji.");
        fill(sentence, &[name, &now, &was])
    };
    lost.into_iter().chain(median).map(say).collect()
}

/// How the changes of the details were tested.
pub fn tested(changes: &Changes, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "95% intervals: shares after Newcombe, NPS by two adjusted Walds, means after Welch; p after Holm over {0} tests. Under 30 on a side nothing is tested.",
            "Interval 95%: bagian menurut Newcombe, NPS dengan dua Wald yang disesuaikan, rerata menurut Welch; p setelah Holm atas {0} uji. Kurang dari 30 di salah satu sisi tidak diuji.",
        ),
        &[&numbers.decimal(changes.tests as f64, 0)],
    )
}

/// What the marks of change say, for the footer.
pub fn marks(changes: &Changes, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(
        lang.pick(
            "Change: against {0}, in points, means on their own scale; bold where p after Holm over {1} tests is under {2}.",
            "Perubahan: dibanding {0}, dalam poin, rerata pada skalanya sendiri; tebal bila p setelah Holm atas {1} uji di bawah {2}.",
        ),
        &[
            &earlier(changes, lang, numbers),
            &numbers.decimal(changes.tests as f64, 0),
            &numbers.decimal(0.05, 2),
        ],
    )
}

/// Why something is not compared, or to be read with care.
pub fn unlike(why: Unlike, figures: &Figures, lang: Lang) -> String {
    let sentence = match why {
        Unlike::Rule => lang.pick(
            "Steps are not compared: the earlier evidence was counted by another rule or over other steps.",
            "Langkah tidak dibandingkan: bukti sebelumnya dihitung dengan aturan atau langkah lain.",
        ),
        Unlike::Stages => lang.pick(
            "The earlier evidence has other stages: only those of both are compared.",
            "Bukti sebelumnya memiliki tahap lain: hanya tahap yang ada di keduanya dibandingkan.",
        ),
        Unlike::Questions(_) => lang.pick(
            "At {0} other questions were asked earlier, or on another scale: those are not compared.",
            "Di {0} pertanyaan sebelumnya lain, atau skalanya lain: itu tidak dibandingkan.",
        ),
        Unlike::Overlap => lang.pick(
            "The two periods overlap: whoever is in both is taken for two people, and the tests are rough.",
            "Kedua periode tumpang tindih: orang yang ada di keduanya dihitung sebagai dua orang, jadi ujinya kasar.",
        ),
        Unlike::Later => lang.pick(
            "The evidence compared with is the later one.",
            "Bukti pembandingnya justru yang lebih baru.",
        ),
    };
    let stage = match why {
        Unlike::Questions(at) => figures.stages.get(at).map(|stage| quoted(&stage.name)),
        _ => None,
    };
    fill(sentence, &[stage.as_deref().unwrap_or_default()])
}
