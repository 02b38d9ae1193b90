//! Who the persona in focus is: quote, goals, needs, frustrations and share, under the chips.

use super::header::Chip;
use super::map::{Map, persona_name};
use super::pen::{BODY, CAP, LABEL, Pen};
use super::{Subject, icons};
use crate::figures::Backing;
use crate::geom::Point;
use crate::model::journey::Persona;
use crate::scene::{Align, Pane};
use crate::words::picture;

/// Items of a list that are drawn; more are counted.
const ITEMS: usize = 3;
/// Between columns.
const GAP: f64 = 24.0;
/// A column beside others is never narrower.
const NARROW: f64 = 150.0;
/// A column is never wider.
const WIDE: f64 = 304.0;

/// A chip for each persona: what is known of it is in its sentence.
pub fn chips(map: &Map<'_>) -> Vec<Chip> {
    let personas = &map.input.journey.personas;
    let chip = |(at, persona): (usize, &Persona)| {
        let numbers = map.input.numbers;
        let figures = map.input.figures.personas.get(at);
        let people = figures.filter(|figures| !figures.small).and_then(|figures| figures.people);
        let people = people.filter(|n| *n > 0);
        let words = picture::frame(map.input.lang);
        let tag = match (people, persona.share) {
            _ if map.is_small(at) => words.too_few.to_owned(),
            (Some(n), _) => picture::people(n, map.input.lang, numbers),
            (None, Some(share)) => format!("{} {}", numbers.percent(share, 0), map.words.assumed),
            (None, None) => String::new(),
        };
        let name = persona_name(&map.input, at);
        let on = map.input.persona == Some(at);
        let known = said(map, at, persona);
        let label = if known.is_empty() { name.clone() } else { format!("{name}: {}", known.join("; ")) };
        // of whom is in focus the picture says it: a tip would lie over it, and only tells what was left out there
        let left = || lists(map, persona).iter().filter(|(_, items)| items.len() > ITEMS).map(line).collect();
        let mut tip: Vec<String> = if on { left() } else { known };
        if !on || !tip.is_empty() {
            tip.insert(0, name.clone());
        }
        Chip {
            subject: Subject::Persona(at),
            label,
            tip,
            name,
            tag,
            glyph: Some(at),
            color: map.input.theme.persona(at),
            on,
        }
    };
    personas.iter().enumerate().map(chip).collect()
}

/// Everything about a persona, each in a line.
fn said(map: &Map<'_>, at: usize, persona: &Persona) -> Vec<String> {
    let words = picture::frame(map.input.lang);
    let mut parts = Vec::new();
    if map.is_small(at) {
        parts.push(words.too_few.to_owned());
    }
    parts.extend(share(map, at, persona).map(|(text, _)| text));
    parts.extend(quote(persona));
    parts.extend(lists(map, persona).iter().map(line));
    parts
}

fn line((title, items): &(&'static str, Vec<&str>)) -> String {
    format!("{}: {}", title.to_ascii_lowercase(), items.join(", "))
}

fn share(map: &Map<'_>, at: usize, persona: &Persona) -> Option<(String, bool)> {
    let figures = map.input.figures.personas.get(at);
    picture::persona_share(figures, persona.share, map.input.lang, map.input.numbers)
}

/// The quote in quotation marks; the author's own marks are not doubled.
fn quote(persona: &Persona) -> Option<String> {
    let text = persona.quote.as_deref()?.trim();
    let text = text.trim_matches(['"', '“', '”', '„', '«', '»']);
    (!text.is_empty()).then(|| format!("“{text}”"))
}

/// The lists that hold anything, with their titles.
fn lists<'a>(map: &Map<'_>, persona: &'a Persona) -> Vec<(&'static str, Vec<&'a str>)> {
    let words = picture::frame(map.input.lang);
    let lists = [
        (words.goals, &persona.goals),
        (words.needs, &persona.needs),
        (words.frustrations, &persona.frustrations),
    ];
    let full = |items: &'a [String]| -> Vec<&'a str> {
        items.iter().map(String::as_str).filter(|item| !item.trim().is_empty()).collect()
    };
    lists
        .into_iter()
        .map(|(title, items)| (title, full(items)))
        .filter(|(_, items)| !items.is_empty())
        .collect()
}

/// One column: a caption, and the lines under it.
struct Column {
    caption: String,
    /// Evidence behind the caption, where it is a figure.
    backing: Option<Backing>,
    lines: Vec<String>,
    /// What was left out.
    more: String,
}

impl Column {
    fn height(&self) -> f64 {
        let more = if self.more.is_empty() { 0.0 } else { CAP.line };
        LABEL.line + 4.0 + BODY.line * self.lines.len() as f64 + more
    }
}

fn list(map: &Map<'_>, pen: &Pen<'_>, title: &str, items: &[&str], room: f64) -> Column {
    let lines = items.iter().take(ITEMS).flat_map(|item| pen.lines(item, BODY, room, 4)).collect();
    let left = items.len().saturating_sub(ITEMS);
    let more = if left > 0 { format!("+{left} {}", map.words.more) } else { String::new() };
    Column { caption: title.to_owned(), backing: None, lines, more }
}

fn first(map: &Map<'_>, pen: &Pen<'_>, at: usize, persona: &Persona, room: f64) -> Option<Column> {
    let share = share(map, at, persona);
    let quote = quote(persona);
    if share.is_none() && quote.is_none() {
        return None;
    }
    let name = persona_name(&map.input, at);
    let backing = share.as_ref().map(|(_, data)| if *data { Backing::Data } else { Backing::Assumption });
    Some(Column {
        caption: share.map_or(name, |(text, _)| text),
        backing,
        lines: quote.map(|text| pen.lines(&text, BODY, room, 4)).unwrap_or_default(),
        more: String::new(),
    })
}

/// The strip under the chips, at `top`; gives the y after it. Nothing where nothing is written.
pub fn strip(pen: &mut Pen<'_>, map: &Map<'_>, top: f64) -> f64 {
    let Some((at, persona)) = map.chosen() else { return top };
    let lists = lists(map, persona);
    let room = map.input.width - 2.0 * map.input.margin();
    let has_first = share(map, at, persona).is_some() || quote(persona).is_some();
    let count = lists.len() + usize::from(has_first);
    if count == 0 {
        return top;
    }
    // as many beside each other as keep a readable width, in rows of like length
    let most = (((room + GAP) / (NARROW + GAP)).floor().max(1.0) as usize).min(count);
    let beside = count.div_ceil(count.div_ceil(most));
    let width = ((room + GAP) / beside as f64 - GAP).floor().min(WIDE);
    let mut columns: Vec<Column> = first(map, pen, at, persona, width).into_iter().collect();
    columns.extend(lists.iter().map(|(title, items)| list(map, pen, title, items, width)));
    pen.pane = Pane::Fixed;
    pen.plain();
    let mut y = top;
    for row in columns.chunks(beside) {
        for (nth, column) in row.iter().enumerate() {
            place(pen, column, map.input.margin() + (width + GAP) * nth as f64, y, width);
        }
        y += row.iter().map(Column::height).fold(0.0, f64::max) + 12.0;
    }
    y + 12.0
}

/// What a card shows of the persona in focus: the strip's columns, one under the other; gives the y after it.
pub fn stacked(pen: &mut Pen<'_>, map: &Map<'_>, top: f64) -> f64 {
    let Some((at, persona)) = map.chosen() else { return top };
    let margin = map.input.margin();
    let width = map.input.width - 2.0 * margin;
    let mut columns: Vec<Column> = first(map, pen, at, persona, width).into_iter().collect();
    columns.extend(lists(map, persona).iter().map(|(title, items)| list(map, pen, title, items, width)));
    let mut y = top;
    for column in &columns {
        place(pen, column, margin, y, width);
        y += column.height() + 8.0;
    }
    y
}

fn place(pen: &mut Pen<'_>, column: &Column, x: f64, top: f64, width: f64) {
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    let mark = if column.backing.is_some() { 14.0 } else { 0.0 };
    let caption = pen.fit(&column.caption, LABEL, width - mark);
    pen.text(x + mark, top, &caption, LABEL, muted, Align::Start);
    if let Some(backing) = column.backing {
        icons::evidence(pen, Point::new(x + 4.0, top + 8.0), backing);
    }
    let y = top + LABEL.line + 4.0;
    let used = pen.para(x, y, &column.lines, BODY, ink);
    pen.text(x, y + used, &column.more, CAP, muted, Align::Start);
}
