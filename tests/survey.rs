//! The survey view: true figures from rows to the picture, words of answers, laws on random surveys, and that every
//! figure in the picture is one of `jejak figures`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

#[path = "survey/asked.rs"]
mod asked;
#[allow(dead_code)]
#[path = "layout/laws.rs"]
mod laws;
mod reference;
mod sample;

use jejak::analyse::{self, Options};
use jejak::figures::{self, SurveyFigures, survey::Side};
use jejak::geom::Rect;
use jejak::geom::text::Table;
use jejak::geom::theme::{Theme, contrast};
use jejak::ingest::{Plan, Reader};
use jejak::layout::panel::{Block, Panel};
use jejak::layout::{self, Input, Item, Laid, LaneShown, Question, Subject, lane_states};
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::scene::{Align, Pane, Shape};
use jejak::words::{Lang, Numbers, numbers::Plain};
use jejak::{Value, model};
use proptest::prelude::*;
use reference::shared;

/// How a survey is looked at.
#[derive(Clone, Copy, Debug)]
struct Seen {
    width: f64,
    lang: Lang,
    dark: bool,
    by_score: bool,
    persona: Option<usize>,
    selected: Option<usize>,
}

const SEEN: Seen =
    Seen { width: 1280.0, lang: Lang::En, dark: false, by_score: false, persona: None, selected: None };

fn with<T>(journey: &Journey, evidence: &Evidence, seen: Seen, what: impl FnOnce(&Input<'_>) -> T) -> T {
    let figures = figures::derive(journey, Some(evidence), None);
    let theme = if seen.dark { Theme::dark() } else { Theme::light() };
    what(&Input {
        journey,
        figures: &figures,
        evidence: Some(evidence),
        width: seen.width,
        height: None,
        lang: seen.lang,
        theme: &theme,
        text: &Table,
        numbers: &Plain(seen.lang),
        persona: seen.persona,
        selected: seen.selected,
        card: 0,
        lanes: None,
        beside: false,
    })
}

fn laid(journey: &Journey, evidence: &Evidence, seen: Seen) -> Laid {
    with(journey, evidence, seen, |input| layout::survey(input, seen.by_score))
}

fn document(path: &str) -> Value {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn skincare(word: &str) -> (Journey, Evidence) {
    let journey =
        model::read_journey(&document(&format!("examples/skincare/journey.{word}.json"))).0.unwrap();
    let evidence =
        model::read_evidence(&document(&format!("examples/skincare/evidence.{word}.json"))).0.unwrap();
    (journey, evidence)
}

/// The texts of a row.
fn texts(laid: &Laid, item: &Item) -> Vec<String> {
    let text = |shape: &Shape| match shape {
        Shape::Text { text, .. } => Some(text.clone()),
        _ => None,
    };
    laid.scene.marks.iter().filter(|mark| mark.key == item.key).filter_map(|mark| text(&mark.shape)).collect()
}

/// A part of a bar: its box, its fill (none where it is hollow), and the texts that stand in it.
struct Part {
    rect: Rect,
    color: jejak::geom::Color,
    filled: bool,
}

/// The parts of a row's bar, from left to right: its boxes as high as a line; markers are lower.
fn parts(laid: &Laid, item: &Item) -> Vec<Part> {
    let part = |shape: &Shape| match shape {
        Shape::Rect { rect, fill, stroke, .. } if rect.height() >= 16.0 => {
            let color = fill.or(stroke.as_ref().map(|stroke| stroke.color))?;
            Some(Part { rect: *rect, color, filled: fill.is_some() })
        }
        _ => None,
    };
    let own = laid.scene.marks.iter().filter(|mark| mark.key == item.key);
    let mut parts: Vec<Part> = own.filter_map(|mark| part(&mark.shape)).collect();
    parts.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    parts
}

fn rows(laid: &Laid) -> impl Iterator<Item = (&Item, Question)> {
    laid.items.iter().filter_map(|item| match item.subject {
        Subject::Question(question) => Some((item, question)),
        _ => None,
    })
}

/// The row of a touchpoint in everybody's answers.
fn row<'l>(laid: &'l Laid, journey: &Journey, touchpoint: &str) -> &'l Item {
    let at = |question: &Question| {
        let stage = &journey.stages[question.stage];
        question.touchpoint.is_some_and(|at| stage.touchpoints[at].id == touchpoint)
    };
    rows(laid).find(|(_, question)| question.persona.is_none() && at(question)).unwrap().0
}

// ---- true figures ------------------------------------------------------------------------------------

#[test]
fn the_airport_s_distributions_and_scores_stand_in_the_picture() {
    let Some(expected) = shared::json("expected.json") else { return };
    let expected = &expected["sfo_survey_2017.csv"];
    let journey = model::read_journey(&document("examples/airport/journey.json")).0.unwrap();
    let source = &journey.sources[0];
    let plan = Plan::of(source, analyse::keep(&journey, &source.id), &analyse::shared(&journey));
    let Some(table) = shared::table("sfo_survey_2017.csv", plan) else { return };
    let read = table.read;
    let options = Options { min_group: 5, comments: false, events: false };
    let (evidence, _) = analyse::measure(&journey, vec![table], &options).unwrap();
    let shown = figures::derive(&journey, Some(&evidence), None);
    let numbers = Plain(Lang::En);
    let count = |n: u64| numbers.decimal(n as f64, 0);
    for width in [360.0, 1280.0] {
        let laid = laid(&journey, &evidence, Seen { width, ..SEEN });
        let mut seen = 0;
        for asked in &source.scores {
            let id = asked.touchpoint.as_deref().unwrap();
            let item = row(&laid, &journey, id);
            let Subject::Question(place) = &item.subject else { unreachable!() };
            let question = shown
                .survey(&journey, Some(&evidence))
                .questions
                .iter()
                .find(|one| (one.stage, one.touchpoint) == (place.stage, place.touchpoint))
                .unwrap();
            let steps: Vec<u64> = question.split.steps.iter().map(|step| step.count).collect();
            let texts = texts(&laid, item);
            let holds =
                |text: &str| texts.iter().any(|own| own == text || own.split(" · ").any(|one| one == text));
            let n = |n: u64| if width < 600.0 { format!("n\u{a0}{}", count(n)) } else { count(n) };
            if asked.kind == ScoreKind::Nps {
                // promoters 1,436, passives 968, the rest of 2,746 detractors; the coded blank 11 is no promoter
                let wanted = &expected["nps"];
                let (p, s) = (wanted["promoters"].as_u64().unwrap(), wanted["passives"].as_u64().unwrap());
                let all = wanted["n"].as_u64().unwrap();
                assert_eq!(steps, [all - p - s, s, p]);
                assert!(item.label.contains("NPS 39.84 "), "{}", item.label);
                assert!(holds("+40") && holds(&n(2746)), "{texts:?}");
                continue;
            }
            let wanted = &expected["touchpoints"][&asked.column];
            let counts: Vec<u64> =
                (1..=5).map(|answer| wanted["counts"][&answer.to_string()].as_u64().unwrap_or(0)).collect();
            assert_eq!(steps, counts, "{id}");
            let top = wanted["top2box_pct"].as_f64().unwrap() / 100.0;
            assert!(holds(&numbers.percent(top, 0)), "{id}: {texts:?} lack {top}");
            assert!(holds(&n(wanted["n_valid"].as_u64().unwrap())), "{id}: {texts:?}");
            let mean = format!("mean {}", numbers.decimal(wanted["mean"].as_f64().unwrap(), 2));
            assert!(item.label.contains(&mean), "{id}: {}", item.label);
            let missing = read - wanted["n_valid"].as_u64().unwrap();
            assert!(item.label.contains(&format!("{} left out", count(missing))), "{id}: {}", item.label);
            for (answer, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                assert!(
                    item.label.contains(&format!("; {}: {} (", answer + 1, count(*n))),
                    "{id}: {}",
                    item.label
                );
            }
            seen += 1;
        }
        assert_eq!(seen, expected["touchpoints"].as_object().unwrap().len());
    }
}

// ---- answers in words --------------------------------------------------------------------------------

/// Indonesian answers in the order of rows that is asked for.
fn likert(answers: &[&str]) -> (Journey, Evidence) {
    let journey = r#"{"title": "Toko", "lang": "id", "stages": [{"id": "bayar", "name": "Pembayaran"}],
        "sources": [{"id": "survei", "kind": "survey", "scores": [
            {"column": "Seberapa puas Anda dengan pembayaran?", "kind": "csat", "stage": "bayar"}]}]}"#;
    let (journey, problems) = model::read_journey(&serde_json::from_str(journey).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    let journey = journey.unwrap();
    let source = &journey.sources[0];
    let plan = Plan::of(source, analyse::keep(&journey, &source.id), &analyse::shared(&journey));
    let mut reader = Reader::new(plan);
    let mut csv = String::from("Nomor,Seberapa puas Anda dengan pembayaran?,Kota\n");
    for (at, answer) in answers.iter().enumerate() {
        csv += &format!("{},{answer},Bandung\n", at + 1);
    }
    reader.push(csv.as_bytes()).unwrap();
    let table = Table_ { source: source.id.clone(), ..reader.finish().unwrap().table };
    let (evidence, _) =
        analyse::measure(&journey, vec![table], &Options { min_group: 5, comments: false, events: false })
            .unwrap();
    (journey, evidence)
}
use jejak::model::table::Table as Table_;

#[test]
fn indonesian_answers_in_words_are_ordered_from_worst_to_best_whatever_their_order_in_the_file() {
    let answers = [
        "Puas",
        "Sangat tidak puas",
        "Sangat puas",
        "Netral",
        "Puas",
        "Tidak puas",
        "Sangat tidak puas",
        "Puas",
        "Sangat tidak puas",
        "",
    ];
    let (journey, evidence) = likert(&answers);
    let counts = &evidence.stages[0].answers[0];
    assert_eq!(counts.counts, [(1.0, 3), (2.0, 1), (3.0, 1), (4.0, 3), (5.0, 1)]);
    assert_eq!((counts.n, counts.missing), (9, 1));
    // the words go with the evidence, through its document
    let (read, problems) = model::read_evidence(&model::write_evidence(&evidence));
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(read.unwrap().words, evidence.words);
    let words = ["Sangat tidak puas", "Tidak puas", "Netral", "Puas", "Sangat puas"];
    let seen = Seen { lang: Lang::Id, ..SEEN };
    let laid = laid(&journey, &evidence, seen);
    let (item, _) = rows(&laid).next().unwrap();
    // from the left: three of the worst, … one of the best, in the colours from angry to delighted
    let bar = parts(&laid, item);
    let theme = Theme::light();
    assert_eq!(bar.iter().map(|part| part.color).collect::<Vec<_>>(), theme.level.to_vec());
    let shares: Vec<f64> =
        bar.iter().map(|part| part.rect.width() / (bar[4].rect.x1 - bar[0].rect.x0)).collect();
    for (share, n) in shares.iter().zip([3.0, 1.0, 1.0, 3.0, 1.0]) {
        assert!((share - n / 9.0).abs() < 0.01, "{shares:?}");
    }
    let said = "1 Sangat tidak puas: 3 (33%); 2 Tidak puas: 1 (11%); 3 Netral: 1 (11%); 4 Puas: 3 (33%); 5 Sangat puas: 1 (11%)";
    assert!(item.label.contains(said), "{}", item.label);
    // at the axis once, in the key once, and in the details
    let head = |text: &str| {
        laid.scene.marks.iter().any(
            |mark| matches!(&mark.shape, Shape::Text { text: own, .. } if mark.pane == Pane::Head && own == text),
        )
    };
    assert!(head(words[0]) && head(words[4]), "the ends of the axis");
    let panel = with(&journey, &evidence, seen, |input| layout::panel(input, &item.subject)).unwrap();
    let bars: Vec<String> = blocks(&panel)
        .filter_map(|block| match block {
            Block::Bars(bars) => Some(bars.iter().map(|bar| bar.name.clone()).collect::<Vec<_>>()),
            _ => None,
        })
        .flatten()
        .collect();
    let named: Vec<String> =
        words.iter().enumerate().map(|(at, word)| format!("{} {word}", at + 1)).collect();
    assert_eq!(bars, named);
    // rows in another order are the same survey
    let mut turned = answers;
    turned.reverse();
    let (_, again) = likert(&turned);
    assert_eq!(again, evidence);
}

#[test]
fn four_answers_in_words_without_the_worst_one_keep_their_places() {
    let (journey, evidence) = likert(&["Puas", "Kurang puas", "Tidak puas", "Puas", "Sangat puas", "Puas"]);
    // `Tidak puas` is the worst where `Kurang puas` stands above it
    assert_eq!(evidence.stages[0].answers[0].counts, [(1.0, 1), (2.0, 1), (4.0, 3), (5.0, 1)]);
    assert_eq!(evidence.words[0].words[0], (1.0, "Tidak puas".to_owned()));
    let laid = laid(&journey, &evidence, Seen { lang: Lang::Id, ..SEEN });
    let (item, _) = rows(&laid).next().unwrap();
    assert_eq!(parts(&laid, item).len(), 4, "nobody gave the middle answer: it has no part");
}

fn blocks(panel: &Panel) -> impl Iterator<Item = &Block> {
    panel.parts.iter().flat_map(|part| &part.blocks)
}

// ---- laws --------------------------------------------------------------------------------------------

fn look() -> impl Strategy<Value = Seen> {
    let width = prop_oneof![2 => 320.0..1600.0f64, 1 => 240.0..4000.0f64];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (width, flags, prop::option::weighted(0.3, 0usize..4), prop::option::weighted(0.3, 0usize..13)).prop_map(
        |(width, (id, dark, by_score), persona, selected)| Seen {
            width,
            lang: if id { Lang::Id } else { Lang::En },
            dark,
            by_score,
            persona,
            selected,
        },
    )
}

/// Bars in their box, parts that meet, as long as their shares; counts that are read well and stand in their part.
fn bars_are_true(laid: &Laid, survey: &SurveyFigures, theme: &Theme) -> Result<(), String> {
    let mut turned = laid.clone();
    if laid.scene.rtl {
        layout::mirror(&mut turned);
    }
    let laid = &turned;
    let mut length: Option<f64> = None;
    for (item, place) in rows(laid) {
        let question = survey
            .questions
            .iter()
            .find(|one| {
                (one.stage, one.touchpoint, one.score) == (place.stage, place.touchpoint, place.score)
            })
            .ok_or("a row of no question")?;
        let group = question.groups.iter().find(|group| Some(group.persona) == place.persona);
        let split = group.map_or(&question.split, |group| &group.split);
        let (_, home) = laid.home(item.key).ok_or("no home")?;
        let bar = parts(laid, item);
        let n: u64 = split.steps.iter().map(|step| step.count).sum();
        let (Some(first), Some(last)) = (bar.first(), bar.last()) else {
            // nobody answered, or all parts are thinner than a pixel: then there is no bar at all
            if n > 0 {
                return Err(format!("{n} answers without a bar: {}", item.label));
            }
            continue;
        };
        let all = last.rect.x1 - first.rect.x0;
        if all - *length.get_or_insert(all) > 2.0 {
            return Err(format!("a bar of {all} px beside one of {length:?}"));
        }
        if first.rect.x0 < home.x0 - 0.6 || last.rect.x1 > home.x1 + 0.6 {
            return Err(format!("a bar leaves {home:?}"));
        }
        for pair in bar.windows(2) {
            let gap = pair[1].rect.x0 - pair[0].rect.x1;
            if !(0.0..=1.0).contains(&gap) {
                return Err(format!("parts do not meet: {:?} {:?}", pair[0].rect, pair[1].rect));
            }
        }
        // every step with a visible width has its part, as long as its share
        let mut before = 0_u64;
        for step in split.steps.iter().filter(|step| step.count > 0) {
            let at = |n_before: u64| first.rect.x0 + all * n_before as f64 / n as f64;
            let (from, to) = (at(before), at(before + step.count));
            before += step.count;
            let near = |part: &&Part| (part.rect.x0 - from).abs() <= 2.0 && (part.rect.x1 - to).abs() <= 2.0;
            if to - from >= 2.0 && !bar.iter().any(|part| near(&part)) {
                return Err(format!("no part from {from} to {to} for {step:?} of {}", item.label));
            }
        }
        // neutral is one upright line, and the bar reaches as far before it as the figures say
        let middle = first.rect.center().y;
        let line = laid.scene.marks.iter().find_map(|mark| match &mark.shape {
            Shape::Rect { rect, .. } if mark.key.0 == 0 && rect.width() == 1.0 => {
                (rect.y0 <= middle && middle <= rect.y1 && mark.pane == Pane::Body).then_some(rect.x0)
            }
            _ => None,
        });
        let zero = line.ok_or("no line of neutral")?;
        let wanted = zero - all * split.reach().0;
        if (first.rect.x0 - wanted).abs() > 2.5 {
            return Err(format!("a bar from {} px, not from {wanted}: {}", first.rect.x0, item.label));
        }
        if (split.under + split.middle + split.over - 1.0).abs() > 1e-9 {
            return Err("shares that do not sum to 1".into());
        }
        for mark in laid.scene.marks.iter().filter(|mark| mark.key == item.key) {
            let Shape::Text { at, text, font, color, align: Align::Middle, width, .. } = &mark.shape else {
                continue;
            };
            let label = laws::text_box(*at, font.size, Align::Middle, *width);
            let Some(part) = bar.iter().find(|part| part.rect.x0 <= label.x0 && label.x1 <= part.rect.x1)
            else {
                return Err(format!("{text:?} stands in no part"));
            };
            let ground = if part.filled { part.color } else { theme.ground };
            if contrast(*color, ground) < 4.5 {
                return Err(format!("{text:?} is not read on {ground:?}"));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_random_surveys(seed in any::<u64>(), most in prop_oneof![4 => 0usize..30, 1 => 0usize..=200], seen in look()) {
        let (journey, evidence) = asked::survey(seed, most);
        let first = laid(&journey, &evidence, seen);
        if let Err(broken) = laws::check(&first) {
            prop_assert!(false, "{:?}: {}", seen, broken);
        }
        let shown = figures::derive(&journey, Some(&evidence), None);
        let theme = if seen.dark { Theme::dark() } else { Theme::light() };
        if let Err(broken) = bars_are_true(&first, shown.survey(&journey, Some(&evidence)), &theme) {
            prop_assert!(false, "{:?}: {}", seen, broken);
        }
        prop_assert!(laid(&journey, &evidence, seen) == first, "the same input, another scene");
        prop_assert_eq!(first.scene.size.width, seen.width.floor());
        for row in &first.twin.rows {
            prop_assert_eq!(row.len(), first.twin.header.len());
        }
    }

    #[test]
    fn the_lane_keeps_the_laws_of_the_map(seed in any::<u64>(), seen in look()) {
        let (mut journey, evidence) = asked::survey(seed, 40);
        journey.lanes = vec![Lane { kind: LaneKind::Survey, title: None, collapsed: false }];
        let map = with(&journey, &evidence, seen, layout::journey);
        if let Err(broken) = laws::check(&map) {
            prop_assert!(false, "{:?}: {}", seen, broken);
        }
    }
}

#[test]
fn every_question_has_a_row_and_those_without_answers_say_so() {
    for seed in 0..40 {
        let (journey, evidence) = asked::survey(seed, 30);
        let shown = figures::derive(&journey, Some(&evidence), None);
        for by_score in [false, true] {
            let laid = laid(&journey, &evidence, Seen { by_score, ..SEEN });
            let own: Vec<Question> =
                rows(&laid).map(|(_, place)| place).filter(|place| place.persona.is_none()).collect();
            let wanted = shown
                .survey(&journey, Some(&evidence))
                .questions
                .iter()
                .filter(|question| !(by_score && question.whole))
                .count();
            assert_eq!(own.len(), wanted, "seed {seed}");
            for (item, _) in rows(&laid).filter(|(item, _)| item.label.contains("n 0,")) {
                assert!(texts(&laid, item).contains(&"no answers".to_owned()), "{}", item.label);
            }
        }
    }
    let nothing = laid(&skincare("en").0, &Evidence::default(), SEEN);
    assert!(nothing.items.is_empty() && nothing.twin.rows.is_empty());
    assert!(
        laws::labels(&nothing).iter().any(|label| label.text == "There are no answers in this evidence.")
    );
}

#[test]
fn by_score_the_lowest_stands_first_and_nobody_is_told_twice() {
    let (journey, evidence) = skincare("en");
    let shown = figures::derive(&journey, Some(&evidence), None);
    let range = |at: &usize| {
        let score = shown.score_of(&shown.survey(&journey, Some(&evidence)).questions[*at]).unwrap();
        figures::survey::range(score).unwrap_or(f64::INFINITY)
    };
    let order = shown.order(shown.survey(&journey, Some(&evidence)), true);
    assert!(order.windows(2).all(|pair| range(&pair[0]) <= range(&pair[1])));
    let n = |order: &[usize]| -> u64 {
        order
            .iter()
            .map(|at| shown.score_of(&shown.survey(&journey, Some(&evidence)).questions[*at]).unwrap().n)
            .sum()
    };
    // 284 + 381 + 361 + 312 answers of four stages, each given at one of their touchpoints, and 164 recommendations
    assert_eq!(n(&order), 284 + 381 + 361 + 312 + 164);
    assert_eq!(
        shown.order(shown.survey(&journey, Some(&evidence)), false).len(),
        order.len() + 4,
        "four stages are made of their touchpoints"
    );
    let laid = laid(&journey, &evidence, Seen { by_score: true, ..SEEN });
    assert!(laid.items.iter().find(|item| item.subject != Subject::Order(true)).is_some());
    let first = rows(&laid).next().unwrap().0;
    assert!(first.label.starts_with("Cart, Purchase: CSAT 3.7% in the top two"), "{}", first.label);
}

#[test]
fn where_high_is_bad_the_highest_answer_is_the_worst_and_keeps_its_number() {
    let (mut journey, mut evidence) = skincare("en");
    journey.stages.truncate(1);
    let counts = vec![(1.0, 40), (2.0, 20), (4.0, 10), (6.0, 5), (7.0, 25)];
    evidence.stages.truncate(1);
    evidence.stages[0].answers = vec![Answers {
        source: "survey".into(),
        kind: ScoreKind::Ces,
        scale: (1.0, 7.0),
        method: ScoreMethod::Mean,
        label: Some("How much effort was it?".into()),
        flip: true,
        line: false,
        counts,
        missing: 0,
        n: 100,
        weights: None,
    }];
    evidence.touchpoints.clear();
    evidence.personas.clear();
    let shown = figures::derive(&journey, Some(&evidence), None);
    let split = &shown.survey(&journey, Some(&evidence)).questions[0].split;
    assert_eq!((split.under, split.middle, split.over), (0.3, 0.1, 0.6));
    let laid = laid(&journey, &evidence, SEEN);
    let (item, _) = rows(&laid).next().unwrap();
    assert!(
        item.label.contains(
            "; 7: 25 (25%); 6: 5 (5%); 5: 0 (0%); 4: 10 (10%); 3: 0 (0%); 2: 20 (20%); 1: 40 (40%)"
        ),
        "{}",
        item.label
    );
    assert_eq!(
        parts(&laid, item)[0].color,
        Theme::light().level[0],
        "seven stands at the left, as the worst"
    );
}

#[test]
fn personas_stand_beside_everybody_and_differ_by_the_tests_of_two_shares() {
    let (journey, evidence) = skincare("en");
    let shown = figures::derive(&journey, Some(&evidence), None);
    let question = shown
        .survey(&journey, Some(&evidence))
        .questions
        .iter()
        .find(|one| one.stage == 1 && one.whole)
        .unwrap();
    let [rani, trudi] = question.groups.as_slice() else { panic!("{:?}", question.groups) };
    // Rani: 146 of 204 gave 4 or 5; everybody else: 220 − 146 of 381 − 204
    let change = rani.difference.as_ref().unwrap();
    assert_eq!((change.now, change.n), (146.0 / 204.0, (177, 204)));
    assert!((change.before - 74.0 / 177.0).abs() < 1e-12);
    let (value, interval) = figures::compare::newcombe((146, 204), (74, 177)).unwrap();
    assert_eq!((change.value, change.interval), (value, Some(interval)));
    assert!(change.is_sure() && trudi.difference.as_ref().unwrap().is_sure());
    assert_eq!(
        shown.survey(&journey, Some(&evidence)).tests,
        10,
        "five stages, two personas who are not everybody"
    );
    // one persona in focus is compared alone
    let laid = laid(&journey, &evidence, Seen { persona: Some(1), ..SEEN });
    let who: Vec<usize> = rows(&laid).filter_map(|(_, place)| place.persona).collect();
    assert_eq!(who, [1; 5]);
}

// ---- every figure is one of `jejak figures` ---------------------------------------------------------------

/// The numbers of a text, each as it is written.
fn figures_in(text: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let open = out.last_mut().unwrap();
        if c.is_ascii_digit() || (matches!(c, '.' | ',') && !open.is_empty()) {
            open.push(c);
        } else if !open.is_empty() {
            out.push(String::new());
        }
    }
    let bare = out.into_iter().map(|one| one.trim_end_matches(['.', ',']).to_owned());
    bare.filter(|one| !one.is_empty()).collect()
}

/// Every number that a score lets a row say, as it is written.
fn allowed(score: &Value, difference: Option<&Value>, lang: Lang) -> Vec<String> {
    let numbers = Plain(lang);
    let of = |value: &Value, key: &str| value.get(key).and_then(Value::as_number);
    let pair = |value: &Value, key: &str| -> Vec<f64> {
        value
            .get(key)
            .and_then(Value::as_list)
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_number)
            .collect()
    };
    let mut out: Vec<String> = Vec::new();
    let mut say = |text: String| out.extend(figures_in(&text));
    let kind = score.get("kind").and_then(Value::as_text).unwrap();
    let method = score.get("method").and_then(Value::as_text).unwrap();
    let mut values: Vec<f64> = of(score, "value").into_iter().chain(pair(score, "interval")).collect();
    if method != "mean_student_t" && kind != "nps" {
        for value in values.drain(..) {
            say(numbers.percent(value, 0));
            say(numbers.percent(value, 1));
        }
    }
    values.extend(of(score, "mean").into_iter().chain(pair(score, "mean_interval")));
    for value in values {
        say(numbers.decimal(value, 0));
        say(numbers.decimal(value, 2));
    }
    let n = of(score, "n").unwrap();
    for key in ["n", "missing"] {
        say(numbers.decimal(of(score, key).unwrap(), 0));
    }
    let mut groups = [0.0; 3];
    for (answer, count) in score.get("counts").and_then(Value::as_map).unwrap() {
        let (answer, count) = (answer.parse::<f64>().unwrap(), count.as_number().unwrap());
        groups[if answer >= 9.0 { 2 } else { usize::from(answer > 6.0) }] += count;
        for text in [numbers.decimal(count, 0), numbers.percent(count / n, 0)] {
            say(text);
        }
    }
    for count in groups.iter().filter(|_| kind == "nps") {
        say(numbers.decimal(*count, 0));
        say(numbers.percent(count / n, 0));
    }
    if let Some(change) = difference {
        let scale = if kind != "nps" && method != "mean_student_t" { 100.0 } else { 1.0 };
        for value in pair(change, "interval").into_iter().chain(of(change, "value")) {
            say(numbers.decimal(value * scale, 0));
            say(numbers.decimal(value * scale, 1));
        }
        for p in ["p", "adjusted_p"].iter().filter_map(|key| of(change, key)) {
            say(numbers.decimal(p.max(0.001), 3));
        }
    }
    // the level of intervals; answers as they stand before their counts, and those of an NPS
    for text in ["95", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] {
        say(text.to_owned());
    }
    out
}

#[test]
fn every_figure_of_a_row_is_one_of_jejak_figures_and_a_planted_one_is_found() {
    let (mut checked, mut planted, mut found) = (0, 0, 0);
    for (word, lang) in [("en", Lang::En), ("id", Lang::Id)] {
        let (journey, evidence) = skincare(word);
        let shown = figures::derive(&journey, Some(&evidence), None);
        let written = figures::write(&shown, shown.survey(&journey, Some(&evidence)));
        let questions = written.get("survey").unwrap().get("questions").unwrap().as_list().unwrap();
        for (width, by_score) in [(360.0, false), (768.0, true), (1280.0, false), (1280.0, true)] {
            let laid = laid(&journey, &evidence, Seen { width, lang, by_score, ..SEEN });
            for (item, place) in rows(&laid) {
                let at = shown
                    .survey(&journey, Some(&evidence))
                    .questions
                    .iter()
                    .position(|one| {
                        (one.stage, one.touchpoint, one.score) == (place.stage, place.touchpoint, place.score)
                    })
                    .unwrap();
                let group = shown.survey(&journey, Some(&evidence)).questions[at]
                    .groups
                    .iter()
                    .position(|group| Some(group.persona) == place.persona);
                let own = &questions[at];
                let groups = own.get("groups").and_then(Value::as_list).unwrap();
                let (score, difference) = match group {
                    Some(group) => (groups[group].get("score").unwrap(), groups[group].get("difference")),
                    None => (own.get("score").unwrap(), None),
                };
                let mut allowed = allowed(score, difference, lang);
                let comments = own.get("comments").and_then(Value::as_number).unwrap();
                allowed.extend(figures_in(&Plain(lang).decimal(comments, 0)));
                let mut said = texts(&laid, item);
                said.push(item.label.clone());
                // names may hold digits of their own; here none does
                for figure in said.iter().flat_map(|text| figures_in(text)) {
                    assert!(allowed.contains(&figure), "{figure} of {said:?} is none of {allowed:?}");
                    checked += 1;
                    if figure.len() >= 2 {
                        let last = figure.as_bytes()[figure.len() - 1] - b'0';
                        let wrong = format!("{}{}", &figure[..figure.len() - 1], (last + 1) % 10);
                        planted += 1;
                        found += usize::from(!allowed.contains(&wrong));
                    }
                }
            }
        }
    }
    assert!(checked > 3_000 && planted > 1_000, "{checked} figures, {planted} planted");
    assert!(found as f64 > 0.8 * planted as f64, "only {found} of {planted} planted figures were found");
}

#[test]
fn no_head_of_a_column_is_cut() {
    for (word, lang) in [("en", Lang::En), ("id", Lang::Id)] {
        let (journey, evidence) = skincare(word);
        for width in (600..1400).step_by(20) {
            let laid = laid(&journey, &evidence, Seen { width: f64::from(width), lang, ..SEEN });
            for label in laws::labels(&laid).into_iter().filter(|label| label.pane == Pane::Head) {
                assert!(!label.text.ends_with('…'), "{:?} at {width}", label.text);
            }
        }
    }
}

#[test]
fn the_table_holds_every_count() {
    let (journey, evidence) = skincare("en");
    let shown = figures::derive(&journey, Some(&evidence), None);
    let laid = laid(&journey, &evidence, SEEN);
    let column = |name: &str| laid.twin.header.iter().position(|head| head == name).unwrap();
    let number = |text: &str| text.replace(',', "").parse::<u64>().unwrap();
    assert_eq!(
        laid.twin.rows.len(),
        shown
            .survey(&journey, Some(&evidence))
            .questions
            .iter()
            .map(|one| 1 + one.groups.len())
            .sum::<usize>()
    );
    for cells in &laid.twin.rows {
        let counts = cells[column("Answers")].split("; ").filter(|one| !one.is_empty());
        let sum: u64 = counts.map(|one| number(one.rsplit(": ").next().unwrap())).sum();
        assert_eq!(sum, number(&cells[column("N")]), "{cells:?}");
    }
    let cart = laid.twin.rows.iter().find(|row| row[1] == "Cart").unwrap();
    assert_eq!(cart[column("Answers")], "1: 17; 2: 5; 3: 4; 4: 1");
    assert_eq!(cart[column("Left out")], "1");
}

// ---- details, lane -----------------------------------------------------------------------------------

#[test]
fn a_row_opens_its_score_its_personas_and_its_comments() {
    let (journey, evidence) = skincare("en");
    let subject =
        |touchpoint, persona| Subject::Question(Question { stage: 2, touchpoint, score: 0, persona });
    let open =
        |subject: &Subject| with(&journey, &evidence, SEEN, |input| layout::panel(input, subject)).unwrap();
    let about = |panel: &Panel| -> Vec<String> {
        panel.parts.iter().map(|part| format!("{:?}", part.about)).collect()
    };
    let cart = open(&subject(Some(0), None));
    assert_eq!((cart.title.as_str(), cart.note.as_str()), ("Cart", "Purchase"));
    assert_eq!(about(&cart)[..2], ["Scores", "Comments"]);
    let written: Vec<&str> = blocks(&cart)
        .filter_map(|block| match block {
            Block::Entries(entries) => Some(entries.list.iter().map(|entry| entry.text.as_str())),
            _ => None,
        })
        .flatten()
        .collect();
    let kept = evidence.comments.iter().filter(|comment| comment.at == "cart").count();
    assert_eq!(written.len(), kept);
    assert!(kept > 5, "{kept}");
    let stage = open(&subject(None, Some(0)));
    assert_eq!(about(&stage)[..3], ["Scores", "Groups", "Comments"]);
    let plots = blocks(&stage).find_map(|block| match block {
        Block::Plots { rows, .. } => Some(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(plots.unwrap(), ["Rani", "Bu Trudi", "All"]);
    let own = blocks(&stage).find_map(|block| match block {
        Block::Heading(heading) => Some(heading.as_str()),
        _ => None,
    });
    assert_eq!(own, Some("Rani, 27"), "what she answered stands first");
    let nobody = Question { stage: 9, touchpoint: None, score: 0, persona: None };
    assert!(
        with(&journey, &evidence, SEEN, |input| layout::panel(input, &Subject::Question(nobody))).is_none()
    );
}

#[test]
fn the_lane_stands_where_it_is_asked_for_and_draws_the_three_lowest() {
    let (mut journey, evidence) = skincare("en");
    let shown = figures::derive(&journey, Some(&evidence), None);
    let state = |journey: &Journey| {
        lane_states(journey, &shown)
            .into_iter()
            .find(|lane| lane.kind == LaneKind::Survey)
            .map(|lane| lane.shown)
    };
    journey.lanes.clear();
    assert_eq!(state(&journey), Some(LaneShown::Hidden), "a document that lists none");
    assert_eq!(
        lane_states(&journey, &figures::Figures::default()).iter().find(|lane| lane.kind == LaneKind::Survey),
        None
    );
    journey.lanes = vec![Lane { kind: LaneKind::Survey, title: None, collapsed: false }];
    assert_eq!(state(&journey), Some(LaneShown::Open));
    for (width, whose) in [(1280.0, vec!["Cart", "Address and shipping", "Online payment"])] {
        let map = with(&journey, &evidence, Seen { width, ..SEEN }, layout::journey);
        let at: Vec<&str> = rows(&map)
            .filter(|(_, place)| place.stage == 2)
            .map(|(item, _)| item.tip[0].split(", ").next().unwrap())
            .collect();
        assert_eq!(at, whose);
        // three parts around one line of neutral, in two colours and grey
        for (item, place) in rows(&map) {
            let question = shown
                .survey(&journey, Some(&evidence))
                .questions
                .iter()
                .find(|one| (one.stage, one.touchpoint) == (place.stage, place.touchpoint))
                .unwrap();
            let boxes: Vec<Rect> = map
                .scene
                .marks
                .iter()
                .filter(|mark| mark.key == item.key)
                .filter_map(|mark| match &mark.shape {
                    Shape::Rect { rect, .. } if rect.height() == 8.0 => Some(*rect),
                    _ => None,
                })
                .collect();
            let all = boxes.last().unwrap().x1 - boxes[0].x0;
            let sides = [Side::Under, Side::Middle, Side::Over].map(|side| question.split.count(side));
            let n: u64 = sides.iter().sum();
            let some: Vec<f64> =
                sides.iter().filter(|n| **n > 0).map(|count| *count as f64 / n as f64).collect();
            assert_eq!(some.len(), boxes.len());
            for (share, part) in some.iter().zip(&boxes) {
                assert!((part.width() / all - share).abs() < 0.03, "{share} {part:?} of {all}");
            }
        }
    }
}
