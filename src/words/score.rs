//! Figures as they are said where there is room for all their digits: tables and sentences for readers.

use super::{Lang, Numbers, fill, terms};
use crate::figures::{Interval, Quantiles, ScoreFigures};
use crate::model::journey::ScoreKind;

/// A median: with its decimals where it comes from the rows, rounded where it comes from a histogram; `None`
/// where nobody came.
///
/// ```
/// # use jejak::figures::Quantiles;
/// # use jejak::words::{Lang, median, numbers::Plain};
/// let known = Quantiles { n: 9, median: Some(52.959), exact: true, ..Quantiles::default() };
/// assert_eq!(median(&known, Lang::En, &Plain(Lang::En)).unwrap(), "52.959 s");
/// let rough = Quantiles { exact: false, ..known };
/// assert_eq!(median(&rough, Lang::En, &Plain(Lang::En)).unwrap(), "53 s");
/// ```
pub fn median(seconds: &Quantiles, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let say = if seconds.exact { super::precise } else { super::duration };
    seconds.median.map(|median| say(median, lang, numbers))
}

/// A score with its interval, n and what was left out; `None` without an answer.
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// # use jejak::words::{self, Lang, numbers::Plain};
/// let (source, counts) = ("survey".into(), vec![(0.0, 20), (8.0, 30), (10.0, 50)]);
/// let answers = Answers {
///     source, counts, kind: ScoreKind::Nps, scale: (0.0, 10.0), n: 100, missing: 3,
///     label: None, method: ScoreKind::Nps.method(), flip: false, line: false, weights: None,
/// };
/// assert_eq!(
///     words::score(&score(&answers), Lang::En, &Plain(Lang::En)).unwrap(),
///     "NPS 30.00 (95% interval 14.05 to 44.20), n\u{a0}100, 3 left out"
/// );
/// ```
pub fn score(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let mut text = value(score, lang, numbers)?;
    if score.is_share() {
        if let Some(mean) = score.mean {
            let mean = numbers.decimal(mean, 2);
            text.push_str(&fill(lang.pick(", mean {0}", ", rerata {0}"), &[&mean]));
            text.push_str(&interval(score.mean_interval, lang, numbers));
        }
    } else {
        text.push_str(&interval(score.interval, lang, numbers));
    }
    text.push_str(&format!(", n\u{a0}{}", numbers.decimal(score.n as f64, 0)));
    if score.missing > 0 {
        let missing = numbers.decimal(score.missing as f64, 0);
        text.push_str(&fill(lang.pick(", {0} left out", ", {0} tidak dihitung"), &[&missing]));
    }
    Some(text)
}

/// A score alone: `NPS 39.84`, `CSAT 70.0% in the top two`; `None` without an answer.
pub fn value(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let (name, value) = (terms::score(score.kind, lang), score.value?);
    if !score.is_share() {
        return Some(format!("{name} {}", numbers.decimal(value, 2)));
    }
    let share = numbers.percent(value, 1);
    let said = match score.kind {
        ScoreKind::Ces => lang.pick("{0} {1} over the middle", "{0} {1} di atas nilai tengah"),
        _ => lang.pick("{0} {1} in the top two", "{0} {1} di dua nilai teratas"),
    };
    Some(fill(said, &[name, &share]))
}

/// Which answers are favourable: `the answers 4 and 5`, `the answers over 4`.
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// # use jejak::words::{Lang, favourable, numbers::Plain};
/// let on = |kind: ScoreKind, scale| score(&Answers {
///     source: "survey".into(), kind, scale, method: kind.method(), label: None, flip: false, line: false,
///     counts: vec![(2.0, 9)], missing: 0, n: 9, weights: None,
/// });
/// let said = |kind, scale| favourable(&on(kind, scale), Lang::En, &Plain(Lang::En));
/// assert_eq!(said(ScoreKind::Csat, (1.0, 5.0)), "the answers 4 and 5");
/// assert_eq!(said(ScoreKind::Ces, (1.0, 7.0)), "the answers over 4");
/// assert_eq!(said(ScoreKind::Rating, (0.0, 100.0)), "the answers from 99 to 100");
/// assert_eq!(said(ScoreKind::Rating, (1.0, 3.0)), "the answers over 2");
/// ```
pub fn favourable(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> String {
    let (low, high) = score.scale;
    let middle = (low + high) / 2.0;
    let number = |value: f64| super::method::number(value, numbers);
    let ends = [number(high - 1.0), number(high)];
    let [from, to] = &ends;
    if score.kind == ScoreKind::Ces || high - 1.0 <= middle {
        return fill(lang.pick("the answers over {0}", "jawaban di atas {0}"), &[&number(middle)]);
    }
    let few = high - low <= 10.0 && high.fract() == 0.0;
    let said = if few {
        lang.pick("the answers {0} and {1}", "jawaban {0} dan {1}")
    } else {
        lang.pick("the answers from {0} to {1}", "jawaban dari {0} sampai {1}")
    };
    fill(said, &[from, to])
}

/// How the value of a score and its interval are made, with the effective number of answers where they are weighted.
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::{Answers, Weights}, journey::ScoreKind};
/// # use jejak::words::{Lang, numbers::Plain, score_method};
/// let answers = Answers {
///     source: "survey".into(), kind: ScoreKind::Csat, scale: (1.0, 5.0), method: ScoreKind::Csat.method(),
///     label: None, flip: false, line: false, counts: vec![(1.0, 1), (5.0, 2)], missing: 0, n: 3,
///     weights: Some(Weights { counts: vec![(1.0, 2.0), (5.0, 2.0)], sum2: 6.0 }),
/// };
/// assert_eq!(
///     score_method(&score(&answers), Lang::En, &Plain(Lang::En)),
///     "share of the answers 4 and 5; 95% Wilson; weighted, effective n 2.7 (Kish)"
/// );
/// ```
pub fn score_method(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> String {
    let mut text = match score.kind {
        ScoreKind::Nps => lang
            .pick(
                "100 × (promoters 9–10 − detractors 0–6) / answers; 95% adjusted Wald",
                "100 × (promotor 9–10 − detraktor 0–6) / jawaban; 95% Wald yang disesuaikan",
            )
            .to_owned(),
        _ if score.is_share() => fill(
            lang.pick("share of {0}; 95% Wilson", "bagian {0}; 95% Wilson"),
            &[&favourable(score, lang, numbers)],
        ),
        _ => lang.pick("mean; 95% Student t", "rerata; 95% Student t").to_owned(),
    };
    if score.weighted {
        let n = numbers.decimal(score.effective, 1);
        let said = lang.pick("; weighted, effective n {0} (Kish)", "; berbobot, n efektif {0} (Kish)");
        text.push_str(&fill(said, &[&n]));
    }
    text
}

/// An interval in brackets.
fn interval(interval: Option<Interval>, lang: Lang, numbers: &dyn Numbers) -> String {
    let Some((low, high)) = interval else { return String::new() };
    let digits = [numbers.decimal(low, 2), numbers.decimal(high, 2)];
    let [low, high] = &digits;
    fill(lang.pick(" (95% interval {0} to {1})", " (interval 95% {0} sampai {1})"), &[low, high])
}
