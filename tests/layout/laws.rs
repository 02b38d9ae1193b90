//! The laws of a laid-out view. Each gives `Err` with what is broken and where.

use jejak::geom::text::{Table, TextMeasure};
use jejak::geom::{Point, Rect};
use jejak::interact::{Window, hit};
use jejak::layout::{Item, Laid, Subject, mirror};
use jejak::scene::{Align, Mark, Pane, Shape};

/// What is laid out from right to left is turned back, so that one set of laws serves both; what a pointer meets is
/// asked in the picture as it is seen.
pub fn check(laid: &Laid) -> Result<(), String> {
    hits(laid)?;
    if laid.scene.rtl {
        let mut turned = laid.clone();
        mirror(&mut turned);
        return rightwards(&turned);
    }
    rightwards(laid)
}

fn rightwards(laid: &Laid) -> Result<(), String> {
    in_the_scene(laid)?;
    legible(laid)?;
    no_two_labels_overlap(laid)?;
    panes_are_kept(laid)?;
    no_line_crosses_a_label(laid)?;
    in_their_columns(laid)?;
    curves_stay_within_their_points(laid)?;
    items_are_whole(laid)?;
    if laid.twin.rows.iter().any(|row| row.len() != laid.twin.header.len()) {
        return Err(format!("ragged twin: {:?}", laid.twin));
    }
    Ok(())
}

/// Box of a line of text: from cap height to descender.
pub fn text_box(at: Point, size: f64, align: Align, width: f64) -> Rect {
    let x0 = match align {
        Align::Start => at.x,
        Align::Middle => at.x - width / 2.0,
        Align::End => at.x - width,
    };
    Rect { x0, y0: at.y - 0.74 * size, x1: x0 + width, y1: at.y + 0.2 * size }
}

pub struct Label {
    pub pane: Pane,
    pub rect: Rect,
    pub text: String,
}

pub fn labels(laid: &Laid) -> Vec<Label> {
    let label = |mark: &Mark| match &mark.shape {
        Shape::Text { at, text, font, align, width, .. } => Some(Label {
            pane: mark.pane,
            rect: text_box(*at, font.size, *align, *width),
            text: text.clone(),
        }),
        _ => None,
    };
    laid.scene.marks.iter().filter_map(label).collect()
}

/// All corners of a shape.
fn corners(shape: &Shape) -> Vec<Point> {
    let of = |rect: &Rect| vec![Point::new(rect.x0, rect.y0), Point::new(rect.x1, rect.y1)];
    match shape {
        Shape::Rect { rect, .. } | Shape::Hatch { rect, .. } => of(rect),
        Shape::Circle { center, radius, .. } => {
            of(&Rect { x0: center.x, y0: center.y, x1: center.x, y1: center.y }.grow(*radius))
        }
        Shape::Path { points, .. } => points.clone(),
        Shape::Text { at, font, align, width, .. } => of(&text_box(*at, font.size, *align, *width)),
    }
}

fn bounds(shape: &Shape) -> Rect {
    let mut out = Rect { x0: f64::INFINITY, y0: f64::INFINITY, x1: f64::NEG_INFINITY, y1: f64::NEG_INFINITY };
    for p in corners(shape) {
        out = Rect { x0: out.x0.min(p.x), y0: out.y0.min(p.y), x1: out.x1.max(p.x), y1: out.y1.max(p.y) };
    }
    out
}

/// Every number is finite, and every mark lies in the scene.
pub fn in_the_scene(laid: &Laid) -> Result<(), String> {
    let scene = &laid.scene;
    let all = Rect { x0: 0.0, y0: 0.0, x1: scene.size.width, y1: scene.size.height };
    for mark in &scene.marks {
        for p in corners(&mark.shape) {
            if !(p.x.is_finite() && p.y.is_finite()) {
                return Err(format!("not finite: {mark:?}"));
            }
            if !all.grow(0.6).contains(p) {
                return Err(format!("outside {:?}: {mark:?}", scene.size));
            }
        }
    }
    for rect in scene.targets.iter().map(|target| &target.rect).chain(&laid.columns) {
        if !(rect.x0 <= rect.x1 && rect.y0 <= rect.y1) {
            return Err(format!("inside out: {rect:?}"));
        }
    }
    Ok(())
}

/// No text is under 11 px, and each is as wide as it says and one plain line.
pub fn legible(laid: &Laid) -> Result<(), String> {
    for mark in &laid.scene.marks {
        let Shape::Text { font, text, width, .. } = &mark.shape else { continue };
        if font.size < 11.0 {
            return Err(format!("{} px: {text}", font.size));
        }
        if text.contains("NaN") || text.contains(['\u{202E}', '\u{2066}', '\n', '\u{0}']) {
            return Err(format!("text: {text:?}"));
        }
        if (Table.width(text, *font) - width).abs() > 0.01 {
            return Err(format!("{text:?} is not {width} px wide"));
        }
    }
    Ok(())
}

/// Unscrolled, all panes lie in one plane.
pub fn no_two_labels_overlap(laid: &Laid) -> Result<(), String> {
    let mut labels = labels(laid);
    labels.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    for (at, a) in labels.iter().enumerate() {
        for b in labels[at + 1..].iter().take_while(|b| b.rect.y0 < a.rect.y1) {
            if a.rect.overlaps(&b.rect) {
                let (p, q) = (a.pane, b.pane);
                return Err(format!(
                    "overlap: {p:?} {:?} {:?} | {q:?} {:?} {:?}",
                    a.text, a.rect, b.text, b.rect
                ));
            }
        }
    }
    Ok(())
}

pub fn panes_are_kept(laid: &Laid) -> Result<(), String> {
    let scene = &laid.scene;
    for Label { pane, rect, text, .. } in labels(laid) {
        if pane == Pane::Label && rect.x1 > scene.label {
            return Err(format!("cut by the label pane: {text:?}"));
        }
        if matches!(pane, Pane::Body | Pane::Head) && scene.label > 0.0 && rect.x0 < scene.label {
            return Err(format!("under the label pane: {text:?}"));
        }
        if matches!(pane, Pane::Body | Pane::Label | Pane::Across) && rect.y0 < scene.head {
            return Err(format!("under the head: {text:?}"));
        }
        if pane == Pane::Head && rect.y1 > scene.head {
            return Err(format!("cut by the head: {text:?}"));
        }
    }
    Ok(())
}

fn is_curve(mark: &Mark) -> Option<&[Point]> {
    // curves have many corners; straight strokes and icons have few
    match &mark.shape {
        Shape::Path { points, closed: false, .. } if points.len() >= 14 && mark.pane == Pane::Body => {
            Some(points)
        }
        _ => None,
    }
}

/// Every stroke, the short ones too: dots of a gap, a way back, an icon, an arrow.
fn no_line_crosses_a_label(laid: &Laid) -> Result<(), String> {
    let mut labels = labels(laid);
    labels.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    for mark in &laid.scene.marks {
        let Shape::Path { points, closed: false, .. } = &mark.shape else { continue };
        let around = bounds(&mark.shape);
        for label in labels.iter().take_while(|label| label.rect.y0 < around.y1 + 1.0) {
            if label.pane != mark.pane || label.rect.y1 < around.y0 {
                continue;
            }
            if points.windows(2).any(|pair| passes(pair[0], pair[1], &label.rect)) {
                return Err(format!("a line crosses {:?}: {points:?} in {:?}", label.text, label.rect));
            }
        }
    }
    Ok(())
}

/// True where a straight stroke goes through a box.
fn passes(a: Point, b: Point, rect: &Rect) -> bool {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (start, way, low, high) in [(a.x, b.x - a.x, rect.x0, rect.x1), (a.y, b.y - a.y, rect.y0, rect.y1)] {
        if way == 0.0 {
            if start <= low || start >= high {
                return false;
            }
            continue;
        }
        let (near, far) = ((low - start) / way, (high - start) / way);
        (from, to) = (from.max(near.min(far)), to.min(near.max(far)));
    }
    from < to
}

/// Everything that belongs to a cell, a touchpoint, a head or a step lies in its column, and in the box that answers
/// for it.
fn in_their_columns(laid: &Laid) -> Result<(), String> {
    for mark in &laid.scene.marks {
        let Some(item) = laid.item(mark.key) else { continue };
        let own = matches!(
            item.subject,
            Subject::Cell(..)
                | Subject::Touchpoint(..)
                | Subject::Stage(_)
                | Subject::Step(_)
                | Subject::Bar(..)
        );
        let Some(column) = item.column().filter(|_| own) else { continue };
        let rect = bounds(&mark.shape);
        if let Some(column) = laid.columns.get(column)
            && !(rect.x0 >= column.x0 - 0.6 && rect.x1 <= column.x1 + 0.6)
        {
            return Err(format!("out of column {column:?}: {mark:?}"));
        }
        let homes: Vec<&Rect> = laid
            .scene
            .targets
            .iter()
            .filter(|target| target.key == mark.key)
            .map(|target| &target.rect)
            .collect();
        let within = |home: &&&Rect| rect.y0 >= home.y0 - 8.0 && rect.y1 <= home.y1 + 8.0;
        if !homes.is_empty() && homes.iter().find(within).is_none() {
            return Err(format!("out of its box {homes:?}: {mark:?}"));
        }
    }
    Ok(())
}

/// Between the middles of two columns a line is never above or below its values there.
fn curves_stay_within_their_points(laid: &Laid) -> Result<(), String> {
    let middles: Vec<f64> = laid.columns.iter().map(|column| column.center().x).collect();
    for mark in &laid.scene.marks {
        let Some(points) = is_curve(mark) else { continue };
        if laid.item(mark.key).is_some_and(|item| matches!(item.subject, Subject::Loop(_))) {
            continue;
        }
        // the nodes of the line: its value in the middle of each column it crosses
        let at = |x: f64| {
            let pair = points.windows(2).find(|pair| pair[0].x <= x && x <= pair[1].x)?;
            let along = (x - pair[0].x) / (pair[1].x - pair[0].x).max(1e-9);
            Some(pair[0].y + (pair[1].y - pair[0].y) * along)
        };
        let nodes: Vec<(f64, f64)> = middles.iter().filter_map(|x| at(*x).map(|y| (*x, y))).collect();
        for pair in nodes.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let beyond = points
                .iter()
                .filter(|p| p.x >= x0 && p.x <= x1)
                .find(|p| p.y < y0.min(y1) - 0.6 || p.y > y0.max(y1) + 0.6);
            if let Some(point) = beyond {
                return Err(format!("a curve at {point:?} leaves its points ({x0}, {y0}) and ({x1}, {y1})"));
            }
        }
    }
    Ok(())
}

pub fn items_are_whole(laid: &Laid) -> Result<(), String> {
    let all = Rect { x0: 0.0, y0: 0.0, x1: laid.scene.size.width, y1: laid.scene.size.height };
    for (at, item) in laid.items.iter().enumerate() {
        if item.key.0 as usize != at + 1 {
            return Err(format!("key {:?} at {at}", item.key));
        }
        let Some((_, home)) = laid.home(item.key) else { return Err(format!("no home: {item:?}")) };
        if !(home.width() >= 24.0 && home.height() >= 24.0 && all.grow(6.0).contains(home.center())) {
            return Err(format!("home {home:?} of {item:?}"));
        }
        // who is in focus is told by the picture
        let told = matches!(item.subject, Subject::Persona(_));
        if item.label.is_empty() || (item.tip.is_empty() && !told) {
            return Err(format!("no words: {item:?}"));
        }
    }
    Ok(())
}

/// Unscrolled, the middle of every item answers with its own key, or with a part of it that lies on top; so does the
/// middle of every mark of an item.
fn hits(laid: &Laid) -> Result<(), String> {
    let scene = &laid.scene;
    let window = Window { size: scene.size, scroll: Point::default() };
    let answer = |point: Point| hit(scene, &window, point).and_then(|key| laid.item(key));
    // what holds others: a stage its whole column, a step its bars
    let holds = |item: &Item, found: &Item| {
        matches!(item.subject, Subject::Stage(_) | Subject::Step(_)) && found.column() == item.column()
    };
    for item in &laid.items {
        let Some((_, home)) = laid.home(item.key) else { continue };
        let found = answer(home.center());
        if found.is_none_or(|found| found.key != item.key && !holds(item, found)) {
            let found = found.map(|found| &found.subject);
            return Err(format!("{found:?} is hit at {:?} of {item:?}", home.center()));
        }
    }
    for mark in &scene.marks {
        let Some(item) = laid.item(mark.key) else { continue };
        let middle = bounds(&mark.shape).center();
        let found = answer(middle);
        // the middle of what a line of a way back goes around is none of it: the middle of its longest piece is, or of another's that crosses there
        if let (Shape::Path { points, closed: false, .. }, Subject::Loop(_)) = (&mark.shape, &item.subject) {
            let long = |pair: &&[Point]| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
            let longest = points.windows(2).max_by(|a, b| long(a).total_cmp(&long(b)));
            let Some([a, b]) = longest else { continue };
            let middle = Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
            let found = answer(middle).map(|found| &found.subject);
            if !matches!(found, Some(Subject::Loop(_))) {
                return Err(format!("{found:?} is hit at {middle:?} of the line of {:?}", item.subject));
            }
            continue;
        }
        // a head answers for its stage alone
        let held = |found: &Item| mark.pane != Pane::Head && holds(item, found);
        if found.is_none_or(|found| found.key != item.key && !held(found)) {
            let found = found.map(|found| &found.subject);
            return Err(format!("{found:?} is hit at {middle:?} of {mark:?} of {:?}", item.subject));
        }
    }
    Ok(())
}
