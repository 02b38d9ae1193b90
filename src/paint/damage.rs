//! What of a window has to be painted again when one scene takes the place of another.
//!
//! Must never know: which backend paints.

use super::plotters::{View, bounds};
use crate::geom::Rect;
use crate::scene::{Mark, Scene, Shape};

/// How far ahead a mark is looked for that others stand before.
const AHEAD: usize = 48;
/// Most parts that are painted apart; more are joined.
const PARTS: usize = 10;
/// From this share of the window on all of it is painted at once.
const MOST: f64 = 0.6;
/// Setting up to paint a part apart costs as much as painting so many px² for nothing.
const SPARE: f64 = 2_500.0;
/// Letters and round ends reach this many px over what is known of them.
const AIR: f64 = 3.0;

/// The parts of the window where `after` looks other than `before`; `None` = everywhere.
///
/// Both are walked in the order of painting. Marks that stand in both in the same order look the same, so what they
/// cover is the same but where a mark came, went or changed; there all marks of `after` are painted again.
pub fn damage(before: &Scene, after: &Scene, view: &View) -> Option<Vec<Rect>> {
    // how high a scene is cannot be seen in a window on it
    let frame = |s: &Scene| (s.size.width, s.background, s.head, s.lead, s.label, s.rtl);
    if frame(before) != frame(after) || after.background.a < 1.0 {
        return None;
    }
    let mut parts = Parts { all: Vec::new(), window: window(view) };
    let (mut old, mut new) = (before.marks.as_slice(), after.marks.as_slice());
    loop {
        let same = old.iter().zip(new).take_while(|(a, b)| alike(a, b)).count();
        (old, new) = (old.get(same..)?, new.get(same..)?);
        if old.is_empty() && new.is_empty() {
            break;
        }
        let (gone, come) = apart(old, new);
        if let ([a, ..], [b, ..], 1, 1) = (old, new, gone, come)
            && let Some(strip) = grown(a, b)
        {
            parts.add(after, &strip, view);
            (old, new) = (old.get(1..)?, new.get(1..)?);
            continue;
        }
        for (scene, marks) in [(before, old.get(..gone)?), (after, new.get(..come)?)] {
            for mark in marks {
                parts.add(scene, mark, view);
                if parts.are_most() {
                    return None;
                }
            }
        }
        (old, new) = (old.get(gone..)?, new.get(come..)?);
    }
    Some(parts.all)
}

/// The part of the window in which marks of a scene are seen, its edges on multiples of `step` px; `None` = in none of it.
pub fn covered(scene: &Scene, view: &View, step: f64) -> Option<Rect> {
    let seen = scene.marks.iter().filter_map(|mark| seen(scene, mark, view));
    let all = seen.reduce(|all, one| all.with(&one))?;
    Some(outwards(&all, step).and(&window(view)))
}

/// What the window shows of a mark.
fn seen(scene: &Scene, mark: &Mark, view: &View) -> Option<Rect> {
    let (pane, offset) = scene.through(mark.pane, view.size, view.scroll);
    let Rect { x0, y0, x1, y1 } = bounds(&mark.shape)?;
    let moved = Rect { x0: x0 + offset.x, y0: y0 + offset.y, x1: x1 + offset.x, y1: y1 + offset.y };
    let seen = moved.grow(AIR).and(&pane).and(&window(view));
    (seen.width() > 0.0 && seen.height() > 0.0).then_some(seen)
}

fn window(view: &View) -> Rect {
    Rect::from_size(0.0, 0.0, view.size.width, view.size.height)
}

/// The box around a box with its edges on multiples of `step`.
fn outwards(rect: &Rect, step: f64) -> Rect {
    let (down, up) = (|v: f64| (v / step).floor() * step, |v: f64| (v / step).ceil() * step);
    Rect { x0: down(rect.x0), y0: down(rect.y0), x1: up(rect.x1), y1: up(rect.y1) }
}

/// Looks the same; whom it stands for is not seen.
fn alike(a: &Mark, b: &Mark) -> bool {
    a.pane == b.pane && a.shape == b.shape
}

/// Where a plain box only ends lower or higher than it did, the part by which it does.
fn grown(a: &Mark, b: &Mark) -> Option<Mark> {
    let (Shape::Rect { rect: was, .. }, Shape::Rect { rect: now, radius: 0.0, fill, stroke: None }) =
        (&a.shape, &b.shape)
    else {
        return None;
    };
    let mut same = a.clone();
    if let Shape::Rect { rect, .. } = &mut same.shape {
        rect.y1 = now.y1;
    }
    let (y0, y1) = (was.y1.min(now.y1), was.y1.max(now.y1));
    let shape = Shape::Rect { rect: Rect { y0, y1, ..*now }, radius: 0.0, fill: *fill, stroke: None };
    alike(&same, b).then_some(Mark { shape, ..b.clone() })
}

/// How many marks went and how many came before both go on alike; all where they do not soon.
fn apart(old: &[Mark], new: &[Mark]) -> (usize, usize) {
    for skipped in 1..=AHEAD {
        for gone in 0..=skipped {
            let come = skipped - gone;
            let next = old.get(gone).zip(new.get(come));
            if next.is_some_and(|(a, b)| alike(a, b)) {
                return (gone, come);
            }
        }
    }
    (old.len(), new.len())
}

/// Few boxes that hold everything that was added.
struct Parts {
    all: Vec<Rect>,
    window: Rect,
}

impl Parts {
    /// So much of the window that the rest of it is painted too; more boxes never make it less.
    fn are_most(&self) -> bool {
        self.all.iter().map(area).sum::<f64>() > MOST * area(&self.window)
    }

    fn add(&mut self, scene: &Scene, mark: &Mark, view: &View) {
        if let Some(seen) = seen(scene, mark, view) {
            self.join(outwards(&seen, 1.0));
        }
    }

    /// Adds a box to those it meets or lies beside; where there are too many, to the one that grows least.
    fn join(&mut self, mut rect: Rect) {
        let near = |part: &Rect, rect: &Rect| {
            part.grow(AIR).overlaps(rect) || area(&part.with(rect)) - area(part) - area(rect) < SPARE
        };
        while let Some(at) = self.all.iter().position(|part| near(part, &rect)) {
            rect = self.all.swap_remove(at).with(&rect);
        }
        self.all.push(rect);
        if self.all.len() > PARTS {
            self.all.pop();
            let growth = |part: &Rect| area(&part.with(&rect)) - area(part);
            let least = self.all.iter().enumerate().min_by(|a, b| growth(a.1).total_cmp(&growth(b.1)));
            let at = least.map_or(0, |(at, _)| at);
            let joined = self.all.swap_remove(at).with(&rect);
            self.join(joined);
        }
    }
}

fn area(rect: &Rect) -> f64 {
    rect.width() * rect.height()
}
