//! Numbers and sentences of the views.

use super::{Words, counted};
use crate::figures::{Interval, Priority, StepFigures};
use crate::model::fold::letter;
use crate::model::rule::Unit;
use crate::words::{self, Lang, Numbers, median};

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
    words::signed(value, 2, numbers)
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

/// What is known of a step, in parts that make a sentence or the lines of a tooltip.
pub fn step_parts(
    before: Option<&StepFigures>,
    step: &StepFigures,
    unit: Unit,
    words: &Words,
    lang: Lang,
    numbers: &dyn Numbers,
) -> Vec<String> {
    let mut parts = vec![counted(step.people, unit, lang, numbers)];
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

/// The same with a small first letter, for the middle of a sentence.
pub fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(letter).into_iter().chain(chars).collect()
}

/// Label of the rates by group.
///
/// ```
/// # use jejak::words::{Lang, picture::on_by};
/// assert_eq!(on_by("perangkat", Lang::Id), "Lanjut per perangkat");
/// ```
pub fn on_by(field: &str, lang: Lang) -> String {
    words::fill(lang.pick("Go on by {0}", "Lanjut per {0}"), &[field])
}

/// The dip of a priority with as few digits as make the product true on sight: at least two.
///
/// ```
/// # use jejak::figures::Priority;
/// # use jejak::words::{Lang, numbers::Plain, picture::dip};
/// let priority = |value, lost, dip| Priority { value, lost, dip, last: false };
/// // 1,950 × 0.45 is 878
/// assert_eq!(dip(&priority(877.5, 1950, 0.45), &Plain(Lang::En)), "0.45");
/// // 1,202 × 0.39 would be 469
/// assert_eq!(dip(&priority(466.0, 1202, 466.0 / 1202.0), &Plain(Lang::En)), "0.388");
/// ```
pub fn dip(priority: &Priority, numbers: &dyn Numbers) -> String {
    let digits = (2..4_u8).find(|digits| {
        let scale = 10_f64.powi(i32::from(*digits));
        let shown = (priority.dip * scale).round() / scale;
        (shown * priority.lost as f64).round() == priority.value.round()
    });
    numbers.decimal(priority.dip, digits.unwrap_or(4))
}
