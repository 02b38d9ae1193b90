//! One item of a cell: pieces of text one under the other, and what stands round them. It is set at any width,
//! so that a column of a wide map and the full width of a card are served by the same code.

use crate::figures::Backing;
use crate::geom::{Color, Point, Rect};
use crate::layout::Subject;
use crate::layout::icons;
use crate::layout::map::{Map, persona_name};
use crate::layout::pen::{BODY, CAP, CHIP, NUM, Pen, Run, Style};
use crate::model::journey::{ChannelKind, Layer};
use crate::scene::Align;

/// A text of a cell never has more lines.
pub const LINES: usize = 4;
/// Lit and unlit ticks: 6 × 3, 2 apart.
const TICK: (f64, f64, f64) = (6.0, 3.0, 8.0);
const TICKS: f64 = 5.0;
/// Height of a bar around neutral.
const AROUND: f64 = 8.0;
/// Between pieces that stand on one line.
const GAP: f64 = 6.0;

/// What an icon tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A medium.
    Channel(ChannelKind),
    /// A layer of the service, where no medium is named.
    Layer(Layer),
}

/// What stands round an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frame {
    /// Nothing.
    Plain,
    /// A bar at the left, filled from below by a share.
    Bar(f64),
    /// A thin outline; strong for the one that comes first. A card has none.
    Outline(bool),
    /// An icon at the left.
    Icon(Sign),
}

impl Frame {
    /// How far inside its item text begins.
    pub const fn indent(self, card: bool) -> f64 {
        self.insets(card).0
    }
    /// Space at the left, above and below.
    const fn insets(self, card: bool) -> (f64, f64, f64) {
        match self {
            Self::Plain => (0.0, 0.0, 0.0),
            Self::Bar(_) => (12.0, 0.0, 0.0),
            Self::Outline(_) if card => (0.0, 0.0, 0.0),
            Self::Outline(_) => (6.0, 8.0, 8.0),
            Self::Icon(_) => (24.0, 0.0, 0.0),
        }
    }
}

/// A piece of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A text over several lines.
    Text(Run),
    /// A name with something quieter beside it, or below where a line is too short.
    Tail(Run, Run),
    /// Small facts with middle dots between them, on as few lines as they need.
    Facts(Vec<String>, Color),
    /// Personas: marker and name.
    Personas(Vec<usize>),
    /// A name and how many of five, each; in a card a remark may stand at the right end.
    Ticks(Vec<(&'static str, f64)>, Option<Run>),
    /// A figure, how it changed, its caption, and how sure it is.
    Figure(Run, Option<Run>, String, Vec<String>),
    /// Shares of answers before, at and behind neutral; how far the longest bars reach to each side; hollow for few.
    Around([f64; 3], (f64, f64), bool),
}

/// One item of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What stands round it.
    pub frame: Frame,
    /// What it says, from top to bottom.
    pub parts: Vec<Part>,
    /// The whole of it in words, for readers and the table.
    pub said: String,
    /// A focus item of its own: subject, sentence, tooltip.
    pub own: Option<(Subject, String, Vec<String>)>,
    /// How well this item is backed, where that may differ from its neighbours.
    pub backing: Option<Backing>,
}

impl Block {
    /// An item without a focus of its own.
    pub const fn new(frame: Frame, parts: Vec<Part>, said: String) -> Self {
        Self { frame, parts, said, own: None, backing: None }
    }
}

/// How the items of a lane are set; the same in all its cells, so that the lane has one rhythm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// Width of the cell.
    pub full: f64,
    /// Width of its texts: short of the evidence mark.
    pub room: f64,
    /// Pairs stand on one line.
    pub joined: bool,
    /// In a card, not in a column.
    pub card: bool,
}

/// An item that is set: pieces relative to its top left corner.
pub struct Setting {
    pieces: Vec<(f64, f64, Piece)>,
    /// Where its small print begins: index of its first piece, and height.
    foot: Option<(usize, f64)>,
    /// Height of all.
    pub height: f64,
    /// True where text was cut.
    pub cut: bool,
}

enum Piece {
    Line(Vec<Run>, Style, Align),
    Glyph(usize),
    Ticks(f64),
    /// Neutral, and the four ends of three parts.
    Around(f64, [f64; 4], bool),
}

/// Text in lines of at most `max`, at most `most` of them; true = some was cut. A quotation stays closed.
fn lines(pen: &Pen<'_>, text: &str, style: Style, max: f64, most: usize) -> (Vec<String>, bool) {
    let mut lines = pen.lines(text, style, max, most);
    let whole = text.trim_end();
    let cut = lines.last().is_some_and(|last| last.ends_with('…')) && !whole.ends_with('…');
    if let (true, true, Some(last)) = (cut, whole.ends_with('”'), lines.last_mut()) {
        *last = pen.fit(last, style, max - pen.width("”", style));
        last.push('”');
    }
    (lines, cut)
}

/// Facts on as few lines as they need, no line with a dot at its end.
pub fn packed(pen: &Pen<'_>, facts: &[String], style: Style, max: f64) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for fact in facts.iter().filter(|fact| !fact.is_empty()) {
        let joined = out.last().map(|last| format!("{last} · {fact}"));
        match (joined.filter(|joined| pen.width(joined, style) <= max), out.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => out.extend(pen.lines(fact, style, max, 2)),
        }
    }
    out
}

fn ticks_width(pen: &Pen<'_>, name: &str) -> f64 {
    pen.width(name, CAP) + GAP + TICK.2 * TICKS - (TICK.2 - TICK.0)
}

impl Form {
    /// Right end of an item's lines under the first: the evidence mark is not in their way.
    fn end(&self, frame: Frame) -> f64 {
        match frame {
            Frame::Outline(_) if !self.card => self.full - 6.0,
            _ => self.full,
        }
    }

    /// True where every pair of the item fits on one line.
    pub fn joins(&self, pen: &Pen<'_>, block: &Block) -> bool {
        let left = block.frame.insets(self.card).0;
        block.parts.iter().all(|part| match part {
            Part::Tail(name, tail) => {
                let (style, gap) = if self.card { (CHIP, 16.0) } else { (tail.style, GAP) };
                let tail = if tail.text.is_empty() { 0.0 } else { gap + pen.width(&tail.text, style) };
                left + pen.width(&name.text, name.style) + tail <= self.room
            }
            Part::Ticks(rows, end) => {
                let rows = rows.iter().map(|(name, _)| ticks_width(pen, name) + 14.0).sum::<f64>() - 14.0;
                let end = end.as_ref().filter(|_| self.card);
                let end = end.map_or(0.0, |run| 14.0 + pen.width(&run.text, run.style));
                left + rows + end <= self.end(block.frame)
            }
            Part::Figure(value, change, caption, facts) => {
                let change = change.as_ref().map_or(0.0, |run| GAP + pen.width(&run.text, run.style));
                let words = GAP + pen.width(caption, BODY) + 16.0 + pen.width(&facts.join(" · "), CAP);
                self.card && left + pen.width(&value.text, NUM) + change + words <= self.room
            }
            Part::Text(_) | Part::Facts(..) | Part::Personas(_) | Part::Around(..) => true,
        })
    }

    /// Sets an item.
    pub fn set(&self, map: &Map<'_>, pen: &Pen<'_>, block: &Block) -> Setting {
        let (left, top, bottom) = block.frame.insets(self.card);
        let mut set = Setting { pieces: Vec::new(), foot: None, height: top, cut: false };
        for part in &block.parts {
            if set.foot.is_none() && matches!(part, Part::Ticks(..) | Part::Facts(..)) {
                set.foot = Some((set.pieces.len(), set.height));
            }
            self.part(map, pen, part, (left, self.end(block.frame)), &mut set);
        }
        if let Frame::Icon(_) = block.frame {
            // a touchpoint without a name still has its icon
            set.height = set.height.max(BODY.line);
        }
        set.height += bottom;
        set
    }

    fn part(&self, map: &Map<'_>, pen: &Pen<'_>, part: &Part, (left, end): (f64, f64), set: &mut Setting) {
        let room = self.room - left;
        match part {
            Part::Text(run) => {
                let (text, cut) = lines(pen, &run.text, run.style, room, LINES);
                set.cut |= cut;
                set.para(left, text, run.style, run.color);
            }
            Part::Tail(name, tail) if self.joined && self.card => {
                let y = set.height;
                set.line(left, vec![name.clone()], name.style);
                let tail = Run::new(tail.text.clone(), CHIP, tail.color);
                let shift = name.style.baseline() - CHIP.baseline();
                set.pieces.push((self.room, y + shift, Piece::Line(vec![tail], CHIP, Align::End)));
            }
            Part::Tail(name, tail) if self.joined => {
                let both = [name, tail].into_iter().filter(|run| !run.text.is_empty());
                set.line(left, both.cloned().collect(), name.style);
            }
            Part::Tail(name, tail) => {
                let (text, cut) = lines(pen, &name.text, name.style, room, LINES);
                set.cut |= cut;
                set.para(left, text, name.style, name.color);
                if !tail.text.is_empty() {
                    // close to its name: a line of 16 under one of 18
                    set.height -= 1.0;
                    let text = pen.fit(&tail.text, tail.style, room);
                    set.para(left, vec![text], tail.style, tail.color);
                    set.height += 1.0;
                }
            }
            Part::Facts(facts, color) => {
                set.height += 2.0;
                set.para(left, packed(pen, facts, CAP, room), CAP, *color);
            }
            Part::Personas(of) => self.personas(map, pen, of, left, set),
            Part::Ticks(rows, remark) => {
                set.height += 4.0;
                self.ticks(pen, rows, (left, end), remark.as_ref(), set);
            }
            Part::Figure(value, change, caption, facts) => {
                self.figure(pen, (value, change.as_ref(), caption, facts), left, set);
            }
            Part::Around(shares, (under, over), hollow) => {
                let whole = room / (under + over).max(1.0);
                let zero = left + under * whole;
                let [before, middle, after] = shares.map(|share| share * whole);
                let ends = [-middle / 2.0 - before, -middle / 2.0, middle / 2.0, middle / 2.0 + after];
                let ends = ends.map(|end| (zero + end).round());
                // the line of neutral stays within where all answers lie on one side
                let line = zero.round().min(left + room - 1.0);
                set.pieces.push((0.0, set.height + 3.0, Piece::Around(line, ends, *hollow)));
                set.height += AROUND + 6.0;
            }
        }
    }

    /// In a card value and caption share a line, and the facts too where all do.
    fn figure(
        &self,
        pen: &Pen<'_>,
        (value, change, caption, facts): (&Run, Option<&Run>, &str, &[String]),
        left: f64,
        set: &mut Setting,
    ) {
        let (room, theme) = (self.room - left, pen.theme);
        let wide = change.map_or(0.0, |run| GAP + pen.width(&run.text, run.style));
        let value = Run { text: pen.fit(&value.text, value.style, room - wide), ..value.clone() };
        let rest = room - pen.width(&value.text, value.style) - wide - GAP;
        let mut figure: Vec<Run> = core::iter::once(value).chain(change.cloned()).collect();
        if self.card && pen.width(caption, BODY) <= rest {
            let y = set.height + NUM.baseline() - CAP.baseline();
            figure.push(Run::new(caption, BODY, theme.ink));
            set.line(left, figure, NUM);
            if self.joined {
                let facts = vec![Run::new(facts.join(" · "), CAP, theme.muted)];
                set.pieces.push((self.room, y, Piece::Line(facts, CAP, Align::End)));
                return;
            }
        } else {
            set.line(left, figure, NUM);
            let (text, cut) = lines(pen, caption, BODY, room, LINES);
            set.cut |= cut;
            // close to its figure: a line of 18 under one of 24
            set.height -= 1.0;
            set.para(left, text, BODY, theme.ink);
        }
        set.para(left, packed(pen, facts, CAP, room), CAP, theme.muted);
    }

    fn personas(&self, map: &Map<'_>, pen: &Pen<'_>, of: &[usize], left: f64, set: &mut Setting) {
        set.height += 2.0;
        let mut x = left;
        for at in of {
            let name = persona_name(&map.input, *at);
            let name = pen.fit(name.split(',').next().unwrap_or(&name).trim(), CAP, self.room - left - 14.0);
            let width = 14.0 + pen.width(&name, CAP);
            if x > left && x + width > self.room {
                (x, set.height) = (left, set.height + CAP.line);
            }
            set.pieces.push((x, set.height, Piece::Glyph(*at)));
            let run = vec![Run::new(name, CAP, pen.theme.muted)];
            set.pieces.push((x + 14.0, set.height, Piece::Line(run, CAP, Align::Start)));
            x += width + 10.0;
        }
        set.height += CAP.line;
    }

    fn ticks(
        &self,
        pen: &Pen<'_>,
        rows: &[(&'static str, f64)],
        (left, end): (f64, f64),
        remark: Option<&Run>,
        set: &mut Setting,
    ) {
        let names = rows.iter().map(|(name, _)| pen.width(name, CAP)).fold(0.0, f64::max);
        let mut x = left;
        for (name, of_five) in rows {
            let width = if self.joined { pen.width(name, CAP) } else { names };
            let run = vec![Run::new(*name, CAP, pen.theme.muted)];
            set.pieces.push((x, set.height, Piece::Line(run, CAP, Align::Start)));
            set.pieces.push((x + width + GAP, set.height, Piece::Ticks(*of_five)));
            if self.joined {
                x += ticks_width(pen, name) + 14.0;
            } else {
                set.height += CAP.line;
            }
        }
        let remark = remark.filter(|_| self.card);
        if let Some(run) = remark {
            set.pieces.push((end, set.height, Piece::Line(vec![run.clone()], CAP, Align::End)));
        }
        if self.joined || remark.is_some() {
            set.height += CAP.line;
        }
    }
}

impl Setting {
    /// Height of the text above the small print, and of that.
    pub fn parts(&self) -> (f64, f64) {
        let head = self.foot.map_or(self.height, |foot| foot.1);
        (head, self.height - head)
    }

    /// Makes both at least as high as given, so that neighbours agree.
    pub fn stretch(&mut self, head: f64, foot: f64) {
        let own = self.parts().0;
        let from = self.foot.map_or(self.pieces.len(), |foot| foot.0);
        for (_, y, _) in self.pieces.iter_mut().skip(from) {
            *y += head - own;
        }
        self.height = head + foot;
    }

    fn line(&mut self, x: f64, runs: Vec<Run>, base: Style) {
        self.pieces.push((x, self.height, Piece::Line(runs, base, Align::Start)));
        self.height += base.line;
    }

    fn para(&mut self, x: f64, lines: Vec<String>, style: Style, color: Color) {
        for line in lines {
            self.line(x, vec![Run::new(line, style, color)], style);
        }
    }

    /// Draws the item with its top left corner at a point; `form` is the one it was set by.
    pub fn draw(self, map: &Map<'_>, pen: &mut Pen<'_>, block: &Block, form: &Form, at: Point) {
        let theme = pen.theme;
        match block.frame {
            Frame::Plain => {}
            Frame::Bar(share) => {
                let bar = Rect::from_size(at.x, at.y + 1.0, 3.0, self.height - 2.0);
                let filled = (bar.height() * share.clamp(0.0, 1.0)).round();
                pen.rect(bar, theme.pain_track);
                pen.rect(Rect { y0: bar.y1 - filled, ..bar }, theme.pain_mark);
            }
            Frame::Outline(_) if form.card => {}
            Frame::Outline(strong) => {
                let rect = Rect::from_size(at.x - 4.0, at.y, form.full + 8.0, self.height);
                pen.outline(rect, 3.0, if strong { theme.opp } else { theme.opp_line }, None);
            }
            Frame::Icon(Sign::Channel(kind)) => icons::channel(pen, at.x, at.y + 1.0, kind, theme.accent),
            Frame::Icon(Sign::Layer(layer)) => icons::layer(pen, at.x, at.y + 1.0, layer, theme.accent),
        }
        for (x, y, piece) in self.pieces {
            let (x, y) = (at.x + x, at.y + y);
            match piece {
                // one text is aligned by the painter: its own width is the true one
                Piece::Line(runs, _, Align::End) => {
                    for run in runs {
                        pen.text(x, y, &run.text, run.style, run.color, Align::End);
                    }
                }
                Piece::Line(runs, base, align) => {
                    pen.runs(x, y, &runs, GAP, base, align);
                }
                Piece::Glyph(persona) => {
                    let color = map.input.theme.persona(persona);
                    icons::glyph(pen, persona, Point::new(x + 3.5, y + 8.0), 3.25, color, None, false);
                }
                Piece::Around(zero, [a, b, c, d], hollow) => {
                    let bar = Rect::from_size(at.x, y, 0.0, AROUND);
                    let line = Rect { x0: x + zero, y0: bar.y0 - 2.0, x1: x + zero + 1.0, y1: bar.y1 + 2.0 };
                    pen.rect(line, theme.hatch);
                    for (level, (from, to)) in [(1, (a, b)), (2, (b, c)), (3, (c, d))] {
                        let rect = Rect { x0: x + from, x1: x + to, ..bar };
                        match hollow && rect.width() >= 3.0 {
                            true => pen.outline(rect, 0.0, theme.level(level), None),
                            false => pen.rect(rect, theme.level(level)),
                        }
                    }
                }
                Piece::Ticks(lit) => {
                    for nth in 0..5 {
                        let rect = Rect::from_size(x + TICK.2 * f64::from(nth), y + 7.0, TICK.0, TICK.1);
                        let on = f64::from(nth) + 0.5 < lit;
                        pen.rect(rect, if on { theme.opp } else { theme.opp_track });
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::text::Table;
    use crate::geom::theme::Theme;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_is_cut_says_so_and_a_quotation_stays_closed() {
        let theme = Theme::light();
        let pen = Pen::new(&theme, &Table);
        let long = format!("“{}”", "and it goes on ".repeat(20).trim());
        let (cut, was_cut) = lines(&pen, &long, BODY, 120.0, LINES);
        assert!(was_cut && cut.len() == 4 && cut[3].ends_with("…”"), "{cut:?}");
        assert!(cut.iter().all(|line| pen.width(line, BODY) <= 120.0), "{cut:?}");
        // an ellipsis of the author's own is no cut
        assert_eq!(lines(&pen, "Well…", BODY, 120.0, LINES), (vec!["Well…".to_owned()], false));
        assert_eq!(lines(&pen, "“Well…”", BODY, 120.0, LINES), (vec!["“Well…”".to_owned()], false));
        assert!(!lines(&pen, "two lines of some words", BODY, 90.0, 2).1);
    }

    #[test]
    fn facts_share_a_line_where_they_fit() {
        let theme = Theme::light();
        let pen = Pen::new(&theme, &Table);
        let facts = ["95%: 34–38%", "", "n 3,046", "1,950 lost"].map(str::to_owned);
        assert_eq!(packed(&pen, &facts, CAP, 400.0), ["95%: 34–38% · n 3,046 · 1,950 lost"]);
        assert_eq!(packed(&pen, &facts, CAP, 130.0), ["95%: 34–38% · n 3,046", "1,950 lost"]);
        assert_eq!(packed(&pen, &facts, CAP, 80.0), ["95%: 34–38%", "n 3,046", "1,950 lost"]);
    }

    proptest! {
        #[test]
        fn no_quotation_is_wider_than_its_cell(text in "\\PC{0,300}", max in 60.0..300.0f64) {
            let theme = Theme::light();
            let pen = Pen::new(&theme, &Table);
            let (lines, _) = lines(&pen, &format!("“{text}”"), BODY, max, LINES);
            prop_assert!(lines.len() <= LINES);
            for line in lines {
                let one = line.chars().count() <= 3;
                prop_assert!(one || pen.width(&line, BODY) <= max, "{line}");
            }
        }
    }
}
