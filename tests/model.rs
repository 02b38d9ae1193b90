//! Documents with something wrong: one file an issue, its problems as code, pointer and nearest name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::model::check::{Problem, Severity};
use jejak::model::evidence::{Evidence, Measure};
use jejak::model::journey::{Emotion, Journey};
use jejak::model::rule::{Rule, Test, Ties};
use jejak::{Place, Value, model};

fn document(path: &str) -> Value {
    let path = format!("{}/tests/data/{path}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&path).expect(&path)).expect(&path)
}

/// `error code pointer nearest` lines.
fn lines(problems: &[Problem]) -> Vec<String> {
    let line = |problem: &Problem| {
        let Place::Pointer(pointer) = &problem.error.place else { panic!("no pointer: {problem:?}") };
        let mark = if problem.severity == Severity::Warning { "~" } else { "" };
        let nearest = problem.error.nearest.as_ref().map(|name| format!(" → {name}")).unwrap_or_default();
        format!("{mark}{} {pointer}{nearest}", problem.error.code.as_str())
    };
    problems.iter().map(line).collect()
}

fn journey(name: &str, problems: &[&str]) -> Option<Journey> {
    let (journey, found) = model::read_journey(&document(&format!("journey/{name}")));
    assert_eq!(lines(&found), problems, "{name}");
    journey
}

fn evidence(name: &str, problems: &[&str]) -> Option<Evidence> {
    let (evidence, found) = model::read_evidence(&document(&format!("evidence/{name}")));
    assert_eq!(lines(&found), problems, "{name}");
    evidence
}

#[test]
fn the_smallest_journey_is_filled_in() {
    let journey = journey("smallest", &[]).unwrap();
    let ids: Vec<_> = journey.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(ids, ["awareness", "consideration", "purchase", "retention", "advocacy"]);
    assert_eq!(journey.funnel.steps[2].any, journey.stages[2].rules);
    let Rule::Field { test: Test::Named(names), .. } = &journey.stages[2].rules[0] else { panic!() };
    assert_eq!(names, &["purchase"]);
}

#[test]
fn unknown_keys_are_warned_of_and_kept() {
    let journey = journey(
        "unknown_key",
        &["~unknown_key /stages/0/tuochpoints → touchpoints", "~unknown_key /persona → personas"],
    )
    .unwrap();
    let keys: Vec<_> = journey.ext.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["/stages/0/tuochpoints", "persona"]);
    let again = model::read_journey(&model::write_journey(&journey));
    assert_eq!((again.0, again.1), (Some(journey), vec![]));
}

#[test]
fn without_stages_there_is_no_journey() {
    assert_eq!(journey("unknown_preset", &["unknown_choice /stages → acpra"]), None);
    assert_eq!(journey("no_stages", &["missing_key "]), None);
    assert_eq!(journey("another_version", &["wrong_schema /schema → jejak.journey/1"]), None);
    assert_eq!(journey("zero_stages", &["out_of_range /stages"]).unwrap().stages, []);
    assert_eq!(journey("one_stage", &[]).unwrap().funnel.steps.len(), 1);
}

#[test]
fn a_repeated_id_is_replaced_and_told() {
    let found = ["duplicate_id /stages/1/id → ", "duplicate_id /stages/1/touchpoints/1/id → "];
    let journey = journey("duplicate_ids", &found.map(|line| line.trim_end_matches(" → "))).unwrap();
    assert_eq!(journey.stages[1].id, "a-2");
    assert_eq!(journey.stages[1].touchpoints[1].id, "x-2");
}

#[test]
fn the_last_of_two_equal_keys_counts_as_in_browsers() {
    assert_eq!(journey("duplicate_keys", &["~duplicate_key /title"]).unwrap().title, "Last");
}

#[test]
fn keys_that_browsers_take_for_something_else_are_refused() {
    let found =
        ["refused_key /stages/0/emotion/__proto__", "refused_key /__proto__", "refused_key /stages/0/id"];
    let journey = journey("refused_keys", &found).unwrap();
    assert_eq!((journey.stages[0].id.as_str(), journey.ext.len()), ("constructor-2", 0));
}

#[test]
fn a_wrong_type_costs_only_itself() {
    let found = [
        "wrong_type /title",
        "wrong_type /stages/1",
        "wrong_type /stages/2/goal",
        "wrong_type /stages/2/touchpoints/0/importance",
    ];
    let journey = journey("wrong_types", &found).unwrap();
    let names: Vec<_> = journey.stages.iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(journey.stages[1].touchpoints.len(), 2);
}

#[test]
fn hostile_numbers_are_out_of_range() {
    let found = [
        "out_of_range /stages/0/emotion",
        "out_of_range /stages/0/target/nps",
        "out_of_range /stages/0/target/conversion",
        "out_of_range /stages/0/touchpoints/0/importance",
        "out_of_range /personas/0/share",
    ];
    assert_eq!(journey("hostile_numbers", &found).unwrap().stages[0].emotion, None);
    let found = [
        "out_of_range /people",
        "out_of_range /min_group",
        "out_of_range /stages/0/returned",
        "out_of_range /themes/0/sum",
    ];
    let evidence = evidence("hostile_numbers", &found).unwrap();
    // 2^53 + 1 is 2^53 in a 64-bit float, as in every browser.
    assert_eq!((evidence.people, evidence.stages[0].people), (0, 1 << 53));
}

#[test]
fn numbers_that_are_none_are_out_of_range() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let stage = Value::Map(vec![
            ("name".to_owned(), "A".into()),
            ("emotion".to_owned(), Value::Number(number)),
            ("nonsense".to_owned(), Value::Number(number)),
        ]);
        let document = jejak::value::map([("title", "T".into()), ("stages", Value::List(vec![stage]))]);
        let (journey, problems) = model::read_journey(&document);
        assert_eq!(lines(&problems), ["out_of_range /stages/0/emotion", "~unknown_key /stages/0/nonsense"]);
        let journey = journey.unwrap();
        assert_eq!((&journey.stages[0].emotion, &journey.ext[0].1), (&None, &Value::Null));
        assert!(!serde_json::to_string(&model::write_journey(&journey)).unwrap().contains("NaN"));
    }
}

#[test]
fn a_thousand_stages_are_enough() {
    let stages: Vec<Value> = (0..1_001).map(|i| format!("Stage {i}").into()).collect();
    let document = jejak::value::map([("title", "T".into()), ("stages", stages.into())]);
    let (journey, problems) = model::read_journey(&document);
    assert_eq!(lines(&problems), ["too_many /stages"]);
    assert_eq!(journey.unwrap().stages.len(), 1_000);
}

#[test]
fn emotions_go_to_the_axis() {
    let journey = journey("outside_scale", &["~out_of_range /stages/0/emotion"]).unwrap();
    assert_eq!(journey.stages[0].emotion, Some(Emotion::All(1.0)));
    assert_eq!(journey.stages[1].emotion, Some(Emotion::All(0.5)));
    let found = ["wrong_type /scale/labels", "out_of_range /scale"];
    assert_eq!(
        self::journey("upside_down_scale", &found).unwrap().stages[0].emotion,
        Some(Emotion::All(-1.0))
    );
}

#[test]
fn ids_that_refer_to_nothing_are_told_with_the_nearest() {
    let found = [
        "unknown_id /stages/0/emotion/rinna → rina",
        "unknown_id /stages/0/touchpoints/0/channel → shop-app",
        "unknown_id /stages/0/touchpoints/0/personas/1",
        "unknown_id /funnel/steps/1 → find",
        "unknown_id /sources/0/scores/0/stage → find",
        "unknown_id /loop/0/from",
    ];
    let journey = journey("unknown_ids", &found).unwrap();
    assert_eq!(journey.stages[0].emotion, Some(Emotion::Personas(vec![("rina".to_owned(), 1.0)])));
    assert_eq!(journey.funnel.steps.len(), 1);
}

#[test]
fn loops_may_go_anywhere() {
    assert_eq!(journey("loops", &[]).unwrap().loops.len(), 3);
}

#[test]
fn only_harmless_links_stay() {
    let found = ["~refused_link /stages/0/touchpoints/0/opportunities/0/url", "~refused_link /sources/0/url"];
    let journey = journey("links", &found).unwrap();
    let urls: Vec<_> =
        journey.stages[0].touchpoints[0].opportunities.iter().map(|o| o.url.as_deref()).collect();
    assert_eq!(urls, [None, Some("https://example.org/1")]);
    assert_eq!(journey.sources[0].url, None);
}

#[test]
fn a_rule_compares_one_thing() {
    let found = [
        "missing_key /stages/0/match/0",
        "conflict /stages/0/match/1",
        "missing_key /stages/0/match/2",
        "missing_key /stages/0/match/3",
        "unknown_id /stages/0/match/4/source → shop",
    ];
    let journey = journey("rules", &found).unwrap();
    let [Rule::All(all)] = journey.stages[0].rules.as_slice() else {
        panic!("{:?}", journey.stages[0].rules)
    };
    let Rule::Field { test, .. } = &all[0] else { panic!() };
    assert_eq!(test, &Test::Equals("5".to_owned()));
}

#[test]
fn a_funnel_keeps_what_it_can() {
    let found = [
        "bad_text /funnel/window",
        "unknown_choice /funnel/order → ordered",
        "unknown_choice /funnel/like → posthog",
        "missing_key /funnel/steps/3",
        "out_of_range /funnel/exclude/2/between",
        "out_of_range /funnel/exclude",
        "out_of_range /funnel/at",
    ];
    let rule = journey("funnel", &found).unwrap().funnel;
    let names: Vec<_> = rule.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["A", "x | y", "Pay"]);
    assert_eq!((rule.exclude.len(), rule.ties), (1, Ties::Grace(model::time::Duration::seconds(2))));
}

#[test]
fn a_step_of_a_stage_may_have_switches_of_its_own() {
    let found = ["unknown_id /funnel/steps/3/stage", "conflict /funnel/steps/4/any"];
    let journey = journey("stage_steps", &found).unwrap();
    let [find, coupon, paid, again] = journey.funnel.steps.as_slice() else { panic!() };
    assert_eq!((find.optional, coupon.optional, coupon.id.as_str()), (false, true, "coupon"));
    assert_eq!((paid.id.as_str(), paid.name.as_str(), paid.optional), ("buy", "Paid", false));
    assert_eq!(paid.window, Some(model::time::Duration::seconds(86_400)));
    assert_eq!(again.id, "buy-2", "a stage may be met twice");
    for (step, stage) in [(find, 0), (coupon, 1), (paid, 2), (again, 2)] {
        assert_eq!(step.any, journey.stages[stage].rules, "a stage alone says whose rows its step counts");
    }
    let written = model::write_journey(&journey);
    let steps = written.get("funnel").unwrap().get("steps").unwrap();
    let first: Vec<_> =
        steps.as_list().unwrap().iter().take(3).map(|step| serde_json::to_string(step).unwrap()).collect();
    assert_eq!(
        first,
        [
            r#""find""#,
            r#"{"stage":"coupon","optional":true}"#,
            r#"{"stage":"buy","name":"Paid","window":"1d"}"#
        ]
    );
    assert_eq!(model::read_journey(&written), (Some(journey), vec![]));
}

#[test]
fn texts_that_cannot_be_read_are_told() {
    journey("bad_texts", &["bad_text /updated", "bad_text /stages/0/planned"]).unwrap();
}

#[test]
fn pieces_without_a_text_leave_the_others() {
    let found = [
        "missing_key /stages/0/touchpoints/0/pains/0",
        "missing_key /stages/0",
        "missing_key /stages/0/touchpoints/0",
    ];
    let journey = journey("pieces_without_text", &found).unwrap();
    assert_eq!(journey.stages[0].touchpoints[0].pains[0].text, "slow");
    assert_eq!(journey.channels[0].id, "email");
}

#[test]
fn deep_nesting_is_cut() {
    let pointer = format!("too_deep /notes{}", "/0".repeat(64));
    let found = journey("too_deep", &["~unknown_key /notes"]);
    assert!(found.is_some(), "64 is allowed");
    let mut deep = Value::List(vec![]);
    for _ in 0..64 {
        deep = Value::List(vec![deep]);
    }
    let Value::Map(mut pairs) = document("journey/too_deep") else { panic!() };
    pairs[2].1 = deep;
    let (journey, problems) = model::read_journey(&Value::Map(pairs));
    assert_eq!(lines(&problems), ["~unknown_key /notes".to_owned(), pointer]);
    assert!(journey.is_some());
}

#[test]
fn large_and_monotonous_documents_end_soon() {
    let touchpoint = |i: u32| {
        let channel = if i.is_multiple_of(2) { "email" } else { "emale" };
        jejak::value::map([("name", "Same".into()), ("channel", channel.into())])
    };
    let stage = |_| {
        jejak::value::map([
            ("name", "Same".into()),
            ("touchpoints", (0..100).map(touchpoint).collect::<Vec<_>>().into()),
        ])
    };
    let stages: Vec<Value> = (0..1_000).map(stage).collect();
    let document = jejak::value::map([("title", "T".into()), ("stages", stages.into())]);
    let (journey, problems) = model::read_journey(&document);
    let journey = journey.unwrap();
    assert_eq!(journey.stages[999].touchpoints[99].id, "same-101000");
    assert_eq!(problems.len(), model::check::MAX_PROBLEMS + 1);
    assert_eq!(problems.last().unwrap().error.code, jejak::Code::TooMany);
}

#[test]
fn evidence_is_read_with_its_defaults() {
    let evidence = evidence("smallest", &[]).unwrap();
    let steps = &evidence.funnel.as_ref().unwrap().steps;
    assert_eq!((steps[0].entered, steps[1].entered, steps[1].name.as_str()), (10, 0, "b"));
    assert_eq!((steps[1].seconds.n, steps[1].seconds.sum), (4, 7000));
    assert_eq!(evidence.min_group, 5);
}

#[test]
fn counts_decide_how_many_answers_there_are() {
    let found = [
        "bad_number /stages/0/time_in/x",
        "~out_of_range /stages/0/time_in/n",
        "out_of_range /stages/0/answers/0/counts",
        "~out_of_range /stages/0/answers/0/n",
    ];
    let evidence = evidence("wrong_counts", &found).unwrap();
    let answers = &evidence.stages[0].answers[0];
    assert_eq!((answers.counts.as_slice(), answers.n), ([(9.0, 2), (10.0, 2)].as_slice(), 4));
}

#[test]
fn counts_that_are_no_answers_are_read_and_written() {
    let found = ["unknown_choice /measures/2/kind → on_time", "out_of_range /measures/3/count"];
    let mut evidence = evidence("measures", &found).unwrap();
    let known = |m: &Measure| (m.at.clone(), m.kind.word(), m.source.clone(), m.count, m.of);
    let measures: Vec<_> = evidence.measures.iter().map(known).collect();
    let one = |at: &str, kind, source: &str, count, of| (at.to_owned(), kind, source.to_owned(), count, of);
    assert_eq!(
        measures,
        [one("buy", "abandoned", "shop", 5, 9), one("post", "reach", "insights", 12_000, 0)]
    );
    let written = model::write_evidence(&evidence);
    assert_eq!(written.get("measures").and_then(Value::as_list).map(<[Value]>::len), Some(2));
    evidence.measures.clear();
    assert_eq!(model::write_evidence(&evidence).get("measures"), None);
}

#[test]
fn evidence_of_another_kind_is_refused() {
    let found = ["unknown_choice /rows/0/issues/0/code → bad_time"];
    assert_eq!(evidence("unknown_code", &found).unwrap().rows[0].issues.len(), 1);
    assert_eq!(evidence("a_journey", &["wrong_schema /schema"]), None);
    assert_eq!(evidence("no_object", &["wrong_type "]), None);
}

#[test]
fn the_method_of_a_score_is_read_and_written_where_it_is_not_the_usual_one() {
    let problems = [
        "unknown_choice /sources/0/scores/5/method → mean",
        "~conflict /sources/0/scores/3/method",
        "out_of_range /sources/0/scores/4/scale",
    ];
    let journey = journey("score_methods", &problems).unwrap();
    let methods: Vec<_> = journey.sources[0].scores.iter().map(|s| (s.column.as_str(), s.method)).collect();
    use jejak::model::journey::ScoreMethod::{Mean, Share};
    assert_eq!(methods, [("a", Mean), ("b", Share), ("c", Share), ("d", Mean), ("f", Mean)]);
    let written = model::write_journey(&journey);
    let of = |at: usize| written.get("sources")?.at(0)?.get("scores")?.at(at)?.get("method").cloned();
    assert_eq!([of(0), of(1), of(2), of(3)], [Some("mean".into()), Some("share".into()), None, None]);
    assert_eq!(model::read_journey(&written).0, Some(journey));
}
