//! A shop of invented customers for pictures and laws: evidence as counts; every figure is derived from it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise
#![allow(dead_code, unused_imports)]

use jejak::diag::Issue;
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::model::rule::{FunnelRule, Window};
use jejak::model::time::{Duration, day_of};

mod texts;

pub use texts::{asked, backed, full};

fn text(words: &str) -> Option<String> {
    Some(words.to_owned())
}

/// Milliseconds → a histogram of `n` durations spread around `seconds`.
pub fn times(n: u64, seconds: f64) -> Hist {
    let mut hist = Hist::default();
    for (share, factor) in [(0.1, 0.25), (0.2, 0.6), (0.4, 1.0), (0.2, 1.9), (0.1, 4.0)] {
        let count = (n as f64 * share) as u64;
        let ms = seconds * 1000.0 * factor;
        *hist.buckets.entry(Hist::bucket(ms)).or_default() += count;
        hist.n += count;
        hist.sum += (ms * count as f64) as u64;
    }
    hist
}

/// Counts of a funnel from people a step, who are pending, and median seconds between steps.
pub fn funnel(names: &[(&str, &str)], people: &[u64], pending: &[u64], seconds: &[f64]) -> Funnel {
    let step = |(at, (id, name)): (usize, &(&str, &str))| StepCounts {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        people: people[at],
        entered: if at == 0 { people[0] } else { 0 },
        pending: pending.get(at).copied().unwrap_or(0),
        seen: people[at] + people[at] / 20,
        any_order: people[at] + if at > 0 { people[at] / 40 } else { 0 },
        seconds: if at == 0 { Hist::default() } else { times(people[at], seconds[at - 1]) },
        ..StepCounts::default()
    };
    Funnel { steps: names.iter().enumerate().map(step).collect() }
}

/// `n` answers 1–5 whose mean is close to `mean`.
pub fn csat(mean: f64, n: u64) -> Answers {
    let weights: Vec<f64> = (1..=5).map(|v| (-(f64::from(v) - mean).powi(2) / 1.6).exp()).collect();
    let total: f64 = weights.iter().sum();
    let mut counts: Vec<(f64, u64)> =
        weights.iter().enumerate().map(|(at, w)| (at as f64 + 1.0, (w / total * n as f64) as u64)).collect();
    let given: u64 = counts.iter().map(|(_, c)| c).sum();
    let near = (mean.round() as usize).clamp(1, 5) - 1;
    counts[near].1 += n - given;
    Answers {
        source: "survey".into(),
        kind: ScoreKind::Csat,
        scale: (1.0, 5.0),
        method: ScoreKind::Csat.method(),
        label: None,
        flip: false,
        line: false,
        counts,
        missing: u64::from(n > 200),
        n,
        weights: None,
    }
}

/// Both sets of answers together.
pub fn together(a: &Answers, b: &Answers) -> Answers {
    let mut out = a.clone();
    for (value, count) in &b.counts {
        if let Some(entry) = out.counts.iter_mut().find(|(v, _)| v == value) {
            entry.1 += count;
        }
    }
    out.n += b.n;
    out.missing += b.missing;
    out
}

const ID: [&str; 5] = ["awareness", "consideration", "purchase", "retention", "advocacy"];

struct Tongue {
    title: &'static str,
    scenario: &'static str,
    stages: [&'static str; 5],
    personas: [&'static str; 2],
    groups: [&'static str; 2],
    touchpoints: [[(&'static str, &'static str); 3]; 5],
    theme: &'static str,
}

const INDONESIAN: Tongue = Tongue {
    title: "Perjalanan pelanggan Toko Melati, skincare",
    scenario: "membeli serum pertama lewat toko online",
    stages: ["Kesadaran", "Pertimbangan", "Pembelian", "Retensi", "Advokasi"],
    personas: ["Rani, 27", "Bu Trudi, 63"],
    groups: ["Ponsel", "Komputer"],
    touchpoints: [
        [("Reels", "instagram"), ("Iklan", "google"), ("Tautan teman", "whatsapp")],
        [("Halaman produk", "web"), ("Ulasan", "marketplace"), ("Tanya stok", "whatsapp")],
        [("Keranjang", "web"), ("Pembayaran", "ewallet"), ("Pesan", "whatsapp")],
        [("Paket", "courier"), ("Status kirim", "email"), ("Keluhan", "whatsapp")],
        [("Ulasan", "marketplace"), ("Kode ajak", "whatsapp"), ("Tag cerita", "instagram")],
    ],
    theme: "ongkir",
};

const ENGLISH: Tongue = Tongue {
    title: "Customer journey of Toko Melati, skincare",
    scenario: "buying a first serum in the online shop",
    stages: ["Awareness", "Consideration", "Purchase", "Retention", "Advocacy"],
    personas: ["Rani, 27", "Bu Trudi, 63"],
    groups: ["Phone", "Computer"],
    touchpoints: [
        [("Reels", "instagram"), ("Search ad", "google"), ("Friend’s link", "whatsapp")],
        [("Product page", "web"), ("Reviews", "marketplace"), ("Stock query", "whatsapp")],
        [("Cart", "web"), ("Payment", "ewallet"), ("Order", "whatsapp")],
        [("Parcel", "courier"), ("Tracking", "email"), ("Complaint", "whatsapp")],
        [("Review", "marketplace"), ("Invite code", "whatsapp"), ("Story tag", "instagram")],
    ],
    theme: "shipping cost",
};

fn tongue(indonesian: bool) -> &'static Tongue {
    if indonesian { &INDONESIAN } else { &ENGLISH }
}

/// The map.
pub fn journey(indonesian: bool) -> Journey {
    let t = tongue(indonesian);
    let channel = |(id, name, kind): (&str, &str, ChannelKind)| Channel {
        id: id.into(),
        name: name.into(),
        kind,
        owned: None,
    };
    let assumed = [[0.28, 0.1], [0.40, 0.1], [0.50, 0.3], [0.30, 0.2], [0.60, 0.5]];
    let stage = |at: usize| Stage {
        id: ID[at].into(),
        name: t.stages[at].into(),
        emotion: Some(Emotion::Personas(vec![
            ("rani".into(), assumed[at][0]),
            ("trudi".into(), assumed[at][1]),
        ])),
        touchpoints: t.touchpoints[at]
            .iter()
            .enumerate()
            .map(|(nth, (name, channel))| Touchpoint {
                id: format!("{}-{nth}", ID[at]),
                name: (*name).into(),
                channel: text(channel),
                ..Touchpoint::default()
            })
            .collect(),
        ..Stage::default()
    };
    Journey {
        title: t.title.into(),
        lang: text(if indonesian { "id" } else { "en" }),
        scenario: text(t.scenario),
        personas: ["rani", "trudi"]
            .iter()
            .zip(t.personas)
            .map(|(id, name)| Persona { id: (*id).into(), name: name.into(), ..Persona::default() })
            .collect(),
        channels: [
            ("instagram", "Instagram", ChannelKind::Social),
            ("google", "Google", ChannelKind::Search),
            ("whatsapp", "WhatsApp", ChannelKind::Chat),
            ("web", "web", ChannelKind::Web),
            ("marketplace", "marketplace", ChannelKind::Review),
            ("ewallet", "e-wallet", ChannelKind::App),
            ("courier", if indonesian { "kurir" } else { "courier" }, ChannelKind::Courier),
            ("email", "e-mail", ChannelKind::Email),
        ]
        .map(channel)
        .to_vec(),
        stages: (0..5).map(stage).collect(),
        funnel: rule(),
        ..Journey::default()
    }
}

fn rule() -> FunnelRule {
    FunnelRule { window: Window::Each(Duration::seconds(45 * 86_400)), ..FunnelRule::default() }
}

/// The evidence.
pub fn evidence(indonesian: bool) -> Evidence {
    let t = tongue(indonesian);
    let names: Vec<(&str, &str)> = ID.iter().zip(t.stages).map(|(id, name)| (*id, name)).collect();
    let group = |at: usize, people: [u64; 5], pending: u64, seconds: [f64; 4]| Group {
        value: t.groups[at].into(),
        people: people[0],
        funnel: funnel(&names, &people, &[0, 0, 0, pending], &seconds),
    };
    let rani = [(3.44, 214), (3.76, 388), (1.88, 296), (2.52, 146), (4.36, 112)];
    let trudi = [(2.80, 61), (2.56, 74), (3.28, 55), (2.16, 41), (3.88, 22)];
    let stages = |of: &dyn Fn(usize) -> Answers, people: [u64; 5]| -> Vec<StageEvidence> {
        (0..5)
            .map(|at| StageEvidence {
                id: ID[at].into(),
                people: people[at],
                answers: vec![of(at)],
                ..StageEvidence::default()
            })
            .collect()
    };
    let one = |of: [(f64, u64); 5]| move |at: usize| csat(of[at].0, of[at].1);
    let all = [4820, 3904, 3046, 1096, 564];
    let touch = |stage: usize, nth: usize| TouchpointEvidence {
        id: format!("{}-{nth}", ID[stage]),
        stage: Some(ID[stage].into()),
        channel: None,
        people: all[stage] / (nth as u64 + 2),
        answers: Vec::new(),
    };
    let day = |m, d| day_of(2026, m, d).unwrap_or(0) * 86_400_000_000;
    Evidence {
        period: Some((day(7, 1), day(9, 30))),
        data_end: Some(day(10, 31)),
        min_group: 5,
        rule: rule(),
        rows: vec![SourceRows {
            source: "web".into(),
            read: 48_214,
            used: 48_190,
            rejected: 24,
            issues: Vec::<Issue>::new(),
            ..SourceRows::default()
        }],
        people: 4820,
        funnel: Some(funnel(&names, &all, &[0, 0, 0, 88], &[180.0, 100_800.0, 360.0, 2_678_400.0])),
        segments: vec![Segments {
            field: "device".into(),
            groups: vec![
                group(0, [3470, 2810, 2192, 612, 301], 51, [180.0, 93_600.0, 420.0, 2_678_400.0]),
                group(1, [1350, 1094, 854, 484, 263], 37, [190.0, 111_600.0, 300.0, 2_592_000.0]),
            ],
        }],
        stages: stages(&|at| together(&one(rani)(at), &one(trudi)(at)), all),
        personas: vec![
            PersonaEvidence {
                id: "rani".into(),
                people: 3470,
                stages: stages(&one(rani), [3470, 2810, 2192, 612, 301]),
            },
            PersonaEvidence {
                id: "trudi".into(),
                people: 1350,
                stages: stages(&one(trudi), [1350, 1094, 854, 484, 263]),
            },
        ],
        touchpoints: (0..4).flat_map(|stage| (0..3).map(move |nth| touch(stage, nth))).collect(),
        themes: vec![
            Theme { at: "purchase".into(), text: t.theme.into(), count: 74, scored: 74, sum: -52.0 },
            Theme { at: "retention".into(), text: "late".into(), count: 31, scored: 31, sum: -18.0 },
        ],
        ..Evidence::default()
    }
}
