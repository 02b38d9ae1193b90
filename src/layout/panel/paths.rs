//! Paths: a thing with all that leads to it and from it, and a move.

use super::{About, Bar, Block, Panel, Part, View};
use crate::figures::paths::{self as figures, LEVELS, PathFigures, PathLink};
use crate::geom::text::clean;
use crate::model::order::arrange_by;
use crate::words::terms;
use crate::words::{self, paths as say};

/// Things that are listed on each side.
const SIDES: usize = 12;

impl View<'_> {
    /// Of a level all its moves, whatever a picture folds.
    fn paths(&self, level: usize) -> Option<PathFigures> {
        figures::of(self.input.journey, self.input.evidence?, LEVELS.get(level)?)
    }

    fn thing(&self, paths: &PathFigures, node: usize) -> String {
        let Some(node) = paths.nodes.get(node) else { return String::new() };
        match node.stage.filter(|_| paths.level == "stage") {
            Some(stage) => self.name(stage),
            None => clean(&node.name),
        }
    }

    /// The place of a number among the nodes.
    fn node_of(paths: &PathFigures, number: usize) -> Option<usize> {
        paths.nodes.iter().position(|node| node.number == number)
    }

    /// A thing of paths.
    pub(super) fn of_node(&self, level: usize, number: usize) -> Option<Panel> {
        let paths = self.paths(level)?;
        let at = Self::node_of(&paths, number)?;
        let node = paths.nodes.get(at)?;
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let own = say::paths(lang);
        let mut parts = Vec::new();
        let lines =
            say::node_lines(node, say::unit(&paths), lang, numbers).into_iter().map(Block::Text).collect();
        parts.extend(Part::new(About::People, &terms::units(say::unit(&paths), lang), lines));
        let came = self.sides(&paths, own.came_from, &|link| (link.to == at).then_some(link.from));
        let went = self.sides(&paths, own.went_to, &|link| (link.from == at).then_some(link.to));
        parts.extend(came.into_iter().chain(went));
        parts.extend(self.counting(&paths));
        let stage = node.stage.map(|stage| self.name(stage)).unwrap_or_default();
        let title = self.thing(&paths, at);
        let note = if stage == title { String::new() } else { stage };
        Some(Panel { title, note, parts })
    }

    /// The links at one side of a thing as bars; most often first.
    fn sides(
        &self,
        paths: &PathFigures,
        title: &str,
        other: &dyn Fn(&PathLink) -> Option<usize>,
    ) -> Option<Part> {
        let mut found: Vec<(usize, &PathLink)> =
            paths.links.iter().filter_map(|link| Some((other(link)?, link))).collect();
        arrange_by(&mut found, |(node, link)| (core::cmp::Reverse(link.times), *node));
        let most = found.first().map_or(1, |(_, link)| link.times.max(1)) as f64;
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let bar = |(node, link): &(usize, &PathLink)| Bar {
            name: self.thing(paths, *node),
            figures: core::iter::once(words::picture::count(link.times, numbers))
                .chain(link.median.map(|median| words::duration(median, lang, numbers)))
                .collect(),
            share: link.times as f64 / most,
            color: if link.back { self.input.theme.hatch } else { self.input.theme.accent },
        };
        let bars: Vec<Bar> = found.iter().take(SIDES).map(bar).collect();
        let blocks = if bars.is_empty() { Vec::new() } else { vec![Block::Bars(bars)] };
        Part::new(About::Onward, title, blocks)
    }

    /// A move of paths.
    pub(super) fn of_move(&self, level: usize, from: usize, to: usize) -> Option<Panel> {
        let paths = self.paths(level)?;
        let (from, to) = (Self::node_of(&paths, from)?, Self::node_of(&paths, to)?);
        let link = paths.links.iter().find(|link| (link.from, link.to) == (from, to))?;
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let names = [self.thing(&paths, from), self.thing(&paths, to)];
        let lines = say::move_lines(link, &names[0], say::unit(&paths), lang, numbers)
            .into_iter()
            .map(Block::Text)
            .collect();
        let mut parts = Vec::new();
        parts.extend(Part::new(About::People, &terms::units(say::unit(&paths), lang), lines));
        parts.extend(self.counting(&paths));
        Some(Panel { title: say::pair(&names[0], &names[1], lang), note: String::new(), parts })
    }

    fn counting(&self, paths: &PathFigures) -> Option<Part> {
        let said = say::how_counted(paths, self.input.lang, self.input.numbers);
        Part::new(About::Counted, self.words.counted, said.into_iter().map(Block::Note).collect())
    }
}
