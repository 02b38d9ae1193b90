//! Every figure of the details panel is one of the figures; what is known of a stage, a step and a touchpoint is there, whole.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

mod sample;

use jejak::figures::{self, Figures, Of, ThemeFigures};
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::layout::panel::{About, Bar, Block, Entry, Part, Plot};
use jejak::layout::{self, Input, Panel, Subject};
use jejak::model::evidence::{Comment, Evidence};
use jejak::model::journey::{Journey, LaneKind};
use jejak::model::{read_evidence, read_journey};
use jejak::value::Value;
use jejak::words::{self, Lang, Numbers, numbers::Plain};
use std::path::Path;

/// Documents with what follows from them.
struct Case {
    journey: Journey,
    evidence: Option<Evidence>,
    figures: Figures,
    lang: Lang,
}

impl Case {
    fn new(journey: Journey, evidence: Option<Evidence>, lang: Lang) -> Self {
        let figures = figures::derive(&journey, evidence.as_ref(), None);
        Self { journey, evidence, figures, lang }
    }

    /// The test's own shop.
    fn sample(lang: Lang) -> Self {
        let indonesian = lang == Lang::Id;
        Self::new(sample::journey(indonesian), Some(sample::evidence(indonesian)), lang)
    }

    /// The worked example.
    fn skincare(lang: Lang) -> Self {
        let tongue = if lang == Lang::Id { "id" } else { "en" };
        let read = |name: &str| -> Value {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/skincare");
            let path = path.join(format!("{name}.{tongue}.json"));
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let (journey, evidence) = (read_journey(&read("journey")).0, read_evidence(&read("evidence")).0);
        Self::new(journey.unwrap(), Some(evidence.unwrap()), lang)
    }

    fn panel(&self, subject: &Subject, persona: Option<usize>) -> Option<Panel> {
        layout::panel(
            &Input {
                journey: &self.journey,
                figures: &self.figures,
                evidence: self.evidence.as_ref(),
                width: 1280.0,
                height: None,
                lang: self.lang,
                theme: &Theme::light(),
                text: &Table,
                numbers: &Plain(self.lang),
                persona,
                selected: None,
                card: 0,
                lanes: None,
                beside: true,
            },
            subject,
        )
    }

    fn stage(&self, at: usize) -> Panel {
        self.panel(&Subject::Stage(at), None).unwrap()
    }

    fn count(&self, n: u64) -> String {
        Plain(self.lang).decimal(n as f64, 0)
    }

    fn percent(&self, share: f64) -> String {
        Plain(self.lang).percent(share, 1)
    }

    fn signed(&self, value: f64) -> String {
        let text = Plain(self.lang).decimal(value, 2);
        if value >= 0.005 { format!("+{text}") } else { text }
    }
}

fn part(panel: &Panel, about: About) -> &Part {
    let found = panel.parts.iter().find(|part| part.about == about);
    found.unwrap_or_else(|| panic!("{}: no part {about:?}", panel.title))
}

fn plots(part: &Part) -> Vec<&Plot> {
    part.blocks
        .iter()
        .flat_map(|block| if let Block::Plots { rows, .. } = block { rows.as_slice() } else { &[] })
        .collect()
}

fn bars(part: &Part) -> Vec<&Bar> {
    part.blocks
        .iter()
        .flat_map(|block| if let Block::Bars(rows) = block { rows.as_slice() } else { &[] })
        .collect()
}

fn entries(part: &Part) -> Vec<&Entry> {
    let list = |block: &'_ Block| matches!(block, Block::Entries(_));
    let block = part.blocks.iter().find(|block| list(block));
    block
        .map(|block| if let Block::Entries(all) = block { all.list.iter().collect() } else { Vec::new() })
        .unwrap_or_default()
}

/// Every sentence and small print of a part.
fn said(part: &Part) -> String {
    let text = |block: &Block| match block {
        Block::Text(text) | Block::Note(text) | Block::Heading(text) => text.clone(),
        Block::Pairs(pairs) => pairs.iter().map(|[name, value]| format!("{name}: {value}\n")).collect(),
        Block::Big(big) => big.iter().map(|big| format!("{} {}\n", big.value, big.word)).collect(),
        _ => String::new(),
    };
    part.blocks.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Every text that is anywhere in a value.
fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Text(text) => out.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| texts(value, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for lang in Lang::ALL {
        cases.push(Case::sample(lang));
        cases.push(Case::skincare(lang));
    }
    cases
}

#[test]
fn people_and_rates_are_those_of_the_figures() {
    for case in cases() {
        let funnel = case.figures.funnel.as_ref().unwrap();
        for (at, stage) in case.figures.stages.iter().enumerate() {
            let panel = case.stage(at);
            let people = part(&panel, About::People);
            let big: Vec<&str> = people
                .blocks
                .iter()
                .flat_map(|block| if let Block::Big(big) = block { big.as_slice() } else { &[] })
                .map(|big| big.value.as_str())
                .collect();
            let mut wanted = vec![case.count(stage.people.unwrap())];
            wanted.extend(stage.lost.map(|n| format!("−{}", case.count(n))));
            assert_eq!(big, wanted, "{}", stage.name);

            let rows = plots(people);
            let Some((share, interval)) = stage.went_on else {
                assert!(rows.is_empty());
                continue;
            };
            let step = stage.step.unwrap();
            let n = funnel.steps[step].people - funnel.steps[step].pending;
            assert_eq!(rows[0].figures[0], case.percent(share));
            assert_eq!((rows[0].at, rows[0].span), (Some(share), Some(interval)));
            assert_eq!(rows[0].figures[2], format!("n\u{a0}{}", case.count(n)));
            let groups: Vec<_> = case.figures.segments.iter().flat_map(|s| &s.groups).collect();
            let mut shown = rows.iter().skip(1);
            for group in groups {
                let [here, next] = [step, step + 1].map(|at| &group.funnel.steps[at]);
                let Some(rate) = next.of_previous else { continue };
                let row = shown.next().unwrap();
                assert_eq!(row.figures[0], case.percent(rate), "{}", group.value);
                assert_eq!(row.span, next.interval_of_previous);
                assert_eq!(row.figures[2], format!("n\u{a0}{}", case.count(here.people - here.pending)));
            }
            assert!(shown.next().is_none());
            if stage.pending > 0 {
                let pending = said(part(&panel, About::Pending));
                assert!(pending.starts_with(&case.count(stage.pending)), "{pending}");
            }
        }
    }
}

#[test]
fn who_goes_on_less_often_is_said_with_difference_interval_and_p() {
    for case in cases() {
        let numbers = Plain(case.lang);
        for (at, stage) in case.figures.stages.iter().enumerate().filter(|(_, stage)| stage.lost.is_some()) {
            let said = said(part(&case.stage(at), About::Groups));
            for segments in &case.figures.segments {
                let mut sure = 0;
                for group in &segments.groups {
                    let next = stage.step.unwrap() + 1;
                    let found = group.differences.iter().find(|d| d.step == next && d.of == Of::Previous);
                    let Some(found) = found.filter(|found| found.is_sure()) else { continue };
                    let points = |share: f64| numbers.decimal((share * 100.0).abs(), 1);
                    let (low, high) = found.interval;
                    for figure in [points(found.value), points(low), points(high), case.count(segments.tests)]
                    {
                        assert!(said.contains(&figure), "{figure} is not in: {said}");
                    }
                    sure += 1;
                }
                assert!(
                    sure > 0 || said.contains(&words::terms::field(&segments.field, case.lang)),
                    "{said}"
                );
            }
        }
    }
}

#[test]
fn emotion_is_measured_assumed_and_spread_as_in_the_figures() {
    for case in cases() {
        for (at, stage) in case.figures.stages.iter().enumerate() {
            let panel = case.stage(at);
            let emotion = part(&panel, About::Emotion);
            let rows = plots(emotion);
            let measured = stage.measured.unwrap();
            assert_eq!(rows[0].figures[0], case.signed(measured.value));
            assert_eq!(rows[0].at, Some((measured.value + 1.0) / 2.0));
            assert_eq!(rows[0].figures[2], format!("n\u{a0}{}", case.count(measured.n)));
            let (low, high) = measured.interval.unwrap();
            let span = rows[0].span.unwrap();
            assert!(
                (span.0 * 2.0 - 1.0 - low.max(-1.0)).abs() < 1e-9
                    && (span.1 * 2.0 - 1.0 - high.min(1.0)).abs() < 1e-9
            );
            let hollow: Vec<&str> = rows
                .iter()
                .filter(|row| row.span.is_none() && row.hollow)
                .map(|r| r.figures[0].as_str())
                .collect();
            let drawn: Vec<String> =
                [stage.assumed, stage.to_be].into_iter().flatten().map(|v| case.signed(v)).collect();
            assert_eq!(hollow, drawn);
            let personas = case.figures.personas.iter().filter(|persona| !persona.small);
            let wanted: Vec<String> = personas
                .filter_map(|persona| persona.stages[at].measured)
                .map(|m| case.signed(m.value))
                .collect();
            let shown: Vec<&str> =
                rows.iter().filter(|row| row.persona.is_some()).map(|row| row.figures[0].as_str()).collect();
            assert_eq!(shown, wanted);
            if let Some(gap) = stage.gap {
                assert!(said(emotion).contains(&Plain(case.lang).decimal(gap.size.abs(), 2)));
            }
            let counts = stage.scores.iter().map(|score| score.levels).fold([0; 5], |mut sum, levels| {
                sum.iter_mut().zip(levels).for_each(|(sum, more)| *sum += more);
                sum
            });
            for count in counts.into_iter().filter(|count| *count > 0) {
                let share = Plain(case.lang).percent(count as f64 / measured.n as f64, 0);
                let spread = format!("{} ({share})", case.count(count));
                assert!(said(emotion).contains(&spread), "{spread} is not in {}", said(emotion));
            }
        }
    }
}

#[test]
fn scores_times_measures_and_moves_are_those_of_the_figures() {
    for case in cases() {
        let numbers = Plain(case.lang);
        for (at, stage) in case.figures.stages.iter().enumerate() {
            let panel = case.stage(at);
            for score in &stage.scores {
                let whole = words::score(score, case.lang, &numbers).unwrap();
                let shown = part(&panel, About::Scores);
                assert!(said(shown).contains(&whole));
                assert!(said(shown).contains(&words::panel::method(score, case.lang, &numbers)));
                let columns = shown.blocks.iter().find_map(|block| match block {
                    Block::Columns(columns) => Some(columns),
                    _ => None,
                });
                let counts: Vec<String> =
                    columns.unwrap().iter().map(|column| column.count.clone()).collect();
                let wanted: Vec<String> =
                    stage.scores[0].counts.iter().map(|(_, n)| case.count(*n)).collect();
                assert_eq!(counts, wanted);
            }
            if let Some(median) = stage.to_next.median {
                let time = said(part(&panel, About::Time));
                for seconds in [Some(median), stage.to_next.p25, stage.to_next.p75, stage.to_next.p90]
                    .into_iter()
                    .flatten()
                {
                    let shown = words::duration(seconds, case.lang, &numbers);
                    assert!(time.contains(&shown), "{shown} is not in {time}");
                }
                assert!(
                    time.contains(&numbers.percent(0.044, 1)) && time.contains(&case.count(stage.to_next.n))
                );
            }
            let shares: Vec<String> = stage
                .measures
                .iter()
                .filter_map(|measure| measure.share)
                .map(|share| case.percent(share))
                .collect();
            if !shares.is_empty() {
                let shown: Vec<String> =
                    plots(part(&panel, About::Measures)).iter().map(|row| row.figures[0].clone()).collect();
                assert_eq!(shown, shares);
            }
            if !stage.onward.is_empty() {
                let shown: Vec<String> =
                    bars(part(&panel, About::Onward)).iter().map(|bar| bar.figures[0].clone()).collect();
                let wanted: Vec<String> =
                    stage.onward.iter().map(|onward| case.count(onward.people)).collect();
                assert_eq!(shown, wanted);
            }
            if let Some(priority) = stage.priority {
                let counted = said(part(&panel, About::Counted));
                for figure in [
                    numbers.decimal(priority.value, 0),
                    case.count(priority.lost),
                    words::picture::dip(&priority, &numbers),
                ] {
                    assert!(counted.contains(&figure), "{figure} is not in {counted}");
                }
            }
        }
    }
}

/// Active and all of the cohorts that are old enough, counted again from the evidence.
fn came_back(evidence: &Evidence, age: usize) -> (u64, u64) {
    let old = evidence.cohorts.iter().filter(|cohort| cohort.active.len() > age);
    old.fold((0, 0), |(active, of), cohort| (active + cohort.active[age], of + cohort.size))
}

#[test]
fn who_came_back_is_told_at_the_stage_it_is_about() {
    for (lang, age, young) in
        [(Lang::En, "After 1 week", "too young"), (Lang::Id, "Setelah 1 minggu", "terlalu muda")]
    {
        let case = Case::skincare(lang);
        let evidence = case.evidence.as_ref().unwrap();
        let panel = case.stage(3);
        let told = part(&panel, About::Retention);
        let rows = plots(told);
        assert_eq!((rows.len(), rows[0].name.as_str()), (6, age));
        for (at, row) in rows.iter().enumerate() {
            let (active, of) = came_back(evidence, at + 1);
            let share = active as f64 / of as f64;
            let n = format!("n\u{a0}{}", case.count(of));
            assert_eq!([&row.figures[0], &row.figures[2]], [&case.percent(share), &n]);
            let (low, high) = row.span.unwrap();
            assert!(low < share && share < high && row.at == Some(share) && !row.figures[1].is_empty());
        }
        let said = said(told);
        let people: u64 = evidence.cohorts.iter().map(|cohort| cohort.size).sum();
        for figure in [&case.count(people), "+07:00", young] {
            assert!(said.contains(figure), "{figure} is not in {said}");
        }
        let elsewhere = [0, 1, 2, 4].map(|at| case.stage(at));
        assert!(elsewhere.iter().flat_map(|panel| &panel.parts).all(|part| part.about != About::Retention));
    }
    // the stage whose rows count says it before the one that is called so; else the last
    let at = |change: &dyn Fn(&mut Case)| {
        let mut case = Case::skincare(Lang::En);
        change(&mut case);
        let told = |at: &usize| case.stage(*at).parts.iter().any(|part| part.about == About::Retention);
        (0..5).filter(told).collect::<Vec<_>>()
    };
    assert_eq!(at(&|case| case.journey.cohorts.active = Some("purchase".into())), [2]);
    assert_eq!(at(&|case| case.journey.stages[3].id = "again".into()), [4]);
    assert!(at(&|case| case.figures.retention = None).is_empty());
}

#[test]
fn a_period_of_their_start_in_which_not_all_were_active_is_told() {
    let mut case = Case::skincare(Lang::En);
    let retention = case.figures.retention.as_mut().unwrap();
    retention.ages[0].active -= 1;
    assert_eq!(plots(part(&case.stage(3), About::Retention))[0].name, "In the same week");
    let retention = case.figures.retention.as_mut().unwrap();
    let last = *retention.ages.last().unwrap();
    retention.ages.extend((7..20).map(|age| figures::RetentionAge { age, ..last }));
    let panel = case.stage(3);
    let told = part(&panel, About::Retention);
    assert_eq!(plots(told).len(), 12);
    assert!(said(told).contains("The first 12 of 20."), "{}", said(told));
}

#[test]
fn themes_and_comments_are_those_of_the_place() {
    let (journey, mut evidence) = (sample::journey(false), sample::evidence(false));
    let comment = |at: &str, nth: usize| Comment {
        at: at.into(),
        text: format!("Too dear, said {nth}"),
        score: Some(2.0),
        time: None,
    };
    let places = ["purchase", "purchase-1", "retention"];
    evidence.comments = (0..90).map(|nth| comment(places[nth % 3], nth)).collect();
    let mut case = Case::new(journey, Some(evidence), Lang::En);
    let theme = |text: &str, count| ThemeFigures { text: text.into(), count, of: 128, mean: Some(-0.7) };
    case.figures.stages[2].themes = vec![theme("shipping cost", 74), theme("voucher", 16)];
    let panel = case.stage(2);
    let comments = part(&panel, About::Comments);
    let shown: Vec<(&str, String)> =
        bars(comments).iter().map(|bar| (bar.name.as_str(), bar.figures.join(" "))).collect();
    assert_eq!(
        shown,
        [("shipping cost", "74 58% mean −0.70".into()), ("voucher", "16 13% mean −0.70".into())]
    );
    assert!(said(comments).starts_with("128 comments"));
    let list = entries(comments);
    assert_eq!(list.len(), 60, "those of the stage and of its touchpoints, and of no other");
    assert!(list[0].quoted && list[1].lines == ["Payment, score 2"], "{:?}", list[1]);
    let folded = comments.blocks.iter().find_map(|block| match block {
        Block::Entries(all) => Some((all.first, all.all.as_str())),
        _ => None,
    });
    assert_eq!(folded, Some((20, "All 60")));
    // the touchpoint has its own
    let own = case.panel(&Subject::Touchpoint(2, 1), None).unwrap();
    assert_eq!(entries(part(&own, About::Comments)).len(), 30);
}

#[test]
fn what_the_author_wrote_is_there_whole() {
    for lang in Lang::ALL {
        let case = Case::skincare(lang);
        for (at, stage) in case.journey.stages.iter().enumerate() {
            let panel = case.stage(at);
            let all = |about| {
                let found = panel.parts.iter().find(|part| part.about == about);
                found
                    .map(|part| entries(part).iter().map(|entry| entry.text.clone()).collect())
                    .unwrap_or_default()
            };
            let touchpoints = || stage.touchpoints.iter();
            let mut pains: Vec<String> = all(About::Pains);
            let mut wanted: Vec<String> =
                touchpoints().flat_map(|t| &t.pains).map(|pain| pain.text.clone()).collect();
            pains.sort();
            wanted.sort();
            assert_eq!(pains, wanted);
            let mut chances: Vec<String> = all(About::Opportunities);
            let mut wanted: Vec<String> =
                touchpoints().flat_map(|t| &t.opportunities).map(|o| o.text.clone()).collect();
            chances.sort();
            wanted.sort();
            assert_eq!(chances, wanted);
            let lanes: [(LaneKind, Vec<&String>); 5] = [
                (LaneKind::Actions, touchpoints().flat_map(|t| &t.actions).collect()),
                (LaneKind::Thoughts, touchpoints().flat_map(|t| &t.thoughts).collect()),
                (LaneKind::Needs, touchpoints().flat_map(|t| &t.needs).collect()),
                (LaneKind::Expectations, touchpoints().flat_map(|t| &t.expectations).collect()),
                (LaneKind::Quotes, touchpoints().flat_map(|t| &t.quotes).collect()),
            ];
            for (kind, wanted) in lanes {
                assert_eq!(
                    all(About::Texts(kind)).iter().collect::<Vec<_>>(),
                    wanted,
                    "{kind:?} of {}",
                    stage.name
                );
            }
        }
    }
}

#[test]
fn a_cell_opens_its_stage_with_its_own_part_first() {
    let case = Case::skincare(Lang::En);
    let first = |subject: &Subject| case.panel(subject, None).unwrap().parts[0].about;
    assert_eq!(first(&Subject::Stage(2)), About::People);
    assert_eq!(first(&Subject::Emotion(2)), About::Emotion);
    assert_eq!(first(&Subject::Cell(LaneKind::Pains, 2)), About::Pains);
    assert_eq!(first(&Subject::Cell(LaneKind::Thoughts, 2)), About::Texts(LaneKind::Thoughts));
    assert_eq!(first(&Subject::Cell(LaneKind::Time, 2)), About::Time);
    let whole = |subject: &Subject| case.panel(subject, None).unwrap().parts.len();
    assert_eq!(whole(&Subject::Cell(LaneKind::Pains, 2)), whole(&Subject::Stage(2)));
}

#[test]
fn a_step_says_the_rates_that_lead_to_it() {
    let case = Case::sample(Lang::En);
    let step = &case.figures.funnel.as_ref().unwrap().steps[2];
    let panel = case.panel(&Subject::Step(2), None).unwrap();
    assert!(
        panel.note.starts_with("Step 3 of 5, everyone, 1\u{a0}Jul\u{a0}2026–30\u{a0}Sep\u{a0}2026"),
        "{}",
        panel.note
    );
    let rows = plots(part(&panel, About::People));
    assert_eq!(rows[0].figures[0], case.percent(step.of_previous.unwrap()));
    assert_eq!(rows[1].figures[0], case.percent(step.of_first.unwrap()));
    assert_eq!(rows[1].span, step.interval_of_first);
    assert!(said(part(&panel, About::People)).contains(&case.count(step.any_order)));
    // the bar of a group names that group, sure or not
    let bar = case.panel(&Subject::Bar(2, 1), None).unwrap();
    assert_eq!(bar.parts[0].about, About::Groups);
    assert!(said(&bar.parts[0]).starts_with("“Computer”"), "{}", said(&bar.parts[0]));
}

#[test]
fn the_panel_follows_the_persona_in_focus() {
    let case = Case::sample(Lang::En);
    let panel = case.panel(&Subject::Stage(2), Some(1)).unwrap();
    assert!(panel.note.contains("Bu Trudi, 63"), "{}", panel.note);
    let rows = plots(part(&panel, About::Emotion));
    let own = case.figures.personas[1].stages[2].clone();
    assert_eq!(
        (rows[0].persona, rows[0].figures[0].clone()),
        (Some(1), case.signed(own.measured.unwrap().value))
    );
    assert_eq!(rows[1].figures[0], case.signed(own.assumed.unwrap()));
}

#[test]
fn what_has_no_details_has_no_panel_and_nothing_panics() {
    for case in cases() {
        for subject in
            [Subject::Turn(true), Subject::Persona(0), Subject::Group(0), Subject::Lane(LaneKind::Pains)]
        {
            assert_eq!(case.panel(&subject, None), None);
        }
        for subject in [
            Subject::Stage(99),
            Subject::Touchpoint(0, 99),
            Subject::Step(99),
            Subject::Bar(9, 9),
            Subject::Loop(99),
        ] {
            assert_eq!(case.panel(&subject, Some(99)), None);
        }
        for (at, stage) in case.journey.stages.iter().enumerate() {
            for nth in 0..stage.touchpoints.len() {
                assert!(
                    case.panel(&Subject::Touchpoint(at, nth), Some(0))
                        .is_some_and(|panel| !panel.parts.is_empty())
                );
            }
        }
    }
    // one stage, nothing known: it says so
    let bare = read_journey(&serde_json::from_str(r#"{"stages": ["Find"]}"#).unwrap()).0.unwrap();
    let case = Case::new(bare, None, Lang::En);
    let panel = case.stage(0);
    assert_eq!((panel.title.as_str(), panel.note.as_str()), ("Find", "Stage 1 of 1, everyone"));
    assert!(!panel.parts.is_empty());
}

#[test]
fn no_text_of_the_panel_is_empty_or_unfilled_and_both_languages_differ() {
    let letters =
        |text: &String| -> String { text.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect() };
    let mut both: Vec<Vec<String>> = Vec::new();
    for lang in Lang::ALL {
        // one document in both languages: what is the same was not translated
        let case = Case::new(sample::journey(false), Some(sample::evidence(false)), lang);
        let mut all = Vec::new();
        for at in 0..5 {
            texts(&layout::panel::write(&case.stage(at)), &mut all);
        }
        for text in &all {
            assert!(!text.contains('{') && !text.contains("NaN") && !text.contains("inf"), "{text}");
        }
        both.push(all.iter().map(letters).filter(|text| text.split_whitespace().count() > 3).collect());
    }
    assert!(both[0].len() > 20, "{:?}", both[0]);
    for text in &both[0] {
        assert!(!both[1].contains(text), "not translated: {text}");
    }
}
