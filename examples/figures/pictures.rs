//! Which pictures there are, and what is in each: all of it from the figures of the worked example.

#![allow(clippy::indexing_slicing)] // the stages of the worked example are known

use crate::chart::{Bar, Column, DARK, Dot, LIGHT, LOSS, bars, columns, dots};
use jejak::Value;
use jejak::figures::{self, At, Backing, Change, Figures, Interval, Of, StageFigures};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::model::{read_evidence, read_journey};
use jejak::words::{self, Lang, Numbers, compare, numbers::Plain, picture, terms};
use std::error::Error;

/// The stage that the examples of the text are about.
const PURCHASE: usize = 2;

/// The evidence of the quarter before.
const EARLIER: &str = "tests/data/compare/earlier.json";

/// A document of the repository.
fn read(path: &str) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_str(&std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")))?)?)
}

/// Name of the file and what is in it, for both languages.
pub fn all() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for lang in Lang::ALL {
        let tag = if lang == Lang::En { "en" } else { "id" };
        let of = |kind: &str| format!("examples/skincare/{kind}.{tag}.json");
        let journey = read_journey(&read(&of("journey"))?).0.ok_or("no journey")?;
        let evidence = read_evidence(&read(&of("evidence"))?).0.ok_or("no evidence")?;
        let earlier = read_evidence(&read(EARLIER)?).0.ok_or("no earlier evidence")?;
        let mut figures = figures::derive(&journey, Some(&evidence), None);
        figures.changes = Some(figures::changes(&journey, &figures, &evidence, &earlier));
        let shop = Shop { journey, evidence, figures, lang, numbers: Plain(lang) };
        for (name, svg) in shop.all() {
            found.push((format!("{name}.{tag}.svg"), svg));
        }
    }
    Ok(found)
}

struct Shop {
    journey: Journey,
    evidence: Evidence,
    figures: Figures,
    lang: Lang,
    numbers: Plain,
}

impl Shop {
    fn all(&self) -> Vec<(&'static str, String)> {
        vec![
            ("funnel", self.funnel()),
            ("interval", self.interval()),
            ("time", self.time()),
            ("scores", self.scores()),
            ("emotion", self.emotion()),
            ("priority", self.priority()),
            ("moments", self.moments()),
            ("groups", self.groups()),
            ("periods", self.periods()),
            ("cohorts", self.cohorts()),
            ("backing", self.backing()),
            ("themes", self.themes()),
            ("measures", self.measures()),
            ("ways", self.ways()),
            ("channels", self.channels()),
        ]
    }

    fn pick(&self, english: &'static str, indonesian: &'static str) -> &'static str {
        match self.lang {
            Lang::En => english,
            Lang::Id => indonesian,
        }
    }

    fn count(&self, n: u64) -> String {
        self.numbers.decimal(n as f64, 0)
    }

    fn percent(&self, share: f64) -> String {
        self.numbers.percent(share, 1)
    }

    fn range(&self, (low, high): Interval) -> String {
        format!("{}–{}", self.numbers.decimal(low * 100.0, 1), self.percent(high))
    }

    fn axis(&self) -> Vec<(f64, String)> {
        let low = self.pick("angry", "marah");
        let middle = self.pick("neutral", "biasa saja");
        let high = self.pick("delighted", "senang sekali");
        vec![(-1.0, format!("−1 {low}")), (0.0, format!("0 {middle}")), (1.0, format!("+1 {high}"))]
    }

    fn shares(&self) -> Vec<(f64, String)> {
        [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share, self.numbers.percent(share, 0))).to_vec()
    }

    fn stage(&self) -> &StageFigures {
        &self.figures.stages[PURCHASE]
    }

    fn funnel(&self) -> String {
        let steps = self.figures.funnel.iter().flat_map(|funnel| &funnel.steps);
        let bar = |step: &figures::StepFigures| Bar {
            label: step.name.clone(),
            parts: vec![
                ((step.people - step.dropped - step.pending) as f64, DARK),
                (step.pending as f64, LIGHT),
                (step.dropped as f64, LOSS),
            ],
            text: match step.dropped {
                0 => self.count(step.people),
                lost => format!(
                    "{}, −{} {}",
                    self.count(step.people),
                    self.count(lost),
                    picture::words(self.lang).lost
                ),
            },
        };
        let name = self.pick(
            "People at each step: went on (dark), still in the window (light), lost (red)",
            "Orang di tiap langkah: lanjut (gelap), masih berjalan (terang), hilang (merah)",
        );
        bars(name, &steps.map(bar).collect::<Vec<_>>())
    }

    fn interval(&self) -> String {
        let steps = self.figures.funnel.iter().flat_map(|funnel| &funnel.steps);
        let dot = |step: &figures::StepFigures| {
            let (share, span) = (step.of_previous?, step.interval_of_previous?);
            Some(Dot {
                label: step.name.clone(),
                at: share,
                span: Some(span),
                other: None,
                text: format!("{} ({})", self.percent(share), self.range(span)),
                hot: false,
            })
        };
        let name = self.pick(
            "Of those at the step before, how many came; the bar is where the truth may lie",
            "Dari langkah sebelumnya, berapa yang datang; batangnya tempat nilai sebenarnya",
        );
        dots(name, (0.0, 1.0), &self.shares(), &steps.filter_map(dot).collect::<Vec<_>>())
    }

    fn time(&self) -> String {
        let Some(funnel) = &self.evidence.funnel else { return String::new() };
        let (hist, shown) = (&funnel.steps[PURCHASE + 1].seconds, self.stage().to_next);
        // A bucket is a twelfth wide: its people are spread evenly over the days that it covers.
        let mut days = [0.0_f64; 14];
        let bound = |bucket: i32| ((f64::from(bucket) / 8.0).exp2() - 0.5).max(0.0) / 86_400_000.0;
        for (bucket, n) in &hist.buckets {
            let (from, to) = (bound(*bucket), bound(bucket + 1));
            for (day, people) in days.iter_mut().enumerate() {
                let inside = (to.min(day as f64 + 1.0) - from.max(day as f64)).max(0.0);
                *people += *n as f64 * inside / (to - from);
            }
        }
        let column = |(day, people): (usize, &f64)| Column {
            label: (day + 1).to_string(),
            value: *people,
            text: String::new(),
            color: LIGHT,
        };
        let quantiles = [
            (shown.p25, self.pick("a quarter", "seperempat")),
            (shown.median, self.pick("median: half", "median: separuh")),
            (shown.p75, self.pick("three quarters", "tiga perempat")),
            (shown.p90, self.pick("9 of 10", "9 dari 10")),
        ];
        let mark = |(seconds, said): (Option<f64>, &str)| {
            let seconds = seconds?;
            Some((
                seconds / 86_400.0,
                format!("{said}, {}", words::duration(seconds, self.lang, &self.numbers)),
            ))
        };
        let name = self.pick(
            "Day on which people came to Retention, counted from Purchase",
            "Hari orang sampai ke Retensi, dihitung dari Pembelian",
        );
        let columns_: Vec<Column> = days.iter().enumerate().map(column).collect();
        columns(name, &columns_, &quantiles.into_iter().filter_map(mark).collect::<Vec<_>>())
    }

    fn scores(&self) -> String {
        let Some(score) = self.stage().scores.first() else { return String::new() };
        let column = |(answer, n): &(f64, u64)| Column {
            label: self.numbers.decimal(*answer, 0),
            value: *n as f64,
            text: self.count(*n),
            color: if *answer >= score.scale.1 - 1.0 { DARK } else { LIGHT },
        };
        let name = self.pick(
            "How satisfied were you? Answers at Purchase; 4 and 5 are satisfied (dark)",
            "Seberapa puas Anda? Jawaban di Pembelian; 4 dan 5 berarti puas (gelap)",
        );
        columns(name, &score.counts.iter().map(column).collect::<Vec<_>>(), &[])
    }

    fn emotion(&self) -> String {
        let dot = |stage: &StageFigures| {
            let point = stage.measured?;
            let gap = stage.gap.map(|gap| {
                let size = self.numbers.decimal(gap.size.abs(), 2);
                format!(", {} {size}", self.pick("gap", "selisih"))
            });
            Some(Dot {
                label: stage.name.clone(),
                at: point.value,
                span: point.interval,
                other: stage.assumed,
                text: picture::signed(point.value, &self.numbers) + &gap.unwrap_or_default(),
                hot: stage.gap.is_some(),
            })
        };
        let name = self.pick(
            "Measured (full) and assumed (hollow) on the axis of emotion",
            "Terukur (penuh) dan asumsi (kosong) pada sumbu emosi",
        );
        dots(name, (-1.0, 1.0), &self.axis(), &self.figures.stages.iter().filter_map(dot).collect::<Vec<_>>())
    }

    fn priority(&self) -> String {
        let bar = |stage: &StageFigures| {
            let priority = stage.priority?;
            let value = self.numbers.decimal(priority.value, 0);
            let (lost, dip) = (self.count(priority.lost), self.numbers.decimal(priority.dip, 3));
            Some(Bar {
                label: stage.name.clone(),
                parts: vec![(priority.value, LOSS)],
                text: format!("{lost} × {dip} = {value}"),
            })
        };
        let name =
            self.pick("Priority: people lost × dip", "Prioritas: orang hilang × jarak di bawah netral");
        bars(name, &self.figures.stages.iter().filter_map(bar).collect::<Vec<_>>())
    }

    fn moments(&self) -> String {
        let written = &self.journey.stages[PURCHASE].touchpoints;
        let dot = |(shown, written): (&figures::TouchpointFigures, &jejak::model::journey::Touchpoint)| {
            let (point, importance) = (shown.measured?, written.importance?);
            let gap = figures::moments::importance_gap(importance, point.value);
            Some(Dot {
                label: written.name.clone(),
                at: (point.value + 1.0) / 2.0,
                span: None,
                other: Some((importance - 1.0) / 4.0),
                text: picture::signed(gap, &self.numbers),
                hot: !shown.moments.is_empty(),
            })
        };
        let rows: Vec<Dot> = self.stage().touchpoints.iter().zip(written).filter_map(dot).collect();
        let name = self.pick(
            "How much it matters (hollow) and how well it does (full), touchpoints of Purchase",
            "Seberapa penting (kosong) dan seberapa baik (penuh), titik kontak Pembelian",
        );
        let ends = [(0.0, "0".to_owned()), (0.5, self.numbers.decimal(0.5, 1)), (1.0, "1".to_owned())];
        dots(name, (0.0, 1.0), &ends, &rows)
    }

    fn groups(&self) -> String {
        let groups = self.figures.segments.iter().flat_map(|segments| &segments.groups);
        let dot = |group: &figures::GroupFigures| {
            let step = group.funnel.steps.get(PURCHASE + 1)?;
            let (share, span) = (step.of_previous?, step.interval_of_previous?);
            Some(Dot {
                label: terms::value(&group.value, self.lang).to_owned(),
                at: share,
                span: Some(span),
                other: None,
                text: format!("{} ({})", self.percent(share), self.range(span)),
                hot: group.differences.iter().any(|d| {
                    d.step == PURCHASE + 1 && d.value < 0.0 && d.adjusted_p.is_some_and(|p| p < 0.05)
                }),
            })
        };
        let name = self
            .pick("Who goes on from Purchase to Retention", "Siapa yang lanjut dari Pembelian ke Retensi");
        dots(name, (0.0, 1.0), &self.shares(), &groups.filter_map(dot).collect::<Vec<_>>())
    }

    /// Shares of steps and of what no survey asks for; scores have units of their own.
    fn periods(&self) -> String {
        let shown = |change: &&Change| matches!(change.at, At::Step(_, Of::Previous) | At::Measure(..));
        let dot = |change: &Change| {
            let (name, unit) = compare::figure(change.at, &self.journey, &self.figures, self.lang)?;
            // a measure by its name alone, without its touchpoint: as in its own picture
            let label = name.split(", ").next().unwrap_or_default().to_owned();
            let value = unit.signed(change.value, &self.numbers);
            let p = compare::p_cell(Some(change.adjusted_p?), &self.numbers);
            let sign = if p.starts_with('<') { "" } else { "= " };
            Some(Dot {
                label,
                at: change.value * 100.0,
                span: change.interval.map(|(low, high)| (low * 100.0, high * 100.0)),
                other: None,
                text: format!("{value}, p {sign}{p}"),
                hot: change.is_sure() && self.figures.is_worse(change),
            })
        };
        let changes = self.figures.changes.iter().flat_map(|changes| &changes.list);
        let rows: Vec<Dot> = changes.filter(shown).filter_map(dot).collect();
        let ticks = [-20.0, -10.0, 0.0, 10.0, 20.0];
        let ticks = ticks.map(|points| (points, compare::Unit::Nps.mark(points, &self.numbers)));
        let name = self.pick(
            "Points more or less than in the quarter before (red: surely worse)",
            "Selisih poin dari kuartal sebelumnya (merah: pasti memburuk)",
        );
        dots(name, (-20.0, 20.0), &ticks, &rows)
    }

    fn cohorts(&self) -> String {
        const MOST: f64 = 0.4;
        let Some(shown) = &self.figures.retention else { return String::new() };
        let dot = |age: &figures::RetentionAge| {
            let share = age.share?;
            Some(Dot {
                label: words::cohorts::after(age.age, shown.every, self.lang, &self.numbers),
                at: share,
                span: age.interval,
                other: None,
                text: format!("{}, n {}", self.percent(share), self.count(age.of)),
                hot: false,
            })
        };
        // In the week in which they are first seen all are active.
        let rows: Vec<Dot> = shown.ages.iter().skip(1).filter_map(dot).collect();
        let ticks = [0.0, 0.1, 0.2, 0.3, MOST].map(|share| (share, self.numbers.percent(share, 0)));
        let name = self.pick(
            "How many came back; n: those who were first seen long enough ago",
            "Berapa yang kembali; n: yang sudah cukup lama sejak pertama terlihat",
        );
        dots(name, (0.0, MOST), &ticks, &rows)
    }

    fn backing(&self) -> String {
        let written = &self.journey.stages[PURCHASE].touchpoints;
        let bar = |(shown, written): (&figures::TouchpointFigures, &jejak::model::journey::Touchpoint)| {
            let n = shown.measured.map_or(0, |point| point.n);
            let color = if shown.backing == Backing::Data { DARK } else { LIGHT };
            Bar {
                label: written.name.clone(),
                parts: vec![(n as f64, color)],
                text: format!("{}, {}", self.count(n), picture::words(self.lang).backing(shown.backing)),
            }
        };
        let rows: Vec<Bar> = self.stage().touchpoints.iter().zip(written).map(bar).collect();
        let name = self.pick(
            "Answers at the touchpoints of Purchase (data: dark)",
            "Jawaban di titik kontak Pembelian (data: gelap)",
        );
        bars(name, &rows)
    }

    fn themes(&self) -> String {
        let of = self.pick("of", "dari");
        let bar = |theme: &figures::ThemeFigures| Bar {
            label: theme.text.clone(),
            parts: vec![(theme.count as f64, LOSS), ((theme.of - theme.count) as f64, "#eef1f5")],
            text: format!(
                "{} {of} {}{}",
                self.count(theme.count),
                self.count(theme.of),
                theme
                    .mean
                    .map(|mean| format!(", {}", picture::signed(mean, &self.numbers)))
                    .unwrap_or_default()
            ),
        };
        let name = self.pick(
            "What comments at Purchase name, and the mean score beside them",
            "Yang disebut komentar di Pembelian, dan rerata skor di sampingnya",
        );
        bars(name, &self.stage().themes.iter().take(5).map(bar).collect::<Vec<_>>())
    }

    fn measures(&self) -> String {
        let measures = self.figures.stages.iter().flat_map(|stage| &stage.measures);
        let dot = |measure: &figures::MeasureFigures| {
            let share = measure.share?;
            Some(Dot {
                label: picture::measure(measure.kind, self.lang).to_owned(),
                at: share,
                span: measure.interval,
                other: None,
                text: format!("{}, n {}", self.percent(share), self.count(measure.of)),
                hot: false,
            })
        };
        let name = self.pick("Shares that are no answers", "Bagian yang bukan jawaban survei");
        dots(name, (0.0, 1.0), &self.shares(), &measures.filter_map(dot).collect::<Vec<_>>())
    }

    fn ways(&self) -> String {
        let stage = &self.figures.stages[PURCHASE + 1];
        let gone = self.pick("not seen again", "tidak terlihat lagi");
        let bar = |onward: &figures::Onward| {
            let back = onward.to.is_some_and(|to| to < PURCHASE + 1);
            Bar {
                label: onward.to.map_or(gone.to_owned(), |to| self.figures.stages[to].name.clone()),
                parts: vec![(
                    onward.people as f64,
                    if back {
                        LOSS
                    } else if onward.to.is_some() {
                        DARK
                    } else {
                        LIGHT
                    },
                )],
                text: self.count(onward.people),
            }
        };
        let name = self.pick(
            "Where people went from Retention (back: red)",
            "Ke mana orang pergi dari Retensi (kembali: merah)",
        );
        bars(name, &stage.onward.iter().map(bar).collect::<Vec<_>>())
    }

    fn channels(&self) -> String {
        let named = |id: &str| {
            self.journey.channels.iter().find(|known| known.id == id).map(|known| known.name.clone())
        };
        let dot = |channel: &figures::ChannelFigures| {
            let point = channel.measured?;
            Some(Dot {
                label: named(&channel.id)?,
                at: point.value,
                span: point.interval,
                other: None,
                text: format!("{}, n {}", picture::signed(point.value, &self.numbers), self.count(point.n)),
                hot: point.interval.is_some_and(|(_, high)| high < 0.0),
            })
        };
        let name =
            self.pick("Emotion by channel, with its interval", "Emosi menurut saluran, dengan intervalnya");
        dots(
            name,
            (-1.0, 1.0),
            &self.axis(),
            &self.figures.channels.iter().filter_map(dot).collect::<Vec<_>>(),
        )
    }
}
