//! What leads on from the stage of a card and back to it, and who the persona in focus is.

use super::Card;
use crate::geom::Rect;
use crate::layout::pen::{BODY, Pen};
use crate::layout::{Subject, lanes, loops, personas};
use crate::words::picture;

impl Card<'_, '_> {
    /// What moves people on from here, one line a trigger.
    pub(super) fn triggers(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let triggers = lanes::triggers_of(self.map, self.at);
        if triggers.is_empty() {
            return top;
        }
        let ink = pen.theme.ink;
        let mut y = self.caption(pen, top, picture::frame(self.map.input.lang).triggers);
        for trigger in triggers {
            let lines = pen.lines(&format!("→ {trigger}"), BODY, self.right - self.left, 4);
            y += pen.para(self.left, y, &lines, BODY, ink) + 4.0;
        }
        self.close(pen, y - 4.0)
    }

    /// The ways back that leave here or end here.
    pub(super) fn back(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let mut ways = loops::ways(self.map);
        ways.retain(|way| way.from == self.at || way.to == self.at);
        if ways.is_empty() {
            return top;
        }
        let ink = pen.theme.ink;
        let mut y = self.caption(pen, top, picture::frame(self.map.input.lang).back);
        for way in ways {
            pen.item(Subject::Loop(way.at), way.said(self.map), vec![way.title(self.map), way.text.clone()]);
            let lines = pen.lines(&way.said(self.map), BODY, self.right - self.left, 4);
            let height = pen.para(self.left, y, &lines, BODY, ink).max(BODY.line) + 6.0;
            let rect = Rect { x0: self.left - 4.0, y0: y - 3.0, x1: self.right + 4.0, y1: y - 3.0 + height };
            pen.target(rect);
            pen.plain();
            y += height;
        }
        self.close(pen, y - 6.0)
    }

    /// The persona in focus: quote, goals, needs, frustrations.
    pub(super) fn persona(&self, pen: &mut Pen<'_>, top: f64) -> f64 {
        let y = personas::stacked(pen, self.map, top);
        if y > top { self.close(pen, y - 8.0) } else { top }
    }
}
