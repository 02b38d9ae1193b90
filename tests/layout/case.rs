//! Random journeys: 1 to 12 stages, 0 to 200 touchpoints, texts of 0 to 2,000 characters in six scripts, everything
//! that a document and its evidence can hold, seen in any way.

use crate::sample;
use jejak::layout::{LaneShown, LaneState};
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::model::time::Duration;
use jejak::words::Lang;
use proptest::prelude::*;

/// What a case is made of; a failing one shrinks to fewer stages, fewer touchpoints and shorter texts.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    pub stages: usize,
    pub touchpoints: usize,
    pub personas: usize,
    pub longest: usize,
    pub script: Option<usize>,
    pub measured: bool,
    pub survey_only: bool,
    pub width: f64,
    pub lang: Lang,
    pub dark: bool,
    pub rtl: bool,
}

pub fn plan() -> impl Strategy<Value = Plan> {
    let size = (
        prop_oneof![8 => 1usize..=12, 1 => Just(0usize)],
        prop_oneof![6 => 0usize..=40, 1 => 0usize..=200],
        0usize..=5,
        prop_oneof![6 => 0usize..60, 2 => 0usize..300, 1 => 0usize..=2_000],
        prop::option::of(0usize..SCRIPTS.len()),
    );
    let seen = (any::<bool>(), prop_oneof![2 => 320.0..1600.0f64, 1 => 200.0..4000.0f64]);
    (
        any::<u64>(),
        size,
        prop::bool::weighted(0.75),
        prop::bool::weighted(0.2),
        seen,
        any::<bool>(),
        any::<[bool; 2]>(),
    )
        .prop_map(|(seed, size, measured, survey_only, (dark, width), indonesian, [_, rtl])| Plan {
            seed,
            stages: size.0,
            touchpoints: size.1,
            personas: size.2,
            longest: size.3,
            script: size.4,
            measured,
            survey_only,
            width,
            lang: if indonesian { Lang::Id } else { Lang::En },
            dark,
            rtl,
        })
}

/// A journey, its evidence, and how it is looked at.
pub struct Case {
    pub journey: Journey,
    pub evidence: Option<Evidence>,
    /// What the evidence is held against.
    pub earlier: Option<Evidence>,
    pub lanes: Option<Vec<LaneState>>,
    pub persona: Option<usize>,
    pub selected: Option<usize>,
    pub card: usize,
    pub beside: bool,
    pub height: Option<f64>,
}

const SCRIPTS: [&[&str]; 6] = [
    &[
        "Payment",
        "at",
        "the",
        "counter",
        "is",
        "slow",
        "Überweisung",
        "café",
        "a",
        "sehr-lange-Bindestrich-Wörter",
        "supercalifragilisticexpialidocious",
        "(n=12)",
        "payment_done",
        "…",
        "10%",
        "—",
    ],
    &[
        "顧客体験",
        "の",
        "「海の見える部屋」",
        "、",
        "検討",
        "ちょっと",
        "待って。",
        "购买",
        "流程（含税）",
        "！",
        "ー",
        "고객",
        "여정",
        "ＡＢＣ",
        "12月",
    ],
    &[
        "ค่าส่ง",
        "แพง",
        "กว่า",
        "ข้าว",
        "อีก",
        "เพิ่งแสดง",
        "ในขั้นตอนสุดท้าย",
        "ๆ",
        "น้ำแข็ง",
        "และ",
        "ที่",
        "LINE",
        "เ",
        "5",
    ],
    &[
        "انتظار",
        "45",
        "دقيقة",
        "دون",
        "خبر",
        "،",
        "موقع",
        "Google",
        "مُجَرَّبة",
        "؟",
        "שלום",
        "עולם",
        "(أبو عمر)",
        "مستشفىالجامعةالكبيرفيوسطالمدينة",
    ],
    &[
        "ग्राहक",
        "यात्रा",
        "का",
        "नक्शा",
        "क्षत्रिय",
        "भुगतान",
        "।",
        "प्रतीक्षा",
        "में",
        "हुई",
        "देरी",
        "2",
        "तमिल",
        "தமிழ்",
        "சேவை",
    ],
    &[
        "👨‍👩‍👧‍👦",
        "🇮🇩",
        "❤️",
        "👍🏽",
        "mixed",
        "顧客",
        "عميل",
        "ลูกค้า",
        "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}a",
        "\u{202E}gro",
        "<b>x</b>",
        "\n",
        "\t",
        "a\u{200D}b",
        "𝕏",
        "\u{0}",
        "1️⃣",
        "x\u{FEFF}",
    ],
];

/// Splitmix: a small generator with no state of its own elsewhere.
pub struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }
    /// True `of` times in ten.
    fn often(&mut self, of: usize) -> bool {
        self.below(10) < of
    }
    fn unit(&mut self) -> f64 {
        (self.roll() % 10_001) as f64 / 10_000.0
    }
    fn maybe<T>(&mut self, of: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.often(of).then(|| make(self))
    }
    fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }
    fn people(&mut self) -> u64 {
        match self.below(12) {
            0 => self.roll() % 9_007_199_254_740_992,
            1 | 2 => self.roll() % 12,
            _ => self.roll() % 20_000,
        }
    }
}

/// Writes texts.
struct Author {
    dice: Dice,
    longest: usize,
    script: Option<usize>,
}

impl Author {
    /// A text of up to `longest` characters, often much shorter, now and then empty.
    fn text(&mut self) -> String {
        let dice = &mut self.dice;
        let length = if dice.often(1) { self.longest } else { dice.below(self.longest / 3 + 12) };
        let script = self.script.unwrap_or_else(|| dice.below(SCRIPTS.len()));
        let blanks = !matches!(script, 1 | 2) || dice.often(1);
        let (mut out, mut count) = (String::new(), 0);
        while count < length {
            let word = SCRIPTS[script][dice.below(SCRIPTS[script].len())];
            if blanks && !out.is_empty() && !dice.often(1) {
                out.push(' ');
                count += 1;
            }
            out.push_str(word);
            count += word.chars().count();
        }
        out
    }
    fn texts(&mut self, most: usize) -> Vec<String> {
        let count = if self.dice.often(1) { 4 * most } else { self.dice.below(most + 1) };
        (0..count).map(|_| self.text()).collect()
    }
    fn often(&mut self, of: usize) -> bool {
        self.dice.often(of)
    }
    fn five(&mut self) -> Option<f64> {
        self.dice.maybe(8, |dice| 1.0 + 4.0 * dice.unit())
    }
}

const KINDS: [LaneKind; 16] = [
    LaneKind::Emotion,
    LaneKind::Actions,
    LaneKind::Touchpoints,
    LaneKind::Thoughts,
    LaneKind::Needs,
    LaneKind::Expectations,
    LaneKind::Quotes,
    LaneKind::Pains,
    LaneKind::Opportunities,
    LaneKind::Metrics,
    LaneKind::Survey,
    LaneKind::Time,
    LaneKind::Frontstage,
    LaneKind::Backstage,
    LaneKind::Support,
    LaneKind::Text,
];

fn id(kind: &str, at: usize) -> String {
    format!("{kind}{at}")
}

pub fn case(plan: &Plan) -> Case {
    let mut author = Author { dice: Dice(plan.seed), longest: plan.longest, script: plan.script };
    let journey = journey(plan, &mut author);
    let evidence = plan.measured.then(|| evidence(plan, &journey, &mut author));
    let dice = &mut author.dice;
    let lanes = dice.maybe(6, |dice| {
        let mut kinds = KINDS.to_vec();
        (0..kinds.len()).for_each(|at| kinds.swap(at, dice.below(at + 1)));
        let shown = [LaneShown::Open, LaneShown::Open, LaneShown::Folded, LaneShown::Hidden];
        kinds.into_iter().map(|kind| LaneState { kind, shown: shown[dice.below(4)] }).collect()
    });
    let mut case = Case {
        persona: dice.maybe(4, |dice| dice.below(6)),
        selected: dice.maybe(4, |dice| dice.below(13)),
        card: dice.below(14),
        beside: dice.often(3),
        height: dice.maybe(3, |dice| 200.0 + dice.unit() * 900.0),
        journey,
        evidence,
        earlier: None,
        lanes,
    };
    case.earlier = case
        .evidence
        .clone()
        .filter(|_| author.often(5))
        .map(|now| earlier(plan, &case.journey, now, &mut author));
    case
}

/// An earlier evidence of the same journey: other people, mostly asked the same questions.
fn earlier(plan: &Plan, journey: &Journey, now: Evidence, author: &mut Author) -> Evidence {
    let mut then = evidence(plan, journey, author);
    then.period = author.dice.maybe(5, |_| (0, 8_000_000_000_000_000));
    for (then, now) in then.stages.iter_mut().zip(now.stages) {
        if author.often(8) {
            then.answers = now.answers;
            for (_, count) in then.answers.iter_mut().flat_map(|answers| &mut answers.counts) {
                *count += author.dice.roll() % (*count + 30);
            }
        }
    }
    then.measures =
        now.measures.into_iter().map(|measure| Measure { count: measure.count / 2, ..measure }).collect();
    then
}

fn emotion(plan: &Plan, author: &mut Author) -> Option<Emotion> {
    let dice = &mut author.dice;
    dice.maybe(7, |dice| {
        if plan.personas > 0 && dice.often(5) {
            let each = (0..plan.personas).filter(|_| dice.often(8)).collect::<Vec<_>>();
            Emotion::Personas(each.into_iter().map(|at| (id("p", at), dice.unit() * 2.0 - 1.0)).collect())
        } else {
            Emotion::All(dice.unit() * 2.0 - 1.0)
        }
    })
}

fn touchpoint(plan: &Plan, at: usize, author: &mut Author) -> Touchpoint {
    // half of them hold much, the others only a name
    let full = if author.often(5) { 2 } else { 0 };
    let layers = [Layer::Customer, Layer::Customer, Layer::Frontstage, Layer::Backstage, Layer::Support];
    let status = [Status::Idea, Status::Planned, Status::Doing, Status::Done];
    let pains = author.texts(full).into_iter().map(|text| (text, author.five())).collect::<Vec<_>>();
    let ideas =
        author.texts(full).into_iter().map(|text| (text, author.five(), author.five())).collect::<Vec<_>>();
    Touchpoint {
        id: id("t", at),
        name: author.text(),
        channel: author.dice.maybe(8, |dice| id("c", dice.below(5))),
        personas: author.dice.list(1, |dice| id("p", dice.below(plan.personas.max(1)))),
        layer: layers[author.dice.below(5)],
        importance: author.five(),
        actions: author.texts(full),
        thoughts: author.texts(full),
        needs: author.texts(full),
        expectations: author.texts(full),
        quotes: author.texts(full),
        trigger: author.often(3).then(|| author.text()),
        emotion: emotion(plan, author),
        pains: pains
            .into_iter()
            .map(|(text, severity)| Pain { text, severity, owner: author.often(2).then(|| author.text()) })
            .collect(),
        opportunities: ideas
            .into_iter()
            .map(|(text, impact, effort)| Opportunity {
                text,
                impact,
                effort,
                status: status[author.dice.below(4)],
                owner: author.often(2).then(|| author.text()),
                url: None,
            })
            .collect(),
        rules: Vec::new(),
    }
}

fn journey(plan: &Plan, author: &mut Author) -> Journey {
    let mut stages: Vec<Stage> = (0..plan.stages)
        .map(|at| Stage {
            id: id("s", at),
            name: author.text(),
            goal: author.often(4).then(|| author.text()),
            planned: author
                .dice
                .maybe(3, |dice| Duration { micros: dice.roll() as i64 % 10_000_000_000_000 }),
            emotion: emotion(plan, author),
            to_be: author.dice.maybe(4, |dice| dice.unit() * 2.0 - 1.0),
            target: Target::default(),
            rules: Vec::new(),
            touchpoints: Vec::new(),
        })
        .collect();
    // sometimes all at one stage
    let one = author.dice.maybe(1, |dice| dice.below(plan.stages));
    for at in 0..plan.touchpoints {
        let stage = one.unwrap_or_else(|| author.dice.below(plan.stages));
        let touchpoint = touchpoint(plan, at, author);
        if let Some(stage) = stages.get_mut(stage) {
            stage.touchpoints.push(touchpoint);
        }
    }
    let kinds =
        [ChannelKind::Chat, ChannelKind::Web, ChannelKind::Courier, ChannelKind::Store, ChannelKind::Other];
    Journey {
        title: author.text(),
        lang: plan.rtl.then(|| "ar".to_owned()),
        scenario: author.often(6).then(|| author.text()),
        goal: author.often(6).then(|| author.text()),
        to_be: author.often(1),
        scale: Scale {
            labels: author.often(2).then(|| core::array::from_fn(|_| author.text())),
            ..Scale::default()
        },
        personas: (0..plan.personas)
            .map(|at| Persona {
                id: id("p", at),
                name: author.text(),
                quote: author.often(7).then(|| author.text()),
                goals: author.texts(2),
                needs: author.texts(2),
                frustrations: author.texts(2),
                share: author.dice.maybe(5, Dice::unit),
                segment: None,
            })
            .collect(),
        channels: (0..4)
            .map(|at| Channel { id: id("c", at), name: author.text(), kind: kinds[at], owned: None })
            .collect(),
        loops: if plan.stages == 0 { Vec::new() } else { loops(plan, author) },
        lanes: if author.often(3) {
            let each =
                (0..1 + author.dice.below(8)).map(|_| KINDS[author.dice.below(16)]).collect::<Vec<_>>();
            each.into_iter()
                .map(|kind| Lane {
                    kind,
                    title: author.often(3).then(|| author.text()),
                    collapsed: author.often(3),
                })
                .collect()
        } else {
            Vec::new()
        },
        stages,
        ..Journey::default()
    }
}

fn loops(plan: &Plan, author: &mut Author) -> Vec<Loop> {
    let count = if author.often(5) { 0 } else { author.dice.below(5) };
    (0..count)
        .map(|_| Loop {
            from: id("s", author.dice.below(plan.stages)),
            to: id("s", author.dice.below(plan.stages)),
            label: author.often(7).then(|| author.text()),
        })
        .collect()
}

/// A closed funnel never grows, and what is pending is among those who did not go on.
fn funnel(journey: &Journey, dice: &mut Dice) -> Funnel {
    let mut people: Vec<u64> = journey.stages.iter().map(|_| dice.people()).collect();
    people.sort_by(|a, b| b.cmp(a));
    let step = |(at, stage): (usize, &Stage)| {
        let n = people[at];
        let next = people.get(at + 1).copied();
        let held = dice.roll() % 500;
        StepCounts {
            id: stage.id.clone(),
            name: stage.name.clone(),
            people: n,
            entered: if at == 0 { n } else { 0 },
            pending: next.map_or(0, |next| (n - next).min(held)),
            seen: n,
            any_order: n,
            seconds: if at % 3 == 0 {
                Hist::default()
            } else {
                sample::times(n.min(5_000), 60.0 * (at * at) as f64)
            },
            ..StepCounts::default()
        }
    };
    Funnel { steps: journey.stages.iter().enumerate().map(step).collect() }
}

fn answers(dice: &mut Dice) -> Vec<Answers> {
    let count = if dice.often(2) { 0 } else { 1 + dice.below(2) };
    (0..count)
        .map(|_| {
            let n = if dice.often(3) { dice.roll() % 8 } else { dice.roll() % 400 };
            sample::csat(1.0 + dice.unit() * 4.0, n)
        })
        .collect()
}

fn evidence(plan: &Plan, journey: &Journey, author: &mut Author) -> Evidence {
    let dice = &mut author.dice;
    let stages = |dice: &mut Dice| {
        let stage = |stage: &Stage| StageEvidence {
            id: stage.id.clone(),
            people: if plan.survey_only { 0 } else { dice.people() },
            returned: if dice.often(4) { dice.roll() % 300 } else { 0 },
            time_in: sample::times(dice.roll() % 500, 3_600.0 * dice.unit()),
            answers: answers(dice),
        };
        journey.stages.iter().map(stage).collect::<Vec<_>>()
    };
    let funnel_of_all =
        (!plan.survey_only && !journey.stages.is_empty() && dice.often(7)).then(|| funnel(journey, dice));
    let people =
        funnel_of_all.as_ref().and_then(|f| f.steps.first()).map_or(dice.roll() % 30_000, |step| step.people);
    let groups = dice.below(5);
    let groups: Vec<Funnel> = (0..groups).map(|_| funnel(journey, dice)).collect();
    let mut out = Evidence {
        people,
        min_group: 5,
        stages: stages(dice),
        personas: (0..plan.personas)
            .map(|at| PersonaEvidence {
                id: id("p", at),
                people: dice.roll() % (people / 2).max(9),
                stages: stages(dice),
            })
            .collect(),
        moves: if dice.often(5) { vec![moves(journey, dice)] } else { Vec::new() },
        planned: dice.maybe(5, |dice| planned(journey, people, dice)),
        funnel: funnel_of_all,
        ..Evidence::default()
    };
    out.touchpoints = journey
        .stages
        .iter()
        .flat_map(|stage| &stage.touchpoints)
        .filter(|_| dice.often(6))
        .map(|touchpoint| touchpoint.id.clone())
        .collect::<Vec<_>>()
        .into_iter()
        .map(|id| TouchpointEvidence {
            id,
            people: dice.people(),
            answers: answers(dice),
            ..TouchpointEvidence::default()
        })
        .collect();
    let kinds = [MeasureKind::OnTime, MeasureKind::Abandoned, MeasureKind::Repeat, MeasureKind::Reach];
    for stage in &journey.stages {
        if !dice.often(4) {
            continue;
        }
        let (kind, of) = (kinds[dice.below(4)], dice.people());
        let of = if kind == MeasureKind::Reach { 0 } else { of };
        let count = if of == 0 { dice.people() } else { dice.roll() % (of + 1) };
        out.measures.push(Measure {
            at: stage.id.clone(),
            kind,
            source: "orders".into(),
            count,
            of,
            met: Vec::new(),
        });
    }
    out.segments = vec![Segments {
        field: "device".into(),
        groups: groups
            .into_iter()
            .map(|funnel| Group {
                value: author.text(),
                people: funnel.steps.first().map_or(0, |step| step.people),
                funnel,
            })
            .collect(),
    }];
    for stage in &journey.stages {
        let of = author.dice.roll() % 60;
        if of > 0 && author.often(5) {
            let theme = |text, count| Theme {
                at: stage.id.clone(),
                text,
                count,
                scored: count,
                sum: -0.3 * count as f64,
            };
            out.themes.push(theme(String::new(), of));
            for _ in 0..author.dice.below(4) {
                let text = format!("{}x", author.text());
                let count = 1 + author.dice.roll() % of;
                out.themes.push(theme(text, count));
            }
        }
    }
    out
}

fn moves(journey: &Journey, dice: &mut Dice) -> Moves {
    let mut links = Vec::new();
    for from in &journey.stages {
        for to in &journey.stages {
            if !dice.often(3) {
                continue;
            }
            let people = dice.roll() % 900;
            let seconds = sample::times(people, 600.0);
            let times = people + dice.roll() % 50;
            links.push(Link { from: from.id.clone(), to: to.id.clone(), people, times, seconds });
        }
        let people = dice.roll() % 900;
        links.push(Link { from: from.id.clone(), people, times: people, ..Link::default() });
    }
    Moves { unit: "person".into(), level: "stage".into(), total: 5_000, links }
}

fn planned(journey: &Journey, people: u64, dice: &mut Dice) -> Planned {
    let mut each = |of: usize| {
        let some: Vec<_> =
            journey.stages.iter().filter(|_| dice.often(of)).map(|stage| stage.id.clone()).collect();
        some.into_iter().map(|id| (id, dice.roll() % (people + 1))).collect::<Vec<_>>()
    };
    Planned { skipped: each(6), repeated: each(4), met: people, out_of_order: people / 3 }
}
