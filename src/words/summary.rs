//! The whole picture in one sentence, for readers of the page.

use super::{Lang, Numbers, fill, picture, short, signed};
use crate::figures::Figures;
use crate::model::journey::Journey;

/// Title, people, stages or steps, the worst step, the lowest emotion: one sentence.
///
/// ```
/// # use jejak::figures::{Figures, Measured, StageFigures};
/// # use jejak::{model::journey::Journey, words::{Lang, summary, numbers::Plain}};
/// let measured = Some(Measured { value: -0.56, interval: None, n: 296 });
/// let figures = Figures {
///     people: Some(4820),
///     stages: vec![StageFigures { name: "Buy".into(), measured, ..StageFigures::default() }],
///     ..Figures::default()
/// };
/// let journey = Journey { title: "My shop".into(), ..Journey::default() };
/// assert_eq!(
///     summary(&figures, &journey, Lang::En, &Plain(Lang::En)),
///     "My shop: 1 stage, 4,820 people; the lowest emotion is −0.56 at Buy, from 296 answers."
/// );
/// ```
pub fn summary(figures: &Figures, journey: &Journey, lang: Lang, numbers: &dyn Numbers) -> String {
    let title = short(&journey.title);
    let title = if title.is_empty() {
        lang.pick("Customer journey", "Perjalanan pelanggan").to_owned()
    } else {
        title
    };
    let mut parts = vec![size(figures, lang, numbers)];
    parts.extend(worst(figures, lang, numbers));
    parts.extend(emotion(figures, lang, numbers));
    if figures.people.is_none() {
        parts.push(lang.pick("no data yet", "belum ada data").to_owned());
    }
    format!("{title}: {}.", parts.join("; "))
}

/// Stages or steps, and people.
fn size(figures: &Figures, lang: Lang, numbers: &dyn Numbers) -> String {
    let steps = figures.funnel.as_ref().map_or(0, |funnel| funnel.steps.len());
    let (count, sentences) = if figures.stages.is_empty() {
        (steps, ["{0} step", "{0} steps", "{0} langkah"])
    } else {
        (figures.stages.len(), ["{0} stage", "{0} stages", "{0} tahap"])
    };
    let mut text = counted(count as u64, sentences, lang, numbers);
    let first = figures.funnel.as_ref().and_then(|funnel| funnel.steps.first()).map(|step| step.people);
    if let Some(people) = first.or(figures.people) {
        text.push_str(", ");
        text.push_str(&picture::counted(people, figures.unit, lang, numbers));
    }
    text
}

/// The step after which most people are lost.
fn worst(figures: &Figures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let funnel = figures.funnel.as_ref()?;
    let at = funnel.worst_by_people?;
    let step = funnel.steps.get(at)?;
    let next = funnel.steps.get(at.saturating_add(1))?;
    let of = step.people.saturating_sub(step.pending);
    let count = |n: u64| numbers.decimal(n as f64, 0);
    Some(fill(
        lang.pick(
            "most are lost between {0} and {1}: {2} of {3}",
            "paling banyak hilang di antara {0} dan {1}: {2} dari {3}",
        ),
        &[&short(&step.name), &short(&next.name), &count(step.dropped), &count(of)],
    ))
}

/// The lowest measured emotion; without any, the lowest assumed.
fn emotion(figures: &Figures, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let measured = figures.stages.iter().filter_map(|stage| Some((stage, stage.measured?)));
    if let Some((stage, point)) = measured.min_by(|a, b| a.1.value.total_cmp(&b.1.value)) {
        let answers = counted(point.n, ["{0} answer", "{0} answers", "{0} jawaban"], lang, numbers);
        return Some(fill(
            lang.pick("the lowest emotion is {0} at {1}, from {2}", "emosi terendah {0} di {1}, dari {2}"),
            &[&signed(point.value, 2, numbers), &short(&stage.name), &answers],
        ));
    }
    let assumed = figures.stages.iter().filter_map(|stage| Some((stage, stage.assumed?)));
    let (stage, value) = assumed.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(fill(
        lang.pick("the lowest assumed emotion is {0} at {1}", "asumsi emosi terendah {0} di {1}"),
        &[&signed(value, 2, numbers), &short(&stage.name)],
    ))
}

/// English for one, English for several, Indonesian.
fn counted(n: u64, [one, many, indonesian]: [&str; 3], lang: Lang, numbers: &dyn Numbers) -> String {
    let english = if n == 1 { one } else { many };
    fill(lang.pick(english, indonesian), &[&numbers.decimal(n as f64, 0)])
}
