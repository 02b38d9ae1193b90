//! A panel as one plain value, for whoever draws it.

use super::{About, Bar, Big, Block, Column, Entries, Entry, Panel, Part, Plot};
use crate::figures::Backing;
use crate::geom::Color;
use crate::model::journey::LaneKind;
use crate::value::{Value, map};

/// A colour as style sheets write it.
fn css(color: Color) -> Value {
    format!("#{:02X}{:02X}{:02X}", color.r, color.g, color.b).into()
}

fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::List(items.iter().map(one).collect())
}

/// A stable name of what a part is about.
const fn name(about: About) -> &'static str {
    match about {
        About::People => "people",
        About::Groups => "groups",
        About::Changes => "changes",
        About::Onward => "onward",
        About::Emotion => "emotion",
        About::Scores => "scores",
        About::Measures => "measures",
        About::Retention => "retention",
        About::Time => "time",
        About::Comments => "comments",
        About::Touchpoints => "touchpoints",
        About::Pains => "pains",
        About::Opportunities => "opportunities",
        About::Texts(LaneKind::Actions) => "actions",
        About::Texts(LaneKind::Thoughts) => "thoughts",
        About::Texts(LaneKind::Needs) => "needs",
        About::Texts(LaneKind::Expectations) => "expectations",
        About::Texts(LaneKind::Quotes) => "quotes",
        About::Texts(_) => "texts",
        About::Pending => "pending",
        About::Counted => "counted",
    }
}

const fn backing(backing: Backing) -> &'static str {
    match backing {
        Backing::Data => "data",
        Backing::Partial => "partial",
        Backing::Assumption => "assumption",
    }
}

/// Title, note and parts; every block has a `kind` and what that kind needs.
///
/// ```
/// # use jejak::layout::panel::{About, Block, Panel, Part, write};
/// let part = Part { about: About::Time, title: "Time".into(), backing: None, blocks: vec![Block::Text("6 min".into())] };
/// let written = write(&Panel { title: "Pay".into(), note: String::new(), parts: vec![part] });
/// let part = written.get("parts").unwrap().at(0).unwrap();
/// assert_eq!(part.get("about").unwrap().as_text(), Some("time"));
/// assert_eq!(part.get("blocks").unwrap().at(0).unwrap().get("text").unwrap().as_text(), Some("6 min"));
/// ```
pub fn write(panel: &Panel) -> Value {
    map([
        ("title", panel.title.as_str().into()),
        ("note", panel.note.as_str().into()),
        ("parts", list(&panel.parts, part)),
    ])
}

fn part(part: &Part) -> Value {
    map([
        ("about", name(part.about).into()),
        ("title", part.title.as_str().into()),
        ("backing", part.backing.map(backing).into()),
        ("blocks", list(&part.blocks, block)),
    ])
}

fn block(block: &Block) -> Value {
    let text = |kind: &str, text: &str| map([("kind", kind.into()), ("text", text.into())]);
    let rows = |kind: &str, rows: Value| map([("kind", kind.into()), ("rows", rows)]);
    match block {
        Block::Heading(said) => text("heading", said),
        Block::Text(said) => text("text", said),
        Block::Note(said) => text("note", said),
        Block::Big(figures) => rows("big", list(figures, big)),
        Block::Split(parts) => rows(
            "split",
            list(parts, |(share, color)| map([("share", (*share).into()), ("color", css(*color))])),
        ),
        Block::Plots { rows, ends, neutral } => map([
            ("kind", "plots".into()),
            ("rows", list(rows, plot)),
            ("ends", ends.as_ref().map(|ends| ends.to_vec()).into()),
            ("neutral", (*neutral).into()),
        ]),
        Block::Bars(bars) => rows("bars", list(bars, bar)),
        Block::Columns(columns) => rows("columns", list(columns, column)),
        Block::Pairs(pairs) => rows("pairs", list(pairs, |pair| pair.to_vec().into())),
        Block::Entries(entries) => self::entries(entries),
    }
}

fn big(big: &Big) -> Value {
    map([("value", big.value.as_str().into()), ("word", big.word.as_str().into()), ("loss", big.loss.into())])
}

fn plot(plot: &Plot) -> Value {
    map([
        ("name", plot.name.as_str().into()),
        ("persona", plot.persona.map(|at| at as u64).into()),
        ("at", plot.at.into()),
        ("span", plot.span.map(|(low, high)| vec![low, high]).into()),
        ("color", css(plot.color)),
        ("hollow", plot.hollow.into()),
        ("apart", plot.stands_out.into()),
        ("figures", plot.figures.to_vec().into()),
    ])
}

fn bar(bar: &Bar) -> Value {
    map([
        ("name", bar.name.as_str().into()),
        ("figures", bar.figures.clone().into()),
        ("share", bar.share.into()),
        ("color", css(bar.color)),
    ])
}

fn column(column: &Column) -> Value {
    map([
        ("name", column.name.as_str().into()),
        ("count", column.count.as_str().into()),
        ("share", column.share.into()),
        ("color", css(column.color)),
    ])
}

fn entries(entries: &Entries) -> Value {
    map([
        ("kind", "entries".into()),
        ("rows", list(&entries.list, entry)),
        ("first", (entries.first as u64).into()),
        ("all", entries.all.as_str().into()),
    ])
}

fn entry(entry: &Entry) -> Value {
    let tick = |(word, ticks): &(String, u8)| {
        map([("word", word.as_str().into()), ("ticks", f64::from(*ticks).into())])
    };
    map([
        ("text", entry.text.as_str().into()),
        ("quoted", entry.quoted.into()),
        ("lines", entry.lines.clone().into()),
        ("severity", entry.severity.into()),
        ("ticks", list(&entry.ticks, tick)),
        ("url", entry.url.clone().into()),
    ])
}
