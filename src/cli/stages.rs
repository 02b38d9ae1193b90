//! The figures of the map's stages and personas, as lines for a terminal.

use super::say;
use jejak::figures::{Figures, MeasureFigures, StageFigures};
use jejak::words::{Lang, Numbers, numbers::Plain, panel, picture};

/// At most so many themes of a stage are printed.
const THEMES: usize = 5;

/// Under each stage's name what was counted there besides people and answers; then personas, then the plan.
pub fn print(shown: &Figures, names: &[(String, String)], lang: Lang) {
    let numbers = Plain(lang);
    for stage in &shown.stages {
        let lines = lines(stage, shown, lang, &numbers);
        if !lines.is_empty() {
            say::line("");
            say::line(&stage.name);
        }
        lines.iter().for_each(|line| say::line(&format!("  {line}")));
    }
    let mut personas = Vec::new();
    for persona in &shown.personas {
        let name = names.iter().find(|(id, _)| *id == persona.id).map_or("", |(_, name)| name.as_str());
        let share = picture::persona_share(Some(persona), None, lang, &numbers).map(|(text, _)| text);
        let small = || persona.small.then(|| picture::frame(lang).too_few.to_owned());
        if let Some(text) = share.or_else(small) {
            personas.push(format!("{name}: {text}"));
        }
    }
    if !personas.is_empty() {
        say::line("");
    }
    personas.iter().for_each(|line| say::line(line));
    if let Some(kept) = picture::plan_kept(shown, lang, &numbers) {
        say::line("");
        say::line(&kept);
    }
}

fn lines(stage: &StageFigures, shown: &Figures, lang: Lang, numbers: &dyn Numbers) -> Vec<String> {
    let mut lines: Vec<String> =
        stage.measures.iter().map(|one| measure(one, stage, lang, numbers)).collect();
    lines.extend(stage.themes.iter().take(THEMES).map(|theme| {
        let mean = theme.mean.map(|mean| format!(" ({})", picture::signed(mean, numbers)));
        let named = picture::named(theme.count, theme.of, lang, numbers);
        format!("“{}”: {named}{}", theme.text, mean.unwrap_or_default())
    }));
    lines.extend(stage.onward.iter().map(|onward| {
        let to = onward.to.and_then(|to| shown.stages.get(to));
        let to = to.map_or(panel::panel(lang).not_seen.to_owned(), |to| format!("→ {}", to.name));
        format!("{to}: {}", picture::people(onward.people, lang, numbers))
    }));
    let frame = picture::frame(lang);
    let met = shown.planned.as_ref().map_or(0, |plan| plan.met);
    for (n, what) in [(stage.skipped.unwrap_or(0), frame.skipped), (stage.returned, frame.returned)] {
        if n > 0 {
            lines.push(picture::of_met(n, met, what, lang, numbers));
        }
    }
    lines
}

/// `59% parcels on time, 95%: 55–62%, n 745 (delivery)`; a sum without share.
fn measure(one: &MeasureFigures, stage: &StageFigures, lang: Lang, numbers: &dyn Numbers) -> String {
    let count = |n: u64| numbers.decimal(n as f64, 0);
    let what = picture::measure(one.kind, lang);
    let mut text = match (one.share, one.interval) {
        (Some(share), Some(interval)) => {
            let (share, interval) = (numbers.percent(share, 0), picture::shares(interval, numbers));
            format!("{share} {what}, 95%: {interval}, n {}", count(one.of))
        }
        _ => format!("{} {what}", count(one.count)),
    };
    if let Some(touchpoint) = one.touchpoint.and_then(|at| stage.touchpoints.get(at)) {
        text.push_str(&format!(" ({})", touchpoint.id));
    }
    text
}
