//! `jejak survey`: the score of a column of answers.

use super::args;
use super::{Done, Manner, Stop, files, say};
use jejak::analyse::answers::{Question, count};
use jejak::figures::{self, ScoreFigures, scores};
use jejak::ingest::{Need, Plan};
use jejak::model::journey::{Score, ScoreKind};
use jejak::model::nearest;
use jejak::words::{self, Lang, Numbers, numbers::Plain};
use jejak::{Code, Error, Value};
use std::process::ExitCode;

pub fn run(args: &args::Survey, manner: Manner) -> Done {
    let question = question(args)?;
    let mut keep = vec![args.score.clone()];
    keep.extend(args.by.clone());
    keep.extend(args.weight.clone());
    let numbers = args.weight.iter().cloned().collect();
    let plan = Plan { source: args.file.clone(), keep, numbers, need: Need::Scores, ..Plan::default() };
    let table = files::rows(&args.file, plan)?.table;
    let groups = count(&table, &question).map_err(|error| Stop::input(&args.file, error))?;
    let shown: Vec<_> =
        groups.iter().map(|(value, answers)| (value.as_str(), scores::score(answers))).collect();
    let Some(((_, all), groups)) = shown.split_first() else {
        return Err(Stop::input(&args.file, Error::new(Code::NoColumn, args.score.as_str())));
    };
    if manner.json {
        say::object(&report(all, groups));
    } else {
        print(args, all, groups, manner.lang);
    }
    Ok(ExitCode::SUCCESS)
}

fn question(args: &args::Survey) -> Result<Question, Stop> {
    let kind = ScoreKind::of(&args.kind).ok_or_else(|| {
        let near = nearest(&args.kind, ScoreKind::WORDS).map(str::to_owned);
        Stop::call(Error::new(Code::UnknownChoice, args.kind.as_str()).nearest(near))
    })?;
    let scale = args.scale.as_deref().map(range).transpose()?.unwrap_or(kind.scale());
    let missing = args.missing.as_deref().unwrap_or_default().split(',').map(|value| value.trim().to_owned());
    let score = Score {
        column: args.score.clone(),
        kind,
        scale,
        stage: None,
        touchpoint: None,
        label: None,
        comment: None,
        flip: false,
        weight: args.weight.clone(),
        within: None,
        line: false,
    };
    Ok(Question {
        score,
        valid: args.valid.as_deref().map(range).transpose()?,
        missing: missing.filter(|value| !value.is_empty()).collect(),
        by: args.by.clone(),
        decimal: None,
    })
}

/// `1..5`, both ends included.
fn range(text: &str) -> Result<(f64, f64), Stop> {
    let read = || {
        let (low, high) = text.split_once("..")?;
        let (low, high): (f64, f64) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
        (low.is_finite() && high.is_finite() && low < high).then_some((low, high))
    };
    read().ok_or_else(|| Stop::call(Error::new(Code::BadText, text)))
}

fn report(all: &ScoreFigures, groups: &[(&str, ScoreFigures)]) -> Value {
    let groups = groups.iter().map(|(group, score)| {
        let mut pairs = vec![("group".to_owned(), Value::from(*group))];
        if let Value::Map(score) = figures::write_score(score) {
            pairs.extend(score);
        }
        Value::Map(pairs)
    });
    let groups = Value::List(groups.collect());
    match figures::write_score(all) {
        Value::Map(mut pairs) => {
            pairs.push(("groups".to_owned(), groups));
            Value::Map(pairs)
        }
        other => other,
    }
}

fn print(args: &args::Survey, all: &ScoreFigures, groups: &[(&str, ScoreFigures)], lang: Lang) {
    let labels = words::picture::words(lang);
    let missing = say::pick(lang, "Missing", "Kosong");
    let head = [
        args.by.as_deref().unwrap_or(&args.score),
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
    say::line(&method(all, lang));
}

/// How the value and its interval are made.
fn method(score: &ScoreFigures, lang: Lang) -> String {
    let (low, high) = score.scale;
    let made = match (score.kind, lang) {
        (ScoreKind::Nps, Lang::En) => "100 × (promoters − detractors) / answers; 95% adjusted Wald",
        (ScoreKind::Nps, Lang::Id) => "100 × (promotor − detraktor) / jawaban; 95% Wald yang disesuaikan",
        (ScoreKind::Csat, Lang::En) => "share of the two best answers; 95% Wilson",
        (ScoreKind::Csat, Lang::Id) => "bagian dua jawaban terbaik; 95% Wilson",
        (ScoreKind::Ces | ScoreKind::Rating, Lang::En) => "mean; 95% Student t",
        (ScoreKind::Ces | ScoreKind::Rating, Lang::Id) => "rerata; 95% Student t",
    };
    format!("{} {low}–{high}: {made}", words::terms::score(score.kind, lang))
}

fn row(name: &str, score: &ScoreFigures, lang: Lang) -> Vec<String> {
    let numbers = Plain(lang);
    let write = |value: f64| match score.kind {
        ScoreKind::Csat => numbers.percent(value, 1),
        _ => numbers.decimal(value, 2),
    };
    let interval = score.interval.map(|(low, high)| format!("{} … {}", write(low), write(high)));
    vec![
        name.to_owned(),
        score.value.map(write).unwrap_or_default(),
        interval.unwrap_or_default(),
        numbers.decimal(score.n as f64, 0),
        numbers.decimal(score.missing as f64, 0),
    ]
}
