//! The counting rule of a funnel in words, as it stands under a picture.

use super::numbers::Plain;
use super::{Lang, exact, fill, quoted, terms};
use crate::model::rule::{At, Entry, Exclusion, FunnelRule, Order, Rule, Step, Test, Ties, Unit, Window};
use crate::model::time::Duration;

/// How the funnel was counted: one sentence that names every switch that matters.
///
/// ```
/// # use jejak::model::{rule::{FunnelRule, Window}, time::Duration};
/// # use jejak::words::{Lang, rule};
/// let counted = FunnelRule { window: Window::Each(Duration::seconds(604_800)), ..FunnelRule::default() };
/// assert_eq!(
///     rule(&counted, Lang::En),
///     "Counted in order, each person once: the next step within 7 days of the one before; \
///      other events may lie between; equal times count."
/// );
/// assert_eq!(
///     rule(&FunnelRule::default(), Lang::Id),
///     "Dihitung berurutan, tiap orang satu kali: tanpa batas waktu; \
///      peristiwa lain boleh ada di antaranya; waktu yang sama ikut dihitung."
/// );
/// ```
pub fn rule(rule: &FunnelRule, lang: Lang) -> String {
    let order = match rule.order {
        Order::Ordered => lang.pick("Counted in order", "Dihitung berurutan"),
        Order::Strict => lang.pick("Counted in strict order", "Dihitung berurutan ketat"),
        Order::Any => lang.pick("Counted in any order", "Dihitung dalam urutan apa pun"),
    };
    let unit = match rule.unit {
        Unit::Person => lang.pick("each person once", "tiap orang satu kali"),
        Unit::Session => lang.pick("each session once", "tiap sesi satu kali"),
        Unit::Attempt => lang.pick("each attempt on its own", "tiap percobaan sendiri-sendiri"),
    };
    let mut parts = vec![window(rule, lang)];
    parts.extend(rule.steps.iter().filter_map(|step| own_window(step, lang)));
    parts.extend(between(rule, lang));
    parts.extend(entries(rule, lang));
    parts.extend(
        rule.steps
            .iter()
            .filter(|step| step.optional)
            .map(|step| fill(lang.pick("{0} may be left out", "{0} boleh dilewati"), &[&quoted(&step.name)])),
    );
    parts.extend(rule.exclude.iter().map(|exclusion| excluded(exclusion, lang)));
    parts.extend(columns(rule, lang));
    if let Some(product) = &rule.like {
        parts.push(fill(lang.pick("set as in {0}", "diatur seperti di {0}"), &[&named(product)]));
    }
    format!("{order}, {unit}: {}.", parts.join("; "))
}

fn time(time: Duration, lang: Lang) -> String {
    exact(time, lang, &Plain(lang))
}

fn window(rule: &FunnelRule, lang: Lang) -> String {
    match rule.window {
        Window::None => lang.pick("no time limit", "tanpa batas waktu").to_owned(),
        Window::First(limit) => fill(
            lang.pick(
                "every step within {0} of the first",
                "semua langkah paling lama {0} sejak langkah pertama",
            ),
            &[&time(limit, lang)],
        ),
        Window::Each(limit) => fill(
            lang.pick(
                "the next step within {0} of the one before",
                "langkah berikutnya paling lama {0} setelah langkah sebelumnya",
            ),
            &[&time(limit, lang)],
        ),
        Window::Session => {
            lang.pick("all steps within one session", "semua langkah dalam satu sesi").to_owned()
        }
    }
}

fn own_window(step: &Step, lang: Lang) -> Option<String> {
    let limit = time(step.window?, lang);
    Some(fill(lang.pick("{0} within {1}", "{0} paling lama {1}"), &[&quoted(&step.name), &limit]))
}

/// What may lie between the steps, how equal times count, what ends a session.
fn between(rule: &FunnelRule, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    match rule.order {
        Order::Ordered => {
            parts.push(
                lang.pick("other events may lie between", "peristiwa lain boleh ada di antaranya").to_owned(),
            );
        }
        Order::Strict => {
            parts.push(
                lang.pick("no other event may lie between", "tidak boleh ada peristiwa lain di antaranya")
                    .to_owned(),
            );
        }
        Order::Any => {}
    }
    // In any order, no two times are ever compared.
    if rule.order != Order::Any {
        parts.push(match rule.ties {
            Ties::Allow => lang.pick("equal times count", "waktu yang sama ikut dihitung").to_owned(),
            Ties::Forbid => {
                lang.pick("equal times do not count", "waktu yang sama tidak dihitung").to_owned()
            }
            Ties::Grace(grace) => fill(
                lang.pick(
                    "events at most {0} apart count in either order",
                    "peristiwa yang berjarak paling lama {0} dihitung dalam urutan mana pun",
                ),
                &[&time(grace, lang)],
            ),
        });
    }
    if rule.unit == Unit::Session || rule.window == Window::Session {
        let gap = time(rule.session_gap.unwrap_or(Duration::seconds(1800)), lang);
        parts.push(fill(
            lang.pick(
                "a session without an id ends after {0} without an event",
                "sesi tanpa id berakhir setelah {0} tanpa peristiwa",
            ),
            &[&gap],
        ));
    }
    parts
}

fn entries(rule: &FunnelRule, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    if rule.entry == Entry::First {
        // In any order, and where people may enter anywhere, every step can be the first.
        let text = if rule.open || rule.order == Order::Any {
            lang.pick(
                "only the first event of any step starts",
                "hanya peristiwa pertama dari langkah mana pun yang memulai",
            )
        } else {
            lang.pick(
                "only the first event of the first step starts",
                "hanya peristiwa pertama dari langkah pertama yang memulai",
            )
        };
        parts.push(text.to_owned());
    }
    if rule.open {
        parts.push(
            lang.pick("people may enter at any step", "orang boleh masuk di langkah mana pun").to_owned(),
        );
    }
    parts
}

fn excluded(exclusion: &Exclusion, lang: Lang) -> String {
    let (from, to) = exclusion.between;
    fill(
        lang.pick(
            "whoever has {0} between steps {1} and {2} does not go on",
            "yang memiliki {0} di antara langkah {1} dan {2} tidak dihitung lanjut",
        ),
        &[&condition(&exclusion.rule, lang), &from.to_string(), &to.to_string()],
    )
}

fn columns(rule: &FunnelRule, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(hold) = &rule.hold {
        let sentence = lang.pick("{0} stays the same throughout", "{0} tetap sama sepanjang jalan");
        parts.push(fill(sentence, &[&quoted(hold)]));
    }
    if let Some(by) = &rule.by {
        let at = match rule.at {
            At::First => lang
                .pick("split by {0} at the first step", "dibagi menurut {0} di langkah pertama")
                .to_owned(),
            At::Last => lang
                .pick("split by {0} at the last step", "dibagi menurut {0} di langkah terakhir")
                .to_owned(),
            At::Step(step) => fill(
                lang.pick("split by {1} at step {0}", "dibagi menurut {1} di langkah {0}"),
                &[&step.to_string(), "{0}"],
            ),
        };
        // A word of ours needs no quotation marks, a header of the file does
        let ours = terms::field(by, lang);
        parts.push(fill(&at, &[&if ours == *by { quoted(by) } else { ours }]));
    }
    parts
}

/// A condition in words: `“refund”`, `event is not “refund”`.
fn condition(rule: &Rule, lang: Lang) -> String {
    match rule {
        // An event is called by its name, as the sentence above has it.
        Rule::Field { field, test: Test::Equals(name), not: false, .. } if field == "event" => quoted(name),
        Rule::Field { field, test, not, .. } => tested(field, test, *not, lang),
        Rule::All(rules) => {
            let rules: Vec<_> = rules.iter().map(|rule| condition(rule, lang)).collect();
            rules.join(lang.pick(" and ", " dan "))
        }
    }
}

fn tested(field: &str, test: &Test, not: bool, lang: Lang) -> String {
    let any = |values: &[String]| {
        let values: Vec<_> = values.iter().map(|value| quoted(value)).collect();
        values.join(lang.pick(" or ", " atau "))
    };
    let number = |number: &f64| format!("{number}");
    let (sentence, value) = match test {
        Test::Equals(value) => (lang.pick("{0} = {1}", "{0} = {1}"), quoted(value)),
        Test::In(values) | Test::Named(values) => (lang.pick("{0} = {1}", "{0} = {1}"), any(values)),
        Test::Prefix(value) => (lang.pick("{0} starting with {1}", "{0} berawalan {1}"), quoted(value)),
        Test::Contains(value) => (lang.pick("{0} containing {1}", "{0} berisi {1}"), quoted(value)),
        Test::AtLeast(value) => (lang.pick("{0} ≥ {1}", "{0} ≥ {1}"), number(value)),
        Test::AtMost(value) => (lang.pick("{0} ≤ {1}", "{0} ≤ {1}"), number(value)),
    };
    let text = fill(sentence, &[&quoted(field), &value]);
    if not { fill(lang.pick("not {0}", "bukan {0}"), &[&text]) } else { text }
}

/// A product's own name.
fn named(product: &str) -> String {
    match product {
        "posthog" => "PostHog",
        "mixpanel" => "Mixpanel",
        "amplitude" => "Amplitude",
        "ga4" => "GA4",
        "clickhouse" => "ClickHouse",
        "umami" => "Umami",
        "plausible" => "Plausible",
        "rybbit" => "Rybbit",
        _ => return quoted(product),
    }
    .to_owned()
}
