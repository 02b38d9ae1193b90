//! The table of a level: every move there is, whatever the picture folds.

use super::View;
use crate::geom::text::clean;
use crate::layout::Twin;
use crate::words::{self, paths as say, terms};

/// From, to, people, times, share and median time of every move, entry, exit and repeat.
pub fn twin(view: &View<'_>, caption: &str) -> Twin {
    let (input, w) = (&view.input, view.words);
    let (lang, numbers) = (input.lang, input.numbers);
    let paths = &view.whole;
    let units = terms::units(say::unit(paths), lang);
    let header = [w.from, w.to, &units, w.times, w.share, w.median].map(str::to_owned).to_vec();
    let name = |node: usize| paths.nodes.get(node).map(|node| clean(&view.name(node))).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |from: &str, to: &str, people: Option<u64>, times: u64, share: f64, median: Option<f64>| {
        let people = people.map(|n| view.count(n)).unwrap_or_default();
        let median = median.map(|seconds| words::duration(seconds, lang, numbers)).unwrap_or_default();
        let cells = [from.to_owned(), to.to_owned(), people, view.count(times)];
        let share = if share > 0.0 { numbers.percent(share, 1) } else { String::new() };
        rows.push(cells.into_iter().chain([share, median]).collect());
    };
    let of = |n: u64, all: u64| n as f64 / all.max(1) as f64;
    for (at, node) in paths.nodes.iter().enumerate().filter(|(_, node)| node.entries > 0) {
        add(w.start, &name(at), Some(node.entries), node.entries, of(node.entries, paths.total), None);
    }
    let mut links = paths.links.iter().peekable();
    for (at, node) in paths.nodes.iter().enumerate() {
        let own = name(at);
        while let Some(link) = links.next_if(|link| link.from <= at) {
            add(&own, &name(link.to), link.people, link.times, link.share, link.median);
        }
        let end = if node.ends { w.end } else { w.gone };
        for (to, n, people) in [(end, node.exits, Some(node.exits)), (w.folded, node.to_other, None)] {
            if n > 0 {
                add(&own, to, people, n, of(n, node.arrivals), None);
            }
        }
        if node.repeats.1 > 0 {
            add(&own, &own, Some(node.repeats.0), node.repeats.1, 0.0, None);
        }
    }
    for (at, node) in paths.nodes.iter().enumerate().filter(|(_, node)| node.from_other > 0) {
        add(w.folded, &name(at), None, node.from_other, 0.0, None);
    }
    let level = view.steering().map_or("", |steering| {
        steering.levels.iter().find(|(level, _)| *level == steering.level).map_or("", |(_, name)| name)
    });
    Twin { caption: say::caption(caption, level), header, rows }
}
