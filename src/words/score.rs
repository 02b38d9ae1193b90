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
///     label: None, flip: false, line: false, weights: None,
/// };
/// assert_eq!(
///     words::score(&score(&answers), Lang::En, &Plain(Lang::En)).unwrap(),
///     "NPS 30.00 (95% interval 14.05 to 44.20), n\u{a0}100, 3 left out"
/// );
/// ```
pub fn score(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let mut text = value(score, lang, numbers)?;
    if score.kind == ScoreKind::Csat {
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
    Some(match score.kind {
        ScoreKind::Csat => {
            let share = numbers.percent(value, 1);
            fill(lang.pick("{0} {1} in the top two", "{0} {1} di dua nilai teratas"), &[name, &share])
        }
        ScoreKind::Nps | ScoreKind::Ces | ScoreKind::Rating => {
            format!("{name} {}", numbers.decimal(value, 2))
        }
    })
}

/// An interval in brackets.
fn interval(interval: Option<Interval>, lang: Lang, numbers: &dyn Numbers) -> String {
    let Some((low, high)) = interval else { return String::new() };
    let digits = [numbers.decimal(low, 2), numbers.decimal(high, 2)];
    let [low, high] = &digits;
    fill(lang.pick(" (95% interval {0} to {1})", " (interval 95% {0} sampai {1})"), &[low, high])
}
