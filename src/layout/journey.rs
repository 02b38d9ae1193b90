//! The journey view: stages on one x axis, lanes under them.

use super::header::{self, Chip, Header, Sign};
use super::heads::{self, Head};
use super::lanes::{self, Row};
use super::map::{Map, persona_name};
use super::pen::{BODY, CAP, Pen, STAGE};
use super::{Input, Laid, LaneShown, LaneState, Subject, Twin, card, icons, mirror, sentences};
use crate::figures::Backing;
use crate::geom::scale::Band;
use crate::geom::{Point, Rect, Size};
use crate::model::journey::LaneKind;
use crate::scene::{Align, Key, Pane};
use crate::words::{self, picture};

/// A stage's column is never narrower.
const COLUMN: f64 = 168.0;

/// Lays out the journey view.
pub fn journey(input: &Input<'_>) -> Laid {
    let input = input.bounded();
    let stages = input.figures.stages.len();
    let margin = input.margin();
    let room = input.width - 2.0 * margin - input.labels();
    let mut pen = Pen::new(input.theme, input.text);
    // a figure is never cut: huge counts make columns wider
    let count = |n: u64| pen.width(&picture::count(n, input.numbers), STAGE);
    let rate = pen.width("−100% ", STAGE) + 6.0;
    let both = |stage: &crate::figures::StageFigures| {
        stage.people.map_or(0.0, count).max(stage.lost.map_or(0.0, |lost| count(lost) + rate))
    };
    let widest = input.figures.stages.iter().map(both).fold(0.0, f64::max) + 2.0 * input.pad() + 4.0;
    let width = (room / stages.max(1) as f64).floor().max(COLUMN).max(widest.ceil());
    let map = Map::new(&input, Band { start: margin + input.labels(), width });
    let finding = words::finding_parts(input.figures, input.journey, input.lang, input.numbers);
    let head = Header {
        title: input.journey.title.clone(),
        finding: finding.clone(),
        chips: chips(&map),
        note: scenario(&map),
        keys: keys(&map),
        hero: map.hero.color,
    };
    let top = header::place(&mut pen, &input, &head);
    pen.scene.lead = top;
    let (bottom, columns) = match stages {
        0 => (nothing(&mut pen, &map, top), Vec::new()),
        _ if input.small() => card::place(&mut pen, &map, top),
        _ => wide(&mut pen, &map, top),
    };
    let end = header::footer(&mut pen, &input, bottom, &small_print(&map));
    let right = if input.small() { input.width } else { map.right() + margin };
    pen.scene.size = Size { width: right.max(input.width), height: (end + 24.0).ceil() };
    let name = if input.journey.title.is_empty() { map.words.journey_name } else { &input.journey.title };
    let laid = Laid {
        twin: twin(&map, name),
        name: name.to_owned(),
        summary: [
            finding.0,
            finding.1,
            words::summary(input.figures, input.journey, input.lang, input.numbers),
            sample(&map),
        ]
        .join(" ")
        .trim()
        .to_owned(),
        scene: pen.scene,
        items: pen.items,
        columns,
        lit: map.lit,
    };
    mirror::by_language(laid, input.journey)
}

fn nothing(pen: &mut Pen<'_>, map: &Map<'_>, top: f64) -> f64 {
    pen.pane = Pane::Across;
    let muted = pen.theme.muted;
    pen.text(map.input.margin(), top, map.words.nothing, BODY, muted, Align::Start);
    top + BODY.line + 16.0
}

/// All lanes under their heads; gives the y of the footer and the columns.
fn wide(pen: &mut Pen<'_>, map: &Map<'_>, top: f64) -> (f64, Vec<Rect>) {
    let input = &map.input;
    let heads = heads_of(map);
    let head = heads::height(pen, &heads, &map.columns);
    let rows = lanes::rows(map, pen);
    let start = top + head;
    let height = |rows: &[Row]| rows.iter().map(Row::height).sum::<f64>();
    // bars at the foot are no part of the columns
    let open = rows.iter().rposition(|row| matches!(row, Row::Open(..))).map_or(0, |at| at + 1);
    let end = start + rows.get(..open).map_or(0.0, height);
    let column = |at: usize| Rect {
        x0: map.columns.left(at),
        y0: start,
        x1: map.columns.right(at),
        y1: end.max(start + 1.0),
    };
    let stages = map.stages().len();
    if let Some(lit) = map.lit {
        pen.pane = Pane::Body;
        let tint = pen.theme.tint;
        pen.rect(column(lit), tint);
    }
    let keys: Vec<Key> = heads::place(pen, input, heads, &map.columns, top, map.lit);
    for (at, key) in keys.iter().enumerate() {
        (pen.pane, pen.key) = (Pane::Body, *key);
        pen.target(column(at));
    }
    let mut y = start;
    for (at, row) in rows.iter().enumerate() {
        let bordered =
            at.checked_sub(1).is_some_and(|before| matches!(rows.get(before), Some(Row::Border(_))));
        if at > 0 && row.is_ruled() && !bordered {
            across(pen, map, y);
        }
        match row {
            Row::Open(lane, _) => {
                lanes::place_label(lane.as_ref(), map, pen, y);
                lane.place(map, pen, y);
            }
            Row::Folded(lane) => lanes::place_bar(lane.as_ref(), map, pen, y),
            Row::Border(border) => lanes::place_border(*border, map, pen, y),
        }
        pen.pane = Pane::Body;
        pen.plain();
        y += row.height();
    }
    across(pen, map, y);
    pen.scene.head = start;
    pen.scene.label = map.columns.start;
    pen.scene.snaps = (0..stages).map(|at| map.columns.left(at)).collect();
    let y = evidence_key(pen, map, y + 16.0);
    (y, (0..stages).map(column).collect())
}

/// A rule over both panes.
fn across(pen: &mut Pen<'_>, map: &Map<'_>, y: f64) {
    let color = pen.theme.rule;
    pen.pane = Pane::Label;
    pen.rule(map.input.margin(), map.columns.start, y, color);
    pen.pane = Pane::Body;
    pen.rule(map.columns.start, map.right(), y, color);
}

/// What full, half and empty dots mean, where there are any; gives the y after it.
pub fn evidence_key(pen: &mut Pen<'_>, map: &Map<'_>, top: f64) -> f64 {
    let marked = |lane: &LaneState| lane.kind != LaneKind::Emotion && lane.shown == LaneShown::Open;
    if !map.lanes.iter().any(marked) {
        return top;
    }
    pen.pane = Pane::Across;
    pen.plain();
    let (mut x, muted) = (map.input.margin(), pen.theme.muted);
    x += pen.text(x, top, map.words.evidence, CAP, muted, Align::Start) + 10.0;
    for backing in [Backing::Data, Backing::Partial, Backing::Assumption] {
        icons::evidence(pen, Point::new(x + 4.0, top + 8.0), backing);
        x += 12.0 + pen.text(x + 12.0, top, map.words.backing(backing), CAP, muted, Align::Start) + 16.0;
    }
    top + 24.0
}

fn heads_of(map: &Map<'_>) -> Vec<Head> {
    let (w, input) = (map.words, &map.input);
    let last = map.stages().len().saturating_sub(1);
    let timed = map.stages().iter().any(|stage| stage.to_next.median.is_some());
    let head = |at: usize| {
        let figures = map.stages().get(at)?;
        let caption = match figures.to_next.median {
            Some(seconds) => {
                let time = words::duration(seconds, input.lang, input.numbers);
                vec![format!("{time} {}", w.to_next), time]
            }
            None if timed && at == last => vec![w.end.to_owned()],
            None => vec![input.journey.stages.get(at).and_then(|s| s.goal.clone()).unwrap_or_default()],
        };
        let (label, tip) = sentences::stage(map, at);
        Some(Head { subject: Subject::Stage(at), name: figures.name.clone(), caption, label, tip })
    };
    (0..map.stages().len()).filter_map(head).collect()
}

fn chips(map: &Map<'_>) -> Vec<Chip> {
    let personas = &map.input.journey.personas;
    let chip = |(at, persona): (usize, &crate::model::journey::Persona)| {
        let people = map.input.figures.personas.get(at).and_then(|persona| persona.people);
        let tag = match (people, persona.share) {
            (Some(n), _) => picture::count(n, map.input.numbers),
            (None, Some(share)) => map.input.numbers.percent(share, 0),
            (None, None) => String::new(),
        };
        let name = persona_name(&map.input, at);
        let label = if tag.is_empty() { name.clone() } else { format!("{name}: {tag}") };
        Chip {
            subject: Subject::Persona(at),
            name,
            tag,
            label,
            glyph: Some(at),
            color: map.input.theme.persona(at),
            on: map.hero.persona == Some(at),
        }
    };
    personas.iter().enumerate().map(chip).collect()
}

fn scenario(map: &Map<'_>) -> String {
    let scenario = map.input.journey.scenario.as_ref().filter(|_| !map.input.small());
    scenario.map(|text| format!("{} {text}", map.words.scenario)).unwrap_or_default()
}

fn keys(map: &Map<'_>) -> Vec<(Sign, &'static str)> {
    let (hero, w) = (&map.hero, map.words);
    let mut keys = Vec::new();
    if hero.is_measured() {
        keys.push((Sign::Line, w.measured));
    }
    if hero.measured.iter().flatten().any(|m| m.interval.is_some()) {
        keys.push((Sign::Band, w.interval));
    }
    if hero.is_assumed() {
        keys.push((Sign::Dash, w.assumption));
    }
    let moment = |at: usize| hero.measured.get(at).is_some_and(Option::is_some);
    if hero.moments.iter().enumerate().any(|(at, moments)| !moments.is_empty() && moment(at)) {
        keys.push((Sign::Diamond, w.moment));
    }
    keys
}

fn sample(map: &Map<'_>) -> String {
    let figures = map.input.figures;
    let n = figures.funnel.as_ref().and_then(|funnel| funnel.steps.first()).map(|step| step.people);
    n.or(figures.people)
        .filter(|n| *n > 0)
        .map(|n| words::method::sample(n, figures.period, map.input.lang, map.input.numbers))
        .unwrap_or_default()
}

/// The sentences of the footer: how everything was counted.
fn small_print(map: &Map<'_>) -> Vec<String> {
    let (input, lang, numbers) = (&map.input, map.input.lang, map.input.numbers);
    let figures = input.figures;
    let mut out = Vec::new();
    if let Some(funnel) = &figures.funnel {
        let rule = input.evidence.map_or(&input.journey.funnel, |evidence| &evidence.rule);
        out.push(words::rule(rule, lang));
        let pending = funnel.steps.iter().map(|step| step.pending).fold(0, u64::saturating_add);
        if pending > 0 {
            out.push(words::method::pending_note(pending, lang, numbers));
        }
        out.extend(words::order_matters(figures, lang, numbers).map(|note| format!("{note}.")));
    }
    out.push(sample(map));
    for method in &figures.methods {
        let said = format!("{}: {}.", map.words.emotion, words::method(method, lang, numbers));
        // a formula is never broken over two lines
        out.push(said.replace(" / ", "\u{a0}/\u{a0}").replace(" − ", "\u{a0}−\u{a0}"));
    }
    if map.stages().iter().any(|stage| stage.priority.is_some()) {
        out.push(words::method::priority_rule(figures.reference, lang, numbers));
    }
    if map.hero.gaps.iter().any(Option::is_some) {
        out.push(words::method::gap_rule(lang).to_owned());
    }
    if figures.people.is_none() && !map.hero.is_measured() {
        out.push(words::method::assumed_only(lang).to_owned());
    }
    out.extend(super::funnel::unused(input));
    out
}

fn twin(map: &Map<'_>, caption: &str) -> Twin {
    let mut header = vec![String::new()];
    header.extend(map.stages().iter().map(|stage| stage.name.clone()));
    let mut rows = Vec::new();
    if map.stages().iter().any(|stage| stage.to_next.median.is_some()) {
        let time = |stage: &crate::figures::StageFigures| {
            words::median(&stage.to_next, map.input.lang, map.input.numbers).unwrap_or_default()
        };
        let mut row = vec![format!("{}, {}", map.words.median, map.words.to_next)];
        row.extend(map.stages().iter().map(time));
        rows.push(row);
    }
    for lane in lanes::shown(map).into_iter().flat_map(|(_, group)| group) {
        for (name, cells) in lane.outline(map) {
            if cells.iter().any(|cell| !cell.is_empty()) {
                let mut row = vec![words::capital(&name)];
                row.extend(cells);
                rows.push(row);
            }
        }
    }
    rows.extend(scores(map));
    Twin { caption: caption.to_owned(), header, rows }
}

/// One row a question: its score at every stage with all digits.
fn scores(map: &Map<'_>) -> Vec<Vec<String>> {
    let most = map.stages().iter().map(|stage| stage.scores.len()).max().unwrap_or(0);
    let row = |nth: usize| {
        let cell = |stage: &crate::figures::StageFigures| {
            let said = stage.scores.get(nth).and_then(|s| words::score(s, map.input.lang, map.input.numbers));
            said.unwrap_or_default()
        };
        let mut row = vec![map.words.score.to_owned()];
        row.extend(map.stages().iter().map(cell));
        row
    };
    (0..most).map(row).filter(|row| row.iter().skip(1).any(|cell| !cell.is_empty())).collect()
}
