//! Journeys and the moves of invented people through them, by a seed: walks that go on, back, and stay.

use jejak::model::evidence::*;
use jejak::model::journey::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How a case is made.
#[derive(Clone, Debug)]
pub struct Plan {
    pub things: usize,
    pub people: u64,
    pub seed: u64,
    /// Of a hundred moves, how many lead back.
    pub back: u64,
    /// Of a hundred moves, how many lead to the same thing.
    pub again: u64,
    pub stages: usize,
    /// Moves of fewer people are led over "other", as evidence that is published does it.
    pub least: u64,
}

pub fn plan() -> impl Strategy<Value = Plan> {
    (1..40_usize, 1..400_u64, any::<u64>(), 0..60_u64, 0..30_u64, 1..8_usize, 1..7_u64).prop_map(
        |(things, people, seed, back, again, stages, least)| Plan {
            things,
            people,
            seed,
            back,
            again,
            stages,
            least,
        },
    )
}

/// A small generator: the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }
}

const NAMES: [&str; 6] = [
    "Cart",
    "Shipping cost shown",
    "payment_method_chosen_again",
    "親友からのリンク",
    "Instagram Reels",
    "x",
];

/// A journey, and evidence of all four levels.
pub fn documents(plan: &Plan) -> (Journey, Evidence) {
    let mut dice = Dice(plan.seed);
    let stage_of = |thing: usize| thing * plan.stages / plan.things.max(1);
    let point = |thing: usize| Touchpoint {
        id: format!("t{thing:03}"),
        name: format!("{} {thing}", NAMES[thing % NAMES.len()]),
        ..Touchpoint::default()
    };
    let stage = |stage: usize| Stage {
        id: format!("s{stage}"),
        name: format!("{} {stage}", ["Awareness", "Consideration of everything", "購入"][stage % 3]),
        touchpoints: (0..plan.things).filter(|thing| stage_of(*thing) == stage).map(point).collect(),
        ..Stage::default()
    };
    let channels = ["web", "app", "store"].map(|id| Channel {
        id: id.into(),
        name: id.to_uppercase(),
        ..Channel::default()
    });
    let journey = Journey {
        title: "Walks".into(),
        // of some the language is written from right to left
        lang: plan.seed.is_multiple_of(4).then(|| "ar".to_owned()),
        stages: (0..plan.stages).map(stage).collect(),
        channels: channels.into(),
        ..Journey::default()
    };
    let mut walks: Vec<Vec<usize>> = Vec::new();
    for _ in 0..plan.people {
        let mut at = dice.roll((plan.things as u64).min(5)) as usize;
        let mut walk = vec![at];
        while dice.roll(100) < 80 && walk.len() < 30 {
            let step = dice.roll(100);
            at = if step < plan.again {
                at
            } else if step < plan.again + plan.back {
                at.saturating_sub(1 + dice.roll(9) as usize)
            } else {
                (at + 1 + dice.roll(1 + plan.things as u64 / 6) as usize).min(plan.things - 1)
            };
            walk.push(at);
        }
        walks.push(walk);
    }
    let level = |level: &str, id: &dyn Fn(usize) -> String| moves(level, &walks, id, plan.least);
    // people who met a thing, where that is known; of every third it is not
    let met = |thing: usize| walks.iter().filter(|walk| walk.contains(&thing)).count() as u64;
    let known = (0..plan.things).filter(|thing| thing % 3 > 0);
    let touchpoints = known.map(|thing| TouchpointEvidence {
        id: format!("t{thing:03}"),
        people: met(thing),
        ..TouchpointEvidence::default()
    });
    let evidence = Evidence {
        people: plan.people,
        touchpoints: touchpoints.collect(),
        moves: vec![
            level("stage", &|thing| format!("s{}", stage_of(thing))),
            level("touchpoint", &|thing| format!("t{thing:03}")),
            level("channel", &|thing| ["web", "app", "store"][thing % 3].to_owned()),
            level("event", &|thing| format!("event_{thing:03}")),
        ],
        ..Evidence::default()
    };
    (journey, evidence)
}

/// Directly-follows moves of walks; small ones led over "other".
fn moves(level: &str, walks: &[Vec<usize>], id: &dyn Fn(usize) -> String, least: u64) -> Moves {
    let mut met: BTreeMap<(String, String), (u64, BTreeSet<usize>)> = BTreeMap::new();
    for (who, walk) in walks.iter().enumerate() {
        let ids: Vec<String> = walk.iter().map(|thing| id(*thing)).collect();
        let ends = std::iter::once(String::new())
            .chain(ids.iter().cloned())
            .zip(ids.iter().cloned().chain([String::new()]));
        for ends in ends {
            let entry = met.entry(ends).or_default();
            entry.0 += 1;
            entry.1.insert(who);
        }
    }
    let mut out: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    for ((from, to), (times, who)) in met {
        let people = who.len() as u64;
        let mut add = |from: &str, to: &str| {
            let sum = out.entry((from.to_owned(), to.to_owned())).or_default();
            *sum = (sum.0 + people, sum.1 + times);
        };
        if people >= least || from.is_empty() || to.is_empty() {
            add(&from, &to);
        } else if from != to {
            add(&from, OTHER);
            add(OTHER, &to);
        }
    }
    let seconds = |n: u64| Hist { buckets: [(100, n)].into(), n, sum: n * 5_000 };
    let links = out.into_iter().map(|((from, to), (people, times))| {
        let timed = level == "stage" && !from.is_empty() && !to.is_empty();
        Link { from, to, people, times, seconds: if timed { seconds(times) } else { Hist::default() } }
    });
    Moves {
        unit: "person".into(),
        level: level.to_owned(),
        total: walks.len() as u64,
        links: links.collect(),
    }
}
