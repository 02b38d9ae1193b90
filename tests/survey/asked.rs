//! Random surveys: up to 200 questions of every kind and scale, asked of stages and touchpoints, of nobody or of a crowd,
//! in short words and in long ones of several scripts.

use jejak::model::evidence::*;
use jejak::model::journey::*;

/// Splitmix: a small generator with no state of its own elsewhere.
struct Dice(u64);

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
    fn text(&mut self, most: usize) -> String {
        let words = [
            "How",
            "satisfied",
            "were",
            "you",
            "with",
            "Kecepatan",
            "pengiriman",
            "pembayaran",
            "顧客体験",
            "ค่าส่งแพง",
            "انتظار",
            "الدفع",
            "a",
            "supercalifragilisticexpialidocious",
            "(optional)",
            "—",
            "ग्राहक",
            "👍🏽",
            "?",
        ];
        let count = if self.often(1) { most } else { self.below(most / 3 + 2) };
        (0..count).map(|_| words[self.below(words.len())]).collect::<Vec<_>>().join(" ")
    }
}

const SCALES: [(ScoreKind, (f64, f64)); 8] = [
    (ScoreKind::Csat, (1.0, 5.0)),
    (ScoreKind::Csat, (1.0, 5.0)),
    (ScoreKind::Nps, (0.0, 10.0)),
    (ScoreKind::Ces, (1.0, 7.0)),
    (ScoreKind::Rating, (1.0, 4.0)),
    (ScoreKind::Rating, (1.0, 10.0)),
    (ScoreKind::Rating, (0.0, 100.0)),
    (ScoreKind::Rating, (-2.0, 2.5)),
];

fn answers(dice: &mut Dice, longest: usize, one: bool) -> Answers {
    let (kind, scale) = SCALES[if one { 0 } else { dice.below(SCALES.len()) }];
    let label = dice.often(if one { 2 } else { 7 }).then(|| dice.text(longest));
    let method = if dice.often(7) { kind.method() } else { ScoreMethod::Mean };
    let of = match dice.below(8) {
        0 => 0,
        1 => 4,
        2 => 1_000_000,
        _ => 400,
    };
    let points = if scale.1 - scale.0 > 10.0 { 101 } else { (scale.1 - scale.0) as usize + 1 };
    let n = if of == 0 { 0 } else { dice.roll() % of };
    let mut counts: Vec<(f64, u64)> = Vec::new();
    let mut left = n;
    for at in 0..points {
        let value = scale.0 + at as f64;
        let take = if at + 1 == points { left } else { dice.roll() % (left / 2 + 2) };
        let take = take.min(left);
        left -= take;
        if take > 0 {
            counts.push((value, take));
        }
    }
    let missing = if dice.often(6) { dice.roll() % 40 } else { 0 };
    let flip = dice.often(2);
    Answers {
        source: "survey".into(),
        kind,
        scale,
        method,
        label,
        flip,
        line: false,
        counts,
        missing,
        n,
        weights: None,
    }
}

/// A part of some answers, as those of a persona are.
fn some(dice: &mut Dice, all: &Answers) -> Answers {
    let counts = all.counts.iter().map(|(value, count)| (*value, dice.roll() % (count + 1)));
    let counts: Vec<(f64, u64)> = counts.filter(|(_, count)| *count > 0).collect();
    Answers {
        n: counts.iter().map(|(_, count)| count).sum(),
        missing: all.missing / 2,
        counts,
        ..all.clone()
    }
}

/// A journey and its evidence with up to `most` questions.
pub fn survey(seed: u64, most: usize) -> (Journey, Evidence) {
    let mut dice = Dice(seed);
    let (longest, one) = ([4, 12, 60][dice.below(3)], dice.often(4));
    let stages = 1 + dice.below(12);
    let mut journey = Journey {
        title: dice.text(12),
        lang: dice.often(3).then(|| "ar".to_owned()),
        stages: (0..stages)
            .map(|at| Stage { id: format!("s{at}"), name: dice.text(6), ..Stage::default() })
            .collect(),
        personas: (0..dice.below(4))
            .map(|at| Persona { id: format!("p{at}"), name: dice.text(3), ..Persona::default() })
            .collect(),
        ..Journey::default()
    };
    let mut evidence = Evidence { people: 900, min_group: 5, ..Evidence::default() };
    let mut asked: Vec<Vec<Answers>> = vec![Vec::new(); stages];
    let questions = dice.below(most + 1);
    for at in 0..questions {
        let stage = dice.below(stages);
        let answers = answers(&mut dice, longest, one);
        if dice.often(2) {
            asked[stage].push(answers);
            continue;
        }
        let id = format!("t{at}");
        journey.stages[stage].touchpoints.push(Touchpoint {
            id: id.clone(),
            name: dice.text(5),
            ..Touchpoint::default()
        });
        let stage = Some(format!("s{stage}"));
        evidence.touchpoints.push(TouchpointEvidence {
            id,
            stage,
            people: 9,
            answers: vec![answers],
            ..TouchpointEvidence::default()
        });
    }
    for (at, own) in asked.iter_mut().enumerate() {
        if own.is_empty() && dice.often(8) {
            let here = evidence.touchpoints.iter().filter(|t| t.stage.as_deref() == Some(&format!("s{at}")));
            *own = Answers::pooled(here.flat_map(|touchpoint| &touchpoint.answers));
        }
    }
    let stage = |at: usize, answers| StageEvidence {
        id: format!("s{at}"),
        people: 30,
        answers,
        ..StageEvidence::default()
    };
    for at in 0..journey.personas.len() {
        let each = asked.iter().enumerate();
        let stages = each.map(|(at, own)| stage(at, own.iter().map(|one| some(&mut dice, one)).collect()));
        let stages = stages.collect();
        evidence.personas.push(PersonaEvidence { id: format!("p{at}"), people: 40, stages });
    }
    evidence.stages = asked.into_iter().enumerate().map(|(at, own)| stage(at, own)).collect();
    if dice.often(4) {
        let words = ["Sangat tidak puas", "Tidak puas", "Netral", "Puas", "Sangat puas"];
        let words =
            words.iter().enumerate().map(|(at, word)| (at as f64 + 1.0, (*word).to_owned())).collect();
        evidence.words = vec![AnswerWords { source: "survey".into(), label: None, words }];
    }
    for touchpoint in &evidence.touchpoints {
        if dice.often(2) {
            let comment = Comment { at: touchpoint.id.clone(), text: dice.text(20), ..Comment::default() };
            evidence.comments.push(comment);
        }
    }
    (journey, evidence)
}
