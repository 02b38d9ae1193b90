//! What people answered, as tables for a terminal: every question with its score, then channels.

use super::say;
use super::stages::interval;
use jejak::figures::{Change, ChannelFigures, Figures, QuestionFigures, ScoreFigures, SurveyFigures};
use jejak::model::journey::Journey;
use jejak::model::rule::Unit;
use jejak::words::{self, Lang, compare, numbers::Plain, picture, survey};

/// Every question: its score with interval, n and what was left out; personas below it, against the rest; how the
/// scores are made.
pub fn questions(shown: &Figures, all: &SurveyFigures, journey: &Journey, lang: Lang) {
    if all.questions.is_empty() {
        return;
    }
    let w = survey::survey(lang);
    let labels = picture::words(lang);
    let mut table =
        Table::new(vec![words::capital(labels.stage), w.question.to_owned(), w.who.to_owned()], lang);
    let mut before = None;
    for question in &all.questions {
        let Some(score) = at(shown, question) else { continue };
        let Some(stage) = shown.stages.get(question.stage) else { continue };
        let name = if before == Some(question.stage) { String::new() } else { stage.name.clone() };
        before = Some(question.stage);
        let asked = asked(question, score, journey);
        let who = if question.groups.is_empty() { "" } else { labels.everyone };
        table.row(vec![name, asked, who.to_owned()], score, None);
        for group in &question.groups {
            let own =
                shown.personas.get(group.persona).and_then(|persona| persona.stages.get(question.stage));
            let persona = journey.personas.get(group.persona).map_or("", |persona| persona.name.as_str());
            if let Some(score) = own.and_then(|own| own.scores.get(group.score)) {
                let who = vec![String::new(), String::new(), persona.to_owned()];
                table.row(who, score, group.difference.as_ref());
            }
        }
    }
    say::line("");
    say::line(&survey::title(&journey.title, lang));
    table.print("lll");
    if all.tests > 0 {
        say::line(&survey::tested(all.tests, lang, &Plain(lang)));
    }
}

/// The score of a question.
fn at<'f>(shown: &'f Figures, question: &QuestionFigures) -> Option<&'f ScoreFigures> {
    let stage = shown.stages.get(question.stage)?;
    match question.touchpoint {
        Some(touchpoint) => stage.touchpoints.get(touchpoint)?.scores.get(question.score),
        None => stage.scores.get(question.score),
    }
}

/// What was asked: the touchpoint and the question's label, where they are two things.
fn asked(question: &QuestionFigures, score: &ScoreFigures, journey: &Journey) -> String {
    let stage = journey.stages.get(question.stage);
    let touchpoint = stage.and_then(|stage| stage.touchpoints.get(question.touchpoint?));
    let place = touchpoint.map(|touchpoint| touchpoint.name.as_str()).filter(|name| !name.is_empty());
    let label = score.label.as_deref().filter(|label| !label.is_empty());
    match (place, label) {
        (Some(place), Some(label)) if place != label => format!("{place}: {label}"),
        (place, label) => label.or(place).unwrap_or_default().to_owned(),
    }
}

/// Channels: people, measured emotion, and the scores that were given of them.
pub fn channels(channels: &[ChannelFigures], journey: &Journey, lang: Lang) {
    let labels = picture::words(lang);
    let numbers = Plain(lang);
    let known =
        |channel: &&ChannelFigures| channel.people.is_some_and(|n| n > 0) || channel.measured.is_some();
    let known: Vec<&ChannelFigures> = channels.iter().filter(known).collect();
    if known.is_empty() {
        return;
    }
    let named = |channel: &ChannelFigures| {
        let own = journey.channels.iter().find(|own| own.id == channel.id);
        own.map_or_else(|| channel.id.clone(), |own| own.name.clone())
    };
    let channel = say::pick(lang, "Channel", "Saluran");
    let people = words::terms::units(Unit::Person, lang);
    let head = [channel, &people, labels.measured, labels.interval, "n"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut table = Table::new(vec![channel.to_owned(), survey::survey(lang).question.to_owned()], lang);
    for channel in known {
        let measured = channel.measured.as_ref();
        rows.push(vec![
            named(channel),
            channel.people.filter(|n| *n > 0).map(|n| picture::count(n, &numbers)).unwrap_or_default(),
            measured.map(|own| picture::signed(own.value, &numbers)).unwrap_or_default(),
            measured.map(|own| interval(own, lang)).unwrap_or_default(),
            measured.map(|own| picture::count(own.n, &numbers)).unwrap_or_default(),
        ]);
        for (nth, score) in channel.scores.iter().filter(|score| score.n > 0).enumerate() {
            let name = if nth == 0 { named(channel) } else { String::new() };
            table.row(vec![name, score.label.clone().unwrap_or_default()], score, None);
        }
    }
    say::line("");
    say::table("l", &rows);
    if table.rows.len() > 1 {
        say::line("");
        table.print("ll");
    }
}

/// Scores below each other, each with what it was made of.
struct Table {
    lang: Lang,
    names: usize,
    rows: Vec<Vec<String>>,
    /// How the scores are made, each way once.
    methods: Vec<String>,
}

impl Table {
    fn new(names: Vec<String>, lang: Lang) -> Self {
        let w = survey::survey(lang);
        let rest = [
            w.score,
            w.interval,
            w.n,
            say::pick(lang, "effective n", "n efektif"),
            w.missing,
            w.rest,
            w.interval,
            "p",
            say::pick(lang, "p after Holm", "p setelah Holm"),
        ];
        let count = names.len();
        let head = names.into_iter().chain(rest.map(str::to_owned)).collect();
        Self { lang, names: count, rows: vec![head], methods: Vec::new() }
    }

    fn row(&mut self, names: Vec<String>, score: &ScoreFigures, change: Option<&Change>) {
        let (lang, numbers) = (self.lang, &Plain(self.lang));
        let unit = compare::Unit::of(score);
        let value = |value: f64| unit.value(value, numbers);
        let own = [
            score.value.map(|own| format!("{} {}", words::terms::score(score.kind, lang), value(own))),
            score
                .interval
                .map(|(low, high)| [value(low), value(high)].join(say::pick(lang, " to ", " sampai "))),
            Some(picture::count(score.n, numbers)),
            score.weighted.then(|| words::Numbers::decimal(numbers, score.effective, 1)),
            Some(picture::count(score.missing, numbers)).filter(|_| score.missing > 0),
            change.map(|change| unit.signed(change.value, numbers)),
            change.and_then(|change| change.interval).map(|own| unit.span(own, lang, numbers)),
            change.map(|change| compare::p_cell(change.p, numbers)),
            change.map(|change| compare::p_cell(change.adjusted_p, numbers)),
        ];
        self.rows.push(names.into_iter().chain(own.map(Option::unwrap_or_default)).collect());
        self.made(score);
    }

    /// Notes how a score is made; the effective n has its column.
    fn made(&mut self, score: &ScoreFigures) {
        let plain = ScoreFigures { weighted: false, ..score.clone() };
        let scale = survey::scale(score.kind, score.scale, self.lang, &Plain(self.lang));
        let said = format!("{scale}: {}.", words::score_method(&plain, self.lang, &Plain(self.lang)));
        if !self.methods.contains(&said) {
            self.methods.push(said);
        }
    }

    fn print(&self, sides: &str) {
        debug_assert_eq!(sides.len(), self.names);
        say::table(sides, &self.rows);
        self.methods.iter().for_each(|said| say::line(said));
    }
}
