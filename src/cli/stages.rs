//! The figures of the map's stages and personas, as tables and lines for a terminal.

use super::{rates, say};
use jejak::figures::{
    Backing, Figures, Gap, MeasureFigures, Measured, Moment, PersonaFigures, PersonaStage, StageFigures,
    TouchpointFigures,
};
use jejak::model::journey::{Journey, Stage};
use jejak::model::rule::Unit;
use jejak::words::{self, Lang, Numbers, numbers::Plain, panel, picture};

/// At most so many themes of a place are printed.
const THEMES: usize = 5;

/// The table of stages; under each stage's name what was counted there; then how long stages take, personas, the plan.
pub fn print(shown: &Figures, journey: &Journey, lang: Lang) {
    let numbers = Plain(lang);
    table(shown, lang);
    for (stage, own) in shown.stages.iter().zip(&journey.stages) {
        let page = Page { shown, lang, numbers: &numbers };
        let lines = page.lines(stage, own);
        if !lines.is_empty() {
            say::line("");
            say::line(&stage.name);
        }
        lines.iter().for_each(|line| say::line(&format!("  {line}")));
    }
    let times: Vec<_> = shown.stages.iter().map(|stage| (stage.name.as_str(), &stage.time_in)).collect();
    let title = say::pick(
        lang,
        "Time from a stage’s first row to that of the next one reached: this share of people took no longer",
        "Waktu dari baris pertama suatu tahap ke tahap berikutnya yang dicapai: sebanyak ini tidak lebih lama",
    );
    rates::times(title, picture::words(lang).stage, &times, lang);
    personas(shown, journey, lang);
    if let Some(kept) = picture::plan_kept(shown, lang, &numbers) {
        say::line("");
        say::line(&kept);
    }
}

/// The interval of a measured emotion; nothing under five answers.
pub fn interval(measured: &Measured, lang: Lang) -> String {
    measured.interval.map(|own| picture::span(own, lang, &Plain(lang))).unwrap_or_default()
}

/// People of a stage as far as they are known: of a stage that answers alone speak of, nobody was counted.
fn people(stage: &StageFigures) -> Option<u64> {
    let answers_only = stage.step.is_none() && stage.measured.is_some();
    stage.people.filter(|n| *n > 0 || !answers_only)
}

fn table(shown: &Figures, lang: Lang) {
    let numbers = Plain(lang);
    let labels = picture::words(lang);
    let axis = |value: Option<f64>| value.map(|value| picture::signed(value, &numbers)).unwrap_or_default();
    let count = |n: u64| picture::count(n, &numbers);
    let units = words::terms::units(shown.unit, lang);
    let head = [
        labels.stage,
        &units,
        labels.lost,
        labels.measured,
        labels.interval,
        "n",
        labels.assumed,
        labels.to_be,
        labels.gap,
        labels.priority,
        labels.evidence.trim_end_matches(':'),
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for stage in &shown.stages {
        rows.push(vec![
            stage.name.clone(),
            people(stage).map(count).unwrap_or_default(),
            stage.lost.map(count).unwrap_or_default(),
            axis(stage.measured.map(|measured| measured.value)),
            stage.measured.map(|measured| interval(&measured, lang)).unwrap_or_default(),
            stage.measured.map(|measured| count(measured.n)).unwrap_or_default(),
            axis(stage.assumed),
            axis(stage.to_be),
            axis(stage.gap.map(|gap| gap.size)),
            stage.priority.map(|priority| numbers.decimal(priority.value, 1)).unwrap_or_default(),
            labels.backing(stage.backing).to_owned(),
        ]);
    }
    say::line("");
    say::table("l", &rows);
}

/// What the lines of a stage are made with.
struct Page<'p> {
    shown: &'p Figures,
    lang: Lang,
    numbers: &'p dyn Numbers,
}

impl Page<'_> {
    fn lines(&self, stage: &StageFigures, own: &Stage) -> Vec<String> {
        let (lang, numbers) = (self.lang, self.numbers);
        let mut lines = Vec::new();
        lines.extend(self.moments(&stage.moments));
        lines.extend(stage.gap.map(|gap| panel::gap(&gap, lang, numbers)));
        lines.extend(
            stage
                .priority
                .filter(|own| own.value > 0.0)
                .map(|own| panel::priority(&own, self.shown.unit, lang, numbers)),
        );
        lines.extend(stage.measures.iter().map(|one| measure(one, stage, lang, numbers)));
        for (touchpoint, own) in stage.touchpoints.iter().zip(&own.touchpoints) {
            lines.extend(self.touchpoint(touchpoint, &own.name));
        }
        lines.extend(self.themes(&stage.themes));
        lines.extend(stage.onward.iter().map(|onward| {
            let to = onward.to.and_then(|to| self.shown.stages.get(to));
            let to = to.map_or(panel::panel(lang).not_seen.to_owned(), |to| format!("→ {}", to.name));
            format!("{to}: {}", picture::people(onward.people, lang, numbers))
        }));
        let frame = picture::frame(lang);
        let met = self.shown.planned.as_ref().map_or(0, |plan| plan.met);
        for (n, what) in [(stage.skipped.unwrap_or(0), frame.skipped), (stage.returned, frame.returned)] {
            if n > 0 {
                lines.push(picture::of_met(n, met, what, lang, numbers));
            }
        }
        lines
    }

    /// Moments of truth in one line.
    fn moments(&self, moments: &[Moment]) -> Option<String> {
        let labels = picture::words(self.lang);
        let each: Vec<&str> = moments.iter().map(|moment| labels.moment(*moment)).collect();
        (!each.is_empty()).then(|| format!("{}: {}", labels.moment, each.join("; ")))
    }

    /// `Cart: 1,883 people; −0.62 (−0.80 to −0.44), n 27; evidence: data`, its moments and gap below; nothing of a
    /// touchpoint of which nothing is known.
    fn touchpoint(&self, known: &TouchpointFigures, name: &str) -> Vec<String> {
        let (lang, numbers) = (self.lang, self.numbers);
        let labels = picture::words(lang);
        let n = known.people.filter(|n| *n > 0).map(|n| picture::people(n, lang, numbers));
        let measured = known.measured.map(|measured| {
            let bounds = Some(interval(&measured, lang)).filter(|bounds| !bounds.is_empty());
            let bounds = bounds.map(|bounds| format!(" ({bounds})")).unwrap_or_default();
            let n = picture::count(measured.n, numbers);
            format!(
                "{} {}{bounds}, n {n}",
                picture::lower(labels.emotion),
                picture::signed(measured.value, numbers)
            )
        });
        let mut said: Vec<String> = n.into_iter().chain(measured).collect();
        if said.is_empty() {
            return Vec::new();
        }
        if known.backing != Backing::Assumption {
            said.push(format!("{} {}", picture::lower(labels.evidence), labels.backing(known.backing)));
        }
        said.extend(known.moments.iter().map(|moment| labels.moment(*moment).to_owned()));
        let mut lines = vec![format!("{name}: {}", said.join("; "))];
        lines.extend(known.gap.map(|gap| format!("  {}", panel::gap(&gap, lang, numbers))));
        lines
    }

    fn themes(&self, themes: &[jejak::figures::ThemeFigures]) -> Vec<String> {
        let said = themes.iter().take(THEMES).map(|theme| {
            let mean = theme.mean.map(|mean| format!(" ({})", picture::signed(mean, self.numbers)));
            let named = picture::named(theme.count, theme.of, self.lang, self.numbers);
            format!("“{}”: {named}{}", theme.text, mean.unwrap_or_default())
        });
        said.collect()
    }
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

/// How many each persona stands for; then its emotion at each stage.
fn personas(shown: &Figures, journey: &Journey, lang: Lang) {
    let numbers = Plain(lang);
    let named = |persona: &PersonaFigures| {
        let own = journey.personas.iter().find(|own| own.id == persona.id);
        own.map_or("", |own| own.name.as_str()).to_owned()
    };
    let mut lines = Vec::new();
    for persona in &shown.personas {
        let share = picture::persona_share(Some(persona), None, lang, &numbers).map(|(text, _)| text);
        let small = || persona.small.then(|| picture::frame(lang).too_few.to_owned());
        if let Some(text) = share.or_else(small) {
            lines.push(format!("{}: {text}", named(persona)));
        }
    }
    if !lines.is_empty() {
        say::line("");
    }
    lines.iter().for_each(|line| say::line(line));
    let labels = picture::words(lang);
    let people = words::terms::units(Unit::Person, lang);
    let head = [
        say::pick(lang, "Persona", "Persona"),
        labels.stage,
        &people,
        labels.measured,
        labels.interval,
        "n",
        labels.assumed,
        labels.gap,
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for persona in &shown.personas {
        let measured = persona.stages.iter().zip(&shown.stages).filter(|(own, _)| own.measured.is_some());
        for (nth, (own, stage)) in measured.enumerate() {
            let name = if nth == 0 { named(persona) } else { String::new() };
            rows.push([name, stage.name.clone()].into_iter().chain(at(own, lang)).collect());
        }
    }
    if rows.len() > 1 {
        say::line("");
        say::table("ll", &rows);
    }
}

/// A persona at a stage: people, measured, interval, n, assumed, gap.
fn at(own: &PersonaStage, lang: Lang) -> [String; 6] {
    let numbers = Plain(lang);
    let axis = |value: Option<f64>| value.map(|value| picture::signed(value, &numbers)).unwrap_or_default();
    let count = |n: u64| picture::count(n, &numbers);
    [
        own.people.filter(|n| *n > 0).map(count).unwrap_or_default(),
        axis(own.measured.map(|measured| measured.value)),
        own.measured.map(|measured| interval(&measured, lang)).unwrap_or_default(),
        own.measured.map(|measured| count(measured.n)).unwrap_or_default(),
        axis(own.assumed),
        axis(own.gap.map(|gap: Gap| gap.size)),
    ]
}
