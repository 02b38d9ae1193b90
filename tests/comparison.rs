//! Two periods, and groups against the rest: statistics against reference values, what is tested and what is not,
//! what cannot be compared, and the document that `jejak figures` prints of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::figures::{self, At, Change, Changes, Of, Test, Unlike, compare, student, welch};
use jejak::model::evidence::{
    Answers, Evidence, Funnel, Group, Measure, MeasureKind, Segments, StageEvidence, StepCounts,
    TouchpointEvidence, Weights,
};
use jejak::model::journey::{Journey, ScoreKind, ScoreMethod, Stage, Touchpoint};
use jejak::model::rule::{FunnelRule, Window};
use jejak::words::{Lang, compare as said, numbers::Plain};
use serde_json::Value;

/// `tests/reference_values.py` made it with scipy and statsmodels.
fn reference(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("data/reference.json")).unwrap();
    all[name].as_array().unwrap_or_else(|| panic!("{name}")).clone()
}

#[track_caller]
fn near(ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{ours} is not {theirs}");
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn tails_of_student_equal_the_reference() {
    for case in reference("tails") {
        let (t, nu) = (case["t"].as_f64().unwrap(), case["nu"].as_f64().unwrap());
        let (ours, theirs) = (student::two_sided(t, nu).unwrap(), case["p"].as_f64().unwrap());
        // small ones too: of themselves, not of 1
        assert!((ours - theirs).abs() <= 1e-9 * theirs, "{ours} is not {case}");
        assert_eq!(student::two_sided(-t, nu), Some(ours));
    }
}

#[test]
fn welch_equals_the_reference() {
    for case in reference("welch") {
        let scale = numbers(&case["scale"]);
        let counted = |key: &str| {
            let counts =
                numbers(&case[key]).into_iter().zip(0..).map(|(n, at)| (scale[0] + f64::from(at), n as u64));
            answers(ScoreKind::Rating, (scale[0], scale[1]), counts.filter(|(_, n)| *n > 0).collect())
        };
        let changes = asked(counted("one"), counted("other"));
        let change = changes.of(At::Score(0, None, 0)).unwrap();
        near(change.value, &case["value"]);
        near(change.interval.unwrap().0, &case["interval"][0]);
        near(change.interval.unwrap().1, &case["interval"][1]);
        let enough = change.n.0.min(change.n.1) >= 30;
        assert_eq!(change.test, enough.then_some(Test::Welch));
        if let Some(p) = change.p {
            near(p, &case["p"]);
        }
    }
    // what the changes leave untested is held here
    let case = &reference("welch")[0];
    let found = welch::welch((3.7, 16.1 / 90.0, 10.0), (2.8, 7.6 / 90.0, 10.0)).unwrap();
    near(found.p, &case["p"]);
}

#[test]
fn nps_differences_equal_the_reference() {
    for case in reference("nps_differences") {
        let three = |key: &str| {
            let of = numbers(&case[key]);
            (of[0], of[1], of[2])
        };
        let found = welch::nps_difference(three("one"), three("other")).unwrap();
        near(found.value, &case["value"]);
        near(found.interval.0, &case["interval"][0]);
        near(found.interval.1, &case["interval"][1]);
        near(found.p, &case["p"]);
    }
}

fn answers(kind: ScoreKind, scale: (f64, f64), counts: Vec<(f64, u64)>) -> Answers {
    Answers {
        source: "survey".into(),
        kind,
        scale,
        label: None,
        method: kind.method(),
        flip: false,
        line: false,
        n: counts.iter().map(|(_, n)| n).sum(),
        counts,
        missing: 0,
        weights: None,
    }
}

fn journey() -> Journey {
    let touchpoint = Touchpoint { id: "form".into(), ..Touchpoint::default() };
    let stage = |id: &str| Stage {
        id: id.into(),
        name: id.into(),
        touchpoints: vec![touchpoint.clone()],
        ..Stage::default()
    };
    Journey {
        stages: vec![stage("find"), Stage { touchpoints: Vec::new(), ..stage("buy") }],
        ..Journey::default()
    }
}

/// Two stages, the first with answers.
fn evidence(asked: Vec<Answers>) -> Evidence {
    let stage = |id: &str, answers| StageEvidence { id: id.into(), answers, ..StageEvidence::default() };
    Evidence { stages: vec![stage("find", asked), stage("buy", Vec::new())], ..Evidence::default() }
}

fn compared(now: &Evidence, then: &Evidence) -> Changes {
    let journey = journey();
    figures::changes(&journey, &figures::derive(&journey, Some(now), None), now, then)
}

fn asked(now: Answers, then: Answers) -> Changes {
    compared(&evidence(vec![now]), &evidence(vec![then]))
}

fn funnel(people: [u64; 2]) -> Evidence {
    let step =
        |id: &str, people| StepCounts { id: id.into(), name: id.into(), people, ..StepCounts::default() };
    let steps = vec![step("find", people[0]), step("buy", people[1])];
    Evidence { funnel: Some(Funnel { steps }), people: people[0], ..evidence(Vec::new()) }
}

fn csat(counts: [u64; 5]) -> Answers {
    answers(ScoreKind::Csat, (1.0, 5.0), (1..).map(f64::from).zip(counts).collect())
}

#[test]
fn a_share_of_answers_is_compared_as_a_share_and_its_mean_on_the_axis() {
    let changes = asked(csat([2, 4, 8, 30, 26]), csat([10, 12, 10, 28, 20]));
    let change = changes.of(At::Score(0, None, 0)).unwrap();
    // 56/70 − 48/80, as for any two shares
    let (value, interval) = compare::newcombe((56, 70), (48, 80)).unwrap();
    assert!((change.value - value).abs() < 1e-12);
    assert_eq!((change.interval, change.n, change.test), (Some(interval), (80, 70), Some(Test::Z)));
    assert_eq!(change.p, compare::p_value((56, 70), (48, 80)));
    let axis = changes.of(At::Emotion(0, None)).unwrap();
    let means = ((2.0 + 8.0 + 24.0 + 120.0 + 130.0) / 70.0, (10.0 + 24.0 + 30.0 + 112.0 + 100.0) / 80.0);
    assert!((axis.value - (means.0 - means.1) / 2.0).abs() < 1e-12);
    assert_eq!((axis.test, changes.tests), (Some(Test::Welch), 2));
    assert_ne!(axis.p, change.p);
}

#[test]
fn a_mean_and_its_place_on_the_axis_are_one_test() {
    let ces =
        |counts: [u64; 7]| answers(ScoreKind::Ces, (1.0, 7.0), (1..).map(f64::from).zip(counts).collect());
    let changes = asked(ces([4, 9, 17, 40, 33, 12, 5]), ces([10, 20, 30, 20, 10, 5, 1]));
    let (own, axis) = (changes.of(At::Score(0, None, 0)).unwrap(), changes.of(At::Emotion(0, None)).unwrap());
    assert!((axis.value * 3.0 - own.value).abs() < 1e-12);
    assert!((axis.interval.unwrap().0 * 3.0 - own.interval.unwrap().0).abs() < 1e-12);
    assert_eq!((axis.p, axis.adjusted_p, changes.tests), (own.p, own.adjusted_p, 1));
    assert_eq!(own.p, own.adjusted_p);
}

#[test]
fn a_net_promoter_score_keeps_its_raw_difference() {
    let nps = |counts: [u64; 3]| {
        answers(ScoreKind::Nps, (0.0, 10.0), vec![(3.0, counts[2]), (7.0, counts[1]), (10.0, counts[0])])
    };
    let changes = asked(nps([50, 30, 20]), nps([30, 40, 30]));
    let (own, axis) = (changes.of(At::Score(0, None, 0)).unwrap(), changes.of(At::Emotion(0, None)).unwrap());
    assert_eq!((own.value, own.before, own.now, own.test), (30.0, 0.0, 30.0, Some(Test::Wald)));
    assert!(
        (axis.value - 0.3).abs() < 1e-12
            && (axis.interval.unwrap().1 * 100.0 - own.interval.unwrap().1).abs() < 1e-9
    );
    assert_eq!((axis.p, changes.tests), (own.p, 1));
}

#[test]
fn answers_of_a_touchpoint_that_are_all_of_its_stage_are_one_test() {
    let with = |counts, own: bool| {
        let answers = vec![csat(counts)];
        let touchpoints = vec![TouchpointEvidence {
            id: "form".into(),
            people: 9,
            answers: answers.clone(),
            ..TouchpointEvidence::default()
        }];
        Evidence { touchpoints, ..evidence(if own { answers } else { Vec::new() }) }
    };
    for own in [true, false] {
        let changes = compared(&with([2, 4, 8, 30, 26], own), &with([10, 12, 10, 28, 20], own));
        assert_eq!(changes.tests, 2);
        for (stage, touchpoint) in [
            (At::Score(0, None, 0), At::Score(0, Some(0), 0)),
            (At::Emotion(0, None), At::Emotion(0, Some(0))),
        ] {
            let (stage, touchpoint) = (changes.of(stage).unwrap(), changes.of(touchpoint).unwrap());
            assert_eq!((stage.value, stage.adjusted_p), (touchpoint.value, touchpoint.adjusted_p));
        }
    }
    // another set of answers at the touchpoint is another test
    let mut now = with([2, 4, 8, 30, 26], true);
    now.touchpoints[0].answers = vec![csat([1, 4, 8, 30, 26])];
    assert_eq!(compared(&now, &with([10, 12, 10, 28, 20], true)).tests, 4);
}

#[test]
fn under_thirty_on_a_side_nothing_is_tested_and_without_spread_there_is_no_interval() {
    let changes = asked(csat([0, 0, 9, 10, 10]), csat([10, 12, 10, 28, 20]));
    let change = changes.of(At::Score(0, None, 0)).unwrap();
    assert_eq!((change.n, change.test, change.p, change.adjusted_p), ((80, 29), None, None, None));
    assert!(change.interval.is_some() && !change.is_sure());
    assert_eq!(changes.tests, 0);
    let all_equal = answers(ScoreKind::Rating, (1.0, 5.0), vec![(4.0, 50)]);
    let changes = asked(all_equal, answers(ScoreKind::Rating, (1.0, 5.0), vec![(1.0, 40), (5.0, 40)]));
    let change = changes.of(At::Score(0, None, 0)).unwrap();
    assert_eq!((change.value, change.interval, change.p), (1.0, None, None));
}

#[test]
fn weighted_shares_are_compared_by_their_effective_n() {
    let weighted = |counts: [u64; 5], weight: f64| {
        let plain = csat(counts);
        let sums = plain.counts.iter().map(|(value, n)| (*value, *n as f64 * weight)).collect();
        let sum2 = plain.n as f64 * weight * weight;
        Answers { weights: Some(Weights { counts: sums, sum2 }), ..plain }
    };
    let plain = asked(csat([2, 4, 8, 30, 26]), csat([10, 12, 10, 28, 20]));
    let changes = asked(weighted([2, 4, 8, 30, 26], 2.5), weighted([10, 12, 10, 28, 20], 0.5));
    for (ours, theirs) in changes.list.iter().zip(&plain.list) {
        assert!((ours.p.unwrap() - theirs.p.unwrap()).abs() < 1e-12, "{ours:?} {theirs:?}");
        assert!((ours.interval.unwrap().0 - theirs.interval.unwrap().0).abs() < 1e-12);
    }
    assert_eq!(changes.list.len(), 2);
}

#[test]
fn steps_are_compared_and_lost_people_and_times_only_put_beside_each_other() {
    let changes = compared(&funnel([300, 90]), &funnel([400, 80]));
    let change = changes.of(At::Step(1, Of::Previous)).unwrap();
    assert!((change.value - 0.1).abs() < 1e-12 && change.is_sure());
    assert_eq!(changes.of(At::Step(1, Of::First)), None); // the same rate at the second step
    assert_eq!(
        (changes.steps[0].lost, changes.stages[0].lost, changes.steps[1].lost),
        (Some(320), Some(320), None)
    );
    assert!(changes.unlike.is_empty(), "{:?}", changes.unlike);
}

#[test]
fn what_was_counted_otherwise_is_not_compared_and_said() {
    let now = Evidence { period: Some((100, 200)), ..funnel([300, 90]) };
    let then = Evidence { period: Some((0, 99)), ..funnel([400, 80]) };
    assert!(compared(&now, &then).unlike.is_empty());

    let rule = FunnelRule { window: Window::Session, ..FunnelRule::default() };
    let found = compared(&now, &Evidence { rule, ..then.clone() });
    assert_eq!((found.unlike.as_slice(), found.list.len(), found.steps.len()), (&[Unlike::Rule][..], 0, 0));
    assert_eq!(found.stages[0].people, None); // people of the funnel are its people
    // what a breakdown is read by changes no count of everybody
    let by = FunnelRule { by: Some("device".into()), ..FunnelRule::default() };
    assert!(compared(&now, &Evidence { rule: by, ..then.clone() }).unlike.is_empty());

    let mut other = then.clone();
    other.funnel.as_mut().unwrap().steps[1].id = "pay".into();
    assert_eq!(compared(&now, &other).unlike, [Unlike::Rule]);
    let mut other = then.clone();
    other.funnel.as_mut().unwrap().steps[1].optional = true;
    assert_eq!(compared(&now, &other).unlike, [Unlike::Rule]);
    let mut other = then.clone();
    other.stages[1].id = "pay".into();
    assert_eq!(compared(&now, &other).unlike, [Unlike::Stages]);

    let overlap = Evidence { period: Some((0, 100)), ..then.clone() };
    assert_eq!(compared(&now, &overlap).unlike, [Unlike::Overlap]);
    let later = Evidence { period: Some((201, 300)), ..then };
    assert_eq!(compared(&now, &later).unlike, [Unlike::Later]);
}

#[test]
fn another_question_scale_or_method_is_not_compared_and_said() {
    let now = csat([2, 4, 8, 30, 26]);
    let others = [
        Answers { scale: (0.0, 5.0), ..now.clone() },
        Answers { flip: true, ..now.clone() },
        Answers { kind: ScoreKind::Rating, ..now.clone() },
        Answers { method: ScoreMethod::Mean, ..now.clone() },
        Answers { label: Some("Another".into()), ..now.clone() },
        Answers { source: "other".into(), ..now.clone() },
    ];
    for other in others {
        let changes = asked(now.clone(), other);
        assert_eq!((changes.list.len(), changes.unlike.as_slice()), (0, &[Unlike::Questions(0)][..]));
    }
    // one question of two is still compared; the emotion of all answers is not
    let more = Answers { label: Some("Another".into()), ..now.clone() };
    let changes = compared(&evidence(vec![now.clone()]), &evidence(vec![now.clone(), more]));
    assert_eq!(changes.unlike, [Unlike::Questions(0)]);
    assert_eq!(changes.list.iter().map(|change| change.at).collect::<Vec<_>>(), [At::Score(0, None, 0)]);
    // nothing asked earlier is no other question
    let changes = compared(&evidence(vec![now]), &evidence(Vec::new()));
    assert!(changes.list.is_empty() && changes.unlike.is_empty());
}

#[test]
fn shares_that_are_no_answers_are_compared() {
    let with = |count, of| {
        let measure = Measure {
            at: "form".into(),
            kind: MeasureKind::OnTime,
            source: "courier".into(),
            count,
            of,
            met: Vec::new(),
        };
        Evidence { measures: vec![measure], ..evidence(Vec::new()) }
    };
    let changes = compared(&with(56, 70), &with(48, 80));
    let change = changes.of(At::Measure(0, 0)).unwrap();
    assert!((change.value - 0.2).abs() < 1e-12 && (change.interval.unwrap().0 - 0.0524).abs() < 5e-5);
    // a sum is no share
    assert!(compared(&with(56, 0), &with(48, 0)).list.is_empty());
}

#[test]
fn one_holm_over_all_that_is_tested() {
    let both = |people, counts| Evidence { funnel: funnel(people).funnel, ..evidence(vec![csat(counts)]) };
    let changes = compared(&both([300, 90], [2, 4, 8, 30, 26]), &both([400, 80], [10, 12, 10, 28, 20]));
    let p: Vec<f64> = changes.list.iter().map(|change| change.p.unwrap()).collect();
    let adjusted: Vec<f64> = changes.list.iter().map(|change| change.adjusted_p.unwrap()).collect();
    assert_eq!((changes.tests, adjusted), (3, compare::holm(&p)));
}

#[test]
fn groups_of_few_are_compared_but_not_tested() {
    let step = |id: &str, people| StepCounts { id: id.into(), people, ..StepCounts::default() };
    let group = |value: &str, people, bought| Group {
        value: value.into(),
        people,
        funnel: Funnel { steps: vec![step("find", people), step("buy", bought)] },
    };
    let groups = vec![group("phone", 90, 30), group("desk", 60, 30), group("tablet", 29, 1)];
    let shown = compare::segments(&Segments { field: "device".into(), groups }, None);
    let tested: Vec<bool> = shown.groups.iter().map(|group| group.differences[0].p.is_some()).collect();
    assert_eq!((tested.as_slice(), shown.tests), (&[true, true, false][..], 2));
    // two groups are one test: as small as the smaller of them
    let groups = vec![group("phone", 90, 30), group("tablet", 29, 1)];
    let shown = compare::segments(&Segments { field: "device".into(), groups }, None);
    assert_eq!((shown.tests, shown.groups[0].differences[0].adjusted_p), (0, None));
    assert!(shown.groups.iter().all(|group| group.differences.len() == 1));
}

#[test]
fn the_printed_comparison_holds_every_figure() {
    let both = |people, counts| Evidence { funnel: funnel(people).funnel, ..evidence(vec![csat(counts)]) };
    let (now, then) = (both([300, 90], [2, 4, 8, 30, 26]), both([400, 80], [10, 12, 10, 28, 20]));
    let journey = journey();
    let mut shown = figures::derive(&journey, Some(&now), None);
    assert_eq!(
        figures::write(&shown, shown.survey(&journey, Some(&now))).get("changes"),
        Some(&jejak::Value::Null)
    );
    shown.changes = Some(figures::changes(&journey, &shown, &now, &then));
    let written = serde_json::to_value(figures::write(&shown, shown.survey(&journey, Some(&now)))).unwrap();
    let changes = &written["changes"];
    assert_eq!((changes["tests"].as_u64(), changes["steps"][0]["lost"].as_u64()), (Some(3), Some(320)));
    let list = changes["list"].as_array().unwrap();
    let named: Vec<&str> = list.iter().map(|change| change["figure"].as_str().unwrap()).collect();
    assert_eq!(named, ["of_previous", "score", "emotion"]);
    let step = &list[0];
    assert_eq!(
        (step["step"].as_u64(), step["n_before"].as_u64(), step["n"].as_u64()),
        (Some(1), Some(400), Some(300))
    );
    assert_eq!(
        (step["before"].as_f64(), step["now"].as_f64(), step["test"].as_str()),
        (Some(0.2), Some(0.3), Some("z"))
    );
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert!(list.iter().all(|change| keys(change) == keys(step)));
}

#[test]
fn too_few_to_test_is_said_in_both_languages() {
    let changes = asked(csat([0, 0, 9, 10, 10]), csat([10, 12, 10, 28, 20]));
    let change: &Change = changes.of(At::Score(0, None, 0)).unwrap();
    for (lang, word) in [(Lang::En, "too few to test"), (Lang::Id, "terlalu sedikit untuk diuji")] {
        let sentence = said::sentence("x", change, said::Unit::Share, lang, &Plain(lang));
        assert!(sentence.contains(word), "{sentence}");
    }
}

fn document(path: &str) -> jejak::Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The worked example, held against the hand-made earlier quarter.
fn skincare(lang: &str) -> (Journey, Evidence, figures::Figures) {
    let journey =
        jejak::model::read_journey(&document(&format!("examples/skincare/journey.{lang}.json"))).0.unwrap();
    let evidence =
        jejak::model::read_evidence(&document(&format!("examples/skincare/evidence.{lang}.json"))).0.unwrap();
    let (earlier, problems) = jejak::model::read_evidence(&document("tests/data/compare/earlier.json"));
    assert!(problems.is_empty(), "{problems:?}");
    let mut shown = figures::derive(&journey, Some(&evidence), None);
    shown.changes = Some(figures::changes(&journey, &shown, &evidence, &earlier.unwrap()));
    (journey, evidence, shown)
}

#[test]
fn details_say_difference_interval_p_adjusted_p_and_how_many_tests() {
    use jejak::layout::panel::{About, Block};
    use jejak::layout::{Input, Subject, panel};
    use jejak::words::Numbers;
    for (lang, word) in [(Lang::En, "en"), (Lang::Id, "id")] {
        let (journey, evidence, shown) = skincare(word);
        let numbers = Plain(lang);
        let theme = jejak::geom::theme::Theme::light();
        let input = Input {
            journey: &journey,
            figures: &shown,
            evidence: Some(&evidence),
            width: 1280.0,
            height: None,
            lang,
            theme: &theme,
            text: &jejak::geom::text::Table,
            numbers: &numbers,
            persona: None,
            selected: None,
            card: 0,
            lanes: None,
            beside: false,
        };
        let changes = shown.changes.as_ref().unwrap();
        let mut seen = 0;
        for (at, stage) in shown.stages.iter().enumerate() {
            let touchpoints = (0..stage.touchpoints.len()).map(|which| Subject::Touchpoint(at, which));
            let steps = stage.step.map(Subject::Step);
            for subject in [Subject::Stage(at)].into_iter().chain(steps).chain(touchpoints) {
                let here = |change: &&Change| match (&subject, change.at) {
                    (Subject::Stage(_), At::Step(step, _)) => stage.step.map(|own| own + 1) == Some(step),
                    (
                        Subject::Stage(at),
                        At::Score(own, None, _) | At::Emotion(own, None) | At::Measure(own, _),
                    ) => own == *at,
                    (Subject::Step(at), At::Step(step, _)) => step == *at,
                    (
                        Subject::Touchpoint(at, which),
                        At::Score(own, Some(of), _) | At::Emotion(own, Some(of)),
                    ) => (own, of) == (*at, *which),
                    _ => false,
                };
                let found: Vec<&Change> = changes.list.iter().filter(here).collect();
                let panel = panel(&input, &subject).unwrap();
                let part = panel.parts.iter().find(|part| part.about == About::Changes);
                let Some(part) = part else {
                    assert!(found.is_empty(), "{subject:?} says nothing of {found:?}");
                    continue;
                };
                let said: Vec<&str> = part
                    .blocks
                    .iter()
                    .filter_map(|block| match block {
                        Block::Text(said) | Block::Note(said) => Some(said.as_str()),
                        _ => None,
                    })
                    .collect();
                let said = said.join("\n");
                for change in found {
                    let (_, unit) = jejak::words::compare::figure(change.at, &journey, &shown, lang).unwrap();
                    let mut figures =
                        vec![unit.value(change.now, &numbers), unit.value(change.before, &numbers)];
                    figures.push(unit.signed(change.value, &numbers));
                    figures.extend(change.interval.map(|interval| unit.span(interval, lang, &numbers)));
                    for p in [change.p, change.adjusted_p].into_iter().flatten() {
                        figures.push(numbers.decimal(p.max(0.001), 3));
                    }
                    for figure in figures {
                        assert!(said.contains(&figure), "{figure} is not in {said}");
                    }
                    seen += 1;
                }
                if let Subject::Stage(at) = subject {
                    let tests = numbers.decimal(changes.tests as f64, 0);
                    assert!(said.contains(&tests), "{said}");
                    let untested = ["; not tested", "; tidak diuji"].iter().any(|words| said.contains(words));
                    assert_eq!(untested, stage.lost.is_some() && changes.stages[at].lost.is_some(), "{said}");
                }
            }
        }
        assert!(seen > 30, "{seen}");
    }
}

#[test]
fn the_picture_marks_what_changed_and_says_against_what() {
    let run = |view: &str, lang: &str, compare: bool| {
        let (journey, evidence, mut shown) = skincare(lang);
        shown.changes = shown.changes.filter(|_| compare);
        let (lang, theme) = (Lang::of(lang), jejak::geom::theme::Theme::light());
        let input = jejak::layout::Input {
            journey: &journey,
            figures: &shown,
            evidence: Some(&evidence),
            width: 1280.0,
            height: None,
            lang,
            theme: &theme,
            text: &jejak::geom::text::Table,
            numbers: &Plain(lang),
            persona: None,
            selected: None,
            card: 0,
            lanes: None,
            beside: false,
        };
        let laid =
            if view == "funnel" { jejak::layout::funnel(&input) } else { jejak::layout::journey(&input) };
        jejak::paint::svg(&laid.scene, "sans-serif")
    };
    for (view, lang, marks) in [
        ("journey", "en", ["+10<", "−24<", "−11<", "Change: against 1\u{a0}Apr\u{a0}2026"]),
        ("journey", "id", ["+10<", "−24<", "−11<", "Perubahan: dibanding"]),
        ("funnel", "en", [">Change<", "+8.0<", "+4.8 to +11.1<", "−33.3<"]),
        ("funnel", "id", [">Perubahan<", "+8,0<", "+4,8 sampai +11,1<", "−33,3<"]),
    ] {
        let (with, without) = (run(view, lang, true), run(view, lang, false));
        for mark in marks {
            assert!(with.contains(mark), "{mark} is not in {view} {lang}");
            // the two groups differ with or without an earlier quarter
            assert_eq!(without.contains(mark), mark.contains("33"), "{mark} in {view} {lang}");
        }
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_command_line_compares_and_refuses_what_is_of_other_stages() {
    let jejak = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_jejak"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(args)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (journey, evidence) = ("examples/skincare/journey.en.json", "examples/skincare/evidence.en.json");
    let earlier = "tests/data/compare/earlier.json";
    let call = ["figures", journey, "--evidence", evidence, "--compare", earlier];
    let (code, printed, _) = jejak(&[&call[..], &["--json"]].concat());
    let (written, counted, shown) = skincare("en");
    assert_eq!(code, 0);
    // as text: numbers keep their last digit
    let figures =
        serde_json::to_string(&figures::write(&shown, shown.survey(&written, Some(&counted)))).unwrap();
    let moves = printed.trim().strip_prefix(figures.strip_suffix('}').unwrap());
    assert!(moves.is_some_and(|moves| moves.starts_with(r#","paths":["#) && moves.ends_with("]}")));
    for (lang, words) in [
        ("en", ["Against 1", "p after Holm", "over 31 tests", "not tested"]),
        ("id", ["Dibanding 1", "p setelah Holm", "atas 31 uji", "tidak diuji"]),
    ] {
        let (code, printed, _) = jejak(&[&call[..], &["--lang", lang]].concat());
        assert_eq!(code, 0);
        assert!(words.iter().all(|word| printed.contains(word)), "{printed}");
    }
    // the same evidence on both sides overlaps itself
    let (_, printed, _) = jejak(&["figures", journey, "--evidence", evidence, "--compare", evidence]);
    assert!(printed.contains("The two periods overlap"), "{printed}");
    for call in ["figures", "draw"] {
        let other = "tests/data/compare/other_stages.json";
        let (code, printed, said) = jejak(&[call, journey, "--evidence", evidence, "--compare", other]);
        assert_eq!((code, printed.as_str()), (1, ""));
        assert!(said.contains(other) && said.contains("“browse”"), "{said}");
        // nothing to compare with
        assert_eq!(jejak(&[call, journey, "--compare", earlier]).0, 2);
    }
    let (code, drawn, _) =
        jejak(&["draw", journey, "--evidence", evidence, "--compare", earlier, "--view", "funnel"]);
    assert!(code == 0 && drawn.contains("+4.8 to +11.1"));
}
