//! The journey view: stages on one x axis, lanes under them.

use super::header::{self, Header};
use super::heads::{self, Head};
use super::lanes::{self, Row};
use super::map::Map;
use super::pen::{BODY, CAP, Pen, STAGE};
use super::{
    Input, Laid, LaneShown, LaneState, Memory, Subject, Twin, card, icons, mirror, notes, personas, sentences,
};
use crate::figures::Backing;
use crate::geom::scale::Band;
use crate::geom::{Point, Rect, Size};
use crate::model::journey::LaneKind;
use crate::scene::{Align, Key, Pane};
use crate::words;
use crate::words::picture as say;

/// A stage's column is never narrower; beside a panel a little.
const COLUMN: [f64; 2] = [168.0, 160.0];
/// It is never wider, but for a map of one or two stages: lines of a cell stay readable.
const WIDEST: f64 = 360.0;

/// Of a first picture lanes are laid out so far under the window: letters and round ends reach over their place.
const OVER: f64 = 4.0;

/// Lays out the journey view.
pub fn journey(input: &Input<'_>) -> Laid {
    Laid { twin: journey_twin(input), ..journey_picture(input) }
}

/// The table twin of the journey view: the same at every width.
pub fn journey_twin(input: &Input<'_>) -> Twin {
    let input = input.bounded();
    let map = Map::new(&input, Band { start: 0.0, width: COLUMN[0] });
    notes::twin(&map, &name(&map))
}

fn name(map: &Map<'_>) -> String {
    let title = &map.input.journey.title;
    if title.is_empty() { map.words.journey_name.to_owned() } else { title.clone() }
}

/// The journey view without its twin, which is written only while it is seen.
pub fn journey_picture(input: &Input<'_>) -> Laid {
    picture(input, None, None)
}

/// What of the journey view is seen at first, in a window of a fixed height: its head and the lanes that begin in the window.
/// Lanes under it are only guessed how high they are, and nothing has a sentence: [`Laid::untold`] tells so. Where nothing lies under
/// the window it is the whole view. Lanes that are as they were in the layout before are not laid out anew.
pub fn journey_first(input: &Input<'_>, memory: &Memory) -> Laid {
    picture(input, Some(memory), input.height)
}

/// The same, where lanes that are as they were in the layout before are not laid out anew.
pub fn journey_again(input: &Input<'_>, memory: &Memory) -> Laid {
    let laid = picture(input, Some(memory), None);
    memory.turn();
    laid
}

fn picture(input: &Input<'_>, memory: Option<&Memory>, window: Option<f64>) -> Laid {
    let whole = input.bounded();
    let stages = whole.figures.stages.len();
    // on a very wide page the map keeps its measure and stands in the middle
    let most = 2.0 * whole.margin() + whole.labels() + WIDEST * stages.max(3) as f64;
    let input = Input { width: whole.width.min(most), ..whole };
    let margin = input.margin();
    let room = input.width - 2.0 * margin - input.labels();
    let mut pen = Pen::new(input.theme, input.text);
    // a figure is never cut: huge counts make columns wider
    let count = |n: u64| pen.width(&say::count(n, input.numbers), STAGE);
    let rate = pen.width("−100% ", STAGE) + 6.0;
    let both = |stage: &crate::figures::StageFigures| {
        stage.people.map_or(0.0, count).max(stage.lost.map_or(0.0, |lost| count(lost) + rate))
    };
    let widest = input.figures.stages.iter().map(both).fold(0.0, f64::max) + 2.0 * input.pad() + 4.0;
    let [column, beside] = COLUMN;
    let least = if input.beside { beside } else { column };
    let width = (room / stages.max(1) as f64).floor().max(least).max(widest.ceil());
    let mut map = Map::new(&input, Band { start: margin + input.labels(), width });
    (map.memory, map.window) = (memory, window);
    let finding = words::finding_parts(input.figures, input.journey, input.lang, input.numbers);
    let head = Header {
        title: input.journey.title.clone(),
        about: notes::about(&map),
        finding: finding.clone(),
        chips: personas::chips(&map),
        note: notes::scenario(&map),
        keys: notes::keys(&map),
        hero: map.hero.color,
    };
    let mut top = header::place(&mut pen, &input, &head);
    if !input.small() {
        top = personas::strip(&mut pen, &map, top);
    }
    pen.scene.lead = top;
    let (bottom, columns) = match stages {
        0 => (nothing(&mut pen, &map, top), Vec::new()),
        _ if input.small() => card::place(&mut pen, &map, top),
        _ => wide(&mut pen, &map, top),
    };
    let rest = map.rest.get();
    let print = if rest { Vec::new() } else { notes::small_print(&map) };
    let end = header::footer(&mut pen, &input, bottom, &print);
    let right = if input.small() { input.width } else { map.right() + margin };
    let size = Size { width: right.max(input.width), height: (end + 24.0).ceil() };
    pen.scene.size = size;
    let aside = ((whole.width - size.width) / 2.0).floor().max(0.0);
    let columns = columns.into_iter().map(|column| column.aside(aside)).collect();
    pen.scene.shift(aside);
    pen.scene.size.width = whole.width.max(size.width);
    let laid = Laid {
        twin: Twin::default(),
        name: name(&map),
        summary: [
            finding.0,
            finding.1,
            words::summary(input.figures, input.journey, input.lang, input.numbers),
            notes::sample(&map),
        ]
        .join(" ")
        .trim()
        .to_owned(),
        scene: pen.scene,
        items: pen.items,
        columns,
        bands: Vec::new(),
        lit: map.lit,
        untold: rest,
        ..Laid::default()
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
    let mut heads = heads_of(map);
    let head = heads::height(pen, &heads, &map.columns);
    let start = top + head;
    let (rows, under) = lanes::rows(map, pen, map.window.map(|window| window + OVER - start));
    map.rest.set(under.height > 0.0);
    if !map.rest.get() {
        for (at, head) in heads.iter_mut().enumerate() {
            (head.label, head.tip) = sentences::stage(map, at);
        }
    }
    let height = |rows: &[Row]| rows.iter().map(Row::height).sum::<f64>();
    // bars at the foot are no part of the columns
    let open = rows.iter().rposition(|row| matches!(row, Row::Open(..))).map_or(0, |at| at + 1);
    let open = if under.open { rows.len() } else { open };
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
    pen.plain();
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
            Row::Folded(lane, height) => lanes::place_bar(lane.as_ref(), map, pen, y, *height),
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
    let y = if map.rest.get() { y + under.height } else { evidence_key(pen, map, y + 16.0) };
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
    let (left, muted) = (map.input.margin(), pen.theme.muted);
    let (mut x, mut y) = (left, top);
    x += pen.text(x, top, map.words.evidence, CAP, muted, Align::Start) + 10.0;
    for backing in [Backing::Data, Backing::Partial, Backing::Assumption] {
        let word = map.words.backing(backing);
        if x + 12.0 + pen.width(word, CAP) > map.input.width - left {
            (x, y) = (left, y + CAP.line);
        }
        icons::evidence(pen, Point::new(x + 4.0, y + 8.0), backing);
        x += 12.0 + pen.text(x + 12.0, y, word, CAP, muted, Align::Start) + 16.0;
    }
    y + 24.0
}

/// The heads, without their sentences.
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
        let (label, tip) = Default::default();
        Some(Head { subject: Subject::Stage(at), name: figures.name.clone(), caption, label, tip })
    };
    (0..map.stages().len()).filter_map(head).collect()
}
