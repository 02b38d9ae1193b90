//! Evidence → figures: against reference values made by other programs, and laws for any evidence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise
#![cfg(feature = "show")]

use jejak::figures::{self, compare, funnel, quantiles, rates, scores, student};
use jejak::figures::{Backing, Finding, Moment, Reference};
use jejak::model::evidence::{
    Answers, Comment, Evidence, ExactTimes, Funnel, Group, Hist, Link, Measure, MeasureKind, Moves,
    PersonaEvidence, Planned, Segments, StageEvidence, StepCounts, Theme, TouchpointEvidence, Weights,
};
use jejak::model::journey::{Emotion, Journey, Persona, ScoreKind, Stage, Target, Touchpoint};
use jejak::model::rule::{Entry, Exclusion, FunnelRule, Order, Rule, Test, Ties};
use proptest::prelude::*;

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

fn step(id: &str, people: u64, pending: u64) -> StepCounts {
    StepCounts { id: id.into(), name: id.into(), people, pending, any_order: people, ..StepCounts::default() }
}

#[test]
fn the_pending_are_in_no_n() {
    let counted = Funnel { steps: vec![step("a", 100, 20), step("b", 40, 10), step("c", 15, 0)] };
    let shown = funnel::figures(&counted, 200, None);
    let [a, b, c] = shown.steps.as_slice() else { panic!("three steps") };
    assert_eq!((a.of_previous, a.interval_of_previous, a.dropped), (None, None, 40));
    assert_eq!((b.of_previous, b.of_first, b.of_all, b.dropped), (Some(0.5), Some(0.5), Some(0.2), 15));
    assert_eq!((c.of_previous, c.of_first, c.dropped), (Some(0.5), Some(15.0 / 70.0), 0));
    assert_eq!(c.interval_of_first, rates::wilson(15, 70));
    assert_eq!((a.too_few, b.too_few, c.too_few), (false, false, false));
}

#[test]
fn steps_of_few_people_are_not_ranked() {
    let counted = Funnel { steps: vec![step("a", 100, 0), step("b", 29, 0), step("c", 1, 0)] };
    let shown = funnel::figures(&counted, 100, None);
    assert_eq!((shown.worst_by_people, shown.worst_by_rate), (Some(0), Some(1)));
    assert!(shown.steps[2].too_few && !shown.steps[1].too_few);
}

#[test]
fn in_an_open_funnel_late_entrants_came_from_nowhere() {
    let mut second = step("b", 50, 0);
    second.entered = 20;
    let shown = funnel::figures(&Funnel { steps: vec![step("a", 60, 0), second] }, 80, None);
    assert_eq!(shown.steps[1].of_previous, Some(0.5));
    assert_eq!(shown.steps[1].of_first, Some(50.0 / 80.0));
    assert_eq!(shown.steps[0].dropped, 30);
}

#[test]
fn exact_times_win_over_the_histogram() {
    let mut second = step("b", 2, 0);
    second.seconds = Hist { buckets: [(125, 2)].into(), n: 2, sum: 0 };
    let counted = Funnel { steps: vec![step("a", 2, 0), second] };
    let exact = [None, Some([1.0, 52.959, 60.0, 70.0])];
    let shown = funnel::figures(&counted, 2, Some(&exact));
    assert_eq!(shown.steps[1].seconds.median, Some(52.959));
    assert_eq!(shown.steps[1].seconds.n, 2);
    let median = funnel::figures(&counted, 2, None).steps[1].seconds.median.unwrap();
    assert!(median != 52.959 && (median / 52.959 - 1.0).abs() < 0.044);
}

#[test]
fn answers_outside_the_scale_are_missing() {
    let asked = Answers { missing: 3, ..answers(ScoreKind::Nps, vec![(0.0, 1), (10.0, 1), (11.0, 7)]) };
    let score = scores::score(&asked);
    assert_eq!((score.value, score.n, score.missing), (Some(0.0), 2, 10));
    assert_eq!(score.counts, [(0.0, 1), (10.0, 1)]);
}

#[test]
fn effort_questions_are_turned_round() {
    let asked = |flip| Answers { flip, ..answers(ScoreKind::Ces, vec![(1.0, 6), (2.0, 3), (7.0, 1)]) };
    let (ease, effort) = (scores::score(&asked(false)), scores::score(&asked(true)));
    assert!((ease.mean.unwrap() + effort.mean.unwrap() - 8.0).abs() < 1e-12);
    assert!((ease.axis.unwrap() + effort.axis.unwrap()).abs() < 1e-12);
    assert_eq!((ease.share, effort.share), (Some(0.1), Some(0.9)));
    assert_eq!((ease.levels, effort.levels), ([9, 0, 0, 0, 1], [1, 0, 0, 0, 9]));
    assert_eq!(effort.counts, [(1.0, 6), (2.0, 3), (7.0, 1)]);
}

#[test]
fn few_or_equal_answers_have_no_t_interval() {
    let few = scores::score(&answers(ScoreKind::Rating, vec![(1.0, 2), (5.0, 2)]));
    assert_eq!((few.value, few.interval, few.axis_interval), (Some(3.0), None, None));
    let equal = scores::score(&answers(ScoreKind::Rating, vec![(4.0, 50)]));
    assert_eq!((equal.value, equal.interval), (Some(4.0), None));
    let nps = scores::score(&answers(ScoreKind::Nps, vec![(9.0, 4)]));
    assert!(nps.interval.is_some() && nps.axis_interval.is_none());
}

#[test]
fn levels_follow_the_axis_and_the_groups_of_nps() {
    let each = |scale: (f64, f64), kind| {
        let all = (scale.0 as u64..=scale.1 as u64).map(|answer| (answer as f64, 1)).collect();
        scores::score(&Answers { scale, ..answers(kind, all) }).levels
    };
    assert_eq!(each((1.0, 5.0), ScoreKind::Csat), [1, 1, 1, 1, 1]);
    assert_eq!(each((1.0, 7.0), ScoreKind::Ces), [2, 1, 1, 1, 2]);
    assert_eq!(each((0.0, 10.0), ScoreKind::Rating), [2, 2, 3, 2, 2]);
    assert_eq!(each((0.0, 10.0), ScoreKind::Nps), [4, 3, 2, 1, 1]);
}

/// The journey of the mock-ups: five stages, three of them with answers.
fn shop() -> (Journey, Evidence) {
    let people = [
        ("awareness", 4820),
        ("consideration", 3904),
        ("purchase", 3046),
        ("retention", 1096),
        ("advocacy", 564),
    ];
    let assumed = [0.2, 0.3, 0.5, 0.3, 0.7];
    let emotions = [
        None,
        Some([10, 20, 70, 150, 50]),
        Some([160, 110, 10, 10, 6]),
        Some([20, 50, 50, 20, 6]),
        Some([2, 5, 15, 40, 50]),
    ];
    let stage = |((id, _), emotion): (&(&str, u64), f64)| Stage {
        id: (*id).into(),
        name: (*id).into(),
        emotion: Some(Emotion::All(emotion)),
        ..Stage::default()
    };
    let mut journey = Journey {
        stages: people.iter().zip(assumed).map(stage).collect(),
        personas: vec![Persona { id: "rani".into(), ..Persona::default() }],
        ..Journey::default()
    };
    journey.stages[2].touchpoints =
        vec![Touchpoint { id: "cart".into(), importance: Some(5.0), ..Touchpoint::default() }];
    let asked = |counts: [u64; 5]| {
        answers(ScoreKind::Csat, counts.iter().enumerate().map(|(at, n)| (at as f64 + 1.0, *n)).collect())
    };
    let counted = |((id, people), counts): (&(&str, u64), Option<[u64; 5]>)| StageEvidence {
        id: (*id).into(),
        people: *people,
        answers: counts.into_iter().map(asked).collect(),
        ..StageEvidence::default()
    };
    let mut steps: Vec<StepCounts> = people.iter().map(|(id, people)| step(id, *people, 0)).collect();
    steps[3].pending = 88;
    steps[1].any_order = 4295;
    let stages: Vec<StageEvidence> = people.iter().zip(emotions).map(counted).collect();
    let evidence = Evidence {
        people: 4820,
        funnel: Some(Funnel { steps }),
        personas: vec![PersonaEvidence { id: "rani".into(), people: 3100, stages: stages.clone() }],
        stages,
        ..Evidence::default()
    };
    (journey, evidence)
}

#[test]
fn a_persona_s_scores_and_the_times_of_moves_are_derived() {
    let (journey, mut evidence) = shop();
    let seconds = Hist { buckets: [(90, 3), (100, 4)].into(), n: 7, sum: 0 };
    evidence.stages[1].time_in = seconds.clone();
    let link = Link { from: "purchase".into(), to: "retention".into(), people: 7, times: 8, seconds };
    evidence.moves =
        vec![Moves { unit: "person".into(), level: "stage".into(), total: 4820, links: vec![link] }];
    let figures = figures::derive(&journey, Some(&evidence), None);
    let persona = &figures.personas[0].stages;
    assert!(persona[0].scores.is_empty());
    assert_eq!(persona[1].scores, figures.stages[1].scores, "rani's answers are everybody's here");
    assert_eq!(persona[2].scores[0].n, 296);
    assert_eq!(figures.stages[1].time_in.median, Some(quantiles::middle(100)));
    let onward = figures.stages[2].onward[0];
    assert_eq!(
        (onward.to, onward.seconds.n, onward.seconds.median),
        (Some(3), 7, Some(quantiles::middle(100)))
    );
}

#[test]
fn the_shop_says_where_to_start() {
    let (journey, evidence) = shop();
    let figures = figures::derive(&journey, Some(&evidence), None);
    let lost: Vec<_> = figures.stages.iter().map(|stage| stage.lost).collect();
    assert_eq!(lost, [Some(916), Some(858), Some(1950), Some(444), None]);
    assert_eq!(figures.reference, Reference::Neutral);
    let Finding::Priority { stage, lost, times, theme } = &figures.finding else {
        panic!("{:?}", figures.finding)
    };
    assert_eq!((*stage, *lost, theme), (2, 1950, &None));
    // dips: (mean − 3)/2 of 1.6182… and 2.6027…
    let (first, second) = (1950.0 * (3.0 - 480.0 / 296.0) / 2.0, 444.0 * (3.0 - 380.0 / 146.0) / 2.0);
    let priority = |at: usize| figures.stages[at].priority.map(|priority| priority.value);
    assert!((priority(2).unwrap() - first).abs() < 1e-9 && (priority(3).unwrap() - second).abs() < 1e-9);
    assert!((times.unwrap() - first / second).abs() < 1e-9);
    assert_eq!((priority(0), priority(1)), (None, Some(0.0)));
    let last = figures.stages[4].priority.unwrap();
    assert!(last.last && last.lost == 564 && last.value == 0.0);
    assert_eq!(figures.stages[3].pending, 88);
    assert_eq!(figures.stages[3].went_on, Some((564.0 / 1008.0, rates::wilson(564, 1008).unwrap())));
}

#[test]
fn the_shop_says_where_the_map_is_wrong() {
    let (journey, evidence) = shop();
    let figures = figures::derive(&journey, Some(&evidence), None);
    let gaps: Vec<_> = figures.stages.iter().map(|stage| stage.gap.is_some()).collect();
    assert_eq!(gaps, [false, false, true, true, false]);
    let moments: Vec<_> = figures.stages.iter().map(|stage| stage.moments.clone()).collect();
    assert_eq!(moments[2], [Moment::Trough, Moment::Importance]);
    assert_eq!((&moments[4], &moments[1]), (&vec![Moment::End, Moment::Peak], &vec![]));
    let backing: Vec<_> = figures.stages.iter().map(|stage| stage.backing).collect();
    assert_eq!(backing, [Backing::Partial, Backing::Data, Backing::Data, Backing::Data, Backing::Data]);
    assert_eq!(figures.order_matters, [1]);
    assert_eq!(figures.answers, (300 + 296 + 146 + 112, 0));
    assert_eq!((figures.methods.len(), figures.methods[0].n), (1, 854));
    let rani = &figures.personas[0];
    assert_eq!((rani.people, rani.stages[2].measured), (Some(3100), figures.stages[2].measured));
    assert_eq!(rani.stages[2].gap, figures.stages[2].gap);
}

#[test]
fn a_target_is_the_reference_where_it_is_given() {
    let (mut journey, evidence) = shop();
    journey.stages[1].target = Target { csat: Some(0.9), ..Target::default() };
    let figures = figures::derive(&journey, Some(&evidence), None);
    assert_eq!(figures.reference, Reference::Target);
    let dip = figures.stages[1].priority.unwrap().dip;
    assert!((dip - 2.0 * (0.9 - 200.0 / 300.0)).abs() < 1e-12);
}

#[test]
fn without_scores_the_largest_loss_is_found_and_without_people_the_lowest_score() {
    let (journey, mut evidence) = shop();
    evidence.stages.iter_mut().for_each(|stage| stage.answers.clear());
    let figures = figures::derive(&journey, Some(&evidence), None);
    assert_eq!(figures.finding, Finding::Loss { stage: 2, lost: 1950, of: 3046 });
    let steps_only = figures::derive(&Journey::default(), Some(&evidence), None);
    assert_eq!(steps_only.finding, Finding::Loss { stage: 2, lost: 1950, of: 3046 });

    let (journey, mut evidence) = shop();
    evidence.funnel = None;
    let figures = figures::derive(&journey, Some(&evidence), None);
    assert!(matches!(figures.finding, Finding::Lowest { stage: 2, n: 296, .. }));
    assert!(figures.stages.iter().all(|stage| stage.priority.is_none() && stage.lost.is_none()));

    let few = Evidence {
        people: 12,
        funnel: Some(Funnel { steps: vec![step("x", 12, 0), step("y", 2, 0)] }),
        ..Evidence::default()
    };
    assert_eq!(figures::derive(&journey, Some(&few), None).finding, Finding::TooFew { people: 12 });
}

/// One value has nothing to be lower than.
#[test]
fn the_lowest_of_equal_values_is_no_finding() {
    let stage = |id: &str, emotion: f64| Stage {
        id: id.into(),
        name: id.into(),
        emotion: Some(Emotion::All(emotion)),
        ..Stage::default()
    };
    let found = |emotions: &[f64]| {
        let stages = emotions.iter().enumerate().map(|(at, e)| stage(&format!("s{at}"), *e)).collect();
        figures::derive(&Journey { stages, ..Journey::default() }, None, None).finding
    };
    assert_eq!(found(&[-0.6]), Finding::Nothing);
    assert_eq!(found(&[-0.6, -0.6]), Finding::Nothing);
    assert!(matches!(found(&[0.4, -0.6]), Finding::Assumed { stage: 1, .. }));

    let (journey, mut evidence) = shop();
    evidence.funnel = None;
    let same = evidence.stages[2].answers.clone();
    evidence.stages.iter_mut().for_each(|stage| stage.answers.clone_from(&same));
    assert_eq!(figures::derive(&journey, Some(&evidence), None).finding, Finding::Nothing);
}

#[test]
fn a_line_of_its_own_stays_out_of_the_stage() {
    let (journey, mut evidence) = shop();
    let alone = figures::derive(&journey, Some(&evidence), None).stages[2].measured;
    evidence.stages[2].answers.push(Answers { line: true, ..answers(ScoreKind::Nps, vec![(10.0, 500)]) });
    let figures = figures::derive(&journey, Some(&evidence), None);
    assert_eq!(figures.stages[2].measured, alone);
    assert_eq!(figures.stages[2].scores.len(), 2);
    evidence.stages[2].answers[1].line = false;
    assert_ne!(figures::derive(&journey, Some(&evidence), None).stages[2].measured, alone);
}

#[test]
fn touchpoints_carry_their_own_answers_and_their_stage_pools_them() {
    let (journey, mut evidence) = shop();
    let moved = std::mem::take(&mut evidence.stages[2].answers);
    let before = figures::derive(&journey, Some(&shop().1), None).stages[2].measured;
    evidence.touchpoints = vec![TouchpointEvidence {
        id: "cart".into(),
        people: 3046,
        answers: moved,
        ..TouchpointEvidence::default()
    }];
    let figures = figures::derive(&journey, Some(&evidence), None);
    assert_eq!(figures.stages[2].measured, before);
    assert_eq!(figures.stages[2].touchpoints[0].measured, before);
    assert_eq!(figures.stages[2].touchpoints[0].backing, Backing::Data);
}

#[test]
fn two_segments_are_tested_once_and_mirror_each_other() {
    let group = |value: &str, counts: [u64; 3]| Group {
        value: value.into(),
        people: counts[0],
        funnel: Funnel {
            steps: vec![step("a", counts[0], 0), step("b", counts[1], 0), step("c", counts[2], 0)],
        },
    };
    let groups = vec![group("phone", [3470, 2810, 612]), group("computer", [1350, 1094, 484])];
    let evidence =
        Evidence { segments: vec![Segments { field: "device".into(), groups }], ..Evidence::default() };
    let figures = figures::derive(&Journey::default(), Some(&evidence), None);
    let segments = &figures.segments[0];
    assert_eq!(segments.tests, 3); // b of a, c of b, c of a
    for (one, other) in segments.groups[0].differences.iter().zip(&segments.groups[1].differences) {
        assert_eq!(
            (one.step, one.of, one.p, one.adjusted_p),
            (other.step, other.of, other.p, other.adjusted_p)
        );
        assert!((one.value + other.value).abs() < 1e-12 && (one.interval.0 + other.interval.1).abs() < 1e-12);
        assert!(one.adjusted_p.unwrap() >= one.p.unwrap());
    }
    let worst = segments.groups[0].differences[1];
    assert_eq!(Some((worst.value, worst.interval)), compare::newcombe((612, 2810), (484, 1094)));
}

#[test]
fn the_pending_of_a_group_are_in_no_difference() {
    let group = |pending| Group {
        value: String::new(),
        people: 100,
        funnel: Funnel { steps: vec![step("a", 100, pending), step("b", 40, 0), step("c", 10, 0)] },
    };
    let counted = Segments { field: "device".into(), groups: vec![group(20), group(0)] };
    let shown = compare::segments(&counted, None);
    let [previous, _, first] = shown.groups[0].differences.as_slice() else { panic!("three differences") };
    assert_eq!(
        (previous.step, Some(previous.interval)),
        (1, compare::newcombe((40, 80), (40, 100)).map(|d| d.1))
    );
    assert_eq!(
        (first.of, Some(first.interval)),
        (figures::Of::First, compare::newcombe((10, 80), (10, 100)).map(|d| d.1))
    );
}

#[test]
fn one_answer_alone_keeps_its_score_inside_the_interval() {
    let (value, (low, high)) = scores::nps(0.0, 0.0, 1.0).unwrap();
    assert_eq!((value, low), (-100.0, -100.0));
    assert!((high - (100.0 * (-0.25 + rates::Z * (0.5625_f64 / 4.0).sqrt()))).abs() < 1e-9);
    assert_eq!(scores::nps(1.0, 0.0, 0.0).unwrap().1.1, 100.0);
}

#[test]
fn thirty_answers_are_data_whatever_their_interval() {
    let answers = |n| Some(figures::Measured { value: 0.0, interval: Some((-0.4, 0.4)), n });
    assert_eq!(figures::emotion::backing(answers(30), 0), Backing::Data);
    assert_eq!(figures::emotion::backing(answers(29), 0), Backing::Partial);
}

#[test]
fn equal_points_and_few_answers_make_no_moment() {
    use figures::moments::moments;
    let at = |value, n| Some(figures::Measured { value, interval: None, n });
    let none: Vec<Vec<Moment>> = vec![vec![], vec![]];
    assert_eq!(moments(&[at(0.2, 40), at(0.2, 40)], &[]), none);
    assert_eq!(moments(&[at(-0.9, 4), at(0.2, 40)], &[]), none);
    assert_eq!(moments(&[at(0.9, 4), at(0.1, 40), at(0.2, 40)], &[])[2], [Moment::End, Moment::Peak]);
}

#[test]
fn each_source_has_its_own_reference() {
    use figures::priority::{Ranked, priorities};
    let at = |value, source| Ranked {
        people: 100,
        lost: 50,
        measured: Some(figures::Measured { value, interval: None, n: 40 }),
        source,
        ..Ranked::default()
    };
    let (found, _) = priorities(&[at(-0.5, "a"), at(0.6, "b"), at(0.2, "b")]);
    let dips: Vec<_> = found.iter().map(|priority| priority.unwrap().dip).collect();
    // a lies below neutral: measured from 0; b does not: from its mean, 0.4
    assert!(dips.iter().zip([0.5, 0.0, 0.2]).all(|(ours, theirs)| (ours - theirs).abs() < 1e-12), "{dips:?}");
}

#[test]
fn of_several_questions_the_target_takes_the_one_with_most_answers() {
    let asked = |n| scores::score(&answers(ScoreKind::Csat, vec![(1.0, n), (5.0, 30)]));
    let target = Target { csat: Some(1.0), ..Target::default() };
    let below = figures::priority::under_target(&target, &[asked(10), asked(70), asked(20)]).unwrap();
    assert!((below - 2.0 * 0.7).abs() < 1e-12);
}

#[test]
fn the_last_stage_is_ranked_apart_and_never_found() {
    let (journey, mut evidence) = shop();
    evidence.stages[4].answers = vec![answers(ScoreKind::Csat, vec![(1.0, 40), (2.0, 1)])];
    evidence.stages[2].answers = vec![answers(ScoreKind::Csat, vec![(2.0, 1), (3.0, 40)])];
    evidence.stages[3].answers = vec![answers(ScoreKind::Csat, vec![(4.0, 40), (3.0, 1)])];
    let figures = figures::derive(&journey, Some(&evidence), None);
    let value = |at: usize| figures.stages[at].priority.unwrap().value;
    assert!(value(4) > value(2), "the last stage weighs most here");
    assert!(
        matches!(figures.finding, Finding::Priority { stage: 2, times: None, .. }),
        "{:?}",
        figures.finding
    );
}

#[test]
fn a_theme_is_named_from_five_comments_and_a_fifth_of_them() {
    let (journey, mut evidence) = shop();
    let comment = |at: &str| Comment { at: at.into(), ..Comment::default() };
    let theme =
        |text: &str, count| Theme { at: "cart".into(), text: text.into(), count, scored: 0, sum: 0.0 };
    let found = |evidence: &Evidence| match figures::derive(&journey, Some(evidence), None).finding {
        Finding::Priority { theme, .. } => theme,
        other => panic!("{other:?}"),
    };
    evidence.comments =
        vec![comment("purchase"), comment("cart"), comment("cart"), comment("cart"), comment("advocacy")];
    evidence.themes = vec![theme("harga", 1), theme("ongkir", 3)];
    assert_eq!(found(&evidence), None); // four comments
    evidence.comments.push(comment("purchase"));
    assert_eq!(found(&evidence), Some(("ongkir".into(), 3, 5)));
    evidence.themes = vec![theme("ongkir", 1)];
    assert_eq!(found(&evidence), Some(("ongkir".into(), 1, 5)));
    evidence.comments.push(comment("cart"));
    assert_eq!(found(&evidence), None); // one of six
}

#[test]
fn only_an_ordered_count_is_held_against_any_order() {
    let (journey, mut evidence) = shop();
    let note = |evidence: &Evidence| figures::derive(&journey, Some(evidence), None).order_matters;
    assert!(!note(&evidence).is_empty());
    let rule =
        Rule::Field { source: None, field: "event".into(), test: Test::Equals("refund".into()), not: false };
    let exclusion = Exclusion { rule, between: (1, 2) };
    let others: [&dyn Fn(&mut FunnelRule); 5] = [
        &|rule| rule.order = Order::Any,
        &|rule| rule.open = true,
        &|rule| rule.entry = Entry::First,
        &|rule| rule.ties = Ties::Forbid,
        &|rule| rule.exclude = vec![exclusion.clone()],
    ];
    let usual = evidence.rule.clone();
    for (at, change) in others.iter().enumerate() {
        evidence.rule = usual.clone();
        change(&mut evidence.rule);
        assert!(note(&evidence).is_empty(), "{at}");
    }
}

// Laws for any evidence, also for evidence that nobody would make.

fn hist() -> impl Strategy<Value = Hist> {
    let bucket = prop_oneof![9 => -8..300_i32, 1 => any::<i32>()];
    let count = prop_oneof![9 => 0..50_u64, 1 => any::<u64>()];
    proptest::collection::btree_map(bucket, count, 0..12).prop_map(|buckets| {
        let n = buckets.values().fold(0_u64, |n, count| n.saturating_add(*count));
        Hist { buckets, n, sum: 0 }
    })
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..40_u64, 4 => 0..5000_u64, 1 => Just(u64::MAX), 1 => any::<u64>()]
}

fn any_step() -> impl Strategy<Value = StepCounts> {
    (
        prop_oneof!["[a-d]", "stage[0-3]"],
        count(),
        prop_oneof![8 => Just(0), 2 => count()],
        prop_oneof![3 => Just(0), 1 => count()],
        count(),
        hist(),
    )
        .prop_map(|(id, people, entered, pending, any_order, seconds)| StepCounts {
            name: id.clone(),
            id,
            people,
            entered,
            pending,
            any_order,
            seconds,
            ..StepCounts::default()
        })
}

fn any_funnel() -> impl Strategy<Value = Funnel> {
    let honest = (proptest::collection::vec(any_step(), 0..6), proptest::collection::vec(0.0..1.0_f64, 6))
        .prop_map(|(mut steps, shares)| {
            let mut people = 5000.0;
            for (step, share) in steps.iter_mut().zip(shares) {
                people = (people * share).floor();
                (step.people, step.entered) = (people as u64, 0);
                step.pending = step.pending.min(step.people / 4);
            }
            Funnel { steps }
        });
    let wild = proptest::collection::vec(any_step(), 0..6).prop_map(|steps| Funnel { steps });
    prop_oneof![2 => honest, 1 => wild]
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let kind = prop_oneof![
        Just(ScoreKind::Nps),
        Just(ScoreKind::Csat),
        Just(ScoreKind::Ces),
        Just(ScoreKind::Rating)
    ];
    let wild = prop_oneof![Just((3.0, 3.0)), Just((5.0, 1.0)), (-1e6..1e6_f64, -1e6..1e6_f64)];
    let value = prop_oneof![9 => (0..12_u32).prop_map(f64::from), 1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), any::<f64>()]];
    let weight = prop_oneof![9 => 0.0..50.0_f64, 1 => any::<f64>()];
    let weights = (proptest::collection::vec((value.clone(), weight.clone()), 0..6), weight)
        .prop_map(|(counts, sum2)| Weights { counts, sum2 });
    (
        kind,
        proptest::option::weighted(0.1, wild),
        any::<(bool, bool)>(),
        proptest::collection::vec((value, count()), 0..8),
        count(),
        proptest::option::weighted(0.2, weights),
    )
        .prop_map(|(kind, scale, (flip, line), counts, missing, weights)| Answers {
            source: if flip { "a" } else { "b" }.into(),
            kind,
            scale: scale.unwrap_or(kind.scale()),
            method: kind.method(),
            label: None,
            flip,
            line,
            counts,
            missing,
            n: 0,
            weights,
        })
}

fn any_emotion() -> impl Strategy<Value = Option<Emotion>> {
    prop_oneof![
        1 => Just(None),
        3 => (-1.0..=1.0_f64).prop_map(|value| Some(Emotion::All(value))),
        1 => (-1.0..=1.0_f64).prop_map(|value| Some(Emotion::Personas(vec![("p".into(), value)]))),
    ]
}

/// Themes, measures, moves and the plan, honest or not.
fn any_extras() -> impl Strategy<Value = Evidence> {
    let at = || prop_oneof!["stage[0-5]", "t[0-5]", Just(String::new()), Just("other".to_owned())];
    let theme = (at(), prop_oneof![Just(String::new()), "[ab]"], count(), count(), any::<f64>())
        .prop_map(|(at, text, count, scored, sum)| Theme { at, text, count, scored, sum });
    let kind = prop_oneof![Just(MeasureKind::OnTime), Just(MeasureKind::Reach)];
    let measure = (at(), kind, count(), count()).prop_map(|(at, kind, count, of)| Measure {
        at,
        kind,
        source: "s".into(),
        count,
        of,
        met: Vec::new(),
    });
    let link = (at(), at(), count(), count(), hist()).prop_map(|(from, to, people, times, seconds)| Link {
        from,
        to,
        people,
        times,
        seconds,
    });
    let planned = (count(), at(), count(), count()).prop_map(|(met, id, skipped, out_of_order)| Planned {
        met,
        skipped: vec![(id, skipped)],
        out_of_order,
        ..Planned::default()
    });
    (
        proptest::collection::vec(theme, 0..6),
        proptest::collection::vec(measure, 0..4),
        proptest::collection::vec(link, 0..6),
        proptest::option::of(planned),
        0..10_u64,
    )
        .prop_map(|(themes, measures, links, planned, min_group)| Evidence {
            themes,
            measures,
            moves: vec![Moves { unit: "person".into(), level: "stage".into(), total: 0, links }],
            planned,
            min_group,
            ..Evidence::default()
        })
}

fn any_case() -> impl Strategy<Value = (Journey, Evidence, Option<ExactTimes>)> {
    let target =
        (proptest::option::of(-100.0..100.0), proptest::option::of(0.0..1.0), proptest::option::of(1.0..7.0))
            .prop_map(|(nps, csat, ces)| Target { nps, csat, ces, conversion: None });
    let stage = (any_emotion(), any_emotion(), target, proptest::option::of(1.0..=5.0));
    let stages = proptest::collection::vec(stage, 0..5).prop_map(|stages| {
        let stage = |(at, (emotion, of_touchpoint, target, importance))| Stage {
            id: format!("stage{at}"),
            emotion,
            target,
            touchpoints: vec![Touchpoint {
                id: format!("t{at}"),
                emotion: of_touchpoint,
                importance,
                ..Touchpoint::default()
            }],
            ..Stage::default()
        };
        stages.into_iter().enumerate().map(stage).collect::<Vec<_>>()
    });
    let places = || {
        proptest::collection::vec(
            (0..6_usize, count(), proptest::collection::vec(any_answers(), 0..3), hist()),
            0..5,
        )
    };
    let groups = proptest::collection::vec((any_funnel(), count()), 0..4);
    let exact = proptest::option::of(proptest::collection::vec(
        proptest::option::of([0.0..1e9, 0.0..1e9, 0.0..1e9, 0.0..1e9]),
        0..6,
    ));
    (stages, places(), places(), proptest::option::of(any_funnel()), groups, (count(), any_extras()), exact)
        .prop_map(|(stages, counted, touched, funnel, groups, (people, extras), exact)| {
            let counted: Vec<_> = counted
                .into_iter()
                .map(|(at, people, answers, time_in)| StageEvidence {
                    id: format!("stage{at}"),
                    people,
                    answers,
                    time_in,
                    returned: 0,
                })
                .collect();
            let touchpoints = touched
                .into_iter()
                .map(|(at, people, answers, _)| TouchpointEvidence {
                    id: format!("t{at}"),
                    people,
                    answers,
                    ..TouchpointEvidence::default()
                })
                .collect();
            let groups = groups
                .into_iter()
                .map(|(funnel, people)| Group { value: String::new(), people, funnel })
                .collect();
            let evidence = Evidence {
                people,
                funnel,
                segments: vec![Segments { field: "by".into(), groups }],
                personas: vec![PersonaEvidence { id: "p".into(), people, stages: counted.clone() }],
                stages: counted,
                touchpoints,
                ..extras
            };
            let journey = Journey {
                stages,
                personas: vec![Persona { id: "p".into(), ..Persona::default() }],
                ..Journey::default()
            };
            (journey, evidence, exact.map(|steps| ExactTimes { steps, groups: Vec::new() }))
        })
}

fn holds(value: Option<f64>, interval: Option<(f64, f64)>, bounds: (f64, f64)) -> bool {
    let Some((low, high)) = interval else { return true };
    let inside = |number: f64| number >= bounds.0 - 1e-9 && number <= bounds.1 + 1e-9;
    value.is_some_and(|value| low <= value + 1e-9 && value <= high + 1e-9 && inside(low) && inside(high))
}

fn rising(shown: &figures::Quantiles) -> bool {
    let list: Vec<f64> = [shown.p25, shown.median, shown.p75, shown.p90].into_iter().flatten().collect();
    list.windows(2).all(|pair| pair[0] <= pair[1])
        && list.iter().all(|q| *q >= 0.0)
        && (list.is_empty() || list.len() == 4)
}

/// No number of a written value is NaN or infinite, and every object of a kind has the same keys.
fn finite(value: &jejak::Value) -> bool {
    match value {
        jejak::Value::Number(number) => number.is_finite(),
        jejak::Value::List(items) => items.iter().all(finite),
        jejak::Value::Map(pairs) => pairs.iter().all(|(_, value)| finite(value)),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_wilson_interval_holds_its_share((n, x) in (1..2_000_000_u64).prop_flat_map(|n| (Just(n), 0..=n))) {
        let (low, high) = rates::wilson(x, n).unwrap();
        let share = x as f64 / n as f64;
        prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
        prop_assert_eq!((low == 0.0, high == 1.0), (x == 0, x == n));
    }

    #[test]
    fn student_t_falls_towards_the_normal(nu in 1.0..1e7_f64, more in 0.01..100.0_f64) {
        let (t, later) = (student::quantile(nu).unwrap(), student::quantile(nu + more).unwrap());
        prop_assert!(t > rates::Z - 1e-12 && later <= t + 1e-12);
    }

    #[test]
    fn histogram_quantiles_rise(hist in hist()) {
        let shown = quantiles::of(&hist);
        prop_assert!(rising(&shown), "{:?}", shown);
        prop_assert_eq!(shown.median.is_some(), shown.n > 0);
    }

    #[test]
    fn figures_keep_their_laws((journey, evidence, exact) in any_case()) {
        let shown = figures::derive(&journey, Some(&evidence), exact.as_ref());
        let survey = shown.survey(&journey, Some(&evidence));
        // a lane of answers is offered where there are any
        prop_assert_eq!(shown.asked, !survey.questions.is_empty());
        // Debug prints every number there is.
        let printed = format!("{shown:?}");
        prop_assert!(!printed.contains("NaN") && !printed.contains("inf"), "{}", printed);
        prop_assert!(finite(&figures::write(&shown, survey)));
        let again = figures::derive(&journey, Some(&evidence), exact.as_ref());
        prop_assert_eq!(again.survey(&journey, Some(&evidence)), survey);
        prop_assert_eq!(&again, &shown);

        let groups = shown.segments.iter().flat_map(|segments| &segments.groups);
        for group in groups.clone() {
            for difference in &group.differences {
                prop_assert!(holds(Some(difference.value), Some(difference.interval), (-1.0, 1.0)));
                prop_assert_eq!(difference.p.is_some(), difference.adjusted_p.is_some());
                let (p, adjusted) = (difference.p.unwrap_or(0.5), difference.adjusted_p.unwrap_or(0.5));
                prop_assert!((0.0..=1.0).contains(&p) && (p..=1.0).contains(&adjusted), "{:?}", difference);
            }
        }
        for funnel in shown.funnel.iter().chain(groups.map(|group| &group.funnel)) {
            for (at, step) in funnel.steps.iter().enumerate() {
                for rate in [step.of_previous, step.of_first, step.of_all].into_iter().flatten() {
                    prop_assert!((0.0..=1.0).contains(&rate));
                }
                prop_assert!(holds(step.of_previous, step.interval_of_previous, (0.0, 1.0)));
                prop_assert!(holds(step.of_first, step.interval_of_first, (0.0, 1.0)));
                prop_assert!(step.dropped <= step.people && step.pending <= step.people);
                if let (Some(next), None) = (funnel.steps.get(at + 1), step.of_previous.filter(|_| at > 0 && step.entered > 0)) {
                    let came = next.people.saturating_sub(next.entered);
                    // A step that grows is not a funnel's; everybody else is counted once.
                    if came <= step.people - step.pending {
                        prop_assert_eq!(step.dropped + step.pending + came, step.people);
                    }
                }
            }
        }
        prop_assert!(shown.planned.iter().all(|planned| holds(planned.share, planned.interval, (0.0, 1.0))));
        for persona in &shown.personas {
            prop_assert!(!persona.small || (persona.people.is_none() && persona.share.is_none()));
            prop_assert!(!persona.small || persona.stages.iter().all(|s| s.people.is_none() && s.measured.is_none()));
        }
        for stage in &shown.stages {
            for theme in stage.themes.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.themes)) {
                prop_assert!(theme.count <= theme.of && !theme.text.is_empty() && theme.mean.is_none_or(|mean| mean.abs() <= 1.0));
            }
            prop_assert!(stage.themes.windows(2).all(|pair| pair[0].count >= pair[1].count));
            prop_assert!(stage.measures.iter().all(|measure| holds(measure.share, measure.interval, (0.0, 1.0))));
            prop_assert!(stage.onward.windows(2).all(|pair| pair[0].people >= pair[1].people));
            for score in stage.scores.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.scores)) {
                let bounds = match score.kind {
                    ScoreKind::Nps => (-100.0, 100.0),
                    ScoreKind::Csat => (0.0, 1.0),
                    ScoreKind::Ces | ScoreKind::Rating => score.scale,
                };
                prop_assert!(holds(score.value, score.interval, bounds), "{:?}", score);
                prop_assert!(holds(score.mean, score.mean_interval, score.scale), "{:?}", score);
                prop_assert!(holds(score.share, score.share_interval, (0.0, 1.0)), "{:?}", score);
                prop_assert!(holds(score.axis, score.axis_interval, (-1.0, 1.0)), "{:?}", score);
                prop_assert!(score.n >= 5 || score.axis_interval.is_none());
            }
            if let Some(point) = stage.measured {
                prop_assert!((-1.0..=1.0).contains(&point.value) && holds(Some(point.value), point.interval, (-1.0, 1.0)));
            }
            if let Some(gap) = stage.gap {
                let point = stage.measured.unwrap();
                let (low, high) = point.interval.unwrap_or((point.value, point.value));
                prop_assert!(gap.size.abs() >= 0.25 - 1e-9 && point.n >= 5 && (gap.assumed < low || gap.assumed > high));
                prop_assert!((gap.assumed - gap.measured - gap.size).abs() < 1e-12);
            } else if let (Some(point), Some(assumed)) = (stage.measured, stage.assumed) {
                let inside = point.interval.is_some_and(|(low, high)| low <= assumed && assumed <= high);
                prop_assert!(point.n < 5 || inside || (assumed - point.value).abs() < 0.25 + 1e-9);
            }
            if let Some(priority) = stage.priority {
                prop_assert!(priority.value >= 0.0 && priority.dip >= 0.0 && stage.measured.is_some() && stage.step.is_some());
            }
            prop_assert_eq!(stage.backing == Backing::Assumption, stage.measured.is_none_or(|point| point.n == 0) && stage.people.unwrap_or(0) == 0 && evidence.stages.iter().find(|counted| counted.id == stage.id).map_or(0, |counted| counted.people) == 0);
            prop_assert!(stage.moments.windows(2).all(|pair| (pair[0] as u8) < (pair[1] as u8)));
        }
    }
}
