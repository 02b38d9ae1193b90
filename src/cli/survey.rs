//! `jejak survey`: the score of a column of answers.

use super::args;
use super::funnel::{columns, time_unit};
use super::{Done, Manner, Stop, files, say};
use jejak::analyse::answers::{By, Question, count};
use jejak::analyse::periods::Period;
use jejak::figures::{self, ScoreFigures, scores};
use jejak::ingest::{Need, Plan};
use jejak::model::axis::nps_scale;
use jejak::model::journey::{Score, ScoreKind, ScoreMethod};
use jejak::model::nearest;
use jejak::model::rule::Role;
use jejak::model::table::{Data, NO_TIME, Table};
use jejak::model::time::iso;
use jejak::words::{self, Lang, Numbers, numbers::Plain};
use jejak::{Code, Error, Value};
use std::process::ExitCode;

pub fn run(args: &args::Survey, manner: Manner) -> Done {
    let question = question(args)?;
    let mut keep = vec![args.score.clone()];
    keep.extend(args.by.clone());
    keep.extend(args.weight.clone());
    keep.extend(args.per.as_ref().map(|_| Role::Time.as_str().to_owned()));
    let plan = Plan {
        source: args.file.clone(),
        keep,
        numbers: args.weight.iter().cloned().collect(),
        columns: columns(&args.reading)?,
        time_unit: time_unit(&args.reading)?,
        table: args.reading.table,
        since: args.reading.year.and_then(Plan::first_of),
        need: Need::Scores,
        ..Plan::default()
    };
    let table = files::rows(&args.file, plan)?.table;
    let groups = count(&table, &question).map_err(|error| Stop::input(&args.file, error))?;
    let shown: Vec<_> =
        groups.iter().map(|(value, answers)| (value.as_str(), scores::score(answers))).collect();
    let Some(((_, all), groups)) = shown.split_first() else {
        return Err(Stop::input(&args.file, Error::new(Code::NoColumn, args.score.as_str())));
    };
    if all.n == 0 {
        nothing(args, &table, &question, manner.lang)?;
    }
    if manner.json {
        say::object(&report(all, groups));
    } else {
        print(args, all, groups, manner.lang);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says why there is no answer at all: an error where cells hold something else, a message where they are blank.
fn nothing(args: &args::Survey, table: &Table, question: &Question, lang: Lang) -> Result<(), Stop> {
    let wrong = |code, subject: &str, switch, [english, indonesian]: [&str; 2]| {
        let words = [english, indonesian].map(|said| said.replace("{0}", subject.trim()));
        Err(Stop::input(&args.file, Error::new(code, subject)).of(switch, &[]).said(words))
    };
    // Read without weights, there may be answers.
    let score = Score { weight: None, ..question.score.clone() };
    let plain = count(table, &Question { score, by: None, ..question.clone() });
    if let Some(weight) = &args.weight
        && plain.is_ok_and(|groups| groups.iter().any(|(_, answers)| answers.n > 0))
    {
        let said = [
            "The column “{0}” holds no weight: no number of 0 or more.",
            "Kolom “{0}” tidak berisi bobot: tidak ada angka 0 atau lebih.",
        ];
        return wrong(Code::BadNumber, weight, "--weight", said);
    }
    if let Some(cell) = first(table, &args.score) {
        let (low, high) = question.score.scale;
        let english = format!(
            "No cell of “{}” is an answer on the scale {low} to {high}; the first is “{{0}}”.",
            args.score
        );
        let indonesian = format!(
            "Tidak ada sel “{}” yang berupa jawaban pada skala {low} sampai {high}; yang pertama “{{0}}”.",
            args.score
        );
        return wrong(Code::MissingAnswer, &cell, "--score", [&english, &indonesian]);
    }
    say::message(&format!(
        "{}: {}",
        args.file,
        say::pick(lang, "no row has an answer.", "tidak ada baris yang berisi jawaban.")
    ));
    Ok(())
}

/// The first cell of a column that is not blank.
fn first(table: &Table, header: &str) -> Option<String> {
    match &table.column(header)?.data {
        Data::Texts(texts) => {
            let mut cells = texts.codes.iter().map(|code| texts.entry(*code).trim());
            cells.find(|cell| !cell.is_empty()).map(|cell| cell.chars().take(60).collect())
        }
        Data::Numbers(numbers) => numbers.iter().find(|number| number.is_finite()).map(f64::to_string),
        Data::Times(times) => times.iter().find(|time| **time != NO_TIME).map(|time| iso(*time)),
    }
}

fn question(args: &args::Survey) -> Result<Question, Stop> {
    let kind = choice(&args.kind, "--kind", ScoreKind::of, ScoreKind::WORDS)?;
    let method = args
        .method
        .as_deref()
        .map(|word| choice(word, "--method", ScoreMethod::of, ScoreMethod::WORDS))
        .transpose()?;
    let scale = args.scale.as_deref().map(|text| range(text, false)).transpose()?.unwrap_or(kind.scale());
    if kind == ScoreKind::Nps && method.is_some() {
        return Err(Stop::call(Error::new(Code::Conflict, "nps, method")));
    }
    if kind == ScoreKind::Nps && !nps_scale(scale) {
        return Err(Stop::call(Error::new(Code::OutOfRange, "nps: 0…10")));
    }
    let period =
        args.per.as_deref().map(|word| choice(word, "--per", Period::of, Period::WORDS)).transpose()?;
    let missing = args.missing.as_deref().unwrap_or_default().split(',').map(|value| value.trim().to_owned());
    let score = Score {
        column: args.score.clone(),
        kind,
        scale,
        method: method.unwrap_or(kind.method()),
        stage: None,
        touchpoint: None,
        label: None,
        comment: None,
        flip: args.flip,
        weight: args.weight.clone(),
        within: None,
        line: false,
    };
    Ok(Question {
        score,
        valid: args.valid.as_deref().map(|text| range(text, true)).transpose()?,
        missing: missing.filter(|value| !value.is_empty()).collect(),
        by: period.map(By::Period).or_else(|| args.by.clone().map(By::Column)),
        decimal: None,
    })
}

/// The choice that a word names; else the call is wrong.
fn choice<T>(
    word: &str,
    switch: &'static str,
    of: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<T, Stop> {
    of(word).ok_or_else(|| {
        let near = nearest(word, known).map(str::to_owned);
        Stop::call(Error::new(Code::UnknownChoice, word).nearest(near)).of(switch, known)
    })
}

/// `1..5`, both ends included; `one`: they may be the same.
fn range(text: &str, one: bool) -> Result<(f64, f64), Stop> {
    let read = || {
        let (low, high) = text.split_once("..")?;
        let (low, high): (f64, f64) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
        let fits = low < high || (one && low == high);
        (low.is_finite() && high.is_finite() && fits).then_some((low, high))
    };
    read().ok_or_else(|| Stop::call(Error::new(Code::BadText, text)))
}

/// `kind`, `method`, `value`, `interval`, `n`, `missing`, `counts`, `groups`; a group has the same under its `group`.
fn report(all: &ScoreFigures, groups: &[(&str, ScoreFigures)]) -> Value {
    let groups = groups.iter().map(|(group, score)| {
        let named = [("group".to_owned(), Value::from(*group))];
        Value::Map(named.into_iter().chain(told(score)).collect())
    });
    let groups = [("groups".to_owned(), Value::List(groups.collect()))];
    Value::Map(told(all).into_iter().chain(groups).collect())
}

/// What is told of a score: its value with its method, and what it was made of.
fn told(score: &ScoreFigures) -> Vec<(String, Value)> {
    const KEYS: [&str; 7] = ["kind", "method", "value", "interval", "n", "missing", "counts"];
    let written = figures::write_score(score);
    KEYS.iter().filter_map(|key| Some(((*key).to_owned(), written.get(key)?.clone()))).collect()
}

fn print(args: &args::Survey, all: &ScoreFigures, groups: &[(&str, ScoreFigures)], lang: Lang) {
    let labels = words::picture::words(lang);
    let missing = say::pick(lang, "Missing", "Kosong");
    let head = [
        args.by.as_deref().or(args.per.as_deref()).unwrap_or(&args.score),
        words::terms::score(all.kind, lang),
        labels.interval,
        "n",
        missing,
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.push(row(labels.everyone, all, lang));
    for (group, score) in groups {
        rows.push(row(if group.is_empty() { labels.blank } else { group }, score, lang));
    }
    say::table("l", &rows);
    say::line("");
    let numbers = Plain(lang);
    let counts = all.counts.iter().map(|(value, n)| format!("{value}: {}", numbers.decimal(*n as f64, 0)));
    say::line(&format!("{}: {}", labels.answers, counts.collect::<Vec<_>>().join(" · ")));
    let (low, high) = all.scale;
    let name = words::terms::score(all.kind, lang);
    let turned =
        if args.flip { say::pick(lang, "; high is bad", "; nilai tinggi berarti buruk") } else { "" };
    say::line(&format!("{name} {low}–{high}: {}{turned}", words::score_method(all, lang, &numbers)));
}

fn row(name: &str, score: &ScoreFigures, lang: Lang) -> Vec<String> {
    let numbers = Plain(lang);
    let write =
        |value: f64| if score.is_share() { numbers.percent(value, 1) } else { numbers.decimal(value, 2) };
    let interval = score.interval.map(|(low, high)| format!("{} … {}", write(low), write(high)));
    vec![
        name.to_owned(),
        score.value.map(write).unwrap_or_default(),
        interval.unwrap_or_default(),
        numbers.decimal(score.n as f64, 0),
        numbers.decimal(score.missing as f64, 0),
    ]
}
