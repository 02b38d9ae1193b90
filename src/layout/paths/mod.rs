//! The paths view: where people go, as bands between bars in the order of the way; a list of steps under 600 px.

use super::header::{self, About, Header, Sign};
use super::pen::{BODY, CHIP, Pen, Run};
use super::view::{Choice, NodeOrder, Steering};
use super::{Flow, Input, Laid, Subject, Twin, mirror};
use crate::figures::paths::{self as figures, LEVELS, Limits, PathFigures, PathLink, PathNode};
use crate::geom::{Point, Rect, Size};
use crate::scene::{Align, Key, Pane, Target};
use crate::words::{self, paths as say, picture};
use std::borrow::Cow;
use std::rc::Rc;

mod bands;
mod facts;
mod list;
mod order;
mod place;
mod tracks;
mod twin;

use bands::{Keys, Returns};
use place::{LINE, Plan, at};

/// Height of the row of stages.
const HEADS: f64 = 32.0;
/// Links that are met by pointer and keyboard: those that are broad enough, and the largest.
const MET: usize = 120;

/// A thinner band is met by nobody's pointer.
const FINE: f64 = 1.5;
/// Items from which on their sentences may come later: they cost more than the picture.
const MANY: usize = 150;

/// What all parts of the view look at.
struct View<'a> {
    input: Input<'a>,
    words: &'static say::Paths,
    /// All of the level.
    whole: Rc<PathFigures>,
    /// What of it is shown.
    paths: Rc<PathFigures>,
    limits: Limits,
    /// The rank of each node.
    ranks: Vec<usize>,
    /// Sentences of items are left out.
    late: bool,
    levels: Vec<&'static str>,
    /// The order of things that was asked for.
    order: Option<NodeOrder>,
}

/// Lays out the paths view; the table of a level may be long, so it is written only where it is asked for.
pub fn paths(input: &Input<'_>, choice: Choice<'_>, twin: bool) -> Laid {
    let whole = input.bounded();
    let mut view = View::new(&whole, choice);
    if !view.input.small() && !view.paths.nodes.is_empty() {
        // on a very wide page the picture keeps its measure and stands in the middle
        let ranks = view.ranks.iter().max().map_or(1, |last| last + 1);
        let most = 340.0 + place::PITCH[1] * ranks.saturating_sub(1) as f64;
        view.input.width = whole.width.min(most.max(960.0));
    }
    let input = view.input;
    let mut pen = Pen::new(input.theme, input.text);
    let title = say::title(&input.journey.title, input.lang);
    let finding = say::finding(&view.paths, &|node| view.named(node), input.lang, input.numbers);
    let head = Header {
        title: title.clone(),
        about: About::default(),
        finding: finding.clone(),
        chips: Vec::new(),
        note: String::new(),
        keys: view.keys(),
        hero: input.theme.accent,
    };
    let top = header::place(&mut pen, &input, &head);
    pen.scene.lead = top;
    let mut flows = Vec::new();
    let mut returns = Returns::None;
    let (bottom, right, columns) = match view.paths.nodes.len() {
        0 => (nothing(&mut pen, &view, top), input.width, Vec::new()),
        _ if input.small() => list::place(&mut pen, &view, top),
        _ => wide(&mut pen, &view, top, &mut flows, &mut returns),
    };
    let bottom = facts::place(&mut pen, &view, bottom);
    let end = header::footer(&mut pen, &input, bottom + 12.0, &view.small_print(returns));
    pen.scene.size = Size { width: right.max(input.width), height: (end + 24.0).ceil() };
    let aside = ((whole.width - pen.scene.size.width) / 2.0).floor().max(0.0);
    pen.scene.shift(aside);
    pen.scene.size.width = pen.scene.size.width.max(whole.width);
    let laid = Laid {
        scene: pen.scene,
        items: pen.items,
        twin: if twin { twin::twin(&view, &title) } else { Twin::default() },
        summary: [finding.0, finding.1, view.sample()].join(" ").trim().to_owned(),
        name: title,
        columns: columns.into_iter().map(|column| column.aside(aside)).collect(),
        bands: Vec::new(),
        lit: None,
        flows,
        steering: view.steering(),
        untold: view.late,
    };
    mirror::by_language(laid, input.journey)
}

/// Adds the sentences of things and moves to a layout that was made without them.
pub fn say(input: &Input<'_>, choice: Choice<'_>, laid: &mut Laid) {
    let view = View::new(&input.bounded(), Choice { late: false, ..choice });
    let mut pen = Pen::new(input.theme, input.text);
    let number = |node: usize| view.paths.nodes.get(node).map(|node| node.number);
    for item in &mut laid.items {
        match item.subject {
            Subject::Node(_, own, _) => {
                view.paths.nodes.iter().find(|node| node.number == own).map(|node| view.item(&mut pen, node))
            }
            Subject::Move(_, from, to) => {
                let own = |link: &&PathLink| number(link.from) == Some(from) && number(link.to) == Some(to);
                view.paths.links.iter().find(own).map(|link| view.link_item(&mut pen, link))
            }
            _ => None,
        };
        if let Some(said) = pen.items.pop() {
            (item.label, item.tip) = (said.label, said.tip);
        }
    }
    laid.untold = false;
}

fn nothing(pen: &mut Pen<'_>, view: &View<'_>, top: f64) -> f64 {
    pen.pane = Pane::Across;
    let muted = pen.theme.muted;
    pen.text(view.input.margin(), top, view.words.nothing, BODY, muted, Align::Start);
    top + BODY.line + 8.0
}

impl<'a> View<'a> {
    fn new(input: &Input<'a>, choice: Choice<'_>) -> Self {
        let order = choice.order;
        let levels = figures::levels(input.evidence);
        let level = levels.iter().find(|level| **level == choice.level).or(levels.first()).copied();
        let found = input.evidence.zip(level).and_then(|(evidence, level)| {
            figures::of_in(input.journey, evidence, level, order != Some(NodeOrder::Journey))
        });
        let whole = Rc::new(found.unwrap_or_default());
        let stages = input.journey.stages.len();
        let limits = match choice.least {
            Some(least) => Limits::of(least.max(1)),
            None => Limits::read_at_a_glance(&whole, stages),
        };
        let paths = match figures::folded(&whole, limits, stages) {
            Cow::Borrowed(_) => Rc::clone(&whole),
            Cow::Owned(fewer) => Rc::new(fewer),
        };
        let ranks = place::ranks(&paths, place::fitting(input));
        let late = choice.late && paths.nodes.len().saturating_add(paths.links.len().min(MET)) >= MANY;
        Self {
            input: *input,
            words: say::paths(input.lang),
            whole,
            paths,
            limits,
            ranks,
            late,
            levels,
            order,
        }
    }

    /// The name of a node.
    fn name(&self, node: &PathNode) -> String {
        let name = say::name(node, self.input.lang, self.input.numbers);
        let stage = node
            .stage
            .filter(|_| self.paths.level == "stage")
            .and_then(|at| self.input.figures.stages.get(at));
        let name = stage.map_or(name, |stage| stage.name.clone());
        crate::geom::text::clean(&name)
    }

    fn named(&self, node: usize) -> String {
        self.paths.nodes.get(node).map(|node| self.name(node)).unwrap_or_default()
    }

    /// The head over the rank says the name already.
    fn heads_name(&self, node: &PathNode) -> bool {
        self.paths.level == "stage" && node.stage.is_some() && node.things == 1
    }

    fn count(&self, n: u64) -> String {
        picture::count(n, self.input.numbers)
    }

    /// `318 end here` at the end of the way; else `by 2,351 people`, where some came more than once.
    fn small(&self, pen: &Pen<'_>, node: &PathNode, width: f64) -> String {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let people = node.people.filter(|people| *people < node.arrivals && *people > 0);
        let end = (node.ends && node.exits > 0 && node.exits < node.arrivals).then_some(node.exits);
        let said = end.map(|exits| say::end_here(exits, lang, numbers));
        let said =
            said.or(people.map(|people| picture::counted(people, say::unit(&self.paths), lang, numbers)));
        said.filter(|said| pen.width(said, CHIP) <= width).unwrap_or_default()
    }

    /// The small line of a placed label.
    fn small_of<'p>(&self, plan: &'p Plan, node: usize) -> &'p str {
        plan.labels.get(node).map_or("", |label| &label.small)
    }

    /// Arrivals, and people who leave.
    fn runs(&self, pen: &Pen<'_>, node: &PathNode, worst: bool) -> Vec<Run> {
        let theme = pen.theme;
        let mut runs = vec![Run::new(self.count(node.arrivals), CHIP.bold(), theme.ink)];
        if node.exits > 0 && !node.ends {
            let (style, color) = if worst { (CHIP.bold(), theme.pain) } else { (CHIP, theme.muted) };
            runs.push(Run::new(picture::minus(node.exits, self.input.numbers), style, color));
        }
        runs
    }

    /// Lines that the figures of a label take.
    fn figure_lines(pen: &Pen<'_>, runs: &[Run], width: f64) -> usize {
        // as wide as they are in bold: what stands out moves nothing
        let wide = runs.iter().map(|run| pen.width(&run.text, CHIP.bold())).sum::<f64>();
        let gaps = 8.0 * runs.len().saturating_sub(1) as f64;
        if wide + gaps <= width { 1 } else { runs.len() }
    }

    fn way_back(&self, link: &PathLink) -> Vec<String> {
        let (from, to) = (self.named(link.from), self.named(link.to));
        say::way_back(link, [&from, &to], self.input.lang, self.input.numbers)
    }

    /// The loss in large and its share in words.
    fn leave(&self, node: &PathNode) -> (String, String) {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        (picture::minus(node.exits, numbers), say::leave_here(node, lang, numbers))
    }

    fn level(&self) -> usize {
        LEVELS.iter().position(|level| *level == self.paths.level).unwrap_or(0)
    }

    /// The item of a node.
    fn item(&self, pen: &mut Pen<'_>, node: &PathNode) -> Key {
        let subject = Subject::Node(self.level(), node.number, node.stage);
        if self.late {
            return pen.item(subject, String::new(), Vec::new());
        }
        let lines = say::node_lines(node, say::unit(&self.paths), self.input.lang, self.input.numbers);
        let name = self.name(node);
        let stage = node.stage.and_then(|at| self.input.figures.stages.get(at)).map(|stage| &stage.name);
        let title =
            stage.filter(|stage| **stage != name).map_or(name.clone(), |stage| format!("{name}, {stage}"));
        let label = format!("{title}: {}.", lines.join("; "));
        pen.item(subject, label, core::iter::once(title).chain(lines).collect())
    }

    /// The item of a link.
    fn link_item(&self, pen: &mut Pen<'_>, link: &PathLink) -> Key {
        let number = |node: usize| self.paths.nodes.get(node).map_or(0, |node| node.number);
        let subject = Subject::Move(self.level(), number(link.from), number(link.to));
        if self.late {
            return pen.item(subject, String::new(), Vec::new());
        }
        let (from, to) = (self.named(link.from), self.named(link.to));
        let lines = say::move_lines(link, &from, say::unit(&self.paths), self.input.lang, self.input.numbers);
        let title = say::pair(&from, &to, self.input.lang);
        let label = format!("{title}: {}.", lines.join("; "));
        pen.item(subject, label, core::iter::once(title).chain(lines).collect())
    }

    fn keys(&self) -> Vec<(Sign, &'static str)> {
        let any = |of: fn(&PathNode) -> bool| self.paths.nodes.iter().any(of);
        let mut keys = Vec::new();
        if any(|node| node.exits > 0 && !node.ends) {
            keys.push((Sign::Lost, self.words.gone));
        }
        if self.paths.worst.is_some() {
            keys.push((Sign::Worst, self.words.most_gone));
        }
        if any(|node| node.from_other.saturating_add(node.to_other) > 0) {
            keys.push((Sign::Hatch, self.words.folded));
        }
        keys
    }

    fn sample(&self) -> String {
        let figures = self.input.figures;
        words::method::sample(
            self.whole.total,
            say::unit(&self.whole),
            figures.period,
            self.input.lang,
            self.input.numbers,
        )
    }

    fn small_print(&self, returns: Returns) -> Vec<String> {
        if self.paths.nodes.is_empty() {
            return Vec::new();
        }
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let mut out = say::how_counted(&self.paths, lang, numbers);
        if returns != Returns::None {
            out.push(say::ways_back(returns == Returns::Narrowed, lang).to_owned());
        }
        out.extend(say::limited(&self.paths, self.limits, lang, numbers));
        out.push(self.sample());
        out.extend(super::funnel::unused(&self.input));
        out
    }

    /// What the page can choose from.
    fn steering(&self) -> Option<Steering> {
        let most = self.whole.nodes.iter().map(|node| node.arrivals).max()?;
        let name = |level: &&'static str| {
            let at = LEVELS.iter().position(|known| known == level).unwrap_or(0);
            (*level, self.words.levels.get(at).copied().unwrap_or_default())
        };
        let levels = self.levels.iter().map(name).collect();
        let level = LEVELS.get(self.level()).copied().unwrap_or_default();
        let least = self.limits.links;
        let told = self.input.numbers.decimal(least as f64, 0);
        let (orders, order) = self.orders();
        Some(Steering { levels, level, least, told, most, orders, order })
    }

    /// The orders to choose from where a column has several bars, and the one in which they stand.
    fn orders(&self) -> (Vec<(&'static str, &'static str)>, &'static str) {
        let own = if self.paths.is_ordered() { NodeOrder::Journey } else { NodeOrder::Crossings };
        let order = self.order.unwrap_or(own).word();
        let columns = self.ranks.iter().max().map_or(0, |last| last + 1);
        if self.input.small() || columns == self.ranks.len() {
            return (Vec::new(), order);
        }
        (NodeOrder::WORDS.into_iter().zip(self.words.orders).collect(), order)
    }

    /// The stage that stands out: the selected one, else that of the node at which most leave.
    fn lit(&self) -> Option<usize> {
        let worst = self.paths.worst.and_then(|at| self.paths.nodes.get(at)).and_then(|node| node.stage);
        self.input.selected.or(worst)
    }
}

/// Bars, bands and stages; gives the y under them, the right edge and the columns of the stages.
fn wide(
    pen: &mut Pen<'_>,
    view: &View<'_>,
    top: f64,
    flows: &mut Vec<Flow>,
    returns: &mut Returns,
) -> (f64, f64, Vec<Rect>) {
    let staged = view.paths.nodes.iter().any(|node| node.stage.is_some());
    let start = if staged { top + HEADS } else { top };
    let plan = place::plan(view, pen, start + 16.0);
    pen.scene.head = start;
    let tint = pen.scene.marks.len();
    // a mark a link, and of each thing its bar, its stubs and its texts
    pen.scene.marks.reserve(view.paths.links.len() + 8 * view.paths.nodes.len());
    let keys = items(pen, view, &plan);
    pen.pane = Pane::Body;
    let mut asked = bands::ask(pen, view, &plan);
    let bottom;
    (bottom, *returns) = bands::place(pen, view, &plan, &keys, flows, &mut asked);
    bands::stubs(pen, view, &plan, &keys, &mut asked);
    for (node, bar) in plan.bars.iter().enumerate() {
        pen.key = at(&keys.nodes, node);
        let several = view.paths.nodes.get(node).is_some_and(|node| node.things > 1);
        let color = if several { pen.theme.hatch } else { pen.theme.accent };
        pen.rect(*bar, color);
    }
    pen.plain();
    let told = bands::worst(pen, view, &asked);
    labels(pen, view, &plan, &keys, told);
    let columns = stages(pen, view, &plan, (top, start), bottom);
    let lit =
        view.lit().filter(|_| staged).and_then(|at| columns.get(at)).filter(|column| column.width() > 0.0);
    if let Some(lit) = lit {
        // nothing was placed by number under it yet but bands
        let mark = crate::scene::Mark {
            key: Key(0),
            pane: Pane::Body,
            shape: crate::scene::Shape::Rect {
                rect: *lit,
                radius: 0.0,
                fill: Some(pen.theme.tint),
                stroke: None,
            },
        };
        pen.scene.marks.insert(tint, mark);
        flows.iter_mut().for_each(|flow| flow.mark += 1);
        pen.scene
            .phrases
            .iter_mut()
            .filter(|(from, _)| *from >= tint)
            .for_each(|(from, to)| (*from, *to) = (*from + 1, *to + 1));
    }
    (bottom, plan.right + view.input.margin(), columns)
}

/// The items of nodes and of the links that can be met, with the boxes in which they take the focus.
fn items(pen: &mut Pen<'_>, view: &View<'_>, plan: &Plan) -> Keys {
    let links = &view.paths.links;
    let more = plan.order.get(MET).and_then(|link| links.get(*link));
    let enough = more.map_or(0, |link| link.times.saturating_add(1));
    let mut keys = Keys { nodes: Vec::new(), links: vec![Key(0); links.len()] };
    let mut homes: Vec<Target> = Vec::new();
    let mut home = |key: Key, rect: Rect| homes.push(Target { key, pane: Pane::Body, rect });
    let mut next = links.iter().enumerate().peekable();
    for (node, figures) in view.paths.nodes.iter().enumerate() {
        let key = view.item(pen, figures);
        keys.nodes.push(key);
        let bar = plan.bars.get(node).copied().unwrap_or_default();
        home(key, Rect { x0: bar.x0 - 6.0, y0: bar.y0.min(bar.y1 - 24.0), x1: bar.x1 + 6.0, y1: bar.y1 });
        while let Some((at, link)) = next.next_if(|(_, link)| link.from <= node) {
            // a return runs alone on its track, where a pointer finds it however thin it is
            let alone =
                matches!(plan.ways.get(at), Some(place::Way::Under(track)) if track.row + 1 < tracks::ROWS);
            if link.times < enough || !alone && (link.times as f64) * plan.scale < FINE {
                continue;
            }
            let key = view.link_item(pen, link);
            if let Some(place) = keys.links.get_mut(at) {
                *place = key;
            }
            let end = plan.ends.get(at).map(|ends| ends.0).unwrap_or_default();
            let half = (end.height / 2.0).max(12.001);
            home(key, Rect { x0: bar.x1 + 2.0, y0: end.y - half, x1: bar.x1 + 26.0, y1: end.y + half });
        }
    }
    for (node, label) in plan.labels.iter().enumerate() {
        let bar = plan.bars.get(node).copied().unwrap_or_default();
        home(at(&keys.nodes, node), Rect::from_size(bar.x0, label.top, label.width, label.height));
    }
    pen.scene.targets.extend(homes);
    pen.plain();
    keys
}

/// Names and figures over the bars.
fn labels(pen: &mut Pen<'_>, view: &View<'_>, plan: &Plan, keys: &Keys, told: bool) {
    let (ink, muted) = (pen.theme.ink, pen.theme.muted);
    for (at_node, (label, bar)) in plan.labels.iter().zip(&plan.bars).enumerate() {
        pen.key = at(&keys.nodes, at_node);
        let (x, mut y) = (bar.x0, label.top);
        for line in &label.name {
            pen.text(x, y - 1.0, line, BODY, ink, Align::Start);
            y += LINE;
        }
        let worst = view.paths.worst == Some(at_node);
        // the loss stands beside its stub already
        let lines = label.figures;
        let shown = if worst && told && lines == 1 { 1 } else { label.runs.len() };
        let runs = label.runs.get(..shown).unwrap_or_default();
        if lines > 1 {
            for run in runs {
                pen.text(x, y, &run.text, run.style, run.color, Align::Start);
                y += CHIP.line;
            }
        } else {
            pen.runs(x, y, runs, 8.0, CHIP, Align::Start);
            y += CHIP.line;
        }
        pen.text(x, y, &label.small, CHIP, muted, Align::Start);
    }
    pen.plain();
}

/// The stages over their ranks; gives their columns.
fn stages(
    pen: &mut Pen<'_>,
    view: &View<'_>,
    plan: &Plan,
    (top, start): (f64, f64),
    bottom: f64,
) -> Vec<Rect> {
    let stages = &view.input.figures.stages;
    let mut columns = vec![Rect { x0: 0.0, y0: start, x1: 0.0, y1: bottom }; stages.len()];
    let margin = view.input.margin();
    let edge = |rank: usize| plan.ranks.get(rank).map(|one| if rank == 0 { margin } else { one.x - 10.0 });
    let last = plan.ranks.last().map_or(0.0, |rank| rank.x - 10.0 + plan.pitch);
    let end = last.min((view.input.width - margin).max(plan.right)).max(plan.right);
    let lit = view.lit();
    let mut first = true;
    pen.pane = Pane::Head;
    for (at, figures) in stages.iter().enumerate() {
        let Some(rank) = plan.ranks.iter().position(|rank| rank.stage == Some(at)) else { continue };
        let after =
            plan.ranks.iter().skip(rank).position(|rank| rank.stage != Some(at)).map(|more| rank + more);
        let (x0, x1) = (edge(rank).unwrap_or(0.0), after.and_then(edge).unwrap_or(end));
        if let Some(column) = columns.get_mut(at) {
            (column.x0, column.x1) = (x0, x1);
        }
        let (label, tip) = view.stage_sentence(at);
        pen.item(Subject::Stage(at), label, tip);
        let theme = pen.theme;
        let (fill, ink) =
            if lit == Some(at) { (theme.accent, theme.on_accent) } else { (theme.accent_tint, theme.accent) };
        let (tip, middle) = (x1 - 2.0, top + HEADS / 2.0);
        let mut points = vec![
            Point::new(x0, top),
            Point::new(tip - 6.0, top),
            Point::new(tip, middle),
            Point::new(tip - 6.0, top + HEADS),
            Point::new(x0, top + HEADS),
        ];
        if !first {
            points.push(Point::new(x0 + 6.0, middle));
        }
        pen.polygon(points, fill);
        let name = pen.fit(&figures.name, BODY.bold(), x1 - x0 - 24.0);
        pen.text(x0 + if first { 12.0 } else { 10.0 }, top + 7.0, &name, BODY.bold(), ink, Align::Start);
        first = false;
        pen.target(Rect { x0, y0: top, x1, y1: top + HEADS });
    }
    pen.plain();
    pen.pane = Pane::Body;
    columns
}

impl View<'_> {
    /// What a stage says: its things in order.
    fn stage_sentence(&self, stage: usize) -> (String, Vec<String>) {
        let name = self.input.figures.stages.get(stage).map(|stage| stage.name.clone()).unwrap_or_default();
        let of = |node: &&PathNode| node.stage == Some(stage);
        let nodes = self.paths.nodes.iter().filter(of);
        let lines: Vec<String> =
            nodes.map(|node| format!("{}: {}", self.name(node), self.count(node.arrivals))).collect();
        let label = format!("{} {name}: {}.", picture::words(self.input.lang).stage, lines.join("; "));
        (label, core::iter::once(name).chain(lines.into_iter().take(8)).collect())
    }
}
