//! Stage heads: chevrons with a name and a caption.

use super::pen::{CAP, Pen, STAGE};
use super::{Input, Subject};
use crate::geom::scale::Band;
use crate::geom::{Point, Rect};
use crate::scene::{Align, Key, Pane};

/// One head.
pub struct Head {
    /// What it stands for.
    pub subject: Subject,
    /// Name; two lines at most.
    pub name: String,
    /// Small line under it; the first that fits is taken.
    pub caption: Vec<String>,
    /// Sentence for readers.
    pub label: String,
    /// Lines of the tooltip.
    pub tip: Vec<String>,
}

/// How deep the point of a chevron is.
const POINT: f64 = 6.0;

/// Height of a row of heads.
pub fn height(pen: &Pen<'_>, heads: &[Head], columns: &Band) -> f64 {
    let lines = heads.iter().map(|head| names(pen, head, columns).len()).max().unwrap_or(1);
    // without any caption the names stand in the middle of a lower head
    let bare = heads.iter().all(|head| head.caption.iter().all(String::is_empty));
    let air = if bare { 20.0 } else { 28.0 };
    air + STAGE.line * lines.max(1) as f64
}

fn names(pen: &Pen<'_>, head: &Head, columns: &Band) -> Vec<String> {
    let room = columns.width - 30.0;
    // a raw name like `payment_done` breaks after its underscore, not inside a word
    let name = if pen.width(&head.name, STAGE) > room {
        head.name.replace('_', "_\u{200B}")
    } else {
        head.name.clone()
    };
    let lines = pen.lines(&name, STAGE, room, 2);
    lines.into_iter().map(|line| line.replace('\u{200B}', "")).collect()
}

/// Places the heads; gives the keys of their items, in order.
pub fn place(
    pen: &mut Pen<'_>,
    input: &Input<'_>,
    heads: Vec<Head>,
    columns: &Band,
    top: f64,
    solid: Option<usize>,
) -> Vec<Key> {
    let height = height(pen, &heads, columns);
    let bare = heads.iter().all(|head| head.caption.iter().all(String::is_empty));
    // clear of the notch that the chevron before cuts
    let (pad, over) = (input.pad().max(POINT + 6.0), if bare { 10.0 } else { 5.0 });
    let mut keys = Vec::with_capacity(heads.len());
    for (at, head) in heads.into_iter().enumerate() {
        let lines = names(pen, &head, columns);
        pen.pane = Pane::Head;
        keys.push(pen.item(head.subject.clone(), head.label.clone(), head.tip.clone()));
        let (x0, x1) = (columns.left(at), columns.right(at) - 2.0);
        let on = solid == Some(at);
        let theme = pen.theme;
        let (fill, name, small) = if on {
            (theme.accent, theme.on_accent, theme.on_accent)
        } else {
            (theme.accent_tint, theme.accent, theme.muted)
        };
        let mut points = vec![
            Point::new(x0, top),
            Point::new(x1 - POINT, top),
            Point::new(x1, top + height / 2.0),
            Point::new(x1 - POINT, top + height),
            Point::new(x0, top + height),
        ];
        if at > 0 {
            points.push(Point::new(x0 + POINT, top + height / 2.0));
        }
        pen.polygon(points, fill);
        let used = pen.para(x0 + pad, top + over, &lines, STAGE, name);
        let room = columns.width - pad - 14.0;
        let fits = head.caption.iter().find(|text| pen.width(text, CAP) <= room);
        let caption = fits.or(head.caption.last()).map(|text| pen.fit(text, CAP, room)).unwrap_or_default();
        pen.text(x0 + pad, top + over + used, &caption, CAP, small, Align::Start);
        pen.target(Rect { x0, y0: top, x1: columns.right(at), y1: top + height });
    }
    pen.plain();
    keys
}
