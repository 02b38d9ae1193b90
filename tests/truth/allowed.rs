//! Which forms a figure may take, and which figures may stand where.

use crate::Documents;
use crate::texts::Said;
use jejak::figures::{self, At, SurveyFigures};
use jejak::geom::text::{ONWARDS, clean_to};
use jejak::layout::lane_states;
use jejak::model::journey::{LaneKind, Layer, Stage, Touchpoint};
use jejak::model::rule::Unit as Counted;
use jejak::value::Value;
use jejak::words::compare::{self, Unit};
use jejak::words::{self, Lang, Numbers, numbers::Plain, picture};
use std::collections::BTreeSet;

/// What one place may say.
#[derive(Default)]
struct Scope {
    /// Figures as they are written; longest first when they are looked for.
    phrases: BTreeSet<String>,
    /// Texts that may stand alone, but in no sentence: answers of a scale.
    alone: BTreeSet<String>,
    /// What is counted.
    unit: Counted,
}

/// The same, the longest phrase first, so that a part of a figure is not taken for the whole of another.
struct Place {
    phrases: Vec<String>,
    alone: BTreeSet<String>,
}

/// Everything that documents let a map say.
pub struct Truth {
    stages: Vec<Place>,
    whole: Place,
    /// Texts of the documents that hold digits, and whole sentences of rules and methods.
    sentences: Vec<String>,
}

/// Figures whose key says that they count something.
const COUNTS: [&str; 22] = [
    "people",
    "entered",
    "pending",
    "dropped",
    "lost",
    "seen",
    "any_order",
    "n",
    "missing",
    "comments",
    "count",
    "of",
    "returned",
    "skipped",
    "repeated",
    "times",
    "met",
    "out_of_order",
    "tests",
    "levels",
    "counts",
    "scored",
];
/// Shares of 1.
const SHARES: [&str; 7] = ["of_previous", "of_first", "of_all", "went_on", "rest_went_on", "share", "rest"];
/// Durations in seconds.
const SECONDS: [&str; 4] = ["p25", "median", "p75", "p90"];
/// Places in a list are no figures.
const INDICES: [&str; 8] =
    ["at", "step", "stage", "touchpoint", "to", "worst_by_people", "worst_by_rate", "order_matters"];

impl Scope {
    fn say(&mut self, phrase: String) {
        self.phrases.insert(plain(&phrase));
    }

    /// Every figure in a part of what `jejak figures` prints, in each way its kind is written.
    fn add(&mut self, key: &str, value: &Value, lang: Lang) {
        match value {
            _ if INDICES.contains(&key) => {}
            Value::Map(pairs) => {
                let priority = pairs.iter().any(|(key, _)| key == "dip");
                if key == "counts" {
                    let answers = pairs.iter().filter_map(|(answer, _)| answer.parse::<f64>().ok());
                    let digits = |answer: f64| u8::from(answer.fract() != 0.0);
                    self.alone.extend(answers.map(|answer| Plain(lang).decimal(answer, digits(answer))));
                }
                for (own, value) in pairs {
                    match value {
                        Value::Number(value) if priority && own == "value" => {
                            let value = Plain(lang).decimal(*value, 0);
                            self.say(format!("{value} ="));
                            self.say(value);
                        }
                        _ => self.add(if key == "counts" { key } else { own }, value, lang),
                    }
                }
            }
            Value::List(list) => match list.as_slice() {
                [Value::Number(low), Value::Number(high)] if !COUNTS.contains(&key) => {
                    self.interval((*low, *high), lang)
                }
                _ => list.iter().for_each(|value| self.add(key, value, lang)),
            },
            Value::Number(x) => self.number(key, *x, lang),
            _ => {}
        }
    }

    fn number(&mut self, key: &str, x: f64, lang: Lang) {
        let numbers = Plain(lang);
        // `times` counts moves, and says in the finding how many times the next priority the first is
        if COUNTS.contains(&key) && x.fract() == 0.0 {
            let n = numbers.decimal(x, 0);
            self.say(n.clone());
            // figures of one digit are known by the words beside them
            let (left_out, tests) = match lang {
                Lang::En => ("left out", format!("over {n} tests")),
                Lang::Id => ("tidak dihitung", format!("atas {n} uji")),
            };
            match key {
                "missing" => self.say(format!("{n} {left_out}")),
                "tests" => self.say(tests),
                "n" => self.say(format!("n {n}")),
                // of touchpoints and personas they are people in any case
                "people" => [self.unit, Counted::Person]
                    .into_iter()
                    .for_each(|unit| self.say(picture::counted(x as u64, unit, lang, &numbers))),
                "pending" => {
                    self.say(words::panel::pending(x as u64, self.unit, lang, &numbers));
                    self.say(format!("{n} {}", picture::words(lang).pending));
                }
                _ => {}
            }
            if matches!(key, "lost" | "dropped") && x > 0.0 {
                self.say(format!("\u{2212}{}", numbers.decimal(x, 0)));
            }
        } else if key == "times" {
            self.say(format!("{}×", numbers.decimal(x, 1)));
            self.say(format!("{}×", numbers.decimal(x, 0)));
        } else if SHARES.contains(&key) {
            self.say(numbers.percent(x, 1));
            self.say(numbers.percent(x, 0));
        } else if SECONDS.contains(&key) {
            self.say(words::duration(x, lang, &numbers));
            self.say(words::precise(x, lang, &numbers));
        } else if matches!(key, "p" | "adjusted_p") {
            // under a thousandth it is said so
            self.say(numbers.decimal(x.max(0.001), 3));
        } else {
            self.say(picture::signed(x, &numbers));
            self.say(numbers.decimal(x, 2));
            match key {
                // a gap is written without its sign: which way it goes is said in words
                "size" => self.say(numbers.decimal(x.abs(), 2)),
                // the score of a question of two classes is a share, a difference of shares is in points
                "value" => {
                    // a Net Promoter Score is written in whole points
                    self.say(Plain(lang).decimal(x, 0));
                    self.say(format!("+{}", Plain(lang).decimal(x, 0)));
                    self.say(numbers.percent(x, 1));
                    self.say(numbers.percent(x, 0));
                    self.points(x, lang);
                }
                _ => {}
            }
        }
    }

    fn points(&mut self, x: f64, lang: Lang) {
        let text = Plain(lang).decimal(x * 100.0, 1);
        self.say(if x > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            format!("+{text}")
        } else {
            text
        });
    }

    fn interval(&mut self, (low, high): (f64, f64), lang: Lang) {
        let numbers = Plain(lang);
        self.say(picture::shares((low, high), &numbers));
        self.say(picture::span((low, high), lang, &numbers));
        for bound in [low, high] {
            self.say(numbers.decimal(bound, 2));
            self.points(bound, lang);
        }
        for digits in [0, 2] {
            self.say(format!("{}–{}", numbers.decimal(low, digits), numbers.decimal(high, digits)));
        }
        self.say(format!("{}…{}", picture::signed(low, &numbers), picture::signed(high, &numbers)));
        self.say(format!("±{}", numbers.decimal((high - low) / 2.0, 2)));
    }

    fn count(&mut self, n: u64, lang: Lang) {
        self.say(Plain(lang).decimal(n as f64, 0));
    }

    fn done(self) -> Place {
        let mut out: Vec<String> =
            self.phrases.into_iter().filter(|phrase| phrase.chars().any(|c| c.is_ascii_digit())).collect();
        out.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Place { phrases: out, alone: self.alone }
    }
}

/// One line without marks of direction, protected blanks or the sign that it was cut.
fn plain(text: &str) -> String {
    let text = clean_to(text, 4_000).replace('\u{a0}', " ");
    text.trim_start_matches(ONWARDS).trim_matches(['…', '“', '”', ' ', ';', ',']).to_owned()
}

impl Truth {
    pub fn new(documents: &Documents) -> Self {
        let (lang, figures) = (documents.lang, &documents.figures);
        let written = figures::write(figures, survey(documents));
        let list = |key: &str| written.get(key).and_then(Value::as_list).unwrap_or_default().to_vec();
        let unit = documents.figures.unit;
        let mut whole = Scope { unit, ..Scope::default() };
        whole.add("", &written, lang);
        // of how many a loss is: everybody at a step who is not still on their way
        for step in figures.funnel.iter().flat_map(|funnel| &funnel.steps) {
            whole.count(step.people - step.pending, lang);
        }
        (0..figures.stages.len()).for_each(|at| changed(&mut whole, documents, &written, at));
        fixed(&mut whole, documents);
        let stages = list("stages");
        let mut each = Vec::new();
        for (at, stage) in stages.iter().enumerate() {
            let mut scope = Scope { unit, ..Scope::default() };
            scope.add("", stage, lang);
            for persona in list("personas") {
                let own = persona.get("stages").and_then(Value::as_list).and_then(|stages| stages.get(at));
                scope.add("", own.unwrap_or(&Value::Null), lang);
            }
            // people go on to the step after theirs: its count, its rate and that of each group; who is still on
            // the way to a step is counted at the one before
            let step = figures.stages[at].step;
            let steps = |of: Option<&Value>| {
                of.and_then(|of| of.get("steps")).and_then(Value::as_list).unwrap_or_default().to_vec()
            };
            let near = |all: Vec<Value>, scope: &mut Scope| {
                let (Some(step), true) = (step, !all.is_empty()) else { return };
                all.iter()
                    .skip(step.saturating_sub(1))
                    .take(if step == 0 { 2 } else { 3 })
                    .for_each(|step| scope.add("", step, lang));
            };
            near(steps(written.get("funnel")), &mut scope);
            for segment in list("segments") {
                for group in segment.get("groups").and_then(Value::as_list).unwrap_or_default() {
                    near(steps(Some(group)), &mut scope);
                    let differences = group.get("difference").and_then(Value::as_list).unwrap_or_default();
                    let next = step.map(|step| (step + 1) as f64);
                    let here = |found: &&Value| found.get("step").and_then(Value::as_number) == next;
                    differences.iter().filter(here).for_each(|found| scope.add("", found, lang));
                }
                scope.add("tests", segment.get("tests").unwrap_or(&Value::Null), lang);
            }
            changed(&mut scope, documents, &written, at);
            scope.add("reference", written.get("reference").unwrap_or(&Value::Null), lang);
            retention(&mut scope, documents, at);
            derived(&mut scope, documents, at);
            fixed(&mut scope, documents);
            each.push(scope.done());
        }
        Self { stages: each, whole: whole.done(), sentences: sentences(documents) }
    }

    /// `Err` with what is left of the digits after everything allowed was taken away.
    pub fn check(&self, said: &Said) -> Result<(), String> {
        let text = plain(&said.text);
        let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        let spoken = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 2);
        // a line of a longer sentence, or a sentence that was cut
        if !digits(&text)
            || self.sentences.iter().any(|whole| *whole == text || spoken && whole.contains(&text))
        {
            return Ok(());
        }
        let place = match said.stage {
            Some(stage) => self.stages.get(stage).ok_or("no such stage")?,
            None => &self.whole,
        };
        if place.alone.contains(&text) {
            return Ok(());
        }
        let mut left = self.without_halves(&text);
        // a figure of one digit would be found anywhere: it may stand in a short text only
        let long = text.chars().count() > 40;
        let phrases = place.phrases.iter().filter(|phrase| !(long && phrase.len() == 1));
        for phrase in self.sentences.iter().chain(phrases) {
            left = without(&left, phrase);
        }
        if digits(&left) { Err(left) } else { Ok(()) }
    }
}

impl Truth {
    /// Where sentences run on over several lines, a line may begin with the end of one and end with the beginning of
    /// the next.
    fn without_halves(&self, text: &str) -> String {
        let worded = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let blanks: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let mut left = text.to_owned();
        if let Some(at) = blanks.iter().find(|at| {
            worded(&text[**at + 1..])
                && self.sentences.iter().any(|whole| whole.starts_with(&text[**at + 1..]))
        }) {
            left.truncate(*at);
        }
        let end = |at: &&usize| {
            left.get(..**at).is_some_and(|begin| {
                self.sentences.iter().any(|whole| worded(begin) && whole.ends_with(begin))
            })
        };
        match blanks.iter().rev().find(end) {
            Some(at) if at + 8 < left.len() => left[*at..].to_owned(),
            _ => left,
        }
    }
}

/// The text without a phrase, wherever no other digit or sign belongs to it.
fn without(text: &str, phrase: &str) -> String {
    let mut out = String::new();
    if !text.contains(phrase) {
        return text.to_owned();
    }
    let mut rest = text;
    while let Some(at) = rest.find(phrase) {
        let (before, after) = (&rest[..at], &rest[at + phrase.len()..]);
        let joins = |c: char| c.is_ascii_digit() || matches!(c, '\u{2212}' | '+' | '±');
        let mut tail = after.chars();
        let (next, second) = (tail.next(), tail.next());
        // a separator or the dash of a range joins where digits stand on both sides
        let joint = |c: char| matches!(c, '.' | ',' | '–');
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut head = before.chars().rev();
        let (last, second_last) = (head.next(), head.next());
        let open_left = last.is_some_and(joins) || last.is_some_and(joint) && digit(second_last);
        let figure = digit(phrase.chars().next_back());
        let open_right =
            digit(next) || next == Some('%') || figure && next.is_some_and(joint) && digit(second);
        out.push_str(before);
        out.push_str(if open_left || open_right { phrase } else { "·" });
        rest = after;
    }
    out.push_str(rest);
    out
}

fn items(touchpoint: &Touchpoint) -> [usize; 7] {
    [
        touchpoint.actions.len(),
        touchpoint.thoughts.len(),
        touchpoint.needs.len(),
        touchpoint.expectations.len(),
        touchpoint.quotes.len(),
        touchpoint.pains.len(),
        touchpoint.opportunities.len(),
    ]
}

/// How many items a lane holds, counted in the documents.
/// Answers, question by question.
fn survey(documents: &Documents) -> &SurveyFigures {
    documents.figures.survey(&documents.journey, documents.evidence.as_ref())
}

fn held(kind: LaneKind, documents: &Documents) -> usize {
    let (journey, figures) = (&documents.journey, &documents.figures);
    let touchpoints = || journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    let texts = |at: usize| touchpoints().map(|touchpoint| items(touchpoint)[at]).sum();
    let layer = |layer: Layer| touchpoints().filter(|touchpoint| touchpoint.layer == layer).count();
    match kind {
        // what staff do behind the counter stands in the lanes of their layer
        LaneKind::Actions => touchpoints()
            .filter(|touchpoint| matches!(touchpoint.layer, Layer::Customer | Layer::Frontstage))
            .map(|touchpoint| touchpoint.actions.len())
            .sum(),
        LaneKind::Thoughts => texts(1),
        LaneKind::Needs => texts(2),
        LaneKind::Expectations => texts(3),
        LaneKind::Quotes => texts(4),
        LaneKind::Pains => texts(5),
        LaneKind::Opportunities => texts(6),
        LaneKind::Touchpoints => layer(Layer::Customer) + layer(Layer::Frontstage),
        LaneKind::Frontstage => layer(Layer::Frontstage),
        LaneKind::Backstage => layer(Layer::Backstage),
        LaneKind::Support => layer(Layer::Support),
        LaneKind::Emotion => {
            figures.stages.iter().filter(|s| s.measured.is_some() || s.assumed.is_some()).count()
        }
        LaneKind::Time => {
            let planned = journey.stages.iter().map(|stage| stage.planned.is_some());
            let timed = figures.stages.iter().map(|stage| stage.to_next.median.is_some());
            planned.zip(timed).filter(|(planned, timed)| *planned || *timed).count()
        }
        LaneKind::Metrics => figures
            .stages
            .iter()
            .map(|stage| {
                let asked = stage.scores.iter().filter(|score| score.value.is_some()).count();
                usize::from(stage.went_on.is_some()) + asked + stage.measures.len()
            })
            .sum(),
        LaneKind::Survey => survey(documents).questions.iter().filter(|question| !question.whole).count(),
        LaneKind::Text => 0,
    }
}

/// What documents alone give, whatever the figures are: the level of intervals, scales, places of stages, the period.
fn fixed(scope: &mut Scope, documents: &Documents) {
    let (lang, stages) = (documents.lang, documents.journey.stages.len());
    let numbers = Plain(lang);
    for phrase in ["95%", "±4.4%", "±4,4%"] {
        scope.say(phrase.to_owned());
    }
    for at in 1..=stages {
        scope.say(picture::card(at, stages, lang));
        scope.say(picture::card(at, stages, lang).replacen(
            ['s', 't'],
            if lang == Lang::En { "S" } else { "T" },
            1,
        ));
    }
    scope.say(format!("{stages} {}", if lang == Lang::En { "stages" } else { "tahap" }));
    // folded lanes say how many items they hold
    for lane in lane_states(&documents.journey, &documents.figures) {
        scope.say(picture::items(held(lane.kind, documents), lang, &numbers));
    }
    // a line may break between these and the rest of their sentence
    let rows = documents.evidence.iter().flat_map(|evidence| &evidence.rows);
    scope.count(rows.map(|rows| rows.rejected).sum(), lang);
    if let Some((from, to)) = documents.figures.period {
        scope.say(format!("{}–{}", numbers.date(from), numbers.date(to)));
    }
}

/// Who came back: at the stage that it is told of, ages and the zone of the calendar as words, with their figures.
fn retention(scope: &mut Scope, documents: &Documents, stage: usize) {
    let lang = documents.lang;
    let Some(shown) = &documents.figures.retention else { return };
    if documents.journey.stages[stage].id != "retention" {
        return;
    }
    let written = figures::write(&documents.figures, survey(documents));
    for age in written.get("retention").and_then(|shown| shown.get("ages")).and_then(Value::as_list).unwrap()
    {
        let own = age.get("age").and_then(Value::as_number).unwrap();
        scope.say(words::capital(&words::cohorts::after(own as u64, shown.every, lang, &Plain(lang))));
        ["active", "of", "share", "interval"]
            .iter()
            .for_each(|key| scope.add(key, age.get(key).unwrap(), lang));
        scope.say(format!("n {}", Plain(lang).decimal(age.get("of").and_then(Value::as_number).unwrap(), 0)));
    }
    scope.count(shown.people, lang);
    scope.say(format!("({})", shown.zone));
}

/// The differences to an earlier evidence that belong to a stage: its own, those of its touchpoints, of the people who
/// go on from it; and what it was like.
fn changed(scope: &mut Scope, documents: &Documents, written: &Value, stage: usize) {
    let (lang, figures) = (documents.lang, &documents.figures);
    let (Some(changes), Some(printed)) = (&figures.changes, written.get("changes")) else { return };
    let numbers = Plain(lang);
    let list = printed.get("list").and_then(Value::as_list).unwrap();
    assert_eq!(list.len(), changes.list.len());
    for (change, printed) in changes.list.iter().zip(list) {
        let here = match change.at {
            At::Step(step, _) => figures.stages[stage].step.map(|step| step + 1) == Some(step),
            At::Score(at, ..) | At::Emotion(at, _) | At::Measure(at, _) => at == stage,
        };
        if !here {
            continue;
        }
        let unit = compare::figure(change.at, &documents.journey, figures, lang).unwrap().1;
        let number = |key: &str| printed.get(key).and_then(Value::as_number);
        let (value, before, now) =
            (number("value").unwrap(), number("before").unwrap(), number("now").unwrap());
        scope.say(unit.value(before, &numbers));
        scope.say(unit.value(now, &numbers));
        scope.say(unit.signed(value, &numbers));
        // beside a figure a difference is as short as it can be without being nought
        let (scaled, digits) = match unit {
            Unit::Share => (value * 100.0, 0),
            Unit::Nps => (value, 0),
            Unit::Mean => (value, 1),
            Unit::Axis => (value, 2),
        };
        let short = |digits: u8| numbers.decimal(scaled.abs(), digits);
        let zero = short(digits).chars().all(|c| !c.is_ascii_digit() || c == '0');
        let short = short(digits + u8::from(zero && value != 0.0));
        scope.say(format!("{}{short}", if value < 0.0 { '\u{2212}' } else { '+' }));
        if let Some([Value::Number(low), Value::Number(high)]) =
            printed.get("interval").and_then(Value::as_list)
        {
            scope.say(unit.span((*low, *high), lang, &numbers));
        }
        for key in ["p", "adjusted_p"] {
            scope.phrases.extend(number(key).map(|p| numbers.decimal(p.max(0.001), 3)));
        }
    }
    let was = printed.get("stages").and_then(Value::as_list).unwrap();
    scope.add("", &was[stage], lang);
    scope.say(compare::earlier(changes, lang, &numbers));
}

/// What follows from the figures of a stage, or from what its author wrote.
fn derived(scope: &mut Scope, documents: &Documents, at: usize) {
    let (lang, figures, journey) = (documents.lang, &documents.figures, &documents.journey);
    let numbers = Plain(lang);
    let (stage, own): (&Stage, _) = (&journey.stages[at], &figures.stages[at]);
    // with as many digits as the product needs to come out
    scope.phrases.extend(own.priority.map(|priority| picture::dip(&priority, &numbers)));
    // of how many the rate is: everybody here who is not still on their way
    if let Some(people) = own.people {
        scope.count(people - own.pending.min(people), lang);
    }
    let groups = figures.segments.iter().flat_map(|segments| &segments.groups);
    for step in groups.filter_map(|group| group.funnel.steps.get(own.step?)) {
        scope.count(step.people - step.pending, lang);
    }
    // who left a stage out or came back to it, of all who met any
    if let Some(met) = figures.planned.as_ref().map(|plan| plan.met).filter(|met| *met > 0) {
        for n in [own.skipped.unwrap_or(0), own.returned] {
            scope.say(numbers.percent(n as f64 / met as f64, 0));
        }
    }
    // whether what was planned was kept, by at least so many of four
    let kept = stage.planned.and_then(|planned| picture::Kept::of(&own.to_next, planned));
    scope.phrases.extend(kept.map(|kept| kept.said(lang).to_owned()));
    // why the time says less than it seems to
    let caution = own.to_next.caution.map(|caution| words::method::caution(caution, lang, &numbers));
    caution.into_iter().for_each(|caution| scope.say(caution));
    // who took a way back from here or to here
    for way in &journey.loops {
        let place = |id: &str| journey.stages.iter().position(|stage| stage.id == id);
        let (Some(from), Some(to)) = (place(&way.from), place(&way.to)) else { continue };
        if from == at || to == at {
            let taken = figures.stages[from].onward.iter().find(|onward| onward.to == Some(to));
            scope.phrases.extend(taken.map(|onward| picture::people(onward.people, lang, &numbers)));
        }
    }
    // how many of the comments at a place name a theme
    let themes = own.touchpoints.iter().flat_map(|touchpoint| &touchpoint.themes);
    for theme in own.themes.iter().chain(themes).filter(|theme| theme.of > 0) {
        scope.say(numbers.percent(theme.count as f64 / theme.of as f64, 0));
        scope.say(picture::named(theme.count, theme.of, lang, &numbers));
    }
    // how the answers spread over the five levels
    let touchpoints = own.touchpoints.iter().map(|touchpoint| &touchpoint.scores);
    for scores in core::iter::once(&own.scores).chain(touchpoints) {
        let levels: Vec<u64> =
            (0..5).map(|level| scores.iter().map(|score| score.levels[level]).sum()).collect();
        let n: u64 = levels.iter().sum();
        for level in levels.iter().filter(|_| n > 0) {
            scope.say(format!(
                "{} ({})",
                numbers.decimal(*level as f64, 0),
                numbers.percent(*level as f64 / n as f64, 0)
            ));
        }
        scope.count(n, lang);
    }
    // how often each answer was given, with the answer before it and the share behind it
    for question in survey(documents).questions.iter().filter(|question| question.stage == at) {
        let score = figures.score_of(question).unwrap();
        scope.say(words::survey::scale(score.kind, score.scale, lang, &numbers));
        scope.say(picture::comments(question.comments, lang, &numbers));
        let name = |at: usize| {
            let step = &question.split.steps[at];
            let answers = words::survey::step(step.from, step.to, &numbers);
            let group = words::survey::promoters(lang)[at.min(2)];
            if step.from == step.to { answers } else { format!("{answers} {group}") }
        };
        words::survey::counts(&question.split, name, &numbers).into_iter().for_each(|count| scope.say(count));
    }
    let asked = survey(documents).questions.iter().filter(|question| question.stage == at).count();
    (1..=asked).for_each(|hidden| scope.say(format!("+{hidden}")));
    // how many items a cell holds, and how many of them are not drawn
    let texts: Vec<[usize; 7]> = stage.touchpoints.iter().map(items).collect();
    let most =
        (0..7).map(|kind| texts.iter().map(|of| of[kind]).sum::<usize>()).chain([stage.touchpoints.len()]);
    for hidden in 1..=most.max().unwrap_or(0) {
        scope.say(format!("+{hidden}"));
    }
    // how many entries a list of the details holds
    for n in (0..7)
        .flat_map(|kind| texts.iter().map(move |of| of[kind]).chain([texts.iter().map(|of| of[kind]).sum()]))
    {
        scope.say(words::panel::all_of(n as u64, lang, &numbers));
    }
    scope.say(words::panel::all_of(stage.touchpoints.len() as u64, lang, &numbers));
    let comments = documents.evidence.iter().flat_map(|evidence| &evidence.comments);
    let at: Vec<&str> = comments.map(|comment| comment.at.as_str()).collect();
    let here = |id: &str| at.iter().filter(|at| **at == id).count();
    for comment in documents.evidence.iter().flat_map(|evidence| &evidence.comments) {
        if comment.at == stage.id || stage.touchpoints.iter().any(|touchpoint| touchpoint.id == comment.at) {
            let score = comment.score.map(|score| words::panel::theme_score(score, lang, &numbers));
            let date = comment.time.map(|time| numbers.date(time));
            scope.phrases.extend(date.clone());
            scope.say(score.into_iter().chain(date).collect::<Vec<_>>().join(", "));
        }
    }
    let each: Vec<usize> = stage.touchpoints.iter().map(|touchpoint| here(&touchpoint.id)).collect();
    for n in each.iter().copied().chain([here(&stage.id) + each.iter().sum::<usize>()]) {
        scope.say(words::panel::all_of(n as u64, lang, &numbers));
        scope.say(words::panel::comments(n as u64, lang, &numbers));
    }
    // what the author planned, and how an item weighs of five
    scope.phrases.extend(stage.planned.map(|planned| words::exact(planned, lang, &numbers)));
    for touchpoint in &stage.touchpoints {
        let pains = touchpoint.pains.iter().map(|pain| pain.severity);
        let ideas = touchpoint.opportunities.iter().flat_map(|idea| [idea.impact, idea.effort]);
        for weight in pains.chain(ideas).chain([touchpoint.importance]).flatten() {
            let of = if lang == Lang::En { "of" } else { "dari" };
            scope.say(format!("{}/5", numbers.decimal(weight, u8::from(weight.fract() != 0.0))));
            scope.say(format!("{} {of} 5", numbers.decimal(weight, u8::from(weight.fract() != 0.0))));
        }
    }
}

/// Texts of the documents that hold digits, the rule, the methods and the sample in words.
fn sentences(documents: &Documents) -> Vec<String> {
    let (lang, figures, journey) = (documents.lang, &documents.figures, &documents.journey);
    let numbers = Plain(lang);
    let mut out: Vec<String> = Vec::new();
    written(&jejak::model::write_journey(journey), &mut out);
    if let Some(evidence) = &documents.evidence {
        out.push(words::rule(&evidence.rule, lang));
        out.extend(evidence.comments.iter().map(|comment| comment.text.clone()));
        out.extend(evidence.themes.iter().map(|theme| theme.text.clone()));
        let groups = evidence.segments.iter().flat_map(|segments| &segments.groups);
        out.extend(groups.map(|group| group.value.clone()));
        let (read, rejected) =
            evidence.rows.iter().fold((0, 0), |sum, rows| (sum.0 + rows.read, sum.1 + rows.rejected));
        out.push(words::method::unused_rows(rejected, read, lang, &numbers));
    }
    out.extend(figures.methods.iter().map(|method| format!("{}.", words::method(method, lang, &numbers))));
    out.push(picture::credit(journey.owner.as_deref(), journey.updated.as_deref(), lang, &numbers));
    let scores = figures.stages.iter().flat_map(|stage| {
        stage.scores.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.scores))
    });
    out.extend(scores.map(|score| words::panel::method(score, lang, &numbers)));
    for (stage, own) in journey.stages.iter().zip(&figures.stages) {
        let kept = stage.planned.and_then(|planned| picture::Kept::of(&own.to_next, planned));
        out.extend(kept.map(|kept| kept.said(lang).to_owned()));
    }
    if let Some(changes) = &figures.changes {
        out.push(compare::marks(changes, lang, &numbers));
        out.push(compare::tested(changes, lang, &numbers));
    }
    out.push(words::method::priority_rule(figures.reference, figures.unit, lang, &numbers));
    out.extend(picture::plan_kept(figures, lang, &numbers));
    out.extend(words::order_matters(figures, lang, &numbers));
    if let Some(funnel) = &figures.funnel {
        let pending = funnel.steps.iter().map(|step| step.pending).sum();
        out.push(words::method::pending_note(pending, figures.unit, lang, &numbers));
    }
    let personas: Vec<String> = journey.personas.iter().map(|persona| persona.name.clone()).collect();
    out.extend(personas);
    let mut out: Vec<String> = out
        .iter()
        .map(|text| plain(text))
        .filter(|text| text.chars().any(|c| c.is_ascii_digit()))
        // a bare number in a document allows no figure
        .filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .collect();
    out.sort_by_key(|text| std::cmp::Reverse(text.len()));
    out.dedup();
    out
}

/// Every text of a document.
fn written(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Text(text) => out.push(text.clone()),
        Value::List(list) => list.iter().for_each(|value| written(value, out)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| written(value, out)),
        _ => {}
    }
}
