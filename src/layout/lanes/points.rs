//! Points of the emotion lane: markers, names at the ends of lines, and where assumption and answers part.

use super::labels::{Ground, spread};
use crate::geom::scale::Linear;
use crate::geom::{Point, Rect};
use crate::layout::map::Map;
use crate::layout::pen::{CHIP, Pen, dashed, solid};
use crate::layout::{Subject, icons};
use crate::model::order::ascending;

/// Names at the ends of the lines: box, index of the line, stage. Each stands as near to the height of its line as
/// the others and the curves let it.
pub fn ends(map: &Map<'_>, pen: &Pen<'_>, ground: &mut Ground, y: &Linear) -> Vec<(Rect, usize, usize)> {
    let mut wishes: Vec<(f64, usize, usize)> = Vec::new();
    for (nth, line) in map.lines().enumerate() {
        let last = line.measured.iter().enumerate().rev().find_map(|(at, m)| m.map(|m| (at, m.value)));
        if let Some((stage, value)) = last.filter(|_| !line.short.is_empty()) {
            wishes.push((y.at(value), nth, stage));
        }
    }
    let order = ascending(wishes.iter().map(|wish| wish.0));
    let wishes: Vec<_> = order.into_iter().filter_map(|at| wishes.get(at).copied()).collect();
    let tops = spread(&wishes.iter().map(|wish| wish.0 - 8.0).collect::<Vec<_>>(), 16.0);
    let mut out: Vec<(Rect, usize, usize)> = Vec::new();
    for ((_, nth, stage), top) in wishes.into_iter().zip(tops) {
        let Some(line) = map.lines().nth(nth) else { continue };
        let x = map.columns.middle(stage) + 14.0;
        let room = map.columns.right(stage) - 4.0 - x;
        let whole = pen.width(&line.short, CHIP.bold());
        let width = whole.min(room);
        if width < whole.min(24.0) {
            continue;
        }
        // names may stand close, but on no curve
        let curves = ground.between(x - 2.0, x + width + 2.0).curves;
        // at its place, else a little lower or higher
        let tries = (0..16).flat_map(|step| [f64::from(step) * 4.0, f64::from(step) * -4.0]);
        let rects = tries.map(|shift| Rect::from_size(x, (top + shift).round(), width, 16.0));
        let found = rects.into_iter().find(|rect| {
            let air = Rect { x0: rect.x0 - 2.0, x1: rect.x1 + 2.0, ..*rect };
            rect.y0 >= ground.bounds.0
                && rect.y1 <= ground.bounds.1
                && !curves.iter().any(|point| air.contains(*point))
                && !out.iter().any(|(other, ..)| other.overlaps(rect))
        });
        out.extend(found.map(|rect| (rect, nth, stage)));
    }
    ground.taken.extend(out.iter().map(|(rect, ..)| *rect));
    out
}

/// Dotted lines from the assumption down to the measured interval.
pub fn gap_lines(map: &Map<'_>, pen: &mut Pen<'_>, y: &Linear) {
    let color = pen.theme.pain_mark;
    for (at, gap) in map.hero.gaps.iter().enumerate() {
        let Some(gap) = gap else { continue };
        let interval = map.hero.measured.get(at).copied().flatten().and_then(|m| m.interval);
        let near = match interval {
            Some((low, high)) => {
                if gap.size > 0.0 {
                    high
                } else {
                    low
                }
            }
            None => gap.measured,
        };
        let x = map.columns.middle(at);
        let side = if gap.size > 0.0 { 1.0 } else { -1.0 };
        let (from, to) = (y.at(gap.assumed) + 6.0 * side, y.at(near) - side);
        if (to - from) * side > 2.0 {
            pen.line(vec![Point::new(x, from), Point::new(x, to)], dashed(color, 1.0, [1.5, 2.5]));
        }
    }
}

/// Where the markers of the lines at a stage stand, the hero's first: on their values, and beside each other where one
/// would lie under another.
pub fn places(map: &Map<'_>, y: &Linear, at: usize) -> Vec<Option<Point>> {
    let x = map.columns.middle(at);
    let of = |value: f64| Point::new(x, y.at(value));
    let moment = map.hero.moments.get(at).is_some_and(|moments| !moments.is_empty());
    // what stands on its value whatever comes: the hero's marker and the ring of what was assumed
    let hero = map.hero.measured.get(at).copied().flatten().map(|m| of(m.value));
    let ring = ring(map, at).map(of);
    let mut taken: Vec<(Point, f64)> =
        hero.map(|c| (c, if moment { 10.0 } else { 8.0 })).into_iter().collect();
    taken.extend(ring.map(|c| (c, 8.0)));
    let others = map.others.iter().map(|line| {
        let own = of(line.measured.get(at).copied().flatten()?.value);
        let free = |c: &Point| !taken.iter().any(|(p, room)| c.to(*p) < *room);
        // to the side where no name of a line stands
        let c = (0..7).map(|step| Point::new(x - 8.0 * f64::from(step), own.y)).find(free).unwrap_or(own);
        taken.push((c, 8.0));
        Some(c)
    });
    let others: Vec<_> = others.collect();
    core::iter::once(hero).chain(others).collect()
}

/// What the author assumes, where a ring shows it.
fn ring(map: &Map<'_>, at: usize) -> Option<f64> {
    let flagged = map.hero.gaps.get(at).copied().flatten().is_some();
    let measured = map.hero.measured.get(at).copied().flatten().is_some();
    map.hero.assumed.get(at).copied().flatten().filter(|_| flagged || !measured)
}

/// Markers; those of the hero answer to the pointer.
pub fn points(map: &Map<'_>, pen: &mut Pen<'_>, y: &Linear) {
    let theme = pen.theme;
    for at in 0..map.stages().len() {
        let x = map.columns.middle(at);
        for (line, place) in map.others.iter().zip(places(map, y, at).into_iter().skip(1)) {
            if let Some((m, c)) = line.measured.get(at).copied().flatten().zip(place) {
                let hollow = m.interval.is_none();
                icons::glyph(pen, line.persona.unwrap_or(0), c, 4.5, line.color, Some(theme.ground), hollow);
            }
        }
        let measured = map.hero.measured.get(at).copied().flatten();
        let assumed = map.hero.assumed.get(at).copied().flatten();
        let Some(value) = measured.map(|m| m.value).or(assumed) else { continue };
        let told = || crate::layout::sentences::emotion(map, at);
        let (label, tip) = if map.rest.get() { Default::default() } else { told() };
        pen.item(Subject::Emotion(at), label, tip);
        let c = Point::new(x, y.at(value));
        let around = |c: Point| Rect { x0: c.x, y0: c.y, x1: c.x, y1: c.y }.grow(14.0);
        // the first is where the focus lies
        pen.target(around(c));
        if let Some(value) = ring(map, at) {
            let here = Point::new(x, y.at(value));
            pen.circle(here, 4.0, Some(map.ground(at)), Some(solid(map.hero.color, 1.5)));
            if measured.is_some() {
                pen.target(around(here));
            }
        }
        if let Some(m) = measured {
            let moment = map.hero.moments.get(at).is_some_and(|moments| !moments.is_empty());
            let hollow = m.interval.is_none();
            match map.hero.persona {
                _ if moment => icons::diamond(pen, c, 9.0, map.hero.color, Some(theme.ground)),
                Some(persona) => {
                    icons::glyph(pen, persona, c, 6.0, map.hero.color, Some(theme.ground), hollow)
                }
                None => icons::glyph(pen, 0, c, 6.0, map.hero.color, Some(theme.ground), hollow),
            }
        }
        pen.plain();
    }
}
