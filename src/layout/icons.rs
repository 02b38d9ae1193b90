//! Small drawn signs: channel icons, evidence marks, persona glyphs, flags, arrows.

use super::pen::{Pen, solid};
use crate::figures::Backing;
use crate::geom::curve::around;
use crate::geom::{Color, Point, Rect};
use crate::model::journey::{ChannelKind, Layer};

/// Strokes of an icon on a 16-px grid; circles are (x, y, r).
struct Icon {
    lines: &'static [&'static [(f64, f64)]],
    circles: &'static [(f64, f64, f64)],
}

const fn lines(lines: &'static [&'static [(f64, f64)]]) -> Icon {
    Icon { lines, circles: &[] }
}

const WEB: Icon =
    lines(&[&[(1.5, 3.0), (14.5, 3.0), (14.5, 13.0), (1.5, 13.0), (1.5, 3.0)], &[(1.5, 6.0), (14.5, 6.0)]]);
const PHONE_BODY: &[(f64, f64)] = &[(5.0, 1.5), (11.0, 1.5), (11.0, 14.5), (5.0, 14.5), (5.0, 1.5)];
const APP: Icon = lines(&[PHONE_BODY, &[(7.3, 12.3), (8.7, 12.3)]]);
const EMAIL: Icon = lines(&[
    &[(1.5, 3.5), (14.5, 3.5), (14.5, 12.5), (1.5, 12.5), (1.5, 3.5)],
    &[(1.5, 4.0), (8.0, 9.0), (14.5, 4.0)],
]);
const CHAT: Icon = lines(&[&[
    (2.5, 3.5),
    (13.5, 3.5),
    (13.5, 11.0),
    (7.5, 11.0),
    (4.5, 13.5),
    (4.5, 11.0),
    (2.5, 11.0),
    (2.5, 3.5),
]]);
const PHONE: Icon = lines(&[&[
    (3.0, 2.0),
    (6.0, 2.0),
    (7.0, 5.5),
    (5.2, 6.8),
    (9.2, 10.8),
    (10.5, 9.0),
    (14.0, 10.0),
    (14.0, 13.0),
    (12.5, 14.0),
    (8.0, 12.5),
    (3.5, 8.0),
    (2.0, 3.5),
    (3.0, 2.0),
]]);
const STORE: Icon = lines(&[
    &[(2.5, 7.0), (2.5, 14.0), (13.5, 14.0), (13.5, 7.0)],
    &[(1.5, 6.0), (3.0, 2.0), (13.0, 2.0), (14.5, 6.0), (1.5, 6.0)],
    &[(6.5, 14.0), (6.5, 9.5), (9.5, 9.5), (9.5, 14.0)],
]);
const SOCIAL: Icon = lines(&[
    &[(3.5, 2.5), (12.5, 2.5), (12.5, 13.5), (3.5, 13.5), (3.5, 2.5)],
    &[(6.5, 6.0), (10.0, 8.0), (6.5, 10.0), (6.5, 6.0)],
]);
const SEARCH: Icon = Icon { lines: &[&[(10.3, 10.3), (14.0, 14.0)]], circles: &[(7.0, 7.0, 4.5)] };
const ADS: Icon = lines(&[
    &[(2.0, 6.0), (5.0, 6.0), (12.0, 2.5), (12.0, 12.5), (5.0, 9.0), (2.0, 9.0), (2.0, 6.0)],
    &[(5.0, 9.0), (6.2, 13.5), (8.0, 13.5), (7.2, 10.2)],
    &[(14.2, 6.0), (14.2, 9.0)],
]);
const REVIEW: Icon = lines(&[&[
    (8.0, 2.0),
    (9.8, 5.9),
    (14.0, 6.4),
    (10.9, 9.3),
    (11.7, 13.5),
    (8.0, 11.4),
    (4.3, 13.5),
    (5.1, 9.3),
    (2.0, 6.4),
    (6.2, 5.9),
    (8.0, 2.0),
]]);
const MAIL: Icon = lines(&[
    &[(2.0, 6.5), (8.0, 2.0), (14.0, 6.5), (14.0, 13.5), (2.0, 13.5), (2.0, 6.5)],
    &[(2.0, 6.5), (8.0, 10.5), (14.0, 6.5)],
]);
const COURIER: Icon = Icon {
    lines: &[
        &[(2.7, 11.0), (1.0, 11.0), (1.0, 4.0), (9.5, 4.0), (9.5, 11.0), (5.3, 11.0)],
        &[(9.5, 6.5), (12.5, 6.5), (15.0, 9.0), (15.0, 11.0), (13.3, 11.0)],
        &[(9.5, 11.0), (10.7, 11.0)],
    ],
    circles: &[(4.0, 11.6, 1.3), (12.0, 11.6, 1.3)],
};
const EVENT: Icon = lines(&[
    &[(2.0, 3.5), (14.0, 3.5), (14.0, 13.5), (2.0, 13.5), (2.0, 3.5)],
    &[(2.0, 6.8), (14.0, 6.8)],
    &[(5.0, 2.0), (5.0, 4.8)],
    &[(11.0, 2.0), (11.0, 4.8)],
]);
const OTHER: Icon = Icon { lines: &[], circles: &[(8.0, 8.0, 5.0), (8.0, 8.0, 1.2)] };

fn icon(kind: ChannelKind) -> &'static Icon {
    match kind {
        ChannelKind::Web => &WEB,
        ChannelKind::App => &APP,
        ChannelKind::Email => &EMAIL,
        ChannelKind::Chat => &CHAT,
        ChannelKind::Phone => &PHONE,
        ChannelKind::Store => &STORE,
        ChannelKind::Social => &SOCIAL,
        ChannelKind::Search => &SEARCH,
        ChannelKind::Ads => &ADS,
        ChannelKind::Review => &REVIEW,
        ChannelKind::Mail => &MAIL,
        ChannelKind::Courier => &COURIER,
        ChannelKind::Event => &EVENT,
        ChannelKind::Other => &OTHER,
    }
}

/// A 16-px line icon of a channel; `x`, `y` is its top left corner.
pub fn channel(pen: &mut Pen<'_>, x: f64, y: f64, kind: ChannelKind, color: Color) {
    draw(pen, x, y, icon(kind), color);
}

fn draw(pen: &mut Pen<'_>, x: f64, y: f64, icon: &Icon, color: Color) {
    for line in icon.lines {
        let points = line.iter().map(|(dx, dy)| Point::new(x + dx, y + dy)).collect();
        pen.line(points, solid(color, 1.25));
    }
    for (dx, dy, r) in icon.circles {
        pen.circle(Point::new(x + dx, y + dy), *r, None, Some(solid(color, 1.25)));
    }
}

const PERSON: Icon = Icon {
    lines: &[&[
        (2.5, 14.0),
        (3.0, 11.6),
        (4.6, 10.0),
        (6.5, 9.4),
        (9.5, 9.4),
        (11.4, 10.0),
        (13.0, 11.6),
        (13.5, 14.0),
    ]],
    circles: &[(8.0, 4.8, 2.8)],
};
const BOX: Icon = lines(&[
    &[(2.0, 5.0), (8.0, 2.0), (14.0, 5.0), (14.0, 11.0), (8.0, 14.0), (2.0, 11.0), (2.0, 5.0)],
    &[(2.0, 5.0), (8.0, 8.0), (14.0, 5.0)],
    &[(8.0, 8.0), (8.0, 14.0)],
]);
const STACK: Icon = lines(&[
    &[(2.0, 2.5), (14.0, 2.5), (14.0, 7.0), (2.0, 7.0), (2.0, 2.5)],
    &[(2.0, 9.0), (14.0, 9.0), (14.0, 13.5), (2.0, 13.5), (2.0, 9.0)],
    &[(4.5, 4.75), (6.0, 4.75)],
    &[(4.5, 11.25), (6.0, 11.25)],
]);

/// A 16-px line icon of a layer of the service: a person in sight, work behind the scenes, a system.
pub fn layer(pen: &mut Pen<'_>, x: f64, y: f64, layer: Layer, color: Color) {
    let icon = match layer {
        Layer::Customer => &OTHER,
        Layer::Frontstage => &PERSON,
        Layer::Backstage => &BOX,
        Layer::Support => &STACK,
    };
    draw(pen, x, y, icon, color);
}

/// Evidence by shape: full dot, half dot, ring.
pub fn evidence(pen: &mut Pen<'_>, center: Point, backing: Backing) {
    let color = pen.theme.muted;
    let fill = (backing == Backing::Data).then_some(color);
    if backing == Backing::Partial {
        let arc = (0..=12).map(|at| around(center, 3.25, 0.25 + f64::from(at) / 24.0));
        pen.polygon(arc.collect(), color);
    }
    pen.circle(center, 3.25, fill, Some(solid(color, 1.25)));
}

/// Marker of a persona by shape and colour: circle, square, triangle, lozenge, bar; `ring` leaves it hollow.
pub fn glyph(
    pen: &mut Pen<'_>,
    at: usize,
    c: Point,
    r: f64,
    color: Color,
    edge: Option<Color>,
    hollow: bool,
) {
    let fill = Some(if hollow { pen.theme.ground } else { color });
    let stroke = if hollow { Some(solid(color, 1.5)) } else { edge.map(|edge| solid(edge, 2.0)) };
    let path =
        |points: &[(f64, f64)]| points.iter().map(|(x, y)| Point::new(c.x + x * r, c.y + y * r)).collect();
    let corners: Vec<Point> = match at % 5 {
        0 => return pen.circle(c, r, fill, stroke),
        1 => path(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => path(&[(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)]),
        3 => path(&[(-1.1, -0.85), (1.1, -0.85), (0.0, 1.15)]),
        _ => path(&[(-1.2, -0.55), (1.2, -0.55), (1.2, 0.55), (-1.2, 0.55)]),
    };
    pen.shape(crate::scene::Shape::Path { points: corners, closed: true, fill, stroke });
}

/// A diamond: a moment of truth.
pub fn diamond(pen: &mut Pen<'_>, c: Point, r: f64, fill: Color, edge: Option<Color>) {
    let points = vec![
        Point::new(c.x, c.y - r),
        Point::new(c.x + r, c.y),
        Point::new(c.x, c.y + r),
        Point::new(c.x - r, c.y),
    ];
    let stroke = edge.map(|edge| solid(edge, 2.0));
    pen.shape(crate::scene::Shape::Path { points, closed: true, fill: Some(fill), stroke });
}

/// A flag 8 × 11 whose pole stands at `x`.
pub fn flag(pen: &mut Pen<'_>, x: f64, top: f64) {
    let color = pen.theme.pain_mark;
    let cloth = [(0.0, 0.0), (8.0, 0.0), (5.5, 3.0), (8.0, 6.0), (0.0, 6.0)];
    pen.polygon(cloth.iter().map(|(dx, dy)| Point::new(x + dx, top + dy)).collect(), color);
    pen.rect(Rect::from_size(x - 0.75, top - 0.5, 1.5, 11.5), color);
}

/// An arrow head `<` or `>` 6 × 12 around a middle.
pub fn arrow(pen: &mut Pen<'_>, c: Point, next: bool, color: Color) {
    let d = if next { 3.0 } else { -3.0 };
    let points =
        vec![Point::new(c.x - d, c.y - 6.0), Point::new(c.x + d, c.y), Point::new(c.x - d, c.y + 6.0)];
    pen.line(points, solid(color, 2.0));
}

/// An open arrow head whose point is at `tip`, along a direction of length 1 on one axis.
pub fn head(pen: &mut Pen<'_>, tip: Point, (dx, dy): (f64, f64), color: Color) {
    let back = |side: f64| Point::new(tip.x - 4.0 * dx + side * dy, tip.y - 4.0 * dy + side * dx);
    pen.line(vec![back(3.5), tip, back(-3.5)], solid(color, 1.25));
}
