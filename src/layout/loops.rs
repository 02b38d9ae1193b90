//! Ways back: from a stage to an earlier one, as thin returns against the reading direction.

use super::lanes::Lane;
use super::map::Map;
use super::pen::{CAP, Pen, solid};
use super::{Subject, icons};
use crate::geom::curve::around;
use crate::geom::{Color, Point, Rect};
use crate::model::order::arrange;
use crate::scene::Align;
use crate::words::picture;

/// The row of returns.
pub struct Loops;

/// Height of a track.
const TRACK: f64 = 24.0;
/// Tracks that are drawn; the table holds every way back.
const TRACKS: usize = 6;
/// Radius of a corner.
const CORNER: f64 = 6.0;
/// A line answers so many px to each side of it: less than the label of another keeps away from it.
const NEAR: f64 = 4.0;

/// One way back, resolved: stages by index, what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Index of the journey's loop.
    pub at: usize,
    /// Stage it leaves.
    pub from: usize,
    /// Stage it leads to.
    pub to: usize,
    /// Its label with the people who took it, where they were counted.
    pub text: String,
    /// The label alone.
    label: String,
}

impl Way {
    /// The sentence for readers and the title of the tooltip: both stages and the text.
    pub fn said(&self, map: &Map<'_>) -> String {
        format!("{}: {}", self.title(map), self.text)
    }
    /// `from → to`.
    pub fn title(&self, map: &Map<'_>) -> String {
        let name = |at: usize| map.stages().get(at).map_or("", |stage| stage.name.as_str());
        format!("{} → {}", name(self.from), name(self.to))
    }
}

/// All ways back whose stages there are.
pub fn ways(map: &Map<'_>) -> Vec<Way> {
    let stage = |id: &str| map.stages().iter().position(|stage| stage.id == id);
    let way = |(at, way): (usize, &crate::model::journey::Loop)| {
        let (from, to) = (stage(&way.from)?, stage(&way.to)?);
        let (left, reached) = (map.stages().get(from)?, map.stages().get(to)?);
        // the same stage again is a move of nobody: returns count between stages
        let taken = left.onward.iter().find(|move_on| move_on.to == Some(to)).map(|move_on| move_on.people);
        let (lang, numbers) = (map.input.lang, map.input.numbers);
        let text = picture::way_back(way.label.as_deref(), &reached.name, taken, lang, numbers);
        let label = picture::way_back(way.label.as_deref(), &reached.name, None, lang, numbers);
        Some(Way { at, from, to, text, label })
    };
    map.input.journey.loops.iter().enumerate().filter_map(way).collect()
}

/// A way with its place: the x of both ends and its track, 0 = the uppermost.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Path {
    start: f64,
    end: f64,
    track: usize,
}

impl Path {
    fn span(&self) -> (f64, f64) {
        (self.start.min(self.end), self.start.max(self.end))
    }
}

/// Places every way: short ones above, long ones below, none on another's track where they would touch.
fn paths(map: &Map<'_>, ways: &[Way]) -> Vec<Path> {
    let columns = map.columns;
    let (least, most) = ((columns.width * 0.2).floor(), columns.width / 2.0 - 14.0);
    let nth = |at: usize, stage: &dyn Fn(&Way) -> usize, own: usize| {
        let before = ways.iter().take(at).filter(|way| stage(way) == own).count();
        (least + 10.0 * before as f64).min(most)
    };
    let ends = ways.iter().enumerate().map(|(at, way)| {
        if way.from == way.to {
            return (columns.right(way.from) - 16.0, columns.left(way.from) + 16.0);
        }
        let start = columns.middle(way.from) + nth(at, &|way| way.from, way.from);
        let end = columns.middle(way.to) - nth(at, &|way| way.to, way.to);
        (start, end)
    });
    let mut paths: Vec<Path> = ends.map(|(start, end)| Path { start, end, track: 0 }).collect();
    let mut order: Vec<usize> = (0..paths.len()).collect();
    let length = |path: Option<&Path>| path.map_or(0.0, |path| (path.start - path.end).abs());
    arrange(&mut order, |a, b| length(paths.get(*a)).total_cmp(&length(paths.get(*b))));
    let mut tracks: Vec<Vec<(f64, f64)>> = Vec::new();
    for at in order {
        let Some(path) = paths.get_mut(at) else { continue };
        let (x0, x1) = path.span();
        let free = |track: &Vec<(f64, f64)>| track.iter().all(|(a, b)| x1 + 16.0 < *a || x0 - 16.0 > *b);
        // below every track on which something lies under it, so that inner returns stay inside
        let lowest = tracks.iter().rposition(|track| !free(track)).map_or(0, |track| track + 1);
        if lowest == tracks.len() {
            tracks.push(Vec::new());
        }
        if let Some(track) = tracks.get_mut(lowest) {
            track.push((x0, x1));
        }
        path.track = lowest;
    }
    paths
}

/// The widest stretch of a path's line that nothing crosses, within sight of its head.
fn stretch(map: &Map<'_>, paths: &[Path], at: usize) -> (f64, f64) {
    let Some(path) = paths.get(at) else { return (0.0, 0.0) };
    let (x0, x1) = path.span();
    let mut cuts: Vec<f64> = paths
        .iter()
        .filter(|other| other.track > path.track)
        .flat_map(|other| [other.start, other.end])
        .filter(|x| *x > x0 && *x < x1)
        .collect();
    let seen = map.input.width - map.input.margin() - map.columns.start;
    let (x0, x1) = (x0 + CORNER + 12.0, (x1 - CORNER - 4.0).min(x0 + seen));
    arrange(&mut cuts, f64::total_cmp);
    let lefts = core::iter::once(x0).chain(cuts.iter().map(|x| x + 6.0));
    let rights = cuts.iter().map(|x| x - 6.0).chain([x1]);
    let wide = |stretch: &(f64, f64)| stretch.1.min(x1) - stretch.0;
    let widest = lefts.zip(rights).max_by(|a, b| wide(a).total_cmp(&wide(b)));
    widest.map_or((x0, x1), |(left, right)| (left, right.min(x1)))
}

impl Lane for Loops {
    fn label(&self, map: &Map<'_>) -> String {
        picture::frame(map.input.lang).back.to_owned()
    }

    fn label_top(&self) -> f64 {
        8.0
    }

    fn measure(&self, map: &Map<'_>, _: &Pen<'_>) -> Option<f64> {
        let paths = paths(map, &ways(map));
        let tracks = paths.iter().map(|path| path.track + 1).max()?.min(TRACKS);
        Some(8.0 + TRACK * tracks as f64)
    }

    fn place(&self, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
        let ways = ways(map);
        let paths = paths(map, &ways);
        for (at, way) in ways.iter().enumerate() {
            let Some(path) = paths.get(at).filter(|path| path.track < TRACKS) else { continue };
            let y = top + 16.0 + TRACK * path.track as f64;
            let (left, right) = stretch(map, &paths, at);
            // a figure is never cut: where it has no place, the label stands alone
            let room = (right - left - 16.0).max(0.0);
            let whole = pen.width(&way.text, CAP) <= room;
            let text = if whole { way.text.clone() } else { pen.fit(&way.label, CAP, room) };
            let width = pen.width(&text, CAP);
            // against the reading direction the small head stands before the label, along it after
            let backward = path.end < path.start;
            let x = ((left + right - width) / 2.0 + if backward { 4.0 } else { -4.0 }).round();
            pen.item(Subject::Loop(way.at), way.said(map), vec![way.title(map), way.text.clone()]);
            // the small head stands in the gap's own end, a hand away from the text
            let (before, after) = if backward { (12.0, 6.0) } else { (6.0, 12.0) };
            let gap = if width > 0.0 { (x - before, x + width + after) } else { (x, x) };
            draw(pen, path, (top, y), gap, pen.theme.hatch);
            let head = if backward { gap.0 } else { gap.1 };
            icons::head(pen, Point::new(head, y), (if backward { -1.0 } else { 1.0 }, 0.0), pen.theme.hatch);
            let muted = pen.theme.muted;
            pen.text(x, y - 8.0, &text, CAP, muted, Align::Start);
            let middle = (gap.0 + gap.1) / 2.0;
            let half = ((gap.1 - gap.0) / 2.0 + 4.0).max(14.0);
            // the first is where the focus lies
            pen.target(Rect { x0: middle - half, y0: y - 12.0, x1: middle + half, y1: y + 12.0 });
            let (near, far) = if backward { (gap.1, gap.0) } else { gap };
            for (x, inner) in [(path.start, near), (path.end, far)] {
                pen.target(Rect { x0: x - NEAR, y0: top, x1: x + NEAR, y1: y + NEAR });
                pen.target(Rect { x0: x.min(inner), y0: y, x1: x.max(inner), y1: y }.grow(NEAR));
            }
            pen.plain();
        }
    }

    fn outline(&self, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
        let mut cells = vec![Vec::new(); map.stages().len()];
        for way in ways(map) {
            let name = map.stages().get(way.to).map_or("", |stage| stage.name.as_str());
            if let Some(cell) = cells.get_mut(way.from) {
                cell.push(format!("→ {name}: {}", way.text));
            }
        }
        vec![(self.label(map), cells.into_iter().map(|cell| cell.join("; ")).collect())]
    }

    fn ruled(&self) -> bool {
        false
    }
}

/// The line of a return, open where its label stands, with a head that points up at the stage it leads to.
fn draw(pen: &mut Pen<'_>, path: &Path, (top, y): (f64, f64), gap: (f64, f64), color: Color) {
    let side = if path.end < path.start { -1.0 } else { 1.0 };
    let (near, far) = if side < 0.0 { (gap.1, gap.0) } else { (gap.0, gap.1) };
    let corner = |x: f64, toward: f64| -> Vec<Point> {
        // a quarter of a circle from the upright to the level line, in four strokes
        let center = Point::new(x + toward * CORNER, y - CORNER);
        let turn = |k: i32| if toward > 0.0 { 0.5 - f64::from(k) / 16.0 } else { f64::from(k) / 16.0 };
        (0..=4).map(|k| around(center, CORNER, turn(k))).collect()
    };
    let stroke = || solid(color, 1.25);
    let mut down = vec![Point::new(path.start, top)];
    down.extend(corner(path.start, side));
    down.push(Point::new(near, y));
    pen.line(down, stroke());
    let mut up = vec![Point::new(path.end, top + 1.0)];
    up.extend(corner(path.end, -side));
    up.push(Point::new(far, y));
    pen.line(up, stroke());
    icons::head(pen, Point::new(path.end, top + 1.0), (0.0, -1.0), color);
}
