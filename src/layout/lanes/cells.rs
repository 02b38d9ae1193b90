//! Lanes made of cells: what every such lane does alike, in a wide map and in a card.

use super::Lane;
use super::block::{Block, Form, Part, Setting};
use crate::figures::Backing;
use crate::geom::text::clean;
use crate::geom::{Point, Rect};
use crate::layout::map::Map;
use crate::layout::memory::Before;
use crate::layout::pen::{BODY, CAP, LABEL, Pen, Style};
use crate::layout::{Subject, icons};
use crate::model::journey::LaneKind;
use crate::scene::Align;
use crate::words::picture;

/// Items of a cell that are drawn; more are counted.
pub const ITEMS: usize = 3;
/// Items of a cell that its tooltip tells.
const TOLD: usize = 6;
/// Above and below the items of a cell.
const AIR: f64 = 12.0;
/// Text ends so far before the right end of its cell: the evidence mark is there, with air on both sides.
const SHORT: f64 = 20.0;

/// What a cell holds.
#[derive(Clone, PartialEq)]
pub struct Cell {
    /// Its items, the most telling first.
    pub blocks: Vec<Block>,
    /// How well it is backed.
    pub backing: Backing,
}

impl Cell {
    /// True where the first `most` items are not equally well backed: each then has a mark of its own.
    fn parts(&self, most: usize) -> bool {
        let mut each = self.blocks.iter().take(most).map(|block| block.backing);
        let first = each.next().flatten();
        first.is_some() && each.any(|backing| backing != first)
    }
}

/// What a lane of cells puts into them.
pub trait Content {
    /// Its kind.
    fn kind(&self) -> LaneKind;
    /// The cell of a stage, with every item.
    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell;
    /// How many items the cell of a stage has.
    fn count(&self, map: &Map<'_>, stage: usize) -> usize {
        self.cell(map, stage).blocks.len()
    }
    /// How many items of a cell are drawn, in a card or in a column.
    fn most(&self, card: bool) -> usize {
        let _ = card;
        ITEMS
    }
    /// Style of the first line, and how far under the top of its item it begins.
    fn first(&self) -> (Style, f64) {
        (BODY, 0.0)
    }
    /// Between two items of a cell.
    fn gap(&self) -> f64 {
        8.0
    }
    /// True where the items of neighbouring cells are as high as each other, so that they can be compared.
    fn level(&self) -> bool {
        false
    }
    /// What stands in an empty cell.
    fn nothing(&self, map: &Map<'_>) -> &'static str {
        let _ = map;
        ""
    }
}

/// A lane of cells. What `measure` has set, `place` draws: text is broken into lines once. The content is behind a
/// pointer: one lane's code serves all, where a page would load and compile it once for each content.
pub struct Cells {
    content: Box<dyn Content>,
    row: core::cell::Cell<Option<(Form, Vec<Set>)>>,
    /// How many items it holds, once they are known.
    count: core::cell::Cell<Option<usize>>,
}

impl Cells {
    /// A lane of this content.
    pub fn of(content: impl Content + 'static) -> Self {
        Self {
            content: Box::new(content),
            row: core::cell::Cell::new(None),
            count: core::cell::Cell::new(None),
        }
    }
}

/// A cell that is set: its items with their settings, and what is left out.
struct Set {
    blocks: Vec<(Block, Setting)>,
    hidden: usize,
    more: bool,
    said: Vec<String>,
    backing: Backing,
    /// Each item has a mark of its own.
    parted: bool,
}

impl Cells {
    fn stages(map: &Map<'_>) -> core::ops::Range<usize> {
        0..map.stages().len()
    }

    fn name(&self, map: &Map<'_>) -> String {
        let kind = self.content.kind();
        map.title(kind, picture::lane(kind, map.input.lang))
    }

    /// The form of some cells: the same in all.
    fn form(&self, pen: &Pen<'_>, cells: &[Cell], form: Form) -> Form {
        let most = self.content.most(form.card);
        let mut blocks = cells.iter().flat_map(|cell| cell.blocks.iter().take(most));
        Form { joined: blocks.all(|block| form.joins(pen, block)), ..form }
    }

    fn set(&self, map: &Map<'_>, pen: &Pen<'_>, cell: Cell, form: &Form) -> Set {
        let most = self.content.most(form.card);
        let parted = cell.parts(most);
        let Cell { blocks, backing } = cell;
        let said = blocks.iter().map(|block| block.said.clone()).collect();
        let hidden = blocks.len().saturating_sub(most);
        let mut shown: Vec<Block> = blocks.into_iter().take(most).collect();
        name_once(&mut shown);
        let blocks: Vec<(Block, Setting)> = shown
            .into_iter()
            .map(|block| {
                let setting = form.set(map, pen, &block);
                (block, setting)
            })
            .collect();
        let own = blocks.iter().any(|(block, _)| block.own.is_some());
        let cut = blocks.iter().any(|(_, setting)| setting.cut);
        // an item with a focus of its own tells its whole name there
        Set { more: hidden > 0 || cut && !own, blocks, hidden, said, backing, parted }
    }

    fn cells(&self, map: &Map<'_>) -> Vec<Cell> {
        Self::stages(map).map(|stage| self.content.cell(map, stage)).collect()
    }

    /// All cells of the lane, set in columns.
    fn row(&self, map: &Map<'_>, pen: &Pen<'_>, cells: Vec<Cell>) -> (Form, Vec<Set>) {
        let full = map.columns.width - 2.0 * map.input.pad();
        let form = Form { full, room: full - SHORT, joined: true, card: false };
        let form = self.form(pen, &cells, form);
        let mut row: Vec<Set> = cells.into_iter().map(|cell| self.set(map, pen, cell, &form)).collect();
        if self.content.level() {
            for nth in 0..self.content.most(false) {
                let most =
                    row.iter().filter_map(|set| set.blocks.get(nth)).map(|(_, setting)| setting.parts());
                let (head, foot) = most.fold((0.0_f64, 0.0_f64), |m, s| (m.0.max(s.0), m.1.max(s.1)));
                for (_, setting) in row.iter_mut().filter_map(|set| set.blocks.get_mut(nth)) {
                    setting.stretch(head, foot);
                }
            }
        }
        (form, row)
    }

    fn height(&self, set: &Set) -> f64 {
        let gaps = self.content.gap() * set.blocks.len().saturating_sub(1) as f64;
        let more = if set.more { 2.0 + CAP.line } else { 0.0 };
        set.blocks.iter().map(|(_, setting)| setting.height).sum::<f64>() + gaps + more
    }

    /// The focus item of a cell: everything in it, in full.
    fn item(&self, map: &Map<'_>, pen: &mut Pen<'_>, stage: usize, said: &[String], backing: Backing) {
        let place = map.stages().get(stage).map_or("", |stage| &stage.name);
        let title = format!("{}, {place}", self.name(map));
        let evidence = format!("{} {}", map.words.evidence, map.words.backing(backing));
        let mut tip = vec![title.clone()];
        tip.extend(said.iter().take(TOLD).cloned());
        if said.len() > TOLD {
            tip.push(picture::left_out(said.len() - TOLD, map.input.lang));
        }
        tip.push(evidence.clone());
        // each text on its own is bounded; a label of many is not cut short
        let said: Vec<String> = said.iter().map(|said| clean(said)).collect();
        let label = format!("{}: {}. {}", clean(&title), said.join("; "), evidence);
        pen.item(Subject::Cell(self.content.kind(), stage), label.clone(), tip);
        if let Some(item) = pen.items.last_mut() {
            item.label = label;
        }
    }

    /// Places a cell's items from `top` down; gives the y below them.
    fn draw(&self, map: &Map<'_>, pen: &mut Pen<'_>, stage: usize, set: Set, form: &Form, at: Point) -> f64 {
        let bottom = at.y + self.height(&set);
        let Set { blocks, hidden, more, said, backing, parted } = set;
        let own = blocks.iter().any(|(block, _)| block.own.is_some());
        // texts that hold nothing to draw still answer for themselves
        let under = bottom.max(at.y + BODY.line) + 6.0;
        let cell = Rect { x0: at.x - 6.0, y0: at.y - 6.0, x1: at.x + form.full + 6.0, y1: under };
        if !own {
            self.item(map, pen, stage, &said, backing);
            pen.target(cell);
        }
        let mut y = at.y;
        let indent = blocks.last().map_or(0.0, |(block, _)| block.frame.indent(form.card));
        for (block, setting) in blocks {
            let height = setting.height;
            if let Some((subject, label, tip)) = block.own.clone() {
                pen.item(subject, label, tip);
                let x1 = if form.card { cell.x1 } else { at.x + form.room };
                pen.target(Rect { x0: at.x - 4.0, y0: y - 3.0, x1, y1: y + height + 3.0 });
            }
            setting.draw(map, pen, &block, form, Point::new(at.x, y));
            if let Some(backing) = block.backing.filter(|_| parted) {
                let (style, inset) = self.content.first();
                let x = at.x + form.full - if form.card { 4.0 } else { 8.0 };
                icons::evidence(pen, Point::new(x, y + inset + style.line / 2.0), backing);
            }
            y += height + self.content.gap();
        }
        if more {
            let y = y - self.content.gap() + 2.0;
            if own {
                self.item(map, pen, stage, &said, backing);
                pen.target(Rect { x0: at.x - 4.0, y0: y - 2.0, x1: at.x + form.full, y1: y + 22.0 });
            }
            let text = picture::left_out(hidden, map.input.lang);
            let accent = pen.theme.accent;
            pen.text(at.x + indent, y, &text, CAP, accent, Align::Start);
        }
        bottom
    }

    /// Sets the lane and gives its height.
    fn measured(&self, map: &Map<'_>, pen: &Pen<'_>, cells: Vec<Cell>) -> Option<f64> {
        let (form, row) = self.row(map, pen, cells);
        if row.iter().all(|set| set.blocks.is_empty()) {
            return None;
        }
        let most = row.iter().map(|set| self.height(set)).fold(0.0, f64::max);
        // an author's long title may be higher than a row of short cells
        let title = pen.lines(&self.name(map), LABEL, map.input.labels() - 16.0, 3).len() as f64;
        let label = self.label_top() + LABEL.line * title + AIR / 2.0;
        self.row.set(Some((form, row)));
        Some(((AIR + most + AIR).max(label) / 8.0).ceil() * 8.0)
    }

    /// Draws the lane as it was set.
    fn placed(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let (form, row) = self.row.take().unwrap_or_else(|| self.row(map, pen, self.cells(map)));
        let (style, inset) = self.content.first();
        for (stage, set) in row.into_iter().enumerate() {
            let cell = map.cell(stage, top, top);
            if set.blocks.is_empty() {
                let y = top + AIR + inset + style.baseline() - CAP.baseline();
                let (text, muted) = (self.content.nothing(map), pen.theme.muted);
                pen.text(cell.x0, y, text, CAP, muted, Align::Start);
                continue;
            }
            let (backing, parted) = (set.backing, set.parted);
            self.draw(map, pen, stage, set, &form, Point::new(cell.x0, top + AIR));
            pen.plain();
            if parted {
                continue;
            }
            let middle = top + AIR + inset + style.line / 2.0;
            icons::evidence(pen, Point::new(cell.x1 - 8.0, middle), backing);
        }
    }
}

/// Who it is stands once, under the last of several in a row.
fn name_once(blocks: &mut [Block]) {
    let mut below: Vec<usize> = Vec::new();
    for block in blocks.iter_mut().rev() {
        let Some(Part::Personas(who)) = block.parts.last().cloned() else {
            below.clear();
            continue;
        };
        if who == below {
            block.parts.pop();
        }
        below = who;
    }
}

impl Lane for Cells {
    fn kind(&self) -> Option<LaneKind> {
        Some(self.content.kind())
    }

    fn count(&self, map: &Map<'_>) -> usize {
        self.count.get().unwrap_or_else(|| {
            let count = Self::stages(map).map(|stage| self.content.count(map, stage)).sum();
            self.count.set(Some(count));
            count
        })
    }

    fn label(&self, map: &Map<'_>) -> String {
        self.name(map)
    }

    fn label_top(&self) -> f64 {
        let (style, inset) = self.content.first();
        AIR + inset + style.baseline() - LABEL.baseline()
    }

    fn measure(&self, map: &Map<'_>, pen: &Pen<'_>) -> Option<f64> {
        let (kind, cells) = (self.content.kind(), self.cells(map));
        self.count.set(Some(cells.iter().map(|cell| cell.blocks.len()).sum()));
        let Some(memory) = map.memory else { return self.measured(map, pen, cells) };
        if let Some(height) = memory.height(map, kind, &cells) {
            return height;
        }
        let kept = cells.clone();
        let height = self.measured(map, pen, cells);
        memory.keep(map, kind, &kept, height);
        height
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let kind = self.content.kind();
        let Some(memory) = map.memory else { return self.placed(map, pen, top) };
        // a lane that was set anew is another one
        let row = self.row.take();
        if row.is_none() && memory.place(kind, pen, top) {
            return;
        }
        self.row.set(row);
        let before = Before::of(pen);
        self.placed(map, pen, top);
        memory.placed(kind, pen, top, &before);
    }

    fn is_filled(&self, map: &Map<'_>, stage: usize) -> bool {
        !self.content.cell(map, stage).blocks.is_empty()
    }

    fn card(&self, map: &Map<'_>, pen: &mut Pen<'_>, stage: usize, frame: Rect) -> f64 {
        let full = frame.width();
        let cell = self.content.cell(map, stage);
        let room = if cell.parts(self.content.most(true)) { full - SHORT } else { full };
        let form = Form { full, room, joined: true, card: true };
        let form = self.form(pen, core::slice::from_ref(&cell), form);
        let set = self.set(map, pen, cell, &form);
        // one evidence mark for all stands in the line of the caption above
        if !set.parted {
            icons::evidence(pen, Point::new(frame.x1 - 4.0, frame.y0 - 12.0), set.backing);
        }
        let bottom = self.draw(map, pen, stage, set, &form, Point::new(frame.x0, frame.y0));
        pen.plain();
        bottom
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let cell = |stage: usize| {
            let said = self.content.cell(map, stage).blocks.into_iter().map(|block| block.said);
            said.collect::<Vec<_>>().join("; ")
        };
        vec![(self.name(map), Self::stages(map).map(cell).collect())]
    }
}

#[cfg(test)]
mod tests {
    use super::super::order::ORDER;
    use super::super::{blueprint, of, texts};
    use super::Content;
    use crate::figures;
    use crate::geom::scale::Band;
    use crate::geom::text::Table;
    use crate::geom::theme::Theme;
    use crate::layout::Input;
    use crate::layout::map::Map;
    use crate::layout::pen::Pen;
    use crate::model::journey::{LaneKind, Layer};
    use crate::model::{read_evidence, read_journey};
    use crate::words::{Lang, numbers::Plain};

    /// What `told` says of the map of the worked example, of everybody and of its first persona.
    fn each(told: impl Fn(&Map<'_>)) {
        let read = |text| serde_json::from_str(text).unwrap();
        let journey =
            read_journey(&read(include_str!("../../../examples/skincare/journey.en.json"))).0.unwrap();
        let evidence = include_str!("../../../examples/skincare/evidence.en.json");
        let evidence = read_evidence(&read(evidence)).0.unwrap();
        let figures = figures::derive(&journey, Some(&evidence), None);
        for persona in [None, Some(0)] {
            let input = Input {
                journey: &journey,
                figures: &figures,
                evidence: Some(&evidence),
                width: 1_280.0,
                height: None,
                lang: Lang::En,
                theme: &Theme::light(),
                text: &Table,
                numbers: &Plain(Lang::En),
                persona,
                selected: None,
                card: 0,
                lanes: None,
                beside: false,
            };
            told(&Map::new(&input, Band { start: 0.0, width: 200.0 }));
        }
    }

    #[test]
    fn a_bar_counts_what_its_lane_holds() {
        let texts = [
            LaneKind::Actions,
            LaneKind::Thoughts,
            LaneKind::Needs,
            LaneKind::Expectations,
            LaneKind::Quotes,
        ];
        let layers = [Layer::Frontstage, Layer::Backstage, Layer::Support];
        let texts = texts.map(|kind| Box::new(texts::Texts(kind)) as Box<dyn Content>);
        let layers = layers.map(|layer| Box::new(blueprint::Blueprint(layer)) as Box<dyn Content>);
        each(|map| {
            for content in texts.iter().chain(&layers) {
                let count = |stage| content.count(map, stage);
                let held = |stage| content.cell(map, stage).blocks.len();
                let counted: Vec<usize> = (0..5).map(count).collect();
                assert_eq!(counted, (0..5).map(held).collect::<Vec<_>>(), "{:?}", content.kind());
                assert!(counted.iter().sum::<usize>() > 0);
            }
        });
    }

    #[test]
    fn a_lane_has_a_height_where_it_counts_anything() {
        each(|map| {
            let pen = Pen::new(map.input.theme, map.input.text);
            for lane in ORDER.into_iter().filter_map(of) {
                let counted = lane.count(map) > 0;
                let measured = lane.kind().and_then(of).and_then(|lane| lane.measure(map, &pen));
                assert_eq!(counted, measured.is_some(), "{:?}", lane.kind());
            }
        });
    }
}
