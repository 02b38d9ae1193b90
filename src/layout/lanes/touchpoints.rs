//! Touchpoints and their channels.

use super::Lane;
use crate::figures::Backing;
use crate::geom::{Point, Rect};
use crate::layout::map::Map;
use crate::layout::pen::{BODY, CAP, Pen, Run};
use crate::layout::{Subject, icons, sentences};
use crate::model::journey::{Channel, ChannelKind, LaneKind, Layer, Touchpoint};
use crate::scene::Align;

/// The lane of touchpoints.
pub struct Touchpoints;

/// Items of a cell that are drawn; more are counted.
const ITEMS: usize = 3;
/// Left of the text: the icon.
const ICON: f64 = 24.0;
/// Right of the text: the evidence mark.
const MARK: f64 = 20.0;

/// The touchpoints of a stage that a customer meets, with their index.
pub fn of<'a>(map: &Map<'a>, stage: usize) -> Vec<(usize, &'a Touchpoint)> {
    let list = map.input.journey.stages.get(stage).map_or(&[][..], |stage| &stage.touchpoints);
    let persona = map.hero.persona.and_then(|at| map.input.journey.personas.get(at));
    list.iter()
        .enumerate()
        .filter(|(_, touchpoint)| matches!(touchpoint.layer, Layer::Customer | Layer::Frontstage))
        .filter(|(_, touchpoint)| {
            touchpoint.personas.is_empty()
                || persona.is_none_or(|persona| touchpoint.personas.contains(&persona.id))
        })
        .collect()
}

/// The channel of a touchpoint.
pub fn channel<'a>(map: &Map<'a>, touchpoint: &Touchpoint) -> Option<&'a Channel> {
    let id = touchpoint.channel.as_ref()?;
    map.input.journey.channels.iter().find(|channel| &channel.id == id)
}

/// How well a cell is backed: data when every touchpoint is, assumption when none has a row.
pub fn backing(map: &Map<'_>, stage: usize) -> Backing {
    let Some(figures) = map.stages().get(stage) else { return Backing::Assumption };
    let of = of(map, stage);
    let each = || of.iter().filter_map(|(at, _)| figures.touchpoints.get(*at)).map(|t| t.backing);
    if each().all(|b| b == Backing::Assumption) {
        Backing::Assumption
    } else if each().all(|b| b == Backing::Data) {
        Backing::Data
    } else {
        Backing::Partial
    }
}

/// Lines of one touchpoint in a cell.
struct Block {
    lines: Vec<String>,
    /// Channel on the name's own line.
    beside: bool,
    channel: String,
    height: f64,
}

/// True when every channel fits beside its touchpoint: all cells of the lane have one rhythm.
fn beside(map: &Map<'_>, pen: &Pen<'_>, room: f64) -> bool {
    (0..map.stages().len()).flat_map(|stage| of(map, stage).into_iter().take(ITEMS)).all(|(_, touchpoint)| {
        let channel = channel(map, touchpoint).map_or(0.0, |c| 6.0 + pen.width(&c.name, CAP));
        pen.width(&touchpoint.name, BODY) + channel <= room
    })
}

fn block(map: &Map<'_>, pen: &Pen<'_>, touchpoint: &Touchpoint, room: f64, beside: bool) -> Block {
    let channel = channel(map, touchpoint).map(|c| c.name.clone()).unwrap_or_default();
    let lines = pen.lines(&touchpoint.name, BODY, room, 2);
    let beside = beside || channel.is_empty() && lines.len() < 2;
    let channel = if beside { channel } else { pen.fit(&channel, CAP, room) };
    let text = BODY.line * lines.len().max(1) as f64 + if beside { 0.0 } else { CAP.line };
    Block { lines, beside, channel, height: text + 6.0 }
}

impl Lane for Touchpoints {
    fn kind(&self) -> Option<LaneKind> {
        Some(LaneKind::Touchpoints)
    }

    fn count(&self, map: &Map<'_>) -> usize {
        (0..map.stages().len()).map(|stage| of(map, stage).len()).sum()
    }

    fn label(&self, map: &Map<'_>) -> String {
        map.title(LaneKind::Touchpoints, map.words.touchpoints)
    }

    fn label_top(&self) -> f64 {
        14.0
    }

    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
        let room = map.columns.width - 2.0 * map.input.pad() - ICON - MARK;
        let beside = beside(map, pen, room);
        let mut most: f64 = 0.0;
        for stage in 0..map.stages().len() {
            let of = of(map, stage);
            let blocks =
                of.iter().take(ITEMS).map(|(_, t)| block(map, pen, t, room, beside).height).sum::<f64>();
            most = most.max(blocks + if of.len() > ITEMS { CAP.line } else { 0.0 });
        }
        (most > 0.0).then(|| ((12.0 + most - 6.0 + 12.0) / 8.0).ceil() * 8.0)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let theme = pen.theme;
        let room = map.columns.width - 2.0 * map.input.pad() - ICON - MARK;
        let beside = beside(map, pen, room);
        for stage in 0..map.stages().len() {
            let cell = map.cell(stage, top, top);
            let of = of(map, stage);
            if of.is_empty() {
                pen.text(cell.x0, top + 13.0, map.words.no_touchpoints, CAP, theme.muted, Align::Start);
                continue;
            }
            let mut y = top + 12.0;
            for (at, touchpoint) in of.iter().take(ITEMS) {
                let block = block(map, pen, touchpoint, room, beside);
                let (label, tip) = sentences::touchpoint(map, stage, *at);
                pen.item(Subject::Touchpoint(stage, *at), label, tip);
                let kind = channel(map, touchpoint).map_or(ChannelKind::Other, |channel| channel.kind);
                icons::channel(pen, cell.x0, y + 1.0, kind, theme.accent);
                let x = cell.x0 + ICON;
                if block.beside {
                    let name = block.lines.first().cloned().unwrap_or_default();
                    let mut runs = vec![Run::new(name, BODY, theme.ink)];
                    if !block.channel.is_empty() {
                        runs.push(Run::new(block.channel.clone(), CAP, theme.muted));
                    }
                    pen.runs(x, y, &runs, 6.0, BODY, Align::Start);
                } else {
                    let used = pen.para(x, y, &block.lines, BODY, theme.ink);
                    pen.text(x, y + used - 1.0, &block.channel, CAP, theme.muted, Align::Start);
                }
                pen.target(Rect {
                    x0: cell.x0 - 4.0,
                    y0: y - 3.0,
                    x1: cell.x1 - MARK,
                    y1: y - 3.0 + block.height,
                });
                pen.plain();
                y += block.height;
            }
            if of.len() > ITEMS {
                let text = format!("+{} {}", of.len() - ITEMS, map.words.more);
                pen.text(cell.x0 + ICON, y, &text, CAP, theme.muted, Align::Start);
            }
            icons::evidence(pen, Point::new(cell.x1 - 8.0, top + 21.0), backing(map, stage));
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let cell = |stage: usize| {
            let each = of(map, stage).into_iter().map(|(_, t)| match channel(map, t) {
                Some(channel) => format!("{} ({})", t.name, channel.name),
                None => t.name.clone(),
            });
            each.collect::<Vec<_>>().join("; ")
        };
        vec![(self.label(map), (0..map.stages().len()).map(cell).collect())]
    }
}
