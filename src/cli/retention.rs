//! Retention as a table for a terminal.

use super::say;
use jejak::figures::RetentionFigures;
use jejak::model::journey::Journey;
use jejak::words::{Lang, Numbers, capital, cohorts, numbers::Plain, picture};

/// A row an age, and how they are counted.
pub fn print(shown: &RetentionFigures, journey: &Journey, lang: Lang) {
    let numbers = Plain(lang);
    let count = |n: u64| numbers.decimal(n as f64, 0);
    let labels = picture::words(lang);
    let head = [cohorts::title(lang), say::pick(lang, "came back", "kembali"), "n", "%", labels.interval];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for age in &shown.ages {
        rows.push(vec![
            capital(&cohorts::after(age.age, shown.every, lang, &numbers)),
            count(age.active),
            count(age.of),
            age.share.map(|share| numbers.percent(share, 1)).unwrap_or_default(),
            age.interval.map(|interval| picture::shares(interval, &numbers)).unwrap_or_default(),
        ]);
    }
    say::line("");
    if shown.ages.is_empty() {
        say::line(cohorts::title(lang));
    } else {
        say::table("l", &rows);
    }
    cohorts::rule(shown, journey, lang, &numbers).iter().for_each(|said| say::line(said));
}
