//! The one sentence over the picture.

use super::picture::counted;
use super::{Lang, Numbers, fill, quoted, signed, terms};
use crate::figures::{Figures, Finding, who};
use crate::model::journey::Journey;
use crate::model::rule::Unit;

/// The finding: where to start and why, as one line of text.
///
/// ```
/// # use jejak::figures::{Figures, Finding, StageFigures};
/// # use jejak::{model::journey::Journey, words::{Lang, finding, numbers::Plain}};
/// let figures = Figures {
///     stages: vec![StageFigures { name: "Purchase".into(), ..StageFigures::default() }],
///     finding: Finding::Priority { stage: 0, lost: 1950, times: Some(7.08), theme: Some(("ongkir".into(), 74, 128)) },
///     ..Figures::default()
/// };
/// assert_eq!(
///     finding(&figures, &Journey::default(), Lang::En, &Plain(Lang::En)),
///     "Start with Purchase. 1,950 people are lost here; its priority is 7× the second highest; \
///      “ongkir” is named in 74 of 128 comments."
/// );
/// ```
pub fn finding(figures: &Figures, journey: &Journey, lang: Lang, numbers: &dyn Numbers) -> String {
    let (head, rest) = finding_parts(figures, journey, lang, numbers);
    if rest.is_empty() { head } else { format!("{head} {rest}") }
}

/// The finding in two parts: what to look at (set in bold), and the figures behind it (may be empty).
pub fn finding_parts(
    figures: &Figures,
    journey: &Journey,
    lang: Lang,
    numbers: &dyn Numbers,
) -> (String, String) {
    let count = |n: u64| numbers.decimal(n as f64, 0);
    match &figures.finding {
        Finding::Nothing => {
            let known = figures.people.is_some() || figures.stages.iter().any(|s| s.measured.is_some());
            (
                lang.pick("Nothing stands out yet.", "Belum ada yang menonjol.").to_owned(),
                if known { String::new() } else { no_data(lang) },
            )
        }
        Finding::Priority { stage, lost, times, theme } => (
            fill(lang.pick("Start with {0}.", "Mulai dari {0}."), &[&name(figures, journey, *stage)]),
            reasons(*lost, figures.unit, *times, theme.as_ref(), lang, numbers)
                + &hardest_hit(figures, *stage, lang, numbers),
        ),
        Finding::Loss { stage, lost, of } => {
            let share = if *of > 0 { *lost as f64 / *of as f64 } else { 0.0 };
            (
                fill(
                    lang.pick("Most {1} are lost at {0}.", "Paling banyak {1} hilang di {0}."),
                    &[&name(figures, journey, *stage), terms::unit(figures.unit, 2, lang)],
                ),
                fill(
                    lang.pick("{0} of {1} do not go on ({2}).", "{0} dari {1} tidak lanjut ({2})."),
                    &[&count(*lost), &count(*of), &numbers.percent(share, 0)],
                ) + &hardest_hit(figures, *stage, lang, numbers),
            )
        }
        Finding::TooFew { people } => (
            match lang {
                Lang::En => format!("Too few {} to rank the steps.", terms::unit(figures.unit, 2, lang)),
                Lang::Id => {
                    let units = terms::units(figures.unit, lang);
                    format!("{units}nya terlalu sedikit untuk membandingkan langkah.")
                }
            },
            fill(
                lang.pick("Counted: {0}; needed: 30.", "Terhitung: {0}; yang dibutuhkan: 30."),
                &[&count(*people)],
            ),
        ),
        Finding::Lowest { stage, value, n } => (
            only(figures, *stage, lang, numbers).unwrap_or_else(|| {
                fill(
                    lang.pick("{0} is the lowest point.", "{0} adalah titik terendah."),
                    &[&name(figures, journey, *stage)],
                )
            }),
            fill(
                lang.pick(
                    "Emotion {0} on the scale from −1 to +1, from {1} answers.",
                    "Emosi {0} pada skala −1 sampai +1, dari {1} jawaban.",
                ),
                &[&signed(*value, 2, numbers), &count(*n)],
            ),
        ),
        Finding::Assumed { stage, .. } => (
            fill(
                lang.pick(
                    "The author assumes that {0} is the lowest point.",
                    "Menurut asumsi penulis, {0} adalah titik terendah.",
                ),
                &[&name(figures, journey, *stage)],
            ),
            no_data(lang),
        ),
    }
}

fn no_data(lang: Lang) -> String {
    lang.pick("There is no data yet.", "Belum ada data.").to_owned()
}

/// The group that surely goes on less often than the rest, as a further sentence; empty where there is none.
fn hardest_hit(figures: &Figures, stage: usize, lang: Lang, numbers: &dyn Numbers) -> String {
    let Some(found) = who::lost(figures, stage) else { return String::new() };
    let segment = figures.segments.get(found.segment);
    let group = segment.and_then(|segment| segment.groups.get(found.group));
    let Some(group) = group.filter(|group| !group.value.is_empty()) else { return String::new() };
    let sentence = lang.pick(
        " Hardest hit: {0}, {3} lost ({1} go on; others {2}).",
        " Terparah: {0}, {3} orang ({1} lanjut; lainnya {2}).",
    );
    let value = super::short(&terms::value(&group.value, lang));
    let (share, rest) = (numbers.percent(found.share, 0), numbers.percent(found.rest, 0));
    fill(sentence, &[&value, &share, &rest, &numbers.decimal(found.lost as f64, 0)])
}

/// Where one stage alone has answers there is no lowest: its score is said.
fn only(figures: &Figures, stage: usize, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let measured = figures.stages.iter().filter(|stage| stage.measured.is_some()).count();
    let stage = figures.stages.get(stage).filter(|_| measured == 1)?;
    let score = super::score::value(stage.scores.first()?, lang, numbers)?;
    Some(format!("{}: {score}.", super::short(&stage.name)))
}

/// How many are lost, how much more that weighs than the next, and what the comments say.
fn reasons(
    lost: u64,
    unit: Unit,
    times: Option<f64>,
    theme: Option<&(String, u64, u64)>,
    lang: Lang,
    numbers: &dyn Numbers,
) -> String {
    let count = |n: u64| numbers.decimal(n as f64, 0);
    let sentence = match (lang, lost) {
        (Lang::En, 1) => "{0} is lost here",
        (Lang::En, _) => "{0} are lost here",
        (Lang::Id, _) => "{0} hilang di sini",
    };
    let mut text = fill(sentence, &[&counted(lost, unit, lang, numbers)]);
    // "1.0 times the next" says nothing; from 3 on nobody counts tenths.
    if let Some(times) = times.filter(|times| *times >= 1.05) {
        let times = numbers.decimal(times, u8::from(times < 2.95));
        text.push_str(&fill(
            lang.pick("; its priority is {0}× the second highest", "; prioritasnya {0}× peringkat kedua"),
            &[&times],
        ));
    }
    if let Some((theme, named, of)) = theme {
        text.push_str(&fill(
            lang.pick("; {0} is named in {1} of {2} comments", "; {0} disebut di {1} dari {2} komentar"),
            &[&quoted(theme), &count(*named), &count(*of)],
        ));
    }
    text.push('.');
    text
}

/// The name of a stage, or of a funnel's step where no stage is one.
pub(super) fn name(figures: &Figures, journey: &Journey, at: usize) -> String {
    let steps = || figures.funnel.as_ref()?.steps.get(at).map(|step| &step.name);
    let of_steps =
        matches!(figures.finding, Finding::Loss { .. }) && figures.stages.iter().all(|s| s.step.is_none());
    let stage = || figures.stages.get(at).map(|stage| &stage.name);
    let written = || journey.stages.get(at).map(|stage| &stage.name);
    let name = if of_steps { steps().or_else(stage) } else { stage().or_else(written).or_else(steps) };
    name.map(|name| super::short(name)).unwrap_or_default()
}

/// Where the funnel loses most people, in two parts as `finding_parts`; a plain sentence where nothing can be
/// ranked.
pub fn loss(figures: &Figures, lang: Lang, numbers: &dyn Numbers) -> (String, String) {
    let funnel = figures.funnel.as_ref();
    let count = |n: u64| numbers.decimal(n as f64, 0);
    let units = terms::unit(figures.unit, 2, lang);
    let steps = funnel.map_or(&[][..], |funnel| &funnel.steps);
    let worst = funnel.and_then(|funnel| funnel.worst_by_people);
    let pair = worst.and_then(|at| Some((steps.get(at)?, steps.get(at.saturating_add(1))?)));
    match (pair, steps.first(), steps.last()) {
        (Some((from, to)), ..) => {
            let of = from.people.saturating_sub(from.pending);
            let share = if of > 0 { from.dropped as f64 / of as f64 } else { 0.0 };
            let (lost, of) = (count(from.dropped), count(of));
            let (share, from, to) = (numbers.percent(share, 0), &from.name, &to.name);
            match lang {
                Lang::En => (
                    format!("Most are lost between {from} and {to}."),
                    format!("{lost} of {of} {units} {} there, {share}.", leave(figures.unit)),
                ),
                Lang::Id => (
                    format!("Paling banyak hilang antara {from} dan {to}."),
                    format!("{lost} dari {of} {units} berhenti di sana, {share}."),
                ),
            }
        }
        (None, Some(first), Some(last)) if steps.len() > 1 && first.people > 0 => {
            let (n, of) = (count(last.people), count(first.people));
            match lang {
                Lang::En => (String::new(), format!("{n} of {of} {units} reached {}.", last.name)),
                Lang::Id => (String::new(), format!("{n} dari {of} {units} mencapai {}.", last.name)),
            }
        }
        _ => (String::new(), String::new()),
    }
}

/// What becomes, in English, of those that do not go on: people leave.
pub const fn leave(unit: Unit) -> &'static str {
    match unit {
        Unit::Person => "leave",
        Unit::Session | Unit::Attempt => "stop",
    }
}
