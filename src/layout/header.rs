//! What stands over every view: title, finding, chips, keys.

use super::pen::{BODY, CAP, CHIP, FINDING, Pen, Run, SMALL_TITLE, Style, TITLE, dashed, solid};
use super::{Input, Subject, icons};
use crate::geom::{Color, Point, Rect};
use crate::model::rule::Unit;
use crate::scene::{Align, Pane};
use crate::words::Lang;
use crate::words::{self, terms};

/// A button in the shape of a pill.
pub struct Chip {
    /// What pressing it means.
    pub subject: Subject,
    /// Name.
    pub name: String,
    /// Muted addition.
    pub tag: String,
    /// Its sentence for readers.
    pub label: String,
    /// What the pointer is told, in lines.
    pub tip: Vec<String>,
    /// Shape of its marker: a persona's glyph, or a group's square.
    pub glyph: Option<usize>,
    /// Colour of its marker and, when on, of its edge.
    pub color: Color,
    /// Pressed.
    pub on: bool,
}

/// One entry of the key to the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Solid line.
    Line,
    /// Band.
    Band,
    /// Dashed line.
    Dash,
    /// Dotted line.
    Dots,
    /// Diamond.
    Diamond,
    /// Lost block.
    Lost,
    /// Lost block where most are lost.
    Worst,
    /// Hatching.
    Hatch,
    /// Whisker.
    Whisker,
}

/// What a map says of itself beside its title.
#[derive(Default)]
pub struct About {
    /// Word after the title: what state the map shows, where it is not the present one.
    pub state: &'static str,
    /// Who keeps it and when it was changed, at the right.
    pub credit: String,
    /// Whom it happens to and what they want, under the finding: on one line where they fit.
    pub aims: Vec<String>,
}

/// Everything over a view.
pub struct Header {
    /// Title.
    pub title: String,
    /// Beside it.
    pub about: About,
    /// Sentence under it: what to look at, set in bold, and the rest.
    pub finding: (String, String),
    /// Chips.
    pub chips: Vec<Chip>,
    /// Muted line beside or under the chips.
    pub note: String,
    /// Key to the marks, with the colour of lines and bands.
    pub keys: Vec<(Sign, &'static str)>,
    /// Colour of the line in the key.
    pub hero: Color,
}

/// Places the header in the fixed pane; gives the y where the view may start.
pub fn place(pen: &mut Pen<'_>, input: &Input<'_>, header: &Header) -> f64 {
    let small = input.small();
    let (margin, right) = (input.margin(), input.width - input.margin());
    let room = right - margin;
    pen.pane = Pane::Fixed;
    pen.plain();
    let (title, finding) = if small { (SMALL_TITLE, BODY) } else { (TITLE, FINDING) };
    let mut y = if small { 16.0 } else { 24.0 };
    let lines = pen.lines(&header.title, title, room, 2);
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    let used = pen.para(margin, y, &lines, title, ink);
    let (after, credited) = about(pen, &header.about, y + used, &lines, title, (margin, right));
    y = after + 4.0;
    y += sentence(pen, margin, y, (&header.finding.0, &header.finding.1), finding, room);
    y = aims(pen, &header.about.aims, (margin, y), room);
    if !credited {
        let lines = pen.lines(&header.about.credit, CHIP, room, 2);
        y += 4.0 + pen.para(margin, y + 4.0, &lines, CHIP, muted);
    }
    y += if small { 8.0 } else { 16.0 };
    row(pen, input, header, y)
}

/// The state after the title's last line, on a line of its own where it has no place there, and the credit at the
/// right; gives the y after them, and whether the credit found its place.
fn about(
    pen: &mut Pen<'_>,
    about: &About,
    mut y: f64,
    title: &[String],
    style: Style,
    (left, right): (f64, f64),
) -> (f64, bool) {
    let muted = pen.theme.muted;
    let last = title.last().map_or(0.0, |line| pen.width(line, style));
    let shift = |small: Style| style.baseline() - small.baseline();
    let mut x = left + last;
    let state = pen.width(about.state, FINDING);
    if state > 0.0 && last > 0.0 && x + 10.0 + state <= right {
        pen.text(x + 10.0, y - style.line + shift(FINDING), about.state, FINDING, muted, Align::Start);
        x += 10.0 + state;
    } else if state > 0.0 {
        pen.text(left, y, about.state, FINDING, muted, Align::Start);
        y += FINDING.line;
        x = right;
    }
    let credit = pen.width(&about.credit, CHIP);
    if credit > 0.0 && last > 0.0 && x + 32.0 + credit <= right {
        let first = y - style.line;
        pen.text(right, first + shift(CHIP), &about.credit, CHIP, muted, Align::End);
        return (y, true);
    }
    (y, credit == 0.0)
}

/// Scenario and goal; each a text of its own, so that they stand in the reader's order. Gives the y after them.
fn aims(pen: &mut Pen<'_>, aims: &[String], (left, mut y): (f64, f64), room: f64) -> f64 {
    let muted = pen.theme.muted;
    let runs: Vec<Run> = aims.iter().map(|aim| Run::new(aim.clone(), BODY, muted)).collect();
    if aims.len() > 1 && pen.runs_width(&runs, AIMS) <= room {
        let mut x = left;
        for (at, aim) in aims.iter().enumerate() {
            if at > 0 {
                pen.text(x + AIMS / 2.0, y + 4.0, "·", BODY, muted, Align::Middle);
                x += AIMS;
            }
            x += pen.text(x, y + 4.0, aim, BODY, muted, Align::Start);
        }
        return y + 4.0 + BODY.line;
    }
    for aim in aims {
        let lines = pen.lines(aim, BODY, room.min(960.0), 2);
        y += 4.0 + pen.para(left, y + 4.0, &lines, BODY, muted);
    }
    y
}

/// Between two aims on one line.
const AIMS: f64 = 20.0;

/// Lines of a finding: four hold it where there is room, on a phone it takes two more.
const LINES: usize = 6;

/// The finding: its first part semibold; at most six lines.
fn sentence(pen: &mut Pen<'_>, x: f64, top: f64, parts: (&str, &str), style: Style, room: f64) -> f64 {
    let (first, rest) = (crate::geom::text::clean(parts.0), crate::geom::text::clean(parts.1));
    let mut lines: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    let blank = pen.width("a a", style) - pen.width("aa", style);
    let mut used = 0.0;
    let words = first.split_whitespace().map(|w| (w, true));
    for (word, bold) in words.chain(rest.split_whitespace().map(|w| (w, false))) {
        let style = if bold { style.bold() } else { style };
        let width = pen.width(word, style);
        if used > 0.0 && used + blank + width > room {
            lines.push(Vec::new());
            used = 0.0;
        }
        let word = if width > room { pen.fit(word, style, room) } else { word.to_owned() };
        used += if used > 0.0 { blank + width } else { width };
        if let Some(line) = lines.last_mut() {
            line.push((word, bold));
        }
    }
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    let ink = pen.theme.ink;
    for (at, line) in lines.iter().enumerate() {
        // neighbours of one weight are one run, so that blanks are the font's own
        let mut runs: Vec<Run> = Vec::new();
        let mut weights: Vec<bool> = Vec::new();
        for (word, bold) in line {
            match runs.last_mut() {
                Some(run) if weights.last() == Some(bold) => {
                    run.text.push(' ');
                    run.text.push_str(word);
                }
                _ => {
                    runs.push(Run::new(word.clone(), if *bold { style.bold() } else { style }, ink));
                    weights.push(*bold);
                }
            }
        }
        if more
            && at + 1 == LINES
            && let Some(run) = runs.last_mut()
        {
            let before = 0.0;
            run.text = pen.fit(&format!("{} …", run.text), run.style, room - before - 16.0);
        }
        pen.runs(x, top + style.line * at as f64, &runs, blank, style, Align::Start);
    }
    style.line * lines.iter().filter(|line| !line.is_empty()).count() as f64
}

/// Chips, note and keys, on one row where they fit; gives the y after them.
fn row(pen: &mut Pen<'_>, input: &Input<'_>, header: &Header, top: f64) -> f64 {
    let (margin, right) = (input.margin(), input.width - input.margin());
    let height = if input.small() { 44.0 } else { 32.0 };
    let gap = if input.small() { 12.0 } else { 20.0 };
    let (mut x, mut y) = (margin, top);
    let mut used = false;
    for chip in &header.chips {
        let tag = if input.small() { String::new() } else { pen.fit(&chip.tag, CHIP, 160.0) };
        let tagged = if tag.is_empty() { 0.0 } else { 6.0 + pen.width(&tag, CHIP) };
        let name = pen.fit(&chip.name, CHIP.bold(), right - margin - tagged - 44.0);
        let width = (28.0 + pen.width(&name, CHIP.bold()) + tagged + 14.0).round();
        if x > margin && x + width > right {
            (x, y) = (margin, y + height + 8.0);
        }
        place_chip(pen, chip, Rect::from_size(x, y, width, height), &name, &tag);
        x += width + 8.0;
        used = true;
    }
    pen.plain();
    let middle = |y: f64| y + (height - CHIP.line) / 2.0;
    let note = pen.width(&header.note, CHIP);
    let keys = keys_width(pen, header);
    let mut line = if used { height } else { 0.0 };
    let muted = pen.theme.muted;
    // keys alone need no tall row
    if !input.small() && !used && note == 0.0 {
        return if keys > 0.0 { y + place_keys(pen, header, margin, y, right) + gap } else { y };
    }
    // one row, as long as everything fits with air
    if !input.small() && x + 12.0 + note + 32.0 + keys <= right && y == top {
        line = height;
        if note > 0.0 {
            let x = if used { x + 12.0 } else { margin };
            pen.text(x, middle(y), &header.note, CHIP, muted, Align::Start);
        }
        place_keys(pen, header, right - keys, middle(y), right);
        let any = used || note > 0.0 || keys > 0.0;
        return if any { y + line + gap } else { y };
    }
    if note > 0.0 {
        let fits = !input.small() && used && x + 12.0 + note <= right;
        if fits {
            pen.text(x + 12.0, middle(y), &header.note, CHIP, muted, Align::Start);
        } else {
            y += line + if used { 8.0 } else { 0.0 };
            let lines = pen.lines(&header.note, CHIP, right - margin, 3);
            line = pen.para(margin, y, &lines, CHIP, muted);
        }
    }
    if keys > 0.0 && !input.small() {
        y += line + 12.0;
        line = place_keys(pen, header, margin, y, right);
    }
    y + line + gap
}

fn place_chip(pen: &mut Pen<'_>, chip: &Chip, rect: Rect, name: &str, tag: &str) {
    pen.item(chip.subject.clone(), chip.label.clone(), chip.tip.clone());
    let edge = if chip.on { chip.color } else { pen.theme.rule };
    let (ground, ink, muted) = (pen.theme.ground, pen.theme.ink, pen.theme.muted);
    pen.outline(rect, rect.height() / 2.0, edge, Some(ground));
    let middle = rect.center().y;
    match chip.glyph {
        Some(at) => icons::glyph(pen, at, Point::new(rect.x0 + 17.0, middle), 5.0, chip.color, None, false),
        None => pen.rect(Rect::from_size(rect.x0 + 12.0, middle - 5.0, 10.0, 10.0), chip.color),
    }
    let top = middle - CHIP.line / 2.0;
    let width = pen.text(rect.x0 + 28.0, top, name, CHIP.bold(), ink, Align::Start);
    pen.text(rect.x0 + 34.0 + width, top, tag, CHIP, muted, Align::Start);
    pen.target(rect);
}

const KEY_GAP: f64 = 24.0;

fn sign_width(sign: Sign) -> f64 {
    match sign {
        Sign::Line | Sign::Band => 20.0,
        Sign::Dash | Sign::Dots => 22.0,
        Sign::Diamond | Sign::Lost | Sign::Worst | Sign::Hatch | Sign::Whisker => 12.0,
    }
}

fn keys_width(pen: &Pen<'_>, header: &Header) -> f64 {
    let each = header.keys.iter().map(|(sign, text)| sign_width(*sign) + 8.0 + pen.width(text, CHIP));
    each.sum::<f64>() + KEY_GAP * header.keys.len().saturating_sub(1) as f64
}

/// Places the keys from `left`, on as many rows as needed; gives their height.
fn place_keys(pen: &mut Pen<'_>, header: &Header, left: f64, top: f64, right: f64) -> f64 {
    let (mut x, mut y) = (left, top);
    let muted = pen.theme.muted;
    for (sign, text) in &header.keys {
        let width = sign_width(*sign) + 8.0 + pen.width(text, CHIP);
        if x > left && x + width > right + 0.5 {
            (x, y) = (left, y + 24.0);
        }
        place_sign(pen, *sign, header.hero, x, y + CHIP.line / 2.0);
        pen.text(x + sign_width(*sign) + 8.0, y, text, CHIP, muted, Align::Start);
        x += width + KEY_GAP;
    }
    y - top + CHIP.line
}

fn place_sign(pen: &mut Pen<'_>, sign: Sign, hero: Color, x: f64, y: f64) {
    let across = |width: f64| vec![Point::new(x, y), Point::new(x + width, y)];
    let square = Rect::from_size(x, y - 6.0, 12.0, 12.0);
    let (lost, hatch, ink) = (pen.theme.lost, pen.theme.hatch, pen.theme.ink);
    match sign {
        Sign::Line => pen.line(across(20.0), solid(hero, 2.5)),
        Sign::Band => pen.rect(Rect::from_size(x, y - 5.0, 20.0, 10.0), hero.alpha(pen.theme.band)),
        Sign::Dash => pen.line(across(22.0), dashed(hero, 1.5, [6.0, 4.0])),
        Sign::Dots => pen.line(across(22.0), dashed(hero, 1.5, [2.0, 4.0])),
        Sign::Diamond => icons::diamond(pen, Point::new(x + 6.0, y), 6.0, ink, None),
        Sign::Lost => {
            pen.rect(square, lost);
            pen.rule(square.x0, square.x1, square.y0, hatch);
        }
        Sign::Worst => {
            let (fill, edge) = (pen.theme.wedge, pen.theme.pain_mark);
            pen.rect(square, fill);
            pen.rule(square.x0, square.x1, square.y0, edge);
        }
        Sign::Hatch => {
            pen.shape(crate::scene::Shape::Hatch { rect: square, gap: 4.0, stroke: solid(hatch, 1.25) })
        }
        Sign::Whisker => whisker(pen, x + 6.0, y - 6.0, y + 6.0, ink),
    }
}

/// An upright interval 1 px wide with caps of 6 px.
pub fn whisker(pen: &mut Pen<'_>, x: f64, top: f64, bottom: f64, color: Color) {
    let x = x.round();
    let (top, bottom) = (top.round(), bottom.round().max(top.round() + 1.0));
    pen.rect(Rect { x0: x, y0: top, x1: x + 1.0, y1: bottom }, color);
    pen.rect(Rect { x0: x - 3.0, y0: top, x1: x + 4.0, y1: top + 1.0 }, color);
    pen.rect(Rect { x0: x - 3.0, y0: bottom - 1.0, x1: x + 4.0, y1: bottom }, color);
}

/// Small print at the bottom, over the whole width; gives the y after it.
pub fn footer(pen: &mut Pen<'_>, input: &Input<'_>, top: f64, sentences: &[String]) -> f64 {
    pen.pane = Pane::Across;
    pen.plain();
    let margin = input.margin();
    let room = (input.width - 2.0 * margin).min(960.0);
    let text = sentences.iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let muted = pen.theme.muted;
    // `lines` caps a text at 500 graphemes: each sentence is wrapped after the one before
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() && lines.len() < 40 {
        let (head, tail) = head(rest, 400);
        let open = lines.pop().unwrap_or_default();
        lines.extend(pen.lines(&format!("{open} {head}"), CAP, room, 40));
        rest = tail;
    }
    top + pen.para(margin, top, &lines, CAP, muted)
}

/// The longest head of at most `most` characters that ends at a blank, and the rest.
fn head(text: &str, most: usize) -> (&str, &str) {
    let Some((end, _)) = text.char_indices().nth(most) else { return (text, "") };
    // a blank at the very beginning would cut nothing off, again and again
    let cut = text.get(..end).and_then(|head| head.rfind(' ')).filter(|cut| *cut > 0).unwrap_or(end);
    text.split_at_checked(cut).unwrap_or((text, ""))
}

/// The language's title of the funnel view.
pub fn funnel_title(title: &str, unit: Unit, lang: Lang) -> String {
    let units = terms::unit(unit, 2, lang);
    match lang {
        Lang::En => format!("Where {units} {}: {title}", words::leave(unit)),
        Lang::Id => format!("Di mana {units} berhenti: {title}"),
    }
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn a_long_word_after_a_blank_is_cut_too() {
        let text = format!(" {}", "x".repeat(900));
        let (first, rest) = head(&text, 400);
        assert!(!first.is_empty() && rest.len() < text.len());
        assert_eq!(head("one two", 5), ("one", " two"));
    }
}
