//! Statistics against reference values that other programs made: `tests/reference_values.py`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise
#![cfg(feature = "show")]

use jejak::figures::{compare, emotion, quantiles, rates, sample::Sample, scores, student};
use jejak::model::evidence::{Answers, Hist, Weights};
use jejak::model::journey::ScoreKind;
use serde_json::Value;

/// `tests/reference_values.py` made it with scipy and statsmodels.
fn reference(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("data/reference.json")).unwrap();
    let cases = all[name].as_array().unwrap().clone();
    assert!(!cases.is_empty());
    cases
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn pair(value: &Value) -> (f64, f64) {
    (number(&value[0]), number(&value[1]))
}

fn counts(value: &Value) -> (u64, u64) {
    (value[0].as_u64().unwrap(), value[1].as_u64().unwrap())
}

#[track_caller]
fn near(ours: f64, theirs: f64, case: &Value) {
    let scale = theirs.abs().max(1.0);
    assert!((ours - theirs).abs() <= 1e-9 * scale, "{ours} is not {theirs} in {case}");
}

#[track_caller]
fn both_near(ours: Option<(f64, f64)>, theirs: &Value, case: &Value) {
    let (low, high) = ours.unwrap_or_else(|| panic!("no interval in {case}"));
    near(low, pair(theirs).0, case);
    near(high, pair(theirs).1, case);
}

fn answers(kind: ScoreKind, counts: Vec<(f64, u64)>) -> Answers {
    Answers {
        source: "survey".into(),
        kind,
        scale: kind.scale(),
        method: kind.method(),
        label: None,
        flip: false,
        line: false,
        n: counts.iter().map(|(_, n)| n).sum(),
        counts,
        missing: 0,
        weights: None,
    }
}

#[test]
fn student_t_equals_the_reference() {
    for case in reference("student") {
        near(student::quantile(number(&case["nu"])).unwrap(), number(&case["t"]), &case);
    }
}

#[test]
fn wilson_equals_the_reference() {
    for case in reference("wilson") {
        let (x, n) = (case["x"].as_u64().unwrap(), case["n"].as_u64().unwrap());
        both_near(rates::wilson(x, n), &case["interval"], &case);
    }
}

#[test]
fn nps_equals_the_reference() {
    for case in reference("nps") {
        let count = |at: usize| case["answers"][at].as_u64().unwrap();
        let score =
            scores::score(&answers(ScoreKind::Nps, vec![(6.0, count(2)), (8.0, count(1)), (9.0, count(0))]));
        near(score.value.unwrap(), number(&case["value"]), &case);
        both_near(score.interval, &case["interval"], &case);
    }
}

#[test]
fn means_equal_the_reference() {
    for case in reference("means") {
        let scale = pair(&case["scale"]);
        let mut sample = Sample::default();
        for (at, count) in case["counts"].as_array().unwrap().iter().enumerate() {
            sample.add(scale.0 + at as f64, count.as_u64().unwrap());
        }
        near(sample.mean().unwrap(), number(&case["mean"]), &case);
        both_near(sample.interval(scale), &case["interval"], &case);
    }
}

#[test]
fn weighted_means_equal_the_reference() {
    for case in reference("weighted") {
        let list = |key: &str| case[key].as_array().unwrap().clone();
        let counted = list("counts").iter().map(|c| (number(&c[0]), c[1].as_u64().unwrap())).collect();
        let weights = list("weights").iter().map(pair).collect();
        let weights = Some(Weights { counts: weights, sum2: number(&case["sum2"]) });
        let asked = Answers { weights, ..answers(ScoreKind::Csat, counted) };
        near(scores::sample(&asked).effective(), number(&case["effective"]), &case);
        let score = scores::score(&asked);
        near(score.mean.unwrap(), number(&case["mean"]), &case);
        both_near(score.mean_interval, &case["interval"], &case);
    }
}

#[test]
fn quantiles_equal_the_reference_and_lie_near_the_rows() {
    for case in reference("quantiles") {
        let buckets = case["buckets"].as_array().unwrap();
        let buckets =
            buckets.iter().map(|b| (b[0].as_i64().unwrap() as i32, b[1].as_u64().unwrap())).collect();
        let found = quantiles::of(&Hist { buckets, n: 0, sum: 0 });
        let found = [found.p25, found.median, found.p75, found.p90].map(Option::unwrap);
        for (at, ours) in found.into_iter().enumerate() {
            near(ours, number(&case["quantiles"][at]), &case);
            if let Some(exact) = case["exact_seconds"][at].as_f64() {
                assert!((ours / exact - 1.0).abs() < 0.05, "{ours} s is far from {exact} s");
            }
        }
    }
}

#[test]
fn differences_equal_the_reference() {
    for case in reference("differences").into_iter().chain(reference("tests")) {
        let (one, other) = (counts(&case["one"]), counts(&case["other"]));
        both_near(compare::newcombe(one, other).map(|(_, interval)| interval), &case["interval"], &case);
        near(compare::p_value(one, other).unwrap(), number(&case["p"]), &case);
    }
    for case in reference("holm") {
        let list = |key: &str| case[key].as_array().unwrap().iter().map(number).collect::<Vec<_>>();
        for (ours, theirs) in compare::holm(&list("p")).into_iter().zip(list("holm")) {
            near(ours, theirs, &case);
        }
    }
}

#[test]
fn the_normal_quantile_is_the_reference_s() {
    let case = &reference("normal")[0];
    near(rates::Z, number(&case["z"]), case);
}

#[test]
fn wilson_of_weighted_answers_equals_the_reference() {
    for case in reference("wilson_share") {
        both_near(rates::wilson_share(number(&case["p"]), number(&case["n"])), &case["interval"], &case);
    }
}

/// Answers of a case: `[[value, count], …]`.
fn counted(list: &Value) -> Vec<(f64, u64)> {
    list.as_array().unwrap().iter().map(|c| (number(&c[0]), c[1].as_u64().unwrap())).collect()
}

#[test]
fn weighted_shares_and_nps_equal_the_reference() {
    for case in reference("shares") {
        let weights = case["weights"].as_array().unwrap().iter().map(pair).collect();
        let weights = Some(Weights { counts: weights, sum2: number(&case["sum2"]) });
        let kind = ScoreKind::of(case["kind"].as_str().unwrap()).unwrap();
        let score = scores::score(&Answers { weights, ..answers(kind, counted(&case["counts"])) });
        near(score.effective, number(&case["effective"]), &case);
        near(score.value.unwrap(), number(&case["value"]), &case);
        both_near(score.interval, &case["interval"], &case);
    }
}

#[test]
fn several_questions_pooled_on_the_axis_equal_the_reference() {
    for case in reference("pooled") {
        let kinds = ["nps", "csat", "ces"];
        let asked = kinds.map(|kind| answers(ScoreKind::of(kind).unwrap(), counted(&case[kind])));
        let measured = emotion::measured(&asked).unwrap();
        near(measured.value, number(&case["mean"]), &case);
        both_near(measured.interval, &case["interval"], &case);
    }
}

#[cfg(feature = "measure")]
#[test]
fn exact_quantiles_equal_the_reference() {
    for case in reference("exact_quantiles") {
        let micros = case["micros"].as_array().unwrap().iter();
        let mut micros: Vec<i64> = micros.map(|m| m.as_i64().unwrap()).collect();
        let found = jejak::analyse::seconds::quantiles(&mut micros).unwrap();
        for (at, ours) in found.into_iter().enumerate() {
            near(ours, number(&case["quantiles"][at]), &case);
        }
    }
}
