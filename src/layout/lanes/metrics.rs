//! Measures: shares and sums that are no answers, scores, and who goes on; each with its interval and n.

use super::backing::{counted, weakest};
use super::block::{Block, Frame, Part};
use super::cells::{Cell, Content};
use crate::figures::{At, Interval, MeasureFigures, Of, ScoreFigures, StageFigures};
use crate::layout::map::Map;
use crate::layout::pen::{CHIP, NUM, Run, Style};
use crate::model::evidence::MeasureKind;
use crate::model::journey::{LaneKind, ScoreKind};
use crate::model::order::arrange_by;
use crate::words::picture;

/// The lane of measures.
pub struct Metrics;

/// One figure: what is shown, and how many stand behind it.
struct Figure {
    value: String,
    caption: String,
    facts: Vec<String>,
    n: u64,
    at: At,
}

impl Figure {
    fn block(self, map: &Map<'_>) -> Block {
        let said = format!("{} {}", self.value, self.caption);
        let facts: Vec<&str> = self.facts.iter().map(String::as_str).filter(|f| !f.is_empty()).collect();
        let said = if facts.is_empty() { said } else { format!("{said} ({})", facts.join(", ")) };
        let changed = map.input.changed(self.at).map(|changed| format!("{said}; {changed}"));
        let change = map.input.change(self.at).map(|(change, unit)| {
            let weight = map.input.weight(change);
            let style = if weight.sure { CHIP.bold() } else { CHIP };
            Run::new(unit.mark(change.value, map.input.numbers), style, weight.ink(map.input.theme))
        });
        let value = Run::new(self.value, NUM, map.input.theme.ink);
        let parts = vec![Part::Figure(value, change, self.caption, self.facts)];
        Block::new(Frame::Plain, parts, changed.unwrap_or(said))
    }
}

fn people(map: &Map<'_>, n: u64) -> String {
    format!("n\u{a0}{}", picture::count(n, map.input.numbers))
}

fn interval(map: &Map<'_>, interval: Option<Interval>) -> String {
    interval.map(|i| format!("95%:\u{a0}{}", picture::shares(i, map.input.numbers))).unwrap_or_default()
}

/// A share or a sum; its touchpoint is named where the stage has two of a kind.
fn measure(map: &Map<'_>, at: (usize, usize), figures: &MeasureFigures, of_kind: usize) -> Figure {
    let (lang, numbers) = (map.input.lang, map.input.numbers);
    let touchpoint = figures
        .touchpoint
        .filter(|_| of_kind > 1)
        .and_then(|which| map.input.journey.stages.get(at.0).and_then(|stage| stage.touchpoints.get(which)));
    let caption = match touchpoint {
        Some(touchpoint) => format!("{}, {}", picture::measure(figures.kind, lang), touchpoint.name),
        None => picture::measure(figures.kind, lang).to_owned(),
    };
    let (value, facts, n) = match figures.share {
        Some(share) => {
            let facts = vec![interval(map, figures.interval), people(map, figures.of)];
            (numbers.percent(share, 0), facts, figures.of)
        }
        None => (picture::count(figures.count, numbers), Vec::new(), figures.count),
    };
    Figure { value, caption, facts, n, at: At::Measure(at.0, at.1) }
}

/// A score by its method; `None` without an answer.
fn score(map: &Map<'_>, at: (usize, usize), figures: &ScoreFigures) -> Option<Figure> {
    let (lang, numbers) = (map.input.lang, map.input.numbers);
    let value = figures.value?;
    let method = picture::method(figures, lang, numbers);
    let label = figures.label.as_deref().map(str::trim).filter(|label| !label.is_empty());
    let caption = label.map_or_else(|| method.clone(), |label| format!("{label}, {method}"));
    let range = |digits: u8| {
        let interval = figures.interval.map(|i| picture::range(i, digits, lang, numbers));
        interval.map(|range| format!("95%:\u{a0}{range}")).unwrap_or_default()
    };
    let (value, sure) = match figures.kind {
        ScoreKind::Nps => (picture::points(value, numbers), range(0)),
        _ if figures.is_share() => (numbers.percent(value, 0), interval(map, figures.interval)),
        _ => (numbers.decimal(value, 1), range(1)),
    };
    let (facts, at) = (vec![sure, people(map, figures.n)], At::Score(at.0, None, at.1));
    Some(Figure { value, caption, facts, n: figures.n, at })
}

/// Who goes on to the next stage of the funnel, and how many are lost.
fn on(map: &Map<'_>, at: usize, stage: &StageFigures) -> Option<Figure> {
    let (lang, numbers) = (map.input.lang, map.input.numbers);
    let (share, sure) = stage.went_on?;
    let of = stage.people?.saturating_sub(stage.pending);
    let step = stage.step?.saturating_add(1);
    let next = map.stages().iter().skip(at).find(|next| next.step == Some(step));
    let name = next.map(|next| next.name.clone()).or_else(|| {
        let funnel = map.input.figures.funnel.as_ref()?;
        funnel.steps.get(step).map(|step| step.name.clone())
    });
    let lost = format!("{} {}", picture::count(stage.lost.unwrap_or(0), numbers), map.words.lost);
    Some(Figure {
        value: numbers.percent(share, 0),
        caption: picture::on_to(&name?, lang),
        facts: vec![interval(map, Some(sure)), people(map, of), lost],
        n: of,
        at: At::Step(step, Of::Previous),
    })
}

impl Content for Metrics {
    fn kind(&self) -> LaneKind {
        LaneKind::Metrics
    }

    /// What people answered comes first, then shares of what was counted, further scores, and who goes on, which
    /// the people's row tells too; sums at the end.
    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let Some(figures) = map.stages().get(stage) else {
            return Cell { blocks: Vec::new(), backing: crate::figures::Backing::Assumption };
        };
        let kinds = |kind: MeasureKind| figures.measures.iter().filter(|m| m.kind == kind).count();
        // What goes wrong here (late, left) before what comes of it (ordered again).
        let mut measures: Vec<(usize, &MeasureFigures)> = figures.measures.iter().enumerate().collect();
        arrange_by(&mut measures, |(_, measure)| measure.kind);
        let of = |sums: bool| {
            let measures = measures.iter().filter(move |(_, m)| m.share.is_none() == sums);
            measures.map(|(at, m)| measure(map, (stage, *at), m, kinds(m.kind)))
        };
        let scores = figures.scores.iter().enumerate();
        let mut scores = scores.filter_map(|(at, figures)| score(map, (stage, at), figures));
        let mut all: Vec<Figure> = scores.next().into_iter().collect();
        all.extend(of(false));
        all.extend(scores);
        all.extend(on(map, stage, figures));
        all.extend(of(true));
        let backing = weakest(all.iter().take(self.most(true)).map(|figure| counted(figure.n)));
        let blocks = all.into_iter().map(|figure| figure.block(map)).collect();
        Cell { blocks, backing: backing.unwrap_or_default() }
    }

    fn most(&self, card: bool) -> usize {
        if card { 3 } else { 2 }
    }

    fn first(&self) -> (Style, f64) {
        (NUM, 0.0)
    }

    fn gap(&self) -> f64 {
        12.0
    }
}
