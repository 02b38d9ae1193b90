//! Words of the lanes and of their cells.

use crate::figures::{Interval, Quantiles, ScoreFigures};
use crate::model::evidence::MeasureKind;
use crate::model::journey::{LaneKind, ScoreKind, Status};
use crate::model::time::Duration;
use crate::words::{self, Lang, Numbers, fill};

/// The name of a lane, where its author gives none.
///
/// ```
/// # use jejak::{model::journey::LaneKind, words::{Lang, picture::lane}};
/// assert_eq!(lane(LaneKind::Pains, Lang::Id), "Titik kesulitan");
/// assert_eq!(lane(LaneKind::Metrics, Lang::En), "Measures");
/// ```
pub const fn lane(kind: LaneKind, lang: Lang) -> &'static str {
    let (english, indonesian) = match kind {
        LaneKind::Emotion => ("Emotion", "Emosi"),
        LaneKind::Actions => ("Actions", "Tindakan"),
        LaneKind::Touchpoints => ("Touchpoints and channels", "Titik kontak dan saluran"),
        LaneKind::Thoughts => ("Thoughts", "Pikiran"),
        LaneKind::Needs => ("Needs", "Kebutuhan"),
        LaneKind::Expectations => ("Expectations", "Ekspektasi"),
        LaneKind::Quotes => ("Quotes", "Kutipan"),
        LaneKind::Pains => ("Pains", "Titik kesulitan"),
        LaneKind::Opportunities => ("Opportunities", "Peluang"),
        LaneKind::Metrics => ("Measures", "Ukuran"),
        LaneKind::Survey => ("Survey", "Survei"),
        LaneKind::Time => ("Time in stage", "Waktu di tahap"),
        LaneKind::Frontstage => ("Frontstage", "Layanan di depan"),
        LaneKind::Backstage => ("Backstage", "Di balik layar"),
        LaneKind::Support => ("Support", "Pendukung"),
        LaneKind::Text => ("Goal of the stage", "Tujuan tahap"),
    };
    lang.pick(english, indonesian)
}

/// How bad a pain is, 1…5.
///
/// ```
/// # use jejak::words::{Lang, picture::severity};
/// assert_eq!(severity(4.0, Lang::En), "Serious");
/// assert_eq!([1.0, 5.0].map(|s| severity(s, Lang::Id)), ["Sangat ringan", "Parah"]);
/// ```
pub fn severity(severity: f64, lang: Lang) -> &'static str {
    match severity.round() as i64 {
        ..=1 => lang.pick("Very mild", "Sangat ringan"),
        2 => lang.pick("Mild", "Ringan"),
        3 => lang.pick("Moderate", "Sedang"),
        4 => lang.pick("Serious", "Berat"),
        _ => lang.pick("Severe", "Parah"),
    }
}

/// Comments that name a pain, of all at its place: `74 of 128 comments`.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::named};
/// assert_eq!(named(74, 128, Lang::En, &Plain(Lang::En)), "74 of 128 comments");
/// assert_eq!(named(9, 0, Lang::Id, &Plain(Lang::Id)), "9 komentar");
/// assert_eq!(named(1, 1, Lang::En, &Plain(Lang::En)), "1 of 1 comment");
/// ```
pub fn named(count: u64, of: u64, lang: Lang, numbers: &dyn Numbers) -> String {
    let (n, all) = (super::count(count, numbers), super::count(of, numbers));
    let one = if of == 0 { count == 1 } else { of == 1 };
    let comments = if one { lang.pick("comment", "komentar") } else { lang.pick("comments", "komentar") };
    if of == 0 {
        return format!("{n} {comments}");
    }
    fill(lang.pick("{0} of {1} {2}", "{0} dari {1} {2}"), &[&n, &all, comments])
}

/// What an opportunity would bring, and what it costs.
pub const fn impact_and_effort(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::En => ["Impact", "Effort"],
        Lang::Id => ["Dampak", "Upaya"],
    }
}

/// State of an opportunity.
pub const fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Idea => lang.pick("idea", "ide"),
        Status::Planned => lang.pick("planned", "direncanakan"),
        Status::Doing => lang.pick("in progress", "dikerjakan"),
        Status::Done => lang.pick("done", "selesai"),
    }
}

/// What is left out of a cell: `+2 more`; where only lines are cut, `more`.
///
/// ```
/// # use jejak::words::{Lang, picture::left_out};
/// assert_eq!([2, 0].map(|n| left_out(n, Lang::En)), ["+2 more", "more"]);
/// assert_eq!([2, 0].map(|n| left_out(n, Lang::Id)), ["+2 lagi", "selengkapnya"]);
/// ```
pub fn left_out(items: usize, lang: Lang) -> String {
    if items == 0 {
        return lang.pick("more", "selengkapnya").to_owned();
    }
    format!("+{items} {}", lang.pick("more", "lagi"))
}

/// What a count that is no answer counts.
pub const fn measure(kind: MeasureKind, lang: Lang) -> &'static str {
    match kind {
        MeasureKind::OnTime => lang.pick("parcels on time", "paket tepat waktu"),
        MeasureKind::Abandoned => lang.pick("carts left behind", "keranjang ditinggalkan"),
        MeasureKind::Repeat => lang.pick("ordered again", "memesan lagi"),
        MeasureKind::Reach => lang.pick("reach", "jangkauan"),
    }
}

/// What a score's figure is, with its method: `satisfied (CSAT)`, `satisfaction (CSAT 1–5)` where it is a mean.
///
/// ```
/// # use jejak::figures::scores::score;
/// # use jejak::model::{evidence::Answers, journey::{ScoreKind, ScoreMethod}};
/// # use jejak::words::{Lang, numbers::Plain, picture::method};
/// let said = |kind: ScoreKind, by: ScoreMethod| {
///     let asked = Answers {
///         source: "survey".into(), kind, scale: kind.scale(), method: by, label: None, flip: false, line: false,
///         counts: vec![(5.0, 9)], missing: 0, n: 9, weights: None,
///     };
///     method(&score(&asked), Lang::En, &Plain(Lang::En))
/// };
/// assert_eq!(said(ScoreKind::Nps, ScoreMethod::Mean), "NPS");
/// assert_eq!(said(ScoreKind::Csat, ScoreMethod::Share), "satisfied (CSAT)");
/// assert_eq!(said(ScoreKind::Csat, ScoreMethod::Mean), "satisfaction (CSAT 1–5)");
/// assert_eq!(said(ScoreKind::Ces, ScoreMethod::Mean), "ease (CES 1–7)");
/// ```
pub fn method(score: &ScoreFigures, lang: Lang, numbers: &dyn Numbers) -> String {
    let end = |end: f64| numbers.decimal(end, u8::from(end.fract() != 0.0));
    let scale = format!("{}–{}", end(score.scale.0), end(score.scale.1));
    let share = score.is_share();
    match score.kind {
        ScoreKind::Nps => "NPS".to_owned(),
        ScoreKind::Csat if share => lang.pick("satisfied (CSAT)", "puas (CSAT)").to_owned(),
        ScoreKind::Csat => format!("{} (CSAT {scale})", lang.pick("satisfaction", "kepuasan")),
        ScoreKind::Ces if share => lang.pick("found it easy (CES)", "merasa mudah (CES)").to_owned(),
        ScoreKind::Ces => format!("{} (CES {scale})", lang.pick("ease", "kemudahan")),
        ScoreKind::Rating if share => {
            format!("{} {scale}", lang.pick("top two of rating", "dua nilai teratas penilaian"))
        }
        ScoreKind::Rating => format!("{} {scale}", lang.pick("rating", "penilaian")),
    }
}

/// An interval of a score on its own scale; a word between its ends where one of them is below zero.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::range};
/// assert_eq!(range((33.2, 57.4), 0, Lang::En, &Plain(Lang::En)), "33–57");
/// assert_eq!(range((-12.0, 5.0), 0, Lang::Id, &Plain(Lang::Id)), "−12 sampai 5");
/// ```
pub fn range((low, high): Interval, digits: u8, lang: Lang, numbers: &dyn Numbers) -> String {
    let ends = [numbers.decimal(low, digits), numbers.decimal(high, digits)];
    if low < 0.0 { ends.join(lang.pick(" to ", " sampai ")) } else { ends.join("–") }
}

/// Who goes on to a stage.
pub fn on_to(stage: &str, lang: Lang) -> String {
    fill(lang.pick("go on to {0}", "lanjut ke {0}"), &[stage])
}

/// The middle half of some times: `half take 2 min to 15 min`; `None` where it is not known.
///
/// ```
/// # use jejak::{figures::Quantiles, words::{Lang, numbers::Plain, picture::middle_half}};
/// let times = Quantiles { n: 9, p25: Some(120.0), p75: Some(900.0), ..Quantiles::default() };
/// let said = |lang| middle_half(&times, lang, &Plain(lang)).unwrap();
/// assert_eq!(said(Lang::En), "half take 2\u{a0}min to 15\u{a0}min");
/// assert_eq!(said(Lang::Id), "separuhnya 2\u{a0}menit sampai 15\u{a0}menit");
/// ```
pub fn middle_half(times: &Quantiles, lang: Lang, numbers: &dyn Numbers) -> Option<String> {
    let (low, high) = times.p25.zip(times.p75)?;
    // a time is never broken over two lines
    let ends = [low, high].map(|seconds| words::duration(seconds, lang, numbers).replace(' ', "\u{a0}"));
    let [low, high] = &ends;
    Some(fill(lang.pick("half take {0} to {1}", "separuhnya {0} sampai {1}"), &[low, high]))
}

/// The word of a median, as a caption.
pub const fn median(lang: Lang) -> &'static str {
    // the same in both languages
    lang.pick("median", "median")
}

/// A planned duration.
pub fn planned(time: Duration, lang: Lang, numbers: &dyn Numbers) -> String {
    fill(lang.pick("planned: {0}", "rencana: {0}"), &[&words::exact(time, lang, numbers)])
}

/// How far a planned duration is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Three quarters or more are as fast as planned.
    Most,
    /// Half or more.
    Half,
    /// A quarter or more.
    Quarter,
    /// Fewer.
    Few,
}

impl Kept {
    /// From the quartiles of the times: the largest of them that the plan still covers.
    ///
    /// ```
    /// # use jejak::{figures::Quantiles, model::time::Duration, words::picture::Kept};
    /// let times = Quantiles { p25: Some(10.0), median: Some(20.0), p75: Some(40.0), ..Quantiles::default() };
    /// let of = |plan| Kept::of(&times, Duration::seconds(plan)).unwrap();
    /// assert_eq!([9, 10, 20, 40].map(of), [Kept::Few, Kept::Quarter, Kept::Half, Kept::Most]);
    /// assert_eq!(Kept::of(&Quantiles::default(), Duration::seconds(5)), None);
    /// ```
    pub fn of(times: &Quantiles, planned: Duration) -> Option<Self> {
        let (low, middle, high) = (times.p25?, times.median?, times.p75?);
        let plan = planned.micros as f64 / 1_000_000.0;
        Some(match plan {
            plan if high <= plan => Self::Most,
            plan if middle <= plan => Self::Half,
            plan if low <= plan => Self::Quarter,
            _ => Self::Few,
        })
    }

    /// True where more than half are slower than planned.
    pub const fn is_missed(self) -> bool {
        matches!(self, Self::Quarter | Self::Few)
    }

    /// In words.
    pub const fn said(self, lang: Lang) -> &'static str {
        match self {
            Self::Most => lang.pick("kept by at least 3 of 4", "ditepati paling sedikit 3 dari 4"),
            Self::Half => lang.pick("kept by at least half", "ditepati paling sedikit separuh"),
            Self::Quarter => lang.pick("missed by more than half", "dilampaui lebih dari separuh"),
            Self::Few => lang.pick("missed by more than 3 of 4", "dilampaui lebih dari 3 dari 4"),
        }
    }
}

/// Points of an NPS, with their sign.
///
/// ```
/// # use jejak::words::{Lang, numbers::Plain, picture::points};
/// assert_eq!([46.4, -12.0, 0.2].map(|nps| points(nps, &Plain(Lang::En))), ["+46", "−12", "0"]);
/// ```
pub fn points(nps: f64, numbers: &dyn Numbers) -> String {
    words::signed(nps, 0, numbers)
}
