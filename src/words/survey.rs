//! Words of the survey view: its controls, its ends, its sentences.

use super::{Lang, Numbers, fill, terms};
use crate::figures::{ScoreFigures, Side, Split};
use crate::model::journey::ScoreKind;

/// Labels of the survey view, one set a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is its English text
pub struct Survey {
    pub name: &'static str,
    pub by_journey: &'static str,
    pub by_score: &'static str,
    pub question: &'static str,
    pub who: &'static str,
    pub score: &'static str,
    pub method: &'static str,
    pub interval: &'static str,
    pub rest: &'static str,
    pub n: &'static str,
    pub missing: &'static str,
    pub answers: &'static str,
    pub none: &'static str,
    pub no_answers: &'static str,
    pub few: &'static str,
}

const EN: Survey = Survey {
    name: "Survey",
    by_journey: "Journey order",
    by_score: "Lowest score first",
    question: "Question",
    who: "Who",
    score: "Score",
    method: "Method",
    interval: "95% interval",
    rest: "against the rest",
    n: "n",
    missing: "left out",
    answers: "Answers",
    none: "There are no answers in this evidence.",
    no_answers: "no answers",
    few: "n < 5",
};

const ID: Survey = Survey {
    name: "Survei",
    by_journey: "Urutan perjalanan",
    by_score: "Skor terendah dulu",
    question: "Pertanyaan",
    who: "Siapa",
    score: "Skor",
    method: "Metode",
    interval: "interval 95%",
    rest: "dibanding sisanya",
    n: "n",
    missing: "tidak dihitung",
    answers: "Jawaban",
    none: "Belum ada jawaban dalam bukti ini.",
    no_answers: "belum ada jawaban",
    few: "n < 5",
};

/// The labels of a language.
pub const fn survey(lang: Lang) -> &'static Survey {
    match lang {
        Lang::En => &EN,
        Lang::Id => &ID,
    }
}

/// The title of the view.
///
/// ```
/// # use jejak::words::{Lang, survey::title};
/// assert_eq!(title("My shop", Lang::En), "What people answered: My shop");
/// assert_eq!(title("Toko saya", Lang::Id), "Apa jawaban orang: Toko saya");
/// ```
pub fn title(journey: &str, lang: Lang) -> String {
    fill(lang.pick("What people answered: {0}", "Apa jawaban orang: {0}"), &[journey])
}

/// The words at both ends of the axis, of answers of one kind; of several kinds where there is none.
///
/// ```
/// # use jejak::{model::journey::ScoreKind, words::{Lang, survey::ends}};
/// assert_eq!(ends(Some(ScoreKind::Nps), Lang::En), ["detractors", "promoters"]);
/// assert_eq!(ends(None, Lang::Id), ["kurang baik", "baik"]);
/// ```
pub const fn ends(kind: Option<ScoreKind>, lang: Lang) -> [&'static str; 2] {
    let [english, indonesian] = match kind {
        Some(ScoreKind::Nps) => [["detractors", "promoters"], ["detraktor", "promotor"]],
        Some(ScoreKind::Csat) => [["dissatisfied", "satisfied"], ["tidak puas", "puas"]],
        Some(ScoreKind::Ces) => [["hard", "easy"], ["sulit", "mudah"]],
        Some(ScoreKind::Rating) => [["low", "high"], ["rendah", "tinggi"]],
        None => [["unfavourable", "favourable"], ["kurang baik", "baik"]],
    };
    match lang {
        Lang::En => english,
        Lang::Id => indonesian,
    }
}

/// The groups of a Net Promoter Score, from the worst to the best.
pub const fn promoters(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["detractors", "passives", "promoters"],
        Lang::Id => ["detraktor", "pasif", "promotor"],
    }
}

/// What a question has been called nothing: its kind and scale, `CSAT 1–5`.
///
/// ```
/// # use jejak::{model::journey::ScoreKind, words::{Lang, numbers::Plain, survey::scale}};
/// assert_eq!(scale(ScoreKind::Rating, (1.0, 10.0), Lang::Id, &Plain(Lang::Id)), "Penilaian 1–10");
/// ```
pub fn scale(kind: ScoreKind, (low, high): (f64, f64), lang: Lang, numbers: &dyn Numbers) -> String {
    let ends = [low, high].map(|end| super::method::number(end, numbers));
    format!("{} {}", terms::score(kind, lang), ends.join("–"))
}

/// The answers of a step: `4`, `0–6`.
pub fn step(from: f64, to: f64, numbers: &dyn Numbers) -> String {
    let low = super::method::number(from, numbers);
    if from == to { low } else { format!("{low}–{}", super::method::number(to, numbers)) }
}

/// What to look at: the question with the lowest score in bold, the one with the highest behind it.
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::Answers, journey::ScoreKind};
/// # use jejak::words::{Lang, numbers::Plain, survey::finding};
/// let of = |good| score(&Answers {
///     source: "survey".into(), kind: ScoreKind::Csat, scale: (1.0, 5.0), method: ScoreKind::Csat.method(), label: None,
///     flip: false, line: false, counts: vec![(1.0, 100 - good), (5.0, good)], missing: 0, n: 100, weights: None,
/// });
/// let (low, high) = (of(15), of(72));
/// let said = finding(("Checkout", &low), Some(("Reels", &high)), Lang::En, &Plain(Lang::En));
/// assert_eq!(said.0, "Checkout has the lowest score: CSAT 15.0% in the top two.");
/// assert_eq!(said.1, "Reels has the highest: CSAT 72.0% in the top two.");
/// let asked = "The people at the desk welcomed me by name, and told me how long it would take";
/// let said = finding((asked, &low), Some(("Reels", &high)), Lang::En, &Plain(Lang::En));
/// let cut = "“The people at the desk welcomed me by name, and told me…” has the lowest score: CSAT 15.0% in the top two.";
/// assert_eq!(said.0, cut);
/// let said = finding(("Pembayaran", &low), None, Lang::Id, &Plain(Lang::Id));
/// assert_eq!(said.0, "Pembayaran: CSAT 15,0% di dua nilai teratas.");
/// ```
pub fn finding(
    lowest: (&str, &ScoreFigures),
    highest: Option<(&str, &ScoreFigures)>,
    lang: Lang,
    numbers: &dyn Numbers,
) -> (String, String) {
    let say = |sentence: &str, (name, score): (&str, &ScoreFigures)| {
        let value = super::score::value(score, lang, numbers).unwrap_or_default();
        fill(sentence, &[&brief(name), &value])
    };
    let Some(highest) = highest else { return (say("{0}: {1}.", lowest), String::new()) };
    (
        say(lang.pick("{0} has the lowest score: {1}.", "{0} mendapat skor terendah: {1}."), lowest),
        say(lang.pick("{0} has the highest: {1}.", "{0} mendapat skor tertinggi: {1}."), highest),
    )
}

/// A name inside a sentence; a question of many words in quotation marks, and no longer than a line.
fn brief(name: &str) -> String {
    let name = super::short(name);
    if name.chars().count() <= 32 {
        return name;
    }
    let Some((end, _)) = name.char_indices().nth(56) else { return super::quoted(&name) };
    let head = name.get(..end).unwrap_or_default();
    let head = head.rfind(' ').and_then(|end| head.get(..end)).unwrap_or(head);
    super::quoted(&format!("{}…", head.trim_end_matches([',', ' '])))
}

/// How many questions and answers there are.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, survey::sample};
/// assert_eq!(sample(1, 284, None, Lang::En, &Plain(Lang::En)), "1 question, 284 answers.");
/// assert_eq!(sample(30, 1409, None, Lang::Id, &Plain(Lang::Id)), "30 pertanyaan, 1.409 jawaban.");
/// ```
pub fn sample(
    questions: usize,
    answers: u64,
    period: Option<(i64, i64)>,
    lang: Lang,
    numbers: &dyn Numbers,
) -> String {
    let count =
        |n: f64, one: &str, many: &str| fill(if n == 1.0 { one } else { many }, &[&numbers.decimal(n, 0)]);
    let (one, many) = match lang {
        Lang::En => (["{0} question", "{0} answer"], ["{0} questions", "{0} answers"]),
        Lang::Id => (["{0} pertanyaan", "{0} jawaban"], ["{0} pertanyaan", "{0} jawaban"]),
    };
    let parts = [count(questions as f64, one[0], many[0]), count(answers as f64, one[1], many[1])];
    let dates = period
        .map(|(from, to)| format!("{}–{}", numbers.date(from), numbers.date(to)).replace(' ', "\u{a0}"));
    format!("{}.", parts.into_iter().chain(dates).collect::<Vec<_>>().join(", "))
}

/// Answers from the worst to the best, each with its share: `1: 12 (4%); 2: 31 (11%)`.
pub fn counts(split: &Split, name: impl Fn(usize) -> String, numbers: &dyn Numbers) -> Vec<String> {
    let n = split.steps.iter().fold(0, |sum: u64, step| sum.saturating_add(step.count));
    let one = |(at, step): (usize, &crate::figures::survey::Step)| {
        let share = if n > 0 { step.count as f64 / n as f64 } else { 0.0 };
        format!("{}: {} ({})", name(at), numbers.decimal(step.count as f64, 0), numbers.percent(share, 0))
    };
    split.steps.iter().enumerate().map(one).collect()
}

/// How answers are drawn around neutral.
pub const fn around(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "Bars: each answer by how many gave it, unfavourable ones before the line, favourable ones behind it; answers \
             in the middle (of an NPS the passives, 7 and 8) lie half on each side (Heiberger and Robbins, 2014)."
        }
        Lang::Id => {
            "Batang: tiap jawaban menurut banyaknya, yang kurang baik sebelum garis, yang baik sesudahnya; jawaban di tengah \
             (pada NPS yang pasif, 7 dan 8) terbagi dua di kedua sisi (Heiberger dan Robbins, 2014)."
        }
    }
}

/// What is left out of every score.
pub const fn left_out(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "Left out: blank, declared missing or outside the scale; they are in no bar and no score."
        }
        Lang::Id => {
            "Tidak dihitung: kosong, dinyatakan tidak ada, atau di luar skala; tidak masuk batang dan skor mana pun."
        }
    }
}

/// What hollow bars are.
pub const fn hollow(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Hollow bars: fewer than 5 answers, and no interval of a mean.",
        Lang::Id => "Batang kosong: kurang dari 5 jawaban, dan tanpa interval untuk rerata.",
    }
}

/// How questions of several kinds are put into order by their score.
pub const fn several(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "Scores of several kinds are put in order by where they lie between the lowest and the highest possible."
        }
        Lang::Id => {
            "Skor dari beberapa jenis diurutkan menurut letaknya di antara yang terendah dan tertinggi yang mungkin."
        }
    }
}

/// Bars count answers where scores weigh them.
pub const fn weighted(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Where answers are weighted, scores are; bars and counts are not.",
        Lang::Id => "Jika jawaban berbobot, skornya ikut berbobot; batang dan hitungan tidak.",
    }
}

/// How personas are compared with everybody else.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, survey::compared};
/// assert!(compared(8, Lang::En, &Plain(Lang::En)).contains("over 8 tests"));
/// ```
pub fn compared(tests: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = lang.pick(
        "Against the rest: the persona’s score minus everybody else’s; bold where p after Holm over {0} tests is under {1} \
         (shares: Fisher or z, means: Welch, NPS: adjusted Wald).",
        "Dibanding sisanya: skor persona dikurangi skor semua orang lain; tebal bila p setelah Holm atas {0} uji di bawah {1} \
         (bagian: Fisher atau z, rerata: Welch, NPS: Wald yang disesuaikan).",
    );
    fill(sentence, &[&numbers.decimal(tests as f64, 0), &numbers.decimal(0.05, 2)])
}

/// Over how many comparisons of personas the p values are adjusted.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, survey::tested};
/// assert!(tested(1, Lang::En, &Plain(Lang::En)).ends_with("after Holm over 1 test."));
/// ```
pub fn tested(tests: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let sentence = match (lang, tests) {
        (Lang::En, 1) => {
            "Against the rest: the persona’s score minus everybody else’s (shares: Fisher or z, means: Welch, NPS: adjusted \
             Wald); p, then after Holm over {0} test."
        }
        (Lang::En, _) => {
            "Against the rest: the persona’s score minus everybody else’s (shares: Fisher or z, means: Welch, NPS: adjusted \
             Wald); p, then after Holm over {0} tests."
        }
        (Lang::Id, _) => {
            "Dibanding sisanya: skor persona dikurangi skor semua orang lain (bagian: Fisher atau z, rerata: Welch, NPS: \
             Wald yang disesuaikan); p, lalu setelah Holm atas {0} uji."
        }
    };
    fill(sentence, &[&numbers.decimal(tests as f64, 0)])
}

/// How many are unfavourable, neither, favourable: what a small bar of three parts says.
///
/// ```
/// # use jejak::figures::survey::{Side, Split, Step};
/// # use jejak::words::{Lang, numbers::Plain, survey::sides};
/// let step = |side, count| Step { side, count, ..Step::default() };
/// let steps = vec![step(Side::Under, 43), step(Side::Middle, 84), step(Side::Over, 157)];
/// let split = Split { steps, ..Split::default() };
/// assert_eq!(sides(&split, Lang::En, &Plain(Lang::En)), "43 unfavourable, 84 neither, 157 favourable");
/// ```
pub fn sides(split: &Split, lang: Lang, numbers: &dyn Numbers) -> String {
    let words = match lang {
        Lang::En => ["unfavourable", "neither", "favourable"],
        Lang::Id => ["kurang baik", "di tengah", "baik"],
    };
    let each = [Side::Under, Side::Middle, Side::Over].into_iter().zip(words);
    let said = each.filter(|(side, _)| *side != Side::Middle || split.count(*side) > 0);
    let said = said.map(|(side, word)| format!("{} {word}", numbers.decimal(split.count(side) as f64, 0)));
    said.collect::<Vec<_>>().join(", ")
}
