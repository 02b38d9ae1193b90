//! Retention in words: how many of those who started came back.

use super::{Lang, Numbers, fill, quoted, terms};
use crate::figures::RetentionFigures;
use crate::model::journey::Journey;
use crate::model::period::Every;

/// The title of its part and table.
pub fn title(lang: Lang) -> &'static str {
    terms::stage("retention", lang).unwrap_or_default()
}

/// One calendar period, or many.
const fn period(every: Every, many: bool, lang: Lang) -> &'static str {
    match (lang, every, many) {
        (Lang::En, Every::Day, false) => "day",
        (Lang::En, Every::Day, true) => "days",
        (Lang::En, Every::Week, false) => "week",
        (Lang::En, Every::Week, true) => "weeks",
        (Lang::En, Every::Month, false) => "month",
        (Lang::En, Every::Month, true) => "months",
        (Lang::Id, Every::Day, _) => "hari",
        (Lang::Id, Every::Week, _) => "minggu",
        (Lang::Id, Every::Month, _) => "bulan",
    }
}

/// The age of a cohort.
///
/// ```
/// # use jejak::{model::period::Every, words::{Lang, cohorts::after, numbers::Plain}};
/// let said = |age, lang| after(age, Every::Week, lang, &Plain(lang));
/// assert_eq!([said(0, Lang::En), said(1, Lang::En), said(3, Lang::En)], ["in the same week", "after 1 week", "after 3 weeks"]);
/// assert_eq!([said(0, Lang::Id), said(3, Lang::Id)], ["pada minggu yang sama", "setelah 3 minggu"]);
/// ```
pub fn after(age: u64, every: Every, lang: Lang, numbers: &dyn Numbers) -> String {
    let words = match age {
        0 => lang.pick("in the same {1}", "pada {1} yang sama"),
        _ => lang.pick("after {0} {1}", "setelah {0} {1}"),
    };
    fill(words, &[&numbers.decimal(age as f64, 0), period(every, age > 1, lang)])
}

/// Who started, who counts as having come back, and who is left out because the data end too early.
pub fn rule(shown: &RetentionFigures, journey: &Journey, lang: Lang, numbers: &dyn Numbers) -> [String; 2] {
    let place = |id: &Option<String>| {
        let own = journey.stages.iter().find(|stage| Some(&stage.id) == id.as_ref());
        own.map_or_else(|| lang.pick("any stage", "tahap mana pun").to_owned(), |own| quoted(&own.name))
    };
    let (start, active) = (place(&journey.cohorts.start), place(&journey.cohorts.active));
    let zone = if shown.zone == "Z" { "UTC" } else { &shown.zone };
    let one = period(shown.every, false, lang);
    let many = period(shown.every, true, lang);
    let seen = lang.pick(
        "{0} people by the calendar {1} ({2}) in which they were first seen at {3}; came back: seen at {4} that many {5} later.",
        "{0} orang menurut {1} kalender ({2}) saat pertama kali terlihat di {3}; kembali: terlihat di {4} sekian {5} kemudian.",
    );
    let young = lang.pick(
        "Cohorts that are too young are left out: n counts those whose {0} was over when the data ended. Wilson 95%.",
        "Kohort yang terlalu muda tidak dihitung: n hanya mencakup yang {0} itu sudah selesai saat data berakhir. Wilson 95%.",
    );
    [
        fill(seen, &[&numbers.decimal(shown.people as f64, 0), one, zone, &start, &active, many]),
        fill(young, &[one]),
    ]
}
