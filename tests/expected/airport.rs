//! The airport's passenger survey.

use super::log::texts;
use super::shared;
use jejak::analyse::answers::{self, By, Question};
use jejak::analyse::{self, Options};
use jejak::figures::{self, ScoreFigures, scores::score};
use jejak::ingest::{Need, Plan, Reader};
use jejak::model;
use jejak::model::evidence::Answers;
use jejak::model::journey::{Score, ScoreKind};
use jejak::model::table::{Data, Table};
use serde_json::{Map, Value, json};

const FILE: &str = "sfo_survey_2017.csv";

fn question(column: &str, kind: ScoreKind, scale: (f64, f64), by: Option<&str>, weighted: bool) -> Question {
    Question {
        score: Score {
            column: column.to_owned(),
            kind,
            scale,
            method: kind.method(),
            stage: None,
            touchpoint: None,
            label: None,
            comment: None,
            flip: false,
            weight: weighted.then(|| "WEIGHT".to_owned()),
            within: None,
            line: false,
        },
        valid: None,
        missing: Vec::new(),
        by: by.map(|column| By::Column(column.to_owned())),
        decimal: None,
    }
}

fn all(table: &Table, question: &Question) -> Answers {
    answers::count(table, question).unwrap().remove(0).1
}

fn nps(column: &str, by: Option<&str>) -> Question {
    question(column, ScoreKind::Nps, ScoreKind::Nps.scale(), by, false)
}

fn number_of(score: &ScoreFigures, is: impl Fn(f64) -> bool) -> u64 {
    score.counts.iter().filter(|(value, _)| is(*value)).map(|(_, n)| n).sum()
}

/// Of the counts: the sample's standard deviation and the median, which jejak does not show.
fn deviation_and_median(score: &ScoreFigures) -> (f64, f64) {
    let (n, mean) = (score.n as f64, score.mean.unwrap());
    let squares: f64 = score.counts.iter().map(|(v, count)| (v - mean).powi(2) * *count as f64).sum();
    let sorted: Vec<f64> =
        score.counts.iter().flat_map(|(v, count)| std::iter::repeat_n(*v, *count as usize)).collect();
    let median = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
    ((squares / (n - 1.0)).sqrt(), median)
}

fn counts(score: &ScoreFigures) -> Value {
    Value::Object(score.counts.iter().map(|(value, n)| (value.to_string(), (*n).into())).collect())
}

fn promoters(score: &ScoreFigures) -> Map<String, Value> {
    let shares = [("promoters", 9.0..=10.0), ("passives", 7.0..=8.0), ("detractors", 0.0..=6.0)];
    let groups =
        shares.map(|(name, range)| (name.to_owned(), number_of(score, |v| range.contains(&v)).into()));
    let figures = [("n".to_owned(), score.n.into()), ("nps".to_owned(), score.value.unwrap().into())];
    groups.into_iter().chain(figures).collect()
}

/// NPS; and its plain normal interval, which jejak does not print, of its promoters and detractors.
fn recommend(table: &Table) -> Value {
    let score = score(&all(table, &nps("NETPRO", None)));
    let n = score.n as f64;
    let share = |low: f64, high: f64| number_of(&score, |v| (low..=high).contains(&v)) as f64 / n;
    let (promoters_share, detractors_share) = (share(9.0, 10.0), share(0.0, 6.0));
    let value = promoters_share - detractors_share;
    let error = ((promoters_share + detractors_share - value * value) / n).sqrt() * 100.0;
    let half = figures::rates::Z * error;
    let mut found = promoters(&score);
    found.insert("mean".to_owned(), score.mean.into());
    found.insert("se_points".to_owned(), error.into());
    found.insert("ci95_normal".to_owned(), json!([100.0 * value - half, 100.0 * value + half]));
    found.insert("counts".to_owned(), counts(&score));
    // The interval that jejak prints instead lies close to it, as it should with so many answers.
    let (low, high) = score.interval.unwrap();
    assert!((low - (100.0 * value - half)).abs() < 0.1 && (high - (100.0 * value + half)).abs() < 0.1);
    Value::Object(found)
}

fn touchpoint(table: &Table, column: &str) -> Value {
    let of = |weighted| score(&all(table, &question(column, ScoreKind::Csat, (1.0, 5.0), None, weighted)));
    let (plain, weighted) = (of(false), of(true));
    let (deviation, median) = deviation_and_median(&plain);
    let low = number_of(&plain, |v| v <= 2.0) as f64 / plain.n as f64;
    json!({
        "rows": table.read,
        "n_valid": plain.n,
        "n_missing": plain.missing,
        "mean": plain.mean,
        "sd_sample": deviation,
        "median": median,
        "counts": counts(&plain),
        "top2box_pct": plain.value.unwrap() * 100.0,
        "bottom2box_pct": low * 100.0,
        "weighted_mean": weighted.mean,
    })
}

/// Stages of touchpoints, measured as a journey: the point of a stage pools its touchpoints' answers.
fn stages(expected: &Value) -> Option<Value> {
    let stages = expected.as_object().unwrap();
    let touchpoints =
        |stage: &Value| texts(&stage["touchpoints"]).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let one = |(name, stage): (&String, &Value)| {
        let touchpoints: Vec<Value> =
            touchpoints(stage).iter().map(|id| json!({"id": id, "name": id})).collect();
        json!({"name": name, "touchpoints": touchpoints})
    };
    let scores: Vec<Value> = stages
        .values()
        .flat_map(touchpoints)
        .map(|id| json!({"column": id, "kind": "csat", "touchpoint": id, "label": id}))
        .collect();
    let document = json!({
        "title": "Airport",
        "stages": stages.iter().map(one).collect::<Vec<_>>(),
        "sources": [{"id": "survey", "kind": "survey", "scores": scores}],
    });
    let (journey, problems) = model::read_journey(&serde_json::from_value(document).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    let journey = journey.unwrap();
    let plan = Plan::of(&journey.sources[0], analyse::keep(&journey, "survey"), &analyse::shared(&journey));
    let table = shared::table(FILE, plan)?;
    let (evidence, _) =
        analyse::measure(&journey, vec![table], &Options { min_group: 1, comments: false, events: false })
            .unwrap();
    let shown = figures::derive(&journey, Some(&evidence), None);
    let mean = |axis: f64| 3.0 + 2.0 * axis;
    let each = shown.stages.iter().zip(stages).map(|(stage, (name, expected))| {
        let point = stage.measured.unwrap();
        // The other program averages the means as it has written them, with six digits.
        let rounded = |value: f64| (value * 1e6).round() / 1e6;
        let own: Vec<f64> =
            stage.touchpoints.iter().map(|t| rounded(mean(t.measured.unwrap().value))).collect();
        let figures = json!({
            "touchpoints": expected["touchpoints"],
            "pooled_n": point.n,
            "pooled_mean": mean(point.value),
            "mean_of_touchpoint_means": own.iter().sum::<f64>() / own.len() as f64,
        });
        (name.clone(), figures)
    });
    Some(Value::Object(each.collect()))
}

/// The figures of another dashboard, as the file's text quotes them.
fn cross_check(ours: &Value, text: &Value) -> Value {
    let of = |column: &str, key: &str| ours[column][key].as_f64().unwrap();
    for quoted in [
        format!("Q7ALL n={}, mean {:.9}", ours["Q7ALL"]["n_valid"], of("Q7ALL", "mean")),
        format!("top-2 {:.2} %, bottom-2 {:.2} %", of("Q7ALL", "top2box_pct"), of("Q7ALL", "bottom2box_pct")),
        format!("Q7FOOD n={}, mean {:.5}", ours["Q7FOOD"]["n_valid"], of("Q7FOOD", "mean")),
        format!("Q7ART n={}, mean {:.5}", ours["Q7ART"]["n_valid"], of("Q7ART", "mean")),
    ] {
        assert!(text.as_str().unwrap().contains(&quoted), "{quoted} is not in {text}");
    }
    text.clone()
}

pub fn ours(expected: &Value) -> Option<Value> {
    let columns = expected["touchpoints"].as_object().unwrap();
    let mut keep: Vec<String> = columns.keys().cloned().collect();
    keep.extend(["NETPRO", "WEIGHT", "Q15PROBLEM", "DAY", "BAREA"].map(str::to_owned));
    let mut reader =
        Reader::new(Plan { source: "sfo".to_owned(), need: Need::Scores, keep, ..Plan::default() });
    reader.push(&shared::bytes(FILE)?).unwrap();
    let outcome = reader.finish().unwrap();
    let table = outcome.table;
    let touchpoints: Map<String, Value> =
        columns.keys().map(|column| (column.clone(), touchpoint(&table, column))).collect();
    let touchpoints = Value::Object(touchpoints);
    // On a scale of 0 to 11 the blank 11 is an answer, and a promoter.
    let wrong = all(&table, &question("NETPRO", ScoreKind::Rating, (0.0, 11.0), None, false));
    let wrong_share = |least: f64, most: f64| {
        let held =
            wrong.counts.iter().filter(|(v, _)| (least..=most).contains(v)).map(|(_, n)| n).sum::<u64>();
        held as f64 / wrong.n as f64
    };
    let Some(Data::Texts(days)) = table.column("DAY").map(|column| &column.data) else { panic!() };
    let day = |name: &String| {
        (name.clone(), days.codes.iter().filter(|code| days.entry(**code) == name).count().into())
    };
    let areas = answers::count(&table, &nps("NETPRO", Some("BAREA"))).unwrap();
    let areas = areas.iter().skip(1).filter(|(area, _)| !area.is_empty());
    let problems = score(&all(&table, &question("Q15PROBLEM", ScoreKind::Rating, (0.0, 3.0), None, false)));
    Some(json!({
        "rows": table.read,
        "columns": outcome.report.columns.len(),
        "missing_codes": expected["missing_codes"],
        "nps": recommend(&table),
        "stages": stages(&expected["stages"])?,
        "nps_if_11_is_wrongly_a_promoter": 100.0 * (wrong_share(9.0, 11.0) - wrong_share(0.0, 6.0)),
        "Q15PROBLEM_counts": counts(&problems),
        "DAY_counts": Value::Object(expected["DAY_counts"].as_object().unwrap().keys().map(day).collect()),
        "nps_by_boarding_area":
            Value::Object(areas.map(|(area, found)| (area.clone(), promoters(&score(found)).into())).collect()),
        "cross_check": cross_check(&touchpoints, &expected["cross_check"]),
        "touchpoints": touchpoints,
    }))
}
