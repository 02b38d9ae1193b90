//! Numbers and sentences of the views.

use super::Words;
use crate::figures::{FunnelFigures, Interval, Reference, StepFigures};
use crate::words::{Lang, Numbers, median};

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
    if let Some(time) = median(&step.seconds, lang, numbers) {
        parts.push(format!("{} {time}", lower(words.median)));
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
