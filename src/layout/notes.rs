//! What stands around the lanes: the key to the marks, how everything was counted, and the table twin.

use super::header::Sign;
use super::map::Map;
use super::{LaneShown, LaneState, Twin, lanes};
use crate::model::journey::LaneKind;
use crate::words::{self, picture};

/// What the map says of itself beside its title.
pub fn about(map: &Map<'_>) -> super::header::About {
    let journey = map.input.journey;
    let words = picture::frame(map.input.lang);
    let (owner, updated) = (journey.owner.as_deref(), journey.updated.as_deref());
    let (goal, scenario) = (said(&journey.goal), said(&journey.scenario));
    let scenario = scenario.filter(|_| goal.is_some() || map.input.small());
    let scenario = scenario.map(|text| format!("{} {text}", map.words.scenario));
    let goal = goal.map(|goal| format!("{}: {goal}", words.goal));
    super::header::About {
        state: if journey.to_be { words.state } else { "" },
        credit: picture::credit(owner, updated, map.input.lang, map.input.numbers),
        // with a goal both stand under the finding, so that the row of chips keeps its room; so they do on a phone
        aims: scenario.into_iter().chain(goal).collect(),
    }
}

/// What the author wrote, where it is more than blanks.
fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// The scenario beside the chips, where no goal stands with it under the finding.
pub fn scenario(map: &Map<'_>) -> String {
    let journey = map.input.journey;
    let alone = !map.input.small() && said(&journey.goal).is_none();
    let scenario = said(&journey.scenario).filter(|_| alone);
    scenario.map(|text| format!("{} {text}", map.words.scenario)).unwrap_or_default()
}

/// The key to the lines and points.
pub fn keys(map: &Map<'_>) -> Vec<(Sign, &'static str)> {
    let (hero, w) = (&map.hero, map.words);
    let mut keys = Vec::new();
    let drawn = |lane: &LaneState| lane.kind == LaneKind::Emotion && lane.shown == LaneShown::Open;
    if !map.lanes.iter().any(drawn) {
        return keys;
    }
    if hero.is_measured() {
        keys.push((Sign::Line, w.measured));
    }
    if hero.measured.iter().flatten().any(|m| m.interval.is_some()) {
        keys.push((Sign::Band, w.interval));
    }
    if hero.is_assumed() {
        keys.push((Sign::Dash, w.assumption));
    }
    if map.to_be.iter().any(Option::is_some) {
        keys.push((Sign::Dots, w.to_be));
    }
    let moment = |at: usize| hero.measured.get(at).is_some_and(Option::is_some);
    if hero.moments.iter().enumerate().any(|(at, moments)| !moments.is_empty() && moment(at)) {
        keys.push((Sign::Diamond, w.moment));
    }
    keys
}

/// How many people in which period.
pub fn sample(map: &Map<'_>) -> String {
    let figures = map.input.figures;
    let n = figures.funnel.as_ref().and_then(|funnel| funnel.steps.first()).map(|step| step.people);
    n.or(figures.people)
        .filter(|n| *n > 0)
        .map(|n| words::method::sample(n, figures.unit, figures.period, map.input.lang, map.input.numbers))
        .unwrap_or_default()
}

/// The sentences of the footer: how everything was counted.
pub fn small_print(map: &Map<'_>) -> Vec<String> {
    let (input, lang, numbers) = (&map.input, map.input.lang, map.input.numbers);
    let figures = input.figures;
    let mut out = Vec::new();
    if let Some(funnel) = &figures.funnel {
        out.push(words::counted(input.journey, input.evidence, lang));
        let pending = funnel.steps.iter().map(|step| step.pending).fold(0, u64::saturating_add);
        if pending > 0 {
            out.push(words::method::pending_note(pending, figures.unit, lang, numbers));
        }
        out.extend(words::order_matters(figures, lang, numbers).map(|note| format!("{note}.")));
    }
    out.push(sample(map));
    for method in &figures.methods {
        let said = format!("{}: {}.", map.words.emotion, words::method(method, lang, numbers));
        // a formula is never broken over two lines
        out.push(said.replace(" / ", "\u{a0}/\u{a0}").replace(" − ", "\u{a0}−\u{a0}"));
    }
    if map.stages().iter().any(|stage| stage.priority.is_some()) {
        out.push(words::method::priority_rule(figures.reference, figures.unit, lang, numbers));
    }
    if map.hero.gaps.iter().any(Option::is_some) {
        out.push(words::method::gap_rule(lang).to_owned());
    }
    out.extend(picture::plan_kept(figures, lang, numbers));
    out.extend(input.change_notes());
    if figures.people.is_none() && !map.hero.is_measured() {
        out.push(words::method::assumed_only(lang).to_owned());
    } else if !map.counts_people() && map.lines().any(super::map::Line::is_measured) {
        out.push(picture::answers_only(lang).to_owned());
    }
    out.extend(super::funnel::unused(input));
    if map.chosen().is_some() && map.counts_people() {
        out.push(picture::of_everyone(lang).to_owned());
    }
    out
}

/// The whole map as a table.
pub fn twin(map: &Map<'_>, caption: &str) -> Twin {
    let mut header = vec![String::new()];
    header.extend(map.stages().iter().map(|stage| stage.name.clone()));
    let mut rows = Vec::new();
    if map.stages().iter().any(|stage| stage.to_next.median.is_some()) {
        let time = |stage: &crate::figures::StageFigures| {
            words::median(&stage.to_next, map.input.lang, map.input.numbers).unwrap_or_default()
        };
        let mut row = vec![format!("{}, {}", map.words.median, map.words.to_next)];
        row.extend(map.stages().iter().map(time));
        rows.push(row);
    }
    rows.extend(plan(map));
    for lane in lanes::shown(map).into_iter().flat_map(|(_, group)| group) {
        for (name, cells) in lane.outline(map) {
            if cells.iter().any(|cell| !cell.is_empty()) {
                let mut row = vec![words::capital(&name)];
                row.extend(cells);
                rows.push(row);
            }
        }
    }
    rows.extend(scores(map));
    Twin { caption: caption.to_owned(), header, rows }
}

/// One row a question: its score at every stage with all digits.
fn scores(map: &Map<'_>) -> Vec<Vec<String>> {
    let most = map.stages().iter().map(|stage| stage.scores.len()).max().unwrap_or(0);
    let row = |nth: usize| {
        let cell = |stage: &crate::figures::StageFigures| {
            let said = stage.scores.get(nth).and_then(|s| words::score(s, map.input.lang, map.input.numbers));
            said.unwrap_or_default()
        };
        let mut row = vec![map.words.score.to_owned()];
        row.extend(map.stages().iter().map(cell));
        row
    };
    (0..most).map(row).filter(|row| row.iter().skip(1).any(|cell| !cell.is_empty())).collect()
}

/// What stages are for, who left them out and who came back to them.
fn plan(map: &Map<'_>) -> Vec<Vec<String>> {
    let (words, numbers) = (picture::frame(map.input.lang), map.input.numbers);
    let journey = map.input.journey;
    let count = |n: u64| if n > 0 { picture::count(n, numbers) } else { String::new() };
    let goals = journey.stages.iter().map(|stage| stage.goal.clone().unwrap_or_default()).collect();
    let stages = map.stages();
    let skipped = stages.iter().map(|stage| count(stage.skipped.unwrap_or(0))).collect();
    let returned = stages.iter().map(|stage| count(stage.returned)).collect();
    let rows: [(&str, Vec<String>); 3] =
        [(words.goal, goals), (words.skipped, skipped), (words.returned, returned)];
    let row = |(name, cells): (&str, Vec<String>)| {
        let any = cells.iter().any(|cell| !cell.is_empty());
        any.then(|| core::iter::once(words::capital(name)).chain(cells).collect())
    };
    rows.into_iter().filter_map(row).collect()
}
