//! The comparison with an earlier evidence, as a table for a terminal.

use super::say;
use jejak::figures::{At, Changes, Figures, Was};
use jejak::model::journey::Journey;
use jejak::words::{self, Lang, Numbers, compare, numbers::Plain, panel, picture};

/// What was not compared, every difference, and what is only put beside what it was.
pub fn print(changes: &Changes, journey: &Journey, shown: &Figures, lang: Lang) {
    let numbers = Plain(lang);
    say::line("");
    say::line(&compare::against(changes, lang, &numbers));
    for why in &changes.unlike {
        say::line(&compare::unlike(*why, shown, lang));
    }
    let pick = |english: &str, indonesian: &str| say::pick(lang, english, indonesian).to_owned();
    let mut rows = vec![vec![
        pick("stage or step", "tahap atau langkah"),
        pick("figure", "angka"),
        pick("before", "sebelumnya"),
        pick("now", "kini"),
        pick("difference", "selisih"),
        picture::words(lang).interval.to_owned(),
        "p".to_owned(),
        pick("p after Holm", "p setelah Holm"),
    ]];
    for change in &changes.list {
        let Some((name, unit)) = compare::figure(change.at, journey, shown, lang) else { continue };
        rows.push(vec![
            place(change.at, journey, shown),
            name,
            unit.value(change.before, &numbers),
            unit.value(change.now, &numbers),
            unit.signed(change.value, &numbers),
            change.interval.map(|interval| unit.span(interval, lang, &numbers)).unwrap_or_default(),
            compare::p_cell(change.p, &numbers),
            compare::p_cell(change.adjusted_p, &numbers),
        ]);
    }
    if rows.len() > 1 {
        say::table("ll", &rows);
        say::line(&compare::tested(changes, lang, &numbers));
    }
    beside(changes, shown, lang, &numbers);
}

/// People lost and median times, then and now.
fn beside(changes: &Changes, shown: &Figures, lang: Lang, numbers: &dyn Numbers) {
    let mut lines = Vec::new();
    for (stage, was) in shown.stages.iter().zip(&changes.stages) {
        let now = Was { people: stage.people, lost: stage.lost, median: stage.to_next.median };
        for said in compare::not_tested(&now, was, shown.unit, panel::panel(lang), lang, numbers) {
            lines.push(format!("{}. {said}", stage.name));
        }
    }
    if shown.stages.is_empty() {
        for (step, was) in shown.funnel.iter().flat_map(|funnel| &funnel.steps).zip(&changes.steps) {
            let lost = was.lost.map(|_| step.dropped);
            let now = Was { people: Some(step.people), lost, median: step.seconds.median };
            for said in compare::not_tested(&now, was, shown.unit, panel::panel(lang), lang, numbers) {
                lines.push(format!("{}. {said}", step.name));
            }
        }
    }
    lines.iter().for_each(|line| say::line(line));
}

/// The stage, step or touchpoint that a change belongs to.
fn place(at: At, journey: &Journey, shown: &Figures) -> String {
    let stage = |at: usize| shown.stages.get(at).map_or("", |stage| stage.name.as_str());
    match at {
        At::Step(step, _) => {
            let steps = shown.funnel.as_ref().map_or(&[][..], |funnel| &funnel.steps);
            steps.get(step).map(|step| step.name.clone()).unwrap_or_default()
        }
        At::Score(at, Some(touchpoint), _) | At::Emotion(at, Some(touchpoint)) => {
            let own = journey.stages.get(at).and_then(|stage| stage.touchpoints.get(touchpoint));
            words::capital(own.map_or("", |own| own.name.as_str()))
        }
        At::Score(at, None, _) | At::Emotion(at, None) | At::Measure(at, _) => stage(at).to_owned(),
    }
}
